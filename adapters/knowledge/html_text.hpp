// Tags and characters, in their order, into headed plain text: what is a line of its own on the page is a line of its own here.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "adapters/knowledge/sections.hpp"

namespace handrail::knowledge {

// White space of any kind, in a run, as one space; none at the ends.
[[nodiscard]] std::string one_line(std::string_view text);

class HtmlText {
 public:
  // Elements that nobody reads as text: code, pictures, controls, and what stands around every page of a site.
  [[nodiscard]] static bool unread(std::string_view name);
  void open(std::string_view name);
  void close(std::string_view name);
  void characters(std::string_view text);
  [[nodiscard]] bool in_body() const { return body_; }
  // The sections within <main> or <article> where there were any with text, else all.
  [[nodiscard]] std::vector<HeadedText> finish();

 private:
  struct List { bool numbered = false; int next = 1; };
  struct Section { HeadedText text; bool main = false; };
  void end_line();
  void begin_section(int level);
  [[nodiscard]] HeadedText& section() { return sections_.back().text; }

  std::vector<Section> sections_ = std::vector<Section>(1);
  std::vector<List> lists_;
  std::string line_, mark_;     // of the line that is being read; the mark of its list item
  int heading_ = 0, main_ = 0, code_ = 0;
  bool cell_ = false;           // a cell of a row stands before what comes
  bool body_ = false;
};

}  // namespace handrail::knowledge
