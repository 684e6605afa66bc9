// Do the random policies say everything that the language can say, and does everything they say come out each way? The tables are printed; a form that
// was never written, or never came out in one of the ways that it can, fails.
#include <iomanip>
#include <iostream>
#include <set>

#include "dsl/program/compile.hpp"
#include "dsl/syntax/parse.hpp"
#include "tests/catch.hpp"
#include "tests/reference/random_desk.hpp"
#include "tests/reference/random_policy.hpp"
#include "tests/reference/said.hpp"
#include "tests/reference/tree_parts.hpp"
#include "tests/unit/dsl/compile_support.hpp"

using namespace handrail;
using namespace handrail::dsl;
using namespace handrail::reference;

namespace {

// In how many policies a form stands, and how often it came out how.
struct Row { std::size_t written = 0; std::map<std::string, std::size_t> came_out; };
using Table = std::map<std::string, Row>;

const std::vector<std::string> answers{"yes", "no", "unknown"}, values{"known", "unknown", "absent"};

// --- what a node is called ---------------------------------------------------------------------------------------------------------------

std::string kind_of(const Value& value) {
  static const char* const words[] = {"unknown", "absent", "yes/no", "whole number", "decimal", "money in ", "time", "duration", "text", "list", "record"};
  const auto* money = value.as<Money>();
  return words[value.node().index()] + (money != nullptr ? std::string(money->currency.code()) : "");
}
std::string called(const LiteralNode& node) { return "fixed " + (node.percent ? std::string("percent") : kind_of(node.value)); }
std::string called(const PathNode& node) { return node.parts.size() > 1 ? "NAME.FIELD" : "NAME"; }
std::string called(const NotNode&) { return "not"; }
std::string called(const AndNode&) { return "and"; }
std::string called(const OrNode&) { return "or"; }
std::string called(const CompareNode& node) {
  return std::string("compared: ") + std::array{"is", "is not", "under", "at most", "over", "at least"}.at(static_cast<std::size_t>(node.op));
}
std::string called(const InListNode& node) {
  const bool named = node.items.size() == 1 && std::holds_alternative<PathNode>(node.items[0].node);
  return std::string(node.negated ? "not in " : "in ") + (named ? "NAME" : "[ ]");
}
std::string called(const TextTestNode& node) { return std::array{"contains", "starts with", "ends with", "matches"}.at(static_cast<std::size_t>(node.test)); }
std::string called(const KnownNode& node) { return node.known ? "is known" : "is unknown"; }
std::string called(const QuantifierNode& node) {
  return std::string(std::array{"any", "all", "none", "count of"}.at(static_cast<std::size_t>(node.quantifier))) + (node.second ? " in pairs" : "");
}
std::string called(const SumNode& node) { return node.second ? "sum in pairs" : "sum"; }
std::string called(const DuplicatesNode& node) { return node.negated ? "has no duplicates" : "has duplicates"; }
std::string called(const LookUpNode&) { return "TOOL( )"; }
std::string called(const IndexNode&) { return "NAME[ ]"; }
std::string called(const MemberNode&) { return "( ).FIELD"; }
std::string called(const WindowNode& node) {
  return std::string(node.parameter ? "sum of calls per " : "count of calls per ") + node.per.text + (node.window.empty() ? "" : " in TIME");
}
std::string called(const ArithmeticNode& node) { return std::array{"+", "-", "*"}.at(static_cast<std::size_t>(node.op)); }
std::string called(const RunningNode&) { return "in N messages running"; }

// Calls `visit(form, expression, where it sees the facts of the clause)` for the expression and all in it.
template <class Visit>
void each_form(const Expression& e, Visit visit) {
  each_part(e, [&](const Expression& part, bool plain) { visit(std::visit([](const auto& node) { return called(node); }, part.node), part, plain); });
}

std::string outcome(const Value& value) {
  if (value.unknown() || value.absent()) return value.unknown() ? "unknown" : "absent";
  return value.as<bool>() == nullptr ? "known" : *value.as<bool>() ? "yes" : "no";
}

class Counting {
 public:
  void written(const std::string& form) { seen_.insert(form); }
  void written(const Expression& e) {
    each_form(e, [&](const std::string& form, const Expression&, bool) { written(form); });
  }
  void asked(const Expression& e, const Facts& facts) {
    each_form(e, [&](const std::string& form, const Expression& part, bool plain) {
      if (plain) came_out(form, outcome(value_of(part, facts)));
    });
  }
  void came_out(const std::string& form, const std::string& how) { ++table_[form].came_out[how]; }
  void next_policy() {
    for (const std::string& form : seen_) ++table_[form].written;
    seen_.clear();
  }

