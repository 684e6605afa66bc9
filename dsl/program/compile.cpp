#include "dsl/program/compile.hpp"

#include <algorithm>
#include <tuple>

#include "dsl/check/check.hpp"
#include "dsl/program/lower.hpp"
#include "dsl/syntax/findings.hpp"
#include "dsl/syntax/parse.hpp"

namespace handrail::dsl {

namespace {

// What is said of a text of which some statements could not be read: a name that seems to be missing may be declared in one of those, so only
// what is wrong with statements that are there is told.
bool stands_without_the_rest(const Diagnostic& finding) {
  return finding.code.starts_with("P03") || finding.code == "P0203" || finding.code == "P0204" || finding.code == "P0212";
}

// In the order of the text, each once: a chained comparison is one side asked twice.
Diagnostics in_order(Diagnostics findings) {
  const auto place = [](const Diagnostic& d) { return std::tie(d.span.file, d.span.begin, d.span.end, d.code, d.message); };
  std::ranges::stable_sort(findings, [&](const Diagnostic& a, const Diagnostic& b) { return place(a) < place(b); });
  const auto same = std::ranges::unique(findings, [&](const Diagnostic& a, const Diagnostic& b) { return place(a) == place(b); });
  findings.erase(same.begin(), same.end());
  return findings;
}

Diagnostics as_many_as_are_read(Diagnostics findings) {
  Diagnostics shown;
  Findings list(shown);
  for (Diagnostic& finding : findings) list.add(std::move(finding));
  return shown;
}

}  // namespace

Compiled compile(std::vector<SourceFile> files) {
  Compiled out;
  out.sources = Sources(std::move(files));

  Diagnostics findings;
  const Tree tree = parse(out.sources, findings);
  const bool all_read = !has_errors(findings);

  Diagnostics of_the_check;
  const Checked checked = check(tree, out.sources, of_the_check);
  for (Diagnostic& finding : of_the_check)
    if (all_read || stands_without_the_rest(finding)) findings.push_back(std::move(finding));

  out.diagnostics = as_many_as_are_read(in_order(std::move(findings)));
  if (!has_errors(out.diagnostics)) out.program = std::make_shared<const Program>(lower(checked, out.sources));
  return out;
}

}  // namespace handrail::dsl
