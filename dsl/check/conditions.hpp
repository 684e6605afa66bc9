// Names and types of expressions. Everything wrong is reported once: what contains a wrong part is not valid and stays silent.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "dsl/check/names.hpp"
#include "dsl/check/resolved.hpp"

namespace handrail::dsl {

class Conditions {
 public:
  Conditions(const Symbols& symbols, Names& names, Report& report) : symbols_(symbols), names_(names), report_(report) {}

  // A yes/no expression; another type is reported.
  [[nodiscard]] Resolved condition(const Expression& expression);
  [[nodiscard]] Resolved term(const Expression& expression);
  // A term where a value of `expected` is wanted: a bare word may be one of an enumeration's words. `wanted_by` opens the sentence when it
  // does not fit ("parameter `order_id`").
  [[nodiscard]] Resolved term_as(const Expression& expression, const Type& expected, std::string_view wanted_by, std::optional<Span> declared);

 private:
  struct Local { std::string name; Type type; };

  Resolved at(const Expression& expression, const LiteralNode& node);
  Resolved at(const Expression& expression, const PathNode& node);
  Resolved at(const Expression& expression, const NotNode& node);
  Resolved at(const Expression& expression, const AndNode& node) { return logical(expression, NodeOp::logical_and, node.operands); }
  Resolved at(const Expression& expression, const OrNode& node) { return logical(expression, NodeOp::logical_or, node.operands); }
  Resolved at(const Expression& expression, const CompareNode& node);
  Resolved at(const Expression& expression, const InListNode& node);
  Resolved at(const Expression& expression, const TextTestNode& node);
  Resolved at(const Expression& expression, const KnownNode& node);
  Resolved at(const Expression& expression, const QuantifierNode& node);
  Resolved at(const Expression& expression, const SumNode& node);
  Resolved at(const Expression& expression, const ArithmeticNode& node);
  Resolved at(const Expression& expression, const RunningNode& node);
  Resolved at(const Expression& expression, const DuplicatesNode& node);
  Resolved at(const Expression& expression, const LookUpNode& node);
  Resolved at(const Expression& expression, const IndexNode& node);
  Resolved at(const Expression& expression, const MemberNode& node);
  Resolved at(const Expression& expression, const WindowNode& node);

  static Resolved invalid(Span span);   // what was reported already
  Resolved list_of(const Operands& lists, std::string_view help, bool maps_too = true);   // one, or two in pairs
  std::size_t bind(const Resolved& list, const Name& variable, const std::optional<Name>& second);   // how many locals that makes
  bool check_look_up(const LookUpNode& node, std::uint32_t tool, Span span);
  bool check_meter(const WindowNode& node, std::uint32_t tool, MeterUse& meter);
  void check_exact(Resolved& calculated);   // no fact may make it larger than what it is calculated in
  Resolved pattern_test(const Expression& expression, const TextTestNode& node);
  Resolved logical(const Expression& expression, NodeOp op, const Operands& operands);
  Resolved named_list(std::uint32_t list, Span span) const;
  // The items of a named list as words of the enumeration that they are compared with; one that is none is reported.
  bool as_words(const Type& enumeration, const std::optional<Span>& declared, Resolved& list);
  Resolved local_path(std::uint32_t depth, const std::vector<Name>& parts);
  Resolved root_path(const Root& root, const std::vector<Name>& parts);
  [[nodiscard]] std::string records_with(const std::string& field) const;
  Resolved unknown_name(const Name& name, std::string help = "");   // `help`: where nothing known is near
  // One step down from a value of `type`; not valid when there is none, which is reported.
  bool step(const Name& part, const std::string& owner, Type& type, std::optional<Span>& declared);
  // The right side of a comparison with `left`: the words of an enumeration are in sight.
  Resolved against(const Resolved& left, const Expression& right);
  bool is_path_in_sight(const Expression& expression) const;
  std::optional<std::string> list_meant(const Expression& before, const Expression& word) const;
  bool may_be_list(const Expression& expression) const;
  Resolved word_of(const Type& enumeration, const std::optional<Span>& declared, std::string_view word, Span span);
  Resolved no_yes_no_field(const Resolved& left, const Name& word);
  bool is_yes_no_field(const Resolved& left, const Expression& right, Resolved& field);
  std::string written_as(const Type& wanted, const Resolved& given) const;
  void check_comparison(NodeOp op, const Resolved& left, const Resolved& right, Span span, bool& valid);
  Resolved not_in(Resolved needle, std::vector<Resolved> items, Span span);
  std::pair<Type, bool> arithmetic_type(const Expression& expression, Arithmetic op, const Resolved& a, const Resolved& b);
  std::string described(const Resolved& value) const { return backticked(symbols_.describe(value.type)); }

  const Symbols& symbols_;
  Names& names_;
  Report& report_;
  std::vector<Local> locals_;
  std::vector<std::pair<std::string, std::string>> ended_;   // variables of quantifiers that came before, and how more would be asked of them
};

// As many arguments as the tool has parameters, or fewer where those at the end are optional; else it is reported.
bool check_arguments(const FieldTable& parameters, const Name& tool, std::size_t given, Span span, Span declared, Report& report);
// May the two be asked for equality, or for order?
[[nodiscard]] bool comparable(const Type& a, const Type& b);
[[nodiscard]] bool ordered(const Type& type);
[[nodiscard]] bool is_number(const Type& type);
// May a value of `from` stand where `to` is declared?
[[nodiscard]] bool assignable(const Type& from, const Type& to);

}  // namespace handrail::dsl
