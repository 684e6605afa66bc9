#include "engine/cases/changes.hpp"

#include <algorithm>

#include "dsl/check/builtins.hpp"
#include "dsl/program/compare.hpp"
#include "dsl/program/decode.hpp"
#include "dsl/program/evaluate.hpp"
#include "dsl/program/percent.hpp"
#include "engine/base/limits.hpp"
#include "engine/cases/places.hpp"
#include "engine/policy/judgement.hpp"

namespace handrail {
namespace {

using dsl::NodeOp;
using dsl::Program;
using dsl::TypeKind;

std::optional<std::int64_t> number_of(const Value& value) {
  if (const auto* money = value.as<Money>()) return money->minor;
  if (const auto* number = value.as<std::int64_t>()) return *number;
  if (const auto* decimal = value.as<Decimal>()) return decimal->millionths;
  if (const auto* time = value.as<Instant>()) return time->ms;
  if (const auto* duration = value.as<Duration>()) return duration->ms;
  return std::nullopt;
}

// Of texts what goes and comes between their common beginning and end, in bytes; of lists the items of one that are not in the other.
std::uint64_t distance(const Value& a, const Value& b) {
  if (const auto *one = a.as<std::string>(), *other = b.as<std::string>(); one && other) {
    const std::size_t least = std::min(one->size(), other->size());
    std::size_t front = 0, back = 0;
    while (front < least && (*one)[front] == (*other)[front]) ++front;
    while (back < least - front && (*one)[one->size() - 1 - back] == (*other)[other->size() - 1 - back]) ++back;
    return one->size() + other->size() - 2 * (front + back);
  }
  if (const auto *one = a.as<ValueList>(), *other = b.as<ValueList>(); one && other) {
    const auto missing = [](const ValueList& of, const ValueList& in) {
      return static_cast<std::uint64_t>(std::ranges::count_if(of, [&](const Value& item) { return std::ranges::find(in, item) == in.end(); }));
    };
    return missing(*one, *other) + missing(*other, *one);
  }
  const auto one = number_of(a), other = number_of(b);
  if (!one || !other) return 0;
  return *one > *other ? static_cast<std::uint64_t>(*one) - static_cast<std::uint64_t>(*other) : static_cast<std::uint64_t>(*other) - static_cast<std::uint64_t>(*one);
}

Json json_of(const Value& value) { return value.as<bool>() ? Json(*value.as<bool>()) : dsl::encode(value); }

class Collecting {
 public:
  Collecting(const Program& program, const BundleHash& bundle, const Situation& situation)
      : program_(program), bundle_(bundle), situation_(situation), scope_(scope_of(program, situation)), roots_(roots_of(program, situation)), frame_(dsl::bind(scope_, roots_)) {}

  std::vector<PossibleChange> collect() {
    of_facts();
    if (situation_.is_call) of_the_call(program_.tools[*program_.find_tool(situation_.call.tool)]);
    else of_the_message();
    return std::move(changes_);
  }

 private:
  void put(const std::string& fact, const dsl::Type& type, const Value& value, const Value* now = nullptr) { put(fact, shown(type, value), json_of(value), now, &value); }

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

  std::vector<dsl::ExpressionId> conditions() const {
    std::vector<dsl::ExpressionId> all;
    const auto both = [&](const auto& clauses) {
      for (const auto& clause : clauses) all.push_back(clause.when), all.push_back(clause.unless);
    };
    if (situation_.is_call) {
      const dsl::Tool& tool = program_.tools[*program_.find_tool(situation_.call.tool)];
      for (const dsl::Need& need : tool.needs)
        if (const auto* condition = std::get_if<dsl::NeededCondition>(&need.what)) all.push_back(condition->when);
      both(tool.denies), both(tool.approves), both(tool.allows);
      return all;
    }
    both(program_.triggers);
    for (const dsl::Route& row : program_.routes) all.push_back(row.when);
    for (const dsl::Table& table : program_.tables)
      for (const auto& row : table.rows) all.push_back(row.when);
    all.push_back(program_.episode.resolved_when);
    return all;
  }

  static bool derived(const std::string& root) { return root == "now" || root == "class" || root == "risk" || root == "topic" || root == "used"; }

  // What the conditions ask of the facts, fact by fact.
  void of_facts() {
    asked_ = values_worth_trying(program_, scope_, frame_, conditions(), 10 * limits::turning_changes);
    std::ranges::stable_sort(asked_, {}, &PlacedValue::asked_by);
    for (std::uint32_t i = 0; i < scope_.slots.size(); ++i)
      if (!derived(scope_.slots[i].path.front()) && !of_no_record(scope_.slots[i].path)) of_slot(i);
  }

  // Where a look-up said that there is no such record, none of its facts can be another by itself: the record would come with all of them.
  [[nodiscard]] bool of_no_record(const std::vector<std::string>& path) const {
    for (auto end = path.begin() + 1; end < path.end(); ++end)
      if (dsl::at_path(roots_, {path.begin(), end}).absent()) return true;
    return false;
  }

