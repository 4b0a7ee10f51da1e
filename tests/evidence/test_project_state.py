"""A capacity that is designed does not stand yet: figures take the state of their project. Sentences are made up."""

from __future__ import annotations

import pytest

from lianzhang.evidence import Claim, read_claims

from .conftest import Make

CASES: list[tuple[str, dict[str, str]]] = [
    (
        "三、青禾正极材料项目位于湖北省荆门市,总投资20亿元,累计完成投资8亿元,设计产能3万吨/年,计划2024年9月投产,尚未投产。",
        {"20亿": "under_construction", "8亿": "actual", "3万吨": "under_construction"},
    ),
    (
        "蓝湾隔膜项目位于江苏省常州市,总投资12亿元,设计产能2亿平方米/年,计划2025年3月开工,尚未开工。",
        {"12亿": "planned", "2亿平方米": "planned"},
    ),
    ("蓝湾隔膜项目总投资12亿元,设计年产2亿平方米,计划2025年6月投产。", {"12亿": "planned", "2亿平方米": "planned"}),
    ("蓝湾隔膜项目设计产能2亿平方米/年,总投资12亿元,已于2023年3月投产。", {"2亿平方米": "actual", "12亿": "actual"}),
    ("云岭再生项目设计年处理废旧电池3万吨,目前设备安装尚未完成。", {"3万吨": "under_construction"}),
    ("云岭再生项目设计年处理废旧电池3万吨,目前仍在调试。", {"3万吨": "under_construction"}),
    (
        "东川铜箔项目一期年产2万吨,已于2022年投产;二期设计年产5万吨,场地正在平整。",
        {"2万吨": "actual", "5万吨": "under_construction"},
    ),
    ("东川铜箔公司现有产能4万吨/年,另有在建项目2个。", {"4万吨": "actual"}),
]  # fmt: skip


def of(claims: list[Claim], printed: str) -> list[Claim]:
    return [c for c in claims if printed in c.quote and c.value is not None]


@pytest.mark.parametrize(("text", "wanted"), CASES, ids=[t[:14] for t, _ in CASES])
def test_state_of_a_project_is_that_of_its_figures(document: Make, text: str, wanted: dict[str, str]) -> None:
    claims = read_claims(document(text))
    for printed, modality in wanted.items():
        found = of(claims, printed)
        assert [c.modality for c in found] == [modality], printed


def test_progress_is_of_the_project_and_actual(document: Make) -> None:
    text = "三、青禾中试线项目位于湖北省荆门市,总投资8亿元,计划2024年9月投产,设备安装完成六成。"
    (progress,) = [c for c in read_claims(document(text)) if c.unit == "%"]
    assert (progress.subject, progress.modality) == ("青禾中试线项目", "actual")


def test_month_that_is_over_is_no_target(document: Make) -> None:
    text = "到2024年5月,东川铜箔公司一期年产2万吨铜箔。"
    (capacity,) = [c for c in read_claims(document(text, published="2024-05-20")) if c.kind == "capacity"]
    assert capacity.modality == "actual"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "青松集团与白桦集团在荆门签署合作协议，共同建设大型物流项目。\n据悉，该物流项目投资20亿元，设计年交易量900万吨，利税2亿元。项目建成后将成为行业龙头。",
            ["signed"] * 3,
        ),
        (
            "青松科技公告，子公司拟投建隔膜基地项目。\n本项目分两期建设，项目建设期为2年。\n其次是扩建项目，内容为年产3000吨涂覆隔膜扩建项目。",
            ["planned"] * 3,
        ),
        ("隔膜基地项目开工仪式昨天举行。\n该项目占地300亩。", ["under_construction"]),
        ("青松科技拟投建隔膜基地项目。\n该项目一期已建成投产，二期项目占地300亩。", ["actual"]),
    ],
)
def test_what_a_text_told_first_of_its_project_holds_for_the_rest(
    document: Make, text: str, expected: list[str]
) -> None:
    told = sorted((c for c in read_claims(document(text)) if c.value is not None), key=lambda c: c.start)
    assert [c.modality for c in told] == expected


@pytest.mark.parametrize(
    "text",
    [
        "信江堤防综合整治工程，可研报告已通过水利部审查，投资概算41亿元。",
        "饶河清淤工程，可研报告编制完毕，概算总投资38亿元。",
        "乐安河水库工程正待省发改委审批，总投资41亿元。",
    ],
)
def test_works_whose_papers_are_looked_at_are_planned(document: Make, text: str) -> None:
    assert [c.modality for c in read_claims(document(text)) if c.unit == "CNY"] == ["planned"]
