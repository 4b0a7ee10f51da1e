"""Rates of change without an owner, and lands that give. Made-up sentences, read by hand."""

from __future__ import annotations

import pytest

from lianzhang.evidence import read_claims
from lianzhang.evidence.subjects.rates import without_rate
from lianzhang.text import read_bytes


def _subjects(text: str) -> list[str | None]:
    claims = [c for c in read_claims(read_bytes(text.encode(), "a.txt")) if c.value is not None]
    return [c.subject for c in sorted(claims, key=lambda c: c.start)]


@pytest.mark.parametrize(
    ("text", "core"),
    [
        ("2031至2034年，中国轴承行业设备投入整体保持平稳增长态势，年复合增长率13.4%。", "轴承行业设备投入"),
        ("从2031年到2033年，中国水泵装机容量每年的增速在12%至15%之间。", "水泵·装机容量"),
        ("2031-2034年，中国滤波器市场销售额均复合增长率为9.6%。", "滤波器市场·销售额"),
    ],
)
def test_a_rate_is_of_what_changes(text: str, core: str) -> None:
    assert [s and s.removeprefix("全国").removeprefix("中国") for s in _subjects(text)] == [core]


def test_a_subject_is_told_without_its_rate() -> None:
    assert _subjects("6月份国内锰矿价格的涨幅达到4.5%。") == ["国内锰矿·价格"]


def test_the_land_that_buys_or_gives() -> None:
    assert _subjects("根据协议，韩国将向越南提供价值8亿美元的设备。") == ["韩国"]


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("韩国还将采购价值30亿美元的液化气。", "韩国"),
        ("2031年前三个月我国生产了640万吨精铜。", "精铜·产量"),
        ("自5月以来泰国橡胶价格已经下滑9%。", "泰国橡胶·价格"),
    ],
)
def test_goods_behind_their_weight_and_ends_of_times(text: str, subject: str) -> None:
    assert _subjects(text) == [subject]


def test_when_it_was_is_no_part_of_the_first_of_a_list() -> None:
    text = "三季度末苇河股份、澄江股份、海川新能等三家公司的存货余额环比分别上涨14.1%、12.6%和3.2%。"
    assert _subjects(text)[1:] == ["苇河股份", "澄江股份", "海川新能"]


def test_a_yearly_rate_is_cut_as_a_word() -> None:
    assert without_rate("钢材全年均价的涨幅", "growth") == "钢材全年均价"
    assert without_rate("示例公司年均营业收入增速", "growth") == "示例公司营业收入"
