// A pattern of the language (`reason matches "[A-Z]{2}[0-9]+"`): it has to fit the whole text. Matching takes time linear in the text and bounded memory.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "engine/base/result.hpp"

namespace handrail::dsl {

class Pattern {
 public:
  // Fails with invalid: what RE2 cannot read, or what is larger than limits::condition_pattern_bytes or, compiled, limits::condition_pattern_memory_bytes.
  [[nodiscard]] static Result<std::shared_ptr<const Pattern>> compile(std::string_view text);

  Pattern(const Pattern&) = delete;
  Pattern& operator=(const Pattern&) = delete;
  ~Pattern();

  [[nodiscard]] bool matches(std::string_view whole) const;
  [[nodiscard]] const std::string& text() const;

 private:
  struct Compiled;
  explicit Pattern(std::unique_ptr<Compiled> compiled);
  std::unique_ptr<Compiled> compiled_;
};

}  // namespace handrail::dsl
