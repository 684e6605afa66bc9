#include "engine/sentences/mere_tale.hpp"

#include <algorithm>
#include <array>

#include "engine/base/text.hpp"

namespace handrail {
namespace {

using Tokens = std::vector<std::string>;

constexpr std::array joints{"because", "cause", "cuz", "since", "as", "and", "you", "see", "sadly", "unfortunately", "sorry"};
constexpr std::array things{"it", "it's", "its", "they", "they're", "this", "these", "those", "that", "that's", "he", "she", "there", "something", "nobody", "somebody",
                                 "someone"};
constexpr std::array mine{"i", "i've", "i'd", "we", "we've", "i'm", "we're"};
constexpr std::array whose{"my", "our", "the", "his", "her", "their", "one", "your", "a", "an"};
// Verbs of what is and what was; a verb in "-ed" is one as well.
constexpr std::array of_what_is{"is", "are", "was", "were", "am", "it's", "that's", "they're", "i'm", "we're", "isn't", "aren't", "wasn't", "weren't"};
constexpr std::array of_what_was{"has", "have", "had", "i've", "we've", "did", "does", "do", "hasn't", "haven't", "hadn't", "didn't", "doesn't", "don't", "got", "came", "broke",
                                 "fell", "went", "made", "took", "bought", "found",
                                 "lost", "saw", "gave", "sent", "kept", "left", "felt", "tore", "burnt", "bent", "cut", "hurt",
                                 "let", "leaks", "smells", "makes", "keeps", "feels", "looks", "fits", "works", "hurts", "stinks", "flickers", "squeaks", "rattles",
                                 "shuts", "smell", "leak", "look", "feel",
                                 "fit", "hurt", "work", "stink", "flicker"};
// A tale in the present about the customer ("I want", "I need") is a wish; these are none.
constexpr std::array of_another{"other", "another", "different", "wrong", "instead", "rather", "else", "both", "half", "part", "some", "third", "quarter", "percent",
                                 "all", "whole",
                                "only", "just", "first", "second", "last", "one", "ones", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "dozen", "few",
                                "more", "less", "many", "most", "each", "every", "single", "pair", "which", "except", "than", "also", "too", "as", "well", "mistake", "mistaken",
                                "meant", "mean", "actually", "correct", "right", "supposed", "expected", "agreed", "told", "said", "asked", "ordered", "decided", "changed",
                                "already", "free", "same"};
constexpr std::array of_a_condition{"but", "if", "unless", "until", "before", "after", "when", "once", "wait", "however", "although", "though", "maybe", "perhaps", "or", "then",
                                    "not", "no", "please", "now", "later", "soon", "tomorrow", "today"};
constexpr std::array of_what_is_to_be{"can", "could", "would", "should", "will", "shall", "might", "may", "must", "want", "wants", "wanted", "need", "needs", "needed", "like",
                                      "wish", "keep", "go", "going", "cannot", "can't", "won't", "i'll", "i'd", "let's", "cancel", "stop", "refund", "send", "ship", "change",
                                      "call", "pay", "card", "bank", "account", "address", "to"};
constexpr std::array negators{"never", "didn't", "doesn't", "isn't", "wasn't", "aren't", "weren't", "hasn't", "haven't", "hadn't", "not"};
constexpr std::size_t verb_within = 5;
constexpr std::size_t words_max = 14;   // a longer one tells a story, in which anything may be said

template <class List>
bool among(const List& list, std::string_view word) { return std::find(list.begin(), list.end(), word) != list.end(); }

bool has_digit(std::string_view word) { return word.find_first_of("0123456789") != std::string_view::npos; }

bool is_past(const std::string& word) { return (word.size() > 3 && word.ends_with("ed")) || among(of_what_was, word) || word == "was" || word == "were"; }

// "When it was delivered", "after I opened it": of the past, and with its subject before its verb, where a question has it behind.
bool tells_when(const Tokens& said) {
  constexpr std::array at_a_time{"when", "while", "after", "before"};
  constexpr std::array of_now{"is", "are", "am", "has", "have", "it's", "i'm", "they're", "does", "do"};
  if (said.size() < 3 || !among(at_a_time, said.front())) return false;
  const bool subject_first = among(things, said[1]) || among(mine, said[1]) || among(whose, said[1]);
  return subject_first && std::any_of(said.begin() + 2, said.end(), is_past) &&
         std::none_of(said.begin() + 1, said.end(), [&](const std::string& word) { return among(of_now, word); });
}

Tokens tokens_of(std::string_view clause) {
  std::string low = lower_ascii(clause);
  for (std::size_t at = 0; (at = low.find("\u2019", at)) != std::string::npos;) low.replace(at, 3, "'");
  Tokens found;
  for (const std::string_view word : words(low)) found.emplace_back(word);
  while (!found.empty() && among(joints, found.front())) found.erase(found.begin());
  if (tells_when(found)) found.erase(found.begin());
  return found;
}

}  // namespace

bool is_mere_tale(std::string_view clause, const std::vector<std::string>& values) {
  if (clause.find_first_of("?$%\"") != std::string_view::npos || clause.find("\u20AC") != std::string_view::npos || clause.find("\u00A3") != std::string_view::npos) return false;
  const Tokens said = tokens_of(clause);
  if (said.size() < 2 || said.size() > words_max) return false;
  const bool about_me = among(mine, said.front());
  if (!about_me && !among(things, said.front()) && !among(whose, said.front())) return false;
  bool tells = false;
  for (std::size_t at = 0; at < said.size(); ++at) {
    const std::string& word = said[at];
    if (has_digit(word) && std::find(values.begin(), values.end(), word) == values.end()) return false;
    const bool denies = among(negators, word) && at > 0;   // "it did not fit"; of the customer only what is past: "I never got it"
    const bool of_it = !about_me && at + 2 == said.size() && (said[at + 1] == "it" || said[at + 1] == "them") && word == "ordered";   // who did, and not which one
    if (at > 0 && !denies && !of_it && (among(of_another, word) || among(of_a_condition, word) || among(of_what_is_to_be, word))) return false;
    if (about_me && denies && (word == "not" || word == "isn't" || word == "aren't")) return false;
    if (about_me && (word == "do" || word == "don't" || word == "am" || word == "i'm" || word == "we're")) return false;
    tells = tells || (at < verb_within && (is_past(word) || (!about_me && among(of_what_is, word))));
    // "It was the blue one": which one it is.
    if (among(of_what_is, word) && at + 1 < said.size() && (among(whose, said[at + 1]) || among(things, said[at + 1]))) return false;
  }
  return tells;
}

}  // namespace handrail
