// Who speaks to the engine, proved by a key; and who the customer is, vouched for by a channel or a verifying tool, never by a message.
#pragma once

#include <string>
#include <vector>

#include "engine/base/id.hpp"

namespace handrail {

enum class PrincipalKind { channel, person, service };

struct Principal {
  PrincipalKind kind = PrincipalKind::service;
  std::string name;                 // unique among keys; stands in the journal
  bool vouches = false;             // channel: may say who the customer is and how that was verified
  bool agent = false;               // person: may take handoffs
  std::vector<std::string> roles;   // person: roles of the policy whose approvals it may decide
  bool gate = false;                // service (or channel): may ask /v1/gate
  bool operator==(const Principal&) const = default;
};

struct CustomerIdentity {
  CustomerId id;                    // empty: nobody said
  bool verified = false;
  std::string verified_by;          // "channel shop-web: signed in", "tool verify_code"
  bool operator==(const CustomerIdentity&) const = default;
};

}  // namespace handrail
