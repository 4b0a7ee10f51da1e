"""The open reader's candidates: whose child or holder one is, offices by persons, what a relative clause names, what ends."""

from __future__ import annotations

import pytest

from lianzhang.evidence.claims.reader import reading_of
from lianzhang.evidence.relations.open_clauses import candidates

from .conftest import Make

FOUND = [
    ("云杉科技股份有限公司（以下简称“公司”）公告称，公司控股子公司临江云杉材料有限公司中标。", ("云杉科技股份有限公司", "子公司", "临江云杉材料有限公司")),
    ("云杉科技股份有限公司控股股东东岭控股集团有限公司增持股份。", ("东岭控股集团有限公司", "控股股东", "云杉科技股份有限公司")),
    ("云杉科技股份有限公司副总经理周立民任临江云杉材料有限公司董事长。", ("周立民", "任", "临江云杉材料有限公司董事长")),
    ("南湖市政府免去周立民同志的南湖市商务局局长职务。", ("周立民", "免去", "南湖市商务局局长职务")),
    ("去年六月开业的临江汽车展厅进驻商户众多。", ("临江汽车展厅", "开业", "开业")),
    ("云杉科技股份有限公司暂停在白峡市场的交易活动。", ("云杉科技股份有限公司", "暂停", "暂停在白峡市场的交易活动")),
    ("两地签署《临江科技协议》。该协议重点聚焦储能领域。", ("临江科技协议", "聚焦", "储能领域")),
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
