#include "adapters/knowledge/articles.hpp"

#include <map>
#include <unordered_map>

#include "engine/base/limits.hpp"
#include "engine/base/text.hpp"

namespace handrail::knowledge {

namespace {

constexpr std::string_view settings_name = "folder.txt";

std::string folder_of(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  return std::string(slash == std::string_view::npos ? std::string_view() : path.substr(0, slash));
}

std::string_view name_in_folder(std::string_view path) { return path.substr(path.rfind('/') == std::string_view::npos ? 0 : path.rfind('/') + 1); }

using Folders = std::map<std::string, FrontMatter>;

// As the folder says it, and where it says nothing, the folder above.
FrontMatter settings_for(const Folders& folders, std::string_view path) {
  FrontMatter all;
  for (std::string folder = folder_of(path);; folder = folder_of(folder)) {
    if (const auto found = folders.find(folder); found != folders.end()) all = completed(std::move(all), found->second);
    if (folder.empty()) return all;
  }
}

Folders read_folders(const std::vector<KnowledgeFile>& files, std::vector<Error>& problems) {
  Folders folders;
  for (const KnowledgeFile& file : files) {
    if (name_in_folder(file.path) != settings_name) continue;
    if (auto settings = read_folder_settings(file)) folders[folder_of(file.path)] = std::move(*settings);
    else problems.push_back(settings.error());
  }
  return folders;
}

}  // namespace

bool is_article(std::string_view path) { return is_html(path) || lower_ascii(path).ends_with(".md"); }

bool belongs_to_knowledge(std::string_view path) {
  return path.starts_with("knowledge/") && (is_article(path) || name_in_folder(path) == settings_name || path == synonyms_path);
}

Articles read_articles(const std::vector<KnowledgeFile>& files, std::vector<Error>& problems) {
  const Folders folders = read_folders(files, problems);
  Articles articles;
  std::unordered_map<std::string, int> names;
  std::size_t passages = 0;
  for (const KnowledgeFile& file : files) {
    if (file.path == synonyms_path) {
      if (auto synonyms = read_synonyms(file)) articles.synonyms = std::move(*synonyms);
      else problems.push_back(synonyms.error());
    }
    if (!is_article(file.path)) continue;
    auto document = read_document(file, settings_for(folders, file.path));
    if (!document) {
      problems.push_back(document.error());
      continue;
    }
    // returns.md and returns.html are two documents.
    if (names[document->name]++ > 0) document->name = document->path;
    passages += document->passages.size();
    if (passages > limits::knowledge_passages) {
      problems.push_back({ErrorCode::limit, file.path + ":1: a bundle's knowledge has at most " + std::to_string(limits::knowledge_passages) + " passages"});
      return articles;
    }
    articles.documents.push_back(std::move(*document));
  }
  return articles;
}

}  // namespace handrail::knowledge
