#!/usr/bin/env python3
"""`handrail test` on transcripts, `handrail import history` and `handrail backtest`, as a support lead meets them: what they print, and how they end.

    python3 tests/acceptance/transcripts_and_history.py --handrail build/handrail

The history is a server's own, read while it goes on writing; an export made up here; and the recorded retail conversations, where they are there.
"""
import argparse
import csv
import json
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from checks import Checks
from house import Client, House
from journal_checks import stored_events

ROOT = Path(__file__).resolve().parents[2]
SHOP = ROOT / "examples" / "shop"
BACKTEST_SECONDS = 60     # on a machine that does other things as well; alone it takes a few


def run(handrail, *command):
    done = subprocess.run([handrail, *map(str, command)], capture_output=True, text=True, timeout=600)
    return done.returncode, done.stdout, done.stderr


def examples(handrail, checks):
    for bundle in sorted((ROOT / "examples").glob("*/")):
        if not any(bundle.glob("*.policy")):
            continue
        for command in ("check", "test"):
            code, out, err = run(handrail, command, bundle)
            checks.that(code == 0, f"`handrail {command} {bundle.relative_to(ROOT)}` ends with 0", out + err)


def transcripts(handrail, checks, folder):
    bundle = folder / "shop"
    shutil.copytree(SHOP, bundle)
    code, out, _ = run(handrail, "test", bundle)
    checks.that(code == 0 and re.search(r", \d+ transcripts: all hold$", out.strip()), "the shop's transcripts hold", out)
    draft = bundle / "transcripts" / "draft.turn"
    draft.write_text("tools sandbox\ncustomer c_ada\ncustomer: I want a refund for order W1001\ncustomer: it is broken\ncustomer: yes\n")
    code, out, _ = run(handrail, "test", bundle)
    checks.that(code == 1 and "FAILS  transcripts/draft.turn" in out and "expects nothing" in out, "a transcript that expects nothing fails", out)
    code, out, err = run(handrail, "test", bundle, "--update")
    filled = draft.read_text()
    checks.that("transcripts/draft.turn says what happened now" in err, "what was written is named", err)
    checks.that("  calls process_refund {" in filled and "  -> re_1" in filled and "customer: yes\n" in filled, "what happened stands below the lines", filled)
    checks.that(run(handrail, "test", bundle)[0] == 0, "and holds from then on")
    draft.write_text(filled.replace("48.00", "49.00"))
    code, out, _ = run(handrail, "test", bundle)
    checks.that(code == 1 and re.search(r"transcripts/draft\.turn:\d+  customer: yes\n +- calls process_refund .*49\.00.*\n +\+ calls process_refund .*48\.00", out),
                "a difference is told with its line", out)
    told = json.loads(run(handrail, "test", bundle, "--format", "json")[1])
    broken = [one for one in told["transcripts"] if not one["holds"]]
    checks.that(not told["holds"] and [one["file"] for one in broken] == ["transcripts/draft.turn"] and broken[0]["failures"][0]["lines"], "the same as JSON", broken)
    junit = run(handrail, "test", bundle, "--format", "junit")[1]
    checks.that(junit.startswith("<?xml") and f'<testsuite name="transcripts" tests="{len(told["transcripts"])}" failures="1">' in junit, "and as JUnit's XML", junit)
    for unreadable in (b"custumer: hi\n", b"customer: hi \xff\n  bot: x\n"):
        draft.write_bytes(unreadable)
        code, out, err = run(handrail, "test", bundle)
        checks.that(code == 2 and "transcripts/draft.turn" in out + err, "a transcript that cannot be read ends with 2", out + err)
    draft.write_bytes(b"\xef\xbb\xbf" + filled.encode())
    checks.that(run(handrail, "test", bundle)[0] == 0, "a byte order mark is passed over")
    draft.write_text("customer c_ada\ncustomer: where is my order W1001\n  bot: …\n")
    code, out, _ = run(handrail, "test", bundle)
    checks.that(code == 1 and "transcripts/draft.turn:2" in out and "write `tool lookup_account {" in out, "a tool without a line is named, with the line to add", out)
    return bundle


