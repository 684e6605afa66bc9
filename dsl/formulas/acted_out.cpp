#include "dsl/formulas/acted_out.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "dsl/formulas/acted_facts.hpp"
#include "dsl/formulas/given_look_ups.hpp"
#include "dsl/formulas/line_values.hpp"
#include "dsl/formulas/made_list.hpp"
#include "dsl/formulas/vocabulary.hpp"
#include "dsl/program/evaluate.hpp"
#include "engine/base/limits.hpp"

namespace handrail::dsl {
namespace {

constexpr int rounds = 3;
constexpr std::size_t together_max = 24;          // values of each of two facts that are tried together
constexpr std::size_t answers_max = 24;           // of one look-up
constexpr std::size_t grown_max = 8;              // items that are added to a list one by one

class Acting {
 public:
  explicit Acting(const std::vector<ActedPart>& parts) : parts_(parts) {
    given_.reserve(parts_.size());         // frames point into it
    for (const ActedPart& part : parts_) {
      given_.emplace_back(part.program);
      for (const auto& [leaf, wanted] : part.leaves) tests_.push_back({&part - parts_.data(), leaf, wanted, std::nullopt, {}, {}});
      for (const TermAnswer& term : part.terms) tests_.push_back({&part - parts_.data(), term.node, Truth::unknown, term.is, {}, {}});
    }
    for (std::size_t part = 0; part < parts_.size(); ++part) frames_.push_back({std::move(parts_[part].slots), parts_[part].look_ups ? &given_[part] : nullptr});
  }

  std::vector<std::vector<ExpressionId>> act() {
    bool all = true;
    if (parts_.size() > 1) prepare();
    for (std::size_t test = 0; test < tests_.size() && all; ++test) all = answers(test);
    if (!all) search();
    std::vector<std::vector<ExpressionId>> left(parts_.size());
    for (std::size_t test = 0; test < tests_.size(); ++test)
      if (!answers(test)) {
        const Test& one = tests_[test];
        const auto part = static_cast<std::size_t>(one.part);
        if (!one.is) left[part].push_back(one.leaf);
        else if (parts_[part].unmet) parts_[part].unmet->push_back(one.leaf);
      }
    if (!all) hand_out_look_ups();
    for (std::size_t part = 0; part < parts_.size(); ++part) parts_[part].slots = std::move(frames_[part].slots);
    for (const Fact& fact : facts_)
      for (const auto& [part, slot] : fact.places)
        if (fact.read_apart) parts_[part].slots[slot] = value(fact);
    return left;
  }

 private:
  using Test = ActedTest;
  using Fact = ActedFact;
  // What several parts know of one fact is the same, unless to one of them it is known not to be there.
  void prepare() {
    for (Test& test : tests_) {
      const Program& program = parts_[static_cast<std::size_t>(test.part)].program;
      test.slots = slots_of(program, test.leaf);
      test.tools = look_ups_of(program, test.leaf);
    }
    find_facts();
    for (const Fact& fact : facts_)
      if (fact.places.size() > 1 && can_change(fact.type.kind) && !left_out(fact)) set(fact, Value(value(fact)));
  }

  void search() {
    if (facts_.empty()) prepare();
    begin();
    for (int round = 0; round < rounds; ++round)   // what one test needs may take away what another had
      for (std::size_t test = 0; test < tests_.size(); ++test) {
        may_spend_ = spent_ + (limits::sample_evaluations - std::min(spent_, limits::sample_evaluations)) / 4;   // the first leaves something to the last
        if (!answers(test)) mend(test);
      }
    make_lists();
  }

  // What trying did not find is reckoned, the other facts being what they are by now; what several parts ask, from the questions of each in turn.
  void make_lists() {
    for (const Fact& fact : facts_) {
      const bool list = fact.type.kind == TypeKind::list || fact.type.kind == TypeKind::map;
      if (!list || fact.read_apart || left_out(fact)) continue;
      for (const auto& [part, slot] : fact.places)
        if (!std::ranges::all_of(fact.tests, [&](std::size_t test) { return answers(test); })) reckon(fact, part, slot);
    }
  }

