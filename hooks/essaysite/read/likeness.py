"""What on a page reads nearly like the essay and is not: sentences with a word changed, and quotations that are not exact."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from functools import cached_property
from html import unescape
from itertools import pairwise

from .essay import WORD, Essay, raw_text, split_sentences, words_of
from .markdown_text import hide_code
from .quotation_marks import INNER, QUOTED, outer, plain_marks, with_apostrophes

# Of our own sentences none comes nearer than 0.67 to one of the essay's; one word changed in the shortest leaves 0.8.
_NEAR = 0.75
_SOME = 0.5  # how near a block is at the least to be meant for a line of the essay
_FEWEST, FEWEST_QUOTED = 5, 4  # words that are looked at, in a sentence and in a quotation
_A_PIECE = 3  # words of a quotation that leaves others out
_WIDER = 2  # words that the essay may have more than a quotation of it
_RUN = 6  # words of the essay in one piece, which a quotation ends with
_PAIRS, _SHARE = 2, 0.35  # neighbouring words shared with the essay by a paragraph, and of a sentence's own
_CANDIDATES = 3  # sentences of the essay that one of ours is compared with
_SHOWN, _AROUND = 24, 2  # words of a message, and those beside the ones that differ
_STARTS_BLOCK = re.compile(r"\s*(?:[-*+]|\d+[.)]|#{1,6}|>|!!!|\?\?\?\+?|:)\s|\s*\|")
# "> a", and "- > a", below which "> b" goes on
_QUOTES = re.compile(r"[ \t]*(?:>[ ]?)+")
_QUOTED_LINE = re.compile(r"[ \t]*(?:(?:[-*+]|\d+[.)])[ \t]+)*>")
_MARK_UP = re.compile(r"\{[^{}\n]*\}|</?\w[^<>]*>|\[\^[^\]]*\]|[*_`~=^]+")
_FENCE = re.compile(r"(?:`{3,}|~{3,})[\w-]*\s*")
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()>#+.!-])")  # as Markdown's own list of them
# [words](page.md "a title")
_TITLE = re.compile(r"\]\([^()\n]*?[ ](?:\"([^\n]*?)\"|'([^\n]*?)')\)")
_AS_CODE = "line {} of the essay must not stand as code; give it a paragraph or list item of its own"
AS_OURS = (
    "these words are line {} of the essay, and read as ours here; say it in other words, or quote it in a sentence"
)
_GOES_ON = "this quotation holds a sentence from line {} of the essay, and goes on in words that do not follow there; end it behind the essay's words, or write … where some are left out"
# "The essay says", "as the very short essay puts it:", "in the essay's words:", right before a quotation
_VERBS = r"(?:answers|argues|asks|calls|claims|concludes|ends|finds|has|holds|notes|puts|reads|sa(?:id|ys)|speaks|states|warns|writes|wrote)"
_ESSAY = r"\b(?:our|the|this)\s(?:[\w']+\s){0,3}essay\b(?:'s (?:author|words?|\w+ line))?"
SAYS_BEFORE = re.compile(
    rf"{_ESSAY}(?:,? (?-i:[a-z])\w*){{0,2}}?,? {_VERBS}(?: [a-z]+){{0,4}}[,:]? ?$|{_ESSAY}(?: \w+)?: ?$|\b(?:according to|from|in) {_ESSAY},? ?$"
    rf"|\blines? \d+(?: to \d+)?(?: of {_ESSAY})? \w+[,:]? ?$|{_ESSAY}'s (?:[\w']+ ){{0,2}}(?:answer|line|sentence)s? (?:are|is)[,:]? ?$",
    re.IGNORECASE,
)
# "For once the essay says it in as many words:", right before a list; no "The essay says three things:"
SAYS_BELOW = re.compile(
    rf"(?:{_ESSAY}(?:,? \w+){{0,2}}?,? {_VERBS}(?: (?:as follows|it|so|that|this|thus|[a-z]+ly))*(?: in [a-z' ]+)?"
    rf"|{_ESSAY}'s (?:[\w']+ )?words?|\bwords of {_ESSAY}): ?$",
    re.IGNORECASE,
)
# "… ," the essay says; "… ." So says the essay.
_SAYS_BEHIND = re.compile(
    rf"[\W_]{{0,3}}(?:as |so |thus )?(?:{_VERBS} )?{_ESSAY}(?: {_VERBS}(?: it| so)?)?\b(?! \w)", re.IGNORECASE
)
# A line such as "As the essay has it in its third line", with a colon behind it
LEADS_IN = re.compile(rf"{_ESSAY}.*:$|^(?:\w+\W+){{0,4}}{_ESSAY}(?:\W+\w+){{0,4}}$", re.IGNORECASE)
NOT_IN_IT = (
    "the essay is said to say this, and «{}» does not stand in it; quote it word for word, or say whose words these are"
)
_CUT = re.compile(r"\u2026|\.\.\.|[\[\]]")  # words in square brackets are a piece, too
_NEGATES = r"(?:\S*n't|cannot|neither|never|no|none|nor|not|nothing|without) "
_MOST_LEFT_OUT = 40  # words between two pieces of one quotation
_CUT_WRONGLY = "this quotation of the essay leaves words out, and «{}» changes their order, their sense or what stands between them; quote it in full"
_LEFT_OUT = re.compile(r"\u2026|\.\.\.|\[[^\]]*\]")


@dataclass(frozen=True)
class Block:
    """A paragraph, list item or heading of a page's Markdown, as its reader sees it but for emphasis, from ``line`` on."""

    line: int
    text: str

    @cached_property
    def words(self) -> list[str]:
        """Its words, in small letters."""
        return words_of(self.text)


