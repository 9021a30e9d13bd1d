"""When each page's source was last changed, from the repository's history and never from the clock."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_COMMAND = "git -c core.quotepath=off log --format=%x00%cd --date=format-local:%Y-%m-%d --name-only --relative -- ."


def last_changes(folder: Path) -> dict[str, str]:
    """Return the date (``YYYY-MM-DD``, UTC) of the last commit that touched each file below ``folder``, by relative path.

    Empty outside a repository, and without git.
    """
    # In one time zone, so that dates are the same everywhere.
    environment = {**os.environ, "TZ": "UTC"}
    try:
        run = subprocess.run(
            _COMMAND.split(),
            cwd=folder,
            env=environment,
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            check=True,
        )
    except (OSError, subprocess.CalledProcessError):
        return {}
    dates: dict[str, str] = {}
    for commit in run.stdout.split("\0")[1:]:
        day, _, names = commit.partition("\n")
        if not _DAY.fullmatch(day):  # a commit may bear any date
            continue
        for name in names.split("\n"):
            if name:
                dates.setdefault(name, day)
    return dates


def latest_day(changed: Mapping[str, str]) -> str:
    """Return the last day that a page may name: tomorrow, by the clock or, where that is behind, by the last change."""
    last = date.fromisoformat(max(changed.values(), default=str(date.min)))
    return str(max(datetime.now(UTC).date(), min(last, date.max - timedelta(days=1))) + timedelta(days=1))
