#include "dsl/prove/boundaries.hpp"

#ifdef HANDRAIL_PROOF
#include "dsl/formulas/message_decision.hpp"
#include "dsl/formulas/preferring.hpp"
#include "dsl/program/evaluate.hpp"

namespace handrail::dsl {

namespace {
constexpr std::int64_t few = 3;   // how often something happened, where a count has to be something
}

class MessageBoundaries::Asked {
 public:
  Asked(const Program& program, ProofOptions options, std::size_t entries_from)
      : program_(program), asking_(context_, options.budget), decision_(context_, asking_, program), preferring_(asking_) {
    for (std::size_t i = entries_from; i < program.turn_scope.slots.size(); ++i)
      if (const Term& field = facts().encoding().slot(static_cast<std::uint32_t>(i)); program.turn_scope.slots[i].type.optional) preferring_.always(field.known || field.absent);
      else asking_.solver().add(!field.absent);
    entries_from_ = entries_from;
    wishes();
    for (std::size_t i = entries_from; i < program.turn_scope.slots.size(); ++i)   // no others beside the one entry, where it does without
      for (const z3::expr& empty : facts().encoding().nothing_in(static_cast<std::uint32_t>(i))) preferring_.always(empty);
  }

  Tried<MessageSample> at(const TryPoint& point) {
    Tried<MessageSample> tried;
    const auto must = wanted(point);
    if (!must) return tried;
    std::vector<std::vector<z3::expr>> ladders;
    if (point.what != TryPoint::What::whole) ladders.push_back({answered_together(point)});
    if (point.what == TryPoint::What::leaf && point.answer == Truth::unknown) ladders.push_back(lists_unknown(facts().encoding(), program_, point.leaf));
    if (point.what == TryPoint::What::leaf) {
      ladders.push_back({matters(point)});
      ladders.push_back({decides_only_by_it(point)});
      ladders.push_back({goes_elsewhere(point)});
      ladders.push_back(nearness(facts().encoding(), program_, point.leaf));
    }
    if (point.what == TryPoint::What::whole) {
      ladders.push_back(by_step(point));
      ladders.push_back(near_step(point));
    }
    switch (preferring_.find({*must, plain()}, ladders, nearby_.of(point.rule, point.leaf, point.step))) {
      case Satisfiable::no: tried.kind = Tried<MessageSample>::Kind::impossible; return tried;
      case Satisfiable::not_known: return tried;
      case Satisfiable::yes: break;
    }
    const z3::model& model = preferring_.model();
    if (point.what != TryPoint::What::decides) nearby_.keep(point.rule, point.leaf, point.step, said_by(model));
    tried.kind = Tried<MessageSample>::Kind::found;
    tried.sample = decision_.sample(model, decision_.full());
    tried.alone = point.what != TryPoint::What::leaf || true_in(model, matters(point) && goes_elsewhere(point));
    return tried;
  }

 private:
  using Kind = MessageClause::Kind;

  MessageFacts& facts() { return decision_.facts(); }
  z3::expr always() const { return asking_.truth(true); }
  z3::expr any_of(bool yes) const { return asking_.truth(yes); }

  // A message that stands for itself: nothing was offered before, nothing waits, nothing had its say.
  z3::expr plain() { return !facts().offered && facts().plain_wish() && !facts().answered && !facts().waiting; }

  void wishes() {
    Encoding& encoding = facts().encoding();
    preferring_.always(encoding.now() == encoding.number(readable_day.ms));
    preferring_.always(facts().messages() == facts().number(1));
    preferring_.always(facts().verified);
    preferring_.always(facts().confidence == facts().number(1'000'000));
    for (const Trigger& trigger : program_.triggers) preferring_.always(!facts().won(trigger.name));
    for (std::uint32_t i = 0; i < program_.turn_scope.slots.size(); ++i) slot(encoding, i);
    prefer_different_texts(preferring_, encoding);
    for (const Encoding::Leaf& leaf : encoding.leaves()) of_lists(encoding, leaf);
  }

