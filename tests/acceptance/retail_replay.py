#!/usr/bin/env python3
"""Replays the customers' side of recorded retail conversations over HTTP against the bundle in retail/, with the recorded shop in the sandbox.

    python3 tests/acceptance/retail_replay.py --handrail build/handrail            every message is answered, every episode ends in one outcome
    python3 tests/acceptance/retail_replay.py --handrail build/handrail --kill     the same, with the server killed at random moments

The data stands beside the repository in ../shared/data/retail; where it does not, the test says so and is skipped. `--keep` keeps the temporary folder.
"""
import argparse
import random
import re
import shutil
import sys
import tempfile
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

sys.dont_write_bytecode = True   # the repository's folder stays as it is
from house import BROKEN, Client, House, Killer, Refused
from journal_checks import acts_against_journal, broken_chains, open_ends
from retail_data import database, records, sandbox_data_set

HERE = Path(__file__).resolve().parent
DATA = HERE.parents[1].parent / "shared" / "data" / "retail"
AT_ONCE = 6           # conversations played side by side
HOLE = re.compile(r"\{[a-z_]+(\.[a-z_]+)*\}")
CLOSED_WITHIN = 30.0  # seconds from the last message to the end of the last episode


NOTED = "I have noted your"                          # a second wish: answered now, and again when its turn comes


class Desk:
    """The keys of the desk, and what they are for."""

    def __init__(self, house):
        self.channel = house.key("store-web", "channel", "--vouches")
        self.agent = house.key("kim", "person", "--agent")
        self.lead = house.key("lee", "person", "--role", "order_lead")


