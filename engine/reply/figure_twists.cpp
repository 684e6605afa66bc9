// Figures that say something else than their source: told apart by the words that stand beside them there.
#include <utility>

#include "engine/reply/twist_ground.hpp"

namespace handrail::reply {
namespace {

bool one_rate(std::string_view word) { return one_of<10>({"hour", "day", "night", "week", "month", "quarter", "year", "person", "user", "seat"}, word); }

// Beside an amount such a word tells nothing apart: "you pay $9" of what costs that.
bool says_price(std::string_view word) { return one_of<8>({"pay", "pays", "cost", "costs", "price", "priced", "charge", "charged"}, word); }

// A figure of a source with the words that belong to it.
struct Told {
  const Unit* unit;
  const Figure* figure;
  std::size_t clause;
  Words words;
};

// "The first hour", "each further hour", "on Sundays": what tells figures apart, though it says nothing by itself. 0: nothing of the kind.
std::uint64_t telling_apart(const std::vector<Part>& parts, std::size_t i) {
  static const std::uint64_t further = hash_of("further");
  if (one_of<7>({"further", "additional", "next", "extra", "subsequent", "following", "beyond"}, parts[i].text)) return further;
  if (!one_of<4>({"first", "second", "third", "last"}, parts[i].text)) return 0;
  for (std::size_t back = 1; back <= 2 && back <= i; ++back)
    if (parts[i - back].text == "after") return further;   // "after the first hour"
  return parts[i].meaning;
}

// Those, and the weekdays and dates beside a figure of another kind; in one clause or in all.
void add_telling_apart(const std::vector<Part>& parts, const std::vector<Figure>& figures, const Figure& figure, bool alone, Words& words) {
  const auto here = [&](std::size_t i) { return i < parts.size() && (alone || parts[i].clause == parts[figure.word].clause); };
  for (std::size_t i = 0; i < parts.size(); ++i)
    if (const std::uint64_t word = telling_apart(parts, i); word != 0 && here(i)) {
      const bool left_behind = parts[i].content && i > 0 && word != parts[i].meaning;
      if (left_behind) std::erase(words, parts[i].meaning);
      words.push_back(word);
    }
  for (const Figure& day : figures) {
    const bool for_a_while = day.kind == Figure::Kind::time && day.words == 2;   // "for a month"
    const bool tells = for_a_while || day.kind == Figure::Kind::weekday || day.kind == Figure::Kind::date;
    if (day.kind != figure.kind && tells && here(day.word)) words.push_back(hash_of(day.value));
  }
}

// The words that a figure goes with: those of its clause, or of its whole sentence where that has no other of the kind.
Words words_with(const std::vector<Part>& parts, const std::vector<Figure>& figures, const Figure& figure) {
  const std::size_t clause = parts[figure.word].clause;
  const bool alone = std::none_of(figures.begin(), figures.end(), [&](const Figure& other) {
    return other.kind == figure.kind && other.word < parts.size() && parts[other.word].clause != clause;
  });
  Words words;
  bool excepted = false;   // ", but not on holidays": what is left out is no word of the figure's
  for (const Part& part : parts) {
    if (!alone && part.clause != clause) continue;
    excepted = part.parted || part.text == "but" ? one_of<3>({"but", "except", "excluding"}, part.text) : excepted || part.text == "except";
    if (part.content && !excepted && !says_price(part.text)) words.push_back(part.meaning);
  }
  add_telling_apart(parts, figures, figure, alone, words);
  return words;
}

// Whether a time is counted up to something or from it: "24 hours before your visit", "30 days after delivery".
enum class Side { none, before, after };
std::size_t behind_its_unit(const std::vector<Part>& parts, const Figure& figure) {
  const std::size_t behind = figure.word + figure.words;
  std::size_t i = behind;
  while (i < parts.size() && i < behind + 2 && !parts[i].parted &&
         (one_rate(parts[i].text) || one_of<10>({"days", "hours", "minutes", "weeks", "months", "years", "business", "minute", "working", "calendar"}, parts[i].text))) ++i;
  return i;
}
Side side_of(const std::vector<Part>& parts, const Figure& figure) {
  const std::size_t i = behind_its_unit(parts, figure);
  if (i >= parts.size() || parts[i].parted || figure.kind != Figure::Kind::time) return Side::none;
  if (one_of<2>({"before", "prior"}, parts[i].text)) return Side::before;
  return one_of<4>({"after", "following", "since", "from"}, parts[i].text) ? Side::after : Side::none;
}

// "Until 24 hours before" is 24 hours at least, "later than 24 hours before" less than that.
Bound bound_to_its_event(const std::vector<Part>& parts, const Figure& figure) {
  constexpr std::size_t reach = 3;
  const Bound bound = bound_of(parts, figure);
  if (side_of(parts, figure) != Side::before || bound == Bound::none) return bound;
  for (std::size_t back = 1; back <= reach && back <= figure.word; ++back) {
    const std::string& word = parts[figure.word - back].text;
    if (one_of<5>({"until", "till", "up", "later", "latest"}, word)) return bound == Bound::most ? Bound::least : Bound::most;
  }
  return bound;
}

// "24 hours before …", "within 24 hours of …"
bool counts_to_its_event(const std::vector<Part>& parts, const Figure& figure) {
  const std::size_t behind = behind_its_unit(parts, figure);
  return side_of(parts, figure) == Side::before || (figure.kind == Figure::Kind::time && behind < parts.size() && parts[behind].text == "of");
}

// What a figure is per: "$30 an hour", "$4 per ticket", "$8 per seat and month".
Words per_what(const std::vector<Part>& parts, const std::vector<Figure>& figures, const Figure& figure) {
  Words things;
  const auto is_figure = [&](std::size_t i) { return std::any_of(figures.begin(), figures.end(), [&](const Figure& one) { return one.word == i; }); };
  for (std::size_t i = figure.word + figure.words; i + 1 < parts.size(); i += 2) {
    const bool rated = one_rate(parts[i + 1].text);
    const bool per = parts[i].text == "per" || (rated && one_of<4>({"a", "an", "each", "every"}, parts[i].text)) || (parts[i].text == "and" && rated && !things.empty());
    if (!per || parts[i].parted || is_figure(i + 1)) break;
    things.push_back(parts[i + 1].meaning);
  }
  return things;
}

Told told(const Unit& unit, const Figure& figure) {
  Told one{&unit, &figure, unit.parts[figure.word].clause, words_with(unit.parts, unit.figures, figure)};
  if (one.words.empty() && one.clause > 0) {   // "plates for $3, with 12 or more $1.50": of plates as well
    std::size_t before = 0;
    for (const Part& part : unit.parts)
      if (part.clause < one.clause) before = std::max(before, part.clause);
    one.words = content_in(unit.parts, before);
  }
  one.words.insert(one.words.end(), unit.above.begin(), unit.above.end());
  return one;
}

// What a number counts: "6 video visits". 0: nothing that is said.
std::uint64_t counted_by(const std::vector<Part>& parts, const Figure& figure) {
  const std::size_t next = figure.word + figure.words;
  return next < parts.size() && parts[next].content && !parts[next].parted ? parts[next].meaning : 0;
}

// "$8 per seat and month", "every year".
std::vector<std::string> rates_in(const std::vector<Part>& parts) {
  std::vector<std::string> rates;
  for (std::size_t i = 0; i + 1 < parts.size(); ++i)
    if (one_of<6>({"per", "every", "each", "a", "an", "and"}, parts[i].text) && one_rate(parts[i + 1].text) && (parts[i].text != "and" || !rates.empty()))
      rates.push_back(parts[i + 1].text);
  return rates;
}

class FigureTwists : TwistGround {
 public:
  FigureTwists(const Held& held, const std::vector<const Unit*>& near, const std::vector<const Unit*>& all) : TwistGround(held, near, all) {}
  std::optional<Twist> run() const {
    using Search = std::optional<Twist> (FigureTwists::*)() const;
    for (const Search search : {&FigureTwists::figures, &FigureTwists::rate, &FigureTwists::span, &FigureTwists::hours_of_other_days})
      if (auto twist = (this->*search)()) return twist;
    return std::nullopt;
  }

