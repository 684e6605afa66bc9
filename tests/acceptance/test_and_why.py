#!/usr/bin/env python3
"""`handrail test` and `handrail why` as a support lead meets them: what they print, and how they end.

    python3 tests/acceptance/test_and_why.py --handrail build/handrail

Runs the shop's cases with their coverage, breaks a copy of it in each way that has an exit code of its own, generates a suite into it and runs that, and asks
why of a conversation that a running server recorded, while the server goes on writing.
"""
import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from checks import Checks
from house import Client, House

ROOT = Path(__file__).resolve().parents[2]
SHOP = ROOT / "examples" / "shop"


def run(handrail, *command, text=None):
    done = subprocess.run([handrail, *map(str, command)], capture_output=True, text=True, timeout=300, input=text)
    return done.returncode, done.stdout, done.stderr


def shop_holds(handrail, checks):
    code, out, _ = run(handrail, "test", SHOP, "--coverage")
    checks.that(code == 0 and "all hold" in out, "the shop's cases hold", out)
    checks.that(re.search(r"^tool process_refund +\d+ of +\d+ +\d+ of +\d+ +\d+ %$", out, re.M), "the coverage has a line for each tool", out)
    checks.that(re.search(r"^  tools\.policy:\d+  tool \w+, \w+: never \w+", out, re.M), "what is never tried has its place", out)
    whole = json.loads(run(handrail, "test", SHOP, "--coverage", "--format", "json")[1])
    checks.that(whole["holds"] and 0 < whole["coverage"]["percent"] <= 100 and whole["coverage"]["untried"], "the same as JSON", str(whole)[:500])
    percent = whole["coverage"]["percent"]
    checks.that(run(handrail, "test", SHOP, "--coverage-at-least", f"{percent}%")[0] == 0, "the coverage is as high as it is")
    code, out, _ = run(handrail, "test", SHOP, "--coverage-at-least", percent + 1)
    checks.that(code == 1 and f"below {percent + 1} %" in out, "one percent more is too much", out)


def exit_codes(handrail, checks, folder):
    bundle = folder / "broken"
    shutil.copytree(SHOP, bundle)
    extra = bundle / "cases" / "extra.case"
    extra.write_text('case "Too much"\n  call    process_refund\n  amount  $100.01\n  gives   allow\n')
    code, out, _ = run(handrail, "test", bundle)
    checks.that(code == 1, "a case that fails ends with 1", out)
    checks.that(re.search(r"FAILS  Too much \(cases/extra\.case:1\)\n +expected  allow \(cases/extra\.case:4\)\n +got       approve by billing_lead, by `.*` \(tools\.policy:\d+\)", out),
                "it says what was expected and what came, each with its place", out)
    extra.write_text('case "Misspelt"\n  call    process_refund\n  amonut  $100.01\n  gives   allow\n')
    code, out, _ = run(handrail, "test", bundle)
    checks.that(code == 2 and "cases/extra.case:3:3: error[P0503]" in out and "did you mean `amount`?" in out, "a case that cannot be read ends with 2", out)
    code, out, _ = run(handrail, "check", bundle, "--no-proof")
    checks.that(code == 1 and "P0503" in out, "and is a finding of the check", out)
    extra.unlink()
    settings = bundle / "handrail.toml"
    for text, line, words in (("[server]\nprt = 1\n", 2, "`prt` is not a setting"), ("[server\n", 1, ""),
                              ("[\n", 1, "a table's name is missing"), ('[server]\nhost = "[x"  # [\n  [[=a]]\n', 3, "a table's name is missing"),
                              ('[model]\nuse = [\n  [1]\n]\n', 0, ""), ('[server]\nhost = """\n[\n"""\nprt = 1\n', 5, "`prt` is not a setting"),
                              ('[models.m]\napi = "compatible"\nmodel = "x"\nkey_env = "K"\nurl = "http://models.example/v1"\n', 5, "in the clear")):
        settings.write_text(text)
        for command, ends in ((("check", bundle, "--no-proof"), 1), (("test", bundle), 2)):
            code, found, told = run(handrail, *command)
            told = found if command[0] == "check" else told   # where the other findings are
            checks.that(code == ends and (line == 0 or f"handrail.toml:{line}: " in told) and words in told, f"settings that are wrong are told by `{command[0]}`", (code, told))
    settings.write_text("# " + "a" * (1 << 20))
    code, _, told = run(handrail, "test", bundle)
    checks.that(code == 2 and "handrail.toml has more than 1048576 bytes" in told, "settings that are larger than any policy file are not read", told)
    settings.write_text('[models.m]\napi = "compatible"\nmodel = "x"\nkey_env = "K"\nurl = "http://models.example/v1"\nallow_plain_http = true\n')
    checks.that(run(handrail, "check", bundle, "--no-proof")[0] == 0, "a key goes over plain http where that is allowed")
    checks.that(run(handrail, "test", folder / "nothing")[0] == 2, "a folder that is not there ends with 2")


