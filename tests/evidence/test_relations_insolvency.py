"""Clauses of insolvency. Sentences are made up, values read by hand; the firms do not exist."""

from __future__ import annotations

import time

import pytest

from lianzhang.evidence import read_claims

from .conftest import Make

MILL = "云杉钢铁有限公司"

TOLD = [
    (f"{MILL}已于上月申请破产重整。", (MILL, "破产重整")),
    (f"目前{MILL}正式进入破产清算程序。", (MILL, "破产清算")),
    (f"{MILL}被两家银行申请破产清算，详见公告。", (MILL, "破产清算")),
    (f"临江东岭银行请求法院对{MILL}进行破产重整。", (MILL, "破产重整")),
    (f"临江市中级人民法院裁定受理{MILL}破产重整案。", ("临江市中级人民法院", f"{MILL}破产重整案")),
]


def _told(document: Make, text: str) -> list[tuple[str | None, str | None]]:
    claims = read_claims(document(text))
    return [(c.subject, c.object) for c in claims if c.rule == "relation.clause.insolvent"]


@pytest.mark.parametrize(("text", "wanted"), TOLD)
def test_told(document: Make, text: str, wanted: tuple[str, str]) -> None:
    assert _told(document, text) == [wanted]


@pytest.mark.parametrize(
    "text",
    [
        f"{MILL}是否进入破产清算程序尚无定论。",
        f"如果{MILL}进入破产重整程序，债权人将受损。",
        "破产管理人昨日到任。",
    ],
)
def test_not_told(document: Make, text: str) -> None:
    assert _told(document, text) == []


def test_a_run_of_prepositions_takes_no_time(document: Make) -> None:
    before = time.process_time()
    read_claims(document("示例公司" + "于在" * 40 + "破产重整。"))
    assert time.process_time() - before < 5
