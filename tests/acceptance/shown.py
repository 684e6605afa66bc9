#!/usr/bin/env python3
"""What the README has a newcomer run: the conversation of `make demo`, and the walk through the HTTP API.

    python3 tests/acceptance/shown.py --handrail build/handrail
"""
import argparse
import os
import subprocess
import sys
from pathlib import Path

from checks import Checks
from house import free_port

ROOT = Path(__file__).resolve().parents[2]
SECONDS = 300


def played(command, **environment):
    done = subprocess.run([str(part) for part in command], cwd=ROOT, capture_output=True, text=True, timeout=SECONDS, env={**os.environ, "NO_COLOR": "1", **environment})
    return done.returncode, done.stdout + done.stderr


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--handrail", required=True)
    handrail = Path(options.parse_args().handrail).resolve()
    checks = Checks()
    code, said = played([sys.executable, "examples/demo.py", "--handrail", handrail, "--bundle", "examples/shop", "--port", free_port()], DEMO_EXIT="1")
    checks.that(code == 0 and "this should not be" not in said, "the demo plays its conversation, and finds in it what it shows", said)
    checks.that(said.count("receipt: ") >= 2 and "the bot is silent while a person owns the conversation" in said, "both refunds have their receipts, and the person is left alone", said)
    code, said = played(["examples/http/walk.sh", free_port()], HANDRAIL=str(handrail))
    checks.that(code == 0, "the walk through the API ends well", said)
    return checks.close("what a newcomer is shown")


if __name__ == "__main__":
    sys.exit(main())
