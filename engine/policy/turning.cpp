#include "engine/policy/turning.hpp"

#include <algorithm>
#include <functional>
#include <set>

#include "dsl/program/decode.hpp"
#include "dsl/program/evaluate.hpp"
#include "engine/policy/call_facts.hpp"
#include "engine/policy/decide.hpp"
#include "engine/policy/explain.hpp"

namespace handrail {
namespace {

using dsl::NodeOp;
using dsl::Program;

std::string path_text(const std::vector<std::string>& path) {
  std::string text;
  for (const std::string& part : path) text += (text.empty() ? "" : ".") + part;
  return text;
}

void put(Json& record, const std::string& path, const Json& value) {
  if (!record.is_object()) record = Json::object();
  const auto dot = path.find('.');
  if (dot == std::string::npos) {
    record.set(path, value);
    return;
  }
  Json inner = record[path.substr(0, dot)];
  put(inner, path.substr(dot + 1), value);
  record.set(path.substr(0, dot), std::move(inner));
}

bool put_in_call(const Program& program, Situation& situation, const std::string& path, const Json& value) {
  const std::string root = path.substr(0, path.find('.'));
  const dsl::Tool& tool = program.tools[*program.find_tool(situation.call.tool)];
  if (dsl::find_field(tool.parameters, root) != nullptr) {
    put(situation.call.arguments, path, value);
    for (Confirmed& yes : situation.call.confirmed)
      if (yes.tool == tool.name) put(yes.arguments, path, value);   // the customer says yes to what is asked
    return true;
  }
  if (root == "customer" && path.size() > root.size()) {
    put(situation.call.customer, path.substr(root.size() + 1), value);
    return true;
  }
  for (const dsl::Let& let : tool.lets) {
    if (let.name != root) continue;
    if (situation.options.lets.find(root) == nullptr) {   // what was looked up stays, but for the one fact
      std::vector<JsonIssue> ignored;
      const Value now = dsl::at_path(roots_of(program, tool, situation.call, ignored), {root});
      if (!now.unknown() && !now.absent()) put(situation.options.lets, root, dsl::encode(now));
    }
    put(situation.options.lets, path, value);
    return true;
  }
  if (dsl::find_field(program.context, root) == nullptr) return false;
  put(situation.call.context, path, value);
  return true;
}

bool put_in_turn(const Program& program, TurnFacts& turn, const std::string& path, const Json& value) {
  const std::string root = path.substr(0, path.find('.'));
  const std::string rest = path.size() > root.size() ? path.substr(root.size() + 1) : "";
  const auto number = [&] { return value.integer().value_or(0); };
  const auto words = [&] { return value.text() ? *value.text() : std::string(); };
  if (root == "customer" && !rest.empty()) return put(turn.customer, rest, value), true;
  if (root == "running") return turn.running[rest] = number(), true;
  if (root == "messages") return turn.messages = number(), true;
  if (root == "turns_with_bot") return turn.turns_with_bot = number(), true;
  if (root == "asked_before") return turn.asked_before = number(), true;
  if (root == "tool_errors") return turn.tool_errors = number(), true;
  if (root == "intent") return turn.intent = words(), true;
  if (root == "mood") return turn.mood = words() == "angry" ? Mood::angry : words() == "annoyed" ? Mood::annoyed : Mood::calm, true;
  if (root == "confidence") {
    std::vector<JsonIssue> issues;
    const Value read = dsl::decode(program, dsl::Type{.kind = dsl::TypeKind::percent, .element = {}, .currency = {}}, value, "", issues);
    if (const auto* confidence = read.as<Decimal>()) turn.confidence = *confidence;
    return true;
  }
  for (const dsl::Entity& entity : program.entities)
    if (entity.name == root) return (value.is_null() ? void(turn.claims.erase(root)) : void(turn.claims[root] = value)), true;
  if (dsl::find_field(program.context, root) != nullptr) return put(turn.context, path, value), true;
  const bool signal = std::any_of(program.signals.begin(), program.signals.end(), [&](const dsl::Signal& known) { return known.name == root; });
  const bool slot = std::any_of(program.turn_scope.slots.begin(), program.turn_scope.slots.end(), [&](const dsl::Slot& known) {
    return known.path.size() == 1 && known.path[0] == root && known.type.kind == dsl::TypeKind::yes_no;
  });
  if (!signal && !slot) return false;
  std::erase(turn.signals, root);
  if (value.boolean() != nullptr && *value.boolean()) turn.signals.push_back(root);
  return true;
}

struct Candidate { Change change; std::function<void(Situation&)> apply; };

// Values next to a constant: one unit below, the constant, one above.
std::vector<Value> around(const Value& value) {
  if (const auto* money = value.as<Money>()) {
    std::vector<Value> near;
    for (const std::int64_t step : {0, 1, -1})
      if (std::int64_t minor = 0; !__builtin_add_overflow(money->minor, step, &minor) && minor >= 0) near.emplace_back(Money{minor, money->currency});
    return near;
  }
  if (const auto* number = value.as<std::int64_t>()) {
    std::vector<Value> near;
    for (const std::int64_t step : {0, 1, -1})
      if (std::int64_t next = 0; !__builtin_add_overflow(*number, step, &next)) near.emplace_back(next);
    return near;
  }
  if (const auto* decimal = value.as<Decimal>()) return {value, Decimal{decimal->millionths - 10'000}, Decimal{decimal->millionths + 10'000}};
  return {value};
}

class Search {
 public:
  Search(const Program& program, const BundleHash& bundle, const Situation& situation, std::size_t tries)
      : program_(program), bundle_(bundle), situation_(situation), tries_(tries), before_(outcome_of(program, bundle, situation)) {
    collect();
  }

