#include "adapters/reading/beside_days.hpp"

#include <algorithm>
#include <initializer_list>
#include <string>
#include <vector>

#include "adapters/reading/pattern.hpp"
#include "engine/base/text.hpp"

namespace handrail::reading {

namespace {

constexpr std::size_t look_around = 120;   // bytes: a long message is not read again for each of its days

using Words = std::vector<std::string>;
using List = std::initializer_list<std::string_view>;

bool is_one_of(std::string_view word, List list) { return std::find(list.begin(), list.end(), word) != list.end(); }

bool is_of_a_word(char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 0x80 || c == '\'' || c == '-'; }

// The words of a text in small letters; "’" is an apostrophe.
Words words_in(std::string_view text) {
  std::string plain(text);
  for (std::size_t at; (at = plain.find("\u2019")) != std::string::npos;) plain.replace(at, 3, "'");
  Words all;
  for (std::size_t i = 0; i < plain.size();) {
    std::size_t end = i;
    while (end < plain.size() && is_of_a_word(plain[end])) ++end;
    if (end > i) all.push_back(fold_case(plain.substr(i, end - i)));
    i = std::max(end, i + 1);
  }
  return all;
}

bool ends_a_clause(char c) { return c == '.' || c == ',' || c == ';' || c == ':' || c == '!' || c == '?' || c == '\n' || c == '(' || c == ')'; }

// Of the clause that the day stands in, the nearest word first.
Words in_front(std::string_view text, Span day) {
  const std::size_t from = day.begin - std::min<std::size_t>(day.begin, look_around);
  std::size_t begin = day.begin;
  while (begin > from && !ends_a_clause(text[begin - 1])) --begin;
  Words all = words_in(text.substr(begin, day.begin - begin));
  std::reverse(all.begin(), all.end());
  return all;
}
Words behind(std::string_view text, Span day) {
  std::size_t end = day.end;
  while (end < text.size() && end < day.end + look_around && !ends_a_clause(text[end])) ++end;
  return words_in(text.substr(day.end, end - day.end));
}

bool leads_to_a_day(std::string_view word) {
  return is_one_of(word, {"on", "at", "the", "a", "this", "that", "next", "coming", "am", "an", "den", "dem", "der", "diesen", "diesem", "kommenden", "n\u00e4chsten", "of", "in",
                          "im", "about", "morning"});
}
bool begins_a_clause(std::string_view word) {
  return is_one_of(word, {"and", "or", "but", "so", "because", "since", "if", "when", "while", "which", "whether", "as", "for", "to", "und", "oder", "aber", "sondern", "denn",
                          "weil", "wenn", "falls"});
}
bool denies(std::string_view word) {
  return word.ends_with("n't") || is_one_of(word, {"not", "cannot", "never", "cant", "dont", "doesnt", "wont", "nicht", "nie", "niemals", "kein", "keinen", "keinem"});
}
bool is_a_condition(std::string_view word) { return is_one_of(word, {"if", "whether", "wenn", "falls", "why", "warum", "wieso"}); }

bool is_denied_in_front(const Words& words) {
  std::size_t i = 0;
  while (i < words.size() && i < 6 && (leads_to_a_day(words[i]) || is_one_of(words[i], {"it", "make", "do", "come", "be", "there", "work", "attend", "want", "available",
                                                                                        "free", "here", "able", "auf", "es"}))) ++i;
  if (i == words.size()) return false;
  const std::string_view word = words[i], further = i + 1 < words.size() ? std::string_view(words[i + 1]) : std::string_view();
  if (word == "but" || word == "besides" || word == "save")
    return is_one_of(further, {"day", "days", "any", "anything", "anytime", "everything", "all", "every", "nothing", "whenever", "time", "date", "week", "one", "weekday"});
  if (is_one_of(word, {"excluding", "except", "statt", "anstatt", "instead", "no", "busy", "away", "unavailable", "verhindert"})) return true;
  return denies(word) && !is_a_condition(further);
}

bool is_denied_behind(const Words& words, const Words& front) {
  if (std::ranges::any_of(front, is_a_condition)) return false;   // "if Friday doesn't work": it may
  for (std::size_t i = 0; i < words.size() && i < 6; ++i) {
    if (begins_a_clause(words[i])) return false;
    // "Friday, not Saturday" speaks of the other day.
    const bool of_the_next = i == 0 && words[i] == "not";
    const bool of_another_wish = i + 1 < words.size() && (words[i + 1] == "a" || words[i + 1] == "only" || words[i + 1] == "nur");   // "is not a problem"
    if (denies(words[i]) && !of_the_next) return !of_another_wish;
    if (i > 0 && is_one_of(words[i], {"impossible", "bad", "unm\u00f6glich", "schlecht", "out"}) && is_one_of(words[i - 1], {"is", "ist", "looks", "be"})) return true;
    if (i > 0 && words[i] == "no" && words[i - 1] == "is") return i + 1 < words.size() && is_one_of(words[i + 1], {"good", "longer", "option"});
  }
  return false;
}

// Words that ask for something to come, or tell how things are: a past form beside them is a participle ("I'd like it delivered on Friday").
bool is_of_a_wish(std::string_view word) {
  if (word.ends_with("'d") || word.ends_with("'ll") || word.ends_with("'re") || word == "i'm" || word == "it's") return true;
  return is_one_of(word, {"will", "would", "can", "could", "should", "shall", "may", "might", "must", "want", "wants", "need", "needs", "like", "please", "let", "wish", "hope",
                          "be", "is", "are", "am",
                          "get", "gets", "rather", "prefer", "going", "wait", "expect",
                          "m\u00f6chte", "m\u00f6chten", "will", "wollen", "soll", "sollen", "sollte", "kann", "kannst", "k\u00f6nnen", "k\u00f6nnte", "k\u00f6nnten",
                          "w\u00fcrde", "w\u00fcrden", "bitte", "muss",
                          "m\u00fcssen", "werden", "wird", "werde", "lassen", "darf", "d\u00fcrfen", "h\u00e4tte", "w\u00e4re", "brauche"});
}
bool is_a_deed(std::string_view word) {   // in the form of an order: "… broke, come on Friday"
  return is_one_of(word, {"come", "send", "book", "deliver", "bring", "move", "cancel", "change", "make", "call", "pick", "ship", "refund", "do", "ask", "schedule",
                          "reschedule", "return"});
}

// What a past form tells: that a day is over, or (of what is said, meant and booked for a day) perhaps not.
Told past_form(std::string_view word) {
  if (is_one_of(word, {"booked", "reserved", "scheduled", "arranged", "planned", "agreed", "promised", "announced", "fixed", "confirmed", "moved", "changed", "cancelled",
                       "canceled", "storniert", "rescheduled", "postponed", "was", "were", "wasn't", "weren't", "said",
                       "told", "thought", "meant", "war", "waren", "sagte", "sagten", "gebucht", "reserviert", "vereinbart", "geplant", "gemeint", "verschoben", "gesagt"}))
    return Told::perhaps;
  if (is_one_of(word, {"bought", "came", "went", "got", "took", "gave", "paid", "sent", "saw", "made", "broke", "lost", "fell", "did", "began", "stopped", "rang", "wrote",
                       "spoke", "stood", "met", "sold",
                       "found", "didn't", "didnt", "born", "brought", "picked", "flew", "drove", "ate", "slept", "left", "kam", "kamen", "kaufte", "kauften", "bestellte",
                       "bestellten", "bekam", "erhielt", "ging", "gingen", "wurde",
                       "wurden", "bestellt", "bezahlt", "erhalten", "bekommen", "verschickt", "versandt", "verkauft", "verloren", "reklamiert", "angekommen", "abgeholt",
                       "zugestellt",
                       "eingetroffen", "gekommen", "gegangen", "gesehen", "gefahren", "gewesen", "passiert", "geboren", "angerufen", "abgebucht"}))
    return Told::of_the_past;
  const bool present = is_one_of(word, {"need", "indeed", "speed", "exceed", "proceed", "hundred", "wanted", "hoped", "wondered", "liked", "needed", "interested", "delayed",
                                        "limited", "related", "united",
                                        "closed", "supposed", "unused", "wished", "advanced", "tired", "delighted", "married", "unlimited", "red", "bed", "feed", "seed", "used"});
  if (word.size() > 4 && word.ends_with("ed") && !present) return Told::of_the_past;
  const bool no_participle = is_one_of(word, {"gericht", "gewicht", "gesamt", "gesch\u00e4ft", "geburt", "gef\u00e4llt", "geh\u00f6rt", "gewinnt", "gew\u00fcnscht", "gedacht",
                                              "gemacht", "genannt"});
  if (word.size() > 6 && word.starts_with("ge") && word.ends_with("t") && !no_participle && word != "ge\u00f6ffnet") return Told::of_the_past;
  return Told::of_no_past;
}

// Whether a past form is a finite one or stands with its auxiliary; `before` it, the nearest word first.
bool is_finite(const Words& before, std::size_t from, std::string_view form) {
  const auto word = [&](std::size_t i) { return from + i < before.size() ? std::string_view(before[from + i]) : std::string_view(); };
  if (form == "got")
    for (std::size_t i = 0; i < 3; ++i)
      if (is_one_of(word(i), {"have", "has", "i've", "we've", "haven't", "you've"})) return false;   // "have you got a table on Friday"
  if (form == "left" && !is_one_of(word(0), {"i", "we", "he", "she", "they", "it"})) return false;   // "is a seat left on Friday"
  if (form == "did" && !is_one_of(word(0), {"i", "we", "he", "she", "they", "you"})) return false;
  const bool has_a_subject = is_one_of(word(0), {"i", "we", "he", "she", "they", "you", "who", "that", "which", "was", "were", "had", "i've", "we've"});
  if (has_a_subject && !is_one_of(word(1), {"are", "is", "am", "be"})) return true;
  for (std::size_t i = 0; from + i < before.size(); ++i) {
    if (is_of_a_wish(word(i)) || word(i) == "to") return false;
    if (i > 0 && begins_a_clause(word(i))) break;
  }
  return true;
}

}  // namespace

bool is_ruled_out(std::string_view text, Span day) {
  const Words front = in_front(text, day);
  return is_denied_in_front(front) || (told_of(text, day) == Told::of_no_past && is_denied_behind(behind(text, day), front));
}

bool is_counted_on(std::string_view text, Span weekday) {
  const auto counts = [](std::string_view word) {
    return is_one_of(word, {"first", "second", "third", "fourth", "fifth", "final", "1st", "2nd", "3rd", "4th", "5th", "other", "week", "weeks", "week's", "fortnight", "month",
                            "months", "month's", "year",
                            "\u00fcbern\u00e4chsten", "\u00fcbern\u00e4chster", "\u00fcbern\u00e4chste", "\u00fcbern\u00e4chstem", "uebernaechsten", "ersten", "zweiten",
                            "dritten", "vierten", "f\u00fcnften", "erste", "zweite", "dritte", "vierte",
                            "ersten", "erster", "zweiter", "dritter", "vorletzten", "vorletzte", "vorigen", "woche", "wochen", "monat", "monats", "monate", "jahr", "jahres"});
  };
  const Words front = in_front(text, weekday);
  for (std::size_t i = 0; i < front.size() && i < 5; ++i) {
    if (counts(front[i])) return true;
    if (!leads_to_a_day(front[i]) && !is_one_of(front[i], {"last", "after", "from", "letzten", "letzte", "nach"})) break;
  }
  static const Pattern goes_on = Pattern::of_the_house(
      R"(^(?:\s+(?:morning|afternoon|evening|night|noon|fr\x{fc}h|vormittag|nachmittag|abend))?,?(?:\s+(?:of|in|im|the|der|des|dem|den|a|an|one|two|three|four|einer|zwei|drei|vier|this|next|last|)"
      R"(coming|following|first|second|third|fourth|ersten?|zweiten?|dritten?|vierten?|n\x{e4}chste[nrs]?|kommende[nrs]?|letzte[nrs]?|diese[rs]|dieses|\x{fc}bern\x{e4}chste[nrs]?|vorletzte[nrs]?|vorige[nrs]?)){0,5}\s+)"
      R"((?:weeks?|fortnight|months?|years?|wochen?|monate?[ns]?|jahr(?:es?)?|\x{fc}bern\x{e4}chste[nrs]?|first|jan(?:uary|uar)|feb(?:ruary|ruar)|march|m\x{e4}rz|april?|may|mai|june?i?|july?i?|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|twenty|twentieth|thirtieth|)"
      R"(aug(?:ust)?|sept(?:ember)?|o[ck]tober|november|de[cz]ember)\b)");
  return !goes_on.find(text.substr(weekday.end, look_around)).empty();
}

std::optional<OfAWeek> week_beside(std::string_view text, Span weekday) {
  static const std::string week =
      R"(((?:next|this|last)\s+week|the\s+week\s+after\s+next|(?:n(?:\x{e4}|ae)chste|kommende|diese|letzte|vergangene|vorige|(?:\x{fc}|ue)bern(?:\x{e4}|ae)chste)[nr]?\s+woche))";
  static const Pattern behind_it = Pattern::of_the_house(R"(^(?:\s+(?:morning|afternoon|evening|fr\x{fc}h|vormittag|nachmittag|abend))?,?\s+(?:of\s+|in\s+)?(?:der\s+)?)" + week + R"((?:\W|$))");
  static const Pattern in_front_of_it = Pattern::of_the_house(R"((?:^|[\s,.;!?(]))" + week + R"(,?(?:\s+on|\s+am)?\s+$)");
  const std::string_view after = text.substr(weekday.end, look_around);
  const std::size_t from = weekday.begin - std::min<std::size_t>(weekday.begin, look_around);
  const std::string_view before = text.substr(from, weekday.begin - from);
  const auto found_behind = behind_it.find(after), found_before = in_front_of_it.find(before);
  if (found_behind.empty() && found_before.empty()) return std::nullopt;
  const bool is_behind = !found_behind.empty();
  const Span said = is_behind ? found_behind.front().inner : found_before.back().inner;
  const std::string words = fold_case((is_behind ? after : before).substr(said.begin, said.end - said.begin));
  OfAWeek of;
  if (words.starts_with("the") || words.starts_with("\u00fcber") || words.starts_with("ueber")) of.weeks = 2;
  else if (words.starts_with("n") || words.starts_with("k")) of.weeks = 1;
  else if (words.starts_with("l") || words.starts_with("v")) of.weeks = -1;
  of.span = {weekday.begin, is_behind ? weekday.end + said.end : weekday.end};
  return of;
}

bool is_dated(std::string_view text, Span day) {
  static const Pattern dated = Pattern::of_the_house(
      R"(\b(?:(?:(?:purchase|order|invoice|receipt|sales?|birth|incident|accident|payment)\s+(?:date|day)|)"
      R"(dates?\s+of\s+(?:the\s+|my\s+)?(?:purchase|order|invoice|birth|sale|incident|accident|payment))|)"
      R"((?:kauf|bestell|rechnungs|geburts|schadens|beleg)(?:datum|tag))(?:\s*(?:\bis\b|\bwas\b|\bwar\b|\bist\b|\bon\b|\bthe\b|\bam\b|\bder\b|\bden\b|\bvom\b|[:=,-])){0,4}\s*$)");
  static const Pattern paper = Pattern::of_the_house(
      R"(\b(?:invoice|receipt|purchase|order|bill|rechnung|quittung|kassenbon|beleg|kauf|bestellung)\s+(?:(?:no\.?|nr\.?)?\s*[a-z]{0,4}-?[0-9]{2,}\s+)?)"
      R"((?:of|from|dated|vom|von)\s+(?:the\s+|dem\s+)?$)");
  const std::size_t from = day.begin - std::min<std::size_t>(day.begin, look_around);
  const std::string_view before = text.substr(from, day.begin - from);
  return !dated.find(before).empty() || !paper.find(before).empty();
}

Told told_of(std::string_view text, Span day) {
  if (is_dated(text, day)) return Told::of_the_past;
  const Words front = in_front(text, day);
  std::size_t i = 0;
  while (i < front.size() && leads_to_a_day(front[i])) ++i;
  if (i < front.size() && is_one_of(front[i], {"for", "to", "until", "by", "f\u00fcr", "auf", "bis"})) return Told::of_no_past;   // what is for a day may be to come
  const std::size_t first = i;
  bool indefinite = false;     // "I got a table on Friday"
  bool of_something = false;   // "tickets to the concert on Friday": the concert's day, or that of the deed
  for (; i < front.size() && i < first + 8; ++i) {
    const Told form = past_form(front[i]);
    if (form != Told::of_no_past) {
      const bool is_german_what = front[i] == "was" && front[0] == "am";
      if (is_german_what || !is_finite(front, i + 1, front[i])) return Told::of_no_past;
      return of_something || (indefinite && front[i] == "got") ? Told::perhaps : form;
    }
    if (front[i] == "a" || front[i] == "an") indefinite = true;
    if (is_one_of(front[i], {"to", "for", "f\u00fcr", "zum", "zur"})) of_something = true;
    else if (is_of_a_wish(front[i]) || is_a_deed(front[i]) || begins_a_clause(front[i]) || (front[i].size() > 5 && front[i].ends_with("ing"))) return Told::of_no_past;
  }
  // "On Friday I bought …", "ich habe es am Freitag gekauft".
  const auto front_of_it = front.begin() + static_cast<std::ptrdiff_t>(first);
  if (std::any_of(front_of_it, front.end(), [](const std::string& word) { return is_of_a_wish(word) || is_a_deed(word); })) return Told::of_no_past;
  const bool leads = std::all_of(front_of_it, front.end(), begins_a_clause);
  const bool has_german = std::ranges::any_of(front, [](const std::string& word) {
    return is_one_of(word, {"habe", "hab", "hat", "haben", "hatte", "hatten", "ist", "sind", "wurde", "wurden", "war", "ich", "wir"});
  });
  if (!leads && !has_german) return Told::of_no_past;
  const Words after = behind(text, day);
  for (std::size_t k = 0; k < after.size() && k < 8; ++k) {
    if (is_of_a_wish(after[k]) || is_a_deed(after[k]) || begins_a_clause(after[k])) return Told::of_no_past;
    if (const Told form = past_form(after[k]); form != Told::of_no_past && after[k] != "left" && after[k] != "got") return form;
  }
  return Told::of_no_past;
}

}  // namespace handrail::reading
