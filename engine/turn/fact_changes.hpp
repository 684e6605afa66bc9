// What is different between two states of a fact, in words for a colleague: of a record which field, of a list which entry changed, came or went.
#pragma once

#include <string>
#include <vector>

#include "engine/base/json.hpp"

namespace handrail {

// What a fact is: "120.00 USD", "100.00 USD used of 300.00 USD", "known not to exist". `unknown`: a null is what nobody knows.
[[nodiscard]] std::string fact_in_words(const Json& fact, bool unknown = false);

// "`order.total` was 80.00 USD and is 90.00 USD", "entry 3 of `bill.items` was added: …"; each by itself. Empty: they are the same.
[[nodiscard]] std::vector<std::string> fact_changes(const std::string& name, const Json& was, const Json& is);

}  // namespace handrail
