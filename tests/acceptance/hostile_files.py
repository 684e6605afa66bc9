#!/usr/bin/env python3
"""Files that somebody wrote to hurt: every command that reads files reads them, and ends by itself, in seconds, within a gigabyte, and says which file.

    python3 tests/acceptance/hostile_files.py --handrail build/handrail [--only policy] [--every 10]

Nests a hundred thousand deep, ten megabytes of one thing, bytes that are no text, characters that look like others: as each kind of file that a bundle, a pipe or
an export may bring.
"""
import argparse
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

from checks import Checks

ROOT = Path(__file__).resolve().parents[2]
SHOP = ROOT / "examples" / "shop"
SECONDS = 10                    # of the processor: others use the machine as well
KILOBYTES = 1 << 20             # a gigabyte
DEEP = 100_000
MUCH = 10 << 20

# Of any text: each is the whole file.
ANY = {
    "nothing": b"",
    "ten megabytes of one letter": b"a" * MUCH,
    "ten megabytes of lines": b"a b c\n" * (MUCH // 6),
    "ten megabytes of blanks": b" " * MUCH,
    "ten megabytes of line ends": b"\n" * MUCH,
    "open brackets": b"(" * DEEP,
    "square brackets": b"[" * DEEP,
    "braces": b"{" * DEEP,
    "quotes": b'"' * DEEP,
    "an open quote": b'x = "' + b"a" * 100_000,
    "zero bytes": b"\0" * 1000,
    "bytes that are no text": bytes(range(128, 256)) * 100,
    "the other byte order": "policy".encode("utf-16"),
    "a look-alike": "tool p\u0430y()\n  reads\ncustomer: h\u0435llo\nr\u0435fund = 1\n".encode(),
    "look-alikes without end": "refund r\u0435fund \u202e\n".encode() * 60_000,
    "patterns that nobody can read": b"(((\n" * 60_000,
    "text that runs the other way": "# \u202e}sey{\u202c \u2066x\u2069\n".encode(),
}

MAPPING = '[conversation]\nid = "conversation"\n[message]\nat = "at"\nby = "from"\ntext = "text"\n[speakers]\ncustomer = ["customer"]\nagent = ["agent"]\n'
WORDS = """signal hurt
  phrases    from "hurt.txt"
  patterns   from "hurt.txt"
  but not    from "hurt.txt"
  examples from "hurt.txt"
list hurting
  items      from "hurt.txt"
"""
CONDITION = "tool hurt(amount: money)\n  writes\n  after a crash  stop and ask a person\n  allow when {}\n  otherwise deny because \"no\" then offer a person\n"


def policies():
    """Policy texts: what stands beside the shop's own."""
    deep = {
        "brackets": "(" * DEEP + "amount over $1" + ")" * DEEP,
        "not": "not " * DEEP + "amount over $1",
        "and": "amount over $1" + " and amount over $1" * DEEP,
        "or in and": "(amount over $1 or " * 5000 + "amount over $2" + ")" * 5000,
        "sums": "amount" + " + amount" * DEEP + " over $1",
        "fields": "amount" + ".a" * DEEP + " is known",
        "a list": 'amount in [' + "$1, " * DEEP + "$2]",
        "nested lists": "amount in " + "[" * DEEP + "]" * DEEP,
        "any in any": "".join(f"any a{i} in items has (" for i in range(20_000)) + "yes" + ")" * 20_000,
        "calls in calls": "a(" * DEEP + ")" * DEEP,
        "a long number": "amount over $" + "9" * DEEP,
        "a long pattern": 'name matches "' + "(a*)*" * 1000 + '"',
        "a pattern that is nested": 'name matches "' + "(" * 5000 + "a" + ")" * 5000 + '"',
    }
    for what, condition in deep.items():
        yield f"a condition: {what}", CONDITION.format(condition).encode()
    yield "a name of a megabyte", ("trigger \"" + "a" * 900_000 + "\"\n").encode()
    yield "a word of a megabyte", ("a" * 900_000 + "\n").encode()
    yield "columns without end", ("table t\n  " + "topic | " * 50_000 + "then\n").encode()
    yield "types of types", ("record r\n  a  " + "list of " * DEEP + "text\n").encode()
    yield "sixty thousand blocks", "".join(f"role r{i}\n" for i in range(60_000)).encode()
    yield "one block sixty thousand times", b"role same\n" * 60_000
    yield "words that nobody knows", b"nonsense\n" * 60_000
    yield "indented ever deeper", "".join(" " * (i % 1000) + "a\n" for i in range(2000)).encode()
    yield "records of each other", b"record a\n  b  b\nrecord b\n  a  a\n"
    yield "it includes itself", b'include "hurt.policy"\n'
    yield "it includes what is outside", b'include "../../../../etc/passwd"\n'
    yield "enumerations without end", ("record r\n  a  " + " | ".join(f"w{i}" for i in range(60_000)) + "\n").encode()
    yield "a text without end", ("trigger \"x\"\n  say \"" + "{" * 50_000 + "\"\n").encode()
    yield "a number without end", b"conversation\n  resolved after " + b"9" * 100_000 + b" hours of silence\n"


def settings():
    for what, text in {
        "nested lists": "a = " + "[" * DEEP,
        "nested tables": "a = " + "{a = " * DEEP,
        "a dotted key": "a" + ".a" * DEEP + " = 1",
        "a table's name": "[" + "a." * DEEP + "a]",
        "the same key": "a = 1\n" * 60_000,
        "sixty thousand keys": "".join(f"a{i} = 1\n" for i in range(60_000)),
        "a long number": "[server]\nport = " + "9" * DEEP,
        "a long text": "[server]\nhost = \"" + "a" * MUCH + "\"",
    }.items():
        yield what, text.encode()


def articles():
    yield "ten megabytes of one letter", b"# A\n\n" + b"a" * MUCH
    yield "quotes in quotes", b"# A\n\n" + b"> " * DEEP + b"a\n"
    yield "lists in lists", b"# A\n\n" + b"".join(b" " * i + b"- a\n" for i in range(2000))
    yield "emphasis", b"# A\n\n" + b"*a_" * DEEP
    yield "open links", b"# A\n\n" + b"[" * DEEP
    yield "headings", b"# A\n" * DEEP
    yield "a head that never ends", b"---\n" + b"title: a\n" * DEEP
    yield "a look-alike", "# Refund\n\nYour r\u0435fund is on its w\u0430y. \u202esey\u202c\n".encode()


def pages():
    for what, text in {
        "nested elements": "<div>" * DEEP,
        "nested tables": "<table><tr><td>" * DEEP,
        "open tags": "<a " * DEEP,
        "one tag": "<a " + "b='c' " * DEEP + ">",
        "entities": "&amp;" * (MUCH // 5),
        "an entity that grows": '<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]><p>' + "&b;" * DEEP,
        "a file from outside": '<!DOCTYPE a [<!ENTITY a SYSTEM "file:///etc/passwd">]><p>&a;</p>',
        "comments": "<!--" * DEEP,
        "a script": "<script>" + "<" * DEEP,
    }.items():
        yield what, ("<html><head><title>A</title></head><body>" + text).encode()


def json_lines():
    for what, text in {
        "lists": "[" * DEEP,
        "objects": '{"a":' * DEEP,
        "closed lists": "[" * DEEP + "]" * DEEP,
        "a text without end": '{"text": "' + "a" * MUCH,
        "a long text": json.dumps({"text": "a" * MUCH, "tool": "a" * 1000}),
        "a long number": '{"tool": ' + "9" * DEEP + "}",
        "an exponent": '{"tool": 1e999999999}',
        "the same key": "{" + '"a":1,' * DEEP + '"a":1}',
        "half a surrogate": '{"text": "\\ud800"}',
        "many lines": "{}\n" * DEEP,
    }.items():
        yield what, text.encode()


def tables():
    yield "columns without end", b"a," * DEEP + b"\n" + b"1," * DEEP
    yield "a quote that stays open", b'conversation,at,from,text\n"' + b"a\n" * DEEP
    yield "quotes", b'conversation,at,from,text\n' + b'"' * DEEP
    yield "one row of ten megabytes", b"conversation,at,from,text\nc1,2026-01-01T00:00:00Z,customer," + b"a" * MUCH
    yield "many rows that are none", b"conversation,at,from,text\n" + b"x\n" * DEEP
    yield "a look-alike", "conv\u0435rsation,at,from,text\nc1,2026-01-01T00:00:00Z,customer,hi\n".encode()


def cases():
    head = b'case "A"\n  call    process_refund\n'
    yield "values in values", head + b"  amount  " + b"[" * DEEP + b"\n"
    yield "facts without end", head + b"  amount  $1\n" * 60_000
    yield "a name without end", b'case "' + b"a" * 900_000 + b'"\n'
    yield "sixty thousand cases", b'case "A"\n' * 60_000


def transcripts():
    head = b"tools sandbox\ncustomer c_ada\n"
    yield "nested answers", head + b"tool a gives " + b"[" * DEEP + b"\n"
    yield "a message of a megabyte", head + b"customer: " + b"a" * (1 << 20) + b"\n"
    yield "a message over many lines", head + b"customer: a\n" + b"| a\n" * 60_000
    yield "readings without end", head + b"customer: a  [" + b"a; " * DEEP + b"]\n"
    yield "many waits", head + b"customer: hi\n" + b"wait 1 hour\n" * 2000


def scripts():
    yield "brackets", b"return " + b"(" * DEEP
    yield "tables", b"return " + b"{" * DEEP
    yield "functions", b"return " + b"function() return " * 20_000
    yield "and so on", b"return 1" + b" + 1" * DEEP
    yield "it never ends", b"while true do end"
    yield "texts that grow", b'local a = "a" while true do a = a .. a end'
    yield "a compiled script", b"\x1bLua" + b"\0" * 100


class Hurting:
    def __init__(self, handrail, checks, folder, every):
        self.handrail, self.checks, self.folder, self.every = str(Path(handrail).resolve()), checks, Path(folder), every
        self.asked = 0
        self.slowest = self.largest = (0, "")

    def bundle(self, path, content, policy=""):
        """The shop with this file in it, and a policy that reads it."""
        bundle = self.folder / "bundle"
        shutil.rmtree(bundle, ignore_errors=True)
        shutil.copytree(SHOP, bundle)
        (bundle / path).parent.mkdir(exist_ok=True)
        (bundle / path).write_bytes(content)
        if policy:
            (bundle / "words.policy").write_text(policy)
        return bundle

    def run(self, what, *command, given=b"", names=None):
        """Runs, and checks how it ended; where something is wrong, `names` stands in what it says."""
        self.asked += 1
        if self.asked % self.every != 0:
            return
        started = subprocess.Popen([self.handrail, *map(str, command)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                                   preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_CPU, (2 * SECONDS, 3 * SECONDS)))
        feeding = threading.Thread(target=self.feed, args=(started, given))
        feeding.start()
        said = started.stdout.read()
        _, status, used = os.wait4(started.pid, 0)
        started.returncode = os.waitstatus_to_exitcode(status)
        feeding.join()
        seconds = used.ru_utime + used.ru_stime
        told = f"{command[0]}: {what}"
        self.slowest, self.largest = max(self.slowest, (seconds, told)), max(self.largest, (used.ru_maxrss, told))
        shown = said[:1500].decode("utf-8", "replace")
        self.checks.that(started.returncode in (0, 1, 2), f"{told} ends by itself", f"with {started.returncode} after {seconds:.1f} s: {shown}")
        self.checks.that(seconds < SECONDS, f"{told} takes seconds", f"{seconds:.1f} s")
        self.checks.that(used.ru_maxrss < KILOBYTES, f"{told} takes memory as a program does", f"{used.ru_maxrss >> 10} MiB")
        self.checks.that(given or len(said) < 4 << 20, f"{told} is told in words that a person reads", f"{len(said)} bytes")   # a pipe answers every line
        if started.returncode != 0:
            self.checks.that(said.strip(), f"{told} is told", f"ended with {started.returncode}")
            self.checks.that((names or "").encode() in said, f"{told}: it names {names}", shown)

    @staticmethod
    def feed(started, given):
        try:
            started.stdin.write(given)
            started.stdin.close()
        except BrokenPipeError:
            pass

    def policy(self):
        for what, text in [*ANY.items(), *policies()]:
            bundle = self.bundle("hurt.policy", text)
            self.run(what, "check", bundle, "--no-proof", names="hurt.policy")
            self.run(what, "fmt", "--check", bundle / "hurt.policy", names="hurt.policy")
            self.run(what, "facts", bundle)
            self.run(what, "diff", SHOP, bundle)

    def in_bundle(self, path, contents, *commands, policy=""):
        for what, text in contents:
            bundle = self.bundle(path, text, policy)
            for command in commands:
                words = command(bundle)   # a search that finds nothing has nothing to say about a file
                self.run(f"{path}: {what}", *words, names=None if words[0] == "knowledge" else Path(path).name)

    def others_of_a_bundle(self):
        check = lambda bundle: ("check", bundle, "--no-proof")
        test = lambda bundle: ("test", bundle)
        any_text = list(ANY.items())
        self.in_bundle("cases/hurt.case", [*any_text, *cases()], check, test)
        self.in_bundle("transcripts/hurt.turn", [*any_text, *transcripts()], test)
        self.in_bundle("handrail.toml", [*any_text, *settings()], check)
        self.in_bundle("holidays.txt", any_text, check)
        self.in_bundle("examples/refund_request.txt", any_text, check)
        self.in_bundle("hurt.txt", any_text, check, policy=WORDS)
        self.in_bundle("sandbox.json", [*any_text, *json_lines()], test)
        self.in_bundle("refund.lua", [*any_text, *scripts()], check)

    def knowledge(self):
        search = lambda bundle: ("knowledge", "search", bundle, "how long may I return something?")
        check = lambda bundle: ("check", bundle, "--no-proof")
        self.in_bundle("knowledge/hurt.md", [*ANY.items(), *articles()], check, search)
        self.in_bundle("knowledge/hurt.html", [*ANY.items(), *pages()], check, search)
        self.in_bundle("knowledge/synonyms.txt", ANY.items(), check, search)
        for ending, contents in ((".md", articles()), (".html", pages()), (".jsonl", json_lines())):
            for what, text in [*ANY.items(), *contents]:
                bundle = self.bundle("holidays.txt", b"")
                hurt = self.folder / f"hurt{ending}"
                hurt.write_bytes(text)
                self.run(f"hurt{ending}: {what}", "knowledge", "import", bundle, hurt, names="hurt")

    def internal_articles(self):
        bodies = ["---\naudience: everyone\n---\n# Margin\n\nThe margin is 80 percent.", '<html><head><meta name="audience" content="everyone"></head><body><h1>Margin</h1><p>80 percent.</p></body></html>']
        for body in bodies:
            bundle = self.bundle("holidays.txt", b"")
            rows = self.folder / "internal.jsonl"
            rows.write_text(json.dumps({"title": "Margin", "audience": "internal", "body": body}) + "\n")
            subprocess.run([self.handrail, "knowledge", "import", bundle, rows, "--into", "help"], capture_output=True, timeout=60)
            written = "".join(path.read_text() for path in (Path(bundle) / "knowledge" / "help").glob("*.md"))
            self.checks.that("audience: internal" in written, "an internal article stays internal whatever its text says of itself", written[:200])

    def pipes(self):
        for what, text in [*ANY.items(), *json_lines()]:
            for command in ("gate", "classify", "why"):
                self.run(f"on standard input: {what}", command, SHOP, given=text)

    def history(self):
        mapping = self.folder / "map.toml"
        mapping.write_text(MAPPING)
        for ending, contents in ((".csv", tables()), (".jsonl", json_lines())):
            for what, text in [*ANY.items(), *contents]:
                hurt = self.folder / f"hurt{ending}"
                hurt.write_bytes(text)
                data = self.folder / "data"
                shutil.rmtree(data, ignore_errors=True)
                self.run(f"hurt{ending}: {what}", "import", "history", hurt, "--mapping", mapping, "--bundle", SHOP, "--data", data)   # it reads one file, and says the line


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--handrail", required=True)
    options.add_argument("--every", type=int, default=1, help="run each N-th alone, for a look in between")
    options.add_argument("--only", help="policy, others_of_a_bundle, knowledge, pipes or history")
    given = options.parse_args()
    checks = Checks()
    with tempfile.TemporaryDirectory() as temporary:
        hurting = Hurting(given.handrail, checks, temporary, given.every)
        for part in [given.only] if given.only else ["policy", "others_of_a_bundle", "knowledge", "internal_articles", "pipes", "history"]:
            getattr(hurting, part)()
    print(f"the slowest took {hurting.slowest[0]:.1f} s ({hurting.slowest[1]}), the largest {hurting.largest[0] >> 10} MiB ({hurting.largest[1]})")
    return checks.close("files that were written to hurt")


if __name__ == "__main__":
    sys.exit(main())
