// Words that turn a source round.
#include "engine/reply/lists.hpp"
#include "engine/reply/twist_ground.hpp"

namespace handrail::reply {
namespace {

constexpr std::size_t universal_reach = 3;      // "all of our products"
constexpr std::size_t subject_words = 6;        // in front of the verb
constexpr std::size_t item_words = 3;           // of a list

class WordTwists : TwistGround {
 public:
  WordTwists(const Held& held, const std::vector<const Unit*>& near, const std::vector<const Unit*>& all) : TwistGround(held, near, all) {}
  std::optional<Twist> run() const {
    using Search = std::optional<Twist> (WordTwists::*)() const;
    for (const Search search :
         {&WordTwists::opposites, &WordTwists::denial, &WordTwists::charged,
          &WordTwists::universal, &WordTwists::condition, &WordTwists::item, &WordTwists::subject, &WordTwists::doer})
      if (auto twist = (this->*search)()) return twist;
    return std::nullopt;
  }

 private:
  // A word in place of its opposite, in a sentence that is otherwise the source's.
  [[nodiscard]] std::optional<Twist> opposites() const {
    for (std::size_t i = 0; i < parts_.size(); ++i) {
      const std::vector<std::string> turned = opposites_of(parts_[i].text);
      // "after that" goes on from what was said before
      const bool taken_up = i + 1 < parts_.size() && !parts_[i].content && one_of<3>({"that", "this", "then"}, parts_[i + 1].text);
      if (taken_up || turned.empty() || std::any_of(turned.begin(), turned.end(), [&](const std::string& word) { return says(word); })) continue;
      bool said = false, opposed = false;
      for (const Unit* unit : near_) {
        const bool same_matter = 100 * shared(*unit) >= same_matter_percent_ * (content_.size() - (parts_[i].content ? 1 : 0));
        if (unit->parts.empty() || !same_matter || unit->negated != says_no(held_.sentence, held_.text)) continue;
        const auto stands = [&](std::string_view word) { return std::any_of(unit->parts.begin(), unit->parts.end(), [&](const Part& part) { return part.text == word; }); };
        said |= stands(parts_[i].text);
        opposed |= std::any_of(turned.begin(), turned.end(), stands);
      }
      if (opposed && !said) return Twist{true, ""};
    }
    return std::nullopt;
  }

  static std::vector<std::string> opposites_of(const std::string& word) {
    std::vector<std::string> turned;
    const auto [from, to] = lists().opposites.equal_range(word);
    for (auto at = from; at != to; ++at) turned.push_back(at->second);
    if (word.starts_with("un") && word.size() > 5) turned.push_back(word.substr(2));
    else if (word.size() > 3) turned.push_back("un" + word);
    if (word.starts_with("non") && word.size() > 6) turned.push_back(word.substr(3));
    else if (word.size() > 3) turned.push_back("non" + word);
    return turned;
  }

  // What is denied here must be denied in a source; what a source denies is not affirmed.
  [[nodiscard]] std::optional<Twist> denial() const {
    bool affirmed = false, denied = false, on_that_day = false;
    for (const Part& part : parts_) {
      if (!part.denied || !part.content) continue;
      for (const Unit* unit : near_)
        for (const Part& source : unit->parts) {
          if (source.meaning != part.meaning || by_its_opposite(parts_, *unit) ) continue;
          if (on_other_days(*unit)) {
            denied = true;
            continue;
          }
          on_that_day |= days_of(held_.figures) != 0 && days_of(unit->figures) != 0 && !source.denied && !unit->negated;
          if (in_a_condition(part) && says_what_else(*unit)) return std::nullopt;
          affirmed |= !source.denied && 2 * shared(*unit) >= content_.size();
          denied |= source.denied;
          if (of_money(part.text)) continue;   // that shipping fees are not refunded does not say that nothing is charged
          denied |= unit->negated || denies_what_is_said(*unit);
          denied |= std::any_of(unit->parts.begin(), unit->parts.end(), [](const Part& one) { return limits(one.text); });
        }
      denied |= std::any_of(near_.begin(), near_.end(), [](const Unit* unit) { return unit->parts.empty(); });
    }
    if (affirmed && (!denied || on_that_day)) return Twist{true, ""};
    return std::nullopt;
  }