  void of_slot(std::uint32_t index) {
    const dsl::Slot& slot = scope_.slots[index];
    const Value& now = frame_.slots[index];
    const std::string fact = path_text(slot.path);
    const std::size_t before = changes_.size();
    const auto offer = [&](const Value& value) {
      if (value != now) put(fact, slot.type, value, &now);
    };
    for (const PlacedValue& one : asked_)
      if (one.place.slot == index && one.place.steps.empty() && slot.type.kind != TypeKind::list && slot.type.kind != TypeKind::map) offer(one.value);
    if (situation_.is_call && !situation_.call.approvals.empty())   // what was approved was so for exactly this: with the very next value it is not
      for (const int step : {-1, 1})
        if (const auto next = moved(now, step); next && number_of(*next) >= 0) offer(*next);
    if (slot.type.kind == TypeKind::yes_no) for (const bool yes : {true, false}) offer(Value(yes));
    if (slot.type.kind == TypeKind::enumeration)
      for (const std::string& word : program_.enumerations[slot.type.index].words) offer(Value(word));
    if (slot.type.kind == TypeKind::list) of_list(fact, slot.type, now);
    of_places(index);
    if (now.unknown() && changes_.size() == before && slot.type.kind == TypeKind::text) offer(Value("something"));
  }

  // Nothing in it, or one of its items alone.
  void of_list(const std::string& fact, const dsl::Type& type, const Value& now) {
    const auto* items = now.as<ValueList>();
    const Value none{ValueList{}};
    if (!items || !items->empty()) put(fact, "empty", Json::array(), &now, &none);
    for (std::size_t i = 0; items && items->size() > 1 && i < std::min(items->size(), limits::turning_items); ++i) {
      const Value alone{ValueList{(*items)[i]}};
      put(fact, "only its item " + std::to_string(i + 1), handrail::json_of(program_, type, alone), &now, &alone);
    }
  }

  // A list, a map or a record with something else in it. It is changed as it then is: several changes of one fact go together.
  void of_places(std::uint32_t index) {
    const dsl::Slot& slot = scope_.slots[index];
    for (const PlacedValue& one : asked_) {
      if (one.place.slot != index || changes_.size() >= limits::turning_changes) continue;
      if (one.place.steps.empty() && slot.type.kind != TypeKind::list && slot.type.kind != TypeKind::map) continue;
      const Value now = value_at(frame_, one.place);
      PossibleChange change{words_of(program_, scope_, one.place), shown(one.place.type, one.value), changing(one.place, one.value)};
      if (std::ranges::any_of(changes_, [&](const PossibleChange& known) { return known.fact == change.fact && known.value == change.value; })) continue;
      change.distance = distance(one.value, now);
      changes_.push_back(std::move(change));
    }
  }

  // As the language writes it; a text bare, unless it would be read as something else.
  static std::string shown(const dsl::Type& type, const Value& value) {
    if (value.absent()) return "none";
    if (const auto* share = value.as<Decimal>(); share && type.kind == TypeKind::percent) return dsl::format_percent(*share);
    if (const auto* text = value.as<std::string>())
      return text->empty() || *text == "none" || *text == "unknown" || text->front() == ' ' || text->back() == ' ' ? "\"" + *text + "\"" : *text;
    return value.as<ValueList>() || value.as<ValueRecord>() ? dump(dsl::encode(value)) : format_value(value);
  }

  std::function<void(Situation&)> changing(const Place& place, const Value& value) const {
    const Program& program = program_;
    return [&program, place, value](Situation& changed) {
      const dsl::Scope& scope = scope_of(program, changed);
      const dsl::Slot& slot = scope.slots[place.slot];
      const Value now = dsl::at_path(roots_of(program, changed), slot.path);
      put_fact(program, changed, path_text(slot.path), handrail::json_of(program, slot.type, with_value_at(now, place, value)));
    };
  }

  void of_the_message() {
    for (const dsl::Band& row : program_.bands)
      for (const auto& share : {row.send_at, row.check_at})
        if (share)
          for (const std::int64_t steps : {0, -1})
            if (const auto near = moved(Value(*share), steps)) confidence(*near->as<Decimal>());
    if (std::ranges::any_of(program_.bands, [](const dsl::Band& row) { return row.send_answered || row.check_answered; }))
      for (const bool answered : {true, false}) put(std::string(dsl::articles_answer), answered ? "yes" : "no", Json(answered));
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
    if (share != situation_.turn.confidence && share.millionths >= 0) put("confidence", {.kind = TypeKind::percent}, value, &now);
  }

  // As many earlier calls as a condition compares with.
  void of_meter(const dsl::Meter& meter) {
    for (std::uint32_t i = 0; i < scope_.slots.size(); ++i) {
      if (scope_.slots[i].path != std::vector<std::string>{"used", meter.id}) continue;
      for (const PlacedValue& one : asked_)
        if (one.place.slot == i) used(meter.id, meter.id, one.value);
    }
  }

  // In the place of all that was used of it.
  void used(const std::string& id, const std::string& words, const Value& value) {
    const Program& program = program_;
    changes_.push_back({"earlier use (" + words + ")", format_value(value), [&program, id, words, json = json_of(value)](Situation& changed) {
                          std::erase_if(changed.call.used, [&](const UsedBudget& entry) { return entry.limit == id; });
                          (void)put_used(program, changed, {words, json});
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
        if (const auto near = moved(ceiling, steps); near && *near != now) put(name, {.kind = TypeKind::money}, *near, &now);
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
  const dsl::Roots roots_;
  dsl::Frame frame_;
  std::vector<PlacedValue> asked_;
  std::vector<PossibleChange> changes_;
};

}  // namespace

std::vector<PossibleChange> possible_changes(const Program& program, const BundleHash& bundle, const Situation& situation) {
  return Collecting(program, bundle, situation).collect();
}

}  // namespace handrail
