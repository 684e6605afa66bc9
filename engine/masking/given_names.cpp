#include "engine/masking/given_names.hpp"

#include <unordered_set>

#include "engine/base/text.hpp"
#include "engine/masking/texts.hpp"

namespace handrail {
namespace {

struct Lexicon { std::unordered_set<std::string_view> names, words_of_english, words_of_german; };

const Lexicon& lexicon() {
  static const Lexicon read = [] {
    Lexicon made;
    std::unordered_set<std::string_view>* section = nullptr;
    for (const std::string_view line : split(masking_texts::given_names, '\n')) {
      if (line.starts_with("# ") || line.empty()) continue;
      if (line.starts_with("== ")) {
        section = line == "== names" ? &made.names : line == "== names and words" ? &made.words_of_english : &made.words_of_german;
        continue;
      }
      for (const std::string_view name : split(line, ' ')) section->insert(name);
    }
    return made;
  }();
  return read;
}

}  // namespace

GivenName given_name(std::string_view folded, std::string_view language) {
  if (nouns_in_capitals(language) && lexicon().words_of_german.contains(folded)) return GivenName::name_and_word;
  if (lexicon().names.contains(folded)) return GivenName::name;
  return lexicon().words_of_english.contains(folded) ? GivenName::name_and_word : GivenName::no;
}

}  // namespace handrail
