#include "engine/turn/in_run.hpp"

#include <algorithm>
#include <array>

#include "engine/base/text.hpp"
#include "engine/turn/asked.hpp"
#include "engine/turn/customer_answers.hpp"
#include "engine/turn/matter.hpp"
#include "engine/turn/speech.hpp"

namespace handrail {

std::string without_further_wishes(const OpenTurn& turn, const event::MessageRead& reading) {
  std::string left = turn.text;
  for (const event::FurtherWish& wish : reading.further) {
    const std::size_t at = wish.text.empty() ? std::string::npos : left.find(wish.text);
    if (at != std::string::npos) left.erase(at, wish.text.size());
  }
  constexpr std::array joining{"and", "also", "plus", "then", "but"};
  for (std::vector<std::string_view> rest = words(left); !rest.empty() && !reading.further.empty(); rest = words(left)) {
    const auto joins = [&](std::string_view word) { return std::find(joining.begin(), joining.end(), lower_ascii(word)) != joining.end(); };
    if (!joins(rest.back())) break;
    left.resize(static_cast<std::size_t>(rest.back().data() - left.data()));
  }
  return left;
}

bool same_value(const Json& known, const Json& said) {
  if (canonical(known) == canonical(said)) return true;
  return known.text() && said.text() && !said.text()->empty() && known.text()->find(*said.text()) != std::string::npos;
}

std::string shown_value(const Json& value) {
  if (const std::string* text = value.text()) return *text;
  const std::string amount = value.text_or("amount");
  return amount.empty() ? dump(value) : amount + " " + value.text_or("currency");
}

InRun::InRun(const LiveBundle& live_bundle, const ConversationState& conversation, const event::MessageRead& read)
    : live(live_bundle), state(conversation), run(*conversation.run), reading(read), text(conversation.turn ? without_further_wishes(*conversation.turn, read) : ""),
      matter(matter_of_run(live_bundle, conversation)), clauses(clauses_of(text, matter)) {}

std::string unclear_clause(const InRun& in) {
  constexpr std::size_t bytes_max = 80;
  constexpr std::string_view harmless = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 ',.$";
  for (const SaidClause& clause : in.clauses) {
    const bool unclear = clause.act == ClauseAct::says || clause.act == ClauseAct::restricts || clause.act == ClauseAct::condition || clause.act == ClauseAct::reason;
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

bool InRun::says_signal(std::string_view signal) const { return std::find(reading.signals.begin(), reading.signals.end(), signal) != reading.signals.end(); }

}  // namespace handrail
