"""Sheets as they come: merged headings, two rows of them, odd dates and units; and every fault at its cell, all at once."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from lianzhang.core import InputError
from lianzhang.ledger import Ledger
from lianzhang.ledger.cells import CellError, read_date, read_money
from lianzhang.ledger.cells_more import (
    read_choice,
    read_count,
    read_flag,
    read_measure,
    read_number,
    read_percent,
    read_period,
    read_texts,
    read_year,
)

D = Decimal


@pytest.mark.parametrize(
    ("read", "text", "value"),
    [
        (lambda t: read_money(t, None), "3亿2000万元", D(320000000)), (lambda t: read_money(t, None), "１２．５亿", D(1250000000)),
        (lambda t: read_money(t, D(10000)), "1,200", D(12000000)), (read_date, "45658", "2025-01-01"), (read_date, "2026.10", "2026-10"),
        (read_date, "2026年10月", "2026-10"), (lambda t: read_count(t, None), "1.4万人", 14000),
        (lambda t: read_number(t, None, "mu"), "2平方公里", D(3000)), (lambda t: read_percent(t, "%"), "15.3", D("15.3")),
        (lambda t: read_percent(t, None), "15.3%", D("15.3")), (read_year, "2025年", 2025), (read_period, "2024年上半年", "2024-H1"),
        (read_period, "2024年第三季度", "2024-Q3"), (read_period, "2024年1-9月", "2024-01/2024-09"), (read_flag, "√", True), (read_flag, "无", False),
        (read_texts, "磷酸铁锂；电芯、隔膜", ["磷酸铁锂", "电芯", "隔膜"]), (lambda t: read_choice(t, ("A", "B", "C")), "C级", "C"),
        (lambda t: read_measure(t, "亿元"), "800", (D(80000000000), "CNY")), (lambda t: read_measure(t, None), "400Wh/kg", (D(400), "Wh/kg")),
        (lambda t: read_measure(t, "%"), "50", (D(50), "%")), (lambda t: read_measure(t, None), "2万吨", (D(20000), "t")),
    ],
)  # fmt: skip
def test_cells(read: Callable[[str], Any], text: str, value: Any) -> None:
    assert read(text) == value


@pytest.mark.parametrize(
    ("read", "text"),
    [
        (lambda t: read_money(t, None), "2000万3亿元"), (lambda t: read_money(t, D(1)), "-5"), (lambda t: read_count(t, None), "12.5人"),
        (lambda t: read_count(t, None), "约200"), (lambda t: read_percent(t, None), "0.8"), (read_year, "去年"), (read_flag, "大概"),
        (lambda t: read_choice(t, ("上市", "拟上市")), "准备中"), (lambda t: read_measure(t, None), "800"),
        (lambda t: read_number(t, None, "mu"), "3吨"), (read_date, "十月底"), (lambda t: read_measure(t, None), "3头"),
    ],
)  # fmt: skip
def test_cells_that_are_none(read: Callable[[str], Any], text: str) -> None:
    with pytest.raises(CellError):
        read(text)


@pytest.fixture
def book(tmp_path: Path) -> Callable[..., Path]:
    def write(fill: Callable[[Any, Any], None], name: str = "台账.xlsx") -> Path:
        path = tmp_path / name
        with xlsxwriter.Workbook(str(path)) as made:
            fill(made, made.add_worksheet("项目"))
        return path

    return write


def _two_rows(made: Any, page: Any) -> None:
    page.merge_range("A1:H1", "某市2026年重点项目投资完成情况表（单位：万元）")
    for column, title in enumerate(("序号", "项目名称", "县市区")):
        page.merge_range(1, column, 2, column, title)
    page.merge_range("D2:E2", "投资情况")
    page.write_row("D3", ["总投资", "累计完成投资"])
    page.merge_range("F2:G2", "投产时间")
    page.write_row("F3", ["计划", "实际"])
    page.merge_range("H2:H3", "项目阶段")
    page.merge_range("A4:H4", "一、续建项目（2个）")
    page.merge_range("C5:C6", "临武县")
    page.write_row("A5", [1, "青山项目"])
    page.write_row("D5", [125000, 30000.5, "2026.10", None, "在建"])
    page.write_row("A6", [2, "白水项目"])
    page.write_row("D6", ["12亿元", "１,２００", None, None, "签约"])
    page.write_datetime(
        "F6", __import__("datetime").datetime(2027, 3, 1), made.add_format({"num_format": "yyyy年m月"})
    )
    page.write("G6", 46000)
    page.write_row("A7", ["合计", None, None, 245000])
    page.write("A8", "填报单位：某市发改委")


def test_two_rows_of_merged_headings(ledger: Ledger, book: Callable[..., Path]) -> None:
    file = book(_two_rows)
    done = ledger.import_sheet("projects", file, "甲")
    assert (done.rows, done.created, [h for h, _ in done.ignored]) == (2, 2, ["序号"])
    assert [why.zh for _, why in done.passed] == ["小标题", "合计行", "表下的说明"]
    first, second = ledger.projects()
    assert (first.total_investment, first.completed_investment) == (D(1250000000), D(300005000))
    assert (second.total_investment, second.completed_investment) == (D(1200000000), D(12000000))
    assert first.place == second.place == "湖南省郴州市临武县", "a cell merged downwards holds for both rows"
    assert (first.due["投产"], second.due["投产"], second.stages["投产"]) == (
        "2026-10",
        "2027-03",
        "2025-12-09",
    )
    before = ledger.digest()
    assert ledger.import_sheet("projects", file, "乙").changed == 0
    assert ledger.digest() == before


def _faulty(made: Any, page: Any) -> None:
    page.write_row(
        "A1",
        [
            "项目名称",
            "总投资(亿元)",
            "累计完成投资(亿元)",
            "计划投产",
            "实际开工",
            "实际投产",
            "阶段",
            "建设地点",
        ],
    )
    page.write_row("A2", ["甲项目", "一大笔", -5, None, "2026-05", "2025-01", "在建", "临武县"])
    page.write_formula("B3", "=B2*2", value="")
    page.write("A3", "乙项目")
    page.write_formula("C3", "=1/0", value="#DIV/0!")
    page.write("D3", 2026.1)
    page.write("A4", "丙项目")
    page.merge_range("B4:C4", 7)
    page.write("G4", "达产")
    page.write("H5", "临武县")
    page.write_row("A6", ["丁项目", None, None, "2026.13", None, None, "快建", "临舞县"])


def test_every_fault_at_its_cell_and_nothing_written(
    ledger: Ledger, book: Callable[..., Path], sheet: Callable[..., Path]
) -> None:
    ledger.import_sheet("projects", sheet("项目名称,阶段\n丙项目,签约\n"), "甲")
    before = ledger.digest()
    with pytest.raises(InputError) as error:
        ledger.import_sheet("projects", book(_faulty), "乙")
    assert {p.where for p in error.value.problems} == {
        "项目!B2", "项目!C2", "项目!F2", "项目!B3", "项目!C3", "项目!D3", "项目!B4", "项目!G4", "项目!A5", "项目!D6", "项目!G6", "项目!H6",
    }  # fmt: skip
    assert len(error.value.problems) == 12
    told = {p.where: str(p) for p in error.value.problems}
    assert "公式" in told["项目!B3"]
    assert "#DIV/0!" in told["项目!C3"]
    assert "2026-10" in told["项目!D3"]
    assert "跳到" in told["项目!G4"] and "--allow-jumps" in told["项目!G4"]
    assert ledger.digest() == before
    done = ledger.import_sheet(
        "projects", sheet("项目名称,阶段\n丙项目,达产\n", name="二.csv"), "乙", confirm=("stage",)
    )
    assert done.changed == 1, "a jump that somebody confirms"


def test_wrong_hidden_and_macro_books(ledger: Ledger, book: Callable[..., Path], tmp_path: Path) -> None:
    firms = book(lambda m, p: p.write_row("A1", ["企业名称", "员工人数", "统一社会信用代码"]), "企业.xlsx")
    with pytest.raises(InputError, match="像是“企业”"):
        ledger.import_sheet("targets", firms, "甲")

    def hidden(made: Any, page: Any) -> None:
        page.write("A1", "说明")
        other = made.add_worksheet("数据")
        other.write_row("A1", ["项目名称", "阶段"])
        other.write_row("A2", ["甲项目", "在建"])
        other.hide()

    with pytest.raises(InputError, match="隐藏"):
        ledger.import_sheet("projects", book(hidden, "隐.xlsx"), "甲")
    assert ledger.import_sheet("projects", tmp_path / "隐.xlsx", "甲", sheet="数据").rows == 1
    with pytest.raises(InputError, match="没有工作表"):
        ledger.import_sheet("projects", tmp_path / "隐.xlsx", "甲", sheet="无")
    macro = tmp_path / "宏.xlsm"
    macro.write_bytes(firms.read_bytes())
    with zipfile.ZipFile(macro, "a") as package:
        package.writestr("xl/vbaProject.bin", b"x")
    with pytest.raises(InputError, match="宏"):
        ledger.import_sheet("enterprises", macro, "甲")


def test_a_heading_merged_over_half_a_table(ledger: Ledger, book: Callable[..., Path]) -> None:
    def fill(made: Any, page: Any) -> None:
        page.write("A1", "项目名称")
        page.merge_range("B1:D1", "总投资(亿元)")
        page.write_row("A2", ["甲项目", 5, 6])

    with pytest.raises(InputError) as error:
        ledger.import_sheet("projects", book(fill), "甲")
    assert [p.where for p in error.value.problems] == ["项目!C2"]


def test_too_many_rows_are_refused_quickly(ledger: Ledger, sheet: Callable[..., Path]) -> None:
    text = "项目名称,阶段\n" + "甲项目,在建\n" * 100_001
    with pytest.raises(InputError, match="100000"):
        ledger.import_sheet("projects", sheet(text), "甲")
    assert ledger.records("projects") == ()


def test_a_declared_document_type_is_refused(
    ledger: Ledger, book: Callable[..., Path], tmp_path: Path
) -> None:
    source = book(_two_rows)
    bomb = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(bomb, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name.endswith("sheet1.xml"):
                data = data.replace(b"<worksheet", b'<!DOCTYPE x [<!ENTITY a "b">]><worksheet', 1)
            new.writestr(name, data)
    with pytest.raises(InputError, match="文档类型"):
        ledger.import_sheet("projects", bomb, "甲")


def test_links_to_names_that_are_not_there(ledger: Ledger, sheet: Callable[..., Path]) -> None:
    ledger.add("projects", {"name": "青山磷酸铁锂项目"}, "甲")
    text = "项目名称,要素类别,需求量\n青山磷酸铁项目,土地,300亩\n青山磷酸铁锂项目,地块,300\n"
    with pytest.raises(InputError) as error:
        ledger.import_sheet("factors", sheet(text), "甲")
    assert {(p.where, p.field) for p in error.value.problems} == {
        ("row 3", "要素类别"), ("row 3", "需求量"), ("row 2", "项目名称"),
    }  # fmt: skip
    good = "项目名称,要素类别,需求量,单位\n青山磷酸铁锂项目,土地,300,亩\n青山磷酸铁锂项目,电力,5,MW\n"
    assert ledger.import_sheet("factors", sheet(good), "甲").created == 2
    assert [r.values["need_unit"] for r in ledger.records("factors")] == ["mu", "MW"]


def test_phases_name_their_whole_in_one_sheet(ledger: Ledger, sheet: Callable[..., Path]) -> None:
    text = "项目名称,所属总项目\n青山项目一期,青山项目总体\n青山项目总体,\n"
    ledger.import_sheet("projects", sheet(text), "甲")
    first, whole = ledger.records("projects")
    assert (first.values["phase_of"], first.labels["phase_of"]) == (whole.id, "青山项目总体")
    before = ledger.digest()
    ledger.import_sheet("projects", sheet(text), "甲")
    assert ledger.digest() == before


HEADS = ["项目名称", "建设地点", "总投资(万元)", "阶段", "实际开工", "实际投产"]


def test_money_dates_and_text_where_they_do_not_belong(ledger: Ledger, book: Callable[..., Path]) -> None:
    def fill(made: Any, page: Any) -> None:
        page.write_row("A1", HEADS)
        page.write_row("A2", ["甲项目", "临武县", -500, "在建", "2026-05", "2024-03"])
        page.write_row("A3", ["乙项目", "临武县", "约三千", "在建"])
        page.write_row("A4", ["丙项目", "临武县", True, "在建"])
        page.write("A5", "丁项目")
        page.write_number("C5", -300, made.add_format({"num_format": "#,##0;(#,##0)"}))
        page.write_formula("C6", "=Sheet9!A1", value="#REF!")
        page.write("A6", "戊项目")
        page.write_formula("A7", '="己"&"项目"', value="")

    before = ledger.digest()
    with pytest.raises(InputError) as error:
        ledger.import_sheet("projects", book(fill), "甲")
    told = {p.where: str(p) for p in error.value.problems}
    assert set(told) == {f"项目!{c}" for c in ("C2", "F2", "C3", "C4", "C5", "C6", "A7")}
    assert "为负" in told["项目!C2"] and "为负" in told["项目!C5"] and "早于开工" in told["项目!F2"]
    assert "#REF!" in told["项目!C6"] and "公式" in told["项目!A7"] and "不是数" in told["项目!C3"]
    assert ledger.digest() == before


def test_a_title_merged_over_half_a_table(ledger: Ledger, book: Callable[..., Path]) -> None:
    """The title stands beside headings of the other half: both halves are read."""

    def fill(made: Any, page: Any) -> None:
        page.merge_range("A1:C1", "2025年全市锂电项目表")
        page.write_row("D1", HEADS[3:])
        page.write_row("A2", HEADS[:3])
        page.write_row("A3", ["甲项目", "临武县", 800, "在建", "2025-05"])

    assert ledger.import_sheet("projects", book(fill), "甲").rows == 1
    (one,) = ledger.records("projects")
    assert (one.values["name"], one.values["total_investment"], one.values["stages.开工"]) == (
        "甲项目",
        8_000_000,
        "2025-05",
    )


def test_hidden_rows_are_told(ledger: Ledger, book: Callable[..., Path]) -> None:
    def fill(made: Any, page: Any) -> None:
        page.write_row("A1", HEADS[:2])
        page.write_row("A2", ["甲项目", "临武县"])
        page.set_row(2, None, None, {"hidden": True})
        page.write_row("A3", ["乙项目", "临武县"])

    done = ledger.import_sheet("projects", book(fill), "甲")
    assert done.rows == 2 and [(w, t.zh) for w, t in done.passed] == [("项目!3", "隐藏的行，也读入了")]


def test_what_is_no_register_says_so(book: Callable[..., Path], tmp_path: Path) -> None:
    from lianzhang.core import Problems
    from lianzhang.ledger.arrivals import recognise

    def told(file: Path) -> str:
        problems = Problems()
        assert recognise(file, file.name, problems)[0] == []
        (one,) = problems
        return str(one)

    accounts = book(lambda m, p: p.write_row("A1", ["日期", "摘要", "借方", "贷方", "余额"]), "账.xlsx")
    assert "看不出是哪本台账" in told(accounts)
    assert "空的" in told(book(lambda m, p: None, "空.xlsx"))
    picture = tmp_path / "图.xlsx"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(200))
    assert "不是 Excel 文件" in told(picture)
    torn = tmp_path / "断.xlsx"
    torn.write_bytes(accounts.read_bytes()[:2000])
    assert "损坏" in told(torn)
    old = tmp_path / "旧.xls"
    old.write_bytes(b"\xd0\xcf\x11\xe0" + bytes(600))
    assert "旧格式" in told(old)
    firms = book(lambda m, p: p.write_row("A1", ["统一社会信用代码", "员工人数", "产值(亿元)"]), "缺.xlsx")
    problems = Problems()
    assert [a.register for a in recognise(firms, "缺.xlsx", problems)[0]] == ["enterprises"], (
        "the import names the missing column"
    )


def test_an_xlsm_without_macros_is_read(ledger: Ledger, book: Callable[..., Path], tmp_path: Path) -> None:
    source = book(lambda m, p: p.write_row("A1", HEADS[:2]) or p.write_row("A2", ["甲项目", "临武县"]))
    plain = tmp_path / "无宏.xlsm"
    plain.write_bytes(source.read_bytes())
    assert ledger.import_sheet("projects", plain, "甲").rows == 1
