"""Firms whose name prose uses for something else. Sentences are made up."""

import pytest

from lianzhang.evidence.names.word_firms import word_firms


@pytest.mark.parametrize(
    ("text", "firms"),
    [
        ("苹果下调iPhone的售价，苹果汁与此无关。", ["苹果"]),
        ("红富士苹果收购价上涨，苹果库存下降。", []),
        ("小米发布SU7，小米粥铺没有表态。", ["小米"]),
        ("全县小米种植面积扩大，小米涨价。", []),
    ],
)
def test_such_a_name_is_a_firm_where_the_text_speaks_of_what_it_makes(text: str, firms: list[str]) -> None:
    assert [m.name for m in word_firms(text)] == firms
