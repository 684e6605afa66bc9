#include "dsl/formulas/message_facts.hpp"

#ifdef HANDRAIL_PROOF
#include <algorithm>
#include <array>

#include "dsl/check/builtins.hpp"
#include "dsl/check/node_kinds.hpp"
#include "dsl/formulas/acted_out.hpp"
#include "dsl/formulas/counters.hpp"
#include "dsl/program/evaluate.hpp"

namespace handrail::dsl {

namespace {

constexpr std::int64_t most = 1'000'000'000;               // messages, reviews: beyond what any desk has
constexpr std::int64_t unnamed_text = Encoding::unnamed_text;
constexpr std::size_t texts_that_are_tied = 20'000;        // tests of a text times texts that the policy names; beyond it a test stays free

// What the intent says of itself: "class", "risk" or "topic".
std::string word_of(const Intent& intent, const std::string& fact) {
  if (fact == "topic") return intent.topic;
  return std::string(fact == "class" ? to_text(intent.request_class) : to_text(intent.risk));
}

}  // namespace

MessageFacts::MessageFacts(z3::context& context, Asking& asking, const Program& program, const std::string& prefix, Vocabulary* shared)
    : confidence(context.int_const((prefix + " confidence").c_str())), verified(context.bool_const((prefix + " verified").c_str())),
      offered(context.bool_const((prefix + " offered").c_str())), bare(context.bool_const((prefix + " bare").c_str())),
      answered(context.bool_const((prefix + " answered").c_str())), waiting(context.bool_const((prefix + " waiting").c_str())),
      declines(context.bool_const((prefix + " declines").c_str())), only_asks(context.bool_const((prefix + " only asks").c_str())),
      crossed(context.bool_const((prefix + " crossed").c_str())), says_signed_in(context.bool_const((prefix + " says signed in").c_str())),
      reviewed(context.int_const((prefix + " reviewed").c_str())), accurate(context.int_const((prefix + " accurate").c_str())),
      reviewed_all(context.int_const((prefix + " reviewed all").c_str())), accurate_all(context.int_const((prefix + " accurate all").c_str())),
      context_(context), solver_(asking.solver()), program_(program), prefix_(prefix),
      encoding_(context, asking.solver(), program, program.turn_scope, prefix, nullptr, shared), intent_(context.int_const((prefix + " intent").c_str())),
      workflow_(context.int_const((prefix + " workflow").c_str())), messages_(counted("messages", 1)) {
  if (shared) texts_ = shared->named();
  for (const Value& constant : program.constants)
    if (const auto* text = constant.as<std::string>(); text && std::ranges::find(texts_, *text) == texts_.end()) texts_.push_back(*text);
  tie_intents();
  tie_signals();
  tie_counts();
  for (std::uint32_t i = 0; i < program.turn_scope.slots.size(); ++i) tie_slot(i);
  tie_counters();
}

// What is added up of earlier calls over a longer time is never less.
void MessageFacts::tie_counters() {
  std::vector<Counter> counters;
  for (std::uint32_t i = 0; i < program_.turn_scope.slots.size(); ++i) {
    const auto& path = program_.turn_scope.slots[i].path;
    const auto meter = path.front() == "used" ? std::ranges::find(program_.meters, path.back(), &Meter::id) : program_.meters.end();
    if (meter != program_.meters.end()) counters.push_back({counted_of(program_, *meter), encoding_.slot(i).value, encoding_.slot(i).known});
  }
  dsl::tie_counters(solver_, counters);
}

z3::expr MessageFacts::counted(const std::string& name, std::int64_t least) {
  const z3::expr count = context_.int_const((prefix_ + " " + name).c_str());
  solver_.add(count >= encoding_.number(least) && count <= encoding_.number(most));
  return count;
}

// One of the intents that the policy declares (`other` always is one), and a workflow that waits is one of its own.
void MessageFacts::tie_intents() {
  z3::expr_vector any(context_), waits(context_);
  for (std::uint32_t i = 0; i < program_.intents.size(); ++i) any.push_back(intent_is(i));
  solver_.add(z3::mk_or(any));
  for (std::uint32_t i = 0; i < program_.workflows.size(); ++i) waits.push_back(workflow_is(i));
  solver_.add(z3::implies(waiting, waits.empty() ? truth(false) : z3::mk_or(waits)));
  solver_.add(!(answered && waiting));
  solver_.add(confidence >= number(0) && confidence <= number(1'000'000));
}

z3::expr MessageFacts::intent_is(std::uint32_t intent) { return intent_ == word(program_.intents[intent].name); }
z3::expr MessageFacts::workflow_is(std::uint32_t workflow) { return workflow_ == word(program_.workflows[workflow].name); }

z3::expr MessageFacts::signal(const std::string& name) { return signals_.emplace(name, own("signal " + name)).first->second; }

// Nothing of an episode lies before its first message.
z3::expr MessageFacts::after_the_first(const z3::expr& fact) {
  solver_.add(z3::implies(fact, messages_ >= 2));
  return fact;
}

z3::expr MessageFacts::asked(const std::string& key, const std::string& name) {
  if (const auto found = asked_.find(key); found != asked_.end()) return found->second;
  return asked_.emplace(key, after_the_first(own("asked " + name))).first->second;
}

z3::expr MessageFacts::asked_twice(const std::string& key) {
  if (const auto found = asked_twice_.find(key); found != asked_twice_.end()) return found->second;
  const z3::expr twice = own("asked twice " + key);
  solver_.add(z3::implies(twice, messages_ >= 3));
  return asked_twice_.emplace(key, twice).first->second;
}

z3::expr MessageFacts::of_plain_wish(z3::expr claim) {
  z3::expr_vector said(context_), no(context_);
  for (const z3::expr& fact : {bare, declines, only_asks, crossed, says_signed_in, says_nothing_yet()}) {
    said.push_back(fact);
    no.push_back(truth(false));
  }
  return claim.substitute(said, no);
}

z3::expr MessageFacts::won(const std::string& trigger) {
  if (const auto found = won_.find(trigger); found != won_.end()) return found->second;
  return won_.emplace(trigger, after_the_first(own("won " + trigger))).first->second;
}

void MessageFacts::tie_signals() {
  for (const std::string& name : built_in_signals()) signal(name);
  for (const Signal& declared : program_.signals) signal(declared.name);
  // Who is read to be content is read to be neither angry nor frustrated; what a policy declares under such a name is read beside the others.
  const auto read_so = [&](std::string_view name) { return std::ranges::find(program_.signals, name, &Signal::name) == program_.signals.end(); };
  if (read_so("pleased"))
    for (const char* mood : {"angry", "frustrated"})
      if (read_so(mood)) solver_.add(!(signal("pleased") && signal(mood)));
  solver_.add(z3::implies(bare, signal("says_yes") || signal("says_no") || signal("thanks")));
  const auto other = program_.find_intent("other");   // what says nothing yet is read as no matter of the desk
  solver_.add(z3::implies(says_nothing_yet(), other ? intent_is(*other) : truth(false)));
  for (const z3::expr& fact : {offered, answered, crossed, says_signed_in}) after_the_first(fact);
  solver_.add(z3::implies(says_signed_in, !verified && !waiting));
}

// Drafts of one intent are among those of all, and those that were accurate among those that were reviewed.
void MessageFacts::tie_counts() {
  solver_.add(accurate >= 0 && accurate <= reviewed && accurate_all >= accurate && accurate_all <= reviewed_all && reviewed <= reviewed_all && reviewed_all <= number(most));
  solver_.add(accurate_all - accurate <= reviewed_all - reviewed);
}

// What earlier calls add up to is never known not to be there, and per customer it is known of a verified one alone.
void MessageFacts::tie_meter(const Slot& slot, const Term& sum) {
  solver_.add(!sum.absent && !sum.odd && sum.value >= 0);
  const auto meter = std::ranges::find(program_.meters, slot.path.back(), &Meter::id);
  if (meter != program_.meters.end() && meter->per_customer) solver_.add(z3::implies(sum.known, verified));
}

void MessageFacts::tie_slot(std::uint32_t index) {
  const Slot& slot = program_.turn_scope.slots[index];
  const Term& term = encoding_.slot(index);
  const std::string& root = slot.path.front();
  const z3::expr yes = term.value == 1;
  const auto is_word = [&](const std::string& text) { return term.value == word(text); };
  if (slot.path.size() == 2 && root == "running") solver_.add(term.known && term.value <= messages_ && (term.value >= 1) == signal(slot.path[1]) && term.value >= 0);
  if (slot.path.size() == 2 && root == "used") tie_meter(slot, term);
  if (slot.path == std::vector<std::string>{"customer", "verified"}) solver_.add(term.known && yes == verified);
  if (slot.path == std::vector<std::string>{"customer", "id"}) solver_.add(!term.absent && z3::implies(verified, term.known));
  if (slot.path.size() != 1) return;
  if (slot.always_set && root != "topic" && !slot.type.optional) solver_.add(term.known);   // what a channel leaves out is known not to be there
  if (const auto found = signals_.find(root); found != signals_.end()) solver_.add(term.known && yes == found->second);
  if (std::ranges::find(program_.entities, root, &Entity::name) != program_.entities.end()) solver_.add(!term.absent);
  // Nothing in the place of what a channel has to send is not known.
  if (find_field(program_.context, root) != nullptr && !slot.type.optional) solver_.add(!term.absent);
  // What somebody says in another currency than the desk's is not known.
  const bool said = std::ranges::find(program_.entities, root, &Entity::name) != program_.entities.end();
  if (said && term.kind == TypeKind::money && !program_.currency.code().empty())
    solver_.add(slot.type.currency.code().empty() || slot.type.currency == program_.currency ? !term.odd : !term.known);
  if (root == "confidence") solver_.add(term.value == confidence);
  if (root == "intent") solver_.add(term.value == intent_);
  if (root == "messages") solver_.add(term.value == messages_);
  if (root == "turns_with_bot" || root == "tool_errors" || root == "since_first_message" || root == "frustration") solver_.add(term.value >= 0 && term.value <= number(most));
  if (root == "asked_before") solver_.add(term.value >= 0 && term.value <= messages_ && (term.value >= 1) == signal("asks_again"));
  if (root == "mood")
    solver_.add(is_word("angry") == signal("angry") && is_word("annoyed") == (signal("frustrated") && !signal("angry")));
  if (root != "class" && root != "risk" && root != "topic") return;
  for (std::uint32_t i = 0; i < program_.intents.size(); ++i) {
    const Intent& intent = program_.intents[i];
    if (root == "topic" && intent.topic.empty()) solver_.add(z3::implies(intent_is(i), term.absent));
    else solver_.add(z3::implies(intent_is(i), term.known && is_word(word_of(intent, root))));
  }
}

// --- tests of texts and lists ---------------------------------------------------------------------------------------------------------

Tri MessageFacts::condition(ExpressionId id) {
  const Tri tri = encoding_.condition(id);
  tie_leaves();
  return tri;
}

Tri MessageFacts::holds(ExpressionId when, ExpressionId unless) {
  const Tri tri = encoding_.holds(when, unless);
  tie_leaves();
  return tri;
}

void MessageFacts::tie_leaves() {
  for (; tied_ < encoding_.leaves().size(); ++tied_) {
    const Encoding::Leaf leaf = encoding_.leaves()[tied_];
    const Node& node = program_.nodes[leaf.node];
    const bool quantifies = node.op == NodeOp::any_of || node.op == NodeOp::all_of || node.op == NodeOp::none_of || node.op == NodeOp::has_duplicates;
    if ((!tests_text(node.op) && !quantifies) || program_.nodes[node.a].op != NodeOp::slot) continue;
    const std::uint32_t slot = program_.nodes[node.a].a;
    if (quantifies) tie_list_test(leaf, slot);
    else if (node.op == NodeOp::matches || program_.nodes[node.b].op == NodeOp::constant) tie_text_test(leaf, slot);
  }
}

// A text that is known passes or does not, and one that the policy names does what it does.
void MessageFacts::tie_text_test(const Encoding::Leaf& leaf, std::uint32_t slot) {
  const Term& text = encoding_.slot(slot);
  if (text.kind != TypeKind::text || texts_tied_ + texts_.size() > texts_that_are_tied) return;
  texts_tied_ += texts_.size();
  solver_.add((leaf.tri.yes || leaf.tri.no) == (text.known || text.absent));
  solver_.add(z3::implies(text.absent, leaf.tri.no));
  if (auto& tests = tests_[slot]; tests.empty()) {
    z3::expr_vector one(solver_.ctx());
    one.push_back(text.value >= number(unnamed_text));
    for (const std::string& named : texts_) one.push_back(text.value == word(named));
    solver_.add(z3::mk_or(one));
  }
  tests_[slot].push_back(tied_);
  Frame frame;
  frame.slots.resize(program_.turn_scope.slots.size());
  for (const std::string& named : texts_) {
    frame.slots[slot] = Value(named);
    const bool passes = evaluate(program_, leaf.node, frame) == Truth::yes;
    solver_.add(z3::implies(text.known && text.value == word(named), passes ? leaf.tri.yes : leaf.tri.no));
  }
}

// Nothing is known of a list that is not, and nothing is in one that is known not to be there.
void MessageFacts::tie_list_test(const Encoding::Leaf& leaf, std::uint32_t slot) {
  const Term& list = encoding_.slot(slot);
  const bool none = program_.nodes[leaf.node].op == NodeOp::none_of;
  solver_.add(z3::implies(list.absent, none ? leaf.tri.yes : leaf.tri.no));
  solver_.add(z3::implies(!list.absent && !list.known, !leaf.tri.yes && !leaf.tri.no));
}

// Those that it shows in: itself, a mood that it makes, and, where asked for, in how many messages running it was.
std::vector<std::uint32_t> MessageFacts::slots_of_signal(const std::string& name, bool running) const {
  std::vector<std::uint32_t> slots;
  for (std::uint32_t i = 0; i < program_.turn_scope.slots.size(); ++i) {
    const auto& path = program_.turn_scope.slots[i].path;
    const bool mood = path.front() == "mood" && (name == "angry" || name == "frustrated");
    if (path == std::vector<std::string>{name} || (running && path.front() == "running" && path.back() == name) || mood) slots.push_back(i);
  }
  return slots;
}

// --- in words -------------------------------------------------------------------------------------------------------------------------

std::vector<MessageFacts::Statement> MessageFacts::statements() {
  std::vector<Statement> all;
  for (std::uint32_t i = 0; i < program_.intents.size(); ++i) all.push_back({intent_is(i), "intent is " + program_.intents[i].name, "", true});
  all.push_back({offered, "a person was offered", ""});
  all.push_back({bare, "the message is merely a yes, a no or thanks", ""});
  all.push_back({answered, "something was answered", ""});
  all.push_back({waiting, "a workflow waits for the message", ""});
  all.push_back({declines, "the message says that it is not to be done", ""});
  all.push_back({only_asks, "the message only asks about it", ""});
  all.push_back({crossed, "the message was written before our last word", ""});
  all.push_back({says_signed_in, "the message says that they have signed in", ""});
  for (const auto& [key, fact] : asked_) all.push_back({fact, key.starts_with("at ") ? "the question " + key + " was asked" : "`" + key + "` was asked for", ""});
  for (const auto& [key, fact] : asked_twice_) all.push_back({fact, "`" + key + "` was asked for twice", ""});
  for (const auto& [name, fact] : won_) all.push_back({fact, "trigger `" + name + "` had its say", ""});
  for (const auto& [name, fact] : signals_) all.push_back({fact, name, "", false, slots_of_signal(name, true)});
  for (const Encoding::Leaf& leaf : encoding_.leaves()) {
    all.push_back({leaf.tri.yes, encoding_.words(leaf, true), "", true, slots_of(program_, leaf.node)});
    all.push_back({leaf.tri.no, encoding_.words(leaf, false), "", true, slots_of(program_, leaf.node)});
    all.push_back({!leaf.tri.yes && !leaf.tri.no, "nobody knows whether " + encoding_.words(leaf, true), "", true, slots_of(program_, leaf.node)});
  }
  all.push_back({verified, "customer is verified", "customer is not verified"});
  return all;
}

// --- one conversation -----------------------------------------------------------------------------------------------------------------

// A list that is known is empty, and a text that the policy does not name is made to pass what it passes.
Value MessageFacts::value_of(const z3::model& model, std::uint32_t index, Value given) const {
  const Term& term = encoding_.slot(index);
  if (given.unknown() && true_in(model, term.known)) {
    if (term.kind == TypeKind::list) return Value(ValueList{});
    if (term.kind == TypeKind::map || term.kind == TypeKind::record) return Value(ValueRecord{});
  }
  const std::int64_t number = integer_in(model, term.value);
  if (term.kind != TypeKind::text || given.as<std::string>() == nullptr || number < unnamed_text) return given;
  std::string front, middle = "text " + std::to_string(number - unnamed_text), back;
  for (const auto& [slot, tests] : tests_) {
    if (integer_in(model, encoding_.slot(slot).value) != number) continue;
    for (const std::size_t test : tests) {
      const Node& node = program_.nodes[encoding_.leaves()[test].node];
      if (node.op == NodeOp::matches || !true_in(model, encoding_.leaves()[test].tri.yes)) continue;
      const std::string& part = *program_.constants[program_.nodes[node.b].a].as<std::string>();
      if (node.op == NodeOp::starts_with && part.size() > front.size()) front = part;
      if (node.op == NodeOp::ends_with && part.size() > back.size()) back = part;
      if (node.op == NodeOp::contains) middle += part;
    }
  }
  return Value(front + middle + back);
}

MessageSample MessageFacts::sample(const z3::model& model) {
  MessageSample sample;
  sample.slots = encoding_.values(model);
  for (std::uint32_t i = 0; i < sample.slots.size(); ++i) sample.slots[i] = value_of(model, i, sample.slots[i]);
  sample.now = Instant{integer_in(model, encoding_.now())};
  for (std::uint32_t i = 0; i < program_.intents.size(); ++i)
    if (true_in(model, intent_is(i))) sample.intent = i;
  for (std::uint32_t i = 0; i < program_.workflows.size(); ++i)
    if (true_in(model, waiting && workflow_is(i))) sample.workflow = i;
  sample.confidence = Decimal{integer_in(model, confidence)};
  sample.verified = true_in(model, verified);
  const auto true_ones = [&](const std::map<std::string, z3::expr>& all, std::vector<std::string>& names) {
    for (const auto& [name, fact] : all)
      if (true_in(model, fact)) names.push_back(name);
  };
  true_ones(signals_, sample.signals);
  true_ones(asked_, sample.asked);
  for (int time = 0; time < 2; ++time) true_ones(asked_twice_, sample.asked);
  true_ones(won_, sample.triggers_won);
  sample.offered = true_in(model, offered);
  sample.bare = true_in(model, bare);
  sample.answered = true_in(model, answered);
  sample.declines = true_in(model, declines);
  sample.only_asks = true_in(model, only_asks);
  sample.crossed = true_in(model, crossed);
  sample.says_signed_in = true_in(model, says_signed_in);
  sample.messages = integer_in(model, messages_);
  sample.reviewed = integer_in(model, reviewed);
  sample.accurate = integer_in(model, accurate);
  sample.reviewed_all = integer_in(model, reviewed_all);
  sample.accurate_all = integer_in(model, accurate_all);
  sample.leaves = encoding_.answers(model);
  sample.open = act_out(program_, program_.turn_scope, sample.slots, sample.leaves);
  return sample;
}

}  // namespace handrail::dsl
#endif
