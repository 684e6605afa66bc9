#include "engine/app/script_check.hpp"

#include <algorithm>

#include "dsl/check/includes.hpp"
#include "dsl/check/symbols.hpp"
#include "dsl/program/carried_by.hpp"
#include "dsl/program/consequences.hpp"
#include "dsl/syntax/parse.hpp"
#include "engine/base/text.hpp"
#include "engine/reply/check_reply.hpp"
#include "workflows/runtime/check_script.hpp"
#include "workflows/runtime/script_sayings.hpp"
#include "workflows/source/required_scripts.hpp"

namespace handrail {

namespace {

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

ScriptType type_in_a_script(const dsl::Type& type) {
  const bool list = type.kind == dsl::TypeKind::list && !type.element.empty();
  const dsl::Type& one = list ? type.element.front() : type;
  if (one.kind == dsl::TypeKind::record) return {.record = one.index, .list = list};
  return {.kind = list ? ScriptType::Wants::any : wants(type), .list = list};
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
    if (program.tools[index].gives) tool.gives = type_in_a_script(*program.tools[index].gives);
    around.tools.push_back(std::move(tool));
  }
  for (const dsl::RecordType& record : program.records) {
    ScriptRecord& made = around.records.emplace_back(ScriptRecord{record.name, {}});
    for (const dsl::Field& field : record.fields) made.fields.emplace_back(field.name, type_in_a_script(field.type));
  }
  for (const dsl::Entity& entity : program.entities) around.entities.emplace(entity.name, wants(entity.type));
  around.inputs = workflow.takes;
  around.queues.emplace();
  for (const dsl::Queue& queue : program.queues) around.queues->push_back(queue.name);
  return around;
}

// The words by which a text announces a person, as the check before sending finds them where nobody was brought; empty: none.
std::string announced_in(const std::string& text) {
  const reply::Checked checked = reply::check_reply({text, reply::Author::script, {}}, {}, {});
  const auto found = std::ranges::find(checked.findings, reply::FindingKind::unbacked_transfer, &reply::Finding::kind);
  return found == checked.findings.end() ? "" : found->text;
}

std::string_view code_of(ScriptIssue::Kind kind) {
  switch (kind) {
    case ScriptIssue::Kind::broken: return "P0601";
    case ScriptIssue::Kind::other_value: return "P0607";
    case ScriptIssue::Kind::no_such_field: return "P0608";
    case ScriptIssue::Kind::announces_nobody: return "P0609";
  }
  return "P0601";
}

// The workflow's script, and the scripts that it requires.
class WorkflowCheck {
 public:
  enum class Whole { yes, no };   // whether the program is all that the policy says, and not as much as could be read
  WorkflowCheck(const dsl::Program& program, const dsl::Workflow& workflow, const dsl::Sources& sources, dsl::Diagnostics& diagnostics, Whole whole)
      : whole_(whole), program_(program), workflow_(workflow), sources_(sources), diagnostics_(diagnostics) {}

  void all() {
    std::vector<std::string> scripts;
    for (std::uint32_t file = 0; file < sources_.size(); ++file)
      if (sources_.file(file).path.ends_with(".lua")) scripts.push_back(sources_.file(file).path);
    const Requirements needed = required_by(workflow_.file, [this](std::string_view path) { return text_of(path); }, scripts);
    for (const RequireIssue& issue : needed.issues) broken(issue.file, issue.line, issue.message, issue.help);
    std::vector<std::string> files{workflow_.file};
    for (const RequiredScript& script : needed.scripts) files.push_back(script.file);
    for (const std::string& file : files) one(file, files);
    if (whole_ == Whole::yes && needed.issues.empty()) announcements(files);
    if (needed.issues.empty() && !broken_) unused(files);   // what could not be found, or is misspelt, may call it
  }

 private:
  [[nodiscard]] const std::string* text_of(std::string_view path) const {
    for (std::uint32_t file = 0; file < sources_.size(); ++file)
      if (sources_.file(file).path == path) return &sources_.file(file).text;
    return nullptr;
  }

  void one(const std::string& file, const std::vector<std::string>& files) {
    const std::string* text = text_of(file);
    if (!text) return;   // told by the policy's own check
    ScriptSurroundings around = around_script(program_, workflow_);
    for (const std::string& other : files)
      if (other != file) around.others.push_back(*text_of(other));
    for (const ScriptIssue& issue : check_script(file, *text, around)) broken(issue.file, issue.line, issue.message, issue.help, issue.kind);
  }

  void unused(const std::vector<std::string>& files) {
    std::vector<std::string> tools;
    for (const std::uint32_t tool : workflow_.tools) tools.push_back(program_.tools[tool].name);
    for (const std::string& file : files)
      if (const std::string* text = text_of(file)) tools = unused_tools(*text, tools);
    for (const std::string& tool : tools) {
      if (!text_of(workflow_.file)) return;
      dsl::Diagnostic found;
      found.code = "P0435";
      found.severity = dsl::Severity::warning;
      found.message = "workflow `" + workflow_.name + "` names `" + tool + "`, and its script never calls it";
      found.span = workflow_.rule.span;
      found.help = "remove `" + tool + "` from its `tools`, or call it in `" + printable(workflow_.file) + "`";
      diagnostics_.push_back(std::move(found));
    }
  }