 private:
  // Each figure stands with the words that it has in a source, within bounds of the same direction, and is counted from the same.
  [[nodiscard]] std::optional<Twist> figures() const {
    for (const Figure& figure : held_.figures) {
      std::vector<Told> tellers, others;
      for (const Unit* unit : all_)
        for (const Figure& source : unit->figures) {
          if (unit->parts.empty() || source.word >= unit->parts.size()) continue;
          if (reply::says(source, figure)) tellers.push_back(told(*unit, source));
          else if (source.kind == figure.kind && (compared(figure) || counts_the_same(figure, *unit, source))) others.push_back(told(*unit, source));
        }
      const auto of_another_kind = [&](const Told& one) { return one.figure->kind != figure.kind; };   // "16", of "16 years"
      if (!std::all_of(tellers.begin(), tellers.end(), of_another_kind)) std::erase_if(tellers, of_another_kind);
      const auto of_heading = [](const Told& one) { return one.unit->heading; };
      if (!std::all_of(tellers.begin(), tellers.end(), of_heading)) std::erase_if(tellers, of_heading);
      if (tellers.empty() || says_elsewhere(figure)) continue;
      const auto fits = [&](const Told& teller) {
        return !moved(figure, teller, others) && !bound_turned(figure, teller) && counted_alike(figure, teller) && !told_of_another(teller) && !denied_there(figure, teller) &&
            !turned_in_time(figure, teller) && !wrong_end(figure, teller) && !per_another(figure, teller) && !told_as_the_price(figure, teller);
      };
      if (std::none_of(tellers.begin(), tellers.end(), fits)) return Twist{true, ""};
    }
    return std::nullopt;
  }

