"""What the audit knows of goods: the catalogue's commodities, what a GWh of cells takes of them, prices, and names.

All figures come from :mod:`lianzhang.chain` and :mod:`lianzhang.balance` and are computed when asked for. Own to the audit is
``data/stages.csv``: which segments of the node tree are set against the cells, what an unspecified name stands for, and which plants
belong in chemical parks. A name without a chemistry (正极材料) keeps the name of its stage: the value is that of the default route, its
range spans the alternatives of the table, and the reason goes with the figure.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Generic, TypeVar

from lianzhang.balance import gwh_factor, price_ex_vat
from lianzhang.chain import catalogue, commodities_of, segment_tree
from lianzhang.core import FormulaBasis, Quantity, Text

__all__ = [
    "Commodity",
    "catalogue_commodities",
    "catalogue_gwh",
    "catalogue_prices",
    "commodity_of",
    "head_of",
    "members_of",
]

V = TypeVar("V")
_JOIN = "+"


@dataclass(frozen=True)
class Commodity:
    """What the audit must know of a commodity: ``stage`` groups what can stand for each other (all cathode materials), ``names`` its
    names as printed, ``unit`` of its mass, area or energy, ``chemical``: its plants belong in graded chemical parks.

    ``taken_by``: ``all`` cells, ``some`` (a precursor of one chemistry), or ``none`` (not set against the cells).
    """

    id: str
    stage: str
    names: tuple[str, ...]
    unit: str
    chemical: bool = False
    taken_by: str = "all"
    en: str = ""


@dataclass(frozen=True)
class _Stage:
    id: str
    name: Text
    unspecified: tuple[str, ...]
    taken_by: str
    chemical: bool
    reason: Text


class _Computed(Mapping[str, V], Generic[V]):
    """A mapping whose values are computed once, when asked for; None means that there is none."""

    def __init__(self, make: Callable[[str], V | None]) -> None:
        self._make = cache(make)

    def __getitem__(self, key: str) -> V:
        value = self._make(key)
        if value is None:
            raise KeyError(key)
        return value

    def __iter__(self) -> Iterator[str]:
        ids = dict.fromkeys((*(s.id for s in _stages().values() if s.id), *catalogue().commodities.ids))
        return (i for i in ids if self._make(i) is not None)

    def __len__(self) -> int:
        return sum(1 for _ in self)


@lru_cache(maxsize=1)
def _stages() -> Mapping[str, _Stage]:
    """Rows of ``data/stages.csv`` by segment."""
    text = files("lianzhang.audit").joinpath("data/stages.csv").read_text(encoding="utf-8")
    return {
        r["segment"]: _Stage(
            r["stage"], Text(r["zh"], r["en"]), tuple(x for x in r["unspecified"].split(";") if x), r["taken_by"] or "none",
            r["chemical"] == "yes", Text(r["reason_zh"], r["reason_en"]),
        )
        for r in csv.DictReader(text.splitlines())
    }  # fmt: skip


@lru_cache(maxsize=1)
def _general() -> Mapping[str, _Stage]:
    """Stages by their own id: what a name without a chemistry stands for."""
    return {s.id: s for s in _stages().values() if s.unspecified}


def _segment(commodity: str) -> str:
    return segment_tree().of_commodity(commodity).id


def _members(key: str) -> tuple[str, ...]:
    """Commodities that a key stands for, the default first; none for a key that is unknown."""
    if key in _general():
        return _general()[key].unspecified
    parts = tuple(key.split(_JOIN))
    return parts if all(p in catalogue().commodities.index for p in parts) else ()


def members_of(key: str) -> tuple[str, ...]:
    """Commodities of the catalogue that a key of :func:`commodity_of` stands for, the default first."""
    return _members(key)


def _short(name: Text) -> Text:
    """A catalogue name as a sentence can print it: without remarks in brackets, shares and formulas."""
    zh = re.sub(r"（[^）]*）", "", name.zh)
    zh = "".join(w for w in zh.split(" ") if not re.search(r"[%/.]", w))
    return Text(zh, name.en.split(",")[0])


def _commodity(key: str) -> Commodity | None:
    members = _members(key)
    if not members:
        return None
    of, row = catalogue(), _stages().get(_segment(members[0]))
    name = _short(of.name(members[0]))
    if key in _general():
        name = _general()[key].name
    elif len(members) > 1:
        name = Text(f"{name.zh}等", f"{name.en} and its like")
    names = tuple(dict.fromkeys((name.zh, *(of.name(m).zh for m in members))))
    stage = row.id if row and row.id else members[0]
    chemical, taken = (row.chemical, row.taken_by) if row else (False, "none")
    return Commodity(key, stage, names, of.unit(members[0]), chemical, taken, name.en)


def _reason(key: str) -> Text:
    if key in _general():
        return _general()[key].reason
    return Text(
        "名称未说明型号：按默认取值，区间含各型号", "no grade in the name: the default, range over the grades"
    )


def _spread(key: str, figures: list[tuple[str, Quantity]]) -> Quantity:
    """The first figure with a range over all of them, and the reason."""
    first = figures[0][1]
    if len(figures) == 1:
        return first
    ends = [x for _, q in figures for x in (q.value, q.low, q.high) if x is not None]
    return Quantity(first.value, first.unit, FormulaBasis(_reason(key), tuple(figures)), min(ends), max(ends))


def _factor(key: str) -> Quantity | None:
    members, of = _members(key), catalogue()
    found = [(str(of.name(m)), q) for m in members if (q := gwh_factor(m)) is not None]
    if found or not members:
        return _spread(key, found) if found else None
    row = _stages().get(_segment(members[0]))
    if row is None or not row.id or row.id not in _general():
        return None
    default = _general()[row.id].unspecified[
        0
    ]  # a kind that no default route takes, in a stage of substitutes
    like = gwh_factor(default)
    if like is None or of.unit(default) != of.unit(members[0]):
        return None
    name = of.name(default)
    text = Text(f"同环节可互替，用量暂按{name.zh}", f"stands for {name.en}, taken alike")
    return Quantity(like.value, like.unit, FormulaBasis(text, ((name.zh, like),)), like.low, like.high)


def _price(key: str) -> Quantity | None:
    of = catalogue()
    found = [(str(of.name(m)), q) for m in _members(key) if (q := price_ex_vat(of, m)) is not None]
    return _spread(key, found) if found and found[0][1].value is not None else None


@lru_cache(maxsize=1)
def catalogue_commodities() -> Mapping[str, Commodity]:
    """Commodities by id: those of the catalogue, and stages (``cathode``) for names without a chemistry."""
    return _Computed(_commodity)


@lru_cache(maxsize=1)
def catalogue_gwh() -> Mapping[str, Quantity]:
    """What one GWh of cells takes of each commodity (``t/GWh`` …), with range and rows."""
    return _Computed(_factor)


@lru_cache(maxsize=1)
def catalogue_prices() -> Mapping[str, Quantity]:
    """Ex-factory prices without VAT of October 2025 (``CNY/t`` …), with the range of 2021 to 2025."""
    return _Computed(_price)


def commodity_of(product: str) -> str | None:
    """The one commodity that a product's name means: an id of the catalogue, or of a stage where the name leaves the chemistry open.

    None for a name that the catalogue does not know, and for one that lists several products.
    """
    return _one(product, at_end=False)


def head_of(text: str) -> str | None:
    """The commodity whose name ends a text (云南省正极材料 → cathode); None where none does."""
    return _one(text, at_end=True)


@lru_cache(maxsize=4096)
def _one(text: str, *, at_end: bool) -> str | None:
    found = commodities_of(text)
    if len(found) != 1:
        return None
    match = found[0]
    if at_end and not re.sub(r"\s+", "", text).casefold().endswith(match.alias):
        return None
    if not match.others:
        return match.commodity
    segment = _segment(match.commodity)
    row = _stages().get(segment)
    if row and row.unspecified and row.unspecified[0] == match.commodity:
        return row.id
    same = [o for o in match.others if _segment(o) == segment]
    return _JOIN.join((match.commodity, *same))
