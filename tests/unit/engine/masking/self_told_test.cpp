// What a first message tells of its writer is hidden from models before any record says who that is, and what tells nothing of anybody stays.
#include "engine/masking/self_told.hpp"
#include "engine/masking/veil.hpp"
#include "tests/rows.hpp"

using namespace handrail;

namespace {

std::string covered(const std::string& text) { return Veil({"name", "email", "phone", "address"}).cover(text); }

}  // namespace

TEST_CASE("names that a message introduces, and addresses that it tells, reach no model") {
  const std::pair<const char*, const char*> cases[] = {
      {"Hi, my name is Maria Lopez and my parcel is late", "Hi, my name is [name 1] [name 2] and my parcel is late"},
      {"hi my name is maria lopez, where is my order?", "hi my name is [name 1] [name 2], where is my order?"},
      {"my name is maria and I want a refund", "my name is [name 1] and I want a refund"},
      {"My name's Tom. Refund please", "My name's [name 1]. Refund please"},
      {"I am Tom Becker, order W1001", "I am [name 1] [name 2], order W1001"},
      {"I’m Ingrid and I cannot sign in", "I’m [name 1] and I cannot sign in"},
      {"Hello, this is Ingrid from Oslo.", "Hello, this is [name 1] from Oslo."},
      {"this is Ana Maria Silva, I was charged twice", "this is [name 1] [name 2] [name 3], I was charged twice"},
      {"Name: jonas meier\nOrder: W1001", "Name: [name 1] [name 2]\nOrder: W1001"},
      {"Where is my lamp?\n\nBest,\nMaria", "Where is my lamp?\n\nBest,\n[name 1]"},
      {"Where is my lamp?\n\nKind regards,\nMaria Lopez\nLisbon", "Where is my lamp?\n\nKind regards,\n[name 1] [name 2]\nLisbon"},
      {"Where is my lamp? Thanks, Tom", "Where is my lamp? Thanks, [name 1]"},
      {"Where is my lamp?\nthanks\ntom", "Where is my lamp?\nthanks\n[name 1]"},
      {"Where is my lamp?\n- Tom", "Where is my lamp?\n- [name 1]"},
      {"Guten Tag, mein Name ist Jürgen Groß, wo ist mein Paket?\n\nMit freundlichen Grüßen\nJürgen Groß",
       "Guten Tag, mein Name ist [name 1] [name 2], wo ist mein Paket?\n\nMit freundlichen Grüßen\n[name 1] [name 2]"},
      {"Bonjour, je m'appelle Chloé Martin", "Bonjour, je m'appelle [name 1] [name 2]"},
      {"Hola, me llamo Lucía", "Hola, me llamo [name 1]"},
      {"my name is Will, will you help me?", "my name is [name 1], will you help me?"},
      {"I am Maria. Is Maria on the account?", "I am [name 1]. Is [name 1] on the account?"},
      {"Send it to 12 Elm Street, Springfield, IL 62701 please", "Send it to [address 1] please"},
      {"my address is 221b baker street", "my address is [address 1]"},
      {"I moved to Hauptstrasse 7, 10115 Berlin.", "I moved to [address 1]."},
      {"ship to 4 Oak Avenue Apt 12, Portland OR 97201", "ship to [address 1]"},
      {"Ich wohne Am Hang 3, 80331 M\u00fcnchen, und nicht mehr hier", "Ich wohne [address 1], und nicht mehr hier"},
      {"Am Hang 3, 80331 M\u00fcnchen", "[address 1]"},
      {"ich wohne in den Auen 12 und nicht hier", "ich wohne [address 1] und nicht hier"},
      {"Bitte an Lindenallee 7 schicken", "Bitte an [address 1] schicken"},
      {"Hallo, ich bin Jonas Weber und der Z\u00e4hler ist kaputt", "Hallo, ich bin [name 1] [name 2] und der Z\u00e4hler ist kaputt"},
      {"Ich bin Yusuf Demir und ich habe nichts bekommen", "Ich bin [name 1] [name 2] und ich habe nichts bekommen"},
      {"Ich bin Okonkwo, und der Z\u00e4hler ist kaputt", "Ich bin [name 1], und der Z\u00e4hler ist kaputt"},
      {"ich bin Wojciech Kowalski aus der Schweiz", "ich bin [name 1] [name 2] aus der Schweiz"},
      {"Ich bin M\u00fcller und die Rechnung ist falsch", "Ich bin [name 1] und die Rechnung ist falsch"},
      {"write to maria@example.com or +1 503 555 0114", "write to [email 1] or [phone 1]"},
  };
  test::each_row(cases, [](const auto& row) { CHECK(covered(row.first) == row.second); });
}

TEST_CASE("what introduces nobody stays as it is") {
  test::each_row(
      {"I am Angry about this", "I am not happy", "I'm waiting for my order", "I AM VERY ANGRY, THIS IS RIDICULOUS", "this is the second time", "This is Ridiculous, you know it",
       "I'm German, do you ship to Berlin?", "my name is wrong on the invoice", "my name is spelled wrong", "what is the name of the lamp?", "I am a Prime member",
       "call me back please", "call me tomorrow", "Thanks for your help", "Thanks, I will wait", "thanks again", "Best Western Hotel charged me", "Thank you very much!",
       "I want the Desk Lamp and the Copper Kettle", "Is the Kettle Pro in stock?", "I ordered 2 lamps and 3 mugs", "it takes 5 minutes by road", "order W1001 from May",
       "refund $20 to my card", "Thank you\nWhen does it arrive?", "The best\nthing is the lamp", "I am interested in the Copper Lamp",
       "Hallo, ich bin Kunde und die Rechnung ist falsch", "Ich bin Neukunde, was kostet das?", "ich bin Ihre Kundin und die Rechnung ist falsch", "Ich bin Mieter.",
       "Ich bin Anfang Mai umgezogen",  "Der Z\u00e4hler steht im Keller und die Uhr im Flur", "Am Montag 3 Stunden und am Freitag 12 Stunden ist es kalt",
       "am Montag 3 oder 4 ist es nicht besser"},
      [](const char* said) { CHECK(covered(said) == said); });
}

TEST_CASE("a name that was introduced is the same one in what is said later, and stands in the reply again") {
  Veil veil({"name"});
  CHECK(veil.cover("I am Maria Lopez, where is my parcel?") == "I am [name 1] [name 2], where is my parcel?");
  CHECK(veil.cover("it is for Maria") == "it is for [name 1]");
  CHECK(veil.uncover("Thank you, [name 1].") == "Thank you, Maria.");
}

TEST_CASE("a policy that hides no names and no addresses hides none") {
  CHECK(Veil({"email"}).cover("I am Maria Lopez of 12 Elm Street") == "I am Maria Lopez of 12 Elm Street");
}
