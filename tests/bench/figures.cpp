#include "tests/bench/figures.hpp"

#include <time.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <fstream>

namespace handrail::bench {

double quantile(std::vector<double> samples, double share) {
  if (samples.empty()) return 0;
  const auto place = std::min(samples.size() - 1, static_cast<std::size_t>(share * static_cast<double>(samples.size())));
  std::nth_element(samples.begin(), samples.begin() + static_cast<std::ptrdiff_t>(place), samples.end());
  return samples[place];
}

double processor_seconds() {
  timespec time{};
  ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) * 1e-9;
}

namespace {

double seconds_of(std::size_t calls, const std::function<void()>& work) {
  const double start = processor_seconds();
  for (std::size_t i = 0; i < calls; ++i) work();
  return processor_seconds() - start;
}

}  // namespace

double nanoseconds_of(const std::function<void()>& work, int rounds, double round_seconds) {
  work();
  std::size_t calls = 1;
  double taken = seconds_of(calls, work);
  while (taken < round_seconds / 4) taken = seconds_of(calls *= 2, work);
  calls = std::max<std::size_t>(1, static_cast<std::size_t>(static_cast<double>(calls) * round_seconds / taken));
  std::vector<double> samples;
  for (int round = 0; round < rounds; ++round) samples.push_back(seconds_of(calls, work) * 1e9 / static_cast<double>(calls));
  return median(samples);
}

std::string figure(double value) {
  char text[64];
  if (value != 0 && std::fabs(value) < 100) {
    const int digits = std::fabs(value) >= 10 ? 1 : std::fabs(value) >= 1 ? 2 : 3;
    std::snprintf(text, sizeof text, "%.*f", digits, value);
    return text;
  }
  std::snprintf(text, sizeof text, "%.0f", value);
  std::string grouped = text;
  for (std::ptrdiff_t at = static_cast<std::ptrdiff_t>(grouped.size()) - 3; at > (grouped[0] == '-' ? 1 : 0); at -= 3) grouped.insert(static_cast<std::size_t>(at), ",");
  return grouped;
}

void print_table(const std::string& title, const std::vector<std::vector<std::string>>& rows) {
  std::vector<std::size_t> widths;
  for (const auto& row : rows)
    for (std::size_t i = 0; i < row.size(); ++i) {
      if (i == widths.size()) widths.push_back(0);
      widths[i] = std::max(widths[i], row[i].size());
    }
  std::cout << "\n" << title << "\n\n";
  for (std::size_t line = 0; line < rows.size(); ++line) {
    for (std::size_t i = 0; i < rows[line].size(); ++i) {
      const std::string gap(widths[i] - rows[line][i].size(), ' ');
      std::cout << "| " << (i == 0 ? rows[line][i] + gap : gap + rows[line][i]) << " ";
    }
    std::cout << "|\n";
    if (line > 0) continue;
    for (std::size_t i = 0; i < widths.size(); ++i) std::cout << "|" << std::string(widths[i] + 1, '-') << (i == 0 ? "-" : ":");
    std::cout << "|\n";
  }
  std::cout << std::flush;
}

std::size_t resident_kib() {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);)
    if (line.rfind("VmRSS:", 0) == 0) return std::strtoull(line.c_str() + 6, nullptr, 10);
  return 0;
}

void give_up(const std::string& why) {
  std::cerr << "bench: " << why << "\n";
  std::_Exit(2);
}

}  // namespace handrail::bench
