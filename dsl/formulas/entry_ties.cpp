// What several quantifiers, counts and sums say of one list, in one program or in two that read it. A condition on one entry answers yes, no or not at all; which answers several
// of them can give to one entry together is asked of a solver beside, with the entry's fields as facts that each program reads by its own types. A list is then so
// many entries of each kind: `any` is whether there is one of a kind that says yes, a count how many there are of those.
#include "dsl/formulas/encoding.hpp"

#ifdef HANDRAIL_PROOF
#include <algorithm>
#include <set>

#include "dsl/formulas/entry_program.hpp"
#include "dsl/program/evaluate.hpp"

namespace handrail::dsl {

namespace {

constexpr std::size_t together_max = 6;           // questions about one list that are read all at once; of more, each with each
constexpr std::size_t pairs_max = 32;
constexpr std::size_t kinds_max = 96;             // of entries; a list of more stays free
constexpr unsigned steps_max = 200'000;           // of the solver for one kind: some milliseconds

}  // namespace

// Of one list or map, which one program reads, or two: then what is asked beside other facts is not read together.
class EntryTies {
 public:
  EntryTies(Encoding& first, std::uint32_t index, Encoding& second, std::uint32_t its_index)
      : list_known_(first.slots_[index].known && second.slots_[its_index].known), context_(first.context_), solver_(first.solver_), speakers_(*first.vocabulary_),
        old_(first.program_, first.scope_, first.scope_.slots[index].type.element.front(),
             &first == &second ? EntryProgram::Beside::facts : EntryProgram::Beside::nothing) {
    vocabulary_.name_texts(first.program_);
    read(first, index, old_, false);
    if (&first == &second) return;
    new_.emplace(second.program_, second.scope_, second.scope_.slots[its_index].type.element.front());
    vocabulary_.name_texts(second.program_);
    read(second, its_index, *new_, true);
  }

  void tie() {
    std::vector<std::size_t> all(members_.size());
    for (std::size_t i = 0; i < all.size(); ++i) all[i] = i;
    if (all.size() <= together_max && tie(all)) return;
    std::size_t pairs = 0;
    for (std::size_t i = 0; i < all.size(); ++i)
      for (std::size_t j = 0; j < i && pairs < pairs_max; ++j, ++pairs) (void)tie({j, i});
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

  // False: there are too many kinds of entries, or they were not found in time.
  bool tie(const std::vector<std::size_t>& which) {
    if (which.size() < 2) return true;
    Entry entry;
    z3::params params(entry.context);
    params.set("rlimit", steps_max);
    params.set("random_seed", 1u);
    entry.solver.set(params);
    Vocabulary* shared = new_ ? &vocabulary_ : nullptr;
    Encoding one(entry.context, entry.solver, old_.program(), old_.scope(), "", &old_.lets(), shared);
    entry.solver.add(one.is_there(EntryProgram::root));
    std::optional<Encoding> other;
    if (new_) {
      other.emplace(entry.context, entry.solver, new_->program(), new_->scope(), "", &new_->lets(), shared);
      entry.solver.add(other->is_there(EntryProgram::root));
    }
    for (const std::size_t i : which) {
      Encoding& encoding = members_[i].second ? *other : one;
      entry.amounts.emplace_back();
      if (is_sum(members_[i])) {
        const Term amount = encoding.term(members_[i].said);
        entry.said.push_back({amount.odd, (amount.known && !amount.odd) || amount.absent});
        entry.amounts.back() = amount;
      } else {
        entry.said.push_back(encoding.condition(members_[i].said));
      }
    }
    if (other) other->tie_readings(one);
    const std::vector<Times> times = times_of(entry);
    const auto kinds = kinds_of(entry);
    if (kinds) say(which, *kinds, times);
    return kinds.has_value();
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
  EntryProgram old_;
  std::optional<EntryProgram> new_;         // of two programs
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

void Encoding::tie_lists() {
  std::set<std::uint32_t> asked, again;
  for (const OverList& over : over_lists_)
    if (const std::uint32_t slot = program_.nodes[program_.nodes[over.node].a].a; !asked.insert(slot).second) again.insert(slot);
  for (const std::uint32_t slot : again) EntryTies(*this, slot, *this, slot).tie();
}

std::vector<z3::expr> Encoding::nothing_in(std::uint32_t slot) const {
  std::vector<z3::expr> all;
  for (const OverList& over : over_lists_) {
    const Node& node = program_.nodes[over.node];
    if (program_.nodes[node.a].a != slot) continue;
    if (over.term) all.push_back(over.term->known && over.term->value == 0);
    else all.push_back(node.op == NodeOp::any_of ? over.tri.no : over.tri.yes);
  }
  return all;
}

void Encoding::tie_entries(std::uint32_t index, Encoding& other, std::uint32_t its_index) {
  const auto asked = [](const Encoding& encoding, std::uint32_t slot) {
    return std::ranges::count_if(encoding.over_lists_, [&](const OverList& over) { return encoding.program_.nodes[encoding.program_.nodes[over.node].a].a == slot; });
  };
  if (asked(*this, index) + asked(other, its_index) > 1) EntryTies(*this, index, other, its_index).tie();
}

}  // namespace handrail::dsl
#endif
