#include "engine/proof/not_followed.hpp"

#include <algorithm>

#include "engine/base/text.hpp"

namespace handrail {
namespace {

using dsl::ExpressionId;
using dsl::Node;
using dsl::NodeOp;
using dsl::Program;

class Walking {
 public:
  explicit Walking(const Program& program) : program_(program) {}

  void of_guarantee(const dsl::Guarantee& guarantee) { walk(guarantee.when); }

  void of_tool(const dsl::Tool& tool) {
    for (const dsl::Need& need : tool.needs)
      if (const auto* condition = std::get_if<dsl::Need::Condition>(&need.what)) walk(condition->when);
    for (const dsl::Deny& deny : tool.denies) walk(deny.when), walk(deny.unless);
    for (const dsl::Approve& approve : tool.approves) walk(approve.when), walk(approve.unless);
    for (const dsl::Allow& allow : tool.allows) walk(allow.when), walk(allow.unless);
  }

  void of_messages() {
    for (const dsl::Trigger& trigger : program_.triggers) walk(trigger.when), walk(trigger.unless);
    for (const dsl::Table& table : program_.tables)
      for (const dsl::Table::Row& row : table.rows) walk(row.when);
    for (const dsl::Route& route : program_.routes) walk(route.when);
    walk(program_.episode.resolved_when);
  }

  [[nodiscard]] const std::vector<NotFollowed>& found() const { return found_; }

 private:
  std::string written(ExpressionId id) const {
    std::string text;
    for (const std::string_view line : split(program_.sources.text(program_.nodes[id].span), '\n')) text += (text.empty() ? "" : " ") + std::string(trim(line));
    return text;
  }

  void add(ExpressionId id, const std::string& what) {
    NotFollowed one{written(id), what, program_.nodes[id].span};
    if (std::ranges::find(found_, one) == found_.end()) found_.push_back(std::move(one));
  }

  void operands(std::uint32_t from, std::uint16_t count) {
    for (std::uint32_t i = 0; i < count; ++i) walk(program_.operands[from + i]);
  }

  void walk(ExpressionId id) {
    if (id == dsl::no_expression) return;
    const Node& node = program_.nodes[id];
    switch (node.op) {
      case NodeOp::logical_not: case NodeOp::is_known: case NodeOp::is_unknown: return walk(node.a);
      case NodeOp::logical_and: case NodeOp::logical_or: return operands(node.a, node.count);
      case NodeOp::in_list: walk(node.a); return operands(node.b, node.count);
      case NodeOp::in_value:
        if (program_.nodes[node.b].op == NodeOp::constant) return walk(node.a);
        return add(id, "what stands in `" + written(node.b) + "`");
      case NodeOp::any_of: case NodeOp::all_of: case NodeOp::none_of: case NodeOp::count_of: case NodeOp::sum_of: case NodeOp::has_duplicates:
        return add(id, "what stands in `" + written(node.a) + "`");
      case NodeOp::contains: case NodeOp::starts_with: case NodeOp::ends_with: case NodeOp::matches: return add(id, "what is written in `" + written(node.a) + "`");
      case NodeOp::look_up: case NodeOp::field: return add(id, "what `" + written(id) + "` gives");
      case NodeOp::index_of: return add(id, "what stands in `" + written(node.a) + "`");
      case NodeOp::multiply:
        if (program_.nodes[node.a].op == NodeOp::constant || program_.nodes[node.b].op == NodeOp::constant) break;
        return add(id, "the product of two facts");
      case NodeOp::constant: case NodeOp::slot: case NodeOp::local: case NodeOp::pairs_of: return;
      default: break;
    }
    walk(node.a);
    walk(node.b);
  }

  const Program& program_;
  std::vector<NotFollowed> found_;
};

}  // namespace

std::vector<NotFollowed> not_followed(const Program& program, const dsl::Guarantee& guarantee, const std::string& region,
                                      const std::vector<ExpressionId>& open) {
  Walking own(program), all(program);
  own.of_guarantee(guarantee);
  all.of_guarantee(guarantee);
  if (guarantee.kind == dsl::Guarantee::Kind::never_call) all.of_tool(program.tools[*guarantee.tool]);
  else all.of_messages();
  std::vector<NotFollowed> named;
  const auto is_open = [&](const NotFollowed& one) {
    return std::ranges::any_of(open, [&](ExpressionId leaf) {
      const dsl::Span span = program.nodes[leaf].span;
      return span.file == one.span.file && span.begin <= one.span.begin && one.span.end <= span.end;
    });
  };
  if (std::ranges::any_of(all.found(), is_open)) {
    named = own.found();
    for (const NotFollowed& one : all.found())
      if (is_open(one) && std::ranges::find(named, one) == named.end()) named.push_back(one);
    return named;
  }
  for (const NotFollowed& one : all.found())
    if (region.find(one.part) != std::string::npos) named.push_back(one);
  if (!named.empty()) return named;
  return own.found().empty() ? all.found() : own.found();
}

}  // namespace handrail
