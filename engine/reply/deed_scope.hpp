// How much is claimed with a deed: of which records, how often, for how much. A receipt proves what it is of, and nothing beside it.
#pragma once

#include <functional>
#include <set>
#include <string>
#include <vector>

#include "engine/reply/checking.hpp"

namespace handrail::reply {

using Vouching = std::function<std::vector<const Receipt*>(const std::string& kind)>;

// What the words behind a backed deed need beyond its receipts: "a receipt for W1003", "2 receipts …"; empty: nothing. `kinds`: of the deed, "" for any.
[[nodiscard]] std::string beyond_receipts(const Checking& checking, const Sentence& sentence, const Met& met, const std::set<std::string>& kinds, const Vouching& vouching);

// What a script says of its own deed needs, where it names a record of the kind that receipts name, and none of them is of it: a receipt for that one.
[[nodiscard]] std::string record_beyond_receipts(const Checking& checking, const Sentence& sentence, const Met& met);

// The same of an amount that no receipt tells, where one tells any, and nothing else that is known.
[[nodiscard]] std::string amount_beyond_receipts(const Checking& checking, const Sentence& sentence, const Met& met);

// "I have refunded $60 in all, for W1001 and W1003": what the receipts of the records that are named, or all that tell an amount, come to.
[[nodiscard]] bool is_sum_of_receipts(const Checking& checking, const Sentence& sentence, const Figure& amount);

// "… was confirmed by e-mail": that a letter was sent is claimed as well.
[[nodiscard]] bool told_by_letter(const Sentence& sentence, const Met& met);
// That money was sent off is no proof that it is there: a record that says so is.
[[nodiscard]] bool says_it_arrived(const Checking& checking);
// "You're booked in for a check-up on 3 December at 9:20": a record that stands confirmed says all of it.
[[nodiscard]] bool a_record_is_of_it(const Checking& checking, const Sentence& sentence, const Met& met);
// "Refund processed", "Membership: paused": a thing and what was done to it, without a verb between them.
[[nodiscard]] std::vector<Met> headlines_in(const Sentence& sentence, std::string_view text);

}  // namespace handrail::reply
