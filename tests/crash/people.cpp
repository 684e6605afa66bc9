// What people do in the world: customers write and write again, colleagues decide on approvals and take what is handed over, and in the end everybody goes home.
#include <algorithm>

#include "tests/crash/sayings.hpp"
#include "tests/crash/world_process.hpp"

namespace handrail {
namespace {

using Kind = Deed::Kind;

Principal person(std::uint32_t n) {
  Principal person;
  person.kind = PrincipalKind::person;
  person.name = n % 3 == 0 ? "bea" : "ann";
  person.agent = true;
  person.roles = {"billing_lead"};
  if (n % 2) person.roles.emplace_back("owner");
  return person;
}

}  // namespace

// Whoever got no answer asks again as soon as there is somebody to ask; whoever asks again gets the same answer.
void World::send(Said& said) {
  const auto answer = process_->engine.message(channel_named("shop-web"), said.conversation, {MessageId(said.id), said.text, {}});
  if (life_->dead) return;   // nobody heard anything
  if (!answer) {
    if (said.answered && answer.error().code == ErrorCode::conflict) return;   // so long ago that its answer is not kept at hand
    return excused(answer.error(), said.id + " is answered");
  }
  const std::string text = answer->body["reply"].text_or("text");
  if (said.answered && !said.answer.empty())
    must(text == said.answer || follows(said, text), "a message that is sent again has the answer that it had: `" + said.answer + "`, now `" + text + "`");
  said.answered = true;
  said.answer = text;
  nothing_is_cut_off(said.conversation);
}

// An answer that was promised has come since, in a reply of its own (events_agree knows which may): that one is what is told from then on.
bool World::follows(const Said& said, const std::string& text) {
  std::vector<std::string> replies;
  const auto events = store_->events(said.conversation, 0, 100'000);
  must(events.has_value(), "the events can be read");
  for (const StoredEvent& stored : *events) {
    if (stored.kind != "reply_sent") continue;
    const auto event = decode_event(stored.kind, stored.body);
    const auto* sent = event ? std::get_if<event::ReplySent>(&*event) : nullptr;
    if (sent && sent->message.text == said.id) replies.push_back(sent->reply.text);
  }
  const auto heard = std::find(replies.begin(), replies.end(), said.answer);
  return heard != replies.end() && heard + 1 != replies.end() && replies.back() == text;
}

// Whoever has an answer comes after what was broken off before, and that is done.
void World::nothing_is_cut_off(const ConversationId& conversation) {
  if (life_->dead) return;
  const auto state = process_->journal.look(conversation);
  must(state && !(*state)->turn && (!(*state)->run || !(*state)->run->waits_for.empty()), "whoever has an answer finds nothing half done");
}

std::string World::say(const ConversationId& conversation, const std::string& text) {
  said_.push_back({conversation, "m" + std::to_string(said_.size() + 1), text, "", false});
  Said& said = said_.back();
  send(said);
  return conversation.text + " " + said.id + ": " + text;
}

std::string World::say(const Deed& deed) { return say(conversation(deed.a), sayings()[deed.b % sayings().size()].first); }

// To its end: whatever it is asked, the customer says yes to, and whoever has to approves it; or, while a colleague looks, something else is wished for.
std::string World::refund(const Deed& deed) {
  const ConversationId& wishing = conversation(deed.a);
  std::string told = say(wishing, refund_of(wishing == conversations_.back(), deed.b).first);
  for (int step = 0; step < 6 && !life_->dead; ++step) {
    const auto state = process_->journal.look(wishing);
    if (!state || !(*state)->run) break;
    if ((*state)->run->waits_for == "confirmation" && !(*state)->approval) told += "; " + say(wishing, "yes");
    else if ((*state)->approval && deed.kind == Kind::second_wish) return told + "; " + say(wishing, second_wish(deed.c));
    else if ((*state)->approval) told += "; " + decide(item_of(*(*state)->approval), {}, person(1));
    else break;
  }
  return told;
}

std::string World::say_again(const Deed& deed) {
  if (said_.empty()) return "nothing was said yet";
  Said& said = said_[deed.a % said_.size()];
  if (deed.b % 4 || !said.answered) {   // what never arrived may come with other words
    send(said);
    return said.conversation.text + " " + said.id + " again: " + said.text;
  }
  const auto answer = process_->engine.message(channel_named("shop-web"), said.conversation, {MessageId(said.id), said.text + ", but otherwise", {}});
  if (!life_->dead) must(!answer && (answer.error().code == ErrorCode::conflict || disturbed_), "an id is for one message only");
  return said.conversation.text + " " + said.id + " again, with other words";
}

// Lands while a call of the next deeds is under way, in the same conversation or beside it.
std::string World::say_meanwhile(const Deed& deed) {
  outside_.meanwhile([this, deed] {
    const bool disturbed = std::exchange(disturbed_, true);   // the lane may be taken
    (void)say(deed);
    disturbed_ = disturbed || life_->dead;
  });
  return "meanwhile " + conversation(deed.a).text + ": " + sayings()[deed.b % sayings().size()].first;
}

std::string World::say_much(const Deed& deed) {
  std::string told;
  for (std::uint32_t i = 0; i < 2 + deed.c % 3; ++i) told += (i ? "; " : "") + say({Kind::say, deed.a, deed.b + i * 7, 0});
  return told;
}

Item World::item_of(const Approval& approval) {
  for (const auto& [name, item] : disk_->items)
    if (item.kind == "approval" && item.id == approval.asked.approval.text) return item;
  throw Broken("an approval that is open is listed: " + approval.asked.approval.text);
}

std::vector<Item> World::open_items(const std::string& kind) {
  std::vector<Item> open;
  for (const auto& [name, item] : disk_->items)
    if (item.kind == kind && (item.status == "open" || item.status == "claimed")) open.push_back(item);
  return open;
}

std::string World::decide(const Item& item, const ApprovalRequest& request, const Principal& who) {
  using Verdict = ApprovalRequest::Verdict;
  std::string told = who.name + (request.verdict == Verdict::refuse ? " refuses " : request.verdict == Verdict::edit ? " edits " : " approves ") + item.id;
  for (;;) {   // whoever hears that the disk is full asks again
    const int full = full_for_;
    const auto decided = process_->engine.decide(who, ApprovalId(item.id), request);
    if (!decided) told += " (" + decided.error().message + ")";
    if (life_->dead) return told;
    if (decided || decided.error().code == ErrorCode::conflict || decided.error().code == ErrorCode::forbidden) nothing_is_cut_off(item.conversation);
    if (decided || full_for_ == full) return told;
  }
}

std::string World::decide(const Deed& deed) {
  const auto items = open_items("approval");
  if (items.empty()) return "there is nothing to approve";
  const Item& item = items[deed.a % items.size()];
  const bool reply = item.group.empty();
  ApprovalRequest request;
  if (deed.b % 4 == 0) request = {ApprovalRequest::Verdict::refuse, "no", {}};
  const char* const edit = reply ? R"({"text":"Better words."})" : R"({"order_id":"W1001","amount":{"amount":"60.00","currency":"USD"}})";
  if (deed.b % 4 == 1) request = {ApprovalRequest::Verdict::edit, "", *parse_json(edit)};
  return decide(item, request, person(deed.c));
}

std::string World::on_handoff(const Deed& deed) {
  const auto items = open_items("handoff");
  if (items.empty()) return "there is nothing to take";
  using Action = HandoffRequest::Action;
  static constexpr std::pair<Action, const char*> actions[] = {
      {Action::claim, "claims"}, {Action::claim, "claims"}, {Action::reply, "answers"}, {Action::hand_back, "hands back"}, {Action::resolve, "resolves"}};
  const Item& item = items[deed.a % items.size()];
  const auto& [action, word] = actions[deed.b % std::size(actions)];
  HandoffRequest request;
  request.action = action;
  request.text = "words of a person";
  const Principal who = person(deed.c);
  const auto done = process_->engine.act(who, HandoffId(item.id), request);   // somebody else's is refused
  return who.name + " " + word + " " + item.id + (done ? "" : " (" + done.error().message + ")");
}

std::string World::close(const Deed& deed) {
  const ConversationId& closing = conversation(deed.a);
  const auto closed = process_->engine.close(channel_named("shop-web"), closing, {.resolved = deed.b % 2 != 0, .key = {}});   // refused while a person has it
  return closing.text + " closes" + (closed ? "" : " (" + closed.error().message + ")");
}

void World::settle() {
  come_to_rest();
  for (int day = 0; day < 30; ++day) {
    for (const Item& item : open_items("handoff")) {
      Principal owner = person(1);
      const auto state = process_->journal.look(item.conversation);
      if (!(*state)->handoff->claimed_by.empty()) owner.name = (*state)->handoff->claimed_by;
      must(process_->engine.act(owner, HandoffId(item.id), {.action = HandoffRequest::Action::claim, .text = "", .closing = {}}).has_value(), "who may claim can");
      must(process_->engine.act(owner, HandoffId(item.id), {.action = HandoffRequest::Action::resolve, .text = "", .closing = {}}).has_value(), "who has it can resolve it");
    }
    (void)wait({Kind::wait, 3, 0, 0});
    look();
  }
  std::int64_t episodes = 0, outcomes = 0;
  for (const ConversationId& conversation : conversations_) {
    const auto state = process_->journal.look(conversation);
    must((*state)->episode.outcome.has_value(), "every conversation has come to its end");
    episodes += (*state)->episode.number;
    outcomes += static_cast<std::int64_t>((*state)->closed.size()) + 1;
  }
  must(episodes == outcomes, "the outcomes add up to the episodes");
}

}  // namespace handrail
