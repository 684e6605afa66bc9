// What the proof finds beside hidden rules and guarantees: gaps, conflicts, parts that change nothing, prerequisites that are forbidden, approvals that
// nobody may give.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "dsl/prove/gaps.hpp"
#include "engine/base/limits.hpp"
#include "engine/policy/gate.hpp"
#include "engine/proof/leftover.hpp"
#include "engine/proof/proof.hpp"
#include "engine/proof/sample_call.hpp"
#include "tests/catch.hpp"
#include "tests/unit/engine/policy/policy_support.hpp"

using namespace handrail;

namespace {

const std::string desk =
    "role lead\n  may approve up to $500\nrole head\n  may approve up to $5,000\nrecord account\n  id text\n  plan free | pro | enterprise\n  credit money\n"
    "tool account_of(id: text) gives account\n  reads\ncustomer\n  from account_of(customer.id)\n  plan free | pro | enterprise\n  credit money\n"
    "record order\n  id text\n  total money\n  status pending | delivered | cancelled\n  placed_at time\n"
    "tool find(order_id: text) gives order\n  reads\n";
const std::string denied = "  otherwise deny because \"no\" then hand off to support\n";
const std::string no = " because \"x\" then hand off to support\n";

std::string pay(const std::string& clauses, const std::string& last = denied) {
  return "tool pay(order_id: text, amount: money, pieces: whole number)\n  moves money\n  let order is find(order_id)\n" + clauses + last +
         "  after a crash send again with the same key\n  if it fails hand off to support because \"It failed\"\n";
}

std::shared_ptr<const Bundle> with_tool(const std::string& clauses) { return bundle_of(desk + pay(clauses)); }

dsl::Gaps gaps(const Bundle& bundle) { return dsl::gaps_of(*bundle.program, *bundle.program->find_tool("pay")); }

// The regions in which everything is known, in alphabetical order.
std::vector<std::string> regions(const std::string& clauses) {
  const dsl::Gaps found = gaps(*with_tool(clauses));
  CHECK(found.whole);
  std::vector<std::string> all;
  for (const dsl::Gap& gap : found.gaps)
    if (!gap.unknown) all.push_back(gap.region);
  std::ranges::sort(all);
  return all;
}

std::string codes_of(const Bundle& bundle) {
  const BundleProof proof = prove_bundle(*bundle.program);
  CHECK(proof.unconfirmed == 0);
  std::string codes;
  for (const auto& found : proof.diagnostics) codes += (codes.empty() ? "" : " ") + found.code;
  return codes;
}

std::string findings(const std::string& clauses) { return codes_of(*with_tool(clauses)); }

std::string trigger(const std::string& name, const std::string& when, const std::string& urgency, const std::string& queue) {
  std::string text = "trigger \"" + name + "\"\n  when " + when + "\n";
  for (const char* fact : {"customer.credit", "customer.plan"})
    if (when.find(fact) != std::string::npos) text += "  if " + std::string(fact) + " is unknown offer a person\n";
  return text + "  urgency " + urgency + "\n  then hand off to " + queue + "\n  say \"A person answers.\"\n";
}

std::string of_triggers(const std::string& triggers) {
  return codes_of(*bundle_of(desk + "queue support\n  name \"Us\"\n  promise within 1 hour\nqueue fraud\n  name \"Them\"\n  promise within 1 hour\n" + triggers));
}

void add_files(std::vector<dsl::SourceFile>& files, const std::string& folder, const std::string& prefix) {
  const std::filesystem::path root = std::filesystem::path(HANDRAIL_SOURCE_DIR) / folder;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(root)) {
    if (!entry.is_regular_file() || (!prefix.empty() && entry.path().extension() != ".lua")) continue;
    std::ifstream in(entry.path(), std::ios::binary);
    std::ostringstream text;
    text << in.rdbuf();
    files.push_back({prefix + std::filesystem::relative(entry.path(), root).string(), text.str()});
  }
}

// With the scripts that a bundle may take from the program.
std::shared_ptr<const dsl::Program> compiled_folder(const std::string& folder) {
  std::vector<dsl::SourceFile> files;
  add_files(files, folder, "");
  add_files(files, "workflows/library", "library/");
  std::ranges::sort(files, {}, &dsl::SourceFile::path);
  return dsl::compile(std::move(files)).program;
}

