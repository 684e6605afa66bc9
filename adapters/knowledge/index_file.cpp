#include "adapters/knowledge/index_file.hpp"

#include <signal.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <set>
#include <unordered_map>
#include <unordered_set>

#include "adapters/knowledge/stemming.hpp"
#include "adapters/knowledge/terms.hpp"

namespace handrail::knowledge {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view layout = "6";
constexpr std::string_view unfinished = ".new";      // behind it the process that writes
constexpr std::size_t versions_kept = 24;            // more than a server keeps bundles at work
constexpr std::size_t progress_every = 500;

constexpr std::string_view schema = R"sql(
create table about (layout text not null, version text not null, passages integer not null, titles real not null, headings real not null, bodies real not null);
create table passages (
  number integer primary key, id text not null unique, path text not null, title text not null, heading text not null, category text not null, url text not null,
  source text not null, body text not null, internal integer not null, priority integer not null, reviewed_at integer, review_every integer, stems text not null
);
create table categories (number integer primary key, name text not null unique);
create table languages (code text primary key) without rowid;
create table shelf (number integer primary key, category integer not null, internal integer not null, reviewed_at integer);
create table terms (term text primary key, passages integer not null) without rowid;
create table synonyms (said text not null, meant text not null);
create virtual table words using fts5 (stems, content = '', detail = none, tokenize = 'unicode61 remove_diacritics 2');
create virtual table headed using fts5 (stems, content = '', detail = none, tokenize = 'unicode61 remove_diacritics 2');
)sql";

std::size_t words_in(std::string_view stems) { return stems.empty() ? 0 : static_cast<std::size_t>(std::count(stems.begin(), stems.end(), ' ')) + 1; }

class Filling {
 public:
  Filling(sqlite::Database& database, const Stemming& stemming) : database_(database), stemming_(stemming) {}

  Result<void> prepare() {
    HANDRAIL_TRY(passage_, database_.prepare("insert into passages (number, id, path, title, heading, category, url, source, body, internal, priority, reviewed_at, "
                                             "review_every, stems) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"));
    HANDRAIL_TRY(shelf_, database_.prepare("insert into shelf (number, category, internal, reviewed_at) values (?, ?, ?, ?)"));
    HANDRAIL_TRY(words_, database_.prepare("insert into words (rowid, stems) values (?, ?)"));
    HANDRAIL_TRY(headed_, database_.prepare("insert into headed (rowid, stems) values (?, ?)"));
    HANDRAIL_TRY(category_, database_.prepare("insert into categories (number, name) values (?, ?)"));
    return {};
  }
  Result<void> add(const Document& document) {
    for (std::size_t i = 0; i < document.passages.size(); ++i) HANDRAIL_TRY_VOID(add(document, document.passages[i], i + 1));
    return {};
  }
  Result<void> add(const std::vector<Synonym>& synonyms) {
    HANDRAIL_TRY(auto synonym, database_.prepare("insert into synonyms (said, meant) values (?, ?)"));
    // What is said is looked for as it is written; what is meant, as the articles of each language have it.
    for (const Synonym& one : synonyms) {
      std::set<std::string> meant = {stemming_.stems_of(std::string(english), one.meant)};
      for (const std::string& language : languages_) meant.insert(stemming_.stems_of(language, one.meant));
      for (const std::string& stems : meant) HANDRAIL_TRY_VOID(synonym.bind(1, stemming_.stems_of(std::string(english), one.said)).bind(2, stems).run());
    }
    return {};
  }
  Result<void> finish(const std::string& version) {
    HANDRAIL_TRY(auto term, database_.prepare("insert into terms (term, passages) values (?, ?)"));
    for (const auto& [word, passages] : terms_) HANDRAIL_TRY_VOID(term.bind(1, word).bind(2, passages).run());
    HANDRAIL_TRY_VOID(database_.execute("insert into words (words) values ('optimize'); insert into headed (headed) values ('optimize')"));
    HANDRAIL_TRY(auto about, database_.prepare("insert into about (layout, version, passages, titles, headings, bodies) values (?, ?, ?, ?, ?, ?)"));
    const auto all = static_cast<double>(std::max<std::int64_t>(number_, 1));
    HANDRAIL_TRY(auto language, database_.prepare("insert into languages (code) values (?)"));
    for (const std::string& code : languages_) HANDRAIL_TRY_VOID(language.bind(1, code).run());
    about.bind(1, layout).bind(2, version).bind(3, number_).bind(4, title_words_ / all).bind(5, heading_words_ / all).bind(6, body_words_ / all);
    return about.run();
  }
  [[nodiscard]] std::size_t added() const { return static_cast<std::size_t>(number_); }

