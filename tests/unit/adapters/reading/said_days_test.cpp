// What a message says of a day, from its words to the day of the calendar: read by adapters/reading, meant by engine/policy.
#include "adapters/reading/days.hpp"
#include "engine/policy/said_days.hpp"
#include "tests/catch.hpp"

using namespace handrail;

namespace {

// "2026-11-27", "2026-11-27 or 2026-12-04" where it is in doubt, "2026-11-27, 2026-11-28" where two are named; "" where none is.
std::string days_in(std::string_view text, std::string_view today, std::string_view language = "en") {
  std::string all;
  for (const reading::Found& found : reading::find_days(text, language)) {
    std::string one;
    if (found.value.text()) one = *found.value.text();
    else
      for (const std::string& day : days_meant(found.value, today)) one += (one.empty() ? "" : " or ") + day;
    all += (all.empty() ? "" : ", ") + one;
  }
  return all;
}

struct Row { const char *text, *days; };

}  // namespace

TEST_CASE("a day is the one that is said, on a Monday in November") {
  const Row rows[] = {
      {"2026-12-19", "2026-12-19"},
      {"on 2026/12/19, please", "2026-12-19"},
      {"19 December 2026", "2026-12-19"},
      {"December 19th, 2026", "2026-12-19"},
      {"the 19th of December 2026", "2026-12-19"},
      {"19-Dec-2026", "2026-12-19"},
      {"19.12.2026", "2026-12-19"},
      {"19.12.26", "2026-12-19"},
      {"19/12/2026", "2026-12-19"},
      {"12/19/2026", "2026-12-19"},
      {"04/03/2027", "2027-03-04 or 2027-04-03"},
      {"04/04/2027", "2027-04-04"},
      {"a past day stays: 3 May 2019", "2019-05-03"},
      {"19 December", "2026-12-19"},
      {"Dec 19 at noon", "2026-12-19"},
      {"November 23", "2026-11-23"},
      {"on November 22nd", "2027-11-22"},
      {"29 February", "2028-02-29"},
      {"30 February", ""},
      {"31 April 2027", ""},
      {"5 May works", "2027-05-05"},
      {"may 5", "2027-05-05"},
      {"only may 5 people come?", ""},
      {"3 or 5 May", "2027-05-03, 2027-05-05"},
      {"the 19th", "2026-12-19"},
      {"the 23rd would be good", "2026-11-23"},
      {"on the 31st", "2026-12-31"},
      {"19th", "2026-12-19"},
      {"the 19th or the 20th", "2026-12-19, 2026-12-20"},
      {"the 5th of next month", "2026-12-05"},
      {"my 2nd order, the 3rd one on the 4th floor", ""},
      {"today", "2026-11-23"},
      {"tomorrow morning", "2026-11-24"},
      {"tommorow", "2026-11-24"},
      {"the day after tomorrow", "2026-11-25"},
      {"I was there yesterday", "2026-11-22"},
      {"the day before yesterday", "2026-11-21"},
      {"on Friday", "2026-11-27"},
      {"this Friday", "2026-11-27"},
      {"coming Friday", "2026-11-27"},
      {"next Friday", "2026-11-27 or 2026-12-04"},
      {"next Monday", "2026-11-30"},
      {"this Monday", "2026-11-23"},
      {"Monday", "2026-11-30"},
      {"last Friday", "2026-11-20"},
      {"on fri", "2026-11-27"},
      {"I sat in the sun", ""},
      {"Friday next week", "2026-12-04"},
      {"next week on Friday", "2026-12-04"},
      {"Friday, 27 November", "2026-11-27"},
      {"Friday the 27th", "2026-11-27"},
      {"Friday the 28th", "2026-11-28 or 2026-11-27"},
      {"27 November (Friday)", "2026-11-27"},
      {"Friday or Saturday", "2026-11-27, 2026-11-28"},
      {"in two weeks", "2026-12-07"},
      {"in 3 days", "2026-11-26"},
      {"in a week, please", "2026-11-30"},
      {"in a fortnight", "2026-12-07"},
      {"10 days from now", "2026-12-03"},
      {"3 days ago", "2026-11-20"},
      {"a week ago", "2026-11-16"},
      {"in a day or two", ""},
      {"within 3 days", ""},
      {"after Friday", ""},
      {"by the 19th", ""},
      {"before 19 December 2026", ""},
      {"from Tuesday", ""},
      {"from Tuesday to Friday", ""},
      {"Monday to Wednesday", ""},
      {"between 3 and 5 May", ""},
      {"between Monday and Friday", ""},
      {"3-5 May", ""},
      {"3 to 5 May", ""},
      {"Friday onwards", ""},
      {"Friday or later", ""},
      {"every Friday, any Monday", ""},
      {"the Friday after next", ""},
      {"the week of Friday", ""},
      {"a week from Friday", ""},
      {"Friday week", ""},
      {"move it from Friday to Saturday", "2026-11-28"},
      {"move it to Saturday", "2026-11-28"},
      {"rather Saturday than Friday", "2026-11-28"},
      {"version 1.2.3 costs 19.12. It is 24/7", ""},
      {"order 12026-03-12 of W2026-12-19-7", ""},
      {"half of it, 3/4 at 10:30", ""},
  };
  for (const Row& row : rows) {
    INFO(row.text);
    CHECK(days_in(row.text, "2026-11-23") == row.days);
  }
}

