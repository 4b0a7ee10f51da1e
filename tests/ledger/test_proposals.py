"""Claims speak to every register: proposed with their sentence, accepted, corrected or rejected; duplicates merged and parted."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from lianzhang.core import ClaimBasis, InputError
from lianzhang.evidence.claim import Claim
from lianzhang.ledger import Ledger
from lianzhang.text.document import Document

FIRM = "青山新材料有限公司"
PLACE = "湖南省郴州市临武县"


@pytest.fixture
def told(ledger: Ledger, document: Callable[..., Document], claim: Callable[..., Claim]) -> list[Claim]:
    none: dict[str, Any] = {"value": None, "unit": None, "measure": None, "modality": "actual"}
    claims = [
        claim(start=20, **{**none, "kind": "production", "subject": FIRM, "item": "磷酸铁锂"}),
        claim(start=40, **{**none, "kind": "production", "subject": FIRM, "item": "磷酸铁"}),
        claim(start=60, **{**none, "kind": "capacity", "subject": FIRM, "item": "磷酸铁锂", "value": Decimal(50000), "unit": "t/a"}),
        claim(start=80, **{**none, "kind": "reserve", "subject": "某矿", "item": "氧化锂", "value": Decimal(200000), "unit": "t"}),
        claim(start=100, **{**none, "kind": "safety_grade", "subject": "青山经济开发区", "object": "C级", "time": "2022-11"}),
        claim(start=120, **{**none, "kind": "supply_link", "subject": FIRM, "object": "白水电池有限公司", "item": "磷酸铁锂"}),
        claim(start=140, **{**none, "kind": "target", "subject": "郴州市锂电产业", "measure": "产值", "modality": "target",
                            "value": Decimal(80000000000), "unit": "CNY", "time": "2024", "place": "湖南省郴州市"}),
        claim(start=160, **{**none, "kind": "employment", "subject": FIRM, "value": None, "unit": "persons", "lost": True}),
        claim(start=180, **{**none, "kind": "milestone", "subject": "郴州市锂电集群", "object": "省级战略性产业集群", "time": "2022-04"}),
        claim(start=200, **{**none, "kind": "market_rank", "subject": FIRM, "item": "磷酸铁锂", "scope": "全国",
                            "value": Decimal(2), "unit": "rank"}),
    ]  # fmt: skip
    ledger.store_document(document(), claims)
    return claims


def test_claims_speak_to_their_registers(ledger: Ledger, told: list[Claim]) -> None:
    ids = ledger.propose(told)
    open_now = ledger.changes()
    assert len(ids) == len(open_now)
    assert {c.register for c in open_now} >= {
        "enterprises", "capacity_lines", "deposits", "parks", "supply_links", "targets", "honours", "products",
    }  # fmt: skip
    assert all(c.sentence == "青山公司,投资12.5亿元。" for c in open_now)
    assert not any(c.field == "staff" for c in open_now), "lost stays lost"
    assert ledger.propose(told) == (), "again adds nothing"
    ledger.accept_all("张三")
    firm = next(r for r in ledger.records("enterprises", basis=True) if r.values["name"] == FIRM)
    assert firm.values["products"] == ["磷酸铁", "磷酸铁锂"] or firm.values["products"] == [
        "磷酸铁锂",
        "磷酸铁",
    ]
    assert isinstance(firm.basis["products"], ClaimBasis)
    (line,) = ledger.records("capacity_lines")
    assert (line.labels["enterprise"], line.values["capacity"], line.values["capacity_unit"]) == (
        FIRM,
        Decimal(50000),
        "t/a",
    )
    (deposit,) = ledger.records("deposits")
    assert (deposit.values["reserve"], deposit.values["place"]) == (Decimal(200000), PLACE)
    park = next(r for r in ledger.records("parks"))
    assert (park.values["safety_grade"], park.values["safety_date"]) == ("C", "2022-11")
    (link,) = ledger.records("supply_links")
    assert (link.labels["supplier"], link.labels["buyer"], link.values["status"]) == (
        FIRM,
        "白水电池有限公司",
        "供货",
    )
    (target,) = ledger.records("targets")
    assert (target.values["year"], target.values["value"], target.values["value_unit"]) == (
        2024,
        Decimal(80000000000),
        "CNY",
    )
    assert ledger.propose(told) == (), "what the registers have is not proposed"
    assert ledger.changes() == ()


def test_correct_reject_and_a_better_source(
    ledger: Ledger, document: Callable[..., Document], claim: Callable[..., Claim], told: list[Claim]
) -> None:
    ledger.propose(told)
    mine = {c.field: c for c in ledger.changes(register="capacity_lines")}
    assert set(mine) == {"enterprise", "capacity", "status"}
    with pytest.raises(InputError, match="不是数"):
        ledger.correct(mine["capacity"].id, "五万")
    assert ledger.correct(mine["capacity"].id, "6万吨/年").corrected == "60000 t/a"
    with pytest.raises(InputError, match="先接受"):
        ledger.accept([mine["capacity"].id], "张三")
    ledger.accept([mine["enterprise"].id, mine["capacity"].id], "张三")
    (line,) = ledger.records("capacity_lines")
    assert line.values["capacity"] == Decimal(60000)
    assert ledger.reject([mine["status"].id], "张三") == 1
    better = claim("o.txt", kind="capacity", subject=FIRM, item="磷酸铁锂", value=Decimal(50000), unit="t/a", measure=None,
                   modality="actual", grade="official")  # fmt: skip
    ledger.store_document(document("o.txt", grade="official"), [better])
    again = ledger.propose([*told, better])
    opened = {c.id: c for c in ledger.changes()}
    assert mine["status"].id in again
    assert opened[mine["status"].id].reopened == 1
    assert any(opened[i].field == "capacity" and opened[i].old == "60000 t/a" for i in again), (
        "beside the value it has"
    )


def test_an_acceptance_can_be_undone(ledger: Ledger, told: list[Claim]) -> None:
    ledger.propose(told)
    before = {r: ledger.records(r) for r in ("enterprises", "parks", "targets")}
    count = len(ledger.changes())
    ledger.accept_all("张三")
    ledger.undo(ledger.acts()[0]["id"], "李四")
    assert {r: ledger.records(r) for r in before} == before
    assert len(ledger.changes()) == count, "the questions are open again"


TWICE = """项目名称,建设地点,业主单位,总投资(亿元),产品,阶段
郴州市临武县青山年产5万吨磷酸铁锂项目,临武县,青山新材料有限公司,12.5,磷酸铁锂,签约
青山年产5万吨磷酸铁锂正极材料项目,临武县,青山新材料股份有限公司,12.5,磷酸铁锂,
青山年产5万吨磷酸铁锂项目二期,临武县,青山新材料有限公司,12.5,磷酸铁锂,谋划
白水20GWh电芯项目,北湖区,白水电池有限公司,60,电芯,在建
"""


def test_a_project_signed_twice_is_found_and_merged_reversibly(
    ledger: Ledger, sheet: Callable[..., Path]
) -> None:
    ledger.import_sheet("projects", sheet(TWICE), "甲")
    months = "项目名称,月份,本月完成(万元)\n郴州市临武县青山年产5万吨磷酸铁锂项目,2026-09,100\n青山年产5万吨磷酸铁锂正极材料项目,2026-09,120\n青山年产5万吨磷酸铁锂正极材料项目,2026-10,50\n"
    ledger.import_sheet("project_progress", sheet(months, name="月.csv"), "甲")
    pairs = ledger.duplicates("projects")
    assert [(p.keep, p.drop) for p in pairs] == [(1, 2)], "a phase is not its whole"
    assert {r.en.split(" (")[0] for r in pairs[0].reasons} >= {
        "the same total investment",
        "names alike",
        "the same product",
    }
    state = (ledger.records("projects"), ledger.records("project_progress"))
    act = ledger.merge("projects", 1, 2, "乙")
    assert [p.id for p in ledger.projects()] == [1, 3, 4]
    assert [(m.month) for m in ledger.projects()[0].progress] == ["2026-09", "2026-10"]
    assert ledger.records("projects")[0].merged == (2,)
    assert ledger.duplicates("projects") == ()
    before = ledger.digest()
    ledger.import_sheet("projects", sheet(TWICE), "丙")
    assert ledger.digest() == before, "the sheet with both names changes nothing"
    late = ledger.import_sheet(
        "project_problems",
        sheet("项目名称,发现日期,问题\n青山年产5万吨磷酸铁锂正极材料项目,2026-10-01,缺电\n", name="问.csv"),
        "丙",
    )
    assert ledger.records("project_problems")[0].values["project"] == 1, (
        "the old name leads to the one that was kept"
    )
    assert late.act is not None
    ledger.undo(late.act, "丙")
    ledger.undo(act, "乙")
    after = (ledger.records("projects"), ledger.records("project_progress"))
    assert [[r.values for r in part] for part in after] == [[r.values for r in part] for part in state]


def test_a_firm_under_two_names(ledger: Ledger, sheet: Callable[..., Path]) -> None:
    text = (
        "企业名称,所在地,联系电话,统一社会信用代码\n湖南青山新材料有限公司,临武县,0735-1,91X\n青山新材料,临武县,,\n"
        "湖南白水电池有限公司,北湖区,,92X\n云南白水电池有限公司,昆明市,,93X\n"
    )
    ledger.import_sheet("enterprises", sheet(text), "甲")
    pairs = ledger.duplicates("enterprises")
    assert [p.names for p in pairs] == [("湖南青山新材料有限公司", "青山新材料")]
    ledger.merge("enterprises", pairs[0].keep, pairs[0].drop, "乙")
    assert ledger.records("enterprises")[0].values["aliases"] == ["青山新材料"]
    ledger.import_sheet("products", sheet("产品名称,生产企业\n磷酸铁锂,青山新材料\n", name="产.csv"), "甲")
    assert ledger.records("products")[0].labels["enterprise"] == "湖南青山新材料有限公司"
