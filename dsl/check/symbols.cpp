#include "dsl/check/symbols.hpp"

#include <algorithm>

#include "dsl/check/builtins.hpp"

namespace handrail::dsl {

namespace {

template <class... Ts>
struct overloaded : Ts... { using Ts::operator()...; };
template <class... Ts>
overloaded(Ts...) -> overloaded<Ts...>;

bool is_builtin_root(std::string_view name) {
  if (name == "customer" || name == "running" || name == "queue" || name == "receipt" || name == "approval") return true;
  return std::ranges::any_of(builtins(), [&](const Builtin& builtin) { return builtin.path == name; });
}

// First pass: which blocks are there, under which names.
class Collector {
 public:
  Collector(Symbols& symbols, Report& report) : symbols_(symbols), report_(report) {}

  void operator()(const CurrencyBlock& block) { single(symbols_.currency_block, block, "currency"); }
  void operator()(const ConversationBlock& block) { single(symbols_.conversation, block, "conversation"); }
  void operator()(const CustomerBlock& block) { single(symbols_.customer_block, block, "customer"); }
  void operator()(const ContextBlock& block) { single(symbols_.context_block, block, "context"); }
  void operator()(const ConfidenceBlock& block) { single(symbols_.confidence, block, "confidence"); }
  void operator()(const RouteBlock& block) { single(symbols_.route, block, "route"); }
  void operator()(const ReplyRulesBlock& block) { single(symbols_.reply_rules, block, "reply rules"); }
  void operator()(const GoalsBlock& block) { single(symbols_.goals, block, "goals"); }
  void operator()(const TableBlock& block) { named(symbols_.tables, block, "table"); }
  void operator()(const RolloutBlock& block) { named(symbols_.rollouts, block, "rollout"); }
  void operator()(const GuaranteeBlock& block) { named(symbols_.guarantees, block, "guarantee"); }
  void operator()(const WordingBlock& block) { named(symbols_.wordings, block, "wording"); }
  void operator()(const RoleBlock& block) { named(symbols_.roles, block, "role"); }
  void operator()(const IntentBlock& block) { named(symbols_.intents, block, "intent"); }
  void operator()(const TriggerBlock& block) { named(symbols_.triggers, block, "trigger"); }
  void operator()(const RecordBlock& block) { named(symbols_.record_blocks, block, "record"); }
  void operator()(const BudgetBlock& block) { named(symbols_.budgets, block, "budget"); }
  void operator()(const ToolBlock& block) { named(symbols_.tools, block, "tool"); }
  void operator()(const WorkflowBlock& block) { named(symbols_.workflows, block, "workflow"); }
  void operator()(const QueueBlock& block) { named(symbols_.queues, block, "queue"); }
  void operator()(const EntityBlock& block) { if (fact(block.name, "entity")) named(symbols_.entities, block, "entity"); }
  void operator()(const ListBlock& block) { if (fact(block.name, "list")) named(symbols_.lists, block, "list"); }
  void operator()(const SignalBlock& block) { if (fact(block.name, "signal")) named(symbols_.signals, block, "signal"); }

  template <class Block>
  void operator()(const Block&) {}

  // Entities, signals and context fields are all spoken of by their bare names, so they share them.
  bool fact(const Name& name, std::string_view what) {
    if (is_builtin_root(name.text)) {
      report_.error("P0204", name.span, backticked(name.text) + " is built in").note("cannot be declared again")
          .help("give the " + std::string(what) + " another name");
      return false;
    }
    const auto [it, fresh] = facts_.emplace(name.text, name.span);
    if (!fresh) twice(name, it->second, what);
    return fresh;
  }

