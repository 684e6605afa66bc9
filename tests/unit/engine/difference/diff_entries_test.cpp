// A field of a list's entries that is declared otherwise, with the conditions that read it: what is told of two versions is held against the two real gates on
// lists of whatever may stand in a line. Whatever is decided otherwise must have been told, and what is told to be all must be all.
#include <algorithm>
#include <random>

#include "dsl/prove/prove.hpp"
#include "engine/difference/diff.hpp"
#include "engine/policy/bundle.hpp"
#include "engine/policy/gate.hpp"
#include "tests/catch.hpp"
#include "tests/unit/dsl/compile_support.hpp"

using namespace handrail;

namespace {

struct Reading { std::string type, asked; };

const std::vector<Reading>& readings() {
  static const std::vector<Reading> all{
      {"whole number", "item.x is over 20"}, {"decimal", "item.x is over 20"}, {"decimal", "item.x is at most 0.2"}, {"percent", "item.x is over 20%"},
      {"money", "item.x is over $20"}, {"money in EUR", "item.x is over 20 EUR"}, {"text", "item.x is \"gift\""}, {"text", "item.x starts with \"gi\""},
      {"text", "item.x is \"7\""}, {"optional text", "item.x is \"gift\""}, {"optional text", "item.x is known"}, {"gift | plain", "item.x is gift"},
      {"gift | other", "item.x is not gift"}, {"yes/no", "item.x is yes"}, {"list of text", "item.x contains \"gift\""}, {"optional whole number", "item.x is over 20"},
      {"whole number", "item.x is over 30 or item.x is 7"}, {"time", "item.x is within the last 3 days"}};
  return all;
}

std::string policy(const Reading& reading, int form) {
  const std::vector<std::string> forms{"any item in order.items has (" + reading.asked + ")", "none item in order.items has (" + reading.asked + ")",
                                       "all item in order.items has (" + reading.asked + ")", "count of item in order.items with (" + reading.asked + ") is at least 2"};
  return "record line\n  x " + reading.type + "\nrecord order\n  items list of line\ntool find(id: text) gives order\n  reads\ntool t(id: text)\n  moves money\n"
         "  let order is find(id)\n  deny when " + forms[static_cast<std::size_t>(form)] + " say \"No.\" then offer a person\n  allow\n  otherwise deny say \"o\" then offer a person\n  after a crash stop and ask a person\n";
}

std::shared_ptr<const Bundle> bundle_of(const std::string& text) {
  const BundleResult made = make_bundle({{"test.policy", text + dsl::what_else_is_needed(text)}});
  INFO(text << dsl::render_pretty(made.sources, made.diagnostics, false));
  REQUIRE(made.bundle);
  return made.bundle;
}

const std::vector<std::string>& values() {
  static const std::vector<std::string> all{
      "0", "1", "2", "7", "20", "21", "31", "20.5", "0.2", "0.21", "20.000001", "9223372036854775807", "-9223372036854775808", "\"gift\"", "\"plain\"", "\"other\"", "\"7\"",
      "\"20%\"", "\"21%\"", "\"$20\"", "\"$20.01\"", "\"20.01 EUR\"", "true", "false", "null", "[]", "[\"gift\"]", "{}", R"({"amount":"21","currency":"USD"})",
      R"({"amount":"21","currency":"EUR"})", "\"2026-11-21T00:00:00Z\"", "\"2026-01-01T00:00:00Z\""};
  return all;
}

VerdictKind judged(const Bundle& bundle, const Json& order) {
  GateCall call;
  call.tool = "t";
  call.now = *parse_time("2026-11-22T12:00:00Z");
  call.arguments = Json::object({{"id", "1"}});
  call.customer = call.context = Json::object();
  call.lookups.push_back({"find", call.arguments, order, "", call.now});
  return judge(*bundle.program, BundleHash(), call).kind;
}

}  // namespace

TEST_CASE("whatever two gates decide otherwise about a list whose entries are declared otherwise has been told") {
  if (!dsl::solver_built_in()) return;
  std::vector<Json> orders{*parse_json("{\"items\":[]}"), *parse_json("{}"), *parse_json("{\"items\":[{}]}")};
  for (const std::string& one : values()) {
    orders.push_back(*parse_json("{\"items\":[{\"x\":" + one + "}]}"));
    for (const std::string& other : values()) orders.push_back(*parse_json("{\"items\":[{\"x\":" + one + "},{\"x\":" + other + "}]}"));
  }
  std::mt19937 random(7);
  std::size_t proven = 0, compared = 0;
  for (int round = 0; round < 60; ++round) {
    const Reading &before = readings()[random() % readings().size()], &after = readings()[random() % readings().size()];
    const int form = static_cast<int>(random() % 4), other_form = random() % 2 == 0 ? form : static_cast<int>(random() % 4);
    const auto old_one = bundle_of(policy(before, form)), new_one = bundle_of(policy(after, other_form));
    INFO(policy(before, form) << policy(after, other_form));
    BundleDiff diff;
    diff_gates(*old_one->program, *new_one->program, {}, diff);
    ++compared;
    std::vector<std::pair<std::string, std::string>> told;
    bool sure = true;
    for (const DecisionChanges& of : diff.decisions) {
      sure = sure && of.sure() && !of.more;
      for (const auto* list : {&of.changes, &of.unconfirmed})
        for (const DecisionChange& change : *list)
          for (const std::string& was : change.before)
            for (const std::string& is : change.after) told.emplace_back(was, is);
    }
    proven += sure ? 1 : 0;
    INFO(diff_pretty(diff, false));
    for (const Json& order : orders) {
      const VerdictKind one = judged(*old_one, order), other = judged(*new_one, order);
      if (one == other) continue;
      const std::pair<std::string, std::string> change{word_of(one), word_of(other)};
      INFO(dump(order));
      REQUIRE(std::ranges::find(told, change) != told.end());
    }
  }
  CHECK(proven * 10 >= compared * 7);   // the rest is said to be not proven
}
