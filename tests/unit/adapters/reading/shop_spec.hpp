// A small desk to read for: seven intents with eight examples each, a few signals, every kind of entity.
#pragma once

#include "engine/seams/classifier.hpp"

namespace handrail::test {

inline ReadingSpec shop_spec() {
  ReadingSpec spec;
  spec.intents = {
      {"order_status", "The customer wants to know where an order is or when it arrives",
       {"where is my order", "when will my package arrive", "track my shipment", "has my order shipped yet", "my parcel hasn't come", "what's the status of order #W1234567",
        "I ordered last week and still have nothing", "delivery is late", "can you tell me when it will be delivered"}},
      {"refund_request", "The customer wants money back or wants to return something",
       {"I want a refund", "how do I send this back", "you charged me twice, give me my money back", "return this item", "I'd like to return the shoes", "can I get my money back",
        "please refund my last purchase", "it doesn't fit and I want to return it", "how long does a refund take"}},
      {"cancel_order", "The customer wants to cancel or change an order that has not shipped",
       {"cancel my order", "I ordered by mistake", "please stop my order before it ships", "can I still change my order", "I want to change the address of my order", "remove an item from my order",
        "I no longer need what I ordered", "swap the size before you send it"}},
      {"password_reset", "The customer cannot sign in",
       {"I forgot my password", "reset my password", "I can't log in", "the login link doesn't work", "my account is locked", "I never get the reset email", "sign in keeps failing", "locked out of my account"}},
      {"product_question", "A question about a product before buying",
       {"is this jacket waterproof", "what sizes do you have", "does the speaker come in red", "how heavy is the laptop", "is the backpack machine washable", "what material are the shoes made of",
        "do you have the blue one in stock", "how long does the battery last"}},
      {"account_deletion", "The customer wants the account or personal data deleted",
       {"delete my account", "close my account please", "remove all my personal data", "I want you to erase my information", "how do I delete my profile", "GDPR deletion request",
        "stop storing my data", "I don't want an account any more"}},
      {"complaint", "The customer is unhappy with the service or the product",
       {"this is the worst service ever", "I want to file a complaint", "your courier was rude", "the quality is awful", "I'm very disappointed with the product", "nobody answers my emails",
        "it broke after one day", "your support is useless"}},
  };
  spec.signals = {
      {"wants_person", {"human", "real person", "speak to someone", "representative"}, {}, {"human resources", "human error"}},
      {"legal_threat", {"lawyer", "small claims court"}, {R"(\bsue (?:you|your)\b)"}, {}},
      {"puzzled", {"???"}, {}, {}},
      {"calm_words", {"order number"}, {R"(order\s*no\b)"}, {"order number unknown"}},
  };
  spec.entities = {
      {"order_id", EntityKind::pattern, {R"(#?\b(W\d{7})\b)"}},
      {"amount", EntityKind::money, {}},
      {"email", EntityKind::email, {}},
      {"day", EntityKind::date, {}},
      {"count", EntityKind::whole_number, {}},
  };
  return spec;
}

}  // namespace handrail::test
