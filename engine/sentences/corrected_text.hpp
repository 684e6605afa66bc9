// What a customer puts in the place of words that they gave before: "no, to 5 Elm Street, Salem, 97301" of an address that was asked for in free words, "the zip is
// 02109" of one part of it. What cannot be told is said to be so, and nobody guesses. English words only.
#pragma once

#include <string>
#include <string_view>

namespace handrail {

struct CorrectedText {
  enum class How {
    none,      // the message puts nothing in its place
    value,     // `value` is what holds now, whole
    unclear,   // it says that something is to be different, and not what
  } how = How::none;
  std::string value;
  bool fits = false;   // `value` looks like what was said before, or is it with a part of it exchanged: of several texts that it could be, it is this one
};

// `name`: the fact's, as the script asked for it ("new address for W1003"); a message may call it by one of its words. `said_so`: the message says by itself that
// something is not right ("no", "sorry, I meant"); without it only what looks like the whole of `before` counts.
[[nodiscard]] CorrectedText corrected_text(std::string_view message, std::string_view before, std::string_view name, bool said_so);

}  // namespace handrail
