#include "dsl/source/diagnostic.hpp"

#include <algorithm>
#include <tuple>

#include "dsl/source/shown.hpp"
#include "engine/base/json.hpp"

namespace handrail::dsl {

namespace {

std::string_view to_text(Severity severity) { return severity == Severity::error ? "error" : "warning"; }

void put_place(Json& json, const Sources& sources, Span span) {
  const LineColumn begin = sources.position(span.file, span.begin);
  const LineColumn end = sources.position(span.file, std::max(span.begin, span.end));
  json.set("file", shown(sources.file(span.file).path));
  json.set("line", begin.line).set("column", begin.column).set("end_line", end.line).set("end_column", end.column);
}

}  // namespace

// The kinds of findings as an author mends them: what cannot be read, then names, types, clauses, examples and scripts, proof.
namespace {
int importance(const Diagnostic& finding) { return finding.code.size() < 3 ? 9 : finding.code[2] <= '1' ? 1 : finding.code[2] - '0'; }
}  // namespace

Diagnostics most_important_first(Diagnostics findings) {
  const auto order = [](const Diagnostic& d) {
    return std::tuple(d.severity, importance(d), d.span.file, d.span.begin, d.span.end, std::string_view(d.code), std::string_view(d.message));
  };
  std::ranges::stable_sort(findings, [&](const Diagnostic& a, const Diagnostic& b) { return order(a) < order(b); });
  const auto same = std::ranges::unique(findings, [&](const Diagnostic& a, const Diagnostic& b) { return order(a) == order(b); });
  findings.erase(same.begin(), same.end());
  return findings;
}

std::string summary_line(const Diagnostics& diagnostics, std::string_view folder) {
  const auto errors = static_cast<std::size_t>(std::ranges::count(diagnostics, Severity::error, &Diagnostic::severity));
  const std::size_t warnings = diagnostics.size() - errors;
  const auto counted = [](std::size_t count, std::string_view word) { return std::to_string(count) + " " + std::string(word) + (count == 1 ? "" : "s"); };
  std::string out;
  if (errors > 0 || warnings == 0) out = counted(errors, "error");
  if (warnings > 0) out += (out.empty() ? "" : ", ") + counted(warnings, "warning");
  return out + " in " + std::string(folder);
}

bool has_errors(const Diagnostics& diagnostics) {
  return std::any_of(diagnostics.begin(), diagnostics.end(), [](const Diagnostic& d) { return d.severity == Severity::error; });
}

std::string render_json(const Sources& sources, const Diagnostics& diagnostics) {
  Json array = Json::array();
  for (const Diagnostic& diagnostic : diagnostics) {
    Json item = Json::object({{"code", diagnostic.code}, {"severity", to_text(diagnostic.severity)}, {"message", shown(diagnostic.message)}});
    put_place(item, sources, diagnostic.span);
    Json labels = Json::array();
    for (const Label& label : diagnostic.labels) {
      Json other = Json::object({{"text", shown(label.text)}});
      put_place(other, sources, label.span);
      labels.push(std::move(other));
    }
    item.set("note", shown(diagnostic.note)).set("labels", std::move(labels)).set("help", shown(diagnostic.help)).set("explain", "handrail explain " + diagnostic.code);
    array.push(std::move(item));
  }
  return dump(array);
}

}  // namespace handrail::dsl