  // Prints, and asks that each form of the list was written and came out in each of its ways, and that there is no other.
  void demands(const std::string& title, const std::map<std::string, std::vector<std::string>>& wanted) const {
    std::cout << std::left << std::setw(48) << title << std::right << std::setw(9) << "written" << "  came out\n";
    for (const auto& [form, row] : table_) {
      std::cout << std::left << std::setw(48) << form << std::right << std::setw(9) << row.written;
      for (const auto& [how, count] : row.came_out) std::cout << "  " << how << " " << count;
      std::cout << "\n";
      INFO(form);
      CHECK(wanted.contains(form));
    }
    for (const auto& [form, ways] : wanted) {
      INFO(form);
      const auto row = table_.find(form);
      REQUIRE(row != table_.end());
      CHECK(row->second.written > 0);
      for (const std::string& way : ways) {
        INFO(way);
        CHECK(row->second.came_out.contains(way));
      }
    }
  }

 private:
  Table table_;
  std::set<std::string> seen_;
};

template <class Wanted, class Visit>
void each_block(const Tree& tree, Visit visit) {
  for (const Wanted* block : blocks<Wanted>(tree)) visit(*block);
}

Tree tree_of(const std::string& text) {
  Diagnostics found;
  return parse(Sources({{"random.policy", text}}), found);
}

// --- the clauses of a tool ----------------------------------------------------------------------------------------------------------------

template <class Clause>
std::string conditions_of(const Clause& clause) {
  return std::string(clause.when ? " when" : "") + (clause.unless ? " unless" : "") + (clause.active ? " for a time" : "");
}
std::string called(const NeedNode& need) {
  return std::array{"needs CONDITION", "needs NAME looked up", "needs the customer's yes"}.at(need.what.index()) + std::string(need.active ? " for a time" : "");
}
std::string called(const DenyNode& deny) { return "deny" + conditions_of(deny); }
std::string called(const LimitNode& limit) {
  if (limit.budget) return "limit to budget " + limit.budget->text + (limit.above_approve_by ? ", above that approve" : "");
  const std::string per = limit.per.empty() ? "" : " per " + limit.per[0].text + (limit.per.size() > 1 ? " and another" : "");
  return std::string("limit ") + (limit.amount ? "amount" : "times") + per + (limit.window ? " in TIME" : "") +
         (limit.above_approve_by ? ", above that approve" : "");
}
std::string called(const ApproveNode& approve) { return "approve" + std::string(approve.within ? " within TIME" : "") + conditions_of(approve); }
std::string called(const AllowNode& allow) { return "allow" + conditions_of(allow); }

template <class Visit>
void each_clause(const ToolBlock& tool, Visit visit) {
  const auto all = [&](const auto& clauses) {
    for (const auto& clause : clauses) visit(called(clause), clause.span, clause);
  };
  all(tool.needs);
  all(tool.denies);
  all(tool.limits);
  all(tool.approves);
  all(tool.allows);
}

const Expression* condition_in(const NeedNode& need) { return std::get_if<Expression>(&need.what); }
template <class Clause> const Expression* condition_in(const Clause& clause) {
  if constexpr (requires { clause.when; }) return clause.when ? &*clause.when : nullptr;
  return nullptr;
}

std::uint64_t seed() { return parameter("HANDRAIL_SEED", 20261121); }
constexpr std::uint64_t texts = 2500, situations = 6;   // a table is the same however many millions agree

}  // namespace