def generated(handrail, checks, folder):
    bundle = folder / "generated"
    shutil.copytree(SHOP, bundle)
    shutil.rmtree(bundle / "cases")
    target = bundle / "cases" / "made"
    code, out, err = run(handrail, "test", bundle, "--generate", target)
    if code == 2 and "no solver" in err:
        print("skipped: this build has no solver, so nothing is generated")
        return
    checks.that(code == 0, "cases are generated", out + err)
    print(next((line for line in out.splitlines() if "try" in line and "%" in line), ""))
    first = {path.name: path.read_text() for path in target.glob("*.case")}
    text = first.get("process_refund.case", "")
    checks.that("$100.00" in text and "$100.01" in text and "$1,000.01" in text, "both sides of the amounts are there", text)
    code, out, _ = run(handrail, "test", bundle)
    checks.that(code == 0, "the generated suite passes", out)
    code, out, err = run(handrail, "test", bundle, "--generate", target)
    checks.that(code == 2 and "--force" in err, "nothing is overwritten", err)
    code, out, _ = run(handrail, "test", bundle, "--generate", target, "--force")
    checks.that(code == 0 and first == {path.name: path.read_text() for path in target.glob("*.case")}, "the same policy gives the same files", out)


def recorded(handrail, checks, folder):
    house = House(handrail, SHOP, json.loads((SHOP / "sandbox.json").read_text()), folder / "house")
    key = house.key("web", "channel", "--vouches")
    house.start()
    try:
        client = Client(house, key)
        conversation = client.send("POST", "/v1/conversations", {"customer": {"id": "c_ada", "verified": True}})[1]["id"]
        messages = f"/v1/conversations/{conversation}/messages"
        client.send("POST", messages, {"id": "m1", "text": "what sizes do you have?"})
        client.send("POST", messages, {"id": "m2", "text": "I want to speak to a human"})
        of_it = ("why", "--data", house.data, "--conversation", conversation)
        code, out, err = run(handrail, *of_it)
        checks.that(code == 0 and "turn 1" in out and "turn 2" in out and "hand off" in out, "the turns are listed", out + err)
        code, out, err = run(handrail, *of_it, "--turn", 2)
        checks.that(code == 0 and "> trigger" in out and "Customer asks for a person" in out, "the trigger that won is told", out + err)
        checks.that("if wants_person were no" in out, "and what would have turned it", out)
        lines = [json.loads(line) for line in run(handrail, *of_it, "--turn", 1, "--json")[1].splitlines()]
        checks.that(lines and all(line["recorded"] == line["outcome"] and line["turn"] == 1 for line in lines), "the record and the explanation agree", str(lines)[:800])
        other = client.send("POST", "/v1/conversations", {})[1]["id"]
        client.send("POST", f"/v1/conversations/{other}/messages", {"id": "m1", "text": "hello"})
        checks.that(run(handrail, "why", "--data", house.data, "--conversation", other)[0] == 0, "the server went on writing")
        checks.that(run(handrail, *of_it, "--turn", 9)[0] == 2, "a turn that is not there ends with 2")
        checks.that(run(handrail, "why", "--data", house.data, "--conversation", "conv_none")[0] == 2, "so does a conversation that is not there")
        checks.that(run(handrail, "why", "--data", folder / "none", "--conversation", conversation)[0] == 2 and not (folder / "none").exists(), "and a store; none is made")
    finally:
        house.stop()
    checks.that(run(handrail, *of_it, "--turn", 2)[0] == 0, "the record can be asked when the server has ended")


def of_lines(handrail, checks):
    line = {"tool": "process_refund", "arguments": {"order_id": "W1001", "amount": "$100.01", "reason": "broken"}, "now": "2026-01-05T10:00:00Z",
            "customer": {"id": "c_ada", "verified": False}}
    code, out, err = run(handrail, "why", SHOP, text=json.dumps(line) + "\n")
    checks.that(code == 0 and out.startswith("deny") and "  > needs" in out, "a call on standard input is explained", out + err)
    checks.that(run(handrail, "why", SHOP, text="{}\n")[0] == 1, "a line that is none ends with 1")
    checks.that(run(handrail, "why")[0] == 2, "without a bundle and without a record there is nothing to ask")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--handrail", default=str(ROOT / "build" / "handrail"))
    handrail = os.path.abspath(parser.parse_args().handrail)
    checks = Checks()
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        shop_holds(handrail, checks)
        exit_codes(handrail, checks, folder)
        generated(handrail, checks, folder)
        of_lines(handrail, checks)
        recorded(handrail, checks, folder)
    return checks.close()


if __name__ == "__main__":
    sys.exit(main())
