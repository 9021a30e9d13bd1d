"""Measures what the hooks, overrides and styles cost, beside stock Material on the same pages. Run: ``python -m bench``."""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

# The server and browser of the tests, and the limits that a build keeps, are used here too.
sys.path += [str(ROOT / "tests" / "support"), str(ROOT / "hooks")]
