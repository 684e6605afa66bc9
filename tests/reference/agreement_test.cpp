// Random policies and random facts: the compiled program says what the reference says. The seed is printed; HANDRAIL_SEED and HANDRAIL_COUNT run others and more.
#include <algorithm>
#include <fstream>
#include <iostream>
#include <set>

#include "dsl/syntax/parse.hpp"
#include "engine/policy/gate.hpp"
#include "tests/catch.hpp"
#include "tests/reference/random_call.hpp"
#include "tests/reference/said.hpp"
#include "tests/unit/dsl/compile_support.hpp"

using namespace handrail;
using namespace handrail::reference;

namespace {

struct Both {                              // one text, read by both
  dsl::Compiled compiled;
  dsl::Tree tree;
  const dsl::ToolBlock* tool = nullptr;
};
std::unique_ptr<Both> read(const std::string& text) {
  auto both = std::make_unique<Both>();
  both->compiled = dsl::compile({{"random.policy", text}, {"zz_whole.policy", dsl::what_else_is_needed(text)}});
  dsl::Diagnostics again;
  both->tree = dsl::parse(both->compiled.sources, again);
  for (const auto& block : both->tree.blocks)
    if (const auto* tool = std::get_if<dsl::ToolBlock>(&block); tool != nullptr && tool->name.text == judged_tool) both->tool = tool;
  return both;
}

// The verdict, the clause, the author's reason and the ways on, when a limit is free again among them.
struct Answers { std::string compiled, reference; };
Answers answers(const Both& both, const Facts& facts) {
  const auto line = [](const auto& kind, const auto& clause, const std::string& at) { return std::string(kind) + " by " + std::string(clause) + " at " + at; };
  handrail::Verdict made = handrail::judge(*both.compiled.program, BundleHash("test"), call_of(*both.compiled.program, facts, ""));
  if (made.approve) made = handrail::judge(*both.compiled.program, BundleHash("test"), call_of(*both.compiled.program, facts, made.approve->facts_hash));
  reference::Verdict wanted = reference::judge(both.tree, *both.tool, facts);
  Answers said{line(word_of(made.kind), word_of(made.clause), made.at), line(wanted.kind, wanted.clause, both.compiled.sources.where(wanted.rule))};
  if (made.kind != VerdictKind::deny) return said;
  if (made.clause != ClauseKind::arguments) said.compiled += " because " + made.because;
  if (wanted.clause != "arguments") said.reference += " because " + wanted.because;
  std::set<std::string> ways;
  for (const Remedy& one : made.remedy) ways.insert(std::string(word_of(one.kind)) + " " + one.what);
  for (const std::string& way : ways) said.compiled += ", " + way;
  std::erase_if(wanted.ways, [&](const auto& way) { return !way.second && !ways.contains(way.first); });
  if (wanted.ways.empty()) wanted.ways["offer person"] = true;
  for (const auto& [way, certain] : wanted.ways) said.reference += ", " + way;
  return said;
}

bool differs(const RandomPolicy& policy, const Facts& facts) {
  const auto limits = static_cast<std::size_t>(std::ranges::count_if(policy.clauses, [](const std::string& clause) { return clause.starts_with("limit"); }));
  if (std::ranges::any_of(facts.used, [&](const Used& one) { return one.limit >= limits; })) return false;   // of a limit that was left out
  const auto both = read(policy.text());
  if (!both->compiled.program || both->tool == nullptr) return false;
  const Answers found = answers(*both, facts);
  return found.compiled != found.reference;
}

template <class T, class Still>
void drop(std::vector<T>& list, Still still) {
  for (std::size_t i = list.size(); i-- > 0;) {
    const std::vector<T> before = list;
    list.erase(list.begin() + static_cast<std::ptrdiff_t>(i));
    if (!still()) list = before;
  }
}

// The least of it that still differs.
std::string smallest(RandomPolicy policy, Facts facts) {
  const auto still = [&] { return differs(policy, facts); };
  drop(facts.used, still);
  drop(policy.clauses, still);
  drop(facts.lookups, still);
  drop(facts.yes, still);
  drop(facts.approvals, still);
  const auto both = read(policy.text());
  const Answers found = answers(*both, facts);
  return policy.text() + "\n" + dump(to_json(call_of(*both->compiled.program, facts, ""))) + "\ncompiled:  " + found.compiled + "\nreference: " + found.reference;
}

}  // namespace

TEST_CASE("the compiled gate gives the verdict that the reference gives, on random policies and facts") {
  const std::uint64_t seed = parameter("HANDRAIL_SEED", 20261121), count = parameter("HANDRAIL_COUNT", 1000);
  std::cout << "seed " << seed << ", " << count << " policies with 20 sets of facts each" << std::endl;
  std::map<std::string, std::size_t> seen;
  for (std::uint64_t i = 0; i < count; ++i) {
    progress(i, count);
    Random random(seed + i);
    const RandomPolicy policy = random_policy(random);
    const auto both = read(policy.text());
    INFO("seed " << seed + i);
    if (!both->compiled.program) FAIL(policy.text() << dsl::render_pretty(both->compiled.sources, both->compiled.diagnostics, false));
    REQUIRE(both->tool != nullptr);
    for (int j = 0; j < 20; ++j) {
      const Facts facts = random_facts(random, policy);
      const Answers found = answers(*both, facts);
      if (found.compiled != found.reference) FAIL(smallest(policy, facts));
      ++seen[found.compiled.substr(0, found.compiled.find(" at "))];
    }
  }
  for (const char* verdict : {"deny by arguments", "deny by needs", "deny by deny", "deny by limit", "approve by limit", "approve by approve", "allow by approve", "allow by allow",
                              "deny by otherwise", "allow by otherwise"}) {
    INFO(verdict);
    CHECK((seen[verdict] > 0 || count < 100));   // the policies are varied enough to reach every clause
  }
}

TEST_CASE("what is the specification stays short enough to be read") {
  for (const char* file : {"meaning.hpp", "reference.cpp", "conversation.cpp"}) {
    INFO(file);
    std::ifstream in(std::string(HANDRAIL_SOURCE_DIR) + "/tests/reference/" + file);
    std::size_t lines = 0;
    for (std::string line; std::getline(in, line); ++lines) CHECK(line.size() <= 160);
    CHECK(lines > 100);
    CHECK(lines < 400);
  }
}
