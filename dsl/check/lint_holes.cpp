// A hole is filled with a fact: words that are said whether or not it is known would reach the customer with nothing in its place. Only what the message
// itself or its channel supplies is asked about; the facts of a customer belong to whoever is verified.
#include <algorithm>
#include <iterator>
#include <set>

#include "dsl/check/checking.hpp"
#include "dsl/check/said.hpp"
#include "dsl/check/words.hpp"

namespace handrail::dsl {

namespace {

using Known = std::set<std::string>;

class Knowing {
 public:
  explicit Knowing(const Checking& checking) : checking_(checking) {}

  // The facts that are known for certain once the condition was found to be so, or not so.
  [[nodiscard]] Known from(const Expression& expression, bool holds) const {
    const Resolved* resolved = checking_.out.find(expression);
    return resolved == nullptr || !resolved->valid ? Known{} : from(*resolved, holds);
  }

 private:
  [[nodiscard]] Known from(const Resolved& value, bool holds) const {
    switch (value.op) {
      case NodeOp::logical_not: return from(value.operands[0], !holds);
      case NodeOp::logical_and: return each(value, holds, holds);
      case NodeOp::logical_or: return each(value, holds, !holds);
      case NodeOp::is_known: return holds ? read(value.operands[0]) : Known{};
      case NodeOp::is_unknown: return holds ? Known{} : read(value.operands[0]);
      default: return read(value);
    }
  }
  // All of the parts are settled, or one of them is and nobody knows which.
  [[nodiscard]] Known each(const Resolved& value, bool holds, bool all) const {
    Known known;
    for (std::size_t i = 0; i < value.operands.size(); ++i) {
      const Known part = from(value.operands[i], holds);
      if (all || i == 0) {
        known.insert(part.begin(), part.end());
        continue;
      }
      Known both;
      std::ranges::set_intersection(known, part, std::inserter(both, both.end()));
      known = std::move(both);
    }
    return known;
  }
  [[nodiscard]] Known read(const Resolved& value) const {
    Known known;
    if (value.op == NodeOp::slot) known.insert(checking_.out.turn.scope.slots[value.index].path[0]);
    for (const Resolved& operand : value.operands) known.merge(read(operand));
    return known;
  }

  const Checking& checking_;
};

}  // namespace

void lint_holes(Checking& checking) {
  const Knowing knowing(checking);
  const Symbols& symbols = checking.symbols;
  each_said(symbols, [&](const SaidText& said) {
    if (said.of_a_tool || said.reworded) return;   // a tool's arguments and look-ups were known to the gate; a wording has the holes of its text
    std::optional<Known> known;
    for (const Hole& hole : read_template(said.words.text).holes) {
      if (hole.path.empty()) continue;
      const std::string& fact = hole.path[0];
      if (!symbols.entities.find(fact) && std::ranges::find(symbols.context.fields, fact, &Field::name) == symbols.context.fields.end()) continue;
      if (!known) {
        known.emplace();
        for (const Expression* condition : said.holds) known->merge(knowing.from(*condition, true));
        for (const Expression* condition : said.fails) known->merge(knowing.from(*condition, false));
      }
      if (known->contains(fact)) continue;
      checking.report.warning("P0439", said.words.span, "these words say " + backticked("{" + join(hole.path, ".") + "}") + ", which is not always known here")
          .note("the customer would read nothing in its place")
          .help(said.holds.empty() ? "say it without the hole" : "add " + backticked("and " + fact + " is known") + " to the condition, or say it without the hole");
    }
  });
}

}  // namespace handrail::dsl
