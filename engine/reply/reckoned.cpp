#include "engine/reply/reckoned.hpp"

#include <algorithm>
#include <array>

#include "engine/base/one_of.hpp"
#include "engine/reply/clauses.hpp"
#include "engine/reply/crossing_out.hpp"
#include "engine/reply/customers_figures.hpp"
#include "engine/reply/ranges.hpp"

namespace handrail::reply {
namespace {

constexpr std::size_t sentences_before = 2;   // in which what is reckoned from may be told
constexpr std::size_t amounts_max = 5, counts_max = 4;   // that are tried in a sum: the last that are told
constexpr std::size_t figures_max = 16;       // of a sentence that is reckoned after
constexpr std::int64_t value_max = 1'000'000'000'000;

bool tells_a_rest(std::string_view word) {
  return one_of<15>({"leaves", "leave", "leaving", "left", "remain", "remains", "remaining", "rest", "less", "off", "save", "saves", "saving", "difference", "cheaper"}, word);
}
bool tells_a_sum(std::string_view word) {
  return one_of<17>({"makes", "make", "making", "total", "totals", "totalling", "altogether", "together", "sum", "adds", "add", "comes", "come", "amounts", "equals", "would", "all"}, word);
}
bool per(std::string_view word) { return one_of<4>({"a", "an", "per", "every"}, word); }

struct Amount {
  std::int64_t value = 0;
  std::string currency, rate;   // rate: "day", of "€2 a day"
  bool each = false;            // "€3 each"
  bool further = false;         // "each further child": of those beyond a number that is told
};

class Reckoning : private CrossingOut {
 public:
  using CrossingOut::CrossingOut;

  // A result that is told as one, of two amounts or more that stand in front of it in the sentence, and is none of them: also where some source has the amount of something else.
  bool wrong() {
    return figures_.size() > 1 && figures_.size() <= figures_max && std::any_of(figures_.begin(), figures_.end(), [&](const Figure& figure) {
      if (figure.kind != Figure::Kind::money || follows(figure)) return false;
      const Span span = result_of(figure);
      if (amounts_told_before(figure) < 2 && !rate_as_total(figure, span)) return false;
      const std::string_view first = word(span.begin) == "so" ? word(span.begin + 1) : word(span.begin);
      bool told_as_result = false;
      for (std::size_t i = span.begin; i < span.end; ++i)
        told_as_result |= one_of<6>({"leaves", "leaving", "makes", "altogether", "total", "comes"}, word(i));
      if (!told_as_result || !(word(span.begin) == "so" || one_of<6>({"which", "that", "this", "altogether", "together", "leaving"}, first))) return false;
      return std::none_of(checking_.units().begin(), checking_.units().end(), [&](const Unit& unit) {
        return unit.parts.empty() && unit.from != Unit::From::said && std::any_of(unit.figures.begin(), unit.figures.end(), [&](const Figure& one) { return says(one, figure); });
      });
    });
  }

  std::optional<Sentence> run() {
    bool any = false;
    if (figures_.size() > figures_max) return std::nullopt;
    for (const Figure& figure : figures_) {
      if (figure.kind != Figure::Kind::money) continue;
      if (follows(figure)) any = true;
      else if (!checking_.backing().known(figure, false)) return std::nullopt;
    }
    for (const Figure& figure : figures_) any |= figure.kind == Figure::Kind::number && follows_per_length(figure);
    if (!any) return std::nullopt;
    return rest();
  }

 private:
  // The part of the sentence that tells the result: from a mark or a word that joins, up to the next one.
  [[nodiscard]] Span result_of(const Figure& figure) const {
    const auto cut = [&](std::size_t i) { return parted_at(sentence_, text_, i) || one_of<4>({"so", "which", "and", "but"}, word(i)); };
    Span span{figure.word, figure.word + figure.words};
    while (span.begin > 0 && !cut(span.begin)) --span.begin;
    while (span.end < sentence_.words.size() && !cut(span.end)) ++span.end;
    return span;
  }

