// Who and what a sentence is about, beside who and what its source is about.
#include "engine/reply/lists.hpp"
#include "engine/reply/exceptions.hpp"
#include "engine/reply/twist_ground.hpp"

namespace handrail::reply {
namespace {

constexpr std::size_t names_begin_within = 3;   // words: "At the Harbor"
constexpr std::size_t one_reach = 3;            // words between "one" and what it counts

bool leads_in(std::string_view word) { return one_of<9>({"the", "our", "your", "a", "an", "all", "both", "and", "with"}, word); }

class AgreementTwists : TwistGround {
 public:
  AgreementTwists(const Held& held, const std::vector<const Unit*>& near, const std::vector<const Unit*>& all) : TwistGround(held, near, all) {}
  std::optional<Twist> run() const {
    using Search = std::optional<Twist> (AgreementTwists::*)() const;
    for (const Search search : {&AgreementTwists::of_another, &AgreementTwists::in_the_list, &AgreementTwists::without_its_not, &AgreementTwists::on_condition,
                                &AgreementTwists::at_whose_cost, &AgreementTwists::one_of_several})
      if (auto twist = (this->*search)()) return twist;
    return std::nullopt;
  }

 private:
  // Of these words, those that the source's sentence itself has; its heading does not count.
  static std::size_t said_in(const Unit& unit, const Words& words) {
    return static_cast<std::size_t>(std::count_if(words.begin(), words.end(), [&](std::uint64_t word) {
      return std::any_of(unit.parts.begin(), unit.parts.end(), [&](const Part& part) { return part.meaning == word; });
    }));
  }
  [[nodiscard]] static bool speaks_of(const Unit& unit, const Words& names) {
    return std::any_of(names.begin(), names.end(), [&](std::uint64_t name) { return unit_has(unit, name) || has(unit.above, name); });
  }

  // "The Wave headphones come with a charging case", which the source says of the Pebble earbuds, and it knows both.
  [[nodiscard]] std::optional<Twist> of_another() const {
    const Words known = names_in(all_, parts_), names = subject_names(parts_, known);
    Words said;
    for (const std::uint64_t word : content_)
      if (!has(names, word)) said.push_back(word);
    if (names.empty() || said.empty()) return std::nullopt;
    const auto about_them = [&](const Unit* unit) { return !unit->parts.empty() && said_in(*unit, names) > 0; };
    if (std::none_of(all_.begin(), all_.end(), about_them)) return std::nullopt;   // asked elsewhere
    std::size_t best = 0;
    for (const Unit* unit : all_) best = std::max(best, unit->parts.empty() ? 0 : said_in(*unit, said));
    if (2 * best < said.size() || best == 0) return std::nullopt;
    bool others = false;
    for (const Unit* unit : all_) {
      const bool backs = unit->parts.empty() ? speaks_of(*unit, said) : said_in(*unit, said) == best;
      if (!backs) continue;
      if (unit->parts.empty() || speaks_of(*unit, names)) return std::nullopt;
      const Words theirs = subject_names(unit->parts, known);
      if (theirs.empty() || std::any_of(theirs.begin(), theirs.end(), [&](std::uint64_t name) { return has(names, name); })) return std::nullopt;
      others = true;
    }
    return others ? std::optional(Twist{true, ""}) : std::nullopt;
  }

  // What stands on both sides of an "and" or "or": the word in front, and those behind it.
  struct Pair { std::uint64_t front = 0; std::vector<std::size_t> behind; };
  [[nodiscard]] static std::vector<Pair> pairs_in(const std::vector<Part>& parts) {
    std::vector<Pair> pairs;
    for (std::size_t i = 1; i + 1 < parts.size(); ++i) {
      if ((parts[i].text != "and" && parts[i].text != "or") || !parts[i - 1].content) continue;
      Pair pair{parts[i - 1].meaning, {}};
      const auto ends = [](const Part& part) { return part.parted || one_of<8>({"and", "or", "under", "in", "on", "with", "for", "from"}, part.text); };
      for (std::size_t next = i + 1; next < parts.size() && !ends(parts[next]); ++next)
        if (parts[next].content) pair.behind.push_back(next);
      if (!pair.behind.empty()) pairs.push_back(std::move(pair));
    }
    return pairs;
  }
  [[nodiscard]] bool known_somewhere(std::uint64_t meaning) const {
    return std::any_of(all_.begin(), all_.end(), [&](const Unit* unit) { return unit_has(*unit, meaning); });
  }

