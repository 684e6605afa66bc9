// A sandbox shop in a fresh file, with a clock that tests set and ids that count.
#pragma once

#include <atomic>
#include <filesystem>
#include <fstream>
#include <memory>
#include <sstream>
#include <string>

#include <unistd.h>

#include "adapters/tools/shop.hpp"
#include "adapters/waiting/threads.hpp"
#include "tests/catch.hpp"

namespace handrail {

struct SetClock : Clock {
  std::atomic<std::int64_t> ms{parse_time("2026-11-21T09:00:00Z").value().ms};
  [[nodiscard]] Instant now() const override { return {ms.load()}; }
};

struct CountingIds : IdSource {
  std::atomic<int> count{0};
  [[nodiscard]] std::string next(std::string_view prefix) override { return std::string(prefix) + "_" + std::to_string(++count); }
};

inline Json json(std::string_view text) {
  auto parsed = parse_json(text);
  INFO((parsed ? "" : parsed.error().message));
  REQUIRE(parsed);
  return *parsed;
}

inline Json file_json(const std::string& path) {
  std::ifstream in(path);
  REQUIRE(in.good());
  std::ostringstream text;
  text << in.rdbuf();
  return json(text.str());
}

inline Json small_shop() {
  return json(R"({"currency": "USD", "plans": [{"plan": "pro", "price": "19.00"}],
    "customers": [
      {"id": "c_ada", "name": "Ada Brown", "email": "Ada@example.com", "plan": "pro", "opened_days_ago": 100, "tier": "gold",
       "address": {"line1": "14 Linden Street", "city": "Portland", "postcode": "97205", "country": "USA"},
       "payment_methods": [{"id": "card_1", "kind": "credit_card", "brand": "visa", "last_four": "4242"}, {"id": "gift_1", "kind": "gift_card", "balance": "5.00"}]},
      {"id": "c_bob", "name": "Bob Nguyen", "email": "bob@example.com", "payment_methods": [{"id": "pp_1", "kind": "paypal"}]},
      {"id": "c_new", "name": "No Orders", "email": "new@example.com"}],
    "products": [
      {"id": "p_1", "name": "Wave headphones", "category": "audio", "description": "Noise cancelling.", "price": "48.00"},
      {"id": "p_2", "name": "Blender", "description": "Louder than headphones.", "price": "89.00", "available": false},
      {"id": "p_3", "name": "Lamp", "price": "42.50", "options": {"colour": "brass"}}],
    "orders": [
      {"id": "W1", "customer": "c_ada", "status": "delivered", "placed_days_ago": 6, "delivered_days_ago": 3,
       "items": [{"product": "p_1", "name": "Wave headphones", "price": "48.00", "options": {"colour": "black"}}],
       "payments": [{"method": "card_1", "amount": "48.00"}]},
      {"id": "W2", "customer": "c_ada", "status": "pending", "placed_days_ago": 1, "note": "ring twice",
       "items": [{"name": "Lamp", "price": "42.50", "quantity": 2}],
       "payments": [{"method": "gift_1", "amount": "5.00"}, {"method": "card_1", "amount": "80.00"}]},
      {"id": "W3", "customer": "c_ada", "status": "delivered", "placed_days_ago": 9, "delivered_days_ago": 5,
       "items": [{"name": "T-shirt", "price": "18.00", "final_sale": true}], "payments": [{"method": "card_1", "amount": "18.00"}]},
      {"id": "W4", "customer": "c_ada", "status": "delivered", "placed_days_ago": 40, "delivered_days_ago": 31,
       "items": [{"name": "Kettle", "price": "64.00"}], "payments": [{"method": "card_1", "amount": "64.00"}]},
      {"id": "W5", "customer": "c_bob", "status": "delivered", "placed_days_ago": 8, "delivered_days_ago": 4,
       "items": [{"name": "Jacket", "price": "110.00"}, {"name": "T-shirt", "price": "18.00", "final_sale": true}],
       "payments": [{"method": "pp_1", "amount": "128.00"}], "refunds": [{"amount": "30.00", "days_ago": 2}]},
      {"id": "#W6", "customer": "c_bob", "status": "shipped", "placed_days_ago": 5,
       "items": [{"name": "Speaker", "price": "79.00"}], "payments": [{"method": "pp_1", "amount": "79.00"}]}],
    "shipments": [
      {"order": "#W6", "carrier": "Parcel Post", "tracking_number": "PP6", "status": "in_transit", "expected_in_days": 2,
       "events": [{"days_ago": 3, "what": "Label created"}, {"days_ago": 1, "what": "Arrived at the depot", "place": "Boise"}]}],
    "subscriptions": [
      {"customer": "c_ada", "plan": "pro", "status": "active", "started_days_ago": 100, "renews_in_days": 11}]})");
}

// One member of the data set replaced: its JSON text is searched for and exchanged.
inline Json small_shop_with(const std::string& find, const std::string& put) {
  std::string text = dump(small_shop());
  const std::size_t at = text.find(find);
  INFO("looking for " << find);
  REQUIRE(at != std::string::npos);
  return json(text.replace(at, find.size(), put));
}

class ShopInAFile {
 public:
  ShopInAFile() {
    static std::atomic<int> count{0};
    folder_ = std::filesystem::temp_directory_path() / ("handrail-shop-" + std::to_string(::getpid()) + "-" + std::to_string(++count));
    std::filesystem::create_directories(folder_);
    reopen();
  }
  ~ShopInAFile() {
    shop.reset();
    std::filesystem::remove_all(folder_);
  }
  // As after a restart of the process.
  void reopen() {
    shop.reset();
    auto opened = SandboxShop::open((folder_ / "shop.db").string(), waiting, clock, ids);
    INFO((opened ? "" : opened.error().message));
    REQUIRE(opened);
    shop = std::move(*opened);
  }
  SandboxShop::Loaded load(const Json& data) {
    auto loaded = shop->load(data);
    INFO((loaded ? "" : loaded.error().message));
    REQUIRE(loaded);
    return *loaded;
  }
  ToolResponse call(const std::string& tool, std::string_view arguments, const std::string& key = "", const std::string& customer = "") {
    return shop->call({.tool = tool, .arguments = json(arguments), .key = key, .customer = customer});
  }
  // The result of a call that must complete.
  Json completed(const std::string& tool, std::string_view arguments, const std::string& key = "") {
    const ToolResponse response = call(tool, arguments, key);
    INFO(response.error);
    REQUIRE(response.outcome == CallOutcome::completed);
    return response.result;
  }
  // The sentence of a call that must fail.
  std::string failure(const std::string& tool, std::string_view arguments, const std::string& key = "k", const std::string& customer = "") {
    const ToolResponse response = call(tool, arguments, key, customer);
    CHECK(response.outcome == CallOutcome::failed);
    CHECK(response.receipt.empty());
    return response.error;
  }

  ThreadWaiting waiting{1};
  SetClock clock;
  CountingIds ids;
  std::unique_ptr<SandboxShop> shop;

 private:
  std::filesystem::path folder_;
};

struct LoadedShop : ShopInAFile {
  LoadedShop() { load(small_shop()); }
};

}  // namespace handrail