  // A record or a receipt has it as well: which member of it is told is asked elsewhere.
  [[nodiscard]] bool says_elsewhere(const Figure& figure) const {
    return std::any_of(all_.begin(), all_.end(), [&](const Unit* unit) {
      return unit->parts.empty() && std::any_of(unit->figures.begin(), unit->figures.end(), [&](const Figure& source) { return reply::says(source, figure); });
    });
  }

  // "Express delivery takes 3 to 5 days", where these are the standard's and express has others.
  [[nodiscard]] bool moved(const Figure& figure, const Told& teller, const std::vector<Told>& others) const {
    const std::size_t clause = parts_[figure.word].clause;
    Words mine = words_with(parts_, held_.figures, figure);
    if (end_of_a_span(teller) != End::none)   // "open from 9:00 to 13:00" says when it closes; which end is meant is asked by itself
      std::erase_if(mine, [](std::uint64_t word) { return word == meaning("open") || word == meaning("close") || word == meaning("closed"); });
    if (named_otherwise(teller, clause)) return true;
    for (const Told& other : others) {
      const bool said_too = std::any_of(held_.figures.begin(), held_.figures.end(), [&](const Figure& one) {
        return parts_[one.word].clause == clause && reply::says(*other.figure, one);
      });
      if (said_too || (other.unit == teller.unit && other.clause == teller.clause)) continue;
      const Words of_teller = by_its_own_words(teller, mine), of_other = by_its_own_words(other, mine);
      const std::size_t theirs = only_here(mine, of_other, of_teller);
      if (theirs == 0) continue;
      const bool later = other.unit == teller.unit && other.clause > teller.clause;   // what stands first may go on for what follows, and not the other way round
      if (later || only_here(mine, of_teller, of_other) == 0) return true;
    }
    return false;
  }

