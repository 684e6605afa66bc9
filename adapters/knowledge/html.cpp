#include "adapters/knowledge/html.hpp"

#include <libxml/HTMLparser.h>
#include <libxml/parserInternals.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <memory>
#include <mutex>

#include "adapters/knowledge/html_text.hpp"
#include "engine/base/limits.hpp"
#include "engine/base/text.hpp"

namespace handrail::knowledge {

namespace {

bool letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

// The first of `needle`, which is in lower case, at or after `from`.
std::size_t find_folded(std::string_view text, std::string_view needle, std::size_t from) {
  const auto same = [](char a, char b) { return (a >= 'A' && a <= 'Z' ? static_cast<char>(a + 32) : a) == b; };
  const auto found = std::search(text.begin() + static_cast<std::ptrdiff_t>(std::min(from, text.size())), text.end(), needle.begin(), needle.end(), same);
  return found == text.end() ? std::string_view::npos : static_cast<std::size_t>(found - text.begin());
}

// Where what begins at `open` ends and is nothing to read: a comment, a script, a style; `open` itself where something is.
std::size_t unread_until(std::string_view html, std::size_t open) {
  if (html.substr(open).starts_with("<!--")) {
    const std::size_t end = html.find("-->", open + 4);
    return end == std::string_view::npos ? html.size() : end + 3;
  }
  for (const auto& [begin, close] : {std::pair{"<script", "</script"}, std::pair{"<style", "</style"}}) {
    const std::string_view name(begin);
    if (html.size() <= open + name.size() || find_folded(html.substr(open, name.size()), name, 0) != 0 || letter(html[open + name.size()])) continue;
    const std::size_t end = find_folded(html, close, open);
    const std::size_t shut = end == std::string_view::npos ? end : html.find('>', end);
    return shut == std::string_view::npos ? html.size() : shut + 1;
  }
  return open;
}

// The page without comments, scripts and styles. The parser compares each attribute of a tag with all before it, so their number is bounded here.
Result<std::string> worth_parsing(std::string_view html) {
  std::string kept;
  for (std::size_t at = 0; at < html.size();) {
    const std::size_t open = html.find('<', at);
    kept += html.substr(at, open == std::string_view::npos ? open : open - at);
    if (open == std::string_view::npos) break;
    at = unread_until(html, open);
    if (at != open) continue;
    const char next = open + 1 < html.size() ? html[open + 1] : ' ';
    if (!letter(next) && next != '/' && next != '!' && next != '?') {   // a sign in a text
      kept += "&lt;";
      at = open + 1;
      continue;
    }
    const std::size_t close = html.find('>', open);
    const std::string_view tag = html.substr(open, close == std::string_view::npos ? close : close + 1 - open);
    const auto parts = std::count_if(tag.begin(), tag.end(), [](char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f' || c == '"' || c == '\''; });
    if (static_cast<std::size_t>(parts) > limits::html_tag_parts)
      return fail(ErrorCode::limit, "a tag has more than " + std::to_string(limits::html_tag_parts) + " parts");
    kept += tag;
    at = open + tag.size();
  }
  return kept;
}

std::string_view text_of(const xmlChar* text) { return text ? std::string_view(reinterpret_cast<const char*>(text)) : std::string_view(); }

std::string attribute(const xmlChar** attributes, std::string_view name) {
  for (; attributes && attributes[0]; attributes += 2)
    if (text_of(attributes[0]) == name) return std::string(text_of(attributes[1]));
  return "";
}

bool has_attribute(const xmlChar** attributes, std::string_view name) {
  for (; attributes && attributes[0]; attributes += 2)
    if (text_of(attributes[0]) == name) return true;
  return false;
}

// What a browser does not show, a customer is not told, and nobody hides instructions in it.
bool hidden(const xmlChar** attributes) {
  std::string style = lower_ascii(attribute(attributes, "style"));
  style.erase(std::remove(style.begin(), style.end(), ' '), style.end());
  return has_attribute(attributes, "hidden") || lower_ascii(attribute(attributes, "aria-hidden")) == "true" || style.find("display:none") != std::string::npos ||
         style.find("visibility:hidden") != std::string::npos;
}

// The parser's events, as C calls them. `depth` counts open elements; the first of those that are not read makes all below it unread.
struct Reading {
  htmlParserCtxtPtr parser = nullptr;
  HtmlText text;
  HtmlPage page;
  std::size_t depth = 0, unread_from = 0;   // 0: all is read
  bool in_title = false, too_deep = false;

  void open(std::string_view name, const xmlChar** attributes) {
    if (++depth > limits::html_depth) {
      too_deep = true;
      xmlStopParser(parser);
      return;
    }
    if (name == "title" && page.title.empty() && !text.in_body()) in_title = true;
    if (name == "meta") read_setting(attribute(attributes, "name"), attribute(attributes, "content"));
    if (name == "link" && lower_ascii(attribute(attributes, "rel")) == "canonical" && page.url.empty()) page.url = attribute(attributes, "href");
    if (unread_from == 0 && (HtmlText::unread(name) || hidden(attributes))) unread_from = depth;
    if (unread_from == 0) text.open(name);
  }
  void close(std::string_view name) {
    if (name == "title") in_title = false;
    if (unread_from == 0) text.close(name);
    if (unread_from == depth) unread_from = 0;
    if (depth > 0) --depth;
  }
  void characters(std::string_view some) {
    if (in_title) page.title += some;
    else if (unread_from == 0) text.characters(some);
  }
  void read_setting(const std::string& name, const std::string& content) {
    constexpr std::string_view ours = "handrail:";
    if (lower_ascii(name).starts_with(ours) && page.settings.size() < limits::html_tag_parts) page.settings.emplace_back(lower_ascii(name).substr(ours.size()), content);
  }
};

Reading& reading(void* context) { return *static_cast<Reading*>(context); }

htmlSAXHandler handler() {
  htmlSAXHandler calls;
  std::memset(&calls, 0, sizeof calls);
  calls.startElement = [](void* context, const xmlChar* name, const xmlChar** attributes) { reading(context).open(text_of(name), attributes); };
  calls.endElement = [](void* context, const xmlChar* name) { reading(context).close(text_of(name)); };
  const auto characters = [](void* context, const xmlChar* text, int size) {
    if (size > 0) reading(context).characters({reinterpret_cast<const char*>(text), static_cast<std::size_t>(size)});
  };
  calls.characters = characters;
  calls.ignorableWhitespace = characters;
  calls.cdataBlock = nullptr;   // scripts and styles
  return calls;
}

struct FreeParser {
  void operator()(htmlParserCtxtPtr parser) const {
    if (parser->myDoc) xmlFreeDoc(parser->myDoc);
    htmlFreeParserCtxt(parser);
  }
};

}  // namespace

Result<HtmlPage> read_html(std::string_view html) {
  static std::once_flag once;
  std::call_once(once, [] { xmlInitParser(); });
  HANDRAIL_TRY(const std::string text, worth_parsing(html));
  if (text.empty()) return HtmlPage{};
  const std::unique_ptr<htmlParserCtxt, FreeParser> parser(htmlCreateMemoryParserCtxt(text.data(), static_cast<int>(text.size())));
  if (!parser) return fail(ErrorCode::limit, "there is no memory to read the page with");
  Reading made;
  made.parser = parser.get();
  const htmlSAXHandler calls = handler();
  *parser->sax = calls;
  parser->userData = &made;
  htmlCtxtUseOptions(parser.get(), HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET | HTML_PARSE_IGNORE_ENC);
  xmlSwitchEncoding(parser.get(), XML_CHAR_ENCODING_UTF8);
  htmlParseDocument(parser.get());
  if (made.too_deep) return fail(ErrorCode::limit, "its elements nest deeper than " + std::to_string(limits::html_depth));
  made.page.title = one_line(made.page.title);
  made.page.sections = made.text.finish();
  return std::move(made.page);
}

}  // namespace handrail::knowledge
