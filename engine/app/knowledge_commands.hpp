// `handrail knowledge …`: what a desk's knowledge finds, what of it is old, what customers ask that it has no answer to, and articles of other systems brought in.
// Each returns the exit code.
#pragma once

#include <optional>
#include <ostream>
#include <string>
#include <vector>

#include "adapters/knowledge/front_matter.hpp"

namespace handrail {

// 0: something a customer would be told, 1: nothing, 2: could not run. intent: its categories are searched; passages: at most, with those that are not quoted.
struct KnowledgeSearchOptions {
  std::string bundle, question, intent, today;
  std::vector<std::string> categories;
  std::size_t passages = 5;
  bool json = false;
};
int knowledge_search(const KnowledgeSearchOptions& options, std::ostream& out);

// 0: none is old, 1: some are, or were cited by what a person did not let through or judged wrong, 2: could not run. data: the store whose drafts count.
struct KnowledgeStaleOptions { std::string bundle, today; std::optional<std::string> data; bool json = false; };
int knowledge_stale(const KnowledgeStaleOptions& options, std::ostream& out);

// 0: everything was answered, 1: there are gaps, 2: could not run. days: only what was asked in the last so many; 0: all. groups: at most.
struct KnowledgeGapsOptions { std::string bundle; std::optional<std::string> data; std::size_t days = 0, groups = 20; bool json = false; };
int knowledge_gaps(const KnowledgeGapsOptions& options, std::ostream& out);

// 0: all of it, 1: some could not be brought in, 2: could not run. settings: for every article that does not say it itself; into: a folder below `knowledge/`.
struct KnowledgeImportOptions {
  std::string bundle, into;
  std::vector<std::string> from;
  std::vector<std::pair<std::string, std::string>> settings;   // of the front matter
  bool force = false, json = false;                            // force: over articles that are there
};
int knowledge_import(const KnowledgeImportOptions& options, std::ostream& out);

}  // namespace handrail
