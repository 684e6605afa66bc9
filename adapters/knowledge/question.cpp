#include "adapters/knowledge/question.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <optional>
#include <unordered_map>
#include <unordered_set>

#include "adapters/knowledge/common_words.hpp"
#include "adapters/knowledge/terms.hpp"
#include "engine/base/limits.hpp"
#include "engine/base/text.hpp"

namespace handrail::knowledge {

namespace {

constexpr std::size_t looked_up_words_max = 256;   // of a long question; the rarest of them make the query
constexpr double strange_word_share = 0.5;         // of its weight: a word that no article has
constexpr double everyday_word_share = 0.2;        // and that is a customer's way of talking
constexpr double frame_share = 0.3;                // a word that only asks
constexpr double small_desk = 50;                  // passages more than there are: among ten, a word that each has may still be what is asked for
constexpr std::size_t words_beside_a_number = 2;   // "is 30 days enough" asks for the figure; beside two words it only speaks for a passage
constexpr double hint_share = 0.7;                 // of a word's weight
constexpr std::size_t name_reach = 2;               // words of a name behind what announces it
constexpr std::ptrdiff_t digits_of_a_kind = 2;     // "5G", "A4", "MP3"; more are the number of something
constexpr std::size_t particle_reach = 5;          // words from a verb to its particle
constexpr std::size_t repairs_max = 6;             // of one question
constexpr std::size_t repaired_letters_min = 6;    // shorter words are a letter away from too many others
constexpr std::size_t joined_letters_min = 4;      // of a word that two may be joined in
constexpr std::size_t apart_letters_min = 4;       // of each, where no article has them side by side
constexpr std::size_t passages_tried = 32;         // for two words side by side
constexpr double everyday_share = 0.5;             // of a word's weight, for what is commonly meant by it; the articles' own word tells more
constexpr double phrase_share = 0.9;               // for several words that are commonly meant by it: "by card" means one thing, as "card" does not

constexpr std::array<std::string_view, 11> numbers = {"two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"};

// What makes another verb of a verb.
bool particle(std::string_view word) {
  constexpr std::array<std::string_view, 9> known = {"up", "in", "out", "back", "off", "on", "away", "over", "down"};
  return std::find(known.begin(), known.end(), word) != known.end();
}

bool only_english(std::string_view word) {
  constexpr std::array<std::string_view, 17> known = {"the",  "you",   "does", "can",   "how",  "what",  "my", "with", "have",
                                                        "where", "when", "which", "your", "there", "i", "do", "are"};
  return std::find(known.begin(), known.end(), word) != known.end();
}

// What an answer to a question that begins so says; in stems.
struct Cue { std::string_view first, second; std::vector<Way> says; };
const std::vector<Cue>& cues() {
  static const std::vector<Way> time = {{{"dai"}}, {{"hour"}}, {{"week"}}, {{"month"}}, {{"year"}}};
  static const std::vector<Cue> known = {{"how", "much", {{{"cost"}}, {{"price"}}, {{"free"}}}},
                                         {"how", "long", time}, {"how", "soon", time}, {"how", "fast", time}, {"how", "quickly", time},
                                         {"how", "far", {{{"mile"}}, {{"km"}}, {{"kilomet"}}, {{"kilometr"}}}}};
  return known;
}

class Understanding {
 public:
  Understanding(Connection& connection, const Shelf& shelf) : connection_(connection), shelf_(shelf) {}

