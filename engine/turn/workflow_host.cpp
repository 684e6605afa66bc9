#include "engine/turn/workflow_host.hpp"

#include <algorithm>

#include "dsl/program/carried_by.hpp"
#include "dsl/program/decode.hpp"
#include "engine/base/limits.hpp"
#include "engine/base/text.hpp"
#include "engine/domain/in_words.hpp"
#include "engine/journal/step_arguments.hpp"
#include "engine/meaning/choices.hpp"
#include "engine/meaning/matter.hpp"
#include "engine/policy/for_people.hpp"
#include "engine/policy/freshness.hpp"
#include "engine/sentences/listed_choice.hpp"
#include "engine/sentences/speech.hpp"
#include "engine/turn/answer.hpp"
#include "engine/turn/ask_approval.hpp"
#include "engine/turn/asking_again.hpp"
#include "engine/turn/call_tool.hpp"
#include "engine/turn/confirmation.hpp"
#include "engine/turn/customer_answers.hpp"
#include "engine/turn/look_up.hpp"
#include "engine/turn/manner.hpp"
#include "engine/turn/propose_calls.hpp"
#include "engine/turn/proposed_calls.hpp"
#include "engine/turn/result_fits.hpp"
#include "engine/turn/run_workflow.hpp"
#include "engine/turn/script_facts.hpp"
#include "engine/turn/way_on.hpp"
#include "engine/turn/workflow_script.hpp"

namespace handrail {
namespace {

// What the customer has said yes to is another thing by now.
constexpr std::string_view changed_words = "Something has changed since I asked you.";

// For the customer, while nobody can say whether what they asked for happened.
constexpr std::string_view not_confirmed_words =
    "I could not see whether this went through, so nothing will be sent again before {queue.name} has checked it. You will hear {queue.promise}.";

// What a script may ask of the turn. A step that must wait records what it waits for and ends the run; it is performed again when the answer is there.
class TurnHost final : public WorkflowHost {
 public:
  TurnHost(Seams& seams, const LiveBundle& live, ConversationLog& log)
      : seams_(seams), live_(live), log_(log), since_(log.now()), by_model_(dsl::by_model(live.program().workflows[*live.program().find_workflow(log.state().run->workflow)])) {}

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
    if (name == "hand_off") return hand_off();
    if (name == "remember") return remember();
    if (name == "facts") return done(script_facts(live_, log_.state()));
    if (name == "now") return done(Json(format_time(log_.now())));
    if (name == "log") return done(Json());
    if (by_model_ && name == step_of_model) return propose();
    if (by_model_ && name == "reply") return reply();
    return refused("there is no step `" + name_ + "`");
  }

  RunReport report;                        // filled by the step that ended or suspended the run
  std::optional<Error> broken;             // the journal failed: the turn cannot go on

 private:
  const Run& run() const { return *log_.state().run; }

  StepAnswer done(Json result, std::string said = "") {
    record({run().id, static_cast<std::int64_t>(index_), name_, "", result, std::move(said)});
    return {StepAnswer::Kind::done, std::move(result), ""};
  }

  StepAnswer refused(std::string message) {
    record({run().id, static_cast<std::int64_t>(index_), name_, "", {}, "", true, message});
    return {StepAnswer::Kind::refused, {}, std::move(message)};
  }

  void record(event::StepRecorded step) {
    StepText text = step_text(arguments_);
    step.arguments_hash = std::move(text.hash);
    step.arguments = std::move(text.shown);
    if (name_ == "ask") step.asked = asked_name();
    log_.record(std::move(step));
  }

  StepAnswer suspend(std::string what, std::string name, Json arguments, std::string words) {
    log_.record(event::RunWaits{run().id, std::move(what), std::move(name), std::move(arguments), ""});
    report.words.text = words.empty() ? "" : ahead_ + words;
    report.words.kept.push_back(report.words.text);
    return {StepAnswer::Kind::suspend, {}, ""};
  }

  // `before`: said ahead of the question, this once.
  StepAnswer ask_and_wait(std::string what, std::string name, Json arguments, std::string question, const std::string& before, std::string key) {
    report.words.text = ahead_ + before + question;
    report.words.asked = std::move(key);
    log_.record(event::RunWaits{run().id, std::move(what), std::move(name), std::move(arguments), std::move(question)});
    return {StepAnswer::Kind::suspend, {}, ""};
  }

