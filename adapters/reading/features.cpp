#include "adapters/reading/features.hpp"

#include <algorithm>
#include <cmath>

#include "adapters/reading/tokens.hpp"
#include "engine/base/limits.hpp"

namespace handrail::reading {

namespace {

constexpr std::size_t piece_min = 3;
constexpr std::size_t piece_max = 5;
constexpr std::size_t company_reach = 5;   // words behind a word that keep it company
constexpr std::size_t placed_words_max = 200;   // of a message: beyond them it is only counted
constexpr std::string_view first_word = "<", last_word = ">";   // what stands before the first word and behind the last
constexpr float beside_value = 0.7f;       // of what stands beside a word, where the word itself has 1

enum class Kind : std::uint32_t {
  word = 0x9E3779B9, pair = 0x85EBCA6B, piece = 0xC2B2AE35, company = 0x27D4EB2F,
  begins_pair = 0x165667B1, before = 0xD3A2646C, after = 0xFD7046C5   // of a word in its place
};

class Hash {
 public:
  explicit Hash(Kind kind) : state_(0xCBF29CE484222325ULL ^ static_cast<std::uint32_t>(kind)) {}
  Hash& add(std::string_view text) {
    for (const char c : text) state_ = (state_ ^ static_cast<unsigned char>(c)) * 0x100000001B3ULL;
    return *this;
  }
  [[nodiscard]] std::uint32_t key() const { return static_cast<std::uint32_t>(state_ ^ (state_ >> 32)); }

 private:
  std::uint64_t state_;
};

std::string without_digits(std::string word) {
  std::replace_if(word.begin(), word.end(), [](char c) { return c >= '1' && c <= '9'; }, '0');
  return word;
}

void add_pieces(const std::string& word, std::vector<Feature>& found) {
  std::string padded(1, ' ');
  padded.append(word).append(1, ' ');
  std::vector<std::size_t> starts;
  for (std::size_t i = 0; i < padded.size(); ++i) {
    if ((padded[i] & 0xC0) != 0x80) starts.push_back(i);
  }
  starts.push_back(padded.size());
  const std::size_t letters = starts.size() - 1;
  for (std::size_t size = piece_min; size <= piece_max && size <= letters; ++size) {
    for (std::size_t i = 0; i + size <= letters; ++i) {
      const std::string_view piece = std::string_view(padded).substr(starts[i], starts[i + size] - starts[i]);
      found.push_back({Hash(Kind::piece).add(piece).key(), 1, false});
    }
  }
}

// "cancel my last order" and "the order, can I cancel it" share that the two words are near each other, whichever comes first.
void add_company(const std::vector<std::string>& stems, std::vector<Feature>& found) {
  for (std::size_t i = 0; i < stems.size(); ++i) {
    for (std::size_t j = i + 1; j < stems.size() && j <= i + company_reach; ++j) {
      const auto& [first, second] = std::minmax(stems[i], stems[j]);
      found.push_back({Hash(Kind::company).add(first).add(" ").add(second).key(), 1, true});
    }
  }
}

std::uint32_t pair_of(Kind kind, std::string_view first, std::string_view second) { return Hash(kind).add(first).add(" ").add(second).key(); }

// Word `i` of the text with what stands on either side of it. Its pieces are the last that were counted.
void place(const std::vector<std::string>& words, std::size_t i, std::size_t pieces_begin, Features& found) {
  const auto pieces = found.counted.begin() + static_cast<std::ptrdiff_t>(pieces_begin);
  found.placed.push_back({Hash(Kind::word).add(words[i]).key(), 1});
  found.placed.push_back({pair_of(Kind::pair, words[i - 1], words[i]), beside_value});
  found.placed.push_back({pair_of(Kind::begins_pair, words[i], words[i + 1]), beside_value});
  found.placed.push_back({Hash(Kind::before).add(words[i - 1]).key(), beside_value});
  found.placed.push_back({Hash(Kind::after).add(words[i + 1]).key(), beside_value});
  const float share = 1 / std::sqrt(static_cast<float>(found.counted.end() - pieces));
  std::for_each(pieces, found.counted.end(), [&](const Feature& piece) { found.placed.push_back({piece.key, share}); });
  found.word_ends.push_back(found.placed.size());
}

// "ada@example.com", "https://…": who writes, or where something is to be seen, and not what is wanted.
bool of_an_address(std::string_view text, const Token& token) {
  constexpr std::string_view spaces = " \t\r\n";
  const std::size_t before = text.find_last_of(spaces, token.begin);
  const std::size_t begin = before == std::string_view::npos ? 0 : before + 1;
  const std::string_view run = text.substr(begin, std::min(text.find_first_of(spaces, token.begin), text.size()) - begin);
  return run.find('@') != std::string_view::npos || run.find("://") != std::string_view::npos;
}

void count_equal(std::vector<Feature>& found) {
  std::sort(found.begin(), found.end(), [](const Feature& a, const Feature& b) { return a.key < b.key; });
  std::size_t kept = 0;
  for (const Feature& feature : found) {
    if (kept > 0 && found[kept - 1].key == feature.key) {
      if (found[kept - 1].count < UINT16_MAX) ++found[kept - 1].count;
    } else {
      found[kept++] = feature;
    }
  }
  found.resize(kept);
}

}  // namespace

std::string_view first_bytes(std::string_view text, std::size_t bytes_max) {
  if (text.size() <= bytes_max) return text;
  std::size_t end = bytes_max;
  while (end > 0 && (text[end] & 0xC0) == 0x80) --end;
  return text.substr(0, end);
}

Features features_of(std::string_view text) {
  text = first_bytes(text, limits::classified_bytes);
  std::vector<std::string> words{std::string(first_word)}, stems;
  for (const Token& token : tokens_of(text)) {
    if (of_an_address(text, token)) continue;
    words.push_back(without_digits(token.text));
    stems.push_back(stem(words.back()));
  }
  Features found;
  if (stems.empty()) return found;
  words.emplace_back(last_word);
  for (std::size_t i = 1; i + 1 < words.size(); ++i) {
    found.counted.push_back({Hash(Kind::word).add(words[i]).key(), 1, true});
    found.counted.push_back({pair_of(Kind::pair, words[i - 1], words[i]), 1, true});
    const std::size_t pieces_begin = found.counted.size();
    add_pieces(words[i], found.counted);
    if (i <= placed_words_max) place(words, i, pieces_begin, found);
  }
  found.counted.push_back({pair_of(Kind::pair, words[words.size() - 2], last_word), 1, true});
  add_company(stems, found.counted);
  count_equal(found.counted);
  return found;
}

}  // namespace handrail::reading
