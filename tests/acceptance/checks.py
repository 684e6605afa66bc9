"""What an acceptance script found: each check by its words, and the closing lines that tests/run.py counts."""


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
