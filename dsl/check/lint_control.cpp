// More money with less control: an amount that is let through, while less of it needs an approval. And words that ask for a yes which nothing asks for.
#include <algorithm>
#include <cctype>
#include <cstdint>
#include <optional>
#include <vector>

#include "dsl/check/amounts.hpp"
#include "dsl/check/checking.hpp"
#include "dsl/syntax/equal.hpp"

namespace handrail::dsl {

namespace {

// The amounts of one parameter that a condition speaks of, in minor units, and what it asks beside them.
struct Amounts {
  std::int64_t from = INT64_MIN, to = INT64_MAX;   // both included
  bool bounded = false;                            // the parameter is read at all
  bool in_one_piece = true;                        // from the one to the other: no amount between is left out
  std::vector<const Expression*> beside = {};
  [[nodiscard]] bool has(std::int64_t amount) const { return from <= amount && amount <= to; }
};

bool is_named(const Expression& e, std::string_view name) {
  const auto* path = std::get_if<PathNode>(&e.node);
  return path != nullptr && path->parts.size() == 1 && path->parts[0].text == name;
}

void narrow(Amounts& amounts, const CompareNode& node, std::int64_t limit) {
  amounts.bounded = true;
  switch (node.op) {
    case Comparison::equal: amounts.from = std::max(amounts.from, limit); amounts.to = std::min(amounts.to, limit); break;
    case Comparison::less: amounts.to = std::min(amounts.to, limit - 1); break;
    case Comparison::at_most: amounts.to = std::min(amounts.to, limit); break;
    case Comparison::more: amounts.from = std::max(amounts.from, limit + 1); break;
    case Comparison::at_least: amounts.from = std::max(amounts.from, limit); break;
    case Comparison::not_equal: amounts.in_one_piece = false; break;
  }
}

void collect(Amounts& amounts, const Expression& e, std::string_view parameter) {
  if (const auto* both = std::get_if<AndNode>(&e.node)) {
    for (const Expression& part : both->operands) collect(amounts, part, parameter);
    return;
  }
  const auto* compared = std::get_if<CompareNode>(&e.node);
  const auto* limit = compared != nullptr ? literal_as<Money>(compared->sides[1]) : nullptr;
  if (limit != nullptr && is_named(compared->sides[0], parameter) && limit->minor > INT64_MIN && limit->minor < INT64_MAX) narrow(amounts, *compared, limit->minor);
  else amounts.beside.push_back(&e);
}

Amounts amounts_of(const std::optional<Expression>& when, std::string_view parameter) {
  Amounts amounts;
  if (when) collect(amounts, *when, parameter);
  return amounts;
}

// One tool with an amount: who decides on how much of it.
class Control {
 public:
  Control(Checking& checking, const ToolBlock& tool, const std::string& parameter) : checking_(checking), tool_(tool), parameter_(parameter) {}

  void look() {
    for (const ApproveNode& approve : tool_.approves) {
      const Amounts asked = amounts_of(approve.when, parameter_);
      if (!asked.in_one_piece || !asked.bounded || asked.to == INT64_MAX || asked.from > asked.to || approve.unless || approve.active) continue;
      if (std::ranges::any_of(asked.beside, [&](const Expression* one) { return reads_amount(*one); })) continue;
      const std::int64_t more = asked.to + 1;
      if (!stopped(more)) let_through(approve, asked, more);
    }
  }

 private:
  // Whether something that comes before an `allow` may stop this amount, or ask about it.
  [[nodiscard]] bool stopped(std::int64_t amount) const {
    const auto may_hold = [&](const auto& clause) { return amounts_of(clause.when, parameter_).has(amount); };
    if (std::ranges::any_of(tool_.approves, may_hold)) return true;
    if (std::ranges::any_of(tool_.denies, [&](const DenyNode& deny) { return amounts_of(deny.when, parameter_).bounded && may_hold(deny); })) return true;
    if (std::ranges::any_of(tool_.needs, [&](const NeedNode& need) {
          const auto* condition = std::get_if<Expression>(&need.what);
          return condition != nullptr && !amounts_of(*condition, parameter_).has(amount);
        })) return true;
    return std::ranges::any_of(tool_.limits, [&](const LimitNode& limit) { return limited(limit, amount); });
  }

  // As a word of its own, and no field of something else.
  [[nodiscard]] bool reads_amount(const Expression& e) const {
    const std::string_view text = checking_.sources.text(e.span);
    const auto of_a_name = [](char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '.'; };
    for (std::size_t at = text.find(parameter_); at != std::string_view::npos; at = text.find(parameter_, at + 1)) {
      const std::size_t end = at + parameter_.size();
      if ((at == 0 || !of_a_name(text[at - 1])) && (end == text.size() || !of_a_name(text[end]))) return true;
    }
    return false;
  }

  // An approval without conditions of its own is set beside every `allow`; with some, beside those that ask for none but these.
  [[nodiscard]] static bool under_the_same(const Amounts& asked, const Amounts& allowed) {
    return asked.beside.empty() || std::ranges::all_of(allowed.beside, [&](const Expression* one) {
      return std::ranges::any_of(asked.beside, [&](const Expression* other) { return equal(*one, *other); });
    });
  }

