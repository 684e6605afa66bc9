// Results as the XML that build servers show (JUnit's).
#pragma once

#include <string>
#include <vector>

namespace handrail {

struct JunitTest { std::string name, at, failure; };   // an empty failure holds
struct JunitSuite { std::string name; std::vector<JunitTest> tests; };

// Suites without tests are left out; characters that XML cannot hold are written as printable() does.
[[nodiscard]] std::string junit_text(const std::vector<JunitSuite>& suites);

}  // namespace handrail
