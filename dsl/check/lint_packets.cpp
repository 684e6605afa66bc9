// What a queue wants to find in its packets is known on every way that leads there: read off messages, asked for, looked up, sent by the channel, or told by the
// engine. A parameter of a tool is known where the tool is called, and what its workflows and intents have asked for by then. What an intent asks for is known
// nowhere before it was asked: triggers, bands and rows of tables hand off before it is, an intent of class `needs human` before any question, and what it says it
// has to ask for is not taken to stand in the message.
#include <algorithm>
#include <map>

#include "dsl/check/builtins.hpp"
#include "dsl/check/intents_reached.hpp"

namespace handrail::dsl {

namespace {

// One way into a queue.
struct Way {
  std::string what;                       // "intent `complaint`"
  Span span;
  std::set<std::string, std::less<>> supplies;   // beside what is known everywhere
  std::set<std::string, std::less<>> unasked{};  // what would have to be asked for, and is not by then
};

class Ways {
 public:
  explicit Ways(Checking& checking) : checking_(checking), symbols_(checking.symbols) {
    for (std::uint32_t i = 0; i < symbols_.intents.size(); ++i) known_to_.push_back(known_to(symbols_.intents[i]));
    of_intents();
    of_triggers();
    of_tables();
    for (std::uint32_t i = 0; i < symbols_.tools.size(); ++i) of_tool(i);
    of_queues();
  }

  void check(const QueueBlock& queue) {
    for (const Name& entry : queue.packet) {
      const bool read_off_messages = everywhere(entry.text);
      if (!symbols_.askable.contains(entry.text)) continue;
      const std::vector<Way>& ways = into_[queue.name.text];
      const auto lacks = [&](const Way& way) { return read_off_messages ? way.unasked.contains(entry.text) : !way.supplies.contains(entry.text); };
      const auto first = std::ranges::find_if(ways, lacks);
      if (first == ways.end()) continue;
      const auto others = std::count_if(first + 1, ways.end(), lacks);
      checking_.report.warning("P0427", entry.span, backticked(entry.text) + " is not known on every way to queue " + backticked(queue.name.text))
          .note("a person finds it empty" + std::string(others == 0 ? "" : ", here and on " + std::to_string(others) + (others == 1 ? " other way" : " other ways")))
          .label(first->span, first->unasked.contains(entry.text) ? first->what + " is handed off before it asks for it" : "unknown for " + first->what)
          .help(first->unasked.contains(entry.text)
                    ? "let the intent be of another class, so that it can ask, or leave it out of the packet"
                    : "declare " + backticked("entity " + entry.text) + ", add " + backticked("ask for " + entry.text + " \"…\"") +
                          " to the intent, or leave it out of the packet");
    }
  }

 private:
  // Read off any message, sent by the channel, looked up for the customer, or told by the engine.
  [[nodiscard]] bool everywhere(const std::string& name) const {
    if (std::ranges::find(packet_words(), name) != packet_words().end()) return true;
    return symbols_.entities.find(name) || symbols_.signals.find(name) || find_field(symbols_.context.fields, name) != nullptr ||
           find_field(symbols_.customer.fields, name) != nullptr || find_field(symbols_.recent, name) != nullptr;
  }

  void add_parameters(std::set<std::string, std::less<>>& known, const Name& tool) const {
    if (const auto index = symbols_.tools.find(tool.text))
      for (const Field& parameter : symbols_.tool_types[*index].parameters.fields) known.insert(parameter.name);
  }

  [[nodiscard]] static bool hands_off_at_once(const IntentBlock& intent) { return intent.request_class && intent.request_class->text == "needs human"; }
  [[nodiscard]] static std::set<std::string, std::less<>> unasked_by(const IntentBlock& intent) {
    std::set<std::string, std::less<>> names;
    if (hands_off_at_once(intent))
      for (const AskFor& ask : intent.ask_for) names.insert(ask.name.text);
    return names;
  }

