// Random conversations on random desks: message by message, with what the earlier ones left behind, the compiled program decides what the reference decides.

#include <algorithm>
#include <iostream>

#include "dsl/program/compile.hpp"
#include "dsl/syntax/parse.hpp"
#include "tests/catch.hpp"
#include "tests/reference/past.hpp"
#include "tests/reference/random_desk.hpp"

using namespace handrail;
using namespace handrail::reference;

namespace {

// What only conversations ask for: an end, a question that the intent declares, a trigger that gives up on it.
std::string more(Random& random) {
  std::string text = "intent charge\n  means \"A charge\"\n  examples \"charge\", \"billed\"\n  ask for amount \"How much?\"\n  class " +
                     random.one_of<std::string>({"answerable", "needs account", "unsafe"}) +
                     "\n  risk medium\n  say \"No.\"\n" + random.one_of<std::string>({"", "  workflow paying\n"});
  if (random.once_in(2)) text += "conversation\n  resolved when " + random.one_of<std::string>({"cold", "hot or cold", "cold and not wants_person"}) + "\n";
  if (random.once_in(2))
    text += "trigger \"Wish\"\n  when wants_person" + random.one_of<std::string>({"", " and hot"}) + "\n  urgency " +
            random.one_of<std::string>({"low", "immediate"}) + "\n  then " +
            random.one_of<std::string>({"hand off", "offer a person"}) + "\n  say \"Well.\"\n";
  return text;
}

struct Texts {
  dsl::Compiled compiled;
  dsl::Tree tree;
};
Texts read(const std::string& text) {
  Texts made{dsl::compile({{"random.policy", text}, {"mend.lua", ""}}), {}};
  dsl::Diagnostics again;
  made.tree = dsl::parse(made.compiled.sources, again);
  return made;
}

bool is(const Facts& facts, const char* name) { return facts.names.at(name) == Value(true); }

// The next message: what the desk's rules look at, and what it is beside what was said.
Facts next_message(Random& random, const Past& past, std::int64_t number) {
  Facts facts = random_message(random);
  facts.past = past;
  facts.names["messages"] = number;
  if (random.once_in(6)) facts.names["intent"] = "charge";
  for (const char* signal : {"hot", "cold", "wants_person", "angry"}) facts.names[signal] = random.once_in(5);   // so that more is left to the past
  for (const char* signal : {"says_yes", "says_no", "thanks"}) facts.names[signal] = random.once_in(4);
  const bool verified = facts.names.at("customer").as<ValueRecord>()->find("verified")->as<bool>()[0];
  const auto asked = [&](const char* what) { return std::ranges::count(past.asked, what) > 0; };
  facts.past.merely = (is(facts, "says_yes") || is(facts, "says_no") || is(facts, "thanks")) && random.once_in(2);
  facts.past.declines = random.once_in(6);
  facts.past.only_asks = random.once_in(3);
  facts.past.crossed = number > 1 && random.once_in(6);
  facts.past.says_signed_in = asked("verify") && !verified && !past.workflow_waits && random.once_in(2);
  return facts;
}

// What the message and its answer leave behind, as the journal adds it up.
void leave_behind(Random& random, Past& past, const reference::Decision& made) {
  past.offered = made.kind == "offer a person";
  if (past.offered) past.asked.emplace_back("offer a person");
  if (!made.asks.empty()) past.asked.push_back(made.asks);
  if (!made.by_trigger.empty()) past.triggers.push_back(made.by_trigger);
  past.workflow_waits = (made.kind.starts_with("act") || made.kind == "carry on") && random.once_in(2);
  past.answered = !past.workflow_waits && (past.answered || made.kind == "answer" || made.kind == "draft" || made.kind.starts_with("act") || made.kind == "carry on");
}

Past any_past(Random& random) {
  Past past;
  for (const char* name : {"verify", "what is missing", "offer a person", "amount", "anything else"})
    if (random.once_in(2)) past.asked.emplace_back(name);
  for (std::size_t times = random.below(3); times > 0; --times) past.asked.emplace_back("sign in again");
  for (std::size_t times = random.below(3); times > 0; --times) past.asked.emplace_back("says_nothing_yet");
  for (const char* name : {"T1", "T2", "Wish"})
    if (random.once_in(2)) past.triggers.emplace_back(name);
  past.offered = random.once_in(3);
  past.answered = random.once_in(2);
  past.workflow_waits = !past.answered && random.once_in(2);
  return past;
}

std::string compiled_answer(const dsl::Program& program, const Facts& facts, const Questions& questions) {
  return in_words(decision_of(program, handrail::decide(program, turn_of(facts, questions)), questions));
}

// The least of the desk that still differs for this message.
std::string smallest(RandomDesk desk, const std::string& rest, const Facts& facts) {
  struct Found { std::string compiled, reference; };
  const auto decided = [&](const RandomDesk& one) {
    const Texts texts = read(one.text() + rest);
    if (!texts.compiled.program) return Found{};
    const Questions questions(texts.compiled.sources, texts.tree);
    return Found{compiled_answer(*texts.compiled.program, facts, questions), in_words(reference::decide(texts.tree, facts))};
  };
  for (std::size_t i = desk.blocks.size(); i-- > 0;) {
    const RandomDesk before = desk;
    desk.blocks.erase(desk.blocks.begin() + static_cast<std::ptrdiff_t>(i));
    if (const Found found = decided(desk); found.compiled == found.reference) desk = before;
  }
  const Texts texts = read(desk.text() + rest);
  const Found found = decided(desk);
  return desk.text() + rest + "\n" + dump(to_json(turn_of(facts, Questions(texts.compiled.sources, texts.tree)))) +
         "\ncompiled:  " + found.compiled + "\nreference: " + found.reference;
}

}  // namespace

