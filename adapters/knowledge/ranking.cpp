#include "adapters/knowledge/ranking.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>
#include <unordered_map>

#include "adapters/knowledge/telling.hpp"
#include "engine/base/text.hpp"

namespace handrail::knowledge {

namespace {

// BM25F (Robertson, Zaragoza: The Probabilistic Relevance Framework, 2009): a word counts by where it stands, and longer fields a little less. Bodies are of one
// size by how they are cut, so the length of one that happens to be short says little for it.
enum Field { title, heading, body };
constexpr std::array<double, 3> field_weight = {1.5, 3.0, 1.0};
constexpr std::array<double, 3> length_share = {0.3, 0.3, 0.35};
constexpr double saturation = 1.2;

constexpr double title_alone = 0.5;       // of a word's weight, where only the article's title has it: all its sections do
constexpr double few_passages = 2, few_share = 0.01;   // that have a word which tells what is asked about by itself
constexpr double trade_share = 0.2;        // of the passages that have the verb of all that the desk does
constexpr double headed_bonus = 0.4;      // a section headed by one of three words is about it
constexpr std::size_t strange_share = 7;  // one word in so many may be unknown to every article
constexpr double beside_floor = 0.5;        // with the strange word in the whole
constexpr double one_of_two_floor = 0.5;  // of two words the one that tells more
constexpr double one_by_phrase_floor = 0.75;   // of one word alone, by several that are commonly meant by it
constexpr double near_by_closeness = 1.0 / 3;   // one and a half standard deviations, beside one that stands out by more
constexpr double asked_so_share = 0.2;    // a heading that begins as the question does
constexpr double phrase_share = 0.2;      // less for each thing that it leaves out
constexpr double least_in_window = 2, answers_score = 8;   // above all that the rest adds up to
constexpr double deed_share = 0.4;        // less for one that does not speak of what is done
constexpr double close_share = 1;         // as much as holding all of the question's words
constexpr double fusion_constant = 60;    // the one of the paper: the first places count, and none of them alone
constexpr std::size_t particle_reach = 5; // words from a verb to its particle
constexpr std::size_t near_words = 4;
constexpr std::size_t positions_max = 16; // of one term in one passage

// Where a term stands in a passage.
struct Held {
  std::array<double, 3> times = {};
  double share = 0;                       // of its weight: what is only commonly meant by it tells less
  std::vector<std::size_t> at;            // word positions, counted over all fields with a gap between them
  [[nodiscard]] bool anywhere() const { return times[title] + times[heading] + times[body] > 0; }
};

bool is_particle(std::string_view stem) {
  constexpr std::array<std::string_view, 7> known = {"up", "out", "back", "off", "awai", "over", "down"};
  return std::find(known.begin(), known.end(), stem) != known.end();
}

// The terms of a question by the first word of each of their ways.
class Ways {
 public:
  explicit Ways(const Question& question) {
    for (std::size_t term = 0; term < question.terms.size(); ++term)
      for (const Way& way : question.terms[term].ways)
        if (!way.stems.empty()) by_first_[way.stems[0]].push_back({term, &way});
  }
  // Calls `found` with each term of which a way begins at `at`.
  template <class OnTerm>
  void each(const std::vector<std::string_view>& words, std::size_t at, OnTerm found) const {
    const auto begins = by_first_.find(words[at]);
    if (begins == by_first_.end()) return;
    for (const auto& [term, way] : begins->second) {
      const std::vector<std::string>& stems = way->stems;
      if (stems.size() == 2 && is_particle(stems[1])) {   // "take the old one back"
        for (std::size_t behind = at + 1; behind < std::min(words.size(), at + 1 + particle_reach); ++behind)
          if (words[behind] == stems[1]) {
            found(term, way->share);
            break;
          }
        continue;
      }
      if (at + stems.size() > words.size()) continue;
      if (std::equal(stems.begin() + 1, stems.end(), words.begin() + static_cast<std::ptrdiff_t>(at) + 1)) found(term, way->share);
    }
  }

