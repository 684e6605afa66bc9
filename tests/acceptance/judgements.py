#!/usr/bin/env python3
"""Replies that went out, judged by people over HTTP, and the articles that they flag.

    python3 tests/acceptance/judgements.py --handrail build/handrail

The shop of examples/shop is served; an agent judges what the assistant said, the process is killed in between, and `handrail knowledge stale` reads the journals.
"""
import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path

from checks import Checks
from house import Client, House, Refused

SHOP = Path(__file__).resolve().parents[2] / "examples" / "shop"
TODAY = "2026-10-20"   # when each article was reviewed in time


def refused(client, method, path, body, headers=None):
    try:
        return client.send(method, path, body, headers)
    except Refused as problem:
        return problem.status, problem.body


def stale(house, *options):
    command = [house.handrail, "knowledge", "stale", str(house.bundle), "--data", str(house.data), "--today", TODAY, *options]
    return subprocess.run(command, capture_output=True, text=True, timeout=60)


def flagged(house):
    run = stale(house, "--format", "json")
    return {one["article"]: one for one in json.loads(run.stdout)["judged"]}, run


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--handrail", required=True)
    checks = Checks()
    with tempfile.TemporaryDirectory() as folder:
        house = House(options.parse_args().handrail, SHOP, json.loads((SHOP / "sandbox.json").read_text(encoding="utf-8")), folder)
        channel = Client(house, house.key("web", "channel", "--vouches"))
        ann = Client(house, house.key("ann", "person", "--agent"))
        bob = Client(house, house.key("bob", "person", "--agent"))
        lea = Client(house, house.key("lea", "person", "--role", "billing_lead"))
        try:
            house.start()
            channel.send("POST", "/v1/conversations", {"id": "talk"})
            answer = channel.send("POST", "/v1/conversations/talk/messages", {"id": "m1", "text": "How long does shipping to Canada take?"})[1]
            cites = [one["passage"].split("#")[0] for one in answer["reply"]["citations"]]
            checks.that("shipping" in cites, "the answer cites an article", answer["reply"])
            events = ann.send("GET", "/v1/conversations/talk/events")[1]["events"]
            number = [one["seq"] for one in events if one["kind"] == "reply_sent"][0]
            lines = ann.send("GET", "/v1/conversations/talk")[1]["transcript"]
            checks.that([line.get("event") for line in lines if line["by"] == "bot"] == [number], "the transcript names the reply's number", lines)

            path = "/v1/conversations/talk/judgements"
            wrong = {"reply": number, "verdict": "wrong", "reason": "It takes two weeks since May.", "text": "That takes 10 to 14 business days."}
            checks.that(refused(channel, "POST", path, wrong)[0] == 403, "the channel judges nothing")
            checks.that(refused(lea, "POST", path, wrong)[0] == 403, "nor does an approver who is no agent")
            checks.that(refused(ann, "POST", "/v1/conversations/other/judgements", wrong)[0] == 404, "a conversation that is not there is not found")
            for body in ({**wrong, "reply": number - 1}, {**wrong, "reply": 999}, {**wrong, "reason": "  "}):
                status, problem = refused(ann, "POST", path, body)
                checks.that(status == 422, "what was no reply, or has no reason, is refused with its place", problem)
            checks.that(flagged(house)[0] == {}, "nothing is flagged yet")

            status, first = ann.send("POST", path, wrong, {"Idempotency-Key": "k-1"})
            checks.that(status == 200 and first["judgement"]["by"] == "ann" and first["reply"]["event"] == number, "an agent says that it was wrong", first)
            house.kill_and_restart()
            for client in (ann, bob, channel, lea):
                client.close()
            checks.that(ann.send("POST", path, wrong, {"Idempotency-Key": "k-1"})[1] == first, "after kill -9 the same request is answered as it was")
            checks.that(refused(ann, "POST", path, {**wrong, "reason": "no"}, {"Idempotency-Key": "k-1"})[0] == 422, "another one with that key is refused")
            checks.that(ann.send("POST", path, wrong)[1] == first, "the same words without a key are kept once")
            kinds = [one["kind"] for one in ann.send("GET", "/v1/conversations/talk/events?after=" + str(number))[1]["events"]]
            checks.that(kinds.count("reply_judged") == 1, "it stands on the record once", kinds)
            seen = [one["kind"] for one in channel.send("GET", "/v1/conversations/talk/events")[1]["events"]]
            checks.that("reply_judged" not in seen, "and the channel does not see it", seen)

            found, run = flagged(house)
            told = found.get("shipping", {})
            checks.that(run.returncode == 1 and told.get("wrong") == 1 and told.get("reason") == wrong["reason"] and told.get("correction") == wrong["text"],
                        "the article is flagged, with the reason and what should have been said", run.stdout)
            bob.send("POST", path, {"reply": number, "verdict": "right"})
            checks.that("shipping" in flagged(house)[0], "another colleague's word takes nothing back")
            ann.send("POST", path, {"reply": number, "verdict": "right"})
            checks.that(flagged(house)[0] == {}, "one's own does")
            checks.that(ann.send("POST", path, wrong, {"Idempotency-Key": "k-1"})[1] == first, "the first request is still answered as it was")
            checks.that(flagged(house)[0] == {}, "and changes nothing")

            channel.send("POST", "/v1/conversations/talk/close", {"resolved": True})
            ann.send("POST", path, wrong)
            checks.that("shipping" in flagged(house)[0], "a closed conversation is judged as well")
            listed = stale(house).stdout
            checks.that("replies that cite it: 1 judged wrong after they were sent, last in talk by ann: It takes two weeks since May." in listed, "and told in words", listed)
        finally:
            house.stop()
    return checks.close("replies judged after they were sent")


if __name__ == "__main__":
    sys.exit(main())
