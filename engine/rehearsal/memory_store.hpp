// The store in memory, by the same contract. What it stores lies on a Disk that outlives it: opening another store on the disk is a restart, or a
// second process, and fences the first one off. A test can make the next writes fail, and can damage what is stored.
#pragma once

#include <algorithm>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <tuple>

#include "engine/seams/store.hpp"
#include "engine/seams/store_rules.hpp"

namespace handrail {

class MemoryStore : public Store {
 public:
  struct Conversation {
    Head head;
    std::vector<StoredEvent> events;
    std::string customer;
    std::set<std::string> messages;
    std::map<std::string, Instant> timers;
    bool turn_open = false;
    std::vector<Arrival> arrivals;
    std::uint64_t number = 0;   // in order of opening
  };
  struct Disk {
    std::mutex mutex;
    std::uint64_t epoch = 0;
    std::map<ConversationId, Conversation> conversations;
    std::map<std::pair<std::string, std::string>, Item> items;                       // kind, id
    std::map<std::tuple<std::string, std::string, std::string>, Used> reservations;  // limit, key, call
    std::map<BundleHash, std::string> bundles;
    std::optional<Error> write_failure;   // while set, writing fails with it
  };

  explicit MemoryStore(std::shared_ptr<Disk> disk = std::make_shared<Disk>()) : disk_(std::move(disk)) {
    const std::scoped_lock lock(disk_->mutex);
    epoch_ = ++disk_->epoch;
  }

  // Until it is called with nothing, every write fails with `failure`.
  void fail_writes(std::optional<Error> failure) {
    const std::scoped_lock lock(disk_->mutex);
    disk_->write_failure = std::move(failure);
  }
  [[nodiscard]] const std::shared_ptr<Disk>& disk() const { return disk_; }

  Result<Head> head(const ConversationId& conversation) override {
    const std::scoped_lock lock(disk_->mutex);
    const auto* found = find(conversation);
    return found ? found->head : Head{};
  }

  Result<std::vector<StoredEvent>> events(const ConversationId& conversation, std::uint64_t after_seq, std::size_t limit) override {
    const std::scoped_lock lock(disk_->mutex);
    std::vector<StoredEvent> page;
    const auto* found = find(conversation);
    if (!found) return page;
    for (const auto& event : found->events) {
      if (event.seq > after_seq && page.size() < limit) page.push_back(event);
    }
    return page;
  }

  Result<Head> append(Batch batch) override {
    HANDRAIL_TRY_VOID(store_rules::check_batch(batch));
    const std::scoped_lock lock(disk_->mutex);
    if (disk_->write_failure) return fail(*disk_->write_failure);
    HANDRAIL_TRY_VOID(check_place(batch));
    HANDRAIL_TRY_VOID(check_items(batch));
    HANDRAIL_TRY(auto reservations, with_reservations(batch));
    disk_->reservations = std::move(reservations);
    return store(batch);   // nothing fails from here on
  }

  Result<void> arrive(const Arrival& arrival) override {
    HANDRAIL_TRY_VOID(store_rules::check_arrival(arrival));
    const std::scoped_lock lock(disk_->mutex);
    if (disk_->write_failure) return fail(*disk_->write_failure);
    if (disk_->epoch != epoch_) return fail(ErrorCode::conflict, "another process has taken over this store");
    const auto found = disk_->conversations.find(arrival.conversation);
    if (found == disk_->conversations.end()) return fail(ErrorCode::not_found, "no conversation " + printable(arrival.conversation.text));
    Conversation& conversation = found->second;
    const bool waits = std::any_of(conversation.arrivals.begin(), conversation.arrivals.end(), [&](const Arrival& one) { return one.message == arrival.message; });
    if (waits || conversation.messages.contains(arrival.message)) return {};
    HANDRAIL_TRY_VOID(store_rules::check_room(conversation.arrivals.size()));
    conversation.arrivals.push_back(arrival);
    return {};
  }

  Result<std::vector<Arrival>> arrivals(const ConversationId& conversation) override {
    const std::scoped_lock lock(disk_->mutex);
    const auto* found = find(conversation);
    return found ? found->arrivals : std::vector<Arrival>{};
  }

  Result<bool> received(const ConversationId& conversation, const std::string& message) override {
    const std::scoped_lock lock(disk_->mutex);
    const auto* found = find(conversation);
    return found && found->messages.contains(message);
  }

  Result<std::vector<ConversationId>> open_turns() override {
    const std::scoped_lock lock(disk_->mutex);
    std::vector<ConversationId> open;
    for (const auto& [id, conversation] : disk_->conversations) {
      if (conversation.turn_open || !conversation.arrivals.empty()) open.push_back(id);
    }
    return open;
  }