def edited(bundle, folder, name, *changes):
    after = folder / name
    shutil.copytree(bundle, after)
    tools = after / "tools.policy"
    text = tools.read_text()
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    tools.write_text(text)
    return after


LIMIT_RAISED = (("when amount is over $100 and at most $1,000", "when amount is over $300 and at most $1,000"),
                ("allow      when amount is at most $100", "allow      when amount is at most $300"),
                ("example    amount $100.01 gives approve by billing_lead", "example    amount $300.00 gives allow"))


def of_a_server(handrail, checks, folder):
    """A history that a server records, judged while the server runs."""
    house = House(handrail, SHOP, json.loads((SHOP / "sandbox.json").read_text()), folder / "house")
    try:
        key = house.key("shop", "channel", "--vouches")
        house.start()
        shop = Client(house, key)
        for number in range(3):
            shop.send("POST", "/v1/conversations", {"id": f"talk_{number}", "customer": {"id": "c_ada", "verified": True}})
            for words in ("I want a refund for order W1002", "it is defective", "yes"):
                shop.send("POST", f"/v1/conversations/talk_{number}/messages", {"text": words})
        after = edited(SHOP, folder, "raised", *LIMIT_RAISED)
        code, out, err = run(handrail, "backtest", SHOP, after, "--history", house.data)
        checks.that(code == 1, "an edit that changes something ends with 1", out + err)
        checks.that("approve by billing_lead" in out and "newly moved without an approval: $720.00 in 3 calls" in out, "the money that it moves", out)
        checks.that("talk_0" in out and "tools.policy:" in out, "the conversation and the rule", out)
        code, again, _ = run(handrail, "backtest", SHOP, after, "--history", house.data / "handrail.db", "--threads", 1)
        checks.that(again == out, "the same bytes from the file, on one thread", again)
        code, out, _ = run(handrail, "backtest", SHOP, SHOP, "--history", house.data)
        checks.that(code == 0 and "No decision comes out otherwise." in out and "come out otherwise with this program" not in out, "no edit changes nothing", out)
        code, turn, err = run(handrail, "why", "--data", house.data, "--conversation", "talk_1", "--as-turn")
        checks.that(code == 0 and "customer c_ada\n" in turn and "  asks for approval by billing_lead of process_refund {" in turn, "a conversation as a transcript", turn + err)
        replayed = folder / "replayed"
        shutil.copytree(SHOP, replayed)
        (replayed / "transcripts" / "recorded.turn").write_text(turn)
        code, out, _ = run(handrail, "test", replayed)
        checks.that(code == 0 and "holds  transcripts/recorded.turn" in out, "which holds when it is played", out)
        shop.send("POST", "/v1/conversations", {"id": "still", "customer": {"id": "c_ada", "verified": True}})
        checks.that(house.alive(), "the server went on")
    finally:
        house.stop()
    (after / "tools.policy").write_text("tool broken(\n")
    code, out, err = run(handrail, "backtest", SHOP, after, "--history", house.data)
    checks.that(code == 2 and not out and "has errors" in err, "a bundle with errors is told first", err)
    code, _, err = run(handrail, "backtest", SHOP, SHOP, "--history", folder / "nowhere")
    checks.that(code == 2 and "there is no store" in err, "and so is a store that is not there", err)


MAPPING = """
[conversation]
id = "ticket"
customer = "who"
verified = true
intent = "topic"
resolution = "status"
[message]
at = "at"
by = "role"
text = "body"
tool = "tool"
arguments = "args"
result = "result"
[speakers]
customer = ["end-user"]
agent = ["staff"]
tool = ["system"]
[intents]
"Money back" = "refund_request"
[outcomes]
solved = "resolved and confirmed"
[mask]
names = ["name"]
"""


