"""公司 under a line that a firm heads, in a text on several. Own sentences."""

from __future__ import annotations

from lianzhang.evidence import read_claims

from .conftest import Make


def test_the_firm_means_the_one_that_heads_the_section(document: Make) -> None:
    text = (
        "阀门供应商年报盘点\n澜江电子：订单充足\n澜江电子（300999）主要产品为阀门。公司去年实现营业收入8.1亿元。\n"
        "岚海机电：向海外发展\n岚海机电（300998）主要产品为泵体。\n2023年，公司实现营业收入3.4亿元。\n"
    )
    told = {c.value: c.subject for c in read_claims(document(text)) if c.value is not None}
    assert (told[810000000], told[340000000]) == ("澜江电子", "岚海机电")
