// What a source keeps apart and the sentence joins: the size of one thing with the price of another, one price for two things, what is said of one animal told of
// another, "with a meal" of a price without one.
#include "engine/reply/twist_ground.hpp"

namespace handrail::reply {
namespace {

constexpr std::size_t predicate_words_min = 2;   // of what is said of a thing: one word is said of many
constexpr std::size_t with_reach = 2;            // words between "with" and what comes with it

class ApartTwists : TwistGround {
 public:
  ApartTwists(const Held& held, const std::vector<const Unit*>& near, const std::vector<const Unit*>& all) : TwistGround(held, near, all) {}
  std::optional<Twist> run() const {
    using Search = std::optional<Twist> (ApartTwists::*)() const;
    for (const Search search : {&ApartTwists::two_figures, &ApartTwists::one_figure_of_two, &ApartTwists::without_its_bound, &ApartTwists::of_another_thing,
                                &ApartTwists::with_what_is_not})
      if (auto twist = (this->*search)()) return twist;
    return std::nullopt;
  }

 private:
  static bool of_price(std::string_view word) { return one_of<6>({"cost", "costs", "pay", "pays", "take", "takes"}, word); }
  static bool measured(const Figure& figure) { return compared(figure) || figure.kind == Figure::Kind::number; }
  // Figures of the source that say it, in one of its clauses or in any.
  [[nodiscard]] static std::vector<const Figure*> sayings(const Unit& unit, const Figure& figure) {
    std::vector<const Figure*> found;
    for (const Figure& source : unit.figures)
      if (source.word < unit.parts.size() && source.kind == figure.kind && reply::says(source, figure)) found.push_back(&source);
    return found;
  }
  [[nodiscard]] static bool another_beside(const Unit& unit, const Figure& at, const Figure& kind) {
    return std::any_of(unit.figures.begin(), unit.figures.end(), [&](const Figure& one) {
      return one.word < unit.parts.size() && one.kind == kind.kind && unit.parts[one.word].clause == unit.parts[at.word].clause && !reply::says(one, kind);
    });
  }
  // "10 square metres cost $60", of which the source says 5, and of 10 another price.
  [[nodiscard]] bool kept_apart(const Figure& one, const Figure& other) const {
    bool apart = false;
    for (const Unit* unit : all_) {
      for (const Figure* first : sayings(*unit, one))
        for (const Figure* second : sayings(*unit, other)) {
          if (unit->parts[first->word].clause == unit->parts[second->word].clause) return false;
          apart |= another_beside(*unit, *first, other) && another_beside(*unit, *second, one);
        }
    }
    return apart;
  }
  [[nodiscard]] std::optional<Twist> two_figures() const {
    for (const Figure& one : held_.figures)
      for (const Figure& other : held_.figures)
        if (one.word < other.word && one.kind != other.kind && measured(one) && measured(other) && parts_[one.word].clause == parts_[other.word].clause && kept_apart(one, other))
          return Twist{true, ""};
    return std::nullopt;
  }

