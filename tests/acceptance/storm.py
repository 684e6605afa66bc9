#!/usr/bin/env python3
"""SIGKILL at random moments under load: conversations with refunds, vouchers, closings, approvals and handoffs over HTTP, tools in a service that counts and behaves badly, and a
server that is killed again and again and started on what it left.

    python3 tests/acceptance/storm.py --handrail build/handrail                          # about 15 seconds of storm
    python3 tests/acceptance/storm.py --handrail build/handrail --seconds 300 --seed 7   # the long form; the seed is printed, and chooses the moments again

When it is over: per key the effect is one; what can be neither sent again nor asked about was sent once; nothing is lost or left under way; every message has its
answer, and has the same one when it is sent again, or the one that was promised; what was accepted to be answered later (202) was read, though
nobody sent it again; nothing was done or said without the record of why; the budgets are
what was sent; the chains hold.
"""
import argparse
import json
import random
import shutil
import sqlite3
import sys
import tempfile
import threading
import time
from collections import Counter
from pathlib import Path

sys.dont_write_bytecode = True
from house import BROKEN, Client, House, Killer, Refused
from journal_checks import broken_chains, open_ends, stored_events
from storm_tools import TIMEOUT, WRITES, ToolServer

HERE = Path(__file__).resolve().parent
BUNDLE = HERE.parent / "golden" / "bundles" / "desk"
CUSTOMERS = 40
AT_ONCE = 8
SETTLED_WITHIN = 60.0
GESTURES = 3                 # refunds and vouchers of one customer


def share_a_budget(policy):
    """Refunds and vouchers count together as well, by customer."""
    text = policy.read_text()
    for first in ("  limit      2 times per order", "  limit      once per customer in 30 days"):
        if first not in text:
            raise SystemExit(f"the desk's tools no longer say `{first.strip()}`")
        text = text.replace(first, '  limit      calls to budget gestures, otherwise say "That is all for this month." then offer a person\n' + first)
    policy.write_text(f"budget gestures\n  at most {GESTURES} times per customer in 30 days\n\n{text}")


def make_bundle(folder, tools_url):
    """The desk of the transcripts, with silences of seconds, and its tools in the service."""
    bundle = Path(folder) / "desk"
    shutil.copytree(BUNDLE, bundle)
    policy = bundle / "desk.policy"
    text = policy.read_text()
    for hours in ("resolved after 48 hours", "abandoned after 24 hours"):
        if hours not in text:
            raise SystemExit(f"the desk's bundle no longer says `{hours}`")
        text = text.replace(hours, hours.split(" after")[0] + " after 5 seconds")
    policy.write_text(text)
    share_a_budget(bundle / "tools.policy")
    return bundle, f'[tools.service]\nurl = "{tools_url}"\ntimeout = "{int(TIMEOUT)}s"\n' + f"tools = {json.dumps([*WRITES, 'lookup_account', 'lookup_order', 'check_voucher'])}\n"


