#include "dsl/formulas/one_entry.hpp"

#include <algorithm>
#include <utility>

#include "dsl/check/node_kinds.hpp"
#include "dsl/formulas/entry_program.hpp"
#include "dsl/formulas/sample_values.hpp"
#include "dsl/program/evaluate.hpp"

namespace handrail::dsl {

namespace {

constexpr std::size_t spoken_max = 4;             // entries of one map, those under keys among them, that are spoken of one by one

bool goes_over(const Type& type) { return type.kind == TypeKind::list || type.kind == TypeKind::map; }

}  // namespace

// Writes the conditions of one scope anew.
class SpeakingOut {
 public:
  explicit SpeakingOut(OneEntry& made) : made_(made), program_(made.program_) {}

  void condition(ExpressionId& id) {
    if (id != no_expression) id = rewritten(id);
  }

  // The entries that are asked for under keys are known before anything goes over all of their map.
  void keys_of(ExpressionId id) {
    if (id == no_expression) return;
    const Node node = program_.nodes[id];
    const auto parts = [&](std::uint32_t from) {
      for (std::uint32_t i = 0; i < node.count; ++i) keys_of(program_.operands[from + i]);
    };
    switch (node.op) {
      case NodeOp::constant: case NodeOp::slot: case NodeOp::local: return;
      case NodeOp::index_of:
        if (program_.nodes[node.a].op == NodeOp::slot) (void)under_key(node);
        return;
      case NodeOp::logical_and: case NodeOp::logical_or: return parts(node.a);
      case NodeOp::look_up: return parts(node.b);
      case NodeOp::in_list: keys_of(node.a); return parts(node.b);
      case NodeOp::field: case NodeOp::logical_not: case NodeOp::is_known: case NodeOp::is_unknown: case NodeOp::matches: case NodeOp::has_duplicates:
        return keys_of(node.a);
      default: keys_of(node.a); return keys_of(node.b);
    }
  }

 private:
  // What a local of the condition stands for: an entry that is spoken of by its slots, or none: it stays the item of a quantifier.
  using Bound = std::optional<std::size_t>;

  ExpressionId add(Node node) {
    program_.nodes.push_back(node);
    return static_cast<ExpressionId>(program_.nodes.size() - 1);
  }
  ExpressionId together(const std::vector<ExpressionId>& parts, Span span, NodeOp joint = NodeOp::logical_and) {
    if (parts.size() == 1) return parts.front();
    const auto at = static_cast<std::uint32_t>(program_.operands.size());
    program_.operands.insert(program_.operands.end(), parts.begin(), parts.end());
    return add({joint, static_cast<std::uint16_t>(parts.size()), at, 0, span});
  }
  ExpressionId opposite(ExpressionId id, Span span) { return add({NodeOp::logical_not, 0, id, 0, span}); }

  // A test of an entry can only be answered where its list is there: that is asked with it.
  ExpressionId with_lists(std::vector<ExpressionId> lists, ExpressionId leaf, Span span) {
    std::vector<ExpressionId> parts;
    for (const ExpressionId list : lists) {
      parts.push_back(add({NodeOp::is_known, 0, list, 0, span}));
      made_.guards_.push_back(parts.back());
    }
    parts.push_back(leaf);
    return together(parts, span);
  }

  ExpressionId rewritten(ExpressionId id) {
    const Node node = program_.nodes[id];
    switch (node.op) {
      case NodeOp::logical_and: case NodeOp::logical_or: return list_of_parts(id, node);
      case NodeOp::logical_not: return with_first(id, node, rewritten(node.a));
      case NodeOp::any_of: case NodeOp::all_of: case NodeOp::none_of: return quantifier(id, node);
      default: break;
    }
    if (is_comparison(node.op))
      if (const auto counted = count(id, node)) return *counted;
    const std::vector<ExpressionId> before = std::move(lists_);
    lists_.clear();
    const ExpressionId leaf = term(id);
    const ExpressionId made = lists_.empty() ? leaf : with_lists(lists_, leaf, node.span);
    lists_ = before;
    return made;
  }

