#include "engine/turn/run_workflow.hpp"

#include <algorithm>

#include "dsl/program/decode.hpp"
#include "engine/base/hash.hpp"
#include "engine/base/limits.hpp"
#include "engine/base/text.hpp"
#include "engine/turn/answer.hpp"
#include "engine/turn/call_tool.hpp"
#include "engine/turn/look_up.hpp"

namespace handrail {
namespace {

bool has(const std::vector<std::string>& list, std::string_view word) { return std::find(list.begin(), list.end(), word) != list.end(); }

std::string in_words(std::string name) {
  std::replace(name.begin(), name.end(), '_', ' ');
  return name;
}

// "process refund: order id W1001, amount $48.00": a call listed so that a yes is a yes to exactly it.
std::string listed(const LiveBundle& live, const dsl::Tool& tool, const Json& arguments) {
  std::vector<JsonIssue> ignored;
  const ValueRecord values = dsl::decode_arguments(live.program(), tool, arguments, "", ignored);
  std::vector<std::string> parts;
  for (const ValueField& field : values.fields)
    if (!field.value.absent() && !field.value.unknown()) parts.push_back(in_words(field.name) + " " + format_value(field.value));
  return in_words(tool.name) + (parts.empty() ? "" : ": " + join(parts, ", "));
}

// What a script may ask of the turn. A step that must wait records what it waits for and ends the run; it is performed again when the answer is there.
class TurnHost final : public WorkflowHost {
 public:
  TurnHost(Seams& seams, const LiveBundle& live, ConversationLog& log) : seams_(seams), live_(live), log_(log), since_(log.now()) {}

  StepAnswer perform(std::uint32_t index, std::string_view name, const Json& arguments) override {
    index_ = index;
    name_ = std::string(name);
    arguments_ = arguments;
    if (!time_for_a_call(log_.now(), since_))
      return stop(HandOff{.urgency = "high", .reason = "the workflow took longer than " + format_duration(limits::turn_deadline), .rule = run().workflow});
    if (name == "say") return done(Json(), arguments.text_or("text"));
    if (name == "ask") return ask();
    if (name == "confirm") return confirm();
    if (name == "call") return call(false);
    if (name == "try") return call(true);
    if (name == "search") return search();
    if (name == "draft") return draft();
    if (name == "wait") return wait();
    if (name == "hand_off") return stop(HandOff{.queue = arguments.text_or("queue"), .reason = arguments.text_or("reason"), .rule = run().workflow});
    if (name == "remember") return remember();
    if (name == "facts") return done(facts());
    if (name == "now") return done(Json(format_time(log_.now())));
    if (name == "log") return done(Json());
    return refused("there is no step `" + name_ + "`");
  }

  RunReport report;                        // filled by the step that ended or suspended the run
  std::optional<Error> broken;             // the journal failed: the turn cannot go on

 private:
  const Run& run() const { return *log_.state().run; }

  StepAnswer done(Json result, std::string said = "") {
    log_.record(event::StepRecorded{run().id, static_cast<std::int64_t>(index_), name_, sha256(canonical(arguments_)), result, std::move(said)});
    return {StepAnswer::Kind::done, std::move(result), ""};
  }

  StepAnswer refused(std::string message) {
    log_.record(event::StepRecorded{run().id, static_cast<std::int64_t>(index_), name_, sha256(canonical(arguments_)), {}, "", true, message});
    return {StepAnswer::Kind::refused, {}, std::move(message)};
  }

  StepAnswer suspend(std::string what, std::string name, Json arguments, std::string question, std::string key) {
    log_.record(event::RunWaits{run().id, std::move(what), std::move(name), std::move(arguments)});
    report.words.text = std::move(question);
    report.words.asked = std::move(key);
    return {StepAnswer::Kind::suspend, {}, ""};
  }

  StepAnswer stop(HandOff request) {
    report.how = RunReport::How::hand_off;
    report.handoff = std::move(request);
    return {StepAnswer::Kind::end, {}, ""};
  }

