"""One declaration a register: tables, import, export, history and undo follow from it; adding one is adding a file."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
import xlsxwriter
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

import lianzhang
from lianzhang.core import AssumptionBasis, InputError, RowBasis
from lianzhang.ledger import Conflict, Ledger, database
from lianzhang.ledger.declare import parse, registers
from lianzhang.ledger.export import heading
from lianzhang.ledger.headings import find_header
from lianzhang.ledger.workbook import Grid

FIRMS = """企业名称,所在县区,主要产品,员工人数,年产值(亿元),是否规上,所属集团,上市状态
青山新材料有限公司,临武县,磷酸铁锂、磷酸铁,1.2万人,3亿2000万元,是,青山控股集团,未上市
白水电池有限公司,郴州市北湖区,电芯,800,１２．５,否,,辅导
"""


def test_every_register_takes_its_own_headings() -> None:
    """A sheet under the headings of the export, and under every other accepted heading, is understood field by field."""
    for register in registers().values():
        assert {"zh", "en"} and register.zh and register.en
        exported = [heading(f) for f in register.fields]
        header = find_header(Grid("x", None, [exported]), register.fields)
        assert header is not None
        assert [c.field.name for c in header.columns] == [f.name for f in register.fields], register.name
        for field in register.fields:
            for word in field.headings:
                alone = find_header(Grid("x", None, [[word]]), register.fields)
                assert alone is None or not alone.columns or alone.columns[0].field is field, (
                    register.name,
                    word,
                )


def test_the_issue_s_registers_are_there() -> None:
    wanted = {
        "enterprises", "products", "capacity_lines", "deposits", "exploration", "enforcement", "parks", "projects", "leads",
        "supply_links", "targets", "series", "factors", "funds", "policies", "organisations", "roles", "institutes",
        "topics", "parameters", "talents", "honours", "events", "deals", "requests", "visits", "matters",
        "project_progress", "project_problems", "project_nodes", "project_permits", "park_items", "policy_articles",
    }  # fmt: skip
    assert wanted <= set(registers())


def test_enterprises_from_a_sheet(ledger: Ledger, sheet: Callable[..., Path]) -> None:
    done = ledger.import_sheet("enterprises", sheet(FIRMS, name="企业.csv"), "甲")
    assert (done.rows, done.created) == (2, 2)
    assert done.entered == (("enterprises", "青山控股集团"),), "the parent was entered by its name"
    parent, first, second = ledger.records("enterprises", basis=True)
    assert parent.values["name"] == "青山控股集团"
    assert first.labels["parent"] == "青山控股集团"
    assert first.values["products"] == ["磷酸铁锂", "磷酸铁"]
    assert (first.values["staff"], first.values["output"]) == (12000, Decimal(320000000))
    assert (second.values["output"], second.values["above_scale"]) == (Decimal(1250000000), False)
    assert first.values["place"] == "湖南省郴州市临武县"
    basis = first.basis["output"]
    assert isinstance(basis, RowBasis)
    assert (basis.row, basis.column) == (2, "年产值(亿元)")
    before = ledger.digest()
    assert ledger.import_sheet("enterprises", sheet(FIRMS, name="企业.csv"), "乙").changed == 0
    assert ledger.digest() == before


def test_export_imports_again_unchanged(ledger: Ledger, sheet: Callable[..., Path], tmp_path: Path) -> None:
    ledger.import_sheet("enterprises", sheet(FIRMS, name="企业.csv"), "甲")
    ledger.add("projects", {"name": "=1+1 一期项目", "total_investment": "12.3456789亿元", "capacity": "5万吨/年",
                            "due.投产": "2026年10月", "place": "临武县", "park": None}, "甲")  # fmt: skip
    ledger.add(
        "series", {"metric": "产值", "period": "2024年上半年", "value": "76.1亿元", "growth": "507.4%"}, "甲"
    )
    before = ledger.digest()
    for name in ("enterprises", "projects", "series"):
        file = tmp_path / f"{name}.xlsx"
        assert ledger.export(name, file) == len(ledger.records(name)) > 0
        again = ledger.import_sheet(name, file, "乙")
        assert (again.changed, again.created, again.ignored) == (0, 0, ())
    assert ledger.digest() == before
    with Ledger.open(tmp_path / "other.db") as other:
        other.import_sheet("projects", tmp_path / "projects.xlsx", "乙")
        other.import_sheet("enterprises", tmp_path / "enterprises.xlsx", "乙")
        assert [p.values for p in other.records("projects")] == [p.values for p in ledger.records("projects")]
        assert {r.values["name"] for r in other.records("enterprises")} == {
            r.values["name"] for r in ledger.records("enterprises")
        }


def test_a_preview_writes_nothing_and_says_all(ledger: Ledger, sheet: Callable[..., Path]) -> None:
    before = ledger.digest()
    seen = ledger.preview("enterprises", sheet(FIRMS, name="企业.csv"))
    assert ledger.digest() == before
    assert set(seen.created) == {"青山新材料有限公司", "白水电池有限公司", "青山控股集团"}
    assert ("年产值(亿元)", "output", "亿元") in seen.columns
    assert ("青山新材料有限公司", "output", None, "320000000") in {
        (x.label, x.field, x.old, x.new) for x in seen.lines
    }
    bad = ledger.preview("enterprises", sheet(FIRMS.replace("800", "八百"), name="企业.csv"))
    assert [(p.where, p.field) for p in bad.problems] == [("row 3", "员工人数")]
    assert bad.lines == ()


def test_the_second_of_two_editors_is_told(ledger: Ledger) -> None:
    own = ledger.add("parks", {"name": "青山化工园区", "land": "3000亩"}, "甲")
    seen = ledger.records("parks")[0].version
    assert ledger.edit("parks", own, {"land": "3200亩"}, "甲", version=seen) == 1
    with pytest.raises(Conflict) as told:
        ledger.edit("parks", own, {"land": "2800亩", "safety_grade": "C级"}, "乙", version=seen)
    assert [(line["who"], line["field"], line["old"], line["new"]) for line in told.value.theirs] == [
        ("甲", "land", "3000", "3200")
    ]
    park = ledger.records("parks", basis=True)[0]
    assert (park.values["land"], park.values["safety_grade"]) == (Decimal(3200), None), (
        "nothing of the second was written"
    )
    assert isinstance(park.basis["land"], AssumptionBasis)
    assert ledger.edit("parks", own, {"safety_grade": "C级"}, "乙", version=park.version) == 1


def test_any_act_can_be_undone(ledger: Ledger, sheet: Callable[..., Path]) -> None:
    first = ledger.import_sheet("enterprises", sheet(FIRMS, name="企业.csv"), "甲")
    later = ledger.import_sheet(
        "enterprises", sheet("企业名称,员工人数\n白水电池有限公司,900\n", name="二.csv"), "乙"
    )
    assert later.act is not None
    assert first.act is not None
    with pytest.raises(InputError, match="又改过"):
        ledger.undo(first.act, "丙")
    values = {r.id: r.values for r in ledger.records("enterprises")}
    assert ledger.undo(later.act, "丙") == 1
    record = next(r for r in ledger.records("enterprises", basis=True) if r.values["staff"] == 800)
    basis = record.basis["staff"]
    assert isinstance(basis, RowBasis)
    assert basis.file == "企业.csv", "the source from before is back too"
    assert {r.id for r in ledger.records("enterprises")} == set(values)
    with pytest.raises(InputError, match="已经撤销"):
        ledger.undo(later.act, "丙")
    assert [a["kind"] for a in ledger.acts()][:2] == ["undo", "import"]
    assert {h["who"] for h in ledger.history("enterprises", record.id)} == {"甲", "乙", "丙"}, "all is told"


def test_undoing_an_import_takes_its_records_out(ledger: Ledger, sheet: Callable[..., Path]) -> None:
    done = ledger.import_sheet("enterprises", sheet(FIRMS, name="企业.csv"), "甲")
    assert done.act is not None
    ledger.undo(done.act, "甲")
    assert ledger.records("enterprises") == ()
    again = ledger.import_sheet("enterprises", sheet(FIRMS, name="企业.csv"), "甲")
    assert again.changed > 0
    assert len(ledger.records("enterprises")) == 3


def test_the_database_itself_refuses_nonsense(ledger: Ledger) -> None:
    ledger.add("projects", {"name": "青山项目", "stage": "在建"}, "甲")
    for statement in (
        "UPDATE projects SET total_investment = -1", "UPDATE projects SET stage = '快了'", "UPDATE projects SET name = NULL",
        "UPDATE projects SET park = 77", "UPDATE projects SET \"due_投产\" = '明年'",
    ):  # fmt: skip
        with pytest.raises(IntegrityError), database.writing(ledger._engine) as connection:
            connection.execute(text(statement))


def test_who_may_change_what() -> None:
    own = parse("x", 'zh = "甲"\nen = "x"\nkey = ["name"]\nwho = ["park"]\n[fields]\n'
                'name = {type = "text", zh = "名称", en = "name", required = true}\n'
                'note = {type = "text", zh = "注", en = "note", who = "city"}\n')  # fmt: skip
    from lianzhang.ledger.acts import check_role

    check_role(own, ["name"], "park")
    check_role(own, ["name", "note"], None)
    with pytest.raises(InputError, match="note"):
        check_role(own, ["name", "note"], "park")


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ('name = {type = "txt", zh = "名", en = "n"}', "txt"), ('name = {type = "link", zh = "名", en = "n"}', "to"),
        ('name = {type = "text", zh = "名", en = "n", headings = "甲 乙"}\nb = {type = "text", zh = "甲", en = "b"}', "甲"),
        ('id = {type = "text", zh = "名", en = "n"}', "id"), ('name = {typ = "text", zh = "名", en = "n"}', "typ"),
        ("name = 3", "zh"),
    ],
)  # fmt: skip
def test_faults_of_a_declaration(wrong: str, says: str) -> None:
    with pytest.raises(InputError, match=says):
        parse("x", f'zh = "甲"\nen = "x"\nkey = ["name"]\n[fields]\n{wrong}\n')


NEW = """zh = "实验室"
en = "laboratories"
key = ["name"]

