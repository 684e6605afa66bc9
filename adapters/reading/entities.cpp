#include "adapters/reading/entities.hpp"

#include <algorithm>
#include <functional>

#include "adapters/reading/days.hpp"
#include "engine/base/limits.hpp"

namespace handrail::reading {

namespace {

bool is_word_character(char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

// "dark blue" with whatever stands between its words, as a word of its own.
std::string pattern_of_choice(std::string_view words) {
  std::string pattern;
  for (const char c : words) {
    if (c == ' ') pattern += R"([\s_-]+)";
    else if (is_word_character(c) || static_cast<unsigned char>(c) >= 0x80) pattern += c;
    else pattern += {'\\', c};
  }
  const auto edge = [](char c) { return is_word_character(c) ? R"(\b)" : ""; };
  return edge(words.front()) + pattern + edge(words.back());
}

}  // namespace

Result<EntityReader> EntityReader::make(const ReadingSpec& spec) {
  EntityReader reader;
  Result<Currency> currency = Currency::parse(spec.currency);
  if (!currency) return fail(currency.error());
  reader.currency_ = *currency;
  for (const ReadingSpec::Entity& entity : spec.entities) {
    Declared& declared = reader.declared_.emplace_back();
    declared.name = entity.name;
    declared.kind = entity.kind;
    for (const std::string& expression : entity.patterns) {
      Result<Pattern> pattern = Pattern::compile(expression, LetterCase::as_written);
      if (!pattern) return fail(pattern.error().code, "entity `" + entity.name + "`: " + pattern.error().message);
      declared.patterns.push_back({std::move(*pattern), std::nullopt});
    }
    std::vector<ReadingSpec::Choice> choices = entity.choices;
    std::erase_if(choices, [](const ReadingSpec::Choice& one) { return one.words.empty(); });   // is never said
    std::ranges::stable_sort(choices, std::ranges::greater{}, [](const ReadingSpec::Choice& one) { return one.words.size(); });
    for (ReadingSpec::Choice& choice : choices) {
      Result<Pattern> pattern = Pattern::compile(pattern_of_choice(choice.words), LetterCase::any);
      if (!pattern) return fail(pattern.error().code, "entity `" + entity.name + "`: " + pattern.error().message);
      declared.patterns.push_back({std::move(*pattern), std::move(choice.value)});
    }
  }
  return reader;
}

std::vector<Found> EntityReader::matches_of(std::string_view text, const std::vector<Saying>& patterns) {
  std::vector<Found> found;
  for (const Saying& saying : patterns) {
    for (const PatternMatch& match : saying.pattern.find(text)) {
      const bool known = std::any_of(found.begin(), found.end(), [&](const Found& other) { return other.span.overlaps(match.span); });
      if (!known) found.push_back({match.span, Json(saying.means ? *saying.means : std::string(text.substr(match.inner.begin, match.inner.end - match.inner.begin)))});
    }
  }
  return found;
}

// What another entity is made of is no number by itself: money, dates, addresses of mail, and what the bundle's own patterns match.
std::vector<Found> EntityReader::whole_numbers_in(std::string_view written, std::string_view language) const {
  const InFigures figures = language.empty() || language == "en" ? in_figures(written) : InFigures{std::string(written), {}};   // "ten" is "this" in Polish
  const std::string_view text = figures.text;
  std::vector<Found> taken = find_money(text, currency_);
  for (std::vector<Found> more : {dates_in_full(text), find_emails(text)}) taken.insert(taken.end(), more.begin(), more.end());
  for (const Declared& entity : declared_)
    for (Found& one : matches_of(text, entity.patterns)) taken.push_back(std::move(one));
  std::vector<Found> found = find_whole_numbers(text, taken);
  for (Found& one : found) one.span = figures.of_the_words(one.span);
  return found;
}

std::vector<EntityClaim> EntityReader::read(std::string_view text, std::string_view language) const {
  const std::string figures = grouped_by_commas(text, language);   // byte for byte where the text has them
  std::vector<EntityClaim> claims;
  for (const Declared& entity : declared_) {
    std::vector<Found> found;
    switch (entity.kind) {
      case EntityKind::pattern: case EntityKind::choice: found = matches_of(text, entity.patterns); break;
      case EntityKind::money: found = find_money(figures, currency_); break;
      case EntityKind::email: found = find_emails(text); break;
      case EntityKind::date: found = find_days(text, language); break;
      case EntityKind::whole_number: found = whole_numbers_in(figures, language); break;
    }
    for (Found& one : found) {
      claims.push_back({entity.name, std::string(text.substr(one.span.begin, one.span.end - one.span.begin)), std::move(one.value), one.span.begin, one.span.end});
    }
  }
  std::stable_sort(claims.begin(), claims.end(), [](const EntityClaim& a, const EntityClaim& b) { return a.begin < b.begin; });
  if (claims.size() > limits::entity_claims) claims.resize(limits::entity_claims);
  return claims;
}

}  // namespace handrail::reading
