#include "engine/meaning/how_it_stands.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include "engine/base/limits.hpp"
#include "engine/base/text.hpp"
#include "engine/journal/same_wish.hpp"
#include "engine/meaning/matter.hpp"
#include "engine/meaning/named_by_words.hpp"
#include "engine/meaning/numbered_things.hpp"
#include "engine/meaning/wished_deeds.hpp"
#include "engine/meaning/wishes.hpp"
#include "engine/sentences/clauses.hpp"
#include "engine/sentences/deed_told.hpp"
#include "engine/sentences/mere_tale.hpp"
#include "engine/sentences/said_of.hpp"
#include "engine/sentences/speech.hpp"
#include "engine/sentences/spelled_out.hpp"

namespace handrail {
namespace {

constexpr Decimal surely_from = {700'000}, surely = {1'000'000};

bool has(const auto& list, const auto& one) { return std::ranges::find(list, one) != list.end(); }

bool is_for_people(const dsl::Intent& intent) {
  return intent.request_class == dsl::RequestClass::needs_human || intent.request_class == dsl::RequestClass::unsafe;
}

bool holds(const Json& value, const Json& sought) {
  if (canonical(value) == canonical(sought)) return true;
  if (const Json::Object* members = value.members())
    return std::ranges::any_of(*members, [&](const auto& one) { return holds(one.second, sought); });
  if (const Json::Array* items = value.items())
    return std::ranges::any_of(*items, [&](const Json& one) { return holds(one, sought); });
  return false;
}

// The last words of ours that told of the receipt.
const SpokenLine* line_of(const ConversationState& state, const Receipt& receipt) {
  const auto tells = [&](const SpokenLine& line) { return line.by == Speaker::bot && line.carries_receipt && line.text.find(receipt.id) != std::string::npos; };
  const auto found = std::ranges::find_if(state.recent.rbegin(), state.recent.rend(), tells);
  return found == state.recent.rend() ? nullptr : &*found;
}

class Standing {
 public:
  Standing(const LiveBundle& live, const ConversationState& state, const std::string& text, event::MessageRead& read)
      : live_(live), program_(live.program()), state_(state), text_(text), read_(read) {}

  void read() {
    if (state_.run || !read_.further.empty()) return;
    if (const auto first = program_.find_intent(read_.intent); first && is_for_people(program_.intents[*first])) return;
    if (const Receipt* last = just_told()) return by_receipt(*last);
    const dsl::Intent* of = intent_it_is_of();
    if (!of) return;
    if (was_not_meant(text_)) return as_told(*of);
    if (const Receipt* receipt = receipt_for(*of)) return by_receipt(*receipt);
    if (is_of_another_than_the_receipts(*of))   // which one, is asked: it is not the one that was spoken of
      for (const std::string& taken : program_.workflows[*of->workflow].takes)
        if (!numbered_thing(taken).empty()) read_.claims.emplace(taken, Json());
    if (!by_status(*of) && of->name == read_.intent) as_told(*of);
  }

 private:
  // What is to be done about it, is theirs to say.
  void as_told(const dsl::Intent& of) {
    if (of.name != read_.intent) {
      read_.intent = of.name;
      read_.confidence = surely;
    }
    read_.acts.push_back({std::string(asks_to_know_act), ""});
    if (tells_of_it_as_done(text_, deeds_spoken_of(program_, of, text_))) read_.acts.push_back({std::string(told_as_done_act), ""});
  }

  bool writes(const dsl::Intent& intent, const std::string& tool) const {
    const auto& tools = program_.workflows[*intent.workflow].tools;
    return std::ranges::any_of(tools, [&](std::uint32_t one) { return program_.tools[one].name == tool && program_.tools[one].effect != dsl::Effect::reads; });
  }

  bool names_things() const { return std::ranges::any_of(read_.named, [](const EntityClaim& one) { return kind_named(one.value) == NamedKind::thing; }); }

  bool is_of_what_is_named(const Receipt& receipt) const {
    const SpokenLine* line = line_of(state_, receipt);
    return std::ranges::all_of(read_.named, [&](const EntityClaim& one) {
      return kind_named(one.value) != NamedKind::thing || holds(receipt.result, one.value) || (line && line->text.find(*one.value.text()) != std::string::npos);
    });
  }

  // "The espresso machine", behind the receipt for the headphones.
  bool calls_another(const Receipt& receipt) const {
    for (const dsl::Intent& intent : program_.intents) {
      if (!intent.workflow || !writes(intent, receipt.tool)) continue;
      for (const std::string& taken : program_.workflows[*intent.workflow].takes)
        for (const std::string& id : ids_in(receipt))
          if (!numbered_thing(taken).empty() && calls_another_thing(live_, state_, read_, text_, taken, Json(id))) return true;
      return names_what_nobody_told(intent);
    }
    return false;
  }

  // The numbers that our words for the receipt name: "W1001".
  std::vector<std::string> ids_in(const Receipt& receipt) const {
    std::vector<std::string> ids;
    const SpokenLine* line = line_of(state_, receipt);
    for (const std::string& text : {receipt.text, line ? line->text : std::string()})
      for (const std::string_view word : words(text))
        if (word.find_first_of("0123456789") != std::string_view::npos) ids.emplace_back(word);
    return ids;
  }

  // Behind "the" or "my" a thing that neither our lines nor the records know, nor the wish is about.
  bool names_what_nobody_told(const dsl::Intent& intent) const {
    constexpr std::array leading{"the", "my", "our"};
    constexpr std::array of_the_deed{"order", "orders", "parcel", "package", "delivery", "purchase", "booking", "payment", "money", "amount", "sum", "card", "account", "bank",
                                     "paypal", "status", "whole", "full", "entire", "rest", "thing", "item", "items", "other", "day", "week", "moment", "request", "statement"};
    std::vector<std::string> known = matter_of_intent(live_, intent.name);
    for (std::string& deed : deeds_done_for(program_, intent)) known.push_back(std::move(deed));
    const auto add = [&](const std::string& text) {
      for (const std::string_view word : words(text)) known.push_back(lower_ascii(word));
    };
    for (const SpokenLine& line : state_.recent)
      if (line.by != Speaker::customer) add(line.text);
    for (const LookedUp& one : state_.lookups)
      if (one.result) add(canonical(*one.result));
    const std::vector<std::string> said = spelled_out(text_);
    for (std::size_t at = 1; at < said.size(); ++at) {
      if (!has(leading, said[at - 1]) || said[at].size() < 3 || has(of_the_deed, said[at]) || said[at].find_first_of("0123456789") != std::string::npos) continue;
      if (std::ranges::none_of(known, [&](const std::string& one) { return same_stem(one, said[at]); })) return true;
    }
    return false;
  }

  // "When will I see it?", where our last word told what was done.
  const Receipt* just_told() const {
    const auto last = std::ranges::find_if(state_.recent.rbegin(), state_.recent.rend(), [](const SpokenLine& line) { return line.by != Speaker::customer; });
    if (last == state_.recent.rend() || last->by != Speaker::bot || !last->carries_receipt || state_.receipts.empty()) return nullptr;
    const Receipt& receipt = state_.receipts.back();
    std::vector<std::string> deeds;
    for (const dsl::Intent& intent : program_.intents)
      if (intent.workflow && writes(intent, receipt.tool)) deeds = deeds_spoken_of(program_, intent, text_);
    return asks_how_it_goes_on(text_, deeds) && is_of_what_is_named(receipt) && !calls_another(receipt) ? &receipt : nullptr;
  }

  // What it is read as, where it speaks of that intent's deed; else, where it names a thing, the first intent whose deed it speaks of.
  const dsl::Intent* intent_it_is_of() const {
    const auto speaks = [&](const dsl::Intent& intent) { return intent.workflow && only_of_what_was_done(text_, deeds_spoken_of(program_, intent, text_)); };
    const auto first = program_.find_intent(read_.intent);
    if (first && speaks(program_.intents[*first])) return &program_.intents[*first];
    const bool is_open = !first || read_.intent == "other" || program_.intents[*first].workflow || read_.confidence < surely_from;
    if (!is_open || !names_things()) return nullptr;
    for (const dsl::Intent& intent : program_.intents)
      if (!is_for_people(intent) && speaks(intent)) return &intent;
    return nullptr;
  }

  const Receipt* receipt_for(const dsl::Intent& intent) const {
    const auto is_it = [&](const Receipt& one) { return writes(intent, one.tool) && is_of_what_is_named(one) && !calls_another(one); };
    const auto found = std::ranges::find_if(state_.receipts.rbegin(), state_.receipts.rend(), is_it);
    return found == state_.receipts.rend() ? nullptr : &*found;
  }

  bool is_of_another_than_the_receipts(const dsl::Intent& intent) const {
    return !names_things() && std::ranges::any_of(state_.receipts, [&](const Receipt& one) { return writes(intent, one.tool) && calls_another(one); });
  }

  void by_receipt(const Receipt& receipt) {
    for (const dsl::Intent& intent : program_.intents) {
      if (!intent.workflow || !writes(intent, receipt.tool)) continue;
      read_.intent = intent.name;
      read_.confidence = surely;
      read_.acts.push_back({std::string(asks_to_know_act), ""});
      read_.acts.push_back({std::string(stands_by_receipt_act), receipt.id});
      return;
    }
  }

  // The desk's own intent for how a thing stands, told by how it reads a question for that.
  bool by_status(const dsl::Intent& of) {
    for (const std::string& taken : program_.workflows[*of.workflow].takes) {
      const std::string thing = numbered_thing(taken);
      if (thing.empty()) continue;
      const Reading status = live_.classifier->read("What is the status of my " + thing + "?", {});
      const auto found = program_.find_intent(status.intent);
      if (!found || status.confidence < surely_from || status.intent == of.name) continue;
      const dsl::Intent& intent = program_.intents[*found];
      if (!intent.workflow || is_for_people(intent) || !has(program_.workflows[*intent.workflow].takes, taken)) continue;
      read_.intent = status.intent;
      read_.confidence = status.confidence;
      return true;
    }
    return false;
  }

  const LiveBundle& live_;
  const dsl::Program& program_;
  const ConversationState& state_;
  const std::string& text_;
  event::MessageRead& read_;
};

}  // namespace

bool tells_of_it_as_done(std::string_view text, const std::vector<std::string>& deeds) {
  return std::ranges::any_of(clauses_of(text.substr(0, limits::classified_bytes), {}), [&](const SaidClause& one) {
    const DeedTold told = deed_told(one.text, deeds);
    return told == DeedTold::done || told == DeedTold::done_by_them;
  });
}

bool only_of_what_was_done(std::string_view text, const std::vector<std::string>& deeds) {
  if (deeds.empty()) return false;
  bool found = false, before_is_asked = false, by_them = false, more = false;
  for (const SaidClause& one : clauses_of(text.substr(0, limits::classified_bytes), {})) {
    if (orders_it_done(one.text)) return false;   // "you cancelled it? No, please do it"
    const std::vector<std::string> content = content_words(one.text);
    if (std::ranges::all_of(content, [](const std::string& word) { return word.find_first_of("0123456789") != std::string::npos; })) continue;   // which one it is of
    const DeedTold told = deed_told(one.text, deeds);
    if (told == DeedTold::missing) return false;
    const std::vector<std::string_view> said = words(one.text);
    const bool goes_on = before_is_asked && one.text.find('?') != std::string_view::npos && (lower_ascii(said.front()) == "and" || lower_ascii(said.front()) == "or");
    before_is_asked = told == DeedTold::asked;
    by_them = by_them || told == DeedTold::done_by_them;
    if (told != DeedTold::nothing) found = true;
    else if (one.act == ClauseAct::courtesy || goes_on || (found && asks_how_it_goes_on(one.text, deeds))) continue;
    else if (is_mere_tale(one.text, {})) more = true;
    else return false;
  }
  return found && !(by_them && more);   // "I reset it already. It does not work": what follows is what they write for
}

void read_how_it_stands(const LiveBundle& live, const ConversationState& state, const std::string& text, event::MessageRead& read) {
  Standing(live, state, text, read).read();
}

}  // namespace handrail
