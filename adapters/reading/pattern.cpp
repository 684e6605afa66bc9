#include "adapters/reading/pattern.hpp"

#include <re2/re2.h>
#include <re2/set.h>

#include <algorithm>
#include <numeric>

#include "engine/base/assert.hpp"
#include "engine/base/limits.hpp"
#include "engine/base/text.hpp"

namespace handrail::reading {

namespace {

Span span_of(std::string_view text, const re2::StringPiece& piece) {
  const auto begin = static_cast<std::uint32_t>(piece.data() - text.data());
  return {begin, begin + static_cast<std::uint32_t>(piece.size())};
}

constexpr int groups_max = 10;
constexpr std::size_t screened_min = 3;        // fewer are run as they are
constexpr std::size_t screened_patterns = 8;   // one pass over all of them may take the memory of so many; more than fit are run one by one

}  // namespace

Result<Pattern> Pattern::compile(std::string_view expression, LetterCase letter_case) {
  RE2::Options options;
  options.set_log_errors(false);
  options.set_case_sensitive(letter_case == LetterCase::as_written);
  options.set_max_mem(static_cast<std::int64_t>(limits::pattern_memory_bytes));
  auto compiled = std::make_shared<const RE2>(re2::StringPiece(expression.data(), expression.size()), options);
  if (!compiled->ok()) return fail(ErrorCode::invalid, "the pattern `" + printable(expression) + "` does not compile: " + compiled->error());
  return Pattern(std::move(compiled));
}

Pattern Pattern::of_the_house(std::string_view expression) {
  Result<Pattern> pattern = compile(expression, LetterCase::any);
  HANDRAIL_ASSERT(pattern.has_value(), std::string(expression));
  return std::move(*pattern);
}

std::vector<PatternMatch> Pattern::find(std::string_view text) const {
  std::vector<PatternMatch> found;
  const int groups = std::min(groups_max, 1 + expression_->NumberOfCapturingGroups());
  re2::StringPiece parts[groups_max];
  std::size_t at = 0;
  while (found.size() < limits::pattern_matches && at <= text.size()) {
    if (!expression_->Match(re2::StringPiece(text.data(), text.size()), at, text.size(), RE2::UNANCHORED, parts, groups)) break;
    const Span whole = span_of(text, parts[0]);
    if (whole.begin == whole.end) {
      at = whole.end + 1;
      continue;
    }
    const auto* inner = std::find_if(parts + 1, parts + groups, [](const re2::StringPiece& part) { return part.data() != nullptr && !part.empty(); });
    found.push_back({whole, inner == parts + groups ? whole : span_of(text, *inner)});
    at = whole.end;
  }
  return found;
}

struct PatternScreen::Set { RE2::Set patterns; };

void PatternScreen::finish() {
  if (expressions_.size() < screened_min) return;
  RE2::Options options;
  options.set_log_errors(false);
  options.set_case_sensitive(false);
  options.set_max_mem(static_cast<std::int64_t>(screened_patterns * limits::pattern_memory_bytes));
  RE2::Set patterns(options, RE2::UNANCHORED);
  for (const std::string& expression : expressions_)
    if (patterns.Add(re2::StringPiece(expression.data(), expression.size()), nullptr) < 0) return;
  if (patterns.Compile()) set_ = std::make_shared<const Set>(Set{std::move(patterns)});
}

std::vector<std::size_t> PatternScreen::matching(std::string_view text) const {
  std::vector<int> found;
  RE2::Set::ErrorInfo error{};
  const bool any = set_ && set_->patterns.Match(re2::StringPiece(text.data(), text.size()), &found, &error);
  if (set_ && (any || error.kind == RE2::Set::kNoError)) {
    std::sort(found.begin(), found.end());
    return {found.begin(), found.end()};
  }
  std::vector<std::size_t> all(expressions_.size());
  std::iota(all.begin(), all.end(), std::size_t{0});
  return all;
}

}  // namespace handrail::reading
