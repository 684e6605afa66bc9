#include "engine/proof/proof.hpp"
#include "engine/proof/sample_call.hpp"

#include "engine/policy/gate.hpp"
#include "tests/catch.hpp"
#include "tests/unit/engine/policy/policy_support.hpp"

using namespace handrail;

namespace {

const std::string desk =
    "role lead\nrecord order\n  id text\n  customer text\n  total money\n  status pending | delivered\n"
    "tool find(order_id: text) gives order\n  reads\n";

std::shared_ptr<const Bundle> with_tool(const std::string& clauses) {
  return bundle_of(desk + "tool pay(order_id: text, amount: money) gives order\n  moves money\n  let order is find(order_id)\n" + clauses +
                   "  after a crash send again with the same key\n  if it fails hand off to support because \"It failed\"\n");
}

const std::string last = "  otherwise deny because \"no\" then hand off to support\n";

// Never `pay` when the condition of its nth deny holds.
dsl::Program guaranteed(const Bundle& bundle, std::size_t deny, bool without_approval) {
  dsl::Program program = *bundle.program;
  dsl::Guarantee guarantee{.name = "safe", .tool = program.find_tool("pay"), .without_approval = without_approval};
  guarantee.when = program.tools[*guarantee.tool].denies[deny].when;
  guarantee.rule = program.tools[*guarantee.tool].denies[deny].rule;
  program.tools[*guarantee.tool].denies.erase(program.tools[*guarantee.tool].denies.begin() + static_cast<std::ptrdiff_t>(deny));
  program.guarantees.push_back(guarantee);
  return program;
}

std::string codes_of(const BundleProof& proof) {
  std::string codes;
  for (const auto& found : proof.diagnostics) codes += (codes.empty() ? "" : " ") + found.code;
  return codes;
}

std::string findings(const std::string& clauses) { return codes_of(prove_bundle(*with_tool(clauses)->program)); }

const bool skip = !dsl::solver_built_in();

}  // namespace

TEST_CASE("each step's sample is decided by that step, also where nothing reads what a fresh look-up would give") {   // none is older than these years: it failed
  if (skip) return;
  const auto bundle = with_tool("  needs order looked up in the last 3650000 days otherwise offer a person\n  limit amount to $50 per customer, above that approve by lead\n  otherwise allow\n");
  const dsl::Program& program = *bundle->program;
  std::size_t asked = 0;
  for (const dsl::StepSample& sample : dsl::step_samples(program, *program.find_tool("pay"))) {
    const Verdict verdict = judge(program, bundle->hash, call_of(program, sample.sample));
    INFO(sample.decides.text);
    CHECK(verdict.at == program.where(sample.decides));
    ++asked;
  }
  CHECK(asked == 3);
}

TEST_CASE("a guarantee that the gate keeps is proved") {
  if (skip) return;
  const auto bundle = with_tool("  deny when amount is over $100 because \"x\" then hand off to support\n  approve by lead when amount is over $50\n  allow when amount is at most $50\n" + last);
  const BundleProof proof = prove_bundle(guaranteed(*bundle, 0, true));
  CHECK(codes_of(proof) == "");
  CHECK(proof.guarantees_proved == 1);
}

TEST_CASE("a guarantee that rests on a calculation is kept of the largest amounts too") {
  if (skip) return;
  const auto bundle = with_tool("  deny when amount is over $100 because \"x\" then hand off to support\n  approve by lead when amount * 1000 is over $50000\n  allow\n" + last);
  const dsl::Program program = guaranteed(*bundle, 0, true);
  CHECK(prove_bundle(program).guarantees_proved == 1);
  for (const char* amount : {"50.01", "9223372036854775.00", "92233720368547758.07"}) {
    GateCall call;
    call.tool = "pay";
    call.arguments = Json::object({{"order_id", "W1"}, {"amount", amount}});
    CHECK(judge(program, bundle->hash, call).kind == VerdictKind::approve);
  }
}

