"""A JSON Schema of front matter, for editors that complete it: ``python -m essaysite.tools.editor_schema``; ``make schema``.

It is made from the tables by which the build checks pages, and says less than they do: an editor helps, the build judges.
"""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import fields
from pathlib import Path
from typing import Any

from essaysite.read.field_reader import SUMMARY_LENGTH, TITLE_LENGTH
from essaysite.read.fields import BRIEF_LENGTH, FIELDS
from essaysite.read.labels import FLAGS, LABELS
from essaysite.read.model import MATCHES, QUESTIONS, RELATIONS, Brief, Consideration

SCHEMA = Path(".vscode/front-matter.schema.json")

_TEXT = {"type": "string", "minLength": 1}
_TEXTS = {"type": ["array", "string"], "items": _TEXT}
_SENTENCE = _TEXT | {"maxLength": SUMMARY_LENGTH}
_RELATION = {
    "type": ["array", "string"],
    "items": {
        "anyOf": [_TEXT, {"type": "object", "minProperties": 1, "maxProperties": 1, "additionalProperties": _TEXT}]
    },
}
_FORMS: dict[str, Any] = {
    "title": _TEXT | {"maxLength": TITLE_LENGTH},
    "summary": _SENTENCE,
    "but": _SENTENCE,
    "match": {"enum": list(MATCHES)},
    "link_terms": {"type": "boolean"},
    "bib_author": _TEXT,
    "paths": {"type": "array"},
    "considerations": {
        "type": "array",
        "items": {"type": "object", "required": [field.name for field in fields(Consideration)]},
    },
    "label": {"enum": list(LABELS)},
    "flags": {"type": "array", "items": {"enum": list(FLAGS)}},
    "brief": {
        "type": "object",
        "properties": {field.name: _TEXT | {"maxLength": BRIEF_LENGTH} for field in fields(Brief)},
        "required": [field.name for field in fields(Brief)],
        "additionalProperties": False,
    },
    "answers": {
        "type": "object",
        "properties": {name: _TEXT | {"description": heading} for name, (heading, _) in QUESTIONS.items()},
        "additionalProperties": False,
    },
}


def schema() -> dict[str, Any]:
    """Return the schema of the front matter of every page; each field says which kinds of page may have it."""
    known = {name: _FORMS.get(name, _TEXTS) | _for(kinds) for name, kinds in FIELDS.items()}
    known |= {relation.name: _RELATION | _for(relation.sources) for relation in RELATIONS}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Front matter of a page",
        "type": "object",
        "properties": known,
        "required": ["title", "summary"],
        "additionalProperties": False,
    }


def _for(kinds: Collection[str]) -> dict[str, str]:
    return {"description": f"On a page of the kind {' or '.join(sorted(kinds))}."} if kinds else {}


def text() -> str:
    """Return the schema as its file has it."""
    return json.dumps(schema(), indent=2, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    SCHEMA.write_text(text(), encoding="utf-8", newline="\n")
