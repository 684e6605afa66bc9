#!/usr/bin/env python3
"""openapi.yaml makes a client: its references are there, its schemas say nothing that is no keyword, types are generated from it, a client written against them compiles, and
talks to the server from which the description was read.

    python3 tests/acceptance/openapi.py --handrail build/handrail

Needs `npm ci` in tests/acceptance/openapi (make test does it); without it the test says that it is left out.
"""
import argparse
import json
import shutil
import subprocess
import sys
import tempfile
import urllib.request
from pathlib import Path

from checks import Checks
from house import House

ROOT = Path(__file__).resolve().parents[2]
TOOLS = Path(__file__).resolve().parent / "openapi"
PAGES = ("openapi.yaml", "engine/policy/gate.schema.json")


def described(url, folder):
    """What the server publishes of itself, under the names by which the files refer to each other."""
    for page in PAGES:
        (folder / page).parent.mkdir(parents=True, exist_ok=True)
        with urllib.request.urlopen(f"{url}/{page}", timeout=30) as answer:
            (folder / page).write_bytes(answer.read())
    return folder / PAGES[0]


def node(*words):
    return subprocess.run(["node", *map(str, words)], capture_output=True, text=True, timeout=120)


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--handrail", required=True)
    handrail = options.parse_args().handrail
    checks = Checks()
    if not shutil.which("node") or not (TOOLS / "node_modules").is_dir():
        checks.skip("what generates clients is not installed (npm ci in tests/acceptance/openapi)")
        return checks.close()
    with tempfile.TemporaryDirectory() as folder:
        house = House(handrail, ROOT / "examples" / "shop", None, folder)
        key = house.key("web", "channel", "--vouches")
        house.start()
        try:
            url, client = f"http://127.0.0.1:{house.port}", Path(folder) / "client"
            client.mkdir()
            checked = node(TOOLS / "check.mjs", described(url, Path(folder) / "described"), client)
            problems = json.loads(checked.stdout) if checked.returncode == 0 else [checked.stderr]
            checks.that(problems == [], "the description is whole, and a client compiles against it", "\n".join(problems))
            said = node(client / "client.js", url, key) if not problems else None
            told = json.loads(said.stdout) if said and said.returncode == 0 else {}
            checks.that(told.get("opened") == "typed", "the client opens a conversation", said)
            checks.that("W1006" in (told.get("reply") or ""), "and is answered", told)
            checks.that("reply_sent" in (told.get("kinds") or []), "reads the record", told)
            checks.that((told.get("missing") or {}).get("status") == 404, "and a problem by its type", told)
        finally:
            house.stop()
    return checks.close()


if __name__ == "__main__":
    sys.exit(main())
