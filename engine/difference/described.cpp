#include "engine/difference/described.hpp"

#include <algorithm>
#include <map>

#include "dsl/check/choices.hpp"
#include "dsl/check/files.hpp"
#include "dsl/check/manner.hpp"
#include "dsl/formulas/vocabulary.hpp"
#include "dsl/formulas/wording.hpp"
#include "dsl/program/carried_by.hpp"
#include "dsl/program/decode.hpp"
#include "dsl/syntax/one_line.hpp"
#include "dsl/syntax/parse.hpp"
#include "engine/base/hash.hpp"
#include "engine/base/text.hpp"
#include "engine/difference/decision_words.hpp"
#include "engine/difference/fingerprint.hpp"

namespace handrail {
namespace {

// What is said of an entity's choices, their own words and others: `"dark blue"`, `"navy" for "dark blue"`. Their order says nothing.
std::vector<std::string> said_of(const std::vector<dsl::Choice>& choices) {
  std::vector<std::string> said;
  for (const auto& [words, value] : choices) said.push_back(words == dsl::as_said(value) ? "\"" + value + "\"" : "\"" + words + "\" for \"" + value + "\"");
  std::ranges::sort(said);
  return said;
}

using dsl::Program;

constexpr std::string_view kinds[] = {"tool", "intent", "trigger", "table", "workflow", "queue", "role", "signal", "entity", "list", "record", "policy", "reply rules",
                                      "rollout", "goal", "guarantee", "wording", "script", "knowledge", "case"};

std::string formatted(const Program& program, dsl::ExpressionId id) { return dsl::as_formatted(program.sources.text(program.nodes[id].span)); }

// A condition is spelled by the words that it stands behind.
std::string with_condition(const Program& program, const std::string& what, dsl::ExpressionId when) {
  return when == dsl::no_expression ? what : dsl::as_formatted(what + " when " + std::string(program.sources.text(program.nodes[when].span)));
}

std::string fields_of(const Program& program, const std::vector<dsl::Field>& fields) {
  std::string text;
  for (const dsl::Field& field : fields) text += (text.empty() ? "" : ", ") + field.name + " " + dsl::describe(program, field.type);
  return text;
}

// The words of what is asked, in an action or what follows it.
std::string question_of(const dsl::Action& action) {
  const std::string own = dsl::text_of(action.question);
  if (action.afterwards.empty()) return own;
  const std::string next = question_of(action.afterwards.front());
  return own.empty() || next.empty() ? own + next : own + " / " + next;
}

std::string consequence(const Program& program, const dsl::Consequence& said) {
  std::vector<std::string> parts;
  for (const std::string& part : {dsl::text_of(said.say), said.because, dsl::way_on(program, said.action), question_of(said.action)})
    if (!part.empty()) parts.push_back(part);
  return join(parts, " / ");
}

class Describing {
 public:
  explicit Describing(const Bundle& bundle) : bundle_(bundle), program_(*bundle.program) {}

  std::vector<Described> all() {
    policy();
    for (const dsl::Tool& tool : program_.tools) this->tool(tool);
    for (const dsl::Intent& intent : program_.intents) this->intent(intent);
    things();
    for (const dsl::Queue& queue : program_.queues) this->queue(queue);
    reply_rules();
    claims();
    wordings();
    files();
    return std::move(all_);
  }

 private:
  void begin(std::string kind, std::string name, std::string same = "") { all_.push_back({std::move(kind), std::move(name), {}, std::move(same), {}}); }
  void part(std::string what, std::string text) {
    if (!text.empty()) all_.back().parts.push_back({std::move(what), std::move(text), {}, {}});
  }
  void part(std::string what, std::string text, std::string meaning) {
    if (!text.empty()) all_.back().parts.push_back({std::move(what), std::move(text), {}, std::move(meaning)});
  }
  void list(std::string what, std::vector<std::string> items) {
    if (!items.empty()) all_.back().parts.push_back({std::move(what), "", std::move(items), {}});
  }
  std::vector<std::string> tools(const std::vector<std::uint32_t>& indices) const {
    std::vector<std::string> names;
    for (const std::uint32_t index : indices) names.push_back(program_.tools[index].name);
    return names;
  }

