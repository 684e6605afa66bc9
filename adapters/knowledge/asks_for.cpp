#include "adapters/knowledge/asks_for.hpp"

#include <algorithm>
#include <array>

#include "adapters/knowledge/word_classes.hpp"

namespace handrail::knowledge {

namespace {

constexpr std::size_t greeting_words_max = 2;
constexpr std::size_t clause_words_max = 24;   // what is longer is told rather than asked

bool is(const Words& words, std::string_view word) { return words.contains(word); }

struct Measure { std::string_view word; Sought sought; };
// "How long".
constexpr std::array<Measure, 26> measures = {{
    {"long", Sought::span},       {"soon", Sought::span},    {"quickly", Sought::span}, {"fast", Sought::span},   {"often", Sought::anything}, {"late", Sought::hour},
    {"early", Sought::hour},      {"far", Sought::distance}, {"deep", Sought::depth},   {"high", Sought::size},   {"tall", Sought::size},      {"wide", Sought::width},
    {"broad", Sought::width},     {"big", Sought::size},     {"large", Sought::size},   {"small", Sought::size},  {"thick", Sought::size},     {"heavy", Sought::weight},
    {"hot", Sought::warmth},      {"warm", Sought::warmth},  {"cold", Sought::warmth},  {"old", Sought::age},  {"young", Sought::age},   {"loud", Sought::figure},
    {"expensive", Sought::price}, {"cheap", Sought::price},
}};
// "What temperature".
constexpr std::array<Measure, 8> measured = {{
    {"temperature", Sought::warmth}, {"weight", Sought::weight}, {"size", Sought::size}, {"age", Sought::age},
    {"time", Sought::hour},          {"day", Sought::span},      {"days", Sought::span}, {"hours", Sought::span},
}};

class Parsing {
 public:
  Parsing(const std::vector<Token>& words, std::string_view text) : words_(words), text_(text) { asked_.places.resize(words.size()); }

  AskedFor read() {
    const std::size_t begin = opening();
    if (begin == words_.size()) return std::move(asked_);
    end_ = clause_end(begin);
    if (end_ - begin > clause_words_max) return std::move(asked_);
    at_ = begin;
    const bool with_word = read_question_word();
    if (with_word) asked_.opened = words_[begin].word;
    if (at_ >= end_) return std::move(asked_);
    if (!is(helping(), word())) {   // "which bus goes …", "what costs …"
      if (with_word) behind_subject(false);
      return std::move(asked_);
    }
    asked_.whether = !with_word;
    asked_.alone = begin <= greeting_words_max && end_ == words_.size();
    if (with_word && asked_.opened == "when") asked_.sought = Sought::time;
    static const Words pointing = {"it", "that", "this", "they", "those", "these"};
    const bool points_back = is(pointing, word(1));
    const bool be = is(being(), word());
    const bool duty = word() == "must" || word() == "should";
    ++at_;
    if (be) read_what_is(with_word);
    else read_what_is_done(duty);
    if (const std::string_view opened = words_[begin].word; !opened.starts_with("w") || opened.starts_with("what") || opened == "which")
      if (says_a_price()) asked_.sought = Sought::price;
    if (points_back) take_matter_before(begin);
    else if (asked_.sought != Sought::anything) take_what_is_left();
    for (std::size_t i = begin; i < end_; ++i) {
      static const Words of_advice = {"best", "better", "worst", "recommend", "recommended"};
      if (!is(of_advice, words_[i].word)) continue;
      asked_.advice = true;
      asked_.places[i] = {Part::deed, 0};
    }
    return std::move(asked_);
  }

 private:
  // "How old is your shop?": what says little beside other words is all that is asked about.
  void take_what_is_left() {
    const auto tells = [](const Place& one) { return one.part != Part::loose && one.part != Part::frame; };
    if (std::any_of(asked_.places.begin(), asked_.places.end(), tells)) return;
    for (Place& one : asked_.places)
      if (one.part == Part::loose && one.phrase > 0) one.part = Part::matter;
  }