TEST_CASE("the compiled policy decides through whole conversations what the reference decides") {
  const std::uint64_t seed = parameter("HANDRAIL_SEED", 20261122), count = parameter("HANDRAIL_COUNT", 600);
  std::cout << "seed " << seed << ", " << count << " desks with 8 conversations of up to 7 messages each" << std::endl;
  std::map<std::string, std::size_t> seen;
  for (std::uint64_t i = 0; i < count; ++i) {
    progress(i, count);
    Random random(seed + i);
    const RandomDesk desk = random_desk(random);
    const std::string rest = more(random);
    const Texts texts = read(desk.text() + rest);
    INFO("seed " << seed + i);
    if (!texts.compiled.program) FAIL(desk.text() << rest << dsl::render_pretty(texts.compiled.sources, texts.compiled.diagnostics, false));
    const Questions questions(texts.compiled.sources, texts.tree);
    for (int conversation = 0; conversation < 8; ++conversation) {
      Past past = conversation % 4 == 3 ? any_past(random) : Past{};
      for (std::int64_t number = conversation % 4 == 3 ? 4 : 1; number <= 7; ++number) {
        const Facts facts = next_message(random, past, number);
        const reference::Decision made = reference::decide(texts.tree, facts);
        if (compiled_answer(*texts.compiled.program, facts, questions) != in_words(made)) FAIL(smallest(desk, rest, facts));
        const std::string asks = made.kind != "ask" ? "" : made.asks.starts_with("at ") ? " as written" : " " + made.asks;
        ++seen[made.kind + (made.closes ? " and close" : made.offers ? " and offer" : asks)];
        if (made.closes || made.kind == "refuse" || made.kind == "hand off") break;
        leave_behind(random, past, made);
      }
    }
  }
  for (const char* kind : {"answer", "answer and close", "answer and offer", "draft and offer", "act", "act, reviewed", "draft", "carry on", "verify",
                           "offer a person", "hand off", "refuse",
                           "ask as written", "ask came before", "ask sign in again", "ask what is missing", "ask anything else", "ask declined"}) {
    INFO(kind);
    CHECK((seen[kind] > 0 || count < 100));
    if (count > 10'000) std::cout << kind << ": " << seen[kind] << "\n";
  }
}
