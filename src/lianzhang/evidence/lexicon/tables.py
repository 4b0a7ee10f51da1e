"""Lexicons: the data files of the lexical layer, read once and checked.

A lexicon is a CSV or TSV file with comment lines (``#``), a header and one entry a row, so that a planner can
add rows without code. Every fault of a file is reported together as :class:`~lianzhang.core.InputError`.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import NamedTuple

from lianzhang.core.data_files import data_text
from lianzhang.core.problems import Problems, nearest
from lianzhang.core.say import Text

__all__ = [
    "Firm",
    "Measure",
    "Term",
    "currencies",
    "departments",
    "firm_names",
    "firms",
    "known_firms",
    "lines",
    "listed_firms",
    "measures",
    "parse_firms",
    "parse_measures",
    "parse_terms",
    "product_ids",
    "read_pairs",
    "read_table",
    "terms",
]

_TERM_TYPES = {"product", "mineral", "segment", "industry", "institution"}


class Measure(NamedTuple):
    """A printed unit: its contract unit, how many of it one surface is, and what kind of measure it is."""

    surface: str
    unit: str
    factor: Decimal
    kind: str


class Firm(NamedTuple):
    """A firm: short name, legal name, further names, the place it lies in (full path), part of the chain."""

    name: str
    legal: str
    aliases: tuple[str, ...]
    place: str
    chain: str


class Term(NamedTuple):
    """A term of the field: surface, type of mention, canonical name and product id (commodity id where one fits)."""

    surface: str
    type: str
    canonical: str
    product: str


def read_table(
    name: str, text: str, columns: Iterable[str], problems: Problems
) -> list[tuple[int, dict[str, str]]]:
    """Rows of a commented CSV (``.tsv``: tab-separated) with their line numbers.

    ``columns`` must all be in the header; a row with too few or too many cells is a problem. Cells are stripped.
    """
    delimiter = "\t" if name.endswith(".tsv") else ","
    numbered = [
        (i, line) for i, line in enumerate(text.splitlines(), 1) if line.strip() and not line.startswith("#")
    ]
    if not numbered:
        problems.add(name, Text("没有内容", "is empty"))
        return []
    header = [h.strip() for h in next(csv.reader([numbered[0][1]], delimiter=delimiter))]
    missing = [column for column in columns if column not in header]
    for column in missing:
        problems.add(
            name,
            Text("缺少这一列", "column is missing"),
            where="header",
            field=column,
            nearest=nearest(column, header),
        )
    if missing:
        return []
    rows = []
    for i, line in numbered[1:]:
        cells = next(csv.reader([line], delimiter=delimiter))
        if len(cells) != len(header):
            problems.add(
                name,
                Text(
                    f"应有 {len(header)} 格，实有 {len(cells)} 格",
                    f"{len(header)} cells expected, {len(cells)} found",
                ),
                where=f"line {i}",
            )
            continue
        rows.append((i, {h: c.strip() for h, c in zip(header, cells)}))
    return rows


@lru_cache(maxsize=1)
def measures() -> tuple[Measure, ...]:
    """The unit table ``measures.csv``."""
    return parse_measures("measures.csv", data_text("measures.csv"))


def parse_measures(name: str, text: str) -> tuple[Measure, ...]:
    """Read a unit table. Raises ``InputError`` with every bad or repeated row."""
    problems = Problems()
    found: dict[str, Measure] = {}
    for line, row in read_table(name, text, ("surface", "unit", "factor", "kind"), problems):
        try:
            factor = Decimal(row["factor"])
        except (InvalidOperation, KeyError):
            problems.add(name, Text("不是数", "is not a number"), where=f"line {line}", field="factor")
            continue
        surface = row.get("surface", "")
        if not surface or surface in found:
            what = Text("名称重复", "appears twice") if surface else Text("名称为空", "is empty")
            problems.add(name, what, where=f"line {line}", field="surface")
            continue
        found[surface] = Measure(surface, row["unit"], factor, row["kind"])
    problems.raise_if_any()
    return tuple(found.values())


@lru_cache(maxsize=16)
def lines(name: str) -> tuple[str, ...]:
    """First column of a packaged list."""
    problems = Problems()
    rows = read_table(name, data_text(name), (), problems)
    problems.raise_if_any()
    return tuple(next(iter(row.values())) for _, row in rows)


@lru_cache(maxsize=16)
def read_pairs(name: str) -> tuple[tuple[str, str], ...]:
    """First two columns of a packaged list."""
    problems = Problems()
    rows = read_table(name, data_text(name), (), problems)
    problems.raise_if_any()
    found = [tuple(row.values()) for _, row in rows]
    return tuple((cells[0], cells[1]) for cells in found)


@lru_cache(maxsize=1)
def currencies() -> frozenset[str]:
    """The contract units that are money (CNY, USD, …)."""
    return frozenset(m.unit for m in measures() if m.kind in ("money", "currency"))


@lru_cache(maxsize=1)
def firms() -> tuple[Firm, ...]:
    """The firm list ``firms.csv``."""
    return parse_firms("firms.csv", data_text("firms.csv"))


@lru_cache(maxsize=1)
def listed_firms() -> dict[str, str]:
    """Legal name (empty where not known) for the short name of every listed firm that the firm list does not hold."""
    return dict(read_pairs("listed_firms.csv"))


@lru_cache(maxsize=1)
def known_firms() -> dict[str, str]:
    """The first name of a firm for every name in ``known_firms.csv``: firms abroad, listed elsewhere or not at all."""
    return {
        each: name
        for name, aliases in read_pairs("known_firms.csv")
        for each in (name, *aliases.split(";"))
        if each
    }


def parse_firms(name: str, text: str) -> tuple[Firm, ...]:
    """Read a firm list; every printed name may belong to one firm only."""
    problems = Problems()
    owner: dict[str, int] = {}
    found = []
    for line, row in read_table(name, text, ("name", "legal", "aliases", "place", "chain"), problems):
        aliases = tuple(a for a in row.get("aliases", "").split(";") if a)
        firm = Firm(
            row.get("name", ""), row.get("legal", ""), aliases, row.get("place", ""), row.get("chain", "")
        )
        for surface in dict.fromkeys((firm.name, firm.legal, *aliases)):
            if surface and surface in owner:
                what = Text(
                    f"“{surface}”已在第 {owner[surface]} 行",
                    f"{surface!r} is already in line {owner[surface]}",
                )
                problems.add(name, what, where=f"line {line}", field="name")
            elif surface:
                owner[surface] = line
        if len(firm.name) < 2:
            problems.add(name, Text("名称太短", "name is too short"), where=f"line {line}", field="name")
        found.append(firm)
    problems.raise_if_any()
    return tuple(found)


@lru_cache(maxsize=1)
def firm_names() -> dict[str, str]:
    """Legal name for every printed name of a firm that the list knows."""
    return {n: f.legal for f in firms() if f.legal for n in (f.name, f.legal, *f.aliases)}


@lru_cache(maxsize=1)
def product_ids() -> dict[str, str]:
    """Product id for every printed name of a product (ids of the commodity table where one fits)."""
    return {t.surface: t.product for t in terms() if t.product}


@lru_cache(maxsize=1)
def terms() -> tuple[Term, ...]:
    """The terms of the field ``terms.csv``."""
    return parse_terms("terms.csv", data_text("terms.csv"))


def parse_terms(name: str, text: str) -> tuple[Term, ...]:
    """Read a term list: surfaces joined by ``;`` in the first column."""
    problems = Problems()
    seen: dict[str, int] = {}
    found = []
    for line, row in read_table(name, text, ("surfaces", "type", "canonical", "product"), problems):
        if row.get("type") not in _TERM_TYPES:
            problems.add(
                name,
                Text(f"不认识的类别 {row.get('type')}", f"unknown type {row.get('type')}"),
                where=f"line {line}",
                field="type",
                nearest=nearest(row["type"], _TERM_TYPES),
            )
            continue
        for surface in dict.fromkeys((row["canonical"], *row["surfaces"].split(";"))):
            if not surface:
                continue
            if surface in seen:
                what = Text(
                    f"“{surface}”已在第 {seen[surface]} 行", f"{surface!r} is already in line {seen[surface]}"
                )
                problems.add(name, what, where=f"line {line}", field="surfaces")
                continue
            seen[surface] = line
            found.append(Term(surface, row["type"], row["canonical"], row["product"]))
    problems.raise_if_any()
    return tuple(found)


@lru_cache(maxsize=1)
def departments() -> tuple[tuple[str, str, str], ...]:
    """Offices ``departments.csv``: (printed stem, full stem, level: ``local`` or ``national``)."""
    problems = Problems()
    rows = read_table(
        "departments.csv", data_text("departments.csv"), ("surface", "canonical", "level"), problems
    )
    problems.raise_if_any()
    return tuple((row["surface"], row["canonical"], row["level"]) for _, row in rows)