class Play:
    """One conversation: the customer writes the recorded messages, and people do their part in between."""

    def __init__(self, house, desk, record, turn, patient):
        self.record = record
        self.name = f"retail-{record.number}-{turn}"
        self.customer = Client(house, desk.channel, patient)
        self.agent = Client(house, desk.agent, patient)
        self.lead = Client(house, desk.lead, patient)
        self.choice = random.Random(self.name)       # of what people do
        self.wrong = []
        self.answers = {}                            # message id -> what it was answered
        self.events = []

    def check(self, held, what):
        if not held:
            self.wrong.append(f"{self.name}: {what}")

    def run(self):
        try:
            self.open()
            for number, text in enumerate(self.record.messages):
                self.say(f"{self.name}-{number}", text)
                self.people(at_the_end=number + 1 == len(self.record.messages))
        except (Refused, RuntimeError, *BROKEN) as problem:
            self.check(False, f"{type(problem).__name__}: {problem}")
        finally:
            for client in (self.customer, self.agent, self.lead):
                client.close()
        return self

    def open(self):
        body = {"id": self.name}
        if self.record.customer:
            body["customer"] = {"id": self.record.customer, "verified": True, "verified_by": "signed in"}
        status, _ = self.customer.send("POST", "/v1/conversations", body)
        self.check(status == 201, f"opened with {status}")

    def say(self, message, text):
        status, answer = self.customer.send("POST", f"/v1/conversations/{self.name}/messages", {"id": message, "text": text})
        self.answers[message] = answer
        self.check(status in (200, 202), f"{message} was answered with {status}")
        waits = bool(answer.get("approval")) or answer["ownership"] != "bot"
        self.check(answer["reply"] or waits, f"{message} got no reply, and nobody has it: {answer}")

    def people(self, at_the_end):
        """Decides approvals at once. Handoffs are resolved, handed back, or left until the customer has written everything."""
        for _ in range(8):
            _, view = self.agent.send("GET", f"/v1/conversations/{self.name}")
            if view.get("approval"):
                self.decide(view["approval"])
            elif view.get("handoff") and (at_the_end or self.choice.random() < 0.6):
                self.take(view["handoff"]["id"], at_the_end or self.choice.random() < 0.5)
            else:
                return
        self.check(False, "people are asked again and again")

    def act(self, client, path, body):
        """Something that is done once: sent again after a crash, it may find itself done."""
        try:
            client.send("POST", path, body)
        except Refused as refused:
            if not (refused.status == 409 and refused.retried):
                raise

    def decide(self, approval):
        client = self.agent if approval["what"] == "reply" else self.lead
        refuse = self.choice.random() < 0.2
        body = {"verdict": "refuse", "reason": "not this time"} if refuse else {"verdict": "approve"}
        self.act(client, f"/v1/approvals/{approval['id']}", body)

    def take(self, handoff, resolve):
        path = f"/v1/handoffs/{handoff}"
        _, seen = self.agent.send("GET", path)
        packet = seen.get("packet") or {}
        self.check(packet.get("summary") and packet.get("transcript"), f"handoff {handoff} came without what a person needs")
        self.act(self.agent, path, {"action": "claim"})
        self.reply_once(path, f"Kim here, I have read everything ({handoff}).")
        if resolve:
            self.act(self.agent, path, {"action": "resolve", "root_cause": "as the customer wrote", "assistant_was": "correct", "could_be_automated": "maybe"})
        else:
            self.act(self.agent, path, {"action": "hand back", "text": "done, please go on"})

    def reply_once(self, path, text):
        """A person's reply has no id of its own: after a failure the person looks before writing again."""
        hasty = Client(self.agent.house, self.agent.key)
        try:
            while True:
                try:
                    hasty.send("POST", path, {"action": "reply", "text": text})
                    return
                except BROKEN:
                    if not self.agent.patient:
                        raise
                if any(event["kind"] == "reply_sent" and event["body"]["reply"]["text"] == text for event in self.agent.events(self.name)):
                    return
        finally:
            hasty.close()

    # --- when everything is over ---

    def closed(self):
        _, view = self.agent.send("GET", f"/v1/conversations/{self.name}")
        return view["state"] == "closed"

    def verify(self):
        _, view = self.agent.send("GET", f"/v1/conversations/{self.name}")
        self.events = self.agent.events(self.name)
        self.agent.close()
        self.check([event["seq"] for event in self.events] == list(range(1, len(self.events) + 1)), "the numbers of the events have gaps")
        self.check_messages()
        self.check_episodes(view)
        self.check_look_ups()
        for event in self.events:
            if event["kind"] == "bug_caught":
                self.check(False, f"a mistake of the program: {event['body']}")
            if event["kind"] == "run_ended" and event["body"]["how"] in ("failed", "diverged"):
                self.check(False, f"a workflow {event['body']['how']}: {event['body'].get('message')}")

    def check_messages(self):
        stored = Counter(event["body"]["message"] for event in self.events if event["kind"] == "message_received")
        replies = Counter()
        for event in self.events:
            if event["kind"] != "reply_sent" or "message" not in event["body"]:
                continue
            message, reply = event["body"]["message"], event["body"]["reply"]
            replies[message] += reply["by"] == "bot"
            told = (self.answers.get(message) or {}).get("reply")
            if told and told["text"].startswith(NOTED) and reply["text"] != told["text"]:
                replies[message] -= 1                    # the wish that was noted, gone on with: promised, and said once
                told = None
            self.check(not told or told["text"] == reply["text"], f"{message}: the customer was told something else than what is recorded")
            self.check(not HOLE.search(reply["text"]), f"{message}: a hole of the policy's words was not filled: {reply['text']}")
        for message in self.answers:
            self.check(stored[message] == 1, f"{message} is stored {stored[message]} times")
            self.check(replies[message] <= 1, f"{message} was answered {replies[message]} times")
        self.check(set(stored) == set(self.answers), "the messages stored are not those sent")

    def check_episodes(self, view):
        number, is_open, outcomes = 0, False, []
        for event in self.events:
            if event["kind"] == "episode_opened":
                self.check(not is_open, f"an episode was opened while episode {number} was open")
                number, is_open = event["body"]["number"], True
            if event["kind"] == "episode_closed":
                self.check(is_open, f"episode {number} was closed twice")
                is_open = False
                outcomes.append(event["body"]["outcome"])
        self.check(not is_open and view["state"] == "closed", f"episode {number} has no outcome, the state is `{view['state']}`")
        self.check(len(outcomes) == number and outcomes == view["outcomes"], f"{number} episodes, and the outcomes {outcomes} and {view['outcomes']}")

    def own(self, event):
        """What a look-up found of this customer's: "account" or "order", if anything."""
        body = event["body"]
        if event["kind"] != "fact_looked_up" or body.get("failed") or not body.get("result"):
            return None
        if body["tool"] == "lookup_account" and body["result"]["id"] == self.record.customer:
            return "account"
        if body["tool"] == "lookup_order" and body["result"]["customer"] == self.record.customer:
            return "order"
        if body["tool"] == "find_orders" and body["arguments"].get("customer_id") == self.record.customer:
            return "order"
        return None

    def check_look_ups(self):
        self.found = {self.own(event) for event in self.events} - {None}
        self.check(self.found or not self.record.customer, "no look-up of the customer's own data succeeded")
        for event in self.events:
            body = event["body"]
            if event["kind"] == "fact_looked_up" and body["tool"] == "lookup_order" and body.get("result") and not self.record.customer:
                self.check(False, "an order was looked up for nobody")


def wait_until_closed(plays):
    began = time.monotonic()
    waiting = list(plays)
    while waiting and time.monotonic() - began < CLOSED_WITHIN:
        waiting = [play for play in waiting if not play.closed()]
        if waiting:
            time.sleep(0.2)
    for play in waiting:
        play.check(False, f"still open {CLOSED_WITHIN:.0f} s after its last message")


def show(title, count):
    total = sum(count.values())
    print(f"\n{title} ({total})")
    for name, times in count.most_common():
        print(f"  {times:5}  {100 * times / total:5.1f} %  {name}")


