// `handrail why`: which rule won, which lost and where, and the smallest change of facts that would have turned it.
#include <iostream>

#include "engine/app/bundle_folder.hpp"
#include "engine/app/bundle_library.hpp"
#include "engine/app/commands.hpp"
#include "engine/base/json_io.hpp"
#include "engine/base/json_reader.hpp"
#include "engine/base/limits.hpp"
#include "engine/policy/explain.hpp"
#include "engine/policy/turning.hpp"

namespace handrail {
namespace {

// A line of `handrail gate`, a `call_judged` body ({"input": …}), or a `turn_decided` body ({"facts": …}).
Result<Situation> situation_of(const dsl::Program& program, const Json& line) {
  Situation situation;
  if (const Json* facts = line.find("facts")) {
    HANDRAIL_TRY(situation.turn, from_json<TurnFacts>(*facts));
    situation.is_call = false;
    return situation;
  }
  std::vector<JsonIssue> issues;
  const Json* input = line.find("input");
  situation.call = read_gate_call(input ? *input : line, issues);
  if (!issues.empty()) return fail(ErrorCode::invalid, "neither a call nor a decision: " + issues.front().pointer + " " + issues.front().message);
  if (!program.find_tool(situation.call.tool)) return fail(ErrorCode::invalid, "the policy has no tool of that name");
  return situation;
}

void tell(const Bundle& bundle, const Situation& situation, bool json, std::ostream& out) {
  const Explanation explanation =
      situation.is_call ? explain(*bundle.program, bundle.hash, situation.call, situation.options) : explain(*bundle.program, situation.turn);
  const auto turned = turnings(*bundle.program, bundle.hash, situation);
  if (json) {
    Json whole = to_json(explanation);
    Json list = Json::array();
    for (const Turning& turning : turned) list.push(to_json(turning));
    whole.set("would_turn", std::move(list));
    out << dump(whole) << "\n";
    return;
  }
  out << to_text(explanation);
  for (const Turning& turning : turned) out << "  " << to_text(turning) << "\n";
  if (turned.empty()) out << "  no change of up to three facts that was tried would have turned it\n";
  out << "\n";
}

}  // namespace

int why(const std::string& folder, bool json, std::istream& in, std::ostream& out) {
  auto files = read_bundle_folder(folder);
  if (!files) {
    std::cerr << "handrail: " << files.error().message << "\n";
    return 2;
  }
  const BundleResult result = check_bundle(std::move(*files));
  if (!result.bundle) {
    std::cerr << dsl::render_pretty(result.sources, result.diagnostics, colour_wanted(2)) << "handrail: the bundle has errors\n";
    return 2;
  }
  int code = 0;
  std::string line;
  while (std::getline(in, line)) {
    if (line.empty()) continue;
    const auto read = parse_json(line, {.bytes_max = limits::pipeline_line_bytes, .depth_max = static_cast<int>(limits::json_depth)});
    const auto situation = read ? situation_of(*result.bundle->program, *read) : Result<Situation>(fail(read.error()));
    if (!situation) {
      std::cerr << "handrail: " << situation.error().message << "\n";
      code = 1;
      continue;
    }
    tell(*result.bundle, *situation, json, out);
  }
  return code;
}

}  // namespace handrail
