"""Own sentences for statements without a number, and what holds for every claim: spans, zones, copies, losses."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from lianzhang.evidence import claims_of, read_claims, write_jsonl
from lianzhang.text.document import Repeat, TextMap, Zone

from .conftest import Make

CASES: list[tuple[str, list[tuple[str, str, str | None, str]]]] = [
    ("天赐材料为宁德时代、比亚迪等企业供货。", [
        ("supply_link", "天赐材料", "宁德时代", "actual"),
        ("supply_link", "天赐材料", "比亚迪", "actual"),
    ]),
    ("恩捷股份与亿纬锂能签订隔膜采购协议。", [("supply_link", "恩捷股份", "亿纬锂能", "signed")]),
    ("四川省发布《四川省动力电池产业发展规划(2023—2027年)》。", [("policy", "四川省动力电池产业发展规划", None, "actual")]),
    ("以四川省宜宾市、遂宁市为核心,打造动力电池产业集群。", [
        ("zoning", "宜宾市", "核心", "planned"),
        ("zoning", "遂宁市", "核心", "planned"),
    ]),
    ("全省构建“一核两带”产业布局。", [("zoning", "一核两带", None, "planned")]),
    ("湖北省宜昌市加快补齐隔膜、铜箔等短板。", [("zoning", "宜昌市", "隔膜、铜箔", "planned")]),
    ("江西省宜春市成立锂电产业发展领导小组。", [("institution", "锂电产业发展领导小组", None, "actual")]),
    ("楚江固态电池研究院在武汉揭牌。", [("institution", "楚江固态电池研究院", None, "actual")]),
    ("容百科技成功上市。", [("milestone", "容百科技", "成功上市", "actual")]),
    ("安徽省滁州市锂电产业集群2023年9月入选国家级中小企业特色产业集群。", [
        ("milestone", "锂电产业集群", "国家级中小企业特色产业集群", "actual"),
    ]),
    ("四川省加大锂、钴等矿产勘查力度。", [("mineral_focus", "矿产", None, "planned")]),
    ("市发展改革委关于市政协第88号提案的答复", [("proposal_step", "第88号提案", "市发展改革委", "actual")]),
    ("组织东山化工园区、西岭化工园区申请安全风险防控资金。", [
        ("factor_support", "东山化工园区", "安全风险防控资金", "planned"),
        ("factor_support", "西岭化工园区", "安全风险防控资金", "planned"),
    ]),
    ("重点突破硫化物电解质制备技术。", [("technology_parameter", "硫化物电解质制备技术", None, "planned")]),
    ("大河选矿厂已完成土地平整。", [("project", "大河选矿厂", None, "actual")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[c[0][:18] for c in CASES])
def test_relations(document: Make, text: str, expected: list[tuple[str, str, str | None, str]]) -> None:
    claims = [c for c in read_claims(document(text)) if c.value is None]
    told = [(c.kind, c.subject, c.object, c.modality) for c in claims]
    for kind, subject, other, modality in expected:
        assert any(
            k == kind and subject in (s or "") and (other is None or other in (o or "")) and m == modality
            for k, s, o, m in told
        ), (kind, subject, told)
    for claim in claims:
        assert text[claim.start : claim.end] == claim.quote


TEXT = "河北省唐山市电解液产能达到12万吨/年。\n点击咨询,产能达到99万吨/年。\n河北省唐山市电解液产能达到12万吨/年。"


def test_noise_makes_no_claim_and_a_copy_goes_into_also(document: Make) -> None:
    lines = [i for i, c in enumerate(TEXT) if c == "\n"]
    base = document(TEXT)
    zones = (
        Zone(0, lines[0] + 1, "body"),
        Zone(lines[0] + 1, lines[1] + 1, "spam"),
        Zone(lines[1] + 1, len(TEXT), "body"),
    )
    repeats = (Repeat(lines[1] + 1, len(TEXT), 0, lines[0]),)
    claims = [c for c in read_claims(replace(base, zones=zones, repeats=repeats)) if c.value is not None]
    assert [(c.kind, float(c.value)) for c in claims] == [("capacity", 120000.0)]  # type: ignore[arg-type]
    assert [TEXT[a:b] for a, b in claims[0].also] == [claims[0].quote]


def test_spans_are_of_the_raw_file(document: Make) -> None:
    raw = "﻿﻿" + TEXT
    base = document(TEXT)
    moved = TextMap([i + 2 for i in range(len(TEXT))], [i + 3 for i in range(len(TEXT))])
    claims = read_claims(replace(base, raw=raw, map=moved))
    assert claims
    for claim in claims:
        assert raw[claim.start : claim.end] == claim.quote
        assert claim.context is not None
        a, b = claim.context.mark
        assert claim.context.sentence[a:b] == claim.quote


def test_a_lost_number_is_not_restored(document: Make) -> None:
    claims = read_claims(document("河北省唐山市规上企业余家,总投资亿元,电池产值30亿元。"))
    assert all(c.value is None for c in claims if c.lost)
    assert [float(c.value) for c in claims if c.value is not None] == [3e9]  # type: ignore[arg-type]


def test_swapped_words_are_read_by_their_likelier_form(document: Make) -> None:
    text = "河北省唐山市新动力电池企业30家。"
    at = text.index("新动力")
    claims = read_claims(replace(document(text), hypothesis=((at, at + 3, "新能源"),)))
    assert any("新能源电池" in (c.subject or "") for c in claims)
    assert all(text[c.start : c.end] == c.quote for c in claims)


def test_jsonl(document: Make, tmp_path: Path) -> None:
    path = tmp_path / "claims.jsonl"
    count = write_jsonl(claims_of([document("河北省唐山市规上企业30家。")]), path)
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    assert count == len(rows) == 1
    assert rows[0]["value"] == 30
    assert rows[0]["schema"] == 1


def test_empty_and_odd_documents(document: Make) -> None:
    assert read_claims(document("")) == []
    assert read_claims(document("(((“《；；；。。。\n\n,,,")) == []


def test_own_names(document: Make) -> None:
    text = "云锦能材在湖南省岳阳市的隔膜产能4亿平方米/年,为星海出行供货。"
    claims = read_claims(
        document(text), extra_lexicon={"云锦能材": "organisation", "星海出行": "organisation"}
    )
    assert {(c.kind, c.subject, c.object) for c in claims} >= {
        ("capacity", "云锦能材", None),
        ("supply_link", "云锦能材", "星海出行"),
    }


def test_text_without_marks_is_read_in_linear_time(document: Make) -> None:
    import time

    began = time.process_time()
    claims = read_claims(document("产值3亿元、" * 2000, kind="body"))
    assert claims
    assert time.process_time() - began < 10


def test_who_leads_a_body_is_not_its_name(document: Make) -> None:
    told = read_claims(document("江西省宜春市成立由市长任组长、三位副市长任副组长的锂电产业领导小组。"))
    assert [c.subject for c in told if c.kind == "institution"] == ["宜春市锂电产业领导小组"]
