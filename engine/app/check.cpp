// `handrail check` and `handrail facts`: what a bundle says, and what is wrong with it.
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <iostream>
#include <ranges>

#include "dsl/check/builtins.hpp"
#include "dsl/check/own_sentences.hpp"
#include "dsl/program/decode.hpp"
#include "engine/app/bundle_folder.hpp"
#include "engine/app/bundle_library.hpp"
#include "dsl/source/library_help.hpp"
#include "dsl/source/machine_formats.hpp"
#include "engine/app/commands.hpp"
#include "engine/app/patience.hpp"
#include "engine/app/settings.hpp"
#include "engine/app/tool_services.hpp"
#include "engine/proof/leftover.hpp"
#include "engine/proof/proof.hpp"
#include "engine/app/system.hpp"

namespace handrail {
namespace {

struct FactLine { std::string name, type, example, meaning; };

std::string example_of(const dsl::Program& program, const dsl::Type& type) {
  switch (type.kind) {
    case dsl::TypeKind::text: return "\"text\"";
    case dsl::TypeKind::whole_number: return "3";
    case dsl::TypeKind::decimal: return "2.5";
    case dsl::TypeKind::percent: return "75%";
    case dsl::TypeKind::yes_no: return "yes";
    case dsl::TypeKind::money: {
      const std::string code(type.currency.code().empty() ? program.currency.code() : type.currency.code());
      return code.empty() || code == "USD" ? "$100" : "100 " + code;
    }
    case dsl::TypeKind::time: return "2026-12-01";
    case dsl::TypeKind::duration: return "10 minutes";
    case dsl::TypeKind::enumeration: {
      if (program.enumerations[type.index].words.empty()) return "";
      const std::string& word = program.enumerations[type.index].words.front();   // a choice is any text: one that is no name stands in quotes
      return word.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_ ") == std::string::npos ? word : "\"" + word + "\"";
    }
    case dsl::TypeKind::record: return "{" + program.records[type.index].name + "}";
    case dsl::TypeKind::list: return "[" + example_of(program, type.element.front()) + "]";
    case dsl::TypeKind::map: return "{\"key\": " + example_of(program, type.element.front()) + "}";
  }
  return "";
}

// With a word that this bundle knows, so that the example can be copied into it.
std::string example_of(const dsl::Program& program, const dsl::Builtin& fact) {
  for (const dsl::Intent& intent : program.intents) {
    if (fact.path == "intent") return "intent is " + intent.name;
    if (fact.path == "topic" && !intent.topic.empty()) return "topic is " + intent.topic;
  }
  if (fact.path == "intent") return "intent is other";
  if (fact.path == "class") return "class is answerable";   // of `other`, which every bundle has
  if (fact.path == "risk") return "risk is low";
  if (fact.path == "topic") return "topic is known";
  return fact.path == "customer.id" ? "customer.id is known" : std::string(fact.example);
}

void add_fields(std::vector<FactLine>& lines, const dsl::Program& program, std::span<const dsl::Field> fields, const std::string& prefix, const std::string& meaning) {
  for (const dsl::Field& field : fields) lines.push_back({prefix + field.name, dsl::describe(program, field.type), example_of(program, field.type), meaning});
}

std::vector<FactLine> fact_lines(const dsl::Program& program) {
  std::vector<FactLine> lines;
  for (const dsl::Builtin& fact : dsl::builtins()) lines.push_back({std::string(fact.path), std::string(fact.type), example_of(program, fact), std::string(fact.meaning)});
  const std::string from = program.customer.tool ? "from " + program.tools[*program.customer.tool].name : "of the customer";
  add_fields(lines, program, program.customer.declared(), "customer.", from);
  add_fields(lines, program, std::span(program.customer.fields).last(program.customer.from_journals), "customer.",
             "from the desk's own journals, of a verified customer: contacts are the last five, tickets those of the last 30 days that people took over");
  add_fields(lines, program, program.context, "", "given by the channel");
  for (const dsl::Entity& entity : program.entities)
    lines.push_back({entity.name, dsl::describe(program, entity.type), example_of(program, entity.type), "read off messages: a claim (" + program.where(entity.rule) + ")"});
  for (const dsl::Signal& signal : program.signals)
    lines.push_back({signal.name, "yes/no", "yes", "signal (" + program.where(signal.rule) + ")"});
  for (const dsl::Tool& tool : program.tools) add_fields(lines, program, tool.parameters, "", "in tool " + tool.name + ", a parameter");
  for (const dsl::Tool& tool : program.tools)
    for (const dsl::Let& let : tool.lets)
      lines.push_back({let.name, dsl::describe(program, let.type), example_of(program, let.type), "in tool " + tool.name + ", from " + program.tools[let.tool].name});
  return lines;
}

// Where the bundle differs from what it includes: what took another's place, what was left out, and what went with it.
void tell_departures(const dsl::Program& program, std::ostream& out) {
  if (program.departures.empty()) return;
  std::size_t how = 0, what = 0;
  for (const dsl::DepartureWords& one : program.departures) {
    how = std::max(how, one.how.size());
    what = std::max(what, one.what.size());
  }
  const auto padded = [](const std::string& text, std::size_t width) { return text + std::string(width - text.size(), ' '); };
  out << "\ndifferent from what is included\n";
  for (const dsl::DepartureWords& one : program.departures) {
    const std::string by = one.how == "overridden" ? "by " : "because of ";
    out << "  " << padded(one.how, how) << "  " << padded(one.what, what) << "  " << one.from << ", " << (one.how == "left out" ? "by " : by) << one.by << "\n";
  }
}

constexpr std::string_view without_solver = "this build has no solver: hidden rules, conflicts, gaps and guarantees were not checked\n";

// What the proof adds that is not a finding.
void tell_proof(const BundleProof& proof, std::ostream& out) {
  if (!proof.solver) out << without_solver;
  if (proof.guarantees_proved > 0) out << proof.guarantees_proved << (proof.guarantees_proved == 1 ? " guarantee proved" : " guarantees proved") << "\n";
  if (const std::size_t others = proof.not_proven - proof.beyond_budget; others > 0) out << others << (others == 1 ? " guarantee" : " guarantees") << " not proven\n";
  for (const std::string& one : proof.left_alone) out << one << "\n";
  if (proof.beyond_budget > 0) out << proof.beyond_budget << (proof.beyond_budget == 1 ? " question was" : " questions were") << " not answered within the budget\n";
}

// What is wrong in handrail.toml, which is no policy and has no code: "desk/handrail.toml:2: `budget` is not a setting of [model]". It stops the desk as well, so
// it stands before the findings.
struct SettingsProblem {
  std::string file, message;
  std::int64_t line = 1;
  bool warning = false;                  // the desk starts with it
  std::string unused;                    // the tool that it is about, where nothing of the desk asks for it
};

SettingsProblem problem_in(const std::string& told, bool warning) {
  SettingsProblem made{.file = "handrail.toml", .message = told, .warning = warning};
  const std::size_t file = told.find("handrail.toml:");
  const std::size_t number = file == std::string::npos ? file : file + std::string_view("handrail.toml:").size();
  const std::size_t end = number == std::string::npos ? number : told.find(": ", number);
  if (end == std::string::npos || std::from_chars(told.data() + number, told.data() + end, made.line).ptr != told.data() + end) return made;
  made.message = told.substr(end + 2);
  return made;
}

std::string settings_help(const SettingsProblem& problem) {
  if (!problem.unused.empty())
    return "nothing of the desk uses it: if it comes with an `include`, write `without tool " + problem.unused + "` below that; else take it out of the policy, or write it under a "
           "service";
  return problem.warning ? "write each tool of the policy by its name there under the service that does it, and no other" : "mend it in handrail.toml: the desk does not start with it";
}

// What an intent, a workflow or the look-up of customers asks for, and what the conditions of those tools look up.
std::vector<bool> tools_used(const dsl::Program& program) {
  std::vector<std::uint32_t> open;
  for (const dsl::Intent& intent : program.intents) open.insert(open.end(), intent.tools.begin(), intent.tools.end());
  for (const dsl::Workflow& workflow : program.workflows) open.insert(open.end(), workflow.tools.begin(), workflow.tools.end());
  if (program.customer.tool) open.push_back(*program.customer.tool);
  std::vector<bool> used(program.tools.size(), false);
  while (!open.empty()) {
    const std::uint32_t tool = open.back();
    open.pop_back();
    if (used[tool]) continue;
    used[tool] = true;
    for (const dsl::Let& let : program.tools[tool].lets) open.push_back(let.tool);
    if (program.tools[tool].check) open.push_back(*program.tools[tool].check);
  }
  return used;
}

std::vector<SettingsProblem> settings_problems(const std::string& folder, const dsl::Program* program) {
  const auto settings = read_settings(folder);
  if (!settings) return {problem_in(settings.error().message, false)};
  std::vector<SettingsProblem> all;
  std::vector<std::string> declared;
  if (program == nullptr) return all;
  for (const dsl::Tool& tool : program->tools) declared.push_back(tool.name);
  for (const std::string& told : undeclared_tools(settings->services, declared)) all.push_back(problem_in(told, true));
  const std::vector<bool> used = tools_used(*program);
  for (std::size_t i = 0; i < declared.size(); ++i)
    for (const std::string& told : undone_tools(settings->services, {declared[i]}, !settings->sandbox.empty())) {
      all.push_back(problem_in(told, true));
      if (!used[i]) all.back().unused = declared[i];
    }
  return all;
}

std::string as_json(const SettingsProblem& problem, const std::string& findings) {
  const Json first = Json::object({{"code", "settings"}, {"severity", problem.warning ? "warning" : "error"}, {"message", problem.message},
                                   {"file", problem.file}, {"line", problem.line}, {"column", 1},
                                   {"end_line", problem.line}, {"end_column", 1}, {"note", ""}, {"labels", Json::array()}, {"help", settings_help(problem)},
                                   {"explain", ""}});
  return "[" + dump(first) + (findings == "[]" ? "" : ",") + findings.substr(1);
}

void tell_settings(const SettingsProblem& problem, const std::string& format, std::ostream& out) {
  const std::string place = problem.file + ":" + std::to_string(problem.line) + ": ";
  if (format == "github") out << (problem.warning ? "::warning file=" : "::error file=") << problem.file << ",line=" << problem.line << "::" << problem.message << "\n";
  else if (format == "pretty") out << place << (problem.warning ? "warning: " : "error: ") << problem.message << "\n  help: " << settings_help(problem) << "\n\n";
}

}  // namespace

bool colour_wanted(int descriptor) { return isatty(descriptor) != 0 && std::getenv("NO_COLOR") == nullptr; }

int check(const CheckOptions& options, std::ostream& out) {
  const std::string& folder = options.bundle;
  const std::string& format = options.format;
  const auto today = options.today.empty() ? Result<Instant>(SystemClock().now()) : parse_time(options.today);
  if (!today) {
    std::cerr << "handrail: --today takes a date, like 2026-12-01\n";
    return 2;
  }
  auto files = read_bundle_folder(folder);
  if (!files) {
    std::cerr << "handrail: " << files.error().message << "\n";
    return 2;
  }
  const std::size_t count = files->size();
  BundleResult result = check_bundle(std::move(*files), {.today = *today});
  BundleProof proof;
  const bool proving = options.proof && result.bundle;
  if (proving) {
    const Patience patience("proving");
    proof = prove_bundle(*result.bundle->program, {.budget = options.proof_budget, .today = *today});
  }
  add_findings(proof, result.diagnostics);
  result.diagnostics = dsl::with_help_for_the_library(result.sources, std::move(result.diagnostics));
  const std::vector<SettingsProblem> settings = settings_problems(folder, result.bundle ? result.bundle->program.get() : nullptr);
  for (const SettingsProblem& problem : settings) tell_settings(problem, format, out);
  if (format == "json") {
    std::string findings = dsl::render_json(result.sources, result.diagnostics);
    for (const SettingsProblem& problem : settings | std::views::reverse) findings = as_json(problem, findings);
    out << findings << "\n";
  } else if (format == "sarif") {
    std::vector<dsl::ErrorBeside> beside;
    for (const SettingsProblem& problem : settings)
      beside.push_back({"settings", "a setting of the desk that cannot be used", problem.file, problem.message, problem.line, problem.warning});
    out << dsl::render_sarif(result.sources, result.diagnostics, folder, program_version, beside) << "\n";
  } else if (format == "github") {
    out << dsl::render_github(result.sources, result.diagnostics, folder);
  } else if (!result.diagnostics.empty() || !settings.empty()) {
    if (!result.diagnostics.empty()) out << dsl::render_pretty(result.sources, result.diagnostics, colour_wanted(1)) << "\n";
    dsl::Diagnostics counted = result.diagnostics;
    for (const SettingsProblem& problem : settings) counted.emplace_back().severity = problem.warning ? dsl::Severity::warning : dsl::Severity::error;
    out << dsl::summary_line(counted, folder) << "\n";
  } else {
    out << "no findings: " << count << " files, " << result.bundle->program->tools.size() << " tools, " << result.bundle->program->intents.size() << " intents, "
        << result.bundle->program->triggers.size() << " triggers (version " << result.bundle->hash.text.substr(0, 12) << ")\n";
  }
  if (proving && format == "pretty") tell_proof(proof, out);
  else if (proving && !proof.solver) std::cerr << "handrail: " << without_solver;   // a list of findings that is empty must not be taken for a proof
  if (proving && options.gaps && proof.solver && format == "pretty") out << "\n" << leftovers_in_words(*result.bundle->program, {.budget = options.proof_budget});
  return result.diagnostics.empty() && settings.empty() ? 0 : 1;
}

int facts(const std::string& folder, bool as_json, std::ostream& out) {
  auto files = read_bundle_folder(folder);
  if (!files) {
    std::cerr << "handrail: " << files.error().message << "\n";
    return 2;
  }
  const BundleResult result = check_bundle(std::move(*files));
  if (!result.bundle) {
    std::cerr << dsl::render_pretty(result.sources, result.diagnostics, colour_wanted(2)) << "handrail: the bundle has errors\n";
    return 1;
  }
  const auto lines = fact_lines(*result.bundle->program);
  if (as_json) {
    Json list = Json::array();
    for (const FactLine& line : lines) list.push(Json::object({{"name", line.name}, {"type", line.type}, {"example", line.example}, {"meaning", line.meaning}}));
    out << dump_pretty(list) << "\n";
    return 0;
  }
  std::size_t name = 4, type = 4, example = 7;
  for (const FactLine& line : lines) {
    name = std::max(name, line.name.size());
    type = std::max(type, line.type.size());
    example = std::max(example, line.example.size());
  }
  const auto padded = [](std::string text, std::size_t width) { return text + std::string(width > text.size() ? width - text.size() : 0, ' '); };
  out << padded("fact", name) << "  " << padded("type", type) << "  " << padded("example", example) << "  meaning\n";
  for (const FactLine& line : lines) out << padded(line.name, name) << "  " << padded(line.type, type) << "  " << padded(line.example, example) << "  " << line.meaning << "\n";
  out << "\nwhat the desk says by itself, and a `wording` may say in another tone or language\n";
  for (const dsl::OwnSentence& own : dsl::own_sentences) out << "  \"" << own.words << "\"  " << own.when << "\n";
  tell_departures(*result.bundle->program, out);
  return 0;
}

}  // namespace handrail
