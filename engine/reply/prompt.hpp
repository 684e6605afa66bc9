// What a model is asked for a draft: prompt texts (prompts/*.txt) and, in a fixed order and under the bounds of bounds.hpp, what the draft may rest on. The
// same sources make the same request, byte for byte.
#pragma once

#include <string>
#include <vector>

#include "engine/reply/check_reply.hpp"
#include "engine/seams/language_model.hpp"

namespace handrail::reply {

struct Line {
  bool by_customer = false, carries_receipt = false;
  std::string text;
};

struct DraftSources {
  Evidence evidence;                // passages as they were found, the best first
  std::vector<Line> lines;          // of the conversation, oldest first; the last one is the customer's
  std::vector<std::string> so_far;  // what the record knows of the turns before, a line each: told where they are summed up
  ReplyLimits limits;
  std::string purpose;              // what the answer is about: "order status"
  std::string written_in;           // the customer's language, ISO 639-1; empty: nobody can tell
};

[[nodiscard]] ModelRequest draft_request(const DraftSources& sources);
// A run of calls that a model proposes: what it may propose now, and what became of what it proposed before.
struct Calls {
  std::vector<ModelTool> tools;
  std::vector<std::string> not_now;      // "process_refund: the customer must sign in first"
  std::vector<ModelTurn> exchange;       // its calls and their results
  std::vector<Line> meanwhile;           // said since it began
};
[[nodiscard]] ModelRequest calls_request(const DraftSources& sources, Calls calls);

// What a model is asked about a message that was read already. `known`: the intents, entities and signals of the bundle, a line each.
struct ReadingSources {
  std::vector<std::string> intents, entities, signals;
  Json schema;                           // of the answer
  std::vector<Line> lines;               // the last ones; the last of them is the message
};
[[nodiscard]] ModelRequest reading_request(const ReadingSources& sources);

// The same once more, with what was found in its answer.
[[nodiscard]] ModelRequest repair_request(const ModelRequest& first, const std::string& answer, const std::vector<Finding>& findings);

// The passages that a draft is shown: of the best articles, and no longer than they may be.
[[nodiscard]] std::vector<Passage> shown_passages(const std::vector<Passage>& found);

// A model's answer as a draft: its citations, "[returns#2]", are taken out of the text.
[[nodiscard]] Draft draft_in(const std::string& said, const std::vector<Passage>& passages);

}  // namespace handrail::reply
