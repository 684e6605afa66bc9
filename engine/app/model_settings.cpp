#include "engine/app/model_settings.hpp"

#include <algorithm>
#include <map>

#include "engine/base/text.hpp"

namespace handrail {
namespace {

namespace fs = std::filesystem;
using setting::did_you_mean;
using setting::price;
using setting::text;
using setting::wrong;

const std::vector<std::string> keys = {"api", "url", "model", "key_env", "key_file", "timeout", "concurrency", "prices", "ca", "allow_plain_http"};
const std::vector<std::string_view> endpoints = {"/chat/completions", "/messages"};

std::string title(const ModelService& service) { return "[models." + service.options.name + "]"; }

Result<llm::Api> api_of(const fs::path& file, const toml::node& node) {
  HANDRAIL_TRY(const std::string name, text(file, "api", node));
  if (name == "anthropic") return llm::Api::anthropic;
  if (name == "openai") return llm::Api::openai;
  if (name == "compatible") return llm::Api::compatible;
  return wrong(file, node, "`api` is \"anthropic\", \"openai\", or \"compatible\" for what speaks like OpenAI (vLLM, llama.cpp, Ollama), not `" + printable(name) + "`");
}

Result<void> prices(const fs::path& file, const toml::node& node, llm::ModelOptions& options) {
  const toml::table* table = node.as_table();
  if (!table || !table->contains("input") || !table->contains("output") || table->size() != 2)
    return wrong(file, node, "`prices` is what a million tokens cost, in US dollars: { input = 3.00, output = 15.00 }");
  HANDRAIL_TRY(options.input_price, price(file, "input", *table->get("input")));
  HANDRAIL_TRY(options.output_price, price(file, "output", *table->get("output")));
  return {};
}

Result<void> read_key(const setting::ProviderTable& table, const std::string& key, const toml::node& node, ModelService& service) {
  const fs::path& file = table.file;
  llm::ModelOptions& options = service.options;
  if (key == "api") {
    HANDRAIL_TRY(options.api, api_of(file, node));
  } else if (key == "model") {
    HANDRAIL_TRY(options.model, text(file, key, node));
  } else if (key == "timeout") {
    HANDRAIL_TRY(options.timeout, setting::duration(file, key, node, llm::bounds::timeout_most));
  } else if (key == "concurrency") {
    HANDRAIL_TRY(const std::int64_t value, setting::number(file, key, node, static_cast<std::int64_t>(llm::bounds::concurrency_most)));
    options.concurrency = static_cast<std::size_t>(value);
  } else if (key == "prices") {
    HANDRAIL_TRY_VOID(prices(file, node, options));
  } else {
    return setting::read_of_provider(table, key, node, service);
  }
  return {};
}

Result<ModelService> read_model(const fs::path& file, const std::string& name, const toml::node& node) {
  ModelService service;
  service.options.name = name;
  const toml::table* table = node.as_table();
  if (!table) return wrong(file, node, title(service) + " is a table with the `api` and the `model` of a provider");
  const setting::ProviderTable described{file, title(service), keys, endpoints};
  for (const auto& [key, value] : *table) HANDRAIL_TRY_VOID(read_key(described, std::string(key.str()), value, service));
  if (!table->contains("api")) return wrong(file, node, title(service) + " has no `api`: \"anthropic\", \"openai\" or \"compatible\"");
  if (service.options.model.empty()) return wrong(file, node, title(service) + " has no `model`: the provider's name for it");
  const llm::Api api = service.options.api;
  if (!table->contains("url")) {
    if (api == llm::Api::compatible) return wrong(file, node, title(service) + " has no `url`: where a compatible server is, like \"http://127.0.0.1:11434/v1\"");
    HANDRAIL_TRY(service.origin, http::parse_origin(api == llm::Api::anthropic ? "https://api.anthropic.com" : "https://api.openai.com/v1"));
  }
  if (service.key.none() && api != llm::Api::compatible) return wrong(file, node, title(service) + " says neither with `key_env` nor with `key_file` where its key is read");
  HANDRAIL_TRY_VOID(setting::check_provider(described, *table, service));
  return service;
}

Result<std::vector<std::string>> read_chain(const fs::path& file, const toml::node& chain) {
  const toml::table* table = chain.as_table();
  if (!table) return wrong(file, chain, "[model] is a table: use = [\"main\"]");
  static const std::vector<std::string> known = {"use", "reading", "reading_below", "reading_of"};
  for (const auto& [key, value] : *table)
    if (std::ranges::find(known, std::string(key.str())) == known.end())
      return wrong(file, value, "`" + printable(std::string(key.str())) + "` is not a setting of [model]; there are " + join(known, ", ") +
                                    ", and a model itself is a table [models.NAME]");
  const toml::array* use = table->contains("use") ? table->get("use")->as_array() : nullptr;
  if (!use || use->empty()) return wrong(file, chain, "[model] says with `use` which models are asked, in which order: use = [\"main\", \"backup\"]");
  std::vector<std::string> names;
  for (const toml::node& item : *use) {
    HANDRAIL_TRY(std::string name, text(file, "use", item));
    if (std::find(names.begin(), names.end(), name) != names.end()) return wrong(file, item, "`" + printable(name) + "` is there twice");
    names.push_back(std::move(name));
  }
  return names;
}

}  // namespace

Result<std::vector<ModelService>> read_model_services(const fs::path& file, const toml::node* models, const toml::node* chain) {
  std::map<std::string, ModelService> by_name;
  std::vector<std::string> names;
  if (models) {
    if (!models->is_table()) return wrong(file, *models, "`models` has a table for each model: [models.main]");
    for (const auto& [key, node] : *models->as_table()) {
      std::string name(key.str());
      if (!setting::plain_name(name)) return wrong(file, node, "a model's name is made of letters, digits and underscores");
      HANDRAIL_TRY(ModelService service, read_model(file, name, node));
      by_name.emplace(name, std::move(service));
      names.push_back(std::move(name));
      if (names.size() > llm::bounds::models) return wrong(file, node, "there are more than " + std::to_string(llm::bounds::models) + " models");
    }
  }
  std::vector<ModelService> used;
  if (!chain) return used;
  HANDRAIL_TRY(const std::vector<std::string> wanted, read_chain(file, *chain));
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    const auto found = by_name.find(wanted[i]);
    const toml::node& node = *chain->as_table()->get("use")->as_array()->get(i);
    if (found == by_name.end()) return wrong(file, node, "there is no [models." + printable(wanted[i]) + "]" + did_you_mean(wanted[i], names));
    used.push_back(found->second);
  }
  return used;
}