  static unsigned days_of(const std::vector<Figure>& figures) {
    unsigned days = 0;
    for (const Figure& figure : figures) days |= figure.days;
    return days;
  }
  // "We don't deliver on Sundays", of what is done from Monday to Saturday.
  [[nodiscard]] bool on_other_days(const Unit& unit) const {
    const unsigned mine = days_of(held_.figures), theirs = days_of(unit.figures);
    return mine != 0 && theirs != 0 && (mine & theirs) == 0;
  }
  // "They are removed if you don't go online", of "go online, or they are removed": what is denied is only supposed, and the source says what comes of it.
  [[nodiscard]] bool in_a_condition(const Part& denied) const {
    const auto at = static_cast<std::size_t>(&denied - parts_.data());
    for (std::size_t i = at; i > 0; --i) {
      if (one_of<4>({"if", "when", "unless", "once"}, parts_[i - 1].text)) return true;
      if (parts_[i].parted) return false;
    }
    return false;
  }
  static bool says_what_else(const Unit& unit) {
    return std::any_of(unit.parts.begin(), unit.parts.end(), [](const Part& part) {
      return (part.text == "or" && part.parted) || one_of<2>({"otherwise", "else"}, part.text);
    });
  }

  // "At an extra charge", of what the source does at none.
  [[nodiscard]] std::optional<Twist> charged() const {
    const auto is_price = [](const Figure& figure) { return figure.kind == Figure::Kind::money; };
    if (std::any_of(held_.figures.begin(), held_.figures.end(), is_price)) return std::nullopt;   // asked where figures are
    for (const Part& part : parts_) {
      if (!of_money(part.text) || part.denied || says_no(held_.sentence, held_.text)) continue;
      bool denied = false;
      for (const Unit* unit : near_)
        for (const Part& source : unit->parts) {
          if (source.meaning != part.meaning || !of_the_same_matter(*unit)) continue;
          if (!source.denied) return std::nullopt;
          denied = true;
        }
      if (denied) return Twist{true, ""};
    }
    return std::nullopt;
  }
  static bool of_money(std::string_view word) { return one_of<8>({"charge", "charged", "charges", "fee", "fees", "cost", "costs", "surcharge"}, word); }
  // "Card numbers are not kept", where "we keep what an order needs, without card numbers".
  [[nodiscard]] bool denies_what_is_said(const Unit& unit) const {
    return std::any_of(unit.parts.begin(), unit.parts.end(), [&](const Part& part) { return part.denied && part.content && has(content_, part.meaning); });
  }

  static bool limits(std::string_view word) { return one_of<8>({"only", "except", "unless", "until", "just", "excluding", "excepted", "excluded"}, word); }

  // "All products", "at any time": as wide as a source has it.
  [[nodiscard]] std::optional<Twist> universal() const {
    for (std::size_t i = 0; i < parts_.size(); ++i) {
      const std::string& word = parts_[i].text;
      const bool alone = one_of<10>({"everything", "anything", "everyone", "everybody", "anyone", "anybody", "everywhere", "anywhere", "anytime", "whatever"}, word);
      if (!alone && !one_of<6>({"all", "every", "each", "any", "entire", "whole"}, word)) continue;
      const bool compares = i + 1 < parts_.size() && one_of<7>({"longer", "else", "more", "over", "beyond", "bigger", "heavier"}, parts_[i + 1].text);   // "for anything longer"
      // "no … at all", "if anything"
      if ((parts_[i].in_wording && word != "every" && word != "each") || (alone && compares) || denies() || subordinate(i) || i < words_of_naming_clause(held_.sentence)) continue;
      const Words about = beside(parts_, i, alone);
      const bool of_them = i + 2 < parts_.size() && parts_[i + 1].text == "of" && one_of<3>({"them", "these", "those"}, parts_[i + 2].text);
      if (of_them && said_of_each(word)) continue;
      const bool of_days = i + 1 < parts_.size() && parts_[i + 1].text == "day" && word == "every";
      if (of_days ? only_on_some_days() : !about.empty() && !as_wide(word, about, alone || (word == "any" && !of_several(i)))) return lacks(i);
    }
    return std::nullopt;
  }

