// A sentence of several parts is held against its sources part by part: one that they deny, one that is free here and costs something there.
#include <utility>

#include "engine/reply/lists.hpp"
#include "engine/reply/twist_ground.hpp"

namespace handrail::reply {
namespace {

constexpr std::size_t words_min = 2;   // that tell what a part speaks of

bool of_price(std::string_view word) {
  return one_of<12>({"charge", "charged", "charges", "cost", "costs", "fee", "fees", "free", "pay", "paid", "price", "complimentary"}, word);
}

bool includes(std::string_view word) { return one_of<3>({"included", "include", "includes"}, word); }
// "Parts are charged on top."
bool adds(const Part& part) { static const std::uint64_t extra = hash_of(stem_of("extra")); return part.meaning == extra; }

// What stands between marks and the words that join.
struct Piece {
  std::size_t begin = 0, end = 0;
  Words content;
  bool denies = false, conditional = false, free = false, priced = false;
};

bool has_verb(const Piece& piece, const std::vector<Part>& parts) {
  return std::any_of(parts.begin() + static_cast<std::ptrdiff_t>(piece.begin), parts.begin() + static_cast<std::ptrdiff_t>(piece.end), [](const Part& part) {
    return one_of<12>({"is", "are", "was", "were", "can", "may", "must", "will", "has", "have", "do", "cannot"}, part.text);
  });
}

// "Food, plants and anything that burns may not be stored": several things that one verb is said of are one piece.
std::vector<Piece> joined_subjects(std::vector<Piece> pieces, const std::vector<Part>& parts) {
  constexpr std::size_t thing_words = 3;
  std::size_t things = 0;
  const auto only_named = [&](const Piece& piece) {
    return piece.end - piece.begin <= thing_words && !piece.denies && !piece.conditional && !has_verb(piece, parts);
  };
  while (things < pieces.size() && only_named(pieces[things])) ++things;
  if (things == 0 || things == pieces.size() || !has_verb(pieces[things], parts) || !one_of<2>({"and", "or"}, parts[pieces[things].begin].text)) return pieces;
  Piece& all = pieces[things];
  for (std::size_t i = 0; i < things; ++i) all.content.insert(all.content.end(), pieces[i].content.begin(), pieces[i].content.end());
  all.begin = 0;
  pieces.erase(pieces.begin(), pieces.begin() + static_cast<std::ptrdiff_t>(things));
  return pieces;
}

std::vector<Piece> pieces_of(const std::vector<Part>& parts, const std::vector<Figure>& figures) {
  std::vector<Piece> pieces;
  const auto money_at = [&](std::size_t i) {
    return std::any_of(figures.begin(), figures.end(), [&](const Figure& figure) { return figure.word == i && figure.kind == Figure::Kind::money && figure.value != "0"; });
  };
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const Part& part = parts[i];
    if (i == 0 || part.parted || one_of<7>({"and", "but", "while", "whereas", "so", "which", "or"}, part.text)) {
      const bool on_condition = pieces.size() == 1 && one_of<4>({"if", "when", "once", "whenever"}, parts.front().text);   // "If your child is under 14, …"
      pieces.push_back({.begin = i, .conditional = on_condition});
    }
    Piece& piece = pieces.back();
    piece.end = i + 1;
    if (part.content && !of_price(part.text) && !includes(part.text) && !adds(part)) piece.content.push_back(part.meaning);
    piece.denies |= negates_at(parts, i);
    piece.conditional |= one_of<2>({"otherwise", "else"}, part.text);
    piece.conditional |= one_of<14>({"if", "when", "unless", "once", "until", "before", "after", "only", "except", "than", "without", "over", "under", "from"}, part.text);
    piece.free |= (part.text == "free" || part.text == "complimentary" || part.text == "included") && !part.denied;
    piece.priced |= money_at(i) || (!part.denied && (one_of<2>({"charged", "extra"}, part.text) || adds(part)));
  }
  for (std::size_t i = 1; i < pieces.size(); ++i)   // "we do not treat horses or farm animals"
    if (one_of<2>({"or", "nor"}, parts[pieces[i].begin].text) && pieces[i - 1].denies && !has_verb(pieces[i], parts)) pieces[i].denies = true;
  return joined_subjects(std::move(pieces), parts);
}

class PartTwists : TwistGround {
 public:
  PartTwists(const Held& held, const std::vector<const Unit*>& near, const std::vector<const Unit*>& all) : TwistGround(held, near, all) {}

