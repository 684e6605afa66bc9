#!/usr/bin/env python3
"""The standard library as a bundle meets it: through `include`, from the program.

    python3 tests/acceptance/standard_library.py --handrail build/handrail

Checks that the starter bundle has no findings, that each policy can be included alone, that each theme has its page and cases, that the cases hold, that whatever
is left out of the library breaks nothing in it, and that its phrases (and the shop's) hear what they must and nothing else. Cases speak of a desk that is past its
first month, so only those of rollout/ run with the rollout included.
"""
import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path

sys.dont_write_bytecode = True
from checks import handrail_given, tell

ROOT = Path(__file__).resolve().parents[2]
LIBRARY, STARTER = ROOT / "policies", ROOT / "examples" / "starter"
ROLLOUT = 'include "standard/rollout/first_month.policy"\n'
# What a bundle must have whatever it includes: a queue, a route, a row of confidence.
BARE = {"queue desk": '  name "Desk"\n  promise within 1 hour\n  say "{queue.name} takes this. You will hear {queue.promise}."\n', "route": "  otherwise to desk\n",
        "confidence": "  low risk | never send | below that hand off\n  medium risk | never send | below that hand off\n  high risk | never send | below that hand off\n"}


def run(handrail, *command):
    done = subprocess.run([handrail, *command], capture_output=True, text=True, timeout=120)
    return done.returncode, done.stdout + done.stderr


def starter_is_clean(handrail):
    code, output = run(handrail, "check", str(STARTER))
    clean = code == 0 and "warning" not in output and "error" not in output
    return [] if clean else [f"the starter bundle has findings:\n{output[-3000:]}"]


def themes_are_whole():
    wrong = []
    for folder in sorted(path for path in LIBRARY.iterdir() if path.is_dir()):
        pages = list(folder.glob("*.md"))
        if not pages:
            wrong.append(f"{folder.name} has no page")
        for page in pages:
            text = page.read_text(encoding="utf-8")
            missing = [word for word in ("**Avoid**", "**Prefer**", "**Why**", f"standard/{folder.name}/{page.stem}.policy") if word not in text]
            if missing or not page.with_suffix(".policy").is_file():
                wrong.append(f"{page.relative_to(ROOT)} lacks {missing or 'its policy'}")
        if not list(folder.glob("cases/*.case")) + list(folder.glob("cases/*.turn")):
            wrong.append(f"{folder.name} has no cases")
    return wrong


def each_stands_alone(handrail, folder):
    wrong = []
    for policy in sorted(LIBRARY.glob("*/*.policy")):
        path = policy.relative_to(LIBRARY).as_posix()
        reached, open_files = set(), [path]          # everything that it includes
        while open_files:
            name = open_files.pop()
            if name in reached:
                continue
            reached.add(name)
            open_files += [line.split('"')[1].removeprefix("standard/") for line in (LIBRARY / name).read_text(encoding="utf-8").splitlines() if line.startswith("include ")]
        text = "".join((LIBRARY / name).read_text(encoding="utf-8") for name in reached)
        bundle = Path(folder) / path.replace("/", "_")
        bundle.mkdir()
        bare = "".join(f"\n{head}\n{clauses}" for head, clauses in BARE.items() if head == "queue desk" or f"\n{head}\n" not in text)
        (bundle / "desk.policy").write_text(f'currency USD\n\ninclude "standard/{path}"\n{bare}', encoding="utf-8")
        code, output = run(handrail, "check", str(bundle))
        if "error" in output or code not in (0, 1):
            wrong.append(f"standard/{path} does not stand alone:\n{output[-1500:]}")
    return wrong


def asks_of_own_intents(case):
    """Cases of intents that only the desk beside them declares run with that desk alone."""
    own = re.findall(r"(?m)^intent (\w+)", (case.parent / "desk.policy").read_text(encoding="utf-8"))
    return any(name in own for name in re.findall(r"(?m)^  intent +(\w+)", case.read_text(encoding="utf-8")))


def cases_hold(handrail, folder):
    wrong = []
    desk = (STARTER / "desk.policy").read_text(encoding="utf-8")
    for name, text, first_month in (("past the first month", desk, False), ("in the first month", desk + "\n" + ROLLOUT, True)):
        bundle = Path(folder) / name.replace(" ", "_")
        (bundle / "cases").mkdir(parents=True)
        (bundle / "desk.policy").write_text(text, encoding="utf-8")
        for case in LIBRARY.glob("*/cases/*.case"):
            if (case.parts[-3] == "rollout") == first_month and not asks_of_own_intents(case):
                (bundle / "cases" / case.name).write_text(case.read_text(encoding="utf-8"), encoding="utf-8")
        code, output = run(handrail, "test", str(bundle))
        if code != 0:
            wrong.append(f"cases {name} do not hold:\n{output[-3000:]}")
    for cases in sorted(LIBRARY.glob("*/cases")):     # and beside the desk of their own folder, with its transcripts
        code, output = run(handrail, "test", str(cases))
        if code != 0:
            wrong.append(f"{cases.relative_to(ROOT)} does not hold:\n{output[-3000:]}")
    return wrong