TEST_CASE("the random policies write every form of a condition, and each comes out every way that it can") {
  Counting counting;
  for (std::uint64_t i = 0; i < texts; ++i) {
    Random random(seed() + i);
    const RandomPolicy policy = random_policy(random);
    const Tree tree = tree_of(policy.text());
    each_block<ToolBlock>(tree, [&](const ToolBlock& tool) {
      if (tool.name.text != judged_tool) return;
      each_clause(tool, [&](const std::string&, Span, const auto& clause) {
        if (const Expression* condition = condition_in(clause)) counting.written(*condition);
      });
      for (std::uint64_t j = 0; j < situations; ++j) {
        const Facts facts = seen_by(tree, tool, random_facts(random, policy));
        each_clause(tool, [&](const std::string&, Span, const auto& clause) {
          if (const Expression* condition = condition_in(clause)) counting.asked(*condition, facts);
        });
      }
    });
    counting.next_policy();
    const RandomDesk desk = random_desk(random);
    const Tree message = tree_of(desk.text());
    const Facts facts = random_message(random);
    each_block<TriggerBlock>(message, [&](const TriggerBlock& trigger) {
      each_form(*trigger.when, [&](const std::string& form, const Expression& e, bool) {
        if (!std::holds_alternative<RunningNode>(e.node)) return;
        counting.written(form);
        counting.asked(e, facts);
      });
    });
    counting.next_policy();
  }
  static_assert(std::variant_size_v<decltype(Expression::node)> == 18, "another kind of node: it wants a row");
  const std::vector<std::string> nothing, known{"known"}, two{"yes", "no"};
  std::map<std::string, std::vector<std::string>> wanted{{"NAME", {"known", "unknown", "absent"}}, {"NAME.FIELD", {"known", "unknown", "absent", "yes", "no"}},
      {"fixed text", known}, {"fixed whole number", known}, {"fixed decimal", known}, {"fixed percent", known}, {"fixed money in USD", known}, {"fixed money in EUR", known},
      {"fixed duration", known}, {"fixed time", known}, {"fixed yes/no", two}, {"is known", two}, {"is unknown", two}, {"in N messages running", two},
      {"count of in pairs", {"known", "unknown"}}, {"count of", {"known", "unknown"}}, {"sum", {"known", "unknown"}}, {"sum in pairs", {"known", "unknown"}},
      {"TOOL( )", {"unknown", "absent"}}, {"NAME[ ]", {"unknown", "absent"}}, {"( ).FIELD", values}, {"+", values}, {"-", values}, {"*", {"known", "unknown"}}};
  for (const char* form : {"not", "and", "or", "compared: is", "compared: is not", "compared: under", "compared: at most", "compared: over", "compared: at least", "in [ ]", "not in [ ]",
                           "in NAME", "not in NAME", "contains", "starts with", "ends with", "matches", "any", "all", "none", "any in pairs", "all in pairs", "none in pairs",
                           "has duplicates", "has no duplicates"})
    wanted[form] = answers;
  for (const char* what : {"count", "sum"})
    for (const char* per : {"customer", "conversation"})
      for (const char* window : {"", " in TIME"}) wanted[std::string(what) + " of calls per " + per + window] = {"known"};
  counting.demands("condition", wanted);
}

TEST_CASE("the random policies write every clause of the gate, and each decides") {
  Counting counting;
  for (std::uint64_t i = 0; i < texts; ++i) {
    Random random(seed() + i);
    const RandomPolicy policy = random_policy(random);
    const Tree tree = tree_of(policy.text());
    each_block<ToolBlock>(tree, [&](const ToolBlock& tool) {
      if (tool.name.text != judged_tool) return;
      std::map<std::uint32_t, std::string> clauses;
      each_clause(tool, [&](const std::string& form, Span span, const auto&) { clauses[span.begin] = form; });
      if (tool.otherwise) clauses[tool.otherwise->span.begin] = tool.otherwise->allow ? "otherwise allow" : "otherwise deny";
      clauses[tool.span.begin] = tool.otherwise ? "the arguments" : "the arguments, or no otherwise: " + tool.effect->text;
      for (const auto& group : tool.one_of) clauses[group.span.begin] = group.at_least ? "at least one of" : "one of";
      for (const auto& [at, form] : clauses) counting.written(form);
      for (std::uint64_t j = 0; j < 4 * situations; ++j) {
        const reference::Verdict verdict = reference::judge(tree, tool, random_facts(random, policy));
        counting.came_out(clauses.at(verdict.rule.begin), verdict.kind + (verdict.clause == "arguments" ? " by arguments" : ""));
      }
    });
    counting.next_policy();
  }
  const std::vector<std::string> deny{"deny"}, allow{"allow"}, approve{"approve", "allow"};
  std::map<std::string, std::vector<std::string>> wanted{{"the arguments", {"deny by arguments"}}, {"the arguments, or no otherwise: reads", {"deny by arguments", "allow"}}, {"one of", {"deny by arguments"}},
      {"at least one of", {"deny by arguments"}}, {"otherwise allow", allow}, {"otherwise deny", deny}, {"needs CONDITION", deny}, {"needs CONDITION for a time", deny},
      {"needs NAME looked up", deny}, {"needs the customer's yes", deny}, {"allow", allow}, {"allow unless", allow}};
  for (const char* unless : {"", " unless"})
    for (const char* time : {"", " for a time"}) {
      wanted[std::string("deny when") + unless + time] = deny;
      wanted[std::string("allow when") + unless + time] = allow;
      for (const char* within : {"", " within TIME"}) wanted[std::string("approve") + within + " when" + unless + time] = approve;
    }
  for (const char* what : {"amount", "times"})
    for (const char* per : {"customer", "conversation", "order_id", "order", "customer and another"})
      for (const char* window : {"", " in TIME"}) {
        wanted[std::string("limit ") + what + " per " + per + window] = deny;
        wanted[std::string("limit ") + what + " per " + per + window + ", above that approve"] = {"approve"};
      }
  for (const char* budget : {"goodwill", "often", "all_orders"}) {
    wanted[std::string("limit to budget ") + budget] = deny;
    wanted[std::string("limit to budget ") + budget + ", above that approve"] = {"approve"};
  }
  counting.demands("clause of the gate", wanted);
}

