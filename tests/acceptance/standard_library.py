#!/usr/bin/env python3
"""The standard library as a bundle meets it: through `include`, from the program.

    python3 tests/acceptance/standard_library.py --handrail build/handrail

Checks that the starter bundle has no findings, that each policy can be included alone, that each theme has its page and cases, and that the cases hold. Cases
speak of a desk that is past its first month, so only those of rollout/ run with the rollout included.
"""
import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

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
        if not list(folder.glob("cases/*.case")):
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


def cases_hold(handrail, folder):
    wrong = []
    desk = (STARTER / "desk.policy").read_text(encoding="utf-8")
    if ROLLOUT not in desk:
        return ["the starter bundle does not include the rollout"]
    for name, text, first_month in (("past the first month", desk.replace(ROLLOUT, ""), False), ("in the first month", desk, True)):
        bundle = Path(folder) / name.replace(" ", "_")
        (bundle / "cases").mkdir(parents=True)
        (bundle / "desk.policy").write_text(text, encoding="utf-8")
        for case in LIBRARY.glob("*/cases/*.case"):
            if (case.parts[-3] == "rollout") == first_month:
                (bundle / "cases" / case.name).write_text(case.read_text(encoding="utf-8"), encoding="utf-8")
        code, output = run(handrail, "test", str(bundle))
        if code != 0:
            wrong.append(f"cases {name} do not hold:\n{output[-3000:]}")
    return wrong


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--handrail", required=True)
    handrail = str(Path(arguments.parse_args().handrail).resolve())
    with tempfile.TemporaryDirectory(prefix="handrail-standard-") as folder:
        checks = {"the starter bundle has no findings": starter_is_clean(handrail), "each theme has its page and cases": themes_are_whole(),
                  "each policy can be included alone": each_stands_alone(handrail, folder), "the cases hold": cases_hold(handrail, folder)}
    for name, wrong in checks.items():
        print(("FAILED " if wrong else "ok     ") + name)
        for what in wrong:
            print(what)
    failed = sum(bool(wrong) for wrong in checks.values())
    print(f"\n{len(checks) - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
