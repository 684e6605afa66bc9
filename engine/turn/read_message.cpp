#include "engine/turn/read_message.hpp"

#include <algorithm>
#include <array>

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
#include "engine/meaning/without_taken_back.hpp"
#include "engine/meaning/wished_deeds.hpp"
#include "engine/meaning/wishes.hpp"
#include "engine/policy/decide.hpp"
#include "engine/sentences/another_one.hpp"
#include "engine/sentences/asked_back.hpp"
#include "engine/sentences/declined.hpp"
#include "engine/sentences/meant.hpp"
#include "engine/sentences/said_of.hpp"
#include "engine/sentences/says_not_what.hpp"
#include "engine/sentences/shares.hpp"
#include "engine/sentences/speech.hpp"
#include "engine/turn/budgets_read.hpp"
#include "engine/turn/corrected_wish.hpp"
#include "engine/turn/customer_answers.hpp"
#include "engine/turn/hand_off.hpp"
#include "engine/turn/in_run.hpp"
#include "engine/turn/offered_person.hpp"
#include "engine/turn/said_now.hpp"
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

// "Yes to everything", "I want all of it": without a word for any matter it is about what waits, whatever it is like.
bool names_no_matter(const std::string& text) {
  static constexpr std::array whole{"all", "everything", "whole", "entire", "full", "want", "yes"};
  const std::vector<std::string> telling = telling_words(text);
  return !telling.empty() && std::ranges::all_of(telling, [](const std::string& word) { return std::ranges::find(whole, word) != whole.end(); });
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

// "W1001 and W1002" is a list; only marks and these words stand between its parts.
bool joins(std::string_view between) {
  static constexpr std::array joining{"and", "also", "order", "orders", "number", "numbers", "plus", "as", "well"};
  const auto all = words(between);
  return std::all_of(all.begin(), all.end(), [](std::string_view word) { return std::find(joining.begin(), joining.end(), lower_ascii(word)) != joining.end(); });
}

// An id with digits, or a whole number; empty: neither.
std::string number_named(const Json& value) {
  if (value.integer()) return std::to_string(*value.integer());
  return value.text() && value.text()->find_first_of("0123456789") != std::string::npos ? *value.text() : "";
}

// "I like W1001 a lot, but W1002 is defective": of several orders nobody knows which is meant, and the question that asks for one is asked. A run that is about
// one of them knows.
std::vector<std::string> left_open(const ConversationState& state, const event::MessageRead& read) {
  std::vector<std::string> open;
  for (const auto& [entity, value] : read.claims) {
    const EntityClaim* before = nullptr;
    if (number_named(value).empty() || used_by_run(state, entity)) continue;
    bool unclear = false;
    for (const EntityClaim& claim : read.named) {
      if (claim.entity != entity) continue;
      const bool another = before && canonical(before->value) != canonical(claim.value);
      const bool counts = value.integer().has_value();   // several ids may be a list, of several counts one is meant
      unclear = unclear || (another && before->end <= claim.begin && (counts || !joins(std::string_view(state.turn->text).substr(before->end, claim.begin - before->end))));
      before = &claim;
    }
    if (unclear) open.push_back(entity);
  }
  return open;
}

// The numbers of which none counts, for the question that asks which.
void keep_what_is_open(const std::vector<EntityClaim>& entities, event::MessageRead& read) {
  constexpr std::size_t named_max = 6;
  std::vector<SpeechAct> open;
  for (const EntityClaim& claim : entities) {
    const std::string number = number_named(claim.value);
    if (number.empty() || read.claims.count(claim.entity) != 0) continue;
    SpeechAct act{std::string(speech::left_open), claim.entity + " " + number};
    if (std::ranges::find(open, act) == open.end() && open.size() < named_max) open.push_back(std::move(act));
  }
  if (open.size() > 1) read.acts.insert(read.acts.end(), open.begin(), open.end());
}

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
  if (!says_not_what(text) || read.intent == state.episode.last_intent) return;
  read.intent = "other";
  read.confidence = {};
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
  } else if (declines(live.program(), read)) {
    const std::string rest = without_what_is_declined(text);
    const Reading wished = live.classifier->read(rest, {});
    if (!says_more_than_names(rest, reading.entities) || wished.intent == "other" || wished.confidence < surely_wished) return;
    // "I forgot my password, but don't reset it yet"
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

// "Are you a robot or a human?" asks what answers here, and for nobody.
void without_person_asked_about(const LiveBundle& live, const std::string& text, Reading& reading) {
  constexpr std::string_view for_a_person = "wants_person";
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

// "What happens if I cancel?", "thanks for the refund": what it is read as by its likeness is not wished for. While a workflow waits, what is said of its own matter is that
// one's to tell, and a question of another matter ("what's my password?") begins nothing beside it, but where it asks the way or is about a thing that it names.
void read_what_is_only_asked(const LiveBundle& live, const ConversationState& state, const std::string& text, event::MessageRead& read) {
  const auto found = live.program().find_intent(read.intent);
  if (!found || !live.program().intents[*found].workflow || !read.further.empty()) return;
  const dsl::Intent& intent = live.program().intents[*found];
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
}

// How the reviews of this intent's drafts went. What cannot be read counts as too few.
void add_reviews(Seams& seams, const LiveBundle& live, TurnFacts& facts) {
  if (live.program().rollouts.empty()) return;
  const auto count = [&](std::string_view what, const std::string& key) {
    const auto used = seams.journal.store().used(std::string(what), key, std::nullopt);
    return used ? static_cast<std::int64_t>(used->size()) : 0;
  };
  facts.reviewed = count(reviewed_replies, "intent=" + facts.intent);
  facts.accurate = count(accurate_replies, "intent=" + facts.intent);
  facts.reviewed_all = count(reviewed_replies, "every intent");
  facts.accurate_all = count(accurate_replies, "every intent");
}

}  // namespace

void read_message(const LiveBundle& live, ConversationLog& log) {
  const ConversationState& state = log.state();
  if (state.turn->reading) return;
  event::MessageRead read;
  read.acts = acts_of(state.turn->text);
  Reading reading = read_in_its_light(live, state, state.turn->text, read);
  SaidNow now = said_now(live, state, reading);
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
  if (auto each = state.run ? each_of_the_list(live.program(), *state.run, now.text) : std::nullopt) {   // "both": as if they had named them
    now.text = std::move(each->text);
    reading.entities = std::move(each->claims);
  }
  without_person_asked_about(live, state.turn->text, reading);
  take_intent(reading, read);
  read.model = reading.model;
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
  add_rising_risk(live.program(), state, read);
  if (waits_for_sign_in(state) && does(read, speech::drop_wish) && !contains(read.signals, "says_no")) {
    read.signals.push_back("says_no");   // to the wish that waits for the customer to sign in
    read.matched.push_back(printable(state.turn->text, 80));
    read.matched_at.insert(read.matched_at.end(), {0, static_cast<std::int64_t>(state.turn->text.size())});
  }
  read_wishes(live, state, now.text, reading, read);
  wish_it_for_each(live, state, now.text, was_asked(state), reading, read);
  read.acts.insert(read.acts.end(), now.apart.begin(), now.apart.end());
  unless_only_alike(live, state.turn->text, read);
  unless_without_a_matter(state, now.text, read);
  name(state, state.turn->text, reading.entities, read.claims, read.named);
  for (const EntityClaim& claim : reading.entities)
    if (is_left_out(state, state.turn->text, claim))
      read.acts.push_back({std::string(speech::exclude), claim.entity + " " + state.turn->text.substr(claim.begin, claim.end - claim.begin)});
  for (const std::string& entity : left_open(state, read)) read.claims.erase(entity);
  keep_what_is_open(reading.entities, read);
  leave_what_was_spoken_of(live, state, now.text, read);
  take_as_corrected_wish(live, state, read);
  take_as_report(live, state, read);
  read_how_it_stands(live, state, now.text, read);
  if (!does(read, asks_to_know_act)) read_what_is_only_asked(live, state, now.text, read);
  log.record(std::move(read));
}

bool class_needs_facts(const LiveBundle& live, const ConversationState& state) {
  const auto intent = live.program().find_intent(state.turn->reading->intent);
  return !intent || live.program().intents[*intent].request_class != dsl::RequestClass::unsafe;
}

Decision decide_on_signals(Seams& seams, const LiveBundle& live, ConversationLog& log) {
  if (log.state().turn->decision) return *log.state().turn->decision;
  TurnFacts facts = facts_on_record(live, log.state(), log.now());
  facts.stage = DecisionStage::signals;
  add_meters(seams, live, log.state(), facts);
  Decision decision = decide(live.program(), facts);
  if (decision.kind != DecisionKind::none) log.record(event::TurnDecided{std::move(facts), decision});
  return decision;
}

Decision decided_by_itself(Seams& seams, const LiveBundle& live, const ConversationState& state) {
  TurnFacts facts = facts_on_record(live, state, state.turn->at);
  facts.intent = state.turn->reading->intent;   // the message by itself, not as an answer within the run
  add_reviews(seams, live, facts);
  add_meters(seams, live, state, facts);
  return decide(live.program(), facts);
}

Decision decide_in_full(Seams& seams, const LiveBundle& live, ConversationLog& log) {
  const ConversationState& state = log.state();
  if (state.turn->decision) return *state.turn->decision;
  TurnFacts facts = facts_on_record(live, state, log.now());
  add_reviews(seams, live, facts);
  add_meters(seams, live, state, facts);
  Decision decision = decide(live.program(), facts);
  if (state.run && !takes_offered_person(live, state)) {
    using Kind = CustomersAnswer::Kind;
    const CustomersAnswer answer = customers_answer(live, state, *state.turn->reading, decision);
    if (answer.kind != Kind::digression && answer.kind != Kind::new_matter && answer.kind != Kind::beside) {
      facts.workflow = state.run->workflow;
      decision = decide(live.program(), facts);
    }
    // An answer and nothing else is about what was asked, whatever its few words by themselves look like: no rule about another intent takes it away.
    const bool answers = answer.kind == Kind::yes || answer.is_part || ((answer.kind == Kind::no || answer.kind == Kind::correction) && !answer.says_more);
    if (answers && decision.kind != DecisionKind::carry_on) {
      facts.intent = intent_of_run(live, state);
      decision = decide(live.program(), facts);
    }
  }
  log.record(event::TurnDecided{std::move(facts), decision});
  return decision;
}

}  // namespace handrail
