// What the words around a number call it: a telephone's, a thing's (an order, a parcel, a meter), or an amount. By the nearest word in its own sentence, since many
// numbers are written alike.
#pragma once

#include <cstddef>
#include <string_view>

namespace handrail {

enum class NumberCalled {
  nothing, phone, thing, amount,
  near_a_thing,   // with other words between: "a question about the discount for students 0171 1234567"
};

// Of the number that stands at `begin` to `end`. `text_called`: what the whole text is called, as the member of a record whose value it is ("tracking_number"); it stands
// in front of the first word.
[[nodiscard]] NumberCalled number_called(std::string_view text, std::size_t begin, std::size_t end, std::string_view text_called = {});

}  // namespace handrail
