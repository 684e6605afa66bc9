#!/usr/bin/env python3
"""Mood, urgency and danger at first sight, in the starter bundle: of sentences that nothing was learnt from.

    python3 tests/acceptance/moods.py --handrail build/handrail

Of phrases/upset.txt, urgent.txt and in_danger.txt the shares below are heard, by language; of phrases/calm.txt nearly nothing is. Of everyday messages to banks and assistants
(../shared/data, skipped with a message where it is missing) few are heard as upset, and each list that is learnt from shares no sentence with those that are held.
"""
import csv
import json
import subprocess
import sys
from pathlib import Path

sys.dont_write_bytecode = True
from checks import handrail_given, tell

ROOT = Path(__file__).resolve().parents[2]
STARTER, PHRASES, LEXICON = ROOT / "examples" / "starter", ROOT / "tests" / "acceptance" / "phrases", ROOT / "adapters" / "reading" / "lexicon"
DANGER = {"self_harm", "harmed_by_others", "body_in_danger", "harm_to_others"}
KINDS = {"upset": lambda reading: bool({"angry", "frustrated"} & set(reading["signals"])), "urgent": lambda reading: reading["urgency"] in ("high", "immediate"),
         "danger": lambda reading: bool(DANGER & set(reading["signals"]))}
# file, what is read, and the share of the English and of the German lines: at least, or (calm) at most.
HELD = [("upset.txt", "upset", 0.55, 0.75), ("urgent.txt", "urgent", 0.80, 0.75), ("in_danger.txt", "danger", 0.85, 0.92)]
CALM = [("upset", 0.03, 0.04), ("urgent", 0.06, 0.07), ("danger", 0.011, 0.0)]
EVERYDAY = [("upset", 0.018), ("urgent", 0.03), ("danger", 0.002)]   # some of them are upset, and more are urgent


def lines(path):
    """Its sentences in English, and those in German."""
    english, german = path.read_text(encoding="utf-8").split("# German.\n")
    return tuple([line for line in part.splitlines() if line and not line.startswith("#")] for part in (english, german))


def read(handrail, texts):
    asked = "".join(json.dumps({"text": text}) + "\n" for text in texts)
    done = subprocess.run([handrail, "classify", str(STARTER)], input=asked, capture_output=True, text=True, timeout=300)
    readings = [json.loads(line) for line in done.stdout.splitlines()]
    if len(readings) != len(texts):
        raise SystemExit(f"{len(readings)} answers to {len(texts)} messages\n{done.stderr[-500:]}")
    return readings


def share(readings, texts, kind):
    heard = [text for text in texts if KINDS[kind](readings[text])]
    return len(heard) / len(texts), heard


def held_sentences():
    return [line for name in ("upset", "urgent", "calm", "in_danger") for part in lines(PHRASES / f"{name}.txt") for line in part]


def shares_hold(handrail):
    wrong, texts = [], held_sentences()
    readings = dict(zip(texts, read(handrail, texts)))
    for file, kind, *least in HELD:
        for language, texts, bound in zip(("English", "German"), lines(PHRASES / file), least):
            found, _ = share(readings, texts, kind)
            print(f"       {file}, {language}: {found:.0%} of {len(texts)}")
            if found < bound:
                wrong.append(f"{file}, {language}: {found:.1%} are heard as {kind}, at least {bound:.0%} are to be")
    for kind, *most in CALM:
        for language, texts, bound in zip(("English", "German"), lines(PHRASES / "calm.txt"), most):
            found, heard = share(readings, texts, kind)
            print(f"       calm.txt as {kind}, {language}: {found:.1%} of {len(texts)}")
            if found > bound:
                wrong.append(f"calm.txt, {language}: {found:.1%} are heard as {kind}, at most {bound:.1%} are to be: {heard}")
    return wrong


def everyday_stays_calm(handrail):
    data = ROOT.parent / "shared" / "data"
    if not data.is_dir():
        print(f"skipped: {data} is not there")
        return []
    assistants = [row[0] for part in json.loads((data / "clinc150" / "train_val.json").read_text(encoding="utf-8")).values() for row in part]
    with open(data / "banking77" / "train.csv", encoding="utf-8", newline="") as file:
        bank = [row["text"].replace("\n", " ") for row in csv.DictReader(file)]
    texts = assistants[::len(assistants) // 3000][:3000] + bank[::len(bank) // 3000][:3000]
    wrong = []
    readings = dict(zip(texts, read(handrail, texts)))
    for kind, bound in EVERYDAY:
        found, _ = share(readings, texts, kind)
        print(f"       everyday messages as {kind}: {found:.2%} of {len(texts)}")
        if found > bound:
            wrong.append(f"{found:.2%} of everyday messages are heard as {kind}, at most {bound:.1%} are to be")
    return wrong


def held_apart():
    learnt = {line.lower() for name in ("angry", "frustrated", "urgent", "calm") for part in lines(LEXICON / f"{name}_examples.txt") for line in part}
    learnt |= {line.lower() for path in (ROOT / "policies" / "unsafe").glob("*.txt") for line in path.read_text(encoding="utf-8").splitlines()}
    return [f"\"{line}\" is learnt from, and held" for line in held_sentences() if line.lower() in learnt]


def copies_are_the_same():
    shop, library = ROOT / "examples" / "shop" / "danger", ROOT / "policies" / "unsafe"
    names = {path.name for path in library.glob("*.txt")}
    return [f"examples/shop/danger/{name} is another than policies/unsafe/{name}" for name in sorted(names | {path.name for path in shop.glob("*.txt")})
            if name not in names or not (shop / name).is_file() or (shop / name).read_bytes() != (library / name).read_bytes()]


def main():
    handrail = handrail_given(__doc__)
    checks = {"what is held is not learnt from": held_apart(), "the shop listens for the danger that the library listens for": copies_are_the_same(),
              "of each kind its share is heard": shares_hold(handrail), "everyday messages are calm": everyday_stays_calm(handrail)}
    return tell(checks)


if __name__ == "__main__":
    sys.exit(main())
