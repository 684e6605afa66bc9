#include "engine/app/model_settings.hpp"

#include <algorithm>
#include <cmath>
#include <map>

#include "engine/app/setting_nodes.hpp"
#include "engine/base/text.hpp"

namespace handrail {
namespace {

namespace fs = std::filesystem;
using setting::below;
using setting::text;
using setting::wrong;

constexpr std::int64_t price_most = 10'000;   // US dollars for a million tokens
const std::vector<std::string> keys = {"api", "url", "model", "key_env", "key_file", "timeout", "concurrency", "prices", "ca", "allow_plain_http"};

std::string title(const ModelService& service) { return "[models." + service.options.name + "]"; }

std::string did_you_mean(const std::string& name, const std::vector<std::string>& there) {
  const auto near = nearest(name, there);
  return near ? "; did you mean `" + *near + "`?" : there.empty() ? "" : "; there are " + english_list(there);
}

Result<llm::Api> api_of(const fs::path& file, const toml::node& node) {
  HANDRAIL_TRY(const std::string name, text(file, "api", node));
  if (name == "anthropic") return llm::Api::anthropic;
  if (name == "openai") return llm::Api::openai;
  if (name == "compatible") return llm::Api::compatible;
  return wrong(file, node, "`api` is \"anthropic\", \"openai\", or \"compatible\" for what speaks like OpenAI (vLLM, llama.cpp, Ollama), not `" + printable(name) + "`");
}

Result<std::uint64_t> price(const fs::path& file, const std::string& key, const toml::node& node) {
  const auto value = node.value<double>();
  if (!node.is_number() || !std::isfinite(*value) || *value < 0 || *value > static_cast<double>(price_most))
    return wrong(file, node, "`" + key + "` is what a million tokens cost, in US dollars: a number from 0 to " + std::to_string(price_most));
  return static_cast<std::uint64_t>(std::llround(*value * 1'000'000));
}

Result<void> prices(const fs::path& file, const toml::node& node, llm::ModelOptions& options) {
  const toml::table* table = node.as_table();
  if (!table || !table->contains("input") || !table->contains("output") || table->size() != 2)
    return wrong(file, node, "`prices` is what a million tokens cost, in US dollars: { input = 3.00, output = 15.00 }");
  HANDRAIL_TRY(options.input_price, price(file, "input", *table->get("input")));
  HANDRAIL_TRY(options.output_price, price(file, "output", *table->get("output")));
  return {};
}

Result<void> read_url(const fs::path& file, const toml::node& node, ModelService& service) {
  HANDRAIL_TRY(const std::string url, text(file, "url", node));
  auto origin = http::parse_origin(url);
  if (!origin) return wrong(file, node, origin.error().message);
  for (const std::string_view whole : {"/chat/completions", "/messages"})
    if (origin->path.ends_with(whole)) return wrong(file, node, "`url` ends before `" + std::string(whole) + "`, which Handrail adds");
  service.origin = std::move(*origin);
  return {};
}

Result<void> read_key(const fs::path& file, const std::string& key, const toml::node& node, ModelService& service) {
  llm::ModelOptions& options = service.options;
  if (key == "api") {
    HANDRAIL_TRY(options.api, api_of(file, node));
  } else if (key == "url") {
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
  } else if (key == "concurrency") {
    HANDRAIL_TRY(const std::int64_t value, setting::number(file, key, node, static_cast<std::int64_t>(llm::bounds::concurrency_most)));
    options.concurrency = static_cast<std::size_t>(value);
  } else if (key == "prices") {
    HANDRAIL_TRY_VOID(prices(file, node, options));
  } else if (key == "allow_plain_http") {
    if (!node.is_boolean()) return wrong(file, node, "`allow_plain_http` is true or false");
  } else if (key == "key") {
    return wrong(file, node, "this file holds no secrets: say with `key_env` or `key_file` where the key of " + title(service) + " is read");
  } else {
    return wrong(file, node, "`" + printable(key) + "` is not a setting of " + title(service) + did_you_mean(key, keys));
  }
  return {};
}

Result<ModelService> read_model(const fs::path& file, const std::string& name, const toml::node& node) {
  ModelService service;
  service.options.name = name;
  const toml::table* table = node.as_table();
  if (!table) return wrong(file, node, title(service) + " is a table with the `api` and the `model` of a provider");
  for (const auto& [key, value] : *table) HANDRAIL_TRY_VOID(read_key(file, std::string(key.str()), value, service));
  if (!table->contains("api")) return wrong(file, node, title(service) + " has no `api`: \"anthropic\", \"openai\" or \"compatible\"");
  if (service.options.model.empty()) return wrong(file, node, title(service) + " has no `model`: the provider's name for it");
  const llm::Api api = service.options.api;
  if (!table->contains("url")) {
    if (api == llm::Api::compatible) return wrong(file, node, title(service) + " has no `url`: where a compatible server is, like \"http://127.0.0.1:11434/v1\"");
    HANDRAIL_TRY(service.origin, http::parse_origin(api == llm::Api::anthropic ? "https://api.anthropic.com" : "https://api.openai.com/v1"));
  }
  if (!service.key.env.empty() && !service.key.file.empty()) return wrong(file, node, title(service) + " has `key_env` and `key_file`: its key is read in one place");
  if (service.key.none() && api != llm::Api::compatible) return wrong(file, node, title(service) + " says neither with `key_env` nor with `key_file` where its key is read");
  const bool plain_allowed = (*table)["allow_plain_http"].value_or(false);
  if (!service.key.none() && !service.origin.tls && !service.origin.loopback() && !plain_allowed)
    return wrong(file, table->contains("url") ? *table->get("url") : node,
                 title(service) + " would send its key to " + service.origin.authority() + " in the clear: write https://, or allow_plain_http = true where the network keeps it");
  if (!service.ca.empty() && !service.origin.tls) return wrong(file, node, title(service) + " has a `ca`, and its `url` is not https://");
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
