// `handrail import history`: an export of another desk, masked on the way in and turned into journals that `backtest` and `why` read.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <map>
#include <mutex>
#include <unordered_map>

#include "adapters/reading/embedded_trainer.hpp"
#include "adapters/sqlite/store.hpp"
#include "adapters/sqlite/store_view.hpp"
#include "adapters/waiting/threads.hpp"
#include "engine/app/bundle_folder.hpp"
#include "engine/app/bundle_library.hpp"
#include "engine/app/commands.hpp"
#include "engine/app/import_mapping.hpp"
#include "engine/app/past_rows.hpp"
#include "engine/app/progress_bar.hpp"
#include "engine/app/recorders.hpp"
#include "engine/app/rows_aside.hpp"
#include "engine/app/settings.hpp"
#include "engine/app/system.hpp"
#include "engine/app/whole_file.hpp"
#include "engine/app/wire.hpp"
#include "engine/base/disk.hpp"
#include "engine/base/hash.hpp"
#include "engine/base/limits.hpp"
#include "engine/base/text.hpp"
#include "engine/past/read_row.hpp"
#include "engine/past/record_past.hpp"

namespace handrail {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t problems_told = 20;
constexpr std::size_t recording_threads = 8;   // they wait for the disk most of the time
constexpr std::size_t pseudonym_digits = 24;   // of a hash: no two customers of any desk share them

// The secret that customers' ids are hashed with: whoever has the journals alone cannot try ids until one fits.
Result<std::string> import_key(const std::string& path) {
  std::string key;
  if (std::ifstream in(path); in >> key) return key;
  key = random_text(32);
  HANDRAIL_TRY_VOID(write_whole(path, key + "\n"));
  return key;
}

// What is said of lines of the file: the first ones of it, in its order, whichever thread came upon them first.
class ToldLines {
 public:
  void add(std::size_t line, std::string what) {
    told_.emplace(line, std::move(what));
    if (told_.size() > problems_told) told_.erase(std::prev(told_.end()));
  }
  void print(std::ostream& out) const {
    for (const auto& [line, what] : told_) out << "line " << line << ": " << what << "\n";
  }

 private:
  std::multimap<std::size_t, std::string> told_;
};

class Import {
 public:
  Import(std::ostream& out, PastMapping mapping) : out_(out), mapping_(std::move(mapping)) {}

  Result<void> open(const std::string& data, const std::string& bundle_folder) {
    std::error_code error;
    fs::create_directories(data + "/cache", error);
    if (error) return fail(ErrorCode::unavailable, "cannot write in the data folder `" + data + "`: " + disk_refusal(error.value()));
    HANDRAIL_TRY(lock_, FolderLock::take(data));
    HANDRAIL_TRY(key_, import_key(data + "/import.key"));
    HANDRAIL_TRY(store_, in_data_folder(data, SqliteStore::open(data + "/handrail.db", waiting_)));
    HANDRAIL_TRY(auto files, read_bundle_folder(bundle_folder));
    const BundleResult result = check_bundle(std::move(files));
    if (!result.bundle)
      return fail(ErrorCode::invalid, "the bundle in `" + bundle_folder + "` has errors\n" + dsl::render_pretty(result.sources, result.diagnostics, colour_wanted(2)));
    live_.bundle = result.bundle;
    HANDRAIL_TRY(live_.classifier, EmbeddedTrainer(data + "/cache").train(reading_spec(*result.bundle->program)));
    data_ = data;
    HANDRAIL_TRY(auto there, StoreView::open(data + "/handrail.db"));
    HANDRAIL_TRY(const auto conversations, there.conversations());
    there_already_ = conversations.size();
    return in_data_folder(data, store_->put_bundle(result.bundle->hash, to_text(*result.bundle)));
  }

  Result<void> run(const std::string& file) {
    HANDRAIL_TRY(PastRows rows, PastRows::open(file, mapping_));
    recorders_ = std::make_unique<Recorders>(recording_threads, *store_, waiting_, live_, mapping_,
                                             [this](const PastConversation& past, const Result<PastRecorded>& recorded) { took(past, recorded); });
    const auto read = read_and_record(rows);
    recorders_->finish();
    if (failure_) return in_data_folder(data_, Result<void>(fail(*failure_)));
    return in_data_folder(data_, read);
  }