const bool skip = !dsl::solver_built_in();

using Regions = std::vector<std::string>;

}  // namespace

TEST_CASE("what is left to `otherwise` is told with the fewest statements, each bound as far out as the rules allow") {
  if (skip) return;
  CHECK(regions("  deny when amount is over $2,000" + no + "  approve by head when amount is over $100 and at most $1,000\n  allow when amount is at most $100\n") ==
        Regions{"amount is over $1,000"});
  CHECK(regions("  approve by lead when amount is over $400 and customer.plan is free\n  allow when amount is at most $100 or customer.plan is not free\n") ==
        Regions{"amount is over $100 and at most $400 and customer.plan is free"});
  CHECK(regions("  allow when customer.plan is in [pro, enterprise]\n") == Regions{"customer.plan is free"});
  CHECK(regions("  allow when order.placed_at was within the last 30 days\n") ==
         Regions{"order.placed_at is after now", "order.placed_at is more than 30 days ago", "there is no order"});
  CHECK(regions("  allow when order.placed_at is after now or order.placed_at is more than 30 days ago\n") ==
         Regions{"order.placed_at was within the last 30 days", "there is no order"});
  CHECK(regions("  allow unless order.placed_at is within the next 2 days\n") == Regions{"order.placed_at is within the next 2 days"});   // of no order it is not so
  CHECK(regions("  allow\n").empty());
}

TEST_CASE("the regions of a gap are conditions of the language, and between them they leave nothing") {
  if (skip) return;
  const std::string rules = "  approve by lead when amount is over $100 and at most $500 and customer.plan is not free\n  allow when amount is under $100 and pieces is at most 3\n"
                            "  allow when pieces is 7 or amount is order.total\n";
  std::string closed = rules;
  for (const std::string& region : regions(rules))
    if (region.find("there is no") == std::string::npos) closed += "  allow when " + region + "\n";
  for (const std::string& left : regions(closed)) CHECK(left.find("there is no order") != std::string::npos);
}

TEST_CASE("the real gate leaves each sample of a gap to `otherwise`") {
  if (skip) return;
  const auto bundle = with_tool("  needs customer is verified otherwise say \"Who?\" then verify\n  deny when order.status is cancelled" + no +
                                "  limit amount to $300 per customer in 90 days, above that approve by lead\n  limit once per order_id, otherwise offer a person\n"
                                "  approve by lead when amount is over $100 and at most $500 unless customer.plan is free\n"
                                "  allow when amount is under $100 and order.total is over $10 from 2026-12-01\n");
  const dsl::Gaps found = gaps(*bundle);
  CHECK(found.gaps.size() > 4);
  for (const dsl::Gap& gap : found.gaps) {
    const Verdict verdict = judge(*bundle->program, BundleHash(), call_of(*bundle->program, gap.sample));
    INFO(gap.region << " and not " << verdict.rule);
    CHECK(verdict.clause == ClauseKind::otherwise);
  }
}

TEST_CASE("an amount that is denied by nobody's decision between two that are let through is found, and what lies beyond the last rule is not") {
  if (skip) return;
  CHECK(findings("  approve by lead when amount is over $100 and at most $500\n  allow when amount is under $100\n") == "P0704");
  CHECK(findings("  approve by lead when amount is over $200 and at most $500\n  allow when amount is under $100\n") == "P0704");
  CHECK(findings("  allow when pieces is under 3 or pieces is over 4\n") == "P0704");
  CHECK(findings("  approve by lead when amount is over $100 and at most $500\n  allow when amount is at most $100\n") == "");
  CHECK(findings("  deny when amount is $100" + no + "  approve by lead when amount is over $100 and at most $500\n  allow when amount is under $100\n") == "");
  CHECK(findings("  approve by lead when amount is over $100 and at most $500 and customer.plan is pro\n  allow when amount is under $100 and customer.plan is free\n") == "");
}

