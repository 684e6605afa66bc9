#include "tests/crash/faulty_disk.hpp"

#include <sqlite3.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <mutex>
#include <optional>
#include <vector>

#include "engine/base/assert.hpp"

namespace handrail {
namespace {

namespace fs = std::filesystem;
using Kind = FaultyDisk::Kind;
constexpr std::size_t sector = 512;   // what a disk writes whole

// What lies on the disk for sure, and what was written since.
struct Image {
  struct Change { std::size_t at = 0; std::string bytes; bool cut = false; };   // cut: the file ends at `at`
  std::string synced;
  std::vector<Change> pending;
  bool named = false;   // synced at least once: the folder knows it too
};

void apply(std::string& file, const Image::Change& change, std::size_t bytes) {
  if (change.cut) {
    file.resize(change.at);
    return;
  }
  if (file.size() < change.at + bytes) file.resize(change.at + bytes);
  file.replace(change.at, bytes, change.bytes, 0, bytes);
}

struct Disk {
  std::string folder;
  std::mutex mutex;
  std::mt19937_64 random;
  std::optional<FaultyDisk::Fault> fault;
  std::uint64_t writes = 0, growths = 0, syncs = 0, reads = 0, changes = 0;
  bool struck = false, dead = false;
  std::map<std::string, Image> images;

  [[nodiscard]] bool armed(Kind kind) const { return fault && fault->kind == kind; }
  bool strike() { return struck = true; }
  bool coin() { return random() % 2 == 0; }

  // Something is about to change the disk; false when nothing does any more.
  bool arrives() {
    ++changes;
    if (!dead && (armed(Kind::power_fails) || armed(Kind::process_dies)) && changes == fault->at) dead = strike();
    return !dead;
  }

  struct Written { std::size_t bytes; int result; };
  Written write(std::size_t bytes, bool longer) {
    ++writes;
    if (!arrives()) return {0, SQLITE_IOERR_WRITE};
    if (armed(Kind::full) && longer && ++growths >= fault->at && strike()) return {coin() ? 0 : bytes / 2, SQLITE_FULL};
    if (armed(Kind::write_fails) && writes == fault->at && strike()) return {0, SQLITE_IOERR_WRITE};
    if (armed(Kind::write_is_short) && writes == fault->at && strike()) return {bytes / 2, SQLITE_IOERR_WRITE};
    return {bytes, SQLITE_OK};
  }

  int sync(Image& image) {
    ++syncs;
    if (!arrives()) return SQLITE_IOERR_FSYNC;
    const bool fails = (armed(Kind::sync_fails) && syncs == fault->at) || (armed(Kind::syncing_fails) && syncs >= fault->at);
    for (const Image::Change& change : image.pending)
      if (!fails || coin()) apply(image.synced, change, change.bytes.size());
    image.pending.clear();   // after a failure too: the system takes these pages for clean
    if (fails && strike()) return SQLITE_IOERR_FSYNC;
    image.named = true;
    return SQLITE_OK;
  }

