#include "engine/app/bundle_library.hpp"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <fstream>

#include "dsl/source/library_help.hpp"
#include "dsl/syntax/findings.hpp"
#include "engine/app/bundle_folder.hpp"
#include "engine/app/knowledge_base_of.hpp"
#include "engine/app/knowledge_check.hpp"
#include "engine/app/script_check.hpp"
#include "engine/app/system.hpp"
#include "engine/app/whole_file.hpp"
#include "engine/base/text.hpp"
#include "engine/cases/cases.hpp"

namespace handrail {
namespace {

constexpr auto look_every = std::chrono::milliseconds(250);
constexpr std::size_t versions_kept = 16;   // older ones come back from the store

EntityKind kind_of(const dsl::Entity& entity) {
  switch (entity.type.kind) {
    case dsl::TypeKind::money: return EntityKind::money;
    case dsl::TypeKind::time: return EntityKind::date;
    case dsl::TypeKind::whole_number: return EntityKind::whole_number;
    case dsl::TypeKind::enumeration: return EntityKind::choice;
    default: return entity.patterns.empty() ? EntityKind::email : EntityKind::pattern;
  }
}

Json as_json(const dsl::Sources& sources, const dsl::Diagnostics& diagnostics) {
  return parse_json(dsl::render_json(sources, diagnostics), {.bytes_max = 16u << 20}).value_or(Json::array());
}

}  // namespace

BundleResult check_bundle(std::vector<dsl::SourceFile> files, const dsl::CompileOptions& options) {
  BundleResult result = make_bundle(std::move(files), options);
  if (!result.bundle) {
    check_scripts_beside_errors(result.sources, result.diagnostics);
    check_articles(knowledge_files(result.sources.files()), result.sources, result.diagnostics);
    result.diagnostics = dsl::with_help_for_the_library(result.sources, dsl::for_the_author(std::move(result.diagnostics)));
    return result;
  }
  check_scripts(*result.bundle->program, result.sources, result.diagnostics);
  check_knowledge(*result.bundle, result.sources, options.today, result.diagnostics);
  // A case says nothing that serves: one that cannot be read is a finding, and keeps nobody from serving the bundle.
  const dsl::Diagnostics cases = read_cases(*result.bundle->program).problems;
  if (dsl::has_errors(result.diagnostics)) result.bundle = nullptr;
  result.diagnostics.insert(result.diagnostics.end(), cases.begin(), cases.end());
  result.diagnostics = dsl::with_help_for_the_library(result.sources, dsl::for_the_author(std::move(result.diagnostics)));
  return result;
}

ReadingSpec reading_spec(const dsl::Program& program) {
  ReadingSpec spec;
  for (const dsl::Intent& intent : program.intents) spec.intents.push_back({intent.name, intent.means, intent.examples});
  for (const dsl::Signal& signal : program.signals)
    spec.signals.push_back({signal.name, signal.phrases, signal.patterns, signal.but_not, signal.examples, signal.unlike, signal.at});
  for (const dsl::Entity& entity : program.entities) {
    ReadingSpec::Entity& read = spec.entities.emplace_back(ReadingSpec::Entity{entity.name, kind_of(entity), entity.patterns, {}});
    for (const dsl::Choice& choice : entity.choices) read.choices.push_back({choice.words, choice.value});
  }
  if (!program.currency.code().empty()) spec.currency = std::string(program.currency.code());
  return spec;
}

BundleLibrary::BundleLibrary(std::string folder, std::string data, Store& store, ClassifierTrainer& trainer, KnowledgeIndexer& indexer,
                             std::function<void(const std::string&)> told, std::function<void(const std::string&)> checked)
    : folder_(std::move(folder)), served_last_(std::move(data) + "/serves"), store_(store), trainer_(trainer), indexer_(indexer), told_(std::move(told)),
      checked_(checked ? std::move(checked) : told_) {}

BundleLibrary::~BundleLibrary() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  stop_.notify_all();
  if (watcher_.joinable()) watcher_.join();
}

