"""Synthetic sites: pages of about 2,200 words with everything that costs the hooks time, the same on every run.

As many terms as pages; relations, mentions and citations in proportion; works and lines of the essay too, up to the
most that a build takes.
The words are made up, but spread as in English: few frequent ones, many rare ones. As on the real site a page has
other names, some of which are questions that people search for, so that many names start with the same few words.
"""

from __future__ import annotations

import random
import subprocess
from dataclasses import dataclass, field
from itertools import accumulate, product
from pathlib import Path
from typing import Any

import yaml
from essaysite.read.limits import BIB_ENTRIES

from .variants import GLOSSARY, PLAN

NAV = [
    "index.md", "difficulties/", "approaches/", "views/", "researchers/", "pitfalls/",
    "glossary/index.md", "references.md", "map.md", "about/",
]  # fmt: skip

# Share of each folder in the pages that are not fixed; the rest are terms of the glossary.
_SHARES = {"pitfalls": 0.15, "difficulties": 0.15, "approaches": 0.10, "views": 0.05, "researchers": 0.05}
_FIXED = {
    "index.md": "Made-up pages, with their parts in proportion.",
    "references.md": "[[bibliography]]",
    "map.md": "[[map]]",
    "about/source.md": "[[essay]]",
    "glossary/index.md": "[[glossary]]",
    **{f"{folder}/index.md": "[[pages]]" for folder in _SHARES},
}

_SECTIONS, _PARAGRAPHS, _WORDS = 6, 4, 76
_MENTIONS, _CITATIONS = 30, 10
_ESSAY_PAGES = 350  # each has about 250 bytes of the essay, and a build takes 100,000

# Names that are questions start with these.
_OPENERS = ["ai", "who", "why", "how", "what", "is", "can", "does", "just"]
_FREQUENT = """the of and to a in that it for as on with be by are or from at which this not an have but they one has was
more ai who why how what is can does just people if their other may some than when only its system would most training no
these could work model so there about better into human first many learn even new right make good use between over same"""
_ONSETS = ["b", "d", "f", "g", "k", "l", "m", "n", "p", "r", "t", "v", "st", "tr"]
_CODAS = ["n", "r", "l", "m", "t", "d", "k", "p"]


@dataclass
class _Page:
    """A page with a text of its own."""

    path: str
    title: str
    aliases: list[str] = field(default_factory=list)
    relations: dict[str, Any] = field(default_factory=dict)

    @property
    def folder(self) -> str:
        return self.path.partition("/")[0]

    @property
    def id(self) -> str:
        return Path(self.path).stem


def write_project(root: Path, pages: int) -> str:
    """Write a site of so many pages into ``root``, commit it, and return the path of a page that can be edited."""
    site = _Site(pages)
    files = {f"docs/{path}": text for path, text in site.texts()}
    files["docs/references.bib"] = site.bibliography()
    files["docs/about/alignment.txt"] = "\n".join(site.essay) + "\n"
    files[PLAN] = yaml.dump(site.essay_pages)
    files[GLOSSARY] = "".join(f"*[{page.title}]: What {page.title} means.\n" for page in site.pages)
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")
    git = ["git", "-c", "user.name=bench", "-c", "user.email=bench@localhost", "-c", "commit.gpgsign=false"]
    for command in (["init", "-q"], ["add", "docs"], ["commit", "-q", "-m", "A made-up site"]):
        subprocess.run([*git, *command], cwd=root, check=True)
    return f"docs/{site.pages[0].path}"


