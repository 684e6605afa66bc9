#include "engine/meaning/without_taken_back.hpp"

#include <algorithm>
#include <utility>
#include <vector>

#include "engine/base/limits.hpp"
#include "engine/base/text.hpp"
#include "engine/domain/in_words.hpp"
#include "engine/meaning/wishes.hpp"
#include "engine/sentences/clauses.hpp"
#include "engine/sentences/on_condition.hpp"
#include "engine/sentences/speech.hpp"
#include "engine/sentences/taken_back.hpp"

namespace handrail {
namespace {

constexpr Decimal surely_from = {700'000};
constexpr std::size_t parts_most = 12;   // each is read by itself; a message with more of them tells a story, and is taken as a whole

using Part = std::pair<std::size_t, std::size_t>;   // of the text: from, to

// Between the marks that end a sentence, and before "and".
std::vector<Part> parts_of(const std::string& text, std::size_t to) {
  std::vector<Part> parts;
  std::size_t from = 0;
  const std::string_view said = std::string_view(text).substr(0, to);
  std::size_t before = 0;
  for (const std::string_view word : words(said)) {
    const auto at = static_cast<std::size_t>(word.data() - said.data());
    const bool marked = said.substr(before, at - before).find_first_of(".;!?\n") != std::string_view::npos;
    const std::string low = lower_ascii(word);
    if (at > from && before > 0 && (marked || low == "and" || low == "also")) {
      parts.emplace_back(from, at);
      from = at;
    }
    before = at + word.size();
  }
  parts.emplace_back(from, to);
  return parts;
}

enum class Wished { nothing, to_know, a_deed };

Wished wished_in(const LiveBundle& live, const std::string& part) {
  const Reading reading = live.classifier->read(part, {});
  const auto found = live.program().find_intent(reading.intent);
  if (!found || reading.intent == "other" || reading.confidence < surely_from) return part.find('?') != std::string::npos ? Wished::to_know : Wished::nothing;
  return deeds_done_for(live.program(), live.program().intents[*found]).empty() ? Wished::to_know : Wished::a_deed;
}

bool names_one_of(const std::string& part, const std::vector<std::string>& names) {
  const auto is_named = [&](std::string_view word) { return std::ranges::any_of(names, [&](const std::string& name) { return same_stem(lower_ascii(word), name); }); };
  return std::ranges::any_of(words(part), is_named);
}

// A deed is taken back of what asks for that deed: "don't ship it" takes nothing of "cancel W1003 before you ship it".
bool asks_for_one_of(const LiveBundle& live, const std::string& part, const std::vector<std::string>& deeds) {
  const auto is_one = [&](const std::string& word) { return std::ranges::any_of(deeds, [&](const std::string& deed) { return same_stem(word, deed); }); };
  if (const std::vector<std::string> said = content_words(part); !said.empty() && is_one(said.front())) return true;
  const auto found = live.program().find_intent(live.classifier->read(part, {}).intent);
  if (!found) return false;
  const std::vector<std::string> done = deeds_done_for(live.program(), live.program().intents[*found]);
  return std::ranges::any_of(done, [&](const std::string& deed) { return !deed.ends_with("ing") && is_one(deed); });   // "change_shipping_address" ships nothing
}

// "I wanted to change the address of my order. Actually, cancel it": the desk can cancel what was named.
bool is_wish_to_cancel(const LiveBundle& live, const std::string& before) {
  const std::vector<std::string> said = content_words(before);
  return std::ranges::any_of(live.program().intents, [&](const dsl::Intent& intent) {
    const std::vector<std::string> deeds = deeds_done_for(live.program(), intent);
    if (!intent.workflow || std::ranges::none_of(deeds, [](const std::string& deed) { return same_stem(deed, "cancel"); })) return false;
    std::vector<std::string> things;
    for (const std::string& taken : live.program().workflows[*intent.workflow].takes)
      for (std::string& word : content_words(in_words(taken))) things.push_back(std::move(word));
    return std::ranges::any_of(said, [&](const std::string& word) { return std::ranges::any_of(things, [&](const std::string& thing) { return same_stem(word, thing); }); });
  });
}

// Blank where `back` takes something out of what stands before it. What asks to know something goes on beside a deed that is not to be done.
std::string without(const LiveBundle& live, std::string text, const TakenBack& back) {
  const std::vector<Part> parts = parts_of(text, back.begin);
  if (back.all || parts.size() > parts_most) return blanked(std::move(text), 0, back.end);
  std::vector<std::pair<Part, Wished>> said;
  for (const Part& one : parts)
    if (const std::string part = text.substr(one.first, one.second - one.first); !content_words(part).empty()) said.emplace_back(one, wished_in(live, part));
  const auto names = [&](const auto& one) {
    const std::string part = text.substr(one.first.first, one.first.second - one.first.first);
    return names_one_of(part, back.names) && (!back.by_deed || asks_for_one_of(live, part, back.names));
  };
  const bool by_name = !back.names.empty() && std::ranges::any_of(said, names);
  if (back.by_deed && !by_name) return text;
  if (back.only_last && !said.empty()) return blanked(blanked(std::move(text), said.back().first.first, said.back().first.second), back.begin, back.end);
  const auto wishes = [](const auto& one) { return one.second != Wished::nothing; };
  const auto last = std::find_if(said.rbegin(), said.rend(), wishes);
  for (const auto& [part, wished] : said) {
    const bool is_last = last != said.rend() && part == last->first;
    const bool taken = by_name ? names(std::pair(part, wished)) : wished != Wished::to_know || is_last;
    if (taken) text = blanked(std::move(text), part.first, part.second);
  }
  return blanked(std::move(text), back.begin, back.end);
}

}  // namespace

StillSaid still_said(const LiveBundle& live, const std::string& text) {
  StillSaid still{text, false};
  if (text.size() > limits::classified_bytes) return still;
  for (const TakenBack& one : taken_back_in(text)) {
    const bool nothing_before = content_words(still.text.substr(0, one.begin)).empty();
    if (nothing_before && !still.takes_back) continue;
    if (one.cancels && !nothing_before && is_wish_to_cancel(live, still.text.substr(0, one.begin))) continue;
    std::string left = nothing_before ? blanked(still.text, one.begin, one.end) : without(live, still.text, one);   // "never mind, don't cancel it"
    if (left == still.text) continue;
    still.text = std::move(left);
    still.takes_back = true;
  }
  if (!still.takes_back) return still;
  const std::string rest = blanked_where_it_excuses(still.text);
  if (content_words(rest).empty()) still.text.assign(still.text.size(), ' ');
  else still.text = rest;
  return still;
}

bool is_all_taken_back(const ConversationState& state) {
  if (!state.turn || !state.turn->reading) return false;
  return std::ranges::any_of(state.turn->reading->acts, [](const SpeechAct& one) { return one.act == taken_back_act && one.what == taken_back_whole; });
}

}  // namespace handrail
