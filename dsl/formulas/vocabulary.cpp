#include "dsl/formulas/vocabulary.hpp"

#include <algorithm>

#include "dsl/program/decode.hpp"
#include "engine/base/hash.hpp"

namespace handrail::dsl {

namespace {

// What would grow with every use of a use stays short.
std::string shortened(std::string text) { return text.size() > 200 ? sha256(text) : text; }

// No text can look like two.
std::string quoted(const std::string& text) { return std::to_string(text.size()) + ":" + text; }

// As exact as it is compared: a duration is not rounded to how people say it.
std::string exactly(const Value& value) {
  const std::string kind = std::to_string(value.node().index()) + " ";
  if (const auto* time = value.as<Instant>()) return kind + std::to_string(time->ms);
  if (const auto* duration = value.as<Duration>()) return kind + std::to_string(duration->ms);
  return kind + quoted(canonical(encode(value)));
}

// What a look-up is asked with: whatever the order in which its tool declares its parameters, it is one question.
std::string by_name(const std::map<std::string, std::string>& arguments) {
  std::string said;
  for (const auto& [name, value] : arguments) said += name + " " + value + ",";
  return said;
}

class Shapes {
 public:
  explicit Shapes(const Program& program) : program_(program) {}

  std::string of(const Type& type) {
    const std::string optional = type.optional ? "optional " : "";
    switch (type.kind) {
      case TypeKind::money: return optional + "money " + std::string((type.currency.code().empty() ? program_.currency : type.currency).code());
      case TypeKind::list: return optional + "list of " + of(type.element[0]);
      case TypeKind::map: return optional + "map of " + of(type.element[0]);
      case TypeKind::record: return optional + record(type.index);
      case TypeKind::enumeration: {
        std::string words;
        for (const std::string& word : program_.enumerations[type.index].words) words += (words.empty() ? "" : "|") + word;
        return optional + words;
      }
      default: return optional + std::to_string(static_cast<int>(type.kind));
    }
  }

 private:
  std::string record(std::uint32_t index) {
    const auto [found, added] = records_.emplace(index, "again " + program_.records[index].name);
    if (!added) return found->second;
    std::string fields = "[";
    for (const Field& field : program_.records[index].fields) fields += field.name + " " + of(field.type) + ";";
    return records_[index] = shortened(fields + "]");
  }

