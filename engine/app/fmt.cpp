// `handrail fmt`: policy files and files of cases in their canonical form, or which of them are not.
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <sstream>
#include <utility>

#include "dsl/syntax/print.hpp"
#include "engine/app/commands.hpp"
#include "engine/base/limits.hpp"
#include "engine/cases/case_format.hpp"

namespace handrail {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t shown_differences = 6;   // lines of a file that `--check` shows

enum class FileResult { unchanged, changed, refused, unreadable };

std::optional<std::string> content_of(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) return std::nullopt;
  std::string text;
  text.resize(limits::policy_file_bytes + 1);   // one byte too many is for the layout to refuse
  in.read(text.data(), static_cast<std::streamsize>(text.size()));
  if (in.bad()) return std::nullopt;
  text.resize(static_cast<std::size_t>(in.gcount()));
  return text;
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

// Where the two texts meet again after their first difference: the nearest pair of equal lines.
std::pair<std::size_t, std::size_t> meet_again(const std::vector<std::string>& a, const std::vector<std::string>& b, std::size_t from) {
  for (std::size_t far = 1; far <= 4 * shown_differences; ++far)
    for (std::size_t i = 0; i <= far; ++i) {
      const std::size_t j = far - i;
      if (from + i < a.size() && from + j < b.size() && !a[from + i].empty() && a[from + i] == b[from + j]) return {i, j};
    }
  return {a.size() - from, b.size() - from};
}

// The first stretch of lines that differ, as a unified difference would show it.
void show_difference(const std::string& path, const std::string& before, const std::string& after, std::ostream& out) {
  const std::vector<std::string> a = lines_of(before), b = lines_of(after);
  std::size_t same = 0;
  while (same < a.size() && same < b.size() && a[same] == b[same]) ++same;
  const auto [removed, added] = meet_again(a, b, same);
  out << "not formatted: " << path << "\n@@ line " << same + 1 << " @@\n";
  if (removed + added == 0) out << "(line breaks only)\n";
  for (std::size_t i = same; i < same + std::min(removed, shown_differences); ++i) out << "-" << a[i] << "\n";
  for (std::size_t i = same; i < same + std::min(added, shown_differences); ++i) out << "+" << b[i] << "\n";
}

// Written beside the file and put in its place: whoever reads meanwhile sees the one or the other.
bool replace_file(const fs::path& path, const std::string& text) {
  std::error_code error;
  const fs::path target = fs::canonical(path, error);   // a link stays a link
  struct stat info {};
  if (error || ::stat(target.c_str(), &info) != 0) return false;
  std::string beside = (target.parent_path() / ("." + target.filename().string() + ".XXXXXX")).string();
  const int file = ::mkstemp(beside.data());
  if (file < 0) return false;
  bool good = ::fchmod(file, info.st_mode & 07777) == 0;
  for (std::size_t done = 0; good && done < text.size();) {
    const ssize_t written = ::write(file, text.data() + done, text.size() - done);
    good = written > 0;
    if (good) done += static_cast<std::size_t>(written);
  }
  good = good && ::fsync(file) == 0;
  good = ::close(file) == 0 && good;
  good = good && ::rename(beside.c_str(), target.c_str()) == 0;
  if (!good) ::unlink(beside.c_str());
  return good;
}

// The text in its form; nothing where it cannot be had, which is then said.
std::optional<std::string> formatted(const std::string& text, const std::string& path) {
  dsl::Diagnostics found;
  dsl::Formatted result = path.ends_with(".case") ? format_cases(text, found) : dsl::format(text, path, found);
  if (result.outcome == dsl::FormatOutcome::formatted) return std::move(result.text);
  if (result.outcome == dsl::FormatOutcome::has_errors) {
    std::cerr << dsl::render_pretty(dsl::Sources({{path, text}}), found, colour_wanted(2)) << path << ": left as it was, because it does not read well\n";
  } else {
    std::cerr << "handrail: a bug in the formatter: " << path << " would not have meant the same afterwards; it was left as it was\n";
  }
  return std::nullopt;
}

FileResult format_file(const fs::path& path, const FmtOptions& options, std::ostream& out) {
  std::error_code error;
  if (const auto bytes = fs::file_size(path, error); !error && bytes > limits::policy_file_bytes) {
    std::cerr << "handrail: `" << path.string() << "` has " << bytes << " bytes, more than the " << limits::policy_file_bytes << " that are read; split it into several files\n";
    return FileResult::refused;
  }
  const std::optional<std::string> text = content_of(path);
  if (!text) {
    std::cerr << "handrail: cannot read `" << path.string() << "`\n";
    return FileResult::unreadable;
  }
  const std::optional<std::string> after = formatted(*text, path.string());
  if (!after) return FileResult::refused;
  if (*after == *text) return FileResult::unchanged;
  if (options.check) {
    show_difference(path.string(), *text, *after, out);
    return FileResult::changed;
  }
  if (!replace_file(path, *after)) {
    std::cerr << "handrail: cannot write `" << path.string() << "`\n";
    return FileResult::unreadable;
  }
  out << path.string() << "\n";
  return FileResult::changed;
}

// Every `.policy` and `.case` file below a folder, or the file itself; a hidden folder is not entered.
bool collect(const fs::path& path, std::vector<fs::path>& files) {
  std::error_code error;
  if (!fs::is_directory(path, error)) {
    files.push_back(path);
    return true;
  }
  for (auto entry = fs::recursive_directory_iterator(path, error); !error && entry != fs::recursive_directory_iterator(); entry.increment(error)) {
    const std::string name = entry->path().filename().string();
    if (name.starts_with('.') && entry->is_directory(error)) entry.disable_recursion_pending();
    else if (!name.starts_with('.') && (name.ends_with(".policy") || name.ends_with(".case")) && entry->is_regular_file(error)) files.push_back(entry->path());
  }
  if (error) std::cerr << "handrail: cannot read `" << path.string() << "`: " << error.message() << "\n";
  return !error;
}

int format_stream(const FmtOptions& options, std::istream& in, std::ostream& out) {
  std::string text(limits::policy_file_bytes + 1, '\0');
  in.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<std::size_t>(in.gcount()));
  if (text.size() > limits::policy_file_bytes) {
    std::cerr << "handrail: more than " << limits::policy_file_bytes << " bytes came in; split the policy into several files\n";
    return 1;
  }
  const std::optional<std::string> after = formatted(text, "stdin.policy");
  if (!after) return 1;
  if (!options.check) out << *after;
  else if (*after != text) show_difference("stdin", text, *after, out);
  return options.check && *after != text ? 1 : 0;
}

}  // namespace

int fmt(const FmtOptions& options, std::istream& in, std::ostream& out) {
  if (options.from_stdin || (options.paths.size() == 1 && options.paths.front() == "-")) return format_stream(options, in, out);
  if (options.paths.empty()) {
    std::cerr << "handrail: say which files or folders to format\n";
    return 2;
  }
  std::vector<fs::path> files;
  bool readable = true;
  for (const std::string& path : options.paths) readable = collect(path, files) && readable;
  std::sort(files.begin(), files.end());
  files.erase(std::unique(files.begin(), files.end()), files.end());
  bool differs = false, refused = false;
  for (const fs::path& file : files) {
    const FileResult result = format_file(file, options, out);
    readable = readable && result != FileResult::unreadable;
    refused = refused || result == FileResult::refused;
    differs = differs || result == FileResult::changed;
  }
  return !readable ? 2 : refused || (options.check && differs) ? 1 : 0;
}

}  // namespace handrail