class Talk:
    """One conversation, as a customer and the people behind it have it. All choices come from the seed."""

    def __init__(self, storm, number):
        self.storm = storm
        self.name = f"storm-{number}"
        self.choice = random.Random(f"{storm.seed} {number}")
        self.customer_id = f"c_{self.choice.randrange(CUSTOMERS):02}"
        self.customer = Client(storm.house, storm.channel, patient=True)
        self.people = Client(storm.house, storm.person, patient=True)
        self.answers = {}
        self.accepted = []                           # messages that nobody sends again: 202 was said
        self.wrong = []
        self.other_answers = []                      # a message, what it was answered, and what when it was sent again

    def run(self):
        try:
            self.customer.send("POST", "/v1/conversations", {"id": self.name, "customer": {"id": self.customer_id, "verified": True, "verified_by": "signed in"}})
            for _ in range(self.choice.randint(1, 3)):
                self.choice.choice((self.refund, self.refund, self.voucher, self.close_account, self.question, self.human, self.hurried))()
        except (Refused, *BROKEN) as problem:
            self.wrong.append(f"{self.name}: {type(problem).__name__}: {problem}")
        finally:
            self.customer.close()
            self.people.close()
        return self

    def say(self, text):
        message = f"{self.name}-{len(self.answers) + 1}"
        status, answer = self.customer.send("POST", f"/v1/conversations/{self.name}/messages", {"id": message, "text": text})
        self.answers[message] = (text, answer)
        if not (answer.get("reply") or answer.get("approval") or answer.get("handoff")):
            self.wrong.append(f"{message} has neither a reply nor somebody who has it: {status} {answer}")
        if self.choice.random() < 0.3:
            self.again(message)
        return answer

    def again(self, message):
        text, before = self.answers[message]
        try:
            _, now = self.customer.send("POST", f"/v1/conversations/{self.name}/messages", {"id": message, "text": text})
        except Refused as refused:
            if refused.status != 409:                # so long ago that the answer is only in the conversation
                raise
            return
        told, tells = ((answer.get("reply") or {}).get("text") for answer in (before, now))
        if told and told != tells:
            self.other_answers.append((message, told, tells))

    def refund(self):
        order = f"W1{self.customer_id[2:]}{self.choice.randrange(10)}"
        answer = self.say(f"please refund order {order}")
        if "Shall I go ahead" in ((answer.get("reply") or {}).get("text") or ""):
            answer = self.say("yes")
        self.decide(answer)

    def decide(self, answer):
        approval = answer.get("approval")
        if not approval:
            return
        refuse = self.choice.random() < 0.2
        try:
            self.people.send("POST", f"/v1/approvals/{approval['id']}", {"verdict": "refuse", "reason": "no"} if refuse else {"verdict": "approve"})
        except Refused as refused:
            if refused.status not in (403, 409):     # the owner's; decided already, or withdrawn
                raise

    def voucher(self):
        self.say("voucher please")

    def close_account(self):
        answer = self.say("close my account")
        if "Shall I close" in ((answer.get("reply") or {}).get("text") or ""):
            self.say(self.choice.choice(("yes", "yes", "no")))

    def question(self):
        self.say("how long do I have to return something")

    def hurried(self):
        """Two messages at once, to be answered later: the second comes while the first is read."""
        for text in ("how long do I have to return something", "and what does it cost"):
            message = f"{self.name}-later-{len(self.accepted) + 1}"
            status, answer = self.customer.send("POST", f"/v1/conversations/{self.name}/messages", {"id": message, "text": text}, {"Prefer": "respond-async"})
            self.accepted.append(message)
            if status != 202 and not answer.get("reply"):
                self.wrong.append(f"{message} was neither accepted nor answered: {status} {answer}")

    def human(self):
        answer = self.say("let me talk to a human")
        if answer.get("handoff") and self.choice.random() < 0.7:
            self.take(answer["handoff"]["id"])

    def take(self, handoff):
        for action in ("claim", "resolve"):
            try:
                self.people.send("POST", f"/v1/handoffs/{handoff}", {"action": action})
            except Refused as refused:
                if refused.status != 409:            # done already
                    raise

    def settle(self):
        """What waits for people is done by them. True: the conversation has come to its end."""
        _, view = self.people.send("GET", f"/v1/conversations/{self.name}")
        if view.get("handoff"):
            self.take(view["handoff"]["id"])
        elif view.get("approval"):
            self.decide(view)
        self.people.close()
        return view["state"] == "closed"


class Storm:
    def __init__(self, options, folder):
        self.seed, self.seconds = options.seed, options.seconds
        self.tools = ToolServer(self.seed)
        bundle, settings = make_bundle(folder, self.tools.url)
        self.house = House(options.handrail, bundle, None, folder, settings=settings)
        self.channel = self.house.key("shop-web", "channel", "--vouches")
        self.person = self.house.key("lea", "person", "--agent", "--role", "billing_lead", "--role", "owner")
        self.talks, self.lock, self.next = [], threading.Lock(), 0

    def talk_until(self, end):
        while time.monotonic() < end:
            with self.lock:
                self.next += 1
                number = self.next
            talk = Talk(self, number)
            talk.run()
            with self.lock:
                self.talks.append(talk)

    def rage(self):
        self.house.start()
        killer = Killer(self.house, self.seed, kills=1_000_000)
        end = time.monotonic() + self.seconds
        threads = [threading.Thread(target=self.talk_until, args=(end,)) for _ in range(AT_ONCE)]
        killer.start()
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        killer.finish()
        return killer

    def settle(self):
        self.tools.record.calm = True
        end, left = time.monotonic() + SETTLED_WITHIN, list(self.talks)
        while left and time.monotonic() < end:
            left = [talk for talk in left if not talk.settle()]
            time.sleep(0.1 if left else 0)
        return [f"{talk.name} is still open" for talk in left]


