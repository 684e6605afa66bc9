// The numbers that bound what is said to a provider of models and what is read from it, each with its reason. README.md lists them for operators.
#pragma once

#include <cstddef>

#include "engine/base/time.hpp"

namespace handrail::llm::bounds {

inline constexpr std::size_t request_bytes = 4u << 20;         // a million tokens; more is a mistake in what was put together
inline constexpr std::size_t answer_bytes = 8u << 20;          // 16,000 tokens, each in an event of its own with 500 bytes around it
inline constexpr std::size_t event_bytes = 1u << 20;           // one event, or a whole answer that was not streamed
inline constexpr std::size_t text_bytes = 512u << 10;          // of an answer, and of all arguments of its calls together
inline constexpr std::size_t calls = 64;                       // that one answer may propose
inline constexpr std::size_t name_bytes = 128;                 // of a tool, a call or a model, as a provider says it

inline constexpr std::size_t token_bytes_min = 3;              // of what is asked: a token of ordinary text has four, and JSON around it is counted as text
inline constexpr std::size_t prompt_tokens_added = 500;        // that providers put around it for themselves, most of them for tools
inline constexpr int attempts = 3;                             // at one model, for one question
inline constexpr Duration pause_first = milliseconds(500);     // before the second attempt; twice as long before the third
inline constexpr int failures_to_open = 5;                     // in a row: the model is left alone
inline constexpr Duration open_first = seconds(5);             // for so long, then one question tries it; twice as long each time it fails,
inline constexpr Duration open_most = minutes(2);              // up to this
inline constexpr int share_percent = 60;                       // of the time that is left, for a model that another one can stand in for

inline constexpr std::size_t embedding_answer_bytes = 64u << 20;   // a batch of 512 vectors of 4,096 numbers of 30 bytes
inline constexpr std::size_t embedding_dimensions = 4'096;     // of a vector: the widest that models in use give
inline constexpr std::size_t embedding_batch_most = 512;       // texts in one request: servers of one's own take few, and one that fails is asked again as a whole
inline constexpr std::size_t embedding_text_bytes = 8'000;     // of one text; what is longer is cut, since many models refuse more than 2,000 tokens and say all with fewer

inline constexpr std::size_t models = 16;                      // in handrail.toml
inline constexpr std::size_t concurrency_most = 10'000;        // requests to one model at once: a connection each, half of the open files that a node is given
inline constexpr std::size_t waiting_most = 16'384;            // questions that wait for a model's place; one more is told at once that it cannot
inline constexpr Duration timeout_most = minutes(5);           // of one request

}  // namespace handrail::llm::bounds
