// The calls behind the routes: read what was sent, ask Conversations on the conversation's shard, say what it said.
#include "adapters/server/api.hpp"

#include <algorithm>
#include <charconv>

#include "adapters/server/bodies.hpp"
#include "adapters/server/event_stream.hpp"
#include "adapters/server/hop.hpp"
#include "adapters/server/later.hpp"
#include "adapters/server/problem.hpp"
#include "engine/base/hash.hpp"
#include "engine/base/text.hpp"
#include "engine/domain/gate.hpp"

namespace handrail::server {

namespace {

HttpResponse wrong_input(const std::vector<JsonIssue>& issues) {
  const std::string count = issues.size() == 1 ? "one thing is" : std::to_string(issues.size()) + " things are";
  return problem(ProblemKind::wrong_input, count + " wrong, see `issues`", issues);
}

HttpResponse say(int status, const Result<Json>& result) { return result ? json_response(status, *result) : problem(result.error()); }

// Asked for the first answer to a request only, and it is not one that was done.
bool not_again(const Result<Json>& answer) { return !answer && answer.error().code == ErrorCode::conflict; }

std::string path_of(std::string_view conversation) { return "/v1/conversations/" + std::string(conversation); }

std::string entity_tag(const Json& view) { return "\"" + sha256(dump(view)).substr(0, 32) + "\""; }

// The `Idempotency-Key`, with or without quotes; empty: there is none.
std::string key_of(const HttpRequest& request, std::vector<JsonIssue>& issues) {
  const std::string* header = request.header("idempotency-key");
  if (!header) return "";
  std::string_view key = trim(*header);
  if (key.size() >= 2 && key.front() == '"' && key.back() == '"') key = key.substr(1, key.size() - 2);
  const bool visible = std::ranges::all_of(key, [](unsigned char c) { return c >= 0x20 && c < 0x7f; });
  if (request.count("idempotency-key") > 1 || key.empty() || key.size() > limits::id_bytes || !visible)
    issues.push_back({"?Idempotency-Key", "expected one key of at most " + std::to_string(limits::id_bytes) + " visible ASCII characters"});
  return std::string(key);
}

// Of what is made the key is the `id`, for clients that know the header and not the member.
std::vector<JsonIssue> take_key(const HttpRequest& request, Json& body) {
  std::vector<JsonIssue> issues;
  const std::string key = key_of(request, issues);
  if (key.empty() || !issues.empty() || !body.is_object()) return issues;
  if (!body.find("id")) body.set("id", key);
  else if (body.text_or("id") != key) issues.push_back({"/id", "is another one than `Idempotency-Key` says"});
  return issues;
}

// Takes one of the places for running work, and gives it back.
class Place {
 public:
  Place(std::shared_ptr<std::atomic<std::size_t>> running, std::size_t most) : running_(std::move(running)), free_(running_->fetch_add(1) < most) {}
  ~Place() { running_->fetch_sub(1); }
  Place(const Place&) = delete;
  Place& operator=(const Place&) = delete;
  [[nodiscard]] bool free() const { return free_; }