  int tell() {
    problems_told_.print(std::cerr);
    cuts_told_.print(std::cerr);
    ahead_told_.print(std::cerr);
    out_ << "recorded " << counted(conversations_, "conversation") << " with " << counted(messages_, "message") << " of customers";
    if (calls_) out_ << " and " << counted(calls_, "call");
    out_ << "\n";
    if (there_before_) out_ << "there before, and left as they are: " << counted(there_before_, "conversation") << "\n";
    std::vector<std::string> masked;
    for (const auto& [what, count] : masked_) masked.push_back(counted(count, what));
    if (!masked.empty()) out_ << "masked " << english_list(masked) << "\n";
    if (!unmapped_.empty()) out_ << "labels that are no intent of the bundle, so that the classifier read instead: " << listed(unmapped_) << "; map them under [intents]\n";
    if (!unmapped_outcomes_.empty())
      out_ << "resolutions that are no outcome, so that who spoke last decided: " << listed(unmapped_outcomes_) << "; map them under [outcomes]\n";
    if (unused_) out_ << counted(unused_, "row") << " could not be used" << (problems_ > problems_told ? "; the first are above" : "") << "\n";
    if (cut_) out_ << "cut, because longer than a message may be: " << counted(cut_, "text") << "\n";
    if (ahead_) out_ << "recorded with a time that is yet to come: " << counted(ahead_, "conversation") << "\n";
    return problems_ || cut_ || ahead_ ? 1 : 0;
  }

 private:
  static std::string counted(std::size_t count, const std::string& what) { return std::to_string(count) + " " + what + (count == 1 ? "" : "s"); }

  static std::string listed(const std::map<std::string, std::size_t>& words) {
    std::vector<std::string> list;
    for (const auto& [word, count] : words)
      if (list.size() < problems_told) list.push_back("`" + printable(word) + "` (" + std::to_string(count) + ")");
    return join(list, ", ");
  }

  // `rows`: how many of the file are not used for it.
  void problem(std::size_t line, const std::string& what, std::size_t rows = 1) {
    const std::scoped_lock lock(mutex_);
    problem_of(line, what, rows);
  }
  void problem_of(std::size_t line, const std::string& what, std::size_t rows) {   // with the mutex
    ++problems_;
    unused_ += rows;
    problems_told_.add(line, what);
  }

  Result<void> read_and_record(PastRows& rows) {
    if (mapping_.shape != PastMapping::Shape::message_per_row) return read(rows, [&](PastConversation whole) { return give(std::move(whole)); });
    HANDRAIL_TRY(RowsAside aside, RowsAside::make(data_ + "/import-rows.db"));
    HANDRAIL_TRY_VOID(read(rows, [&](PastConversation part) { return aside.add(part); }));
    ProgressBar bar("recording");
    return aside.each([&](PastConversation whole, std::size_t done, std::size_t all) -> Result<void> {
      bar.show(done, all);
      if (const std::size_t line = whole.of_another) {
        problem(line, "conversation " + printable(whole.id) + " has another customer here than on line " + std::to_string(whole.line) + ": none of it was recorded", whole.rows);
        return {};
      }
      return give(std::move(whole));
    });
  }

  Result<void> give(PastConversation whole) {
    {
      const std::scoped_lock lock(mutex_);
      if (failure_) return fail(*failure_);
    }
    whole.place = there_already_ + whole.line;
    {
      const std::scoped_lock lock(mutex_);
      first_lines_.try_emplace(std::hash<std::string>{}(whole.id), whole.line);
    }
    recorders_->give(std::move(whole));
    return {};
  }

  Result<void> read(PastRows& rows, const std::function<Result<void>(PastConversation)>& take) {
    ProgressBar bar("reading");
    const auto pseudonym = [&](const std::string& id) { return "p_" + sha256(key_ + "\n" + id).substr(0, pseudonym_digits); };
    PastRows::Row row;
    while (rows.next(row)) {
      bar.show(rows.bytes_read(), rows.bytes());
      if (!row.problem.empty()) {
        problem(row.line, row.problem);
        continue;
      }
      auto part = read_row(mapping_, row.json, row.line, pseudonym, masked_);
      if (!part) {
        problem(row.line, part.error().message);
        continue;
      }
      if (part->cut) {
        const std::scoped_lock lock(mutex_);
        cut_ += part->cut;
        cuts_told_.add(row.line, "a text is longer than " + std::to_string(limits::message_bytes) + " bytes, and was cut there");
      }
      HANDRAIL_TRY_VOID(take(std::move(*part)));
    }
    return {};
  }

