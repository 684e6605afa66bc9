#include "engine/proof/case_file.hpp"

#include <algorithm>
#include <tuple>

#include "engine/cases/case_format.hpp"
#include "engine/cases/explain.hpp"
#include "engine/proof/case_text.hpp"

namespace handrail {
namespace {

constexpr std::size_t words_bytes = 90;

std::string without_quotes(std::string text) {
  std::ranges::replace(text, '"', '\'');
  return text;
}

}  // namespace

std::string words_of(const std::string& rule) {
  std::size_t end = std::min(rule.find('"'), words_bytes);
  for (const char* tail : {" otherwise ", ", otherwise ", " because ", " say "}) end = std::min(end, rule.find(tail));
  std::string words = rule.substr(0, end);
  while (!words.empty() && (words.back() == ' ' || words.back() == ',')) words.pop_back();
  return words;
}

void CaseFile::begin(const std::string& name) {
  name_ = name + ".case";
  names_.clear();
  cases_.clear();
  written_.clear();
}

void CaseFile::end() {
  if (cases_.empty()) return;
  GeneratedFile file{name_, "# Made by `handrail test --generate`: each rule where it decides, and a near miss for each of its clauses and boundaries.\n", cases_.size()};
  for (const Made& one : cases_) {
    file.text += "\n";
    for (const std::string& other : one.also) file.text += "# also: " + other + "\n";
    file.text += one.text;
  }
  dsl::Diagnostics none;
  file.text = format_cases(file.text, none).text;
  generated_.files.push_back(std::move(file));
}

Written CaseFile::add(const dsl::Rule& rule, const std::vector<std::string>& lines, const std::function<std::string(bool)>& name) {
  Written written{false, Truth::unknown, true, "", "", lines, "a case cannot say what it takes"};
  const bool call = lines.front() != "message";
  const auto asked = read(case_text("a", lines, call ? "deny" : "hand off", ""));
  if (!asked) return written;
  const Judged judged = outcome_of(program_, bundle_, asked->situation);
  const auto found = read(case_text("a", lines, judged.text, words_of(judged.rule)));
  if (!found || !run_case(program_, bundle_, *found).holds) return written;
  written.outcome = judged.text;
  written.decided_at = judged.at;
  bool fires = false;
  std::tie(written.truth, fires) = standing(rule, found->situation);
  std::string body;
  for (const std::string& line : lines) body += line + "\n";
  const auto known = written_.find(body);   // the same facts, found for another clause
  if (known == written_.end() && count_ >= cases_max_) {
    written.reason = "there are as many cases as are written";
    return written;
  }
  written.there = true;
  generated_.coverage.add(program_, bundle_, found->situation);
  if (known != written_.end()) {
    if (const std::string also = unique(name(fires)); also.find(near_miss) != std::string::npos) cases_[known->second].also.push_back(also);
    return written;
  }
  written_.emplace(body, cases_.size());
  cases_.push_back({case_text(unique(name(fires)), lines, judged.text, words_of(judged.rule)), {}});
  ++count_;
  return written;
}

std::optional<Case> CaseFile::read(const std::string& text) const {
  Cases cases = read_case_text(program_, text);
  return cases.problems.empty() && cases.cases.size() == 1 ? std::optional(std::move(cases.cases.front())) : std::nullopt;
}

std::pair<Truth, bool> CaseFile::standing(const dsl::Rule& rule, const Situation& situation) const {
  const Explanation explanation = situation.is_call ? explain(program_, bundle_, situation.call, situation.options) : explain(program_, situation.turn);
  for (const ExplainedClause& clause : explanation.clauses)
    if (clause.at == program_.where(rule) && clause.asked) return {clause.truth, clause.kind == "needs" ? clause.truth != Truth::yes : clause.truth == Truth::yes};
  return {Truth::no, false};
}

std::string CaseFile::unique(std::string name) {
  name = without_quotes(std::move(name));
  const std::string plain = name;
  for (std::size_t i = 2; !names_.insert(name).second; ++i) name = plain + " (" + std::to_string(i) + ")";
  return name;
}

}  // namespace handrail