Result<std::shared_ptr<const LiveBundle>> BundleLibrary::make_live(std::shared_ptr<const Bundle> bundle) {
  auto live = std::make_shared<LiveBundle>();
  HANDRAIL_TRY(live->classifier, trainer_.train(reading_spec(*bundle->program)));
  const auto files = knowledge_files(bundle->files);
  HANDRAIL_TRY(live->knowledge, indexer_.index(knowledge_version(files), files));
  live->bundle = std::move(bundle);
  return std::shared_ptr<const LiveBundle>(std::move(live));
}

// Fails with invalid when it has errors; `checked_` heard them.
Result<std::shared_ptr<const LiveBundle>> BundleLibrary::live_from_folder() {
  HANDRAIL_TRY(auto files, read_bundle_folder(folder_));
  BundleResult result = check_bundle(std::move(files));
  if (!result.diagnostics.empty()) checked_(dsl::render_pretty(result.sources, result.diagnostics, false));
  problems_ = result.bundle ? Json::array() : as_json(result.sources, result.diagnostics);
  if (!result.bundle) return fail(ErrorCode::invalid, "the bundle has errors");
  const std::string old = old_articles_in_words(old_articles(*result.bundle, SystemClock().now()));
  if (!old.empty()) told_(old + ": `handrail knowledge stale` lists them");
  HANDRAIL_TRY(auto live, make_live(result.bundle));
  HANDRAIL_TRY_VOID(store_.put_bundle(result.bundle->hash, to_text(*result.bundle)));
  return live;
}

Result<void> BundleLibrary::load() {
  stamp_ = folder_stamp(folder_);   // before reading: an edit meanwhile is seen later
  HANDRAIL_TRY(auto live, live_from_folder());
  remember_what_serves(live->bundle->hash);
  const std::lock_guard lock(mutex_);
  kept_[live->bundle->hash] = live;
  current_ = std::move(live);
  return {};
}

Result<void> BundleLibrary::load_or_serve_on() {
  auto loaded = load();
  if (loaded) return {};
  if (auto serves = serve_on(loaded.error().message); !serves) {
    if (serves.error().code != ErrorCode::not_found) told_("what served last cannot serve either: " + serves.error().message);
    return loaded;
  }
  return {};
}

// Fails with not_found where nothing has served from this folder.
Result<void> BundleLibrary::serve_on(const std::string& why) {
  std::ifstream file(served_last_);
  std::string hash, folder;
  const bool reads = std::getline(file, hash) && std::getline(file, folder);
  if (!reads || folder.empty() || folder != whole_folder()) return fail(ErrorCode::not_found, "nothing has served from this folder");
  HANDRAIL_TRY(auto last, pinned(BundleHash(hash)));
  told_(why + "; version " + hash.substr(0, 12) + ", which served last, serves on until it is mended");
  const std::lock_guard lock(mutex_);
  current_ = std::move(last);
  if (!problems_.items() || problems_.items()->empty()) problems_ = Json::array({Json::object({{"message", why}})});
  return {};
}

// A line: folders' names may have anything in them but the end of one, and such a one is not remembered.
std::string BundleLibrary::whole_folder() const {
  std::error_code error;
  const std::filesystem::path whole = std::filesystem::weakly_canonical(folder_, error);
  const std::string name = error ? folder_ : whole.string();
  return name.find('\n') == std::string::npos ? name : "";
}

// Where it cannot be written a restart with a broken bundle does not start; nothing else hangs on it.
void BundleLibrary::remember_what_serves(const BundleHash& hash) const {
  if (const auto written = write_whole(served_last_, hash.text + "\n" + whole_folder() + "\n"); !written)
    told_(written.error().message + "; until then which version serves is not remembered over a restart");
}

void BundleLibrary::watch() {
  watcher_ = std::thread([this] { look_for_edits(); });
}

void BundleLibrary::look_for_edits() {
  std::string seen = stamp_;
  std::unique_lock lock(mutex_);
  while (!stop_.wait_for(lock, look_every, [this] { return stopping_; })) {
    lock.unlock();
    const std::string stamp = folder_stamp(folder_);
    if (stamp != seen) {
      // An editor writes in several steps: what still changes is looked at again.
      std::this_thread::sleep_for(look_every / 5);
      if (folder_stamp(folder_) == stamp) {
        seen = stamp;
        if (auto files = read_bundle_folder(folder_)) take(std::move(*files));
        else cannot_serve("the bundle cannot be read: " + files.error().message);
      }
    }
    lock.lock();
  }
}

