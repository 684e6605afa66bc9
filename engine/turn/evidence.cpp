#include "engine/turn/evidence.hpp"

#include <algorithm>
#include <set>

#include "dsl/check/words.hpp"
#include "engine/base/text.hpp"
#include "engine/policy/decide.hpp"
#include "engine/policy/opening.hpp"
#include "engine/reply/bounds.hpp"
#include "engine/reply/links.hpp"
#include "engine/reply/values.hpp"
#include "engine/turn/hand_off.hpp"
#include "engine/turn/look_up.hpp"

namespace handrail {
namespace {

// A record that names another customer than the one who writes.
bool of_another(const ConversationState& state, const Json& record) {
  if (state.customer.id.empty()) return false;
  for (const std::string_view key : {"customer", "customer_id"})
    if (const Json* owner = record.find(key); owner && owner->text() && *owner->text() != state.customer.id.text) return true;
  return false;
}

// Members by their names: a state that was read back has the record's order, a live one the tool's, and a model is asked the same by both.
Json in_one_order(const Json& value) {
  if (const auto* items = value.items()) {
    Json list = Json::array();
    for (const Json& item : *items) list.push(in_one_order(item));
    return list;
  }
  const auto* members = value.members();
  if (!members) return value;
  std::vector<std::string> names;
  for (const auto& member : *members) names.push_back(member.first);
  std::sort(names.begin(), names.end());
  Json object = Json::object();
  for (const std::string& name : names) object.set(name, in_one_order(value[name]));
  return object;
}

reply::Fact read_as(const ConversationState& state, const std::string& tool, const Json& arguments, const Json& result) {
  return {tool, in_one_order(arguments), in_one_order(result), of_another(state, result)};
}

// Every moment in a record, as the desk tells it.
void add_times(const dsl::Program& program, const Json& value, reply::Times& times) {
  if (const auto* members = value.members())
    for (const auto& [name, member] : *members) add_times(program, member, times);
  if (const auto* items = value.items())
    for (const Json& item : *items) add_times(program, item, times);
  if (!value.text()) return;
  if (const auto at = parse_time(*value.text())) times.emplace(*value.text(), weekday_and_time_words(program, *at));
}

// Receipts of the record are whole: they know what was called with. Those of a reply that was kept are not.
bool is_among(const std::vector<Receipt>& receipts, const Receipt& one) {
  return std::ranges::any_of(receipts, [&](const Receipt& other) { return other.call == one.call && other.id == one.id; });
}

// The text in quotation marks that begins at `at`, without them; at: behind it.
std::string quoted_from(std::string_view line, std::size_t& at) {
  std::string text;
  for (++at; at < line.size() && line[at] != '"'; ++at) {
    if (line[at] == '\\' && at + 1 < line.size()) ++at;
    text += line[at];
  }
  ++at;
  return text;
}

// Where the author's words, whose holes may hold anything on one line, stand in `said` around [begin, end).
bool stand_around(const std::string& words, const std::string& said, std::size_t begin, std::size_t end) {
  std::vector<std::string> pieces{""};
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (words[i] != '{') pieces.back() += words[i];
    else if (i = words.find('}', i); i == std::string::npos) return false;
    else pieces.emplace_back();
  }
  const auto covers = [&](std::size_t from) {
    std::size_t to = from + pieces.front().size();
    for (std::size_t i = 1; i < pieces.size(); ++i) {
      to = pieces[i].empty() ? std::min(said.find('\n', to), said.size()) : said.find(pieces[i], to);
      if (to == std::string::npos) return false;
      to += pieces[i].size();
    }
    return end <= to;
  };
  if (std::ranges::all_of(pieces, &std::string::empty)) return false;   // a hole alone are nobody's words
  if (pieces.front().empty()) return covers(0);
  for (std::size_t from = said.find(pieces.front()); from <= begin; from = said.find(pieces.front(), from + 1))
    if (covers(from)) return true;
  return false;
}

// What tools say when a call is done, in each wording.
std::set<std::string> said_when_done(const dsl::Program& program) {
  std::set<std::string> texts;
  for (const dsl::Wording& wording : program.wordings) {
    const auto said = [&](const dsl::Tool& tool) { return dsl::read_template(wording.text).words.pieces == tool.say_when_done.pieces; };
    if (std::ranges::none_of(program.tools, said)) continue;
    texts.insert(wording.text);
    for (const dsl::Wording::Variant& one : wording.variants) texts.insert(one.words);
  }
  return texts;
}

// Words of the policy itself, like a denial's "This order has already been refunded.": the desk has decided when they are said, the whole of them. What a tool's
// `say when done` says is said of a receipt, and by whoever says it without one it is not.
bool said_by_policy(const Bundle& bundle, const std::string& said, const reply::Finding& finding) {
  const std::string text = lower_ascii(said);
  const std::set<std::string> of_receipts = said_when_done(*bundle.program);
  for (const dsl::SourceFile& file : bundle.files) {
    if (!file.path.ends_with(".policy")) continue;
    for (const std::string_view line : split(file.text, '\n')) {
      if (line.find("when done") != std::string_view::npos) continue;
      for (std::size_t at = line.find('"'); at < line.size(); at = line.find('"', at))
        if (const std::string words = quoted_from(line, at); !of_receipts.contains(words) && stand_around(lower_ascii(words), text, finding.begin, finding.end)) return true;
    }
  }
  return false;
}

bool of_a_deed(const reply::Finding& finding) { return finding.kind == reply::FindingKind::unbacked_deed || finding.kind == reply::FindingKind::unbacked_transfer; }

}  // namespace

