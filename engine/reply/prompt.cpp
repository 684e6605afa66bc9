#include "engine/reply/prompt.hpp"

#include <algorithm>
#include <cctype>

#include "engine/base/text.hpp"
#include "engine/reply/bounds.hpp"
#include "engine/reply/texts.hpp"
#include "engine/reply/tokens.hpp"
#include "engine/reply/unwrap.hpp"

namespace handrail::reply {
namespace {

std::string article_of(const Passage& passage) { return passage.id.substr(0, passage.id.find('#')); }

std::string section(const std::string& title, const std::string& body) { return body.empty() ? "" : "\n" + title + "\n" + body; }

// The best that fits: a record that is too long is left out, and a shorter one after it may stand.
std::string account_of(const Evidence& evidence) {
  std::string text;
  for (auto fact = evidence.facts.rbegin(); fact != evidence.facts.rend(); ++fact) {   // what was read last is what it is about
    if (fact->of_another) continue;
    const std::string line = "- " + fact->tool + ": " + (fact->result.is_null() ? "there is no such record" : record_in_words(fact->result, evidence.times)) + "\n";
    if (tokens_of(text) + tokens_of(line) <= bounds::account_tokens) text += line;
  }
  return text;
}

std::string receipts_of(const Evidence& evidence) {
  std::string text;
  for (const Receipt& receipt : evidence.receipts) {
    const std::string result = receipt.result.is_null() ? "" : ": " + record_in_words(receipt.result, evidence.times);
    text += cut_to_tokens("- " + receipt.tool + ", reference " + receipt.id + result, bounds::line_tokens) + "\n";
  }
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

// Written for colleagues: without names that could be cited.
std::string background_of(const Evidence& evidence) {
  std::string text;
  for (const Passage& passage : evidence.background) {
    const std::string line = "- " + passage.title + (passage.heading.empty() || passage.heading == passage.title ? "" : ", " + passage.heading) + ": " + passage.text + "\n";
    if (!speaks_to_the_model(passage.text, Audience::internal) && tokens_of(text) + tokens_of(line) <= bounds::article_tokens) text += line;
  }
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

// What was before: what the record sums up, and what was said, in the first sentence of each, but what told of a tool's result whole.
std::string earlier(const DraftSources& sources, std::size_t behind) {
  const std::vector<Line>& lines = sources.lines;
  std::string text;
  std::size_t left = bounds::earlier_tokens;
  for (const std::string& line : sources.so_far) {
    const std::string told = "- " + cut_to_tokens(line, bounds::earlier_tokens / 2) + "\n";
    if (tokens_of(told) > left) continue;
    left -= tokens_of(told);
    text += told;
  }
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
  // A draft in another language than its sources' cannot be held against them.
  if (!sources.written_in.empty())
    text += "- The customer writes in the language \"" + sources.written_in + "\" (ISO 639-1). Answer in it where what you rest on is in it, and in the language of "
            "what you rest on where it is not.\n";
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

namespace {

// The prompt, the rules and everything that an answer may rest on, each within its own bound and always in this order.
std::string instructions_of(std::string_view prompt, const DraftSources& sources, std::size_t from) {
  return std::string(prompt) + rules_of(sources) + section("ACCOUNT", account_of(sources.evidence)) + section("RECEIPTS", receipts_of(sources.evidence)) +
         section("POLICY", policy_of(sources.evidence)) + section("ARTICLES", articles_of(shown_passages(sources.evidence.passages))) +
         section("BACKGROUND", background_of(sources.evidence)) + section("EARLIER", earlier(sources, from));
}

void add_turns(ModelRequest& request, const std::vector<Line>& lines, std::size_t from) {
  for (std::size_t i = from; i < lines.size(); ++i) {
    const auto by = lines[i].by_customer ? ModelTurn::By::customer : ModelTurn::By::assistant;
    std::string text = cut_to_tokens(lines[i].text, bounds::line_tokens);
    if (!request.turns.empty() && request.turns.back().by == by) request.turns.back().text += "\n" + text;
    else request.turns.push_back({by, std::move(text), {}, ""});
  }
}

// What came of the oldest calls is told shorter, until all of it fits.
void bound_exchange(std::vector<ModelTurn>& exchange) {
  std::size_t all = 0;
  for (ModelTurn& turn : exchange) {
    if (turn.by == ModelTurn::By::tool) turn.text = cut_to_tokens(turn.text, bounds::result_tokens);
    all += tokens_of(turn.text);
    for (const ProposedCall& call : turn.calls) all += tokens_of(dump(call.arguments));
  }
  for (ModelTurn& turn : exchange) {
    if (all <= bounds::exchange_tokens) return;
    if (turn.by != ModelTurn::By::tool) continue;
    const std::string shorter = turn.text.find("\"ok\":true") != std::string::npos ? "{\"ok\":true}" : "{\"ok\":false}";
    all -= std::min(all, tokens_of(turn.text) - std::min(tokens_of(turn.text), tokens_of(shorter)));
    turn.text = shorter;
  }
}

std::string lines_of(const std::vector<std::string>& lines) {
  std::string text;
  for (const std::string& line : lines) text += "- " + line + "\n";
  return text;
}

std::string said_since(const std::vector<Line>& lines) {
  std::string text;
  for (const Line& line : lines) text += (line.by_customer ? "- customer: " : "- desk: ") + cut_to_tokens(line.text, bounds::line_tokens / 4) + "\n";
  return cut_to_tokens(text, bounds::line_tokens);
}

}  // namespace

ModelRequest draft_request(const DraftSources& sources) {
  ModelRequest request;
  const std::size_t from = last_turns(sources.lines);
  request.instructions = instructions_of(texts::draft_prompt, sources, from);
  add_turns(request, sources.lines, from);
  request.output_tokens_max = bounds::output_tokens;
  request.deadline = bounds::deadline;
  request.purpose = "draft";
  return request;
}

ModelRequest calls_request(const DraftSources& sources, Calls calls) {
  ModelRequest request;
  const std::size_t from = last_turns(sources.lines);
  request.instructions = instructions_of(texts::calls_prompt, sources, from) + section("NOT POSSIBLE NOW", lines_of(calls.not_now)) +
                         section("SAID SINCE", said_since(calls.meanwhile));
  add_turns(request, sources.lines, from);
  bound_exchange(calls.exchange);
  for (ModelTurn& turn : calls.exchange) request.turns.push_back(std::move(turn));
  request.tools = std::move(calls.tools);
  request.output_tokens_max = bounds::output_tokens;
  request.deadline = bounds::deadline;
  request.purpose = "calls";
  return request;
}

ModelRequest reading_request(const ReadingSources& sources) {
  ModelRequest request;
  request.instructions = std::string(texts::reading_prompt) + cut_to_tokens(section("INTENTS", lines_of(sources.intents)) + section("ENTITIES", lines_of(sources.entities)) +
                         section("SIGNALS", lines_of(sources.signals)), bounds::reading_tokens);
  add_turns(request, sources.lines, last_turns(sources.lines));
  request.answer_schema = sources.schema;
  request.output_tokens_max = bounds::reading_output_tokens;
  request.deadline = bounds::reading_deadline;
  request.purpose = "reading";
  return request;
}

ModelRequest repair_request(const ModelRequest& first, const std::string& answer, const std::vector<Finding>& findings) {
  ModelRequest request = first;
  request.purpose = "repair";
  request.turns.push_back({ModelTurn::By::assistant, answer.empty() ? "(nothing)" : cut_to_tokens(answer, bounds::article_tokens), {}, ""});
  std::string text(texts::repair_prompt);
  for (const Finding& finding : findings)
    text += "- " + std::string(word_of(finding.kind)) + (finding.text.empty() ? "" : ": \"" + printable(finding.text, 200) + "\"") + " needs " + finding.needs +
            (finding.nearest.empty() ? "" : "; the sources say: \"" + printable(finding.nearest, bounds::nearest_bytes) + "\"") + "\n";
  request.turns.push_back({ModelTurn::By::customer, std::move(text), {}, ""});
  return request;
}

Draft draft_in(const std::string& said, const std::vector<Passage>& passages) {
  const std::string answer = unwrapped(said);
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
