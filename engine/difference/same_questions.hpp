// A question that an edit only words otherwise is the same question: whoever was asked it before the edit was asked it after. Without that, "was it asked
// before" would be two facts, and every rewording a change of decisions.
#pragma once

#include "dsl/program/program.hpp"

namespace handrail {

// `before` with the words of `after` for what the same clause of both asks: of a trigger by its name, of a table's row by its cells, of a band by its row.
[[nodiscard]] dsl::Program asking_alike(const dsl::Program& before, const dsl::Program& after);

}  // namespace handrail
