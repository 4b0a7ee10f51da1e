"""A case's month: closed and shown as frozen, by other rules, compared, corrected once; calls that make no sense are told."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from lianzhang.case import Case
from lianzhang.case.month import close_month, month_states, month_view, reopen_month, reported_before
from lianzhang.case.month_words import month_text, states_text
from lianzhang.core import InputError

NAME = "白桦负极项目"


def report(case: Case, month: str, done: str) -> None:
    """Done this year by a month, entered or changed by hand."""
    known = {r.values["month"]: r.id for r in case.ledger.records("project_progress")}
    if month in known:
        case.ledger.edit("project_progress", known[month], {"done_to_date": done}, "乙")
    else:
        given = {"project": NAME, "month": month, "plan_year": "4亿元", "done_to_date": done}
        case.ledger.add("project_progress", given, "乙")


def done_of(case: Case, month: str) -> Decimal | None:
    entries = {e.name: e for e in month_view(case, month).dispatch.entries}
    return entries[NAME].figures["done"].value


def test_each_correction_is_shown_once(small: Path) -> None:
    with Case(small) as case:
        close_month(case, "2024-05", "甲")
        report(case, "2024-05", "0.7亿元")
        assert done_of(case, "2024-05") == Decimal(50_000_000), "frozen"
        report(case, "2024-06", "1亿元")
        (told,) = month_view(case, "2024-06").corrections
        was, now, difference = told.figures["done"]
        assert was is not None and now is not None and difference is not None
        assert (was.value, now.value, difference.value) == (50_000_000, 70_000_000, 20_000_000)
        close_month(case, "2024-06", "甲")
        assert month_view(case, "2024-06").corrections == (told,), "what it showed when it was closed"
        assert month_view(case, "2024-07").corrections == ()
        report(case, "2024-05", "0.8亿元")
        (again,) = month_view(case, "2024-07").corrections
        assert again.month == "2024-05" and again.figures["done"][1].value == 80_000_000  # type: ignore[union-attr]
        assert month_view(case, "2024-06").corrections == (told,)
        assert "对已关账月份的更正" in month_text(month_view(case, "2024-07"))


def test_a_closed_month_by_other_rules_is_said_to_be_no_closing(small: Path) -> None:
    with Case(small) as case:
        close_month(case, "2024-05", "甲")
        report(case, "2024-05", "1.6亿元")
        same, other = month_view(case, "2024-05", "yinchuan"), month_view(case, "2024-05", "wuhan")
        assert (same.rejudged, other.rejudged) == (False, True)
        assert other.projects == same.projects, "judged as they stood when the month was closed"
        assert "另一套规则" in month_text(other)
        assert "另一套规则" not in month_text(same)


def test_what_is_compared(small: Path) -> None:
    with Case(small) as case:
        report(case, "2024-06", "1亿元")
        view = month_view(case, "2024-06", compare="2024-05")
        assert view.compared is not None
        assert view.compared.totals["done"][2].value == 50_000_000
        assert reported_before(view) == "2024-05"
        assert reported_before(month_view(case, "2024-05")) is None
        for wrong, says in (
            ("2024-07", "不早于"),
            ("2024-06", "没有这次关账"),
            ("2024-06@3", "没有这次关账"),
            ("六月", "YYYY-MM"),
        ):
            with pytest.raises(InputError, match=says):
                month_view(case, "2024-06", compare=wrong)
        close_month(case, "2024-06", "甲")
        reopen_month(case, "2024-06", "乙", "补报")
        report(case, "2024-06", "1.3亿元")
        now = month_view(case, "2024-06", compare="2024-06").compared
        assert now is not None and now.names is not None
        assert now.totals["done"][2].value == 30_000_000
        assert now.names[0].zh == "2024-06第1次关账" and now.names[1].zh == "现在"
        assert month_view(case, "2024-07", compare="2024-06@1").compared is not None


def test_months_are_listed_with_their_traces(small: Path) -> None:
    with Case(small) as case:
        assert [(s.month, s.reports, s.closed) for s in month_states(case)] == [("2024-05", 1, None)]
        close_month(case, "2024-06", "甲")
        reopen_month(case, "2024-06", "乙", "漏了一家")
        close_month(case, "2024-06", "丙")
        states = {s.month: s for s in month_states(case)}
        closed = states["2024-06"].closed
        assert closed is not None and (closed.number, closed.closed_by) == (2, "丙")
        assert "漏了一家" in states_text(states.values())


def test_nobody_and_no_reason_are_told_at_once_and_nothing_is_written(
    small: Path, fresh: object, tmp_path: Path
) -> None:
    with Case(small) as case:
        close_month(case, "2024-05", "甲")
        with pytest.raises(InputError) as told:
            reopen_month(case, "2024-05", " ", "")
        assert len(told.value.problems) == 2
        with pytest.raises(InputError, match="经办人"):
            close_month(case, "2024-06", "")
        assert [c.month for c in case.ledger.months.closings()] == ["2024-05"]
    assert callable(fresh)
    empty = fresh(tmp_path / "empty")
    with Case(empty) as case, pytest.raises(InputError, match="lianzhang read"):
        close_month(case, "2024-05", "甲")
