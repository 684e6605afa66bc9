// What the proof says of rules that never decide, on random policies: taken out as its help advises, no decision changes by `handrail diff`; and one that is
// said to decide only while something is unknown is not advised to be taken out.
#include <iostream>

#include "dsl/program/compile.hpp"
#include "dsl/prove/prove.hpp"
#include "engine/difference/diff.hpp"
#include "tests/catch.hpp"
#include "tests/reference/random_desk.hpp"
#include "tests/reference/said.hpp"
#include "tests/unit/dsl/compile_support.hpp"

using namespace handrail;
using namespace handrail::reference;

namespace {

using Diff = void (*)(const dsl::Program&, const dsl::Program&, dsl::ProofOptions, BundleDiff&);
using Files = std::vector<dsl::SourceFile>;
constexpr dsl::ProofOptions budget{.budget = 300'000};

struct Seen { std::size_t never = 0, while_unknown = 0; };

// The text without the rule that stands there: one line, or a whole trigger.
std::string without(const std::string& text, dsl::Span span) {
  const std::size_t before = text.rfind('\n', span.begin), begin = before == std::string::npos ? 0 : before + 1;
  std::size_t end = text.find('\n', span.begin) + 1;
  if (text.compare(begin, 8, "trigger ") == 0)
    while (end < text.size() && text[end] == ' ') end = text.find('\n', end) + 1;
  return text.substr(0, begin) + text.substr(end);
}

void changes_nothing(Files files, const dsl::Program& program, const dsl::Diagnostic& found, Diff diff) {
  const dsl::SourceFile& file = program.sources.file(found.span.file);
  const std::string text = file.text;
  for (dsl::SourceFile& one : files)
    if (one.path == file.path) one.text = without(text, found.span);
  const auto after = dsl::compile(std::move(files)).program;
  if (!after) return;                      // the last row of a table
  BundleDiff made;
  diff(program, *after, budget, made);
  INFO(found.code << ": " << found.message << "\n" << program.sources.text(found.span) << "\n" << text << "\n" << diff_pretty(made, false));
  for (const DecisionChanges& of : made.decisions) {
    CHECK(of.changes.empty());
    CHECK(of.contract.empty());
  }
}

void look_at(const Files& files, Diff diff, Seen& seen) {
  const auto program = dsl::compile(files).program;
  if (!program) return;
  for (const dsl::Diagnostic& found : dsl::prove(*program, budget).findings) {
    if (found.code != "P0702" && found.code != "P0703") continue;
    const bool open = found.message.find(" only decides while ") != std::string::npos;
    ++(open ? seen.while_unknown : seen.never);
    INFO(found.message << ": " << program->sources.text(found.span));
    const bool advised = found.help.find("take it out") != std::string::npos || found.help.find("take the rule out") != std::string::npos;
    CHECK(advised == !open);
    if (!open) changes_nothing(files, *program, found, diff);
  }
}

}  // namespace

TEST_CASE("a rule of a tool that is said never to decide may be taken out: no decision changes, on random policies") {
  if (!dsl::solver_built_in()) return;
  const std::uint64_t seed = parameter("HANDRAIL_SEED", 20261121), count = parameter("HANDRAIL_SOLVER_COUNT", 60);
  Seen seen;
  for (std::uint64_t i = 0; i < count; ++i) {
    progress(i, count);
    Random random(seed + i);
    const RandomPolicy policy = random_policy(random);
    INFO("seed " << seed + i);
    look_at(dsl::whole_bundle(policy.text()), diff_gates, seen);
  }
  std::cout << "seed " << seed << ": " << seen.never << " rules never decide, " << seen.while_unknown << " only while something is unknown" << std::endl;
  CHECK((seen.never > 0 || count < 50));
}

TEST_CASE("a trigger or a row that is said never to decide may be taken out: no decision changes, on random desks") {
  if (!dsl::solver_built_in()) return;
  const std::uint64_t seed = parameter("HANDRAIL_SEED", 20261121), count = parameter("HANDRAIL_SOLVER_COUNT", 40);
  Seen seen;
  for (std::uint64_t i = 0; i < count; ++i) {
    progress(i, count);
    Random random(seed + i);
    INFO("seed " << seed + i);
    look_at({{"random.policy", random_desk(random).text()}, {"mend.lua", ""}}, diff_messages, seen);
  }
  std::cout << "seed " << seed << ": " << seen.never << " rules never decide, " << seen.while_unknown << " only while something is unknown" << std::endl;
  CHECK((seen.never > 0 || count < 30));
}
