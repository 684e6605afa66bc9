#include "engine/turn/read_message.hpp"

#include <algorithm>
#include <array>

#include "dsl/check/builtins.hpp"
#include "dsl/program/bind.hpp"
#include "engine/base/assert.hpp"
#include "engine/base/text.hpp"
#include "engine/domain/quoted.hpp"
#include "engine/meaning/asked.hpp"
#include "engine/meaning/asks_to_know.hpp"
#include "engine/meaning/choices.hpp"
#include "engine/meaning/how_it_stands.hpp"
#include "engine/meaning/matter.hpp"
#include "engine/meaning/named_by_words.hpp"
#include "engine/meaning/own_words.hpp"
#include "engine/meaning/refused_clause.hpp"
#include "engine/meaning/reports_back.hpp"
#include "engine/meaning/rising_risk.hpp"
#include "engine/meaning/same_for_each.hpp"
#include "engine/meaning/spoken_of.hpp"
#include "engine/meaning/wish_behind_yes.hpp"
#include "engine/meaning/wish_mood.hpp"
#include "engine/meaning/wished_deeds.hpp"
#include "engine/meaning/without_taken_back.hpp"
#include "engine/meaning/wishes.hpp"
#include "engine/sentences/another_one.hpp"
#include "engine/sentences/asked_back.hpp"
#include "engine/sentences/declined.hpp"
#include "engine/sentences/meant.hpp"
#include "engine/sentences/names_no_matter.hpp"
#include "engine/sentences/said_of.hpp"
#include "engine/sentences/says_nothing_yet.hpp"
#include "engine/sentences/shares.hpp"
#include "engine/sentences/speech.hpp"
#include "engine/sentences/thanks_for_nothing.hpp"
#include "engine/turn/answer_abroad.hpp"
#include "engine/turn/corrected_wish.hpp"
#include "engine/turn/customer_answers.hpp"
#include "engine/turn/hand_off.hpp"
#include "engine/turn/in_run.hpp"
#include "engine/turn/leaving.hpp"
#include "engine/turn/left_open.hpp"
#include "engine/turn/offered_person.hpp"
#include "engine/turn/said_now.hpp"
#include "engine/turn/taken_off.hpp"
#include "engine/turn/wish_beside.hpp"

