#!/usr/bin/env python3
"""A desk whose tools are done by services in other processes, over HTTP and TLS, with everything that goes wrong between two processes.

    python3 tests/acceptance/remote_tools.py --handrail build/handrail

The services are tool_server.py; the number of an invoice chooses what they do with a call. `--keep` keeps the temporary folder.
"""
import argparse
import http.client
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

sys.dont_write_bytecode = True
from checks import Checks
from house import BROKEN, Client, House, free_port

HERE = Path(__file__).resolve().parent
TOKEN = "tok-4f1c9a-secret"
SHOP = {"currency": "USD", "customers": [{"id": "c_ada", "name": "Ada", "email": "ada@example.com"}, {"id": "c_bob", "name": "Bob", "email": "bob@example.com"}]}
NEVER = 0, None

# invoice: how the credit ended in the journal (None: it was never dispatched), how often the service was sent it, how often it was done, words of the answer
ENDS = {
    "INV-1": ("completed", 1, 1, "Credited $40.00. Reference cr_"),
    "INV-409": ("failed", 1, 0, "our billing team"),
    "INV-500": ("unknown", 2, 0, "our billing team"),
    "INV-BEFORE": ("unknown", 2, 0, "our billing team"),
    "INV-AFTER": ("completed", 2, 1, "Credited $40.00"),
    "INV-LATE": ("completed", 2, 1, "Credited $40.00"),
    "INV-HUGE": ("unknown", 2, 1, "our billing team"),
    "INV-NOJSON": ("unknown", 2, 1, "our billing team"),
    "INV-HALF": ("unknown", 2, 1, "our billing team"),
    "INV-REDIRECT": ("unknown", 2, 1, "our billing team"),
    "INV-NONE": (None, 0, 0, "I can't find that invoice"),
    "INV-BOB": (None, 0, 0, "I can't find that invoice"),
    "INV-BUSY": ("completed", 1, 1, "Credited $40.00"),
    "INV-BROKENLOOK": ("completed", 1, 1, "Credited $40.00"),
    "INV-LOOKSLATE": (None, 0, 0, "our billing team"),
    "INV-LONGER-THAN-THE-PUBLISHED-SCHEMA": (None, 0, 0, "Which invoice is it?"),
}


class Service:
    """tool_server.py in a process of its own."""

    def __init__(self, tls=None, token=None):
        self.port, self.tls, self.token = free_port(), tls, token
        self.start()

    def start(self):
        command = [sys.executable, str(HERE / "tool_server.py"), "--port", str(self.port)]
        command += ["--tls", str(self.tls)] if self.tls else []
        command += ["--token", self.token] if self.token else []
        self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        began = time.monotonic()
        while time.monotonic() - began < 10:
            try:
                self.seen()
                return
            except BROKEN:
                time.sleep(0.02)
        raise RuntimeError("the tool server is not ready in time")

    def seen(self):
        if self.tls:
            import ssl
            context = ssl._create_unverified_context()
            connection = http.client.HTTPSConnection("127.0.0.1", self.port, timeout=5, context=context)
        else:
            connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
        connection.request("GET", "/_seen")
        seen = json.loads(connection.getresponse().read())
        connection.close()
        return seen

    def stop(self):
        self.process.kill()
        self.process.wait()


def settings(house, text):
    (house.bundle / "handrail.toml").write_text(text, encoding="utf-8")


def service_lines(name, url, tools, ca=None, timeout="1s"):
    named = f"tools = {json.dumps(tools)}\n" if tools else ""
    authority = f'ca = "{ca}"\n' if ca else ""
    return (f'[tools.{name}]\nurl = "{url}"\n{named}headers = {{ Authorization = "Bearer {{secret}}" }}\nsecret = {{ env = "TEST_TOOL_TOKEN" }}\n'
            f'timeout = "{timeout}"\n{authority}')


def converse(house, key, invoice):
    """One conversation about one invoice: its events, and what the customer was told."""
    channel = Client(house, key)
    conversation = "conv-" + invoice.lower()
    channel.send("POST", "/v1/conversations", {"id": conversation, "customer": {"id": "c_ada", "verified": True, "verified_by": "the shop's login"}})
    channel.send("POST", f"/v1/conversations/{conversation}/messages", {"id": "m1", "text": f"Please credit invoice {invoice}"})
    events = Client(house, house.agent_key).events(conversation)
    told = " ".join(text_of(event["body"]) for event in events if event["kind"] == "reply_sent")
    return events, told


def text_of(body):
    return json.dumps(body.get("reply", body), ensure_ascii=False)


