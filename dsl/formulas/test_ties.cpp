// What is certain of tests that the solver does not follow: a test is answered where its fact is known, a text that begins with "ABC" begins with "AB" and not
// with "X", one that fits a pattern of digits contains no "x", and one that is compared with a fixed text passes what that text passes.
#include "dsl/formulas/encoding.hpp"

#ifdef HANDRAIL_PROOF
#include <algorithm>
#include <array>

#include "dsl/check/node_kinds.hpp"
#include "dsl/formulas/text_language.hpp"
#include "dsl/program/evaluate.hpp"

namespace handrail::dsl {

namespace {

constexpr std::size_t tied_max = 100;     // tests and texts of one fact that are told apart: more stay free

constexpr std::size_t beside_patterns = 20;        // tests of one fact of which patterns among them are read: more stay free
constexpr std::size_t reading_steps = 100'000;     // of two machines that read all texts side by side: some milliseconds

bool tests_list(NodeOp op) { return op == NodeOp::any_of || op == NodeOp::all_of || op == NodeOp::none_of || op == NodeOp::has_duplicates; }

// Whoever passes the first passes the second.
bool implies(NodeOp first, const std::string& text, NodeOp second, const std::string& other) {
  if (second == NodeOp::contains) return text.find(other) != std::string::npos;
  if (first != second) return false;
  return second == NodeOp::starts_with ? text.starts_with(other) : text.ends_with(other);
}

// Nobody passes both.
bool apart(NodeOp first, const std::string& text, NodeOp second, const std::string& other) {
  if (first != second || first == NodeOp::contains) return false;
  return !implies(first, text, second, other) && !implies(second, other, first, text);
}

std::optional<TextLanguage> language_of(const Program& program, const Node& test) {
  if (test.op == NodeOp::matches) return TextLanguage::of(test.op, program.patterns[test.b]->text());
  if (program.nodes[test.b].op != NodeOp::constant) return std::nullopt;
  const auto* text = program.constants[program.nodes[test.b].a].as<std::string>();
  return text ? TextLanguage::of(test.op, *text) : std::nullopt;
}

// Of patterns, and of what stands beside one: which of them a text may pass together. What two of them say already is not said again of three.
void tie_languages(z3::solver& solver, const z3::expr& known, const std::vector<const TextLanguage*>& languages, const std::vector<Tri>& tests, std::size_t& steps) {
  const auto pass = passing(languages, steps);
  if (!pass) return;
  const std::size_t whole = pass->size() - 1;
  const auto some_text = [&](std::size_t set, std::size_t of) {   // passes just these of those
    for (std::size_t other = 0; other <= whole; ++other)
      if ((*pass)[other] && (other & of) == (set & of)) return true;
    return false;
  };
  for (std::size_t set = 0; set <= whole; ++set) {
    if ((*pass)[set]) continue;
    bool said = false;
    for (std::size_t out = 0; languages.size() > 2 && out < languages.size(); ++out) said = said || !some_text(set, whole & ~(std::size_t{1} << out));
    if (said) continue;
    z3::expr_vector so(solver.ctx());
    so.push_back(known);
    for (std::size_t i = 0; i < tests.size(); ++i) so.push_back((set >> i & 1U) != 0 ? tests[i].yes : tests[i].no);
    solver.add(!z3::mk_and(so));
  }
}

}  // namespace

const std::string* Encoding::asked_text(const Node& node) const {
  if (node.op == NodeOp::matches || program_.nodes[node.b].op != NodeOp::constant) return nullptr;
  return program_.constants[program_.nodes[node.b].a].as<std::string>();
}

void Encoding::tie(const Leaf& leaf) {
  const Node& node = program_.nodes[leaf.node];
  const bool test = tests_text(node.op) || tests_list(node.op);
  const bool compares = node.op == NodeOp::equal || node.op == NodeOp::not_equal || node.op == NodeOp::in_list;
  if (node.op == NodeOp::contains || node.op == NodeOp::starts_with || node.op == NodeOp::ends_with) tie_to_both(leaf, term(node.a), term(node.b), true);
  if (node.op == NodeOp::in_value && program_.nodes[node.b].op == NodeOp::slot) tie_to_both(leaf, term(node.a), slots_[program_.nodes[node.b].a], false);
  if (tests_list(node.op) && program_.nodes[node.a].op == NodeOp::pairs_of) tie_to_pairs(leaf, program_.nodes[node.a]);
  if ((!test && !compares) || program_.nodes[node.a].op != NodeOp::slot) return;
  const std::uint32_t slot = program_.nodes[node.a].a;
  if (tests_list(node.op) || node.op == NodeOp::matches) tie_to_fact(leaf, slot);
  if (tests_text(node.op)) tie_text_tests(slot, leaf);
  if (const std::string* text = looks_into_text(node.op) ? asked_text(node) : nullptr) tie_text_to(slot, *text);   // what is asked for is a text too
  if (!compares || slots_[slot].kind != TypeKind::text) return;
  const auto tie_one = [&](ExpressionId id) {
    const Node& other = program_.nodes[id];
    if (other.op != NodeOp::constant) return;
    if (const auto* text = program_.constants[other.a].as<std::string>()) tie_text_to(slot, *text);
  };
  if (node.op != NodeOp::in_list) return tie_one(node.b);
  for (std::uint32_t i = 0; i < node.count; ++i) tie_one(program_.operands[node.b + i]);
}

// Answered where its fact is known, and nowhere else; of what is known not to be there nothing is so.
void Encoding::tie_to_fact(const Leaf& leaf, std::uint32_t slot) {
  const Node& node = program_.nodes[leaf.node];
  const Term& fact = slots_[slot];
  solver_.add(z3::implies(fact.absent, node.op == NodeOp::none_of ? leaf.tri.yes : leaf.tri.no));
  solver_.add(z3::implies(!fact.absent && !fact.known, !leaf.tri.yes && !leaf.tri.no));
  if (node.op == NodeOp::matches) solver_.add(z3::implies(fact.known, leaf.tri.yes || leaf.tri.no));
}

// Of two facts: with one that is not there it is not so, whatever the other is; with one that nobody knows nobody knows.
void Encoding::tie_to_both(const Leaf& leaf, const Term& a, const Term& b, bool decided) {
  const z3::expr none = a.absent || b.absent;
  solver_.add(z3::implies(none, leaf.tri.no));
  solver_.add(z3::implies(!none && !(a.known && b.known), !leaf.tri.yes && !leaf.tri.no));
  if (decided) solver_.add(z3::implies(a.known && b.known, leaf.tri.yes || leaf.tri.no));
}

void Encoding::tie_to_pairs(const Leaf& leaf, const Node& pairs) {
  if (program_.nodes[pairs.a].op != NodeOp::slot || program_.nodes[pairs.b].op != NodeOp::slot) return;
  const Term &a = slots_[program_.nodes[pairs.a].a], &b = slots_[program_.nodes[pairs.b].a];
  const z3::expr none = a.absent || b.absent;
  solver_.add(z3::implies(none, program_.nodes[leaf.node].op == NodeOp::none_of ? leaf.tri.yes : leaf.tri.no));
  solver_.add(z3::implies(!none && !(a.known && b.known), !leaf.tri.yes && !leaf.tri.no));
}

// What is found in a list or a map, or counted over one: nothing where there is none, and not known where that is not.
void Encoding::tie_found(const Node& node, const Term& found) {
  if (node.op == NodeOp::count_of || node.op == NodeOp::sum_of) {
    if (program_.nodes[node.a].op != NodeOp::slot) return;
    const Term& list = slots_[program_.nodes[node.a].a];
    solver_.add(z3::implies(list.absent, found.known && found.value == 0));
    solver_.add(z3::implies(!list.known && !list.absent, !found.known && !found.absent));
    return;
  }
  Formula none = truth(false), known = truth(true);
  const Node* at = &node;
  for (; at->op == NodeOp::field || at->op == NodeOp::index_of; at = &program_.nodes[at->a]) {
    if (at->op == NodeOp::field) continue;
    const Node& key = program_.nodes[at->b];
    if (key.op != NodeOp::slot && key.op != NodeOp::constant) return;
    none = none || term(at->b).absent;
    known = known && term(at->b).known;
  }
  if (at->op != NodeOp::slot || at == &node) return;
  none = none || slots_[at->a].absent;
  known = known && slots_[at->a].known;
  solver_.add(z3::implies(none, found.absent));
  solver_.add(z3::implies(!none && !known, !found.known && !found.absent));
}

// Of two tests of one text, in one program or in two.
void Encoding::tie_two(const z3::expr& there, const Leaf& test, const Encoding& its, const Leaf& other) {
  const Node &mine = program_.nodes[test.node], &theirs = its.program_.nodes[other.node];
  const std::string *text = asked_text(mine), *asked = its.asked_text(theirs);
  if (text != nullptr && asked != nullptr) {
    if (implies(mine.op, *text, theirs.op, *asked)) solver_.add(z3::implies(test.tri.yes, other.tri.yes));
    if (implies(theirs.op, *asked, mine.op, *text)) solver_.add(z3::implies(other.tri.yes, test.tri.yes));
    if (apart(mine.op, *text, theirs.op, *asked)) solver_.add(!(test.tri.yes && other.tri.yes));
  }
  if (mine.op != NodeOp::matches && theirs.op != NodeOp::matches) return;
  const TextLanguage *language = language_of(test), *beside = its.language_of(other);
  std::size_t steps = reading_steps;
  if (language != nullptr && beside != nullptr) tie_languages(solver_, there, {language, beside}, {test.tri, other.tri}, steps);
}

// Of three, at least one of them a pattern: what no two of them say.
void Encoding::tie_three(const z3::expr& there, TextTests& known, const Leaf& test) {
  const TextLanguage* mine = language_of(test);
  for (std::size_t i = 0; mine != nullptr && i < known.tests.size(); ++i)
    for (std::size_t j = 0; j < i; ++j) {
      const Leaf &first = known.tests[j], &second = known.tests[i];
      const bool pattern = std::ranges::any_of(std::array{&test, &first, &second}, [&](const Leaf* one) { return program_.nodes[one->node].op == NodeOp::matches; });
      const TextLanguage *one = language_of(first), *two = language_of(second);
      if (pattern && one != nullptr && two != nullptr && known.steps > 0) tie_languages(solver_, there, {one, two, mine}, {first.tri, second.tri, test.tri}, known.steps);
    }
}

const TextLanguage* Encoding::language_of(const Leaf& test) const {
  auto [found, added] = languages_.try_emplace(test.node);
  if (added) found->second = handrail::dsl::language_of(program_, program_.nodes[test.node]);
  return found->second ? &*found->second : nullptr;
}

void Encoding::tie_text_tests(std::uint32_t slot, const Leaf& test) {
  TextTests& known = text_tests_[slot];
  if (known.tests.size() >= tied_max) return;
  const Node& mine = program_.nodes[test.node];
  const z3::expr& there = slots_[slot].known;
  const bool read_patterns = known.tests.size() < beside_patterns;
  // A pattern that nothing fits, or everything, is beside any text at all.
  std::size_t steps = reading_steps;
  if (const TextLanguage* language = read_patterns && mine.op == NodeOp::matches ? language_of(test) : nullptr)
    tie_languages(solver_, there, {language}, {test.tri}, steps);
  for (const Leaf& other : known.tests)
    if (read_patterns || (mine.op != NodeOp::matches && program_.nodes[other.node].op != NodeOp::matches)) tie_two(there, test, *this, other);
  if (read_patterns) tie_three(there, known, test);
  const std::vector<std::string> texts = std::move(known.texts);
  known.texts.clear();
  known.tests.push_back(test);
  for (const std::string& text : texts) tie_text_to(slot, text);
}

// The text that both read, by the tests of the one and of the other.
void Encoding::tie_tests(std::uint32_t slot, Encoding& other, std::uint32_t its_slot) {
  const auto mine = text_tests_.find(slot), its = other.text_tests_.find(its_slot);
  if (mine == text_tests_.end() || its == other.text_tests_.end()) return;
  const z3::expr there = slots_[slot].known && other.slots_[its_slot].known;
  for (std::size_t i = 0; i < std::min(mine->second.tests.size(), beside_patterns); ++i)
    for (std::size_t j = 0; j < std::min(its->second.tests.size(), beside_patterns); ++j) tie_two(there, mine->second.tests[i], other, its->second.tests[j]);
  for (const std::string& text : its->second.texts) tie_text_to(slot, text);
  for (const std::string& text : mine->second.texts) other.tie_text_to(its_slot, text);
}

void Encoding::tie_text_to(std::uint32_t slot, const std::string& text) {
  TextTests& known = text_tests_[slot];
  if (known.texts.size() >= tied_max || std::ranges::find(known.texts, text) != known.texts.end()) return;
  known.texts.push_back(text);
  Frame frame;
  frame.slots.resize(scope_.slots.size());
  frame.slots[slot] = Value(text);
  for (const Leaf& test : known.tests) {
    const Truth passes = evaluate(program_, test.node, frame);
    if (passes == Truth::unknown) continue;
    solver_.add(z3::implies(slots_[slot].known && slots_[slot].value == number(word(text)), passes == Truth::yes ? test.tri.yes : test.tri.no));
  }
}

}  // namespace handrail::dsl
#endif
