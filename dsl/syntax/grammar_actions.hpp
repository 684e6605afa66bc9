// Types, calls, actions and outcomes: what several blocks have in common.
#pragma once

#include "dsl/syntax/grammar_expressions.hpp"

namespace handrail::dsl::grammar {

bool match_type(Input& in, Reading& reading);     // leaves Part::type
bool match_action(Input& in, Reading& reading);   // leaves Part::action
bool match_outcome(Input& in, Reading& reading);  // leaves Part::outcome

using type = elsewhere<match_type>;
using action = elsewhere<match_action>;
using outcome = elsewhere<match_outcome>;

struct call : part<Part::call, name, symbol<"(">, p::opt<comma_list<part<Part::list_item, value>>>, symbol<")">> {};
struct urgency : group<"an urgency (`immediate`, `high`, `medium`, `low`)",
                       p::sor<word_part<"immediate">, word_part<"high">, word_part<"medium">, word_part<"low">>> {};

struct when : part<Part::when, word<"when">, condition> {};
struct unless : part<Part::unless, word<"unless">, condition> {};
struct from_period : part<Part::from_period, word<"from">, time> {};
struct until_period : part<Part::until_period, word<"until">, time> {};
struct otherwise_outcome : part<Part::otherwise, word<"otherwise">, outcome> {};

}  // namespace handrail::dsl::grammar
