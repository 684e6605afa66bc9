// A rule's words may name the queue, which is known only when the conversation is handed over: until then {queue.name} and {queue.promise} stay
// in the text as they are written.
#pragma once

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

#include "dsl/program/bind.hpp"
#include "engine/base/text.hpp"

namespace handrail {

[[nodiscard]] inline dsl::Roots with_queue_holes(dsl::Roots roots) {
  ValueRecord queue;
  queue.set("name", Value("{queue.name}"));
  queue.set("promise", Value("{queue.promise}"));
  roots.emplace_back("queue", Value(std::move(queue)));
  return roots;
}

// "Our billing team" begins a sentence and "our billing team" stands within one; a name without an article or a pronoun ("Billing") is the same everywhere. One that is
// written small ("unser Kundendienst") begins a sentence with a capital.
[[nodiscard]] inline std::string queue_name_at(const std::string& text, std::size_t at, std::string name) {
  constexpr std::array<std::string_view, 8> leading{"our", "the", "a", "an", "your", "one", "my", "some"};
  const std::string first = name.substr(0, name.find(' '));
  const bool small = std::all_of(first.begin(), first.end(), [](char c) { return c >= 'a' && c <= 'z'; });
  if (name.empty() || first.size() == name.size()) return name;
  if (!small && std::find(leading.begin(), leading.end(), lower_ascii(first)) == leading.end()) return name;
  const std::size_t before = at == 0 ? std::string::npos : text.find_last_not_of(" \t\"'(", at - 1);
  const bool begins = before == std::string::npos || std::string_view(".!?\n").find(text[before]) != std::string_view::npos;
  if (begins && name[0] >= 'a' && name[0] <= 'z') name[0] = static_cast<char>(name[0] - 'a' + 'A');
  if (!begins && name[0] >= 'A' && name[0] <= 'Z') name[0] = static_cast<char>(name[0] - 'A' + 'a');
  return name;
}

[[nodiscard]] inline std::string fill_queue_holes(std::string text, const std::string& name, const std::string& promise) {
  const std::string of_name = "{queue.name}", of_promise = "{queue.promise}";
  for (std::size_t at = text.find(of_name); at != std::string::npos; at = text.find(of_name, at + name.size())) text.replace(at, of_name.size(), queue_name_at(text, at, name));
  for (std::size_t at = text.find(of_promise); at != std::string::npos; at = text.find(of_promise, at + promise.size())) text.replace(at, of_promise.size(), promise);
  return text;
}

}  // namespace handrail
