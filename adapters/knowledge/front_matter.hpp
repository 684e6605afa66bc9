// What an article says of itself before its text, and what a folder says for all articles below it.
//
//   ---
//   title: Returns and refunds
//   category: billing             (intents name the categories that answer them)
//   audience: everyone            (or internal: informs, and is never quoted)
//   priority: critical            (or high, medium)
//   source: help centre           (or product docs, policies, specifications, past conversations, internal procedures)
//   reviewed: 2026-10-01
//   review: every 90 days         (its own cadence, instead of the policy's `warn about articles …`)
//   language: de                  (English when not said: by which words are brought to one form)
//   url: https://example.com/help/returns
//   ---
//
// A folder says the same in `folder.txt`, without the two marks, and without title and url; the nearest folder's word counts, and the article's own above it.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.hpp"
#include "engine/base/time.hpp"
#include "engine/seams/knowledge_base.hpp"

namespace handrail::knowledge {

struct FrontMatter {
  std::string title, category, url, source;
  std::string language;                     // a code of ISO 639-1; empty: English
  std::optional<Audience> audience;         // none: everyone
  std::optional<Priority> priority;         // none: medium
  std::optional<Instant> reviewed_at;
  std::optional<Duration> review_every;
  std::size_t lines = 0;                    // that it takes, with its two marks
};

// Whatever `own` leaves open, as `folder` says it.
[[nodiscard]] FrontMatter completed(FrontMatter own, const FrontMatter& folder);

// One `key: value`; the message of what is wrong with it, or nothing. Unknown keys are for other readers, but for those that are a known one misspelt: an
// audience misread would quote what is internal.
[[nodiscard]] std::string read_front_matter_line(std::string_view key, std::string_view value, FrontMatter& front);

// Absent front matter reads as nothing said. Fails with invalid; the message says file and line.
[[nodiscard]] Result<FrontMatter> read_front_matter(std::string_view path, const std::vector<std::string_view>& lines);

// A `folder.txt`: `key: value` lines, comments behind `#`. Fails with invalid; the message says file and line.
[[nodiscard]] Result<FrontMatter> read_folder_settings(const KnowledgeFile& file);

// The words of the list above, for messages and for writing front matter.
[[nodiscard]] std::string_view word_of(Audience audience);
[[nodiscard]] std::string_view word_of(Priority priority);

}  // namespace handrail::knowledge
