// Vectors that a model once gave, kept by the model and by the content of the text: what did not change is not asked for again, in whatever version of the bundle
// it stands. A file that was lost or damaged costs asking again, nothing else.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "adapters/knowledge/bounds.hpp"
#include "adapters/sqlite/database.hpp"

namespace handrail::knowledge {

class VectorFile {
 public:
  // `path`: ":memory:" keeps nothing. A damaged file is begun anew. Fails with unavailable.
  static Result<VectorFile> open(const std::string& path, std::string space);
  // None: not there, or not readable as a vector.
  Result<std::optional<std::vector<float>>> find(const std::string& text_hash);
  Result<void> keep(const std::vector<std::pair<std::string, std::vector<float>>>& by_text_hash);   // in one transaction
  Result<void> tidy(std::size_t most = bounds::vectors_kept);   // the oldest go where there are more

 private:
  VectorFile(sqlite::Database database, std::string space) : database_(std::move(database)), space_(std::move(space)) {}
  sqlite::Database database_;
  std::string space_;
};

}  // namespace handrail::knowledge
