// `handrail test`: the cases and the transcripts of a bundle, told one by one, and what they and the examples have tried of its rules.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>

#include "engine/app/bundle_folder.hpp"
#include "engine/app/bundle_library.hpp"
#include "engine/app/commands.hpp"
#include "engine/app/junit.hpp"
#include "engine/app/settings.hpp"
#include "engine/app/transcripts.hpp"
#include "engine/cases/cases.hpp"
#include "engine/cases/coverage.hpp"
#include "engine/proof/generate.hpp"

namespace handrail {
namespace {

std::size_t examples_in(const dsl::Program& program) {
  std::size_t count = 0;
  for (const dsl::Tool& tool : program.tools) count += tool.examples.size();
  return count;
}

std::string counted(std::size_t count, const std::string& what) { return std::to_string(count) + " " + what + (count == 1 ? "" : "s"); }

std::string by(const CaseResult& came) { return "by `" + came.rule + "`" + (came.at.empty() ? "" : " (" + came.at + ")"); }

// The run of one bundle's cases: told in the end, as text or as JSON.
class Testing {
 public:
  Testing(const BundleResult& result, Transcripts transcripts, const TestOptions& options)
      : result_(result), bundle_(*result.bundle), program_(*bundle_.program), options_(options), cases_(read_cases(program_)), transcripts_(std::move(transcripts)),
        coverage_(program_) {}

  int run(std::ostream& out) {
    if (wants_coverage()) coverage_.add_examples(program_, bundle_.hash);
    for (const Case& wanted : cases_.cases) {
      outcomes_.push_back(run_case(program_, bundle_.hash, wanted));
      failed_ += outcomes_.back().holds ? 0 : 1;
      if (wants_coverage()) coverage_.add(program_, bundle_.hash, wanted.situation);
    }
    enough_ = !options_.coverage_at_least || percent(coverage_.sums().back()) >= *options_.coverage_at_least;
    if (options_.junit) out << as_junit();
    else if (options_.json) out << dump_pretty(as_json()) << "\n";
    else tell(out);
    for (const std::string& why : transcripts_.unreadable) std::cerr << "handrail: " << why << "\n";
    for (const std::string& file : transcripts_.updated) std::cerr << "handrail: " << file << " says what happened now: read it as you would read a draft\n";
    return unread() > 0 ? 2 : failed() > 0 || !enough_ ? 1 : 0;
  }

 private:
  [[nodiscard]] std::size_t unread() const { return cases_.problems.size() + transcripts_.unreadable.size() + transcripts_.not_understood(); }
  [[nodiscard]] std::size_t failed() const { return failed_ + transcripts_.failed(); }
  [[nodiscard]] bool wants_coverage() const { return options_.coverage || options_.coverage_at_least; }

  void tell(std::ostream& out) const {
    for (std::size_t i = 0; i < outcomes_.size(); ++i) {
      const Case& wanted = cases_.cases[i];
      const CaseResult& came = outcomes_[i];
      if (came.holds) out << "holds  " << wanted.name << "\n";
      else
        out << "FAILS  " << wanted.name << " (" << wanted.at << ")\n       expected  " << came.expected << " (" << wanted.expected_at << ")\n       got       " << came.came
            << ", " << by(came) << "\n";
    }
    for (const PlayedTranscript& played : transcripts_.played) {
      out << (played.result.holds() ? "holds  " : "FAILS  ") << played.file << "\n";
      for (const TranscriptFailure& failure : played.result.failures) out << told(failure, played.file, colour_wanted(1));
    }
    if (!cases_.problems.empty()) out << dsl::render_pretty(result_.sources, cases_.problems, colour_wanted(1));
    if (wants_coverage()) out << to_text(coverage_) << "\n";
    out << counted(cases_.cases.size(), "case") << ", " << counted(examples_in(program_), "example");
    if (!transcripts_.played.empty()) out << ", " << counted(transcripts_.played.size(), "transcript");
    if (failed() == 0 && unread() == 0) out << ": all hold\n";
    else {
      out << ": " << counted(failed_, "case") << " failed, ";
      if (!transcripts_.played.empty()) out << counted(transcripts_.failed(), "transcript") << " failed, ";
      out << counted(unread(), "finding") << "\n";
    }
    if (!enough_) out << "the coverage is below " << *options_.coverage_at_least << " %\n";
  }

