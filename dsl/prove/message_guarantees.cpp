#include "dsl/prove/message_guarantees.hpp"

#ifdef HANDRAIL_PROOF
#include <algorithm>

#include "dsl/formulas/message_region.hpp"
#include "dsl/prove/empty_guarantees.hpp"
#include "dsl/prove/tool_ends.hpp"

namespace handrail::dsl {

namespace {

using Why = MessageAnswer::Why;
using AnswerKind = GuaranteeAnswer::Kind;

class Messages {
 public:
  Messages(const Program& program, ProofOptions options) : program_(program), options_(options), asking_(context_, options), decision_(context_, asking_, program) {}

  MessageProof prove() {
    if (options_.today) asking_.solver().add(decision_.facts().encoding().now() >= decision_.facts().number(options_.today->ms));
    for (std::uint32_t i = 0; i < program_.guarantees.size(); ++i)
      if (program_.guarantees[i].kind != Guarantee::Kind::never_call) proof_.guarantees.push_back(answer(i));
    proof_.undecided = asking_.undecided();
    return std::move(proof_);
  }

 private:
  // A way in which a guarantee breaks: decisions that are `wrong` in conversations that it speaks of.
  struct Way { Why why; z3::expr wrong; };

  MessageAnswer answer(std::uint32_t index) {
    const Guarantee& guarantee = program_.guarantees[index];
    answer_ = {};
    answer_.guarantee = index;
    answer_.kind = AnswerKind::proved;
    if (auto parts = contradiction(program_, asking_, guarantee.when, [&](ExpressionId part) { return decision_.facts().condition(part).yes; })) {
      answer_.kind = AnswerKind::of_nothing;
      answer_.contradicting = std::move(*parts);
      return std::move(answer_);
    }
    switch (guarantee.kind) {
      case Guarantee::Kind::never_do: whatever_is_decided(of(guarantee), [&](const MessageOutcome& made) { return forbidden(guarantee, made); }); break;
      case Guarantee::Kind::always_hand_off: whatever_is_decided(of(guarantee), [&](const MessageOutcome& made) { return not_handed_off(guarantee, made); }); break;
      case Guarantee::Kind::every_path: guarantee.intent ? every_path(*guarantee.intent) : every_request(); break;
      case Guarantee::Kind::never_call: break;
    }
    return std::move(answer_);
  }

  z3::expr of(const Guarantee& guarantee) {
    return guarantee.when == no_expression ? decision_.facts().truth(true) : decision_.facts().condition(guarantee.when).yes;
  }

  // At both stages: nothing that is decided there, in the conversations that `spoken_of` says, is wrong in one of the ways.
  template <class Ways> void whatever_is_decided(const z3::expr& spoken_of, const Ways& ways_of) {
    for (const bool early : {true, false}) {
      const MessageOutcome& made = early ? decision_.early() : decision_.full();
      const z3::expr reached = early ? !decision_.is(made.kind, MessageKind::none) : decision_.reaches_full();
      for (const Way& way : ways_of(made)) {
        if (answer_.kind == AnswerKind::broken) return;
        question(spoken_of && reached && way.wrong, made, way.why, early);
      }
    }
  }

  void question(z3::expr situation, const MessageOutcome& made, Why why, bool early) {
    PlainConversation plain(asking_, decision_, program_);
    const Satisfiable there = asking_.ask({asking_.named(situation)});
    if (there == Satisfiable::no) return;
    // Easiest to follow where nothing that is fetched between the stages matters.
    const z3::expr straight = situation && (early ? decision_.facts().truth(true) : decision_.is(decision_.early().kind, MessageKind::none));
    if (there == Satisfiable::yes && asking_.ask({asking_.named(straight)}) == Satisfiable::yes) situation = straight;
    auto model = there == Satisfiable::yes ? plain.plainest(situation) : std::nullopt;
    if (!model) {
      answer_.kind = AnswerKind::not_proven;
      return;
    }
    answer_.kind = AnswerKind::broken;
    answer_.why = why;
    answer_.at_once = early;
    answer_.sample = decision_.sample(*model, made);
    if (!answer_.sample.open.empty()) concrete(plain, situation, *model, made);
    answer_.decides = decision_.clauses()[answer_.sample.clause];
    if (why == Why::nobody_there || why == Why::stops) answer_.queue = answer_.sample.queue;
    const MessageRegion region = plain.region(*model, situation);
    answer_.region = region.words;
    answer_.slots = region.slots;
  }

