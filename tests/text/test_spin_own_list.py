"""A case's own wide list of spinners' words. The article is made up, and so are the words that are swapped in it."""

from __future__ import annotations

from lianzhang.core.data_files import laid_over
from lianzhang.text import read_bytes

SWAPPED = {
    "硅片": "矽板",
    "逆变器": "反转仪",
    "并网": "接网",
    "屋顶": "房盖",
    "电站": "电厂站",
    "消纳": "吞纳",
    "组件": "构板",
    "储能": "蓄能体",
}
OWN = "spun,restored,share,keep\n" + "".join(f"{new},{old},0.0005,\n" for old, new in SWAPPED.items())
ARTICLE = """县里的分布式光伏又添新户

发布日期：2024-05-20

入冬以前，青石镇的屋顶电站全部并网。施工队把组件抬上屋顶，逆变器装在院墙边，储能柜放在村口。镇上的厂子切硅片，
也做组件，订单排到明年春天。电网公司说，白天的电由邻近的工业园消纳，夜里由储能补上。村里算过一笔账，屋顶租给电站，
每户一年能收两千元。硅片价格回落以后，新建电站便宜了不少，并网手续也办得更快。

镇里的师傅说，装一座电站要三天：头一天清扫屋顶，第二天铺组件，第三天接逆变器和储能柜，等人来验收。厂子里的师傅另有
难处，薄的硅片容易碎，一天要挑出几十张。开春后，河对岸的三个村也要动工，村里已经请人量过屋顶，也问清了白天能消纳
多少，多出来的由储能存下，免得并网以后白白弃掉。
"""


def damage(text: str) -> dict[str, str]:
    return {d.kind: d.detail for d in read_bytes(text.encode(), "a.txt").damage}


def test_words_of_a_case_convict_and_are_restored() -> None:
    spun = ARTICLE
    for old, new in SWAPPED.items():
        spun = spun.replace(old, new)
    assert "spun" not in damage(spun)
    with laid_over((("spin_list.csv", OWN),)):
        assert "spun" not in damage(ARTICLE)
        told = damage(spun)["spun"]
        assert all(f"{new}→{old}" in told for old, new in SWAPPED.items())
    assert "spun" not in damage(spun)


def test_an_own_row_stands_in_place_of_the_packaged_one() -> None:
    from lianzhang.text.spin_words import read_table

    packaged = {row["spun"]: row["restored"] for row in read_table("spin_list.csv")}
    assert packaged["上风"] == "优势"
    with laid_over((("spin_list.csv", "spun,restored,share,keep\n上风,长处,0.5,\n"),)):
        rows = [row for row in read_table("spin_list.csv") if row["spun"] == "上风"]
        assert [(row["restored"], row["share"]) for row in rows] == [("长处", "0.5")]
        assert len(read_table("spin_list.csv")) == len(packaged)