  Result<std::vector<DueTimer>> due_timers(Instant now, std::size_t limit) override {
    const std::scoped_lock lock(disk_->mutex);
    std::vector<DueTimer> due;
    for (const auto& [id, conversation] : disk_->conversations) {
      for (const auto& [timer, at] : conversation.timers) {
        if (at <= now) due.push_back({id, timer, at});
      }
    }
    std::stable_sort(due.begin(), due.end(), [](const DueTimer& a, const DueTimer& b) { return a.at < b.at; });
    if (due.size() > limit) due.resize(limit);
    return due;
  }

  Result<std::vector<Item>> items(const ItemFilter& filter) override {
    const std::scoped_lock lock(disk_->mutex);
    const auto age = [](const Item& item) { return std::tie(item.at, item.id); };
    const Item* after = nullptr;
    if (filter.after) {
      const auto found = disk_->items.find({filter.kind, *filter.after});
      if (found == disk_->items.end()) return fail(ErrorCode::invalid, "no item " + printable(*filter.after) + " to continue after");
      after = &found->second;
    }
    std::vector<Item> page;
    for (const auto& [name, item] : disk_->items) {
      if (item.kind != filter.kind || (filter.status && item.status != *filter.status)) continue;
      if (!filter.groups.empty() && std::find(filter.groups.begin(), filter.groups.end(), item.group) == filter.groups.end()) continue;
      if (!after || age(item) > age(*after)) page.push_back(item);
    }
    std::sort(page.begin(), page.end(), [&](const Item& a, const Item& b) { return age(a) < age(b); });
    if (page.size() > filter.limit) page.resize(filter.limit);
    return page;
  }

  Result<std::optional<Item>> item(const std::string& kind, const std::string& id) override {
    const std::scoped_lock lock(disk_->mutex);
    const auto found = disk_->items.find({kind, id});
    if (found == disk_->items.end()) return std::nullopt;
    return found->second;
  }

  Result<std::vector<Used>> used(const std::string& limit, const std::string& key, std::optional<Instant> since) override {
    const std::scoped_lock lock(disk_->mutex);
    std::vector<Used> all;
    for (const auto& [name, use] : disk_->reservations) {
      if (use.limit == limit && use.key == key && (!since || use.at > *since)) all.push_back(use);
    }
    std::stable_sort(all.begin(), all.end(), [](const Used& a, const Used& b) { return a.at < b.at; });
    return all;
  }

  Result<std::vector<ConversationRow>> conversations(const std::optional<ConversationId>& after, std::size_t limit) override {
    const std::scoped_lock lock(disk_->mutex);
    std::vector<ConversationRow> page;
    for (const auto& [id, conversation] : disk_->conversations) {
      if ((!after || id > *after) && page.size() < limit) page.push_back(row(id, conversation));
    }
    return page;
  }

  Result<std::vector<ConversationRow>> conversations_of(const std::string& customer, std::size_t limit) override {
    const std::scoped_lock lock(disk_->mutex);
    std::map<std::pair<std::int64_t, std::uint64_t>, ConversationRow> by_age;
    for (const auto& [id, conversation] : disk_->conversations) {
      if (!customer.empty() && conversation.customer == customer) by_age.emplace(std::pair(conversation.events.back().at.ms, conversation.number), row(id, conversation));
    }
    std::vector<ConversationRow> page;
    for (auto it = by_age.rbegin(); it != by_age.rend() && page.size() < limit; ++it) page.push_back(it->second);
    return page;
  }

  Result<void> put_bundle(const BundleHash& hash, const std::string& body) override {
    const std::scoped_lock lock(disk_->mutex);
    if (disk_->write_failure) return fail(*disk_->write_failure);
    disk_->bundles.emplace(hash, body);
    return {};
  }

  Result<std::optional<std::string>> bundle(const BundleHash& hash) override {
    const std::scoped_lock lock(disk_->mutex);
    const auto found = disk_->bundles.find(hash);
    if (found == disk_->bundles.end()) return std::nullopt;
    return found->second;
  }

  Result<void> verify(const ConversationId& conversation) override {
    const std::scoped_lock lock(disk_->mutex);
    const auto* found = find(conversation);
    if (!found) return fail(ErrorCode::not_found, "no conversation " + printable(conversation.text));
    Head reached;
    std::vector<Batch::Event> commit;
    for (const auto& event : found->events) {
      commit.push_back({event.at, event.kind, event.body});
      if (event.hash.empty()) continue;
      const store_rules::Link link(reached.hash, reached.seq + 1, std::exchange(commit, {}));
      HANDRAIL_TRY_VOID(store_rules::follow(reached, conversation, event.seq, link.events(), event.hash));
    }
    if (reached.seq != found->head.seq || reached.hash != found->head.hash) return store_rules::broken(conversation, reached.seq + 1, found->head.seq);
    return {};
  }

