#include "adapters/server/bodies.hpp"

#include <algorithm>

#include "engine/base/limits.hpp"

namespace handrail::server {

namespace {

bool letter_or_digit(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); }

// A conversation's id stands in paths: what needs no escape there, and is no "." that a client would tidy away.
bool stands_in_a_path(std::string_view id) {
  constexpr std::string_view others = "-._~:@+=";
  return letter_or_digit(id[0]) && std::all_of(id.begin(), id.end(), [&](char c) { return letter_or_digit(c) || others.find(c) != std::string_view::npos; });
}

bool has_control_characters(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](unsigned char c) { return c < 0x20 || c == 0x7f; });
}

Json read_context(JsonReader& body) {
  const Json* context = body.optional_object("context");
  if (!context) return {};
  const std::size_t bytes = dump(*context).size();
  if (bytes <= limits::context_bytes) return *context;
  body.issue(body.at("context"), "has " + std::to_string(bytes) + " bytes, at most " + std::to_string(limits::context_bytes) + " are allowed");
  return {};
}

CustomerIdentity read_customer(JsonReader& body) {
  const Json* member = body.optional_object("customer");
  if (!member) return {};
  JsonReader customer(*member, body.at("customer"));
  CustomerIdentity identity;
  identity.id = CustomerId(customer.required_text("id", {.bytes_min = 1, .bytes_max = limits::id_bytes}));
  identity.verified = customer.optional_bool("verified", false);
  identity.verified_by = customer.optional_text("verified_by", {.bytes_min = 1, .bytes_max = limits::id_bytes}).value_or("");
  if (!identity.verified && !identity.verified_by.empty()) customer.issue(customer.at("verified_by"), "goes with `verified` true only");
  if (has_control_characters(identity.id.text)) customer.issue(customer.at("id"), "must not have control characters");
  body.take(customer.finish());
  return identity;
}

// A member that only some of the words of another member go with.
void only_with(JsonReader& body, const Json& json, std::string_view key, bool fits, std::string_view words) {
  if (!fits && json.find(key)) body.issue(body.at(key), "goes with " + std::string(words) + " only");
}

void walk_for_nul(const Json& json, const std::string& pointer, std::vector<JsonIssue>& issues) {
  if (issues.size() >= limits::diagnostics) return;
  if (const std::string* text = json.text(); text && text->find('\0') != std::string::npos) {
    issues.push_back({pointer, "has a NUL byte"});
  } else if (const Json::Array* items = json.items()) {
    for (std::size_t i = 0; i < items->size(); ++i) walk_for_nul((*items)[i], pointer + "/" + std::to_string(i), issues);
  } else if (const Json::Object* members = json.members()) {
    for (const Json::Member& member : *members) {
      if (member.first.find('\0') != std::string::npos) issues.push_back({pointer, "has a member whose name has a NUL byte"});
      else walk_for_nul(member.second, JsonReader(Json::object(), pointer).at(member.first), issues);
    }
  }
}

}  // namespace

Body<OpenRequest> read_open(const Json& json) {
  JsonReader body(json);
  OpenRequest request;
  request.id = body.optional_text("id", {.bytes_min = 1, .bytes_max = limits::id_bytes});
  if (request.id && !stands_in_a_path(*request.id)) {
    body.issue(body.at("id"), "must begin with a letter or a digit and go on with letters, digits or any of -._~:@+=");
  }
  request.customer = read_customer(body);
  request.context = read_context(body);
  return {std::move(request), body.finish()};
}

Body<IncomingMessage> read_message(const Json& json) {
  JsonReader body(json);
  IncomingMessage message;
  message.id = MessageId(body.optional_text("id", {.bytes_min = 1, .bytes_max = limits::id_bytes}).value_or(""));
  if (has_control_characters(message.id.text)) body.issue(body.at("id"), "must not have control characters");
  message.text = body.required_text("text", {.bytes_min = 1, .bytes_max = limits::message_bytes});
  message.context = read_context(body);
  if (const auto sent = body.optional_text("sent_at")) {
    const auto at = parse_time(*sent);
    if (at) message.received.at = *at;
    else body.issue(body.at("sent_at"), "is no time as `2026-01-05T09:00:00Z`");
  }
  return {std::move(message), body.finish()};
}

