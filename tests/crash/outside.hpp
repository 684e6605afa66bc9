// The shop outside, as it is on bad days: calls fail, are turned away at the door, are lost before or after they happened, or are answered too late. It
// knows nothing of keys but for refunds, whose declaration says that they may be sent again; so a call that is sent twice by mistake happens twice, and is seen.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "engine/base/limits.hpp"
#include "engine/rehearsal/fake_clock.hpp"
#include "engine/rehearsal/life.hpp"
#include "engine/seams/tool_provider.hpp"

namespace handrail {

class Outside : public ToolProvider {
 public:
  enum class Mood { works, fails, turned_away, lost_before, lost_after, slow, too_late };
  static constexpr Mood moods[] = {Mood::works, Mood::fails, Mood::turned_away, Mood::lost_before, Mood::lost_after, Mood::slow, Mood::too_late};
  struct Act { std::string tool, arguments, key; };

  Outside(std::shared_ptr<Life> life, FakeClock& clock) : life_(std::move(life)), clock_(clock) {}

  // What the next calls of the tool meet, one after the other; after them it works.
  void expect(const std::string& tool, Mood mood) { moods_[tool].push_back(mood); }
  void order_costs(const std::string& total) { total_ = total; }
  // Happens once, while the next call is under way.
  void meanwhile(std::function<void()> other) { meanwhile_ = std::move(other); }

  [[nodiscard]] const std::vector<Act>& acts() const { return acts_; }
  // How often each key reached a tool that writes.
  [[nodiscard]] const std::map<std::string, int>& requests() const { return requests_; }

  [[nodiscard]] std::vector<std::string> tools() const override {
    return {"lookup_account", "lookup_order", "process_refund", "send_voucher", "check_voucher", "close_account", "note_it"};
  }

  ToolResponse call(const ToolRequest& request) override {
    if (life_->dead) return unknown("the process is dead");
    if (const auto other = std::exchange(meanwhile_, nullptr)) other();
    if (life_->dead) return unknown("the process died meanwhile");
    const Mood mood = next_mood(request.tool);
    if (mood == Mood::slow) clock_.advance(seconds(10));
    if (mood == Mood::too_late) clock_.advance(limits::tool_deadline);
    const bool done_before = request.tool == "process_refund" && requests_.count(request.key) > 0;   // it does not refuse afterwards what it has done
    if (mood == Mood::fails && !done_before) return {CallOutcome::failed, {}, "", "not today"};
    if (mood == Mood::turned_away) return {CallOutcome::failed, {}, "", "nobody looked at the call", false};
    if (mood == Mood::lost_before) return unknown("the line broke");
    ToolResponse response = done(request);
    return mood == Mood::lost_after || mood == Mood::too_late ? unknown("no answer came") : response;
  }

 private:
  static ToolResponse unknown(std::string why) { return {CallOutcome::unknown, {}, "", std::move(why)}; }
  static ToolResponse completed(Json result, std::string receipt = "") { return {CallOutcome::completed, std::move(result), std::move(receipt), ""}; }

  Mood next_mood(const std::string& tool) {
    auto& coming = moods_[tool];
    if (coming.empty()) return Mood::works;
    const Mood mood = coming.front();
    coming.erase(coming.begin());
    return mood;
  }

  ToolResponse done(const ToolRequest& request) {
    if (request.tool == "lookup_account") return completed(Json::object({{"id", request.customer}, {"plan", "pro"}}));
    if (request.tool == "lookup_order") return completed(order(request.arguments.text_or("order_id")));
    if (request.tool == "check_voucher") {
      for (const Act& act : acts_)
        if (act.key == request.arguments.text_or("key")) return completed(Json::object({{"id", "v_1"}}));
      return completed(Json());
    }
    ++requests_[request.key];
    const bool known = request.tool == "process_refund" && requests_[request.key] > 1;   // it was told that the same key is the same call
    if (!known) acts_.push_back({request.tool, canonical(request.arguments), request.key});
    if (request.tool == "process_refund") return completed(Json::object({{"id", "rf_1"}, {"amount", request.arguments["amount"]}}), "rf_1");
    return completed(Json::object({{"id", request.tool == "send_voucher" ? "v_1" : "cl_1"}}), "r_1");
  }

  Json order(const std::string& id) const {
    const bool ada = id.rfind("W100", 0) == 0, bob = id.rfind("W200", 0) == 0;
    if (!ada && !bob) return {};
    return Json::object({{"id", id}, {"customer", ada ? "c_ada" : "c_bob"}, {"total", Json::object({{"amount", total_}, {"currency", "USD"}})}, {"status", "delivered"}});
  }

  std::shared_ptr<Life> life_;
  FakeClock& clock_;
  std::string total_ = "240.00";
  std::map<std::string, std::vector<Mood>> moods_;
  std::function<void()> meanwhile_;
  std::vector<Act> acts_;
  std::map<std::string, int> requests_;
};

}  // namespace handrail
