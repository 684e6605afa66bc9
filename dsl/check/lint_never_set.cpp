// A fact of the customer that no look-up supplies: a rule that reads it is never decided.
#include "dsl/check/checking.hpp"

namespace handrail::dsl {

void lint_never_set(Checking& checking) {
  const CustomerBlock* customer = checking.symbols.customer_block;
  if (customer == nullptr || customer->from) return;
  for (const FieldNode& field : customer->fields)
    checking.report.warning("P0421", field.name.span, "nothing ever sets " + backticked("customer." + field.name.text)).note("the customer is not looked up")
        .help("add `from TOOL(customer.id)` to `customer`, with a tool that reads the account");
}

}  // namespace handrail::dsl
