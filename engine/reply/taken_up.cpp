#include "engine/reply/taken_up.hpp"

#include <algorithm>

#include "engine/base/one_of.hpp"
#include "engine/reply/clauses.hpp"
#include "engine/reply/crossing_out.hpp"
#include "engine/reply/customers_figures.hpp"
#include "engine/reply/ranges.hpp"

namespace handrail::reply {
namespace {

bool joins(std::string_view word) { return one_of<10>({"and", "so", "but", "as", "since", "because", "while", "whereas", "then", "which"}, word); }
bool turns(std::string_view word) { return one_of<4>({"but", "while", "whereas", "though"}, word); }
bool of_a_measure(std::string_view word) {
  return one_of<30>({"kg", "kilo", "kilos", "g", "cm", "m", "km", "miles", "litres", "people",
                     "year", "years", "old", "month", "months", "week", "weeks", "day", "days", "hour", "hours", "minute", "minutes", "night", "nights", "o'clock", "o", "clock", "pm", "am"}, word);
}
bool denies(std::string_view word) { return one_of<5>({"not", "no", "never", "cannot", "neither"}, word); }

constexpr std::size_t figures_max = 8;   // of a sentence: an answer to somebody takes up two or three

class TakingUp : private CrossingOut {
 public:
  TakingUp(const Checking& checking, const Sentence& sentence, std::size_t at) : CrossingOut(checking, sentence, at) {
    begins_.push_back(0);
    for (std::size_t i = 1; i < sentence.words.size(); ++i)
      if (parted_at(sentence, text_, i) || joins(word(i))) begins_.push_back(i);
  }

  [[nodiscard]] bool wrong() const { return wrong_; }

  std::optional<Sentence> run() {
    bool any = false;
    if (figures_.size() > figures_max) return std::nullopt;
    for (const Figure& figure : figures_) {
      if (figure.kind == Figure::Kind::id || gone_[figure.word] || !written_by_the_customer(checking_, figure)) continue;
      using Shape = bool (TakingUp::*)(const Figure&);
      for (const Shape shape : {&TakingUp::judged, &TakingUp::own_clause, &TakingUp::of_theirs, &TakingUp::led}) {
        const bool taken = (this->*shape)(figure);
        if (wrong_) return std::nullopt;
        any |= taken;
        if (taken) break;
      }
    }
    any |= judged_by_a_word();
    if (wrong_ || !any) return std::nullopt;
    return rest();
  }

 private:
  // Between marks and words that join.
  [[nodiscard]] Span segment_of(std::size_t i) const {
    const auto behind = std::upper_bound(begins_.begin(), begins_.end(), i);
    return {*(behind - 1), behind == begins_.end() ? sentence_.words.size() : *behind};
  }
  void drop(Span span) { std::fill(gone_.begin() + static_cast<std::ptrdiff_t>(span.begin), gone_.begin() + static_cast<std::ptrdiff_t>(span.end), 1); }
  [[nodiscard]] std::optional<Measure> measure(const Figure& figure) const { return measured_by_the_customer(checking_, figure, text_); }

  // The figure with its unit: "four-year-old", "four o'clock".
  [[nodiscard]] Span with_unit(const Figure& figure) const {
    Span span{figure.word, figure.word + figure.words};
    while (span.end < sentence_.words.size() && of_a_measure(word(span.end)) && !parted_at(sentence_, text_, span.end)) ++span.end;
    return span;
  }
  [[nodiscard]] bool in_unit(std::size_t i) const {
    return std::any_of(figures_.begin(), figures_.end(), [&](const Figure& one) {
      const Span span = with_unit(one);
      return i >= span.begin && i < span.end;
    });
  }
  [[nodiscard]] bool said(const Word& one) const {
    return std::any_of(checking_.units().begin(), checking_.units().end(), [&](const Unit& unit) {
      return unit.from == Unit::From::said && std::binary_search(unit.stems.begin(), unit.stems.end(), meaning_of(one));
    });
  }
  [[nodiscard]] bool only_said(Span span) const {
    for (std::size_t i = span.begin; i < span.end; ++i)
      if (has_content(sentence_.words[i]) && !in_unit(i) && !said(sentence_.words[i])) return false;
    return true;
  }

