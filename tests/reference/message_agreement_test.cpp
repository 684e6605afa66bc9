// Random desks and random messages: the compiled program decides what the reference decides, and can say of each trigger what was asked of it.

#include <algorithm>
#include <iostream>

#include "dsl/program/compile.hpp"
#include "dsl/program/evaluate.hpp"
#include "dsl/program/rule_index.hpp"
#include "dsl/syntax/parse.hpp"
#include "engine/policy/decide.hpp"
#include "tests/catch.hpp"
#include "tests/reference/message_facts.hpp"
#include "tests/reference/random_desk.hpp"

using namespace handrail;
using namespace handrail::reference;

namespace {

std::string line(const std::string& kind, const std::string& queue, std::vector<std::pair<std::string, bool>> triggers) {
  std::sort(triggers.begin(), triggers.end());   // the winner stands first on the one side, the text's order on the other
  std::string text = kind + (queue.empty() ? "" : " to " + queue);
  for (const auto& [name, undecided] : triggers) text += ", " + name + (undecided ? " undecided" : "");
  return text;
}

std::string compiled_answer(const dsl::Program& program, const Facts& facts) {
  const handrail::Decision made = handrail::decide(program, turn_of(facts));
  std::vector<std::pair<std::string, bool>> triggers;
  for (const FiredTrigger& fired : made.triggers) triggers.emplace_back(fired.name, fired.undecided);
  const std::string kind = made.ask_key == "verify" ? "verify" : made.kind == DecisionKind::act && made.review ? "act, reviewed" : std::string(word_of(made.kind));
  return line(kind, made.kind == DecisionKind::hand_off ? made.queue : "", triggers);
}
std::string reference_answer(const dsl::Tree& tree, const Facts& facts) {
  const reference::Decision made = reference::decide(tree, facts);
  return line(made.kind, made.kind == "hand off" ? made.queue : "", made.triggers);
}

// What the index answers for the triggers, and what it says was asked of each, is what evaluate() says.
void check_index(const dsl::Program& program, const Facts& facts) {
  const dsl::Frame frame = dsl::bind(program.turn_scope, roots_of(program, turn_of(facts)));
  dsl::RuleAnswers answers;
  program.trigger_index->ask(program, frame, answers);
  for (std::size_t i = 0; i < program.triggers.size(); ++i) {
    dsl::Trace asked, read_off;
    INFO(program.triggers[i].name);
    REQUIRE(answers.rules[i] == dsl::evaluate(program, program.triggers[i].when, frame, &asked));
    program.trigger_index->trace(program, frame, answers, i, read_off);
    REQUIRE(read_off == asked);
  }
}

struct Answers { std::string compiled, reference, findings; };
Answers answers(const RandomDesk& desk, const Facts& facts) {
  const dsl::Compiled compiled = dsl::compile({{"random.policy", desk.text()}, {"mend.lua", ""}});
  if (!compiled.program) return {"", "", dsl::render_pretty(compiled.sources, compiled.diagnostics, false)};
  dsl::Diagnostics again;
  return {compiled_answer(*compiled.program, facts), reference_answer(dsl::parse(compiled.sources, again), facts), ""};
}

// The least of it that still differs.
std::string smallest(RandomDesk desk, const Facts& facts) {
  for (std::size_t i = desk.blocks.size(); i-- > 0;) {
    const RandomDesk before = desk;
    desk.blocks.erase(desk.blocks.begin() + static_cast<std::ptrdiff_t>(i));
    if (const Answers found = answers(desk, facts); found.compiled == found.reference) desk = before;
  }
  const Answers found = answers(desk, facts);
  std::string text = desk.text() + "\n";
  for (const auto& [name, value] : facts.names) text += name + " = " + dump(said(value)) + "; ";
  return text + "\ncompiled:  " + found.compiled + "\nreference: " + found.reference;
}

}  // namespace

TEST_CASE("the compiled policy decides on a message what the reference decides, on random desks and messages") {
  const std::uint64_t seed = parameter("HANDRAIL_SEED", 20261121), count = parameter("HANDRAIL_COUNT", 1000);
  std::cout << "seed " << seed << ", " << count << " desks with 20 messages each" << std::endl;
  std::map<std::string, std::size_t> seen;
  for (std::uint64_t i = 0; i < count; ++i) {
    progress(i, count);
    Random random(seed + i);
    const RandomDesk desk = random_desk(random);
    const dsl::Compiled compiled = dsl::compile({{"random.policy", desk.text()}, {"mend.lua", ""}});
    INFO("seed " << seed + i);
    if (!compiled.program) FAIL(desk.text() << dsl::render_pretty(compiled.sources, compiled.diagnostics, false));
    dsl::Diagnostics again;
    const dsl::Tree tree = dsl::parse(compiled.sources, again);
    for (int j = 0; j < 20; ++j) {
      const Facts facts = random_message(random);
      const std::string made = compiled_answer(*compiled.program, facts);
      if (made != reference_answer(tree, facts)) FAIL(smallest(desk, facts));
      check_index(*compiled.program, facts);
      ++seen[made.starts_with("act, reviewed") ? "act, reviewed" : made.substr(0, made.find_first_of(",")).substr(0, made.find(" to "))];
    }
  }
  for (const char* kind : {"answer", "act", "act, reviewed", "draft", "ask", "verify", "offer a person", "hand off", "refuse"}) {
    INFO(kind);
    CHECK((seen[kind] > 0 || count < 100));
  }
}