  // Words that somebody will see to it, of scripts that bring nobody: at run time they would not go out.
  void announcements(const std::vector<std::string>& files) {
    std::vector<std::string> acting;
    for (const std::uint32_t tool : workflow_.tools)
      if (program_.tools[tool].effect != dsl::Effect::reads) acting.push_back(program_.tools[tool].name);
    for (const std::string& file : files) {
      const auto elsewhere = [&](const std::string& other) { return other != file && text_of(other) && may_do_something(*text_of(other), acting); };
      if (!text_of(file) || std::ranges::any_of(files, elsewhere)) continue;   // a function of one script may be called by another
      for (const ScriptSaying& saying : sayings_without_a_deed(*text_of(file), acting)) {
        const std::string found = announced_in(saying.text);
        if (!found.empty())
          broken(file, saying.line, "`" + printable(found, 60) + "` announces a person, and nothing in the script brings one",
                 "end with `desk.hand_off(\"…\")`: the customer hears who takes over, and when", ScriptIssue::Kind::announces_nobody);
      }
    }
  }

  // Once, where several workflows require the same script.
  void broken(const std::string& file, int line, const std::string& message, const std::string& help, ScriptIssue::Kind kind = ScriptIssue::Kind::broken) {
    broken_ = broken_ || kind == ScriptIssue::Kind::broken;
    dsl::Diagnostic found;
    found.code = std::string(code_of(kind));
    if (kind != ScriptIssue::Kind::broken) found.severity = dsl::Severity::warning;
    found.message = message;
    found.span = line_span(sources_, file, line);
    found.note = "in workflow `" + workflow_.name + "`";
    found.help = help;
    const auto same = [&](const dsl::Diagnostic& other) { return other.code == found.code && other.span == found.span && other.message == message; };
    if (std::ranges::none_of(diagnostics_, same)) diagnostics_.push_back(std::move(found));
  }

  const Whole whole_;
  bool broken_ = false;                    // a script has something that no run could do
  const dsl::Program& program_;
  const dsl::Workflow& workflow_;
  const dsl::Sources& sources_;
  dsl::Diagnostics& diagnostics_;
};

// As much of a program as its scripts are held against. A workflow that names a tool which there is none of is left out: its script calls that too.
dsl::Program what_scripts_see(const dsl::Tree& tree) {
  dsl::Diagnostics told_before;
  dsl::Report report(told_before);
  const dsl::Symbols symbols = dsl::collect(tree, report);
  dsl::Program program;
  program.enumerations = symbols.enumerations;
  program.records = symbols.records;
  for (std::size_t i = 0; const dsl::EntityBlock* entity : symbols.entities) program.entities.push_back({.name = entity->name.text, .type = symbols.entity_types[i++]});
  for (const dsl::QueueBlock* queue : symbols.queues) program.queues.push_back({.name = queue->name.text});
  for (std::size_t i = 0; const dsl::ToolBlock* tool : symbols.tools) {
    const dsl::ToolTypes& types = symbols.tool_types[i++];
    program.tools.push_back({.name = tool->name.text, .parameters = types.parameters.fields, .gives = types.gives});
  }
  for (const dsl::WorkflowBlock* block : symbols.workflows) {
    dsl::Workflow workflow{.name = block->name.text, .file = block->file.text};
    workflow.rule.span = block->span;
    for (const dsl::Name& input : block->takes) workflow.takes.push_back(input.text);
    for (const dsl::Name& tool : block->tools)
      if (const auto found = symbols.tools.find(tool.text)) workflow.tools.push_back(*found);
    if (workflow.tools.size() == block->tools.size()) program.workflows.push_back(std::move(workflow));
  }
  return program;
}

void check_all(const dsl::Program& program, const dsl::Sources& sources, dsl::Diagnostics& diagnostics, WorkflowCheck::Whole whole) {
  for (const dsl::Workflow& workflow : program.workflows)
    if (!dsl::by_model(workflow)) WorkflowCheck(program, workflow, sources, diagnostics, whole).all();
}

}  // namespace

void check_scripts(const dsl::Program& program, const dsl::Sources& sources, dsl::Diagnostics& diagnostics) {
  check_all(program, sources, diagnostics, WorkflowCheck::Whole::yes);
}

void check_scripts_beside_errors(const dsl::Sources& sources, dsl::Diagnostics& diagnostics) {
  dsl::Diagnostics unread, of_the_scripts;
  dsl::Tree read = dsl::parse(sources, unread);
  const dsl::Consequences consequences(sources, unread);
  dsl::Diagnostics told_before;
  check_all(what_scripts_see(dsl::resolve_includes(std::move(read), sources, told_before)), sources, of_the_scripts, WorkflowCheck::Whole::no);
  for (dsl::Diagnostic& found : of_the_scripts)
    if (!consequences.may_hold(found)) diagnostics.push_back(std::move(found));
}

}  // namespace handrail
