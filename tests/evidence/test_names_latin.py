"""Firms of other lands in Latin letters."""

import pytest

from lianzhang.evidence.names.latin import latin_firms


@pytest.mark.parametrize(
    ("text", "firms"),
    [
        ("挪威电池制造商Nordkraft今年将扩产。分析师说，Nordkraft的订单已排满。", ["Nordkraft"] * 2),
        ("Velora Mining(VLM.AX)宣布减产，Velora Mining首席执行官没有说明原因。", ["Velora Mining"] * 2),
        ("Orbis旗下工厂复工。", ["Orbis"]),
        ("LED公司扎堆上市，PCB厂商跟进，CEO称AI总裁换人。", []),
        ("存储巨头DDR5内存涨价。", []),
        ("他用Python写了程序。", []),
    ],
)
def test_a_firm_in_latin_letters_is_told_by_what_stands_beside_it(text: str, firms: list[str]) -> None:
    assert [text[m.start : m.end] for m in latin_firms(text)] == firms
