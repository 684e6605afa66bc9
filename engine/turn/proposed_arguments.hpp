// The texts in the arguments of a call that a model proposes. The gate judges what a call does; its texts are shown to the customer when they are asked for their yes,
// and are kept by whatever service is called: so they are the customer's own words, what the desk read, or words that might be sent as a reply.
#pragma once

#include <string>

#include "dsl/program/program.hpp"
#include "engine/base/json.hpp"
#include "engine/reply/check_reply.hpp"

namespace handrail {

// Why the call is not made with these arguments, for the model, which may propose it in other words; empty: nothing stands in the way.
[[nodiscard]] std::string why_not_passed(const dsl::Tool& tool, const Json& arguments, const reply::Evidence& evidence, reply::ReplyLimits limits);

}  // namespace handrail
