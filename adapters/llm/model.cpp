#include "adapters/llm/model.hpp"

#include <algorithm>

#include "adapters/llm/anthropic.hpp"
#include "adapters/llm/chat_completions.hpp"
#include "engine/base/text.hpp"
#include "engine/base/value.hpp"

namespace handrail::llm {
namespace {

constexpr std::uint64_t a_million = 1'000'000;

std::string target_of(Api api, const std::string& path) {
  if (api == Api::anthropic) return path.ends_with("/v1") ? "/messages" : "/v1/messages";
  return path.empty() ? "/v1/chat/completions" : "/chat/completions";
}

}  // namespace

std::string in_dollars(std::uint64_t micro_usd) { return "$" + format_decimal(Decimal{static_cast<std::int64_t>(micro_usd)}); }

// As the provider counts it; by size where it does not, and never fewer than there are: a budget of tokens holds whoever answers.
static ModelUse use_of(const ModelUse& heard, const http::Request& request, const Result<ModelAnswer>& answer) {
  if (heard.input_tokens + heard.output_tokens > 0 || !answer) return heard;
  const auto tokens = [](std::size_t bytes) { return (bytes + bounds::token_bytes_min - 1) / bounds::token_bytes_min; };
  std::size_t written = answer->text.size();
  for (const ProposedCall& call : answer->calls) written += call.tool.size() + dump(call.arguments).size();
  ModelUse made = heard;
  made.input_tokens = tokens(request.body.size());
  made.output_tokens = tokens(written);
  return made;
}

std::uint64_t cost_of(const ModelUse& use, std::uint64_t input_price, std::uint64_t output_price) {
  return (use.input_tokens * input_price + use.output_tokens * output_price + a_million - 1) / a_million;
}

Model::Model(Surroundings surroundings, ModelOptions options, std::unique_ptr<Transport> transport)
    : surroundings_(std::move(surroundings)), options_(std::move(options)), transport_(std::move(transport)),
      places_(surroundings_.waiting, options_.concurrency, bounds::waiting_most) {}

Duration Model::left(Instant until) const { return std::max(Duration{}, until - surroundings_.clock.now()); }

http::Request Model::request_for(const ModelRequest& request) const {
  http::Request http{.method = "POST", .target = target_of(options_.api, options_.path), .headers = {}, .body = {}, .deadline = options_.timeout, .repeatable = true};
  http.headers = {{"Content-Type", "application/json"}, {"Accept", "text/event-stream, application/json"}};
  if (options_.api == Api::anthropic) {
    http.headers.emplace_back("anthropic-version", "2023-06-01");
    if (!options_.key.empty()) http.headers.emplace_back("x-api-key", options_.key);
    http.body = dump(anthropic::body(request, options_.model));
  } else {
    using chat_completions::Limit;
    if (!options_.key.empty()) http.headers.emplace_back("Authorization", "Bearer " + options_.key);
    http.body = dump(chat_completions::body(request, options_.model, options_.api == Api::openai ? Limit::max_completion_tokens : Limit::max_tokens));
  }
  return http;
}

void Model::add_use(ModelUse& all, const ModelUse& one) const {
  all.input_tokens += one.input_tokens;
  all.output_tokens += one.output_tokens;
  all.cost_micro_usd += cost_of(one, options_.input_price, options_.output_price);
}

Model::Tried Model::attempt(const http::Request& request, const std::string& answer_tool, ModelUse& use, const OnText& on_text) {
  const std::unique_ptr<AnswerReader> reader = options_.api == Api::anthropic ? anthropic::reader(answer_tool, on_text) : chat_completions::reader(on_text);
  Result<void> read;
  ++use.requests;
  const auto came = transport_->send(request, [&](std::string_view bytes) {
    read = reader->take(bytes);
    return read.has_value();
  });
  const auto trouble = [](const Error& error) { return tl::unexpected<Trouble>(Trouble{error, error.code == ErrorCode::unavailable, error.code == ErrorCode::unavailable, {}}); };
  if (came && came->status / 100 != 2) return tl::unexpected<Trouble>(trouble_of(*came, !options_.key.empty()));
  Result<ModelAnswer> answer = read ? reader->finish() : Result<ModelAnswer>(fail(read.error()));
  add_use(use, use_of(reader->use(), request, answer));
  if (answer) return std::move(*answer);   // also where the line broke behind the end of the answer
  if (came || !read) return trouble(answer.error());
  const Error& error = came.error().error;
  const bool passing = error.code == ErrorCode::unavailable || error.code == ErrorCode::timeout;
  return tl::unexpected<Trouble>(Trouble{error, passing, passing, {}});
}

// What one attempt may cost at most: all of the request is read and all that is allowed is written. Tokens are counted as more than there are.
std::uint64_t Model::cost_at_most(const http::Request& http, const ModelRequest& request) const {
  const ModelUse most{http.body.size() / bounds::token_bytes_min + bounds::prompt_tokens_added, request.output_tokens_max, 0, 1};
  return cost_of(most, options_.input_price, options_.output_price);
}

// Asked before each attempt: what broken ones have used is gone too.
std::string Model::too_dear(const http::Request& http, const ModelRequest& request, const ModelUse& use) const {
  if (!request.cost_micro_usd_max) return "";
  const std::uint64_t most = cost_at_most(http, request), left = *request.cost_micro_usd_max - std::min(*request.cost_micro_usd_max, use.cost_micro_usd);
  if (most <= left) return "";
  return "it may cost up to " + in_dollars(most) + ", and " + in_dollars(left) + " is left";
}

Model::Tried Model::attempts(const http::Request& request, const ModelRequest& asked, Instant until, ModelUse& use, const OnText& on_text) {
  const std::string answer_tool = options_.api == Api::anthropic ? anthropic::answer_tool(asked) : "";
  bool said = false;
  const OnText listen = on_text ? OnText([&](std::string_view piece) {
    said = true;
    on_text(piece);
  }) : OnText();
  for (int number = 1;; ++number) {
    http::Request now = request;
    now.deadline = std::min(options_.timeout, left(until));
    if (std::string why = too_dear(request, asked, use); !why.empty()) return tl::unexpected<Trouble>(Trouble{{ErrorCode::limit, std::move(why)}, false, false, {}});
    Tried tried = attempt(now, answer_tool, use, listen);
    if (said && !tried) on_text("");
    said = false;
    if (!tried && tried.error().error.code == ErrorCode::timeout && number > 1 && now.deadline < options_.timeout)
      tried.error().error.message += ", which is what " + std::to_string(number - 1) + (number == 2 ? " attempt" : " attempts") + " before had left of the time";
    if (tried || !tried.error().again || number == bounds::attempts) return tried;
    const Duration pause = pause_before(number + 1, tried.error().after, surroundings_.chance());
    if (pause >= left(until)) {
      if (tried.error().after) tried.error().error.message += ", and wants to be left alone for " + format_duration(*tried.error().after) + ", longer than there is time";
      return tried;
    }
    if (const auto slept = surroundings_.waiting.sleep(pause); !slept) return tl::unexpected<Trouble>(Trouble{slept.error(), false, false, {}});
  }
}

// An operator hears of a change, not of every question.
void Model::report(const Tried& tried) {
  const Instant now = surroundings_.clock.now();
  if (tried) {
    if (breaker_.succeeded() == Breaker::Turned::closed) surroundings_.told("model `" + options_.name + "`: it answers again");
  } else if (!tried.error().its_fault) {
    breaker_.gave_up();
  } else if (breaker_.failed(now) == Breaker::Turned::opened) {
    surroundings_.told("model `" + options_.name + "` is left alone for a while: " + tried.error().error.message);
  }
}

Result<ModelAnswer> Model::ask(const ModelRequest& request, Instant until, ModelUse& use, const OnText& on_text) {
  const http::Request http = request_for(request);
  if (http.body.size() > bounds::request_bytes) return fail(ErrorCode::limit, "what is asked has more than " + std::to_string(bounds::request_bytes) + " bytes");
  const Instant now = surroundings_.clock.now();
  if (!breaker_.lets_through(now)) return fail(ErrorCode::unavailable, "it failed often, and is left alone for " + format_duration(breaker_.shut_for(now)));
  const auto place = places_.take(left(until));
  if (!place) {
    breaker_.gave_up();
    return fail(place.error());
  }
  Tried tried = left(until).ms > 0 ? attempts(http, request, until, use, on_text)
                                   : tl::unexpected<Trouble>(Trouble{{ErrorCode::timeout, "there was no time left to ask it"}, false, false, {}});
  report(tried);
  if (tried) {
    tried->model = options_.name + " (" + (tried->model.empty() ? options_.model : tried->model) + ")";
    return std::move(*tried);
  }
  return fail(without_key(std::move(tried.error().error), options_.key));
}

}  // namespace handrail::llm
