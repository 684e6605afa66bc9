#include "tests/reference/reference.hpp"

#include <algorithm>
#include <regex>
#include <set>

namespace handrail::reference {
namespace {

using namespace dsl;
__extension__ using Wide = __int128;

Truth truth(bool yes) { return yes ? Truth::yes : Truth::no; }
Truth negated(Truth t) { return t == Truth::unknown ? t : truth(t == Truth::no); }
Truth any_of(const std::vector<Truth>& answers) {
  if (std::ranges::count(answers, Truth::yes) > 0) return Truth::yes;
  return std::ranges::count(answers, Truth::unknown) > 0 ? Truth::unknown : Truth::no;
}
Truth all_of(const std::vector<Truth>& answers) {
  if (std::ranges::count(answers, Truth::no) > 0) return Truth::no;
  return std::ranges::count(answers, Truth::unknown) > 0 ? Truth::unknown : Truth::yes;
}
Truth as_truth(const Value& value) {
  if (value.absent()) return Truth::no;
  return value.as<bool>() != nullptr ? truth(*value.as<bool>()) : Truth::unknown;
}
Value as_value(Truth t) { return t == Truth::unknown ? Value() : Value(t == Truth::yes); }

// Every quantity is a number of smallest units of some kind: cents of a currency, milliseconds, millionths.
struct Quantity { std::string kind; Wide units = 0; };
std::optional<Quantity> quantity(const Value& value) {
  if (const auto* x = value.as<std::int64_t>()) return Quantity{"number", Wide{*x} * 1'000'000};
  if (const auto* x = value.as<Decimal>()) return Quantity{"number", x->millionths};
  if (const auto* x = value.as<Money>()) return Quantity{"money in " + std::string(x->currency.code()), x->minor};
  if (const auto* x = value.as<Instant>()) return Quantity{"time", x->ms};
  if (const auto* x = value.as<Duration>()) return Quantity{"duration", x->ms};
  return std::nullopt;
}
bool is_zero(const Value& value) { return value.as<std::int64_t>() != nullptr && *value.as<std::int64_t>() == 0; }   // a sum of nothing is zero of every kind

Truth compare(Comparison op, const Value& left, const Value& right) {
  if (left.absent() || right.absent()) return Truth::no;
  if (left.unknown() || right.unknown()) return Truth::unknown;
  auto a = quantity(left), b = quantity(right);
  if (!a || !b) {
    if (op == Comparison::equal) return truth(left == right);
    return op == Comparison::not_equal ? truth(left != right) : Truth::unknown;
  }
  if (is_zero(left)) a->kind = b->kind;
  if (is_zero(right)) b->kind = a->kind;
  if (a->kind != b->kind) return Truth::unknown;
  const bool less = a->units < b->units, more = a->units > b->units;
  switch (op) {
    case Comparison::equal: return truth(!less && !more);
    case Comparison::not_equal: return truth(less || more);
    case Comparison::less: return truth(less);
    case Comparison::at_most: return truth(!more);
    case Comparison::more: return truth(more);
    case Comparison::at_least: return truth(!less);
  }
  return Truth::unknown;
}

Value made_of(const Value& like, Wide units) {
  if (units > INT64_MAX || units < INT64_MIN) return {};   // what does not fit is not known
  const auto n = static_cast<std::int64_t>(units);
  if (const auto* money = like.as<Money>()) return Money{n, money->currency};
  if (like.as<Instant>() != nullptr) return Instant{n};
  if (like.as<Duration>() != nullptr) return Duration{n};
  return Decimal{n};
}

Value calculate(Arithmetic op, const Value& left, const Value& right) {
  if (left.unknown() || right.unknown()) return {};
  if (left.absent() || right.absent()) return Absent{};
  if (is_zero(left) && op == Arithmetic::add) return right;
  const auto a = quantity(left), b = quantity(right);
  if (!a || !b) return {};
  const auto *m = left.as<std::int64_t>(), *n = right.as<std::int64_t>();
  if (op == Arithmetic::multiply) {
    Wide product = 0;
    if (m != nullptr && n != nullptr) return __builtin_mul_overflow(Wide{*m}, Wide{*n}, &product) ||
               product > INT64_MAX || product < INT64_MIN ? Value() : Value(static_cast<std::int64_t>(product));
    if (a->kind == "number" && b->kind == "number") return __builtin_mul_overflow(a->units, b->units, &product) ||
               product % 1'000'000 != 0 ? Value() : made_of(Decimal{}, product / 1'000'000);
    if (m == nullptr && n == nullptr) return {};
    return n != nullptr ? made_of(left, a->units * *n) : made_of(right, b->units * *m);
  }
  const Wide sum = op == Arithmetic::add ? a->units + b->units : a->units - b->units;
  if (m != nullptr && n != nullptr) return sum / 1'000'000 > INT64_MAX || sum / 1'000'000 < INT64_MIN ? Value() : Value(static_cast<std::int64_t>(sum / 1'000'000));
  if (a->kind == b->kind && a->kind != "time") return a->kind == "number" ? made_of(Decimal{}, sum) : made_of(left, sum);
  if (a->kind == "time" && b->kind == "time") return op == Arithmetic::subtract ? made_of(Duration{}, sum) : Value();
  if (a->kind == "time" && b->kind == "duration") return made_of(left, sum);
  return a->kind == "duration" && b->kind == "time" && op == Arithmetic::add ? made_of(right, sum) : Value();
}

// A record's field or a map's entry: of what is unknown unknown, of what is not there not there.
Value field_of(const Value& owner, const std::string& name) {
  const auto* record = owner.as<ValueRecord>();
  if (record == nullptr) return owner.absent() ? Value(Absent{}) : Value();
  const Value* found = record->find(name);
  return found == nullptr ? Value(Absent{}) : *found;
}

template <class Block, class Visit>
void each_block(const Tree& tree, Visit visit) {
  for (const auto& block : tree.blocks)
    if (const auto* found = std::get_if<Block>(&block)) visit(*found);
}

Value answer_of(const std::string& tool, const std::vector<Value>& arguments, const Facts& facts, const LookUp** latest = nullptr) {
  const LookUp* found = nullptr;
  for (const LookUp& one : facts.lookups)
    if (one.tool == tool && one.arguments == arguments && one.at <= facts.now && (found == nullptr || one.at >= found->at)) found = &one;
  if (latest != nullptr) *latest = found;
  return found == nullptr ? Value() : found->result;
}

struct Evaluation {
  const Tree& tree;
  const Facts& facts;