  // "On Sundays it is $70" tells of what the sentence before it speaks of on Sundays alone: without a word of its own it is not meant.
  static Words by_its_own_words(const Told& one, const Words& mine) {
    constexpr std::size_t head = 3;
    const auto& parts = one.unit->parts;
    const bool takes_up = std::any_of(parts.begin(), parts.begin() + static_cast<std::ptrdiff_t>(std::min(head, parts.size())), [](const Part& part) {
      return one_of<3>({"it", "they", "that"}, part.text);
    });
    const Words own = words_with(parts, one.unit->figures, *one.figure);
    return takes_up && !own.empty() && std::none_of(own.begin(), own.end(), [&](std::uint64_t word) { return has(mine, word); }) ? own : one.words;
  }

  // "Heavy Haul delivers on Saturdays", where the source has other carriers in its place and speaks of that one elsewhere.
  [[nodiscard]] bool told_of_another(const Told& teller) const {
    const Words known = names_in(all_, parts_), mine = subject_names(parts_, known), theirs = subject_names(teller.unit->parts, known);
    if (mine.empty() || theirs.empty()) return false;
    const auto named = [&](std::uint64_t name) { return unit_has(*teller.unit, name) || has(teller.unit->above, name); };
    const auto elsewhere = [&](std::uint64_t name) { return std::any_of(all_.begin(), all_.end(), [&](const Unit* unit) { return unit_has(*unit, name); }); };
    return std::none_of(mine.begin(), mine.end(), named) && std::any_of(mine.begin(), mine.end(), elsewhere);
  }

  // "You can pay with two cards", of which the source says that it cannot be. A "no more than" denies nothing.
  [[nodiscard]] bool denied_there(const Figure& figure, const Told& teller) const {
    const bool denied = denied_in(parts_, parts_[figure.word].clause, 0, parts_.size()) || says_no(held_.sentence, held_.text) || says("otherwise");
    return !denied && denied_around(teller.unit->parts, teller.clause, teller.figure->word);
  }
  // ", meals not included" behind a price denies nothing of it.
  static bool denied_around(const std::vector<Part>& parts, std::size_t clause, std::size_t word) {
    std::size_t begin = word, end = word + 1;
    while (begin > 0 && !parts[begin].parted) --begin;
    while (end < parts.size() && !parts[end].parted) ++end;
    return denied_in(parts, clause, begin, end);
  }
  static bool denied_in(const std::vector<Part>& parts, std::size_t clause, std::size_t begin, std::size_t end) {
    bool denied = false;
    for (std::size_t i = begin; i < end; ++i) {
      if (parts[i].clause != clause) continue;
      if (one_of<7>({"until", "unless", "before", "only", "except", "if", "but"}, parts[i].text)) return false;
      const bool bounds = i + 1 < parts.size() && one_of<8>({"more", "less", "later", "longer", "earlier", "higher", "fewer", "than"}, parts[i + 1].text);
      denied |= one_of<5>({"not", "no", "never", "cannot", "nor"}, parts[i].text) && !bounds;
    }
    return denied;
  }

  [[nodiscard]] bool counts_the_same(const Figure& figure, const Unit& unit, const Figure& source) const {
    const auto exact = [](const Figure& one) { return one.kind == Figure::Kind::number && one.value.find('.') != std::string::npos; };
    if (exact(figure) && exact(source)) return true;   // "34.90", of no currency
    const std::uint64_t thing = counted_by(parts_, figure);
    return figure.kind == Figure::Kind::number && thing != 0 && thing == counted_by(unit.parts, source);
  }

