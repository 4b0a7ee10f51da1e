"""Who owes what, by rule data: the department that answers for a kind of thing, the level it begins at, and the days it has."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

from lianzhang.core import InputError, Problem, Problems, Text, nearest

__all__ = ["ABOUT", "LEVELS", "Department", "Duties", "Duty", "duties", "parse_duties"]

ABOUT = ("rule", "factor", "desk")
"""What a duty can be about: a rule of the audit, a factor, a kind of the desk (gap, target, lead, project, park, review, proposal)."""

LEVELS: Mapping[str, Text] = {
    "county": Text("县级", "county"), "prefecture": Text("市级", "prefecture"), "province": Text("省级", "province"),
    "state": Text("国家层面", "state"),
}  # fmt: skip
"""Levels of office, lowest first."""


@dataclass(frozen=True)
class Department:
    """A department; ``names``: words that mark a body as one of its own."""

    id: str
    name: Text
    names: tuple[str, ...] = ()


@dataclass(frozen=True)
class Duty:
    """Which department answers for something, at which level it begins, and within how many days."""

    department: Department
    level: str
    days: int
    source: str = ""


@dataclass(frozen=True)
class Duties:
    """All duties of an office: ``(about, what)`` → duty."""

    departments: Mapping[str, Department]
    owed: Mapping[tuple[str, str], Duty]
    source: str

    def of(self, about: str, what: str) -> Duty | None:
        """Who owes it; None where the data do not say."""
        return self.owed.get((about, what))

    def department_of(self, body: str | None) -> Department | None:
        """The department that a body belongs to by its name; the longest word found decides."""
        found = [(len(n), d) for d in self.departments.values() for n in d.names if body and n in body]
        return max(found, key=lambda x: x[0])[1] if found else None

    def department_named(self, text: str) -> Department:
        """A department by id, name or one of its words. Raises :class:`~lianzhang.core.InputError` with the nearest name."""
        for d in self.departments.values():
            if text in (d.id, d.name.zh, d.name.en, *d.names):
                return d
        found = self.department_of(text)
        if found is not None:
            return found
        known = [n for d in self.departments.values() for n in (d.id, d.name.zh, *d.names)]
        listed = "、".join(d.id for d in self.departments.values())
        what = Text(
            f"没有部门“{text}”；可用：{listed}", f"there is no department {text!r}; there are: {listed}"
        )
        raise InputError([Problem("--as", what, nearest=nearest(text, known))])


def parse_duties(text: str, file: str, base: Duties | None = None) -> Duties:
    """Duties from TOML, over those of ``base``. Raises :class:`~lianzhang.core.InputError` with every fault at once."""
    problems = Problems()
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        problems.add(file, Text(f"不是有效的TOML文件（{error}）", f"not valid TOML ({error})"))
        problems.raise_if_any()
        raise
    source = str(data.get("source", file))
    departments = dict(base.departments) if base else {}
    owed = dict(base.owed) if base else {}
    for i, row in enumerate(_rows(data, "department", file, problems), start=1):
        if found := _department(row, f"department {i}", file, problems):
            departments[found.id] = found
    for i, row in enumerate(_rows(data, "owes", file, problems), start=1):
        where = f"owes {i}"
        if duty := _duty(row, where, file, departments, source, problems):
            owed[str(row["about"]), str(row["what"])] = duty
    problems.raise_if_any()
    return Duties(departments, owed, source)


def _rows(data: Mapping[str, Any], key: str, file: str, problems: Problems) -> list[Mapping[str, Any]]:
    rows = data.get(key, [])
    if not isinstance(rows, list) or not all(isinstance(r, Mapping) for r in rows):
        problems.add(file, Text(f"应写成 [[{key}]] 各节", f"must be sections [[{key}]]"), field=key)
        return []
    return rows


def _department(row: Mapping[str, Any], where: str, file: str, problems: Problems) -> Department | None:
    names = row.get("names", [])
    if not row.get("id") or not row.get("name"):
        problems.add(file, Text("缺少 id 或 name", "id or name is missing"), where=where)
        return None
    if not isinstance(names, list) or not all(isinstance(n, str) and n for n in names):
        problems.add(
            file, Text("names 应为文字列表", "names must be a list of words"), where=where, field="names"
        )
        return None
    return Department(str(row["id"]), Text(str(row["name"]), str(row.get("en", row["name"]))), tuple(names))


def _duty(
    row: Mapping[str, Any], where: str, file: str, departments: Mapping[str, Department], source: str, problems: Problems
) -> Duty | None:  # fmt: skip
    before = len(problems)
    about, department, level, days = (row.get(k) for k in ("about", "department", "level", "days"))
    for field, value, known in (
        ("about", about, ABOUT), ("department", department, tuple(departments)), ("level", level, tuple(LEVELS)[:-1]),
    ):  # fmt: skip
        if value not in known:
            what = Text(
                f"“{value}”不可用；可用：{'、'.join(known)}", f"{value!r} is none of {', '.join(known)}"
            )
            problems.add(file, what, where=where, field=field, nearest=nearest(str(value), known))
    if not row.get("what"):
        problems.add(file, Text("缺少 what", "what is missing"), where=where, field="what")
    if not isinstance(days, int) or isinstance(days, bool) or days < 1:
        problems.add(
            file,
            Text("days 应为天数（正整数）", "days must be a whole number above 0"),
            where=where,
            field="days",
        )
    if len(problems) > before:
        return None
    return Duty(departments[str(department)], str(level), int(str(days)), source)


@lru_cache(maxsize=1)
def duties() -> Duties:
    """The packaged duties."""
    text = files("lianzhang.desk.levels").joinpath("data/owes.toml").read_text(encoding="utf-8")
    return parse_duties(text, "owes.toml")
