// JSON to a DataSet: members first, then that everything which is pointed at is there.
#include <unordered_map>
#include <unordered_set>

#include "adapters/tools/data_reader.hpp"
#include "adapters/tools/rows.hpp"
#include "engine/base/hash.hpp"
#include "engine/base/limits.hpp"
#include "engine/base/text.hpp"

namespace handrail::tools {

namespace {

class DataSetReader {
 public:
  DataSetReader(const Json& json, Reading& reading, DataSet& data) : top_(json, "", reading), data_(data) {}

  void read() {
    top_.any("currency");
    read_plans();
    top_.list("customers", limits::shop_records, [&](DataReader& it) { customer(it); });
    top_.list("products", limits::shop_records, [&](DataReader& it) { product(it); });
    top_.list("orders", limits::shop_records, [&](DataReader& it) { order(it); });
    top_.list("shipments", limits::shop_records, [&](DataReader& it) { shipment(it); });
    top_.list("subscriptions", limits::shop_records, [&](DataReader& it) { subscription(it); });
  }

 private:
  void read_plans() {
    top_.list("plans", limits::shop_parts, [&](DataReader& it) {
      std::string plan = it.word("plan", {"free", "pro", "enterprise"});
      once(it, "plan", plans_, plan);
      data_.plans.emplace_back(std::move(plan), it.money("price"));
    });
  }

  void customer(DataReader& it) {
    Customer c;
    c.id = it.id("id");
    c.name = it.text("name");
    c.email = it.text("email");
    c.phone = it.optional_text("phone");
    c.plan = it.word("plan", {"free", "pro", "enterprise"}, "free");
    c.tier = it.optional_text("tier");
    c.opened_at = it.optional_when("opened");
    c.address = it.address("address").value_or("{}");
    if (!plausible_email(c.email)) it.issue("email", "is no e-mail address");
    once(it, "email", emails_, email_key(c.email));
    std::unordered_set<std::string> methods;
    it.list("payment_methods", limits::shop_parts, [&](DataReader& m) {
      PaymentMethod method{m.id("id"), m.text("kind"), m.optional_text("brand"), m.optional_text("last_four"), m.optional_money("balance")};
      once(m, "id", methods, method.id);
      c.methods.push_back(std::move(method));
    });
    if (!customers_.emplace(c.id, Known{c.address, std::move(methods)}).second) it.issue("id", "`" + printable(c.id) + "` is there twice");
    data_.customers.push_back(std::move(c));
  }

  void product(DataReader& it) {
    Product p{it.id("id"), it.text("name"), it.options("options"), it.optional_text("category"), it.optional_text("description"),
              it.optional_money("price"), it.yes("available", true)};
    once(it, "id", products_, p.id);
    data_.products.push_back(std::move(p));
  }

  void order(DataReader& it) {
    Order o;
    o.id = it.id("id");
    o.customer = it.id("customer");
    o.status = it.word("status", {"pending", "processed", "shipped", "delivered", "cancelled", "return_requested"});
    o.note = it.optional_text("note");
    o.placed_at = it.when("placed");
    const bool arrived = o.status == "delivered" || o.status == "return_requested";
    o.delivered_at = arrived ? std::optional(it.when("delivered")) : it.optional_when("delivered");
    if (!arrived && o.delivered_at) it.issue("status", "is `" + o.status + "`, and the order has a time of delivery");
    if (o.delivered_at && *o.delivered_at < o.placed_at) it.issue("delivered_at", "is before the order was placed");
    items(it, o);
    const auto owner = customers_.find(o.customer);
    o.address = it.address("address").value_or(owner == customers_.end() ? "{}" : owner->second.address);
    if (owner == customers_.end()) it.issue("customer", "there is no customer `" + printable(o.customer) + "` in this data set");
    payments(it, o, owner == customers_.end() ? nullptr : &owner->second.methods);
    once(it, "id", orders_, o.id);
    data_.orders.push_back(std::move(o));
  }

