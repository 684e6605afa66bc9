#include "dsl/syntax/print.hpp"

#include "dsl/syntax/equal.hpp"
#include "dsl/syntax/layout.hpp"
#include "dsl/syntax/parse.hpp"
#include "dsl/syntax/print_block.hpp"
#include "engine/base/limits.hpp"

namespace handrail::dsl {

namespace {

std::string print(const Sources& sources, Brackets brackets) {
  Diagnostics unread;
  Findings findings(unread);
  const std::vector<LaidOutBlock> blocks = lay_out(sources, 0, findings);
  return print_blocks(sources.file(0).text, blocks, brackets);
}

bool reads_back(const Tree& tree, const std::string& text, const std::string& path, Brackets brackets) {
  const Sources printed({{path, text}});
  Diagnostics found;
  return equal(tree, parse(printed, found)) && !has_errors(found) && print(printed, brackets) == text;
}

}  // namespace

Formatted format(std::string_view text, const std::string& path, Diagnostics& diagnostics) {
  const std::string named = path.ends_with(".policy") ? path : path + ".policy";   // what is read from a pipe has a name of its own
  const Sources sources({{named, std::string(text)}});
  const Tree tree = parse(sources, diagnostics);
  if (has_errors(diagnostics)) return {FormatOutcome::has_errors, std::string(text)};
  // A bracket can make a difference that its neighbours do not show; then all of them stay.
  for (const Brackets brackets : {Brackets::as_needed, Brackets::as_written}) {
    std::string out = print(sources, brackets);
    if (out.size() > limits::policy_file_bytes) {
      diagnostics.push_back({.code = "P0009",
                             .message = "formatted, this file would have " + std::to_string(out.size()) + " bytes, more than the " +
                                        std::to_string(limits::policy_file_bytes) + " that are read",
                             .span = {0, 0, 0},
                             .help = "split it into several files: all `.policy` files of a bundle are read as one"});
      return {FormatOutcome::has_errors, std::string(text)};
    }
    if (reads_back(tree, out, named, brackets)) return {FormatOutcome::formatted, std::move(out)};
  }
  return {FormatOutcome::would_change, std::string(text)};
}

}  // namespace handrail::dsl
