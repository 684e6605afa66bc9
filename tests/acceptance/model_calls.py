#!/usr/bin/env python3
"""Requests that a model carries out, and messages that it reads, over HTTP: `@copilotkit/aimock` plays it in both formats, sensible, dishonest and out of order.

    python3 tests/acceptance/model_calls.py --handrail build/handrail

The shop of examples/shop is served with one more intent, which has tools and no workflow; the process is killed between the proposal and the yes. Skipped with a
message where aimock is not installed (`npm ci` in tests/acceptance/models).
"""
import argparse
import json
import os
import shutil
import sys
import tempfile
from pathlib import Path

from aimock import Provider
from checks import Checks
from house import Client, House
from journal_checks import stored_events

ROOT = Path(__file__).resolve().parents[2]
SHOP = ROOT / "examples" / "shop"
HERE = Path(__file__).resolve().parent / "models"
AIMOCK = HERE / "node_modules/@copilotkit/aimock/dist/cli.js"
FAULTS = ["lamp", "mug", "kettle", "mouse", "tent", "bag"]
POLICY = '''intent broken_strap
  means      "The strap of something that the customer bought is broken"
  examples   "the strap of W1001 broke", "my strap is broken", "the strap on the lamp came off", "strap off the mug", "the strap tore", "the strap on my bag is gone"
  class      needs account
  risk       low
  tools      lookup_order, process_refund
  queue      billing
'''


class Desk:
    def __init__(self, house):
        self.house = house
        self.channel = Client(house, house.key("web", "channel", "--vouches"))
        self.opened = 0

    def opens(self):
        self.opened += 1
        name = f"talk{self.opened}"
        self.channel.send("POST", "/v1/conversations", {"id": name, "customer": {"id": "c_ada", "verified": True}})
        return name

    def says(self, name, text, message):
        return self.channel.send("POST", f"/v1/conversations/{name}/messages", {"id": message, "text": text})[1]

    def asks(self, text):
        name = self.opens()
        return name, self.says(name, text, "m1")

    def kinds(self, name, kind):
        """What the journal has of this kind: more than a channel is told."""
        return [json.loads(body) for conversation, one, body in stored_events(self.house.data) if (conversation, one) == (name, kind)]

    def dies(self):
        self.house.kill_and_restart()
        self.channel.close()


def text_of(answer):
    return (answer.get("reply") or {}).get("text", "")


def a_refund_over_two_deaths(desk, provider, checks):
    name, first = desk.asks("The strap of W1001 broke")
    checks.that("I can refund $48.00 for order W1001" in text_of(first), "a proposed call asks for the customer's yes", first)
    desk.dies()
    asked = len(provider.requests())
    again = desk.says(name, "The strap of W1001 broke", "m1")
    checks.that(text_of(again) == text_of(first) and len(provider.requests()) == asked, "after a death the model is not asked again", again)
    done = desk.says(name, "yes", "m2")
    checks.that("Your $48.00 refund for order W1001 is on its way." in text_of(done), "what was done is told in the words of the policy", done)
    checks.that(len(desk.kinds(name, "call_dispatched")) == 1, "the refund is sent once", desk.kinds(name, "call_dispatched"))
    desk.dies()
    again = desk.says(name, "yes", "m2")
    checks.that(text_of(again) == text_of(done) and len(desk.kinds(name, "call_dispatched")) == 1, "after another death it is not sent again", again)


def several_calls(desk, checks):
    name, first = desk.asks("The strap on my espresso machine W1002 broke")
    checks.that("I can refund $240.00 for order W1002" in text_of(first), "of two calls in one answer the second asks for the yes", first)
    waits = desk.says(name, "yes", "m2")
    checks.that("A colleague confirms refunds over $100" in text_of(waits), "a call that must be approved waits", waits)


