"""The first phase of a build by MkDocs: what the configuration says."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs.structure.files import InclusionLevel

from essaysite.read.content import EssayFile
from essaysite.read.edition import unnamed
from essaysite.read.faults import Fault
from essaysite.read.files import check_files
from essaysite.read.guard import begin
from essaysite.render import citation_engine
from essaysite.render.extension import MarkingExtension
from essaysite.render.untrusted import UntrustedExtension

from .engine_messages import hush_excluded
from .log import report
from .settings import modules, named_files, prepare_offline

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import File as BuiltFile
    from mkdocs.structure.files import Files


class Setup:
    """What the configuration of one build says; ``is_served`` where MkDocs serves the site."""

    def __init__(self, config: MkDocsConfig, *, is_served: bool) -> None:
        begin()
        self.config = config
        self.root = Path(config.config_file_path or ".").absolute().parent
        self.docs = Path(config.docs_dir)
        self.is_served = is_served
        self.is_offline = bool(config.extra.get("offline"))
        config.extra["hooks_ran"] = True  # overrides/main.html stops a build without it
        self.modules = modules(config)
        if self.is_offline:
            prepare_offline(config)
        self.marking, self.untrusted = MarkingExtension(), UntrustedExtension(config.site_url or "")
        config.markdown_extensions += [self.marking, self.untrusted]  # type: ignore[list-item]  # MkDocs passes objects on
        self.citations = config.plugins.get("bibtex")
        named = named_files(config, citation_engine.bibliography_file(self.citations, self.root))
        hush_excluded()
        self.refused, found = check_files(self.docs, named)
        self.untrusted.refused = self.refused
        # A folder that leads elsewhere is read at once by MkDocs; all else may wait until the pages' faults are told.
        self.faults = [fault for fault in found if fault.fatal and not (self.docs.parent / fault.path).is_dir()]
        report(set(found).difference(self.faults))
        self.bibliography, found = citation_engine.take_over(self.citations, self.root, self._is_refused)
        self.faults += found
        self.essay, found = self._essay()
        self.faults += found

    def _is_refused(self, path: Path) -> bool:
        return path.is_relative_to(self.docs) and path.relative_to(self.docs).as_posix() in self.refused

    def _essay(self) -> tuple[EssayFile | None, list[Fault]]:
        extra = self.config.extra
        if not (name := extra.get("essay")):
            return None, self.settings_faults(unnamed(extra))
        shown = f"{self.docs.name}/{name}"
        if str(name) in self.refused:
            return None, []
        try:
            data = (self.docs / str(name)).read_bytes()
            return EssayFile(shown, data, str(extra.get("essay_sha256") or ""), extra.get("essay_pages")), []
        except OSError as error:
            message = f"the essay cannot be read ({error.strerror}); extra.essay in mkdocs.yml names it"
            return None, [Fault(shown, 1, message, fatal=True)]

    def settings_faults(self, found: Iterable[tuple[str, str]]) -> list[Fault]:
        """Return the faults of ``mkdocs.yml``: each item is what to look for there, for its line, and a message."""
        settings = Path(self.config.config_file_path or "").read_text(encoding="utf-8").split("\n")
        faults = []
        for wanted, message in found:
            line = next((number for number, text in enumerate(settings, start=1) if wanted in text), 1)
            faults.append(Fault("mkdocs.yml", line, message))
        return faults

    def pages(self, files: Files) -> list[BuiltFile]:
        """Return the pages that MkDocs builds: under serve, drafts too."""
        is_built = InclusionLevel.is_in_serve if self.is_served else InclusionLevel.is_included
        return list(files.documentation_pages(inclusion=is_built))
