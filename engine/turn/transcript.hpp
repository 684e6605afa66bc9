// All that was said in a conversation, read from its record: what people read who take it over. The bot's own working memory is the last ten lines.
#pragma once

#include <limits>
#include <optional>

#include "engine/base/id.hpp"
#include "engine/base/json.hpp"
#include "engine/base/result.hpp"
#include "engine/seams/store.hpp"

namespace handrail {

inline constexpr std::size_t transcript_lines = 500, transcript_bytes = 1024 * 1024;   // of more, the first fifth and the last ones

struct Until {
  std::uint64_t seq = std::numeric_limits<std::uint64_t>::max();   // the last event that counts
  std::optional<HandoffId> handoff;                                // the one of which `before_handoff` is wanted
};

// [{"by","text","at","message"?,"event"?}], oldest first; {"left_out": how many} stands where lines were left out.
struct Transcript {
  Json all;
  Json before_handoff = Json::array();
};
Result<Transcript> transcript_of(Store& store, const ConversationId& conversation, const Until& until = {});

}  // namespace handrail
