"""Facts from hand-made claims: what is joined, what stays apart, what contradicts; and that order does not matter."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from lianzhang.evidence.claim import Claim, Context
from lianzhang.reconcile import Reconciled, reconcile


@dataclass(frozen=True)
class Doc:
    path: str
    grade: str = "news"
    fingerprint: tuple[int, ...] = ()
    published: str | None = None


def claim(document: str = "a.txt", at: int = 0, **fields: Any) -> Claim:
    value = fields.pop("value", None)
    given: dict[str, Any] = {
        "kind": "output_value", "subject": "湖南省郴州市", "place": "湖南省郴州市", "time": "2024", "unit": "CNY",
        "modality": "actual", "grade": "news", "rule": "test", "measure": "产值",
        "quote": fields.pop("quote", "某市产值"),
        "context": Context("甲", (0, 1), at, at + 10),
    }  # fmt: skip
    given.update(fields)
    value = Decimal(value) if isinstance(value, str) else value
    return Claim(document=document, start=at, end=at + 4, value=value, **given)


def run(claims: list[Claim], *documents: Doc) -> Reconciled:
    known = {d.path for d in documents}
    more = [Doc(p) for p in sorted({c.document for c in claims}) if p not in known]
    return reconcile(claims, [*documents, *more])


def test_same_statement_in_two_documents_is_one_fact() -> None:
    result = run([claim("a.txt", value="8E10"), claim("b.txt", 50, value="8E10", grade="official")])
    (fact,) = result.facts
    assert (fact.sources, fact.grade, len(fact.claims)) == (2, "official", 2)
    assert fact.conflicts == ()


def test_printed_rounding_agrees_and_a_real_difference_conflicts() -> None:
    fine = claim("a.txt", value="98670000000", quote="产值986.7亿元")
    coarse = claim("b.txt", value="98700000000", quote="产值987亿元")
    other = claim("c.txt", value="99500000000", quote="产值995亿元")
    facts = run([fine, coarse, other]).facts
    assert len(facts) == 2
    joined = next(f for f in facts if f.sources == 2)
    rival = next(f for f in facts if f.sources == 1)
    assert joined.value == Decimal(98670000000)
    assert joined.conflicts == (rival.id,)
    assert rival.conflicts == (joined.id,)


def test_different_basis_of_counting_never_joins_and_never_conflicts() -> None:
    base = claim("a.txt", value="8E10")
    variants = [
        claim("b.txt", value="9E10", measure="营业收入"),
        claim("c.txt", value="9E10", scope="全国"),
        claim("d.txt", value="9E10", stage="签约"),
        claim("e.txt", value="9E10", modality="target"),
        claim("f.txt", value="9E10", time="2023"),
        claim("g.txt", value="9E10", place="湖南省"),
        claim("h.txt", value="9E10", unit="t"),
        claim("i.txt", value="8E10", kind="investment", measure="合同投资"),
        claim("j.txt", value="8E10", kind="investment", measure="完成投资"),
    ]
    facts = run([base, *variants]).facts
    assert len(facts) == len(variants) + 1
    assert all(not f.conflicts for f in facts)


def test_half_year_is_not_the_year_but_a_day_is_in_its_month_for_events() -> None:
    half = [claim("a.txt", value="5E9", time="2022-H1"), claim("b.txt", value="5E9", time="2022")]
    assert len(run(half).facts) == 2
    event = {"kind": "policy", "subject": "某省十条措施", "value": None, "unit": None, "measure": None}
    days = [claim("a.txt", time="2024-04-17", **event), claim("b.txt", time="2024-04", **event)]
    assert len(run(days).facts) == 1


def test_lower_bound_neither_joins_nor_contradicts_a_higher_figure() -> None:
    facts = run([claim("a.txt", value="5.2E10", qualifier="more_than"), claim("b.txt", value="5.6E10")]).facts
    assert len(facts) == 2
    assert all(not f.conflicts for f in facts)
    facts = run([claim("a.txt", value="5.2E10", qualifier="more_than"), claim("b.txt", value="4E10")]).facts
    assert all(len(f.conflicts) == 1 for f in facts)


def test_lost_never_meets_a_number() -> None:
    facts = run([claim("a.txt", value=None, lost=True), claim("b.txt", value="8E10")]).facts
    assert len(facts) == 2
    assert {f.value for f in facts} == {None, Decimal("8E10")}
    assert all(not f.conflicts for f in facts)


def test_undated_copy_joins_only_where_one_dated_fact_fits() -> None:
    undated = claim("b.txt", value="8E10", time=None)
    assert len(run([claim("a.txt", value="8E10"), undated]).facts) == 1
    two = run([claim("a.txt", value="8E10"), claim("c.txt", value="8E10", time="2023"), undated])
    assert len(two.facts) == 3


def test_one_sentence_does_not_contradict_itself() -> None:
    twins = [
        claim("a.txt", 7, value="3E4", unit="t", kind="production"),
        claim("a.txt", 7, value="5E4", unit="t", kind="production"),
    ]
    assert all(not f.conflicts for f in run(twins).facts)
    apart = [replace(twins[0]), replace(twins[1], start=90, context=Context("乙", (0, 1), 90, 99))]
    assert all(f.conflicts for f in run(apart).facts)


def test_units_of_one_dimension_meet() -> None:
    tonnes = claim("a.txt", value="50000", unit="t/a", kind="capacity")
    kilotonnes = claim("b.txt", value="50", unit="kt/a", kind="capacity")
    assert len(run([tonnes, kilotonnes]).facts) == 1


def test_copies_count_once_by_fingerprint_and_by_figures() -> None:
    print_a = tuple(range(128))
    print_b = (*range(100), *range(1000, 1028))
    claims = [claim(p, value="8E10") for p in ("a.txt", "b.txt", "c.txt")]
    result = run(
        claims,
        Doc("a.txt", "news", print_a),
        Doc("b.txt", "repost", print_b),
        Doc("c.txt", "news", tuple(range(5000, 5128))),
    )
    assert sorted(len(c.documents) for c in result.clusters) == [1, 2]
    assert result.facts[0].sources == 2
    figures = ["1.23E9", "4.56E9", "7.89E9", "3.21E9", "6.54E9", "9.87E9", "1.47E9"]
    spun = [
        claim(d, 20 * i, value=v, measure=str(i)) for d in ("a.txt", "s.txt") for i, v in enumerate(figures)
    ]
    result = run(spun, Doc("a.txt"), Doc("s.txt", "spun"))
    assert [c.documents for c in result.clusters] == [("a.txt", "s.txt")]
    assert {f.sources for f in result.facts} == {1}


def firms(*names: str) -> Reconciled:
    return run(
        [
            claim(f"{i}.txt", subject=n, kind="production", value=None, unit=None, place=None)
            for i, n in enumerate(names)
        ]
    )


def test_parent_and_subsidiary_are_linked_not_merged() -> None:
    result = firms(
        "湖南裕能新能源电池材料股份有限公司", "云南裕能新能源电池材料有限公司", "湖南裕能", "云南裕能"
    )
    entities = {e.name: e for e in result.entities if e.type == "organisation"}
    assert set(entities) == {"湖南裕能新能源电池材料股份有限公司", "云南裕能新能源电池材料有限公司"}
    head = entities["湖南裕能新能源电池材料股份有限公司"]
    branch = entities["云南裕能新能源电池材料有限公司"]
    assert branch.parent == head.id
    assert head.parent is None
    assert [a for a, _ in branch.aliases] == ["云南裕能"]
    assert len(result.facts) == 2
    assert all(f.sources == 2 for f in result.facts)


def test_doubt_stays_doubt() -> None:
    result = firms("贵州中伟新材料有限公司", "湖南中伟新材料有限公司", "中伟新材")
    assert {e.name for e in result.entities} >= {
        "贵州中伟新材料有限公司",
        "湖南中伟新材料有限公司",
        "中伟新材",
    }
    doubt = next(d for d in result.doubts if d.name == "中伟新材")
    assert len(doubt.candidates) == 2
    assert len(result.facts) == 3


def test_lexicon_name_joins_what_form_cannot() -> None:
    claims = [
        claim("a.txt", subject="广州汽车集团股份有限公司", kind="production", value=None, unit=None),
        claim("b.txt", subject="广汽", kind="production", value=None, unit=None),
    ]
    result = reconcile(claims, [Doc("a.txt"), Doc("b.txt")], canonical={"广汽": "广州汽车集团股份有限公司"})
    assert [e.aliases for e in result.entities if e.type == "organisation"] == [(("广汽", "lexicon"),)]
    assert len(result.facts) == 1


def test_office_named_by_level_belongs_to_its_own_province() -> None:
    claims = [
        claim(
            "a.txt",
            subject="省工业和信息化厅",
            kind="policy",
            value=None,
            unit=None,
            place="云南省昆明市安宁市",
        ),
        claim(
            "b.txt", subject="省工业和信息化厅", kind="policy", value=None, unit=None, place="湖南省郴州市"
        ),
    ]
    names = {e.name for e in run(claims).entities if e.type == "government"}
    assert names == {"云南省工业和信息化厅", "湖南省工业和信息化厅"}


def test_forms_of_a_park_meet_in_one_place() -> None:
    def park(document: str, subject: str, place: str) -> Claim:
        return claim(document, subject=subject, kind="park", value=None, unit=None, place=place)

    tongren, other = "贵州省铜仁市", "贵州省贵阳市"
    claims = [
        park("a.txt", "大龙开发区", tongren),
        park("b.txt", "贵州大龙经济开发区", tongren),
        park("c.txt", "大龙高新区", tongren),
        park("d.txt", "大龙经开区", other),
    ]
    names = {e.name: e.aliases for e in run(claims).entities if e.type == "park"}
    assert set(names) == {"贵州大龙经济开发区", "大龙高新区", "大龙经开区"}
    assert names["贵州大龙经济开发区"] == (("大龙开发区", "form of the name"),)


def test_projects_meet_by_spelling_and_phases_stay_apart() -> None:
    subjects = [
        "青山年产5万吨磷酸铁锂项目",
        "“青山年产5万吨磷酸铁锂”建设项目",
        "临武县青山年产5万吨磷酸铁锂项目",
        "青山年产5万吨磷酸铁锂二期项目",
        "全市在建重大项目",
    ]
    claims = [
        claim(f"{i}.txt", subject=s, kind="project", value=None, unit=None) for i, s in enumerate(subjects)
    ]
    projects = [e for e in run(claims).entities if e.type == "project"]
    assert sorted(e.name for e in projects) == [
        "临武县青山年产5万吨磷酸铁锂项目",
        "青山年产5万吨磷酸铁锂二期项目",
    ]
    assert len(max(projects, key=lambda e: len(e.aliases)).aliases) == 2


POOL = [
    claim(f"{d}.txt", 30 * i, value=v, time=t, place=p, qualifier=q, grade=g, subject=s, quote=f"{v}")
    for i, (d, v, t, p, q, g, s) in enumerate(
        [
            ("a", "76.1", "2022-H1", "云南省", "exact", "official", "云南省"),
            ("b", "76", "2022-H1", "云南省", "about", "spun", "云南省"),
            ("c", "76.14", "2022-H1", None, "exact", "news", "云南省"),
            ("d", "76.1", None, "云南省", "more_than", "repost", "云南省"),
            ("e", "79", "2022-H1", "云南省", "exact", "news", "云南省"),
            ("f", "76.1", None, None, "exact", "news", "云南省"),
            ("a", "12", "2022", "云南省", "exact", "official", "湖南裕能"),
            ("b", "12", "2022", "云南省", "exact", "spun", "湖南裕能新能源电池材料股份有限公司"),
            ("c", "13", "2022", "云南省", "exact", "news", "云南裕能新能源电池材料有限公司"),
            ("d", "13", "2022", None, "exact", "repost", "裕能新能源"),
        ]
    )
]  # fmt: skip
DOCS = [Doc(f"{d}.txt", g, tuple(range(k, k + 128))) for d, g, k in
        [("a", "official", 0), ("b", "spun", 20), ("c", "news", 400), ("d", "repost", 430), ("e", "news", 900), ("f", "news", 950)]]  # fmt: skip


@settings(max_examples=40, deadline=None)
@given(st.permutations(POOL), st.permutations(DOCS))
def test_order_does_not_matter(claims: list[Claim], documents: list[Doc]) -> None:
    assert reconcile(claims, documents) == reconcile(POOL, DOCS)


def test_pool_is_not_trivial() -> None:
    result = reconcile(POOL, DOCS)
    assert any(f.conflicts for f in result.facts)
    assert any(len(f.claims) > 1 for f in result.facts)
    assert any(e.parent for e in result.entities)
