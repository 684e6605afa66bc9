// A record tells many figures, each under a name: which of them a sentence means, the words beside its figure tell.
#include <utility>

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
      if (figure.kind != Figure::Kind::id && told_under_another_name(figure)) return Twist{true, ""};
    return std::nullopt;
  }

 private:
  // Every word of the figure's clause: a name is often of words that say little by themselves ("until", "start").
  [[nodiscard]] Words words_of_clause(const Figure& figure) const {
    Words words;
    for (const Part& part : parts_)
      if (part.clause == parts_[figure.word].clause) words.push_back(part.meaning);
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
};

}  // namespace

std::optional<Twist> twist_of_record(const Held& held, const std::vector<const Unit*>& all) { return RecordTwists(held, all).run(); }

}  // namespace handrail::reply
