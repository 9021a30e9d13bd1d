"""All pictures: an author places one with ``[[picture-name]]``. To add one, add a row here; see ``picture.py``."""

from __future__ import annotations

from collections.abc import Callable

from essaysite.generate.site import Site
from essaysite.generate.views import UrlOf
from essaysite.read.model import Node

from . import boat, draws, fitted, layers, oversight, rlhf, selection, timeline
from . import map as whole_map
from .picture import Picture

PREFIX = "picture-"
# Each makes the picture for a page, or nothing where there is nothing to show on it.
PICTURES: dict[str, Callable[[Site, Node, UrlOf], Picture | None]] = {
    "boat": boat.picture,
    "draws": draws.picture,
    "fitted": fitted.picture,
    "layers": layers.picture,
    "map": whole_map.picture,
    "oversight": oversight.picture,
    "rlhf": rlhf.picture,
    "selection": selection.picture,
    "timeline": timeline.picture,
}
