"""Runs the command behind `make new-…`."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from project import ROOT


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Start what the arguments name in a top folder."""
    return subprocess.run(
        [sys.executable, "-m", "essaysite.tools.starters", *arguments],
        cwd=folder,
        env={"PYTHONPATH": str(ROOT / "hooks"), "PYTHONDONTWRITEBYTECODE": "1", "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
