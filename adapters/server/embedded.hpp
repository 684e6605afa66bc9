// The texts that the build embeds (cmake/embed.cmake); see pages.hpp for their use.
#pragma once

#include <string_view>

namespace handrail::server::embedded {

extern const std::string_view chat_html, openapi_yaml, gate_schema_json;

}  // namespace handrail::server::embedded
