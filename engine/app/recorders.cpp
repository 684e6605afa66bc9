#include "engine/app/recorders.hpp"

namespace handrail {
namespace {

constexpr std::size_t waiting_most = 8;   // conversations in memory for each thread, whatever the file's size

}  // namespace

Recorders::Recorders(std::size_t threads, Store& store, Waiting& waiting, const LiveBundle& live, const PastMapping& mapping, Done done)
    : store_(store), waiting_(waiting), live_(live), mapping_(mapping), done_(std::move(done)), given_(threads) {
  for (std::size_t i = 0; i < threads; ++i) threads_.emplace_back([this, i] { work(i); });
}

Recorders::~Recorders() { finish(); }

void Recorders::give(PastConversation conversation) {
  auto& line = given_[std::hash<std::string>{}(conversation.id) % given_.size()];
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [&] { return line.size() < waiting_most; });
  line.push_back(std::move(conversation));
  lock.unlock();
  changed_.notify_all();
}

void Recorders::finish() {
  {
    const std::scoped_lock lock(mutex_);
    ending_ = true;
  }
  changed_.notify_all();
  for (std::thread& thread : threads_) thread.join();
  threads_.clear();
}

void Recorders::work(std::size_t number) {
  auto& line = given_[number];
  PastClock clock;
  Lanes lanes(waiting_);
  Journal journal(store_, lanes, clock);
  for (;;) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return ending_ || !line.empty(); });
    if (line.empty()) return;
    const PastConversation conversation = std::move(line.front());
    line.pop_front();
    lock.unlock();
    changed_.notify_all();
    const auto recorded = record_past(journal, clock, live_, mapping_, conversation);
    lock.lock();
    done_(conversation, recorded);
  }
}

}  // namespace handrail