TEST_CASE("sums over two tools stay together within the budget that both count in") {
  if (skip) return;
  const auto text = [](const std::string& limit) {
    return "budget goodwill\n  at most $60 per customer in 30 days\n"
           "tool credit(amount: money)\n  moves money\n  limit amount to budget goodwill, otherwise offer a person\n  allow\n" + last + "  after a crash stop and ask a person\n"
           "tool waive(fee: money)\n  moves money\n" + limit + "  allow\n" + last + "  after a crash stop and ask a person\n"
           "guarantee \"kept\"\n  never waive when sum of waive.fee per customer in 30 days + sum of credit.amount per customer in 30 days is at least $60\n";
  };
  const BundleProof kept = prove_bundle(*bundle_of(text("  limit fee to budget goodwill, otherwise offer a person\n"))->program);
  CHECK(codes_of(kept) == "");
  CHECK(kept.guarantees_proved == 1);
  CHECK(codes_of(prove_bundle(*bundle_of(text("  limit fee to $60 per customer in 30 days, otherwise offer a person\n"))->program)).find("P0710") != std::string::npos);
}

TEST_CASE("a list that a guarantee speaks of is found also where another rule asks about it, beside a list or a look-up") {
  if (skip) return;
  for (const char* other : {"any x in tags has x not in order.notes", "any x in tags has find(x).status is pending"}) {
    INFO(other);
    const auto bundle = bundle_of("record order\n  id text\n  status pending | delivered\n  notes list of text\ntool find(order_id: text) gives order\n  reads\n"
                                  "tool pay(order_id: text, tags: list of text, amount: money)\n  moves money\n  let order is find(order_id)\n  deny when " + std::string(other) +
                                  " because \"x\" then hand off to support\n  allow\n" + last + "  after a crash stop and ask a person\n"
                                  "guarantee \"once\"\n  never pay when tags has duplicates\n");
    CHECK(codes_of(prove_bundle(*bundle->program)) == "P0710");
  }
}

TEST_CASE("a guarantee that fails is told with the clause that lets it happen, and the real gate agrees") {
  if (skip) return;
  const auto bundle = with_tool("  needs customer is verified otherwise say \"Who?\" then ask for order_id\n"
                                "  deny when amount is over $100 because \"x\" then hand off to support\n  approve by lead when amount is over $300\n  allow\n" + last);
  const dsl::Program program = guaranteed(*bundle, 0, true);
  const BundleProof proof = prove_bundle(program);
  REQUIRE(codes_of(proof) == "P0710");
  CHECK(proof.unconfirmed == 0);
  CHECK(proof.diagnostics[0].labels.size() == 1);
  CHECK(program.sources.text(proof.diagnostics[0].labels[0].span).starts_with("allow"));
}

TEST_CASE("without `without approval` an approval breaks a guarantee too") {
  if (skip) return;
  const auto bundle = with_tool("  deny when amount is over $100 because \"x\" then hand off to support\n  approve by lead when amount is over $50\n  allow when amount is at most $50\n" + last);
  CHECK(codes_of(prove_bundle(guaranteed(*bundle, 0, false))) == "P0710");
}

TEST_CASE("a rule whose conditions contradict each other is found") {
  if (skip) return;
  CHECK(findings("  deny when order.total is over $500 and order.total is under $100 because \"x\" then hand off to support\n  allow when amount is at most $50\n" + last) == "P0702");
  CHECK(findings("  deny when order.total is over $500 and amount is under $100 because \"x\" then hand off to support\n  allow when amount is at most $50\n" + last) == "");
}

TEST_CASE("a hidden rule is found with the smallest set of rules that hides it") {
  if (skip) return;
  const auto bundle = with_tool("  deny when order.status is pending because \"x\" then hand off to support\n"
                                "  deny when amount is over $200 because \"x\" then hand off to support\n"
                                "  deny when amount is over $100 and at most $200 because \"x\" then hand off to support\n"
                                "  approve by lead when amount is over $150\n  allow when amount is at most $50\n" + last);
  const BundleProof proof = prove_bundle(*bundle->program);
  REQUIRE(codes_of(proof) == "P0703");
  CHECK(proof.diagnostics[0].labels.size() == 2);
}

