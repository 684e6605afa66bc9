// How far what a source grants reaches: "free" said of something that no source says it of, one end of a range told as the whole, and a part of a sentence that adds
// what nothing speaks of.
#include "engine/reply/lists.hpp"
#include "engine/reply/twist_ground.hpp"

namespace handrail::reply {
namespace {

constexpr std::size_t hedge_words = 3;        // in front of a figure: "up to", "no later than"
constexpr std::size_t added_words_min = 2;    // of a part that nothing speaks of: one may be another word for what is known

struct Stretch { std::size_t from = 0, to = 0; };   // words, between commas and conjunctions

class ReachTwists : TwistGround {
 public:
  ReachTwists(const Held& held, const std::vector<const Unit*>& near, const std::vector<const Unit*>& all) : TwistGround(held, near, all) {}
  std::optional<Twist> run() const {
    using Search = std::optional<Twist> (ReachTwists::*)() const;
    for (const Search search : {&ReachTwists::granted, &ReachTwists::kept, &ReachTwists::end_of_range, &ReachTwists::added})
      if (auto twist = (this->*search)()) return twist;
    return std::nullopt;
  }

 private:
  [[nodiscard]] std::vector<Stretch> stretches() const {
    std::vector<Stretch> all;
    std::size_t from = 0;
    for (std::size_t i = 1; i <= parts_.size(); ++i) {
      const bool cut = i == parts_.size() || parts_[i].parted || one_of<6>({"and", "but", "while", "plus", "which", "so"}, parts_[i].text);
      if (!cut) continue;
      all.push_back({from, i});
      from = i;
    }
    return all;
  }
  [[nodiscard]] std::vector<std::size_t> content_of(const Stretch& stretch) const {
    std::vector<std::size_t> words;
    for (std::size_t i = stretch.from; i < stretch.to; ++i)
      if (parts_[i].content && !lists().strong.count(parts_[i].text)) words.push_back(i);
    return words;
  }
  [[nodiscard]] bool figure_in(const Stretch& stretch) const {
    return std::any_of(held_.figures.begin(), held_.figures.end(), [&](const Figure& figure) { return figure.word >= stretch.from && figure.word < stretch.to; });
  }
  [[nodiscard]] bool anywhere(std::uint64_t meaning) const {
    return std::any_of(all_.begin(), all_.end(), [&](const Unit* unit) { return unit_has(*unit, meaning); });
  }
  // Those that grant it, and do not say no to it.
  [[nodiscard]] std::vector<const Unit*> granting(std::string_view word) const {
    std::vector<const Unit*> units;
    for (const Unit* unit : all_)
      for (const Part& part : unit->parts)
        if (part.text == word && !part.denied) {
          units.push_back(unit);
          break;
        }
    return units;
  }
  [[nodiscard]] static bool speaks_of(const Unit& unit, std::uint64_t meaning) { return unit_has(unit, meaning) || has(unit.above, meaning); }

  static bool grants(std::string_view word) { return one_of<9>({"free", "complimentary", "waive", "waived", "discount", "bonus", "double", "triple", "unlimited"}, word); }

  // Goes on from the grant without a verb of its own: "…, and from other countries too".
  [[nodiscard]] bool extends(const Stretch& stretch) const {
    std::size_t first = stretch.from;
    while (first < stretch.to && one_of<4>({"and", "but", "also", "plus"}, parts_[first].text)) ++first;
    const bool begins = first < stretch.to && one_of<8>({"from", "to", "for", "in", "within", "outside", "on", "into"}, parts_[first].text);
    const bool names = first + 1 == stretch.to && parts_[first].capital && parts_[first].content;   // "… and Canada"
    const bool ends = stretch.to > stretch.from && one_of<3>({"too", "also", "well"}, parts_[stretch.to - 1].text);
    return begins || names || (ends && content_of(stretch).size() <= 2);
  }

