"""Capacities by segment on a screen: figures in the units and magnitudes that people say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lianzhang.case.words import table_text
from lianzhang.core import Text, say
from lianzhang.outputs.numbers import figure_text

if TYPE_CHECKING:
    import polars as pl

__all__ = ["balance_text"]

_HEADS = {
    "segment": Text("环节", "segment"), "place": Text("地区", "place"), "year": Text("年份", "year"), "stage": Text("状态", "stage"),
    "capacity": Text("产能", "capacity"), "tonnes": Text("折吨", "tonnes"), "gwh": Text("GWh当量", "GWh-equivalent"),
}  # fmt: skip


def balance_text(frame: pl.DataFrame, width: int) -> str:
    """The rows of :meth:`Case.balance` as a table of ``width`` columns of characters; ranges stand beside their figure."""
    import polars as pl

    rows = [
        {
            "segment": r["segment"], "place": r["place"], "year": r["year"], "stage": r["stage"],
            "capacity": figure_text(r["capacity"], r["unit"]), "tonnes": figure_text(r["tonnes"], "t"),
            "gwh": figure_text(r["gwh"], "GWh", r["gwh_low"], r["gwh_high"]),
        }
        for r in frame.iter_rows(named=True)
    ]  # fmt: skip
    told = pl.DataFrame(rows, schema=dict.fromkeys(_HEADS, pl.String))
    return table_text(told.rename({c: say(head) for c, head in _HEADS.items()}), width)