  StepAnswer stop(HandOff request) {
    report.how = RunReport::How::hand_off;
    report.handoff = std::move(request);
    report.words.text = std::string(trim(ahead_));
    return {StepAnswer::Kind::end, {}, ""};
  }

  // Ends the workflow with words and no handoff: the way on lies with the customer.
  StepAnswer stop_with_words(std::string text, std::string asked) {
    report.words.text = ahead_ + text;
    report.words.kept.push_back(report.words.text);
    report.words.asked = std::move(asked);
    return {StepAnswer::Kind::end, {}, ""};
  }

  StepAnswer hand_off() {
    const std::string queue = arguments_.text_or("queue");
    if (!queue.empty() && !live_.program().find_queue(queue)) return refused("the policy has no queue `" + printable(queue) + "`" + meant(queue, live_.program().queues));
    return stop(HandOff{.queue = queue, .reason = arguments_.text_or("reason"), .rule = run().workflow});
  }

  template <class List>
  static std::string meant(const std::string& word, const List& list) {
    std::vector<std::string> names;
    for (const auto& one : list) names.push_back(one.name);
    const auto found = nearest(word, names);
    return found ? "; did you mean `" + *found + "`?" : "";
  }

  // A workflow uses the tools that it names, and no others. Empty: it may.
  std::string not_its_tool(const std::string& name) const {
    const auto index = live_.program().find_tool(name);
    if (!index) return "the policy has no tool `" + printable(name) + "`" + meant(name, live_.program().tools);
    const auto& tools = live_.program().workflows[*live_.program().find_workflow(run().workflow)].tools;
    if (std::find(tools.begin(), tools.end(), *index) != tools.end()) return "";
    return "the workflow `" + run().workflow + "` does not name the tool `" + name + "` among its `tools`";
  }

  // What a model asks for goes by the name of a fact only where the policy has such a fact.
  std::string asked_name() const {
    std::string name = arguments_.text_or("name");
    if (!by_model_) return name;
    const auto& takes = live_.program().workflows[*live_.program().find_workflow(run().workflow)].takes;
    return std::ranges::find(takes, name) != takes.end() ? name : std::string(answer_to_model) + run().id.text + " " + std::to_string(index_);
  }

  // The policy's own question where it has one; a model's words go through the check that its replies go through.
  std::string question_of_model(const std::string& name) {
    if (std::string words = question_for(live_, log_.state(), name); !words.empty()) return words;
    auto checked = check_run_reply(seams_, live_, log_, arguments_.text_or("question"), since_);
    if (!checked) broken = checked.error();
    return checked && checked->how == Drafted::How::good ? checked->words.text : "";
  }

  StepAnswer ask() {
    const std::string name = asked_name();
    if (trim(name).empty() || name.size() > limits::lua_name_bytes) return refused("desk.ask needs a name of 1 to " + std::to_string(limits::lua_name_bytes) + " bytes");
    const auto known = log_.state().claims.find(name);
    if (known != log_.state().claims.end() && !known->second.is_null()) return done(known->second);   // null: it does not hold any more
    if (const Json* input = run().inputs.find(name); input && !input->is_null()) return done(*input);
    const std::string key = "run " + run().id.text + " " + name;
    const auto times = std::count(log_.state().episode.asked.begin(), log_.state().episode.asked.end(), key);
    if (times >= 2) return stop(HandOff{.reason = "the customer did not say " + in_words(name), .rule = run().workflow});
    std::string question = by_model_ ? question_of_model(name) : in_their_manner(arguments_.text_or("question", question_for(live_, log_.state(), name)));
    if (broken) return {StepAnswer::Kind::suspend, {}, ""};
    if (by_model_ && question.empty()) return refused("these words may not go out: ask for one thing, in plain words");
    if (question.empty()) question = "Which " + in_words(name) + " is it?";
    question = only_listed(question, values_named(log_.state(), name));
    const std::vector<Listed> list = times == 0 && log_.state().turn ? listed_in(question) : std::vector<Listed>{};
    if (const Listed* one = chosen_before_asked(live_, log_.state(), name, list)) {   // said already, by its name
      log_.record(event::Remembered{name, one->value});
      return done(one->value, "I take it that you mean " + *one->value.text() + " (" + one->name + ").");
    }
    const std::string before = times > 0 ? before_asking_again(live_, log_.state(), name) : several_named(log_.state(), name);
    return ask_and_wait("answer", name, {}, std::move(question), before, key);
  }

