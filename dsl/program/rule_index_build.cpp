#include <algorithm>
#include <map>
#include <optional>
#include <tuple>

#include "dsl/program/compare.hpp"
#include "dsl/program/rule_index.hpp"

namespace handrail::dsl {

namespace {

constexpr std::size_t ways_max = 8;                  // in which one rule may hold; one with more is asked alone
constexpr std::size_t bits_bytes_max = 32u << 20;    // of all rows together; with more the rules are read off leaf by leaf

bool is_order(NodeOp op) { return op == NodeOp::less || op == NodeOp::at_most || op == NodeOp::more || op == NodeOp::at_least; }
bool is_equality(NodeOp op) { return op == NodeOp::equal || op == NodeOp::not_equal; }

}  // namespace

const std::int64_t* RuleIndex::number_in(const Value& value) {
  if (const auto* number = value.as<std::int64_t>()) return number;
  if (const auto* money = value.as<Money>()) return &money->minor;
  if (const auto* decimal = value.as<Decimal>()) return &decimal->millionths;
  if (const auto* instant = value.as<Instant>()) return &instant->ms;
  if (const auto* duration = value.as<Duration>()) return &duration->ms;
  return nullptr;
}

// Every leaf is noted, so that the places of each fact are known; then each becomes a Leaf, the rules become steps and ways to hold, and the ways bits.
class RuleIndex::Builder {
 public:
  Builder(RuleIndex& index, const Program& program) : index_(index), program_(program) {}

  void build() {
    for (const ExpressionId condition : index_.conditions_)
      if (condition != no_expression) note(condition);
    for (Asked& asked : index_.asked_) {
      std::ranges::sort(asked.values);
      asked.values.erase(std::unique(asked.values.begin(), asked.values.end()), asked.values.end());
      asked.texts.close();
    }
    make_steps();
    make_bits();
  }

 private:
  using Leaves = std::vector<Leaf>;
  using Key = std::tuple<AskedKind, std::uint32_t, std::size_t, std::string>;

  // What a leaf asks, of a fact that others ask too; none: it is asked as it stands.
  struct Question { std::uint32_t asked = 0; const Value* value = nullptr; };

  std::uint32_t asked(AskedKind kind, std::uint32_t slot, std::size_t type = 0, const std::string& more = "") {
    const auto [at, fresh] = known_.emplace(Key{kind, slot, type, more}, static_cast<std::uint32_t>(index_.asked_.size()));
    if (fresh) {
      index_.asked_.emplace_back();
      index_.asked_.back().kind = kind;
      index_.asked_.back().slot = slot;
      index_.asked_.back().type = type;
    }
    return at->second;
  }

  bool connects(const Node& node) const { return node.op == NodeOp::logical_not || node.op == NodeOp::logical_and || node.op == NodeOp::logical_or; }

  void note(ExpressionId id) {
    const Node& node = program_.nodes[id];
    if (node.op == NodeOp::logical_not) return note(node.a);
    if (!connects(node)) return note_leaf(id, node);
    for (std::uint32_t i = 0; i < node.count; ++i) note(program_.operands[node.a + i]);
  }

  const Value* fixed(ExpressionId id) const { return program_.nodes[id].op == NodeOp::constant ? &program_.constants[program_.nodes[id].a] : nullptr; }

  std::optional<Question> question(const Node& node) {
    if (node.op == NodeOp::slot) return Question{asked(AskedKind::yes_no, node.a)};
    if (!is_order(node.op) && !is_equality(node.op)) return std::nullopt;
    const Value* value = fixed(node.b);
    if (value == nullptr || program_.nodes[node.a].op != NodeOp::slot) return std::nullopt;
    const std::uint32_t slot = program_.nodes[node.a].a;
    if (is_equality(node.op) && value->as<std::string>()) return Question{asked(AskedKind::text, slot), value};
    if (is_equality(node.op) && value->as<bool>()) return Question{asked(AskedKind::yes_no, slot), value};
    if (number_in(*value) == nullptr) return std::nullopt;
    const auto* money = value->as<Money>();
    const std::uint32_t at = asked(AskedKind::ordered, slot, value->node().index(), money ? std::string(money->currency.code()) : "");
    if (money != nullptr) index_.asked_[at].currency = money->currency;
    return Question{at, value};
  }

