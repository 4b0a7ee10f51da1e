"""The pipeline counted once: a project and its phases, a total and its parts.

A record that stands for several others (its phases, by ``phase_of`` or by name) is replaced by them and by what is left of it:

    rest = total of the whole − Σ totals of its phases        (kept at the stage of the whole; below zero: told as a doubt)

The family counts as one project, at the stage of its most advanced phase; its size band is that of the whole. Where a phase has no
total, the money stays on the whole. Records of several projects at once (…等7个项目) are left out where projects of their place stand.
"""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from importlib.resources import files
from itertools import combinations
from typing import Literal

from rapidfuzz import fuzz

from lianzhang.audit.figures import safe
from lianzhang.balance import add, subtract
from lianzhang.core import AssumptionBasis, Quantity, Text
from lianzhang.desk.grouping import place_at, segment_at
from lianzhang.ledger.project import STAGES, ProjectRecord
from lianzhang.reconcile.names import clean_name, project_key

__all__ = ["Band", "Counted", "Doubt", "Unit", "bands", "count_once", "own_figure"]

PHASE = re.compile(r"[（(]?第?[一二三四五六七八九十\d]{1,3}(?:期|阶段)(?:工程|项目)?[)）]?")
_AGGREGATE = re.compile(r"(?:\d+|[一二三四五六七八九十]+)个(?:重点|重大|产业)?项目|项目(?:群|包|集群)|等项目")
_ALIKE = 88
"""Likeness of two names (0 to 100) from which records of the same owner, place and total may be one project."""


@dataclass(frozen=True)
class Band:
    """A size band: total investment from ``floor`` (CNY) to the floor of the band above."""

    name: Text
    floor: Decimal


@dataclass(frozen=True)
class Unit:
    """What is added up: a project, a phase, or the rest of a whole. ``counts``: it carries the one count of its family.

    ``size``: total of the family, which decides the band. Figures are None where the register has none.
    """

    project: ProjectRecord
    family: int
    part: Literal["single", "phase", "rest"]
    counts: bool
    stage: str
    segment: str
    size: Quantity | None
    total: Quantity | None
    completed: Quantity | None
    capacity: Quantity | None

    def place(self, level: Literal["province", "prefecture", "county"] = "county") -> str:
        """Its place at a level."""
        return place_at(self.project.place, level)


@dataclass(frozen=True)
class Doubt:
    """What a person should look at: records left out, phases that exceed their whole, records that may be one project."""

    projects: tuple[int, ...]
    text: Text
    figures: tuple[tuple[str, Quantity], ...] = ()


@dataclass(frozen=True)
class Counted:
    """The units to add up, the records left out (their money is in others), and doubts."""

    units: tuple[Unit, ...]
    left_out: tuple[Doubt, ...] = ()
    doubts: tuple[Doubt, ...] = ()


@lru_cache(maxsize=1)
def bands() -> tuple[Band, ...]:
    """The packaged size bands, largest first."""
    data = tomllib.loads(
        files("lianzhang.desk.pipeline").joinpath("data/bands.toml").read_text(encoding="utf-8")
    )
    return tuple(Band(Text(b["name"], b["en"]), Decimal(b["floor"])) for b in data["band"])


def own_figure(project: ProjectRecord, field: str, unit: str) -> Quantity | None:
    """A figure of the register with the basis of its field; None where it is not filled in."""
    value = getattr(project, field)
    if value is None:
        return None
    said = Text(f"项目库登记，未注明出处：{project.name}", f"register, no source given: {project.name}")
    return Quantity(value, unit, project.basis.get(field) or AssumptionBasis(said, f"project {project.id}"))


def count_once(projects: Iterable[ProjectRecord], phase_of: Mapping[int, int] | None = None) -> Counted:
    """Units that can be added up. ``phase_of`` maps a phase's id to that of its whole, as the register has it; what it does not
    say is read from names (…二期 beside the same name without it, of the same owner and place).
    """
    records = {p.id: p for p in projects}
    kept, left = _without_aggregates(records)
    whole_of, doubts = _families(kept, phase_of or {})
    phases: dict[int, list[ProjectRecord]] = defaultdict(list)
    for part, whole in whole_of.items():
        phases[whole].append(kept[part])
    units: list[Unit] = []
    for number, project in kept.items():
        if number in whole_of:
            continue
        made, said = _family(project, phases.get(number, []))
        units += made
        doubts += said
    return Counted(tuple(units), tuple(left), (*doubts, *_alike(kept, whole_of)))


def _without_aggregates(records: Mapping[int, ProjectRecord]) -> tuple[dict[int, ProjectRecord], list[Doubt]]:
    several = {n for n, p in records.items() if _AGGREGATE.search(p.name)}
    kept, left = {}, []
    for number, p in records.items():
        here = place_at(p.place)
        others = [
            q
            for n, q in records.items()
            if n not in several and p.place and q.place and place_at(q.place).startswith(here)
        ]
        if number in several and others:
            text = Text(
                "{project}：为多个项目的合计，所在地另有{n}个单列项目，未计入",
                "{project}: a total of several; {n} projects of its place stand by themselves: left out",
            )
            n = Quantity(
                Decimal(len(others)),
                "count",
                AssumptionBasis(Text("项目库计数", "counted in the register"), here),
            )
            named = text._replace(
                zh=text.zh.replace("{project}", safe(p.name)), en=text.en.replace("{project}", safe(p.name))
            )
            left.append(Doubt((number,), named, (("n", n),)))
        else:
            kept[number] = p
    return kept, left