  // Ends the workflow with words and no handoff: the way on lies with the customer.
  StepAnswer stop_with_words(std::string text, std::string asked) {
    report.words.text = std::move(text);
    report.words.asked = std::move(asked);
    return {StepAnswer::Kind::end, {}, ""};
  }

  StepAnswer ask() {
    const std::string name = arguments_.text_or("name");
    const auto known = log_.state().claims.find(name);
    if (known != log_.state().claims.end()) return done(known->second);
    if (const Json* input = run().inputs.find(name); input && !input->is_null()) return done(*input);
    const std::string key = "run " + run().id.text + " " + name;
    const auto times = std::count(log_.state().episode.asked.begin(), log_.state().episode.asked.end(), key);
    if (times >= 2) return stop(HandOff{.reason = "the customer did not say " + in_words(name), .rule = run().workflow});
    std::string question = arguments_.text_or("question", question_for(name));
    if (question.empty()) question = "Which " + in_words(name) + " is it?";
    if (times == 1) question = "I could not read that as " + in_words(name) + ". " + question;
    return suspend("answer", name, {}, std::move(question), key);
  }

  std::string question_for(const std::string& name) const {
    const auto intent = live_.program().find_intent(log_.state().episode.last_intent);
    for (const dsl::Intent& candidate : live_.program().intents)
      for (const dsl::AskForFact& fact : candidate.ask_for)
        if (fact.name == name && (!intent || candidate.name == live_.program().intents[*intent].name || candidate.workflow))
          return dsl::render(fact.question, {});
    return "";
  }

  StepAnswer confirm() {
    const std::string tool = arguments_.text_or("tool");
    return confirm_call(tool, arguments_["arguments"], arguments_.text_or("words"), [this](bool yes) { return done(Json(yes)); });
  }

  // Asks for the yes to exactly this call, unless it was given or refused already.
  template <class Answered>
  StepAnswer confirm_call(const std::string& tool_name, const Json& call_arguments, std::string words, Answered answered) {
    const auto index = live_.program().find_tool(tool_name);
    if (!index) return refused("the policy has no tool `" + tool_name + "`");
    const dsl::Tool& tool = live_.program().tools[*index];
    const std::string exactly = call_name(tool_name, call_arguments);
    if (run().declined == exactly) return answered(false);
    for (const Confirmed& yes : log_.state().confirmed)
      if (call_name(yes.tool, yes.arguments) == exactly) return answered(true);
    const std::string key = "run " + run().id.text + " yes " + exactly;
    const auto times = std::count(log_.state().episode.asked.begin(), log_.state().episode.asked.end(), key);
    if (times >= 3) return stop(HandOff{.reason = "the customer neither confirmed nor declined: " + listed(live_, tool, call_arguments), .rule = run().workflow});
    std::string question = words.empty() ? "Please confirm: " + listed(live_, tool, call_arguments) + ". Shall I go ahead? (yes or no)" : std::move(words);
    if (times > 0) question = "Sorry, I need a clear yes or no. " + question;
    return suspend("confirmation", tool_name, call_arguments, std::move(question), key);
  }

  StepAnswer call(bool trying) {
    const std::string tool = arguments_.text_or("tool");
    Json call_arguments = arguments_["arguments"].is_null() ? Json::object() : arguments_["arguments"];
    if (const auto edited = run().edited.find(call_name(tool, call_arguments)); edited != run().edited.end()) call_arguments = edited->second;
    auto called = call_tool(seams_, live_, log_, {run().id, static_cast<std::int64_t>(index_)}, tool, call_arguments, since_);
    if (!called) {
      broken = called.error();
      return {StepAnswer::Kind::suspend, {}, ""};
    }
    if (!called->verdict.rule.empty() && (called->verdict.kind != VerdictKind::allow || !called->receipt.empty())) {
      report.rule = called->verdict.rule;
      report.at = called->verdict.at;
      report.because = called->verdict.because;
    }
    switch (called->how) {
      case Called::How::done: return called_done(*called, trying);
      case Called::How::denied: return denied(*called, trying);
      case Called::How::approve: return needs_approval(*called, trying);
      case Called::How::failed:
      case Called::How::unknown: return failed(*called, tool, trying);
    }
    return refused("no answer");
  }

