// Whether a desk is ready for customers: one line for each thing that must be there before it goes live, with what to do where it is not. Reads the compiled
// bundle and what the installation knows (keys, services, articles); decides nothing and calls nothing.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "dsl/program/program.hpp"
#include "engine/app/tool_service.hpp"
#include "engine/base/json.hpp"
#include "engine/domain/principal.hpp"

namespace handrail {

struct ReadyLine {
  std::string what;                     // "account tools are authorised"
  std::vector<std::string> missing;     // empty: ok. What is not there, each in words
  std::string to_do;                    // one edit or command; where something is missing
  std::string found;                    // what there is, in words; where nothing is missing
};

struct Installation {
  std::vector<Principal> keys;
  std::vector<ToolService> services;    // those that the settings name; empty: the sandbox does all tools
  bool sandbox = false;                 // it does what no service does
  std::vector<std::string> articles;    // categories of the articles for everyone, one an article
  std::size_t stale_articles = 0;       // not reviewed for 60 days, or never
  std::size_t findings = 0;             // of the check, proof included
  std::size_t guarantees_proved = 0;
  std::size_t cases = 0;                // files of cases and of transcripts
  std::optional<std::string> data;      // the data folder, where the command line names it: told commands name it as well
};

// In the order in which a desk would see to them.
[[nodiscard]] std::vector<ReadyLine> readiness(const dsl::Program& program, const Installation& installation, const std::string& bundle);
[[nodiscard]] bool ready(const std::vector<ReadyLine>& lines);
[[nodiscard]] Json to_json(const std::vector<ReadyLine>& lines);
[[nodiscard]] std::string in_words(const std::vector<ReadyLine>& lines);

}  // namespace handrail
