// What a fallible call returns: the value, or an Error whose code says what the caller can do about it.
// An author's mistakes are diagnostics (dsl/source), "no" is a verdict, and our own bugs are assertions: none of them travels here.
#pragma once

#include <string>
#include <string_view>
#include <utility>

#include <tl/expected.hpp>

namespace handrail {

enum class ErrorCode {
  invalid,      // the input is wrong: mend it; the same call will fail again
  not_found,    // nothing there, or nothing that this caller may see
  conflict,     // somebody else was first: read again, then decide again
  forbidden,    // known caller, not allowed
  limit,        // over a declared limit: send less
  unavailable,  // the world failed (disk, peer, overload): the same call may pass later
  timeout,      // the deadline passed; whether it happened is not known
  cancelled,    // we are shutting down
  corrupt,      // stored data does not hold together: stop and look
};

struct Error {
  ErrorCode code = ErrorCode::invalid;
  std::string message;  // one lower-case sentence: what, where, how to mend; never a secret
  bool operator==(const Error&) const = default;
};

template <class T>
using Result = tl::expected<T, Error>;

[[nodiscard]] inline tl::unexpected<Error> fail(ErrorCode code, std::string message) {
  return tl::unexpected<Error>(Error{code, std::move(message)});
}
[[nodiscard]] inline tl::unexpected<Error> fail(Error error) { return tl::unexpected<Error>(std::move(error)); }

// The field's word for the code, as it appears in JSON and logs.
[[nodiscard]] std::string_view to_text(ErrorCode code);

}  // namespace handrail

// Evaluates a Result<T>; on error returns it from the enclosing function. `HANDRAIL_TRY(auto x, f());`
#define HANDRAIL_TRY_CONCAT_(a, b) a##b
#define HANDRAIL_TRY_NAME_(line) HANDRAIL_TRY_CONCAT_(handrail_try_, line)
#define HANDRAIL_TRY(declaration, ...)                                                             \
  auto HANDRAIL_TRY_NAME_(__LINE__) = (__VA_ARGS__);                                               \
  if (!HANDRAIL_TRY_NAME_(__LINE__)) return ::handrail::fail(HANDRAIL_TRY_NAME_(__LINE__).error()); \
  declaration = std::move(*HANDRAIL_TRY_NAME_(__LINE__))
#define HANDRAIL_TRY_VOID(...) \
  if (auto handrail_try_void = (__VA_ARGS__); !handrail_try_void) return ::handrail::fail(handrail_try_void.error())
