#include "engine/turn/finish_run.hpp"

#include <algorithm>

#include "engine/base/text.hpp"
#include "engine/turn/evidence.hpp"
#include "engine/turn/hand_off.hpp"

namespace handrail {

Sayable what_may_be_said(const LiveBundle& live, const ConversationState& state, Words words) {
  constexpr std::string_view between = "\n\n";
  std::vector<reply::Finding> findings;
  const auto may_go = [&](const std::string& text) {
    Words one = words;
    one.text = text;
    const reply::Checked checked = check_words(live, state, one, true);
    if (checked.may_go()) return true;
    findings.insert(findings.end(), checked.findings.begin(), checked.findings.end());
    return false;
  };
  if (words.text.empty() || may_go(words.text)) return {std::move(words), {}};
  findings.clear();                                              // told part by part
  std::vector<std::string> rest;
  for (std::string_view left = words.text; !left.empty();) {
    const std::size_t end = std::min(left.find(between), left.size());
    if (std::string piece(left.substr(0, end)); may_go(piece)) rest.push_back(std::move(piece));
    left.remove_prefix(std::min(end + between.size(), left.size()));
  }
  words.text = join(rest, between);
  if (rest.empty() || !may_go(words.text)) words.text.clear();   // each may be said, and not all of them together
  std::erase_if(words.kept, [&](const std::string& piece) { return words.text.find(piece) == std::string::npos; });
  return {std::move(words), std::move(findings)};
}

Words said_before(const Words& said, Words handoff) {
  handoff.kept = said.kept;
  handoff.kept.push_back(handoff.text);   // who takes over, and when they answer
  if (!said.text.empty()) handoff.text = said.text + "\n\n" + handoff.text;
  handoff.receipts = said.receipts;
  return handoff;
}

Words finish_run(Seams& seams, const LiveBundle& live, ConversationLog& log, const RunReport& report, const Decision& decision) {
  if (report.how != RunReport::How::hand_off) {
    Words words = report.words;
    words.rule = report.rule;
    words.at = report.at;
    words.because = report.because;
    return words;
  }
  HandOff request = report.handoff;
  if (request.rule.empty()) request.rule = decision.rule;
  if (request.at.empty()) request.at = decision.at;
  // Whoever takes over reads that something was left out.
  const Sayable said = what_may_be_said(live, log.state(), report.words);
  if (!said.findings.empty()) {
    log.record(event::ReplyChecked{"reply", findings_json(said.findings), "left out"});
    request.reason += (request.reason.empty() ? "" : "; ") + ("what was said before was left out: " + why_stopped(said.findings));
  }
  Words words = said_before(said.words, hand_off(seams, live, log, request));
  words.rule = request.rule;
  words.at = request.at;
  words.because = request.reason;
  return words;
}

}  // namespace handrail
