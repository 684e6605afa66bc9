#!/usr/bin/env python3
"""`handrail publish`: edits of the shop while customers are in the middle of a refund.

    python3 tests/acceptance/publish.py --handrail build/handrail

A saved edit serves new conversations only; --dry-run says what publishing would do; publishing moves what is safe, through the running server or, without one,
by itself; what would diverge keeps its version. `--keep` keeps the temporary folder.
"""
import argparse
import json
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.dont_write_bytecode = True
from checks import Checks
from house import Client, House

ROOT = Path(__file__).resolve().parents[2]
SHOP = ROOT / "examples" / "shop"
EDIT_WITHIN = 20.0   # seconds from saving an edit to its serving


def own_script(bundle):
    """A script of the desk's own, which can be edited, in place of the library's; what it requires still comes with the program."""
    (bundle / "workflows").mkdir(exist_ok=True)
    script = (ROOT / "workflows" / "library" / "refund.lua").read_text()
    (bundle / "workflows" / "refund.lua").write_text(script.replace('require "shared/', 'require "library/shared/'))
    declared = bundle / "workflows.policy"
    declared.write_text(declared.read_text().replace('workflow refund from "library/refund.lua"', 'workflow refund from "workflows/refund.lua"'))


class Desk:
    def __init__(self, handrail, folder):
        self.house = House(handrail, SHOP, json.loads((SHOP / "sandbox.json").read_text()), folder)
        own_script(self.house.bundle)
        self.key = self.house.key("shop-web", "channel", "--vouches")
        self.agent_key = self.house.key("kim", "person", "--agent")
        self.house.start()
        self.channel, self.agent = Client(self.house, self.key), Client(self.house, self.agent_key)

    def begin(self, name, order="W1001", customer="c_ada"):
        """A customer who was asked what the matter is with an order."""
        self.channel.send("POST", "/v1/conversations", {"id": name, "customer": {"id": customer, "verified": True}})
        return self.say(name, "m1", f"I want a refund for {order}")

    def say(self, name, message, text):
        answer = self.channel.send("POST", f"/v1/conversations/{name}/messages", {"id": message, "text": text})[1]
        return (answer.get("reply") or {}).get("text", "")

    def version(self, name):
        return self.channel.send("GET", f"/v1/conversations/{name}")[1]["bundle"]

    def serving(self):
        return self.channel.send("GET", "/readyz")[1]["bundle"]

    def events(self, name, kind):
        return [event["body"] for event in self.agent.events(name) if event["kind"] == kind]

    def edit(self, file, old, new, often=1):
        """Saves an edit, of a text with its wordings, and waits until it serves."""
        path = self.house.bundle / file
        text = path.read_text()
        if old not in text:
            raise RuntimeError(f"{file} has no `{old}`")
        before = self.serving()
        path.write_text(text.replace(old, new, often))
        wordings = self.house.bundle / "wordings.policy"
        if old in wordings.read_text():
            wordings.write_text(wordings.read_text().replace(old, new))
        began = time.monotonic()
        while self.serving() == before:
            if time.monotonic() - began > EDIT_WITHIN:
                raise RuntimeError(f"the edit of {file} does not serve: {self.house.log.read_text()[-1500:]}")
            time.sleep(0.05)

    def publish(self, *options, bundle=None):
        done = subprocess.run([self.house.handrail, "publish", str(bundle or self.house.bundle), "--data", str(self.house.data), *options],
                              capture_output=True, text=True, timeout=120)
        return done.returncode, done.stdout, done.stderr


def harmless_edit(desk, checks):
    old = desk.serving()
    desk.begin("conv-a")
    checks.that(desk.version("conv-a") == old, "a conversation begins with the version that serves")
    desk.edit("tools.policy", "Your {amount} refund for order {order_id} is on its way.", "We have sent your {amount} refund for order {order_id}.")
    new = desk.serving()
    desk.begin("conv-b", "W2001", "c_bob")   # and stays in the middle of it
    checks.that(desk.version("conv-a") == old and desk.version("conv-b") == new, "a saved edit serves new conversations only")
    code, out, err = desk.publish("--dry-run")
    checks.that(code == 0 and re.search(r"^ +1  safe ", out, re.M) and re.search(r"^ +1  there ", out, re.M), "a harmless edit is safe in the middle of a refund", out + err)
    checks.that(desk.version("conv-a") == old, "a dry run changes nothing")
    code, out, err = desk.publish("--json")
    made = json.loads(out) if out else {}
    checks.that(code == 0 and made.get("moved") == 1 and made.get("there") == 1 and made.get("diverge") == 0, "what is safe is moved by the running server", out + err)
    checks.that(desk.version("conv-a") == new, "it keeps the new version from there on")
    changed = desk.events("conv-a", "bundle_changed")
    checks.that(len(changed) == 1 and changed[0]["from"] == old and changed[0]["to"] == new, "the move is on the record, with both versions", changed)
    desk.say("conv-a", "m2", "it is broken")
    told = desk.say("conv-a", "m3", "yes")
    checks.that("We have sent your" in told, "the refund goes on where it was, in the new version's words", told)
    checks.that(len(desk.events("conv-a", "call_dispatched")) == 1, "and happens once")
    code, out, err = desk.publish("--json")
    checks.that(json.loads(out)["moved"] == 0, "publishing again moves nothing", out + err)


