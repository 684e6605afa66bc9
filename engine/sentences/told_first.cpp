#include "engine/sentences/told_first.hpp"

#include <algorithm>
#include <array>

#include "engine/base/text.hpp"
#include "engine/sentences/said_of.hpp"
#include "engine/sentences/speech.hpp"

namespace handrail {
namespace {

constexpr std::array tellers{"i", "we", "i've", "we've", "my", "our", "there", "there's", "these", "those", "here"};
constexpr std::array greetings{"hi", "hello", "hey", "so", "ok", "well", "good", "morning", "evening", "afternoon", "dear", "team", "please", "note"};
constexpr std::array having{"have", "had", "got", "i've", "we've", "ordered", "bought", "placed", "made", "received", "are", "were", "purchased", "there's", "booked"};
// With one of them something is wished of the row, or it is more than told of.
constexpr std::array wishing{"want", "wanted", "need", "wish", "like", "can", "could", "would", "should", "must", "will", "please", "to", "not", "never", "still", "if",
                               "whether", "about", "question"};
constexpr std::array in_a_row{"and", "also", "order", "orders", "number", "numbers", "plus", "as", "well", "booking", "bookings", "the", "my"};
// Behind the row they speak of more than one of it, or go on with it.
constexpr std::array of_all{"also", "too", "both", "all", "them", "they", "each", "either", "neither", "none", "these", "those",
                              "other", "others", "well"};
constexpr std::array behind_a_place{"one", "order", "parcel", "package", "booking", "of", "is", "was", "has", "arrived", "came", "only", "please", "thing"};
constexpr std::size_t last_place = 1'000;

template <class List>
bool among(const List& list, std::string_view word) { return std::find(list.begin(), list.end(), word) != list.end(); }

bool joins_a_row(std::string_view between) {
  const bool marked = between.find_first_of(",&+\n") != std::string_view::npos || !words(between).empty();
  return marked && between.find_first_of(".;!?") == std::string_view::npos &&
         std::ranges::all_of(words(between), [](std::string_view word) { return among(in_a_row, lower_ascii(word)); });
}

bool only_has(std::string_view before_the_row) {
  std::vector<std::string> said;
  for (const std::string_view word : words(before_the_row)) said.push_back(lower_ascii(word));
  while (!said.empty() && among(greetings, said.front())) said.erase(said.begin());
  const auto is_one_of = [&](const auto& list) { return std::ranges::any_of(said, [&](const std::string& word) { return among(list, word); }); };
  return !said.empty() && among(tellers, said.front()) && is_one_of(having) && !is_one_of(wishing);
}

std::optional<std::size_t> place_named(const std::vector<std::string>& said, std::size_t at) {
  constexpr std::array<std::string_view, 5> counted{"first", "second", "third", "fourth", "fifth"};
  if (at == 0 || (said[at - 1] != "the" && said[at - 1] != "my" && said[at - 1] != "only")) return std::nullopt;
  if (said[at] == "former") return 0;
  if (said[at] == "latter") return last_place;
  const bool is_of_a_row = at + 1 == said.size() || among(behind_a_place, said[at + 1]);
  if (!is_of_a_row) return std::nullopt;
  if (said[at] == "last") return last_place;
  const auto* const found = std::ranges::find(counted, said[at]);
  return found == counted.end() ? std::nullopt : std::optional(static_cast<std::size_t>(found - counted.begin()));
}

}  // namespace

std::optional<ToldFirst> told_first(std::string_view text, const std::vector<EntityClaim>& claims) {
  for (std::size_t first = 0; first < claims.size(); ++first) {
    const EntityClaim& head = claims[first];
    if (kind_named(head.value) != NamedKind::thing || head.begin >= head.end || head.end > text.size()) continue;
    const std::size_t mark = head.begin == 0 ? std::string_view::npos : text.find_last_of(".;!?\n", head.begin - 1);
    const std::size_t from = mark == std::string_view::npos ? 0 : mark + 1;
    if (!only_has(text.substr(from, head.begin - from))) continue;
    ToldFirst told{head.end, {head}};
    for (std::size_t next = first + 1; next < claims.size(); ++next) {
      const EntityClaim& one = claims[next];
      if (one.entity != head.entity || one.begin < told.to || one.end > text.size()) continue;
      if (!joins_a_row(text.substr(told.to, one.begin - told.to))) break;
      told.to = one.end;
      if (std::ranges::none_of(told.row, [&](const EntityClaim& known) { return canonical(known.value) == canonical(one.value); })) told.row.push_back(one);
    }
    if (told.row.size() < 2) continue;
    told.goes_on = std::ranges::any_of(words(text.substr(told.to)), [](std::string_view word) { return among(of_all, lower_ascii(word)); });
    return told;
  }
  return std::nullopt;
}

const EntityClaim* meant_of(const ToldFirst& told, std::string_view text) {
  std::vector<std::string> said;
  for (const std::string_view word : words(text.substr(std::min(told.to, text.size())))) said.push_back(lower_ascii(word));
  const EntityClaim* meant = nullptr;
  for (std::size_t at = 0; at < said.size(); ++at) {
    const auto place = place_named(said, at);
    if (!place) continue;
    const std::size_t index = *place == last_place ? told.row.size() - 1 : *place;
    if (index >= told.row.size() || (meant && meant != &told.row[index])) return nullptr;   // "the first one is fine and the second one is broken"
    meant = &told.row[index];
  }
  return told.goes_on ? nullptr : meant;
}

bool only_tells_of_a_row(std::string_view text, const std::vector<EntityClaim>& claims) {
  const auto told = told_first(text, claims);
  if (!told) return false;
  const std::size_t begin = told->row.front().begin, mark = begin == 0 ? std::string_view::npos : text.find_last_of(".;!?\n", begin - 1);
  const bool is_all_before = mark == std::string_view::npos || content_words(text.substr(0, mark)).empty();
  return is_all_before && content_words(text.substr(told->to)).empty();
}

}  // namespace handrail
