#include "engine/meaning/named_by_words.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <vector>

#include "engine/base/text.hpp"
#include "engine/meaning/choices.hpp"
#include "engine/meaning/matter.hpp"
#include "engine/meaning/numbered_things.hpp"
#include "engine/meaning/wishes.hpp"
#include "engine/sentences/clauses.hpp"
#include "engine/sentences/speech.hpp"
#include "engine/sentences/spelled_out.hpp"

namespace handrail {
namespace {

using Words = std::vector<std::string>;

constexpr std::size_t depth_max = 8, name_letters = 3;
constexpr std::array led_by{"the", "my", "our", "that", "this"};
constexpr std::array wholes{"order", "parcel", "package", "delivery", "purchase", "booking"};
// Of an order, and no name of one.
constexpr std::array of_any{"whole", "entire", "full", "same", "complete", "current", "online", "first", "second", "third", "last", "latest", "newest", "oldest", "new", "old", "other",
                            "recent", "previous", "next", "pending", "open", "only", "wrong", "right", "missing", "late"};

template <class List>
bool among(const List& list, std::string_view word) { return std::find(list.begin(), list.end(), word) != list.end(); }

bool same_name(std::string_view a, std::string_view b) { return a == b || (same_stem(a, b) && (a.size() > b.size() ? a : b).ends_with('s')); }

void add_names(const Json& value, Words& names, std::size_t depth) {
  if (depth > depth_max) return;
  if (const Json::Object* members = value.members())
    for (const auto& [key, member] : *members) {
      if ((key == "name" || key == "summary" || key == "title") && member.text())
        for (std::string& word : content_words(*member.text()))
          if (word.size() >= name_letters && word.find_first_of("0123456789") == std::string::npos) names.push_back(std::move(word));
      if (member.is_array() || member.is_object()) add_names(member, names, depth + 1);
    }
  if (const Json::Array* items = value.items())
    for (const Json& item : *items) add_names(item, names, depth + 1);
}

// By the thing's number, what its records call what is in it.
void collect(const Json& value, std::map<std::string, Words>& known, std::size_t depth) {
  if (depth > depth_max) return;
  if (const Json* id = value.is_object() ? value.find("id") : nullptr; id && id->text() && id->text()->find_first_of("0123456789") != std::string::npos) {
    add_names(value, known[*id->text()], 0);
    return;
  }
  if (const Json::Object* members = value.members())
    for (const auto& member : *members) collect(member.second, known, depth + 1);
  if (const Json::Array* items = value.items())
    for (const Json& item : *items) collect(item, known, depth + 1);
}

bool names(const Words& called, const std::string& word) {
  return std::ranges::any_of(called, [&](const std::string& one) { return same_name(one, word); });
}

}  // namespace

bool calls_another_thing(const LiveBundle& live, const ConversationState& state, const event::MessageRead& read, const std::string& text, const std::string& entity,
                         const Json& value) {
  if (!value.text()) return false;
  const auto wished = live.program().find_intent(read.intent);
  if (picks_another_of_the_list(state, wished ? deeds_done_for(live.program(), live.program().intents[*wished]) : Words{}, text, value)) return true;
  std::map<std::string, Words> known;
  for (const LookedUp& one : state.lookups)
    if (one.result) collect(*one.result, known, 0);
  const auto own = known.find(*value.text());
  if (own == known.end() || own->second.empty()) return false;   // nothing is known of what is in it
  Words matter = content_words(numbered_thing(entity));
  if (wished) {
    for (const std::string& word : deeds_done_for(live.program(), live.program().intents[*wished])) matter.push_back(word);
    for (std::string& word : matter_of_intent(live, read.intent)) matter.push_back(std::move(word));
  }
  const auto last = std::ranges::find_if(state.recent.rbegin(), state.recent.rend(), [](const SpokenLine& line) { return line.by == Speaker::bot; });
  if (last != state.recent.rend())   // "and the tracking number?", of what we have just told
    for (const std::string_view word : words(last->text)) matter.push_back(lower_ascii(word));
  const Words said = spelled_out(text);
  const bool goes_on = does(read, speech::go_on);
  bool another = false;
  for (std::size_t at = 1; at < said.size(); ++at) {
    const std::string& word = said[at];
    if (names(own->second, word)) return false;
    if (word.size() < name_letters || word.find_first_of("0123456789") != std::string::npos || among(of_any, word) || among(wholes, word)) continue;
    const bool is_known = std::ranges::any_of(known, [&](const auto& one) { return one.first != *value.text() && names(one.second, word); });
    if (!is_known && std::ranges::any_of(matter, [&](const std::string& one) { return same_stem(one, word); })) continue;
    const bool is_last = at + 1 == said.size(), is_whole = !is_last && among(wholes, said[at + 1]);
    std::size_t lead = at;
    while (lead > 0 && at - lead < 3 && !among(led_by, said[lead - 1])) --lead;
    if (lead == 0 || !among(led_by, said[lead - 1])) continue;
    another = another || is_known || is_whole || (goes_on && is_last && at - lead <= 1);
  }
  return another;
}

}  // namespace handrail
