// `handrail knowledge import`: articles of other systems (HTML and Markdown files, folders of them, JSON lines as help desks export them) as knowledge files.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <set>

#include "adapters/knowledge/article_text.hpp"
#include "adapters/knowledge/articles.hpp"
#include "engine/app/knowledge_commands.hpp"
#include "engine/app/progress_bar.hpp"
#include "engine/base/json.hpp"
#include "engine/base/limits.hpp"
#include "engine/base/text.hpp"

namespace handrail {
namespace {

namespace fs = std::filesystem;
using namespace knowledge;

constexpr std::size_t problems_told = 20;

struct Imported { std::size_t written = 0, unchanged = 0, undated = 0, drafts = 0; std::vector<std::string> problems; };

bool is_lines(const fs::path& path) { return path.extension() == ".jsonl" || path.extension() == ".ndjson"; }

// The first text among the fields of several names; numbers count as text.
std::string first_of(const Json& object, std::initializer_list<std::string_view> names) {
  for (const std::string_view name : names) {
    const Json* value = object.find(name);
    if (!value || value->is_null()) continue;
    if (const auto* text = value->text(); text && !trim(*text).empty()) return *text;
    if (!value->text() && !value->items() && !value->members()) return dump(*value);
  }
  return "";
}

bool looks_like_html(std::string_view body) { return trim(body).starts_with("<") || body.find("</") != std::string_view::npos || body.find("<br") != std::string_view::npos; }

// Whom other systems show an article to, in our words; nothing where they say nothing of it. Of several members one that says `internal` counts. What cannot be read stays as it is
// said, to be told: an article for colleagues must not become everybody's by a slip.
std::string audience_in(const Json& object) {
  std::string audience, unreadable;
  for (const std::string_view name : {"audience", "visibility", "user_type"}) {
    const Json* value = object.find(name);
    if (!value || value->is_null()) continue;
    const std::string said = value->text() ? *value->text() : dump(*value), word = lower_ascii(trim(said));
    if (word.empty()) continue;
    if (word == "internal" || word == "agents" || word == "staff" || word == "private") audience = "internal";
    else if (word != "everyone" && word != "public" && word != "all") unreadable = said;
    else if (audience.empty()) audience = "everyone";
  }
  return unreadable.empty() ? audience : unreadable;
}

// "true", true, "yes", 1: whatever else is said of a draft than that it is none.
bool is_draft(const Json& object) {
  const Json* draft = object.find("draft");
  if (!draft || draft->is_null()) return false;
  const std::string said = lower_ascii(trim(draft->text() ? *draft->text() : dump(*draft)));
  return !said.empty() && said != "false" && said != "no" && said != "0";
}

// "Internal procedures", "internal wiki": whatever else a system calls its sources, these are for colleagues.
bool is_from_inside(const Json& object) {
  const Json* source = object.find("source");
  return source && lower_ascii(source->text() ? *source->text() : dump(*source)).find("internal") != std::string::npos;
}

class Import {
 public:
  explicit Import(const KnowledgeImportOptions& options) : options_(options), folder_(fs::path(options.bundle) / "knowledge" / options.into) {}

  Result<Imported> run() {
    HANDRAIL_TRY_VOID(check_settings());
    std::vector<fs::path> files;
    for (const std::string& from : options_.from) HANDRAIL_TRY_VOID(collect(from, files));
    std::error_code error;
    fs::create_directories(folder_, error);
    if (error) return fail(ErrorCode::unavailable, "cannot write in `" + folder_.string() + "`: " + error.message());
    ProgressBar progress("importing");
    for (std::size_t i = 0; i < files.size(); ++i) {
      progress.show(i, files.size());
      is_lines(files[i]) ? read_lines(files[i]) : read_file(files[i]);
    }
    return std::move(imported_);
  }

 private:
  Result<void> check_settings() {
    FrontMatter tried;
    for (const auto& [key, value] : options_.settings)
      if (const std::string mistake = read_front_matter_line(key, value, tried); !mistake.empty()) return fail(ErrorCode::invalid, mistake);
    const fs::path into(options_.into);
    if (into.is_absolute() || std::any_of(into.begin(), into.end(), [](const fs::path& part) { return part == ".." || part.string().starts_with("."); }))
      return fail(ErrorCode::invalid, "--into names a folder below `knowledge/`, like `help-centre`");
    if (!fs::is_directory(options_.bundle)) return fail(ErrorCode::not_found, "`" + options_.bundle + "` is not a folder with a bundle");
    return {};
  }

