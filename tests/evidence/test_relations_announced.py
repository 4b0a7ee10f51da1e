"""Deeds that somebody announces are done by who speaks. Sentences are made up; most names do not exist."""

from __future__ import annotations

import time

import pytest

from lianzhang.evidence import read_claims

from .conftest import Make

Told = tuple[str, str, str]


def told(make: Make, text: str) -> set[Told]:
    return {(c.kind, c.subject or "", c.object or "") for c in read_claims(make(text)) if c.value is None}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("东岭矿业集团表示，将分拆旗下洗选药剂部门。", ("milestone", "东岭矿业集团", "旗下洗选药剂部门")),
        ("海角机场宣布，将在候机楼引入刷脸支付。", ("milestone", "海角机场", "刷脸支付")),
        ("7、海角机场宣布，将在候机楼引入刷脸支付。", ("milestone", "海角机场", "刷脸支付")),
        ("生态环境部提出，要治理铅酸电池非法拆解，推动回收网点规范运行。", ("policy", "生态环境部", "铅酸电池非法拆解")),
        ("挪威金融监管机构称，计划于2027年底取消基金申购禁令。", ("policy", "挪威金融监管机构", "取消基金申购禁令")),
    ],
)  # fmt: skip
def test_what_is_announced_is_told_of_the_speaker(document: Make, text: str, wanted: Told) -> None:
    assert wanted in told(document, text)


@pytest.mark.parametrize(
    "text",
    [
        "东岭矿业集团表示，将密切关注选矿成本。",
        "多家上市公司表示，将引入刷脸支付。",
        "东岭矿业集团表示，不会分拆旗下洗选药剂部门。",
        "东岭矿业集团总经理助理透露，市场需求回升。",
        "江岸市工信局表示，将推出一批重点项目。",
    ],
)
def test_talk_is_no_deed(document: Make, text: str) -> None:
    assert told(document, text) == set()


def test_a_speaker_before_endless_prepositions_takes_bounded_time(document: Make) -> None:
    text = "宁德时代公司" + "就在于" * 25 + "河" * 30 + "宣布将建设电缆工厂。"
    start = time.process_time()
    read_claims(document(text))
    assert time.process_time() - start < 5
