#include "engine/policy/gate.hpp"

#include <algorithm>
#include <set>

#include "dsl/program/decode.hpp"
#include "dsl/program/evaluate.hpp"
#include "engine/base/assert.hpp"
#include "engine/base/hash.hpp"
#include "engine/policy/call_facts.hpp"
#include "engine/policy/facts.hpp"
#include "engine/policy/queue_holes.hpp"

namespace handrail {
namespace {

using dsl::Consequence;
using dsl::ExpressionId;
using dsl::Program;
using dsl::Roots;
using dsl::Tool;

// What an example says of look-ups, in the place of those that were made.
Roots with_lets(const Program& program, const Tool& tool, Roots roots, const Json& lets) {
  std::vector<JsonIssue> ignored;
  for (const dsl::Let& let : tool.lets) {
    const Json* said = lets.find(let.name);
    for (auto& [name, value] : roots)
      if (said && name == let.name) value = dsl::decode(program, let.type, *said, "", ignored);
  }
  return roots;
}

class Judgement {
 public:
  Judgement(const Program& program, const BundleHash& bundle, const Tool& tool, const GateCall& call, JudgeOptions options)
      : program_(program), bundle_(bundle), tool_(tool), call_(call), options_(options),
        roots_(with_queue_holes(with_lets(program, tool, roots_of(program, tool, call, issues_), options.lets))),
        frame_(dsl::bind(tool.scope, roots_)) {}

  Verdict decide() {
    if (auto verdict = arguments()) return *verdict;
    if (auto verdict = needs()) return *verdict;
    if (auto verdict = denies()) return *verdict;
    if (auto verdict = limits()) return *verdict;
    if (auto verdict = approves()) return *verdict;
    if (auto verdict = allows()) return *verdict;
    return otherwise();
  }

 private:
  Verdict verdict(VerdictKind kind, ClauseKind clause, const dsl::Rule& rule) const {
    Verdict made;
    made.kind = kind;
    made.clause = clause;
    made.rule = rule.text;
    made.at = program_.where(rule);
    return made;
  }

  Truth holds(ExpressionId when, ExpressionId unless) const {
    const Truth yes = when == dsl::no_expression ? Truth::yes : dsl::evaluate(program_, when, frame_);
    if (yes == Truth::no || unless == dsl::no_expression) return yes;
    switch (dsl::evaluate(program_, unless, frame_)) {
      case Truth::yes: return Truth::no;
      case Truth::no: return yes;
      case Truth::unknown: return Truth::unknown;
    }
    return Truth::unknown;
  }

  bool active(const dsl::Rule& rule) const { return (!rule.from || call_.now >= *rule.from) && (!rule.until || call_.now < *rule.until); }

  // --- remedies -----------------------------------------------------------------------------------------------------------------------

  void remedy(Verdict& verdict, Remedy made) const {
    if (std::find(verdict.remedy.begin(), verdict.remedy.end(), made) == verdict.remedy.end()) verdict.remedy.push_back(std::move(made));
  }

  void remedies_from(Verdict& verdict, const Consequence& consequence) const {
    verdict.because = consequence.because;
    const std::string say = dsl::render(consequence.say, roots_);
    const auto add = [&](RemedyKind kind, std::string what, std::string words) {
      remedy(verdict, {kind, std::move(what), words.empty() ? say : std::move(words)});
    };
    for (const dsl::Action* action = &consequence.action; action; action = action->afterwards.empty() ? nullptr : &action->afterwards.front()) {
      switch (action->kind) {
        case dsl::ActionKind::ask: add(RemedyKind::ask, "", dsl::render(action->question, roots_)); break;
        case dsl::ActionKind::ask_for: add(RemedyKind::ask, action->ask_for, ""); break;
        case dsl::ActionKind::verify: add(RemedyKind::verify, "customer", ""); break;
        case dsl::ActionKind::offer_person: add(RemedyKind::offer, "person", ""); break;
        case dsl::ActionKind::hand_off: add(RemedyKind::hand_off, action->queue ? program_.queues[*action->queue].name : "", ""); break;
        default: break;
      }
    }
  }

