"""Figures told on a firm's site, and where a firm sits that the text has told. Names and sentences are made up."""

from __future__ import annotations

import pytest

from lianzhang.evidence import read_claims

from .conftest import Make


@pytest.mark.parametrize(
    ("text", "subject", "unit"),
    [
        ("在泓霁旭公司，年产30万吨正极材料生产线建成投产。", "泓霁旭公司", "t/a"),
        (
            "县里抓产业；走进江苏迦岚珂有限公司矿区，钻机连续作业，4.6千米巷道全面贯通。",
            "江苏迦岚珂有限公司",
            "km",
        ),
        ("在宁波晏珂电池公司的生产车间，4条自动化产线满负荷运转。", "宁波晏珂电池公司", "count"),
        ("在泓霁旭公司，专家介绍，全国储能装机达到80GW。", "全国储能·装机", "MW"),
    ],
)
def test_on_the_site_of_a_firm(text: str, subject: str, unit: str, document: Make) -> None:
    (told,) = [c for c in read_claims(document(text)) if c.value is not None]
    assert (told.subject, told.unit) == (subject, unit)


@pytest.mark.parametrize(
    "text",
    [
        "河北省衡水市抓产业。走进枣强县经开区河北晏珂新能源有限公司，电池产线开工。衡水市势头良好。\n\n河北晏珂年产电池3GWh。",
        "河北省衡水市抓产业。位于枣强县的河北晏珂新能源有限公司去年投产。衡水市势头良好。\n\n河北晏珂年产电池3GWh。",
        "河北省衡水市抓产业。河北晏珂新能源有限公司落户枣强县。衡水市势头良好。\n\n河北晏珂年产电池3GWh。",
    ],
)
def test_a_seat_told_once_holds_for_the_short_name(text: str, document: Make) -> None:
    (told,) = [c for c in read_claims(document(text)) if c.kind == "capacity"]
    assert (told.subject, told.place) == ("河北晏珂", "河北省衡水市枣强县")


def test_a_firm_told_in_two_places_sits_in_neither(document: Make) -> None:
    text = (
        "河北省抓产业。枣强县泓霁旭公司开工。武强县泓霁旭公司投产。\n\n河北省势头良好。泓霁旭年产电池3GWh。"
    )
    (told,) = [c for c in read_claims(document(text)) if c.kind == "capacity"]
    assert told.place == "河北省"


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("中国石油白山油田累计向中部地区供气400亿立方米。", "白山油田"),
        ("中国石油今日宣布，旗下白山油田累计生产原油1.2亿吨。", "白山油田"),
        ("中国石油去年生产原油1.1亿吨。", "中国石油"),
    ],
)
def test_a_field_right_behind_its_firm(document: Make, text: str, subject: str) -> None:
    assert [c.subject for c in read_claims(document(text)) if c.value is not None] == [subject]
