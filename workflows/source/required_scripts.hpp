// What a workflow's script requires: other scripts of the bundle, named by `require "shared/address"`, found without running any of them. The names are
// written out, so that a bundle knows before the first message which texts a run rests on, and one hash pins them all.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace handrail {

struct RequiredScript {
  std::vector<std::string> names;   // as `require` says them: "shared/address"
  std::string file;                 // its path in the bundle: "library/shared/address.lua"
  bool operator==(const RequiredScript&) const = default;
};

// Something about a `require` that no run could do.
struct RequireIssue {
  std::string file;
  int line = 1;
  std::string message;   // lower case, one line
  std::string help;      // one edit that mends it
  bool operator==(const RequireIssue&) const = default;
};

struct Requirements {
  std::vector<RequiredScript> scripts;   // with what they require in turn; by file, each once
  std::vector<RequireIssue> issues;      // what has one is left out of `scripts`
};

// The text of a path of the bundle, or null.
using TextOfPath = std::function<const std::string*(std::string_view path)>;

// Where `name` is looked for, in this order: beside the script that requires it, then from the bundle's root. Empty where it is no name of a script.
[[nodiscard]] std::vector<std::string> places_of_required(std::string_view name, std::string_view required_by);
// The names that a script requires, each once: those written out as one short text.
[[nodiscard]] std::vector<std::string> names_required(std::string_view script);

// All that the script `file` requires. `scripts`: the paths that a name may have meant, for whoever mistyped one.
[[nodiscard]] Requirements required_by(const std::string& file, const TextOfPath& text_of, const std::vector<std::string>& scripts = {});

// sha256 of the script's text where it requires nothing, else of it and of all that it requires: a change of any of them is another hash.
[[nodiscard]] std::string hash_of_script(const std::string& file, const std::vector<RequiredScript>& required, const TextOfPath& text_of);

}  // namespace handrail