  [[nodiscard]] std::size_t amounts_told_before(const Figure& result) const {
    return static_cast<std::size_t>(std::count_if(figures_.begin(), figures_.end(), [&](const Figure& one) { return one.kind == Figure::Kind::money && one.word < result.word; }));
  }

  bool follows(const Figure& figure) {
    const Span span = result_of(figure);
    bool rest = false, sum = false;
    for (std::size_t i = span.begin; i < span.end; ++i) {
      rest |= tells_a_rest(word(i));
      sum |= tells_a_sum(word(i));
      if (one_of<3>({"that", "which", "this"}, word(i)) && one_of<2>({"is", "was"}, word(i + 1))) sum = true;
      if (one_of<5>({"not", "no", "never", "than", "cannot"}, word(i))) return false;
    }
    if (!rest && !sum) return false;
    gather(figure, span);
    const auto result = measure_of(figure, "");
    if (!result || amounts_.empty() || !only_known(figure, span)) return false;
    std::erase_if(amounts_, [&](const Amount& one) { return one.currency != figure.currency; });
    const std::int64_t value = result->value;
    total_of_rates_ = told_for_a_length(figure, span);
    if (!((is_share(value, rest) && !told_for_several(figure, span)) || (rest ? is_rest(value) : is_sum(value, span)))) return false;
    for (std::size_t i = span.begin; i < span.end; ++i)
      if ((i >= figure.word && i < figure.word + figure.words) || tells_a_rest(word(i)) || tells_a_sum(word(i)) || is_currency_of(figure, i)) gone_[i] = 1;
    drop_rate(figure, span);
    drop_counts(span);
    return true;
  }
  // "200 miles a day, so 800 miles for the four days": so many of a thing that a source grants per length of time, for the length that the customer told.
  bool follows_per_length(const Figure& result) {
    const Span span = result_of(result);
    const std::size_t thing = result.word + result.words;
    const auto many = measure_of(result, "");
    if (word(span.begin) != "so" || thing >= span.end || !many || many->scale != Scale::count) return false;
    for (std::size_t i = span.begin; i < span.end; ++i)
      if (one_of<5>({"not", "no", "never", "than", "cannot"}, word(i))) return false;
    for (const Figure& one : figures_) {
      const std::size_t behind = one.word + one.words;
      const auto each = measure_of(one, "");
      const bool rated = one.kind == result.kind && one.word < span.begin && word(behind) == word(thing) && per(word(behind + 1)) && checking_.backing().known(one, false);
      if (!rated || !each || each->value <= 0) continue;
      for (const Figure& length : figures_) {
        const auto told = measure_of(length, "");
        if (length.kind != Figure::Kind::time || length.word <= thing || length.word >= span.end || !told || !written_by_the_customer(checking_, length)) continue;
        free_.clear();
        const auto times = times_of({.currency = {}, .rate = stem_of(word(behind + 2))}, {length, *told, true});
        if (!times || *times <= 0 || *times > value_max / each->value || *times * each->value != many->value) continue;
        bool only = true;   // nothing else is told in this part
        for (std::size_t i = span.begin; i < span.end; ++i) {
          const bool of_length = i >= length.word && i <= length.word + length.words;
          only &= i == thing || of_length || (i >= result.word && i < thing) || !has_content(sentence_.words[i]);
        }
        if (!only) continue;
        std::fill(gone_.begin() + static_cast<std::ptrdiff_t>(span.begin), gone_.begin() + static_cast<std::ptrdiff_t>(span.end), 1);
        return true;
      }
    }
    return false;
  }
  // "So 5 members save …": a share of one is not theirs.
  [[nodiscard]] bool told_for_several(const Figure& result, Span span) const {
    constexpr std::int64_t one = 1000;
    return std::any_of(figures_.begin(), figures_.end(), [&](const Figure& figure) {
      const auto measure = measure_of(figure, "");
      const bool here = figure.word >= span.begin && figure.word < span.end && figure.word != result.word;
      return here && measure && (measure->scale == Scale::seconds || measure->scale == Scale::months || (measure->scale == Scale::count && measure->value != one));
    });
  }
  // "28 EUR in total", of €25 and €3 a night, where three nights were asked for: not told per night, it is of all of them.
  [[nodiscard]] bool told_for_a_length(const Figure& result, Span span) const {
    std::size_t rate = result.word + result.words;
    if (is_currency(word(rate))) ++rate;
    if (rate + 1 < span.end && (per(word(rate)) || word(rate) == "each")) return false;
    const auto asks_for = [&](const std::string& message) {
      for (const Sentence& sentence : read_text(message).sentences)
        for (const Figure& figure : figures_in(sentence, message)) {
          const auto measure = measure_of(figure, "");
          const std::string_view said = std::string_view(message).substr(figure.begin, figure.end - figure.begin);
          if (!measure || said.starts_with("a ") || said.starts_with("one ") || said.starts_with("1 ") || said == "1" || said == "one") continue;
          if (measure->scale == Scale::seconds || measure->scale == Scale::months) return true;
          const std::size_t behind = figure.word + figure.words;
          if (measure->scale == Scale::count && behind < sentence.words.size() && is_a_rate(sentence.words[behind].stem)) return true;
        }
      return false;
    };
    return std::any_of(checking_.evidence.customer_said.begin(), checking_.evidence.customer_said.end(), asks_for);
  }
  // "A locker costs €1 a day, which makes €1 in total", where four days were asked for.
  [[nodiscard]] bool rate_as_total(const Figure& result, Span span) const {
    const auto value = measure_of(result, "");
    const auto is_it = [&](const Amount& one) { return value && !one.rate.empty() && one.value == value->value; };
    return amounts_told_before(result) == 1 && std::any_of(amounts_.begin(), amounts_.end(), is_it) && told_for_a_length(result, span);
  }
  [[nodiscard]] bool is_a_rate(const std::string& stem) const {
    return std::any_of(amounts_.begin(), amounts_.end(), [&](const Amount& one) { return one.rate == stem; });
  }
  static bool is_currency(std::string_view word) {
    return one_of<11>({"eur", "euro", "euros", "usd", "dollar", "dollars", "gbp", "pound", "pounds", "bucks", "quid"}, word);
  }
  [[nodiscard]] bool is_currency_of(const Figure& figure, std::size_t i) const {
    return is_currency(word(i)) && (i == figure.word + figure.words || i + 1 == figure.word);
  }

