#include "adapters/knowledge/word_classes.hpp"

namespace handrail::knowledge {

const Words& helping() {
  static const Words known = {"do", "does", "did", "can", "could", "will", "would", "may", "might", "shall", "should", "must", "is", "are", "was", "were", "am", "has",
                              "have", "had", "s"};
  return known;
}

const Words& being() {
  static const Words known = {"is", "are", "was", "were", "am", "be", "s"};
  return known;
}

const Words& pronouns() {
  static const Words known = {"i", "you", "we", "they", "he", "she", "it", "me", "us", "them", "him", "there", "somebody", "someone", "anybody", "anyone", "everybody",
                              "everyone", "one", "myself", "yourself", "ourselves", "that", "this", "something", "anything", "everything", "mine", "yours"};
  return known;
}

const Words& opening_a_phrase() {
  static const Words known = {"a", "an", "the", "my", "your", "our", "his", "her", "their", "its", "these", "those", "any", "some", "every", "each", "all", "no",
                              "another", "both", "such", "other", "same", "own"};
  return known;
}

const Words& prepositions() {
  static const Words known = {"on", "at", "by", "with", "without", "for", "from", "to", "into", "onto", "of", "about", "in", "during", "between", "over", "under", "near",
                              "behind", "outside", "inside", "per", "via", "through", "against", "across", "within", "around", "above", "below", "along", "towards",
                              "beside"};
  return known;
}

const Words& joining() {
  static const Words known = {"if", "when", "while", "because", "since", "before", "after", "until", "till", "once", "that", "who", "which", "although", "though",
                              "unless", "than", "whether", "as", "but", "so", "then", "what", "where", "how", "why", "like"};
  return known;
}

const Words& light_verbs() {
  static const Words known = {"be", "been", "being", "have", "has", "had", "having", "do", "doing", "done", "get", "getting", "got", "take", "taking", "give", "giving",
                              "make", "making", "go", "goes", "going", "come", "comes", "coming", "see", "need", "needs", "want", "use", "using", "find", "offer",
                              "offers", "provide", "accept", "bring", "put", "leave", "let", "know", "tell", "help", "cost", "costs", "ask", "like", "try", "allow",
                              "keep", "handle", "work", "works", "stay", "look", "apply", "include", "pay", "require", "expect", "start", "run", "happen", "happens",
                              "say", "mean", "support", "deal", "set", "begin", "last", "end"};
  return known;
}

const Words& frames() {
  static const Words known = {"allowed", "permitted", "possible", "okay", "necessary", "required", "needed", "mandatory", "compulsory", "obligatory", "available",
                              "happen", "happens", "goes", "offer", "offers", "offered", "provide", "provided", "accept", "accepted", "exactly", "usually", "normally",
                              "generally", "actually", "currently", "need", "needs"};
  return known;
}

const Words& of_no_matter() {
  static const Words known = {"person", "people", "someone", "man", "woman", "men", "women", "son", "sons", "daughter", "daughters", "kid", "kids", "child", "children",
                              "wife", "husband", "partner", "mum", "mom", "mother", "dad", "father", "parent", "parents", "brother", "sister", "friend", "friends",
                              "family", "girlfriend", "boyfriend", "grandma", "grandpa", "grandmother", "grandfather", "baby", "boy", "girl", "guy", "guys", "thing",
                              "things", "stuff", "way", "ways", "chance", "option", "options", "possibility", "idea", "information", "info", "time", "times", "moment",
                              "day", "days", "week", "weeks", "month", "months", "year", "years", "hour", "hours", "minute", "minutes", "date", "today", "tomorrow", "now",
                              "advance", "kind", "kinds", "sort", "sorts", "type", "types", "number", "amount", "price", "prices", "cost", "costs", "fee", "fees",
                              "charge", "rate", "rest", "case", "place", "end", "beginning", "middle", "purpose", "reason", "problem", "bit", "lot", "lots", "couple",
                              "maximum", "minimum", "limit", "difference", "everything", "half", "part", "first", "free", "total", "general", "extra", "desk", "front",
                              "store", "shop", "company", "team", "staff", "money", "list", "order", "question", "length", "size", "old", "yourselves", "customer",
                              "customers"};
  return known;
}

const Words& adverbs() {
  static const Words known = {"also", "still", "just", "really", "only", "even", "already", "again", "ever", "always", "never", "now", "today", "tomorrow", "here",
                              "please", "maybe", "too", "very", "extra", "actually", "currently", "usually", "normally", "not", "t", "n", "more", "less", "so", "far",
                              "back", "up", "out", "off", "away", "down", "much", "many", "well", "first", "later", "soon", "yet", "else", "together", "alone", "directly",
                              "simply", "instead", "indoors", "outdoors", "once", "twice", "often", "right", "quite", "exactly", "altogether"};
  return known;
}

}  // namespace handrail::knowledge
