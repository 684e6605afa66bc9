// `handrail knowledge search`: what a question finds, in its order, with what each place rests on and why a passage is not quoted.
#include <algorithm>
#include <cmath>
#include <iostream>

#include "adapters/knowledge/articles.hpp"
#include "engine/app/knowledge_base_of.hpp"
#include "engine/app/knowledge_check.hpp"
#include "engine/app/knowledge_commands.hpp"
#include "engine/base/json.hpp"
#include "engine/base/limits.hpp"
#include "engine/base/text.hpp"
#include "engine/policy/freshness.hpp"
#include "engine/reply/private_passages.hpp"

namespace handrail {
namespace {

struct Shown {
  Passage passage;
  std::string not_quoted;   // why; empty: a customer would be told
};

std::string percent(double share) { return std::to_string(static_cast<int>(std::lround(100 * share))) + " %"; }

std::string decimal(double value) {
  const auto hundredths = static_cast<long>(std::lround(100 * value));
  const std::string rest = std::to_string(hundredths % 100);
  if (hundredths < 0) return "-" + decimal(-value);
  return std::to_string(hundredths / 100) + "." + (rest.size() == 1 ? "0" : "") + rest;
}

std::string place(std::size_t rank) { return rank == 0 ? "none" : std::to_string(rank); }

std::string why_not(const Passage& passage, const dsl::ReplyRules& rules, Instant now) {
  if (passage.audience == Audience::internal) return "internal: it informs, and is never quoted";
  if (std::string why = reply::why_never_quoted(passage.text, passage.url, rules.link_hosts); !why.empty()) return why;
  if (freshness(rules, passage.reviewed_at, passage.review_every, now) != Freshness::stale) return "";
  return passage.reviewed_at ? "not reviewed since " + format_time(*passage.reviewed_at).substr(0, 10) : "it was never reviewed";
}

// A category that no article has finds nothing, whatever is asked.
Result<void> are_categories(const std::vector<std::string>& asked, const Bundle& bundle) {
  std::vector<std::string> known;
  std::vector<Error> told_by_the_check;
  for (const knowledge::Document& document : knowledge::read_articles(knowledge_files(bundle.files), told_by_the_check).documents)
    if (const std::string& category = document.front.category; !category.empty() && std::ranges::find(known, category) == known.end()) known.push_back(category);
  for (const std::string& category : asked) {
    if (std::ranges::find(known, category) != known.end()) continue;
    const auto meant = nearest(category, known);
    return fail(ErrorCode::not_found, "no article has the category `" + printable(category) + "`" +
                                          (meant ? "; did you mean `" + *meant + "`?" : known.empty() ? "; none names one" : "; the categories are " + english_list(known)));
  }
  return {};
}

Result<std::vector<std::string>> categories_of(const KnowledgeSearchOptions& options, const dsl::Program& program) {
  if (options.intent.empty()) return options.categories;
  const auto found = program.find_intent(options.intent);
  if (!found) return fail(ErrorCode::not_found, "the bundle has no intent `" + printable(options.intent) + "`");
  std::vector<std::string> all = program.intents[*found].knowledge;
  all.insert(all.end(), options.categories.begin(), options.categories.end());
  return all;
}

// What a customer would be told, and what is found besides, in one order.
Result<std::vector<Shown>> found_for(const KnowledgeSearchOptions& options, const BundleKnowledge& of, Instant now, std::optional<Passage>& near) {
  KnowledgeQuery query{.text = options.question, .passages_max = std::min(options.passages, limits::passages), .quotable_only = false, .says_nothing_of_it = &near};
  HANDRAIL_TRY_VOID(are_categories(options.categories, *of.bundle));
  HANDRAIL_TRY(query.categories, categories_of(options, *of.bundle->program));
  HANDRAIL_TRY(auto all, search(of, query));
  if (all.empty() && !options.intent.empty() && !query.categories.empty()) {   // as in a conversation: what an intent's own categories do not answer, the others may
    query.categories = options.categories;
    HANDRAIL_TRY(all, search(of, query));
  }
  query.quotable_only = true;
  query.reviewed_since = quotable_since(of.bundle->program->reply, now);
  HANDRAIL_TRY(auto quoted, search(of, query));
  for (Passage& passage : quoted)   // pushed out of the first few by those that are not quoted
    if (std::none_of(all.begin(), all.end(), [&](const Passage& one) { return one.id == passage.id; })) all.push_back(std::move(passage));
  std::vector<Shown> shown;
  for (Passage& passage : all) {
    std::string why = why_not(passage, of.bundle->program->reply, now);
    shown.push_back({std::move(passage), std::move(why)});
  }
  return shown;
}

std::string named(const Passage& passage) {
  return printable(passage.id, 200) + "  " + printable(passage.title, 200) +
         (passage.heading.empty() || passage.heading == passage.title ? "" : ": " + printable(passage.heading, 200));
}

void print(const Shown& one, std::size_t number, std::ostream& out) {
  const Passage& passage = one.passage;
  const ScoreParts& parts = passage.parts;
  out << number << ". " << named(passage) << "\n";
  for (const std::string_view line : split(passage.text, '\n')) out << "   " << printable(line, 2000) << "\n";
  out << "   score " << decimal(passage.score) << ": words " << decimal(parts.words) << ", holds " << percent(parts.covered) << " of the question ("
      << printable(join(parts.matched, ", "), 400) << "), heading " << percent(parts.headed) << ", title " << percent(parts.titled) << ", side by side " << percent(parts.near);
  if (parts.meaning_rank > 0 || parts.similarity != 0)
    out << ", place by words " << place(parts.words_rank) << ", by meaning " << place(parts.meaning_rank) << " (" << decimal(parts.similarity) << ")";
  out << ", priority " << knowledge::word_of(passage.priority) << "\n";
  if (!one.not_quoted.empty()) out << "   not quoted: " << one.not_quoted << "\n";
  out << "\n";
}

Json as_json(const Shown& one) {
  const Passage& passage = one.passage;
  const ScoreParts& parts = passage.parts;
  Json matched = Json::array();
  for (const std::string& word : parts.matched) matched.push(word);
  const auto figure = [](double value) { return Json::decimal(value, 3); };
  Json score = Json::object({{"words", figure(parts.words)}, {"covered", figure(parts.covered)}, {"headed", figure(parts.headed)}, {"titled", figure(parts.titled)},
                             {"near", figure(parts.near)}, {"matched", std::move(matched)}});
  if (parts.words_rank > 0) score.set("words_rank", parts.words_rank);
  if (parts.meaning_rank > 0) score.set("meaning_rank", parts.meaning_rank);
  if (parts.meaning_rank > 0 || parts.similarity != 0) score.set("similarity", figure(parts.similarity));
  Json json = Json::object({{"id", passage.id}, {"path", passage.path}, {"title", passage.title}, {"heading", passage.heading}, {"category", passage.category},
                            {"url", passage.url}, {"source", passage.source}, {"text", passage.text}, {"audience", knowledge::word_of(passage.audience)},
                            {"priority", knowledge::word_of(passage.priority)}, {"score", figure(passage.score)}, {"parts", std::move(score)}, {"quoted", one.not_quoted.empty()}});
  if (passage.reviewed_at) json.set("reviewed", format_time(*passage.reviewed_at).substr(0, 10));
  if (!one.not_quoted.empty()) json.set("not_quoted", one.not_quoted);
  return json;
}

}  // namespace

int knowledge_search(const KnowledgeSearchOptions& options, std::ostream& out) {
  const auto now = day_or_now(options.today);
  const auto of = now ? knowledge_of_folder(options.bundle) : Result<BundleKnowledge>(fail(now.error()));
  std::optional<Passage> near;
  const auto found = of ? found_for(options, *of, *now, near) : Result<std::vector<Shown>>(fail(of.error()));
  if (!found) {
    std::cerr << "handrail: " << found.error().message << "\n";
    return 2;
  }
  const bool answered = std::any_of(found->begin(), found->end(), [](const Shown& one) { return one.not_quoted.empty(); });
  if (options.json) {
    Json passages = Json::array();
    for (const Shown& one : *found) passages.push(as_json(one));
    Json answer = Json::object({{"question", options.question}, {"answered", answered}, {"passages", std::move(passages)}});
    if (found->empty() && near) answer.set("near", as_json({std::move(*near), "it does not tell what the question asks about"}));
    out << dump(answer) << "\n";
    return answered ? 0 : 1;
  }
  for (std::size_t i = 0; i < found->size(); ++i) print((*found)[i], i + 1, out);
  if (found->empty() && near)
    out << "nothing found:\n   " << named(*near) << "\n   holds " << percent(near->parts.covered) << " of the question (" << printable(join(near->parts.matched, ", "), 400)
        << "), and does not tell what it asks about\n";
  else if (found->empty()) out << "nothing found: no article holds enough of the question\n";
  else if (!answered) out << "nothing found for a customer: what is found is not quoted\n";
  return answered ? 0 : 1;
}

}  // namespace handrail