  Result<Question> read(const std::string& text) {
    tokens_ = tokens_of(connection_.stemming.in_english(), text, looked_up_words_max);
    const bool beside_dutch = std::find(shelf_.languages.begin(), shelf_.languages.end(), "nl") != shelf_.languages.end();
    const bool opens_with_is = !beside_dutch && !tokens_.empty() && (tokens_[0].word == "is" || tokens_[0].word == "was");
    english_ = opens_with_is || std::any_of(tokens_.begin(), tokens_.end(), [](const Token& token) { return only_english(token.word); });
    question_.asks_whether = asks_whether();
    take(english_ ? asked_for(tokens_, text) : AskedFor{});
    gather_particles();
    for (std::size_t at = 0; at < tokens_.size();) {
      HANDRAIL_TRY_VOID(join_letter(at, text));
      HANDRAIL_TRY_VOID(take_apart(at));
      const std::size_t words = synonym_at(at);
      HANDRAIL_TRY_VOID(add(at, std::max<std::size_t>(words, 1), words > 0));
      HANDRAIL_TRY_VOID(add_hints(at));
      at += std::max<std::size_t>(words, 1);
    }
    keep_the_rarest();
    if (asks_only_of_a_number()) question_.terms.clear();
    std::optional<std::size_t> before;
    for (std::size_t i = 0; i < question_.terms.size(); ++i) {
      if (question_.terms[i].hint) continue;
      question_.weight += question_.terms[i].weight;
      if (before) question_.neighbours.emplace_back(*before, i);
      before = i;
    }
    return std::move(question_);
  }

 private:
  [[nodiscard]] std::string stems(std::size_t at, std::size_t words) const {
    std::string joined = tokens_[at].stem;
    for (std::size_t i = 1; i < words; ++i) joined += " " + tokens_[at + i].stem;
    return joined;
  }

  void take(AskedFor asked) {
    const auto any = [&](auto which) { return std::any_of(asked.places.begin(), asked.places.end(), which); };
    const bool counts = asked.how_many && any([](const Place& one) { return one.part == Part::matter; });
    question_.counts_one_thing = counts && !any([](const Place& one) { return one.phrase > 1 || one.part == Part::deed; });
    question_.asks_of_deeds = asked.alone && (asked.whether || asked.advice || asked.sought != Sought::anything);
    question_.sought = asked.sought;
    question_.opened = std::move(asked.opened);
    question_.whether = asked.whether;
    question_.advice = asked.advice, question_.known_one = asked.known_one;
    places_ = std::move(asked.places);
    places_.resize(tokens_.size());
  }

  // "Send something back" is said as "send back" is, where that is a way to say something.
  void gather_particles() {
    for (std::size_t at = 0; at + 2 < tokens_.size(); ++at) {
      for (std::size_t behind = at + 2; behind < std::min(tokens_.size(), at + particle_reach); ++behind) {
        const std::string whole = tokens_[at].stem + " " + tokens_[behind].stem;
        if (!particle(tokens_[behind].word) || !(shelf_.meant.contains(whole) || shelf_.everyday.contains(whole))) continue;
        const auto from = static_cast<std::ptrdiff_t>(at + 1), to = static_cast<std::ptrdiff_t>(behind);
        std::rotate(tokens_.begin() + from, tokens_.begin() + to, tokens_.begin() + to + 1);
        std::rotate(places_.begin() + from, places_.begin() + to, places_.begin() + to + 1);
        places_[at + 1] = places_[at];
        break;
      }
    }
  }

  // "Do you …", "can I …", "is there …", and not "when can I …".
  [[nodiscard]] bool asks_whether() const {
    const auto one_of = [](std::string_view word, std::initializer_list<std::string_view> known) { return std::find(known.begin(), known.end(), word) != known.end(); };
    for (std::size_t at = 0; at + 1 < tokens_.size(); ++at) {
      const bool led = at > 0 && one_of(tokens_[at - 1].word, {"what", "how", "when", "where", "which", "why", "who", "much", "long", "often", "many", "far", "soon"});
      const bool verb = one_of(tokens_[at].word, {"do", "does", "did", "can", "could", "will", "would", "may", "shall", "should", "is", "are", "was", "have", "has"});
      if (verb && !led && (at == 0 || one_of(tokens_[at + 1].word, {"i", "you", "we", "they", "it", "there", "my", "your"}))) return true;
    }
    return !tokens_.empty() && tokens_[0].word == "who";
  }

  // "What about order W1001?" is of that order alone, which no article knows.
  [[nodiscard]] bool asks_only_of_a_number() const {
    constexpr std::string_view digits = "0123456789";
    const auto numbered = [&](const Token& token) { return token.word.find_first_of(digits) != std::string::npos && token.word.find_first_not_of(digits) != std::string::npos; };
    if (question_.terms.size() != 1) return false;
    if (is_number(question_.terms[0].said)) return true;   // "why only 30?"
    return common_word(question_.terms[0].said) && std::any_of(tokens_.begin(), tokens_.end(), numbered);
  }

