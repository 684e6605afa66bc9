#include "engine/turn/engine.hpp"

#include <algorithm>
#include <iterator>
#include <tuple>

#include "engine/base/limits.hpp"
#include "engine/base/text.hpp"
#include "engine/policy/call_facts.hpp"
#include "engine/policy/gate_line.hpp"
#include "engine/policy/limits_asking.hpp"
#include "engine/turn/after_bug.hpp"
#include "engine/turn/approvals.hpp"
#include "engine/turn/check_context.hpp"
#include "engine/turn/close.hpp"
#include "engine/turn/handle_message.hpp"
#include "engine/turn/handoffs.hpp"
#include "engine/turn/judged_replies.hpp"
#include "engine/turn/may_ask.hpp"
#include "engine/turn/request_keys.hpp"
#include "engine/turn/several_runs.hpp"
#include "engine/turn/tool_schema.hpp"
#include "engine/turn/transcript.hpp"
#include "engine/turn/views.hpp"
#include "engine/turn/workflow_script.hpp"

namespace handrail {
namespace {

// The groups of approvals that somebody sees: those of their roles, and for agents drafted replies, which have none, and calls that a person who checks lets go.
std::vector<std::string> groups_of(const Principal& who) {
  std::vector<std::string> groups = who.roles;
  if (who.agent) groups.insert(groups.end(), {"", std::string(person_who_checks)});
  return groups;
}

// When an approval was asked for: an item keeps the time of its last change.
Result<Instant> asked_at(Store& store, const Item& approval) {
  if (approval.status == "open") return approval.at;
  for (std::uint64_t after = 0;;) {
    HANDRAIL_TRY(const auto events, store.events(approval.conversation, after, limits::page_items));
    for (const StoredEvent& stored : events) {
      after = stored.seq;
      if (stored.kind != event::ApprovalRequested::event_kind) continue;
      HANDRAIL_TRY(const Event event, decode_event(stored.kind, stored.body));
      if (std::get<event::ApprovalRequested>(event).approval.text == approval.id) return stored.at;
    }
    if (events.empty()) return fail(ErrorCode::corrupt, "the journal does not have approval " + printable(approval.id));
  }
}

// The open approvals of these groups, the most urgent first and of one urgency the oldest: who approves takes them from the top. They are few enough to be put
// in order here. A page goes on behind the last one of the page before, decided on since or not.
Result<std::vector<Item>> open_approvals(Store& store, const std::vector<std::string>& groups, const std::optional<std::string>& behind) {
  std::vector<Item> all;
  std::optional<std::string> after;
  do {
    HANDRAIL_TRY(auto some, store.items({"approval", "open", groups, limits::page_items, after}));
    after = some.size() == limits::page_items ? std::optional(some.back().id) : std::nullopt;
    std::ranges::move(some, std::back_inserter(all));
  } while (after);
  const auto place = [](const Item& item) { return std::tuple(urgency_rank(item), item.at, item.id); };
  std::ranges::sort(all, {}, place);
  if (!behind) return all;
  HANDRAIL_TRY(auto last, store.item("approval", *behind));
  if (!last) return fail(ErrorCode::invalid, "no item " + printable(*behind) + " to continue after");
  HANDRAIL_TRY(last->at, asked_at(store, *last));
  std::erase_if(all, [&, end = place(*last)](const Item& item) { return place(item) <= end; });
  return all;
}

// The channel opens a conversation of its own again. Whoever has signed in meanwhile is verified from here on, as nobody else than they said they were, and
// what waited for that goes on at once: its reply is among the conversation's events.
Result<void> signed_in_since(Seams& seams, ConversationLog& log, const Principal& who, const CustomerIdentity& customer) {
  const CustomerIdentity known = log.state().customer;
  const bool signed_out = known.verified && known.verified_by.starts_with("channel ") && known.id == customer.id && !customer.verified;
  if (signed_out)   // whom a tool has verified, the channel opens as it did at first
    return fail(ErrorCode::conflict,
                "/customer/verified: this conversation's customer has signed in, and stays so in it: close it, and open another one for whoever has signed out");
  if (known.id == customer.id && (known.verified || !customer.verified)) return log.state().turn ? carry_on_turn(seams, log) : Result<void>{};
  const bool was_nobody = known.id.empty() && !known.verified;
  if (!customer.verified || (!was_nobody && known.id != customer.id)) return fail(ErrorCode::conflict, "/id: is taken");
  log.record(event::CustomerVerified{customer.id, "channel " + who.name + (customer.verified_by.empty() ? "" : ": " + customer.verified_by)});
  next_matter(log);   // a wish that waits for the customer to sign in, while a run waits for somebody else
  HANDRAIL_TRY_VOID(log.commit());
  return carry_on_turn(seams, log);
}

// ": approved by lea at 2026-01-05T09:00:00Z", for whoever comes second.
std::string how_it_ended(const Item& approval) {
  if (approval.status == "open") return "";
  const Json view = approval_view(approval, false);
  const std::string by = view["decided"].text_or("by", view["decided"].text_or("approved_by"));
  return ": " + approval.status + (by.empty() ? "" : (approval.status == "void" ? " after it was approved by " : " by ") + by) + " at " + format_time(approval.at);
}

// Whether this person has decided just so before: the answer to it may have got lost.
bool decided_so(const dsl::Program& program, const Item& approval, const Principal& who, const ApprovalRequest& request) {
  static constexpr std::string_view words[] = {"approved", "refused", "edited"};
  const Json decided = approval_view(approval, false)["decided"];
  const bool taken_back = approval.status == "void" && request.verdict == ApprovalRequest::Verdict::approve;   // approved, and void by what was read again
  if (decided.text_or(taken_back ? "approved_by" : "by") != who.name) return false;
  if (!taken_back && decided.text_or("verdict") != words[static_cast<std::size_t>(request.verdict)]) return false;
  if (request.verdict == ApprovalRequest::Verdict::refuse) return decided.text_or("reason") == printable(request.reason, 4 * request.reason.size());
  if (request.verdict == ApprovalRequest::Verdict::approve) return true;
  const auto tool = program.find_tool(approval_view(approval, false).text_or("tool"));
  const auto spelled = [&](const Json& arguments) { return tool ? normalised(program, program.tools[*tool], arguments) : canonical(arguments); };
  return spelled(decided["arguments"]) == spelled(request.arguments);
}

// How the limits of the call stood when the approval was asked for, by the policy that it was asked by. Empty: there are none, or that policy is gone.
Json limits_behind(Bundles& bundles, const Json& approval) {
  std::vector<JsonIssue> issues;
  const GateCall call = read_gate_call(approval["facts"], issues);
  const auto live = bundles.pinned(BundleHash(approval.text_or("bundle")));
  return issues.empty() && live ? limits_told((*live)->program(), call) : Json::array();
}

// A commit that failed because another conversation took the request's key in the same moment fails as if it had taken it before.
Error taken_meanwhile(Store& store, const ConversationId& conversation, const event::RequestTaken& request, const Error& error) {
  if (error.code != ErrorCode::limit) return error;
  const auto before = asked_before(store, conversation, request);
  return before ? error : before.error();
}

}  // namespace

Result<ConversationLog> Engine::open_log(const Principal& who, const ConversationId& conversation) {
  HANDRAIL_TRY(auto log, seams_.journal.open(conversation));
  if (log.seq() == 0 || !may_see(who, log.state())) return fail(ErrorCode::not_found, unseen);
  return log;
}

Result<Json> Engine::open(const Principal& who, const OpenRequest& request) {
  HANDRAIL_TRY_VOID(may_ask(who, Asking::conversations));
  const bool names_customer = !request.customer.id.empty() || request.customer.verified;
  if (names_customer && !who.vouches) return fail(ErrorCode::forbidden, "this channel may not say who the customer is");
  if (request.customer.verified && request.customer.id.empty()) return fail(ErrorCode::invalid, "/customer/id: a verified customer has an id");
  const auto live = seams_.bundles.current();
  HANDRAIL_TRY_VOID(check_context(live->program(), request.context));
  const ConversationId id(request.id ? *request.id : seams_.ids.next("conv"));
  HANDRAIL_TRY(auto log, seams_.journal.open(id));
  if (log.seq() != 0) {
    if (!may_see(who, log.state())) return fail(ErrorCode::conflict, "/id: is taken");
    HANDRAIL_TRY_VOID(signed_in_since(seams_, log, who, request.customer));
    return conversation_view(log.state(), log.seq());
  }
  std::string verified_by = request.customer.verified_by;
  if (request.customer.verified) verified_by = "channel " + who.name + (verified_by.empty() ? "" : ": " + verified_by);
  log.record(event::ConversationOpened{who.name, request.customer.id, request.customer.verified, verified_by, request.context, live->bundle->hash});
  log.record(event::EpisodeOpened{1, false, live->bundle->hash});
  log.record(event::TimerSet{"silence", log.now() + live->program().episode.abandoned_after});
  HANDRAIL_TRY_VOID(log.commit());
  return conversation_view(log.state(), log.seq());
}

Result<Json> Engine::view(const Principal& who, const ConversationId& conversation) {
  HANDRAIL_TRY(const auto state, seams_.journal.look(conversation));
  if (!may_see(who, *state)) return fail(ErrorCode::not_found, unseen);
  HANDRAIL_TRY(const Head head, seams_.journal.store().head(conversation));
  Json view = conversation_view(*state, head.seq);
  HANDRAIL_TRY(Transcript said, transcript_of(seams_.journal.store(), conversation, {.seq = head.seq, .handoff = {}}));
  view.set("transcript", std::move(said.all));
  return view;
}

Result<Json> Engine::close(const Principal& who, const ConversationId& conversation, const CloseRequest& request) {
  HANDRAIL_TRY_VOID(may_ask(who, Asking::conversations));
  const Received received = received_now(conversation, {});
  HANDRAIL_TRY(auto log, open_log(who, conversation));
  HANDRAIL_TRY_VOID(carry_on(log));   // what was under way may have handed the conversation over
  const event::RequestTaken taken = request_taken(who, conversation, request);
  HANDRAIL_TRY(const auto before, asked_before(seams_.journal.store(), conversation, taken));
  if (before) return conversation_view(before->state, before->seq);
  const bool crossed = log.state().last_word && came_before(received, *log.state().last_word);   // nobody is content with what they have not read
  if (!log.state().episode.outcome) {
    if (log.state().owner == Ownership::person) return fail(ErrorCode::conflict, "a person has this conversation: it is closed by resolving the handoff");
    if (!something_is_promised(log.state())) {   // else it ends by itself, once the customer has heard of it
      if (log.state().handoff) withdraw_handoff(log);   // nobody has claimed it
      else close_episode(log, request.resolved && !crossed ? Outcome::resolved_confirmed : outcome_of_silence(log.state()));
    }
  }
  keep_key(log, taken);
  if (const auto done = log.commit(); !done) return fail(taken_meanwhile(seams_.journal.store(), conversation, taken, done.error()));
  return conversation_view(log.state(), log.seq());
}

Result<Json> Engine::events(const Principal& who, const ConversationId& conversation, EventQuery query) {
  HANDRAIL_TRY(const auto state, seams_.journal.look(conversation));
  if (!may_see(who, *state)) return fail(ErrorCode::not_found, unseen);
  HANDRAIL_TRY(const auto stored, seams_.journal.store().events(conversation, query.after, std::min(query.limit, limits::page_items)));
  Json list = Json::array();
  // What comes after the page's last event; where nothing does, the last one that there is, whatever number was asked.
  HANDRAIL_TRY(const Head head, seams_.journal.store().head(conversation));
  std::uint64_t seq = std::min(query.after, head.seq);
  for (const StoredEvent& event : stored) {
    seq = event.seq;
    if (auto view = event_view(who, event)) list.push(std::move(*view));
  }
  return Json::object({{"events", std::move(list)}, {"seq", seq}});
}

Result<bool> Engine::wait_for_event(const Principal& who, const ConversationId& conversation, std::uint64_t after, Duration at_most) {
  HANDRAIL_TRY(const auto state, seams_.journal.look(conversation));
  if (!may_see(who, *state)) return fail(ErrorCode::not_found, unseen);
  return seams_.journal.wait_for(conversation, after, at_most);
}

Result<Json> Engine::approvals(const Principal& who, const ListQuery& query) {
  HANDRAIL_TRY_VOID(may_ask(who, Asking::approvals));
  const std::size_t limit = std::min(query.limit, limits::page_items);
  Store& store = seams_.journal.store();
  HANDRAIL_TRY(auto items, query.status == "open" ? open_approvals(store, groups_of(who), query.after)
                                                   : store.items({"approval", query.status, groups_of(who), limit, query.after}));
  if (items.size() > limit) items.resize(limit);
  Json list = Json::array();
  for (const Item& item : items) list.push(approval_view(item, false));
  Json page = Json::object({{"approvals", std::move(list)}});
  if (items.size() == limit && !items.empty()) page.set("next", items.back().id);
  return page;
}

Result<Item> Engine::find(const Principal& who, const std::string& kind, const std::string& id) {
  HANDRAIL_TRY(const auto item, seams_.journal.store().item(kind, id));
  const auto groups = groups_of(who);
  const bool seen = item && (kind == "handoff" || std::find(groups.begin(), groups.end(), item->group) != groups.end());
  if (!seen) return fail(ErrorCode::not_found, "there is no such " + kind);
  return *item;
}

Result<Json> Engine::approval(const Principal& who, const ApprovalId& approval) {
  HANDRAIL_TRY_VOID(may_ask(who, Asking::approvals));
  HANDRAIL_TRY(const Item item, find(who, "approval", approval.text));
  Json view = approval_view(item, true);
  if (view.text_or("what") == "call") {
    if (Json limits = limits_behind(seams_.bundles, view); !limits.items()->empty()) view.set("limits", std::move(limits));
    if (view.text_or("role") != person_who_checks) return view;
  }
  // Whoever reviews a reply, or what is done on a reading, reads what it answers, and what the customer has written since.
  HANDRAIL_TRY(const auto state, seams_.journal.look(item.conversation));
  HANDRAIL_TRY(Transcript said, transcript_of(seams_.journal.store(), item.conversation));
  view.set("transcript", std::move(said.all));
  return view;
}

Result<Json> Engine::decide(const Principal& who, const ApprovalId& approval, const ApprovalRequest& request) {
  HANDRAIL_TRY_VOID(may_ask(who, Asking::approvals));
  if (request.verdict == ApprovalRequest::Verdict::refuse && trim(request.reason).empty()) return fail(ErrorCode::invalid, "/reason: a refusal needs a reason");
  HANDRAIL_TRY(const Item item, find(who, "approval", approval.text));
  HANDRAIL_TRY(auto log, seams_.journal.open(item.conversation));
  HANDRAIL_TRY_VOID(carry_on(log));   // a message that came before the decision is answered before it
  const event::RequestTaken taken = request_taken(who, approval, request);
  HANDRAIL_TRY(const auto before, asked_before(seams_.journal.store(), item.conversation, taken));
  if (before) {
    HANDRAIL_TRY(const Item now, find(who, "approval", approval.text));
    return decided_view(now, before->state);
  }
  if (request.only_again) return fail(ErrorCode::conflict, "this was not asked before");
  if (const auto decided = decide_approval(seams_, log, who, approval, request); !decided) {
    if (decided.error().code != ErrorCode::conflict) return fail(taken_meanwhile(seams_.journal.store(), item.conversation, taken, decided.error()));
    HANDRAIL_TRY(const Item now, find(who, "approval", approval.text));
    HANDRAIL_TRY(const auto live, seams_.bundles.pinned(log.state().episode.bundle));
    if (!decided_so(live->program(), now, who, request)) return fail(ErrorCode::conflict, decided.error().message + how_it_ended(now));
  }
  HANDRAIL_TRY(const Item after, find(who, "approval", approval.text));
  return decided_view(after, log.state());
}

Result<Json> Engine::handoffs(const Principal& who, const ListQuery& query) {
  HANDRAIL_TRY_VOID(may_ask(who, Asking::handoffs));
  const std::size_t limit = std::min(query.limit, limits::page_items);
  HANDRAIL_TRY(const auto items, seams_.journal.store().items({"handoff", query.status, {}, limit, query.after}));
  Json list = Json::array();
  for (const Item& item : items) list.push(handoff_view(item, false));
  Json page = Json::object({{"handoffs", std::move(list)}});
  if (items.size() == limit && !items.empty()) page.set("next", items.back().id);
  return page;
}

Result<Json> handoff_as_of(Store& store, const Item& item, const ConversationState& state, std::uint64_t seq) {
  HANDRAIL_TRY(Transcript said, transcript_of(store, item.conversation, {.seq = seq, .handoff = HandoffId(item.id)}));
  return handoff_in(item, state, std::move(said.before_handoff), std::move(said.all));
}

Result<Json> Engine::handoff(const Principal& who, const HandoffId& handoff) {
  HANDRAIL_TRY_VOID(may_ask(who, Asking::handoffs));
  HANDRAIL_TRY(const Item item, find(who, "handoff", handoff.text));
  HANDRAIL_TRY(const auto state, seams_.journal.look(item.conversation));
  HANDRAIL_TRY(const Head head, seams_.journal.store().head(item.conversation));
  return handoff_as_of(seams_.journal.store(), item, *state, head.seq);
}

Result<Json> Engine::act(const Principal& who, const HandoffId& handoff_id, const HandoffRequest& request) {
  HANDRAIL_TRY_VOID(may_ask(who, Asking::handoffs));
  HANDRAIL_TRY(const Item item, find(who, "handoff", handoff_id.text));
  {
    HANDRAIL_TRY(auto log, seams_.journal.open(item.conversation));
    const event::RequestTaken taken = request_taken(who, handoff_id, request);
    HANDRAIL_TRY(const auto before, asked_before(seams_.journal.store(), item.conversation, taken));
    if (before) {
      const Item then{item.kind, item.id, before->status, before->queue, before->changed_at, item.body, item.conversation};
      return handoff_as_of(seams_.journal.store(), then, before->state, before->seq);
    }
    if (request.only_again) return fail(ErrorCode::conflict, "this was not asked before");
    if (const auto done = act_on_handoff(seams_, log, who, handoff_id, request); !done)
      return fail(taken_meanwhile(seams_.journal.store(), item.conversation, taken, done.error()));
  }
  return handoff(who, handoff_id);
}

Result<Json> Engine::judge(const Principal& who, const ConversationId& conversation, const JudgeRequest& request) {
  HANDRAIL_TRY_VOID(may_ask(who, Asking::replies));
  HANDRAIL_TRY(auto log, open_log(who, conversation));
  auto judged = judge_reply(log, seams_.journal.store(), who, request);
  if (!judged && !request.key.empty())
    return fail(taken_meanwhile(seams_.journal.store(), conversation, request_taken(who, conversation, request), judged.error()));
  return judged;
}

Result<Json> Engine::gate(const Principal& who, const Json& call) {
  HANDRAIL_TRY_VOID(may_ask(who, Asking::gate));
  const auto live = seams_.bundles.current();
  Json line = call;
  const std::string tool = line.text_or("tool");
  const auto declared = live->program().find_tool(tool);
  if (line.is_object() && !line.find("schema_issues") && declared) {
    const auto issues = argument_issues(seams_.tools, live->program().tools[*declared], in_one_spelling(live->program(), tool, line["arguments"]));
    for (const SchemaIssue& issue : issues) {
      Json list = line["schema_issues"];
      list.push(Json::object({{"pointer", issue.pointer}, {"message", issue.message}}));
      line.set("schema_issues", std::move(list));
    }
  }
  return gate_line(*live->bundle, line);
}

Json Engine::readiness() {
  Json problems = seams_.bundles.problems();
  const auto health = seams_.journal.store().health();
  Json json = Json::object({{"ready", health.has_value()}, {"bundle", seams_.bundles.current()->bundle->hash.text}});
  if (!health) json.set("store", health.error().message);
  json.set("problems", problems.is_null() ? Json::array() : std::move(problems));
  return json;
}

Result<void> Engine::resume(const ConversationId& conversation) {
  return without_bugs([&]() -> Result<void> {
    HANDRAIL_TRY(auto log, seams_.journal.open(conversation));
    return carry_on(log);
  });
}

Result<void> Engine::fire(const ConversationId& conversation, const std::string& timer) {
  return without_bugs([&] { return fire_timer(conversation, timer); });
}

Result<void> Engine::fire_timer(const ConversationId& conversation, const std::string& timer) {
  HANDRAIL_TRY(auto log, seams_.journal.open(conversation));
  const auto set = log.state().timers.find(timer);
  if (set == log.state().timers.end() || set->second > log.now()) return {};
  HANDRAIL_TRY_VOID(carry_on(log));
  const auto still = log.state().timers.find(timer);   // what was carried on may have set it anew
  if (still == log.state().timers.end() || still->second > log.now()) return {};
  log.record(event::TimerFired{timer});
  take_up_for_timer(log, timer);
  if (timer == "silence") {
    close_episode(log, outcome_of_silence(log.state()));
    return log.commit();
  }
  const ConversationState& state = log.state();
  if (state.approval && timer == "approval " + state.approval->asked.approval.text) return expire_approval(seams_, log);
  if (state.handoff && timer == "handoff " + state.handoff->made.handoff.text && state.owner != Ownership::bot) return handoff_overdue(seams_, log);
  if (state.run && timer.rfind("run " + state.run->id.text, 0) == 0) return resume_run(seams_, log);
  return log.commit();
}

}  // namespace handrail
