// Rules that hold together and say different things, where only the order in which they stand decides.
#pragma once

#ifdef HANDRAIL_PROOF
#include "dsl/formulas/asking.hpp"
#include "dsl/formulas/encoding.hpp"
#include "dsl/prove/prove.hpp"

namespace handrail::dsl {

// Two triggers of one urgency that read the same fact, of which neither is a special case of the other, and which lead elsewhere: P0705.
void triggers_in_conflict(const Program& program, Asking& asking, Encoding& turn, Proof& proof);

// It matches where its facts are not known too.
[[nodiscard]] bool leads_to_a_person(const Table::Row& row);
// Rows of two tables that hand off to different queues, or ask different questions, about one situation: the table that stands first wins. P0705.
void tables_in_conflict(const Program& program, Asking& asking, Encoding& turn, Proof& proof);

}  // namespace handrail::dsl
#endif
