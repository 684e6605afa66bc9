// What a clause says of a thing or a value that it names: that it is the one, that it is to be left out, that somebody asks about it, or only how it is with it. A number
// that a customer excludes, asks about or tells of is no value for a call. Negation has a scope: its own clause, what is joined to it by "and", "or" and "nor", and
// nothing behind "but". English words only; case does not count.
#pragma once

#include <cstddef>
#include <string_view>

#include "engine/base/json.hpp"

namespace handrail {

enum class SaidOf {
  named,      // "W1002", "make it $20", "it was W1002", "not W1001 but W1002"
  excluded,   // "do not refund W1002", "not W1002", "leave W1002 alone", "W1002 I keep", "instead of W1002"
  asked,      // "is this about W1002?"
  told,       // "W1002 arrived fine", "I paid $20 for the repair", "if W1002 is late"
};

// Of an order and the like people tell more than of an amount, a day or a choice: "I don't want W1002" says why something is to be done to it, "I don't want $20" excludes it,
// and "$20 is fine" names the amount while "W1002 is fine" tells of the order.
enum class NamedKind { thing, value };

// By its canonical value: what is a text with figures in it is a thing, "W1002".
[[nodiscard]] NamedKind kind_named(const Json& value);

// Where a value was asked for: whether the clause that names it turns it down, asks about it or tells of it, and puts it forward by no word. "Yoga is too slow for me",
// "I can't on Friday", "last time it was yoga"; "yoga is fine", "Friday would be good", "I think yoga" put it forward.
[[nodiscard]] bool is_no_choice(std::string_view text, std::size_t begin, std::size_t end);

// `begin` and `end`: where it is named in the text. Anything else than a place in the text is `named`.
[[nodiscard]] SaidOf said_of(std::string_view text, std::size_t begin, std::size_t end, NamedKind kind);

}  // namespace handrail
