// Whoever serves a model, as a table of handrail.toml names it: where it is, where its key is read, and whom TLS trusts. Language models and embedding models are served alike.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/http/origin.hpp"
#include "engine/app/secrets.hpp"
#include "engine/app/setting_nodes.hpp"

namespace handrail {

struct Provider {
  http::Origin origin;
  SecretPlace key;
  std::string ca;   // PEM file, complete path
};

namespace setting {

// A table that describes a provider's model.
struct ProviderTable {
  const std::filesystem::path& file;
  std::string title;                               // [models.main]
  const std::vector<std::string>& keys;            // all that may stand in it
  const std::vector<std::string_view>& endpoints;  // what Handrail adds to `url`, and nobody writes
};

// Reads `url`, `key_env`, `key_file`, `ca` and `allow_plain_http`. Fails with invalid, naming the line: on a value that does not fit, on a secret, on any other key.
Result<void> read_of_provider(const ProviderTable& table, const std::string& key, const toml::node& node, Provider& provider);

// What no key shows alone: two places for a key, a key sent in the clear, a `ca` without TLS. `node`: the table.
Result<void> check_provider(const ProviderTable& table, const toml::table& node, const Provider& provider);

// US dollars for a million tokens, as millionths of a dollar.
Result<std::uint64_t> price(const std::filesystem::path& file, const std::string& key, const toml::node& node);

// "; did you mean `main`?", or what there is, or nothing.
[[nodiscard]] std::string did_you_mean(const std::string& name, const std::vector<std::string>& there);

}  // namespace setting
}  // namespace handrail
