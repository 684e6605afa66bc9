// "I have two orders, W1001 and W1002. The second one is broken": a row of things that is only told of, before what is said of one of them. The row wishes for nothing and
// asks nothing; which of them is meant is said behind it, by its number or by its place in the row. English words only; case does not count.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/domain/message.hpp"

namespace handrail {

struct ToldFirst {
  std::size_t to = 0;                 // of the text: the row ends there
  std::vector<EntityClaim> row;       // in its order, each value once; two or more
  bool goes_on = false;               // what is said behind it may be of all of it ("both", "W1003 too")
};

// The first row that is told of. `claims`: what was read off the text, in its order.
[[nodiscard]] std::optional<ToldFirst> told_first(std::string_view text, const std::vector<EntityClaim>& claims);

// What is meant of the row by what is said behind it. Null: nothing there says so.
[[nodiscard]] const EntityClaim* meant_of(const ToldFirst& told, std::string_view text);

// Whether nothing but the row is said.
[[nodiscard]] bool only_tells_of_a_row(std::string_view text, const std::vector<EntityClaim>& claims);

}  // namespace handrail