  ExpressionId list_of_parts(ExpressionId id, const Node& node) {
    std::vector<ExpressionId> parts;
    bool same = true;
    for (std::uint32_t i = 0; i < node.count; ++i) {
      parts.push_back(rewritten(program_.operands[node.a + i]));
      same = same && parts.back() == program_.operands[node.a + i];
    }
    if (same) return id;
    const auto at = static_cast<std::uint32_t>(program_.operands.size());
    program_.operands.insert(program_.operands.end(), parts.begin(), parts.end());
    Node made = node;
    made.a = at;
    return add(made);
  }

  ExpressionId with_first(ExpressionId id, Node node, ExpressionId first) {
    if (first == node.a) return id;
    node.a = first;
    return add(node);
  }

  // --- what goes over a list ----------------------------------------------------------------------------------------------------------

  // The entries of a list that are spoken of, or of two in pairs: each time as many as stand in a pair. And the list of the others.
  struct Over { std::vector<ExpressionId> lists; std::vector<std::vector<std::size_t>> entries; ExpressionId others = no_expression; };

  // None: it is no fact.
  std::optional<Over> over(ExpressionId list) {
    const Node node = program_.nodes[list];
    Over made;
    if (node.op == NodeOp::pairs_of) {
      const auto first = over(node.a), second = over(node.b);
      if (!first || !second || first->entries.size() > 1 || second->entries.size() > 1) return std::nullopt;
      made.lists = first->lists;
      made.lists.insert(made.lists.end(), second->lists.begin(), second->lists.end());
      made.entries = {{first->entries.front().front(), second->entries.front().front()}};
      made.others = add({NodeOp::pairs_of, 0, first->others, second->others, node.span});
      return made;
    }
    const auto entry = entry_of(list);
    if (!entry) return std::nullopt;
    made.entries.push_back({*entry});
    for (std::size_t i = 0; i < made_.entries_.size() && node.op == NodeOp::slot; ++i)
      if (made_.entries_[i].key != no_expression && made_.entries_[i].list.slot == node.a) made.entries.push_back({i});
    if (made.entries.size() > spoken_max) return std::nullopt;
    made.others = add({NodeOp::slot, 0, others_of(made.entries.front().front()), 0, node.span});
    made.lists.push_back(term(list));
    return made;
  }

  std::uint32_t others_of(std::size_t entry) {
    OneEntry::Entry& one = made_.entries_[entry];
    if (one.others) return *one.others;
    auto& slots = made_.scope().slots;
    Type type = one.type;
    type.optional = false;
    slots.push_back({{"the others beside " + one.root}, std::move(type), false});
    one.others = static_cast<std::uint32_t>(slots.size() - 1);
    return *one.others;
  }

  // The same question about the others: it stays one about a list.
  ExpressionId of_the_others(const Over& over, const Node& node) {
    const std::size_t bound = over.entries.front().size();
    bound_.insert(bound_.end(), bound, Bound());
    const auto from = static_cast<ExpressionId>(program_.nodes.size());
    const ExpressionId said = node.op == NodeOp::sum_of ? plain_term(node.b) : plainly(node.b);
    bound_.resize(bound_.size() - bound);
    Node others = node;
    others.a = over.others;
    others.b = said;
    const ExpressionId made = add(others);
    for (ExpressionId id = from; id < program_.nodes.size(); ++id) made_.guards_.push_back(id);
    return made;
  }

  ExpressionId said_of(const std::vector<std::size_t>& entries, ExpressionId said, bool condition) {
    for (const std::size_t entry : entries) bound_.emplace_back(entry);
    const ExpressionId made = condition ? rewritten(said) : term(said);
    bound_.resize(bound_.size() - entries.size());
    return made;
  }

  void remember(ExpressionId from, ExpressionId quantifier) {
    for (ExpressionId id = from; id < program_.nodes.size(); ++id) made_.around_.emplace_back(id, quantifier);
  }

