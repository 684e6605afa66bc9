#include "engine/meaning/wishes.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "engine/base/limits.hpp"
#include "engine/base/text.hpp"
#include "engine/meaning/how_it_stands.hpp"
#include "engine/meaning/kept_by_wish.hpp"
#include "engine/meaning/refused_clause.hpp"
#include "engine/meaning/things_in_a_row.hpp"
#include "engine/meaning/wish_mood.hpp"
#include "engine/meaning/wished_deeds.hpp"
#include "engine/sentences/clauses.hpp"
#include "engine/sentences/declined.hpp"
#include "engine/sentences/mere_tale.hpp"
#include "engine/sentences/said_of.hpp"
#include "engine/sentences/speech.hpp"
#include "engine/sentences/told_first.hpp"

namespace handrail {
namespace {

constexpr Decimal surely_for_people = {900'000};   // a part of a message has few words to be read by
constexpr Decimal surely_from = {700'000};     // each part by itself
constexpr std::size_t cuts_tried = 12;         // each is read twice; a message that joins more than that tells a story
constexpr std::size_t prefix_of_a_deed = 4;    // "close" and "closing", "cancel" and "cancellation"
constexpr std::array joining{"and", "also", "plus", "then", "additionally", "furthermore", "besides"};

template <class List>
bool among(const List& list, std::string_view word) { return std::find(list.begin(), list.end(), word) != list.end(); }

bool has_digit(std::string_view text) { return text.find_first_of("0123456789") != std::string_view::npos; }

std::vector<std::string> words_of_name(std::string_view name) {
  std::vector<std::string> found;
  for (const std::string_view word : split(name, '_')) found.emplace_back(word);
  return found;
}

// Those for what it is done to ("order") say nothing of the deed.
void without_objects(const dsl::Program& program, std::vector<std::string>& found) {
  const auto is_object = [&](const std::string& word) {
    return std::any_of(program.entities.begin(), program.entities.end(), [&](const dsl::Entity& entity) { return is_number(entity) && among(words_of_name(entity.name), word); });
  };
  std::erase_if(found, [&](const std::string& word) { return word.size() < prefix_of_a_deed || is_object(word); });
}

// The words for what the intent's workflow does: of its name, the workflow's and the tools' that write.
std::vector<std::string> deeds_of(const dsl::Program& program, const dsl::Intent& intent) {
  std::vector<std::string> found = words_of_name(intent.name);
  if (intent.workflow)
    for (std::string& word : words_of_name(program.workflows[*intent.workflow].name)) found.push_back(std::move(word));
  without_objects(program, found);
  for (std::string& word : deeds_done_for(program, intent)) found.push_back(std::move(word));
  return found;
}

bool names_deed(const std::string& said, const std::string& deed) {
  const std::size_t shorter = std::min(said.size(), deed.size()), alike = std::max(prefix_of_a_deed, shorter - std::min<std::size_t>(shorter, 1));
  return shorter >= prefix_of_a_deed && said.compare(0, alike, deed, 0, alike) == 0;
}

class Cutting {
 public:
  Cutting(const LiveBundle& live, const std::vector<std::string>& before) : live_(live), program_(live.program()), before_(before) {}

  std::vector<Wish> wishes(const std::string& text) const {
    std::vector<Wish> found;
    std::size_t cuts_left = limits::wishes_waiting;
    if (auto cut = first_cut(text, before_)) cut_on(std::move(*cut), before_, cuts_left, found);
    return found;
  }

  std::optional<Wish> for_people(const std::string& text) const {
    std::vector<std::size_t> ends, begins{0};
    for (const auto& [end, begin] : places(text, ".;!?\n")) {
      if (begins.size() > cuts_tried) break;
      ends.push_back(end);
      begins.push_back(begin);
    }
    ends.push_back(text.size());
    for (std::size_t i = 0; i < ends.size() && ends.size() > 1; ++i) {
      Wish part{text.substr(begins[i], ends[i] - begins[i]), {}};
      if (words(part.text).size() < 2) continue;
      part.reading = live_.classifier->read(part.text, {});
      const auto found = program_.find_intent(part.reading.intent);
      if (is_left(part)) continue;
      if (found && part.reading.confidence >= surely_for_people && program_.intents[*found].request_class == dsl::RequestClass::needs_human) return part;
    }
    return std::nullopt;
  }

 private:
  struct Cut { Wish first, second; };

  // Either part may be several: "cancel W1003. Also refund W1001. Also where is W1006".
  void cut_on(Cut cut, const std::vector<std::string>& before, std::size_t& cuts_left, std::vector<Wish>& found) const {
    --cuts_left;
    if (auto earlier = cuts_left > 0 ? first_cut(cut.first.text, before) : std::nullopt) cut_on(std::move(*earlier), before, cuts_left, found);
    else found.push_back(std::move(cut.first));
    if (auto later = cuts_left > 0 ? first_cut(cut.second.text, {}) : std::nullopt) cut_on(std::move(*later), {}, cuts_left, found);
    else found.push_back(std::move(cut.second));
  }

  std::optional<Cut> first_cut(const std::string& text, const std::vector<std::string>& before) const {
    std::size_t tried = 0;
    for (const auto& [end, begin] : places(text, ".,;!?\n")) {
      if (++tried > cuts_tried) break;
      Wish first{text.substr(0, end), {}}, second{text.substr(begin), {}};
      if (words(second.text).size() < 2 || goes_on_with_a_row(first.text, second.text) || (is_comma(text, end, begin) && !begins_a_wish(second.text))) continue;
      second.reading = live_.classifier->read(second.text, {});
      const dsl::Workflow* then = workflow_of(second.reading);
      if (!then || !says_more_than_names(second.text, second.reading.entities) || is_left(second)) continue;
      first.reading = live_.classifier->read(first.text, before);
      const dsl::Workflow* now = workflow_of(first.reading);
      if (!now || !says_more_than_names(first.text, first.reading.entities) || is_left(first)) continue;
      if (now == then && parts_things_in_a_row(*now, text, end, begin)) continue;
      if (are_two_matters(*now, first.reading, *then, second.reading) && !only_tells_of_a_row(first.text, first.reading.entities) && !cuts_a_row(text, end))
        return Cut{std::move(first), std::move(second)};
    }
    return std::nullopt;
  }

  // Where one part may end and the next begin: at a joining word, and behind one of the marks.
  static std::vector<std::pair<std::size_t, std::size_t>> places(const std::string& text, std::string_view marks) {
    std::vector<std::pair<std::size_t, std::size_t>> found;
    const std::vector<std::string_view> all = words(text);
    for (std::size_t i = 1; i < all.size(); ++i) {
      const auto at = static_cast<std::size_t>(all[i].data() - text.data());
      const auto before = static_cast<std::size_t>(all[i - 1].data() - text.data()) + all[i - 1].size();
      const bool joins = among(joining, lower_ascii(all[i]));
      if (joins && among(joining, lower_ascii(all[i - 1]))) continue;   // "and also"
      if (joins && i + 1 < all.size()) {
        std::size_t next = i + 1;
        while (next + 1 < all.size() && among(joining, lower_ascii(all[next]))) ++next;
        found.emplace_back(at, static_cast<std::size_t>(all[next].data() - text.data()));
      } else if (text.substr(before, at - before).find_first_of(marks) != std::string::npos) {
        found.emplace_back(at, at);
      }
    }
    return found;
  }

  // "I placed two orders, W1003 and W1006. Cancel the former": what is told of first is one thing to say.
  bool cuts_a_row(const std::string& text, std::size_t at) const {
    const auto told = told_first(text, live_.classifier->read(text, {}).entities);
    return told && at < told->to;
  }

  // "Top up N100200 and N100300 by 20 EUR": one wish for each of a row, and what is said once is said of each.
  bool parts_things_in_a_row(const dsl::Workflow& workflow, const std::string& text, std::size_t end, std::size_t begin) const {
    const std::vector<ThingInRow> row = things_in_a_row(program_, workflow, text, live_.classifier->read_signals(text, {}).entities);
    return !row.empty() && row.front().thing.end <= end && begin <= row.back().thing.begin;
  }

  static bool is_comma(const std::string& text, std::size_t end, std::size_t begin) {
    const std::size_t mark = text.find_last_not_of(' ', begin == 0 ? 0 : begin - 1);
    return end == begin && mark != std::string::npos && text[mark] == ',';
  }

  // Behind a comma, where mostly more is said of the same: "refund W1001, it arrived broken, and where is W1006".
  bool begins_a_wish(const std::string& second) const {
    const auto ends = places(second, ".,;!?\n");
    const std::string piece = second.substr(0, ends.empty() ? second.size() : ends.front().first);
    const Reading reading = live_.classifier->read(piece, {});
    return workflow_of(reading) && says_more_than_names(piece, reading.entities) && !is_mere_tale(piece, {});
  }

  // "Cancel W1003 and W1006 and refund W1001": the second number is of the row before it, where another part follows.
  bool goes_on_with_a_row(const std::string& first, const std::string& second) const {
    const std::vector<EntityClaim> before = live_.classifier->read_signals(first, {}).entities, behind = live_.classifier->read_signals(second, {}).entities;
    const auto is_number = [](const EntityClaim& one) { return kind_named(one.value) == NamedKind::thing; };
    const auto ends = std::ranges::find_if(before, [&](const EntityClaim& one) {
      return is_number(one) && content_words(std::string_view(first).substr(std::min<std::size_t>(one.end, first.size()))).empty();
    });
    const auto begins = std::ranges::find_if(behind, [&](const EntityClaim& one) {
      return is_number(one) && content_words(std::string_view(second).substr(0, one.begin)).empty();
    });
    if (ends == before.end() || begins == behind.end() || ends->entity != begins->entity) return false;
    const std::string_view rest = trim(std::string_view(second).substr(std::min<std::size_t>(begins->end, second.size())));
    const std::vector<std::string_view> more = words(rest);
    return !more.empty() && (rest.front() == ',' || among(joining, lower_ascii(more.front())));
  }

  const dsl::Workflow* workflow_of(const Reading& reading) const {
    const auto found = program_.find_intent(reading.intent);
    if (!found || reading.intent == "other" || reading.confidence < surely_from || !program_.intents[*found].workflow) return nullptr;
    return &program_.workflows[*program_.intents[*found].workflow];
  }

  // "Don't cancel my plan", "leave W1002 alone", "I heard you refunded it": not to be done, or done, and no wish.
  bool is_left(const Wish& part) const {
    std::size_t things = 0, left_out = 0;
    for (const EntityClaim& claim : part.reading.entities) {
      if (kind_named(claim.value) != NamedKind::thing) continue;
      ++things;
      left_out += said_of(part.text, claim.begin, claim.end, NamedKind::thing) == SaidOf::excluded ? 1 : 0;
    }
    const auto intent = program_.find_intent(part.reading.intent);
    if (intent && wishes_for_none(wish_mood(program_, program_.intents[*intent], part.text))) return true;
    if ((things > 0 && things == left_out) || declines_what_it_reads(part) || tells_what_was_done(part)) return true;
    const std::string kept = without_refused_clauses(live_, part.text, part.reading.intent);   // "I don't want my money back"
    return !kept.empty() && content_words(kept).empty();
  }

  bool tells_what_was_done(const Wish& part) const {
    const auto found = program_.find_intent(part.reading.intent);
    return found && only_of_what_was_done(part.text, deeds_spoken_of(program_, program_.intents[*found], part.text));
  }

  bool declines_what_it_reads(const Wish& part) const {
    const auto found = program_.find_intent(part.reading.intent);
    if (!found) return false;
    const std::vector<std::string> deeds = deeds_of(program_, program_.intents[*found]);
    const std::vector<SpeechAct> acts = acts_of(part.text);
    return std::ranges::any_of(acts, [&](const SpeechAct& one) {
      return one.act == speech::decline && std::ranges::any_of(deeds, [&](const std::string& deed) { return names_deed(one.what, deed); });
    });
  }

  // Two that take one kind of number are two only where each names its own.
  bool are_two_matters(const dsl::Workflow& now, const Reading& first, const dsl::Workflow& then, const Reading& second) const {
    bool share = false, apart = false;
    for (const dsl::Entity& entity : program_.entities) {
      if (!is_number(entity) || !among(now.takes, entity.name) || !among(then.takes, entity.name)) continue;
      share = true;
      const std::vector<std::string> mine = named_in(first, entity.name), theirs = named_in(second, entity.name);
      apart = apart || (!mine.empty() && !theirs.empty() && std::none_of(theirs.begin(), theirs.end(), [&](const std::string& one) { return among(mine, one); }));
    }
    return share ? apart : &now != &then;
  }

  static std::vector<std::string> named_in(const Reading& reading, const std::string& entity) {
    std::vector<std::string> found;
    for (const EntityClaim& claim : reading.entities)
      if (claim.entity == entity && claim.value.text()) found.push_back(*claim.value.text());
    return found;
  }

  const LiveBundle& live_;
  const dsl::Program& program_;
  const std::vector<std::string>& before_;
};

}  // namespace

std::vector<Wish> wishes_of(const LiveBundle& live, const std::string& text, const std::vector<std::string>& before) {
  if (text.size() > limits::classified_bytes) return {};
  return Cutting(live, before).wishes(text);
}

std::vector<std::string> deeds_done_for(const dsl::Program& program, const dsl::Intent& intent) {
  std::vector<std::string> found;
  if (!intent.workflow) return found;
  for (const std::uint32_t tool : program.workflows[*intent.workflow].tools)
    if (program.tools[tool].effect != dsl::Effect::reads)
      for (std::string& word : words_of_name(program.tools[tool].name)) found.push_back(std::move(word));
  without_objects(program, found);
  return found;
}

std::optional<Wish> wish_for_people(const LiveBundle& live, const std::string& text) {
  if (text.size() > limits::classified_bytes) return std::nullopt;
  return Cutting(live, {}).for_people(text);
}

bool declines(const dsl::Program& program, const event::MessageRead& reading, const std::string& text) {
  const auto found = program.find_intent(reading.intent);
  if (!found || !program.intents[*found].workflow) return false;
  const dsl::Intent& intent = program.intents[*found];
  const auto stands = [&](const std::string& verb) {   // what is wished beside it was not read by itself
    return std::ranges::any_of(reading.acts, [&](const SpeechAct& one) { return one.act == speech::decline && one.what == verb; });
  };
  const bool ordered = std::ranges::any_of(verbs_not_to_be_done(text), [&](const NotToBeDone& one) {
    if (one.restricted || !stands(one.verb)) return false;
    return std::ranges::any_of(verbs_taught(program, intent, one.clause), [&](const std::string& taught) { return same_stem(taught, one.verb); });
  });
  if (ordered) return true;
  const std::vector<std::string> deeds = deeds_of(program, intent);
  return std::any_of(reading.acts.begin(), reading.acts.end(), [&](const SpeechAct& one) {
    return one.act == speech::decline && std::any_of(deeds.begin(), deeds.end(), [&](const std::string& deed) { return names_deed(one.what, deed); });
  });
}

bool wishes_by_name(const dsl::Program& program, const event::MessageRead& reading, const std::string& text) {
  const auto found = program.find_intent(reading.intent);
  const bool says_no = std::find(reading.signals.begin(), reading.signals.end(), "says_no") != reading.signals.end();
  if (!found || !program.intents[*found].workflow || says_no || reading.confidence < surely_from) return false;
  const std::vector<std::string> deeds = deeds_of(program, program.intents[*found]), said = content_words(text);
  const auto is_deed = [&](const std::string& word) { return std::any_of(deeds.begin(), deeds.end(), [&](const std::string& deed) { return names_deed(word, deed); }); };
  return std::any_of(said.begin(), said.end(), is_deed);
}

bool says_more_than_names(const std::string& text, const std::vector<EntityClaim>& named) {
  const std::vector<std::string> said = content_words(text);
  return std::any_of(said.begin(), said.end(), [&](const std::string& word) {
    return !has_digit(word) || std::none_of(named.begin(), named.end(), [&](const EntityClaim& claim) { return claim.value.text() && lower_ascii(*claim.value.text()) == word; });
  });
}

}  // namespace handrail
