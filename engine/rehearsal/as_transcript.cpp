#include "engine/rehearsal/as_transcript.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "engine/base/text.hpp"
#include "engine/base/utf8.hpp"
#include "engine/journal/event.hpp"
#include "engine/journal/state.hpp"
#include "engine/rehearsal/expectation.hpp"
#include "engine/rehearsal/open_items.hpp"
#include "engine/rehearsal/player.hpp"
#include "engine/rehearsal/spoken.hpp"
#include "engine/rehearsal/transcript.hpp"
#include "engine/turn/contacts.hpp"

namespace handrail {
namespace {

bool hardly_more_than_its_number(const event::FurtherWish& wish) {
  constexpr std::size_t bytes_beside = 20;   // "and the same for"
  const EntityClaim& one = wish.named.front();
  return one.begin < one.end && one.end <= wish.text.size() && wish.text.size() - (one.end - one.begin) <= bytes_beside;
}

constexpr Duration worth_telling = minutes(1);   // a shorter pause changes nothing that a policy asks

// The words with a line break, whatever ends their lines.
std::string in_lines(const std::string& text) {
  std::string lines;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\r') lines += text[i];
    else if (i + 1 == text.size() || text[i + 1] != '\n') lines += '\n';
  }
  return lines;
}

// What would act on the terminal that shows it, and no transcript could have in a line.
std::string without_controls(const std::string& text) {
  std::string shown;
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint point = decode_utf8(text, at);
    const bool control = (point.value < 0x20 && point.value != '\n' && point.value != '\t') || (point.value >= 0x7F && point.value <= 0x9F);
    shown += point.valid && control ? "\uFFFD" : text.substr(at, point.bytes);
    at += point.bytes;
  }
  return shown;
}

// JSON inside of `  [a; b]`: what ends a piece there stands only in texts, and has another spelling in them.
std::string dump_in_brackets(const Json& value) {
  std::string text = dump(value);
  for (const auto& [mark, spelled] : {std::pair{";", "\\u003b"}, std::pair{"  [", " \\u0020["}})
    for (std::size_t at = text.find(mark); at != std::string::npos; at = text.find(mark, at + 1)) text.replace(at, std::string_view(mark).size(), spelled);
  return text;
}

class Writing {
 public:
  explicit Writing(const std::string& conversation) : conversation_(conversation) {}

  void add(Instant at, const Event& event) {
    now_ = at;
    ++events_;
    std::visit(*this, event);
    if (imported_) return;   // what people once answered is nothing that this desk will do
    for (const std::string& line : spoken(event))
      if (worth_writing(line)) (std::holds_alternative<event::EpisodeOpened>(event) ? of_the_next_ : expected_).push_back(as_written(line));
  }

  std::string text() {
    end_part();
    std::string head = "# Conversation " + printable(conversation_) + " as it was recorded: a draft, to be read.\n";
    if (started_) head += "starts " + format_time(*started_) + "\n";
    if (!channel_.empty()) head += channel_ + "\n";
    head += customer_ + "\n";
    if (!model_reads_.empty()) head += "model reading " + model_reads_ + "\n";
    for (const auto& [name, roles] : people_) head += "person " + name + " " + join({roles.begin(), roles.end()}, ", ") + "\n";
    return head + without_ids(body_);
  }

