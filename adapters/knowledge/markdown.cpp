#include "adapters/knowledge/markdown.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <optional>
#include <utility>

#include "engine/base/text.hpp"

namespace handrail::knowledge {

namespace {

constexpr std::size_t link_bytes_max = 500;   // how far an opening bracket is followed: keeps a page of brackets linear

bool word_byte(char c) { return std::isalnum(static_cast<unsigned char>(c)) || (c & 0x80); }

// The bracket that closes the one at `open`.
std::optional<std::size_t> closing(std::string_view text, std::size_t open, char left, char right) {
  int depth = 0;
  const std::size_t end = std::min(text.size(), open + link_bytes_max);
  for (std::size_t i = open; i < end; ++i) {
    if (text[i] == '\\') ++i;
    else if (text[i] == left) ++depth;
    else if (text[i] == right && --depth == 0) return i;
  }
  return std::nullopt;
}

// "[words](target)", "[words][reference]" at `open`: where it ends, or nullopt for brackets that are just brackets.
struct Link { std::string_view words; std::size_t end; };
std::optional<Link> link_at(std::string_view text, std::size_t open) {
  const std::optional<std::size_t> close = closing(text, open, '[', ']');
  if (!close || *close + 1 >= text.size()) return std::nullopt;
  const char next = text[*close + 1];
  const std::optional<std::size_t> end = next == '(' ? closing(text, *close + 1, '(', ')') : next == '[' ? closing(text, *close + 1, '[', ']') : std::nullopt;
  if (!end) return std::nullopt;
  return Link{text.substr(open + 1, *close - open - 1), *end + 1};
}

// "<https://…>" keeps the address, "<br>" and "</b>" are nothing, "a < b" stays.
std::optional<Link> tag_at(std::string_view text, std::size_t open) {
  const std::size_t close = text.substr(0, std::min(text.size(), open + link_bytes_max)).find('>', open);
  if (close == std::string_view::npos || close == open + 1) return std::nullopt;
  const std::string_view inside = text.substr(open + 1, close - open - 1);
  if (!std::isalpha(static_cast<unsigned char>(inside[0])) && inside[0] != '/' && inside[0] != '!') return std::nullopt;
  const bool address = inside.find("://") != std::string_view::npos || (inside.find('@') != std::string_view::npos && inside.find(' ') == std::string_view::npos);
  return Link{address ? inside : std::string_view(), close + 1};
}

std::optional<Link> entity_at(std::string_view text, std::size_t at) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 7> known = {
      {{"&amp;", "&"}, {"&lt;", "<"}, {"&gt;", ">"}, {"&quot;", "\""}, {"&#39;", "'"}, {"&nbsp;", " "}, {"&euro;", "€"}}};
  for (const auto& [written, meant] : known) {
    if (text.substr(at).starts_with(written)) return Link{meant, at + written.size()};
  }
  return std::nullopt;
}

// A run of * or _ or ~~ is a mark where it touches a word on one side only; "2 * 3" and "order_id" keep theirs.
bool emphasis(std::string_view text, std::size_t begin, std::size_t end) {
  const bool left = begin > 0 && !std::isspace(static_cast<unsigned char>(text[begin - 1]));
  const bool right = end < text.size() && !std::isspace(static_cast<unsigned char>(text[end]));
  if (!left && !right) return false;
  if (text[begin] == '~') return end - begin == 2;
  if (text[begin] == '_') return !(begin > 0 && end < text.size() && word_byte(text[begin - 1]) && word_byte(text[end]));
  return !(left && right && std::isdigit(static_cast<unsigned char>(text[begin - 1])) && std::isdigit(static_cast<unsigned char>(text[end])));
}

void append_plain(std::string_view text, int depth, std::string& out) {
  for (std::size_t at = 0; at < text.size();) {
    const char c = text[at];
    if (c == '\\' && at + 1 < text.size() && std::ispunct(static_cast<unsigned char>(text[at + 1]))) {
      out += text[at + 1];
      at += 2;
      continue;
    }
    if (c == '`') {
      ++at;
      continue;
    }
    if (c == '*' || c == '_' || c == '~') {
      std::size_t end = at;
      while (end < text.size() && text[end] == c) ++end;
      if (!emphasis(text, at, end)) out += text.substr(at, end - at);
      at = end;
      continue;
    }
    const bool image = c == '!' && at + 1 < text.size() && text[at + 1] == '[';
    std::optional<Link> found;
    if (c == '[' || image) found = link_at(text, at + (image ? 1 : 0));
    if (found && depth < 3) {
      append_plain(found->words, depth + 1, out);
      at = found->end;
      continue;
    }
    if (c == '<') found = tag_at(text, at);
    if (c == '&') found = entity_at(text, at);
    if (found && (c == '<' || c == '&')) {
      out += found->words;
      at = found->end;
      continue;
    }
    out += c;
    ++at;
  }
}

struct Heading { int level; std::string_view text; };
std::optional<Heading> heading_in(std::string_view line) {
  const std::string_view text = trim(line);
  std::size_t level = 0;
  while (level < text.size() && text[level] == '#') ++level;
  if (level == 0 || level > 6 || (level < text.size() && text[level] != ' ' && text[level] != '\t')) return std::nullopt;
  std::string_view words = trim(text.substr(level));
  const std::size_t last = words.find_last_not_of('#');
  if (last == std::string_view::npos) words = {};
  else if (words[last] == ' ') words = trim(words.substr(0, last + 1));   // "## Heading ##"
  return Heading{static_cast<int>(level), words};
}

bool made_of(std::string_view line, char c, std::size_t count_min) {
  const std::string_view text = trim(line);
  const auto count = static_cast<std::size_t>(std::count(text.begin(), text.end(), c));
  return count >= count_min && count + static_cast<std::size_t>(std::count(text.begin(), text.end(), ' ')) == text.size();
}

bool rule(std::string_view line) { return made_of(line, '-', 3) || made_of(line, '*', 3) || made_of(line, '_', 3); }

// "| --- | :-: |"
bool table_rule(std::string_view line) {
  return line.find('-') != std::string_view::npos && line.find('|') != std::string_view::npos && line.find_first_not_of("|-: \t") == std::string_view::npos;
}

// The item's words behind its mark, and the mark as we write it.
struct Item { std::string mark; std::string_view text; };
std::optional<Item> item_in(std::string_view line) {
  const std::string_view text = trim(line);
  if (text.size() > 1 && (text[0] == '-' || text[0] == '*' || text[0] == '+') && text[1] == ' ') return Item{"- ", trim(text.substr(2))};
  std::size_t digits = 0;
  while (digits < text.size() && digits < 9 && std::isdigit(static_cast<unsigned char>(text[digits]))) ++digits;
  if (digits == 0 || digits + 1 >= text.size() || (text[digits] != '.' && text[digits] != ')') || text[digits + 1] != ' ') return std::nullopt;
  return Item{std::string(text.substr(0, digits)) + ". ", trim(text.substr(digits + 2))};
}

class Sections {
 public:
  void read(std::string_view line) {
    while (!line.empty() && (line.back() == '\r' || line.back() == ' ')) line.remove_suffix(1);
    if (fence(line)) return;
    if (in_code_) return write_line(line);
    if (skip_comment(line)) return;
    while (trim(line).starts_with(">")) line = trim(trim(line).substr(1));
    const bool underlined = paragraph_.find('\n') == std::string::npos && !paragraph_.empty() && !item_open_;
    if (underlined && (made_of(line, '=', 2) || made_of(line, '-', 2))) return open(made_of(line, '=', 2) ? 1 : 2, std::exchange(paragraph_, {}));
    if (const std::optional<Heading> heading = heading_in(line)) return open(heading->level, std::string(heading->text));
    if (trim(line).empty() || rule(line) || table_rule(line)) return finish_paragraph();
    if (const std::optional<Item> item = item_in(line)) {
      finish_paragraph();
      mark_ = item->mark;
      item_open_ = true;
      paragraph_ = item->text;
      return;
    }
    if (trim(line).starts_with("|")) {
      finish_paragraph();
      return write_row(trim(line));
    }
    if (!paragraph_.empty()) paragraph_ += ' ';
    paragraph_ += trim(line);
  }
  std::vector<HeadedText> finish() {
    finish_paragraph();
    return std::move(sections_);
  }

