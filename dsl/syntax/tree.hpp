// What a policy text says, before anybody asks what its names mean: blocks, clauses, expressions, each with its span.
// Every kind of node is in this header; expressions are one variant.
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "dsl/source/source.hpp"
#include "engine/base/value.hpp"

namespace handrail::dsl {

struct Name {
  std::string text;
  Span span;
};
struct Text {           // a quoted string, escapes resolved
  std::string text;
  Span span;
};

// --- expressions --------------------------------------------------------------------------------------------------------------------

struct Expression;
using Operands = std::vector<Expression>;

enum class Comparison { equal, not_equal, less, at_most, more, at_least };   // is, is not, under/<, at most/<=, over/>, at least/>=; for times also before, after
enum class TextTest { contains, starts_with, ends_with, matches };   // matches: the whole text, by a pattern that is a literal
enum class Quantifier { any, all, none, count };
enum class Arithmetic { add, subtract, multiply };

struct LiteralNode { Value value; bool percent = false; };              // $100, 75%, 10 minutes, "text", 3, yes, no, 2026-12-01
struct PathNode { std::vector<Name> parts; };                            // customer.plan, wants_person, or an enumeration word
struct NotNode { Operands operand; };                                    // one
struct AndNode { Operands operands; };                                   // two or more
struct OrNode { Operands operands; };
// Two sides. Chains ("over $100 and at most $1,000") become AndNode on the same left side; `customer is verified` is customer.verified = yes;
// `X was within the last 30 days` is an AndNode, X >= now - 30 days and X <= now, `X is more than 30 days ago` is X < now - 30 days.
struct CompareNode { Comparison op; Operands sides; };
struct InListNode { Operands needle; Operands items; bool negated = false; };   // X in [a, b], X not in [..]; one item that is a path may be a list
struct TextTestNode { TextTest test; Operands sides; };                  // X starts with "..."
struct KnownNode { Operands operand; bool known = true; };               // X is known, X is unknown
// any item in order.items has CONDITION; count of item in L with C; with a second variable, pairs: any old, new in pairs of A and B has CONDITION.
struct QuantifierNode { Quantifier quantifier; Name variable; Operands list; Operands condition; std::optional<Name> second = {}; };   // list: one, or two for pairs
// sum of item.price for item in order.items; with a second variable, over pairs of two lists
struct SumNode { Name variable; Operands list; Operands term; std::optional<Name> second = {}; };
struct DuplicatesNode { Operands list; bool negated = false; };          // item_ids has duplicates, item_ids has no duplicates
struct LookUpNode { Name tool; Operands arguments; };                    // get_flight(f.number, f.date)
struct IndexNode { Operands sides; };                                    // paid_with[method_id]: a map, and a key
struct MemberNode { Operands owner; Name field; };                       // a field of what is no plain path: get_flight(f.number).status, paid_with[id].kind
// How often a tool was called, or what its calls moved, this one not included: count of process_refund per customer in 90 days;
// sum of process_refund.amount per conversation.
struct WindowNode { Name tool; std::optional<Name> parameter; Name per; Operands window; };   // parameter: of a sum; per: customer or conversation; window: none or one duration
struct ArithmeticNode { Arithmetic op; Operands sides; };
struct RunningNode { Name signal; std::int64_t count = 2; };             // angry in 2 messages running

struct Expression {
  Span span;
  std::variant<LiteralNode, PathNode, NotNode, AndNode, OrNode, CompareNode, InListNode, TextTestNode, KnownNode, QuantifierNode, SumNode, DuplicatesNode,
               LookUpNode, IndexNode, MemberNode, WindowNode, ArithmeticNode, RunningNode>
      node;
};

// --- shared clauses -----------------------------------------------------------------------------------------------------------------

enum class TypeWord { text, whole_number, decimal, percent, yes_no, money, time, duration, enumeration, list_of, map_of, named };
struct TypeNode {
  TypeWord word = TypeWord::text;
  bool optional = false;
  std::vector<Name> words;             // enumeration: its words in order; named: one record name; money: the currency of `money in EUR`, if said
  std::vector<TypeNode> element;       // list of, map of: one
  Span span;
};
struct FieldNode { Name name; TypeNode type; };
struct CallNode { Name tool; std::vector<Expression> arguments; Span span; };   // lookup_order(order_id)

// What a clause makes happen. `say` words it, `because` gives the reason, `then` the action.
enum class ActionWord { none, ask, ask_for, verify, offer_person, hand_off, refuse, answer, draft };
struct ActionNode {
  ActionWord word = ActionWord::none;
  std::optional<Text> question;        // ask "..."
  bool once = false;                   // ask "..." once, then hand off
  std::optional<Name> ask_for;         // ask for order_id
  std::optional<Name> queue;           // hand off to billing
  std::optional<Name> urgency;         // hand off to support with urgency high
  std::vector<ActionNode> afterwards;  // what follows: "ask … once, then hand off": at most one
  Span span;
};
struct OutcomeNode {                   // say "…" because "…" then ask for order_id
  std::optional<Text> say;
  std::optional<Text> because;
  ActionNode action;
};
struct ActivePeriod { std::optional<Expression> from, until; };   // `from 2026-12-01 until 2027-01-06` on a rule

// --- blocks -------------------------------------------------------------------------------------------------------------------------

// include "standard/escalation.policy": the blocks of that file, which the others may override by name. A path that begins with `standard/` is one of
// the library that comes with the program, any other a file of the bundle.
struct IncludeBlock {
  Text path;
  struct Without { Name kind; Name name; Span span; };   // without trigger "A long conversation": that block is left out; a quoted name without its quotes
  std::vector<Without> without;
  Span span;
};
struct ListBlock {                     // list cancel_reasons / items "no longer needed", "ordered by mistake" / items from "reasons.txt"
  Name name;
  std::vector<Expression> items;       // literals, or bare words of an enumeration
  std::vector<Text> files;             // one text a line
  Span span;
};
struct CurrencyBlock { Name code; Span span; };
struct ConversationBlock {             // when an episode is over
  std::optional<Expression> resolved_after;   // resolved after 48 hours of silence
  std::optional<Expression> abandoned_after;  // abandoned after 24 hours of silence
  std::optional<Expression> resolved_when;    // resolved when says_done
  std::optional<Expression> keep;             // keep records for 400 days
  std::optional<Expression> together_within;  // read together within 3 seconds
  Span span;
};
struct CustomerBlock { std::optional<CallNode> from; std::vector<FieldNode> fields; Span span; };
struct ContextBlock { std::vector<FieldNode> fields; Span span; };
struct RoleBlock { Name name; std::optional<Expression> limit; Span span; };          // may approve up to $1,000
struct EntityBlock {                   // entity order_id / matches "…"
  Name name;
  TypeNode type;                       // text, unless `is money`; of `one of "red", "dark blue"` an enumeration, of `one of order.status` named by that path
  std::vector<Text> patterns;
  std::optional<Name> built_in;        // `is email`, `is money`, `is whole number`, `one of`: how it is read off a message is built in
  struct OtherWords { std::vector<Text> words; Name choice; Span span; };   // also "navy", "marine" for "dark blue"; a quoted choice without its quotes
  std::vector<OtherWords> also;
  Span span;
};
struct AskFor { Name name; Text question; };
struct IntentBlock {
  Name name;
  std::optional<Name> topic, request_class, risk, workflow, queue;   // class and risk are words: "needs account" is one Name with text "needs account"
  std::optional<Text> means;
  std::vector<Text> examples, example_files;
  std::vector<AskFor> ask_for;
  std::vector<Name> tools;
  std::vector<Name> knowledge;         // knowledge categories that its answers are searched in; none: all
  std::optional<Text> say;             // what an unsafe or needs-human class says
  Span span;
};
struct SignalBlock {
  Name name;
  std::vector<Text> phrases, patterns, but_not;
  std::vector<Text> phrase_files, pattern_files, but_not_files;   // phrases from "words.txt": one a line
  std::vector<Text> examples, example_files;                      // examples "can I download all my data", … at 70%
  std::vector<Text> unlike, unlike_files;                         // … but not "can I download the app"
  std::optional<Expression> at;
  Span span;
};
struct TriggerBlock {
  Text name;
  std::optional<ActivePeriod> active;
  std::optional<Expression> when, unless;
  struct IfUnknown { Name fact; ActionNode action; Span span; };
  std::vector<IfUnknown> if_unknown;
  std::optional<Name> urgency;
  std::optional<ActionNode> then;
  std::optional<Text> say, because;
  Span span;
};
struct BandRow {                       // low risk | send at 75% | a person checks at 40% | below that ask once, then hand off
  Name subject;                        // "low risk", "medium risk", "high risk", or an intent
  std::optional<Expression> send_at;   // none: never send
  std::optional<Expression> check_at;  // none: no drafts
  ActionNode below;
  std::optional<Span> send_answered = std::nullopt, check_answered = std::nullopt;   // "what an article answers", whatever the confidence
  Span span;
};
struct ConfidenceBlock { std::vector<BandRow> rows; std::optional<Text> say; Span span; };
struct TableBlock {                     // table what_to_try / topic | mood | then / any | angry | offer a person / any other | answer
  Name name;
  std::vector<Expression> columns;     // paths
  struct Row {
    // One per column; none: any. A cell is a condition with the column on its left: `calm` is equal, `2 or more` at_least, `2 or less` at_most, `under 2` less,
    // `over $100 and at most $500` an AndNode, `simple or hard` InListNode, `not free` not_equal, `unknown` KnownNode.
    std::vector<std::optional<Expression>> cells;   // empty for `any other`
    bool any_other = false;
    OutcomeNode then;
    std::optional<ActivePeriod> active;
    Span span;
  };
  std::vector<Row> rows;
  Span span;
};
struct RecordBlock { Name name; std::vector<FieldNode> fields; Span span; };

struct LookedUp { Name what; Expression within; };                    // order looked up in the last 10 minutes
struct CustomersYes { Name what; };                                   // the customer's yes to this refund
struct NeedNode { std::variant<Expression, LookedUp, CustomersYes> what; OutcomeNode otherwise; Span span; std::optional<ActivePeriod> active = {}; };
struct DenyNode { std::optional<Expression> when, unless; OutcomeNode outcome; std::optional<ActivePeriod> active; Span span; };
struct BudgetBlock {                   // budget goodwill / at most $500 per customer in 30 days
  Name name;
  std::optional<Expression> ceiling;   // $500; for counts, a whole number
  std::vector<Name> per;
  std::optional<Expression> window;
  Span at_most, span;                  // the clause; the block
};
struct LimitNode {
  std::optional<Name> amount;                // limit amount to $300 …; none: it counts calls
  std::optional<Expression> ceiling;         // $300; for counts, a whole number (once = 1, 3 times = 3)
  std::vector<Name> per;                     // customer, conversation, or a parameter's name (order -> the let or the parameter order_id)
  std::optional<Expression> window;          // in 90 days
  std::optional<Name> above_approve_by;      // above that approve by billing_lead
  std::optional<Name> above_urgency;         // above that approve by billing_lead with urgency high
  OutcomeNode otherwise;
  Span span;
  std::optional<ActivePeriod> active = {};
  std::optional<Name> budget = {};           // limit amount to budget goodwill: its ceiling, `per` and window are the budget's
};
// approve by billing_lead with urgency high within 4 hours, otherwise hand off when amount is over $100
struct ApproveNode {
  Name role;
  std::optional<Name> urgency;
  std::optional<Expression> within;
  OutcomeNode otherwise;
  std::optional<Expression> when, unless;
  std::optional<ActivePeriod> active;
  Span span;
};
struct AllowNode { std::optional<Expression> when, unless; std::optional<ActivePeriod> active; Span span; };
struct OtherwiseNode { bool allow = false; OutcomeNode outcome; Span span; };   // otherwise deny because …
enum class AfterCrashWord { send_again, ask_tool, stop };
struct ExampleNode {
  std::vector<std::pair<Name, std::optional<Expression>>> facts;   // none: unknown
  Name verdict;
  std::optional<Name> role, asks;
  Span span;
};

struct ToolBlock {
  Name name;
  std::vector<FieldNode> parameters;
  std::optional<TypeNode> gives;
  std::optional<Name> effect;                 // "reads", "writes", "moves money"
  bool verifies_customer = false;
  struct OneOf { std::vector<Name> parameters; bool at_least = false; Span span; };   // one of order_id, email: exactly one is given; at least one of …
  std::vector<OneOf> one_of;
  std::vector<std::pair<Name, CallNode>> lets;
  std::vector<NeedNode> needs;
  std::vector<DenyNode> denies;
  std::vector<LimitNode> limits;
  std::vector<ApproveNode> approves;
  std::vector<AllowNode> allows;
  std::optional<OtherwiseNode> otherwise;
  std::optional<AfterCrashWord> after_crash;
  std::optional<CallNode> check;              // after a crash ask check_refund(key)
  std::optional<OutcomeNode> if_it_fails;
  std::optional<Text> say_when_done, say_when_waiting, say_to_confirm;
  std::vector<ExampleNode> examples;
  Span span;
};

struct WorkflowBlock { Name name; Text file; std::vector<Name> takes, tools; Span span; };
struct OpeningHours {                         // open mon to fri 09:00 to 18:00, sat 10:00 to 14:00 "Europe/Berlin", closed on "holidays.txt"
  struct Range { std::vector<std::pair<int, int>> days; int from_minute = 0, to_minute = 0; Span span; };   // days: 0 is Monday, inclusive pairs
  std::vector<Range> ranges;
  Text zone;
  std::optional<Text> closed_on;
};
struct QueueBlock {
  Name name;
  std::optional<Text> title;                  // name "Our billing team"
  std::optional<OpeningHours> open;           // none: always
  std::optional<Expression> promise;          // within 2 open hours
  bool promise_in_open_hours = false;
  std::optional<Text> say;
  std::vector<Name> packet;
  std::optional<Text> while_waiting;
  std::optional<Expression> while_waiting_every;
  std::optional<ActionNode> if_nobody_comes;
  Span span;
};
struct RouteRow { Name queue; std::optional<Expression> when; Span span; std::optional<ActivePeriod> active = {}; };   // no `when`: otherwise
struct RouteBlock { std::vector<RouteRow> rows; Span span; };
struct ReplyRulesBlock {
  std::optional<Expression> words_max;  bool unless_step_by_step = false;
  std::optional<Expression> apologies_max;
  bool end_with_next_action = false;
  std::vector<std::pair<Name, std::optional<Expression>>> tones;   // tone formal when …
  struct Beginning { Text words; std::optional<Expression> when; Span span; };
  std::vector<Beginning> beginnings;   // begin with "Thank you for coming back to us." when asked_before is at least 1
  bool say_ai_when_asked = false, say_ai_in_first_reply = false;
  std::optional<Expression> warn_days, refuse_days;               // warn about / do not quote articles not reviewed for
  std::optional<Expression> review_within;                        // review drafts within 4 hours
  std::vector<Text> link_hosts;                                   // links only to "example.com"
  std::vector<Name> masked;                                       // mask name, email for models
  struct ModelLimit { std::optional<Expression> tokens, cost; };
  ModelLimit model_per_turn, model_per_conversation;              // models use at most 40000 tokens per conversation
  Span span;
};

struct RolloutBlock {                   // rollout "First month" / a person checks every reply until 200 are reviewed and 95% were accurate, per intent
  Text name;
  std::optional<Expression> reviewed;  // 200
  std::optional<Expression> accurate;  // 95%
  bool per_intent = false;
  std::vector<Name> intents;           // only for refund_request, complaint; none: all
  std::optional<ActivePeriod> active;
  Span span;
};
struct GoalsBlock {
  struct Goal {                        // reopened in 48 hours  under 5%
    Name metric;                       // "resolved", "handed off", "reopened", "first reply", "handle time", "satisfaction", "cost per resolution", "first contact resolution", "abandoned", "routed right"
    std::optional<Expression> within;  // 48 hours
    Comparison op = Comparison::more;  // over, under, at least, at most
    Expression value;
    Span span;
  };
  std::vector<Goal> goals;
  Span span;
};
struct GuaranteeBlock {                // guarantee "No big refund without a person"
  struct NeverCall { Name tool; std::optional<Expression> when; bool without_approval = false; std::optional<Name> by; };
  // never process_refund when amount is over $100 without approval by billing_lead
  struct NeverDo { std::vector<Name> what; std::optional<Expression> when; };   // never send, draft when risk is high: "send", "draft", "answer", "act", "ask", "refuse"
  struct AlwaysHandOff { std::optional<Name> queue; Expression when; };        // always hand off to billing when intent is billing_dispute
  struct EveryPath { std::optional<Name> intent; };   // every path of refund_request reaches a person or a dated callback; none: every conversation that asks for a person …
  struct Claim { std::variant<NeverCall, NeverDo, AlwaysHandOff, EveryPath> what; Span span; };
  Text name;
  std::vector<Claim> claims;
  Span span;
};

struct WordingBlock {                   // wording "Of course. {queue.name} takes over." / de "Gerne. …" / formal "Certainly. …" / de formal "…"
  Text name;                           // the text that is worded otherwise, as it stands where it is said
  struct Variant { std::vector<Name> manner; Text words; Span span; };   // manner: a language, a tone, or a language and a tone
  std::vector<Variant> variants;
  Span span;
};

using Block = std::variant<IncludeBlock, ListBlock, CurrencyBlock, ConversationBlock, CustomerBlock, ContextBlock, RoleBlock, EntityBlock, IntentBlock, SignalBlock, TriggerBlock,
                           ConfidenceBlock, TableBlock, RecordBlock, ToolBlock, WorkflowBlock, QueueBlock, RouteBlock, ReplyRulesBlock, RolloutBlock,
                           GoalsBlock, GuaranteeBlock, BudgetBlock, WordingBlock>;

// How a block stands in its file: `override trigger "Losing patience"` takes the place of an included block of that kind and name.
struct Placement {
  std::optional<Span> overrides;       // the word `override`
  std::uint32_t file = 0;
};
// Where a bundle differs from what it includes: an included block that another one took the place of, or that was left out. A part (a row, a clause, a name in a
// list) that went because it named a block that was left out is told too.
struct Departure {
  enum class Kind { overridden, left_out, dropped } kind = Kind::overridden;
  std::string what;                    // `trigger "Losing patience"`; dropped: what it said, in one line
  Span included;                       // the included block, or the part
  Span by;                             // the word `override`, or the clause `without …`
};
struct Tree {
  std::vector<Block> blocks;           // in the order of the texts
  std::vector<Placement> placements;   // as blocks
  std::vector<Departure> departures;   // told by resolve_includes
};

}  // namespace handrail::dsl