  // A script's own words, where the bundle has a wording for them.
  std::string in_their_manner(const std::string& text) const { return worded(live_, log_.state(), text); }

  StepAnswer confirm() {
    const std::string tool = arguments_.text_or("tool");
    if (const std::string wrong = not_its_tool(tool); !wrong.empty()) return refused(wrong);
    std::vector<JsonIssue> issues;
    const Json& call_arguments = arguments_["arguments"];
    (void)dsl::decode_arguments(live_.program(), live_.program().tools[*live_.program().find_tool(tool)], call_arguments, "", issues);
    if (!issues.empty()) return refused("`" + tool + "`: " + issues.front().pointer + ": " + issues.front().message);
    Json exact = in_one_spelling(live_.program(), tool, call_arguments);
    if (const auto filled = run().edited.find(call_name(tool, exact)); filled != run().edited.end()) exact = filled->second;   // what it lacked, and the customer has said
    return confirm_as_it_stands(live_.program().tools[*live_.program().find_tool(tool)], exact);
  }

  // The script's words come first; what is asked is the call as the policy words it, with the facts of this moment. Nobody is asked for a yes to what would be
  // denied all the same.
  StepAnswer confirm_as_it_stands(const dsl::Tool& tool, const Json& call_arguments) {
    if ((report.less = less_of_it(live_, log_.state(), call_arguments))) return {StepAnswer::Kind::suspend, {}, ""};
    if (run().declined == call_name(tool.name, call_arguments)) return done(Json(false));
    auto judged = judge_call(seams_, live_, log_, tool, call_arguments, since_);
    if (!judged) {
      broken = judged.error();
      return {StepAnswer::Kind::suspend, {}, ""};
    }
    const Verdict& verdict = judged->decisive();
    if (verdict.kind == VerdictKind::deny && !remedy_of(verdict, RemedyKind::confirm)) return denied(*judged, false);
    std::string question = words_to_confirm(live_, tool, judged->input), words = in_their_manner(arguments_.text_or("words"));
    if (trim(words) == question) words.clear();
    return confirm_call(tool, judged->input, std::move(question), words, [this](bool yes) { return done(Json(yes)); });
  }

  // Asks for the yes to exactly this call in these words, unless it was given or refused already. `words`: said ahead of them the first time.
  template <class Answered>
  StepAnswer confirm_call(const dsl::Tool& tool, const GateCall& input, std::string question, const std::string& words, Answered answered) {
    const Json& call_arguments = input.arguments;
    const std::string exactly = call_name(tool.name, call_arguments);
    if (run().declined == exactly) return answered(false);
    const YesOnRecord yes = yes_on_record(live_, log_.state(), tool, input);
    if (yes == YesOnRecord::stands) return answered(true);
    const bool changed = yes == YesOnRecord::outdated;
    const std::string key = "run " + run().id.text + " " + std::to_string(index_) + " yes " + exactly;
    const auto times = std::count(log_.state().episode.asked.begin(), log_.state().episode.asked.end(), key);
    if (times >= 3)
      return stop(HandOff{.reason = (changed ? "what the customer agreed to has changed each time: " : "the customer neither confirmed nor declined: ") +
                                    listed_call(live_, tool, call_arguments),
                          .rule = run().workflow});
    std::string before = words.empty() ? "" : words + "\n\n";
    if (changed) before = ahead_.empty() ? std::string(changed_words) + " " : "";
    else if (times > 0 && crossed(log_.state())) before = std::string(crossed_words);
    else if (times > 0) before = before_asking_again(live_, log_.state(), call_arguments);
    else if (std::string named = amounts_named(log_.state(), call_arguments); !named.empty()) before += named;
    else before += part_named(live_, log_.state(), call_arguments);
    return ask_and_wait("confirmation", tool.name, call_arguments, std::move(question), before, key);
  }

