#include "engine/turn/propose_calls.hpp"

#include <algorithm>

#include "dsl/program/carried_by.hpp"
#include "dsl/program/decode.hpp"
#include "engine/base/limits.hpp"
#include "engine/base/text.hpp"
#include "engine/policy/gate.hpp"
#include "engine/reply/bounds.hpp"
#include "engine/reply/texts.hpp"
#include "engine/reply/tokens.hpp"
#include "engine/turn/answer.hpp"
#include "engine/turn/ask_model.hpp"
#include "engine/turn/call_tool.hpp"
#include "engine/turn/draft_sources.hpp"
#include "engine/turn/evidence.hpp"
#include "engine/turn/proposed_arguments.hpp"
#include "engine/turn/proposed_calls.hpp"

namespace handrail {
namespace {

namespace bounds = reply::bounds;

const dsl::Intent* intent_of(const dsl::Program& program, const Run& run) {
  const auto found = std::ranges::find_if(program.intents, [&](const dsl::Intent& intent) { return calls_for(intent) == run.workflow; });
  return found == program.intents.end() ? nullptr : &*found;
}

std::string words_of(const Verdict& verdict) {
  std::string words = verdict.because.empty() ? "`" + verdict.rule + "`" : verdict.because;
  for (const Remedy& remedy : verdict.remedy)
    words += "; " + (!remedy.say.empty() ? remedy.say : std::string(word_of(remedy.kind)) + (remedy.what.empty() ? "" : " " + remedy.what));
  return words;
}

std::string what_it_does(const dsl::Program& program, const dsl::Tool& tool) {
  std::string words = tool.effect == dsl::Effect::reads ? "Looks something up" : tool.effect == dsl::Effect::moves_money ? "Moves money" : "Changes something";
  if (tool.gives) words += "; gives " + dsl::describe(program, *tool.gives);
  return words + ".";
}

// The words of the conversation up to the message that began the run; what came after it.
void split_lines(const ConversationState& state, reply::DraftSources& sources, reply::Calls& calls) {
  const std::string message = state.run->inputs.text_or("message");
  std::size_t behind = 0;
  for (std::size_t i = 0; i < state.recent.size(); ++i)
    if (state.recent[i].by == Speaker::customer && state.recent[i].message.text == message) behind = i + 1;
  std::vector<reply::Line> before(sources.lines.begin(), sources.lines.begin() + static_cast<std::ptrdiff_t>(std::min(behind, sources.lines.size())));
  calls.meanwhile.assign(sources.lines.begin() + static_cast<std::ptrdiff_t>(before.size()), sources.lines.end());
  if (behind == 0) {   // it has left the working memory
    before = {{true, false, state.run->inputs.text_or("asks")}};
    calls.meanwhile = sources.lines;
  }
  sources.lines = std::move(before);
}

// What a step gave, as a model reads it: no more of a verdict than it can do something about, and nothing of somebody else's record.
Json result_of(const ConversationState& state, const RecordedStep& step) {
  if (step.refused) return Json::object({{"ok", false}, {"because", step.message}});
  if (step.name == "ask") return Json::object({{"ok", true}, {"answer", step.result}});
  if (belongs_to_another(state, step.result["result"]))
    return Json::object({{"ok", false}, {"because", "this is not of the customer who writes: nothing of it may be told or used"}});
  if (step.result.find("declined")) return Json::object({{"ok", false}, {"because", "the customer said no to this call"}});
  Json told = Json::object();
  for (const char* member : {"ok", "result", "receipt", "told", "error", "because"})
    if (const Json* value = step.result.find(member); value && !(value->text() && value->text()->empty())) told.set(member, *value);
  if (const Json::Array* remedies = step.result["remedy"].items(); remedies && !remedies->empty()) told.set("remedy", step.result["remedy"]);
  return told;
}

ModelTurn proposed_turn(Veil& veil, const RecordedStep& step) {
  ModelTurn turn{ModelTurn::By::assistant, veil.cover(step.result.text_or("text")), {}, ""};
  if (const Json::Array* calls = step.result["calls"].items())
    for (const Json& call : *calls) turn.calls.push_back({call.text_or("id"), call.text_or("tool"), covered(veil, call["arguments"])});
  return turn;
}

// The calls and what came of each, in their order; what was said last, without a call, is no part of it.
std::vector<ModelTurn> exchange_of(const ConversationState& state, Veil& veil) {
  std::vector<ModelTurn> exchange;
  const std::vector<RecordedStep>& steps = state.run->steps;
  for (std::size_t i = 0; i < steps.size();) {
    const RecordedStep& asked = steps[i++];
    const Json::Array* calls = asked.result["calls"].items();
    if (asked.name != step_of_model || !calls || calls->empty()) continue;
    exchange.push_back(proposed_turn(veil, asked));
    for (const Json& call : *calls) {
      const std::string refused = call.text_or("refused");
      Json result = Json::object({{"ok", false}, {"because", refused.empty() ? "the arguments are no JSON object" : refused}});
      if (is_a_call(call)) result = i < steps.size() ? result_of(state, steps[i++]) : Json::object({{"ok", false}, {"because", "not made yet"}});
      exchange.push_back({ModelTurn::By::tool, canonical(covered(veil, result)), {}, call.text_or("id")});   // read back from the record its members are sorted
    }
  }
  return exchange;
}

// What the desk itself has said or would say in this run: the model may say it too.
void add_words_of_run(const Run& run, std::vector<std::string>& policy) {
  policy.insert(policy.end(), run.said.begin(), run.said.end());
  for (const RecordedStep& step : run.steps) {
    if (step.name != "try" || step.result.find("declined")) continue;
    if (const std::string because = step.result.text_or("because"); !because.empty()) policy.push_back(because);
    if (const Json::Array* remedies = step.result["remedy"].items())
      for (const Json& remedy : *remedies)
        if (const std::string say = remedy.text_or("say"); !say.empty()) policy.push_back(say);
  }
}

Json ask_schema(const dsl::Workflow& workflow) {
  Json about = Json::array();
  for (const std::string& name : workflow.takes) about.push(name);
  Json properties = Json::object({{"question", Json::object({{"type", "string"}})}});
  if (!workflow.takes.empty()) properties.set("about", Json::object({{"type", "string"}, {"enum", about}, {"description", "what is asked for, where it is one of these"}}));
  return Json::object({{"type", "object"}, {"properties", std::move(properties)}, {"required", Json::array({"question"})}, {"additionalProperties", false}});
}

struct Prepared {
  reply::DraftSources sources;
  Veil veil;
  ModelRequest request;
};

// Tools that the gate could allow now, asked with all arguments unknown; of the others, why not.
Result<void> offer_tools(Seams& seams, const LiveBundle& live, ConversationLog& log, const dsl::Workflow& workflow, Instant since, reply::Calls& calls) {
  const dsl::Program& program = live.program();
  std::size_t left = bounds::tools_tokens;
  for (const std::uint32_t index : workflow.tools) {
    const dsl::Tool& tool = program.tools[index];
    HANDRAIL_TRY(const GateCall call, gate_call(seams, live, log, tool, Json::object(), since));
    if (const auto verdict = in_the_way(program, live.bundle->hash, call)) {
      calls.not_now.push_back(tool.name + ": " + words_of(*verdict));
      continue;
    }
    ModelTool offered{tool.name, what_it_does(program, tool), arguments_schema(program, tool)};
    const std::size_t takes = reply::tokens_of(offered.name + offered.description + dump(offered.arguments));
    if (takes > left) continue;
    left -= takes;
    calls.tools.push_back(std::move(offered));
  }
  if (!program.find_tool(ask_customer))
    calls.tools.push_back({std::string(ask_customer), "Asks the customer for what only they know; the answer comes back.", ask_schema(workflow)});
  return {};
}

Result<Prepared> prepare(Seams& seams, const LiveBundle& live, ConversationLog& log, Instant since) {
  const dsl::Workflow& workflow = live.program().workflows[*live.program().find_workflow(log.state().run->workflow)];
  const dsl::Intent* intent = intent_of(live.program(), *log.state().run);
  const std::string name = intent ? intent->name : log.state().episode.last_intent;
  reply::Calls calls;
  HANDRAIL_TRY_VOID(offer_tools(seams, live, log, workflow, since, calls));
  const ConversationState& state = log.state();
  auto found = passages_for(live, state, state.run->inputs.text_or("asks"), name, counted_in(log));
  reply::DraftSources sources = draft_sources(live, state, name, found ? *found : std::vector<Passage>{}, counted_in(log));
  add_words_of_run(*state.run, sources.evidence.policy);
  split_lines(state, sources, calls);
  Veil veil = veil_over(live, state, sources.evidence.facts);
  reply::DraftSources shown = covered(veil, sources);
  for (std::string& line : calls.not_now) line = veil.cover(line);
  for (reply::Line& line : calls.meanwhile) line.text = veil.cover(line.text);
  calls.exchange = exchange_of(state, veil);
  ModelRequest request = reply::calls_request(shown, std::move(calls));
  const Duration left = since + limits::turn_deadline - log.now();
  request.deadline = std::max(Duration{1}, std::min(request.deadline, left));
  sources.evidence.prompt = texts::calls_prompt;
  return Prepared{std::move(sources), std::move(veil), std::move(request)};
}

std::string this_step(const Run& run) { return "step " + std::to_string(run.steps.size()) + " of " + run.id.text; }

}  // namespace

Json arguments_schema(const dsl::Program& program, const dsl::Tool& tool) {
  const auto schema_of = [&](const auto& self, const dsl::Type& type) -> Json {
    const auto described = [](const char* kind, const char* how) { return Json::object({{"type", kind}, {"description", how}}); };
    const auto object_of = [&](const std::vector<dsl::Field>& fields) {
      Json properties = Json::object(), required = Json::array();
      for (const dsl::Field& field : fields) {
        properties.set(field.name, self(self, field.type));
        if (!field.type.optional) required.push(field.name);
      }
      return Json::object({{"type", "object"}, {"properties", std::move(properties)}, {"required", std::move(required)}, {"additionalProperties", false}});
    };
    switch (type.kind) {
      case dsl::TypeKind::text: return Json::object({{"type", "string"}});
      case dsl::TypeKind::whole_number: return Json::object({{"type", "integer"}});
      case dsl::TypeKind::decimal: return Json::object({{"type", "number"}});
      case dsl::TypeKind::percent: return described("string", "a share, like 75%");
      case dsl::TypeKind::yes_no: return Json::object({{"type", "boolean"}});
      case dsl::TypeKind::money: return described("string", "an amount with its currency, like 48.00 USD");
      case dsl::TypeKind::time: return described("string", "a time, like 2026-11-21T09:30:00Z");
      case dsl::TypeKind::duration: return described("string", "a duration, like 10 minutes");
      case dsl::TypeKind::enumeration: {
        Json words = Json::array();
        for (const std::string& word : program.enumerations[type.index].words) words.push(word);
        return Json::object({{"type", "string"}, {"enum", std::move(words)}});
      }
      case dsl::TypeKind::list: return Json::object({{"type", "array"}, {"items", self(self, type.element[0])}});
      case dsl::TypeKind::map: return Json::object({{"type", "object"}, {"additionalProperties", self(self, type.element[0])}});
      case dsl::TypeKind::record: return object_of(program.records[type.index].fields);
    }
    return Json::object();
  };
  Json properties = Json::object(), required = Json::array();
  for (const dsl::Field& parameter : tool.parameters) {
    properties.set(parameter.name, schema_of(schema_of, parameter.type));
    if (!parameter.type.optional) required.push(parameter.name);
  }
  return Json::object({{"type", "object"}, {"properties", std::move(properties)}, {"required", std::move(required)}, {"additionalProperties", false}});
}

// What a model asks a customer is said to them, so that it is checked as a reply of it is; empty: it may be asked. The model is told why not, and asks in other words.
static std::string why_not_asked(const Prepared& prepared, const std::string& question) {
  const reply::Draft draft = reply::draft_in(question, prepared.sources.evidence.passages);
  reply::ReplyLimits limits = prepared.sources.limits;
  limits.end_with_next_action = false;
  const reply::Checked checked = reply::check_reply(draft, prepared.sources.evidence, limits);
  if (checked.may_go()) return "";
  return "the customer is not asked this: " + why_stopped(checked.findings);
}

// Whether two questions ask the same: for one thing that the desk knows by its name, or in the same words.
static bool asks_the_same(const Json& one, const Json& other) {
  const std::string about = one.text_or("about");
  if (!about.empty() || !other.text_or("about").empty()) return about == other.text_or("about");
  const auto spelled = [](const Json& asked) {
    std::string all;
    const std::string question = fold_case(asked.text_or("question"));
    for (const std::string_view word : words(question)) all.append(word).append(" ");
    return all;
  };
  return spelled(one) == spelled(other);
}

// The customer's answer to the same question, where nothing that the desk turned down since has made it doubtful: nobody is asked twice.
static std::optional<std::string> answered_already(const Run& run, const Json& question) {
  std::optional<std::string> answer;
  const std::vector<RecordedStep>& steps = run.steps;
  for (std::size_t i = 0; i < steps.size();) {
    const RecordedStep& asked = steps[i++];
    const Json::Array* calls = asked.result["calls"].items();
    if (asked.name != step_of_model || !calls) continue;
    for (const Json& call : *calls) {
      if (!is_a_call(call) || i >= steps.size()) continue;
      const RecordedStep& made = steps[i++];
      if (made.name == "ask" && asks_the_same(call["arguments"], question)) answer = made.result.text() ? *made.result.text() : dump(made.result);
      else if (made.name == "try" && (made.refused || (made.result["ok"].boolean() && !*made.result["ok"].boolean()))) answer.reset();
    }
  }
  return answer;
}

// Why the call is not even judged, for the model; empty: it goes to the gate.
static std::string why_refused(const LiveBundle& live, const Prepared& prepared, const Run& run, const Json& call) {
  const std::string name = call.text_or("tool");
  const Json& arguments = call["arguments"];
  if (name == ask_customer) {
    if (const auto answer = answered_already(run, arguments))
      return "the customer has answered this: `" + printable(*answer, limits::id_bytes) + "`. Go on with it, or ask for what is still missing";
    return why_not_asked(prepared, arguments.text_or("question"));
  }
  const dsl::Tool* tool = live.program().find_tool(name) ? &live.program().tools[*live.program().find_tool(name)] : nullptr;
  return tool ? why_not_passed(*tool, arguments, prepared.sources.evidence, prepared.sources.limits) : "";
}

Result<Proposed> propose_calls(Seams& seams, const LiveBundle& live, ConversationLog& log, Instant since) {
  HANDRAIL_TRY(Prepared prepared, prepare(seams, live, log, since));
  HANDRAIL_TRY(const ModelSaid said, ask_model(seams, live, log, prepared.request, this_step(*log.state().run)));
  if (!said.trouble.empty()) return Proposed{{}, said.trouble};
  const std::size_t step = log.state().run->steps.size();
  Json calls = Json::array();
  if (const Json::Array* proposed = said.calls.items())
    for (std::size_t i = 0; i < proposed->size(); ++i) {
      const Json& call = (*proposed)[i];
      const bool fits = call["arguments"].is_object() && dump(call["arguments"]).size() <= bounds::call_arguments_bytes;
      Json made = Json::object({{"id", "call_" + std::to_string(step) + "_" + std::to_string(i)},   // a name of ours: theirs may be anything
                                {"tool", printable(call.text_or("tool"), limits::id_bytes)},
                                {"arguments", fits ? uncovered(prepared.veil, call["arguments"]) : Json()}});
      if (const std::string why = fits ? why_refused(live, prepared, *log.state().run, made) : ""; !why.empty()) {
        made.set("arguments", Json());
        made.set("refused", why);
      }
      calls.push(std::move(made));
    }
  return Proposed{Json::object({{"text", prepared.veil.uncover(said.text)}, {"calls", std::move(calls)}}), ""};
}

Result<Drafted> check_run_reply(Seams& seams, const LiveBundle& live, ConversationLog& log, const std::string& text, Instant since) {
  HANDRAIL_TRY(Prepared prepared, prepare(seams, live, log, since));
  return check_draft(seams, live, log, std::move(prepared.sources), std::move(prepared.veil), prepared.request, text, this_step(*log.state().run));
}

}  // namespace handrail
