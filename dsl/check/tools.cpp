// Tools: a typed contract, its look-ups, and its clauses in the order in which they are judged.
#include <algorithm>
#include <map>

#include "dsl/check/budgets.hpp"
#include "dsl/check/checking.hpp"
#include "dsl/check/conditions.hpp"
#include "dsl/check/literals.hpp"

namespace handrail::dsl {

namespace {

class ToolCheck {
 public:
  ToolCheck(Checking& checking, std::uint32_t index)
      : checking_(checking), report_(checking.report), symbols_(checking.symbols), tool_(checking.symbols.tools[index]),
        types_(checking.symbols.tool_types[index]), at_(checking.tool(index)) {}

  void run() {
    head();
    for (const ToolBlock::OneOf& one : tool_.one_of) one_of(one);
    for (const auto& [name, call] : tool_.lets) let(name, call);
    for (const NeedNode& need : tool_.needs) this->need(need);
    for (const DenyNode& deny : tool_.denies) {
      checking_.condition(deny.when, at_);
      checking_.condition(deny.unless, at_);
      checking_.outcome(deny.outcome, at_);
      checking_.period(deny.active);
    }
    for (const LimitNode& limit : tool_.limits) this->limit(limit);
    for (const ApproveNode& approve : tool_.approves) this->approve(approve);
    for (const AllowNode& allow : tool_.allows) {
      checking_.condition(allow.when, at_);
      checking_.condition(allow.unless, at_);
      checking_.period(allow.active);
    }
    if (tool_.otherwise) checking_.outcome(tool_.otherwise->outcome, at_);
    if (tool_.check) check_call(*tool_.check);
    if (tool_.if_it_fails) checking_.outcome(*tool_.if_it_fails, at_);
    checking_.words(tool_.say_when_done, at_, Beside::receipt);
    checking_.words(tool_.say_when_waiting, at_, Beside::approval);
    checking_.words(tool_.say_to_confirm, at_);
    for (const ExampleNode& example : tool_.examples) this->example(example);
  }

 private:
  void head() {
    if (tool_.effect) checking_.one_of(*tool_.effect, {"reads", "writes", "moves money"}, "effect");
    for (std::size_t i = 0; i < types_.parameters.fields.size(); ++i) {
      const std::string& name = types_.parameters.fields[i].name;
      if (name == "customer" || name == "now" || name == "receipt" || name == "approval" || name == "queue")
        report_.error("P0204", types_.parameters.spans[i], backticked(name) + " is built in").note("cannot be declared again").help("give the parameter another name");
      // The clauses see both by their bare names, and what a page says of itself is not what is called for.
      if (const auto field = std::ranges::find(symbols_.context.fields, name, &Field::name); field != symbols_.context.fields.end())
        report_.error("P0203", types_.parameters.spans[i], backticked(name) + " is a field of the context too")
            .label(symbols_.context.spans[static_cast<std::size_t>(field - symbols_.context.fields.begin())], "declared here")
            .help("rename one of the two: `page_" + name + "` there, for instance");
    }
  }

  void one_of(const ToolBlock::OneOf& node) {
    if (node.parameters.size() < 2)
      report_.error("P0434", node.span, "a choice has two parameters or more")
          .help("name the parameters of which " + std::string(node.at_least ? "at least one" : "one") + " is given");
    for (const Name& name : node.parameters) {
      const auto parameter = std::ranges::find(types_.parameters.fields, name.text, &Field::name);
      if (parameter == types_.parameters.fields.end())
        report_.error("P0201", name.span, "this tool has no parameter " + backticked(name.text)).help(did_you_mean(name.text, parameter_names(), "name one of its parameters"));
      else if (!parameter->type.optional)
        report_.error("P0434", name.span, backticked(name.text) + " is always given").note("a choice is between parameters that may be missing")
            .label(types_.parameters.spans[static_cast<std::size_t>(parameter - types_.parameters.fields.begin())], "declared here")
            .help("write `" + name.text + ": optional …` there, or leave it out here");
    }
  }

  void let(const Name& name, const CallNode& call) {
    checking_.call(call, at_);
    const auto tool = symbols_.tools.find(call.tool.text);
    const auto taken = at_.names.roots.find(name.text);
    if (taken != at_.names.roots.end()) {
      if (taken->second.declared && name.text != "customer")
        report_.error("P0203", name.span, backticked(name.text) + " is declared twice").label(*taken->second.declared, "first here").help("rename one of the two, or remove it");
      else
        report_.error("P0204", name.span, backticked(name.text) + " is built in").note("cannot be declared again").help("give the look-up another name");
      if (find_field(symbols_.context.fields, name.text) == nullptr) return;
    }
    if (!tool) return;
    const ToolBlock& looked_up = symbols_.tools[*tool];
    const auto& gives = symbols_.tool_types[*tool].gives;
    if (looked_up.effect && looked_up.effect->text != "reads")
      report_.error("P0410", call.tool.span, backticked(looked_up.name.text) + " does not only read").label(looked_up.effect->span, "declared here")
          .help("a `let` looks something up: name a tool that `reads`");
    if (!gives)
      report_.error("P0316", call.tool.span, backticked(looked_up.name.text) + " gives nothing").label(looked_up.name.span, "declared here")
          .help("say what it gives: `tool " + looked_up.name.text + "(…) gives …`");
    at_.names.roots[name.text] = {gives ? *gives : Type{}, name.span, false};
  }

