// What becomes of a message: what fires, what its intent's class, row and tables say, and what hangs on what came before it in the conversation. A wish that
// stands by itself comes to the rules; what came before decides of the rest, in the order in which it stands in `by_past`.
#include "tests/reference/meaning.hpp"

namespace handrail::reference {
namespace {

// What is to be done, and of a question which one it is: by that it is known when it was asked before.
struct Step {
  ActionNode action;
  std::string question = {};
};

struct Desk : Meaning {
  const Tree& tree;
  const Past& past = facts.past;
  const IntentBlock* intent = block<IntentBlock>(tree, *fact("intent").as<std::string>());   // none: `other`, which the text does not declare
  const bool has_workflow = intent != nullptr && intent->workflow.has_value();

  bool asked(const std::string& question, int times = 1) const { return std::ranges::count(past.asked, question) >= times; }
  bool says(const char* signal) const { return yes(known(signal)); }

  // --- the rules ---------------------------------------------------------------------------------------------------------------------------

  // Nothing is asked twice. A question in the author's own words is known by the clause that asks it, `ask for X` by X. Asked before, what the author says then
  // is done, and where nothing is said, or they were to sign in, a person takes over.
  Step not_again(const ActionNode& action, Span clause) const {
    Step made{action};
    if (action.word == ask) made.question = asked_at(clause);
    if (action.word == ask_for) made.question = action.ask_for->text;
    if (action.word == verify) made.question = "verify";
    if (made.question.empty() || !asked(made.question)) return made;
    if (action.word == verify || action.afterwards.empty()) return {doing(hand_off)};
    return not_again(action.afterwards[0], clause);
  }
  // An intent's row beats its risk's; a confidence that is not known reaches nothing.
  Step by_band() const {
    const BandRow* own = band(tree, *fact("intent").as<std::string>());
    const BandRow* row = own != nullptr ? own : band(tree, *fact("risk").as<std::string>() + " risk");
    const auto reaches = [&](const auto& share) { return share && yes(compare(Comparison::at_least, fact("confidence"), literal(*share))); };
    const bool answered = says("articles_answer") && !has_workflow;
    if (reaches(row->send_at) || (row->send_answered && answered)) return {doing(answer)};
    return reaches(row->check_at) || (row->check_answered && answered) ? Step{doing(draft)} : not_again(row->below, row->span);
  }
  // The first row that matches; one that cannot be decided matches only if it leads to a person. The last one matches always.
  Step by_table(const TableBlock& table) const {
    for (const TableBlock::Row& row : table.rows) {
      ValueList cells;
      for (const auto& cell : row.cells) cells.push_back(cell ? of(*cell) : Value(true));
      const bool person = row.then.action.word == hand_off || row.then.action.word == offer_person;
      if (active(row.active) && (yes(all_of(cells)) || (person && !no(all_of(cells))))) return not_again(row.then.action, row.span);
    }
    return {doing(answer)};
  }
  Step by_class() const {
    const Value request_class = fact("class");
    if (request_class == "unsafe") return {doing(refuse)};
    if (request_class == "needs human") return {doing(hand_off, intent->queue)};
    Step made = by_band();
    for (const TableBlock* table : blocks<TableBlock>(tree))   // where a table and a band disagree, the stricter stands
      if (const Step other = by_table(*table); strictness(other.action) > strictness(made.action)) made = other;
    const bool to_sign_in = request_class == "needs account" && strictness(made.action) < 2 && !yes(fact("customer.verified"));
    return to_sign_in ? not_again(doing(verify), intent->span) : made;
  }
  // Until a person has checked enough replies, and enough of them were accurate, one checks each.
  bool still_checked(const RolloutBlock& rollout) const {
    const bool concerns = rollout.intents.empty() || std::ranges::any_of(rollout.intents, [&](const Name& one) { return Value(one.text) == fact("intent"); });
    const Reviews& of = rollout.per_intent ? facts.of_intent : facts.of_all;
    const Value wanted = calculate(Arithmetic::multiply, literal(*rollout.accurate), of.drafts);
    const bool enough = yes(compare(Comparison::at_least, of.drafts, literal(*rollout.reviewed))) && yes(compare(Comparison::at_least, of.accurate, wanted));
    return active(rollout.active) && concerns && !enough;
  }
  // The first route that matches, else the intent's queue, else the last route.
  std::string route() const {
    for (const RouteRow* row : rows<RouteBlock>(tree))
      if (row->when && active(row->active) && yes(of(*row->when))) return row->queue.text;
    return intent != nullptr && intent->queue ? intent->queue->text : rows<RouteBlock>(tree).back()->queue.text;
  }

  // --- decisions ---------------------------------------------------------------------------------------------------------------------------

  Decision made(const Step& step) const {
    Decision made{ways_on.at(step.action.word).done};
    made.asks = step.question;
    if (step.action.word == hand_off) made.queue = step.action.queue ? step.action.queue->text : route();
    return made;
  }
  Decision asking(const std::string& question) const { return made({doing(ask), question}); }
  Decision closing() const {
    Decision closing = made({doing(answer)});
    closing.closes = true;
    return closing;
  }
  // What the rules say of it. Where they let the intent's workflow begin it begins; whoever only asks about the matter is told about it first, also where they
  // would have to sign in before, and the workflow is offered.
  Decision by_rules() const {
    Step step = by_class();
    const bool told = past.only_asks && has_workflow && (strictness(step.action) < 2 || step.question == "verify");
    if (told && step.action.word != draft) step = {doing(answer)};
    for (const RolloutBlock* rollout : blocks<RolloutBlock>(tree))
      if (step.action.word == answer && still_checked(*rollout)) step = {doing(draft)};
    Decision decision = made(step);
    decision.offers = told;
    if (has_workflow && !told && strictness(step.action) < 2) decision.kind = step.action.word == answer ? "act" : "act, reviewed";
    return decision;
  }
  // Nobody is kept who needs nothing: after an answer that was it, else they are told to write again.
  Decision left_in_peace() const { return past.answered ? closing() : asking("anything else"); }

