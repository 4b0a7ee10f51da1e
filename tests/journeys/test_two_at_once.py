"""Two people at one case: both read at once, both bring in the sheet, one closes while the other changes. Nothing is lost or doubled."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import make_october as october
import pytest

import lianzhang
from lianzhang.case import month
from lianzhang.ledger import Conflict

COMMAND = (sys.executable, "-c", "from lianzhang.cli import main; main()")


def start(*arguments: str | Path) -> subprocess.Popen[str]:
    command = [*COMMAND, *map(str, arguments)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def contents(folder: Path) -> dict[str, Any]:
    with lianzhang.open(folder) as case:
        ledger = case.ledger
        names = ("projects", "project_progress", "project_problems")
        return {
            "documents": sorted(d.path for d in ledger.documents()), "claims": sorted(c.id for c in ledger.claims()),
            "facts": [f.id for f in ledger.facts()], "changes": sorted(c.id for c in ledger.changes(None)),
            "imports": sorted(a["note"] for a in ledger.acts() if a["kind"] == "import"),
            **{n: [dict(r.values) for r in ledger.records(n)] for n in names},
        }  # fmt: skip


@pytest.fixture
def full(tmp_path: Path, database: str | None) -> Path:
    folder = october.make_case(tmp_path / "both", database)
    october.bring_documents(folder)
    return folder


def test_two_read_one_case_at_once(full: Path, tmp_path: Path) -> None:
    alone = october.make_case(tmp_path / "alone")
    october.bring_documents(alone)
    both = [start("read", full) for _ in range(2)]
    with lianzhang.open(alone) as case:
        case.read()
    ends = [(p.communicate(timeout=600)[1], p.returncode) for p in both]
    assert [code for _, code in ends] == [0, 0], ends
    assert contents(full) == contents(alone)
    with lianzhang.open(full) as case:
        before = case.ledger.digest()
        assert case.read().new == 0
        assert case.ledger.digest() == before


def test_of_two_who_close_the_second_is_told(full: Path, office: Callable[..., Any]) -> None:
    with lianzhang.open(full) as case:
        case.read()
    both = [start("dispatch", full, "--month", "2026-09", "--close", "--by", who) for who in ("甲", "乙")]
    ends = [(*p.communicate(timeout=600), p.returncode) for p in both]
    assert sorted(code for *_, code in ends) == [0, 2], ends
    said = next(err for _, err, code in ends if code == 2)
    with lianzhang.open(full) as case:
        (closing,) = case.ledger.months.closings()
    assert closing.closed_by in said


def test_a_change_while_the_month_is_closed_is_in_it_or_told(
    full: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody edits between working the month out and freezing it: it is worked out again, with the edit in it."""
    with lianzhang.open(full) as case, lianzhang.open(full) as other:
        case.read()
        (first, *_) = other.ledger.records("project_progress")
        september = next(
            r for r in other.ledger.records("project_progress")
            if r.values["project"] == first.values["project"] and r.values["month"] == "2026-09"
        )  # fmt: skip
        edits = iter(("1.11亿元", "1.22亿元", "1.33亿元"))
        plain = month.freeze
        calls = []

        def slow(*given: Any) -> Any:
            frozen = plain(*given)
            calls.append(1)
            if len(calls) == 1:
                other.ledger.edit("project_progress", september.id, {"done_to_date": next(edits)}, "乙")
            return frozen

        monkeypatch.setattr(month, "freeze", slow)
        made = month.close_month(case, "2026-09", "甲")
        assert len(calls) == 2
        entry = next(e for e in made.dispatch.entries if e.project == first.values["project"])
        assert entry.figures["done"].value == Decimal("1.11") * 10**8
        month.reopen_month(case, "2026-09", "甲", "再试")

        def never(*given: Any) -> Any:
            number = len(calls) + 1
            calls.append(1)
            other.ledger.edit("project_progress", september.id, {"done_to_date": f"2.{number}亿元"}, "乙")
            return plain(*given)

        monkeypatch.setattr(month, "freeze", never)
        with pytest.raises(Conflict, match="再试一次"):
            month.close_month(case, "2026-09", "甲")
        assert case.ledger.months.closed("2026-09") is None
        seen = case.ledger.records("project_progress", [september.id])[0]
        with pytest.raises(Conflict, match="乙"):
            case.ledger.edit(
                "project_progress", september.id, {"done_to_date": "9亿元"}, "甲", version=seen.version - 1
            )
