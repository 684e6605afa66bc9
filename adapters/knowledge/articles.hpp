// All that lies below `knowledge/` of a bundle, read: the articles with what their folders say of them, and the synonyms.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "adapters/knowledge/document.hpp"
#include "adapters/knowledge/synonyms.hpp"

namespace handrail::knowledge {

struct Articles {
  std::vector<Document> documents;
  std::vector<Synonym> synonyms;
};

// Whether a file of a bundle is one of these: *.md, *.html and *.htm below `knowledge/`, and `folder.txt` and `synonyms.txt` there.
[[nodiscard]] bool belongs_to_knowledge(std::string_view path);
[[nodiscard]] bool is_article(std::string_view path);   // by its ending

// What could be read; what could not is appended to `problems`, each with file and line in its message.
[[nodiscard]] Articles read_articles(const std::vector<KnowledgeFile>& files, std::vector<Error>& problems);

}  // namespace handrail::knowledge
