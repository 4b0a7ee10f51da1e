"""Units: dimensions, conversion and checking, in decimals.

The table is ``data/units.csv``. Compound units are written with ``/`` and ``·``, with brackets where needed:
``CNY/t``, ``CNY/(t/a)``, ``t/GWh``, ``mu/(t/a)``. A dimension is a mapping from base dimension to exponent;
two units convert only if their dimensions are equal, anything else is an error, never a guess.
Battery energy (GWh of cells or packs, a product) and energy used (kWh) are different dimensions on purpose.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from importlib.resources import files

__all__ = ["Unit", "UnitError", "convert", "known_units", "unit"]


class UnitError(ValueError):
    """A unit is unknown, or two units do not measure the same thing."""


@dataclass(frozen=True)
class Unit:
    """A parsed unit: ``factor`` to the base units, and the exponents of its base dimensions."""

    text: str
    factor: Decimal
    dimensions: Mapping[str, int]

    def same_dimension(self, other: Unit) -> bool:
        """Whether values convert between the two."""
        return dict(self.dimensions) == dict(other.dimensions)


@lru_cache(maxsize=1)
def _table() -> tuple[dict[str, tuple[Decimal, str]], dict[str, str]]:
    simple: dict[str, tuple[Decimal, str]] = {}
    alias: dict[str, str] = {}
    text = files("lianzhang.core").joinpath("data/units.csv").read_text(encoding="utf-8")
    for row in csv.DictReader(text.splitlines()):
        simple[row["unit"]] = (Decimal(row["factor"]), row["dimension"])
        for name in row["names"].split(";"):
            if name:
                alias.setdefault(name, row["unit"])
    return simple, alias


def known_units() -> tuple[str, ...]:
    """The simple units of the table, for hints."""
    return tuple(_table()[0])


_TOKEN = re.compile(r"\s*([()/·*]|[^()/·*\s]+)")


@lru_cache(maxsize=4096)
def unit(text: str) -> Unit:
    """Parse a unit such as ``t``, ``CNY/(t/a)`` or ``万``-free Chinese names (``吨``).

    Raises :class:`UnitError` naming the part that is not known.
    """
    tokens = _TOKEN.findall(text.strip())
    if not tokens:
        raise UnitError(f"empty unit: {text!r}")
    position = 0

    def atom() -> tuple[Decimal, dict[str, int]]:
        nonlocal position
        if position >= len(tokens):
            raise UnitError(f"unit ends early: {text!r}")
        token = tokens[position]
        position += 1
        if token == "(":
            inner = product()
            if position >= len(tokens) or tokens[position] != ")":
                raise UnitError(f"bracket not closed in unit {text!r}")
            position += 1
            return inner
        simple, alias = _table()
        name = token if token in simple else alias.get(token)
        if name is None:
            raise UnitError(f"unknown unit {token!r}" + (f" in {text!r}" if token != text else ""))
        factor, dimension = simple[name]
        return factor, {dimension: 1}

    def product() -> tuple[Decimal, dict[str, int]]:
        nonlocal position
        factor, dims = atom()
        while position < len(tokens) and tokens[position] in "/·*":
            sign = -1 if tokens[position] == "/" else 1
            position += 1
            other, more = atom()
            factor = factor / other if sign < 0 else factor * other
            for dimension, power in more.items():
                dims[dimension] = dims.get(dimension, 0) + sign * power
        return factor, {d: p for d, p in dims.items() if p}

    factor, dims = product()
    if position != len(tokens):
        raise UnitError(f"unit not understood: {text!r}")
    dims.pop("share", None)  # a share has no dimension: % and 1 differ by a factor only
    return Unit(text, factor, dims)


def convert(value: Decimal, from_unit: str, to_unit: str) -> Decimal:
    """``value`` in ``to_unit``. Raises :class:`UnitError` when the two do not measure the same thing."""
    if from_unit == to_unit:
        return value
    a, b = unit(from_unit), unit(to_unit)
    if not a.same_dimension(b):
        raise UnitError(f"{from_unit} does not measure the same thing as {to_unit}")
    return value * a.factor / b.factor