  StepAnswer call(bool trying) {
    const std::string tool = arguments_.text_or("tool");
    if (const std::string wrong = not_its_tool(tool); !wrong.empty()) return refused(wrong);
    Json call_arguments = in_one_spelling(live_.program(), tool, arguments_["arguments"].is_null() ? Json::object() : arguments_["arguments"]);
    const auto edited = run().edited.find(call_name(tool, call_arguments));
    const bool by_a_colleague = edited != run().edited.end() && just_edited(call_name(tool, edited->second));
    if (edited != run().edited.end()) call_arguments = edited->second;
    else if ((report.less = less_of_it(live_, log_.state(), call_arguments))) return {StepAnswer::Kind::suspend, {}, ""};
    auto called = call_tool(seams_, live_, log_, {run().id, static_cast<std::int64_t>(index_)}, tool, call_arguments, since_);
    if (!called) {
      broken = called.error();
      return {StepAnswer::Kind::suspend, {}, ""};
    }
    const Verdict& verdict = called->decisive();
    if (!verdict.rule.empty() && (verdict.kind != VerdictKind::allow || !called->receipt.empty())) {
      report.rule = verdict.rule;
      report.at = verdict.at;
      report.because = verdict.because;
    }
    const bool not_found_out = remedy_of(verdict, RemedyKind::look_up) != nullptr;
    ahead_ = !called->voided.empty() ? std::string(not_found_out ? not_looked_up_words : voided_words) + " " : by_a_colleague ? std::string(edited_words) + " " : "";
    switch (called->how) {
      case Called::How::done: return called_done(*called, trying);
      case Called::How::denied: return denied(*called, trying);
      case Called::How::approve: return needs_approval(*called, trying);
      case Called::How::failed:
      case Called::How::unknown: return failed(*called, tool, trying);
    }
    return refused("no answer");
  }

  // The customer hears of it once: not again when the call as it was edited is approved.
  bool just_edited(const std::string& exactly) const {
    const bool approved = std::ranges::any_of(log_.state().granted, [&](const Approval& one) { return call_name(one.asked.tool, one.asked.arguments) == exactly; });
    return !log_.state().turn && !approved && run().edited_by.count(exactly) != 0;
  }

  StepAnswer called_done(const Called& called, bool trying) {
    const std::string say = called.say.empty() || heard_at_the_wait() ? called.say : ahead_ + called.say;
    if (!called.receipt.empty()) report.words.kept.push_back(say);
    if (!trying) return done(called.result, say);
    Json result = Json::object({{"ok", true}, {"result", called.result}});
    if (!called.receipt.empty()) result.set("receipt", called.receipt);
    if (by_model_ && !say.empty()) result.set("told", say);
    return done(std::move(result), say);
  }

  // Whether an approval let the call through: what the customer must hear of it they heard when that was asked for.
  bool heard_at_the_wait() const {
    const std::optional<Clause>& by = run().clause;
    return by && (by->rule.rfind("approve ", 0) == 0 || by->rule.rfind("limit ", 0) == 0);
  }

  // The conversation goes on as the remedy says: a yes is asked for when nothing else is in the way, whoever only tries gets the verdict, a call takes the
  // way that the policy names.
  StepAnswer denied(const Called& called, bool trying) {
    const Verdict& verdict = called.decisive();
    if (remedy_of(verdict, RemedyKind::confirm)) {
      const dsl::Tool& tool = live_.program().tools[*live_.program().find_tool(called.input.tool)];
      return confirm_call(tool, called.input, words_to_confirm(live_, tool, called.input), "", [&](bool) {
        return trying ? done(declined_result(verdict)) : stop_with_words("All right, " + what_stays(log_.state()) + " Is there anything else I can do?", "anything else");
      });
    }
    const bool agreed_before = by_model_ && !called.voided.empty();   // the customer or a colleague had said yes: they hear what became of it
    if (trying && !agreed_before) return done(verdict_result(verdict), std::string(trim(ahead_)));
    if (!by_model_ && wrong_by_script(live_.program(), log_.state(), called.input, verdict))
      return refused("the arguments of `" + called.input.tool + "` do not fit: " + verdict.because);
    WayOn on = way_on(live_, log_.state(), verdict, log_.now());
    if (on.handoff) return stop(std::move(*on.handoff));
    if (on.fact.empty()) return stop_with_words(std::move(on.text), std::move(on.asked));
    Json waits_with = Json::object({{"again", verdict.at}});
    if (lacks(called, on.fact)) {
      waits_with.set("tool", called.input.tool);
      waits_with.set("arguments", called.input.arguments);
    }
    return ask_and_wait("answer", on.fact, std::move(waits_with), std::move(on.text), "", std::move(on.asked));
  }

