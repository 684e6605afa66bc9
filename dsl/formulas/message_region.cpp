#include "dsl/formulas/message_region.hpp"

#ifdef HANDRAIL_PROOF
#include <algorithm>

#include "dsl/program/evaluate.hpp"

namespace handrail::dsl {

namespace {

// What is going on in most conversations, the most welcome first.
constexpr std::int64_t sure = 900'000, unsure = 200'000;   // of what is meant, in millionths

std::string share(std::int64_t millionths) { return format_decimal(Decimal{millionths * 100}) + "%"; }

}  // namespace

std::optional<z3::model> PlainConversation::plainest(const z3::expr& situation) {
  MessageFacts& facts = decision_.facts();
  std::vector<z3::expr> wishes{!facts.waiting, facts.plain_wish(), !facts.offered, !facts.answered};
  for (const auto& statement : facts.statements())
    if (!statement.exact && statement.no.empty()) wishes.push_back(!statement.holds);
  wishes.push_back(facts.confidence == facts.number(sure));
  wishes.push_back(facts.confidence == facts.number(unsure));
  wishes.push_back(facts.reviewed_all == facts.number(0));
  wishes.push_back(facts.encoding().now() == facts.number(limits::sample_moment));
  wishes.push_back(facts.encoding().now() >= facts.number(limits::sample_moment));
  wishes.push_back(facts.messages() <= facts.number(1));
  wishes.push_back(facts.messages() <= facts.number(2));
  for (const Encoding::Leaf& leaf : facts.encoding().leaves()) wishes.push_back(leaf.tri.yes || leaf.tri.no);
  std::vector<z3::expr> assumed{asking_.named(situation)};
  if (asking_.ask(assumed) != Satisfiable::yes) return std::nullopt;
  z3::model model = asking_.model();
  for (const z3::expr& wish : wishes) {
    assumed.push_back(asking_.named(wish));
    if (true_in(model, wish)) continue;
    if (asking_.ask(assumed) == Satisfiable::yes) model = asking_.model();
    else assumed.pop_back();
  }
  return model;
}

std::vector<MessageFacts::Statement> PlainConversation::statements() {
  MessageFacts& facts = decision_.facts();
  std::vector<MessageFacts::Statement> all;
  std::set<std::int64_t> thresholds;
  for (const Band& row : program_.bands) {
    if (row.send_at) thresholds.insert(row.send_at->millionths);
    if (row.check_at) thresholds.insert(row.check_at->millionths);
  }
  all = facts.statements();
  for (const Trigger& trigger : program_.triggers)
    for (const Trigger::IfUnknown& clause : trigger.if_unknown) {
      const Term& fact = facts.encoding().slot(clause.slot);
      std::string name;
      for (const std::string& part : program_.turn_scope.slots[clause.slot].path) name += (name.empty() ? "" : ".") + part;
      all.push_back({!fact.known && !fact.absent, name + " is unknown", "", true, {clause.slot}});
    }
  for (const std::int64_t threshold : thresholds)
    all.push_back({facts.confidence >= facts.number(threshold), "confidence is at least " + share(threshold), "confidence is under " + share(threshold)});
  for (const auto& [rollout, good] : decision_.rollouts())
    all.push_back({good, "rollout `" + rollout->name + "` has seen enough", "rollout `" + rollout->name + "` has not seen enough"});
  std::set<std::int64_t> dates;
  for (const MessageClause& clause : decision_.clauses())
    if (clause.rule)
      for (const auto& date : {clause.rule->from, clause.rule->until})
        if (date) dates.insert(date->ms);
  for (const Route& row : program_.routes)
    for (const auto& date : {row.rule.from, row.rule.until})
      if (date) dates.insert(date->ms);
  for (const std::int64_t date : dates) {
    const std::string day = format_value(Value(Instant{date}));
    all.push_back({facts.encoding().now() >= facts.number(date), "it is " + day + " or later", "it is before " + day});
  }
  return all;
}

// A trigger that reads a fact of which the region speaks.
bool PlainConversation::concerns(const Trigger& trigger, const std::set<std::uint32_t>& slots) const {
  for (const ExpressionId condition : {trigger.when, trigger.unless})
    for (const std::uint32_t slot : slots_of(program_, condition))
      if (slots.contains(slot)) return true;
  return false;
}

MessageRegion PlainConversation::region(const z3::model& model, const z3::expr& situation) {
  std::vector<z3::expr> fixed{asking_.named(!situation)}, said;
  std::vector<MessageFacts::Statement> what;
  std::set<std::string> words;
  const auto add = [&](const z3::expr& holds, MessageFacts::Statement& statement, const std::string& text) {
    if (text.empty()) return fixed.push_back(asking_.named(holds));
    if (!words.insert(text).second) return;
    said.push_back(asking_.named(holds));
    statement.yes = text;
    what.push_back(statement);
  };
  for (MessageFacts::Statement& statement : statements()) {
    const bool holds = true_in(model, statement.holds);
    if (statement.exact && !holds) continue;
    const std::string text = holds ? statement.yes : statement.no;
    add(holds ? statement.holds : !statement.holds, statement, text);
  }
  const std::vector<MessageDecision::Quiet> quiet = decision_.beside(model);
  std::vector<z3::expr> silent;
  for (const auto& one : quiet) silent.push_back(asking_.named(one.holds));
  const auto smallest = [&](const std::vector<std::size_t>& told) -> std::optional<std::vector<std::size_t>> {
    std::vector<z3::expr> given = fixed, blamed = said;
    for (std::size_t i = 0; i < silent.size(); ++i) (std::ranges::find(told, i) == told.end() ? given : blamed).push_back(silent[i]);
    std::vector<z3::expr> whole = given;
    whole.insert(whole.end(), blamed.begin(), blamed.end());
    if (asking_.ask(whole) != Satisfiable::no) return std::nullopt;
    return asking_.smallest(given, blamed);
  };
  const auto plain = smallest({});
  if (!plain) return {};
  std::set<std::uint32_t> slots;
  for (const std::size_t i : *plain) slots.insert(what[i].slots.begin(), what[i].slots.end());
  // That the others do not fire is taken as given; why one does not that asks for the same facts is part of the case.
  std::vector<std::size_t> near;
  for (std::size_t i = 0; i < quiet.size(); ++i)
    if (concerns(*quiet[i].trigger, slots)) near.push_back(i);
  for (const std::size_t i : near) what.push_back({quiet[i].holds, "`" + quiet[i].trigger->name + "` does not fire", ""});
  const auto kept = near.empty() ? plain : smallest(near);
  MessageRegion region;
  for (const std::size_t i : kept ? *kept : *plain) {
    region.words += (region.words.empty() ? "" : " and ") + what[i].yes;
    slots.insert(what[i].slots.begin(), what[i].slots.end());
  }
  region.slots.assign(slots.begin(), slots.end());
  return region;
}

}  // namespace handrail::dsl
#endif
