#include "engine/reply/german_words.hpp"

#include <algorithm>

#include "engine/base/assert.hpp"
#include "engine/base/text.hpp"
#include "engine/reply/texts.hpp"

namespace handrail::reply {
namespace {

std::vector<std::string> parts(std::string_view text, char separator) {
  std::vector<std::string> found;
  for (const std::string_view part : split(text, separator))
    if (!part.empty()) found.emplace_back(part);
  return found;
}

void add(GermanLists& made, const std::string& german, const std::vector<std::string>& english, bool verb) {
  if (const std::size_t gap = german.find(".."); gap != std::string::npos) {
    made.particles.insert(german.substr(gap + 2));
    made.parted.try_emplace(german, english);
  } else if (german.find('_') != std::string::npos) {
    std::vector<std::string> words = parts(german, '_');
    const std::string first = words.front();
    made.phrases[first].push_back({std::move(words), english, verb});
  } else if (german.ends_with('~')) {
    for (const std::string_view ending : {"", "e", "en", "em", "er", "es", "n", "s"})
      made.words.try_emplace(german.substr(0, german.size() - 1) + std::string(ending), GermanEntry{english, verb});
  } else {
    (verb ? made.verbs : made.words).insert_or_assign(german, GermanEntry{english, verb});
  }
}

GermanLists read_lists() {
  GermanLists made;
  bool verb = false;
  for (const std::string_view raw : split(texts::german, '\n')) {
    const std::string_view line = trim(raw);
    if (line.empty() || line.starts_with("# ")) continue;
    if (line.starts_with("== ")) {
      verb = line == "== verbs";
      continue;
    }
    const std::size_t bar = line.find('|');
    HANDRAIL_ASSERT(bar != std::string_view::npos, "a line of german.txt has a bar: " + std::string(line));
    const std::string_view english = trim(line.substr(0, bar));
    for (const std::string& german : parts(trim(line.substr(bar + 1)), ' '))
      add(made, german, english == "-" ? std::vector<std::string>{} : parts(english, ' '), verb);
  }
  for (auto& [first, phrases] : made.phrases)
    std::stable_sort(phrases.begin(), phrases.end(), [](const GermanPhrase& a, const GermanPhrase& b) { return a.german.size() > b.german.size(); });
  return made;
}

}  // namespace

const GermanLists& german_lists() {
  static const GermanLists read = read_lists();
  return read;
}

}  // namespace handrail::reply