 private:
  template <class Block>
  void single(const Block*& place, const Block& block, std::string_view what) {
    if (place != nullptr) {
      report_.error("P0413", block.span, backticked(what) + " stands twice").label(place->span, "first here").help("put the clauses of both into one block");
      return;
    }
    place = &block;
  }
  template <class Block>
  void named(Declarations<Block>& table, const Block& block, std::string_view what) {
    if (!table.declare(block)) twice(block.name, table[*table.find(block.name.text)].name.span, what);
  }
  template <class Named>
  void twice(const Named& name, Span first, std::string_view what) {
    report_.error("P0203", name.span, std::string(what) + " " + backticked(name.text) + " is declared twice").label(first, "first here")
        .help("rename one of the two, or remove it");
  }

  Symbols& symbols_;
  Report& report_;
  std::map<std::string, Span> facts_;
};

// Second: what their types are.
class Typist {
 public:
  Typist(Symbols& symbols, Report& report) : symbols_(symbols), report_(report) {}

  Type type(const TypeNode& node) {
    Type made = bare(node);
    made.optional = node.optional;
    return made;
  }

  FieldTable table(const std::vector<FieldNode>& nodes, std::string_view what) {
    FieldTable table;
    for (const FieldNode& node : nodes) {
      const auto taken = std::ranges::find(table.fields, node.name.text, &Field::name);
      if (taken != table.fields.end()) {
        report_.error("P0203", node.name.span, std::string(what) + " " + backticked(node.name.text) + " is declared twice")
            .label(table.spans[static_cast<std::size_t>(taken - table.fields.begin())], "first here").help("rename one of the two, or remove it");
        continue;
      }
      table.fields.push_back({node.name.text, type(node.type)});
      table.spans.push_back(node.name.span);
    }
    return table;
  }

 private:
  Type bare(const TypeNode& node) {
    switch (node.word) {
      case TypeWord::text: return {TypeKind::text};
      case TypeWord::whole_number: return {TypeKind::whole_number};
      case TypeWord::decimal: return {TypeKind::decimal};
      case TypeWord::percent: return {TypeKind::percent};
      case TypeWord::yes_no: return {TypeKind::yes_no};
      case TypeWord::money: return money(node);
      case TypeWord::time: return {TypeKind::time};
      case TypeWord::duration: return {TypeKind::duration};
      case TypeWord::enumeration: return enumeration(node);
      case TypeWord::list_of: return {TypeKind::list, false, 0, {type(node.element[0])}};
      case TypeWord::map_of: return {TypeKind::map, false, 0, {type(node.element[0])}};
      case TypeWord::named: return record(node);
    }
    return {};
  }

  Type money(const TypeNode& node) {
    Type made{TypeKind::money};
    if (node.words.empty()) return made;
    if (auto currency = Currency::parse(node.words[0].text)) made.currency = *currency;
    else report_.error("P0221", node.words[0].span, backticked(node.words[0].text) + " is not a currency").help("write an ISO 4217 code, like `USD`");
    return made;
  }

  Type enumeration(const TypeNode& node) {
    Enumeration words;
    for (const Name& word : node.words) {
      if (std::ranges::find(words.words, word.text) != words.words.end())
        report_.error("P0203", word.span, "word " + backticked(word.text) + " is listed twice").help("remove one of the two");
      else words.words.push_back(word.text);
    }
    // The same words in the same order are the same type, wherever they are written: `subscription.plan is plan` compares.
    const auto known = std::ranges::find(symbols_.enumerations, words.words, &Enumeration::words);
    const auto index = static_cast<std::uint32_t>(known - symbols_.enumerations.begin());
    if (known == symbols_.enumerations.end()) symbols_.enumerations.push_back(std::move(words));
    return {TypeKind::enumeration, false, index};
  }

