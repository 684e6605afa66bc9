#include <algorithm>

#include "tests/reference/reference.hpp"

namespace handrail::reference {

using namespace dsl;

namespace {

struct Judging {
  const Tree& tree;
  const ToolBlock& tool;
  const Facts& facts;

  // Each parameter is known, no amount is negative, and of `one of` (or `at least one of`) as many are given as it says. Else: which clause is not kept.
  std::optional<Span> wrong_arguments() const {
    for (const FieldNode& one : tool.parameters) {
      const Value given = named(one.name.text, facts);
      if (given.unknown() || (given.as<Money>() != nullptr && given.as<Money>()->minor < 0)) return tool.span;
    }
    for (const auto& group : tool.one_of) {
      const auto given = std::ranges::count_if(group.parameters, [&](const Name& name) { return !named(name.text, facts).absent(); });
      if (given == 0 || (given > 1 && !group.at_least)) return group.span;
    }
    return std::nullopt;
  }

  bool satisfied(const Expression& condition) const { return truth_of(condition, facts) == Truth::yes; }
  bool satisfied(const CustomersYes&) const {
    return std::ranges::any_of(facts.yes, [&](Instant at) { return at <= facts.now; });
  }
  bool satisfied(const LookedUp& wanted) const {
    for (const auto& [name, call] : tool.lets) {
      const LookUp* found = looked_up(call.tool.text, call.arguments, facts);
      if (name.text == wanted.what.text && found != nullptr && !found->result.unknown())
        return facts.now - found->at <= *literal(wanted.within).as<Duration>();
    }
    return false;
  }

  // `per order` is per what was looked up: its `id`, else its field called like what it is looked up by, else that itself.
  std::vector<Value> counted_per(const std::string& name) const {
    if (name == "customer") return {field_of(named("customer", facts), "id")};
    if (name == "conversation") return {facts.conversation};
    for (const auto& [let, call] : tool.lets) {
      std::vector<Value> arguments;
      if (let.text != name) continue;
      const ToolBlock& reading = *tool_named(call.tool.text);
      const Value found = answer_of(looked_up(call.tool.text, call.arguments, facts));
      if (reading.gives->word == TypeWord::text) return {found};
      if (is_record_with(*reading.gives, "id")) return {field_of(found, "id")};
      for (std::size_t i = 0; i < call.arguments.size(); ++i) {
        const std::string& by = reading.parameters[i].name.text;
        arguments.push_back(is_record_with(*reading.gives, by) ? field_of(found, by) : value_of(call.arguments[i], facts));
      }
      return arguments;
    }
    return {named(name, facts)};
  }
  const ToolBlock* tool_named(const std::string& name) const {
    for (const Block& block : tree.blocks)
      if (const auto* found = std::get_if<ToolBlock>(&block); found != nullptr && found->name.text == name) return found;
    return nullptr;
  }
  // Whether it is a record with such a field, of a type that names something.
  bool is_record_with(const TypeNode& type, const std::string& field) const {
    for (const Block& block : tree.blocks) {
      const auto* record = std::get_if<RecordBlock>(&block);
      if (record == nullptr || type.word != TypeWord::named || record->name.text != type.words[0].text) continue;
      for (const FieldNode& one : record->fields)
        if (one.name.text == field && (one.type.word == TypeWord::text || one.type.word == TypeWord::whole_number)) return true;
    }
    return false;
  }
  // What a budget of several tools says stands in its block.
  LimitNode in_full(const LimitNode& limit) const {
    LimitNode made = limit;
    for (const Block& block : tree.blocks) {
      const auto* budget = std::get_if<BudgetBlock>(&block);
      if (budget == nullptr || !limit.budget || budget->name.text != limit.budget->text) continue;
      made.ceiling = budget->ceiling;
      made.per = budget->per;
      made.window = budget->window;
    }
    return made;
  }
  // Would this call, with those that count, go over? Not known: whose calls count, or how much this one is.
  Truth over(std::size_t index) const {
    const LimitNode limit = in_full(tool.limits[index]);
    std::vector<Value> key;
    for (const Name& per : limit.per)
      for (const Value& part : counted_per(per.text)) key.push_back(part);
    if (std::ranges::any_of(key, [](const Value& part) { return part.unknown() || part.absent(); })) return Truth::unknown;
    Value sum = limit.amount ? named(limit.amount->text, facts) : Value(1);
    if (sum.unknown() || sum.absent()) return Truth::unknown;
    for (const Used& one : facts.used) {
      const bool counts = !limit.window || facts.now - one.at < *literal(*limit.window).as<Duration>();
      if (one.limit == index && one.key == key && counts) sum = calculate(Arithmetic::add, sum, one.amount);
    }
    const Truth more = compare(Comparison::more, sum, literal(*limit.ceiling));
    return more == Truth::unknown ? Truth::yes : more;   // what cannot be added up is taken for too much
  }
  bool blocks(std::size_t index) const { return active(tool.limits[index].active, facts.now) && over(index) != Truth::no; }

