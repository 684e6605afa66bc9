// A knowledge file taken apart: what its front matter says, and its text in passages of about 500 characters that can be quoted as they are.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "adapters/knowledge/front_matter.hpp"
#include "adapters/knowledge/sections.hpp"
#include "engine/base/result.hpp"
#include "engine/seams/knowledge_base.hpp"

namespace handrail::knowledge {

struct Section {
  std::string heading;      // the nearest
  std::string above;        // those above it
  std::string text;         // plain: one paragraph or list item a line
  std::string lead;         // the last words before it, where the text goes on in the middle of a section: they find it, and are not quoted with it
};

struct Document {
  std::string path;
  std::string name;         // "returns": the path without its folder `knowledge` and its ending
  FrontMatter front;        // its title is never empty
  std::vector<Section> passages;
};

// Markdown, or HTML by its ending. The title is the front matter's, else the first heading of the first level, else the page's, else the name. What the file
// leaves open is as `folder` says. Fails with invalid as read_front_matter does and on text that is not UTF-8, and with limit for more than limits::article_bytes
// and as read_html does.
[[nodiscard]] Result<Document> read_document(const KnowledgeFile& file, const FrontMatter& folder = {});

// The same, before it is cut into passages.
struct Page {
  FrontMatter front;
  std::vector<HeadedText> sections;
};
[[nodiscard]] Result<Page> read_page(const KnowledgeFile& file);
[[nodiscard]] bool is_html(std::string_view path);

// The text in pieces of about 500 characters that end where sentences end; each repeats the last sentence of the one before where that is short.
[[nodiscard]] std::vector<std::string> split_into_passages(std::string_view text);

}  // namespace handrail::knowledge