  Value value(const Expression& e) const { return std::visit([&](const auto& node) { return at(node); }, e.node); }
  Truth ask(const Expression& e) const { return as_truth(value(e)); }
  std::vector<Truth> ask(const Operands& list) const {
    std::vector<Truth> answers;
    for (const Expression& e : list) answers.push_back(ask(e));
    return answers;
  }

  Value at(const LiteralNode& node) const { return node.value; }
  Value at(const PathNode& node) const {
    const auto root = facts.names.find(node.parts[0].text);
    if (root == facts.names.end()) return Value(node.parts[0].text);   // a word of an enumeration
    Value value = root->second;
    for (std::size_t i = 1; i < node.parts.size(); ++i) value = field_of(value, node.parts[i].text);
    return value;
  }
  Value at(const NotNode& node) const { return as_value(negated(ask(node.operand[0]))); }
  Value at(const AndNode& node) const { return as_value(all_of(ask(node.operands))); }
  Value at(const OrNode& node) const { return as_value(any_of(ask(node.operands))); }
  // `angry` is a signal, and beside a mood one of its words.
  Value beside(const Expression& e, const Value& other) const {
    const Value found = value(e);
    return found.as<bool>() != nullptr && other.as<std::string>() != nullptr ? Value(std::get<PathNode>(e.node).parts[0].text) : found;
  }
  Value at(const CompareNode& node) const { return as_value(compare(node.op, value(node.sides[0]), beside(node.sides[1], value(node.sides[0])))); }
  Value at(const InListNode& node) const {
    std::vector<Truth> same;
    const Value needle = value(node.needle[0]);
    for (const Expression& item : node.items) {
      const Value one = beside(item, needle);
      if (node.items.size() > 1 || (!std::holds_alternative<PathNode>(item.node) || one.as<std::string>() != nullptr)) {
        same.push_back(compare(Comparison::equal, needle, one));
        continue;
      }
      if (const auto* list = one.as<ValueList>())
        for (const Value& each : *list) same.push_back(compare(Comparison::equal, needle, each));
      if (const auto* map = one.as<ValueRecord>())
        for (const ValueField& entry : map->fields) same.push_back(compare(Comparison::equal, needle, Value(entry.name)));
      if (needle.unknown() && !one.absent()) same.push_back(Truth::unknown);
      if (needle.absent()) same.clear();
      else if (one.unknown()) same.push_back(Truth::unknown);
    }
    if (!node.negated) return as_value(any_of(same));
    return as_value(all_of({compare(Comparison::equal, needle, needle), negated(any_of(same))}));   // known absence is in no list and outside of none
  }
  Value at(const TextTestNode& node) const {
    const Value a = value(node.sides[0]), b = value(node.sides[1]);
    if (a.absent() || b.absent()) return false;
    const auto *text = a.as<std::string>(), *part = b.as<std::string>();
    if (text == nullptr || part == nullptr) return {};
    switch (node.test) {
      case TextTest::contains: return text->find(*part) != std::string::npos;
      case TextTest::starts_with: return text->starts_with(*part);
      case TextTest::ends_with: return text->ends_with(*part);
      case TextTest::matches: return std::regex_match(*text, std::regex(*part));
    }
    return {};
  }
  Value at(const KnownNode& node) const {
    const Value asked = value(node.operand[0]);
    return !asked.absent() && asked.unknown() != node.known;
  }