  struct Count { Figure figure; Measure measure; bool here; };   // here: in the sentence of the result

  // What the draft tells in front of the result, that a source says: nothing is reckoned from what only the customer has.
  void gather(const Figure& figure, Span span) {
    amounts_.clear();
    shares_.clear();
    counts_.clear();
    free_.clear();
    words_.clear();
    for (std::size_t index = at_ - std::min(at_, sentences_before); index <= at_; ++index) {
      const Sentence& told = checking_.read.sentences[index];
      if (told.asks) continue;
      for (const Word& one : told.words)
        if (index < at_ || one.end <= sentence_.words[span.begin].begin) words_.push_back(meaning_of(one));
      const auto figures = figures_in(told, text_);
      const auto parts = parts_of(told, text_, figures);
      for (const Figure& one : figures) {
        if (one.begin >= figure.begin || !checking_.backing().known(one, false)) continue;
        const auto measure = measure_of(one, text_.substr(one.begin, one.end - one.begin));
        if (!measure || measure->value > value_max) continue;
        if (measure->scale == Scale::money) amounts_.push_back(amount_of(parts, one, *measure));
        if (measure->scale == Scale::percent) shares_.push_back(measure->value);
        if (measure->scale == Scale::seconds || measure->scale == Scale::months) note_free(parts, one, *measure);
        if (measure->scale == Scale::count) counts_.push_back({one, *measure, index == at_});
      }
      // For how many the customer asks; told again, or not at all.
      for (const Figure& one : figures)
        if (one.begin < figure.begin && written_by_the_customer(checking_, one) && !beyond_a_bound(checking_, told, one))
          if (const auto measure = measure_of(one, ""); measure && measure->value <= value_max) counts_.push_back({one, *measure, index == at_});
    }
    if (amounts_.size() > amounts_max) amounts_.erase(amounts_.begin(), amounts_.end() - amounts_max);
    if (counts_.size() > counts_max) counts_.erase(counts_.begin(), counts_.end() - counts_max);
    note_what_sources_leave_free();
  }

