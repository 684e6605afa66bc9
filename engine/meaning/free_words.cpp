#include "engine/meaning/free_words.hpp"

#include <algorithm>

#include "engine/base/money.hpp"
#include "engine/base/text.hpp"

namespace handrail {
namespace {

constexpr std::size_t telling_bytes = 4;   // a shorter piece may stand in anything

// "20 euros" of 20.00 EUR: a sum and no tale.
bool is_that_sum(const Json& sum, const std::string& said) {
  constexpr std::size_t words_max = 3;
  const std::vector<std::string_view> all = words(said);
  const auto currency = Currency::parse(sum.text_or("currency"));
  const auto is_figure = [](std::string_view word) { return word.find_first_of("0123456789") != std::string_view::npos; };
  const auto figure = std::ranges::find_if(all, is_figure);
  if (!currency || figure == all.end() || all.size() > words_max || std::ranges::count_if(all, is_figure) != 1) return false;
  const std::size_t from = figure->find_first_of("0123456789"), to = figure->find_last_of("0123456789") + 1;
  const auto money = parse_money(figure->substr(from, to - from), *currency);
  return money && format_amount(*money) == sum.text_or("amount");
}

// `said` in lower case.
bool is_in(const Json& arguments, const std::string& said) {
  if (const std::string* text = arguments.text()) {
    const std::string low = lower_ascii(*text);
    const bool holds_it = low.size() >= telling_bytes && said.find(low) != std::string::npos, is_held = said.size() >= telling_bytes && low.find(said) != std::string::npos;
    return !low.empty() && (low == said || holds_it || is_held);
  }
  if (!arguments.text_or("amount").empty() && is_that_sum(arguments, said)) return true;
  if (const Json::Object* members = arguments.members())
    return std::any_of(members->begin(), members->end(), [&](const auto& member) { return is_in(member.second, said); });
  const Json::Array* items = arguments.items();
  return items && std::any_of(items->begin(), items->end(), [&](const Json& item) { return is_in(item, said); });
}

}  // namespace

std::vector<const RecordedStep*> free_words_in_call(const dsl::Program& program, const Run& run) {
  std::vector<const RecordedStep*> found;
  for (auto step = run.steps.rbegin(); step != run.steps.rend(); ++step) {
    const std::string* text = step->result.text();
    const bool typed = std::any_of(program.entities.begin(), program.entities.end(), [&](const dsl::Entity& entity) { return entity.name == step->asked; });
    if (step->asked.empty() || step->refused || typed || !text || text->empty()) continue;
    const std::string said = lower_ascii(*text);
    if (!is_in(run.waits_arguments, said)) continue;
    const bool said_later = std::any_of(found.begin(), found.end(), [&](const RecordedStep* later) { return lower_ascii(*later->result.text()).find(said) != std::string::npos; });
    if (!said_later) found.push_back(&*step);
  }
  return found;
}

}  // namespace handrail
