// `handrail knowledge stale`: the articles that are to be reviewed, and those that people found wanting in drafts and replies.
#include <algorithm>
#include <filesystem>
#include <iostream>

#include "adapters/knowledge/articles.hpp"
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

// "2 drafts refused and 1 edited, 1 reply judged wrong"
std::string judgements_in_words(const JudgedArticle& judged) {
  std::vector<std::string> drafts, parts;
  if (judged.refused > 0) drafts.push_back(std::to_string(judged.refused) + " refused");
  if (judged.edited > 0) drafts.push_back(std::to_string(judged.edited) + " edited");
  if (!drafts.empty()) parts.push_back("drafts that cite it: " + english_list(drafts) + " by a person");
  if (judged.wrong > 0) parts.push_back("replies that cite it: " + std::to_string(judged.wrong) + " judged wrong after they were sent");
  return join(parts, "; ");
}

std::string last_in_words(const JudgedArticle& judged) {
  const std::string who = judged.by.empty() ? "" : " by " + printable(judged.by), why = judged.reason.empty() ? "" : ": " + printable(judged.reason, 300);
  return "last in " + printable(judged.conversation.text) + who + why;
}

// Where the policy counts no days, an article that nobody ever reviewed is never too old.
std::string nothing_is_due(const Bundle& bundle) {
  std::vector<Error> told_by_the_check;
  const auto articles = knowledge::read_articles(knowledge_files(bundle.files), told_by_the_check).documents;
  const auto never = std::ranges::count_if(articles, [](const knowledge::Document& article) { return !article.front.reviewed_at; });
  const auto cadence = std::ranges::any_of(articles, [](const knowledge::Document& article) { return article.front.review_every.has_value(); });
  const dsl::ReplyRules& rules = bundle.program->reply;
  if (articles.empty()) return "there is no article";
  const std::string some = never == 0 ? "" : "; " + std::to_string(never) + " of " + std::to_string(articles.size()) + " say of no day that they were reviewed";
  if (rules.warn_after || rules.refuse_after) return "every article was reviewed in time";
  return "nothing says how often articles are reviewed" + std::string(cadence ? ", but those that say it themselves, and they were" : "") + some +
         ": add `warn about articles not reviewed for 60 days` to the reply rules";
}

void print(const std::vector<OldArticle>& old, const Judged& judged, const Bundle& bundle, std::ostream& out) {
  std::size_t width = 0;
  for (const OldArticle& article : old) width = std::max(width, utf8_length(article.path));
  for (const OldArticle& article : old) {
    out << printable(article.path, 300) << std::string(width - std::min(width, utf8_length(article.path)) + 2, ' ') << (article.age ? "reviewed " : "") << age_in_words(article)
        << (article.age ? "" : " reviewed") << (article.freshness == Freshness::stale ? ", not quoted" : "");
    if (article.front.review_every) out << ", due every " << format_duration(*article.front.review_every);
    out << "\n";
  }
  if (!old.empty()) out << old_articles_in_words(old) << "\n";
  for (const auto& [article, found] : judged) out << printable(article, 300) << "  " << judgements_in_words(found) << ", " << last_in_words(found) << "\n";
  if (old.empty() && judged.empty()) out << nothing_is_due(bundle) << "\n";
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
  for (const auto& [article, found] : judged) {
    Json json = Json::object({{"article", article}, {"refused", std::int64_t(found.refused)}, {"edited", std::int64_t(found.edited)}, {"wrong", std::int64_t(found.wrong)},
                              {"last", format_time(found.last)}, {"conversation", found.conversation.text}});
    if (!found.by.empty()) json.set("by", found.by);
    if (!found.reason.empty()) json.set("reason", found.reason);
    if (!found.correction.empty()) json.set("correction", found.correction);
    found_wanting.push(std::move(json));
  }
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
  else print(old, *judged, *of->bundle, out);
  return old.empty() && judged->empty() ? 0 : 1;
}

}  // namespace handrail
