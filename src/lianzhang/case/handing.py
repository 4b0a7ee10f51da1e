"""Findings handed to a body, and answers that came back: what is checked before the ledger is written."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from lianzhang.core import InputError, PeriodError, Problem, Problems, Text, nearest, period

if TYPE_CHECKING:
    import polars as pl

    from lianzhang.audit import Finding
    from lianzhang.desk.matters import Matter

__all__ = ["checked_answer", "finding_named", "matter_of"]


def finding_named(name: str, findings: Sequence[Finding]) -> Finding:
    """The finding with this id, or whose id alone begins so. Raises :class:`~lianzhang.core.InputError` with the nearest id."""
    exact = [f for f in findings if f.id == name]
    begun = exact or [f for f in findings if name and f.id.startswith(name)]
    if len(begun) == 1:
        return begun[0]
    if begun:
        what = Text(
            f"“{name}”对应 {len(begun)} 个问题，请写全编号",
            f"{name!r} begins the ids of {len(begun)} findings; write it in full",
        )
    else:
        what = Text(
            f"没有编号为“{name}”的问题（lianzhang audit 列出编号）",
            f"no finding {name!r} (lianzhang audit lists the ids)",
        )
    near = begun[0].id if begun else nearest(name, [f.id for f in findings])
    raise InputError([Problem("finding", what, nearest=near)])


def checked_answer(matters: pl.DataFrame, matter: int, text: str, date: str | None) -> None:
    """Check an answer before it is stored. Raises :class:`~lianzhang.core.InputError` with every fault."""
    problems = Problems()
    known = {row["id"]: row["opened"] for row in matters.iter_rows(named=True)}
    if matter not in known:
        listed = ", ".join(str(i) for i in list(known)[:20])
        what = Text(f"没有编号为 {matter} 的事项", f"no matter {matter}")
        if known:
            what = Text(f"{what.zh}；现有：{listed}", f"{what.en}; there are: {listed}")
        problems.add("matter", what, nearest=nearest(str(matter), [str(i) for i in known]))
    if not text.strip():
        problems.add("matter", Text("答复不能为空", "the answer must not be empty"), field="text")
    if date is not None:
        try:
            day = period(date)
        except PeriodError:
            what = Text(f"日期应写作 YYYY-MM-DD：{date}", f"a date is written YYYY-MM-DD: {date}")
            problems.add("matter", what, field="date")
        else:
            opened = known.get(matter)
            if opened and day.last < period(opened).first:
                what = Text(
                    f"答复日期 {date} 早于交办日期 {opened}",
                    f"answered {date}, before it was opened, {opened}",
                )
                problems.add("matter", what, field="date", nearest=opened)
    problems.raise_if_any()


def matter_of(stored: Any) -> Matter:
    """The desk's matter of one that the ledger holds."""
    from lianzhang.desk.matters import Matter

    fields = ("origin", "title", "body", "office", "opened", "due", "answered", "answer", "status", "id")
    return Matter(**{f: getattr(stored, f) for f in fields})
