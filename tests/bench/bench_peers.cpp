// The same rules over the same 30 facts, by Handrail and by other engines, each by its fastest public call: JSON text in and the names of the rules that hold
// out, and with the values bound before. Everybody must find the same rules. `bench_peers 10 100` asks fewer sizes.
#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <random>
#include <sstream>

#include "dsl/program/rule_index.hpp"
#include "engine/base/json_reader.hpp"
#include "engine/policy/bundle.hpp"
#include "engine/policy/facts.hpp"
#include "tests/bench/figures.hpp"
#include "tests/bench/thirty_facts.hpp"

using namespace handrail;
using namespace handrail::bench;

namespace {

using Row = std::vector<std::string>;

constexpr int inputs = 64;

Json as_json(const std::vector<Rule>& rules) {
  Json all = Json::array();
  for (const Rule& rule : rules) {
    Json tests = Json::array();
    for (const Test& test : rule) tests.push(Json::object({{"field", test.field}, {"op", test.op}, {"value", test.value}}));
    all.push(std::move(tests));
  }
  return all;
}

void write(const std::filesystem::path& path, const std::string& text) { std::ofstream(path) << text; }

// One endless loop in CLIPS's own language: a fact with 30 slots in, every rule that matches run, the fact out again.
void write_clips(const std::filesystem::path& path, const std::vector<Rule>& rules, const std::vector<Json>& facts, int rounds) {
  std::string text = "(defglobal ?*held* = 0)\n(deftemplate facts";
  for (const auto& [name, value] : *facts.front().members()) text += " (slot " + name + ")";
  text += ")\n";
  const auto literal = [](const Json& value) { return value.boolean() ? std::string(*value.boolean() ? "yes" : "no") : value.text() ? *value.text() : dump(value); };
  for (std::size_t i = 0; i < rules.size(); ++i) {
    text += "(defrule r" + std::to_string(i) + " (facts";
    for (const Test& test : rules[i]) {
      if (test.op == "=") text += " (" + test.field + " " + literal(test.value) + ")";
      else text += " (" + test.field + " ?" + test.field + "&:(" + test.op + " ?" + test.field + " " + literal(test.value) + "))";
    }
    text += ") => (bind ?*held* (+ ?*held* 1)))\n";
  }
  text += "(deffunction ask ()\n";
  for (const Json& one : facts) {
    text += "  (bind ?f (assert (facts";
    for (const auto& [name, value] : *one.members()) text += " (" + name + " " + literal(value) + ")";
    text += "))) (run) (retract ?f)\n";
  }
  text += ")\n(ask)\n(printout t ?*held* crlf)\n(defglobal ?*start* = (time))\n(loop-for-count " + std::to_string(rounds) + " do (ask))\n(printout t (- (time) ?*start*) crlf)\n(exit)\n";
  write(path, text);
}

std::string output_of(const std::string& command) {
  std::string out;
  std::array<char, 4096> buffer{};
  FILE* pipe = popen(command.c_str(), "r");
  if (pipe == nullptr) return out;
  while (const std::size_t got = fread(buffer.data(), 1, buffer.size(), pipe)) out.append(buffer.data(), got);
  pclose(pipe);
  return out;
}

struct Asked { std::string engine, in; double microseconds = 0; std::optional<std::int64_t> held; };

std::vector<Asked> ask_handrail(const dsl::Program& program, const std::vector<std::string>& texts) {
  std::vector<dsl::ExpressionId> conditions;
  for (const dsl::Trigger& trigger : program.triggers) conditions.push_back(trigger.when);
  const dsl::RuleIndex index(program, conditions);
  dsl::RuleAnswers answers;
  dsl::Trace trace;
  std::vector<dsl::Frame> frames;
  dsl::FactsReader reader(program, program.turn_scope);
  const auto read = [&](const std::string& text, dsl::Frame& frame) {
    std::vector<JsonIssue> issues;
    must(read_context(program, program.turn_scope, reader, text, frame, issues));
    if (!issues.empty()) give_up(issues.front().pointer + ": " + issues.front().message);
  };
  for (const std::string& text : texts) read(text, frames.emplace_back());
  dsl::Frame frame;   // used again, as the trace and the answers are
  std::vector<std::string> names;
  for (const dsl::Trigger& trigger : program.triggers) names.push_back(trigger.name + ",");
  std::string said;
  const auto name_all = [&] {
    said.clear();
    for (std::size_t i = 0; i < answers.rules.size(); ++i)
      if (answers.rules[i] == Truth::yes) said += names[i];
    keep(said);
  };
  std::int64_t held = 0;
  for (const dsl::Frame& bound : frames) {
    index.ask(program, bound, answers);
    held += std::count(answers.rules.begin(), answers.rules.end(), Truth::yes);
  }
  const auto trace_all = [&](const dsl::Frame& asked) {
    trace.clear();
    for (std::size_t i = 0; i < index.size(); ++i) index.trace(program, asked, answers, i, trace);
    keep(trace);
  };
  const auto each = [&](const auto& work) {
    return nanoseconds_of([&] { for (std::size_t i = 0; i < texts.size(); ++i) work(i); }) / 1000.0 / static_cast<double>(texts.size());
  };
  std::vector<Asked> rows;
  rows.push_back({"Handrail", "values bound", each([&](std::size_t i) { index.ask(program, frames[i], answers); keep(answers.rules); }), held});
  rows.push_back({"Handrail, with the trace", "values bound", each([&](std::size_t i) { index.ask(program, frames[i], answers); trace_all(frames[i]); }), held});
  rows.push_back({"Handrail", "JSON text", each([&](std::size_t i) { read(texts[i], frame); index.ask(program, frame, answers); name_all(); }), held});
  rows.push_back({"Handrail, with the trace", "JSON text", each([&](std::size_t i) {
                    read(texts[i], frame);
                    index.ask(program, frame, answers);
                    trace_all(frame);
                    name_all();
                  }), held});
  return rows;
}

void ask_peers(const std::filesystem::path& folder, std::vector<Asked>& rows) {
  const std::string peers = std::string(HANDRAIL_SOURCE_DIR) + "/tests/bench/peers";
  if (!std::filesystem::exists(peers + "/node_modules")) {
    std::cerr << "  the npm peers are not installed (make bench installs them: npm ci in tests/bench/peers); not measured\n";
  } else {
    std::istringstream lines(output_of("cd '" + peers + "' && node peers.mjs '" + folder.string() + "'"));
    for (std::string line; std::getline(lines, line);) {
      const auto json = parse_json(line);
      if (!json) continue;
      rows.push_back({json->text_or("engine"), json->text_or("in"), (*json)["microseconds"].real().value_or(0), (*json)["held"].integer()});
    }
  }
}

void ask_clips(const std::filesystem::path& folder, int rounds, std::vector<Asked>& rows) {
  std::istringstream out(output_of("clips -f2 '" + (folder / "rules.clp").string() + "' 2>/dev/null"));
  std::int64_t held = 0;
  double seconds = 0;
  if (out >> held >> seconds) rows.push_back({"CLIPS", "values bound", seconds * 1e6 / (rounds * inputs), held});
  else std::cerr << "  clips is not installed (Debian: clips); not measured\n";
}

void ask_everybody(std::size_t count, std::vector<Row>& table) {
  std::cerr << "  " << count << " rules\n";
  std::mt19937 random(static_cast<std::uint32_t>(count));
  const std::vector<Rule> rules = rules_of(count, random);
  std::vector<Json> facts;
  std::vector<std::string> texts;
  Json all = Json::array();
  for (int i = 0; i < inputs; ++i) {
    facts.push_back(facts_of(random));
    texts.push_back(dump(facts.back()));
    all.push(facts.back());
  }
  const dsl::Compiled compiled = dsl::compile(policy_of(rules));
  if (!compiled.program) give_up(dsl::render_pretty(compiled.sources, compiled.diagnostics, false).substr(0, 2000));
  const std::filesystem::path folder = std::filesystem::path(HANDRAIL_BINARY_DIR) / ("peers-" + std::to_string(count));
  std::filesystem::create_directories(folder);
  const int rounds = count >= 1000 ? 5 : 200;
  write(folder / "rules.json", dump(as_json(rules)));
  write(folder / "facts.json", dump(all));
  write_clips(folder / "rules.clp", rules, facts, rounds);
  std::vector<Asked> rows = ask_handrail(*compiled.program, texts);
  ask_peers(folder, rows);
  ask_clips(folder, rounds, rows);
  for (const Asked& row : rows) {
    if (row.held && *row.held != *rows.front().held)
      give_up(row.engine + " finds " + std::to_string(*row.held) + " rules, Handrail " + std::to_string(*rows.front().held));
    const double ours = row.in == "JSON text" ? rows[3].microseconds : rows[1].microseconds;
    table.push_back({std::to_string(count) + " rules", row.engine, row.in, figure(row.microseconds), figure(row.microseconds / ours)});
  }
  std::filesystem::remove_all(folder);
}

}  // namespace

int main(int argc, char** argv) {
  std::vector<std::size_t> sizes;
  for (int i = 1; i < argc; ++i) sizes.push_back(static_cast<std::size_t>(std::atoll(argv[i])));
  if (sizes.empty()) sizes = {10, 100, 200, 1000, 10'000};
  std::vector<Row> table{{"", "engine", "in", "us a decision", "of Handrail with the trace"}};
  for (const std::size_t count : sizes) ask_everybody(count, table);
  print_table("bench_peers: the same rules over 30 facts, all that hold are named (median)", table);
  return 0;
}
