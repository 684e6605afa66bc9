// How the checker speaks: report.error("P0201", span, "`plann` is not declared").note("…").label(…).help("…");
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "dsl/source/diagnostic.hpp"
#include "engine/base/text.hpp"

namespace handrail::dsl {

// One finding while it is being worded; valid until the next one is made.
class Finding {
 public:
  explicit Finding(Diagnostic& diagnostic) : diagnostic_(&diagnostic) {}
  Finding& note(std::string text) { diagnostic_->note = std::move(text); return *this; }
  Finding& label(Span span, std::string text) { diagnostic_->labels.push_back({span, std::move(text)}); return *this; }
  Finding& label(const std::optional<Span>& span, std::string text) { return span ? label(*span, std::move(text)) : *this; }
  Finding& help(std::string text) { diagnostic_->help = std::move(text); return *this; }

 private:
  Diagnostic* diagnostic_;
};

class Report {
 public:
  explicit Report(Diagnostics& diagnostics) : diagnostics_(&diagnostics) {}
  Finding error(std::string_view code, Span span, std::string message) { return add(code, Severity::error, span, std::move(message)); }
  Finding warning(std::string_view code, Span span, std::string message) { return add(code, Severity::warning, span, std::move(message)); }

 private:
  Finding add(std::string_view code, Severity severity, Span span, std::string message) {
    diagnostics_->push_back({std::string(code), severity, std::move(message), span, "", {}, ""});
    return Finding(diagnostics_->back());
  }
  Diagnostics* diagnostics_;
};

[[nodiscard]] inline std::string backticked(std::string_view text) { return "`" + std::string(text) + "`"; }
// "did you mean `plan`?", or `otherwise` when nothing is near.
[[nodiscard]] inline std::string did_you_mean(std::string_view word, const std::vector<std::string>& candidates, std::string otherwise = "") {
  if (auto near = nearest(word, candidates)) return "did you mean " + backticked(*near) + "?";
  return otherwise;
}

}  // namespace handrail::dsl
