#include "engine/app/bundle_library.hpp"

#include <algorithm>
#include <chrono>

#include "dsl/program/carried_by.hpp"
#include "dsl/source/library_help.hpp"
#include "dsl/syntax/findings.hpp"
#include "engine/app/bundle_folder.hpp"
#include "engine/app/knowledge_base_of.hpp"
#include "engine/app/knowledge_check.hpp"
#include "engine/app/system.hpp"
#include "engine/base/text.hpp"
#include "engine/cases/cases.hpp"
#include "workflows/runtime/check_script.hpp"

namespace handrail {
namespace {

constexpr auto look_every = std::chrono::milliseconds(250);
constexpr std::size_t versions_kept = 16;   // older ones come back from the store

EntityKind kind_of(const dsl::Entity& entity) {
  switch (entity.type.kind) {
    case dsl::TypeKind::money: return EntityKind::money;
    case dsl::TypeKind::time: return EntityKind::date;
    case dsl::TypeKind::whole_number: return EntityKind::whole_number;
    default: return entity.patterns.empty() ? EntityKind::email : EntityKind::pattern;
  }
}

// The place of a line in a file of the bundle, for a finding that knows no more.
dsl::Span line_span(const dsl::Sources& sources, const std::string& path, int line) {
  for (std::uint32_t file = 0; file < sources.size(); ++file) {
    if (sources.file(file).path != path) continue;
    const std::string& text = sources.file(file).text;
    std::size_t begin = 0;
    for (int at = 1; at < line && begin != std::string::npos; ++at) begin = text.find('\n', begin) == std::string::npos ? std::string::npos : text.find('\n', begin) + 1;
    if (begin == std::string::npos) begin = 0;
    const std::size_t end = text.find('\n', begin);
    return {file, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end == std::string::npos ? text.size() : end)};
  }
  return {};
}

ScriptTool::Wants wants(const dsl::Type& type) {
  switch (type.kind) {
    case dsl::TypeKind::text:
    case dsl::TypeKind::enumeration: return ScriptTool::Wants::text;
    case dsl::TypeKind::whole_number:
    case dsl::TypeKind::decimal: return ScriptTool::Wants::number;
    case dsl::TypeKind::money: return ScriptTool::Wants::money;
    case dsl::TypeKind::yes_no: return ScriptTool::Wants::yes_no;
    default: return ScriptTool::Wants::any;
  }
}

ScriptSurroundings around_script(const dsl::Program& program, const dsl::Workflow& workflow) {
  ScriptSurroundings around;
  for (const std::uint32_t index : workflow.tools) {
    ScriptTool tool{program.tools[index].name, {}, true};
    for (const dsl::Field& parameter : program.tools[index].parameters) {
      const bool one_of = parameter.type.kind == dsl::TypeKind::enumeration;
      const std::vector<std::string> words = one_of ? program.enumerations[parameter.type.index].words : std::vector<std::string>{};
      tool.parameters.push_back({parameter.name, wants(parameter.type), parameter.type.optional, words});
    }
    around.tools.push_back(std::move(tool));
  }
  around.inputs = workflow.takes;
  around.queues.emplace();
  for (const dsl::Queue& queue : program.queues) around.queues->push_back(queue.name);
  return around;
}

// The workflow's script, and the scripts that it requires.
class WorkflowCheck {
 public:
  WorkflowCheck(const Bundle& bundle, const dsl::Workflow& workflow, const dsl::Sources& sources, dsl::Diagnostics& diagnostics)
      : bundle_(bundle), workflow_(workflow), sources_(sources), diagnostics_(diagnostics) {}

  void all() {
    std::vector<std::string> scripts;
    for (const dsl::SourceFile& file : bundle_.files)
      if (file.path.ends_with(".lua")) scripts.push_back(file.path);
    const Requirements needed = required_by(workflow_.file, [this](std::string_view path) { return bundle_.text_of(path); }, scripts);
    for (const RequireIssue& issue : needed.issues) broken(issue.file, issue.line, issue.message, issue.help);
    std::vector<std::string> files{workflow_.file};
    for (const RequiredScript& script : needed.scripts) files.push_back(script.file);
    for (const std::string& file : files) one(file, files);
    if (needed.issues.empty()) unused(files);   // what could not be found may call it
  }

 private:
  void one(const std::string& file, const std::vector<std::string>& files) {
    const std::string* text = bundle_.text_of(file);
    if (!text) return;   // told by the policy's own check
    ScriptSurroundings around = around_script(*bundle_.program, workflow_);
    for (const std::string& other : files)
      if (other != file) around.others.push_back(*bundle_.text_of(other));
    for (const ScriptIssue& issue : check_script(file, *text, around)) broken(issue.file, issue.line, issue.message, issue.help);
  }

