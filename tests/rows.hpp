// A table of messages that are looked at one by one: where a check fails, its message is told with it.
#pragma once

#include <initializer_list>
#include <utility>

#include "tests/catch.hpp"

namespace handrail::test {

// A row is a message, a pair that begins with it, or has it as `message`.
template <class Row>
const auto& message_of(const Row& row) {
  if constexpr (requires { row.message; }) return row.message;
  else if constexpr (requires { row.first; }) return row.first;
  else return row;
}

template <class Rows, class Look>
void each_row(const Rows& rows, Look look) {
  for (const auto& row : rows) {
    INFO(message_of(row));
    look(row);
  }
}
template <class Look>
void each_row(std::initializer_list<const char*> messages, Look look) { each_row<std::initializer_list<const char*>, Look>(messages, std::move(look)); }

}  // namespace handrail::test
