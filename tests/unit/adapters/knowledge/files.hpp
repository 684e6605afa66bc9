// The knowledge of a small desk.
#pragma once

#include <vector>

#include "engine/seams/knowledge_base.hpp"

namespace handrail::test {

inline std::vector<KnowledgeFile> shop_files() {
  return {
      {"knowledge/returns.md",
       "---\ntitle: Returns and refunds\ncategory: billing\npriority: critical\nreviewed: 2026-10-01\nurl: https://example.com/returns\n---\n"
       "You have **30 days** after delivery to return most items.\n\n"
       "## Final sale\nItems marked *final sale* are not refunded, see [our terms](https://example.com/terms).\n\n"
       "## How to send something back\n1. Open your order.\n2. Choose `Return an item`.\n3. Print the label.\n\n"
       "## When the money arrives\nA refund shows on your card in 5 to 10 business days.\n"},
      {"knowledge/shipping.md",
       "---\ntitle: Shipping\ncategory: shipping\n---\n"
       "Standard delivery takes 3 to 5 working days. Express delivery takes one day.\n\n"
       "## Tracking\nThe tracking link is in the e-mail that we send when your parcel leaves the warehouse.\n\n"
       "## Countries\nWe ship to:\n- Germany\n- France\n- *Austria*\n"},
      {"knowledge/accounts/password.md", "# Signing in\nUse *Forgot password* on the login page. The reset link works for one hour.\n"},
      {"knowledge/internal/goodwill.md", "---\ntitle: Goodwill credits\ncategory: billing\naudience: internal\n---\nAgents may give a goodwill credit of up to $20 when a refund is late.\n"},
      {"knowledge/warranty.md", "---\ntitle: Warranty\ncategory: products\npriority: high\n---\nEvery product has a two year warranty against defects. Batteries have six months.\n"},
  };
}

}  // namespace handrail::test
