#include "adapters/knowledge/document.hpp"

#include <algorithm>

#include "adapters/knowledge/markdown.hpp"
#include "engine/base/text.hpp"

namespace handrail::knowledge {

namespace {

tl::unexpected<Error> wrong(std::string_view path, std::size_t line, const std::string& what) {
  return fail(ErrorCode::invalid, std::string(path) + ":" + std::to_string(line) + ": " + what);
}

std::string_view unquoted(std::string_view value) {
  value = trim(value);
  const bool quoted = value.size() >= 2 && (value.front() == '"' || value.front() == '\'') && value.back() == value.front();
  return quoted ? value.substr(1, value.size() - 2) : value;
}

// One "key: value" line; the message of what is wrong with it, or nothing.
std::string read_line(std::string_view key, std::string_view value, FrontMatter& front) {
  const std::string word = lower_ascii(value);
  if (key == "title") front.title = value;
  if (key == "category") front.category = value;
  if (key == "url") front.url = value;
  if (key == "audience") {
    if (word != "everyone" && word != "internal") return "audience is `everyone` or `internal`, not `" + printable(value) + "`";
    front.audience = word == "internal" ? Audience::internal : Audience::everyone;
  }
  if (key == "priority") {
    if (word != "critical" && word != "high" && word != "medium") return "priority is `critical`, `high` or `medium`, not `" + printable(value) + "`";
    front.priority = word == "critical" ? Priority::critical : word == "high" ? Priority::high : Priority::medium;
  }
  if (key == "reviewed") {
    const Result<Instant> at = parse_time(value);
    if (!at) return "reviewed is a date like 2026-10-01, not `" + printable(value) + "`";
    front.reviewed_at = *at;
  }
  return "";
}

std::string name_of(std::string_view path) {
  if (path.starts_with("knowledge/")) path.remove_prefix(10);
  const std::size_t dot = path.rfind('.');
  const std::size_t slash = path.rfind('/');
  if (dot != std::string_view::npos && dot > 0 && (slash == std::string_view::npos || dot > slash + 1)) path = path.substr(0, dot);
  return std::string(path);
}

std::string title_of(const Document& document, const std::vector<MarkdownSection>& sections) {
  if (!document.front.title.empty()) return document.front.title;
  const auto first = std::find_if(sections.begin(), sections.end(), [](const MarkdownSection& section) { return section.level == 1 && !section.heading.empty(); });
  if (first != sections.end()) return first->heading;
  std::string title = document.name.substr(document.name.rfind('/') + 1);
  std::replace_if(title.begin(), title.end(), [](char c) { return c == '_' || c == '-'; }, ' ');
  return title;
}

}  // namespace

Result<FrontMatter> read_front_matter(std::string_view path, const std::vector<std::string_view>& lines) {
  FrontMatter front;
  if (lines.empty() || trim(lines[0]) != "---") return front;
  for (std::size_t i = 1; i < lines.size(); ++i) {
    const std::string_view line = trim(lines[i]);
    if (line == "---") {
      front.lines = i + 1;
      return front;
    }
    if (line.empty() || line.starts_with("#")) continue;
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos) return wrong(path, i + 1, "the front matter has lines like `title: Returns`, not `" + printable(line) + "`");
    const std::string mistake = read_line(lower_ascii(trim(line.substr(0, colon))), unquoted(line.substr(colon + 1)), front);
    if (!mistake.empty()) return wrong(path, i + 1, mistake);
  }
  return wrong(path, 1, "the front matter that begins here has no second `---`");
}

Result<Document> read_document(const KnowledgeFile& file) {
  std::string_view text = file.text;
  if (!valid_utf8(text) || text.find('\0') != std::string_view::npos) return wrong(file.path, 1, "the file is not UTF-8 text");
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  std::vector<std::string_view> lines = split(text, '\n');
  Document document;
  document.path = file.path;
  document.name = name_of(file.path);
  HANDRAIL_TRY(document.front, read_front_matter(file.path, lines));
  lines.erase(lines.begin(), lines.begin() + static_cast<std::ptrdiff_t>(document.front.lines));
  const std::vector<MarkdownSection> sections = sections_of(lines);
  document.front.title = title_of(document, sections);
  std::vector<const MarkdownSection*> above;
  for (const MarkdownSection& section : sections) {
    while (!above.empty() && above.back()->level >= section.level) above.pop_back();
    if (!section.heading.empty()) above.push_back(&section);
    std::string headings;
    for (const MarkdownSection* one : above) headings += (headings.empty() ? "" : " / ") + one->heading;
    for (std::string& passage : split_into_passages(section.text)) document.passages.push_back({section.heading, headings, std::move(passage)});
  }
  return document;
}

}  // namespace handrail::knowledge