  std::vector<Turning> run() {
    for (std::size_t size = 1; size <= 3 && found_.empty(); ++size) combine({}, 0, size);
    return std::move(found_);
  }

 private:
  void candidate(const std::string& fact, std::string shown, const Json& value) {
    Situation probe = situation_;
    const Program& program = program_;
    if (!put_fact(program, probe, fact, value)) return;
    for (const Candidate& known : candidates_)
      if (known.change.fact == fact && known.change.value == shown) return;
    candidates_.push_back({{fact, std::move(shown)}, [&program, fact, value](Situation& changed) { put_fact(program, changed, fact, value); }});
  }

  void of_slot(const dsl::Slot& slot, std::uint32_t index, const dsl::Frame& frame) {
    const std::string fact = path_text(slot.path);
    if (slot.path.front() == "now" || slot.path.front() == "class" || slot.path.front() == "risk" || slot.path.front() == "topic") return;
    const auto offer = [&](const Value& value) {
      if (value != frame.slots[index]) candidate(fact, format_value(value), value.as<bool>() ? Json(*value.as<bool>()) : dsl::encode(value));
    };
    for (const dsl::Node& node : program_.nodes) {
      if (node.op < NodeOp::equal || node.op > NodeOp::at_least) continue;
      for (const auto& [mine, other] : {std::pair(node.a, node.b), std::pair(node.b, node.a)}) {
        const dsl::Node& slot_node = program_.nodes[mine];
        if (slot_node.op != NodeOp::slot || slot_node.a != index || !reads(mine, node)) continue;
        const dsl::Node& value = program_.nodes[other];
        if (value.op == NodeOp::constant) for (const Value& near : around(program_.constants[value.a])) offer(near);
        if (value.op == NodeOp::slot && value.a < frame.slots.size() && !frame.slots[value.a].unknown() && !frame.slots[value.a].absent())
          for (const Value& near : around(frame.slots[value.a])) offer(near);
      }
    }
    if (slot.type.kind == dsl::TypeKind::yes_no) for (const bool yes : {true, false}) offer(Value(yes));
    if (slot.type.kind == dsl::TypeKind::enumeration)
      for (const std::string& word : program_.enumerations[slot.type.index].words) offer(Value(word));
  }

  // Slots are numbered per scope: the comparison must stand in this one.
  bool reads(dsl::ExpressionId id, const dsl::Node& node) const { return id < program_.nodes.size() && in_scope_.contains(&node); }

  void mark(dsl::ExpressionId id) {
    if (id == dsl::no_expression) return;
    const dsl::Node& node = program_.nodes[id];
    if (!in_scope_.insert(&node).second) return;
    if (node.op == NodeOp::logical_not) return mark(node.a);
    if (node.op == NodeOp::logical_and || node.op == NodeOp::logical_or)
      for (std::uint32_t i = 0; i < node.count; ++i) mark(program_.operands[node.a + i]);
  }

  void collect() {
    if (!situation_.is_call) {
      for (const dsl::Trigger& trigger : program_.triggers) mark(trigger.when), mark(trigger.unless);
      for (const dsl::Route& row : program_.routes) mark(row.when);
      for (const dsl::Table& table : program_.tables)
        for (const auto& row : table.rows) mark(row.when);
      const dsl::Frame frame = dsl::bind(program_.turn_scope, roots_of(program_, situation_.turn));
      for (std::uint32_t i = 0; i < program_.turn_scope.slots.size(); ++i) of_slot(program_.turn_scope.slots[i], i, frame);
      for (const dsl::Band& row : program_.bands)
        for (const auto& share : {row.send_at, row.check_at})
          if (share) for (const Value& near : around(Value(*share))) candidate("confidence", format_value(near), dsl::encode(near));
      candidate("customer.verified", "yes", Json(true));
      return;
    }
    const dsl::Tool& tool = program_.tools[*program_.find_tool(situation_.call.tool)];
    for (const dsl::Need& need : tool.needs)
      if (const auto* condition = std::get_if<dsl::NeededCondition>(&need.what)) mark(condition->when);
    for (const dsl::Deny& deny : tool.denies) mark(deny.when), mark(deny.unless);
    for (const dsl::Approve& approve : tool.approves) mark(approve.when), mark(approve.unless);
    for (const dsl::Allow& allow : tool.allows) mark(allow.when), mark(allow.unless);
    std::vector<JsonIssue> ignored;
    const dsl::Frame frame = dsl::bind(tool.scope, roots_of(program_, tool, situation_.call, ignored));
    for (std::uint32_t i = 0; i < tool.scope.slots.size(); ++i) of_slot(tool.scope.slots[i], i, frame);
    of_the_call(tool);
  }

