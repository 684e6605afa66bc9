#include "engine/app/embedding_settings.hpp"

#include <cmath>
#include <vector>

#include "engine/app/setting_nodes.hpp"
#include "engine/base/text.hpp"

namespace handrail {
namespace {

namespace fs = std::filesystem;
using setting::below;
using setting::text;
using setting::wrong;

constexpr double price_most = 10'000;        // US dollars for a million tokens
constexpr std::size_t prefix_bytes = 500;    // an instruction in front of a text, as some models want it
const std::vector<std::string> keys = {"url", "model", "key_env", "key_file", "timeout", "batch", "concurrency", "dimensions", "before_question", "before_passage",
                                       "price", "ca", "allow_plain_http"};

Result<void> read_url(const fs::path& file, const toml::node& node, EmbeddingService& service) {
  HANDRAIL_TRY(const std::string url, text(file, "url", node));
  auto origin = http::parse_origin(url);
  if (!origin) return wrong(file, node, origin.error().message);
  if (origin->path.ends_with("/embeddings")) return wrong(file, node, "`url` ends before `/embeddings`, which Handrail adds");
  service.origin = std::move(*origin);
  return {};
}

Result<std::size_t> count(const fs::path& file, const std::string& key, const toml::node& node, std::size_t most) {
  HANDRAIL_TRY(const std::int64_t value, setting::number(file, key, node, static_cast<std::int64_t>(most)));
  return static_cast<std::size_t>(value);
}

Result<std::string> prefix(const fs::path& file, const std::string& key, const toml::node& node) {
  const auto value = node.value<std::string>();
  if (!node.is_string() || value->size() > prefix_bytes || !valid_utf8(*value))
    return wrong(file, node, "`" + key + "` is a text in quotes of at most " + std::to_string(prefix_bytes) + " bytes");
  return *value;
}

Result<std::uint64_t> price(const fs::path& file, const toml::node& node) {
  const auto value = node.value<double>();
  if (!node.is_number() || !std::isfinite(*value) || *value < 0 || *value > price_most)
    return wrong(file, node, "`price` is what a million tokens cost, in US dollars: a number from 0 to 10000");
  return static_cast<std::uint64_t>(std::llround(*value * 1'000'000));
}

Result<void> read_key(const fs::path& file, const std::string& key, const toml::node& node, EmbeddingService& service) {
  llm::EmbeddingOptions& options = service.options;
  if (key == "url") {
    HANDRAIL_TRY_VOID(read_url(file, node, service));
  } else if (key == "model") {
    HANDRAIL_TRY(options.model, text(file, key, node));
  } else if (key == "key_env") {
    HANDRAIL_TRY(service.key.env, text(file, key, node));
  } else if (key == "key_file" || key == "ca") {
    HANDRAIL_TRY(const std::string path, text(file, key, node));
    (key == "ca" ? service.ca : service.key.file) = below(file, path);
  } else if (key == "timeout") {
    HANDRAIL_TRY(options.timeout, setting::duration(file, key, node, llm::bounds::timeout_most));
  } else if (key == "batch") {
    HANDRAIL_TRY(options.batch, count(file, key, node, llm::bounds::embedding_batch_most));
  } else if (key == "concurrency") {
    HANDRAIL_TRY(options.concurrency, count(file, key, node, llm::bounds::concurrency_most));
  } else if (key == "dimensions") {
    HANDRAIL_TRY(options.dimensions, count(file, key, node, llm::bounds::embedding_dimensions));
  } else if (key == "before_question" || key == "before_passage") {
    HANDRAIL_TRY((key == "before_question" ? options.before_question : options.before_passage), prefix(file, key, node));
  } else if (key == "price") {
    HANDRAIL_TRY(options.price, price(file, node));
  } else if (key == "allow_plain_http") {
    if (!node.is_boolean()) return wrong(file, node, "`allow_plain_http` is true or false");
  } else if (key == "key") {
    return wrong(file, node, "this file holds no secrets: say with `key_env` or `key_file` where the key of [embeddings] is read");
  } else {
    const auto near = nearest(key, keys);
    return wrong(file, node, "`" + printable(key) + "` is not a setting of [embeddings]" + (near ? "; did you mean `" + *near + "`?" : "; there are " + join(keys, ", ")));
  }
  return {};
}

}  // namespace

Result<std::optional<EmbeddingService>> read_embedding_service(const fs::path& file, const toml::node* table_node) {
  if (!table_node) return std::optional<EmbeddingService>();
  const toml::table* table = table_node->as_table();
  const toml::node& node = *table_node;
  if (!table) return wrong(file, node, "[embeddings] is a table with the `url` and the `model` of an embedding model");
  EmbeddingService service;
  for (const auto& [key, value] : *table) HANDRAIL_TRY_VOID(read_key(file, std::string(key.str()), value, service));
  if (!table->contains("url")) return wrong(file, node, "[embeddings] has no `url`: where the model is, like \"https://api.openai.com/v1\" or \"http://127.0.0.1:11434/v1\"");
  if (service.options.model.empty()) return wrong(file, node, "[embeddings] has no `model`: the provider's name for it");
  if (!service.key.env.empty() && !service.key.file.empty()) return wrong(file, node, "[embeddings] has `key_env` and `key_file`: its key is read in one place");
  const bool plain_allowed = (*table)["allow_plain_http"].value_or(false);
  if (!service.key.none() && !service.origin.tls && !service.origin.loopback() && !plain_allowed)
    return wrong(file, *table->get("url"), "[embeddings] would send its key to " + service.origin.authority() +
                                               " in the clear: write https://, or allow_plain_http = true where the network keeps it");
  if (!service.ca.empty() && !service.origin.tls) return wrong(file, node, "[embeddings] has a `ca`, and its `url` is not https://");
  return std::optional(std::move(service));
}

Result<std::unique_ptr<llm::EmbeddingModel>> make_embedding_model(FiberWaiting& waiting, const llm::Surroundings& surroundings, const EmbeddingService& service) {
  llm::EmbeddingOptions options = service.options;
  options.path = service.origin.path;
  if (!service.key.none()) {
    HANDRAIL_TRY(options.key, read_secret(service.key, "[embeddings]"));
  }
  http::ClientOptions client;
  client.ca_file = service.ca;
  client.connections = options.concurrency;
  client.answer_bytes = llm::bounds::embedding_answer_bytes;
  HANDRAIL_TRY(auto transport, llm::transport_over_http(waiting, service.origin, std::move(client)));
  return std::make_unique<llm::EmbeddingModel>(surroundings, std::move(options), std::move(transport));
}

}  // namespace handrail
