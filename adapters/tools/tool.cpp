#include "adapters/tools/tool.hpp"

#include <array>

namespace handrail::tools {

std::span<const Tool> all_tools() {
  static constexpr std::array<Tool, 17> tools = {{
      {.name = "lookup_account", .look = lookup_account},
      {.name = "lookup_order", .look = lookup_order},
      {.name = "find_orders", .look = find_orders},
      {.name = "track_shipment", .look = track_shipment},
      {.name = "check_refund_eligibility", .look = check_refund_eligibility},
      {.name = "check_refund", .look = check_refund},
      {.name = "lookup_subscription", .look = lookup_subscription},
      {.name = "search_products", .look = search_products},
      {.name = "process_refund", .act = process_refund},
      {.name = "reship_order", .act = reship_order},
      {.name = "cancel_order", .act = cancel_order},
      {.name = "change_address", .act = change_address},
      {.name = "update_subscription", .act = update_subscription},
      {.name = "cancel_subscription", .act = cancel_subscription},
      {.name = "reset_password", .act = reset_password},
      {.name = "update_account", .act = update_account},
      {.name = "create_ticket", .act = create_ticket},
  }};
  return tools;
}

}  // namespace handrail::tools
