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

// Tools that a service is to do and no policy declares, so that nobody ever asks for them: "handrail.toml:9: what", with the name that may be meant.
[[nodiscard]] std::vector<std::string> undeclared_tools(const std::vector<ToolService>& services, const std::vector<std::string>& declared);

// Tools of the policy that no service names, where each names its own and no sandbox does the rest; what a service publishes is known only once it is asked.
[[nodiscard]] std::vector<std::string> undone_tools(const std::vector<ToolService>& services, const std::vector<std::string>& declared, bool sandbox);

// With its secret read, from the environment or its file. Fails with not_found or invalid, naming the variable or the file and never what is in it.
Result<RemoteService> with_secret(const ToolService& service);

}  // namespace handrail