  // A mere yes, no or thanks begins nothing. After an answer it says whether that was it; "no" then, or a "yes" to nothing, asks what is missing, once. "No" to
  // "What can I do for you?" is nobody who needs anything.
  Decision mere_words() const {
    if (past.answered && !says("says_no")) return closing();
    if (!asked("what is missing")) return asking("what is missing");
    return !past.answered && says("says_no") ? left_in_peace() : made({doing(hand_off)});
  }
  // A greeting, or half a sentence: asked twice what it is about, and at the third time a person is offered. Never a hand-over.
  Decision begins_nothing() const {
    const Step step = by_class();
    if (step.action.word == offer_person) return made(step);
    return asked("says_nothing_yet", 2) ? made({doing(offer_person)}) : asking("says_nothing_yet");
  }
  // "Done", where the channel has not said that they have signed in: they are asked twice more, then offered a person, once, and then one comes.
  Decision not_signed_in() const {
    if (!asked("sign in again", 2)) return asking("sign in again");
    return made({doing(asked("offer a person") ? hand_off : offer_person)});
  }
  // `resolved when …` counts after an answer.
  bool says_that_was_it() const {
    const auto ends = [&](const ConversationBlock* block) { return block->resolved_when && yes(of(*block->resolved_when)); };
    return past.answered && std::ranges::any_of(blocks<ConversationBlock>(tree), ends);
  }

  Decision by_past() const {
    // Written before our last word was sent, it answers nothing of it: that is said again, an offer as an offer.
    const bool would_answer = past.merely || says_that_was_it();
    if (past.crossed && would_answer && !past.workflow_waits && !past.says_signed_in) return past.offered ? made({doing(offer_person)}) : asking("came before");
    if (past.offered && !past.crossed && says("says_yes") && !says("says_no")) {   // the offer of a person is taken
      Decision taken = made({doing(hand_off)});
      taken.by_wish = true;
      return taken;
    }
    if (past.says_signed_in) return not_signed_in();
    if (says_that_was_it()) return closing();
    // What waits gets the message, also a yes, a no, or that something is not to be done: it knows what was asked.
    if (past.workflow_waits) return {"carry on", ""};
    if (past.declines && !has_workflow) return left_in_peace();
    if (past.merely) return mere_words();
    if (past.declines) return asking("declined");   // it names what is not to be done: what is to be done instead?
    if (says("says_nothing_yet") && fact("intent") == "other") return begins_nothing();
    return by_rules();
  }

  // A trigger beats what came before, its class, the bands and the tables. All that fire are recorded; the most urgent wins, the first of equals. One that does
  // not hand over has its say once in an episode. One that cannot be decided is recorded as such, and does what it says about the fact that is missing, unless
  // another fires.
  Decision decide() const {
    std::vector<std::pair<std::string, bool>> fired;
    const TriggerBlock* winner = nullptr;
    const TriggerBlock::IfUnknown* if_unknown = nullptr;
    for (const TriggerBlock* trigger : blocks<TriggerBlock>(tree)) {
      const Value fires = now(*trigger);
      const bool had_its_say = trigger->then->word != hand_off && std::ranges::count(past.triggers, trigger->name.text) > 0;
      if (!no(fires)) fired.emplace_back(trigger->name.text, fires.unknown());
      if (yes(fires) && !had_its_say && (winner == nullptr || urgency(*trigger) > urgency(*winner))) winner = trigger;
      for (const auto& clause : trigger->if_unknown)
        if (fires.unknown() && if_unknown == nullptr && fact(clause.fact.text).unknown()) if_unknown = &clause;
    }
    Decision decision = winner != nullptr       ? made(not_again(*winner->then, winner->span))
                        : if_unknown != nullptr ? made(not_again(if_unknown->action, if_unknown->span))
                                                : by_past();
    if (winner != nullptr && decision.kind == "hand off") decision.by_wish = says("wants_person") && mentions(*winner->when, "wants_person");
    if (winner != nullptr) decision.by_trigger = winner->name.text;
    decision.triggers = fired;
    return decision;
  }
};

}  // namespace

std::string asked_at(Span clause) { return "at " + std::to_string(clause.file) + ":" + std::to_string(clause.begin); }

Facts seen_by(const Tree& tree, Facts facts) {
  add_lists(tree, facts);
  const auto* intent = block<IntentBlock>(tree, *Meaning{facts}.fact("intent").as<std::string>());
  const auto word = [&](std::optional<Name> IntentBlock::*of, Value otherwise) { return intent && intent->*of ? Value((intent->*of)->text) : otherwise; };
  facts.names["risk"] = word(&IntentBlock::risk, "low");
  facts.names["class"] = word(&IntentBlock::request_class, "answerable");
  facts.names["topic"] = word(&IntentBlock::topic, Absent{});
  return facts;
}
Decision decide(const Tree& tree, const Facts& known) {
  const Facts facts = seen_by(tree, known);
  return Desk{{facts}, tree}.decide();
}

}  // namespace handrail::reference
