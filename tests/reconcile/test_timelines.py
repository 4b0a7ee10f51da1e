"""Time lines across documents, and what one fact with all its sources is: own notices, read and reconciled."""

from __future__ import annotations

from decimal import Decimal

from lianzhang.evidence import read_claims
from lianzhang.reconcile import Reconciled, TimeLine, reconcile, time_line, time_lines
from lianzhang.text import read_bytes
from lianzhang.text.document import Document

FIRM = "岳阳示例新材料有限公司"


def letter(name: str, day: str, *sentences: str) -> Document:
    text = f"岳阳市锂电产业通报\n发布日期：{day}\n\n" + "\n".join(sentences) + "\n"
    return read_bytes(text.encode(), name)


def together(*documents: Document) -> Reconciled:
    return reconcile([c for d in documents for c in read_claims(d)], documents)


def line_of(found: Reconciled, name: str = FIRM) -> TimeLine:
    (entity,) = [e for e in found.entities if e.name == name]
    return time_line(entity, found.facts)


YEARS = (
    letter(
        "2023.txt", "2023-03-01", f"{FIRM}计划建设年产5万吨磷酸铁锂生产线。", f"2022年{FIRM}营业收入20亿元。"
    ),
    letter("2024.txt", "2024-05-20", f"{FIRM}在建年产5万吨磷酸铁锂生产线。", f"2023年{FIRM}营业收入30亿元。"),
    letter("2025.txt", "2025-06-30", f"2024年{FIRM}生产磷酸铁锂4.2万吨。", f"2024年{FIRM}营业收入45亿元。"),
)


def test_a_line_runs_through_the_years() -> None:
    line = line_of(together(*YEARS))
    revenue = [
        (e.time, e.fact.value)
        for e in line.entries
        if e.fact.kind == "output_value" and e.fact.modality == "actual"
    ]
    assert revenue == [
        ("2022", Decimal(2_000_000_000)),
        ("2023", Decimal(3_000_000_000)),
        ("2024", Decimal(4_500_000_000)),
    ]
    days = [e.time or "9999" for e in line.entries]
    assert days == sorted(days)
    assert all(e.fact.claims for e in line.entries)


def test_steps_go_forward() -> None:
    documents = {d.path: d for d in YEARS}
    claims = [c for d in YEARS for c in read_claims(d)]
    found = reconcile(claims, YEARS)
    published = {c.id: documents[c.document].source.published or "" for c in claims}
    (entity,) = [e for e in found.entities if e.name == FIRM]
    states = [s.state for s in time_line(entity, found.facts, published).steps if "磷酸铁锂" in s.thing]
    assert states == ["planned", "under_construction", "actual"]


def test_what_has_no_time_stands_where_it_was_published() -> None:
    document = letter("a.txt", "2024-05-20", f"{FIRM}年产5万吨磷酸铁锂。")
    found = reconcile(read_claims(document), [document])
    (entity,) = [e for e in found.entities if e.name == FIRM]
    bare = [e for e in time_line(entity, found.facts).entries if e.fact.time is None]
    said = {c: "2024-05-20" for f in found.facts for c in f.claims}
    dated = [e for e in time_line(entity, found.facts, said).entries if e.fact.time is None]
    assert bare
    assert all(e.time is None for e in bare)
    assert all(e.time == "2024-05-20" and not e.dated for e in dated)


def test_lines_worth_showing() -> None:
    found = together(*YEARS, letter("other.txt", "2024-01-01", "岳阳乙电池有限公司年产2GWh电芯。"))
    names = [line.entity.name for line in time_lines(found.entities, found.facts)]
    assert names == [FIRM]


def test_conflicts_stand_side_by_side_on_the_line() -> None:
    found = together(
        letter("a.txt", "2024-05-20", f"2023年{FIRM}营业收入30亿元。"),
        letter("b.txt", "2024-05-21", f"据市统计局通报，2023年{FIRM}营业收入36亿元，从业人员稳步增加。"),
    )
    rivals = [e.fact for e in line_of(found).entries if e.fact.conflicts]
    assert len(rivals) == 2
    assert {r.value for r in rivals} == {Decimal(3_000_000_000), Decimal(3_600_000_000)}


# ---- one fact, all its sources; what is not the same is neither merged nor a conflict


def facts_of(*sentences: str) -> Reconciled:
    days = [f"2024-05-{20 + i}" for i in range(len(sentences))]
    return together(*(letter(f"{i}.txt", d, s) for i, (d, s) in enumerate(zip(days, sentences, strict=True))))


def test_one_fact_has_all_its_sources() -> None:
    found = facts_of(
        "2023年全市电池产业产值420亿元。",
        "记者从市工信局获悉，2023年全市电池产业产值420亿元，园区建设加快推进。",
        "统计部门核定，2023年全市电池产业产值为420.0亿元，居全省前列。",
    )
    (fact,) = [f for f in found.facts if f.kind == "output_value"]
    assert (fact.sources, len(fact.claims)) == (3, 3)
    assert not fact.conflicts


def test_a_copy_counts_once() -> None:
    body = (
        "2023年全市电池产业产值420亿元，聚集企业46家，完成投资38.5亿元，带动就业12300人。",
        "岳阳示例新材料有限公司年产5万吨磷酸铁锂，岳阳乙电池有限公司年产12GWh电芯。",
    )
    original = letter("a.txt", "2024-05-20", *body)
    copy = letter("b.txt", "2024-05-22", *body, "（转载）")
    found = together(original, copy)
    assert len(found.clusters) == 1
    assert found.facts
    assert {f.sources for f in found.facts} == {1}
    assert any(len(f.claims) == 2 for f in found.facts)


def test_what_is_counted_otherwise_is_neither_merged_nor_a_conflict() -> None:
    pairs = [
        ("2023年全市电池产业产值420亿元。", "2023年全市电池产业营业收入460亿元。"),
        ("该市锂电项目合同投资总额100亿元。", "该市锂电项目完成投资总额40亿元。"),
        ("2023年岳阳市电池产业产值420亿元。", "2023年岳阳市汨罗市电池产业产值90亿元。"),
        (f"2023年{FIRM}磷酸铁锂产能5万吨/年。", f"2023年{FIRM}磷酸铁锂产量4.2万吨。"),
        ("2023年全市电池产业产值420亿元。", "2023年上半年全市电池产业产值190亿元。"),
        ("2023年全市电池产业产值420亿元。", "到2027年，全市电池产业产值达到800亿元。"),
    ]
    for pair in pairs:
        found = facts_of(*pair)
        values = [f for f in found.facts if f.value is not None]
        assert len(values) == 2, (pair, values)
        assert not any(f.conflicts for f in found.facts), pair
