#include "engine/turn/taken_off.hpp"

#include <algorithm>
#include <array>

#include "engine/base/money.hpp"
#include "engine/base/text.hpp"
#include "engine/sentences/clauses.hpp"
#include "engine/sentences/shares.hpp"
#include "engine/sentences/speech.hpp"
#include "engine/turn/run_workflow.hpp"

namespace handrail {
namespace {

constexpr std::string_view ending = " taken off";

bool is_money(const Json& value) { return !value.text_or("amount").empty() && !value.text_or("currency").empty(); }

std::optional<Money> money_of(const Json& value) {
  if (!is_money(value)) return std::nullopt;
  const auto money = parse_money(value.text_or("amount") + " " + value.text_or("currency"));
  return money ? std::optional(*money) : std::nullopt;
}

// The amount among the inputs that the call's amount comes from: the one of its name, else the only one.
std::string input_for(const LiveBundle& live, const Run& run, const std::string& argument) {
  const auto index = live.program().find_workflow(run.workflow);
  std::vector<std::string> amounts;
  for (const std::string& taken : index ? live.program().workflows[*index].takes : std::vector<std::string>{})
    if (std::ranges::any_of(live.program().entities, [&](const dsl::Entity& one) { return one.name == taken && one.type.kind == dsl::TypeKind::money; })) amounts.push_back(taken);
  if (std::ranges::find(amounts, argument) != amounts.end()) return argument;
  return amounts.size() == 1 ? amounts.front() : "";
}

// "Without the $8 cable": what costs that much is a thing of the order by its name, and the script has read it as one.
bool names_a_thing_looked_up(const Json& value, const std::vector<std::string>& said) {
  if (const Json::Object* members = value.members()) {
    const Json* name = value.find("name");
    const auto is_said = [&](const std::string& word) { return std::ranges::any_of(said, [&](const std::string& one) { return same_stem(one, word); }); };
    if (name && name->text() && value.find("price") && std::ranges::any_of(content_words(*name->text()), is_said)) return true;
    return std::ranges::any_of(*members, [&](const auto& member) { return names_a_thing_looked_up(member.second, said); });
  }
  const Json::Array* items = value.items();
  return items && std::ranges::any_of(*items, [&](const Json& item) { return names_a_thing_looked_up(item, said); });
}

// Of what was taken off already: the sum before it.
std::optional<Money> whole_before(const ConversationState& state, const std::string& name, const Money& sum) {
  if (!state.turn || !state.turn->claims_before) return std::nullopt;
  const auto before = state.turn->claims_before->find(name);
  const Json* of = before == state.turn->claims_before->end() ? nullptr : before->second.find("of");
  const auto whole = of ? money_of(*of) : std::nullopt, off = of ? money_of(before->second) : std::nullopt;
  return whole && off && whole->currency == sum.currency && whole->minor - off->minor == sum.minor ? whole : std::nullopt;
}

bool says_one_more(const std::string& text) {
  constexpr std::array more{"another", "more", "further", "additional", "additionally", "also", "too"};
  return std::ranges::any_of(words(text), [&](std::string_view word) { return std::ranges::find(more, lower_ascii(word)) != more.end(); });
}

// The one amount of the call, what is left of it, and where it comes from. What was taken off before and is said again, or otherwise, is taken off the whole, and not once more.
std::optional<LessOfIt> left_of(const LiveBundle& live, const ConversationState& state, const std::map<std::string, Json>& said, const Json& arguments) {
  const Json::Object* all = arguments.members();
  const auto is_amount = [](const auto& one) { return is_money(one.second); };
  if (!state.run || !all || std::ranges::count_if(*all, is_amount) != 1) return std::nullopt;
  const auto argument = std::ranges::find_if(*all, is_amount);
  for (const auto& [name, value] : said) {
    const auto off = name.ends_with(ending) ? money_of(value) : std::nullopt;
    auto sum = off ? money_of(argument->second) : std::nullopt;
    if (const auto whole = sum && state.turn && !says_one_more(state.turn->text) ? whole_before(state, name, *sum) : std::nullopt) sum = whole;
    if (!sum || sum->currency != off->currency || off->minor <= 0 || off->minor >= sum->minor) continue;
    const std::string input = input_for(live, *state.run, argument->first);
    const Money left{sum->minor - off->minor, sum->currency};
    Json kept = value;
    kept.set("of", Json::object({{"amount", format_amount(*sum)}, {"currency", sum->currency.code()}}));
    return LessOfIt{input, name, std::move(kept), argument->second, Json::object({{"amount", format_amount(left)}, {"currency", left.currency.code()}})};
  }
  return std::nullopt;
}

bool leaves_something_out(const std::map<std::string, Json>& said) {
  return std::ranges::any_of(said, [](const auto& one) { return one.first.ends_with(ending) && is_money(one.second); });
}

}  // namespace

std::string taken_off_name(const std::string& entity) { return entity + std::string(ending); }

void add_what_is_taken_off(const std::string& text, const std::vector<EntityClaim>& entities, const std::map<std::string, Json>& said, std::map<std::string, Json>& claims) {
  bool any = false;
  for (const EntityClaim& claim : entities) {
    if (!is_money(claim.value) || !is_taken_off(text, claim.begin, claim.end)) continue;
    any = true;
    const std::string name = taken_off_name(claim.entity);
    const auto before = said.find(name);   // said again it is what is kept already, with the sum that it was left out of
    const bool again = before != said.end() && money_of(before->second) == money_of(claim.value);
    const auto [known, first] = claims.emplace(name, again ? before->second : claim.value);
    if (!first && money_of(known->second) != money_of(claim.value)) known->second = Json();
  }
  if (any) return;
  const bool says_how_much = says_all_of_it(text) || share_said(text) || std::ranges::any_of(claims, [](const auto& one) { return is_money(one.second); });
  for (const auto& [name, value] : said)
    if (says_how_much && name.ends_with(ending) && !value.is_null()) claims.emplace(name, Json());
}

std::optional<LessOfIt> less_of_it(const LiveBundle& live, const ConversationState& state, const Json& arguments) {
  if (!leaves_something_out(state.claims) || has_written(state)) return std::nullopt;
  std::optional<LessOfIt> less = left_of(live, state, state.claims, arguments);
  if (!less || less->input.empty()) return std::nullopt;
  const Json* input = state.run->inputs.find(less->input);
  if (input && !input->is_null()) return std::nullopt;   // how much it is to be was said
  const auto customers = [](const SpokenLine& line) { return line.by == Speaker::customer && takes_some_off(line.text); };
  for (const SpokenLine& line : state.recent)
    for (const RecordedStep& step : state.run->steps)
      if (customers(line) && names_a_thing_looked_up(step.result, content_words(line.text))) return std::nullopt;
  return less;
}

std::optional<LessOfIt> less_of_what_waits(const LiveBundle& live, const ConversationState& state) {
  if (!state.run || !state.turn || !state.turn->reading || (state.run->waits_for != "confirmation" && state.run->waits_for != "approval")) return std::nullopt;
  if (!leaves_something_out(state.turn->reading->claims)) return std::nullopt;
  std::optional<LessOfIt> less = left_of(live, state, state.turn->reading->claims, state.run->waits_arguments);
  if (!less || less->input.empty()) return std::nullopt;
  const Json* input = state.run->inputs.find(less->input);
  const bool of_the_whole = says_all_of_it(state.turn->text) && input && !input->is_null();   // of a sum that they named themselves the whole is another one
  return of_the_whole || canonical(less->was) == canonical(less->is) ? std::nullopt : less;
}

bool is_without_it_already(const LiveBundle& live, const ConversationState& state, const Json& arguments) {
  if (!state.turn || !state.turn->reading || !leaves_something_out(state.turn->reading->claims)) return false;
  const auto less = left_of(live, state, state.turn->reading->claims, arguments);
  return less && canonical(less->was) == canonical(less->is);
}

bool leaves_out_in_vain(const LiveBundle& live, const ConversationState& state, const Json& arguments) {
  if (!leaves_something_out(state.claims) || !state.run) return false;
  const auto less = left_of(live, state, state.claims, arguments);
  return !less || less->input.empty() || has_written(state);
}

bool only_leaves_out_a_sum(const InRun& in) {
  return leaves_something_out(in.reading.claims) && std::ranges::all_of(in.clauses, [](const SaidClause& one) {
    return one.text.find_first_of("0123456789") != std::string_view::npos || content_words(one.text).empty();
  });
}

std::string noted_as_taken_off(const ConversationState& state) {
  if (!state.turn || !state.turn->reading) return "";
  for (const auto& [name, value] : state.turn->reading->claims)
    if (const auto off = name.ends_with(ending) ? money_of(value) : std::nullopt) return "I have noted that " + format_money(*off) + " of it is left out. ";
  return "";
}

}  // namespace handrail
