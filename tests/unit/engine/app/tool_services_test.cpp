#include "engine/app/tool_services.hpp"

#include "tests/catch.hpp"

using namespace handrail;

TEST_CASE("a tool that a service is to do and no policy declares is told with its line and the name that may be meant") {
  const toml::parse_result parsed = toml::parse("[tools.billing]\nurl = \"https://billing.example\"\ntools = [\"lookup_invoice\",\n         \"proces_refund\", \"weigh_parcel\"]\n");
  REQUIRE(parsed);
  const toml::table& table = parsed.table();
  REQUIRE(table["tools"].is_table());
  const auto services = read_tool_services("handrail.toml", *table["tools"].as_table());
  REQUIRE(services);
  const std::vector<std::string> told = undeclared_tools(*services, {"lookup_invoice", "process_refund"});
  REQUIRE(told.size() == 2);
  CHECK(told[0] == "handrail.toml:4: `proces_refund` of [tools.billing] is no tool of the policy, so nothing ever asks for it; did you mean `process_refund`?");
  CHECK(told[1] == "handrail.toml:4: `weigh_parcel` of [tools.billing] is no tool of the policy, so nothing ever asks for it");
  CHECK(undeclared_tools(*services, {"lookup_invoice", "proces_refund", "weigh_parcel"}).empty());
}

TEST_CASE("a tool that no service names is told where every service names its own") {
  std::vector<ToolService> services{{.name = "billing", .url = "", .tools = {"lookup_invoice"}}, {.name = "shipping", .url = "", .tools = {"find_parcel"}}};
  const std::vector<std::string> told = undone_tools(services, {"lookup_invoice", "process_refund", "find_parcel"}, false);
  REQUIRE(told.size() == 1);
  CHECK(told[0] == "nothing here can do `process_refund` of the policy; its calls will fail and go to a person");
  CHECK(undone_tools(services, {"process_refund"}, true).empty());   // the sandbox does the rest
  services[1].tools.clear();
  CHECK(undone_tools(services, {"process_refund"}, false).empty());   // it may publish it
  CHECK(undone_tools({}, {"process_refund"}, false).empty());
}