  // Those that are neither small nor figures, nor what a figure counts: "30 days" is one thing.
  [[nodiscard]] std::size_t words_that_tell() const {
    std::size_t telling = 0;
    for (std::size_t i = 0; i < tokens_.size(); ++i) {
      const std::string& word = tokens_[i].word;
      const bool counted = i > 0 && all_digits(tokens_[i - 1].word);
      telling += !counted && !small_word(word) && !small_word_there(word) && !all_digits(word) ? 1 : 0;
    }
    return telling;
  }

  // How many words from here on are a way of saying something that the bundle has others for; the longest such way.
  [[nodiscard]] std::size_t synonym_at(std::size_t at) const {
    for (std::size_t words = std::min(shelf_.longest_said, tokens_.size() - at); words > 0; --words)
      if (const std::string said = stems(at, words); shelf_.meant.contains(said) || (words > 1 && shelf_.everyday.contains(said))) return words;
    return 0;
  }

  Result<void> add(std::size_t at, std::size_t words, bool synonym) {
    const std::string own = stems(at, words);
    HANDRAIL_TRY(const auto together, joined_with_next(at, words));
    const bool says_something = synonym || !(small_word(tokens_[at].word) || small_word_there(tokens_[at].word));
    const bool number = is_number(tokens_[at].word);
    const std::size_t figure = number ? in_figures(tokens_[at].word) : 0;
    if ((!says_something && together.empty()) || !seen_.insert(own).second) return {};
    Term term;
    term.said = tokens_[at].word;
    for (std::size_t i = 1; i < words; ++i) term.said += " " + tokens_[at + i].word;
    if (says_something) term.ways.push_back(as_way(own));
    if (says_something && words == 1) add_other_stems(tokens_[at].word, term);
    if (says_something) add_meant(own, term);
    if (says_something && words == 1 && at > 0) add_cue(at, term);
    if (!together.empty()) term.ways.push_back({{together}});
    if (figure > 0) term.ways.push_back({{std::to_string(figure)}});
    if (const auto other = also_.find(tokens_[at].word); other != also_.end() && words == 1) term.ways.push_back(as_way(other->second));
    HANDRAIL_TRY_VOID(count(term));
    if (number && term.known() && words_that_tell() >= words_beside_a_number) return add_hint(term.said, std::move(term.ways));
    if (!term.known() && !synonym) HANDRAIL_TRY_VOID(repair(tokens_[at], term));
    if (!term.known() && says_who_or_which(at)) return {};
    term.counts = term.known() || static_cast<unsigned char>(tokens_[at].word[0]) < 0xE0;
    term.strange = english_ && !term.known() && !common_word(tokens_[at].word);
    term.aside = term.strange && beside_the_question(at);
    term.part = places_[at + words - 1].part;
    term.phrase = places_[at + words - 1].phrase;
    if (is_number(term.said) || is_ordinal(term.said)) term.part = Part::loose;
    const bool frame = (term.part == Part::frame && words == 1) || (words == 1 && term.part == Part::loose && says_little(term.said));
    if (frame) term.strange = term.aside = term.counts = false;
    term.weight = (frame ? frame_share : 1) * rarity(term.passages) * (term.known() ? 1 : term.strange ? strange_word_share : everyday_word_share);
    question_.terms.push_back(std::move(term));
    return {};
  }

  // The same word as articles in other languages have it.
  void add_other_stems(const std::string& word, Term& term) const {
    for (const std::string& language : shelf_.languages) {
      if (language == english) continue;
      const Way way{{connection_.stemming.stem(language, word)}};
      if (!way.stems[0].empty() && std::find(term.ways.begin(), term.ways.end(), way) == term.ways.end()) term.ways.push_back(way);
    }
  }

