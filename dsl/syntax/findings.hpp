// Collects what one reading of the texts finds wrong, and stops collecting where nobody would read on.
#pragma once

#include <string>

#include "dsl/source/diagnostic.hpp"

namespace handrail::dsl {

class Findings {
 public:
  // What becomes of the first finding beyond limits::diagnostics: it gives way to a P0010 that says that there are more, or it is kept
  // for somebody who will say so. Nothing is collected after it.
  enum class OneTooMany { say_so, keep };
  // Appends to `out`, which must outlive this.
  explicit Findings(Diagnostics& out, OneTooMany one_too_many = OneTooMany::say_so) : out_(out), one_too_many_(one_too_many) {}
  void add(Diagnostic finding);
  [[nodiscard]] bool full() const { return full_; }

 private:
  Diagnostics& out_;
  OneTooMany one_too_many_;
  std::size_t count_ = 0;
  bool full_ = false;
};

// What an author is shown of all that was found, by whatever step: the most important first, and as many as somebody reads. Whoever adds findings to a list that
// went through here puts it through once more.
[[nodiscard]] Diagnostics for_the_author(Diagnostics findings);

// User text for a message: in backticks, printable, cut where it is long.
[[nodiscard]] std::string in_backticks(std::string_view text);

}  // namespace handrail::dsl
