#include "engine/sentences/thanks_for_nothing.hpp"

#include "tests/catch.hpp"

namespace handrail {

TEST_CASE("thanks that say that nothing is solved are none") {
  for (const char* text :
       {"thanks a lot for nothing", "well thanks for nothing", "Thank you for nothing!", "great, thanks, still broken", "thanks but it still leaks", "thanks, that's no good",
        "thanks, that did not really help", "ok thanks. It doesn't work.", "thanks, useless", "thanks, I still have no money", "thanks I'm still waiting",
        "it worked at first, thanks, but now it is still not working", "danke f\u00FCr nichts", "Danke f\u00FCr nix", "danke, das hilft nicht", "danke, geht immer noch nicht",
        "danke, immer noch kaputt", "merci pour rien", "gracias por nada", "grazie di niente", "bedankt voor niets"}) {
    INFO(text);
    CHECK(thanks_for_nothing(text));
  }
}

TEST_CASE("thanks are thanks where nothing is said against them") {
  for (const char* text :
       {"thanks", "thanks a lot", "great, thanks, it still works", "thanks, I still have the receipt", "no help needed, thanks", "thanks, that's not a problem", "thanks, no problem",
        "thanks, it did not work before but now it works", "it wasn't working, thanks, solved", "thank you, nothing else", "thanks, no need to answer", "danke", "danke, das hilft",
        "for nothing", "still broken", "thanks, I do not work on Fridays", "thanks, nothing more", "danke, sonst nichts"}) {
    INFO(text);
    CHECK_FALSE(thanks_for_nothing(text));
  }
}

}  // namespace handrail
