#include "engine/rehearsal/told.hpp"

#include "engine/base/text.hpp"
#include "engine/rehearsal/told_alike.hpp"

namespace handrail {
namespace {

std::string at(const std::string& rule, const std::string& place) { return "`" + rule + "`" + (place.empty() ? "" : " at " + place); }

class Telling {
 public:
  void operator()(const event::MessageRead& e) {
    std::string line = "reads: " + e.intent + " " + format_decimal(e.confidence);
    if (!e.signals.empty()) line += "; " + join(e.signals, ", ");
    for (const auto& [name, value] : e.claims) line += "; " + name + " " + dump(value);
    for (const EntityClaim& claim : e.named)
      if (const auto first = e.claims.find(claim.entity); first != e.claims.end() && canonical(first->second) != canonical(claim.value))
        line += "; also " + claim.entity + " " + dump(claim.value);
    say(line);
  }
  void operator()(const event::WishDropped& e) { say("drops the wish: " + e.intent + ", " + e.why); }
  void operator()(const event::FactLookedUp& e) {
    say("looks up: " + e.tool + " " + dump(e.arguments) + (e.failed ? " and fails: " + e.error : e.result.is_null() ? " and there is none" : ""));
  }
  void operator()(const event::TurnDecided& e) {
    const Decision& d = e.decision;
    std::string line = "decides: " + std::string(word_of(d.kind)) + " by " + at(d.rule, d.at);
    if (!d.because.empty()) line += ", because " + d.because;
    if (d.review) line += ", to be reviewed";
    say(line);
    for (const FiredTrigger& fired : d.triggers) say("fires: " + fired.name + " (" + fired.urgency + (fired.undecided ? ", undecided)" : ")"));
  }
  void operator()(const event::RunSetAside& e) { say("sets aside: " + e.workflow); }
  void operator()(const event::RunTakenUp& e) { say("takes up: " + (e.workflow.empty() ? "a draft" : e.workflow)); }
  void operator()(const event::RunEnded& e) { say("run: " + e.how + (e.message.empty() ? "" : ", " + e.message)); }
  void operator()(const event::CustomerConfirmed& e) { say(std::string(e.yes ? "yes" : "no") + " to: " + e.tool + " " + dump(e.arguments)); }
  void operator()(const event::CallJudged& e) {
    std::string line = "gate: " + e.input.text_or("tool") + " " + dump(e.input["arguments"]) + ": " + e.verdict.text_or("verdict") + " by " +
                       e.verdict.text_or("clause") + " " + at(e.verdict.text_or("rule"), e.verdict.text_or("at"));
    if (const auto* unknown = e.verdict["unknown"].items(); unknown && !unknown->empty()) line += ", unknown " + dump(e.verdict["unknown"]);
    say(line);
  }
  void operator()(const event::CallDispatched& e) { say("does: " + e.tool + " " + dump(e.arguments) + " as " + e.call.text); }
  void operator()(const event::CallSettled& e) {
    say(e.call.text + ": " + e.outcome + (e.receipt.empty() ? "" : ", receipt " + e.receipt) + (e.error.empty() ? "" : ", " + e.error));
  }
  void operator()(const event::ApprovalRequested& e) {
    const std::string what = e.what == "reply" ? " of a reply: " + e.arguments.text_or("text") : " by " + e.role + " of " + e.tool + " " + dump(e.arguments);
    say("asks for approval: " + e.approval.text + what + ", until " + format_time(e.expires_at));
    for (const std::string& line : e.wrote) say("the customer wrote of it: " + line);
  }
  void operator()(const event::ApprovalDecided& e) {
    say("approval " + e.approval.text + ": " + e.verdict + (e.by.empty() ? "" : " by " + e.by) + (e.reason.empty() ? "" : ", " + e.reason) +
        (e.arguments.is_null() ? "" : ", " + dump(e.arguments)));
  }
  void operator()(const event::ReplySent& e) {
    say((e.reply.by == Speaker::person ? "person " + e.reply.name : std::string("bot")) + ": " + e.reply.text);
    for (const Citation& citation : e.reply.citations) say("cites: " + citation.passage + " (" + citation.title + ")");
    for (const Receipt& receipt : e.reply.receipts) say("receipt: " + receipt.id + " of " + receipt.tool);
  }
  void operator()(const event::HandoffMade& e) {
    say("hands over: " + e.handoff.text + " to " + e.queue + ", " + e.urgency + (e.by_wish ? ", by wish" : "") + ": " + e.reason + "; by " + at(e.rule, e.at) + "; promised " +
        format_time(e.promised_at));
  }
  void operator()(const event::HandoffMoved& e) { say("moves: " + e.handoff.text + " to " + e.queue + ", " + e.urgency + "; promised " + format_time(e.promised_at)); }
  void operator()(const event::HandoffClaimed& e) { say("claimed: " + e.handoff.text + " by " + e.by); }
  void operator()(const event::HandoffReturned& e) { say("handed back: " + e.handoff.text + " by " + e.by + (e.note.empty() ? "" : ", " + e.note)); }
  void operator()(const event::HandoffResolved& e) { say("resolved: " + e.handoff.text + " by " + e.by); }
  void operator()(const event::TimerFired& e) { say("timer: " + e.timer); }
  void operator()(const event::CustomerVerified& e) { say("verified: " + e.customer.text + " by " + e.verified_by); }
  template <class Other> void operator()(const Other&) {}

  // A text of several lines goes on under `|`.
  void say(const std::string& text) {
    bool first = true;
    for (const std::string_view line : split(text, '\n')) {
      lines.push_back((first ? "" : "  |") + std::string(!first && !line.empty() ? " " : "") + std::string(line));
      first = false;
    }
  }

  std::vector<std::string> lines;
};

}  // namespace

std::vector<std::string> told(const Event& event) {
  Telling telling;
  std::visit(telling, event);
  if (telling.lines.empty())
    for (const std::string& line : told_alike(event)) telling.say(line);
  return telling.lines;
}

}  // namespace handrail
