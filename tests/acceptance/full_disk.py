#!/usr/bin/env python3
"""A data folder that cannot be written to, at the start and while the desk serves: what the operator and who asks are told, and that everything goes on by itself.

    python3 tests/acceptance/full_disk.py --handrail build/handrail

Small disks are mounted for it (tmpfs), which takes the right to mount; without it that part is skipped.
"""
import argparse
import json
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import contextmanager
from pathlib import Path

from approval_desk import SHOP, Desk, data_set, paid, refused
from checks import Checks
from house import Client, House
from journal_checks import stored_events

SEEN_WITHIN = 30.0   # seconds
REFUNDS = 12
CENTS = 777


@contextmanager
def small_disk(folder, size):
    """A disk of that size at the folder; None where this user may mount none."""
    folder.mkdir(parents=True, exist_ok=True)
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)], capture_output=True).returncode == 0
    try:
        yield folder if mounted else None
    finally:
        if mounted:
            subprocess.run(["umount", "-l", str(folder)], check=False, capture_output=True)


def fill(folder):
    """Takes all the room that is left, to the last byte."""
    with open(folder / "fill", "wb", buffering=0) as file:
        for size in (1 << 20, 1 << 12, 1):
            try:
                while file.write(b"x" * size) == size:
                    pass
            except OSError:
                pass


def run(handrail, *command):
    done = subprocess.run([handrail, *map(str, command)], capture_output=True, text=True, timeout=60, stdin=subprocess.DEVNULL)
    return done.returncode, done.stdout + done.stderr


def until(wanted):
    began = time.monotonic()
    while not wanted() and time.monotonic() - began < SEEN_WITHIN:
        time.sleep(0.05)
    return wanted()


def readiness(house):
    return Client(house, "")._once("GET", "/readyz", None)


def ends_of_calls(house, conversation):
    return [json.loads(body) for of, kind, body in stored_events(house.data) if (of, kind) == (conversation, "call_settled")]


def lines_with(house, words):
    return [line for line in house.log.read_text(encoding="utf-8").splitlines() if words in line]


def at_the_start(handrail, checks, folder):
    for size, named in (("64k", "too small for a store"), ("500k", "too small for the bundle")):
        with small_disk(folder / size, size) as disk:
            code, said = run(handrail, "serve", SHOP, "--data", disk / "data", "--port", "0")
            checks.that(code == 2 and "the disk is full: make room on it" in said and str(disk / "data") in said and len(said.splitlines()) == 1,
                        f"a disk that is {named} is told with its folder and the mend", said)
    with small_disk(folder / "full", "8k") as disk:
        fill(disk)
        code, said = run(handrail, "key", "add", SHOP, "--data", disk / "data", "--name", "web", "--kind", "channel")
        checks.that(code == 2 and "the disk is full" in said and str(disk / "data") in said, "no key is made on a full disk", said)
        checks.that(not list((disk / "data").glob("keys.json*")), "and nothing is left of it")
    with small_disk(folder / "read_only", "4m") as disk:
        (disk / "data").mkdir()
        subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
        for data in (disk / "data", disk / "fresh"):
            code, said = run(handrail, "serve", SHOP, "--data", data, "--port", "0")
            checks.that(code == 2 and "can only be read" in said and str(data) in said, "a disk that can only be read is told", said)


def of_a_newer_program(handrail, checks, folder):
    data = folder / "newer"
    run(handrail, "key", "add", SHOP, "--data", data, "--name", "web", "--kind", "channel")
    with sqlite3.connect(data / "handrail.db") as store:
        store.execute("PRAGMA user_version = 99")
    for command in (("serve", SHOP, "--data", data, "--port", "0"), ("publish", SHOP, "--data", data), ("publish", SHOP, "--data", data, "--dry-run"),
                    ("backtest", SHOP, SHOP, "--history", data), ("why", "--data", data, "--conversation", "c")):
        code, said = run(handrail, *command)
        checks.that(code == 2 and "written by a newer program" in said and str(data) in said and "use that program" in said, f"`{command[0]}` says that the store is a newer program's", said)


