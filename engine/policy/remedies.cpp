// What a "no" offers instead: the words and ways on of a judgement, and what would find out the facts that nobody knows.
#include <algorithm>
#include <set>

#include "dsl/program/decode.hpp"
#include "dsl/program/evaluate.hpp"
#include "engine/base/text.hpp"
#include "engine/policy/facts.hpp"
#include "engine/policy/judgement.hpp"

namespace handrail {

using dsl::Consequence;
using dsl::ExpressionId;

void Judgement::remedy(Verdict& verdict, Remedy made) const {
  if (std::find(verdict.remedy.begin(), verdict.remedy.end(), made) == verdict.remedy.end()) verdict.remedy.push_back(std::move(made));
}

void Judgement::remedies_from(Verdict& verdict, const Consequence& consequence) const {
  verdict.because = consequence.because;
  const std::string say = said(consequence.say);
  const auto add = [&](RemedyKind kind, std::string what, std::string words) {
    remedy(verdict, {kind, std::move(what), words.empty() ? say : std::move(words)});
  };
  for (const dsl::Action* action = &consequence.action; action; action = action->afterwards.empty() ? nullptr : &action->afterwards.front()) {
    switch (action->kind) {
      case dsl::ActionKind::ask: add(RemedyKind::ask, "", said(action->question)); break;
      case dsl::ActionKind::ask_for: add(RemedyKind::ask, action->ask_for, ""); break;
      case dsl::ActionKind::verify: add(RemedyKind::verify, "customer", ""); break;
      case dsl::ActionKind::offer_person: add(RemedyKind::offer, "person", ""); break;
      case dsl::ActionKind::hand_off: add(RemedyKind::hand_off, action->queue ? program_.queues[*action->queue].name : "", ""); break;
      default: break;
    }
  }
}

namespace {

// Nobody knows it, or what it is in the desk's currency.
bool unsettled(const Value& value, const Currency& currency) {
  if (const auto* money = value.as<Money>()) return money->currency != currency;
  if (const auto* list = value.as<ValueList>()) return std::ranges::any_of(*list, [&](const Value& one) { return unsettled(one, currency); });
  if (const auto* record = value.as<ValueRecord>()) return std::ranges::any_of(record->fields, [&](const ValueField& one) { return unsettled(one.value, currency); });
  return value.unknown();
}

// Of what nobody can decide though each of its facts is there, the facts that it rests on: an amount in another currency, a list of which one item is not known.
// Neither an answer nor another look-up finds these out.
class Undecidable {
 public:
  Undecidable(const dsl::Program& program, const dsl::Tool& tool, const dsl::Frame& frame, Verdict& verdict)
      : program_(program), tool_(tool), frame_(frame), verdict_(verdict) {}

  void name(ExpressionId condition) {
    const dsl::Node& node = program_.nodes[condition];
    if (node.op == dsl::NodeOp::logical_not) return name(node.a);
    if (node.op != dsl::NodeOp::logical_and && node.op != dsl::NodeOp::logical_or) return name_leaf(condition);
    for (std::uint32_t i = 0; i < node.count; ++i) name(program_.operands[node.a + i]);
  }

 private:
  void name_leaf(ExpressionId leaf) {
    const std::vector<std::uint32_t> slots = dsl::slots_of(program_, leaf);
    if (std::ranges::any_of(slots, [&](std::uint32_t slot) { return frame_.slots[slot].unknown(); })) return;
    if (dsl::evaluate(program_, leaf, frame_) != Truth::unknown) return;
    for (const std::uint32_t slot : slots) {
      const dsl::Slot& fact = tool_.scope.slots[slot];
      const bool apart = fact.type.kind == dsl::TypeKind::money && !fact.type.currency.code().empty();
      if (!unsettled(frame_.slots[slot], apart ? fact.type.currency : program_.currency)) continue;
      std::string path = fact.path.front();
      for (std::size_t i = 1; i < fact.path.size(); ++i) path += "." + fact.path[i];
      if (std::ranges::find(verdict_.unknown, path) == verdict_.unknown.end()) verdict_.unknown.push_back(path);
    }
  }