  // Bounds that the draft itself tells beside it: in another part of the sentence, else in the sentence before or behind. What it tells is asked for by itself.
  enum class Where { sentence, around };
  [[nodiscard]] std::vector<Range> told_beside(const Figure& figure, const Measure& mine, Where where = Where::around) const {
    return told_beside(figure.word, mine, where, "");
  }
  // `unit`: of a plain number, what it counts ("kg"): others are not meant. Empty: any.
  [[nodiscard]] std::vector<Range> told_beside(std::size_t at, const Measure& mine, Where where, std::string_view unit) const {
    std::vector<Range> ranges;
    const Span own = segment_of(at);
    const std::size_t begin = sentence_.words[own.begin].begin, end = sentence_.words[own.end - 1].end;
    const auto take = [&](std::size_t index) {
      if (index >= checking_.read.sentences.size() || !ranges.empty()) return;
      const Sentence& other = checking_.read.sentences[index];
      if (other.asks || other.words.empty()) return;
      const auto figures = figures_in(other, text_);
      for (Range& range : ranges_in(parts_of(other, text_, figures), figures, text_)) {
        const std::size_t place = other.words[range.word].begin;
        if (!unit.empty() && range.word + 1 < other.words.size() && other.words[range.word + 1].text != unit) continue;
        if ((place < begin || place >= end) && place_in(range, mine) != Place::apart) ranges.push_back(std::move(range));
      }
    };
    take(at_);
    if (where == Where::sentence) return ranges;
    if (at_ > 0) take(at_ - 1);
    take(at_ + 1);
    return ranges;
  }
  // Where the figure lies beside bounds that the sentences around it tell: inside as soon as it is inside of one.
  enum class Lies { within, beyond, unbounded };
  [[nodiscard]] Lies lies_around(const Measure& mine, std::vector<Figure>* told = nullptr) const {
    constexpr std::size_t before = 2;
    Lies lies = Lies::unbounded;
    for (std::size_t index = at_ - std::min(at_, before); index < std::min(at_ + 2, checking_.read.sentences.size()); ++index) {
      const Sentence& other = checking_.read.sentences[index];
      if (index == at_ || other.asks || other.words.empty()) continue;
      const auto figures = figures_in(other, text_);
      for (const Range& range : ranges_in(parts_of(other, text_, figures), figures, text_)) {
        const Place place = place_in(range, mine);
        if (place == Place::inside) return Lies::within;
        if (place == Place::apart) continue;
        lies = Lies::beyond;
        if (told) told->insert(told->end(), figures.begin(), figures.end());
      }
    }
    return lies;
  }
  // "Children from 12 years on may use it. Your daughter is 9, so she may": nothing denies it, and no figure is told but those of the bound.
  [[nodiscard]] bool grants_beyond(const Figure& figure, const Measure& mine, Span own) const {
    if (own.begin == 0 && own.end == sentence_.words.size()) return false;   // no verdict
    for (std::size_t i = 0; i < sentence_.words.size(); ++i)
      if (denies(word(i)) || one_of<6>({"too", "unfortunately", "sadly", "afraid", "impossible", "exceeds"}, word(i))) return false;
    std::vector<Figure> told;
    if (lies_around(mine, &told) != Lies::beyond) return false;
    return std::all_of(figures_.begin(), figures_.end(), [&](const Figure& other) {
      if (other.word == figure.word || (other.word >= own.begin && other.word < own.end)) return true;
      return std::any_of(told.begin(), told.end(), [&](const Figure& one) { return says(one, other); });
    });
  }
  // "He is 11, so he may use the sauna", of what adults may: no bound that lets it in is told, around it or by a source of what follows from it.
  [[nodiscard]] bool follows_from_nothing(const Measure& mine, Span own) const {
    if (own.begin == 0 && own.end == sentence_.words.size()) return false;
    std::vector<std::uint64_t> rest;
    for (std::size_t i = 0; i < sentence_.words.size(); ++i) {
      if (denies(word(i)) || word(i) == "too") return false;
      if ((i < own.begin || i >= own.end) && !in_unit(i) && has_content(sentence_.words[i])) rest.push_back(meaning_of(sentence_.words[i]));
    }
    if (rest.empty() || lies_around(mine) != Lies::unbounded) return false;
    return std::none_of(checking_.units().begin(), checking_.units().end(), [&](const Unit& unit) {
      if (unit.from == Unit::From::said || unit.parts.empty()) return false;
      if (std::none_of(rest.begin(), rest.end(), [&](std::uint64_t meaning) { return std::binary_search(unit.stems.begin(), unit.stems.end(), meaning); })) return false;
      const auto ranges = ranges_in(unit.parts, unit.figures, "");
      return std::any_of(ranges.begin(), ranges.end(), [&](const Range& range) { return place_in(range, mine) == Place::inside; });
    });
  }
  // "From 12 years on. So your 11-year-old may not": what lies beyond a bound that grants is refused, and nothing else is said.
  [[nodiscard]] bool refuses_as_told_around(Span own, const Measure& mine) const {
    for (std::size_t i = own.begin; i < own.end; ++i)
      if (has_content(sentence_.words[i]) && !in_unit(i)) return false;
    for (std::size_t index = at_ - std::min(at_, std::size_t{2}); index < std::min(at_ + 2, checking_.read.sentences.size()); ++index)
      if (index != at_ && says_no(checking_.read.sentences[index], text_)) return false;
    return lies_around(mine) == Lies::beyond;
  }
  [[nodiscard]] bool counted_back(std::size_t behind) const { return one_of<2>({"before", "prior"}, word(behind)); }

