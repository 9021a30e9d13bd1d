"""What the offline copy is made of: joined modules, links that name files, the archive, and the way to it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
import yaml
from essaysite.publish.offline.__main__ import TOP, pack
from essaysite.publish.offline.pages import to_file, without_cards
from essaysite.publish.scripts import bundle
from playwright.sync_api import Browser
from project import ROOT, Project

MODULES = {
    "js/all.js": 'import { one } from "./one.js";\nimport { two } from "./deep/two.js";\nimport "./effect.js";\nimport Any from "./library.js";\nwindow.said = [one(), two(), window.effect, Any.name];\n',
    "js/one.js": "// one\nconst KEY = 1;\n\nexport function one() {\n  return KEY;\n}\n",
    "js/deep/two.js": 'import { one } from "../one.js";\n\nconst KEY = 2;\n\nexport async function two() {\n  return KEY + one();\n}\n',
    "js/library.js": "/** A comment;\n * of two lines. */\nclass Four {}\n\nexport { Four as default };\n//# source\n",
    "js/effect.js": "const KEY = 3;\nwindow.effect = KEY;\n",
}


def test_joined_modules_do_what_they_did(browser: Browser) -> None:
    script, parts = bundle("js/all.js", MODULES.__getitem__)
    assert sorted(parts) == sorted(MODULES)
    page = browser.new_page()
    page.add_script_tag(content=script)
    assert page.evaluate("Promise.all(window.said)") == [1, 3, 3, "Four"]
    assert page.evaluate("typeof KEY + typeof one + typeof modules") == "undefined" * 3
    page.close()
    assert "comment" not in script
    assert script.count("const KEY = 1") == 1, "a module runs once, however many import it"


def test_modules_that_import_each_other_are_refused() -> None:
    modules = {"js/all.js": 'import "./one.js";\n', "js/one.js": 'import "./all.js";\n'}
    with pytest.raises(ValueError, match=r"js/all\.js: imports itself"):
        bundle("js/all.js", modules.__getitem__)


@pytest.mark.parametrize(
    "text",
    [
        'import * as one from "./one.js";',
        'import { one as other } from "./one.js";',
        "export const one = 1;",
        "export default one;",
        'export { one } from "./one.js";',
        'const one = await import("./one.js");',
        "const here = import.meta.url;",
    ],
)
def test_what_cannot_be_joined_is_refused_by_name(text: str) -> None:
    with pytest.raises(ValueError, match=r"js/all\.js: "):
        bundle("js/all.js", {**MODULES, "js/all.js": f"{text}\n"}.__getitem__)


@pytest.mark.parametrize(
    ("names", "fault"),
    [
        ("{ ones }", "js/all.js: imports 'ones', which js/one.js does not export; did you mean 'one'?"),
        ("one", "js/all.js: imports 'default', which js/one.js does not export"),
        ("{ one, KEY }", "js/all.js: imports 'KEY', which js/one.js does not export"),
    ],
)
def test_a_name_that_is_not_exported_is_refused(names: str, fault: str) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(fault)}$"):
        bundle("js/all.js", {**MODULES, "js/all.js": f'import {names} from "./one.js";\n'}.__getitem__)


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        (".", "./index.html"),
        ("./", "./index.html"),
        ("..", "../index.html"),
        ("../../", "../../index.html"),
        ("x/", "x/index.html"),
        ("../x/#a", "../x/index.html#a"),
        ("../#a/b", "../index.html#a/b"),
        ("x/?h=a#b", "x/index.html?h=a#b"),
        ("", ""),
        ("#a/", "#a/"),
        ("../references.bib", "../references.bib"),
        ("..x", "..x"),
        ("/x/", "/x/"),
        ("//example.org/x/", "//example.org/x/"),
    ],
)
def test_addresses_of_folders_name_their_files(address: str, expected: str) -> None:
    assert to_file(address) == expected


@pytest.mark.parametrize(
    ("url", "html", "expected"),
    [
        ("a/b/", '<a href="../c/">C</a>', '<a href="../c/index.html">C</a>'),
        ("a/b/", '<a title="x > y" href="../c/">C</a>', '<a title="x > y" href="../c/index.html">C</a>'),
        ("", '<link rel="next" href="c/">', '<link rel="next" href="c/index.html">'),
        ("", '<a href="https://example.org/x/">X</a>', '<a href="https://example.org/x/">X</a>'),
        ("", '<a href="mailto:a@example.org">A</a>', '<a href="mailto:a@example.org">A</a>'),
        ("a/b/", '<a href="../c/" data-preview="">C</a>', '<a href="../c/index.html" title="C&gt;">C</a>'),
        ("a/b/", '<a data-preview="" href="../../">H</a>', '<a title="Home." href="../../index.html">H</a>'),
        ("a/b/", '<a href="../c/#d" data-preview="">D</a>', '<a href="../c/index.html#d">D</a>'),
        ("a/b/", '<a href="../x.bib" data-preview="">D</a>', '<a href="../x.bib">D</a>'),
    ],
)
def test_links_name_files_and_say_summaries(url: str, html: str, expected: str) -> None:
    assert without_cards(html, url, {"": "Home.", "a/c/": "<C>"}, for_files=True) == expected


def test_an_archive_keeps_no_time_and_no_order(tmp_path: Path) -> None:
    for folder, names in (("a", ("x/1.txt", "2.txt")), ("b", ("2.txt", "x/1.txt"))):
        for name in names:
            path = tmp_path / folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(name, encoding="utf-8")
            os.utime(path, (0, 0) if folder == "a" else None)
            path.chmod(0o600 if folder == "a" else 0o755)
        pack(tmp_path / folder, tmp_path / f"{folder}.zip")
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()
    assert ZipFile(tmp_path / "a.zip").namelist() == [f"{TOP}/2.txt", f"{TOP}/x/1.txt"]


def make_offline(project: Project) -> subprocess.CompletedProcess[str]:
    """Run the real command in a project; what it says is in ``stdout``."""
    command = ["make", "--old-file=.venv/site.stamp", "offline"]
    return subprocess.run(
        command, cwd=project.root, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False
    )


def test_a_failed_build_leaves_the_last_good_archive_alone(tmp_path: Path) -> None:
    project = Project(tmp_path, {"extra": {"offline": True}})
    shutil.copy(ROOT / "Makefile", project.root)
    (project.root / "hooks").symlink_to(ROOT / "hooks")
    (project.root / ".venv").symlink_to(Path(sys.prefix))
    archive = project.root / "site-offline.zip"
    project.page("index.md", "The first text.")
    done = make_offline(project)
    assert done.returncode == 0, done.stdout
    good = archive.read_bytes()
    assert b"The first text." in ZipFile(archive).read(f"{TOP}/index.html")

    project.page("index.md", "The second text, and a [broken link](nowhere.md).")
    done = make_offline(project)
    assert done.returncode != 0
    assert "nowhere.md" in done.stdout
    assert archive.read_bytes() == good
    assert not list(project.root.glob("*.part"))


def test_the_site_leads_to_the_archive_where_it_is_put_there(tmp_path: Path) -> None:
    project = Project(tmp_path, {"extra": {"offline_zip": "offline.zip"}})
    project.page("index.md")
    project.page("x.md")
    assert project.build() == []
    assert '<a href="../offline.zip">A copy to read offline</a>' in project.html("x")
    assert '<a href="offline.zip">A copy to read offline</a>' in project.html()


def test_without_an_archive_nothing_leads_to_one(site: Path) -> None:
    assert "to read offline" not in (site / "index.html").read_text(encoding="utf-8")


def test_the_deployed_archive_is_where_the_pages_look_for_it() -> None:
    workflow: Any = yaml.safe_load((ROOT / ".github" / "workflows" / "pages.yml").read_text(encoding="utf-8"))
    (step,) = (step for step in workflow["jobs"]["build"]["steps"] if "OFFLINE_ZIP" in step.get("env", {}))
    assert f"mv site-offline.zip site/{step['env']['OFFLINE_ZIP']}" in step["run"].splitlines()
