// What the language means, said once more and as plainly as possible: an evaluator that walks the tree of the text. It knows no slots, no program and no
// JSON; facts are values by name. The compiled program must give the same answers (agreement_test.cpp, message_agreement_test.cpp), and so must the solver;
// where two differ, this one is read aloud beside the language's description, and one of them is wrong.
#pragma once

#include <optional>

#include "dsl/syntax/tree.hpp"
#include "tests/reference/facts.hpp"

namespace handrail::reference {

// What an expression is worth (a condition: yes, no, or unknown), and whether `when X unless Y` holds.
[[nodiscard]] Value value_of(const dsl::Expression& e, const Facts& facts);
[[nodiscard]] Value holds(const std::optional<dsl::Expression>& when, const std::optional<dsl::Expression>& unless, const Facts& facts);

// What a clause of the tool sees: its lets, the text's named lists, and the facts.
[[nodiscard]] Facts seen_by(const dsl::Tree& tree, const dsl::ToolBlock& tool, Facts facts);

// May this tool be called? Parameters are in `names`.
[[nodiscard]] Verdict judge(const dsl::Tree& tree, const dsl::ToolBlock& tool, const Facts& known);

// What happens to this message (conversation.cpp)? The intent, its confidence and the signals are in `names`, what came before it in `past`; what its clauses see is
// the names, what the intent says and the text's named lists.
[[nodiscard]] Facts seen_by(const dsl::Tree& tree, Facts facts);
[[nodiscard]] Decision decide(const dsl::Tree& tree, const Facts& known);
// The name of a question that a clause asks in its own words.
[[nodiscard]] std::string asked_at(dsl::Span clause);

}  // namespace handrail::reference