  // What means the same: by the bundle, by another form of the word, and by what is commonly said.
  void add_meant(const std::string& own, Term& term) const {
    const auto add = [&](const auto& meant, double share, double of_a_phrase) {
      const auto found = meant.find(own);
      if (found == meant.end()) return;
      for (const std::string& stems : found->second) {
        const auto same = [&](const Way& way) { return join(way.stems, " ") == stems; };
        if (std::none_of(term.ways.begin(), term.ways.end(), same)) term.ways.push_back(as_way(stems, stems.find(' ') == std::string::npos ? share : of_a_phrase));
      }
    };
    add(shelf_.meant, 1, 1);
    add(shelf_.forms, 1, 1);
    const bool says_one_thing = own.find(' ') != std::string::npos;   // "money back"
    add(shelf_.everyday, says_one_thing ? 1 : everyday_share, says_one_thing ? 1 : phrase_share);
  }

  // "How long": who says "6 to 10 days" answers it without the word.
  void add_cue(std::size_t at, Term& term) const {
    for (const Cue& cue : cues()) {
      if (tokens_[at - 1].word != cue.first || tokens_[at].word != cue.second) continue;
      for (const Way& way : cue.says)
        if (std::find(term.ways.begin(), term.ways.end(), way) == term.ways.end()) term.ways.push_back({way.stems, everyday_share});
    }
  }

  // In figures or in a word.
  static bool is_number(std::string_view word) {
    return all_digits(word) || std::find(numbers.begin(), numbers.end(), word) != numbers.end();
  }
  // Verbs that stand with any thing.
  static bool says_little(std::string_view word) {
    constexpr std::array<std::string_view, 19> known = {"come",   "came", "comes", "coming", "goes",  "gone",  "put",  "puts",    "make",  "makes",
                                                        "made", "making", "let", "find", "found", "given", "gave", "happens", "happen"};
    return std::find(known.begin(), known.end(), word) != known.end();
  }
  static bool is_ordinal(std::string_view word) {
    constexpr std::array<std::string_view, 10> known = {"first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"};
    return std::find(known.begin(), known.end(), word) != known.end();
  }
  // "Five" is 5; 0: it is no such word.
  static std::size_t in_figures(std::string_view word) {
    const auto found = std::find(numbers.begin(), numbers.end(), word);
    return found == numbers.end() ? 0 : static_cast<std::size_t>(found - numbers.begin()) + 2;
  }
  static bool all_digits(std::string_view word) { return word.find_first_not_of("0123456789") == std::string_view::npos; }

  [[nodiscard]] bool says_something_at(std::size_t at) const { return at < tokens_.size() && !small_word(tokens_[at].word); }

  // "Can I varnish my violin?" is of the violin, whatever the articles call the deed; "is my hydrangea covered" of what is covered. Who asks whether you do something, or sell
  // bikes that are vegan, asks for just that.
  [[nodiscard]] bool beside_the_question(std::size_t at) const {
    if (at == 0) return false;
    const auto one_of = [](std::string_view word, std::initializer_list<std::string_view> known) { return std::find(known.begin(), known.end(), word) != known.end(); };
    const std::string_view before = tokens_[at - 1].word;
    if (one_of(before, {"i", "we", "he", "she", "it"})) return says_something_at(at + 1);
    const auto own = [&](std::string_view word) { return one_of(word, {"my", "our", "his", "her", "their"}); };
    return own(before) || (at > 1 && own(tokens_[at - 2].word) && says_something_at(at + 1));
  }

  // A small word of a language that articles are in, in a question that is not English.
  [[nodiscard]] bool small_word_there(const std::string& word) const {
    return !english_ && std::any_of(shelf_.languages.begin(), shelf_.languages.end(), [&](const std::string& language) { return small_word_in(language, word); });
  }

  // "I'm Maria", "Kind regards, Maria", "W1001": a name, or the number of something; no article has it, and none needs it.
  [[nodiscard]] bool says_who_or_which(std::size_t at) const {
    const auto digits = std::count_if(tokens_[at].word.begin(), tokens_[at].word.end(), [](char c) { return c >= '0' && c <= '9'; });
    if (digits > 0) return places_[at].part != Part::matter || digits > digits_of_a_kind;   // "do you offer 5G?"
    for (std::size_t back = 1; back <= name_reach && back <= at; ++back) {
      const std::string_view word = tokens_[at - back].word, before = at > back ? std::string_view(tokens_[at - back - 1].word) : std::string_view();
      if (word == "regards" || word == "cheers" || word == "sincerely" || word == "thanks" || word == "dear" || (word == "is" && before == "name")) return true;
      if (back == 1 && ((word == "m" && before == "i") || (word == "am" && before == "i"))) return true;
    }
    return false;
  }

