// What a line of a *.case file may name, and how its values are written: the facts of the tool that is called, or of a message, each with its type.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/policy/situation.hpp"

namespace handrail {

class CaseFacts {
 public:
  explicit CaseFacts(const dsl::Program& program) : program_(program) {}
  // None where the situation has no such fact.
  [[nodiscard]] std::optional<dsl::Type> type_of(const Situation& situation, const std::string& path) const;
  // Of an entry of a map, and of a field in it: none where the map's entries have no such field.
  [[nodiscard]] std::optional<dsl::Type> type_of_entry(const Situation& situation, const std::string& map, std::string_view field) const;
  // All that may be named, for a "did you mean".
  [[nodiscard]] std::vector<std::string> paths(const Situation& situation) const;

 private:
  [[nodiscard]] const std::vector<dsl::Field>& parameters(const Situation& situation) const;
  [[nodiscard]] std::optional<dsl::Type> of_look_up(const Situation& situation, const std::string& path) const;
  [[nodiscard]] std::optional<dsl::Type> of_turn(const Situation& situation, const std::string& path) const;

  const dsl::Program& program_;
};

namespace case_words {

// The line up to a `#` that stands outside quotes.
[[nodiscard]] std::string_view without_comment(std::string_view line);
[[nodiscard]] std::string unquoted(std::string_view text);
// The fact that a line begins with: up to the first blank that stands in no brackets, `order.paid_with["gift card"].balance`.
[[nodiscard]] std::string_view fact(std::string_view line);
// A literal of the language as the JSON that `decode` reads by the fact's type; none where it is none.
[[nodiscard]] std::optional<Json> literal(std::string_view text);
// Of `tool("a", 2) rest`: where the bracket closes; npos: nowhere.
[[nodiscard]] std::size_t end_of_arguments(std::string_view text);
[[nodiscard]] std::vector<std::string_view> arguments(std::string_view between);

}  // namespace case_words
}  // namespace handrail
