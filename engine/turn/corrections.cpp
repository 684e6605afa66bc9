#include "engine/turn/corrections.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "engine/base/money.hpp"
#include "engine/base/text.hpp"
#include "engine/domain/in_words.hpp"
#include "engine/meaning/asked.hpp"
#include "engine/meaning/free_words.hpp"
#include "engine/meaning/matter.hpp"
#include "engine/sentences/asked_back.hpp"
#include "engine/sentences/clear_yes.hpp"
#include "engine/sentences/corrected_text.hpp"
#include "engine/sentences/negated_part.hpp"
#include "engine/sentences/on_condition.hpp"
#include "engine/sentences/said_of.hpp"
#include "engine/sentences/shares.hpp"
#include "engine/sentences/speech.hpp"
#include "engine/sentences/spelled_out.hpp"
#include "engine/turn/asking_again.hpp"
#include "engine/turn/framing.hpp"
#include "engine/turn/more_or_fewer.hpp"
#include "engine/turn/rests_on.hpp"
#include "engine/turn/taken_off.hpp"

namespace handrail {
namespace {

using Kind = CustomersAnswer::Kind;

// Beside a share they say that it will do.
constexpr std::array contented{"fine", "good", "ok", "okay", "happy", "maximum", "accept", "settle", "alright", "hm", "well"};

bool has_digit(std::string_view text) { return text.find_first_of("0123456789") != std::string_view::npos; }

template <class List>
bool among(const List& list, std::string_view word) { return std::find(list.begin(), list.end(), word) != list.end(); }

bool is_money(const Json& value) { return !value.text_or("amount").empty() && !value.text_or("currency").empty(); }

bool takes(const InRun& in, const std::string& fact) {
  const auto workflow = in.live.program().find_workflow(in.run.workflow);
  return workflow && among(in.live.program().workflows[*workflow].takes, fact);
}

// A question, and no wish in the form of one.
bool asks_only(const InRun& in) { return does(in.reading, speech::ask) && !asks_for_a_deed(in.text); }

// The input of the workflow that an argument of the call comes from: the one of its name, else the one that has its value, else the one amount that the workflow takes.
// Empty: it comes from none.
std::string input_of(const InRun& in, const std::string& argument, const Json& value) {
  if (takes(in, argument)) return argument;
  const auto workflow = in.live.program().find_workflow(in.run.workflow);
  std::vector<std::string> same, amounts;
  for (const std::string& taken : workflow ? in.live.program().workflows[*workflow].takes : std::vector<std::string>{}) {
    const auto& entities = in.live.program().entities;
    const bool is_amount = std::ranges::any_of(entities, [&](const dsl::Entity& one) { return one.name == taken && one.type.kind == dsl::TypeKind::money; });
    const Json* used = used_by_run(in.state, taken);
    if (is_amount && used && canonical(*used) == canonical(value)) same.push_back(taken);
    if (is_amount) amounts.push_back(taken);
  }
  if (same.size() == 1) return same.front();
  return amounts.size() == 1 && same.empty() ? amounts.front() : "";
}

// Another amount for the call: the input that it comes from, and both.
struct AmountSaid {
  std::string input;
  Json was, is;
};

// "Make it 30" where the call has one amount: 30 of its currency.
std::optional<AmountSaid> bare_amount(const InRun& in) {
  const Json::Object* arguments = in.run.waits_arguments.members();
  if (!arguments || asks_only(in) || takes_some_off(in.text)) return std::nullopt;
  const auto argument = std::find_if(arguments->begin(), arguments->end(), [](const auto& one) { return is_money(one.second); });
  if (argument == arguments->end() || in.reading.claims.count(argument->first)) return std::nullopt;
  const std::string input = input_of(in, argument->first, argument->second);
  if (input.empty() || in.reading.claims.count(input)) return std::nullopt;
  std::vector<std::string> figures;
  for (const std::string_view word : split(in.text, ' ')) {
    const std::string_view bare = trim(word.substr(0, word.find_last_not_of(".,;:!?") + 1));
    const auto at = static_cast<std::size_t>(bare.data() - in.text.data());
    if (has_digit(bare) && said_of(in.text, at, at + bare.size(), NamedKind::value) != SaidOf::named) return std::nullopt;
    if (has_digit(bare)) figures.push_back(lower_ascii(bare));
    else if (!bare.empty() && !content_words(bare).empty() && !is_framing(in, content_words(bare).front())) return std::nullopt;
  }
  if (figures.size() != 1 || figures.front().find_first_not_of("0123456789.,") != std::string::npos || words(in.text).size() < 2) return std::nullopt;
  const auto currency = Currency::parse(argument->second.text_or("currency"));
  std::string written = figures.front();
  if (const std::size_t comma = written.find(','); comma != std::string::npos && written.size() - comma == 4) std::erase(written, ',');
  const auto money = currency ? parse_money(written, *currency) : Result<Money>(fail(currency.error()));
  if (!money) return std::nullopt;
  return AmountSaid{input, argument->second, Json::object({{"amount", format_amount(*money)}, {"currency", money->currency.code()}})};
}

// "Half would do", "a third of it", "30 percent": that share of the one amount that the call has and the workflow takes.
std::optional<AmountSaid> share_of_the_call(const InRun& in) {
  const Json::Object* arguments = in.run.waits_arguments.members();
  const auto share = share_said(in.text);
  if (!arguments || !share || asks_only(in) || said_of(in.text, share->begin, share->end, NamedKind::value) != SaidOf::named) return std::nullopt;
  constexpr std::array ruling_out{"not", "never", "than", "least", "isn't", "don't", "dont", "without"};   // "not half, all of it", "at least a third"
  const std::vector<std::string_view> before = words(std::string_view(in.text).substr(0, share->begin));
  if (std::any_of(before.begin(), before.end(), [&](std::string_view word) { return among(ruling_out, lower_ascii(word)); })) return std::nullopt;
  const auto is_amount = [](const auto& one) { return is_money(one.second); };
  const auto argument = std::find_if(arguments->begin(), arguments->end(), is_amount);
  if (std::count_if(arguments->begin(), arguments->end(), is_amount) != 1) return std::nullopt;
  const std::string input = input_of(in, argument->first, argument->second);
  if (input.empty()) return std::nullopt;
  const std::vector<std::string> rest = content_words(blanked(in.text, share->begin, share->end));
  if (!std::all_of(rest.begin(), rest.end(), [&](const std::string& word) { return is_framing(in, word) || among(contented, word); })) return std::nullopt;
  const auto whole = parse_money(argument->second.text_or("amount") + " " + argument->second.text_or("currency"));
  const auto money = whole ? share_of(*whole, *share) : std::nullopt;
  if (!money || money->minor <= 0) return std::nullopt;
  return AmountSaid{input, argument->second, Json::object({{"amount", format_amount(*money)}, {"currency", money->currency.code()}})};
}

// "All of it": after an amount or a share that they named before.
std::optional<CustomersAnswer> the_whole_after_all(const InRun& in) {
  constexpr std::array wholes{"all", "everything", "whole", "full", "entire", "complete", "total"};
  const std::vector<std::string> said = content_words(in.text);
  const auto fits = [&](const std::string& word) { return among(wholes, word) || is_framing(in, word); };
  const Json::Object* inputs = in.run.inputs.members();
  if (!inputs || !says_all_of_it(in.text) || does(in.reading, speech::ask) || !std::all_of(said.begin(), said.end(), fits)) return std::nullopt;
  CustomersAnswer whole{Kind::correction, "", "", Json()};
  for (const auto& [name, input] : *inputs) {
    const bool is_share = input.text() && (share_said(*input.text()) || says_some_of_it(*input.text() + " of it"));
    if (!is_money(input) && !is_share) continue;
    if (whole.fact.empty()) whole.fact = name, whole.why = in_words(name) + " is to be the whole, not " + shown_value(input);
    else whole.no_longer.push_back(name);
  }
  return whole.fact.empty() ? std::nullopt : std::optional(std::move(whole));
}

// What was looked up in a list with a price for each: "Pebble earbuds", and what it costs.
struct Priced {
  std::vector<std::string> name;
  Json price;
};

void add_priced(const Json& value, std::vector<Priced>& priced) {
  if (const Json::Object* members = value.members()) {
    const Json *name = value.find("name"), *price = value.find("price");
    if (name && name->text() && price && is_money(*price)) priced.push_back({content_words(*name->text()), *price});
    for (const auto& member : *members) add_priced(member.second, priced);
  }
  if (const Json::Array* items = value.items())
    for (const Json& item : *items) add_priced(item, priced);
}

// "Only the earbuds", or "all of it" behind that, where the sum of the call follows from what they said: the script reads it anew.
std::optional<CustomersAnswer> another_part(const InRun& in) {
  const bool listed = in.run.waits_for == "confirmation" || in.run.waits_for == "approval";
  const auto reads_what_was_said = [](const RecordedStep& step) { return step.name == "facts"; };
  const Json::Object* arguments = in.run.waits_arguments.members();
  if (!listed || !arguments || asks_only(in) || std::ranges::none_of(in.run.steps, reads_what_was_said)) return std::nullopt;
  const auto sum = std::ranges::find_if(*arguments, [](const auto& one) { return is_money(one.second); });
  const std::string input = sum == arguments->end() ? "" : input_of(in, sum->first, sum->second);
  if (input.empty() || in.reading.claims.count(input)) return std::nullopt;
  std::vector<Priced> priced;
  for (const RecordedStep& step : in.run.steps) add_priced(step.result, priced);
  constexpr std::array wholes{"all", "everything", "whole", "full", "entire", "complete", "total", "both"};
  bool whole = says_all_of_it(in.text), named = false, only_of_the_call = true;   // "yes, the watch": it is about the watch already
  for (const std::string& word : content_words(in.text)) {
    const auto is_of = [&](const Priced& item) { return std::ranges::any_of(item.name, [&](const std::string& one) { return same_stem(one, word); }); };
    const bool is_name = std::ranges::any_of(priced, is_of);
    named = named || is_name;
    only_of_the_call = only_of_the_call && (!is_name || std::ranges::any_of(priced, [&](const Priced& item) { return is_of(item) && same_value(item.price, sum->second); }));
    if (!is_name && !is_framing(in, word) && !(whole && among(wholes, word)) && !speaks_of({word}, in.matter.things, {})) return std::nullopt;
  }
  if (priced.size() < 2 || (!named && (!whole || begins_with_yes(in.text)))) return std::nullopt;
  if (named && only_of_the_call && begins_with_yes(in.text)) return std::nullopt;
  return CustomersAnswer{Kind::correction, input, named ? "only a part of it is meant" : "the whole of it is meant"};
}

// Where a call waits, a fact is about it when it is one of its arguments: "no longer wanted" after "cancel" changes nothing of a cancellation.
bool of_the_call(const InRun& in, const std::string& fact, const Json& used) {
  const Json::Object* arguments = in.run.waits_arguments.members();
  if (!arguments || in.run.waits_for == "answer") return true;
  const std::string known = lower_ascii(shown_value(used));
  return std::any_of(arguments->begin(), arguments->end(), [&](const auto& argument) { return argument.first == fact || lower_ascii(shown_value(argument.second)) == known; });
}

// "Half of it", "change the address instead": the workflow takes it, and had nothing for it when the call was listed.
bool adds_to_the_call(const InRun& in, const std::string& fact) {
  const Json* input = in.run.inputs.find(fact);
  const bool listed = in.run.waits_for == "confirmation" || in.run.waits_for == "approval";
  const bool says_no = has_clause(in.clauses, ClauseAct::no) || has_clause(in.clauses, ClauseAct::refuses);
  const bool lacked = listed && takes(in, fact) && input && input->is_null() && !used_by_run(in.state, fact);
  return lacked && !begins_with_yes(in.text) && !has_clause(in.clauses, ClauseAct::reason) && (!says_no || wants_it_different(in.state));
}

// Where nobody asked, a value by itself says little while a colleague looks ("W1002"), and all that it says of a draft that asks for the yes.
bool is_said_outright(const InRun& in) {
  const bool drafted = !was_asked(in.state), looked_at = in.run.waits_for == "approval" && words(in.text).size() > 1;
  return (drafted || looked_at) && only_frames_a_value(in);
}

CustomersAnswer correction(std::string fact, const std::string& is, const std::string& was, std::optional<Json> value) {
  std::string why = in_words(fact) + " is " + is + (was.empty() ? "" : ", not " + was);
  return {Kind::correction, std::move(fact), std::move(why), std::move(value)};
}

// By a word of its name: "the card".
bool is_called(const InRun& in, const RecordedStep& step) { return speaks_of(content_words(in.text), content_words(in_words(step.asked)), {}); }

// "No, the burger": another one of those that the question named.
std::optional<std::string> another_of_the_question(const InRun& in, const RecordedStep& step) {
  const std::vector<std::string> said = content_words(in.text), before = content_words(*step.result.text()), offered = content_words(step.arguments),
      name = content_words(in_words(step.asked));
  std::vector<std::string> chosen;
  for (const std::string& word : said) {
    if (among(before, word) || among(name, word) || is_framing(in, word)) continue;
    if (!among(offered, word)) return std::nullopt;
    chosen.push_back(word);
  }
  return chosen.empty() ? std::nullopt : std::optional(join(chosen, " "));
}

CorrectedText now_of(const InRun& in, const RecordedStep& step, bool said_so) {
  CorrectedText now = corrected_text(in.text, *step.result.text(), step.asked, said_so);
  if (now.how == CorrectedText::How::value || !said_so) return now;
  if (auto chosen = another_of_the_question(in, step)) return {CorrectedText::How::value, std::move(*chosen), true};
  return now;
}

// "No, not that one", "I meant the other one": nothing else is said, and only that what is under way is about the wrong thing.
bool says_another_one(const std::string& text) {
  constexpr std::array turning{"not", "wrong", "another", "different", "other"};
  constexpr std::array beside{"no", "nope", "sorry", "oh", "oops", "please", "that", "this", "is", "it", "was", "the", "a", "i", "meant", "mean", "want", "wanted", "wait", "but",
                              "actually", "to", "do"};
  const std::vector<std::string> said = spelled_out(text);
  const auto is_one = [](const std::string& word) { return word == "one" || word == "ones"; };
  return std::ranges::any_of(said, is_one) && std::ranges::any_of(said, [&](const std::string& word) { return among(turning, word); }) &&
         std::ranges::all_of(said, [&](const std::string& word) { return is_one(word) || among(turning, word) || among(beside, word); });
}

// "Wrong order": it is asked for anew, and nothing is said that stands in its place yet.
std::optional<CustomersAnswer> own_object_is_wrong(const InRun& in) {
  constexpr std::array wrong{"wrong", "another", "different", "incorrect", "mistake", "right"};
  const auto index = in.live.program().find_workflow(in.run.workflow);
  const std::vector<std::string> said = content_words(in.text);
  const auto says = [&](const auto& list) { return std::any_of(said.begin(), said.end(), [&](const std::string& word) { return among(list, word); }); };
  const bool other_one = says_another_one(in.text);
  if (!index || !in.reading.named.empty() || (!says(wrong) && !other_one)) return std::nullopt;
  for (const std::string& taken : in.live.program().workflows[*index].takes) {
    const Json* used = used_by_run(in.state, taken);
    const std::vector<std::string> name = content_words(in_words(taken));
    const bool is_number = used && used->text() && has_digit(*used->text());
    const bool nothing_else = std::all_of(said.begin(), said.end(), [&](const std::string& word) { return among(name, word) || among(wrong, word); });
    if (is_number && (other_one || (says(name) && nothing_else)))
      return CustomersAnswer{Kind::correction, taken, in_words(taken) + " is to be another one than " + shown_value(*used), Json()};
  }
  return std::nullopt;
}

// "Forget it, I want another plan instead", "a different colour please": one of those that the call was chosen by is to be another, and which is asked. What else was said holds.
std::optional<CustomersAnswer> another_of_its_kind(const InRun& in) {
  constexpr std::array another{"another", "different", "other"};
  constexpr std::array beside{"forget", "never", "mind", "nevermind", "leave", "that", "choose", "pick", "try", "want", "take", "instead", "rather", "yes", "no", "ok", "okay",
                              "then", "please"};
  const Json::Object* arguments = in.run.waits_arguments.members();
  if (!arguments || asks_only(in) || has_clause(in.clauses, ClauseAct::condition)) return std::nullopt;
  const std::vector<std::string> said = content_words(in.text);
  const std::string low = lower_ascii(in.text);
  const std::vector<std::string_view> called = words(low);
  std::optional<CustomersAnswer> found;
  for (const auto& [name, value] : *arguments) {
    const std::vector<std::string> own = content_words(in_words(name));
    const auto is_own = [&](const std::string& word) { return std::ranges::any_of(own, [&](const std::string& one) { return same_stem(one, word); }); };
    if (!takes(in, name) || in.reading.claims.count(name) != 0 || is_money(value) || std::ranges::none_of(said, is_own)) continue;
    bool stands_before = false;   // "another plan"
    for (std::size_t at = 0; at + 1 < called.size(); ++at) stands_before = stands_before || (among(another, called[at]) && is_own(std::string(called[at + 1])));
    const bool nothing_else = std::ranges::all_of(said, [&](const std::string& word) {
      return is_own(word) || among(another, word) || among(beside, word) || is_framing(in, word);
    });
    if (!stands_before || !nothing_else) continue;
    if (found) return std::nullopt;
    found = CustomersAnswer{Kind::correction, name, in_words(name) + " is to be another one than " + shown_value(value), Json()};
  }
  return found;
}

// "Not the red ones, the blue ones", where the call is for red: its own value is left out.
bool turns_down(const InRun& in, const Json& own) {
  const std::string low = lower_ascii(in.text), value = own.text() ? lower_ascii(*own.text()) : "";
  const std::size_t at = value.empty() ? std::string::npos : low.find(value);
  return at != std::string::npos && said_of(in.text, at, at + value.size(), NamedKind::value) == SaidOf::excluded;
}

// "No, next Friday", which may be two days: the question that asks for it anew names both.
std::optional<CustomersAnswer> one_of_several_said(const InRun& in) {
  for (const dsl::Entity& entity : in.live.program().entities) {
    const bool is_chosen = entity.type.kind == dsl::TypeKind::time || entity.type.kind == dsl::TypeKind::enumeration;
    const Json* own = is_chosen ? in.own_value(entity.name) : nullptr;
    const std::vector<std::string> named = own ? values_named(in.state, entity.name) : std::vector<std::string>{};
    if (!named.empty()) return CustomersAnswer{Kind::correction, entity.name, in_words(entity.name) + " is " + english_list(named, "or") + ", not " + shown_value(*own), Json()};
  }
  return std::nullopt;
}

}  // namespace

bool is_yes_to_its_part(const InRun& in) {
  constexpr std::array leading{"the", "my", "that", "this", "just", "only", "for", "to"};
  const Json::Object* arguments = in.run.waits_arguments.members();
  const bool read_as_a_part = std::ranges::any_of(in.run.steps, [](const RecordedStep& step) { return step.name == "facts"; });
  if (in.run.waits_for != "confirmation" || !arguments || !read_as_a_part || !begins_with_yes(in.text) || asks_only(in) || in.says_signal("says_no")) return false;
  const auto sum = std::ranges::find_if(*arguments, [](const auto& one) { return is_money(one.second); });
  if (sum == arguments->end()) return false;
  std::vector<Priced> priced;
  for (const RecordedStep& step : in.run.steps) add_priced(step.result, priced);
  std::string rest = in.text;
  bool named = false;
  const std::vector<std::string_view> said = words(in.text);
  for (std::size_t at = 0; at < said.size(); ++at) {
    const std::string word = lower_ascii(said[at]);
    const auto is_it = [&](const Priced& item) {
      return same_value(item.price, sum->second) && std::ranges::any_of(item.name, [&](const std::string& one) { return same_stem(one, word); });
    };
    if (std::ranges::none_of(priced, is_it)) continue;
    named = true;
    std::size_t first = at;
    while (first > 0 && among(leading, lower_ascii(said[first - 1]))) --first;
    const auto from = static_cast<std::size_t>(said[first].data() - in.text.data()), to = static_cast<std::size_t>(said[at].data() - in.text.data()) + said[at].size();
    rest = blanked(std::move(rest), from, to);
  }
  return named && clear_yes_to(rest, "", Json::object());
}

std::optional<CustomersAnswer> corrected_fact(const InRun& in, bool only_if_said) {
  const bool said_so = in.says_signal("says_no") || does(in.reading, speech::in_its_place) || is_said_outright(in) || is_meant_while_looked_at(in);
  const bool listed = in.run.waits_for == "confirmation" || in.run.waits_for == "approval";
  if (auto other = listed ? another_of_its_kind(in) : std::nullopt) return other;
  if (const auto counted = listed && !asks_only(in) ? more_or_fewer(in) : std::nullopt)
    return correction(counted->fact, shown_value(counted->is), shown_value(counted->was), counted->is);
  if (in.adds() || (!said_so && (only_if_said || asks_only(in))) || !in.live.program().find_workflow(in.run.workflow)) return std::nullopt;
  const auto share = listed && !has_clause(in.clauses, ClauseAct::reason) ? share_of_the_call(in) : std::nullopt;
  if (share) return correction(share->input, shown_value(share->is), shown_value(share->was), share->is);
  if (const auto less = asks_only(in) ? std::nullopt : less_of_what_waits(in.live, in.state))
    return correction(less->input, shown_value(less->is), shown_value(less->was), less->is);
  if (auto whole = listed ? the_whole_after_all(in) : std::nullopt) return whole;
  if (auto part = another_part(in)) return part;
  if (auto open = one_of_several_said(in)) return open;
  for (const auto& [fact, value] : in.reading.claims) {
    if (in.run.waits_for == "answer" && fact == in.run.waits_name) continue;
    const Json* argument = in.run.waits_arguments.find(fact);
    const Json* looked_up_with = rests_on(in.state, fact);
    const bool is_a_reason = value.text() && !has_digit(*value.text()) && !looked_up_with;
    const bool behind_a_yes = in.run.waits_for == "confirmation" && begins_with_yes(in.text);
    if (is_a_reason && behind_a_yes && !(argument && is_chosen_behind_a_yes(in))) continue;   // why they say yes
    const bool in_its_place = wants_it_different(in.state) || orders_a_change(in) || (argument && turns_down(in, *argument));
    if (is_a_reason && in.run.waits_for == "approval" && !in_its_place) continue;   // in doubt what a colleague looks at stands
    if (argument && same_value(*argument, value)) continue;   // the call under way is about it already
    if (!is_a_reason && !puts_forward(in, fact, value)) continue;
    if (adds_to_the_call(in, fact) && !argument) return correction(fact, shown_value(value), "", std::nullopt);
    const Json* used = looked_up_with ? looked_up_with : used_by_run(in.state, fact);
    if (used ? same_value(*used, value) || (!looked_up_with && !of_the_call(in, fact, *used)) : !argument || in.run.inputs.find(fact) == nullptr) continue;
    return correction(fact, shown_value(value), used ? shown_value(*used) : argument ? shown_value(*argument) : "", std::nullopt);
  }
  const auto amount = listed ? bare_amount(in) : std::nullopt;
  return !amount || same_value(amount->was, amount->is) ? std::nullopt : std::optional(correction(amount->input, shown_value(amount->is), shown_value(amount->was), amount->is));
}

bool only_tells_of_what_was_asked(const InRun& in) {
  const std::string& text = in.state.turn->text;
  const auto is_it = [&](const EntityClaim& one) {
    return one.entity == in.run.waits_name && one.value.text() && kind_named(one.value) == NamedKind::value && one.begin < one.end && one.end <= text.size();
  };
  return std::ranges::any_of(in.reading.named, is_it) &&
         std::ranges::all_of(in.reading.named, [&](const EntityClaim& one) { return !is_it(one) || is_no_choice(text, one.begin, one.end); });
}

// "Twenty", "twenty please": in words, and without the currency, which is the desk's own.
static std::optional<Json> amount_in_words(const InRun& in) {
  std::string text(trim(in.text));
  while (!text.empty() && std::string_view(".!, ").find(text.back()) != std::string_view::npos) text.pop_back();
  std::vector<std::string_view> said = words(text);
  constexpr std::array behind{"please", "thanks"};
  while (!said.empty() && among(behind, lower_ascii(said.back()))) said.pop_back();
  if (said.empty() || said.size() > 6 || has_digit(text) || !in.live.classifier) return std::nullopt;
  text.resize(static_cast<std::size_t>(said.back().data() + said.back().size() - text.data()));
  std::optional<EntityClaim> found;
  for (const EntityClaim& one : in.live.classifier->read_signals(text + " " + std::string(in.live.program().currency.code()), {}).entities)
    if (one.entity == in.run.waits_name && one.begin < text.size() && one.end > text.size() && !one.value.text_or("amount").empty()) found = one;
  if (!found) return std::nullopt;
  for (const std::string& word : content_words(std::string_view(text).substr(0, found->begin)))
    if (!is_framing(in, word)) return std::nullopt;
  return found->value;
}

std::optional<Json> amount_in_figures(const InRun& in) {
  const dsl::Program& program = in.live.program();
  const auto asked = std::ranges::find(program.entities, in.run.waits_name, &dsl::Entity::name);
  if (in.run.waits_for != "answer" || asked == program.entities.end() || asked->type.kind != dsl::TypeKind::money || asks_only(in) || takes_some_off(in.text)) return std::nullopt;
  if (program.currency.code().empty() || in.reading.claims.count(in.run.waits_name) != 0 || share_said(in.text)) return std::nullopt;
  if (auto in_words = amount_in_words(in)) return in_words;
  std::string figures;
  for (std::string_view word : split(in.text, ' ')) {
    while (!word.empty() && std::string_view(".,;:!?\n").find(word.back()) != std::string_view::npos) word.remove_suffix(1);
    if (word.empty()) continue;
    const bool is_figure = word.find_first_not_of("0123456789.,") == std::string_view::npos;
    if (is_figure && !figures.empty()) return std::nullopt;
    if (is_figure) figures = std::string(word);
    else if (has_digit(word) || (!content_words(word).empty() && !is_framing(in, content_words(word).front()))) return std::nullopt;
  }
  const std::size_t comma = figures.find(',');
  if (comma != std::string::npos && figures.size() - comma == 4) std::erase(figures, ',');
  else if (comma != std::string::npos) figures[comma] = '.';
  const auto money = parse_money(figures, program.currency);
  if (!money || money->minor <= 0) return std::nullopt;
  return Json::object({{"amount", format_amount(*money)}, {"currency", money->currency.code()}});
}

std::vector<std::pair<std::string, Json>> what_still_holds(const InRun& in, const CustomersAnswer& answer) {
  std::vector<std::string> facts;
  if (const auto workflow = in.live.program().find_workflow(in.run.workflow)) facts = in.live.program().workflows[*workflow].takes;
  for (const RecordedStep& step : in.run.steps)
    if (!step.asked.empty() && !among(facts, step.asked)) facts.push_back(step.asked);
  std::vector<std::pair<std::string, Json>> holds;
  for (const std::string& fact : facts) {
    const auto known = in.state.claims.find(fact);
    if (fact == answer.fact || among(answer.no_longer, fact) || known == in.state.claims.end() || known->second.is_null()) continue;
    const Json* used = used_by_run(in.state, fact);
    const bool is_a_word = known->second.text() && !has_digit(*known->second.text());   // why, and how: it is said of whatever is under way
    const auto said = in.reading.claims.find(fact);
    const bool corrected_as_well = said != in.reading.claims.end() && canonical(said->second) == canonical(known->second) && puts_forward(in, fact, said->second);
    if (corrected_as_well || (is_a_word && !used) || (used && canonical(*used) == canonical(known->second))) continue;
    holds.emplace_back(fact, used ? *used : Json());
  }
  return holds;
}

std::optional<CustomersAnswer> added_free_words(const InRun& in) {
  constexpr std::array joining{"too", "also", "both", "another", "plus", "additionally", "well", "as", "add", "include", "yes", "yeah", "sure", "ok", "okay", "right"};
  if (!in.adds() || does(in.reading, speech::ask) || !in.reading.named.empty() || has_clause(in.clauses, ClauseAct::restricts)) return std::nullopt;
  for (const RecordedStep* step : free_words_in_call(in.live.program(), in.run)) {
    const std::vector<std::string> said = content_words(in.text), before = content_words(*step->result.text()), offered = content_words(step->arguments);
    std::vector<std::string> more;
    for (const std::string& word : said)
      if (!among(joining, word) && !among(before, word)) more.push_back(word);
    if (more.empty() || !std::all_of(more.begin(), more.end(), [&](const std::string& word) { return among(offered, word); })) continue;
    const std::string now = *step->result.text() + " and " + join(more, " ");
    return CustomersAnswer{Kind::correction, step->asked, in_words(step->asked) + " is " + now + ", not " + *step->result.text(), Json(now)};
  }
  return std::nullopt;
}

std::optional<CustomersAnswer> corrected_free_words(const InRun& in, FreeWords which) {
  if (in.adds() || (in.names_another_object() && !in.asked_which())) return std::nullopt;
  const bool said_so = in.says_signal("says_no") || does(in.reading, speech::in_its_place) || in.asked_which() || begins_with_yes(in.text);
  if (does(in.reading, speech::ask) && !does(in.reading, speech::in_its_place)) return std::nullopt;
  if (only_asks(in.text) || (has_clause(in.clauses, ClauseAct::condition) && !wants_it_different(in.state))) return std::nullopt;   // "what does that mean?", "yes if it is free"
  std::vector<std::pair<const RecordedStep*, CorrectedText>> said;
  for (const RecordedStep* step : free_words_in_call(in.live.program(), in.run))
    if (CorrectedText now = now_of(in, *step, said_so); now.how != CorrectedText::How::none && now.value != *step->result.text()) said.emplace_back(step, std::move(now));
  if (which == FreeWords::fitting) std::erase_if(said, [](const auto& one) { return !one.second.fits; });
  // What looks like one of them is that one; else the one that is called by its name; else they say which.
  if (std::any_of(said.begin(), said.end(), [](const auto& one) { return one.second.fits; })) std::erase_if(said, [](const auto& one) { return !one.second.fits; });
  if (said.size() > 1 && std::any_of(said.begin(), said.end(), [&](const auto& one) { return is_called(in, *one.first); }))
    std::erase_if(said, [&](const auto& one) { return !is_called(in, *one.first); });
  if (said.empty()) return own_object_is_wrong(in);
  if (said.size() == 1) {
    const auto& [step, now] = said.front();
    const bool known = now.how == CorrectedText::How::value;
    return CustomersAnswer{Kind::correction, step->asked, in_words(step->asked) + (known ? " is " + now.value + ", not " + *step->result.text() : " is to be another one"),
                           known ? Json(now.value) : Json()};
  }
  std::vector<std::string> names;
  for (const auto& one : said) names.push_back("the " + in_words(one.first->asked));
  return CustomersAnswer{Kind::which, english_list(names, "or"), "", {}};
}

std::optional<CustomersAnswer> corrected_part(const InRun& in) {
  const Json::Object* arguments = in.run.waits_arguments.members();
  if (!arguments || in.adds()) return std::nullopt;
  for (const SaidClause& clause : in.clauses) {
    const std::vector<std::string> part = clause.act == ClauseAct::restricts ? negated_part(clause.text) : std::vector<std::string>{};
    for (const auto& [name, value] : *arguments) {
      std::vector<std::string> own = content_words(in_words(name) + " " + shown_value(value));
      if (part.empty() || is_money(value) || !speaks_of(part, own, {})) continue;
      for (const RecordedStep* step : free_words_in_call(in.live.program(), in.run))
        if (speaks_of(part, content_words(in_words(step->asked) + " " + *step->result.text()), {}))
          return CustomersAnswer{Kind::correction, step->asked, in_words(step->asked) + " is to be another one", Json()};
      const Json* used = used_by_run(in.state, name);
      if (used && same_value(*used, value)) return CustomersAnswer{Kind::correction, name, in_words(name) + " is to be another one than " + shown_value(value), Json()};
    }
  }
  return std::nullopt;
}

}  // namespace handrail
