// `handrail store check`: whether what a data folder keeps still holds together.
#include <filesystem>
#include <iostream>

#include "adapters/sqlite/store_view.hpp"
#include "engine/app/commands.hpp"
#include "engine/app/progress_bar.hpp"
#include "engine/app/settings.hpp"
#include "engine/app/store_history.hpp"
#include "engine/base/json.hpp"
#include "engine/base/text.hpp"
#include "engine/policy/bundle.hpp"

namespace handrail {
namespace {

struct Fault { std::string of, problem; };   // of: "conversation chat-1", "version 3f2a…", "the file"
struct Checked { std::size_t conversations = 0, versions = 0; std::vector<Fault> faults; };

std::string counted(std::size_t count, const std::string& what) { return std::to_string(count) + " " + what + (count == 1 ? "" : "s"); }

std::string problem_of_version(StoreView& store, const BundleHash& hash) {
  const auto text = store.bundle(hash);
  if (!text) return text.error().message;
  if (!*text) return "is not there any more";
  const auto files = bundle_files(**text);
  if (!files) return files.error().message;
  return hash_of(*files) == hash ? "" : "its files are not those that it is named after";
}

Result<Checked> checked(const std::string& file) {
  HANDRAIL_TRY(StoreView store, StoreView::open(file));
  Checked found;
  HANDRAIL_TRY(const auto pages, store.damaged_pages());
  for (const std::string& page : pages) found.faults.push_back({"the file", printable(page, 300)});
  HANDRAIL_TRY(const auto versions, store.bundles());
  for (const BundleHash& hash : versions)
    if (const std::string problem = problem_of_version(store, hash); !problem.empty()) found.faults.push_back({"version " + printable(hash.text.substr(0, 12)), problem});
  HANDRAIL_TRY(const auto conversations, store.conversations());
  ProgressBar progress("walking the journals");
  for (const ConversationId& conversation : conversations) {
    if (const auto holds = store.verify(conversation); !holds) found.faults.push_back({"conversation " + printable(conversation.text), holds.error().message});
    progress.show(++found.conversations, conversations.size());
  }
  found.versions = versions.size();
  return found;
}

Json as_json(const Checked& found) {
  Json faults = Json::array();
  for (const Fault& fault : found.faults) faults.push(Json::object({{"of", fault.of}, {"problem", fault.problem}}));
  return Json::object({{"conversations", std::int64_t(found.conversations)}, {"versions", std::int64_t(found.versions)}, {"faults", std::move(faults)}});
}

void print(const Checked& found, const std::string& file, std::ostream& out) {
  for (const Fault& fault : found.faults) out << fault.of << ": " << fault.problem << "\n";
  const std::string what = counted(found.conversations, "conversation") + " and " + counted(found.versions, "version") + " of the bundle in " + printable(file, 300);
  if (found.faults.empty()) out << what << ": everything holds together\n";
  else out << what << ": " << counted(found.faults.size(), "fault") << "; restore the file from a backup, or keep it as it is for whoever finds out who changed it\n";
}

}  // namespace

int store_check(const StoreCheckOptions& options, std::ostream& out) {
  const auto settings = read_settings(options.bundle);
  const std::string file = settings ? store_file(options.data.value_or(settings->data)) : "";
  const auto found = settings ? checked(file) : Result<Checked>(fail(settings.error()));
  if (!found) {
    std::cerr << "handrail: " << found.error().message << "\n";
    return 2;
  }
  if (options.json) out << dump(as_json(*found)) << "\n";
  else print(*found, file, out);
  return found->faults.empty() ? 0 : 1;
}

}  // namespace handrail
