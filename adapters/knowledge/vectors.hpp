// The vectors of an index's passages, one row each and shared with other versions, and how near a question is to all of them: one pass, no tree, so that what is
// nearest is nearest.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "adapters/knowledge/vector_pool.hpp"

namespace handrail::knowledge {

// Whether so many vectors may be held in memory (bounds::vector_numbers).
[[nodiscard]] bool vectors_fit(std::size_t passages, std::size_t dimensions);

class Vectors {
 public:
  // Passages are numbered from 1, as on the shelf; one whose vector was never set is at no distance from anything.
  Vectors(std::size_t passages, std::size_t dimensions) : dimensions_(dimensions), rows_(passages) {}
  [[nodiscard]] std::size_t dimensions() const { return dimensions_; }
  [[nodiscard]] std::size_t passages() const { return rows_.size(); }
  void set(std::int64_t number, SharedVector vector);   // of `dimensions` numbers: one of length 1, or the middle of two, which is nearer to what both are near to
  // The product with each passage's; the first is passage 1's. `question` has `dimensions` numbers and length 1.
  [[nodiscard]] std::vector<float> similarities(const std::vector<float>& question) const;
  [[nodiscard]] std::vector<float> squares() const;   // of each passage's length

 private:
  std::size_t dimensions_;
  std::vector<SharedVector> rows_;   // by number, less one; null: never set
};

}  // namespace handrail::knowledge