  // "Your name, address and e-mail address", where the sentence that says the rest has a phone number in its place and others speak of e-mail.
  [[nodiscard]] std::optional<Twist> in_the_list() const {
    const Unit* best = nullptr;
    std::size_t most = 0;
    for (const Unit* unit : all_) {   // of those that speak of what it is about, where one does
      const std::size_t here = 2 * said_in(*unit, content_) + (content_.empty() ? 0 : said_in(*unit, {content_.front()}));
      if (here > most) best = unit, most = here;
    }
    most /= 2;
    if (!best || 100 * most < same_matter_percent_ * content_.size()) return std::nullopt;
    const std::vector<Pair> theirs = pairs_in(best->parts);
    for (const Pair& pair : pairs_in(parts_)) {
      const std::size_t item = pair.behind.front();
      const bool other = std::any_of(pair.behind.begin(), pair.behind.end(), [&](std::size_t word) {
        return unit_has(*best, parts_[word].meaning) && parts_[word].meaning != pair.front;
      });
      if (other || !known_somewhere(parts_[item].meaning) || unit_has(*best, parts_[item].meaning)) continue;
      for (const Pair& one : theirs)
        if (one.front == pair.front && std::none_of(one.behind.begin(), one.behind.end(), [&](std::size_t word) { return has(content_, best->parts[word].meaning); }))
          return lacks(item);
    }
    return std::nullopt;
  }

  // A sentence without its words of denying, to be compared word by word.
  [[nodiscard]] static std::vector<std::string_view> bare(const std::vector<Part>& parts) {
    std::vector<std::string_view> words;
    for (const Part& part : parts)
      if (!one_of<6>({"not", "do", "does", "did", "never", "yes"}, part.text)) words.push_back(part.text);
    return words;
  }
  // "Please bring their food along", of "Rabbits must never fast: please bring …": from a mark on, without the "not" in front of it. Counted in words that deny nothing.
  [[nodiscard]] static bool stands_apart(const std::vector<Part>& parts, std::size_t from, std::size_t count) {
    std::size_t bare_words = 0;
    bool begins = false, denied = false;
    for (std::size_t i = 0; i < parts.size(); ++i) {
      const bool is_bare = !bare({parts[i]}).empty();
      const bool inside = bare_words >= from && bare_words < from + count;
      if (is_bare && bare_words == from) begins = parts[i].parted;
      denied |= inside && negates_at(parts, i);
      bare_words += is_bare ? 1 : 0;
    }
    return begins && !denied;
  }
  // "We exchange directly" of "We don't exchange directly": the same words, and no "not" among them.
  [[nodiscard]] std::optional<Twist> without_its_not() const {
    constexpr std::size_t words_min = 3;
    const auto mine = bare(parts_);
    if (mine.size() < words_min) return std::nullopt;
    const bool no = says_no(held_.sentence, held_.text);
    bool turned = false;
    for (const Unit* unit : all_) {
      const auto theirs = bare(unit->parts);
      const auto at = std::search(theirs.begin(), theirs.end(), mine.begin(), mine.end());
      if (at == theirs.end()) continue;
      if (!no && stands_apart(unit->parts, static_cast<std::size_t>(at - theirs.begin()), mine.size())) return std::nullopt;
      const auto exception = by_exception(held_.sentence, held_.text, *unit);
      if (exception ? exception->agrees : unit->negated == no) return std::nullopt;
      turned = true;
    }
    return turned ? std::optional(Twist{true, ""}) : std::nullopt;
  }