std::vector<std::string> values_on_record(const ConversationState& state) {
  std::vector<std::string> values;
  for (const LookedUp& lookup : state.lookups)
    if (lookup.result) reply::add_texts(*lookup.result, values);
  for (const auto& [name, claim] : state.claims) reply::add_texts(claim, values);
  if (!state.run) return values;
  reply::add_texts(state.run->inputs, values);
  reply::add_texts(state.run->waits_arguments, values);
  for (const RecordedStep& step : state.run->steps)
    if (step.name == "ask") reply::add_texts(step.result, values);   // what a model or the desk itself has said is no value
  return values;
}

reply::Evidence evidence_of(const LiveBundle& live, const ConversationState& state) {
  reply::Evidence evidence;
  if (state.customer.verified) evidence.facts.push_back({"customer", Json::object(), customer_on_record(live.program(), state), false});
  for (const LookedUp& lookup : state.lookups)
    if (lookup.result) evidence.facts.push_back(read_as(state, lookup.tool, lookup.arguments, *lookup.result));
  for (const event::CallSettled& call : state.settled)
    if (call.outcome == "completed") evidence.facts.push_back(read_as(state, call.tool, Json::object(), call.result));
  evidence.receipts = state.receipts;
  for (const dsl::Tool& tool : live.program().tools)
    if (tool.effect == dsl::Effect::moves_money) evidence.moving_money.push_back(tool.name);
  for (const reply::Fact& fact : evidence.facts)
    for (const Json* read : {&fact.arguments, &fact.result}) add_times(live.program(), *read, evidence.times);
  for (const Receipt& receipt : evidence.receipts) add_times(live.program(), receipt.result, evidence.times);
  if (state.turn && state.turn->decision && !state.turn->decision->say.empty()) evidence.policy.push_back(state.turn->decision->say);
  if (state.approval) evidence.policy.push_back(state.approval->asked.reference);
  for (const SetAside& one : state.aside)
    if (one.approval) evidence.policy.push_back(one.approval->asked.reference);
  for (const SpokenLine& line : state.recent)
    if (line.by == Speaker::customer) evidence.customer_said.push_back(line.text);
  evidence.values = values_on_record(state);
  if (state.turn) evidence.question = state.turn->text;
  const bool one_is_looked_at = std::ranges::any_of(state.aside, [](const SetAside& one) { return one.approval.has_value(); });
  evidence.handed_over = state.owner != Ownership::bot || state.approval.has_value() || one_is_looked_at;
  return evidence;
}

reply::ReplyLimits reply_limits(const LiveBundle& live, const ConversationState& state) {
  const dsl::ReplyRules& rules = live.program().reply;
  reply::ReplyLimits limits;
  limits.words_max = static_cast<std::size_t>(std::max<std::int64_t>(0, rules.words_max));
  limits.unless_step_by_step = rules.unless_step_by_step;
  limits.apologies_max = static_cast<std::size_t>(std::max<std::int64_t>(0, rules.apologies_max));
  limits.end_with_next_action = rules.end_with_next_action;
  limits.link_hosts = rules.link_hosts;
  if (!rules.tones.empty()) limits.tone = tone_for(live.program(), facts_on_record(live, state, state.last_at));
  return limits;
}

