#include "engine/base/assert.hpp"

namespace handrail {

void report_bug(const char* expression, const char* file, int line, const std::string& what) {
  throw Bug(std::string(file) + ":" + std::to_string(line) + ": " + what + " (" + expression + ")");
}

}  // namespace handrail