  Result<void> health() override {
    const std::scoped_lock lock(disk_->mutex);
    if (disk_->write_failure) return fail(*disk_->write_failure);
    if (disk_->epoch != epoch_) return fail(ErrorCode::unavailable, "another process has taken over this store");
    return {};
  }

 private:
  using Reservations = decltype(Disk::reservations);

  // All of these with the mutex held.
  const Conversation* find(const ConversationId& id) const {
    const auto found = disk_->conversations.find(id);
    return found == disk_->conversations.end() ? nullptr : &found->second;
  }

  static ConversationRow row(const ConversationId& id, const Conversation& conversation) {
    return {id, conversation.head.seq, conversation.events.front().at, conversation.events.back().at};
  }

  Result<void> check_place(const Batch& batch) const {
    if (disk_->epoch != epoch_) return fail(ErrorCode::conflict, "another process has taken over this store");
    const auto* conversation = find(batch.conversation);
    const std::uint64_t seq = conversation ? conversation->head.seq : 0;
    if (seq != batch.expected_seq) {
      return fail(ErrorCode::conflict, "conversation " + printable(batch.conversation.text) + " stands at event " + std::to_string(seq) + ", not at " +
                                           std::to_string(batch.expected_seq) + ": read again");
    }
    if (conversation && batch.message && conversation->messages.contains(*batch.message)) {
      return fail(ErrorCode::conflict, "message " + printable(*batch.message) + " was stored before in this conversation");
    }
    return {};
  }

  Result<void> check_items(const Batch& batch) const {
    for (const auto& change : batch.items) {
      const auto found = disk_->items.find({change.kind, change.id});
      if (found != disk_->items.end() && found->second.conversation != batch.conversation) {
        return fail(ErrorCode::conflict, "item " + printable(change.id) + " belongs to another conversation");
      }
    }
    return {};
  }

  Result<Reservations> with_reservations(const Batch& batch) const {
    Reservations all = disk_->reservations;
    for (const auto& call : batch.release) std::erase_if(all, [&](const auto& entry) { return entry.second.call == call; });
    for (const auto& wish : batch.reserve) {
      store_rules::Window window;
      for (const auto& [name, use] : all) {
        if (use.limit != wish.limit || use.key != wish.key || (wish.since && use.at <= *wish.since)) continue;
        if (use.currency != wish.currency) window.other_currency = true;
        if (__builtin_add_overflow(window.sum, use.amount, &window.sum)) window.overflow = true;
      }
      HANDRAIL_TRY_VOID(store_rules::check_ceiling(wish, window));
      const Used use{wish.limit, wish.key, wish.call, wish.amount, wish.currency, wish.at, batch.conversation};
      if (!all.emplace(std::tuple(wish.limit, wish.key, wish.call), use).second) {
        return fail(ErrorCode::conflict, "call " + printable(wish.call) + " already holds a reservation under `" + printable(wish.limit) + "`");
      }
    }
    return all;
  }

  Head store(const Batch& batch) {
    auto& conversation = disk_->conversations[batch.conversation];
    if (conversation.number == 0) conversation.number = disk_->conversations.size();
    const store_rules::Link link(conversation.head.hash, conversation.head.seq + 1, batch.events);
    conversation.head = {conversation.head.seq + batch.events.size(), link.hash(), batch.state};
    for (const auto& event : batch.events) conversation.events.push_back({conversation.events.size() + 1, event.at, event.kind, event.body, ""});
    conversation.events.back().hash = conversation.head.hash;
    if (!batch.customer.empty()) conversation.customer = batch.customer;
    if (batch.message) {
      conversation.messages.insert(*batch.message);
      std::erase_if(conversation.arrivals, [&](const Arrival& one) { return one.message == *batch.message; });
    }
    conversation.turn_open = batch.turn_open;
    for (const auto& timer : batch.timers) {
      if (timer.at) conversation.timers[timer.id] = *timer.at;
      else conversation.timers.erase(timer.id);
    }
    for (const auto& item : batch.items) {
      disk_->items[{item.kind, item.id}] = {item.kind, item.id, item.status, item.group, item.at, item.body, batch.conversation};
    }
    return conversation.head;
  }

  std::shared_ptr<Disk> disk_;
  std::uint64_t epoch_ = 0;
};

}  // namespace handrail
