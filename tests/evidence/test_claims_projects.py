"""Named projects: stages reached and due, owners, phases; size classes, shared lists and quotes beside them."""

from __future__ import annotations

import pytest

from lianzhang.evidence import Claim, read_claims

from .conftest import Make

Stage = tuple[str, str, str, str | None]

CASES: list[tuple[str, list[Stage]]] = [
    (
        "三、青禾正极材料项目位于湖北省荆门市,业主为荆门青禾材料有限公司,总投资20亿元,计划2024年9月投产,因用电未落实,尚未投产。",
        [("青禾正极材料项目", "投产", "planned", "2024-09")],
    ),
    (
        "蓝湾隔膜项目已于2022年3月开工,2023年11月8日正式投产。",
        [("蓝湾隔膜项目", "开工", "actual", "2022-03"), ("蓝湾隔膜项目", "投产", "actual", "2023-11-08")],
    ),
    (
        "云岭电解液项目一期2023年5月投产,二期预计2025年6月建成。",
        [("云岭电解液项目一期", "投产", "actual", "2023-05"), ("云岭电解液项目二期", "投产", "planned", "2025-06")],
    ),
    ("公司决定终止年产1万吨钴酸锂项目。", [("年产1万吨钴酸锂项目", "终止", "actual", None)]),
    ("东川铜箔项目预计2026年3月开工,2027年底建成投产。", [
        ("东川铜箔项目", "开工", "planned", "2026-03"),
        ("东川铜箔项目", "投产", "planned", "2027-12"),
    ]),
    ("东川铜箔项目达产后,年产值可达30亿元。", []),
    ("全市签约项目36个,投产12个。", []),
    ("该项目从签约到投产用时仅11个月。", []),
    ("东川铜箔项目厂房已建成。", []),
]  # fmt: skip


def projects(claims: list[Claim]) -> list[Claim]:
    return [c for c in claims if c.kind == "project" and c.value is None and c.rule != "relation.open"]


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[c[0][:14] for c in CASES])
def test_stages(document: Make, text: str, expected: list[Stage]) -> None:
    found = projects(read_claims(document(text)))
    assert [(c.subject, c.stage, c.modality, c.time) for c in found] == expected
    assert all(text[c.start : c.end] == c.quote and c.quote for c in found)


def test_figures_belong_to_the_project_and_the_owner_is_its_object(document: Make) -> None:
    text = CASES[0][0]
    claims = read_claims(document(text))
    assert projects(claims)[0].object == "荆门青禾材料有限公司"
    assert {c.place for c in claims} == {"湖北省荆门市"}
    assert [c.subject for c in claims if c.kind == "investment"] == ["青禾正极材料项目"]


def test_the_project_may_follow_its_sum(document: Make) -> None:
    text = "总投资30亿元的海棠负极材料项目、总投资12亿元的木槿铜箔项目集中开工。"
    sums = {c.subject: float(c.value) for c in read_claims(document(text)) if c.kind == "investment"}  # type: ignore[arg-type]
    assert sums == {"海棠负极材料项目": 3e9, "木槿铜箔项目": 1.2e9}


def test_size_classes_quote_from_their_own_start(document: Make) -> None:
    text = "全省在建项目31个,其中20亿元以上9个、5—20亿元14个,总投资800亿元。"
    counts = [c for c in read_claims(document(text)) if c.kind == "project_count"]
    bands = [None if c.size_band is None else [v and int(v) for v in c.size_band] for c in counts]
    assert bands == [None, [2_000_000_000, None], [500_000_000, 2_000_000_000]]
    assert [c.quote for c in counts][1:] == ["20亿元以上9个", "5—20亿元14个"]


def test_numbers_shared_out(document: Make) -> None:
    text = "2022年、2023年、2024年产值分别达到10、25、40亿元。"
    told = [(c.time, float(c.value)) for c in read_claims(document(text))]  # type: ignore[arg-type]
    assert told == [("2022", 1e9), ("2023", 2.5e9), ("2024", 4e9)]


def test_what_is_denied_is_not_claimed(document: Make) -> None:
    assert read_claims(document("网传该公司将投资80亿元建厂,公司予以否认。")) == []
    assert read_claims(document("检查没有发现年产2万吨以上的违规产能。")) == []


def test_each_product_of_a_list_keeps_its_own_figure(document: Make) -> None:
    text = "到2026年,形成正极材料产能20万吨/年、负极材料产能10万吨/年、隔膜产能6亿平方米/年。"
    items = [(c.item, float(c.value)) for c in read_claims(document(text))]  # type: ignore[arg-type]
    assert items == [("正极材料", 200000), ("负极材料", 100000), ("隔膜", 6e8)]


def test_the_stage_of_works_is_told_by_the_text_not_by_its_headline_too(document: Make) -> None:
    text = "【海岳重工风电叶片基地投产】快讯7月8日电，海岳重工江北风电叶片基地今日投产。"
    told = [c for c in read_claims(document(text)) if c.rule == "relation.project_stage"]
    assert [(c.subject, c.object) for c in told] == [("海岳重工江北风电叶片基地", "投产")]


def test_what_works_are_for_is_no_stage_of_theirs(document: Make) -> None:
    text = "北岭输变电工程昨日竣工。该工程是保障风电场并网的要道。"
    told = [c.object for c in read_claims(document(text)) if c.rule == "relation.project_stage"]
    assert told == ["竣工"]
