#include "engine/reply/phrases.hpp"

#include <algorithm>

#include "engine/base/assert.hpp"
#include "engine/base/text.hpp"

namespace handrail::reply {
namespace {

constexpr std::size_t gap_words = 5;
constexpr int unknown_word = -1;

std::string_view without_comment(std::string_view line) {
  const std::size_t mark = line.find('#');
  return trim(line.substr(0, mark));
}

bool is_set(std::string_view word) { return word.size() > 1 && std::all_of(word.begin(), word.end(), [](char c) { return (c >= 'A' && c <= 'Z') || c == '_'; }); }

void add_place(std::vector<std::size_t>& places, std::size_t place) {
  if (std::find(places.begin(), places.end(), place) == places.end()) places.push_back(place);
}

}  // namespace

Phrases::Phrases(std::string_view file) {
  for (const std::string_view raw : split(file, '\n')) {
    const std::string_view line = without_comment(raw);
    if (line.empty()) continue;
    if (line.starts_with("== ")) sections_.emplace_back(trim(line.substr(3)));
    else if (line.starts_with("set ")) define(line.substr(4));
    else add(sections_.size() - 1, line);
  }
  by_first_.resize(ids_.size());
  needed_by_.resize(ids_.size());
  for (Phrase& phrase : phrases_) note_needs(phrase);
  for (const auto& [words, set] : needed_)
    for (const int id : words) needed_by_[static_cast<std::size_t>(id)].push_back(set);
  for (std::size_t i = 0; i < phrases_.size(); ++i) {
    std::vector<int> first;
    if (!first_words(phrases_[i].elements, first)) {
      anywhere_.push_back(i);
      continue;
    }
    std::sort(first.begin(), first.end());
    first.erase(std::unique(first.begin(), first.end()), first.end());
    for (const int id : first) by_first_[static_cast<std::size_t>(id)].push_back(i);
  }
}

std::size_t Phrases::section(std::string_view name) const {
  const auto found = std::find(sections_.begin(), sections_.end(), name);
  HANDRAIL_ASSERT(found != sections_.end(), "the phrases have no section " + std::string(name));
  return static_cast<std::size_t>(found - sections_.begin());
}

int Phrases::id_of(std::string_view word) { return ids_.try_emplace(std::string(word), static_cast<int>(ids_.size())).first->second; }

void Phrases::define(std::string_view line) {
  const std::size_t is = line.find('=');
  HANDRAIL_ASSERT(is != std::string_view::npos, "a set of phrases has words");
  std::string body = "(" + std::string(trim(line.substr(is + 1))) + ")";
  std::size_t at = 0;
  const Sequence made = sequence(body, at);
  HANDRAIL_ASSERT(made.size() == 1, "a set is one choice");
  const std::string name(trim(line.substr(0, is)));
  if (name == "HAPPENS")
    for (const std::string_view word : split(line.substr(is + 1), '|')) happens_.emplace(trim(word));
  sets_[name] = made.front();
}

void Phrases::add(std::size_t section, std::string_view line) {
  std::size_t at = 0;
  phrases_.push_back({section, sequence(line, at)});
  HANDRAIL_ASSERT(at == line.size() && !phrases_.back().elements.empty(), "a phrase reads to its end: " + std::string(line));
}

// Up to the end, or to what closes or parts a choice.
Phrases::Sequence Phrases::sequence(std::string_view text, std::size_t& at) {
  Sequence made;
  while (at < text.size() && text[at] != ')' && text[at] != ']' && text[at] != '|') {
    if (text[at] == ' ') {
      ++at;
    } else if (text[at] == '(' || text[at] == '[') {
      made.push_back(choice(text, at, text[at] == '['));
    } else {
      const std::size_t end = std::min(text.find_first_of(" ()[]|", at), text.size());
      const std::string_view word = text.substr(at, end - at);
      at = end;
      if (word == "...") made.push_back({.kind = Element::Kind::gap});
      else if (word == "*") made.push_back({.kind = Element::Kind::any});
      else if (word == "-ed") made.push_back({.kind = Element::Kind::past});
      else if (word == "<") made.push_back({.kind = Element::Kind::start});
      else if (word == ">") made.push_back({.kind = Element::Kind::end});
      else if (is_set(word)) {
        const auto set = sets_.find(word);
        HANDRAIL_ASSERT(set != sets_.end(), "a phrase names a set that stands before it: " + std::string(word));
        made.push_back(set->second);
      } else {
        made.push_back({.kind = Element::Kind::word, .word = id_of(word)});
      }
    }
  }
  return made;
}

Phrases::Element Phrases::choice(std::string_view text, std::size_t& at, bool optional) {
  Element made{.kind = Element::Kind::choice, .optional = optional};
  const char close = optional ? ']' : ')';
  do {
    ++at;
    made.choices.push_back(sequence(text, at));
  } while (at < text.size() && text[at] == '|');
  HANDRAIL_ASSERT(at < text.size() && text[at] == close, "a choice is closed: " + std::string(text));
  ++at;
  return made;
}

// Most phrases cannot stand in most sentences, and their words say so at once.
void Phrases::note_needs(Phrase& phrase) {
  for (const Element& element : phrase.elements) {
    std::vector<int> words;
    if (element.optional || (element.kind != Element::Kind::word && element.kind != Element::Kind::choice) || !first_words({element}, words)) continue;
    std::sort(words.begin(), words.end());
    words.erase(std::unique(words.begin(), words.end()), words.end());
    phrase.needs.push_back(needed_.try_emplace(std::move(words), needed_.size()).first->second);
  }
}

// The words that it may begin with; false: any.
bool Phrases::first_words(const Sequence& sequence, std::vector<int>& ids) const {
  for (const Element& element : sequence) {
    if (element.kind == Element::Kind::start) continue;
    if (element.kind == Element::Kind::word) {
      ids.push_back(element.word);
      return true;
    }
    if (element.kind != Element::Kind::choice) return false;
    for (const Sequence& one : element.choices)
      if (!first_words(one, ids)) return false;
    if (!element.optional) return true;
  }
  return false;
}

bool Phrases::past(const std::string& word) const {
  constexpr std::size_t shortest = 5;   // "moved", and not "need" or "shed"
  return word.size() >= shortest && word.ends_with("ed") && !word.ends_with("eed") && !happens_.contains(word);
}

Phrases::Places Phrases::after(const Sequence& sequence, Places places, const Spelled& spelled) const {
  const std::vector<int>& words = spelled.ids;
  for (const Element& element : sequence) {
    Places next;
    for (const std::size_t place : places) {
      switch (element.kind) {
        case Element::Kind::start: if (place == 0) add_place(next, place); break;
        case Element::Kind::end: if (place == words.size()) add_place(next, place); break;
        case Element::Kind::any: if (place < words.size()) add_place(next, place + 1); break;
        case Element::Kind::past: if (place < words.size() && spelled.past[place]) add_place(next, place + 1); break;
        case Element::Kind::word: if (place < words.size() && words[place] == element.word) add_place(next, place + 1); break;
        case Element::Kind::gap:
          for (std::size_t i = place; i <= std::min(words.size(), place + gap_words); ++i) add_place(next, i);
          break;
        case Element::Kind::choice:
          if (element.optional) add_place(next, place);
          for (const Sequence& one : element.choices)
            for (const std::size_t end : after(one, {place}, spelled)) add_place(next, end);
          break;
      }
    }
    places = std::move(next);
    if (places.empty()) break;
  }
  return places;
}

std::vector<Met> Phrases::in(const Sentence& sentence) const {
  Spelled spelled;
  std::vector<int>& words = spelled.ids;
  for (const Word& word : sentence.words) {
    const auto found = ids_.find(word.text);
    words.push_back(found == ids_.end() ? unknown_word : found->second);
    spelled.past.push_back(past(word.text));
  }
  std::vector<char> there(needed_.size(), 0);
  for (const int word : words)
    if (word != unknown_word)
      for (const std::size_t set : needed_by_[static_cast<std::size_t>(word)]) there[set] = 1;
  std::vector<Met> met;
  const auto ask = [&](std::size_t index, std::size_t begin) {
    const Phrase& phrase = phrases_[index];
    if (!std::all_of(phrase.needs.begin(), phrase.needs.end(), [&](std::size_t set) { return there[set] != 0; })) return;
    const Places ends = after(phrase.elements, {begin}, spelled);
    if (ends.empty()) return;
    const std::size_t end = *std::max_element(ends.begin(), ends.end());
    const auto known = std::find_if(met.begin(), met.end(), [&](const Met& one) { return one.section == phrase.section && one.begin == begin; });
    if (known == met.end()) met.push_back({phrase.section, begin, end});
    else known->end = std::max(known->end, end);
  };
  for (std::size_t begin = 0; begin < words.size(); ++begin) {
    for (const std::size_t index : anywhere_) ask(index, begin);
    if (words[begin] != unknown_word)
      for (const std::size_t index : by_first_[static_cast<std::size_t>(words[begin])]) ask(index, begin);
  }
  return met;
}

}  // namespace handrail::reply
