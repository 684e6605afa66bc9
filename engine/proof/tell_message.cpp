#include "engine/proof/tell_message.hpp"

#include <algorithm>
#include <ranges>

#include "dsl/program/evaluate.hpp"
#include "dsl/program/percent.hpp"
#include "engine/policy/decide.hpp"
#include "engine/policy/gate.hpp"
#include "engine/proof/confirming.hpp"
#include "engine/proof/sample_call.hpp"
#include "engine/proof/sample_message.hpp"

namespace handrail {
namespace {

using dsl::MessageAnswer;
using dsl::MessageClause;
using dsl::MessageKind;
using Why = dsl::MessageAnswer::Why;
using End = dsl::MessageAnswer::ToolEnd;

// Asks what the engine would ask, and says whether that is what the solver said.
class Confirming {
 public:
  Confirming(const dsl::Program& program, const MessageAnswer& answer) : program_(program), answer_(answer) {}

  bool confirmed() const {
    switch (answer_.why) {
      case Why::nobody_hears: return std::ranges::none_of(program_.signals, [](const dsl::Signal& signal) { return signal.name == "wants_person"; });
      case Why::tool_ends: return ends();
      default: return decided();
    }
  }

 private:
  std::string queue() const { return answer_.sample.queue ? program_.queues[*answer_.sample.queue].name : ""; }

  // The guarantee speaks of this conversation.
  bool spoken_of(const TurnFacts& facts) const {
    const dsl::ExpressionId when = program_.guarantees[answer_.guarantee].when;
    if (when == dsl::no_expression) return true;
    return dsl::evaluate(program_, when, dsl::bind(program_.turn_scope, roots_of(program_, facts))) == Truth::yes;
  }

  bool decided() const {
    TurnFacts facts = facts_of(program_, answer_.sample);
    if (!spoken_of(facts)) return false;
    if (!answer_.at_once && !reaches_full(facts)) return false;
    facts.stage = answer_.at_once ? DecisionStage::signals : DecisionStage::full;
    Decision made = decide(program_, facts);
    const bool routed = answer_.at_once && made.kind == DecisionKind::hand_off && made.queue.empty();
    facts.stage = DecisionStage::full;
    if (routed || answer_.why == Why::stops) made.queue = queue_for(program_, facts);
    return static_cast<MessageKind>(made.kind) == answer_.sample.kind && made.review == answer_.sample.review && made.queue == queue() &&
           made.at == place_of(program_, answer_.decides);
  }

  // Nothing fires before a model is asked: with what is known of the customer, or before that is fetched.
  bool reaches_full(TurnFacts facts) const {
    facts.stage = DecisionStage::signals;
    if (decide(program_, facts).kind == DecisionKind::none) return true;
    Json customer = Json::object();
    for (const char* known : {"id", "verified"})
      if (const Json* value = facts.customer.find(known)) customer.set(known, *value);
    facts.customer = std::move(customer);
    return decide(program_, facts).kind == DecisionKind::none;
  }

  bool ends() const {
    const End& end = *answer_.tool;
    const Verdict verdict = judge(program_, BundleHash(), call_of(program_, end.gate->sample));
    if (verdict.at != program_.where(end.gate->decides)) return false;
    if (end.how == End::How::not_approved) return verdict.kind == VerdictKind::approve;
    if (end.how == End::How::fails) return verdict.kind != VerdictKind::deny;
    return verdict.kind == VerdictKind::deny && std::ranges::any_of(verdict.remedy, [&](const Remedy& remedy) {
      return remedy.kind == RemedyKind::hand_off && remedy.what == program_.queues[end.queue].name;
    });
  }

  const dsl::Program& program_;
  const MessageAnswer& answer_;
};

class TellingMessage {
 public:
  TellingMessage(const dsl::Program& program, const MessageAnswer& answer) : program_(program), answer_(answer), guarantee_(program.guarantees[answer.guarantee]) {}