  // "Each of them seats six", of "each room seats six".
  [[nodiscard]] bool said_of_each(std::string_view word) const {
    return std::any_of(near_.begin(), near_.end(), [&](const Unit* unit) {
      return of_the_same_matter(*unit) && std::any_of(unit->parts.begin(), unit->parts.end(), [&](const Part& part) { return same_wide(part.text, word); });
    });
  }

  // "We visit you every day", of what is done "on Wednesdays only", and no source says "every day" of it.
  [[nodiscard]] bool only_on_some_days() const {
    bool some = false;
    for (const Unit* unit : near_) {
      if (100 * shared(*unit) < same_matter_percent_ * (content_.size() - 1)) continue;   // "every day" is a word of it
      const auto of_all_days = [](const Part& part) { return one_of<4>({"every", "daily", "each", "any"}, part.text); };
      if (unit->parts.empty() || std::any_of(unit->parts.begin(), unit->parts.end(), of_all_days)) return false;
      some |= std::any_of(unit->figures.begin(), unit->figures.end(), [](const Figure& figure) { return figure.kind == Figure::Kind::weekday; });
    }
    return some;
  }

  [[nodiscard]] bool subordinate(std::size_t word) const {
    for (std::size_t i = 0; i < word; ++i)
      if (one_of<8>({"if", "whether", "unless", "when", "before", "after", "once", "until"}, parts_[i].text)) return true;
    return false;
  }
  // What a word of all is about: the next word that says which, and where it stands alone also the one in front of it.
  static Words beside(const std::vector<Part>& parts, std::size_t word, bool alone) {
    Words about;
    for (std::size_t i = word + 1; about.empty() && i < std::min(parts.size(), word + 1 + universal_reach); ++i)
      if (!one_of<12>({"of", "the", "our", "your", "these", "those", "other", "my", "who", "that", "is", "are"}, parts[i].text)) about.push_back(parts[i].meaning);
    for (std::size_t i = word; alone && i > 0; --i)
      if (parts[i - 1].content) {
        about.push_back(parts[i - 1].meaning);
        break;
      }
    return about;
  }