  // What is asked of a list that is known is answered, and as an empty one answers it.
  void of_lists(Encoding& encoding, const Encoding::Leaf& leaf) {
    const NodeOp op = program_.nodes[leaf.node].op;
    Formula known = !always();
    bool any = false;
    for (const std::uint32_t slot : slots_of(program_, leaf.node)) {
      if (!of_many(program_.turn_scope.slots[slot].type.kind)) continue;
      known = known || encoding.slot(slot).known;
      any = true;
    }
    if (!any) return;
    preferring_.always(!known || (op == NodeOp::all_of || op == NodeOp::none_of ? leaf.tri.yes : leaf.tri.no));
    preferring_.always(!known || leaf.tri.yes || leaf.tri.no);
  }
  static bool of_many(TypeKind kind) { return kind == TypeKind::list || kind == TypeKind::map; }

  // Whatever else is asked of the lists and maps of the clause is answered: one that is partly known is hard to write.
  z3::expr answered_together(const TryPoint& point) {
    Formula all = always();
    (void)of_clause(point, [&](ExpressionId when, ExpressionId unless) {
      std::vector<std::uint32_t> lists = slots_of(program_, when), of_unless = slots_of(program_, unless);
      lists.insert(lists.end(), of_unless.begin(), of_unless.end());
      std::erase_if(lists, [&](std::uint32_t slot) { return !of_many(program_.turn_scope.slots[slot].type.kind); });
      for (const Encoding::Leaf& leaf : facts().encoding().leaves())
        if (std::ranges::any_of(slots_of(program_, leaf.node), [&](std::uint32_t slot) { return std::ranges::find(lists, slot) != lists.end(); }))
          all = all && (leaf.tri.yes || leaf.tri.no);
      return always();
    });
    return all;
  }

  std::vector<z3::expr> said_by(const z3::model& model) {
    std::vector<z3::expr> all = facts_in(facts().encoding(), model);
    for (const z3::expr& answered : of_lists_in(facts().encoding(), program_, model)) all.push_back(answered);
    const auto number = [&](const z3::expr& one) { all.push_back(one == facts().number(integer_in(model, one))); };
    number(facts().messages());
    number(facts().confidence);
    all.push_back(true_in(model, facts().verified) ? facts().verified : !facts().verified);
    for (const Trigger& trigger : program_.triggers) all.push_back(true_in(model, facts().won(trigger.name)) ? facts().won(trigger.name) : !facts().won(trigger.name));
    for (std::uint32_t i = 0; i < program_.intents.size(); ++i)
      if (true_in(model, facts().intent_is(i))) all.push_back(facts().intent_is(i));
    return all;
  }

  // Nobody says anything unless the point needs it: no signal, no claim, a calm customer whom we know.
  void slot(Encoding& encoding, std::uint32_t index) {
    const Slot& slot = program_.turn_scope.slots[index];
    const std::string& root = slot.path.front();
    const Term& term = encoding.slot(index);
    const auto named = [&](const auto& declared) { return declared.name == root; };
    if (index >= entries_from_) {
      if (term.kind == TypeKind::money) preferring_.always(!term.odd);
      preferring_.always(term.known);
      if (const auto nice = readable(encoding, index, readable_day)) preferring_.always(*nice);
      return;
    }
    if (root == "intent" || root == "class" || root == "risk" || root == "topic" || root == "confidence" || root == "now" || root == "messages") return;
    if (root == "mood") return preferring_.always(term.value == facts().word("calm"));
    if (std::ranges::any_of(program_.entities, named)) return preferring_.always(!term.known && !term.absent);
    const Field* context = find_field(program_.context, root);
    if (root == "customer") preferring_.always(term.known);
    else if (context && slot.path.size() == 1) preferring_.always(context->type.optional ? term.absent : !term.known && !term.absent);
    else if (slot.type.optional) preferring_.always(term.absent);
    else if (term.kind == TypeKind::yes_no || term.kind == TypeKind::whole_number || term.kind == TypeKind::duration) preferring_.always(term.value == encoding.number(0));
    if (term.kind == TypeKind::whole_number) preferring_.always(term.value >= encoding.number(0) && term.value <= encoding.number(few));
    if (const auto nice = readable(encoding, index, readable_day)) preferring_.always(*nice);
  }

  z3::expr decided_by(const Rule& rule) {
    Formula any = any_of(false);
    for (std::size_t i = 0; i < decision_.clauses().size(); ++i)
      if (decision_.clauses()[i].rule == &rule) any = any || decision_.full().clause == facts().number(static_cast<std::int64_t>(i));
    return any;
  }

  z3::expr decided_by(Kind kind) {
    Formula any = any_of(false);
    for (std::size_t i = 0; i < decision_.clauses().size(); ++i)
      if (decision_.clauses()[i].kind == kind) any = any || decision_.full().clause == facts().number(static_cast<std::int64_t>(i));
    return any;
  }