def write_export(path, talks):
    """Talks whose rows are mixed, as exports that are sorted by time have them; a second later each part than the one before."""
    parts = [("end-user", "Hi, refund my order W1002 please, I am {name}, {mail} or +1 503 555 01{two:02}", "", ""),
             ("system", "", "lookup_order", '{{"order_id":"W{number}"}}'),
             ("staff", "Hello {name}, of course.", "", ""),
             ("system", "", "process_refund", '{{"order_id":"W{number}","amount":{{"amount":"{amount}.00","currency":"USD"}},"reason":"broken"}}'),
             ("end-user", "Thanks! My card is 4242 4242 4242 4242", "", "")]
    with open(path, "w", newline="", encoding="utf-8") as file:
        rows = csv.writer(file)
        rows.writerow(["ticket", "who", "name", "at", "role", "body", "tool", "args", "result", "topic", "status"])
        for part, (role, body, tool, args) in enumerate(parts):
            for number in range(talks):
                words = {"name": "Ada Brown", "mail": f"ada{number}@example.com", "two": number % 100, "number": 10_000 + number, "amount": 50 + number % 400}
                result = ""
                if tool == "lookup_order":
                    money = json.dumps({"amount": f"{words['amount']}.00", "currency": "USD"})
                    result = (f'{{"id":"W{words["number"]}","customer":"cust{number % 50}","status":"delivered","total":{money},"paid":{money},'
                              '"refunded":{"amount":"0.00","currency":"USD"},"items":[],"paid_with":{},"placed_at":"2026-01-01T00:00:00Z"}')
                rows.writerow([f"t{number}", f"cust{number % 50}", words["name"], 1767600000 + number * 60 + part, role, body.format(**words), tool, args.format(**words), result,
                               "Money back", "solved"])


def of_an_export(handrail, checks, folder):
    mapping, export, data = folder / "map.toml", folder / "export.csv", folder / "past"
    mapping.write_text(MAPPING)
    write_export(export, 20)
    with open(export, "a", encoding="utf-8") as file:
        file.write("t5,cust5,Ada,never,end-user,hello,,,,,\nonly three,fields,here\n")
    command = ("import", "history", export, "--mapping", mapping, "--bundle", SHOP, "--data", data)
    code, out, err = run(handrail, *command)
    checks.that(code == 1 and "recorded 20 conversations with 40 messages of customers and 20 calls" in out, "an export becomes journals", out + err)
    checks.that("line 102: `at` is no time: `never`" in err and "line 103: the row has 3 fields" in err
                and "2 rows could not be used" in out, "rows that cannot be used are told", out + err)
    checks.that(re.search(r"masked 20 cards, 20 e-mails, \d+ names and 20 phones", out), "what was masked is counted", out)
    stored = "\n".join(body for _, _, body in stored_events(data))
    for secret in ("4242 4242", "42424242", "example.com", "555 01", "Ada", "Brown", "cust1"):
        checks.that(secret not in stored, f"{secret} is nowhere in the store")
    code, out, _ = run(handrail, *command)
    checks.that("recorded 0 conversations" in out and "there before, and left as they are: 20 conversations" in out, "the same file again doubles nothing", out)
    twice, whole = folder / "twice.jsonl", folder / "whole.toml"
    whole.write_text('[conversation]\nid = "t"\n[message]\nlist = "said"\nat = "at"\nby = "by"\ntext = "body"\n[speakers]\ncustomer = ["user"]\n')
    says = lambda words: [{"at": "2026-01-05T09:00:00Z", "by": "user", "body": words}]
    twice.write_text("".join(json.dumps({"t": t, "said": said}) + "\n" for t, said in (("a", []), ("b", says("hello")), ("a", says("refund me")), ("b", says("and W1001")))), encoding="utf-8")
    again = ("import", "history", twice, "--mapping", whole, "--bundle", SHOP, "--data", folder / "twice")
    code, out, err = run(handrail, *again)
    checks.that(code == 1 and "recorded 2 conversations" in out and "there before" not in out and "line 4: conversation b stands on line 2 already: what it has here was not recorded" in err,
                "a second row with one id is told with both lines, and one behind a row that could not be used counts", out + err)
    code, out, err = run(handrail, *again)
    checks.that("there before, and left as they are: 2 conversations" in out and "line 4: conversation b stands on line 2 already" in err, "the same once more", out + err)
    code, out, err = run(handrail, "why", "--data", data, "--conversation", "past_t3", "--turn", "1")
    checks.that(code == 0 and "refund" in out, "why explains a past decision", out + err)
    code, _, err = run(handrail, "import", "history", export, "--mapping", folder / "nothing.toml", "--bundle", SHOP, "--data", data)
    checks.that(code == 2 and "there is no mapping" in err, "a mapping that is not there", err)
    (folder / "wrong.toml").write_text("[conversation]\nid = \"tickt\"\n[message]\nby = \"role\"\ntext = \"body\"\nat = \"at\"\n")
    code, _, err = run(handrail, "import", "history", export, "--mapping", folder / "wrong.toml", "--bundle", SHOP, "--data", data)
    checks.that(code == 2 and "did you mean `ticket`?" in err, "a column that is not there", err)