TEST_CASE("two triggers of one urgency on one fact that lead elsewhere are found; a special case, another urgency, another fact and the same place are not") {
  if (skip) return;
  const std::string free = "customer.credit is over $500 and customer.plan is free", rich = "customer.credit is over $300 and messages is over 3";
  CHECK(of_triggers(trigger("a", free, "high", "support") + trigger("b", rich, "high", "fraud")) == "P0705");
  CHECK(of_triggers(trigger("a", free, "high", "support") + trigger("b", rich, "medium", "fraud")) == "");
  CHECK(of_triggers(trigger("a", free, "high", "support") + trigger("b", rich, "high", "support")) == "");
  CHECK(of_triggers(trigger("a", free, "high", "support") + trigger("b", "customer.credit is over $400", "high", "fraud")) == "");
  CHECK(of_triggers(trigger("a", free, "high", "support") + trigger("b", "messages is over 3", "high", "fraud")) == "");
  CHECK(of_triggers(trigger("a", free, "high", "support") + trigger("b", "customer.credit is under $100 and messages is over 3", "high", "fraud")) == "");
}

TEST_CASE("approvals by two roles that overlap are found where the one that may approve less comes first") {
  if (skip) return;
  const std::string lead = "  approve by lead when amount is over $100 and at most $400\n", head = "  approve by head when amount is over $200 and at most $600\n";
  CHECK(findings(lead + head + "  allow when amount is at most $100\n") == "P0706");
  CHECK(findings(head + lead + "  allow when amount is at most $100\n") == "");
}

TEST_CASE("a part that changes nothing is found, once, and one that tells unknown from no is not") {
  if (skip) return;
  const auto allowed = [](const std::string& when) { return findings("  allow when " + when + "\n"); };
  CHECK(allowed("amount is under $100 and amount is under $200") == "P0707");
  CHECK(allowed("amount is under $100 and amount is under $100") == "P0707");
  CHECK(allowed("amount is under $100 or (amount is under $50 and pieces is 2)") == "P0707");
  CHECK(allowed("pieces is 2 and not (pieces is 3 and amount is over $5)") == "P0707");
  CHECK(allowed("amount is under $100 unless amount is over $150") == "P0707");
  CHECK(allowed("order.status is delivered and order.status is not pending") == "P0707");
  CHECK(allowed("customer.plan is known and customer.plan is not free") == "");
  CHECK(allowed("amount is under $100 and customer.credit is over $100") == "");
  CHECK(allowed("amount is under $100 or pieces is 2") == "");
}

TEST_CASE("a need that the earlier ones imply is found, and a stricter one below is not") {
  if (skip) return;
  const auto need = [](const std::string& what) { return "  needs " + what + " otherwise offer a person\n"; };
  CHECK(findings(need("customer.plan is pro") + need("customer.plan is not free") + "  allow\n") == "P0708");
  CHECK(findings(need("customer.plan is not free") + need("customer.plan is pro") + "  allow\n") == "");
  CHECK(findings(need("amount is under $10") + need("pieces is under 3") + need("amount is under $50 or pieces is 9") + "  allow\n") == "P0708");
  CHECK(findings("  needs order looked up in the last 5 minutes\n  needs order looked up in the last 10 minutes\n  allow\n") == "P0708");
}

TEST_CASE("a look-up that is denied wherever the tool is let through is found, and one that serves the same customers is not") {
  if (skip) return;
  const auto of = [](const std::string& reading, const std::string& acting) {
    const std::string see = "tool see(order_id: text) gives order\n  reads\n", act = "tool act(order_id: text)\n  writes\n  let seen is see(order_id)\n";
    return codes_of(*bundle_of(desk + see + reading + act + acting + denied + "  if it fails hand off to support because \"It failed\"\n"));
  };
  const std::string verified = "  needs customer is verified otherwise say \"Who?\" then verify\n";
  CHECK(of("  needs customer is not verified otherwise offer a person\n", verified + "  allow when seen.status is pending\n") == "P0712");
  CHECK(of("  deny when order_id is \"x\" then offer a person\n", "  allow when order_id is \"x\" and seen.status is pending\n") == "P0712");
  CHECK(of("  deny when order_id is known" + no, "  allow when seen.status is pending\n") == "P0712");
  CHECK(of(verified, verified + "  allow when seen.status is pending\n") == "");
  CHECK(of("  deny when order_id is \"x\" then offer a person\n", "  allow when seen.status is pending\n") == "");
}