 private:
  std::unordered_map<std::string_view, std::vector<std::pair<std::size_t, const Way*>>> by_first_;
};

std::vector<std::string_view> words_of(std::string_view stems) {
  std::vector<std::string_view> words;
  for (std::size_t at = 0; at < stems.size();) {
    const std::size_t end = std::min(stems.find(' ', at), stems.size());
    if (end > at) words.push_back(stems.substr(at, end - at));
    at = end + 1;
  }
  return words;
}

struct Reading {
  std::vector<Held> terms;
  std::array<std::size_t, 3> words = {};
};

Reading read(const Question& question, std::string_view stems) {
  const Ways ways(question);
  Reading reading{std::vector<Held>(question.terms.size())};
  std::size_t position = 0;
  for (const Field field : {title, heading, body}) {
    const std::size_t end = std::min(stems.find('\n'), stems.size());
    const std::vector<std::string_view> words = words_of(stems.substr(0, end));
    for (std::size_t at = 0; at < words.size(); ++at) {
      ways.each(words, at, [&](std::size_t term, double share) {
        Held& held = reading.terms[term];
        held.times[field] += share;
        held.share = std::max(held.share, share);
        if (held.at.size() < positions_max) held.at.push_back(position + at);
      });
    }
    reading.words[field] = words.size();
    position += words.size() + 2 * near_words;
    stems.remove_prefix(std::min(end + 1, stems.size()));
  }
  return reading;
}

double bm25(const Question& question, const Reading& reading, const Shelf& shelf) {
  const std::array<double, 3> average = {shelf.title_words, shelf.heading_words, shelf.body_words};
  double score = 0;
  for (std::size_t term = 0; term < question.terms.size(); ++term) {
    double times = 0;
    for (const Field field : {title, heading, body}) {
      const double length = 1 - length_share[field] + length_share[field] * static_cast<double>(reading.words[field]) / average[field];
      times += field_weight[field] * reading.terms[term].times[field] / length;
    }
    score += question.terms[term].weight * times / (saturation + times);
  }
  return score;
}

bool side_by_side(const Held& a, const Held& b) {
  for (const std::size_t here : a.at)
    for (const std::size_t there : b.at)
      if (here != there && (here > there ? here - there : there - here) <= near_words) return true;
  return false;
}

ScoreParts parts_of(const Question& question, const Reading& reading, const Shelf& shelf) {
  ScoreParts parts;
  parts.words = bm25(question, reading, shelf);
  for (std::size_t term = 0; term < question.terms.size(); ++term) {
    const Held& held = reading.terms[term];
    if (!held.anywhere() || question.terms[term].hint) continue;
    const double share = question.weight > 0 ? held.share * question.terms[term].weight / question.weight : 0;
    parts.matched.push_back(question.terms[term].said);
    parts.covered += share * (held.times[heading] + held.times[body] > 0 ? 1 : title_alone);
    parts.headed += held.times[heading] > 0 ? share : 0;
    parts.titled += held.times[title] > 0 ? share : 0;
  }
  std::size_t near = 0;
  for (const auto& [one, other] : question.neighbours) near += side_by_side(reading.terms[one], reading.terms[other]);
  if (!question.neighbours.empty()) parts.near = static_cast<double>(near) / static_cast<double>(question.neighbours.size());
  return parts;
}

// "Is the survey free?": what it costs may be told without the word.
bool of_price(const Term& term) {
  return std::any_of(term.ways.begin(), term.ways.end(), [](const Way& way) {
    return way.share >= 1 && way.stems.size() == 1 && (way.stems[0] == "free" || way.stems[0] == "cost" || way.stems[0] == "price");
  });
}

// "What does it cost to remove stitches at home": a passage on what is done at home has not the stitches, of which another one speaks.
bool has_the_telling_word(const Question& question, const Reading& reading) {
  double most = 0;
  for (const Term& term : question.terms)
    if (!term.hint && term.known()) most = std::max(most, term.weight);
  for (std::size_t term = 0; term < question.terms.size(); ++term)
    if (!question.terms[term].hint && question.terms[term].known() && question.terms[term].weight >= most && reading.terms[term].anywhere()) return true;
  return most == 0;
}

// How a passage speaks of the phrases of a question.
struct Spoken {
  int phrase = 0;
  Part part = Part::matter;
  bool known = false, held = false, heads = false;   // by any of its heads; `heads`: in the passage's heading
  bool described_here = false, described_heads = false;   // "parking spot": by what tells which
};

std::vector<Spoken> phrases_of(const Question& question, const Reading& reading, bool by_title) {
  std::vector<Spoken> phrases;
  for (std::size_t i = 0; i < question.terms.size(); ++i) {
    const Term& term = question.terms[i];
    const bool described = term.part == Part::described;
    if (term.hint || of_price(term) || !(described || term.part == Part::matter || term.part == Part::qualifier || term.part == Part::sort)) continue;
    auto found = std::find_if(phrases.begin(), phrases.end(), [&](const Spoken& one) { return one.phrase == term.phrase; });
    if (found == phrases.end()) found = phrases.insert(phrases.end(), {term.phrase, term.part});
    if (described) {
      found->described_here |= reading.terms[i].anywhere();
      found->described_heads |= reading.terms[i].times[heading] > 0;
      continue;
    }
    found->part = term.part;
    found->known |= term.known();
    found->held |= by_title ? reading.terms[i].anywhere() : reading.terms[i].times[heading] + reading.terms[i].times[body] > 0;
    found->heads |= reading.terms[i].times[heading] > 0;
  }
  return phrases;
}

// Whether the passage leaves out what the question is about: the thing itself, what limits it, what is done.
bool lacks_its_matter(const Question& question, const Reading& reading, const Shelf& shelf, const std::vector<Spoken>& phrases) {
  const bool price = question.sought == Sought::price;
  const auto any = [&](auto which) { return std::any_of(phrases.begin(), phrases.end(), which); };
  const bool matter_heads = any([](const Spoken& one) { return one.part == Part::matter && one.heads; });
  // "Split the payment between two cards": where the rest is there, the deed may be told in other words.
  const bool limited = !question.advice && matter_heads && any([](const Spoken& one) { return one.part == Part::qualifier && one.held; });
  for (std::size_t i = 0; i < question.terms.size(); ++i) {
    const Term& term = question.terms[i];
    if (term.hint || of_price(term)) continue;
    const bool here = reading.terms[i].anywhere();
    const bool of_the_trade = static_cast<double>(term.passages) > trade_share * static_cast<double>(shelf.passages());   // a removals firm moves
    if (term.part == Part::deed && !here && question.asks_of_deeds && !of_the_trade && (term.known() || term.strange || !limited)) return true;
    if (term.part == Part::described && !here && price) return true;
  }
  return any([&](const Spoken& one) {
    if (one.held || one.part == Part::described || one.described_heads || (one.described_here && !one.known && !price)) return false;
    if (one.part == Part::sort) return one.known;
    if (one.part == Part::matter) return true;
    return price ? !(one.known && matter_heads) : question.whether;
  });
}

// Whether what the question is about is told by one rare word that the passage has: no accident, where nothing else that counts is left out.
bool speaks_of_it(const Question& question, const Reading& reading, const Shelf& shelf) {
  const auto left_out = [&](std::size_t i) {
    const Part part = question.terms[i].part;
    return !question.terms[i].hint && (part == Part::qualifier || part == Part::described || part == Part::matter) && !reading.terms[i].anywhere();
  };
  for (std::size_t i = 0; i < question.terms.size(); ++i)
    if (left_out(i)) return false;
  const bool any_matter = std::any_of(question.terms.begin(), question.terms.end(), [](const Term& term) { return term.part == Part::matter; });
  const double few = few_passages + few_share * static_cast<double>(shelf.passages());
  for (std::size_t i = 0; i < question.terms.size(); ++i) {
    const Term& term = question.terms[i];
    const bool in_its_place = term.part == Part::qualifier && !any_matter && question.sought != Sought::anything;   // "how old do I have to be for boxing"
    if ((term.part != Part::matter && !in_its_place) || of_price(term)) continue;
    if (reading.terms[i].share < 1) continue;
    if (reading.terms[i].times[heading] > 0 || static_cast<double>(term.passages) <= few) return true;
  }
  return false;
}

Result<Passage> passage_of(Connection& connection, std::int64_t number, std::string& stems) {
  HANDRAIL_TRY(auto row, connection.database.kept("select id, path, title, heading, category, url, source, body, internal, priority, reviewed_at, review_every, stems "
                                                    "from passages where number = ?1"));
  row->bind(1, number);
  HANDRAIL_TRY(const bool found, row->step());
  if (!found) return fail(ErrorCode::corrupt, "the knowledge index lacks passage " + std::to_string(number));
  const auto text = [&](int column) { return std::string(row->text(column)); };
  Passage passage{.id = text(0), .path = text(1), .title = text(2), .heading = text(3), .category = text(4), .url = text(5), .text = text(7)};
  passage.source = text(6);
  passage.audience = row->integer(8) != 0 ? Audience::internal : Audience::everyone;
  passage.priority = row->integer(9) >= 2 ? Priority::critical : row->integer(9) == 1 ? Priority::high : Priority::medium;
  if (!row->is_null(10)) passage.reviewed_at = Instant{row->integer(10)};
  if (!row->is_null(11)) passage.review_every = Duration{row->integer(11)};
  stems = row->text(12);
  return passage;
}

}  // namespace

Result<Judged> judge(Connection& connection, const Shelf& shelf, const Question& question, std::int64_t number) {
  std::string stems;
  Judged one;
  one.number = number;
  HANDRAIL_TRY(one.passage, passage_of(connection, number, stems));
  const Reading reading = read(question, stems);
  one.passage.parts = parts_of(question, reading, shelf);
  one.terms_held = one.passage.parts.matched.size();
  for (std::size_t term = 0; term < question.terms.size(); ++term) {
    one.by_itself.push_back(!question.terms[term].hint && reading.terms[term].share >= 1);
    one.own_held += one.by_itself.back() ? 1 : 0;
  }
  one.tells = has_the_telling_word(question, reading);
  for (std::size_t term = 0; term < question.terms.size(); ++term)
    one.lacks_a_known |= !question.terms[term].hint && question.terms[term].known() && !of_price(question.terms[term]) && !reading.terms[term].anywhere();
  const std::vector<Spoken> phrases = phrases_of(question, reading, one.passage.heading.empty() || !lists_several(one.passage.title));
  one.lacks_its_matter = lacks_its_matter(question, reading, shelf, phrases);
  for (std::size_t term = 0; term < question.terms.size(); ++term) one.lacks_the_deed |= question.terms[term].part == Part::deed && !reading.terms[term].anywhere();
  one.lacks_only_the_thing = one.lacks_its_matter && !one.lacks_the_deed && question.sought != Sought::price &&
                             std::none_of(phrases.begin(), phrases.end(), [](const Spoken& phrase) { return phrase.part == Part::qualifier && !phrase.held; });
  one.phrases_left_out = static_cast<std::size_t>(std::count_if(phrases.begin(), phrases.end(), [](const Spoken& phrase) { return phrase.known && !phrase.held; }));
  one.speaks_of_it = !one.lacks_its_matter && speaks_of_it(question, reading, shelf);
  one.order = one.passage.parts.words;
  return one;
}

bool relevant(const Judged& one, const Question& question) {
  const ScoreParts& parts = one.passage.parts;
  const std::size_t asked = question.asked();
  // "Are the headphones vegan?": a short question with a word that no article knows asks for just that, however much an article says of headphones.
  const auto count = [&](auto which) { return static_cast<std::size_t>(std::count_if(question.terms.begin(), question.terms.end(), which)); };
  if (count([](const Term& term) { return term.strange && !term.aside; }) * strange_share > asked) return false;
  // Beside one that it does not turn on, most of the rest is there.
  if (count([](const Term& term) { return term.aside; }) * strange_share > asked) {
    if (one.own_held < 2 || parts.covered < beside_floor) return false;
  }
  if (parts.covered + (one.tells ? headed_bonus * parts.headed : 0) < relevance_floor) return false;
  if (one.terms_held >= 2 && one.own_held > 0) return true;
  if (asked == 1) return one.own_held > 0 || parts.headed > 0 || parts.covered >= one_by_phrase_floor;
  if (one.speaks_of_it) return true;
  if (question.asks_whether && one.lacks_a_known) return false;   // "do you hire teachers": of hiring other articles speak
  return asked == 2 && parts.headed + parts.titled > 0 && parts.covered >= one_of_two_floor;
}

void prefer_the_word_itself(std::vector<Judged>& judged, const Question& question) {
  const auto has_all_of = [&](const Judged& one, const Judged& other) {
    for (std::size_t term = 0; term < question.terms.size(); ++term)
      if (question.terms[term].part != Part::frame && other.by_itself[term] && !one.by_itself[term]) return false;
    return true;
  };
  std::vector<bool> beside(judged.size(), false);
  for (std::size_t i = 0; i < judged.size(); ++i)
    for (std::size_t j = 0; j < judged.size() && !beside[i]; ++j)
      beside[i] = j != i && judged[i].answers && !judged[i].by_meaning && judged[j].answers && has_all_of(judged[j], judged[i]) && !has_all_of(judged[i], judged[j]) &&
                  judged[i].own_held < judged[i].terms_held;   // what it has more of, it has in other words alone
  for (std::size_t i = 0; i < judged.size(); ++i)
    if (beside[i]) judged[i].answers = false;
}

bool near_enough(const Judged& one, const Scale& scale) {
  return scale.known && one.passage.parts.meaning_rank > 0 && one.passage.parts.similarity >= scale.found_from;
}

bool near_by(const Judged& one) { return one.passage.parts.meaning_rank > 0 && one.closeness >= near_by_closeness; }

void rank_by_words(std::vector<Judged>& judged) {
  std::stable_sort(judged.begin(), judged.end(), [](const Judged& a, const Judged& b) { return a.order != b.order ? a.order > b.order : a.number < b.number; });
  for (std::size_t i = 0; i < judged.size(); ++i) judged[i].passage.parts.words_rank = judged[i].terms_held > 0 ? i + 1 : 0;
}

void fuse(std::vector<Judged>& judged, const Scale& scale) {
  for (Judged& one : judged) {
    one.order = 0;
    for (const std::size_t rank : {one.passage.parts.words_rank, one.passage.parts.meaning_rank})
      if (rank > 0) one.order += 1 / (fusion_constant + static_cast<double>(rank));
    one.closeness = scale.closeness(one.passage.parts.similarity);
  }
}

void rank_again(std::vector<Judged>& judged, const Question& question, std::size_t window) {
  std::stable_sort(judged.begin(), judged.end(), [](const Judged& a, const Judged& b) {
    if (a.answers != b.answers) return a.answers;
    return a.order != b.order ? a.order > b.order : a.number < b.number;
  });
  if (judged.empty()) return;
  const double best = judged.front().order > 0 ? judged.front().order : 1;
  for (std::size_t i = 0; i < judged.size(); ++i) {
    Passage& passage = judged[i].passage;
    const ScoreParts& parts = passage.parts;
    const double first = judged[i].order / best;
    // Below the window nothing passes what is in it: its scores begin at 1.
    const double held = parts.covered + 0.6 * parts.headed + 0.2 * parts.titled + 0.4 * parts.near;
    const bool asked_so = !question.opened.empty() && question.opened != "how" && lower_ascii(passage.heading).starts_with(question.opened + " ");
    const double left_out = phrase_share * static_cast<double>(judged[i].phrases_left_out);
    const double told = (asked_so ? asked_so_share : 0) - left_out - (judged[i].lacks_the_deed ? deed_share : 0);
    const double again = held + told + close_share * judged[i].closeness + 0.05 * static_cast<double>(passage.priority);
    passage.score = (i >= window ? 0.5 * first : least_in_window + first + again) + (judged[i].answers ? answers_score : 0);
  }
  std::stable_sort(judged.begin(), judged.end(), [](const Judged& a, const Judged& b) { return a.passage.score > b.passage.score; });
}

}  // namespace handrail::knowledge