  Result<void> add_hints(std::size_t at) {
    if (at + 1 >= tokens_.size()) return {};
    const Token &here = tokens_[at], &next = tokens_[at + 1];
    if (!small_word(here.word) && particle(next.word)) HANDRAIL_TRY_VOID(add_hint(here.word + " " + next.word, {Way{{here.stem, next.stem}}}));
    for (const Cue& cue : cues())
      if (here.word == cue.first && next.word == cue.second) HANDRAIL_TRY_VOID(add_hint(here.word + " " + next.word, cue.says));
    return {};
  }

  Result<void> add_hint(std::string said, std::vector<Way> ways) {
    Term term{.said = std::move(said), .ways = std::move(ways), .hint = true};
    HANDRAIL_TRY_VOID(count(term));
    if (!term.known()) return {};
    term.weight = hint_share * rarity(term.passages);
    question_.terms.push_back(std::move(term));
    return {};
  }

  [[nodiscard]] double rarity(std::int64_t passages) const {
    const auto all = static_cast<double>(shelf_.passages()) + small_desk, found = static_cast<double>(passages);
    return std::log(1 + (all - found + 0.5) / (found + 0.5));
  }

  static Way as_way(const std::string& stems, double share = 1) {
    Way way{.stems = {}, .share = share};
    for (const std::string_view stem : split(stems, ' ')) way.stems.emplace_back(stem);
    return way;
  }

  // "log in" where articles say "login".
  Result<std::string> joined_with_next(std::size_t at, std::size_t words) {
    if (words != 1 || at + 1 >= tokens_.size()) return std::string();
    if (small_word(tokens_[at].word) && small_word(tokens_[at + 1].word)) return std::string();   // "what's", "be for"
    const std::vector<Token> whole = tokens_of(connection_.stemming.in_english(), tokens_[at].word + tokens_[at + 1].word, 2);
    if (whole.size() != 1 || whole[0].word.size() < joined_letters_min) return std::string();
    HANDRAIL_TRY(const std::int64_t passages, passages_with(whole[0].stem));
    return passages > 0 ? whole[0].stem : std::string();
  }

  Result<std::int64_t> passages_with(const std::string& stem) {
    HANDRAIL_TRY(auto row, connection_.database.kept("select passages from terms where term = ?1"));
    row->bind(1, stem);
    HANDRAIL_TRY(const bool found, row->step());
    return found ? row->integer(0) : std::int64_t{0};
  }

  Result<void> count(Term& term) {
    // By its own word where articles have it: what is only commonly meant by it is no reason to think less of it.
    for (const bool own_only : {true, false}) {
      HANDRAIL_TRY(term.passages, passages_of(term, own_only));
      if (term.known()) return {};
    }
    return {};
  }

  Result<std::int64_t> passages_of(const Term& term, bool own_only) {
    std::int64_t passages_all = 0;
    for (const Way& way : term.ways) {
      if (own_only && way.share < 1) continue;
      std::int64_t fewest = std::numeric_limits<std::int64_t>::max();
      for (const std::string& stem : way.stems) {
        HANDRAIL_TRY(const std::int64_t passages, passages_with(stem));
        fewest = std::min(fewest, passages);
      }
      passages_all += fewest;
    }
    return std::min(passages_all, static_cast<std::int64_t>(shelf_.passages()));
  }

  Result<void> repair(const Token& token, Term& term) {
    const bool plain = std::all_of(token.word.begin(), token.word.end(), [](char c) { return c >= 'a' && c <= 'z'; });
    if (!plain || token.word.size() < repaired_letters_min || token.stem.size() + 1 < repaired_letters_min || ++repairs_ > repairs_max) return {};
    HANDRAIL_TRY(const auto meant, one_letter_away(token.stem));
    if (!meant) return {};
    term.ways.push_back({{*meant}});
    add_meant(*meant, term);
    return count(term);
  }

