#include "engine/turn/words.hpp"

#include <algorithm>
#include <array>

#include "engine/base/limits.hpp"
#include "engine/base/text.hpp"

namespace handrail {
namespace {

// Words that claim an action. They may stand only where a receipt of this conversation, or a handoff just made, is behind them.
constexpr std::array actions_claimed = {"i have refunded",     "i've refunded",       "has been refunded",   "i have cancelled", "i've cancelled",
                                        "i have changed",      "i've changed",        "i have updated",      "i've updated",     "refund is on its way",
                                        "i have processed",    "i've processed",      "i have reset",        "i've reset",       "i have issued"};
constexpr std::array transfers_claimed = {"i am transferring you", "i'm transferring you", "i am connecting you", "i'm connecting you",
                                          "transferring you to",   "you are being transferred"};
constexpr std::array asks_whether_ai = {"are you a bot", "are you a robot", "are you human", "are you a human", "are you real", "are you a real", "are you an ai", "are you ai",
                                        "is this a bot", "is this a human", "is this a person", "am i talking to a", "am i chatting with a"};
constexpr std::array humanity_claimed = {"i am a human", "i'm a human", "i am a real person", "i'm a real person", "i am not a bot", "i'm not a bot"};

template <class List>
const char* first_in(const std::string& text, const List& phrases) {
  for (const char* phrase : phrases)
    if (text.find(phrase) != std::string::npos) return phrase;
  return nullptr;
}

bool step_by_step(const std::string& text) { return text.find("\n1. ") != std::string::npos || text.rfind("1. ", 0) == 0 || text.find("\n- ") != std::string::npos; }

// The first apology stays; what opens a later sentence with another one goes.
std::string with_apologies(std::string text, std::int64_t most) {
  std::int64_t seen = 0;
  const std::string low = lower_ascii(text);
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    bool cut = false;
    for (const std::string_view phrase : {"sorry, ", "i'm sorry, ", "i am sorry, ", "we are sorry, ", "apologies, "}) {
      const bool starts_sentence = i == 0 || text[i - 1] == '\n' || (i >= 2 && text[i - 1] == ' ' && (text[i - 2] == '.' || text[i - 2] == '!' || text[i - 2] == '?'));
      if (!starts_sentence || low.compare(i, phrase.size(), phrase) != 0 || ++seen <= most) continue;
      i += phrase.size();
      if (i < text.size() && text[i] >= 'a' && text[i] <= 'z') text[i] = static_cast<char>(text[i] - 'a' + 'A');
      cut = true;
      break;
    }
    if (!cut) out += text[i++];
  }
  return out;
}

// Cut at the end of the last sentence that fits.
std::string shortened(const std::string& text, std::size_t words_max) {
  std::size_t count = 0, sentence_end = 0;
  bool in_word = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool space = text[i] == ' ' || text[i] == '\n';
    if (!space && !in_word && ++count > words_max) return sentence_end ? std::string(trim(text.substr(0, sentence_end))) : text.substr(0, i);
    in_word = !space;
    if ((text[i] == '.' || text[i] == '!' || text[i] == '?') && (i + 1 == text.size() || text[i + 1] == ' ' || text[i + 1] == '\n')) sentence_end = i + 1;
  }
  return text;
}

// At the end of a character, and line breaks stay.
std::string cut_at_limit(std::string text) {
  constexpr std::string_view more = "…";
  if (text.size() <= limits::reply_bytes) return text;
  std::size_t end = limits::reply_bytes - more.size();
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xc0) == 0x80) --end;
  return text.substr(0, end).append(more);
}

}  // namespace

std::vector<std::string> check_words(const Words& words, bool handoff_made) {
  std::vector<std::string> wrong;
  const std::string text = lower_ascii(words.text);
  if (const char* phrase = first_in(text, actions_claimed); phrase && words.receipts.empty())
    wrong.push_back(std::string("says `") + phrase + "` without a receipt");
  if (const char* phrase = first_in(text, transfers_claimed); phrase && !handoff_made)
    wrong.push_back(std::string("says `") + phrase + "` and nobody was handed over");
  if (const char* phrase = first_in(text, humanity_claimed)) wrong.push_back(std::string("says `") + phrase + "`");
  return wrong;
}

std::string finished_text(const dsl::ReplyRules& rules, const ConversationState& state, const std::string& text) {
  std::string out = with_apologies(text, rules.apologies_max);
  const bool steps = rules.unless_step_by_step && step_by_step(text);
  if (!steps && rules.words_max > 0) out = shortened(out, static_cast<std::size_t>(rules.words_max));
  const bool spoke_before = std::any_of(state.recent.begin(), state.recent.end(), [](const SpokenLine& line) { return line.by == Speaker::bot; });
  const bool asked = rules.say_ai_when_asked && state.turn && first_in(lower_ascii(state.turn->text), asks_whether_ai);
  const bool says_so = out.find("AI assistant") != std::string::npos;
  if (!says_so && (asked || (rules.say_ai_in_first_reply && !spoke_before && state.episode.number <= 1))) out = "I am an AI assistant. " + out;
  return cut_at_limit(std::move(out));
}

}  // namespace handrail
