// Words of the languages of Europe brought to one form: "Rücksendungen" and "Rücksendung" are the same word of a German article. By the algorithms of Snowball
// (snowballstem.org), accents taken off behind them; English is stemmed by FTS5's own tokenizer, as everywhere else.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/sqlite/tokenizer.hpp"

struct sb_stemmer;

namespace handrail::knowledge {

inline constexpr std::string_view english = "en";

// Of one connection and its thread; the connection outlives it.
class Stemming {
 public:
  static Result<Stemming> make(sqlite::Database& database);
  // The stems of a text in that language, a space between each two. `language`: one of `stemmed_languages`.
  [[nodiscard]] std::string stems_of(const std::string& language, std::string_view text) const;
  // Of one word in small letters, in another language than English; empty: it is none there.
  [[nodiscard]] std::string stem(const std::string& language, std::string_view word) const;
  [[nodiscard]] const sqlite::Tokenizer& in_english() const { return english_; }

 private:
  Stemming(sqlite::Tokenizer in_english, sqlite::Tokenizer as_written, sqlite::Tokenizer without_accents)
      : english_(std::move(in_english)), as_written_(std::move(as_written)), without_accents_(std::move(without_accents)) {}
  struct Delete { void operator()(sb_stemmer* stemmer) const; };
  sqlite::Tokenizer english_, as_written_, without_accents_;
  mutable std::map<std::string, std::unique_ptr<sb_stemmer, Delete>> stemmers_;   // made when a language is first met
};

// By their codes of ISO 639-1, in order.
[[nodiscard]] const std::vector<std::string>& stemmed_languages();
// "oder", "mit": words of that language that say nothing about the matter by themselves. Known of German, French, Spanish, Italian, Dutch and Portuguese.
[[nodiscard]] bool small_word_in(const std::string& language, std::string_view word);

}  // namespace handrail::knowledge