  // "The Basic plan covers 5 people" where the source says it of the Family plan, and knows of a Basic one.
  [[nodiscard]] bool named_otherwise(const Told& teller, std::size_t clause) const {
    const auto& theirs = teller.unit->parts;
    for (std::size_t i = 0; i + 1 < parts_.size(); ++i) {
      const Part &name = parts_[i], &thing = parts_[i + 1];
      if (!name.content || !thing.content || thing.parted || thing.clause != clause || unit_has(*teller.unit, name.meaning)) continue;
      for (std::size_t k = 0; k + 1 < theirs.size(); ++k) {
        const bool other = theirs[k + 1].meaning == thing.meaning && theirs[k].content && theirs[k + 1].clause == teller.clause && !has(content_, theirs[k].meaning);
        if (other && stands_before(name.meaning, thing.meaning)) return true;
      }
    }
    return false;
  }
  [[nodiscard]] bool stands_before(std::uint64_t name, std::uint64_t thing) const {
    for (const Unit* unit : all_)
      for (std::size_t i = 0; i + 1 < unit->parts.size(); ++i)
        if (unit->parts[i].meaning == name && unit->parts[i + 1].meaning == thing) return true;
    return false;
  }

  // "$30 per year" of what costs that a month.
  [[nodiscard]] std::optional<Twist> rate() const {
    for (const std::string& mine : rates_in(parts_)) {
      bool same = false, other = false;
      for (const Unit* unit : near_) {
        if (unit->parts.empty()) return std::nullopt;
        const std::vector<std::string> theirs = rates_in(unit->parts);
        const bool rated = std::find(theirs.begin(), theirs.end(), mine) != theirs.end() || one_says(unit->parts, mine);   // "each further hour"
        same |= of_the_same_matter(*unit) && rated && alike(*unit);
        other |= of_the_same_matter(*unit) && !theirs.empty();
      }
      if (!same && other && !held_.figures.empty())   // "they cost $3 a night", of what says so without a word of it
        same = std::any_of(all_.begin(), all_.end(), [&](const Unit* unit) {
          const std::vector<std::string> theirs = rates_in(unit->parts);
          const bool of_nothing_else = std::none_of(parts_.begin(), parts_.end(), [](const Part& part) { return part.content && !says_price(part.text) && !one_rate(part.text); });
          return of_nothing_else && std::find(theirs.begin(), theirs.end(), mine) != theirs.end() && alike(*unit);
        });
      if (other && !same) return Twist{true, ""};
    }
    return std::nullopt;
  }
  // Has the figures of the sentence as well.
  [[nodiscard]] bool alike(const Unit& unit) const {
    return std::all_of(held_.figures.begin(), held_.figures.end(), [&](const Figure& figure) {
      return std::any_of(unit.figures.begin(), unit.figures.end(), [&](const Figure& source) { return reply::says(source, figure); });
    }) || held_.figures.size() > 1;
  }