  [[nodiscard]] Amount amount_of(const std::vector<Part>& parts, const Figure& figure, const Measure& measure) const {
    Amount amount{.value = measure.value, .currency = measure.currency, .rate = {}};
    read_rate(parts, figure, amount);
    if (!amount.rate.empty() || amount.each || amount.further) return amount;
    for (const Unit& unit : checking_.units())   // told without its rate: as the source has it
      for (const Figure& source : unit.figures)
        if (source.word < unit.parts.size() && says(source, figure)) read_rate(unit.parts, source, amount);
    return amount;
  }
  // "€3 a night each", "each further child costs €12".
  static void read_rate(const std::vector<Part>& parts, const Figure& figure, Amount& amount) {
    std::size_t i = figure.word + figure.words;
    if (i < parts.size() && is_currency(parts[i].text)) ++i;
    if (i + 1 < parts.size() && per(parts[i].text) && !parts[i].parted) {
      amount.rate = stem_of(parts[i + 1].text);
      i += 2;
    }
    amount.each |= i < parts.size() && parts[i].text == "each" && !parts[i].parted;
    for (std::size_t k = figure.word; k > 0 && !parts[k].parted && !one_of<2>({"and", "but"}, parts[k].text); --k)
      amount.further |= one_of<4>({"further", "additional", "extra", "beyond"}, parts[k - 1].text);
  }

  // "After 10 days, we charge …", "once 14 days have passed", "the first 3 hours are free": so much costs nothing.
  void note_free(const std::vector<Part>& parts, const Figure& figure, const Measure& measure) {
    const bool after = figure.word > 0 && one_of<5>({"after", "once", "over", "beyond", "first"}, parts[figure.word - 1].text);
    if (after) free_.push_back(measure);
  }
  // "Collect it within 14 days. After that, we charge €2 a day": what the source of a rate leaves free counts, whether the draft tells it or not.
  void note_what_sources_leave_free() {
    const std::vector<Unit>& units = checking_.units();
    for (std::size_t i = 0; i < units.size(); ++i) {
      if (units[i].parts.empty()) continue;
      const bool tells = std::any_of(units[i].figures.begin(), units[i].figures.end(), [&](const Figure& source) {
        const auto measure = measure_of(source, "");
        return measure && measure->scale == Scale::money && std::any_of(amounts_.begin(), amounts_.end(), [&](const Amount& one) {
          return !one.rate.empty() && one.value == measure->value && one.currency == measure->currency;
        });
      });
      if (!tells) continue;
      const auto note = [&](const Unit& unit, bool all) {
        for (const Figure& figure : unit.figures) {
          const auto measure = measure_of(figure, "");
          const bool length = measure && (measure->scale == Scale::seconds || measure->scale == Scale::months) && figure.word < unit.parts.size();
          if (length && all) free_.push_back(*measure);
          else if (length) note_free(unit.parts, figure, *measure);
        }
      };
      note(units[i], false);
      const std::string& first = units[i].parts.front().text;
      const bool goes_on = first == "after" || first == "then" || first == "thereafter" || first == "afterwards";
      if (goes_on && i > 0 && units[i - 1].from == units[i].from && units[i - 1].index == units[i].index && free_.empty()) note(units[i - 1], true);
    }
  }