  // What would find out a fact that nobody knows.
  void remedy_for_unknown(Verdict& verdict, const dsl::Slot& slot) const {
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
    if (root == "customer") {
      if (!verified(call_.customer) || !program_.customer.tool) return remedy(verdict, {RemedyKind::verify, "customer", ""});
      return remedy(verdict, {RemedyKind::look_up, program_.tools[*program_.customer.tool].name, ""});
    }
    remedy(verdict, {RemedyKind::ask, root, question_for(root)});
  }

  std::string question_for(const std::string& name) const {
    for (const dsl::Intent& intent : program_.intents)
      for (const dsl::AskForFact& fact : intent.ask_for)
        if (fact.name == name) return dsl::render(fact.question, roots_);
    return "";
  }

  void remedies_for_unknown(Verdict& verdict, ExpressionId condition) const {
    if (condition == dsl::no_expression) return;
    for (const std::uint32_t slot : dsl::slots_of(program_, condition))
      if (frame_.slots[slot].unknown()) remedy_for_unknown(verdict, tool_.scope.slots[slot]);
  }

  // A "no" that names no way on: the tool's own last word, and in the end a person.
  Verdict with_way_on(Verdict made) const {
    if (made.kind != VerdictKind::deny || !made.remedy.empty()) return made;
    made.remedy.push_back({RemedyKind::offer, "person", ""});
    return made;
  }

  bool reads_verification(ExpressionId condition) const {
    for (const std::uint32_t slot : dsl::slots_of(program_, condition)) {
      const auto& path = tool_.scope.slots[slot].path;
      if (path.size() == 2 && path[0] == "customer" && path[1] == "verified") return true;
    }
    return false;
  }

  // --- the clauses, in the order in which they are judged -------------------------------------------------------------------------------

  std::optional<Verdict> arguments() {
    std::vector<JsonIssue> wrong;
    if (options_.assume_rest) {
      for (const dsl::Field& parameter : tool_.parameters)
        if (const Json* given = call_.arguments.find(parameter.name); given && given->is_null() && !parameter.type.optional)
          wrong.push_back({"/arguments/" + parameter.name, "is not known"});
    } else {
      (void)dsl::decode_arguments(program_, tool_, call_.arguments, "/arguments", wrong);
      for (const JsonIssue& issue : issues_) wrong.push_back(issue);
    }
    if (wrong.empty()) return std::nullopt;
    Verdict made = verdict(VerdictKind::deny, ClauseKind::arguments, tool_.rule);
    std::set<std::string> said;
    for (const JsonIssue& issue : wrong) {
      if (!said.insert(issue.pointer + issue.message).second) continue;
      made.because += (made.because.empty() ? "" : "; ") + issue.pointer + " " + issue.message;
      const std::string name = parameter_at(issue.pointer);
      if (name.empty()) continue;
      const Json* given = call_.arguments.find(name);
      if (!given || given->is_null()) {
        if (std::find(made.unknown.begin(), made.unknown.end(), name) == made.unknown.end()) made.unknown.push_back(name);
      }
      remedy(made, {RemedyKind::ask, name, question_for(name)});
    }
    return with_way_on(std::move(made));
  }

  // "/arguments/items/0/price" -> "items", when the tool has such a parameter.
  std::string parameter_at(const std::string& pointer) const {
    const std::string prefix = "/arguments/";
    if (pointer.rfind(prefix, 0) != 0) return "";
    const std::string name = pointer.substr(prefix.size(), pointer.find('/', prefix.size()) - prefix.size());
    for (const dsl::Field& parameter : tool_.parameters)
      if (parameter.name == name) return name;
    return "";
  }

