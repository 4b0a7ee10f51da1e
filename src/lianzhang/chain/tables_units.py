"""Units of the planning tables: what one row's ``unit`` cell means for its amounts and for its prices.

A row has a *target* unit, that of its commodity (or of the main output of its process). The cell may hold a goods unit
(``kt``, ``GWh/a``), a money unit (``MCNY``), or money per goods (``MCNY/GWh``, ``CNY/(t/a)``); 万 and 亿 may stand in
front of a unit. Amounts are multiplied by ``goods``, prices by ``money / goods``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from functools import lru_cache

from lianzhang.core import Unit, UnitError, unit
from lianzhang.core.units import known_units

__all__ = ["parse_unit", "per_unit_factor", "planning_units", "row_factors", "without_time"]

_PREFIX = {"亿": Decimal(10) ** 8, "万": Decimal(10) ** 4}
_CARBON = re.compile(r"(?<=[tg吨克])(?:CO2e?q?|CO₂e?q?|二氧化碳(?:当量)?)(?![A-Za-z])")
"""A tonne of carbon dioxide is a tonne: the factor or commodity of the row says of what."""
_PART = re.compile(r"[()/·*]|[^()/·*\s]+")
_PREFIXED = re.compile(r"[万亿]+(?=[^万亿])")
_MORE: Mapping[str, tuple[str, Decimal]] = {
    "MJ": ("GJ", Decimal("1e-3")), "PJ": ("GJ", Decimal("1e6")), "EJ": ("GJ", Decimal("1e9")), "TWh": ("GWh", Decimal(1000)),
    "ktce": ("tce", Decimal(1000)), "Mtce": ("tce", Decimal("1e6")), "兆焦": ("GJ", Decimal("1e-3")), "拍焦": ("GJ", Decimal("1e6")),
    "太瓦时": ("GWh", Decimal(1000)), "千吨标准煤": ("tce", Decimal(1000)), "百万吨标准煤": ("tce", Decimal("1e6")),
}  # fmt: skip
"""Units that only planning tables know: in units that all tables know."""

_ENERGY = {"battery": Decimal(3600), "energy": Decimal("0.0036"), "heat": Decimal(1)}
"""GJ in the base unit of each kind of energy: GWh of batteries, kWh, GJ."""


def planning_units() -> tuple[str, ...]:
    """The simple units of the planning tables, for hints."""
    return (*known_units(), *_MORE)


def _one_energy(u: Unit) -> Unit:
    """kWh, GWh and GJ alike: elsewhere batteries, power and heat are kept apart, here the commodity or factor of the row says which is
    meant. Tonnes of standard coal stay apart: how much power or heat they are is a convention of statistics."""
    if not any(kind in u.dimensions for kind in _ENERGY):
        return u
    factor, power = u.factor, 0
    for kind, gigajoules in _ENERGY.items():
        factor *= gigajoules ** u.dimensions.get(kind, 0)
        power += u.dimensions.get(kind, 0)
    dimensions = {d: p for d, p in u.dimensions.items() if d not in _ENERGY} | (
        {"energy": power} if power else {}
    )
    return Unit(u.text, factor, dimensions)


@lru_cache(maxsize=4096)
def parse_unit(text: str) -> Unit:
    """Parse a unit in which 万 or 亿 may stand before a simple unit: ``万t/a``, ``亿元``, ``万元/t``; ``tCO2`` is a tonne.

    Raises :class:`~lianzhang.core.UnitError`.
    """
    u = _one_energy(_parsed(_CARBON.sub("", text)))
    return u if u.text == text else Unit(text, u.factor, u.dimensions)


def _parsed(text: str) -> Unit:
    try:
        return unit(text)
    except UnitError:
        plain, factor = _plain(text)
        if plain == text:
            raise
    found = unit(plain)
    return Unit(text, found.factor * factor, found.dimensions)


def _plain(text: str) -> tuple[str, Decimal]:
    """A unit in those that all tables know, and the number that stands before it then: ``万t/PJ`` → ``t/GJ``, 0.01."""
    factor, sign, groups = Decimal(1), 1, [1]
    parts: list[str] = []
    for part in _PART.findall(text):
        known = part
        if part == "(":
            groups.append(groups[-1] * sign)
        elif part == ")" and len(groups) > 1:
            groups.pop()
        elif part not in "/·*)":
            marks = _PREFIXED.match(part)
            rest = part[marks.end() :] if marks else part
            known, times = _MORE.get(rest, (rest, Decimal(1)))
            for mark in marks[0] if marks else "":
                times *= _PREFIX[mark]
            factor *= times ** (groups[-1] * sign)
        sign = -1 if part == "/" else 1
        parts.append(known)
    return "".join(parts), factor


def without_time(u: Unit) -> dict[str, int]:
    """The dimensions without time: a yearly quantity may be written with or without ``/a``."""
    return {d: p for d, p in u.dimensions.items() if d != "time"}


def _minus(a: dict[str, int], b: dict[str, int]) -> dict[str, int]:
    out = dict(a)
    for d, p in b.items():
        out[d] = out.get(d, 0) - p
    return {d: p for d, p in out.items() if p}


@lru_cache(maxsize=4096)
def row_factors(text: str, target: str, *, money: bool, stock: bool = False) -> tuple[float, float]:
    """(goods, money): what one row unit is in ``target`` units, and one unit of the row's money in CNY.

    ``money`` says whether the table holds prices, so that a money unit makes sense; ``stock`` that the quantity is not
    yearly, so that ``/a`` is an error. Raises :class:`~lianzhang.core.UnitError` when the unit measures something else.
    """
    if not text:
        return 1.0, 1.0
    u, t = parse_unit(text), parse_unit(target)
    plain, goal = without_time(u), without_time(t)
    time = u.dimensions.get("time", 0) - t.dimensions.get("time", 0)
    if plain == goal and (time == 0 if stock else time in (0, -1)):
        return float(u.factor / t.factor), 1.0
    if money and plain == {"money": 1} and time == 0:
        return 1.0, float(u.factor)
    if money and "/" in text and plain == _minus({"money": 1}, goal) and time in (0, 1):
        left, right = text.split("/", 1)
        return float(parse_unit(right).factor / t.factor), float(parse_unit(left).factor)
    raise UnitError(f"{text} does not measure the same thing as {target}")


@lru_cache(maxsize=4096)
def per_unit_factor(text: str, numerator: str, denominator: str) -> float:
    """What ``text`` (a ratio, or the numerator alone) is in ``numerator`` per ``denominator``.

    Raises :class:`~lianzhang.core.UnitError`.
    """
    if not text:
        return 1.0
    u, n, d = parse_unit(text), parse_unit(numerator), parse_unit(denominator)
    plain, top, bottom = without_time(u), without_time(n), without_time(d)
    if "/" in text and plain == _minus(top, bottom):
        return float(u.factor / n.factor * d.factor)
    if plain == top:
        return float(u.factor / n.factor)
    if plain == _minus(top, bottom):
        return float(u.factor / n.factor * d.factor)
    raise UnitError(f"{text} is neither {numerator} nor {numerator}/({denominator})")
