#include "adapters/llm/embedding_model.hpp"

#include <algorithm>

#include "adapters/llm/embeddings.hpp"
#include "engine/base/text.hpp"

namespace handrail::llm {
namespace {

std::string space_of(const EmbeddingOptions& options) {
  return dump(Json::array({options.model, options.dimensions, options.before_question, options.before_passage}));
}

std::string asked(const std::string& before, const std::string& text) {
  std::string whole = before + text;
  if (whole.size() <= bounds::embedding_text_bytes) return whole;
  std::size_t end = bounds::embedding_text_bytes;
  while (end > 0 && (static_cast<unsigned char>(whole[end]) & 0xC0) == 0x80) --end;   // at the beginning of a character
  whole.resize(end);
  return whole;
}

}  // namespace

EmbeddingModel::EmbeddingModel(Surroundings surroundings, EmbeddingOptions options, std::unique_ptr<Transport> transport)
    : surroundings_(std::move(surroundings)), options_(std::move(options)), space_(space_of(options_)), transport_(std::move(transport)),
      places_(surroundings_.waiting, options_.concurrency, bounds::waiting_most) {}

Duration EmbeddingModel::left(Instant until) const { return std::max(Duration{}, until - surroundings_.clock.now()); }

ModelUse EmbeddingModel::used() const {
  const std::lock_guard lock(mutex_);
  return used_;
}

http::Request EmbeddingModel::request_for(const std::vector<std::string>& texts, EmbeddingOf of) const {
  std::vector<std::string> whole;
  for (const std::string& text : texts) whole.push_back(asked(of == EmbeddingOf::question ? options_.before_question : options_.before_passage, text));
  http::Request http{.method = "POST", .target = options_.path.empty() ? "/v1/embeddings" : "/embeddings", .headers = {}, .body = {}, .repeatable = true};
  http.headers = {{"Content-Type", "application/json"}, {"Accept", "application/json"}};
  if (!options_.key.empty()) http.headers.emplace_back("Authorization", "Bearer " + options_.key);
  http.body = dump(embeddings::body(whole, options_.model, options_.dimensions));
  return http;
}

// Asked before each attempt. Tokens are counted as more than there are.
std::string EmbeddingModel::too_dear(const http::Request& request, const EmbeddingAccount& account) const {
  if (!account.cost_micro_usd_max) return "";
  const std::uint64_t most = cost_of({request.body.size() / bounds::token_bytes_min, 0, 0, 1}, options_.price, 0);
  const std::uint64_t left = *account.cost_micro_usd_max - std::min(*account.cost_micro_usd_max, account.used.cost_micro_usd);
  return most <= left ? "" : "a vector may cost up to " + in_dollars(most) + ", and " + in_dollars(left) + " is left";
}

EmbeddingModel::Tried EmbeddingModel::attempt(const http::Request& request, std::size_t texts, EmbeddingAccount& account) {
  std::string body;
  const auto came = transport_->send(request, [&](std::string_view bytes) {
    body += bytes;
    return body.size() <= bounds::embedding_answer_bytes;
  });
  const auto failed = [](Error error) {
    const bool passing = error.code == ErrorCode::unavailable || error.code == ErrorCode::timeout;
    return tl::unexpected<Trouble>(Trouble{std::move(error), passing, passing || error.code == ErrorCode::limit, {}});
  };
  ++account.used.requests;
  {
    const std::lock_guard lock(mutex_);
    ++used_.requests;
  }
  if (!came) return failed(came.error().error);
  if (came->status / 100 != 2) return tl::unexpected<Trouble>(trouble_of(*came, !options_.key.empty()));
  const auto document = parse_json(body, {bounds::embedding_answer_bytes, 16});
  if (!document) return failed({ErrorCode::unavailable, "its answer cannot be read: it is no JSON"});
  auto answer = embeddings::read(*document, texts);
  if (!answer) return failed(answer.error());
  account.used.input_tokens += answer->tokens;
  account.used.cost_micro_usd = cost_of(account.used, options_.price, 0);
  const std::lock_guard lock(mutex_);
  used_.input_tokens += answer->tokens;
  used_.cost_micro_usd = cost_of(used_, options_.price, 0);
  return std::move(answer->vectors);
}

EmbeddingModel::Tried EmbeddingModel::attempts(http::Request request, std::size_t texts, Instant until, EmbeddingAccount& account) {
  for (int number = 1;; ++number) {
    if (std::string why = too_dear(request, account); !why.empty()) return tl::unexpected<Trouble>(Trouble{{ErrorCode::limit, std::move(why)}, false, false, {}});
    request.deadline = left(until);
    if (request.deadline.ms <= 0) return tl::unexpected<Trouble>(Trouble{{ErrorCode::timeout, "there was no time left to ask it"}, false, false, {}});
    Tried tried = attempt(request, texts, account);
    if (tried || !tried.error().again || number == bounds::attempts) return tried;
    const Duration pause = pause_before(number + 1, tried.error().after, surroundings_.chance());
    if (pause >= left(until)) return tried;
    if (const auto slept = surroundings_.waiting.sleep(pause); !slept) return tl::unexpected<Trouble>(Trouble{slept.error(), false, false, {}});
  }
}

// An operator hears of a change, not of every question.
void EmbeddingModel::report(const Tried& tried) {
  if (tried) (void)breaker_.succeeded();
  else if (!tried.error().its_fault) return breaker_.gave_up();
  else (void)breaker_.failed(surroundings_.clock.now());
  {
    const std::lock_guard lock(mutex_);
    if (failing_ == !tried) return;
    failing_ = !tried;
  }
  surroundings_.told(tried ? "the embedding model answers again"
                           : "the embedding model does not answer, and articles are found by words alone: " + without_key(tried.error().error, options_.key).message);
}

Result<std::vector<std::vector<float>>> EmbeddingModel::embed(const std::vector<std::string>& texts, EmbeddingOf of, EmbeddingAccount* account) {
  if (texts.empty()) return Vectors{};
  EmbeddingAccount of_nobody;
  EmbeddingAccount& counted = account ? *account : of_nobody;
  counted.model = options_.model;
  auto vectors = ask(texts, of, counted);
  counted.trouble = vectors ? "" : vectors.error().message;
  return vectors;
}

Result<EmbeddingModel::Vectors> EmbeddingModel::ask(const std::vector<std::string>& texts, EmbeddingOf of, EmbeddingAccount& account) {
  if (texts.size() > options_.batch) return fail(ErrorCode::limit, "more texts than a batch may have");
  const http::Request http = request_for(texts, of);
  if (http.body.size() > bounds::request_bytes) return fail(ErrorCode::limit, "what is asked has more than " + std::to_string(bounds::request_bytes) + " bytes");
  const bool somebody_waits = of == EmbeddingOf::question && texts.size() == 1;   // headings are asked as questions, many at once, and by nobody who waits
  const Instant now = surroundings_.clock.now(), until = now + (somebody_waits ? options_.timeout : options_.passages_timeout);
  if (!breaker_.lets_through(now)) return fail(ErrorCode::unavailable, "it failed often, and is left alone for " + format_duration(breaker_.shut_for(now)));
  const auto place = places_.take(left(until));
  if (!place) {
    breaker_.gave_up();
    return fail(place.error());
  }
  Tried tried = attempts(http, texts.size(), until, account);
  report(tried);
  if (tried) return std::move(*tried);
  return fail(without_key(std::move(tried.error().error), options_.key));
}

}  // namespace handrail::llm
