// Every limit of the house, with its reason. tests/limits asks each of them at the limit and one over.
#pragma once

#include <cstddef>
#include <cstdint>

#include "engine/base/time.hpp"

namespace handrail::limits {

// The way in
inline constexpr std::size_t http_body_bytes = 1u << 20;           // one message with its context; nothing a desk sends is larger
inline constexpr std::size_t http_header_bytes = 16u << 10;        // keys and trace headers fit four times over
inline constexpr std::size_t http_target_bytes = 2048;             // the longest route of ours is under 200
inline constexpr std::size_t connections = 10'000;                 // half of the 20,000 open files that a node is given
inline constexpr std::size_t turns_at_once = 10'000;               // waiting turns that fit 1 GiB; one more is told 503
inline constexpr std::size_t answers_kept = 32;                    // in memory, of a conversation; older ones are read from its record
inline constexpr std::size_t messages_waiting_per_conversation = 32;   // a customer types faster than a turn, but not this fast
inline constexpr Duration request_header_wait = seconds(10);       // a half-open client frees its place
inline constexpr Duration request_body_wait = seconds(20);         // a full body at half a megabit a second
inline constexpr Duration keep_alive = seconds(60);                // longer than a customer thinks between two messages; an idle place costs 12 KB
inline constexpr Duration response_write_wait = seconds(20);       // a client that does not read frees its place
inline constexpr Duration event_heartbeat = seconds(15);           // under the 30 s after which the usual proxies drop a quiet line
inline constexpr Duration close_wait = seconds(2);                 // a refused client reads its answer before the connection goes
inline constexpr std::size_t close_drain_bytes = 4u << 20;         // what it may still send meanwhile
inline constexpr Duration stop_wait = seconds(30);                 // what runs may end; a third of what systemd gives
inline constexpr Duration turn_deadline = seconds(60);             // longer than that and a person should answer: no tool is asked that might pass it
inline constexpr Duration answer_wait = seconds(65);               // the turn's own deadline comes first and has better words
inline constexpr std::size_t json_depth = 32;                      // nothing of ours nests deeper than 8

// A conversation
inline constexpr std::size_t message_bytes = 64u << 10;            // forty pages of text
inline constexpr std::size_t id_bytes = 128;                       // a UUID with a prefix fits twice
inline constexpr std::size_t context_bytes = 32u << 10;            // a page and a cart; a channel that knows more has a tool
inline constexpr std::size_t reply_bytes = 16u << 10;              // nobody reads more in a chat
inline constexpr std::size_t wishes_waiting = 3;                   // that one conversation keeps for later, one after the other; who has more to ask needs a person
inline constexpr std::size_t runs_at_once = 4;                     // of one conversation: one that is spoken with, the others wait; more nobody keeps apart
inline constexpr std::size_t working_memory_messages = 10;         // R10
inline constexpr std::size_t events_per_conversation = 10'000;     // twenty messages a day for a month
inline constexpr std::size_t events_for_people = 1'000;            // of them: with less room left the bot hands over, while a person can still work
inline constexpr std::size_t pieces_per_commit = 256;              // one fsync's worth: more adds waiting and saves nothing
inline constexpr std::size_t lookups_per_call = 32;                // what the gate may fetch to judge one call

// Tools
inline constexpr std::size_t tool_arguments_bytes = 64u << 10;     // a message may be one of them
inline constexpr std::size_t tool_result_bytes = 256u << 10;       // an order with a thousand items
inline constexpr std::size_t schema_bytes = 64u << 10;             // of the schema that a tool publishes; the largest of a thousand public ones has 30 KB
inline constexpr std::size_t schema_depth = 64;                    // levels of it, and of one check: a schema that refers to itself ends there
inline constexpr std::size_t schema_steps = 20'000;                // of one check, about two milliseconds: choices within choices multiply
inline constexpr std::size_t schema_issues = 20;                   // told of one call; a person reads five
inline constexpr Duration tool_deadline = seconds(15);             // three of them fit a turn
inline constexpr std::size_t tool_services = 64;                   // with HTTP tools; a desk that has more puts something in front of them
inline constexpr int tool_attempts = 3;                            // of one look-up, or of reaching a service at all; more hides that it is down
inline constexpr std::size_t service_answer_bytes = 512u << 10;    // a tool's longest result, with what JSON and its wrapping add
inline constexpr std::size_t service_connections = 64;             // to one service, on each shard; one more call waits in line
inline constexpr Duration service_connect_wait = seconds(5);       // what is not reached by then is down, and there is time to say so
inline constexpr Duration service_idle = seconds(4);               // an idle connection is dropped before the other side does it (5 s is usual)
inline constexpr Duration service_idle_for_acts = milliseconds(500);   // what must not be sent twice does not go where the other side may be closing
inline constexpr std::size_t secret_bytes = 8u << 10;              // half of a header: a signed token with its claims

// The sandbox shop's data set
inline constexpr std::size_t shop_records = 100'000;               // of each kind; a desk's year of orders, held in memory while it loads
inline constexpr std::size_t shop_parts = 1'000;                   // items, payments, events of one record
inline constexpr std::int64_t shop_amount_minor = 1'000'000'000'000;   // one price; 1,000 items of quantity 1,000 still add up in 64 bits

// A bundle
inline constexpr std::size_t policy_file_bytes = 1u << 20;         // 20,000 lines
inline constexpr std::size_t bundle_files = 5'000;                 // a help centre with an article a file
inline constexpr std::size_t bundle_bytes = 256u << 20;            // read whole into memory, and kept by version in the store
inline constexpr std::size_t diagnostics = 200;                    // more than that is one mistake seen many times
inline constexpr int expression_depth = 64;                        // the stack of a fiber holds far more; a reader holds far less
inline constexpr std::size_t statement_parts = 20'000;             // names, texts and conditions of one clause; a longer list belongs in a file
inline constexpr std::size_t declarations = 100'000;               // ten times the largest policy that was tried

// The proof
inline constexpr std::uint64_t proof_budget = 2'000'000;           // of the solver's steps for one question: the shop's dearest takes 4,000, that of 100 rules 9,000 (bench_proof)
inline constexpr std::uint64_t proof_budgets = 100;                   // for all questions of one check: a few minutes
inline constexpr std::size_t proof_regions = 50;                    // of one tool's, table's or route's gaps; a person reads ten
inline constexpr std::size_t proof_condition_parts = 100;            // whose parts are left out one by one to see whether anything changes; each is a question
inline constexpr std::size_t diff_areas = 30;                       // in which an edit changes one tool's verdict, or the messages'; a person reads ten
inline constexpr std::size_t diff_lesser_areas = 10;                // in which it changes only what is offered or said instead
inline constexpr std::int64_t sample_moment = 1'800'000'000'000;    // 2027-01-15: when a sample happens whose rules ask for no other time

inline constexpr std::size_t condition_pattern_bytes = 200;        // of one `matches`: an order number's shape takes 20
inline constexpr std::size_t condition_pattern_memory_bytes = 64u << 10;   // compiled and at work: what a shape of that length needs, ten times over

// Lua
inline constexpr std::size_t lua_memory_bytes = 8u << 20;          // a thousand scripts at once fit 8 GiB; the usual one takes 100 KB
inline constexpr std::uint64_t lua_instructions = 5'000'000;       // about 50 ms
inline constexpr std::size_t lua_steps = 200;                      // a workflow with more steps is two workflows
inline constexpr std::size_t lua_script_bytes = 256u << 10;        // 5,000 lines, with all that the script requires
inline constexpr std::size_t lua_required_scripts = 16;            // of one workflow; who reads it reads them too
inline constexpr std::size_t lua_require_depth = 4;                // a script that requires one that requires one …: longer chains nobody follows
inline constexpr std::size_t lua_required_name_bytes = 200;        // of one `require`: a path in the bundle
inline constexpr std::size_t lua_text_bytes = 1u << 20;            // the longest string a script may build
inline constexpr int lua_value_depth = 16;                         // a table handed to the host
inline constexpr std::size_t lua_value_bytes = 256u << 10;         // a value handed to the host: as large as a tool's result
inline constexpr std::uint64_t lua_pattern_steps = 1'000'000;      // of one find, match, gmatch or gsub; about 10 ms
inline constexpr int lua_values = 250;                             // passed to one function: what a call may spell out by hand
inline constexpr int lua_call_arguments = 32;                      // of one host function; tools have fewer parameters
inline constexpr std::size_t lua_said_bytes = 64u << 10;           // all desk.say of one run: four of the longest replies
inline constexpr std::size_t lua_steps_bytes = 1u << 20;           // what one run hands to the desk, all its steps together; replay hashes it again each time
inline constexpr std::size_t lua_name_bytes = 200;                 // of a fact that is asked for or remembered
inline constexpr Duration lua_wait = days(366);                    // of one desk.wait: a warranty's year

// The pipelines and pages
inline constexpr std::size_t pipeline_line_bytes = 1u << 20;       // as much as a request may bring
inline constexpr std::size_t page_items = 200;                     // the longest page of a listing
inline constexpr std::size_t publish_named = 200;                   // conversations that `handrail publish` names for one reason; a person opens three
inline constexpr std::size_t turnings_tried = 20'000;              // changes of facts that `handrail why` judges for one verdict; about a second
inline constexpr std::size_t turning_changes = 400;               // single changes that `handrail why` looks for; three together are bounded by the line above
inline constexpr std::size_t turning_items = 5;                   // of a list, each tried alone
inline constexpr std::size_t generated_cases = 5'000;             // that `handrail test --generate` writes for one bundle: a hundred tools with all their boundaries
inline constexpr std::size_t sample_evaluations = 100'000;       // of tests while the values of one sample are looked for; about 20 ms
inline constexpr std::size_t sample_models = 24;                  // of the solver's that are tried until one can be had with real lists and texts
inline constexpr std::size_t sample_values = 256;                 // values of one list or text that are tried for a test that the solver does not follow

// Reading
inline constexpr std::size_t classified_bytes = 4000;              // the intent of a message is in its first page; signals and entities are read to the end
inline constexpr std::size_t reading_intents = 1000;               // weights are intents times features
inline constexpr std::size_t reading_examples = 100'000;           // training them takes a minute
inline constexpr std::size_t reading_phrases = 100'000;            // over all signals
inline constexpr std::size_t reading_patterns = 2'000;             // over all signals and entities; each is run on each message
inline constexpr std::size_t pattern_memory_bytes = 8u << 20;      // per pattern, compiled and at work: what RE2 itself allows
inline constexpr std::size_t entity_claims = 200;                  // per message: a longer list is an attachment
inline constexpr std::size_t pattern_matches = 200;                // of one pattern in one message, for the same reason
inline constexpr std::size_t hidden_text_bytes = 4'096;            // of a message's base64 that are read in clear: an instruction is shorter, a picture is longer
inline constexpr std::size_t burst_messages = 16;                  // that are read together: more are no thought in pieces
inline constexpr Duration burst_quiet_max = seconds(30);           // a customer who is done waits for an answer no longer than this

// What the desk's own journals know of a customer
inline constexpr std::size_t contacts = 5;                         // the last ones are told, R5
inline constexpr std::size_t tickets = 50;                         // a customer with more in a month is told by the number
inline constexpr std::size_t conversations_looked_at = 200;        // for both, those with the latest events: each that is active in the month costs a read of the store

// Knowledge
inline constexpr std::size_t knowledge_query_words = 64;           // the rarest words of a longer question decide
inline constexpr std::size_t passages = 50;                        // the longest answer of a search
inline constexpr std::size_t article_bytes = 2u << 20;             // of one file: a book of 300 pages
inline constexpr std::size_t knowledge_passages = 500'000;         // of one bundle: five of the largest help centres; their words fit a gigabyte of index
inline constexpr std::size_t html_depth = 512;                     // open elements; pages of page builders reach 60
inline constexpr std::size_t html_tag_parts = 500;                 // blanks and quotes of one tag: what a parser compares with each other
inline constexpr std::size_t synonym_lines = 5'000;                // a thesaurus of the trade
inline constexpr std::size_t synonym_words = 4;                    // of one way to say it: "get my money back"
inline constexpr std::size_t synonym_ways = 50;                   // to say one thing; each is looked for
inline constexpr std::size_t knowledge_postings = 24'000;          // that one search reads, rare words first: some 3 ms
inline constexpr std::size_t knowledge_candidates = 96;            // passages that one search looks at closely; R9 keeps three

// A desk's past
inline constexpr std::size_t import_row_bytes = 4u << 20;          // a conversation of a thousand long messages in one row
inline constexpr std::size_t import_messages = 2'000;              // of one conversation; with what is read and decided they fit its journal five times

}  // namespace handrail::limits