  // A role's limit: every amount of the call is within it.
  bool may_approve(const std::string& role) const {
    for (const Block& block : tree.blocks) {
      const auto* found = std::get_if<RoleBlock>(&block);
      if (found == nullptr || found->name.text != role || !found->limit) continue;
      for (const FieldNode& one : tool.parameters)
        if (const Value given = named(one.name.text, facts); given.as<Money>() != nullptr)
          if (compare(Comparison::at_most, given, literal(*found->limit)) != Truth::yes) return false;
    }
    return true;
  }
  // Approved by somebody with the role, in time and within the role's limit; nobody approves their own request.
  bool approved(const std::string& role, const std::optional<Expression>& within) const {
    return may_approve(role) && std::ranges::any_of(facts.approvals, [&](const Approval& one) {
      const bool late = within && facts.now - one.at > *literal(*within).as<Duration>();
      const bool own = one.by.empty() || Value(one.by) == field_of(named("customer", facts), "id");
      return one.role == role && one.at <= facts.now && !late && !own;
    });
  }
  Verdict by_a_person(const Name& role, const std::optional<Expression>& within, const std::string& clause, Span rule) const {
    return {approved(role.text, within) ? "allow" : "approve", clause, rule};
  }
  // An allow, unless a limit says that above it somebody must approve: each limit for itself.
  Verdict allowed(const std::string& clause, Span rule) const {
    Verdict made{"allow", clause, rule};
    for (std::size_t i = 0; i < tool.limits.size() && made.kind == "allow"; ++i)
      if (const auto& role = tool.limits[i].above_approve_by; role && blocks(i)) made = by_a_person(*role, std::nullopt, "limit", tool.limits[i].span);
    return made;
  }
};

}  // namespace

Facts seen_by(const Tree& tree, const ToolBlock& tool, Facts facts) {
  add_lists(tree, facts);
  for (const auto& [name, call] : tool.lets) facts.names[name.text] = answer_of(looked_up(call.tool.text, call.arguments, facts));
  return facts;
}

// One visible order; the first that holds decides. With an unknown, `needs`, `deny` and `limit` block, `approve` holds, `allow` does not.
Verdict judge(const Tree& tree, const ToolBlock& tool, const Facts& known) {
  const Facts facts = seen_by(tree, tool, known);
  const Judging judging{tree, tool, facts};
  if (const auto wrong = judging.wrong_arguments()) return {"deny", "arguments", *wrong};
  for (const NeedNode& need : tool.needs)
    if (active(need.active, facts.now) && !std::visit([&](const auto& what) { return judging.satisfied(what); }, need.what)) return {"deny", "needs", need.span};
  for (const DenyNode& deny : tool.denies)
    if (active(deny.active, facts.now) && holds(deny.when, deny.unless, facts) != Truth::no) return {"deny", "deny", deny.span};
  for (std::size_t i = 0; i < tool.limits.size(); ++i)
    if (!tool.limits[i].above_approve_by && judging.blocks(i)) return {"deny", "limit", tool.limits[i].span};
  for (const ApproveNode& approve : tool.approves)
    if (active(approve.active, facts.now) && holds(approve.when, approve.unless, facts) != Truth::no)
      return judging.by_a_person(approve.role, approve.within, "approve", approve.span);
  for (const AllowNode& allow : tool.allows)
    if (active(allow.active, facts.now) && holds(allow.when, allow.unless, facts) == Truth::yes) return judging.allowed("allow", allow.span);
  if (tool.otherwise && tool.otherwise->allow) return judging.allowed("otherwise", tool.otherwise->span);
  if (tool.otherwise) return {"deny", "otherwise", tool.otherwise->span};
  if (tool.effect && tool.effect->text == "reads") return judging.allowed("otherwise", tool.span);
  return {"deny", "otherwise", tool.span};
}

}  // namespace handrail::reference
