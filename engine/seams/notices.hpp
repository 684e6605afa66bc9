// What the people who run the program should hear at once, though every customer is looked after: a script that stopped with an error, a mistake of our
// own. The program writes it to stderr.
#pragma once

#include <string>

namespace handrail {

class Notices {
 public:
  virtual ~Notices() = default;
  // One text of one or more lines, already printable. Never fails, and may be told again after a crash. Called from any thread.
  virtual void tell(const std::string& what) = 0;
};

}  // namespace handrail
