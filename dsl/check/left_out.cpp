#include "dsl/check/left_out.hpp"

#include <algorithm>
#include <type_traits>
#include <utility>

namespace handrail::dsl {

namespace {

class FollowingThrough {
 public:
  FollowingThrough(Tree& tree, LeftOut& gone, const std::function<bool(std::uint32_t)>& included) : tree_(tree), gone_(gone), included_(included) {}

  void run() {
    while (one_more_goes()) {}
    for (std::size_t i = 0; i < tree_.blocks.size();) {
      const bool stays = !included_(tree_.placements[i].file) || std::visit([&](auto& block) { return trim(block); }, tree_.blocks[i]);
      if (stays) ++i;
      else erase(i);
    }
  }

 private:
  void erase(std::size_t i) {
    tree_.blocks.erase(tree_.blocks.begin() + static_cast<std::ptrdiff_t>(i));
    tree_.placements.erase(tree_.placements.begin() + static_cast<std::ptrdiff_t>(i));
  }
  void dropped(std::string what, Span included, Span by) { tree_.departures.push_back({Departure::Kind::dropped, std::move(what), included, by}); }
  void dropped(std::string what, Span included) { dropped(std::move(what), included, any_clause()); }
  Span any_clause() const {
    for (const auto names : LeftOut::kinds)
      if (!(gone_.*names).empty()) return (gone_.*names).begin()->second;
    return {};
  }

  // The clause that left out the first name that stands in one of the conditions.
  std::optional<Span> left_out_in(const std::vector<const Expression*>& conditions, const std::set<std::string>* local) const {
    for (const auto names : LeftOut::kinds)
      for (const auto& [name, by] : gone_.*names) {
        LeftOut only;
        (only.*names).emplace(name, by);
        if (std::ranges::any_of(conditions, [&](const Expression* one) { return names_left_out(*one, only, local); })) return by;
      }
    return std::nullopt;
  }
  // The clause that a rule goes for: it left out what the rule names, or asks about.
  template <class Rule>
  Span gone_by(const Rule& rule, const std::set<std::string>* local) const {
    const auto named = [](const LeftOut::Names& names, const Name& name) {
      const auto found = names.find(name.text);
      return found == names.end() ? std::nullopt : std::optional(found->second);
    };
    std::optional<Span> by;
    if constexpr (requires { rule.subject; }) by = named(gone_.intents, rule.subject);
    if constexpr (std::is_same_v<Rule, RouteRow>) by = named(gone_.queues, rule.queue);
    std::vector<const Expression*> conditions;
    if constexpr (requires { rule.when; }) if (rule.when) conditions.push_back(&*rule.when);
    if constexpr (requires { rule.unless; }) if (rule.unless) conditions.push_back(&*rule.unless);
    if constexpr (requires { rule.cells; })
      for (const auto& cell : rule.cells) if (cell) conditions.push_back(&*cell);
    if (!by) by = left_out_in(conditions, local);
    return by.value_or(any_clause());
  }

  // --- tools and workflows that cannot be without what was left out: each may take others along ---

  bool one_more_goes() {
    for (std::size_t i = 0; i < tree_.blocks.size(); ++i) {
      if (!included_(tree_.placements[i].file)) continue;
      if (auto* customer = std::get_if<CustomerBlock>(&tree_.blocks[i]); customer && customer->from && has(gone_.tools, customer->from->tool)) {
        no_longer_looked_up(*customer);
        return true;
      }
      if (const auto* tool = std::get_if<ToolBlock>(&tree_.blocks[i])) {
        const auto by = cannot_be_judged(*tool);
        if (!by) continue;
        dropped("tool " + tool->name.text, tool->span, *by);
        gone_.tools.emplace(tool->name.text, *by);
        erase(i);
        return true;
      }
      if (const auto* workflow = std::get_if<WorkflowBlock>(&tree_.blocks[i])) {
        const auto tool = std::ranges::find_if(workflow->tools, [&](const Name& name) { return gone_.tools.contains(name.text); });
        if (tool == workflow->tools.end()) continue;
        const Span by = gone_.tools.find(tool->text)->second;
        dropped("workflow " + workflow->name.text, workflow->span, by);
        gone_.workflows.emplace(workflow->name.text, by);
        erase(i);
        return true;
      }
    }
    return false;
  }

