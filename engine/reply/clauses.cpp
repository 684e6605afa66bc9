#include "engine/reply/clauses.hpp"

#include <algorithm>
#include <array>

#include "engine/base/one_of.hpp"

namespace handrail::reply {
namespace {

using Stance = Clause::Stance;

bool subject(std::string_view word) { return one_of<6>({"i", "we", "you", "they", "he", "she"}, word); }

bool determiner(std::string_view word) {
  return one_of<16>({"the", "a", "an", "your", "our", "my", "his", "her", "their", "this", "these", "those", "it", "everything", "everybody", "all"}, word);
}

bool question_word(std::string_view word) { return one_of<8>({"what", "which", "who", "whose", "where", "when", "why", "how"}, word); }

class Cutting {
 public:
  Cutting(const Sentence& sentence, std::string_view text) : sentence_(sentence), text_(text) {}

  std::vector<Clause> run() {
    for (std::size_t i = 0; i < sentence_.words.size(); ++i)
      if (begins(i)) open(i);
    for (std::size_t i = 0; i < clauses_.size(); ++i) clauses_[i].end = i + 1 < clauses_.size() ? clauses_[i + 1].begin : sentence_.words.size();
    for (std::size_t i = 0; i < clauses_.size(); ++i) clauses_[i].stance = stance(i);
    return std::move(clauses_);
  }

 private:
  [[nodiscard]] std::string_view word(std::size_t i) const { return i < sentence_.words.size() ? std::string_view(sentence_.words[i].text) : std::string_view(); }
  // "since your order", "as I did": and not "as a gift", "since Monday", "once".
  [[nodiscard]] bool starts_a_clause(std::size_t i) const { return subject(word(i)) || determiner(word(i)) || word(i) == "there" || word(i) == "that"; }

  [[nodiscard]] bool joins(std::size_t i) const {
    const std::string_view here = word(i);
    if (one_of<17>({"if", "whether", "unless", "when", "whenever", "until", "till", "because", "although", "though", "that", "which", "who", "whose", "while", "and", "but"}, here))
      return true;
    if (here == "or" || here == "after" || here == "before" || here == "where") return true;
    if (here == "as") return (starts_a_clause(i + 1) && word(i + 1) != "a" && word(i + 1) != "an") || word(i + 1) == "soon";
    if (here == "like") return i > 0 && subject(word(i + 1)) && word(i - 1) != "would";
    return (here == "since" || here == "once" || here == "so" || here == "now") && (starts_a_clause(i + 1) || word(i + 1) == "that");
  }

  // "the $48 I sent you", "glad I could": a subject inside a sentence, with its verb behind it.
  [[nodiscard]] bool has_its_own_subject(std::size_t i) const {
    if (i == 0 || !subject(word(i)) || word(i) == "you" || auxiliary(word(i - 1))) return false;
    return clauses_.back().begin + 1 != i || clauses_.back().opener.empty();
  }

  [[nodiscard]] bool begins(std::size_t i) const { return i == 0 || parted_at(sentence_, text_, i) || joins(i) || has_its_own_subject(i); }

  void open(std::size_t i) {
    Clause made{.begin = i, .parted = i > 0 && parted_at(sentence_, text_, i)};
    if (joins(i)) made.opener = sentence_.words[i].text;
    const bool names_it = made.opener == "which" || made.opener == "who" || made.opener == "whose";
    const bool of_a_noun = made.opener == "that" && !starts_a_clause(i + 1);
    made.relative = i > 0 && (names_it || of_a_noun || (made.opener.empty() && !made.parted));
    // "that if …", "and when …": the inner one says how it stands.
    if (!clauses_.empty() && clauses_.back().begin + 1 == i && !clauses_.back().opener.empty() && !made.parted) {
      if (clauses_.back().opener == "now" || clauses_.back().opener == "so") return;   // "now that"
      made.begin = clauses_.back().begin;
      made.parted = clauses_.back().parted;
      clauses_.back() = made;
      return;
    }
    clauses_.push_back(made);
  }

  // "Are you sure that …", "I can't say that …", "you wrote that …": what follows is nobody's word.
  [[nodiscard]] bool leaves_open(const Clause& clause) const {
    bool you = false;
    for (std::size_t i = clause.begin; i < clause.end; ++i) {
      const std::string_view here = word(i);
      you |= here == "you";
      const bool denied = here == "not" || here == "no" || here == "never" || here == "nothing";
      const bool opinion = one_of<15>({"mean", "think", "believe", "sure", "say", "saying", "said", "wrote", "mentioned", "told", "asked", "suppose", "assume", "describe",
                                       "expect"}, here);
      if (you ? opinion : denied) return true;
    }
    return false;
  }

  // "Is there more that I can do after refunding you?": who asks has done it, unless another is spoken of before.
  [[nodiscard]] bool own_deed_behind(const Clause& clause) const {
    const auto other = [](const Word& one) { return one.text == "you" || one.text == "your"; };
    const auto begin = sentence_.words.begin();
    return sentence_.asks && clause.opener == "after" && word(clause.begin + 1).ends_with("ing") && std::none_of(begin, begin + static_cast<std::ptrdiff_t>(clause.begin), other);
  }

