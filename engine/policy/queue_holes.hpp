// A rule's words may name the queue, which is known only when the conversation is handed over: until then {queue.name} and {queue.promise} stay
// in the text as they are written.
#pragma once

#include <string>

#include "dsl/program/bind.hpp"

namespace handrail {

[[nodiscard]] inline dsl::Roots with_queue_holes(dsl::Roots roots) {
  ValueRecord queue;
  queue.set("name", Value("{queue.name}"));
  queue.set("promise", Value("{queue.promise}"));
  roots.emplace_back("queue", Value(std::move(queue)));
  return roots;
}

[[nodiscard]] inline std::string fill_queue_holes(std::string text, const std::string& name, const std::string& promise) {
  for (const auto& [hole, filled] : {std::pair<std::string, const std::string&>{"{queue.name}", name}, {"{queue.promise}", promise}})
    for (std::size_t at = text.find(hole); at != std::string::npos; at = text.find(hole, at + filled.size())) text.replace(at, hole.size(), filled);
  return text;
}

}  // namespace handrail
