#include "adapters/remote_tools/protocol.hpp"

#include <algorithm>
#include <map>

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
std::string words_in(const Json& answer) {
  std::string words;
  for (const char* member : {"detail", "message", "error", "title"})
    if (words.empty()) words = answer.text_or(member);
  return words.empty() ? answer["error"].text_or("message") : words;
}

std::string detail_of(const http::Answer& answer) {
  const auto json = parse_json(answer.body, answer_limits());
  const std::string words = json ? words_in(*json) : "";
  const std::string status = "status " + std::to_string(answer.status);
  return words.empty() ? "the service answered with " + status : printable(words, detail_bytes) + " (" + status + ")";
}

ToolResponse not_done(std::string error, bool nor_before = true) { return {CallOutcome::failed, {}, "", std::move(error), nor_before}; }
// A look-up of which nothing is known did not happen: there is nothing that it could have done.
ToolResponse not_known(bool reads, std::string error) { return {reads ? CallOutcome::failed : CallOutcome::unknown, {}, "", std::move(error)}; }

std::string receipt_of(const Json& answer) {
  const Json& receipt = answer["receipt"];
  if (receipt.text()) return *receipt.text();
  return receipt.number() ? receipt.number()->literal : "";
}

// A 200 that shows nothing of what was done: what it says instead is for the person who looks.
std::string without_evidence(const Json& answer) {
  const std::string words = words_in(answer);
  return "the service's answer has neither a `receipt` nor a `result`" + (words.empty() ? "" : ": " + printable(words, detail_bytes));
}

// What a service says is wrong in the same breath as it says that it is done; none: nothing. An `error` that is false, null or empty says nothing.
std::optional<std::string> error_beside(const Json& answer) {
  const Json* error = answer.find("error");
  if (!error || error->is_null() || (error->boolean() && !*error->boolean()) || (error->text() && trim(*error->text()).empty())) return std::nullopt;
  const bool empty = (error->items() && error->items()->empty()) || (error->members() && error->members()->empty());
  if (empty) return std::nullopt;
  const std::string words = error->text() ? *error->text() : error->text_or("message", error->text_or("detail", dump(*error)));
  return printable(words, detail_bytes);
}

ToolResponse done(const http::Answer& answer, bool reads) {
  if (trim(answer.body).empty())
    return reads ? not_done("the service answered a look-up without a result") : not_known(false, "the service answered without a result or a receipt");
  const auto json = parse_json(answer.body, answer_limits());
  if (!json) return not_known(reads, "the service's answer is no JSON that can be read: " + printable(json.error().message, detail_bytes));
  if (!json->is_object()) return not_known(reads, "the service's answer is no JSON object");
  const Json* result = json->find("result");
  if (!result && reads) return not_done("the service's answer has no member `result`");
  std::string receipt = receipt_of(*json);
  if (receipt.size() > limits::id_bytes || printable(receipt, limits::id_bytes) != receipt)
    return not_known(reads, "the service's receipt is longer than " + std::to_string(limits::id_bytes) + " bytes or not printable");
  if (!reads && receipt.empty() && (!result || result->is_null())) return not_known(false, without_evidence(*json));
  if (const auto error = error_beside(*json)) {
    const std::string said = receipt.empty() || reads ? "a result" : "the receipt " + receipt;
    return not_known(reads, "the service answered with " + said + " and with an error: " + *error);
  }
  return {CallOutcome::completed, result ? *result : Json(), reads ? "" : std::move(receipt), ""};
}

// Said on the way in, before the tool looked at the call: who you are, that there is nothing at this path, how much you ask, that it came too slowly.
bool turned_away(int status) { return status == 401 || status == 403 || status == 404 || status == 407 || status == 408 || status == 429; }
// What a service says to a key that it has seen: that it is at work, or came with another body. Then the first sending may have done it.
bool minds_the_key(int status) { return status == 409 || status == 422; }
bool says_of_before(int status) { return !turned_away(status) && !minds_the_key(status); }

// true takes everything, false nothing. What is no schema stays as it is: it denies the calls of its own tool, and of no other.
Json schema_of(const Json& input) {
  if (!input.boolean()) return input;
  return *input.boolean() ? Json::object() : Json::object({{"not", Json::object()}});
}
bool passing(int status) { return status == 429 || status == 502 || status == 503 || status == 504; }

}  // namespace

http::Request call_request(const ToolRequest& request, const http::Headers& headers, Duration deadline) {
  http::Request call{.method = "POST", .target = "/" + request.tool, .headers = headers, .body = {}, .deadline = deadline, .repeatable = request.reads};
  call.headers.emplace_back("Content-Type", "application/json");
  call.headers.emplace_back("Accept", "application/json, application/problem+json");
  call.headers.emplace_back("Idempotency-Key", request.key);
  // The same bytes whenever it is sent, also after the journal was read again: a service may hold a key to what came with it first.
  call.body = canonical(Json::object({{"arguments", request.arguments}, {"customer", request.customer.empty() ? Json() : Json(request.customer)}}));
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
  if (status < 500 && !under_way) return {not_done(detail_of(answer), says_of_before(status)), again};
  return {not_known(reads, detail_of(answer)), again};
}

Meaning meaning_of(const http::Failure& failure, bool reads, int attempt) {
  const ErrorCode code = failure.error.code;
  // A refusal is a refusal, also where its words could not be read to their end.
  const bool refused = failure.status >= 400 && failure.status < 500 && failure.status != 409;
  ToolResponse response = failure.sent && !refused ? not_known(reads, failure.error.message)
                                                                : not_done(failure.error.message, failure.sent && says_of_before(failure.status));
  const bool passes = code == ErrorCode::unavailable && (!failure.sent || reads) && failure.status == 0;
  return {std::move(response), passes ? std::optional(pause(attempt)) : std::nullopt};
}

Result<std::vector<PublishedTool>> published_tools(const http::Answer& answer) {
  HANDRAIL_TRY(const Json json, parse_json(answer.body, answer_limits()));
  const Json* listed = json.find("tools");
  if (!listed || !listed->items()) return fail(ErrorCode::invalid, "it has no list `tools`");
  std::vector<PublishedTool> tools;
  std::map<std::string, std::size_t> places;
  for (const Json& item : *listed->items()) {
    const std::string name = item.text_or("name");
    if (name.empty() || name.size() > limits::id_bytes || printable(name, limits::id_bytes) != name) continue;
    const auto [place, first] = places.emplace(name, tools.size());
    if (first) tools.push_back({name, schema_of(item["input"])});
    else tools[place->second].input = Json("it is there twice");   // nobody can say which of the two counts
  }
  return tools;
}

}  // namespace handrail::remote_tools
