// Rows put aside on disk until the last one is read, so that messages of one conversation come together wherever they stand in a file of any size.
#pragma once

#include <functional>
#include <string>

#include "adapters/sqlite/database.hpp"
#include "engine/past/past.hpp"

namespace handrail {

class RowsAside {
 public:
  // A file of its own, which goes with it.
  static Result<RowsAside> make(const std::string& path);
  RowsAside(RowsAside&&) = default;
  ~RowsAside();

  Result<void> add(const PastConversation& part);
  // Each conversation whole, in the order of their first rows. Stops at the first error.
  Result<void> each(const std::function<Result<void>(PastConversation whole, std::size_t done, std::size_t all)>& take);

 private:
  RowsAside(std::string path, sqlite::Database database) : path_(std::move(path)), database_(std::move(database)) {}
  Result<void> flush();

  std::string path_;
  sqlite::Database database_;
  std::vector<std::pair<std::string, std::string>> waiting_;   // conversation, its part
};

}  // namespace handrail
