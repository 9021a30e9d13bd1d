"""Our own templates: strict about names, escaping by themselves, with faults that name their file and line."""

from __future__ import annotations

import traceback
from pathlib import Path
from typing import Any

from jinja2 import Environment, StrictUndefined, TemplateError, TemplateSyntaxError

from essaysite.read.faults import Fault


class TemplateFaultError(Exception):
    """A template that cannot be rendered; ``fault`` says where and why."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(str(fault))
        self.fault = fault


class Templates:
    """The templates below ``root``, on top of an environment that knows where they are.

    HTML and SVG templates escape what they print; those for Markdown do not, and have the filter ``line`` for that.
    """

    def __init__(self, env: Environment, root: Path, **filters: Any) -> None:
        self.root = root
        self.env = env.overlay(
            undefined=StrictUndefined, autoescape=lambda name: name is not None and name.endswith((".html", ".svg"))
        )
        self.env.filters = {**env.filters, **filters}

    def render(self, name: str, **views: Any) -> str:
        """Return a template of ``overrides/partials/`` with the given records; raises ``TemplateFaultError``."""
        try:
            return self.env.get_template(f"partials/{name}").render(views)
        except TemplateSyntaxError as error:
            raise TemplateFaultError(self._fault(error.filename or name, error.lineno, error)) from error
        except (TemplateError, TypeError, AttributeError) as error:
            places = [frame for frame in traceback.extract_tb(error.__traceback__) if _is_template(frame.filename)]
            path, line = (places[-1].filename, places[-1].lineno or 1) if places else (name, 1)
            raise TemplateFaultError(self._fault(path, line, error)) from error

    def _fault(self, path: str, line: int, error: Exception) -> Fault:
        shown = Path(path)
        if shown.is_relative_to(self.root):
            shown = shown.relative_to(self.root)
        message = f"this template cannot be rendered ({error}); its names are those of the record that it is given"
        return Fault(shown.as_posix(), line, message, fatal=True)


def _is_template(path: str) -> bool:
    return path.endswith((".html", ".md", ".svg"))