// What stood in the way before is not known to stand there any more.
void BundleLibrary::cannot_serve(const std::string& why) {
  told_(why + "; version " + current()->bundle->hash.text.substr(0, 12) + " serves on");
  const std::lock_guard lock(mutex_);
  problems_ = Json::array({Json::object({{"message", why}})});
}

void BundleLibrary::take(std::vector<dsl::SourceFile> files) {
  const BundleHash hash = hash_of(files);
  {
    const std::lock_guard lock(mutex_);
    if (hash == current_->bundle->hash && problems_.items() && problems_.items()->empty()) return;
  }
  BundleResult result = check_bundle(std::move(files));
  if (!result.bundle) {
    checked_("the edit has errors; version " + current()->bundle->hash.text.substr(0, 12) + " serves on\n" + dsl::render_pretty(result.sources, result.diagnostics, false));
    const std::lock_guard lock(mutex_);
    problems_ = as_json(result.sources, result.diagnostics);
    return;
  }
  auto live = make_live(result.bundle);
  Result<void> stored = live ? store_.put_bundle(result.bundle->hash, to_text(*result.bundle)) : fail(live.error());
  if (!stored) return cannot_serve("the edit cannot serve: " + stored.error().message);
  told_("version " + result.bundle->hash.text.substr(0, 12) + " serves new conversations");
  remember_what_serves(hash);
  const std::lock_guard lock(mutex_);
  kept_[hash] = *live;
  current_ = *live;
  problems_ = Json::array();
  for (auto old = kept_.begin(); kept_.size() > versions_kept && old != kept_.end();) old = old->second == current_ ? std::next(old) : kept_.erase(old);
}

Result<std::shared_ptr<const LiveBundle>> BundleLibrary::take_in(const std::string& folder, const BundleHash& expected) {
  HANDRAIL_TRY(auto files, read_bundle_folder(folder));
  const BundleHash hash = hash_of(files);
  if (hash != expected) return fail(ErrorCode::conflict, "the bundle in `" + folder + "` was edited meanwhile; ask again");
  {
    const std::lock_guard lock(mutex_);
    if (const auto found = kept_.find(hash); found != kept_.end()) return found->second;
  }
  const BundleResult result = check_bundle(std::move(files));
  if (!result.bundle) return fail(ErrorCode::invalid, "the bundle in `" + folder + "` has errors");
  HANDRAIL_TRY(auto live, make_live(result.bundle));
  HANDRAIL_TRY_VOID(store_.put_bundle(hash, to_text(*result.bundle)));
  const std::lock_guard lock(mutex_);
  kept_[hash] = live;
  return live;
}

std::shared_ptr<const LiveBundle> BundleLibrary::current() const {
  const std::lock_guard lock(mutex_);
  return current_;
}

Result<std::shared_ptr<const LiveBundle>> BundleLibrary::pinned(const BundleHash& hash) {
  {
    const std::lock_guard lock(mutex_);
    if (const auto found = kept_.find(hash); found != kept_.end()) return found->second;
  }
  HANDRAIL_TRY(const auto text, store_.bundle(hash));
  if (!text) return fail(ErrorCode::corrupt, "the store does not have bundle " + hash.text.substr(0, 12));
  HANDRAIL_TRY(auto files, bundle_files(*text));
  BundleResult result = check_bundle(std::move(files));
  if (!result.bundle) return fail(ErrorCode::corrupt, "bundle " + hash.text.substr(0, 12) + " from the store does not compile with this program");
  HANDRAIL_TRY(auto live, make_live(result.bundle));
  const std::lock_guard lock(mutex_);
  kept_[hash] = live;
  return live;
}

Json BundleLibrary::problems() const {
  Json all = also_ ? also_() : Json::array();
  const std::lock_guard lock(mutex_);
  if (problems_.items())
    for (const Json& problem : *problems_.items()) all.push(problem);
  return all;
}

}  // namespace handrail
