// What several quantifiers, counts and sums say of one list that two programs read. A condition on one entry answers yes, no or not at all; which answers several
// of them can give to one entry together is asked of a solver beside, with the entry's fields as facts that each program reads by its own types. A list is then so
// many entries of each kind: `any` is whether there is one of a kind that says yes, a count how many there are of those.
#include "dsl/formulas/encoding.hpp"

#ifdef HANDRAIL_PROOF
#include <algorithm>
#include <set>

#include "dsl/program/evaluate.hpp"

namespace handrail::dsl {

namespace {

constexpr std::size_t together_max = 6;           // questions about one list that are read all at once; of more, each with each
constexpr std::size_t pairs_max = 32;
constexpr std::size_t kinds_max = 96;             // of entries; a list of more stays free
constexpr unsigned steps_max = 200'000;           // of the solver for one kind: some milliseconds

const std::string entry_root = "an entry";        // no name has a blank in it
const std::string entry_field = "it";

// A program in which the entry of a list is a record of one field that a look-up gave, and what is asked of it stands in a scope of its own.
class EntryProgram {
 public:
  EntryProgram(const Program& program, const Scope& outer, const Type& element) : program_(program), outer_(outer) {
    program_.records.push_back({entry_root, {{entry_field, element}}});
    const Type record{.kind = TypeKind::record, .index = static_cast<std::uint32_t>(program_.records.size() - 1)};
    Tool tool;
    tool.name = entry_root;
    tool.gives = record;
    program_.tools.push_back(std::move(tool));
    Let let;
    let.name = entry_root;
    let.tool = static_cast<std::uint32_t>(program_.tools.size() - 1);
    let.type = record;
    lets_.push_back(std::move(let));
  }

  // What is asked of each entry, of the entry; none: it asks about other facts too, or goes over what is within the entry.
  std::optional<ExpressionId> of_entry(ExpressionId id) {
    Node node = program_.nodes[id];
    const auto parts = [&](std::uint32_t& from) {
      std::vector<ExpressionId> all;
      for (std::uint32_t i = 0; i < node.count; ++i) {
        const auto part = of_entry(program_.operands[from + i]);
        if (!part) return false;
        all.push_back(*part);
      }
      from = static_cast<std::uint32_t>(program_.operands.size());
      program_.operands.insert(program_.operands.end(), all.begin(), all.end());
      return true;
    };
    const auto part = [&](ExpressionId& inner) {
      const auto made = of_entry(inner);
      if (made) inner = *made;
      return made.has_value();
    };
    bool understood = false;
    switch (node.op) {
      case NodeOp::constant: return id;
      case NodeOp::local: case NodeOp::field: return fact(id);
      case NodeOp::slot: return now(node);
      case NodeOp::any_of: case NodeOp::all_of: case NodeOp::none_of: case NodeOp::count_of: case NodeOp::sum_of: case NodeOp::pairs_of:
      case NodeOp::look_up: case NodeOp::index_of: case NodeOp::has_duplicates: return std::nullopt;
      case NodeOp::logical_and: case NodeOp::logical_or: understood = parts(node.a); break;
      case NodeOp::in_list: understood = part(node.a) && parts(node.b); break;
      case NodeOp::logical_not: case NodeOp::is_known: case NodeOp::is_unknown: case NodeOp::matches: understood = part(node.a); break;
      default: understood = part(node.a) && part(node.b);
    }
    return understood ? std::optional(add(node)) : std::nullopt;
  }

  [[nodiscard]] const Program& program() const { return program_; }
  [[nodiscard]] const Scope& scope() const { return scope_; }
  [[nodiscard]] const std::vector<Let>& lets() const { return lets_; }

 private:
  ExpressionId add(const Node& node) {
    program_.nodes.push_back(node);
    return static_cast<ExpressionId>(program_.nodes.size() - 1);
  }

  ExpressionId slot(std::vector<std::string> path, Type type, Span span) {
    auto known = std::ranges::find(scope_.slots, path, &Slot::path);
    if (known == scope_.slots.end()) {
      scope_.slots.push_back({std::move(path), std::move(type), false});
      known = scope_.slots.end() - 1;
    }
    return add({NodeOp::slot, 0, static_cast<std::uint32_t>(known - scope_.slots.begin()), 0, span});
  }

  std::optional<ExpressionId> fact(ExpressionId id) {
    const Span span = program_.nodes[id].span;
    std::vector<std::string> names;
    for (; program_.nodes[id].op == NodeOp::field; id = program_.nodes[id].a) names.insert(names.begin(), program_.names[program_.nodes[id].b]);
    if (program_.nodes[id].op != NodeOp::local || program_.nodes[id].a != 0) return std::nullopt;
    Type type = program_.records.back().fields.front().type;
    bool optional = type.optional;
    std::vector<std::string> path{entry_root, entry_field};
    for (std::string& name : names) {
      const Field* field = type.kind == TypeKind::record ? find_field(program_.records[type.index].fields, name) : nullptr;
      if (field == nullptr) return std::nullopt;
      const Type inner = field->type;
      type = inner;
      optional = optional || type.optional;
      path.push_back(std::move(name));
    }
    type.optional = optional;
    return slot(std::move(path), std::move(type), span);
  }