  // "Free up to $50" where it is free from there. (That orders under $50 pay follows from it: such a clause says another thing.)
  [[nodiscard]] bool bound_turned(const Figure& figure, const Told& teller) const {
    const auto& told = teller.unit->parts;
    Bound mine = bound_of(parts_, figure), theirs = bound_of(told, *teller.figure);
    if (counts_to_its_event(parts_, figure) && counts_to_its_event(told, *teller.figure))
      mine = bound_to_its_event(parts_, figure), theirs = bound_to_its_event(told, *teller.figure);
    const bool free_there = of_free(told);
    if (mine == Bound::none || theirs == Bound::none) return false;
    // "Later than 24 hours before, we charge" follows from what is free until then; "earlier than 24 hours before, we charge" does not.
    if (of_free(parts_) != free_there) return mine == theirs && of_price(free_there ? parts_ : told) && known_of(teller, figure);
    if (follows_otherwise(told, teller.unit->figures)) return mine == theirs;   // "at least 12 hours before, otherwise we charge": less than 12 hours before, we charge
    if (mine == theirs) return false;
    const bool denied = denies() != says("unless"), denied_there = teller.unit->negated != one_says(told, "unless");   // "if 21 or older", "unless under 21"
    return known_of(teller, figure) && denied == denied_there;
  }
  // A figure of the sentence is what the source says of the other case.
  [[nodiscard]] bool follows_otherwise(const std::vector<Part>& told, const std::vector<Figure>& figures) const {
    const auto at = std::find_if(told.begin(), told.end(), [](const Part& part) { return one_of<2>({"otherwise", "else"}, part.text); });
    const auto behind = static_cast<std::size_t>(at - told.begin());
    return std::any_of(figures.begin(), figures.end(), [&](const Figure& source) {
      return source.word > behind && std::any_of(held_.figures.begin(), held_.figures.end(), [&](const Figure& one) { return reply::says(source, one); });
    });
  }
  // Half of what the source says beside the figure is said here.
  [[nodiscard]] bool known_of(const Told& teller, const Figure& figure) const {
    Words words = content_in(teller.unit->parts, teller.clause);
    std::erase(words, meaning("free"));   // asked by itself
    const Words said = content_in(parts_, parts_[figure.word].clause);
    const auto known = static_cast<std::size_t>(std::count_if(words.begin(), words.end(), [&](std::uint64_t word) { return has(said, word); }));
    return 2 * known >= words.size();
  }
  static bool of_price(const std::vector<Part>& parts) {
    return std::any_of(parts.begin(), parts.end(), [](const Part& part) { return says_price(part.text) || part.text.starts_with('$'); });
  }
  static bool one_says(const std::vector<Part>& parts, std::string_view text) {
    return std::any_of(parts.begin(), parts.end(), [&](const Part& part) { return part.text == text; });
  }

  static bool of_free(const std::vector<Part>& parts) {
    for (std::size_t i = 0; i < parts.size(); ++i) {
      if (parts[i].text == "free") return true;
      if (i > 0 && one_of<4>({"charge", "fee", "cost", "charged"}, parts[i].text) && (parts[i].denied || parts[i - 1].denied)) return true;
      if (parts[i].text == "without" || parts[i].text == "nothing") return true;
    }
    return false;
  }

  // "Frames cost $40", of what costs that and more.
  [[nodiscard]] bool told_as_the_price(const Figure& figure, const Told& teller) const {
    const auto& theirs = teller.unit->parts;
    const std::size_t at = teller.figure->word;
    const bool starts_there = at > 1 && theirs[at - 1].text == "at" && theirs[at - 2].text.starts_with("start");
    return starts_there && figure.kind == Figure::Kind::money && bound_of(parts_, figure) == Bound::none && !one_says(parts_, "cheapest") && !one_says(parts_, "lowest");
  }

  // "60 minutes after opening" of what is "60 minutes before closing".
  [[nodiscard]] bool turned_in_time(const Figure& figure, const Told& teller) const {
    const Side mine = side_of(parts_, figure), theirs = side_of(teller.unit->parts, *teller.figure);
    return mine != Side::none && theirs != Side::none && mine != theirs;
  }
  [[nodiscard]] bool per_another(const Figure& figure, const Told& teller) const {
    const Words mine = per_what(parts_, held_.figures, figure), theirs = per_what(teller.unit->parts, teller.unit->figures, *teller.figure);
    return !mine.empty() && !theirs.empty() && std::none_of(mine.begin(), mine.end(), [&](std::uint64_t one) { return has(theirs, one); });
  }

