"""Two months side by side: lights, progress, stages and problems that changed, and projects that came or went.

done between     = done to date (later) − done to date (earlier), within one year; across a year's end the later figure alone
change in points = share of schedule (later) − share of schedule (earlier)

Two closings of one month are set side by side in the same way.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from lianzhang.balance import add, subtract
from lianzhang.core import Quantity, Text
from lianzhang.desk.dispatch.remarks import LIGHTS, Light
from lianzhang.desk.dispatch.run import Dispatch, Entry
from lianzhang.desk.months import month_of

__all__ = ["Comparison", "Moved", "compare"]


@dataclass(frozen=True)
class Moved:
    """What changed of one project. ``way``: its light got ``worse`` or ``better`` (``same``), or it is ``new`` or ``gone``.

    ``done`` CNY done between the two months; ``points`` change of the share of schedule in percentage points.
    """

    project: int
    name: str
    place: str | None
    responsible_body: str | None
    way: Literal["worse", "better", "same", "new", "gone"]
    light: tuple[Light | None, Light | None]
    stage: tuple[str | None, str | None]
    done: Quantity | None = None
    points: Quantity | None = None
    raised: tuple[str, ...] = ()
    solved: tuple[str, ...] = ()
    why: Text | None = None

    @property
    def changed(self) -> bool:
        """Whether more than the money changed."""
        return self.way != "same" or self.stage[0] != self.stage[1] or bool(self.raised or self.solved)


@dataclass(frozen=True)
class Comparison:
    """The later month against the earlier. ``totals``: name → (earlier, later, difference); ``notes``: why some cannot be compared.

    ``names``: what the two are called where the months alone do not say it.
    """

    earlier: str
    later: str
    moved: tuple[Moved, ...]
    totals: Mapping[str, tuple[Quantity, Quantity, Quantity]]
    notes: tuple[Text, ...] = ()
    names: tuple[Text, Text] | None = None


_ORDER = ("worse", "new", "gone", "better", "same")


def compare(earlier: Dispatch, later: Dispatch) -> Comparison:
    """Compare two months' dispatches, or two of one month. Raises ValueError when the first is later than the second."""
    if earlier.month > later.month:
        raise ValueError(f"{earlier.month} is not before {later.month}")
    notes = []
    if earlier.rules != later.rules:
        notes.append(
            Text(
                f"两月规则不同（{earlier.rules.name.zh}、{later.rules.name.zh}），信号变化部分由规则引起",
                f"the rules differ ({earlier.rules.name.en}, {later.rules.name.en}): lights change for that too",
            )
        )
    same_year = month_of(earlier.month).end.year == month_of(later.month).end.year
    if not same_year:
        notes.append(
            Text(
                "两月跨年，年初累计不可相减，完成额为后一月的年初累计",
                "across a year's end: done is that of the later year alone",
            )
        )
    if same_year:
        notes += _left_out(earlier, later)
    old, new = ({e.project: e for e in d.entries} for d in (earlier, later))
    ended = {number: why for number, _, why in later.closed}
    moved = [_moved(old.get(n), e, same_year) for n, e in new.items()]
    moved += [_gone(e, ended.get(n)) for n, e in old.items() if n not in new]
    moved.sort(key=lambda m: (_ORDER.index(m.way), m.project))
    return Comparison(
        earlier.month, later.month, tuple(moved), _totals(earlier, later, same_year), tuple(notes)
    )


def _way(old: Light, new: Light) -> Literal["worse", "better", "same"]:
    if old == new:
        return "same"
    return "worse" if LIGHTS.index(new) < LIGHTS.index(old) else "better"


def _moved(old: Entry | None, new: Entry, same_year: bool) -> Moved:
    mine = (new.project, new.name, new.place, new.responsible_body)
    done = new.figures.get("done")
    if old is None:
        return Moved(*mine, "new", (None, new.light), (None, new.stage), None, None, _texts(new), ())
    before = old.figures.get("done")
    between = done
    if same_year:
        between = (
            None
            if done is None or before is None
            else _less("CNY", "后月累计 − 前月累计", "later − earlier", done, before)
        )
    a, b = old.figures.get("percent_of_schedule"), new.figures.get("percent_of_schedule")
    points = (
        None
        if a is None or b is None
        else _less("pp", "后月完成率 − 前月完成率", "later share − earlier share", b, a)
    )
    raised = tuple(t for t in _texts(new) if t not in _texts(old))
    solved = tuple(t for t in _texts(old) if t not in _texts(new))
    return Moved(
        *mine,
        _way(old.light, new.light),
        (old.light, new.light),
        (old.stage, new.stage),
        between,
        points,
        raised,
        solved,
    )


def _gone(old: Entry, why: Text | None) -> Moved:
    said = why or Text("后一月台账中没有此项目", "not in the register of the later month")
    return Moved(
        old.project,
        old.name,
        old.place,
        old.responsible_body,
        "gone",
        (old.light, None),
        (old.stage, None),
        why=said,
    )


def _texts(entry: Entry) -> tuple[str, ...]:
    return tuple(p.problem.text for p in entry.problems)


def _less(unit: str, zh: str, en: str, later: Quantity, earlier: Quantity) -> Quantity:
    found = subtract(unit, Text(zh, en), (en.split(" − ")[0], later), (en.split(" − ")[1], earlier))
    return Quantity(found.value, unit, found.basis)


MONEY = ("plan_year", "schedule", "done")


def _known(dispatch: Dispatch) -> Mapping[int, Entry]:
    """Entries whose money enters sums."""
    return {e.project: e for e in dispatch.entries if e.sums and set(MONEY) <= e.figures.keys()}


def _totals(
    earlier: Dispatch, later: Dispatch, same_year: bool
) -> Mapping[str, tuple[Quantity, Quantity, Quantity]]:
    """Numbers of lights; within a year, money of the projects that are known in both months, so that like stands beside like."""
    old, new = dict(earlier.totals), dict(later.totals)
    found: dict[str, tuple[Quantity, Quantity]] = {
        n: (old[n], new[n]) for n in LIGHTS if n in old and n in new
    }
    a, b = _known(earlier), _known(later)
    both = [n for n in b if n in a]
    if same_year and both:
        for name in MONEY:
            text = Text("两月都已填报的项目合计", "projects that are reported in both months")
            sums = [add("CNY", text, [(e[n].name, e[n].figures[name]) for n in both]) for e in (a, b)]
            found[name] = (sums[0], sums[1])
    return {n: (p, q, _less(q.unit, "后月 − 前月", "later − earlier", q, p)) for n, (p, q) in found.items()}


def _left_out(earlier: Dispatch, later: Dispatch) -> list[Text]:
    """That some projects are known in one of the months only."""
    if not _known(earlier).keys() ^ _known(later).keys():
        return []
    return [
        Text("只有一个月有完整数字的项目，不计入金额合计。",
             "sums of money are without projects that are reported in full in one of the months only.")
    ]  # fmt: skip