def calls_of(events):
    return [event["body"] for event in events if event["kind"] == "call_settled" and event["body"]["tool"] == "credit_invoice"]


def every_end(house, key, plain, tls, checks):
    with ThreadPoolExecutor(8) as pool:
        came = dict(zip(ENDS, pool.map(lambda invoice: converse(house, key, invoice), ENDS)))
    looked, credited = plain.seen(), tls.seen()
    for invoice, (outcome, sent, done, words) in ENDS.items():
        events, told = came[invoice]
        settled = calls_of(events)
        checks.that([call["outcome"] for call in settled] == ([outcome] if outcome else []), f"{invoice}: the credit ended {outcome}", settled)
        checks.that(words.lower() in told.lower(), f"{invoice}: the customer hears `{words}`", told)
        calls = [one for one in credited["seen"] if one["invoice"] == invoice and one["tool"] == "credit_invoice"]
        checks.that(len(calls) == sent, f"{invoice}: sent {sent} times", calls)
        checks.that(len({call["key"] for call in calls}) <= 1, f"{invoice}: always with the same key", calls)
        effects = [effect for effect in credited["effects"] if effect in {call["key"] for call in calls}]
        checks.that(len(effects) == done, f"{invoice}: done {done} times", effects)
        dispatched = [event["body"]["call"] for event in events if event["kind"] == "call_dispatched"]
        checks.that({call["key"] for call in calls} <= set(dispatched), f"{invoice}: under a key that the journal holds", dispatched)
    checks.that(all(one["authorization"] == f"Bearer {TOKEN}" for one in looked["seen"] + credited["seen"]), "each call carries the secret")
    checks.that(all(one["customer"] == "c_ada" for one in credited["seen"]), "each call names the customer")
    checks.that({one["tool"] for one in looked["seen"]} == {"lookup_invoice"}, "the name decides who does a tool", looked["seen"][:3])
    times = {invoice: sum(1 for one in looked["seen"] if one["invoice"] == invoice) for invoice in ("INV-BUSY", "INV-BROKENLOOK")}
    checks.that(all(count >= 3 for count in times.values()), "a look-up is asked again after what passes", times)


def gone_and_back(house, key, plain, checks):
    converse(house, key, "INV-4")   # whatever went wrong before, it answers now
    plain.stop()
    events, told = converse(house, key, "INV-DOWN")
    checks.that(not calls_of(events) and "our billing team" in told.lower(), "while a service is gone, a person takes over", told)
    plain.start()
    events, told = converse(house, key, "INV-2")
    checks.that("Credited $40.00" in told, "when it is back, so are its tools", told)
    log = house.log.read_text()
    checks.that("tools of `billing`: cannot connect" in log and "tools of `billing`: the service answers again" in log, "an operator hears both", log)


def not_trusted(house, key, tls, checks):
    """The connection is refused before a byte of a request is sent: certainly not done."""
    elsewhere = Service(HERE / "tls" / "elsewhere.pem", TOKEN)
    plain_lines = service_lines("billing", f"http://127.0.0.1:{PLAIN.port}", ["lookup_invoice"])
    sandbox = house.sandbox_lines
    for name, url, ca, service, invoice in (("no authority", f"https://127.0.0.1:{tls.port}", None, tls, "INV-T1"),
                                            ("another name", f"https://127.0.0.1:{elsewhere.port}", HERE / "tls" / "authority.pem", elsewhere, "INV-T2"),
                                            ("no TLS at all", f"https://127.0.0.1:{PLAIN.port}", HERE / "tls" / "authority.pem", PLAIN, "INV-T3")):
        house.stop()
        settings(house, sandbox + plain_lines + service_lines("ledger", url, ["credit_invoice"], ca))
        house.start()
        events, told = converse(house, key, invoice)
        settled = calls_of(events)
        failed = [call["outcome"] for call in settled] == ["failed"]
        checks.that(failed and "our billing team" in told.lower(), f"{name}: the call failed, and a person takes over", (settled, told))
        checks.that(not [one for one in service.seen()["seen"] if one["tool"] == "credit_invoice" and one["invoice"] == invoice], f"{name}: nothing was sent")
        if ca != HERE / "tls" / "authority.pem" or service is elsewhere:
            checks.that(settled and "not trusted" in settled[0]["error"], f"{name}: the reason is said", settled)
    elsewhere.stop()


