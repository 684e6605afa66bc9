// The columns that a mapping names, and whether an export has them. A column that is nowhere masks, maps and tells nothing, and no row would say so: it is found
// out before anything is recorded.
#pragma once

#include <string>
#include <vector>

#include "engine/base/result.hpp"
#include "engine/past/past.hpp"

namespace handrail {

class ColumnsNamed {
 public:
  explicit ColumnsNamed(const PastMapping& mapping);

  // The header of a table has all of them, or fails with invalid: each name once.
  Result<void> in_header(const std::vector<std::string>& header) const;

  // Of JSON lines each row has its own.
  void row(const Json& row);
  [[nodiscard]] bool all_seen() const;
  // Fails with invalid where no row has a column without which a row cannot be used, or somebody's name or id would stay where it is.
  Result<void> needed() const;
  // The others that no row has, in words.
  [[nodiscard]] std::vector<std::string> not_seen() const;

 private:
  enum class Where { row, message, anywhere };
  struct Named {
    std::string key, column;        // "[mask] names", "requester.name"
    Where where = Where::row;
    bool needed = false, seen = false, has_members = false;
  };
  void add(const std::string& key, const std::string& column, Where where, bool needed);
  void look(Named& named, const Json& in);
  void remember(const Json& row, const std::string& before);
  [[nodiscard]] std::string missing(const Named& named, const std::string& nobody, const std::vector<std::string>& there) const;

  const PastMapping& mapping_;
  std::vector<Named> all_;
  std::vector<std::string> there_;  // columns of the rows, for who misspelled one
};

}  // namespace handrail
