#include "engine/turn/views.hpp"

#include <algorithm>
#include <iterator>

#include "engine/base/text.hpp"
#include "engine/domain/in_words.hpp"
#include "engine/turn/said_since.hpp"

namespace handrail {
namespace {

Json decision_view(const Decision& decision) {
  Json json = Json::object({{"kind", word_of(decision.kind)}, {"rule", decision.rule}, {"at", decision.at}, {"because", decision.because}});
  json.set("intent", decision.intent);
  json.set("class", decision.request_class);
  Json triggers = Json::array();
  for (const FiredTrigger& trigger : decision.triggers)
    triggers.push(Json::object({{"name", trigger.name}, {"at", trigger.at}, {"urgency", trigger.urgency}, {"undecided", trigger.undecided}}));
  json.set("triggers", std::move(triggers));
  return json;
}

Json receipts_view(const std::vector<Receipt>& receipts) {
  Json list = Json::array();
  for (const Receipt& receipt : receipts) list.push(Json::object({{"id", receipt.id}, {"tool", receipt.tool}, {"call", receipt.call.text}, {"result", receipt.result}}));
  return list;
}

Json open_approval(const event::ApprovalRequested& asked) {
  return Json::object({{"id", asked.approval.text}, {"what", asked.what}, {"role", asked.role}, {"urgency", asked.urgency.empty() ? "medium" : asked.urgency},
                       {"expires_at", format_time(asked.expires_at)}, {"reference", asked.reference}});
}

// What waits beside the matter that is spoken of: each with its approval, or with the time for which it waits.
Json set_aside_view(const ConversationState& state) {
  Json list = Json::array();
  for (const SetAside& one : state.aside) {
    Json entry = Json::object({{"workflow", one.run ? one.run->workflow : ""}, {"waits_for", one.run ? one.run->waits_for : "approval"}});
    if (one.run) entry.set("intent", one.run->intent);
    if (one.approval) entry.set("approval", open_approval(one.approval->asked));
    const auto timer = one.run && one.run->waits_for == "time" ? state.timers.find(one.run->waits_name) : state.timers.end();
    if (timer != state.timers.end()) entry.set("until", format_time(timer->second));
    list.push(std::move(entry));
  }
  return list;
}

void add_open_items(Json& json, const ConversationState& state) {
  if (state.approval) json.set("approval", open_approval(state.approval->asked));
  if (!state.aside.empty()) json.set("set_aside", set_aside_view(state));
  if (state.handoff)
    json.set("handoff", Json::object({{"id", state.handoff->made.handoff.text}, {"queue", state.handoff->queue}, {"promise", state.handoff->promise},
                                      {"promised_at", format_time(state.handoff->promised_at)}, {"claimed_by", state.handoff->claimed_by}}));
}

Json parsed(const std::string& body) { return parse_json(body, {.bytes_max = 64u << 20, .depth_max = 256}).value_or(Json::object()); }

// "process refund: order id W1001, amount 48.00 USD": a call in one line, for a list.
std::string summary_of(const std::string& tool, const Json& arguments) {
  std::vector<std::string> parts;
  if (arguments.members())
    for (const auto& [name, value] : *arguments.members()) {
      const bool money = value.find("amount") && value.find("currency");
      parts.push_back(in_words(name) + " " + (money ? value.text_or("amount") + " " + value.text_or("currency") : printable(value.text() ? *value.text() : canonical(value))));
    }
  return in_words(tool) + (parts.empty() ? "" : ": " + join(parts, ", "));
}

// The members of a body that a channel may show its customer.
Json only(const Json& body, std::initializer_list<std::string_view> keys) {
  Json shown = Json::object();
  for (const std::string_view key : keys)
    if (const Json* member = body.find(key)) shown.set(key, *member);
  return shown;
}

}  // namespace

Json reply_view(const event::ReplySent& sent) {
  Json json = Json::object({{"text", sent.reply.text}, {"by", word_of(sent.reply.by)}});
  if (!sent.reply.name.empty()) json.set("name", sent.reply.name);
  Json citations = Json::array();
  for (const Citation& citation : sent.reply.citations) citations.push(to_json(citation));
  json.set("citations", std::move(citations));
  return json;
}

bool may_see(const Principal& who, const ConversationState& state) {
  if (who.kind == PrincipalKind::channel) return state.channel == who.name;
  return who.kind == PrincipalKind::person && (who.agent || !who.roles.empty());
}

std::string state_word(const ConversationState& state) {
  if (state.episode.outcome) return "closed";
  if (state.owner == Ownership::person) return "with a person";
  if (state.owner == Ownership::nobody) return "handed off";
  if (state.approval) return "waiting for approval";
  if (state.run && state.run->waits_for == "time") return "open";   // it goes on by itself, whatever was asked before
  if (state.episode.waits_for_customer || state.run) return "waiting for customer";
  return "open";
}

Json conversation_view(const ConversationState& state, std::uint64_t seq) {
  Json json = Json::object({{"id", state.id.text}, {"channel", state.channel}, {"ownership", word_of(state.owner)}, {"state", state_word(state)}, {"seq", seq}});
  json.set("customer", Json::object({{"id", state.customer.id.text}, {"verified", state.customer.verified}, {"verified_by", state.customer.verified_by}}));
  json.set("bundle", state.episode.bundle.text);
  json.set("episode", state.episode.number);
  json.set("opened_at", format_time(state.opened_at));
  if (state.episode.outcome) json.set("outcome", word_of(*state.episode.outcome));
  Json outcomes = Json::array();
  for (const Episode& episode : state.closed)
    if (episode.outcome) outcomes.push(word_of(*episode.outcome));
  if (state.episode.outcome) outcomes.push(word_of(*state.episode.outcome));
  json.set("outcomes", std::move(outcomes));
  Json lines = Json::array();
  for (const SpokenLine& line : state.recent) {
    Json entry = Json::object({{"by", word_of(line.by)}, {"text", line.text}, {"at", format_time(line.at)}});
    if (!line.message.empty()) entry.set("message", line.message.text);
    if (line.by == Speaker::bot) entry.set("event", line.event);
    lines.push(std::move(entry));
  }
  json.set("transcript", std::move(lines));
  json.set("receipts", receipts_view(state.receipts));
  add_open_items(json, state);
  return json;
}

TurnAnswer answer_view(const ConversationState& state, const Answered& answered) {
  TurnAnswer answer;
  Json& json = answer.body;
  json = Json::object({{"conversation", state.id.text}, {"message", Json::object({{"id", answered.message.text}})}});
  json.set("reply", answered.reply ? reply_view(*answered.reply) : Json());
  Json followed_by = Json::array();
  for (const event::ReplySent& said : answered.followed_by) followed_by.push(reply_view(said));
  if (!answered.followed_by.empty()) json.set("followed_by", std::move(followed_by));
  Json decision = answered.decision ? decision_view(*answered.decision) : Json();
  if (answered.reply && answered.decision) {   // the clause that decided last, which may be a tool's
    decision.set("rule", answered.reply->rule);
    decision.set("at", answered.reply->at);
  }
  json.set("decision", std::move(decision));
  json.set("ownership", word_of(state.owner));
  json.set("state", state_word(state));
  json.set("receipts", receipts_view(answered.reply ? answered.reply->reply.receipts : std::vector<Receipt>{}));
  add_open_items(json, state);
  answer.waiting = state.approval.has_value() || state.owner != Ownership::bot;
  return answer;
}

std::optional<TurnAnswer> answer_view(const ConversationState& state, const MessageId& message) {
  const auto found = std::ranges::find(state.answered, message, &Answered::message);
  return found == state.answered.end() ? std::nullopt : std::optional(answer_view(state, *found));
}

std::optional<Json> event_view(const Principal& who, const StoredEvent& event) {
  Json body = parsed(event.body);
  if (who.kind == PrincipalKind::channel) {
    if (event.kind == "message_received") body = only(body, {"message", "text", "received_at"});
    else if (event.kind == "reply_sent") body = only(body, {"message", "reply", "kind", "rule", "at"});
    else if (event.kind == "approval_requested") body = only(body, {"approval", "what", "expires_at", "reference"});
    else if (event.kind == "approval_decided") body = only(body, {"approval", "verdict"});
    else if (event.kind == "handoff_made" || event.kind == "handoff_moved") body = only(body, {"handoff", "queue", "promise", "promised_at", "urgency"});
    else if (event.kind == "handoff_claimed" || event.kind == "handoff_returned") body = only(body, {"handoff"});
    else if (event.kind == "episode_opened") body = only(body, {"number"});
    else if (event.kind == "episode_closed") body = only(body, {"outcome"});
    else return std::nullopt;
  }
  return Json::object({{"seq", event.seq}, {"at", format_time(event.at)}, {"kind", event.kind}, {"body", std::move(body)}});
}

int urgency_rank(const Item& item) {
  static constexpr std::string_view words[] = {"immediate", "high", "medium", "low"};
  const std::string word = parsed(item.body).text_or("urgency", "medium");
  return static_cast<int>(std::ranges::find(words, word) - std::begin(words));
}

Json approval_view(const Item& item, bool with_facts) {
  const Json asked = parsed(item.body);
  Json json = Json::object({{"id", item.id}, {"status", item.status}, {"conversation", item.conversation.text}});
  for (const char* key : {"what", "role", "tool", "arguments", "rule", "at", "expires_at", "reference"})
    if (const Json* member = asked.find(key)) json.set(key, *member);
  if (const Json::Array* wrote = asked["wrote"].items(); wrote && !wrote->empty()) json.set("wrote", asked["wrote"]);
  json.set("urgency", asked.text_or("urgency", "medium"));
  if (const std::string customer = asked["facts"]["customer"].text_or("id"); !customer.empty()) json.set("customer", customer);
  if (json.text_or("what") == "call") json.set("summary", summary_of(asked.text_or("tool"), asked["arguments"]));
  if (with_facts)
    for (const char* key : {"rests_on", "facts", "facts_hash", "bundle"})
      if (const Json* member = asked.find(key)) json.set(key, *member);
  if (const Json* decided = asked.find("decided"))
    json.set("decided", only(*decided, {"verdict", "by", "approved_by", "reason", "arguments"}));
  json.set("changed_at", format_time(item.at));
  return json;
}

Json handoff_view(const Item& item, bool with_packet) {
  const Json made = parsed(item.body);
  Json json = Json::object({{"id", item.id}, {"status", item.status}, {"conversation", item.conversation.text}, {"queue", item.group}});
  for (const char* key : {"urgency", "reason", "rule", "at", "by_wish", "promise", "promised_at"})
    if (const Json* member = made.find(key)) json.set(key, *member);
  if (with_packet)
    if (const Json* packet = made.find("packet")) json.set("packet", *packet);
  json.set("changed_at", format_time(item.at));
  return json;
}

Json decided_view(const Item& approval, const ConversationState& state) {
  Json view = approval_view(approval, true);
  view.set("state", state_word(state));
  if (!state.recent.empty() && state.recent.back().by == Speaker::bot) view.set("customer_was_told", state.recent.back().text);
  return view;
}

// What the customer said while they waited fills what the queue had asked for and nobody knew.
Json with_claims(Json packet, const ConversationState& state) {
  Json claims = packet["claims"], wanted = packet["wanted"];
  for (const auto& [name, value] : state.claims) {
    claims.set(name, value);
    if (const Json* asked_for = wanted.find(name); asked_for && asked_for->is_null()) wanted.set(name, value);
  }
  packet.set("claims", std::move(claims));
  packet.set("wanted", std::move(wanted));
  return packet;
}

Json handoff_in(const Item& item, const ConversationState& state, Json said_before, Json said) {
  Json view = handoff_view(item, true);
  const bool open = state.handoff && state.handoff->made.handoff.text == item.id;
  if (const Json* packet = view.find("packet")) {
    Json whole = open ? with_what_was_said_since(with_claims(*packet, state), said_before, said) : *packet;
    if (!open) whole.set("transcript", std::move(said_before));
    view.set("packet", std::move(whole));
  }
  view.set("transcript", std::move(said));
  if (open) {
    view.set("claimed_by", state.handoff->claimed_by);
    view.set("promise", state.handoff->promise);
    view.set("promised_at", format_time(state.handoff->promised_at));
    view.set("urgency", state.handoff->urgency);
  }
  return view;
}

}  // namespace handrail