def starts(house, checks):
    """What is wrong with the settings is said at the start, by file and line, and never with the secret."""
    house.stop()
    handrail = [house.handrail, "serve", str(house.bundle), "--data", str(house.data), "--port", str(house.port)]

    def start(text, environment=None):
        settings(house, text)
        done = subprocess.run(handrail, capture_output=True, text=True, timeout=60, env={**os.environ, **(environment or {})})
        return done.returncode, done.stderr

    base = '[tools.billing]\nurl = "http://127.0.0.1:9"\n'
    for text, words in ((base + 'headers = { Authorization = "Bearer abc" }\n', "handrail.toml:3"), (base + "secrets = 1\n", "`secrets` is not a setting of [tools.billing]"),
                        ('[tools.billing]\nurl = "ftp://x"\n', "neither https:// nor http://"), ('[tools.billing]\ntools = ["a"]\n', "has no `url`"),
                        (base + 'timeout = "1h"\n', "at most 15 seconds"),
                        (base + 'tools = ["x"]\n[tools.other]\nurl = "http://127.0.0.1:9"\ntools = ["x"]\n', "one of them does it"),
                        (base + 'headers = { Idempotency-Key = "1" }\n', "set by Handrail itself"), ("[tool.billing]\n", "is not a table of handrail.toml"),
                        (base + 'headers = { X-Key = "{secret}" }\nsecret = { file = "no-such-file" }\n', "no-such-file"),
                        ('[tools.billing]\nurl = "https://127.0.0.1:9"\nca = "tls.pem"\n', "has no certificates")):
        code, said = start(text)
        checks.that(code == 2 and words in said, f"refused at the start: {words}", said)
    secret = base + 'headers = { X-Key = "{secret}" }\nsecret = { env = "TEST_OTHER_TOKEN" }\n'
    code, said = start(secret)
    checks.that(code == 2 and "`TEST_OTHER_TOKEN`" in said, "a variable that is not set is named", said)
    code, said = start(secret, {"TEST_OTHER_TOKEN": TOKEN + "\nX: y"})
    checks.that(code == 2 and TOKEN not in said, "a secret that is no line is refused without being said", said)


def missing(house, checks):
    settings(house, service_lines("billing", f"http://127.0.0.1:{PLAIN.port}", ["lookup_invoice"]))
    before = len(house.log.read_text())
    house.start()
    log = house.log.read_text()[before:]
    checks.that("nothing here can do `credit_invoice`" in log and "nothing here can do `lookup_account`" in log and "`lookup_invoice`" not in log,
                "a tool of the policy that nobody serves is said at the start", log)
    house.stop()


def published(house, key, checks):
    """Without `tools`, a service does what it publishes."""
    settings(house, house.sandbox_lines + service_lines("billing", f"http://127.0.0.1:{PLAIN.port}", None))
    house.start()
    _, told = converse(house, key, "INV-3")
    checks.that("Credited $40.00" in told, "a service does the tools that it publishes", told)


def main():
    global PLAIN
    options = argparse.ArgumentParser()
    options.add_argument("--handrail", required=True)
    options.add_argument("--keep", action="store_true")
    arguments = options.parse_args()
    os.environ["TEST_TOOL_TOKEN"] = TOKEN
    folder = Path(tempfile.mkdtemp(prefix="handrail-tools-"))
    checks, tls, house = Checks(), None, None
    PLAIN = Service(token=TOKEN)
    try:
        tls = Service(HERE / "tls" / "localhost.pem", TOKEN)
        house = House(arguments.handrail, HERE / "remote_desk", SHOP, folder)
        house.sandbox_lines = (house.bundle / "handrail.toml").read_text()
        settings(house, house.sandbox_lines + service_lines("billing", f"http://127.0.0.1:{PLAIN.port}", ["lookup_invoice"])
                 + service_lines("ledger", f"https://localhost:{tls.port}", ["credit_invoice"], HERE / "tls" / "authority.pem"))
        key = house.key("shop-web", "channel", "--vouches")
        house.agent_key = house.key("kim", "person", "--agent")
        house.start()
        every_end(house, key, PLAIN, tls, checks)
        gone_and_back(house, key, PLAIN, checks)
        not_trusted(house, key, tls, checks)
        starts(house, checks)
        missing(house, checks)
        published(house, key, checks)
        house.stop()
        held = b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())
        checks.that(TOKEN.encode() not in held, "the secret is in no log, journal or other file")
    finally:
        for one in (house, PLAIN, tls):
            if one:
                one.stop()
        if not arguments.keep:
            shutil.rmtree(folder, ignore_errors=True)
    return checks.close("services that do tools")


sys.exit(main())
