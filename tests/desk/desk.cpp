#include "tests/desk/desk.hpp"

#include "adapters/knowledge/fts5_indexer.hpp"
#include "adapters/reading/embedded_trainer.hpp"
#include "engine/app/bundle_folder.hpp"
#include "engine/app/bundle_library.hpp"
#include "engine/base/assert.hpp"

namespace handrail {
namespace {

Result<std::shared_ptr<const Bundle>> compiled(std::vector<dsl::SourceFile> files) {
  static std::map<BundleHash, std::shared_ptr<const Bundle>> known;
  const BundleHash hash = hash_of(files);
  if (const auto found = known.find(hash); found != known.end()) return found->second;
  const BundleResult result = check_bundle(std::move(files));
  if (!result.bundle) return fail(ErrorCode::invalid, dsl::render_pretty(result.sources, result.diagnostics, false));
  return known[hash] = result.bundle;
}

Result<std::shared_ptr<const KnowledgeBase>> knowledge_of(const Bundle& bundle) {
  static std::map<BundleHash, std::shared_ptr<const KnowledgeBase>> known;
  if (const auto found = known.find(bundle.hash); found != known.end()) return found->second;
  std::vector<KnowledgeFile> files;
  for (const dsl::SourceFile& file : bundle.files)
    if (file.path.rfind("knowledge/", 0) == 0) files.push_back({file.path, file.text});
  HANDRAIL_TRY(known[bundle.hash], Fts5Indexer("").index(bundle.hash.text, files));
  return known[bundle.hash];
}

Result<std::shared_ptr<const Classifier>> trained(const Bundle& bundle) {
  static std::map<BundleHash, std::shared_ptr<const Classifier>> known;
  if (const auto found = known.find(bundle.hash); found != known.end()) return found->second;
  HANDRAIL_TRY(known[bundle.hash], EmbeddedTrainer("").train(reading_spec(*bundle.program)));
  return known[bundle.hash];
}

}  // namespace

Result<void> DeskBundles::serve(std::vector<dsl::SourceFile> files, bool embedded_reading) {
  HANDRAIL_TRY(const auto bundle, compiled(std::move(files)));
  auto live = std::make_shared<LiveBundle>();
  live->bundle = bundle;
  live->classifier = reading_;
  if (embedded_reading) {
    HANDRAIL_TRY(live->classifier, trained(*bundle));
  }
  HANDRAIL_TRY(live->knowledge, knowledge_of(*bundle));
  HANDRAIL_TRY_VOID(store_->put_bundle(bundle->hash, to_text(*bundle)));
  current_ = kept_[bundle->hash] = live;
  return {};
}

Result<std::shared_ptr<const LiveBundle>> DeskBundles::pinned(const BundleHash& hash) {
  const auto found = kept_.find(hash);
  if (found == kept_.end()) return fail(ErrorCode::corrupt, "no such bundle");
  return found->second;
}

Desk::Desk(Instant begin) : clock(begin) { start(); }

void Desk::start() {
  life->dead = false;
  life->death.reset();
  store_ = std::make_unique<MortalStore>(disk_, life);
  store_now_ = store_.get();
  lanes_ = std::make_unique<Lanes>(waiting_);
  journal_ = std::make_unique<Journal>(*store_, *lanes_, clock);
  seams_ = std::make_unique<Seams>(Seams{*journal_, clock, ids, tools, workflows_, bundles});
  engine_ = std::make_unique<Engine>(*seams_);
}

void Desk::restart() {
  engine_.reset();
  start();
  const auto open = store_->open_turns();
  HANDRAIL_ASSERT(open, "the memory can be read");
  for (const ConversationId& conversation : *open) {
    const auto resumed = engine_->resume(conversation);
    HANDRAIL_ASSERT(resumed, "resumed: " + (resumed ? "" : resumed.error().message));
  }
}

void Desk::wait(Duration duration) {
  const Instant until = clock.now() + duration;
  for (int fired_so_far = 0; !life->dead; ++fired_so_far) {
    HANDRAIL_ASSERT(fired_so_far < 10'000, "every timer that fires is gone, or later");
    const auto due = store_->due_timers(until, 1);
    if (!due || due->empty()) break;
    clock.set(std::max(clock.now(), due->front().at));
    const auto fired = engine_->fire(due->front().conversation, due->front().id);
    HANDRAIL_ASSERT(fired || life->dead, "fired: " + (fired ? "" : fired.error().message));
  }
  if (!life->dead) clock.set(until);
}

Principal channel_named(const std::string& name) {
  Principal channel;
  channel.kind = PrincipalKind::channel;
  channel.name = name;
  channel.vouches = true;
  return channel;
}

std::vector<dsl::SourceFile> bundle_named(const std::string& name) {
  auto files = read_bundle_folder(std::string(HANDRAIL_SOURCE_DIR) + "/tests/golden/bundles/" + name);
  HANDRAIL_ASSERT(files, "the bundle `" + name + "` can be read");
  return std::move(*files);
}

}  // namespace handrail
