// The check before sending, over tests/golden/replies: adversarial drafts and honest ones with every finding, and a list that was written without looking
// at the rules, of which only the rates are held.
#include <chrono>
#include <cstdlib>
#include <fstream>
#include <iostream>

#include "tests/catch.hpp"
#include "tests/unit/engine/reply/reply_cases.hpp"

using namespace handrail;
using namespace handrail::reply;

namespace {

const std::string folder = std::string(HANDRAIL_SOURCE_DIR) + "/tests/golden/replies";
constexpr std::size_t adversarial_min = 100, honest_min = 60;
constexpr double misses_most = 0.06, false_alarms_most = 0.12;   // of the held-out lists, of which the last is unread

Checked checked(const ReplyCase& one) { return check_reply(one.draft, one.evidence, one.limits); }

}  // namespace

TEST_CASE("every reply gets the findings that are written below it") {
  const bool rewrite = std::getenv("HANDRAIL_REWRITE_GOLDENS") != nullptr;
  std::size_t stopped = 0, may_go = 0;
  for (const ReplyFile& file : reply_files(folder)) {
    const bool honest = file.path.find("honest") != std::string::npos;
    std::vector<std::vector<std::string>> findings;
    for (const ReplyCase& one : file.cases) {
      const Checked result = checked(one);
      findings.push_back(told(result));
      (result.may_go() ? may_go : stopped) += 1;
      INFO(file.path << ": " << one.title << "\n" << one.draft.text);
      if (honest) CHECK(told(result) == std::vector<std::string>{});
      else if (!rewrite) CHECK(findings.back() == one.expected);
    }
    if (rewrite) std::ofstream(file.path, std::ios::binary) << text_of(file, findings);
  }
  CHECK(stopped >= adversarial_min);
  CHECK(may_go >= honest_min);
}

TEST_CASE("of the replies on the held-out list few go wrong") {
  std::size_t bad = 0, missed = 0, good = 0, alarms = 0;
  for (const ReplyFile& file : reply_files(folder + "/held_out")) {
    const bool must_stop = file.path.find("bad") != std::string::npos;
    for (const ReplyCase& one : file.cases) {
      const Checked result = checked(one);
      (must_stop ? bad : good) += 1;
      if (result.may_go() != must_stop) continue;
      (must_stop ? missed : alarms) += 1;
      if (std::getenv("HANDRAIL_SHOW")) {
        std::cout << (must_stop ? "missed: " : "false alarm: ") << one.title << "\n  " << one.draft.text << "\n";
        for (const std::string& line : told(result)) std::cout << "  ! " << line << "\n";
      }
    }
  }
  REQUIRE(bad > 0);
  REQUIRE(good > 0);
  std::cout << "held out: " << missed << " of " << bad << " bad replies missed, " << alarms << " false alarms among " << good << " good ones\n";
  CHECK(static_cast<double>(missed) <= misses_most * static_cast<double>(bad));
  CHECK(static_cast<double>(alarms) <= false_alarms_most * static_cast<double>(good));
}