  // Beside the result nothing else is told: words of what it is reckoned from, and of the customer.
  [[nodiscard]] bool only_known(const Figure& result, Span span) const {
    std::size_t rate = result.word + result.words;   // "€25 a night"
    if (is_currency(word(rate))) ++rate;
    for (std::size_t i = span.begin; i < span.end; ++i) {
      const Word& one = sentence_.words[i];
      const bool of_figure = std::any_of(figures_.begin(), figures_.end(), [&](const Figure& figure) { return i >= figure.word && i < figure.word + figure.words; });
      if (of_figure || !has_content(one) || tells_a_rest(one.text) || tells_a_sum(one.text) || is_currency(one.text) || (i == rate + 1 && per(word(rate)))) continue;
      const std::uint64_t meaning = meaning_of(one);
      const bool said = std::any_of(checking_.units().begin(), checking_.units().end(), [&](const Unit& unit) {
        return unit.from == Unit::From::said && std::binary_search(unit.stems.begin(), unit.stems.end(), meaning);
      });
      if (!said && std::find(words_.begin(), words_.end(), meaning) == words_.end()) return false;
    }
    return true;
  }

  // Of two amounts or more that are told, or so many times one: per day for as many days as are not free, each for as many as there are.
  [[nodiscard]] bool is_sum(std::int64_t value, Span span) const {
    const bool for_some = std::any_of(counts_.begin(), counts_.end(), [&](const Count& count) { return count.here && in_result(count, span); });
    return adds_up_to(value, 0, 0, !for_some);
  }
  // From the amount `from` on; `terms`: taken before; `counted`: a number that the result is told for is among them.
  [[nodiscard]] bool adds_up_to(std::int64_t value, std::size_t from, std::size_t terms, bool counted) const {
    if (value == 0) return terms > 1 && counted;
    if (value < 0 || from >= amounts_.size()) return false;
    const Amount& amount = amounts_[from];
    if (adds_up_to(value, from + 1, terms, counted)) return true;
    const bool once = !total_of_rates_ || amount.rate.empty();
    if (once && amount.value > 0 && adds_up_to(value - amount.value, from + 1, terms + 1, counted)) return true;
    return std::any_of(counts_.begin(), counts_.end(), [&](const Count& count) {
      const auto times = times_of(amount, count);
      const bool fits = times && *times > 0 && (*times > 1 || amount.further) && amount.value > 0 && *times <= value / amount.value;
      return fits && adds_up_to(value - amount.value * *times, from + 1, terms + 2, true);   // by itself it is a product
    });
  }
  // The largest without one or more of the others.
  [[nodiscard]] bool is_rest(std::int64_t value) const {
    const std::size_t count = amounts_.size();
    for (std::size_t from = 0; from < count; ++from)
      for (std::size_t set = 1; set < (std::size_t{1} << count); ++set) {
        if (set & (std::size_t{1} << from)) continue;
        std::int64_t rest = amounts_[from].value;
        for (std::size_t i = 0; i < count; ++i)
          if (set & (std::size_t{1} << i)) rest -= amounts_[i].value;
        if (rest == value) return true;
      }
    return false;
  }
  [[nodiscard]] bool is_share(std::int64_t value, bool rest) const {
    constexpr std::int64_t whole = 100'000;   // thousandths of a percent
    for (const Amount& amount : amounts_)
      for (const std::int64_t share : shares_) {
        if (share > whole || amount.value * share % whole != 0) continue;
        const std::int64_t part = amount.value / whole * share + amount.value % whole * share / whole;
        if (part == value || (rest && amount.value - part == value)) return true;
      }
    return false;
  }
  [[nodiscard]] std::optional<std::int64_t> times_of(const Amount& amount, const Count& count) const {
    const Measure& many = count.measure;
    if (many.scale == Scale::count) {
      if (many.value % 1000 != 0) return std::nullopt;
      if (amount.further) return beyond_what_is_included(many.value);
      const bool of_rate = amount.rate.empty() || amount.each || counted_as(count.figure, amount.rate) || amount.rate == stem_of("person") || amount.rate == stem_of("head");
      return of_rate && free_.empty() ? std::optional(many.value / 1000) : std::nullopt;
    }
    struct Length { std::string_view word; Scale scale; std::int64_t in_base; };
    static constexpr std::array lengths{Length{"minute", Scale::seconds, 60}, Length{"hour", Scale::seconds, 3600},   Length{"day", Scale::seconds, 86'400},
                                        Length{"week", Scale::seconds, 604'800}, Length{"month", Scale::months, 1}, Length{"year", Scale::months, 12}};
    const auto unit = std::find_if(lengths.begin(), lengths.end(), [&](const Length& one) { return stem_of(one.word) == amount.rate && one.scale == many.scale; });
    if (unit == lengths.end()) return std::nullopt;
    std::int64_t length = many.value;
    for (const Measure& free : free_) {
      if (free.scale != many.scale || free.value >= length) return std::nullopt;
      length = std::min(length, many.value - free.value);
    }
    return length % unit->in_base == 0 ? std::optional(length / unit->in_base) : std::nullopt;
  }
  // "Up to 8 children; each further child …": of ten, two.
  [[nodiscard]] std::optional<std::int64_t> beyond_what_is_included(std::int64_t many) const {
    std::int64_t included = 0;
    for (std::size_t index = at_ - std::min(at_, sentences_before); index <= at_; ++index) {
      const Sentence& told = checking_.read.sentences[index];
      const auto figures = figures_in(told, text_);
      for (const Range& range : ranges_in(parts_of(told, text_, figures), figures, text_))
        if (range.high && range.high->scale == Scale::count && range.high_counts && !range.low) included = std::max(included, range.high->value);
    }
    return included > 0 && many > included ? std::optional((many - included) / 1000) : std::nullopt;
  }
  // "Three nights", of a price a night.
  [[nodiscard]] bool counted_as(const Figure& figure, const std::string& rate) const {
    for (const Sentence& one : checking_.read.sentences)
      for (const Word& behind : one.words)
        if (behind.begin >= figure.end && behind.begin <= figure.end + 2) return behind.stem == rate;
    return false;
  }

  // "€25 a night": per what the amounts are, from which it follows.
  void drop_rate(const Figure& figure, Span span) {
    std::size_t i = figure.word + figure.words;
    if (i < span.end && is_currency(word(i))) ++i;
    if (i + 1 >= span.end || !per(word(i))) return;
    const std::string rate = stem_of(word(i + 1));
    if (std::any_of(amounts_.begin(), amounts_.end(), [&](const Amount& one) { return one.rate == rate; })) gone_[i] = gone_[i + 1] = 1;
  }
  // "For three weeks, …": for how many.
  void drop_counts(Span span) {
    for (const Count& count : counts_) {
      if (!count.here || !in_result(count, span)) continue;
      for (std::size_t i = 0; i < sentence_.words.size(); ++i) {
        if (sentence_.words[i].begin < count.figure.begin || sentence_.words[i].end > count.figure.end) continue;
        gone_[i] = 1;
        if (i + 1 < sentence_.words.size() && count.measure.scale != Scale::count) gone_[i + 1] = 1;
      }
    }
  }
  [[nodiscard]] bool in_result(const Count& count, Span span) const {
    for (std::size_t i = 0; i < sentence_.words.size(); ++i)
      if (sentence_.words[i].begin == count.figure.begin) return (i >= span.begin && i < span.end) || (i == 1 && one_of<3>({"for", "with", "of"}, word(0)));
    return false;
  }

  std::vector<Amount> amounts_;
  std::vector<std::int64_t> shares_;
  std::vector<Count> counts_;
  std::vector<Measure> free_;
  std::vector<std::uint64_t> words_;
  bool total_of_rates_ = false;     // the result is of a length: an amount a night is no term of it by itself
};

}  // namespace

std::optional<Sentence> without_what_is_reckoned(const Checking& checking, const Sentence& sentence, std::size_t at) {
  if (sentence.words.empty()) return std::nullopt;
  return Reckoning(checking, sentence, at).run();
}

bool reckons_wrong(const Checking& checking, const Sentence& sentence, std::size_t at) { return !sentence.words.empty() && Reckoning(checking, sentence, at).wrong(); }

}  // namespace handrail::reply
