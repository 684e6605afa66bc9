#include "engine/policy/judgement.hpp"

#include <algorithm>
#include <optional>

#include "dsl/program/amounts_read.hpp"
#include "dsl/program/decode.hpp"
#include "dsl/program/leaf_words.hpp"
#include "engine/base/hash.hpp"
#include "engine/base/text.hpp"
#include "engine/policy/call_facts.hpp"
#include "engine/policy/facts.hpp"
#include "engine/policy/for_people.hpp"
#include "engine/policy/meters.hpp"
#include "engine/policy/queue_holes.hpp"

namespace handrail {

using dsl::ExpressionId;
using dsl::Program;
using dsl::Roots;
using dsl::Tool;

namespace {

// What an example says of look-ups, in the place of those that were made.
Roots with_lets(const Program& program, const Tool& tool, Roots roots, const Json& lets) {
  std::vector<JsonIssue> ignored;
  for (const dsl::Let& let : tool.lets) {
    const Json* said = lets.find(let.name);
    for (auto& [name, value] : roots)
      if (said && name == let.name) value = said->is_null() ? Value(Absent{}) : dsl::decode(program, let.type, *said, "", ignored);
  }
  return roots;
}

// As somebody sees the call who has no arguments for it yet.
Roots without_arguments(const Tool& tool, Roots roots) {
  for (const dsl::Field& parameter : tool.parameters)
    for (auto& [name, value] : roots)
      if (name == parameter.name) value = Unknown{};
  return roots;
}

}  // namespace

Judgement::Judgement(const Program& program, const BundleHash& bundle, const Tool& tool, const GateCall& call, JudgeOptions options)
    : program_(program), bundle_(bundle), tool_(tool), call_(call), options_(options),
      roots_(with_queue_holes(with_lets(program, tool, options.any_arguments ? without_arguments(tool, roots_of(program, tool, call, issues_))
                                                                             : roots_of(program, tool, call, issues_), options.lets))),
      answers_(program, call), frame_(dsl::bind(tool.scope, roots_)) {
  frame_.look_ups = &answers_;
}

std::string Judgement::said(const dsl::Template& words) const { return words.pieces.empty() ? "" : dsl::render(words, for_people(program_, tool_, roots_)); }

bool Judgement::active(const dsl::Rule& rule) const { return (!rule.from || call_.now >= *rule.from) && (!rule.until || call_.now < *rule.until); }

Verdict Judgement::decide() {
  if (auto verdict = arguments()) return *verdict;
  if (auto verdict = needs()) return *verdict;
  if (auto verdict = denies()) return *verdict;
  if (auto verdict = limits()) return *verdict;
  if (auto verdict = approves()) return *verdict;
  if (auto verdict = allows()) return *verdict;
  return otherwise();
}

Verdict Judgement::verdict(VerdictKind kind, ClauseKind clause, const dsl::Rule& rule) const {
  Verdict made;
  made.kind = kind;
  made.clause = clause;
  made.rule = rule.text;
  made.at = program_.where(rule);
  return made;
}

Truth Judgement::holds(ExpressionId when, ExpressionId unless, dsl::Trace* trace) const {
  const Truth yes = when == dsl::no_expression ? Truth::yes : dsl::evaluate(program_, when, frame_, trace);
  if (yes == Truth::no || unless == dsl::no_expression) return yes;
  switch (dsl::evaluate(program_, unless, frame_, trace)) {
    case Truth::yes: return Truth::no;
    case Truth::no: return yes;
    case Truth::unknown: return Truth::unknown;
  }
  return Truth::unknown;
}

Truth Judgement::satisfied(const dsl::Need::Condition& condition, dsl::Trace* trace) const { return dsl::evaluate(program_, condition.when, frame_, trace); }

std::optional<Instant> Judgement::looked_up_at(const dsl::Let& let) const {
  if (const auto said = options_.looked_up_at.find(let.name); said != options_.looked_up_at.end()) return said->second;
  const auto arguments = arguments_of(program_, let, frame_);
  const Tool& reading = program_.tools[let.tool];
  const LookedUp* found = arguments ? latest_lookup(program_, reading, normalised(program_, reading, *arguments), call_) : nullptr;
  return found && found->result ? std::optional(found->at) : std::nullopt;
}

Truth Judgement::satisfied(const dsl::Need::LookedUp& looked_up, dsl::Trace*) const {
  const auto at = looked_up_at(tool_.lets[looked_up.let]);
  return at && call_.now - *at <= looked_up.within ? Truth::yes : Truth::no;
}

Truth Judgement::satisfied(const dsl::Need::CustomersYes&, dsl::Trace*) const {
  const std::string exactly = normalised(program_, tool_, call_.arguments);
  for (const Confirmed& yes : call_.confirmed)
    if (yes.tool == tool_.name && yes.at <= call_.now && normalised(program_, tool_, yes.arguments) == exactly) return Truth::yes;
  return Truth::no;
}

bool Judgement::assumed(const dsl::Need::LookedUp& looked_up) const {
  return options_.assume_rest && options_.looked_up && !options_.looked_up_at.contains(tool_.lets[looked_up.let].name);
}

bool Judgement::assumed(const dsl::Need::CustomersYes&) const { return options_.assume_rest && options_.confirmed; }

std::optional<Verdict> Judgement::needs() {
  for (const dsl::Need& need : tool_.needs) {
    if (!active(need.rule)) continue;
    if (auto made = std::visit([&](const auto& what) { return this->need(need, what); }, need.what)) return with_way_on(std::move(*made));
  }
  return std::nullopt;
}

std::optional<Verdict> Judgement::need(const dsl::Need& need, const dsl::Need::Condition& condition) {
  const Truth truth = satisfied(condition);
  if (truth == Truth::yes || (truth == Truth::unknown && assumed(condition.when))) return std::nullopt;
  Verdict made = verdict(VerdictKind::deny, ClauseKind::needs, need.rule);
  if (truth == Truth::unknown) {
    remedies_for_unknown(made, condition.when);
    return made;
  }
  remedies_from(made, need.otherwise);
  if (made.remedy.empty() && !verified(call_.customer) && reads_verification(condition.when))
    made.remedy.push_back({RemedyKind::verify, "customer", said(need.otherwise.say)});
  return made;
}

std::optional<Verdict> Judgement::need(const dsl::Need& need, const dsl::Need::LookedUp& looked_up) {
  if (assumed(looked_up) || satisfied(looked_up) == Truth::yes) return std::nullopt;
  const dsl::Let& let = tool_.lets[looked_up.let];
  const Tool& reading = program_.tools[let.tool];
  Verdict made = verdict(VerdictKind::deny, ClauseKind::needs, need.rule);
  remedies_from(made, need.otherwise);
  made.remedy.insert(made.remedy.begin(), {RemedyKind::look_up, reading.name, ""});
  made.unknown.push_back(let.name);
  return made;
}

std::optional<Verdict> Judgement::need(const dsl::Need& need, const dsl::Need::CustomersYes& yes) {
  if (assumed(yes) || satisfied(yes) == Truth::yes) return std::nullopt;
  Verdict made = verdict(VerdictKind::deny, ClauseKind::needs, need.rule);
  remedies_from(made, need.otherwise);
  made.remedy.insert(made.remedy.begin(), {RemedyKind::confirm, tool_.name, said(tool_.say_to_confirm)});
  return made;
}

std::optional<Verdict> Judgement::denies() {
  for (const dsl::Deny& deny : tool_.denies) {
    if (!active(deny.rule)) continue;
    const Truth truth = holds(deny.when, deny.unless);
    if (truth == Truth::no || (truth == Truth::unknown && assumed(deny.when) && assumed(deny.unless))) continue;
    Verdict made = verdict(VerdictKind::deny, ClauseKind::deny, deny.rule);
    if (truth == Truth::yes) {
      remedies_from(made, deny.outcome);
    } else {
      remedies_for_unknown(made, deny.when);
      remedies_for_unknown(made, deny.unless);
    }
    return with_way_on(std::move(made));
  }
  return std::nullopt;
}

// A call that leaves the counted amount out takes nothing of the limit, however much is used of it and whoever's it is.
Judgement::Standing Judgement::standing(const dsl::Limit& limit) const {
  if (takes_nothing(limit)) return {Truth::no, {}};
  const auto key = key_of(limit);
  if (!key) return {Truth::unknown, {}};
  std::int64_t sum = 1;
  std::int64_t ceiling = 0;
  std::string currency;
  if (limit.amount) {
    const auto* amount = argument(*limit.amount).as<Money>();
    if (!amount) return {Truth::unknown, {tool_.parameters[*limit.amount].name}};
    const auto* most = limit.ceiling.as<Money>();
    if (amount->currency != most->currency) return {Truth::yes, {}};
    sum = amount->minor;
    ceiling = most->minor;
    currency = std::string(most->currency.code());
  } else {
    ceiling = *limit.ceiling.as<std::int64_t>();
  }
  const auto before = used_so_far(limit, *key);
  if (!before || __builtin_add_overflow(sum, *before, &sum)) return {Truth::yes, {}};
  return {sum > ceiling ? Truth::yes : Truth::no, {}};
}

std::optional<std::int64_t> Judgement::used_so_far(const dsl::Limit& limit, const std::string& key) const {
  std::int64_t sum = 0;
  for (const UsedBudget& used : call_.used) {
    if (used.limit != limit.id || used.key != key) continue;
    if (limit.window && used.at + *limit.window <= call_.now) continue;
    const auto amount = amount_used(limit, used);
    if (!amount || __builtin_add_overflow(sum, *amount, &sum)) return std::nullopt;
  }
  return sum;
}

std::optional<std::int64_t> Judgement::amount_used(const dsl::Limit& limit, const UsedBudget& used) const {
  std::vector<JsonIssue> issues;
  if (!limit.amount) {
    const auto count = used.amount.is_null() ? std::optional<std::int64_t>(1) : used.amount.integer();
    return count && *count >= 0 ? count : std::nullopt;
  }
  const Value value = dsl::decode(program_, {.kind = dsl::TypeKind::money}, used.amount, "", issues);
  const auto* money = value.as<Money>();
  if (!money || money->currency != limit.ceiling.as<Money>()->currency || money->minor < 0) return std::nullopt;
  return money->minor;
}

// The values that a limit counts per, joined by ","; none while one is not known.
std::optional<std::string> Judgement::key_of(const dsl::Limit& limit) const {
  std::vector<std::string> parts;
  if (limit.per_customer) {
    const std::string id = call_.customer.text_or("id");
    if (id.empty()) return std::nullopt;
    parts.push_back(id);
  }
  if (limit.per_conversation) parts.push_back(call_.conversation);
  for (const ExpressionId term : limit.per) {
    const Value value = dsl::evaluate_value(program_, term, frame_);
    if (value.unknown() || value.absent()) return std::nullopt;
    const auto* text = value.as<std::string>();
    parts.push_back(text ? *text : canonical(dsl::encode(value)));
  }
  std::string key;
  for (std::size_t i = 0; i < parts.size(); ++i) key += (i ? "," : "") + parts[i];
  return key;
}

std::vector<NeededLookup> Judgement::look_ups() const {
  const auto ask = [&](ExpressionId condition) {
    if (condition != dsl::no_expression) (void)dsl::evaluate(program_, condition, frame_);
  };
  for (const dsl::Need& need : tool_.needs)
    if (const auto* condition = std::get_if<dsl::Need::Condition>(&need.what)) ask(condition->when);
  const auto ask_all = [&](const auto& clauses) {
    for (const auto& clause : clauses) {
      ask(clause.when);
      ask(clause.unless);
    }
  };
  ask_all(tool_.denies);
  ask_all(tool_.approves);
  ask_all(tool_.allows);
  std::vector<NeededLookup> needed;
  for (const auto& [asked, found] : answers_.asked()) needed.push_back({asked.first, "", found.arguments});
  return needed;
}

std::vector<BudgetUse> Judgement::budget() const {
  std::vector<BudgetUse> uses;
  for (const dsl::Limit& limit : tool_.limits) {
    const auto key = key_of(limit);
    if (!key) continue;
    const bool bounds = active(limit.rule);   // what is used is counted all year round
    BudgetUse use{.limit = limit.id, .key = *key, .window = limit.window};
    std::optional<std::int64_t>& most = limit.above_approve_by ? use.asks_above : use.ceiling;
    if (limit.amount) {
      const auto* amount = argument(*limit.amount).as<Money>();
      if (!amount && !takes_nothing(limit)) continue;
      use.amount = amount ? amount->minor : 0;   // what the tool then says that it moved is what counts
      use.currency = std::string((amount ? amount : limit.ceiling.as<Money>())->currency.code());
      use.of = tool_.parameters[*limit.amount].name;
      if (bounds && amount) most = limit.ceiling.as<Money>()->minor;
    } else if (bounds) {
      most = *limit.ceiling.as<std::int64_t>();
    }
    // Somebody has approved it, above the limit or for another reason, at what was used then and no more: whatever came between is judged first.
    const bool at_this_use = standing(limit).over != Truth::no || (!call_.approvals.empty() && !shared(limit));
    if (use.asks_above && at_this_use) {
      const auto before = used_so_far(limit, *key);
      std::int64_t judged = 0;
      use.asks_above = before && !__builtin_add_overflow(*before, use.amount, &judged) ? std::optional(judged) : std::nullopt;
    }
    uses.push_back(std::move(use));
  }
  ValueRecord arguments;
  for (std::size_t i = 0; i < tool_.parameters.size(); ++i) arguments.set(tool_.parameters[i].name, argument(static_cast<std::uint32_t>(i)));
  for (BudgetUse& use : meter_use(program_, tool_, arguments, call_.customer, call_.conversation)) uses.push_back(std::move(use));
  return uses;
}

std::optional<Verdict> Judgement::limits() {
  for (const dsl::Limit& limit : tool_.limits) {
    if (limit.above_approve_by || !active(limit.rule)) continue;
    const Standing stands = standing(limit);
    if (stands.over == Truth::no || (stands.over == Truth::unknown && assumed(limit))) continue;
    Verdict made = verdict(VerdictKind::deny, ClauseKind::limit, limit.rule);
    if (stands.over == Truth::yes) {
      remedies_from(made, limit.otherwise);
      made = with_way_on(std::move(made));
      if (const auto free = free_again(limit)) remedy(made, {RemedyKind::wait, format_time(*free), ""});
    } else {
      for (const std::string& name : stands.unknown) remedy_for_unknown(made, {.path = {name}, .type = {}});
      for (const ExpressionId term : limit.per) remedies_for_unknown(made, term);
      if (limit.per_customer && call_.customer.text_or("id").empty()) remedy(made, {RemedyKind::verify, "customer", ""});
    }
    return with_way_on(std::move(made));
  }
  return std::nullopt;
}

FactsBehind Judgement::facts() const {
  FactsBehind facts;
  const auto add = [&](const std::string& name, const Value& value) {
    facts.values.set(name, dsl::encode(value));
    if (value.unknown()) facts.unknown.push_back(name);
  };
  for (std::size_t i = 0; i < tool_.scope.slots.size(); ++i) {
    const auto& path = tool_.scope.slots[i].path;
    if (path.front() == "now") continue;
    std::string name = path.front();
    for (std::size_t part = 1; part < path.size(); ++part) name += "." + path[part];
    add(name, frame_.slots[i]);
  }
  for (const auto& [asked, found] : answers_.asked())
    add(program_.tools[asked.first].name + asked.second, found.answer);
  return facts;
}

std::string Judgement::facts_hash() const {
  const FactsBehind behind = facts();
  Json all = Json::object({{"tool", tool_.name}, {"arguments", normalised(program_, tool_, call_.arguments)}, {"facts", behind.values}});
  // What nobody knew and what was known not to be there are two facts, and JSON has one null for both.
  if (!behind.unknown.empty()) all.set("unknown", Json(Json::Array(behind.unknown.begin(), behind.unknown.end())));
  return sha256(canonical(all));
}

// One that somebody with the role gave to exactly this, not the customer to themselves, and not longer ago than the clause allows.
bool Judgement::approved(const std::string& role, const std::string& facts, std::optional<Duration> within) const {
  const std::string exactly = normalised(program_, tool_, call_.arguments);
  for (const GivenApproval& given : call_.approvals) {
    if (given.tool != tool_.name || given.role != role || given.at > call_.now || given.facts_hash != facts || given.bundle != bundle_) continue;
    if (given.by.empty() || given.by == call_.customer.text_or("id") || (within && call_.now - given.at > *within)) continue;
    if (normalised(program_, tool_, given.arguments) != exactly) continue;
    if (may_approve({given.role}, role)) return true;
  }
  return false;
}

std::vector<NamedAmount> Judgement::amounts_to_approve(std::uint32_t role) const {
  std::vector<NamedAmount> amounts = amounts_named(tool_, roots_);
  if (!amounts.empty()) return amounts;
  for (const dsl::Approve& approve : tool_.approves) {
    if (approve.role != role || !active(approve.rule)) continue;
    for (const ExpressionId condition : {approve.when, approve.unless})
      for (const dsl::AmountRead& read : dsl::amounts_read(program_, condition, frame_)) amounts.push_back({dsl::leaf_words(program_, read.term), read.amount});
  }
  return amounts;
}

Result<void> Judgement::may_approve(const std::vector<std::string>& roles, const std::string& role) const {
  if (std::ranges::find(roles, role) == roles.end()) return fail(ErrorCode::forbidden, "this approval is for the role `" + role + "`");
  if (role == person_who_checks) return {};
  const auto found = program_.find_role(role);
  if (!found) return fail(ErrorCode::forbidden, "the policy has no role `" + role + "`");
  const auto& limit = program_.roles[*found].limit;
  if (!limit) return {};
  for (const auto& [place, money] : amounts_to_approve(*found)) {
    if (money.currency == limit->currency && money.minor <= limit->minor) continue;
    return fail(ErrorCode::forbidden, "`" + printable(place) + "` " + format_money(money) + " is above what `" + role + "` may approve (" + format_money(*limit) + ")");
  }
  return {};
}

Verdict Judgement::approval(const dsl::Rule& rule, ClauseKind clause, std::uint32_t role, std::optional<Duration> within) {
  const std::string& name = program_.roles[role].name;
  const std::string facts = facts_hash();
  // A case says who has approved, and takes as given that it was this call.
  const auto says_so = [&](const GivenApproval& given) { return given.role == name && may_approve({name}, name); };
  if (options_.assume_rest ? std::ranges::any_of(call_.approvals, says_so) : approved(name, facts, within)) return verdict(VerdictKind::allow, clause, rule);
  Verdict made = verdict(VerdictKind::approve, clause, rule);
  made.approve = NeededApproval{name, within, facts, bundle_};
  made.remedy.push_back({RemedyKind::approval, name, ""});   // its words name the approval, which is made by whoever asks for it
  return made;
}

std::optional<Verdict> Judgement::approves() {
  for (const dsl::Approve& approve : tool_.approves) {
    if (!active(approve.rule)) continue;
    const Truth truth = holds(approve.when, approve.unless);
    if (truth == Truth::no) continue;
    Verdict made = approval(approve.rule, ClauseKind::approve, approve.role, approve.within);
    if (truth == Truth::unknown) note_unknown(made, approve.when, approve.unless);
    if (made.kind == VerdictKind::allow) return above_limits(std::move(made));
    for (const dsl::Limit* limit : limits_to_approve_above()) remedy(made, {RemedyKind::approval, program_.roles[*limit->above_approve_by].name, ""});
    return made;
  }
  return std::nullopt;
}

std::optional<Verdict> Judgement::allows() {
  for (const dsl::Allow& allow : tool_.allows) {
    if (!active(allow.rule) || holds(allow.when, allow.unless) != Truth::yes) continue;
    return allowed(ClauseKind::allow, allow.rule);
  }
  return std::nullopt;
}

Verdict Judgement::allowed(ClauseKind clause, const dsl::Rule& rule) {
  Verdict made = above_limits(verdict(VerdictKind::allow, clause, rule));
  const bool unseen = made.kind == VerdictKind::allow && made.clause == clause;   // else somebody has approved it
  return unseen ? once_meant(std::move(made)) : made;
}

Verdict Judgement::above_limits(Verdict made) {
  for (const dsl::Limit* limit : limits_to_approve_above()) {
    made = approval(limit->rule, ClauseKind::limit, *limit->above_approve_by, std::nullopt);
    if (made.kind == VerdictKind::approve) return made;
  }
  return made;
}

std::vector<const dsl::Limit*> Judgement::limits_to_approve_above() const {
  std::vector<const dsl::Limit*> above;
  for (const dsl::Limit& limit : tool_.limits) {
    if (!limit.above_approve_by || !active(limit.rule)) continue;
    const Truth over = standing(limit).over;
    if (over == Truth::yes || (over == Truth::unknown && !assumed(limit))) above.push_back(&limit);
  }
  return above;
}

Verdict Judgement::otherwise() {
  if (!tool_.otherwise) {
    if (tool_.effect == dsl::Effect::reads) return allowed(ClauseKind::otherwise, tool_.rule);
    Verdict made = verdict(VerdictKind::deny, ClauseKind::otherwise, tool_.rule);
    for (const dsl::Allow& allow : tool_.allows) {
      remedies_for_unknown(made, allow.when);
      remedies_for_unknown(made, allow.unless);
    }
    return with_way_on(std::move(made));
  }
  if (tool_.otherwise->allow) return allowed(ClauseKind::otherwise, tool_.otherwise->rule);
  Verdict made = verdict(VerdictKind::deny, ClauseKind::otherwise, tool_.otherwise->rule);
  // Where an `allow` could not be decided, finding that out comes before the author's last word.
  for (const dsl::Allow& allow : tool_.allows) {
    if (!active(allow.rule) || holds(allow.when, allow.unless) != Truth::unknown) continue;
    remedies_for_unknown(made, allow.when);
    remedies_for_unknown(made, allow.unless);
  }
  remedies_from(made, tool_.otherwise->outcome);
  return with_way_on(std::move(made));
}

}  // namespace handrail