  // "So four o'clock won't work", "three would be too many", "eight is fine": the whole part judges the figure.
  bool judged(const Figure& figure) {
    const Span span = segment_of(figure.word);
    bool no = false, verdict = false, above = false, below = false;
    for (std::size_t i = span.begin; i < span.end; ++i) {
      if (in_unit(i)) continue;
      const std::string_view here = word(i);
      no |= denies(here);
      if (here == "too") {
        above |= one_of<8>({"many", "much", "late", "long", "old", "far", "high", "big"}, word(i + 1));
        below |= one_of<8>({"few", "little", "early", "short", "young", "low", "small", "soon"}, word(i + 1));
        ++i;
      } else if (word(i + 1) == "enough") {   // "old enough"
        verdict = true;
        ++i;
      } else if (one_of<10>({"work", "works", "fine", "possible", "ok", "okay", "do", "fit", "impossible", "enough"}, here)) {
        verdict |= here != "do" || i + 1 == span.end;
        no |= here == "impossible";
      } else if (has_content(sentence_.words[i]) && !said(sentence_.words[i])) {
        return false;
      }
    }
    if (!verdict && !above && !below) return false;
    if (counted_back(with_unit(figure).end)) std::swap(above, below);   // "3 days before would be too late"
    const auto mine = measure(figure);
    if (!mine) return false;
    const std::vector<Range> ranges = told_beside(figure, *mine);
    if (ranges.empty()) return false;
    const bool fits = std::all_of(ranges.begin(), ranges.end(), [&](const Range& range) {
      const Place place = place_in(range, *mine);
      if (above || below) return no ? place == Place::inside : place == (above ? Place::above : Place::below);
      return no == (place != Place::inside);
    });
    wrong_ = !fits;
    if (fits) drop(span);
    return fits;
  }

  // "That's too heavy for us", "that would be too early": of the figure that the customer asked with, which lies beyond the bound that is told beside it.
  bool judged_by_a_word() {
    for (std::size_t i = 1; i + 1 < sentence_.words.size(); ++i) {
      const Span span = segment_of(i);
      if (word(i) != "too" || gone_[i] || !one_of<3>({"that", "this", "it"}, word(joins(word(span.begin)) ? span.begin + 1 : span.begin))) continue;
      const bool above = one_of<9>({"many", "much", "long", "old", "far", "high", "big", "large", "heavy"}, word(i + 1));
      const bool below = one_of<6>({"few", "little", "short", "young", "low", "small"}, word(i + 1));
      const bool in_time = one_of<4>({"early", "late", "soon", "long"}, word(i + 1));
      bool plain = above || below || in_time;
      for (std::size_t k = span.begin; k < span.end; ++k) plain &= k == i || k == i + 1 || (!has_content(sentence_.words[k]) && !denies(word(k)));
      if (!plain) continue;
      bool lies = false;
      const std::string& question = checking_.evidence.question;
      for (const Sentence& asked : read_text(question).sentences)
        for (const Figure& figure : figures_in(asked, question)) {
          const auto mine = measure_of(figure, std::string_view(question).substr(figure.begin, figure.end - figure.begin));
          const std::size_t behind = figure.word + figure.words;
          const bool of_a_unit = mine && mine->scale == Scale::count && behind < asked.words.size();
          for (const Range& range : mine ? told_beside(i, *mine, Where::around, of_a_unit ? asked.words[behind].text : "") : std::vector<Range>()) {
            const Place place = place_in(range, *mine);
            lies |= in_time ? place != Place::inside : place == (above ? Place::above : Place::below);
            wrong_ |= place == Place::inside;
          }
        }
      if (wrong_) return false;
      if (!lies) continue;
      drop(span);
      return true;
    }
    return false;
  }