  bool is_let(const Name& name) const {
    return std::ranges::any_of(tool_.lets, [&](const auto& let) { return let.first.text == name.text; });
  }
  std::vector<std::string> let_names() const {
    std::vector<std::string> names;
    for (const auto& let : tool_.lets) names.push_back(let.first.text);
    return names;
  }
  std::vector<std::string> parameter_names() const {
    std::vector<std::string> names;
    for (const Field& parameter : types_.parameters.fields) names.push_back(parameter.name);
    return names;
  }

  void need(const NeedNode& need) {
    if (const auto* condition = std::get_if<Expression>(&need.what)) {
      Conditions conditions(symbols_, at_.names, report_);
      checking_.out.expressions.emplace(condition, conditions.condition(*condition));
    } else if (const auto* looked_up = std::get_if<LookedUp>(&need.what)) {
      checking_.duration(looked_up->within, "looked up in the last");
      if (!is_let(looked_up->what))
        report_.error("P0220", looked_up->what.span, backticked(looked_up->what.text) + " is not looked up by this tool").note("no `let` has this name")
            .help(did_you_mean(looked_up->what.text, let_names(), "add `let " + looked_up->what.text + " is …`"));
    }
    checking_.outcome(need.otherwise, at_);
    checking_.period(need.active);
  }

  void limit(const LimitNode& node) {
    const LimitNode limit = written_out(symbols_, node);
    if (tool_.effect && tool_.effect->text == "reads")
      report_.warning("P0322", node.span, "calls of a tool that only reads are not counted").label(tool_.effect->span, "declared here")
          .help("remove the limit: a look-up is made as often as it is needed");
    if (limit.budget) in_budget(limit, *limit.budget);
    else if (limit.amount) amount(limit, *limit.amount);
    else checking_.whole_number(limit.ceiling, "limit", 1);
    for (const Name& key : limit.per) {
      const bool known = key.text == "customer" || key.text == "conversation" || is_let(key) || find_field(types_.parameters.fields, key.text) != nullptr;
      if (known) continue;
      std::vector<std::string> candidates = parameter_names();
      for (std::string name : let_names()) candidates.push_back(std::move(name));
      candidates.insert(candidates.end(), {"customer", "conversation"});
      if (limit.budget)
        report_.error("P0217", limit.budget->span, "the budget " + backticked(limit.budget->text) + " counts per " + backticked(key.text) + ", which this tool does not have")
            .label(key.span, "counted per this").help("give the tool a parameter or a `let` of that name, or count per `customer`");
      else report_.error("P0217", key.span, backticked(key.text) + " is nothing that this tool can count per").note("neither a parameter nor a `let`")
          .help(did_you_mean(key.text, candidates, "write one of " + english_list(candidates, "or")));
    }
    if (!limit.budget) checking_.duration(limit.window, "in");
    if (limit.above_approve_by) checking_.role_named(*limit.above_approve_by);
    if (limit.above_urgency) checking_.urgency_word(*limit.above_urgency);
    checking_.outcome(limit.otherwise, at_);
    checking_.period(limit.active);
  }

  // Money is counted in a budget of money, calls in one of calls, and one currency in each.
  void in_budget(const LimitNode& limit, const Name& name) {
    const BudgetBlock* budget = checking_.budget_named(name);
    if (budget == nullptr || !budget->ceiling) return;
    const Money* most = literal_as<Money>(*budget->ceiling);
    if (most == nullptr && limit.amount)
      report_.error("P0313", limit.amount->span, "the budget " + backticked(name.text) + " counts calls").label(budget->ceiling->span, "a number of calls")
          .help("write `limit calls to budget " + name.text + "`");
    else if (most != nullptr && !limit.amount)
      report_.error("P0313", name.span, "the budget " + backticked(name.text) + " adds up money").label(budget->ceiling->span, "an amount")
          .help("name the parameter that holds the amount: `limit amount to budget " + name.text + "`");
    else if (limit.amount) amount(limit, *limit.amount);
  }

