// Reads the entities of a message: where they stand, as written, and in one canonical form. All matches, in the order of the message.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/reading/pattern.hpp"
#include "engine/base/money.hpp"
#include "engine/domain/message.hpp"
#include "engine/seams/classifier.hpp"

namespace handrail::reading {

struct Found;

class EntityReader {
 public:
  // Fails with invalid for a pattern that does not compile or an unknown currency; the message says where.
  static Result<EntityReader> make(const ReadingSpec& spec);

  // A pattern's value is its first group, else the whole match, as written. A choice's is what is meant by its words; these are found as words of their own, in any letter
  // case, with blanks, hyphens or `_` between them, the longest first: "dark blue" is not "blue". Money is
  // {"amount","currency"}; "$" is the desk's currency where that is a dollar, else USD; an amount with decimals and no currency is in the desk's, unless it is a day, an
  // hour or a measure. A date is "2026-03-12", or as much of it as was said (days.hpp). An e-mail address is in lower case.
  // A whole number is one that is no part of any of these, and of no day, hour or address.
  // `language` (ISO 639-1): what the text is written in, or the writer before it; "1.350" is 1350 in some.
  [[nodiscard]] std::vector<EntityClaim> read(std::string_view text, std::string_view language = {}) const;

 private:
  struct Saying { Pattern pattern; std::optional<std::string> means; };   // means: of a choice
  struct Declared { std::string name; EntityKind kind = EntityKind::pattern; std::vector<Saying> patterns; };
  [[nodiscard]] static std::vector<Found> matches_of(std::string_view text, const std::vector<Saying>& patterns);
  [[nodiscard]] std::vector<Found> whole_numbers_in(std::string_view text, std::string_view language) const;
  std::vector<Declared> declared_;
  Currency currency_;
};

// What a text holds of one kind, wherever it is; for entities and for each other's exclusion.
struct Found {
  Span span;
  Json value;
};
[[nodiscard]] std::vector<Found> find_money(std::string_view text, Currency desk);
// Of figures with a point and no currency: a day, an hour, a version, a size or another measure, by their form ("12.12., …") or the words around them ("on 12.12", "at 10.30").
[[nodiscard]] bool is_no_amount(std::string_view text, Span span);
[[nodiscard]] std::vector<Found> find_emails(std::string_view text);
// A text whose numbers in English words stand in figures: "two seats, the twenty-first" is "2 seats, the twenty-first". What only sounds like a number stays.
struct InFigures {
  struct Replaced { Span figures, words; };
  [[nodiscard]] Span of_the_words(Span span) const;   // where a piece of `text` stands in the text as it was written
  std::string text;
  std::vector<Replaced> replaced;   // in the order of the text
};
[[nodiscard]] InFigures in_figures(std::string_view text);
// Of at most 18 digits, that do not overlap `taken` and are no day, year, hour, house or postcode.
[[nodiscard]] std::vector<Found> find_whole_numbers(std::string_view text, const std::vector<Found>& taken);
// The same length; figures that are written as in "1.350,00" are written as in "1,350.00", in a language that writes them so.
[[nodiscard]] std::string grouped_by_commas(std::string_view text, std::string_view language);

}  // namespace handrail::reading
