#include "engine/turn/said_since.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include "engine/base/text.hpp"
#include "engine/meaning/numbered_things.hpp"

namespace handrail {
namespace {

constexpr std::size_t told_at_most = 5, told_bytes = 160;   // the transcript has all of it
constexpr std::string_view nothing_to_repeat = ", so there is no need to repeat anything.";

std::vector<std::string> of_the_customer(const Json& before, const Json& all) {
  std::vector<std::string> found;
  const Json::Array* const lines = all.items();
  const Json::Array* const earlier = before.items();
  if (!lines || !earlier) return found;
  auto line = lines->begin();
  if (!earlier->empty()) {
    const auto last = std::find(lines->rbegin(), lines->rend(), earlier->back());
    if (last == lines->rend()) return found;
    line = last.base();
  }
  for (; line != lines->end(); ++line)
    if (line->text_or("by") == "customer") found.push_back("\"" + printable(line->text_or("text"), told_bytes) + "\"");
  if (found.size() > told_at_most) found.erase(found.begin(), found.end() - static_cast<std::ptrdiff_t>(told_at_most));
  return found;
}

// " (order W1001)": what they named by a number.
std::string things_named(const Json& packet) {
  std::vector<std::string> things;
  if (const Json* claims = packet.find("claims"); claims && claims->members())
    for (const auto& [name, said] : *claims->members())
      if (const std::string thing = numbered_thing(name); !thing.empty() && said.text()) things.push_back(thing + " " + *said.text());
  return things.empty() ? "" : " (" + join(things, ", ") + ")";
}

}  // namespace

Json with_what_was_said_since(Json packet, const Json& before, const Json& all) {
  const std::vector<std::string> said = of_the_customer(before, all);
  packet.set("transcript", all);
  if (said.empty()) return packet;
  const std::string told = join(said, ", ");
  packet.set("summary", packet.text_or("summary") + " While they waited they wrote: " + told + ".");
  packet.set("next_step", packet.text_or("next_step") + "; take up what they wrote while they waited: " + told);
  std::string opening = packet.text_or("opening");
  if (const std::size_t at = opening.find(nothing_to_repeat); at != std::string::npos) {
    const std::string things = things_named(packet);
    const std::string named = opening.find(things) == std::string::npos ? things : "";
    opening.replace(at, nothing_to_repeat.size(), ", and what you wrote since, " + said.back() + named + std::string(nothing_to_repeat));
  }
  packet.set("opening", std::move(opening));
  return packet;
}

}  // namespace handrail
