"""The labels of evidence and their flags: what they are called."""

from __future__ import annotations

PAGE = "about/evidence.md"
# The anchor of each on that page, and its name; from the strongest label to the weakest.
LABELS = {
    "observed-in-use": "Observed in use",
    "shown-in-experiment": "Shown in experiment",
    "proved-given-assumptions": "Proved, given assumptions",
    "thought-experiment": "Thought experiment",
    "argued": "Argued",
    "estimate-or-opinion": "Estimate or opinion",
    "on-record": "On record",
}
FLAGS = {
    "disputed": "Disputed",
    "superseded": "Superseded",
    "source-wanted": "Source wanted",
    "by-the-developer": "By the developer",
}
