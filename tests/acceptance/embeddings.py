#!/usr/bin/env python3
"""Articles found by meaning, over HTTP: `@copilotkit/aimock` plays the embedding model, and each fault that it can play.

    python3 tests/acceptance/embeddings.py --handrail build/handrail      (AIMOCK=…/dist/cli.js, or `npm ci` in tests/acceptance/models)

A bundle with articles that say one word where customers say another, of which only the embedding model knows that they mean the same.
Skipped with a message where aimock is not installed.
"""
import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from aimock import Provider
from checks import Checks
from house import Client, House

HERE = Path(__file__).resolve().parent / "models"
AIMOCK = Path(os.environ.get("AIMOCK", HERE / "node_modules/@copilotkit/aimock/dist/cli.js"))
KEY = "sk-test-key-that-nobody-shall-see"
# What articles say, and what customers say instead.
MEANINGS = [("reimbursement", "cashback"), ("password", "passphrase"), ("invoice", "factura"), ("warranty", "guaranty"), ("courier", "postman"), ("discount", "markdown"),
            ("subscription", "membership"), ("battery", "accumulator"), ("kettle", "boiler"), ("lamp", "lantern"), ("sofa", "couch"), ("rug", "carpet"), ("wardrobe", "closet"),
            ("screen", "monitor"), ("headphones", "earbuds"), ("voucher", "coupon"), ("brakes", "callipers"), ("tyre", "pneumatic"), ("helmet", "headgear"), ("saddle", "seatpad"),
            ("chain", "drivetrain"), ("pump", "inflator"), ("tent", "canopy"), ("mug", "tumbler")]
# What near is is measured with.
NO_DESKS = [line for line in (Path(__file__).resolve().parent.parent.parent / "adapters/reading/lexicon/background.txt").read_text().splitlines() if line and not line.startswith("#")]
FAULTS = {"limit me": {"response": {"error": {"message": "slow down", "type": "rate_limit_error"}, "status": 429, "retryAfter": 1}},
          "fail me": {"response": {"error": {"message": "oops " + KEY, "type": "api_error"}, "status": 500}},
          "say nonsense": {"response": {"embedding": [1.0]}, "chaos": {"malformedRate": 1.0}},
          "hang up": {"response": {"embedding": [1.0]}, "chaos": {"disconnectRate": 1.0}}}

POLICY = """queue support
  name       "Customer Support"
  promise    within 1 hour
  say        "{queue.name} takes over. You will hear {queue.promise}."

route
  otherwise to support

conversation
  resolved   after 48 hours of silence
  abandoned  after 24 hours of silence

intent care_question
  means      "A question about how things are looked after"
  examples   "how do you look after things", "how do you look after a tent", "how do you look after a canopy", "how do you care for it", "who looks after it", "how is it looked after"
  class      answerable
  risk       low
  queue      support

confidence
  low risk   | send at 5% | a person checks at 4% | below that hand off
"""


def fixtures():
    size = len(MEANINGS) + 1
    axis = lambda i: [1.0 if k == i else 0.0 for k in range(size)]
    found = [{"match": {"inputText": text, "sequenceIndex": 0}, **fault} for text, fault in FAULTS.items()]
    found.append({"match": {"inputText": "get the reimbursement"}, "response": {"error": {"message": "no " + KEY, "type": "api_error"}, "status": 503}})
    for i, words in enumerate(MEANINGS):
        found += [{"match": {"inputText": word}, "response": {"embedding": axis(i)}} for word in words]
    return {"fixtures": found + [{"match": {"inputText": " "}, "response": {"embedding": axis(size - 1)}}]}


def bundle(folder, port):
    (folder / "knowledge").mkdir(parents=True)
    (folder / "desk.policy").write_text(POLICY)
    for says, _ in MEANINGS:
        article = folder / "knowledge" / f"{says}.md"
        article.write_text(f"# About the {says}\n\nOur people in the hall look after every {says} with care.\n")
    settings = f'[embeddings]\nurl = "http://127.0.0.1:{port}/v1"\nmodel = "played"\nkey_env = "EMBEDDING_KEY"\nbatch = 1\ntimeout = "4s"\nprice = 0.02\n'
    (folder / "handrail.toml").write_text(settings)
    return settings


