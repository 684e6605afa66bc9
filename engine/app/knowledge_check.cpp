#include "engine/app/knowledge_check.hpp"

#include <algorithm>

#include "adapters/knowledge/articles.hpp"
#include "engine/base/text.hpp"
#include "engine/reply/private_passages.hpp"

namespace handrail {
namespace {

constexpr std::size_t mistakes_of_a_head = 20;
constexpr Duration day_of_grace = days(1);   // where the sun has risen already

// The place of a line in a file of the bundle, for a finding that knows no more.
dsl::Span line_span(const dsl::Sources& sources, const std::string& path, std::size_t line) {
  for (std::uint32_t file = 0; file < sources.size(); ++file) {
    if (sources.file(file).path != path) continue;
    const std::string& text = sources.file(file).text;
    std::size_t begin = 0;
    for (std::size_t at = 1; at < line && text.find('\n', begin) != std::string::npos; ++at) begin = text.find('\n', begin) + 1;
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    return {file, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
  }
  return {};
}

// "knowledge/returns.md:3: audience is …" taken apart.
struct Told { std::string path, what; std::size_t line = 1; };
Told taken_apart(const std::string& message, const std::vector<KnowledgeFile>& files) {
  for (const KnowledgeFile& file : files) {
    if (!message.starts_with(file.path + ":")) continue;
    const std::string rest = message.substr(file.path.size() + 1);
    const std::size_t colon = rest.find(": ");
    if (colon == std::string::npos) break;
    return {file.path, rest.substr(colon + 2), static_cast<std::size_t>(std::max(1, std::atoi(rest.c_str())))};
  }
  return {"", message, 1};
}

dsl::Diagnostic unreadable(const Error& problem, const std::vector<KnowledgeFile>& files, const dsl::Sources& sources) {
  const Told told = taken_apart(problem.message, files);
  dsl::Diagnostic found;
  const bool article = knowledge::is_article(told.path);
  found.code = article ? "P0603" : "P0604";
  found.message = told.what;
  found.span = line_span(sources, told.path, told.line);
  found.help = !article                            ? "write `refund, money back` for words of one meaning, or in a `folder.txt` what holds for its articles, like `audience: internal`"
               : problem.code == ErrorCode::limit  ? "cut it into several articles"
               : told.what.ends_with("UTF-8 text") ? "save it as UTF-8, or let `handrail knowledge import` read it"
                                                   : "mend the front matter between the two lines `---`";
  return found;
}

void check_categories(const Bundle& bundle, const knowledge::Articles& articles, dsl::Diagnostics& diagnostics) {
  std::vector<std::string> categories;
  for (const knowledge::Document& document : articles.documents) categories.push_back(document.front.category);
  for (const dsl::Intent& intent : bundle.program->intents) {
    for (const std::string& category : intent.knowledge) {
      if (std::find(categories.begin(), categories.end(), category) != categories.end()) continue;
      dsl::Diagnostic found;
      found.code = "P0602";
      found.message = "no article below `knowledge/` has the category `" + category + "`";
      found.span = intent.rule.span;
      found.note = "its answers are searched there";
      const auto meant = nearest(category, categories);
      found.help = meant ? "did you mean `" + *meant + "`?" : "add an article with `category: " + category + "`, or leave the category out";
      diagnostics.push_back(std::move(found));
    }
  }
}

std::size_t review_line(const std::string& text) {
  std::size_t number = 0;
  for (const std::string_view line : split(text, '\n')) {
    ++number;
    if (lower_ascii(trim(line)).starts_with("reviewed:")) return number;
    if (number > 1 && trim(line) == "---") break;
  }
  return 1;
}

dsl::Diagnostic too_old(const OldArticle& article, const std::vector<KnowledgeFile>& files, const dsl::Sources& sources) {
  dsl::Diagnostic found;
  found.code = "P0605";
  found.severity = dsl::Severity::warning;
  const auto file = std::find_if(files.begin(), files.end(), [&](const KnowledgeFile& one) { return one.path == article.path; });
  found.message = article.age ? "this article was last reviewed " + age_in_words(article) : "this article says of no day that it was reviewed";
  found.message += article.freshness == Freshness::stale ? ", and is not quoted" : "";
  found.span = line_span(sources, article.path, file == files.end() ? 1 : review_line(file->text));
  found.help = "read it against what is true today, and write the day behind `reviewed:`";
  return found;
}

dsl::Diagnostic reviewed_to_come(const knowledge::Document& document, const std::vector<KnowledgeFile>& files, const dsl::Sources& sources) {
  dsl::Diagnostic found;
  found.code = "P0606";
  found.severity = dsl::Severity::warning;
  const auto file = std::find_if(files.begin(), files.end(), [&](const KnowledgeFile& one) { return one.path == document.path; });
  found.message = "this article says that it was reviewed on " + format_time(*document.front.reviewed_at).substr(0, 10) + ", a day to come";
  found.span = line_span(sources, document.path, file == files.end() ? 1 : review_line(file->text));
  found.help = "write the day on which it was read behind `reviewed:`; until then it would never be too old";
  return found;
}

// Where `said` stands in the file, which may be written with marks that a passage has not: its line.
dsl::Span span_of(const std::string& said, const KnowledgeFile& file, const dsl::Sources& sources) {
  const std::size_t at = file.text.find(said.substr(0, said.find('\n')));
  const std::size_t line = at == std::string::npos ? 1 : 1 + static_cast<std::size_t>(std::count(file.text.begin(), file.text.begin() + static_cast<std::ptrdiff_t>(at), '\n'));
  return line_span(sources, file.path, line);
}

dsl::Diagnostic names_somebody(const reply::PrivateSpot& spot, dsl::Span span) {
  dsl::Diagnostic found;
  found.code = "P0610";
  found.severity = dsl::Severity::warning;
  found.message = "this article for everyone has " + reply::spot_in_words(spot) + ", `" + printable(spot.said, 80) + "`";
  found.message += spot.kept_back ? ", and the passage is not quoted" : "";
  found.span = span;
  found.note = "every customer who asks is shown what an article says";
  found.help = "say it without the person, or keep the article for colleagues with `audience: internal`";
  return found;
}

dsl::Diagnostic addresses_the_model(dsl::Span span) {
  dsl::Diagnostic found;
  found.code = "P0611";
  found.severity = dsl::Severity::warning;
  found.message = "this passage speaks to the assistant instead of its reader, and is not used";
  found.span = span;
  found.help = "what the assistant does is said in policy; leave the sentence out of the article, or write it for customers";
  return found;
}

// What passages say that keeps them from customers: each sort of thing once a line, since passages overlap.
void check_passages(const Bundle& bundle, const knowledge::Articles& articles, const std::vector<KnowledgeFile>& files, const dsl::Sources& sources,
                    dsl::Diagnostics& diagnostics) {
  for (const knowledge::Document& document : articles.documents) {
    const auto file = std::find_if(files.begin(), files.end(), [&](const KnowledgeFile& one) { return one.path == document.path; });
    if (file == files.end()) continue;
    std::vector<dsl::Diagnostic> told;
    const std::vector<std::string> hosts = reply::hosts_with(document.front.url, bundle.program->reply.link_hosts);
    for (const knowledge::Section& section : document.passages) {
      if (const std::string said = reply::said_to_the_model(section.text, document.front.audience.value_or(Audience::everyone)); !said.empty())
        told.push_back(addresses_the_model(span_of(said, *file, sources)));
      if (document.front.audience == Audience::internal) continue;
      for (const reply::PrivateSpot& spot : reply::private_spots_in(section.text, hosts, document.front.language))
        told.push_back(names_somebody(spot, span_of(spot.said, *file, sources)));
    }
    for (std::size_t i = 0; i < told.size(); ++i)
      if (std::none_of(told.begin(), told.begin() + static_cast<std::ptrdiff_t>(i), [&](const dsl::Diagnostic& one) {
            return one.message == told[i].message && one.span.begin == told[i].span.begin;
          })) diagnostics.push_back(told[i]);
  }
}

std::vector<OldArticle> old_among(const knowledge::Articles& articles, const dsl::ReplyRules& rules, Instant now) {
  std::vector<OldArticle> old;
  for (const knowledge::Document& document : articles.documents) {
    const knowledge::FrontMatter& front = document.front;
    const Freshness fresh = freshness(rules, front.reviewed_at, front.review_every, now);
    if (fresh == Freshness::fresh) continue;
    old.push_back({front, document.path, fresh, front.reviewed_at ? std::optional(now - *front.reviewed_at) : std::nullopt});
  }
  const auto age = [](const OldArticle& one) { return one.age ? one.age->ms : INT64_MAX; };
  std::stable_sort(old.begin(), old.end(), [&](const OldArticle& a, const OldArticle& b) {
    return std::pair(a.freshness == Freshness::stale, age(a)) > std::pair(b.freshness == Freshness::stale, age(b));
  });
  return old;
}

}  // namespace

std::vector<KnowledgeFile> knowledge_files(const std::vector<dsl::SourceFile>& files) {
  std::vector<KnowledgeFile> kept;
  for (const dsl::SourceFile& file : files)
    if (knowledge::belongs_to_knowledge(file.path)) kept.push_back({file.path, file.text});
  return kept;
}

// The reader stops at an article's first mistake. The others of its head are found by reading on as if the line of each were not there.
static void check_rest_of_head(const Error& first, const std::vector<KnowledgeFile>& files, const dsl::Sources& sources, dsl::Diagnostics& diagnostics) {
  const auto there = std::ranges::find(files, taken_apart(first.message, files).path, &KnowledgeFile::path);
  if (there == files.end() || !knowledge::is_article(there->path)) return;
  KnowledgeFile file = *there;
  Error problem = first;
  for (std::size_t told = 1; told < mistakes_of_a_head; ++told) {
    const std::size_t line = taken_apart(problem.message, files).line;
    std::vector<std::string_view> lines = split(file.text, '\n');
    if (line <= 1 || line > lines.size()) return;   // not of one line of the head
    std::string without;
    for (std::size_t i = 0; i < lines.size(); ++i) without += (i == 0 ? "" : "\n") + (i + 1 == line ? std::string() : std::string(lines[i]));
    file.text = std::move(without);
    const auto again = knowledge::read_document(file);
    if (again || again.error().message == problem.message) return;
    problem = again.error();
    diagnostics.push_back(unreadable(problem, files, sources));
  }
}

void check_articles(const std::vector<KnowledgeFile>& files, const dsl::Sources& sources, dsl::Diagnostics& diagnostics) {
  std::vector<Error> problems;
  (void)knowledge::read_articles(files, problems);
  for (const Error& problem : problems) {
    diagnostics.push_back(unreadable(problem, files, sources));
    check_rest_of_head(problem, files, sources, diagnostics);
  }
}

void check_knowledge(const Bundle& bundle, const dsl::Sources& sources, std::optional<Instant> today, dsl::Diagnostics& diagnostics) {
  const std::vector<KnowledgeFile> files = knowledge_files(bundle.files);
  check_articles(files, sources, diagnostics);
  std::vector<Error> told_already;
  const knowledge::Articles articles = knowledge::read_articles(files, told_already);
  check_categories(bundle, articles, diagnostics);
  check_passages(bundle, articles, files, sources, diagnostics);
  if (!today) return;
  for (const OldArticle& article : old_among(articles, bundle.program->reply, *today)) diagnostics.push_back(too_old(article, files, sources));
  for (const knowledge::Document& document : articles.documents)
    if (document.front.reviewed_at && *today + day_of_grace < *document.front.reviewed_at) diagnostics.push_back(reviewed_to_come(document, files, sources));
}

std::vector<OldArticle> old_articles(const Bundle& bundle, Instant now) {
  std::vector<Error> problems;
  return old_among(knowledge::read_articles(knowledge_files(bundle.files), problems), bundle.program->reply, now);
}

std::string old_articles_in_words(const std::vector<OldArticle>& articles) {
  if (articles.empty()) return "";
  const auto stale = std::count_if(articles.begin(), articles.end(), [](const OldArticle& one) { return one.freshness == Freshness::stale; });
  std::string told = std::to_string(articles.size()) + (articles.size() == 1 ? " article was" : " articles were") + " not reviewed for as long as the reply rules say";
  if (stale == static_cast<std::ptrdiff_t>(articles.size())) told += articles.size() == 1 ? ", and is not quoted" : ", and none of them is quoted";
  else if (stale > 0) told += ", " + std::to_string(stale) + (stale == 1 ? " of them is not quoted" : " of them are not quoted");
  return told;
}

std::string age_in_words(const OldArticle& article) {
  if (!article.age) return "never";
  const auto in_days = article.age->ms / days(1).ms;
  return std::to_string(in_days) + (in_days == 1 ? " day ago" : " days ago");
}

}  // namespace handrail