  static std::uint64_t meaning(std::string_view word) { return meaning_of({.text = std::string(word), .stem = stem_of(word)}); }
  enum class End { none, first, last };
  [[nodiscard]] static End end_of_a_span(const Told& teller) {
    if (teller.figure->kind != Figure::Kind::clock) return End::none;
    for (const auto& [from, to] : spans_in(teller.unit->parts, teller.unit->figures)) {
      if (from == teller.figure) return End::first;
      if (to == teller.figure) return End::last;
    }
    return End::none;
  }
  // "We close at 9:00", of what is open from then on.
  [[nodiscard]] bool wrong_end(const Figure& figure, const Told& teller) const {
    const End end = end_of_a_span(teller);
    if (end == End::none || figure.word == 0 || !spans_in(parts_, held_.figures).empty()) return false;
    const std::string& before = parts_[figure.word - 1].text;
    const auto in_clause = [&](std::uint64_t word) {
      return std::any_of(parts_.begin(), parts_.end(), [&](const Part& part) { return part.meaning == word && part.clause == parts_[figure.word].clause; });
    };
    const bool closes = in_clause(meaning("close")) || in_clause(meaning("closed"));
    const bool ends = in_clause(meaning("end")) || in_clause(meaning("over")), starts = in_clause(meaning("start"));
    const bool tells_last = one_of<3>({"until", "till", "to"}, before) || (before == "at" && (closes || ends));
    const bool tells_first = before == "from" || (before == "at" && (in_clause(meaning("open")) || starts) && !closes);
    return end == End::first ? tells_last : tells_first;
  }

  // "From 6 am to 8 pm" of what is from 8 pm to 6 am: two ends changed places.
  [[nodiscard]] static std::vector<std::pair<const Figure*, const Figure*>> spans_in(const std::vector<Part>& parts, const std::vector<Figure>& figures) {
    std::vector<std::pair<const Figure*, const Figure*>> spans;
    for (std::size_t i = 0; i + 1 < figures.size(); ++i) {
      const Figure &first = figures[i], &second = figures[i + 1];
      const std::size_t joint = first.word + first.words;
      const bool ends = first.kind == Figure::Kind::clock || first.kind == Figure::Kind::weekday || first.kind == Figure::Kind::date;
      if (ends && first.kind == second.kind && second.dashed) spans.emplace_back(&first, &second);
      if (ends && first.kind == second.kind && second.word == joint + 1 && joint < parts.size() && one_of<4>({"to", "until", "till", "and"}, parts[joint].text) &&
          (parts[joint].text != "and" || (first.word > 0 && parts[first.word - 1].text == "between"))) spans.emplace_back(&first, &second);
    }
    return spans;
  }
  [[nodiscard]] std::optional<Twist> span() const {
    for (const auto& [first, second] : spans_in(parts_, held_.figures)) {
      bool same = false, turned = false, begins_another = false, ends_another = false;
      for (const Unit* unit : all_) {
        if (unit->parts.empty()) continue;
        for (const auto& [from, to] : spans_in(unit->parts, unit->figures)) {
          same |= reply::says(*from, *first) && reply::says(*to, *second);
          turned |= reply::says(*from, *second) && reply::says(*to, *first);
          begins_another |= reply::says(*from, *first);
          ends_another |= reply::says(*to, *second);
        }
      }
      const bool mixed = begins_another && ends_another;   // "from 9:00 to 18:30", of 8:00 to 18:30 and of 9:00 to 13:00
      if ((turned || mixed) && !same) return Twist{true, ""};
    }
    return std::nullopt;
  }

  // "From 8 am to 6 pm on Fridays", of what is open so from Monday to Thursday: an hour belongs to the days that stand in front of it, else to the ones behind it.
  [[nodiscard]] std::optional<Twist> hours_of_other_days() const {
    unsigned days = 0;
    for (const Figure& figure : held_.figures) days |= figure.days;
    if (days == 0) return std::nullopt;
    for (const Figure& figure : held_.figures) {
      if (figure.kind != Figure::Kind::clock) continue;
      bool others = false, these = false;
      for (const Unit* unit : all_)
        for (const Figure& source : unit->figures) {
          if (unit->parts.empty() || !reply::says(source, figure)) continue;
          const unsigned theirs = days_with(*unit, source);
          (theirs != 0 && (theirs & days) == 0 ? others : these) = true;
        }
      if (others && !these) return Twist{true, ""};
    }
    return std::nullopt;
  }
  static unsigned days_with(const Unit& unit, const Figure& hour) {
    unsigned in_front = 0, behind = 0;
    bool hours_first = false;   // "from 7 to 9 on weekdays and from 9 to 6 on weekends"
    for (const Figure& figure : unit.figures) {
      hours_first |= figure.kind == Figure::Kind::clock && in_front == 0 && behind == 0;
      if (figure.kind != Figure::Kind::weekday) continue;
      if (figure.word < hour.word) in_front = figure.days;
      else if (behind == 0) behind = figure.days;
    }
    return behind != 0 && (hours_first || in_front == 0) ? behind : in_front;
  }

