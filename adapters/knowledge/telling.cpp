#include "adapters/knowledge/telling.hpp"

#include <algorithm>
#include <cctype>
#include <unordered_set>

#include "adapters/knowledge/terms.hpp"
#include "adapters/knowledge/word_classes.hpp"
#include "engine/base/text.hpp"
#include "engine/domain/questions.hpp"

namespace handrail::knowledge {

namespace {

constexpr std::size_t counted_reach = 3;   // words between a figure and what it counts
constexpr std::size_t listed_reach = 6;    // words of a list behind "with"

bool has_one_of(std::string_view text, const Words& known) {
  const auto all = words(text);
  return std::any_of(all.begin(), all.end(), [&](std::string_view one) { return known.contains(lower_ascii(one)); });
}

// "Smoke-free" is not free of charge.
bool has_free(std::string_view text) {
  for (std::size_t at = text.find("free"); at != std::string_view::npos; at = text.find("free", at + 1)) {
    const bool joined = at > 0 && (text[at - 1] == '-' || std::isalpha(static_cast<unsigned char>(text[at - 1])));
    const bool goes_on = at + 4 < text.size() && (text[at + 4] == '-' || std::isalpha(static_cast<unsigned char>(text[at + 4])));
    if (!joined && !goes_on) return true;
  }
  return text.find("Free") != std::string_view::npos;
}

// "18:30".
bool has_time_of_day(std::string_view text) {
  const auto digit = [&](std::size_t place) { return place < text.size() && text[place] >= '0' && text[place] <= '9'; };
  for (std::size_t at = text.find(':'); at != std::string_view::npos; at = text.find(':', at + 1))
    if (at > 0 && digit(at - 1) && digit(at + 1)) return true;
  return false;
}

bool has_digit(std::string_view text) { return text.find_first_of("0123456789") != std::string_view::npos; }

// By how English says amounts, lengths of time and measures; with their usual signs and short forms.
bool tells_price(std::string_view text, bool whether) {
  static const Words amounts = {"nothing", "half", "quarter", "included", "include", "includes", "percent", "eur", "usd", "gbp", "chf", "dollars", "euros", "pounds",
                                "cents", "same", "costless", "gratis"};
  static const Words of_money = {"cost", "costs", "price", "prices", "priced", "fee", "fees", "charge", "charges", "charged", "charging", "pay", "pays", "paid", "payment",
                                 "discount", "cheaper", "expensive", "rate", "rates", "refund", "refunded"};
  if (text.find_first_of("$%") != std::string_view::npos || has_free(text) || has_one_of(text, amounts)) return true;
  for (const std::string_view sign : {"\u20ac", "\u00a3", "\u00a5"})
    if (text.find(sign) != std::string_view::npos) return true;
  for (std::size_t at = text.find_first_of(".,"); at != std::string_view::npos; at = text.find_first_of(".,", at + 1)) {   // "49.90"
    const auto digit = [&](std::size_t place) { return place < text.size() && text[place] >= '0' && text[place] <= '9'; };
    if (at > 0 && digit(at - 1) && digit(at + 1) && digit(at + 2) && !digit(at + 3)) return true;
  }
  return has_one_of(text, of_money) && (whether || has_digit(text));
}

bool tells_figure(std::string_view text) {
  static const Words known = {"one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen",
                              "sixteen", "eighteen", "twenty", "thirty", "forty", "fifty", "hundred", "thousand", "dozen", "once", "twice", "unlimited", "single", "limit",
                              "many", "half", "none"};
  return has_digit(text) || has_one_of(text, known);
}

bool tells(Sought sought, bool whether, std::string_view text) {
  static const Words span = {"second", "seconds", "minute", "minutes", "hour", "hours", "day", "days", "daily", "week", "weeks", "weekly", "month", "months", "monthly",
                             "year", "years", "yearly", "immediately", "instantly", "at once", "forever", "overnight", "tomorrow", "am", "pm", "until", "expire", "once",
                             "weekday", "weekdays", "weekend", "weekends", "monday", "mondays", "tuesday", "tuesdays", "wednesday", "wednesdays", "thursday", "thursdays",
                             "friday", "fridays", "saturday", "saturdays", "sunday", "sundays", "january", "february", "march", "april", "may", "june", "july", "august",
                             "september", "october", "november", "december", "long", "term", "limit", "metres", "meters", "cm", "mm", "m", "night", "nights", "morning",
                             "mornings", "evening", "evenings", "noon", "midnight", "end"};
  static const Words distance = {"km", "kilometre", "kilometres", "kilometer", "kilometers", "mile", "miles", "metre", "metres", "meters", "m", "minutes", "far", "range",
                                 "distance", "radius", "town", "city", "border"};
  static const Words size = {"m", "cm", "mm", "metre", "metres", "meter", "meters", "inch", "inches", "feet", "ft", "foot", "litre", "litres", "liters", "size", "sizes",
                             "large", "larger", "small", "deep", "depth", "high", "height", "tall", "wide", "width", "gb", "mb", "square", "a0", "a1", "a2", "a3", "a4",
                             "a5", "a6", "thick", "people", "long"};
  static const Words age = {"year", "years", "month", "months", "week", "weeks", "day", "days", "age", "ages", "aged", "old", "older", "oldest", "young", "younger",
                            "since", "founded", "adult", "adults"};
  static const Words depth = {"deep", "deeper", "depth", "shallow"};
  static const Words width = {"wide", "wider", "width", "broad", "narrow"};
  static const Words time = {"day", "days", "daily", "week", "weeks", "weekly", "hour", "hours", "minutes", "month", "months", "weekday", "weekdays", "weekend",
                             "weekends", "monday", "mondays", "tuesday", "tuesdays", "wednesday", "wednesdays", "thursday", "thursdays", "friday", "fridays", "saturday",
                             "saturdays", "sunday", "sundays", "january", "february", "march", "april", "june", "july", "august", "september", "october", "november",
                             "december", "immediately", "tomorrow", "am", "pm", "until", "night", "nights", "morning", "mornings", "evening", "evenings", "noon",
                             "midnight", "end", "beginning", "when", "before", "after", "soon", "now", "today", "first", "once", "while", "during", "holidays", "always",
                             "never"};
  static const Words weight = {"kg", "kilo", "kilos", "kilogram", "kilograms", "kilogrammes", "g", "gram", "grams", "ton", "tons", "tonne", "tonnes", "lb", "lbs", "pound",
                               "pounds", "oz", "ounces", "weight", "weigh", "weighs", "heavy", "heavier", "stone"};
  static const Words warmth = {"degree", "degrees", "celsius", "fahrenheit", "c", "f", "temperature", "hot", "warm", "cold", "cool", "heated", "heating"};
  switch (sought) {
    case Sought::anything: return true;
    case Sought::price: return tells_price(text, whether);
    case Sought::figure: return tells_figure(text);
    case Sought::age: return has_one_of(text, age);
    case Sought::span: return has_one_of(text, span) || has_time_of_day(text);
    case Sought::hour: return has_one_of(text, span) || has_digit(text);
    case Sought::distance: return has_one_of(text, distance);
    case Sought::size: return has_one_of(text, size);
    case Sought::depth: return has_one_of(text, depth);
    case Sought::width: return has_one_of(text, width);
    case Sought::time: return has_one_of(text, time) || has_time_of_day(text);
    case Sought::weight: return has_one_of(text, weight);
    case Sought::warmth: return text.find("\u00b0") != std::string_view::npos || has_one_of(text, warmth);
  }
  return true;
}

// A text's words by their stems, to look for what terms stand for.
class Stems {
 public:
  Stems(const Connection& connection, std::string_view text) : stems_(" " + connection.stemming.stems_of(std::string(english), text) + " ") {}
  // `own`: not by what is only commonly meant by it.
  [[nodiscard]] bool have(const Term& term, bool own = false) const {
    const auto here = [&](const Way& way) { return (!own || way.share >= 1) && stems_.find(" " + join(way.stems, " ") + " ") != std::string::npos; };
    return std::any_of(term.ways.begin(), term.ways.end(), here);
  }
  [[nodiscard]] bool have_one(const Question& question, std::initializer_list<Part> parts, bool own = false) const {
    const auto one_of_them = [&](const Term& term) { return std::find(parts.begin(), parts.end(), term.part) != parts.end() && have(term, own); };
    return std::any_of(question.terms.begin(), question.terms.end(), one_of_them);
  }

