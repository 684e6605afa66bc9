#include "engine/turn/before_colleague.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "engine/base/text.hpp"
#include "engine/meaning/asked.hpp"
#include "engine/sentences/asked_back.hpp"
#include "engine/sentences/speech.hpp"
#include "engine/sentences/spelled_out.hpp"
#include "engine/turn/ask_approval.hpp"
#include "engine/turn/in_run.hpp"
#include "engine/turn/rests_on.hpp"
#include "engine/turn/said_now.hpp"

namespace handrail {
namespace {

constexpr std::size_t kept_at_most = 20, kept_bytes = 1000;   // the transcript has all of it
constexpr std::string_view before_the_colleague = "What you wrote is before the colleague now; by itself it changes nothing. If you do not want it as it stands, say \"stop\". ";
constexpr std::string_view nothing_changed = "Nothing about it has been changed by what you wrote; if you do not want it as it stands, say \"stop\". ";

bool is_of_the_run(const InRun& in, const std::string& entity) {
  return in.own_value(entity) != nullptr || rests_on(in.state, entity) != nullptr;
}

// Another day, count, sum or thing than what waits has or rests on, whatever is said of it; whoever only asks about another order names none.
bool names_another_value(const InRun& in) {
  const bool asks = only_asks(in.text) || does(in.reading, speech::ask);
  return std::ranges::any_of(in.reading.named, [&](const EntityClaim& one) {
    const Json* own = in.own_value(one.entity);
    if (!own) own = rests_on(in.state, one.entity);
    return own && !same_value(*own, one.value) && !(asks && in.is_object(one));
  });
}

bool leaves_a_value_open(const InRun& in) {
  return std::ranges::any_of(in.reading.acts, [&](const SpeechAct& one) {
    return one.act == speech::left_open && is_of_the_run(in, one.what.substr(0, one.what.find(' ')));
  });
}

bool names_an_amount(const InRun& in) {
  return std::ranges::any_of(in.reading.claims, [](const auto& claim) { return !claim.second.text_or("amount").empty(); });
}

// A clause that is neither a question, a courtesy nor a plain answer.
bool tells_something(const InRun& in) {
  return std::ranges::any_of(in.clauses, [](const SaidClause& one) {
    const bool tells = one.act == ClauseAct::says || one.act == ClauseAct::restricts || one.act == ClauseAct::excludes || one.act == ClauseAct::condition ||
                       one.act == ClauseAct::reason;
    return tells && !content_words(one.text).empty();
  });
}

// "It must not be thicker than a finger", "only in the morning": what is to be, or not to be, whatever it is said of.
bool sets_a_bound(const InRun& in) {
  constexpr std::array bounding{"must", "should", "not", "never", "cannot", "only", "without", "prefer", "rather", "except", "unless", "instead", "least", "most", "wait", "hold",
                                     "later", "first", "too"};
  constexpr std::array of_others{"you", "nobody", "why"};   // "you have not answered yet"
  const auto is_among = [](const auto& list, const std::string& word) { return std::ranges::find(list, word) != list.end(); };
  return std::ranges::any_of(in.clauses, [&](const SaidClause& one) {
    const std::vector<std::string> said = spelled_out(one.text);
    const bool tells = one.act == ClauseAct::says || one.act == ClauseAct::restricts;
    return tells && !said.empty() && !is_among(of_others, said.front()) && std::ranges::any_of(said, [&](const std::string& word) { return is_among(bounding, word); });
  });
}

// Whether the message may say that what waits is to be otherwise than it stands.
bool speaks_of_what_waits(const InRun& in) {
  if (does(in.reading, speech::on_condition) || names_another_value(in) || leaves_a_value_open(in)) return true;
  if (only_asks(in.text) || !tells_something(in)) return false;
  const std::string& written_in = in.state.episode.written_in;
  if (!written_in.empty() && written_in != "en") return true;   // its bounds are not read: whoever looks reads them
  const bool leaves_out = has_clause(in.clauses, ClauseAct::restricts) || has_clause(in.clauses, ClauseAct::excludes) || has_clause(in.clauses, ClauseAct::condition);
  return leaves_out || sets_a_bound(in) || wants_it_different(in.state) || names_an_amount(in) || names_another_than_it_rests_on(in);
}

bool waits_for_colleague(const ConversationState& state) {
  return state.run && state.turn && state.turn->reading && state.run->waits_for == "approval" && state.approval && state.approval->asked.what == "call";
}

// The same call, facts and time, under another number: what was before anybody's eyes until now is not open any more. The customer's reference stays.
void ask_anew(Seams& seams, ConversationLog& log) {
  event::ApprovalRequested asked = log.state().approval->asked;
  const std::string said = printable(log.state().turn->text, kept_bytes);
  if (!asked.wrote.empty() && asked.wrote.back() == said) return;   // a turn that is carried on after a crash, or the same once more: it is before the colleague
  const event::RunWaits waits{log.state().run->id, log.state().run->waits_for, log.state().run->waits_name, log.state().run->waits_arguments, log.state().run->waits_question};
  log.record(event::TimerCleared{"approval " + asked.approval.text});
  log.record(event::ApprovalDecided{asked.approval, "replaced", "", "", "the customer wrote since: " + said, {}});
  void_granted(log, "the customer wrote since: " + said);
  asked.approval = ApprovalId(seams.ids.next("appr"));
  asked.wrote.push_back(said);
  if (asked.wrote.size() > kept_at_most) asked.wrote.erase(asked.wrote.end() - 2);   // the first ones, and the last
  log.record(event::TimerSet{"approval " + asked.approval.text, asked.expires_at});
  log.record(std::move(asked));
  log.record(waits);
}

}  // namespace

std::string told_of_what_waits(Seams& seams, const LiveBundle& live, ConversationLog& log) {
  const ConversationState& state = log.state();
  if (!state.run || !state.turn || !state.turn->reading) return "";
  const InRun in(live, state, *state.turn->reading);
  if (!speaks_of_what_waits(in)) return "";
  const bool of_later = does(*state.turn->reading, speech::on_condition), is_looked_at = waits_for_colleague(state);
  if (is_looked_at) ask_anew(seams, log);
  return (of_later ? std::string(not_later_words) + " " : "") + std::string(is_looked_at ? before_the_colleague : nothing_changed);
}

void put_before_colleague(Seams& seams, const LiveBundle& live, ConversationLog& log, const std::string& begins) {
  const ConversationState& state = log.state();
  if (!waits_for_colleague(state) || begins != state.run->workflow) return;
  const InRun in(live, state, *state.turn->reading);
  if (!in.names_another_object() && speaks_of_what_waits(in)) ask_anew(seams, log);
}

}  // namespace handrail
