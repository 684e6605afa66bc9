#include "engine/rehearsal/open_items.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>

#include "engine/base/text.hpp"
#include "engine/rehearsal/lines.hpp"

namespace handrail {
namespace {

constexpr std::size_t items_most = 1000;   // a transcript has a handful
constexpr std::array<std::string_view, 8> places{"first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth"};
constexpr std::string_view draft = "reply";

// What it is called by: its tool, or `reply`.
std::string called(const Item& item) {
  const auto body = parse_json(item.body);
  if (!body) return "";
  return body->text_or("what") == draft ? std::string(draft) : body->text_or("tool");
}

struct Which { std::optional<std::size_t> place; std::string name; };

std::optional<Which> read_which(const std::string& words) {
  auto [word, rest] = first_word(words);
  const bool definite = word == "the";
  if (definite) std::tie(word, rest) = first_word(rest);
  Which which;
  const auto* const place = std::ranges::find(places, word);
  if (definite && place != places.end()) {
    which.place = static_cast<std::size_t>(place - places.begin());
    std::tie(word, rest) = first_word(rest);
  }
  if (!rest.empty() || (word.empty() && !which.place)) return std::nullopt;
  which.name = word;
  return which;
}

}  // namespace

Result<Item> newest_item(Store& store, const std::string& kind) {
  const auto items = store.items({kind, std::nullopt, {}, items_most, std::nullopt});
  if (!items || items->empty()) return fail(ErrorCode::invalid, "there is no " + kind + " to act on here");
  for (auto item = items->rbegin(); item != items->rend(); ++item)
    if (item->status == "open" || item->status == "claimed") return *item;
  return items->back();
}

Result<Item> approval_named(Store& store, const std::string& which) {
  if (trim(which).empty()) return newest_item(store, "approval");
  const auto read = read_which(std::string(trim(which)));
  if (!read) return not_understood(which, "an approval is named by its tool, as `the reply`, or as `the first` of those that are open");
  HANDRAIL_TRY(const auto open, store.items({"approval", "open", {}, items_most, std::nullopt}));
  std::vector<Item> meant;
  std::vector<std::string> all;
  for (const Item& item : open) {
    all.push_back("`" + called(item) + "`");
    if (read->name.empty() || called(item) == read->name) meant.push_back(item);
  }
  const std::size_t at = read->place.value_or(meant.empty() ? 0 : meant.size() - 1);
  if (at < meant.size()) return meant[at];
  const std::string are_open = all.empty() ? "none is open" : std::string(all.size() == 1 ? "open is " : "open are ") + english_list(all);
  return fail(ErrorCode::invalid, "no open approval is `" + printable(which) + "`: " + are_open);
}

std::string name_for_approval(const std::vector<std::string>& open, std::size_t decided) {
  if (decided + 1 >= open.size()) return "";
  const auto same = [&](const std::string& one) { return one == open[decided]; };
  const std::string name = open[decided].empty() ? std::string(draft) : open[decided];
  if (std::none_of(open.begin() + static_cast<std::ptrdiff_t>(decided) + 1, open.end(), same)) return open[decided].empty() ? "the " + name : name;   // the newest of its kind
  const auto before = static_cast<std::size_t>(std::count_if(open.begin(), open.begin() + static_cast<std::ptrdiff_t>(decided), same));
  return before < places.size() ? "the " + std::string(places[before]) + " " + name : name;
}

}  // namespace handrail
