"""The one table that a run prints."""

from __future__ import annotations

from dataclasses import dataclass, field

_HEADS = ("what", "ours", "stock", "ratio", "to reach", "reached")
_ANSWERS = {None: "", True: "yes", False: "NO"}


@dataclass
class Row:
    """One line of the table. ``reached`` is ``None`` where there is no number to reach."""

    what: str
    ours: str
    stock: str = ""
    ratio: str = ""
    reach: str = ""
    reached: bool | None = None

    def cells(self) -> tuple[str, ...]:
        """Return what the columns show."""
        return self.what, self.ours, self.stock, self.ratio, self.reach, _ANSWERS[self.reached]


@dataclass
class Table:
    """Rows, in the order in which they were measured."""

    rows: list[Row] = field(default_factory=list)

    def compare(
        self, what: str, ours: float, stock: float, *, form: str = "{:.2f} s", at_most: float | None = None
    ) -> None:
        """Add a row with the ratio of two numbers."""
        ratio = ours / stock if stock else float("inf")
        row = Row(what, form.format(ours), form.format(stock), f"{ratio:.2f}x")
        if at_most is not None:
            row.reach, row.reached = f"<= {at_most}x", ratio <= at_most
        self.rows.append(row)

    def show(self, what: str, ours: str, stock: str = "", *, reach: str = "", reached: bool | None = None) -> None:
        """Add a row without a ratio."""
        self.rows.append(Row(what, ours, stock, "", reach, reached))

    def __str__(self) -> str:
        cells = [_HEADS, *(row.cells() for row in self.rows)]
        widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
        return "\n".join(
            "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip() for line in cells
        )
