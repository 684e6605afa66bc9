// Texts in other tones and languages: which variant is said, and what the check finds of them.
#include "dsl/check/manner.hpp"
#include "dsl/program/bind.hpp"
#include "tests/catch.hpp"
#include "tests/unit/dsl/compile_support.hpp"

using namespace handrail;
using namespace handrail::dsl;

namespace {

using Words = std::vector<std::string>;

const std::string asked = "trigger \"t\"\n  when angry\n  then offer a person\n  say \"Shall {queue.name} help?\"\n";
const std::string worded = "wording \"Shall {queue.name} help?\"\n  formal \"May {queue.name} help?\"\n  de \"Soll {queue.name} helfen?\"\n  de formal \"Darf {queue.name} helfen?\"\n";

Words codes(const std::string& text, std::vector<SourceFile> files = {}) { return codes_of(compile_text(text, std::move(files))); }

}  // namespace

TEST_CASE("said is what suits the customer best: in their language before their tone") {
  const auto compiled = compile_text(asked + worded);
  REQUIRE(compiled.program);
  const auto trigger = std::ranges::find(compiled.program->triggers, "t", &Trigger::name);
  REQUIRE(trigger != compiled.program->triggers.end());
  ValueRecord queue;
  queue.set("name", Value("Billing"));
  const Roots roots{{"queue", Value(std::move(queue))}};
  struct Row { Manner manner; std::string said; };
  const std::vector<Row> rows = {
      {{}, "Shall Billing help?"},
      {{"formal", ""}, "May Billing help?"},
      {{"formal", "fr"}, "May Billing help?"},        // a language that it has not
      {{"warm", ""}, "Shall Billing help?"},
      {{"", "de"}, "Soll Billing helfen?"},
      {{"warm", "de"}, "Soll Billing helfen?"},
      {{"formal", "de"}, "Darf Billing helfen?"},
      {{"", "en"}, "Shall Billing help?"},
  };
  for (const Row& row : rows) {
    INFO(in_words(row.manner));
    CHECK(render(trigger->say, with_manner(roots, row.manner)) == row.said);
    CHECK(compiled.program->worded("Shall {queue.name} help?", row.manner).substr(0, 4) == row.said.substr(0, 4));
  }
  CHECK(compiled.program->worded("Something else.", {"formal", "de"}) == "Something else.");
  CHECK(compiled.program->manners() == std::vector<Manner>{{}, {"formal", ""}, {"", "de"}, {"formal", "de"}});
}

TEST_CASE("a wording names what is said: by the policy, by a queue's name, by a script, by the desk itself") {
  CHECK(codes(asked + worded).empty());
  CHECK(codes("wording \"I am an AI assistant.\"\n  de \"Ich bin ein KI-Assistent.\"\n").empty());
  CHECK(codes("queue q\n  name \"Our people\"\n  promise within 1 hour\n  say \"{queue.name}: {queue.promise}\"\nroute\n  otherwise to q\nwording \"Our people\"\n  de \"unsere Leute\"\n").empty());
  const std::string flow = "workflow w from \"w.lua\"\nintent i\n  examples \"an i\"\n  class answerable\n  workflow w\n";
  CHECK(std::ranges::count(codes(flow + "wording \"Which one?\"\n  de \"Welche?\"\n", {{"w.lua", "desk.ask(\"which\", \"Which one?\")\n"}}), "P0225") == 0);
  CHECK(codes("wording \"Nobody says this.\"\n  de \"Niemand sagt das.\"\n") == Words{"P0225"});
}

TEST_CASE("a broken wording is told") {
  const std::string head = asked + "wording \"Shall {queue.name} help?\"\n";
  CHECK(codes(head) == Words{"P0412"});
  CHECK(codes(head + "  de \"\"\n") == Words{"P0412"});
  CHECK(codes(head + "  xx \"Soll {queue.name} helfen?\"\n") == Words{"P0226"});
  CHECK(codes(head + "  formal de \"Darf {queue.name} helfen?\"\n") == Words{"P0226"});
  CHECK(codes(head + "  de fr \"Darf {queue.name} helfen?\"\n") == Words{"P0226"});
  CHECK(codes(head + "  de \"Soll jemand helfen?\"\n") == Words{"P0447"});
  CHECK(codes(head + "  de \"Soll {queue.name} {queue.promise} helfen?\"\n") == Words{"P0447"});
  CHECK(codes(head + "  de \"Soll {queue.name helfen?\"\n") == Words{"P0447"});
  CHECK(codes(head + "  de \"Soll {queue.name} helfen?\"\n  de \"Darf {queue.name} helfen?\"\n") == Words{"P0448"});
  CHECK(codes(asked + worded + worded) == Words{"P0203"});
}

TEST_CASE("a text that has other words has them for all of whom the policy speaks") {
  const std::string more = "wording \"What can I do for you?\"\n  fr \"Que puis-je faire pour vous ?\"\n";
  CHECK(codes(asked + worded + more) == Words{"P0449", "P0449"});   // the one has no French, the other no German
  const std::string rules = "reply rules\n  tone friendly\n  tone plain when angry\n";
  CHECK(codes(asked + rules + "wording \"Shall {queue.name} help?\"\n  de \"Soll {queue.name} helfen?\"\n") == Words{"P0449"});
  CHECK(codes(asked + rules + "wording \"Shall {queue.name} help?\"\n  plain \"Want {queue.name} to help?\"\n").empty());
  CHECK(codes(rules + "wording \"I am an AI assistant.\"\n  de \"Ich bin ein KI-Assistent.\"\n").empty());   // the same in every tone
}

TEST_CASE("what is asked of words is asked of each wording") {
  const std::string claims = "wording \"Shall {queue.name} help?\"\n  formal \"I have refunded it. May {queue.name} help?\"\n";
  CHECK(codes(asked + claims) == Words{"P0422"});
  const std::string limited = "wording \"Shall {queue.name} help?\"\n  formal \"I cannot help you, but {queue.name} may?\"\n";
  CHECK(codes(asked + limited) == Words{"P0415"});
}