  // `any` is that this entry says so, or one of the others.
  ExpressionId quantifier(ExpressionId id, const Node& node) {
    const auto all = over(node.a);
    if (!all) return left_alone(id, node);
    const auto from = static_cast<ExpressionId>(program_.nodes.size());
    std::vector<ExpressionId> parts;
    for (const auto& entries : all->entries) {
      const ExpressionId said = said_of(entries, node.b, true);
      parts.push_back(node.op == NodeOp::none_of ? opposite(said, node.span) : said);
    }
    remember(from, id);
    parts.push_back(of_the_others(*all, node));
    return with_lists(all->lists, together(parts, node.span, node.op == NodeOp::any_of ? NodeOp::logical_or : NodeOp::logical_and), node.span);
  }

  // It stays what it is; of what stands within only what is bound outside is spoken of.
  ExpressionId left_alone(ExpressionId id, Node node) {
    const bool two = program_.nodes[node.a].op == NodeOp::pairs_of;
    const ExpressionId list = term(node.a);
    bound_.insert(bound_.end(), two ? 2 : 1, Bound());
    const ExpressionId said = node.op == NodeOp::sum_of ? term(node.b) : plainly(node.b);
    bound_.resize(bound_.size() - (two ? 2 : 1));
    if (list == node.a && said == node.b) return id;
    node.a = list;
    node.b = said;
    return add(node);
  }

  // A condition, or a term, whose quantifiers stay.
  ExpressionId plainly(ExpressionId id) {
    const bool before = std::exchange(plain_, true);
    const ExpressionId made = rewritten(id);
    plain_ = before;
    return made;
  }
  ExpressionId plain_term(ExpressionId id) {
    const bool before = std::exchange(plain_, true);
    const ExpressionId made = term(id);
    plain_ = before;
    return made;
  }

  // `count of … is at least 3`: this one and two others, or three others.
  std::optional<ExpressionId> count(ExpressionId id, const Node& node) {
    const bool left = program_.nodes[node.a].op == NodeOp::count_of;
    const ExpressionId counting = left ? node.a : node.b, limit = left ? node.b : node.a;
    if (plain_ || program_.nodes[counting].op != NodeOp::count_of || program_.nodes[limit].op == NodeOp::count_of) return std::nullopt;
    const Node counted = program_.nodes[counting];
    const auto all = over(counted.a);
    if (!all) return std::nullopt;
    const NodeOp op = left ? node.op : turned(node.op);
    const auto from = static_cast<ExpressionId>(program_.nodes.size());
    std::vector<ExpressionId> said;
    for (const auto& entries : all->entries) said.push_back(said_of(entries, counted.b, true));
    remember(from, id);
    const ExpressionId others = of_the_others(*all, counted), limited = term(limit);
    const auto beside = static_cast<ExpressionId>(program_.nodes.size());
    const ExpressionId made = counted_with(op, said, 0, others, limited, node.span);
    for (ExpressionId made_here = beside; made_here < program_.nodes.size(); ++made_here) made_.guards_.push_back(made_here);
    return with_lists(all->lists, made, node.span);
  }

  // With the entries from `at` on counted or not, each as it says.
  ExpressionId counted_with(NodeOp op, const std::vector<ExpressionId>& said, std::size_t at, ExpressionId so_far, ExpressionId limit, Span span) {
    if (at == said.size()) return add({op, 0, so_far, limit, span});
    program_.constants.emplace_back(std::int64_t{1});
    const ExpressionId one = add({NodeOp::constant, 0, static_cast<std::uint32_t>(program_.constants.size() - 1), 0, span});
    const ExpressionId with = counted_with(op, said, at + 1, add({NodeOp::add, 0, so_far, one, span}), limit, span);
    const ExpressionId without = counted_with(op, said, at + 1, so_far, limit, span);
    const ExpressionId yes = together({said[at], with}, span), no = together({opposite(said[at], span), without}, span);
    return together({yes, no}, span, NodeOp::logical_or);
  }

  // --- terms --------------------------------------------------------------------------------------------------------------------------