  bool read_fails() {
    ++reads;
    return dead || (armed(Kind::read_fails) && reads == fault->at && strike());
  }
};

// SQLite's own layer: one object for each open file, the real file's behind it in the same memory.
struct File {
  sqlite3_file base;
  Disk* disk;
  Image* image;   // null: none of the files that fail
};

// One for the process: whatever was opened meanwhile, in memory too, keeps a pointer to it.
struct Layer {
  sqlite3_vfs vfs{};
  sqlite3_vfs* real = nullptr;
  Disk* disk = nullptr;   // null: there is no disk that fails just now
};

Layer& layer() {
  static Layer the;
  return the;
}

File* ours(sqlite3_file* file) { return reinterpret_cast<File*>(file); }
sqlite3_file* real(sqlite3_file* file) { return reinterpret_cast<sqlite3_file*>(ours(file) + 1); }

int close_file(sqlite3_file* file) { return real(file)->pMethods->xClose(real(file)); }

int read_file(sqlite3_file* file, void* to, int bytes, sqlite3_int64 at) {
  if (ours(file)->image) {
    const std::lock_guard lock(ours(file)->disk->mutex);
    if (ours(file)->disk->read_fails()) return SQLITE_IOERR_READ;
  }
  return real(file)->pMethods->xRead(real(file), to, bytes, at);
}

int write_file(sqlite3_file* file, const void* from, int bytes, sqlite3_int64 at) {
  if (!ours(file)->image) return real(file)->pMethods->xWrite(real(file), from, bytes, at);
  const std::lock_guard lock(ours(file)->disk->mutex);
  sqlite3_int64 size = 0;
  real(file)->pMethods->xFileSize(real(file), &size);
  const Disk::Written written = ours(file)->disk->write(static_cast<std::size_t>(bytes), at + bytes > size);
  if (written.bytes > 0) {
    const int result = real(file)->pMethods->xWrite(real(file), from, static_cast<int>(written.bytes), at);
    if (result != SQLITE_OK) return result;
    ours(file)->image->pending.push_back({static_cast<std::size_t>(at), std::string(static_cast<const char*>(from), written.bytes), false});
  }
  return written.result;
}

int truncate_file(sqlite3_file* file, sqlite3_int64 size) {
  if (!ours(file)->image) return real(file)->pMethods->xTruncate(real(file), size);
  const std::lock_guard lock(ours(file)->disk->mutex);
  if (!ours(file)->disk->arrives()) return SQLITE_IOERR_TRUNCATE;
  ours(file)->image->pending.push_back({static_cast<std::size_t>(size), "", true});
  return real(file)->pMethods->xTruncate(real(file), size);
}

int sync_file(sqlite3_file* file, int flags) {
  if (!ours(file)->image) return real(file)->pMethods->xSync(real(file), flags);
  const std::lock_guard lock(ours(file)->disk->mutex);
  return ours(file)->disk->sync(*ours(file)->image);
}

int size_of_file(sqlite3_file* file, sqlite3_int64* size) { return real(file)->pMethods->xFileSize(real(file), size); }
int lock_file(sqlite3_file* file, int level) { return real(file)->pMethods->xLock(real(file), level); }
int unlock_file(sqlite3_file* file, int level) { return real(file)->pMethods->xUnlock(real(file), level); }
int check_lock(sqlite3_file* file, int* taken) { return real(file)->pMethods->xCheckReservedLock(real(file), taken); }
int control_file(sqlite3_file* file, int what, void* argument) { return real(file)->pMethods->xFileControl(real(file), what, argument); }
int sector_of(sqlite3_file* file) { return real(file)->pMethods->xSectorSize(real(file)); }
int device_of(sqlite3_file* file) { return real(file)->pMethods->xDeviceCharacteristics(real(file)); }
int map_shared(sqlite3_file* file, int page, int size, int extend, void volatile** where) { return real(file)->pMethods->xShmMap(real(file), page, size, extend, where); }
int lock_shared(sqlite3_file* file, int offset, int count, int flags) { return real(file)->pMethods->xShmLock(real(file), offset, count, flags); }
void barrier_shared(sqlite3_file* file) { real(file)->pMethods->xShmBarrier(real(file)); }
int unmap_shared(sqlite3_file* file, int remove) { return real(file)->pMethods->xShmUnmap(real(file), remove); }

// Version 2: no memory maps, so that every read is seen.
const sqlite3_io_methods methods = {2,           close_file, read_file,    write_file,   truncate_file, sync_file, size_of_file,   lock_file,    unlock_file,
                                    check_lock,  control_file, sector_of,  device_of,    map_shared,    lock_shared, barrier_shared, unmap_shared, nullptr,
                                    nullptr};

int open_file(sqlite3_vfs*, sqlite3_filename path, sqlite3_file* file, int flags, int* flags_out) {
  Disk* const disk = layer().disk;
  file->pMethods = nullptr;
  ours(file)->disk = disk;
  ours(file)->image = nullptr;
  const int result = layer().real->xOpen(layer().real, path, real(file), flags, flags_out);
  if (real(file)->pMethods) file->pMethods = &methods;
  if (result == SQLITE_OK && disk && path && std::string_view(path).substr(0, disk->folder.size()) == disk->folder) {
    const std::lock_guard lock(disk->mutex);
    ours(file)->image = &disk->images[path];
  }
  return result;
}

int delete_file(sqlite3_vfs*, const char* path, int sync_folder) {
  if (Disk* const disk = layer().disk) {
    const std::lock_guard lock(disk->mutex);
    if (const auto found = disk->images.find(path); found != disk->images.end()) {
      if (!disk->arrives()) return SQLITE_IOERR_DELETE;
      found->second = {};
    }
  }
  return layer().real->xDelete(layer().real, path, sync_folder);
}

void stand_before_sqlite(Disk& disk) {
  Layer& the = layer();
  HANDRAIL_ASSERT(!the.disk, "one disk fails at a time");
  if (!the.real) {
    the.real = sqlite3_vfs_find(nullptr);
    the.vfs = *the.real;
    the.vfs.szOsFile += static_cast<int>(sizeof(File));
    the.vfs.zName = "faulty";
    the.vfs.xOpen = open_file;
    the.vfs.xDelete = delete_file;
  }
  the.disk = &disk;
  HANDRAIL_ASSERT(sqlite3_vfs_register(&the.vfs, 1) == SQLITE_OK, "a disk of the test's own");
}

// What lay there before counts as synced.
std::string bytes_of(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

}  // namespace

struct FaultyDisk::State : Disk {};

FaultyDisk::FaultyDisk(std::string folder, std::uint64_t seed) : state_(std::make_unique<State>()) {
  state_->folder = std::move(folder);
  state_->random.seed(seed);
  for (const auto& entry : fs::directory_iterator(state_->folder))
    state_->images[entry.path().string()] = {bytes_of(entry.path()), {}, true};
  stand_before_sqlite(*state_);
}

FaultyDisk::~FaultyDisk() {
  layer().disk = nullptr;
  sqlite3_vfs_register(layer().real, 1);
}

void FaultyDisk::arm(Fault fault) {
  const std::lock_guard lock(state_->mutex);
  state_->fault = fault;
  state_->writes = state_->growths = state_->syncs = state_->reads = state_->changes = 0;
  state_->struck = false;
}

void FaultyDisk::mend() {
  const std::lock_guard lock(state_->mutex);
  state_->fault.reset();
}

bool FaultyDisk::struck() const {
  const std::lock_guard lock(state_->mutex);
  return state_->struck;
}

void FaultyDisk::die() {
  const std::lock_guard lock(state_->mutex);
  state_->dead = true;
}

void FaultyDisk::come_back(bool power_was_lost) {
  const std::lock_guard lock(state_->mutex);
  state_->dead = false;
  for (auto& [path, image] : state_->images) {
    if (!power_was_lost || !fs::exists(path)) continue;
    std::string file = image.synced;
    bool named = image.named;
    for (const Image::Change& change : image.pending) {
      const std::uint64_t fate = state_->random() % 3;   // it arrived, it did not, or a part of it did
      if (fate == 0) continue;
      const std::size_t whole = change.bytes.size();
      apply(file, change, fate == 1 || whole == 0 ? whole : std::min(whole, state_->random() % (whole / sector + 1) * sector));
      named = true;
    }
    image = {file, {}, named};
    fs::remove(path);
    if (named) std::ofstream(path, std::ios::binary) << file;
  }
  if (!power_was_lost) return;
  for (const auto& entry : fs::directory_iterator(state_->folder))
    if (entry.path().string().ends_with("-shm")) fs::remove(entry.path());
}

}  // namespace handrail
