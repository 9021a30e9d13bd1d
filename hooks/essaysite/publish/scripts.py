"""Join modules into one script: a visit asks for one file, and a browser loads no module from the file system at all.

Comments and indents go. It knows the few forms of ``import`` and ``export`` that our modules and the library of the
search use, and refuses all others.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable
from functools import lru_cache

from essaysite.read.faults import FaultError, suggestion

_IMPORT = re.compile(
    r'^import (?:(?:(?P<names>\{ \w+(?:, \w+)* \})|(?P<whole>\w+)) from )?"(?P<path>\.{1,2}/[\w./-]+)";$', re.MULTILINE
)
_EXPORT = re.compile(r"^export (?=(?:async )?function (?P<name>\w+)\()", re.MULTILINE)
_DEFAULT = re.compile(r"^export \{ (?P<name>\w+) as default \};$", re.MULTILINE)
# A line of a longer text may not start like that.
_COMMENT = re.compile(r"^[ \t]*(?://.*|/\*(?:[^*]|\*(?!/))*\*/)\n|^[ \t]+", re.MULTILINE)
_OTHER = re.compile(r"^(?:import|export)\b.*|\bimport(?:\(|\.meta).*", re.MULTILINE)


def bundle(entry: str, read: Callable[[str], str]) -> tuple[str, list[str]]:
    """Return the module ``entry`` and all that it imports as one script, and the paths of those modules.

    ``read`` gives a module's text by its path.

    Raises ``FaultError`` for a form of import or export that it does not know, and for a name that is not exported.
    """
    done: dict[str, str] = {}
    _join(entry, read, done)
    return "\n".join(['(() => {\n"use strict";\nconst modules = {};', *done.values(), "})();\n"]), list(done)


def _join(path: str, read: Callable[[str], str], done: dict[str, str]) -> None:
    """Add a module to those that are done, behind all that it imports."""
    if path in done:
        if not done[path]:
            message = f"{path}: imports itself over other modules, which cannot be joined into one script"
            raise FaultError(message)
        return
    done[path] = ""
    text = read(path)
    folder = posixpath.dirname(path)
    for match in _IMPORT.finditer(text):
        source = posixpath.normpath(posixpath.join(folder, match["path"]))
        _join(source, read, done)
        _check_names(path, "default" if match["whole"] else match["names"] or "", source, read(source))
    del done[path]  # to its place behind what it imports
    done[path] = _as_function(path, text)


def _check_names(path: str, names: str, source: str, text: str) -> None:
    """Refuse a name that a module imports and its source does not export: in one script it would only be undefined."""
    exported = _exports(text)
    for name in re.findall(r"\w+", names):
        if name not in exported:
            message = f"{path}: imports '{name}', which {source} does not export{suggestion(name, exported)}"
            raise FaultError(message)


def _exports(text: str) -> dict[str, str]:
    """Return what a module exports: each name with the one that it has inside."""
    own = {match["name"]: match["name"] for match in _EXPORT.finditer(text)}
    default = _DEFAULT.search(text)
    return own | ({"default": default["name"]} if default else {})


@lru_cache(maxsize=100)  # while the site is served, few of them change
def _as_function(path: str, text: str) -> str:
    """Return a module as a function's body, which keeps its names apart from those of other modules."""
    folder = posixpath.dirname(path)

    def taken(match: re.Match[str]) -> str:
        source = posixpath.normpath(posixpath.join(folder, match["path"]))
        names = f"{{ default: {match['whole']} }}" if match["whole"] else match["names"]
        return f'const {names} = modules["{source}"];' if names else ""

    names = ", ".join(f"{name}: {inside}" for name, inside in _exports(text).items())
    body = _DEFAULT.sub("", _EXPORT.sub("", _IMPORT.sub(taken, _COMMENT.sub("", text))))
    if other := _OTHER.search(body):
        message = f"{path}: '{other.group()}' cannot be joined into one script; see hooks/essaysite/publish/scripts.py"
        raise FaultError(message)
    return f'modules["{path}"] = (() => {{\n{body.strip()}\nreturn {{ {names} }};\n}})();'
