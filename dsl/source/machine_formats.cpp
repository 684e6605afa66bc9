#include "dsl/source/machine_formats.hpp"

#include <algorithm>
#include <map>

#include "dsl/source/codes.hpp"
#include "dsl/source/pages.hpp"
#include "dsl/source/shown.hpp"
#include "engine/base/json.hpp"
#include "engine/base/utf8.hpp"

namespace handrail::dsl {

std::string_view page_of(std::string_view code) {
  for (const Page& page : pages())
    if (page.code == code) return page.text;
  return {};
}

namespace {

std::string_view level_of(Severity severity) { return severity == Severity::error ? "error" : "warning"; }

// A path as a relative URI reference (RFC 3986): everything but unreserved characters and `/` in percent signs.
std::string uri_of(std::string_view path) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  constexpr std::string_view unreserved = "-._~/";
  std::string out;
  for (const char c : path) {
    const auto byte = static_cast<unsigned char>(c);
    const bool letter_or_digit = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    if (letter_or_digit || unreserved.find(c) != std::string_view::npos)
      out += c;
    else
      out.append({'%', digits[byte >> 4], digits[byte & 15]});
  }
  return out;
}

// Paths as a consumer finds them: from where the check was run, or from the bundle's folder where that lies elsewhere.
struct Base {
  std::string prefix;       // before each path
  std::string_view id;      // into originalUriBaseIds
  Json bases;
};

Base base_of(std::string_view folder) {
  while (folder.starts_with("./")) folder.remove_prefix(2);
  while (folder.size() > 1 && folder.ends_with('/')) folder.remove_suffix(1);
  if (folder == ".") folder = "";
  const auto described = [](std::string_view text) { return Json::object({{"text", text}}); };
  if (!folder.starts_with('/') && folder != ".." && !folder.starts_with("../") && folder.find("/../") == std::string_view::npos && !folder.ends_with("/..")) {
    Json root = Json::object({{"description", described("where the check was run")}});
    return {folder.empty() ? "" : std::string(folder) + "/", "%SRCROOT%", Json::object({{"%SRCROOT%", std::move(root)}})};
  }
  Json bundle = Json::object({{"description", described("the bundle's folder")}});
  if (folder.starts_with('/')) bundle.set("uri", "file://" + uri_of(folder) + (folder == "/" ? "" : "/"));
  return {"", "BUNDLE", Json::object({{"BUNDLE", std::move(bundle)}})};
}

// SARIF's columns are UTF-16 code units, as editors count; ours are code points.
std::uint32_t utf16_column(const Sources& sources, std::uint32_t file, std::uint32_t offset) {
  const std::string_view line = sources.line_text(file, sources.position(file, offset).line);
  const std::string& text = sources.file(file).text;
  const std::size_t begin = static_cast<std::size_t>(line.data() - text.data()), end = std::min<std::size_t>(offset, text.size());
  std::uint32_t column = 1;
  for (std::size_t at = begin; at < end;) {
    const CodePoint point = decode_utf8(text, at);
    column += point.valid && point.value > 0xffff ? 2 : 1;
    at += point.bytes;
  }
  return column;
}

Json location_of(const Sources& sources, Span span, const Base& base) {
  const std::uint32_t end = std::max(span.begin, span.end);
  Json region = Json::object({{"startLine", sources.position(span.file, span.begin).line}, {"startColumn", utf16_column(sources, span.file, span.begin)},
                              {"endLine", sources.position(span.file, end).line}, {"endColumn", utf16_column(sources, span.file, end)}});
  Json artifact = Json::object({{"uri", uri_of(base.prefix + sources.file(span.file).path)}, {"uriBaseId", base.id}});
  return Json::object({{"physicalLocation", Json::object({{"artifactLocation", std::move(artifact)}, {"region", std::move(region)}})}});
}

// What stands in a page as it is: Markdown, and the same as text.
Json rule_of(const std::string& code, Severity severity) {
  Json rule = Json::object({{"id", code}, {"shortDescription", Json::object({{"text", summary_of(code)}})}});
  rule.set("defaultConfiguration", Json::object({{"level", level_of(severity)}}));
  const std::string hint = "Run `handrail explain " + code + "`.";
  const std::string_view page = page_of(code).empty() ? std::string_view(hint) : page_of(code);
  rule.set("help", Json::object({{"text", page}, {"markdown", page}}));
  return rule;
}

std::string message_of(const Diagnostic& finding) {
  std::string text = shown(finding.message);
  if (!finding.note.empty()) text += " (" + shown(finding.note) + ")";
  if (!finding.help.empty()) text += "\nhelp: " + shown(finding.help);
  return text;
}

Json result_of(const Sources& sources, const Diagnostic& finding, std::size_t rule, const Base& base) {
  Json result = Json::object({{"ruleId", finding.code}, {"ruleIndex", rule}, {"level", level_of(finding.severity)},
                              {"message", Json::object({{"text", message_of(finding)}})}, {"locations", Json::array({location_of(sources, finding.span, base)})}});
  Json related = Json::array();
  for (std::size_t i = 0; i < finding.labels.size(); ++i) {
    Json other = Json::object({{"id", i + 1}});
    const Json place = location_of(sources, finding.labels[i].span, base);
    other.set("physicalLocation", place["physicalLocation"]).set("message", Json::object({{"text", shown(finding.labels[i].text)}}));
    related.push(std::move(other));
  }
  if (!finding.labels.empty()) result.set("relatedLocations", std::move(related));
  return result;
}

Json rule_beside(const ErrorBeside& error) {
  const Json summary = Json::object({{"text", error.summary}});
  return Json::object({{"id", error.rule}, {"shortDescription", summary}, {"defaultConfiguration", Json::object({{"level", "error"}})}, {"help", summary}});
}

Json result_beside(const ErrorBeside& error, std::size_t rule, const Base& base) {
  Json artifact = Json::object({{"uri", uri_of(base.prefix + error.file)}, {"uriBaseId", base.id}});
  const Json place = Json::object({{"artifactLocation", std::move(artifact)}, {"region", Json::object({{"startLine", error.line}, {"startColumn", 1}})}});
  return Json::object({{"ruleId", error.rule}, {"ruleIndex", rule}, {"level", error.warning ? "warning" : "error"}, {"message", Json::object({{"text", shown(error.message)}})},
                       {"locations", Json::array({Json::object({{"physicalLocation", place}})})}});
}

// GitHub's escapes for what a workflow command carries; a property may not hold `:` and `,` either.
std::string escaped(std::string_view text, bool property) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '%': out += "%25"; break;
      case '\r': out += "%0D"; break;
      case '\n': out += "%0A"; break;
      case ':': out += property ? "%3A" : ":"; break;
      case ',': out += property ? "%2C" : ","; break;
      default: out += c;
    }
  }
  return out;
}

}  // namespace