 private:
  std::string stems_;
};

bool asks_whether_free(const Question& question) {
  return question.whether && std::any_of(question.terms.begin(), question.terms.end(), [](const Term& term) { return term.said == "free"; });
}

// "12 parking spaces", "two of our trainers": a figure right before what is counted.
bool counted(const Connection& connection, const Question& question, std::string_view sentence) {
  const std::vector<Token> all = tokens_of(connection.stemming.in_english(), sentence, sentence.size());
  for (std::size_t at = 1; at < all.size(); ++at) {
    const Stems one(connection, all[at].word);
    if (!one.have_one(question, {Part::matter})) continue;
    for (std::size_t back = 1; back <= std::min(at, counted_reach); ++back)
      if (tells_figure(all[at - back].word)) return true;
  }
  return false;
}

// "Puppy course", "the first course for puppies": wherever the one thing that is asked about stands, it tells which one of another thing, which stands there by itself too; or
// it comes with another ("90 EUR with a leash and a bowl"). What that costs is another price.
bool only_tells_which(const Connection& connection, const Question& question, const Passage& passage) {
  const auto is_matter = [](const Term& term) { return term.part == Part::matter; };
  const auto matter = std::find_if(question.terms.begin(), question.terms.end(), is_matter);
  if (matter == question.terms.end() || std::count_if(question.terms.begin(), question.terms.end(), is_matter) != 1) return false;
  const std::string text = passage.heading + "\n" + passage.text;
  const std::vector<Token> all = tokens_of(connection.stemming.in_english(), text, text.size());
  const auto cut_before = [&](std::size_t at) { return text.substr(all[at - 1].end, all[at].begin - all[at - 1].end).find_first_of(".,;:!?\n(") != std::string::npos; };
  const auto a_thing = [&](std::size_t at) {
    const std::string& word = all[at].word;
    for (const Words* known : {&helping(), &being(), &pronouns(), &prepositions(), &joining(), &light_verbs(), &frames(), &of_no_matter(), &adverbs()})
      if (known->contains(word)) return false;
    return !small_word(word) && !has_digit(word) && !tells_price(word, true);
  };
  std::unordered_set<std::string> which_of;   // stems of what it tells which of
  std::unordered_set<std::size_t> places;     // of these
  const auto comes_with_another = [&](std::size_t at) {
    for (std::size_t back = 1; back <= std::min(at, listed_reach); ++back) {
      if (text.substr(all[at - back].end, all[at - back + 1].begin - all[at - back].end).find_first_of(".;:!?\n") != std::string::npos) return false;
      if (all[at - back].word == "with" || all[at - back].word == "including") return at > back;
    }
    return false;
  };
  bool any = false, comes_along = true;
  for (std::size_t at = 0; at < all.size(); ++at) {
    if (!Stems(connection, all[at].word).have(*matter)) continue;
    any = true;
    if (comes_with_another(at)) continue;
    comes_along = false;
    if (at + 1 < all.size() && !all[at].word.ends_with('s') && !cut_before(at + 1) && a_thing(at + 1)) {   // "gardeners plant": a noun that tells which is no plural
      which_of.insert(all[at + 1].stem), places.insert(at + 1);
    } else if (at > 1 && (all[at - 1].word == "for" || all[at - 1].word == "of") && !cut_before(at) && !cut_before(at - 1) && a_thing(at - 2)) {
      which_of.insert(all[at - 2].stem), places.insert(at - 2);
    } else {
      return false;
    }
  }
  const auto by_itself = [&](std::size_t at) { return which_of.contains(all[at].stem) && !(places.contains(at) && at > 0 && Stems(connection, all[at - 1].word).have(*matter)); };
  if (!any || comes_along) return any;
  for (std::size_t at = 0; at < all.size(); ++at)
    if (by_itself(at)) return true;
  return false;
}

std::vector<std::string_view> sentences_of(std::string_view text) {
  std::vector<std::string_view> sentences;
  std::size_t begin = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool stop = text[i] == '\n' || ((text[i] == '.' || text[i] == '!' || text[i] == '?') && (i + 1 == text.size() || text[i + 1] == ' ' || text[i + 1] == '\n'));
    if (!stop && i + 1 < text.size()) continue;
    sentences.push_back(text.substr(begin, i + 1 - begin));
    begin = i + 1;
  }
  return sentences;
}

}  // namespace

