// A compiled bundle's policy: flat, immutable, every name resolved. Conditions are nodes in one vector and refer to slots; a caller binds
// the slots of a scope once (bind.hpp) and then asks as many conditions as it likes (evaluate.hpp). Types, slots, operations and texts with
// holes are those of the checker (dsl/check/types.hpp).
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "dsl/check/pattern.hpp"
#include "dsl/check/types.hpp"
#include "dsl/source/source.hpp"
#include "engine/base/value.hpp"

namespace handrail::dsl {

// --- conditions ---------------------------------------------------------------------------------------------------------------------

using ExpressionId = std::uint32_t;      // into Program::nodes
inline constexpr ExpressionId no_expression = 0xffffffff;

struct Node {
  NodeOp op = NodeOp::constant;
  std::uint16_t count = 0;
  std::uint32_t a = 0;
  std::uint32_t b = 0;
  Span span;
};

// --- what happens -------------------------------------------------------------------------------------------------------------------

enum class RequestClass : std::uint8_t { answerable, needs_account, needs_human, unsafe };
enum class Risk : std::uint8_t { low, medium, high };
enum class Urgency : std::uint8_t { low, medium, high, immediate };   // ordered: immediate is the greatest
std::string_view to_text(RequestClass word);   // "answerable", "needs account", …: as in the language
std::string_view to_text(Risk word);
std::string_view to_text(Urgency word);

enum class ActionKind : std::uint8_t { none, ask, ask_for, verify, offer_person, hand_off, refuse, answer, draft };
std::string_view to_text(ActionKind word);
struct Action {
  ActionKind kind = ActionKind::none;
  Template question;                      // ask
  std::string ask_for;                    // ask_for: the name
  bool once = false;
  std::optional<std::uint32_t> queue;     // hand_off: into Program::queues; none: the route decides
  std::optional<Urgency> urgency;
  std::vector<Action> afterwards;         // at most one
};
struct Consequence {                      // of a "no", or of a failure
  Template say;
  std::string because;
  Action action;
};
// A rule's place names it; its text is what stands there, for explanations.
struct Rule {
  Span span;
  std::string at;                         // "refunds.policy:12"
  std::string text;                       // the clause as written, on one line
  std::optional<Instant> from, until;     // active in [from, until)
};

struct Role { std::string name; std::optional<Money> limit; Rule rule; };
struct Choice { std::string words, value; };   // what is said, in small letters with one blank between its words, and the choice that is meant
struct Entity { std::string name; Type type; std::vector<std::string> patterns; Rule rule; std::vector<Choice> choices = {}; };   // read by patterns or by choices
struct AskForFact { std::string name; Template question; };
struct Intent {
  std::string name, topic, means;
  std::vector<std::string> examples;      // inline and from files, in order
  RequestClass request_class = RequestClass::answerable;
  Risk risk = Risk::low;
  std::vector<AskForFact> ask_for;
  std::vector<std::uint32_t> tools;       // into Program::tools
  std::optional<std::uint32_t> workflow, queue;
  std::vector<std::string> knowledge;
  Template say;
  Rule rule;
};
struct Signal {
  std::string name;
  std::vector<std::string> phrases, patterns, but_not;
  Rule rule;
  std::vector<std::string> examples;                // messages that have it, however they word it
  std::vector<std::string> unlike;                  // messages that only sound like them
  Decimal at{500'000};                              // so sure must one be of a message that only resembles them
};

struct Trigger {
  std::string name;
  Rule rule;
  ExpressionId when = no_expression;      // scope: Program::turn_scope
  ExpressionId unless = no_expression;
  bool before_model = false;              // its condition needs nothing but signals, context and the customer: it can be asked before any model is
  struct IfUnknown { std::uint32_t slot; Action action; Rule rule; };
  std::vector<IfUnknown> if_unknown;
  Urgency urgency = Urgency::medium;
  Action then;
  Template say;
  std::string because;
};

struct Table {                            // the first row that matches; the last matches always
  std::string name;
  struct Row {
    std::vector<ExpressionId> cells;      // one per column, no_expression for any (scope: Program::turn_scope); empty for `any other`
    ExpressionId when = no_expression;    // the cells together; none: always
    Consequence then;
    Rule rule;
  };
  std::vector<ExpressionId> columns;
  std::vector<Row> rows;
  Rule rule;
};

// An answer is all that there is for it: neither a workflow nor tools.
inline bool answers_only(const Intent& intent) { return !intent.workflow && intent.tools.empty(); }

struct Band {                             // one row under `confidence`
  std::optional<std::uint32_t> intent;    // its row beats the risk's
  Risk risk = Risk::low;
  std::optional<Decimal> send_at;         // none: never sent
  std::optional<Decimal> check_at;        // none: never drafted
  bool send_answered = false, check_answered = false;   // what an article answers, whatever the confidence
  Action below;
  Rule rule;
};

// --- tools ----------------------------------------------------------------------------------------------------------------------------

enum class Effect : std::uint8_t { reads, writes, moves_money };
enum class AfterCrash : std::uint8_t { stop_and_ask, send_again, ask_tool };
std::string_view to_text(Effect word);

struct Let {                              // `let order is lookup_order(order_id)`
  std::string name;
  std::uint32_t tool = 0;
  std::vector<std::pair<std::string, ExpressionId>> arguments;   // parameter name, value (scope: the tool's)
  Type type;
  Rule rule;
};
struct NeededCondition { ExpressionId when = no_expression; };
struct NeededLookUp { std::uint32_t let = 0; Duration within; };
struct NeededYes {};
struct Need {
  using Condition = NeededCondition;
  using LookedUp = NeededLookUp;
  using CustomersYes = NeededYes;
  std::variant<Condition, LookedUp, CustomersYes> what;
  Consequence otherwise;
  Rule rule;
};
struct Deny { ExpressionId when = no_expression, unless = no_expression; Consequence outcome; Rule rule; };
struct Limit {
  std::string id;                         // "process_refund#1"
  std::optional<std::uint32_t> amount;    // parameter index (money); none: counts calls
  Value ceiling;                          // Money or whole number; at most this much, this call included
  std::vector<ExpressionId> per;          // the key: values of these (scope: the tool's); with per_customer / per_conversation first
  bool per_customer = false, per_conversation = false;
  std::optional<Duration> window;         // none: for ever
  std::optional<std::uint32_t> above_approve_by;   // role; turns an allow into approve
  Urgency above_urgency = Urgency::medium;         // of that approval
  Consequence otherwise;
  Rule rule;
};
struct Approve {
  std::uint32_t role = 0;
  Urgency urgency = Urgency::medium;
  std::optional<Duration> within;
  Consequence otherwise;
  ExpressionId when = no_expression, unless = no_expression;
  Rule rule;
};
struct Allow { ExpressionId when = no_expression, unless = no_expression; Rule rule; };   // without `when`: always
struct Otherwise { bool allow = false; Consequence outcome; Rule rule; };

struct Tool {
  std::string name;
  std::vector<Field> parameters;
  std::optional<Type> gives;
  Effect effect = Effect::reads;
  bool verifies_customer = false;
  struct OneOf { std::vector<std::uint32_t> parameters; bool at_least = false; Rule rule; };
  std::vector<OneOf> one_of;
  Scope scope;                            // roots: parameters, lets, customer, context fields, signals' claims are not here
  std::vector<Let> lets;
  std::vector<Need> needs;
  std::vector<Deny> denies;
  std::vector<Limit> limits;
  std::vector<Approve> approves;
  std::vector<Allow> allows;
  std::optional<Otherwise> otherwise;     // none: a reading tool is allowed, any other is denied
  AfterCrash after_crash = AfterCrash::stop_and_ask;
  std::optional<std::uint32_t> check;     // the tool to ask
  Consequence if_it_fails;
  Template say_when_done, say_when_waiting, say_to_confirm;
  struct Example {
    std::vector<std::pair<std::string, Value>> facts;   // by parameter or path; Unknown for "unknown"
    std::string verdict, role, asks;
    Rule rule;
  };
  std::vector<Example> examples;
  Rule rule;
};

struct Workflow { std::string name, file; std::vector<std::string> takes; std::vector<std::uint32_t> tools; Rule rule; };

struct OpenHours {
  struct Range { std::array<bool, 7> days{}; int from_minute = 0, to_minute = 0; };   // Monday first; minutes of the day, in `zone`
  std::vector<Range> ranges;              // ranges of one day do not overlap
  std::string zone;                       // IANA
  std::vector<std::string> closed_on;     // "2026-12-25"
};
struct Queue {
  std::string name, title;
  std::optional<OpenHours> open;          // none: always
  Duration promise{};                     // within this
  bool promise_in_open_hours = false;
  Template say;
  std::vector<std::string> packet;
  Template while_waiting;
  Duration while_waiting_every{};
  Action if_nobody_comes;
  Rule rule;
};
struct Route { std::uint32_t queue = 0; ExpressionId when = no_expression; Rule rule; };   // the last one has no `when`

struct ReplyRules {
  std::int64_t words_max = 150;
  bool unless_step_by_step = true;
  std::int64_t apologies_max = 1;
  bool end_with_next_action = false;
  struct Tone { std::string word; ExpressionId when = no_expression; };
  std::vector<Tone> tones;
  struct Beginning { Template words; ExpressionId when = no_expression; Rule rule; };
  std::vector<Beginning> beginnings;      // the first that holds stands before a reply, once in an episode each
  bool say_ai_when_asked = true, say_ai_in_first_reply = true;
  std::optional<Duration> warn_after, refuse_after;
  Duration review_within = hours(24);     // `review drafts within`: a draft that nobody has decided on by then is handed over
  std::vector<std::string> link_hosts;    // `links only to`: these and what is below them; empty: those of the desk's own texts and articles
  std::vector<std::string> masked = {"name", "email", "phone", "address"};   // what a model never sees; cards, bank accounts and secrets it never sees either
  struct ModelLimit { std::optional<std::int64_t> tokens, cost_micro_usd; };   // in and out together; none: as much as it takes
  ModelLimit model_per_turn, model_per_conversation;
};
struct CustomerFacts {
  std::optional<std::uint32_t> tool;
  std::vector<std::pair<std::string, ExpressionId>> arguments;
  std::vector<Field> fields;              // as the look-up gives them, then those of the desk's own journals
  std::size_t from_journals = 0;          // how many of the last of them
  bool recent = false;                    // something reads those
  [[nodiscard]] std::span<const Field> declared() const { return std::span(fields).first(fields.size() - from_journals); }
};
struct EpisodeRules {
  Duration resolved_after = hours(48), abandoned_after = hours(24);
  ExpressionId resolved_when = no_expression;
  std::optional<Duration> keep;           // records older than this go; none: kept for ever
  Duration together_within;               // messages that come so soon after one another are read together; zero: those that wait for the same turn
};

// What earlier calls add up to: the slot {"used", id} of the scopes that read it.
struct Meter {
  std::string id;                         // "count process_refund per customer in 90 days": the same wherever it is asked
  std::uint32_t tool = 0;
  std::optional<std::uint32_t> amount;    // parameter (money); none: counts calls
  bool per_customer = true;               // else per conversation
  std::optional<Duration> window;
  Currency currency;                      // of a sum
};

struct Rollout {                          // replies are checked by a person until enough were reviewed and accurate
  std::string name;
  std::int64_t reviewed = 0;
  Decimal accurate;
  bool per_intent = true;
  std::vector<std::uint32_t> intents;     // none: all
  Rule rule;
};
struct Goal {
  std::string metric;                     // "handed off"
  std::optional<Duration> within;
  NodeOp op = NodeOp::more;               // less, at_most, more, at_least
  Value value;                            // Decimal (a share), Duration, Money or Decimal
  Rule rule;
};
struct Guarantee {
  // never_call: `tool`, `when` in the tool's scope. never_do, always_hand_off: `when` in the turn's scope. every_path: `intent`; none: of every wish for a person.
  enum class Kind : std::uint8_t { never_call, never_do, always_hand_off, every_path };
  std::string name;
  Kind kind = Kind::never_call;
  std::optional<std::uint32_t> tool, role, queue, intent;
  bool without_approval = false;
  std::vector<std::string> what;          // never_do: "send", "draft", "answer", "act", "ask", "refuse"
  ExpressionId when = no_expression;      // none: always
  Rule rule;
};

struct Wording {                          // a text in other tones and languages
  std::string text;                       // as it is written where it is said
  struct Variant { Manner manner; std::string words; };
  std::vector<Variant> variants;
  Rule rule;
};

// Where the bundle differs from what it includes, for people: "overridden", `trigger "Losing patience"`, where it stood, and what took its place or left it out.
struct DepartureWords { std::string how, what, from, by; };

class RuleIndex;

struct Program {
  Currency currency;                      // of plain amounts
  std::vector<Enumeration> enumerations;
  std::vector<RecordType> records;
  std::vector<Field> context;
  CustomerFacts customer;
  EpisodeRules episode;
  std::vector<Role> roles;
  std::vector<Entity> entities;
  std::vector<Intent> intents;            // one named "other" always exists
  std::vector<Signal> signals;
  std::vector<Trigger> triggers;
  std::shared_ptr<const RuleIndex> trigger_index;   // over the triggers' `when`, in their order (rule_index.hpp)
  std::vector<Band> bands;                // every risk has a row
  Template bands_say;
  std::vector<Table> tables;
  std::vector<Tool> tools;
  std::vector<Workflow> workflows;
  std::vector<Queue> queues;
  std::vector<Route> routes;              // ends with one without a condition, unless there are no queues
  ReplyRules reply;
  std::vector<Rollout> rollouts;
  std::vector<Goal> goals;
  std::vector<Guarantee> guarantees;
  std::vector<Wording> wordings;
  std::vector<Meter> meters;
  Scope turn_scope;                       // what triggers, bands, routes, tones and resolved_when see

  std::vector<Node> nodes;
  std::vector<ExpressionId> operands;
  std::vector<Value> constants;
  std::vector<std::string> names;
  std::vector<std::shared_ptr<const Pattern>> patterns;
  bool has_look_ups = false;              // a condition somewhere looks something up
  Sources sources;                        // for where(span)
  std::vector<DepartureWords> departures;

  [[nodiscard]] std::optional<std::uint32_t> find_tool(std::string_view name) const;
  [[nodiscard]] std::optional<std::uint32_t> find_intent(std::string_view name) const;
  [[nodiscard]] std::optional<std::uint32_t> find_queue(std::string_view name) const;
  [[nodiscard]] std::optional<std::uint32_t> find_workflow(std::string_view name) const;
  [[nodiscard]] std::optional<std::uint32_t> find_role(std::string_view name) const;
  [[nodiscard]] const std::string& where(const Rule& rule) const { return rule.at; }
  // `text` in the manner that is wanted, holes as they are written; without a `wording` that suits, as it is.
  [[nodiscard]] std::string worded(std::string_view text, const Manner& wanted) const;
  [[nodiscard]] std::vector<Manner> manners() const;   // each that a wording has, once, and the plain one first
};

}  // namespace handrail::dsl
