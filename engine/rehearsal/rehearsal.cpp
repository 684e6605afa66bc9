#include "engine/rehearsal/rehearsal.hpp"

#include <algorithm>

#include "engine/base/assert.hpp"

namespace handrail {

namespace {

constexpr int timers_in_one_wait = 10'000;   // more than that is a timer that sets itself for ever

}  // namespace

Result<void> RehearsedBundles::serve(std::vector<dsl::SourceFile> files, Readings readings) {
  HANDRAIL_TRY(LiveBundle made, maker_(std::move(files), readings));
  if (made.classifier) made.classifier = std::make_shared<ReadingByScript>(reading_, made.classifier);
  else made.classifier = reading_;
  HANDRAIL_TRY_VOID(store_->put_bundle(made.bundle->hash, to_text(*made.bundle)));
  const auto live = std::make_shared<const LiveBundle>(std::move(made));
  current_ = kept_[live->bundle->hash] = live;
  return {};
}

Result<std::shared_ptr<const LiveBundle>> RehearsedBundles::pinned(const BundleHash& hash) {
  const auto found = kept_.find(hash);
  if (found == kept_.end()) return fail(ErrorCode::corrupt, "no such bundle");
  return found->second;
}

Rehearsal::Rehearsal(BundleMaker maker, Instant begin) : clock(begin), bundles(store_now_, reading, std::move(maker)) { start(); }

void Rehearsal::start() {
  life->dead = false;
  life->death = std::exchange(life->next, std::nullopt);
  if (life->death) life->death->append += life->appends;
  store_ = std::make_unique<MortalStore>(disk_, life);
  store_now_ = store_.get();
  lanes_ = std::make_unique<Lanes>(waiting_);
  journal_ = std::make_unique<Journal>(*store_, *lanes_, clock);
  seams_ = std::make_unique<Seams>(Seams{*journal_, clock, ids, tools, workflows_, bundles});
  if (uses_model_) seams_->model = &model;
  seams_->reading = model_reading_;
  engine_ = std::make_unique<Engine>(*seams_);
}

void Rehearsal::use_model() {
  uses_model_ = true;
  seams_->model = &model;
}

void Rehearsal::read_by_model(ModelReading how) {
  use_model();
  seams_->reading = model_reading_ = std::move(how);
}

void Rehearsal::restart() {
  engine_.reset();
  start();
  const auto open = store_->open_turns();
  HANDRAIL_ASSERT(open, "the memory can be read");
  for (const ConversationId& conversation : *open) {
    const auto resumed = engine_->resume(conversation);
    if (life->dead) return restart();   // killed in its recovery
    HANDRAIL_ASSERT(resumed, "resumed: " + (resumed ? "" : resumed.error().message));
  }
}

void Rehearsal::wait(Duration duration) {
  const Instant until = clock.now() + duration;
  for (int fired_so_far = 0; !life->dead; ++fired_so_far) {
    HANDRAIL_ASSERT(fired_so_far < timers_in_one_wait, "every timer that fires is gone, or later");
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

}  // namespace handrail
