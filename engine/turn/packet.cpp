#include <algorithm>

#include "engine/base/text.hpp"
#include "engine/domain/in_words.hpp"
#include "engine/meaning/numbered_things.hpp"
#include "engine/turn/hand_off.hpp"
#include "engine/turn/look_up.hpp"
#include "engine/turn/run_so_far.hpp"

namespace handrail {
namespace {

Json tried_by_bot(const ConversationState& state) {
  Json tried = Json::array();
  for (const event::CallSettled& call : state.settled) {
    Json entry = Json::object({{"tool", call.tool}, {"outcome", call.outcome}});
    if (!call.receipt.empty()) entry.set("receipt", call.receipt);
    if (!call.error.empty()) entry.set("why", call.error);
    if (call.outcome == "unknown") {
      entry.set("key", call.call.text);
      entry.set("arguments", call.result["sent"]);
    }
    tried.push(std::move(entry));
  }
  for (const auto& [key, call] : state.in_flight)
    if (call.critical) tried.push(Json::object({{"tool", call.tool}, {"outcome", "unknown"}, {"key", key}, {"arguments", call.arguments}}));
  for (const LookedUp& lookup : state.lookups)
    if (!lookup.result || lookup.result->is_null())
      tried.push(Json::object({{"tool", lookup.tool}, {"outcome", lookup.result ? "no such record" : "failed"}, {"why", lookup.error}}));
  return tried;
}

Json known_facts(const ConversationState& state) {
  Json facts = Json::array();
  for (const LookedUp& lookup : state.lookups)
    if (lookup.result && !lookup.result->is_null())
      facts.push(Json::object({{"tool", lookup.tool}, {"arguments", lookup.arguments}, {"result", *lookup.result}, {"at", format_time(lookup.at)}}));
  return facts;
}

Json transcript(const ConversationState& state) {
  Json lines = Json::array();
  for (const SpokenLine& line : state.recent)
    lines.push(Json::object({{"by", word_of(line.by)}, {"text", line.text}, {"at", format_time(line.at)}}));
  return lines;
}

// Of the matter that it is about; where none was named, the first that is remembered.
std::string words_of_customer(const ConversationState& state) {
  if (!state.episode.matter_words.empty()) return printable(state.episode.matter_words, 160);
  for (const SpokenLine& line : state.recent)
    if (line.by == Speaker::customer) return printable(line.text, 160);
  return "";
}

std::string value_in_words(const Json& value) {
  if (const Json* amount = value.find("amount"); amount && amount->text() && value.find("currency")) return *amount->text() + " " + value.text_or("currency");
  return printable(value.text() ? *value.text() : canonical(value), 60);
}

// "process refund (order id W1001, amount 48.00 USD)"
std::string call_in_words(const Json& call) {
  std::vector<std::string> parts;
  if (const Json& arguments = call["arguments"]; arguments.members())
    for (const auto& [name, value] : *arguments.members()) parts.push_back(in_words(name) + " " + value_in_words(value));
  return in_words(call.text_or("tool")) + (parts.empty() ? "" : " (" + join(parts, ", ") + ")");
}

// What was sent and never confirmed: each call in the words that `told` finds for it.
template <class Told>
std::string unconfirmed(const ConversationState& state, Told told) {
  std::vector<std::string> calls;
  const Json tried = tried_by_bot(state);
  for (const Json& call : *tried.items())
    if (call.find("key")) calls.push_back(told(call));
  return join(calls, "; ");
}

// Who asks for a person with their first words has named none yet: their own words show that they were read.
bool names_a_matter(const ConversationState& state) { return !state.episode.last_intent.empty() && state.episode.last_intent != "other"; }

std::string next_step(const ConversationState& state) {
  const std::string check = unconfirmed(state, [](const Json& call) { return "check under key " + call.text_or("key") + " whether " + call_in_words(call) + " went through"; });
  if (!check.empty()) return check + ", before anything else is done";
  if (state.approval) return "decide on " + in_words(state.approval->asked.tool);
  return "answer the customer" + (names_a_matter(state) ? "'s question about " + in_words(state.episode.last_intent) : "");
}

std::string summary(const ConversationState& state, const HandOff& request) {
  const std::string first = "The customer writes" + (names_a_matter(state) ? " about " + in_words(state.episode.last_intent) : "") + ": \"" + words_of_customer(state) + "\".";
  std::string done = state.receipts.empty() ? "Nothing has been changed yet" : "The assistant has done: ";
  for (std::size_t i = 0; i < state.receipts.size(); ++i) done += (i ? ", " : "") + in_words(state.receipts[i].tool) + " (" + state.receipts[i].id + ")";
  const std::string maybe = unconfirmed(state, [](const Json& call) {
    return call_in_words(call) + " may have happened and was not confirmed, look it up by the key " + call.text_or("key");
  });
  if (!maybe.empty()) done = state.receipts.empty() ? maybe : done + "; " + maybe;
  return first + " " + done + "; handed over because: " + request.reason + ".";
}

std::string opening(const ConversationState& state) {
  std::string text = names_a_matter(state) ? "Hello, I have read your conversation about your " + in_words(state.episode.last_intent)
                                           : "Hello, I have read what you wrote, \"" + words_of_customer(state) + "\"";
  std::vector<std::string> things;   // that they named by a number: "order W1001"
  for (const auto& [name, said] : state.claims)
    if (const std::string thing = numbered_thing(name); !thing.empty() && said.text()) things.push_back(thing + " " + *said.text());
  if (!things.empty()) text += " (" + join(things, ", ") + ")";
  return text + ", so there is no need to repeat anything.";
}

// The other runs that are open, each with what it waits for; an approval that is withdrawn now is still to be decided by somebody.
Json runs_set_aside(const ConversationState& state) {
  Json runs = Json::array();
  for (const SetAside& one : state.aside) {
    if (!one.run) continue;
    Json run = run_so_far(*one.run);
    run.set("about", one.run->intent);
    if (one.approval) {
      const event::ApprovalRequested& asked = one.approval->asked;
      run.set("approval", Json::object({{"id", asked.approval.text}, {"tool", asked.tool}, {"arguments", asked.arguments}}));
    }
    runs.push(std::move(run));
  }
  return runs;
}

// "; decide on process refund (order id W1001, …)"
std::string next_steps_beside(const ConversationState& state) {
  std::string steps;
  for (const SetAside& one : state.aside) {
    if (!one.run) continue;
    const bool decides = one.approval && one.approval->asked.what == "call";
    steps += decides ? "; decide on " + call_in_words(Json::object({{"tool", one.approval->asked.tool}, {"arguments", one.approval->asked.arguments}}))
                     : "; go on with the customer's " + in_words(one.run->intent.empty() ? one.run->workflow : one.run->intent);
  }
  return steps;
}

}  // namespace

Json make_packet(const LiveBundle& live, const ConversationState& state, const dsl::Queue& queue, const HandOff& request) {
  const Json customer = customer_on_record(live.program(), state);
  Json packet = Json::object({{"customer", customer}});
  packet.set("verified_by", state.customer.verified_by);
  if (!state.context.is_null()) packet.set("context", state.context);
  packet.set("intent", state.episode.last_intent.empty() ? "other" : state.episode.last_intent);
  packet.set("reason", request.reason);
  packet.set("trigger", Json::object({{"rule", request.rule}, {"at", request.at}}));
  packet.set("urgency", request.urgency);
  packet.set("sentiment", Json::object({{"now", word_of(state.episode.mood)}, {"angry_messages", state.episode.sentiment_low}}));
  Json claims = Json::object();
  for (const SetAside& one : state.aside)   // of one name, what was said of the matter at hand counts
    for (const auto& [name, value] : one.claims) claims.set(name, value);
  for (const auto& [name, value] : state.claims) claims.set(name, value);
  packet.set("claims", std::move(claims));
  packet.set("facts", known_facts(state));
  packet.set("tried", tried_by_bot(state));
  if (!request.workflow.is_null()) packet.set("workflow", request.workflow);
  else if (state.run) packet.set("workflow", run_so_far(*state.run));
  if (!state.aside.empty()) packet.set("set_aside", runs_set_aside(state));
  packet.set("receipts", [&] {
    Json list = Json::array();
    for (const Receipt& receipt : state.receipts) list.push(to_json(receipt));
    return list;
  }());
  // What the queue asked for by name, each with its value or null, so that nobody looks for it.
  Json wanted = Json::object();
  for (const std::string& name : queue.packet) {
    if (name == "tried" || name == "summary" || name == "receipts" || name == "messages") continue;   // every packet has them
    const auto claim = state.claims.find(name);
    if (claim != state.claims.end()) wanted.set(name, claim->second);
    else if (const Json* fact = customer.find(name)) wanted.set(name, *fact);
    else if (const Json* member = state.context.find(name)) wanted.set(name, *member);
    else if (name == "mood") wanted.set(name, word_of(state.episode.mood));
    else if (name == "intent" || name == "reason" || name == "urgency") wanted.set(name, packet[name]);
    else wanted.set(name, Json());
  }
  packet.set("wanted", std::move(wanted));
  packet.set("summary", summary(state, request));
  packet.set("next_step", next_step(state) + next_steps_beside(state));
  packet.set("opening", opening(state));
  packet.set("transcript", transcript(state));
  return packet;
}

}  // namespace handrail