Body<CloseRequest> read_close(const Json& json) {
  JsonReader body(json);
  const Json* resolved = body.any("resolved");
  if (!resolved && json.is_object()) body.issue("/resolved", "this member is required");
  CloseRequest request{.resolved = body.optional_bool("resolved", false), .key = {}};
  return {std::move(request), body.finish()};
}

Body<ApprovalRequest> read_approval(const Json& json) {
  using Verdict = ApprovalRequest::Verdict;
  JsonReader body(json);
  ApprovalRequest request;
  const auto verdict = body.one_of("verdict", {"approve", "refuse", "edit"}, true);
  request.verdict = static_cast<Verdict>(verdict.value_or(0));
  request.reason = body.optional_text("reason").value_or("");
  if (const Json* arguments = body.optional_object("arguments")) request.arguments = *arguments;
  if (verdict && request.verdict == Verdict::refuse && request.reason.empty()) body.issue("/reason", "a refusal needs its reason");
  if (verdict && request.verdict == Verdict::edit && !json.find("arguments")) body.issue("/arguments", "an edit needs the new arguments");
  if (verdict) only_with(body, json, "arguments", request.verdict == Verdict::edit, "`edit`");
  if (dump(request.arguments).size() > limits::tool_arguments_bytes) {
    body.issue("/arguments", "at most " + std::to_string(limits::tool_arguments_bytes) + " bytes are allowed");
  }
  return {std::move(request), body.finish()};
}

Body<HandoffRequest> read_handoff(const Json& json) {
  using Action = HandoffRequest::Action;
  JsonReader body(json);
  HandoffRequest request;
  const auto action = body.one_of("action", {"claim", "reply", "hand back", "resolve"}, true);
  request.action = static_cast<Action>(action.value_or(0));
  const bool replies = request.action == Action::reply, resolves = request.action == Action::resolve;
  request.text = body.optional_text("text", {.bytes_min = 1, .bytes_max = limits::reply_bytes}).value_or("");
  if (action && replies && !json.find("text")) body.issue("/text", "a reply needs its text");
  if (action) only_with(body, json, "text", replies || request.action == Action::hand_back, "`reply` and `hand back`");
  request.from = body.optional_text("from", {.bytes_min = 1}).value_or("");
  if (action) only_with(body, json, "from", request.action == Action::claim, "`claim`");
  Json closing = Json::object();
  if (const auto cause = body.optional_text("root_cause", {.bytes_min = 1})) closing.set("root_cause", *cause);
  if (body.one_of("assistant_was", {"correct", "partially correct", "off-base"}, false)) closing.set("assistant_was", json["assistant_was"]);
  if (body.one_of("could_be_automated", {"yes", "maybe", "no"}, false)) closing.set("could_be_automated", json["could_be_automated"]);
  for (const std::string_view key : {"root_cause", "assistant_was", "could_be_automated"}) {
    if (action) only_with(body, json, key, resolves, "`resolve`");
  }
  if (resolves) request.closing = std::move(closing);
  return {std::move(request), body.finish()};
}

Body<JudgeRequest> read_judgement(const Json& json) {
  using Verdict = JudgeRequest::Verdict;
  constexpr std::int64_t number_max = std::int64_t{1} << 53;   // what JavaScript counts exactly
  JsonReader body(json);
  JudgeRequest request;
  const auto reply = body.optional_integer("reply", 1, number_max);
  if (!reply && json.is_object() && !json.find("reply")) body.issue("/reply", "this member is required: the number of the event that sent the reply");
  request.reply = static_cast<std::uint64_t>(reply.value_or(0));
  const auto verdict = body.one_of("verdict", {"right", "wrong"}, true);
  request.verdict = static_cast<Verdict>(verdict.value_or(0));
  request.reason = body.optional_text("reason").value_or("");
  request.text = body.optional_text("text", {.bytes_min = 1, .bytes_max = limits::reply_bytes}).value_or("");
  if (verdict && request.verdict == Verdict::wrong && request.reason.empty()) body.issue("/reason", "what is wrong with it?");
  if (verdict) only_with(body, json, "text", request.verdict == Verdict::wrong, "`wrong`");
  return {std::move(request), body.finish()};
}

std::vector<JsonIssue> nul_bytes_in(const Json& json) {
  std::vector<JsonIssue> issues;
  walk_for_nul(json, "", issues);
  return issues;
}

}  // namespace handrail::server
