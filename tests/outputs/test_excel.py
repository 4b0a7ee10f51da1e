"""The Excel writer: numbers that can be added up, text that stays text, and the sheet of bases."""

import re
from decimal import Decimal
from zipfile import ZipFile

import fastexcel
import pytest
import sample
from defusedxml import ElementTree

from lianzhang.core import AssumptionBasis, Quantity, RowBasis, Text
from lianzhang.outputs import Column, Name, ReportModel, Section, Table, When, Words
from lianzhang.outputs.excel import basis_text, write_excel
from lianzhang.outputs.excel_looks import column_widths, sheet_names
from lianzhang.outputs.model import Badge, bases_of

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def quantity(value, unit="CNY", row=2):
    return Quantity(
        None if value is None else Decimal(value),
        unit,
        RowBasis("projects.csv", row, "投资", (("投资", str(value)),)),
    )


def book(tmp_path, columns, rows, title="台账"):
    table = Table(Words(title), tuple(Column(h, k) for h, k in columns), tuple(rows))
    model = ReportModel("附件", "2026-10-31", (Section("a", title, (table,)),))
    return write_excel(model, tmp_path / "a.xlsx")


def cells(path, sheet):
    frame = fastexcel.read_excel(str(path)).load_sheet(sheet, header_row=None, dtypes="string").to_polars()
    return [list(r) for r in frame.rows()]


def test_money_of_a_column_is_told_in_one_unit_and_can_be_summed(tmp_path):
    path = book(tmp_path, (("项目", "text"), ("总投资", "figure")), [
        (Name("甲"), quantity(1500000000)), (Name("乙"), quantity(250000, row=3)), (Name("丙"), quantity(None, row=4)),
    ])  # fmt: skip
    rows = cells(path, "台账")
    assert rows[1][:3] == ["项目", "总投资（万元）", "依据"]
    assert [float(r[1]) for r in rows[2:4]] == [150000, 25]
    assert rows[4][1] == "表中未填"
    assert [r[2] for r in rows[2:5]] == ["1", "2", "3"]
    assert sum("台账" in (c or "") for r in rows for c in r) == 1, (
        "a table named like its sheet is not named twice"
    )


def test_a_column_of_mixed_units_scales_nothing(tmp_path):
    path = book(tmp_path, (("产能", "figure"),), [(quantity(42600, "t/a"),), (quantity("38.5", "GWh/a", 3),)])
    rows = cells(path, "台账")
    assert rows[1][0] == "产能"
    assert [float(r[0]) for r in rows[2:4]] == [42600, 38.5]
    styles = ZipFile(path).read("xl/styles.xml").decode()
    assert "吨/年" in styles
    assert "GWh/年" in styles


@pytest.mark.parametrize(
    "text", ["=1+1", "+cmd|' /C calc'!A0", "@SUM(A1)", "-2+3", "\t=1+1", '=HYPERLINK("http://x")']
)
def test_text_like_a_formula_stays_text(tmp_path, text):
    path = book(tmp_path, (("名称", "text"),), [(Name(text),)], title=text)
    archive = ZipFile(path)
    sheets = [n for n in archive.namelist() if n.startswith("xl/worksheets/sheet")]
    assert len(sheets) == 3
    for name in sheets:
        assert not list(ElementTree.fromstring(archive.read(name)).iter(f"{MAIN}f"))
    assert 'quotePrefix="1"' in archive.read("xl/styles.xml").decode()
    assert any(text.strip() in (c or "") for r in cells(path, sheet_names(["目录", text])[1]) for c in r)
    links = "".join(archive.read(n).decode() for n in archive.namelist() if n.endswith(".rels"))
    assert "http://x" not in links


def test_dates_lights_and_bases(tmp_path):
    basis = AssumptionBasis(Text("按月均匀推进", "even"), "calendar")
    row = (When("2026-10", basis), Badge("red"), quantity(5, "%"))
    path = book(tmp_path, (("月份", "date"), ("信号", "text"), ("占比", "figure")), [row])
    assert cells(path, "台账")[2] == ["2026年10月", "● 红灯", "5", "1、2"]
    listed = cells(path, "依据")
    assert listed[2][:4] == ["1", "假定", "按月均匀推进", "calendar"]
    assert listed[3][:5] == ["2", "表格行", "“投资”列　投资=5", "projects.csv 第2行", "5 %"]


def test_a_rich_report_has_a_sheet_a_section_and_every_basis(tmp_path):
    model = sample.model()
    path = write_excel(model, tmp_path / "r.xlsx")
    names = fastexcel.read_excel(str(path)).sheet_names
    assert len(names) == len(model.sections) + 2
    assert len(cells(path, "依据")) == len(bases_of(model)) + 2
    everything = "".join(
        ZipFile(path).read(n).decode() for n in ZipFile(path).namelist() if n.endswith(".xml")
    )
    assert "<script>" not in everything
    assert re.search(r"&lt;script&gt;window\.hacked", everything)


def test_names_of_sheets_are_ones_that_a_workbook_accepts():
    names = sheet_names(["a/b:c*[d]?", "x" * 50, "x" * 60, "'quoted'", "", "History"])
    assert all(0 < len(n) <= 31 and not re.search(r"[\[\]:*?/\\]", n) for n in names)
    assert len({n.casefold() for n in names}) == len(names)


def test_a_unit_in_a_narrow_heading_stands_on_a_line_of_its_own(tmp_path):
    many = tuple((f"第{n}项指标年初累计", "figure") for n in range(16))
    rows = cells(book(tmp_path, many, [tuple(quantity(1500000000) for _ in many)]), "台账")
    heads = rows[1][:16]
    assert all(h.endswith("\n（万元）") for h in heads), "no break falls inside （万元）"
    widths = column_widths([[[h, "150,000.00"] for h in heads]], 16)
    assert all(w >= len("（万元）") * 2 + 1.5 for w in widths)
    wide = cells(book(tmp_path, (("总投资", "figure"),), [(quantity(1500000000),)]), "台账")
    assert wide[1][0] == "总投资（万元）"


def test_numbers_of_bases_fit_their_column():
    assert basis_text([969, 970, 971, 972, 973, 974]) == "969、970、971、972…"
    assert basis_text([7]) == "7"
