// What a leaf of a condition says, or its opposite, in the words of the policy.
#include "dsl/formulas/encoding.hpp"

#ifdef HANDRAIL_PROOF
#include "dsl/check/node_kinds.hpp"
#include "dsl/formulas/wording.hpp"
#include "dsl/program/leaf_words.hpp"

namespace handrail::dsl {

namespace {

std::string_view spelled(NodeOp op) {
  switch (op) {
    case NodeOp::equal: return " is ";
    case NodeOp::not_equal: return " is not ";
    case NodeOp::less: return " is under ";
    case NodeOp::at_most: return " is at most ";
    case NodeOp::more: return " is over ";
    default: return " is at least ";
  }
}

}  // namespace

std::string Encoding::words(const Leaf& leaf, bool yes) const {
  const Node& node = program_.nodes[leaf.node];
  std::string text = leaf_words(program_, leaf.node);
  if (const auto is_not = text.find(" is not "); node.op == NodeOp::slot && is_not != std::string::npos) text.erase(is_not + 3, 4);
  if (yes && !is_comparison(node.op)) return text;
  if (!is_comparison(node.op)) {
    const std::size_t is = node.op == NodeOp::slot ? text.find(" is ") : std::string::npos;
    if (is != std::string::npos) return text.substr(0, is) + " is not " + text.substr(is + 4);
    return node.op == NodeOp::slot ? "not " + text : "not (" + text + ")";
  }
  const auto part = [&](ExpressionId id) { return on_one_line(program_, id); };
  const Span a = program_.nodes[node.a].span;
  if (a == program_.nodes[node.b].span && !(a == node.span)) return (yes ? "there is a value of " : "there is no value of ") + part(node.a);
  if (part(node.a) == part(node.b)) return yes ? text : "not (" + text + ")";   // written as one: `angry in 2 messages running`
  // "within the last 3 days" is told as it is written: neither of the two moments has words of its own.
  const Node& b = program_.nodes[node.b];
  const bool calculated = b.op == NodeOp::add || b.op == NodeOp::subtract;
  const bool now_itself = b.op == NodeOp::slot && scope_.slots[b.a].path == std::vector<std::string>{"now"};
  if (calculated ? program_.nodes[b.a].span == b.span : now_itself && part(node.b) != "now") return yes ? text : "not (" + text + ")";
  return part(node.a) + std::string(spelled(yes ? node.op : opposite(node.op))) + part(node.b);
}

}  // namespace handrail::dsl
#endif