std::string render_sarif(const Sources& sources, const Diagnostics& diagnostics, std::string_view folder, std::string_view program_version,
                         const std::vector<ErrorBeside>& beside) {
  std::map<std::string, Severity> found;   // a code's level is that of its gravest finding
  for (const Diagnostic& finding : diagnostics) {
    Severity& severity = found.emplace(finding.code, finding.severity).first->second;
    severity = std::min(severity, finding.severity);
  }
  Base base = base_of(folder);
  Json rules = Json::array(), results = Json::array();
  for (const auto& [code, severity] : found) rules.push(rule_of(code, severity));
  if (!beside.empty()) rules.push(rule_beside(beside.front()));
  for (const ErrorBeside& one : beside) results.push(result_beside(one, found.size(), base));
  for (const Diagnostic& finding : diagnostics)
    results.push(result_of(sources, finding, static_cast<std::size_t>(std::distance(found.begin(), found.find(finding.code))), base));
  Json driver = Json::object({{"name", "handrail"}, {"version", program_version}, {"semanticVersion", program_version}, {"rules", std::move(rules)}});
  Json run = Json::object({{"tool", Json::object({{"driver", std::move(driver)}})}, {"invocations", Json::array({Json::object({{"executionSuccessful", true}})})},
                           {"originalUriBaseIds", std::move(base.bases)}, {"columnKind", "utf16CodeUnits"}, {"results", std::move(results)}});
  return dump_pretty(Json::object({{"$schema", "https://json.schemastore.org/sarif-2.1.0.json"}, {"version", "2.1.0"}, {"runs", Json::array({std::move(run)})}}));
}

std::string render_github(const Sources& sources, const Diagnostics& diagnostics, std::string_view folder) {
  std::string prefix(folder);
  while (prefix.starts_with("./")) prefix.erase(0, 2);
  if (prefix == ".") prefix.clear();
  if (!prefix.empty() && !prefix.ends_with('/')) prefix += '/';
  std::string out;
  for (const Diagnostic& finding : diagnostics) {
    const LineColumn begin = sources.position(finding.span.file, finding.span.begin);
    const LineColumn end = sources.position(finding.span.file, std::max(finding.span.begin, finding.span.end));
    const std::string file = shown(prefix + sources.file(finding.span.file).path);
    out += "::" + std::string(level_of(finding.severity)) + " file=" + escaped(file, true) + ",line=" + std::to_string(begin.line) + ",endLine=" + std::to_string(end.line);
    // Columns count only within one line, and the last one is part of the place.
    out += ",col=" + std::to_string(begin.column);
    if (end.line == begin.line) out += ",endColumn=" + std::to_string(std::max(begin.column, end.column - (end.column > begin.column ? 1 : 0)));
    out += ",title=" + escaped(finding.code + " " + std::string(summary_of(finding.code)), true) + "::" + escaped(message_of(finding), false) + "\n";
  }
  return out;
}

}  // namespace handrail::dsl