def what_an_export_lacks(handrail, checks, folder):
    """Nothing is recorded while a name stays unmasked that the mapping wanted masked, and every line that is told is one of the file."""
    mapping, data = folder / "lines.toml", folder / "nothing_recorded"
    text = ('[conversation]\nid = "t"\ncustomer = "who.id"\n[message]\nat = "at"\nby = "by"\ntext = "body"\n'
            '[speakers]\ncustomer = ["user"]\nagent = ["staff"]\nleft_out = ["note"]\n[mask]\nnames = ["who.name"]\n')
    rows = [{"t": str(number), "who": {"id": f"cust{number}", "name": "Ada Brown"}, "at": "2026-01-05T09:00:00Z", "by": "user", "body": "I am Ada brown: \U0001f600\nhello"} for number in range(3)]
    lines = folder / "lines.jsonl"
    lines.write_text("\ufeff" + "".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    command = ("import", "history", lines, "--mapping", mapping, "--bundle", SHOP, "--data", data)
    mapping.write_text(text.replace("who.name", "who.nam"))
    code, out, err = run(handrail, *command)
    checks.that(code == 2 and "no row has the column `who.nam` ([mask] names): did you mean `who.name`?" in err and not data.exists(), "a name column that no row has", out + err)
    mapping.write_text(text)
    with open(lines, "a", encoding="utf-8") as file:
        file.write(json.dumps({**rows[0], "t": "left", "by": "note"}) + "\n" + json.dumps({**rows[0], "t": "alone", "by": "staff"}) + "\n")
    code, out, err = run(handrail, *command)
    checks.that(code == 1 and "recorded 3 conversations" in out, "the first line counts behind a byte order mark", out + err)
    checks.that("line 4: conversation left has no message" in err and "line 5: conversation alone has no message" in err, "what has no customer is told with its line", err)
    checks.that("2 rows could not be used" in out, "and counted", out)
    stored = "\n".join(body for _, _, body in stored_events(data))
    checks.that("Ada" not in stored and "brown" not in stored and "\U0001f600" in stored, "the names are masked", stored[:300])
    rows_told(handrail, checks, folder, rows[0], command)
    twice = folder / "twice.csv"
    twice.write_text("t,who.id,who.name,at,by,body,body\n1,c,Ada,2026-01-05,user,a,b\n")
    code, out, err = run(handrail, "import", "history", twice, *command[3:])
    checks.that(code == 2 and "the column `body` twice" in err, "a header that has a column twice", out + err)


def rows_told(handrail, checks, folder, row, command):
    """Every line that is told comes in the order of the file, every row that was not used counts, and a time that is yet to come is told."""
    several = [{**row, "t": f"nobody{number}", "by": "staff"} for number in range(12) for _ in range(2)]
    several += [{**row, "t": "two"}, {**row, "t": "two", "who": {"id": "another", "name": "Bob"}}, {**row, "t": "two"}, {**row, "t": "late", "at": "2999-01-05T09:00:00Z"}]
    lines = folder / "several.jsonl"
    lines.write_text("".join(json.dumps(one) + "\n" for one in several), encoding="utf-8")
    told = set()
    for number in range(3):
        code, out, err = run(handrail, *command[:2], lines, *command[3:-1], folder / f"several{number}")
        told.add(err)
        checks.that(code == 1 and "27 rows could not be used" in out and "recorded 1 conversation " in out, "rows of a conversation that is not recorded count, each of them", out)
    numbers = [int(number) for number in re.findall(r"^line (\d+):", err, re.MULTILINE)]
    checks.that(len(told) == 1 and numbers == list(range(1, 25, 2)) + [26, 28], "the lines are told in the order of the file, each time", told)
    checks.that("line 28: conversation late goes on until 2999-01-05T09:00:00Z, which is yet to come" in err and "yet to come: 1 conversation" in out,
                "a message of a time that is yet to come is told", err + out)


def in_seconds(handrail, checks, folder, talks):
    mapping, export, data = folder / "map.toml", folder / "large.csv", folder / "large"
    write_export(export, talks)
    began = time.monotonic()
    code, out, err = run(handrail, "import", "history", export, "--mapping", mapping, "--bundle", SHOP, "--data", data)
    imported = time.monotonic() - began
    checks.that(code == 0 and f"recorded {talks} conversations" in out, "many conversations are imported", out + err)
    after = edited(SHOP, folder, "raised_again", *LIMIT_RAISED)
    began = time.monotonic()
    code, out, err = run(handrail, "backtest", SHOP, after, "--history", data, "--format", "json")
    judged = time.monotonic() - began
    told = json.loads(out)
    checks.that(told["conversations"] == talks and told["decisions"] == 3 * talks, "every decision of them is made again", out[:300])
    checks.that(judged < BACKTEST_SECONDS, f"in seconds: {judged:.1f}")
    print(f"{talks} conversations: imported in {imported:.1f} s, judged under two bundles in {judged:.1f} s")


def of_the_retail_desk(handrail, checks, folder, data):
    if not (data / "conversations.jsonl").exists():
        checks.skip(f"no recorded conversations in {data}")
        return
    mapping = folder / "retail.toml"
    mapping.write_text('[message]\nin_one_text = "messages_display"\nstarts = "2026-01-05T09:00:00Z"\n[speakers]\ncustomer = ["user"]\nagent = ["assistant"]\ntool = ["tool"]\n')
    past = folder / "retail"
    code, out, err = run(handrail, "import", "history", data / "conversations.jsonl", "--mapping", mapping, "--bundle", SHOP, "--data", past)
    checks.that(code == 0 and "recorded 69 conversations" in out, "the recorded retail conversations are imported", out + err)
    stored = "\n".join(body for _, kind, body in stored_events(past) if kind in ("message_received", "reply_sent"))
    checks.that(not re.search(r"[\w.]+@[\w.]+\.\w+", stored), "and hold no address", re.findall(r"[\w.]+@[\w.]+\.\w+", stored)[:3])
    after = folder / "careful"
    shutil.copytree(SHOP, after)
    text = (after / "confidence.policy").read_text()
    (after / "confidence.policy").write_text(text.replace("high risk    | send at 90%", "high risk    | send at 97%"))
    code, out, err = run(handrail, "backtest", SHOP, after, "--history", past)
    checks.that(code in (0, 1) and "69 conversations" in out, "and judged", out + err)


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--handrail", default="build/handrail")
    options.add_argument("--data", type=Path, default=ROOT.parent / "shared" / "data" / "retail")
    options.add_argument("--talks", type=int, default=2000, help="conversations that are judged against the clock")
    options = options.parse_args()
    handrail, checks = str(Path(options.handrail).resolve()), Checks()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        examples(handrail, checks)
        transcripts(handrail, checks, folder)
        of_a_server(handrail, checks, folder)
        of_an_export(handrail, checks, folder)
        what_an_export_lacks(handrail, checks, folder)
        in_seconds(handrail, checks, folder, options.talks)
        of_the_retail_desk(handrail, checks, folder, options.data)
    return checks.close()


if __name__ == "__main__":
    sys.exit(main())
