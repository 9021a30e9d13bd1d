"""The loop of RLHF, and where each of the essay's four limits enters it.

It shows an order and no numbers. The limits stand on the page in the essay's words, in the same order, so here they have
their numbers and a few words of ours, which lead to a page that bears on them.
"""

from __future__ import annotations

from dataclasses import dataclass

from essaysite.generate.site import Site
from essaysite.generate.views import UrlOf
from essaysite.read.model import Node

from .picture import Picture

# Each step on two lines, and the page that the first leads to.
_STEPS = (
    ("People compare", "two answers", "rater"),
    ("A reward model", "learns to score", "reward-model"),
    ("The model trains", "on that score", ""),
    ("The model writes", "new answers", ""),
)
# In the essay's order: our words for a limit, where it enters, and the page that the words lead to.
_LIMITS = (
    ("who rates, and by what taste", "where people compare", "whose-ratings-train-a-model"),
    ("the score pays for pleasing", "where the model trains", "sycophancy-in-five-assistants"),
    ("new abilities need new choices", "between people and the reward model", "rlaif-against-human-labels"),
    ("answers beyond what people can judge", "between new answers and people", "scalable-oversight-problem"),
)


@dataclass(frozen=True)
class Words:
    """A step or a limit: its words, what more there is to say, and the page that they lead to, if there is one."""

    words: str
    more: str
    title: str
    url: str


@dataclass(frozen=True)
class Drawing:
    """The steps of the loop in their order, and the limits in the essay's."""

    steps: tuple[Words, ...]
    limits: tuple[Words, ...]


def picture(site: Site, _: Node, url_of: UrlOf) -> Picture:
    """Return the picture, with links to those of its pages that there are."""

    def linked(words: str, more: str, name: str) -> Words:
        node = site.content.nodes.get(name)
        return Words(words, more, node.title if node else "", url_of(node.path) if node else "")

    drawing = Drawing(tuple(linked(*step) for step in _STEPS), tuple(linked(*limit) for limit in _LIMITS))
    steps = ", then ".join(f"{step.words} {step.more}".lower() for step in drawing.steps)
    limits = "; ".join(f"{number}, {limit.more}: {limit.words}" for number, limit in enumerate(drawing.limits, start=1))
    return Picture(
        name="rlhf",
        title="The loop, and where its limits enter",
        caption=(
            "People judge answers at one point only; after it, a learned score stands in for them. The numbers are the essay's four limits, each at the place "
            "where it enters; they are numbered as the essay lists them, not as the loop runs. The words beside them are this site's and not the essay's, and lead to a page that bears on the limit."
        ),
        text=f"A circle of four steps: {steps}, and so on from the first. The four limits: {limits}.",
        width=360,
        height=330,
        drawing=drawing,
        table=None,
        has_links=any(place.url for place in (*drawing.steps, *drawing.limits)),
    )