  void unused(const std::vector<std::string>& files) {
    std::vector<std::string> tools;
    for (const std::uint32_t tool : workflow_.tools) tools.push_back(bundle_.program->tools[tool].name);
    for (const std::string& file : files)
      if (const std::string* text = bundle_.text_of(file)) tools = unused_tools(*text, tools);
    for (const std::string& tool : tools) {
      if (!bundle_.text_of(workflow_.file)) return;
      dsl::Diagnostic found;
      found.code = "P0435";
      found.severity = dsl::Severity::warning;
      found.message = "workflow `" + workflow_.name + "` names `" + tool + "`, and its script never calls it";
      found.span = workflow_.rule.span;
      found.help = "remove `" + tool + "` from its `tools`, or call it in `" + printable(workflow_.file) + "`";
      diagnostics_.push_back(std::move(found));
    }
  }

  // Once, where several workflows require the same script.
  void broken(const std::string& file, int line, const std::string& message, const std::string& help) {
    dsl::Diagnostic found;
    found.code = "P0601";
    found.message = message;
    found.span = line_span(sources_, file, line);
    found.note = "in workflow `" + workflow_.name + "`";
    found.help = help;
    const auto same = [&](const dsl::Diagnostic& other) { return other.code == found.code && other.span == found.span && other.message == message; };
    if (std::ranges::none_of(diagnostics_, same)) diagnostics_.push_back(std::move(found));
  }

  const Bundle& bundle_;
  const dsl::Workflow& workflow_;
  const dsl::Sources& sources_;
  dsl::Diagnostics& diagnostics_;
};

void check_scripts(const Bundle& bundle, const dsl::Sources& sources, dsl::Diagnostics& diagnostics) {
  for (const dsl::Workflow& workflow : bundle.program->workflows)
    if (!dsl::by_model(workflow)) WorkflowCheck(bundle, workflow, sources, diagnostics).all();
}

Json as_json(const dsl::Sources& sources, const dsl::Diagnostics& diagnostics) {
  return parse_json(dsl::render_json(sources, diagnostics), {.bytes_max = 16u << 20}).value_or(Json::array());
}

}  // namespace

BundleResult check_bundle(std::vector<dsl::SourceFile> files, const dsl::CompileOptions& options) {
  BundleResult result = make_bundle(std::move(files), options);
  if (!result.bundle) {
    result.diagnostics = dsl::with_help_for_the_library(result.sources, std::move(result.diagnostics));
    return result;
  }
  check_scripts(*result.bundle, result.sources, result.diagnostics);
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
  for (const dsl::Signal& signal : program.signals) spec.signals.push_back({signal.name, signal.phrases, signal.patterns, signal.but_not, signal.examples, signal.at});
  for (const dsl::Entity& entity : program.entities) spec.entities.push_back({entity.name, kind_of(entity), entity.patterns});
  if (!program.currency.code().empty()) spec.currency = std::string(program.currency.code());
  return spec;
}

BundleLibrary::BundleLibrary(std::string folder, Store& store, ClassifierTrainer& trainer, KnowledgeIndexer& indexer, std::function<void(const std::string&)> told)
    : folder_(std::move(folder)), store_(store), trainer_(trainer), indexer_(indexer), told_(std::move(told)) {}

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

Result<void> BundleLibrary::load() {
  stamp_ = folder_stamp(folder_);   // before reading: an edit meanwhile is seen later
  HANDRAIL_TRY(auto files, read_bundle_folder(folder_));
  BundleResult result = check_bundle(std::move(files));
  if (!result.diagnostics.empty()) told_(dsl::render_pretty(result.sources, result.diagnostics, false));
  if (!result.bundle) return fail(ErrorCode::invalid, "the bundle has errors");
  if (const std::string old = old_articles_in_words(old_articles(*result.bundle, SystemClock().now())); !old.empty()) told_(old + ": `handrail knowledge stale` lists them");
  HANDRAIL_TRY(auto live, make_live(result.bundle));
  HANDRAIL_TRY_VOID(store_.put_bundle(result.bundle->hash, to_text(*result.bundle)));
  const std::lock_guard lock(mutex_);
  kept_[live->bundle->hash] = live;
  current_ = std::move(live);
  problems_ = Json::array();
  return {};
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
        else told_("the bundle cannot be read: " + files.error().message);
      }
    }
    lock.lock();
  }
}

void BundleLibrary::take(std::vector<dsl::SourceFile> files) {
  const BundleHash hash = hash_of(files);
  {
    const std::lock_guard lock(mutex_);
    if (hash == current_->bundle->hash && problems_.items() && problems_.items()->empty()) return;
  }
  BundleResult result = check_bundle(std::move(files));
  if (!result.bundle) {
    told_("the edit has errors; version " + current()->bundle->hash.text.substr(0, 12) + " serves on\n" + dsl::render_pretty(result.sources, result.diagnostics, false));
    const std::lock_guard lock(mutex_);
    problems_ = as_json(result.sources, result.diagnostics);
    return;
  }
  auto live = make_live(result.bundle);
  Result<void> stored = live ? store_.put_bundle(result.bundle->hash, to_text(*result.bundle)) : fail(live.error());
  if (!stored) {
    told_("the edit cannot serve: " + stored.error().message);
    const std::lock_guard lock(mutex_);
    problems_ = Json::array({Json::object({{"message", stored.error().message}})});
    return;
  }
  told_("version " + result.bundle->hash.text.substr(0, 12) + " serves new conversations");
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
