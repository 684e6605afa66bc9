// A person decides on what waits for an approval: a tool call, or a drafted reply.
#pragma once

#include "engine/turn/conversations.hpp"
#include "engine/turn/seams.hpp"

namespace handrail {

// Single use, before it expires, by somebody with the role and within its limit, never by who asked. The workflow goes on in the same breath: facts are
// read again, and a change voids the approval. Fails with conflict when it is not open any more, with forbidden, with invalid for an edit that is no edit.
Result<void> decide_approval(Seams& seams, ConversationLog& log, const Principal& who, const ApprovalId& approval, const ApprovalRequest& request);

// The time of an approval is over: the policy's consequence runs.
Result<void> expire_approval(Seams& seams, ConversationLog& log);

// A run that need not wait any longer goes on, and what it says goes out.
Result<void> resume_run(Seams& seams, ConversationLog& log);

}  // namespace handrail
