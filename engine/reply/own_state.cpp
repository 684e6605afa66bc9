#include "engine/reply/own_state.hpp"

#include <algorithm>

#include "engine/base/one_of.hpp"
#include "engine/reply/clauses.hpp"
#include "engine/reply/evidence.hpp"
#include "engine/reply/figures.hpp"

namespace handrail::reply {
namespace {

constexpr std::size_t head_words = 3;      // of a clause, within which its "you" stands: "so now you"
constexpr std::size_t thing_words = 4;     // "your year contract with us is a …"

bool adverb(std::string_view word) { return one_of<9>({"still", "already", "now", "also", "just", "currently", "only", "not", "never"}, word); }
bool participle(std::string_view word) {
  return (word.size() > 4 && word.ends_with("ed") && !word.ends_with("eed")) ||
      one_of<24>({"frozen", "brought", "missed", "paid", "bought", "taken", "given", "had", "made", "sent", "lost", "broken", "left", "used", "spent", "got", "gone", "come", "told", "written",
                  "kept", "sold", "met", "begun"}, word);
}
bool counted(std::string_view word) {
  return one_of<13>({"a", "an", "the", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"}, word) ||
      (!word.empty() && word.find_first_not_of("0123456789") == std::string_view::npos);
}
// "You have the right to …", "you have a choice": of everybody.
bool of_everybody(std::string_view word) { return one_of<8>({"right", "choice", "option", "options", "chance", "possibility", "duty", "say"}, word); }

class Reading {
 public:
  Reading(const Sentence& sentence, std::string_view text) : sentence_(sentence), figures_(figures_in(sentence, text)) {}

  [[nodiscard]] bool tells(const Clause& clause) const {
    for (std::size_t i = clause.begin; i < std::min(clause.end, clause.begin + head_words); ++i) {
      if (word(i) == "you") return of_you(i + 1, clause.end);
      if (word(i) == "your") return of_yours(i + 1, clause.end);
      if (has_content(sentence_.words[i])) return false;   // "orders you have placed"
    }
    return false;
  }

 private:
  [[nodiscard]] std::string_view word(std::size_t i) const { return i < sentence_.words.size() ? std::string_view(sentence_.words[i].text) : std::string_view(); }
  [[nodiscard]] bool length_of_time(std::size_t i) const {
    const bool of_a_thing = i + 2 < sentence_.words.size() && word(i + 1) == "day" && has_content(sentence_.words[i + 2]);   // "ten day tickets"
    return !of_a_thing && std::any_of(figures_.begin(), figures_.end(), [&](const Figure& figure) { return figure.word == i && figure.kind == Figure::Kind::time; });
  }

  [[nodiscard]] bool of_you(std::size_t i, std::size_t end) const {
    while (i < end && adverb(word(i))) ++i;
    if (i >= end) return false;
    const std::string_view verb = word(i);
    if (verb == "owe" || verb == "owed") return true;
    if (verb == "are") return one_of<2>({"a", "an"}, word(i + 1)) && i + 2 < end;
    if (verb != "have") return verb.size() > 4 && verb.ends_with("ed") && !verb.ends_with("eed") && verb != "need";
    std::size_t next = i + 1;
    while (next < end && adverb(word(next))) ++next;
    if (next >= end || word(next) == "to") return false;
    if (participle(word(next))) return true;
    bool everybody = of_everybody(word(next)) || of_everybody(word(next + 1));
    for (std::size_t rest = next; rest < end; ++rest) everybody = everybody || one_of<3>({"all", "every", "each"}, word(rest));   // "a warranty of 2 years on all products"
    return counted(word(next)) && !length_of_time(next) && !length_of_time(next + 1) && !everybody;   // "you have 30 days to return it"
  }

  // "Your contract is a year membership": which one it is.
  [[nodiscard]] bool of_yours(std::size_t i, std::size_t end) const {
    for (std::size_t verb = i + 1; verb < std::min(end, i + thing_words); ++verb)
      if (one_of<2>({"is", "was"}, word(verb))) return one_of<2>({"a", "an"}, word(verb + 1)) && verb + 2 < end;
    return false;
  }

  const Sentence& sentence_;
  std::vector<Figure> figures_;
};

}  // namespace

std::vector<Sentence> told_of_the_customer(const Sentence& sentence, std::string_view text) {
  std::vector<Sentence> told;
  const Reading reading(sentence, text);
  if (sentence.asks) return told;
  for (const Clause& clause : clauses_of(sentence, text)) {
    const auto text_at = [&](std::size_t i) { return i < sentence.words.size() ? std::string_view(sentence.words[i].text) : std::string_view(); };
    const bool on_condition = clause.opener == "as" && clause.begin > 1 && text_at(clause.begin - 1) == "long";   // "as long as you've had it for a year"
    if (on_condition) continue;
    const bool only_which = clause.relative && !clause.parted;   // "the card that you paid with"
    if (clause.stance != Clause::Stance::told || only_which || !reading.tells(clause)) continue;
    Sentence part;
    part.words.assign(sentence.words.begin() + static_cast<std::ptrdiff_t>(clause.begin), sentence.words.begin() + static_cast<std::ptrdiff_t>(clause.end));
    part.begin = part.words.front().begin;
    part.end = part.words.back().end;
    told.push_back(std::move(part));
  }
  return told;
}

}  // namespace handrail::reply