 private:
  std::shared_ptr<std::atomic<std::size_t>> running_;
  bool free_;
};

}  // namespace

HttpResponse Api::with_body(const Call& call, const HttpRequest& request) {
  if (request.body.empty()) return problem(ProblemKind::malformed_json, "the body is empty; send a JSON object");
  Result<Json> body = parse_json(request.body, {.bytes_max = limits::http_body_bytes, .depth_max = static_cast<int>(limits::json_depth)});
  if (!body) return problem(ProblemKind::malformed_json, body.error().message);
  if (const auto issues = nul_bytes_in(*body); !issues.empty()) return wrong_input(issues);
  if (const auto issues = QueryReader(call.target).finish(); !issues.empty()) return wrong_input(issues);
  const bool makes_something = call.route->endpoint == Endpoint::open_conversation || call.route->endpoint == Endpoint::post_message;
  if (makes_something)
    if (const auto issues = take_key(request, *body); !issues.empty()) return wrong_input(issues);
  const auto place = std::make_shared<Place>(running_, options_.turns_at_once);
  if (!place->free()) return problem(ProblemKind::overloaded, "as many requests are running as this server takes");
  switch (call.route->endpoint) {
    case Endpoint::open_conversation: return open(call, *body);
    case Endpoint::post_message: return post_message(call, request, *body, place);
    case Endpoint::close_conversation: return to_conversation(call, request, read_close(*body), &Conversations::close);
    case Endpoint::decide_approval: return to_item(call, request, read_approval(*body), &Conversations::decide);
    case Endpoint::act_on_handoff: return to_item(call, request, read_handoff(*body), &Conversations::act);
    case Endpoint::judge_reply: return to_conversation(call, request, read_judgement(*body), &Conversations::judge);
    case Endpoint::gate: return gate(call, *body);
    default: break;
  }
  throw Bug("a route without a call behind it: " + std::string(call.route->path));
}

HttpResponse Api::open(const Call& call, const Json& json) {
  Body<OpenRequest> body = read_open(json);
  if (!body.issues.empty()) return wrong_input(body.issues);
  // Without an id there is nothing to hash: the engine makes one, and it is at home wherever the engine puts it.
  const std::size_t shard = body.value.id ? shard_of(ConversationId(*body.value.id), waiting_.shards()) : waiting_.current_shard();
  const Result<Json> opened = run_on_shard<Json>(waiting_, shard, options_.answer_wait,
                                                 [this, who = call.who, request = std::move(body.value)] { return conversations_.open(who, request); });
  HttpResponse response = say(201, opened);
  if (opened) response.with("Location", path_of(opened->text_or("id")));
  return response;
}

HttpResponse Api::post_message(const Call& call, const HttpRequest& request, const Json& json, std::shared_ptr<void> place) {
  Body<IncomingMessage> body = read_message(json);
  const bool later = prefers_later(request);
  if (later && body.value.id.empty() && body.issues.empty()) body.issues.push_back({"/id", "a message that is answered later needs one, by which it is asked for"});
  if (!body.issues.empty()) return wrong_input(body.issues);
  const ConversationId id(call.id);
  if (later) return post_for_later(call, id, std::move(body.value), std::move(place));
  const Result<TurnAnswer> turn =
      run_on_shard<TurnAnswer>(waiting_, shard_of(id, waiting_.shards()), options_.answer_wait,
                               [this, who = call.who, id, message = std::move(body.value)] { return conversations_.message(who, id, message); });
  if (!turn) return problem(turn.error());
  HttpResponse response = json_response(turn->waiting ? 202 : 200, turn->body);
  if (turn->waiting) response.with("Location", path_of(call.id));
  return response;
}

// 202 with the message's id where the turn is still under way; else as without the preference, which was only one.
HttpResponse Api::post_for_later(const Call& call, const ConversationId& id, IncomingMessage message, std::shared_ptr<void> place) {
  const auto turn = store_and_go_on(waiting_, conversations_, call.who, id, message, options_.answer_wait, std::move(place));
  if (!turn) return problem(turn.error());
  const bool under_way = !turn->has_value();
  const Json stored = Json::object({{"conversation", id.text}, {"message", Json::object({{"id", message.id.text}})}, {"state", "under way"}});
  HttpResponse response = json_response(under_way || (*turn)->waiting ? 202 : 200, under_way ? stored : (*turn)->body);
  if (response.status == 202) response.with("Location", path_of(call.id));
  if (under_way) response.with("Preference-Applied", "respond-async");
  return response;
}

// What is done to a conversation once, however often it is asked for with one key.
template <class Request>
HttpResponse Api::to_conversation(const Call& call, const HttpRequest& request, Body<Request> body,
                                  Result<Json> (Conversations::*does)(const Principal&, const ConversationId&, const Request&)) {
  body.value.key = key_of(request, body.issues);
  if (!body.issues.empty()) return wrong_input(body.issues);
  const ConversationId id(call.id);
  return say(200, run_on_shard<Json>(waiting_, shard_of(id, waiting_.shards()), options_.answer_wait,
                                     [this, does, who = call.who, id, asked = std::move(body.value)] { return (conversations_.*does)(who, id, asked); }));
}

Result<Json> Api::item(const Call& call) {
  const bool approval = call.route->endpoint == Endpoint::view_approval || call.route->endpoint == Endpoint::decide_approval;
  return approval ? conversations_.approval(call.who, ApprovalId(call.id)) : conversations_.handoff(call.who, HandoffId(call.id));
}

std::optional<HttpResponse> Api::changed_since(const Call& call, const HttpRequest& request) {
  if (request.count("if-match") == 0) return std::nullopt;
  const std::string seen = request.all("if-match");
  const Result<Json> now = item(call);
  if (!now) return problem(now.error());
  const std::string tag = entity_tag(*now);
  for (const std::string_view one : split(seen, ','))
    if (trim(one) == "*" || trim(one) == tag) return std::nullopt;
  return problem(ProblemKind::changed, "it is not what `If-Match` names any more: it is `" + now->text_or("status") + "` since " + now->text_or("changed_at"))
      .with("ETag", tag);
}

HttpResponse Api::view(const Call& call) {
  if (const auto issues = QueryReader(call.target).finish(); !issues.empty()) return wrong_input(issues);
  if (call.route->endpoint != Endpoint::view_conversation) {
    const Result<Json> found = item(call);
    HttpResponse response = say(200, found);
    if (found) response.with("ETag", entity_tag(*found));
    return response;
  }
  const ConversationId id(call.id);
  return say(200, run_on_shard<Json>(waiting_, shard_of(id, waiting_.shards()), options_.answer_wait,
                                     [this, who = call.who, id] { return conversations_.view(who, id); }));
}

HttpResponse Api::events(const Call& call, const HttpRequest& request) {
  constexpr std::uint64_t seq_max = 1ull << 53;   // what JavaScript counts exactly
  QueryReader query(call.target);
  std::uint64_t after = query.number("after", 0, seq_max).value_or(0);
  const std::size_t limit = query.number("limit", 1, limits::page_items).value_or(100);
  // The header is what a client that connects again sends; it knows better than the address that it began with.
  if (const std::string* last = request.header("last-event-id"); last && !last->empty()) {
    const char* end = last->data() + last->size();
    const auto read = std::from_chars(last->data(), end, after);
    if (read.ec != std::errc() || read.ptr != end || after > seq_max) query.issue("?Last-Event-ID", "expected the number of an event");
  }
  if (const auto issues = query.finish(); !issues.empty()) return wrong_input(issues);

  const ConversationId id(call.id);
  const std::size_t shard = shard_of(id, waiting_.shards());
  EventSource source;
  source.page = [this, who = call.who, id, shard, limit](std::uint64_t from) {
    return run_on_shard<Json>(waiting_, shard, options_.answer_wait,
                              [this, who, id, limit, from] { return conversations_.events(who, id, {.after = from, .limit = limit}); });
  };
  source.wait = [this, who = call.who, id, shard](std::uint64_t from, Duration at_most, ResponseStream& stream) {
    return run_on_shard<bool>(waiting_, shard, Duration{at_most.ms + 5000},
                              [this, who, id, from, at_most] { return conversations_.wait_for_event(who, id, from, at_most); },
                              [&stream](std::shared_ptr<Wait> wait) { stream.parks_on(std::move(wait)); });
  };
  Result<Json> first = source.page(after);
  if (!first || call.media_type == "application/json") return say(200, first);
  HttpResponse response;
  response.with("Content-Type", "text/event-stream").with("Cache-Control", "no-store").with("X-Accel-Buffering", "no");
  response.stream = [source = std::move(source), first = std::move(*first), after, heartbeat = options_.heartbeat](ResponseStream& stream) {
    stream_events(stream, source, first, after, heartbeat);
  };
  return response;
}

HttpResponse Api::list(const Call& call) {
  QueryReader query(call.target);
  Conversations::ListQuery asked;
  const bool approvals = call.route->endpoint == Endpoint::list_approvals;
  asked.status = approvals ? query.one_of("status", {"open", "approved", "refused", "edited", "expired", "void", "withdrawn", "replaced"})
                           : query.one_of("status", {"open", "claimed", "handed back", "resolved"});
  asked.after = query.text("after", limits::id_bytes);
  asked.limit = query.number("limit", 1, limits::page_items).value_or(asked.limit);
  if (const auto issues = query.finish(); !issues.empty()) return wrong_input(issues);
  return say(200, approvals ? conversations_.approvals(call.who, asked) : conversations_.handoffs(call.who, asked));
}

// What is done to an approval or a handoff once, and only as long as it is what `If-Match` names.
template <class Id, class Request>
HttpResponse Api::to_item(const Call& call, const HttpRequest& request, Body<Request> body,
                          Result<Json> (Conversations::*does)(const Principal&, const Id&, const Request&)) {
  body.value.key = key_of(request, body.issues);
  if (!body.issues.empty()) return wrong_input(body.issues);
  auto changed = changed_since(call, request);
  if (changed && body.value.key.empty()) return std::move(*changed);
  body.value.only_again = changed.has_value();
  const Result<Json> done = run_on_shard<Json>(waiting_, waiting_.current_shard(), options_.answer_wait,
                                               [this, does, who = call.who, id = Id(call.id), asked = std::move(body.value)] { return (conversations_.*does)(who, id, asked); });
  return not_again(done) && changed ? std::move(*changed) : say(200, done);
}

HttpResponse Api::gate(const Call& call, const Json& json) {
  std::vector<JsonIssue> issues;
  (void)read_gate_call(json, issues);
  if (!issues.empty()) return wrong_input(issues);
  const Result<Json> verdict = conversations_.gate(call.who, json);
  if (verdict && verdict->find("error")) {
    const Json& error = (*verdict)["error"];
    if (const auto* told = (*verdict)["issues"].items())
      for (const Json& issue : *told) issues.push_back({issue.text_or("pointer"), issue.text_or("message")});
    return problem(ProblemKind::wrong_input, error.text() ? *error.text() : error.text_or("message", "the call cannot be judged"), issues);
  }
  return say(200, verdict);
}

}  // namespace handrail::server
