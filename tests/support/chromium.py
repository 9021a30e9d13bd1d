"""Find the Chromium that the tests drive, or get one; run as a script it prints which.

In this order: the variable CHROMIUM, a browser on this machine, the test tool's own download, the system's packages.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

# The first is Chromium without a window of its own, which costs a third of the processor's time.
NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
APPS = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)

# As root Chromium has no sandbox; the rest keeps it from calling home, which a closed network would answer with errors.
ARGUMENTS = (
    *(("--no-sandbox",) if hasattr(os, "geteuid") and os.geteuid() == 0 else ()),
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
# A test's page is open for less than a second: what the compilers of scripts make quick by then takes them longer, which
# is a fifth of the processor's time.
INTERPRETED = "--js-flags=--no-opt --no-maglev"

HELP = """No Chromium was found and none could be installed. The tests drive a real browser, so install one:
  Debian, Ubuntu:  sudo apt-get install chromium
  macOS:           brew install --cask chromium
or name one you have:  CHROMIUM=/path/to/chromium make test"""


def on_this_machine() -> str | None:
    """Return the path of a browser that is installed, or ``None``; the variable CHROMIUM comes first."""
    named = os.environ.get("CHROMIUM")
    if named:
        if not Path(named).is_file():
            sys.exit(f"CHROMIUM names '{named}', which is no file; name the browser's program, or unset the variable.")
        return named
    found = next(filter(None, map(shutil.which, NAMES)), None)
    return found or next((app for app in APPS if Path(app).is_file()), None) or downloaded()


def downloaded() -> str | None:
    """Return the path of the browser that the test tool downloaded before, or ``None``."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as tool:
        path = tool.chromium.executable_path
    return path if Path(path).is_file() else None


def install() -> None:
    """Try the test tool's own download, then, as root, the system's packages."""
    print("== no Chromium found: trying the test tool's own download", flush=True)
    if subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False).returncode == 0:
        return
    if hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get"):
        print("== the download failed: trying the system's packages", flush=True)
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        get = ["apt-get", "-y", "-qq", "--no-install-recommends"]
        subprocess.run([*get, "update"], check=False, env=environment)
        # The first is not in every system.
        for package in ("chromium-headless-shell", "chromium"):
            if subprocess.run([*get, "install", package], check=False, env=environment).returncode == 0:
                break


def find() -> str:
    """Return the path of a Chromium, installing one if need be; exits with help where there is none."""
    path = on_this_machine()
    if path is None:
        install()
        path = on_this_machine()
    return path or sys.exit(HELP)


if __name__ == "__main__":
    print(f"== the tests drive {find()}")
