// The services that do a desk's tools over HTTP, as handrail.toml names them: [tools.billing] with a URL, headers, and where a secret is read. The secret
// itself is read when the process is built, and stands in no setting, log or message.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include <toml++/toml.h>

#include "adapters/remote_tools/remote_tools.hpp"
#include "engine/app/tool_service.hpp"

namespace handrail {

// The tables of `tools`, a table of tables; in the order of their names. Fails with invalid, naming the line.
Result<std::vector<ToolService>> read_tool_services(const std::filesystem::path& file, const toml::table& tools);

// With its secret read, from the environment or its file. Fails with not_found or invalid, naming the variable or the file and never what is in it.
Result<RemoteService> with_secret(const ToolService& service);

}  // namespace handrail
