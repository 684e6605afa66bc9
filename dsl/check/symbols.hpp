// Everything that a bundle declares, by name: the first of the two passes. What is declared twice is reported here; an index into a table is
// the index into the same table of the compiled program.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "dsl/check/report.hpp"
#include "dsl/check/types.hpp"
#include "dsl/syntax/tree.hpp"

namespace handrail::dsl {

// The blocks of one kind in the order of the text, found by name.
template <class Block>
class Declarations {
 public:
  // False, when the name is taken.
  bool declare(const Block& block) {
    if (!index_.emplace(block.name.text, static_cast<std::uint32_t>(blocks_.size())).second) return false;
    blocks_.push_back(&block);
    return true;
  }
  [[nodiscard]] std::optional<std::uint32_t> find(std::string_view name) const {
    const auto it = index_.find(name);
    return it == index_.end() ? std::nullopt : std::optional(it->second);
  }
  [[nodiscard]] std::vector<std::string> names() const {
    std::vector<std::string> all;
    for (const Block* block : blocks_) all.push_back(block->name.text);
    return all;
  }
  [[nodiscard]] std::size_t size() const { return blocks_.size(); }
  [[nodiscard]] const Block& operator[](std::uint32_t index) const { return *blocks_[index]; }
  [[nodiscard]] auto begin() const { return blocks_.begin(); }
  [[nodiscard]] auto end() const { return blocks_.end(); }

 private:
  std::vector<const Block*> blocks_;
  std::map<std::string, std::uint32_t, std::less<>> index_;
};

struct FieldTable {
  std::vector<Field> fields;
  std::vector<Span> spans;   // of the names, as declared
};
struct ToolTypes { FieldTable parameters; std::optional<Type> gives; };

struct Symbols {
  Currency currency;                     // empty when the bundle names none
  std::vector<Enumeration> enumerations;
  std::vector<RecordType> records;       // one per `record`, then the built-in `contact` and the customer's
  std::vector<std::vector<Span>> record_spans;
  std::uint32_t customer_record = 0;     // id, verified and the declared fields
  FieldTable customer, context;
  std::vector<Field> recent;             // customer.contacts and customer.tickets, but those that the desk declares itself
  std::uint32_t intent_words = 0, topic_words = 0, class_words = 0, risk_words = 0, mood_words = 0, urgency_words = 0;   // enumerations of the built-in facts

  Declarations<RoleBlock> roles;
  Declarations<EntityBlock> entities;
  Declarations<IntentBlock> intents;
  Declarations<SignalBlock> signals;
  Declarations<TriggerBlock> triggers;
  Declarations<RecordBlock> record_blocks;
  Declarations<BudgetBlock> budgets;
  Declarations<ToolBlock> tools;
  Declarations<WorkflowBlock> workflows;
  Declarations<QueueBlock> queues;
  Declarations<ListBlock> lists;
  Declarations<TableBlock> tables;
  Declarations<RolloutBlock> rollouts;
  Declarations<GuaranteeBlock> guarantees;
  Declarations<WordingBlock> wordings;   // by the text that they word otherwise
  std::vector<Type> entity_types;        // as `entities`
  std::vector<ToolTypes> tool_types;     // as `tools`
  std::vector<Type> list_types;          // of one item, as `lists`
  std::vector<ValueList> list_values;    // as `lists`
  const CurrencyBlock* currency_block = nullptr;
  const ConversationBlock* conversation = nullptr;
  const CustomerBlock* customer_block = nullptr;
  const ContextBlock* context_block = nullptr;
  const ConfidenceBlock* confidence = nullptr;
  const RouteBlock* route = nullptr;
  const ReplyRulesBlock* reply_rules = nullptr;
  const GoalsBlock* goals = nullptr;

  [[nodiscard]] std::string describe(const Type& type) const { return describe_type(type, enumerations, records); }
  [[nodiscard]] Currency currency_of(const Type& money) const { return money.currency.code().empty() ? currency : money.currency; }
  std::set<std::string, std::less<>> askable;   // what a customer may be asked for: entities, context fields, parameters of tools
};

// The index of `word` in the enumeration, a space in a word matching `_`.
[[nodiscard]] std::optional<std::uint32_t> find_word(const Enumeration& enumeration, std::string_view word);
[[nodiscard]] Symbols collect(const Tree& tree, Report& report);

inline constexpr std::string_view built_in_other = "other";   // the intent of whatever is none of the declared ones

}  // namespace handrail::dsl
