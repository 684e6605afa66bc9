// The cases of a bundle (*.case): situations in the language's literals, and what must come out. One line says one fact; what a case about a call does
// not name satisfies `needs`, `deny` and `limit`, unless it says `nothing assumed`. dsl/REFERENCE.md, "Cases", is the format's description.
#pragma once

#include <string>
#include <vector>

#include "engine/policy/bundle.hpp"
#include "engine/policy/turning.hpp"

namespace handrail {

struct Case {
  std::string name, at;             // "A refund over the limit waits", "cases/refunds.case:3"
  Situation situation;
  std::string gives, gives_at;      // "approve by billing_lead"; "tools.policy:213" or words of the rule, may be empty
  std::string asks;                 // gives deny, ask amount
};
struct CaseProblem { std::string at, message; };
struct Cases { std::vector<Case> cases; std::vector<CaseProblem> problems; };

// Reads every *.case file of the bundle. What cannot be read is a problem with its place.
[[nodiscard]] Cases read_cases(const Bundle& bundle);

struct CaseResult { bool holds = false; std::string expected, came, rule, at; };
[[nodiscard]] CaseResult run_case(const Bundle& bundle, const Case& wanted);

}  // namespace handrail
