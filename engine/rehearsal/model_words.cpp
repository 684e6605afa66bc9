#include "engine/rehearsal/model_words.hpp"

#include "engine/base/text.hpp"

namespace handrail {

std::string model_answer(const event::ModelAnswered& answered) {
  if (!answered.trouble.empty()) return " failed: " + answered.trouble;
  std::string line = answered.text.empty() ? "" : ": " + answered.text;
  if (const auto* calls = answered.calls.items())
    for (const Json& call : *calls) line += (line.empty() ? ": calls " : ", calls ") + call.text_or("tool") + " " + dump(call["arguments"]);
  return line.empty() ? ": nothing" : line;
}

std::string checked_reading(const event::ReadingChecked& checked) {
  std::string line = "a model";
  if (checked.said.empty()) line += " does not read it";
  else line += " reads it as " + checked.said + " " + format_decimal(checked.sure);
  if (checked.how == "failed" || checked.how == "nonsense") line += ", " + checked.how + ": " + checked.why;
  else if (checked.how == "agrees") line += ", as it was read";
  else if (checked.how == "disagrees") line += ", and not as it was read";
  line += "; what counts is " + checked.intent + " " + format_decimal(checked.confidence);
  for (const std::string& signal : checked.signals) line += "; signal " + signal;
  for (const EntityClaim& claim : checked.named) line += "; " + claim.entity + " " + dump(claim.value);
  return line;
}

std::vector<std::string> checked_reply(const event::ReplyChecked& checked) {
  std::vector<std::string> lines{"the " + checked.what + " is " + checked.then};
  if (const auto* findings = checked.findings.items())
    for (const Json& finding : *findings) {
      const std::string nearest = finding.text_or("nearest");
      lines.push_back("finding " + finding.text_or("kind") + ": " + finding.text_or("text") + " needs " + finding.text_or("needs") +
                      (nearest.empty() ? "" : "; the sources say: " + nearest));
    }
  return lines;
}

}  // namespace handrail
