#!/usr/bin/env python3
"""What an operator meets: a desk whose files are edited or gone while it serves, keys in another data folder, what `handrail ready` says, and what a command
that was mistyped says.

    python3 tests/acceptance/operating.py --handrail build/handrail
"""
import argparse
import json
import re
import shlex
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path

from approval_desk import Desk, data_set
from checks import Checks
from house import Client, House

ROOT = Path(__file__).resolve().parents[2]
SHOP = ROOT / "examples" / "shop"
STARTER = ROOT / "examples" / "starter"
SEEN_WITHIN = 30.0   # seconds, by the watch on the folder


def run(handrail, *command):
    done = subprocess.run([handrail, *map(str, command)], capture_output=True, text=True, timeout=120, stdin=subprocess.DEVNULL)
    return done.returncode, done.stdout + done.stderr


def problems_become(house, wanted):
    """The problems of /readyz, once they are as wanted, or as they are after some time."""
    began = time.monotonic()
    while True:
        shown = Client(house, "")._once("GET", "/readyz", None)[1]["problems"]
        if wanted(json.dumps(shown, ensure_ascii=False)) or time.monotonic() - began > SEEN_WITHIN:
            return json.dumps(shown, ensure_ascii=False)
        time.sleep(0.05)


def edits_while_it_serves(handrail, checks, folder):
    house = House(handrail, SHOP, json.loads((SHOP / "sandbox.json").read_text(encoding="utf-8")), folder)
    settings, policy = house.bundle / "handrail.toml", house.bundle / "shop.policy"
    begun_with, currency = settings.read_text(encoding="utf-8"), policy.read_text(encoding="utf-8")
    gone = house.bundle.with_name("gone")
    try:
        house.start()
        policy.write_text(currency.replace("currency USD", "currency USX"), encoding="utf-8")
        shown = problems_become(house, lambda text: "USX" in text)
        checks.that("USX" in shown, "a broken edit is among the problems", shown)
        house.bundle.rename(gone)
        shown = problems_become(house, lambda text: "cannot be read" in text)
        checks.that("the bundle cannot be read" in shown and "USX" not in shown, "a bundle that cannot be read is the problem, and not what was wrong before it was gone", shown)
        gone.rename(house.bundle)
        house.kill_and_restart()
        shown = problems_become(house, lambda text: "USX" in text)
        checks.that("USX" in shown, "killed and started again with the broken edit, it serves on what served last, and says what is broken", shown)
        policy.write_text(currency, encoding="utf-8")
        shown = problems_become(house, lambda text: text == "[]")
        checks.that(shown == "[]", "nothing is wrong once it is back", shown)

        settings.write_text(begun_with + "\n[server]\nthreads = 1\n", encoding="utf-8")
        shown = problems_become(house, lambda text: "next start" in text)
        checks.that("handrail.toml was edited" in shown and "would not start" not in shown, "an edit of handrail.toml is told: it counts from the next start on", shown)
        settings.write_text("xx yy", encoding="utf-8")
        shown = problems_become(house, lambda text: "would not start" in text)
        checks.that("would not start: " in shown and "handrail.toml:1" in shown, "a broken one is told with its place", shown)
        checks.that("would not start: " in house.log.read_text(encoding="utf-8"), "on standard error as well", house.log.read_text(encoding="utf-8"))
        settings.write_text(begun_with, encoding="utf-8")
        shown = problems_become(house, lambda text: text == "[]")
        checks.that(shown == "[]", "nothing is wrong once it is as it was", shown)
    finally:
        house.stop()


