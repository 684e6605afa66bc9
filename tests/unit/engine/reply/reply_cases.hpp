// tests/golden/replies/*.reply: what is known, what is said, and what the check before sending finds. README.md there says how they are written.
#pragma once

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <stdexcept>
#include <string>
#include <vector>

#include "engine/base/text.hpp"
#include "engine/reply/check_reply.hpp"

namespace handrail::reply {

struct ReplyCase {
  std::string title;
  std::vector<std::string> setup;      // lines in front of the draft, as written
  Evidence evidence;
  ReplyLimits limits;
  Draft draft;
  std::vector<std::string> expected;   // lines behind "! "
};

struct ReplyFile {
  std::string path, head;              // head: all in front of the first case, as written
  std::vector<ReplyCase> cases;
};

inline Json json_in(std::string_view text) {
  const auto json = parse_json(trim(text));
  if (!json) throw std::runtime_error("no JSON: " + std::string(text));
  return *json;
}

inline std::pair<std::string, std::string> first_word(std::string_view line) {
  line = trim(line);
  const std::size_t space = std::min(line.find(' '), line.size());
  return {std::string(line.substr(0, space)), std::string(trim(line.substr(space)))};
}

// `lookup_order {"id":"W1001"} gives {…}`
inline Fact fact_in(const std::string& text) {
  const auto [tool, rest] = first_word(text);
  const std::size_t gives = rest.find(" gives ");
  if (gives == std::string::npos) throw std::runtime_error("a fact gives something: " + text);
  return {tool, json_in(rest.substr(0, gives)), json_in(rest.substr(gives + 7)), false};
}

// `returns#2 | Returns, Time | Items can be …`
inline Passage passage_in(const std::string& text) {
  const auto parts = split(text, '|');
  if (parts.size() != 3 && parts.size() != 4) throw std::runtime_error("a passage has an id, a title, a text and maybe a url: " + text);
  Passage passage;
  passage.id = trim(parts[0]);
  passage.title = trim(parts[1]);
  passage.text = trim(parts[2]);
  if (parts.size() == 4) passage.url = trim(parts[3]);
  return passage;
}

inline void add_rule(ReplyLimits& limits, const std::string& rule) {
  const auto [word, rest] = first_word(rule);
  if (word == "words") limits.words_max = std::stoul(rest);
  else if (word == "apologies") limits.apologies_max = std::stoul(rest);
  else if (word == "tone") limits.tone = rest;
  else if (word == "next") limits.end_with_next_action = true;
  else if (word == "links") limits.link_hosts.push_back(rest);
  else throw std::runtime_error("no such rule: " + rule);
}

inline void add(ReplyCase& one, const std::string& line, const std::map<std::string, std::vector<std::string>>& given) {
  const auto [word, rest] = first_word(line);
  Evidence& evidence = one.evidence;
  if (word == "given") for (const std::string& more : given.at(rest)) add(one, more, given);
  else if (word == "customer") evidence.customer_said.push_back(rest), evidence.question = rest;
  else if (word == "fact") evidence.facts.push_back(fact_in(rest));
  else if (word == "other") evidence.facts.push_back(fact_in(rest)), evidence.facts.back().of_another = true;
  else if (word == "receipt") {
    const auto [tool, more] = first_word(rest);
    const auto [id, result] = first_word(more);
    const std::size_t of = std::min(result.find("of {"), result.size());
    const std::string called_with = result.substr(std::min(of + 3, result.size()));
    const auto json_or_none = [](const std::string& text) { return trim(text).empty() ? Json() : json_in(text); };
    evidence.receipts.push_back({id, tool, "", {}, json_or_none(result.substr(0, of)), json_or_none(called_with)});
  } else if (word == "passage") evidence.passages.push_back(passage_in(rest));
  else if (word == "background") evidence.background.push_back(passage_in(rest)), evidence.background.back().audience = Audience::internal;
  else if (word == "policy") evidence.policy.push_back(rest);
  else if (word == "prompt") evidence.prompt = rest;
  else if (word == "moves") evidence.moving_money.push_back(rest);
  else if (word == "time") evidence.times[rest.substr(0, rest.find(" is "))] = rest.substr(rest.find(" is ") + 4);
  else if (word == "handed") evidence.handed_over = true;
  else if (word == "rule") add_rule(one.limits, rest);
  else if (word == "cites") one.draft.cites.push_back(rest);
  else if (word == "reports") one.evidence.reports_receipt = true;
  else if (word == "author") one.draft.author = rest == "script" ? Author::script : rest == "person" ? Author::person : Author::passage;
  else throw std::runtime_error("not understood: " + line);
}

inline ReplyFile read_file(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  const std::string text((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
  ReplyFile file{path.string(), "", {}};
  std::map<std::string, std::vector<std::string>> given;
  std::string block;
  for (const std::string_view raw : split(text, '\n')) {
    const std::string line(raw);
    if (line.starts_with("== ")) {
      file.cases.push_back({.title = line.substr(3)});
    } else if (file.cases.empty()) {
      file.head += line + "\n";
      if (line.starts_with("given ")) block = line.substr(6);
      else if (line.starts_with("  ")) given[block].push_back(line.substr(2));
    } else if (line.starts_with(">")) {
      std::string& draft = file.cases.back().draft.text;
      draft += (draft.empty() ? "" : "\n") + line.substr(std::min<std::size_t>(2, line.size()));
    } else if (line.starts_with("! ")) {
      file.cases.back().expected.push_back(line.substr(2));
    } else if (!trim(line).empty()) {
      file.cases.back().setup.push_back(line);
      add(file.cases.back(), line, given);
    }
  }
  return file;
}

// Files of the folder, by name.
inline std::vector<ReplyFile> reply_files(const std::string& folder) {
  std::vector<std::filesystem::path> paths;
  for (const auto& entry : std::filesystem::directory_iterator(folder))
    if (entry.path().extension() == ".reply") paths.push_back(entry.path());
  std::sort(paths.begin(), paths.end());
  std::vector<ReplyFile> files;
  for (const auto& path : paths) files.push_back(read_file(path));
  return files;
}

// A line a finding: `unbacked deed: "I have refunded" needs a receipt`.
inline std::vector<std::string> told(const Checked& checked) {
  std::vector<std::string> lines;
  for (const Finding& finding : checked.findings)
    lines.push_back(std::string(word_of(finding.kind)) + (finding.text.empty() ? "" : ": \"" + printable(finding.text, 200) + "\"") + " needs " + finding.needs);
  return lines;
}

inline std::string text_of(const ReplyFile& file, const std::vector<std::vector<std::string>>& findings) {
  std::string text = file.head;
  for (std::size_t i = 0; i < file.cases.size(); ++i) {
    const ReplyCase& one = file.cases[i];
    text += "== " + one.title + "\n";
    for (const std::string& line : one.setup) text += line + "\n";
    for (const std::string_view line : split(one.draft.text, '\n')) text += line.empty() ? ">\n" : "> " + std::string(line) + "\n";
    for (const std::string& line : findings[i]) text += "! " + line + "\n";
    text += i + 1 < file.cases.size() ? "\n" : "";
  }
  return text;
}

}  // namespace handrail::reply
