#include "dsl/program/rule_index.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>

namespace handrail::dsl {

namespace {

// Kleene's three as bits, so that `and` is one: no 0, unknown 1, yes 3. By [negated][Truth].
constexpr std::uint8_t strength[2][3] = {{0, 3, 1}, {3, 0, 1}};
// And back, by [turned][strength]; 2 is nothing.
constexpr Truth answer_of[2][4] = {{Truth::no, Truth::unknown, Truth::no, Truth::yes}, {Truth::yes, Truth::unknown, Truth::no, Truth::no}};

// Eight bits as eight bytes of 0 and 1.
constexpr std::array<std::array<std::uint8_t, 8>, 256> bytes_of_bits = [] {
  std::array<std::array<std::uint8_t, 8>, 256> table{};
  for (std::size_t bits = 0; bits < 256; ++bits)
    for (std::size_t i = 0; i < 8; ++i) table[bits][i] = static_cast<std::uint8_t>(bits >> i & 1);
  return table;
}();

std::uint64_t spread(std::uint64_t bits) {
  std::uint64_t bytes = 0;
  std::memcpy(&bytes, bytes_of_bits[bits & 0xff].data(), sizeof bytes);
  return bytes;
}

// How many of the values are below. Without a branch: which way it would go nobody can foresee.
std::size_t below(const std::vector<std::int64_t>& values, std::int64_t fact) {
  const std::int64_t* at = values.data();
  std::size_t left = values.size();
  while (left > 1) {
    const std::size_t half = left / 2;
    at += half * static_cast<std::size_t>(at[half - 1] < fact);
    left -= half;
  }
  return static_cast<std::size_t>(at - values.data()) + static_cast<std::size_t>(left == 1 && *at < fact);
}

constexpr FactPlace nobody_knows{0, 0, static_cast<std::uint8_t>(Truth::unknown)};

}  // namespace

std::uint64_t RuleIndex::TextPlaces::hash(std::string_view text) {
  std::uint64_t made = text.size();
  for (const char c : text) made = (made ^ static_cast<unsigned char>(c)) * 0x9e3779b97f4a7c15;
  return made ^ made >> 32;
}

void RuleIndex::TextPlaces::add(const std::string& text) { texts_.push_back(text); }

void RuleIndex::TextPlaces::close() {
  std::ranges::sort(texts_);
  texts_.erase(std::unique(texts_.begin(), texts_.end()), texts_.end());
  buckets_.assign(std::bit_ceil(2 * texts_.size() + 1), size());
  for (std::uint32_t i = 0; i < size(); ++i) {
    std::size_t at = hash(texts_[i]) & (buckets_.size() - 1);
    while (buckets_[at] != size()) at = (at + 1) & (buckets_.size() - 1);
    buckets_[at] = i;
  }
}

std::uint32_t RuleIndex::TextPlaces::find(std::string_view text) const {
  std::size_t at = hash(text) & (buckets_.size() - 1);
  while (buckets_[at] != size() && texts_[buckets_[at]] != text) at = (at + 1) & (buckets_.size() - 1);
  return buckets_[at];
}

// False where a fact is of another type than its values: nobody but evaluate() says what that is.
bool RuleIndex::find_places(const Program& program, const Frame& frame, RuleAnswers& answers) const {
  answers.places.resize(asked_.size());
  for (std::size_t i = 0; i < asked_.size(); ++i) {
    const Asked& asked = asked_[i];
    FactPlace& place = answers.places[i];
    if (asked.kind == AskedKind::alone) {
      const Truth truth = evaluate(program, asked.leaf, frame);
      place = truth == Truth::unknown ? nobody_knows : FactPlace{truth == Truth::yes ? 1u : 0u, 1, 0};
      continue;
    }
    if (asked.kind == AskedKind::in_list) {
      place = answers.places[asked.of];
      if (place.known) place.row = asked.in[place.row];
      continue;
    }
    const Value& fact = frame.slots[asked.slot];
    if (fact.unknown()) place = nobody_knows;
    else if (fact.absent()) place = {asked.rows(), 0, 0};
    else if (asked.kind == AskedKind::text) {
      const auto* text = fact.as<std::string>();
      if (text == nullptr) return false;
      place = {asked.texts.find(*text), 1, 0};
    } else if (asked.kind == AskedKind::yes_no) {
      const auto* yes = fact.as<bool>();
      if (yes == nullptr) return false;
      place = {*yes ? 1u : 0u, 1, 0};
    } else {
      if (fact.node().index() != asked.type) return false;
      const std::int64_t number = *number_in(fact);
      if (const auto* money = fact.as<Money>(); money != nullptr && money->currency != asked.currency) {
        place = nobody_knows;
        continue;
      }
      const std::size_t under = below(asked.values, number);
      const bool at = under < asked.values.size() && asked.values[under] == number;
      place = {static_cast<std::uint32_t>(2 * under + at), 1, 0};
    }
  }
  return true;
}

// What no fact rules out and all facts decide holds.
void RuleIndex::ask_bits(const Program& program, const Frame& frame, RuleAnswers& answers) const {
  answers.out.assign(words_, 0);
  answers.undecided.assign(words_, 0);
  std::uint64_t *out = answers.out.data(), *undecided = answers.undecided.data();
  for (std::size_t i = 0; i < asked_.size(); ++i) {
    const Asked& asked = asked_[i];
    const FactPlace place = answers.places[i];
    const std::uint32_t row = place.known ? place.row : asked.rows() + (place.unknown ? 1 : 0);
    const std::uint64_t* bits = bits_.data() + asked.bits + row * words_;
    std::uint64_t* into = place.unknown ? undecided : out;
    for (std::size_t w = 0; w < words_; ++w) into[w] |= bits[w];
  }
  const std::size_t rules = conditions_.size();
  for (std::size_t i = 0; i < rules; i += 8) {
    const std::uint64_t in = ~out[i / 64] >> i % 64, open = undecided[i / 64] >> i % 64;
    const std::uint64_t bytes = spread(in & ~open) + 2 * spread(in & open);
    std::memcpy(answers.rules.data() + i, &bytes, std::min<std::size_t>(8, rules - i));
  }
  for (std::size_t w = rules / 64; w < words_; ++w)
    for (std::uint64_t in = ~out[w]; in != 0; in &= in - 1) {
      const std::size_t bit = 64 * w + static_cast<std::size_t>(std::countr_zero(in));
      if (bit < rules || bit >= rules + more_.size()) continue;
      Truth& answer = answers.rules[more_[bit - rules]];
      if ((undecided[w] >> bit % 64 & 1) == 0) answer = Truth::yes;
      else if (answer == Truth::no) answer = Truth::unknown;
    }
  for (const std::uint32_t rule : asked_alone_) answers.rules[rule] = evaluate(program, conditions_[rule], frame);
}

// Branches would be taken or not as the facts have it: every leaf is answered, and what a decided rule would not have asked changes nothing.
void RuleIndex::ask_steps(const Program& program, const Frame& frame, RuleAnswers& answers) const {
  std::ranges::fill(answers.rules, Truth::yes);   // those without a condition
  const FactPlace* places = answers.places.data();
  unsigned so_far = 3;
  for (const Step& step : steps_) {
    so_far |= step.leaf.first ? 3u : 0u;
    so_far &= strength[step.leaf.negated][step.leaf.truth_at(places[step.leaf.asked])];
    answers.rules[step.rule] = answer_of[step.leaf.turned][so_far];
  }
  for (std::size_t i = 0; i < conditions_.size(); ++i)
    if (steps_of_[i].begin == steps_of_[i].end && conditions_[i] != no_expression) answers.rules[i] = evaluate(program, conditions_[i], frame);
}

void RuleIndex::ask(const Program& program, const Frame& frame, RuleAnswers& answers) const {
  if (answers.rules.size() != conditions_.size()) answers.rules.resize(conditions_.size());
  answers.placed = find_places(program, frame, answers);
  const bool few = steps_.size() < 2 * asked_.size();   // reading the leaves is less than summing up the facts
  if (answers.placed && words_ > 0 && !few) return ask_bits(program, frame, answers);
  if (answers.placed) return ask_steps(program, frame, answers);
  for (std::size_t i = 0; i < conditions_.size(); ++i)
    answers.rules[i] = conditions_[i] == no_expression ? Truth::yes : evaluate(program, conditions_[i], frame);
}

void RuleIndex::trace(const Program& program, const Frame& frame, const RuleAnswers& answers, std::size_t rule, Trace& trace) const {
  const auto [begin, end] = steps_of_[rule];
  // What is written as one, `X not in LIST`, has several steps here, and is one there.
  const auto once = [&](const Step& step) { return !step.leaf.negated && (&step == steps_.data() + begin || !(step.leaf.span == (&step - 1)->leaf.span)); };
  if (!answers.placed || begin == end || !std::all_of(steps_.data() + begin, steps_.data() + end, once)) {
    if (conditions_[rule] != no_expression) (void)evaluate(program, conditions_[rule], frame, &trace);
    return;
  }
  unsigned so_far = 3;
  for (const Step* step = steps_.data() + begin; step != steps_.data() + end && so_far != 0; ++step) {
    const unsigned truth = step->leaf.truth_at(answers.places[step->leaf.asked]);
    trace.push_back({step->leaf.span, static_cast<Truth>(truth)});
    so_far &= strength[step->leaf.negated][truth];
  }
}

}  // namespace handrail::dsl
