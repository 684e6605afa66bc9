// The subcommands of `handrail`. Each returns the exit code: 0 as wished, 1 findings, 2 could not run.
#pragma once

#include <istream>
#include <optional>
#include <ostream>
#include <string>
#include <vector>

#include "engine/base/limits.hpp"
#include "engine/domain/principal.hpp"

namespace handrail {

inline constexpr std::string_view program_version = "0.1.0";

struct ServeOptions { std::string bundle; std::optional<std::string> host, data; std::optional<std::uint16_t> port; };
struct ChatOptions { std::string bundle, customer; std::optional<std::string> data; };
struct KeyOptions { std::string bundle; std::optional<std::string> data; Principal principal; };
// coverage_at_least: percent; below it the exit code is 1.
// generate: a folder that gets cases made from the rules; force: over files of the same names.
struct TestOptions { std::string bundle; bool coverage = false, json = false, force = false; std::optional<std::size_t> coverage_at_least; std::optional<std::string> generate; };

int serve(const ServeOptions& options);
int chat(const ChatOptions& options, std::istream& in, std::ostream& out);
// format: pretty, json, sarif or github; today: a date, empty for the real one.
struct CheckOptions { std::string bundle, format = "pretty", today; bool proof = true, gaps = false; std::uint64_t proof_budget = limits::proof_budget; };
int check(const CheckOptions& options, std::ostream& out);
int explain(const std::string& code, std::ostream& out);   // no code: the list of all
int test_bundle(const TestOptions& options, std::ostream& out);
int facts(const std::string& bundle, bool json, std::ostream& out);
struct FmtOptions { std::vector<std::string> paths; bool check = false, from_stdin = false; };   // check: changes nothing, says which are not formatted
int fmt(const FmtOptions& options, std::istream& in, std::ostream& out);
// What the edit from one bundle to the other means; 0: no decision changes, 1: some do or it is not proven, 2: could not run.
struct DiffOptions { std::string before, after; bool json = false; std::uint64_t proof_budget = limits::proof_budget; };
int diff(const DiffOptions& options, std::ostream& out);
// Pipelines: one line out for each line in, in their order; an error line for a bad one.
int gate(const std::string& bundle, std::istream& in, std::ostream& out);
// A line of `handrail gate`, or the body of a recorded `call_judged` or `turn_decided`, for each line in; with a conversation, what the store in `data` (default:
// the bundle's) recorded of it. Turns and calls count from 1.
struct WhyOptions { std::string bundle, conversation; std::optional<std::string> data; std::optional<std::size_t> turn, call; bool json = false; };
int why(const WhyOptions& options, std::istream& in, std::ostream& out);
int classify(const std::string& bundle, std::istream& in, std::ostream& out);
int key_add(const KeyOptions& options, std::ostream& out);
int key_list(const std::string& bundle, const std::optional<std::string>& data, std::ostream& out);
int key_remove(const std::string& bundle, const std::optional<std::string>& data, const std::string& name, std::ostream& out);

// Whether colours are wanted on this descriptor: a terminal, and NO_COLOR is not set.
bool colour_wanted(int descriptor);

}  // namespace handrail
