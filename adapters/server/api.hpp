// The HTTP API without HTTP's wire: a request in, a response out. Knows routes, keys, media types and bodies; what they mean is up to Conversations.
// Safe to call from every shard at once, on a fiber.
#pragma once

#include <atomic>
#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "engine/base/limits.hpp"
#include "engine/seams/key_ring.hpp"
#include "engine/seams/waiting.hpp"
#include "engine/turn/conversations.hpp"
#include "adapters/server/bodies.hpp"
#include "adapters/server/http_request.hpp"
#include "adapters/server/http_response.hpp"
#include "adapters/server/pages.hpp"
#include "adapters/server/routes.hpp"
#include "adapters/server/target.hpp"

namespace handrail::server {

struct ApiOptions {
  Pages pages;
  std::string version;
  std::size_t turns_at_once = limits::turns_at_once;
  Duration answer_wait = limits::answer_wait;
  Duration heartbeat = limits::event_heartbeat;
};

class Api {
 public:
  Api(Waiting& waiting, Conversations& conversations, const KeyRing& keys, ApiOptions options);
  // Judges the request by its header alone, before a body is read (or a client is told to send it): a response when that settles it.
  [[nodiscard]] std::optional<HttpResponse> before_body(const HttpRequest& request) const;
  // The response to a whole request. May raise Bug.
  [[nodiscard]] HttpResponse answer(const HttpRequest& request);

 private:
  struct Call {
    const Route* route = nullptr;
    std::string id;                  // what stands in the path
    Target target;
    Principal who;
    std::string_view media_type;     // the chosen representation
    std::optional<HttpResponse> settled;
  };

  [[nodiscard]] Call begin(const HttpRequest& request) const;
  [[nodiscard]] HttpResponse text_page(const Call& call) const;
  [[nodiscard]] HttpResponse with_body(const Call& call, const HttpRequest& request);

  // An approval or a handoff, as its path shows it.
  [[nodiscard]] Result<Json> item(const Call& call);
  // 412 where `If-Match` names another representation than the present one.
  [[nodiscard]] std::optional<HttpResponse> changed_since(const Call& call, const HttpRequest& request);

  template <class Request>
  [[nodiscard]] HttpResponse to_conversation(const Call& call, const HttpRequest& request, Body<Request> body,
                                             Result<Json> (Conversations::*does)(const Principal&, const ConversationId&, const Request&));
  template <class Id, class Request>
  [[nodiscard]] HttpResponse to_item(const Call& call, const HttpRequest& request, Body<Request> body,
                                     Result<Json> (Conversations::*does)(const Principal&, const Id&, const Request&));

  [[nodiscard]] HttpResponse open(const Call& call, const Json& body);
  [[nodiscard]] HttpResponse post_message(const Call& call, const HttpRequest& request, const Json& body, std::shared_ptr<void> place);
  [[nodiscard]] HttpResponse post_for_later(const Call& call, const ConversationId& id, IncomingMessage message, std::shared_ptr<void> place);
  [[nodiscard]] HttpResponse view(const Call& call);
  [[nodiscard]] HttpResponse events(const Call& call, const HttpRequest& request);
  [[nodiscard]] HttpResponse list(const Call& call);
  [[nodiscard]] HttpResponse gate(const Call& call, const Json& body);

  Waiting& waiting_;
  Conversations& conversations_;
  const KeyRing& keys_;
  ApiOptions options_;
  std::string chat_policy_;
  // Requests that may start or change something, of all shards, and turns that go on behind their request: they may outlive the server.
  std::shared_ptr<std::atomic<std::size_t>> running_ = std::make_shared<std::atomic<std::size_t>>(0);
};

}  // namespace handrail::server
