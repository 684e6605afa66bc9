#include "dsl/syntax/grammar_actions.hpp"

namespace handrail::dsl::grammar {

namespace {

// --- types ---
struct type_rule;
struct list_of : part<Part::list_of, word<"list of">, nested<type_rule>> {};
struct map_of : part<Part::map_of, word<"map of">, nested<type_rule>> {};
struct enumeration : part<Part::enumeration, name, p::plus<p::seq<group<"", bar>, name>>> {};
struct currency : part<Part::currency, token<"a currency code like `EUR`", currency_code>> {};
struct simple : p::sor<word_part<"text">, word_part<"whole number">, word_part<"decimal">, word_part<"percent">, word_part<"yes/no">,
                       p::seq<word_part<"money">, p::opt<p::seq<group<"", word<"in">>, currency>>>, word_part<"time">, word_part<"duration">> {};
struct named : part<Part::named, name> {};
struct type_rule
    : part<Part::type, group<"", p::opt<part<Part::optional_word, word<"optional">>>>, group<"a type", p::sor<list_of, map_of, enumeration, simple, named>>> {};

// --- actions ---
struct action_rule;
struct once : part<Part::once, word<"once">> {};
struct afterwards : part<Part::afterwards, group<"", symbol<",">>, word<"then">, nested<action_rule>> {};
struct ask_for : p::seq<word_part<"ask for">, name> {};
struct ask : p::seq<word_part<"ask">, p::sor<p::seq<text, p::opt<group<"", once>>>, once>, p::opt<afterwards>> {};
struct hand_off : p::seq<word_part<"hand off">, p::opt<p::seq<group<"", word<"to">>, name>>,
                         p::opt<part<Part::role, group<"", word<"with">>, word<"urgency">, urgency>>> {};
struct action_rule : part<Part::action, group<"an action", p::sor<ask_for, ask, word_part<"verify">, word_part<"offer a person">, hand_off, word_part<"refuse">,
                                                                  word_part<"answer">, word_part<"draft">>>> {};

// --- outcomes: say, because, then, in any order ---
struct say : part<Part::say, word<"say">, text> {};
struct because : part<Part::because, word<"because">, text> {};
struct then : part<Part::then, p::opt<word<"then">>, action_rule> {};
struct outcome_part : group<"`say`, `because` or `then`", p::sor<say, because, then>> {};
struct outcome_rule : part<Part::outcome, outcome_part, p::star<p::seq<p::opt<group<"", comma>>, group<"", outcome_part>>>> {};

}  // namespace

bool match_type(Input& in, Reading& reading) { return match_rule<type_rule>(in, reading); }
bool match_action(Input& in, Reading& reading) { return match_rule<action_rule>(in, reading); }
bool match_outcome(Input& in, Reading& reading) { return match_rule<outcome_rule>(in, reading); }

}  // namespace handrail::dsl::grammar