def keys_in_another_folder(handrail, checks, folder):
    bundle, data = folder / "keys", folder / "keys data"
    shutil.copytree(SHOP, bundle)
    code, said = run(handrail, "ready", bundle, "--data", data)
    checks.that(f"handrail key add {bundle} --data '{data}' --name NAME" in said, "`ready --data` tells commands with --data", said)
    checks.that(run(handrail, "key", "add", bundle, "--data", data, "--name", "Jo's web", "--kind", "channel")[0] == 0, "a key is made")
    code, said = run(handrail, "key", "add", bundle, "--data", data, "--name", "Jo's web", "--kind", "channel")
    typed = f"handrail key remove {bundle} --data '{data}' --name " + r"'Jo'\''s web'"
    checks.that(code == 2 and typed in said, "a name that is taken is told with the command that takes it away", said)
    checks.that(run(handrail, *shlex.split(typed)[1:])[0] == 0, "which does, typed as it stands", typed)
    for name in ("line\nbreak", "esc\x1b[31m", "turned \u202e round", "\u200b"):
        code, said = run(handrail, "key", "add", bundle, "--data", data, "--name", name, "--kind", "channel")
        checks.that(code == 2 and "`--name`" in said and "\x1b" not in said, f"no key is named {name!r}", said)

    serving = subprocess.Popen([handrail, "serve", bundle, "--data", folder / "fresh", "--port", "0"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    try:
        said = ""
        while "nobody has a key yet" not in said:
            line = serving.stdout.readline()
            if not line:
                break
            said += line
        checks.that(f"handrail key add {bundle} --data {folder / 'fresh'} --name" in said, "`serve --data` tells commands with --data", said)
    finally:
        serving.terminate()
        serving.wait(timeout=60)


def a_desk_from_nothing(handrail, checks, folder):
    desk = folder / "new desk"
    code, said = run(handrail, "init", desk)
    checks.that(code == 0 and f"handrail chat '{desk}'" in said, "a desk is made, and what to type next is told", said)
    for command in ("check", "test"):
        code, said = run(handrail, command, desk)
        checks.that(code == 0, f"`handrail {command}` finds nothing in it", said)
    spoken = subprocess.run([handrail, "chat", desk, "--customer", "c_ada"], input="I want a refund for W1001, it is broken\nyes\n", capture_output=True, text=True, timeout=120)
    checks.that("refund for order W1001 is on its way" in spoken.stdout, "it does what it says", spoken.stdout)
    (desk / "desk.policy").write_text("mine", encoding="utf-8")
    code, said = run(handrail, "init", desk)
    checks.that(code == 2 and "not empty" in said and (desk / "desk.policy").read_text(encoding="utf-8") == "mine", "what is there is never written over", said)
    code, said = run(handrail, "init", desk / "desk.policy")
    checks.that(code == 2 and "is a file" in said, "a file is no folder", said)


def a_store_that_was_changed(handrail, checks, folder):
    house = House(handrail, SHOP, data_set(), folder / "kept")
    desk = Desk(house)
    house.start()
    try:
        for name in ("c-1", "c-2"):
            desk.open(name, "c_race")
            desk.says(name, "Where is order W70000?")
        code, said = run(handrail, "store", "check", SHOP, "--data", house.data)
        checks.that(code == 0 and "2 conversations and 1 version of the bundle" in said and "everything holds together" in said, "a store holds together while it is served", said)
    finally:
        house.stop()
    with closing(sqlite3.connect(house.data / "handrail.db")) as store, store:
        store.execute("UPDATE commits SET events = replace(events, 'W70000', 'W70001') WHERE conversation = (SELECT number FROM conversations WHERE id = 'c-2')")
        store.execute("UPDATE bundles SET body = replace(body, 'Where is', 'Where was')")
    code, said = run(handrail, "store", "check", SHOP, "--data", house.data)
    checks.that(code == 1 and "conversation c-2: " in said and "conversation c-1" not in said, "words that were changed afterwards are told, with their conversation", said)
    checks.that("version " in said and "not those that it is named after" in said, "so is a version of the bundle", said)
    found = json.loads(run(handrail, "store", "check", SHOP, "--data", house.data, "--format", "json")[1])
    checks.that(found["conversations"] == 2 and [fault["of"].split()[0] for fault in found["faults"]] == ["version", "conversation"], "as JSON", found)
    file = bytearray((house.data / "handrail.db").read_bytes())
    file[3 * 4096:5 * 4096] = b"x" * (2 * 4096)
    (house.data / "handrail.db").write_bytes(file)
    code, said = run(handrail, "store", "check", SHOP, "--data", house.data)
    checks.that(code in (1, 2) and "everything" not in said and said.strip(), "so are damaged pages", said)
    code, said = run(handrail, "store", "check", SHOP, "--data", folder / "none")
    checks.that(code == 2 and "no store" in said, "where there is no store, that is said", said)


def what_ready_says(handrail, checks, folder):
    bundle = folder / "ready"
    shutil.copytree(STARTER, bundle)
    shutil.rmtree(bundle / "knowledge", ignore_errors=True)
    (bundle / "knowledge").mkdir()
    checks.that("no article" in run(handrail, "ready", bundle)[1], "without an article")
    (bundle / "knowledge" / "prices.html").write_text("<title>Prices</title><p>It costs nothing.</p>", encoding="utf-8")
    said = run(handrail, "ready", bundle)[1]
    checks.that("no article" not in said and "1 article not reviewed" in said, "an article that does not say for whom it is, is for everyone", said)
    (bundle / "knowledge" / "folder.txt").write_text("audience: internal\n", encoding="utf-8")
    said = run(handrail, "ready", bundle)[1]
    checks.that("no article" in said, "one that its folder keeps for colleagues is not", said)

    tools = tools_of(bundle)
    wrong = [name if name != "process_refund" else "proces_refund" for name in tools]
    listed = lambda names: (bundle / "handrail.toml").write_text(f'[tools.own]\nurl = "http://127.0.0.1:1"\ntools = {json.dumps(names)}\n', encoding="utf-8")
    listed(wrong)
    said = run(handrail, "ready", bundle)[1]
    checks.that("nobody does process_refund (handrail.toml has `proces_refund`)" in said, "a tool that is misspelt in handrail.toml is done by nobody", said)
    listed(tools)
    said = run(handrail, "ready", bundle)[1]
    checks.that("ok       your systems do the tools: own" in said, "with every name right they do them", said)


def tools_of(bundle):
    """Of the desk and of all that it may include."""
    found = set()
    for policy in (bundle / "desk.policy", *(ROOT / "policies").glob("*/*.policy")):
        found |= set(re.findall(r"^(?:override )?tool (\w+)", policy.read_text(encoding="utf-8"), re.M))
    return sorted(found)


def articles(handrail, checks, folder):
    bundle, source = folder / "articles", folder / "source"
    shutil.copytree(STARTER, bundle)
    source.mkdir()
    text = "# Prices\n\nWhitening costs 250 \u20ac. \u00c4sthetik \u2013 \u201esch\u00f6n\u201c, \u0426\u0435\u043d\u0430 \U0001f600.\n"
    for name, bytes_of in (("marked", text.encode("utf-16")), ("little", text.encode("utf-16-le")), ("big", text.encode("utf-16-be"))):
        (source / f"{name}.md").write_bytes(bytes_of)
        code, said = run(handrail, "knowledge", "import", bundle, source / f"{name}.md", "--into", name)
        written = list((bundle / "knowledge" / name).glob("*.md"))
        shown = written[0].read_text(encoding="utf-8") if written else said
        checks.that(code == 0 and "250 \u20ac. \u00c4sthetik \u2013 \u201esch\u00f6n\u201c, \u0426\u0435\u043d\u0430 \U0001f600." in shown, f"UTF-16 is read ({name})", shown)
    (source / "half.md").write_bytes(text.encode("utf-16")[:-1])
    code, said = run(handrail, "knowledge", "import", bundle, source / "half.md", "--into", "half")
    checks.that(code == 1 and "save it as UTF-8" in said, "what only begins as UTF-16 is told", said)
    (source / "rows.jsonl").write_bytes('{"title":"Prices","body":"It costs nothing."}\n'.encode("utf-16"))
    code, said = run(handrail, "knowledge", "import", bundle, source / "rows.jsonl", "--into", "rows")
    checks.that(code == 1 and "save it as UTF-8" in said, "rows in UTF-16 are told", said)

    for name, members, wanted in (("seen", '"audience":"everyone","visibility":"internal"', "audience: internal"), ("unread", '"audience":"internal","visibility":"vips"', "not `vips`")):
        (source / f"{name}.jsonl").write_text('{"title":"A","body":"Secret",' + members + "}\n", encoding="utf-8")
        code, said = run(handrail, "knowledge", "import", bundle, source / f"{name}.jsonl", "--into", name)
        said += "".join(path.read_text(encoding="utf-8") for path in (bundle / "knowledge" / name).glob("*.md"))
        checks.that(wanted in said and "audience: everyone" not in said, f"of several words for an audience none makes it everybody's ({name})", said)

    code, said = run(handrail, "knowledge", "search", bundle, "opening hours", "--category", "nosuch")
    checks.that(code == 2 and "no article has the category `nosuch`" in said, "a category that no article has is told", said)
    bare = folder / "bare"
    (bare / "knowledge").mkdir(parents=True)
    (bare / "knowledge" / "hours.md").write_text("# Hours\n\nWe open at eight.\n", encoding="utf-8")
    (bare / "knowledge" / "broken.md").write_text("---\ntitle: X\nreview: every month\nreviewed: 1.11.2026\naudiance: internal\n---\n# H\nx\n", encoding="utf-8")
    (bare / "desk.policy").write_text('currency USD\nqueue desk\n  promise  within 4 hours\nroute\n  otherwise to dsk\n', encoding="utf-8")
    (bare / "handrail.toml").write_text('[tools.own]\nulr = "x"\n', encoding="utf-8")
    code, said = run(handrail, "check", bare)
    for wanted in ("broken.md:3", "broken.md:4", "broken.md:5", "there is no queue `dsk`", "`ulr` is not a setting"):
        checks.that(code == 1 and wanted in said, f"beside each other: {wanted}", said)
    checks.that("7 errors in " in said, "and all are counted", said)
    items = json.loads(run(handrail, "check", bare, "--format", "json")[1])
    checks.that(all(set(items[0]) == set(item) for item in items), "each finding has the same members", items)

    data = folder / "no-folder"
    data.write_text("", encoding="utf-8")
    (bundle / "handrail.toml").write_text(f'[data]\nfolder = "{data}/below"\n', encoding="utf-8")
    code, said = run(handrail, "knowledge", "search", bundle, "what does whitening cost")
    checks.that(code in (0, 1) and "sqlite" not in said, "a question is searched where the data folder cannot be written", said)


def mistyped(handrail, checks, folder):
    for command, wanted in ((("chek", "x"), "there is no command `chek`; did you mean `check`?"),
                            (("knowledge", "serch"), "there is no command `serch`; did you mean `search`?"),
                            (("frobnicate",), "there is no command `frobnicate`; there are "),
                            (("why", "--conversation", "x"), "name the bundle, or its data folder with --data DIR"),
                            (("serve", SHOP, "--port", "99999"), "99999 not in range")):
        code, said = run(handrail, *command)
        checks.that(code == 2 and wanted in said, f"`handrail {' '.join(map(str, command))}`", said)


def the_readme_is_true(handrail, checks, folder):
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    asked = re.findall(r"^\$ echo '(.+)' \| build/handrail (\w+) (\S+)\n(.+)$", text, re.M)
    checks.that(len(asked) >= 2, "the README shows lines in and out", asked)
    for line, command, bundle, shown in asked:
        done = subprocess.run([handrail, command, str(ROOT / bundle)], input=line + "\n", capture_output=True, text=True, timeout=120)
        checks.that(done.stdout.strip() == shown, f"`handrail {command}` says what the README shows", done.stdout)
    shown = re.search(r"^\$ build/handrail check examples/shop\n(.+?)^1 error", text, re.M | re.S).group(1)
    shutil.copytree(SHOP, folder / "shop")
    policy = folder / "shop" / "tools.policy"
    policy.write_text(re.sub(r"^(  allow +when amount is at most )\$100$", r"\g<1>100 EUR", policy.read_text(encoding="utf-8"), count=1, flags=re.M), encoding="utf-8")
    said = run(handrail, "check", folder / "shop")[1]
    checks.that(said.startswith(shown), "the finding is the one that the README shows", said)
    desk = folder / "euro"
    desk.mkdir()
    (desk / "desk.policy").write_text(re.search(r"^```policy\n(currency EUR\n.+?)^```", (ROOT / "policies" / "README.md").read_text(encoding="utf-8"), re.M | re.S).group(1), encoding="utf-8")
    code, said = run(handrail, "check", desk)
    checks.that(code == 0, "the desk in another currency has no finding", said)


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--handrail", required=True)
    handrail = str(Path(options.parse_args().handrail).resolve())
    checks = Checks()
    for part in (edits_while_it_serves, keys_in_another_folder, a_store_that_was_changed, a_desk_from_nothing, what_ready_says, articles, mistyped, the_readme_is_true):
        with tempfile.TemporaryDirectory() as folder:
            part(handrail, checks, Path(folder))
    return checks.close()


if __name__ == "__main__":
    sys.exit(main())
