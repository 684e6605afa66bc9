// A knowledge file taken apart: what its front matter says, and its text in passages of about 500 characters that can be quoted as they are.
//
//   ---
//   title: Returns and refunds
//   category: billing
//   audience: everyone            (or internal)
//   priority: critical            (or high, medium)
//   reviewed: 2026-10-01
//   url: https://example.com/help/returns
//   ---
//   ## Final sale
//   Items marked *final sale* are not refunded.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.hpp"
#include "engine/base/time.hpp"
#include "engine/seams/knowledge_base.hpp"

namespace handrail::knowledge {

enum class Priority { medium, high, critical };

struct FrontMatter {
  std::string title, category, url;
  Audience audience = Audience::everyone;
  Priority priority = Priority::medium;
  std::optional<Instant> reviewed_at;
  std::size_t lines = 0;    // that it takes, with its two marks
};

// Absent front matter reads as its defaults. Unknown keys are for other readers. Fails with invalid on a value that is none of the words above, since an audience
// misread would quote what is internal; the message says file and line.
[[nodiscard]] Result<FrontMatter> read_front_matter(std::string_view path, const std::vector<std::string_view>& lines);

struct Section {
  std::string heading;      // the nearest
  std::string headings;     // with those above it
  std::string text;         // plain: one paragraph or list item a line
};

struct Document {
  std::string path;
  std::string name;         // "returns": the path without its folder `knowledge` and its ending
  FrontMatter front;
  std::vector<Section> passages;
};

// The title is the front matter's, else the first heading of the first level, else the name. Fails with invalid as read_front_matter does, and on text that is not UTF-8.
[[nodiscard]] Result<Document> read_document(const KnowledgeFile& file);

// The text in pieces of about 500 characters that end where sentences end; each repeats the last sentence of the one before where that is short.
[[nodiscard]] std::vector<std::string> split_into_passages(std::string_view text);

}  // namespace handrail::knowledge
