"""A project and its phases count once in a month, whichever of them reports.

The family carries one count, with the light of its most urgent member. Its money is that of the whole where the whole reports, since
that holds the phases; else that of the phases. Who has nothing to report beside the others is not asked for a report.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from lianzhang.audit.figures import safe
from lianzhang.core import Text

if TYPE_CHECKING:
    from lianzhang.desk.dispatch.run import Entry, Reason
    from lianzhang.ledger.project import ProjectRecord

__all__ = ["counted_once", "whole_of"]

_URGENT = ("red", "yellow", "grey", "green")
Over = tuple[int, str, Text]


def whole_of(projects: Iterable[ProjectRecord]) -> Mapping[int, int]:
    """Project → the whole that it is a phase of, over phases of phases; the project itself where it is no phase. Circles end."""
    above = {p.id: p.phase_of for p in projects}
    found = {}
    for own in above:
        seen, at = {own}, own
        while (up := above.get(at)) is not None and up in above and up not in seen:
            seen.add(up)
            at = up
        found[own] = at if above.get(at) is None or above[at] not in above else min(seen)
    return found


def _reported(entry: Entry) -> bool:
    return {"schedule", "done"} <= entry.figures.keys()


def counted_once(
    entries: Sequence[Entry], projects: Iterable[ProjectRecord]
) -> tuple[list[Entry], list[Over]]:
    """Entries with ``counts`` and ``sums`` set, and those that need not be followed on their own, with the reason."""
    records = tuple(projects)
    wholes = whole_of(records)
    names = {p.id: p.name for p in records}
    families: dict[int, list[Entry]] = defaultdict(list)
    for entry in entries:
        families[wholes[entry.project]].append(entry)
    kept: dict[int, Entry] = {}
    left: list[Over] = []
    for whole, family in families.items():
        if len(family) == 1:
            (only,) = family
            kept[only.project] = replace(only, phase_of=whole if whole != only.project else None)
            continue
        stay, go = _members(whole, family)
        left += go
        first = min(stay, key=lambda e: (_URGENT.index(e.light), e.project != whole, e.project))
        by_whole = any(e.project == whole and _reported(e) for e in stay)
        for e in stay:
            phase = e.project != whole
            kept[e.project] = replace(
                e,
                phase_of=whole if phase else None,
                counts=e is first,
                sums=not phase if by_whole else phase or not any(_reported(o) for o in stay if o is not e),
                reasons=(*e.reasons, *_said(names[whole], phase=phase, by_whole=by_whole)),
            )
    return [kept[e.project] for e in entries if e.project in kept], left


def _members(whole: int, family: Sequence[Entry]) -> tuple[list[Entry], list[Over]]:
    """Who is followed, and who is not: the whole whose phases report, a phase without a report whose whole does."""
    phases = any(_reported(e) for e in family if e.project != whole)
    by_whole = any(_reported(e) for e in family if e.project == whole)
    stay: list[Entry] = []
    go: list[Over] = []
    for e in family:
        if e.light != "grey" or not (phases if e.project == whole else by_whole):
            stay.append(e)
        elif e.project == whole:
            go.append((e.project, e.name, Text("各期分别调度", "its phases are followed one by one")))
        else:
            go.append((e.project, e.name, Text("随总项目调度", "followed with the whole project")))
    return stay, go


def _said(whole: str, *, phase: bool, by_whole: bool) -> list[Reason]:
    from lianzhang.desk.dispatch.run import Reason

    if not phase:
        return []
    name = safe(whole)
    if by_whole:
        text = Text(f"属“{name}”，投资已计入总项目", f"a phase of {name}: its money is counted there")
    else:
        text = Text(f"属“{name}”，项目数只计一次", f"a phase of {name}: the project counts once")
    return [Reason(None, text)]