  // Each item of a list or a map, by name; of two lists, each pair. None: that cannot be known.
  std::optional<std::vector<Facts>> rounds(const Operands& lists, const Name& first, const std::optional<Name>& second, bool& absent) const {
    std::vector<ValueList> items;
    for (const Expression& e : lists) {
      const Value list = value(e);
      absent = absent || list.absent();
      items.emplace_back();
      if (const auto* found = list.as<ValueList>()) items.back() = *found;
      else if (const auto* map = list.as<ValueRecord>()) for (const ValueField& entry : map->fields) items.back().push_back(entry.value);
      else if (!list.absent()) return std::nullopt;
    }
    if (absent) return std::vector<Facts>{};
    if (items.size() == 2 && items[0].size() != items[1].size()) return std::nullopt;
    std::vector<Facts> all;
    for (std::size_t i = 0; i < items[0].size(); ++i) {
      all.push_back(facts);
      all.back().names[first.text] = items[0][i];
      if (second) all.back().names[second->text] = items[1][i];
    }
    return all;
  }
  Value at(const QuantifierNode& node) const {
    bool absent = false;
    const auto all = rounds(node.list, node.variable, node.second, absent);
    if (!all) return {};
    std::vector<Truth> answers;
    for (const Facts& one : *all) answers.push_back(node.condition.empty() ? Truth::yes : Evaluation{tree, one}.ask(node.condition[0]));
    switch (node.quantifier) {
      case Quantifier::any: return as_value(any_of(answers));
      case Quantifier::all: return absent ? Value(false) : as_value(all_of(answers));   // of a list that is not there nothing can be said to hold
      case Quantifier::none: return as_value(negated(any_of(answers)));
      case Quantifier::count: break;
    }
    if (std::ranges::count(answers, Truth::unknown) > 0) return {};
    return std::int64_t{std::ranges::count(answers, Truth::yes)};
  }
  Value at(const SumNode& node) const {
    bool absent = false;
    const auto all = rounds(node.list, node.variable, node.second, absent);
    if (!all) return {};
    Value total = 0;
    for (const Facts& one : *all)
      if (const Value term = Evaluation{tree, one}.value(node.term[0]); !term.absent()) total = calculate(Arithmetic::add, total, term);
    return total;
  }
  Value at(const DuplicatesNode& node) const {
    const Value list = value(node.list[0]);
    if (list.absent()) return node.negated;
    const auto* items = list.as<ValueList>();
    if (items == nullptr) return {};
    std::vector<Truth> same;
    for (std::size_t i = 0; i < items->size(); ++i)
      for (std::size_t j = 0; j < i; ++j) same.push_back(compare(Comparison::equal, (*items)[i], (*items)[j]));
    return as_value(node.negated ? negated(any_of(same)) : any_of(same));
  }
  Value at(const LookUpNode& node) const {
    std::vector<Value> arguments;
    for (const Expression& e : node.arguments) arguments.push_back(value(e));
    for (const Value& one : arguments)
      if (one.unknown() || one.absent()) return {};
    return answer_of(node.tool.text, arguments, facts);
  }
  Value at(const IndexNode& node) const {
    const Value map = value(node.sides[0]), key = value(node.sides[1]);
    if (map.absent() || key.absent()) return Absent{};
    return map.unknown() || key.unknown() ? Value() : field_of(map, *key.as<std::string>());
  }
  Value at(const MemberNode& node) const { return field_of(value(node.owner[0]), node.field.text); }
  Value at(const WindowNode& node) const {
    std::string id = (node.parameter ? "sum " + node.tool.text + "." + node.parameter->text : "count " + node.tool.text) + " per " + node.per.text;
    if (!node.window.empty()) id += " in " + std::to_string(std::get<LiteralNode>(node.window[0].node).value.as<Duration>()->ms);
    const auto found = facts.past.find(id);
    return found == facts.past.end() ? Value() : found->second;
  }
  Value at(const ArithmeticNode& node) const { return calculate(node.op, value(node.sides[0]), value(node.sides[1])); }
  Value at(const RunningNode& node) const {
    const auto found = facts.running.find(node.signal.text);
    return found != facts.running.end() && found->second >= node.count;
  }
};

// The rest of the rules ask through this.
struct Asking {
  const Tree& tree;
  const Facts& facts;
  Truth ask(const Expression& e) const { return Evaluation{tree, facts}.ask(e); }
  Truth holds(const std::optional<Expression>& when, const std::optional<Expression>& unless) const {
    return all_of({when ? ask(*when) : Truth::yes, unless ? negated(ask(*unless)) : Truth::yes});
  }
  bool active(const std::optional<ActivePeriod>& period) const {
    const auto time = [&](const Expression& e) { return *std::get<LiteralNode>(e.node).value.as<Instant>(); };
    return !period || ((!period->from || facts.now >= time(*period->from)) && (!period->until || facts.now < time(*period->until)));
  }
  Value argument(const std::string& name) const { return facts.names.contains(name) ? facts.names.at(name) : Value(); }

