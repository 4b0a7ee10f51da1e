"""A number told of each member of a list is a claim for each; what is shared out behind it goes to the same members. Made-up sentences, read by hand."""

from __future__ import annotations

from decimal import Decimal

import pytest

from lianzhang.evidence import read_claims

from .conftest import Make


@pytest.mark.parametrize(
    ("text", "subjects"),
    [
        (
            "青岭风电场、白塔风电场和石桥风电场均签订10万千瓦机组采购合同。",
            ["青岭风电场", "白塔风电场", "石桥风电场"],
        ),
        ("青松矿业有限公司与白桦锂业有限公司各持股50%。", ["青松矿业有限公司", "白桦锂业有限公司"]),
        ("青松矿业有限公司和白桦锂业有限公司都拥有5万吨年产能。", ["青松矿业有限公司", "白桦锂业有限公司"]),
    ],
)
def test_each_member_has_the_number(document: Make, text: str, subjects: list[str]) -> None:
    claims = [c for c in read_claims(document(text)) if c.value is not None]
    assert [c.subject for c in claims] == subjects
    assert len({c.value for c in claims}) == 1
    assert all(c.quote.startswith(subjects[0]) for c in claims)


def test_what_is_shared_out_behind_goes_to_the_same_members(document: Make) -> None:
    text = "青岭风电场、白塔风电场和石桥风电场均签订10万千瓦机组采购合同，中标金额分别为1.2亿元、1.3亿元和4亿元。"
    told = [(c.subject, c.value) for c in read_claims(document(text)) if c.unit == "CNY"]
    assert told == [
        ("青岭风电场", Decimal(120_000_000)),
        ("白塔风电场", Decimal(130_000_000)),
        ("石桥风电场", Decimal(400_000_000)),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "全市人均、户均用电量500千瓦时。",
        "营业收入和利润均增长10%。",
        "白桦锂业平均单价、首都均价为5万元/吨。",
    ],
)
def test_averages_and_measures_are_no_members(document: Make, text: str) -> None:
    assert len([c for c in read_claims(document(text)) if c.value is not None]) <= 1


def test_one_sum_of_each_of_two_firms(document: Make) -> None:
    text = "岩昊科技公告，公司与岳铜集团分别出资1750万元，均占项目公司注册资本的35%；锦岳公司出资1500万元。"
    told = [(c.subject, c.value) for c in read_claims(document(text)) if c.value is not None]
    assert sorted(map(str, told)) == sorted(
        map(
            str,
            [
                ("岩昊科技", Decimal(17500000)),
                ("岳铜集团", Decimal(17500000)),
                ("岩昊科技", Decimal(35)),
                ("岳铜集团", Decimal(35)),
                ("锦岳公司", Decimal(15000000)),
            ],
        )
    )
