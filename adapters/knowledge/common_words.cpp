#include "adapters/knowledge/common_words.hpp"

#include <string>
#include <unordered_set>

namespace handrail::knowledge {

namespace {

const std::unordered_set<std::string_view>& common() {
  static const std::unordered_set<std::string_view> words = {
      "able", "above", "absolute", "absolutely", "absurd", "accept", "access", "accidental", "accidentally", "accord", "according", "account", "accurate",
      "achieve", "across", "act", "action", "actual", "add", "added", "adding", "address", "adjust", "admit", "advance", "advice", "advise", "afford",
      "afraid", "afternoon", "against", "age", "ago", "agree", "ahead", "aid", "aim", "allow", "allowed", "almost", "alone", "along", "already", "alright",
      "alternative", "although", "altogether", "amazing", "among", "amongst", "amount", "ancient", "angry", "announce", "annoying", "answer", "anticipate",
      "anyhow", "anymore", "apart", "apologies", "apologize", "appalling", "apparently", "appear", "apply", "appointment", "appreciate", "approach",
      "appropriate", "approximately", "april", "area", "arise", "arrange", "arrangement", "arrive", "arrived", "asap", "aside", "ask", "assist", "assistance",
      "assume", "attach", "attached", "attempt", "attention", "august", "aunt", "automatic", "automatically", "available", "average", "avoid",
      "aware", "away", "awesome", "awful", "background", "backwards", "bad", "badly", "base", "based", "basic", "basically", "basis", "bear", "beat",
      "beautiful", "began", "begin", "beginning", "behave", "behind", "believe", "belong", "below", "benefit", "beside", "besides", "best", "better",
      "between", "beyond", "big", "bigger", "bike", "bill", "birthday", "bit", "blame", "block", "board", "body", "book", "borrow", "boss", "bother",
      "bottle", "bottom", "bought", "box", "boyfriend", "brand", "break", "brief", "briefly", "bring", "broke", "broken", "brother", "brought", "buddy",
      "budget", "build", "bunch", "busy", "button", "buy", "bye", "call", "calm", "came", "cancel", "care", "careful", "carefully", "carry", "case", "catch",
      "cause", "centre", "certain", "certainly", "chance", "change", "character", "cheap", "cheaper", "check", "cheers", "choice", "choose", "choosing",
      "chose", "circumstances", "clarify", "class", "clean", "clear", "clearly", "click", "close", "closer", "clothes", "coat", "colleague", "collect",
      "combine", "come", "comfortable", "comment", "common", "company", "compare", "compared", "complain", "complaint", "complete", "completely",
      "complicate", "complicated", "concern", "concerned", "concerning", "condition", "confirm", "confuse", "confused", "confusing", "connect", "connection",
      "consequence", "consider", "considering", "constantly", "contact", "contain", "contents", "continue", "correct", "correctly", "cost", "count", "couple",
      "course", "cousin", "cover", "coworker", "crap", "crazy", "create", "credit", "cross", "cup", "curious", "current", "currently", "customer", "cut",
      "dad", "daily", "damage", "damn", "date", "daughter", "day", "days", "dead", "deal", "dealing", "debit", "december", "decent", "decide", "decided",
      "decision", "decline", "deep", "default", "defective", "definitely", "degree", "delay", "delete", "deliver", "delivered", "delivery", "demand",
      "department", "depend", "depending", "describe", "deserve", "design", "desire", "desk", "despite", "destroy", "detail", "details", "determine",
      "develop", "difference", "different", "difficult", "difficulty", "direct", "direction", "directly", "disappear", "disappointed", "discover", "discuss",
      "disgrace", "disgraceful", "disgusting", "dislike", "double", "doubt", "down", "downgrade", "dozen", "dream", "dress", "drop", "dropped", "dude", "due",
      "duration", "during", "early", "easier", "easily", "easy", "edge", "effect", "effort", "either", "element", "elsewhere", "email", "empty", "enable",
      "encounter", "encourage", "end", "enjoy", "enough", "enquire", "enquiries", "enquiry", "ensure", "enter", "entire", "entirely", "entitled",
      "environment", "equal", "error", "especially", "essentially", "etc", "even", "evening", "eventually", "everyday", "evidence", "evidently", "exact",
      "example", "excellent", "except", "exchange", "excuse", "exist", "existing", "exit", "expect", "expected", "expecting", "expensive", "experience",
      "expire", "expired", "explained", "explanation", "express", "extend", "external", "extra", "extremely", "face", "fact", "fail", "failed", "failure",
      "fair", "fairly", "faithfully", "fall", "false", "familiar", "family", "far", "fast", "faster", "father", "fault", "faulty", "favor", "favour",
      "favourable", "favourite", "feature", "february", "feedback", "feel", "feeling", "felt", "fiance", "field", "fifty", "figure", "file", "fill", "final",
      "finally", "find", "fine", "finish", "finished", "five", "fix", "flat", "flatmate", "focus", "follow", "following", "force", "forever", "forget",
      "forgot", "forgotten", "form", "former", "fortunately", "forward", "found", "four", "free", "frequent", "frequently", "friday", "fridays", "friend",
      "friends", "front", "frustrated", "frustrating", "full", "fully", "fun", "function", "funny", "furious", "furthermore", "future", "gap", "garbage",
      "gather", "gave", "general", "generally", "gentleman", "gift", "girlfriend", "given", "glad", "glasses", "globe", "goal", "gone", "grab", "grand",
      "granddaughter", "grandfather", "grandma", "grandmother", "grandson", "granted", "grateful", "ground", "group", "grow", "guess", "guide", "guy", "guys",
      "habit", "half", "hand", "handle", "handy", "hang", "happen", "happened", "happening", "happens", "happy", "hard", "hardly", "hat", "hate", "head",
      "hear", "heard", "heavy", "height", "held", "hell", "helmet", "helpful", "helping", "hesitate", "high", "higher", "highest", "highly", "hit", "hold",
      "holding", "home", "honest", "honestly", "hopefully", "hoping", "horrible", "hour", "hours", "house", "hubby", "huge", "hundred", "hundreds", "hurry",
      "hurt", "husband", "idea", "ideal", "identify", "ignore", "image", "imagine", "immediate", "immediately", "impact", "important", "impossible",
      "impression", "improve", "include", "included", "includes", "including", "incompetent", "incorrect", "increase", "indeed", "indicate", "indicated",
      "individual", "inform", "information", "initial", "initially", "inner", "input", "inquire", "inquiry", "inside", "insist", "instance", "instantly",
      "instruction", "intend", "intention", "interested", "interesting", "internal", "introduce", "investigate", "invite", "involve", "issue", "issues",
      "item", "january", "jeans", "job", "join", "joke", "july", "jump", "june", "keep", "kept", "kindly", "knew", "known", "label", "lack", "lady", "laptop",
      "large", "largely", "largest", "last", "lastly", "late", "lately", "later", "latest", "latter", "lay", "lead", "leading", "learn", "learned", "least",
      "leave", "leaving", "led", "left", "length", "less", "lesson", "letter", "letting", "level", "lie", "life", "light", "likely", "limit", "line", "link",
      "list", "listen", "little", "live", "living", "load", "local", "location", "log", "long", "longer", "look", "looked", "loop", "lose", "lost", "love",
      "lovely", "low", "lower", "luck", "lucky", "luggage", "mad", "made", "mail", "main", "mainly", "maintain", "major", "make", "makes", "making", "male",
      "man", "manage", "manner", "march", "mark", "marriage", "married", "mate", "matter", "max", "maximum", "mean", "means", "meant", "meanwhile", "meet",
      "meeting", "memory", "mention", "mentioned", "mess", "message", "method", "middle", "million", "mind", "minimum", "minor", "minute", "minutes", "miss",
      "missed", "missing", "mistake", "mode", "mom", "moment", "moments", "monday", "money", "month", "monthly", "months", "morning", "mother", "move",
      "moved", "mug", "multiple", "mum", "name", "namely", "natural", "nature", "near", "nearby", "nearly", "neat", "necessarily", "necessary", "needed",
      "needs", "negative", "neighbour", "neither", "nephew", "network", "nevertheless", "new", "newest", "newly", "next", "nice", "niece", "night", "nobody",
      "nonsense", "nor", "normal", "normally", "note", "notice", "noticed", "notify", "november", "nowhere", "number", "numerous", "object", "obtain",
      "obvious", "obviously", "occasion", "occasionally", "occur", "october", "odd", "offer", "office", "old", "older", "online", "onto", "open", "operate",
      "operation", "opinion", "opportunity", "opposite", "option", "options", "order", "ordering", "orders", "ordinary", "organise", "organize", "original",
      "originally", "otherwise", "ought", "ourselves", "outcome", "output", "outrageous", "outside", "overall", "owe", "owner", "package", "page", "paid",
      "pair", "pants", "parcel", "parent", "part", "particular", "particularly", "partly", "partner", "parts", "pass", "passed", "past", "path", "pathetic",
      "patience", "patient", "pay", "payment", "people", "percent", "perfect", "perfectly", "perform", "period", "permanently", "permission", "permit",
      "person", "personal", "personally", "phone", "pick", "picked", "pickup", "picture", "piece", "place", "placed", "plain", "plan", "planned", "planning",
      "play", "plenty", "plus", "point", "politely", "poor", "pop", "position", "positive", "possibility", "possibly", "post", "potential", "practical",
      "practice", "precise", "precisely", "prefer", "preferably", "prepare", "present", "presently", "press", "presume", "pretty", "prevent", "previous",
      "previously", "price", "prior", "private", "probably", "problem", "problems", "procedure", "proceed", "process", "product", "products", "progress",
      "promise", "promised", "proof", "proper", "properly", "property", "protect", "proud", "prove", "provide", "provided", "public", "purchase", "purchased",
      "purpose", "push", "put", "quality", "quarter", "query", "question", "queue", "quick", "quickly", "quiet", "quit", "range", "rarely", "reach", "react",
      "read", "reader", "ready", "real", "realise", "realize", "reason", "reasonable", "recall", "receive", "received", "recent", "recently", "recommend",
      "recommendation", "record", "redeem", "reduce", "refer", "reference", "refuse", "regard", "regardless", "regular", "regularly", "reject", "related",
      "relation", "relationship", "relatively", "relevant", "reliable", "rely", "remain", "remember", "remind", "remove", "repeat", "repeatedly", "replace",
      "replaced", "reply", "report", "request", "require", "required", "reset", "resolve", "resolved", "resource", "respond", "response", "rest", "restart",
      "result", "retry", "return", "review", "rid", "ridiculous", "right", "ring", "rise", "room", "roommate", "roughly", "round", "row", "rubbish", "rude",
      "rule", "run", "running", "rush", "sad", "safe", "safely", "sale", "same", "satisfaction", "satisfied", "saturday", "save", "saving", "saw", "scandal",
      "scared", "scenario", "search", "second", "secondly", "section", "secure", "seek", "seem", "seemed", "seems", "seen", "selected", "self", "send",
      "senior", "sense", "sent", "separate", "separately", "september", "series", "serious", "seriously", "serve", "service", "session", "set", "setting",
      "settle", "seven", "several", "shame", "shameful", "shape", "share", "sharp", "shelf", "shirt", "shocking", "shoe", "shop", "short", "shortly", "show",
      "showing", "shown", "shut", "side", "sign", "signal", "silly", "similar", "simple", "simply", "single", "sister", "sit", "site", "situation", "six",
      "size", "skip", "skirt", "slightly", "slow", "slowly", "small", "smaller", "smart", "smooth", "sock", "sofa", "soft", "sold", "solution", "solve",
      "someday", "somewhat", "somewhere", "son", "sooner", "sort", "sound", "source", "space", "speak", "speaking", "special", "specific", "specifically",
      "speed", "spend", "spent", "split", "spoke", "spot", "staff", "stage", "stand", "standard", "start", "started", "starting", "state", "status",
      "stay", "step", "steps", "stick", "stock", "stop", "stopped", "store", "story", "straight", "strange", "strong", "structure", "struggle", "stuck",
      "stuff", "stupid", "style", "subject", "submit", "success", "successful", "successfully", "sudden", "suddenly", "suggest", "suggestion", "suit",
      "suitable", "summary", "sunday", "super", "supply", "support", "suppose", "supposed", "sure", "surely", "surface", "surprise", "surprised",
      "swap", "sweater", "switch", "system", "tablet", "talk", "talking", "target", "task", "team", "technically", "temporary", "ten", "term", "terrible",
      "test", "text", "thankful", "thankfully", "thanks", "themselves", "theory", "therefore", "third", "thoroughly", "thousand", "thread", "three",
      "throughout", "throw", "thursday", "tight", "till", "time", "times", "tiny", "tip", "tired", "title", "today", "together", "told", "tomorrow",
      "tonight", "top", "topic", "total", "totally", "touch", "toward", "towards", "toy", "track", "treat", "trick", "trouble", "trousers", "true", "truly",
      "trust", "truth", "tuesday", "turn", "turned", "tv", "twice", "two", "type", "typical", "typically", "ugly", "ultimately", "unable", "unacceptable",
      "unbelievable", "uncle", "unclear", "understand", "understood", "unexpected", "unfortunately", "unhappy", "unit", "unknown", "unless", "unlike",
      "unlikely", "unlock", "unsure", "unusual", "unwanted", "update", "upgrade", "upon", "upset", "urgent", "urgently", "use", "used", "useful", "useless",
      "user", "using", "usual", "usually", "valid", "value", "various", "verify", "version", "view", "visit", "voice", "wait", "waited", "waiting", "walk",
      "warn", "warning", "waste", "watch", "wear", "wed", "wednesday", "week", "weekend", "weeks", "weird", "weirdly", "welcome", "whatever", "whenever",
      "whereas", "whichever", "whoever", "whole", "wide", "wife", "willing", "wise", "woman", "wonder", "wonderful", "word", "words", "work",
      "worked", "working", "works", "world", "worried", "worry", "worse", "worst", "worth", "wrapped", "write", "writing", "wrong", "wrongly", "wrote",
      "year", "years", "yesterday", "young", "zero",
  };
  return words;
}

bool without(std::string_view word, std::string_view ending, std::string_view instead) {
  if (!word.ends_with(ending) || word.size() < ending.size() + 3) return false;
  std::string base(word.substr(0, word.size() - ending.size()));
  return common().contains(base + std::string(instead));
}

}  // namespace

bool common_word(std::string_view word) {
  if (common().contains(word)) return true;
  for (const std::string_view ending : {"s", "es", "ed", "ing", "ly", "er"})
    if (without(word, ending, "") || without(word, ending, "e")) return true;
  return without(word, "ies", "y") || without(word, "ied", "y");
}

}  // namespace handrail::knowledge
