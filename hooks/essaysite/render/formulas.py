"""Formulas: code between two dollar signs, written as LaTeX has it, becomes MathML, which browsers set without a script.

What the library makes of a formula is taken piece by piece: only elements and attributes that draw, each with its text
escaped like all other text. What does not come out whole stays as code, and is a fault.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from html import unescape
from xml.etree.ElementTree import Element

from latex2mathml.converter import convert_to_element
from markdown import Markdown
from markdown.treeprocessors import Treeprocessor

from essaysite.read.essay_signs import says_whose
from essaysite.read.labels import wrong_as_name
from essaysite.read.letters import as_latin, unmarked, unseen

# Behind inline patterns (20) and behind what shows hidden signs of code (19), before headings are named (5).
PRIORITY = 18
_PARTS = {"mfrac": 2, "mroot": 2, "msub": 2, "msup": 2, "munder": 2, "mover": 2, "msubsup": 3, "munderover": 3}
_DRAWS = frozenset("mrow mi mn mo mstyle mtext mspace msqrt mtable mtr mtd".split()) | _PARTS.keys()  # noqa: SIM905
_SAYS_HOW = frozenset(
    [
        "accent",
        "columnalign",
        "displaystyle",
        "fence",
        "form",
        "linethickness",
        "mathvariant",
        "maxsize",
        "minsize",
        "movablelimits",
        "scriptlevel",
        "separator",
        "stretchy",
        "width",
    ]
)
# "script", "0.17em", "2em": a word, or a length that neither covers what stands beside it nor pushes it away.
_VALUE = re.compile(r"(?!neg)[a-z-]*|0|(?:0?\.\d+|[12](?:\.\d+)?)em")
# What the library leaves as it was: "\\nosuch", "{"
_LEFT_OVER = re.compile(r"\\\w+|[\\{}&#$]")
# What a raised or lowered sign stands at: "x", "(a)", "∇"; at a dot or stroke it would look like the mark of a note.
_SUBSTANTIAL = re.compile(r"[^\s.,;:'`^~\u00a8\u00af\u00b0\u00b4\u02b9-\u02dd\u2018-\u201f\u2032-\u2037\u203e]")
_SCRIPTS = frozenset({"msub", "msup", "msubsup"})
# Words between two parts of a formula: "x if y"
_GRAMMAR = re.compile(
    r"\b(?:if|when|where)(?: [a-z]+)+|\b(?:all|and|arg|lim|sup|inf|else|for|if|or|otherwise|some|when|where|with)\b"
)
# "Strong", "such evidence"; but "softmax", "ReLU", "Uniform(0, 1)"
_WORDS = re.compile(r"[A-Z][a-z]{3,}+(?!\s?[(=])|[a-z]{2,} [a-z]{2,}(?: [a-z]+)*")
_GREEK = frozenset(map(chr, range(0x370, 0x400)))
# What stands for other signs, or for a text as it is written: an entity, "\unicode", "\\def", "\\verb"
_NO_FORMULA = re.compile(r"&\#?\w+;|\\(?:unicode|char|def|let|newcommand|renewcommand|verb|emph)\b")
_ARG = re.compile(r"\\arg(?![A-Za-z])|\\operatorname\*\{arg\\[,;]max\}")  # which the library does not know
_MOST = 500  # parts of a formula
_LONGEST = 200
_NAMED = 60  # letters of a formula, where a fault names it
_SPACE = "0.17em"  # as LaTeX has it, beside "log" and the like


class Formulas(Treeprocessor):
    """Sets the formulas of a page; ``tell`` reports what is written and what is wrong with it."""

    def __init__(self, md: Markdown, tell: Callable[[str, str], None]) -> None:
        super().__init__(md)
        self.tell = tell

    def run(self, root: Element) -> None:
        """Set each formula in its place."""
        for parent in root.iter():
            before: Element | None = None
            for child in parent:
                text = (parent.text if before is None else before.tail) or ""
                if child.tag == "code" and text.endswith("$") and (child.tail or "").startswith("$"):
                    self._set(child, parent, before)
                before = child

    def _set(self, code: Element, parent: Element, before: Element | None) -> None:
        written = unescape(code.text or "")
        try:
            made: Element | None = read(written)
        except ValueError as error:
            name = written if len(written) <= _NAMED else f"{written[:_NAMED]}\u2026"
            self.tell(f"$`{written}`$", f"the formula '{name}' cannot be read: {error}; write it as LaTeX does")
            made = None
        if before is None:
            parent.text = (parent.text or "")[:-1]
        else:
            before.tail = (before.tail or "")[:-1]
        code.tail = (code.tail or "")[1:]
        if made is None:
            return
        code.tag, code.text = "math", None
        code.set("alttext", written)  # for the page as Markdown, which takes it away
        code.append(made)


def read(written: str) -> Element:
    """Return a formula as MathML; raises ``ValueError``, which says why, where it cannot be read or would do more than draw."""
    if odd := _NO_FORMULA.search(written):
        raise ValueError(f"it holds '{odd[0]}', which draws nothing by itself")
    if len(written) > _LONGEST:
        raise ValueError(f"it has more than {_LONGEST} signs, so make it two with a sentence between them")
    try:
        made = convert_to_element(_ARG.sub(r"\\operatorname{arg}", written).replace(r"\!", ""))[0]
    except Exception as error:
        raise ValueError("a part of it is missing") from error
    if len(list(made.iter())) > _MOST:
        raise ValueError(f"it has more than {_MOST} parts, so make it two with a sentence between them")
    for element in list(made.iter()):
        element.text = unescape(element.text or "")
        if wrong := _wrong_part(element):
            raise ValueError(wrong)
        if element.tag == "mi" and len(element.text) > 1:
            element.tag = "mo"
            element.attrib.update({"lspace": "0" if element is made[0] else _SPACE, "rspace": _SPACE})
    _check_words(made)
    return made


def _wrong_part(element: Element) -> str:
    """Say why a part of a formula may not stand in it, or nothing."""
    text = element.text or ""
    only_draws = element.tag in _DRAWS and _SAYS_HOW.issuperset(element.keys())
    if not only_draws or not all(map(_VALUE.fullmatch, element.attrib.values())) or unseen(text):
        return "it says more than how it is set"
    if element.tag != "mo" and (left := _LEFT_OVER.search(text)):
        return f"'{left[0]}' means nothing there"
    parts = [unescape("".join(part.itertext())) for part in element] if element.tag in _PARTS else []
    if not all(map(str.strip, parts)) or (element.tag in _SCRIPTS and not _SUBSTANTIAL.search(parts[0])):
        return "a part of it shows nothing, or a sign is raised where nothing stands"
    return "a part of it is missing" if len(element) != _PARTS.get(element.tag, len(element)) else ""


def _check_words(made: Element) -> None:
    """Raise ``ValueError`` where a formula says what is no formula: words between its parts are those of grammar."""
    below = {part for parent in made.iter() if parent.tag in _PARTS for child in parent[1:] for part in child.iter()}
    said, beside = (
        " ".join(unmarked("".join(" " if part.tag == "mspace" else part.text or "" for part in parts)).split())
        for parts in (made.iter(), (part for part in made.iter() if part not in below))
    )
    if odd := next(filter(_is_odd, said), ""):
        raise ValueError(f"it holds '{odd}', which no formula of ours needs")
    if "essay" in as_latin(said).casefold():
        raise ValueError("it speaks of the essay, and a formula does not")
    if wrong_as_name(said, "") or says_whose(said):
        raise ValueError("it reads as what only the build sets")
    if wrong := _WORDS.search(_GRAMMAR.sub(" ", beside)):
        raise ValueError(
            f"the words '{wrong[0]}' stand beside a formula, or below a letter of it, as x_{{\\text{{max}}}}"
        )


def _is_odd(letter: str) -> bool:
    """Tell whether a sign is neither a plain letter, one of Greek, nor one of sums."""
    if letter.isascii() or letter in _GREEK:
        return False
    return letter.isalpha() or unicodedata.category(letter) in ("Lm", "Mc", "Me", "Mn", "Sk", "So")