 private:
  void open(int level, std::string heading) {
    finish_paragraph();
    sections_.push_back({level, without_marks(heading), ""});
  }
  void write_line(std::string_view line) {
    if (trim(line).empty()) return;
    std::string& text = sections_.back().text;
    if (!text.empty()) text += '\n';
    text += line;
  }
  void write_row(std::string_view line) {
    std::vector<std::string> cells;
    for (const std::string_view cell : split(line, '|')) {
      if (!trim(cell).empty()) cells.push_back(without_marks(trim(cell)));
    }
    write_line(join(cells, " | "));
  }
  void finish_paragraph() {
    if (!paragraph_.empty()) write_line(mark_ + without_marks(paragraph_));
    paragraph_.clear();
    mark_.clear();
    item_open_ = false;
  }
  bool fence(std::string_view line) {
    const std::string_view text = trim(line);
    if (!text.starts_with("```") && !text.starts_with("~~~")) return false;
    if (in_code_ && text[0] != fence_) return false;
    finish_paragraph();
    in_code_ = !in_code_;
    fence_ = text[0];
    return true;
  }
  // What an author hid from the page is hidden from the customer.
  bool skip_comment(std::string_view& line) {
    if (in_comment_) {
      const std::size_t end = line.find("-->");
      if (end == std::string_view::npos) return true;
      in_comment_ = false;
      line.remove_prefix(end + 3);
    }
    kept_.clear();
    for (std::size_t begin = line.find("<!--"); begin != std::string_view::npos; begin = line.find("<!--")) {
      kept_ += line.substr(0, begin);
      const std::size_t end = line.find("-->", begin + 4);
      in_comment_ = end == std::string_view::npos;
      line = in_comment_ ? std::string_view() : line.substr(end + 3);
    }
    if (kept_.empty()) return in_comment_;
    kept_ += line;
    line = kept_;
    return false;
  }
  std::vector<HeadedText> sections_ = std::vector<HeadedText>(1);
  std::string paragraph_, mark_, kept_;
  bool item_open_ = false, in_code_ = false, in_comment_ = false;
  char fence_ = '`';
};

}  // namespace

std::string without_marks(std::string_view text) {
  std::string out;
  append_plain(text, 0, out);
  return std::string(trim(out));
}

std::vector<HeadedText> sections_of(const std::vector<std::string_view>& lines) {
  Sections sections;
  for (const std::string_view line : lines) sections.read(line);
  return sections.finish();
}

}  // namespace handrail::knowledge