# What the rest of the library cannot be without: a desk that leaves it out says what takes its place.
NEEDED = {("queue", "support"), ("intent", "other"), ("tool", "lookup_account")}


def nothing_breaks(handrail, folder):
    """`without` each named block of the library, one at a time: no error anywhere."""
    wrong = []
    desk = (STARTER / "desk.policy").read_text(encoding="utf-8")
    kept = re.split(r"\n(?=override )", desk)[0]
    blocks = [(policy, kind, name) for policy in sorted(LIBRARY.glob("*/*.policy"))
              for kind, name in re.findall(r'^(intent|trigger|signal|entity|tool|queue|role|workflow) ("[^"\n]+"|\w+)', policy.read_text(encoding="utf-8"), re.M)]
    bundle = Path(folder) / "without"
    bundle.mkdir()
    for policy, kind, name in blocks:
        path = "standard/" + policy.relative_to(LIBRARY).as_posix()
        if (kind, name) in NEEDED or path == "standard/workflows/sign_in.policy":
            continue
        text = re.sub(r"(?m)^  without .*\n", "", kept)
        text = text.replace(f'include "{path}"', "") + f'\ninclude "{path}"\n  without {kind} {name}\n'
        (bundle / "desk.policy").write_text(text, encoding="utf-8")
        code, output = run(handrail, "check", str(bundle), "--no-proof")
        if "error" in output or code not in (0, 1):
            wrong.append(f"without {kind} {name}:\n{output[-1500:]}")
    return wrong


IMMEDIATE = {"wants_person", "danger", "legal_threat", "account_taken", "chargeback", "self_harm", "harmed_by_others", "harm_to_others",
             "body_in_danger", "may_leave"}


def phrases(name):
    return [line for line in (ROOT / "tests/acceptance/phrases" / name).read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]


def read(handrail, bundle, texts):
    """What the bundle's reader makes of each message, in their order."""
    asked = "".join(json.dumps({"text": text}) + "\n" for text in texts)
    done = subprocess.run([handrail, "classify", str(bundle)], input=asked, capture_output=True, text=True, timeout=120)
    readings = [json.loads(line) for line in done.stdout.splitlines()]
    if len(readings) != len(texts):
        raise SystemExit(f"{bundle.name}: {len(readings)} answers to {len(texts)} messages\n{done.stderr[-500:]}")
    return readings


def phrases_hear(handrail, bundle):
    """phrases/everyday.txt fires none of these signals, and each line of phrases/people.txt the one before its colon."""
    wanted = [(None, text) for text in phrases("everyday.txt")] + [tuple(line.split(": ", 1)) for line in phrases("people.txt")]
    wrong = []
    for (signal, text), reading in zip(wanted, read(handrail, bundle, [text for _, text in wanted])):
        signals = set(reading["signals"])
        if signal is None and signals & IMMEDIATE:
            wrong.append(f"{bundle.name}: \"{text}\" fires {', '.join(sorted(signals & IMMEDIATE))}")
        if signal is not None and signal not in signals:
            wrong.append(f"{bundle.name}: \"{text}\" does not fire {signal}")
    return wrong


def politeness_is_safe(handrail):
    """No line of phrases/openings.txt or phrases/everyday.txt is read as unsafe_request, and each line of phrases/unsafe.txt is."""
    safe, unsafe = phrases("openings.txt") + phrases("everyday.txt"), phrases("unsafe.txt")
    wrong = []
    for at, (text, reading) in enumerate(zip(safe + unsafe, read(handrail, STARTER, safe + unsafe))):
        if (reading["intent"] == "unsafe_request") != (at >= len(safe)):
            wrong.append(f"\"{text}\" is read as {reading['intent']} ({reading['confidence']})")
    return wrong


def main():
    handrail = handrail_given(__doc__)
    with tempfile.TemporaryDirectory(prefix="handrail-standard-") as folder:
        checks = {"the starter bundle has no findings": starter_is_clean(handrail), "each theme has its page and cases": themes_are_whole(),
                  "each policy can be included alone": each_stands_alone(handrail, folder), "the cases hold": cases_hold(handrail, folder), "what is left out breaks nothing": nothing_breaks(handrail, folder),
                  "the phrases hear what they must, and nothing else": phrases_hear(handrail, STARTER) + phrases_hear(handrail, ROOT / "examples" / "shop"),
                  "everyday words are never unsafe, and unsafe ones are": politeness_is_safe(handrail)}
    return tell(checks)


if __name__ == "__main__":
    sys.exit(main())
