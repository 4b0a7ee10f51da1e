"""Who is counted by a word for firms or shares. Made-up sentences, read by hand."""

from __future__ import annotations

import pytest

from lianzhang.evidence import read_claims
from lianzhang.text import read_bytes


def _subjects(text: str) -> list[str | None]:
    claims = [c for c in read_claims(read_bytes(text.encode(), "a.txt")) if c.value is not None]
    return [c.subject for c in sorted(claims, key=lambda c: c.start)]


@pytest.mark.parametrize(
    ("text", "subjects"),
    [
        ("截至目前，已有34家钛白粉生产企业发函宣涨。", ["钛白粉生产企业"]),
        ("全省共有71家上市公司披露中报，其中58家公司盈利。", ["上市公司"] * 2),
        ("有6只轮胎股涨幅超过9%。", ["轮胎股"] * 2),
        ("62家铸造企业产值总计达到37亿元。", ["铸造企业", "铸造企业·产值"]),
    ],
)
def test_what_they_do_is_no_part_of_who_they_are(text: str, subjects: list[str]) -> None:
    assert [s and s.removeprefix("全国") for s in _subjects(text)] == subjects


def test_a_centre_of_firms_is_counted_whole() -> None:
    assert _subjects("新认定省级企业研究中心12家、企业实验室9家。")[1] == "企业实验室"


def test_who_foresees_for_the_world_is_no_owner() -> None:
    told = _subjects("国际能源署（IEA）发布年度展望，将2027年全球煤炭需求由88亿吨调低至85亿吨。")
    assert told and all("能源署" not in (s or "") for s in told)


def test_a_report_under_its_title_is_cited() -> None:
    told = _subjects(
        "普华永道最新报告《航运：新的一页》指出，受运价支撑，去年全球最大的30家航运公司的净利润达到910亿美元。"
    )
    assert told and "普华永道" not in told
