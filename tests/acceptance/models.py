#!/usr/bin/env python3
"""`handrail model ask` against aimock, which plays the providers of language models: both formats, streaming, tool calls, and each fault that it can play.

    python3 tests/acceptance/models.py --handrail build/handrail

Skipped with a message where aimock is not installed and npm cannot install it (`npm ci` in tests/acceptance/models, into a temporary folder).
"""
import argparse
import concurrent.futures
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
from aimock import Provider  # noqa: E402
from house import free_port  # noqa: E402

HERE = pathlib.Path(__file__).resolve().parent / "models"
KEY = "sk-test-key-that-nobody-shall-see"
INSTALL_SECONDS_MAX = 30
# What is asked, what comes at last, and how many requests it took.
FAULTS = [("limit me", "after the limit", 2), ("fail me", "after the failure", 2), ("overload me", "after the load", 2),
          ("say nonsense", "after the nonsense", 2), ("hang up", "after the silence", 2), ("break off", "after the break", 2)]

options = argparse.ArgumentParser()
options.add_argument("--handrail", required=True)
handrail = str(pathlib.Path(options.parse_args().handrail).resolve())
passed, wrong = [], []


def that(true, what, shown=""):
    (passed if true else wrong).append(f"{what}: {str(shown)[:600]}")


def aimock(temporary):
    """The command of aimock, installed by the lock file; None where that cannot be."""
    command = pathlib.Path("node_modules/@copilotkit/aimock/dist/cli.js")
    if shutil.which("node") is None or shutil.which("npm") is None:
        return None
    if (HERE / command).is_file():
        return HERE / command
    for name in ("package.json", "package-lock.json"):
        shutil.copy(HERE / name, temporary)
    try:
        subprocess.run(["npm", "ci", "--silent", "--no-audit", "--no-fund", "--fetch-retries=0", "--fetch-timeout=10000"], cwd=temporary, capture_output=True, timeout=INSTALL_SECONDS_MAX)
    except subprocess.TimeoutExpired:
        return None
    return temporary / command if (temporary / command).is_file() else None


def settings(folder, text):
    folder.mkdir(exist_ok=True)
    (folder / "handrail.toml").write_text(text, encoding="utf-8")
    return folder


def ask(folder, question, *more, key=KEY):
    done = subprocess.run([handrail, "model", "ask", question, "--bundle", str(folder), *more], capture_output=True, text=True, timeout=60,
                          env={**os.environ, "TEST_MODEL_KEY": key})
    that(KEY not in done.stdout + done.stderr, f"the key is in nothing that `{question}` shows", done.stdout + done.stderr)
    return done


def model(name, api, port, extra=""):
    return f'[models.{name}]\napi = "{api}"\nurl = "http://127.0.0.1:{port}"\nmodel = "model-of-{name}"\nkey_env = "TEST_MODEL_KEY"\n{extra}\n'


def ask_everything(folder, api, provider):
    settings(folder, model("main", api, provider.port, "prices = { input = 3.00, output = 15 }") + '[model]\nuse = ["main"]\n')
    hello = ask(folder, "hello")
    that(hello.returncode == 0 and hello.stdout.startswith("Hello from the other side, in several pieces: é ü 漢字.\n"), f"{api}: the text as it came", hello)
    that("model     main (model-of-main)\ntokens    1000 in, 200 out\ncost      0.006000 USD\nrequests  1\n" in hello.stdout, f"{api}: what it used", hello.stdout)
    sent = next(one for one in provider.requests() if one["body"]["model"] == "model-of-main")
    that(sent["body"]["stream"] is True and sent["body"]["model"] == "model-of-main", f"{api}: it was streamed", sent)
    for question, answer, requests in FAULTS:
        began = time.monotonic()
        done = ask(folder, question)
        that(done.returncode == 0 and answer in done.stdout and f"requests  {requests}\n" in done.stdout, f"{api}: `{question}` is asked again", done)
        if question == "limit me":
            that(time.monotonic() - began >= 1.0, f"{api}: Retry-After is kept", time.monotonic() - began)
    tools = ask(folder, "tools")
    that('proposes  order {"order_id":"A-17"}\nproposes  hours {}\n' in tools.stdout, f"{api}: proposed calls", tools)
    refused = ask(folder, "forbidden")
    that(refused.returncode == 1 and "status 401 (authentication_error" in refused.stderr and "key_env" in refused.stderr, f"{api}: what to mend", refused)


