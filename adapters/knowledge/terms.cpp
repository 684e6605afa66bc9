#include "adapters/knowledge/terms.hpp"

#include <unordered_map>
#include <unordered_set>

#include "engine/base/text.hpp"

namespace handrail::knowledge {

namespace {

constexpr std::size_t word_bytes_max = 64;   // longer runs of letters are keys and pictures, pasted

const std::unordered_set<std::string_view>& small_words() {
  static const std::unordered_set<std::string_view> words = {
      "a", "able", "about", "actually", "after", "again", "ago", "ain", "all", "also", "always", "am", "an", "and", "another", "any", "anybody", "anyone", "anything",
      "anyway", "are", "aren", "around", "as", "at", "be", "because", "become", "been", "before", "being", "both", "but", "by", "can", "cannot", "cant", "cos", "could",
      "couldn", "dear", "did", "didn", "didnt", "do", "does", "doesn", "doesnt", "doing", "don", "done", "dont", "each", "else", "ever", "every", "everyone", "everything",
      "exactly", "explain", "few", "for", "from", "further", "get", "getting", "give", "go", "going", "good", "got", "great", "had", "hadn", "has", "hasn", "have", "haven",
      "having", "he", "hello", "help", "hence", "her", "here", "hers", "hey", "hi", "him", "his", "hiya", "hope", "how", "however", "i", "if", "im", "in", "instead", "into",
      "is", "isn", "isnt", "it", "its", "ive", "just", "kind", "know", "let", "like", "ll", "looking", "lot", "many", "may", "maybe", "me", "might", "mine", "more", "most",
      "much", "must", "mustn", "my", "myself", "need", "no", "nobody", "none", "nor", "not", "nothing", "now", "of", "off", "often", "ok", "okay", "on", "once", "one",
      "only", "or", "other", "our", "ours", "out", "over", "own", "per", "perhaps", "please", "pls", "plz", "possible", "question", "quite", "rather", "re", "really",
      "regarding", "regards", "said", "same", "say", "says", "see", "she", "should", "shouldn", "since", "so", "some", "somebody", "somehow", "someone", "something", "soon",
      "sorry", "still", "such", "sure", "take", "taken", "takes", "tell", "than", "thank", "thanks", "that", "the", "their", "them", "then", "there", "these", "they",
      "thing", "things", "think", "this", "those", "thought", "through", "to", "too", "tried", "try", "trying", "under", "until", "up", "us", "ve", "very", "via", "want",
      "wanted", "was", "wasn", "way", "we", "well", "went", "were", "weren", "what", "when", "where", "whether", "which", "while", "who", "whom", "whose", "why", "will",
      "wish", "with", "within", "without", "wonder", "wondering", "wont", "would", "wouldn", "yeah", "yes", "yet", "you", "your", "yours",
  };
  return words;
}

// Words that Porter's endings make one of and that mean two things: "customs" is no "customers", an "evening" nothing "even". Each with the form of its own.
std::string_view own_stem(std::string_view word, std::string_view stem) {
  static const std::unordered_map<std::string_view, std::string_view> apart = {
      {"ate", "ate"}, {"boxing", "boxing"}, {"wedding", "wedding"}, {"weddings", "wedding"},
      {"customs", "customs"}, {"customer", "customer"}, {"customers", "customer"}, {"news", "news"}, {"goods", "goods"}, {"evening", "evening"}, {"evenings", "evening"},
      {"important", "important"}, {"importance", "important"}, {"international", "international"}, {"internationally", "international"}, {"internal", "internal"},
      {"internally", "internal"}, {"university", "university"}, {"universities", "university"}, {"generous", "generous"},
      {"generously", "generous"}, {"experiment", "experiment"}, {"experiments", "experiment"}, {"severe", "severe"}, {"severely", "severe"}, {"paste", "paste"},
      {"pasted", "paste"}, {"pasting", "paste"}, {"community", "community"}, {"communities", "community"}, {"busy", "busy"}, {"busier", "busy"},
      {"personality", "personality"}, {"personal", "personal"}, {"personally", "personal"}, {"animal", "animal"}, {"animals", "animal"}, {"authority", "authority"},
      {"authorities", "authority"}, {"digital", "digital"}, {"digitally", "digital"}, {"generate", "generate"}, {"generated", "generate"}, {"organ", "organ"},
      {"organs", "organ"}, {"organization", "organization"}, {"organizations", "organization"}, {"instalment", "instalment"}, {"instalments", "instalment"},
      {"installment", "instalment"}, {"installments", "instalment"},
  };
  const auto found = apart.find(word);
  return found == apart.end() ? stem : found->second;
}

}  // namespace

std::vector<Token> tokens_of(const sqlite::Tokenizer& tokenizer, std::string_view text, std::size_t words_max) {
  std::vector<Token> tokens;
  tokenizer.each(text, [&](std::string_view stem, std::size_t begin, std::size_t end) {
    if (tokens.size() >= words_max || end - begin > word_bytes_max || stem.empty()) return;
    std::string word = fold_case(text.substr(begin, end - begin));
    std::string own(own_stem(word, stem));
    tokens.push_back({std::move(own), std::move(word), begin, end});
  });
  return tokens;
}

std::string stems_of(const sqlite::Tokenizer& tokenizer, std::string_view text) {
  std::string stems;
  tokenizer.each(text, [&](std::string_view stem, std::size_t begin, std::size_t end) {
    if (end - begin > word_bytes_max || stem.empty()) return;
    if (!stems.empty()) stems += ' ';
    stems += own_stem(fold_case(text.substr(begin, end - begin)), stem);
  });
  return stems;
}

bool small_word(std::string_view word) {
  const bool letter = word.size() == 1 && (word[0] < '0' || word[0] > '9');
  return word.empty() || letter || small_words().contains(word);
}

std::string quoted(std::string_view words) {
  std::string text = "\"";
  for (const char c : words) {
    if (c == '"') text += '"';
    text += c;
  }
  return text + '"';
}

}  // namespace handrail::knowledge
