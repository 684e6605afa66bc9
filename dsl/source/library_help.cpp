#include "dsl/source/library_help.hpp"

#include <map>
#include <utility>

namespace handrail::dsl {

namespace {

constexpr std::string_view of_the_program = "it comes with the program: ";

// The first line of the block that a line stands in: a block begins at the margin, its clauses do not. None above the first block.
std::string_view head_above(const Sources& sources, std::uint32_t file, std::uint32_t line) {
  for (; line >= 1; --line) {
    const std::string_view text = sources.line_text(file, line);
    if (!text.empty() && text.front() != ' ' && text.front() != '#') return text;
  }
  return {};
}

// `tool process_refund` of "tool process_refund(order_id: text, …) gives refund"; `trigger "Losing patience"`; `route`.
std::string block_in(std::string_view head) {
  if (head.starts_with("override ")) head.remove_prefix(9);
  head = head.substr(0, head.find(" #"));
  while (head.ends_with(' ')) head.remove_suffix(1);
  const std::size_t space = head.find(' ');
  const std::string kind(head.substr(0, space));
  if (head.starts_with("reply rules")) return "reply rules";
  if (space == std::string_view::npos || kind == "include") return kind;
  const std::string_view rest = head.substr(space + 1);
  if (rest.starts_with('"')) return kind + " " + std::string(rest.substr(0, rest.find('"', 1) + 1));
  return kind + " " + std::string(rest.substr(0, rest.find_first_of(" (#")));
}

std::string help_for(const std::string& path, const std::string& block, bool may_go, std::size_t more) {
  if (path.starts_with("library/"))
    return std::string(of_the_program) + "copy the script into your bundle, mend it there, and name it with `override workflow …`, or leave out the workflow";
  std::string help = std::string(of_the_program) + "in a file of your own write `override " + block + "` with what fits here";
  if (may_go) help += ", or leave it out with `without " + block + "` below the include of " + path;
  if (more > 0) help += "; the block has " + std::to_string(more) + " more of these";
  return help;
}

}  // namespace

bool is_library(std::string_view path) { return path.starts_with("standard/") || path.starts_with("library/"); }

Diagnostics with_help_for_the_library(const Sources& sources, Diagnostics findings) {
  using Place = std::pair<std::string, std::string>;   // code; file and block
  std::map<Place, std::size_t> first;
  std::map<Place, std::size_t> more;
  Diagnostics told;
  std::vector<std::pair<std::size_t, std::string>> in_library;   // which of `told`, and its block
  for (Diagnostic& finding : findings) {
    const std::string path = sources.size() > finding.span.file ? sources.file(finding.span.file).path : "";
    if (!is_library(path) || finding.help.starts_with(of_the_program)) {   // the second: it was worded here before
      told.push_back(std::move(finding));
      continue;
    }
    const std::string block = path.starts_with("library/") ? "" : block_in(head_above(sources, finding.span.file, sources.position(finding.span.file, finding.span.begin).line));
    const Place place{finding.code, path + " " + block};
    if (!first.emplace(place, told.size()).second) {
      ++more[place];
      continue;
    }
    in_library.emplace_back(told.size(), block);
    told.push_back(std::move(finding));
  }
  for (const auto& [at, block] : in_library) {
    Diagnostic& finding = told[at];
    const std::string& path = sources.file(finding.span.file).path;
    const bool may_go = !block.starts_with("include") && !block.starts_with("currency");
    finding.help = help_for(path, block, may_go, more[{finding.code, path + " " + block}]);
  }
  return told;
}

}  // namespace handrail::dsl