  void reckon(const Fact& fact, std::size_t part, std::uint32_t slot) {
    std::vector<LeafAnswer> wanted;
    std::vector<TermAnswer> terms;
    for (const std::size_t test : fact.tests) {
      if (static_cast<std::size_t>(tests_[test].part) != part) continue;
      if (tests_[test].is) terms.push_back({tests_[test].leaf, *tests_[test].is});
      else wanted.emplace_back(tests_[test].leaf, tests_[test].wanted);
    }
    const auto made = made_list({parts_[part].program, parts_[part].scope, frames_[part].slots, slot, wanted, terms});
    if (!made) return;
    const Value before = value(fact);
    const std::size_t fit = fitting(fact.tests);
    set(fact, *made);
    if (fitting(fact.tests) <= fit) set(fact, before);
  }

  static bool can_change(TypeKind kind) { return kind == TypeKind::list || kind == TypeKind::map || kind == TypeKind::text; }

  void find_facts() {
    std::map<std::string, std::size_t> known;
    for (std::size_t part = 0; part < parts_.size(); ++part)
      for (std::uint32_t slot = 0; slot < parts_[part].scope.slots.size(); ++slot) {
        const Slot& one = parts_[part].scope.slots[slot];
        std::string path;
        for (const std::string& name : one.path) path += "." + name;
        const auto [found, added] = known.emplace(path + " " + std::to_string(static_cast<int>(one.type.kind)), facts_.size());
        if (added) facts_.push_back({path, one.type, part, {}, {}});
        Fact& fact = facts_[found->second];
        fact.places.emplace_back(part, slot);
        const bool entries = one.type.kind == TypeKind::list || one.type.kind == TypeKind::map;
        if (entries && part != fact.part) fact.read_apart = shape_of(parts_[part].program, one.type) != shape_of(parts_[fact.part].program, fact.type);
      }
    lines_.assign(facts_.size(), Unknown{});
    for (std::size_t test = 0; test < tests_.size(); ++test)
      for (Fact& fact : facts_)
        if (std::ranges::any_of(fact.places, [&](const auto& place) { return asks(tests_[test], place); })) fact.tests.push_back(test);
  }

  // A list that is known may well be empty, where nothing else is asked of it.
  void begin() {
    for (Fact& fact : facts_) {
      if ((fact.type.kind != TypeKind::list && fact.type.kind != TypeKind::map) || fact.tests.empty() || !value(fact).unknown()) continue;
      const std::size_t before = fitting(fact.tests);
      set(fact, fact.type.kind == TypeKind::list ? Value(ValueList{}) : Value(ValueRecord{}));
      if (fitting(fact.tests) <= before) set(fact, Unknown{});
    }
  }

  bool left_out(const Fact& fact) const {
    return std::ranges::any_of(fact.places, [&](const auto& place) { return frames_[place.first].slots[place.second].absent(); });
  }
  std::size_t index_of(const Fact& fact) const { return static_cast<std::size_t>(&fact - facts_.data()); }
  const Value& value(const Fact& fact) const {
    return fact.read_apart ? lines_[index_of(fact)] : frames_[fact.places.front().first].slots[fact.places.front().second];
  }
  void set(const Fact& fact, const Value& value) {
    if (fact.read_apart) lines_[index_of(fact)] = value;
    const bool apart = fact.read_apart && !value.unknown() && !value.absent();
    for (const auto& [part, slot] : fact.places)
      frames_[part].slots[slot] = apart ? read_off(parts_[part].program, parts_[part].scope.slots[slot].type, value) : value;
  }

  const Frame& frame(std::size_t part) const { return frames_[part]; }

  bool answers(std::size_t test) const {
    const Test& one = tests_[test];
    const auto part = static_cast<std::size_t>(one.part);
    const Program& program = parts_[part].program;
    return one.is ? is_so(program, evaluate_value(program, one.leaf, frame(part)), *one.is) : evaluate(program, one.leaf, frame(part)) == one.wanted;
  }