def ask_a_chain(folder, first, second):
    settings(folder, model("main", "anthropic", first.port) + model("backup", "compatible", second.port) + '[model]\nuse = ["main", "backup"]\n')
    never = ask(folder, "never")
    that(never.returncode == 1 and "model `main`: it answers with status 500" in never.stderr and "model `backup`: it answers with status 500" in never.stderr,
         "nobody of the chain answers", never)
    that("prompt" not in never.stderr, "a provider's words are not repeated", never.stderr)
    settings(folder, model("main", "anthropic", free_port()) + model("backup", "compatible", second.port) + '[model]\nuse = ["main", "backup"]\n')
    stood_in = ask(folder, "hello")
    that(stood_in.returncode == 0 and "model     backup (" in stood_in.stdout, "another model stands in for one that is not there", stood_in)


def mistakes(folder):
    base = '[models.main]\napi = "anthropic"\nmodel = "m"\nkey_env = "TEST_MODEL_KEY"\n'
    for text, expected in [
        ("", "no model is configured"),
        (base, "no model is configured"),
        (base + '[model]\nuse = ["mian"]\n', "handrail.toml:6: there is no [models.mian]; did you mean `main`?"),
        (base + 'tiemout = "5s"\n', "handrail.toml:5: `tiemout` is not a setting of [models.main]; did you mean `timeout`?"),
        (base + f'key = "{KEY}"\n', "handrail.toml:5: this file holds no secrets"),
        (base + 'prices = { input = -1, output = 2 }\n', "handrail.toml:5: `input` is what a million tokens cost"),
        (base + 'url = "https://x.example/v1/messages"\n', "handrail.toml:5: `url` ends before `/messages`"),
        ('[models.main]\napi = "compatible"\nmodel = "m"\n', "handrail.toml:1: [models.main] has no `url`"),
        ('[models.main]\napi = "claude"\nmodel = "m"\n', "handrail.toml:2: `api` is"),
        ('[models.main]\napi = "openai"\nmodel = "m"\n', "where its key is read"),
        (base.replace("TEST_MODEL_KEY", "NO_SUCH_VARIABLE_HERE") + '[model]\nuse = ["main"]\n', "`NO_SUCH_VARIABLE_HERE`, which [models.main] reads its secret from, is not set"),
        (base.replace('key_env = "TEST_MODEL_KEY"', 'key_file = "two-lines"') + '[model]\nuse = ["main"]\n', "two-lines` is not one line of at most"),
    ]:
        folder.mkdir(exist_ok=True)
        (folder / "two-lines").write_text(f"{KEY}\nand more\n", encoding="utf-8")
        done = ask(settings(folder, text), "hello")
        that(done.returncode == 2 and expected in done.stderr, f"`{expected}` is told", done)


with tempfile.TemporaryDirectory() as temporary:
    temporary = pathlib.Path(temporary)
    mistakes(temporary / "bundle")
    command = aimock(temporary)
    skipped = 0
    if command is None:
        print("skipped: aimock is not installed and npm cannot install it (npm ci in tests/acceptance/models)")
        skipped = 1
    else:
        providers = []
        try:
            providers = [Provider(command, HERE / "fixtures.json", temporary / f"aimock-{i}.txt") for i in range(2)]
            with concurrent.futures.ThreadPoolExecutor() as side_by_side:
                asking = [side_by_side.submit(ask_everything, temporary / api, api, provider) for api, provider in zip(("anthropic", "compatible"), providers)]
                asking.append(side_by_side.submit(ask_a_chain, temporary / "chain", *providers))
            for done in asking:
                done.result()
        finally:
            for provider in providers:
                provider.stop()

for line in wrong[:20]:
    print("FAILED: " + line)
print(f"{len(passed)} passed, {len(wrong)} failed" + (f", {skipped} skipped" if skipped else ""))
sys.exit(1 if wrong else 0)