def dishonest(desk, checks):
    name, answer = desk.asks("The strap tore, and W2001 is mine too")
    checks.that(not desk.kinds(name, "call_dispatched"), "no call of somebody else's order is sent", answer)
    checks.that("refunded" not in text_of(answer) and answer["ownership"] == "nobody", "what was not done is not told, and a person takes over", answer)


def out_of_order(desk, checks):
    for word in FAULTS:
        _, answer = desk.asks(f"The strap off the {word} is gone, what now")
        checks.that(text_of(answer) and answer["ownership"] == "bot", f"{word}: a model that fails at first changes nothing", answer)
        _, answer = desk.asks(f"The strap on the {word} is gone, what now")
        checks.that(text_of(answer) and answer["ownership"] == "nobody", f"{word}: one that fails on the way is followed by a person", answer)


def readings(desk, checks):
    for more, how in [("in short", "disagrees"), ("honestly", "nonsense"), ("if you can", "failed"), ("in pieces", "failed")]:
        name, answer = desk.asks(f"What is your return policy, {more}: how long do I have to return something?")
        checked = desk.kinds(name, "reading_checked")
        read = desk.kinds(name, "message_read")[0]
        checks.that(len(checked) == 1 and checked[0]["how"] == how, f"{more}: the reading {how}", checked)
        checks.that(float(checked[0]["confidence"]) < float(read["confidence"]) and checked[0]["intent"] == read["intent"], f"{more}: the band falls", checked)
        checks.that(answer["state"] != "closed" and not text_of(answer).startswith("You may return"), f"{more}: nothing is sent by itself", answer)
    name, answer = desk.asks("A human please, what is your return policy")
    checks.that(not desk.kinds(name, "model_answered") and answer["ownership"] == "nobody", "nobody asks a model about a request for a person", answer)


def serve(handrail, api, folder, more, provider, work):
    bundle = folder / "shop"
    shutil.copytree(SHOP, bundle)
    (bundle / "broken_strap.policy").write_text(POLICY, encoding="utf-8")
    bands = bundle / "confidence.policy"   # what is tried here is not how well it reads
    bands.write_text(bands.read_text(encoding="utf-8").replace("send at 50% | a person checks at 35%", "send at 6%  | a person checks at 5% "), encoding="utf-8")
    house = House(handrail, bundle, json.loads((SHOP / "sandbox.json").read_text(encoding="utf-8")), folder,
                  f'[models.main]\napi = "{api}"\nurl = "http://127.0.0.1:{provider.port}"\nmodel = "m-{api}"\n'
                  f'key_env = "TEST_MODEL_KEY"\ntimeout = "1s"\n[model]\nuse = ["main"]\n{more}')
    try:
        desk = Desk(house)
        house.start()
        work(desk)
    finally:
        house.stop()


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--handrail", required=True)
    handrail = options.parse_args().handrail
    checks = Checks()
    aimock = Path(os.environ.get("AIMOCK", AIMOCK))
    if not aimock.is_file() or shutil.which("node") is None:
        checks.skip("aimock is not installed (npm ci in tests/acceptance/models)")
        return checks.close()
    os.environ["TEST_MODEL_KEY"] = "sk-test-key-that-nobody-shall-see"
    for api in ("anthropic", "compatible"):
        with tempfile.TemporaryDirectory() as temporary:
            provider = Provider(aimock, HERE / "call_fixtures.json", Path(temporary) / "aimock.txt")

            def calls(desk, provider=provider):
                a_refund_over_two_deaths(desk, provider, checks)
                several_calls(desk, checks)
                dishonest(desk, checks)
                out_of_order(desk, checks)

            try:
                for name, more, work in [("calls", "", calls), ("reading", 'reading = "check"\n', lambda desk: readings(desk, checks))]:
                    folder = Path(temporary) / name
                    folder.mkdir()
                    serve(handrail, api, folder, more, provider, work)
            finally:
                provider.stop()
    return checks.close("requests that a model carried out")


if __name__ == "__main__":
    sys.exit(main())
