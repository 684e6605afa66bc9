#include "engine/sentences/instead_of_it.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "engine/base/limits.hpp"
#include "engine/base/text.hpp"
#include "engine/sentences/speech.hpp"

namespace handrail {
namespace {

// One of them says that what was said before is not meant; the others stand around it.
constexpr std::array retracting{"actually", "wait", "scratch", "strike", "rather", "meant", "mean", "correction", "sorry", "oops", "thoughts", "thought", "hang", "hold"};
constexpr std::array around{"no", "nope", "nah", "oh", "or", "on", "second", "that", "it", "i", "a", "sec", "moment", "minute", "well", "hm", "hmm", "um", "not", "please", "but", "just", "then"};
// What says by itself that what stands before it is not meant; the rest may be said by the way.
constexpr std::array denying{"no", "nope", "nah", "not", "scratch", "strike", "rather", "meant", "correction", "thoughts"};
// More of the same message, and nothing in its place.
constexpr std::array adding{"also", "too", "additionally", "well", "another", "more", "besides", "plus", "both", "and"};

template <class List>
bool among(const List& list, std::string_view word) { return std::find(list.begin(), list.end(), word) != list.end(); }

// "I mean it", "I thought it over", "sorry", "hold the line" take nothing back: what is meant, or thought of, is said, and who is sorry may be sorry for anything.
bool retracts(const std::vector<std::string_view>& said, std::size_t at, bool denied) {
  const auto word = [&](std::size_t index) { return index < said.size() ? lower_ascii(said[index]) : std::string(); };
  const std::string low = word(at);
  if (low == "sorry") return denied;
  if (low == "mean") return word(at + 1) != "it" && word(at + 1) != "that";
  if (low == "thought" || low == "thoughts") return at > 0 && word(at - 1) == "second";
  if (low == "hold" || low == "hang") return word(at + 1) == "on";
  return among(retracting, low);
}

}  // namespace

std::optional<InsteadOfIt> instead_of_it(std::string_view text) {
  text = text.substr(0, limits::classified_bytes);
  const std::vector<std::string_view> said = words(text);
  const auto place = [&](std::size_t at) { return static_cast<std::size_t>(said[at].data() - text.data()); };
  std::optional<InsteadOfIt> found;
  for (std::size_t at = 1; at < said.size(); ++at) {
    const std::size_t before = place(at - 1) + said[at - 1].size();
    const std::string_view between = text.substr(before, place(at) - before);
    if (between.find_first_of(".,;:!?-\n") == std::string_view::npos) continue;   // it begins a clause
    std::size_t end = at;
    while (end < said.size() && (among(retracting, lower_ascii(said[end])) || among(around, lower_ascii(said[end])))) ++end;
    bool denies = false, takes_back = false;
    for (std::size_t i = at; i < end; ++i) denies = denies || among(denying, lower_ascii(said[i])) || (lower_ascii(said[i]) == "thought" && retracts(said, i, false));
    for (std::size_t i = at; i < end; ++i) takes_back = takes_back || retracts(said, i, denies);
    if (!takes_back || end >= said.size()) continue;
    // "I mean it", "wait for me": a verb with what belongs to it, and no word by the way.
    const std::string next = lower_ascii(said[end]), last = lower_ascii(said[end - 1]);
    constexpr std::array with_more{"wait", "hold", "hang", "sorry", "on"};
    constexpr std::array leading{"for", "until", "till", "about", "to"};
    const bool is_verb = among(with_more, last) && among(leading, next);
    const std::string_view rest = text.substr(place(end), text.find_first_of(".;!?\n", place(end)) - place(end));
    const bool adds = std::ranges::any_of(words(rest), [](std::string_view word) { return among(adding, lower_ascii(word)); });
    if (is_verb || adds || content_words(text.substr(0, place(at))).empty() || content_words(text.substr(place(end))).empty()) continue;
    const bool in_its_place = std::ranges::any_of(words(rest), [](std::string_view word) { return lower_ascii(word) == "instead"; });
    found = InsteadOfIt{place(at), place(end), denies || in_its_place};
  }
  return found;
}

}  // namespace handrail