TEST_CASE("tools that need each other are found once for the whole circle") {
  if (skip) return;
  const auto reading = [](const std::string& name, const std::string& other) {
    return "tool " + name + "(order_id: text) gives order\n  reads\n  let seen is " + other + "(order_id)\n  needs seen looked up in the last 10 minutes\n";
  };
  CHECK(codes_of(*bundle_of(desk + reading("one", "two") + reading("two", "one"))) == "P0713");
  CHECK(codes_of(*bundle_of(desk + reading("one", "two") + reading("two", "three") + reading("three", "one"))) == "P0713");
  CHECK(codes_of(*bundle_of(desk + reading("one", "one"))) == "P0713");
  CHECK(codes_of(*bundle_of(desk + reading("one", "two") + reading("two", "find"))) == "");
}

TEST_CASE("an approval above what the role may approve is found, as far as a call can get there") {
  if (skip) return;
  CHECK(findings("  approve by lead when amount is over $100\n  allow when amount is at most $100\n") == "P0714");
  CHECK(findings("  approve by lead when amount is over $600\n  allow when amount is at most $600\n") == "P0714");
  CHECK(findings("  deny when amount is over $500" + no + "  approve by lead when amount is over $100\n  allow when amount is at most $100\n") == "");
  CHECK(findings("  limit amount to $300 per customer in 90 days, above that approve by lead\n  allow\n") == "P0714");
  CHECK(findings("  approve by lead when pieces is over 3\n  allow when pieces is at most 3\n") == "");
}

TEST_CASE("the bundles that come with Handrail have nothing of this in them") {
  if (skip) return;
  for (const char* folder : {"examples/shop", "tests/acceptance/retail"}) {
    const auto program = compiled_folder(folder);
    REQUIRE(program);
    const BundleProof proof = prove_bundle(*program);
    CHECK(proof.diagnostics.empty());
    CHECK(proof.not_proven == 0);
    CHECK(proof.unconfirmed == 0);
  }
}

TEST_CASE("what is left over is told tool by tool with samples, the same each time") {
  if (skip) return;
  const auto bundle = with_tool("  approve by lead when amount is over $100 and at most $500\n  allow when amount is at most $100\n");
  const std::string told = leftovers_in_words(*bundle->program);
  CHECK(told.find("\npay: denied, then hand off to support (") != std::string::npos);
  CHECK(told.find("\n  amount is over $500 ") != std::string::npos);
  CHECK(told.find("such as amount $500.01\n") != std::string::npos);
  CHECK(told == leftovers_in_words(*bundle->program));
}

TEST_CASE("as many regions are told as the limit, and one more is said to be there") {
  if (skip) return;
  const auto every_other = [](std::size_t count) {
    std::string when = "pieces is under 0";
    for (std::size_t i = 0; i < count; ++i) when += " or pieces is " + std::to_string(2 * i);
    return gaps(*with_tool("  allow when " + when + "\n"));
  };
  const dsl::Gaps at = every_other(limits::proof_regions), over = every_other(limits::proof_regions + 1);
  CHECK((at.whole && at.gaps.size() == limits::proof_regions));
  CHECK((!over.whole && over.gaps.size() == limits::proof_regions));
}

TEST_CASE("what is said of a sum, and of an entry under a key, holds of the sample as well") {
  if (skip) return;
  const std::string lists = "record line\n  price money\nrecord means\n  credit money\nrecord loan\n  fee money\n  lines list of line\n  paid_with map of means\n"
                            "tool find_loan(loan_id: text) gives loan\n  reads\n";
  const auto told = [&](const std::string& allow) {
    return leftovers_in_words(*bundle_of(lists + "tool pay(loan_id: text, how: text, amount: money)\n  writes\n  let loan is find_loan(loan_id)\n  allow when " + allow + "\n" + denied +
                                         "  after a crash stop and ask a person\n")->program);
  };
  const std::string sum = told("sum of l.price for l in loan.lines is under $30");
  INFO(sum);
  CHECK(sum.find("is at least $30        such as loan.lines [{price: $30.00}]") != std::string::npos);
  CHECK(sum.find("is in another currency such as loan.lines [{price: €") != std::string::npos);
  const std::string entry = told("loan.paid_with[how].credit is at least amount");
  INFO(entry);
  CHECK(entry.find("is under amount                such as loan.paid_with {text 0: {credit: ") != std::string::npos);
  CHECK(entry.find("there is no loan.paid_with[how].credit                    such as loan.paid_with {}") != std::string::npos);
}