  // The line of this file that has the conversation's id first. Rows with one id are recorded in the order in which they were given.
  std::size_t first_line_of(const PastConversation& past) {
    const std::scoped_lock lock(mutex_);
    const auto found = first_lines_.find(std::hash<std::string>{}(past.id));
    return found == first_lines_.end() ? past.line : found->second;
  }

  // What cannot be a journal is a problem of its row; what the store cannot do ends the import.
  void took(const PastConversation& past, const Result<PastRecorded>& recorded) {
    const std::size_t first = first_line_of(past);
    const bool there = recorded ? recorded->there_before : recorded.error().code == ErrorCode::conflict;
    if (there && first < past.line)
      return problem(past.line, "conversation " + printable(past.id) + " stands on line " + std::to_string(first) + " already: what it has here was not recorded", past.rows);
    if (!recorded && (recorded.error().code == ErrorCode::invalid || recorded.error().code == ErrorCode::limit)) {
      const std::scoped_lock lock(mutex_);
      if (first == past.line) first_lines_.erase(std::hash<std::string>{}(past.id));   // a later row with the id may do
      return problem_of(past.line, recorded.error().message, past.rows);
    }
    const std::scoped_lock lock(mutex_);
    if (!recorded && !there) {
      if (!failure_) failure_ = recorded.error();
    } else if (there) {
      ++there_before_;
    } else {
      ++conversations_;
      messages_ += recorded->messages;
      calls_ += recorded->calls;
      if (recorded->latest > began_) {
        ++ahead_;
        ahead_told_.add(line_of(past, recorded->latest),
                        "conversation " + printable(past.id) + " goes on until " + format_time(recorded->latest) + ", which is yet to come: it was recorded so");
      }
      if (!recorded->unmapped_outcome.empty()) ++unmapped_outcomes_[recorded->unmapped_outcome];
      if (!recorded->unmapped_label.empty()) ++unmapped_[recorded->unmapped_label];
    }
  }

  // Where a message of that time stands; without a time of its own, where the conversation begins.
  static std::size_t line_of(const PastConversation& past, Instant at) {
    const auto found = std::ranges::find_if(past.messages, [&](const PastMessage& one) { return one.at == at; });
    return found == past.messages.end() ? past.line : found->line;
  }

  std::ostream& out_;
  PastMapping mapping_;
  const Instant began_ = SystemClock().now();
  FolderLock lock_;
  std::string key_, data_;
  std::size_t there_already_ = 0;   // conversations in the store, when the import began
  ThreadWaiting waiting_;
  std::unique_ptr<SqliteStore> store_;
  LiveBundle live_;
  std::mutex mutex_;   // of all that is counted below
  std::optional<Error> failure_;
  std::unordered_map<std::size_t, std::size_t> first_lines_;   // by the hash of a conversation's id: only words hang on it
  std::size_t conversations_ = 0, messages_ = 0, calls_ = 0, there_before_ = 0, problems_ = 0, unused_ = 0, cut_ = 0, ahead_ = 0;
  ToldLines problems_told_, cuts_told_, ahead_told_;
  std::map<std::string, std::size_t> masked_, unmapped_, unmapped_outcomes_;
  std::unique_ptr<Recorders> recorders_;   // the first to go
};

int refused(const std::string& why) {
  std::cerr << "handrail: " << why << "\n";
  return 2;
}

}  // namespace

int import_history(const ImportOptions& options, std::ostream& out) {
  const auto settings = read_settings(options.bundle);
  if (!settings) return refused(settings.error().message);
  auto mapping = read_import_mapping(options.mapping);
  if (!mapping) return refused(mapping.error().message);
  const auto not_seen = PastRows::columns_not_seen(options.file, *mapping);
  if (!not_seen) return refused(not_seen.error().message);
  for (const std::string& column : *not_seen) std::cerr << "handrail: " << column << "\n";
  Import import(out, std::move(*mapping));
  if (const auto opened = import.open(options.data.value_or(settings->data), options.bundle); !opened) return refused(opened.error().message);
  if (const auto ran = import.run(options.file); !ran) {
    import.tell();
    return refused(ran.error().message);
  }
  return import.tell();
}

}  // namespace handrail
