#include "adapters/knowledge/vectors.hpp"

#include <algorithm>

#include "adapters/knowledge/bounds.hpp"
#include "engine/base/assert.hpp"

namespace handrail::knowledge {

namespace {

// Built for the wide registers of today's processors as well, and chosen when the program starts.
__attribute__((target_clones("arch=haswell", "default"))) void products(const float* rows, std::size_t count, std::size_t dimensions, const float* question, float* out) {
  for (std::size_t row = 0; row < count; ++row) {
    float sum = 0;
    const float* numbers = rows + row * dimensions;
    for (std::size_t i = 0; i < dimensions; ++i) sum += numbers[i] * question[i];
    out[row] = sum;
  }
}

}  // namespace

bool vectors_fit(std::size_t passages, std::size_t dimensions) { return dimensions > 0 && passages <= bounds::vector_numbers / dimensions; }

void Vectors::set(std::int64_t number, const std::vector<float>& vector) {
  HANDRAIL_ASSERT(number > 0 && static_cast<std::size_t>(number) <= passages() && vector.size() == dimensions_, "a vector has its place and its size");
  std::copy(vector.begin(), vector.end(), numbers_.begin() + (number - 1) * static_cast<std::ptrdiff_t>(dimensions_));
}

std::vector<float> Vectors::similarities(const std::vector<float>& question) const {
  HANDRAIL_ASSERT(question.size() == dimensions_, "a question's vector is of the passages' size");
  std::vector<float> all(passages());
  products(numbers_.data(), all.size(), dimensions_, question.data(), all.data());
  return all;
}

}  // namespace handrail::knowledge
