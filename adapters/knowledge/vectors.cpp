#include "adapters/knowledge/vectors.hpp"

#include "adapters/knowledge/bounds.hpp"
#include "engine/base/assert.hpp"

namespace handrail::knowledge {

namespace {

// Built for the wide registers of today's processors as well, and chosen when the program starts.
__attribute__((target_clones("arch=haswell", "default"))) float product(const float* row, const float* question, std::size_t dimensions) {
  float sum = 0;
  for (std::size_t i = 0; i < dimensions; ++i) sum += row[i] * question[i];
  return sum;
}

}  // namespace

bool vectors_fit(std::size_t passages, std::size_t dimensions) { return dimensions > 0 && passages <= bounds::vector_numbers / dimensions; }

void Vectors::set(std::int64_t number, SharedVector vector) {
  HANDRAIL_ASSERT(number > 0 && static_cast<std::size_t>(number) <= passages() && vector && vector->size() == dimensions_, "a vector has its place and its size");
  rows_[static_cast<std::size_t>(number) - 1] = std::move(vector);
}

std::vector<float> Vectors::similarities(const std::vector<float>& question) const {
  HANDRAIL_ASSERT(question.size() == dimensions_, "a question's vector is of the passages' size");
  std::vector<float> all(passages(), 0.0f);
  for (std::size_t row = 0; row < all.size(); ++row)
    if (rows_[row]) all[row] = product(rows_[row]->data(), question.data(), dimensions_);
  return all;
}

std::vector<float> Vectors::squares() const {
  std::vector<float> all(passages(), 0.0f);
  for (std::size_t row = 0; row < all.size(); ++row)
    if (rows_[row]) all[row] = product(rows_[row]->data(), rows_[row]->data(), dimensions_);
  return all;
}

}  // namespace handrail::knowledge
