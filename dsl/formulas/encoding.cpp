#include "dsl/formulas/encoding.hpp"

#ifdef HANDRAIL_PROOF
#include <algorithm>

#include "dsl/check/node_kinds.hpp"
#include "dsl/program/evaluate.hpp"

namespace handrail::dsl {

namespace {

constexpr std::int64_t largest = 9'000'000'000'000'000;       // number of a text
constexpr std::int64_t latest_moment = 4'102'444'800'000;     // the year 2100
constexpr std::int64_t earliest_written = -62'135'596'800'000, latest_written = 253'402'300'799'999;   // the years 1 to 9999: what a time can be written as
constexpr std::int64_t one = 1'000'000;
constexpr std::int64_t calculated_times = std::int64_t{1} << 43;   // what is calculated has 106 bits, a value 63

std::pair<std::int64_t, std::int64_t> range_of(TypeKind kind) {
  switch (kind) {
    case TypeKind::yes_no: return {0, 1};
    case TypeKind::time: return {earliest_written, latest_written};
    case TypeKind::text: case TypeKind::enumeration: case TypeKind::record: case TypeKind::list: case TypeKind::map: return {0, largest};
    default: return {INT64_MIN, INT64_MAX};                     // whatever a value can be; what is calculated of them is exact, however large
  }
}

// Of a field, however deep: it is one of that record.
bool lies_in(const std::vector<std::string>& path, const std::vector<std::string>& record) {
  return path.size() > record.size() && std::equal(record.begin(), record.end(), path.begin());
}

void set_in(ValueRecord& record, const std::vector<std::string>& path, std::size_t from, const Value& value) {
  if (from + 1 == path.size()) return record.set(path[from], value);
  const Value* there = record.find(path[from]);
  ValueRecord inner = there && there->as<ValueRecord>() ? *there->as<ValueRecord>() : ValueRecord{};
  set_in(inner, path, from + 1, value);
  record.set(path[from], std::move(inner));
}

// All of them, or one of them: one formula over as many as there are. Of thousands, each within the next, the solver would walk down all of them again and again.
Tri joined(z3::context& context, const std::vector<Tri>& parts, bool all) {
  z3::expr_vector yes(context), no(context);
  for (const Tri& part : parts) {
    yes.push_back(part.yes);
    no.push_back(part.no);
  }
  return all ? Tri{z3::mk_and(yes), z3::mk_or(no)} : Tri{z3::mk_or(yes), z3::mk_and(no)};
}

bool is_number(TypeKind kind) { return kind == TypeKind::whole_number || kind == TypeKind::decimal || kind == TypeKind::percent; }

}  // namespace

std::int64_t integer_in(const z3::model& model, const z3::expr& expression) {
  std::int64_t value = 0;
  return model.eval(expression, true).is_numeral_i64(value) ? value : 0;
}

bool true_in(const z3::model& model, const z3::expr& expression) { return model.eval(expression, true).is_true(); }

Encoding::Encoding(z3::context& context, z3::solver& solver, const Program& program, const Scope& scope, std::string prefix, const std::vector<Let>* lets,
                   Vocabulary* shared)
    : context_(context), solver_(solver), program_(program), scope_(scope), prefix_(std::move(prefix)), now_(context.int_const((prefix_ + "now").c_str())),
      saying_(program, scope, lets), vocabulary_(shared ? shared : &own_), shared_(shared != nullptr), speaker_(vocabulary_->speaker()) {
  solver_.add(now_ >= 0 && now_ <= context_.int_val(static_cast<int64_t>(latest_moment)));
  for (std::uint32_t i = 0; i < scope_.slots.size(); ++i) {
    const Slot& slot = scope_.slots[i];
    slots_.push_back(fresh(name_of(i), slot.type));
    if (shared_) read_off_the_line(i);
    if (slot.always_set) solver_.add(slots_.back().known || slots_.back().absent);   // an intent may have no topic: that is known
    if (slot.path.size() == 1 && slot.path[0] == "confidence") solver_.add(slots_.back().value >= 0 && slots_.back().value <= number(one));
    if (slot.path.size() == 1 && slot.path[0] == "now") solver_.add(slots_.back().known && slots_.back().value == now_);
  }
  tie_records();
}

z3::expr Encoding::there_is_no(const std::string& root) { return context_.bool_const((prefix_ + "no " + saying_.root(root)).c_str()); }

z3::expr Encoding::given(const std::string& root) const { return context_.bool_const((prefix_ + "given " + saying_.root(root)).c_str()); }

// Of nothing nothing is there. Any field of a record that is there may be of a wrong type, and so unknown, whether it may be missing or not.
void Encoding::tie_to_whole(const std::string& root, const Term& field, bool optional) {
  if (root == "customer" || root == "running" || root == "used") return;
  solver_.add(z3::implies(field.known || field.absent, given(root)));
  if (optional) solver_.add(z3::implies(there_is_no(root), field.absent || !given(root)));
}

// A record that is asked for as a whole: what is known of it is known of something that is there, and nothing is known of what is not known.
void Encoding::tie_to_fields(const std::string& root, const Term& whole) {
  solver_.add(whole.absent == there_is_no(root));
  solver_.add((whole.known || whole.absent) == given(root));
  for (std::size_t i = 0; i < slots_.size(); ++i) {
    if (scope_.slots[i].path.size() < 2 || scope_.slots[i].path[0] != root) continue;
    solver_.add(z3::implies(slots_[i].known, whole.known));
    solver_.add(z3::implies(slots_[i].absent, whole.known || whole.absent));
    solver_.add(z3::implies(whole.absent, slots_[i].absent));
  }
}

// The same of a record within a record.
void Encoding::tie_inner(const Slot& record, const Term& whole) {
  for (std::size_t i = 0; i < slots_.size(); ++i) {
    const auto& path = scope_.slots[i].path;
    if (!lies_in(path, record.path)) continue;
    solver_.add(z3::implies(slots_[i].known, whole.known));
    solver_.add(z3::implies(slots_[i].absent, whole.known || whole.absent));
    solver_.add(z3::implies(whole.absent, slots_[i].absent));
    const Field* field = find_field(program_.records[record.type.index].fields, path[record.path.size()]);
    if (path.size() == record.path.size() + 1 && field && !field->type.optional) solver_.add(z3::implies(whole.known, !slots_[i].absent));
  }
}

// What is asked of one record is there or not there together, and nobody is verified whose id is not known.
void Encoding::tie_records() {
  for (std::size_t i = 0; i < slots_.size(); ++i) {
    const auto& path = scope_.slots[i].path;
    const Term& mine = slots_[i];
    if (path.size() < 2) {
      if (scope_.slots[i].type.kind == TypeKind::record) tie_to_fields(path[0], mine);
      continue;
    }
    if (scope_.slots[i].type.kind == TypeKind::record) tie_inner(scope_.slots[i], mine);
    tie_to_whole(path[0], mine, scope_.slots[i].type.optional);
    if (!scope_.slots[i].type.optional) {
      const z3::expr whole = there_is_no(path[0]);
      solver_.add(mine.absent == whole);   // what may be left out on the way makes a fact optional
      if (path[0] == "customer" || path[0] == "running") solver_.add(!whole);
    }
    if (path != std::vector<std::string>{"customer", "verified"}) continue;
    for (std::size_t other = 0; other < slots_.size(); ++other)
      if (scope_.slots[other].path == std::vector<std::string>{"customer", "id"}) solver_.add(z3::implies(mine.known && mine.value == 1, slots_[other].known));
  }
}

// What a program says of an intent is its own, and no fact that two of them share.
std::string Encoding::name_of(std::uint32_t index) const {
  const auto& path = scope_.slots[index].path;
  const bool own = &scope_ == &program_.turn_scope && path.size() == 1 && (path[0] == "class" || path[0] == "risk" || path[0] == "topic");
  return "." + saying_.slot(index) + (own ? " to " + std::to_string(speaker_) : "");
}

Currency Encoding::currency_of(const Type& type) const { return type.currency.code().empty() ? program_.currency : type.currency; }

std::pair<std::int64_t, std::int64_t> Encoding::bounds(std::uint32_t index) const {
  if (scope_.slots[index].path == std::vector<std::string>{"confidence"}) return {0, one};
  return range_of(scope_.slots[index].type.kind);
}

std::vector<std::int64_t> Encoding::words_of(std::uint32_t index) const {
  const Type& type = scope_.slots[index].type;
  if (type.kind != TypeKind::enumeration) return {largest};
  std::vector<std::int64_t> words;
  for (const std::string& text : program_.enumerations[type.index].words) words.push_back(vocabulary_->word(text));
  return words;
}

Term Encoding::fresh(const std::string& name, const Type& type, bool calculated) {
  const bool one_of_words = shared_ && type.kind == TypeKind::enumeration;   // the other may read it as a text
  const std::string full = prefix_ + name + " " + std::to_string(static_cast<int>(one_of_words ? TypeKind::text : type.kind));
  Term term{context_.int_const((full + " value").c_str()), context_.bool_const((full + " known").c_str()), context_.bool_const((full + " absent").c_str()),
            truth(false), type.kind};
  solver_.add(!(term.known && term.absent));
  if (type.kind == TypeKind::money) {
    term.odd = term.known && context_.int_const((full + " currency").c_str()) != number(vocabulary_->currency(currency_of(type)));
  }
  const auto [least, most] = range_of(type.kind);
  const z3::expr times = number(calculated ? calculated_times : 1);
  solver_.add(term.value >= number(least) * times);
  solver_.add(term.value <= number(most) * times);
  if (type.kind == TypeKind::enumeration) {
    z3::expr_vector any(context_);
    for (const std::string& text : program_.enumerations[type.index].words) any.push_back(term.value == number(word(text)));
    if (!any.empty() && shared_) term.known = term.known && z3::mk_or(any);
    else if (!any.empty()) solver_.add(z3::mk_or(any));
  }
  return term;
}

Term Encoding::constant(const Value& value) {
  const auto known = [&](std::int64_t number_of, TypeKind kind) { return Term{number(number_of), truth(true), truth(false), truth(false), kind}; };
  if (const auto* yes = value.as<bool>()) return known(*yes ? 1 : 0, TypeKind::yes_no);
  if (const auto* whole = value.as<std::int64_t>()) return known(*whole, TypeKind::whole_number);
  if (const auto* decimal = value.as<Decimal>()) return known(decimal->millionths, TypeKind::decimal);
  if (const auto* money = value.as<Money>()) return known(money->minor, TypeKind::money);
  if (const auto* instant = value.as<Instant>()) return known(instant->ms, TypeKind::time);
  if (const auto* duration = value.as<Duration>()) return known(duration->ms, TypeKind::duration);
  if (const auto* text = value.as<std::string>()) return known(word(*text), TypeKind::text);
  return {number(0), truth(false), truth(value.absent()), truth(false), TypeKind::text};
}

void Encoding::always_set(std::uint32_t index) {
  if (!scope_.slots[index].type.optional) solver_.add(slots_[index].known);
  else solver_.add(slots_[index].known || slots_[index].absent);
}
void Encoding::of_caller(std::uint32_t index) { solver_.add(slots_[index].value >= 0 && !slots_[index].odd); }

z3::expr Encoding::active(const Rule& rule) {
  Formula in_time = truth(true);
  if (rule.from) in_time = in_time && now_ >= number(rule.from->ms);
  if (rule.until) in_time = in_time && now_ < number(rule.until->ms);
  return in_time;
}

z3::expr Encoding::millionths(const Term& term) const { return term.kind == TypeKind::whole_number ? term.value * number(one) : term.value; }

Tri Encoding::compare(NodeOp op, const Term& a, const Term& b) {
  const bool mixed = is_number(a.kind) && is_number(b.kind) && (a.kind == TypeKind::whole_number) != (b.kind == TypeKind::whole_number);
  const z3::expr x = mixed ? millionths(a) : a.value, y = mixed ? millionths(b) : b.value;
  Formula yes = truth(false);
  switch (op) {
    case NodeOp::equal: yes = x == y; break;
    case NodeOp::not_equal: yes = x != y; break;
    case NodeOp::less: yes = x < y; break;
    case NodeOp::at_most: yes = x <= y; break;
    case NodeOp::more: yes = x > y; break;
    default: yes = x >= y; break;
  }
  const z3::expr comparable = a.known && b.known && !a.odd && !b.odd;
  return {comparable && yes, a.absent || b.absent || (comparable && !yes)};
}

Tri Encoding::question(const std::string& name) {
  const std::string full = prefix_ + "?" + std::to_string(vocabulary_->question(name));
  const z3::expr yes = context_.bool_const((full + " yes").c_str());
  return {yes, !yes && context_.bool_const((full + " no").c_str())};   // never both by what it is: many questions do not burden those that do not ask them
}

Tri Encoding::opaque(const std::string& name, ExpressionId id) {
  if (const auto found = opaque_.find(name); found != opaque_.end()) return found->second;
  Tri tri = question(name);
  if (shared_) {
    const z3::expr known = all_known(id);
    const Tri own = question(name + own_reading(id));
    tri = {z3::ite(known, tri.yes, own.yes), z3::ite(known, tri.no, own.no)};
  }
  return opaque_.emplace(name, tri).first->second;
}

Term Encoding::calculated(const Node& node) {
  const Term a = term(node.a), b = term(node.b);
  const bool mixed = is_number(a.kind) && is_number(b.kind) && (a.kind == TypeKind::whole_number) != (b.kind == TypeKind::whole_number);
  const z3::expr x = mixed ? millionths(a) : a.value, y = mixed ? millionths(b) : b.value;
  const bool timed = a.kind == TypeKind::time || b.kind == TypeKind::time;
  const TypeKind kind = mixed ? TypeKind::decimal : timed ? (a.kind == b.kind ? TypeKind::duration : TypeKind::time) : a.kind;
  const z3::expr known = a.known && b.known && !a.odd && !b.odd;
  return {node.op == NodeOp::add ? x + y : x - y, known, !known && (a.known || a.absent) && (b.known || b.absent) && (a.absent || b.absent), truth(false), kind};
}

Term Encoding::term(ExpressionId id) {
  if (auto said = spelled_out_ ? spelled_out_->term(id) : std::nullopt) return *said;
  const Node& node = program_.nodes[id];
  switch (node.op) {
    case NodeOp::constant: return constant(program_.constants[node.a]);
    case NodeOp::slot: return slots_[node.a];
    case NodeOp::add: case NodeOp::subtract: return calculated(node);
    case NodeOp::multiply: {
      const bool left = program_.nodes[node.a].op == NodeOp::constant, right = program_.nodes[node.b].op == NodeOp::constant;
      const Term a = term(node.a), b = term(node.b);
      // A product of two facts, or of millionths, is not linear in what the solver counts: it stays free below.
      if ((left || right) && (a.kind == TypeKind::whole_number || b.kind == TypeKind::whole_number)) {
        const z3::expr known = a.known && b.known;
        return {a.value * b.value, known, !known && (a.known || a.absent) && (b.known || b.absent) && (a.absent || b.absent), a.odd || b.odd,
                a.kind == TypeKind::whole_number ? b.kind : a.kind};
      }
      break;
    }
    default: break;
  }
  const std::string name = key(id);
  if (const auto found = opaque_terms_.find(name); found != opaque_terms_.end()) return found->second;
  const TypeKind kind = node.op == NodeOp::count_of ? TypeKind::whole_number : node.op == NodeOp::sum_of ? static_cast<TypeKind>(node.count) : TypeKind::decimal;
  const auto found_anew = [&](const std::string& asked) { return fresh("!" + std::to_string(vocabulary_->question(asked)), {.kind = kind, .optional = true}, true); };
  Term made = found_anew(name);
  if (shared_) {
    const z3::expr all = all_known(id);
    const Term own = found_anew(name + own_reading(id));
    made = {z3::ite(all, made.value, own.value), z3::ite(all, made.known, own.known), z3::ite(all, made.absent, own.absent), z3::ite(all, made.odd, own.odd), kind};
  }
  if (node.op == NodeOp::count_of) {
    // There is one of them where any of the list is one, and of a list of which none is one there are none, known or not what else is in it.
    const Tri any = opaque("any" + saying_.entries(node), id);
    solver_.add(made.value >= 0 && !made.absent);
    solver_.add(z3::implies(made.known, any.yes == (made.value >= 1) && any.no == (made.value == 0)));
    solver_.add(z3::implies(any.no, made.known));
  }
  if (node.op == NodeOp::sum_of) solver_.add(!made.absent);   // over no list it is nothing, and what is not there adds nothing
  tie_found(node, made);
  if (node.op == NodeOp::count_of || node.op == NodeOp::sum_of) note_over_list(id, {truth(false), truth(false)}, made);
  found_terms_.emplace_back(id, made);
  return opaque_terms_.emplace(name, made).first->second;
}

Tri Encoding::leaf(ExpressionId id) {
  if (auto said = spelled_out_ ? spelled_out_->leaf(id) : std::nullopt) return *said;
  const Node& node = program_.nodes[id];
  switch (node.op) {
    case NodeOp::in_list: {
      const Term needle = term(node.a);
      std::vector<Tri> same;
      for (std::uint32_t i = 0; i < node.count; ++i) same.push_back(compare(NodeOp::equal, needle, term(program_.operands[node.b + i])));
      return joined(context_, same, false);
    }
    // A named list holds fixed values.
    case NodeOp::in_value: {
      const Node& list = program_.nodes[node.b];
      const auto* fixed = list.op == NodeOp::constant ? program_.constants[list.a].as<ValueList>() : nullptr;
      if (fixed == nullptr) return opaque(key(id), id);
      const Term needle = term(node.a);
      std::vector<Tri> same{{truth(false), needle.known || needle.absent}};
      for (const Value& item : *fixed) same.push_back(compare(NodeOp::equal, needle, constant(item)));
      return joined(context_, same, false);
    }
    case NodeOp::is_known: case NodeOp::is_unknown: {
      const Term asked = term(node.a);
      const z3::expr yes = !asked.absent && (node.op == NodeOp::is_known ? asked.known : !asked.known);
      return {yes, !yes};
    }
    // Nothing of the list is what nothing of it is not: `none` and `any` over the same list and condition are one question.
    case NodeOp::none_of: {
      const Tri any = opaque("any" + saying_.entries(node), id);
      note_over_list(id, {any.no, any.yes}, std::nullopt);
      return {any.no, any.yes};
    }
    case NodeOp::any_of: case NodeOp::all_of: {
      const Tri asked = opaque(node.op == NodeOp::any_of ? "any" + saying_.entries(node) : key(id), id);
      note_over_list(id, asked, std::nullopt);
      return asked;
    }
    case NodeOp::slot: case NodeOp::constant: {
      const Term asked = term(id);
      return {asked.known && asked.value == 1, asked.absent || (asked.known && asked.value != 1)};
    }
    default: return is_comparison(node.op) ? compare(node.op, term(node.a), term(node.b)) : opaque(key(id), id);
  }
}

Tri Encoding::condition(ExpressionId id) {
  const Node& node = program_.nodes[id];
  if (node.op == NodeOp::logical_not) {
    const Tri inner = condition(node.a);
    return {inner.no, inner.yes};
  }
  if (node.op == NodeOp::logical_and || node.op == NodeOp::logical_or) {
    std::vector<Tri> parts;
    for (std::uint32_t i = 0; i < node.count; ++i) parts.push_back(condition(program_.operands[node.a + i]));
    return joined(context_, parts, node.op == NodeOp::logical_and);
  }
  const auto [known, added] = asked_.emplace(key(id), leaves_.size());
  if (added) {
    leaves_.push_back({id, leaf(id)});
    tie(leaves_.back());
  }
  return leaves_[known->second].tri;
}

const Encoding::Leaf* Encoding::leaf_of(ExpressionId condition) const {
  const auto known = asked_.find(key(condition));
  return known == asked_.end() ? nullptr : &leaves_[known->second];
}

std::vector<Encoding::Leaf> Encoding::leaves_of(const std::vector<ExpressionId>& conditions) const {
  std::vector<Leaf> all;
  for (const ExpressionId id : conditions) {
    if (id == no_expression) continue;
    const Node& node = program_.nodes[id];
    std::vector<ExpressionId> parts;
    if (node.op == NodeOp::logical_not) parts.push_back(node.a);
    else if (node.op == NodeOp::logical_and || node.op == NodeOp::logical_or)
      for (std::uint32_t i = 0; i < node.count; ++i) parts.push_back(program_.operands[node.a + i]);
    else if (const auto known = asked_.find(key(id)); known != asked_.end()) all.push_back(leaves_[known->second]);
    for (const Leaf& leaf : leaves_of(parts)) all.push_back(leaf);
  }
  return all;
}

std::vector<LeafAnswer> Encoding::answers(const z3::model& model) const {
  std::vector<LeafAnswer> all;
  for (const Leaf& leaf : leaves_) all.emplace_back(leaf.node, true_in(model, leaf.tri.yes) ? Truth::yes : true_in(model, leaf.tri.no) ? Truth::no : Truth::unknown);
  return all;
}

std::vector<TermAnswer> Encoding::term_answers(const z3::model& model) const {
  using Is = TermAnswer::Is;
  std::vector<TermAnswer> all;
  for (const auto& [node, term] : found_terms_)
    all.push_back({node, true_in(model, term.absent) ? Is::absent : !true_in(model, term.known) ? Is::unknown : true_in(model, term.odd) ? Is::in_another_currency : Is::known});
  return all;
}

z3::expr Encoding::answered_so(const z3::model& model, const std::vector<ExpressionId>& leaves) const {
  std::vector<std::uint32_t> slots;
  bool look_ups = false;
  for (const ExpressionId leaf : leaves) {
    for (const std::uint32_t slot : slots_of(program_, leaf)) {
      const TypeKind kind = scope_.slots[slot].type.kind;
      if (kind == TypeKind::text || kind == TypeKind::list || kind == TypeKind::map || kind == TypeKind::record) slots.push_back(slot);
    }
    look_ups = look_ups || !look_ups_of(program_, leaf).empty();
  }
  z3::expr_vector all(context_);
  for (const Leaf& leaf : leaves_) {
    const auto shared = [&](std::uint32_t slot) { return std::ranges::find(slots, slot) != slots.end(); };
    const bool same = std::ranges::find(leaves, leaf.node) != leaves.end() || (look_ups && !look_ups_of(program_, leaf.node).empty());
    if (!same && std::ranges::none_of(slots_of(program_, leaf.node), shared)) continue;
    all.push_back(true_in(model, leaf.tri.yes) ? leaf.tri.yes : true_in(model, leaf.tri.no) ? leaf.tri.no : !leaf.tri.yes && !leaf.tri.no);
  }
  return z3::mk_and(all);
}

Tri Encoding::holds(ExpressionId when, ExpressionId unless) {
  const Tri yes = when == no_expression ? Tri{truth(true), truth(false)} : condition(when);
  if (unless == no_expression) return yes;
  const Tri spared = condition(unless);
  return {yes.yes && spared.no, yes.no || spared.yes};
}

Value Encoding::value_in(const z3::model& model, std::uint32_t index) const {
  const Term& term = slots_[index];
  const Type& type = scope_.slots[index].type;
  if (true_in(model, term.absent)) return Absent{};
  if (!true_in(model, term.known)) return Unknown{};
  const std::int64_t value = integer_in(model, term.value);
  switch (type.kind) {
    case TypeKind::yes_no: return value == 1;
    case TypeKind::whole_number: return value;
    case TypeKind::decimal: case TypeKind::percent: return Decimal{value};
    case TypeKind::time: return Instant{value};
    case TypeKind::duration: return Duration{value};
    case TypeKind::money: {
      if (!true_in(model, term.odd)) return Money{value, currency_of(type)};
      const std::string name = prefix_ + name_of(index) + " " + std::to_string(static_cast<int>(type.kind)) + " currency";
      return Money{value, vocabulary_->currency_but(integer_in(model, context_.int_const(name.c_str())), currency_of(type))};
    }
    case TypeKind::text: case TypeKind::enumeration:
      if (vocabulary_->text(value)) return *vocabulary_->text(value);
      if (value >= unnamed_text && type.kind == TypeKind::text) {
        std::int64_t before = value - unnamed_text;            // letters that the policy does not use, in their order
        for (char letter = 'A'; letter <= 'Z'; ++letter)
          if (!vocabulary_->named(std::string(1, letter)) && before-- == 0) return std::string(1, letter);
      }
      return "text " + std::to_string(value);
    default: return Unknown{};
  }
}

std::vector<Value> Encoding::values(const z3::model& model) const {
  std::vector<Value> all;
  for (std::uint32_t i = 0; i < slots_.size(); ++i) all.push_back(value_in(model, i));
  for (std::uint32_t i = 0; i < slots_.size(); ++i)
    if (scope_.slots[i].type.kind == TypeKind::record && true_in(model, slots_[i].known)) all[i] = record_of(i, all);
  return all;
}

// A record that is asked for as a whole has the fields that are asked of it.
Value Encoding::record_of(std::uint32_t index, const std::vector<Value>& values) const {
  const auto& whole = scope_.slots[index].path;
  std::vector<std::uint32_t> fields;
  for (std::uint32_t i = 0; i < values.size(); ++i)
    if (lies_in(scope_.slots[i].path, whole) && !values[i].absent()) fields.push_back(i);
  std::ranges::stable_sort(fields, {}, [&](std::uint32_t i) { return scope_.slots[i].path.size(); });
  ValueRecord record;
  for (const std::uint32_t i : fields) set_in(record, scope_.slots[i].path, whole.size(), values[i]);
  return record;
}

}  // namespace handrail::dsl
#endif
