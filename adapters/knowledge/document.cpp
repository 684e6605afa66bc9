#include "adapters/knowledge/document.hpp"

#include <algorithm>

#include "adapters/knowledge/html.hpp"
#include "adapters/knowledge/markdown.hpp"
#include "engine/base/limits.hpp"
#include "engine/base/text.hpp"
#include "engine/base/visible.hpp"

namespace handrail::knowledge {

namespace {

constexpr std::size_t lead_characters = 50;

tl::unexpected<Error> wrong(ErrorCode code, std::string_view path, const std::string& what) { return fail(code, std::string(path) + ":1: " + what); }

std::string name_of(std::string_view path) {
  if (path.starts_with("knowledge/")) path.remove_prefix(10);
  const std::size_t dot = path.rfind('.');
  const std::size_t slash = path.rfind('/');
  if (dot != std::string_view::npos && dot > 0 && (slash == std::string_view::npos || dot > slash + 1)) path = path.substr(0, dot);
  return std::string(path);
}

std::string title_of(const std::string& name, const std::string& page_title, const std::vector<HeadedText>& sections) {
  const auto first = std::find_if(sections.begin(), sections.end(), [](const HeadedText& section) { return section.level == 1 && !section.heading.empty(); });
  if (first != sections.end()) return first->heading;
  if (!page_title.empty()) return page_title;
  std::string title = name.substr(name.rfind('/') + 1);
  std::replace_if(title.begin(), title.end(), [](char c) { return c == '_' || c == '-'; }, ' ');
  return title;
}

// The last words of the passage before, some 50 characters, unless this one begins with them already.
std::string lead_of(std::string_view before, std::string_view text) {
  const std::string_view end = before.substr(before.size() - std::min(before.size(), 3 * lead_characters));
  if (end.find(text.substr(0, std::min<std::size_t>(text.size(), 30))) != std::string_view::npos) return "";
  std::size_t begin = before.size();
  for (std::size_t characters = 0; begin > 0 && (characters < lead_characters || before[begin - 1] != ' ') && characters < 2 * lead_characters; --begin)
    characters += (before[begin - 1] & 0xC0) != 0x80;
  return std::string(trim(before.substr(begin)));
}

void cut(const std::vector<HeadedText>& sections, std::vector<Section>& passages) {
  std::vector<const HeadedText*> above;
  for (const HeadedText& section : sections) {
    while (!above.empty() && above.back()->level >= section.level) above.pop_back();
    std::string headings;
    for (const HeadedText* one : above) headings += (headings.empty() ? "" : " / ") + one->heading;
    const std::string heading = !section.heading.empty() ? section.heading : above.empty() ? "" : above.back()->heading;
    std::string before;
    for (std::string& text : split_into_passages(section.text)) {
      std::string lead = before.empty() ? "" : lead_of(before, text);
      before = text;
      passages.push_back({heading, headings, std::move(text), std::move(lead)});
    }
    if (!section.heading.empty()) above.push_back(&section);
  }
}

Result<Page> html_page(const KnowledgeFile& file, FrontMatter front, std::string_view html) {
  auto read = read_html(html);
  if (!read) return wrong(read.error().code, file.path, read.error().message);
  for (const auto& [key, value] : read->settings) {
    const std::string mistake = read_front_matter_line(key, value, front);
    if (!mistake.empty()) return wrong(ErrorCode::invalid, file.path, "meta `handrail:" + printable(key) + "`: " + mistake);
  }
  if (front.url.empty() && read->url.starts_with("https://")) front.url = read->url;
  if (front.title.empty()) front.title = title_of(name_of(file.path), read->title, read->sections);
  return Page{std::move(front), std::move(read->sections)};
}

}  // namespace

bool is_html(std::string_view path) {
  const std::string lower = lower_ascii(path);
  return lower.ends_with(".html") || lower.ends_with(".htm");
}

Result<Page> read_page(const KnowledgeFile& file) {
  std::string_view text = file.text;
  if (text.size() > limits::article_bytes)
    return wrong(ErrorCode::limit, file.path, "an article has at most " + std::to_string(limits::article_bytes >> 20) + " MiB; cut it into several");
  if (!valid_utf8(text) || text.find('\0') != std::string_view::npos) return wrong(ErrorCode::invalid, file.path, "the file is not UTF-8 text");
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  const std::string readable = without_misleading(text);   // an export has form feeds
  text = readable;
  std::vector<std::string_view> lines = split(text, '\n');
  HANDRAIL_TRY(FrontMatter front, read_front_matter(file.path, lines));
  if (is_html(file.path)) {
    const std::size_t begin = front.lines >= lines.size() ? text.size() : static_cast<std::size_t>(lines[front.lines].data() - text.data());
    return html_page(file, std::move(front), text.substr(begin));
  }
  lines.erase(lines.begin(), lines.begin() + static_cast<std::ptrdiff_t>(front.lines));
  Page page{std::move(front), sections_of(lines)};
  if (page.front.title.empty()) page.front.title = title_of(name_of(file.path), "", page.sections);
  return page;
}

Result<Document> read_document(const KnowledgeFile& file, const FrontMatter& folder) {
  HANDRAIL_TRY(Page page, read_page(file));
  Document document;
  document.path = file.path;
  document.name = name_of(file.path);
  document.front = completed(std::move(page.front), folder);
  cut(page.sections, document.passages);
  return document;
}

}  // namespace handrail::knowledge
