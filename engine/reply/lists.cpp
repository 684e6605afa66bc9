#include "engine/reply/lists.hpp"

#include "engine/base/assert.hpp"
#include "engine/base/text.hpp"
#include "engine/reply/texts.hpp"

namespace handrail::reply {
namespace {

std::vector<std::string> lines_of(std::string_view file) {
  std::vector<std::string> lines;
  for (const std::string_view raw : split(file, '\n'))
    if (const std::string_view line = trim(raw); !line.empty() && !(line.front() == '#' && line.size() > 1 && line[1] == ' ')) lines.emplace_back(line);
  return lines;
}

std::vector<std::string> words_in(std::string_view line) {
  std::vector<std::string> found;
  for (const std::string_view word : split(line, ' '))
    if (!word.empty()) found.emplace_back(word);
  return found;
}

std::unordered_set<std::string> set_of(std::string_view line) {
  const auto words = words_in(line);
  return {words.begin(), words.end()};
}

std::vector<Deed> read_deeds() {
  std::vector<Deed> deeds;
  for (const std::string& line : lines_of(texts::deeds)) {
    const auto columns = split(line, '|');
    HANDRAIL_ASSERT(columns.size() == 6, "a deed has six columns: " + line);
    deeds.push_back({std::string(trim(columns[0])), set_of(columns[1]), set_of(columns[2]), set_of(columns[3]), set_of(columns[4]), words_in(columns[5])});
  }
  return deeds;
}

// The phrases with the sets DONE, DOING and DO in front.
std::string claims_file(const std::vector<Deed>& deeds) {
  std::string done, doing, plain;
  const auto add = [](std::string& set, const std::unordered_set<std::string>& words) {
    for (const std::string& word : words) set += (set.empty() ? "" : " | ") + word;
  };
  for (const Deed& deed : deeds) {
    add(done, deed.done);
    add(doing, deed.doing);
    add(plain, deed.plain);
  }
  return "set DONE = " + done + "\nset DOING = " + doing + "\nset DO = " + plain + "\n" + std::string(texts::claims);
}

Lists read_lists() {
  std::vector<Deed> deeds = read_deeds();
  Lists made{.deeds = deeds, .claims = Phrases(claims_file(deeds)), .wordings = Wordings(texts::wordings)};
  for (const std::string& line : lines_of(texts::neutral))
    for (std::string& word : words_in(line)) made.neutral.insert(std::move(word));
  for (const std::string& line : lines_of(texts::synonyms)) {
    const auto words = words_in(line);
    for (const std::string& word : words) made.same.try_emplace(stem_of(word), stem_of(words.front()));
  }
  std::unordered_set<std::string>* section = nullptr;
  for (const std::string& line : lines_of(texts::states)) {
    if (line.starts_with("== ")) {
      const std::string name = line.substr(3);
      section = name == "state" ? &made.state : name == "strong" ? &made.strong : name == "when" ? &made.when : &made.negation;
    } else {
      for (std::string& word : words_in(line)) section->insert(std::move(word));
    }
  }
  for (const std::string& line : lines_of(texts::opposites)) {
    const auto words = words_in(line);
    HANDRAIL_ASSERT(words.size() == 2, "opposites are two: " + line);
    made.opposites.emplace(words[0], words[1]);
    made.opposites.emplace(words[1], words[0]);
  }
  return made;
}

}  // namespace

const Lists& lists() {
  static const Lists read = read_lists();
  return read;
}

}  // namespace handrail::reply