  // A fact in a list of fixed texts; none for any other list.
  std::optional<std::vector<std::string>> list_of(const Node& node) const {
    if (node.op != NodeOp::in_list || node.count == 0 || program_.nodes[node.a].op != NodeOp::slot) return std::nullopt;
    std::vector<std::string> texts;
    for (std::uint32_t i = 0; i < node.count; ++i) {
      const Value* item = fixed(program_.operands[node.b + i]);
      if (item == nullptr || !item->as<std::string>()) return std::nullopt;
      texts.push_back(*item->as<std::string>());
    }
    return texts;
  }

  void note_leaf(ExpressionId id, const Node& node) {
    if (const auto texts = list_of(node)) {
      const std::uint32_t of = asked(AskedKind::text, program_.nodes[node.a].a);
      for (const std::string& text : *texts) index_.asked_[of].texts.add(text);
    } else if (const auto found = question(node)) {
      if (found->value == nullptr) return;
      Asked& about = index_.asked_[found->asked];
      if (about.kind == AskedKind::text) about.texts.add(*found->value->as<std::string>());
      if (about.kind == AskedKind::ordered) about.values.push_back(*number_in(*found->value));
    } else {
      index_.asked_[asked(AskedKind::alone, id)].leaf = id;
    }
  }

  Leaf leaf_of(ExpressionId id, bool negated) {
    const Node& node = program_.nodes[id];
    Leaf leaf{.from = 1, .length = 1, .negated = negated, .span = node.span};   // of two rows, the second
    if (const auto texts = list_of(node)) {
      leaf.asked = in_list(program_.nodes[node.a].a, *texts);
    } else if (const auto found = question(node)) {
      leaf.asked = found->asked;
      const Asked& about = index_.asked_[found->asked];
      if (about.kind == AskedKind::ordered) range(leaf, node.op, about, *number_in(*found->value));
      if (about.kind == AskedKind::text) leaf.from = about.texts.find(*found->value->as<std::string>());
      if (about.kind == AskedKind::yes_no && found->value != nullptr) leaf.from = *found->value->as<bool>() ? 1 : 0;
      leaf.outside = node.op == NodeOp::not_equal;
    } else {
      leaf.asked = asked(AskedKind::alone, id);
    }
    return leaf;
  }

  std::uint32_t in_list(std::uint32_t slot, const std::vector<std::string>& texts) {
    const std::uint32_t of = asked(AskedKind::text, slot);
    std::vector<std::uint8_t> in(index_.asked_[of].rows(), 0);
    for (const std::string& text : texts) in[index_.asked_[of].texts.find(text)] = 1;
    const std::uint32_t at = asked(AskedKind::in_list, slot, 0, std::string(in.begin(), in.end()));
    index_.asked_[at].of = of;
    index_.asked_[at].in = std::move(in);
    return at;
  }

  static void range(Leaf& leaf, NodeOp op, const Asked& about, std::int64_t value) {
    const auto place = static_cast<std::uint32_t>(std::ranges::lower_bound(about.values, value) - about.values.begin());
    const std::uint32_t at = 2 * place + 1, end = about.rows();
    const bool up = op == NodeOp::more || op == NodeOp::at_least, equals = is_equality(op);
    const bool with = op == NodeOp::at_least || op == NodeOp::at_most;
    leaf.from = equals ? at : up ? at + (with ? 0 : 1) : 0;
    leaf.length = (equals ? at + 1 : up ? end : at + (with ? 1 : 0)) - leaf.from;
  }

  // A plain row of leaves, as evaluate() asks them: `all` of them, or any.
  bool row_of(ExpressionId id, bool all, bool negated, Leaves& leaves) {
    const Node& node = program_.nodes[id];
    if (node.op == NodeOp::logical_not) return row_of(node.a, all, !negated, leaves);
    if (!connects(node)) {
      leaves.push_back(leaf_of(id, negated));
      return true;
    }
    if ((node.op == NodeOp::logical_and) != (all != negated)) return false;
    for (std::uint32_t i = 0; i < node.count; ++i)
      if (!row_of(program_.operands[node.a + i], all, negated, leaves)) return false;
    return true;
  }