  std::size_t fitting(const std::vector<std::size_t>& tests) {
    spent_ += tests.size();
    return static_cast<std::size_t>(std::ranges::count_if(tests, [&](std::size_t test) { return answers(test); }));
  }
  [[nodiscard]] bool spent() const { return spent_ > may_spend_; }

  // --- one test -----------------------------------------------------------------------------------------------------------------------

  void mend(std::size_t test) {
    std::vector<const Fact*> changeable;
    for (const Fact& fact : facts_)
      if (can_change(fact.type.kind) && !left_out(fact) && std::ranges::find(fact.tests, test) != fact.tests.end()) changeable.push_back(&fact);
    // First without taking away from another test what it has: of a text in a text the other one may be changed.
    may_swap_ = false;
    each_alone(changeable, test);
    if (!answers(test)) beside(changeable, test);
    may_swap_ = true;
    each_alone(changeable, test);
    for (std::size_t a = 0; a < changeable.size(); ++a)
      for (std::size_t b = a + 1; b < changeable.size(); ++b) in_pair(*changeable[a], *changeable[b], test);
    if (!answers(test) && looks_up(test)) with_look_ups(tests_[test].tools, changeable, test);
  }

  bool looks_up(std::size_t test) const { return parts_[static_cast<std::size_t>(tests_[test].part)].look_ups != nullptr; }

  void each_alone(const std::vector<const Fact*>& changeable, std::size_t test) {
    for (const Fact* fact : changeable) {
      if (answers(test) || spent()) return;
      alone(*fact, test);
    }
  }

  // What other tests ask beside these facts, or look up of them, is changed with them; a part of the test's share is spent on that.
  void beside(const std::vector<const Fact*>& changeable, std::size_t test) {
    const std::size_t share = may_spend_;
    may_spend_ = spent_ + (share - std::min(spent_, share)) / 8;
    for (const Fact* fact : changeable)
      for (const Fact* other : asked_beside(*fact))
        if (std::ranges::find(changeable, other) == changeable.end()) in_pair(*fact, *other, test);
    if (!answers(test) && looks_up(test) && tests_[test].tools.empty())
      with_look_ups(tools_of(near_look_ups(test), static_cast<std::size_t>(tests_[test].part)), changeable, test);
    may_spend_ = share;
  }

  // The lists and maps that any test asks together with this one; of texts the same ones are changed together, by themselves.
  std::vector<const Fact*> asked_beside(const Fact& fact) const {
    std::vector<const Fact*> beside;
    if (fact.type.kind == TypeKind::text) return beside;
    for (const Fact& other : facts_) {
      const auto both = [&](std::size_t test) { return std::ranges::find(fact.tests, test) != fact.tests.end(); };
      const bool list = other.type.kind == TypeKind::list || other.type.kind == TypeKind::map;
      if (&other != &fact && list && !left_out(other) && std::ranges::any_of(other.tests, both)) beside.push_back(&other);
    }
    return beside;
  }

  // How well a state does: between equals the test itself decides, where it may be passed in another's place.
  std::size_t score(const std::vector<std::size_t>& near, std::size_t test) { return 2 * fitting(near) + (may_swap_ && answers(test) ? 1 : 0); }

  // The value with which most of what asks the fact answers as it should; the first of equals. Texts that are the same are changed together, where that is
  // what is asked.
  void alone(const Fact& fact, std::size_t test) {
    const std::vector<Value> values = values_for(fact);
    if (!best_of(fact, {}, values, test) && fact.type.kind == TypeKind::text) best_of(fact, same_as(fact), values, test);
    if (fact.type.kind == TypeKind::list && fitting(fact.tests) < fact.tests.size()) grow(fact, values, test);
  }

