// What the readers of pages make, of whatever format: headings in order, each with the plain text below it.
#pragma once

#include <string>

namespace handrail::knowledge {

struct HeadedText {
  int level = 0;            // of its heading; 0 before the first
  std::string heading;
  std::string text;         // paragraphs, list items ("- …", "1. …"), table rows and code, a line each
};

}  // namespace handrail::knowledge
