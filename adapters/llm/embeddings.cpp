#include "adapters/llm/embeddings.hpp"

#include <cmath>

#include "adapters/llm/bounds.hpp"

namespace handrail::llm::embeddings {
namespace {

tl::unexpected<Error> unreadable(const std::string& why) { return fail(ErrorCode::unavailable, "its answer cannot be read: " + why); }

// Of length 1, so that the product of two is the cosine between them.
Result<std::vector<float>> vector_of(const Json& embedding) {
  const Json::Array* items = embedding.items();
  if (!items || items->empty()) return unreadable("a vector is no list of numbers");
  if (items->size() > bounds::embedding_dimensions)
    return fail(ErrorCode::limit, "its vectors have " + std::to_string(items->size()) + " numbers, more than " + std::to_string(bounds::embedding_dimensions));
  std::vector<double> numbers;
  numbers.reserve(items->size());
  double square = 0;
  for (const Json& item : *items) {
    const auto number = item.real();
    if (!number || !std::isfinite(*number)) return unreadable("a vector holds what is no number");
    numbers.push_back(*number);
    square += *number * *number;
  }
  const double length = std::sqrt(square);
  if (!std::isfinite(length) || length < 1e-12) return unreadable("a vector has no direction");
  std::vector<float> vector;
  vector.reserve(numbers.size());
  for (const double number : numbers) vector.push_back(static_cast<float>(number / length));
  return vector;
}

}  // namespace

Json body(const std::vector<std::string>& texts, const std::string& model, std::size_t dimensions) {
  Json input = Json::array();
  for (const std::string& text : texts) input.push(text);
  Json body = Json::object({{"model", model}, {"input", std::move(input)}, {"encoding_format", "float"}});
  if (dimensions > 0) body.set("dimensions", dimensions);
  return body;
}

Result<Answer> read(const Json& document, std::size_t count) {
  const Json::Array* data = document["data"].items();
  if (!data) return unreadable("it has no vectors");
  if (data->size() != count) return unreadable("it has " + std::to_string(data->size()) + " vectors for " + std::to_string(count) + " texts");
  Answer answer;
  answer.vectors.resize(count);
  std::size_t numbers = 0;   // of each vector
  for (std::size_t place = 0; place < count; ++place) {
    const Json& item = (*data)[place];
    const std::int64_t index = item.integer_or("index", static_cast<std::int64_t>(place));
    const auto text = static_cast<std::size_t>(index);
    if (index < 0 || text >= count || !answer.vectors[text].empty()) return unreadable("its vectors are not one for each text");
    HANDRAIL_TRY(answer.vectors[text], vector_of(item["embedding"]));
    if (place == 0) numbers = answer.vectors[text].size();
    if (answer.vectors[text].size() != numbers) return unreadable("its vectors differ in size");
  }
  const auto tokens = document["usage"].integer_or("prompt_tokens", document["usage"].integer_or("total_tokens"));
  answer.tokens = tokens > 0 ? static_cast<std::uint64_t>(tokens) : 0;
  return answer;
}

}  // namespace handrail::llm::embeddings