  void items(DataReader& it, Order& o) {
    std::int64_t sum = 0;
    it.list("items", limits::shop_parts, [&](DataReader& i) {
      OrderItem item;
      item.product = i.optional_id("product");
      item.id = i.optional_id("id").value_or(o.id + "-" + std::to_string(o.items.size() + 1));
      item.name = i.text("name");
      item.price = i.money("price");
      item.quantity = i.whole("quantity", 1, 1000, 1);
      item.final_sale = i.yes("final_sale", false);
      item.options = i.options("options");
      sum += item.price * item.quantity;
      o.items.push_back(std::move(item));
    });
    if (o.items.empty()) it.issue("items", "an order has at least one item");
    o.total = it.optional_money("total").value_or(sum);
  }

  void payments(DataReader& it, Order& o, const std::unordered_set<std::string>* methods) {
    std::int64_t paid = 0, refunded = 0;
    it.list("payments", limits::shop_parts, [&](DataReader& p) {
      Payment payment{p.id("method"), p.money("amount")};
      if (methods && !methods->contains(payment.method)) p.issue("method", "the customer has no payment method `" + printable(payment.method) + "`");
      paid += payment.amount;
      o.payments.push_back(std::move(payment));
    });
    it.list("refunds", limits::shop_parts, [&](DataReader& r) {
      PastRefund refund{r.money("amount"), r.optional_text("reason").value_or("refund"), r.when("")};
      if (refund.amount == 0) r.issue("amount", "a refund is more than zero");
      refunded += refund.amount;
      o.refunds.push_back(std::move(refund));
    });
    if (refunded > paid) it.issue("refunds", "more was paid back than was paid");
  }

  void shipment(DataReader& it) {
    Shipment s;
    s.order = it.id("order");
    s.carrier = it.text("carrier");
    s.tracking_number = it.id("tracking_number");
    s.status = it.word("status", {"label_created", "in_transit", "out_for_delivery", "delivered", "delayed", "lost", "returned"});
    s.expected_at = it.optional_when("expected");
    it.list("events", limits::shop_parts, [&](DataReader& e) { s.events.push_back({e.when(""), e.text("what"), e.optional_text("place")}); });
    if (!orders_.contains(s.order)) it.issue("order", "there is no order `" + printable(s.order) + "` in this data set");
    data_.shipments.push_back(std::move(s));
  }

  void subscription(DataReader& it) {
    Subscription s;
    s.customer = it.id("customer");
    s.id = it.optional_id("id").value_or("sub_" + s.customer);
    s.plan = it.word("plan", {"free", "pro", "enterprise"});
    s.status = it.word("status", {"active", "trialing", "past_due", "cancelled"});
    s.started_at = it.when("started");
    s.renews_at = it.optional_when("renews");
    s.ends_at = it.optional_when("ends");
    if (!customers_.contains(s.customer)) it.issue("customer", "there is no customer `" + printable(s.customer) + "` in this data set");
    once(it, "customer", subscribers_, s.customer);
    data_.subscriptions.push_back(std::move(s));
  }

  static void once(DataReader& it, std::string_view key, std::unordered_set<std::string>& seen, const std::string& value) {
    if (!seen.insert(value).second) it.issue(key, "`" + printable(value) + "` is there twice");
  }

  struct Known {
    std::string address;
    std::unordered_set<std::string> methods;
  };
  DataReader top_;
  DataSet& data_;
  std::unordered_map<std::string, Known> customers_;
  std::unordered_set<std::string> plans_, emails_, products_, orders_, subscribers_;
};

}  // namespace

Result<DataSet> read_data_set(const Json& json, Instant now) {
  constexpr std::string_view wrong = "the data set does not fit";
  Reading reading{.currency = {}, .now = now, .issues = {}};
  const Result<Currency> currency = Currency::parse(json.text_or("currency"));
  if (!json.is_object()) return fail(ErrorCode::invalid, std::string(wrong) + ": expected an object, got " + std::string(json.kind()));
  if (!currency) return fail(ErrorCode::invalid, std::string(wrong) + ": /currency: expected an ISO 4217 code like \"USD\"");
  reading.currency = *currency;
  DataSet data;
  data.currency = *currency;
  data.loaded_at = now;
  DataSetReader(json, reading, data).read();
  HANDRAIL_TRY_VOID(no_issues(wrong, std::move(reading.issues)));
  data.hash = sha256(canonical(json));
  return data;
}

}  // namespace handrail::tools