 private:
  Result<void> add(const Document& document, const Section& section, std::size_t number_in_document) {
    ++number_;
    const FrontMatter& front = document.front;
    const std::string language = front.language.empty() ? std::string(english) : front.language;
    languages_.insert(language);
    const std::string title = stemming_.stems_of(language, front.title + " " + (section.above == front.title ? "" : section.above));
    const std::string heading = section.heading == front.title ? "" : stemming_.stems_of(language, section.heading);
    const std::string body = stemming_.stems_of(language, section.lead + " " + section.text);
    const std::string all = title + " " + heading + " " + body;
    const auto reviewed = front.reviewed_at ? std::optional(front.reviewed_at->ms) : std::nullopt;
    const std::int64_t internal = front.audience == Audience::internal;
    passage_.bind(1, number_).bind(2, document.name + "#" + std::to_string(number_in_document)).bind(3, document.path).bind(4, front.title).bind(5, section.heading);
    passage_.bind(6, front.category).bind(7, front.url).bind(8, front.source).bind(9, section.text).bind(10, internal);
    passage_.bind(11, static_cast<std::int64_t>(front.priority.value_or(Priority::medium))).bind(12, reviewed);
    passage_.bind(13, front.review_every ? std::optional(front.review_every->ms) : std::nullopt).bind(14, title + "\n" + heading + "\n" + body);
    HANDRAIL_TRY_VOID(passage_.run());
    HANDRAIL_TRY(const std::int64_t category, category_number(front.category));
    HANDRAIL_TRY_VOID(shelf_.bind(1, number_).bind(2, category).bind(3, internal).bind(4, reviewed).run());
    HANDRAIL_TRY_VOID(words_.bind(1, number_).bind(2, all).run());
    HANDRAIL_TRY_VOID(headed_.bind(1, number_).bind(2, title + " " + heading).run());
    title_words_ += static_cast<double>(words_in(title));
    heading_words_ += static_cast<double>(words_in(heading));
    body_words_ += static_cast<double>(words_in(body));
    count(all);
    return {};
  }
  void count(std::string_view stems) {
    seen_.clear();
    for (std::size_t at = 0; at < stems.size();) {
      const std::size_t end = std::min(stems.find(' ', at), stems.size());
      const std::string_view word = stems.substr(at, end - at);
      if (!word.empty() && seen_.insert(word).second) ++terms_[std::string(word)];
      at = end + 1;
    }
  }
  Result<std::int64_t> category_number(const std::string& name) {
    const auto [at, added] = categories_.emplace(name, static_cast<std::int64_t>(categories_.size()));
    if (added) HANDRAIL_TRY_VOID(category_.bind(1, at->second).bind(2, name).run());
    return at->second;
  }

  sqlite::Database& database_;
  const Stemming& stemming_;
  sqlite::Statement passage_, shelf_, words_, headed_, category_;
  std::int64_t number_ = 0;
  double title_words_ = 0, heading_words_ = 0, body_words_ = 0;
  std::unordered_map<std::string, std::int64_t> terms_;      // and in how many passages
  std::unordered_map<std::string, std::int64_t> categories_;
  std::set<std::string> languages_;
  std::unordered_set<std::string_view> seen_;                // of the passage that is counted
};

Result<void> fill_and_close(const std::string& path, const std::string& version, const Articles& articles, const OnProgress& on_progress) {
  HANDRAIL_TRY(auto database, sqlite::Database::open(path, sqlite::Durability::normal));
  HANDRAIL_TRY_VOID(fill(database, version, articles, on_progress));
  // One file, that can be renamed and read from a read-only folder.
  HANDRAIL_TRY(auto mode, database.prepare("pragma journal_mode = delete"));
  return mode.run();
}

