// The texts that are built into the program and served as they are: the chat page, the description of the API, the gate's schema.
#pragma once

#include <string>
#include <string_view>

namespace handrail::server {

struct Pages {
  std::string_view chat_html, openapi_yaml, gate_schema_json;
};

// console/chat.html, openapi.yaml and engine/policy/gate.schema.json as they were when the program was built.
[[nodiscard]] Pages embedded_pages();

// The Content-Security-Policy of a page: its own inline <script> and <style> by their hashes, connections to its own origin, and nothing else.
[[nodiscard]] std::string content_security_policy(std::string_view html);

}  // namespace handrail::server
