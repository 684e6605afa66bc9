#include "engine/turn/words.hpp"

#include <algorithm>
#include <array>
#include <limits>

#include "dsl/check/own_sentences.hpp"
#include "engine/base/limits.hpp"
#include "engine/base/text.hpp"
#include "engine/reply/apologies.hpp"
#include "engine/sentences/asked_back.hpp"
#include "engine/turn/evidence.hpp"

namespace handrail {
namespace {

bool step_by_step(const std::string& text) { return text.find("\n1. ") != std::string::npos || text.rfind("1. ", 0) == 0 || text.find("\n- ") != std::string::npos; }

bool ends_sentence(const std::string& text, std::size_t at) {
  return (text[at] == '.' || text[at] == '!' || text[at] == '?') && (at + 1 == text.size() || text[at + 1] == ' ' || text[at + 1] == '\n');
}

// Cut at the end of the last sentence that fits; empty where none does: half a sentence may say the opposite of the whole.
std::string shortened(const std::string& text, std::size_t words_max) {
  std::size_t count = 0, sentence_end = 0;
  bool in_word = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool space = text[i] == ' ' || text[i] == '\n';
    if (!space && !in_word && ++count > words_max) return std::string(trim(text.substr(0, sentence_end)));
    in_word = !space;
    if (ends_sentence(text, i)) sentence_end = i + 1;
  }
  return text;
}

std::string first_sentence(const std::string& text) {
  for (std::size_t i = 0; i < text.size(); ++i)
    if (ends_sentence(text, i)) return std::string(trim(text.substr(0, i + 1)));
  return std::string(trim(text));
}

std::size_t count_words(std::string_view text) {
  std::size_t count = 0;
  bool in_word = false;
  for (const char c : text) {
    const bool space = c == ' ' || c == '\n';
    if (!space && !in_word) ++count;
    in_word = !space;
  }
  return count;
}

// Where the question begins that the words end with: what a workflow asked, else their last sentence.
std::size_t question_at(const ConversationState& state, const Words& words, const std::string& text) {
  if (state.run && !state.run->waits_question.empty() && text.ends_with(state.run->waits_question)) return text.size() - state.run->waits_question.size();
  if (words.asked.empty()) return text.size();
  for (std::size_t i = text.size() < 2 ? 0 : text.size() - 2; i > 0; --i) {
    const char before = text[i - 1];
    if (before == '\n' || (text[i] == ' ' && (before == '.' || before == '!' || before == '?'))) return before == '\n' ? i : i + 1;
  }
  return 0;
}

// At the end of a character, and line breaks stay.
std::string cut_at(std::string text, std::size_t most) {
  constexpr std::string_view more = "…";
  if (text.size() <= most) return text;
  if (most <= more.size()) return "";
  std::size_t end = most - more.size();
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xc0) == 0x80) --end;
  return text.substr(0, end).append(more);
}

using Range = reply::Span;

// What is never shortened, in order and apart. Each piece where it stands last.
std::vector<Range> kept_ranges(const Words& words, const std::string& text, std::size_t question) {
  std::vector<Range> all;
  if (question < text.size()) all.push_back({question, text.size()});
  for (const std::string& piece : words.kept)
    if (const std::size_t at = piece.empty() ? std::string::npos : text.rfind(piece); at != std::string::npos) all.push_back({at, at + piece.size()});
  std::ranges::sort(all, {}, &Range::begin);
  std::vector<Range> apart;
  for (const Range& one : all) {
    if (apart.empty() || one.begin > apart.back().end) apart.push_back(one);
    else apart.back().end = std::max(apart.back().end, one.end);
  }
  return apart;
}

constexpr std::size_t gaps_bytes = 4;            // around a piece that is kept, where what stands beside it was cut

// The text with what stands between the ranges shortened, so that words and bytes suffice: from the first piece that does not fit nothing more is said but
// what is kept.
class Shortening {
 public:
  // `says`: what must stand before what is kept, where no sentence of it fits: its first one.
  enum class Says { anything, nothing };
  Shortening(const std::string& text, const std::vector<Range>& kept, std::size_t words_most, std::size_t bytes_most, Says says)
      : text_(text), kept_(kept), words_(words_most), bytes_(bytes_most), says_(says) {
    for (const Range& one : kept_) {
      const std::size_t words = count_words(text_.substr(one.begin, one.end - one.begin)), bytes = one.end - one.begin + gaps_bytes;
      words_ -= std::min(words_, words);
      bytes_ -= std::min(bytes_, bytes);
    }
  }

  std::string done() {
    std::size_t at = 0;
    for (const Range& one : kept_) {
      between(text_.substr(at, one.begin - at), true);
      out_ += text_.substr(one.begin, one.end - one.begin);
      at = one.end;
    }
    between(text_.substr(at), false);
    return std::move(out_);
  }