  // "And your son is 14", "as you're three adults": they told us so.
  bool own_clause(const Figure& figure) {
    const Span span = segment_of(figure.word);
    std::size_t i = span.begin;
    while (i < span.end && (joins(word(i)) || word(i) == "that")) ++i;
    if (word(i) != "your" && word(i) != "you" && word(i) != "he" && word(i) != "she" && word(i) != "they") return false;
    const std::size_t verb = std::max(figure.word, std::size_t{1}) - 1;
    if (verb <= i || verb >= span.end || !one_of<3>({"is", "are", "was"}, word(verb)) || !only_said(span)) return false;
    for (std::size_t k = span.begin; k < span.end; ++k)
      if (denies(word(k))) return false;
    // Beside a bound that the sentence tells it lies within that, or is set against it: "but your son is 16".
    if (const auto mine = measure(figure)) {
      const bool turned = turns(word(span.begin));
      const auto beside = told_beside(figure, *mine, Where::sentence);
      for (const Range& range : beside) wrong_ |= (place_in(range, *mine) == Place::inside) == turned;
      if (beside.empty()) {
        wrong_ = grants_beyond(figure, *mine, span);
        if (!wrong_ && follows_from_nothing(*mine, span)) return false;
      }
    }
    if (wrong_) return false;
    drop(span);
    return true;
  }

  // "Your 12-year-old", "your three dogs".
  bool of_theirs(const Figure& figure) {
    if (figure.word == 0 || word(figure.word - 1) != "your") return false;
    const Span span = segment_of(figure.word);
    const auto mine = measure(figure);
    if (!mine) return false;
    const bool led_by = figure.word >= 2 && figure.word - 2 == span.begin && one_of<5>({"for", "with", "at", "in", "on"}, word(span.begin));
    bool no = false;
    for (std::size_t i = span.begin; i < span.end; ++i) no |= denies(word(i));
    const Lies lies = lies_in_what_is_told(figure, *mine);
    wrong_ = lies == Lies::beyond && !no;
    if (lies == Lies::beyond && no && refuses_as_told_around(span, *mine)) {
      drop(span);
      return true;
    }
    if (lies == Lies::beyond || (lies == Lies::unbounded && (led_by || bounds_elsewhere_ || !said_of_that_thing(span, figure)))) return false;
    drop(says_all_of(span, figure) ? span : with_unit(figure));
    return true;
  }

  // "Your three dogs are welcome", of "dogs are welcome": the source speaks of the thing itself, of any number of it, and of nobody else. An age has no such thing, and a
  // price of several is not that of one.
  [[nodiscard]] bool said_of_that_thing(Span span, const Figure& figure) const {
    const std::size_t at = with_unit(figure).end;
    if (at >= span.end || !has_content(sentence_.words[at])) return false;
    for (std::size_t i = span.begin; i < span.end; ++i)
      if (one_of<12>({"total", "altogether", "together", "half", "sum", "pay", "pays", "cost", "costs", "charged", "price", "discount"}, word(i))) return false;
    for (const Figure& one : figures_)
      if (one.word >= span.begin && one.word < span.end && (one.kind == Figure::Kind::money || one.kind == Figure::Kind::percent)) return false;
    const std::uint64_t thing = meaning_of(sentence_.words[at]);
    return std::any_of(checking_.units().begin(), checking_.units().end(), [&](const Unit& unit) {
      if (unit.from == Unit::From::said || unit.heading) return false;
      std::size_t clauses = 0;
      for (const Part& part : unit.parts) clauses = std::max(clauses, part.clause + 1);
      for (std::size_t clause = 0; clause < clauses; ++clause)
        if (shared_with(unit, clause, figure) == best_ && is_of(unit, clause, thing)) return true;
      return false;
    });
  }
  [[nodiscard]] static bool is_of(const Unit& unit, std::size_t clause, std::uint64_t thing) {
    bool subject = true, there = false;   // subject: in front of the verb
    for (std::size_t i = 0; i < unit.parts.size(); ++i) {
      const Part& part = unit.parts[i];
      if (part.clause != clause) continue;
      const bool itself = part.meaning == thing && (i == 0 || !one_of<6>({"a", "an", "one", "per", "every", "each"}, unit.parts[i - 1].text));
      if (subject && !itself && part.content && !there) return false;
      there |= itself;
      subject = subject && !one_of<9>({"is", "are", "can", "may", "must", "will", "has", "have", "do"}, part.text);
    }
    return there && std::none_of(unit.figures.begin(), unit.figures.end(), [&](const Figure& one) {
      return one.kind == Figure::Kind::number && one.word < unit.parts.size() && unit.parts[one.word].clause == clause;
    });
  }

