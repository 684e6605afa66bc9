#include "adapters/knowledge/front_matter.hpp"

#include <algorithm>

#include "adapters/knowledge/stemming.hpp"
#include "engine/base/text.hpp"
#include "engine/base/utf8.hpp"
#include "engine/base/visible.hpp"

namespace handrail::knowledge {

namespace {

const std::vector<std::string>& keys() {
  static const std::vector<std::string> known = {"title", "category", "audience", "priority", "source", "reviewed", "review", "url", "language"};
  return known;
}

const std::vector<std::string>& sources() {
  static const std::vector<std::string> known = {"help centre", "product docs", "policies", "specifications", "past conversations", "internal procedures"};
  return known;
}

bool never_quoted(std::string_view source) { return source == "past conversations" || source == "internal procedures"; }

tl::unexpected<Error> wrong(std::string_view path, std::size_t line, const std::string& what) {
  return fail(ErrorCode::invalid, std::string(path) + ":" + std::to_string(line) + ": " + what);
}

// Without what is not seen at both ends: spaces of every kind, marks without a shape.
std::string_view seen(std::string_view text) {
  std::size_t begin = text.size(), end = 0;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t bytes = decode_utf8(text, at).bytes;
    if (says_something(text.substr(at, bytes))) {
      begin = std::min(begin, at);
      end = at + bytes;
    }
    at += bytes;
  }
  return begin < end ? text.substr(begin, end - begin) : std::string_view();
}

std::string_view unquoted(std::string_view value) {
  value = seen(value);
  const bool quoted = value.size() >= 2 && (value.front() == '"' || value.front() == '\'') && value.back() == value.front();
  return quoted ? value.substr(1, value.size() - 2) : value;
}

std::string read_audience(const std::string& word, std::string_view value, FrontMatter& front) {
  if (word != "everyone" && word != "internal") return "audience is `everyone` or `internal`, not `" + printable(value) + "`";
  front.audience = word == "internal" ? Audience::internal : Audience::everyone;
  return "";
}

std::string read_priority(const std::string& word, std::string_view value, FrontMatter& front) {
  if (word != "critical" && word != "high" && word != "medium") return "priority is `critical`, `high` or `medium`, not `" + printable(value) + "`";
  front.priority = word == "critical" ? Priority::critical : word == "high" ? Priority::high : Priority::medium;
  return "";
}

std::string read_source(const std::string& word, std::string_view value, FrontMatter& front) {
  const std::string meant = word == "help center" ? "help centre" : word;
  if (std::find(sources().begin(), sources().end(), meant) == sources().end())
    return "source is one of `" + join(sources(), "`, `") + "`, not `" + printable(value) + "`";
  front.source = meant;
  return "";
}

std::string read_language(const std::string& word, std::string_view value, FrontMatter& front) {
  const auto& known = stemmed_languages();
  if (std::find(known.begin(), known.end(), word) == known.end())
    return "language is the code of a language whose words are brought to one form (" + join(known, ", ") + "), not `" + printable(value) + "`";
  front.language = word;
  return "";
}

std::string read_reviewed(std::string_view value, FrontMatter& front) {
  const Result<Instant> at = parse_time(value);
  if (!at) return "reviewed is a date like 2026-10-01, not `" + printable(value) + "`";
  front.reviewed_at = *at;
  return "";
}

std::string read_review(const std::string& word, std::string_view value, FrontMatter& front) {
  const Result<Duration> every = parse_duration(trim(word.starts_with("every ") ? std::string_view(word).substr(6) : std::string_view(word)));
  if (!every || every->ms < days(1).ms) return "review is a cadence like `every 90 days`, not `" + printable(value) + "`";
  front.review_every = *every;
  return "";
}

// Some say who reviewed it, which is no misspelling.
std::optional<std::string> misspelt(const std::string& key) {
  if (key == "reviewer" || key == "reviewers") return std::nullopt;
  return nearest(key, keys());
}

// "key: value" with what is wrong with it; `line` counts from 1.
Result<void> read_pair(std::string_view path, std::size_t number, std::string_view line, FrontMatter& front) {
  const std::size_t colon = line.find(':');
  if (colon == std::string_view::npos) return wrong(path, number, "the front matter has lines like `title: Returns`, not `" + printable(line) + "`");
  const std::string mistake = read_front_matter_line(lower_ascii(seen(line.substr(0, colon))), unquoted(line.substr(colon + 1)), front);
  if (!mistake.empty()) return wrong(path, number, mistake);
  return {};
}

std::string key_of(std::string_view line) {
  const std::size_t colon = line.find(':');
  return colon == std::string_view::npos ? "" : lower_ascii(seen(line.substr(0, colon)));
}

bool says_a_setting(std::string_view line) {
  const std::string key = key_of(line);
  return !key.empty() && (std::find(keys().begin(), keys().end(), key) != keys().end() || misspelt(key));
}

// Nothing but `key: value`, and one of them says who may read it.
bool tells_its_audience(const std::vector<std::string_view>& lines) {
  return std::all_of(lines.begin(), lines.end(), [](std::string_view line) { return !says_something(line) || !key_of(line).empty(); }) &&
         std::any_of(lines.begin(), lines.end(), [](std::string_view line) { return key_of(line) == "audience"; });
}

bool is_mark(std::string_view line) { return seen(line) == "---"; }

// The first line from `from` on of which `wanted` is true; behind the last where there is none.
std::size_t next_line(const std::vector<std::string_view>& lines, std::size_t from, bool (*wanted)(std::string_view)) {
  return static_cast<std::size_t>(std::find_if(lines.begin() + static_cast<std::ptrdiff_t>(std::min(from, lines.size())), lines.end(), wanted) - lines.begin());
}

Result<void> agreed(std::string_view path, const FrontMatter& front) {
  if (never_quoted(front.source) && front.audience == Audience::everyone)
    return wrong(path, 1, front.source + " inform and are never quoted: their audience is `internal`");
  return {};
}

}  // namespace

