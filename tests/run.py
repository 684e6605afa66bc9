#!/usr/bin/env python3
"""Runs every test program of a build and the acceptance tests, with a line for each, and counts. The last line is "N passed, M failed"."""
import argparse
import os
import pathlib
import re
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
PROGRAM_SECONDS_MAX = 900
ACCEPTANCE = [
    ("what a newcomer is shown", ["tests/acceptance/shown.py"]),
    ("retail", ["tests/acceptance/retail_replay.py"]),
    ("retail at the gate", ["tests/acceptance/retail_gate.py"]),
    ("standard library", ["tests/acceptance/standard_library.py"]),
    ("moods, urgency and danger", ["tests/acceptance/moods.py"]),
    ("tools over HTTP", ["tests/acceptance/remote_tools.py"]),
    ("language models", ["tests/acceptance/models.py"]),
    ("drafts by models", ["tests/acceptance/model_turns.py"]),
    ("articles by meaning", ["tests/acceptance/embeddings.py"]),
    ("found by a real model", ["tests/acceptance/found_by_meaning.py"]),
    ("replies judged", ["tests/acceptance/judgements.py"]),
    ("calls and readings by models", ["tests/acceptance/model_calls.py"]),
    ("publish", ["tests/acceptance/publish.py"]),
    ("approvals and budgets", ["tests/acceptance/approvals.py"]),
    ("operating a desk", ["tests/acceptance/operating.py"]),
    ("a disk at its end", ["tests/acceptance/full_disk.py"]),
    ("test and why", ["tests/acceptance/test_and_why.py"]),
    ("transcripts and history", ["tests/acceptance/transcripts_and_history.py"]),
    ("hostile files", ["tests/acceptance/hostile_files.py", "--every", "40"]),
    ("sarif", ["tests/acceptance/sarif.py"]),
    ("clients by openapi.yaml", ["tests/acceptance/openapi.py"]),
    ("without the proof", ["tests/acceptance/without_proof.py"]),
    ("retail, killed", ["tests/acceptance/retail_replay.py", "--kill", "--seed", "1"]),
    ("storm", ["tests/acceptance/storm.py", "--seconds", "8", "--seed", "1"]),
]


def counts(output):
    """Passed, failed and skipped test cases, as Catch2's summary or an acceptance test's last line says."""
    found = re.search(r"All tests passed \([\d,]+ assertions? in ([\d,]+) test cases?\)", output)
    if found:
        return int(found.group(1).replace(",", "")), 0, 0
    found = re.search(r"test cases:\s+(\d+)(?:\s*\|\s*(\d+) passed)?(?:\s*\|\s*(\d+) failed)?", output)
    if found:
        failed = int(found.group(3) or 0)
        return int(found.group(2) or int(found.group(1)) - failed), failed, 0
    found = re.findall(r"^(\d+) passed, (\d+) failed(?:, (\d+) skipped)?$", output, re.M)
    if found:
        passed, failed, skipped = found[-1]
        return int(passed), int(failed), int(skipped or 0)
    return None


def run(name, command, seconds_max):
    print(f"{name:<28} ", end="", flush=True)
    began = time.monotonic()
    try:
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, errors="replace", timeout=seconds_max,
                              env={**os.environ, "NO_COLOR": "1"})
        output, code = done.stdout + done.stderr, done.returncode
    except subprocess.TimeoutExpired as late:
        output, code = (late.stdout or b"").decode(errors="replace") + f"\ntook longer than {seconds_max} s", 1
    found = counts(output)
    passed, failed, skipped = found or (0, 0 if code == 0 else 1, 0)
    if code != 0 and failed == 0:
        failed = 1
    if code == 0 and found is None:
        failed = 1
        output += "\nno count of tests was printed"
    note = f", {skipped} skipped" if skipped else ""
    print(f"{passed:>5} passed, {failed} failed{note}  {time.monotonic() - began:6.1f} s")
    if failed:
        print(output[-12000:])
    for line in output.splitlines():
        if line.startswith("skipped:"):
            print("  " + line)
    return passed, failed, skipped


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--build", default="build")
    options.add_argument("--only", nargs="*", default=[])
    options.add_argument("--seconds", type=int, default=PROGRAM_SECONDS_MAX, help="how long one program may take (default: %(default)s)")
    arguments = options.parse_args()
    build = pathlib.Path(arguments.build).resolve()
    jobs = [(path.name, [str(path)]) for path in sorted(build.glob("test_*")) if path.is_file() and os.access(path, os.X_OK)]
    handrail = str(build / "handrail")
    for name, options in ACCEPTANCE:
        jobs.append((f"acceptance {name}", [sys.executable, *options, "--handrail", handrail]))
    if arguments.only:
        jobs = [job for job in jobs if job[0] in arguments.only]
    totals = [0, 0, 0]
    for name, command in jobs:
        totals = [total + more for total, more in zip(totals, run(name, command, arguments.seconds))]
    if not jobs:
        print("there is nothing to run: build first")
        totals[1] = 1
    print(f"{totals[0]} passed, {totals[1]} failed" + (f", {totals[2]} skipped" if totals[2] else ""))
    return 1 if totals[1] else 0


sys.exit(main())