  // Triggers have had their say, and none of them decided.
  z3::expr class_asked() { return !decided_by(Kind::trigger) && !decided_by(Kind::if_unknown); }

  z3::expr planned() {
    Formula goes_on = any_of(false);
    for (std::uint32_t i = 0; i < program_.intents.size(); ++i)
      if (plans(program_.intents[i])) goes_on = goes_on || facts().intent_is(i);
    return class_asked() && goes_on;
  }
  static bool plans(const Intent& intent) { return intent.request_class == RequestClass::answerable || intent.request_class == RequestClass::needs_account; }

  std::optional<z3::expr> wanted(const TryPoint& point) {
    for (const Trigger& trigger : program_.triggers) {
      if (&trigger.rule == point.rule && point.what == TryPoint::What::leaf) return facts().active(trigger.rule) && leaf(point);
      if (&trigger.rule == point.rule) return point.what == TryPoint::What::whole ? decided_by(trigger.rule) && holds(point.step) : decided_by(trigger.rule);
      for (const auto& clause : trigger.if_unknown)
        if (&clause.rule == point.rule) return decided_by(clause.rule);
    }
    for (std::uint32_t i = 0; i < program_.intents.size(); ++i)
      if (&program_.intents[i].rule == point.rule) return of_class(i, point);
    for (const Band& row : program_.bands)
      if (&row.rule == point.rule) return of_band(row, point);
    for (const Table& table : program_.tables)
      for (const Table::Row& row : table.rows)
        if (&row.rule == point.rule) return of_row(table, row, point);
    for (const auto& [rollout, good] : decision_.rollouts())
      if (&rollout->rule == point.rule) return of_rollout(*rollout, good, point);
    for (const Route& row : program_.routes)
      if (&row.rule == point.rule) return of_route(row, point);
    return std::nullopt;
  }

  // Another trigger, which would decide as well.
  z3::expr holds(std::size_t index) {
    const Trigger& other = program_.triggers[index];
    return facts().active(other.rule) && facts().holds(other.when, other.unless).yes && !facts().won(other.name);
  }

  z3::expr of_class(std::uint32_t intent, const TryPoint& point) {
    const z3::expr counts = class_asked() && facts().intent_is(intent);
    if (point.what != TryPoint::What::whole) return counts;
    return point.answer == Truth::yes ? counts && facts().verified : counts && !facts().verified && decided_by(program_.intents[intent].rule);
  }

  z3::expr counts_for(const Band& row) {
    Formula any = any_of(false);
    for (std::uint32_t i = 0; i < program_.intents.size(); ++i) {
      const auto own = std::ranges::find_if(program_.bands, [&](const Band& one) { return one.intent == i; });
      const auto of_risk = [&](const Band& one) { return !one.intent && one.risk == program_.intents[i].risk; };
      const auto band = own != program_.bands.end() ? own : std::ranges::find_if(program_.bands, of_risk);
      if (band != program_.bands.end() && &*band == &row && plans(program_.intents[i])) any = any || facts().intent_is(i);
    }
    return any;
  }

  static const Decimal& share(const Band& row, std::size_t step) { return step == 0 && row.send_at ? *row.send_at : *row.check_at; }

  z3::expr of_band(const Band& row, const TryPoint& point) {
    const z3::expr counts = class_asked() && counts_for(row);
    if (point.what != TryPoint::What::whole) return counts;
    const z3::expr least = facts().number(share(row, point.step).millionths);
    const z3::expr asked = point.step == 1 && row.send_at ? counts && facts().confidence < facts().number(row.send_at->millionths) : counts;
    // What an article answers goes by no share.
    const z3::expr by_share = row.send_answered || row.check_answered ? asked && !facts().signal(std::string(articles_answer)) : asked;
    return by_share && (point.answer == Truth::yes ? facts().confidence >= least : facts().confidence < least);
  }