  // "Refund W1001. How long does it take?" is asked of what was told before.
  void take_matter_before(std::size_t begin) {
    if (matter_read_ || phrases_ > 0) return;
    for (std::size_t i = 0; i < begin; ++i) {
      const std::string_view told = words_[i].word;
      bool says_nothing = small_word(told);
      for (const Words* known : {&light_verbs(), &frames(), &of_no_matter(), &adverbs()}) says_nothing = says_nothing || is(*known, told);
      if (!says_nothing) asked_.places[i] = {Part::matter, 1};
    }
  }

  [[nodiscard]] std::string_view word(std::size_t ahead = 0) const { return at_ + ahead < end_ ? std::string_view(words_[at_ + ahead].word) : std::string_view(); }
  [[nodiscard]] bool cut_before(std::size_t at) const {
    return at > 0 && text_.substr(words_[at - 1].end, words_[at].begin - words_[at - 1].end).find_first_of(".,;:!?\n()") != std::string_view::npos;
  }

  // Where the one question begins: at the beginning of the text or of a part of it. Of several none is read.
  [[nodiscard]] std::size_t opening() const {
    static const Words before = {"hi", "hello", "hey", "and", "so", "ok", "okay", "please", "sorry", "but", "also", "then", "well", "thanks", "btw", "excuse", "me", "oh",
                                 "dear", "sir", "madam", "team"};
    static const Words asking = {"how", "what", "which", "when", "where", "who", "why", "whose", "whats", "hows", "wheres"};
    std::size_t found = words_.size();
    bool first = true;
    for (std::size_t at = 0; at < words_.size(); ++at) {
      if (cut_before(at)) first = true;
      const std::string_view word = words_[at].word;
      if (first && (is(asking, word) || (is(helping(), word) && word != "s" && at + 1 < words_.size()))) {
        if (found != words_.size()) return words_.size();
        found = at;
      }
      if (first && !is(before, word)) first = false;
    }
    return found;
  }

  [[nodiscard]] std::size_t clause_end(std::size_t begin) const {
    for (std::size_t at = begin + 1; at < words_.size(); ++at)
      if (cut_before(at)) return at;
    return words_.size();
  }

  bool read_question_word() {
    const std::string_view first = word();
    if (first == "how" || first == "hows") {
      ++at_;
      const std::string_view of = word();
      if (of == "much" || of == "many") {
        ++at_;
        const bool of_something = !ends_phrase() && word() != "money";
        asked_.sought = of_something ? Sought::figure : of == "much" ? Sought::price : Sought::anything;
        asked_.how_many = of_something && of == "many";
        if (of_something) read_phrase(of == "many" ? Part::matter : Part::loose, /*one=*/true);
        while (at_ < end_ && !is(helping(), word()) && (is(adverbs(), word()) || word() == "money")) ++at_;
        return true;
      }
      for (const Measure& one : measures) {
        if (one.word != of) continue;
        asked_.sought = one.sought;
        if (one.sought != Sought::span && one.sought != Sought::distance) asked_.places[at_].part = Part::frame;
        ++at_;
      }
      return true;
    }
    if (first == "what" || first == "which" || first == "whats") {
      ++at_;
      for (const Measure& one : measured)
        if (one.word == word()) {
          asked_.sought = one.sought;
          asked_.places[at_++].part = Part::frame;
          return true;
        }
      if (at_ < end_ && !is(helping(), word()) && !is(pronouns(), word()) && !is(opening_a_phrase(), word())) read_phrase(Part::sort, true);
      return true;
    }
    if (first == "when" || first == "where" || first == "who" || first == "why" || first == "whose" || first == "wheres") {
      ++at_;
      return true;
    }
    return false;
  }

  // "The trial" is one that they know of, under whatever name; "a puppy" is any.
  void open_phrase() {
    while (at_ < end_ && is(opening_a_phrase(), word())) asked_.known_one = asked_.known_one || word() == "the" || word() == "your", ++at_;
  }

  [[nodiscard]] bool ends_phrase() const {
    return at_ >= end_ || is(prepositions(), word()) || is(joining(), word()) || is(pronouns(), word()) || is(helping(), word()) || is(adverbs(), word()) ||
           is(opening_a_phrase(), word()) || word() == "and" || word() == "or";
  }

