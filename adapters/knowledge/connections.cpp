#include "adapters/knowledge/connections.hpp"

namespace handrail::knowledge {

Result<std::unique_ptr<Connection>> connect(sqlite::Database database) {
  HANDRAIL_TRY(auto stemming, Stemming::make(database));
  return std::make_unique<Connection>(Connection{std::move(database), std::move(stemming)});
}

void Connections::Return::operator()(Connection* connection) const { owner->give_back(std::unique_ptr<Connection>(connection)); }

Result<Connections::Lent> Connections::borrow() {
  std::unique_lock lock(mutex_);
  if (path_.empty()) given_back_.wait(lock, [&] { return !idle_.empty(); });
  if (!idle_.empty()) {
    std::unique_ptr<Connection> connection = std::move(idle_.back());
    idle_.pop_back();
    return Lent(connection.release(), Return{this});
  }
  lock.unlock();
  HANDRAIL_TRY(auto database, sqlite::Database::open_read_only(path_));
  HANDRAIL_TRY(auto connection, connect(std::move(database)));
  return Lent(connection.release(), Return{this});
}

void Connections::give_back(std::unique_ptr<Connection> connection) {
  {
    const std::lock_guard lock(mutex_);
    idle_.push_back(std::move(connection));
  }
  given_back_.notify_one();
}

}  // namespace handrail::knowledge
