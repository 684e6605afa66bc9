// Conditions and the values in them, in the order of the reference: literals, paths, arithmetic, comparisons, quantifiers, not, and, or.
// Each rule begins differently from its neighbours or turns back after a word or two: reading takes linear time.
#pragma once

#include "dsl/syntax/reading.hpp"

namespace handrail::dsl::grammar {

bool match_condition(Input& in, Reading& reading);  // leaves Part::any_of
bool match_value(Input& in, Reading& reading);      // leaves Part::sum_rest: a value without a comparison

using condition = elsewhere<match_condition>;
using value = elsewhere<match_value>;

using digits = p::plus<p::digit>;
using whole = p::seq<p::opt<p::one<'-'>>, digits>;
using fraction = p::seq<p::one<'.'>, digits>;
using grouped = p::seq<p::opt<p::one<'-'>>, digits, p::star<p::seq<p::one<','>, p::rep<3, p::digit>, p::not_at<p::digit>>>, p::opt<fraction>>;
using currency_code = p::seq<p::rep<3, p::upper>, p::not_at<p::identifier_other>>;

struct money : part<Part::money, p::sor<token<"an amount", p::opt<p::one<'-'>>, p::one<'$'>, grouped>, token<"an amount", grouped, p::one<' '>, currency_code>,
                                        token<"an amount", currency_code, p::one<' '>, grouped>>> {};
struct percent : part<Part::percent, token<"a share like `75%`", whole, p::opt<fraction>, p::one<'%'>>> {};
struct number : part<Part::number, token<"a number", whole, p::opt<fraction>>> {};
using unit = p::sor<p::string<'s', 'e', 'c', 'o', 'n', 'd'>, p::string<'m', 'i', 'n', 'u', 't', 'e'>, p::string<'h', 'o', 'u', 'r'>, p::string<'d', 'a', 'y'>,
                    p::string<'w', 'e', 'e', 'k'>>;
struct duration : part<Part::duration, token<"a duration like `10 minutes`", whole, p::one<' '>, unit, p::opt<p::one<'s'>>>> {};
using two = p::rep<2, p::digit>;
using clock_part = p::seq<p::one<'T'>, two, p::one<':'>, two, p::opt<p::seq<p::one<':'>, two, p::opt<fraction>>>,
                          p::opt<p::sor<p::one<'Z'>, p::seq<p::one<'+', '-'>, two, p::one<':'>, two>>>>;
struct time : part<Part::time, token<"a date like `2026-12-01`", p::rep<4, p::digit>, p::one<'-'>, two, p::one<'-'>, two, p::opt<clock_part>>> {};

struct literal : p::sor<part<Part::text_literal, any_text>, part<Part::yes_no, p::sor<word<"yes">, word<"no">>>, time, money, percent, duration, number> {};
struct path : part<Part::path, own_name, p::star<p::seq<group<"", symbol<".">>, name>>> {};

}  // namespace handrail::dsl::grammar