  // A conversation whose lists and texts can be had, where one is found; else the one that is there stays, and its sample says what is open. What no list and
  // no text was found for is left out of the next case: it is not shown to be impossible, so nothing is proved by it.
  void concrete(PlainConversation& plain, z3::expr situation, z3::model& found, const MessageOutcome& made) {
    z3::model model = found;
    std::vector<ExpressionId> open = answer_.sample.open;
    for (std::size_t tried = 1; tried < limits::sample_models; ++tried) {
      situation = situation && !decision_.facts().encoding().answered_so(model, open);
      if (asking_.ask({asking_.named(situation)}) != Satisfiable::yes) return;
      const auto next = plain.plainest(situation);
      if (!next) return;
      model = *next;
      MessageSample sample = decision_.sample(model, made);
      open = sample.open;
      if (!open.empty()) continue;
      answer_.sample = std::move(sample);
      found = model;
      return;
    }
  }

  z3::expr by(const MessageOutcome& made, MessageClause::Kind kind) {
    Formula any = decision_.facts().truth(false);
    for (std::size_t i = 0; i < decision_.clauses().size(); ++i)
      if (decision_.clauses()[i].kind == kind) any = any || made.clause == decision_.facts().number(static_cast<std::int64_t>(i));
    return any;
  }

  // --- never, always ------------------------------------------------------------------------------------------------------------------

  std::vector<Way> forbidden(const Guarantee& guarantee, const MessageOutcome& made) {
    const auto is = [&](MessageKind kind) { return decision_.is(made.kind, kind); };
    // Words that close a matter answer nothing.
    Formula answered = is(MessageKind::answer);
    for (const auto closing : {MessageClause::Kind::resolved, MessageClause::Kind::bare_words, MessageClause::Kind::declined}) answered = answered && !by(made, closing);
    const z3::expr acts = is(MessageKind::act), carries_on = is(MessageKind::carry_on);
    Formula any = decision_.facts().truth(false);
    for (const std::string& what : guarantee.what) {
      if (what == "send") any = any || answered || carries_on || (acts && !made.review);
      if (what == "answer") any = any || answered;
      if (what == "draft") any = any || is(MessageKind::draft) || (acts && made.review);
      if (what == "act") any = any || acts || carries_on;
      if (what == "ask") any = any || is(MessageKind::ask);
      if (what == "refuse") any = any || is(MessageKind::refuse);
    }
    return {{Why::forbidden, any}};
  }

  std::vector<Way> not_handed_off(const Guarantee& guarantee, const MessageOutcome& made) {
    const z3::expr handed = decision_.is(made.kind, MessageKind::hand_off);
    std::vector<Way> ways{{Why::not_handed_off, !handed}};
    if (guarantee.queue) ways.push_back({Why::other_queue, handed && made.queue != decision_.facts().word(program_.queues[*guarantee.queue].name)});
    return ways;
  }

  // --- reaching a person --------------------------------------------------------------------------------------------------------------

  z3::expr nobody_there(const z3::expr& queue) {
    Formula there = decision_.facts().truth(false);
    for (std::uint32_t i = 0; i < program_.queues.size(); ++i)
      if (answers(program_, i)) there = there || queue == decision_.facts().word(program_.queues[i].name);
    return !there;
  }

  // Who asks for a person, or takes up the offer of one, is handed off by that very message.
  void every_request() {
    if (std::ranges::none_of(program_.signals, [](const Signal& signal) { return signal.name == "wants_person"; })) {
      answer_.kind = AnswerKind::broken;
      answer_.why = Why::nobody_hears;
      return;
    }
    const z3::expr wants = decision_.facts().signal("wants_person");
    whatever_is_decided(decision_.facts().truth(true), [&](const MessageOutcome& made) {
      const z3::expr handed = decision_.is(made.kind, MessageKind::hand_off);
      return std::vector<Way>{{Why::not_handed_off, wants && !handed},
                              {Why::nobody_there, (wants || by(made, MessageClause::Kind::offer_taken)) && handed && nobody_there(made.queue)}};
    });
  }

