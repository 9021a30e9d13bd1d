"""Run every measurement and print one table: ours beside stock Material, and the numbers that design asks for.

Nothing is asserted. Each run is kept as a line of ``bench/results/runs.jsonl``.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import asdict
from importlib.metadata import version
from itertools import pairwise
from pathlib import Path
from statistics import mean, median
from typing import Any

from chromium import find
from pages_server import serve
from playwright.sync_api import Error as BrowserError

from . import ROOT, synthetic
from .browser_cost import Visit, chromium, visit
from .measure import BuildFailedError, Result, build
from .table import Table
from .variants import ABBREVIATIONS, OURS, PLAIN, STOCK, write_settings

_NOT_COPIED = shutil.ignore_patterns(".venv", ".build", "site", "results", "__pycache__", ".*_cache", ".hypothesis")
_PACKAGES = ("mkdocs", "mkdocs-material", "Markdown", "mkdocs-bibtex")

# Size → how often it is built, in turn with the others.
_FULL = {30: 5, 300: 3, 3000: 1}
_QUICK = {30: 3, 300: 1}
_MIDDLE = 300
_VISITS = 5
_TURNS = 3

# A reader arrives on one of these; the first page of each folder that has a text of its own stands for it.
_CONTENT = ("pitfalls", "layers", "difficulties", "approaches", "views", "researchers", "glossary")

Results = dict[str, list[Result]]
Visits = dict[str, list[Visit]]


class Bench:
    """One run over the repository in ``tree``, with ``work`` as its scratch folder."""

    def __init__(self, work: Path, tree: Path) -> None:
        self.work = work
        self.tree = tree
        self.table = Table()
        self.sizes: dict[int, Results] = {}
        self.raw: dict[str, Any] = {}

    def attempt(self, what: str, measure: Callable[[], None]) -> None:
        """Measure; where something does not build or open, say so in the table and go on."""
        _say(what)
        try:
            measure()
        except (BuildFailedError, BrowserError) as error:
            self.table.show(what, f"not measured: {str(error).splitlines()[0]}")

    def size(self, pages: int, times: int) -> None:
        """Build one synthetic site in every variant, in turn, and add what it cost."""
        project = self.work / f"pages-{pages}"
        project.mkdir()
        edit = project / synthetic.write_project(project, pages)
        is_large = pages > _MIDDLE
        results: Results = {variant: [] for variant in (OURS, STOCK, *(() if is_large else (PLAIN,)))}
        for turn in range(times):
            for variant, found in results.items():
                _say(f"{pages} pages, {variant}, {turn + 1} of {times}")
                settings = write_settings(project, self.tree, variant, synthetic.NAV)
                found.append(build(settings, project / "site", edit=None if is_large or variant == PLAIN else edit))
        self.sizes[pages] = results
        self.raw[str(pages)] = {variant: [asdict(result) for result in found] for variant, found in results.items()}
        self._add_size(pages, results)

    def _add_size(self, pages: int, results: Results) -> None:
        ours, stock = results[OURS], results[STOCK]
        is_middle = pages == _MIDDLE
        if ours[0].warnings:
            self.table.show(
                f"{pages} pages: warnings", f"{len(ours[0].warnings)}, which cost time: {ours[0].warnings[0]}"
            )
        # What the hooks cost in all: they also spare work, which their own time does not show.
        self.table.compare(
            f"{pages} pages: whole build", *_middles(_seconds, ours, stock), at_most=1.0 if is_middle else None
        )
        if PLAIN in results:
            self.table.compare(f"{pages} pages: … {PLAIN}", *_middles(_seconds, ours, results[PLAIN]))
        self.table.compare(f"{pages} pages: … formatting references alone", *_middles(_references, ours, stock))
        self.table.compare(f"{pages} pages: … everything else", *_middles(_without_references, ours, stock))
        share = median(result.first.own / result.first.seconds for result in ours)
        (own,) = _middles(_own, ours)
        self.table.show(
            f"{pages} pages: hooks' own time, of the build",
            f"{own:.2f} s, {share:.1%}",
            f"{own / median(map(_seconds, stock)):.1%} of it",
            reach="<= 5%" if is_middle else "",
            reached=share <= 0.05 if is_middle else None,
        )
        self.table.compare(f"{pages} pages: peak memory", *_middles(_peak, ours, stock), form="{:.0f} MiB", at_most=1.2)
        if ours[0].rebuild:
            rebuilds = _middles(_rebuild, ours, stock)
            limit = 1.1 if is_middle else None
            self.table.compare(f"{pages} pages: rebuild in serve after one edit", *rebuilds, at_most=limit)

    def growth(self, small: int, large: int) -> None:
        """Add how times grow from one size to another, against pages.

        Both sizes of ours are built anew, in turn: a machine's own speed may differ by a tenth within minutes, which
        is about as much as the growth that is looked for.
        """
        found: dict[int, list[Result]] = {small: [], large: []}
        for turn in range(_TURNS):
            for pages, results in found.items():
                _say(f"{pages} pages, growth, {turn + 1} of {_TURNS}")
                project = self.work / f"pages-{pages}"
                results.append(build(write_settings(project, self.tree, OURS, synthetic.NAV), project / "site"))
        self.raw[f"{small} to {large}"] = {pages: [asdict(one) for one in results] for pages, results in found.items()}
        own, whole = (
            median(map(value, found[large])) / median(map(value, found[small])) * small / large
            for value in (_own, _seconds)
        )
        stocks = [median(map(_seconds, self.sizes[pages][STOCK])) / pages for pages in (small, large)]
        stock = stocks[1] / stocks[0]
        what = f"growth against linear, {small} to {large} pages"
        limit, reached = ("<= 1.15x", own <= 1.15) if small == _MIDDLE else ("", None)
        self.table.show(f"{what}: hooks' own time", f"{own:.2f}x", reach=limit, reached=reached)
        self.table.show(f"{what}: whole build", f"{whole:.2f}x", f"{stock:.2f}x")

    def abbreviations(self) -> None:
        """Build the middle size with Material's documented glossary, which the hooks replace."""
        project = self.work / f"pages-{_MIDDLE}"
        result = build(write_settings(project, self.tree, ABBREVIATIONS, synthetic.NAV), project / "site")
        self.raw["abbreviations"] = asdict(result)
        (ours,) = _middles(_seconds, self.sizes[_MIDDLE][OURS])
        self.table.compare(f"{_MIDDLE} pages: whole build, {ABBREVIATIONS}", ours, result.first.seconds)

    def visits(self) -> None:
        """Visit pages of the real site, and the same pages of stock Material, in a real browser."""
        project = self.work / "real"
        shutil.copytree(self.tree / "docs", project / "docs")
        pages = _content_pages(project / "docs")
        fast: Visits = {OURS: [], STOCK: []}
        slow: Visits = {OURS: [], STOCK: []}
        with chromium() as browser, serve(project / OURS) as ours, serve(project / STOCK) as stock:
            addresses = {OURS: ours, STOCK: stock}
            for variant, address in addresses.items():
                build(write_settings(project, self.tree, variant, address=address), project / variant)
            for page in pages:
                for variant, address in addresses.items():
                    fast[variant].append(visit(browser, address + page, slow=False))
            for _ in range(_VISITS):
                for variant, address in addresses.items():
                    slow[variant].append(visit(browser, address + pages[0], slow=True))
        for name, found in (("fast", fast), ("slow", slow)):
            self.raw[name] = {variant: [asdict(one) for one in visits] for variant, visits in found.items()}
        self._add_bytes(pages, fast)
        self._add_paints(pages[0], slow)

    def _add_bytes(self, pages: list[str], visits: Visits) -> None:
        size = "{:,.0f} bytes"
        both = zip(pages, visits[OURS], visits[STOCK], strict=True)
        page, ours, stock = max(both, key=lambda item: item[1].page / item[2].page)
        self.table.compare(
            f"first visit, gzip: worst of {len(pages)}, {page}", ours.page, stock.page, form=size, at_most=1.0
        )
        means = [mean(one.page for one in visits[variant]) for variant in (OURS, STOCK)]
        self.table.compare(f"first visit, gzip: mean of {len(pages)}", *means, form=size)
        behind = [mean(one.behind for one in visits[variant]) for variant in (OURS, STOCK)]
        self.table.compare("… fetched behind the page: search index, sitemap", *behind, form=size)
        hosts = [sum(len(one.elsewhere) for one in visits[variant]) for variant in (OURS, STOCK)]
        what = f"requests to other hosts, {len(pages)} pages"
        self.table.show(what, str(hosts[0]), str(hosts[1]), reach="0", reached=hosts[0] == 0)

    def _add_paints(self, page: str, visits: Visits) -> None:
        first = [median(one.first_paint for one in visits[variant]) for variant in (OURS, STOCK)]
        self.table.compare(f"slow phone, {page}: first paint", *first, form="{:.0f} ms")
        largest = [median(one.largest_paint for one in visits[variant]) for variant in (OURS, STOCK)]
        self.table.compare(f"slow phone, {page}: largest paint", *largest, form="{:.0f} ms")
        shifts = [max(one.shift for one in visits[variant]) for variant in (OURS, STOCK)]
        self.table.show(f"slow phone, {page}: layout shift", f"{shifts[0]:.3f}", f"{shifts[1]:.3f}")

    def identity(self) -> None:
        """Build the real site twice, as different as can be: folder, time zone, locale, hash seed, and forty days apart."""
        found = []
        for folder, zone, locale, days in (("a", "Pacific/Kiritimati", "C", 0), ("b/c", "America/Adak", "C.UTF-8", 40)):
            copy = self.work / "identity" / folder
            # Without the files' times, as a checkout has them.
            shutil.copytree(self.tree, copy, copy_function=shutil.copy)
            environment = {"TZ": zone, "LC_ALL": locale, "PYTHONHASHSEED": str(days)}
            build(copy / "mkdocs.yml", copy / "site", days=days, environment=environment)
            files = sorted(path for path in (copy / "site").rglob("*") if path.is_file())
            found.append({(path.relative_to(copy / "site").as_posix(), _digest(path)) for path in files})
        names = sorted({name for name, _ in found[0] ^ found[1]})
        self.raw["identity"] = names
        shown = f"{len(names)} of {len(found[0])} files differ" + (f": {', '.join(names[:3])}" if names else "")
        self.table.show("two builds of one commit", shown, reach="0 differ", reached=not names)

    def parts(self) -> str:
        """Return where the hooks' own time goes at each size, in milliseconds a page."""
        costs = {pages: min(results[OURS], key=_own).first.parts for pages, results in self.sizes.items()}
        names = sorted(
            set().union(*costs.values()), key=lambda name: -max(cost.get(name, 0.0) for cost in costs.values())
        )
        lines = [f"{'time in the hooks, ms a page':<32}" + "".join(f"{pages:>9}" for pages in costs)]
        for name in names:
            shown = (f"{1000 * cost.get(name, 0.0) / pages:9.3f}" for pages, cost in costs.items())
            lines.append(f"  {name:<30}" + "".join(shown))
        return "\n".join(lines)

    def keep(self, *, quick: bool, seconds: float) -> None:
        """Append the run to the file of all runs."""
        results = ROOT / "bench" / "results"
        results.mkdir(exist_ok=True)
        command = ["git", "describe", "--always", "--dirty"]
        line = {
            "at": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
            "commit": subprocess.run(
                command, cwd=self.tree, capture_output=True, text=True, check=False
            ).stdout.strip(),
            "quick": quick,
            "seconds": round(seconds),
            "machine": f"{platform.platform()}, {os.cpu_count()} cores, Python {platform.python_version()}",
            "packages": {name: version(name) for name in _PACKAGES},
            "rows": [asdict(row) for row in self.table.rows],
            "raw": self.raw,
        }
        with (results / "runs.jsonl").open("a", encoding="utf-8") as file:
            file.write(json.dumps(line) + "\n")