TEST_CASE("a weekday of another week is read exactly, or not at all") {
  const Row rows[] = {
      {"Friday next week", "2026-12-04"}, {"Friday last week", "2026-11-20"}, {"last week on Friday", "2026-11-20"}, {"last week, on Friday", "2026-11-20"}, {"Friday this week", "2026-11-27"},
      {"Friday the week after next", "2026-12-11"}, {"Friday morning next week", "2026-12-04"},
      {"a week on Friday", ""}, {"two weeks on Friday", ""}, {"the first Friday of December", ""}, {"the last Friday of the month", ""}, {"on the second Friday in December", ""}, {"Friday fortnight", ""},
      {"a fortnight on Friday", ""}, {"Friday in two weeks", ""}, {"in two weeks, on Friday", "2026-12-07, 2026-11-27"}, {"every other Friday", ""}, {"Friday the first of December", ""}, {"a Friday in December", ""}, {"Friday of the second week", ""},
      {"I was ill this week. On Friday I can come", "2026-11-27"}, {"Friday 4 December", "2026-12-04"}, {"a table for two on Friday", "2026-11-27"}, {"party of two this Friday", "2026-11-27"}, {"Friday the second", ""}, {"Friday, in the morning", "2026-11-27"},
  };
  for (const Row& row : rows) {
    INFO(row.text);
    CHECK(days_in(row.text, "2026-11-23") == row.days);
  }
  const Row german[] = {
      {"kommende Woche Freitag", "2026-12-04"}, {"letzte Woche Freitag", "2026-11-20"}, {"letzte Woche am Freitag", "2026-11-20"}, {"diese Woche Freitag", "2026-11-27"},
      {"Freitag n\u00e4chster Woche", "2026-12-04"}, {"am Freitag der n\u00e4chsten Woche", "2026-12-04"}, {"Freitag \u00fcbern\u00e4chste Woche", "2026-12-11"}, {"\u00fcbern\u00e4chste Woche am Freitag", "2026-12-11"},
      {"\u00fcbern\u00e4chsten Freitag", ""}, {"am ersten Freitag im Dezember", ""}, {"Freitag in einer Woche", ""}, {"vorletzten Freitag", ""},
  };
  for (const Row& row : german) {
    INFO(row.text);
    CHECK(days_in(row.text, "2026-11-23", "de") == row.days);
  }
}

TEST_CASE("a day that is ruled out is none") {
  const Row rows[] = {
      {"any day but Friday", ""}, {"anything but tomorrow", ""}, {"not on Friday", ""}, {"I'm not available on Friday", ""}, {"I am busy on Friday", ""}, {"please not Friday", ""}, {"Friday doesn't work", ""}, {"Friday doesn\u2019t suit me", ""}, {"on Friday I can't come", ""},
      {"I can't make Friday", ""}, {"I cannot come on Friday", ""}, {"Friday is not possible", ""}, {"Friday won't work, Saturday does", "2026-11-28"}, {"not tomorrow but Friday", "2026-11-27"},
      {"every day except the 19th", ""}, {"not 19 December 2026", ""}, {"never on Sunday", ""}, {"no Friday please", ""},
      {"on Friday, not on Saturday", "2026-11-27"}, {"Friday not Saturday", "2026-11-27"}, {"why not Friday?", "2026-11-27"}, {"if not tomorrow, Friday", "2026-11-24, 2026-11-27"},
      {"if Friday doesn't work, Saturday", "2026-11-27, 2026-11-28"}, {"Friday is not a problem", "2026-11-27"}, {"it is late, but Friday works", "2026-11-27"},
      {"tomorrow would work but Friday is better", "2026-11-24, 2026-11-27"}, {"Friday works and I don't need it earlier", "2026-11-27"},
  };
  for (const Row& row : rows) {
    INFO(row.text);
    CHECK(days_in(row.text, "2026-11-23") == row.days);
  }
  const Row german[] = {{"nicht am Freitag", ""}, {"Freitag geht nicht", ""}, {"am Freitag kann ich leider nicht", ""}, {"Freitag passt mir nicht, Samstag schon", "2026-11-28"}, {"kein Freitag", ""},
                            {"jeden Tag au\u00dfer Freitag", ""}, {"nicht morgen sondern Freitag", "2026-11-27"}, {"am Freitag, nicht am Samstag", "2026-11-27"}, {"warum nicht am Freitag?", "2026-11-27"}};
  for (const Row& row : german) {
    INFO(row.text);
    CHECK(days_in(row.text, "2026-11-23", "de") == row.days);
  }
}