  // "Units and lockers cost $18", which the source says of lockers alone; the heading above it names both.
  [[nodiscard]] std::optional<Twist> one_figure_of_two() const {
    std::size_t prices = 0;
    for (const Figure& figure : held_.figures) prices += compared(figure) ? 1 : 0;
    if (prices != 1) return std::nullopt;
    const Figure& figure = *std::find_if(held_.figures.begin(), held_.figures.end(), compared);
    for (std::size_t i = 1; i < figure.word; ++i) {
      const auto between = [&](const Part& part) { return part.parted || one_of<2>({"and", "or"}, part.text); };
      const auto first = parts_.begin() + static_cast<std::ptrdiff_t>(i), last = parts_.begin() + static_cast<std::ptrdiff_t>(figure.word) + 1;
      if (!one_of<2>({"and", "or"}, parts_[i].text) || std::any_of(first + 1, last, between)) continue;
      const auto [front, behind] = things_around(i);
      if (front && behind && (told_of_one_alone(figure, *front, *behind) || told_of_one_alone(figure, *behind, *front))) return Twist{true, ""};
    }
    return std::nullopt;
  }
  [[nodiscard]] std::pair<std::optional<std::uint64_t>, std::optional<std::uint64_t>> things_around(std::size_t joint) const {
    std::optional<std::uint64_t> front, behind;
    if (parts_[joint - 1].content) front = parts_[joint - 1].meaning;
    for (std::size_t i = joint + 1; i < parts_.size() && !parts_[i].parted && !of_price(parts_[i].text); ++i) {
      if (parts_[i].content) behind = parts_[i].meaning;   // the last of "lounge seats"
      else if (behind) break;
    }
    return {front, behind};
  }
  // The source has the figure in a clause of `thing`, and another one of its kind in a clause of `other`, in one article.
  [[nodiscard]] bool told_of_one_alone(const Figure& figure, std::uint64_t thing, std::uint64_t other) const {
    bool of_thing = false, of_other = false, otherwise = false;
    for (const Unit* unit : all_) {
      if (unit->parts.empty() || unit->heading) continue;
      for (const Figure& source : unit->figures) {
        if (source.kind != figure.kind || source.word >= unit->parts.size()) continue;
        const Words words = content_in(unit->parts, unit->parts[source.word].clause);
        const bool same = reply::says(source, figure);
        of_thing |= same && has(words, thing);
        of_other |= same && has(words, other);
        otherwise |= !same && has(words, other) && !has(words, thing);
      }
    }
    return of_thing && !of_other && otherwise;
  }

  // "Boxes cost $2 each", which they do from 20 on, and less of them cost something else.
  [[nodiscard]] std::optional<Twist> without_its_bound() const {
    const bool one_price = held_.figures.size() == 1 && one_of_amounts(held_.figures.front());
    const auto conditional = [](const Part& part) { return one_of<12>({"if", "when", "with", "from", "for", "unless", "once", "after", "until", "only", "up", "as"}, part.text); };
    if (!one_price || std::any_of(parts_.begin(), parts_.end(), conditional)) return std::nullopt;
    bool bounded = false;
    for (const Unit* unit : all_)
      for (const Figure& source : unit->figures) {
        if (!reply::says(source, held_.figures.front())) continue;
        if (source.word >= unit->parts.size() || unit->heading) return std::nullopt;
        const std::size_t clause = unit->parts[source.word].clause;
        bool here = false, other = false;
        for (const Figure& one : unit->figures) {
          here |= one.word < unit->parts.size() && unit->parts[one.word].clause == clause && !one_of_amounts(one) && bound_of(unit->parts, one) != Bound::none;
          other |= one_of_amounts(one) && !reply::says(one, held_.figures.front());
        }
        if (!here || !other || named_apart(*unit, clause)) return std::nullopt;
        bounded = true;
      }
    return bounded ? std::optional(Twist{true, ""}) : std::nullopt;
  }
  // "Medium parcels", of "small parcels up to 2 kg cost €4.50, medium ones up to 10 kg €7.90": its name tells which price is meant.
  [[nodiscard]] bool named_apart(const Unit& unit, std::size_t clause) const {
    return std::any_of(unit.parts.begin(), unit.parts.end(), [&](const Part& part) {
      const auto elsewhere = [&](const Part& one) { return one.clause != clause && one.meaning == part.meaning; };
      return part.content && part.clause == clause && has(content_, part.meaning) && clause > 0 && std::none_of(unit.parts.begin(), unit.parts.end(), elsewhere);
    });
  }
  static bool one_of_amounts(const Figure& figure) { return figure.kind == Figure::Kind::money || figure.kind == Figure::Kind::percent; }

