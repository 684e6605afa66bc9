#include "engine/app/transcripts.hpp"

#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>

#include "adapters/knowledge/fts5_indexer.hpp"
#include "adapters/reading/embedded_trainer.hpp"
#include "adapters/tools/shop.hpp"
#include "adapters/waiting/threads.hpp"
#include "engine/app/bundle_library.hpp"
#include "engine/app/knowledge_check.hpp"
#include "engine/app/settings.hpp"
#include "engine/base/assert.hpp"
#include "engine/base/limits.hpp"
#include "engine/base/text.hpp"

namespace handrail {
namespace {

namespace fs = std::filesystem;

Result<std::string> content_of(const fs::path& path, std::size_t bytes_max) {
  std::error_code error;
  const auto size = fs::file_size(path, error);
  if (error) return fail(ErrorCode::unavailable, "cannot read `" + path.string() + "`: " + error.message());
  if (size > bytes_max) return fail(ErrorCode::limit, "`" + path.string() + "` is longer than " + std::to_string(bytes_max) + " bytes");
  std::ifstream in(path, std::ios::binary);
  std::ostringstream text;
  if (!(text << in.rdbuf()) && size > 0) return fail(ErrorCode::unavailable, "cannot read `" + path.string() + "`");
  return text.str();
}

Result<std::string> text_of(const fs::path& transcript) {
  HANDRAIL_TRY(std::string text, content_of(transcript, limits::policy_file_bytes));
  if (!valid_utf8(text)) return fail(ErrorCode::invalid, "`" + transcript.string() + "` is no UTF-8 text");
  return text;
}

std::vector<fs::path> transcripts_below(const std::string& folder) {
  std::error_code error;
  std::vector<fs::path> paths;
  for (auto entry = fs::recursive_directory_iterator(folder, fs::directory_options::skip_permission_denied, error); !error && entry != fs::recursive_directory_iterator();
       entry.increment(error)) {
    if (entry->path().filename().string().rfind('.', 0) == 0) {
      if (entry->is_directory(error)) entry.disable_recursion_pending();
    } else if (entry->path().extension() == ".turn" && !entry->is_directory(error)) {
      paths.push_back(entry->path());
    }
  }
  std::sort(paths.begin(), paths.end());
  return paths;
}

// A sandbox shop in a folder of its own, that goes with it.
class ShopOnTheSide : public ToolProvider {
 public:
  static Result<std::unique_ptr<ToolProvider>> open(const std::string& data_set, Clock& clock, IdSource& ids) {
    static int number = 0;
    const fs::path folder = fs::temp_directory_path() / ("handrail-test-" + std::to_string(::getpid()) + "-" + std::to_string(++number));
    std::error_code error;
    fs::create_directories(folder, error);
    if (error) return fail(ErrorCode::unavailable, "cannot write in `" + folder.string() + "`: " + error.message());
    auto made = std::unique_ptr<ShopOnTheSide>(new ShopOnTheSide(folder));
    HANDRAIL_TRY(made->shop_, SandboxShop::open((folder / "sandbox.db").string(), made->waiting_, clock, ids));
    if (!data_set.empty()) {
      HANDRAIL_TRY(const std::string text, content_of(data_set, limits::bundle_bytes));
      const auto json = parse_json(text, {.bytes_max = limits::bundle_bytes});
      if (!json) return fail(json.error().code, data_set + ": " + json.error().message);
      const auto loaded = made->shop_->load(*json);
      if (!loaded) return fail(loaded.error().code, data_set + ": " + loaded.error().message);
    }
    return std::unique_ptr<ToolProvider>(std::move(made));
  }
  ~ShopOnTheSide() override {
    shop_.reset();
    std::error_code error;
    fs::remove_all(folder_, error);
  }

  [[nodiscard]] std::vector<std::string> tools() const override { return shop_->tools(); }
  [[nodiscard]] Json schema(const std::string& tool) const override { return shop_->schema(tool); }
  ToolResponse call(const ToolRequest& request) override { return shop_->call(request); }

 private:
  explicit ShopOnTheSide(fs::path folder) : folder_(std::move(folder)) {}
  fs::path folder_;
  ThreadWaiting waiting_;
  std::unique_ptr<SandboxShop> shop_;
};

// Bundles made ready, each once: a transcript that puts a file in its place needs one of its own.
class Workshop {
 public:
  explicit Workshop(std::string cache) : trainer_(std::move(cache)) {}

  Result<LiveBundle> ready(std::vector<dsl::SourceFile> files, Readings readings) {
    const BundleHash hash = hash_of(files);
    LiveBundle& live = ready_[hash];
    if (!live.bundle) {
      const BundleResult result = check_bundle(std::move(files));
      if (!result.bundle) return fail(ErrorCode::invalid, dsl::render_pretty(result.sources, result.diagnostics, false));
      HANDRAIL_TRY(live.knowledge, Fts5Indexer("").index(hash.text, knowledge_files(result.bundle->files)));
      live.bundle = result.bundle;
    }
    if (!live.classifier && readings == Readings::trained) {
      HANDRAIL_TRY(live.classifier, trainer_.train(reading_spec(*live.bundle->program)));
    }
    return live;
  }

 private:
  EmbeddedTrainer trainer_;
  std::map<BundleHash, LiveBundle> ready_;
};

void write_back(const fs::path& path, const std::string& before, PlayedTranscript& played, Transcripts& all) {
  if (played.result.mended == before || played.result.mended.empty()) return;
  std::ofstream out(path, std::ios::binary | std::ios::trunc);
  if (out << played.result.mended << std::flush) all.updated.push_back(played.file);
  else all.unreadable.push_back("`" + path.string() + "` cannot be written");
}

}  // namespace

std::size_t Transcripts::failed() const {
  return static_cast<std::size_t>(std::count_if(played.begin(), played.end(), [](const PlayedTranscript& one) { return !one.result.holds(); })) - not_understood();
}

std::size_t Transcripts::not_understood() const {
  return static_cast<std::size_t>(std::count_if(played.begin(), played.end(), [](const PlayedTranscript& one) { return !one.result.understood(); }));
}

Result<Transcripts> play_transcripts(const std::string& folder, const Bundle& bundle, Mend mend) {
  Transcripts all;
  const auto paths = transcripts_below(folder);
  if (paths.empty()) return all;
  HANDRAIL_TRY(const Settings settings, read_settings(folder));
  Workshop workshop(settings.data + "/cache");
  const BundleMaker maker = [&](std::vector<dsl::SourceFile> files, Readings readings) { return workshop.ready(std::move(files), readings); };
  for (const fs::path& path : paths) {
    const auto text = text_of(path);
    if (!text) {
      all.unreadable.push_back(text.error().message);
      continue;
    }
    PlayerSettings playing;
    playing.files = bundle.files;
    playing.readings = Readings::trained;
    playing.sandbox = [&](Clock& clock, IdSource& ids) { return ShopOnTheSide::open(settings.sandbox, clock, ids); };
    PlayedTranscript played{fs::path(path).lexically_relative(folder).generic_string(), check_transcript(maker, std::move(playing), *text)};
    if (mend == Mend::yes) write_back(path, *text, played, all);
    all.played.push_back(std::move(played));
  }
  return all;
}

}  // namespace handrail