TEST_CASE("a day that is told of is the last such one, and what is wished for is the next") {
  const Row rows[] = {
      {"I bought it on Monday", "2026-11-16"}, {"it arrived on Friday", "2026-11-20"}, {"I ordered it on 3 October", "2026-10-03"}, {"on Friday I bought a lamp", "2026-11-20"}, {"it was delivered on Friday", "2026-11-20"},
      {"the lamp that came on Friday is broken", "2026-11-20"}, {"I need to return the shoes I bought on Friday", "2026-11-20"}, {"my order was shipped on the 19th", "2026-11-19"},
      {"I paid on 5 May 1430 euros", "2026-05-05"}, {"we bought it on Friday, 20 November", "2026-11-20"}, {"it was ordered on 23 November", "2026-11-23"},
      {"it didn't arrive on Friday", "2026-11-20"}, {"the lamp I ordered on Friday doesn't work", "2026-11-20"}, {"the invoice dated 3 October", "2026-10-03"},
      {"I booked a table on Friday", "2026-11-20 or 2026-11-27"}, {"my appointment was on Friday", "2026-11-20 or 2026-11-27"}, {"I was told Friday", "2026-11-20 or 2026-11-27"},
      {"I bought tickets to the concert on Friday", "2026-11-20 or 2026-11-27"}, {"I booked it on 3 December", "2025-12-03 or 2026-12-03"},
      {"I got a table on Friday", "2026-11-20 or 2026-11-27"}, {"I got it on Friday", "2026-11-20"}, {"you cancelled my flight on Friday", "2026-11-20 or 2026-11-27"},
      {"I booked a table for Friday", "2026-11-27"}, {"it was moved to Friday", "2026-11-27"}, {"I'd like it delivered on Friday", "2026-11-27"}, {"I want my lamp delivered on Friday", "2026-11-27"},
      {"are you closed on Friday?", "2026-11-27"}, {"have you got a table on Friday?", "2026-11-27"}, {"I was wondering if Friday works", "2026-11-27"}, {"can you come Friday my pipe burst", "2026-11-27"},
      {"my lamp broke, come on Friday", "2026-11-27"}, {"my lamp broke can you come on Friday", "2026-11-27"}, {"I wanted to come on Friday", "2026-11-27"}, {"I need it shipped on 3 December", "2026-12-03"},
      {"it broke. Friday please", "2026-11-27"}, {"is it booked on Friday", "2026-11-27"},
  };
  for (const Row& row : rows) {
    INFO(row.text);
    CHECK(days_in(row.text, "2026-11-23") == row.days);
  }
  const Row german[] = {{"ich habe es am 3. Oktober gekauft", "2026-10-03"}, {"am Freitag habe ich es bestellt", "2026-11-20"}, {"sie kam am Freitag", "2026-11-20"}, {"gekauft am 3. Oktober", "2026-10-03"},
                            {"wurde am Freitag geliefert", "2026-11-20"}, {"ich m\u00f6chte am Freitag kommen", "2026-11-27"}, {"kann es am Freitag geliefert werden?", "2026-11-27"},
                            {"ich habe am Freitag einen Tisch gebucht", "2026-11-20 or 2026-11-27"}, {"ist am Freitag ge\u00f6ffnet?", "2026-11-27"}, {"Was kostet es am Freitag?", "2026-11-27"}};
  for (const Row& row : german) {
    INFO(row.text);
    CHECK(days_in(row.text, "2026-11-23", "de") == row.days);
  }
}

