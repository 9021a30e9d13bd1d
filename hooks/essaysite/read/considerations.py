"""The considerations that the essay's summary closes with, as front matter treats them, and what they name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from .edition import Edition
from .faults import Fault, suggestion, with_article
from .model import QUESTIONS, RELATIONS, SUMMARY_PAGE, WEIGH_PAGE, Node
from .page_file import Source

# Field → the kinds of page that it names: those at one end of evidence or the other.
_FINDINGS, _ARGUING = next((one.sources, one.targets) for one in RELATIONS if one.is_evidence)
_NAMES = {"supports": _FINDINGS, "limits": _FINDINGS, "argued_by": _ARGUING, "questioned_by": _ARGUING}


def lines_weighed(edition: Edition) -> list[int]:
    """Return the lines of the essay that are the summary's considerations, in their order."""
    return [line for line in edition.plan.body(SUMMARY_PAGE) if edition.essay.is_list_item(line)]


def consideration_faults(nodes: Mapping[str, Node], sources: Mapping[str, Source], edition: Edition) -> Iterator[Fault]:
    """Yield a fault for each name in a consideration that is no question, or no page of its kind; and where some are missing."""
    known = {field: [node.id for node in nodes.values() if node.kind.name in kinds] for field, kinds in _NAMES.items()}
    known["questions"] = list(QUESTIONS)
    for node in filter(lambda node: node.considerations, nodes.values()):
        source, wanted = sources[node.path], len(lines_weighed(edition))
        if node.path != WEIGH_PAGE:
            yield source.fault("considerations", f"'considerations' stand on {WEIGH_PAGE} alone; remove them here")
            continue
        for index, one in enumerate(node.considerations):
            named = [*one.supports, *one.limits]
            if twice := next((name for name in named if named.count(name) > 1), ""):
                message = f"'supports' and 'limits' in 'considerations' name '{twice}' twice; keep it on one side, once"
                yield source.fault("considerations", message, index)
            for field, names in known.items():
                for name in dict.fromkeys(getattr(one, field)):
                    if name not in names:
                        what = with_article(" or ".join(_NAMES.get(field, ("question of the views",))))
                        message = f"'{field}' in 'considerations' names '{name}', which is not {what}{suggestion(name, names)}"
                        yield source.fault("considerations", message, index)
        if wanted and len(source.meta["considerations"]) != wanted:
            message = f"'considerations' must have {wanted} items, one for each of the essay's summary, in its order"
            yield source.fault("considerations", message)
