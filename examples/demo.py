#!/usr/bin/env python3
"""Starts handrail on a bundle, plays a scripted conversation against its HTTP endpoint and prints it: who said what, and under each answer the
decision, the rule with file and line, and the receipt. Then it keeps serving (DEMO_EXIT=1 ends it). Standard library only."""
import argparse
import json
import os
import pathlib
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import textwrap
import time
import urllib.error
import urllib.request

COLOUR = sys.stdout.isatty() and "NO_COLOR" not in os.environ
WIDTH = min(100, shutil.get_terminal_size((100, 24)).columns)


def paint(code, text):
    return f"\033[{code}m{text}\033[0m" if COLOUR else text


def say(who, text, code):
    first = True
    for paragraph in text.split("\n"):
        for line in textwrap.wrap(paragraph, WIDTH - 14) or [""]:
            label = f"{who:>11}" if first else " " * 11
            print(f"{paint(code, label)}  {line}")
            first = False


def note(text):
    for line in textwrap.wrap(text, WIDTH - 16):
        print(" " * 13 + paint("2", "· " + line))


class Api:
    def __init__(self, base, key):
        self.base, self.key = base, key

    def call(self, method, path, body=None):
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self.base + path, data, method=method, headers={"Authorization": f"Bearer {self.key}"})
        if data is not None:
            request.add_header("Content-Type", "application/json")
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                return json.load(answer)
        except urllib.error.HTTPError as error:
            raise SystemExit(f"demo: {method} {path} answered {error.code}: {error.read().decode(errors='replace')}")


def show_answer(answer):
    reply = answer.get("reply")
    if reply:
        say("assistant" if reply["by"] == "bot" else reply["by"], reply["text"], "36")
    decision = answer.get("decision") or {}
    triggers = [trigger["name"] for trigger in decision.get("triggers", []) if not trigger["undecided"]]
    note(f"decision: {decision.get('kind', '-')} · rule: {decision.get('rule', '-')} · {decision.get('at', '-')}")
    if triggers:
        note("triggers: " + ", ".join(triggers))
    for citation in (reply or {}).get("citations", []):
        note(f"cites: {citation['title']} ({citation['passage']})")
    for receipt in answer.get("receipts", []):
        note(f"receipt: {receipt['id']} for {receipt['tool']}")
    if "approval" in answer:
        note(f"waits for an approval by {answer['approval'].get('role', 'a reviewer')}: {answer['approval']['id']}")
    if "handoff" in answer:
        note(f"handed off to {answer['handoff']['queue']}: {answer['handoff']['id']}, {answer['handoff']['promise']}")


class Play:
    def __init__(self, base, keys):
        self.base = base
        self.channel = Api(base, keys["chat"])
        self.lead = Api(base, keys["lena"])
        self.agent = Api(base, keys["ben"])
        self.failures = []

    def expect(self, condition, what):
        if not condition:
            self.failures.append(what)
            print(paint("31", f"  this should not be: {what}"))

    def scene(self, title):
        print("\n" + paint("1", "── " + title + " " + "─" * max(0, WIDTH - len(title) - 4)) + "\n")

    def open(self, customer):
        body = {"customer": {"id": customer, "verified": True, "verified_by": "signed in"}, "context": {}}
        return self.channel.call("POST", "/v1/conversations", body)["id"]

    def message(self, conversation, text):
        say("customer", text, "33")
        answer = self.channel.call("POST", f"/v1/conversations/{conversation}/messages", {"text": text})
        show_answer(answer)
        print()
        return answer

    def run(self):
        self.scene("An answer with its source, and the end of a conversation")
        chat = self.open("c_ada")
        answer = self.message(chat, "How long does standard shipping take?")
        self.expect(answer["reply"]["citations"], "the answer cites nothing")
        self.message(chat, "Thanks, that's all")

        self.scene("One focused question, and a refund within the limit")
        chat = self.open("c_ada")
        answer = self.message(chat, "I want a refund for my headphones")
        self.expect(answer["state"] == "waiting for customer", "nothing was asked")
        for text in ("I changed my mind", "yes"):
            answer = self.message(chat, text)
        self.expect(answer["receipts"], "no receipt for the refund")

        self.scene("A refund that a person has to approve")
        chat = self.open("c_ada")
        answer = self.message(chat, "Please refund order W1002, the espresso machine is too loud")
        for text in ("It is too loud", "yes"):
            if "approval" not in answer:
                answer = self.message(chat, text)
        self.expect("approval" in answer, "no approval was asked for")
        if "approval" in answer:
            approval = self.lead.call("GET", f"/v1/approvals/{answer['approval']['id']}")
            say("lena", f"sees: {approval['tool']} {json.dumps(approval['arguments'])}, by {approval['rule']!r} ({approval['at']}), and approves", "35")
            seq = self.channel.call("GET", f"/v1/conversations/{chat}")["seq"]
            self.lead.call("POST", f"/v1/approvals/{approval['id']}", {"verdict": "approve"})
            view = self.channel.call("GET", f"/v1/conversations/{chat}")
            say("assistant", view["transcript"][-1]["text"], "36")
            for receipt in view["receipts"]:
                note(f"receipt: {receipt['id']} for {receipt['tool']}")
            self.expect(view["receipts"] and view["seq"] > seq, "the approved refund was not made")

        self.scene("Somebody else's order reads like one that does not exist")
        chat = self.open("c_ada")
        foreign = self.message(chat, "Where is my order W2001?")
        unknown_chat = self.open("c_ada")
        unknown = self.message(unknown_chat, "Where is my order W8888?")
        words = [answer["reply"]["text"].replace("W2001", "…").replace("W8888", "…") for answer in (foreign, unknown)]
        self.expect(words[0] == words[1], "the two answers differ")

        self.scene("A request for a person is never fought")
        chat = self.open("c_ada")
        answer = self.message(chat, "I want to talk to a real person about my invoice")
        self.expect(answer["ownership"] == "nobody" and "handoff" in answer, "nobody was handed over")
        handoff = self.agent.call("POST", f"/v1/handoffs/{answer['handoff']['id']}", {"action": "claim"})
        packet = handoff["packet"]
        say("ben", "claims it, and reads before typing:", "35")
        for name in ("summary", "reason", "urgency", "opening"):
            note(f"{name}: {packet[name]}")
        self.agent.call("POST", f"/v1/handoffs/{handoff['id']}", {"action": "reply", "text": "Hello Ada, Ben here. I have your invoice in front of me."})
        say("ben", "Hello Ada, Ben here. I have your invoice in front of me.", "35")
        silent = self.message(chat, "Great, thank you!")
        self.expect(silent["reply"] is None, "the bot spoke while a person owned the conversation")
        note("the bot is silent while a person owns the conversation")
        self.agent.call("POST", f"/v1/handoffs/{handoff['id']}", {"action": "resolve"})
        view = self.channel.call("GET", f"/v1/conversations/{chat}")
        note(f"outcome: {view['outcome']}")
        return not self.failures


