#include "adapters/llm/trouble.hpp"

#include <algorithm>
#include <charconv>
#include <ctime>

#include "adapters/llm/answer_reader.hpp"
#include "adapters/llm/bounds.hpp"
#include "engine/base/json.hpp"

namespace handrail::llm {
namespace {

bool passes(int status) { return status == 408 || status == 409 || status == 425 || status == 429 || (status >= 500 && status != 501 && status != 505); }

// What an operator can do about a refusal.
std::string mend(int status, const std::string& words, bool has_key) {
  if (words.find("insufficient_quota") != std::string::npos) return ": the account has no credit left";
  if (status == 401 || status == 403)
    return has_key ? ": it does not take the key; check `key_env` or `key_file`, and what the key may do" : ": it wants a key; say with `key_env` or `key_file` where it is";
  if (status == 404) return ": it does not know the model or the path; check `model` and `url`";
  if (status == 413) return ": what was asked is too large for it";
  if (status / 100 == 3) return ": it sends elsewhere; write the place itself into `url`";
  return "";
}

constexpr Duration longest = days(1);

// "Sun, 06 Nov 1994 08:49:37 GMT" (RFC 9110, 5.6.7): seconds since 1970.
std::optional<std::int64_t> http_date(const std::string& text) {
  std::tm time{};
  const char* end = ::strptime(text.c_str(), "%a, %d %b %Y %H:%M:%S GMT", &time);
  if (end == nullptr || *end != '\0') return std::nullopt;
  return static_cast<std::int64_t>(::timegm(&time));
}

}  // namespace

std::optional<Duration> retry_after(const http::Answer& answer) {
  for (const auto& [name, unit] : {std::pair{"retry-after-ms", 1}, std::pair{"retry-after", 1000}}) {
    const std::string text = answer.header(name);
    std::int64_t value = -1;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    const bool whole = end == text.data() + text.size() || *end == '.';
    if (error == std::errc::result_out_of_range && whole && !text.starts_with('-')) return longest;
    if (error == std::errc{} && whole && value >= 0) return value > longest.ms / unit ? longest : Duration{value * unit};
  }
  // A moment: by the clock of whoever names it, which the answer has beside it.
  const auto until = http_date(answer.header("retry-after")), now = http_date(answer.header("date"));
  if (!until || !now) return std::nullopt;
  return Duration{std::clamp<std::int64_t>((*until - *now) * 1000, 0, longest.ms)};
}

Duration pause_before(int next, std::optional<Duration> asked_for, double chance) {
  const Duration growing{bounds::pause_first.ms << std::clamp(next - 2, 0, 8)};
  const auto of_chance = static_cast<std::int64_t>(static_cast<double>(growing.ms) / 2 * std::clamp(chance, 0.0, 1.0));
  return {(asked_for ? asked_for->ms : growing.ms - growing.ms / 2) + of_chance};
}

Trouble trouble_of(const http::Answer& answer, bool has_key) {
  const auto body = parse_json(answer.body, {bounds::event_bytes, 64});
  const std::string words = body && body->is_object() ? error_words((*body)["error"].is_object() ? (*body)["error"] : *body) : "";
  const std::string status = "it answers with status " + std::to_string(answer.status) + (words.empty() ? "" : " (" + words + ")");
  const bool no_credit = words.find("insufficient_quota") != std::string::npos;
  Trouble trouble{{ErrorCode::invalid, status + mend(answer.status, words, has_key)}, false, true, retry_after(answer)};
  if (passes(answer.status) || no_credit) trouble.error.code = ErrorCode::unavailable;
  if (answer.status == 413) trouble.error.code = ErrorCode::limit;
  trouble.again = passes(answer.status) && !no_credit;
  trouble.its_fault = trouble.again || no_credit || answer.status / 100 == 3 || answer.status == 401 || answer.status == 403 || answer.status == 404;
  return trouble;
}

Error without_key(Error error, const std::string& key) {
  for (std::size_t at = error.message.find(key); !key.empty() && at != std::string::npos; at = error.message.find(key, at)) error.message.replace(at, key.size(), "[key]");
  return error;
}

}  // namespace handrail::llm