  StepAnswer called_done(const Called& called, bool trying) {
    if (!trying) return done(called.result, called.say);
    Json result = Json::object({{"ok", true}, {"result", called.result}});
    if (!called.receipt.empty()) result.set("receipt", called.receipt);
    return done(std::move(result), called.say);
  }

  const Remedy* remedy(const Verdict& verdict, RemedyKind kind) const {
    for (const Remedy& remedy : verdict.remedy)
      if (remedy.kind == kind) return &remedy;
    return nullptr;
  }

  // The conversation goes on as the remedy says: a yes is asked for, whoever only tries gets the verdict, a call takes the way the policy names.
  StepAnswer denied(const Called& called, bool trying) {
    const Verdict& verdict = called.verdict;
    if (const Remedy* yes = remedy(verdict, RemedyKind::confirm))
      return confirm_call(called.input.tool, called.input.arguments, yes->say, [&](bool) {
        return trying ? done(verdict_result(called)) : stop_with_words("All right, nothing has been changed. Is there anything else I can do?", "anything else");
      });
    if (trying) return done(verdict_result(called));
    std::string say;
    for (const Remedy& one : verdict.remedy)
      if (say.empty()) say = one.say;
    if (say.empty() && !verdict.because.empty()) say = verdict.because;
    if (remedy(verdict, RemedyKind::hand_off)) {
      const Remedy* to = remedy(verdict, RemedyKind::hand_off);
      return stop(HandOff{.queue = to->what, .reason = verdict.because.empty() ? verdict.rule : verdict.because, .rule = verdict.rule, .at = verdict.at, .say = say});
    }
    if (remedy(verdict, RemedyKind::look_up))
      return stop(HandOff{.reason = "a look-up failed: " + join(verdict.unknown, ", "), .rule = verdict.rule, .at = verdict.at});
    if (const Remedy* ask = remedy(verdict, RemedyKind::ask)) return ask_again(*ask, verdict, say);
    if (say.empty()) say = remedy(verdict, RemedyKind::verify) ? "Please sign in first, so that I know it is you." : "That is not something I may do.";
    if (remedy(verdict, RemedyKind::offer)) say += " If you like, {queue.name} can look at it: just say so.";
    return stop_with_words(say, remedy(verdict, RemedyKind::verify) ? "verify" : "offer a person");
  }

  // The policy wants a fact again ("I can't find that order"): asked once more, then a person.
  StepAnswer ask_again(const Remedy& remedy, const Verdict& verdict, const std::string& say) {
    const std::string key = "again " + verdict.at;
    if (has(log_.state().episode.asked, key)) return stop(HandOff{.reason = verdict.because.empty() ? say : verdict.because, .rule = verdict.rule, .at = verdict.at});
    std::string question = remedy.what.empty() ? "" : question_for(remedy.what);
    if (question == say) question.clear();
    return stop_with_words(say + (say.empty() || question.empty() ? "" : " ") + question, key);
  }

  Json verdict_result(const Called& called) const {
    Json result = to_json(called.verdict);
    result.set("ok", false);
    return result;
  }