bool says_it_of_all(const Connection& connection, const Question& question, const Passage& passage) {
  static const Words all_things = {"item", "items", "product", "products", "goods", "article", "articles", "anything", "everything", "purchase", "purchases", "whatever",
                                   "all", "any", "every", "most"};
  for (const std::string_view sentence : sentences_of(passage.text)) {
    const bool general = has_one_of(sentence, all_things) || sentence.find("what you") != std::string_view::npos || sentence.starts_with("What ");
    if (general && Stems(connection, sentence).have_one(question, {Part::deed, Part::done}, true)) return true;
  }
  return false;
}

bool lists_several(std::string_view title) {
  return title.find_first_of(",/&") != std::string_view::npos || title.find(" and ") != std::string_view::npos;
}

bool tells_what_is_sought(const Connection& connection, const Question& question, const Passage& passage, bool said_of_all) {
  const auto any = [&](Part part) { return std::any_of(question.terms.begin(), question.terms.end(), [&](const Term& term) { return term.part == part; }); };
  const bool deed_of_matter = question.sought == Sought::anything && question.asks_of_deeds && any(Part::deed) && any(Part::matter) && !said_of_all;
  if (question.sought == Sought::anything && !deed_of_matter) return true;
  if (question.sought == Sought::price && !question.known_one && only_tells_which(connection, question, passage)) return false;
  const Stems above(connection, (lists_several(passage.title) ? "" : passage.title + " ") + passage.heading);
  const bool headed = above.have_one(question, {Part::matter}, question.sought == Sought::price);
  const Stems own_heading(connection, passage.heading);
  const bool nothing_named = !any(Part::matter) || said_of_all;
  if (deed_of_matter && (headed || above.have_one(question, {Part::deed}))) return true;
  // Of one word alone a heading says that it is spoken of, and not how many there are.
  const bool by_heading = nothing_named || (headed && (question.sought != Sought::figure || passage.parts.matched.size() > 1));
  bool named_before = false, deed_before = false, any_deed = false;
  for (const std::string_view sentence : sentences_of(passage.text)) {
    const Stems stems(connection, sentence);
    const bool named = stems.have_one(question, {Part::matter, Part::described});
    if (deed_of_matter) {
      const bool deed = stems.have_one(question, {Part::deed});
      if ((deed && (named || named_before)) || (named && deed_before)) return true;
      deed_before = deed;
      any_deed |= deed;
    } else if (question.counts_one_thing) {
      if (named && counted(connection, question, sentence)) return true;
    } else {
      const bool goes_on = named_before && question.sought != Sought::figure && points_back(sentence);
      // "Is the gym free?": what an article on the gym says to be free is that in the sentence, and the gym where its own heading names it.
      const bool of_another = asks_whether_free(question) && has_free(sentence) && !named && !goes_on && headed && !own_heading.have_one(question, {Part::matter});
      if ((named || by_heading || goes_on) && !of_another && tells(question.sought, question.whether, sentence)) return true;
    }
    named_before = named;
  }
  return deed_of_matter && !any_deed;   // it was found by the matter alone
}

}  // namespace handrail::knowledge