class _Site:
    def __init__(self, count: int) -> None:
        self.random = random.Random(f"essaysite {count}")  # noqa: S311 - made-up text
        syllables = ["".join(pair) for pair in product(_ONSETS, "aeiou")]
        rare = ["".join(parts) for parts in product(syllables, syllables, _CODAS)]
        random.Random("words").shuffle(rare)  # noqa: S311
        self.vocabulary = _FREQUENT.split() + rare[:4000]
        self.weights = list(accumulate(1 / (rank + 3) for rank in range(len(self.vocabulary))))
        self.fresh = iter(rare[10_000:])
        # As a text grows, its distinct words grow more slowly (Heaps): more terms start with the same word.
        self.heads = rare[: 20 + int(4 * count**0.7)]
        self.tails = rare[4000:4600]
        self.names: set[str] = set()
        self.essay: list[str] = []
        self.essay_pages: dict[str, str] = {}
        self.pages = self._make_pages(count - len(_FIXED))
        self.works = [
            f"{page.id}{2000 + index % 25}".replace("-", "") for index, page in enumerate(self.pages[:BIB_ENTRIES])
        ]
        self._relate()
        self.popularity = list(accumulate(1 / (rank + 10) for rank in range(len(self.pages))))

    def _make_pages(self, count: int) -> list[_Page]:
        folders = [folder for folder, share in _SHARES.items() for _ in range(max(2, round(share * count)))]
        folders += ["glossary"] * (count - len(folders))
        pages = []
        for folder in folders:
            if folder == "researchers":
                title = f"{next(self.fresh).capitalize()} {next(self.fresh).capitalize()}"
            else:
                title = next(self.fresh).capitalize() if self.random.random() < 0.2 else self._phrase().capitalize()
            pages.append(_Page(f"{folder}/{title.lower().replace(' ', '-')}.md", title, self._aliases(title)))
        # Popular terms are of every kind.
        self.random.shuffle(pages)
        return pages

    def _phrase(self) -> str:
        while True:
            head = self.heads[int(len(self.heads) * self.random.random() ** 2)]
            phrase = f"{head} {self.random.choice(self.tails)}"
            if phrase not in self.names:
                self.names.add(phrase)
                return phrase

    def _aliases(self, title: str) -> list[str]:
        opener = self.random.choice(_OPENERS if self.random.random() < 0.5 else self.heads)
        question = " ".join([opener, *self._words(self.random.randint(1, 3)), title.lower()])
        return [self._phrase(), question, f"{self.random.choice(self.heads)} about {title.lower()}"]

    def _relate(self) -> None:
        by_folder: dict[str, list[_Page]] = {folder: [] for folder in (*_SHARES, "glossary")}
        for page in self.pages:
            by_folder[page.folder].append(page)
        ideas = by_folder["difficulties"] + by_folder["approaches"]
        for index, page in enumerate(self.pages):
            match page.folder:
                case "pitfalls":
                    page.relations["answered_by"] = self._targets(ideas, index, 4)
                    page.relations["nuanced_by"] = self._targets(by_folder["views"], index, 2)
                case "approaches":
                    page.relations["addresses"] = self._targets(by_folder["difficulties"], index, 3)
                case "researchers":
                    given, family = page.title.split()
                    page.relations["bib_author"] = f"{family}, {given}"
        for index, page in enumerate(by_folder["glossary"]):
            page.relations["explained_in"] = [ideas[index % len(ideas)].id]
        for folder in ("difficulties", "glossary"):
            for one, other in zip(by_folder[folder][::2], by_folder[folder][1::2], strict=False):
                one.relations["confused_with"] = [{other.id: f"{self._sentence()}"}]

    def _targets(self, pages: list[_Page], start: int, count: int) -> list[dict[str, str]]:
        return [{pages[(start + step) % len(pages)].id: self._sentence()} for step in range(min(count, len(pages)))]

    def texts(self) -> list[tuple[str, str]]:
        """Return path and Markdown of every page."""
        fixed = [(path, _front(path.removesuffix(".md").replace("/", " ")) + body) for path, body in _FIXED.items()]
        return fixed + [
            (page.path, _front(page.title, aliases=page.aliases, **page.relations) + self._body(index, page))
            for index, page in enumerate(self.pages)
        ]

    def bibliography(self) -> str:
        """Return as many works as there are pages; every researcher has written some."""
        people = [page for page in self.pages if page.folder == "researchers"]
        entries = {}
        for index, key in enumerate(self.works):
            given, family = people[index % len(people)].title.split()
            # About half of the works have more authors than a short reference names.
            others = [f"{word.capitalize()}, {word[:4].capitalize()}" for word in self._rare(index * 7 % 8)]
            authors = " and ".join(dict.fromkeys([f"{family}, {given}", *others]))
            entries[key] = (
                f"@misc{{{key},\n  author = {{{authors}}},\n"
                f"  title = {{{{{self._sentence().rstrip('.')}}}}},\n  year = {{{key[-4:]}}},\n"
                f"  eprint = {{1706.{index:05}}},\n  url = {{https://arxiv.org/abs/1706.{index:05}}},\n"
                "  archiveprefix = {arXiv},\n  checked = {two sources}\n}\n"
            )
        return "\n".join(entries[key] for key in sorted(entries))

    def _body(self, index: int, page: _Page) -> str:
        """Return a text of sections with paragraphs, a list, a quotation and code, and what the essay says on it."""
        mentions = iter([self._mention(page) for _ in range(_MENTIONS)])
        keys = [self.works[index % len(self.works)], *self.random.choices(self.works, k=_CITATIONS - 1)]
        has_lines = page.folder != "glossary" and len(self.essay_pages) < _ESSAY_PAGES
        blocks = [self._essay_lines(page.path)] if has_lines else []
        for section in range(_SECTIONS):
            blocks.append(f"## {' '.join(self._words(4)).capitalize()}")
            for paragraph in range(_PARAGRAPHS):
                number = section * _PARAGRAPHS + paragraph
                text = self._paragraph(
                    list(filter(None, (next(mentions, ""), next(mentions, "") if number % 4 == 0 else "")))
                )
                # A mark behind "by" or "in" would stand for a name.
                blocks.append(f"{text[:-1]} {self._rare(1)[0]} [@{keys.pop()}]." if keys and number % 2 == 0 else text)
            blocks.append("\n".join(f"- **{self._rare(1)[0]}** {' '.join(self._words(11))}" for _ in range(4)))
            if section % 3 == 1:
                blocks.append(f"> {' '.join(self._words(30))}")
                blocks.append(
                    "```python\n" + "\n".join(f"{word} = call('@{word}')" for word in self._rare(6)) + "\n```"
                )
        return "\n\n".join(blocks) + "\n"

    def _essay_lines(self, path: str) -> str:
        """Add a paragraph and an item to the essay; return them as the page has them."""
        lines = [" ".join(self._sentence() for _ in range(3)), f"- {self._sentence()}"]
        self.essay += lines
        self.essay_pages[path] = f"{len(self.essay) - 1}-{len(self.essay)}"
        return "\n\n".join(lines)

    def _paragraph(self, mentions: list[str]) -> str:
        words = self._words(_WORDS - 2 * len(mentions))
        for stop in range(15, len(words), 16):
            words[stop - 1] += "."
            words[stop] = words[stop].capitalize()
        for mention in mentions:
            words.insert(self.random.randrange(len(words)), mention)
        return f"{words[0][0].upper()}{words[0][1:]} {' '.join(words[1:])}."

    def _mention(self, page: _Page) -> str:
        """Return a name in some inflection; a few are linked by hand."""
        (target,) = (
            self.random.choices(self.pages, cum_weights=self.popularity)
            if self.random.random() < 0.5
            else [self.random.choice(self.pages)]
        )
        name = target.title if target.folder == "researchers" else target.title.lower()
        form = self.random.choice([name, name, f"{name}s", f"{name}'s", name.replace(" ", "-")])
        if self.random.random() < 0.1 and target is not page:
            return f"[{form}](../{target.path})"
        return form

    def _sentence(self) -> str:
        return " ".join(self._words(12)).capitalize() + "."

    def _words(self, count: int) -> list[str]:
        # A build reports a word that is written twice, and to report costs time.
        words = self.random.choices(self.vocabulary, cum_weights=self.weights, k=2 * count)
        return [word for word, last in zip(words, ["", *words], strict=False) if word != last][:count]

    def _rare(self, count: int) -> list[str]:
        return self.random.choices(self.tails, k=count)


def _front(title: str, **fields: Any) -> str:
    title = title[0].upper() + title[1:]
    summary = f"What there is to say on {title.lower()}, in one plain sentence."
    return f"---\n{yaml.safe_dump({'title': title, 'summary': summary} | fields, sort_keys=False)}---\n\n"
