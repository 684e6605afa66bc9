// The cases of a bundle (*.case): situations in the language's literals, and what must come out. One line says one fact; what a case about a call does
// not name satisfies `needs`, `deny` and `limit`, unless it says `nothing assumed`. dsl/REFERENCE.md, "Cases", is the format's description.
#pragma once

#include <string>
#include <vector>

#include "dsl/source/diagnostic.hpp"
#include "engine/policy/bundle.hpp"
#include "engine/policy/situation.hpp"

namespace handrail {

struct Case {
  std::string name, at;             // "A refund over the limit waits", "cases/refunds.case:3"
  std::string expected_at;          // where `gives` stands
  Situation situation;
  std::string gives, gives_at;      // "approve by billing_lead"; "tools.policy:213" or words of the rule, may be empty
  std::string asks;                 // gives deny, ask amount
};
struct Cases { std::vector<Case> cases; dsl::Diagnostics problems; };

// Reads every *.case file of the bundle. What cannot be read is a finding (P0502 to P0508) with its place in the program's sources; that case is left out.
[[nodiscard]] Cases read_cases(const dsl::Program& program);
// The same of one text that is no file of the bundle; the places of its findings say nothing.
[[nodiscard]] Cases read_case_text(const dsl::Program& program, const std::string& text);

struct CaseResult { bool holds = false; std::string expected, came, rule, at; };
[[nodiscard]] CaseResult run_case(const dsl::Program& program, const BundleHash& bundle, const Case& wanted);

}  // namespace handrail
