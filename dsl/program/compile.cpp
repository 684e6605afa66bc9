#include "dsl/program/compile.hpp"

#include "dsl/check/check.hpp"
#include "dsl/check/includes.hpp"
#include "dsl/program/consequences.hpp"
#include "dsl/program/lower.hpp"
#include "dsl/syntax/findings.hpp"
#include "dsl/syntax/parse.hpp"

namespace handrail::dsl {

namespace {

std::vector<DepartureWords> in_words(const std::vector<Departure>& departures, const Sources& sources) {
  static constexpr std::string_view how[] = {"overridden", "left out", "dropped"};
  std::vector<DepartureWords> words;
  for (const Departure& one : departures) {
    words.push_back({std::string(how[static_cast<std::size_t>(one.kind)]), one.what, sources.where(one.included), sources.where(one.by)});
  }
  return words;
}

}  // namespace

Compiled compile(std::vector<SourceFile> files, const CompileOptions& options) {
  Compiled out;
  out.sources = Sources(std::move(files));

  Diagnostics findings;
  Tree read = parse(out.sources, findings);
  const Consequences consequences(out.sources, findings);

  Diagnostics of_the_check;
  const Tree tree = resolve_includes(std::move(read), out.sources, of_the_check);
  const Checked checked = check(tree, out.sources, of_the_check, options.today);
  for (Diagnostic& finding : of_the_check)
    if (!consequences.may_hold(finding)) findings.push_back(std::move(finding));

  out.diagnostics = for_the_author(std::move(findings));
  if (has_errors(out.diagnostics)) return out;
  Program program = lower(checked, out.sources);
  program.departures = in_words(tree.departures, out.sources);
  out.program = std::make_shared<const Program>(std::move(program));
  return out;
}

}  // namespace handrail::dsl