def _say(what: str) -> None:
    print(f"  {time.strftime('%H:%M:%S')} {what}", file=sys.stderr, flush=True)


def _own(result: Result) -> float:
    return result.first.own


def _seconds(result: Result) -> float:
    return result.first.seconds


def _references(result: Result) -> float:
    return result.first.references


def _without_references(result: Result) -> float:
    return result.first.seconds - result.first.references


def _peak(result: Result) -> float:
    return result.peak


def _rebuild(result: Result) -> float:
    return result.rebuild.seconds if result.rebuild else 0.0


def _middles(value: Callable[[Result], float], *found: list[Result]) -> list[float]:
    return [median(map(value, results)) for results in found]


def _content_pages(docs: Path) -> list[str]:
    stems = {folder: sorted({file.stem for file in (docs / folder).glob("*.md")} - {"index"}) for folder in _CONTENT}
    return [f"{folder}/{names[0]}/" for folder, names in stems.items() if names]


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def main() -> None:
    """Run what was asked for, print it, and keep it."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="30 and 300 pages only, without a browser")
    parser.add_argument("--tree", type=Path, default=ROOT, help="measure another checkout of this repository")
    options = parser.parse_args()
    if not options.quick:
        find()  # says now, not at the end, that there is no browser
    start = time.perf_counter()
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        work = Path(folder)
        # A copy, so that an edit during the run cannot fall between ours and stock.
        shutil.copytree(options.tree, work / "tree", ignore=_NOT_COPIED, symlinks=True)
        bench = Bench(work, work / "tree")
        try:
            for pages, times in (_QUICK if options.quick else _FULL).items():
                bench.size(pages, times)
        except BuildFailedError as error:
            sys.exit(f"the synthetic site does not build: {error}")
        sizes = list(bench.sizes)
        for small, large in pairwise(sizes):
            bench.growth(small, large)
        if not options.quick:
            bench.attempt("glossary by abbreviations", bench.abbreviations)
            bench.attempt("first visits", bench.visits)
        bench.attempt("two builds of one commit", bench.identity)
        print(f"{bench.table}\n\n{bench.parts()}\n")
        seconds = time.perf_counter() - start
        print(f"Times are processor time, medians of builds in turn. The whole took {seconds / 60:.1f} minutes.")
        bench.keep(quick=options.quick, seconds=seconds)


if __name__ == "__main__":
    main()