  ExpressionId term(ExpressionId id) {
    Node node = program_.nodes[id];
    const Node before = node;
    switch (node.op) {
      case NodeOp::constant: case NodeOp::slot: return id;
      case NodeOp::local: case NodeOp::field: case NodeOp::index_of:
        if (const auto slot = slot_of(id)) return add({NodeOp::slot, 0, *slot, 0, node.span});
        if (node.op == NodeOp::local) return kept_local(id, node);
        node.a = term(node.a);
        if (node.op == NodeOp::index_of) node.b = term(node.b);
        break;
      case NodeOp::any_of: case NodeOp::all_of: case NodeOp::none_of: return quantifier(id, node);
      case NodeOp::logical_and: case NodeOp::logical_or: case NodeOp::logical_not: return rewritten(id);
      case NodeOp::count_of: return left_alone(id, node);
      case NodeOp::sum_of: return sum(id, node);
      case NodeOp::look_up: node.b = operands(node.b, node.count); break;
      case NodeOp::in_list:
        node.a = term(node.a);
        node.b = operands(node.b, node.count);
        break;
      case NodeOp::is_known: case NodeOp::is_unknown: case NodeOp::matches: case NodeOp::has_duplicates: node.a = term(node.a); break;
      default:
        node.a = term(node.a);
        node.b = term(node.b);
    }
    return node.a == before.a && node.b == before.b ? id : add(node);
  }

  std::uint32_t operands(std::uint32_t from, std::uint16_t count) {
    std::vector<ExpressionId> parts;
    bool same = true;
    for (std::uint32_t i = 0; i < count; ++i) {
      parts.push_back(term(program_.operands[from + i]));
      same = same && parts.back() == program_.operands[from + i];
    }
    if (same) return from;
    const auto at = static_cast<std::uint32_t>(program_.operands.size());
    program_.operands.insert(program_.operands.end(), parts.begin(), parts.end());
    return at;
  }

  // What is added up of this entry, and of the others; an amount that may not be there adds nothing, which an addition cannot say: then there are no others.
  ExpressionId sum(ExpressionId id, const Node& node) {
    const auto all = plain_ ? std::nullopt : over(node.a);
    if (!all) return left_alone(id, node);
    lists_.insert(lists_.end(), all->lists.begin(), all->lists.end());
    const auto from = static_cast<ExpressionId>(program_.nodes.size());
    const ExpressionId amount = said_of(all->entries.front(), node.b, false);
    remember(from, id);
    if (may_be_absent(amount)) return amount;
    ExpressionId made = amount;
    for (std::size_t i = 1; i < all->entries.size(); ++i) made = add({NodeOp::add, 0, made, said_of(all->entries[i], node.b, false), node.span});
    return add({NodeOp::add, 0, made, of_the_others(*all, node), node.span});
  }

  bool may_be_absent(ExpressionId amount) const {
    return std::ranges::any_of(slots_of(program_, amount), [&](std::uint32_t slot) { return made_.scope().slots[slot].type.optional; });
  }

  // Quantifiers between that were spoken out bind nothing any more.
  ExpressionId kept_local(ExpressionId id, Node node) {
    std::uint32_t depth = 0;
    for (std::uint32_t i = 0; i < node.a; ++i) depth += bound_[bound_.size() - 1 - i] ? 0 : 1;
    if (depth == node.a) return id;
    node.a = depth;
    return add(node);
  }

  // --- the facts of an entry ----------------------------------------------------------------------------------------------------------

  // Where a chain of fields begins: the entry and the way from it.
  std::optional<std::pair<std::size_t, std::vector<std::string>>> of_entry(ExpressionId id) {
    std::vector<std::string> path;
    for (; program_.nodes[id].op == NodeOp::field; id = program_.nodes[id].a) path.insert(path.begin(), program_.names[program_.nodes[id].b]);
    const Node node = program_.nodes[id];
    if (node.op == NodeOp::index_of) {
      const auto entry = under_key(node);
      return entry ? std::optional(std::pair{*entry, path}) : std::nullopt;
    }
    if (node.op != NodeOp::local || !bound_[bound_.size() - 1 - node.a]) return std::nullopt;
    return std::pair{*bound_[bound_.size() - 1 - node.a], path};
  }