  // Refusals apart, whatever is decided goes on: an answer can be asked about, a question is asked once, an offer can be taken, a draft waits for a person.
  void every_path(std::uint32_t intent) {
    const z3::expr here = decision_.facts().intent_is(intent);
    const z3::expr yes = decision_.facts().intent_is(*program_.find_intent("other"));   // as a yes to an offer is read
    const bool refuses = program_.intents[intent].request_class == RequestClass::unsafe;
    whatever_is_decided(decision_.facts().truth(true), [&](const MessageOutcome& made) {
      const z3::expr meant = decision_.facts().truth(refuses) && by(made, MessageClause::Kind::request_class);
      const z3::expr refused = here && decision_.is(made.kind, MessageKind::refuse) && !meant;
      const z3::expr handed = decision_.is(made.kind, MessageKind::hand_off);
      return std::vector<Way>{{Why::refused, refused}, {Why::nobody_there, (here || (yes && by(made, MessageClause::Kind::offer_taken))) && handed && nobody_there(made.queue)}};
    });
    if (answer_.kind == AnswerKind::proved) tools(intent);
  }

  // Where the calls of the intent's workflow and tools end when they are denied, not approved, or fail.
  void tools(std::uint32_t intent) {
    if (program_.intents[intent].workflow) {
      // A look-up that fails, an approval that nobody gives: a hand-off that names no queue.
      MessageOutcome stopped = decision_.full();
      stopped.queue = decision_.route();
      const z3::expr acts = decision_.facts().intent_is(intent) && decision_.is(stopped.kind, MessageKind::act) && decision_.reaches_full();
      question(acts && nobody_there(stopped.queue), stopped, Why::stops, false);
    }
    if (answer_.kind != AnswerKind::proved) return;
    for (const MessageAnswer::ToolEnd& end : tool_ends(program_, intent, options_)) {
      answer_.kind = end.gate ? AnswerKind::broken : AnswerKind::not_proven;
      answer_.tool = end;
      if (!end.gate) continue;
      answer_.why = Why::tool_ends;
      answer_.queue = end.queue;
      return;
    }
  }

  const Program& program_;
  ProofOptions options_;
  z3::context context_;
  Asking asking_;
  MessageDecision decision_;
  MessageAnswer answer_;
  MessageProof proof_;
};

}  // namespace

namespace {

// The whole decision is one formula, triggers and all: beyond so many it takes minutes to put together, and guarantees about messages are said to be not proven.
constexpr std::size_t triggers_followed = 12'000;

MessageProof nothing_proved(const Program& program) {
  MessageProof none;
  none.undecided = 1;
  for (std::uint32_t i = 0; i < program.guarantees.size(); ++i) {
    if (program.guarantees[i].kind == Guarantee::Kind::never_call) continue;
    none.guarantees.emplace_back();
    none.guarantees.back().guarantee = i;
  }
  return none;
}

}  // namespace

MessageProof prove_messages(const Program& program, ProofOptions options) {
  const bool asked = std::ranges::any_of(program.guarantees, [](const Guarantee& guarantee) { return guarantee.kind != Guarantee::Kind::never_call; });
  if (!asked) return {};
  if (program.triggers.size() > triggers_followed) {
    MessageProof none = nothing_proved(program);
    none.too_many_triggers = true;
    return none;
  }
  try {
    return Messages(program, options).prove();
  } catch (const z3::exception&) {
    return nothing_proved(program);                          // the solver gave up in its own way (out of memory)
  }
}

}  // namespace handrail::dsl

#else

namespace handrail::dsl {

MessageProof prove_messages(const Program&, ProofOptions) { return {.guarantees = {}, .undecided = 1}; }

}  // namespace handrail::dsl

#endif