  // "Returns from Canada are free" where the source says so of the USA: what is granted, and to whom, stands where the source grants it.
  [[nodiscard]] std::optional<Twist> granted() const {
    const std::vector<Stretch> all = stretches();
    for (std::size_t s = 0; s < all.size(); ++s)
      for (std::size_t i = all[s].from; i < all[s].to; ++i) {
        if (!grants(parts_[i].text) || (parts_[i].hyphened && i > 0) || parts_[i].denied || denies()) continue;
        const std::vector<const Unit*> units = granting(parts_[i].text);
        if (units.empty()) continue;   // asked elsewhere
        if (const auto twist = beyond(units, all[s])) return twist;
        if (s + 1 < all.size() && extends(all[s + 1]) && !figure_in(all[s + 1]))
          if (const auto twist = beyond(units, all[s + 1])) return twist;
      }
    return std::nullopt;
  }
  [[nodiscard]] std::optional<Twist> beyond(const std::vector<const Unit*>& units, const Stretch& stretch) const {
    const std::vector<std::size_t> words = content_of(stretch);
    const auto granted_to = [&](std::size_t word) { return std::any_of(units.begin(), units.end(), [&](const Unit* unit) { return speaks_of(*unit, parts_[word].meaning); }); };
    // The source grants it to somebody or somewhere else by name.
    const auto names_another = [&](const Unit* unit) {
      for (std::size_t i = 1; i < unit->parts.size(); ++i)
        if (unit->parts[i].capital && unit->parts[i].content && !has(content_, unit->parts[i].meaning)) return true;
      return false;
    };
    std::vector<const Unit*> of_these;
    for (const Unit* unit : units)
      if (std::any_of(words.begin(), words.end(), [&](std::size_t word) { return speaks_of(*unit, parts_[word].meaning); })) of_these.push_back(unit);
    const bool only_others = !of_these.empty() && std::all_of(of_these.begin(), of_these.end(), names_another);
    for (const std::size_t word : words)
      if (only_others && parts_[word].capital && at_a_place(word) && anywhere(parts_[word].meaning) && !granted_to(word)) return lacks(word);
    if (words.empty()) return of_a_thing(units, stretch);
    if (const auto word = priced_elsewhere(units, words)) return lacks(*word);
    const auto known = std::find_if(words.begin(), words.end(), [&](std::size_t word) { return anywhere(parts_[word].meaning); });
    if (known != words.end() && std::none_of(words.begin(), words.end(), granted_to)) return lacks(*known);
    return std::nullopt;
  }

  [[nodiscard]] bool at_a_place(std::size_t word) const {
    std::size_t before = word;
    while (before > 0 && (parts_[before - 1].text == "the" || parts_[before - 1].capital)) --before;
    return before > 0 && one_of<8>({"from", "to", "in", "within", "outside", "and", "or", "across"}, parts_[before - 1].text);
  }
  // "Express shipping is free", where the source that speaks of just that names its price.
  [[nodiscard]] std::optional<std::size_t> priced_elsewhere(const std::vector<const Unit*>& units, const std::vector<std::size_t>& words) const {
    if (words.size() < 2) return std::nullopt;
    const auto has_all = [&](const Unit* unit) {
      const bool priced = std::any_of(unit->figures.begin(), unit->figures.end(), [](const Figure& figure) { return figure.kind == Figure::Kind::money && figure.value != "0"; });
      return priced && std::all_of(words.begin(), words.end(), [&](std::size_t word) { return unit_has(*unit, parts_[word].meaning); });
    };
    if (std::none_of(all_.begin(), all_.end(), has_all)) return std::nullopt;
    for (const std::size_t word : words) {
      const bool tells_apart = word + 1 < parts_.size() && parts_[word + 1].content;   // it stands in front of another one
      const auto granted = [&](const Unit* unit) { return speaks_of(*unit, parts_[word].meaning); };
      if (tells_apart && std::none_of(units.begin(), units.end(), granted)) return word;
    }
    return std::nullopt;
  }
  // "And your item is free": a thing of every sentence, which is granted where the source names it so.
  [[nodiscard]] std::optional<Twist> of_a_thing(const std::vector<const Unit*>& units, const Stretch& stretch) const {
    for (std::size_t i = stretch.from; i + 1 < stretch.to; ++i) {
      if (!thing(parts_[i].text) || parts_[i].text == "it" || !one_of<4>({"is", "are", "becomes", "stays"}, parts_[i + 1].text)) continue;
      const auto named = [&](const Unit* unit) { return unit->parts.empty() || has_word(*unit, parts_[i].text); };
      if (std::none_of(units.begin(), units.end(), named)) return lacks(i);
    }
    return std::nullopt;
  }
  [[nodiscard]] static bool has_word(const Unit& unit, std::string_view word) {
    return std::any_of(unit.parts.begin(), unit.parts.end(), [&](const Part& part) { return part.text == word; });
  }
  static bool thing(std::string_view word) { return one_of<8>({"item", "items", "order", "orders", "product", "products", "it", "parcel"}, word); }

  // "By law we have to keep invoices."
  [[nodiscard]] bool of_us(std::size_t word) const {
    constexpr std::size_t reach = 4;
    for (std::size_t i = word; i > 0 && word - i < reach; --i)
      if (parts_[i - 1].text == "we" || parts_[i - 1].text == "they") return true;
    return false;
  }