  // "E-bike", "e bike", "X-ray": a letter in front of a word is a part of it, and alone would be lost as a small word. It is joined where articles have the one or
  // the other; without a hyphen only a letter that is no word by itself and is not what an apostrophe cuts off.
  Result<void> join_letter(std::size_t at, const std::string& text) {
    if (at + 1 >= tokens_.size() || !one_letter(tokens_[at].word)) return {};
    const Token letter = tokens_[at], word = tokens_[at + 1];
    const bool plain = word.word.size() > 1 && std::all_of(word.word.begin(), word.word.end(), [](char c) { return c >= 'a' && c <= 'z'; });
    if (!plain || letter.end > word.begin || (letter.begin > 0 && one_letter_cut_off(text, letter.begin))) return {};
    const std::string_view between = std::string_view(text).substr(letter.end, word.begin - letter.end);
    const bool hyphen = between == "-" || between == "\u2010" || between == "\u2011";
    if (!hyphen && (between != " " || letter.word == "a" || letter.word == "i")) return {};
    const std::vector<Token> whole = tokens_of(connection_.stemming.in_english(), letter.word + word.word, 2);
    if (whole.size() != 1) return {};
    HANDRAIL_TRY(const Together together, found_together(letter.stem, word.stem));
    HANDRAIL_TRY(const std::int64_t joined, passages_with(whole[0].stem));
    if (together != Together::side_by_side && joined == 0) return {};
    const std::string apart = letter.stem + " " + word.stem;
    if (joined > 0 && together == Together::side_by_side) also_[whole[0].word] = apart;
    tokens_[at] = {joined > 0 ? whole[0].stem : apart, whole[0].word, letter.begin, word.end};
    tokens_.erase(tokens_.begin() + static_cast<std::ptrdiff_t>(at) + 1);
    places_.erase(places_.begin() + static_cast<std::ptrdiff_t>(at));
    return {};
  }

  static bool one_letter(std::string_view word) { return word.size() == 1 && word[0] >= 'a' && word[0] <= 'z'; }
  // "What's new": the letter behind an apostrophe, in any of its forms.
  static bool one_letter_cut_off(std::string_view text, std::size_t begin) { return text[begin - 1] == '\'' || text.substr(0, begin).ends_with("\u2019"); }

  // "Ebike" where articles have "e-bike", "pianotuning" where they speak of tuning a piano: a word that no article has, as the two that it is joined of. Side by side in an article
  // they are one word still; apart, each is asked for by itself, and is long enough not to be found in other words by accident.
  Result<void> take_apart(std::size_t at) {
    const Token token = tokens_[at];
    const bool plain = std::all_of(token.word.begin(), token.word.end(), [](char c) { return c >= 'a' && c <= 'z'; });
    if (!plain || token.word.size() < joined_letters_min || small_word(token.word) || common_word(token.word)) return {};
    if (synonym_at(at) > 0 || shelf_.everyday.contains(token.stem)) return {};
    HANDRAIL_TRY(const std::int64_t known, passages_with(token.stem));
    if (known > 0 && !also_.contains(token.word)) HANDRAIL_TRY_VOID(also_with_a_hyphen(token));
    if (known > 0 || shelf_.forms.contains(token.stem) || ++taken_apart_ > repairs_max) return {};
    std::optional<std::vector<Token>> apart;
    for (std::size_t first = 1; first < token.word.size(); ++first) {
      std::vector<Token> parts = tokens_of(connection_.stemming.in_english(), token.word.substr(0, first) + " " + token.word.substr(first), 3);
      if (parts.size() != 2 || (small_word(parts[0].word) && small_word(parts[1].word))) continue;
      HANDRAIL_TRY(const Together together, found_together(parts[0].stem, parts[1].stem));
      if (together == Together::side_by_side) {
        tokens_[at].stem = parts[0].stem + " " + parts[1].stem;
        return {};
      }
      const bool long_enough = !small_word(parts[0].word) && !small_word(parts[1].word) && std::min(parts[0].word.size(), parts[1].word.size()) >= apart_letters_min;
      if (together == Together::in_one_passage && long_enough) apart = std::move(parts);
    }
    if (!apart) return {};
    tokens_[at] = std::move((*apart)[0]);
    tokens_.insert(tokens_.begin() + static_cast<std::ptrdiff_t>(at) + 1, std::move((*apart)[1]));
    places_.insert(places_.begin() + static_cast<std::ptrdiff_t>(at), places_[at]);
    return {};
  }

