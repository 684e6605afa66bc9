// The numbers that bound what is kept and held of an embedding model's vectors, each with its reason.
#pragma once

#include <cstddef>

namespace handrail::knowledge::bounds {

inline constexpr std::size_t vector_numbers = 64u << 20;     // of one bundle's vectors, four bytes each: 170,000 passages of 384 numbers; beyond it words alone find
inline constexpr std::size_t vectors_kept = 1'000'000;       // in a data folder's file, the oldest go first: two of the largest bundles
inline constexpr std::size_t vector_bytes = 64u << 10;       // of one that is read back from the file

}  // namespace handrail::knowledge::bounds
