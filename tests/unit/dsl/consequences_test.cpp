// What is told while a statement cannot be read: every mistake of its own, and none that may only follow from it.
#include <set>

#include "engine/base/text.hpp"
#include "tests/catch.hpp"
#include "tests/unit/dsl/compile_support.hpp"

using namespace handrail;
using namespace handrail::dsl;

namespace {

struct Case { const char* what; const char* text; std::string codes; };

// As they are shown, each code once.
std::string told(const std::string& text) {
  std::vector<std::string> codes;
  for (const std::string& code : codes_of(compile_text(text)))
    if (codes.empty() || codes.back() != code) codes.push_back(code);
  return join(codes, " ");
}

const Case cases[] = {
    {"a text that reads well has its own mistakes", "trigger \"T\"\n  when  lost\n  then  hand off to nowhere\n", "P0201 P0206"},
    {"a name that a broken block may declare is not called missing", "signl lost\n  phrases \"lost\"\n\ntrigger \"T\"\n  when  lost\n  then  hand off\n", "P0101"},
    {"a name that no broken block speaks of is called missing", "signl found\n  phrases \"found\"\n\ntrigger \"T\"\n  when  lost\n  then  hand off\n", "P0101 P0201"},
    {"a queue whose head is broken is not called missing", "queu billing\n  name \"Billing\"\n\ntrigger \"T\"\n  when  angry\n  then  hand off to billing\n", "P0101"},
    {"a tool whose parameters are broken is not called missing",
     "tool look(id text) gives text\n  reads\n\nworkflow w from \"zz_whole.policy\"\n  tools look\n", "P0105"},
    {"a clause that could not be read is not called missing in its block", "queue billing\n  name \"Billing\"\n  promise withn 2 hours\n", "P0105"},
    {"a clause that is missing in another block is called missing",
     "queue billing\n  name \"Billing\"\n  promise withn 2 hours\n\nqueue orders\n  name \"Orders\"\n", "P0105 P0412"},
    {"types are told whatever else is broken", "queue billing\n  nme \"Billing\"\n\ntrigger \"T\"\n  when  messages is over $5\n  then  hand off\n", "P0103 P0302"},
    {"what is declared twice is told whatever else is broken", "queue billing\n  nme \"B\"\n\nrole lead\n  may approve up to $1\n\nrole lead\n  may approve up to $2\n", "P0103 P0203"},
    {"a word of an enumeration is told whatever else is broken", "queue billing\n  nme \"B\"\n\ntrigger \"T\"\n  when  mood is mad\n  then  hand off\n", "P0103 P0212"},
    {"nothing is called missing while a text could not be read to its end", "queue billing\n  name \"Caf\xe9\"\n\ntrigger \"T\"\n  when  lost\n  then  hand off to nowhere\n", "P0008"},
    {"what another clause of the block names is told", "signal s\n  phrases \"s\"\n\nintent i\n  means \"I\"\n  examples \"i\", \"j\"\n  class answerable\n  risk hi\n  queue biling\n", "P0105 P0206"},
    {"what the broken clause names, or goes on with, is held back",
     "tool act(amount: money)\n  writes\n  let order is look order)\n  deny when order is over $5 because \"no\" then offer a person\n  otherwise allow\n  after a crash  stop and ask a person\n", "P0105"},
    {"an expired rule holds nothing back", "trigger \"T\"\n  when  lost\n  then  hand off\n  from 2026-02-01 until 2026-01-01\n", "P0201 P0417"},
    {"a name between words of a message is compared as a whole", "signl lo\n  phrases \"lo\"\n\ntrigger \"T\"\n  when  lost\n  then  hand off\n", "P0101 P0201"},
    {"the line before a broken one keeps its findings", "trigger \"T\"\n  when  lost\n  then  hand off\n\nqueue x\n  name \"X\n", "P0004 P0201"},
};

}  // namespace

TEST_CASE("while a statement cannot be read, only what may follow from it is held back") {
  for (const Case& one : cases) {
    INFO(one.what << "\n" << seen(compile_text(one.text)));
    CHECK(told(one.text) == one.codes);
  }
}

TEST_CASE("whatever is held back is told once the statement reads well") {
  const std::string broken = "signl found\n  phrases \"found\"\n\nqueue billing\n  name \"B\"\n  promise withn 2 hours\n\ntrigger \"T\"\n  when  found\n  then  hand off to billing\n";
  CHECK(told(broken) == "P0101 P0105");
  std::string half = broken;
  half.replace(half.find("withn"), 5, "within");
  CHECK(told(half) == "P0101");
  half.replace(half.find("signl"), 5, "signal");
  CHECK(told(half) == "P0407");   // neither the trigger nor its queue has words
}
