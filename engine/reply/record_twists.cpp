// A record tells many figures, each under a name: which of them a sentence means, the words beside its figure tell.
#include <utility>

#include "engine/reply/lists.hpp"
#include "engine/reply/twist_ground.hpp"

namespace handrail::reply {
namespace {

// What records name the two ends of a thing by.
constexpr std::array<std::pair<std::string_view, std::string_view>, 8> two_ends{{{"begin", "end"}, {"begin", "finish"}, {"begin", "until"}, {"begin", "expires"},
                                                                                 {"arrives", "leaves"}, {"from", "until"}, {"paid", "due"}, {"opened", "closed"}}};
std::uint64_t meaning_of_text(std::string_view text) { return meaning_of({.text = std::string(text), .stem = stem_of(text)}); }

class RecordTwists : TwistGround {
 public:
  RecordTwists(const Held& held, const std::vector<const Unit*>& all) : TwistGround(held, all, all) {}

  [[nodiscard]] std::optional<Twist> run() const {
    for (const Figure& figure : held_.figures)
      if (figure.kind != Figure::Kind::id && (told_under_another_name(figure) || told_of_another_entry(figure) || told_of_another_record(figure))) return Twist{true, ""};
    if (not_of_both() || has_what_is_missing() || still_to_be_done()) return Twist{true, ""};
    return std::nullopt;
  }

 private:
  // Every word of the figure's clause: a name is often of words that say little by themselves ("until", "start").
  [[nodiscard]] Words words_of_clause(const Figure& figure) const {
    Words words;
    const auto of_another_figure = [&](std::size_t i) {   // "so $56 for the 4 days"
      return std::any_of(held_.figures.begin(), held_.figures.end(), [&](const Figure& one) {
        return &one != &figure && one.kind == Figure::Kind::time && i >= one.word && i <= one.word + one.words;
      });
    };
    for (std::size_t i = 0; i < parts_.size(); ++i)
      if (parts_[i].clause == parts_[figure.word].clause && !of_another_figure(i)) words.push_back(parts_[i].meaning);
    return words;
  }
  [[nodiscard]] static std::size_t shared(const Words& name, const Words& words) {
    return static_cast<std::size_t>(std::count_if(name.begin(), name.end(), [&](std::uint64_t word) { return has(words, word); }));
  }
  [[nodiscard]] bool said_in_the_clause(const Figure& other, const Figure& figure) const {
    return std::any_of(held_.figures.begin(), held_.figures.end(), [&](const Figure& one) {
      return parts_[one.word].clause == parts_[figure.word].clause && reply::says(other, one);
    });
  }
  // "Starts on …" of what a record has as its end.
  [[nodiscard]] static bool opposes(const Words& name, const Words& mine) {
    if (shared(name, mine) > 0) return false;
    for (const auto& [one, other] : two_ends) {
      const std::uint64_t first = meaning_of_text(one), second = meaning_of_text(other);
      if ((has(mine, first) && has(name, second)) || (has(mine, second) && has(name, first))) return true;
    }
    return false;
  }

  [[nodiscard]] bool told_under_another_name(const Figure& figure) const {
    const Words mine = words_of_clause(figure);
    bool found = false;
    for (const Unit* unit : all_)
      for (std::size_t i = 0; i < unit->figures.size(); ++i) {
        if (!reply::says(unit->figures[i], figure)) continue;
        if (i >= unit->named.size() || unit->named[i].empty()) return false;   // an article, or a call's own arguments
        const std::size_t here = shared(unit->named[i], mine);
        bool another = opposes(unit->named[i], mine);
        for (std::size_t k = 0; k < unit->named.size() && !another; ++k) {
          const Figure& other = unit->figures[k];
          another = other.kind == unit->figures[i].kind && !reply::says(other, figure) && shared(unit->named[k], mine) > here && !said_in_the_clause(other, figure);
        }
        if (!another) return false;
        found = true;
      }
    return found;
  }
  [[nodiscard]] static bool has_figure(const std::vector<Figure>& figures, const Figure& figure) {
    return std::any_of(figures.begin(), figures.end(), [&](const Figure& one) { return reply::says(one, figure); });
  }
  // An article, or a text of the desk, has it as well.
  [[nodiscard]] bool said_in_general(const Figure& figure) const {
    return std::any_of(all_.begin(), all_.end(), [&](const Unit* unit) { return !unit->parts.empty() && has_figure(unit->figures, figure); });
  }

  [[nodiscard]] std::size_t speaks_of(const Unit& unit, const Figure& figure) const {
    const Words mine = words_of_clause(figure);
    return static_cast<std::size_t>(std::count_if(mine.begin(), mine.end(), [&](std::uint64_t word) { return has(content_, word) && unit_has(unit, word); }));
  }
  // "The lamp was $40", of a list in which the rug is: the words of the clause are those of another entry.
  [[nodiscard]] bool told_of_another_entry(const Figure& figure) const {
    const Words mine = words_of_clause(figure);
    std::size_t most = 0;
    for (const Unit* unit : all_)
      for (const Entry& entry : unit->entries) most = std::max(most, shared(entry.words, mine));
    bool found = false;
    for (const Unit* unit : all_) {
      std::size_t in_entries = 0;
      bool names_it = false;
      for (const Entry& entry : unit->entries) {
        const bool meant = shared(entry.words, mine) == most;
        names_it |= meant;
        for (const Figure& one : entry.figures) in_entries += reply::says(one, figure) ? 1 : 0;
        if (meant && has_figure(entry.figures, figure)) return false;
      }
      const auto in_all = static_cast<std::size_t>(std::count_if(unit->figures.begin(), unit->figures.end(), [&](const Figure& one) { return reply::says(one, figure); }));
      if (names_it && in_all > in_entries) return false;   // a member of the record itself
      if (in_all > 0 && unit->parts.empty() && unit->entries.empty() && most > 0 && speaks_of(*unit, figure) >= most) return false;   // of a record without a list
      found |= in_all > 0;
    }
    if (most == 0) return false;
    return found && !said_in_general(figure);
  }