  // "Any spare parts are charged": no more than the plural says, at the beginning of a sentence.
  [[nodiscard]] bool of_several(std::size_t any) const {
    for (std::size_t i = any + 1; any == 0 && i < std::min(parts_.size(), any + 1 + universal_reach) && !parts_[i].parted; ++i)
      if (parts_[i].content && parts_[i].text.ends_with('s') && !parts_[i].text.ends_with("ss")) return true;
    return false;
  }
  static bool same_wide(std::string_view one, std::string_view other) {
    const auto spelled = [](std::string_view word) {
      if (one_of<4>({"every", "each", "any", "whichever"}, word)) return std::string_view("any");   // "on any day we are open", of each
      return word == "everybody" ? std::string_view("everyone") : word == "anybody" ? std::string_view("anyone") : word;
    };
    return spelled(one) == spelled(other);
  }
  // "Everyone who attended at least 80%", of which the sentence has no bound.
  [[nodiscard]] bool narrowed(const Unit& unit, const Part& all) const {
    if (!held_.figures.empty()) return false;
    return std::any_of(unit.figures.begin(), unit.figures.end(), [&](const Figure& figure) {
      return unit.parts[figure.word].clause == all.clause && bound_of(unit.parts, figure) != Bound::none && figure.kind != Figure::Kind::date;
    });
  }
  // "$65 for grades one to five and $95 for the others": neither is for every grade.
  [[nodiscard]] bool has_another_price(const Unit& unit) const {
    const auto is_price = [](const Figure& figure) { return figure.kind == Figure::Kind::money; };
    const auto own = std::find_if(held_.figures.begin(), held_.figures.end(), is_price);
    if (own == held_.figures.end() || std::count_if(held_.figures.begin(), held_.figures.end(), is_price) > 1) return false;
    bool same = false, other = false;
    for (const Figure& figure : unit.figures)
      if (is_price(figure)) (reply::says(figure, *own) ? same : other) = true;
    return same && other;
  }
  // "Business customers": of those alone, where the sentence speaks of customers.
  [[nodiscard]] bool of_a_kind(const std::vector<Part>& parts, std::size_t thing) const {
    const bool which = thing + 1 < parts.size() && !parts[thing + 1].parted && one_of<7>({"with", "who", "whose", "without", "over", "under", "from"}, parts[thing + 1].text);
    for (std::size_t i = thing + 2; which && i < parts.size() && !parts[i].parted; ++i)   // "members with a year contract"
      if (parts[i].content) return !has(content_, parts[i].meaning);
    return thing > 0 && parts[thing - 1].content && !parts[thing].parted && !has(content_, parts[thing - 1].meaning) && !parts[thing - 1].text.ends_with("ing");
  }
  // A source says it of all; or, where `word` says no more than a plural does, of none less, and no source makes an exception.
  [[nodiscard]] bool as_wide(std::string_view word, const Words& about, bool exactly) const {
    bool generic = false, excepted = false;
    std::size_t most = 0, plain = 0;   // words shared with one that says it of some alone, and with one that says it of them
    for (const Unit* unit : all_) {
      bool here = false, less = false, of_one_kind = false;
      for (std::size_t i = 0; i < unit->parts.size(); ++i) {
        const Part& part = unit->parts[i];
        if (exactly ? same_wide(part.text, word) : one_of<6>({"all", "every", "each", "any", "always", "everything"}, part.text)) {
          const Words theirs = beside(unit->parts, i, exactly && word != "any");
          if (std::any_of(theirs.begin(), theirs.end(), [&](std::uint64_t one) { return has(about, one); }) && !narrowed(*unit, part)) return true;
        }
        here |= part.meaning == about.front();
        of_one_kind |= part.meaning == about.front() && of_a_kind(unit->parts, i);
        less |= limits(part.text) || one_of<7>({"some", "most", "many", "selected", "certain", "few", "several"}, part.text);
      }
      less |= has_another_price(*unit);
      if (unit->parts.empty()) generic |= unit_has(*unit, about.front());
      if (of_one_kind && !unit->negated) most = std::max(most, shared(*unit));
      excepted |= here && (unit->negated || less) && shared(*unit) > 1;
      plain = std::max(plain, here && !less && !of_one_kind && !unit->negated ? shared(*unit) : 0);
    }
    generic |= plain > 0 && plain >= most;   // "every member may bring a guest", of what the nearest says of members with a year contract
    return !exactly && generic && !excepted;
  }