  // What other languages call a type of ours.
  struct Ours { TypeKind kind; std::string_view word; };
  static const Ours* called_elsewhere(std::string_view name) {
    static constexpr Ours text{TypeKind::text, "text"}, whole{TypeKind::whole_number, "whole number"}, decimal{TypeKind::decimal, "decimal"}, yes_no{TypeKind::yes_no, "yes/no"},
        money{TypeKind::money, "money"}, share{TypeKind::decimal, "percent"}, time{TypeKind::time, "time"}, duration{TypeKind::duration, "duration"};
    static const std::map<std::string_view, const Ours*> all{
        {"date", &time}, {"datetime", &time}, {"timestamp", &time}, {"string", &text}, {"str", &text}, {"varchar", &text}, {"int", &whole}, {"integer", &whole},
        {"number", &whole}, {"long", &whole}, {"count", &whole}, {"float", &decimal}, {"double", &decimal}, {"bool", &yes_no}, {"boolean", &yes_no}, {"flag", &yes_no},
        {"amount", &money}, {"price", &money}, {"currency", &money}, {"percentage", &share}, {"timespan", &duration}, {"interval", &duration}};
    const auto found = all.find(name);
    return found == all.end() ? nullptr : found->second;
  }

  Type record(const TypeNode& node) {
    const Name& name = node.words[0];
    if (auto found = symbols_.record_blocks.find(name.text)) return {TypeKind::record, false, *found};
    std::vector<std::string> candidates = symbols_.record_blocks.names();
    for (const char* word : {"text", "whole number", "decimal", "percent", "yes/no", "money", "time", "duration"}) candidates.emplace_back(word);
    const Ours* meant = called_elsewhere(name.text);
    report_.error("P0209", name.span, "there is no type " + backticked(name.text)).note("neither a built-in type nor a `record`")
        .help(meant != nullptr ? "write " + backticked(meant->word) : did_you_mean(name.text, candidates, "declare it: `record " + name.text + "`"));
    return {meant != nullptr ? meant->kind : TypeKind::text};
  }