  // "An order can be cancelled until the parcel leaves", which the source says of changing the address.
  [[nodiscard]] std::optional<Twist> on_condition() const {
    const auto [main, condition] = main_and_condition(parts_);
    const std::string_view by = subordinator(parts_);
    if (main.empty() || condition.empty() || on_another_occasion()) return std::nullopt;
    bool found = false;
    for (const Unit* unit : all_) {
      if (unit->parts.empty()) {
        if (said_or_headed(*unit, main) > 0 && said_or_headed(*unit, condition) > 0) return std::nullopt;
        continue;
      }
      const bool has_it = std::any_of(unit->parts.begin(), unit->parts.end(), [&](const Part& part) { return part.text == by; });
      if (!has_it || 100 * said_in(*unit, condition) < same_matter_percent_ * condition.size()) continue;
      if (said_in(*unit, main) > 0) return std::nullopt;
      found = true;
    }
    const bool known = std::all_of(main.begin(), main.end(), [&](std::uint64_t word) { return known_somewhere(word); });
    return found && known ? std::optional(Twist{true, ""}) : std::nullopt;
  }
  // "If nobody is at home then either": not the first time, of which a source may say something else.
  [[nodiscard]] bool on_another_occasion() const {
    const auto begins = std::find_if(parts_.begin(), parts_.end(), [](const Part& part) { return subordinates(part.text); });
    for (auto part = begins; part != parts_.end() && (part == begins || !part->parted); ++part)
      if (one_of<3>({"again", "either", "still"}, part->text)) return true;
    return false;
  }
  [[nodiscard]] static std::size_t said_or_headed(const Unit& unit, const Words& words) {
    return static_cast<std::size_t>(std::count_if(words.begin(), words.end(), [&](std::uint64_t word) { return unit_has(unit, word) || has(unit.above, word); }));
  }
  static bool subordinates(std::string_view word) { return one_of<8>({"until", "before", "after", "once", "when", "unless", "if", "while"}, word); }
  [[nodiscard]] static std::string_view subordinator(const std::vector<Part>& parts) {
    for (const Part& part : parts)
      if (subordinates(part.text)) return part.text;
    return {};
  }
  // The words around the condition, and those in it: from its word to a comma where it stands first, else to the end.
  [[nodiscard]] static std::pair<Words, Words> main_and_condition(const std::vector<Part>& parts) {
    std::pair<Words, Words> both;
    bool inside = false, over = false;
    for (std::size_t i = 0; i < parts.size(); ++i) {
      if (subordinates(parts[i].text)) {
        if (inside || over) return {};   // two of them: which belongs to what is not told here
        inside = true;
        continue;
      }
      if (inside && parts[i].parted) inside = false, over = true;
      if (parts[i].content) (inside ? both.second : both.first).push_back(parts[i].meaning);
    }
    return both;
  }

  // "You pay for the repair", of what the source does free of charge.
  [[nodiscard]] std::optional<Twist> at_whose_cost() const {
    const bool priced = std::any_of(held_.figures.begin(), held_.figures.end(), [](const Figure& one) { return one.kind == Figure::Kind::money ||
        one.kind == Figure::Kind::percent; });
    if (priced || says_no(held_.sentence, held_.text) || !customer_pays(parts_)) return std::nullopt;
    Words about;
    for (const Part& part : parts_)
      if (part.content && !of_money(part.text)) about.push_back(part.meaning);
    bool free = false;
    for (const Unit* unit : all_) {
      const std::size_t known = said_or_headed(*unit, about);
      if (known == 0 || 100 * known < same_matter_percent_ * about.size()) continue;
      if (unit->parts.empty() || customer_pays(unit->parts)) return std::nullopt;
      free |= std::any_of(unit->parts.begin(), unit->parts.end(), [](const Part& part) { return part.text == "free" && !part.denied; });
    }
    return free ? std::optional(Twist{true, ""}) : std::nullopt;
  }
  static bool of_money(std::string_view word) { return one_of<10>({"pay", "pays", "paid", "cost", "costs", "charge", "charged", "fee", "price", "expense"}, word); }
  static bool customer_pays(const std::vector<Part>& parts) {
    for (std::size_t i = 1; i < parts.size(); ++i) {
      const bool yours = parts[i - 1].text == "you" || (i > 1 && parts[i - 2].text == "you" && one_of<5>({"must", "will", "would", "have", "to"}, parts[i - 1].text));
      const bool nothing = i + 1 < parts.size() && parts[i + 1].text == "nothing";
      if (yours && (parts[i].text == "pay" || parts[i].text == "cover") && !nothing && !parts[i].denied) return true;
      if (one_of<3>({"cost", "expense", "charge"}, parts[i].text) && one_of<2>({"your", "own"}, parts[i - 1].text)) return true;
    }
    return false;
  }

