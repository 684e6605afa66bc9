// A person's word on a reply of the assistant's after it went out: right or wrong, why, and what it should have said. It is kept on the record beside the reply, whose
// articles are found by it (`handrail knowledge stale`), and changes nothing that was said or done.
#pragma once

#include "engine/journal/journal.hpp"
#include "engine/turn/conversations.hpp"

namespace handrail {

// Commits, and returns {"conversation","reply","judgement"}: asked again with the same key, as it was answered first. Fails with invalid.
Result<Json> judge_reply(ConversationLog& log, Store& store, const Principal& who, const JudgeRequest& request);

}  // namespace handrail