  // "Shipping is free", of which a source says from how much on.
  [[nodiscard]] std::optional<Twist> condition() const {
    if (!held_.figures.empty() || denies()) return std::nullopt;
    for (std::size_t i = 0; i < parts_.size(); ++i) {
      const bool says_how = one_of<6>({"full", "fully", "automatic", "automatically", "immediately", "permanently"}, parts_[i].text);   // and grants nothing
      if (!lists().strong.count(parts_[i].text) || says_how || (parts_[i].hyphened && i > 0)) continue;
      bool found = false, plain = false;
      const std::size_t nearest = shared_most(parts_[i]);   // "cats travel free" says nothing of "children under 4 travel free"
      for (const Unit* unit : all_) {
        if (unit->parts.empty()) plain |= unit_has(*unit, parts_[i].meaning);
        else if (shared(*unit) < nearest) continue;
        for (const Part& source : unit->parts) {
          if (source.meaning != parts_[i].meaning || source.text != parts_[i].text) continue;
          found = true;
          const bool bounded = std::any_of(unit->figures.begin(), unit->figures.end(), [&](const Figure& figure) {
            return figure.kind != Figure::Kind::date && unit->parts[figure.word].clause == source.clause && bound_of(unit->parts, figure) != Bound::none;
          });
          const bool on_condition = std::any_of(unit->parts.begin(), unit->parts.end(), [&](const Part& one) { return one.clause == source.clause && conditional(one.text); });
          plain |= names_a_length(i, unit->parts, static_cast<std::size_t>(&source - unit->parts.data()));
          plain |= (!bounded && !on_condition) || conditional_otherwise(*unit);
        }
      }
      if (found && !plain) return lacks(i);
    }
    return std::nullopt;
  }
  // "The free month", of "the first month free": which one it is.
  [[nodiscard]] bool names_a_length(std::size_t strong, const std::vector<Part>& theirs, std::size_t source) const {
    const auto length = [](const std::vector<Part>& parts, std::size_t i) {
      return i < parts.size() && one_of<6>({"hour", "day", "night", "week", "month", "year"}, parts[i].text) ? std::string_view(parts[i].text) : std::string_view();
    };
    const std::string_view mine = length(parts_, strong + 1);
    return !mine.empty() && (mine == length(theirs, source + 1) || (source > 0 && mine == length(theirs, source - 1)));
  }
  // "Free when you move in", of "free for the first 3 hours when you move in": a condition that the source has as well takes the place of no other.
  [[nodiscard]] bool conditional_otherwise(const Unit& unit) const {
    const auto stands = [&](std::string_view word) { return std::any_of(unit.parts.begin(), unit.parts.end(), [&](const Part& part) { return part.text == word; }); };
    bool bounded = false;
    for (const Figure& figure : unit.figures) bounded |= figure.kind != Figure::Kind::date && bound_of(unit.parts, figure) != Bound::none;
    return std::any_of(parts_.begin(), parts_.end(), [&](const Part& part) { return conditional(part.text) && !(bounded && stands(part.text)); });
  }
  // By those that say the word as well.
  [[nodiscard]] std::size_t shared_most(const Part& word) const {
    std::size_t most = 0;
    for (const Unit* unit : all_)
      if (std::any_of(unit->parts.begin(), unit->parts.end(), [&](const Part& part) { return part.text == word.text; })) most = std::max(most, shared(*unit));
    return most;
  }
  static bool conditional(std::string_view word) { return limits(word) || one_of<9>({"if", "when", "once", "some", "most", "selected", "certain", "may", "can"}, word); }

  // A list of the source's with an item that no source has.
  [[nodiscard]] std::optional<Twist> item() const {
    std::vector<std::pair<std::size_t, std::size_t>> runs;   // between commas and conjunctions
    std::size_t from = 0;
    for (std::size_t i = 0; i <= parts_.size(); ++i) {
      const bool cut = i == parts_.size() || parts_[i].parted || parts_[i].text == "and" || parts_[i].text == "or";
      if (!cut) continue;
      if (i > from && !figure_in(from, i)) runs.emplace_back(from, i);   // what figures say is asked of them
      from = i < parts_.size() && (parts_[i].text == "and" || parts_[i].text == "or") ? i + 1 : i;
    }
    if (runs.size() < 2) return std::nullopt;
    const bool denied = denies() || says_no(held_.sentence, held_.text);
    std::vector<std::size_t> unknown;
    std::size_t known = 0;
    for (std::size_t r = 0; r < runs.size(); ++r) {
      const std::vector<std::size_t> words = item_of(runs[r], r == 0, r + 1 == runs.size());
      if (words.empty() || is_a_clause(runs[r])) continue;
      const bool backed = std::any_of(words.begin(), words.end(), [&](std::size_t i) { return denied ? known_somewhere(parts_[i]) : affirmed_somewhere(parts_[i]); });
      if (backed) ++known;
      else unknown.push_back(words.front());
    }
    const bool listed = runs.size() > 2 || (known == 1 && in_a_list(runs));
    if (unknown.size() == 1 && known > 0 && listed) return lacks(unknown.front());
    return std::nullopt;
  }

  // "To avoid that, …", "…, that deals with it": what begins so is no item of a list.
  [[nodiscard]] bool is_a_clause(std::pair<std::size_t, std::size_t> run) const {
    return one_of<14>({"to", "that", "which", "who", "if", "when", "as", "so", "because", "since", "unless", "until", "before", "after"}, parts_[run.first].text);
  }
  [[nodiscard]] bool figure_in(std::size_t from, std::size_t to) const {
    return std::any_of(held_.figures.begin(), held_.figures.end(), [&](const Figure& figure) { return figure.word >= from && figure.word < to; });
  }

