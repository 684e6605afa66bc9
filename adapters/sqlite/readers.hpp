// Read-only connections to one file, lent to one caller at a time. They see what has been committed, and never wait for the writer.
#pragma once

#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "adapters/sqlite/database.hpp"

namespace handrail::sqlite {

class Readers {
 public:
  explicit Readers(std::string path) : path_(std::move(path)) {}

  // A connection for the length of a scope. The borrower does not park while it holds one.
  class Loan {
   public:
    Loan(Readers& owner, std::unique_ptr<Database> database) : owner_(&owner), database_(std::move(database)) {}
    Loan(Loan&&) noexcept = default;
    Loan& operator=(Loan&&) = delete;
    ~Loan() {
      if (database_) owner_->give_back(std::move(database_));
    }
    Database& operator*() const { return *database_; }
    Database* operator->() const { return database_.get(); }

   private:
    Readers* owner_;
    std::unique_ptr<Database> database_;
  };

  Result<Loan> take() {
    {
      const std::scoped_lock lock(mutex_);
      if (!idle_.empty()) {
        auto database = std::move(idle_.back());
        idle_.pop_back();
        return Loan(*this, std::move(database));
      }
    }
    HANDRAIL_TRY(auto opened, Database::open_read_only(path_));
    return Loan(*this, std::make_unique<Database>(std::move(opened)));
  }

 private:
  void give_back(std::unique_ptr<Database> database) {
    const std::scoped_lock lock(mutex_);
    idle_.push_back(std::move(database));   // as many as threads ever read at once
  }

  std::string path_;
  std::mutex mutex_;
  std::vector<std::unique_ptr<Database>> idle_;
};

}  // namespace handrail::sqlite
