#include "dsl/syntax/grammar_expressions.hpp"

namespace handrail::dsl::grammar {

namespace {

struct or_level;
struct not_level;
struct sum_level;

// --- operands ---
struct parenthesis : part<Part::paren, symbol<"(">, nested<or_level>, symbol<")">> {};
// What a fact is read from: a path or a look-up, then keys and fields of what that gives.
struct look_up : part<Part::look_up, own_name, group<"", symbol<"(">>, p::opt<comma_list<part<Part::argument, nested<sum_level>>>>, symbol<")">> {};
struct index : part<Part::index, symbol<"[">, nested<sum_level>, symbol<"]">> {};
struct member : part<Part::member, symbol<".">, name> {};
struct reference : part<Part::reference, p::sor<look_up, path>, p::star<group<"", p::sor<index, member>>>> {};

// --- over lists: `item in LIST`, or `a, b in pairs of LIST and LIST` ---
struct pairs : p::seq<part<Part::second, symbol<",">, own_name>, word<"in">, part<Part::pairs, word<"pairs of">, reference, word<"and">, reference>> {};
struct over_list : p::seq<own_name, p::sor<group<"", pairs>, p::seq<word<"in">, reference>>> {};
struct quantifier : part<Part::quantifier, p::sor<word_part<"any">, word_part<"all">, word_part<"none">>, over_list, word<"has">,
                         part<Part::condition, nested<not_level>>> {};

// --- over calls: `per customer in 90 days` ---
struct used_window : part<Part::used_window, word<"per">, name, p::opt<p::seq<group<"", word<"in">>, duration>>> {};
struct count_of : part<Part::count_of, word<"count of">,
                       own_name, p::sor<group<"", used_window>, p::seq<p::sor<group<"", pairs>, p::seq<word<"in">, reference>>,
                                                              p::opt<p::seq<word<"with">, part<Part::condition, nested<not_level>>>>>>> {};
struct sum_of : part<Part::sum_of, word<"sum of">, part<Part::term, nested<sum_level>>, p::sor<group<"", used_window>, p::seq<word<"for">, over_list>>> {};
struct operand : group<"a value", p::sor<parenthesis, quantifier, count_of, sum_of, literal, reference>> {};

// --- arithmetic ---
struct product_level : part<Part::product_rest, operand, p::star<p::seq<group<"", symbol<"*">>, operand>>> {};
using sign = group<"", part<Part::op, p::sor<symbol<"+">, symbol<"-">>>>;
struct sum_level : part<Part::sum_rest, product_level, p::star<p::seq<sign, product_level>>> {};

// --- comparisons ---
struct symbol_op : part<Part::op, p::sor<symbol<"<=">, symbol<">=">, symbol<"!=">, symbol<"<">, symbol<">">, symbol<"=">>> {};
struct word_op : part<Part::op, p::sor<word<"at most">, word<"at least">, word<"over">, word<"under">, word<"more than">, word<"less than">,
                                       word<"above">, word<"below">, word<"after">, word<"before">>> {};
struct any_op : p::sor<symbol_op, word_op> {};
struct items : p::sor<p::seq<symbol<"[">, comma_list<part<Part::list_item, sum_level>>, symbol<"]">>, part<Part::list_item, reference>> {};
struct is_not : part<Part::not_equal_word, word<"not">> {};
struct is_no : part<Part::not_equal_word, word<"no">> {};

struct running : part<Part::running, word<"in">, number, p::sor<word<"messages running">, word<"message running">>> {};
struct in_list : part<Part::in_list, p::opt<is_not>, word<"in">, items> {};
struct text_test : part<Part::text_test,
                        p::sor<p::seq<part<Part::does_not, word<"does not">>, p::sor<word_part<"contain">, word_part<"start with">, word_part<"end with">, word_part<"match">>>,
                               word_part<"contains">, word_part<"starts with">, word_part<"ends with">, word_part<"matches">>,
                        sum_level> {};
struct known : part<Part::known, p::opt<is_not>, p::sor<word_part<"known">, word_part<"unknown">>> {};
struct within_last : part<Part::within_last, p::opt<is_not>, word<"within the last">, duration> {};
struct within_next : part<Part::within_next, p::opt<is_not>, word<"within the next">, duration> {};
struct ago : part<Part::ago, part<Part::op, p::sor<word<"more than">, word<"less than">, word<"at least">, word<"at most">>>, duration, word<"ago">> {};
struct duplicates : part<Part::duplicates, word<"has">, p::opt<is_no>, word<"duplicates">> {};
struct compared : part<Part::chained, p::opt<is_not>, p::opt<any_op>, sum_level> {};
struct after_is : p::seq<p::sor<word<"is">, word<"was">>, p::sor<known, within_last, within_next, ago, in_list, compared>> {};
struct bare_compared : part<Part::chained, any_op, sum_level> {};
struct tail : group<"a comparison", p::sor<running, in_list, duplicates, text_test, after_is, bare_compared>> {};
struct chained : p::seq<group<"", word<"and">>, group<"", any_op>, sum_level> {};
struct comparison : part<Part::comparison, sum_level, p::opt<p::seq<tail, p::star<part<Part::chained, chained>>>>> {};

// --- not, and, or ---
struct negation : part<Part::negation, word<"not">, nested<not_level>> {};
struct not_level : p::sor<group<"", negation>, comparison> {};
struct and_level : part<Part::all_of, not_level, p::star<p::seq<group<"", word<"and">>, not_level>>> {};
struct or_level : part<Part::any_of, and_level, p::star<p::seq<group<"", word<"or">>, and_level>>> {};

}  // namespace

bool match_condition(Input& in, Reading& reading) { return match_rule<group<"a condition", or_level>>(in, reading); }
bool match_value(Input& in, Reading& reading) { return match_rule<sum_level>(in, reading); }

}  // namespace handrail::dsl::grammar