  // The entry of a map under a fixed key, or under one that is a fact; of a leaf, that the map is there is asked with it.
  std::optional<std::size_t> under_key(const Node& index) {
    const Node& key = program_.nodes[index.b];
    const auto* text = key.op == NodeOp::constant ? program_.constants[key.a].as<std::string>() : nullptr;
    if (text == nullptr && key.op != NodeOp::slot) return std::nullopt;
    std::string named = text ? "\"" + *text + "\"" : "";
    if (!text)
      for (const std::string& part : made_.scope().slots[key.a].path) named += (named.empty() ? "" : ".") + part;
    const auto entry = entry_of(index.a, " under " + named);
    if (!entry) return std::nullopt;
    made_.entries_[*entry].key = index.b;
    const ExpressionId map = term(index.a);
    if (std::ranges::find(lists_, map) == lists_.end()) lists_.push_back(map);
    return entry;
  }

  std::optional<Type> type_at(const Type& element, const std::vector<std::string>& path) const {
    Type type = element;
    bool optional = element.optional;
    for (const std::string& name : path) {
      const Field* field = type.kind == TypeKind::record ? find_field(program_.records[type.index].fields, name) : nullptr;
      if (field == nullptr) return std::nullopt;
      const Type inner = field->type;
      type = inner;
      optional = optional || type.optional;
    }
    type.optional = optional;
    return type;
  }

  std::optional<std::uint32_t> slot_of(ExpressionId id) {
    const auto place = of_entry(id);
    if (!place) return std::nullopt;
    const OneEntry::Entry& entry = made_.entries_[place->first];
    const auto type = type_at(entry.type.element.front(), place->second);
    if (!type) return std::nullopt;
    std::vector<std::string> path{entry.root};
    path.insert(path.end(), place->second.begin(), place->second.end());
    auto& slots = made_.scope().slots;
    const auto known = std::ranges::find(slots, path, &Slot::path);
    if (known != slots.end()) return static_cast<std::uint32_t>(known - slots.begin());
    slots.push_back({std::move(path), *type, false});
    return static_cast<std::uint32_t>(slots.size() - 1);
  }

  // The one entry of this list; none: the list is no fact, or it stays as it is.
  std::optional<std::size_t> entry_of(ExpressionId list, const std::string& which = "") {
    if (plain_) return std::nullopt;
    const Node node = program_.nodes[list];
    OneEntry::Place place;
    std::optional<Type> type;
    std::string root;
    if (node.op == NodeOp::slot) {
      place.slot = node.a;
      type = made_.scope().slots[node.a].type;
      for (const std::string& part : made_.scope().slots[node.a].path) root += (root.empty() ? "" : ".") + part;
    } else if (const auto inside = of_entry(list)) {
      place.entry = inside->first;
      place.path = inside->second;
      type = type_at(made_.entries_[inside->first].type.element.front(), inside->second);
      root = made_.entries_[inside->first].root;
      for (const std::string& part : inside->second) root += "." + part;
    }
    if (!type || !goes_over(*type)) return std::nullopt;
    root = "an entry of " + root + which;    // no name has a blank in it
    for (std::size_t i = 0; i < made_.entries_.size(); ++i)
      if (made_.entries_[i].root == root) return i;
    made_.entries_.push_back({std::move(place), *type, std::move(root), std::nullopt, no_expression});
    return made_.entries_.size() - 1;
  }

