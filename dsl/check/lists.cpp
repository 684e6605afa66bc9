// Named lists: what is in them, and of which type.
#include "dsl/check/lists.hpp"

#include "dsl/check/files.hpp"
#include "dsl/check/literals.hpp"

namespace handrail::dsl {

namespace {

Type type_of_item(const LiteralNode& node) {
  if (node.value.as<std::int64_t>()) return {TypeKind::whole_number};
  if (node.value.as<bool>()) return {TypeKind::yes_no};
  if (node.value.as<Decimal>()) return {node.percent ? TypeKind::percent : TypeKind::decimal};
  if (const auto* money = node.value.as<Money>()) return {TypeKind::money, false, 0, {}, money->currency};
  if (node.value.as<Instant>()) return {TypeKind::time};
  if (node.value.as<Duration>()) return {TypeKind::duration};
  return {TypeKind::text};
}

void check_list(Symbols& symbols, const Sources& sources, const ListBlock& list, Report& report) {
  Type type{TypeKind::text};
  ValueList values;
  std::optional<Span> first;
  for (const Expression& item : list.items) {
    const auto* literal = std::get_if<LiteralNode>(&item.node);
    if (literal == nullptr) {
      report.error("P0232", item.span, "an item of a list is a fixed value").help("write a text in quotes, a number, an amount or a single word");
      continue;
    }
    const Type made = type_of_item(*literal);
    if (!first) type = made, first = item.span;
    if (made != type) {
      report.error("P0232", item.span, "this item is " + backticked(symbols.describe(made)) + ", and the first one is " + backticked(symbols.describe(type)))
          .label(*first, "the first one").help("a list holds values of one type: put the others into a list of their own");
      continue;
    }
    values.push_back(literal->value);
  }
  for (const Text& name : list.files) {
    const auto file = find_file(sources, name.text, name.span.file);
    if (!file) {
      report.error("P0213", name.span, "there is no file " + backticked(printable(name.text)) + " in the bundle").note("the items are read from it")
          .help("add the file, or write its path as seen from the bundle's root");
      continue;
    }
    if (type.kind != TypeKind::text)
      report.error("P0232", name.span, "a file holds texts, and the first item is " + backticked(symbols.describe(type)))
          .help("put the texts into a list of their own");
    else
      for (std::string& item : items_of(sources.file(*file).text)) values.push_back(Value(std::move(item)));
  }
  if (list.items.empty() && list.files.empty())
    report.error("P0412", list.name.span, "list " + backticked(list.name.text) + " has no items").help("add `items \"…\", \"…\"` or `items from \"file.txt\"`");
  symbols.list_types.push_back(std::move(type));
  symbols.list_values.push_back(std::move(values));
}

}  // namespace

void collect_lists(Symbols& symbols, const Sources& sources, Report& report) {
  for (const ListBlock* list : symbols.lists) check_list(symbols, sources, *list, report);
}

}  // namespace handrail::dsl
