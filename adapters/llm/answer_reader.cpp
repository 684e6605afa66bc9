#include "adapters/llm/answer_reader.hpp"

#include <algorithm>
#include <utility>

#include "engine/base/text.hpp"

namespace handrail::llm {
namespace {

constexpr std::int64_t tokens_most = 100'000'000;   // no model has said more; a count above it is nonsense

tl::unexpected<Error> unreadable(const std::string& why) { return fail(ErrorCode::unavailable, "its answer cannot be read: " + why); }

// The words of an error are names like `overloaded_error` and `messages.0.content`; anything else stays out of the logs.
std::string name_only(std::string_view text) {
  if (text.size() > bounds::name_bytes) return "";
  const bool name = std::all_of(text.begin(), text.end(), [](unsigned char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '.' || c == '[' || c == ']';
  });
  return name ? std::string(text) : "";
}

}  // namespace

std::string error_words(const Json& error) {
  std::vector<std::string> words;
  for (const char* key : {"type", "code", "param"}) {
    const Json& value = error[key];
    std::string word = value.text() ? name_only(*value.text()) : value.integer() ? std::to_string(*value.integer()) : "";
    if (!word.empty() && std::find(words.begin(), words.end(), word) == words.end()) words.push_back(std::move(word));
  }
  return join(words, ", ");
}

Result<void> AnswerReader::take(std::string_view bytes) {
  if (form_ == Form::unknown) {
    const std::size_t first = bytes.find_first_not_of(" \t\r\n");
    if (first == std::string_view::npos) return {};
    form_ = bytes[first] == '{' ? Form::document : bytes[first] == '<' ? Form::neither : Form::events;   // a page: of a proxy, of a sign-in
    bytes.remove_prefix(first);
  }
  if (form_ == Form::neither) return {};
  if (form_ == Form::events) return take_events(bytes);
  document_ += bytes;
  if (document_.size() > bounds::event_bytes) return fail(ErrorCode::limit, "its answer has more than " + std::to_string(bounds::event_bytes) + " bytes");
  return {};
}

Result<void> AnswerReader::take_events(std::string_view bytes) {
  Result<void> heard;
  HANDRAIL_TRY_VOID(events_.take(bytes, [&](const ServerEvent& event) {
    if (!whole_) heard = on_event(event);   // what follows the end is nobody's
    return heard.has_value();
  }));
  return heard;
}

Result<ModelAnswer> AnswerReader::finish() {
  if (form_ == Form::neither) return unreadable("it is a page, and neither JSON nor a stream of events; is the `url` the API's?");
  if (form_ == Form::document) {
    const auto document = parse_json(document_, {bounds::event_bytes, 64});
    if (!document || !document->is_object()) return unreadable(document ? "it is no object" : "it is no JSON");
    HANDRAIL_TRY_VOID(on_whole(*document));
  }
  HANDRAIL_TRY_VOID(at_end());
  if (!whole_) return fail(ErrorCode::unavailable, "its answer broke off");
  ModelAnswer answer;
  answer.text = std::move(text_);
  answer.stop = stop_;
  answer.model = model_;
  answer.use = use_;
  for (Call& call : calls_) {
    ProposedCall proposed{call.id.empty() ? "call_" + std::to_string(answer.calls.size() + 1) : std::move(call.id), std::move(call.tool), Json::object()};
    if (!trim(call.arguments).empty()) {
      auto arguments = parse_json(call.arguments, {bounds::text_bytes, 64});
      proposed.arguments = arguments && arguments->is_object() ? std::move(*arguments) : Json();
    }
    answer.calls.push_back(std::move(proposed));
  }
  return answer;
}

Result<void> AnswerReader::add_text(std::string_view piece) {
  if (piece.empty()) return {};
  if (text_.size() + piece.size() > bounds::text_bytes) return fail(ErrorCode::limit, "its text has more than " + std::to_string(bounds::text_bytes) + " bytes");
  text_ += piece;
  if (on_text_) on_text_(piece);
  return {};
}

Result<AnswerReader::Call*> AnswerReader::add_call(std::string_view id, std::string_view tool) {
  if (calls_.size() >= bounds::calls) return fail(ErrorCode::limit, "it proposes more than " + std::to_string(bounds::calls) + " calls at once");
  if (id.size() > bounds::name_bytes || tool.size() > bounds::name_bytes) return unreadable("a call's name has more than " + std::to_string(bounds::name_bytes) + " bytes");
  calls_.push_back({std::string(id), std::string(tool), ""});
  return &calls_.back();
}

Result<void> AnswerReader::add_arguments(Call& call, std::string_view piece) {
  argument_bytes_ += piece.size();
  if (argument_bytes_ > bounds::text_bytes) return fail(ErrorCode::limit, "the arguments of its calls have more than " + std::to_string(bounds::text_bytes) + " bytes");
  call.arguments += piece;
  return {};
}

void AnswerReader::hear_model(const Json& name) {
  if (name.text() && model_.empty()) model_ = printable(*name.text(), bounds::name_bytes);
}

void AnswerReader::hear_tokens(std::uint64_t ModelUse::*which, const Json& count) {
  if (const auto said = count.integer()) use_.*which = static_cast<std::uint64_t>(std::clamp<std::int64_t>(*said, 0, tokens_most));
}

Result<Json> AnswerReader::json_of(const ServerEvent& event) {
  auto data = parse_json(event.data, {bounds::event_bytes, 64});
  if (!data || !data->is_object()) return unreadable("an event of it is no JSON object");
  return std::move(*data);
}

}  // namespace handrail::llm