  const Program& program_;
  std::map<std::uint32_t, std::string> records_;
};

}  // namespace

std::string shape_of(const Program& program, const Type& type) { return Shapes(program).of(type); }

Saying::Saying(const Program& program, const Scope& scope, const std::vector<Let>* lets) : program_(program), scope_(scope), lets_(lets) {
  if (!lets) return;
  for (const Let& let : *lets) {
    std::map<std::string, std::string> arguments;
    for (const auto& [name, value] : let.arguments) arguments[name] = condition(value);
    roots_[let.name] = shortened(program_.tools[let.tool].name + "(" + by_name(arguments) + ")");
  }
}

std::string Saying::root(const std::string& name) const {
  const auto found = roots_.find(name);
  return found == roots_.end() ? name : found->second;
}

const Type* Saying::looked_up(const std::string& name) const {
  if (lets_ == nullptr) return nullptr;
  const auto let = std::ranges::find(*lets_, name, &Let::name);
  return let == lets_->end() ? nullptr : &let->type;
}

std::string Saying::place(std::uint32_t index) const {
  const Slot& slot = scope_.slots[index];
  std::string said = root(slot.path.front());
  for (std::size_t i = 1; i < slot.path.size(); ++i) said += "." + slot.path[i];
  return said;
}

std::string Saying::slot(std::uint32_t index) const {
  const Slot& slot = scope_.slots[index];
  std::string said = place(index);
  const TypeKind kind = slot.type.kind;
  if (kind == TypeKind::record || kind == TypeKind::list || kind == TypeKind::map) said += " " + shape_of(program_, slot.type);
  return said;
}

std::string Saying::head(const Node& node) const { return "(" + std::to_string(static_cast<int>(node.op)) + " "; }

// The fields of the entry that stands `depth` quantifiers further out; the empty path: the entry as a whole.
void Saying::read_of_entry(ExpressionId id, std::uint32_t depth, Paths& found) const {
  const Node& node = program_.nodes[id];
  const auto list = [&](std::uint32_t begin) {
    for (std::uint32_t i = 0; i < node.count; ++i) read_of_entry(program_.operands[begin + i], depth, found);
  };
  switch (node.op) {
    case NodeOp::constant: case NodeOp::slot: return;
    case NodeOp::local:
      if (node.a == depth) found.insert(std::vector<std::string>{});
      return;
    case NodeOp::field: {
      std::vector<std::string> path{program_.names[node.b]};
      ExpressionId owner = node.a;
      for (; program_.nodes[owner].op == NodeOp::field; owner = program_.nodes[owner].a) path.insert(path.begin(), program_.names[program_.nodes[owner].b]);
      if (program_.nodes[owner].op != NodeOp::local) return read_of_entry(owner, depth, found);
      if (program_.nodes[owner].a == depth) found.insert(std::move(path));
      return;
    }
    case NodeOp::look_up: return list(node.b);
    case NodeOp::logical_and: case NodeOp::logical_or: return list(node.a);
    case NodeOp::in_list: read_of_entry(node.a, depth, found); return list(node.b);
    case NodeOp::logical_not: case NodeOp::is_known: case NodeOp::is_unknown: case NodeOp::matches: case NodeOp::has_duplicates: return read_of_entry(node.a, depth, found);
    case NodeOp::any_of: case NodeOp::all_of: case NodeOp::none_of: case NodeOp::count_of: case NodeOp::sum_of:
      read_of_entry(node.a, depth, found);
      return read_of_entry(node.b, depth + (program_.nodes[node.a].op == NodeOp::pairs_of ? 2 : 1), found);
    default:
      read_of_entry(node.a, depth, found);
      return read_of_entry(node.b, depth, found);
  }
}

// With what may be left out on the way.
std::string Saying::read_as(const Type& entry, const std::vector<std::string>& path) const {
  const Type* type = &entry;
  std::string said;
  for (const std::string& name : path) {
    const Field* field = type->kind == TypeKind::record ? find_field(program_.records[type->index].fields, name) : nullptr;
    if (field == nullptr) return shape_of(program_, entry);
    said += "." + name + (field->type.optional ? "?" : "");
    type = &field->type;
  }
  return said + " " + shape_of(program_, *type) + ";";
}

std::string Saying::entries(const Node& quantifier) const {
  const Node& list = program_.nodes[quantifier.a];
  const Type* type = list.op == NodeOp::slot ? &scope_.slots[list.a].type : nullptr;
  if (type == nullptr || (type->kind != TypeKind::list && type->kind != TypeKind::map)) return condition(quantifier.a) + condition(quantifier.b);
  Paths read;
  read_of_entry(quantifier.b, 0, read);
  std::string said = head(list) + place(list.a) + (type->kind == TypeKind::list ? " list of " : " map of ") + (type->element.front().optional ? "optional " : "");
  for (const std::vector<std::string>& path : read) said += read_as(type->element.front(), path);
  return said + ")" + condition(quantifier.b);
}

std::string Saying::condition(ExpressionId id) const {
  if (id == no_expression) return "";
  const Node& node = program_.nodes[id];
  const auto list = [&](std::uint32_t begin) {
    std::string all;
    for (std::uint32_t i = 0; i < node.count; ++i) all += condition(program_.operands[begin + i]);
    return all;
  };
  switch (node.op) {
    case NodeOp::constant: {
      return head(node) + exactly(program_.constants[node.a]) + ")";
    }
    case NodeOp::slot: return head(node) + slot(node.a) + ")";
    case NodeOp::local: return head(node) + std::to_string(node.a) + ")";
    case NodeOp::field: return head(node) + condition(node.a) + program_.names[node.b] + ")";
    case NodeOp::logical_and: case NodeOp::logical_or: return head(node) + list(node.a) + ")";
    case NodeOp::logical_not: case NodeOp::is_known: case NodeOp::is_unknown: case NodeOp::has_duplicates: return head(node) + condition(node.a) + ")";
    case NodeOp::in_list: return head(node) + condition(node.a) + list(node.b) + ")";
    case NodeOp::look_up: {
      const Tool& tool = program_.tools[node.a];
      std::map<std::string, std::string> arguments;
      for (std::uint32_t i = 0; i < node.count; ++i) arguments[tool.parameters[i].name] = condition(program_.operands[node.b + i]);
      return head(node) + tool.name + " " + (tool.gives ? shape_of(program_, *tool.gives) : "") + by_name(arguments) + ")";
    }
    case NodeOp::matches: return head(node) + condition(node.a) + quoted(program_.patterns[node.b]->text()) + ")";
    case NodeOp::any_of: case NodeOp::all_of: case NodeOp::none_of: case NodeOp::count_of: case NodeOp::sum_of:
      return head(node) + entries(node) + (node.op == NodeOp::sum_of ? std::to_string(node.count) : "") + ")";
    default: return head(node) + condition(node.a) + condition(node.b) + ")";
  }
}

std::string counted_by(const Tool& tool, const Limit& limit, const Saying& saying) {
  const auto* ceiling = limit.ceiling.as<Money>();
  std::string counted = limit.amount ? tool.parameters[*limit.amount].name + " " + std::string(ceiling->currency.code()) : "calls";
  counted += limit.per_customer ? " per customer" : "";
  counted += limit.per_conversation ? " per conversation" : "";
  for (const ExpressionId key : limit.per) counted += " per " + saying.condition(key);
  return counted + (limit.window ? " in " + std::to_string(limit.window->ms) : "");
}

std::int64_t Vocabulary::word(const std::string& text) {
  const auto [found, added] = words_.emplace(text, static_cast<std::int64_t>(words_.size()));
  if (added) texts_.push_back(text);
  return found->second;
}

const std::string* Vocabulary::text(std::int64_t word) const {
  return word >= 0 && word < static_cast<std::int64_t>(texts_.size()) ? &texts_[static_cast<std::size_t>(word)] : nullptr;
}

void Vocabulary::name_texts(const Program& program) {
  for (const Value& constant : program.constants)
    if (const auto* text = constant.as<std::string>(); text && std::ranges::find(named_, *text) == named_.end()) named_.push_back(*text);
}

std::int64_t Vocabulary::currency(Currency currency) {
  const auto found = std::ranges::find(currencies_, currency);
  const std::int64_t number = found - currencies_.begin();
  if (found == currencies_.end()) currencies_.push_back(currency);
  return number;
}

Currency Vocabulary::currency_but(std::int64_t number, Currency ours) const {
  if (number >= 0 && number < static_cast<std::int64_t>(currencies_.size())) return currencies_[static_cast<std::size_t>(number)];
  return *Currency::parse(ours.code() == "EUR" ? "USD" : "EUR");
}

}  // namespace handrail::dsl
