"""The open reader's candidates: whose child or holder one is, offices by persons, what a relative clause names, what ends."""

from __future__ import annotations

import pytest

from lianzhang.evidence import read_claims
from lianzhang.evidence.claims.reader import reading_of
from lianzhang.evidence.relations.open_clauses import candidates

from .conftest import Make

FOUND = [
    ("云杉科技股份有限公司（以下简称“公司”）公告称，公司控股子公司临江云杉材料有限公司中标。", ("云杉科技股份有限公司", "子公司", "临江云杉材料有限公司")),
    ("云杉科技股份有限公司的另一股东东岭控股集团有限公司按同一比例增资。", ("东岭控股集团有限公司", "控股股东", "云杉科技股份有限公司")),
    ("云杉科技股份有限公司控股股东东岭控股集团有限公司增持股份。", ("东岭控股集团有限公司", "控股股东", "云杉科技股份有限公司")),
    ("云杉科技股份有限公司（以下简称“公司”）公告称，公司及控股子公司临江云杉材料有限公司拟扩产。", ("云杉科技股份有限公司", "子公司", "临江云杉材料有限公司")),
    ("云杉科技股份有限公司副总经理周立民任临江云杉材料有限公司董事长。", ("周立民", "任", "临江云杉材料有限公司董事长")),
    ("南湖市政府决定免去周立民的南湖市商务局局长职务。", ("周立民", "免去", "南湖市商务局局长职务")),
    ("去年五月开业的临江茶叶市场迎来客商。", ("临江茶叶市场", "开业", "开业")),
    ("云杉科技股份有限公司终止在白峡基地的试验工作。", ("云杉科技股份有限公司", "终止", "终止在白峡基地的试验工作")),
    ("两校签署《临江育种协议》。该协议聚焦水稻良种。", ("临江育种协议", "聚焦", "水稻良种")),
    ("云杉科技股份有限公司股价创新高。", ("云杉科技股份有限公司", "创", "新高")),
]  # fmt: skip


def _ends(document: Make, text: str) -> set[tuple[str, str, str]]:
    groups = candidates(reading_of(document(text)))
    return {(c.subject.name, c.verb.text, c.object) for group in groups for c in group}


@pytest.mark.parametrize(("text", "wanted"), FOUND)
def test_candidates(document: Make, text: str, wanted: tuple[str, str, str]) -> None:
    found = _ends(document, text)
    assert wanted in found, found


def test_what_a_noun_is_told_by_is_not_done_by_who_opens_the_clause(document: Make) -> None:
    found = _ends(
        document, "南湖市副市长周立民在市商务局举行的新闻发布会上表示，云杉科技股份有限公司已投产。"
    )
    assert ("周立民", "举行", "新闻发布会") not in found


def test_whose_holder_a_firm_is_needs_no_more(document: Make) -> None:
    claims = read_claims(document("云杉科技股份有限公司的控股股东东岭控股集团有限公司解除限售的股份较多。"))
    assert ("finance", "东岭控股集团有限公司", "云杉科技股份有限公司") in [
        (c.kind, c.subject, c.object) for c in claims
    ]


def test_news_of_many_firms_tells_in_passing_whose_a_child_is(document: Make) -> None:
    items = [
        "【云杉科技：签署投资协议】云杉科技(600911.SH)公告称，公司全资子公司临江云杉材料有限公司拟与白峡县政府签署投资协议。",
        "【东岭股份：中标】东岭股份(600922.SH)公告称，公司中标白峡县供水项目。",
        "【北岭化工：停牌】北岭化工(600933.SH)公告称，公司股票停牌。",
        "【南湖电气：投产】南湖电气(600944.SH)公告称，公司变压器项目投产。",
    ]
    assert not [f for f in _ends(document, "\n".join(items)) if f[1] == "子公司"]
