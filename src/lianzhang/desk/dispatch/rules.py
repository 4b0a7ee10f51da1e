"""Warning rules of a city, as data: when a project is red and when yellow.

A rule set is a TOML file: ``name``, ``source``, and any number of ``[[red]]`` and ``[[yellow]]`` conditions. A condition has a
``measure`` and one of ``above``, ``at_least``, ``below``, ``at_most``; a light is on when any of its conditions holds.

    points_behind         schedule − done, both in % of the year's plan (个百分点)
    percent_of_schedule   done ÷ schedule, %
    percent_behind        100 − done ÷ schedule, %
    months_late           whole months from the due date of ``stage`` to the month's end, while the stage is not reached
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any, Literal

from lianzhang.core import Problems, Quantity, RowBasis, Text, nearest
from lianzhang.ledger.project import STAGES

__all__ = [
    "COMPARISONS",
    "MEASURES",
    "Condition",
    "RuleSet",
    "Warning_",
    "load_rules",
    "parse_rules",
    "rule_set",
    "rule_sets",
]

Warning_ = Literal["red", "yellow"]

MEASURES: Mapping[str, tuple[str, Text]] = {
    "points_behind": (
        "pp",
        Text("全年计划完成率落后序时进度", "the year's plan behind schedule by"),
    ),
    "percent_of_schedule": ("%", Text("完成序时进度", "share of the schedule done")),
    "percent_behind": ("%", Text("滞后序时进度", "share of the schedule not done")),
    "months_late": ("month", Text("逾期月数", "months late")),
}
"""Measure: unit, name."""

COMPARISONS: Mapping[str, Text] = {
    "above": Text("超过", "above"),
    "at_least": Text("达到或超过", "at least"),
    "below": Text("低于", "below"),
    "at_most": Text("不高于", "at most"),
}


@dataclass(frozen=True)
class Condition:
    """``light`` is on when ``measure`` (of ``stage`` for months_late) compares so with ``limit``."""

    light: Warning_
    measure: str
    comparison: str
    limit: Quantity
    stage: str | None = None

    def holds(self, value: Decimal) -> bool:
        """Whether a value of the measure meets the condition."""
        limit = self.limit.value or Decimal(0)
        return {
            "above": value > limit, "at_least": value >= limit, "below": value < limit, "at_most": value <= limit,
        }[self.comparison]  # fmt: skip


@dataclass(frozen=True)
class RuleSet:
    """A city's rules: its conditions, red before yellow, and where they come from."""

    name: Text
    source: str
    conditions: tuple[Condition, ...]


def parse_rules(text: str, file: str) -> RuleSet:
    """Read a rule set. Raises :class:`~lianzhang.core.InputError` with every fault and the nearest valid value."""
    problems = Problems()
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        problems.add(file, Text(f"不是有效的TOML文件（{error}）", f"not valid TOML ({error})"))
        problems.raise_if_any()
        raise
    for key in data.keys() - {"name", "name_en", "source", "red", "yellow"}:
        problems.add(
            file,
            Text("未知的字段", "unknown field"),
            field=key,
            nearest=nearest(key, ("name", "name_en", "source", "red", "yellow")),
        )
    if not isinstance(data.get("name"), str):
        problems.add(file, Text("缺少规则集名称", "the rule set has no name"), field="name")
    lines = text.splitlines()
    conditions: list[Condition] = []
    lights: tuple[Warning_, ...] = ("red", "yellow")
    for light in lights:
        heads = [
            i for i, line in enumerate(lines, start=1) if line.replace(" ", "").startswith(f"[[{light}]]")
        ]
        rows = data.get(light, [])
        if not isinstance(rows, list):
            problems.add(file, Text(f"应写作 [[{light}]]", f"write [[{light}]]"), field=light)
            continue
        for index, row in enumerate(rows):
            line = heads[index] if index < len(heads) else 0
            condition = _condition(light, row, file, line, str(data.get("source", "")), problems)
            if condition:
                conditions.append(condition)
    if not conditions and not len(problems):
        problems.add(file, Text("没有任何预警条件", "there is no condition"), field="red")
    problems.raise_if_any()
    return RuleSet(
        Text(data["name"], str(data.get("name_en", data["name"]))),
        str(data.get("source", "")),
        tuple(conditions),
    )


