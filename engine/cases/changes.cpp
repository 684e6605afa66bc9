#include "engine/cases/changes.hpp"

#include <algorithm>
#include <set>

#include "dsl/program/compare.hpp"
#include "dsl/program/decode.hpp"
#include "dsl/program/evaluate.hpp"
#include "engine/base/limits.hpp"
#include "engine/policy/judgement.hpp"

namespace handrail {
namespace {

using dsl::NodeOp;
using dsl::Program;
using dsl::TypeKind;

// The least by which two values of the kind differ as people write them.
std::optional<Value> moved(const Value& value, std::int64_t steps) {
  const auto by = [&](std::int64_t from, std::int64_t unit) -> std::optional<std::int64_t> {
    std::int64_t step = 0, sum = 0;
    if (__builtin_mul_overflow(steps, unit, &step) || __builtin_add_overflow(from, step, &sum)) return std::nullopt;
    return sum;
  };
  if (const auto* money = value.as<Money>()) {
    const auto minor = by(money->minor, 1);
    return minor && *minor >= 0 ? std::optional(Value(Money{*minor, money->currency})) : std::nullopt;
  }
  const auto made = [](const auto& number, auto make) { return number ? std::optional(Value(make(*number))) : std::nullopt; };
  if (const auto* number = value.as<std::int64_t>()) return made(by(*number, 1), [](std::int64_t n) { return n; });
  if (const auto* decimal = value.as<Decimal>()) return made(by(decimal->millionths, 10'000), [](std::int64_t n) { return Decimal{n}; });
  if (const auto* time = value.as<Instant>()) return made(by(time->ms, 1000), [](std::int64_t n) { return Instant{n}; });
  if (const auto* duration = value.as<Duration>()) return made(by(duration->ms, 1000), [](std::int64_t n) { return Duration{n}; });
  return std::nullopt;
}

std::optional<std::int64_t> number_of(const Value& value) {
  if (const auto* money = value.as<Money>()) return money->minor;
  if (const auto* number = value.as<std::int64_t>()) return *number;
  if (const auto* decimal = value.as<Decimal>()) return decimal->millionths;
  if (const auto* time = value.as<Instant>()) return time->ms;
  if (const auto* duration = value.as<Duration>()) return duration->ms;
  return std::nullopt;
}

std::uint64_t distance(const Value& a, const Value& b) {
  const auto one = number_of(a), other = number_of(b);
  if (!one || !other) return 0;
  return *one > *other ? static_cast<std::uint64_t>(*one) - static_cast<std::uint64_t>(*other) : static_cast<std::uint64_t>(*other) - static_cast<std::uint64_t>(*one);
}

Json json_of(const Value& value) { return value.as<bool>() ? Json(*value.as<bool>()) : dsl::encode(value); }

class Collecting {
 public:
  Collecting(const Program& program, const BundleHash& bundle, const Situation& situation)
      : program_(program), bundle_(bundle), situation_(situation), scope_(scope_of(program, situation)), frame_(dsl::bind(scope_, roots_of(program, situation))) {}

  std::vector<PossibleChange> collect() {
    mark_all();
    for (std::uint32_t i = 0; i < scope_.slots.size(); ++i) of_slot(i);
    if (situation_.is_call) of_the_call(program_.tools[*program_.find_tool(situation_.call.tool)]);
    else of_the_message();
    return std::move(changes_);
  }

 private:
  void put(const std::string& fact, const Value& value, const Value* now = nullptr) { put(fact, format_value(value), json_of(value), now, &value); }

  void put(const std::string& fact, std::string shown, const Json& json, const Value* now = nullptr, const Value* value = nullptr) {
    Situation probe = situation_;
    if (!put_fact(program_, probe, fact, json)) return;
    for (const PossibleChange& known : changes_)
      if (known.fact == fact && known.value == shown) return;
    const Program& program = program_;
    PossibleChange change{fact, std::move(shown), [&program, fact, json](Situation& changed) { put_fact(program, changed, fact, json); }};
    if (now && value) add_direction(change, *now, *value);
    changes_.push_back(std::move(change));
  }

  void add_direction(PossibleChange& change, const Value& now, const Value& value) const {
    if (dsl::compare(NodeOp::less, value, now) == Truth::yes) change.direction = -1;
    else if (dsl::compare(NodeOp::more, value, now) == Truth::yes) change.direction = 1;
    change.distance = distance(value, now);
    const auto next = change.direction == 0 ? std::nullopt : moved(value, change.direction);
    if (!next) return;
    const Program& program = program_;
    change.further = [&program, fact = change.fact, json = json_of(*next)](Situation& changed) { put_fact(program, changed, fact, json); };
  }

  void mark(dsl::ExpressionId id) {
    if (id == dsl::no_expression || !marked_.insert(id).second) return;
    const dsl::Node& node = program_.nodes[id];
    if (node.op == NodeOp::logical_not) return mark(node.a);
    if (node.op == NodeOp::logical_and || node.op == NodeOp::logical_or)
      for (std::uint32_t i = 0; i < node.count; ++i) mark(program_.operands[node.a + i]);
  }

  void mark_all() {
    const auto both = [&](const auto& clauses) {
      for (const auto& clause : clauses) mark(clause.when), mark(clause.unless);
    };
    if (situation_.is_call) {
      const dsl::Tool& tool = program_.tools[*program_.find_tool(situation_.call.tool)];
      for (const dsl::Need& need : tool.needs)
        if (const auto* condition = std::get_if<dsl::NeededCondition>(&need.what)) mark(condition->when);
      both(tool.denies), both(tool.approves), both(tool.allows);
      return;
    }
    both(program_.triggers);
    for (const dsl::Route& row : program_.routes) mark(row.when);
    for (const dsl::Table& table : program_.tables)
      for (const auto& row : table.rows) mark(row.when);
    mark(program_.episode.resolved_when);
  }

  bool is_slot(dsl::ExpressionId id, std::uint32_t index) const { return program_.nodes[id].op == NodeOp::slot && program_.nodes[id].a == index; }

  // What the other side of a comparison is now; for a fact times a number, what the fact would have to be.
  std::optional<Value> other_side(const dsl::Node& node, std::uint32_t index) const {
    for (const auto& [mine, other] : {std::pair(node.a, node.b), std::pair(node.b, node.a)}) {
      Value value = dsl::evaluate_value(program_, other, frame_);
      if (value.unknown() || value.absent()) continue;
      if (is_slot(mine, index)) return value;
      const dsl::Node& product = program_.nodes[mine];
      if (product.op != NodeOp::multiply) continue;
      for (const auto& [fact, factor] : {std::pair(product.a, product.b), std::pair(product.b, product.a)}) {
        const dsl::Node& constant = program_.nodes[factor];
        if (!is_slot(fact, index) || constant.op != NodeOp::constant) continue;
        const auto* times = program_.constants[constant.a].as<std::int64_t>();
        const auto* money = value.as<Money>();
        if (times && *times > 0 && money) return Value(Money{money->minor / *times, money->currency});
      }
    }
    return std::nullopt;
  }

  static bool derived(const std::string& root) { return root == "now" || root == "class" || root == "risk" || root == "topic" || root == "used"; }

  void of_slot(std::uint32_t index) {
    const dsl::Slot& slot = scope_.slots[index];
    if (derived(slot.path.front())) return;
    const Value& now = frame_.slots[index];
    const std::string fact = path_text(slot.path);
    const std::size_t before = changes_.size();
    const auto offer = [&](const Value& value) {
      if (value != now) put(fact, value, &now);
    };
    for (const dsl::ExpressionId id : marked_) {
      const dsl::Node& node = program_.nodes[id];
      if (node.op >= NodeOp::equal && node.op <= NodeOp::at_least) {
        const auto value = other_side(node, index);
        for (const std::int64_t steps : {0, 1, -1})
          if (const auto near = value ? moved(*value, steps) : std::nullopt) offer(*near);
        if (value && !moved(*value, 0)) offer(*value);
      }
      of_test(node, index, offer);
    }
    if (slot.type.kind == TypeKind::yes_no) for (const bool yes : {true, false}) offer(Value(yes));
    if (slot.type.kind == TypeKind::enumeration)
      for (const std::string& word : program_.enumerations[slot.type.index].words) offer(Value(word));
    if (slot.type.kind == TypeKind::list) {
      of_list(fact, now);
      of_items(fact, slot.type.element[0], now);
    }
    if (now.unknown() && changes_.size() == before && slot.type.kind == TypeKind::text) offer(Value("something"));
  }

  template <class Offer>
  void of_test(const dsl::Node& node, std::uint32_t index, const Offer& offer) const {
    if (node.op == NodeOp::in_list && is_slot(node.a, index))
      for (std::uint32_t i = 0; i < node.count; ++i) offer(dsl::evaluate_value(program_, program_.operands[node.b + i], frame_));
    const bool text = node.op == NodeOp::starts_with || node.op == NodeOp::ends_with || node.op == NodeOp::contains;
    if (text && is_slot(node.a, index)) offer(dsl::evaluate_value(program_, node.b, frame_));
    if (node.op != NodeOp::in_value || !is_slot(node.a, index)) return;
    const Value list = dsl::evaluate_value(program_, node.b, frame_);
    if (const auto* items = list.as<ValueList>(); items && !items->empty()) offer(items->front());
  }

  // Nothing in it, or one of its items alone.
  void of_list(const std::string& fact, const Value& now) {
    const auto* items = now.as<ValueList>();
    if (!items || !items->empty()) put(fact, "empty", Json::array());
    for (std::size_t i = 0; items && items->size() > 1 && i < std::min(items->size(), limits::turning_items); ++i) {
      Json alone = Json::array();
      alone.push(dsl::encode((*items)[i]));
      put(fact, "only its item " + std::to_string(i + 1), alone);
    }
  }

  // A list in which one item is otherwise: a field of it, or the item itself.
  void of_items(const std::string& fact, const dsl::Type& element, const Value& now) {
    const auto* items = now.as<ValueList>();
    for (std::size_t i = 0; items && i < std::min(items->size(), limits::turning_items); ++i) {
      const std::string item = "item " + std::to_string(i + 1) + " of " + fact;
      const auto* record = (*items)[i].as<ValueRecord>();
      if (!record) {
        of_part(fact, item, element, (*items)[i], [&](const Value& value) { return with_item(*items, i, value); });
        continue;
      }
      for (const dsl::Field& field : program_.records[element.index].fields) {
        const Value* held = record->find(field.name);
        of_part(fact, field.name + " of " + item, field.type, held ? *held : Value(), [&](const Value& value) {
          ValueRecord changed = *record;
          changed.set(field.name, value);
          return with_item(*items, i, Value(std::move(changed)));
        });
      }
    }
  }

  static Json with_item(const ValueList& items, std::size_t index, Value item) {
    ValueList changed = items;
    changed[index] = std::move(item);
    return dsl::encode(Value(std::move(changed)));
  }

  // Yes and no, words, and what stands in the policy beside facts of this kind.
  template <class List>
  void of_part(const std::string& fact, const std::string& shown, const dsl::Type& type, const Value& now, const List& list) {
    const auto offer = [&](const Value& value) {
      if (value == now || changes_.size() >= limits::turning_changes) return;
      const Program& program = program_;
      PossibleChange change{shown, format_value(value), [&program, fact, json = list(value)](Situation& changed) { put_fact(program, changed, fact, json); }};
      change.distance = distance(value, now);
      if (std::ranges::none_of(changes_, [&](const PossibleChange& one) { return one.fact == change.fact && one.value == change.value; })) changes_.push_back(std::move(change));
    };
    if (type.kind == TypeKind::yes_no) {
      offer(Value(true));
      return offer(Value(false));
    }
    if (type.kind == TypeKind::enumeration)
      for (const std::string& word : program_.enumerations[type.index].words) offer(Value(word));
    for (const Value& constant : program_.constants) {
      const bool same = (type.kind == TypeKind::text && constant.as<std::string>()) || (type.kind == TypeKind::money && constant.as<Money>()) ||
                        (type.kind == TypeKind::whole_number && constant.as<std::int64_t>()) || (type.kind == TypeKind::time && constant.as<Instant>());
      if (!same) continue;
      if (!moved(constant, 0)) offer(constant);
      for (const std::int64_t steps : {0, 1, -1})
        if (const auto near = moved(constant, steps)) offer(*near);
    }
  }

  void of_the_message() {
    for (const dsl::Band& row : program_.bands)
      for (const auto& share : {row.send_at, row.check_at})
        if (share)
          for (const std::int64_t steps : {0, -1})
            if (const auto near = moved(Value(*share), steps)) confidence(*near->as<Decimal>());
    for (const dsl::Intent& intent : program_.intents)
      if (intent.name != situation_.turn.intent && changes_.size() < limits::turning_changes) put("intent", intent.name, Json(intent.name));
    put("customer.verified", "yes", Json(true));
    for (const dsl::Meter& meter : program_.meters) of_meter(meter);
    for (const dsl::Rollout& rollout : program_.rollouts) {
      const std::int64_t reviewed = rollout.reviewed;
      changes_.push_back({"the replies that were reviewed", std::to_string(reviewed) + ", all of them accurate", [reviewed](Situation& changed) {
                            TurnFacts& turn = changed.turn;
                            turn.reviewed = turn.accurate = turn.reviewed_all = turn.accurate_all = reviewed;
                          }});
    }
  }

  void confidence(Decimal share) {
    const Value now(situation_.turn.confidence), value(share);
    if (share != situation_.turn.confidence && share.millionths >= 0) put("confidence", format_decimal(Decimal{share.millionths * 100}) + "%", json_of(value), &now, &value);
  }

  // As many earlier calls as a condition compares with.
  void of_meter(const dsl::Meter& meter) {
    for (std::uint32_t i = 0; i < scope_.slots.size(); ++i) {
      if (scope_.slots[i].path != std::vector<std::string>{"used", meter.id}) continue;
      for (const dsl::ExpressionId id : marked_) {
        const dsl::Node& node = program_.nodes[id];
        const auto value = node.op >= NodeOp::equal && node.op <= NodeOp::at_least ? other_side(node, i) : std::nullopt;
        for (const std::int64_t steps : {0, 1, -1})
          if (const auto near = value ? moved(*value, steps) : std::nullopt; near && *near != frame_.slots[i]) used(meter.id, meter.id, *near);
      }
    }
  }

  // In the place of all that was used of it.
  void used(const std::string& id, const std::string& words, const Value& value) {
    const Program& program = program_;
    changes_.push_back({"earlier use (" + words + ")", format_value(value), [&program, id, words, json = json_of(value)](Situation& changed) {
                          std::erase_if(changed.call.used, [&](const UsedBudget& entry) { return entry.limit == id; });
                          (void)put_used(program, changed, words, json);
                        }});
  }

  // What is no fact but can be had: room under a limit, the customer's yes, a look-up of now, an approval.
  void of_the_call(const dsl::Tool& tool) {
    for (const dsl::Limit& limit : tool.limits) of_limit(tool, limit);
    for (const dsl::Meter& meter : program_.meters) of_meter(meter);
    if (!situation_.call.used.empty()) changes_.push_back({"earlier calls", "none", [](Situation& changed) { changed.call.used.clear(); }});
    changes_.push_back({"the customer's yes", "given", [](Situation& changed) {
                          changed.call.confirmed.push_back({changed.call.tool, changed.call.arguments, changed.call.now});
                        }});
    const bool looks_up = std::ranges::any_of(tool.needs, [](const dsl::Need& need) { return std::holds_alternative<dsl::NeededLookUp>(need.what); });
    if (looks_up && !situation_.call.lookups.empty())
      changes_.push_back({"the look-ups", "made again just now", [](Situation& changed) {
                            for (LookedUp& lookup : changed.call.lookups) lookup.at = changed.call.now;
                          }});
    if (!tool.approves.empty() || std::ranges::any_of(tool.limits, [](const dsl::Limit& limit) { return limit.above_approve_by.has_value(); })) approval();
  }

  // The amount that just fits, and what may have been used so that this call does.
  void of_limit(const dsl::Tool& tool, const dsl::Limit& limit) {
    const std::string words(limit.rule.text);
    const auto* most = limit.ceiling.as<Money>();
    if (!most) {
      if (const auto* count = limit.ceiling.as<std::int64_t>(); count && *count > 0) used(limit.id, words, Value(*count - 1));
      return;
    }
    const std::string& name = tool.parameters[*limit.amount].name;
    const Value now = dsl::at_path(roots_of(program_, situation_), {name});
    std::vector<Value> ceilings{limit.ceiling};
    if (const auto left = room(tool, limit)) ceilings.insert(ceilings.begin(), Value(Money{*left, most->currency}));
    for (const Value& ceiling : ceilings)
      for (const std::int64_t steps : {0, 1})
        if (const auto near = moved(ceiling, steps); near && *near != now) put(name, *near, &now);
    if (const auto* amount = now.as<Money>(); amount && amount->currency == most->currency && amount->minor <= most->minor)
      used(limit.id, words, Value(Money{most->minor - amount->minor, most->currency}));
  }

  // What earlier calls left of the limit.
  std::optional<std::int64_t> room(const dsl::Tool& tool, const dsl::Limit& limit) const {
    const Judgement judgement(program_, bundle_, tool, situation_.call, situation_.options);
    const auto key = judgement.key_of(limit);
    const auto used = key ? judgement.used_so_far(limit, *key) : std::nullopt;
    const std::int64_t most = limit.ceiling.as<Money>()->minor;
    return used && *used > 0 && *used < most ? std::optional(most - *used) : std::nullopt;
  }

  // The one that is asked for once everything else is as it is then.
  void approval() {
    const Program& program = program_;
    const BundleHash& bundle = bundle_;
    changes_.push_back({"the approval that is asked for", "given", [&program, &bundle](Situation& changed) {
                          const Verdict asks = judge(program, bundle, changed.call, changed.options);
                          if (!asks.approve) return;
                          changed.call.approvals.push_back({"somebody with the role", asks.approve->role, changed.call.tool, changed.call.arguments,
                                                            asks.approve->facts_hash, bundle, changed.call.now});
                        }});
  }

  const Program& program_;
  const BundleHash& bundle_;
  const Situation& situation_;
  const dsl::Scope& scope_;
  dsl::Frame frame_;
  std::set<dsl::ExpressionId> marked_;
  std::vector<PossibleChange> changes_;
};

}  // namespace

std::vector<PossibleChange> possible_changes(const Program& program, const BundleHash& bundle, const Situation& situation) {
  return Collecting(program, bundle, situation).collect();
}

}  // namespace handrail