  void amount(const LimitNode& limit, const Name& name) {
    const auto parameter = std::ranges::find(types_.parameters.fields, name.text, &Field::name);
    if (parameter == types_.parameters.fields.end()) {
      report_.error("P0217", name.span, "this tool has no parameter " + backticked(name.text))
          .help(did_you_mean(name.text, parameter_names(), "name the parameter that holds the amount"));
      return;
    }
    if (parameter->type.kind != TypeKind::money) {
      report_.error("P0313", name.span, "a limit adds up money, and " + backticked(name.text) + " is " + backticked(symbols_.describe(parameter->type)))
          .label(types_.parameters.spans[static_cast<std::size_t>(parameter - types_.parameters.fields.begin())], "declared here")
          .help("name a parameter of type `money`, or count calls: `limit 3 times per …`");
      return;
    }
    if (!limit.budget) {
      if (checking_.money(limit.ceiling, "limit", parameter->type)) above_nothing(report_, *limit.ceiling, "limit");
      return;
    }
    const Money* most = literal_as<Money>(*limit.ceiling);
    const Currency currency = symbols_.currency_of(parameter->type);
    if (currency.code().empty() || most->currency == currency) return;
    report_.error("P0312", name.span, "the budget " + backticked(limit.budget->text) + " is in " + backticked(most->currency.code()) + ", and " + backticked(name.text) + " in " +
                                          backticked(currency.code()))
        .label(limit.ceiling->span, "this amount is in " + backticked(most->currency.code())).help("have a budget for each currency");
  }

  void approve(const ApproveNode& approve) {
    checking_.role_named(approve.role);
    if (approve.urgency) checking_.urgency_word(*approve.urgency);
    checking_.duration(approve.within, "within");
    checking_.condition(approve.when, at_);
    checking_.condition(approve.unless, at_);
    checking_.outcome(approve.otherwise, at_);
    checking_.period(approve.active);
  }

  // `after a crash ask check_refund(key)`: `key` is the call's idempotency key, beside the tool's own names.
  void check_call(const CallNode& call) {
    Names names = at_.names;   // the call is worded for the check alone: its slots are not the tool's
    names.roots.try_emplace("key", Root{{TypeKind::text}, std::nullopt, true});
    checking_.call(call, {names, at_.tool});
    const auto tool = symbols_.tools.find(call.tool.text);
    if (!tool || !symbols_.tools[*tool].effect || symbols_.tools[*tool].effect->text == "reads") return;
    report_.error("P0410", call.tool.span, backticked(call.tool.text) + " does not only read").label(symbols_.tools[*tool].effect->span, "declared here")
        .help("after a crash, ask a tool that `reads`");
  }

  void example(const ExampleNode& example) {
    std::map<std::string, Span> said;
    for (const auto& [name, value] : example.facts) {
      const auto [first, added] = said.emplace(name.text, name.span);
      if (!added)
        report_.error("P0506", name.span, backticked(name.text) + " is said twice in one example").label(first->second, "the first time").help("keep the one that is meant");
      fact(name, value);
    }
    if (checking_.one_of(example.verdict, {"allow", "approve", "deny"}, "verdict") && example.role) checking_.role_named(*example.role);
    if (example.asks) checking_.askable(*example.asks, "P0215");
  }

  // The fact may be a path; its value is written out, or `unknown`.
  void fact(const Name& name, const std::optional<Expression>& value) {
    PathNode path;
    std::uint32_t begin = name.span.begin;
    for (std::string_view part : split(name.text, '.')) {
      path.parts.push_back({std::string(part), {name.span.file, begin, begin + static_cast<std::uint32_t>(part.size())}});
      begin += static_cast<std::uint32_t>(part.size()) + 1;
    }
    const Expression fact{name.span, std::move(path)};
    Conditions conditions(symbols_, at_.names, report_);
    const Resolved resolved = conditions.term(fact);
    if (resolved.valid && !value && name.text == "now") report_.error("P0313", name.span, "it is always some time").help("write a time, or leave `now` out");
    if (!resolved.valid || !value) return;
    checking_.term_as(*value, resolved.type, backticked(name.text), resolved.declared, at_);
    const Resolved* given = checking_.out.find(*value);
    if (given != nullptr && given->valid && given->op != NodeOp::constant)
      report_.error("P0313", value->span, "an example gives a fixed value").help("write the value out, or `unknown`");
  }

  Checking& checking_;
  Report& report_;
  const Symbols& symbols_;
  const ToolBlock& tool_;
  const ToolTypes& types_;
  Checking::At at_;
};

}  // namespace

void check_tools(Checking& checking) {
  for (std::uint32_t i = 0; i < checking.symbols.tools.size(); ++i) ToolCheck(checking, i).run();
}

}  // namespace handrail::dsl
