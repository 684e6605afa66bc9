// What every benchmark measures with: a clock, medians, and a table that lines up.
#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <iostream>
#include <string>
#include <vector>

#include "engine/base/result.hpp"

namespace handrail::bench {

using Stopwatch = std::chrono::steady_clock;

[[nodiscard]] inline double seconds_since(Stopwatch::time_point start) { return std::chrono::duration<double>(Stopwatch::now() - start).count(); }

// The value below which `share` (0 to 1) of the samples lie; 0 of none.
[[nodiscard]] double quantile(std::vector<double> samples, double share);
[[nodiscard]] inline double median(std::vector<double> samples) { return quantile(std::move(samples), 0.5); }

// What this thread has worked so far.
[[nodiscard]] double processor_seconds();

// Nanoseconds of processor time of one call of `work`, all of which happens on this thread: the median of `rounds` rounds that each last about
// `round_seconds`. What other programs take meanwhile is not counted.
[[nodiscard]] double nanoseconds_of(const std::function<void()>& work, int rounds = 9, double round_seconds = 0.05);

// "1,234", "12.3", "0.045": three digits that matter.
[[nodiscard]] std::string figure(double value);

// The first row is the head. The first column is flush left, the others flush right.
void print_table(const std::string& title, const std::vector<std::vector<std::string>>& rows);

// Resident memory of this process in KiB (VmRSS).
[[nodiscard]] std::size_t resident_kib();

// What a benchmark needs and did not get ends it: with a message, exit code 2.
[[noreturn]] void give_up(const std::string& why);
template <class T>
T must(Result<T> result) {
  if (!result) give_up(result.error().message);
  if constexpr (!std::is_void_v<T>) return std::move(*result);
}

// Keeps the compiler from dropping what is computed only to be timed.
template <class T>
void keep(const T& value) { asm volatile("" : : "g"(&value) : "memory"); }

}  // namespace handrail::bench
