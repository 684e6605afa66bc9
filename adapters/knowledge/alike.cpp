#include "adapters/knowledge/alike.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <unordered_map>

#include "adapters/knowledge/terms.hpp"

namespace handrail::knowledge {

namespace {

constexpr std::size_t words_max = 60;          // of a question; a pasted page is not like another by its hundredth word
constexpr double alike_from = 0.5;             // of the words of both together
constexpr std::size_t groups_looked_at = 64;   // that share a word with a question
constexpr std::size_t words_told = 6;

struct Group {
  std::set<std::string> stems;                                  // of its first question
  std::map<std::string, std::size_t> said;                      // stems and how many questions say them
  std::unordered_map<std::string, std::string> written;         // a stem as somebody wrote it
  Alike alike;
};

double likeness(const std::set<std::string>& a, const std::set<std::string>& b) {
  std::size_t both = 0;
  for (const std::string& word : a) both += b.count(word);
  return static_cast<double>(both) / static_cast<double>(a.size() + b.size() - both);
}

class Grouping {
 public:
  void add(std::size_t number, const std::vector<Token>& tokens) {
    std::set<std::string> stems;
    for (const Token& token : tokens)
      if (!small_word(token.word)) stems.insert(token.stem);
    if (stems.empty()) return;
    const std::size_t at = place_of(stems);
    Group& group = groups_[at];
    group.alike.questions.push_back(number);
    for (const Token& token : tokens) group.written.emplace(token.stem, token.word);
    for (const std::string& stem : stems) ++group.said[stem];
  }
  std::vector<Alike> finish() {
    std::vector<Alike> all;
    for (Group& group : groups_) {
      std::vector<std::pair<std::size_t, std::string>> words;
      for (const auto& [stem, times] : group.said)
        if (2 * times > group.alike.questions.size()) words.emplace_back(times, group.written[stem]);
      std::stable_sort(words.begin(), words.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
      for (std::size_t i = 0; i < words.size() && i < words_told; ++i) group.alike.words.push_back(words[i].second);
      all.push_back(std::move(group.alike));
    }
    std::stable_sort(all.begin(), all.end(), [](const Alike& a, const Alike& b) { return a.questions.size() > b.questions.size(); });
    return all;
  }

 private:
  // The group that the words are most like, or a new one.
  std::size_t place_of(const std::set<std::string>& stems) {
    double best = 0;
    std::size_t place = groups_.size();
    for (const std::string& stem : stems) {
      const std::vector<std::size_t>& with = by_word_[stem];
      for (std::size_t i = with.size() > groups_looked_at ? with.size() - groups_looked_at : 0; i < with.size(); ++i) {
        const double like = likeness(stems, groups_[with[i]].stems);
        if (like >= alike_from && like > best) best = like, place = with[i];
      }
    }
    if (place < groups_.size()) return place;
    for (const std::string& stem : stems) by_word_[stem].push_back(groups_.size());
    groups_.emplace_back().stems = stems;
    return place;
  }

  std::vector<Group> groups_;
  std::unordered_map<std::string, std::vector<std::size_t>> by_word_;
};

}  // namespace

Result<std::vector<Alike>> grouped(const std::vector<std::string>& questions) {
  HANDRAIL_TRY(auto database, sqlite::Database::open(":memory:", sqlite::Durability::normal));
  HANDRAIL_TRY(const auto tokenizer, sqlite::Tokenizer::make(database));
  Grouping grouping;
  for (std::size_t i = 0; i < questions.size(); ++i) grouping.add(i, tokens_of(tokenizer, questions[i], words_max));
  return grouping.finish();
}

}  // namespace handrail::knowledge
