// "Send me a link. Oh wait, no, don't": words that take back what the same message said before them. The last word wins: what is taken back was not said. What puts another
// thing in its place ("W1003. Actually no, W1006") or limits it ("don't send it to my old address") takes nothing back. English words only; case does not count.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace handrail {

struct TakenBack {
  std::size_t begin = 0, end = 0;       // of the text: the words that take back, with the marks behind them
  std::vector<std::string> names;       // what they name of it: "password" of "skip the password", "refund" of "don't refund it"; empty: what stands before them
  bool all = false;                     // "scratch all of that"
  bool by_deed = false;                 // what they name is a deed: "don't ship it"
  bool only_last = false;               // "no, I don't want that": the last thing alone
  bool cancels = false;                 // "actually, cancel that": a wish of its own where something was named that can be cancelled
};

// In the order of the text. None before the first thing that the text says, and none that is taken back itself ("no, don't. Oh well, do it").
[[nodiscard]] std::vector<TakenBack> taken_back_in(std::string_view text);

// The text with blanks in the place of the sentences that only say how a mistake came about: "sorry. wrong chat", "found it!".
[[nodiscard]] std::string blanked_where_it_excuses(std::string_view text);

}  // namespace handrail
