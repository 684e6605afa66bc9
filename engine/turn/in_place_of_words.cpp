#include "engine/turn/in_place_of_words.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include "engine/base/text.hpp"
#include "engine/domain/in_words.hpp"
#include "engine/meaning/asked.hpp"
#include "engine/sentences/no_free_words.hpp"
#include "engine/sentences/said_of.hpp"

namespace handrail {
namespace {

// "order_id" is an order to whoever has one.
std::string called(std::string fact) {
  if (fact.ends_with("_id")) fact.resize(fact.size() - 3);
  return in_words(std::move(fact));
}

// What has a number and what the run is about: its name and its value. Null: nothing.
struct Object {
  std::string fact;
  const Json* value = nullptr;
};

Object object_of(const InRun& in) {
  const auto workflow = in.live.program().find_workflow(in.run.workflow);
  if (!workflow) return {};
  for (const std::string& taken : in.live.program().workflows[*workflow].takes)
    if (const Json* used = used_by_run(in.state, taken); used && used->text() && kind_named(*used) == NamedKind::thing) return {taken, used};
  return {};
}

}  // namespace

std::optional<CustomersAnswer> in_place_of_words(const InRun& in) {
  using Kind = CustomersAnswer::Kind;
  const Object object = object_of(in);
  const bool asked_whether = !in.state.episode.asked.empty() && in.state.episode.asked.back() == asks_whether_another;
  const bool only_agrees = std::ranges::all_of(in.clauses, [](const SaidClause& one) { return one.act == ClauseAct::agrees || one.act == ClauseAct::courtesy; });
  const bool only_declines = std::ranges::all_of(in.clauses, [](const SaidClause& one) { return one.act == ClauseAct::no || one.act == ClauseAct::courtesy; });
  NoFreeWords said = no_free_words(in.text, object.value ? std::vector<std::string>{called(object.fact)} : std::vector<std::string>{}, asked_whether);
  if (asked_whether && only_declines && in.says_signal("says_no")) return CustomersAnswer{Kind::moment};   // this one is meant, and what was asked is not said yet
  if (asked_whether && (said == NoFreeWords::perhaps_another || (only_agrees && in.says_signal("says_yes")))) said = NoFreeWords::another;
  if (said == NoFreeWords::moment) return CustomersAnswer{Kind::moment};
  if (!object.value || said == NoFreeWords::none) return std::nullopt;
  const std::string known = called(object.fact) + " " + *object.value->text();
  if (said == NoFreeWords::perhaps_another) return CustomersAnswer{Kind::whether_another, known};
  CustomersAnswer another{Kind::correction, object.fact, called(object.fact) + " is to be another one than " + *object.value->text(), Json()};
  for (const EntityClaim& one : in.reading.named)   // "wrong one" is said of the order, and is no reason
    if (kind_named(one.value) == NamedKind::value && one.value.text()) another.no_longer.push_back(one.entity);
  return another;
}

Words asked_whether_another(const ConversationState& state, const CustomersAnswer& answer) {
  const std::string& question = state.run->waits_question;
  return {.text = "I want to be sure which one you mean: so far this is about " + answer.fact + ". If it is another one, write which. If not: " + question,
          .asked = std::string(asks_whether_another),
          .kept = {question}};
}

Words gives_a_moment(const ConversationState& state) {
  return {.text = "Of course, take your time. " + state.run->waits_question, .kept = {state.run->waits_question}};
}

}  // namespace handrail