  bool arguments_are_right(const ToolBlock& tool) const {
    const auto given = [&](const Name& name) { return !argument(name.text).absent() && !argument(name.text).unknown(); };
    for (const FieldNode& one : tool.parameters)
      if (argument(one.name.text).unknown() || (argument(one.name.text).as<Money>() != nullptr && argument(one.name.text).as<Money>()->minor < 0)) return false;
    for (const auto& group : tool.one_of)
      if (const auto count = std::ranges::count_if(group.parameters, given); count == 0 || (count > 1 && !group.at_least)) return false;
    return true;
  }
  bool satisfied(const ToolBlock& tool, const NeedNode& need) const {
    if (const auto* condition = std::get_if<Expression>(&need.what)) return ask(*condition) == Truth::yes;
    if (std::holds_alternative<CustomersYes>(need.what)) return std::ranges::any_of(facts.yes, [&](Instant at) { return at <= facts.now; });
    const auto& wanted = std::get<LookedUp>(need.what);
    for (const auto& [name, call] : tool.lets) {
      if (name.text != wanted.what.text) continue;
      const LookUp* found = nullptr;
      (void)answer_of(call.tool.text, arguments_of(call), facts, &found);
      return found != nullptr && !found->result.unknown() && facts.now - found->at <= *std::get<LiteralNode>(wanted.within.node).value.as<Duration>();
    }
    return false;
  }
  std::vector<Value> arguments_of(const CallNode& call) const {
    std::vector<Value> arguments;
    for (const Expression& e : call.arguments) arguments.push_back(Evaluation{tree, facts}.value(e));
    return arguments;
  }

