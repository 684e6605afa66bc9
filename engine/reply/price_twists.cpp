// What costs something told as free, and what is free told as costing something, in whatever words: "costs nothing", "has to be paid for".
#include "engine/reply/twist_ground.hpp"

namespace handrail::reply {
namespace {

constexpr std::size_t reach = 3;   // words between a "no" and what is not charged

bool of_price(std::string_view word) {
  return one_of<16>({"charge", "charged", "charges", "cost", "costs", "fee", "fees", "free", "extra", "pay", "paid", "pays", "price", "surcharge", "complimentary", "payment"}, word);
}
bool charges(std::string_view word) { return one_of<5>({"cost", "costs", "charge", "charged", "charges"}, word); }
bool conditional(std::string_view word) { return one_of<8>({"if", "when", "unless", "once", "after", "before", "except", "only"}, word); }

// "Costs nothing", "without a charge", "free".
bool says_free(const std::vector<Part>& parts) {
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const auto behind = [&](const auto& any_of) {
      for (std::size_t k = i + 1; k < std::min(parts.size(), i + 1 + reach); ++k)
        if (any_of(parts[k].text)) return true;
      return false;
    };
    if ((parts[i].text == "free" || parts[i].text == "complimentary") && !parts[i].denied) return true;
    if (parts[i].text == "nothing")
      for (std::size_t k = i - std::min(i, reach); k < i; ++k)
        if (charges(parts[k].text) || parts[k].text == "pay") return true;
    if ((parts[i].text == "no" || parts[i].text == "without") && behind([](std::string_view word) { return charges(word) || word == "fee" || word == "fees"; })) return true;
    if (parts[i].text == "not" && behind([](std::string_view word) { return word == "charged"; })) return true;
  }
  return false;
}

bool says_price(const std::vector<Part>& parts, const std::vector<Figure>& figures) {
  if (std::any_of(figures.begin(), figures.end(), [](const Figure& figure) { return figure.kind == Figure::Kind::money && figure.value != "0"; })) return true;
  return std::any_of(parts.begin(), parts.end(), [](const Part& part) { return charges(part.text) && !part.denied; });
}

// "Has to be paid for", "costs extra": that there is a price, and not which.
bool says_there_is_a_price(const std::vector<Part>& parts) {
  for (std::size_t i = 0; i + 1 < parts.size(); ++i) {
    if (parts[i].text == "paid" && parts[i + 1].text == "for" && i > 1 && parts[i - 1].text == "be") return true;
    if (charges(parts[i].text) && !parts[i].denied && one_of<3>({"extra", "more", "money"}, parts[i + 1].text)) return true;
    if (one_of<2>({"extra", "additional"}, parts[i].text) && !parts[i].denied && one_of<3>({"charge", "cost", "fee"}, parts[i + 1].text)) return true;
  }
  return false;
}

class PriceTwists : TwistGround {
 public:
  PriceTwists(const Held& held, const std::vector<const Unit*>& near, const std::vector<const Unit*>& all) : TwistGround(held, near, all) {}

  // A record of the same that has no price says nothing of one.
  static bool tells_a_price(const Unit& unit) {
    const auto meaning = [](std::string_view text) { return meaning_of({.text = std::string(text), .stem = stem_of(text)}); };
    return unit_has(unit, meaning("price")) || unit_has(unit, meaning("free"));
  }

  [[nodiscard]] std::optional<Twist> run() const {
    const std::uint64_t extra = meaning_of({.text = "extra", .stem = stem_of("extra")});
    if (!held_.figures.empty() || std::any_of(parts_.begin(), parts_.end(), [](const Part& part) { return conditional(part.text); })) return std::nullopt;
    Words of;
    for (const Part& part : parts_)
      if (part.content && !of_price(part.text) && part.meaning != extra) of.push_back(part.meaning);
    if (of.empty()) return std::nullopt;
    const bool free = says_free(parts_), price = !free && says_there_is_a_price(parts_);
    if (!free && !price) return std::nullopt;
    bool opposed = false;
    for (const Unit* unit : all_) {
      if (!std::all_of(of.begin(), of.end(), [&](std::uint64_t word) { return unit_has(*unit, word); })) continue;
      if (unit->parts.empty() && !tells_a_price(*unit)) continue;
      const bool theirs_free = unit->parts.empty() || says_free(unit->parts), theirs_price = unit->parts.empty() || says_price(unit->parts, unit->figures);
      if (free ? theirs_free : theirs_price && !theirs_free) return std::nullopt;
      opposed |= free ? theirs_price : theirs_free;
    }
    if (opposed) return Twist{true, ""};
    return std::nullopt;
  }
};

}  // namespace

std::optional<Twist> twist_of_price(const Held& held, const std::vector<const Unit*>& near, const std::vector<const Unit*>& all) { return PriceTwists(held, near, all).run(); }

}  // namespace handrail::reply
