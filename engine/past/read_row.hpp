// One row of an export, read by the mapping, with everything masked that names or reaches a person.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "engine/base/result.hpp"
#include "engine/past/past.hpp"

namespace handrail {

// What a row holds: a part of a conversation (one message), or all of it.
// `pseudonym`: another name for a customer, the same for the same one. Fails with invalid; the message says which column and why.
Result<PastConversation> read_row(const PastMapping& mapping, const Json& row, std::size_t line, const std::function<std::string(const std::string&)>& pseudonym,
                                  std::map<std::string, std::size_t>& masked);

// "requester.id": the column of that name, else the member of a member; null where there is none.
[[nodiscard]] const Json* at_path(const Json& row, const std::string& path);

// "2026-01-05T09:00:00Z", "2026-01-05 09:00:00", seconds or milliseconds since 1970.
Result<Instant> past_time(const std::string& text);

// A conversation, as it is put aside between reading and recording, and back.
[[nodiscard]] Json to_json(const PastConversation& conversation);
[[nodiscard]] PastConversation past_conversation(const Json& json);

}  // namespace handrail