  // Would this call, with those that count, go over?
  Truth over(const LimitNode& limit, std::size_t index) const {
    std::vector<Value> key;
    for (const Name& per : limit.per) {
      Value part = per.text == "customer" ? field_of(argument("customer"), "id") : per.text == "conversation" ? Value(facts.conversation) : argument(per.text);
      if (part.unknown() || part.absent()) return Truth::unknown;
      key.push_back(std::move(part));
    }
    Value sum = limit.amount ? argument(limit.amount->text) : Value(1);
    if (sum.unknown() || sum.absent()) return Truth::unknown;
    for (const Used& one : facts.used) {
      const bool counts = !limit.window || facts.now - one.at < *std::get<LiteralNode>(limit.window->node).value.as<Duration>();
      if (one.limit == index && one.key == key && counts) sum = calculate(Arithmetic::add, sum, one.amount);
    }
    const Truth more = compare(Comparison::more, sum, std::get<LiteralNode>(limit.ceiling->node).value);
    return more == Truth::unknown ? Truth::yes : more;   // what cannot be added up is taken for too much
  }
  bool approved(const ToolBlock& tool, const std::string& role, const std::optional<Expression>& within) const {
    return std::ranges::any_of(facts.approvals, [&](const Approval& one) {
      const bool late = within && facts.now - one.at > *std::get<LiteralNode>(within->node).value.as<Duration>();
      return one.role == role && one.at <= facts.now && !late && !one.by.empty() && Value(one.by) != field_of(argument("customer"), "id") && may(tool, role);
    });
  }
  bool may(const ToolBlock& tool, const std::string& role) const {
    bool yes = true;
    each_block<RoleBlock>(tree, [&](const RoleBlock& block) {
      for (const FieldNode& one : tool.parameters)
        if (block.name.text == role && block.limit && argument(one.name.text).as<Money>() != nullptr)
          yes = yes && compare(Comparison::at_most, argument(one.name.text), std::get<LiteralNode>(block.limit->node).value) == Truth::yes;
    });
    return yes;
  }
  Verdict approval(const ToolBlock& tool, const Name& role, const std::optional<Expression>& within, const std::string& clause, Span rule) const {
    return {approved(tool, role.text, within) ? "allow" : "approve", clause, rule};
  }
  // An allow, unless a limit says that above it somebody must approve.
  Verdict allowed(const ToolBlock& tool, const std::string& clause, Span rule) const {
    for (std::size_t i = 0; i < tool.limits.size(); ++i)
      if (const LimitNode& limit = tool.limits[i]; limit.above_approve_by && active(limit.active) && over(limit, i) != Truth::no)
        return approval(tool, *limit.above_approve_by, std::nullopt, "limit", limit.span);
    return {"allow", clause, rule};
  }
};

}  // namespace

Value value_of(const Tree& tree, const Expression& term, const Facts& facts) { return Evaluation{tree, facts}.value(term); }
Truth truth_of(const Tree& tree, const Expression& condition, const Facts& facts) { return Evaluation{tree, facts}.ask(condition); }

// One visible order; the first that holds decides.
Verdict judge(const Tree& tree, const ToolBlock& tool, Facts facts) {
  const Asking asking{tree, facts};
  for (const auto& [name, call] : tool.lets) facts.names[name.text] = answer_of(call.tool.text, asking.arguments_of(call), facts);
  if (!asking.arguments_are_right(tool)) return {"deny", "arguments", tool.span};
  for (const NeedNode& need : tool.needs)
    if (asking.active(need.active) && !asking.satisfied(tool, need)) return {"deny", "needs", need.span};
  for (const DenyNode& deny : tool.denies)
    if (asking.active(deny.active) && asking.holds(deny.when, deny.unless) != Truth::no) return {"deny", "deny", deny.span};
  for (std::size_t i = 0; i < tool.limits.size(); ++i)
    if (const LimitNode& limit = tool.limits[i]; !limit.above_approve_by && asking.active(limit.active) && asking.over(limit, i) != Truth::no)
      return {"deny", "limit", limit.span};
  for (const ApproveNode& approve : tool.approves)
    if (asking.active(approve.active) && asking.holds(approve.when, approve.unless) != Truth::no)
      return asking.approval(tool, approve.role, approve.within, "approve", approve.span);
  for (const AllowNode& allow : tool.allows)
    if (asking.active(allow.active) && asking.holds(allow.when, allow.unless) == Truth::yes) return asking.allowed(tool, "allow", allow.span);
  if (tool.otherwise) return tool.otherwise->allow ? asking.allowed(tool, "otherwise", tool.otherwise->span) : Verdict{"deny", "otherwise", tool.otherwise->span};
  if (tool.effect && tool.effect->text == "reads") return asking.allowed(tool, "otherwise", tool.span);
  return {"deny", "otherwise", tool.span};
}

// --- a message --------------------------------------------------------------------------------------------------------------------------

namespace {

// From lax to strict; what a person looks at before it goes out is stricter than what goes out by itself.
int strictness(const Decision& made) {
  const std::map<std::string, int> order{{"answer", 0}, {"act", 0}, {"draft", 1},
                                         {"act, reviewed", 1}, {"ask", 2}, {"verify", 2}, {"offer a person", 3}, {"hand off", 4}, {"refuse", 5}};
  return order.at(made.kind);
}

struct Deciding : Asking {
  const IntentBlock* intent = nullptr;     // none: `other`, which the text does not declare

