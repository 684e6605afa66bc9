#!/usr/bin/env python3
"""A service that does tools over HTTP, for tests: adapters/remote_tools/README.md is the contract, and the number of an invoice chooses what goes wrong.

    python3 tool_server.py --port 9000 [--tls certificate.pem] [--token TOKEN]

It keeps every request and every effect; `GET /_seen` gives them. One process of its own, so that it can be killed, too.
"""
import argparse
import http.server
import json
import socket
import ssl
import struct
import threading
import time

DONE = {}        # key: answer
EFFECTS = []     # keys in the order in which something was done
SEEN = []        # every call: tool, key, number, customer, authorization
LOCK = threading.Lock()

LISTING = {"tools": [
    {"name": "lookup_invoice"},
    {"name": "credit_invoice", "input": {"type": "object", "required": ["invoice", "amount"], "properties": {"invoice": {"type": "string", "maxLength": 24}}}},
]}


def number_of(call):
    return str(call["arguments"].get("invoice", ""))


class Tools(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    token = None

    def log_message(self, *_):
        pass

    def do_GET(self):
        if self.path == "/_seen":
            with LOCK:
                return self.answer(200, {"seen": SEEN, "effects": EFFECTS})
        if self.path == "/tools":
            return self.answer(200, LISTING)
        self.answer(404, {"title": "nothing here"})

    def do_POST(self):
        call = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        tool, key, number = self.path[1:], self.headers["Idempotency-Key"], number_of(call)
        with LOCK:
            SEEN.append({"tool": tool, "key": key, "invoice": number, "customer": call["customer"], "authorization": self.headers["Authorization"] or ""})
            times = sum(1 for one in SEEN if one["tool"] == tool and one["invoice"] == number)
        if self.token and self.headers["Authorization"] != f"Bearer {self.token}":
            return self.answer(401, {"detail": f"not with {self.headers['Authorization']}"})
        if tool == "lookup_account":
            return self.answer(200, {"result": {"id": call["arguments"]["customer_id"], "name": "Ada"}})
        if tool == "lookup_invoice":
            return self.look_up(number, times)
        if tool == "credit_invoice":
            return self.credit(key, number, times, call)
        self.answer(404, {"detail": f"no tool {tool}"})

    def look_up(self, number, times):
        if number == "INV-NONE":
            return self.answer(404, {"title": "no such invoice"})
        if number == "INV-LOOKSLATE":
            time.sleep(5)
        if number == "INV-BUSY" and times < 3:
            return self.answer(503, {"title": "busy"}, {"Retry-After": "0"})
        if number == "INV-BROKENLOOK" and times < 3:
            return self.break_off()
        owner = "c_bob" if number == "INV-BOB" else "c_ada"
        self.answer(200, {"result": {"id": number, "customer": owner, "total": "40.00 USD"}})

    def credit(self, key, number, times, call):
        if number == "INV-409":
            return self.answer(409, {"detail": "credited in full already"})
        if number == "INV-500":
            return self.answer(500, {"detail": "a mistake"})
        if number == "INV-BEFORE":
            return self.break_off()
        with LOCK:
            if key not in DONE:
                EFFECTS.append(key)
                DONE[key] = {"result": "credited", "receipt": f"cr_{len(EFFECTS)}"}
            done = DONE[key]
        if number == "INV-LATE" and times == 1:
            time.sleep(5)
        if number == "INV-AFTER" and times == 1:
            return self.break_off()
        if number == "INV-HUGE":
            return self.answer(200, {"result": "x" * (1 << 20)})
        if number == "INV-NOJSON":
            return self.raw(200, b"<html>thanks</html>")
        if number == "INV-HALF":
            self.send_response(200)
            self.send_header("Content-Length", "1000")
            self.end_headers()
            self.wfile.write(b'{"result":')
            return self.break_off()
        if number == "INV-REDIRECT":
            return self.answer(303, {}, {"Location": "/elsewhere"})
        self.answer(200, done)

    def break_off(self):
        """The connection is reset under the caller."""
        self.close_connection = True
        try:
            self.wfile.flush()
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            self.connection.close() if not isinstance(self.connection, ssl.SSLSocket) else self.connection.unwrap()
        except (OSError, ValueError):
            pass
        try:
            self.rfile.close()
        except (OSError, ValueError):
            pass

    def answer(self, status, body, headers=None):
        self.raw(status, json.dumps(body).encode(), headers)

    def raw(self, status, data, headers=None):
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(data)


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 256

    def handle_error(self, *_):
        pass


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--port", type=int, required=True)
    options.add_argument("--tls")
    options.add_argument("--token")
    arguments = options.parse_args()
    Tools.token = arguments.token
    server = Server(("127.0.0.1", arguments.port), Tools)
    if arguments.tls:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(arguments.tls)
        server.socket = context.wrap_socket(server.socket, server_side=True)
    server.serve_forever()


if __name__ == "__main__":
    main()
