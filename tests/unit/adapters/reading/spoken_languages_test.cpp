// A bundle may word its texts in each language that a message is recognised in, and in no other.
#include <algorithm>
#include <set>

#include "dsl/check/manner.hpp"
#include "engine/language/language.hpp"
#include "tests/catch.hpp"

using namespace handrail;

namespace {

std::string language(const std::string& text) { return language_of(text); }

}  // namespace

TEST_CASE("each language that a wording may name is one that messages are recognised in") {
  const std::vector<std::pair<std::string, std::string>> written = {
      {"en", "where is my order and when will it be here"}, {"de", "wo ist meine Bestellung und wann wird sie bitte hier sein"}, {"el", "Πού είναι η παραγγελία μου"},
      {"ru", "Где мой заказ"}, {"uk", "Де моє замовлення, її немає"}, {"he", "איפה ההזמנה שלי"}, {"ar", "أين طلبي"}, {"hi", "मेरा ऑर्डर कहाँ है"}, {"bn", "আমার অর্ডার কোথায়"},
      {"th", "คำสั่งซื้อของฉันอยู่ที่ไหน"}, {"ja", "私の注文はどこですか"}, {"zh", "我的订单在哪里"}, {"ko", "제 주문은 어디에 있나요"}, {"ka", "სად არის ჩემი შეკვეთა"}, {"hy", "Որտեղ է իմ պատվերը"},
  };
  for (const auto& [code, text] : written) {
    INFO(text);
    CHECK(language(text) == code);
    CHECK(std::ranges::find(dsl::language_codes(), code) != dsl::language_codes().end());
  }
  CHECK(std::ranges::is_sorted(dsl::language_codes()));
}
