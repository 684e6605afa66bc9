// What the desk knows, searched by words. Nothing relevant is an empty answer, never the nearest thing.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.hpp"
#include "engine/base/time.hpp"

namespace handrail {

struct KnowledgeFile { std::string path, text; };   // Markdown, with optional front matter (title, category, audience, priority, reviewed, url)

enum class Audience { everyone, internal };         // internal informs, and is never quoted

struct Passage {
  std::string id;          // "returns#2": document and number
  std::string path, title, heading, category, url;
  std::string text;        // about 500 characters
  Audience audience = Audience::everyone;
  std::optional<Instant> reviewed_at;
  double score = 0;        // higher is better; comparable within one search
};

struct KnowledgeQuery {
  std::string text;
  std::vector<std::string> categories;   // empty: all
  std::size_t passages_max = 3;
  bool quotable_only = true;             // leave internal ones out
};

class KnowledgeBase {
 public:
  virtual ~KnowledgeBase() = default;
  virtual Result<std::vector<Passage>> search(const KnowledgeQuery& query) const = 0;
};

class KnowledgeIndexer {
 public:
  virtual ~KnowledgeIndexer() = default;
  // `version`: the files' content hash; an index made before is opened again.
  virtual Result<std::shared_ptr<const KnowledgeBase>> index(const std::string& version, const std::vector<KnowledgeFile>& files) = 0;
};

}  // namespace handrail