[fields]
name = {type = "text", zh = "实验室名称", en = "laboratory", required = true}
park = {type = "link", to = "parks", make = true, zh = "所在园区", en = "park"}
area = {type = "number", unit = "m2", zh = "面积", en = "area", headings = "建筑面积"}
"""

SCRIPT = """
import sys
from pathlib import Path
from lianzhang.ledger import Ledger
with Ledger.open(sys.argv[1]) as ledger:
    assert [p.name for p in ledger.projects()] == ["青山项目"], "what was there stays"
    done = ledger.import_sheet("laboratories", Path(sys.argv[2]), "甲")
    assert done.entered == (("parks", "青山园区"),)
    (one,) = ledger.records("laboratories")
    assert one.labels["park"] == "青山园区"
    ledger.export("laboratories", Path(sys.argv[3]))
    assert ledger.import_sheet("laboratories", Path(sys.argv[3]), "甲").changed == 0
    own = ledger.edit("parks", ledger.records("parks")[0].id, {"rail": "是"}, "甲")
    assert ledger.records("parks")[0].values["rail"] is True, "a field that a declaration gained"
    print(one.values["area"])
from lianzhang.case.registers import arrivals_of, register_of
assert [a.register for a in arrivals_of([Path(sys.argv[2])])[0]] == ["laboratories"], "its sheets are told by their headings"
assert register_of("实验室").name == "laboratories", "and the commands know it by the name that offices use"
"""


def test_adding_a_register_is_one_file(tmp_path: Path) -> None:
    """A copy of the package with one more declaration opens an older ledger, and everything follows from the file."""
    import shutil

    with Ledger.open(tmp_path / "old.db") as old:
        old.add("projects", {"name": "青山项目"}, "甲")
    package = Path(lianzhang.__file__).parent
    shutil.copytree(package, tmp_path / "src/lianzhang", ignore=shutil.ignore_patterns("__pycache__"))
    declared = tmp_path / "src/lianzhang/ledger/declared"
    (declared / "laboratories.toml").write_text(NEW, encoding="utf-8")
    with (declared / "parks.toml").open("a", encoding="utf-8") as parks:
        parks.write('rail = {type = "flag", zh = "有无铁路", en = "rail"}\n')
    sheet = tmp_path / "实验室.csv"
    sheet.write_text("实验室名称,所在园区,建筑面积(平方米)\n固态电池实验室,青山园区,1200\n", encoding="utf-8")
    command = [sys.executable, "-c", SCRIPT, str(tmp_path / "old.db"), str(sheet), str(tmp_path / "out.xlsx")]
    done = subprocess.run(
        command, capture_output=True, text=True, env={"PYTHONPATH": str(tmp_path / "src")}, check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == "1200"
    with Ledger.open(tmp_path / "old.db") as ledger:
        assert len(ledger.records("parks")) == 1, "a program without the new field still reads"


def test_text_stays_text_in_the_export(ledger: Ledger, tmp_path: Path) -> None:
    ledger.add("projects", {"name": '=HYPERLINK("http://x") 项目', "contact": "+8613800000000"}, "甲")
    file = tmp_path / "x.xlsx"
    ledger.export("projects", file)
    from zipfile import ZipFile

    with ZipFile(file) as book:
        assert b"<f>" not in book.read("xl/worksheets/sheet1.xml")
    assert isinstance(xlsxwriter.__version__, str)