  void policy() {
    begin("policy", "");
    part("currency", std::string(program_.currency.code()));
    part("customer is looked up by", program_.customer.tool ? program_.tools[*program_.customer.tool].name : "");
    part("customer", fields_of(program_, program_.customer.fields));
    part("context", fields_of(program_, program_.context));
    part("resolved when silent for", format_duration(program_.episode.resolved_after));
    part("abandoned when silent for", format_duration(program_.episode.abandoned_after));
    part("messages are read together within", program_.episode.together_within == Duration{} ? "" : format_duration(program_.episode.together_within));
    part("records are kept for", program_.episode.keep ? format_duration(*program_.episode.keep) : "");
    part("words of the bands", dsl::text_of(program_.bands_say));
    static constexpr const char* risks[] = {"low risk", "medium risk", "high risk"};
    for (const dsl::Band& band : program_.bands)
      part("question of the row " + (band.intent ? program_.intents[*band.intent].name : std::string(risks[static_cast<std::size_t>(band.risk)])), question_of(band.below));
  }

  void tool(const dsl::Tool& tool) {
    begin("tool", tool.name, fingerprint(program_, tool));
    part("gives", tool.gives ? dsl::describe(program_, *tool.gives) : "");
    part("effect", std::string(dsl::to_text(tool.effect)));
    part("verifies the customer", tool.verifies_customer ? "yes" : "");
    static constexpr const char* crash[] = {"stop and ask a person", "send again with the same key", "ask"};
    part("after a crash", crash[static_cast<std::size_t>(tool.after_crash)] + (tool.check ? " " + program_.tools[*tool.check].name : std::string()));
    part("if it fails", consequence(program_, tool.if_it_fails));
    part("words when done", dsl::text_of(tool.say_when_done));
    part("words while waiting", dsl::text_of(tool.say_when_waiting));
    part("words to confirm", dsl::text_of(tool.say_to_confirm));
    const dsl::Saying saying(program_, tool.scope, &tool.lets);
    std::vector<std::string> counted;   // what was used is recorded under the number
    for (const dsl::Limit& limit : tool.limits) counted.push_back(kept_under(limit) + " " + dsl::counted_by(tool, limit, saying));
    all_.back().same += join(counted, ";");
    if (!counted.empty()) part("what is used up is kept under", limits_in_words(tool));
    part("examples", tool.examples.empty() ? "" : std::to_string(tool.examples.size()));
  }

  // "#1" of the tool, or "budget goodwill" of several.
  static std::string kept_under(const dsl::Limit& limit) {
    const std::size_t number = limit.id.rfind('#');
    return number == std::string::npos ? limit.id : limit.id.substr(number);
  }

  std::string limits_in_words(const dsl::Tool& tool) const {
    std::string text;
    for (const dsl::Limit& limit : tool.limits) {
      text += (text.empty() ? "" : ", ") + kept_under(limit) + ": " + (limit.amount ? tool.parameters[*limit.amount].name : "calls");
      text += limit.per_customer ? " per customer" : "";
      text += limit.per_conversation ? " per conversation" : "";
      for (const dsl::ExpressionId key : limit.per) text += " per " + formatted(program_, key);
      text += limit.window ? " in " + format_duration(*limit.window) : "";
    }
    return text;
  }

  void intent(const dsl::Intent& intent) {
    begin("intent", intent.name);
    part("topic", intent.topic);
    part("means", intent.means);
    list("examples", intent.examples);
    part("class", std::string(dsl::to_text(intent.request_class)));
    part("risk", std::string(dsl::to_text(intent.risk)));
    for (const dsl::AskForFact& fact : intent.ask_for) part("question for " + fact.name, dsl::text_of(fact.question).empty() ? "none" : dsl::text_of(fact.question));
    part("tools", join(tools(intent.tools), ", "));
    part("workflow", intent.workflow ? program_.workflows[*intent.workflow].name : "");
    part("queue", intent.queue ? program_.queues[*intent.queue].name : "");
    part("knowledge", join(intent.knowledge, ", "));
    part("words", dsl::text_of(intent.say));
    all_.back().does = done_with(program_, intent);
  }

