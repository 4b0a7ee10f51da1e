"""What the ends of statements without a number are: names, not pieces of sentences."""

from __future__ import annotations

import pytest

from lianzhang.evidence.claims.reading import Draft
from lianzhang.evidence.relations.ends import with_whole_ends


def _ends(
    subject: str, other: str | None, rule: str = "relation.clause.acquire"
) -> tuple[str, str | None] | None:
    fields = {"kind": "milestone", "subject": subject, "object": other, "rule": rule}
    kept = with_whole_ends([Draft(0, 1, 0, fields)])
    return (kept[0].fields["subject"], kept[0].fields["object"]) if kept else None


@pytest.mark.parametrize(
    ("subject", "other", "wanted"),
    [
        ("临江锂业", "乙矿业", ("临江锂业", "乙矿业")),
        ("3、2031临江电池大会", None, ("2031临江电池大会", None)),
        ("标志着900万吨扩产计划", "启动", ("900万吨扩产计划", "启动")),
        ("虽然临江集团", "投产", ("临江集团", "投产")),
        ("副省长某某宣布临江石化基地二期", "开工", ("临江石化基地二期", "开工")),
        ("临江锂业", "全资子公司乙矿业", ("临江锂业", "乙矿业")),
        ("临江锂业", "丙经济技术开发区（国家级高新区", ("临江锂业", "丙经济技术开发区")),
        ("华为", "乙矿业", ("华为", "乙矿业")),
    ],
)
def test_what_was_cut_too_wide_is_mended(
    subject: str, other: str | None, wanted: tuple[str, str | None]
) -> None:
    assert _ends(subject, other) == wanted


@pytest.mark.parametrize(
    ("subject", "other"),
    [
        ("临江市碍于", "绿地"),
        ("临江商务厅已禁止本地企业", "乙公司"),
        ("等到项目", "建成"),
        ("临江锂业", "乙矿业摊薄后"),
        ("临江锂业", "乙矿业交割后"),
        ("临江市鉴于环保", "乙矿业"),
        ("临江锂业", "所持股权"),
        ("临江锂业被认定", "乙矿业"),
        ("临江锂业", "集团资产"),
        ("临江市于2031年", "示范区"),
        ("控股子公司", "乙矿业"),
        ("全市33个项目", "清单"),
        ("自2031年3月1日起至改造工程", "完工"),
        ("临江锂业", "其"),
    ],
)
def test_what_names_nothing_is_dropped(subject: str, other: str) -> None:
    assert _ends(subject, other) is None


def test_phrases_stay_where_no_name_is_meant() -> None:
    fields = {
        "kind": "policy",
        "subject": "推动临江锂电发展的若干措施",
        "object": None,
        "rule": "relation.policy",
    }
    assert with_whole_ends([Draft(0, 1, 0, fields)])


@pytest.mark.parametrize(
    "role", ["规模化的产业基地", "国内领先的材料体系", "一核两翼发展格局", "良好创业氛围"]
)
def test_a_role_that_names_no_trade_is_none(role: str) -> None:
    fields = {"kind": "zoning", "subject": "临江市", "object": role, "rule": "relation.zoning"}
    assert not with_whole_ends([Draft(0, 1, 0, fields)])


def test_what_is_told_twice_is_told_once() -> None:
    told = [
        Draft(
            0, 9, 0, {"kind": "milestone", "subject": "临江大会", "object": o, "rule": "relation.milestone"}
        )
        for o in (None, "开幕", "在临江开幕")
    ]
    assert [d.fields["object"] for d in with_whole_ends(told)] == ["在临江开幕"]