  dsl::Diagnostic told() {
    found_.code = "P0710";
    found_.severity = dsl::Severity::error;
    found_.message = "guarantee `" + guarantee_.name + "` does not hold" + (answer_.region.empty() ? "" : ": `" + answer_.region + "`");
    found_.span = guarantee_.rule.span;
    if (answer_.why == Why::nobody_hears) {
      found_.note = "no signal `wants_person` is declared, so nobody who asks for a person is heard";
      found_.help = "declare `signal wants_person`, and a trigger that hands off when it fires";
      return found_;
    }
    if (answer_.why == Why::tool_ends) call();
    else message();
    if (answer_.queue) {
      const dsl::Queue& queue = program_.queues[*answer_.queue];
      line("nobody answers in `" + queue.name + "`: it " + (queue.promise.ms > 0 ? "does not open again" : "promises nothing") + " and passes on to nobody", queue.rule.span);
    }
    found_.help = help();
    return found_;
  }

 private:
  // The first line stands under the guarantee, every other at the clause that makes it so.
  void line(const std::string& text, std::optional<dsl::Span> span) {
    const std::string numbered = std::to_string(++lines_) + ". " + text;
    if (span) found_.labels.push_back({*span, numbered});
    else found_.note += (found_.note.empty() ? "" : "; ") + numbered;
  }

  // Why it is so where no clause of the policy says it.
  std::string because() const {
    switch (answer_.decides.kind) {
      case MessageClause::Kind::offer_taken: return ", because the customer takes up the offer of a person";
      case MessageClause::Kind::bare_words: return ", because a mere yes, no or thanks starts nothing";
      case MessageClause::Kind::declined: return ", because what is not to be done begins nothing";
      case MessageClause::Kind::crossed: return ", because what came before our last word answers nothing of it";
      case MessageClause::Kind::offered_again: return ", because what came before the offer does not take it up";
      case MessageClause::Kind::not_signed_in: return ", because their wish waits until they have signed in";
      case MessageClause::Kind::says_nothing_yet: return ", because nobody is handed over before they have said what it is about";
      case MessageClause::Kind::trigger: case MessageClause::Kind::if_unknown: case MessageClause::Kind::resolved: case MessageClause::Kind::workflow: return "";
      default: return answer_.sample.only_asks ? ", because what is only asked about is told and not begun" : "";
    }
  }

  void message() {
    line("the customer " + said(), std::nullopt);
    const dsl::Rule* rule = answer_.decides.rule;
    const std::string reason = because();
    std::optional<dsl::Span> span;
    if (rule) span = rule->span;
    else if (answer_.decides.kind == MessageClause::Kind::resolved) span = program_.nodes[program_.episode.resolved_when].span;
    line("Handrail " + done() + reason, span);
    if (answer_.why == Why::stops) line("a look-up of the workflow fails, and Handrail hands off to `" + program_.queues[*answer_.queue].name + "`", std::nullopt);
  }

  void call() {
    const End& end = *answer_.tool;
    std::string facts = facts_in_words(program_, program_.tools[end.tool].scope, end.gate->sample.slots);
    if (const std::string found = look_ups_in_words(program_, end.gate->sample); !found.empty()) facts += (facts.empty() ? "" : ", ") + found;
    const dsl::Rule& clause = *end.clause;
    const dsl::Scope& scope = program_.tools[end.tool].scope;
    const std::string day = clause.from || clause.until ? ", on " + format_time(end.gate->sample.now) : on_its_day(scope, all_slots(scope), "", end.gate->sample.now);
    line("the assistant calls `" + program_.tools[end.tool].name + "`" + (facts.empty() ? "" : " (" + facts + ")") + day, std::nullopt);
    const std::string to = "hands off to `" + program_.queues[end.queue].name + "`";
    const std::string what = end.how == End::How::fails          ? "the call fails, and Handrail "
                             : end.how == End::How::not_approved ? "nobody approves it, and Handrail "
                                                                 : "Handrail denies it and ";
    line(what + to, end.clause->span);
  }

