// Findings in files that come with the program say what to write in the desk's own.
#include "dsl/source/library_help.hpp"

#include "tests/catch.hpp"

using namespace handrail::dsl;

namespace {

const std::string policy = "# words\n\ntool process_refund(amount: money)   # one\n  moves money\n  allow when amount is at most $1\n  deny when amount is over $2\n\nroute   # where to\n  otherwise to x\n";

Diagnostic at(std::string_view part, std::string code = "P0312") {
  const auto begin = static_cast<std::uint32_t>(policy.find(part));
  Diagnostic finding;
  finding.code = std::move(code);
  finding.span = {0, begin, begin + static_cast<std::uint32_t>(part.size())};
  finding.help = "write the amount in `EUR`";
  return finding;
}

}  // namespace

TEST_CASE("in the library the help names the block to override, and one finding stands for all of its kind in a block") {
  const Sources sources({{"standard/x.policy", policy}});
  const Diagnostics told = with_help_for_the_library(sources, {at("$1"), at("$2"), at("x\n", "P0206")});
  REQUIRE(told.size() == 2);
  CHECK(told[0].help.find("`override tool process_refund`") != std::string::npos);
  CHECK(told[0].help.find("`without tool process_refund` below the include of standard/x.policy") != std::string::npos);
  CHECK(told[0].help.find("1 more of these") != std::string::npos);
  CHECK(told[1].help.find("`override route`") != std::string::npos);
  CHECK(with_help_for_the_library(sources, told)[0].help == told[0].help);
}

TEST_CASE("in a file of the desk's own the help stays") {
  const Sources sources({{"desk.policy", policy}});
  CHECK(with_help_for_the_library(sources, {at("$1"), at("$2")}).size() == 2);
  CHECK(with_help_for_the_library(sources, {at("$1")})[0].help == "write the amount in `EUR`");
}
