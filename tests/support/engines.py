"""Drives the Firefox and the WebKitGTK of a machine, as Playwright cannot, by W3C's protocol WebDriver.

Firefox speaks it itself, as Marionette, without the driver program that Debian lacks; that of WebKitGTK needs a screen.
"""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Callable
from contextlib import ExitStack
from http import HTTPStatus
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

# The programs that each engine needs, and Debian's packages that have them.
ENGINES = {
    "Firefox": (("firefox",), "firefox-esr"),
    "WebKitGTK": (("WebKitWebDriver", "Xvfb"), "webkit2gtk-driver xvfb"),
}
# Commands as Firefox names them, and where a driver has them.
_COMMANDS = {
    "NewSession": "", "Navigate": "/url", "ExecuteScript": "/execute/sync", "PerformActions": "/actions",
    "SetWindowRect": "/window/rect", "GetWindowHandles": "/window/handles", "SwitchToWindow": "/window",
}  # fmt: skip
_HOST, _PATIENCE = "127.0.0.1", 60


def lacks(engine: str) -> str:
    """Return the packages to install before an engine can be driven; nothing where it can."""
    programs, packages = ENGINES[engine]
    return "" if all(map(shutil.which, programs)) else packages


def until(have: Callable[[], Any], what: str) -> Any:
    """Return what is had as soon as it is something; raises ``AssertionError`` where it never comes."""
    end = time.monotonic() + _PATIENCE
    while not (found := have()):
        assert time.monotonic() < end, f"waited in vain for: {what}"
        time.sleep(0.05)
    return found


class Window:
    """A window of an engine, whose browser keeps its files in an empty folder and ends with ``running``."""

    def __init__(self, engine: str, folder: Path, running: ExitStack) -> None:
        self._folder, self._running = folder, running
        self._ask = self._firefox() if engine == "Firefox" else self._webkit()
        # Only a popup can be as narrow as a phone; browsers open one when a key is pressed.
        first = self._ask("GetWindowHandles")
        self.run("void (onkeydown = () => open('about:blank', '', 'popup,width=390,height=800'))")
        self.press("a")
        popup = until(lambda: set(self._ask("GetWindowHandles")) - set(first), "a popup")
        self._ask("SwitchToWindow", handle=popup.pop())

    def open(self, address: str, width: int) -> None:
        """Show a page in a window so wide."""
        self._ask("SetWindowRect", width=width, height=800)
        self._ask("Navigate", url=address)

    def run(self, script: str) -> Any:
        """Return the value of a JavaScript expression."""
        return self._ask("ExecuteScript", script=f"return {script}", args=[])

    def wait(self, condition: str) -> None:
        """Wait until a JavaScript expression is true."""
        until(lambda: self.run(condition), condition)

    def press(self, keys: str) -> None:
        """Press keys one after another, wherever the focus is."""
        steps = [{"type": kind, "value": key} for key in keys for kind in ("keyDown", "keyUp")]
        self._ask("PerformActions", actions=[{"type": "key", "id": "keyboard", "actions": steps}])

    def said(self) -> list[str]:
        """Return what the browser has written of errors in scripts; WebKitGTK writes nothing."""
        lines = (self._folder / "said").read_text(encoding="utf-8", errors="replace").splitlines()
        return [line for line in lines if line.startswith("JavaScript error: http")]

    def _start(self, *command: str, **environment: str) -> None:
        out, said = (self._running.enter_context((self._folder / name).open("a")) for name in ("out", "said"))
        process = subprocess.Popen(command, stdout=out, stderr=said, env=os.environ | environment)
        self._running.callback(process.wait)
        self._running.callback(process.terminate)

    def _firefox(self) -> Callable[..., Any]:
        (self._folder / "user.js").write_text('user_pref("marionette.port", 0);', encoding="utf-8")
        self._start("firefox", "--headless", "--marionette", "--no-remote", "--profile", str(self._folder))
        file = self._folder / "MarionetteActivePort"
        port = until(lambda: file.exists() and file.read_text(encoding="utf-8"), "Firefox")
        line = self._running.enter_context(socket.create_connection((_HOST, int(port)), _PATIENCE)).makefile("rwb")

        def answer() -> Any:
            length = b""
            while (byte := line.read(1)) not in (b":", b""):
                length += byte
            return json.loads(line.read(int(length)))

        def ask(command: str, **data: Any) -> Any:
            message = json.dumps([0, 0, f"WebDriver:{command}", data]).encode()
            line.write(b"%d:%b" % (len(message), message))
            line.flush()
            *_, fault, found = answer()
            assert not fault, fault
            return found if isinstance(found, list) else found.get("value")

        answer()  # it speaks first
        ask("NewSession")
        return ask

    def _webkit(self) -> Callable[..., Any]:
        self._start("Xvfb", "-displayfd", "1", "-screen", "0", "1600x1000x24")
        screen = until((self._folder / "out").read_text, "a screen").strip()
        with socket.create_server((_HOST, 0)) as free:
            port = free.getsockname()[1]
        self._start("WebKitWebDriver", f"--port={port}", DISPLAY=f":{screen}")
        until(lambda: socket.socket().connect_ex((_HOST, port)) == 0, "WebKitWebDriver")
        session = ""

        def ask(command: str, **data: Any) -> Any:
            line = HTTPConnection(_HOST, port, timeout=_PATIENCE)
            method, body = ("GET", None) if command == "GetWindowHandles" else ("POST", json.dumps(data))
            line.request(method, f"/session{session}{_COMMANDS[command]}", body)
            with line.getresponse() as found:
                value = json.load(found)["value"]
            assert found.status == HTTPStatus.OK, value
            return value

        session = f"/{ask('NewSession', capabilities={})['sessionId']}"
        return ask
