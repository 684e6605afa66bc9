// tests/golden/backtests/*.golden: transcripts that are the history, an edit of the desk's bundle, and the report. HANDRAIL_REWRITE_GOLDENS=1 rewrites it.
#include <cstdlib>

#include "engine/base/assert.hpp"
#include "engine/base/text.hpp"
#include "engine/insight/backtest.hpp"
#include "tests/catch.hpp"
#include "tests/golden/played_history.hpp"

using namespace handrail;

namespace {

constexpr const char* border = "----\n";

struct Wanted { std::vector<std::string> turns; std::vector<dsl::SourceFile> before, after; };

void edit(std::vector<dsl::SourceFile>& files, const std::string& path, const std::string& from, std::string to) {
  for (std::size_t at = to.find("\\n"); at != std::string::npos; at = to.find("\\n")) to.replace(at, 2, "\n");
  for (dsl::SourceFile& file : files) {
    if (file.path != path) continue;
    const std::size_t at = file.text.find(from);
    HANDRAIL_ASSERT(at != std::string::npos, path + " has the text " + from);
    file.text.replace(at, from.size(), to);
    return;
  }
  HANDRAIL_ASSERT(false, "the bundle has a file " + path);
}

// "turns a, b", "in FILE: FROM => TO" (the edit), "before, in FILE: FROM => TO" (of the bundle before)
Wanted wanted_in(const std::string& text) {
  Wanted wanted{{}, bundle_named("desk"), {}};
  std::vector<std::string> edits;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    if (line.rfind("turns ", 0) == 0) {
      const std::string names = line.substr(6);
      for (const std::string_view name : split(names, ',')) wanted.turns.emplace_back(trim(name));
    } else if (line.rfind("before, ", 0) == 0) {
      const std::size_t colon = line.find(": "), arrow = line.find(" => ");
      edit(wanted.before, line.substr(11, colon - 11), line.substr(colon + 2, arrow - colon - 2), line.substr(arrow + 4));
    } else if (line.rfind("in ", 0) == 0) {
      edits.push_back(line);
    }
  }
  wanted.after = wanted.before;
  for (const std::string& line : edits) {
    const std::size_t colon = line.find(": "), arrow = line.find(" => ");
    edit(wanted.after, line.substr(3, colon - 3), line.substr(colon + 2, arrow - colon - 2), line.substr(arrow + 4));
  }
  return wanted;
}

std::shared_ptr<const Bundle> compiled(std::vector<dsl::SourceFile> files) {
  const BundleResult result = make_bundle(std::move(files));
  HANDRAIL_ASSERT(result.bundle, "the bundle is whole:\n" + dsl::render_pretty(result.sources, result.diagnostics, false));
  return result.bundle;
}

fs::path turn_named(const std::string& name) {
  const fs::path path = fs::path(HANDRAIL_SOURCE_DIR) / "tests/golden/turns" / (name + ".turn");
  HANDRAIL_ASSERT(fs::exists(path), "there is a transcript " + name);
  return path;
}

// The versions' names change with any edit of the desk's bundle: in the golden they have none.
std::string without_versions(std::string text, const Backtest& result) {
  for (const auto& [hash, name] : {std::pair{result.before.text.substr(0, 12), "BEFORE"}, std::pair{result.after.text.substr(0, 12), "AFTER"}})
    for (std::size_t at = text.find(hash); at != std::string::npos; at = text.find(hash)) text.replace(at, hash.size(), name);
  return text;
}

}  // namespace

TEST_CASE("every backtest comes out as it is written") {
  const bool rewrite = std::getenv("HANDRAIL_REWRITE_GOLDENS") != nullptr;
  std::size_t count = 0;
  for (const auto& entry : fs::directory_iterator(fs::path(HANDRAIL_SOURCE_DIR) / "tests/golden/backtests")) {
    if (entry.path().extension() != ".golden") continue;
    ++count;
    INFO(entry.path().string());
    const std::string text = content(entry.path());
    const std::string head = text.substr(0, text.find(border));
    try {
      const Wanted wanted = wanted_in(head);
      PlayedHistory history;
      for (const std::string& turn : wanted.turns) history.play(turn_named(turn));
      const auto result = backtest(*compiled(wanted.before), *compiled(wanted.after), history.opener());
      REQUIRE(result);
      const std::string told = without_versions(backtest_pretty(*result, false), *result);
      if (rewrite) std::ofstream(entry.path(), std::ios::binary) << head << border << told;
      else CHECK(head + border + told == text);
    } catch (const Bug& bug) {
      FAIL_CHECK(bug.what());
    }
  }
  CHECK(count > 0);
}

TEST_CASE("a backtest of the same history gives the same bytes, on one thread and on five") {
  PlayedHistory history;
  for (const char* turn : {"refund_within_the_limit", "refund_approved", "request_for_a_person", "answer_with_citation"}) history.play(turn_named(turn), 60);
  auto files = bundle_named("desk");
  edit(files, "tools.policy", "approve    by billing_lead within 4 hours", "approve    by owner within 4 hours");
  edit(files, "tools.policy", "gives approve by billing_lead", "gives approve by owner");
  const auto before = compiled(bundle_named("desk")), after = compiled(files);
  const auto once = backtest(*before, *after, history.opener(), {.threads = 1, .look_at = 7, .progress = {}});
  REQUIRE(once);
  CHECK(once->changed == 60);
  CHECK(once->look_at.size() == 7);
  std::size_t shown = 0;
  const auto again = backtest(*before, *after, history.opener(), {.threads = 5, .look_at = 7, .progress = [&](std::size_t done, std::size_t all) {
                                                                    CHECK(all == history.size());
                                                                    CHECK(done > shown);
                                                                    shown = done;
                                                                  }});
  REQUIRE(again);
  CHECK(shown == history.size());
  CHECK(dump(backtest_json(*again)) == dump(backtest_json(*once)));
  CHECK(backtest_pretty(*again, false) == backtest_pretty(*once, false));
}

TEST_CASE("an edit that changes nothing changes nothing of the past, and every recorded decision is made again as it was") {
  PlayedHistory history;
  for (const fs::path& turn : transcripts()) {
    const std::string text = content(turn);
    if (text.find("\nfile ") == std::string::npos && text.find("\nbundle desk") != std::string::npos) history.play(turn);
  }
  const auto bundle = compiled(bundle_named("desk"));
  const auto result = backtest(*bundle, *bundle, history.opener());
  REQUIRE(result);
  CHECK(result->decisions() > 100);
  CHECK(result->changed == 0);
  CHECK(result->other_rule + result->other_words == 0);
  CHECK(result->by_others == 0);
  CHECK(result->not_reproduced_by_before == 0);
  CHECK(result->unreadable == 0);
}
