// Bundles for the tests of the language: what a text must bring along so that only its own mistakes are found.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "dsl/program/compile.hpp"

namespace handrail::dsl {

inline bool opens_a_block(std::string_view text, std::string_view word) {
  return text.starts_with(word) || text.find("\n" + std::string(word)) != std::string_view::npos;
}

// The blocks without which no bundle is whole, each only where `text` does not bring its own.
inline std::string what_else_is_needed(std::string_view text) {
  std::string more;
  if (!opens_a_block(text, "currency")) more += "currency USD\n";
  if (!opens_a_block(text, "confidence"))
    more +=
        "confidence\n"
        "  low risk    | send at 75% | a person checks at 40% | below that ask once, then hand off\n"
        "  medium risk | send at 80% | a person checks at 55% | below that ask once, then hand off\n"
        "  high risk   | send at 90% | a person checks at 75% | below that hand off\n";
  if (!opens_a_block(text, "queue support"))
    more += "queue support\n  name \"Our support team\"\n  promise within 4 hours\n  say \"{queue.name} will answer {queue.promise}.\"\n";
  if (!opens_a_block(text, "route")) more += "route\n  otherwise to support\n";
  return more;
}

// The files of a bundle around `text`, which is "test.policy", with what it needs besides.
inline std::vector<SourceFile> whole_bundle(std::string text, std::vector<SourceFile> files = {}) {
  std::string more = what_else_is_needed(text);
  files.insert(files.begin(), {"test.policy", std::move(text)});
  if (!more.empty()) files.push_back({"zz_whole.policy", std::move(more)});
  return files;
}
inline Compiled compile_text(std::string text, std::vector<SourceFile> files = {}) { return compile(whole_bundle(std::move(text), std::move(files))); }

inline std::string seen(const Compiled& compiled) { return render_pretty(compiled.sources, compiled.diagnostics, false); }

inline std::vector<std::string> codes_of(const Compiled& compiled) {
  std::vector<std::string> codes;
  for (const Diagnostic& diagnostic : compiled.diagnostics) codes.push_back(diagnostic.code);
  return codes;
}

}  // namespace handrail::dsl
