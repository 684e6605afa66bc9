#include "adapters/knowledge/synonyms.hpp"

#include <algorithm>

#include "adapters/knowledge/terms.hpp"
#include "engine/base/limits.hpp"
#include "engine/base/text.hpp"

namespace handrail::knowledge {

namespace {

constexpr std::string_view means = " means ";

struct Line { std::string_view path; std::size_t number; };

tl::unexpected<Error> wrong(const Line& line, const std::string& what, ErrorCode code = ErrorCode::invalid) {
  return fail(code, std::string(line.path) + ":" + std::to_string(line.number) + ": " + what);
}

// "refund, money back" as the ways to say it.
Result<std::vector<std::string>> ways_in(const Line& line, std::string_view text) {
  std::vector<std::string> ways;
  for (const std::string_view piece : split(text, ',')) {
    std::vector<std::string> said;
    for (const std::string_view word : words(piece)) said.push_back(fold_case(word));
    if (said.empty()) return wrong(line, "between two commas stands a word or a few, like `refund, money back`");
    if (said.size() > limits::synonym_words)
      return wrong(line, "`" + printable(trim(piece)) + "` has more than " + std::to_string(limits::synonym_words) + " words", ErrorCode::limit);
    if (std::all_of(said.begin(), said.end(), [](const std::string& word) { return small_word(word); }))
      return wrong(line, "`" + printable(trim(piece)) + "` says nothing by itself: every question has it");
    std::string way = join(said, " ");
    if (std::find(ways.begin(), ways.end(), way) != ways.end()) return wrong(line, "`" + printable(way) + "` stands here twice");
    ways.push_back(std::move(way));
  }
  return ways;
}

Result<void> read_line(const Line& line, std::string_view text, std::vector<Synonym>& synonyms) {
  const std::size_t one_way = text.find(means);
  HANDRAIL_TRY(const auto said, ways_in(line, text.substr(0, one_way)));
  if (one_way == std::string_view::npos && said.size() < 2) return wrong(line, "a line ties words together, like `refund, money back`");
  if (one_way == std::string_view::npos) {
    for (const std::string& one : said)
      for (const std::string& other : said)
        if (one != other) synonyms.push_back({one, other});
    return {};
  }
  HANDRAIL_TRY(const auto meant, ways_in(line, text.substr(one_way + means.size())));
  for (const std::string& one : said) {
    for (const std::string& other : meant) {
      if (one == other) return wrong(line, "`" + printable(one) + "` means itself");
      synonyms.push_back({one, other});
    }
  }
  return {};
}

}  // namespace

Result<std::vector<Synonym>> read_synonyms(const KnowledgeFile& file) {
  if (!valid_utf8(file.text) || file.text.find('\0') != std::string::npos) return wrong({file.path, 1}, "the file is not UTF-8 text");
  std::vector<Synonym> synonyms;
  std::size_t number = 0, said = 0;
  for (std::string_view text : split(file.text, '\n')) {
    ++number;
    text = trim(text.substr(0, text.find('#')));
    if (text.empty()) continue;
    const Line line{file.path, number};
    if (++said > limits::synonym_lines) return wrong(line, "more than " + std::to_string(limits::synonym_lines) + " lines", ErrorCode::limit);
    // A line of a thousand words would tie a million pairs.
    if (static_cast<std::size_t>(std::count(text.begin(), text.end(), ',')) >= limits::synonym_ways)
      return wrong(line, "more than " + std::to_string(limits::synonym_ways) + " ways to say one thing", ErrorCode::limit);
    HANDRAIL_TRY_VOID(read_line(line, text, synonyms));
  }
  return synonyms;
}

}  // namespace handrail::knowledge
