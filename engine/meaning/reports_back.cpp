#include "engine/meaning/reports_back.hpp"

#include <algorithm>
#include <array>

#include "engine/base/text.hpp"
#include "engine/sentences/clauses.hpp"
#include "engine/sentences/speech.hpp"
#include "engine/sentences/spelled_out.hpp"

namespace handrail {
namespace {

constexpr Decimal surely_another = {700'000};
constexpr Decimal surely_a_report = {950'000};
constexpr std::size_t report_words = 20;
constexpr std::size_t bare_words = 6;   // "still nothing": of whatever was asked
constexpr std::array asking_to_be_told{"tell me", "let me know", "write to me", "write again", "just say so"};
constexpr std::array nothing_of_it{"not", "nothing", "nobody", "no", "none", "never", "nowhere", "without"};
constexpr std::array all_is_well{"found", "thanks", "thank", "ok", "okay", "great", "good", "got", "arrived", "solved", "fine", "cheers", "perfect", "super"};

template <class List>
bool among(const List& list, std::string_view word) { return std::find(list.begin(), list.end(), word) != list.end(); }

// The sentence of our last word that wants to be told of something, and does so on a condition; empty: none.
std::string asked_for(const ConversationState& state) {
  const auto last = std::ranges::find_if(state.recent.rbegin(), state.recent.rend(), [](const SpokenLine& line) { return line.by == Speaker::bot; });
  if (last == state.recent.rend()) return "";
  std::size_t from = 0;
  for (std::size_t at = 0; at <= last->text.size(); ++at) {
    if (at < last->text.size() && std::string_view(".!?\n").find(last->text[at]) == std::string_view::npos) continue;
    const std::string sentence = lower_ascii(trim(std::string_view(last->text).substr(from, at - from)));
    const bool asks = std::ranges::any_of(asking_to_be_told, [&](const char* phrase) { return sentence.find(phrase) != std::string::npos; });
    if (asks && (sentence.starts_with("if ") || sentence.find(" if ") != std::string::npos)) return sentence;
    from = at + 1;
  }
  return "";
}

// "Yes, I already did that", "I've searched the whole house".
bool tells_what_they_did(const std::vector<std::string>& said) {
  std::size_t at = 0;
  while (at < said.size() && among(std::array{"yes", "yeah", "yep", "well", "but", "and", "no"}, said[at])) ++at;
  if (at >= said.size() || (said[at] != "i" && said[at] != "we") || said.size() > bare_words + at) return false;
  const auto of_the_past = [](const std::string& word) { return word == "did" || word == "have" || (word.size() > 4 && word.ends_with("ed")); };
  return std::any_of(said.begin() + static_cast<std::ptrdiff_t>(at), said.end(), of_the_past);
}

bool reports(const std::string& asked, const std::string& text) {
  const std::vector<std::string> said = spelled_out(text), of_it = spelled_out(asked);
  if (said.empty() || said.size() > report_words) return false;
  if (std::ranges::any_of(said, [](const std::string& word) { return among(all_is_well, word); })) return false;
  const bool denies = std::ranges::any_of(said, [](const std::string& word) { return among(nothing_of_it, word); });
  if ((denies && said.size() <= bare_words) || tells_what_they_did(said)) return true;
  const std::vector<std::string> content = content_words(join(of_it, " "));
  return std::ranges::any_of(content_words(join(said, " ")), [&](const std::string& word) {
    return word.size() > 3 && std::ranges::any_of(content, [&](const std::string& one) { return same_stem(one, word); });
  });
}

}  // namespace

void take_as_report(const LiveBundle& live, const ConversationState& state, event::MessageRead& read) {
  if (state.run || !state.held_up.empty() || !read.further.empty() || !read.named.empty() || does(read, speech::ask) || read.intent == state.episode.last_intent) return;
  const auto intent = live.program().find_intent(state.episode.last_intent);
  if (!intent || !live.program().intents[*intent].workflow) return;
  const auto as_read = live.program().find_intent(read.intent);
  if (as_read && read.intent != "other" && read.confidence >= surely_another) return;
  const std::string asked = asked_for(state);
  if (asked.empty() || !reports(asked, state.turn->text)) return;
  read.intent = state.episode.last_intent;
  read.confidence = surely_a_report;
  drop_signal(read, "says_no");
  drop_signal(read, "says_yes");
}

void drop_signal(event::MessageRead& read, std::string_view signal) {
  for (std::size_t i = read.signals.size(); i-- > 0;) {
    if (read.signals[i] != signal) continue;
    const auto at = static_cast<std::ptrdiff_t>(i);
    read.signals.erase(read.signals.begin() + at);
    if (i < read.matched.size()) read.matched.erase(read.matched.begin() + at);
    if (2 * i + 1 < read.matched_at.size()) read.matched_at.erase(read.matched_at.begin() + 2 * at, read.matched_at.begin() + 2 * at + 2);
  }
}

}  // namespace handrail
