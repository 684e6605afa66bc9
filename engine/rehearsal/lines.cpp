#include "engine/rehearsal/lines.hpp"

#include <optional>
#include <string_view>

#include "engine/base/text.hpp"

namespace handrail {

constexpr std::string_view opening = "not understood: `";

std::pair<std::string, std::string> first_word(const std::string& line) {
  const std::size_t space = line.find_first_of(" \n");
  if (space == std::string::npos) return {line, ""};
  return {line.substr(0, space), std::string(trim(line.substr(space)))};
}

tl::unexpected<Error> not_understood(const std::string& line, const std::string& help) {
  return fail(ErrorCode::invalid, std::string(opening) + printable(line, 200) + "`" + (help.empty() ? "" : "; " + help));
}

bool is_not_understood(const Error& error) { return error.message.rfind(opening, 0) == 0; }

Result<Json> json_in(const std::string& text) {
  auto json = parse_json(trim(text));
  if (!json) return not_understood(std::string(trim(text)), "it is no JSON: " + json.error().message);
  return json;
}

Result<std::string> quoted(const std::string& text) {
  const std::string inner(trim(text));
  if (inner.size() < 2 || inner.front() != '"' || inner.back() != '"') return not_understood(text, "write the words in quotation marks");
  return inner.substr(1, inner.size() - 2);
}

Result<Instant> time_in(const std::string& text) {
  std::string spelled(trim(text));
  if (spelled.size() == 16 && spelled[10] == ' ') spelled = spelled.substr(0, 10) + "T" + spelled.substr(11) + ":00Z";
  return parse_time(spelled);
}

Result<ScriptedReading::Line> reading_in(const std::string& text) {
  ScriptedReading::Line line{{}, false};
  for (const std::string_view piece : split(text, ';')) {
    const auto [word, rest] = first_word(std::string(trim(piece)));
    if (word.empty()) continue;
    if (rest.empty()) {
      line.reading.signals.push_back({word, word});
    } else if (rest.back() == '%') {
      const auto percent = parse_decimal(rest.substr(0, rest.size() - 1));
      if (!percent || percent->millionths < 0 || percent->millionths > 100'000'000) return not_understood(rest, "a confidence is written as `95%`");
      line.reading.intent = word;
      line.reading.confidence = Decimal{percent->millionths / 100};
      line.names_intent = true;
    } else {
      HANDRAIL_TRY(Json value, json_in(rest));
      line.reading.entities.push_back({word, rest, std::move(value), 0, 0});
    }
  }
  return line;
}

namespace {

struct Doing { CallOutcome outcome; std::size_t begin = 0, end = 0; };

// The word that says what the tool does: the first one that stands in no quotation marks, as a text among the arguments does.
std::optional<Doing> doing_in(const std::string& text) {
  const auto space = [&](std::size_t at) { return text[at] == ' ' || text[at] == '\n'; };
  bool in_quotes = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (in_quotes && text[i] == '\\') ++i;
    else if (text[i] == '"') in_quotes = !in_quotes;
    else if (!in_quotes && (i == 0 || space(i - 1)))
      for (const auto& [word, outcome] : {std::pair{std::string_view("gives"), CallOutcome::completed}, {"fails", CallOutcome::failed}, {"loses", CallOutcome::unknown}})
        if (const std::size_t end = i + word.size(); text.compare(i, word.size(), word) == 0 && end < text.size() && space(end)) return Doing{outcome, i, end};
  }
  return std::nullopt;
}

}  // namespace

Result<ScriptedTools::Answer> tool_answer_in(const std::string& text) {
  const auto [name, more] = first_word(text);
  ScriptedTools::Answer answer{name, {}, {}};
  if (more == "remembers" || more.rfind("remembers ", 0) == 0) {   // by the key of the call that it is asked about
    answer.by_key = true;
    return answer;
  }
  if (const auto doing = doing_in(more)) {
    const std::string before = more.substr(0, doing->begin);
    std::string after = more.substr(doing->end);
    if (!trim(before).empty()) {
      HANDRAIL_TRY(answer.arguments, json_in(before));
    }
    answer.response.outcome = doing->outcome;
    if (doing->outcome != CallOutcome::completed) {
      HANDRAIL_TRY(answer.response.error, quoted(after));
      return answer;
    }
    if (const std::size_t receipt = after.rfind(" receipt "); receipt != std::string::npos && after.find_first_of("\"}", receipt) == std::string::npos) {
      answer.response.receipt = std::string(trim(after.substr(receipt + 9)));
      after.resize(receipt);
    }
    HANDRAIL_TRY(answer.response.result, json_in(after));
    return answer;
  }
  return not_understood("tool " + text, "write `tool NAME {arguments} gives {result} receipt ID`, `… fails \"why\"` or `… loses \"why\"`");
}

}  // namespace handrail
