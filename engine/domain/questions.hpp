// The questions that a message asks, each by itself: "What are your opening hours and can I bring my dog?" asks two. Cut where a sentence ends and where, behind a mark or a
// joining word, a question begins anew. English words only; case does not count.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace handrail {

inline constexpr std::size_t questions_apart = 6;   // of one message; each is searched for by itself

struct AskedQuestion {
  std::string text;
  bool points_back = false;   // "and is it free?": what it asks about was named before it
};

// In order; what only tells something is none of them. At most `most`, and of the first page.
[[nodiscard]] std::vector<AskedQuestion> questions_asked(std::string_view text, std::size_t most = questions_apart);

// Whether a sentence speaks of something that was named before it: "They never expire." By itself it would say it of another thing.
[[nodiscard]] bool points_back(std::string_view sentence);

}  // namespace handrail