  void things() {
    const dsl::Saying saying(program_, program_.turn_scope);
    for (const dsl::Trigger& trigger : program_.triggers) {
      const std::string does = std::string(dsl::to_text(trigger.urgency)) + dsl::way_on(program_, trigger.then);
      begin("trigger", trigger.name, saying.condition(trigger.when) + "/" + saying.condition(trigger.unless) + does);
      part("words", dsl::text_of(trigger.say));
      part("question", question_of(trigger.then));
      for (const auto& clause : trigger.if_unknown) part("question when " + join(program_.turn_scope.slots[clause.slot].path, ".") + " is unknown", question_of(clause.action));
      part("because", trigger.because);
    }
    for (const dsl::Table& table : program_.tables) {
      std::vector<std::string> words;
      for (const dsl::Table::Row& row : table.rows) words.push_back(dsl::text_of(row.then.say) + row.then.because + question_of(row.then.action));
      begin("table", table.name, std::to_string(table.rows.size()));
      if (std::ranges::any_of(words, [](const std::string& one) { return !one.empty(); })) list("words of the rows", words);
    }
    for (const dsl::Workflow& workflow : program_.workflows) {
      if (dsl::by_model(workflow)) continue;   // the intent's tools
      begin("workflow", workflow.name);
      part("script", workflow.file);
      part("takes", join(workflow.takes, ", "));
      part("tools", join(tools(workflow.tools), ", "));
    }
    for (const dsl::Role& role : program_.roles) begin("role", role.name, role.limit ? format_money(*role.limit) : "");
    for (const dsl::Signal& signal : program_.signals) {
      begin("signal", signal.name);
      list("phrases", signal.phrases);
      list("patterns", signal.patterns);
      list("but not", signal.but_not);
      list("examples", signal.examples);
      list("examples but not", signal.unlike);
      if (!signal.examples.empty()) part("sure from", std::to_string(signal.at.millionths / 10'000) + "%");
    }
    for (const dsl::Entity& entity : program_.entities) {
      begin("entity", entity.name);
      part("type", dsl::describe(program_, entity.type));
      list("patterns", entity.patterns);
      list("said", said_of(entity.choices));
    }
    lists();
    for (const dsl::RecordType& record : program_.records) {
      begin("record", record.name);
      for (const dsl::Field& field : record.fields) part(field.name, dsl::describe(program_, field.type));
    }
  }

  // Conditions hold a list's items; as a list of its own it stands in the text alone. One that overrides the library's is the desk's.
  void lists() {
    dsl::Diagnostics none;
    const dsl::Tree tree = dsl::parse(program_.sources, none);
    std::map<std::string, std::vector<std::string>> all;
    for (const dsl::Block& block : tree.blocks) {
      const auto* list = std::get_if<dsl::ListBlock>(&block);
      if (list == nullptr || (all.contains(list->name.text) && program_.sources.file(list->span.file).path.starts_with("standard/"))) continue;
      std::vector<std::string>& items = all[list->name.text];
      items.clear();
      for (const dsl::Expression& item : list->items) items.push_back(dsl::as_formatted(program_.sources.text(item.span)));
      for (const dsl::Text& file : list->files)
        if (const auto found = dsl::find_file(program_.sources, file.text, list->span.file))
          for (const std::string& item : dsl::items_of(program_.sources.file(*found).text)) items.push_back("\"" + item + "\"");
    }
    for (auto& [name, items] : all) {
      begin("list", name);
      list("items", std::move(items));
    }
  }

  void queue(const dsl::Queue& queue) {
    static constexpr const char* days[] = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"};
    begin("queue", queue.name);
    part("name", queue.title);
    std::string open = "always";
    if (queue.open) {
      open.clear();
      const auto two = [](int number) { return (number < 10 ? "0" : "") + std::to_string(number); };
      const auto clock = [&](int minute) { return two(minute / 60) + ":" + two(minute % 60); };
      for (const auto& range : queue.open->ranges) {
        if (!open.empty()) open += ",";
        for (std::size_t day = 0; day < 7; ++day)
          if (range.days[day]) open += (open.empty() ? "" : " ") + std::string(days[day]);
        open += " " + clock(range.from_minute) + " to " + clock(range.to_minute);
      }
      open += " " + queue.open->zone;
    }
    part("open", open);
    if (queue.open) list("closed on", queue.open->closed_on);
    part("promise", "within " + format_duration(queue.promise) + (queue.promise_in_open_hours ? " of open hours" : ""));
    part("words", dsl::text_of(queue.say));
    part("packet", join(queue.packet, ", "));
    part("words while waiting", dsl::text_of(queue.while_waiting));
    part("at most once per", queue.while_waiting.empty() ? "" : format_duration(queue.while_waiting_every));
    part("if nobody comes", dsl::way_on(program_, queue.if_nobody_comes));
    part("question if nobody comes", question_of(queue.if_nobody_comes));
  }

  void reply_rules() {
    const dsl::ReplyRules& reply = program_.reply;
    begin("reply rules", "");
    part("words at most", std::to_string(reply.words_max) + (reply.unless_step_by_step ? ", unless it is step by step" : ""));
    part("apologies at most", std::to_string(reply.apologies_max));
    part("end with a next action", reply.end_with_next_action ? "yes" : "no");
    const dsl::Saying saying(program_, program_.turn_scope);
    std::vector<std::string> tones, meant;
    for (const auto& tone : reply.tones) {
      tones.push_back(with_condition(program_, tone.word, tone.when));
      meant.push_back(tone.word + "/" + saying.condition(tone.when));
    }
    part("tone", join(tones, ", then "), join(meant, "/"));
    for (std::size_t i = 0; i < reply.beginnings.size(); ++i) {
      const auto& one = reply.beginnings[i];
      part(i == 0 ? "begin" : "begin " + std::to_string(i + 1), dsl::as_formatted(one.rule.text), dsl::text_of(one.words) + "/" + saying.condition(one.when));
    }
    part("say you are an AI when asked", reply.say_ai_when_asked ? "yes" : "no");
    part("say you are an AI in the first reply", reply.say_ai_in_first_reply ? "yes" : "no");
    part("warn about articles not reviewed for", reply.warn_after ? format_duration(*reply.warn_after) : "");
    part("do not quote articles not reviewed for", reply.refuse_after ? format_duration(*reply.refuse_after) : "");
    part("review drafts within", format_duration(reply.review_within));
    part("links only to", join(reply.link_hosts, ", "));
    part("mask for models", reply.masked.empty() ? "nothing" : join(reply.masked, ", "));
    model_limit("per turn", reply.model_per_turn);
    model_limit("per conversation", reply.model_per_conversation);
  }

  void model_limit(const std::string& per, const dsl::ReplyRules::ModelLimit& limit) {
    part("models use at most tokens " + per, limit.tokens ? std::to_string(*limit.tokens) : "");
    part("models use at most millionths of a dollar " + per, limit.cost_micro_usd ? std::to_string(*limit.cost_micro_usd) : "");
  }

  void claims() {
    for (const dsl::Rollout& rollout : program_.rollouts) claim("rollout", rollout.name, rollout.rule.text, dsl::as_formatted(rollout.rule.text));
    for (const dsl::Goal& goal : program_.goals) {
      const std::string name = goal.metric + (goal.within ? " in " + format_duration(*goal.within) : "");
      claim("goal", name, goal.rule.text, name + "/" + std::to_string(static_cast<int>(goal.op)) + "/" + format_value(goal.value));
    }
    for (const dsl::Guarantee& guarantee : program_.guarantees) claim("guarantee", guarantee.name, guarantee.rule.text, meaning_of(guarantee));
  }

  std::string meaning_of(const dsl::Guarantee& guarantee) const {
    const dsl::Tool* tool = guarantee.tool ? &program_.tools[*guarantee.tool] : nullptr;
    const dsl::Saying saying(program_, tool ? tool->scope : program_.turn_scope, tool ? &tool->lets : nullptr);
    const auto name_of = [](const auto& all, const std::optional<std::uint32_t>& index) { return index ? all[*index].name : std::string(); };
    return join({std::to_string(static_cast<int>(guarantee.kind)), tool ? tool->name : "", name_of(program_.roles, guarantee.role), name_of(program_.queues, guarantee.queue),
                 name_of(program_.intents, guarantee.intent), guarantee.without_approval ? "without approval" : "", join(guarantee.what, ","),
                 saying.condition(guarantee.when)},
                "/");
  }

  // A block with several clauses is one thing that says all of them.
  void claim(const std::string& kind, const std::string& name, const std::string& rule, const std::string& meaning) {
    const auto known = std::ranges::find_if(all_, [&](const Described& one) { return one.kind == kind && one.name == name; });
    if (known == all_.end()) {
      begin(kind, name);
      part("rule", dsl::as_formatted(rule), meaning);
    } else if (!known->parts.empty()) {
      known->parts.back().text += " / " + dsl::as_formatted(rule);
      known->parts.back().meaning += " / " + meaning;
    }
  }

  void wordings() {
    for (const dsl::Wording& wording : program_.wordings) {
      begin("wording", wording.text);
      for (const dsl::Wording::Variant& one : wording.variants) part(dsl::in_words(one.manner), one.words);
    }
  }

  void files() {
    for (const dsl::SourceFile& file : bundle_.files) {
      const std::size_t dot = file.path.rfind('.');
      const std::string ending = dot == std::string::npos ? "" : file.path.substr(dot);
      const bool knowledge = file.path.starts_with("knowledge/") || ending == ".md";
      if (ending != ".lua" && !knowledge && ending != ".case") continue;   // what the others say is in what takes it in
      begin(ending == ".lua" ? "script" : knowledge ? "knowledge" : "case", file.path);
      all_.back().parts.push_back({"content", sha256(file.text), {}, {}});
    }
  }

  const Bundle& bundle_;
  const Program& program_;
  std::vector<Described> all_;
};

}  // namespace

std::vector<Described> describe_bundle(const Bundle& bundle) { return Describing(bundle).all(); }

std::size_t rank_of_kind(const std::string& kind) { return static_cast<std::size_t>(std::ranges::find(kinds, kind) - std::begin(kinds)); }

}  // namespace handrail
