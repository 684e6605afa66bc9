// Everything that can be wrong with a request, as a problem document (RFC 9457): one row per kind, each with its status and a page of its own
// at /problems/<slug>.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/json_reader.hpp"
#include "engine/base/result.hpp"
#include "adapters/server/http_response.hpp"

namespace handrail::server {

enum class ProblemKind {
  malformed_request, malformed_json, missing_key, unknown_key, forbidden, not_found, wrong_method, not_acceptable, request_timeout,
  conflict, changed, body_too_large, target_too_long, wrong_media_type, expectation_failed, wrong_input, too_much, header_too_large, internal,
  unsupported_coding, overloaded, unavailable, stopping, no_answer_in_time, http_version, corrupt,
};

struct ProblemRow {
  ProblemKind kind;
  int status;
  std::string_view slug, title;
  std::string_view mend;        // what the caller can do
  int retry_after_seconds = 0;  // 0: no Retry-After
};

[[nodiscard]] std::span<const ProblemRow> problem_rows();
[[nodiscard]] const ProblemRow& row_of(ProblemKind kind);
[[nodiscard]] ProblemKind problem_of(ErrorCode code);
[[nodiscard]] std::string_view reason_phrase(int status);

// `detail` says what and where, and never carries a secret. Issues whose pointer begins with "?" are about a query parameter.
[[nodiscard]] HttpResponse problem(ProblemKind kind, std::string_view detail, const std::vector<JsonIssue>& issues = {});
[[nodiscard]] HttpResponse problem(const Error& error);
// The page behind a problem's type; none for a slug that does not exist.
[[nodiscard]] std::string problem_page(std::string_view slug);

}  // namespace handrail::server
