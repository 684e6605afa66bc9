// `handrail knowledge stale`: the articles that are to be reviewed, and those that people found wanting in drafts.
#include <algorithm>
#include <filesystem>
#include <iostream>

#include "engine/app/knowledge_base_of.hpp"
#include "engine/app/knowledge_check.hpp"
#include "engine/app/knowledge_commands.hpp"
#include "engine/app/progress_bar.hpp"
#include "engine/app/store_history.hpp"
#include "engine/base/json.hpp"
#include "engine/base/text.hpp"
#include "engine/insight/knowledge_use.hpp"

namespace handrail {
namespace {

using Judged = std::map<std::string, JudgedArticle>;

// None where nothing was recorded yet.
Result<Judged> judged_in(const std::string& data) {
  std::error_code error;
  if (!std::filesystem::exists(store_file(data), error)) return Judged{};
  HANDRAIL_TRY(const auto history, store_history(data)());
  ProgressBar progress("reading the journals");
  HANDRAIL_TRY(auto use, knowledge_use(*history, std::nullopt, [&](std::size_t done, std::size_t all) { progress.show(done, all); }));
  return std::move(use.judged);
}

std::string drafts_in_words(const JudgedArticle& judged) {
  std::vector<std::string> parts;
  if (judged.refused > 0) parts.push_back(std::to_string(judged.refused) + " refused");
  if (judged.edited > 0) parts.push_back(std::to_string(judged.edited) + " edited");
  return english_list(parts);
}

void print(const std::vector<OldArticle>& old, const Judged& judged, std::ostream& out) {
  std::size_t width = 0;
  for (const OldArticle& article : old) width = std::max(width, utf8_length(article.path));
  for (const OldArticle& article : old) {
    out << printable(article.path, 300) << std::string(width - std::min(width, utf8_length(article.path)) + 2, ' ') << (article.age ? "reviewed " : "") << age_in_words(article)
        << (article.age ? "" : " reviewed") << (article.freshness == Freshness::stale ? ", not quoted" : "");
    if (article.front.review_every) out << ", due every " << format_duration(*article.front.review_every);
    out << "\n";
  }
  if (!old.empty()) out << old_articles_in_words(old) << "\n";
  for (const auto& [article, drafts] : judged)
    out << printable(article, 300) << "  drafts that cite it: " << drafts_in_words(drafts) << " by a person, last in " << printable(drafts.conversation.text) << "\n";
  if (old.empty() && judged.empty()) out << "every article was reviewed in time\n";
}

Json as_json(const std::vector<OldArticle>& old, const Judged& judged) {
  Json articles = Json::array(), found_wanting = Json::array();
  for (const OldArticle& article : old) {
    Json json = Json::object({{"path", article.path}, {"title", article.front.title}, {"category", article.front.category}, {"quoted", article.freshness != Freshness::stale},
                              {"priority", knowledge::word_of(article.front.priority.value_or(Priority::medium))}});
    if (article.front.reviewed_at) json.set("reviewed", format_time(*article.front.reviewed_at).substr(0, 10));
    if (article.age) json.set("days", article.age->ms / days(1).ms);
    articles.push(std::move(json));
  }
  for (const auto& [article, drafts] : judged)
    found_wanting.push(Json::object({{"article", article}, {"refused", std::int64_t(drafts.refused)}, {"edited", std::int64_t(drafts.edited)}, {"last", format_time(drafts.last)},
                                     {"conversation", drafts.conversation.text}}));
  return Json::object({{"articles", std::move(articles)}, {"judged", std::move(found_wanting)}});
}

}  // namespace

int knowledge_stale(const KnowledgeStaleOptions& options, std::ostream& out) {
  const auto now = day_or_now(options.today);
  const auto of = now ? bundle_of_folder(options.bundle) : Result<BundleKnowledge>(fail(now.error()));
  const auto judged = of ? judged_in(options.data.value_or(of->settings.data)) : Result<Judged>(fail(of.error()));
  if (!judged) {
    std::cerr << "handrail: " << judged.error().message << "\n";
    return 2;
  }
  const std::vector<OldArticle> old = old_articles(*of->bundle, *now);
  if (options.json) out << dump(as_json(old, *judged)) << "\n";
  else print(old, *judged, out);
  return old.empty() && judged->empty() ? 0 : 1;
}

}  // namespace handrail