namespace handrail {
namespace {

constexpr Decimal surely_wished = {700'000};   // what remains of a message beside what it declines
constexpr std::size_t messages_before = 3;   // R4: a message is read in the light of the last three

bool of_this_turn(const OpenTurn& turn, const MessageId& message) {
  return message == turn.message || std::find(turn.earlier.begin(), turn.earlier.end(), message) != turn.earlier.end();
}

// The customer's last messages; `open`: without those whose wish was carried out or left.
std::vector<std::string> before(const ConversationState& state, bool open) {
  std::vector<std::string> texts;
  for (const SpokenLine& line : state.recent)
    if (line.by == Speaker::customer && !of_this_turn(*state.turn, line.message)) texts.push_back(without_what_is_quoted(line.text));
  const auto still_open = static_cast<std::size_t>(std::max<std::int64_t>(0, state.episode.messages - 1 - state.episode.carried_out));
  const std::size_t kept = open && state.episode.carried_out > 0 ? std::min(messages_before, still_open) : messages_before;
  if (texts.size() > kept) texts.erase(texts.begin(), texts.end() - static_cast<std::ptrdiff_t>(kept));
  return texts;
}

// "Hmm", "yep, why not" while something waits: without a word or a number of its own that says so, it is read as another matter for what was said before alone, and that
// is what waits. So it is read by itself.
bool begins_beside_what_waits(const LiveBundle& live, const ConversationState& state, const Reading& reading) {
  if (!state.run || state.run->waits_for.empty() || !reading.entities.empty()) return false;
  const auto found = live.program().find_intent(reading.intent);
  if (!found || reading.intent == "other") return false;
  const dsl::Intent& intent = live.program().intents[*found];
  return intent.request_class != dsl::RequestClass::answerable && !carries(live, state.run->workflow, intent);   // a question is read in the light of what was said
}

// "Hi" after a refund is not about the refund; "and W1002?" is about what was done to W1001.
Reading read_in_its_light(const LiveBundle& live, const ConversationState& state, const std::string& text, const event::MessageRead& read) {
  const auto all = before(state, false), open = before(state, true);
  Reading reading = live.classifier->read(text, all);
  if (begins_beside_what_waits(live, state, reading)) {
    const Reading by_itself = live.classifier->read(text, {});
    const bool says_nothing_else = names_no_matter(text);
    reading.intent = says_nothing_else ? "other" : by_itself.intent;
    reading.confidence = says_nothing_else ? Decimal{} : by_itself.confidence;
    return reading;
  }
  if (all == open || does(read, speech::go_on) || !reading.entities.empty()) return reading;
  const Reading by_what_is_open = live.classifier->read(text, open);
  reading.intent = by_what_is_open.intent;
  reading.confidence = by_what_is_open.confidence;
  return reading;
}

bool contains(const std::vector<std::string>& list, std::string_view word) { return std::find(list.begin(), list.end(), word) != list.end(); }

// A class that refuses the customer needs more than likeness. Everyday words are never refused for what they resemble.
void unless_only_alike(const LiveBundle& live, const std::string& text, event::MessageRead& read) {
  const auto found = live.program().find_intent(read.intent);
  if (!found || live.program().intents[*found].request_class != dsl::RequestClass::unsafe) return;
  if (!only_resembles(live.program(), live.program().intents[*found], read.confidence, text)) return;
  read.intent = "other";
  read.confidence = {};
}

// "I want", "I think so": what comes is still to be said, or nothing is, and whatever it is like it is not.
void unless_without_a_matter(const ConversationState& state, const std::string& text, event::MessageRead& read) {
  if (read.intent == "other" || read.intent == state.episode.last_intent || !names_no_matter(text)) return;
  read.intent = "other";
  read.confidence = {};
}

// How many of the messages before this one said nothing yet.
std::size_t began_before(const ConversationState& state) {
  const auto found = state.episode.running.find(std::string(dsl::says_nothing_yet));
  return found == state.episode.running.end() ? 0 : static_cast<std::size_t>(found->second);
}

// "Hi", "I want": neither with a word of a matter, nor with a yes, a no or thanks; what waits knows what to make of it.
void add_nothing_said_yet(const ConversationState& state, event::MessageRead& read) {
  if (state.run || read.intent != "other" || !read.named.empty() || !read.further.empty()) return;
  constexpr std::array saying_something{"says_yes", "says_no", "thanks", "says_done"};
  if (std::ranges::any_of(saying_something, [&](const char* signal) { return contains(read.signals, signal); }) || does(read, taken_back_act)) return;
  const bool something_was_said = state.episode.messages > static_cast<std::int64_t>(began_before(state) + state.turn->earlier.size()) + 1;
  if (!says_nothing_yet(state.turn->text, something_was_said)) return;
  read.signals.emplace_back(dsl::says_nothing_yet);
  read.matched.push_back(printable(state.turn->text, 80));
  read.matched_at.insert(read.matched_at.end(), {0, static_cast<std::int64_t>(state.turn->text.size())});
}

// Behind an answer, "ok cancel it": the text with blanks for its first words. Whatever asked or offered something hears the yes.
bool take_wish_behind_yes(const LiveBundle& live, const ConversationState& state, std::string& text, const Reading& reading) {
  if (!state.episode.answered || state.run || state.approval || !state.episode.offered_by.empty() || !state.aside.empty()) return false;
  const auto says = [&](std::string_view signal) { return std::ranges::count(reading.signals, signal, &SignalMatch::signal) > 0; };
  if (says("says_no") || !(says("says_yes") || says("thanks"))) return false;
  const auto bytes = yes_before_a_wish(live.program(), text);
  std::fill_n(text.begin(), bytes.value_or(0), ' ');
  return bytes.has_value();
}

void take_intent(const Reading& reading, event::MessageRead& read) {
  read.intent = reading.intent;
  read.confidence = reading.confidence;
}

// "Leave W1002 alone" while something waits for W1001: it is no value of anything, and is kept for what is made of the clause.
bool is_left_out(const ConversationState& state, const std::string& text, const EntityClaim& claim) {
  if (!state.run || said_of(text, claim.begin, claim.end, kind_named(claim.value)) != SaidOf::excluded) return false;
  const Json* argument = state.run->waits_arguments.find(claim.entity);
  const Json* own = argument ? argument : used_by_run(state, claim.entity);
  return !own || !same_value(*own, claim.value);
}

// "Not half, all of it": of a share that is turned down nothing is said but that.
bool is_share_turned_down(const std::string& text, const EntityClaim& claim) {
  if (!claim.value.text() || !share_said(*claim.value.text()) || claim.begin > text.size()) return false;
  const std::vector<std::string_view> before = words(std::string_view(text).substr(0, claim.begin));
  return !before.empty() && lower_ascii(before.back()) == "not";
}

// "$5 less": the sum is another one, and this is none of it.
bool is_amount_taken_off(const std::string& text, const EntityClaim& claim) { return !claim.value.text_or("amount").empty() && is_taken_off(text, claim.begin, claim.end); }

void name(const ConversationState& state, const std::string& text, const std::vector<EntityClaim>& entities, std::map<std::string, Json>& claims, std::vector<EntityClaim>& named) {
  for (const EntityClaim& claim : meant(text, entities)) {
    if (is_left_out(state, text, claim) || is_share_turned_down(text, claim) || is_amount_taken_off(text, claim)) continue;
    named.push_back({claim.entity, "", claim.value, claim.begin, claim.end});
    const bool asked_for = is_asked_for(state, claim.entity) && claim.value.text() && kind_named(claim.value) == NamedKind::value;
    if (asked_for && is_no_choice(text, claim.begin, claim.end)) continue;   // "I can't do yoga": of what was asked for it says nothing
    const auto [known, first] = claims.emplace(claim.entity, claim.value);
    // "not W1001 but W1002": of two, the one that the workflow does not have yet is meant.
    const Json* used = first ? nullptr : used_by_run(state, claim.entity);
    if (used && canonical(known->second) == canonical(*used)) known->second = claim.value;
  }
}

event::FurtherWish further(const ConversationState& state, const Wish& wish) {
  event::FurtherWish one{wish.text, wish.reading.intent, wish.reading.confidence, {}, {}, acts_of(wish.text)};
  name(state, wish.text, wish.reading.entities, one.claims, one.named);
  return one;
}

// What they wrote last was for a person, who has handed back without a word to it.
bool is_unanswered(const ConversationState& state) {
  const auto before_it = std::ranges::find_if(state.recent.rbegin(), state.recent.rend(), [&](const SpokenLine& line) { return !of_this_turn(*state.turn, line.message); });
  return before_it != state.recent.rend() && before_it->by == Speaker::customer;
}

// "W7001" after "where is my parcel", "and what about W1002?" after a wish for W1001: the message that this one, which names no more than a number, goes with; empty: none.
std::string goes_with(const ConversationState& state, const std::vector<EntityClaim>& named, const event::MessageRead& read) {
  constexpr std::array asking_on{"what", "how", "same", "about"};
  const std::vector<std::string> said = before(state, !does(read, speech::go_on));
  if (const std::size_t began = std::min(began_before(state), said.size()); began > 0 && !says_nothing_yet(state.turn->text, false)) {   // "I want", "a refund for W1001"
    const std::vector<std::string> halves(said.end() - static_cast<std::ptrdiff_t>(began), said.end());
    return join(halves, " ");
  }
  if (!said.empty() && is_unanswered(state) && content_words(state.turn->text).empty()) return said.back();   // "hello?"
  std::vector<std::string> left = content_words(state.turn->text);
  std::erase_if(left, [&](const std::string& word) { return std::find(asking_on.begin(), asking_on.end(), word) != asking_on.end(); });
  return said.empty() || named.empty() || says_more_than_names(join(left, " "), named) ? "" : said.back();
}

// Beside an answer to what waits: a wish of its own goes on after it, and what it names is not said of the run.
void read_beside_the_answer(const LiveBundle& live, const ConversationState& state, const std::string& text, Reading& reading, event::MessageRead& read) {
  const auto beside = wish_beside(live, state, text, reading.entities);
  if (!beside) return;
  event::FurtherWish wish = further(state, {std::string(trim(std::string_view(text).substr(beside->begin))), beside->reading});
  // What was said of the first ("cancel", "$20 of it") is not said of this one; what it is done to may be the same.
  if (const Json::Object* inputs = state.run->inputs.members())
    for (const auto& [name, value] : *inputs) {
      const bool is_number = value.text() && value.text()->find_first_of("0123456789") != std::string::npos;
      if (!value.is_null() && !is_number) wish.claims.emplace(name, Json());
    }
  read.further.push_back(std::move(wish));
  read.acts = acts_of(text.substr(0, beside->from));
  std::erase_if(reading.entities, [&](const EntityClaim& claim) { return claim.begin >= beside->from; });
}

// What remains beside the declined deed is read as the same matter: it is another wish where it names what it is done to, or where there are several deeds.
bool may_be_another_deed(const dsl::Program& program, const std::string& intent, const std::string& text, const std::string& declined,
                         const Reading& rest) {
  const auto found = program.find_intent(intent);
  if (!found || !program.intents[*found].workflow) return true;
  const auto& tools = program.workflows[*program.intents[*found].workflow].tools;
  // "Don't cancel it, change the address": another word of those that the workflow is told by.
  const auto& takes = program.workflows[*program.intents[*found].workflow].takes;
  const bool says_another_way = std::ranges::any_of(rest.entities, [&](const EntityClaim& one) {
    const std::string said = text.substr(std::min<std::size_t>(one.begin, text.size()), one.end - one.begin);
    return std::ranges::count(takes, one.entity) != 0 && kind_named(one.value) == NamedKind::value && one.value.text() && declined.find(said) == std::string::npos;
  });
  if (says_another_way) return true;
  const auto deeds = std::count_if(tools.begin(), tools.end(), [&](std::uint32_t tool) { return program.tools[tool].effect != dsl::Effect::reads; });
  return deeds > 1 || std::any_of(rest.entities.begin(), rest.entities.end(), [](const EntityClaim& one) {
    return one.value.text() && one.value.text()->find_first_of("0123456789") != std::string::npos;
  });
}

// "I don't want to cancel, I just want to pause it": what is left is wished by a verb that the intent is not wished for with. It is only alike.
bool wishes_by_another_verb(const dsl::Program& program, const std::string& intent, const std::string& rest) {
  const auto found = program.find_intent(intent);
  const std::string verb = found ? verb_wished_for(rest) : "";
  if (verb.empty()) return false;
  std::vector<std::string> own = verbs_taught(program, program.intents[*found], rest);
  for (std::string& word : deeds_done_for(program, program.intents[*found])) own.push_back(std::move(word));
  return std::ranges::none_of(own, [&](const std::string& one) { return same_stem(one, verb); });
}

// What is not for the assistant already, whatever else the message wishes for.
bool is_for_people(const dsl::Program& program, const std::string& intent) {
  const auto found = program.find_intent(intent);
  return found && (program.intents[*found].request_class == dsl::RequestClass::needs_human || program.intents[*found].request_class == dsl::RequestClass::unsafe);
}

// While no workflow waits: what is for people goes to them, with the whole message; of several wishes the first is taken up and the others are kept for later; what is
// not to be done is none; and an order's number alone belongs to what was said before it. `reading` keeps what is named for what is taken up.
void read_wishes(const LiveBundle& live, const ConversationState& state, const std::string& text, Reading& reading, event::MessageRead& read) {
  if (state.run) return read_beside_the_answer(live, state, text, reading, read);
  if (const auto wish = is_for_people(live.program(), read.intent) ? std::nullopt : wish_for_people(live, text)) return take_intent(wish->reading, read);
  if (const std::vector<Wish> wishes = wishes_of(live, text, before(state, true)); !wishes.empty()) {
    take_intent(wishes.front().reading, read);
    read.acts = acts_of(wishes.front().text);
    std::erase_if(reading.entities, [&](const EntityClaim& claim) { return claim.begin >= wishes.front().text.size(); });
    for (std::size_t i = 1; i < wishes.size(); ++i) read.further.push_back(further(state, wishes[i]));
  } else if (declines(live.program(), read, text)) {
    const std::string rest = without_what_is_declined(text);
    const Reading wished = live.classifier->read(rest, {});
    if (!says_more_than_names(rest, reading.entities) || wished.intent == "other" || wished.confidence < surely_wished) return;
    // "I forgot my password, but don't reset it yet"
    if (wished.intent == read.intent && wishes_by_another_verb(live.program(), read.intent, rest)) return;
    if (wished.intent == read.intent && !may_be_another_deed(live.program(), read.intent, rest, what_is_declined(text), wished)) return;
    take_intent(wished, read);
    read.acts = acts_of(rest);
    std::erase_if(reading.entities, [&](const EntityClaim& claim) {   // "cancel" of "do not cancel it" is said of nothing that is wished; the order is
      const bool is_number = claim.value.text() && claim.value.text()->find_first_of("0123456789") != std::string::npos;
      return !is_number && rest.find(std::string_view(text).substr(claim.begin, claim.end - claim.begin)) == std::string::npos;
    });
  } else if (const std::string kept = without_refused_clauses(live, text, read.intent); !kept.empty()) {
    const Reading wished = live.classifier->read(kept, {});   // "I don't want my money back, I want a replacement"
    if (wished.intent == "other" || wished.intent == read.intent || wished.confidence < surely_wished) return;
    take_intent(wished, read);
    read.acts = acts_of(kept);
  } else if (const std::string before_it = goes_with(state, reading.entities, read); !before_it.empty()) {
    const Reading together = live.classifier->read(before_it + "\n" + text, {});
    if (together.intent != "other" && together.confidence > read.confidence) take_intent(together, read);
  }
}

constexpr std::string_view for_a_person = "wants_person";

// "Are you a robot or a human?" asks what answers here, and for nobody.
void without_person_asked_about(const LiveBundle& live, const std::string& text, Reading& reading) {
  const auto is_it = [&](const SignalMatch& match) { return match.signal == for_a_person; };
  if (std::ranges::none_of(reading.signals, is_it)) return;
  const std::string rest = blanked_where_it_asks_what_something_is(blanked_where_it_asks_what_we_are(text));
  if (rest == text || std::ranges::any_of(live.classifier->read(rest, {}).signals, is_it)) return;
  std::erase_if(reading.signals, is_it);
}

// "And the other one?", behind where W1006 is: what was spoken of is not meant, and which it is they are asked.
void leave_what_was_spoken_of(const LiveBundle& live, const ConversationState& state, const std::string& text, event::MessageRead& read) {
  if (state.run) return;
  for (const auto& [entity, value] : state.claims) {
    if (value.is_null() || kind_named(value) != NamedKind::thing || read.claims.count(entity) != 0) continue;
    std::vector<std::string> things;
    for (const std::string_view word : split(entity, '_')) things.emplace_back(word);
    const bool is_entity = std::ranges::any_of(live.program().entities, [&](const dsl::Entity& one) { return one.name == entity; });
    if (is_entity && (speaks_of_another(text, things) || calls_another_thing(live, state, read, text, entity, value))) read.claims.emplace(entity, Json());
  }
}

// "I might sign up next year", "the sign-up button does not work" tell of it, and whoever does is told that nothing was begun, and that a yes begins it; "you signed me up" tells
// of it as done, and what is to be done about it is asked.
void read_mood(DeedMood mood, bool as_done, event::MessageRead& read) {
  if (mood == DeedMood::told && as_done) read.acts.push_back({std::string(told_as_done_act), ""});
  if (mood == DeedMood::told || mood == DeedMood::left_open) read.acts.push_back({std::string(asks_to_know_act), ""});
  if (mood == DeedMood::thanked) read.acts.push_back({std::string(thanks_act), ""});
}

// "Don't book pilates, book yoga": what is named where it is not to be done is no part of the wish. "Sign me up for yoga and cancel boxing" wishes for two things, and which is
// meant is asked.
void leave_what_is_declined(const LiveBundle& live, const std::string& text, const std::string& intent, Reading& reading) {
  const auto found = live.program().find_intent(intent);
  if (!found || wish_mood(live.program(), live.program().intents[*found], text) != DeedMood::wished) return;
  for (const std::string_view piece : pieces_that_decline(live.program(), live.program().intents[*found], text, false)) {
    const auto from = static_cast<std::size_t>(piece.data() - text.data());
    std::erase_if(reading.entities, [&](const EntityClaim& claim) {
      return kind_named(claim.value) == NamedKind::value && claim.begin >= from && claim.end <= from + piece.size();
    });
  }
}

// "Does it extend my contract?", while a yes is waited for: a question gives no notice. Where the policy's own examples ask, it is for people all the same.
bool is_question_beside(const dsl::Intent& intent, const std::string& text) {
  const auto asks = [](const std::string& one) { return only_asks(one) && !asks_the_way(one); };
  return intent.request_class == dsl::RequestClass::needs_human && asks(text) && std::ranges::none_of(intent.examples, asks);
}

// "What happens if I cancel?", "thanks for the refund": what it is read as by its likeness is not wished for. While a workflow waits, what is said of its own matter is that
// one's to tell, and a question of another matter ("what's my password?") begins nothing beside it, but where it asks the way or is about a thing that it names.
// `of_one_wish`: what goes on after it are the others of its own row ("thanks for signing me up for yoga and pilates"), and begins as little as the first does.
void read_what_is_only_asked(const LiveBundle& live, const ConversationState& state, const std::string& text, bool of_one_wish, event::MessageRead& read) {
  const auto found = live.program().find_intent(read.intent);
  if (found && state.run && is_question_beside(live.program().intents[*found], text)) {
    read.intent = "other";
    read.confidence = {};
    return;
  }
  if (!found || !live.program().intents[*found].workflow || (!read.further.empty() && (state.run || !of_one_wish))) return;
  const dsl::Intent& intent = live.program().intents[*found];
  if (is_an_example_of(intent, text)) return;
  AskedAbout about{deeds_done_for(live.program(), intent), false, {}, &intent.examples};
  if (state.run && (about.deeds.empty() || carries(live, state.run->workflow, intent))) return;   // what only looks something up is what was asked for
  const auto& takes = live.program().workflows[*intent.workflow].takes;
  const auto is_deed = [&](const EntityClaim& claim) {
    return claim.value.text() &&
           std::ranges::any_of(about.deeds, [&](const std::string& deed) { return lower_ascii(*claim.value.text()).find(deed.substr(0, 4)) != std::string::npos; });
  };
  std::vector<std::string> values;
  for (const EntityClaim& claim : read.named) {
    about.names_thing = about.names_thing || (std::ranges::count(takes, claim.entity) != 0 && !is_deed(claim));
    if (claim.value.text()) values.push_back(lower_ascii(*claim.value.text()));
  }
  if (!about.deeds.empty() && does(read, speech::ask)) about.verbs = verbs_for(live.program(), intent, text);
  const bool begins_nothing_beside = state.run && only_asks(text) && !asks_the_way(text) && !about.names_thing;
  if (begins_nothing_beside || asks_to_know(text, about)) read.acts.push_back({std::string(asks_to_know_act), ""});
  else if (!state.run && thanks_for_what_was_done(text, values)) read.acts.push_back({std::string(thanks_act), ""});
  else if (!state.run) read_mood(wish_mood(live.program(), intent, text), tells_of_it_as_done(text, deeds_spoken_of(live.program(), intent, text)), read);
  if (does(read, asks_to_know_act) || does(read, thanks_act)) read.further.clear();
}

// "Ja bitte", "nein, am Samstag": as "yes please" and "no, on Saturday" are.
void add_answer_abroad(const ConversationState& state, const std::string& written_in, event::MessageRead& read) {
  if (contains(read.signals, "says_yes") || contains(read.signals, "says_no")) return;
  const std::string& text = state.turn->text;
  const std::string said = answer_in_english(state, text, written_in);
  if (said == text) return;
  const PlainAnswer whole = answer_abroad(state, text, written_in);
  const bool says_no = whole == PlainAnswer::no || (whole == PlainAnswer::none && lower_ascii(words(said).front()) == "no");
  if (!says_no && whole != PlainAnswer::yes) return;
  read.signals.emplace_back(says_no ? "says_no" : "says_yes");
  read.matched.push_back(printable(text, 80));
  read.matched_at.insert(read.matched_at.end(), {0, static_cast<std::int64_t>(text.size())});
}

}  // namespace

void keep_what_was_heard(const Reading& reading, event::MessageRead& read) {
  for (const SignalMatch& match : reading.signals) {
    if (contains(read.signals, match.signal)) continue;
    read.signals.push_back(match.signal);
    read.matched.push_back(match.what);
    read.matched_at.push_back(match.begin);
    read.matched_at.push_back(match.end);
  }
  read.urgency = reading.urgency;
  read.urgent = reading.urgent;
  read.written_in = reading.written_in;
}

void read_message(const LiveBundle& live, ConversationLog& log) {
  const ConversationState& state = log.state();
  if (state.turn->reading) return;
  event::MessageRead read;
  read.acts = acts_of(state.turn->text);
  Reading reading = read_in_its_light(live, state, state.turn->text, read);
  if (auto other = the_other_of_two(live, state, state.turn->text, reading.entities)) reading.entities.push_back(std::move(*other));
  SaidNow now = said_now(live, state, reading);
  const bool wishes_behind_a_yes = take_wish_behind_yes(live, state, now.text, reading);
  if (now.text != state.turn->text) {   // signals are those of the whole message: nothing that makes the desk careful is taken out
    read.acts = acts_of(now.text);
    Reading of_now = read_in_its_light(live, state, now.text, read);
    const auto is_apart = [&](const EntityClaim& one) {
      const std::size_t bytes = one.end > one.begin ? one.end - one.begin : 0;
      return one.begin <= now.text.size() && now.text.compare(one.begin, bytes, state.turn->text, one.begin, bytes) != 0;
    };
    std::erase_if(reading.entities, is_apart);
    of_now.entities = std::move(reading.entities);
    of_now.signals = std::move(reading.signals);
    if (std::ranges::any_of(now.apart, [](const SpeechAct& one) { return one.act == taken_back_act; }))   // said of what they took back, and of nothing before it
      std::erase_if(of_now.signals, [](const SignalMatch& match) { return match.signal == "says_no"; });
    of_now.urgency = std::move(reading.urgency);
    of_now.urgent = std::move(reading.urgent);
    reading = std::move(of_now);
  }
  if (auto each = each_of_them(live, state, now.text)) {   // "both": as if they had named them
    now.text = std::move(each->text);
    reading.entities = std::move(each->claims);
    if (!does(read, speech::list)) read.acts.push_back({std::string(speech::list), ""});
  }
  without_person_asked_about(live, state.turn->text, reading);
  if (wishes_behind_a_yes) std::erase_if(reading.signals, [](const SignalMatch& match) { return match.signal == "says_yes" || match.signal == "thanks"; });
  if (thanks_for_nothing(state.turn->text)) std::erase_if(reading.signals, [](const SignalMatch& match) { return match.signal == "thanks" || match.signal == "pleased"; });
  take_intent(reading, read);
  read.model = reading.model;
  keep_what_was_heard(reading, read);
  add_answer_abroad(state, reading.written_in, read);
  add_rising_risk(live.program(), state, read);
  if (waits_for_sign_in(state) && does(read, speech::drop_wish) && !contains(read.signals, "says_no")) {
    read.signals.push_back("says_no");   // to the wish that waits for the customer to sign in
    read.matched.push_back(printable(state.turn->text, 80));
    read.matched_at.insert(read.matched_at.end(), {0, static_cast<std::int64_t>(state.turn->text.size())});
  }
  for (const NotToBeDone& one : verbs_not_to_be_done(now.text))   // "stop signing me up"
    if (!does(read, speech::decline)) read.acts.push_back({std::string(speech::decline), one.verb});
  read_wishes(live, state, now.text, reading, read);
  if (!state.run) leave_what_is_declined(live, now.text, read.intent, reading);
  const bool of_one_wish = read.further.empty();
  wish_it_for_each(live, state, now.text, was_asked(state), reading, read);
  read.acts.insert(read.acts.end(), now.apart.begin(), now.apart.end());
  unless_only_alike(live, state.turn->text, read);
  unless_without_a_matter(state, now.text, read);
  name(state, state.turn->text, reading.entities, read.claims, read.named);
  add_what_is_taken_off(state.turn->text, reading.entities, state.claims, read.claims);
  for (const EntityClaim& claim : reading.entities)
    if (is_left_out(state, state.turn->text, claim))
      read.acts.push_back({std::string(speech::exclude), claim.entity + " " + state.turn->text.substr(claim.begin, claim.end - claim.begin)});
  for (const std::string& entity : left_open(live.program(), state, read)) read.claims.erase(entity);
  leave_bounds(live.program(), state, reading.entities, read);
  keep_what_is_open(live.program(), state, state.turn->text, reading.entities, read);
  leave_what_was_spoken_of(live, state, now.text, read);
  take_as_corrected_wish(live, state, read);
  take_as_report(live, state, read);
  read_how_it_stands(live, state, now.text, read);
  if (!does(read, asks_to_know_act)) read_what_is_only_asked(live, state, now.text, of_one_wish, read);
  add_nothing_said_yet(state, read);
  log.record(std::move(read));
}

}  // namespace handrail
