// The index on disk: whole or not there, whatever happens while it is made; and how much of it one search reads.
#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>

#include "adapters/knowledge/fts5_indexer.hpp"
#include "engine/base/limits.hpp"
#include "tests/catch.hpp"

using namespace handrail;
namespace fs = std::filesystem;

namespace {

std::vector<KnowledgeFile> parcels(std::size_t count, const std::string& last) {
  std::string text;
  for (std::size_t i = 0; i < count; ++i) text += "#\nThe parcel.\n";
  return {{"knowledge/a.md", text}, {"knowledge/b.md", "---\ncategory: last\n---\n" + last}};
}

}  // namespace

TEST_CASE("a process killed while it makes an index leaves the old one, and what it left is swept up") {
  std::string folder = (fs::temp_directory_path() / "handrail-index-XXXXXX").string();
  REQUIRE(::mkdtemp(folder.data()) != nullptr);
  (void)*Fts5Indexer(folder).index("old", parcels(1, "Old words stay."));
  const pid_t child = ::fork();
  if (child == 0) {   // dies in the middle, by its own hand
    (void)Fts5Indexer(folder, [](std::size_t, std::size_t) { ::kill(::getpid(), SIGKILL); }).index("new", parcels(5'000, "New words."));
    ::_exit(0);
  }
  int status = 0;
  REQUIRE(::waitpid(child, &status, 0) == child);
  CHECK(WIFSIGNALED(status));
  CHECK(fs::directory_iterator(folder) != fs::directory_iterator());
  CHECK((*Fts5Indexer(folder).index("old", {}))->search({.text = "old words"})->size() == 1);
  CHECK((*Fts5Indexer(folder).index("new", parcels(1, "New words.")))->search({.text = "new words"})->size() == 1);
  std::size_t files = 0;
  for (const auto& entry : fs::directory_iterator(folder)) files += entry.path().extension() == ".db" ? 1 : 100;
  CHECK(files == 2);
  fs::remove_all(folder);
}

TEST_CASE("one search reads as much of the index as the limit says") {
  const auto found = [](std::size_t before) {
    const auto knowledge = *Fts5Indexer("").index("v", parcels(before, "A parcel."));
    return knowledge->search({.text = "parcel", .categories = {"last"}})->size();
  };
  CHECK(found(limits::knowledge_postings - 1) == 1);
  CHECK(found(limits::knowledge_postings) == 0);
}

TEST_CASE("one search looks at as many passages as the limit says") {
  const auto first = [](std::size_t before) {
    const auto knowledge = *Fts5Indexer("").index("v", parcels(before, "Parcel, parcel, parcel."));
    return knowledge->search({.text = "parcel"})->at(0).category;
  };
  CHECK(first(limits::knowledge_candidates - 1) == "last");
  CHECK(first(limits::knowledge_candidates).empty());
}
