// The cases of one file while they are found: each is judged by the real evaluator, read back as `handrail test` will read it, and kept where it holds.
#pragma once

#include <functional>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "engine/cases/cases.hpp"
#include "engine/proof/generate.hpp"

namespace handrail {

// A case that was written, or that could not be.
struct Written {
  bool there = false;
  Truth truth = Truth::unknown;           // of the rule that it is about; `no` too where the rule is not asked
  bool alone = true;                      // it hangs on the clause that it is about, and on nothing else in the rule
  std::string outcome, decided_at;        // what comes out, and where the rule stands that decided
  std::vector<std::string> lines;
  std::string reason;
};

// What a rule is about, without its words for the customer: its first words, in which no quote stands.
[[nodiscard]] std::string words_of(const std::string& rule);

class CaseFile {
 public:
  CaseFile(const dsl::Program& program, const BundleHash& bundle, std::size_t cases_max, Generated& generated)
      : program_(program), bundle_(bundle), cases_max_(cases_max), generated_(generated) {}

  void begin(const std::string& name);
  void end();
  // `name` is made of whether the rule decides by it. Facts that were written for another clause are not written again; the near miss is named beside them.
  Written add(const dsl::Rule& rule, const std::vector<std::string>& lines, const std::function<std::string(bool)>& name);

 private:
  struct Made { std::string text; std::vector<std::string> also; };
  [[nodiscard]] std::optional<Case> read(const std::string& text) const;
  // What the rule itself comes to, and whether it decides by that: a need does where it is not met.
  [[nodiscard]] std::pair<Truth, bool> standing(const dsl::Rule& rule, const Situation& situation) const;
  std::string unique(std::string name);

  const dsl::Program& program_;
  const BundleHash& bundle_;
  std::size_t cases_max_;
  Generated& generated_;
  std::string name_;
  std::vector<Made> cases_;
  std::set<std::string> names_;
  std::map<std::string, std::size_t> written_;   // by their facts
  std::size_t count_ = 0;                        // in all files
};

inline constexpr std::string_view near_miss = ": near miss, ";

}  // namespace handrail
