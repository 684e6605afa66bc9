#include "adapters/reading/lanes.hpp"

#include <algorithm>
#include <bit>

namespace handrail::reading::lanes {

namespace {

// The same source for processors that multiply eight numbers at a time and for those that do not.
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__)
#define HANDRAIL_WIDE __attribute__((target_clones("avx2", "default")))
#else
#define HANDRAIL_WIDE
#endif

using Eight = float __attribute__((vector_size(32), aligned(4), may_alias));
constexpr std::size_t eight = 8;
constexpr std::size_t block = rows_of / eight;
constexpr std::size_t ahead = 6;          // features whose rows are fetched before they are needed: a table is larger than the processor's caches
constexpr std::size_t lines = rows_of / side_by_side;

constexpr float lowest = -80;             // e to less is nothing beside 1
constexpr float log2_e = 1.44269504f;
constexpr float ln2_high = 0.693359375f;  // with few digits, so that multiples are exact; the low part is what is missing
constexpr float ln2_low = -2.12194440e-4f;

float total(const float (&parts)[eight]) { return ((parts[0] + parts[4]) + (parts[1] + parts[5])) + ((parts[2] + parts[6]) + (parts[3] + parts[7])); }

}  // namespace

HANDRAIL_WIDE float dot(const float* a, const float* b, std::size_t size) {
  Eight sums[2] = {};
  for (std::size_t i = 0; i < size; i += 2 * eight)
    for (std::size_t k = 0; k < 2; ++k) sums[k] += *reinterpret_cast<const Eight*>(a + i + k * eight) * *reinterpret_cast<const Eight*>(b + i + k * eight);
  float parts[eight];
  *reinterpret_cast<Eight*>(parts) = sums[0] + sums[1];
  return total(parts);
}

HANDRAIL_WIDE void add_scaled(float* to, const float* from, float scale, std::size_t size) {
  for (std::size_t i = 0; i < size; ++i) to[i] += scale * from[i];
}

HANDRAIL_WIDE void add_scaled_steps(float* to, const std::int8_t* from, float scale, std::size_t size) {
  for (std::size_t i = 0; i < size; ++i) to[i] += scale * static_cast<float>(from[i]);
}

HANDRAIL_WIDE float add_scaled_after_dot(float* to, const float* from, float scale, std::size_t size) {
  Eight sums[2] = {};
  for (std::size_t i = 0; i < size; i += 2 * eight)
    for (std::size_t k = 0; k < 2; ++k) {
      const Eight was = *reinterpret_cast<const Eight*>(to + i + k * eight), other = *reinterpret_cast<const Eight*>(from + i + k * eight);
      sums[k] += was * other;
      *reinterpret_cast<Eight*>(to + i + k * eight) = was + scale * other;
    }
  float parts[eight];
  *reinterpret_cast<Eight*>(parts) = sums[0] + sums[1];
  return total(parts);
}

HANDRAIL_WIDE void add_rows(float* sums, const Table& table, const WeightedFeature* features, std::size_t count) {
  for (std::size_t begin = 0; begin < table.width(); begin += rows_of) {
    Eight held[block];
    for (std::size_t k = 0; k < block; ++k) held[k] = *reinterpret_cast<const Eight*>(sums + begin + k * eight);
    for (std::size_t i = 0; i < count; ++i) {
      const float* next = table.row(features[std::min(i + ahead, count - 1)].row) + begin;
      for (std::size_t line = 0; line < lines; ++line) __builtin_prefetch(next + line * side_by_side);
      const float* row = table.row(features[i].row) + begin;
      const float value = features[i].value;
      for (std::size_t k = 0; k < block; ++k) held[k] += value * *reinterpret_cast<const Eight*>(row + k * eight);
    }
    for (std::size_t k = 0; k < block; ++k) *reinterpret_cast<Eight*>(sums + begin + k * eight) = held[k];
  }
}

HANDRAIL_WIDE void add_to_rows(Table& table, const WeightedFeature* features, const float* scales, std::size_t count, const float* what) {
  for (std::size_t begin = 0; begin < table.width(); begin += rows_of) {
    Eight held[block];
    for (std::size_t k = 0; k < block; ++k) held[k] = *reinterpret_cast<const Eight*>(what + begin + k * eight);
    for (std::size_t i = 0; i < count; ++i) {
      float* row = table.row(features[i].row) + begin;
      const float scale = scales[i];
      for (std::size_t k = 0; k < block; ++k) *reinterpret_cast<Eight*>(row + k * eight) += scale * held[k];
    }
  }
}

HANDRAIL_WIDE void take_larger(float* units, std::int32_t* from, const float* sums, std::int32_t bag, std::size_t size) {
  for (std::size_t i = 0; i < size; ++i) {
    from[i] = sums[i] > units[i] ? bag : from[i];
    units[i] = sums[i] > units[i] ? sums[i] : units[i];
  }
}

// A power of two, by its bits, times a series over what is left, which is at most half of the logarithm of two.
HANDRAIL_WIDE void exponentials(float* numbers, std::size_t size) {
  for (std::size_t i = 0; i < size; ++i) {
    const float x = numbers[i] > lowest ? numbers[i] : lowest;
    const auto twos = static_cast<std::int32_t>(x * log2_e - 0.5f);
    const float whole = static_cast<float>(twos);
    const float r = (x - whole * ln2_high) - whole * ln2_low;
    const float series = 1 + r * (1 + r * (1.0f / 2 + r * (1.0f / 6 + r * (1.0f / 24 + r * (1.0f / 120 + r * (1.0f / 720))))));
    numbers[i] = series * std::bit_cast<float>((twos + 127) << 23);
  }
}

}  // namespace handrail::reading::lanes
