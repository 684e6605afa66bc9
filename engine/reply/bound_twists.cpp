// What a source grants within bounds told without them: "only", a time before or after something, a no, a may.
#include "engine/reply/twist_ground.hpp"

namespace handrail::reply {
namespace {

constexpr std::size_t event_reach = 4;   // words: "the day of your departure"

class BoundTwists : TwistGround {
 public:
  BoundTwists(const Held& held, const std::vector<const Unit*>& near, const std::vector<const Unit*>& all) : TwistGround(held, near, all) {}
  std::optional<Twist> run() const {
    using Search = std::optional<Twist> (BoundTwists::*)() const;
    for (const Search search : {&BoundTwists::at_the_event, &BoundTwists::whatever_comes, &BoundTwists::beyond_the_only, &BoundTwists::of_what_is_denied,
                                &BoundTwists::nothing_to_do, &BoundTwists::sure, &BoundTwists::as_one_who})
      if (auto twist = (this->*search)()) return twist;
    return std::nullopt;
  }

 private:
  static std::string_view text_at(const std::vector<Part>& parts, std::size_t i) { return i < parts.size() ? std::string_view(parts[i].text) : std::string_view(); }
  static bool says_one_of(const std::vector<Part>& parts, std::initializer_list<std::string_view> words) {
    return std::any_of(parts.begin(), parts.end(), [&](const Part& part) { return std::find(words.begin(), words.end(), part.text) != words.end(); });
  }
  [[nodiscard]] bool in_figure(std::size_t word) const {
    return std::any_of(held_.figures.begin(), held_.figures.end(), [&](const Figure& figure) { return word >= figure.word && word < figure.word + figure.words; });
  }

  // "Until departure", "on the day of departure", "as soon as you leave", of what is so many hours before or days after it.
  [[nodiscard]] std::optional<Twist> at_the_event() const {
    const auto is_time = [](const Figure& figure) { return figure.kind == Figure::Kind::time; };
    if (std::any_of(held_.figures.begin(), held_.figures.end(), is_time)) return std::nullopt;
    for (std::size_t i = 0; i + 1 < parts_.size(); ++i) {
      std::size_t from = 0;
      const bool of_a_length = i > 0 && one_of<6>({"day", "hour", "week", "month", "minute", "evening"}, parts_[i - 1].text);   // "the day before the course begins"
      if (one_of<4>({"until", "till", "by", "before"}, parts_[i].text) && !of_a_length) from = i + 1;
      if (parts_[i].text == "on" && text_at(parts_, i + 1) == "the" && one_of<3>({"day", "morning", "date"}, text_at(parts_, i + 2))) from = i + 3;
      if (parts_[i].text == "as" && text_at(parts_, i + 1) == "soon" && text_at(parts_, i + 2) == "as") from = i + 3;
      if (from == 0) continue;
      const auto counts = [&](std::size_t k) { return one_of<4>({"before", "after", "prior", "following"}, text_at(parts_, k)); };
      if (counts(from) || counts(from + 1) || counts(from + 2)) continue;   // "until the day before it begins"
      Words event;
      for (std::size_t k = from; k < std::min(parts_.size(), from + event_reach + 1) && !parts_[k].parted && !in_figure(k); ++k)
        if (parts_[k].content) event.push_back(parts_[k].meaning);
      if (!event.empty() && at_a_distance(event, parts_[i].text)) return Twist{true, ""};
    }
    return std::nullopt;
  }
  // Whatever speaks of the same has a length of time in front of the event or behind it, and nothing is said of the event itself.
  [[nodiscard]] bool at_a_distance(const Words& event, std::string_view by) const {
    bool found = false;
    for (const Unit* unit : all_) {
      if (unit->parts.empty() || unit->heading || 2 * shared(*unit) < content_.size()) continue;
      bool distant = false, plain = false;
      for (std::size_t i = 0; i < unit->parts.size(); ++i) {
        if (!has(event, unit->parts[i].meaning)) continue;
        const bool counted = counted_to(*unit, i);
        distant |= counted;
        for (std::size_t k = i - std::min(i, event_reach); k < i && !counted; ++k) plain |= unit->parts[k].text == by || unit->parts[k].text == "on" ||
            unit->parts[k].text == "when";
      }
      if (plain) return false;
      found |= distant;
    }
    return found;
  }
  // "10 working days before you leave", "five days after the return"
  [[nodiscard]] static bool counted_to(const Unit& unit, std::size_t event) {
    constexpr std::size_t length_words = 3;   // "days", "working days"
    for (const Figure& figure : unit.figures) {
      if (figure.kind != Figure::Kind::time) continue;
      for (std::size_t i = figure.word + figure.words; i < std::min(unit.parts.size(), figure.word + figure.words + length_words); ++i) {
        if (unit.parts[i].parted) break;
        if (one_of<5>({"before", "after", "prior", "following", "ahead"}, unit.parts[i].text)) return event > i && event <= i + event_reach;
      }
    }
    return false;
  }