  // "30 days of purchase" where the source says of delivery.
  [[nodiscard]] bool counted_alike(const Figure& figure, const Told& teller) const {
    if (figure.kind != Figure::Kind::time) return true;
    const std::uint64_t mine = anchor(parts_, figure), theirs = anchor(teller.unit->parts, *teller.figure);
    return (mine == 0 || theirs == 0 || mine == theirs) && !after_another_event(figure, teller);
  }
  // "After you give notice", of what is counted from when the unit is empty, where the sources speak of notice elsewhere.
  [[nodiscard]] bool after_another_event(const Figure& figure, const Told& teller) const {
    const Words mine = event(parts_, figure), theirs = event(teller.unit->parts, *teller.figure);
    if (mine.empty() || theirs.empty()) return false;
    const auto known_there = [&](std::uint64_t word) { return has(theirs, word) || unit_has(*teller.unit, word) || has(teller.unit->above, word); };
    const auto elsewhere = [&](std::uint64_t word) { return std::any_of(all_.begin(), all_.end(), [&](const Unit* unit) { return unit_has(*unit, word); }); };
    return std::none_of(mine.begin(), mine.end(), known_there) && std::any_of(mine.begin(), mine.end(), elsewhere);
  }
  static Words event(const std::vector<Part>& parts, const Figure& figure) {
    std::size_t i = behind_its_unit(parts, figure);
    Words words;
    if (i >= parts.size() || parts[i].parted || !one_of<7>({"after", "once", "when", "from", "since", "of", "following"}, parts[i].text)) return words;
    for (++i; i < parts.size() && !parts[i].parted && !one_of<3>({"and", "or", "but"}, parts[i].text); ++i)
      if (parts[i].content) words.push_back(parts[i].meaning);
    return words;
  }

  static std::uint64_t anchor(const std::vector<Part>& parts, const Figure& figure) {
    constexpr std::size_t reach = 5;   // "30 calendar days from the delivery"
    bool counted = false;
    for (std::size_t i = figure.word + figure.words; i < std::min(parts.size(), figure.word + figure.words + reach); ++i) {
      if (parts[i].parted) return 0;
      if (counted && !one_of<8>({"the", "your", "a", "an", "its", "their", "our", "when"}, parts[i].text)) return parts[i].content ? parts[i].meaning : 0;
      counted |= one_of<5>({"of", "from", "after", "since", "following"}, parts[i].text);
    }
    return 0;
  }
};

}  // namespace

std::optional<Twist> twist_of_figures(const Held& held, const std::vector<const Unit*>& near, const std::vector<const Unit*>& all) { return FigureTwists(held, near, all).run(); }

bool told_beside_the_same(const Held& held, const Figure& figure, const Unit& unit) {
  const std::vector<Part> parts = parts_of(held.sentence, held.text, held.figures);
  const Words mine = content_in(parts, parts[figure.word].clause);
  return std::any_of(unit.figures.begin(), unit.figures.end(), [&](const Figure& source) {
    if (source.word >= unit.parts.size() || !says(source, figure)) return false;
    const Words theirs = told(unit, source).words;
    return std::any_of(mine.begin(), mine.end(), [&](std::uint64_t word) { return has(theirs, word); });
  });
}

}  // namespace handrail::reply
