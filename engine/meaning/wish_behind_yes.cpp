#include "engine/meaning/wish_behind_yes.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "engine/base/text.hpp"
#include "engine/meaning/wished_deeds.hpp"
#include "engine/sentences/deed_told.hpp"

namespace handrail {
namespace {

constexpr std::size_t words_max = 12;   // more is read as it stands

constexpr std::array agreeing{"ok", "okay", "k", "yes", "yeah", "yep", "yup", "sure", "alright", "right", "fine", "good", "great", "perfect", "cool", "nice", "lovely", "thanks", "thank",
                              "thx", "cheers", "you", "a", "lot", "very", "much", "so", "well", "oh", "ah", "got", "it's"};
constexpr std::array opening{"then", "please", "just", "and", "now", "kindly", "so", "do"};
constexpr std::array choosing{"take", "want", "buy", "book", "order", "need"};
constexpr std::array chosen{"it", "that", "this", "one", "them", "both"};

template <class List>
bool among(const List& list, std::string_view word) { return std::find(list.begin(), list.end(), word) != list.end(); }

std::vector<std::string> plain(const std::vector<std::string_view>& said) {
  std::vector<std::string> all;
  for (const std::string_view word : said) {
    std::string one = lower_ascii(word);
    while (!one.empty() && std::string_view(".,;:!?").find(one.back()) != std::string_view::npos) one.pop_back();
    all.push_back(std::move(one));
  }
  return all;
}

bool orders_a_deed(const dsl::Program& program, const std::string& verb, std::string_view text) {
  return std::any_of(program.intents.begin(), program.intents.end(), [&](const dsl::Intent& intent) {
    const bool is_wish = intent.workflow || !intent.tools.empty() || intent.request_class == dsl::RequestClass::needs_human;
    return is_wish && among(verbs_for(program, intent, text), verb);
  });
}

}  // namespace

std::optional<std::size_t> yes_before_a_wish(const dsl::Program& program, std::string_view text) {
  const std::vector<std::string_view> said = words(text);
  if (said.size() < 2 || said.size() > words_max || text.find('?') != std::string_view::npos) return std::nullopt;
  const std::vector<std::string> all = plain(said);
  std::size_t first = 0;
  while (first < all.size() && among(agreeing, all[first])) ++first;
  std::size_t verb = first;
  while (verb < all.size() && among(opening, all[verb]) && !(all[verb] == "do" && verb + 1 < all.size() && among(chosen, all[verb + 1]))) ++verb;
  if (verb >= all.size()) return std::nullopt;
  const auto behind = static_cast<std::size_t>(said[first].data() - text.data());
  if (orders_it_done(text.substr(behind)) || (first > 0 && orders_a_deed(program, all[verb], text.substr(behind)))) return behind;
  const bool they_do = all[verb] == "i" || all[verb] == "we" || all[verb] == "i'll" || all[verb] == "we'll";
  const bool is_chosen = first > 0 && they_do && verb + 2 < all.size() && among(choosing, all[verb + 1]) && among(chosen, all[verb + 2]);
  return is_chosen ? std::optional(behind) : std::nullopt;
}

}  // namespace handrail