  [[nodiscard]] bool limited(const LimitNode& limit, std::int64_t amount) const {
    if (!limit.amount || limit.amount->text != parameter_) return false;
    const std::optional<Expression>* ceiling = &limit.ceiling;
    if (limit.budget) {
      const auto budget = checking_.symbols.budgets.find(limit.budget->text);
      if (!budget) return true;
      ceiling = &checking_.symbols.budgets[*budget].ceiling;
    }
    const auto* most = *ceiling ? literal_as<Money>(**ceiling) : nullptr;
    return most == nullptr || amount > most->minor;
  }

  void let_through(const ApproveNode& approve, const Amounts& asked, std::int64_t more) {
    for (const AllowNode& allow : tool_.allows) {
      const bool lifted = allow.unless && amounts_of(allow.unless, parameter_).bounded;
      const Amounts allowed = amounts_of(allow.when, parameter_);
      if (allowed.has(more) && under_the_same(asked, allowed) && !lifted) return told(approve, asked, allow.span);
    }
    if (tool_.otherwise && tool_.otherwise->allow) told(approve, asked, tool_.otherwise->span);
  }

  void told(const ApproveNode& approve, const Amounts& asked, Span at) {
    const std::string up_to = money(asked.to);
    checking_.report.warning("P0445", at, "more money with less control: " + backticked(parameter_) + " over " + up_to + " is allowed at once, and up to " + up_to + " " +
                                              backticked(approve.role.text) + " must approve")
        .label(approve.span, "asks " + backticked(approve.role.text) + " up to " + up_to)
        .help((asked.from > 1 ? "write here `" + parameter_ + " is at most " + money(asked.from - 1) + "`, or" : std::string("let this end below the approval, or")) +
              " let the `approve` reach as far as this does");
  }
  [[nodiscard]] std::string money(std::int64_t minor) const { return amount_in_words(Money{minor, checking_.symbols.currency_of(type())}); }
  [[nodiscard]] Type type() const {
    const auto tool = checking_.symbols.tools.find(tool_.name.text);
    for (const Field& field : checking_.symbols.tool_types[*tool].parameters.fields)
      if (field.name == parameter_) return field.type;
    return {};
  }

  Checking& checking_;
  const ToolBlock& tool_;
  const std::string& parameter_;
};

// Whether a script may ask for the yes by itself: `desk.confirm("pay_back", …)`, or with a name that it works out.
bool confirmed_by_a_script(const Sources& sources, std::string_view tool) {
  constexpr std::string_view call = "desk.confirm";
  for (std::uint32_t file = 0; file < sources.size(); ++file) {
    const std::string_view text = sources.file(file).text;
    if (!sources.file(file).path.ends_with(".lua")) continue;
    for (std::size_t at = text.find(call); at != std::string_view::npos; at = text.find(call, at + 1)) {
      const std::size_t first = text.find_first_not_of(" \t\r\n(", at + call.size());
      if (first == std::string_view::npos) continue;
      const bool written_out = text[first] == '"' || text[first] == '\'';
      if (!written_out || text.substr(first + 1, text.find(text[first], first + 1) - first - 1) == tool) return true;
    }
  }
  return false;
}

// Whether some reading is checked by a person before anything goes out: then the words are said of each call of such a run (Judgement::once_meant).
bool a_person_checks(const Symbols& symbols) {
  const auto checked = [](const BandRow& row) { return row.check_at.has_value(); };
  return symbols.rollouts.begin() != symbols.rollouts.end() || (symbols.confidence && std::ranges::any_of(symbols.confidence->rows, checked));
}

void words_to_confirm(Checking& checking, const ToolBlock& tool) {
  const bool asked = std::ranges::any_of(tool.needs, [](const NeedNode& need) { return std::holds_alternative<CustomersYes>(need.what); });
  if (asked || !tool.say_to_confirm || !tool.effect || tool.effect->text == "reads" || confirmed_by_a_script(checking.sources, tool.name.text)) return;
  const bool sometimes = a_person_checks(checking.symbols);
  if (sometimes && tool.effect->text != "moves money") return;
  const std::string when = sometimes ? "these words are said only where a person checks the reading: " : "these words are never said: ";
  checking.report.warning("P0446", tool.say_to_confirm->span, when + backticked(tool.name.text) + " needs no yes of the customer")
      .label(tool.effect->span, tool.effect->text == "moves money" ? "money moves without the customer's yes" : "this happens without the customer's yes")
      .help("add `needs the customer's yes to this call`, or remove `say to confirm`");
}

}  // namespace

void lint_control(Checking& checking) {
  for (const ToolBlock* tool : checking.symbols.tools) {
    for (const FieldNode& parameter : tool->parameters)
      if (parameter.type.word == TypeWord::money) Control(checking, *tool, parameter.name.text).look();
    words_to_confirm(checking, *tool);
  }
}

}  // namespace handrail::dsl
