#include "engine/app/wire.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <thread>

#include "engine/app/embedding_settings.hpp"
#include "engine/app/model_settings.hpp"
#include "engine/app/tool_services.hpp"
#include "engine/base/disk.hpp"

namespace handrail {
namespace {

namespace fs = std::filesystem;
constexpr std::size_t data_set_bytes = 64u << 20;

Result<void> make_folder(const std::string& path) {
  std::error_code error;
  fs::create_directories(path, error);
  if (error) return fail(ErrorCode::unavailable, "cannot make the data folder `" + path + "`: " + disk_refusal(error.value()));
  fs::permissions(path, fs::perms::owner_all, error);
  return {};
}

Result<void> load_sandbox(SandboxShop& shop, const std::string& path) {
  if (path.empty()) return {};
  std::ifstream in(path, std::ios::binary);
  if (!in) return fail(ErrorCode::not_found, "the sandbox's data set `" + path + "` cannot be read");
  const std::string text((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
  const auto json = parse_json(text, {.bytes_max = data_set_bytes});
  if (!json) return fail(json.error().code, path + ": " + json.error().message);
  const auto loaded = shop.load(*json);
  if (!loaded) return fail(loaded.error().code, path + ": " + loaded.error().message);
  return {};
}

// The desk's own services; the sandbox beside them where its data is named, and alone where there are none.
Result<void> equip(House& house, const std::function<void(const std::string&)>& told) {
  house.tools = std::make_unique<Toolbox>(*house.waiting, told);
  for (const ToolService& service : house.settings.services) {
    HANDRAIL_TRY(RemoteService remote, with_secret(service));
    if (!remote.origin.tls && !remote.origin.loopback() && !remote.secrets.empty())
      told("[tools." + service.name + "] sends its secret to " + remote.origin.authority() + " in the clear; https:// keeps it");
    HANDRAIL_TRY(auto tools, RemoteTools::make(*house.waiting, std::move(remote), told));
    house.tools->add(std::move(tools));
  }
  if (house.settings.services.empty() || !house.settings.sandbox.empty()) house.tools->add("the sandbox", *house.shop);
  house.tools->refresh();
  return {};
}

}  // namespace

Result<FolderLock> FolderLock::take(const std::string& folder) {
  FolderLock lock;
  lock.file_ = ::open((folder + "/lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (lock.file_ < 0) return fail(ErrorCode::unavailable, "cannot write in the data folder `" + folder + "`: " + disk_refusal(errno));
  if (::flock(lock.file_, LOCK_EX | LOCK_NB) != 0)
    return fail(ErrorCode::conflict, "another handrail has the data folder `" + folder + "`; end it, or choose another one with --data");
  return lock;
}

FolderLock::~FolderLock() {
  if (file_ >= 0) ::close(file_);
}

House::~House() {
  bundles.reset();   // its watcher ends first
  drain();
}

void House::drain() {
  if (tools && !waiting->draining()) tools->stop();
  if (model && !waiting->draining()) model->stop();
  if (embeddings && !waiting->draining()) embeddings->stop();
  if (waiting) waiting->drain();
}

Result<std::unique_ptr<House>> build_house(Settings settings, const std::function<void(const std::string&)>& told, BrokenBundle broken,
                                           const std::function<void(const std::string&)>& checked) {
  auto house = std::make_unique<House>();
  house->settings = std::move(settings);
  const std::string& data = house->settings.data;

  // What everything stands on: a folder, a way to wait, the durable memory, the keys.
  HANDRAIL_TRY_VOID(make_folder(data));
  HANDRAIL_TRY_VOID(make_folder(data + "/cache"));
  HANDRAIL_TRY(house->lock, FolderLock::take(data));
  const std::size_t processors = std::max(1u, std::thread::hardware_concurrency());
  house->waiting = std::make_unique<FiberWaiting>(house->settings.threads ? house->settings.threads : processors);
  HANDRAIL_TRY(house->store, in_data_folder(data, SqliteStore::open(data + "/handrail.db", *house->waiting, {[waiting = house->waiting.get()] { return waiting->may_block(); }})));
  HANDRAIL_TRY(house->keys, KeyFile::open(data + "/keys.json"));

  // The outside: where tools happen, and what the desk knows.
  HANDRAIL_TRY(house->shop, in_data_folder(data, SandboxShop::open(data + "/sandbox.db", *house->waiting, house->clock, house->ids)));
  HANDRAIL_TRY_VOID(load_sandbox(*house->shop, house->settings.sandbox));
  HANDRAIL_TRY_VOID(equip(*house, told));
  house->trainer = std::make_unique<EmbeddedTrainer>(data + "/cache");
  house->indexer = std::make_unique<Fts5Indexer>(data + "/cache");

  const llm::Surroundings surroundings{*house->waiting, house->steady, llm::real_chance(), told};
  if (!house->settings.models.empty()) {
    HANDRAIL_TRY(house->model, make_model_chain(*house->waiting, surroundings, house->settings.models));
  }
  if (house->settings.embeddings) {
    HANDRAIL_TRY(house->embeddings, make_embedding_model(*house->waiting, surroundings, *house->settings.embeddings));
    house->indexer->find_by_meaning({.embedder = house->embeddings.get(), .waiting = house->waiting.get(), .told = told});
  }

  // The engine: bundle, journal, turn.
  house->bundles = std::make_unique<BundleLibrary>(house->settings.bundle, data, *house->store, *house->trainer, *house->indexer, told, checked);
  HANDRAIL_TRY_VOID(in_data_folder(data, broken == BrokenBundle::stops ? house->bundles->load() : house->bundles->load_or_serve_on()));
  tell_missing_tools(house->bundles->current()->program(), *house->tools, told);
  house->lanes = std::make_unique<Lanes>(*house->waiting);
  house->journal = std::make_unique<Journal>(*house->store, *house->lanes, house->clock);
  house->notices = std::make_unique<ToldNotices>(told);
  house->seams = std::make_unique<Seams>(Seams{*house->journal, house->clock, house->ids, *house->tools, house->workflows, *house->bundles, house->notices.get(),
      house->model.get()});
  house->seams->reading = house->settings.model_reading;
  house->engine = std::make_unique<Engine>(*house->seams);
  return house;
}

}  // namespace handrail