  // Articles that write "ebike" in one place and "e-bike" in another: a question finds both.
  Result<void> also_with_a_hyphen(const Token& token) {
    const std::vector<Token> parts = tokens_of(connection_.stemming.in_english(), token.word.substr(0, 1) + " " + token.word.substr(1), 3);
    if (parts.size() != 2) return {};
    for (const Token& part : parts) {
      HANDRAIL_TRY(const std::int64_t passages, passages_with(part.stem));
      if (passages == 0) return {};
    }
    HANDRAIL_TRY(const Together together, found_together(parts[0].stem, parts[1].stem));
    if (together == Together::side_by_side) also_[token.word] = parts[0].stem + " " + parts[1].stem;
    return {};
  }

  enum class Together { nowhere, in_one_passage, side_by_side };
  Result<Together> found_together(const std::string& first, const std::string& second) {
    HANDRAIL_TRY(auto rows, connection_.database.kept("select passages.stems from words join passages on passages.number = words.rowid where words match ?1 limit ?2"));
    rows->bind(1, quoted(first) + " AND " + quoted(second)).bind(2, static_cast<std::int64_t>(passages_tried));
    Together found = Together::nowhere;
    const std::string both = first + " " + second;
    for (;;) {
      HANDRAIL_TRY(const bool row, rows->step());
      if (!row) return found;
      found = Together::in_one_passage;
      const std::string_view stems = rows->text(0);
      for (std::size_t at = stems.find(both); at != std::string_view::npos; at = stems.find(both, at + 1)) {
        const std::size_t end = at + both.size();
        const bool begins = at == 0 || stems[at - 1] == ' ' || stems[at - 1] == '\n', ends = end == stems.size() || stems[end] == ' ' || stems[end] == '\n';
        if (begins && ends) return Together::side_by_side;
      }
    }
  }

  // The most common word with the same first letter that a slip of the finger makes of this one.
  Result<std::optional<std::string>> one_letter_away(const std::string& stem) {
    HANDRAIL_TRY(auto rows, connection_.database.kept("select term, passages from terms where term >= ?1 and term < ?2"));
    const std::string from = stem.substr(0, 1);
    rows->bind(1, from).bind(2, std::string(1, static_cast<char>(from[0] + 1)));
    std::optional<std::string> best;
    std::int64_t most = 0;
    for (;;) {
      HANDRAIL_TRY(const bool row, rows->step());
      if (!row) return best;
      const std::string_view term = rows->text(0);
      if (rows->integer(1) <= most || term.size() + 1 < stem.size() || term.size() > stem.size() + 1 || edit_distance(term, stem, 1) > 1) continue;
      best = std::string(term);
      most = rows->integer(1);
    }
  }

  void keep_the_rarest() {
    std::vector<Term>& terms = question_.terms;
    if (terms.size() <= limits::knowledge_query_words) return;
    std::vector<std::size_t> order(terms.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
      return std::pair(terms[a].known(), terms[a].weight) > std::pair(terms[b].known(), terms[b].weight);
    });
    order.resize(limits::knowledge_query_words);
    std::sort(order.begin(), order.end());
    std::vector<Term> kept;
    for (const std::size_t i : order) kept.push_back(std::move(terms[i]));
    terms = std::move(kept);
  }

  Connection& connection_;
  const Shelf& shelf_;
  std::vector<Token> tokens_;
  std::vector<Place> places_;               // of each of them
  bool english_ = false;                    // of other languages it is not known here which words are of everyday
  std::unordered_set<std::string> seen_;
  std::unordered_map<std::string, std::string> also_;   // a word that articles have as one, and how others of them write it apart
  std::size_t repairs_ = 0, taken_apart_ = 0;
  Question question_;
};

}  // namespace

Result<Question> understood(Connection& connection, const Shelf& shelf, const std::string& text) { return Understanding(connection, shelf).read(text); }

}  // namespace handrail::knowledge