  // Whether the call only lacks it, and the run need not begin again to have it: the script never had a value that other steps could rest on.
  bool lacks(const Called& called, const std::string& fact) const {
    const auto index = live_.program().find_tool(called.input.tool);
    if (!index) return false;
    const auto& parameters = live_.program().tools[*index].parameters;
    const Json* given = called.input.arguments.find(fact);
    const bool missing = std::ranges::any_of(parameters, [&](const dsl::Field& one) { return one.name == fact; }) && (!given || given->is_null());
    if (!missing || used_by_run(log_.state(), fact)) return false;
    const auto& takes = live_.program().workflows[*live_.program().find_workflow(run().workflow)].takes;
    return has_written(log_.state()) || std::ranges::find(takes, fact) == takes.end();
  }

  static Json verdict_result(const Verdict& verdict) {
    Json result = to_json(verdict);
    result.set("ok", false);
    return result;
  }

  // A script sees the verdict, a model also that it need not ask again.
  Json declined_result(const Verdict& verdict) const {
    Json result = verdict_result(verdict);
    if (by_model_) result.set("declined", true);
    return result;
  }

  StepAnswer needs_approval(const Called& called, bool trying) {
    const std::string exactly = call_name(called.input.tool, called.input.arguments);
    if (const auto turned = run().turned_down.find(exactly); turned != run().turned_down.end()) return turned_down(called, turned->second, trying);
    // One thing at a time waits for a colleague; a second one makes it a person's conversation.
    if (log_.state().approval) return stop(HandOff{.reason = "two things wait for a colleague's decision", .rule = called.verdict.rule, .at = called.verdict.at});
    report.how = RunReport::How::waits_for_approval;
    std::string say = ask_for_approval(seams_, live_, log_, called);
    return suspend("approval", called.input.tool, called.input.arguments, std::move(say));
  }

  // The end of what the customer was told to wait for is the desk's to say, and not a model's.
  StepAnswer turned_down(const Called& called, const Run::Turned& turned, bool trying) {
    if (trying && !by_model_) {
      Json result = verdict_result(called.verdict);
      result.set("approval", turned.verdict);
      result.set("because", turned.reason);
      return done(std::move(result));
    }
    AfterApproval after = after_turn_down(live_, called, turned, what_stays(log_.state()));
    return after.handoff ? stop(std::move(*after.handoff)) : stop_with_words(std::move(after.text), std::move(after.asked));
  }

  StepAnswer failed(const Called& called, const std::string& tool_name, bool trying) {
    const bool unknown = called.how == Called::How::unknown;
    const auto index = live_.program().find_tool(tool_name);
    const bool reads = index && live_.program().tools[*index].effect == dsl::Effect::reads;
    const bool may_go_on = trying && (!by_model_ || reads);   // where a model's deed fails, the policy says what follows
    if (may_go_on && !unknown) return done(Json::object({{"ok", false}, {"error", called.error}}));
    HandOff request{.urgency = "high", .reason = in_words(tool_name) + (unknown ? " may or may not have happened: " : " failed: ") + called.error, .rule = run().workflow};
    if (unknown) request.say = std::string(not_confirmed_words);
    if (index) {
      const dsl::Tool& tool = live_.program().tools[*index];
      const dsl::Consequence& consequence = tool.if_it_fails;
      if (!consequence.because.empty() && !unknown) request.reason = consequence.because + " (" + called.error + ")";
      if (consequence.action.queue) request.queue = live_.program().queues[*consequence.action.queue].name;
      if (!unknown) request.say = dsl::render(consequence.say, for_people(live_.program(), tool, called.input));   // the author's words are about what did not happen
      if (!unknown && request.say.empty()) request.say = is_sentence(consequence.because) ? in_their_manner(consequence.because) : "That did not work: " + what_stays(log_.state());
      request.at = live_.program().where(tool.rule);
    }
    return stop(std::move(request));
  }

  StepAnswer search() {
    if (!live_.knowledge) return done(Json::array());
    KnowledgeQuery query{.text = arguments_.text_or("query"), .reviewed_since = quotable_since(live_.program().reply, log_.now())};
    auto passages = search_knowledge(live_, log_.state(), std::move(query), counted_in(log_));
    if (!passages) return refused(passages.error().message);
    Json list = Json::array();
    for (const Passage& passage : *passages)
      list.push(Json::object({{"id", passage.id}, {"title", passage.title}, {"heading", passage.heading}, {"text", passage.text}, {"url", passage.url}}));
    return done(std::move(list));
  }

