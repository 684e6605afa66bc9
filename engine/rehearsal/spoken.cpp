#include "engine/rehearsal/spoken.hpp"

#include <algorithm>
#include <array>

#include "engine/base/text.hpp"
#include "engine/rehearsal/told_alike.hpp"

namespace handrail {
namespace {

std::string by(const std::string& rule, const std::string& at) { return rule.empty() ? "" : ", by `" + rule + "`" + (at.empty() ? "" : " at " + at); }
std::string because(const std::string& why) { return why.empty() ? "" : ", because " + why; }
std::string percent(Decimal share) { return format_decimal(Decimal{share.millionths * 100}) + "%"; }

class Speaking {
 public:
  void operator()(const event::MessageRead& e) {
    say("intent " + e.intent + " " + percent(e.confidence));
    for (const std::string& signal : e.signals) say("signal " + signal);
    if (e.named.empty())   // an older journal
      for (const auto& [name, value] : e.claims) say("claim " + name + " " + dump(value));
    for (const EntityClaim& claim : e.named) say("claim " + claim.entity + " " + dump(claim.value));
    for (const SpeechAct& one : e.acts) say("reads as " + one.act + (one.what.empty() ? "" : ": " + one.what));
  }
  void operator()(const event::WishDropped& e) { say("drops the wish " + e.intent + because(e.why)); }
  void operator()(const event::FactLookedUp& e) {
    say("looks up " + e.tool + " " + dump(e.arguments));
    if (e.failed) say("-> failed: " + e.error);
    else if (e.result.is_null()) say("-> nothing");
  }
  void operator()(const event::TurnDecided& e) {
    const Decision& d = e.decision;
    say("decides to " + std::string(word_of(d.kind)) + because(d.because) + by(d.rule, d.at));
    for (const FiredTrigger& fired : d.triggers) say("trigger " + fired.name + " (" + fired.urgency + (fired.undecided ? ", undecided)" : ")"));
  }
  void operator()(const event::RunStarted& e) { say("starts workflow " + e.workflow); }
  void operator()(const event::RunSetAside& e) { say("sets workflow " + e.workflow + " aside"); }
  void operator()(const event::RunTakenUp& e) { say(e.workflow.empty() ? "takes the draft up again" : "takes workflow " + e.workflow + " up again"); }
  void operator()(const event::StepRecorded& e) { say("step " + e.name); }
  void operator()(const event::RunEnded& e) { say("workflow " + e.how + (e.message.empty() ? "" : ": " + e.message)); }
  void operator()(const event::CustomerConfirmed& e) { say("customer says " + std::string(e.yes ? "yes" : "no") + " to " + e.tool + " " + dump(e.arguments)); }
  void operator()(const event::CallJudged& e) {
    say("gate: " + e.verdict.text_or("verdict") + " " + e.input.text_or("tool") + " " + dump(e.input["arguments"]) + because(e.verdict.text_or("because")) +
        by(e.verdict.text_or("rule"), e.verdict.text_or("at")));
  }
  void operator()(const event::CallDispatched& e) { say("calls " + e.tool + " " + dump(e.arguments)); }
  void operator()(const event::CallSettled& e) {
    if (e.outcome == "completed") say(e.receipt.empty() ? "-> done" : "-> " + e.receipt);
    else say("-> " + e.outcome + (e.error.empty() ? "" : ": " + e.error));
  }
  void operator()(const event::ApprovalRequested& e) {
    if (e.what == "reply") say("asks for review of: " + e.arguments.text_or("text"));
    else say("asks for approval by " + e.role + " of " + e.tool + " " + dump(e.arguments) +
             (e.urgency.empty() || e.urgency == "medium" ? "" : ", urgency " + e.urgency) + ", until " + format_time(e.expires_at));
  }
  void operator()(const event::ApprovalDecided& e) {
    say("approval " + e.verdict + (e.by.empty() ? "" : " by " + e.by) + because(e.reason) + (e.arguments.is_null() ? "" : ", with " + dump(e.arguments)));
  }
  void operator()(const event::ReplySent& e) {
    say((e.reply.by == Speaker::person ? "person " + e.reply.name : std::string("bot")) + ": " + e.reply.text);
    for (const Citation& citation : e.reply.citations) say("cites " + citation.passage + " (" + citation.title + ")");
  }
  void operator()(const event::HandoffMade& e) {
    say("hands off to " + e.queue + ", urgency " + e.urgency + (e.by_wish ? ", by the customer's wish" : "") + because(e.reason) + by(e.rule, e.at) + ", promised " +
        format_time(e.promised_at));
  }
  void operator()(const event::HandoffMoved& e) { say("moves to " + e.queue + ", urgency " + e.urgency); }
  void operator()(const event::HandoffClaimed& e) { say("claimed by " + e.by); }
  void operator()(const event::HandoffReturned& e) { say("handed back by " + e.by + (e.note.empty() ? "" : ": " + e.note)); }
  void operator()(const event::HandoffResolved& e) { say("resolved by " + e.by); }
  void operator()(const event::Remembered& e) { say("remembers " + e.name + " " + dump(e.value)); }
  void operator()(const event::TimerFired& e) { say("timer " + e.timer); }
  void operator()(const event::CustomerVerified& e) { say("verified " + e.customer.text + " by " + e.verified_by); }
  template <class Other> void operator()(const Other&) {}

  std::vector<std::string> lines;

 private:
  void say(std::string text) { lines.push_back(std::move(text)); }
};

}  // namespace

std::vector<std::string> spoken(const Event& event) {
  Speaking speaking;
  std::visit(speaking, event);
  return speaking.lines.empty() ? told_alike(event) : speaking.lines;
}

bool worth_writing(const std::string& line) {
  static constexpr std::array<std::string_view, 14> openings = {"bot: ",    "person ",     "calls ",     "-> ",         "asks for ", "approval ", "hands off ",
                                                                "moves to", "outcome: ", "state: ", "episode ", "verified ", "error: ", "bug: "};
  for (const std::string_view opening : openings)
    if (line.rfind(opening, 0) == 0) return true;
  return false;
}

std::string as_written(const std::string& line) {
  if (line.rfind("bot: ", 0) == 0 || line.rfind("person ", 0) == 0) return line;
  std::size_t end = line.size();
  for (const std::string_view detail : {", by `", ", promised ", ", until "}) end = std::min(end, line.find(detail));
  return line.substr(0, end);
}

}  // namespace handrail