def make_keys(handrail, bundle, data):
    wanted = {"chat": ["--kind", "channel", "--vouches"], "lena": ["--kind", "person", "--role", "billing_lead"],
              "ben": ["--kind", "person", "--agent"], "gate": ["--kind", "service", "--gate"]}
    keys = {}
    for name, options in wanted.items():
        made = subprocess.run([handrail, "key", "add", bundle, "--data", data, "--name", name, *options], capture_output=True, text=True)
        if made.returncode != 0:
            raise SystemExit("demo: " + made.stderr.strip())
        keys[name] = made.stdout.strip()
    return keys


def port_is_taken(port):
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return True
    return False


def wait_until_ready(base, server):
    for _ in range(600):
        if server.poll() is not None:
            raise SystemExit(f"demo: the server ended with code {server.returncode}")
        try:
            with urllib.request.urlopen(base + "/readyz", timeout=2):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    raise SystemExit("demo: the server did not become ready within a minute")


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--handrail", default="build/handrail")
    options.add_argument("--bundle", default="examples/shop")
    options.add_argument("--port", type=int, default=int(os.environ.get("PORT", "8080")))
    arguments = options.parse_args()
    if port_is_taken(arguments.port):
        raise SystemExit(f"demo: port {arguments.port} is taken; choose another one: PORT={arguments.port + 1} make demo")
    data = tempfile.mkdtemp(prefix="handrail-demo-")
    base = f"http://127.0.0.1:{arguments.port}"
    keys = make_keys(arguments.handrail, arguments.bundle, data)
    server = subprocess.Popen([arguments.handrail, "serve", arguments.bundle, "--port", str(arguments.port), "--data", data], stdout=subprocess.DEVNULL)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    try:
        wait_until_ready(base, server)
        good = Play(base, keys).run()
        print("\n" + paint("1", "Serving on " + base))
        print(f"  chat page as Ada   {base}/#key={keys['chat']}&customer=c_ada")
        print(f"  API description    {base}/openapi.yaml")
        print(f"  readiness          {base}/readyz")
        print(f"  approvals          curl -H 'Authorization: Bearer {keys['lena']}' {base}/v1/approvals")
        print(f"  handoffs           curl -H 'Authorization: Bearer {keys['ben']}' {base}/v1/handoffs")
        if os.environ.get("DEMO_EXIT") == "1":
            return 0 if good else 1
        print("\nEdit a file below " + arguments.bundle + " and the next conversation follows it. Ctrl-C ends the demo.", flush=True)
        return server.wait()
    except KeyboardInterrupt:
        print()
        return 0
    finally:
        server.terminate()
        try:
            server.wait(20)
        except subprocess.TimeoutExpired:
            server.kill()
        shutil.rmtree(data, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())