  // A folder's files, in order; a link that leads elsewhere is not followed.
  static Result<void> collect(const std::string& from, std::vector<fs::path>& files) {
    std::error_code error;
    const fs::path path(from);
    if (!fs::exists(path, error)) return fail(ErrorCode::not_found, "`" + from + "` is not there");
    if (!fs::is_directory(path, error)) {
      if (!is_article(path.string()) && !is_lines(path)) return fail(ErrorCode::invalid, "`" + from + "` is no *.html, *.md or *.jsonl");
      files.push_back(path);
      return {};
    }
    std::vector<fs::path> found;
    const auto options = fs::directory_options::skip_permission_denied;
    for (auto entry = fs::recursive_directory_iterator(path, options, error); !error && entry != fs::recursive_directory_iterator(); entry.increment(error)) {
      if (entry->is_symlink(error) || !entry->is_regular_file(error) || (!is_article(entry->path().string()) && !is_lines(entry->path()))) continue;
      found.push_back(entry->path());
      if (found.size() > limits::bundle_files)
        return fail(ErrorCode::limit, "`" + from + "` has more than " + std::to_string(limits::bundle_files) + " articles, which is what a bundle may have");
    }
    std::sort(found.begin(), found.end());
    files.insert(files.end(), found.begin(), found.end());
    return {};
  }

  void read_file(const fs::path& path) {
    std::error_code error;
    const auto size = fs::file_size(path, error);
    if (error || size > limits::article_bytes) return wrong(path.string(), error ? error.message() : "it is larger than an article may be");
    std::string text(size, '\0');
    std::ifstream in(path, std::ios::binary);
    in.read(text.data(), static_cast<std::streamsize>(text.size()));
    text.resize(static_cast<std::size_t>(in.gcount()));
    take({path.filename().string(), std::move(text)}, path.stem().string(), {});
  }

  void read_lines(const fs::path& path) {
    std::ifstream in(path, std::ios::binary);
    std::string beginning(64, '\0');
    in.read(beginning.data(), static_cast<std::streamsize>(beginning.size()));
    beginning.resize(static_cast<std::size_t>(in.gcount()));
    if (two_bytes_a_letter(beginning) != TwoBytes::no) return wrong(path.string(), "it is UTF-16, which has no lines of JSON; save it as UTF-8");
    in.clear();
    in.seekg(0);
    std::size_t number = 0;
    for (std::string line; std::getline(in, line);) {
      ++number;
      if (trim(line).empty()) continue;
      const std::string place = path.string() + ":" + std::to_string(number);
      if (line.size() > 2 * limits::article_bytes) wrong(place, "the line is longer than an article may be");
      else take_row(line, place);
    }
  }

  void take_row(const std::string& line, const std::string& place) {
    const auto row = parse_json(line, {.bytes_max = 2 * limits::article_bytes});
    if (!row || !row->members()) return wrong(place, row ? "the line is no JSON object" : row.error().message);
    if (is_draft(*row)) {
      ++imported_.drafts;
      return;
    }
    const std::string body = first_of(*row, {"body", "body_html", "html", "content", "markdown", "text"});
    const std::string title = first_of(*row, {"title", "name", "subject"});
    if (body.empty()) return wrong(place, "it has no `body` (or `html`, `content`, `markdown`, `text`)");
    FrontMatter own;
    own.title = title;
    own.url = first_of(*row, {"url", "html_url", "link"});
    own.category = first_of(*row, {"category", "section", "topic"});
    std::string mistake;
    const std::string audience = audience_in(*row);
    const std::string reviewed = first_of(*row, {"reviewed", "reviewed_at", "last_reviewed_at"});
    if (!audience.empty()) mistake = read_front_matter_line("audience", audience, own);
    if (mistake.empty() && is_from_inside(*row)) own.audience = Audience::internal;
    if (mistake.empty() && !reviewed.empty()) mistake = read_front_matter_line("reviewed", reviewed, own);
    if (!mistake.empty()) return wrong(place, mistake);
    const std::string id = first_of(*row, {"id", "slug"});
    const std::string name = !title.empty() ? title : id.empty() ? "article" : id;
    take({place + (looks_like_html(body) ? ".html" : ".md"), body}, name, own);
  }