TEST_CASE("a year in two figures is near, a year that nobody means is none, and a version is no day") {
  const Row rows[] = {
      {"born 12/25/85", "1985-12-25"}, {"born 25.12.85", "1985-12-25"}, {"19.12.26", "2026-12-19"}, {"19.12.36", "2036-12-19"}, {"19.12.37", "1937-12-19"}, {"03/04/85", "1985-04-03 or 1985-03-04"},
      {"Saturday, 19.12.26", "2026-12-19"}, {"1430-05-05", ""}, {"2101-05-05", ""}, {"5 May 2000 dollars", "2027-05-05"}, {"5 May 2000", "2000-05-05"}, {"5.5.1430", ""},
      {"firmware version 1.2.30", ""}, {"Windows 10.2.26", ""}, {"Dec 5-7", ""}, {"Dec 5 - 7, please", ""}, {"December 5th to 7th", ""}, {"Dec 5 until 7 pm", "2026-12-05"}, {"Dec 5 - 2 seats", "2026-12-05"},
      {"Dec 5 to 7:30", "2026-12-05"},
  };
  for (const Row& row : rows) {
    INFO(row.text);
    CHECK(days_in(row.text, "2026-11-23") == row.days);
  }
}

TEST_CASE("a day is read in German") {
  const Row rows[] = {
      {"am 19. Dezember", "2026-12-19"}, {"19. Dezember 2026", "2026-12-19"}, {"am 19.12., bitte", "2026-12-19"}, {"am 19.12.2026", "2026-12-19"}, {"am 19.", "2026-12-19"},
      {"am 3. M\u00e4rz", "2027-03-03"}, {"morgen", "2026-11-24"}, {"\u00fcbermorgen um drei", "2026-11-25"}, {"heute", "2026-11-23"}, {"am Morgen", ""}, {"guten Morgen", ""},
      {"am Freitag", "2026-11-27"}, {"kommenden Freitag", "2026-11-27"}, {"n\u00e4chsten Freitag", "2026-11-27 or 2026-12-04"}, {"n\u00e4chsten Montag", "2026-11-30"},
      {"Freitag n\u00e4chste Woche", "2026-12-04"}, {"in zwei Wochen", "2026-12-07"}, {"in drei Tagen", "2026-11-26"}, {"vor 3 Tagen", "2026-11-20"}, {"gestern", "2026-11-22"},
      {"ab Freitag", ""}, {"bis zum 19. Dezember", ""}, {"nach dem 19.", ""}, {"von Montag bis Freitag", ""}, {"zwischen dem 3. und 5. Mai", ""}, {"jeden Freitag", ""},
      {"der 2. Platz am 3. Tisch", ""}, {"Sonnabend oder Sonntag", "2026-11-28, 2026-11-29"},
  };
  for (const Row& row : rows) {
    INFO(row.text);
    CHECK(days_in(row.text, "2026-11-23", "de") == row.days);
  }
  CHECK(days_in("ask for Mr Morgen, morgen", "2026-11-23", "en").empty());
}

TEST_CASE("the day of the message turns over months, years and leap years") {
  CHECK(days_in("tomorrow", "2026-12-31") == "2027-01-01");
  CHECK(days_in("the 30th", "2027-01-31") == "2027-03-30");
  CHECK(days_in("Friday", "2026-11-27") == "2026-12-04");
  CHECK(days_in("this Friday", "2026-11-27") == "2026-11-27");
  CHECK(days_in("next Friday", "2026-11-27") == "2026-12-04");
  CHECK(days_in("next Friday", "2026-11-28") == "2026-12-04");
  CHECK(days_in("last Friday", "2026-11-27") == "2026-11-20");
  CHECK(days_in("1 January", "2026-12-31") == "2027-01-01");
}

TEST_CASE("the desk's day is that of its time zone") {
  const Instant late = *parse_time("2026-11-23T23:30:00Z");
  dsl::Program program;
  CHECK(day_at(program, late) == "2026-11-23");
  dsl::Queue& queue = program.queues.emplace_back();
  queue.open.emplace().zone = "Europe/Berlin";
  CHECK(day_at(program, late) == "2026-11-24");
  queue.open->zone = "Nowhere/At_All";
  CHECK(day_at(program, late) == "2026-11-23");
  CHECK(day_in_words(program, "2026-11-27") == "Friday, 27 November 2026");
  CHECK(day_in_words(program, "W1001") == "W1001");
}

TEST_CASE("what no reader writes is no day") {
  for (const char* said : {R"({"in_days":4000})", R"({"in_days":99999999999999})", R"({"weekday":9,"of":"next"})", R"({"day":0})", R"({"day":32})", R"({"month":13,"day":1})",
                           R"({"any_of":["x",3]})", R"({"short_year":["x",3]})", R"({"day":32,"of":"last"})", R"({"on":"2026-02-30"})", R"([])", R"("x")", "null", R"({"day":31,"in_months":99999999})"}) {
    INFO(said);
    CHECK(days_meant(*parse_json(said), "2026-11-23").empty());
  }
  CHECK(days_meant(*parse_json(R"({"in_days":1})"), "nonsense").empty());
}

