#!/usr/bin/env python3
"""A build without Z3 says what it cannot check, and does everything else.

    python3 tests/acceptance/without_proof.py --handrail build/handrail

`build/handrail_without_proof` is the same program with the files that know of Z3 compiled as they are where there is none (tests/CMakeLists.txt).
"""
import json
import pathlib
import shutil
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True
from checks import Checks, handrail_given

ROOT = pathlib.Path(__file__).resolve().parents[2]
SHOP = ROOT / "examples" / "shop"
SAYS = "this build has no solver: hidden rules, conflicts, gaps and guarantees were not checked"

program = pathlib.Path(handrail_given(__doc__)).with_name("handrail_without_proof")
checks = Checks()
if not program.exists():
    checks.skip("this build has no solver at all, so there is no second program without one")
    sys.exit(checks.close())


def run(*arguments):
    return subprocess.run([str(program), *map(str, arguments)], capture_output=True, text=True, cwd=ROOT)


def that(true, what, done):
    checks.that(true, what, done.stdout + done.stderr)


with tempfile.TemporaryDirectory() as folder:
    done = run("check", SHOP)
    that(done.returncode == 0 and SAYS in done.stdout and "proved" not in done.stdout, "check says what it did not ask, and claims no proof", done)
    for form in ("json", "sarif", "github"):
        done = run("check", SHOP, "--format", form)
        that(done.returncode == 0 and SAYS in done.stderr and SAYS not in done.stdout, f"beside findings as {form} it says so on the side", done)
    done = run("check", SHOP, "--format", "json")
    that(json.loads(done.stdout) == [], "the list itself stays a list", done)

    changed = pathlib.Path(folder) / "shop"
    shutil.copytree(SHOP, changed)
    triggers = changed / "triggers.policy"
    triggers.write_text(triggers.read_text().replace("messages is over 10", "messages is over 11"))
    done = run("diff", SHOP, changed)
    that("no decision changes" not in done.stdout and "no solver" in done.stdout + done.stderr, "where rules differ diff claims nothing", done)
    done = run("diff", SHOP, SHOP)
    that("no decision changes" in done.stdout, "the same rules need no solver", done)

    done = run("test", SHOP)
    that(done.returncode == 0, "cases, examples and transcripts are run as ever", done)
    done = run("test", SHOP, "--generate", pathlib.Path(folder) / "generated")
    that(done.returncode != 0 and "no solver" in done.stderr, "no cases are generated, and why", done)

sys.exit(checks.close())