  // "You may keep the item": what a customer need not send back is said by a source, with that word.
  [[nodiscard]] std::optional<Twist> kept() const {
    for (std::size_t i = 1; i + 1 < parts_.size(); ++i) {
      const bool may = one_of<7>({"may", "can", "to", "could", "you", "should", "just"}, parts_[i - 1].text);
      if (parts_[i].text != "keep" || !may || parts_[i].denied || of_us(i)) continue;
      for (std::size_t k = i + 1; k < std::min(parts_.size(), i + 4) && !parts_[k].parted; ++k) {
        const bool plain = thing(parts_[k].text);
        if (!plain && (!parts_[k].content || !anywhere(parts_[k].meaning))) continue;
        const auto says_so = [&](const Unit* unit) {
          const bool of_it = plain ? has_word(*unit, parts_[k].text) : unit_has(*unit, parts_[k].meaning);
          return of_it && std::any_of(unit->parts.begin(), unit->parts.end(), [](const Part& part) { return one_of<3>({"keep", "keeps", "kept"}, part.text) && !part.denied; });
        };
        if (std::none_of(all_.begin(), all_.end(), says_so)) return lacks(i);
        break;
      }
    }
    return std::nullopt;
  }

  // "3 to 5 days": the figure with another one of its kind beside it.
  [[nodiscard]] static const Figure* other_end(const std::vector<Figure>& figures, const std::vector<Part>& parts, const Figure& figure) {
    for (const Figure& other : figures) {
      if (&other == &figure || (other.kind != figure.kind && other.kind != Figure::Kind::number && figure.kind != Figure::Kind::number)) continue;
      const Figure &first = other.word < figure.word ? other : figure, &second = other.word < figure.word ? figure : other;
      const std::size_t end = first.word + first.words;
      if (second.word == end && second.begin <= first.end + 3) return &other;   // "3-5 days"
      const bool between = first.word > 0 && parts[first.word - 1].text == "between";
      if (second.word == end + 1 && end < parts.size() && (one_of<3>({"to", "or", "until"}, parts[end].text) || (between && parts[end].text == "and"))) return &other;
    }
    return nullptr;
  }
  [[nodiscard]] bool hedged(const Figure& figure) const {
    if (held_.text.substr(figure.begin, figure.end - figure.begin).find_first_of("-\xE2") != std::string_view::npos) return true;
    if (figure.begin > 0 && (held_.text[figure.begin - 1] == '-' || held_.text.substr(0, figure.begin).ends_with("\xE2\x80\x93"))) return true;   // "5-10 days"
    if (figure.end < held_.text.size() && (held_.text[figure.end] == '-' || held_.text.substr(figure.end).starts_with("\xE2\x80\x93"))) return true;
    for (std::size_t i = figure.word; i > 0 && figure.word - i < hedge_words; --i)
      if (one_of<18>({"up", "most", "least", "than", "within", "about", "around", "maximum", "minimum", "latest", "between", "from", "little", "roughly", "before", "until",
                        "over", "under"}, parts_[i - 1].text)) return true;
    const auto of_an_end = [](const Part& part) { return one_of<10>({"close", "closes", "end", "ends", "finishes", "open", "opens", "start", "starts", "begins"}, part.text); };
    // which end it is is asked where figures are
    if ((figure.kind == Figure::Kind::clock || figure.kind == Figure::Kind::number) && std::any_of(parts_.begin(), parts_.end(), of_an_end)) return true;
    return std::any_of(parts_.begin(), parts_.end(), [](const Part& part) { return one_of<6>({"earliest", "latest", "sometimes", "maximum", "minimum", "may"}, part.text); });
  }
  // "Takes 10 days", of 6 to 10.
  [[nodiscard]] std::optional<Twist> end_of_range() const {
    for (const Figure& figure : held_.figures) {
      if (figure.kind == Figure::Kind::id || figure.kind == Figure::Kind::date || figure.kind == Figure::Kind::weekday || figure.vague) continue;
      if (other_end(held_.figures, parts_, figure) || hedged(figure)) continue;
      bool range = false, whole = false;
      for (const Unit* unit : all_)
        for (const Figure& source : unit->figures) {
          if (!reply::says(source, figure)) continue;
          const bool end = !unit->parts.empty() && other_end(unit->figures, unit->parts, source);
          if (!end) whole = true;
          else range |= shared(*unit) > 0;
        }
      if (range && !whole) return Twist{true, ""};
    }
    return std::nullopt;
  }

  // "…, and a partner lounge awaits you": a part of the sentence with nothing in it that any source speaks of.
  [[nodiscard]] std::optional<Twist> added() const {
    const std::vector<Stretch> all = stretches();
    for (std::size_t s = 1; s < all.size(); ++s) {
      const std::vector<std::size_t> words = content_of(all[s]);
      if (words.size() < added_words_min) continue;
      if (std::none_of(words.begin(), words.end(), [&](std::size_t word) { return anywhere(parts_[word].meaning); })) return lacks(words.front());
    }
    return std::nullopt;
  }
};

}  // namespace

std::optional<Twist> twist_of_reach(const Held& held, const std::vector<const Unit*>& near, const std::vector<const Unit*>& all) { return ReachTwists(held, near, all).run(); }

}  // namespace handrail::reply