  OneEntry& made_;
  Program& program_;
  std::vector<Bound> bound_;               // innermost last
  std::vector<ExpressionId> lists_;        // that the terms of one leaf go over
  bool plain_ = false;
};

std::optional<OneEntry> OneEntry::of_tool(const Program& program, std::uint32_t index) {
  OneEntry made(program);
  made.tool_ = index;
  made.first_slot_ = made.scope().slots.size();
  made.first_node_ = static_cast<ExpressionId>(program.nodes.size());
  SpeakingOut speaking(made);
  Tool& tool = made.program_.tools[index];
  const auto each = [&](const auto& use) {
    for (Need& need : tool.needs)
      if (auto* condition = std::get_if<NeededCondition>(&need.what)) use(condition->when);
    const auto both = [&](auto& clauses) {
      for (auto& clause : clauses) use(clause.when), use(clause.unless);
    };
    both(tool.denies), both(tool.approves), both(tool.allows);
  };
  each([&](ExpressionId id) { speaking.keys_of(id); });
  each([&](ExpressionId& id) { speaking.condition(id); });
  return made.entries_.empty() ? std::nullopt : std::optional(std::move(made));
}

std::optional<OneEntry> OneEntry::of_messages(const Program& program) {
  OneEntry made(program);
  made.first_slot_ = made.scope().slots.size();
  made.first_node_ = static_cast<ExpressionId>(program.nodes.size());
  SpeakingOut speaking(made);
  const auto each = [&](const auto& use) {
    for (Trigger& trigger : made.program_.triggers) use(trigger.when), use(trigger.unless);
    for (Table& table : made.program_.tables)
      for (Table::Row& row : table.rows) use(row.when);
    for (Route& row : made.program_.routes) use(row.when);
  };
  each([&](ExpressionId id) { speaking.keys_of(id); });
  each([&](ExpressionId& id) { speaking.condition(id); });
  return made.entries_.empty() ? std::nullopt : std::optional(std::move(made));
}

bool OneEntry::asks_entry(ExpressionId leaf) const { return leaf >= first_node_ && std::ranges::find(guards_, leaf) == guards_.end(); }

std::vector<ExpressionId> OneEntry::around(ExpressionId leaf) const {
  std::vector<ExpressionId> all;
  for (const auto& [inner, quantifier] : around_)
    if (inner == leaf) all.push_back(quantifier);   // the innermost was remembered first
  return all;
}

Value OneEntry::entry_of(const Entry& entry, const std::vector<Value>& slots) const {
  return assembled(program_, entry.type.element.front(), scope(), {entry.root}, slots);
}

void OneEntry::put_back(std::vector<Value>& slots) const {
  std::vector<Value> lists(entries_.size());
  for (std::size_t i = entries_.size(); i-- > 0;) {   // what is within an entry before the entry
    const Entry& entry = entries_[i];
    Value one = entry_of(entry, slots);
    for (std::size_t inner = i + 1; inner < entries_.size(); ++inner) {
      if (entries_[inner].list.slot || entries_[inner].list.entry != i || !one.as<ValueRecord>()) continue;
      ValueRecord changed = *one.as<ValueRecord>();
      set_in(changed, entries_[inner].list.path, 0, lists[inner]);
      one = Value(std::move(changed));
    }
    const Value others = entry.others ? slots[*entry.others] : Value();
    if (entry.type.kind == TypeKind::map) {
      ValueRecord map = others.as<ValueRecord>() ? *others.as<ValueRecord>() : ValueRecord{};
      Frame frame;
      frame.slots = slots;
      const Value key = entry.key == no_expression ? Value("this one") : evaluate_value(program_, entry.key, frame);
      if (key.as<std::string>()) map.set(*key.as<std::string>(), one);
      for (std::size_t before = i + 1; before < entries_.size(); ++before)   // several of one map stand in it together
        if (entries_[before].list.slot && entries_[before].list.slot == entry.list.slot && lists[before].as<ValueRecord>())
          for (const ValueField& other : lists[before].as<ValueRecord>()->fields) map.set(other.name, other.value);
      lists[i] = Value(std::move(map));
    } else {
      ValueList list = others.as<ValueList>() ? *others.as<ValueList>() : ValueList{};
      list.push_back(std::move(one));
      lists[i] = Value(std::move(list));
    }
    if (entry.list.slot && *entry.list.slot < first_slot_) slots[*entry.list.slot] = lists[i];
  }
  slots.resize(first_slot_);
}

}  // namespace handrail::dsl