  // "No matter what time you call", "even in dry weather", "whenever you cancel": only where a source goes as far.
  [[nodiscard]] std::optional<Twist> whatever_comes() const {
    for (std::size_t i = 0; i + 1 < parts_.size(); ++i) {
      const std::string_view here = parts_[i].text, next = text_at(parts_, i + 1);
      const bool matter = (here == "no" && next == "matter") || here == "regardless" || here == "irrespective" || (here == "whenever" && next == "you");
      const bool even = here == "even" && one_of<8>({"in", "with", "without", "on", "at", "for", "during", "from"}, next);
      const std::size_t as = text_at(parts_, i + 2) == "as" ? i + 2 : i + 3;   // "as many songs as you like"
      const bool as_they_like = here == "as" && one_of<4>({"long", "often", "many", "much"}, next) && text_at(parts_, as) == "as" &&
          one_of<2>({"you", "they"}, text_at(parts_, as + 1)) && one_of<4>({"like", "want", "wish", "please"}, text_at(parts_, as + 2));
      if (!matter && !even && !as_they_like) continue;
      Words condition;   // "even in dry weather"
      for (std::size_t k = i + 2; even && k < std::min(parts_.size(), i + 2 + event_reach) && !parts_[k].parted; ++k)
        if (parts_[k].content) condition.push_back(parts_[k].meaning);
      const auto goes_as_far = [&](const Unit* unit) {
        const bool figures = std::all_of(held_.figures.begin(), held_.figures.end(), [&](const Figure& figure) {
          const bool in_it = even && figure.word > i && figure.word < i + 2 + event_reach;
          return !in_it || std::any_of(unit->figures.begin(), unit->figures.end(), [&](const Figure& source) { return reply::says(source, figure); });
        });
        const bool of_it = figures && std::all_of(condition.begin(), condition.end(), [&](std::uint64_t word) { return unit_has(*unit, word); });
        return !unit->parts.empty() && of_it && 2 * shared(*unit) >= content_.size() &&
            says_one_of(unit->parts, {"matter", "regardless", "irrespective", "whenever", "whatever", "whichever", "wherever", "any", "every", "always", "even", "all", "each", "without",
                                      "anytime", "clock", "unlimited", "daily"});
      };
      if (std::none_of(all_.begin(), all_.end(), goes_as_far)) return lacks(i);
    }
    return std::nullopt;
  }

