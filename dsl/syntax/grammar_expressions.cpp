#include "dsl/syntax/grammar_expressions.hpp"

namespace handrail::dsl::grammar {

namespace {

struct or_level;
struct not_level;
struct sum_level;

// --- operands ---
struct parenthesis : part<Part::paren, symbol<"(">, nested<or_level>, symbol<")">> {};
struct quantifier : part<Part::quantifier, p::sor<word_part<"any">, word_part<"all">, word_part<"none">>, own_name, word<"in">, path, word<"has">,
                         part<Part::condition, nested<not_level>>> {};
struct count_of : part<Part::count_of, word<"count of">, own_name, word<"in">, path, p::opt<p::seq<word<"with">, part<Part::condition, nested<not_level>>>>> {};
struct sum_of : part<Part::sum_of, word<"sum of">, part<Part::term, nested<sum_level>>, word<"for">, own_name, word<"in">, path> {};
struct operand : group<"a value", p::sor<parenthesis, quantifier, count_of, sum_of, literal, path>> {};

// --- arithmetic ---
struct product_level : part<Part::product_rest, operand, p::star<p::seq<group<"", symbol<"*">>, operand>>> {};
using sign = group<"", part<Part::op, p::sor<symbol<"+">, symbol<"-">>>>;
struct sum_level : part<Part::sum_rest, product_level, p::star<p::seq<sign, product_level>>> {};

// --- comparisons ---
struct symbol_op : part<Part::op, p::sor<symbol<"<=">, symbol<">=">, symbol<"!=">, symbol<"<">, symbol<">">, symbol<"=">>> {};
struct word_op : part<Part::op, p::sor<word<"at most">, word<"at least">, word<"over">, word<"under">, word<"more than">, word<"less than">,
                                       word<"above">, word<"below">, word<"after">, word<"before">>> {};
struct any_op : p::sor<symbol_op, word_op> {};
struct items : p::sor<p::seq<symbol<"[">, comma_list<part<Part::list_item, sum_level>>, symbol<"]">>, part<Part::list_item, path>> {};
struct is_not : part<Part::not_equal_word, word<"not">> {};

struct running : part<Part::running, word<"in">, number, p::sor<word<"messages running">, word<"message running">>> {};
struct in_list : part<Part::in_list, p::opt<is_not>, word<"in">, items> {};
struct text_test : part<Part::text_test,
                        p::sor<p::seq<part<Part::does_not, word<"does not">>, p::sor<word_part<"contain">, word_part<"start with">, word_part<"end with">>>,
                               word_part<"contains">, word_part<"starts with">, word_part<"ends with">>,
                        sum_level> {};
struct known : part<Part::known, p::opt<is_not>, p::sor<word_part<"known">, word_part<"unknown">>> {};
struct within_last : part<Part::within_last, word<"within the last">, duration> {};
struct ago : part<Part::ago, part<Part::op, p::sor<word<"more than">, word<"less than">>>, duration, word<"ago">> {};
struct compared : part<Part::chained, p::opt<is_not>, p::opt<any_op>, sum_level> {};
struct after_is : p::seq<p::sor<word<"is">, word<"was">>, p::sor<known, within_last, ago, in_list, compared>> {};
struct bare_compared : part<Part::chained, any_op, sum_level> {};
struct tail : group<"a comparison", p::sor<running, in_list, text_test, after_is, bare_compared>> {};
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
