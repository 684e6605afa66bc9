#include "engine/domain/questions.hpp"

#include <algorithm>
#include <array>

#include "engine/base/limits.hpp"
#include "engine/base/text.hpp"

namespace handrail {
namespace {

constexpr std::array joining{"and", "also", "plus", "or", "but", "then", "so", "btw", "secondly", "next"};
constexpr std::array asking{"how", "what", "where", "when", "which", "who", "why", "whose", "what's", "where's", "when's", "who's", "how's", "whats", "wheres"};
constexpr std::array helping{"is", "are", "was", "were", "do", "does", "did", "can", "could", "will", "would", "should", "may", "must", "has", "have", "am", "isn't", "aren't",
                             "don't", "doesn't", "can't", "won't"};
constexpr std::array asked_of{"i", "you", "we", "they", "he", "she", "it", "there", "the", "a", "an", "my", "your", "our", "this", "that", "these", "those", "any", "anyone", "somebody",
                              "someone", "all", "every", "his", "her", "their"};
constexpr std::array by_wish{"tell", "please", "help", "i'd", "i", "explain"};
constexpr std::array wished{"me", "would", "like", "need", "want", "tell", "explain", "know"};
constexpr std::array pronouns{"it", "they", "them", "that", "this", "these", "those", "he", "she", "him", "one", "ones", "its", "their", "such", "both", "neither", "either"};
constexpr std::array connecting{"otherwise", "instead", "then", "however", "therefore", "also", "but", "so", "afterwards", "likewise", "the same", "if so", "if not", "and", "or", "because",
                                "nor", "yet", "still", "besides", "moreover", "even", "only"};
// Words that open or hold a sentence together and name no thing.
constexpr std::array holding{"when", "where", "if", "as", "once", "until", "after", "before", "while", "to", "for", "of", "in", "on", "with", "without", "from", "by", "at", "do", "does",
                             "did", "is", "are", "was", "were", "be", "will", "can", "could", "would", "should", "may", "must", "has", "have", "had", "not", "please", "what", "how",
                             "why", "who", "which", "the", "a", "an", "all", "of", "most", "some", "any", "because", "you", "we", "i", "yes", "no", "never", "always", "and"};

template <class List>
bool among(const List& list, std::string_view word) { return std::find(list.begin(), list.end(), word) != list.end(); }

struct Word { std::string text; std::size_t begin, end; };

std::vector<Word> words_in(std::string_view text) {
  std::vector<Word> all;
  for (const std::string_view word : words(text)) {
    const auto begin = static_cast<std::size_t>(word.data() - text.data());
    all.push_back({fold_case(word), begin, begin + word.size()});
  }
  return all;
}

// "How much", "is the hall", "can I": a question begins here. What is told has its verb behind what it is of.
bool opens(const std::vector<Word>& all, std::size_t at) {
  if (at >= all.size()) return false;
  if (among(asking, all[at].text)) return true;
  return among(helping, all[at].text) && at + 1 < all.size() && among(asked_of, all[at + 1].text);
}

bool asks(std::string_view part, const std::vector<Word>& all) {
  if (all.empty()) return false;
  if (part.find('?') != std::string_view::npos) return true;
  for (std::size_t at = 0; at < std::min<std::size_t>(all.size(), 2); ++at)   // "hi, can I", "so how much"
    if (opens(all, at)) return true;
  if (among(helping, all.front().text)) return true;
  return among(by_wish, all.front().text) && (all.front().text != "i" || (all.size() > 1 && among(wished, all[1].text)));
}

class Cutting {
 public:
  Cutting(std::string_view text, std::size_t most) : text_(text), all_(words_in(text)), most_(most) {}

  std::vector<AskedQuestion> questions() {
    std::size_t begin = 0;
    for (std::size_t i = 1; i < all_.size(); ++i) {
      const std::string_view between = text_.substr(all_[i - 1].end, all_[i].begin - all_[i - 1].end);
      const bool sentence = between.find_first_of("?!\n") != std::string_view::npos || between.find(". ") != std::string_view::npos;
      const bool mark = between.find_first_of(",;:-") != std::string_view::npos && between.size() > 1;
      std::size_t at = i;
      while (at < all_.size() && at < i + 2 && among(joining, all_[at].text)) ++at;
      if (!sentence && (!(mark || at > i) || !opens(all_, at) || !says_something(begin, i))) continue;
      add(begin, i);
      begin = sentence ? i : at;
      i = begin;
    }
    add(begin, all_.size());
    return std::move(found_);
  }

 private:
  // Something that could be asked about: "I want to know" alone is the beginning of one question.
  bool says_something(std::size_t begin, std::size_t end) const {
    std::size_t telling = 0;
    for (std::size_t i = begin; i < end; ++i) {
      const std::string& word = all_[i].text;
      telling += !among(holding, word) && !among(asking, word) && !among(asked_of, word) && !among(joining, word) && !among(wished, word);
    }
    return telling > 0;
  }

  void add(std::size_t begin, std::size_t end) {
    while (begin < end && among(joining, all_[begin].text)) ++begin;
    if (begin >= end || !says_something(begin, end) || found_.size() == most_) return;
    const std::size_t from = all_[begin].begin, to = end < all_.size() ? all_[end].begin : text_.size();
    std::string_view part = trim(text_.substr(from, to - from));
    const std::vector<Word> said(all_.begin() + static_cast<std::ptrdiff_t>(begin), all_.begin() + static_cast<std::ptrdiff_t>(end));
    if (!asks(part, said)) return;
    while (!part.empty() && std::string_view(" ,;:-").find(part.back()) != std::string_view::npos) part.remove_suffix(1);
    const bool back = std::any_of(said.begin(), said.end(), [](const Word& word) { return among(pronouns, word.text); });
    found_.push_back({std::string(part), back});
  }

  std::string_view text_;
  std::vector<Word> all_;
  std::size_t most_;
  std::vector<AskedQuestion> found_;
};

}  // namespace

std::vector<AskedQuestion> questions_asked(std::string_view text, std::size_t most) { return Cutting(text.substr(0, limits::classified_bytes), most).questions(); }

bool points_back(std::string_view sentence) {
  const std::vector<Word> all = words_in(sentence);
  if (all.empty()) return false;
  if (among(connecting, all.front().text) || (all.size() > 1 && among(connecting, all[0].text + " " + all[1].text))) return true;
  for (const Word& word : all) {
    if (among(pronouns, word.text)) return true;
    if (!among(holding, word.text)) return false;   // a thing is named first: "Vouchers never expire when they are used"
  }
  return false;
}

}  // namespace handrail