  // "Open fires are allowed on all pitches", of what is "only allowed at the fire pits": what stands behind the only is not said.
  [[nodiscard]] std::optional<Twist> beyond_the_only() const {
    if (denies() || says_one_of(parts_, {"only", "just", "solely", "except", "unless", "if", "when", "provided"})) return std::nullopt;
    for (const Unit* unit : all_) {
      const auto& theirs = unit->parts;
      const auto only = std::find_if(theirs.begin(), theirs.end(), [](const Part& part) { return part.text == "only"; });
      if (only == theirs.end() || only == theirs.begin() || one_of<3>({"not", "or", "and"}, (only - 1)->text)) continue;
      Words in_front, behind;
      for (auto part = only; part != theirs.begin() && !part->parted; --part)
        if ((part - 1)->content) in_front.push_back((part - 1)->meaning);
      for (auto part = only + 1; part != theirs.end() && !part->parted; ++part)
        if (part->content && !has(in_front, part->meaning) && !allows(part->text)) behind.push_back(part->meaning);
      if (in_front.empty() || behind.empty() || bounded_by_a_figure(*unit, static_cast<std::size_t>(only - theirs.begin()))) continue;
      for (const Words& piece : pieces()) {
        const bool of_it = std::all_of(in_front.begin(), in_front.end(), [&](std::uint64_t word) { return has(piece, word); });
        if (of_it && std::none_of(behind.begin(), behind.end(), [&](std::uint64_t word) { return has(piece, word); })) return Twist{true, ""};
      }
    }
    return std::nullopt;
  }
  static bool allows(std::string_view word) { return one_of<6>({"available", "allowed", "possible", "permitted", "offered", "accepted"}, word); }
  // The words of the sentence between its marks and what joins.
  [[nodiscard]] std::vector<Words> pieces() const {
    std::vector<Words> all(1);
    for (const Part& part : parts_) {
      if ((part.parted || one_of<4>({"and", "but", "while", "which"}, part.text)) && !all.back().empty()) all.emplace_back();
      if (part.content) all.back().push_back(part.meaning);
    }
    return all;
  }
  // A figure within the bounds of the only is asked by itself.
  static bool bounded_by_a_figure(const Unit& unit, std::size_t only) {
    return std::any_of(unit.figures.begin(), unit.figures.end(), [&](const Figure& figure) {
      const bool bounds = figure.word > only && figure.kind != Figure::Kind::weekday && figure.kind != Figure::Kind::number;
      const auto first = unit.parts.begin() + static_cast<std::ptrdiff_t>(only) + 1;
      return bounds && std::none_of(first, unit.parts.begin() + static_cast<std::ptrdiff_t>(figure.word) + 1, [](const Part& part) { return part.parted; });
    });
  }

  // "You can pay for whitening in instalments", where "instalments are not available for whitening": the sentence speaks of all that a source denies, and says yes.
  [[nodiscard]] std::optional<Twist> of_what_is_denied() const {
    constexpr std::size_t words_min = 2;
    if (says_one_of(parts_, {"except", "excluded", "unless", "if", "whether", "only", "not", "no", "never", "cannot", "neither"})) return std::nullopt;
    bool denied = false;
    for (const Unit* unit : all_) {
      if (unit->parts.empty() || unit->heading) continue;
      const Words theirs = content_in_general(unit->parts);
      const bool all_said = std::all_of(theirs.begin(), theirs.end(), [&](std::uint64_t word) { return has(content_, word); });
      const auto joins = [](const Part& part) { return part.parted || one_of<4>({"and", "but", "so", "because"}, part.text); };
      const bool whole = std::none_of(unit->parts.begin(), unit->parts.end(), joins);
      const bool bounded = says_one_of(unit->parts, {"if", "when", "unless", "until", "only", "before", "without", "than"});
      if (unit->negated && whole && !bounded && theirs.size() >= words_min && all_said) denied = true;
      if (there_is_no(*unit)) return Twist{true, ""};
    }
    return denied ? std::optional(Twist{true, ""}) : std::nullopt;
  }
  static Words content_in_general(const std::vector<Part>& parts) {
    Words words;
    for (const Part& part : parts)
      if (part.content && !allows(part.text) && !has(words, part.meaning)) words.push_back(part.meaning);
    return words;
  }
  // "The dryers are next to them", of "there are no dryers".
  [[nodiscard]] bool there_is_no(const Unit& unit) const {
    const auto& theirs = unit.parts;
    for (std::size_t i = 2; i + 1 < theirs.size(); ++i) {
      const bool none = theirs[i].text == "no" && one_of<3>({"is", "are", "have"}, theirs[i - 1].text) && one_of<2>({"there", "we"}, theirs[i - 2].text);
      const bool ends = i + 2 == theirs.size() || theirs[i + 2].parted;
      if (!none || !ends || !theirs[i + 1].content) continue;
      for (std::size_t k = 0; k < parts_.size(); ++k)
        if (parts_[k].meaning == theirs[i + 1].meaning && !parts_[k].denied) return true;
    }
    return false;
  }

