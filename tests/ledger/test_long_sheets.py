"""Long sheets come in part by part: parts know of each other, and a fault in the last row leaves nothing of the first."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from lianzhang.core import InputError
from lianzhang.ledger import Ledger, checks, imports

ROWS = 450


@pytest.fixture(autouse=True)
def short_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(imports, "PART", 100)


def _text(last: str = "在建", extra: str = "") -> str:
    rows = [f"第{n}号项目,{'在建' if n < ROWS else last},第{n % 7}园区,1亿元" for n in range(1, ROWS + 1)]
    return "项目名称,阶段,所在园区,总投资\n" + "\n".join(rows) + "\n" + extra


def test_parts_come_in_as_one(ledger: Ledger, sheet: Callable[..., Path]) -> None:
    done = ledger.import_sheet("projects", sheet(_text(extra="合计,,,449亿元\n")), "甲")
    assert (done.rows, done.created, len(done.entered)) == (ROWS, ROWS, 7), (
        "a park of many parts is entered once"
    )
    assert len(ledger.acts()) == 1 and len(ledger.records("parks")) == 7
    assert [why.zh for _, why in done.passed] == ["合计行", "“总投资”的合计与各行之和相差 -100000000元"]
    before = ledger.digest()
    assert ledger.import_sheet("projects", sheet(_text()), "乙").changed == 0
    assert ledger.digest() == before
    assert ledger.undo(1, "甲") > ROWS and ledger.records("projects") == ()


def test_a_fault_in_the_last_part_leaves_nothing_of_the_first(
    ledger: Ledger, sheet: Callable[..., Path]
) -> None:
    before = ledger.digest()
    with pytest.raises(InputError) as error:
        ledger.import_sheet("projects", sheet(_text(last="快了", extra="第3号项目,,,\n")), "甲")
    assert [p.where for p in error.value.problems] == ["row 451", "row 452"], (
        "also a row that repeats one of the first part"
    )
    assert ledger.digest() == before


def test_links_within_the_sheet_cross_parts(ledger: Ledger, sheet: Callable[..., Path]) -> None:
    rows = (
        [f"总体项目{n}期,总体项目" for n in range(1, 240)]
        + ["总体项目,"]
        + [f"总体项目{n}期,总体项目" for n in range(240, 400)]
    )
    ledger.import_sheet("projects", sheet("项目名称,所属总项目\n" + "\n".join(rows) + "\n"), "甲")
    records = ledger.records("projects")
    whole = next(r for r in records if r.values["name"] == "总体项目")
    assert sum(r.values["phase_of"] == whole.id for r in records) == 399


def test_a_list_of_faults_is_capped_with_a_count(ledger: Ledger, sheet: Callable[..., Path]) -> None:
    text = "项目名称,总投资(亿元)\n" + "".join(f"第{n}号项目,很多\n" for n in range(900))
    with pytest.raises(InputError) as error:
        ledger.import_sheet("projects", sheet(text), "甲")
    assert len(error.value.problems) == checks.MOST + 1
    assert f"另有 {900 - checks.MOST} 处错误未列出" in str(error.value.problems[-1])


def test_progress_is_told(ledger: Ledger, sheet: Callable[..., Path]) -> None:
    from lianzhang.ledger.arrivals import Arrival
    from lianzhang.ledger.office import bring_in, look_ahead

    told: list[tuple[int, int]] = []
    arrival = Arrival("projects", sheet(_text()), "项目.csv")
    ((_, seen),) = look_ahead(ledger, [arrival])
    assert (seen.rows, seen.made, seen.changed, len(seen.created)) == (ROWS, ROWS, 0, ROWS)
    assert ledger.records("projects") == ()
    bring_in(ledger, [arrival], "甲", progress=lambda done, total: told.append((done, total)))
    assert told == [(100, ROWS), (200, ROWS), (300, ROWS), (400, ROWS), (ROWS, ROWS)]


def test_a_date_before_one_that_the_register_has(ledger: Ledger, sheet: Callable[..., Path]) -> None:
    ledger.import_sheet("projects", sheet("项目名称,开工时间\n青山项目,2026-05\n"), "甲")
    before = ledger.digest()
    with pytest.raises(InputError, match="早于开工") as error:
        ledger.import_sheet("projects", sheet("项目名称,投产时间\n青山项目,2025-01\n"), "甲")
    assert [(p.where, p.field) for p in error.value.problems] == [("row 2", "投产时间")]
    assert ledger.digest() == before
