#include "adapters/knowledge/html_text.hpp"

#include <algorithm>
#include <unordered_set>

#include "engine/base/text.hpp"

namespace handrail::knowledge {

namespace {

bool space(char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f' || c == '\v'; }

bool ends_a_line(std::string_view name) {
  static const std::unordered_set<std::string_view> blocks = {
      "p", "div", "br", "hr", "ul", "ol", "dl", "li", "dt", "dd", "table", "caption", "thead", "tbody", "tfoot", "tr", "pre", "blockquote", "section", "article", "main",
      "header", "figure", "figcaption", "details", "summary", "address", "body", "center", "fieldset", "legend"};
  return blocks.contains(name);
}

int heading_level(std::string_view name) { return name.size() == 2 && name[0] == 'h' && name[1] >= '1' && name[1] <= '6' ? name[1] - '0' : 0; }

bool is_main(std::string_view name) { return name == "main" || name == "article"; }

}  // namespace

std::string one_line(std::string_view text) {
  constexpr std::string_view no_break = "\xC2\xA0";
  std::string line;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool no_break_here = text.substr(i).starts_with(no_break);
    if (!space(text[i]) && !no_break_here) line += text[i];
    else if (!line.empty() && line.back() != ' ') line += ' ';
    i += no_break_here ? 1 : 0;
  }
  while (!line.empty() && line.back() == ' ') line.pop_back();
  return line;
}

bool HtmlText::unread(std::string_view name) {
  static const std::unordered_set<std::string_view> names = {"script", "style", "noscript", "template", "svg", "math", "iframe", "object", "embed", "canvas", "audio", "video",
                                                             "map", "nav", "footer", "aside", "button", "select", "textarea", "head", "frameset", "applet", "dialog"};
  return names.contains(name);
}

void HtmlText::open(std::string_view name) {
  if (name == "body") body_ = true;
  if (const int level = heading_level(name)) {
    begin_section(level);
    heading_ = level;
    return;
  }
  // A line break inside a heading is still the heading.
  if (heading_ > 0) {
    if (ends_a_line(name)) line_ += ' ';
    return;
  }
  if (ends_a_line(name)) end_line();
  if (is_main(name) && ++main_ == 1) begin_section(0);
  if (name == "pre") ++code_;
  if (name == "ul" || name == "ol") lists_.push_back({name == "ol"});
  if (name == "li") mark_ = lists_.empty() || !lists_.back().numbered ? "- " : std::to_string(lists_.back().next++) + ". ";
  if (name == "tr") cell_ = false;
  if (name == "td" || name == "th") {
    if (cell_) line_ += " | ";
    cell_ = true;
  }
}

void HtmlText::close(std::string_view name) {
  if (heading_level(name) > 0) {
    if (heading_ > 0) section().heading = one_line(line_);
    line_.clear();
    heading_ = 0;
    return;
  }
  if (heading_ > 0) return;
  if (ends_a_line(name)) end_line();
  if (name == "pre" && code_ > 0) --code_;
  if ((name == "ul" || name == "ol") && !lists_.empty()) lists_.pop_back();
  if (name == "tr") cell_ = false;
  if (is_main(name) && main_ > 0 && --main_ == 0) begin_section(0);
}

void HtmlText::characters(std::string_view text) {
  if (code_ == 0 || heading_ > 0) {
    line_ += text;
    return;
  }
  for (std::size_t at = 0; at <= text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    line_ += text.substr(at, end - at);
    if (end < text.size()) end_line();
    at = end + 1;
  }
}

void HtmlText::end_line() {
  const std::string line = one_line(line_);
  line_.clear();
  // Cells that hold nothing are no row.
  if (line.find_first_not_of("| ") == std::string::npos) return;
  std::string& text = section().text;
  if (!text.empty()) text += '\n';
  text += mark_ + line;
  mark_.clear();
}

void HtmlText::begin_section(int level) {
  end_line();
  mark_.clear();
  sections_.push_back({{level, "", ""}, main_ > 0});
}

std::vector<HeadedText> HtmlText::finish() {
  end_line();
  const bool has_main = std::any_of(sections_.begin(), sections_.end(), [](const Section& one) { return one.main && !one.text.text.empty(); });
  std::vector<HeadedText> kept;
  for (Section& one : sections_)
    if (one.main || !has_main) kept.push_back(std::move(one.text));
  return kept;
}

}  // namespace handrail::knowledge
