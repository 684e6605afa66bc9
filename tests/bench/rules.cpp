#include "tests/bench/rules.hpp"

#include "engine/app/bundle_folder.hpp"
#include "engine/app/bundle_library.hpp"
#include "tests/bench/figures.hpp"

namespace handrail::bench {
namespace {

struct Written { std::string when; PlainRule plain; };

std::string dollars(std::int64_t whole) { return "$" + std::to_string(whole); }

// Thresholds walk around the facts' values, so that about half of the rules hold.
Written one(std::size_t i) {
  const auto n = static_cast<std::int64_t>(i);
  switch (i % 4) {
    case 0: {
      const std::int64_t above = 1 + n * 7 % 239;
      return {"amount is over " + dollars(above), [above](const PlainFacts& f) { return f.amount_minor > above * 100; }};
    }
    case 1: {
      const std::int64_t least = 1 + n % 8;
      return {"messages is at least " + std::to_string(least), [least](const PlainFacts& f) { return f.messages >= least; }};
    }
    case 2: {
      const std::string word = i % 8 == 2 ? "pro" : "free";
      return {"customer.plan is " + word, [word](const PlainFacts& f) { return f.plan == word; }};
    }
    default: {
      const std::string word = i % 8 == 3 ? "product_question" : "refund_request";
      return {"intent is " + word, [word](const PlainFacts& f) { return f.intent == word; }};
    }
  }
}

Written mixed(std::size_t i) {
  const auto n = static_cast<std::int64_t>(i);
  const std::int64_t money = 1 + n * 7 % 239, count = 1 + n % 8;
  switch (i % 5) {
    case 0: return one(i);
    case 1: {
      const std::string word = i % 2 == 0 ? "product_question" : "order_status";
      return {"intent is " + word + " and amount is over " + dollars(money),
              [word, money](const PlainFacts& f) { return f.intent == word && f.amount_minor > money * 100; }};
    }
    case 2:
      return {"customer.plan is in [pro, enterprise] and messages is at least " + std::to_string(count) + " and amount is at most " + dollars(money),
              [money, count](const PlainFacts& f) { return (f.plan == "pro" || f.plan == "enterprise") && f.messages >= count && f.amount_minor <= money * 100; }};
    case 3:
      return {"tool_errors is at least " + std::to_string(count) + " or asked_before is at least " + std::to_string(1 + n % 3),
              [count, n](const PlainFacts& f) { return f.tool_errors >= count || f.asked_before >= 1 + n % 3; }};
    default:
      return {"customer.tier is \"gold\" and not (amount is over " + dollars(money) + ")",
              [money](const PlainFacts& f) { return f.tier == "gold" && !(f.amount_minor > money * 100); }};
  }
}

}  // namespace

RuleSet rules_of(RuleShape shape, std::size_t count) {
  RuleSet set;
  std::string text = "\n";
  for (std::size_t i = 0; i < count; ++i) {
    Written rule = shape == RuleShape::one ? one(i) : mixed(i);
    text += "trigger \"Rule " + std::to_string(i) + "\"\n  when       " + rule.when + "\n";
    for (const char* fact : {"amount", "customer.plan", "customer.tier"})
      if (rule.when.find(fact) != std::string::npos) text += "  if " + std::string(fact) + " is unknown   offer a person\n";
    text += "  urgency    low\n  then       hand off to support\n\n";
    set.plain.push_back(std::move(rule.plain));
  }
  auto files = must(read_bundle_folder(HANDRAIL_SOURCE_DIR "/examples/shop"));
  for (auto& file : files) {
    if (file.path != "triggers.policy") continue;
    // The signals stay; the triggers that follow them make room.
    file.text = file.text.substr(0, file.text.find("\ntrigger \"")) + text;
  }
  BundleResult made = check_bundle(std::move(files));
  if (!made.bundle) give_up(dsl::render_pretty(made.sources, made.diagnostics, false).substr(0, 2000));
  if (made.bundle->program->triggers.size() != count) give_up("the bundle has other triggers as well");
  set.bundle = std::move(made.bundle);
  return set;
}

PlainFacts plain_facts() { return {"product_question", "pro", "gold", 120'00, 4, 0, 1}; }

TurnFacts turn_facts() {
  const PlainFacts plain = plain_facts();
  TurnFacts facts;
  facts.now = *parse_time("2026-11-21T12:00:00Z");
  facts.customer = Json::object({{"id", "c_ada"}, {"verified", true}, {"name", "Ada Brown"}, {"email", "ada.brown@example.com"}, {"plan", plain.plan}, {"tier", plain.tier}});
  facts.claims = {{"amount", Json::object({{"amount", "120.00"}, {"currency", "USD"}})}};
  facts.intent = plain.intent;
  facts.confidence = Decimal{920'000};
  facts.messages = plain.messages;
  facts.tool_errors = plain.tool_errors;
  facts.asked_before = plain.asked_before;
  return facts;
}

}  // namespace handrail::bench
