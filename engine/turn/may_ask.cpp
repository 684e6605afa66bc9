#include "engine/turn/may_ask.hpp"

namespace handrail {

Result<void> may_ask(const Principal& who, Asking what) {
  const bool person = who.kind == PrincipalKind::person;
  const auto only = [](bool may, const char* why) { return may ? Result<void>() : fail(ErrorCode::forbidden, why); };
  switch (what) {
    case Asking::conversations: return only(who.kind == PrincipalKind::channel, "conversations are opened, spoken in and closed by channels");
    case Asking::approvals: return only(person && (who.agent || !who.roles.empty()), "approvals are for people with a role");
    case Asking::handoffs: return only(person && who.agent, "handoffs are for agents");
    case Asking::replies: return only(person && who.agent, "replies are judged by agents");
    case Asking::gate: return only(who.gate, "this key may not ask the gate");
  }
  return fail(ErrorCode::forbidden, "nobody may ask this");
}

}  // namespace handrail
