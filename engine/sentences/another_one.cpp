#include "engine/sentences/another_one.hpp"

#include <algorithm>
#include <array>

#include "engine/base/text.hpp"

namespace handrail {
namespace {

constexpr std::array another{"other", "another", "different", "others"};
constexpr std::array called{"one", "ones", "order", "orders", "parcel", "package", "delivery", "shipment", "booking", "purchase"};
constexpr std::array led_by{"the", "my", "an", "a", "our", "that", "any", "this"};
// "Swap the lamp for another one": what it is exchanged for is no order.
constexpr std::array exchanged{"for", "with", "into"};
constexpr std::array exchanging{"swap", "swapped", "exchange", "exchanged", "change", "changed", "replace", "replaced", "switch", "trade", "traded",
                                "convert", "turn"};
constexpr std::array compared{"by", "than", "each"};

template <class List>
bool among(const List& list, std::string_view word) { return std::find(list.begin(), list.end(), word) != list.end(); }

}  // namespace

bool speaks_of_another(std::string_view text, const std::vector<std::string>& things) {
  std::vector<std::string> said;
  for (const std::string_view word : words(text)) said.push_back(lower_ascii(word));
  for (std::size_t at = 0; at < said.size(); ++at) {
    if (!among(another, said[at])) continue;
    std::size_t before = at;
    while (before > 0 && among(led_by, said[before - 1])) --before;
    const bool led = said[at] == "another" || before < at;
    const bool in_exchange = before > 0 && among(exchanged, said[before - 1]) &&
                             std::any_of(said.begin(), said.begin() + static_cast<std::ptrdiff_t>(before), [](const std::string& word) { return among(exchanging, word); });
    if (!led || in_exchange || (before > 0 && among(compared, said[before - 1]))) continue;
    if (said[at] == "others" || at + 1 == said.size()) return true;   // "and the other?"
    const bool is_thing = among(called, said[at + 1]) || std::ranges::find(things, said[at + 1]) != things.end();
    if (is_thing && said[at] != "others") return true;
  }
  return false;
}

std::optional<std::pair<std::size_t, std::size_t>> place_of_the_other_one(std::string_view text, const std::vector<std::string>& things) {
  constexpr std::array of_two{"the", "my", "our", "that"};
  const std::vector<std::string_view> said = words(text);
  for (std::size_t at = 1; at < said.size(); ++at) {
    if (lower_ascii(said[at]) != "other" || !among(of_two, lower_ascii(said[at - 1]))) continue;
    if (at > 1 && among(compared, lower_ascii(said[at - 2]))) continue;
    const auto from = static_cast<std::size_t>(said[at - 1].data() - text.data()), to = static_cast<std::size_t>(said[at].data() - text.data()) + said[at].size();
    if (at + 1 == said.size()) return std::pair(from, to);
    const std::string next = lower_ascii(said[at + 1]);
    const auto end = static_cast<std::size_t>(said[at + 1].data() - text.data()) + said[at + 1].size();
    if (among(called, next) || std::ranges::find(things, next) != things.end()) return std::pair(from, end);
    if (text.substr(to, end - said[at + 1].size() - to).find_first_of(".,;!?\n") != std::string_view::npos) return std::pair(from, to);   // "the other, please"
  }
  return std::nullopt;
}

}  // namespace handrail