  // Nothing is known of a customer whom nobody looks up, but who it is.
  void no_longer_looked_up(CustomerBlock& customer) {
    const Span by = gone_.tools.find(customer.from->tool.text)->second;
    dropped("customer: from " + customer.from->tool.text, customer.from->span, by);
    for (const FieldNode& field : customer.fields) gone_.customer_fields.emplace(field.name.text, by);
    customer.from.reset();
    customer.fields.clear();
  }

  static std::set<std::string> locals(const ToolBlock& tool) {
    std::set<std::string> names;
    for (const FieldNode& parameter : tool.parameters) names.insert(parameter.name.text);
    for (const auto& [name, call] : tool.lets) names.insert(name.text);
    return names;
  }

  // The clause that left out what a look-up or a need of the tool rests on.
  std::optional<Span> cannot_be_judged(const ToolBlock& tool) const {
    const std::set<std::string> local = locals(tool);
    for (const auto& [name, call] : tool.lets)
      if (const auto found = gone_.tools.find(call.tool.text); found != gone_.tools.end()) return found->second;
    for (const NeedNode& need : tool.needs)
      if (const auto* condition = std::get_if<Expression>(&need.what); condition && names_left_out(*condition, gone_, &local)) return left_out_in({condition}, &local);
    for (const DenyNode& deny : tool.denies)
      if (deny.when && looks_up(*deny.when)) return left_out_in({&*deny.when}, &local);
    return std::nullopt;
  }
  // A denial that asks a tool that was left out would be laxer without it.
  bool looks_up(const Expression& condition) const {
    LeftOut only;
    only.tools = gone_.tools;
    return names_left_out(condition, only, nullptr);
  }

  // --- parts ---

  static bool has(const LeftOut::Names& names, const Name& name) { return names.contains(name.text); }

  void forget(std::optional<Name>& name, const LeftOut::Names& names, const std::string& whose) {
    if (!name || !has(names, *name)) return;
    dropped(whose + ": " + name->text, name->span, names.find(name->text)->second);
    name.reset();
  }
  void forget(std::vector<Name>& list, const LeftOut::Names& names, const std::string& whose) {
    for (const Name& name : list)
      if (has(names, name)) dropped(whose + ": " + name.text, name.span, names.find(name.text)->second);
    std::erase_if(list, [&](const Name& name) { return has(names, name); });
  }
  void forget_facts(std::vector<Name>& list, const std::string& whose) {
    for (const auto* names : {&gone_.entities, &gone_.context_fields, &gone_.signals, &gone_.customer_fields}) forget(list, *names, whose);
  }
  void redirect(ActionNode& action) const {
    if (action.queue && has(gone_.queues, *action.queue)) action.queue.reset();
    for (ActionNode& after : action.afterwards) redirect(after);
  }
  void redirect(OutcomeNode& outcome) const { redirect(outcome.action); }

  // False: with `when` as it is now the clause can never hold. A condition that always holds goes.
  bool may_hold(std::optional<Expression>& when, const std::set<std::string>* local) const {
    if (!when) return true;
    const auto settled = settle(*when, gone_, local);
    if (!settled) return true;
    if (*settled != Settled::yes) return false;
    when.reset();
    return true;
  }
  // `unless`, of a clause that lets something through (`strict`: unknown keeps it from doing so) or that holds something up.
  enum class Lets { through, not_through };
  bool may_stand(std::optional<Expression>& unless, Lets lets, const std::set<std::string>* local) const {
    if (!unless) return true;
    const auto settled = settle(*unless, gone_, local);
    if (!settled) return true;
    if (*settled == Settled::yes || (*settled == Settled::unknown && lets == Lets::through)) return false;
    unless.reset();
    return true;
  }