  // "writes about `refund_request` (90% sure), with `angry`, amount $600.00, after a person was offered".
  std::string said() const {
    const dsl::MessageSample& sample = answer_.sample;
    std::string text = sample.bare ? "merely says yes, no or thanks" : "writes";
    if (!answer_.at_once && !sample.bare) text += " about `" + program_.intents[sample.intent].name + "` (" + dsl::format_percent(sample.confidence) + " sure)";
    const auto add = [&](const std::string& part) {
      if (!part.empty()) text += ", " + part;
    };
    std::string with = facts_told();
    for (const std::string& signal : sample.signals | std::views::reverse) with = "`" + signal + "`" + (with.empty() ? "" : ", ") + with;
    if (!with.empty()) add("with " + with);
    text += on_its_day(program_.turn_scope, slots_told(), answer_.region, sample.now);
    if (sample.offered) add("after a person was offered");
    if (sample.declines) add("which is not to be done");
    if (sample.only_asks) add("only asking about it");
    if (sample.crossed) add("written before our last word");
    if (sample.says_signed_in) add("saying that they have signed in");
    if (sample.answered) add("after an answer");
    if (sample.workflow) add("while the workflow `" + program_.workflows[*sample.workflow].name + "` waits");
    for (const std::string& key : sample.asked) add("asked before: " + (key.starts_with("at ") ? "the question " + key : "`" + key + "`"));
    for (const std::string& trigger : sample.triggers_won) add("`" + trigger + "` had its say");
    const auto drafts = [](std::int64_t accurate, std::int64_t reviewed) { return std::to_string(accurate) + " of " + std::to_string(reviewed) + " drafts were accurate"; };
    if (sample.reviewed > 0) add(drafts(sample.accurate, sample.reviewed) + " on this intent");
    else if (sample.reviewed_all > 0) add(drafts(sample.accurate_all, sample.reviewed_all));
    return text;
  }

  // What the region speaks of, signals apart: those are told by name.
  std::vector<std::uint32_t> slots_told() const {
    std::vector<std::uint32_t> asked;
    for (const std::uint32_t slot : answer_.slots) {
      const auto& path = program_.turn_scope.slots[slot].path;
      const bool signal = path.size() == 1 && program_.turn_scope.slots[slot].type.kind == dsl::TypeKind::yes_no;
      if (!signal && path.front() != "intent" && path.front() != "confidence") asked.push_back(slot);
    }
    return asked;
  }

  std::string facts_told() const {
    const std::vector<std::uint32_t> asked = slots_told();
    return asked.empty() ? "" : facts_in_words(program_, program_.turn_scope, answer_.sample.slots, asked);
  }

  std::string done() const {
    const dsl::MessageSample& sample = answer_.sample;
    switch (sample.kind) {
      case MessageKind::answer: return "answers by itself";
      case MessageKind::ask: return sample.verifies ? "asks the customer to sign in" : "asks a question";
      case MessageKind::act: return std::string("starts a workflow") + (sample.review ? ", and a person checks what is said" : "");
      case MessageKind::carry_on: return "gives the message to the workflow that waits";
      case MessageKind::draft: return "drafts an answer for a person to check";
      case MessageKind::offer_person: return "offers a person";
      case MessageKind::hand_off: return "hands off to `" + (sample.queue ? program_.queues[*sample.queue].name : "") + "`";
      case MessageKind::refuse: return "refuses";
      case MessageKind::none: break;
    }
    return "does nothing";
  }

  std::string help() const {
    switch (answer_.why) {
      case Why::nobody_there: case Why::stops: case Why::tool_ends:
        return "give the queue opening hours and a promise, or an `if nobody comes hand off to …` that ends in a queue which has them";
      case Why::refused: return "offer a person there, or hand off; a refusal is an end only for an intent of class `unsafe`";
      default: {
        const std::string clause = answer_.decides.rule ? "the clause at " + program_.where(*answer_.decides.rule) : "it";
        return "put a trigger that hands off before it, narrow " + clause + ", or narrow the guarantee";
      }
    }
  }

  const dsl::Program& program_;
  const MessageAnswer& answer_;
  const dsl::Guarantee& guarantee_;
  dsl::Diagnostic found_;
  int lines_ = 0;
};

}  // namespace

std::optional<dsl::Diagnostic> broken_guarantee(const dsl::Program& program, const MessageAnswer& answer) {
  if (!Confirming(program, answer).confirmed()) return std::nullopt;
  return TellingMessage(program, answer).told();
}

}  // namespace handrail
