"""What documents say is proposed, never written; a person decides; both are recorded. Matters and closed months."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from lianzhang.core import ClaimBasis, InputError, RowBasis
from lianzhang.evidence.claim import Claim
from lianzhang.ledger import Ledger, import_projects, propose_from_claims
from lianzhang.reconcile import reconcile
from lianzhang.text.document import Document, Source

NAME = "青山公司年产5万吨磷酸铁锂项目"


@pytest.fixture
def told(ledger: Ledger, document: Callable[..., Document], claim: Callable[..., Claim]) -> list[Claim]:
    claims = [
        claim(),
        claim(start=20, kind="project", value=None, unit=None, measure=None, stage="开工", modality="actual", time="2024-03-05",
              object="青山新材料有限公司", item="磷酸铁锂"),
        claim(start=40, kind="capacity", value=Decimal(50000), unit="t/a", measure=None),
        claim(start=60, measure="完成投资", value=Decimal(300000000), modality="actual"),
        claim(start=80, kind="milestone", value=None, unit=None, measure=None, stage="投产", modality="planned", time="2025-06"),
        claim(start=100, measure="总投资", value=None, lost=True, subject="白水一期项目"),
        claim(start=120, kind="project_count", subject="全省在建重大项目", value=Decimal(31), unit="count"),
        claim(start=140, subject="全省在建重大项目", value=Decimal(987) * 10**8),
        claim(start=160, kind="project_count", subject="某市锂电工程", value=Decimal(7), unit="count"),
        claim(start=180, subject="某市锂电工程", value=Decimal(560) * 10**8),
        claim(start=200, measure="合同投资额", value=Decimal(2) * 10**9),
    ]  # fmt: skip
    ledger.store_document(document(), claims)
    return claims


def test_proposals_and_acceptance(ledger: Ledger, told: list[Claim]) -> None:
    result = reconcile(told, ledger.documents())
    ids = propose_from_claims(ledger, told, result.facts)
    assert ledger.projects() == (), "nothing is written before a person says so"
    open_changes = {(c.project, c.field): c for c in ledger.changes()}
    assert set(open_changes) == {("白水一期项目", "name")} | {
        (NAME, f)
        for f in ("name", "place", "owner", "stage", "product", "total_investment", "completed_investment", "capacity",
                  "stages.开工", "due.投产")
    }  # fmt: skip
    assert open_changes[(NAME, "total_investment")].new == "1250000000"
    assert open_changes[(NAME, "total_investment")].sentence == "青山公司,投资12.5亿元。"
    assert len(ids) == len(open_changes)
    assert propose_from_claims(ledger, told, result.facts) == (), "proposing again adds nothing"
    assert ledger.accept_all("张三").changed == len(open_changes) + 1  # capacity brings its unit
    other, project = sorted(ledger.projects(), key=lambda p: p.capacity is not None)
    assert (other.name, other.total_investment) == ("白水一期项目", None), "lost stays lost"
    assert (project.total_investment, project.completed_investment) == (
        Decimal(1250000000),
        Decimal(300000000),
    )
    assert (project.capacity, project.capacity_unit, project.stage) == (Decimal(50000), "t/a", "开工")
    assert (dict(project.stages), dict(project.due)) == ({"开工": "2024-03-05"}, {"投产": "2025-06"})
    assert all(isinstance(b, ClaimBasis) for b in project.basis.values())
    assert {h["who"] for h in ledger.history("projects")} == {"张三"}
    assert ledger.changes() == ()
    assert propose_from_claims(ledger, told, result.facts) == ()


def test_a_field_needs_its_project_and_decided_is_decided(ledger: Ledger, told: list[Claim]) -> None:
    propose_from_claims(ledger, told)
    before = ledger.digest()
    stage = next(c for c in ledger.changes() if c.field == "stage")
    with pytest.raises(InputError, match="新项目"):
        ledger.accept([stage.id], "张三")
    with pytest.raises(InputError):
        ledger.accept(["nothing"], "张三")
    assert ledger.digest() == before
    assert ledger.reject([stage.id], "李四") == 1
    with pytest.raises(InputError):
        ledger.accept([stage.id], "张三")
    assert propose_from_claims(ledger, told) == ()
    (rejected,) = ledger.changes("rejected")
    assert (rejected.decided_by, rejected.field) == ("李四", "stage")


def test_a_better_later_source_opens_again(
    ledger: Ledger, told: list[Claim], document: Callable[..., Document], claim: Callable[..., Claim]
) -> None:
    propose_from_claims(ledger, told)
    money = next(c for c in ledger.changes() if c.field == "total_investment")
    ledger.reject([money.id], "张三")
    worse = claim("w.txt", grade="spun")
    ledger.store_document(document("w.txt", grade="spun"), [worse])
    assert propose_from_claims(ledger, [*told, worse]) == ()
    better = claim("o.txt", grade="official")
    source = Source(published="2024-08-01")
    ledger.store_document(document("o.txt", grade="official", source=source), [better])
    assert propose_from_claims(ledger, [*told, worse, better]) == (money.id,)
    again = next(c for c in ledger.changes() if c.id == money.id)
    assert (again.grade, again.document, again.decided_by) == ("official", "o.txt", None)
    assert propose_from_claims(ledger, [*told, worse, better]) == ()


def test_claims_never_overwrite_a_sheet_silently(
    ledger: Ledger, told: list[Claim], sheet: Callable[..., Path]
) -> None:
    import_projects(ledger, sheet(f"项目名称,总投资(亿元),阶段\n{NAME},11,开工\n"), "甲")
    propose_from_claims(ledger, told)
    found = {c.field: c for c in ledger.changes() if c.project == NAME}
    assert "name" not in found
    assert "stage" not in found, "what the register says already is not proposed"
    assert (found["total_investment"].old, found["total_investment"].new) == ("1100000000", "1250000000")
    assert ledger.projects()[0].total_investment == Decimal(1100000000)
    ledger.accept([found["total_investment"].id], "乙")
    project = ledger.projects()[0]
    assert project.total_investment == Decimal(1250000000)
    assert isinstance(project.basis["total_investment"], ClaimBasis)
    assert isinstance(project.basis["stage"], RowBasis)
    line = ledger.history("projects", project.id)[-1]
    assert (line["field"], line["old"], line["new"], line["who"]) == (
        "total_investment",
        "1100000000",
        "1250000000",
        "乙",
    )


def test_rivals_are_never_accepted_together(
    ledger: Ledger, document: Callable[..., Document], claim: Callable[..., Claim]
) -> None:
    one = claim(kind="project", value=None, unit=None, stage="开工", modality="actual")
    other = claim(
        "o.txt", kind="project", value=None, unit=None, stage="投产", modality="actual", grade="official"
    )
    ledger.store_document(document(), [one])
    ledger.store_document(document("o.txt", grade="official"), [other])
    propose_from_claims(ledger, [one, other])
    with pytest.raises(InputError, match="矛盾"):
        ledger.accept([c.id for c in ledger.changes()], "张三")
    ledger.accept_all("张三")
    assert ledger.projects()[0].stage == "投产", "the better source"
    assert [c.new for c in ledger.changes()] == ["开工"]


def test_one_start_told_in_two_ways_is_one_proposal(
    ledger: Ledger, claim: Callable[..., Claim], document: Callable[..., Document], sheet: Callable[..., Path]
) -> None:
    # “举行开工仪式，项目正式开工建设”: one event
    said = [
        claim(start=start, kind="project", subject=NAME, value=None, unit=None, measure=None, stage=stage, modality="actual",
              time="2024-03-05")
        for start, stage in ((20, "开工"), (60, "开工建设"))
    ]  # fmt: skip
    import_projects(ledger, sheet(f"项目名称,阶段\n{NAME},签约\n"), "甲")
    ledger.store_document(document(), said)
    propose_from_claims(ledger, said, ())
    assert [c.new for c in ledger.changes() if c.field == "stage"] == ["开工"]
    assert [c.new for c in ledger.changes() if c.field == "stages.开工"] == ["2024-03-05"]
    # building going on is told as such, and a start takes nothing back
    going = claim(
        start=90,
        kind="project",
        subject=NAME,
        value=None,
        unit=None,
        measure=None,
        stage="在建",
        modality="actual",
    )
    propose_from_claims(ledger, [going], ())
    assert "在建" in [c.new for c in ledger.changes() if c.field == "stage"]
    other = NAME.replace("项目", "二期项目")
    import_projects(ledger, sheet(f"项目名称,阶段\n{other},在建\n"), "甲")
    late = claim(
        start=95,
        kind="project",
        subject=other,
        value=None,
        unit=None,
        measure=None,
        stage="开工",
        modality="actual",
    )
    propose_from_claims(ledger, [late], ())
    assert not [c for c in ledger.changes() if c.project == other and c.field == "stage"]


def test_matters(ledger: Ledger) -> None:
    first = ledger.assign(
        "finding:f1", "核实产能", "某县工信局", "2024-06-03", office="分管副局长", due="2024-06-30"
    )
    second = ledger.assign("project:1:p1", "协调用电", "某县供电公司", "2024-06-10", due="2024-06-20")
    assert ledger.assign("finding:f1", "核实产能", "某县工信局", "2024-06-03").id == first.id
    assert [m.id for m in ledger.open_matters("2024-06-15")] == [second.id, first.id]
    assert [m.id for m in ledger.open_matters("2024-06-05")] == [first.id]
    done = ledger.answer(first.id, "已核实", "2024-06-18", "李四")
    assert (done.status, done.answer) == ("answered", "已核实")
    assert [m.id for m in ledger.open_matters("2024-06-20")] == [second.id]
    assert [m.id for m in ledger.open_matters("2024-06-15")] == [second.id, first.id], "as it stood then"
    for wrong in ({"opened": "六月"}, {"opened": "2024-06-03", "due": "2024-05-01"}):
        with pytest.raises(InputError):
            ledger.assign("x", "y", "z", **wrong)
    with pytest.raises(InputError):
        ledger.answer(99, "x", "2024-06-18", "李四")
