"""What an acceptance script found: each check by its words, and the closing lines that tests/run.py counts. One that makes many small checks keeps them in Checks;
one that makes few, each of which finds all that is wrong with its subject, tells them at once."""
import argparse
from pathlib import Path


def handrail_given(told):
    """The program that the script is given with --handrail; `told`: what the script says of itself."""
    arguments = argparse.ArgumentParser(description=told, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--handrail", required=True)
    return str(Path(arguments.parse_args().handrail).resolve())


def tell(checks):
    """Prints each check with what it found wrong, and the sums, and gives the exit code. `checks`: what is wrong, by the words of the check."""
    for name, wrong in checks.items():
        print(("FAILED " if wrong else "ok     ") + name)
        for what in wrong:
            print(what)
    failed = sum(bool(wrong) for wrong in checks.values())
    print(f"\n{len(checks) - failed} passed, {failed} failed")
    return 1 if failed else 0


class Checks:
    def __init__(self):
        self.wrong, self.made, self.skipped = [], 0, 0

    def that(self, true, what, shown=""):
        self.made += 1
        if not true:
            self.wrong.append(f"{what}\n    {str(shown)[-1500:]}")

    def skip(self, why):
        """Something that is not there to be checked against."""
        print(f"skipped: {why}")
        self.skipped += 1

    def close(self, on=""):
        """Prints what was wrong and the sums, and gives the exit code."""
        for wrong in self.wrong:
            print(f"FAILED: {wrong}\n")
        if on:
            print(f"{self.made} checks on {on}")
        skipped = f", {self.skipped} skipped" if self.skipped else ""
        print(f"{self.made - len(self.wrong)} passed, {len(self.wrong)} failed{skipped}")
        return 1 if self.wrong else 0