  // Of a list of rules, those that can never hold any more.
  template <class Rule, class Holds>
  void sift(std::vector<Rule>& rules, const std::string& whose, Holds holds, const std::set<std::string>* local = nullptr) {
    for (auto rule = rules.begin(); rule != rules.end();) {
      const Span by = gone_by(*rule, local);   // asked first: what is settled goes out of the condition
      if (holds(*rule)) {
        ++rule;
        continue;
      }
      dropped(whose, rule->span, by);
      rule = rules.erase(rule);
    }
  }

  // --- blocks: false when the whole block goes ---

  template <class Block>
  bool trim(Block&) { return true; }

  bool trim(ConversationBlock& block) {
    if (!may_hold(block.resolved_when, nullptr)) block.resolved_when.reset();
    return true;
  }
  bool trim(IntentBlock& block) {
    const std::string whose = "intent " + block.name.text;
    forget(block.tools, gone_.tools, whose);
    forget(block.workflow, gone_.workflows, whose);
    forget(block.queue, gone_.queues, whose);
    for (const auto* names : {&gone_.entities, &gone_.context_fields})
      std::erase_if(block.ask_for, [&](const AskFor& ask) { return has(*names, ask.name) && !is_parameter(ask.name); });
    return true;
  }
  bool is_parameter(const Name& name) const {
    return std::ranges::any_of(tree_.blocks, [&](const Block& block) {
      const auto* tool = std::get_if<ToolBlock>(&block);
      return tool && std::ranges::any_of(tool->parameters, [&](const FieldNode& field) { return field.name.text == name.text; });
    });
  }
  bool trim(TriggerBlock& block) {
    const std::string whose = "trigger \"" + block.name.text + "\"";
    const bool conditioned = block.when.has_value();
    const Span by = gone_by(block, nullptr);
    if (!may_hold(block.when, nullptr) || (conditioned && !block.when) || !may_stand(block.unless, Lets::not_through, nullptr)) {
      dropped(whose, block.span, by);
      return false;
    }
    for (const auto* names : {&gone_.entities, &gone_.context_fields}) std::erase_if(block.if_unknown, [&](const auto& one) { return has(*names, one.fact); });
    for (auto& one : block.if_unknown) redirect(one.action);
    if (block.then) redirect(*block.then);
    return true;
  }
  bool trim(ConfidenceBlock& block) {
    sift(block.rows, "confidence", [&](const BandRow& row) { return !has(gone_.intents, row.subject); });
    for (BandRow& row : block.rows) redirect(row.below);
    return true;
  }
  bool trim(TableBlock& block) {
    sift(block.rows, "table " + block.name.text, [&](TableBlock::Row& row) {
      redirect(row.then);
      return std::ranges::all_of(row.cells, [&](auto& cell) { return may_hold(cell, nullptr); });
    });
    for (std::size_t i = block.columns.size(); i-- > 0;) {   // a column that nobody can be asked about: its rows that asked are gone
      if (!names_left_out(block.columns[i], gone_, nullptr)) continue;
      block.columns.erase(block.columns.begin() + static_cast<std::ptrdiff_t>(i));
      for (TableBlock::Row& row : block.rows)
        if (i < row.cells.size()) row.cells.erase(row.cells.begin() + static_cast<std::ptrdiff_t>(i));
    }
    return true;
  }
  bool trim(WorkflowBlock& block) {
    forget(block.takes, gone_.entities, "workflow " + block.name.text);
    return true;
  }
  bool trim(QueueBlock& block) {
    forget_facts(block.packet, "queue " + block.name.text + ": packet");
    if (block.if_nobody_comes && block.if_nobody_comes->queue && has(gone_.queues, *block.if_nobody_comes->queue)) {
      dropped("queue " + block.name.text + ": if nobody comes", block.if_nobody_comes->span, gone_.queues.find(block.if_nobody_comes->queue->text)->second);
      block.if_nobody_comes.reset();
    }
    return true;
  }
  bool trim(RouteBlock& block) {
    sift(block.rows, "route", [&](RouteRow& row) {
      const bool last = !row.when;   // `otherwise`: the checker says that a desk needs one
      return last || (!has(gone_.queues, row.queue) && may_hold(row.when, nullptr) && row.when);
    });
    return true;
  }
  bool trim(ReplyRulesBlock& block) {
    std::erase_if(block.tones, [&](auto& tone) { return !may_hold(tone.second, nullptr); });
    sift(block.beginnings, "reply rules", [&](auto& one) { return may_hold(one.when, nullptr); });
    return true;
  }
  bool trim(RolloutBlock& block) {
    const bool some = !block.intents.empty();
    forget(block.intents, gone_.intents, "rollout \"" + block.name.text + "\"");
    return !some || !block.intents.empty();
  }
  bool trim(GuaranteeBlock& block) {
    sift(block.claims, "guarantee \"" + block.name.text + "\"", [&](GuaranteeBlock::Claim& claim) { return std::visit([&](auto& what) { return claims(what); }, claim.what); });
    return !block.claims.empty();
  }
  bool claims(GuaranteeBlock::NeverCall& claim) {
    if (claim.by && has(gone_.roles, *claim.by)) claim.by.reset();
    return !has(gone_.tools, claim.tool) && may_hold(claim.when, nullptr);
  }
  bool claims(GuaranteeBlock::NeverDo& claim) { return may_hold(claim.when, nullptr); }
  bool claims(GuaranteeBlock::AlwaysHandOff& claim) {
    if (claim.queue && has(gone_.queues, *claim.queue)) claim.queue.reset();
    std::optional<Expression> when(claim.when);
    const bool holds = may_hold(when, nullptr);
    if (when) claim.when = *when;
    return holds;
  }
  bool claims(GuaranteeBlock::EveryPath& claim) { return !claim.intent || !has(gone_.intents, *claim.intent); }