  bool best_of(const Fact& fact, const std::vector<const Fact*>& also, const std::vector<Value>& values, std::size_t test) {
    std::set<std::size_t> all(fact.tests.begin(), fact.tests.end());
    for (const Fact* other : also) all.insert(other->tests.begin(), other->tests.end());
    const std::vector<std::size_t> near(all.begin(), all.end());
    const auto set_all = [&](const Value& value) {
      set(fact, value);
      for (const Fact* other : also) set(*other, value);
    };
    Value best = value(fact);
    std::size_t most = score(near, test);
    const std::size_t before = most;
    std::size_t tries = 0;
    for (const Value& value : values) {
      if (++tries > limits::sample_values || spent()) break;
      set_all(value);
      if (const std::size_t fit = score(near, test); fit > most) {
        most = fit;
        best = value;
      }
    }
    set_all(best);
    return most > before;
  }

  std::vector<const Fact*> same_as(const Fact& fact) const {
    std::vector<const Fact*> same;
    for (const Fact& other : facts_)
      if (&other != &fact && other.type.kind == TypeKind::text && !value(fact).unknown() && value(other) == value(fact)) same.push_back(&other);
    return same;
  }

  // Items are added to what there is as long as one more test is passed so: "any has this, and any has that".
  void grow(const Fact& fact, const std::vector<Value>& values, std::size_t test) {
    for (std::size_t step = 0; step < grown_max && !spent(); ++step) {
      const auto* list = value(fact).as<ValueList>();
      if (list == nullptr) return;
      std::vector<Value> longer;
      for (const Value& one : values) {
        const auto* single = one.as<ValueList>();
        if (single == nullptr || single->size() != 1) continue;
        ValueList more = *list;
        more.push_back(single->front());
        longer.emplace_back(std::move(more));
      }
      if (!best_of(fact, {}, longer, test)) return;
    }
  }

  // Two facts at once: two lists of one length, a text and the list that it is in.
  void in_pair(const Fact& a, const Fact& b, std::size_t test) {
    if (answers(test) || spent()) return;
    std::vector<Value> first = values_for(a), second = values_for(b);
    first.resize(std::min(first.size(), together_max));
    second.resize(std::min(second.size(), together_max));
    const Value one = value(a), other = value(b);
    best_pair(a, b, first, second, test);
    if (!answers(test)) set(a, one), set(b, other);
  }

  void best_pair(const Fact& a, const Fact& b, const std::vector<Value>& first, const std::vector<Value>& second, std::size_t test) {
    std::set<std::size_t> all(a.tests.begin(), a.tests.end());
    all.insert(b.tests.begin(), b.tests.end());
    const std::vector<std::size_t> near(all.begin(), all.end());
    Value best_first = value(a), best_second = value(b);
    std::size_t most = score(near, test);
    for (const Value& one : first)
      for (const Value& other : second) {
        if (spent()) break;
        set(a, one);
        set(b, other);
        if (const std::size_t fit = score(near, test); fit > most) {
          most = fit;
          best_first = one;
          best_second = other;
        }
      }
    set(a, best_first);
    set(b, best_second);
  }

  // --- look-ups inside a condition ----------------------------------------------------------------------------------------------------

  // First one answer to whatever is asked, with each list; then an answer of its own to each question.
  void with_look_ups(const std::vector<std::uint32_t>& tools, const std::vector<const Fact*>& facts, std::size_t test) {
    const auto part = static_cast<std::size_t>(tests_[test].part);
    const std::vector<std::size_t> near = near_look_ups(test);
    for (const std::uint32_t tool : tools) {
      const std::vector<Value> results = results_of(part, tool);
      any_answer(part, tool, results, nullptr, near, test);
      for (const Fact* fact : facts)
        if (!answers(test) && !spent()) any_answer(part, tool, results, fact, near, test);
      if (fitting(near) < near.size() && !spent()) certain_answers(part, tool, results, near, test);
    }
  }

  // Those that are asked of the same facts: a list with the same item twice, of which no item is looked up to be blocked.
  std::vector<std::uint32_t> tools_of(const std::vector<std::size_t>& near, std::size_t part) const {
    std::set<std::uint32_t> tools;
    for (const std::size_t test : near)
      if (static_cast<std::size_t>(tests_[test].part) == part) tools.insert(tests_[test].tools.begin(), tests_[test].tools.end());
    return {tools.begin(), tools.end()};
  }

