#include "adapters/remote_tools/protocol.hpp"

#include <algorithm>
#include <set>

#include "engine/base/limits.hpp"
#include "engine/base/text.hpp"

namespace handrail::remote_tools {
namespace {

constexpr Duration first_pause = milliseconds(100);   // before a look-up is asked again; then twice as long
constexpr std::size_t detail_bytes = 300;             // of somebody else's words in one sentence of ours

JsonLimits answer_limits() { return {.bytes_max = limits::service_answer_bytes, .depth_max = static_cast<int>(limits::json_depth)}; }

Duration pause(int attempt) { return {first_pause.ms << std::min(attempt - 1, 10)}; }

// Seconds; a date, which a service may also write there, is waited for as if it were not there.
Duration retry_after(const http::Answer& answer, int attempt) {
  const std::string text(trim(answer.header("retry-after")));
  const bool digits = !text.empty() && text.size() <= 6 && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
  return digits ? seconds(std::stol(text)) : pause(attempt);
}

bool web_page(const http::Answer& answer) { return lower_ascii(answer.header("content-type")).find("html") != std::string::npos; }

// The service's own sentence: of a problem document its detail or title, else `error` as a text or as an object with a message.
std::string detail_of(const http::Answer& answer) {
  const auto json = parse_json(answer.body, answer_limits());
  std::string words;
  if (json) {
    for (const char* member : {"detail", "message", "error", "title"})
      if (words.empty()) words = json->text_or(member);
    if (words.empty()) words = (*json)["error"].text_or("message");
  }
  const std::string status = "status " + std::to_string(answer.status);
  return words.empty() ? "the service answered with " + status : printable(words, detail_bytes) + " (" + status + ")";
}

ToolResponse not_done(std::string error, bool heard = true) { return {CallOutcome::failed, {}, "", std::move(error), heard}; }
// A look-up of which nothing is known did not happen: there is nothing that it could have done.
ToolResponse not_known(bool reads, std::string error) { return {reads ? CallOutcome::failed : CallOutcome::unknown, {}, "", std::move(error)}; }

std::string receipt_of(const Json& answer) {
  const Json& receipt = answer["receipt"];
  if (receipt.text()) return *receipt.text();
  return receipt.number() ? receipt.number()->literal : "";
}

ToolResponse done(const http::Answer& answer, bool reads) {
  if (trim(answer.body).empty()) return reads ? not_done("the service answered a look-up without a result") : ToolResponse{CallOutcome::completed, {}, "", ""};
  const auto json = parse_json(answer.body, answer_limits());
  if (!json) return not_known(reads, "the service's answer is no JSON that can be read: " + printable(json.error().message, detail_bytes));
  if (!json->is_object()) return not_known(reads, "the service's answer is no JSON object");
  const Json* result = json->find("result");
  if (!result && reads) return not_done("the service's answer has no member `result`");
  std::string receipt = receipt_of(*json);
  if (receipt.size() > limits::id_bytes || printable(receipt, limits::id_bytes) != receipt)
    return not_known(reads, "the service's receipt is longer than " + std::to_string(limits::id_bytes) + " bytes or not printable");
  return {CallOutcome::completed, result ? *result : Json(), reads ? "" : std::move(receipt), ""};
}

// Said on the way in, before the tool looked at the call: who you are, how much you ask, that it came too slowly.
bool turned_away(int status) { return status == 401 || status == 403 || status == 407 || status == 408 || status == 429; }
bool passing(int status) { return status == 429 || status == 502 || status == 503 || status == 504; }

}  // namespace

http::Request call_request(const ToolRequest& request, const http::Headers& headers, Duration deadline) {
  http::Request call{.method = "POST", .target = "/" + request.tool, .headers = headers, .body = {}, .deadline = deadline, .repeatable = request.reads};
  call.headers.emplace_back("Content-Type", "application/json");
  call.headers.emplace_back("Accept", "application/json, application/problem+json");
  call.headers.emplace_back("Idempotency-Key", request.key);
  call.body = dump(Json::object({{"arguments", request.arguments}, {"customer", request.customer.empty() ? Json() : Json(request.customer)}}));
  return call;
}

http::Request listing_request(const http::Headers& headers, Duration deadline) {
  http::Request listing{.method = "GET", .target = "/tools", .headers = headers, .body = {}, .deadline = deadline, .repeatable = true};
  listing.headers.emplace_back("Accept", "application/json");
  return listing;
}

Meaning meaning_of(const http::Answer& answer, bool reads, int attempt) {
  const int status = answer.status;
  if (status >= 200 && status < 300) return {done(answer, reads), {}};
  if (status < 400) return {not_known(reads, "the service answered with a redirect (status " + std::to_string(status) + "), which is not followed"), {}};
  if (status == 404 && reads) {
    if (web_page(answer)) return {not_done("the service answered 404 with a web page: look at its base URL"), {}};
    return {{CallOutcome::completed, {}, "", ""}, {}};
  }
  std::optional<Duration> again;
  if (reads && passing(status)) again = retry_after(answer, attempt);
  // The same key is at work over there: what comes of it is not known here.
  const bool under_way = status == 409 && !answer.header("retry-after").empty();
  if (status < 500 && !under_way) return {not_done(detail_of(answer), !turned_away(status)), again};
  return {not_known(reads, detail_of(answer)), again};
}

Meaning meaning_of(const http::Failure& failure, bool reads, int attempt) {
  const ErrorCode code = failure.error.code;
  // A refusal is a refusal, also where its words could not be read to their end.
  const bool refused = failure.status >= 400 && failure.status < 500 && failure.status != 409;
  ToolResponse response = failure.sent && !refused ? not_known(reads, failure.error.message)
                                                                : not_done(failure.error.message, failure.sent && !turned_away(failure.status));
  const bool passes = code == ErrorCode::unavailable && (!failure.sent || reads) && failure.status == 0;
  return {std::move(response), passes ? std::optional(pause(attempt)) : std::nullopt};
}

Result<std::vector<PublishedTool>> published_tools(const http::Answer& answer) {
  HANDRAIL_TRY(const Json json, parse_json(answer.body, answer_limits()));
  const Json* listed = json.find("tools");
  if (!listed || !listed->items()) return fail(ErrorCode::invalid, "it has no list `tools`");
  std::vector<PublishedTool> tools;
  std::set<std::string> names;
  for (const Json& item : *listed->items()) {
    const std::string name = item.text_or("name");
    if (name.empty() || name.size() > limits::id_bytes || printable(name, limits::id_bytes) != name) return fail(ErrorCode::invalid, "one of its tools has no name");
    if (!names.insert(name).second) return fail(ErrorCode::invalid, "`" + name + "` is there twice");
    const Json& input = item["input"];
    if (!input.is_null() && !input.is_object()) return fail(ErrorCode::invalid, "the `input` of `" + name + "` is no JSON Schema");
    tools.push_back({name, input});
  }
  return tools;
}

}  // namespace handrail::remote_tools