  bool trim(ToolBlock& block) {
    const std::set<std::string> local = locals(block);
    const std::string whose = "tool " + block.name.text;
    for (NeedNode& need : block.needs) redirect(need.otherwise);
    sift(block.denies, whose, [&](DenyNode& deny) {
      redirect(deny.outcome);
      return may_hold(deny.when, &local) && may_stand(deny.unless, Lets::not_through, &local);
    }, &local);
    sift(block.limits, whose, [&](LimitNode& limit) {
      redirect(limit.otherwise);
      if (limit.above_approve_by && has(gone_.roles, *limit.above_approve_by)) {
        limit.otherwise = to_a_person(*limit.above_approve_by);
        limit.above_approve_by.reset();
      }
      return true;
    });
    approvals(block, local, whose);
    sift(block.allows, whose, [&](AllowNode& allow) { return may_hold(allow.when, &local) && may_stand(allow.unless, Lets::through, &local); }, &local);
    if (block.otherwise) redirect(block.otherwise->outcome);
    if (block.if_it_fails) redirect(*block.if_it_fails);
    if (block.check && has(gone_.tools, block.check->tool)) {   // nobody can be asked whether it happened
      block.check.reset();
      block.after_crash = AfterCrashWord::stop;
    }
    std::erase_if(block.examples, [&](const ExampleNode& example) { return example.role && has(gone_.roles, *example.role); });
    return true;
  }
  void approvals(ToolBlock& block, const std::set<std::string>& local, const std::string& whose) {
    sift(block.approves, whose, [&](ApproveNode& approve) {
      redirect(approve.otherwise);
      if (!may_hold(approve.when, &local) || !may_stand(approve.unless, Lets::through, &local)) return false;
      if (!has(gone_.roles, approve.role)) return true;
      block.denies.push_back({approve.when, approve.unless, to_a_person(approve.role), approve.active, approve.span});
      return false;
    }, &local);
  }
  static OutcomeNode to_a_person(const Name& role) {
    OutcomeNode outcome;
    outcome.because = Text{"Nobody here has the role " + role.text, role.span};
    outcome.action.word = ActionWord::hand_off;
    outcome.action.span = role.span;
    return outcome;
  }

  Tree& tree_;
  LeftOut& gone_;
  const std::function<bool(std::uint32_t)>& included_;
};

}  // namespace

void follow_through(Tree& tree, LeftOut gone, const std::function<bool(std::uint32_t)>& included) {
  if (!gone.empty()) FollowingThrough(tree, gone, included).run();
}

}  // namespace handrail::dsl