  std::vector<std::size_t> near_look_ups(std::size_t test) const {
    std::set<std::size_t> near{test};
    for (const Fact& fact : facts_)
      if (std::ranges::find(fact.tests, test) != fact.tests.end()) near.insert(fact.tests.begin(), fact.tests.end());
    for (std::size_t other = 0; other < tests_.size(); ++other)
      if (!tests_[other].tools.empty()) near.insert(other);
    return {near.begin(), near.end()};
  }

  std::vector<Value> results_of(std::size_t part, std::uint32_t tool) const {
    const Program& program = parts_[part].program;
    if (!program.tools[tool].gives) return {};
    Mentioned mentioned;
    for (const Test& test : tests_) {
      const auto asking = static_cast<std::size_t>(test.part);
      if (std::ranges::find(test.tools, tool) != test.tools.end()) mentioned.look(parts_[asking].program, frame(asking), test.leaf);
    }
    std::vector<Value> results = mentioned.of_type(program, *program.tools[tool].gives);
    results.resize(std::min(results.size(), answers_max));
    results.emplace_back(Absent{});
    results.emplace_back(Unknown{});
    return results;
  }

  void set_any(std::size_t part, std::uint32_t tool, const Value& result) {
    for (GivenLookUps& given : given_) given.any[parts_[part].program.tools[tool].name] = result;
  }

  void any_answer(std::size_t part, std::uint32_t tool, const std::vector<Value>& results, const Fact* fact, const std::vector<std::size_t>& near, std::size_t test) {
    const auto before = given_[part].any.find(parts_[part].program.tools[tool].name);
    Value best_result = before == given_[part].any.end() ? Value(Unknown{}) : before->second, best_value = fact ? value(*fact) : Value();
    std::vector<Value> values = fact ? values_for(*fact) : std::vector<Value>{Value()};
    values.resize(std::min(values.size(), together_max));
    std::size_t most = score(near, test);
    for (const Value& one : values)
      for (const Value& result : results) {
        if (spent()) break;
        if (fact) set(*fact, one);
        set_any(part, tool, result);
        if (const std::size_t fit = score(near, test); fit > most) {
          most = fit;
          best_result = result;
          best_value = one;
        }
      }
    if (fact) set(*fact, best_value);
    set_any(part, tool, best_result);
  }

  void certain_answers(std::size_t part, std::uint32_t tool, const std::vector<Value>& results, const std::vector<std::size_t>& near, std::size_t test) {
    for (const LookUpGiven& asked : asked_now()) {
      if (asked.tool != parts_[part].program.tools[tool].name) continue;
      Value best = asked.result;
      std::size_t most = score(near, test);
      for (GivenLookUps& given : given_) given.certain.push_back(asked);
      for (const Value& result : results) {
        if (spent()) break;
        for (GivenLookUps& given : given_) given.certain.back().result = result;
        if (const std::size_t fit = score(near, test); fit > most) {
          most = fit;
          best = result;
        }
      }
      for (GivenLookUps& given : given_) given.certain.back().result = best;
    }
  }

  // What all tests ask as things stand, and what they were told.
  std::vector<LookUpGiven> asked_now() {
    std::vector<LookUpGiven> asked;
    for (GivenLookUps& given : given_) given.asked = &asked;
    for (std::size_t test = 0; test < tests_.size(); ++test)
      if (!tests_[test].tools.empty()) (void)answers(test);
    for (GivenLookUps& given : given_) given.asked = nullptr;
    return asked;
  }

  void hand_out_look_ups() {
    if (std::ranges::all_of(tests_, [](const Test& test) { return test.tools.empty(); })) return;
    std::vector<LookUpGiven> all = asked_now();
    for (std::size_t part = 0; part < parts_.size(); ++part) {
      if (parts_[part].look_ups == nullptr) continue;
      *parts_[part].look_ups = given_[part].certain;
      parts_[part].look_ups->insert(parts_[part].look_ups->end(), all.begin(), all.end());
      std::erase_if(*parts_[part].look_ups, [](const LookUpGiven& one) { return one.result.unknown(); });
    }
  }

