// table: columns, rows of cells, and what each row leads to.
#include <algorithm>
#include <array>

#include "dsl/syntax/block_head.hpp"
#include "engine/base/text.hpp"

namespace handrail::dsl {

namespace g = grammar;

namespace {

constexpr std::string_view header_form = "topic | mood | asked_before | then";
constexpr std::string_view row_form = "simple | calm | under 2 | answer";

struct header : p::seq<p::plus<p::seq<g::path, g::bar>>, word<"then">> {};

// --- cells: a condition whose left side is the column ---

struct cell_value : part<Part::list_item, group<"a value", p::sor<g::literal, g::path>>> {};
struct cell_op : part<Part::op, p::sor<symbol<"<=">, symbol<">=">, symbol<"<">, symbol<">">, word<"at most">, word<"at least">, word<"over">, word<"under">, word<"more than">,
                                       word<"less than">, word<"above">, word<"below">, word<"after">, word<"before">>> {};
struct cell_compared : part<Part::chained, cell_op, cell_value> {};
struct cell_range : p::seq<cell_compared, p::star<p::seq<group<"", word<"and">>, cell_compared>>> {};
struct cell_not : part<Part::not_equal_word, word<"not">> {};
struct cell_known : p::seq<p::opt<cell_not>, p::sor<g::word_part<"unknown">, g::word_part<"known">>> {};
struct or_more : part<Part::above, word<"or more">> {};
struct or_less : part<Part::below, word<"or less">> {};
struct cell_words : p::seq<p::opt<cell_not>, cell_value, p::opt<group<"", p::sor<or_more, or_less, p::plus<p::seq<word<"or">, cell_value>>>>>> {};
struct cell : part<Part::cell, group<"a cell", p::sor<part<Part::flag, word<"any">>, cell_known, cell_range, cell_words>>, g::bar> {};

struct periods : p::star<p::sor<g::from_period, g::until_period>> {};
struct row : p::seq<p::sor<p::seq<part<Part::subject, word<"any other">>, group<"", g::bar>>, p::plus<cell>>, g::outcome, periods> {};

Comparison op_of(std::string_view op) {
  if (op == "<" || op == "under" || op == "below" || op == "before" || op == "less than") return Comparison::less;
  if (op == "<=" || op == "at most") return Comparison::at_most;
  if (op == ">=" || op == "at least") return Comparison::at_least;
  return Comparison::more;
}

Expression compared(const Expression& column, Comparison op, Expression value, Span span) {
  CompareNode node{op, {}};
  node.sides.push_back(column);
  node.sides.push_back(std::move(value));
  return {span, std::move(node)};
}

Expression range(const Expression& column, const std::vector<PartView>& ends, Span span, Builder& build) {
  AndNode both;
  for (const PartView& end : ends)
    both.operands.push_back(compared(column, op_of(end.find(Part::op)->text()), build.expression(*end.find(Part::list_item)), build.span(end)));
  if (both.operands.size() > 1) return {span, std::move(both)};
  return std::move(both.operands.front());
}

std::optional<Expression> condition_of(const Expression& column, const PartView& view, Builder& build) {
  if (view.find(Part::flag)) return std::nullopt;
  const std::vector<PartView> inside = view.inside();
  const Span span{build.span(inside.front()).file, build.span(inside.front()).begin, build.span(inside.back()).end};   // without the bar
  const bool negated = view.find(Part::not_equal_word).has_value();
  if (const auto known = view.find(Part::word)) return Expression{span, KnownNode{{column}, (known->text() == "known") != negated}};
  if (const auto ends = view.all(Part::chained); !ends.empty()) return range(column, ends, span, build);
  const std::vector<PartView> values = view.all(Part::list_item);
  const bool more = view.find(Part::above).has_value(), less = view.find(Part::below).has_value();
  if ((more || less) && negated) build.report("P0105", "`not` does not go with `or more` and `or less`", span, "", more ? "write `under …`" : "write `over …`");
  if (more || less) return compared(column, more ? Comparison::at_least : Comparison::at_most, build.expression(values.front()), span);
  if (values.size() == 1) return compared(column, negated ? Comparison::not_equal : Comparison::equal, build.expression(values.front()), span);
  InListNode node{{column}, {}, negated};
  for (const PartView& value : values) node.items.push_back(build.expression(value));
  return Expression{span, std::move(node)};
}

void read_header(TableBlock& block, Clause& clause) {
  const auto found = clause.read<header>();
  if (!found) return;
  for (const PartView& path : found->all(Part::path)) block.columns.push_back(clause.build().expression(path));
}

void report_cells(const TableBlock& block, std::size_t cells, Clause& clause) {
  const auto counted = [](std::size_t count) { return std::to_string(count) + (count == 1 ? " cell" : " cells"); };
  clause.build().report("P0430", "this row has " + counted(cells) + " before its outcome, and the table has " + std::to_string(block.columns.size()) +
                                     (block.columns.size() == 1 ? " column" : " columns"),
                        clause.span(), "one cell for each column", "write `any` in a cell that does not matter, or `any other | …` for all the rest");
}

// Where the outcome of a row begins: behind the last bar outside of quotes, or nowhere.
std::size_t outcome_begin(std::string_view text) {
  std::size_t begin = std::string_view::npos;
  bool quoted = false;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] == '\\' && quoted) ++at;
    else if (text[at] == '"') quoted = !quoted;
    else if (text[at] == '|' && !quoted) begin = text.find_first_not_of(' ', at + 1);
  }
  return begin;
}

