#include "dsl/check/pattern.hpp"

#include <re2/re2.h>

#include "engine/base/limits.hpp"

namespace handrail::dsl {

namespace {

RE2::Options options() {
  RE2::Options made;
  made.set_log_errors(false);
  made.set_max_mem(static_cast<std::int64_t>(limits::condition_pattern_memory_bytes));
  return made;
}

}  // namespace

struct Pattern::Compiled {
  explicit Compiled(std::string_view from) : text(from), re(text, options()) {}
  std::string text;
  RE2 re;
};

Pattern::Pattern(std::unique_ptr<Compiled> compiled) : compiled_(std::move(compiled)) {}
Pattern::~Pattern() = default;

Result<std::shared_ptr<const Pattern>> Pattern::compile(std::string_view text) {
  if (text.size() > limits::condition_pattern_bytes)
    return fail(ErrorCode::invalid, "it has more than " + std::to_string(limits::condition_pattern_bytes) + " bytes");
  auto compiled = std::make_unique<Compiled>(text);
  if (!compiled->re.ok()) return fail(ErrorCode::invalid, compiled->re.error());
  return std::shared_ptr<const Pattern>(new Pattern(std::move(compiled)));
}

bool Pattern::matches(std::string_view whole) const { return RE2::FullMatch({whole.data(), whole.size()}, compiled_->re); }
const std::string& Pattern::text() const { return compiled_->text; }

}  // namespace handrail::dsl
