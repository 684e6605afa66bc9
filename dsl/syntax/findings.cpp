#include "dsl/syntax/findings.hpp"

#include <optional>

#include "dsl/syntax/follow_ups.hpp"
#include "engine/base/limits.hpp"
#include "engine/base/text.hpp"

namespace handrail::dsl {

void Findings::add(Diagnostic finding) {
  if (full_) {
    // What is not shown still stands in the way.
    if (finding.severity == Severity::error && !out_.empty() && out_.back().code == "P0010") out_.back().severity = Severity::error;
    return;
  }
  full_ = count_ == limits::diagnostics;
  if (full_ && one_too_many_ == OneTooMany::say_so) {
    out_.push_back({.code = "P0010",
                    .severity = finding.severity,
                    .message = "there are more than " + std::to_string(limits::diagnostics) + " findings; the rest is not shown",
                    .span = finding.span,
                    .note = "the next one is here",
                    .help = "mend the first ones and check again: many findings often have one cause"});
    return;
  }
  ++count_;
  out_.push_back(std::move(finding));
}

Diagnostics for_the_author(Diagnostics findings) {
  // An earlier "there are more" stays the last word, unless it is said again.
  std::optional<Diagnostic> more;
  std::erase_if(findings, [&](Diagnostic& finding) {
    if (finding.code != "P0010") return false;
    if (!more) more = std::move(finding);
    return true;
  });
  Diagnostics told;
  Findings list(told);
  for (Diagnostic& finding : without_follow_ups(most_important_first(std::move(findings)))) list.add(std::move(finding));
  if (more && !list.full()) told.push_back(std::move(*more));
  return told;
}

std::string in_backticks(std::string_view text) { return "`" + printable(text, 40) + "`"; }

}  // namespace handrail::dsl
