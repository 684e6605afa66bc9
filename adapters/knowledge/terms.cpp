#include "adapters/knowledge/terms.hpp"

#include <unordered_set>

#include "engine/base/text.hpp"

namespace handrail::knowledge {

namespace {

constexpr std::string_view curly_apostrophe = "\xE2\x80\x99";

const std::unordered_set<std::string_view>& small_words() {
  static const std::unordered_set<std::string_view> words = {
      "a", "about", "after", "again", "all", "also", "am", "an", "and", "any", "anyone", "anything", "are", "aren't", "as", "at", "be", "because", "been", "before", "being", "both", "but", "by", "can",
      "can't", "cannot", "could", "couldn't", "did", "didn't", "do", "does", "doesn't", "doing", "don't", "done", "each", "else", "ever", "every", "explain", "few", "for", "from", "further", "get", "getting", "give",
      "go", "going", "good", "got", "great", "had", "has", "hasn't", "have", "haven't", "having", "he", "hello", "help", "her", "here", "hers", "hey", "hi", "him", "his", "how", "i", "i'd", "i'll", "i'm", "i've", "if", "in",
      "into", "is", "isn't", "it", "it's", "its", "just", "kind", "know", "let", "let's", "like", "looking", "many", "may", "maybe", "me", "might", "mine", "more", "most", "much", "must", "my", "myself",
      "need", "no", "nor", "not", "now", "of", "off", "ok", "okay", "on", "once", "one", "only", "or", "other", "our", "ours", "out", "over", "own", "please", "possible", "question", "really", "regarding", "said", "same", "say", "see", "she",
      "should", "so", "some", "someone", "something", "sorry", "still", "such", "sure", "tell", "than", "thank", "thanks", "that", "that's", "the", "their", "them", "then", "there", "there's", "these", "they",
      "thing", "things", "this", "those", "through", "to", "too", "under", "until", "up", "us", "very", "want", "wanted", "was", "wasn't", "way", "we", "well", "were", "weren't", "what", "what's", "when", "where",
      "where's", "whether", "which", "while", "who", "whom", "whose", "why", "will", "wish", "with", "within", "without", "won't", "wonder", "wondering", "would", "wouldn't", "yes", "yet", "you", "you're", "your", "yours",
  };
  return words;
}

}  // namespace

std::vector<std::string> terms_of(std::string_view question, std::size_t words_max) {
  std::vector<std::string> terms;
  std::unordered_set<std::string> seen;
  for (const std::string_view word : words(question)) {
    if (terms.size() >= words_max) break;
    std::string term = fold_case(word);
    for (std::size_t at = term.find(curly_apostrophe); at != std::string::npos; at = term.find(curly_apostrophe)) {
      term[at] = '\'';
      term.erase(at + 1, curly_apostrophe.size() - 1);
    }
    if (small_words().contains(term)) continue;
    if (term.ends_with("'s")) term.resize(term.size() - 2);
    const bool letter = term.size() == 1 && (term[0] < '0' || term[0] > '9');
    if (term.empty() || letter || small_words().contains(term)) continue;
    if (seen.insert(term).second) terms.push_back(std::move(term));
  }
  return terms;
}

std::string quoted(std::string_view word) {
  std::string text = "\"";
  for (const char c : word) {
    if (c == '"') text += '"';
    text += c;
  }
  return text + '"';
}

}  // namespace handrail::knowledge
