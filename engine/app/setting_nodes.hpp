// A value of handrail.toml read with its line at hand, so that every mistake names the place. Shared by the tables that have a reader of their own.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

#include <toml++/toml.h>

#include "engine/base/result.hpp"
#include "engine/base/time.hpp"

namespace handrail::setting {

Result<toml::table> read_file(const std::filesystem::path& file);   // fails with "FILE:LINE: what"
[[nodiscard]] tl::unexpected<Error> wrong(const std::filesystem::path& file, const toml::node& node, const std::string& what);   // "FILE:LINE: what"
Result<std::string> text(const std::filesystem::path& file, const std::string& key, const toml::node& node);                       // in quotes, not empty
Result<std::int64_t> number(const std::filesystem::path& file, const std::string& key, const toml::node& node, std::int64_t most);   // from 1
Result<Duration> duration(const std::filesystem::path& file, const std::string& key, const toml::node& node, Duration most);         // above 0
[[nodiscard]] std::string below(const std::filesystem::path& file, const std::string& path);   // a path beside the file
[[nodiscard]] bool plain_name(std::string_view name);                                          // letters, digits, underscores

}  // namespace handrail::setting
