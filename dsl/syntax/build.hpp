// Parts to tree: what the grammar recognised in one statement becomes names, values, expressions, types and actions, each with its span in the text.
// Literals are judged here: an amount, a time or a number that cannot be is a finding, and the nearest harmless value stands in its place.
#pragma once

#include "dsl/syntax/findings.hpp"
#include "dsl/syntax/layout.hpp"
#include "dsl/syntax/parts.hpp"
#include "dsl/syntax/tree.hpp"

namespace handrail::dsl {

class Builder {
 public:
  Builder(const Statement& statement, Findings& findings) : statement_(statement), findings_(findings) {}

  [[nodiscard]] Span span(const PartView& view) const { return statement_.span(view.begin(), view.end()); }
  [[nodiscard]] Name name(const PartView& view) const { return {std::string(view.text()), span(view)}; }
  [[nodiscard]] Name path_name(const PartView& view) const;   // "customer.plan" as one name, without blanks
  [[nodiscard]] Text text(const PartView& view);              // without its quotes, escapes resolved
  [[nodiscard]] Expression expression(const PartView& view);  // any part that an expression grammar leaves
  [[nodiscard]] TypeNode type(const PartView& view);
  [[nodiscard]] CallNode call(const PartView& view);
  [[nodiscard]] ActionNode action(const PartView& view);
  [[nodiscard]] OutcomeNode outcome(const PartView& view);

  void report(std::string_view code, std::string message, Span span, std::string note, std::string help);
  void report_twice(std::string_view what, Span second, Span first);

 private:
  using Parts = std::vector<PartView>;
  [[nodiscard]] Expression build(const PartView& view);
  [[nodiscard]] Expression literal(const PartView& view);
  [[nodiscard]] Value number(const PartView& view);
  [[nodiscard]] Value percent(const PartView& view);
  [[nodiscard]] Value money(const PartView& view);
  [[nodiscard]] Value time(const PartView& view);
  [[nodiscard]] Value duration(const PartView& view);
  [[nodiscard]] Expression path(const PartView& view) const;
  [[nodiscard]] Expression arithmetic(const PartView& view);
  [[nodiscard]] Expression comparison(const PartView& view);
  [[nodiscard]] Expression tail(Expression left, const PartView& view);
  [[nodiscard]] Expression compared(Expression left, const PartView& view);
  [[nodiscard]] Expression in_list(Expression left, const PartView& view);
  [[nodiscard]] Expression text_test(Expression left, const PartView& view);
  [[nodiscard]] Expression known(Expression left, const PartView& view);
  [[nodiscard]] Expression before_now(Expression left, const PartView& view);  // within the last, ago
  [[nodiscard]] Expression after_now(Expression left, const PartView& view);   // within the next
  [[nodiscard]] Expression duplicates(Expression left, const PartView& view);
  [[nodiscard]] Expression running(Expression left, const PartView& view);
  [[nodiscard]] Expression quantifier(const PartView& view);
  [[nodiscard]] Expression sum_of(const PartView& view);
  [[nodiscard]] Expression reference(const PartView& view);
  [[nodiscard]] Expression look_up(const PartView& view);
  [[nodiscard]] Expression window(const PartView& view, const PartView& used, Name tool, std::optional<Name> parameter);
  template <class Node>
  void over_list(Node& node, const PartView& view);
  template <class Joined>
  [[nodiscard]] Expression joined(const PartView& view);
  Value impossible(std::string_view code, const PartView& view, std::string message, std::string help, Value instead);

  const Statement& statement_;
  Findings& findings_;
};

}  // namespace handrail::dsl