Result<bool> whole(sqlite::Database& database, const std::string& version) {
  HANDRAIL_TRY(auto about, database.prepare("select layout, version from about"));
  HANDRAIL_TRY(const bool found, about.step());
  if (!found || about.text(0) != layout || about.text(1) != version) return false;
  HANDRAIL_TRY(auto check, database.prepare("pragma quick_check(1)"));
  HANDRAIL_TRY(const bool checked, check.step());
  return checked && check.text(0) == "ok";
}

void remove_with_companions(const std::string& path) {
  for (const char* ending : {"", "-wal", "-shm", "-journal"}) std::remove((path + ending).c_str());
}

// "knowledge-….db.new4711-0": what process 4711 was writing when it was killed.
bool abandoned(const std::string& name) {
  const std::size_t mark = name.rfind(".db" + std::string(unfinished));
  if (!name.starts_with("knowledge-") || mark == std::string::npos) return false;
  const int process = std::atoi(name.c_str() + mark + 3 + unfinished.size());
  return process > 0 && ::kill(process, 0) != 0 && errno == ESRCH;
}

// What nobody finished goes, and the oldest versions do.
void tidy(const fs::path& folder) {
  std::vector<std::pair<fs::file_time_type, fs::path>> versions;
  std::error_code ignored;
  for (const auto& entry : fs::directory_iterator(folder, ignored)) {
    const std::string name = entry.path().filename().string();
    if (abandoned(name)) fs::remove(entry.path(), ignored);
    if (name.starts_with("knowledge-") && name.ends_with(".db")) versions.emplace_back(entry.last_write_time(ignored), entry.path());
  }
  if (versions.size() <= versions_kept) return;
  std::sort(versions.begin(), versions.end());
  for (std::size_t i = 0; i + versions_kept < versions.size(); ++i) fs::remove(versions[i].second, ignored);
}

}  // namespace

Result<void> fill(sqlite::Database& database, const std::string& version, const Articles& articles, const OnProgress& on_progress) {
  HANDRAIL_TRY(const auto stemming, Stemming::make(database));
  std::size_t all = 0, told = 0;
  for (const Document& document : articles.documents) all += document.passages.size();
  return database.transaction([&]() -> Result<void> {
    HANDRAIL_TRY_VOID(database.execute(schema));
    Filling filling(database, stemming);
    HANDRAIL_TRY_VOID(filling.prepare());
    for (const Document& document : articles.documents) {
      HANDRAIL_TRY_VOID(filling.add(document));
      if (on_progress && filling.added() >= told + progress_every) on_progress(told = filling.added(), all);
    }
    HANDRAIL_TRY_VOID(filling.add(articles.synonyms));
    return filling.finish(version);
  });
}

bool holds(const std::string& path, const std::string& version) {
  std::error_code ignored;
  if (!fs::is_regular_file(path, ignored)) return false;
  Result<sqlite::Database> database = sqlite::Database::open_read_only(path);
  if (!database) return false;
  const Result<bool> answer = whole(*database, version);
  if (!answer || !*answer) return false;
  fs::last_write_time(path, fs::file_time_type::clock::now(), ignored);   // in use: not among the oldest
  return true;
}

Result<void> make_file(const std::string& path, const std::string& version, const Articles& articles, const OnProgress& on_progress) {
  tidy(fs::path(path).parent_path());
  static std::atomic<unsigned> made_here{0};   // two threads may make one at once
  const std::string beside = path + std::string(unfinished) + std::to_string(::getpid()) + "-" + std::to_string(made_here++);
  remove_with_companions(beside);
  Result<void> made = fill_and_close(beside, version, articles, on_progress);
  if (made && std::rename(beside.c_str(), path.c_str()) != 0) made = fail(ErrorCode::unavailable, "cannot write " + path + ": " + std::strerror(errno));
  if (!made) remove_with_companions(beside);
  return made;
}

}  // namespace handrail::knowledge