  // "In April, …", "for 60 days, …": when and for what it is asked.
  bool led(const Figure& figure) {
    const Span span = segment_of(figure.word);
    const Span unit = with_unit(figure);
    if (figure.word != span.begin + 1 || !one_of<6>({"in", "on", "at", "for", "with", "after"}, word(span.begin))) return false;
    if (checking_.backing().known(figure, false) && figure.kind != Figure::Kind::number) return false;   // "on Sundays", of which a source speaks
    const bool of_them = word(span.begin) != "for" && one_of<6>({"you", "your", "yours", "he", "she", "they"}, word(unit.end));   // "at 22 you'd pay …"
    if (of_them && grants_strongly(span)) return false;
    const bool alone = of_them || unit.end == span.end || only_said({unit.end, span.end});
    const bool moment = figure.kind == Figure::Kind::date || figure.kind == Figure::Kind::weekday || figure.kind == Figure::Kind::clock;
    if (!alone && !moment) return false;   // "for 60 days it is kept" grants
    const auto mine = measure(figure);
    if (!mine) return false;
    if (lies_in_what_is_told(figure, *mine) != Lies::within) return false;
    drop(alone && !of_them ? span : Span{span.begin, unit.end});
    return true;
  }
  [[nodiscard]] bool grants_strongly(Span span) const {
    for (std::size_t i = span.begin; i < span.end; ++i)
      if (lists().strong.count(std::string(word(i))) > 0) return true;
    return false;
  }

  // The source says of all within its bound what the part says of this one: "children under 6 stay free", "your four-year-old stays free". Without its age it would
  // say more than the source.
  [[nodiscard]] bool says_all_of(Span span, const Figure& mine) const {
    if (!source_) return false;
    bool no = false, no_there = false, content = false;
    for (std::size_t i = 0; i < source_->parts.size(); ++i)
      if (source_->parts[i].clause == clause_) no_there |= negates_at(source_->parts, i);
    for (std::size_t i = span.begin; i < span.end; ++i) {
      const Word& one = sentence_.words[i];
      no |= negates(one);
      if (in_unit(i) || (!has_content(one) && lists().strong.count(one.text) == 0)) continue;
      content = true;
      const std::uint64_t meaning = meaning_of(one);
      if (std::none_of(source_->parts.begin(), source_->parts.end(), [&](const Part& part) { return part.clause == clause_ && part.meaning == meaning; })) return false;
    }
    const bool figures = std::all_of(figures_.begin(), figures_.end(), [&](const Figure& figure) {
      if (figure.word == mine.word || figure.word < span.begin || figure.word >= span.end) return true;
      return std::any_of(source_->figures.begin(), source_->figures.end(), [&](const Figure& source) {
        return source.word < source_->parts.size() && source_->parts[source.word].clause == clause_ && says(source, figure);
      });
    });
    return content && figures && no == no_there;
  }