def _condition(
    light: Warning_, row: Mapping[str, Any], file: str, line: int, source: str, problems: Problems
) -> Condition | None:
    before, where = len(problems), f"line {line} [[{light}]]"
    measure = row.get("measure")
    if measure not in MEASURES:
        problems.add(file, Text(f"未知的指标：{measure}", f"unknown measure: {measure}"), where=where, field="measure",
                     nearest=nearest(str(measure), MEASURES))  # fmt: skip
    named = [c for c in COMPARISONS if c in row]
    if len(named) != 1:
        problems.add(
            file,
            Text(
                "须有且只有一个比较：above、at_least、below、at_most",
                "exactly one of above, at_least, below, at_most is needed",
            ),
            where=where,
        )
    stage = row.get("stage")
    if (measure == "months_late") != (stage is not None) or (stage is not None and stage not in STAGES):
        problems.add(file, Text("months_late 须写明 stage（阶段），其他指标不写", "months_late needs a stage, other measures take none"),
                     where=where, field="stage", nearest=nearest(str(stage), STAGES))  # fmt: skip
    for key in row.keys() - {"measure", "stage", *COMPARISONS}:
        problems.add(
            file,
            Text("未知的字段", "unknown field"),
            where=where,
            field=key,
            nearest=nearest(key, ("measure", "stage", *COMPARISONS)),
        )
    value = None
    try:
        value = Decimal(str(row[named[0]])) if named else None
    except InvalidOperation:
        value = None
    if named and (value is None or not value.is_finite()):
        problems.add(
            file,
            Text(f"不是数字：{row[named[0]]}", f"not a number: {row[named[0]]}"),
            where=where,
            field=named[0],
        )
    if len(problems) > before or value is None:
        return None
    cells = tuple((str(k), str(v)) for k, v in row.items())
    limit = Quantity(value, MEASURES[str(measure)][0], RowBasis(file, line, named[0], cells, source))
    return Condition(light, str(measure), named[0], limit, stage)


def load_rules(path: Path, shown_as: str | None = None) -> RuleSet:
    """A rule set from a file; ``shown_as`` is its path as the user knows it. Raises InputError when it cannot be read."""
    name = shown_as or path.name
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        problems = Problems()
        problems.add(
            name,
            Text(f"无法读取（{error.__class__.__name__}）", f"cannot be read ({error.__class__.__name__})"),
        )
        problems.raise_if_any()
        raise
    return parse_rules(text, name)


@lru_cache(maxsize=1)
def rule_sets() -> Mapping[str, RuleSet]:
    """The packaged rule sets by Chinese name."""
    folder = files("lianzhang.desk").joinpath("dispatch/data")
    found = [
        parse_rules(f.read_text(encoding="utf-8"), f"desk/dispatch/data/{f.name}")
        for f in sorted(folder.iterdir(), key=lambda f: f.name)
        if f.name.endswith(".toml")
    ]
    return {r.name.zh: r for r in found}


def rule_set(name: str) -> RuleSet:
    """A packaged rule set by its Chinese or English name. Raises InputError with the nearest name."""
    for rules in rule_sets().values():
        if name.casefold() in (rules.name.zh.casefold(), rules.name.en.casefold()):
            return rules
    problems = Problems()
    known = [n for r in rule_sets().values() for n in r.name]
    what = Text(
        f"没有名为“{name}”的规则集；现有：{'、'.join(rule_sets())}",
        f"no rule set named {name!r}; there are: {', '.join(r.name.en for r in rule_sets().values())}",
    )
    problems.add("case.toml", what, field="rules", nearest=nearest(name, known))
    problems.raise_if_any()
    raise KeyError(name)
