"""Doubles, roles, parks, clauses and weak sources."""

from dataclasses import replace
from decimal import Decimal

import pytest
from tests.audit.worlds import ANNING, fact, project, world

from lianzhang.audit import run
from lianzhang.core import ClaimBasis


def only(rule, *facts, **more):
    return run(world(*facts, **more), [rule])


A = project(
    1,
    "安宁市年产10万吨磷酸铁锂项目",
    owner="甲公司",
    total_investment=5 * 10**9,
    place=ANNING,
    product="磷酸铁锂",
)
B = project(
    2,
    "磷酸铁锂生产线建设项目",
    owner="甲公司",
    total_investment=5 * 10**9,
    place="云南省昆明市",
    product="磷酸铁锂",
)


def test_one_project_under_two_names():
    (finding,) = only("double_count", projects=(A, B))
    assert dict(finding.figures)["twice"].value == Decimal(5 * 10**9)
    assert all(w in finding.sentence.zh for w in ("业主相同", "投资额相同"))


def test_a_total_that_is_not_given_is_said_so():
    (finding,) = only("double_count", projects=(A, replace(B, total_investment=None)))
    assert "（{first}）" in finding.sentence.zh
    assert "（总投资未填）" in finding.sentence.zh
    assert "total investment not given" in finding.sentence.en
    assert "{second}" not in finding.sentence.zh + finding.arithmetic.zh


@pytest.mark.parametrize(
    "change",
    [
        {"owner": "乙公司", "total_investment": Decimal(3), "product": "隔膜", "name": "隔膜项目"},
        {"stage": "终止"},
        {"name": "磷酸铁锂项目二期"},
    ],
)
def test_different_projects_are_left_alone(change):
    assert not only("double_count", projects=(A, replace(B, **change)))


def test_phases_are_two_projects_and_their_total_is_a_third_row():
    one, two = (
        project(i, f"某产业园{p}", owner="甲", total_investment=v)
        for i, p, v in ((1, "一期", 3), (2, "二期", 4))
    )
    assert not only("double_count", projects=(one, two))
    (finding,) = only(
        "double_count", projects=(one, two, project(3, "某产业园", owner="甲", total_investment=7))
    )
    assert dict(finding.figures)["phases"].value == Decimal(7)


def role(number, place, items, **more):
    return fact(
        number, "zoning", None, None, place=place, items=items, subject=place, modality="planned", **more
    )


def test_same_role_in_one_province():
    items = ("正极材料", "电解液")
    (finding,) = only("duplicated_roles", role("a", "云南省曲靖市", items), role("b", "云南省玉溪市", items))
    assert dict(finding.figures)["similarity"].value == Decimal(100)
    assert not only("duplicated_roles", role("a", "云南省曲靖市", items), role("b", "贵州省铜仁市", items))
    # one of two shared: 1 ÷ √(2 × 2) = 0.5
    assert not only(
        "duplicated_roles", role("a", "云南省曲靖市", items), role("b", "云南省玉溪市", ("正极材料", "铜箔"))
    )


def test_a_group_named_in_one_sentence_is_no_double():
    roles = [role(n, p, (), object="产业配套区") for n, p in (("a", "云南省曲靖市"), ("b", "云南省玉溪市"))]
    apart = world(*roles)
    assert len(run(apart, ["duplicated_roles"])) == 1
    together = replace(apart, claim_basis=lambda c: replace(apart.claim_basis("a"), claim=c))
    assert not run(together, ["duplicated_roles"])


def test_chemical_project_in_a_park_without_grade():
    plant = project(1, "六氟磷酸锂项目", product="六氟磷酸锂", place="云南省昆明市安宁市安宁化工园区")
    graded = fact("g", "safety_grade", None, None, subject="安宁化工园区", object="C级（一般安全风险）")
    other = replace(graded, id="h", subject="某某化工园区")
    assert not only("park_safety", projects=(plant,))
    assert not only("park_safety", graded, projects=(plant,))
    assert len(only("park_safety", other, projects=(plant,))) == 1
    assert len(only("park_safety", replace(graded, object="A级"), projects=(plant,))) == 1
    assert not only("park_safety", other, projects=(replace(plant, product="铜箔", name="铜箔项目"),))


def test_orders_to_buy_within_the_province_are_named():
    def said(sentence):
        w = world(fact("a", "policy", None, None, place="河南省", modality="proposed"))
        return replace(
            w, claim_basis=lambda c: ClaimBasis(c, "d", "official", sentence, (0, 1), sentence, (0, 1), 0)
        )

    assert len(run(said("整车企业应当优先采购省内电池"), ["fair_competition"])) == 1
    assert not run(said("支持企业参加省内供需对接会"), ["fair_competition"])
    one = said("整车企业应当优先采购省内电池")
    two = replace(one, facts=(*one.facts, replace(one.facts[0], id="b", claims=("cb",))))
    by_claim = {"ca": "整车企业应当优先采购省内电池", "cb": "必须使用本地材料"}
    two = replace(two, claim_basis=lambda c: replace(one.claim_basis(c), sentence=by_claim[c]))
    (finding,) = run(two, ["fair_competition"])
    assert dict(finding.figures)["clauses"].value == Decimal(2)
    assert "应当优先采购省内" in finding.sentence.zh


def test_weak_sources():
    def reasons(**change):
        found = only(
            "unsupported",
            replace(fact("a", "capacity", 5, "t/a", subject="某地产能"), **change),
            as_of="2025-03-01",
        )
        return [f.id.split("-")[0] + ":" + f.title.en.split(": ")[1].split(" ")[0] for f in found]

    assert not reasons()
    assert len(reasons(lost=True, value=None)) == 1
    assert len(reasons(grade="spun")) == 1
    assert len(reasons(grade="repost")) == 1
    assert not reasons(grade="repost", sources=2)
    assert not reasons(value=None)
    assert len(reasons(kind="policy", value=None, time="2022/2024")) == 1
    assert not reasons(kind="policy", value=None, time="2022/2025")


def test_a_lost_number_stays_unknown():
    (finding,) = only(
        "unsupported", fact("a", "enterprise_count", None, "count", lost=True, subject="规上企业")
    )
    assert dict(finding.figures)["figure1"].value is None
    assert dict(finding.figures)["number"].value == Decimal(1)
