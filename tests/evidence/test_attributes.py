"""Battery kind, chemistry, segment and speaker on claims: own sentences, and the data file against the chain's catalogue."""

from __future__ import annotations

from dataclasses import replace

import pytest

from lianzhang.chain import catalogue, commodity_of, segment_tree
from lianzhang.evidence import read_claims
from lianzhang.evidence.attributes import BATTERY_KINDS, attributes_of, described, product_rows
from lianzhang.evidence.claim import Claim
from lianzhang.evidence.lexicon.tables import terms
from lianzhang.evidence.speakers import cues, speaker
from lianzhang.text import read_bytes


def claims_of(*sentences: str) -> list[Claim]:
    text = "岳阳市锂电产业通报\n发布日期：2024-05-20\n\n" + "\n".join(sentences) + "\n"
    return read_claims(read_bytes(text.encode(), "a.txt"))


def test_segments_of_products_are_those_of_the_chain() -> None:
    tree, known = segment_tree(), set(catalogue().commodities.ids)
    checked = 0
    for (of, name), (segment, kind, _) in product_rows().items():
        assert not segment or segment in tree.index, (name, segment)
        assert not kind or kind in BATTERY_KINDS, (name, kind)
        if of == "product" and name in known:
            assert tree.of_commodity(name).id == segment, name
            checked += 1
    assert checked > 90


def test_every_product_and_mineral_of_the_lexicon_that_the_chain_knows_has_a_segment() -> None:
    rows, known = product_rows(), set(catalogue().commodities.ids)
    wanted = {t.product for t in terms() if t.type == "product" and t.product in known}
    assert len(wanted) > 90
    assert not [p for p in sorted(wanted) if ("product", p) not in rows]


def test_chemistries_of_cathodes_are_those_of_the_chains_classes() -> None:
    rows, compared = product_rows(), 0
    for chemistry in ("lfp", "ncm523", "ncm622", "ncm811", "lmo", "nfpp"):
        match = commodity_of(f"{chemistry.upper()}正极材料")
        if match is not None and not match.ambiguous:
            assert rows[("product", match.commodity)][2] == chemistry
            compared += 1
    assert compared >= 4


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("磷酸铁锂电池", ("lithium_ion", "lfp", "battery_cell")),
        ("磷酸铁锂正极材料", ("lithium_ion", "lfp", "cathode_material")),
        ("磷酸锰铁锂", ("lithium_ion", "lmfp", "cathode_material")),
        ("三元811", ("lithium_ion", "ncm811", "cathode_material")),
        ("钠离子电池", ("sodium_ion", None, "battery_cell")),
        ("钠离子电池电解液", ("sodium_ion", None, "electrolyte_solution")),
        ("半固态电池", ("semi_solid", None, "battery_cell")),
        ("全钒液流电池", ("flow", None, "other_battery")),
        ("铅酸蓄电池", ("lead_acid", None, "lead_acid")),
        ("锂电铜箔", ("lithium_ion", None, "copper_foil")),
        ("电池级碳酸锂", (None, None, "lithium_salt")),
        ("锂云母精矿", (None, None, "lithium_ore")),
        ("预制菜", (None, None, None)),
    ],
)
def test_names(text: str, expected: tuple[str | None, ...]) -> None:
    assert attributes_of(text) == expected


def test_running_text_counts_only_where_its_products_agree() -> None:
    assert attributes_of("隔膜和电解液项目", name=False)[2] is None
    assert attributes_of("碳酸锂和氢氧化锂项目", name=False)[2] == "lithium_salt"


def test_claims_carry_them() -> None:
    (claim,) = [c for c in claims_of("岳阳示例新材料有限公司年产5万吨磷酸铁锂正极材料。") if c.value]
    written = claim.to_json()
    assert (written["battery_kind"], written["chemistry"], written["segment"]) == (
        "lithium_ion", "lfp", "cathode_material",
    )  # fmt: skip
    assert written["claimed_by"] is None


def test_a_body_with_a_product_in_its_name_makes_none() -> None:
    made = Claim(
        "a.txt",
        "milestone",
        "岳阳市动力电池产业联盟",
        "成立",
        0,
        2,
        modality="actual",
        grade="news",
        rule="test",
    )
    assert described(made).segment is None
    assert described(replace(made, subject="岳阳示例动力电池有限公司")).segment == "battery_cell"


@pytest.mark.parametrize(
    ("sentence", "who"),
    [
        ("湘江电池产业联盟数据显示，2023年全市动力电池产量12GWh。", "湘江电池产业联盟"),
        ("据市统计局统计，2023年全市电池产业产值420亿元。", "市统计局"),
        ("市工信局局长李某表示，2023年全市电池产业产值420亿元。", "市工信局局长李某"),
        ("2023年全市电池产业产值420亿元，市工信局局长李某说。", "市工信局局长李某"),
        ("近日，湘江研究院发布的报告显示，2023年全市电池产业产值420亿元。", "湘江研究院"),
        ("据悉，2023年全市电池产业产值420亿元。", None),
        ("统计数据显示，2023年全市电池产业产值420亿元。", None),
        ("2023年全市新型显示产业产值420亿元。", None),
        ("我市荣获电池之都称号，2023年全市电池产业产值420亿元。", None),
        ("2023年全市电池产业产值420亿元，被称为电池之都。", None),
    ],
)
def test_speakers(sentence: str, who: str | None) -> None:
    found = [c for c in claims_of(sentence) if c.value is not None]
    assert found
    assert {c.claimed_by for c in found} == {who}


def test_a_quotation_of_several_sentences_is_one_persons() -> None:
    text = "通报\n示例公司董事长王某告诉记者：“去年产值30亿元。今年再建一条线，年产2万吨。”全市企业46家。"
    whole = (text.index("示例"), len(text))
    who = {}
    for figure in ("30亿元", "2万吨", "46家"):
        at = text.index(figure)
        start = max(text.rfind(mark, 0, at) for mark in "。”\n") + 1
        who[figure] = speaker(text, (start, min(whole[1], at + 6)), at, at + len(figure))
    assert who == {"30亿元": "示例公司董事长王某", "2万吨": "示例公司董事长王某", "46家": None}


def test_the_company_that_speaks_of_itself() -> None:
    text = "岳阳示例新材料有限公司扩产。公司表示，年产能已达5万吨"
    at = text.index("5万吨")
    start = text.index("公司表示")
    assert speaker(text, (start, len(text)), at, at + 3, "岳阳示例新材料有限公司") == "岳阳示例新材料有限公司"
    assert speaker(text, (start, len(text)), at, at + 3, None) == "公司"


def test_a_cue_does_not_reach_back() -> None:
    sentence = "全市电池产业产值420亿元，市工信局局长李某表示，明年将达到500亿元"
    (cue,) = cues(sentence)
    at = sentence.index("420")
    assert speaker(sentence, (0, len(sentence)), at, at + 5) is None
    assert not cue.after


def test_a_claim_from_a_ledger_is_described_from_its_own_context() -> None:
    (claim,) = [c for c in claims_of("据市统计局统计，2023年全市生产碳酸锂1.2万吨。") if c.value]
    bare = replace(claim, battery_kind=None, chemistry=None, segment=None, claimed_by=None)
    assert bare == claim  # no part of what makes two claims equal
    again = described(bare)
    assert (
        (again.segment, again.claimed_by) == ("lithium_salt", "市统计局") == (claim.segment, claim.claimed_by)
    )
