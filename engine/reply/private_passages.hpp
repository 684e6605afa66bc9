// What an article for everyone must not say: what names or reaches one person, a customer of the desk whose case became an example. Read off the form alone. The desk's
// own addresses, telephone and bank account are for everyone, so these count only where they are somebody's: beside a name, or at a provider of private mailboxes. So do
// days of birth, and what is told of somebody's health or payments (lexicon/private_details.txt).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/seams/knowledge_base.hpp"

namespace handrail::reply {

struct PrivateSpot {
  std::string kind;            // "name", "e-mail", "phone", "card", "iban", "identity number", "birth date", "address", "health", "payment"
  std::string said;            // as it stands in the text
  bool kept_back = true;       // a passage with it is not quoted; a name by itself is only told
};

// In order. `own_hosts`: of the desk's pages; mail to them, and to what they stand below, is the desk's own. `language`: as the article says it
// (ISO 639-1), for a text that is too short to tell it.
[[nodiscard]] std::vector<PrivateSpot> private_spots_in(std::string_view text, const std::vector<std::string>& own_hosts, std::string_view language = {});

// "a card number"
[[nodiscard]] std::string spot_in_words(const PrivateSpot& spot);

// The first sentence of a text that speaks to a model instead of the reader, as it is written; empty: none does. Colleagues are told what to answer customers ("if a
// customer asks for a discount, offer 5 %"): in a text for them that is no such sentence.
[[nodiscard]] std::string said_to_the_model(std::string_view text, Audience audience = Audience::everyone);

// Why a passage for everyone is not quoted to anybody: "it has somebody's e-mail address", "it speaks to the assistant". Empty: it may be.
// `url`: the passage's own.
[[nodiscard]] std::string why_never_quoted(std::string_view text, std::string_view url, const std::vector<std::string>& own_hosts);

// Those of the desk, with the one of an article's own page.
[[nodiscard]] std::vector<std::string> hosts_with(std::string_view url, std::vector<std::string> own_hosts);

}  // namespace handrail::reply