  void operator()(const event::ConversationOpened& e) {
    started_ = last_ = now_;
    imported_ = e.channel == "import";
    if (!imported_ && !e.channel.empty() && e.channel != usual_channel) channel_ = "channel " + printable(e.channel);
    customer_ = e.customer.empty() ? "customer nobody" : "customer " + e.customer.text + (e.verified ? "" : " unverified");
    if (e.context.is_object() && !e.context.members()->empty()) context_ = dump(e.context);
  }
  void operator()(const event::CustomerVerified& e) {
    if (e.verified_by.rfind("channel ", 0) == 0) begin_part("customer " + e.customer.text + " signs in");
  }
  // Several that are read together stand as one of several lines, as they are read.
  void operator()(const event::MessageReceived& e) {
    const bool crossed = last_word_ && came_before(e.received, *last_word_);
    if (together_) margin_ += "\n" + in_lines(e.text);
    else begin_part((crossed ? "customer meanwhile: " : "customer: ") + in_lines(e.text));
    together_ = bot_owns_;
    if (e.context.is_object() && !e.context.members()->empty()) context_ = dump(e.context);
  }
  void operator()(const event::MessageRead& e) {
    std::string reading = e.intent + " " + format_decimal(Decimal{e.confidence.millionths * 100}) + "%";
    for (const std::string& signal : e.signals) reading += "; " + signal;
    if (e.named.empty())   // an older journal
      for (const auto& [name, value] : e.claims) reading += "; " + name + " " + dump_in_brackets(value);
    for (const EntityClaim& claim : e.named) reading += "; " + claim.entity + " " + dump_in_brackets(claim.value);
    for (const event::FurtherWish& wish : e.further)   // "refund W1001 and W1002": the others of a row; "W1002 too": hardly more than its number
      if (wish.named.size() == 1 && ((wish.intent == e.intent && wish.named.front().begin == 0 && wish.named.front().end == wish.text.size()) || hardly_more_than_its_number(wish)))
        reading += "; " + wish.named.front().entity + " " + dump_in_brackets(wish.named.front().value);
    margin_ += "  [" + reading + "]";
    read_ = true;
    together_ = false;
  }
  void operator()(const event::FactLookedUp& e) {
    if (e.tool == contacts_on_record) return;   // no tool says it: a transcript has no other conversations
    answer(e.tool + " " + dump(e.arguments), e.failed ? "fails \"" + in_lines(e.error) + "\"" : "gives " + dump(e.result));
  }
  void operator()(const event::CallDispatched& e) {
    arguments_[e.call.text] = dump(e.arguments);
    ids_.insert(e.call.text);
  }
  void operator()(const event::CallSettled& e) {
    const std::string call = e.tool + " " + arguments_[e.call.text];
    if (e.outcome == "completed") answer(call, "gives " + dump(e.result) + (e.receipt.empty() ? "" : " receipt " + e.receipt));
    else answer(call, (e.outcome == "failed" ? "fails \"" : "loses \"") + in_lines(e.error) + "\"");
  }
  void operator()(const event::ModelAnswered& e) {
    std::string text = in_lines(e.trouble.empty() ? e.text : e.trouble);
    for (std::size_t at = text.find('\n'); at != std::string::npos; at = text.find('\n', at)) text.replace(at, 1, "\\n");
    std::string calls;
    if (const Json::Array* proposed = e.calls.items())
      for (const Json& call : *proposed) calls += (calls.empty() ? "" : " and ") + call.text_or("tool") + " " + dump(call["arguments"]);
    if (!calls.empty() && e.trouble.empty()) answers_.push_back("model calls " + calls);
    else answers_.push_back(std::string("model ") + (!e.trouble.empty() ? "fails" : e.purpose == "reading" ? "reads" : "says") + " \"" + text + "\"");
  }
  void operator()(const event::ReadingChecked& e) {
    if (e.how == "read" || model_reads_.empty()) model_reads_ = e.how == "read" ? "read" : "check";
  }
  void operator()(const event::ApprovalRequested& e) {
    ids_.insert(e.approval.text);
    open_.emplace_back(e.approval, e.what == "reply" ? "" : e.tool);
  }
  void operator()(const event::ApprovalDecided& e) {
    const std::string which = which_is_decided(e.approval);
    std::erase_if(open_, [&](const auto& one) { return one.first == e.approval; });
    if (e.by.empty()) return;   // time, or the customer
    people_[e.by].insert(e.role.empty() || e.role == person_who_checks ? "agent" : e.role);
    const std::string verb = e.verdict == "refused" ? " refuses" : e.verdict == "edited" ? " edits" : " approves";
    const std::string with = e.verdict == "refused" ? " \"" + in_lines(e.reason) + "\"" : e.verdict == "edited" ? " " + dump(e.arguments) : "";
    begin_part("approver " + e.by + verb + (which.empty() ? "" : " " + which) + with);
  }
  void operator()(const event::HandoffMade& e) {
    ids_.insert(e.handoff.text);
    bot_owns_ = false;
  }
  void operator()(const event::EpisodeOpened&) { bot_owns_ = true; }
  void operator()(const event::HandoffClaimed& e) { person(e.by, "claims"); }
  void operator()(const event::HandoffReturned& e) {
    person(e.by, "hands back" + (e.note.empty() ? "" : " " + in_lines(e.note)));
    bot_owns_ = true;
  }
  void operator()(const event::HandoffResolved& e) {
    if (e.by != "the customer") person(e.by, "resolves");   // their message stands there already
  }
  void operator()(const event::ReplySent& e) {
    last_word_ = SaidAt{now_, events_};
    if (e.reply.by == Speaker::bot) last_reply_ = events_;
    if (e.reply.by == Speaker::person && !e.reply.name.empty() && e.message.empty()) person(e.reply.name, "says " + in_lines(e.reply.text));
  }
  // Of the last reply, a transcript can say it; of an earlier one there is no line.
  void operator()(const event::ReplyJudged& e) {
    if (e.reply != last_reply_) return;
    const auto marked = [](const std::string& words) { return " \"" + in_lines(words) + "\""; };
    person(e.by, "judges " + e.verdict + (e.verdict == "wrong" ? marked(e.reason) + (e.text.empty() ? "" : marked(e.text)) : ""));
  }
  void operator()(const event::TimerFired&) { begin_part(""); }
  void operator()(const event::TurnEnded&) { together_ = false; }
  template <class Other> void operator()(const Other&) {}

