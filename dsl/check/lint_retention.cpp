// A rule that looks back further than records are kept counts too few of them; and a conversation is kept at least as long as it is open.
#include <algorithm>

#include "dsl/check/checking.hpp"

namespace handrail::dsl {

namespace {

// What `once per order` is about (returns, charge-backs, a second refund) comes up within a year, or never.
constexpr Duration tickets_of{std::int64_t{30} * 86'400'000};   // `customer.tickets` (engine/turn/contacts.cpp)
constexpr Duration without_an_end{std::int64_t{365} * 86'400'000};

class Retention {
 public:
  Retention(Checking& checking, Span declared, Duration keep) : checking_(checking), declared_(declared), keep_(keep) {}

  void window(const std::optional<Expression>& window, const std::string& what) { if (window) this->window(*window, what, Severity::error); }
  void window(const Expression& window, const std::string& what, Severity severity) {
    const Duration* length = literal_as<Duration>(window);
    if (length == nullptr || length->ms <= keep_.ms) return;
    auto found = severity == Severity::error ? checking_.report.error("P0426", window.span, what) : checking_.report.warning("P0426", window.span, what);
    found.label(declared_, "kept for this long").help("keep records at least as long, or shorten this");
  }

  // Without a window, and not of one conversation: it looks back to the first call there ever was. Records of a year do for it.
  void counted(const std::optional<Expression>& window, const std::vector<Name>& per, Span span, const std::string& what) {
    if (window) return this->window(*window, what);
    if (keep_.ms >= without_an_end.ms) return;
    if (std::ranges::any_of(per, [](const Name& one) { return one.text == "conversation"; })) return;
    checking_.report.error("P0426", span, what).note("it has no window: it counts whatever there ever was").label(declared_, "kept for this long")
        .help("give it a window that is no longer, like `in " + format_duration(keep_) + "`, or keep records for at least `365 days`");
  }

  // Counts and sums over a window, wherever they stand in a condition.
  void condition(const Expression& expression) {
    std::visit([&](const auto& node) { below(node); }, expression.node);
  }

 private:
  // What is asked of contacts and tickets (`contact.opened_at was within the last 90 days`) looks back as far.
  static std::string earlier_contacts(const Expression& list) {
    const auto* path = std::get_if<PathNode>(&list.node);
    if (path == nullptr || path->parts.size() != 2 || path->parts[0].text != "customer") return "";
    return path->parts[1].text == "contacts" || path->parts[1].text == "tickets" ? path->parts[1].text : "";
  }
  // Every length of time in it.
  void lengths(const Expression& expression) {
    if (const auto* literal = std::get_if<LiteralNode>(&expression.node); literal != nullptr && literal->value.as<Duration>())
      return window(expression, "this condition looks back further than records are kept", Severity::warning);
    const auto in = [&](const Operands& operands) { for (const Expression& one : operands) lengths(one); };
    if (const auto* node = std::get_if<NotNode>(&expression.node)) in(node->operand);
    if (const auto* node = std::get_if<AndNode>(&expression.node)) in(node->operands);
    if (const auto* node = std::get_if<OrNode>(&expression.node)) in(node->operands);
    if (const auto* node = std::get_if<CompareNode>(&expression.node)) in(node->sides);
    if (const auto* node = std::get_if<ArithmeticNode>(&expression.node)) in(node->sides);
  }

  void all(const Operands& operands) { for (const Expression& operand : operands) condition(operand); }
  void below(const LiteralNode&) {}
  void below(const PathNode&) {}
  void below(const RunningNode&) {}
  void below(const NotNode& node) { all(node.operand); }
  void below(const AndNode& node) { all(node.operands); }
  void below(const OrNode& node) { all(node.operands); }
  void below(const CompareNode& node) { all(node.sides); }
  void below(const InListNode& node) { all(node.needle); all(node.items); }
  void below(const TextTestNode& node) { all(node.sides); }
  void below(const KnownNode& node) { all(node.operand); }
  void below(const QuantifierNode& node) {
    all(node.list);
    all(node.condition);
    for (const Expression& list : node.list) {
      const std::string which = earlier_contacts(list);
      if (which == "tickets" && tickets_of.ms > keep_.ms)
        checking_.report.warning("P0426", list.span, "these look back further than records are kept").note("`customer.tickets` are those of the last " + format_duration(tickets_of))
            .label(declared_, "kept for this long").help("keep records for at least `" + format_duration(tickets_of) + "`");
      if (!which.empty()) for (const Expression& condition : node.condition) lengths(condition);
    }
  }
  void below(const SumNode& node) { all(node.list); all(node.term); }
  void below(const DuplicatesNode& node) { all(node.list); }
  void below(const LookUpNode& node) { all(node.arguments); }
  void below(const IndexNode& node) { all(node.sides); }
  void below(const MemberNode& node) { all(node.owner); }
  void below(const ArithmeticNode& node) { all(node.sides); }
  void below(const WindowNode& node) {
    const std::optional<Expression> length = node.window.empty() ? std::nullopt : std::optional(node.window.front());
    counted(length, {node.per}, {node.tool.span.file, node.tool.span.begin, node.per.span.end}, "this condition looks back further than records are kept");
  }

  Checking& checking_;
  Span declared_;
  Duration keep_;
};

}  // namespace

void lint_retention(Checking& checking) {
  const ConversationBlock* conversation = checking.symbols.conversation;
  if (conversation == nullptr || !conversation->keep) return;
  const Duration* keep = literal_as<Duration>(*conversation->keep);
  if (keep == nullptr) return;
  Retention retention(checking, conversation->keep->span, *keep);
  for (const ToolBlock* tool : checking.symbols.tools)
    for (const LimitNode& limit : tool->limits)
      if (!limit.budget) retention.counted(limit.window, limit.per, limit.span, "this limit looks back further than records are kept");
  for (const BudgetBlock* budget : checking.symbols.budgets) retention.counted(budget->window, budget->per, budget->at_most,
                                                                                           "this budget looks back further than records are kept");
  for (const auto& [expression, resolved] : checking.out.expressions) retention.condition(*expression);
  retention.window(conversation->resolved_after, "a conversation is open for longer than records are kept");
  retention.window(conversation->abandoned_after, "a conversation is open for longer than records are kept");
  if (checking.symbols.goals != nullptr)
    for (const GoalsBlock::Goal& goal : checking.symbols.goals->goals) retention.window(goal.within, "this goal looks back further than records are kept");
}

}  // namespace handrail::dsl
