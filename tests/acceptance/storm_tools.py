"""The desk's tools as a service in another process' place: it counts what each idempotency key asked for and did, and behaves badly by a seed.

A refund is declared "send again with the same key": the service knows keys and does it once. A voucher is declared "ask check_voucher(key)", an account's closing "stop and
ask a person": here the service knows no keys, so that a call which is sent twice happens twice, and is seen.
"""
import json
import random
import socket
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

KNOWS_KEYS = {"process_refund"}
WRITES = ("process_refund", "send_voucher", "close_account")
TIMEOUT = 1.0        # what handrail.toml gives a call


class Record:
    """What happened outside, for good."""

    def __init__(self, seed):
        self.lock = threading.Lock()
        self.began = time.time()
        self.random = random.Random(f"tools {seed}")
        self.requests = {}           # key -> how often it came
        self.bodies = {}             # key -> what came with it first
        self.other_bodies = []       # keys that came again with something else
        self.acts = {}               # key -> [(tool, customer, arguments, when)]
        self.answers = {}            # key -> the first answer
        self.moods = {}
        self.timeline = {}           # key -> what came of it, and when
        self.calm = False            # the storm is over

    def mood(self, tool):
        """How this request is met. Look-ups fail now and then; calls that act in every way that there is."""
        with self.lock:
            draw = self.random.random()
        if self.calm:
            return "works"
        if tool not in WRITES:
            return "refuses to answer" if draw < 0.02 else "slow" if draw < 0.1 else "works"
        for share, mood in ((0.10, "drops after acting"), (0.17, "drops before acting"), (0.22, "500 after acting"), (0.26, "500 before acting"), (0.30, "hangs after acting"),
                            (0.34, "says no"), (0.60, "slow")):
            if draw < share:
                return mood
        return "works"

    def note(self, key, what):
        with self.lock:
            self.timeline.setdefault(key, []).append(f"{time.time() - self.began:.3f} {what}")

    def act(self, tool, key, customer, arguments):
        with self.lock:
            number = sum(len(acts) for acts in self.acts.values()) + 1
            if tool in KNOWS_KEYS and key in self.answers:
                return self.answers[key]
            self.acts.setdefault(key, []).append((tool, customer, arguments, time.time()))
            result = {"id": f"{tool[:1]}_{number}"}
            if tool == "process_refund":
                result["amount"] = arguments["amount"]
            self.answers[key] = {"result": result, "receipt": f"re_{number}"}
            return self.answers[key]


def order(name):
    """W1027 is order 7 of customer c_02; the last three of ten are dear."""
    if len(name) != 5 or not name[1:].isdigit():
        return None
    return {"id": name, "customer": f"c_{name[2:4]}", "total": {"amount": "240.00" if int(name[4]) > 6 else "48.00", "currency": "USD"}, "status": "delivered"}


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def log_message(self, *_):
        pass

    def do_GET(self):
        self.reply(404, {"title": "nothing is published"})

    def do_POST(self):
        record = self.server.record
        body = self.rfile.read(int(self.headers["Content-Length"]))
        call = json.loads(body)
        tool, key, arguments, customer = self.path.rsplit("/", 1)[1], self.headers["Idempotency-Key"], call["arguments"], call.get("customer")
        mood = record.mood(tool)
        if tool in WRITES or "key" in arguments:
            record.note(key if tool in WRITES else arguments["key"], f"{tool}: {mood}")
        with record.lock:
            record.moods[mood] = record.moods.get(mood, 0) + 1
            if tool in WRITES:
                record.requests[key] = record.requests.get(key, 0) + 1
                if record.bodies.setdefault(key, body) != body:
                    record.other_bodies.append(key)
        if mood == "drops before acting":
            return self.drop()
        if mood == "500 before acting":
            return self.reply(500, {"title": "not today"})
        if mood == "says no" and not (tool in KNOWS_KEYS and key in record.answers):   # what it has done it does not refuse afterwards
            return self.reply(422, {"title": "this cannot be done"})
        if mood == "refuses to answer":
            return self.reply(503, {"title": "busy"})
        # What has come is known at once: a service that is asked about a call must not say "there was none" while it is at work on it.
        answer = record.act(tool, key, customer, arguments) if tool in WRITES else {"result": self.look_up(tool, arguments)}
        if mood == "slow":
            time.sleep(0.05)
        if mood == "drops after acting":
            return self.drop()
        if mood == "500 after acting":
            return self.reply(500, {"title": "it broke afterwards"})
        if mood == "hangs after acting":
            time.sleep(TIMEOUT * 1.5)
        return self.reply(200, answer)

    def look_up(self, tool, arguments):
        if tool == "lookup_account":
            return {"id": arguments["customer_id"], "plan": "pro"}
        if tool == "lookup_order":
            return order(arguments["order_id"])
        if tool == "check_voucher":
            with self.server.record.lock:
                return {"id": "v_found"} if arguments["key"] in self.server.record.acts else None
        return None

    def drop(self):
        self.close_connection = True
        try:
            self.connection.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass

    def reply(self, status, body):
        data = json.dumps(body).encode()
        try:
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)
        except OSError:
            pass                     # whoever asked is gone


class ToolServer(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 256

    def __init__(self, seed):
        super().__init__(("127.0.0.1", 0), Handler)
        self.record = Record(seed)
        threading.Thread(target=self.serve_forever, daemon=True).start()

    @property
    def url(self):
        return f"http://127.0.0.1:{self.server_address[1]}"

    def handle_error(self, request, client_address):
        pass                         # a connection that a killed client left
