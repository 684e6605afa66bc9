// What `handrail diff` says of a random policy and a random edit of it, against the gate: where it says that no decision changes, random calls are judged alike
// by both; where one call is judged differently, it says that a decision changes, or that this is not proven.
#include <iostream>

#include "dsl/program/compile.hpp"
#include "engine/policy/gate.hpp"
#include "engine/difference/diff.hpp"
#include "tests/catch.hpp"
#include "tests/reference/random_call.hpp"
#include "tests/reference/random_policy.hpp"
#include "tests/reference/said.hpp"
#include "tests/unit/dsl/compile_support.hpp"

using namespace handrail;
using namespace handrail::reference;

namespace {

std::string first_word(const std::string& clause) { return clause.substr(0, clause.find(' ')); }

// What was used up goes by a limit's number, so limits stay where they are.
bool fixed(const std::string& clause) { return clause.starts_with("limit") || clause.starts_with("otherwise"); }

void replace_all(std::string& text, const std::string& from, const std::string& to) {
  for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size())) text.replace(at, from.size(), to);
}

RandomPolicy edited(const RandomPolicy& policy, Random& random) {
  RandomPolicy other = policy;
  auto& clauses = other.clauses;
  if (clauses.empty()) return other;
  const std::size_t at = random.below(clauses.size());
  switch (random.below(6)) {
    case 0:
      if (!fixed(clauses[at])) clauses.erase(clauses.begin() + static_cast<std::ptrdiff_t>(at));
      break;
    case 1:
      if (at + 1 < clauses.size() && first_word(clauses[at]) == first_word(clauses[at + 1]) && !fixed(clauses[at])) std::swap(clauses[at], clauses[at + 1]);
      break;
    case 2: replace_all(clauses[at], "$50", "$60"); break;
    case 3: replace_all(clauses[at], "by lead", "by head"); break;
    case 4:                                  // another clause of its kind
      for (const std::string& clause : random_policy(random).clauses)
        if (first_word(clause) == first_word(clauses[at]) && !fixed(clause)) clauses[at] = clause;
      break;
    default:                                 // the same again, which decides nothing new
      if (!fixed(clauses[at])) clauses.insert(clauses.begin() + static_cast<std::ptrdiff_t>(at), clauses[at]);
  }
  return other;
}

std::string answer(const dsl::Program& program, const Facts& facts) {
  const handrail::Verdict made = handrail::judge(program, BundleHash("test"), reference::call_of(program, facts, ""));
  return std::string(word_of(made.kind)) + (made.approve ? " by " + made.approve->role : "");
}

bool says_the_same(const BundleDiff& diff) {
  for (const DecisionChanges& of : diff.decisions)
    if (of.owner == judged_tool && !of.same()) return false;
  return true;
}

}  // namespace

TEST_CASE("where diff says that no decision changes none does, on random policies and edits") {
  if (!dsl::solver_built_in()) return;
  const std::uint64_t seed = parameter("HANDRAIL_SEED", 20261121), count = parameter("HANDRAIL_SOLVER_COUNT", 80);
  std::cout << "seed " << seed << ", " << count << " edits with 40 calls each" << std::endl;
  std::size_t same = 0, changed = 0, seen = 0;
  for (std::uint64_t i = 0; i < count; ++i) {
    progress(i, count);
    Random random(seed + i);
    const RandomPolicy policy = random_policy(random), other = edited(policy, random);
    if (policy.text() == other.text()) continue;
    const auto before = dsl::compile(dsl::whole_bundle(policy.text())).program, after = dsl::compile(dsl::whole_bundle(other.text())).program;
    if (!before || !after) continue;
    BundleDiff diff;
    diff_gates(*before, *after, {.budget = 300'000}, diff);
    (says_the_same(diff) ? same : changed) += 1;
    INFO("seed " << seed + i << "\n" << policy.text() << "\n\n" << other.text() << "\n\n" << diff_pretty(diff, false));
    for (int j = 0; j < 40; ++j) {
      const Facts facts = random_facts(random, policy);
      const std::string one = answer(*before, facts), another = answer(*after, facts);
      if (one == another) continue;
      ++seen;
      INFO(one << ", then " << another << ": " << dump(to_json(reference::call_of(*after, facts, ""))));
      REQUIRE_FALSE(says_the_same(diff));
    }
  }
  std::cout << same << " edits change nothing, " << changed << " may; " << seen << " calls were judged differently" << std::endl;
  CHECK((same > count / 10 || count < 50));
  CHECK((changed > count / 10 || count < 50));
  CHECK((seen > 0 || count < 50));
}