  StepAnswer needs_approval(const Called& called, bool trying) {
    const std::string exactly = call_name(called.input.tool, called.input.arguments);
    const auto index = live_.program().find_tool(called.input.tool);
    const dsl::Tool& tool = live_.program().tools[*index];
    const dsl::Approve* clause = nullptr;
    for (const dsl::Approve& approve : tool.approves)
      if (live_.program().where(approve.rule) == called.verdict.at) clause = &approve;
    if (const auto turned = run().turned_down.find(exactly); turned != run().turned_down.end()) return turned_down(called, clause, turned->second, trying);
    // One thing at a time waits for a colleague; a second one makes it a person's conversation.
    if (log_.state().approval) return stop(HandOff{.reason = "two things wait for a colleague's decision", .rule = called.verdict.rule, .at = called.verdict.at});
    const Instant now = log_.now();
    const Duration within = called.verdict.approve->within.value_or(hours(24));
    event::ApprovalRequested request;
    request.approval = ApprovalId(seams_.ids.next("appr"));
    request.what = "call";
    request.role = called.verdict.approve->role;
    request.tool = called.input.tool;
    request.arguments = called.input.arguments;
    request.facts = to_json(called.input);
    request.facts_hash = called.verdict.approve->facts_hash;
    request.bundle = called.verdict.approve->bundle;
    request.rule = called.verdict.rule;
    request.at = called.verdict.at;
    request.expires_at = now + within;
    request.reference = request.approval.text;
    report.how = RunReport::How::waits_for_approval;
    std::vector<JsonIssue> issues;
    dsl::Roots roots = roots_of(live_.program(), tool, called.input, issues);
    ValueRecord approval;
    approval.set("id", Value(request.reference));
    roots.emplace_back("approval", Value(std::move(approval)));
    std::string say = dsl::render(tool.say_when_waiting, roots);
    if (say.empty()) say = "A colleague has to confirm this first, within " + format_duration(within) + ". Reference " + request.reference + ".";
    log_.record(event::TimerSet{"approval " + request.approval.text, request.expires_at});
    log_.record(std::move(request));
    return suspend("approval", called.input.tool, called.input.arguments, std::move(say), "");
  }

  StepAnswer turned_down(const Called& called, const dsl::Approve* clause, const Run::Turned& turned, bool trying) {
    if (trying) {
      Json result = verdict_result(called);
      result.set("approval", turned.verdict);
      result.set("because", turned.reason);
      return done(std::move(result));
    }
    const bool expired = turned.verdict == "expired";
    std::string reason = expired ? "nobody decided on the approval in time" : "the approval was refused" + (turned.reason.empty() ? "" : ": " + turned.reason);
    HandOff request{.urgency = "high", .reason = std::move(reason), .rule = called.verdict.rule, .at = called.verdict.at};
    if (clause && clause->otherwise.action.kind == dsl::ActionKind::hand_off && clause->otherwise.action.queue)
      request.queue = live_.program().queues[*clause->otherwise.action.queue].name;
    request.say = expired ? "This is taking longer than promised, so {queue.name} will take it from here. You will hear {queue.promise}."
                          : "A colleague has looked at this and could not approve it. {queue.name} will explain, and look at what else is possible: you will hear {queue.promise}.";
    return stop(std::move(request));
  }

  StepAnswer failed(const Called& called, const std::string& tool_name, bool trying) {
    const bool unknown = called.how == Called::How::unknown;
    if (trying && !unknown) return done(Json::object({{"ok", false}, {"error", called.error}}));
    HandOff request{.urgency = "high", .reason = in_words(tool_name) + (unknown ? " may or may not have happened: " : " failed: ") + called.error, .rule = run().workflow};
    const auto index = live_.program().find_tool(tool_name);
    if (index) {
      const dsl::Consequence& consequence = live_.program().tools[*index].if_it_fails;
      if (!consequence.because.empty()) request.reason = consequence.because + " (" + called.error + ")";
      if (consequence.action.queue) request.queue = live_.program().queues[*consequence.action.queue].name;
      request.say = dsl::render(consequence.say, {});
      request.at = live_.program().where(live_.program().tools[*index].rule);
    }
    return stop(std::move(request));
  }

  StepAnswer search() {
    if (!live_.knowledge) return done(Json::array());
    KnowledgeQuery query{.text = arguments_.text_or("query")};
    auto passages = live_.knowledge->search(query);
    if (!passages) return refused(passages.error().message);
    Json list = Json::array();
    for (const Passage& passage : *passages)
      list.push(Json::object({{"id", passage.id}, {"title", passage.title}, {"heading", passage.heading}, {"text", passage.text}, {"url", passage.url}}));
    return done(std::move(list));
  }

  StepAnswer draft() {
    auto words = answer_from_knowledge(live_, log_.state(), arguments_.text_or("instruction"), log_.state().episode.last_intent);
    if (!words) return refused(words.error().message);
    return done(*words ? Json((*words)->text) : Json());
  }

