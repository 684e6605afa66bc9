#include "engine/rehearsal/check.hpp"

#include <algorithm>

#include "engine/base/assert.hpp"
#include "engine/base/text.hpp"
#include "engine/rehearsal/known_names.hpp"
#include "engine/rehearsal/lines.hpp"
#include "engine/rehearsal/spoken.hpp"

namespace handrail {
namespace {

bool expects_something(const std::vector<Part>& parts) {
  for (const Part& part : parts)
    if (!part.expected.empty() && part.text.rfind("#", 0) != 0) return true;
  return false;
}

std::vector<std::string> worth_writing_of(const std::vector<std::string>& happened) {
  std::vector<std::string> lines;
  for (const std::string& line : happened)
    if (worth_writing(line)) lines.push_back(as_written(line));
  return file_lines(lines);
}

class Checking {
 public:
  Checking(Rehearsal& desk, PlayerSettings settings, std::vector<Part> parts) : desk_(desk), player_(desk, std::move(settings)), parts_(std::move(parts)) {}

  TranscriptResult run() {
    const bool bare = !expects_something(parts_);
    for (Part& part : parts_)
      if (!step(part, bare)) break;
    if (bare && result_.failures.empty())
      result_.failures.push_back({1, "", "the transcript expects nothing, so it cannot fail: write below a line what must come of it, or let --update write what happens", {}});
    result_.mended = text_of(parts_);
    return std::move(result_);
  }

 private:
  bool step(Part& part, bool bare) {
    auto happened = player_.perform(part);
    if (desk_.bundles.current() && !names_are_known(part)) return false;
    if (!happened) {
      result_.failures.push_back({part.line, part.text, happened.error().message, {}, !is_not_understood(happened.error())});
      return false;
    }
    const bool shows = part.text.rfind("show ", 0) == 0;
    if (shows && part.expected.empty()) {
      part.expected = *happened;   // asked for, and so written as a whole; nothing was expected of it
      return true;
    }
    if (bare) part.expected = worth_writing_of(*happened);
    if (bare || part.expected.empty() || part.text.rfind("#", 0) == 0) return true;
    if (shows) return compare_shown(part, *happened);
    const auto expected = whole_lines(part.expected);
    result_.expectations += expected.size();
    Comparison compared = compare(expected, *happened);
    if (compared.failures == 0) return true;
    part.expected = file_lines(compared.as_it_happened);
    if (part.expected.empty()) part.expected = worth_writing_of(*happened);   // a line with nothing below it could not fail
    result_.failures.push_back({part.line, part.text, "", std::move(compared.lines)});
    return true;
  }

  // Of the lines that were played since the last time: what they name is looked for in the bundle that they were played with.
  bool names_are_known(const Part& until) {
    bool known = true;
    for (; checked_ < parts_.size() && parts_[checked_].line <= until.line; ++checked_)
      if (const auto unknown = unknown_name_in(parts_[checked_], desk_.bundles.current()->program())) {
        result_.failures.push_back({unknown->line, unknown->text, unknown->problem, {}});
        known = false;
      }
    return known;
  }

  // What is shown is one text: compared as a whole.
  bool compare_shown(Part& part, const std::vector<std::string>& happened) {
    ++result_.expectations;
    if (part.expected == happened) return true;
    using Kind = Comparison::Line::Kind;
    result_.failures.push_back({part.line, part.text, "", {{Kind::missing, join(part.expected, "\n")}, {Kind::instead, join(happened, "\n")}}});
    part.expected = happened;
    return true;
  }

  Rehearsal& desk_;
  Player player_;
  std::vector<Part> parts_;
  std::size_t checked_ = 0;
  TranscriptResult result_;
};

std::string indented(const std::string& mark, const std::string& text) {
  std::string out;
  for (const std::string& line : file_lines({text})) out += "      " + mark + " " + line + "\n";
  return out;
}

}  // namespace

bool TranscriptResult::understood() const {
  return std::all_of(failures.begin(), failures.end(), [](const TranscriptFailure& failure) { return failure.understood; });
}

TranscriptResult check_transcript(const BundleMaker& maker, PlayerSettings settings, const std::string& text) {
  settings.tell = spoken;
  settings.tell_journal = false;
  settings.tools_must_answer = true;
  Rehearsal desk(maker);
  return Checking(desk, std::move(settings), parts_of(text)).run();
}

Json to_json(const TranscriptFailure& failure) {
  static constexpr std::string_view kinds[] = {"met", "missing", "unwanted", "instead"};
  Json json = Json::object({{"line", failure.line}, {"part", failure.part}});
  if (!failure.problem.empty()) json.set("problem", failure.problem);
  Json lines = Json::array();
  for (const Comparison::Line& line : failure.lines) lines.push(Json::object({{"kind", kinds[static_cast<std::size_t>(line.kind)]}, {"text", line.text}}));
  if (failure.problem.empty()) json.set("lines", std::move(lines));
  return json;
}

std::string told(const TranscriptFailure& failure, const std::string& file, bool colour) {
  using Kind = Comparison::Line::Kind;
  const std::string red = colour ? "\033[31m" : "", green = colour ? "\033[32m" : "", plain = colour ? "\033[0m" : "";
  std::string out = "    " + file + ":" + std::to_string(failure.line) + (failure.part.empty() ? "" : "  " + printable(failure.part, 160)) + "\n";
  if (!failure.problem.empty()) return out + "      " + red + failure.problem + plain + "\n";
  for (const Comparison::Line& line : failure.lines) {
    switch (line.kind) {
      case Kind::met: out += indented(" ", line.text); break;
      case Kind::missing:
      case Kind::unwanted: out += red + indented("-", line.text) + plain; break;
      case Kind::instead: out += green + indented("+", line.text) + plain; break;
    }
  }
  return out;
}

}  // namespace handrail
