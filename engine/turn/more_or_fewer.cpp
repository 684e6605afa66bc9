#include "engine/turn/more_or_fewer.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <vector>

#include "engine/base/small_numbers.hpp"
#include "engine/base/text.hpp"
#include "engine/meaning/asked.hpp"
#include "engine/sentences/clauses.hpp"
#include "engine/sentences/clear_yes.hpp"
#include "engine/sentences/speech.hpp"
#include "engine/turn/framing.hpp"

namespace handrail {
namespace {

constexpr std::int64_t count_max = 1'000'000;
constexpr std::array more{"more", "extra", "additional", "further"};
constexpr std::array fewer{"less", "fewer"};
// Around it; what is done and what it is done to may stand there, too.
constexpr std::array beside{"one", "ones", "please", "add", "plus", "of", "them", "that", "it", "make", "take", "just", "but", "and", "yes", "ok", "okay", "sure", "actually",
                            "i", "we", "need",
                            "want", "would", "like", "i'd", "we'd", "fine", "that's", "then", "wait", "sorry", "oh", "could", "can", "you", "thanks", "a", "an", "for"};

template <class List>
bool among(const List& list, std::string_view word) { return std::ranges::find(list, word) != list.end(); }

// "2", "two", "a", "another"; 0: none.
std::int64_t count_said(const std::string& word) {
  constexpr std::size_t figures_max = 4;
  if (word == "a" || word == "an" || word == "another") return 1;
  if (!word.empty() && word.size() <= figures_max && word.find_first_not_of("0123456789") == std::string::npos) return std::stoll(word);
  const auto* const found = std::ranges::find(small_numbers, word);
  return found == small_numbers.end() ? 0 : found - small_numbers.begin();
}

// How many more; negative: fewer; 0: it says nothing of the kind, or something beside it.
std::int64_t told_more(const InRun& in) {
  std::int64_t told = 0;
  const std::vector<std::string_view> said = words(in.text);
  for (std::size_t at = 0; at < said.size(); ++at) {
    const std::string word = lower_ascii(said[at]), next = at + 1 < said.size() ? lower_ascii(said[at + 1]) : "";
    const bool adds = among(more, next), takes_off = among(fewer, next), another = word == "another";
    const std::int64_t count = count_said(word);
    if (count > 0 && (adds || takes_off || another)) {
      if (told != 0) return 0;
      told = takes_off ? -count : count;
      if (adds || takes_off) ++at;
      continue;
    }
    const bool is_thing = std::ranges::any_of(in.matter.things, [&](const std::string& one) { return same_stem(one, word); });
    if (!is_thing && !among(beside, word)) return 0;
  }
  return told;
}

}  // namespace

bool names_a_count(std::string_view argument) {
  constexpr std::array counting{"quantity", "count", "amount", "qty"};
  if (argument.starts_with("number_of_") || argument.starts_with("count_of_")) return true;
  const std::size_t last = argument.rfind('_');
  const std::string_view noun = last == std::string_view::npos ? argument : argument.substr(last + 1);
  const bool is_plural = noun.size() > 2 && noun.ends_with('s') && !noun.ends_with("ss") && !noun.ends_with("us") && !noun.ends_with("is");
  return is_plural || among(counting, noun);
}

std::optional<MoreOrFewer> more_or_fewer(const InRun& in) {
  const Json::Object* arguments = in.run.waits_arguments.members();
  const auto workflow = in.live.program().find_workflow(in.run.workflow);
  const std::int64_t told = arguments && workflow ? told_more(in) : 0;
  if (told == 0) return std::nullopt;
  std::optional<MoreOrFewer> found;
  for (const auto& [name, value] : *arguments) {
    const auto count = value.integer();
    if (!count) continue;
    if (!names_a_count(name)) return std::nullopt;
    if (found) return std::nullopt;   // of two counts nobody knows which is meant
    const Json* used = used_by_run(in.state, name);
    const bool is_taken = among(in.live.program().workflows[*workflow].takes, name);
    const std::int64_t is = *count + told;
    if ((!used && !is_taken) || is <= 0 || is > count_max) return std::nullopt;
    found = MoreOrFewer{name, value, Json(is)};
  }
  return found;
}

}  // namespace handrail
