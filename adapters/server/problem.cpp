#include "adapters/server/problem.hpp"

#include <algorithm>
#include <array>

#include "engine/base/assert.hpp"
#include "engine/base/text.hpp"

namespace handrail::server {

namespace {

using enum ProblemKind;

constexpr std::array rows{
    ProblemRow{malformed_request, 400, "malformed-request", "The request is malformed", "Send a request that follows HTTP/1.1 (RFC 9112)."},
    ProblemRow{malformed_json, 400, "malformed-json", "The body is not valid JSON",
               "Send one JSON value in UTF-8, without duplicate keys, nested at most 32 deep. The detail names line and column."},
    ProblemRow{missing_key, 401, "missing-key", "A key is needed", "Send `Authorization: Bearer <key>`."},
    ProblemRow{unknown_key, 401, "unknown-key", "The key is not known", "Send a key that this server knows; keys are made with the command line."},
    ProblemRow{ProblemKind::forbidden, 403, "forbidden", "This key may not do that", "Use a key with the right that the detail names."},
    ProblemRow{ProblemKind::not_found, 404, "not-found", "Nothing is here",
               "Check the path and the id. What a key may not see reads exactly like what does not exist."},
    ProblemRow{wrong_method, 405, "wrong-method", "The method does not exist here", "Use one of the methods in the `Allow` header."},
    ProblemRow{not_acceptable, 406, "not-acceptable", "No representation fits `Accept`", "Accept one of the media types that the detail names."},
    ProblemRow{request_timeout, 408, "request-timeout", "The request did not arrive in time",
               "Send the header within 10 seconds and the body within 20, then try again."},
    ProblemRow{ProblemKind::conflict, 409, "conflict", "This does not fit how things stand", "Read it again, then decide again."},
    ProblemRow{changed, 412, "changed", "It has changed since it was read", "Read it again, then decide again with its present `ETag`."},
    ProblemRow{body_too_large, 413, "body-too-large", "The body is too large", "Send at most 1 MiB."},
    ProblemRow{target_too_long, 414, "target-too-long", "The request target is too long", "Send a target of at most 2,048 bytes."},
    ProblemRow{wrong_media_type, 415, "wrong-media-type", "The body's media type is not supported",
               "Send `Content-Type: application/json`, in UTF-8 and without a content coding."},
    ProblemRow{expectation_failed, 417, "expectation-failed", "The expectation cannot be met", "Send `Expect: 100-continue` or no `Expect` at all."},
    ProblemRow{wrong_input, 422, "wrong-input", "The input is wrong", "Mend each of the `issues`; the same request will fail again."},
    ProblemRow{too_much, 429, "too-much", "A limit is reached", "Send less, or later.", 1},
    ProblemRow{header_too_large, 431, "header-too-large", "The header is too large", "Send at most 16 KiB of header fields."},
    ProblemRow{internal, 500, "internal", "Something went wrong on our side", "It has been reported. The same request with the same ids is safe to send again."},
    ProblemRow{ProblemKind::corrupt, 500, "corrupt", "Stored data does not hold together", "Tell the operator: the data needs looking at before going on."},
    ProblemRow{unsupported_coding, 501, "unsupported-coding", "The transfer coding is not supported", "Send `Transfer-Encoding: chunked` or a `Content-Length`."},
    ProblemRow{overloaded, 503, "overloaded", "Too much is going on at once", "Wait as long as `Retry-After` says, then send the same request again.", 1},
    ProblemRow{ProblemKind::unavailable, 503, "unavailable", "Not possible right now", "Wait as long as `Retry-After` says, then send the same request again.", 2},
    ProblemRow{stopping, 503, "stopping", "The server is stopping", "Send the same request again: another process will answer it.", 5},
    ProblemRow{no_answer_in_time, 504, "no-answer-in-time", "No answer in time",
               "Whether it happened is not known: send the same request with the same ids again, or read the conversation."},
    ProblemRow{http_version, 505, "http-version", "The HTTP version is not supported", "Speak HTTP/1.1."},
};

Json issue_json(const JsonIssue& issue) {
  if (issue.pointer.starts_with('?')) return Json::object({{"parameter", issue.pointer.substr(1)}, {"message", issue.message}});
  return Json::object({{"pointer", issue.pointer}, {"message", issue.message}});
}

}  // namespace

std::span<const ProblemRow> problem_rows() { return rows; }

const ProblemRow& row_of(ProblemKind kind) {
  const auto* row = std::find_if(rows.begin(), rows.end(), [&](const ProblemRow& r) { return r.kind == kind; });
  HANDRAIL_ASSERT(row != rows.end(), "every kind of problem has its row");
  return *row;
}

ProblemKind problem_of(ErrorCode code) {
  switch (code) {
    case ErrorCode::invalid: return wrong_input;
    case ErrorCode::not_found: return ProblemKind::not_found;
    case ErrorCode::conflict: return ProblemKind::conflict;
    case ErrorCode::forbidden: return ProblemKind::forbidden;
    case ErrorCode::limit: return too_much;
    case ErrorCode::unavailable: return ProblemKind::unavailable;
    case ErrorCode::timeout: return no_answer_in_time;
    case ErrorCode::cancelled: return stopping;
    case ErrorCode::corrupt: return ProblemKind::corrupt;
  }
  return internal;
}

std::string_view reason_phrase(int status) {
  switch (status) {
    case 200: return "OK";
    case 201: return "Created";
    case 202: return "Accepted";
    case 204: return "No Content";
    case 400: return "Bad Request";
    case 401: return "Unauthorized";
    case 403: return "Forbidden";
    case 404: return "Not Found";
    case 405: return "Method Not Allowed";
    case 406: return "Not Acceptable";
    case 408: return "Request Timeout";
    case 409: return "Conflict";
    case 412: return "Precondition Failed";
    case 413: return "Content Too Large";
    case 414: return "URI Too Long";
    case 415: return "Unsupported Media Type";
    case 417: return "Expectation Failed";
    case 422: return "Unprocessable Content";
    case 429: return "Too Many Requests";
    case 431: return "Request Header Fields Too Large";
    case 500: return "Internal Server Error";
    case 501: return "Not Implemented";
    case 503: return "Service Unavailable";
    case 504: return "Gateway Timeout";
    case 505: return "HTTP Version Not Supported";
    default: return "";
  }
}

HttpResponse problem(ProblemKind kind, std::string_view detail, const std::vector<JsonIssue>& issues) {
  const ProblemRow& row = row_of(kind);
  Json body = Json::object({{"type", "/problems/" + std::string(row.slug)}, {"title", row.title}, {"status", row.status}, {"detail", detail}});
  if (!issues.empty()) {
    Json list = Json::array();
    for (const JsonIssue& issue : issues) list.push(issue_json(issue));
    body.set("issues", std::move(list));
  }
  HttpResponse response{.status = row.status, .body = dump(body) + "\n"};
  response.with("Content-Type", "application/problem+json").with("Cache-Control", "no-store");
  if (row.retry_after_seconds > 0) response.with("Retry-After", std::to_string(row.retry_after_seconds));
  if (kind == missing_key) response.with("WWW-Authenticate", "Bearer realm=\"handrail\"");
  if (kind == unknown_key) response.with("WWW-Authenticate", "Bearer realm=\"handrail\", error=\"invalid_token\"");
  return response;
}

HttpResponse problem(const Error& error) {
  const ProblemKind kind = problem_of(error.code);
  std::vector<JsonIssue> issues;   // of input that is wrong: "/context/page: expected text", a line each
  std::string detail;
  for (const std::string_view line : split(error.message, '\n')) {
    const std::size_t end = line.find(": ");
    detail += (detail.empty() ? "" : "; ") + std::string(line);
    const bool names_a_place = (line.starts_with('/') || line.starts_with('?')) && end != std::string_view::npos;
    if (kind == wrong_input && names_a_place) issues.push_back({std::string(line.substr(0, end)), std::string(line.substr(end + 2))});
  }
  return problem(kind, detail, issues);
}

std::string problem_page(std::string_view slug) {
  const auto* row = std::find_if(rows.begin(), rows.end(), [&](const ProblemRow& r) { return r.slug == slug; });
  if (row == rows.end()) return "";
  return std::string(row->title) + " (status " + std::to_string(row->status) + ").\n\n" + std::string(row->mend) + "\n";
}

}  // namespace handrail::server
