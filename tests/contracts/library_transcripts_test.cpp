// The scripts that come with the program: each runs through its transcripts, and a bundle finds them by their path.
#include <algorithm>
#include <fstream>

#include "engine/app/bundle_folder.hpp"
#include "engine/app/bundle_library.hpp"
#include "engine/app/standard_library.hpp"
#include "engine/app/transcripts.hpp"
#include "tests/catch.hpp"

using namespace handrail;

namespace {

const std::string folder = HANDRAIL_SOURCE_DIR "/workflows/library";

std::vector<dsl::SourceFile> with_library(std::vector<dsl::SourceFile> files) {
  add_included_from_library(files);
  return files;
}

}  // namespace

TEST_CASE("every transcript of the library holds") {
  auto files = read_bundle_folder(folder);
  REQUIRE(files);
  const BundleResult result = check_bundle(std::move(*files));
  INFO(dsl::render_pretty(result.sources, result.diagnostics, false));
  REQUIRE(result.bundle);
  CHECK(result.diagnostics.empty());
  const auto played = play_transcripts(folder, *result.bundle, Mend::no);
  REQUIRE(played);
  CHECK(played->unreadable.empty());
  CHECK(played->played.size() >= 11);
  for (const PlayedTranscript& one : played->played) {
    INFO(one.file);
    CHECK(one.result.holds());
  }
}

TEST_CASE("every script of the library has a transcript and says what a policy must declare") {
  std::size_t scripts = 0;
  for (const LibraryFile& file : standard_library()) {
    if (!file.path.starts_with("library/") || file.path.starts_with("library/shared/")) continue;
    ++scripts;
    INFO(file.path);
    const std::string name(file.path.substr(8, file.path.size() - 8 - 4));
    CHECK(std::ifstream(folder + "/" + name + ".turn").good());
    CHECK(file.text.find("workflow " + name + " from \"" + std::string(file.path) + "\"") != std::string_view::npos);
  }
  CHECK(scripts == 11);
}

TEST_CASE("a bundle finds the library's script, and its own file of that path goes before it") {
  const std::string policy = "workflow refund from \"library/refund.lua\"\n  takes  order_id\n";
  const auto found = with_library({{"desk.policy", policy}});
  REQUIRE(found.size() == 4);
  CHECK(found[1].path == "library/refund.lua");
  CHECK(found[2].path == "library/shared/orders.lua");   // which it requires
  CHECK(found[3].path == "library/shared/parts.lua");
  CHECK(found[1].text.find("process_refund(order.id, refund, reason)") != std::string::npos);
  const auto own = with_library({{"desk.policy", policy}, {"library/refund.lua", "-- mine"}});
  REQUIRE(own.size() == 2);
  CHECK(own[1].text == "-- mine");
  CHECK(with_library({{"desk.policy", "workflow refund from \"library/no_such.lua\"\n"}}).size() == 1);
}

TEST_CASE("a bundle takes the library's scripts that its own require, and its own file of that path goes before them") {
  const auto paths = [](const std::vector<dsl::SourceFile>& files) {
    std::string out;
    for (const dsl::SourceFile& file : with_library(files)) out += file.path + "\n";
    return out;
  };
  const dsl::SourceFile script{"flows/move.lua", "local addresses = require \"library/shared/addresses\""};
  CHECK(paths({script}) == "flows/move.lua\nlibrary/shared/addresses.lua\n");
  CHECK(paths({script, {"library/shared/addresses.lua", "-- mine"}}) == "flows/move.lua\nlibrary/shared/addresses.lua\n");
  CHECK(paths({script, {"flows/library/shared/addresses.lua", "-- mine"}}) == "flows/library/shared/addresses.lua\nflows/move.lua\n");
  CHECK(paths({{"flows/move.lua", "require 'library/shared/nothing'"}}) == "flows/move.lua\n");
  // A script of the library brings what it requires in turn.
  CHECK(paths({{"desk.policy", "workflow move from \"library/change_address.lua\"\n"}}) == "desk.policy\nlibrary/change_address.lua\nlibrary/shared/addresses.lua\nlibrary/shared/orders.lua\n");
}

TEST_CASE("every script that the library shares is required by two of its workflows, or more") {
  for (const LibraryFile& shared : standard_library()) {
    if (!shared.path.starts_with("library/shared/")) continue;
    INFO(shared.path);
    const std::string name(shared.path.substr(8, shared.path.size() - 8 - 4));
    CHECK(shared.text.find("require \"" + name + "\"") != std::string_view::npos);   // its first lines say how
    const auto uses = [&](const LibraryFile& file) { return file.path != shared.path && file.text.find("require \"" + name + "\"") != std::string_view::npos; };
    CHECK(std::ranges::count_if(standard_library(), uses) >= 2);
  }
}

TEST_CASE("the example with systems of its own has no findings, and its transcripts hold") {
  const std::string meals = HANDRAIL_SOURCE_DIR "/examples/meals";
  auto files = read_bundle_folder(meals);
  REQUIRE(files);
  const BundleResult result = check_bundle(std::move(*files));
  INFO(dsl::render_pretty(result.sources, result.diagnostics, false));
  REQUIRE(result.bundle);
  CHECK(result.diagnostics.empty());
  const auto played = play_transcripts(meals, *result.bundle, Mend::no);
  REQUIRE(played);
  CHECK_FALSE(played->played.empty());
  for (const auto& one : played->played) {
    INFO(one.file);
    CHECK(one.result.holds());
  }
}
