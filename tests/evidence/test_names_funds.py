"""Funds by house and style. Sentences are made up."""

import pytest

from lianzhang.evidence.names.funds import fund_names

_ABOUT = "多只基金调仓，基金经理看法不一，基金份额下降。"


@pytest.mark.parametrize(
    ("text", "funds"),
    [
        ("银华稳健增长买入示例科技300万股，鹏华价值优选也持有。", ["银华稳健增长", "鹏华价值优选"]),
        ("宝盈资源优选基金经理表示将减仓，华安上证50ETF上涨。", ["宝盈资源优选", "华安上证50ETF"]),
        ("南方电网投资收益稳定，华夏银行业务增长，平安集团股票上涨。", []),
    ],
)
def test_a_text_on_funds_names_them_by_house_and_style(text: str, funds: list[str]) -> None:
    assert [m.name for m in fund_names(text + _ABOUT)] == funds
    assert fund_names(text) == []  # no text on funds
