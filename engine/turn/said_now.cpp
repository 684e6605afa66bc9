#include "engine/turn/said_now.hpp"

#include <algorithm>
#include <array>
#include <iterator>

#include "engine/base/limits.hpp"
#include "engine/base/text.hpp"
#include "engine/meaning/asked.hpp"
#include "engine/meaning/asks_to_know.hpp"
#include "engine/meaning/how_it_stands.hpp"
#include "engine/meaning/matter.hpp"
#include "engine/meaning/several_questions.hpp"
#include "engine/meaning/wished_deeds.hpp"
#include "engine/meaning/without_taken_back.hpp"
#include "engine/meaning/wishes.hpp"
#include "engine/sentences/asked_back.hpp"
#include "engine/sentences/clear_yes.hpp"
#include "engine/sentences/instead_of_it.hpp"
#include "engine/sentences/meant.hpp"
#include "engine/sentences/on_condition.hpp"
#include "engine/sentences/question_beside.hpp"
#include "engine/sentences/said_of.hpp"
#include "engine/sentences/speech.hpp"
#include "engine/turn/answer.hpp"
#include "engine/turn/evidence.hpp"
#include "engine/turn/framing.hpp"

namespace handrail {
namespace {

constexpr Decimal surely_from = {700'000};
constexpr Decimal perhaps_from = {400'000};   // what may be begun by it, and be it for a person to look at
constexpr Decimal surely_not_answered = {850'000};   // a question that is for people, or is refused, is none to be answered beside something else
constexpr std::size_t question_bytes_max = 300;
constexpr std::size_t conditions_most = 8;   // more are no message that anybody writes; each is read by itself

constexpr std::string_view left_out_words = "All right, I leave out what you took back.";

const dsl::Intent* intent_of(const LiveBundle& live, const Reading& reading, Decimal from) {
  const auto found = live.program().find_intent(reading.intent);
  return found && reading.intent != "other" && reading.confidence >= from ? &live.program().intents[*found] : nullptr;
}

bool is_for_people(const dsl::Intent& intent) {
  return intent.request_class == dsl::RequestClass::needs_human || intent.request_class == dsl::RequestClass::unsafe;
}

// An intent is in a message's first page; the rest of it would be read for nothing.
std::string first_page(const std::string& text) { return text.substr(0, limits::classified_bytes); }

// Says that something is to be done, or to be left: else the condition is only told.
bool wishes_something(const LiveBundle& live, const std::string& part) {
  constexpr std::array leaving{speech::leave, speech::change_mind, speech::take_back, speech::drop_wish};
  const std::vector<SpeechAct> acts = acts_of(part);
  if (std::ranges::any_of(acts, [&](const SpeechAct& one) { return std::ranges::find(leaving, one.act) != leaving.end(); })) return true;
  const dsl::Intent* intent = intent_of(live, live.classifier->read(first_page(part), {}), perhaps_from);
  return intent && (intent->workflow || is_for_people(*intent));
}

bool is_answered_beside(const LiveBundle& live, const std::string& question) {
  if (question.size() > question_bytes_max) return false;
  const dsl::Intent* intent = intent_of(live, live.classifier->read(question, {}), surely_not_answered);
  return !intent || !is_for_people(*intent);
}

// What stands before the question begins something, or answers what was asked.
bool stands_by_itself(const LiveBundle& live, const ConversationState& state, const std::string& before, const std::vector<EntityClaim>& entities) {
  if (!state.run) {
    const dsl::Intent* intent = intent_of(live, live.classifier->read(first_page(before), {}), surely_from);
    const bool wishes = intent && intent->workflow && says_more_than_names(before, entities);
    return wishes && !only_of_what_was_done(before, deeds_spoken_of(live.program(), *intent, before));   // "I booked it, did it go through?"
  }
  if (state.run->waits_for != "answer") return false;
  const auto& typed = live.program().entities;
  const bool free = std::ranges::none_of(typed, [&](const dsl::Entity& one) { return one.name == state.run->waits_name; });
  const auto answers = [&](const EntityClaim& one) { return one.entity == state.run->waits_name && one.end <= before.size(); };
  return free ? !content_words(before).empty() : std::ranges::any_of(entities, answers);
}

// "Yes please, and what's the warranty on the lamp?": before the question stands a clear yes or a clear no, and the question is none that it could hang on.
bool answers_yes_or_no(const LiveBundle& live, const ConversationState& state, const std::string& text, const QuestionBeside& question) {
  if (!state.run || state.run->waits_for != "confirmation") return false;
  const std::string before = text.substr(0, question.from);
  const Matter matter = matter_of_run(live, state);
  const std::vector<SaidClause> clauses = clauses_of(before, matter);
  const auto says_no = [](const SaidClause& one) { return one.act == ClauseAct::no || one.act == ClauseAct::refuses || one.act == ClauseAct::courtesy; };
  const std::string_view said = trim(before);   // "no, how much is that?" may put the question right, and "no thanks. How much is that?" does not
  const bool is_a_sentence = !said.empty() && std::string_view(".!\n").find(said.back()) != std::string_view::npos;
  if (is_a_sentence && refuses(clauses) && std::ranges::all_of(clauses, says_no)) return true;
  const std::vector<SpeechAct> acts = acts_of(before);
  const auto takes_back = [&](const SpeechAct& one) {
    return (one.act == speech::take_back || one.act == speech::hesitate) && state.run->waits_name.find(one.what) == std::string::npos;
  };
  return clear_yes_to(before, state.run->waits_name, state.run->waits_arguments) && std::ranges::none_of(acts, takes_back) &&
         leaves_a_yes_as_it_is(text, question, matter.deeds);
}

// "3 days, and is a helmet included?", "no, thursday. Do you have parking?": before the question another value is put in the place of one that the call has, and nothing more
// is said. It is asked for its yes anew, so that the question may be about that as well.
bool corrects_the_call(const LiveBundle& live, const ConversationState& state, const std::string& before, const std::string& question, const std::vector<EntityClaim>& entities) {
  if (!state.run || state.run->waits_for != "confirmation" || !was_asked(state)) return false;
  const auto workflow = live.program().find_workflow(state.run->workflow);
  if (!workflow) return false;
  const auto& takes = live.program().workflows[*workflow].takes;
  bool another = false;
  std::vector<EntityClaim> in_front = entities;
  std::erase_if(in_front, [&](const EntityClaim& one) { return one.end > before.size(); });
  for (const EntityClaim& one : meant(before, in_front)) {
    const Json* argument = state.run->waits_arguments.find(one.entity);
    const Json* used = argument ? argument : used_by_run(state, one.entity);
    const bool own = std::ranges::find(takes, one.entity) != takes.end() && said_of(before, one.begin, one.end, kind_named(one.value)) == SaidOf::named;
    another = another || (own && used && !same_value(*used, one.value) && !(kind_named(one.value) == NamedKind::thing && goes_on_with_what_was_said(question)));
  }
  return another && only_frames_a_value(matter_of_run(live, state), before, in_front);
}

bool said_already(const ConversationState& state, const std::string& text) {
  return std::ranges::any_of(state.recent, [&](const SpokenLine& line) { return line.by == Speaker::bot && line.text.find(text) != std::string::npos; });
}

// "Refund W1001. Don't cancel W1003": what is not to be done to one thing is no part of a wish for another.
std::string without_what_is_left(const LiveBundle& live, const ConversationState& state, const std::string& text, const std::vector<EntityClaim>& entities) {
  std::string rest = blanked_where_it_declines(text);
  if (state.run || rest == text) return text;
  const auto stays = [&](const EntityClaim& one) { return one.end <= rest.size() && one.begin < one.end && rest[one.begin] != ' '; };
  bool of_another = false;
  for (const EntityClaim& one : entities) {
    if (stays(one) || kind_named(one.value) != NamedKind::thing) continue;
    const auto another = [&](const EntityClaim& other) { return stays(other) && other.entity == one.entity && canonical(other.value) != canonical(one.value); };
    if (!std::ranges::any_of(entities, another)) return text;   // "do not cancel W1003, change the address"
    of_another = true;
  }
  const dsl::Intent* intent = of_another ? intent_of(live, live.classifier->read(rest, {}), surely_from) : nullptr;
  return intent && intent->workflow ? rest : text;
}

// `blank` with what the text names between the two places and nowhere else: of "if yoga isn't full yet, book it" the class.
std::string with_what_is_named(std::string blank, const std::string& text, std::size_t from, std::size_t to, const std::vector<EntityClaim>& entities) {
  for (const EntityClaim& one : entities) {
    const auto is_named_elsewhere = [&](const EntityClaim& other) { return other.entity == one.entity && (other.begin < from || other.begin >= to); };
    if (one.begin < from || one.end > to || one.begin >= one.end || std::ranges::any_of(entities, is_named_elsewhere)) continue;
    std::copy(text.begin() + one.begin, text.begin() + one.end, blank.begin() + one.begin);
  }
  return blank;
}

// "Refund W1001. Wait, cancel W1003": each part has its own, and both may be wished for.
bool names_things_of_their_own(const std::vector<EntityClaim>& entities, const InsteadOfIt& instead) {
  bool before = false, behind = false;
  for (const EntityClaim& one : entities) {
    if (kind_named(one.value) != NamedKind::thing) continue;
    const auto is_named_before = [&](const EntityClaim& other) { return other.end <= instead.from && canonical(other.value) == canonical(one.value); };
    before = before || one.end <= instead.from;
    if (one.begin < instead.behind) continue;
    if (std::ranges::any_of(entities, is_named_before)) return false;
    behind = true;
  }
  return before && behind;
}

// "I want to cancel. Actually no, freeze it": where each part by itself is surely another matter, only the second is wished for. What it is done to may stand in the first.
std::string without_what_it_replaces(const LiveBundle& live, const ConversationState& state, const std::string& text, const std::vector<EntityClaim>& entities) {
  const auto instead = state.run ? std::nullopt : instead_of_it(text);
  if (!instead) return text;
  const auto begins = [&](const std::string& part) {
    const dsl::Intent* intent = intent_of(live, live.classifier->read(first_page(part), {}), surely_from);
    return intent && (intent->workflow || is_for_people(*intent)) && !(only_asks(part) && !asks_for_a_deed(part) && !asks_the_way(part)) ? intent : nullptr;
  };
  const dsl::Intent* meant = begins(text.substr(instead->behind));
  const dsl::Intent* before = meant ? begins(text.substr(0, instead->from)) : nullptr;
  if (!before || before == meant) return text;
  if (!instead->denies && names_things_of_their_own(entities, *instead)) return text;
  std::vector<EntityClaim> things = entities;   // an amount or a word was said of the first
  std::erase_if(things, [&](const EntityClaim& one) { return one.begin < instead->behind && (kind_named(one.value) != NamedKind::thing || one.end > instead->from); });
  return with_what_is_named(blanked(text, 0, instead->behind), text, 0, instead->behind, things);
}

}  // namespace

SaidNow said_now(const LiveBundle& live, const ConversationState& state, const Reading& whole) {
  SaidNow now{state.turn->text, {}};
  if (!state.run) {   // what waits is taken back by whoever answers it
    StillSaid still = still_said(live, now.text);
    const bool all = content_words(still.text).empty();
    if (still.takes_back) now.apart.push_back({std::string(taken_back_act), std::string(all ? taken_back_whole : "")});
    now.text = std::move(still.text);
    if (all && still.takes_back) return now;
  }
  now.text = without_what_is_left(live, state, now.text, whole.entities);
  if (std::string meant = without_what_it_replaces(live, state, now.text, whole.entities); meant != now.text) {
    now.apart.push_back({std::string(taken_back_act), ""});
    now.text = std::move(meant);
  }
  std::vector<OnCondition> conditions = things_on_condition(now.text);
  if (conditions.size() > conditions_most) conditions.resize(conditions_most);
  for (const OnCondition& one : conditions) {
    if (!one.of_later) {   // "cancel W1003 if it has not shipped yet": what is wished is in the rest, where that is surely a wish; the gate looks at the other
      const std::string rest = with_what_is_named(blanked(now.text, one.from, one.to), now.text, one.from, one.to, whole.entities);
      const dsl::Intent* intent = state.run ? nullptr : intent_of(live, live.classifier->read(first_page(rest), {}), surely_from);
      if (intent && intent->workflow) now.text = rest;
      continue;
    }
    const std::string part = state.turn->text.substr(one.from, one.to - one.from);
    if (!wishes_something(live, part)) continue;
    now.text = blanked(std::move(now.text), one.from, one.to);
    now.apart.push_back({std::string(speech::on_condition), std::string(trim(part))});
  }
  const bool may_hang_on_it = state.run && state.run->waits_for == "confirmation";   // what is asked at a yes may be what the yes hangs on
  const QuestionsInARow row = may_hang_on_it ? QuestionsInARow{} : questions_in_a_row(live, now.text);
  // "W1001. How long is the warranty? And is it free?", where an order was asked for: the answer stands before the questions.
  const bool behind_an_answer = row.read_as && state.run && stands_by_itself(live, state, now.text.substr(0, row.beside.front().first), whole.entities);
  for (const auto& [from, to] : row.beside) {
    if (row.read_as && !behind_an_answer) break;
    now.apart.push_back({std::string(speech::ask_beside), std::string(trim(std::string_view(state.turn->text).substr(from, to - from)))});
    now.text = blanked(std::move(now.text), from, to);
  }
  if (row.read_as && !state.run) {   // questions alone: the message is read as its surest, and every one of them is answered
    for (const Place& one : row.beside)
      if (one.first != row.read_as->first) now.text = blanked(std::move(now.text), one.first, one.second);
    return now;
  }
  const auto question = question_beside(now.text);
  if (!question || !wishes_of(live, now.text, {}).empty()) return now;
  const std::string asked(trim(std::string_view(now.text).substr(question->begin)));
  if (says_nothing_by_itself(asked) || !is_answered_beside(live, asked)) return now;
  const std::string before = now.text.substr(0, question->from);
  if (!stands_by_itself(live, state, before, whole.entities) && !answers_yes_or_no(live, state, now.text, *question) &&
      !corrects_the_call(live, state, before, asked, whole.entities)) return now;
  now.apart.push_back({std::string(speech::ask_beside), asked});
  now.text = blanked(std::move(now.text), question->from, now.text.size());
  return now;
}

bool is_all_for_later(const ConversationState& state) {
  if (!state.turn || !state.turn->reading || state.run || !does(*state.turn->reading, speech::on_condition)) return false;
  std::string left = state.turn->text;
  for (const SpeechAct& one : state.turn->reading->acts)
    if (const std::size_t at = one.act == speech::on_condition ? left.find(one.what) : std::string::npos; at != std::string::npos) left.erase(at, one.what.size());
  return content_words(left).empty();
}

Words with_what_stood_apart(const LiveBundle& live, ConversationLog& log, Words words) {
  const ConversationState& state = log.state();
  if (state.owner != Ownership::bot || !state.turn || !state.turn->reading || words.text.empty()) return words;
  const std::vector<SpeechAct> acts = state.turn->reading->acts;
  std::vector<AnsweredQuestion> beside;
  for (const SpeechAct& one : acts) {
    if (one.act == taken_back_act && one.what != taken_back_whole) words.ahead += std::string(left_out_words) + "\n\n";
    const std::string not_later(not_later_words);
    if (one.act == speech::on_condition && (words.ahead + words.text).find(not_later) == std::string::npos && !said_already(state, not_later)) words.ahead += not_later + "\n\n";
    if (one.act != speech::ask_beside) continue;
    const std::string of_the_matter = with_matter_pointed_at(one.what, state.run ? state.run->intent : state.episode.last_intent);
    auto found = answers_apart(live, state, one.what, counted_in(log));   // its matter is another than the wish's
    if (of_the_matter != one.what)   // "how long does it take?": of what is under way, and of nothing else
      if (auto of_it = passages_for(live, state, of_the_matter, state.turn->reading->intent, counted_in(log))) found = std::vector<AnsweredQuestion>{{one.what, std::move(*of_it)}};
    const auto nothing = [](const AnsweredQuestion& answer) { return answer.found.empty(); };
    if (found && std::ranges::all_of(*found, nothing) && goes_on_with_what_was_said(one.what))
      if (auto with_rest = passages_for(live, state, state.turn->text, state.turn->reading->intent, counted_in(log)); with_rest && !with_rest->empty())
        found = std::vector<AnsweredQuestion>{{one.what, std::move(*with_rest)}};
    if (!found) found = std::vector<AnsweredQuestion>{{one.what, {}}};
    beside.insert(beside.end(), std::make_move_iterator(found->begin()), std::make_move_iterator(found->end()));
  }
  answer_each_once(beside);
  std::erase_if(beside, [&](const AnsweredQuestion& answer) {
    return !answer.found.empty() && (words.text.find(answer.found.front().text) != std::string::npos || said_already(state, quoted(answer.found)->text));
  });
  if (auto answers = quoted_each(live, state, beside, words.ahead + words.text)) {
    words.ahead += answers->text + "\n\n";
    words.ahead_cites.insert(words.ahead_cites.end(), answers->citations.begin(), answers->citations.end());
    words.kept.insert(words.kept.end(), answers->kept.begin(), answers->kept.end());
  } else if (const std::string none = nothing_on(live, state, beside); !none.empty() && !said_already(state, none)) {
    words.ahead += none + "\n\n";
  }
  return words;
}

void put_ahead(const LiveBundle& live, const ConversationState& state, Words& words) {
  if (words.ahead.empty() || words.text.empty()) return;
  if (!check_words(live, state, {.text = words.ahead, .citations = words.ahead_cites}).may_go()) return;
  words.text = words.ahead + words.text;
  words.citations.insert(words.citations.end(), words.ahead_cites.begin(), words.ahead_cites.end());
  words.ahead.clear();
}

}  // namespace handrail
