#include "engine/turn/contacts.hpp"

#include <algorithm>

#include "engine/base/limits.hpp"
#include "engine/turn/look_up.hpp"

namespace handrail {
namespace {

constexpr Duration month = days(30);

struct Contact { Instant opened_at; bool handed_off = false; Json json; };

Contact contact_of(const ConversationState& state, const Episode& episode) {
  Json json = Json::object({{"conversation", state.id.text}, {"channel", state.channel}});
  json.set("intent", episode.last_intent.empty() ? "other" : episode.last_intent);
  json.set("outcome", episode.outcome ? Json(word_of(*episode.outcome)) : Json());
  json.set("handed_off", episode.handed_off);
  json.set("mood", word_of(episode.mood));
  json.set("messages", episode.messages);
  json.set("opened_at", format_time(episode.first_message_at));
  json.set("closed_at", episode.outcome ? Json(format_time(episode.closed_at)) : Json());
  return {episode.first_message_at, episode.handed_off, std::move(json)};
}

void add_episodes(const ConversationState& state, bool open_one_too, std::vector<Contact>& contacts) {
  for (const Episode& episode : state.closed)
    if (episode.messages > 0) contacts.push_back(contact_of(state, episode));
  if (open_one_too && state.episode.messages > 0) contacts.push_back(contact_of(state, state.episode));
}

// All of this month, and the last few, however old they are.
Result<std::vector<Contact>> contacts_of(Seams& seams, const ConversationState& here, Instant month_ago) {
  std::vector<Contact> contacts;
  add_episodes(here, false, contacts);
  HANDRAIL_TRY(const auto rows, seams.journal.store().conversations_of(here.customer.id.text, limits::conversations_looked_at));
  for (const ConversationRow& row : rows) {   // the latest events first: what begins in a conversation is never later than its last event
    const auto later = [&](const Contact& contact) { return contact.opened_at >= row.last_at; };
    if (row.last_at < month_ago && std::ranges::count_if(contacts, later) >= static_cast<std::ptrdiff_t>(limits::contacts)) break;
    if (row.id == here.id) continue;
    HANDRAIL_TRY(const auto state, seams.journal.look(row.id));
    if (state->customer.verified && state->customer.id == here.customer.id) add_episodes(*state, true, contacts);   // who only said to be this customer was somebody else, perhaps
  }
  std::ranges::stable_sort(contacts, std::ranges::greater(), &Contact::opened_at);
  return contacts;
}

Json arguments_for(const ConversationState& state) { return Json::object({{"customer", state.customer.id.text}}); }

}  // namespace

void look_up_contacts(Seams& seams, const LiveBundle& live, ConversationLog& log, Instant since) {
  const ConversationState& state = log.state();
  if (!live.program().customer.recent || !state.customer.verified || state.customer.id.empty()) return;
  const std::string name(contacts_on_record);
  if (known_since(state, name, arguments_for(state), since, log.now())) return;
  event::FactLookedUp found{name, arguments_for(state), true, {}, ""};
  if (const auto contacts = contacts_of(seams, state, log.now() - month)) {
    Json last = Json::array(), tickets = Json::array();
    std::size_t many = 0, handed = 0;
    for (const Contact& contact : *contacts) {
      if (many++ < limits::contacts) last.push(contact.json);
      if (contact.handed_off && contact.opened_at >= log.now() - month && handed++ < limits::tickets) tickets.push(contact.json);
    }
    found.failed = false;
    found.result = Json::object({{"contacts", std::move(last)}, {"tickets", std::move(tickets)}});
  } else {
    found.error = contacts.error().message;
  }
  log.record(std::move(found));
}

void add_contacts(const dsl::Program& program, const ConversationState& state, Json& facts) {
  if (!program.customer.recent || !state.customer.verified) return;
  const LookedUp* found = on_record(state, std::string(contacts_on_record), arguments_for(state));
  if (!found || !found->result || !found->result->is_object()) return;
  for (const auto& [name, list] : *found->result->members())
    if (!facts.find(name)) facts.set(name, list);
}

}  // namespace handrail