  [[nodiscard]] Json as_json() const {
    Json told = Json::array();
    for (std::size_t i = 0; i < outcomes_.size(); ++i) {
      const Case& wanted = cases_.cases[i];
      const CaseResult& came = outcomes_[i];
      told.push(Json::object({{"case", wanted.name}, {"at", wanted.at}, {"holds", came.holds}, {"expected", came.expected}, {"expected_at", wanted.expected_at},
                              {"came", came.came}, {"rule", came.rule}, {"rule_at", came.at}}));
    }
    Json whole = Json::object({{"holds", failed() == 0 && unread() == 0}, {"cases", std::move(told)}, {"examples", std::int64_t(examples_in(program_))}});
    whole.set("transcripts", transcripts_json());
    whole.set("findings", parse_json(dsl::render_json(result_.sources, cases_.problems), {.bytes_max = 16u << 20}).value_or(Json::array()));
    if (wants_coverage()) whole.set("coverage", to_json(coverage_));
    if (options_.coverage_at_least) whole.set("coverage_enough", enough_);
    return whole;
  }

  [[nodiscard]] Json transcripts_json() const {
    Json all = Json::array();
    for (const PlayedTranscript& played : transcripts_.played) {
      Json failures = Json::array();
      for (const TranscriptFailure& failure : played.result.failures) failures.push(to_json(failure));
      all.push(Json::object({{"file", played.file}, {"holds", played.result.holds()},
                             {"expectations", std::int64_t(played.result.expectations)}, {"failures", std::move(failures)}}));
    }
    return all;
  }

  [[nodiscard]] std::string as_junit() const {
    std::vector<JunitSuite> suites{{"cases", {}}, {"transcripts", {}}, {"findings", {}}};
    for (std::size_t i = 0; i < outcomes_.size(); ++i) {
      const Case& wanted = cases_.cases[i];
      const CaseResult& came = outcomes_[i];
      suites[0].tests.push_back({wanted.name, wanted.at, came.holds ? "" : "expected " + came.expected + " (" + wanted.expected_at + "), got " + came.came + ", " + by(came)});
    }
    for (const PlayedTranscript& played : transcripts_.played) {
      std::string wrong;
      for (const TranscriptFailure& failure : played.result.failures) wrong += told(failure, played.file, false);
      suites[1].tests.push_back({played.file, played.file, wrong});
    }
    if (!cases_.problems.empty()) suites[2].tests.push_back({"the cases can be read", "", dsl::render_pretty(result_.sources, cases_.problems, false)});
    for (const std::string& why : transcripts_.unreadable) suites[2].tests.push_back({"the transcripts can be read", "", why});
    return junit_text(suites);
  }

