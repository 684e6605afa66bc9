#include "dsl/check/canonical.hpp"

#include <algorithm>

namespace handrail::dsl {

namespace {

std::string written(const Value& value) {
  if (const auto* list = value.as<ValueList>()) {
    std::vector<std::string> items;
    for (const Value& item : *list) items.push_back(written(item));
    std::ranges::sort(items);
    return "[" + join(items, ",") + "]";
  }
  const std::string text = format_value(value);
  return std::to_string(value.node().index()) + ":" + std::to_string(text.size()) + ":" + text;
}

bool is_yes(const Resolved& value) { return value.op == NodeOp::constant && value.constant == Value(true); }

class Writer {
 public:
  explicit Writer(const Scope& scope) : scope_(scope) {}

  std::string write(const Resolved& value) const {
    switch (value.op) {
      case NodeOp::constant: return written(value.constant);
      case NodeOp::slot: return join(scope_.slots[value.index].path, ".");
      case NodeOp::local: return "$" + std::to_string(value.index);
      case NodeOp::logical_and:
      case NodeOp::logical_or: return together(value);
      case NodeOp::equal:
        if (is_yes(value.operands[1])) return write(value.operands[0]);
        return call("=", sorted(value));
      case NodeOp::not_equal: return call("!=", sorted(value));
      case NodeOp::more: return call("<", {write(value.operands[1]), write(value.operands[0])});
      case NodeOp::at_least: return call("<=", {write(value.operands[1]), write(value.operands[0])});
      case NodeOp::less: return call("<", in_order(value));
      case NodeOp::at_most: return call("<=", in_order(value));
      case NodeOp::add:
      case NodeOp::multiply: return call(std::to_string(static_cast<int>(value.op)), sorted(value));
      case NodeOp::in_list: return member(value);
      default: return call(std::to_string(static_cast<int>(value.op)) + "#" + std::to_string(value.index) + "." + value.field, in_order(value));
    }
  }

 private:
  using Parts = std::vector<std::string>;
  static std::string call(const std::string& what, const Parts& parts) { return what + "(" + join(parts, ",") + ")"; }
  Parts in_order(const Resolved& value) const {
    Parts parts;
    for (const Resolved& operand : value.operands) parts.push_back(write(operand));
    if (!value.constant.unknown()) parts.push_back(written(value.constant));
    return parts;
  }
  Parts sorted(const Resolved& value) const {
    Parts parts = in_order(value);
    std::ranges::sort(parts);
    return parts;
  }
  void flatten(const Resolved& value, NodeOp op, Parts& parts) const {
    if (value.op != op) return parts.push_back(write(value));
    for (const Resolved& operand : value.operands) flatten(operand, op, parts);
  }
  std::string together(const Resolved& value) const {
    Parts parts;
    flatten(value, value.op, parts);
    std::ranges::sort(parts);
    parts.erase(std::ranges::unique(parts).begin(), parts.end());
    return parts.size() == 1 ? parts.front() : call(value.op == NodeOp::logical_and ? "and" : "or", parts);
  }
  // The first operand among the others, whose order says nothing; one alone is an equality.
  std::string member(const Resolved& value) const {
    Parts items;
    for (std::size_t i = 1; i < value.operands.size(); ++i) items.push_back(write(value.operands[i]));
    std::ranges::sort(items);
    items.erase(std::ranges::unique(items).begin(), items.end());
    if (items.size() != 1) return call("in", {write(value.operands[0]), call("", items)});
    Parts both{write(value.operands[0]), items.front()};
    std::ranges::sort(both);
    return call("=", both);
  }

  const Scope& scope_;
};

}  // namespace

std::string canonical(const Resolved& condition, const Scope& scope) { return condition.valid ? Writer(scope).write(condition) : ""; }

std::optional<std::string> canonical(const Checked& checked, const std::optional<Expression>& when, const std::optional<Expression>& unless, const Scope& scope) {
  std::string out;
  for (const auto* part : {&when, &unless}) {
    out += part == &when ? "when " : " unless ";
    if (!*part) continue;
    const Resolved* resolved = checked.find(**part);
    const std::string text = resolved == nullptr ? "" : canonical(*resolved, scope);
    if (text.empty()) return std::nullopt;
    out += text;
  }
  return out;
}

}  // namespace handrail::dsl
