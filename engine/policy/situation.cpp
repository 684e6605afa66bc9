#include "engine/policy/situation.hpp"

#include <algorithm>

#include "dsl/check/builtins.hpp"
#include "dsl/program/decode.hpp"
#include "engine/policy/decide.hpp"
#include "engine/policy/facts.hpp"
#include "engine/policy/judgement.hpp"
#include "engine/policy/meters.hpp"

namespace handrail {
namespace {

using dsl::Program;

constexpr std::string_view on_a_monday = "2026-01-05T10:00:00Z";
constexpr const char* this_conversation = "an example";   // whose earlier calls count

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

void take_out(Json& record, const std::string& path) {
  if (!record.is_object()) return;
  const auto dot = path.find('.');
  const std::string key = path.substr(0, dot);
  Json::Object left;
  for (const auto& [name, value] : *record.members()) {
    if (name != key) left.emplace_back(name, value);
    else if (dot != std::string::npos) {
      Json inner = value;
      take_out(inner, path.substr(dot + 1));
      left.emplace_back(name, std::move(inner));
    }
  }
  record = Json(std::move(left));
}

const dsl::Tool& tool_of(const Program& program, const Situation& situation) { return program.tools[*program.find_tool(situation.call.tool)]; }

bool is_let(const dsl::Tool& tool, const std::string& root) { return std::ranges::find(tool.lets, root, &dsl::Let::name) != tool.lets.end(); }

// What was looked up stays, but for the one fact that is changed.
void keep_look_up(const Program& program, const dsl::Tool& tool, Situation& situation, const std::string& root) {
  if (situation.options.lets.find(root) != nullptr) return;
  std::vector<JsonIssue> ignored;
  const Value now = dsl::at_path(roots_of(program, tool, situation.call, ignored), {root});
  if (!now.unknown() && !now.absent()) put(situation.options.lets, root, dsl::encode(now));
}

// Both ways of changing a fact of a call: `change` gets the record that holds it, and its path there.
template <class Change>
bool change_in_call(const Program& program, Situation& situation, const std::string& path, Change change) {
  const std::string root = path.substr(0, path.find('.'));
  const dsl::Tool& tool = tool_of(program, situation);
  if (dsl::find_field(tool.parameters, root) != nullptr) {
    change(situation.call.arguments, path);
    for (Confirmed& yes : situation.call.confirmed)
      if (yes.tool == tool.name) change(yes.arguments, path);   // the customer says yes to what is asked
    return true;
  }
  if (root == "customer" && path.size() > root.size()) return change(situation.call.customer, path.substr(root.size() + 1)), true;
  if (is_let(tool, root)) {
    keep_look_up(program, tool, situation, root);
    return change(situation.options.lets, path), true;
  }
  if (dsl::find_field(program.context, root) == nullptr) return false;
  return change(situation.call.context, path), true;
}

bool put_number(TurnFacts& turn, const std::string& name, std::int64_t number) {
  const std::pair<std::string_view, std::int64_t TurnFacts::*> numbers[] = {
      {"messages", &TurnFacts::messages}, {"turns_with_bot", &TurnFacts::turns_with_bot}, {"asked_before", &TurnFacts::asked_before}, {"frustration", &TurnFacts::frustration},
      {"tool_errors", &TurnFacts::tool_errors}, {"reviewed", &TurnFacts::reviewed}, {"accurate", &TurnFacts::accurate},
      {"reviewed_all", &TurnFacts::reviewed_all}, {"accurate_all", &TurnFacts::accurate_all}};
  for (const auto& [known, member] : numbers)
    if (known == name) return turn.*member = number, true;
  return false;
}

bool put_truth(TurnFacts& turn, const std::string& name, bool yes) {
  const std::pair<std::string_view, bool TurnFacts::*> truths[] = {
      {"bare", &TurnFacts::bare}, {"answered", &TurnFacts::answered}, {"declines", &TurnFacts::declines}, {"only_asks", &TurnFacts::only_asks},
      {"crossed", &TurnFacts::crossed}, {"says_signed_in", &TurnFacts::says_signed_in}};
  for (const auto& [known, member] : truths)
    if (known == name) return turn.*member = yes, true;
  if (name != "offered") return false;
  turn.offered_by = turn.offered_at = yes ? "an offer" : "";
  return true;
}

bool put_built_in(const Program& program, TurnFacts& turn, const std::string& name, const Json& value) {
  const auto words = [&] { return value.text() ? *value.text() : std::string(); };
  const auto read = [&](dsl::TypeKind kind) {
    std::vector<JsonIssue> issues;
    return dsl::decode(program, dsl::Type{.kind = kind, .element = {}, .currency = {}}, value, "", issues);
  };
  if (put_number(turn, name, value.integer().value_or(0))) return true;
  if (name == "intent") return turn.intent = words(), true;
  if (name == "mood") return turn.mood = words() == "angry" ? Mood::angry : words() == "annoyed" ? Mood::annoyed : Mood::calm, true;
  if (name == "urgency" || name == "written_in") return (name == "urgency" ? turn.urgency : turn.written_in) = words(), true;
  if (put_truth(turn, name, value.boolean() && *value.boolean())) return true;
  if (name == "workflow") return turn.workflow = words(), true;
  if (name == "asked") return turn.asked.push_back(words()), true;
  if (name == "confidence") {
    const Value confidence = read(dsl::TypeKind::percent);
    return turn.confidence = confidence.as<Decimal>() ? *confidence.as<Decimal>() : Decimal{}, true;
  }
  if (name != "since_first_message") return false;
  const Value since = read(dsl::TypeKind::duration);
  return turn.since_first_message = since.as<Duration>() ? *since.as<Duration>() : Duration{}, true;
}

// Those that are read without being declared: as roots_of(program, facts) has them.
bool is_signal(const Program& program, const std::string& name) {
  if (std::ranges::find(dsl::built_in_signals(), name) != dsl::built_in_signals().end()) return true;
  return std::ranges::any_of(program.signals, [&](const dsl::Signal& known) { return known.name == name; });
}

bool put_in_turn(const Program& program, TurnFacts& turn, const std::string& path, const Json& value) {
  const std::string root = path.substr(0, path.find('.'));
  const std::string rest = path.size() > root.size() ? path.substr(root.size() + 1) : "";
  if (root == "customer" && !rest.empty()) return put(turn.customer, rest, value), true;
  if (root == "running" && !rest.empty()) return turn.running[rest] = value.integer().value_or(0), true;
  if (rest.empty() && put_built_in(program, turn, root, value)) return true;
  for (const dsl::Entity& entity : program.entities)
    if (entity.name == root) return turn.claims[root] = value, true;
  if (dsl::find_field(program.context, root) != nullptr) return put(turn.context, path, value), true;
  if (!is_signal(program, root)) return false;
  std::erase(turn.signals, root);
  if (value.boolean() != nullptr && *value.boolean()) turn.signals.push_back(root);
  return true;
}

// What may be left out is not unknown where it is: it is unknown where something else stands in its place.
void make_unknown(const dsl::Scope& scope, Json& record, const std::string& at, const std::string& path) {
  const auto slot = std::ranges::find_if(scope.slots, [&](const dsl::Slot& one) { return path_text(one.path) == path; });
  if (slot != scope.slots.end() && slot->type.optional && !slot->always_set) put(record, at, unreadable(slot->type));
  else take_out(record, at);
}

bool forget_in_turn(const Program& program, TurnFacts& turn, const std::string& path) {
  const std::string root = path.substr(0, path.find('.'));
  if (root == "customer" && path.size() > root.size()) return make_unknown(program.turn_scope, turn.customer, path.substr(root.size() + 1), path), true;
  if (dsl::find_field(program.context, root) != nullptr) return make_unknown(program.turn_scope, turn.context, path, path), true;
  return turn.claims.erase(root) > 0 || std::ranges::find(program.entities, root, &dsl::Entity::name) != program.entities.end();
}

// A limit counts by what was looked up. Where nothing is said of which one that is, it is one of any name.
void name_what_is_looked_up(const Program& program, const dsl::Tool& tool, Situation& situation) {
  for (const dsl::Let& let : tool.lets) {
    if (let.type.kind != dsl::TypeKind::record) continue;
    std::vector<std::string> names{"id"};
    for (const auto& argument : let.arguments) names.push_back(argument.first);
    for (const std::string& name : names) {
      const dsl::Field* field = dsl::find_field(program.records[let.type.index].fields, name);
      const Json* said = situation.options.lets.find(let.name);
      if (!field || (field->type.kind != dsl::TypeKind::text && field->type.kind != dsl::TypeKind::whole_number) || (said && said->find(name))) continue;
      (void)put_fact(program, situation, let.name + "." + name, field->type.kind == dsl::TypeKind::text ? Json("an example") : Json(1));
    }
  }
}

bool says(const std::string& rule, const std::string& words) { return rule.find(words) != std::string::npos; }

// Of a message: what the earlier calls come to that are still in the meter's window.
void add_up(const Program& program, Situation& situation, const dsl::Meter& meter) {
  TurnFacts& turn = situation.turn;
  const auto asked = meters_asked(program, program.turn_scope, turn.customer, situation.call.conversation);
  const auto sums = meter_values(program, asked, situation.call.used, turn.now);
  const auto sum = sums.find(meter.id);
  if (sum == sums.end() || sum->second.unknown()) turn.used.erase(meter.id);
  else turn.used[meter.id] = dsl::encode(sum->second);
}

}  // namespace

Json unreadable(const dsl::Type& type) {
  return type.kind == dsl::TypeKind::record || type.kind == dsl::TypeKind::map ? Json::array() : Json::object();
}

Json json_of(const Program& program, const dsl::Type& type, const Value& value) {
  if (value.unknown()) return unreadable(type);
  if (const auto* list = value.as<ValueList>(); list && type.kind == dsl::TypeKind::list) {
    Json items = Json::array();
    for (const Value& item : *list) items.push(json_of(program, type.element.front(), item));
    return items;
  }
  const auto* fields = value.as<ValueRecord>();
  if (fields == nullptr) return dsl::encode(value);
  Json object = Json::object();
  for (const ValueField& field : fields->fields) {
    const dsl::Field* declared = type.kind == dsl::TypeKind::record ? dsl::find_field(program.records[type.index].fields, field.name) : nullptr;
    if (type.kind == dsl::TypeKind::map) object.set(field.name, json_of(program, type.element.front(), field.value));
    else object.set(field.name, declared ? json_of(program, declared->type, field.value) : dsl::encode(field.value));
  }
  return object;
}

std::string path_text(const std::vector<std::string>& path) {
  std::string text;
  for (const std::string& part : path) text += (text.empty() ? "" : ".") + part;
  return text;
}

Situation blank_call(const std::string& tool) {
  Situation situation;
  situation.call.tool = tool;
  situation.call.now = *parse_time(on_a_monday);
  situation.call.conversation = this_conversation;
  situation.call.arguments = situation.call.context = Json::object();
  situation.call.customer = Json::object({{"id", "an example"}, {"verified", true}});
  situation.options.assume_rest = true;
  return situation;
}

Situation blank_message() {
  Situation situation;
  situation.is_call = false;
  situation.call.conversation = this_conversation;
  situation.turn.now = *parse_time(on_a_monday);
  situation.turn.context = Json::object();
  situation.turn.customer = Json::object({{"id", "an example"}, {"verified", true}});
  situation.turn.confidence = Decimal{1'000'000};
  return situation;
}

Situation situation_of(const Program& program, const dsl::Tool& tool, const dsl::Tool::Example& example) {
  Situation situation = blank_call(tool.name);
  for (const auto& [name, value] : example.facts) {
    if (name == "now") situation.call.now = *value.as<Instant>();   // known: the checker asks for that
    else if (value.unknown()) (void)forget_fact(program, situation, name);
    else (void)put_fact(program, situation, name, dsl::encode(value));
  }
  return situation;
}

bool put_fact(const Program& program, Situation& situation, const std::string& path, const Json& value) {
  if (!situation.is_call) return put_in_turn(program, situation.turn, path, value);
  return change_in_call(program, situation, path, [&](Json& record, const std::string& at) { put(record, at, value); });
}

namespace {

// The one at the path, or an empty record.
Json inside(const Json& record, const std::string& path) {
  const auto dot = path.find('.');
  const Json* there = record.find(path.substr(0, dot));
  if (there == nullptr || !there->is_object()) return Json::object();
  return dot == std::string::npos ? *there : inside(*there, path.substr(dot + 1));
}

}  // namespace

// A key may have a dot in it: it is no path.
bool put_in_entry(const Program& program, Situation& situation, const EntryPlace& place, const dsl::Type& type, const std::optional<Json>& value) {
  const Json written = value ? *value : unreadable(type);
  if (!value) situation.options.unknown.push_back(place.map);        // it is not taken as given
  const auto change = [&](Json& record, const std::string& at) {
    Json map = inside(record, at);
    const Json* there = map.find(place.key);
    Json entry = there ? *there : Json::object();
    if (place.field.empty()) entry = written;
    else if (value && value->is_null()) take_out(entry, place.field);
    else put(entry, place.field, written);
    map.set(place.key, std::move(entry));
    put(record, at, std::move(map));
  };
  if (situation.is_call) return change_in_call(program, situation, place.map, change);
  const std::string root = place.map.substr(0, place.map.find('.'));
  if (root == "customer" && place.map.size() > root.size()) return change(situation.turn.customer, place.map.substr(root.size() + 1)), true;
  if (dsl::find_field(program.context, root) == nullptr) return false;
  return change(situation.turn.context, place.map), true;
}

bool forget_fact(const Program& program, Situation& situation, const std::string& path) {
  if (!situation.is_call) return forget_in_turn(program, situation.turn, path);
  // An argument that is not there is taken as given; one that is null nobody has said.
  const bool argument = dsl::find_field(tool_of(program, situation).parameters, path.substr(0, path.find('.'))) != nullptr;
  const auto forget = [&](Json& record, const std::string& at) {
    if (argument) put(record, at, Json());
    else make_unknown(scope_of(program, situation), record, at, path);
  };
  if (!change_in_call(program, situation, path, forget)) return false;
  situation.options.unknown.push_back(path);
  return true;
}

namespace {

// What a use can count against: what this call's limits say, and what conditions of this call or message add up.
struct Counting {
  const dsl::Limit* limit = nullptr;
  const dsl::Meter* meter = nullptr;
  const std::string& words() const { return limit != nullptr ? limit->rule.text : meter->id; }
};

bool reads(const dsl::Scope& scope, const dsl::Meter& meter) {
  return std::ranges::any_of(scope.slots, [&](const dsl::Slot& slot) { return slot.path.size() == 2 && slot.path[0] == "used" && slot.path[1] == meter.id; });
}

// Those in whose words the given ones stand; one of just these words stands for itself.
std::vector<Counting> counting(const Program& program, const Situation& situation, const std::string& words) {
  std::vector<Counting> found;
  if (!words.empty())
    for (const dsl::Meter& meter : program.meters)
      if (says(meter.id, words) && reads(scope_of(program, situation), meter)) found.push_back({.limit = nullptr, .meter = &meter});
  if (situation.is_call)
    for (const dsl::Limit& limit : tool_of(program, situation).limits)
      if (says(limit.rule.text, words)) found.push_back({.limit = &limit, .meter = nullptr});
  const auto exact = std::ranges::find_if(found, [&](const Counting& one) { return one.words() == words; });
  if (exact != found.end()) return {*exact};
  return found;
}

}  // namespace

PutUse put_used(const Program& program, Situation& situation, const EarlierUse& use) {
  const std::vector<Counting> found = counting(program, situation, use.words);
  if (found.size() != 1) return found.empty() ? PutUse::nowhere : PutUse::several;
  const Instant now = situation.is_call ? situation.call.now : situation.turn.now;
  const auto put = [&](const std::string& id, const std::string& key) {
    situation.call.used.push_back({id, use.by_others ? "others than " + key : key, use.amount, use.at.value_or(now)});
    return PutUse::put;
  };
  if (const dsl::Meter* meter = found[0].meter) {
    const Json& customer = situation.is_call ? situation.call.customer : situation.turn.customer;
    if (meter->per_customer && !verified(customer)) return PutUse::nowhere;
    (void)put(meter->id, meter->per_customer ? customer.text_or("id") : situation.call.conversation);
    if (!situation.is_call) add_up(program, situation, *meter);
    return PutUse::put;
  }
  const dsl::Limit& limit = *found[0].limit;
  const dsl::Tool& tool = tool_of(program, situation);
  const BundleHash none;
  const auto key_of = [&] { return Judgement(program, none, tool, situation.call, situation.options).key_of(limit); };
  auto key = key_of();
  if (!key) {
    name_what_is_looked_up(program, tool, situation);
    key = key_of();
  }
  const bool everybodys = !limit.per_customer && !limit.per_conversation && limit.per.empty();
  if (!key || (use.by_others && everybodys)) return PutUse::nowhere;
  return put(limit.id, *key);
}

std::string outcome_of(const Verdict& verdict) {
  std::string text(word_of(verdict.kind));
  if (verdict.approve) text += " by " + verdict.approve->role;
  return text;
}

std::string outcome_of(const Decision& decision) {
  std::string text(word_of(decision.kind));
  if (decision.kind == DecisionKind::hand_off && !decision.queue.empty()) text += " to " + decision.queue;
  if (decision.kind == DecisionKind::ask && decision.ask_key == "verify") return "verify";
  if (decision.review) text += ", checked by a person";
  return text;
}

Judged outcome_of(const Program& program, const BundleHash& bundle, const Situation& situation) {
  if (situation.is_call) {
    const Verdict verdict = judge(program, bundle, situation.call, situation.options);
    return {outcome_of(verdict), verdict.rule, verdict.at};
  }
  const Decision decision = decide(program, situation.turn);
  return {outcome_of(decision), decision.rule, decision.at};
}

dsl::Roots roots_of(const Program& program, const Situation& situation) {
  if (!situation.is_call) return roots_of(program, situation.turn);
  const BundleHash none;
  return Judgement(program, none, tool_of(program, situation), situation.call, situation.options).roots();
}

const dsl::Scope& scope_of(const Program& program, const Situation& situation) {
  return situation.is_call ? tool_of(program, situation).scope : program.turn_scope;
}

}  // namespace handrail
