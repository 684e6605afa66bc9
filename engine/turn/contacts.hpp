// What the desk's own journals know of a verified customer: `customer.contacts`, the last earlier contacts, and `customer.tickets`, those of the last 30 days
// that people took over. A contact is an episode, of this conversation or of another one of the same customer.
#pragma once

#include "engine/turn/seams.hpp"

namespace handrail {

// Under this name the journal has them, as it has what a tool was asked; no tool can have it.
inline constexpr std::string_view contacts_on_record = "customer's contacts";

// Reads them once a turn, where the policy needs them and the customer is verified, and puts them on the record. What the store cannot give stays unknown.
void look_up_contacts(Seams& seams, const LiveBundle& live, ConversationLog& log, Instant since);

// Adds what is on the record to a customer's facts.
void add_contacts(const dsl::Program& program, const ConversationState& state, Json& facts);

}  // namespace handrail
