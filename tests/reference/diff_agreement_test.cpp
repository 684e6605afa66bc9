// What `handrail diff` says of a random policy and a random edit of it, against the gate: where it says that no decision changes, random calls are judged alike
// by both; where one call is judged differently, it says that a decision changes, or that this is not proven.
#include <iostream>

#include "dsl/program/compile.hpp"
#include "dsl/program/decode.hpp"
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

namespace {

// A gate at which several roles may have to approve, one after the other: its clauses, of which an edit takes or changes one.
std::vector<std::string> random_chain(Random& random) {
  const std::vector<std::string> roles{"clerk", "lead", "head"}, ceilings{"$100", "$200", "$300"}, windows{"29 days", "30 days", "90 days"};
  std::vector<std::string> clauses;
  for (std::size_t i = random.below(4); i > 0; --i) {
    const std::string what = random.once_in(4) ? "2 times" : "amount to " + random.one_of(ceilings);
    clauses.push_back("limit " + what + " per customer in " + random.one_of(windows) + ", above that approve by " + random.one_of(roles));
  }
  for (std::size_t i = random.below(3); i > 0; --i)
    clauses.push_back("approve by " + random.one_of(roles) + " when amount is over " + random.one_of<std::string>({"$20", "$50"}) + " and at most " + random.one_of(ceilings));
  if (!random.once_in(3)) clauses.emplace_back("allow when amount is at most " + random.one_of<std::string>({"$50", "$100"}));
  return clauses;
}

std::vector<std::string> edited(std::vector<std::string> clauses, Random& random) {
  if (clauses.empty()) return clauses;
  const std::size_t at = random.below(clauses.size());
  const std::vector<std::pair<std::string, std::string>> changes{{"30 days", "29 days"}, {"29 days", "90 days"}, {"by lead", "by head"}, {"by head", "by clerk"},
                                                                 {"$300", "$3,000"}, {"$100", "$200"}, {"2 times", "9 times"}};
  if (random.once_in(4)) clauses.erase(clauses.begin() + static_cast<std::ptrdiff_t>(at));
  for (const auto& [from, to] : changes)
    if (random.once_in(4)) replace_all(clauses[at == clauses.size() ? 0 : at], from, to);
  return clauses;
}

std::shared_ptr<const dsl::Program> chain_program(const std::vector<std::string>& clauses) {
  std::string text = "role clerk\n  may approve up to $150\n\nrole lead\n\nrole head\n\ntool pay(amount: money)\n  moves money\n";
  for (const std::string& clause : clauses) text += "  " + clause + "\n";
  return dsl::compile(dsl::whole_bundle(text + "  otherwise deny because \"Beyond.\" then hand off to support\n  after a crash stop and ask a person\n")).program;
}

// The gate with each approval that it asks for, one after the other.
std::string in_turn(const dsl::Program& program, GateCall call) {
  std::string chain;
  for (std::vector<std::string> given;;) {
    const handrail::Verdict verdict = handrail::judge(program, BundleHash("test"), call);
    chain += (chain.empty() ? "" : ", ") + std::string(word_of(verdict.kind)) + (verdict.approve ? " by " + verdict.approve->role : "");
    if (!verdict.approve || std::ranges::find(given, verdict.approve->role) != given.end()) return chain;
    given.push_back(verdict.approve->role);
    call.approvals.push_back({"somebody", given.back(), call.tool, call.arguments, verdict.approve->facts_hash, BundleHash("test"), call.now});
  }
}

struct Paid { std::int64_t cents; std::int64_t days_ago; };

// One past, as each of the two has counted it.
GateCall payment(const dsl::Program& program, std::int64_t cents, const std::vector<Paid>& past) {
  const auto money = [](std::int64_t minor) { return dsl::encode(Value(Money{minor, *Currency::parse("USD")})); };
  GateCall call{.tool = "pay", .arguments = Json::object({{"amount", money(cents)}}), .now = Instant{limits::sample_moment},
                .customer = Json::object({{"id", "c1"}, {"verified", true}}), .context = Json::object()};
  for (const dsl::Limit& limit : program.tools[*program.find_tool("pay")].limits)
    for (const Paid& paid : past) call.used.push_back({limit.id, "c1", limit.amount ? money(paid.cents) : Json(), call.now - days(paid.days_ago)});
  return call;
}

std::string first(const dsl::Program& program, const Json& line) {
  std::vector<JsonIssue> issues;
  const GateCall call = read_gate_call(line, issues);
  REQUIRE(issues.empty());
  const handrail::Verdict verdict = handrail::judge(program, BundleHash("test"), call);
  return std::string(word_of(verdict.kind)) + (verdict.approve ? " by " + verdict.approve->role : "");
}

}  // namespace

TEST_CASE("where diff says that no decision changes, the same people are asked one after the other; what it says changes, changes after one past") {
  if (!dsl::solver_built_in()) return;
  const std::uint64_t seed = parameter("HANDRAIL_SEED", 20261121), count = parameter("HANDRAIL_SOLVER_COUNT", 80);
  std::cout << "seed " << seed << ", " << count << " edits of who approves with 60 calls each" << std::endl;
  std::size_t same = 0, later = 0, told = 0;
  for (std::uint64_t i = 0; i < count; ++i) {
    progress(i, count);
    Random random(seed + i);
    const std::vector<std::string> clauses = random_chain(random), other = edited(clauses, random);
    const auto before = chain_program(clauses), after = chain_program(other);
    if (clauses == other || !before || !after) continue;
    BundleDiff diff;
    diff_gates(*before, *after, {.budget = 300'000}, diff, BundleHash("test"), BundleHash("test"));
    const bool none = std::ranges::all_of(diff.decisions, [](const DecisionChanges& of) { return of.same(); });
    same += none ? 1 : 0;
    std::string all;
    for (const auto* one : {&clauses, &other})
      for (const std::string& clause : *one) all += (&clause == &one->front() ? "--\n" : "") + clause + "\n";
    INFO("seed " << seed + i << "\n" << all << diff_pretty(diff, false));
    for (int j = 0; j < 60; ++j) {
      std::vector<Paid> past;
      for (std::size_t k = random.below(4); k > 0; --k)
        past.push_back({random.one_of<std::int64_t>({1, 2000, 5000, 9900, 10000, 25000, 300000}), random.one_of<std::int64_t>({0, 10, 29, 31, 60})});
      const std::int64_t cents = random.one_of<std::int64_t>({1, 2000, 2001, 5000, 5001, 10000, 15001, 30000});
      const GateCall one = payment(*before, cents, past), another = payment(*after, cents, past);
      const std::string was = in_turn(*before, one), is = in_turn(*after, another);
      if (was == is) continue;
      later += was.substr(0, was.find(',')) == is.substr(0, is.find(',')) ? 1 : 0;
      INFO(was << " and then " << is << ": " << dump(to_json(another)));
      REQUIRE_FALSE(none);
    }
    for (const DecisionChanges& of : diff.decisions) {
      CHECK(of.unconfirmed.empty());
      for (const DecisionChange& change : of.changes) {
        ++told;
        if (change.level != dsl::DifferenceLevel::verdict) continue;
        const Json& old_line = change.old_sample.is_null() ? change.sample : change.old_sample;
        CHECK(first(*before, old_line) == change.before.front());
        CHECK(first(*after, change.sample) == change.after.front());
      }
    }
  }
  std::cout << same << " edits change nothing; " << later << " calls were asked for differently after the first approval; " << told << " changes were told" << std::endl;
  CHECK((later > 0 || count < 50));
  CHECK((told > 0 || count < 50));
}
