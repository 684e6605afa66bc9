#include "dsl/source/machine_formats.hpp"

#include <algorithm>
#include <set>

#include "dsl/source/codes.hpp"
#include "dsl/source/pages.hpp"
#include "engine/base/json.hpp"
#include "engine/base/text.hpp"

namespace handrail::dsl {

std::string_view page_of(std::string_view code) {
  for (const Page& page : pages())
    if (page.code == code) return page.text;
  return {};
}

namespace {

constexpr std::size_t words_max = 4096;   // of one message; what is longer is cut by printable()

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

Json location_of(const Sources& sources, Span span) {
  const LineColumn begin = sources.position(span.file, span.begin);
  const LineColumn end = sources.position(span.file, std::max(span.begin, span.end));
  Json region = Json::object({{"startLine", begin.line}, {"startColumn", begin.column}, {"endLine", end.line}, {"endColumn", end.column}});
  Json artifact = Json::object({{"uri", uri_of(sources.file(span.file).path)}, {"uriBaseId", "BUNDLE"}});
  return Json::object({{"physicalLocation", Json::object({{"artifactLocation", std::move(artifact)}, {"region", std::move(region)}})}});
}

Json rule_of(const std::string& code) {
  Json rule = Json::object({{"id", code}, {"shortDescription", Json::object({{"text", summary_of(code)}})}});
  const std::string_view page = page_of(code);
  const std::string hint = "Run `handrail explain " + code + "`.";
  rule.set("help", Json::object({{"text", page.empty() ? std::string_view(hint) : page}, {"markdown", page.empty() ? std::string_view(hint) : page}}));
  return rule;
}

std::string message_of(const Diagnostic& finding) {
  std::string text = printable(finding.message, words_max);
  if (!finding.note.empty()) text += " (" + printable(finding.note, words_max) + ")";
  if (!finding.help.empty()) text += "\nhelp: " + printable(finding.help, words_max);
  return text;
}

Json result_of(const Sources& sources, const Diagnostic& finding, std::size_t rule) {
  Json result = Json::object({{"ruleId", finding.code}, {"ruleIndex", rule}, {"level", level_of(finding.severity)},
                              {"message", Json::object({{"text", message_of(finding)}})}, {"locations", Json::array({location_of(sources, finding.span)})}});
  Json related = Json::array();
  for (std::size_t i = 0; i < finding.labels.size(); ++i) {
    Json other = Json::object({{"id", i + 1}});
    const Json place = location_of(sources, finding.labels[i].span);
    other.set("physicalLocation", place["physicalLocation"]).set("message", Json::object({{"text", printable(finding.labels[i].text, words_max)}}));
    related.push(std::move(other));
  }
  if (!finding.labels.empty()) result.set("relatedLocations", std::move(related));
  return result;
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

std::string render_sarif(const Sources& sources, const Diagnostics& diagnostics, std::string_view program_version) {
  std::set<std::string> found;
  for (const Diagnostic& finding : diagnostics) found.insert(finding.code);
  Json rules = Json::array(), results = Json::array();
  for (const std::string& code : found) rules.push(rule_of(code));
  for (const Diagnostic& finding : diagnostics)
    results.push(result_of(sources, finding, static_cast<std::size_t>(std::distance(found.begin(), found.find(finding.code)))));
  Json driver = Json::object({{"name", "handrail"}, {"semanticVersion", program_version}, {"rules", std::move(rules)}});
  Json run = Json::object({{"tool", Json::object({{"driver", std::move(driver)}})}, {"columnKind", "unicodeCodePoints"}, {"results", std::move(results)}});
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
    const std::string file = printable(prefix + sources.file(finding.span.file).path, words_max);
    out += "::" + std::string(level_of(finding.severity)) + " file=" + escaped(file, true) + ",line=" + std::to_string(begin.line) + ",endLine=" + std::to_string(end.line);
    // Columns count only within one line, and the last one is part of the place.
    out += ",col=" + std::to_string(begin.column);
    if (end.line == begin.line) out += ",endColumn=" + std::to_string(std::max(begin.column, end.column - (end.column > begin.column ? 1 : 0)));
    out += ",title=" + escaped(finding.code + " " + std::string(summary_of(finding.code)), true) + "::" + escaped(message_of(finding), false) + "\n";
  }
  return out;
}

}  // namespace handrail::dsl
