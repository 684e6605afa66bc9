// Which representation a client wants and what it sends: `Accept`, `Content-Type` and `Authorization`, read by RFC 9110.
#pragma once

#include <string>
#include <string_view>

namespace handrail::server {

// The one of `offered` (separated by spaces, the preferred one first) that the Accept header likes best; empty when it likes none.
// An empty header likes everything.
[[nodiscard]] std::string_view choose_media_type(std::string_view accept, std::string_view offered);

// "application/json", also with charset=utf-8; no other charset.
[[nodiscard]] bool is_json_media_type(std::string_view content_type);

// What follows "Bearer " (in any case), empty where the header has another form.
[[nodiscard]] std::string_view bearer_key(std::string_view authorization);

}  // namespace handrail::server