def events_of(data):
    with sqlite3.connect(f"file:{data}/handrail.db?mode=ro", uri=True) as database:
        found = {name: [] for (name,) in database.execute("SELECT id FROM conversations")}
        for conversation, kind, body in stored_events(data):
            found[conversation].append((kind, json.loads(body)))
        return found, {call for (call,) in database.execute("SELECT DISTINCT call FROM reservations WHERE call NOT LIKE 'appr!_%' ESCAPE '!'")}   # reviewed drafts are counted there too


def check_other_answers(talk, events):
    """Another answer than before is the one that was promised before: of a draft that was told to wait, or of a wish that waited."""
    wrong = []
    for message, told, tells in talk.other_answers:
        replies = [body for kind, body in events if kind == "reply_sent" and body.get("message") == message]
        promises = {body["reply"]["text"] for body in replies[:-1] if body.get("kind") == "draft waits" or body.get("asked") in ("wish waits", "verify")}
        if told not in promises or replies[-1]["reply"]["text"] != tells:
            wrong.append(f"{message} was answered `{told}`, and when it was sent again `{tells}`")
    return wrong


def check_accepted(talk, events):
    """Each is on the record once, and read."""
    received = Counter(body["message"] for kind, body in events if kind == "message_received")
    return [f"{message} was accepted, and stands on the record {received[message]} times" for message in talk.accepted if received[message] != 1]


def check_record(name, events):
    """Nothing is said or done without the record of why, and each episode has one outcome."""
    wrong, judged, decided, received, number, is_open = [], {}, set(), set(), 0, False
    for kind, body in events:
        if kind == "message_received":
            received.add(body["message"])
            current = body["message"]
        elif kind == "turn_decided":
            decided.add(current)
        elif kind == "call_judged":
            judged[body["call"]] = body["verdict"]["verdict"]
        elif kind == "call_dispatched" and judged.get(body["call"]) != "allow":
            wrong.append(f"{name}: {body['call']} was sent, and the record has no verdict that allows it")
        elif kind == "reply_sent" and body.get("message") and body["reply"]["by"] == "bot" and body["message"] not in decided and body["rule"] not in ("while waiting", "thanks after the close"):
            wrong.append(f"{name}: {body['message']} was answered, and the record has no decision")
        elif kind == "bug_caught":
            wrong.append(f"{name}: a mistake of the program: {body['what']}")
        elif kind == "episode_opened":
            number, is_open = number + 1, True
        elif kind == "episode_closed":
            if not is_open:
                wrong.append(f"{name}: an episode was closed twice")
            is_open = False
    return wrong + ([f"{name}: the last episode has no outcome"] if is_open else [])


def check_calls(record, events_by_name):
    """The service's count against the journal."""
    wrong, sent, settled, handed_over = [], {}, {}, set()
    for name, events in events_by_name.items():
        unknown = None
        for kind, body in events:
            if kind == "call_dispatched":
                if body["call"] in sent:
                    wrong.append(f"{name}: {body['call']} stands on the record twice")
                sent[body["call"]] = (name, body["tool"])
            elif kind == "call_settled":
                if body["call"] in settled:
                    wrong.append(f"{name}: {body['call']} was settled twice")
                settled[body["call"]] = body["outcome"]
                unknown = body["call"] if body["outcome"] == "unknown" else unknown
            elif kind == "handoff_made" and unknown:
                handed_over.add(unknown)
    wrong += [f"{sent.get(key)}: {key} was sent again with another body" for key in record.other_bodies]
    for key, times in record.requests.items():
        name, tool = sent.get(key, (None, None))
        if name is None:
            wrong.append(f"{key} reached the service and stands in no journal")
        elif tool == "close_account" and times > 1:
            wrong.append(f"{name}: {key} ({tool}) reached the service {times} times, and a person was to be asked")
    for key, acts in record.acts.items():
        if len(acts) > 1:
            wrong.append(f"{sent.get(key)}: {key} ({acts[0][0]}) happened {len(acts)} times: {'; '.join(record.timeline[key])}")
    for key, (name, tool) in sent.items():
        outcome, acted = settled.get(key), key in record.acts
        if outcome is None:
            wrong.append(f"{name}: {key} ({tool}) never came to an end")
        elif outcome == "completed" and not acted:
            wrong.append(f"{name}: {key} ({tool}) is completed, and did not happen")
        elif outcome == "failed" and acted:
            wrong.append(f"{name}: {key} ({tool}) failed, and happened")
        elif outcome == "unknown" and key not in handed_over:
            wrong.append(f"{name}: nobody knows whether {key} ({tool}) happened, and nobody was asked")
    return wrong, sent, settled