def _base(project: ProjectRecord) -> tuple[str, bool]:
    """The name without its phase, and whether it had one."""
    name = clean_name(project.name)
    return project_key(PHASE.sub("", name)), PHASE.search(name) is not None


def _families(
    records: Mapping[int, ProjectRecord], phase_of: Mapping[int, int]
) -> tuple[dict[int, int], list[Doubt]]:
    whole_of: dict[int, int] = {}
    for part in records:
        at, seen = part, {part}
        while (above := phase_of.get(at)) is not None and above in records and above not in seen:
            seen.add(above)
            at = above
        if at != part:
            whole_of[part] = at
    groups: dict[tuple[str, str, str], list[ProjectRecord]] = defaultdict(list)
    for number, p in records.items():
        if number not in whole_of and number not in whole_of.values():
            groups[_base(p)[0], p.owner or "", place_at(p.place)].append(p)
    doubts = []
    for found in groups.values():
        wholes = [p for p in found if not _base(p)[1]]
        parts = [p for p in found if _base(p)[1]]
        if len(wholes) != 1 or not parts:
            continue
        whole, totals = wholes[0], [p.total_investment for p in parts]
        if (
            whole.total_investment is not None
            and None not in totals
            and whole.total_investment < sum(t for t in totals if t)
        ):
            continue  # smaller than its phases: the first of them under its plain name
        whole_of |= {p.id: whole.id for p in parts}
        text = Text(
            f"按名称，{safe(whole.name)}为总项目，其各期不重复计",
            f"by its name, {safe(whole.name)} is the whole of its phases",
        )
        doubts.append(Doubt((whole.id, *(p.id for p in parts)), text))
    return whole_of, doubts


def _stage(project: ProjectRecord) -> str:
    return project.stage if project.stage in STAGES else str(Text("阶段未填", "no stage"))


def _unit(project: ProjectRecord, family: ProjectRecord, part: Literal["single", "phase", "rest"]) -> Unit:
    unit = (project.capacity_unit or "").removesuffix("/a")
    return Unit(
        project, family.id, part, part == "single", _stage(project), segment_at(project), own_figure(family, "total_investment", "CNY"),
        own_figure(project, "total_investment", "CNY"), own_figure(project, "completed_investment", "CNY"),
        own_figure(project, "capacity", unit) if unit else None,
    )  # fmt: skip


def _family(whole: ProjectRecord, parts: Sequence[ProjectRecord]) -> tuple[list[Unit], list[Doubt]]:
    if not parts:
        return [_unit(whole, whole, "single")], []
    doubts: list[Doubt] = []
    made = [_unit(p, whole, "phase") for p in parts]
    rest = _unit(whole, whole, "rest")
    changed: dict[str, Quantity | None] = {}
    for name in ("total", "completed", "capacity"):
        mine, theirs = getattr(rest, name), [getattr(u, name) for u in made]
        if mine is None:
            continue
        if any(q is None or q.unit != mine.unit for q in theirs):
            made = [replace(u, **{name: None}) for u in made]  # type: ignore[arg-type]  # the money stays on the whole
            continue
        left = mine
        for u, q in zip(made, theirs):
            left = subtract(
                mine.unit,
                Text("总项目 − 各期", "whole − its phases"),
                (whole.name, left),
                (u.project.name, q),
            )
        left = Quantity(left.value, left.unit, left.basis)
        if left.value is not None and left.value < 0:
            text = Text(
                f"{safe(whole.name)}：各期之和超过总项目{{over}}，按各期计",
                f"{safe(whole.name)}: its phases exceed it by {{over}}; the phases stand",
            )
            doubts.append(Doubt((whole.id,), text, (("over", Quantity(-left.value, left.unit, left.basis)),)))
        changed[name] = left if left.value and left.value > 0 else None
    rest = replace(rest, **changed)  # type: ignore[arg-type]
    first = max(made, key=lambda u: _rank(u.stage))
    made = [replace(u, counts=u is first) for u in made]
    held = (
        [rest] if any(q is not None and q.value for q in (rest.total, rest.completed, rest.capacity)) else []
    )
    if all(u.size is None for u in made):
        known = [(u.project.name, u.total) for u in made if u.total is not None]
        size = add("CNY", Text("各期之和", "sum of its phases"), known) if len(known) == len(made) else None
        made = [replace(u, size=size or u.total) for u in made]
    return [*made, *held], doubts


def _rank(stage: str) -> int:
    return STAGES.index(stage) if stage in STAGES[:-1] else -1


def _alike(records: Mapping[int, ProjectRecord], whole_of: Mapping[int, int]) -> list[Doubt]:
    """Records of one owner, place and total whose names are nearly the same: told, never merged."""
    groups: dict[tuple[object, ...], list[ProjectRecord]] = defaultdict(list)
    for p in records.values():
        if p.total_investment:
            groups[p.owner, place_at(p.place), p.total_investment].append(p)
    found = []
    for some in groups.values():
        for a, b in combinations(some, 2):
            family = {whole_of.get(a.id, a.id), whole_of.get(b.id, b.id)}
            if len(family) == 1 or _base(a)[1] or _base(b)[1] or fuzz.ratio(a.name, b.name) < _ALIKE:
                continue
            text = Text(
                f"{safe(a.name)}、{safe(b.name)}：业主、地点、总投资相同，可能是同一项目，现各计一次（{{total}}）",
                f"{safe(a.name)}, {safe(b.name)}: same owner, place and total, perhaps one project; each is counted ({{total}})",
            )
            total = own_figure(b, "total_investment", "CNY")
            found.append(Doubt((a.id, b.id), text, (("total", total),) if total else ()))
    return found