  // --- values -------------------------------------------------------------------------------------------------------------------------

  std::vector<Value> values_for(const Fact& fact) const {
    Mentioned mentioned;
    for (const std::size_t test : fact.tests) {
      const auto part = static_cast<std::size_t>(tests_[test].part);
      mentioned.look(parts_[part].program, frame(part), tests_[test].leaf);
    }
    std::vector<Value> values;
    if (fact.type.kind == TypeKind::list || fact.type.kind == TypeKind::map) {
      const std::vector<Value> items = items_for(fact, mentioned);
      values = fact.type.kind == TypeKind::list ? mentioned.lists_of(items) : mentioned.maps_of(items);
      values.emplace_back(Unknown{});
      return values;
    }
    for (const std::string& text : texts_for(tests_of(fact))) values.emplace_back(text);
    for (const Value& value : mentioned.constants())
      if (value.as<std::string>()) values.push_back(value);
    return values;
  }

  // As each part reads them in turn, so that what only the last one knows is among the first too.
  std::vector<Value> items_for(const Fact& fact, const Mentioned& mentioned) const {
    if (!fact.read_apart) return mentioned.of_type(parts_[fact.part].program, fact.type.element.front(), 1);
    std::vector<std::vector<Value>> of_part;
    for (const auto& [part, slot] : fact.places) of_part.push_back(lines_of(parts_[part].program, parts_[part].scope.slots[slot].type.element.front(), mentioned));
    const std::size_t most = std::ranges::max(of_part, {}, &std::vector<Value>::size).size();
    std::vector<Value> items;
    for (std::size_t i = 0; i < most; ++i)
      for (const std::vector<Value>& from : of_part)
        if (i < from.size() && std::ranges::find(items, from[i]) == items.end()) items.push_back(from[i]);
    return items;
  }

  // Of a text: what it is to begin with, to contain, to match.
  TextTests tests_of(const Fact& fact) const {
    TextTests wanted;
    for (const std::size_t test : fact.tests) {
      const auto part = static_cast<std::size_t>(tests_[test].part);
      const Program& program = parts_[part].program;
      const Node& node = program.nodes[tests_[test].leaf];
      const bool of_text = node.op == NodeOp::matches || node.op == NodeOp::starts_with || node.op == NodeOp::ends_with || node.op == NodeOp::contains;
      if (!of_text || tests_[test].wanted != Truth::yes || program.nodes[node.a].op != NodeOp::slot) continue;
      if (std::ranges::find(fact.places, std::pair{part, program.nodes[node.a].a}) == fact.places.end()) continue;
      if (node.op == NodeOp::matches) {
        wanted.patterns.push_back(program.patterns[node.b].get());
        continue;
      }
      if (!settled(program, node.b)) continue;
      const Value asked = evaluate_value(program, node.b, frame(part));
      if (const auto* text = asked.as<std::string>())
        (node.op == NodeOp::starts_with ? wanted.fronts : node.op == NodeOp::ends_with ? wanted.backs : wanted.middles).push_back(*text);
    }
    return wanted;
  }

  const std::vector<ActedPart>& parts_;
  std::vector<GivenLookUps> given_;              // by part
  std::vector<Frame> frames_;             // by part
  std::vector<Test> tests_;
  std::vector<Fact> facts_;
  std::vector<Value> lines_;              // by fact, where it is read apart
  std::size_t spent_ = 0, may_spend_ = limits::sample_evaluations;
  bool may_swap_ = true;
};

}  // namespace

std::vector<std::vector<ExpressionId>> act_out(const std::vector<ActedPart>& parts) { return Acting(parts).act(); }

std::vector<ExpressionId> act_out(const Program& program, const Scope& scope, std::vector<Value>& slots, const std::vector<LeafAnswer>& leaves,
                                  std::vector<LookUpGiven>* look_ups, const std::vector<TermAnswer>& terms, std::vector<ExpressionId>* unmet) {
  const std::vector<ActedPart> one{{program, scope, slots, leaves, look_ups, terms, unmet}};
  return act_out(one).front();
}

}  // namespace handrail::dsl
