#include "engine/policy/bundle.hpp"

#include <algorithm>

#include "dsl/syntax/findings.hpp"
#include "engine/base/hash.hpp"
#include "engine/base/limits.hpp"
#include "engine/policy/gate.hpp"

namespace handrail {
namespace {

std::vector<dsl::SourceFile> sorted(std::vector<dsl::SourceFile> files) {
  std::sort(files.begin(), files.end(), [](const auto& a, const auto& b) { return a.path < b.path; });
  return files;
}

Json as_json(const std::vector<dsl::SourceFile>& files) {
  Json list = Json::array();
  for (const dsl::SourceFile& file : files) list.push(Json::object({{"path", file.path}, {"text", file.text}}));
  return list;
}

}  // namespace

const std::string* Bundle::text_of(std::string_view path) const {
  const auto found = std::lower_bound(files.begin(), files.end(), path, [](const auto& file, std::string_view key) { return file.path < key; });
  return found != files.end() && found->path == path ? &found->text : nullptr;
}

BundleHash hash_of(std::vector<dsl::SourceFile> files) {
  std::string listing;
  for (const dsl::SourceFile& file : sorted(std::move(files))) listing += sha256(file.path) + sha256(file.text);
  return BundleHash(sha256(listing));
}

BundleResult make_bundle(std::vector<dsl::SourceFile> files, const dsl::CompileOptions& options) {
  files = sorted(std::move(files));
  dsl::Compiled compiled = dsl::compile(files, options);
  BundleResult result{nullptr, std::move(compiled.diagnostics), std::move(compiled.sources)};
  if (!compiled.program) return result;
  run_examples(*compiled.program, result.diagnostics);
  result.diagnostics = dsl::for_the_author(std::move(result.diagnostics));
  if (dsl::has_errors(result.diagnostics)) return result;
  auto bundle = std::make_shared<Bundle>();
  bundle->hash = hash_of(files);
  bundle->files = std::move(files);
  bundle->program = std::move(compiled.program);
  const TextOfPath text_of = [&](std::string_view path) { return bundle->text_of(path); };
  for (const dsl::Workflow& workflow : bundle->program->workflows) {
    Bundle::Script& script = bundle->scripts[workflow.file];
    script.required = required_by(workflow.file, text_of).scripts;
    script.hash = hash_of_script(workflow.file, script.required, text_of);
  }
  result.bundle = std::move(bundle);
  return result;
}

std::string to_text(const Bundle& bundle) { return dump(as_json(bundle.files)); }

Result<std::vector<dsl::SourceFile>> bundle_files(const std::string& text) {
  HANDRAIL_TRY(const Json list, parse_json(text, {.bytes_max = 4 * limits::bundle_bytes, .depth_max = 4}));
  if (!list.items()) return fail(ErrorCode::corrupt, "a stored bundle is not a list of files");
  std::vector<dsl::SourceFile> files;
  for (const Json& file : *list.items()) files.push_back({file.text_or("path"), file.text_or("text")});
  return files;
}

}  // namespace handrail
