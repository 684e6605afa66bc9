// What each tool of the shop publishes about its arguments: JSON Schema, as a real system's own description of itself would have it.
#include <string_view>
#include <utility>

#include "adapters/tools/tool.hpp"

namespace handrail::tools {

namespace {

constexpr std::string_view by_order = R"({"type": "object", "additionalProperties": false, "required": ["order_id"],
  "properties": {"order_id": {"type": "string", "minLength": 1, "maxLength": 128}}})";
constexpr std::string_view by_customer = R"({"type": "object", "additionalProperties": false, "required": ["customer_id"],
  "properties": {"customer_id": {"type": "string", "minLength": 1, "maxLength": 128}}})";
constexpr std::string_view by_customer_or_email = R"({"type": "object", "additionalProperties": false, "minProperties": 1,
  "properties": {"customer_id": {"type": "string", "minLength": 1, "maxLength": 128}, "email": {"type": "string", "minLength": 1, "maxLength": 254}}})";

constexpr std::pair<std::string_view, std::string_view> published[] = {
    {"lookup_account", by_customer_or_email},
    {"lookup_order", by_order},
    {"find_orders", by_customer_or_email},
    {"track_shipment", by_order},
    {"check_refund_eligibility", by_order},
    {"check_refund", R"({"type": "object", "additionalProperties": false, "required": ["key"], "properties": {"key": {"type": "string", "minLength": 1, "maxLength": 128}}})"},
    {"lookup_subscription", by_customer},
    {"search_products", R"({"type": "object", "additionalProperties": false, "required": ["query"], "properties": {"query": {"type": "string", "minLength": 1, "maxLength": 500}}})"},
    {"process_refund", R"({"type": "object", "additionalProperties": false, "required": ["order_id", "amount", "reason"],
      "properties": {"order_id": {"type": "string", "minLength": 1, "maxLength": 128}, "amount": {"$ref": "#/$defs/money"},
                     "reason": {"type": "string", "minLength": 1, "maxLength": 1000}},
      "$defs": {"money": {"type": ["string", "number", "object"], "minLength": 1, "maxLength": 40, "required": ["amount", "currency"],
                          "properties": {"amount": {"type": "string", "pattern": "^[0-9]{1,15}(\\.[0-9]{1,4})?$"}, "currency": {"type": "string", "pattern": "^[A-Z]{3}$"}}}}})"},
    {"reship_order", by_order},
    {"cancel_order", R"({"type": "object", "additionalProperties": false, "required": ["order_id", "reason"],
      "properties": {"order_id": {"type": "string", "minLength": 1, "maxLength": 128}, "reason": {"type": "string", "minLength": 1, "maxLength": 1000}}})"},
    {"change_address", R"({"type": "object", "additionalProperties": false, "required": ["order_id", "address"],
      "properties": {"order_id": {"type": "string", "minLength": 1, "maxLength": 128}, "address": {"$ref": "#/$defs/address"}},
      "$defs": {"line": {"type": "string", "minLength": 1, "maxLength": 200}, "optional_line": {"type": ["string", "null"], "minLength": 1, "maxLength": 200},
                "address": {"type": "object", "required": ["line1", "city", "country"],
                            "properties": {"line1": {"$ref": "#/$defs/line"}, "line2": {"$ref": "#/$defs/optional_line"}, "city": {"$ref": "#/$defs/line"},
                                           "region": {"$ref": "#/$defs/optional_line"}, "postcode": {"$ref": "#/$defs/optional_line"}, "country": {"$ref": "#/$defs/line"}}}}})"},
    {"update_subscription", R"({"type": "object", "additionalProperties": false, "required": ["customer_id", "plan"],
      "properties": {"customer_id": {"type": "string", "minLength": 1, "maxLength": 128}, "plan": {"enum": ["free", "pro", "enterprise"]}}})"},
    {"cancel_subscription", by_customer},
    {"reset_password", by_customer},
    {"update_account", R"({"type": "object", "additionalProperties": false, "required": ["customer_id"],
      "properties": {"customer_id": {"type": "string", "minLength": 1, "maxLength": 128}, "email": {"type": "string", "minLength": 3, "maxLength": 254, "pattern": "@"},
                     "phone": {"type": "string", "minLength": 3, "maxLength": 40, "pattern": "^[+0-9 ()./-]+$"}, "address": {"type": "object"}}})"},
    {"create_ticket", R"({"type": "object", "additionalProperties": false, "required": ["subject", "body", "urgency"],
      "properties": {"subject": {"type": "string", "minLength": 1, "maxLength": 300}, "body": {"type": "string", "maxLength": 65536},
                     "urgency": {"enum": ["immediate", "high", "medium", "low"]}, "customer_id": {"type": "string", "minLength": 1, "maxLength": 128}}})"},
};

}  // namespace

std::string_view schema_of(std::string_view tool) {
  for (const auto& [name, schema] : published)
    if (name == tool) return schema;
  return "";
}

}  // namespace handrail::tools
