// The policies and scripts that come with the program: `include "standard/escalation/triggers.policy"` is policies/escalation/triggers.policy, and
// `workflow refund from "library/refund.lua"` is workflows/library/refund.lua, unless the bundle has a file of that path itself; so is what a script requires
// (`require "library/shared/parcels"`). What a bundle includes becomes part of its files, so that its hash and its stored copy hold it, and a later program
// serves old conversations as before.
#pragma once

#include <string_view>
#include <vector>

#include "dsl/source/source.hpp"

namespace handrail {

struct LibraryFile {
  std::string_view path;   // "standard/escalation/triggers.policy", "library/refund.lua"
  std::string_view text;
};
[[nodiscard]] const std::vector<LibraryFile>& standard_library();   // by path

// The files of a new desk on the library, by the paths that they have in its folder: examples/starter, and customers and orders to try it on.
[[nodiscard]] const std::vector<LibraryFile>& starter_desk();

// Adds what the files include from the library, and what that includes and reads in turn. A file that is there already stays as it is.
void add_included_from_library(std::vector<dsl::SourceFile>& files);

}  // namespace handrail