  // `own`: what is known of it beside its text.
  void take(KnowledgeFile file, const std::string& name, const FrontMatter& own) {
    if (const TwoBytes order = two_bytes_a_letter(file.text); order != TwoBytes::no) {
      auto text = from_utf16(file.text, order);
      if (!text) return wrong(name, text.error().message);
      file.text = std::move(*text);
    }
    if (!valid_utf8(file.text)) file.text = from_windows_1252(file.text);
    file.text.erase(std::remove(file.text.begin(), file.text.end(), '\0'), file.text.end());
    auto page = read_page(file);
    if (!page) return wrong(name, page.error().message);
    if (std::all_of(page->sections.begin(), page->sections.end(), [](const HeadedText& section) { return section.text.empty(); })) return wrong(name, "it has no text");
    FrontMatter& front = page->front;
    if (!own.title.empty()) front.title = own.title;
    if (front.url.empty()) front.url = own.url;
    if (own.reviewed_at) front.reviewed_at = own.reviewed_at;
    FrontMatter wanted;
    for (const auto& [key, value] : options_.settings) (void)read_front_matter_line(key, value, wanted);
    // What its text says of itself makes nothing everybody's that somebody called internal.
    const bool internal = own.audience == Audience::internal || wanted.audience == Audience::internal;
    front = completed(completed(std::move(front), own), wanted);
    if (internal) front.audience = Audience::internal;
    imported_.undated += !front.reviewed_at;
    write(article_text(*page), file_name_for(own.title.empty() ? name : own.title));
  }

  // Two articles of one title are two files; one that is there already stays, unless it is the same or `--force` says otherwise.
  void write(const std::string& text, const std::string& name) {
    std::string file = name + ".md";
    for (int copy = 2; !written_.insert(file).second; ++copy) file = name + "-" + std::to_string(copy) + ".md";
    const fs::path path = folder_ / file;
    std::error_code error;
    if (fs::exists(path, error)) {
      std::string there(std::min<std::uintmax_t>(fs::file_size(path, error), text.size() + 1), '\0');
      std::ifstream(path, std::ios::binary).read(there.data(), static_cast<std::streamsize>(there.size()));
      if (there == text) {
        ++imported_.unchanged;
        return;
      }
      if (!options_.force) return wrong(path.string(), "is there already and says something else; --force writes over it");
    }
    const fs::path beside = path.string() + ".new";
    {
      std::ofstream out(beside, std::ios::binary | std::ios::trunc);
      out << text << std::flush;
      if (!out) return wrong(beside.string(), "cannot be written");
    }
    fs::rename(beside, path, error);
    if (error) return wrong(path.string(), error.message());
    ++imported_.written;
  }

  void wrong(const std::string& where, const std::string& what) { imported_.problems.push_back(printable(where, 300) + ": " + what); }

  const KnowledgeImportOptions& options_;
  fs::path folder_;
  Imported imported_;
  std::set<std::string> written_;
};

void print(const Imported& done, const fs::path& folder, std::ostream& out) {
  out << done.written << (done.written == 1 ? " article" : " articles") << " written to " << folder.string();
  if (done.unchanged > 0) out << ", " << done.unchanged << " there already";
  if (done.drafts > 0) out << ", " << done.drafts << (done.drafts == 1 ? " draft" : " drafts") << " left out";
  out << "\n";
  if (done.undated > 0) out << done.undated << " say of no day that they were reviewed; --reviewed says it of all, when somebody has\n";
  for (std::size_t i = 0; i < done.problems.size() && i < problems_told; ++i) std::cerr << "handrail: " << done.problems[i] << "\n";
  if (done.problems.size() > problems_told) std::cerr << "handrail: and " << done.problems.size() - problems_told << " more that could not be brought in\n";
}

Json as_json(const Imported& done) {
  Json problems = Json::array();
  for (const std::string& problem : done.problems) problems.push(problem);
  return Json::object({{"written", std::int64_t(done.written)}, {"unchanged", std::int64_t(done.unchanged)}, {"drafts", std::int64_t(done.drafts)},
                       {"undated", std::int64_t(done.undated)}, {"problems", std::move(problems)}});
}

}  // namespace

int knowledge_import(const KnowledgeImportOptions& options, std::ostream& out) {
  const auto done = Import(options).run();
  if (!done) {
    std::cerr << "handrail: " << done.error().message << "\n";
    return 2;
  }
  if (options.json) out << dump(as_json(*done)) << "\n";
  else print(*done, fs::path(options.bundle) / "knowledge" / options.into, out);
  return done->problems.empty() ? 0 : 1;
}

}  // namespace handrail
