#include "engine/turn/after_bug.hpp"

#include "engine/base/assert.hpp"
#include "engine/turn/carry_out.hpp"
#include "engine/turn/send.hpp"

namespace handrail {
namespace {

// The words of a bug, when the body had one. Nothing waits while the exception is in flight.
std::string bug_in(const std::function<Result<void>()>& body, Result<void>& result) {
  try {
    result = body();
    return "";
  } catch (const Bug& caught) {
    return caught.what();
  }
}

}  // namespace

Result<void> or_hand_over(Seams& seams, ConversationLog& log, const std::function<Result<void>()>& body) {
  Result<void> result;
  const std::string bug = bug_in(body, result);
  if (bug.empty()) return result;
  if (seams.notices) seams.notices->tell("a mistake of the program, in conversation " + log.state().id.text + ": " + bug + "; a person takes over");
  HANDRAIL_TRY_VOID(log.start_again());
  if (log.state().owner != Ownership::bot || log.state().episode.outcome) return log.commit();
  HANDRAIL_TRY(const auto live, seams.bundles.pinned(log.state().episode.bundle));
  log.record(event::BugCaught{bug});
  Decision decision;
  decision.urgency = "high";
  decision.because = "a mistake of the program";
  decision.rule = "every mistake is handed to a person";
  HANDRAIL_TRY(const Words words, carry_out(seams, *live, log, decision));
  return send(seams, *live, log, decision, words);
}

Result<void> without_bugs(const std::function<Result<void>()>& body) {
  Result<void> result;
  const std::string bug = bug_in(body, result);
  if (bug.empty()) return result;
  return fail(ErrorCode::corrupt, "a mistake of the program: " + bug);
}

}  // namespace handrail
