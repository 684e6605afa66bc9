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

inline constexpr std::string_view program_version = "0.15.0";

struct ServeOptions { std::string bundle; std::optional<std::string> host, data; std::optional<std::uint16_t> port; };
struct ChatOptions { std::string bundle, customer; std::optional<std::string> data; };
struct KeyOptions { std::string bundle; std::optional<std::string> data; Principal principal; };
// coverage_at_least: percent; below it the exit code is 1.
// generate: a folder that gets cases made from the rules; force: over files of the same names.
// update: what came otherwise is written into the transcripts.
struct TestOptions {
  std::string bundle;
  bool coverage = false, json = false, junit = false, force = false, update = false;
  std::optional<std::size_t> coverage_at_least;
  std::optional<std::string> generate;
};

int serve(const ServeOptions& options);
int chat(const ChatOptions& options, std::istream& in, std::ostream& out);
// A new desk on the standard library in `folder`, which is made, or is there and empty; 0: made, 2: could not be.
int init(const std::string& folder, std::ostream& out);
// format: pretty, json, sarif or github; today: a date, empty for the real one.
struct CheckOptions { std::string bundle, format = "pretty", today; bool proof = true, gaps = false; std::uint64_t proof_budget = limits::proof_budget; };
int check(const CheckOptions& options, std::ostream& out);
int explain(const std::string& code, std::ostream& out);   // no code: the list of all
int test_bundle(const TestOptions& options, std::ostream& out);
int facts(const std::string& bundle, bool json, std::ostream& out);
// What is there and what is missing before the bundle goes live; 0: ready, 1: something is missing, 2: could not run.
struct ReadyOptions { std::string bundle; std::optional<std::string> data; std::size_t days = 30; bool json = false; };   // days: that the figures look back
int ready_command(const ReadyOptions& options, std::ostream& out);
struct FmtOptions { std::vector<std::string> paths; bool check = false, from_stdin = false; };   // check: changes nothing, says which are not formatted
int fmt(const FmtOptions& options, std::istream& in, std::ostream& out);
// What the edit from one bundle to the other means (today: from that date on; empty: the real one); 0: no decision changes, 1: some do or it is not proven, 2: could not run.
struct DiffOptions { std::string before, after, today; bool json = false; std::uint64_t proof_budget = limits::proof_budget; };
int diff(const DiffOptions& options, std::ostream& out);
// What the edit would have changed of what the store (a data folder or its file) recorded; 0: nothing, 1: something, 2: could not run.
struct BacktestCommand { std::string before, after, history; bool json = false; std::size_t look_at = 20, threads = 0; };   // threads 0: one per processor
int backtest_command(const BacktestCommand& options, std::ostream& out);
// A desk's past into the journals of a data folder (default: the bundle's); 0: all of it, 1: some rows could not be used, 2: could not run.
struct ImportOptions { std::string bundle, file, mapping; std::optional<std::string> data; };
int import_history(const ImportOptions& options, std::ostream& out);
// Pipelines: one line out for each line in, in their order; an error line for a bad one.
int gate(const std::string& bundle, std::istream& in, std::ostream& out);
// A line of `handrail gate`, or the body of a recorded `call_judged` or `turn_decided`, for each line in; with a conversation, what the store in `data` (default:
// the bundle's) recorded of it. Turns and calls count from 1.
// as_turn: all of it as a transcript.
struct WhyOptions { std::string bundle, conversation; std::optional<std::string> data; std::optional<std::size_t> turn, call; bool json = false, as_turn = false; };
int why(const WhyOptions& options, std::istream& in, std::ostream& out);
// What another version of the bundle would do to the conversations that the data folder (default: the bundle's) has under way, and, without dry_run, the move of
// those that are safe; 0: none diverges, 1: some do and keep their version, 2: could not run, or some could not be judged.
struct PublishOptions { std::string bundle; std::optional<std::string> data; bool dry_run = false, json = false; };
int publish_command(const PublishOptions& options, std::ostream& out);
// Whether what the data folder (default: the bundle's) keeps holds together: the file's pages, the chain of each conversation, each version of the bundle by its
// hash. Beside whoever writes it. 0: all of it, 1: faults, told; 2: could not run.
struct StoreCheckOptions { std::string bundle; std::optional<std::string> data; bool json = false; };
int store_check(const StoreCheckOptions& options, std::ostream& out);
// One question to the models of the bundle's handrail.toml; 0: answered, 1: none of them did, 2: could not run.
struct ModelAskOptions { std::string bundle = ".", question; std::uint32_t tokens = 1024; Duration deadline = seconds(60); };
int model_ask(const ModelAskOptions& options, std::ostream& out);
int classify(const std::string& bundle, std::istream& in, std::ostream& out);
int key_add(const KeyOptions& options, std::ostream& out);
int key_list(const std::string& bundle, const std::optional<std::string>& data, std::ostream& out);
int key_remove(const std::string& bundle, const std::optional<std::string>& data, const std::string& name, std::ostream& out);

// Whether colours are wanted on this descriptor: a terminal, and NO_COLOR is not set.
bool colour_wanted(int descriptor);

}  // namespace handrail