  // What is no fact but can be had: the customer's yes, a look-up of now, room under a limit.
  void of_the_call(const dsl::Tool& tool) {
    for (const dsl::Limit& limit : tool.limits)
      if (limit.amount)
        for (const Value& near : around(limit.ceiling)) candidate(tool.parameters[*limit.amount].name, format_value(near), dsl::encode(near));
    if (!situation_.call.used.empty()) candidates_.push_back({{"earlier calls", "none"}, [](Situation& changed) { changed.call.used.clear(); }});
    candidates_.push_back({{"the customer's yes", "given"}, [](Situation& changed) {
                             changed.call.confirmed.push_back({changed.call.tool, changed.call.arguments, changed.call.now});
                           }});
    const bool looks_up = std::any_of(tool.needs.begin(), tool.needs.end(), [](const dsl::Need& need) { return std::holds_alternative<dsl::NeededLookUp>(need.what); });
    if (looks_up) candidates_.push_back({{"the look-ups", "made again just now"}, [](Situation& changed) {
                                           for (LookedUp& lookup : changed.call.lookups) lookup.at = changed.call.now;
                                         }});
  }

  void combine(std::vector<std::size_t> chosen, std::size_t from, std::size_t size) {
    if (tried_ >= tries_) return;
    if (chosen.size() == size) return try_out(chosen);
    for (std::size_t i = from; i < candidates_.size(); ++i) {
      const auto same = [&](std::size_t other) { return candidates_[other].change.fact == candidates_[i].change.fact; };
      if (std::any_of(chosen.begin(), chosen.end(), same)) continue;
      chosen.push_back(i);
      combine(chosen, i + 1, size);
      chosen.pop_back();
    }
  }

  void try_out(const std::vector<std::size_t>& chosen) {
    ++tried_;
    Situation changed = situation_;
    Turning turning;
    for (const std::size_t i : chosen) {
      candidates_[i].apply(changed);
      turning.changes.push_back(candidates_[i].change);
    }
    turning.outcome = outcome_of(program_, bundle_, changed);
    if (turning.outcome.text == before_.text) return;
    std::string seen = turning.outcome.text;
    for (const Change& change : turning.changes) seen += "|" + change.fact;
    if (told_.insert(seen).second) found_.push_back(std::move(turning));
  }

  const Program& program_;
  const BundleHash& bundle_;
  const Situation& situation_;
  std::size_t tries_;
  Judged before_;
  std::vector<Candidate> candidates_;
  std::set<const dsl::Node*> in_scope_;
  std::vector<Turning> found_;
  std::set<std::string> told_;
  std::size_t tried_ = 0;
};

}  // namespace

bool put_fact(const Program& program, Situation& situation, const std::string& path, const Json& value) {
  return situation.is_call ? put_in_call(program, situation, path, value) : put_in_turn(program, situation.turn, path, value);
}

Judged outcome_of(const Program& program, const BundleHash& bundle, const Situation& situation) {
  if (situation.is_call) {
    const Verdict verdict = judge(program, bundle, situation.call, situation.options);
    return {outcome_of(verdict), verdict.rule, verdict.at};
  }
  const Decision decision = decide(program, situation.turn);
  return {outcome_of(decision), decision.rule, decision.at};
}

std::vector<Turning> turnings(const Program& program, const BundleHash& bundle, const Situation& situation, std::size_t tries) {
  return Search(program, bundle, situation, tries).run();
}

std::string to_text(const Turning& turning) {
  std::string text = "with ";
  for (std::size_t i = 0; i < turning.changes.size(); ++i) text += (i ? " and " : "") + turning.changes[i].fact + " " + turning.changes[i].value;
  return text + " it would be `" + turning.outcome.text + "` (" + turning.outcome.at + ")";
}

Json to_json(const Turning& turning) {
  Json changes = Json::array();
  for (const Change& change : turning.changes) changes.push(Json::object({{"fact", change.fact}, {"value", change.value}}));
  return Json::object({{"changes", std::move(changes)}, {"outcome", turning.outcome.text}, {"rule", turning.outcome.rule}, {"at", turning.outcome.at}});
}

}  // namespace handrail
