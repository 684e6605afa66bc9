#include "dsl/program/consequences.hpp"

#include <algorithm>
#include <array>

#include "engine/base/text.hpp"

namespace handrail::dsl {

namespace {

bool is_name_character(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || static_cast<unsigned char>(c) >= 0x80; }

// Each word, and two that stand together as the name that was meant: "Wants Person", "wants-person".
void add_words(std::set<std::string, std::less<>>& names, std::string_view text) {
  std::string before;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = at;
    while (end < text.size() && is_name_character(text[end])) ++end;
    if (end > at) {
      const std::string word = lower_ascii(text.substr(at, end - at));
      names.emplace(text.substr(at, end - at));
      names.emplace(word);
      if (!before.empty()) names.emplace(before + "_" + word);
      before = end < text.size() && (text[end] == ' ' || text[end] == '-') ? word : "";
    }
    at = end + 1;
  }
}

// What stands between backticks in a message.
std::vector<std::string_view> named_in(std::string_view message) {
  std::vector<std::string_view> names;
  for (std::size_t open = message.find('`'); open != std::string_view::npos;) {
    const std::size_t close = message.find('`', open + 1);
    if (close == std::string_view::npos) break;
    names.push_back(message.substr(open + 1, close - open - 1));
    open = message.find('`', close + 1);
  }
  return names;
}

bool at_the_margin(std::string_view text, std::size_t line) { return line < text.size() && std::string_view(" \t\r\n#").find(text[line]) == std::string_view::npos; }

std::size_t line_begin(std::string_view text, std::size_t at) {
  const std::size_t before = at == 0 ? std::string_view::npos : text.rfind('\n', at - 1);
  return before == std::string_view::npos ? 0 : before + 1;
}

std::size_t indentation(std::string_view text, std::size_t line) {
  const std::size_t first = text.find_first_not_of(" \t", line);
  return first == std::string_view::npos ? text.size() - line : first - line;
}

std::size_t line_end(std::string_view text, std::size_t at) { return std::min(text.find('\n', at), text.size()); }

// Missing in the whole bundle, as long as some block could not be read.
constexpr std::array<std::string_view, 9> of_the_whole_bundle{"P0401", "P0404", "P0407", "P0411", "P0418", "P0421", "P0427", "P0428", "P0440"};

}  // namespace

Consequences::Consequences(const Sources& sources, const Diagnostics& unread) {
  for (const Diagnostic& finding : unread) {
    if (finding.severity != Severity::error) continue;
    any_ = true;
    if (finding.code == "P0008" || finding.code == "P0009" || finding.code == "P0010") everything_ = true;
    else add_statement(sources, finding.span);
  }
}

void Consequences::add_statement(const Sources& sources, Span place) {
  const std::string_view text = sources.file(place.file).text;
  std::size_t head = line_begin(text, std::min<std::size_t>(place.begin, text.size()));
  while (head > 0 && !at_the_margin(text, head)) head = line_begin(text, head - 1);
  std::size_t end = line_end(text, head);
  while (end < text.size() && !at_the_margin(text, end + 1)) end = line_end(text, end + 1);
  const Span block{place.file, static_cast<std::uint32_t>(head), static_cast<std::uint32_t>(end)};
  if (blocks_.empty() || !(blocks_.back() == block)) blocks_.push_back(block);
  const std::size_t head_end = line_end(text, head);
  if (place.begin <= head_end) return add_words(names_, text.substr(head, end - head));   // nothing of the block is read
  // The other clauses of the block are read: only what stands in this one, and on the lines that go on with it, may be missing elsewhere.
  add_words(names_, text.substr(head, head_end - head).substr(std::min(text.find(' ', head), head_end) - head));   // its name, and not its kind
  const std::size_t deep = indentation(text, line_begin(text, head_end + 1));
  std::size_t clause = line_begin(text, std::min<std::size_t>(place.begin, text.size()));
  while (clause > head_end + 1 && indentation(text, clause) > deep) clause = line_begin(text, clause - 1);
  std::size_t clause_end = line_end(text, clause);
  while (clause_end < end && indentation(text, clause_end + 1) > deep) clause_end = line_end(text, clause_end + 1);
  add_words(names_, text.substr(clause, clause_end - clause));
}

bool Consequences::may_hold(const Diagnostic& finding) const {
  if (!any_ || finding.code.starts_with("P03") || finding.code == "P0203" || finding.code == "P0204" || finding.code == "P0212") return false;
  if (everything_ || std::ranges::find(of_the_whole_bundle, finding.code) != of_the_whole_bundle.end()) return true;
  if (finding.code.starts_with("P04"))
    return std::ranges::any_of(blocks_, [&](const Span& block) { return block.file == finding.span.file && block.begin <= finding.span.begin && finding.span.begin <= block.end; });
  return std::ranges::any_of(named_in(finding.message), [&](std::string_view name) {
    std::set<std::string, std::less<>> parts;
    add_words(parts, name);
    return std::ranges::any_of(parts, [&](const std::string& part) { return names_.contains(part); });
  });
}

}  // namespace handrail::dsl
