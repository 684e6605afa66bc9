// What lies below `knowledge/` of a bundle: the files for the index, and what is wrong with them, or old.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "adapters/knowledge/document.hpp"
#include "dsl/source/diagnostic.hpp"
#include "dsl/source/source.hpp"
#include "engine/policy/bundle.hpp"
#include "engine/policy/freshness.hpp"

namespace handrail {

// Articles, `folder.txt` and `synonyms.txt`, in the order of the bundle.
[[nodiscard]] std::vector<KnowledgeFile> knowledge_files(const std::vector<dsl::SourceFile>& files);

// Articles that cannot be read, each mistake of their heads: what can be said of them while a policy has errors.
void check_articles(const std::vector<KnowledgeFile>& files, const dsl::Sources& sources, dsl::Diagnostics& diagnostics);
// The same, categories that no article has, and, where `today` is given, articles that were not reviewed for as long as the reply rules say:
// all would be noticed only by a customer.
void check_knowledge(const Bundle& bundle, const dsl::Sources& sources, std::optional<Instant> today, dsl::Diagnostics& diagnostics);

struct OldArticle {
  knowledge::FrontMatter front;
  std::string path;
  Freshness freshness = Freshness::due;
  std::optional<Duration> age;   // since its review; none: it never was
};
// What is to be reviewed, the stalest first; articles that cannot be read are left out.
[[nodiscard]] std::vector<OldArticle> old_articles(const Bundle& bundle, Instant now);
// "3 articles were not reviewed for as long as the reply rules say, 1 of them is not quoted"; empty: none is old.
[[nodiscard]] std::string old_articles_in_words(const std::vector<OldArticle>& articles);
// "121 days ago", "never".
[[nodiscard]] std::string age_in_words(const OldArticle& article);

}  // namespace handrail
