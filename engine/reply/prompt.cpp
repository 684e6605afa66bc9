#include "engine/reply/prompt.hpp"

#include <algorithm>
#include <cctype>

#include "engine/base/text.hpp"
#include "engine/reply/bounds.hpp"
#include "engine/reply/texts.hpp"
#include "engine/reply/tokens.hpp"

namespace handrail::reply {
namespace {

std::string article_of(const Passage& passage) { return passage.id.substr(0, passage.id.find('#')); }

std::string section(const std::string& title, const std::string& body) { return body.empty() ? "" : "\n" + title + "\n" + body; }

// The best that fits: a record that is too long is left out, and a shorter one after it may stand.
std::string account_of(const Evidence& evidence) {
  std::string text;
  for (auto fact = evidence.facts.rbegin(); fact != evidence.facts.rend(); ++fact) {   // what was read last is what it is about
    if (fact->of_another) continue;
    const std::string line = "- " + fact->tool + ": " + (fact->result.is_null() ? "there is no such record" : in_words(fact->result)) + "\n";
    if (tokens_of(text) + tokens_of(line) <= bounds::account_tokens) text += line;
  }
  return text;
}

std::string receipts_of(const Evidence& evidence) {
  std::string text;
  for (const Receipt& receipt : evidence.receipts)
    text += cut_to_tokens("- " + receipt.tool + ", reference " + receipt.id + (receipt.result.is_null() ? "" : ": " + in_words(receipt.result)), bounds::line_tokens) + "\n";
  return text;
}

std::string policy_of(const Evidence& evidence) {
  std::string text;
  for (const std::string& one : evidence.policy) text += "- " + one + "\n";
  return text.empty() ? text : cut_to_tokens(text, bounds::article_tokens) + "\n";
}

std::string articles_of(const std::vector<Passage>& passages) {
  std::string text;
  for (const Passage& passage : passages)
    text += "[" + passage.id + "] " + passage.title + (passage.heading.empty() || passage.heading == passage.title ? "" : ", " + passage.heading) + "\n" + passage.text + "\n";
  return text;
}

// Where the last turns begin that are told word for word; several messages of the customer in a row are one turn.
std::size_t last_turns(const std::vector<Line>& lines) {
  std::size_t turns = 0, from = lines.size();
  for (std::size_t i = lines.size(); i-- > 0;) {
    const bool opens = lines[i].by_customer && (i == 0 || !lines[i - 1].by_customer);
    if (opens && ++turns > bounds::turns) break;
    from = i;
  }
  return from;
}

std::string first_sentence(const std::string& text) {
  const std::size_t end = text.find_first_of(".!?\n");
  return cut_to_tokens(std::string_view(text).substr(0, end == std::string::npos ? text.size() : end + 1), 30);
}

// What was said before: in the first sentence of each, but what told of a tool's result whole.
std::string earlier(const std::vector<Line>& lines, std::size_t behind) {
  std::string text;
  std::size_t left = bounds::earlier_tokens;
  for (std::size_t i = 0; i < behind; ++i) {
    const Line& line = lines[i];
    const std::string who = line.by_customer ? "- customer: " : "- desk: ";
    if (line.carries_receipt) {
      text += who + cut_to_tokens(line.text, bounds::line_tokens) + "\n";
      continue;
    }
    const std::string told = who + first_sentence(line.text) + "\n";
    if (tokens_of(told) > left) continue;
    left -= tokens_of(told);
    text += told;
  }
  return text;
}

std::string rules_of(const DraftSources& sources) {
  std::string text = "\nRULES\n- At most " + std::to_string(sources.limits.words_max) + " words" +
                     (sources.limits.unless_step_by_step ? ", unless it is a list of steps" : "") + ".\n";
  if (sources.limits.words_max == 0) text = "\nRULES\n";
  if (!sources.limits.tone.empty()) text += "- The tone is " + sources.limits.tone + ".\n";
  if (!sources.purpose.empty()) text += "- The message is about: " + sources.purpose + ".\n";
  return text;
}

}  // namespace

std::string cut_to_tokens(std::string_view text, std::size_t tokens) {
  if (tokens_of(text) <= tokens) return std::string(text);
  std::string cut(text.substr(0, tokens * 3 > 3 ? tokens * 3 - 3 : 0));
  while (!cut.empty() && (static_cast<unsigned char>(cut.back()) & 0xC0) == 0x80) cut.pop_back();
  if (!cut.empty() && static_cast<unsigned char>(cut.back()) >= 0xC0) cut.pop_back();
  const std::size_t stop = cut.find_last_of(".!?\n");
  if (stop != std::string::npos && stop > cut.size() / 2) cut.resize(stop + 1);
  else if (const std::size_t space = cut.rfind(' '); space != std::string::npos) cut.resize(space);
  return cut;
}

std::vector<Passage> shown_passages(const std::vector<Passage>& found) {
  std::vector<std::string> articles;
  std::vector<std::size_t> left;
  std::vector<Passage> shown;
  for (const Passage& passage : found) {
    if (passage.audience == Audience::internal || speaks_to_the_model(passage.text)) continue;
    auto article = std::find(articles.begin(), articles.end(), article_of(passage));
    if (article == articles.end()) {
      if (articles.size() == bounds::articles) continue;
      article = articles.insert(articles.end(), article_of(passage));
      left.push_back(bounds::article_tokens);
    }
    std::size_t& room = left[static_cast<std::size_t>(article - articles.begin())];
    if (tokens_of(passage.text) > room) continue;
    room -= tokens_of(passage.text);
    shown.push_back(passage);
  }
  return shown;
}

ModelRequest draft_request(const DraftSources& sources) {
  ModelRequest request;
  const std::vector<Passage> passages = shown_passages(sources.evidence.passages);
  const std::size_t from = last_turns(sources.lines);
  request.instructions = std::string(texts::draft_prompt) + rules_of(sources) + section("ACCOUNT", account_of(sources.evidence)) +
                         section("RECEIPTS", receipts_of(sources.evidence)) + section("POLICY", policy_of(sources.evidence)) +
                         section("ARTICLES", articles_of(passages)) + section("EARLIER", earlier(sources.lines, from));
  for (std::size_t i = from; i < sources.lines.size(); ++i) {
    const Line& line = sources.lines[i];
    const auto by = line.by_customer ? ModelTurn::By::customer : ModelTurn::By::assistant;
    std::string text = cut_to_tokens(line.text, bounds::line_tokens);
    if (!request.turns.empty() && request.turns.back().by == by) request.turns.back().text += "\n" + text;
    else request.turns.push_back({by, std::move(text), {}, ""});
  }
  request.output_tokens_max = bounds::output_tokens;
  request.deadline = bounds::deadline;
  request.purpose = "draft";
  return request;
}

ModelRequest repair_request(const ModelRequest& first, const std::string& answer, const std::vector<Finding>& findings) {
  ModelRequest request = first;
  request.purpose = "repair";
  request.turns.push_back({ModelTurn::By::assistant, answer.empty() ? "(nothing)" : cut_to_tokens(answer, bounds::article_tokens), {}, ""});
  std::string text(texts::repair_prompt);
  for (const Finding& finding : findings)
    text += "- " + std::string(word_of(finding.kind)) + (finding.text.empty() ? "" : ": \"" + printable(finding.text, 200) + "\"") + " needs " + finding.needs + "\n";
  request.turns.push_back({ModelTurn::By::customer, std::move(text), {}, ""});
  return request;
}

Draft draft_in(const std::string& answer, const std::vector<Passage>& passages) {
  Draft draft;
  for (std::size_t at = 0; at < answer.size();) {
    const std::size_t close = answer[at] == '[' ? answer.find(']', at) : std::string::npos;
    bool citation = close != std::string::npos;
    if (citation) {
      for (const std::string_view piece : split(std::string_view(answer).substr(at + 1, close - at - 1), ',')) {
        const std::string id(trim(piece));
        citation = citation && std::any_of(passages.begin(), passages.end(), [&](const Passage& passage) { return passage.id == id; });
      }
    }
    if (!citation) {
      draft.text += answer[at++];
      continue;
    }
    for (const std::string_view piece : split(std::string_view(answer).substr(at + 1, close - at - 1), ','))
      if (std::find(draft.cites.begin(), draft.cites.end(), std::string(trim(piece))) == draft.cites.end()) draft.cites.emplace_back(trim(piece));
    while (!draft.text.empty() && draft.text.back() == ' ') draft.text.pop_back();
    at = close + 1;
  }
  draft.text = std::string(trim(draft.text));
  return draft;
}

}  // namespace handrail::reply