  // The records that are named with a figure: in its clause, else in the one before that names any.
  [[nodiscard]] std::vector<const Figure*> named_with(const Figure& figure) const {
    std::vector<const Figure*> named;
    std::size_t clause = 0;
    for (const Figure& one : held_.figures) {
      if (one.kind != Figure::Kind::id || parts_[one.word].clause > parts_[figure.word].clause) continue;
      if (parts_[one.word].clause != clause) named.clear();
      clause = parts_[one.word].clause;
      named.push_back(&one);
    }
    return named;
  }
  // "W1001 was refunded $20 and W1003 $40", the wrong way round.
  [[nodiscard]] bool told_of_another_record(const Figure& figure) const {
    const bool told = figure.kind == Figure::Kind::money || figure.kind == Figure::Kind::date || figure.kind == Figure::Kind::clock || figure.kind == Figure::Kind::weekday;
    const std::vector<const Figure*> named = named_with(figure);
    if (!told || named.empty() || said_in_general(figure)) return false;
    bool of_another = false, of_one = false;
    for (const Unit* unit : all_) {
      const bool is_named = std::any_of(named.begin(), named.end(), [&](const Figure* id) { return has_figure(unit->figures, *id); });
      of_one |= is_named;
      if (!has_figure(unit->figures, figure)) continue;
      if (is_named) return false;
      const auto of_a_record = [](const Figure& one) { return one.kind == Figure::Kind::id; };
      if (std::none_of(unit->figures.begin(), unit->figures.end(), of_a_record)) return false;   // of no record: it may be of any
      of_another = true;
    }
    return of_another && of_one;
  }

  // "Your rental includes damage cover", of a record with "damage cover: no".
  [[nodiscard]] bool has_what_is_missing() const {
    static constexpr std::array<std::string_view, 10> has_it{"includes", "included", "have", "has", "got", "received", "reached", "arrived", "covered", "already"};
    const bool theirs = std::any_of(parts_.begin(), parts_.end(), [](const Part& part) { return part.text == "your" || part.text == "you"; });
    const bool affirms = std::any_of(parts_.begin(), parts_.end(), [](const Part& part) { return one_of(has_it, part.text); });
    const auto turned = [](const Part& part) {
        return one_of<15>({"if", "when", "unless", "provided", "nobody", "not", "no", "never", "without", "missing", "need", "needs", "once", "until", "yet"}, part.text); };
    if (!theirs || !affirms) return false;
    for (const Unit* unit : all_)
      for (const Missing& member : unit->missing) {
        if (!std::all_of(member.name.begin(), member.name.end(), [&](std::uint64_t word) { return has(content_, word); })) continue;
        const auto last = std::find_if(parts_.begin(), parts_.end(), [&](const Part& part) { return part.meaning == member.name.back(); });
        if (std::none_of(parts_.begin(), last, turned)) return true;   // a "there is nothing else to send" behind it denies nothing of it
      }
    return false;
  }
  // "It still has to be paid", of a bill that is.
  [[nodiscard]] bool still_to_be_done() const {
    for (std::size_t i = 0; i + 2 < parts_.size(); ++i) {
      if (parts_[i].text != "to" || parts_[i + 1].text != "be" || !lists().state.count(parts_[i + 2].text)) continue;
      const bool still = std::any_of(parts_.begin(), parts_.begin() + static_cast<std::ptrdiff_t>(i), [](const Part& part) { return part.text == "still" || part.text == "yet"; });
      if (!still) continue;
      bool done = false, open = false;
      for (const Unit* unit : all_) {
        if (unit->from != Unit::From::fact) continue;
        done |= unit_has(*unit, parts_[i + 2].meaning);
        open |= unit_has(*unit, meaning_of_text("unpaid")) || unit_has(*unit, meaning_of_text("open")) || unit_has(*unit, meaning_of_text("pending"));
      }
      if (done && !open) return true;
    }
    return false;
  }

  // "Both bookings are confirmed", of two of which one is.
  [[nodiscard]] bool not_of_both() const {
    for (std::size_t i = 0; i + 1 < parts_.size(); ++i) {
      if (parts_[i].text != "both") continue;
      std::vector<const Unit*> two;
      for (const Unit* unit : all_)
        if (unit->from == Unit::From::fact && unit_has(*unit, parts_[i + 1].meaning)) two.push_back(unit);
      if (two.size() != 2) continue;
      for (std::size_t k = i + 1; k < parts_.size() && !parts_[k].parted; ++k)
        if (lists().state.count(parts_[k].text) && unit_has(*two[0], parts_[k].meaning) != unit_has(*two[1], parts_[k].meaning)) return true;
    }
    return false;
  }
};

}  // namespace

std::optional<Twist> twist_of_record(const Held& held, const std::vector<const Unit*>& all) { return RecordTwists(held, all).run(); }

}  // namespace handrail::reply
