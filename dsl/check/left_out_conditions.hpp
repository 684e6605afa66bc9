// A condition of an included file, once something that it names was left out of the bundle: what of it is left. Three-valued, as everywhere: a signal that
// nobody reads is no, an intent that there is none of is never the customer's, and a fact that there is none of is unknown.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "dsl/syntax/tree.hpp"

namespace handrail::dsl {

// Everything that was left out, by kind; each name with the clause that left it out.
struct LeftOut {
  using Names = std::map<std::string, Span, std::less<>>;
  Names intents, topics, signals, entities, context_fields, customer_fields, tools, workflows, queues, roles, lists;
  static const std::vector<Names LeftOut::*> kinds;   // all of these

  [[nodiscard]] bool empty() const;
};

enum class Settled { no, unknown, yes };

// What of `condition` is settled by what was left out: it says so whatever the facts are. None: it still depends on facts, and has lost the parts that are
// settled. `local`: in a tool, the names of parameters and look-ups, which hide a context field of the same name; null: outside of tools.
[[nodiscard]] std::optional<Settled> settle(Expression& condition, const LeftOut& gone, const std::set<std::string>* local);

// Does it name something left out anywhere?
[[nodiscard]] bool names_left_out(const Expression& expression, const LeftOut& gone, const std::set<std::string>* local);

}  // namespace handrail::dsl