TEST_CASE("a low budget says that nothing was proved, and nothing is claimed") {
  if (skip) return;
  const auto bundle = with_tool("  deny when amount is over $100 because \"x\" then hand off to support\n  allow when amount is at most $100\n" + last);
  const BundleProof proof = prove_bundle(guaranteed(*bundle, 0, true), {.budget = 1});
  CHECK(proof.guarantees_proved == 0);
  CHECK(proof.not_proven >= 1);
  CHECK(codes_of(proof) == "P0711");
}

TEST_CASE("the same program has the same proof") {
  if (skip) return;
  const auto bundle = with_tool("  deny when amount is over $100 because \"x\" then hand off to support\n  allow\n" + last);
  const dsl::Program program = guaranteed(*bundle, 0, true);
  CHECK(prove_bundle(program).diagnostics.at(0).note == prove_bundle(program).diagnostics.at(0).note);
}

TEST_CASE("an intent without a topic is an intent too: a trigger on `topic` does not hide the others") {
  if (skip) return;
  const auto bundle = bundle_of("intent a\n  topic billing\n  class answerable\n  risk low\n  means \"x\"\n  examples \"my bill\", \"the invoice\", \"what I owe\", \"charges\", \"price\"\n"
                                "intent b\n  class answerable\n  risk low\n  means \"y\"\n  examples \"hello\", \"good day\", \"hi\", \"morning\", \"evening\"\n"
                                "trigger \"first\"\n  when topic is billing\n  urgency high\n  then hand off\n  say \"A person answers.\"\n"
                                "trigger \"second\"\n  when angry\n  urgency low\n  then hand off\n  say \"A person answers.\"\n");
  CHECK(codes_of(prove_bundle(*bundle->program)) == "");
}

TEST_CASE("a need that holds only for a time does not keep a guarantee after it") {
  if (skip) return;
  const auto bundle = with_tool("  deny when amount is over $100 because \"x\" then hand off to support\n"
                                "  needs amount is at most $100 otherwise say \"Too much.\" then ask for amount until 2026-12-01\n  allow\n" + last);
  CHECK(codes_of(prove_bundle(guaranteed(*bundle, 0, true))) == "P0710");
}

TEST_CASE("the gate judges each of the solver's situations as the solver says") {
  if (skip) return;
  const auto bundle = with_tool("  needs customer is verified otherwise say \"Who?\" then ask for order_id\n"
                                "  needs order.customer is customer.id otherwise say \"Which?\" then ask for order_id\n"
                                "  needs order looked up in the last 10 minutes\n  needs the customer's yes to this payment\n"
                                "  deny when order.status is pending unless amount is under $5 because \"x\" then hand off to support\n"
                                "  limit amount to $300 per customer in 90 days, above that approve by lead\n"
                                "  limit once per order, otherwise say \"Twice.\" then offer a person\n"
                                "  approve by lead when amount is over $100 and at most $1,000\n"
                                "  allow when amount is at most $100 and order.total - amount is at least $1\n" + last);
  const auto tool = *bundle->program->find_tool("pay");
  const auto samples = dsl::step_samples(*bundle->program, tool);
  CHECK(samples.size() == 10);
  for (const dsl::StepSample& sample : samples) {
    const Verdict verdict = judge(*bundle->program, BundleHash(), call_of(*bundle->program, sample.sample));
    INFO(sample.decides.text << " and not " << verdict.rule << ": " << dump(to_json(call_of(*bundle->program, sample.sample))));
    CHECK(verdict.rule == sample.decides.text);
    CHECK((verdict.kind == VerdictKind::allow) == sample.allows);
    CHECK((verdict.kind == VerdictKind::approve) == sample.approves);
  }
}