  [[nodiscard]] Stance stance(std::size_t at) const {
    const Clause& clause = clauses_[at];
    const std::string_view opener = clause.opener, first = word(clause.begin);
    if (own_deed_behind(clause)) return Stance::told;
    if (condition(opener) || (opener == "as" && word(clause.begin + 1) == "soon")) return Stance::supposed;
    if (opener == "when" || opener == "where" || opener == "whose" || opener == "which" || opener == "who")
      if (clause.begin == 0) return sentence_.asks ? Stance::asked : Stance::told;
    if (sentence_.asks && (auxiliary(first) || (clause.begin == 0 && question_word(first)))) return Stance::asked;
    if (at == 0) return Stance::told;
    const Clause& before = clauses_[at - 1];
    if ((opener == "and" && !clause.parted && !subject(word(clause.begin + 1))) || opener == "or") return before.stance;
    if (clause.relative && !clause.parted && !of_speaker(clause)) return Stance::supposed;   // which one is meant, and not what it has come to
    if (opener == "that" && !clause.parted && (before.stance == Stance::supposed || leaves_open(before))) return Stance::supposed;
    return Stance::told;
  }

  [[nodiscard]] bool of_speaker(const Clause& clause) const {
    const std::string_view first = word(clause.begin), second = word(clause.begin + 1);
    return first == "i" || first == "we" || second == "i" || second == "we";
  }

  const Sentence& sentence_;
  std::string_view text_;
  std::vector<Clause> clauses_;
};

}  // namespace

bool auxiliary(std::string_view word) {
  return one_of<22>({"do", "does", "did", "have", "has", "had", "am", "is", "are", "was", "were", "will", "would", "can", "could", "shall", "should", "may", "might", "must",
                     "isn", "aren"}, word);
}

bool condition(std::string_view word) {
  return one_of<10>({"if", "whether", "unless", "once", "when", "whenever", "until", "till", "before", "after"}, word);
}

bool parted_at(const Sentence& sentence, std::string_view text, std::size_t word) {
  const std::size_t before = sentence.words[word - 1].end, here = sentence.words[word].begin;
  if (here <= before || here > text.size()) return false;   // "hasn't" is two words at one place
  const std::string_view gap = text.substr(before, here - before);
  if (gap == ":") return false;   // "18:30"
  return gap.find_first_of(",;:(!") != std::string_view::npos || gap.find(" -") != std::string_view::npos || gap.find("\u2013") != std::string_view::npos ||
         gap.find("\u2014") != std::string_view::npos;
}

WhichOne which_one_is_meant(const Sentence& sentence, std::string_view text) {
  const auto& words = sentence.words;
  const auto verb = [&](std::size_t i) {
    return auxiliary(words[i].text) || one_of<13>({"cannot", "cost", "costs", "pay", "pays", "take", "takes", "get", "gets", "need", "needs", "travel", "travels"}, words[i].text);
  };
  std::size_t from = 0, begin = 1;   // from: where the clause of what is meant begins
  for (; begin < words.size() && !one_of<3>({"that", "which", "who"}, words[begin].text); ++begin)
    if (one_of<4>({"because", "as", "since", "so"}, words[begin].text) && parted_at(sentence, text, begin)) from = begin + 1;
  for (std::size_t i = from; i < std::min(begin + 1, words.size()); ++i)
    if (verb(i) || (i > from && parted_at(sentence, text, i))) return {};
  std::size_t verbs = 0;
  for (std::size_t i = begin + 1; i < words.size(); ++i) {
    const bool any_verb = i == begin + 1 && !verb(i) && !subject(words[i].text) && !determiner(words[i].text) && !words[i].text.ends_with("ly");   // "that contain cream"
    if (parted_at(sentence, text, i) || one_of<3>({"and", "or", "but"}, words[i].text)) return {};
    if ((verb(i) || any_verb) && ++verbs == 2) return {begin, i};
  }
  return {};
}

bool bounds_a_figure(std::string_view no, std::string_view next, std::string_view behind) {
  const bool denies = no == "no" || no == "not";
  const bool number = !behind.empty() && (behind.front() == '$' || (behind.front() >= '0' && behind.front() <= '9'));
  return denies && (behind == "than" || (next == "yet" && number));
}

std::size_t words_of_answer(const Sentence& sentence, std::string_view text) {
  static constexpr std::array<std::string_view, 12> answers{"no", "not", "unfortunately", "sorry", "yet", "sadly", "regrettably", "really", "quite", "course", "of", "i"};
  constexpr std::size_t words_most = 4;
  bool denies = false;
  for (std::size_t i = 0; i < std::min(sentence.words.size(), words_most); ++i) {
    if (i > 0 && denies && parted_at(sentence, text, i)) return i;
    if (std::find(answers.begin(), answers.end(), sentence.words[i].text) == answers.end()) return 0;
    denies |= sentence.words[i].text == "no" || sentence.words[i].text == "not";
  }
  return 0;
}

std::vector<Clause> clauses_of(const Sentence& sentence, std::string_view text) { return Cutting(sentence, text).run(); }

const Clause& clause_at(const std::vector<Clause>& clauses, std::size_t word) {
  const auto behind = std::find_if(clauses.begin(), clauses.end(), [&](const Clause& clause) { return word < clause.end; });
  return behind == clauses.end() ? clauses.back() : *behind;
}

}  // namespace handrail::reply
