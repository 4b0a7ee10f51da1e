"""Energy review (节能审查) by rule data: who reviews a project, by its yearly energy and electricity."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from importlib.resources import files
from typing import Any

from lianzhang.core import AssumptionBasis, Problems, Quantity, Text

__all__ = ["Review", "ReviewLevel", "parse_review", "review_levels", "review_of"]


@dataclass(frozen=True)
class ReviewLevel:
    """A level: it applies from ``tce`` a year or from ``kwh`` a year (either is enough); without marks, to what is left."""

    id: str
    name: Text
    tce: Quantity | None = None
    kwh: Quantity | None = None


@dataclass(frozen=True)
class Review:
    """Who reviews, on which figures; ``open``: the range of the estimate reaches over a mark, ``others`` names those levels."""

    level: ReviewLevel | None
    figures: tuple[tuple[str, Quantity], ...]
    others: tuple[ReviewLevel, ...] = ()

    @property
    def open(self) -> bool:
        """Whether the estimate leaves the level open."""
        return bool(self.others)


def parse_review(text: str, file: str) -> tuple[ReviewLevel, ...]:
    """Levels from TOML. Raises :class:`~lianzhang.core.InputError` with every fault."""
    problems = Problems()
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        problems.add(file, Text(f"不是有效的TOML文件（{error}）", f"not valid TOML ({error})"))
        problems.raise_if_any()
        raise
    source = str(data.get("source", file))
    levels = []
    rows = data.get("level", [])
    if not isinstance(rows, list) or not all(isinstance(r, dict) for r in rows):
        problems.add(file, Text("应写成 [[level]] 各节", "must be sections [[level]]"), field="level")
        problems.raise_if_any()
    for i, row in enumerate(rows, start=1):
        marks = {unit: _mark(row, unit, source, f"level {i}", file, problems) for unit in ("tce", "kwh")}
        if not row.get("id") or not row.get("name"):
            problems.add(file, Text("缺少 id 或 name", "id or name is missing"), where=f"level {i}")
            continue
        levels.append(
            ReviewLevel(row["id"], Text(row["name"], row.get("en", row["name"])), marks["tce"], marks["kwh"])
        )
    if not levels:
        problems.add(file, Text("没有任何审查级别", "there is no level"), field="level")
    problems.raise_if_any()
    return tuple(levels)


def _mark(
    row: dict[str, Any], unit: str, source: str, where: str, file: str, problems: Problems
) -> Quantity | None:
    if unit not in row:
        return None
    try:
        value = Decimal(str(row[unit]))
    except InvalidOperation:
        problems.add(
            file, Text(f"“{row[unit]}”不是数", f"{row[unit]!r} is no number"), where=where, field=unit
        )
        return None
    return Quantity(
        value,
        {"kwh": "kWh"}.get(unit, unit),
        AssumptionBasis(Text(f"节能审查分级：{row.get('name')}", "levels of review"), source),
    )


@lru_cache(maxsize=1)
def review_levels() -> tuple[ReviewLevel, ...]:
    """The packaged levels."""
    return parse_review(
        files("lianzhang.desk.factors").joinpath("data/review.toml").read_text(encoding="utf-8"),
        "review.toml",
    )


def _applies(level: ReviewLevel, tce: Decimal | None, kwh: Decimal | None) -> bool | None:
    """None where it cannot be known."""
    marks = [(level.tce, tce), (level.kwh, kwh)]
    asked = [(m.value or Decimal(0), v) for m, v in marks if m is not None]
    if not asked:
        return True
    if any(v is not None and v >= m for m, v in asked):
        return True
    return None if any(v is None for _, v in asked) else False


def _level(levels: Sequence[ReviewLevel], tce: Decimal | None, kwh: Decimal | None) -> ReviewLevel | None:
    for level in levels:
        found = _applies(level, tce, kwh)
        if found is None:
            return None
        if found:
            return level
    return None


def review_of(
    energy: Quantity | None, electricity: Quantity | None, levels: Sequence[ReviewLevel] | None = None
) -> Review:
    """The level for yearly ``energy`` (tce) and ``electricity`` (kWh); none where a figure that decides is not known."""
    some = tuple(levels or review_levels())
    figures = tuple((n, q) for n, q in (("energy", energy), ("electricity", electricity)) if q is not None)

    def at(end: str) -> ReviewLevel | None:
        values = [
            None if q is None else (getattr(q, end) if getattr(q, end) is not None else q.value)
            for q in (energy, electricity)
        ]
        return _level(some, *values)

    level = at("value")
    others = [x for x in (at("low"), at("high")) if x is not None and x != level]
    return Review(level, figures, tuple(dict.fromkeys(others)))
