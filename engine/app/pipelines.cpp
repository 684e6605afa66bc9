// `handrail gate` and `handrail classify`: JSON lines in, JSON lines out.
#include <algorithm>
#include <iostream>

#include "adapters/reading/embedded_trainer.hpp"
#include "engine/app/bundle_folder.hpp"
#include "engine/app/bundle_library.hpp"
#include "engine/app/commands.hpp"
#include "engine/app/settings.hpp"
#include "engine/app/system.hpp"
#include "engine/base/limits.hpp"
#include "engine/base/text.hpp"
#include "engine/meaning/read_on_a_day.hpp"
#include "engine/policy/gate_line.hpp"

namespace handrail {
namespace {

// A line of bounded length; a longer one is passed over to its end, and `too_long` says so.
bool next_line(std::istream& in, std::string& line, bool& too_long) {
  line.clear();
  too_long = false;
  bool any = false;
  for (int c = in.rdbuf()->sbumpc(); c != std::char_traits<char>::eof(); c = in.rdbuf()->sbumpc()) {
    any = true;
    if (c == '\n') return true;
    if (line.size() < limits::pipeline_line_bytes) line += static_cast<char>(c);
    else too_long = true;
  }
  return any;
}

template <class Answer>
int run_pipeline(std::istream& in, std::ostream& out, Answer answer) {
  std::string line;
  bool too_long = false;
  while (next_line(in, line, too_long)) {
    if (!line.empty() && line.back() == '\r') line.pop_back();
    if (too_long) {
      out << dump(error_line("the line is longer than " + std::to_string(limits::pipeline_line_bytes) + " bytes")) << "\n";
    } else if (auto json = parse_json(line, {.bytes_max = limits::pipeline_line_bytes, .depth_max = static_cast<int>(limits::json_depth)}); !json) {
      out << dump(error_line(json.error().message)) << "\n";
    } else {
      out << dump(answer(*json)) << "\n";
    }
    if (in.rdbuf()->in_avail() <= 0) out.flush();
  }
  out.flush();
  return out ? 0 : 2;
}

// The bundle for a command that must have one without errors.
std::shared_ptr<const Bundle> bundle_or_say_why(const std::string& folder) {
  auto files = read_bundle_folder(folder);
  if (!files) {
    std::cerr << "handrail: " << files.error().message << "\n";
    return nullptr;
  }
  BundleResult result = check_bundle(std::move(*files));
  if (!result.bundle) std::cerr << dsl::render_pretty(result.sources, result.diagnostics, colour_wanted(2)) << "handrail: the bundle has errors\n";
  return result.bundle;
}

// What was read of each entity, in the order of the words; of a day that may be two, both.
Json claims_of(const Reading& reading) {
  Json claims = Json::array();
  for (const EntityClaim& one : reading.entities) claims.push(Json::object({{"entity", one.entity}, {"text", one.text}, {"value", one.value}}));
  return claims;
}

Json classified(const LiveBundle& bundle, Instant now, const Json& line) {
  const dsl::Program& program = bundle.program();
  std::vector<JsonIssue> issues;
  JsonReader reader(line);
  const std::string text = reader.required_text("text", {.bytes_max = limits::message_bytes});
  std::vector<std::string> before;
  if (const Json* list = reader.optional_array("before", limits::working_memory_messages))
    for (std::size_t i = 0; i < list->items()->size(); ++i) {
      const Json& item = (*list->items())[i];
      if (item.text()) before.push_back(*item.text());
      else reader.issue("/before/" + std::to_string(i), "expected a string, got " + std::string(item.kind()));
    }
  const Instant at = reader.optional_time("at").value_or(now);
  if (auto wrong = reader.finish(); !wrong.empty()) return error_line("the line is not a message that can be read", wrong);
  if (before.size() > 3) before.erase(before.begin(), before.end() - 3);
  const Reading reading = read_on_the_day_of(bundle, at).classifier->read(text, before);
  const auto intent = program.find_intent(reading.intent);
  Json signals = Json::array();
  std::vector<std::string> seen;
  for (const SignalMatch& match : reading.signals)
    if (std::find(seen.begin(), seen.end(), match.signal) == seen.end()) {
      seen.push_back(match.signal);
      signals.push(match.signal);
    }
  return Json::object({{"intent", reading.intent},
                       {"confidence", Json(Json::Number{format_decimal(reading.confidence)})},
                       {"class", intent ? dsl::to_text(program.intents[*intent].request_class) : "answerable"},
                       {"signals", std::move(signals)},
                       {"claims", claims_of(reading)},
                       {"urgency", reading.urgency},
                       {"language", reading.written_in.empty() ? Json() : Json(reading.written_in)}});
}

}  // namespace

int gate(const std::string& folder, std::istream& in, std::ostream& out) {
  const auto bundle = bundle_or_say_why(folder);
  if (!bundle) return 2;
  return run_pipeline(in, out, [&](const Json& line) { return gate_line(*bundle, line); });
}

int classify(const std::string& folder, std::istream& in, std::ostream& out) {
  const auto bundle = bundle_or_say_why(folder);
  if (!bundle) return 2;
  const auto settings = read_settings(folder);
  EmbeddedTrainer trainer(settings ? settings->data + "/cache" : "");
  const auto classifier = trainer.train(reading_spec(*bundle->program));
  if (!classifier) {
    std::cerr << "handrail: " << classifier.error().message << "\n";
    return 2;
  }
  const LiveBundle live{bundle, *classifier, nullptr};
  return run_pipeline(in, out, [&](const Json& line) { return classified(live, SystemClock().now(), line); });
}

}  // namespace handrail