def other_order_of_steps(desk, checks):
    old = desk.serving()
    desk.begin("conv-d", "W9001", "c_iris")
    script = "workflows/refund.lua"
    desk.edit(script, "local terms = check_refund_eligibility(order.id)", 'desk.remember("looked_at", order.id)\nlocal terms = check_refund_eligibility(order.id)')
    step = len(desk.events("conv-d", "step_recorded"))
    code, out, err = desk.publish("--dry-run")
    found = re.search(r"workflow refund, diverges at step (\d+)\n +for example conv-b: (.*)\n +conv-b, conv-d\n", out)
    checks.that(code == 1 and found and 1 < int(found.group(1)) <= step, "another order of steps diverges, at the step where it does", out + err)
    checks.that(found and "remember" in found.group(2) and "check_refund_eligibility" in found.group(2), "both steps are named", out)
    code, out, err = desk.publish("--json")
    made = json.loads(out)
    checks.that(code == 1 and made["diverge"] == 2 and made["kept"][0]["conversations"] == ["conv-b", "conv-d"] and made["kept"][0]["workflow"] == "refund",
                "publishing leaves it where it is, and says so", out + err)
    checks.that(desk.version("conv-d") == old and not desk.events("conv-d", "bundle_changed"), "it keeps its version")
    desk.say("conv-d", "m2", "it does not fit")
    ended = desk.events("conv-d", "run_ended")
    checks.that(all(run["how"] != "diverged" for run in ended), "and goes on by it", ended)
    desk.edit(script, 'desk.remember("looked_at", order.id)\n', "")


def changed_policy(desk, checks):
    """Moved in the middle of a refund, the next decision is by the new policy; one that is bound to the old version waits for it."""
    old = desk.serving()
    desk.begin("conv-e", "W1301", "c_liam")
    desk.begin("conv-g", "W1002")
    desk.say("conv-g", "m2", "it is broken")
    desk.say("conv-g", "m3", "yes")
    checks.that(len(desk.events("conv-g", "approval_requested")) == 1, "a refund of $240 waits for its approval")
    desk.edit("tools.policy", "$100", "$30", -1)
    new = desk.serving()
    code, out, err = desk.publish()
    checks.that(code == 0 and "busy" in out and "an approval of `process_refund` is open" in out, "what waits for an approval is busy, and that is said", out + err)
    checks.that(desk.version("conv-e") == new and desk.version("conv-g") == old, "what is safe moves, what is busy does not")
    desk.say("conv-e", "m2", "it is broken")
    desk.say("conv-e", "m3", "yes")
    asked = desk.events("conv-e", "approval_requested")
    checks.that(len(asked) == 1 and asked[0]["bundle"] == new and not desk.events("conv-e", "call_dispatched"), "a refund of $36 needs an approval now", asked)


def without_a_server(desk, checks):
    desk.begin("conv-f", "W6001", "c_farid")
    desk.edit("tools.policy", "We have sent your {amount} refund for order {order_id}.", "Sent for {order_id}: {amount}.")
    new = desk.serving()
    desk.house.stop()
    code, out, err = desk.publish("--json")
    checks.that(code in (0, 1) and json.loads(out)["moved"] >= 1, "without a server, publishing moves by itself", out + err)
    desk.house.start()
    desk.channel.close(), desk.agent.close()
    checks.that(desk.version("conv-f") == new, "and the next server goes on from there")


def refusals(desk, checks, folder):
    code, out, err = desk.publish("--dry-run", bundle=folder / "nothing")
    checks.that(code == 2 and "is not a folder with a bundle" in err, "a folder that is not there ends with 2", err)
    broken = folder / "broken"
    shutil.copytree(SHOP, broken)
    (broken / "tools.policy").write_text("tool x\n")
    code, out, err = desk.publish(bundle=broken)
    checks.that(code == 2 and "error[" in err and "live conversations stay as they are" in err, "a bundle with errors moves nothing", err)
    empty = subprocess.run([desk.house.handrail, "publish", str(SHOP), "--data", str(folder / "nowhere")], capture_output=True, text=True, timeout=60)
    checks.that(empty.returncode == 2 and "there is no store in the data folder" in empty.stderr, "a data folder that is not there ends with 2", empty.stderr)


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--handrail", required=True)
    options.add_argument("--keep", action="store_true")
    arguments = options.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="handrail-publish-"))
    checks, desk = Checks(), None
    try:
        desk = Desk(arguments.handrail, folder)
        harmless_edit(desk, checks)
        other_order_of_steps(desk, checks)
        changed_policy(desk, checks)
        without_a_server(desk, checks)
        refusals(desk, checks, folder)
    finally:
        if desk:
            desk.house.stop()
        if not arguments.keep:
            shutil.rmtree(folder, ignore_errors=True)
    return checks.close("publishing")


sys.exit(main())
