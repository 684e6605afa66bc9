// A provider's answer, read as it arrives: events of a stream, or one JSON document where the other side does not stream. What it adds up to is bounded, and
// counts only when the provider has said that it is whole. One reader per attempt.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/llm/bounds.hpp"
#include "adapters/llm/sse.hpp"
#include "engine/seams/language_model.hpp"

namespace handrail::llm {

using OnText = std::function<void(std::string_view)>;

class AnswerReader {
 public:
  explicit AnswerReader(OnText on_text) : on_text_(std::move(on_text)), events_(bounds::event_bytes) {}
  AnswerReader(const AnswerReader&) = delete;
  AnswerReader& operator=(const AnswerReader&) = delete;
  virtual ~AnswerReader() = default;

  // Fails with unavailable for what is no answer or says that the provider failed, with invalid where it refuses, with limit for what is too large.
  Result<void> take(std::string_view bytes);
  // When the body has ended, or broke off. `model` is the provider's name for it; of `use`, only tokens are set.
  Result<ModelAnswer> finish();
  [[nodiscard]] const ModelUse& use() const { return use_; }   // as far as it was said

 protected:
  struct Call { std::string id, tool, arguments; };

  virtual Result<void> on_event(const ServerEvent& event) = 0;
  virtual Result<void> on_whole(const Json& document) = 0;
  virtual Result<void> at_end() { return {}; }   // the body has ended

  Result<void> add_text(std::string_view piece);
  Result<Call*> add_call(std::string_view id, std::string_view tool);   // the pointer lasts until the next call is added
  Result<void> add_arguments(Call& call, std::string_view piece);
  void hear_model(const Json& name);
  void hear_tokens(std::uint64_t ModelUse::*which, const Json& count);   // the latest count stands
  static Result<Json> json_of(const ServerEvent& event);

  std::vector<Call> calls_;
  std::string text_;
  ModelStop stop_ = ModelStop::finished;
  ModelUse use_;
  bool whole_ = false;   // the provider said that this is all

 private:
  Result<void> take_events(std::string_view bytes);

  OnText on_text_;
  SseReader events_;
  std::string document_, model_;
  std::size_t argument_bytes_ = 0;
  enum class Form { unknown, events, document, neither } form_ = Form::unknown;
};

// What went wrong, out of an error object of either format: its type, code and parameter, never its message, which may repeat the prompt or the key.
[[nodiscard]] std::string error_words(const Json& error);

}  // namespace handrail::llm
