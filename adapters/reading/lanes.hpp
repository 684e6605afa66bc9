// Arithmetic over many numbers at a time, for training. Which numbers meet in which order is written down, sixteen sums side by side, and nothing is left to the compiler
// or the processor: the results are the same to the bit with eight numbers in a register and with four.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace handrail::reading {

// Of a feature in a text.
struct WeightedFeature {
  std::uint32_t row = 0;   // into the model's keys
  float value = 0;
};

namespace lanes {

inline constexpr std::size_t side_by_side = 16;   // numbers of a line of memory
inline constexpr std::size_t rows_of = 64;        // a row of a table is a multiple of it

// Numbers in rows of one width, each beginning at a line of memory.
class Table {
 public:
  Table() = default;
  // Filled with zeros.
  Table(std::size_t rows, std::size_t width) : width_(width), lines_(rows * width / side_by_side) {}
  [[nodiscard]] float* row(std::size_t i) { return lines_.data()->numbers + i * width_; }
  [[nodiscard]] const float* row(std::size_t i) const { return lines_.data()->numbers + i * width_; }
  [[nodiscard]] std::size_t width() const { return width_; }

 private:
  struct alignas(side_by_side * sizeof(float)) Line { float numbers[side_by_side]; };
  std::size_t width_ = 0;
  std::vector<Line> lines_;
};

// The least multiple of `side_by_side` that holds so many.
constexpr std::size_t padded(std::size_t count) { return (count + side_by_side - 1) / side_by_side * side_by_side; }

void add_scaled(float* to, const float* from, float scale, std::size_t size);
void add_scaled_steps(float* to, const std::int8_t* from, float scale, std::size_t size);

// Below, every `size` is a multiple of `side_by_side`, and a table's width one of `rows_of`.

[[nodiscard]] float dot(const float* a, const float* b, std::size_t size);
// Adds as above, and gives what `dot(to, from)` was before.
float add_scaled_after_dot(float* to, const float* from, float scale, std::size_t size);
// To `sums`: the rows of the features, each as often as its value says.
void add_rows(float* sums, const Table& table, const WeightedFeature* features, std::size_t count);
// To the rows of the features: `what`, as often as `scales` says of each.
void add_to_rows(Table& table, const WeightedFeature* features, const float* scales, std::size_t count, const float* what);
// Raises each of `units` that `sums` of a bag exceed, and notes whose it is now.
void take_larger(float* units, std::int32_t* from, const float* sums, std::int32_t bag, std::size_t size);
// e to each of the numbers, none of which is above zero.
void exponentials(float* numbers, std::size_t size);

}  // namespace lanes

}  // namespace handrail::reading
