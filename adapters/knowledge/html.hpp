// HTML as plain text, for quoting: what a reader of the page sees, without scripts, styles, navigation and what is hidden. Read by libxml2's parser as a stream of
// tags, so that no tree is built and nesting costs nothing.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "adapters/knowledge/sections.hpp"
#include "engine/base/result.hpp"

namespace handrail::knowledge {

struct HtmlPage {
  std::string title;                                          // of its head
  std::string url;                                            // <link rel="canonical">
  std::vector<std::pair<std::string, std::string>> settings;  // <meta name="handrail:audience" content="internal"> as "audience", "internal"
  std::vector<HeadedText> sections;                           // of <main> or <article> where there is one, else of the whole page
};

// `html` is UTF-8, whatever it says of itself. Broken pages are read as browsers read them, near enough. Fails with limit for elements nested deeper than
// limits::html_depth, and for a tag of more parts than limits::html_tag_parts: no author writes them, and they take a parser hours.
[[nodiscard]] Result<HtmlPage> read_html(std::string_view html);

}  // namespace handrail::knowledge
