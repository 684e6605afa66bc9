// `handrail why`: which rule won, which lost and where, and the smallest change of facts that would have turned it; of lines on standard input, or of what
// a store recorded.
#include <filesystem>
#include <iostream>

#include "engine/app/bundle_folder.hpp"
#include "engine/app/bundle_library.hpp"
#include "engine/app/commands.hpp"
#include "engine/app/recorded_turns.hpp"
#include "engine/app/settings.hpp"
#include "engine/base/json_io.hpp"
#include "engine/base/json_reader.hpp"
#include "engine/base/limits.hpp"
#include "engine/base/text.hpp"
#include "engine/cases/explain.hpp"
#include "engine/cases/turning.hpp"
#include "engine/rehearsal/as_transcript.hpp"

namespace handrail {
namespace {

int refused(const std::string& why) {
  std::cerr << "handrail: " << why << "\n";
  return 2;
}

// A line of `handrail gate`, a `call_judged` body ({"input": …}), a `turn_decided` body ({"facts": …}), or such facts alone, as `handrail diff` gives them.
Result<Situation> situation_of(const dsl::Program& program, const Json& line) {
  Situation situation;
  const Json* facts = line.find("facts");
  if (facts == nullptr && line.find("stage") != nullptr && line.find("tool") == nullptr) facts = &line;
  if (facts != nullptr) {
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

void tell(const Bundle& bundle, const Situation& situation, const Json& head, bool json, std::ostream& out) {
  const Explanation explanation =
      situation.is_call ? explain(*bundle.program, bundle.hash, situation.call, situation.options) : explain(*bundle.program, situation.turn);
  const auto turned = turnings(*bundle.program, bundle.hash, situation);
  if (json) {
    Json whole = to_json(explanation);
    if (head.is_object())
      for (const auto& [name, value] : *head.members()) whole.set(name, value);
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

int of_lines(const WhyOptions& options, std::istream& in, std::ostream& out) {
  auto files = read_bundle_folder(options.bundle);
  if (!files) return refused(files.error().message);
  const BundleResult result = check_bundle(std::move(*files));
  if (!result.bundle) return refused(dsl::render_pretty(result.sources, result.diagnostics, colour_wanted(2)) + "the bundle has errors");
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
    tell(*result.bundle, *situation, {}, options.json, out);
  }
  return code;
}

// A model's part in a turn: `draft by claude-sonnet: "We deliver to …" (812 tokens read, 64 written)`.
std::string told_of_model(const Json& answered) {
  const std::string purpose = answered.text_or("purpose"), model = answered.text_or("model"), trouble = answered.text_or("trouble");
  if (!trouble.empty()) return purpose + ": no model answered: " + printable(trouble);
  if (purpose == "vector") return "vector of the question by " + printable(model) + " (" + std::to_string(answered["tokens"].integer().value_or(0)) + " tokens read)";
  const auto count = [&](const char* name) { return std::to_string(answered[name].integer().value_or(0)); };
  std::string line = purpose + " by " + printable(model) + ": \"" + printable(answered.text_or("text"), 100) + "\"";
  if (const auto* calls = answered["calls"].items(); calls != nullptr && !calls->empty()) line += ", with calls of its own " + dump(answered["calls"]);
  return line + " (" + count("input_tokens") + " tokens read, " + count("output_tokens") + " written)";
}
// What stood in the way of the words: `draft: promise "within two days"; repaired`.
std::string told_of_check(const Json& checked) {
  std::string line = checked.text_or("what") + ":";
  if (const auto* findings = checked["findings"].items())
    for (const Json& finding : *findings) line += " " + finding.text_or("kind") + " \"" + printable(finding.text_or("text"), 60) + "\";";
  return line + " " + checked.text_or("then");
}

Json list_of(const std::vector<Json>& all) {
  Json list = Json::array();
  for (const Json& one : all) list.push(one);
  return list;
}

// What was decided in one turn, without the reasons: to choose from.
void list_turn(const RecordedTurn& turn, std::size_t number, bool json, std::ostream& out) {
  if (json) {
    Json calls = Json::array();
    for (const RecordedJudgement& call : turn.calls) calls.push(Json::object({{"what", call.what}, {"outcome", call.outcome}}));
    Json decided = Json::array();
    for (const RecordedJudgement& one : turn.decisions) decided.push(one.outcome);
    Json read = Json::array();
    for (const std::string& line : turn.read) read.push(line);
    out << dump(Json::object({{"turn", std::int64_t(number)}, {"at", format_time(turn.at)}, {"message", turn.message}, {"read", std::move(read)},
                              {"decided", std::move(decided)}, {"calls", std::move(calls)}, {"models", list_of(turn.models)}, {"checked", list_of(turn.checks)}}))
        << "\n";
    return;
  }
  out << "turn " << number << "  " << format_time(turn.at) << "  \"" << printable(turn.message, 60) << "\"\n";
  for (const std::string& line : turn.read) out << "    read     " << line << "\n";
  for (const RecordedJudgement& one : turn.decisions) out << "    decided  " << one.outcome << "\n";
  for (std::size_t i = 0; i < turn.calls.size(); ++i) out << "    call " << i + 1 << "   " << turn.calls[i].what << ": " << turn.calls[i].outcome << "\n";
  for (const Json& one : turn.models) out << "    model    " << told_of_model(one) << "\n";
  for (const Json& one : turn.checks) out << "    checked  " << told_of_check(one) << "\n";
}

class OfRecord {
 public:
  OfRecord(const WhyOptions& options, RecordedConversation& record, std::ostream& out) : options_(options), record_(record), out_(out) {}

  int tell_all() {
    const auto& turns = record_.turns();
    if (!options_.turn && turns.size() > 1) {
      for (std::size_t i = 0; i < turns.size(); ++i) list_turn(turns[i], i + 1, options_.json, out_);
      if (!options_.json) out_ << "\nask for one of them with --turn N, and for one of its calls with --call N\n";
      return 0;
    }
    const std::size_t number = options_.turn.value_or(1);
    if (number < 1 || number > turns.size()) return refused("the conversation has " + std::to_string(turns.size()) + " turns; there is no turn " + std::to_string(number));
    const RecordedTurn& turn = turns[number - 1];
    if (options_.call) {
      if (*options_.call < 1 || *options_.call > turn.calls.size())
        return refused("turn " + std::to_string(number) + " has " + std::to_string(turn.calls.size()) + " calls; there is no call " + std::to_string(*options_.call));
      return one(turn.calls[*options_.call - 1], number);
    }
    if (!options_.json) list_turn(turn, number, false, out_), out_ << "\n";
    for (const RecordedJudgement& decision : turn.decisions)
      if (const int code = one(decision, number)) return code;
    for (const RecordedJudgement& call : turn.calls)
      if (const int code = one(call, number)) return code;
    return 0;
  }

 private:
  int one(const RecordedJudgement& judgement, std::size_t turn) {
    const auto bundle = record_.bundle_of(judgement);
    if (!bundle) return refused(bundle.error().message);
    const auto situation = situation_of(*(*bundle)->program, judgement.body);
    if (!situation) return refused(situation.error().message);
    const Judged again = outcome_of(*(*bundle)->program, (*bundle)->hash, *situation);
    if (!options_.json) out_ << (judgement.what.empty() ? "the decision" : "the call of `" + judgement.what + "`") << ": ";
    Json head = Json::object({{"turn", std::int64_t(turn)}, {"seq", std::int64_t(judgement.seq)}, {"recorded", judgement.outcome}, {"version", (*bundle)->hash.text}});
    if (judgement.what.empty()) {   // the decision: what a model had to do with the turn
      head.set("models", list_of(record_.turns()[turn - 1].models));
      head.set("checked", list_of(record_.turns()[turn - 1].checks));
    }
    tell(**bundle, *situation, head, options_.json, out_);
    if (again.text != judgement.outcome) std::cerr << "handrail: the record says `" << judgement.outcome << "`: it was made by another program\n";
    return 0;
  }

  const WhyOptions& options_;
  RecordedConversation& record_;
  std::ostream& out_;
};

int written_as_turn(const std::string& store, const std::string& conversation, std::ostream& out) {
  auto view = StoreView::open(store);
  if (!view) return refused(view.error().message);
  const auto events = view->events(ConversationId(conversation));
  if (!events) return refused(events.error().message);
  if (events->empty()) return refused("there is no conversation `" + printable(conversation) + "` in " + printable(store));
  const auto text = as_transcript(conversation, *events);
  if (!text) return refused(text.error().message);
  out << *text;
  return 0;
}

int of_record(const WhyOptions& options, std::ostream& out) {
  std::string folder = options.data.value_or("");
  if (folder.empty()) {
    const auto settings = read_settings(options.bundle);
    if (!settings) return refused(settings.error().message);
    folder = settings->data;
  }
  if (options.as_turn) return written_as_turn(folder + "/handrail.db", options.conversation, out);
  auto record = RecordedConversation::read(folder + "/handrail.db", ConversationId(options.conversation));
  if (!record) return refused(record.error().message);
  return OfRecord(options, *record, out).tell_all();
}

}  // namespace

int why(const WhyOptions& options, std::istream& in, std::ostream& out) {
  const bool recorded = options.data || !options.conversation.empty();
  if (!recorded && options.bundle.empty()) return refused("name a bundle for lines on standard input, or a conversation with --data DIR --conversation ID");
  if (recorded && options.bundle.empty() && !options.data) return refused("where is it recorded? name the bundle, or its data folder with --data DIR");
  if (recorded && options.conversation.empty()) return refused("which conversation? name it with --conversation ID");
  if (!recorded && options.as_turn) return refused("--as-turn is of a recorded conversation: name it with --data DIR --conversation ID");
  if (!recorded && (options.turn || options.call)) return refused("--turn and --call are of a recorded conversation: name it with --data DIR --conversation ID");
  return recorded ? of_record(options, out) : of_lines(options, in, out);
}

}  // namespace handrail