  std::string word(const std::optional<Name> IntentBlock::* of, const char* otherwise) const { return intent != nullptr && intent->*of ? (intent->*of)->text : otherwise; }
  Decision by(const ActionNode& action) const {
    const std::map<ActionWord, std::string> kinds{{ActionWord::ask, "ask"}, {ActionWord::ask_for, "ask"},
                                                   {ActionWord::verify, "verify"}, {ActionWord::offer_person, "offer a person"},
                                                  {ActionWord::refuse, "refuse"}, {ActionWord::answer, "answer"}, {ActionWord::draft, "draft"}};
    return {kinds.contains(action.word) ? kinds.at(action.word) : "hand off", action.queue ? action.queue->text : "", {}};
  }
  // What may go out by itself, or after a person's look; a workflow is what an intent with one does.
  Decision sure(bool reviewed) const {
    if (intent == nullptr || !intent->workflow) return {reviewed ? "draft" : "answer", "", {}};
    return {reviewed ? "act, reviewed" : "act", "", {}};
  }
  Decision by_band() const {
    const BandRow* row = nullptr;          // an intent's row beats its risk's
    each_block<ConfidenceBlock>(tree, [&](const ConfidenceBlock& block) {
      for (const std::string& subject : {word(&IntentBlock::risk, "low") + " risk", facts.names.at("intent") == Value("other") ? "other" : intent->name.text})
        for (const BandRow& one : block.rows) row = one.subject.text == subject ? &one : row;
    });
    const auto reaches = [&](const std::optional<Expression>& share) {
      return share && compare(Comparison::at_least, argument("confidence"), std::get<LiteralNode>(share->node).value) == Truth::yes; };
    return reaches(row->send_at) ? sure(false) : reaches(row->check_at) ? sure(true) : by(row->below);
  }
  // The first row that matches; one that cannot be decided matches only if it leads to a person.
  Decision by_table(const TableBlock& table) const {
    for (const TableBlock::Row& row : table.rows) {
      std::vector<Truth> cells;
      for (const auto& cell : row.cells) cells.push_back(cell ? ask(*cell) : Truth::yes);
      const Decision made = row.then.action.word == ActionWord::answer ||
                                    row.then.action.word == ActionWord::draft ? sure(row.then.action.word == ActionWord::draft) : by(row.then.action);
      const bool person = made.kind == "hand off" || made.kind == "offer a person";
      if (active(row.active) && (all_of(cells) == Truth::yes || (all_of(cells) == Truth::unknown && person))) return made;
    }
    return {"answer", "", {}};
  }
  Decision by_class() const {
    const std::string word_of_class = word(&IntentBlock::request_class, "answerable");
    if (word_of_class == "unsafe") return {"refuse", "", {}};
    if (word_of_class == "needs human") return {"hand off", word(&IntentBlock::queue, ""), {}};
    Decision made = by_band();
    each_block<TableBlock>(tree, [&](const TableBlock& table) {
      if (Decision other = by_table(table); strictness(other) > strictness(made)) made = other;
    });
    const bool verified = field_of(argument("customer"), "verified") == Value(true);
    return word_of_class == "needs account" && !verified && strictness(made) < 2 ? Decision{"verify", "", {}} : made;
  }
  std::string route() const {
    std::string queue, last = "";
    each_block<RouteBlock>(tree, [&](const RouteBlock& block) {
      for (const RouteRow& row : block.rows)
        if (queue.empty() && active(row.active) && row.when && ask(*row.when) == Truth::yes) queue = row.queue.text;
      last = block.rows.back().queue.text;
    });
    return !queue.empty() ? queue : word(&IntentBlock::queue, last.c_str());
  }
  Value fact(const std::string& path) const {   // customer.plan
    const std::size_t dot = path.rfind('.');
    return dot == std::string::npos ? argument(path) : field_of(fact(path.substr(0, dot)), path.substr(dot + 1));
  }
  Decision decide() const {
    const std::vector<std::string> urgencies{"low", "medium", "high", "immediate"};
    std::vector<std::pair<std::string, bool>> fired;
    const TriggerBlock* winner = nullptr;  // the most urgent, the first of equals
    const ActionNode* question = nullptr;  // what to do about the first that cannot be decided
    const auto urgency = [&](const TriggerBlock& one) { return std::ranges::find(urgencies, one.urgency ? one.urgency->text : "medium") - urgencies.begin(); };
    each_block<TriggerBlock>(tree, [&](const TriggerBlock& one) {
      const Truth fires = active(one.active) ? holds(one.when, one.unless) : Truth::no;
      if (fires == Truth::no) return;
      fired.emplace_back(one.name.text, fires == Truth::unknown);
      if (fires == Truth::yes && (winner == nullptr || urgency(one) > urgency(*winner))) winner = &one;
      for (const auto& clause : one.if_unknown)
        if (fires == Truth::unknown && question == nullptr && fact(clause.fact.text).unknown()) question = &clause.action;
    });
    Decision made = winner != nullptr ? by(*winner->then) : question != nullptr ? by(*question) : by_class();
    if (made.kind == "hand off" && made.queue.empty()) made.queue = route();
    made.triggers = fired;
    return made;
  }
};

}  // namespace

// A trigger beats a class, a class beats the bands and the tables.
Decision decide(const Tree& tree, Facts facts) {
  const IntentBlock* intent = nullptr;
  each_block<IntentBlock>(tree, [&](const IntentBlock& block) {
    if (facts.names.at("intent") == Value(block.name.text)) intent = &block;
  });
  facts.names["risk"] = intent != nullptr && intent->risk ? intent->risk->text : "low";
  facts.names["class"] = intent != nullptr && intent->request_class ? intent->request_class->text : "answerable";
  facts.names["topic"] = intent != nullptr && intent->topic ? Value(intent->topic->text) : Value(Absent{});
  return Deciding{{tree, facts}, intent}.decide();
}

}  // namespace handrail::reference
