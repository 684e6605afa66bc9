#include "tests/crash/versions.hpp"

#include "tests/desk/desk.hpp"

namespace handrail {
namespace {

void replace_all(std::string& text, const std::string& from, const std::string& to) {
  for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size())) text.replace(at, from.size(), to);
}

// Pays it back twice: each time with a yes, and an approval, of its own.
constexpr auto twice = R"(local order = lookup_order(desk.ask("order_id"))
process_refund(order.id, amount or order.total)
process_refund(order.id, amount or order.total)
)";

// Comes back to it later; and where the wait was in vain, somebody else's it is.
constexpr auto later = R"(local order = lookup_order(desk.ask("order_id"))
desk.say("I will see to it in two hours.")
desk.wait("2 hours")
if order.total.amount == "240.00" then desk.hand_off("too much to pay back by itself") end
process_refund(order.id, amount or order.total)
)";

// Of which the customer hears nothing.
constexpr auto note = R"(
tool note_it(order_id: text)
  writes
  allow
  otherwise  deny because "No rule allows it" then hand off to support
  after a crash  stop and ask a person
  if it fails    hand off to support because "The note could not be written"
)";

}  // namespace

std::vector<dsl::SourceFile> edited(std::uint32_t version) {
  static const std::vector<dsl::SourceFile> as_it_is = bundle_named("desk");
  std::vector<dsl::SourceFile> files = as_it_is;
  for (dsl::SourceFile& file : files) {
    if (version == 1 && file.path == "tools.policy") replace_all(file.text, "$100", "$60");
    if (version == 2 && file.path == "workflows/refund.lua") file.text = "note_it(desk.ask(\"order_id\"))\n" + file.text + "desk.say(\"Anything else?\")\n";
    if (version == 2 && file.path == "tools.policy") replace_all(file.text += note, "tools  lookup_order, process_refund", "tools  lookup_order, process_refund, note_it");
    if (version == 4 && file.path == "workflows/refund.lua") file.text = twice;
    if (version == 5 && file.path == "workflows/refund.lua") file.text = later;
    if (version == 3 && file.path == "tools.policy") file.text += "tool half of a\n";
  }
  return files;
}

}  // namespace handrail