  // Within the bound that goes with what the sentence says of it: the draft's own, or that of the source's clause that has most of its words and figures.
  [[nodiscard]] Lies lies_in_what_is_told(const Figure& figure, const Measure& mine) {
    const Span span = segment_of(figure.word);
    std::vector<Range> beside;
    if (!turns(word(span.begin)) && !told_of_others(figure, mine)) beside = told_beside(figure, mine, Where::sentence);
    if (std::any_of(beside.begin(), beside.end(), [&](const Range& range) { return place_in(range, mine) != Place::inside; })) return Lies::beyond;
    source_ = nullptr;
    std::size_t best = 0;
    bool bounded = false, inside = false;
    bounds_elsewhere_ = false;
    for (const Unit& unit : checking_.units()) {
      if (unit.parts.empty() || unit.heading) continue;
      const std::vector<Range> ranges = ranges_in(unit.parts, unit.figures, "");
      std::size_t clauses = 0;
      for (const Part& part : unit.parts) clauses = std::max(clauses, part.clause + 1);
      for (std::size_t clause = 0; clause < clauses; ++clause) {
        const std::size_t shared = shared_with(unit, clause, figure);
        if (shared == 0) continue;
        bool has = false, fits = true;
        for (const Range& range : ranges) {
          const Place place = applies(range, clause, unit) ? place_in(range, mine) : Place::apart;
          has |= place != Place::apart;
          fits &= place == Place::apart || place == Place::inside;
        }
        bounds_elsewhere_ |= has;
        // "A card costs €15, and is free for anyone under 18": who is not under 18 pays.
        for (const Range& range : has ? std::vector<Range>() : ranges) {
          const Place place = place_in(range, mine);
          has |= place != Place::apart;
          fits &= place == Place::apart || place != Place::inside;
        }
        if (shared < best) continue;
        if (has && fits && (shared > best || !source_)) source_ = &unit, clause_ = clause;
        else if (shared > best) source_ = nullptr;
        bounded = (shared == best && bounded) || has;
        inside = (shared > best || inside) && fits;
        best = shared;
      }
    }
    best_ = best;
    if (!beside.empty()) return Lies::within;
    if (!bounded && lies_around(mine) == Lies::beyond) return Lies::beyond;
    return !bounded ? Lies::unbounded : inside ? Lies::within : Lies::beyond;
  }
  // "At 22 you'd pay €15, as cards are only free for people under 18": the bound is of those who do not pay it.
  [[nodiscard]] bool told_of_others(const Figure& figure, const Measure& mine) const {
    const std::vector<Range> ranges = told_beside(figure, mine, Where::sentence);
    return !ranges.empty() && std::all_of(ranges.begin(), ranges.end(), [&](const Range& range) {
      const Span other = segment_of(range.word);
      bool only = false;
      for (std::size_t i = other.begin; i < other.end; ++i) only |= word(i) == "only";
      return only && place_in(range, mine) != Place::inside;
    });
  }
  // "From May to July, …": a bound without a word beside it is of all of its sentence.
  [[nodiscard]] static bool applies(const Range& range, std::size_t clause, const Unit& unit) {
    return range.clause == clause || std::none_of(unit.parts.begin(), unit.parts.end(), [&](const Part& part) { return part.clause == range.clause && part.content; });
  }
  // A figure that both have tells more than a word.
  [[nodiscard]] std::size_t shared_with(const Unit& unit, std::size_t clause, const Figure& mine) const {
    constexpr std::size_t of_figure = 3;
    const Span own = segment_of(mine.word);
    bool content = false;
    for (std::size_t i = own.begin; i < own.end; ++i) content |= has_content(sentence_.words[i]) && !in_unit(i);
    const Span span = content ? own : Span{0, sentence_.words.size()};
    std::size_t shared = 0;
    for (std::size_t i = span.begin; i < span.end; ++i) {
      if (!has_content(sentence_.words[i]) || in_unit(i)) continue;
      const std::uint64_t meaning = meaning_of(sentence_.words[i]);
      shared += std::any_of(unit.parts.begin(), unit.parts.end(), [&](const Part& part) { return part.clause == clause && part.content && part.meaning == meaning; });
    }
    for (const Figure& figure : figures_) {
      if (figure.word == mine.word || figure.word < span.begin || figure.word >= span.end) continue;
      const bool same = std::any_of(unit.figures.begin(), unit.figures.end(), [&](const Figure& source) {
        return source.word < unit.parts.size() && unit.parts[source.word].clause == clause && says(source, figure);
      });
      shared += same ? of_figure : 0;
    }
    return shared;
  }

  std::vector<std::size_t> begins_;
  bool wrong_ = false;
  bool bounds_elsewhere_ = false;    // a source that shares a word with the sentence bounds such figures
  std::size_t best_ = 0;             // what the nearest clause of a source shares with what is said of the figure
  const Unit* source_ = nullptr;   // whose bound the figure lies in, and in which clause of it
  std::size_t clause_ = 0;
};

}  // namespace

std::optional<Sentence> without_what_was_taken_up(const Checking& checking, const Sentence& sentence, std::size_t at) {
  if (sentence.words.empty() || checking.evidence.customer_said.empty()) return std::nullopt;
  return TakingUp(checking, sentence, at).run();
}

bool lies_on_the_wrong_side(const Checking& checking, const Sentence& sentence, std::size_t at) {
  const bool figures = std::any_of(checking.units().begin(), checking.units().end(), [](const Unit& unit) { return unit.from == Unit::From::said && !unit.figures.empty(); });
  if (sentence.words.empty() || !figures) return false;
  TakingUp taking(checking, sentence, at);
  return !taking.run() && taking.wrong();
}

}  // namespace handrail::reply