  const BundleResult& result_;
  const Bundle& bundle_;
  const dsl::Program& program_;
  const TestOptions& options_;
  Cases cases_;
  Transcripts transcripts_;
  Coverage coverage_;
  std::vector<CaseResult> outcomes_;
  std::size_t failed_ = 0;
  bool enough_ = true;
};

// Nothing is overwritten unless that is asked for, and then only what has the name of a generated file.
int write_files(const Generated& generated, const TestOptions& options) {
  namespace fs = std::filesystem;
  const fs::path folder(*options.generate);
  std::error_code error;
  for (const GeneratedFile& file : generated.files)
    if (!options.force && fs::exists(folder / file.name, error)) {
      std::cerr << "handrail: `" << (folder / file.name).string() << "` is there already: nothing was written; --force overwrites\n";
      return 2;
    }
  fs::create_directories(folder, error);
  for (const GeneratedFile& file : generated.files) {
    std::ofstream out(folder / file.name, std::ios::binary);
    if (out << file.text << std::flush) continue;
    std::cerr << "handrail: `" << (folder / file.name).string() << "` cannot be written\n";
    return 2;
  }
  return 0;
}

// One for each clause and each boundary of each rule, or why there is none.
void tell_near_misses(const Generated& generated, std::ostream& out) {
  const auto with = [&](auto test) { return static_cast<std::size_t>(std::ranges::count_if(generated.near, test)); };
  const std::size_t made = with([](const NearMiss& one) { return one.moved > 0; }), by_one = with([](const NearMiss& one) { return one.moved == 1; });
  out << generated.near.size() << " clauses and boundaries: " << made << " have a near miss beside a case that decides, " << by_one << " of them by one fact that is moved\n";
  if (made < generated.near.size()) out << "\nwithout a near miss, and why:\n";
  for (const NearMiss& one : generated.near)
    if (one.moved == 0) out << "  " << one.at << "  " << one.part << ", " << one.clause << ": " << one.reason << "\n";
}

Json near_misses_json(const Generated& generated) {
  Json all = Json::array();
  for (const NearMiss& one : generated.near)
    all.push(Json::object({{"part", one.part}, {"rule", one.rule}, {"at", one.at}, {"clause", one.clause}, {"moved", std::int64_t(one.moved)}, {"reason", one.reason}}));
  return all;
}

int generate(const Bundle& bundle, const TestOptions& options, std::ostream& out) {
  if (!dsl::solver_built_in()) {
    std::cerr << "handrail: this build has no solver (Z3): it cannot find the facts on both sides of a boundary, so no cases are generated\n";
    return 2;
  }
  const Generated generated = generate_cases(*bundle.program, bundle.hash);
  if (const int refused = write_files(generated, options)) return refused;
  const CoverageSum all = generated.coverage.sums().back();
  if (options.json) {
    Json files = Json::array(), left = Json::array();
    for (const GeneratedFile& file : generated.files) files.push(Json::object({{"file", file.name}, {"cases", std::int64_t(file.cases)}}));
    for (const Ungenerated& one : generated.left)
      left.push(Json::object({{"part", one.point.part}, {"kind", one.point.kind}, {"rule", one.point.rule}, {"at", one.point.at}, {"leaf", one.point.leaf},
                              {"never", word_of(one.point.point)}, {"reason", one.reason}}));
    out << dump_pretty(Json::object({{"files", std::move(files)}, {"percent", std::int64_t(percent(all))},
                                     {"percent_of_possible", std::int64_t(percent_of_possible(generated))},
                                     {"coverage", to_json(generated.coverage)}, {"left", std::move(left)}, {"near_misses", near_misses_json(generated)}}))
        << "\n";
    return 0;
  }
  std::size_t cases = 0;
  for (const GeneratedFile& file : generated.files) {
    out << *options.generate << "/" << file.name << ": " << counted(file.cases, "case") << "\n";
    cases += file.cases;
  }
  out << counted(cases, "case") << ", each judged by the real evaluator, try " << percent(all) << " % of the policy, and " << percent_of_possible(generated)
      << " % of what can be tried: " << all.rules_tried << " of " << counted(all.rules, "rule") << ", "
      << all.answers_seen << " of " << counted(all.answers, "answer") << "\n";
  tell_near_misses(generated, out);
  if (!generated.left.empty()) out << "\nnot tried, and why:\n";
  for (const Ungenerated& one : generated.left)
    out << "  " << one.point.at << "  " << one.point.part << ", " << one.point.kind << ", " << (one.point.leaf.empty() ? one.point.rule : one.point.leaf) << ": "
        << word_of(one.point.point) << ": " << one.reason << "\n";
  return 0;
}

}  // namespace

int test_bundle(const TestOptions& options, std::ostream& out) {
  auto files = read_bundle_folder(options.bundle);
  if (!files) {
    std::cerr << "handrail: " << files.error().message << "\n";
    return 2;
  }
  if (const auto settings = read_settings(options.bundle); !settings) {   // what is wrong there stops the desk, whatever its policies say
    std::cerr << "handrail: " << settings.error().message << "\n";
    return 2;
  }
  const BundleResult result = check_bundle(std::move(*files));
  if (!result.bundle) {   // an example that does not hold is among them
    std::cerr << dsl::render_pretty(result.sources, result.diagnostics, colour_wanted(2)) << "handrail: the bundle has errors\n";
    return 1;
  }
  if (options.generate) return generate(*result.bundle, options, out);
  auto transcripts = play_transcripts(options.bundle, *result.bundle, options.update ? Mend::yes : Mend::no);
  if (!transcripts) {
    std::cerr << "handrail: " << transcripts.error().message << "\n";
    return 2;
  }
  return Testing(result, std::move(*transcripts), options).run(out);
}

}  // namespace handrail
