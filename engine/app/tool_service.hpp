// One service that does tools over HTTP, as the settings say it: everything but its secret.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "engine/app/secrets.hpp"
#include "engine/base/limits.hpp"

namespace handrail {

struct ToolService {
  std::string name;                     // of its table
  std::string url;
  std::vector<std::string> tools;       // empty: those that it publishes
  std::vector<std::int64_t> lines;      // of the file, where each of these stands
  std::vector<std::pair<std::string, std::string>> headers;   // `{secret}` in a value is filled in
  SecretPlace secret;
  std::string ca;                       // PEM file, complete path
  Duration timeout = limits::tool_deadline;
  std::size_t connections = limits::service_connections;
};

}  // namespace handrail