  Symbols& symbols_;
  Report& report_;
};

void add_askable(Symbols& symbols) {
  for (const EntityBlock* entity : symbols.entities) symbols.askable.insert(entity->name.text);
  for (const Field& field : symbols.context.fields) symbols.askable.insert(field.name);
  for (const ToolTypes& tool : symbols.tool_types)
    for (const Field& parameter : tool.parameters.fields) symbols.askable.insert(parameter.name);
}

std::uint32_t add_words(Symbols& symbols, std::vector<std::string> words) {
  symbols.enumerations.push_back({std::move(words)});
  return static_cast<std::uint32_t>(symbols.enumerations.size() - 1);
}

void add_built_in_words(Symbols& symbols) {
  std::vector<std::string> intents = symbols.intents.names(), topics;
  if (!symbols.intents.find(built_in_other)) intents.emplace_back(built_in_other);
  for (const IntentBlock* intent : symbols.intents)
    if (intent->topic && std::ranges::find(topics, intent->topic->text) == topics.end()) topics.push_back(intent->topic->text);
  symbols.intent_words = add_words(symbols, std::move(intents));
  symbols.topic_words = add_words(symbols, std::move(topics));
  symbols.class_words = add_words(symbols, {"answerable", "needs account", "needs human", "unsafe"});
  symbols.risk_words = add_words(symbols, {"low", "medium", "high"});
  symbols.mood_words = add_words(symbols, {"calm", "annoyed", "angry"});
  symbols.urgency_words = add_words(symbols, {"immediate", "high", "medium", "low"});
}

// What the desk's own journals know of a customer.
std::uint32_t add_contact(Symbols& symbols) {
  const Type mood{TypeKind::enumeration, false, add_words(symbols, {"calm", "annoyed", "angry"})};
  const Type time{TypeKind::time}, text{TypeKind::text}, yes_no{TypeKind::yes_no}, number{TypeKind::whole_number};
  Type ended = text, closed = time;
  ended.optional = closed.optional = true;
  symbols.records.push_back({"contact", {{"conversation", text}, {"channel", text}, {"intent", text}, {"outcome", ended}, {"handed_off", yes_no}, {"mood", mood},
                                         {"messages", number}, {"opened_at", time}, {"closed_at", closed}}});
  symbols.record_spans.emplace_back(symbols.records.back().fields.size());
  return static_cast<std::uint32_t>(symbols.records.size() - 1);
}

void add_customer(Symbols& symbols, Typist& typist, Report& report) {
  FieldTable& customer = symbols.customer;
  if (symbols.customer_block != nullptr) customer = typist.table(symbols.customer_block->fields, "field");
  RecordType record{"customer", {{"id", {TypeKind::text}}, {"verified", {TypeKind::yes_no}}}};
  std::vector<Span> spans(2);
  for (std::size_t i = 0; i < customer.fields.size(); ++i) {
    if (find_field(record.fields, customer.fields[i].name) != nullptr) {
      report.error("P0204", customer.spans[i], backticked("customer." + customer.fields[i].name) + " is built in").note("cannot be declared again")
          .help("remove the line");
      continue;
    }
    record.fields.push_back(customer.fields[i]);
    spans.push_back(customer.spans[i]);
  }
  const Type contacts{TypeKind::list, false, 0, {{TypeKind::record, false, add_contact(symbols)}}};
  for (const char* name : {"contacts", "tickets"}) {
    if (find_field(record.fields, name) != nullptr) continue;
    symbols.recent.push_back({name, contacts});
    record.fields.push_back(symbols.recent.back());
    spans.emplace_back();
  }
  symbols.customer_record = static_cast<std::uint32_t>(symbols.records.size());
  symbols.records.push_back(std::move(record));
  symbols.record_spans.push_back(std::move(spans));
}

void add_currency(Symbols& symbols, Report& report) {
  if (symbols.currency_block == nullptr) return;
  const Name& code = symbols.currency_block->code;
  if (auto currency = Currency::parse(code.text)) symbols.currency = *currency;
  else report.error("P0221", code.span, backticked(code.text) + " is not a currency").help("write an ISO 4217 code, like `USD`");
}

}  // namespace

std::optional<std::uint32_t> find_word(const Enumeration& enumeration, std::string_view word) {
  for (std::uint32_t i = 0; i < enumeration.words.size(); ++i) {
    const std::string& known = enumeration.words[i];
    if (std::ranges::equal(known, word, [](char a, char b) { return a == b || (a == ' ' && b == '_'); })) return i;
  }
  return std::nullopt;
}

Symbols collect(const Tree& tree, Report& report) {
  Symbols symbols;
  Collector collector(symbols, report);
  for (const Block& block : tree.blocks) std::visit(collector, block);
  add_currency(symbols, report);
  Typist typist(symbols, report);
  for (const RecordBlock* block : symbols.record_blocks) {
    FieldTable table = typist.table(block->fields, "field");
    symbols.records.push_back({block->name.text, std::move(table.fields)});
    symbols.record_spans.push_back(std::move(table.spans));
  }
  add_customer(symbols, typist, report);
  if (symbols.context_block != nullptr) {
    symbols.context = typist.table(symbols.context_block->fields, "field");
    for (const FieldNode& field : symbols.context_block->fields) collector.fact(field.name, "field");
  }
  for (const EntityBlock* block : symbols.entities) {
    const bool has_choices = block->built_in && block->built_in->text == "one of";   // settled after the lists (choices.hpp)
    Type type = has_choices ? Type{TypeKind::text} : typist.type(block->type);
    type.optional = true;  // nothing is read off most messages
    symbols.entity_types.push_back(std::move(type));
  }
  for (const ToolBlock* block : symbols.tools) {
    ToolTypes types{typist.table(block->parameters, "parameter"), std::nullopt};
    if (block->gives) types.gives = typist.type(*block->gives);
    symbols.tool_types.push_back(std::move(types));
  }
  add_askable(symbols);
  add_built_in_words(symbols);
  return symbols;
}

}  // namespace handrail::dsl
