// The store in one SQLite file, for one node: appends go through the group commit of the writer, reads through read-only connections that see what
// has been committed. Whoever opens the file last owns it: an older process (or an older SqliteStore) is fenced off and every append of its fails.
#pragma once

#include <memory>
#include <string>

#include "adapters/sqlite/writer.hpp"
#include "engine/seams/store.hpp"
#include "engine/seams/waiting.hpp"

namespace handrail {

class SqliteStore : public Store {
 public:
  // Creates the file, or brings it to the present schema. `path` is a file: ":memory:" is refused, as several connections see it.
  // `on_own_thread`: when a strand commits by itself. Fails with unavailable (disk, permissions), corrupt (no database, or written by a newer program), invalid (the path).
  static Result<std::unique_ptr<SqliteStore>> open(const std::string& path, Waiting& waiting, sqlite::OnOwnThread on_own_thread = {});
  ~SqliteStore() override;   // commits what was submitted

  Result<Head> head(const ConversationId& conversation) override;
  Result<std::vector<StoredEvent>> events(const ConversationId& conversation, std::uint64_t after_seq, std::size_t limit) override;
  Result<Head> append(Batch batch) override;

  Result<void> arrive(const Arrival& arrival) override;
  Result<std::vector<Arrival>> arrivals(const ConversationId& conversation) override;
  Result<bool> received(const ConversationId& conversation, const std::string& message) override;

  Result<std::vector<ConversationId>> open_turns() override;
  Result<std::vector<DueTimer>> due_timers(Instant now, std::size_t limit) override;
  Result<std::vector<Item>> items(const ItemFilter& filter) override;
  Result<std::optional<Item>> item(const std::string& kind, const std::string& id) override;
  Result<std::vector<Used>> used(const std::string& limit, const std::string& key, std::optional<Instant> since) override;
  Result<std::vector<ConversationRow>> conversations(const std::optional<ConversationId>& after, std::size_t limit) override;
  Result<std::vector<ConversationRow>> conversations_of(const std::string& customer, std::size_t limit) override;

  Result<void> put_bundle(const BundleHash& hash, const std::string& body) override;
  Result<std::optional<std::string>> bundle(const BundleHash& hash) override;

  Result<void> verify(const ConversationId& conversation) override;
  Result<void> health() override;

  // Why nothing can be written at the moment: what the last write failed with, or that the file is not where it was opened. Empty: nothing is wrong. Asks no disk but
  // for the file's place. Any thread.
  [[nodiscard]] std::string trouble() const;
  [[nodiscard]] sqlite::Writer::Figures figures() const;   // pieces and commits so far

 private:
  struct State;
  explicit SqliteStore(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace handrail
