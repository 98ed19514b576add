"""Calls of the real binary, each with a state folder of its own choice."""

from __future__ import annotations

import json
import os
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

SECONDS = 120


class Refused(Exception):
    """A call that had to work did not."""


@dataclass(frozen=True)
class Bayan:
    """The binary, and the folder where it keeps what it has seen."""

    binary: Path
    state: Path

    def call(self, *arguments: str | Path, stdin: str | None = None) -> subprocess.CompletedProcess[str]:
        """Runs it; any exit code is returned."""
        environment = {name: value for name, value in os.environ.items() if not name.startswith("BAYAN_")}
        environment |= {"XDG_STATE_HOME": str(self.state), "HOME": str(self.state), "NO_COLOR": "1"}
        return subprocess.run(
            [str(self.binary), *map(str, arguments)],
            input=stdin or "",
            capture_output=True,
            text=True,
            timeout=SECONDS,
            env=environment,
            check=False,
        )

    def must(self, *arguments: str | Path, stdin: str | None = None) -> str:
        """Runs it; exit code 0 or `Refused`."""
        done = self.call(*arguments, stdin=stdin)
        if done.returncode != 0:
            raise Refused(f"bayan {' '.join(map(str, arguments))}: exit {done.returncode}\n{done.stderr[-2000:]}")
        return done.stdout

    def verdict(self, *arguments: str | Path) -> tuple[int, dict[str, Any]]:
        """Exit code and JSON answer."""
        done = self.call(*arguments, "--json")
        for text in (done.stdout, done.stderr):
            try:
                answer = json.loads(text)
            except ValueError:
                continue
            if isinstance(answer, dict):
                return done.returncode, answer
        return done.returncode, {"ok": None, "error": done.stderr[-500:]}
