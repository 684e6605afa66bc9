#include "tests/desk/transcript.hpp"

#include <algorithm>

#include "engine/base/assert.hpp"
#include "engine/base/text.hpp"
#include "engine/turn/views.hpp"

namespace handrail {
namespace {

std::pair<std::string, std::string> first_word(const std::string& line) {
  const std::size_t space = line.find(' ');
  if (space == std::string::npos) return {line, ""};
  return {line.substr(0, space), std::string(trim(line.substr(space)))};
}

[[noreturn]] void not_understood(const std::string& line) {
  report_bug("a line of a transcript", "a .turn file", 0, "not understood: `" + line + "`");
}

Json json_in(const std::string& text) {
  const auto json = parse_json(trim(text));
  if (!json) not_understood(text + ": " + json.error().message);
  return *json;
}

// `"words"` without the marks.
std::string quoted(const std::string& text) {
  const std::string inner(trim(text));
  if (inner.size() < 2 || inner.front() != '"' || inner.back() != '"') not_understood(text);
  return inner.substr(1, inner.size() - 2);
}

// "[refund_request 95%; says_yes; order_id "W1001"]"
Reading reading_in(const std::string& text) {
  Reading reading;
  for (const std::string_view piece : split(text, ';')) {
    const auto [word, rest] = first_word(std::string(trim(piece)));
    if (word.empty()) continue;
    if (rest.empty()) {
      reading.signals.push_back({word, word});
    } else if (rest.back() == '%') {
      reading.intent = word;
      const auto percent = parse_decimal(rest.substr(0, rest.size() - 1));
      HANDRAIL_ASSERT(percent, "a confidence in percent: " + rest);
      reading.confidence = *parse_decimal("0." + std::string(rest.size() == 2 ? "0" : "") + rest.substr(0, rest.size() - 1));
      if (rest == "100%") reading.confidence = *parse_decimal("1");
    } else {
      reading.entities.push_back({word, rest, json_in(rest), 0, 0});
    }
  }
  return reading;
}

std::string counted(const std::vector<std::string>& kinds) {
  std::string line;
  for (std::size_t i = 0; i < kinds.size();) {
    std::size_t same = i;
    while (same < kinds.size() && kinds[same] == kinds[i]) ++same;
    line += (i ? ", " : "") + kinds[i] + (same - i > 1 ? " x" + std::to_string(same - i) : "");
    i = same;
  }
  return line;
}

}  // namespace

std::vector<Part> parts_of(const std::string& text) {
  std::vector<Part> parts;
  for (const std::string_view view : split(text, '\n')) {
    const std::string line(view);
    if (line.rfind("  ", 0) == 0 && !parts.empty()) parts.back().expected.push_back(line.substr(2));
    else if (line.rfind("|", 0) == 0 && !parts.empty()) parts.back().block.push_back(line.size() > 2 ? line.substr(2) : "");
    else parts.push_back({line, {}, {}});
  }
  while (!parts.empty() && parts.back().text.empty()) parts.pop_back();
  return parts;
}

std::string text_of(const std::vector<Part>& parts) {
  std::string text;
  for (const Part& part : parts) {
    text += part.text + "\n";
    for (const std::string& line : part.block) text += line.empty() ? "|\n" : "| " + line + "\n";
    for (const std::string& line : part.expected) text += "  " + line + "\n";
  }
  return text;
}

// --- what is set up -------------------------------------------------------------------------------------------------------------------------

void Play::script_tool(const std::string& rest) {
  const auto [name, more] = first_word(rest);
  ScriptedTools::Answer answer{name, {}, {}};
  if (more.rfind("remembers ", 0) == 0) {   // "check_voucher remembers": by the key of the call that it is asked about
    answer.by_key = true;
    return desk_.tools.answers(std::move(answer));
  }
  for (const auto& [word, outcome] : {std::pair{"gives", CallOutcome::completed}, std::pair{"fails", CallOutcome::failed}, std::pair{"loses", CallOutcome::unknown}}) {
    const std::string spaced = " " + std::string(word) + " ";
    const std::size_t found = (" " + more).find(spaced);
    if (found == std::string::npos) continue;
    std::string before = (" " + more).substr(0, found), after = (" " + more).substr(found + spaced.size());
    if (!trim(before).empty()) answer.arguments = json_in(before);
    answer.response.outcome = outcome;
    if (outcome != CallOutcome::completed) {
      answer.response.error = quoted(after);
    } else {
      if (const std::size_t receipt = after.rfind(" receipt "); receipt != std::string::npos) {
        answer.response.receipt = std::string(trim(after.substr(receipt + 9)));
        after.resize(receipt);
      }
      answer.response.result = json_in(after);
    }
    return desk_.tools.answers(std::move(answer));
  }
  not_understood(rest);
}

void Play::add_person(const std::string& rest) {
  const auto [name, roles] = first_word(rest);
  Principal person;
  person.kind = PrincipalKind::person;
  person.name = name;
  for (const std::string_view role : split(roles, ',')) {
    if (trim(role) == "agent") person.agent = true;
    else person.roles.emplace_back(trim(role));
  }
  people_[name] = person;
}

void Play::choose_conversation(const std::string& rest) {
  const auto [name, more] = first_word(rest);
  now_ = ConversationId(name);
  if (more.empty()) return;
  if (more.rfind("for ", 0) != 0) not_understood(rest);
  customer_ = {CustomerId(more.substr(4)), true, "signed in"};
}

void Play::set_up(const Part& part, const std::string& word, const std::string& rest) {
  if (word == "bundle") {
    files_ = bundle_named(rest);
    changed_ = true;
  } else if (word == "file") {
    std::string text;
    for (const std::string& line : part.block) text += line + "\n";
    const auto old = std::find_if(files_.begin(), files_.end(), [&](const auto& file) { return file.path == rest; });
    if (old != files_.end()) old->text = text;
    else files_.push_back({rest, text});
    changed_ = true;
  } else if (word == "reading" && rest == "embedded") {
    embedded_ = changed_ = true;
  } else if (word == "tool") {
    script_tool(rest);
  } else if (word == "person") {
    add_person(rest);
  } else if (word == "context") {
    context_ = json_in(rest);
  } else if (word == "conversation") {
    choose_conversation(rest);
  } else if (word == "starts") {
    const auto at = parse_time(rest);
    if (!at) not_understood(rest);
    desk_.clock.set(*at);
  } else if (word == "crash" && rest == "may hand over") {
    crash_hands_over_ = true;
  } else {
    not_understood(part.text);
  }
}

void Play::serve_if_changed() {
  if (!std::exchange(changed_, false)) return;
  const auto served = desk_.bundles.serve(files_, embedded_);
  HANDRAIL_ASSERT(served, "the transcript's bundle is whole:\n" + (served ? "" : served.error().message));
}

// --- what people do -------------------------------------------------------------------------------------------------------------------------

template <class Call> auto Play::attempt(bool repeatable, Call call) {
  const std::uint64_t before = seq();
  auto result = call();
  if (!desk_.life->dead) return result;
  const bool on_record = seq() != before;
  desk_.restart();
  if (repeatable || !on_record) result = call();
  return result;
}

std::uint64_t Play::seq() {
  const auto head = desk_.store().head(now_);
  return head ? head->seq : 0;
}

Item Play::newest(const std::string& kind) {
  const auto items = desk_.store().items({kind, std::nullopt, {}, 1000, std::nullopt});
  HANDRAIL_ASSERT(items && !items->empty(), "there is a " + kind + " to act on");
  for (auto item = items->rbegin(); item != items->rend(); ++item)
    if (item->status == "open" || item->status == "claimed") return *item;
  return items->back();
}

void Play::open_if_new() {
  if (std::find(opened_.begin(), opened_.end(), now_) != opened_.end()) return;
  OpenRequest request;
  request.id = now_.text;
  request.customer = customer_;
  request.context = std::exchange(context_, Json());
  const auto opened = attempt(true, [&] { return desk_.engine().open(channel_named("shop-web"), request); });
  HANDRAIL_ASSERT(opened, "opened: " + (opened ? "" : opened.error().message));
  opened_.push_back(now_);
}

std::vector<std::string> Play::customer_says(std::string id, std::string text) {
  if (const std::size_t open = text.rfind("  ["); open != std::string::npos && text.back() == ']') {
    const std::string reading = text.substr(open + 3, text.size() - open - 4);
    text = std::string(trim(text.substr(0, open)));
    desk_.reading->reads(text, reading_in(reading));
  }
  open_if_new();
  if (id.empty()) id = "m" + std::to_string(++messages_);
  const std::uint64_t before = seq();
  const IncomingMessage message{MessageId(id), text, std::exchange(context_, Json())};
  const auto answer = attempt(true, [&] { return desk_.engine().message(channel_named("shop-web"), now_, message); });
  auto lines = since(before, answer ? "" : answer.error().message);
  if (answer && seq() == before) {
    const std::string said = answer->body["reply"].text_or("text", "(nothing)");
    lines.insert(lines.begin(), "answered before: " + said.substr(0, said.find('\n')));
  }
  return lines;
}

std::vector<std::string> Play::customer(const std::string& line) {
  // "customer: words", "customer (m1): words", "customer c_ada", "customer nobody", "customer closes"
  const auto [word, rest] = first_word(line);
  if (word == "customer:") return customer_says("", rest);
  if (!rest.empty() && rest.front() == '(') {
    const std::size_t close = rest.find("): ");
    if (close == std::string::npos) not_understood(line);
    return customer_says(rest.substr(1, close - 1), rest.substr(close + 3));
  }
  if (rest == "closes" || rest == "is content") {
    open_if_new();
    const std::uint64_t before = seq();
    const auto closed = attempt(false, [&] { return desk_.engine().close(channel_named("shop-web"), now_, rest == "is content"); });
    return since(before, closed ? "" : closed.error().message);
  }
  const auto [id, how] = first_word(rest);
  customer_ = {};
  if (id != "nobody") customer_ = {CustomerId(id), how != "unverified", how != "unverified" ? "signed in" : ""};
  return {};
}

std::vector<std::string> Play::approver(const std::string& rest) {
  const auto [name, what] = first_word(rest);
  const auto [verb, more] = first_word(what);
  ApprovalRequest request;
  if (verb == "refuses") request = {ApprovalRequest::Verdict::refuse, more.empty() ? "" : quoted(more), {}};
  else if (verb == "edits") request = {ApprovalRequest::Verdict::edit, "", json_in(more)};
  else if (verb != "approves") not_understood(rest);
  const std::uint64_t before = seq();
  const std::string id = newest("approval").id;
  const auto decided = attempt(false, [&] { return desk_.engine().decide(people_[name], ApprovalId(id), request); });
  return since(before, decided ? "" : decided.error().message);
}

std::vector<std::string> Play::agent(const std::string& rest) {
  const auto [name, what] = first_word(rest);
  using Action = HandoffRequest::Action;
  HandoffRequest request;
  if (what == "claims") request.action = Action::claim;
  else if (what == "resolves") request.action = Action::resolve;
  else if (what.rfind("hands back", 0) == 0) request = {Action::hand_back, std::string(trim(what.substr(10))), {}};
  else if (what.rfind("says ", 0) == 0) request = {Action::reply, what.substr(5), {}};
  else not_understood(rest);
  const std::uint64_t before = seq();
  const std::string id = newest("handoff").id;
  const auto acted = attempt(false, [&] { return desk_.engine().act(people_[name], HandoffId(id), request); });
  return since(before, acted ? "" : acted.error().message);
}

void Play::wait(const std::string& rest) {
  const auto duration = parse_duration(rest);
  if (!duration) not_understood("wait " + rest);
  const Instant until = desk_.clock.now() + *duration;
  desk_.wait(*duration);
  if (!desk_.life->dead) return;
  desk_.restart();
  desk_.wait(until - desk_.clock.now());
}

std::vector<std::string> Play::show(const std::string& rest) {
  Json json;
  if (rest == "packet") json = json_in(newest("handoff").body)["packet"];
  else if (rest == "approval") json = approval_view(newest("approval"), true);
  else not_understood("show " + rest);
  std::vector<std::string> lines;
  const std::string text = dump_pretty(json);
  for (const std::string_view line : split(text, '\n')) lines.emplace_back(line);
  return lines;
}

std::vector<std::string> Play::since(std::uint64_t before, const std::string& error) {
  std::vector<std::string> lines, kinds;
  if (!error.empty()) lines.push_back("error: " + error);
  const auto events = desk_.store().events(now_, before, 100'000);
  HANDRAIL_ASSERT(events, "the memory can be read");
  if (events->empty()) return lines;
  for (const StoredEvent& stored : *events) {
    const auto event = decode_event(stored.kind, stored.body);
    HANDRAIL_ASSERT(event, "what was stored can be read");
    kinds.push_back(stored.kind);
    for (std::string& line : told(*event)) lines.push_back(std::move(line));
  }
  const auto state = desk_.journal().look(now_);
  HANDRAIL_ASSERT(state, "the conversation is there");
  lines.push_back("state: " + state_word(**state) + ", " + std::string(word_of((*state)->owner)));
  lines.push_back("journal: " + counted(kinds));
  return lines;
}

std::vector<std::string> Play::perform(const Part& part) {
  if (part.text.empty() || part.text.front() == '#') return {};
  const auto [word, rest] = first_word(part.text);
  const bool happens = word.rfind("customer", 0) == 0 || word == "approver" || word == "agent" || word == "wait" || word == "show";
  if (!happens) {
    set_up(part, word, rest);
    return {};
  }
  serve_if_changed();
  if (word.rfind("customer", 0) == 0) return customer(part.text);
  if (word == "approver") return approver(rest);
  if (word == "agent") return agent(rest);
  if (word == "show") return show(rest);
  const std::uint64_t before = seq();
  wait(rest);
  return since(before, "");
}

}  // namespace handrail
