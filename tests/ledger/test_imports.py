"""Sheets of the office: read tolerantly, faults all at once, all or nothing, the same sheet again changes nothing."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from lianzhang.core import InputError, RowBasis
from lianzhang.ledger import Ledger, import_monthly, import_problems, import_projects

GOOD = """某市2024年锂电项目台账,,,,,,,,,,,,,
,,,,,,,,,,,单位：亿元,,
序号,项目全称,建设 地点,业主单位,环节,阶段,总投资（亿元）,累计完成投资(万元),新增生产能力,产品,计划开工时间,计划投产,责任人(职务),来源
1,青山磷酸铁锂项目,临武县,青山公司,正极材料,在建,12.5,"3,000",5万吨/年,磷酸铁锂,2024.03,2025年6月,某局局长,调度表
2,白水电芯项目,郴州市北湖区,白水公司,电芯,签约,"30亿",—,20GWh,电芯,2024-09-01,2026年底,某局局长,
合计,,,,,,42.5,,,,,,,
"""


def test_a_sheet_becomes_projects(ledger: Ledger, sheet: Callable[..., Path]) -> None:
    done = import_projects(ledger, sheet(GOOD), "甲")
    assert (done.rows, done.created) == (2, 2)
    assert [h for h, _ in done.ignored] == ["序号"]
    first, second = ledger.projects()
    assert (first.name, first.place, first.stage, first.segment) == (
        "青山磷酸铁锂项目",
        "湖南省郴州市临武县",
        "在建",
        "正极材料",
    )
    assert (first.total_investment, first.completed_investment) == (Decimal(1250000000), Decimal(30000000))
    assert (first.capacity, first.capacity_unit) == (Decimal(50000), "t/a")
    assert dict(first.due) == {"开工": "2024-03", "投产": "2025-06"}
    assert first.responsible_office == "某局局长"
    assert (second.total_investment, second.completed_investment) == (Decimal(3000000000), None)
    assert second.due["投产"] == "2026-12"


def test_every_field_knows_its_cell(ledger: Ledger, sheet: Callable[..., Path]) -> None:
    import_projects(ledger, sheet(GOOD), "甲", name="tables/项目.csv")
    first = ledger.projects()[0]
    said = {"name", "place", "owner", "segment", "stage", "total_investment", "completed_investment", "capacity", "product",
            "due.开工", "due.投产", "responsible_office"}  # fmt: skip
    assert set(first.basis) == said
    basis = first.basis["total_investment"]
    assert isinstance(basis, RowBasis)
    assert (basis.file, basis.row, basis.column, basis.source) == (
        "tables/项目.csv",
        4,
        "总投资（亿元）",
        "调度表",
    )
    assert ("总投资（亿元）", "12.5") in basis.cells


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_encodings(ledger: Ledger, sheet: Callable[..., Path], encoding: str) -> None:
    import_projects(ledger, sheet(GOOD, encoding), "甲")
    assert [p.name for p in ledger.projects()] == ["青山磷酸铁锂项目", "白水电芯项目"]


def test_the_same_sheet_again_changes_nothing(ledger: Ledger, sheet: Callable[..., Path]) -> None:
    import_projects(ledger, sheet(GOOD), "甲")
    before = ledger.digest()
    assert import_projects(ledger, sheet(GOOD), "乙").changed == 0
    assert ledger.digest() == before


def test_a_new_month_changes_only_what_it_says(ledger: Ledger, sheet: Callable[..., Path]) -> None:
    import_projects(ledger, sheet(GOOD), "甲")
    update = "名称,阶段,累计完成投资(亿元),总投资(亿元)\n“青山磷酸铁锂”项目,投产,0.9,\n"
    assert import_projects(ledger, sheet(update, name="七月.csv"), "乙").changed == 2
    first = ledger.projects()[0]
    assert (first.stage, first.completed_investment) == ("投产", Decimal(90000000))
    assert first.total_investment == Decimal(1250000000)
    lines = [h for h in ledger.history("projects", first.id) if h["who"] == "乙"]
    assert {(h["field"], h["old"], h["new"]) for h in lines} == {
        ("stage", "在建", "投产"), ("completed_investment", "30000000", "90000000"),
    }  # fmt: skip
    basis = first.basis["stage"]
    assert isinstance(basis, RowBasis)
    assert basis.file == "七月.csv"


BAD = """项目名称,建设地点,阶段,总投资(亿元),实际开工,实际投产,计划投产,产能
甲一项目,临舞县,在建,5,,,,
甲二项目,临武县,在健,-5,,,,
甲三项目,临武县,在建,五亿左右,2024-05,2023-01,,
甲四项目,临武县,在建,1,,,2024-13,3百斤
,临武县,在建,1,,,,
甲二项目,临武县,在建,1,,,,
"""


def test_all_faults_at_once_and_nothing_written(ledger: Ledger, sheet: Callable[..., Path]) -> None:
    import_projects(ledger, sheet(GOOD), "甲")
    before = ledger.digest()
    with pytest.raises(InputError) as error:
        import_projects(ledger, sheet(BAD, name="坏.csv"), "乙")
    faults = {(p.where, p.field) for p in error.value.problems}
    assert faults == {
        ("row 2", "建设地点"), ("row 3", "阶段"), ("row 3", "总投资(亿元)"), ("row 4", "总投资(亿元)"), ("row 4", "实际投产"),
        ("row 5", "计划投产"), ("row 5", "产能"), ("row 6", "项目名称"), ("row 7", "name"),
    }  # fmt: skip
    near = {p.where: p.nearest for p in error.value.problems if p.field in ("建设地点", "阶段")}
    assert near["row 2"]
    assert near["row 3"] in ("在建", "续建")
    assert all(p.file == "坏.csv" for p in error.value.problems)
    assert ledger.digest() == before


def test_money_without_a_unit_is_an_error_not_a_guess(ledger: Ledger, sheet: Callable[..., Path]) -> None:
    with pytest.raises(InputError, match="单位"):
        import_projects(ledger, sheet("项目名称,总投资\n甲项目,5\n"), "甲")
    with pytest.raises(InputError, match="美金"):
        import_projects(ledger, sheet("项目名称,总投资(亿美金)\n甲项目,5\n"), "甲")


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "表头"), (b"PK\x03\x04xxxx", "xlsx"), ("甲,乙\n1,2\n".encode(), "表头"), (b"\xff\xff\xff\x80", "编码"),
        ("项目名称,业主,业主单位\n甲项目,乙,丙\n".encode(), "同一项"), ("建设地点,业主\n临武县,丙\n".encode(), "缺少"),
    ],
)  # fmt: skip
def test_sheets_that_are_none(ledger: Ledger, tmp_path: Path, data: bytes, says: str) -> None:
    path = tmp_path / "x.csv"
    path.write_bytes(data)
    before = ledger.digest()
    with pytest.raises(InputError, match=says):
        import_projects(ledger, path, "甲")
    with pytest.raises(InputError):
        import_projects(ledger, tmp_path / "missing.csv", "甲")
    assert ledger.digest() == before


MONTHLY = """项目名称,月份,年度计划投资(亿元),计划完成（万元）,本年累计完成（万元）
青山磷酸铁锂项目,2024年6月,2,10000,9000
白水电芯项目,2024.6,3,,0
"""
PROBLEMS = """项目名称,发现日期,问题,解决时限,责任,解决日期
青山磷酸铁锂项目,2024-05-10,用地未批,2024-06-30,某县自然资源局,
青山磷酸铁锂项目,2024-05-10,供电不足,2024-07,某县供电公司,2024-06-20
"""


def test_monthly_progress_and_problems(ledger: Ledger, sheet: Callable[..., Path]) -> None:
    import_projects(ledger, sheet(GOOD), "甲")
    assert import_monthly(ledger, sheet(MONTHLY, name="月.csv"), "甲").changed == 9
    assert import_problems(ledger, sheet(PROBLEMS, name="问题.csv"), "甲").rows == 2
    first, second = ledger.projects()
    june = first.progress[0]
    assert (june.month, june.plan_year, june.plan_to_date, june.done_to_date) == (
        "2024-06", Decimal(200000000), Decimal(100000000), Decimal(90000000),
    )  # fmt: skip
    assert second.progress[0].plan_to_date is None
    assert second.progress[0].done_to_date == 0
    assert [(p.text, p.due, p.solved) for p in first.problems] == [
        ("用地未批", "2024-06-30", None), ("供电不足", "2024-07", "2024-06-20"),
    ]  # fmt: skip
    assert isinstance(june.basis, RowBasis)
    assert june.basis.row == 2
    before = ledger.digest()
    import_monthly(ledger, sheet(MONTHLY, name="月.csv"), "甲")
    import_problems(ledger, sheet(PROBLEMS, name="问题.csv"), "甲")
    assert ledger.digest() == before
    solved = PROBLEMS.replace("某县自然资源局,", "某县自然资源局,2024-07-01")
    assert import_problems(ledger, sheet(solved, name="问题2.csv"), "乙").changed == 1
    assert ledger.projects()[0].problems[0].solved == "2024-07-01"


def test_monthly_faults(ledger: Ledger, sheet: Callable[..., Path]) -> None:
    import_projects(ledger, sheet(GOOD), "甲")
    before = ledger.digest()
    text = "项目名称,月份,本年累计完成(亿元)\n青山磷酸铁项目,2024-06,1\n白水电芯项目,2024-15,1\n白水电芯项目,,1\n"
    with pytest.raises(InputError) as error:
        import_monthly(ledger, sheet(text), "甲")
    assert [(p.where, p.field) for p in error.value.problems] == [
        ("row 3", "月份"),
        ("row 4", "月份"),
        ("row 2", "项目名称"),
    ]
    assert error.value.problems[-1].nearest == "青山磷酸铁锂项目"
    late = "项目名称,发现日期,问题,解决时限\n白水电芯项目,2024-06,缺电,2024-01\n"
    with pytest.raises(InputError, match="早于"):
        import_problems(ledger, sheet(late), "甲")
    assert ledger.digest() == before