def check_budgets(record, reserved, sent, settled):
    """A reservation for each call with a limit that did not fail; and the limits themselves, as far as no owner approved: only a refund's amount may be more."""
    meant = {key for key, (_, tool) in sent.items() if tool != "close_account" and settled.get(key) != "failed"}
    wrong = [f"{key} holds a budget and {'failed' if settled.get(key) == 'failed' else 'was never sent'}" for key in reserved - meant]
    wrong += [f"{key} was sent and holds no budget" for key in meant - reserved]
    vouchers = Counter(acts[0][1] for acts in record.acts.values() if acts[0][0] == "send_voucher")
    wrong += [f"{customer} has {count} vouchers this month" for customer, count in vouchers.items() if count > 1]
    gestures = Counter(acts[0][1] for acts in record.acts.values() if acts[0][0] != "close_account")
    wrong += [f"{customer} has {count} refunds and vouchers together" for customer, count in gestures.items() if count > GESTURES]
    refunds = Counter(acts[0][2]["order_id"] for acts in record.acts.values() if acts[0][0] == "process_refund")
    return wrong + [f"order {order} was refunded {count} times" for order, count in refunds.items() if count > 2]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--handrail", required=True, help="the program")
    parser.add_argument("--seconds", type=float, default=12.0, help="how long the storm lasts")
    parser.add_argument("--seed", type=int, default=None, help="of what is said, of how the tools behave and of the kills")
    parser.add_argument("--keep", action="store_true", help="keep the temporary folder")
    options = parser.parse_args()
    options.seed = options.seed if options.seed is not None else random.SystemRandom().randrange(1_000_000)
    print(f"storm, --seed {options.seed}, {options.seconds:g} s", flush=True)
    folder = tempfile.mkdtemp(prefix="handrail-storm-")
    checks = {}
    try:
        storm = Storm(options, folder)
        try:
            killer = storm.rage()
            checks["every conversation comes to its end"] = storm.settle()
            for talk in storm.talks:
                for message in talk.answers:
                    talk.again(message)
                talk.customer.close()
            lives = storm.house.alive()
        finally:
            code = storm.house.stop()
        checks["clients are answered, and answered the same when they ask again"] = [wrong for talk in storm.talks for wrong in talk.wrong]
        checks["the server starts again after every kill, and ends when it is asked to"] = (
            ([str(killer.failure)] if killer.failure else []) + [f"it ended with {ended}" for ended in storm.house.died] + ([] if lives and code == 0 else [f"at last with {code}"]))
        record = storm.tools.record
        events, reserved = events_of(storm.house.data)
        checks["clients are answered, and answered the same when they ask again"] += [
            wrong for talk in storm.talks for wrong in check_other_answers(talk, events.get(talk.name, []))]
        checks["nothing is said or done without the record of why"] = [wrong for name, found in events.items() for wrong in check_record(name, found)]
        wrong, sent, settled = check_calls(record, events)
        checks["each effect once, none lost, and none twice where it must not be"] = wrong
        checks["the budgets are what was sent"] = check_budgets(record, reserved, sent, settled)
        checks["what was accepted to be answered later was read once"] = [wrong for talk in storm.talks for wrong in check_accepted(talk, events.get(talk.name, []))]
        checks["no conversation is lost"] = [f"{talk.name} is not there" for talk in storm.talks if talk.name not in events]
        checks["nothing is left under way"] = open_ends(storm.house.data)
        checks["the chain of events is whole"] = broken_chains(storm.house.data)
        again = sum(times - 1 for times in record.requests.values())
        checks["kills hit turns that are under way"] = [] if storm.house.carried_on() else [f"{storm.house.kills} kills, none in a turn"]
        print(f"{len(storm.talks)} conversations, {sum(map(len, events.values()))} events, {storm.house.kills} kills; {storm.house.carried_on()} turns carried on, "
              f"{sum(len(talk.accepted) for talk in storm.talks)} messages accepted for later, "
              f"{sum(talk.customer.again + talk.people.again for talk in storm.talks)} requests sent again")
        print(f"{len(sent)} calls that act: {dict(Counter(settled.values()))}, {len(record.acts)} effects, {again} sent again with their key; the service: {record.moods}")
        log = storm.house.log.read_text(errors="replace")
    finally:
        if not options.keep:
            shutil.rmtree(folder, ignore_errors=True)
    failed = sum(bool(wrong) for wrong in checks.values())
    for name, wrong in checks.items():
        for what in wrong[:20]:
            print(f"FAILED {name}: {what}")
    if failed:
        print("\nWhat the server said last:\n" + log[-2000:])
    print(f"\n{len(checks) - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