// What the desk's sentence repeats as the customer wrote it, as a whole value or in quotation marks, claims nothing for the desk. What may never be sent is not sent so either.
static bool is_their_own_word(const ConversationState& state, const std::string& text, const std::vector<reply::Span>& values, const reply::Finding& finding) {
  using Kind = reply::FindingKind;
  const bool of_a_claim = finding.kind == Kind::denies_ai || finding.kind == Kind::unbacked_fact ||
                          finding.kind == Kind::unbacked_deed || finding.kind == Kind::unbacked_transfer ||
                          finding.kind == Kind::unbacked_promise || finding.kind == Kind::unbacked_claim || finding.kind == Kind::contradiction || finding.kind == Kind::impolite;
  if (!of_a_claim || finding.end > text.size()) return false;
  if (reply::lies_within(values, finding.begin, finding.end)) return true;
  if (!state.turn) return false;
  const std::size_t open = finding.begin == 0 ? std::string::npos : text.rfind('"', finding.begin - 1), close = text.find('"', finding.end);
  if (open == std::string::npos || close == std::string::npos) return false;
  const std::string quoted = text.substr(open + 1, close - open - 1);
  return quoted.find('"') == std::string::npos && state.turn->text.find(quoted) != std::string::npos;
}

reply::Checked check_words(const LiveBundle& live, const ConversationState& state, const Words& words, bool hands_over) {
  reply::Evidence evidence = evidence_of(live, state);
  evidence.handed_over = evidence.handed_over || hands_over;
  for (const Receipt& receipt : words.receipts)
    if (!is_among(evidence.receipts, receipt)) evidence.receipts.push_back(receipt);
  evidence.reports_receipt = !words.receipts.empty() && !words.drafted;
  reply::ReplyLimits limits;
  limits.link_hosts = live.program().reply.link_hosts;
  reply::Checked checked = reply::check_reply({words.text, words.citations.empty() || words.drafted ? reply::Author::script : reply::Author::passage, {}}, evidence, limits);
  const std::vector<reply::Span> values = words.drafted ? std::vector<reply::Span>{} : reply::values_in(words.text, evidence.values, reply::Stands::within_a_sentence);
  std::erase_if(checked.findings, [&](const reply::Finding& finding) { return is_their_own_word(state, words.text, values, finding); });
  std::erase_if(checked.findings, [&](const reply::Finding& finding) { return of_a_deed(finding) && said_by_policy(*live.bundle, words.text, finding); });
  return checked;
}

// Every host that the bundle's own files lead to, and what was said in this conversation by the desk.
static std::vector<std::string> hosts_of_desk(const Bundle& bundle, const ConversationState& state, const std::string& shown) {
  std::vector<std::string> hosts;
  const auto take = [&](std::string_view text) {
    for (reply::Link& link : reply::links_in(text)) hosts.push_back(std::move(link.host));
  };
  for (const dsl::SourceFile& file : bundle.files) take(file.text);
  for (const SpokenLine& line : state.recent)
    if (line.by != Speaker::customer) take(line.text);
  take(shown);
  return hosts;
}

reply::Checked check_persons_words(const LiveBundle& live, const ConversationState& state, const std::string& text, const std::string& shown) {
  reply::Evidence evidence = evidence_of(live, state);
  reply::ReplyLimits limits;
  limits.link_hosts = live.program().reply.link_hosts;
  if (limits.link_hosts.empty() && !reply::links_in(text).empty()) evidence.hosts = hosts_of_desk(*live.bundle, state, shown);
  return reply::check_reply({text, reply::Author::person, {}}, evidence, limits);
}

Json findings_json(const std::vector<reply::Finding>& findings) {
  Json list = Json::array();
  for (const reply::Finding& finding : findings) {
    Json one = Json::object({{"kind", std::string(word_of(finding.kind))}, {"text", finding.text}, {"needs", finding.needs}});
    if (!finding.nearest.empty()) one.set("nearest", printable(finding.nearest, reply::bounds::nearest_bytes));
    list.push(std::move(one));
  }
  return list;
}

std::string why_stopped(const std::vector<reply::Finding>& findings) {
  const auto first = std::find_if(findings.begin(), findings.end(), [](const reply::Finding& finding) { return finding.stops(); });
  if (first == findings.end()) return "";
  std::string kind(word_of(first->kind));
  const bool secret = first->kind == reply::FindingKind::card_number || first->kind == reply::FindingKind::secret || first->kind == reply::FindingKind::anothers_data;
  // What nothing could back ("nothing may: leave it out") is told by what to do with it.
  const std::size_t advice = first->needs.starts_with("nothing") ? first->needs.find(": ") : std::string::npos;
  const std::string lacks = advice == std::string::npos ? "needs " + first->needs : first->needs.substr(advice + 2);
  return kind + (secret || first->text.empty() ? "" : " in `" + printable(first->text, 80) + "`") + "; " + lacks;
}

}  // namespace handrail
