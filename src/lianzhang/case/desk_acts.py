"""What the desk hands out: a gap, a shortage of a factor, a matter that goes to another office. Checked whole before anything is stored."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from lianzhang.case.desk_view import Desk
from lianzhang.core import InputError, PeriodError, Problem, Problems, Text, nearest, period, say
from lianzhang.desk.factors import Shortage
from lianzhang.desk.gaps import ChainGap
from lianzhang.desk.levels import FROM_MATTER, LEVELS, check_open, handed_answer

if TYPE_CHECKING:
    from lianzhang.ledger.matters import Matter

__all__ = ["escalate", "hand_on", "hand_out_gap"]

OFFICE = "office"


def _today() -> date:
    return date.today()  # noqa: DTZ011 - the office's own calendar day is meant


def _days(opened: str | None, due: str | None, days: int, problems: Problems) -> tuple[str, str]:
    """Both dates, ``opened`` today and ``due`` so many days later where they are not given; faults go to ``problems``."""
    read: dict[str, date] = {}
    for name, text in (("opened", opened), ("due", due)):
        try:
            if text:
                read[name] = period(text).last
        except PeriodError:
            problems.add(
                "matter",
                Text(f"日期应写作 YYYY-MM-DD：{text}", f"a date is written YYYY-MM-DD: {text}"),
                field=name,
            )
    begun = read.get("opened", _today())
    last = read.get("due", begun + timedelta(days=days))
    if last < begun:
        what = Text(f"时限 {last} 早于交办日期 {begun}", f"due {last}, before it is opened, {begun}")
        problems.add("matter", what, field="due", nearest=begun.isoformat())
    return opened or begun.isoformat(), due or last.isoformat()


def _one_gap(desk: Desk, link: str, place: str | None) -> ChainGap:
    found = desk.gaps().gaps
    named = [g for g in found if link in (g.segment, g.name.zh, g.name.en)]
    if place is not None:
        named = [g for g in named if g.place == place or place in g.place]
    if len(named) == 1:
        return named[0]
    if not named:
        links = sorted({g.name.zh for g in found})
        listed = "、".join(links)
        what = Text(
            f"没有“{link}”的缺口；有缺口的环节：{listed}",
            f"there is no gap of {link!r}; there are gaps of: {listed}",
        )
        raise InputError([Problem("--assign", what, nearest=nearest(link, links))])
    some = "、".join(g.place for g in named[:6])
    what = Text(
        f"“{link}”的缺口有{len(named)}处：{some}；请用 --place 指明",
        f"{link!r} lacks at {len(named)} places: {some}; name one with --place",
    )
    raise InputError([Problem("--assign", what, nearest=named[0].place)])


def hand_out_gap(
    desk: Desk, link: str, body: str, *, place: str | None = None, due: str | None = None, opened: str | None = None, who: str = OFFICE
) -> Matter:  # fmt: skip
    """Hand a gap to a body; dispatches ask about it, and the gap shows it until it is filled. Due as the duties say, where not given."""
    gap = _one_gap(desk, link, place)
    duty = desk.duties.of("desk", "gap")
    problems = Problems()
    _body(body, problems)
    begun, last = _days(opened, due, duty.days if duty else 90, problems)
    problems.raise_if_any()
    title = f"{gap.place}{gap.name.zh}{gap.kind}"
    return desk.case.ledger.assign(gap.origin, title, body.strip(), begun, due=last, who=who)


def _body(body: str, problems: Problems) -> None:
    if not body.strip():
        problems.add("matter", Text("缺少责任单位", "no responsible body"), field="to")


def escalate(
    desk: Desk, factor: str, *, place: str | None = None, year: int | None = None, body: str | None = None, due: str | None = None,
    opened: str | None = None, who: str = OFFICE,
) -> Matter:  # fmt: skip
    """Ask the level above for what a place lacks of a factor: to the department that answers for it there, unless ``body`` is named."""
    short = _one_shortage(desk, factor, place, year)
    duty = desk.duties.of("factor", factor)
    problems = Problems()
    to = body.strip() if body is not None else _above(short, str(duty.department.name.zh) if duty else None)
    if not to:
        what = Text(
            "上级指标未填，不知该请谁；请用 --to 指明单位",
            "no quota above is known, nor who could help: name a body with --to",
        )
        problems.add("--escalate", what)
    begun, last = _days(opened, due, duty.days if duty else 30, problems)
    problems.raise_if_any()
    title = f"{short.place}{short.year}年{short.factor}指标不足"
    origin = f"factor:{short.factor}:{short.place}:{short.year}"
    return desk.case.ledger.assign(origin, title, to, begun, due=last, who=who)


def _above(short: Shortage, department: str | None) -> str:
    at = short.escalation
    if department is None or at.level == "unknown":
        return ""
    return f"{at.place or say(LEVELS[at.level])}{department}"


def _one_shortage(desk: Desk, factor: str, place: str | None, year: int | None) -> Shortage:
    every = desk.factors().short
    named = [
        s
        for s in every
        if s.factor == factor and year in (None, s.year) and (place is None or place in s.place)
    ]
    if len(named) == 1:
        return named[0]
    if not named:
        what = Text(f"没有“{factor}”的缺口", f"nothing is short of {factor!r}")
        raise InputError(
            [Problem("--escalate", what, nearest=nearest(factor, sorted({s.factor for s in every})))]
        )
    some = "、".join(f"{s.place}（{s.year}）" for s in named[:6])
    what = Text(
        f"“{factor}”的缺口有{len(named)}处：{some}；请用 --place、--year 指明",
        f"{factor!r} is short at {len(named)}: {some}; name one with --place and --year",
    )
    raise InputError([Problem("--escalate", what)])


def hand_on(
    desk: Desk, number: int, body: str, *, reason: str = "", due: str | None = None, opened: str | None = None, who: str = OFFICE
) -> Matter:  # fmt: skip
    """Hand a matter up, down or across: a new matter that goes on from it, and the old one answered with where it went.

    Both are stored, or neither. Raises :class:`~lianzhang.core.InputError` with every fault.
    """
    known = {m.id: m for m in desk.matters if m.id is not None}
    problems = Problems()
    matter = None
    try:
        matter = check_open(known.get(number), number, known)
    except InputError as error:
        problems.extend(error.problems)
    _body(body, problems)
    if matter is not None and body.strip() == matter.body:
        problems.add(
            "matter", Text(f"事项已在{matter.body}", f"the matter is with {matter.body} already"), field="to"
        )
    begun, last = _days(
        opened, due or (matter.due if matter and _ahead(matter.due, opened) else None), 30, problems
    )
    if matter is not None and period(begun).last < period(matter.opened).first:
        what = Text(
            f"转办日期 {begun} 早于交办日期 {matter.opened}",
            f"handed on {begun}, before it was opened, {matter.opened}",
        )
        problems.add("matter", what, field="opened", nearest=matter.opened)
    problems.raise_if_any()
    assert matter is not None
    to = body.strip()
    from lianzhang.ledger import office

    return office.hand_on(
        desk.case.ledger,
        number,
        f"{FROM_MATTER}{number}",
        to,
        begun,
        lambda new: handed_answer(to, new, reason),
        due=last,
        who=who,
    )


def _ahead(due: str | None, opened: str | None) -> bool:
    try:
        return due is not None and period(due).last >= (period(opened).last if opened else _today())
    except PeriodError:
        return False