  StepAnswer wait() {
    const std::string timer = "run " + run().id.text + " " + std::to_string(index_);
    if (run().waits_for == "time" && !log_.state().timers.count(timer)) return done(Json());
    const auto duration = parse_duration(arguments_.text_or("duration"));
    if (!duration) return refused(duration.error().message);
    log_.record(event::TimerSet{timer, log_.now() + *duration});
    return suspend("time", timer, {}, "", "");
  }

  StepAnswer remember() {
    const std::string name = arguments_.text_or("name");
    log_.record(event::Remembered{name, arguments_["value"]});
    return done(Json());
  }

  Json facts() const {
    Json claims = Json::object();
    for (const auto& [name, value] : log_.state().claims) claims.set(name, value);
    return Json::object({{"customer", customer_on_record(live_.program(), log_.state())},
                         {"context", log_.state().context.is_null() ? Json::object() : log_.state().context},
                         {"claims", std::move(claims)},
                         {"intent", log_.state().episode.last_intent}});
  }

  Seams& seams_;
  const LiveBundle& live_;
  ConversationLog& log_;
  Instant since_;
  std::uint32_t index_ = 0;
  std::string name_;
  Json arguments_;
};

WorkflowScript script_of(const LiveBundle& live, const dsl::Workflow& workflow) {
  WorkflowScript script{workflow.name, workflow.file, "", {}};
  if (const std::string* text = live.bundle->text_of(workflow.file)) script.text = *text;
  for (const std::uint32_t index : workflow.tools) {
    WorkflowScript::Tool tool{live.program().tools[index].name, {}};
    for (const dsl::Field& parameter : live.program().tools[index].parameters) tool.parameters.push_back(parameter.name);
    script.tools.push_back(std::move(tool));
  }
  return script;
}

std::vector<Receipt> receipts_of(const ConversationState& state, const RunId& run) {
  std::vector<Receipt> found;
  for (const event::CallSettled& call : state.settled)
    for (const Receipt& receipt : state.receipts)
      if (call.run == run && receipt.call == call.call) found.push_back(receipt);
  return found;
}

}  // namespace

Result<void> start_run(Seams& seams, const LiveBundle& live, ConversationLog& log, const std::string& name, bool review) {
  const dsl::Program& program = live.program();
  const dsl::Workflow& workflow = program.workflows[*program.find_workflow(name)];
  if (log.state().run) log.record(event::RunEnded{log.state().run->id, "cancelled", "the customer turned to something else"});
  Json inputs = Json::object();
  for (const std::string& input : workflow.takes)
    if (const auto claim = log.state().claims.find(input); claim != log.state().claims.end()) inputs.set(input, claim->second);
    else if (const Json* member = log.state().context.find(input)) inputs.set(input, *member);
    else inputs.set(input, Json());
  const std::string* text = live.bundle->text_of(workflow.file);
  log.record(event::RunStarted{RunId(seams.ids.next("run")), name, sha256(text ? *text : ""), std::move(inputs), review});
  return {};
}

Result<RunReport> carry_on_run(Seams& seams, const LiveBundle& live, ConversationLog& log) {
  const Run run = *log.state().run;
  const auto workflow = live.program().find_workflow(run.workflow);
  TurnHost host(seams, live, log);
  RunResult result{RunEnd::failed, {}, "the workflow `" + run.workflow + "` is not in this bundle"};
  if (workflow) result = seams.workflows.run(script_of(live, live.program().workflows[*workflow]), run.inputs, run.steps, host);
  if (host.broken) return fail(*host.broken);
  RunReport report = std::move(host.report);
  std::vector<std::string> said = log.state().run ? log.state().run->said : run.said;
  report.words.receipts = receipts_of(log.state(), run.id);
  report.words.review = run.review;
  switch (result.end) {
    case RunEnd::finished: log.record(event::RunEnded{run.id, "finished", ""}); break;
    case RunEnd::suspended: break;
    case RunEnd::ended:
      if (report.how != RunReport::How::hand_off) log.record(event::RunEnded{run.id, "stopped", ""});
      break;
    case RunEnd::failed:
    case RunEnd::diverged:
      log.record(event::RunEnded{run.id, result.end == RunEnd::failed ? "failed" : "diverged", result.message});
      report.how = RunReport::How::hand_off;
      report.handoff = {.urgency = "high", .reason = "the workflow stopped: " + result.message, .rule = run.workflow};
      break;
  }
  std::string text = join(said, "\n\n");
  if (!report.words.text.empty()) text += (text.empty() ? "" : "\n\n") + report.words.text;
  if (text.empty() && result.end == RunEnd::finished) text = "That is done. Is there anything else I can do for you?";
  report.words.text = std::move(text);
  return report;
}

namespace {

constexpr std::size_t clear_yes_words = 12;              // "yes, that is correct, please go ahead and refund it": what says more says something else as well
constexpr Decimal another_matter_from = {700'000};      // surely read as another intent than the one under way

// Words that take a yes back, or take back what was asked for; a tool that is named for one ("cancel order") is meant by it.
constexpr std::string_view taking_back[] = {"cancel", "forget", "leave", "keep", "stop", "wait", "don't", "dont", "not", "never", "no", "nope", "instead", "but", "rather", "withdraw", "nevermind"};

bool takes_back_in(const std::string& text, const std::string& tool) {
  const std::string low = lower_ascii(text);
  for (const std::string_view word : words(low))
    if (std::find(std::begin(taking_back), std::end(taking_back), word) != std::end(taking_back) && tool.find(word) == std::string::npos) return true;
  return false;
}

// A yes to a call is short, and speaks of nothing that the call does not: whoever adds another order, amount or wish is asked again.
bool clear_yes(const ConversationState& state, const event::MessageRead& reading) {
  if (!has(reading.signals, "says_yes") || has(reading.signals, "says_no")) return false;
  if (state.turn && words(state.turn->text).size() > clear_yes_words) return false;
  if (state.turn && takes_back_in(state.turn->text, state.run->waits_name)) return false;
  if (reading.intent != "other" && reading.intent != state.episode.last_intent && reading.confidence >= another_matter_from) return false;
  for (const auto& [name, value] : reading.claims) {
    const Json* argument = state.run->waits_arguments.find(name);
    if (!argument || canonical(*argument) == canonical(value)) continue;
    const bool same_but_for_marks = argument->text() && value.text() && !value.text()->empty() && argument->text()->find(*value.text()) != std::string::npos;
    if (!same_but_for_marks) return false;
  }
  return true;
}

}  // namespace

bool takes_back(const std::string& text, const std::string& tool) { return takes_back_in(text, tool); }

bool answers(const LiveBundle& live, const ConversationState& state, const event::MessageRead& reading) {
  if (!state.run) return false;
  if (state.run->waits_for == "confirmation") return has(reading.signals, "says_no") || clear_yes(state, reading);
  if (state.run->waits_for != "answer") return false;
  if (reading.claims.count(state.run->waits_name)) return true;
  const auto& entities = live.program().entities;
  const bool typed = std::any_of(entities.begin(), entities.end(), [&](const dsl::Entity& entity) { return entity.name == state.run->waits_name; });
  return !typed || (has(reading.signals, "says_no") && !has(reading.signals, "says_yes"));
}

bool deliver_answer(const LiveBundle& live, ConversationLog& log, const event::MessageRead& reading, const std::string& text) {
  const ConversationState& state = log.state();
  if (!answers(live, state, reading)) return false;
  const Run run = *state.run;
  if (run.waits_for == "confirmation") {
    const bool yes = clear_yes(state, reading);
    log.record(event::CustomerConfirmed{run.waits_name, run.waits_arguments, yes});
    return true;
  }
  if (reading.claims.count(run.waits_name)) return true;   // the claim is on the record already
  const auto& entities = live.program().entities;
  const bool typed = std::any_of(entities.begin(), entities.end(), [&](const dsl::Entity& entity) { return entity.name == run.waits_name; });
  if (!typed) log.record(event::Remembered{run.waits_name, Json(std::string(trim(text)))});
  else log.record(event::RunEnded{run.id, "cancelled", "the customer does not want it any more"});
  return true;
}

}  // namespace handrail
