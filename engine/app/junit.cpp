#include "engine/app/junit.hpp"

#include "engine/base/text.hpp"

namespace handrail {
namespace {

constexpr std::size_t text_bytes_max = 64u << 10;

std::string escaped(const std::string& text) {
  std::string out;
  bool first = true;
  for (const std::string_view line : split(text, '\n')) {
    if (!first) out += "\n";
    first = false;
    for (const char c : printable(line, text_bytes_max)) {
      if (c == '&') out += "&amp;";
      else if (c == '<') out += "&lt;";
      else if (c == '>') out += "&gt;";
      else if (c == '"') out += "&quot;";
      else out += c;
    }
  }
  return out;
}

}  // namespace

std::string junit_text(const std::vector<JunitSuite>& suites) {
  std::string out = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n";
  for (const JunitSuite& suite : suites) {
    if (suite.tests.empty()) continue;
    std::size_t failures = 0;
    for (const JunitTest& test : suite.tests) failures += test.failure.empty() ? 0 : 1;
    out += "  <testsuite name=\"" + escaped(suite.name) + "\" tests=\"" + std::to_string(suite.tests.size()) + "\" failures=\"" + std::to_string(failures) + "\">\n";
    for (const JunitTest& test : suite.tests) {
      out += "    <testcase name=\"" + escaped(test.name) + "\" classname=\"" + escaped(suite.name) + "\"" + (test.at.empty() ? "" : " file=\"" + escaped(test.at) + "\"");
      out += test.failure.empty() ? "/>\n" : ">\n      <failure>" + escaped(test.failure) + "</failure>\n    </testcase>\n";
    }
    out += "  </testsuite>\n";
  }
  return out + "</testsuites>\n";
}

}  // namespace handrail
