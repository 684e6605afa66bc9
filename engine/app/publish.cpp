// `handrail publish`: what another version of the bundle would do to the conversations that are under way, and the move of those that are safe.
#include <unistd.h>

#include <filesystem>
#include <iostream>

#include "adapters/sqlite/store_view.hpp"
#include "engine/app/bundle_folder.hpp"
#include "engine/app/bundle_library.hpp"
#include "engine/app/commands.hpp"
#include "engine/app/publish_requests.hpp"
#include "engine/app/settings.hpp"

namespace handrail {
namespace {

namespace fs = std::filesystem;
constexpr std::size_t shown = 3;   // conversations of one reason, for people; --format json has more

int refused(const std::string& why) {
  std::cerr << "handrail: " << why << "\n";
  return 2;
}

// One line that is written over, on a terminal only.
class Progress {
 public:
  explicit Progress(std::size_t of) : of_(of), wanted_(::isatty(STDERR_FILENO) != 0) {}
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;
  ~Progress() {
    if (wrote_) std::cerr << "\r\033[K" << std::flush;
  }
  void operator()(std::size_t looked_at) {
    if (!wanted_) return;
    wrote_ = true;
    std::cerr << "\r" << looked_at << (of_ ? " of " + std::to_string(of_) : "") << " conversations" << std::flush;
  }

 private:
  std::size_t of_;
  bool wanted_, wrote_ = false;
};

std::string conversations(std::int64_t count) { return std::to_string(count) + (count == 1 ? " conversation" : " conversations"); }

void tell_reason(const Json& reason, std::ostream& out) {
  const std::int64_t count = reason.integer_or("count");
  out << "\n  " << conversations(count) << ": ";
  const bool diverges = reason.text_or("standing") == "diverges";
  if (const std::string workflow = reason.text_or("workflow"); !workflow.empty()) out << "workflow " << workflow << ", ";
  out << (diverges ? "diverges" : "busy");
  if (reason.find("step")) out << " at step " << reason.integer_or("step");
  const std::string example = reason.text_or("example");
  out << "\n    " << (example.empty() ? "" : "for example " + example + ": ") << reason.text_or("why") << "\n    ";
  const auto& ids = *reason["conversations"].items();
  for (std::size_t i = 0; i < ids.size() && i < shown; ++i) out << (i ? ", " : "") << *ids[i].text();
  if (count > static_cast<std::int64_t>(shown)) out << " and " << count - static_cast<std::int64_t>(shown) << " more";
  out << "\n";
}

void tell(const Json& made, std::ostream& out) {
  const bool dry = made.boolean_or("dry_run");
  out << "version " << made.text_or("version").substr(0, 12) << (dry ? ", nothing is changed" : "") << ": " << conversations(made.integer_or("live"))
      << " under way, of " << made.integer_or("looked_at") << "\n\n";
  const auto line = [&](const char* name, std::int64_t count, const char* means) {
    if (count) out << "  " << std::string(std::max<std::size_t>(1, 7 - std::to_string(count).size()), ' ') << count << "  " << name << "  " << means << "\n";
  };
  line("there   ", made.integer_or("there"), "keep this version already");
  if (dry) line("safe    ", made.integer_or("safe"), "would go on by it");
  else line("moved   ", made.integer_or("moved"), "go on by it from their next message");
  line("busy    ", made.integer_or("busy"), dry ? "would keep theirs now: something is under way that it began"
                                                 : "keep theirs now: something is under way that it began; publish again later");
  line("diverge ", made.integer_or("diverge"), dry ? "would keep theirs to the end" : "keep theirs to the end");
  line("failed  ", made.integer_or("failures"), "could not be judged or moved");
  if (made.integer_or("live") == 0) out << "       no conversation is under way\n";
  for (const Json& reason : *made["kept"].items()) tell_reason(reason, out);
  for (const Json& failure : *made["failed"].items()) out << "\n  " << *failure.text() << "\n";
}

Result<ConversationState> state_in(StoreView& store, const ConversationId& conversation) {
  HANDRAIL_TRY(const auto events, store.events(conversation));
  ConversationState state;
  state.id = conversation;
  for (const StoredEvent& stored : events) {
    HANDRAIL_TRY(const Event event, decode_event(stored.kind, stored.body));
    fold(state, stored.at, event);
  }
  return state;
}

Result<Json> rehearse(const Bundle& bundle, const std::string& data) {
  HANDRAIL_TRY(StoreView store, StoreView::open(data + "/handrail.db"));
  HANDRAIL_TRY(const auto ids, store.conversations());
  LuaWorkflowRunner runner;
  Progress progress(ids.size());
  return to_json(rehearse_publication(ids, [&](const ConversationId& id) { return state_in(store, id); }, runner, bundle, [&](std::size_t at) { progress(at); }));
}

// Nobody has the data folder: this process takes it for as long as it moves.
Result<Json> publish_here(std::shared_ptr<const Bundle> bundle, const std::string& data) {
  FiberWaiting waiting(1);
  SystemClock clock;
  LuaWorkflowRunner runner;
  HANDRAIL_TRY(const auto store, in_data_folder(data, SqliteStore::open(data + "/handrail.db", waiting)));
  Lanes lanes(waiting);
  Journal journal(*store, lanes, clock);
  HANDRAIL_TRY_VOID(in_data_folder(data, store->put_bundle(bundle->hash, to_text(*bundle))));
  Progress progress(0);
  auto published = publish(journal, runner, waiting, std::move(bundle), [&](std::size_t at) { progress(at); });
  waiting.drain();
  if (!published) return fail(published.error());
  return to_json(*published);
}

Result<Json> move_all(const std::string& folder, std::shared_ptr<const Bundle> bundle, const std::string& data) {
  const auto lock = FolderLock::take(data);
  if (lock) return publish_here(std::move(bundle), data);
  if (lock.error().code != ErrorCode::conflict) return fail(lock.error());
  std::error_code error;
  const fs::path whole = fs::absolute(folder, error);
  Progress progress(0);
  return ask_to_publish(data, whole.lexically_normal().string(), bundle->hash, [&](std::size_t at) { progress(at); });
}

}  // namespace

int publish_command(const PublishOptions& options, std::ostream& out) {
  const auto settings = read_settings(options.bundle);
  if (!settings) return refused(settings.error().message);
  const std::string data = options.data.value_or(settings->data);
  std::error_code error;
  if (!fs::exists(fs::path(data) / "handrail.db", error))
    return refused("there is no store in the data folder `" + data + "`: nothing has been served from it; another one is named with --data");
  auto files = read_bundle_folder(options.bundle);
  if (!files) return refused(files.error().message);
  const BundleResult result = check_bundle(std::move(*files));
  if (!result.bundle) {
    std::cerr << dsl::render_pretty(result.sources, result.diagnostics, colour_wanted(STDERR_FILENO)) << "\n";
    return refused("the bundle has errors, and live conversations stay as they are");
  }
  const auto made = options.dry_run ? rehearse(*result.bundle, data) : move_all(options.bundle, result.bundle, data);
  if (!made) return refused(made.error().message);
  if (options.json) out << dump_pretty(*made) << "\n";
  else tell(*made, out);
  if (made->integer_or("failures") > 0) return 2;
  return made->integer_or("diverge") > 0 ? 1 : 0;
}

}  // namespace handrail