  // The words of a run that are the item: what stands in front of the list, and behind it, is not.
  [[nodiscard]] std::vector<std::size_t> item_of(std::pair<std::size_t, std::size_t> run, bool first, bool last) const {
    std::vector<std::size_t> words;
    for (std::size_t i = run.first; i < run.second; ++i)
      if (parts_[i].content) words.push_back(i);
    if (words.empty() || run.second - run.first <= item_words) return words;
    if (first) return {words.back()};
    if (!last) return {};
    std::vector<std::size_t> item;   // "expiry date under Payment methods"
    for (const std::size_t word : words)
      if (item.empty() || word == item.back() + 1) item.push_back(word);
    return item;
  }
  [[nodiscard]] bool known_somewhere(const Part& part) const {
    return std::any_of(all_.begin(), all_.end(), [&](const Unit* unit) { return unit_has(*unit, part.meaning); });
  }
  [[nodiscard]] bool affirmed_somewhere(const Part& part) const {
    return std::any_of(all_.begin(), all_.end(), [&](const Unit* unit) {
      return unit->parts.empty() ? unit_has(*unit, part.meaning) : !unit->negated && (has(content_of(unit->parts), part.meaning) || has(unit->above, part.meaning));
    });
  }
  // Whether a source lists what the sentence lists: the item stands beside its "and".
  [[nodiscard]] bool in_a_list(const std::vector<std::pair<std::size_t, std::size_t>>& runs) const {
    for (const Unit* unit : all_)
      for (std::size_t i = 1; i + 1 < unit->parts.size(); ++i) {
        if (unit->parts[i].text != "and" && unit->parts[i].text != "or") continue;
        for (std::size_t r = 0; r < runs.size(); ++r)
          for (const std::size_t word : item_of(runs[r], r == 0, r + 1 == runs.size()))
            if (unit->parts[i - 1].meaning == parts_[word].meaning || unit->parts[i + 1].meaning == parts_[word].meaning) return true;
      }
    return false;
  }

  // "Clearance items are refunded": what the sentence is about, in front of its verb, is in a source.
  [[nodiscard]] std::optional<Twist> subject() const {
    std::size_t verb = 0;
    while (verb < std::min(parts_.size(), subject_words) &&
           !one_of<16>({"is", "are", "was", "were", "can", "may", "must", "will", "should", "do", "does", "have", "has", "comes", "come", "cannot"}, parts_[verb].text)) ++verb;
    if (verb == std::min(parts_.size(), subject_words)) return std::nullopt;
    // something stands in front of it
    if (std::any_of(parts_.begin(), parts_.begin() + static_cast<std::ptrdiff_t>(verb), [](const Part& part) { return part.parted; })) return std::nullopt;
    for (std::size_t i = 0; i < verb; ++i) {
      if (parts_[i].content && !known_somewhere(parts_[i])) return lacks(i);
    }
    return std::nullopt;
  }

  // "Duties are paid by us" where no source says of us.
  [[nodiscard]] std::optional<Twist> doer() const {
    for (std::size_t i = 0; i + 1 < parts_.size(); ++i) {
      if (parts_[i].text != "by" || (parts_[i + 1].text != "us" && parts_[i + 1].text != "you")) continue;
      const bool ours = parts_[i + 1].text == "us";
      const auto of_them = [&](const Part& part) { return ours ? one_of<3>({"we", "us", "our"}, part.text) : one_of<2>({"you", "your"}, part.text); };
      const auto tells = [&](const Unit* unit) {
        return unit->parts.empty() || (std::any_of(unit->parts.begin(), unit->parts.end(), of_them) && 2 * shared(*unit) >= content_.size());
      };
      if (std::none_of(near_.begin(), near_.end(), tells)) return lacks(i + 1);
    }
    return std::nullopt;
  }
};

}  // namespace

std::optional<Twist> twist_of_words(const Held& held, const std::vector<const Unit*>& near, const std::vector<const Unit*>& all) { return WordTwists(held, near, all).run(); }

}  // namespace handrail::reply