  // "There is no need to bring anything", where a source tells to bring something.
  [[nodiscard]] std::optional<Twist> nothing_to_do() const {
    const auto at = std::find_if(parts_.begin(), parts_.end(), [](const Part& part) { return one_of<2>({"anything", "nothing"}, part.text); });
    if (at == parts_.end() || at == parts_.begin() || at->in_wording) return std::nullopt;
    const bool no_need = says_one_of(parts_, {"need", "have", "needed", "required", "must"}) && (at->text == "nothing" || says_one_of(parts_, {"no", "not"}));
    if (!no_need || says_one_of(parts_, {"if", "when", "unless", "once", "else", "other", "more"})) return std::nullopt;
    for (auto verb = parts_.begin(); verb != parts_.end(); ++verb) {
      if (verb == parts_.begin() || (verb - 1)->text != "to" || one_of<4>({"do", "be", "have", "know"}, verb->text)) continue;
      for (const Unit* unit : all_)
        for (std::size_t i = 0; i < unit->parts.size(); ++i) {
          const bool told = i == 0 || unit->parts[i].parted || one_of<5>({"please", "and", "must", "to", "or"}, unit->parts[i - 1].text);
          if (told && unit->parts[i].text == verb->text && !unit->negated) return Twist{true, ""};
        }
    }
    return std::nullopt;
  }

  // "As a regular customer you need no deposit", of customers of whom no source knows.
  [[nodiscard]] std::optional<Twist> as_one_who() const {
    for (std::size_t i = 0; i + 2 < parts_.size(); ++i) {
      if (parts_[i].text != "as" || parts_[i].in_wording || !one_of<2>({"a", "an"}, parts_[i + 1].text)) continue;
      for (std::size_t k = i + 2; k < parts_.size() && !parts_[k].parted && !one_of<3>({"you", "we", "i"}, parts_[k].text); ++k) {
        const auto knows = [&](const Unit* unit) { return unit_has(*unit, parts_[k].meaning); };
        const auto rest = parts_.begin() + static_cast<std::ptrdiff_t>(k);
        const bool of_somebody = std::any_of(rest, parts_.end(), [](const Part& part) { return part.text == "you"; });
        if (of_somebody && parts_[k].content && std::none_of(all_.begin(), all_.end(), knows)) return lacks(k);
      }
    }
    return std::nullopt;
  }

  // "You will receive compensation", of what may be.
  [[nodiscard]] std::optional<Twist> sure() const {
    const bool certain = says_one_of(parts_, {"will", "guaranteed", "definitely", "certainly", "entitled"});
    if (!certain || says_one_of(parts_, {"may", "might", "could", "can", "possibly", "perhaps", "probably", "if", "usually"})) return std::nullopt;
    std::size_t most = 0;
    bool maybe = false;
    for (const Unit* unit : all_) {
      if (unit->parts.empty()) continue;
      const std::size_t here = shared(*unit);
      if (here < most || 2 * here < content_.size() || here == 0) continue;
      bool may_be = false;
      for (std::size_t i = 0; i + 1 < unit->parts.size(); ++i)
        may_be |= (unit->parts[i].text == "may" && unit->parts[i + 1].text == "be") || one_of<3>({"might", "possibly", "perhaps"}, unit->parts[i].text);
      maybe = here == most ? maybe && may_be : may_be;
      most = here;
    }
    return maybe ? std::optional(Twist{true, ""}) : std::nullopt;
  }
};

}  // namespace

std::optional<Twist> twist_of_bounds(const Held& held, const std::vector<const Unit*>& near, const std::vector<const Unit*>& all) { return BoundTwists(held, near, all).run(); }

}  // namespace handrail::reply
