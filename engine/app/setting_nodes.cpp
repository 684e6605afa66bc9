#include "engine/app/setting_nodes.hpp"

#include <algorithm>
#include <fstream>
#include <sstream>

#include "engine/base/limits.hpp"

namespace handrail::setting {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view blanks = " \t";

// Behind the quoted text that begins here, over several lines or not.
std::size_t behind_quoted(std::string_view text, std::size_t begin) {
  const char quote = text[begin];
  const std::size_t marks = text.substr(begin, 3) == std::string(3, quote) ? 3 : 1;
  for (std::size_t i = begin + marks; i < text.size(); ++i) {
    if (text[i] == '\\' && quote == '"') ++i;
    else if (marks == 1 && text[i] == '\n') return i;
    else if (text.substr(i, marks) == std::string(marks, quote)) return i + marks;
  }
  return text.size();
}

// Whether a table's head that begins here has nothing that may begin its name.
bool nameless(std::string_view text, std::size_t head) {
  std::size_t at = text.find_first_not_of(blanks, head + 1);
  if (at == head + 1 && text[at] == '[') at = text.find_first_not_of(blanks, at + 1);
  if (at == std::string_view::npos || (at > head + 1 && text[at] == '[' && text[head + 1] != '[')) return false;   // those the parser words itself
  return std::isalnum(static_cast<unsigned char>(text[at])) == 0 && std::string_view("_-\"']").find(text[at]) == std::string_view::npos;
}

// The parser takes a table's head without a name for a mistake of its own, and ends the program. The line of the first one, from 1; 0: there is none. Inside
// of a list nothing is a head.
std::size_t nameless_head(std::string_view text) {
  std::size_t line = 1, depth = 0;
  bool first = true;
  for (std::size_t i = 0; i < text.size();) {
    const char c = text[i];
    std::size_t next = i + 1;
    if (c == '#') next = std::min(text.find('\n', i), text.size());
    else if (c == '"' || c == '\'') next = behind_quoted(text, i);
    else if (c == '[' && first && depth == 0 && nameless(text, i)) return line;
    if (c == '[' || c == '{') ++depth;
    if ((c == ']' || c == '}') && depth > 0) --depth;
    line += static_cast<std::size_t>(std::count(text.begin() + static_cast<std::ptrdiff_t>(i), text.begin() + static_cast<std::ptrdiff_t>(next), '\n'));
    first = c == '\n' || (first && blanks.find(c) != std::string_view::npos);
    i = next;
  }
  return 0;
}

}  // namespace

Result<toml::table> read_file(const fs::path& file) {
  std::error_code error;
  if (const auto size = fs::file_size(file, error); !error && size > limits::policy_file_bytes)
    return fail(ErrorCode::limit, file.string() + " has more than " + std::to_string(limits::policy_file_bytes) + " bytes");
  std::ifstream in(file, std::ios::binary);
  std::ostringstream read;
  read << in.rdbuf();
  if (!in) return fail(ErrorCode::unavailable, file.string() + " cannot be read");
  const std::string text = read.str();
  if (const std::size_t line = nameless_head(text); line > 0)
    return fail(ErrorCode::invalid, file.string() + ":" + std::to_string(line) + ": a table's name is missing behind `[`: write it like `[server]`");
  toml::parse_result parsed = toml::parse(text, file.string());
  if (!parsed) return fail(ErrorCode::invalid, file.string() + ":" + std::to_string(parsed.error().source().begin.line) + ": " + std::string(parsed.error().description()));
  return std::move(parsed).table();
}

tl::unexpected<Error> wrong(const fs::path& file, const toml::node& node, const std::string& what) {
  return fail(ErrorCode::invalid, file.string() + ":" + std::to_string(node.source().begin.line) + ": " + what);
}

Result<std::string> text(const fs::path& file, const std::string& key, const toml::node& node) {
  const auto value = node.value<std::string>();
  if (!node.is_string() || value->empty()) return wrong(file, node, "`" + key + "` is a text in quotes");
  return *value;
}

Result<std::int64_t> number(const fs::path& file, const std::string& key, const toml::node& node, std::int64_t most) {
  const auto value = node.value<std::int64_t>();
  if (!node.is_integer() || *value < 1 || *value > most) return wrong(file, node, "`" + key + "` is a number from 1 to " + std::to_string(most));
  return *value;
}

Result<Duration> duration(const fs::path& file, const std::string& key, const toml::node& node, Duration most) {
  HANDRAIL_TRY(const std::string words, text(file, key, node));
  const auto read = parse_duration(words);
  if (!read || read->ms <= 0 || *read > most) return wrong(file, node, "`" + key + "` is a time like \"5s\", at most " + format_duration(most));
  return *read;
}

std::string below(const fs::path& file, const std::string& path) { return fs::path(path).is_absolute() ? path : (file.parent_path() / path).string(); }

bool plain_name(std::string_view name) {
  return !name.empty() && name.size() <= limits::id_bytes &&
         std::all_of(name.begin(), name.end(), [](unsigned char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_'; });
}

}  // namespace handrail::setting