  StepAnswer draft() {
    auto words = answer_from_knowledge(live_, log_.state(), arguments_.text_or("instruction"), log_.state().episode.last_intent, counted_in(log_));
    if (!words) return refused(words.error().message);
    return done(*words ? Json((*words)->text) : Json());
  }

  StepAnswer propose() {
    auto proposed = propose_calls(seams_, live_, log_, since_);
    if (!proposed) {
      broken = proposed.error();
      return {StepAnswer::Kind::suspend, {}, ""};
    }
    if (proposed->trouble.empty()) return done(std::move(proposed->said));
    if (index_ > 0) return stop(HandOff{.urgency = "high", .reason = "the model that was to go on failed: " + proposed->trouble, .rule = run().workflow});
    report.how = RunReport::How::without_model;   // nothing has been done or said: the desk answers as it does where none is configured
    report.because = proposed->trouble;
    return {StepAnswer::Kind::end, {}, ""};
  }

  // Nothing more to say is fine where the desk has told what was done.
  StepAnswer reply() {
    const std::string text = arguments_.text_or("text");
    if (trim(text).empty() && !run().said.empty()) return done(Json());
    auto drafted = check_run_reply(seams_, live_, log_, text, since_);
    if (!drafted) {
      broken = drafted.error();
      return {StepAnswer::Kind::suspend, {}, ""};
    }
    if (drafted->how != Drafted::How::good) {
      if (drafted->how == Drafted::How::stopped) log_.record(event::ReplyChecked{"repair", drafted->findings, "handed over"});
      const bool escalates = drafted->how == Drafted::How::escalates;
      return stop(HandOff{.reason = (escalates ? "the tools do not serve: " : "a drafted reply was stopped: ") + drafted->reason, .rule = run().workflow});
    }
    Words words = std::move(drafted->words);
    if (live_.program().reply.end_with_next_action && !words.has_next_action) {
      words.text += "\n\nIs there anything else I can do for you?";
      words.asked = "anything else";
    }
    words.kept = report.words.kept;
    report.words = std::move(words);
    return done(Json());
  }

  StepAnswer wait() {
    const std::string timer = "run " + run().id.text + " " + std::to_string(index_);
    if (run().waits_for == "time" && !log_.state().timers.count(timer)) return done(Json());
    const auto duration = parse_duration(arguments_.text_or("duration"));
    if (!duration) return refused(duration.error().message);
    if (duration->ms <= 0 || *duration > limits::lua_wait) return refused("desk.wait waits for more than nothing and at most " + format_duration(limits::lua_wait));
    if (!log_.state().timers.count(timer)) log_.record(event::TimerSet{timer, log_.now() + *duration});   // a message meanwhile makes it no longer
    return suspend("time", timer, {}, "");
  }

  StepAnswer remember() {
    const std::string name = arguments_.text_or("name");
    if (trim(name).empty() || name.size() > limits::lua_name_bytes) return refused("desk.remember needs a name of 1 to " + std::to_string(limits::lua_name_bytes) + " bytes");
    log_.record(event::Remembered{name, arguments_["value"]});
    return done(Json());
  }

  Seams& seams_;
  const LiveBundle& live_;
  ConversationLog& log_;
  Instant since_;
  const bool by_model_;
  std::string ahead_;   // what the customer must hear before the words of this step
  std::uint32_t index_ = 0;
  std::string name_;
  Json arguments_;
};

}  // namespace

HostedRun run_on_this_turn(Seams& seams, const LiveBundle& live, ConversationLog& log, const WorkflowScript& script) {
  const Run run = *log.state().run;
  TurnHost host(seams, live, log);
  if (run.clause) {   // a call of this turn is on the record already: a crash came between
    host.report.rule = run.clause->rule;
    host.report.at = run.clause->at;
    host.report.because = run.clause->because;
  }
  HostedRun hosted;
  ProposedCalls proposed;
  WorkflowRunner& runner = script.file.empty() ? static_cast<WorkflowRunner&>(proposed) : seams.workflows;
  hosted.result = runner.run(script, run.inputs, run.steps, host);
  hosted.report = std::move(host.report);
  hosted.broken = std::move(host.broken);
  return hosted;
}

}  // namespace handrail