TEST_CASE("what all questions take together has an end, and the rest is called not proven") {
  if (skip) return;
  const auto with_rules = [](int count) {
    std::string rules;
    for (int i = 1; i <= count; ++i)
      rules += "  deny when amount is over $" + std::to_string(1000 - i) + " and order.total is under $" + std::to_string(i) + " because \"x\" then hand off to support\n";
    return with_tool(rules + last);
  };
  const dsl::ProofOptions small{.budget = 2'000};
  CHECK(prove_bundle(*with_rules(1)->program, small).not_proven == 0);
  CHECK(prove_bundle(*with_rules(150)->program, small).not_proven > 0);
  CHECK(prove_bundle(*with_rules(150)->program).not_proven == 0);
}

TEST_CASE("a guarantee is about a call that moves something: amounts that are all zero are refused before any clause") {
  if (skip) return;
  const auto pay = [](const std::string& parameters, const std::string& effect, const std::string& clauses, const std::string& guarantee) {
    return codes_of(prove_bundle(*bundle_of("tool pay(id: text, " + parameters + ")\n  " + effect + "\n" + clauses + last +
                                            "  after a crash stop and ask a person\n  if it fails hand off to support\nguarantee \"g\"\n  never pay when " + guarantee + "\n")->program));
  };
  CHECK(pay("amount: money", "moves money", "  allow when amount is at most $10\n", "amount is under $0.01") == "P0716");   // of nothing
  CHECK(pay("amount: money", "writes", "  allow when amount is at most $10\n", "amount is under $0.01") == "P0710");
  CHECK(pay("amount: money", "moves money", "  allow when amount is at most $10\n", "amount is at most $0.01") == "P0710");
  const std::string both = "  allow when amount is at most $10 and tip is at most $5\n";
  CHECK(pay("amount: money, tip: money", "moves money", both, "amount is under $0.01") == "P0710");
  CHECK(pay("amount: money, tip: money", "moves money", both, "amount is under $0.01 and tip is under $0.01") == "P0716");
  // one that no clause reads may be what is moved
  CHECK(pay("amount: money, tip: optional money", "moves money", "  allow when amount is at most $10\n", "amount is under $0.01") == "P0710");
  CHECK(pay("amount: optional money", "moves money", "  allow when not (amount is over $10)\n", "not (amount is known)") == "P0710");
}

TEST_CASE("a guarantee is about today and later, and what breaks on a day alone is told with the day") {
  if (skip) return;
  const Instant today{1'795'219'200'000};                    // 2026-11-21
  const auto proof = [&](const std::string& clause, std::optional<Instant> from) {
    return prove_bundle(*bundle_of("tool pay(id: text, amount: money)\n  moves money\n" + clause + "  allow when amount is at most $40\n" + last +
                                   "  after a crash stop and ask a person\n  if it fails hand off to support\nguarantee \"g\"\n  never pay when amount is over $20\n")->program,
                        {.today = from});
  };
  const auto deny = [](const std::string& when) { return "  deny when amount is over $20 " + when + " because \"x\" then hand off to support\n"; };
  CHECK(codes_of(proof(deny("from 2026-01-01"), today)) == "");
  CHECK(codes_of(proof(deny("from 2026-01-01"), std::nullopt)) == "P0710");
  const BundleProof later = proof(deny("from 2026-12-10"), today);
  REQUIRE(codes_of(later) == "P0710");
  CHECK(later.diagnostics[0].message.find("it is before 2026-12-10") != std::string::npos);
  CHECK(later.diagnostics[0].note.find(", on 2026-1") != std::string::npos);
  const BundleProof needed = proof("  needs amount is at most $20 from 2026-12-10 until 2026-12-20 otherwise say \"x\" then offer a person\n", today);
  REQUIRE(codes_of(needed) == "P0710");
  CHECK(needed.diagnostics[0].message.find("2026-12-") != std::string::npos);
}