  std::optional<Verdict> needs() {
    for (const dsl::Need& need : tool_.needs) {
      if (auto made = std::visit([&](const auto& what) { return this->need(need, what); }, need.what)) return with_way_on(std::move(*made));
    }
    return std::nullopt;
  }

  std::optional<Verdict> need(const dsl::Need& need, const dsl::Need::Condition& condition) {
    const Truth truth = dsl::evaluate(program_, condition.when, frame_);
    if (truth == Truth::yes || (truth == Truth::unknown && options_.assume_rest)) return std::nullopt;
    Verdict made = verdict(VerdictKind::deny, ClauseKind::needs, need.rule);
    if (truth == Truth::unknown) {
      remedies_for_unknown(made, condition.when);
      return made;
    }
    remedies_from(made, need.otherwise);
    if (made.remedy.empty() && !verified(call_.customer) && reads_verification(condition.when))
      made.remedy.push_back({RemedyKind::verify, "customer", dsl::render(need.otherwise.say, roots_)});
    return made;
  }

  std::optional<Verdict> need(const dsl::Need& need, const dsl::Need::LookedUp& looked_up) {
    if (options_.assume_rest) return std::nullopt;
    const dsl::Let& let = tool_.lets[looked_up.let];
    const auto arguments = arguments_of(program_, let, frame_);
    const Tool& reading = program_.tools[let.tool];
    const LookedUp* found = arguments ? latest_lookup(program_, reading, normalised(program_, reading, *arguments), call_) : nullptr;
    if (found && found->result && call_.now - found->at <= looked_up.within) return std::nullopt;
    Verdict made = verdict(VerdictKind::deny, ClauseKind::needs, need.rule);
    remedies_from(made, need.otherwise);
    made.remedy.insert(made.remedy.begin(), {RemedyKind::look_up, reading.name, ""});
    made.unknown.push_back(let.name);
    return made;
  }

  std::optional<Verdict> need(const dsl::Need& need, const dsl::Need::CustomersYes&) {
    if (options_.assume_rest) return std::nullopt;
    const std::string exactly = normalised(program_, tool_, call_.arguments);
    for (const Confirmed& yes : call_.confirmed)
      if (yes.tool == tool_.name && yes.at <= call_.now && normalised(program_, tool_, yes.arguments) == exactly) return std::nullopt;
    Verdict made = verdict(VerdictKind::deny, ClauseKind::needs, need.rule);
    remedies_from(made, need.otherwise);
    made.remedy.insert(made.remedy.begin(), {RemedyKind::confirm, tool_.name, dsl::render(tool_.say_to_confirm, roots_)});
    return made;
  }