TEST_CASE("the random messages reach every kind of decision, and every trigger, row and band is written") {
  Counting counting;
  for (std::uint64_t i = 0; i < texts; ++i) {
    Random random(seed() + i);
    const RandomDesk desk = random_desk(random);
    const Tree tree = tree_of(desk.text());
    each_block<TriggerBlock>(tree, [&](const TriggerBlock& one) { counting.written("trigger" + conditions_of(one) + (one.if_unknown.empty() ? "" : " if unknown")); });
    each_block<TableBlock>(tree, [&](const TableBlock& table) {
      for (const auto& row : table.rows) counting.written(row.any_other ? "row any other" : row.active ? "row for a time" : "row");
    });
    each_block<ConfidenceBlock>(tree, [&](const ConfidenceBlock& bands) {
      for (const BandRow& row : bands.rows) counting.written(std::string("band") + (row.send_at ? " send" : "") + (row.check_at ? " check" : ""));
    });
    each_block<RouteBlock>(tree, [&](const RouteBlock& route) {
      for (const RouteRow& row : route.rows) counting.written(row.when ? "route when" : "route otherwise");
    });
    counting.written("message");
    for (std::uint64_t j = 0; j < 4 * situations; ++j) {
      const Facts facts = random_message(random);
      counting.came_out("message", reference::decide(tree, facts).kind);
      each_block<TriggerBlock>(tree, [&](const TriggerBlock& one) {
        const std::string fires = outcome(holds(one.when, one.unless, facts));
        counting.came_out("trigger" + conditions_of(one) + (one.if_unknown.empty() ? "" : " if unknown"), fires);
      });
    }
    counting.next_policy();
  }
  std::map<std::string, std::vector<std::string>> wanted{
      {"message", {"answer", "act", "draft", "act, reviewed", "ask", "verify", "offer a person", "hand off", "refuse"}}, {"row", {}}, {"row for a time", {}},
      {"row any other", {}}, {"band", {}}, {"band send", {}}, {"band check", {}}, {"band send check", {}}, {"route when", {}}, {"route otherwise", {}}};
  for (const char* unless : {"", " unless"})
    for (const char* time : {"", " for a time"}) {
      wanted[std::string("trigger when") + unless + time] = {"yes", "no"};
      wanted[std::string("trigger when") + unless + time + " if unknown"] = answers;
    }
  counting.demands("message", wanted);
}

TEST_CASE("the random policies compile to every operation of a program") {
  std::map<NodeOp, std::size_t> seen;
  for (std::uint64_t i = 0; i < texts / 5; ++i) {
    Random random(seed() + i);
    const Compiled compiled = compile_text(random_policy(random).text());
    REQUIRE(compiled.program);
    for (const Node& node : compiled.program->nodes) ++seen[node.op];
  }
  for (int op = 0; op <= static_cast<int>(NodeOp::multiply); ++op) {
    INFO("operation " << op);
    CHECK(seen[static_cast<NodeOp>(op)] > 0);
  }
}