FrontMatter completed(FrontMatter own, const FrontMatter& folder) {
  if (own.category.empty()) own.category = folder.category;
  if (own.source.empty()) own.source = folder.source;
  if (own.language.empty()) own.language = folder.language;
  if (!own.audience) own.audience = folder.audience;
  if (never_quoted(own.source)) own.audience = Audience::internal;
  if (!own.priority) own.priority = folder.priority;
  if (!own.reviewed_at) own.reviewed_at = folder.reviewed_at;
  if (!own.review_every) own.review_every = folder.review_every;
  return own;
}

std::string read_front_matter_line(std::string_view key, std::string_view value, FrontMatter& front) {
  const std::string word = lower_ascii(value);
  if (key == "title") front.title = value;
  else if (key == "category") front.category = value;
  else if (key == "url") front.url = value;
  else if (key == "audience") return read_audience(word, value, front);
  else if (key == "priority") return read_priority(word, value, front);
  else if (key == "source") return read_source(word, value, front);
  else if (key == "reviewed") return read_reviewed(value, front);
  else if (key == "language") return read_language(word, value, front);
  else if (key == "review") return read_review(word, value, front);
  else if (const auto meant = misspelt(std::string(key))) return "`" + printable(key) + "` is no setting of an article; did you mean `" + *meant + "`?";
  return "";
}

Result<FrontMatter> read_front_matter(std::string_view path, const std::vector<std::string_view>& lines) {
  FrontMatter front;
  // Behind empty lines too, where the lines say something of an article: one for colleagues is none for everyone by an empty line, and a text between two rules stays text.
  const std::size_t first = next_line(lines, 0, [](std::string_view line) { return says_something(line); }), begin = next_line(lines, first, is_mark);
  if (begin == lines.size()) return front;
  const std::size_t end = next_line(lines, begin + 1, is_mark);
  const std::vector<std::string_view> head(lines.begin() + static_cast<std::ptrdiff_t>(begin) + 1, lines.begin() + static_cast<std::ptrdiff_t>(end));
  if (begin > first) {
    if (end < lines.size() && tells_its_audience(head))
      return wrong(path, begin + 1, "who may read the article is said between these two `---`, where nobody looks for it: front matter stands before everything else");
    return front;
  }
  if (begin > 0 && std::none_of(head.begin(), head.end(), says_a_setting)) return front;
  if (end == lines.size()) return wrong(path, begin + 1, "the front matter that begins here has no second `---`");
  for (std::size_t i = begin + 1; i < end; ++i) {
    const std::string_view line = seen(lines[i]);
    if (!line.empty() && !line.starts_with("#")) HANDRAIL_TRY_VOID(read_pair(path, i + 1, line, front));
  }
  front.lines = end + 1;
  HANDRAIL_TRY_VOID(agreed(path, front));
  return front;
}

Result<FrontMatter> read_folder_settings(const KnowledgeFile& file) {
  if (!valid_utf8(file.text) || file.text.find('\0') != std::string::npos) return wrong(file.path, 1, "the file is not UTF-8 text");
  FrontMatter front;
  const std::vector<std::string_view> lines = split(file.text, '\n');
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const std::string_view line = seen(lines[i]);
    if (line.empty() || line.starts_with("#")) continue;
    HANDRAIL_TRY_VOID(read_pair(file.path, i + 1, line, front));
    if (!front.title.empty() || !front.url.empty()) return wrong(file.path, i + 1, "title and url are an article's own; a folder has none");
  }
  HANDRAIL_TRY_VOID(agreed(file.path, front));
  return front;
}

std::string_view word_of(Audience audience) { return audience == Audience::internal ? "internal" : "everyone"; }

std::string_view word_of(Priority priority) { return priority == Priority::critical ? "critical" : priority == Priority::high ? "high" : "medium"; }

}  // namespace handrail::knowledge
