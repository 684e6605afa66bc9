// `handrail ready`: what a desk still needs before customers write to it, and, where they have written, how the last days went.
#include <filesystem>
#include <iostream>

#include "adapters/knowledge/articles.hpp"
#include "engine/app/bundle_folder.hpp"
#include "engine/app/bundle_library.hpp"
#include "engine/app/commands.hpp"
#include "engine/app/keys.hpp"
#include "engine/app/knowledge_check.hpp"
#include "engine/app/patience.hpp"
#include "engine/app/progress_bar.hpp"
#include "engine/app/readiness.hpp"
#include "engine/app/settings.hpp"
#include "engine/app/store_history.hpp"
#include "engine/app/system.hpp"
#include "engine/insight/first_days.hpp"
#include "engine/proof/proof.hpp"

namespace handrail {
namespace {

constexpr Duration review_age = days(60);

int could_not(const std::string& why) {
  std::cerr << "handrail: " << why << "\n";
  return 2;
}

void look_at_articles(const Bundle& bundle, Instant now, Installation& installation) {
  std::vector<Error> told_by_the_check;
  for (const knowledge::Document& document : knowledge::read_articles(knowledge_files(bundle.files), told_by_the_check).documents) {
    if (document.front.audience == Audience::internal) continue;   // where nothing is said, it is for everyone
    installation.articles.push_back(document.front.category);
    if (!document.front.reviewed_at || now - *document.front.reviewed_at > review_age) ++installation.stale_articles;
  }
}

// Cases and transcripts, wherever they stand in the folder.
std::size_t cases_in(const std::string& folder) {
  namespace fs = std::filesystem;
  std::size_t count = 0;
  std::error_code broken;
  for (fs::recursive_directory_iterator file(folder, fs::directory_options::skip_permission_denied, broken), end; !broken && file != end; file.increment(broken))
    if (file->path().extension() == ".case" || file->path().extension() == ".turn") ++count;
  return count;
}

// Nothing where no conversation has been recorded yet.
Result<std::optional<FirstDays>> days_in(const std::string& data, std::size_t count) {
  std::error_code error;
  if (!std::filesystem::exists(store_file(data), error)) return std::nullopt;
  HANDRAIL_TRY(const auto history, store_history(data)());
  ProgressBar progress("reading the journals");
  const Instant since = SystemClock().now() - days(static_cast<std::int64_t>(count));
  HANDRAIL_TRY(auto found, first_days(*history, since, [&](std::size_t done, std::size_t all) { progress.show(done, all); }));
  return std::optional(std::move(found));
}

}  // namespace

int ready_command(const ReadyOptions& options, std::ostream& out) {
  auto files = read_bundle_folder(options.bundle);
  if (!files) return could_not(files.error().message);
  const auto settings = read_settings(options.bundle);
  if (!settings) return could_not(settings.error().message);
  BundleResult result = check_bundle(std::move(*files));
  if (!result.bundle) {
    std::cerr << dsl::render_pretty(result.sources, result.diagnostics, colour_wanted(2));
    return could_not("the bundle has errors: mend them first");
  }
  const auto keys = KeyFile::open(options.data.value_or(settings->data) + "/keys.json");
  if (!keys) return could_not(keys.error().message);

  BundleProof proof;
  {
    const Patience patience("proving");
    proof = prove_bundle(*result.bundle->program, {.today = SystemClock().now()});
  }
  add_findings(proof, result.diagnostics);
  Installation installation;
  installation.findings = result.diagnostics.size();
  installation.guarantees_proved = proof.guarantees_proved;
  installation.keys = (*keys)->list();
  installation.services = settings->services;
  installation.sandbox = !settings->sandbox.empty();
  installation.data = options.data;
  installation.cases = cases_in(options.bundle);
  look_at_articles(*result.bundle, SystemClock().now(), installation);

  const auto lines = readiness(*result.bundle->program, installation, options.bundle);
  const auto days = days_in(options.data.value_or(settings->data), options.days);
  if (!days) return could_not(days.error().message);
  const auto goals = *days ? goals_reached(*result.bundle->program, **days) : std::vector<GoalReached>();
  if (options.json) {
    Json json = to_json(lines);
    if (*days) json.set("days", to_json(**days, goals));
    out << dump_pretty(json) << "\n";
  } else {
    out << in_words(lines) << (*days ? "\n" + in_words(**days, goals) : "");
  }
  return ready(lines) ? 0 : 1;
}

}  // namespace handrail
