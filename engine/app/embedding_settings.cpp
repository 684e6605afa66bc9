#include "engine/app/embedding_settings.hpp"

#include <vector>

#include "engine/base/text.hpp"

namespace handrail {
namespace {

namespace fs = std::filesystem;
using setting::text;
using setting::wrong;

constexpr std::size_t prefix_bytes = 500;   // an instruction in front of a text, as some models want it
const std::vector<std::string> keys = {"url", "model", "key_env", "key_file", "timeout", "batch", "concurrency", "dimensions", "before_question", "before_passage",
                                       "price", "ca", "allow_plain_http"};
const std::vector<std::string_view> endpoints = {"/embeddings"};

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

Result<void> read_key(const setting::ProviderTable& table, const std::string& key, const toml::node& node, EmbeddingService& service) {
  const fs::path& file = table.file;
  llm::EmbeddingOptions& options = service.options;
  if (key == "model") {
    HANDRAIL_TRY(options.model, text(file, key, node));
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
    HANDRAIL_TRY(options.price, setting::price(file, key, node));
  } else {
    return setting::read_of_provider(table, key, node, service);
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
  const setting::ProviderTable described{file, "[embeddings]", keys, endpoints};
  for (const auto& [key, value] : *table) HANDRAIL_TRY_VOID(read_key(described, std::string(key.str()), value, service));
  if (!table->contains("url")) return wrong(file, node, "[embeddings] has no `url`: where the model is, like \"https://api.openai.com/v1\" or \"http://127.0.0.1:11434/v1\"");
  if (service.options.model.empty()) return wrong(file, node, "[embeddings] has no `model`: the provider's name for it");
  HANDRAIL_TRY_VOID(setting::check_provider(described, *table, service));
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
