#include "engine/app/store_history.hpp"

#include <filesystem>

#include "adapters/sqlite/store_view.hpp"

namespace handrail {
namespace {

class StoreHistory final : public History {
 public:
  explicit StoreHistory(StoreView view) : view_(std::move(view)) {}
  Result<std::vector<ConversationId>> conversations() override { return view_.conversations(); }
  Result<std::vector<StoredEvent>> events(const ConversationId& conversation) override { return view_.events(conversation); }
  Result<std::vector<BundleHash>> versions() override { return view_.bundles(); }
  Result<std::optional<std::string>> bundle(const BundleHash& hash) override { return view_.bundle(hash); }

 private:
  StoreView view_;
};

}  // namespace

std::string store_file(const std::string& folder_or_file) {
  std::error_code error;
  return std::filesystem::is_directory(folder_or_file, error) ? folder_or_file + "/handrail.db" : folder_or_file;
}

HistoryOpener store_history(const std::string& folder_or_file) {
  return [file = store_file(folder_or_file)]() -> Result<std::unique_ptr<History>> {
    auto view = StoreView::open(file);
    if (!view) return fail(view.error().code, "the history `" + file + "` cannot be read: " + view.error().message);
    return std::make_unique<StoreHistory>(std::move(*view));
  };
}

}  // namespace handrail
