#include "engine/turn/answer_abroad.hpp"

#include <algorithm>
#include <array>

#include "engine/language/language.hpp"

namespace handrail {
namespace {

// What they were asked: by the run, or else the last words of the desk.
std::string asked_last(const ConversationState& state) {
  if (state.run && !state.run->waits_question.empty()) return state.run->waits_question;
  const auto last = std::find_if(state.recent.rbegin(), state.recent.rend(), [](const SpokenLine& line) { return line.by != Speaker::customer; });
  return last == state.recent.rend() ? "" : last->text;
}

std::array<std::string, 3> languages_of(const ConversationState& state, const std::string& written_in) {
  return {written_in, state.episode.written_in, language_of(asked_last(state))};
}

}  // namespace

std::string answer_in_english(const ConversationState& state, const std::string& text, const std::string& written_in) {
  for (const std::string& language : languages_of(state, written_in))
    if (std::string said = with_plain_answer_in_english(text, language); said != text) return said;
  return text;
}

PlainAnswer answer_abroad(const ConversationState& state, const std::string& text, const std::string& written_in) {
  for (const std::string& language : languages_of(state, written_in))
    if (const PlainAnswer answer = plain_answer(text, language); answer != PlainAnswer::none) return answer;
  return PlainAnswer::none;
}

}  // namespace handrail
