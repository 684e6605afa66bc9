// Every decision in the journals of the transcripts, made again from the journal alone: the bundle from the store by its hash, the facts from the
// event. No model, no tool, no clock; the same bytes come out.
#include "engine/base/assert.hpp"
#include "engine/policy/decide.hpp"
#include "engine/policy/gate.hpp"
#include "tests/catch.hpp"
#include "tests/desk/transcript_files.hpp"

using namespace handrail;

namespace {

// As another process would: the files from the store, compiled.
std::shared_ptr<const Bundle> bundle_from(Store& store, const BundleHash& hash) {
  static std::map<BundleHash, std::shared_ptr<const Bundle>> known;
  if (const auto found = known.find(hash); found != known.end()) return found->second;
  const auto text = store.bundle(hash);
  HANDRAIL_ASSERT(text && *text, "the store keeps every bundle that a conversation began with");
  auto files = bundle_files(**text);
  HANDRAIL_ASSERT(files, "a stored bundle is a list of files");
  const BundleResult result = make_bundle(std::move(*files));
  HANDRAIL_ASSERT(result.bundle && result.bundle->hash == hash, "what is stored under a hash has it");
  return known[hash] = result.bundle;
}

struct Counted { int decisions = 0, verdicts = 0; };

void decide_again(Store& store, const ConversationId& conversation, Counted& counted) {
  const auto events = store.events(conversation, 0, 100'000);
  REQUIRE(events);
  std::shared_ptr<const Bundle> bundle;
  for (const StoredEvent& stored : *events) {
    const auto event = decode_event(stored.kind, stored.body);
    REQUIRE(event);
    CHECK(encode(*event) == stored.body);
    if (const auto* opened = std::get_if<event::EpisodeOpened>(&*event)) bundle = bundle_from(store, opened->bundle);
    if (const auto* changed = std::get_if<event::BundleChanged>(&*event)) bundle = bundle_from(store, changed->to);
    if (const auto* decided = std::get_if<event::TurnDecided>(&*event)) {
      CHECK(canonical(to_json(decide(*bundle->program, decided->facts))) == canonical(to_json(decided->decision)));
      ++counted.decisions;
    }
    if (const auto* judged = std::get_if<event::CallJudged>(&*event)) {
      std::vector<JsonIssue> issues;
      GateCall call = read_gate_call(judged->input, issues);
      CHECK(issues.empty());
      CHECK(canonical(to_json(call)) == canonical(judged->input));
      CHECK(canonical(to_json(judge(*bundle->program, bundle->hash, call))) == canonical(judged->verdict));
      ++counted.verdicts;
      if (!judged->with_yes.is_null()) {
        call.confirmed.push_back({call.tool, call.arguments, call.now});
        CHECK(canonical(to_json(judge(*bundle->program, bundle->hash, call))) == canonical(judged->with_yes));
      }
    }
  }
}

}  // namespace

TEST_CASE("every journaled decision and verdict comes out the same, byte for byte, from the journal alone") {
  Counted counted;
  for (const fs::path& path : transcripts()) {
    INFO(path.filename().string());
    Desk desk;
    Play play(desk);
    try {
      for (const Part& part : parts_of(content(path))) play.perform(part);
      for (const ConversationId& conversation : play.conversations()) decide_again(desk.store(), conversation, counted);
    } catch (const Bug& bug) {
      FAIL_CHECK(bug.what());
    }
  }
  CHECK(counted.decisions > 50);
  CHECK(counted.verdicts > 50);
}
