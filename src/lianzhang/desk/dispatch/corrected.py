"""What is known now of a month that was closed: late reports and corrections, beside the frozen figures, which stay as they are.

A month's dispatch shows them for the closed months before it; each is shown once, in the first month that is closed after it came.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from lianzhang.balance import subtract
from lianzhang.core import Quantity, Text
from lianzhang.desk.dispatch.remarks import Light
from lianzhang.desk.dispatch.run import Dispatch, Entry

__all__ = ["FIGURES", "Correction", "corrections", "not_yet_told"]

FIGURES = ("plan_year", "schedule", "done")
"""Amounts that are compared, CNY."""


@dataclass(frozen=True)
class Correction:
    """One project of a closed ``month``: light and amounts as frozen and as known now. ``figures``: name → (was, is, difference).

    A figure that was or is not reported is None, and then there is no difference. ``why``: the project was left out, or came.
    """

    month: str
    project: int
    name: str
    responsible_body: str | None
    light: tuple[Light | None, Light | None]
    figures: Mapping[str, tuple[Quantity | None, Quantity | None, Quantity | None]]
    raised: tuple[str, ...] = ()
    solved: tuple[str, ...] = ()
    why: Text | None = None

    @property
    def key(self) -> tuple[object, ...]:
        """What it says, without where that comes from."""
        values = tuple((n, a and a.value, b and b.value) for n, (a, b, _) in sorted(self.figures.items()))
        return (self.month, self.project, self.light, values, self.raised, self.solved)


def corrections(frozen: Dispatch, now: Dispatch) -> tuple[Correction, ...]:
    """What differs between a closed month as frozen and the same month worked out now, by the same rules, project by project.

    Raises ValueError when they are not of one month.
    """
    if frozen.month != now.month:
        raise ValueError(f"{frozen.month} is not {now.month}")
    old, new = ({e.project: e for e in d.entries} for d in (frozen, now))
    left = {number: why for number, _, why in now.closed}
    found = []
    for number in dict.fromkeys((*new, *old)):
        a, b = old.get(number), new.get(number)
        one = _one(frozen.month, a, b, left.get(number))
        if one is not None:
            found.append(one)
    return tuple(found)


def _one(month: str, a: Entry | None, b: Entry | None, left: Text | None) -> Correction | None:
    shown = b or a
    assert shown is not None
    figures = {}
    for name in FIGURES:
        was, now = (e.figures.get(name) if e is not None else None for e in (a, b))
        if (was and was.value) != (now and now.value):
            figures[name] = (was, now, _difference(was, now))
    texts = [tuple(p.problem.text for p in e.problems) if e is not None else () for e in (a, b)]
    raised = tuple(t for t in texts[1] if t not in texts[0])
    solved = tuple(t for t in texts[0] if t not in texts[1])
    light = (a.light if a else None, b.light if b else None)
    if not figures and not raised and not solved and light[0] == light[1]:
        return None
    why = None
    if a is None:
        why = Text("关账后补列", "entered after the month was closed")
    elif b is None:
        why = left or Text("关账后退出台账", "left the register after the month was closed")
    return Correction(
        month, shown.project, shown.name, shown.responsible_body, light, figures, raised, solved, why
    )


def _difference(was: Quantity | None, now: Quantity | None) -> Quantity | None:
    if was is None or now is None or was.value is None or now.value is None:
        return None
    found = subtract("CNY", Text("现数 − 关账数", "now − as closed"), ("now", now), ("closed", was))
    return Quantity(found.value, "CNY", found.basis)


def not_yet_told(found: Iterable[Correction], told: Iterable[Correction]) -> tuple[Correction, ...]:
    """Those that no later closed month has shown."""
    known = {c.key for c in told}
    return tuple(c for c in found if c.key not in known)