  [[nodiscard]] std::optional<Twist> run() const {
    const std::vector<Piece> mine = pieces_of(parts_, held_.figures);
    std::vector<Piece> theirs;
    for (const Unit* unit : all_) {
      const std::vector<Piece> pieces = pieces_of(unit->parts, unit->figures);
      theirs.insert(theirs.end(), pieces.begin(), pieces.end());
    }
    if (const auto word = in_place_of_another()) return lacks(*word);
    for (const Piece& piece : mine)
      if (denied(piece, theirs, mine.size()) || priced_otherwise(piece, theirs)) return Twist{true, ""};
    return std::nullopt;
  }

 private:
  [[nodiscard]] bool in_a_figure(std::size_t word) const {
    return std::any_of(held_.figures.begin(), held_.figures.end(), [&](const Figure& figure) { return word >= figure.word && word < figure.word + figure.words; });
  }
  // "Moving in" for "moving out", "you" for "we": of words that say nothing by themselves, those that turn it round.
  static bool turns_round(std::string_view mine, std::string_view theirs) {
    using Pair = std::pair<std::string_view, std::string_view>;
    static constexpr std::array<Pair, 6> pairs{{{"in", "out"}, {"to", "from"}, {"may", "must"}, {"can", "must"}, {"we", "you"}, {"up", "down"}}};
    return std::any_of(pairs.begin(), pairs.end(), [&](const Pair& pair) { return pair == Pair{mine, theirs} || pair == Pair{theirs, mine}; });
  }
  // "A litre of drinking water costs 2.10 EUR" of what says so of a cubic metre: word for word the source's, but for one place where another word stands.
  [[nodiscard]] std::optional<std::size_t> in_place_of_another() const {
    constexpr std::size_t same_words_min = 5, theirs_most = 2;
    const std::size_t count = parts_.size();
    std::optional<std::size_t> found;
    for (const Unit* unit : all_) {
      const auto& theirs = unit->parts;
      for (std::size_t from = 0; from < theirs.size(); ++from) {
        std::size_t at = 0;
        while (at < count && from + at < theirs.size() && parts_[at].text == theirs[from + at].text) ++at;
        if (at == count) return std::nullopt;   // it stands there as it is
        for (std::size_t gap = 1; gap <= theirs_most && from + gap + count - 1 <= theirs.size(); ++gap) {
          std::size_t same = at;
          while (same + 1 < count && parts_[same + 1].text == theirs[from + gap + same].text) ++same;
          if (same + 1 != count || same < same_words_min || unit_has(*unit, parts_[at].meaning) || in_a_figure(at)) continue;
          const bool turned = gap == 1 && turns_round(parts_[at].text, theirs[from + at].text);
          const bool plain = parts_[at].text.find_first_not_of("abcdefghijklmnopqrstuvwxyz'-") == std::string::npos;   // no address
          const bool of_their_own = plain && parts_[at].content && std::any_of(theirs.begin() + static_cast<std::ptrdiff_t>(from + at),
                                    theirs.begin() + static_cast<std::ptrdiff_t>(from + at + gap), [](const Part& part) { return part.content; });
          if (turned || of_their_own) found = at;
        }
      }
    }
    return found;
  }

  static bool speaks_of_all(const Piece& piece, const Words& words) {
    return std::all_of(words.begin(), words.end(), [&](std::uint64_t word) { return has(piece.content, word); });
  }
  // "…, and they are valid for the sauna too", where whatever speaks of both says that they are not.
  static bool denied(const Piece& piece, const std::vector<Piece>& theirs, std::size_t pieces) {
    if (pieces < 2 || piece.denies || piece.conditional || piece.content.size() < words_min) return false;
    bool no = false;
    for (const Piece& other : theirs) {
      if (!speaks_of_all(other, piece.content)) continue;
      if (!other.denies || other.conditional) return false;
      no = true;
    }
    return no;
  }
  // "The cloakroom is free", where that costs $2 and the umbrellas are free.
  static bool priced_otherwise(const Piece& piece, const std::vector<Piece>& theirs) {
    if ((!piece.free && !piece.priced) || (piece.free && piece.priced) || piece.denies || piece.conditional || piece.content.empty()) return false;
    bool opposed = false;
    for (const Piece& other : theirs) {
      if (!speaks_of_all(other, piece.content)) continue;
      if (piece.free ? other.free || other.conditional : other.priced || other.conditional) return false;
      opposed |= piece.free ? other.priced : other.free;
    }
    return opposed;
  }
};

}  // namespace

std::optional<Twist> twist_of_parts(const Held& held, const std::vector<const Unit*>& near, const std::vector<const Unit*>& all) { return PartTwists(held, near, all).run(); }

}  // namespace handrail::reply
