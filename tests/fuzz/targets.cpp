#include "tests/fuzz/targets.hpp"

#include "dsl/program/compile.hpp"
#include "dsl/syntax/parse.hpp"
#include "dsl/syntax/print.hpp"
#include "engine/base/assert.hpp"
#include "engine/base/limits.hpp"
#include "engine/cases/cases.hpp"
#include "engine/policy/bundle.hpp"
#include "engine/policy/facts.hpp"
#include "engine/policy/gate_line.hpp"

namespace handrail::fuzz {
namespace {

const char* const desk = R"(currency USD
customer
  plan  free | pro
context
  page   optional text
  pieces optional whole number
  total  optional money
  rate   optional decimal
  sure   optional yes/no
  tier   optional silver | gold
  at     optional time
role lead
  may approve up to $60
record item
  name   text
  price  money
record order
  customer   text
  total      money
  items      list of item
  paid_with  map of item
  placed_at  time
tool find_order(order_id: text) gives order
  reads
tool refund(amount: money, order_id: text, reason: optional text, items: list of text)
  moves      money
  after a crash  stop and ask a person
  let        order is find_order(order_id)
  needs      customer is verified
  needs      order.customer is customer.id otherwise say "No." then ask for order_id
  needs      order looked up in the last 10 minutes
  deny       when any item in order.items has item.price over $50 because "no" then offer a person
  deny       when reason contains "fraud" or page starts with "/x" because "no" then offer a person
  limit      amount to $300 per customer in 90 days, above that approve by lead
  limit      2 times per order_id, otherwise offer a person
  approve    by lead within 4 hours, otherwise offer a person when amount is over $20
  allow      when order.placed_at was within the last 30 days
  otherwise  deny because "no" then offer a person
trigger "Reads the whole context"
  when     page is "/a" and pieces is at least 3 and total is over $10 and rate is over 1 and sure and tier is gold and at is after 2026-01-01
  urgency  low
  then     offer a person
confidence
  low risk     | send at 75% | a person checks at 40% | below that ask once, then hand off
  medium risk  | send at 80% | a person checks at 55% | below that ask once, then hand off
  high risk    | send at 90% | a person checks at 75% | below that hand off
queue support
  name     "Our support team"
  promise  within 4 hours
  say      "{queue.name} will answer {queue.promise}."
route
  otherwise to support
)";

const Bundle& bundle() {
  static const BundleResult made = make_bundle({{"fuzz.policy", desk}});
  HANDRAIL_ASSERT(made.bundle, "the policy of the fuzzers is whole: " + dsl::render_pretty(made.sources, made.diagnostics, false));
  return *made.bundle;
}

void inside_their_files(const dsl::Sources& sources, const dsl::Diagnostics& findings) {
  HANDRAIL_ASSERT(findings.size() <= limits::diagnostics + 1, "more findings than the limit");
  for (const dsl::Diagnostic& finding : findings)
    HANDRAIL_ASSERT(finding.span.begin <= finding.span.end && finding.span.end <= sources.file(finding.span.file).text.size(), "a finding outside of its file");
  (void)dsl::render_pretty(sources, findings, false);
  (void)dsl::render_json(sources, findings);
}

void compiled_or_told(std::vector<dsl::SourceFile> files) {
  const dsl::Compiled compiled = dsl::compile(std::move(files));
  HANDRAIL_ASSERT((compiled.program != nullptr) != dsl::has_errors(compiled.diagnostics), "a program, or what stands in its way");
  inside_their_files(compiled.sources, compiled.diagnostics);
}

}  // namespace

void parse(std::string_view bytes) { compiled_or_told({{"fuzz.policy", std::string(bytes)}}); }

void include(std::string_view bytes) {
  constexpr std::string_view mark = "=== ";
  std::vector<dsl::SourceFile> files{{"fuzz.policy", ""}, {"zz_desk.policy", desk}};
  while (!bytes.empty()) {
    const std::string_view line = bytes.substr(0, std::min(bytes.find('\n'), bytes.size() - 1) + 1);
    if (line.starts_with(mark) && line.size() < 200 && files.size() < 50)
      files.push_back({std::string(line.substr(mark.size(), line.size() - mark.size() - (line.ends_with('\n') ? 1 : 0))), ""});
    else
      files.back().path == "zz_desk.policy" ? files.front().text += line : files.back().text += line;
    bytes.remove_prefix(line.size());
  }
  compiled_or_told(std::move(files));
}

void cases(std::string_view bytes) {
  const BundleResult made = make_bundle({{"fuzz.policy", desk}, {"fuzz.case", std::string(bytes)}});
  HANDRAIL_ASSERT(made.bundle, "a case file makes no bundle broken");
  const dsl::Program& program = *made.bundle->program;
  const Cases read = read_cases(program);
  inside_their_files(program.sources, read.problems);
  for (const Case& one : read.cases) {
    const CaseResult result = run_case(program, made.bundle->hash, one), again = run_case(program, made.bundle->hash, one);
    HANDRAIL_ASSERT(!result.came.empty() && result.came == again.came && result.holds == again.holds, "no result, or two");
  }
}

void format(std::string_view bytes) {
  dsl::Diagnostics findings;
  const dsl::Formatted once = dsl::format(bytes, "fuzz.policy", findings);
  if (once.outcome == dsl::FormatOutcome::has_errors) return;
  HANDRAIL_ASSERT(once.outcome == dsl::FormatOutcome::formatted, "the canonical text reads back as another");
  dsl::Diagnostics none;
  const dsl::Formatted twice = dsl::format(once.text, "fuzz.policy", none);
  HANDRAIL_ASSERT(twice.outcome == dsl::FormatOutcome::formatted && twice.text == once.text, "the canonical text is not its own");
}

void context(std::string_view bytes) {
  const dsl::Program& program = *bundle().program;
  static dsl::FactsReader reader(program, program.turn_scope);
  static dsl::Frame frame;
  if (!reader.read(bytes, frame)) return;
  const auto json = parse_json(bytes);
  HANDRAIL_ASSERT(json, "read straight, and refused by the careful reader");
  dsl::Roots roots;
  std::vector<JsonIssue> issues;
  add_context(program, *json, roots, issues);
  HANDRAIL_ASSERT(issues.empty(), "read straight, and something is wrong with it");
  const dsl::Frame careful = dsl::bind(program.turn_scope, roots);
  HANDRAIL_ASSERT(careful.slots == frame.slots, "read straight as something else");
}

void gate(std::string_view bytes) {
  const auto line = parse_json(bytes, {.bytes_max = limits::pipeline_line_bytes, .depth_max = limits::json_depth});
  if (!line) return;
  const Json verdict = gate_line(bundle(), *line);
  HANDRAIL_ASSERT(verdict.find("verdict") != nullptr || verdict.find("error") != nullptr, "neither a verdict nor an error");
  HANDRAIL_ASSERT(dump(verdict) == dump(gate_line(bundle(), *line)), "two verdicts on one call");
  if (verdict.text_or("verdict") == "deny") HANDRAIL_ASSERT(!verdict["remedy"].items()->empty(), "a denial that leads nowhere");
}

}  // namespace handrail::fuzz