  // What a sentence is about where it begins with several of them: "Dogs travel …", "All cats …".
  [[nodiscard]] static std::optional<std::size_t> subject_of(const std::vector<Part>& parts) {
    std::size_t i = 0;
    while (i < parts.size() && one_of<6>({"the", "our", "your", "all", "any", "both"}, parts[i].text)) ++i;
    const bool several = i + 1 < parts.size() && parts[i].content && parts[i].text.ends_with('s') && !parts[i].text.ends_with("ss");
    return several && !parts[i + 1].parted && !one_of<2>({"and", "or"}, parts[i + 1].text) ? std::optional(i) : std::nullopt;
  }
  // "Dogs travel free in a carrier", which the source says of cats, and of dogs something else.
  [[nodiscard]] std::optional<Twist> of_another_thing() const {
    const auto at = subject_of(parts_);
    if (!at || denies()) return std::nullopt;
    const std::uint64_t subject = parts_[*at].meaning;
    Words said;
    for (std::size_t i = *at + 1; i < parts_.size(); ++i)
      if (parts_[i].content && !of_price(parts_[i].text) && !has(said, parts_[i].meaning)) said.push_back(parts_[i].meaning);
    if (said.size() < predicate_words_min) return std::nullopt;
    bool of_another = false, known = false;
    for (const Unit* unit : all_) {
      const bool speaks_of_it = unit_has(*unit, subject) || has(unit->above, subject);
      if (unit->parts.empty() ? unit_has(*unit, subject) : false) return std::nullopt;
      const Words theirs = content_of(unit->parts);
      const auto first = subject_of(unit->parts);
      known |= first && unit->parts[*first].meaning == subject;
      if (!std::all_of(said.begin(), said.end(), [&](std::uint64_t word) { return has(theirs, word); })) continue;
      if (speaks_of_it || !first) return std::nullopt;
      of_another = true;
    }
    return of_another && known ? std::optional(Twist{true, ""}) : std::nullopt;
  }

  // "A seat costs $9 with a meal", of what costs that with "meals not included".
  [[nodiscard]] std::optional<Twist> with_what_is_not() const {
    for (std::size_t i = 0; i + 1 < parts_.size(); ++i) {
      if (parts_[i].content && parts_[i + 1].text == "included" && left_out_there(parts_[i].meaning)) return Twist{true, ""};
      if (!one_of<3>({"with", "including", "plus"}, parts_[i].text)) continue;
      for (std::size_t k = i + 1; k < std::min(parts_.size(), i + 1 + with_reach) && !parts_[k].parted; ++k)
        if (parts_[k].content && left_out_there(parts_[k].meaning)) return Twist{true, ""};
    }
    return std::nullopt;
  }
  [[nodiscard]] bool left_out_there(std::uint64_t thing) const {
    bool left_out = false;
    std::size_t nearest = predicate_words_min;
    for (const Unit* unit : all_)
      if (has(content_of(unit->parts), thing)) nearest = std::max(nearest, shared(*unit));
    for (const Unit* unit : all_)
      for (std::size_t i = 0; i < unit->parts.size(); ++i) {
        if (unit->parts[i].meaning != thing || shared(*unit) < nearest) continue;
        const auto text = [&](std::size_t k) { return k < unit->parts.size() ? std::string_view(unit->parts[k].text) : std::string_view(); };
        const bool out = (text(i + 1) == "not" && text(i + 2) == "included") || one_of<3>({"excluded", "extra", "excepted"}, text(i + 1)) || (i > 0 && text(i - 1) == "without") ||
                         (i > 1 && text(i - 1) == "any" && text(i - 2) == "before");
        if (!out) return false;
        left_out = true;
      }
    return left_out;
  }
};

}  // namespace

std::optional<Twist> twist_of_what_is_apart(const Held& held, const std::vector<const Unit*>& near, const std::vector<const Unit*>& all) {
  return ApartTwists(held, near, all).run();
}

}  // namespace handrail::reply
