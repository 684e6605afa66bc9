// "I want to cancel. Actually no, freeze it": words that put what follows in the place of all that the message said before them. What only comes to it ("wait, one more thing",
// "actually, also …") puts nothing in its place. English words only; case does not count.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace handrail {

struct InsteadOfIt {
  std::size_t from = 0;     // of the words that say so
  std::size_t behind = 0;   // where what is meant begins
  bool denies = false;      // "no", "scratch that", "I meant", "instead": what stands before it is not meant, whatever it names
};

// The last of them; nothing where nothing stands before, or nothing behind.
[[nodiscard]] std::optional<InsteadOfIt> instead_of_it(std::string_view text);

}  // namespace handrail