 private:
  // Of several that are open, as a transcript names it.
  std::string which_is_decided(const ApprovalId& approval) const {
    std::vector<std::string> tools;
    for (const auto& [id, tool] : open_) tools.push_back(tool);
    const auto decided = std::ranges::find_if(open_, [&](const auto& one) { return one.first == approval; });
    return name_for_approval(tools, static_cast<std::size_t>(decided - open_.begin()));
  }

  void person(const std::string& name, const std::string& what) {
    if (name.empty() || imported_) return;
    people_[name].insert("agent");
    begin_part("agent " + name + " " + what);
  }

  // An empty margin: nothing but time went by.
  void begin_part(const std::string& margin) {
    end_part();
    if (last_ && now_ - *last_ >= worth_telling) {
      at_ = "at " + format_time(now_);
      last_ = now_;
    }
    margin_ = margin;
    read_ = together_ = false;
    expected_ = std::exchange(of_the_next_, {});   // an episode begins before the message that it begins with
  }

  void end_part() {
    for (const std::string& line : answers_) body_ += written_over_lines(line) + "\n";
    answers_.clear();
    if (!at_.empty()) body_ += std::exchange(at_, "") + "\n";
    if (!context_.empty() && margin_.rfind("customer", 0) == 0) body_ += "context " + std::exchange(context_, "") + "\n";
    // Words that end like a reading are none.
    const bool speaks = margin_.rfind("customer: ", 0) == 0 || margin_.rfind("customer meanwhile: ", 0) == 0;
    if (!read_ && speaks && margin_.back() == ']' && margin_.find("  [") != std::string::npos) margin_ += "  []";
    if (!margin_.empty()) body_ += written_over_lines(margin_) + "\n";
    for (const std::string& line : file_lines(expected_)) body_ += "  " + line + "\n";
    expected_.clear();
    margin_.clear();
  }

  void answer(const std::string& call, const std::string& gives) {
    std::string& known = known_[call];
    if (known == gives) return;
    known = gives;
    answers_.push_back("tool " + call + " " + gives);
  }

  // What another run numbers in its own way.
  std::string without_ids(std::string text) const {
    for (const std::string& id : ids_)
      for (std::size_t at = text.find(id); !id.empty() && at != std::string::npos; at = text.find(id)) text.replace(at, id.size(), "…");
    return text;
  }

  const std::string& conversation_;
  std::string customer_ = "customer nobody", model_reads_, channel_, context_, at_, margin_, body_;
  std::optional<Instant> started_, last_;
  Instant now_;
  bool imported_ = false, read_ = false, bot_owns_ = true, together_ = false;
  std::int64_t events_ = 0, last_reply_ = 0;
  std::optional<SaidAt> last_word_;
  std::map<std::string, std::set<std::string>> people_;
  std::map<std::string, std::string> known_, arguments_;
  std::vector<std::string> answers_, expected_, of_the_next_;
  std::set<std::string> ids_;
  std::vector<std::pair<ApprovalId, std::string>> open_;   // approvals, in the order in which they were asked for, each with its tool
};

}  // namespace

Result<std::string> as_transcript(const std::string& conversation, const std::vector<StoredEvent>& events) {
  Writing writing(conversation);
  for (const StoredEvent& stored : events) {
    HANDRAIL_TRY(const Event event, decode_event(stored.kind, stored.body));
    writing.add(stored.at, event);
  }
  return without_controls(writing.text());
}

}  // namespace handrail
