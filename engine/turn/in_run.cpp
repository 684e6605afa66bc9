#include "engine/turn/in_run.hpp"

#include <algorithm>
#include <array>
#include <cctype>

#include "engine/base/text.hpp"
#include "engine/meaning/asked.hpp"
#include "engine/meaning/matter.hpp"
#include "engine/sentences/deed_ordered.hpp"
#include "engine/sentences/said_of.hpp"
#include "engine/sentences/speech.hpp"
#include "engine/turn/answer_abroad.hpp"
#include "engine/turn/asking_again.hpp"
#include "engine/turn/customer_answers.hpp"
#include "engine/turn/rests_on.hpp"

namespace handrail {

std::string without_further_wishes(const OpenTurn& turn, const event::MessageRead& reading) {
  std::string left = turn.text;
  for (const event::FurtherWish& wish : reading.further) {
    const std::size_t at = wish.text.empty() ? std::string::npos : left.find(wish.text);
    if (at != std::string::npos) left.erase(at, wish.text.size());
  }
  bool taken_out = !reading.further.empty();
  for (const SpeechAct& one : reading.acts) {
    const std::size_t at = one.act == speech::ask_beside ? left.find(one.what) : std::string::npos;
    if (at != std::string::npos) left.erase(at, one.what.size()), taken_out = true;
  }
  constexpr std::array joining{"and", "also", "plus", "then", "but"};
  for (std::vector<std::string_view> rest = words(left); !rest.empty() && taken_out; rest = words(left)) {
    const auto joins = [&](std::string_view word) { return std::find(joining.begin(), joining.end(), lower_ascii(word)) != joining.end(); };
    if (!joins(rest.back())) break;
    left.resize(static_cast<std::size_t>(rest.back().data() - left.data()));
  }
  return left;
}

// "2" as it was written, and 2 as a call has it, are one number.
static std::string_view written(const Json& value) { return value.number() ? std::string_view(value.number()->literal) : value.text() ? std::string_view(*value.text()) : ""; }

// Of an object's number the whole of it, with another's sign around it: "W1001" is "#W1001", and neither "W10011" nor "9 december" is what begins or ends so.
static bool holds_it(const std::string& known, const std::string& said) {
  const auto is_of_kind = [](char one, char other) {
    const auto alike = [&](auto kind) { return kind(static_cast<unsigned char>(one)) && kind(static_cast<unsigned char>(other)); };
    return alike([](int c) { return std::isdigit(c) != 0; }) || alike([](int c) { return std::isalpha(c) != 0; });
  };
  for (std::size_t at = 0; (at = known.find(said, at)) != std::string::npos; ++at) {
    const std::size_t end = at + said.size();
    if ((at == 0 || !is_of_kind(known[at - 1], said.front())) && (end == known.size() || !is_of_kind(known[end], said.back()))) return true;
  }
  return false;
}

bool same_value(const Json& known, const Json& said) {
  if (canonical(known) == canonical(said) || (!written(said).empty() && written(known) == written(said))) return true;
  if (!known.text() || !said.text() || said.text()->empty()) return false;
  const bool is_word = kind_named(said) == NamedKind::value;   // "Friday" is friday; of a number its letters count as they stand
  return (is_word && fold_case(*known.text()) == fold_case(*said.text())) || holds_it(*known.text(), *said.text());
}

std::string shown_value(const Json& value) {
  if (const std::string* text = value.text()) return *text;
  const std::string amount = value.text_or("amount");
  return amount.empty() ? dump(value) : amount + " " + value.text_or("currency");
}

// Of an act of excluding: where in the clause it is named; the entity's name comes before the first blank.
static bool excludes_in(const SpeechAct& act, const SaidClause& clause) {
  return act.act == speech::exclude && clause.text.find(std::string_view(act.what).substr(act.what.find(' ') + 1)) != std::string_view::npos;
}

static std::vector<SaidClause> with_what_is_excluded(std::vector<SaidClause> clauses, const event::MessageRead& reading) {
  for (SaidClause& clause : clauses)
    for (const SpeechAct& one : reading.acts)
      if (excludes_in(one, clause)) clause.act = ClauseAct::excludes;
  return clauses;
}

InRun::InRun(const LiveBundle& live_bundle, const ConversationState& conversation, const event::MessageRead& read)
    : live(live_bundle), state(conversation), run(*conversation.run), reading(read),
      text(conversation.turn ? answer_in_english(conversation, without_further_wishes(*conversation.turn, read)) : ""),
      matter(matter_of_run(live_bundle, conversation)), clauses(with_what_is_excluded(clauses_of(text, matter), reading)) {}

std::string unclear_clause(const InRun& in) {
  constexpr std::size_t bytes_max = 80;
  constexpr std::string_view harmless = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 ',.$";
  for (const SaidClause& clause : in.clauses) {
    const bool unclear = clause.act == ClauseAct::says || clause.act == ClauseAct::restricts || clause.act == ClauseAct::excludes ||
                         clause.act == ClauseAct::condition || clause.act == ClauseAct::reason;
    std::string_view said = trim(clause.text);
    while (!said.empty() && std::string_view(",.;:!").find(said.back()) != std::string_view::npos) said.remove_suffix(1);
    if (!unclear || content_words(said).empty()) continue;
    return said.size() <= bytes_max && said.find_first_not_of(harmless) == std::string_view::npos ? std::string(said) : "";
  }
  return "";
}

bool InRun::is_object(const EntityClaim& claim) const {
  const auto& entities = live.program().entities;
  const auto entity = std::find_if(entities.begin(), entities.end(), [&](const dsl::Entity& one) { return one.name == claim.entity; });
  const std::string* id = claim.value.text();
  return entity != entities.end() && entity->type.kind == dsl::TypeKind::text && id && id->find_first_of("0123456789") != std::string::npos;
}

const Json* InRun::own_value(const std::string& fact) const {
  const bool of_a_call = run.waits_for == "confirmation" || run.waits_for == "approval";
  const Json* argument = of_a_call ? run.waits_arguments.find(fact) : nullptr;
  return argument ? argument : used_by_run(state, fact);
}

bool InRun::names_own_object() const {
  return std::any_of(reading.named.begin(), reading.named.end(), [&](const EntityClaim& claim) {
    const Json* own = own_value(claim.entity);
    return is_object(claim) && own && same_value(*own, claim.value);
  });
}

bool InRun::names_another_object(const std::vector<EntityClaim>& named) const {
  return std::any_of(named.begin(), named.end(), [&](const EntityClaim& claim) {
    const Json* own = own_value(claim.entity);
    return is_object(claim) && own && !same_value(*own, claim.value);
  });
}

bool InRun::names_another_object() const {
  return !names_own_object() && names_another_object(reading.named);
}

bool InRun::asked_which() const { return !state.episode.asked.empty() && state.episode.asked.back() == asks_which; }

bool InRun::adds() const { return does(reading, speech::beside_it); }

bool InRun::only_excludes() const {
  return has_clause(clauses, ClauseAct::excludes) && !has_clause(clauses, ClauseAct::no) && !has_clause(clauses, ClauseAct::refuses) && !has_clause(clauses, ClauseAct::denies);
}

std::string InRun::without_what_is_excluded() const {
  const auto& entities = live.program().entities;
  const auto is_sum = [&](const SpeechAct& one) {
    return std::ranges::any_of(entities, [&](const dsl::Entity& entity) { return entity.type.kind == dsl::TypeKind::money && one.what.starts_with(entity.name + " "); });
  };
  std::string left;
  for (const SaidClause& clause : clauses) {
    const auto names_a_sum = [&](const SpeechAct& one) { return excludes_in(one, clause) && is_sum(one); };
    if (clause.act != ClauseAct::excludes || std::ranges::any_of(reading.acts, names_a_sum)) left += clause.text;
  }
  return left;
}

bool InRun::only_leaves_out() const {
  return has_clause(clauses, ClauseAct::excludes) && std::ranges::all_of(clauses, [](const SaidClause& one) {
    return one.act == ClauseAct::excludes || one.act == ClauseAct::agrees || one.act == ClauseAct::courtesy;
  });
}

bool InRun::claims_another_value() const {
  return std::any_of(reading.claims.begin(), reading.claims.end(), [&](const auto& claim) {
    const Json* used = used_by_run(state, claim.first);
    return used && canonical(*used) != canonical(claim.second);
  });
}

std::string InRun::with_its_values_as_that(std::string said) const {
  if (!state.turn) return said;
  const std::string& whole = state.turn->text;
  for (const EntityClaim& claim : reading.named) {
    const Json* argument = run.waits_arguments.find(claim.entity);
    if (!argument) argument = rests_on(state, claim.entity);
    if (!argument || !same_value(*argument, claim.value) || claim.begin >= claim.end || claim.end > whole.size()) continue;
    const std::string words = whole.substr(claim.begin, claim.end - claim.begin);
    if (const std::size_t at = said.find(words); at != std::string::npos) said.replace(at, words.size(), "that");
  }
  return said;
}

bool InRun::names_what_the_call_has_not() const {
  return std::ranges::any_of(reading.named, [&](const EntityClaim& one) {
    const Json* argument = run.waits_arguments.find(one.entity);
    if (!argument) argument = rests_on(state, one.entity);
    const bool is_word = one.value.text() && one.value.text()->find_first_of("0123456789") == std::string::npos;
    return !is_word && (!argument || !same_value(*argument, one.value));
  });
}

bool InRun::orders_what_waits() const {
  if (run.waits_for != "confirmation" || !state.turn || !state.aside.empty()) return false;
  const auto before = std::ranges::find_if(state.recent.rbegin(), state.recent.rend(),
                                           [&](const SpokenLine& line) { return line.by == Speaker::customer && line.message != state.turn->message; });
  const bool is_sent_again = before != state.recent.rend() && fold_case(trim(before->text)) == fold_case(trim(state.turn->text));
  if (is_sent_again || differs_from_what_was_said(state)) return false;
  return orders_the_deed(text, run.waits_name, run.waits_question, matter.things, matter.values);
}

bool InRun::says_signal(std::string_view signal) const { return std::find(reading.signals.begin(), reading.signals.end(), signal) != reading.signals.end(); }

}  // namespace handrail