  // Of a row of `confidence`: what the step lets out goes out, and what it does not goes where the row says; a table or a rollout may be stricter.
  std::vector<z3::expr> by_step(const TryPoint& point) {
    const auto row = std::ranges::find_if(program_.bands, [&](const Band& one) { return &one.rule == point.rule; });
    if (row == program_.bands.end()) return {};
    const auto is = [&](MessageKind kind) { return decision_.is(decision_.full().kind, kind); };
    const z3::expr acts = is(MessageKind::act), review = decision_.full().review;
    const z3::expr sent = is(MessageKind::answer) || (acts && !review), checked = is(MessageKind::draft) || (acts && review), below = decided_by(row->rule);
    const bool send = point.step == 0 && row->send_at;
    if (point.answer == Truth::yes) return {is(send ? MessageKind::answer : MessageKind::draft), send ? sent : checked};
    return {send && row->check_at ? is(MessageKind::draft) : below, send && row->check_at ? checked : below};
  }

  // Just at the step, and one percent below it; of a rollout, as many reviewed as it asks for, or one fewer.
  std::vector<z3::expr> near_step(const TryPoint& point) {
    for (const Rollout& rollout : program_.rollouts)
      if (&rollout.rule == point.rule) {
        const z3::expr &reviewed = rollout.per_intent ? facts().reviewed : facts().reviewed_all, &accurate = rollout.per_intent ? facts().accurate : facts().accurate_all;
        const z3::expr wanted = facts().number(point.answer == Truth::yes ? rollout.reviewed : rollout.reviewed - 1);
        // What is counted otherwise lies on the other side, where it can.
        const z3::expr apart = rollout.per_intent ? facts().reviewed_all == facts().number(rollout.reviewed) && facts().accurate_all == facts().reviewed_all
                                                  : facts().reviewed == facts().number(0);
        return {reviewed == wanted && accurate == wanted && apart, reviewed == wanted && accurate == wanted};
      }
    for (const Band& row : program_.bands)
      if (&row.rule == point.rule) {
        const std::int64_t least = share(row, point.step).millionths;
        return {facts().confidence == facts().number(point.answer == Truth::yes ? least : least - 10'000)};
      }
    return {};
  }

  static bool leads_to_person(const Table::Row& row) { return row.then.action.kind == ActionKind::hand_off || row.then.action.kind == ActionKind::offer_person; }

  Tri truth(ExpressionId when) { return when == no_expression ? Tri{any_of(true), any_of(false)} : facts().condition(when); }

  z3::expr of_row(const Table& table, const Table::Row& wanted_row, const TryPoint& point) {
    Formula reached = planned();
    for (const Table::Row& row : table.rows) {
      const Tri tri = truth(row.when);
      const z3::expr taken = facts().active(row.rule) && (leads_to_person(row) ? !tri.no : tri.yes);
      if (&row != &wanted_row) {
        reached = reached && !taken;
        continue;
      }
      if (point.what == TryPoint::What::leaf) return reached && facts().active(row.rule) && leaf(point);
      return reached && facts().active(row.rule) && tri.yes;
    }
    return reached;
  }

  z3::expr of_rollout(const Rollout& rollout, const z3::expr& good, const TryPoint& point) {
    if (point.what == TryPoint::What::decides || point.answer == Truth::no) return decided_by(rollout.rule);
    const auto is = [&](MessageKind kind) { return decision_.is(decision_.full().kind, kind); };
    Formula concerned = any_of(rollout.intents.empty());
    for (const std::uint32_t intent : rollout.intents) concerned = concerned || facts().intent_is(intent);
    return good && concerned && facts().active(rollout.rule) && planned() && (is(MessageKind::answer) || (is(MessageKind::act) && !decision_.full().review));
  }

  // A hand-off by a clause that names no queue.
  z3::expr route_asked() {
    const auto names_queue = [](const Action& action) { return action.queue || (!action.afterwards.empty() && action.afterwards.front().queue); };
    Formula any = any_of(false);
    for (const Trigger& trigger : program_.triggers)
      if (trigger.then.kind == ActionKind::hand_off && !names_queue(trigger.then)) any = any || decided_by(trigger.rule);
    for (const Band& row : program_.bands)
      if (!names_queue(row.below)) any = any || decided_by(row.rule);
    for (const Table& table : program_.tables)
      for (const Table::Row& row : table.rows)
        if (!names_queue(row.then.action)) any = any || decided_by(row.rule);
    for (const Intent& intent : program_.intents)
      if (intent.request_class == RequestClass::needs_human && !intent.queue) any = any || decided_by(intent.rule);
    return any && decision_.is(decision_.full().kind, MessageKind::hand_off);
  }

  z3::expr of_route(const Route& wanted_row, const TryPoint& point) {
    Formula reached = route_asked();
    for (const Route& row : program_.routes) {
      const Tri tri = truth(row.when);
      if (&row != &wanted_row) {
        reached = reached && !(facts().active(row.rule) && tri.yes);
        continue;
      }
      if (point.what == TryPoint::What::leaf) return reached && facts().active(row.rule) && leaf(point);
      if (row.when != no_expression) return reached && facts().active(row.rule) && tri.yes;
      for (std::uint32_t i = 0; i < program_.intents.size(); ++i)
        if (program_.intents[i].queue) reached = reached && !facts().intent_is(i);
      return reached;
    }
    return reached;
  }

  // Of a row of the route: without it the conversation would go to another queue.
  z3::expr goes_elsewhere(const TryPoint& point) {
    const auto row = std::ranges::find_if(program_.routes, [&](const Route& one) { return &one.rule == point.rule; });
    if (row == program_.routes.end() || row->when == no_expression) return always();
    Formula queue = facts().number(program_.routes.back().queue);
    for (std::uint32_t i = 0; i < program_.intents.size(); ++i)
      if (program_.intents[i].queue) queue = z3::ite(facts().intent_is(i), facts().number(*program_.intents[i].queue), queue);
    for (auto later = program_.routes.end(); --later != row;)
      if (later->when != no_expression) queue = z3::ite(facts().active(later->rule) && facts().condition(later->when).yes, facts().number(later->queue), queue);
    return queue != facts().number(row->queue);
  }

  // The answer of the leaf, and nothing before it in its clause that settles that already.
  z3::expr leaf(const TryPoint& point) {
    const z3::expr asked = of_clause(point, [&](ExpressionId when, ExpressionId unless) {
      return Settled(program_, point.leaf).asked(when, unless, always(), [&](ExpressionId id) { return facts().condition(id); });
    });
    return asked && answers(facts().condition(point.leaf), point.answer);
  }

  template <class Use>
  z3::expr of_clause(const TryPoint& point, const Use& use) {
    for (const Trigger& trigger : program_.triggers)
      if (&trigger.rule == point.rule) return use(trigger.when, trigger.unless);
    for (const Table& table : program_.tables)
      for (const Table::Row& row : table.rows)
        if (&row.rule == point.rule) return use(row.when, no_expression);
    for (const Route& row : program_.routes)
      if (&row.rule == point.rule) return use(row.when, no_expression);
    return always();
  }

  z3::expr matters(const TryPoint& point) {
    return of_clause(point, [&](ExpressionId when, ExpressionId unless) {
      return Settled(program_, point.leaf).matters(when, unless, always(), [&](ExpressionId id) { return facts().condition(id); });
    });
  }

  // Of a trigger: it decides where the leaf lets it, and none does where the leaf keeps it back.
  z3::expr decides_only_by_it(const TryPoint& point) {
    const auto trigger = std::ranges::find_if(program_.triggers, [&](const Trigger& one) { return &one.rule == point.rule; });
    if (trigger == program_.triggers.end()) return always();
    const Tri holds = facts().holds(trigger->when, trigger->unless);
    return z3::ite(holds.yes, decided_by(trigger->rule), !decided_by(Kind::trigger));
  }

  const Program& program_;
  z3::context context_;
  Asking asking_;
  MessageDecision decision_;
  Preferring preferring_;
  Nearby nearby_;
  std::size_t entries_from_ = no_entries;
};

MessageBoundaries::MessageBoundaries(const Program& program, ProofOptions options, std::size_t entries_from) {
  try {
    asked_ = std::make_unique<Asked>(program, options, entries_from);
  } catch (const z3::exception&) {
    asked_.reset();   // the solver gave up in its own way: nothing is found
  }
}

MessageBoundaries::~MessageBoundaries() = default;

Tried<MessageSample> MessageBoundaries::at(const TryPoint& point) {
  try {
    return asked_ ? asked_->at(point) : Tried<MessageSample>{};
  } catch (const z3::exception&) {
    return {};
  }
}

}  // namespace handrail::dsl

#else

namespace handrail::dsl {

class MessageBoundaries::Asked {};
MessageBoundaries::MessageBoundaries(const Program&, ProofOptions, std::size_t) {}
MessageBoundaries::~MessageBoundaries() = default;
Tried<MessageSample> MessageBoundaries::at(const TryPoint&) { return {}; }

}  // namespace handrail::dsl

#endif
