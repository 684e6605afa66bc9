#!/usr/bin/env python3
"""`handrail check --format sarif` is SARIF 2.1.0: for the policies of the golden diagnostics, for a bundle without findings, and for one with hostile names.

    python3 tests/acceptance/sarif.py --handrail build/handrail

What a reader of SARIF relies on is checked here. The schema itself is asked as well where it is installed: `npm ci` in tests/acceptance/sarif (make soak does it).
"""
import json
import pathlib
import shutil
import subprocess
import sys
import tempfile
from urllib.parse import unquote

sys.dont_write_bytecode = True
from checks import Checks, handrail_given

ROOT = pathlib.Path(__file__).resolve().parents[2]
GOLDENS = ROOT / "tests" / "golden" / "diagnostics"
TOOLS = pathlib.Path(__file__).resolve().parent / "sarif"
LEVELS = {"error", "warning", "note", "none"}

handrail = handrail_given(__doc__)
checks = Checks()
that = checks.that


def sarif_of(folder):
    done = subprocess.run([handrail, "check", "--no-proof", "--format", "sarif", str(folder)], capture_output=True, text=True, timeout=60)
    that(done.returncode in (0, 1), f"{folder.name} is checked", done.stderr)
    return json.loads(done.stdout)


def bundle_of(golden, folder):
    """The author's text of a golden, up to the line `----`, as a bundle; of several files each begins with `=== PATH`."""
    name, files = "test.policy", {}
    for line in golden.read_bytes().decode("utf-8", "surrogateescape").split("\n----\n")[0].splitlines(keepends=True):
        if line.startswith("=== "):
            name = line[4:].strip()
        else:
            files[name] = files.get(name, "") + line
    for path, text in files.items():
        if ".." in path or path.startswith("/"):
            continue
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(text.encode("utf-8", "surrogateescape"))   # some hold bytes that are no text
    return folder


def relied_on(log, folder):
    """What the schema asks and what readers look up: rules by index, places that exist in files that exist."""
    that(log["version"] == "2.1.0" and log["$schema"].endswith("sarif-2.1.0.json") and len(log["runs"]) == 1, "the version, its schema, one run", log)
    run = log["runs"][0]
    driver = run["tool"]["driver"]
    rules = [rule["id"] for rule in driver["rules"]]
    that(driver["name"] == "handrail" and len(rules) == len(set(rules)), "the driver, each rule once", driver)
    that(all(rule["shortDescription"]["text"] and rule["defaultConfiguration"]["level"] in LEVELS for rule in driver["rules"]), "what each rule is", driver["rules"])
    for result in run["results"]:
        that(rules[result["ruleIndex"]] == result["ruleId"] and result["level"] in LEVELS and result["message"]["text"], "a result of a rule", result)
        for place in result["locations"] + result.get("relatedLocations", []):
            physical = place["physicalLocation"]
            uri, region = physical["artifactLocation"]["uri"], physical["region"]
            that(physical["artifactLocation"].get("uriBaseId") in run["originalUriBaseIds"], "a base that is declared", physical)
            path = folder / unquote(uri)
            that(path.is_file() or "://" not in uri, "a file of the bundle", uri)
            that(region["startLine"] >= 1 and region["startColumn"] >= 1, "a place from one on", region)
            if path.is_file():
                lines = path.read_bytes().decode(errors="replace").split("\n")
                that(region["startLine"] <= len(lines) and region.get("endLine", region["startLine"]) <= len(lines), "a line of the file", region)


def ask_schema(logs):
    if not (TOOLS / "node_modules").is_dir() or shutil.which("node") is None:
        return checks.skip("the schema of SARIF is not installed (npm ci in tests/acceptance/sarif); what readers rely on was checked")
    broken = json.loads(json.dumps(logs[-1]))
    del broken["runs"][0]["tool"]
    done = subprocess.run(["node", "validate.cjs"], cwd=TOOLS, input="".join(json.dumps(log) + "\n" for log in [*logs, broken]), capture_output=True, text=True)
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    that(len(answers) == len(logs) + 1, "an answer for each", done.stderr)
    for problems in answers[:-1]:
        that(problems == [], "the schema of SARIF 2.1.0", problems)
    that(answers and answers[-1], "a run without a tool breaks the schema")


with tempfile.TemporaryDirectory() as temporary:
    logs, results = [], 0
    bundles = [ROOT / "examples" / "shop"]
    for i, golden in enumerate(sorted(GOLDENS.glob("*/*.golden"))):
        if i % 3 == 0:   # every family, and a third of each
            bundles.append(bundle_of(golden, pathlib.Path(temporary) / str(i)))
    hostile = pathlib.Path(temporary) / "a folder & its \"names\" %20 é"
    hostile.mkdir()
    (hostile / "rules é #1.policy").write_text("trigger \"\U0001f600 é\"\n  when  \U0001f600é is \"x\u202e\"\n  then  \x07 fly\n")
    bundles.append(hostile)
    unset = pathlib.Path(temporary) / "settings"
    unset.mkdir()
    (unset / "rules.policy").write_text("queue support\n  nme \"S\"\n")
    (unset / "handrail.toml").write_text("listen = \"127.0.0.1:8080\"\n[modle]\n")
    bundles.append(unset)
    for folder in bundles:
        if not folder.is_dir():
            continue
        log = sarif_of(folder)
        relied_on(log, folder)
        logs.append(log)
        results += len(log["runs"][0]["results"])
        if folder == unset:
            that([one["ruleId"] for one in log["runs"][0]["results"]].count("settings") == 1, "what is wrong with the settings is a result", log)
    that(results > 100, "enough findings to speak of", results)
    ask_schema(logs)

sys.exit(checks.close(on=f"{len(logs)} logs, {results} results"))
