#include "engine/turn/after_close.hpp"

#include <algorithm>

#include "engine/base/text.hpp"
#include "engine/sentences/thanks_for_nothing.hpp"
#include "engine/turn/manner.hpp"

namespace handrail {
namespace {
constexpr std::size_t thanks_words_max = 6;   // "great, thank you very much!"; more words are a matter of their own
}

bool merely_thanks(const std::string& text, const std::vector<SignalMatch>& signals) {
  const bool says_thanks = std::ranges::count(signals, "thanks", &SignalMatch::signal) > 0;
  return says_thanks && words(text).size() <= thanks_words_max && text.find('?') == std::string::npos && !thanks_for_nothing(text);
}

Result<bool> thanked_after_close(Seams& seams, ConversationLog& log, const IncomingMessage& message) {
  const bool may_be_mere = words(message.text).size() <= thanks_words_max && message.text.find('?') == std::string::npos && !thanks_for_nothing(message.text);
  if (!log.state().episode.outcome || !may_be_mere) return false;
  HANDRAIL_TRY(const auto live, seams.bundles.pinned(log.state().episode.bundle));
  const auto signals = live->classifier->read_signals(message.text, {}).signals;
  const bool crossed = log.state().last_word && came_before(message.received, *log.state().last_word);   // a second "yes" to what is closed by now
  const auto says_nothing_new = [&](const SignalMatch& match) { return match.signal == "thanks" || (crossed && match.signal == "says_yes"); };
  if (std::none_of(signals.begin(), signals.end(), says_nothing_new)) return false;
  log.record(event::MessageReceived{message.id, message.text, message.context, message.received});
  log.record(event::ReplySent{message.id, {worded(*live, log.state(), dsl::own::welcome), Speaker::bot, "", {}, {}}, "", "none",
                              "thanks after the close", "", ""});
  log.record(event::TurnEnded{message.id});
  HANDRAIL_TRY_VOID(log.commit());
  return true;
}

}  // namespace handrail