  // The one fact beside the entry that all of them share for certain.
  std::optional<ExpressionId> now(const Node& node) {
    const Slot& asked = outer_.slots[node.a];
    return asked.path == std::vector<std::string>{"now"} ? std::optional(slot(asked.path, asked.type, node.span)) : std::nullopt;
  }

  Program program_;
  Scope scope_;
  std::vector<Let> lets_;
  const Scope& outer_;
};

}  // namespace

// Of one list or map, which two programs read. Each of them may be the same one.
class EntryTies {
 public:
  EntryTies(Encoding& first, std::uint32_t index, Encoding& second, std::uint32_t its_index)
      : list_known_(first.slots_[index].known && second.slots_[its_index].known), context_(first.context_), solver_(first.solver_), speakers_(*first.vocabulary_),
        old_(first.program_, first.scope_, first.scope_.slots[index].type.element.front()),
        new_(second.program_, second.scope_, second.scope_.slots[its_index].type.element.front()) {
    vocabulary_.name_texts(first.program_);
    vocabulary_.name_texts(second.program_);
    read(first, index, old_, false);
    read(second, its_index, new_, true);
  }

  void tie() {
    std::vector<std::size_t> all(members_.size());
    for (std::size_t i = 0; i < all.size(); ++i) all[i] = i;
    if (all.size() <= together_max) return tie(all);
    std::size_t pairs = 0;
    for (std::size_t i = 0; i < all.size(); ++i)
      for (std::size_t j = 0; j < i && pairs < pairs_max; ++j, ++pairs) tie({j, i});
  }

 private:
  struct Member { Node node; ExpressionId said; Tri tri; std::optional<Term> term; bool second; };   // second: it is the second program's
  enum class Says : std::uint8_t { yes, no, unknown };       // of a sum: no is an amount, or nothing, and yes is one in another currency
  using Kind = std::vector<Says>;
  struct Entry {
    z3::context context;
    z3::solver solver{context, z3::solver::simple()};
    std::vector<Tri> said;               // of each member
    std::vector<std::optional<Term>> amounts;   // of a sum
  };
  // Of two sums: what the one adds up is always so many times what the other does.
  struct Times { std::size_t one, other; std::int64_t times; };

  static bool is_sum(const Member& one) { return one.node.op == NodeOp::sum_of; }

  void read(const Encoding& encoding, std::uint32_t index, EntryProgram& entry, bool second) {
    for (const Encoding::OverList& over : encoding.over_lists_) {
      const Node node = encoding.program_.nodes[over.node];
      if (encoding.program_.nodes[node.a].a != index || !there_.insert(over.said).second) continue;
      const auto said = entry.of_entry(node.b);
      if (said && (node.op != NodeOp::sum_of || in_its_currency(entry, *said))) members_.push_back({node, *said, over.tri, over.term, second});
    }
  }

  // What is added up is told in the policy's currency: of a field that has one of its own it is another.
  static bool in_its_currency(const EntryProgram& entry, ExpressionId said) {
    return std::ranges::none_of(slots_of(entry.program(), said), [&](std::uint32_t slot) {
      const Currency own = entry.scope().slots[slot].type.currency;
      return !own.code().empty() && own != entry.program().currency;
    });
  }

  void tie(const std::vector<std::size_t>& which) {
    if (which.size() < 2) return;
    Entry entry;
    z3::params params(entry.context);
    params.set("rlimit", steps_max);
    params.set("random_seed", 1u);
    entry.solver.set(params);
    Encoding one(entry.context, entry.solver, old_.program(), old_.scope(), "", &old_.lets(), &vocabulary_);
    Encoding other(entry.context, entry.solver, new_.program(), new_.scope(), "", &new_.lets(), &vocabulary_);
    for (Encoding* encoding : {&one, &other}) entry.solver.add(encoding->given(entry_root) && !encoding->there_is_no(entry_root));
    for (const std::size_t i : which) {
      Encoding& encoding = members_[i].second ? other : one;
      entry.amounts.emplace_back();
      if (is_sum(members_[i])) {
        const Term amount = encoding.term(members_[i].said);
        entry.said.push_back({amount.odd, (amount.known && !amount.odd) || amount.absent});
        entry.amounts.back() = amount;
      } else {
        entry.said.push_back(encoding.condition(members_[i].said));
      }
    }
    other.tie_readings(one);
    const std::vector<Times> times = times_of(entry);
    if (const auto kinds = kinds_of(entry)) say(which, *kinds, times);
  }

  // The kinds of entries that there are; none: there are too many, or they were not found in time.
  static std::optional<std::vector<Kind>> kinds_of(Entry& entry) {
    std::vector<Kind> kinds;
    for (;;) {
      const z3::check_result answer = entry.solver.check();
      if (answer == z3::unsat) return kinds;
      if (answer == z3::unknown || kinds.size() == kinds_max) return std::nullopt;
      const z3::model model = entry.solver.get_model();
      Kind kind;
      z3::expr_vector another(entry.context);
      for (const Tri& tri : entry.said) {
        kind.push_back(true_in(model, tri.yes) ? Says::yes : true_in(model, tri.no) ? Says::no : Says::unknown);
        another.push_back(kind.back() == Says::yes ? !tri.yes : kind.back() == Says::no ? !tri.no : tri.yes || tri.no);
      }
      entry.solver.add(z3::mk_or(another));
      kinds.push_back(std::move(kind));
    }
  }

