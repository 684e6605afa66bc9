// What stands beside a claim that stops a draft: the sentence of the sources that is nearest to it.
#include "engine/reply/check_reply.hpp"

#include "tests/catch.hpp"

using namespace handrail;
using namespace handrail::reply;

namespace {

std::string nearest_to(const std::string& draft) {
  Evidence evidence;
  evidence.question = "When are you open?";
  evidence.customer_said = {evidence.question};
  evidence.passages.push_back({.id = "hours#1", .title = "Opening hours",
                               .text = "The pool is open on weekdays from 6:30 to 21:30. Last admission is one hour before closing time. Dogs may not be brought along."});
  evidence.passages.push_back({.id = "handbook#1", .title = "Handbook", .text = "The pool is open for staff from 5:00 on weekdays.", .audience = Audience::internal});
  evidence.policy = {"We answer letters within 3 working days."};
  const Checked checked = check_reply({draft, Author::model, {"hours#1"}}, evidence, {});
  for (const Finding& finding : checked.findings)
    if (finding.stops()) return finding.nearest;
  return "(it may go)";
}

}  // namespace

TEST_CASE("beside a claim that stops a draft stands what the sources say nearest to it, word for word") {
  const auto [draft, nearest] = GENERATE(table<std::string, std::string>({
      {"The pool is open on weekdays from 5:00 to 21:30.", "The pool is open on weekdays from 6:30 to 21:30."},   // and not what is for colleagues
      {"Last admission is two hours before closing time.", "Last admission is one hour before closing time."},
      {"We will answer your letter within 2 working days.", "We answer letters within 3 working days."},
      {"Our rooftop restaurant serves lunch.", ""},                                                              // nothing is near
      {"The pool is open on weekdays from 6:30 to 21:30.", "(it may go)"},
  }));
  INFO(draft);
  CHECK(nearest_to(draft) == nearest);
}