// Words that are read for an outcome although they are none, and what is meant by them.
constexpr std::array<std::pair<std::string_view, std::string_view>, 16> meant_by{{
    {"escalate", "hand off"}, {"transfer", "hand off"}, {"forward", "hand off"}, {"human", "hand off"}, {"person", "offer a person"}, {"agent", "hand off"},
    {"handoff", "hand off"}, {"hand_off", "hand off"}, {"reply", "answer"}, {"respond", "answer"}, {"send", "answer"}, {"deny", "refuse"}, {"reject", "refuse"},
    {"decline", "refuse"}, {"review", "draft"}, {"check", "draft"}}};
constexpr std::array<std::string_view, 10> outcome_words{"answer", "draft", "ask", "offer", "hand", "refuse", "verify", "say", "because", "then"};

// A row whose outcome is none: said here in the words of a row, because the grammar would only ask for another bar.
bool has_no_outcome(Clause& clause) {
  const std::string_view text = clause.statement().text;
  const std::size_t begin = outcome_begin(text);
  if (begin == std::string_view::npos) return false;
  const std::string_view word = first_word(text.substr(begin)).text;
  if (word.empty() || std::ranges::find(outcome_words, word) != outcome_words.end()) return false;
  const auto meant = std::ranges::find(meant_by, word, &std::pair<std::string_view, std::string_view>::first);
  const std::vector<std::string> known{"answer", "draft", "ask", "offer a person", "hand off", "refuse"};
  auto near = meant != meant_by.end() ? std::optional(std::string(meant->second)) : nearest(lower_ascii(word.substr(0, 32)), known);
  if (!near) near = nearest(lower_ascii(text.substr(begin, 32)), known);
  const Span span = clause.statement().span(static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(begin + word.size()));
  clause.build().report("P0218", in_backticks(word) + " is no outcome of a row", span, "what happens when the row matches",
                        near ? "did you mean `" + *near + "`?" : "write `answer`, `draft`, `ask \"…\"`, `offer a person`, `hand off`, `hand off to …` or `refuse`");
  return true;
}

void read_row(TableBlock& block, Clause& clause) {
  if (has_no_outcome(clause)) return;
  const auto found = clause.read<row>();
  if (!found || block.columns.empty()) return;
  Builder& build = clause.build();
  TableBlock::Row made;
  made.any_other = found->find(Part::subject).has_value();
  const std::vector<PartView> cells = found->all(Part::cell);
  if (!made.any_other && cells.size() != block.columns.size()) return report_cells(block, cells.size(), clause);
  for (std::size_t i = 0; i < cells.size(); ++i) made.cells.push_back(condition_of(block.columns[i], cells[i], build));
  made.then = build.outcome(*found->find(Part::outcome));
  made.active = period_in(*found, clause);
  made.span = clause.span();
  block.rows.push_back(std::move(made));
}

}  // namespace

void read_table(const LaidOutBlock& laid_out, std::size_t after_word, Findings& findings, Tree& tree) {
  Head head(laid_out, "table", "table what_to_try", after_word, findings);
  const auto found = head.read<g::name>();
  TableBlock block;
  if (found) block.name = head.build().name(*found->find(Part::name));
  block.span = laid_out.span();
  Said said;
  bool first = true;
  for (const Statement& statement : laid_out.clauses) {
    if (!statement.broken && !findings.full()) {
      Clause clause(statement, first ? "columns" : "row", first ? header_form : row_form, 0, said, findings);
      first ? read_header(block, clause) : read_row(block, clause);
    }
    first = false;
  }
  if (found) tree.blocks.push_back(std::move(block));
}

}  // namespace handrail::dsl
