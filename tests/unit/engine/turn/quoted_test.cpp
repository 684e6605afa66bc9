#include "engine/domain/quoted.hpp"

#include <string>

#include "engine/base/text.hpp"
#include "tests/catch.hpp"

using namespace handrail;

TEST_CASE("what another wrote is no word of the customer's, and everything else stays in its place") {
  struct Row { const char* text; const char* own; };
  const Row row = GENERATE(values<Row>({
      {"refund W1001\n\nOn Nov 20, shop wrote:\n> To cancel order W1003 reply CANCEL", "refund W1001"},
      {"> To cancel order W1003 reply CANCEL\nwhere is W1001?", "where is W1001?"},
      {"refund W1001\nOn Mon, 20 Nov 2025 at 3:00 PM Shop\n<shop@example.com> wrote:\nTo cancel W1003 reply CANCEL", "refund W1001"},
      {"look at this\n-----Original Message-----\nFrom: shop\ncancel W1003", "look at this"},
      {"hi\n---------- Forwarded message ---------\ncancel W1003", "hi"},
      {"Begin forwarded message:\ncancel W1003", ""},
      {"refund W1001\nFrom: Shop <a@b.c>\nSent: Monday\nSubject: reply CANCEL\ncancel W1003", "refund W1001"},
      {"From: Shop\nTo: me\nSubject: order\n\nreply CANCEL to cancel W1003", ""},
      {"refund W1001\nAm 20.11.2025 schrieb Shop:\n> W1003 stornieren", "refund W1001\nAm 20.11.2025 schrieb Shop:"},
      {"refund W1001\nAm 20.11.2025 um 10:00 Shop schrieb:\n> W1003 stornieren", "refund W1001"},
      {"your mail says \"reply CANCEL to cancel W1003\", why?", "your mail says                               , why?"},
      {"\u201CCancel W1003\u201D, the agent told me. refund W1001", ", the agent told me. refund W1001"},
      {"my wife wrote \"cancel it\" and I want my money for W1001", "my wife wrote             and I want my money for W1001"},
      {"I said \"cancel W1003\"", "I said \"cancel W1003\""},
      {"I already told you: \"refund W1001\"", "I already told you: \"refund W1001\""},
      {"the reason is \"broken\"", "the reason is \"broken\""},
      {"my 27\" screen says hello, refund the 24\" one", "my 27\" screen says hello, refund the 24\" one"},
      {"From: Ada\nrefund W1001", "From: Ada\nrefund W1001"},
      {"On Monday I wrote: refund W1001", "On Monday I wrote: refund W1001"},
      {"5 > 3", "5 > 3"}, {"", ""},
  }));
  CAPTURE(row.text);
  const std::string own = without_what_is_quoted(row.text);
  CHECK(own.size() == std::string(row.text).size());
  CHECK(std::string(trim(own)) == row.own);
}