Result<ModelReading> read_model_reading(const fs::path& file, const toml::node* chain) {
  ModelReading reading;
  const toml::table* table = chain ? chain->as_table() : nullptr;
  if (!table) return reading;
  if (const toml::node* how = table->get("reading")) {
    const auto word = how->value<std::string>().value_or("");
    if (word != "off" && word != "check" && word != "read")
      return wrong(file, *how, "`reading` is \"off\", \"check\" (a second opinion) or \"read\" (and what nothing else recognises)");
    reading.how = word == "check" ? ModelReading::How::check : word == "read" ? ModelReading::How::read : ModelReading::How::off;
  }
  if (const toml::node* below = table->get("reading_below")) {
    const auto share = below->value<double>();
    if (!share || !(*share > 0 && *share <= 1)) return wrong(file, *below, "`reading_below` is a confidence above 0 and at most 1, like 0.9");
    reading.below = Decimal{static_cast<std::int64_t>(*share * 1'000'000 + 0.5)};
  }
  if (const toml::node* of = table->get("reading_of")) {
    const toml::array* intents = of->as_array();
    if (!intents || intents->empty()) return wrong(file, *of, "`reading_of` is a list of intents: reading_of = [\"refund_request\"]");
    for (const toml::node& item : *intents) {
      HANDRAIL_TRY(std::string intent, text(file, "reading_of", item));
      reading.intents.push_back(std::move(intent));
    }
  }
  for (const char* key : {"reading_below", "reading_of"})
    if (table->contains(key) && reading.how == ModelReading::How::off)
      return wrong(file, *table->get(key), std::string("`") + key + "` says which messages a model reads: it needs `reading = \"check\"` or \"read\"");
  return reading;
}

Result<std::unique_ptr<llm::ModelChain>> make_model_chain(FiberWaiting& waiting, const llm::Surroundings& surroundings, const std::vector<ModelService>& models) {
  std::vector<std::unique_ptr<llm::Model>> made;
  for (const ModelService& service : models) {
    llm::ModelOptions options = service.options;
    if (!service.key.none()) {
      HANDRAIL_TRY(options.key, read_secret(service.key, title(service)));
    }
    http::ClientOptions client;
    client.ca_file = service.ca;
    HANDRAIL_TRY(auto model, llm::model_over_http(waiting, surroundings, std::move(options), service.origin, std::move(client)));
    made.push_back(std::move(model));
  }
  return std::make_unique<llm::ModelChain>(surroundings, std::move(made));
}

}  // namespace handrail