  // From here on the words of one thing, its head last. `one`: up to where its verb must stand, which is not told from it: only the first word.
  void read_phrase(Part head, bool one = false, int joined_to = 0) {
    while (at_ < end_ && (is(opening_a_phrase(), word()) || word() == "much" || word() == "many")) ++at_;
    const std::size_t begin = at_;
    while (!ends_phrase() && !(at_ > begin && is(light_verbs(), word()))) ++at_;
    if (at_ == begin) return;
    const int phrase = joined_to > 0 ? joined_to : ++phrases_;
    std::size_t last = at_;
    while (last > begin && (is(frames(), words_[last - 1].word))) --last;
    for (std::size_t i = begin; i < at_; ++i) {
      const std::string_view word = words_[i].word;
      asked_.places[i] = {is(frames(), word) ? Part::frame : is(of_no_matter(), word) ? Part::loose : i + 1 == last ? head : Part::described, phrase};
    }
    if ((word() == "and" || word() == "or") && at_ + 1 < end_ && !is(pronouns(), word(1)) && !is(light_verbs(), word(1))) {
      ++at_;
      read_phrase(head, one, phrase);
    }
  }

  // "Is the survey free", "are there armbands", "how much is a single swim".
  void read_what_is(bool with_word) {
    if (word() == "there") {
      ++at_;
      read_rest();
      return;
    }
    if (is(pronouns(), word())) {   // "how much is it to swim", "is it allowed to smoke"
      ++at_;
      behind_subject(false);
      return;
    }
    open_phrase();
    const std::size_t begin = at_;
    while (!ends_phrase()) ++at_;
    std::size_t end = at_;
    while (end > begin && is(frames(), words_[end - 1].word)) --end;
    // What is said of it stands behind it, and nothing tells where it begins: the last word.
    const bool predicate = !with_word && end == at_ && end > begin + 1 && !is(prepositions(), word());
    const int phrase = ++phrases_;
    for (std::size_t i = begin; i < at_; ++i) {
      const bool no_matter = is(of_no_matter(), words_[i].word);
      const bool head = i + 1 == (predicate ? end - 1 : end);
      const Part part = i >= end ? Part::frame : no_matter ? Part::loose : predicate && i + 1 == end ? Part::deed : head ? Part::matter : Part::described;
      asked_.places[i] = {part, part == Part::deed ? 0 : phrase};
    }
    if (predicate && words_[end - 1].word == "free") asked_.sought = Sought::price;   // "is the gym free"
    matter_read_ = true;
    read_rest();
  }

  // "Do you repair bikes", "can my husband use it", "does boxing cost extra".
  void read_what_is_done(bool duty) {
    if (is(pronouns(), word())) {
      points_at_what_follows_ = word() == "it";
      ++at_;
      behind_subject(duty);
      return;
    }
    open_phrase();
    const std::size_t begin = at_;
    while (!ends_phrase() && !(at_ > begin && is(light_verbs(), word()))) ++at_;
    std::size_t end = at_;
    const bool behind_adverb = at_ + 1 < end_ && is(adverbs(), word()) && !is(prepositions(), word(1));   // "do credits ever expire"
    const bool verb_follows = behind_adverb || (at_ < end_ && is(light_verbs(), word()));
    if (!verb_follows && end > begin + 1) --end;
    const int phrase = ++phrases_;
    for (std::size_t i = begin; i < end; ++i)
      asked_.places[i] = {is(of_no_matter(), words_[i].word) ? Part::loose : i + 1 == end ? Part::matter : Part::described, phrase};
    at_ = end;
    behind_subject(true);   // what a thing does is told in many words
  }