def served(handrail, folder, settings, beside, provider, checks):
    beside.mkdir()
    house = House(handrail, folder, None, beside, settings)
    channel = Client(house, house.key("web", "channel", "--vouches"))
    try:
        house.start()

        def answer(name, text):
            channel.send("POST", "/v1/conversations", {"id": name})
            return json.dumps(channel.send("POST", f"/v1/conversations/{name}/messages", {"id": "m1", "text": text})[1])

        deadline, said = time.monotonic() + 20, ""
        for i in range(60):   # the vectors are filled in while the server serves
            said = answer(f"talk{i}", "how do you look after a canopy?")
            if "every tent" in said or time.monotonic() > deadline:
                break
            time.sleep(0.3)
        checks.that("every tent" in said, "a served conversation is answered by meaning", said)
        provider.stop()
        began = time.monotonic()
        said = answer("alone", "how do you look after a tent?")
        checks.that("every tent" in said and time.monotonic() - began < 10, "and by words once the model is gone", said)
        checks.that(KEY not in house.log.read_text(errors="replace"), "the key stands in no log")
    finally:
        house.stop()


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--handrail", required=True)
    handrail = str(Path(options.parse_args().handrail).resolve())
    checks = Checks()
    if not AIMOCK.exists() or not shutil.which("node"):
        checks.skip("aimock is not installed (npm ci in tests/acceptance/models, or AIMOCK=…/dist/cli.js)")
        return checks.close()
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary) / "desk"
        (Path(temporary) / "fixtures.json").write_text(json.dumps(fixtures()))
        provider = Provider(AIMOCK, Path(temporary) / "fixtures.json", Path(temporary) / "aimock.log")
        try:
            settings = bundle(folder, provider.port)
            os.environ["EMBEDDING_KEY"] = KEY

            def search(question):
                run = subprocess.run([handrail, "knowledge", "search", str(folder), question, "--format", "json"], capture_output=True, text=True, timeout=120)
                passages = json.loads(run.stdout)["passages"] if run.stdout else []
                return run, passages

            run, passages = search("my cashback")
            checks.that(run.returncode == 0 and passages and passages[0]["id"] == "reimbursement#1", "a word of the customer's finds the article that says another", run.stdout + run.stderr)
            checks.that(passages and passages[0]["parts"].get("meaning_rank") == 1 and "words_rank" not in passages[0]["parts"], "both places are shown", passages)
            inputs = lambda: [request["body"].get("embeddingInput", "") for request in provider.requests() if request["body"]]
            first = len(inputs())
            checks.that(first == 2 * len(MEANINGS) + len(NO_DESKS) + 1, "each passage, each heading and what no desk answers was asked for once, and the question", first)
            search("my passphrase")
            checks.that(len(inputs()) == first + 1, "the second time only the question is asked for", len(inputs()) - first)
            run, _ = search("what is the weather like tomorrow")
            checks.that(run.returncode == 1, "what nothing answers finds nothing", run.stdout)

            article = folder / "knowledge/mug.md"
            article.write_text(article.read_text() + "\nA mug may go into the dishwasher.\n")
            before = len(inputs())
            search("my tumbler")
            checks.that(len(inputs()) == before + 2, "only the passage that changed is asked for again", inputs()[before:])

            before = len(inputs())
            search("I am Maria Lopez of 12 Elm Street, maria@example.com: my cashback")
            last = (inputs() or [""])[-1]
            checks.that("Maria" not in last and "Elm" not in last and "example.com" not in last and "cashback" in last, "the question is masked", last)

            for text in FAULTS:
                run, passages = search(f"{text}, my cashback")
                checks.that(passages and passages[0]["id"] == "reimbursement#1", f"`{text}`: asked again, and found", run.stdout + run.stderr)
            run, passages = search("how do I get the reimbursement")
            checks.that(run.returncode == 0 and passages[0]["id"] == "reimbursement#1", "a model that never answers stops no answer", run.stdout + run.stderr)
            checks.that("articles are found by words alone" in run.stderr and KEY not in run.stderr, "and that is told, without the key", run.stderr)

            served(handrail, folder, settings, Path(temporary) / "served", provider, checks)
        finally:
            if provider.process.poll() is None:
                provider.stop()
    return checks.close("articles found by meaning")


if __name__ == "__main__":
    sys.exit(main())