  // What is known when the matter of an intent is begun: what it asks for, and what its workflow starts from.
  [[nodiscard]] std::set<std::string, std::less<>> begun_with(const IntentBlock& intent) const {
    std::set<std::string, std::less<>> known;
    if (hands_off_at_once(intent)) return known;
    for (const AskFor& ask : intent.ask_for) known.insert(ask.name.text);
    const auto workflow = intent.workflow ? symbols_.workflows.find(intent.workflow->text) : std::nullopt;
    if (!workflow) return known;
    for (const Name& taken : symbols_.workflows[*workflow].takes) known.insert(taken.text);
    return known;
  }

  // What the matter of an intent brings along in all: with what its tools take.
  [[nodiscard]] std::set<std::string, std::less<>> known_to(const IntentBlock& intent) const {
    std::set<std::string, std::less<>> known = begun_with(intent);
    if (hands_off_at_once(intent)) return known;
    for (const Name& tool : intent.tools) add_parameters(known, tool);
    const auto workflow = intent.workflow ? symbols_.workflows.find(intent.workflow->text) : std::nullopt;
    if (!workflow) return known;
    for (const Name& tool : symbols_.workflows[*workflow].tools) add_parameters(known, tool);
    return known;
  }

  void add(const Name& queue, std::string what, Span span, std::set<std::string, std::less<>> supplies, std::set<std::string, std::less<>> unasked = {}) {
    into_[queue.text].push_back({std::move(what), span, std::move(supplies), std::move(unasked)});
  }
  void add_intents(const Name& queue, const Intents& intents) {
    for (const std::uint32_t index : intents) {
      const IntentBlock& intent = symbols_.intents[index];
      add(queue, "intent " + backticked(intent.name.text), intent.name.span, known_to_[index], unasked_by(intent));
    }
  }

  // Where a matter goes that is handed off without naming a queue: rows, then the intent's own queue, then the last row.
  void of_intents() {
    Intents left = all_intents(symbols_);
    for (std::uint32_t i = 0; i < symbols_.intents.size(); ++i)
      if (const auto& queue = symbols_.intents[i].queue) {
        add_intents(*queue, {i});
        left.erase(i);
      }
    if (symbols_.route == nullptr) return;
    for (const RouteRow& row : symbols_.route->rows) add_intents(row.queue, row.when ? intents_let_through(checking_, row.when) : left);
  }

  // A rule that names its queue hands off before anything was asked for: what an intent would ask for is not known then, beside what the rule itself asked for.
  void of_action(const ActionNode& action, const std::string& what, Span span, std::set<std::string, std::less<>> asked = {}) {
    if (action.ask_for) asked.insert(action.ask_for->text);
    if (action.queue) add(*action.queue, what, span, asked);
    for (const ActionNode& next : action.afterwards) of_action(next, what, span, asked);
  }

  void of_triggers() {
    for (const TriggerBlock* trigger : symbols_.triggers) {
      const std::string what = "trigger \"" + trigger->name.text + "\"";
      if (trigger->then) of_action(*trigger->then, what, trigger->name.span);
      for (const TriggerBlock::IfUnknown& unknown : trigger->if_unknown) of_action(unknown.action, what, trigger->name.span);
    }
  }

  void of_tables() {
    for (const TableBlock* table : symbols_.tables)
      for (const TableBlock::Row& row : table->rows) of_action(row.then.action, "table " + backticked(table->name.text), row.span);
    if (symbols_.confidence == nullptr) return;
    for (const BandRow& row : symbols_.confidence->rows) of_action(row.below, "row " + backticked(row.subject.text), row.span);
  }

