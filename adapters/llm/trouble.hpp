// What went wrong with one request to a provider, read off its answer: whether asking again may help, whose fault it is, how long it wants to be left alone.
#pragma once

#include <optional>
#include <string>

#include "adapters/http/message.hpp"
#include "engine/base/result.hpp"
#include "engine/base/time.hpp"

namespace handrail::llm {

struct Trouble { Error error; bool again = false, its_fault = false; std::optional<Duration> after; };

// Of an answer with another status than 2xx. The message says what an operator can do about it.
[[nodiscard]] Trouble trouble_of(const http::Answer& answer, bool has_key);
// The time that an answer asks to be left alone, in seconds or milliseconds, or until a moment that is told beside its `date` (`retry-after`,
// `retry-after-ms`). At most a day.
[[nodiscard]] std::optional<Duration> retry_after(const http::Answer& answer);
// The pause before attempt `next` (2, 3 …): what was asked for and a little more, else growing, half of it by chance so that many do not come back at once.
[[nodiscard]] Duration pause_before(int next, std::optional<Duration> asked_for, double chance);
// The same, with the key nowhere in its words.
[[nodiscard]] Error without_key(Error error, const std::string& key);

}  // namespace handrail::llm