def tell(plays, house, acts, seconds):
    """The distributions: of outcomes, of decisions, and of the state after each message."""
    events = [event for play in plays for event in play.events]
    show("Outcomes of episodes", Counter(event["body"]["outcome"] for event in events if event["kind"] == "episode_closed"))
    show("Decisions on messages", Counter(event["body"]["decision"]["kind"] for event in events if event["kind"] == "turn_decided"))
    show("Intents read", Counter(event["body"]["intent"] for event in events if event["kind"] == "message_read"))
    show("State after each message", Counter(answer["state"] for play in plays for answer in play.answers.values()))
    show("Acts in the shop", acts)
    messages = sum(len(play.answers) for play in plays)
    own = sum("order" in play.found for play in plays)
    print(f"\n{len(plays)} conversations, {messages} messages, {len(events)} events in {seconds:.1f} s; own orders were looked up in {own} conversations.")
    if house.kills:
        again = sum(client.again for play in plays for client in (play.customer, play.agent, play.lead))
        print(f"The server was killed {house.kills} times; it carried on {house.carried_on()} turns that were under way, and {again} requests were sent again.")


def progress(plays, total, done):
    while not done.wait(5):
        played = sum(play is not None for play in plays)
        print(f"  … {played} of {total} conversations played" + ("; waiting for the last episodes to end" if played == total else ""), flush=True)


def replay(options, folder):
    db = database(options.data)
    house = House(options.handrail, HERE / "retail", sandbox_data_set(db), folder)
    desk = Desk(house)
    recorded = records(options.data, set(db["users"]))
    began = time.monotonic()
    house.start()
    plays = [Play(house, desk, record, turn, options.kill) for turn in range(options.times) for record in recorded]
    played, done = [None] * len(plays), threading.Event()
    reporter = threading.Thread(target=progress, args=(played, len(plays), done), daemon=True)
    reporter.start()
    killer = Killer(house, options.seed) if options.kill else None
    over_all = {}             # what holds over all conversations: its name, and what is wrong with it
    try:
        if killer:
            killer.start()
        with ThreadPoolExecutor(AT_ONCE) as pool:
            for number, play in enumerate(pool.map(Play.run, plays)):
                played[number] = play
        if killer:
            killer.slow_down()   # timers too are due while the server is away
            time.sleep(2)
            killer.finish()
        wait_until_closed(plays)
        lives = house.alive()
        for play in plays:
            play.verify()
    finally:
        done.set()
        code = house.stop()
    over_all["the server does not end by itself"] = [f"it ended with {ended}" for ended in house.died] + ([] if lives else ["it is not there"])
    over_all["the server ends when it is asked to"] = [] if code == 0 else [f"it ended with {code}"]
    over_all["the chain of events is whole"] = broken_chains(house.data)
    over_all["nothing is left under way"] = open_ends(house.data)
    refunds = Counter({order: sum(entry["transaction_type"] == "refund" for entry in found["payment_history"]) for order, found in db["orders"].items()})
    over_all["no tool ran twice, and none is forgotten"], acts = acts_against_journal(house.data, refunds, {play.name: play.events for play in plays})
    if killer:
        over_all["the server starts again after every kill"] = [str(killer.failure)] if killer.failure else []
        over_all["kills hit turns that are under way"] = [] if house.kills >= 10 and house.carried_on() else [f"{house.kills} kills, {house.carried_on()} such turns"]
    tell(plays, house, acts, time.monotonic() - began)
    return plays, over_all, house


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--handrail", required=True, help="the program")
    parser.add_argument("--data", default=str(DATA), help="folder with conversations.jsonl and db.json")
    parser.add_argument("--kill", action="store_true", help="kill the server at random moments")
    parser.add_argument("--seed", type=int, default=None, help="of the moments")
    parser.add_argument("--times", type=int, default=None, help="how often each conversation is played (1; with --kill 2)")
    parser.add_argument("--keep", action="store_true", help="keep the temporary folder")
    options = parser.parse_args()
    if not (Path(options.data) / "conversations.jsonl").exists():
        print(f"retail replay: skipped, there is no data in {options.data}\n0 passed, 0 failed")
        return 0
    options.times = options.times or (2 if options.kill else 1)
    if options.kill:
        options.seed = options.seed if options.seed is not None else random.SystemRandom().randrange(1_000_000)
        print(f"retail replay with kills, --seed {options.seed}", flush=True)
    folder = tempfile.mkdtemp(prefix="handrail-retail-")
    try:
        plays, over_all, house = replay(options, folder)
        log = house.log.read_text(errors="replace")
    finally:
        if not options.keep:
            shutil.rmtree(folder, ignore_errors=True)
    checks = [play.wrong for play in plays] + [[f"{name}: {what}" for what in wrong] for name, wrong in over_all.items()]
    failed = sum(bool(wrong) for wrong in checks)
    if failed:
        print("\nWhat the server said last:\n" + log[-3000:])
    for wrong in checks:
        for what in wrong:
            print(f"FAILED {what}")
    print(f"\n{len(checks) - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