  const dsl::Program& program_;
  const dsl::Tool& tool_;
  const dsl::Frame& frame_;
  Verdict& verdict_;
};

}  // namespace

// What would find out a fact that nobody knows.
void Judgement::remedy_for_unknown(Verdict& verdict, const dsl::Slot& slot) const {
  const std::string& root = slot.path.front();
  std::string path = slot.path.front();
  for (std::size_t i = 1; i < slot.path.size(); ++i) path += "." + slot.path[i];
  if (std::find(verdict.unknown.begin(), verdict.unknown.end(), path) == verdict.unknown.end()) verdict.unknown.push_back(path);
  for (const dsl::Let& let : tool_.lets) {
    if (let.name != root) continue;
    for (const auto& [name, term] : let.arguments)
      for (const std::uint32_t argument : dsl::slots_of(program_, term))
        if (frame_.slots[argument].unknown()) return remedy_for_unknown(verdict, tool_.scope.slots[argument]);
    return remedy(verdict, {RemedyKind::look_up, program_.tools[let.tool].name, ""});
  }
  if (root == "used") {   // nobody vouches for whose calls are counted
    if (!verified(call_.customer)) remedy(verdict, {RemedyKind::verify, "customer", ""});
    return;
  }
  if (root == "customer") {
    if (!verified(call_.customer) || !program_.customer.tool) return remedy(verdict, {RemedyKind::verify, "customer", ""});
    return remedy(verdict, {RemedyKind::look_up, program_.tools[*program_.customer.tool].name, ""});
  }
  remedy(verdict, {RemedyKind::ask, root, question_for(root)});
}

std::string Judgement::question_for(const std::string& name) const {
  for (const dsl::Intent& intent : program_.intents)
    for (const dsl::AskForFact& fact : intent.ask_for)
      if (fact.name == name) return said(fact.question);
  return "";
}

void Judgement::remedies_for_unknown(Verdict& verdict, ExpressionId condition) const {
  if (condition == dsl::no_expression) return;
  for (const std::uint32_t slot : dsl::slots_of(program_, condition))
    if (frame_.slots[slot].unknown()) remedy_for_unknown(verdict, tool_.scope.slots[slot]);
  remedies_for_look_ups(verdict, condition);
  Undecidable(program_, tool_, frame_, verdict).name(condition);
}

// The look-ups inside of a condition that were asked and have no answer.
void Judgement::remedies_for_look_ups(Verdict& verdict, ExpressionId condition) const {
  const std::vector<std::uint32_t> tools = dsl::look_ups_of(program_, condition);
  for (const auto& [asked, found] : answers_.asked()) {
    if (!found.answer.unknown() || std::find(tools.begin(), tools.end(), asked.first) == tools.end()) continue;
    const std::string& name = program_.tools[asked.first].name;
    if (std::find(verdict.unknown.begin(), verdict.unknown.end(), name) == verdict.unknown.end()) verdict.unknown.push_back(name);
    remedy(verdict, {RemedyKind::look_up, name, ""});
  }
}

// A "no" that names no way on: the tool's own last word, and in the end a person.
Verdict Judgement::with_way_on(Verdict made) const {
  if (made.kind != VerdictKind::deny || !made.remedy.empty()) return made;
  made.remedy.push_back({RemedyKind::offer, "person", ""});
  return made;
}

bool Judgement::reads_verification(ExpressionId condition) const {
  for (const std::uint32_t slot : dsl::slots_of(program_, condition)) {
    const auto& path = tool_.scope.slots[slot].path;
    if (path.size() == 2 && path[0] == "customer" && path[1] == "verified") return true;
  }
  return false;
}

// `one of order_id, email`: neither too few of them nor too many.
std::optional<Verdict> Judgement::choices() const {
  for (const dsl::Tool::OneOf& choice : tool_.one_of) {
    std::vector<std::string> given, missing;
    for (const std::uint32_t parameter : choice.parameters) {
      const std::string& name = tool_.parameters[parameter].name;
      const Json* value = call_.arguments.find(name);
      (value && !value->is_null() ? given : missing).push_back(name);
    }
    if (given.size() == 1 || (choice.at_least && !given.empty())) continue;
    Verdict made = verdict(VerdictKind::deny, ClauseKind::arguments, choice.rule);
    if (given.empty()) {
      made.because = (choice.at_least ? "at least one of " : "one of ") + english_list(missing) + " is needed";
      made.unknown.push_back(missing.front());
      remedy(made, {RemedyKind::ask, missing.front(), question_for(missing.front())});
    } else {
      made.because = "only one of " + english_list(given) + " may be given";
      remedy(made, {RemedyKind::ask, given.front(), question_for(given.front())});
    }
    return made;
  }
  return std::nullopt;
}

// A call of a tool that moves money moves some: one whose amounts are all zero would be sent, counted by the limits and told as done, and nothing would come of it.
std::optional<Verdict> Judgement::arguments() {
  std::vector<JsonIssue> wrong;
  if (options_.assume_rest) {
    for (const dsl::Field& parameter : tool_.parameters) {
      const Json* given = call_.arguments.find(parameter.name);
      if (given && given->is_null() && !parameter.type.optional) wrong.push_back({"/arguments/" + parameter.name, "is not known"});
      else if (given) (void)dsl::decode_argument(program_, parameter, *given, "/arguments", wrong);
    }
  } else {
    (void)dsl::decode_arguments(program_, tool_, call_.arguments, "/arguments", wrong);
    for (const JsonIssue& issue : issues_) wrong.push_back(issue);
    for (const SchemaIssue& issue : call_.schema_issues) wrong.push_back({issue.pointer, issue.message});
  }
  for (JsonIssue& issue : nothing_moved(program_, tool_, roots_)) wrong.push_back(std::move(issue));
  if (wrong.empty()) return options_.assume_rest ? std::nullopt : choices();
  Verdict made = verdict(VerdictKind::deny, ClauseKind::arguments, tool_.rule);
  std::set<std::string> said;
  // What is wrong with the call as a whole is mended by no answer, so that nobody is asked for the rest of it.
  const bool can_be_mended = std::ranges::none_of(call_.schema_issues, [](const SchemaIssue& issue) { return issue.pointer == "/arguments"; });
  for (const JsonIssue& issue : wrong) {
    if (!said.insert(issue.pointer + issue.message).second) continue;
    made.because += (made.because.empty() ? "" : "; ") + issue.pointer + " " + issue.message;
    const std::string name = parameter_at(issue.pointer);
    if (name.empty()) continue;
    const Json* given = call_.arguments.find(name);
    if (!given || given->is_null()) {
      if (std::find(made.unknown.begin(), made.unknown.end(), name) == made.unknown.end()) made.unknown.push_back(name);
    }
    if (can_be_mended) remedy(made, {RemedyKind::ask, name, question_for(name)});
  }
  return with_way_on(std::move(made));
}

// "/arguments/items/0/price" -> "items", when the tool has such a parameter.
std::string Judgement::parameter_at(const std::string& pointer) const {
  const std::string prefix = "/arguments/";
  if (pointer.rfind(prefix, 0) != 0) return "";
  const std::string name = pointer.substr(prefix.size(), pointer.find('/', prefix.size()) - prefix.size());
  for (const dsl::Field& parameter : tool_.parameters)
    if (parameter.name == name) return name;
  return "";
}

void Judgement::note_unknown(Verdict& made, ExpressionId when, ExpressionId unless) const {
  Verdict scratch;
  remedies_for_unknown(scratch, when);
  remedies_for_unknown(scratch, unless);
  made.unknown = scratch.unknown;
}

}  // namespace handrail
