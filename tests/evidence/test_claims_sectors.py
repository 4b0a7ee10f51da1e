"""Shares of the three sectors, told as a proportion. Made-up sentences, read by hand."""

from __future__ import annotations

import pytest

from lianzhang.evidence import read_claims

from .conftest import Make


@pytest.mark.parametrize(
    "text",
    [
        "2024年，青岭市三次产业结构由9.5∶40.1∶50.4调整为8.1∶41.2∶50.7。",
        "2024年，青岭市三次产业结构进一步优化，调整为8.1:41.2:50.7。",
        "2024年，全市三次产业结构比为8.1：41.2：50.7。",
    ],
)
def test_each_sector_has_its_share(document: Make, text: str) -> None:
    told = [(c.kind, c.subject, str(c.value), c.unit, c.time) for c in read_claims(document(text))]
    assert told == [
        ("market_share", "第一产业", "8.1", "%", "2024"),
        ("market_share", "第二产业", "41.2", "%", "2024"),
        ("market_share", "第三产业", "50.7", "%", "2024"),
    ]


@pytest.mark.parametrize("text", ["产业结构优化，砂石料配比为1:2:3。", "三次产业投资8:15:00开始统计。"])
def test_other_proportions_are_none(document: Make, text: str) -> None:
    assert not [c for c in read_claims(document(text)) if c.unit == "%"]


def test_a_figure_told_in_full_behind_itself_is_told_once(document: Make) -> None:
    text = "两市成交8.12亿手（812430967手）。青石公司营收5亿元（3亿元来自海外）。"
    assert [str(c.value) for c in read_claims(document(text))] == ["812000000.00", "500000000", "300000000"]
