#include "adapters/knowledge/stemming.hpp"

#include <libstemmer.h>

#include <unordered_set>

#include "adapters/knowledge/terms.hpp"
#include "engine/base/text.hpp"

namespace handrail::knowledge {

namespace {

constexpr std::size_t word_bytes_max = 64;   // as in terms.cpp

using List = std::unordered_set<std::string_view>;

const std::map<std::string, List, std::less<>>& small_words() {
  static const std::map<std::string, List, std::less<>> known = {
      {"de", {"aber", "alle", "als", "am", "an", "auch", "auf", "aus", "bei", "bin", "bis", "bitte", "da", "danke", "dann", "das", "dass", "dem", "den", "der", "des", "die",
              "dies", "diese", "diesen", "dieser", "doch", "durch", "ein", "eine", "einem", "einen", "einer", "eines", "er", "es", "für", "gibt", "guten", "habe", "haben",
              "hallo", "hat", "hätte", "ich", "ihr", "ihre", "ihren", "im", "in", "ist", "ja", "kann", "kein", "keine", "können", "könnte", "man", "mein", "meine", "meinem",
              "meinen", "meiner", "mich", "mir", "mit", "möchte", "muss", "müssen", "nach", "nicht", "noch", "nun", "nur", "ob", "oder", "ohne", "schon", "sein", "sich", "sie",
              "sind", "so", "soll", "tag", "über", "um", "und", "uns", "unser", "vom", "von", "vor", "wann", "war", "was", "weil", "welche", "wenn", "wer", "werde", "werden",
              "wie", "will", "wir", "wird", "wo", "würde", "zu", "zum", "zur",
              "bald", "groß", "hoch", "lang", "lange", "oft", "schnell", "teuer", "viel", "viele", "weit",   // how much of it: "wie hoch ist", "wie lange"
              "warum", "welchen", "welcher", "welches", "wieso"}},
      {"fr", {"ai", "au", "aux", "avec", "avez", "avoir", "bonjour", "ce", "ces", "cet", "cette", "combien", "comment", "dans", "de", "des", "dois", "du", "elle", "en", "est",
              "et", "être", "fait", "faire", "il", "ils", "je", "la", "le", "les", "leur", "ma", "mais", "me", "merci", "mes", "moi", "mon", "ne", "nos", "notre", "nous", "on",
              "ont", "ou", "où", "par", "pas", "peut", "peux", "plus", "pour", "pourquoi", "puis", "quand", "que", "quel", "quelle", "qui", "quoi", "sa", "sans", "se", "ses",
              "si", "son", "sont", "suis", "sur", "tout", "un", "une", "veux", "voudrais", "vos", "votre", "vous"}},
      {"es", {"al", "algo", "como", "cómo", "con", "cual", "cuál", "cuando", "cuándo", "cuanto", "cuánto", "de", "debo", "del", "desde", "donde", "dónde", "el", "ella", "en",
              "es", "esta", "está", "este", "esto", "gracias", "ha", "hacer", "hago", "hasta", "hay", "he", "hola", "la", "las", "le", "lo", "los", "me", "mi", "mis", "muy",
              "no", "nos", "o", "para", "pero", "por", "porque", "puede", "puedo", "que", "qué", "quien", "quiero", "se", "ser", "si", "sí", "sin", "sobre", "son", "su", "sus",
              "te", "tengo", "tiene", "todo", "tu", "un", "una", "ya", "yo"}},
      {"it", {"a", "ai", "al", "alla", "anche", "avete", "che", "chi", "ciao", "come", "con", "cosa", "da", "dal", "dei", "del", "della", "delle", "devo", "di", "dove", "e",
              "è", "fare", "gli", "grazie", "ha", "ho", "i", "il", "in", "io", "la", "le", "lo", "ma", "mi", "mia", "mio", "nel", "nella", "non", "o", "per", "perché", "più",
              "posso", "può", "quale", "quando", "quanto", "questa", "questo", "se", "si", "sono", "su", "sul", "sulla", "tra", "un", "una", "vorrei", "vostro"}},
      {"nl", {"aan", "al", "als", "ben", "bij", "dag", "dan", "dat", "de", "deze", "die", "dit", "doe", "doen", "door", "een", "en", "er", "goed", "graag", "had", "hallo", "heb",
              "hebben", "heeft", "het", "hoe", "hun", "ik", "in", "is", "jullie", "kan", "kunnen", "maar", "me", "met", "mij", "mijn", "moet", "naar", "niet", "nog", "of", "om",
              "ons", "ook", "op", "over", "te", "tot", "uit", "uw", "van", "voor", "waar", "wanneer", "was", "wat", "we", "wel", "welke", "wie", "wil", "worden", "wordt", "zijn",
              "zo", "zonder"}},
      {"pt", {"a", "ao", "aos", "as", "até", "com", "como", "da", "das", "de", "devo", "do", "dos", "e", "é", "ela", "ele", "em", "esta", "está", "este", "eu", "fazer", "foi",
              "há", "isso", "já", "mas", "me", "meu", "minha", "muito", "na", "não", "nas", "no", "nos", "o", "obrigado", "olá", "onde", "os", "ou", "para", "pela", "pelo", "por",
              "porque", "posso", "pode", "qual", "quando", "quanto", "que", "quem", "quero", "se", "sem", "ser", "seu", "sua", "são", "sobre", "tem", "tenho", "um", "uma", "você"}},
  };
  return known;
}

}  // namespace

const std::vector<std::string>& stemmed_languages() {
  static const std::vector<std::string> known = {"ca", "da", "de", "el", "en", "es", "eu", "fi", "fr", "ga", "hu", "it", "lt", "nl", "no", "pt", "ro", "ru", "sr", "sv", "tr"};
  return known;
}

bool small_word_in(const std::string& language, std::string_view word) {
  const auto found = small_words().find(language);
  return found != small_words().end() && found->second.contains(word);
}

void Stemming::Delete::operator()(sb_stemmer* stemmer) const { sb_stemmer_delete(stemmer); }

Result<Stemming> Stemming::make(sqlite::Database& database) {
  using sqlite::Tokenizer;
  HANDRAIL_TRY(auto in_english, Tokenizer::make(database));
  HANDRAIL_TRY(auto as_written, Tokenizer::make(database, Tokenizer::Form::as_written));
  HANDRAIL_TRY(auto without_accents, Tokenizer::make(database, Tokenizer::Form::without_accents));
  return Stemming(std::move(in_english), std::move(as_written), std::move(without_accents));
}

std::string Stemming::stem(const std::string& language, std::string_view word) const {
  auto& stemmer = stemmers_[language];
  if (!stemmer) stemmer.reset(sb_stemmer_new(language.c_str(), "UTF_8"));
  std::string stemmed(word);
  if (stemmer && word.size() <= word_bytes_max) {
    const sb_symbol* symbols = sb_stemmer_stem(stemmer.get(), reinterpret_cast<const sb_symbol*>(word.data()), static_cast<int>(word.size()));
    if (symbols) stemmed.assign(reinterpret_cast<const char*>(symbols), static_cast<std::size_t>(sb_stemmer_length(stemmer.get())));
  }
  std::string plain;
  without_accents_.each(stemmed, [&](std::string_view form, std::size_t, std::size_t) { plain += form; });
  return plain;
}

std::string Stemming::stems_of(const std::string& language, std::string_view text) const {
  if (language == english) return knowledge::stems_of(english_, text);
  std::string stems;
  as_written_.each(text, [&](std::string_view word, std::size_t begin, std::size_t end) {
    if (end - begin > word_bytes_max || word.empty()) return;
    const std::string form = stem(language, word);
    if (!form.empty()) stems += (stems.empty() ? "" : " ") + form;
  });
  return stems;
}

}  // namespace handrail::knowledge