@dataclass(frozen=True)
class Altered:
    """Words on a line of a page that are nearly those on a line of the essay, and what to say of them."""

    line: int
    essay_line: int
    message: str


def blocks(body: str, first_line: int) -> list[Block]:
    """Return the blocks of a page's Markdown, which starts on ``first_line`` of its file."""
    found: list[Block] = []
    lines: list[str] = []
    is_quoted = False
    for number, written in enumerate([*body.split("\n"), ""], start=first_line):
        line = _QUOTES.sub("", written) if lines and is_quoted else written
        is_quoted = _QUOTED_LINE.match(written) is not None
        if lines and (not line.strip() or _STARTS_BLOCK.match(line)):
            text = raw_text(" ".join([lines[0], *map(str.strip, lines[1:])]))
            found.append(Block(number - len(lines), unescape(_ESCAPE.sub(r"\1", text))))
            lines = []
        if line.strip():
            lines.append(line)
    return found


def nearest(text: str, among: Iterable[Block]) -> Block | None:
    """Return the block that is ``text``, or the one that is nearest to it in its words; ``None`` where none is near."""
    best, best_ratio = None, _SOME
    matcher = SequenceMatcher(None, "", words_of(text), autojunk=False)
    for block in among:
        if block.text == text:
            return block
        matcher.set_seq1(block.words)
        is_likely = matcher.real_quick_ratio() > best_ratio and matcher.quick_ratio() > best_ratio
        if is_likely and (ratio := matcher.ratio()) > best_ratio:
            best, best_ratio = block, ratio
    return best


def must_read(have: str, must: str, line: int) -> str:
    """Return the message for words that differ from those on a line of the essay, with two words on either side."""
    first, second = have.split(), must.split()
    shorter = min(len(first), len(second))
    start = next((i for i in range(shorter) if first[i] != second[i]), shorter)
    same = next((i for i in range(shorter - start) if first[-1 - i] != second[-1 - i]), shorter - start)
    shown = [_shown(words, start, len(words) - same) for words in (first, second)]
    return f"«{shown[0]}» must read «{shown[1]}», as in line {line} of the essay, whose words stay as they are; a sentence of ours says it in other words"


