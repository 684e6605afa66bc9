// A desk's past before it is a journal: conversations as an export has them, and how its columns are to be read.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "engine/base/json.hpp"
#include "engine/base/time.hpp"
#include "engine/domain/outcome.hpp"
#include "engine/masking/masking.hpp"

namespace handrail {

enum class PastSpeaker { customer, agent, bot, tool, nobody };   // nobody: left out

struct PastMessage {
  PastSpeaker by = PastSpeaker::customer;
  std::optional<Instant> at;
  std::string text, name;
  std::string tool;               // of a tool's line: what was called, with what, and what it gave
  Json arguments, result;
  std::size_t line = 0;           // of the file
};

struct PastConversation {
  std::string id, customer;
  bool verified = false;
  std::string intent, resolution, sentiment;   // as the export words them
  std::vector<std::string> tags;
  std::vector<PastMessage> messages;
  std::size_t cut = 0;                         // texts of this row that were longer than a message may be
  std::size_t line = 0;                        // of its first row, from 1
  std::size_t rows = 1;                        // of the file that it was put together from
  std::size_t place = 0;                       // in the record, whichever thread writes it down first: behind all that was there before this file, by lines; 0: nobody says
  std::size_t of_another = 0;                  // the first row that names another customer; 0: none does
};

// Columns are named as the header or the JSON has them; "requester.id" is a member of a member.
struct PastMapping {
  enum class Shape { message_per_row, list_per_row, text_per_row };
  Shape shape = Shape::message_per_row;
  std::string messages;                        // list_per_row, text_per_row: the column with all of them
  struct Columns {
    std::string conversation, customer, verified, intent, resolution, sentiment, tags;   // of a row
    std::string at, by, text, name, tool, arguments, result;                             // of a message: of a row, or of an item of the list
  } columns;
  bool all_verified = false;
  bool keep_customers = false;                 // else their ids are hashed with a key
  std::map<std::string, PastSpeaker> speakers; // by the words of the export, in lower case; beside and before the words that are known anyway
  std::map<std::string, std::string> intents;  // label -> intent
  std::map<std::string, Outcome> outcomes;     // resolution -> outcome
  std::optional<Instant> starts;               // of conversations that have no time
  Duration every = minutes(1);                 // between messages that have no time
  MaskRules masking;
  std::vector<std::string> name_columns;       // whose words are somebody's names, and are masked in the texts of their row
  char separator = ',';
};

}  // namespace handrail
