"""A matter handed up, down or across: it goes on as a new matter whose origin is the old one, so that the whole way can be told.

origin of the new matter = ``matter:<number of the old one>``; the old one is answered with where it went
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from lianzhang.core import InputError, Problem, Text, nearest, place_tree
from lianzhang.desk.levels.owes import LEVELS, Duties, duties
from lianzhang.desk.matters import Matter

__all__ = [
    "FROM_MATTER",
    "Step",
    "Way",
    "check_open",
    "handed_answer",
    "level_of_body",
    "place_of",
    "root_of",
    "ways",
]

FROM_MATTER = "matter:"


@dataclass(frozen=True)
class Step:
    """One stop on the way: the matter, the level and department of its body as its name tells them (None: it does not)."""

    matter: Matter
    level: str | None
    department: str | None
    direction: str | None = None


@dataclass(frozen=True)
class Way:
    """The way of one matter through the offices, first body first. ``closed``: the last of them has answered."""

    origin: str
    title: str
    steps: tuple[Step, ...]
    closed: bool

    @property
    def now(self) -> Matter:
        """Where it lies now."""
        return self.steps[-1].matter


def level_of_body(body: str) -> str | None:
    """The level of a body by its name: 云南省能源局 province, 郴州市… or …州… prefecture, …县… or …区… county; None where it says none."""
    for level, marks in (
        ("county", ("县", "区", "旗")),
        ("prefecture", ("市", "州", "盟", "地区")),
        ("province", ("省", "自治区")),
    ):
        if level == "county" and (
            "自治区" in body or any(m in body for m in ("高新区", "经开区", "开发区", "园区"))
        ):
            continue
        if any(m in body for m in marks):
            return level
    if body.startswith(("国家", "国务院")):
        return "state"
    return None


def place_of(origin: str, body: str) -> str | None:
    """The place a matter is about (full name): as its origin names it, else the largest part of its body's name that is a place."""
    parts = origin.split(":")
    if parts[0] == "gap" and len(parts) > 2:
        return parts[1]
    if parts[0] == "factor" and len(parts) > 3:
        return parts[2]
    tree = place_tree()
    for end in range(len(body), 1, -1):
        found = tree.resolve(body[:end])
        if found is not None:
            return tree.path(found.key)
    return None


def root_of(origin: str) -> int | None:
    """The number of the matter that this one goes on from; None where it began here."""
    tail = origin.removeprefix(FROM_MATTER)
    return int(tail) if origin.startswith(FROM_MATTER) and tail.isdigit() else None


def handed_answer(to: str, number: int | None, reason: str) -> str:
    """What the old matter is answered with."""
    told = f"（{reason.strip()}）" if reason.strip() else ""
    return f"已转{to}" + (f"，事项{number}" if number is not None else "") + told


def ways(matters: Iterable[Matter], of: Duties | None = None) -> tuple[Way, ...]:
    """The ways of all matters, by the number of the first. A matter whose forerunner is not among them begins a way."""
    of = of or duties()
    rows = {m.id: m for m in matters if m.id is not None}
    after: dict[int, list[Matter]] = {}
    first: list[Matter] = []
    for m in rows.values():
        root = root_of(m.origin)
        if root is not None and root in rows and root != m.id:
            after.setdefault(root, []).append(m)
        else:
            first.append(m)
    made = []
    for start in sorted(first, key=lambda m: m.id or 0):
        chain, seen = [start], {start.id}
        queue = [start]
        while queue:
            at = queue.pop(0)
            for m in sorted(after.get(at.id or 0, []), key=lambda m: (m.opened, m.id or 0)):
                if m.id not in seen:
                    seen.add(m.id)
                    chain.append(m)
                    queue.append(m)
        steps, before = [], None
        for m in chain:
            step = _step(m, before, of)
            steps.append(step)
            before = step
        made.append(Way(start.origin, start.title, tuple(steps), all(s.matter.answered for s in steps)))
    return tuple(made)


def _step(matter: Matter, before: Step | None, of: Duties) -> Step:
    level, department = level_of_body(matter.body), of.department_of(matter.body)
    direction = None
    if before is not None:
        order = list(LEVELS)
        if level is None or before.level is None or level == before.level:
            direction = "across"
        else:
            direction = "up" if order.index(level) > order.index(before.level) else "down"
    return Step(matter, level, department.id if department else None, direction)


def check_open(matter: Matter | None, number: int, known: Iterable[int]) -> Matter:
    """The matter, if it can be handed on. Raises :class:`~lianzhang.core.InputError`."""
    if matter is None:
        some = [str(k) for k in known]
        what = Text(f"没有编号为 {number} 的事项", f"there is no matter {number}")
        raise InputError([Problem("matter", what, nearest=nearest(str(number), some))])
    if matter.answered:
        what = Text(
            f"事项 {number} 已于 {matter.answered} 答复，不能再转",
            f"matter {number} was answered on {matter.answered}: it cannot be handed on",
        )
        raise InputError([Problem("matter", what)])
    return matter
