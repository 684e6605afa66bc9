// A text read on its own: its tree, what was found wrong, and a short way to write expressions down in a test.
#pragma once

#include <stdexcept>
#include <string>

#include "dsl/syntax/parse.hpp"

namespace handrail::dsl {

struct Read {
  Sources sources;
  Diagnostics found;
  Tree tree;
  explicit Read(std::string text) : sources({{"test.policy", std::move(text)}}), tree(parse(sources, found)) {}

  [[nodiscard]] std::string seen() const { return render_pretty(sources, found, false); }
  [[nodiscard]] std::vector<std::string> codes() const {
    std::vector<std::string> out;
    for (const Diagnostic& d : found) out.push_back(d.code);
    return out;
  }
  template <class Block>
  [[nodiscard]] const Block& only(std::size_t nth = 0) const {
    for (const auto& block : tree.blocks)
      if (const auto* wanted = std::get_if<Block>(&block))
        if (nth-- == 0) return *wanted;
    throw std::runtime_error("no such block:\n" + seen());
  }
};

// An expression with all its parentheses: "(or (= customer.plan pro) (not angry))".
inline std::string written(const Expression& expression);

namespace written_out {

inline std::string all(std::string head, const Operands& operands) {
  for (const Expression& operand : operands) head += " " + written(operand);
  return "(" + head + ")";
}

struct Writer {
  std::string operator()(const LiteralNode& n) const {
    if (n.value.as<std::string>()) return "\"" + format_value(n.value) + "\"";
    if (const auto* decimal = n.value.as<Decimal>()) return format_decimal(*decimal) + (n.percent ? "%" : "");
    if (const auto* money = n.value.as<Money>()) return format_amount(*money) + std::string(money->currency.code());
    if (const auto* time = n.value.as<Instant>()) return format_time(*time);
    return format_value(n.value);
  }
  std::string operator()(const PathNode& n) const {
    std::string out;
    for (const Name& part : n.parts) out += (out.empty() ? "" : ".") + part.text;
    return out;
  }
  std::string operator()(const NotNode& n) const { return all("not", n.operand); }
  std::string operator()(const AndNode& n) const { return all("and", n.operands); }
  std::string operator()(const OrNode& n) const { return all("or", n.operands); }
  std::string operator()(const CompareNode& n) const {
    static constexpr const char* ops[] = {"=", "!=", "<", "<=", ">", ">="};
    return all(ops[static_cast<int>(n.op)], n.sides);
  }
  std::string operator()(const InListNode& n) const { return "(" + std::string(n.negated ? "not-in " : "in ") + written(n.needle.at(0)) + " " + all("list", n.items) + ")"; }
  std::string operator()(const TextTestNode& n) const {
    static constexpr const char* tests[] = {"contains", "starts", "ends", "matches"};
    return all(tests[static_cast<int>(n.test)], n.sides);
  }
  std::string operator()(const KnownNode& n) const { return all(n.known ? "known" : "unknown", n.operand); }
  std::string operator()(const QuantifierNode& n) const {
    static constexpr const char* words[] = {"any", "all", "none", "count"};
    return "(" + std::string(words[static_cast<int>(n.quantifier)]) + " " + n.variable.text + (n.second ? "," + n.second->text : "") + " " + listed(n.list) +
           (n.condition.empty() ? "" : " " + written(n.condition[0])) + ")";
  }
  std::string operator()(const SumNode& n) const { return "(sum " + n.variable.text + (n.second ? "," + n.second->text : "") + " " + listed(n.list) + " " +
           written(n.term.at(0)) + ")"; }
  static std::string listed(const Operands& lists) { return lists.size() == 2 ? all("pairs", lists) : written(lists.at(0)); }
  std::string operator()(const DuplicatesNode& n) const { return all(n.negated ? "no-duplicates" : "duplicates", n.list); }
  std::string operator()(const LookUpNode& n) const { return all("call " + n.tool.text, n.arguments); }
  std::string operator()(const IndexNode& n) const { return all("at", n.sides); }
  std::string operator()(const MemberNode& n) const { return all("field " + n.field.text, n.owner); }
  std::string operator()(const WindowNode& n) const { return all("window " + n.tool.text + (n.parameter ? "." + n.parameter->text : "") + " per " + n.per.text, n.window); }
  std::string operator()(const ArithmeticNode& n) const {
    static constexpr const char* ops[] = {"+", "-", "*"};
    return all(ops[static_cast<int>(n.op)], n.sides);
  }
  std::string operator()(const RunningNode& n) const { return "(running " + n.signal.text + " " + std::to_string(n.count) + ")"; }
};

}  // namespace written_out

inline std::string written(const Expression& expression) { return std::visit(written_out::Writer{}, expression.node); }

}  // namespace handrail::dsl