def _shown(words: list[str], start: int, end: int) -> str:
    around = words[max(0, start - _AROUND) : end + _AROUND]
    text = " ".join(around[:_SHOWN]) + (" …" if len(around) > _SHOWN else "")
    # Letters that look like others, and those that nobody sees, are spelt out.
    return "".join(c if c.isascii() or c == "…" else f"\\u{ord(c):04x}" for c in text)


class Likeness:
    """Finds on any page what is nearly the essay's."""

    def __init__(self, essay: Essay) -> None:
        self._known: list[tuple[int, str, list[str]]] = []
        for line, sentences in enumerate(essay.sentences, start=1):
            if not essay.is_title(line):
                texts = sentences if len(sentences) == 1 else [*sentences, " ".join(sentences)]
                self._known += [(line, text, words_of(text)) for text in texts]
        self._of_pair: dict[tuple[str, str], list[int]] = {}
        for index, (_, _, words) in enumerate(self._known):
            for pair in pairwise(words):
                self._of_pair.setdefault(pair, []).append(index)
        self._texts = [f" {' '.join(words)} " for _, _, words in self._known]
        self._essay = essay

    def altered(self, body: str, first_line: int) -> Iterator[Altered]:
        """Yield what on a page reads nearly like the essay; its Markdown starts on ``first_line`` of its file."""
        line = first_line
        code = _lines_of_code(body, first_line)
        for part in body.split("\n\n"):
            words = words_of(unescape(raw_text(part)))
            for title in _TITLE.finditer(part) if "](" in part else ():
                yield from self.misquoted(title[1] or title[2] or "", line)
            enough = 1 if QUOTED.search(plain_marks(unescape(part))) else _PAIRS
            if len(self._of_pair.keys() & set(pairwise(words))) >= enough:
                for block in blocks(part, line):
                    passage = self._essay.find(block.text)
                    if passage is None:
                        yield from self._in_block(block)
                    elif block.line in code:
                        yield Altered(block.line, passage.line, _AS_CODE.format(passage.line))
            yield from self._not_in_it(part, line)
            line += part.count("\n") + 2

    def _in_block(self, block: Block) -> Iterator[Altered]:
        fence = _FENCE.match(block.text)
        written = plain_marks(block.text[fence.end() if fence else 0 :])
        plain = " ".join(_MARK_UP.sub("", written).split())
        if fence and (passage := self._essay.find(plain)) is not None:
            yield Altered(block.line, passage.line, _AS_CODE.format(passage.line))
        yield from self._in_text(plain, block.line)

    def _in_text(self, plain: str, at: int) -> Iterator[Altered]:
        # In a sentence on the essay, what it quotes rightly is no sentence of ours.
        ours = QUOTED.sub(self._unless_quoted, plain) if "essay" in plain.casefold() else plain
        sentences = split_sentences(ours)
        for text in sentences if len(sentences) == 1 else [*sentences, ours]:
            if (near := self._near(text)) is not None:
                yield Altered(at, near[0], must_read(text, near[1], near[0]))
                return
        yield from self.misquoted(plain, at)

    def _unless_quoted(self, quoted: re.Match[str]) -> str:
        """Return a quotation as it is, or nothing for one that is the essay's, word for word."""
        words = quoted[1] or quoted[2]
        is_right = len(words_of(words)) >= FEWEST_QUOTED and not self._wrong_pieces(words)
        return "" if is_right else quoted[0]

    def _wrong_pieces(self, said: str) -> list[str]:
        """Return what of a quotation that is said to be the essay's does not stand in it; all, where its pieces do not belong together."""
        wrong = [piece.strip() for piece in _LEFT_OUT.split(said) if not self._essay.holds(piece)]
        return wrong or ([] if self._is_cut_rightly(said, is_the_essays=True) else [said.strip()])

    def _not_in_it(self, part: str, line: int) -> Iterator[Altered]:
        """Yield what the essay is said to say, in marks of quotation, and does not."""
        if "essay" not in _MARK_UP.sub("", part).casefold() or not QUOTED.search(plain_marks(unescape(part))):
            return
        for block in blocks(part, line):
            yield from self._said_and_not_in_it(" ".join(_MARK_UP.sub("", plain_marks(block.text)).split()), block.line)

    def _said_and_not_in_it(self, text: str, at: int) -> Iterator[Altered]:
        quotations = [(quoted.start(), quoted.end(), quoted[1] or quoted[2]) for quoted in QUOTED.finditer(text)]
        for start, end, said in [*quotations, *outer(text), *with_apostrophes(text)]:
            if SAYS_BEFORE.search(text, 0, start) or _SAYS_BEHIND.match(text, end):
                yield from (Altered(at, 0, NOT_IN_IT.format(piece)) for piece in self._wrong_pieces(said))

    def altered_in(self, texts: Collection[str], body: str, first_line: int) -> Iterator[Altered]:
        """Yield what in the blocks of a page, as it is shown, reads nearly like the essay: its Markdown may show other words than it holds."""
        for shown in dict.fromkeys(texts):
            text = " ".join(plain_marks(shown).split())
            enough = 1 if QUOTED.search(text) else _PAIRS
            found = list[Altered]()
            if len(self._of_pair.keys() & set(pairwise(words_of(text)))) >= enough and not self._essay.find_letters(
                text
            ):
                found += self._in_text(text, first_line)
            if "essay" in text.casefold():
                found += self._said_and_not_in_it(text, first_line)
            yield from _placed(shown, found, body, first_line)

    def misquoted_in(self, quotations: Collection[str], body: str, first_line: int) -> Iterator[Altered]:
        """Yield what is wrong with the quotations of a page that stand apart, as blocks or notes, each at its line of the Markdown."""
        for text in dict.fromkeys(quotations):
            yield from _placed(text, self.misquoted(f'"{text.replace(chr(34), " ")}"', first_line), body, first_line)

    def misquoted(self, text: str, at: int) -> Iterator[Altered]:
        """Yield what is wrong with the quotations in a text on a line: of the essay and not word for word, or going on in other words."""
        plain = plain_marks(" ".join(text.split()))
        # One quotation may hold another, in other marks or in the same ones.
        quotations = {*QUOTED.findall(plain), *QUOTED.findall(plain.replace('"', " ")), *INNER.findall(plain)}
        quotations |= {(said, "") for _, _, said in outer(plain)}
        for quoted in sorted(quotations):
            text = quoted[0] or quoted[1]
            if not self._is_cut_rightly(text):
                yield Altered(at, 0, _CUT_WRONGLY.format(text.strip()))
                continue
            for piece in _LEFT_OUT.split(text):
                if self._essay.holds(piece):
                    continue
                found = [self._essay.find(sentence) for sentence in split_sentences(piece)]
                whole = [passage for passage in found if passage and self._essay.is_known_by(passage)]
                if whole:
                    if not all(one and other and self._essay.follows(one, other) for one, other in pairwise(found)):
                        yield Altered(at, whole[0].line, _GOES_ON.format(whole[0].line))
                elif (near := self._nearly_quoted(piece)) is not None:
                    line, must = near
                    message = (
                        f"this quotation of the essay is not word for word: «{piece.strip()}»; line {line} has «{must}»"
                    )
                    yield Altered(at, line, message)

    def _is_cut_rightly(self, quoted: str, *, is_the_essays: bool = False) -> bool:
        """Tell whether a quotation of the essay that leaves words out has its pieces in order, and leaves out no "not"; any other is.

        It ``is_the_essays`` where it is said to be, or where pieces of it are long enough to be meant for it.
        """
        pieces = [words for piece in _CUT.split(quoted) if (words := words_of(piece))]
        known = [
            len(piece) for piece in pieces if len(piece) >= _A_PIECE and f" {' '.join(piece)} " in self._essay.words
        ]
        is_known = is_the_essays or max(known, default=0) >= FEWEST_QUOTED or sum(known) >= 2 * _A_PIECE
        if len(pieces) == 1 or not is_known:
            return True
        gap = rf" (?:(?!{_NEGATES})\S+ ){{0,{_MOST_LEFT_OUT}}}?"
        return (
            re.search(f" {gap.join(' '.join(map(re.escape, piece)) for piece in pieces)} ", self._essay.words)
            is not None
        )

    def _is_quoted(self, words: list[str]) -> bool:
        """Tell whether words stand in one of the essay's sentences or paragraphs, in one piece."""
        quoted = f" {' '.join(words)} "
        return any(quoted in text for text in self._texts)

    def _candidates(self, words: list[str]) -> list[tuple[int, str, list[str]]]:
        enough = max(1, int(_SHARE * (len(words) - 1)))
        shared = self._of_pair.keys() & set(pairwise(words))
        if len(shared) < enough:  # no sentence has more of them
            return []
        votes = Counter(index for pair in shared for index in self._of_pair[pair])
        return [self._known[index] for index, count in votes.most_common(_CANDIDATES) if count >= enough]

    def _near(self, text: str) -> tuple[int, str] | None:
        """Return the essay's line and sentence that a sentence of ours nearly is."""
        words = words_of(text)
        candidates = self._candidates(words) if len(words) >= _FEWEST else ()
        if not candidates or self._essay.find(text) is not None:
            return None
        for line, must, theirs in candidates:
            if SequenceMatcher(None, words, theirs, autojunk=False).ratio() < _NEAR:
                continue
            if must in text:
                return None
            is_quotation = _holds(words, theirs) or ('"' in text and _holds(theirs, words))
            if words == theirs or not is_quotation:
                return line, must
        return None

    def _nearly_quoted(self, quoted: str) -> tuple[int, str] | None:
        """Return the essay's line and words that a quotation nearly is."""
        words = words_of(quoted)
        if len(words) < FEWEST_QUOTED or self._is_quoted(words):
            return None
        near = None
        for line, must, theirs in self._candidates(words):
            same = [m for m in SequenceMatcher(None, words, theirs, autojunk=False).get_matching_blocks() if m.size]
            start, end = same[0].b - same[0].a, same[-1].b + len(words) - same[-1].a
            is_most = sum(m.size for m in same) >= _NEAR * len(words) and end - start <= len(words) + _WIDER
            is_near = is_most or max(m.size for m in same) >= _RUN
            if is_near and near is None:
                near = line, _cut(must, max(0, start), end)
        return near


def _placed(shown: str, found: Iterable[Altered], body: str, first_line: int) -> Iterator[Altered]:
    """Yield what was found in a text that a page shows, at the block of its Markdown that has most of its words."""
    for one in found:
        words = set(words_of(shown))
        there = max(blocks(body, first_line), key=lambda block: len(words.intersection(block.words)))
        yield replace(one, line=there.line)


def _lines_of_code(body: str, first_line: int) -> frozenset[int]:
    """Return the lines of a page's blocks of code."""
    if "```" not in body and "~~~" not in body and "\n    " not in body:
        return frozenset()
    both = zip(body.split("\n"), hide_code(body).split("\n"), strict=True)
    return frozenset(n for n, (line, left) in enumerate(both, start=first_line) if line.strip() and not left.strip())


def _holds(whole: list[str], part: list[str]) -> bool:
    """Tell whether a list of words stands in another, in one piece and not all of it."""
    return f" {' '.join(part)} " in f" {' '.join(whole)} "


def _cut(text: str, start: int, end: int) -> str:
    """Return some words of a text, by their numbers, with what stands between them."""
    found = list(WORD.finditer(text))[start:end]
    return text[found[0].start() : found[-1].end()]
