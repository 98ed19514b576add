"""Go's own log packages and Tessera's fsck, where Go is there (`go/main.go`)."""

from __future__ import annotations

import json
import shutil
import subprocess
import tomllib
from pathlib import Path

SOURCE = Path(__file__).resolve().parent.parent / "go"
BUILD_SECONDS, CHECK_SECONDS = 300, 120


class Go:
    """The built program, or why there is none."""

    def __init__(self, work: Path, wanted: bool) -> None:
        self.program, self.missing = work / "independent-go", ""
        self.compared, self.failures = 0, list[str]()
        if not wanted:
            self.missing = "not wanted (--no-go)"
        elif shutil.which("go") is None:
            self.missing = "there is no `go`"
        else:
            try:
                build = ["go", "build", "-buildvcs=false", "-o", str(self.program), "."]
                done = subprocess.run(
                    build, cwd=SOURCE, capture_output=True, text=True, timeout=BUILD_SECONDS, check=False
                )
                self.missing = f"it does not build: {done.stderr[-300:].strip()}" if done.returncode else ""
            except (OSError, subprocess.TimeoutExpired) as error:
                self.missing = f"it does not build: {error}"

    def check(self, name: str, folder: Path, pin: Path, good: bool, root: str | None) -> None:
        """Both of Go's verdicts on a folder, which must be the one expected, for this root."""
        if self.missing:
            return
        vkey = tomllib.loads(pin.read_text())["log"][0]
        done = subprocess.run(
            [str(self.program), "-vkey", vkey, str(folder)],
            capture_output=True, text=True, timeout=CHECK_SECONDS, check=False,
        )  # fmt: skip
        answer = json.loads(done.stdout or "{}")
        self.compared += 1
        told = [answer.get(name) == "good" for name in ("tlog", "tessera")]
        if told != [good, good] or (good and answer.get("root") != root):
            self.failures.append(f"{name}: Go says {json.dumps(answer)[:500]} {done.stderr[-300:]}")