  // The verb and what stands behind it.
  void behind_subject(bool duty) {
    while (at_ < end_ && (is(adverbs(), word()) || (is(pronouns(), word()) && word() != "that"))) ++at_;
    // "Have to", "be allowed to", "need to": what is done comes behind.
    for (std::size_t ahead = 0; ahead < 3 && at_ + ahead + 1 < end_; ++ahead) {
      if (word(ahead + 1) != "to") continue;
      static const Words leading = {"have", "need", "want", "like", "able", "allowed", "possible", "got", "wish", "required"};
      const std::string_view led = word(ahead);
      if (!is(leading, led)) continue;
      duty = duty || led == "have" || led == "need" || led == "required";
      at_ += ahead + 2;
      break;
    }
    while (at_ < end_ && (is(adverbs(), word()) || word() == "to" || is(pronouns(), word()))) ++at_;
    if (at_ >= end_) return;
    if (!is(prepositions(), word()) && !is(joining(), word()) && !is(opening_a_phrase(), word())) {
      const bool light = is(light_verbs(), word()) || (word() == "charge" && !asked_.opened.empty());   // "what do you charge"; "can I charge my car" is a deed
      light_verb_ = light && !duty;
      asked_.places[at_] = {is(frames(), word()) ? Part::frame : light ? Part::loose : duty ? Part::done : Part::deed, 0};
      ++at_;
    }
    read_rest();
  }

  // Things and what limits them, one behind the other.
  void read_rest() {
    Part next = Part::matter;
    while (at_ < end_) {
      if (is(joining(), word())) return;
      if (is(pronouns(), word()) || is(adverbs(), word()) || is(helping(), word()) || word() == "and" || word() == "or") {
        // "Take the old one away": the verb alone says little.
        if (light_verb_ && asked_.whether && (word() == "away" || word() == "back")) asked_.places[at_].part = Part::deed;
        if (is(helping(), word()) || word() == "and") next = Part::loose;   // another clause begins somewhere here
        ++at_;
      } else if (is(prepositions(), word())) {
        const bool part_of = word() == "of" || (word() == "for" && asked_.sought == Sought::price);
        // "To design a logo"; "what does it cost to stay one night".
        const bool of_it = points_at_what_follows_ && word() == "to" && at_ + 1 < end_ && !is(opening_a_phrase(), word(1)) && !is(pronouns(), word(1));
        const bool verb_behind = of_it || (word() == "to" && at_ + 2 < end_ && !is(opening_a_phrase(), word(1)) && !is(pronouns(), word(1)) && is(opening_a_phrase(), word(2)));
        if (verb_behind) {
          ++at_;
          asked_.places[at_].part = is(light_verbs(), word()) ? Part::loose : Part::deed;
          ++at_;
          continue;
        }
        const Place& before = asked_.places[at_ - 1];
        if (word() == "of" && !asked_.whether && before.part == Part::matter) {   // "the battery of the lamp"
          ++at_;
          read_phrase(Part::matter, false, before.phrase);
          continue;
        }
        if (next != Part::loose) next = !part_of || matter_read_ ? Part::qualifier : word() == "of" ? next : Part::matter;
        ++at_;
      } else {
        if (is(light_verbs(), word()) && !is(opening_a_phrase(), words_[at_ - 1].word) && !is(prepositions(), words_[at_ - 1].word)) {   // "the battery of the lamp last"
          ++at_;
          continue;
        }
        const std::size_t before = at_;
        read_phrase(next);
        if (at_ == before) ++at_;
        matter_read_ = matter_read_ || asked_.places[at_ - 1].part == Part::matter;
      }
    }
  }

  // "What does it cost", "is there a fee", "does it cost extra".
  [[nodiscard]] bool says_a_price() const {
    static const Words money = {"cost", "costs", "price", "prices", "fee", "fees"};
    if (asked_.sought != Sought::anything) return asked_.sought == Sought::price;
    const bool you_charge = std::any_of(words_.begin(), words_.end(), [](const Token& one) { return one.word == "you"; });
    return std::any_of(words_.begin(), words_.end(), [&](const Token& one) { return is(money, one.word) || (you_charge && one.word == "charge"); });
  }

  const std::vector<Token>& words_;
  std::string_view text_;
  AskedFor asked_;
  std::size_t at_ = 0, end_ = 0;
  int phrases_ = 0;
  bool matter_read_ = false, light_verb_ = false;
  bool points_at_what_follows_ = false;   // "it", before a deed
};

}  // namespace

AskedFor asked_for(const std::vector<Token>& words, std::string_view text) { return Parsing(words, text).read(); }

}  // namespace handrail::knowledge
