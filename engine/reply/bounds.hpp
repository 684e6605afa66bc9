// The numbers that bound a draft and what a model is told for it, each with its reason. Tokens as tokens.hpp counts them, which is not fewer than models do.
#pragma once

#include <cstddef>
#include <cstdint>

#include "engine/base/time.hpp"

namespace handrail::reply::bounds {

inline constexpr std::size_t account_tokens = 500;        // R10: the facts of the account
inline constexpr std::size_t article_tokens = 800;        // R10: of one article
inline constexpr std::size_t articles = 2;                // R10: the ones that were found first
inline constexpr std::size_t turns = 3;                   // R10: the last ones, word for word; a turn is what the customer said and what was answered
inline constexpr std::size_t line_tokens = 400;           // of one message among them: a pasted log says the same in its first page
inline constexpr std::size_t earlier_tokens = 200;        // for the first sentences of all turns before them
inline constexpr std::size_t tools_tokens = 4000;         // names, sentences and schemas of the tools that a model may propose; what is beyond it is not offered
inline constexpr std::size_t result_tokens = 600;         // of what one call gave; a record of an order takes 150
inline constexpr std::size_t exchange_tokens = 5000;      // of all that was proposed and came of it: beyond it the oldest results are told as done or not done
inline constexpr std::size_t run_questions = 8;           // of one run of proposed calls: one that needs more does not know what it wants
inline constexpr std::size_t run_calls = 16;              // of one such run: a customer's orders, one by one
inline constexpr std::size_t call_arguments_bytes = 16u << 10;   // of one proposed call: a letter fits
inline constexpr std::size_t reading_parts = 50;          // entities and signals of one reading by a model; a message has three
inline constexpr std::size_t reading_tokens = 6000;       // of the intents, entities and signals that it may name: 150 intents with a sentence each
inline constexpr std::uint32_t reading_output_tokens = 400;   // a few names and numbers
inline constexpr Duration reading_deadline = seconds(8);  // the customer waits for the answer behind it
inline constexpr std::uint32_t output_tokens = 700;       // 150 words take 250; a list of steps may be longer
inline constexpr Duration deadline = seconds(20);         // for all attempts at one draft: draft and repair together still end within a turn
inline constexpr std::size_t findings = 20;               // told of one reply; the first one already stops it
inline constexpr std::size_t nearest_bytes = 300;         // of a source's sentence that is told beside a finding; most have under 200
inline constexpr std::size_t reason_bytes = 300;          // of what a model says why it cannot answer

}  // namespace handrail::reply::bounds
