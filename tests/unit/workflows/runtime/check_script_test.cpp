#include "workflows/runtime/check_script.hpp"

#include <algorithm>

#include "engine/base/limits.hpp"
#include "engine/base/text.hpp"
#include "tests/catch.hpp"
#include "workflows/lua/state.hpp"

using namespace handrail;

namespace {

std::string issues(std::string_view text) {
  std::string out;
  for (const ScriptIssue& issue : check_script("refund.lua", text, {"lookup_order", "process_refund"})) {
    out += issue.file + ":" + std::to_string(issue.line) + ": " + issue.message + (issue.help.empty() ? "" : " (" + issue.help + ")") + "\n";
  }
  return out;
}

}  // namespace

TEST_CASE("a sound script has no issues") {
  CHECK(issues(R"lua(
    -- os.execute("rm") in a comment; lookup_odrer(1)
    --[[ require "x" ]]
    local function helper(fn, ...) return fn(...) end
    local text = "os.time()" .. [[ io.write("x") ]]
    function total(order) return order.total end
    local t = {os = 1, load = function(self) return self end}
    local order = lookup_order(inputs.order_id)
    t.load() t:load()
    for i, item in ipairs(order.items) do helper(total, item) end
    if desk.confirm("process_refund", {}) then process_refund{order_id = order.id} end
    desk.call("lookup_" .. "order", {})
    desk.try("lookup_order", {})
    return ("x"):upper(), string.format("%s", 1), pcall(lookup_order, 1)
  )lua") == "");
}

TEST_CASE("syntax errors are told with their line") {
  CHECK(issues("local x = 1\nif x then\n") == "refund.lua:3: 'end' expected (to close 'if' at line 2) near <eof>\n");
  CHECK(issues("x = = 1") == "refund.lua:1: unexpected symbol near '='\n");
  CHECK(issues("goto nowhere") != "");
}

TEST_CASE("functions that nobody has are told, with the one that was meant") {
  CHECK(issues("\nlookup_odrer(1)") == "refund.lua:2: there is no function `lookup_odrer` (did you mean `lookup_order`?)\n");
  CHECK(issues("cancel_order{}") == "refund.lua:1: there is no function `cancel_order` (if it is a tool, add it to the `tools` of the workflow)\n");
  CHECK(issues("say 'x'") == "refund.lua:1: there is no function `say` (write `desk.say`)\n");
  CHECK(issues("desk.aks('x')") == "refund.lua:1: `desk.aks` does not exist (did you mean `desk.ask`?)\n");
}

TEST_CASE("arguments by name may be put together before the call") {
  ScriptSurroundings around;
  around.tools = {{"process_refund", {{"order_id", ScriptTool::Wants::text}, {"amount", ScriptTool::Wants::money}}}};
  CHECK(check_script("refund.lua", "local call = {order_id = 'W1'}\ncall.amount = 1\nprocess_refund(call)", around).empty());
  CHECK(check_script("refund.lua", "local id = 'W1'\nprocess_refund(id)", around).size() == 1);
}

TEST_CASE("tools that the workflow does not name are told") {
  CHECK(issues("desk.call('lookup_odrer', {})") == "refund.lua:1: the workflow has no tool `lookup_odrer` (did you mean `lookup_order`?)\n");
  CHECK(issues("desk.try('cancel', {})") == "refund.lua:1: the workflow has no tool `cancel` (add it to the `tools` of the workflow)\n");
}

TEST_CASE("what Lua has elsewhere is told") {
  CHECK(issues("local t = os.time()") == "refund.lua:1: `os` is not available in a workflow (workflows/README.md lists what a script can use)\n");
  CHECK(issues("load 'x'\nprint(1, io.read())") == "refund.lua:1: `load` is not available in a workflow (workflows/README.md lists what a script can use)\n"
                                                       "refund.lua:2: `print` is not available in a workflow (workflows/README.md lists what a script can use)\n"
                                                       "refund.lua:2: `io` is not available in a workflow (workflows/README.md lists what a script can use)\n");
}

TEST_CASE("a script that is too long or no text is told") {
  CHECK(issues(std::string(limits::lua_script_bytes, '\n')) == "");
  CHECK(issues(std::string(limits::lua_script_bytes + 1, '\n')) == "refund.lua:1: the script is larger than 262144 bytes (split the workflow in two)\n");
  CHECK(issues("local x = '\xff'") == "refund.lua:1: the script is not UTF-8 text (save it as UTF-8)\n");
}

TEST_CASE("a tool that no word of the script is, is told as unused, and nothing is told where a name is worked out") {
  using Names = std::vector<std::string>;
  const Names tools{"lookup_order", "cancel_order"};
  CHECK(unused_tools("lookup_order(1)", tools) == Names{"cancel_order"});
  CHECK(unused_tools("desk.call('lookup_order', {})\nlocal f = cancel_order\nf{}", tools).empty());
  CHECK(unused_tools("-- cancel_order\nlookup_order(1)", tools) == Names{"cancel_order"});
  CHECK(unused_tools("for try = 1, 2 do lookup_order(try) end", tools) == Names{"cancel_order"});
  for (const char* worked_out : {"desk.call(name, {})", "desk.try('look' .. 'up_order', {})", "local call = desk.call\ncall('x')", "_G['cancel' .. '_order']()", "local d = desk\nd.call(x)",
                                 "desk['call']('x')", "_ENV[x]()"})
    CHECK(unused_tools(worked_out, tools).empty());
  CHECK(unused_tools("", tools) == tools);
  CHECK(unused_tools("if", tools).empty());   // told as no Lua
}

namespace {

std::vector<std::string> told(const std::string& script) {
  using Wants = ScriptTool::Wants;
  ScriptSurroundings around;
  around.tools = {{"lookup_order", {{"order_id", Wants::text}}, true},
                  {"process_refund", {{"order_id", Wants::text}, {"amount", Wants::money}, {"reason", Wants::text}}, true},
                  {"rate", {{"stars", Wants::number}, {"public", Wants::yes_no, true}}, true},
                  {"change_room", {{"booking_id", Wants::text}, {"room", Wants::text, false, {"single", "double", "top floor"}}}, true},
                  {"list_orders", {}, true}};
  around.inputs = std::vector<std::string>{"order_id", "name"};
  around.queues = std::vector<std::string>{"billing", "support"};
  std::vector<std::string> lines;
  for (const ScriptIssue& issue : check_script("refund.lua", script, around))
    lines.push_back(std::to_string(issue.line) + ": " + issue.message + (issue.help.empty() ? "" : " (" + issue.help + ")"));
  return lines;
}

using Lines = std::vector<std::string>;

}  // namespace

TEST_CASE("literal arguments that a tool does not take are told") {
  CHECK(told("lookup_order(1001)") == Lines{"1: `lookup_order` takes a text as its `order_id`, and this is a number (write it between quotes)"});
  CHECK(told("lookup_order('W1', 'W2')") == Lines{"1: `lookup_order` takes 1 argument, and is given 2"});
  CHECK(told("process_refund('W1', 5, 'late')") ==
        Lines{"1: `process_refund` takes money as its `amount`, and this is a number (write it as money(\"$12.50\") or money(\"12.50 EUR\"))"});
  CHECK(told("process_refund{order_id = 'W1', amout = money('$5')}") == Lines{"1: `process_refund` has no parameter `amout` (did you mean `amount`?)"});
  CHECK(told("desk.try('process_refund', {order_id = 'W1', ammount = total})") == Lines{"1: `process_refund` has no parameter `ammount` (did you mean `amount`?)"});
  CHECK(told("rate('5', 'yes')") == Lines{"1: `rate` takes a number as its `stars`, and this is a text (write it without quotes)",
                                          "1: `rate` takes true or false as its `public`, and this is a text (write true or false)"});
  CHECK(told("local id = 'W1'\nprocess_refund(id, money('$5'), 'late')\nrate(-5, true)\nlookup_order(f(1, 2))\nlookup_order(table.unpack(list{1, 2}))\n"
             "function f(a, b) return a end\nlookup_order{order_id = id}\nprocess_refund(id, total, (id:gsub('a', 'b')))").empty());
}

TEST_CASE("calls of the desk that cannot be right are told") {
  CHECK(told("desk.say()") == Lines{"1: `desk.say` needs its `text` (workflows/README.md lists what it takes)"});
  CHECK(told("desk.say('a', 'b')") == Lines{"1: `desk.say` takes 1 argument, and is given 2"});
  CHECK(told("desk.now('UTC')") == Lines{"1: `desk.now` takes 0 arguments, and is given 1"});
  CHECK(told("desk.say({text = 'a'})") == Lines{"1: `desk.say` takes a text as its `text`, and this is a table"});
  CHECK(told("desk.date('2026-01-05', 'wekday')") == Lines{"1: `desk.date` has no form `wekday` (there are day, date, weekday and time)"});
  CHECK(told("desk.wait(5)") == Lines{"1: `desk.wait` takes a duration as its `duration`, and this is `5` (write one like \"30 minutes\", \"4 hours\" or \"2 days\")"});
  CHECK(told("desk.wait('soon')").size() == 1);
  CHECK(told("desk.call('lookup_order', 'W1')") == Lines{"1: `desk.call` takes a table of named arguments as its `arguments`, and this is a text"});
  CHECK(told("desk.hand_off('angry', 'biling')") == Lines{"1: the policy has no queue `biling` (did you mean `billing`?)"});
  CHECK(told("desk.say(5) desk.wait('4 hours') desk.hand_off('why', 'billing') desk.remember('x', {1, 2}) desk.ask('what', question()) function question() end").empty());
}

TEST_CASE("a step inside of a function given to table.sort or gsub is told") {
  const std::string message = "a step cannot be taken inside of a function given to table.sort or string.gsub (take it before, and use what it gave)";
  CHECK(told("table.sort(t, function(a, b)\n  desk.log('x')\n  return a < b\nend)") == Lines{"2: " + message});
  CHECK(told("local s = name:gsub('%d', function(d) return lookup_order(d).id end)") == Lines{"1: " + message});
  CHECK(told("local s = name:gsub('%d', desk.ask('digit'))\ntable.sort(list{lookup_order('W1'), 2}, function(a, b) return a < b end)").empty());
}

TEST_CASE("calls that lack an argument are told, and what the customer may still be asked is none") {
  const std::string nil = "write nil for what the customer is still to be asked";
  CHECK(told("change_room('B1')") == Lines{"1: `change_room` needs its `room`, and is given 1 argument (" + nil + ")"});
  CHECK(told("lookup_order()") == Lines{"1: `lookup_order` needs its `order_id`, and is given nothing (" + nil + ")"});
  CHECK(told("desk.confirm('process_refund')") == Lines{"1: `desk.confirm` needs its `arguments` (workflows/README.md lists what it takes)"});
  CHECK(told("desk.confirm('process_refund', {order_id = 'W1'})") == Lines{"1: `process_refund` needs its `amount` (a yes is to the whole call)"});
  CHECK(told("desk.remember('x')") == Lines{"1: `desk.remember` needs its `value` (workflows/README.md lists what it takes)"});
  CHECK(told("rate(5)\nchange_room(nil, nil)\nchange_room(order_id, nil)\nchange_room{booking_id = 'B1'}\ndesk.call('process_refund', {order_id = 'W1'})\n"
             "list_orders()\ndesk.try('list_orders')\ndesk.remember('x', nil)\nchange_room(table.unpack(list{1, 2}))\nfunction f(...) change_room(...) end").empty());
}

TEST_CASE("literals that are no word of an enumeration, no amount, no queue and no time to wait are told") {
  CHECK(told("change_room('B1', 'penthouse')") == Lines{"1: `change_room` takes single, double or top floor as its `room`, and this is `penthouse`"});
  CHECK(told("desk.try('change_room', {booking_id = 'B1', room = 'singel'})") ==
        Lines{"1: `change_room` takes single, double or top floor as its `room`, and this is `singel` (did you mean `single`?)"});
  CHECK(told("process_refund('W1', 'all of it', 'late')").size() == 1);
  CHECK(told("desk.hand_off('x', 5)") == Lines{"1: the policy has no queue `5`"});
  CHECK(told("desk.wait('-5 minutes')") == Lines{"1: `desk.wait` waits for more than nothing and at most 366 days, and this is `-5 minutes`"});
  CHECK(told("desk.wait('0 hours')").size() == 1);
  CHECK(told("desk.wait('367 days')").size() == 1);
  CHECK(told("desk.wait(true)").size() == 1);
  CHECK(told("desk.date('tomorrow')").size() == 1);
  CHECK(told("desk.confirm(5, {})").size() == 1);
  CHECK(told("change_room('B1', 'double')\nchange_room('B1', 'top_floor')\nchange_room('B1', r)\nprocess_refund('W1', '$5', 'late')\ndesk.wait('366 days')\n"
             "desk.date('2026-01-05')\ndesk.date('2026-01-05T09:00:00+01:00', 'time')").empty());
}

TEST_CASE("what string, table, math and utf8 do not have here is told, and so is a field of what nothing sets") {
  const std::string lists = " is not available in a workflow (workflows/README.md lists what a script can use)";
  CHECK(told("string.pack('i4', 1)") == Lines{"1: `string.pack`" + lists});
  CHECK(told("local x = math.random()") == Lines{"1: `math.random`" + lists});
  CHECK(told("table.foo()") == Lines{"1: `table.foo`" + lists});
  CHECK(told("table.concta(t)") == Lines{"1: `table.concta` is not available in a workflow (did you mean `table.concat`?)"});
  CHECK(told("desk.say(oder_id.x)") == Lines{"1: nothing sets `oder_id` (did you mean `order_id`?)"});
  CHECK(told("if customer.verified then desk.say('x') end") == Lines{"1: nothing sets `customer` (if it is an input, add it to what the workflow `takes`)"});
  CHECK(told("function string.trim(s) return s:match('%S+') end\ntable.last = function(t) return t[#t] end\ndesk.say(string.trim(' x ') .. table.last{1})\n"
             "desk.say(order_id:upper() .. utf8.char(65) .. math.pi)\nlocal t = {list = {1}}\nt.list[1] = 2\nfor _, v in ipairs(t.list) do v.x = 1 end\n"
             "goto done\n::done:: local s = inputs.order_id\nif nothing_here then desk.say(nothing_here .. 'x') end").empty());
}

TEST_CASE("a script finds in string, table, math and utf8 what the check knows of, and nothing else") {
  for (const char* library : {"string", "table", "math", "utf8"}) {
    const std::string names = std::string("local all = list{} for name in pairs(") + library + ") do table.insert(all, name) end return table.concat(all, ' ')";
    const LuaEnd end = LuaState().run("members.lua", names);
    REQUIRE(end.value.text());
    std::vector<std::string> known = *lua_members(library);
    std::sort(known.begin(), known.end());
    CHECK(*end.value.text() == join(known, " "));
  }
  CHECK(lua_members("desk") == nullptr);
}

// --- what names hold ---------------------------------------------------------------------------------------------------------------------

namespace {

ScriptSurroundings with_records() {
  using Wants = ScriptType::Wants;
  ScriptSurroundings around;
  around.records = {{"booking", {{"id", {Wants::text}}, {"total", {Wants::money}}, {"nights", {Wants::number}}, {"guest", {.record = 1}}, {"rooms", {.record = 2, .list = true}}}},
                    {"guest", {{"name", {Wants::text}}}},
                    {"room", {{"floor", {Wants::number}}}}};
  around.tools = {{"find_booking", {{"booking_id", Wants::text}}, true, ScriptType{.record = 0}},
                  {"find_bookings", {}, true, ScriptType{.record = 0, .list = true}},
                  {"pay_back", {{"booking_id", Wants::text}, {"amount", Wants::money}, {"why", Wants::text}}, true}};
  around.entities = {{"how_much", Wants::money}};
  around.inputs = {"booking_id"};
  return around;
}
std::string held(const std::string& script) {
  std::string out;
  for (const ScriptIssue& issue : check_script("back.lua", script, with_records())) {
    out += (out.empty() ? "" : "; ") + issue.message;
    CHECK(issue.kind != ScriptIssue::Kind::broken);
  }
  return out;
}

}  // namespace

TEST_CASE("a field that a record does not have is told, wherever the name's record can be seen") {
  const std::string found = "local b = find_booking(booking_id)\n", no_totl = "`b` holds the record `booking`, which has no `totl`";
  CHECK(held(found + "desk.say(b.totl)") == no_totl);
  CHECK(held(found + "desk.say(\"It is \" .. b.totl .. \".\")") == no_totl);
  CHECK(held("local b = desk.call(\"find_booking\", {booking_id = booking_id})\ndesk.say(b.totl)") == no_totl);
  CHECK(held("local b\nb = find_booking(booking_id)\ndesk.say(b.totl)") == no_totl);
  CHECK(held(found + "desk.say(b.guest.nam)") == "`b.guest` holds the record `guest`, which has no `nam`");
  CHECK(held(found + "local guest = b.guest\ndesk.say(guest.nam)") == "`guest` holds the record `guest`, which has no `nam`");
  CHECK(held(found + "for _, room in ipairs(b.rooms) do desk.say(room.flor) end") == "`room` holds the record `room`, which has no `flor`");
  CHECK(held("for _, b in ipairs(find_bookings()) do desk.say(b.totl) end") == no_totl);
}

TEST_CASE("what a name holds is seen through `desk.try`, tables and functions of the script") {
  const std::string found = "local b = find_booking(booking_id)\n";
  CHECK(held("local c = desk.try(\"find_booking\", {booking_id = booking_id})\nif c.ok then desk.say(c.result.totl) end") == "`c.result` holds the record `booking`, which has no `totl`");
  CHECK(held("local c = desk.try(\"find_booking\", {booking_id = booking_id})\nlocal b = c.result\ndesk.say(b.totl)") == "`b` holds the record `booking`, which has no `totl`");
  CHECK(held("local t = {b = find_booking(booking_id), n = 1}\ndesk.say(t.b.totl)") == "`t.b` holds the record `booking`, which has no `totl`");
  CHECK(held("local t = {}\nt.b = find_booking(booking_id)\ndesk.say(t.b.guest.nam)") == "`t.b.guest` holds the record `guest`, which has no `nam`");
  CHECK(held(found + "local t = {why = b.total}\npay_back(b.id, b.total, t.why)") == "`pay_back` takes a text as its `why`, and `t.why` is money");
  CHECK(held("local function load()\n  return find_booking(booking_id)\nend\nlocal b = load()\ndesk.say(b.totl)") == "`b` holds the record `booking`, which has no `totl`");
  for (const char* script : {"local t = {b = b}\nlocal u = t\nu.b = {totl = 1}\ndesk.say(t.b.totl)", "local t = {b = b}\nlocal function fill(x) x.b = {totl = 1} end\nfill(t)\ndesk.say(t.b.totl)",
                             "local t = {b = b}\nt = {b = {totl = 1}}\ndesk.say(t.b.totl)", "local t = {b = b}\nt.b = {totl = 1}\ndesk.say(t.b.totl)",
                             "local c = desk.try(\"find_booking\", {})\ndesk.say(c.totl)", "local c = desk.try(\"find_booking\", {})\nc = {result = {totl = 1}}\ndesk.say(c.result.totl)",
                             "local function load(x)\n  if x then return find_booking(x) end\nend\nlocal c = load()\ndesk.say(c.id)",
                             "local function load(x)\n  if x then return {totl = 1} end\n  return find_booking(x)\nend\nlocal c = load()\ndesk.say(c.totl)",
                             "local function load()\n  return find_booking(booking_id), 1\nend\nlocal c = load()\ndesk.say(c.id)"}) {
    INFO(script);
    CHECK(held(found + script) == "");
  }
}

TEST_CASE("what a name may hold besides is not told") {
  const std::string found = "local b = find_booking(booking_id)\n";
  for (const char* script : {"desk.say(b.total)", "desk.say(b.guest.name)", "desk.say(b.rooms[1].flor)", "b.note = \"x\"\ndesk.say(b.note)", "b = {totl = 1}\ndesk.say(b.totl)",
                             "local function f(b) return b.totl end", "for _, b in ipairs({}) do desk.say(b.totl) end", "local b, c = 1, 2\ndesk.say(b.totl)",
                             "local c = b.total\ndesk.say(c)", "local c = b and b.guest or {}\ndesk.say(c.nam)", "local t = {b = 1}\ndesk.say(t.b)", "desk.say(\"a\" .. b.id .. b.total)",
                             "local c = b.id .. \"x\"\ndesk.say(c.totl)"}) {
    INFO(script);
    CHECK(held(found + script) == "");
  }
}

TEST_CASE("a value of another kind than the tool takes is told, and which parameter it may have been meant for") {
  const std::string found = "local b = find_booking(booking_id)\n";
  CHECK(held(found + "pay_back(b.id, b.total, \"late\")") == "");
  CHECK(held(found + "local why = desk.ask(\"why\", \"Why?\")\npay_back(b.id, why, b.total)") == "`pay_back` takes a text as its `why`, and `b.total` is money");
  CHECK(held(found + "pay_back(b.id, b.id, \"late\")") == "`pay_back` takes money as its `amount`, and `b.id` is a text");
  CHECK(held(found + "pay_back{booking_id = b.id, amount = b.nights, why = \"late\"}") == "`pay_back` takes money as its `amount`, and `b.nights` is a number");
  CHECK(held("local much = desk.ask(\"how_much\", \"How much?\")\npay_back(booking_id, much, much)") == "`pay_back` takes a text as its `why`, and `much` is money");
  CHECK(held("local much = money(\"$5\")\npay_back(much, much, \"late\")") == "`pay_back` takes a text as its `booking_id`, and `much` is money");
  CHECK(held(found + "desk.confirm(\"pay_back\", {booking_id = b.id, amount = b.total, why = b.total})") == "`pay_back` takes a text as its `why`, and `b.total` is money");
  const auto issues = check_script("back.lua", found + "pay_back(b.id, booking_id, b.total)", with_records());
  REQUIRE(issues.size() == 1);
  CHECK(issues[0].help == "its `amount` is money; it takes `booking_id`, `amount`, `why`, in this order");
}
