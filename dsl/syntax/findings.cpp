#include "dsl/syntax/findings.hpp"

#include "engine/base/limits.hpp"
#include "engine/base/text.hpp"

namespace handrail::dsl {

void Findings::add(Diagnostic finding) {
  if (full_) return;
  full_ = count_ == limits::diagnostics;
  if (full_ && one_too_many_ == OneTooMany::say_so) {
    out_.push_back({.code = "P0010",
                    .message = "there are more than " + std::to_string(limits::diagnostics) + " findings; the rest is not shown",
                    .span = finding.span,
                    .note = "the next one is here",
                    .help = "mend the first ones and check again: many findings often have one cause"});
    return;
  }
  ++count_;
  out_.push_back(std::move(finding));
}

std::string in_backticks(std::string_view text) { return "`" + printable(text, 40) + "`"; }

}  // namespace handrail::dsl