 private:
  void between(const std::string& piece, bool more) {
    if (piece.empty()) return;
    std::string part = full_ ? "" : shortened(piece, words_);
    if (part.empty() && out_.empty() && says_ == Says::anything) part = first_sentence(piece);
    if (part.size() > bytes_) part = cut_at(std::move(part), bytes_);
    words_ -= std::min(words_, count_words(part));
    bytes_ -= std::min(bytes_, part.size());
    if (part == piece) {
      out_ += part;
      return;
    }
    full_ = true;
    const std::string said(trim(part));
    const std::string gap = piece.find("\n\n") == std::string::npos ? " " : "\n\n";
    if (!said.empty() && !out_.empty() && (piece.front() == ' ' || piece.front() == '\n')) out_ += piece.find("\n\n") == 0 ? "\n\n" : " ";
    out_ += said;
    if (more && !out_.empty()) out_ += said.empty() || piece.ends_with("\n") ? gap : " ";
  }

  const std::string& text_;
  const std::vector<Range>& kept_;
  std::size_t words_, bytes_;
  Says says_;
  bool full_ = false;
  std::string out_;
};

// What was left out of an answer stands where it was quoted from.
void say_more_is_there(const std::string& whole, std::string& text) {
  for (const std::string_view source : {"\n\nSource: ", "\n\nSources: "}) {
    const std::size_t at = text.rfind(source), in_whole = whole.rfind(source);
    if (at == std::string::npos || in_whole == std::string::npos || text.substr(0, at) == whole.substr(0, in_whole)) continue;
    text.replace(at, source.size(), "\n\nThis is not all; more is there: ");
  }
}

std::string notice_words(const std::string& ai_notice) { return (ai_notice.empty() ? std::string(dsl::own::ai_notice) : ai_notice) + " "; }

bool must_say_ai(const dsl::ReplyRules& rules, const ConversationState& state, const std::string& text, const std::string& ai_notice) {
  if (text.find("AI assistant") != std::string::npos || (!ai_notice.empty() && text.find(ai_notice) != std::string::npos)) return false;
  const bool spoke_before = std::any_of(state.recent.begin(), state.recent.end(), [](const SpokenLine& line) { return line.by == Speaker::bot; });
  const bool ask_ai = rules.say_ai_when_asked && state.turn && asks_what_we_are(state.turn->text);
  return ask_ai || (rules.say_ai_in_first_reply && !spoke_before && state.episode.number <= 1);
}

}  // namespace

std::string with_ai_notice(const dsl::ReplyRules& rules, const ConversationState& state, std::string text, const std::string& ai_notice) {
  return must_say_ai(rules, state, text, ai_notice) ? notice_words(ai_notice) + text : text;
}

std::string finished_text(const dsl::ReplyRules& rules, const ConversationState& state, const std::string& text, std::string ai_notice) {
  return finish_text(rules, state, Words{.text = text, .ai_notice = std::move(ai_notice)}).text;
}

bool goes_out_whole(const dsl::ReplyRules& rules, const std::string& text) {
  const bool spared = (rules.unless_step_by_step && step_by_step(text)) || rules.words_max <= 0;
  return text.size() + notice_words("").size() <= limits::reply_bytes && (spared || count_words(text) <= static_cast<std::size_t>(rules.words_max));
}

FinishedText finish_text(const dsl::ReplyRules& rules, const ConversationState& state, const Words& words) {
  constexpr std::size_t any_number = std::numeric_limits<std::size_t>::max();
  const auto apologies_most = static_cast<std::size_t>(std::max<std::int64_t>(0, rules.apologies_max));
  const std::vector<Range> uncut = kept_ranges(words, words.text, question_at(state, words, words.text));
  const std::string said = reply::with_apologies_at_most(words.text, apologies_most, values_on_record(state), uncut);
  const std::size_t question = question_at(state, words, said);
  const bool spared = (rules.unless_step_by_step && step_by_step(said)) || rules.words_max <= 0;
  const std::size_t words_most = spared ? any_number : static_cast<std::size_t>(rules.words_max);
  const std::string notice = must_say_ai(rules, state, said, words.ai_notice) ? notice_words(words.ai_notice) : "";
  const std::size_t bytes_most = limits::reply_bytes - std::min(notice.size(), limits::reply_bytes / 2);
  std::vector<Range> kept = kept_ranges(words, said, question);
  std::size_t bytes = 0;
  for (const Range& one : kept) bytes += one.end - one.begin;
  if (bytes > bytes_most) kept = kept_ranges({.asked = words.asked}, said, question);   // the question before all
  const bool whole = question == said.size() || said.size() - question <= bytes_most;
  const bool answers = kept.empty() || (!words.citations.empty() && words.receipts.empty());
  const bool fits = said.size() <= bytes_most && count_words(said) <= words_most;
  std::string text = fits ? said : Shortening(said, kept, words_most, bytes_most, answers ? Shortening::Says::anything : Shortening::Says::nothing).done();
  if (!words.citations.empty()) say_more_is_there(said, text);
  text = notice + text;
  return {cut_at(std::move(text), limits::reply_bytes), whole};
}

}  // namespace handrail