def while_it_serves(handrail, checks, folder):
    """The disk is full and has room again, time after time, while customers agree to refunds."""
    data = folder / "serving" / "data"
    with small_disk(data, "24m") as disk:
        house = House(handrail, SHOP, data_set(), folder / "serving")
        desk = Desk(house)
        house.start()
        try:
            for number in range(REFUNDS):
                desk.open(f"full{number}", "c_race")
                desk.says(f"full{number}", f"I want a refund for order W70{number:03}, it arrived broken")
            desk.open("quiet", "c_ada")
            fill(disk)
            status, problem = refused(desk.channel, "POST", "/v1/conversations/quiet/messages", {"id": "m1", "text": "hello"})
            checks.that(status == 503 and "the disk is full" in problem["detail"] and str(data) not in json.dumps(problem), "whoever writes hears 503 and why", problem)
            status, shown = readiness(house)
            checks.that(status == 503 and not shown["ready"] and "the disk is full" in shown["store"], "it is not ready", shown)
            told = "nothing can be stored in the data folder"
            checks.that(until(lambda: lines_with(house, told)) and str(data) in lines_with(house, told)[0] and "make room" in lines_with(house, told)[0],
                        "the operator is told what, where and how to mend it", house.log.read_text(encoding="utf-8"))

            def agree(number):
                client = Client(house, desk.channel.key, patient=True)
                client.send("POST", f"/v1/conversations/full{number}/messages", {"id": f"yes{number}", "text": "yes"})

            threads = [threading.Thread(target=agree, args=(number,)) for number in range(REFUNDS)]
            for thread in threads:
                thread.start()
            for _ in range(4):
                time.sleep(0.3)
                (disk / "fill").unlink()
                time.sleep(0.05)
                fill(disk)
            time.sleep(1.5)
            (disk / "fill").unlink()
            for thread in threads:
                thread.join()
            made, to_people = [], []
            for number in range(REFUNDS):
                cents, count = paid(house, f"W70{number:03}")
                settled = ends_of_calls(house, f"full{number}")
                checks.that((cents, count) in ((CENTS, 1), (0, 0)) and len(settled) == 1, "each refund is made once at most, and its end is on record", (cents, count, settled))
                (made if count else to_people).append(number)
                # The sandbox lies on the same disk, and says by itself that it could not, or cannot know: that is told, and goes to people.
                if not count:
                    view = desk.channel.send("GET", f"/v1/conversations/full{number}")[1]
                    checks.that(settled[0]["outcome"] in ("failed", "unknown") and view["state"] == "handed off", "what was not made is with a person", (settled, view))
            checks.that(len(made) > REFUNDS // 2, "most are made", (made, to_people))
            checks.that(until(lambda: readiness(house)[0] == 200), "it is ready again by itself", readiness(house))
            checks.that(desk.channel.send("POST", "/v1/conversations/quiet/messages", {"id": "m1", "text": "hello"})[0] in (200, 202), "what was refused is taken when it comes again")
            checks.that(until(lambda: lines_with(house, "can be written to again")), "the operator hears that it is well", house.log.read_text(encoding="utf-8"))
            checks.that(len(lines_with(house, told)) == 1 and len(lines_with(house, "can be written to again")) == 1 and not lines_with(house, " waits: "),
                        "one line for each, however often it changed between", house.log.read_text(encoding="utf-8"))
        finally:
            checks.that(house.stop() == 0, "the server ends well")


def taken_away(handrail, checks, folder):
    house = House(handrail, SHOP, data_set(), folder / "away")
    desk = Desk(house)
    house.start()
    away = house.data.with_name("elsewhere")
    try:
        desk.open("kept", "c_race")
        desk.says("kept", "I want a refund for order W70000, it arrived broken")
        house.data.rename(away)
        status, problem = refused(desk.channel, "POST", "/v1/conversations/kept/messages", {"id": "yes", "text": "yes"})
        checks.that(status == 503 and "not where it was opened" in problem["detail"], "a store that nobody will find again takes nothing in", problem)
        checks.that(readiness(house)[0] == 503, "and the desk is not ready", readiness(house))
        checks.that(until(lambda: lines_with(house, "put its folder back")), "the operator is told, also while nobody writes", house.log.read_text(encoding="utf-8"))
        house.data.mkdir()
        (house.data / "keys.json").write_text('{"keys": []}', encoding="utf-8")
        status, problem = refused(desk.channel, "POST", "/v1/conversations/kept/messages", {"id": "yes", "text": "yes"})
        checks.that(status == 503, "with another folder in its place nobody's key is unknown", (status, problem))
        shutil.rmtree(house.data)
        away.rename(house.data)
        checks.that(until(lambda: readiness(house)[0] == 200), "with the folder in its place it goes on", readiness(house))
        answered = desk.channel.send("POST", "/v1/conversations/kept/messages", {"id": "yes", "text": "yes"})
        checks.that(answered[0] == 200 and paid(house, "W70") == (CENTS, 1), "and the refund is made, once", answered)
    finally:
        checks.that(house.stop() == 0, "the server ends well")


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--handrail", default="build/handrail")
    handrail = str(Path(options.parse_args().handrail).resolve())
    checks = Checks()
    with tempfile.TemporaryDirectory(prefix="handrail-disk-") as name:
        folder = Path(name)
        of_a_newer_program(handrail, checks, folder)
        taken_away(handrail, checks, folder)
        with small_disk(folder / "probe", "64k") as disk:
            mountable = disk is not None
        if mountable:
            at_the_start(handrail, checks, folder)
            while_it_serves(handrail, checks, folder)
        else:
            checks.skip("small disks: this user may mount none")
    return checks.close()


sys.exit(main())
