// The journals of played transcripts as one history: what a store would have recorded of them.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "engine/insight/history.hpp"
#include "tests/desk/transcript_files.hpp"

namespace handrail {

class PlayedHistory {
 public:
  // Plays the transcript; its conversations are named after it: "refund_approved.talk". With a number behind it for each further time.
  void play(const std::filesystem::path& turn, std::size_t times = 1) {
    for (std::size_t time = 0; time < times; ++time) {
      auto desk = std::make_unique<Desk>();
      Play playing(*desk);
      for (const Part& part : parts_of(content(turn))) playing.perform(part);
      const std::string prefix = turn.stem().string() + (time ? "#" + std::to_string(time + 1) : "") + ".";
      for (const ConversationId& conversation : playing.conversations()) {
        const auto events = desk->store().events(conversation, 0, 100'000);
        events_[ConversationId(prefix + conversation.text)] = *events;
        order_.emplace_back(prefix + conversation.text);
      }
      for (const auto& [hash, body] : desk->disk()->bundles) bundles_[hash] = body;
    }
  }

  [[nodiscard]] HistoryOpener opener() const {
    return [this]() -> Result<std::unique_ptr<History>> { return std::make_unique<View>(*this); };
  }
  [[nodiscard]] std::size_t size() const { return events_.size(); }

 private:
  class View : public History {
   public:
    explicit View(const PlayedHistory& played) : played_(played) {}
    Result<std::vector<ConversationId>> conversations() override {
      return played_.order_;
    }
    Result<std::vector<StoredEvent>> events(const ConversationId& conversation) override { return played_.events_.at(conversation); }
    Result<std::vector<BundleHash>> versions() override {
      std::vector<BundleHash> all;
      for (const auto& [hash, body] : played_.bundles_) all.push_back(hash);
      return all;
    }
    Result<std::optional<std::string>> bundle(const BundleHash& hash) override {
      const auto found = played_.bundles_.find(hash);
      return found == played_.bundles_.end() ? std::nullopt : std::optional(found->second);
    }

   private:
    const PlayedHistory& played_;
  };

  std::map<ConversationId, std::vector<StoredEvent>> events_;
  std::vector<ConversationId> order_;   // as they were played
  std::map<BundleHash, std::string> bundles_;
};

}  // namespace handrail