  std::optional<Verdict> denies() {
    for (const dsl::Deny& deny : tool_.denies) {
      if (!active(deny.rule)) continue;
      const Truth truth = holds(deny.when, deny.unless);
      if (truth == Truth::no || (truth == Truth::unknown && options_.assume_rest)) continue;
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

  // How a limit stands with this call included.
  struct Standing { Truth over = Truth::no; std::vector<std::string> unknown; };

  Standing standing(const dsl::Limit& limit) const {
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
    for (const UsedBudget& used : call_.used) {
      if (used.limit != limit.id || used.key != *key) continue;
      if (limit.window && used.at + *limit.window <= call_.now) continue;
      const auto amount = amount_used(limit, used);
      if (!amount || __builtin_add_overflow(sum, *amount, &sum)) return {Truth::yes, {}};
    }
    return {sum > ceiling ? Truth::yes : Truth::no, {}};
  }

  std::optional<std::int64_t> amount_used(const dsl::Limit& limit, const UsedBudget& used) const {
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

  const Value& argument(std::uint32_t parameter) const { return roots_[parameter].second; }

 public:
  // The values that a limit counts per, joined by ","; none while one is not known.
  std::optional<std::string> key_of(const dsl::Limit& limit) const {
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

  std::vector<BudgetUse> budget() const {
    std::vector<BudgetUse> uses;
    for (const dsl::Limit& limit : tool_.limits) {
      const auto key = key_of(limit);
      if (!key) continue;
      BudgetUse use{.limit = limit.id, .key = *key, .window = limit.window};
      if (limit.amount) {
        const auto* amount = argument(*limit.amount).as<Money>();
        if (!amount) continue;
        use.amount = amount->minor;
        use.currency = std::string(amount->currency.code());
        if (!limit.above_approve_by) use.ceiling = limit.ceiling.as<Money>()->minor;
      } else if (!limit.above_approve_by) {
        use.ceiling = *limit.ceiling.as<std::int64_t>();
      }
      uses.push_back(std::move(use));
    }
    return uses;
  }

 private:
  std::optional<Verdict> limits() {
    for (const dsl::Limit& limit : tool_.limits) {
      if (limit.above_approve_by || !active(limit.rule)) continue;
      const Standing stands = standing(limit);
      if (stands.over == Truth::no || (stands.over == Truth::unknown && options_.assume_rest)) continue;
      Verdict made = verdict(VerdictKind::deny, ClauseKind::limit, limit.rule);
      if (stands.over == Truth::yes) {
        remedies_from(made, limit.otherwise);
      } else {
        for (const std::string& name : stands.unknown) remedy_for_unknown(made, {.path = {name}, .type = {}});
        for (const ExpressionId term : limit.per) remedies_for_unknown(made, term);
        if (limit.per_customer && call_.customer.text_or("id").empty()) remedy(made, {RemedyKind::verify, "customer", ""});
      }
      return with_way_on(std::move(made));
    }
    return std::nullopt;
  }

  std::string facts_hash() const {
    Json facts = Json::object();
    for (std::size_t i = 0; i < tool_.scope.slots.size(); ++i) {
      const auto& path = tool_.scope.slots[i].path;
      if (path.front() == "now") continue;
      std::string name = path.front();
      for (std::size_t part = 1; part < path.size(); ++part) name += "." + path[part];
      facts.set(name, dsl::encode(frame_.slots[i]));
    }
    const Json whole = Json::object({{"tool", tool_.name}, {"arguments", normalised(program_, tool_, call_.arguments)}, {"facts", facts}});
    return sha256(canonical(whole));
  }

  // One that somebody with the role gave to exactly this, not the customer to themselves, and not longer ago than the clause allows.
  bool approved(const std::string& role, const std::string& facts, std::optional<Duration> within) const {
    const std::string exactly = normalised(program_, tool_, call_.arguments);
    for (const GivenApproval& given : call_.approvals) {
      if (given.tool != tool_.name || given.role != role || given.at > call_.now || given.facts_hash != facts || given.bundle != bundle_) continue;
      if (given.by.empty() || given.by == call_.customer.text_or("id") || (within && call_.now - given.at > *within)) continue;
      if (normalised(program_, tool_, given.arguments) != exactly) continue;
      if (may_approve(program_, {given.role}, role, tool_.name, call_.arguments)) return true;
    }
    return false;
  }

  Verdict approval(const dsl::Rule& rule, ClauseKind clause, std::uint32_t role, std::optional<Duration> within) {
    const std::string& name = program_.roles[role].name;
    const std::string facts = facts_hash();
    if (!options_.assume_rest && approved(name, facts, within)) return verdict(VerdictKind::allow, clause, rule);
    Verdict made = verdict(VerdictKind::approve, clause, rule);
    made.approve = NeededApproval{name, within, facts, bundle_};
    made.remedy.push_back({RemedyKind::approval, name, ""});   // its words name the approval, which is made by whoever asks for it
    return made;
  }

  std::optional<Verdict> approves() {
    for (const dsl::Approve& approve : tool_.approves) {
      if (!active(approve.rule)) continue;
      const Truth truth = holds(approve.when, approve.unless);
      if (truth == Truth::no) continue;
      Verdict made = approval(approve.rule, ClauseKind::approve, approve.role, approve.within);
      if (truth == Truth::unknown) note_unknown(made, approve.when, approve.unless);
      return made;
    }
    return std::nullopt;
  }

  void note_unknown(Verdict& made, ExpressionId when, ExpressionId unless) const {
    Verdict scratch;
    remedies_for_unknown(scratch, when);
    remedies_for_unknown(scratch, unless);
    made.unknown = scratch.unknown;
  }

  std::optional<Verdict> allows() {
    for (const dsl::Allow& allow : tool_.allows) {
      if (!active(allow.rule) || holds(allow.when, allow.unless) != Truth::yes) continue;
      return allowed(ClauseKind::allow, allow.rule);
    }
    return std::nullopt;
  }

  // An allow, unless a limit says that above it somebody must approve.
  Verdict allowed(ClauseKind clause, const dsl::Rule& rule) {
    for (const dsl::Limit& limit : tool_.limits) {
      if (!limit.above_approve_by || !active(limit.rule)) continue;
      const Standing stands = standing(limit);
      if (stands.over == Truth::no || (stands.over == Truth::unknown && options_.assume_rest)) continue;
      return approval(limit.rule, ClauseKind::limit, *limit.above_approve_by, std::nullopt);
    }
    return verdict(VerdictKind::allow, clause, rule);
  }

  Verdict otherwise() {
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
    remedies_from(made, tool_.otherwise->outcome);
    for (const dsl::Allow& allow : tool_.allows) note_allow_unknown(made, allow);
    return with_way_on(std::move(made));
  }

  void note_allow_unknown(Verdict& made, const dsl::Allow& allow) const {
    Verdict scratch;
    remedies_for_unknown(scratch, allow.when);
    for (std::string& fact : scratch.unknown)
      if (std::find(made.unknown.begin(), made.unknown.end(), fact) == made.unknown.end()) made.unknown.push_back(std::move(fact));
  }

  const Program& program_;
  const BundleHash& bundle_;
  const Tool& tool_;
  const GateCall& call_;
  JudgeOptions options_;
  std::vector<JsonIssue> issues_;
  Roots roots_;
  dsl::Frame frame_;
};

}  // namespace

Verdict judge(const Program& program, const BundleHash& bundle, const GateCall& call, JudgeOptions options) {
  const auto tool = program.find_tool(call.tool);
  HANDRAIL_ASSERT(tool, "a call is judged only after its tool was found");
  return Judgement(program, bundle, program.tools[*tool], call, options).decide();
}

std::vector<BudgetUse> budget_use(const Program& program, const Tool& tool, const GateCall& call) {
  const BundleHash none;
  return Judgement(program, none, tool, call, {}).budget();
}

Result<void> may_approve(const Program& program, const std::vector<std::string>& roles, const std::string& role, const std::string& tool_name,
                         const Json& arguments) {
  if (std::find(roles.begin(), roles.end(), role) == roles.end()) return fail(ErrorCode::forbidden, "this approval is for the role `" + role + "`");
  const auto found = program.find_role(role);
  const auto tool = program.find_tool(tool_name);
  if (!found || !tool) return fail(ErrorCode::forbidden, "the policy has no role `" + role + "`");
  const auto& limit = program.roles[*found].limit;
  if (!limit) return {};
  std::vector<JsonIssue> ignored;
  const ValueRecord values = dsl::decode_arguments(program, program.tools[*tool], arguments, "", ignored);
  for (const ValueField& field : values.fields) {
    const auto* money = field.value.as<Money>();
    if (!money || (money->currency == limit->currency && money->minor <= limit->minor)) continue;
    return fail(ErrorCode::forbidden, "`" + field.name + "` " + format_money(*money) + " is above what `" + role + "` may approve (" + format_money(*limit) + ")");
  }
  return {};
}

}  // namespace handrail
