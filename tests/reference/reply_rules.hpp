// Which rules a reply is under, said once more: how long it may be, in which tone, with which words before it, whether it says that it is an AI's, and which
// articles it may quote.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "dsl/syntax/tree.hpp"
#include "tests/reference/facts.hpp"

namespace handrail::reference {

struct ReplyRules {
  std::int64_t words = 150;                // at most; of a desk that says nothing of replies, like all of these
  bool steps_may_be_longer = true;
  std::int64_t apologies = 1;
  bool ends_with_next_action = false;
  std::string tone;                        // empty: any
  std::vector<std::string> beginnings;     // that fit, the first of them first
  bool ai_when_asked = true, ai_in_first_reply = true;
};
[[nodiscard]] ReplyRules reply_rules(const dsl::Tree& tree, const Facts& facts);

// "fresh", "due" (a colleague is to review it) or "stale" (it is not quoted). `own`: how often the article itself says that it is to be reviewed.
struct Article { std::optional<Instant> reviewed; std::optional<Duration> own; };
[[nodiscard]] std::string quotable(const dsl::Tree& tree, const Article& article, Instant now);

}  // namespace handrail::reference
