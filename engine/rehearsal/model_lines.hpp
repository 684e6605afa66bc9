// What a model answers, as a transcript writes it:
//
//   model says "Your order is on its way."
//   model calls lookup_order {"order_id":"W1001"} and lookup_account {"customer_id":"c_1"}
//   model reads refund_request 0.93 order_id "W1001" signal wants_person "a human"
//   model fails "timed out"
#pragma once

#include <string>

#include "engine/seams/language_model.hpp"

namespace handrail {

struct ScriptedAnswer {
  ModelAnswer answer;
  std::string why;       // it fails so; empty: it answers
};

// `rest`: the line without "model". Fails with invalid, with how to write it.
Result<ScriptedAnswer> model_line(const std::string& rest);

}  // namespace handrail
