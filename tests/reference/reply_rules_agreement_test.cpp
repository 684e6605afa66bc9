// Random desks and random messages: a reply to one is under the rules that the reference says, and an article is quoted where it says so.
#include <iostream>

#include "dsl/program/compile.hpp"
#include "dsl/syntax/parse.hpp"
#include "engine/policy/decide.hpp"
#include "engine/policy/freshness.hpp"
#include "tests/catch.hpp"
#include "tests/reference/message_facts.hpp"
#include "tests/reference/random_desk.hpp"
#include "tests/reference/reply_rules.hpp"

using namespace handrail;
using namespace handrail::reference;

namespace {

std::string line(const reference::ReplyRules& rules) {
  const auto yes_no = [](bool yes) { return yes ? " yes" : " no"; };
  std::string text = std::to_string(rules.words) + yes_no(rules.steps_may_be_longer) + " " + std::to_string(rules.apologies) + yes_no(rules.ends_with_next_action) +
                     yes_no(rules.ai_when_asked) + yes_no(rules.ai_in_first_reply) + " tone " + rules.tone;
  for (const std::string& words : rules.beginnings) text += " " + words;
  return text;
}

reference::ReplyRules compiled_rules(const dsl::Program& program, const TurnFacts& turn) {
  const dsl::ReplyRules& rules = program.reply;
  return {rules.words_max, rules.unless_step_by_step, rules.apologies_max, rules.end_with_next_action, tone_for(program, turn), beginnings_for(program, turn),
          rules.say_ai_when_asked, rules.say_ai_in_first_reply};
}

// About the days that the rules speak of, to the millisecond.
Article random_article(Random& random, Instant now) {
  Article made;
  if (!random.once_in(6)) made.reviewed = now - days(random.one_of<std::int64_t>({0, 30, 60, 180, 200})) - Duration{static_cast<std::int64_t>(random.below(3)) - 1};
  if (random.once_in(3)) made.own = days(random.one_of<std::int64_t>({30, 365}));
  return made;
}

std::string compiled_quotable(const dsl::Program& program, const Article& article, Instant now) {
  switch (freshness(program.reply, article.reviewed, article.own, now)) {
    case Freshness::fresh: return "fresh";
    case Freshness::due: return "due";
    case Freshness::stale: return "stale";
  }
  return "";
}

}  // namespace

TEST_CASE("a reply is under the rules that the reference says, on random desks and messages") {
  const std::uint64_t seed = parameter("HANDRAIL_SEED", 20261121), count = parameter("HANDRAIL_COUNT", 1000) / 5;
  std::cout << "seed " << seed << ", " << count << " desks with 20 messages and 20 articles each" << std::endl;
  std::map<std::string, std::size_t> seen;
  for (std::uint64_t i = 0; i < count; ++i) {
    Random random(seed + i);
    const RandomDesk desk = random_desk(random);
    const dsl::Compiled compiled = dsl::compile({{"random.policy", desk.text()}, {"mend.lua", ""}});
    INFO("seed " << seed + i << "\n" << desk.replies);
    if (!compiled.program) FAIL(desk.text() << dsl::render_pretty(compiled.sources, compiled.diagnostics, false));
    dsl::Diagnostics again;
    const dsl::Tree tree = dsl::parse(compiled.sources, again);
    for (int j = 0; j < 20; ++j) {
      const Facts facts = random_message(random);
      const reference::ReplyRules wanted = reply_rules(tree, facts);
      REQUIRE(line(compiled_rules(*compiled.program, turn_of(facts))) == line(wanted));
      const Article article = random_article(random, facts.now);
      const std::string quoted = quotable(tree, article, facts.now);
      REQUIRE(compiled_quotable(*compiled.program, article, facts.now) == quoted);
      ++seen[quoted];
      ++seen["tone " + wanted.tone];
      ++seen[wanted.beginnings.empty() ? "no beginning" : "a beginning"];
    }
  }
  for (const char* kind : {"fresh", "due", "stale", "tone ", "tone formal", "tone friendly", "tone plain", "tone warm", "no beginning", "a beginning"}) {
    INFO(kind);
    CHECK((seen[kind] > 0 || count < 20));
  }
}