  // "Only one card per order", where a source has several.
  [[nodiscard]] std::optional<Twist> one_of_several() const {
    for (std::size_t i = 0; i + 1 < parts_.size(); ++i) {
      const bool bounds = i > 0 && one_of<3>({"least", "than", "or"}, parts_[i - 1].text);
      const bool single = parts_[i].text == "single" || (parts_[i].text == "one" && !bounds && parts_[i + 1].text != "of");
      if (!single || parts_[i].denied || says_no(held_.sentence, held_.text)) continue;
      const Words counted = counted_from(parts_, i);
      if (counted.empty()) continue;
      bool several = false, one = false;
      for (const Unit* unit : all_) {
        if (unit->parts.empty() || !of_the_same_matter(*unit)) continue;
        for (std::size_t k = 0; k + 1 < unit->parts.size(); ++k) {
          const Words theirs = counted_from(unit->parts, k);
          if (std::none_of(theirs.begin(), theirs.end(), [&](std::uint64_t word) { return has(counted, word); })) continue;
          several |= one_of<4>({"several", "multiple", "many", "various"}, unit->parts[k].text) && !unit->negated;
          one |= one_of<2>({"one", "single"}, unit->parts[k].text);
        }
      }
      if (several && !one) return Twist{true, ""};
    }
    return std::nullopt;
  }
  static Words counted_from(const std::vector<Part>& parts, std::size_t word) {
    Words counted;
    for (std::size_t i = word + 1; i < std::min(parts.size(), word + 1 + one_reach) && !parts[i].parted; ++i) {
      if (parts[i].content) counted.push_back(parts[i].meaning);
      else if (!counted.empty()) break;
    }
    return counted;
  }
};

}  // namespace

Words names_in(const std::vector<const Unit*>& units, const std::vector<Part>& own) {
  Words names;
  const auto take = [&](const std::vector<Part>& parts) {
    for (std::size_t i = 1; i < parts.size(); ++i)
      if (parts[i].capital && parts[i].content) names.push_back(parts[i].meaning);
  };
  take(own);
  for (const Unit* unit : units) take(unit->parts);
  return names;
}

Words subject_names(const std::vector<Part>& parts, const Words& known) {
  Words names;
  std::size_t at = 0;
  while (at < std::min(parts.size(), names_begin_within) && leads_in(parts[at].text)) ++at;
  for (; at < parts.size() && (parts[at].capital || (!names.empty() && parts[at].text == "and")); ++at) {
    if (!parts[at].capital) continue;
    const bool followed = at + 1 < parts.size() && parts[at + 1].capital && !parts[at + 1].parted;
    const bool first = at == 0 && !followed && !has(known, parts[at].meaning);   // every sentence begins with a capital
    if (parts[at].text.size() > 1 && !first && (at > 0 || !one_of<4>({"if", "when", "you", "we"}, parts[at].text))) names.push_back(parts[at].meaning);
  }
  return names;
}

std::optional<Twist> twist_of_agreement(const Held& held, const std::vector<const Unit*>& near, const std::vector<const Unit*>& all) {
  return AgreementTwists(held, near, all).run();
}

}  // namespace handrail::reply