  static z3::expr scaled(const z3::expr& a, const z3::expr& b, std::int64_t times) {
    const std::int64_t large = times < 0 ? -times : times;
    const z3::expr many = a.ctx().int_val(static_cast<int64_t>(large));
    return times < 0 ? a == b * many : a * many == b;
  }

  static std::vector<Times> times_of(Entry& entry) {
    const auto amount = [](const Term& term) { return z3::ite(term.absent, term.value.ctx().int_val(0), term.value); };
    std::vector<Times> all;
    for (std::size_t i = 0; i < entry.said.size(); ++i)
      for (std::size_t j = 0; j < i; ++j) {
        if (!entry.amounts[i] || !entry.amounts[j]) continue;
        for (const std::int64_t times : {1, 10, 100, 1'000, 1'000'000, -10, -100, -1'000, -1'000'000}) {
          entry.solver.push();
          entry.solver.add(entry.said[i].no && entry.said[j].no && !scaled(amount(*entry.amounts[i]), amount(*entry.amounts[j]), times));
          const bool always = entry.solver.check() == z3::unsat;
          entry.solver.pop();
          if (!always) continue;
          all.push_back({i, j, times});
          break;
        }
      }
    return all;
  }

  void say(const std::vector<std::size_t>& which, const std::vector<Kind>& kinds, const std::vector<Times>& times) {
    z3::expr_vector many(context_);      // entries of each kind
    for (std::size_t kind = 0; kind < kinds.size(); ++kind) {
      many.push_back(context_.int_const(("entries " + std::to_string(speakers_.speaker())).c_str()));
      solver_.add(many.back() >= 0);
    }
    const auto of = [&](std::size_t i, Says says) {
      z3::expr_vector all(context_);
      all.push_back(context_.int_val(0));
      for (std::size_t kind = 0; kind < kinds.size(); ++kind)
        if (kinds[kind][i] == says) all.push_back(many[static_cast<int>(kind)]);
      return z3::sum(all);
    };
    for (std::size_t i = 0; i < which.size(); ++i) {
      const Member& member = members_[which[i]];
      const z3::expr count = of(i, Says::yes), yes = count > 0, no = of(i, Says::no) > 0, open = of(i, Says::unknown) > 0;
      switch (member.node.op) {
        case NodeOp::any_of: say_so(member.tri, yes, !yes && !open); break;
        case NodeOp::none_of: say_so(member.tri, !yes && !open, yes); break;
        case NodeOp::all_of: say_so(member.tri, !no && !open, no); break;
        case NodeOp::count_of: say_so(member.term->known == !open && z3::implies(!open, member.term->value == count)); break;
        default:
          say_so(z3::implies(open, !member.term->known) && z3::implies(!open && !yes, member.term->known && !member.term->odd) &&
                 z3::implies(!open && !yes && !no, member.term->value == 0));
      }
    }
    for (const Times& one : times) {
      const z3::expr amounts = of(one.one, Says::unknown) + of(one.other, Says::unknown) + of(one.one, Says::yes) + of(one.other, Says::yes) == 0;
      say_so(z3::implies(amounts, scaled(members_[which[one.one]].term->value, members_[which[one.other]].term->value, one.times)));
    }
  }

  void say_so(const z3::expr& so) { solver_.add(z3::implies(list_known_, so)); }
  void say_so(const Tri& tri, const z3::expr& yes, const z3::expr& no) { say_so(tri.yes == yes && tri.no == no); }

  z3::expr list_known_;
  z3::context& context_;
  z3::solver& solver_;
  Vocabulary& speakers_;
  EntryProgram old_, new_;
  Vocabulary vocabulary_;
  std::vector<Member> members_;
  std::set<std::string> there_;
};

void Encoding::note_over_list(ExpressionId id, const Tri& tri, const std::optional<Term>& term) {
  const Node& node = program_.nodes[id];
  if (program_.nodes[node.a].op != NodeOp::slot) return;
  std::string said = std::to_string(static_cast<int>(node.op)) + saying_.entries(node);
  if (std::ranges::find(over_lists_, said, &OverList::said) == over_lists_.end()) over_lists_.push_back({id, std::move(said), tri, term});
}

void Encoding::tie_entries(std::uint32_t index, Encoding& other, std::uint32_t its_index) {
  const auto asked = [](const Encoding& encoding, std::uint32_t slot) {
    return std::ranges::count_if(encoding.over_lists_, [&](const OverList& over) { return encoding.program_.nodes[encoding.program_.nodes[over.node].a].a == slot; });
  };
  if (asked(*this, index) + asked(other, its_index) > 1) EntryTies(*this, index, other, its_index).tie();
}

}  // namespace handrail::dsl
#endif