  void make_steps() {
    for (std::uint32_t rule = 0; rule < index_.conditions_.size(); ++rule) {
      const auto begin = static_cast<std::uint32_t>(index_.steps_.size());
      for (const Leaf& leaf : row_of_rule(index_.conditions_[rule])) index_.steps_.push_back({leaf, rule});
      index_.steps_of_.push_back({begin, static_cast<std::uint32_t>(index_.steps_.size())});
    }
  }
  // The leaves of a rule that is a plain row of them; of any other, none.
  Leaves row_of_rule(ExpressionId condition) {
    Leaves leaves;
    if (condition == no_expression) return {};
    if (!row_of(condition, true, false, leaves)) {
      leaves.clear();
      if (!row_of(condition, false, false, leaves)) return {};
      for (Leaf& leaf : leaves) {   // any of them: not all of their opposites
        leaf.negated = !leaf.negated;
        leaf.turned = true;
      }
    }
    leaves.front().first = true;
    return leaves;
  }

  // The ways in which a condition can hold, each a row of leaves that all hold. False: too many.
  bool ways_of(ExpressionId id, bool negated, std::vector<Leaves>& ways) {
    const Node& node = program_.nodes[id];
    if (node.op == NodeOp::logical_not) return ways_of(node.a, !negated, ways);
    if (!connects(node)) {
      ways = {{leaf_of(id, negated)}};
      return true;
    }
    const bool all = (node.op == NodeOp::logical_and) != negated;
    ways.assign(all ? 1 : 0, {});
    for (std::uint32_t i = 0; i < node.count; ++i) {
      std::vector<Leaves> part;
      if (!ways_of(program_.operands[node.a + i], negated, part)) return false;
      if (!all) {
        ways.insert(ways.end(), part.begin(), part.end());
      } else {
        std::vector<Leaves> both;
        for (const Leaves& one : ways)
          for (const Leaves& other : part) {
            both.push_back(one);
            both.back().insert(both.back().end(), other.begin(), other.end());
          }
        ways = std::move(both);
      }
      if (ways.size() > ways_max) return false;
    }
    return true;
  }

  void make_bits() {
    const std::size_t rules = index_.conditions_.size();
    std::vector<Leaves> by_bit(rules);
    for (std::uint32_t rule = 0; rule < rules; ++rule) {
      if (index_.conditions_[rule] == no_expression) continue;
      std::vector<Leaves> ways;
      if (!ways_of(index_.conditions_[rule], false, ways)) {
        index_.asked_alone_.push_back(rule);
        continue;
      }
      by_bit[rule] = ways.front();
      for (std::size_t i = 1; i < ways.size(); ++i) {
        by_bit.push_back(ways[i]);
        index_.more_.push_back(rule);
      }
    }
    const std::size_t words = by_bit.size() / 64 + 1;
    std::size_t size = 0;
    for (Asked& asked : index_.asked_) {
      asked.bits = size;
      size += (asked.rows() + 2) * words;
    }
    if (size * sizeof(std::uint64_t) > bits_bytes_max) return;
    index_.words_ = words;
    index_.bits_.assign(size, 0);
    for (std::size_t bit = 0; bit < by_bit.size(); ++bit)
      for (const Leaf& leaf : by_bit[bit]) rule_out(leaf, bit);
  }

  void rule_out(const Leaf& leaf, std::size_t bit) {
    const Asked& asked = index_.asked_[leaf.asked];
    const std::uint64_t mask = std::uint64_t{1} << bit % 64;
    std::uint64_t* at = index_.bits_.data() + asked.bits + bit / 64;
    const bool inside_is_out = leaf.outside != leaf.negated;
    const std::uint32_t end = leaf.from + leaf.length, rows = asked.rows();
    const auto set = [&](std::uint32_t from, std::uint32_t to) {
      for (std::uint32_t row = from; row < to; ++row) at[row * index_.words_] |= mask;
    };
    if (inside_is_out) set(leaf.from, end);
    else set(0, leaf.from), set(end, rows);
    if (!leaf.negated) set(rows, rows + 1);   // a comparison with what is not there is `no`
    set(rows + 1, rows + 2);
  }

  RuleIndex& index_;
  const Program& program_;
  std::map<Key, std::uint32_t> known_;
};

RuleIndex::RuleIndex(const Program& program, const std::vector<ExpressionId>& conditions) : conditions_(conditions) { Builder(*this, program).build(); }

}  // namespace handrail::dsl