TEST_CASE("the day of a paper, or of what was done once, is over") {
  const Row rows[] = {
      {"purchase date 3 October", "2026-10-03"}, {"Purchase date: 3 October", "2026-10-03"}, {"the date of purchase was 3 October", "2026-10-03"},
      {"order date 3 December", "2025-12-03"}, {"my receipt of 3 October", "2026-10-03"}, {"invoice INV-1000 from 3 October", "2026-10-03"}, {"bought on 3 March", "2026-03-03"},
      {"delivery date 3 December", "2026-12-03"}, {"the date is 3 December", "2026-12-03"}, {"I want to order on 3 December", "2026-12-03"},
  };
  for (const Row& row : rows) {
    INFO(row.text);
    CHECK(days_in(row.text, "2026-11-23") == row.days);
  }
  for (const Row& row : {Row{"Kaufdatum 3. Oktober", "2026-10-03"}, Row{"Rechnungsdatum: 3. Oktober", "2026-10-03"}, Row{"Quittung vom 3. Oktober", "2026-10-03"}}) {
    INFO(row.text);
    CHECK(days_in(row.text, "2026-11-23", "de") == row.days);
  }
}

TEST_CASE("a week from tomorrow is no tomorrow, and a weekend is its two days") {
  const Row rows[] = {
      {"tomorrow week", "2026-12-01"}, {"a week tomorrow", "2026-12-01"}, {"a week from tomorrow", "2026-12-01"}, {"tomorrow in a week", "2026-12-01"}, {"today week", "2026-11-30"},
      {"a week today", "2026-11-30"}, {"tomorrow, next week is too late", "2026-11-24"},
      {"this weekend", "2026-11-28 or 2026-11-29"}, {"at the weekend", "2026-11-28 or 2026-11-29"}, {"last weekend", "2026-11-21 or 2026-11-22"},
      {"next weekend", "2026-11-28 or 2026-11-29 or 2026-12-05 or 2026-12-06"}, {"it broke at the weekend", "2026-11-21 or 2026-11-22"},
      {"at the weekend, on Saturday", "2026-11-28"}, {"not at the weekend", ""}, {"every weekend", ""}, {"on weekends", ""},
  };
  for (const Row& row : rows) {
    INFO(row.text);
    CHECK(days_in(row.text, "2026-11-23") == row.days);
  }
  CHECK(days_in("am Wochenende", "2026-11-23", "de") == "2026-11-28 or 2026-11-29");
  CHECK(days_in("this weekend", "2026-11-28") == "2026-11-28 or 2026-11-29");
  CHECK(days_in("this weekend", "2026-11-29") == "2026-11-29");
  CHECK(days_in("next weekend", "2026-11-28") == "2026-12-05 or 2026-12-06");
}

TEST_CASE("an hour is no day of the month") {
  const Row rows[] = {
      {"Friday at 3", "2026-11-27"}, {"Friday at 3.", "2026-11-27"}, {"on Friday 3 pm", "2026-11-27"}, {"the 19th at 3", "2026-12-19"}, {"Friday 15:00", "2026-11-27"},
      {"tomorrow at 10", "2026-11-24"}, {"tomorrow at 10.30", "2026-11-24"}, {"at 3 on Friday", "2026-11-27"}, {"Friday at 3 may I come", "2026-11-27"},
  };
  for (const Row& row : rows) {
    INFO(row.text);
    CHECK(days_in(row.text, "2026-11-23") == row.days);
  }
  for (const Row& row : {Row{"Freitag um 3", "2026-11-27"}, Row{"am Freitag um 15 Uhr", "2026-11-27"}, Row{"Freitag, 15.30 Uhr", "2026-11-27"}, Row{"am Freitag um 10.12. bitte", "2026-11-27"}}) {
    INFO(row.text);
    CHECK(days_in(row.text, "2026-11-23", "de") == row.days);
  }
}

TEST_CASE("since when something lasts is told apart from the day itself") {
  const auto since = [](std::string_view text) {
    const auto found = reading::find_days(text, "en");
    return !found.empty() && found.front().value.find("since") != nullptr;
  };
  CHECK(since("it has been broken since Monday"));
  CHECK(since("since 3 October"));
  CHECK(since("since yesterday"));
  CHECK(since("since 2026-10-03"));
  CHECK_FALSE(since("on Monday"));
  CHECK(days_in("since Monday", "2026-11-23") == "2026-11-16");
  CHECK(days_in("since 3 October", "2026-11-23") == "2026-10-03");
}