  // Who calls a tool is declared: intents, by themselves or by their workflow, and workflows. What each of them knows by then is known at the tool.
  [[nodiscard]] std::set<std::string, std::less<>> known_to_all_that_call(const ToolBlock& tool) const {
    std::optional<std::set<std::string, std::less<>>> common;
    const auto calls = [&](const std::vector<Name>& tools) { return std::ranges::find(tools, tool.name.text, &Name::text) != tools.end(); };
    const auto add_caller = [&](const std::set<std::string, std::less<>>& known) {
      if (!common) common = known;
      else std::erase_if(*common, [&](const std::string& name) { return !known.contains(name); });
    };
    std::set<std::string, std::less<>> begun;
    for (std::uint32_t i = 0; i < symbols_.intents.size(); ++i) {
      const IntentBlock& intent = symbols_.intents[i];
      const auto workflow = intent.workflow ? symbols_.workflows.find(intent.workflow->text) : std::nullopt;
      if (workflow) begun.insert(intent.workflow->text);
      if (!hands_off_at_once(intent) && (workflow ? calls(symbols_.workflows[*workflow].tools) : calls(intent.tools))) add_caller(begun_with(intent));
    }
    for (std::uint32_t i = 0; i < symbols_.workflows.size(); ++i) {
      const WorkflowBlock& workflow = symbols_.workflows[i];
      if (begun.contains(workflow.name.text) || !calls(workflow.tools)) continue;
      std::set<std::string, std::less<>> taken;
      for (const Name& one : workflow.takes) taken.insert(one.text);
      add_caller(taken);
    }
    return common.value_or(std::set<std::string, std::less<>>());
  }

  void of_tool(std::uint32_t index) {
    const ToolBlock& tool = symbols_.tools[index];
    std::set<std::string, std::less<>> known;
    for (const Field& parameter : symbols_.tool_types[index].parameters.fields) known.insert(parameter.name);
    for (const auto& [name, call] : tool.lets) known.insert(name.text);
    for (const std::string& name : known_to_all_that_call(tool)) known.insert(name);
    const auto leads = [&](const ActionNode& action, const auto& self) -> void {
      if (action.queue) add(*action.queue, "tool " + backticked(tool.name.text), action.queue->span, known);
      for (const ActionNode& next : action.afterwards) self(next, self);
    };
    const auto outcome = [&](const OutcomeNode& node) { leads(node.action, leads); };
    for (const NeedNode& need : tool.needs) outcome(need.otherwise);
    for (const DenyNode& deny : tool.denies) outcome(deny.outcome);
    for (const LimitNode& limit : tool.limits) outcome(limit.otherwise);
    for (const ApproveNode& approve : tool.approves) outcome(approve.otherwise);
    if (tool.otherwise) outcome(tool.otherwise->outcome);
    if (tool.if_it_fails) outcome(*tool.if_it_fails);
  }

  // A queue that passes a conversation on passes on what it found itself; what it was not given is told at its own packet, or here.
  void of_queues() {
    for (const QueueBlock* queue : symbols_.queues) {
      if (!queue->if_nobody_comes || !queue->if_nobody_comes->queue || queue->if_nobody_comes->queue->text == queue->name.text) continue;
      std::set<std::string, std::less<>> known;
      const std::vector<Way> ways = into_[queue->name.text];
      for (std::size_t i = 0; i < ways.size(); ++i) {
        if (i == 0) known = ways[i].supplies;
        else std::erase_if(known, [&](const std::string& name) { return !ways[i].supplies.contains(name); });
      }
      for (const Name& entry : queue->packet) known.insert(entry.text);
      if (!ways.empty()) add(*queue->if_nobody_comes->queue, "queue " + backticked(queue->name.text), queue->if_nobody_comes->span, std::move(known));
    }
  }

  Checking& checking_;
  const Symbols& symbols_;
  std::vector<std::set<std::string, std::less<>>> known_to_;   // as intents
  std::map<std::string, std::vector<Way>> into_;               // by queue
};

}  // namespace

void lint_packets(Checking& checking) {
  Ways ways(checking);
  for (const QueueBlock* queue : checking.symbols.queues) ways.check(*queue);
}

}  // namespace handrail::dsl
