#include "engine/rehearsal/player.hpp"

#include <algorithm>

#include "engine/base/assert.hpp"
#include "engine/base/text.hpp"
#include "engine/rehearsal/lines.hpp"
#include "engine/rehearsal/model_lines.hpp"
#include "engine/rehearsal/open_items.hpp"
#include "engine/rehearsal/told.hpp"
#include "engine/turn/views.hpp"

namespace handrail {
namespace {

constexpr std::size_t events_in_one_part = 100'000;   // as many as a conversation holds

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

// What is said, with its line breaks: without the spaces before it and behind it.
std::string words_behind(const std::string& line, std::size_t at) {
  const std::size_t end = line.find_last_not_of(' ') + 1, begin = std::min(line.find_first_not_of(' ', at), end);
  return line.substr(begin, end - begin);
}

}  // namespace

Player::Player(Rehearsal& desk, PlayerSettings settings) : desk_(desk), settings_(std::move(settings)), readings_(settings_.readings) {
  files_ = std::move(settings_.files);
  changed_ = !files_.empty();
}

// --- what is set up -------------------------------------------------------------------------------------------------------------------------

void Player::add_person(const std::string& rest) {
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

Result<void> Player::choose_conversation(const std::string& rest) {
  const auto [name, more] = first_word(rest);
  if (name.empty()) return not_understood("conversation", "write `conversation NAME`, or `conversation NAME for CUSTOMER`");
  now_ = ConversationId(name);
  if (more.empty()) return {};
  if (more.rfind("for ", 0) != 0) return not_understood("conversation " + rest, "write `conversation NAME for CUSTOMER`");
  customer_ = {CustomerId(more.substr(4)), true, "signed in"};
  return {};
}

Result<void> Player::set_up_bundle(const Part& part, const std::string& word, const std::string& rest) {
  changed_ = true;
  if (word == "bundle") {
    HANDRAIL_TRY(files_, settings_.bundle_named(rest));
    return {};
  }
  std::string text;
  for (const std::string& line : part.block) text += line + "\n";
  const auto old = std::find_if(files_.begin(), files_.end(), [&](const auto& file) { return file.path == rest; });
  if (old != files_.end()) old->text = text;
  else files_.push_back({rest, text});
  return {};
}

Result<void> Player::start_at(const std::string& rest) {
  const auto at = time_in(rest);
  if (!at) return not_understood("starts " + rest, "write a time like `2026-01-05 14:30`, in UTC");
  if (!opened_.empty()) return fail(ErrorCode::invalid, "`starts` stands before the first customer line; later, write `at " + rest + "` or `wait 4 hours`");
  desk_.clock.set(*at);
  return {};
}

Result<void> Player::script_model(const std::string& rest) {
  const auto [does, how] = first_word(rest);
  if (does == "reading") return read_by_model(how);
  HANDRAIL_TRY(ScriptedAnswer answer, model_line(rest));
  desk_.use_model();
  if (does == "reads" && !model_reads_) HANDRAIL_TRY_VOID(read_by_model("check"));
  desk_.model.answers(std::move(answer));
  return {};
}

// "check", "read", "off", "check below 0.9".
Result<void> Player::read_by_model(const std::string& how) {
  const std::vector<std::string_view> words = split(trim(how), ' ');
  ModelReading reading;
  if (!words.empty()) reading.how = words[0] == "check" ? ModelReading::How::check : words[0] == "read" ? ModelReading::How::read : ModelReading::How::off;
  const bool bounded = words.size() == 3 && words[1] == "below";
  const auto below = bounded ? parse_decimal(words[2]) : Result<Decimal>(reading.below);
  const bool known = !words.empty() && (words[0] == "check" || words[0] == "read" || words[0] == "off");
  if (!known || !below || (words.size() != 1 && !bounded))
    return not_understood("model reading " + how, "write `model reading check`, `model reading read`, `model reading off` or `model reading check below 0.9`");
  reading.below = *below;
  desk_.read_by_model(std::move(reading));
  model_reads_ = true;
  return {};
}

// `clock steps back 3 seconds`: somebody set it right; no timer is due.
Result<void> Player::set_clock_back(const std::string& rest) {
  constexpr std::string_view how = "steps back ";
  const auto duration = rest.starts_with(how) ? parse_duration(rest.substr(how.size())) : Result<Duration>(Duration{});
  if (!duration || duration->ms <= 0) return not_understood("clock " + rest, "write a time like `clock steps back 3 seconds`");
  desk_.clock.advance({-duration->ms});
  return {};
}

Result<void> Player::set_up(const Part& part, const std::string& word, const std::string& rest) {
  if ((word == "bundle" && settings_.bundle_named) || (word == "file" && !rest.empty())) return set_up_bundle(part, word, rest);
  if (word == "conversation") return choose_conversation(rest);
  if (word == "starts") return start_at(rest);
  if (word == "clock") return set_clock_back(rest);
  if (word == "channel" && !rest.empty()) {
    if (!opened_.empty()) return fail(ErrorCode::invalid, "`channel " + printable(rest) + "` stands before the first customer line");
    channel_ = rest;
    return {};
  }
  if (word == "reading" && rest == "embedded") {
    readings_ = Readings::trained;
    changed_ = true;
  } else if (word == "tool") {
    HANDRAIL_TRY(auto answer, tool_answer_in(rest));
    desk_.tools.answers(std::move(answer));
    if (!opened_.empty()) desk_.clock.advance(seconds(1));   // what was looked up before the world changed is looked up again
  } else if (word == "tools" && rest == "sandbox" && settings_.sandbox) {
    HANDRAIL_TRY(auto shop, settings_.sandbox(desk_.clock, desk_.ids));
    desk_.tools.stand_on(std::move(shop));
  } else if (word == "model") {
    HANDRAIL_TRY_VOID(script_model(rest));
  } else if (word == "person" && !rest.empty()) {
    add_person(rest);
  } else if (word == "context") {
    HANDRAIL_TRY(context_, json_in(rest));
  } else if (word == "crash" && rest == "may hand over") {
    crash_hands_over_ = true;
  } else {
    static const std::vector<std::string> words = {"customer", "customer:", "tool", "tools sandbox", "model", "person", "context", "conversation", "channel", "starts", "clock",
                                                   "reading embedded",
                                                   "file", "approver", "agent", "wait", "at", "show"};
    const auto meant = nearest(word, words);
    return not_understood(part.text, meant && *meant != word ? "did you mean `" + *meant + "`?" : "the first word of a line is one of " + english_list(words, "or"));
  }
  return {};
}

Result<void> Player::serve_if_changed() {
  if (!std::exchange(changed_, false)) return {};
  const auto served = desk_.bundles.serve(files_, readings_);
  if (!served) return fail(served.error().code, "the transcript's bundle has errors:\n" + served.error().message);
  return {};
}

// --- what people do -------------------------------------------------------------------------------------------------------------------------

template <class Call> auto Player::attempt(bool repeatable, Call call) {
  std::uint64_t before = seq();
  auto result = call();
  while (desk_.life->dead) {
    const bool on_record = seq() != before;
    desk_.restart();
    before = seq();
    if (repeatable || !on_record) result = call();
  }
  return result;
}

std::uint64_t Player::seq() {
  const auto head = desk_.store().head(now_);
  return head ? head->seq : 0;
}

Result<const Principal*> Player::person(const std::string& name, const std::string& role) {
  if (const auto found = people_.find(name); found != people_.end()) return &found->second;
  return fail(ErrorCode::invalid, "nobody is called `" + printable(name) + "`: write `person " + printable(name) + " " + role + "` above");
}

Result<void> Player::open_if_new() {
  if (std::find(opened_.begin(), opened_.end(), now_) != opened_.end()) return {};
  OpenRequest request;
  request.id = now_.text;
  request.customer = customer_;
  request.context = std::exchange(context_, Json());
  const auto opened = attempt(true, [&] { return desk_.engine().open(channel_named(channel_), request); });
  if (!opened) return fail(ErrorCode::invalid, "the conversation could not be opened: " + opened.error().message);
  opened_.push_back(now_);
  return {};
}

Result<Player::Lines> Player::customer_says(std::string id, std::string text, const Received& came) {
  if (const std::size_t open = text.rfind("  ["); open != std::string::npos && text.back() == ']') {
    HANDRAIL_TRY(auto line, reading_in(text.substr(open + 3, text.size() - open - 4)));
    text.resize(open);
    text.resize(text.find_last_not_of(' ') + 1);
    desk_.reading->reads(text, std::move(line.reading), line.names_intent);
  }
  HANDRAIL_TRY_VOID(open_if_new());
  if (id.empty()) id = "m" + std::to_string(++messages_);
  const std::uint64_t before = seq();
  const IncomingMessage message{MessageId(id), text, std::exchange(context_, Json()), came};
  const auto answer = attempt(true, [&] { return desk_.engine().message(channel_named(channel_), now_, message); });
  auto lines = since(before, answer ? "" : answer.error().message);
  if (answer && seq() == before) {
    const std::string said = answer->body["reply"].text_or("text", "(nothing)");
    lines.insert(lines.begin(), "answered before: " + said.substr(0, said.find('\n')));
  }
  return lines;
}

Result<Player::Lines> Player::customer(const std::string& line) {
  // "customer: words", "customer (m1): words", "customer meanwhile: words", "customer c_ada", "customer nobody", "customer closes"
  const auto [word, said] = first_word(line);
  if (word == "customer:") return customer_says("", words_behind(line, word.size()), {});
  constexpr std::string_view meanwhile = "customer meanwhile";
  if (line.rfind(std::string(meanwhile) + ":", 0) == 0) return customer_says("", words_behind(line, meanwhile.size() + 1), before_last_);
  const bool came_before = line.rfind(std::string(meanwhile) + " (", 0) == 0;
  const std::string rest = came_before ? first_word(said).second : said;
  if (word != "customer" || rest.empty()) return not_understood(line, "write `customer: words`, `customer meanwhile: words`, `customer ID`, `customer nobody`, `customer closes` or `customer is content`");
  if (rest.front() == '(') {
    const std::size_t close = std::min(rest.find("): "), rest.find("):\n"));
    if (close == std::string::npos) return not_understood(line, "write `customer (m1): words`");
    return customer_says(rest.substr(1, close - 1), words_behind(rest, close + 2), came_before ? before_last_ : Received{});
  }
  if (rest == "closes" || rest == "is content") {
    HANDRAIL_TRY_VOID(open_if_new());
    const std::uint64_t before = seq();
    const auto closed = attempt(false, [&] { return desk_.engine().close(channel_named(channel_), now_, {.resolved = rest == "is content", .key = {}}); });
    return since(before, closed ? "" : closed.error().message);
  }
  const auto [id, how] = first_word(rest);
  if (how == "signs in") {
    HANDRAIL_TRY_VOID(open_if_new());
    const CustomerIdentity who{CustomerId(id), true, "signed in"};
    const std::uint64_t before = seq();
    const auto opened = attempt(true, [&] { return desk_.engine().open(channel_named(channel_), {.id = now_.text, .customer = who, .context = {}}); });
    return since(before, opened ? "" : opened.error().message);
  }
  if (!how.empty() && how != "unverified")
    return not_understood(line, "write `customer ID`, `customer ID unverified` or `customer ID signs in`; what the customer says stands after `customer:`");
  customer_ = {};
  if (id != "nobody") customer_ = {CustomerId(id), how != "unverified", how != "unverified" ? "signed in" : ""};
  return Lines{};
}

Result<Player::Lines> Player::approver(const std::string& rest) {
  const auto [name, what] = first_word(rest);
  const auto [verb, more] = first_word(what);
  ApprovalRequest request;
  const std::size_t behind = std::min(more.size(), more.find_first_of("\"{"));   // the reason, or the arguments; before them stands which one
  const std::string which(trim(more.substr(0, behind))), with = more.substr(behind);
  if (verb == "refuses") {
    request.verdict = ApprovalRequest::Verdict::refuse;
    if (!with.empty()) {
      HANDRAIL_TRY(request.reason, quoted(with));
    }
  } else if (verb == "edits") {
    request.verdict = ApprovalRequest::Verdict::edit;
    HANDRAIL_TRY(request.arguments, json_in(with));
  } else if (verb != "approves" || !with.empty()) {
    return not_understood("approver " + rest, "write `approver NAME approves`, `refuses \"why\"` or `edits {…}`, and of several which one: `approves send_gift`, `refuses the first \"why\"`");
  }
  HANDRAIL_TRY(const Item item, approval_named(desk_.store(), which));
  HANDRAIL_TRY(const Principal* who, person(name, item.group));
  const std::uint64_t before = seq();
  const auto decided = attempt(false, [&] { return desk_.engine().decide(*who, ApprovalId(item.id), request); });
  return since(before, decided ? "" : decided.error().message);
}

// `judges right`, `judges wrong "why"`, and `"what it should have said"` behind it: the assistant's last reply here.
Result<Player::Lines> Player::judge(const std::string& name, const std::string& said) {
  const auto [verdict, more] = first_word(said);
  JudgeRequest request;
  if (verdict == "wrong") {
    request.verdict = JudgeRequest::Verdict::wrong;
    const std::size_t second = more.find("\" \"");
    HANDRAIL_TRY(request.reason, quoted(second == std::string::npos ? more : more.substr(0, second + 1)));
    if (second != std::string::npos) {
      HANDRAIL_TRY(request.text, quoted(more.substr(second + 2)));
    }
  } else if (said != "right") {
    return not_understood("agent " + name + " judges " + said, "write `agent NAME judges right` or `judges wrong \"why\" \"what it should have said\"`");
  }
  HANDRAIL_TRY(const Principal* who, person(name, "agent"));
  HANDRAIL_TRY(const auto state, desk_.journal().look(now_));
  for (const SpokenLine& line : state->recent)
    if (line.by == Speaker::bot) request.reply = static_cast<std::uint64_t>(line.event);
  const std::uint64_t before = seq();
  const auto judged = attempt(true, [&] { return desk_.engine().judge(*who, now_, request); });
  return since(before, judged ? "" : judged.error().message);
}

Result<Player::Lines> Player::agent(const std::string& rest) {
  const auto [name, what] = first_word(rest);
  if (first_word(what).first == "judges") return judge(name, first_word(what).second);
  using Action = HandoffRequest::Action;
  HandoffRequest request;
  if (what == "claims") request.action = Action::claim;
  else if (what.rfind("claims from ", 0) == 0) request = {Action::claim, "", what.substr(12)};
  else if (what == "resolves") request.action = Action::resolve;
  else if (what.rfind("hands back", 0) == 0) request = {Action::hand_back, std::string(trim(what.substr(10)))};
  else if (what.rfind("says ", 0) == 0) request = {Action::reply, what.substr(5)};
  else return not_understood("agent " + rest, "write `agent NAME claims`, `claims from OTHER`, `says …`, `hands back …`, `resolves` or `judges right`");
  HANDRAIL_TRY(const Item item, newest_item(desk_.store(), "handoff"));
  HANDRAIL_TRY(const Principal* who, person(name, "agent"));
  const std::uint64_t before = seq();
  const auto acted = attempt(false, [&] { return desk_.engine().act(*who, HandoffId(item.id), request); });
  return since(before, acted ? "" : acted.error().message);
}

Result<Player::Lines> Player::wait(const std::string& word, const std::string& rest) {
  Instant until;
  if (word == "at") {
    const auto at = time_in(rest);
    if (!at) return not_understood("at " + rest, "write a time like `2026-01-05 14:30`, in UTC");
    if (*at < desk_.clock.now()) return fail(ErrorCode::invalid, "`at " + rest + "` is in the past: it is " + format_time(desk_.clock.now()));
    until = *at;
  } else {
    const auto duration = parse_duration(rest);
    if (!duration || duration->ms < 0) return not_understood("wait " + rest, "write a time like `4 hours` or `2 days`");
    until = desk_.clock.now() + *duration;
  }
  const std::uint64_t before = seq();
  desk_.wait(until - desk_.clock.now());
  while (desk_.life->dead) {
    desk_.restart();
    desk_.wait(until - desk_.clock.now());
  }
  return since(before, "");
}

// What a model was asked last.
static std::vector<std::string> asked_lines(const ModelRequest& request) {
  std::vector<std::string> lines;
  for (const std::string_view line : split(request.instructions, '\n')) lines.emplace_back(line);
  for (const ModelTool& tool : request.tools) lines.push_back("may call " + tool.name + ": " + tool.description);
  for (const ModelTurn& turn : request.turns) {
    const std::string who = turn.by == ModelTurn::By::customer ? "customer> " : turn.by == ModelTurn::By::tool ? "tool> " : "assistant> ";
    if (!turn.text.empty() || turn.calls.empty())
      for (const std::string_view line : split(turn.text, '\n')) lines.push_back(who + std::string(line));
    for (const ProposedCall& call : turn.calls) lines.push_back(who + "calls " + call.tool + " " + dump(call.arguments));
  }
  return lines;
}

Result<Player::Lines> Player::show(const std::string& rest) {
  Json json;
  if (rest == "packet") {
    HANDRAIL_TRY(const Item item, newest_item(desk_.store(), "handoff"));
    Principal reader;   // whoever may take it
    reader.kind = PrincipalKind::person;
    reader.agent = true;
    HANDRAIL_TRY(const Json seen, desk_.engine().handoff(reader, HandoffId(item.id)));
    json = seen["packet"];
  } else if (rest == "approval" || rest.rfind("approval ", 0) == 0) {
    HANDRAIL_TRY(const Item item, approval_named(desk_.store(), rest.substr(std::string_view("approval").size())));
    Principal reader;   // whoever may decide it
    reader.kind = PrincipalKind::person;
    reader.agent = true;
    reader.roles = {item.group};
    HANDRAIL_TRY(json, desk_.engine().approval(reader, ApprovalId(item.id)));
  } else if (rest == "asked") {
    return asked_lines(desk_.model.last_asked());
  } else {
    return not_understood("show " + rest, "write `show packet`, `show approval` or `show asked`");
  }
  Lines lines;
  const std::string text = dump_pretty(json);
  for (const std::string_view line : split(text, '\n')) lines.emplace_back(line);
  return lines;
}

Player::Lines Player::since(std::uint64_t before, const std::string& error) {
  Lines lines, kinds;
  if (!error.empty()) lines.push_back("error: " + error);
  const auto events = desk_.store().events(now_, before, events_in_one_part);
  HANDRAIL_ASSERT(events, "the memory can be read");
  if (events->empty()) return lines;
  for (const StoredEvent& stored : *events) {
    const auto event = decode_event(stored.kind, stored.body);
    HANDRAIL_ASSERT(event, "what was stored can be read");
    kinds.push_back(stored.kind);
    for (std::string& line : settings_.tell ? settings_.tell(*event) : told(*event)) lines.push_back(std::move(line));
  }
  const auto state = desk_.journal().look(now_);
  HANDRAIL_ASSERT(state, "the conversation is there");
  lines.push_back("state: " + state_word(**state) + ", " + std::string(word_of((*state)->owner)));
  if (settings_.tell_journal) lines.push_back("journal: " + counted(kinds));
  return lines;
}

Result<void> Player::all_tools_answered() {
  const auto& all = desk_.tools.unanswered();
  if (!settings_.tools_must_answer || all.size() == unanswered_) return {};
  const ToolRequest& first = all[unanswered_];
  unanswered_ = all.size();
  return fail(ErrorCode::invalid, "the tool `" + first.tool + "` was asked for " + dump(first.arguments) + ", and no line says what it answers: write `tool " + first.tool + " " +
                                      dump(first.arguments) + " gives {…}` above this line, or `tools sandbox` for the sandbox shop");
}

Result<Player::Lines> Player::act(const std::string& whole, const std::string& word, const std::string& rest) {
  if (word.rfind("customer", 0) == 0) return customer(whole);
  if (word == "approver") return approver(rest);
  if (word == "agent") return agent(rest);
  if (word == "show") return show(rest);
  return wait(word, rest);
}

Result<std::vector<std::string>> Player::perform(const Part& part) {
  if (part.text.empty() || part.text.front() == '#') return Lines{};
  const std::string whole = part.text.rfind("file ", 0) == 0 ? part.text : whole_text(part);   // a file's lines are its own
  const auto [word, rest] = first_word(whole);
  const bool happens = word.rfind("customer", 0) == 0 || word == "approver" || word == "agent" || word == "wait" || word == "at" || word == "show";
  if (!happens) {
    HANDRAIL_TRY_VOID(set_up(part, word, rest));
    return Lines{};
  }
  HANDRAIL_TRY_VOID(serve_if_changed());
  const Received here{desk_.clock.now(), static_cast<std::int64_t>(seq())};
  HANDRAIL_TRY(Lines lines, act(whole, word, rest));
  const bool comes_meanwhile = rest.rfind("meanwhile", 0) == 0;   // several of them came into the same turn
  if (!comes_meanwhile && static_cast<std::int64_t>(seq()) != here.behind) before_last_ = here;
  HANDRAIL_TRY_VOID(all_tools_answered());
  return lines;
}

}  // namespace handrail
