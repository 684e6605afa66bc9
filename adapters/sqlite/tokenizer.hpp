// FTS5's own way of cutting text into words and bringing them to one form: what it indexes is what is made here. Scripts that set no spaces between words are cut into
// pairs of neighbouring characters.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <string_view>

#include "adapters/sqlite/database.hpp"

namespace handrail::sqlite {

// `word` is the form that is indexed ("return" for "Returns"), `begin` and `end` the bytes of the text that it stands for.
using OnWord = std::function<void(std::string_view word, std::size_t begin, std::size_t end)>;

class Tokenizer {
 public:
  // Lower case, without accents, stemmed as English: `tokenize = 'porter unicode61 remove_diacritics 2'`.
  static constexpr std::string_view english = "porter unicode61 remove_diacritics 2";
  enum class Form {
    english,           // the one above
    as_written,        // lower case: `unicode61 remove_diacritics 0`, for what is stemmed otherwise
    without_accents,   // `unicode61 remove_diacritics 2`
  };
  // Belongs to the connection's thread; the connection outlives it.
  static Result<Tokenizer> make(Database& database, Form form = Form::english);
  Tokenizer(Tokenizer&&) noexcept;
  Tokenizer& operator=(Tokenizer&&) noexcept;
  ~Tokenizer();
  // In the order of the text. A text of more than 2 GiB has no words.
  void each(std::string_view text, const OnWord& on_word) const;

 private:
  struct Made;
  explicit Tokenizer(std::unique_ptr<Made> made);
  std::unique_ptr<Made> made_;
};

}  // namespace handrail::sqlite