TEST_CASE("what is looked up by a fact that no clause reads is found for the sample") {
  if (skip) return;
  for (const char* key : {"order_id", "customer.id", "order.id"}) {
    INFO(key);
    const auto bundle = bundle_of(desk + "record pet\n  cap money\ntool get_pet(pet_id: text) gives pet\n  reads\ntool pay(order_id: text, amount: money)\n  moves money\n"
                                         "  let order is find(order_id)\n  let pet is get_pet(" + std::string(key) + ")\n  allow when pet.cap is at least $10\n" + denied +
                                  "  after a crash stop and ask a person\nguarantee \"Never\"\n  never pay when amount is over $100 without approval\n");
    const BundleProof proof = prove_bundle(*bundle->program);
    CHECK(proof.unconfirmed == 0);
    CHECK(std::ranges::count(proof.diagnostics, std::string("P0710"), &dsl::Diagnostic::code) == 1);
    CHECK(std::ranges::count(proof.diagnostics, std::string("P0711"), &dsl::Diagnostic::code) == 0);
  }
}

TEST_CASE("a need, a denial or a limit that is in force for a time alone is named beside what is left over") {
  if (skip) return;
  const std::string told = leftovers_in_words(*with_tool("  needs pieces is at most 3 otherwise offer a person from 2026-12-10 until 2026-12-20\n"
                                                         "  deny when order.status is cancelled from 2027-01-01" + no + "  allow when amount is at most $100\n")->program);
  INFO(told);
  CHECK(told.find("\n  once `needs pieces is at most 3` is met, from 2026-12-10 until 2026-12-20 (") != std::string::npos);
  CHECK(told.find("does not hold, from 2027-01-01 (") != std::string::npos);
  CHECK(leftovers_in_words(*with_tool("  needs pieces is at most 3 otherwise offer a person\n  allow when amount is at most $100\n")->program).find("once `") == std::string::npos);
}

TEST_CASE("what falls to the last row because a fact is not known is told, of the route and of a table, unless a row that leads to a person takes it") {
  if (skip) return;
  const std::string seats = "entity seats\n  is whole number\nqueue general\n  name \"Us\"\n  promise within 1 hour\nqueue groups\n  name \"Groups\"\n  promise within 1 hour\n";
  const auto told = [&](const std::string& rows) { return leftovers_in_words(*bundle_of(seats + rows)->program); };
  const std::string route = told("route\n  to groups when seats is over 9\n  to groups when seats is at most 9\n  otherwise to general\n");
  CHECK(route.find("the route: otherwise to general (test.policy:12)\n  seats is unknown ") != std::string::npos);
  const std::string covered = told("route\n  to groups when seats is over 9\n  to groups when seats is at most 9\n  to groups when seats is unknown\n  otherwise to general\n");
  CHECK(covered.find("Nothing is left over in the route.") != std::string::npos);
  // The queue of an intent comes before the last row, whether a row asks for the intent or not.
  const std::string intents = "intent wish\n  means \"A wish\"\n  examples \"please\"\n  class answerable\n  risk low\n  queue groups\n";
  const std::string own = told(intents + "route\n  to groups when seats is over 9\n  otherwise to general\n");
  INFO(own);
  CHECK(own.find("\n  seats is at most 9 and intent is other ") != std::string::npos);
  CHECK(own.find("\n  seats is unknown and intent is other ") != std::string::npos);
  const std::string asked = told(intents + "route\n  to general when intent is wish and seats is over 9\n  otherwise to general\n");
  INFO(asked);
  CHECK(asked.find("such as intent wish") == std::string::npos);
  const auto table = [&](const std::string& first) { return told("table tries\n  seats | then\n  over 9 | " + first + "\n  at most 9 | answer\n  any other | offer a person\n"); };
  CHECK(table("answer").find("\n  seats is unknown ") != std::string::npos);
  CHECK(table("hand off").find("seats is unknown") == std::string::npos);
}
