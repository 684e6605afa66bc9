// What the desk knows, searched by words, and by meaning where an embedding model is configured. Nothing relevant is an empty answer, never the nearest thing.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.hpp"
#include "engine/base/time.hpp"
#include "engine/seams/embedder.hpp"

namespace handrail {

// Markdown or HTML, with optional front matter, and `folder.txt` and `synonyms.txt` beside them (adapters/knowledge/README.md).
struct KnowledgeFile { std::string path, text; };

enum class Audience { everyone, internal };         // internal informs, and is never quoted
enum class Priority { medium, high, critical };

// What a passage's place rests on, for people who ask why it was found.
struct ScoreParts {
  double words = 0;        // BM25 over title, heading and text
  double covered = 0;      // the share of the question's weight that it holds, 0 to 1
  double headed = 0;       // the share that its own heading holds
  double titled = 0;       // the share that its article's title and the headings above hold
  double near = 0;         // the share of the question's neighbouring words that are neighbours here
  std::vector<std::string> matched;   // the question's words that it holds
  std::size_t words_rank = 0;         // its place by words, from 1; 0: they do not find it
  std::size_t meaning_rank = 0;       // its place by meaning, where an embedding model is asked; 0: not among the nearest
  double similarity = 0;              // to the question, by that model: -1 to 1
};

struct Passage {
  std::string id;          // "returns#2": document and number
  std::string path, title, heading, category, url;
  std::string text;        // about 500 characters
  Audience audience = Audience::everyone;
  std::optional<Instant> reviewed_at;
  double score = 0;        // higher is better; comparable within one search
  Priority priority = Priority::medium;
  std::string source;      // "help centre", "internal procedures"; empty: not said
  std::optional<Duration> review_every;   // its own cadence, where it has one
  ScoreParts parts;
};

struct KnowledgeQuery {
  std::string text;
  // The same as it may leave the desk, personal data hidden; called where an embedding model is asked. Empty: words alone find.
  std::function<std::string()> for_model = {};
  EmbeddingAccount* vector = nullptr;    // what its vector may cost, and did; one that was asked for lately costs nothing
  std::vector<std::string> categories;   // empty: all
  std::size_t passages_max = 3;
  bool quotable_only = true;             // leave internal ones out
  std::optional<Instant> reviewed_since = std::nullopt;   // leave out what was last reviewed before, and what never was
  // Where nothing is found: set to the one that holds most of the question, and enough, and says nothing of what it asks about.
  std::optional<Passage>* says_nothing_of_it = nullptr;
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
