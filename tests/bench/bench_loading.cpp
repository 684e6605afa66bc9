// From policy texts to a program: reading, checking and compiling, without proof.
#include "engine/policy/bundle.hpp"
#include "tests/bench/figures.hpp"
#include "tests/bench/thirty_facts.hpp"

using namespace handrail;
using namespace handrail::bench;

int main() {
  std::vector<std::vector<std::string>> table{{"", "KiB of policy", "ms", "us a rule"}};
  for (const std::size_t count : {std::size_t{10}, std::size_t{100}, std::size_t{1000}, std::size_t{10'000}}) {
    std::mt19937 random(static_cast<std::uint32_t>(count));
    const auto files = policy_of(rules_of(count, random));
    std::size_t bytes = 0;
    for (const auto& file : files) bytes += file.text.size();
    const double nanoseconds = nanoseconds_of([&] {
      const dsl::Compiled compiled = dsl::compile(files);
      if (!compiled.program || compiled.program->triggers.size() != count)
        give_up(dsl::render_pretty(compiled.sources, compiled.diagnostics, false).substr(0, 2000));
    }, 5, 0.2);
    table.push_back({std::to_string(count) + " rules", figure(static_cast<double>(bytes) / 1024),
                     figure(nanoseconds / 1e6), figure(nanoseconds / 1e3 / static_cast<double>(count))});
  }
  print_table("bench_loading: policy texts read, checked and compiled, without proof (median of 5 rounds, processor time)", table);
  return 0;
}
