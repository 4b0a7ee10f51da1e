"""Parts and wholes: what is impossible, what is not comparable."""

from dataclasses import replace
from decimal import Decimal

import pytest
from tests.audit.worlds import ANNING, YUNNAN, fact, project, target, world

from lianzhang.audit import run

SUBJECT = "新能源电池产业在建重大项目"


def check(*facts):
    return run(world(*facts), ["part_above_whole"])


def count(number, value, name=SUBJECT, **more):
    given = {
        "subject": YUNNAN + name,
        "place": YUNNAN,
        "time": "2022-H1",
        "stage": "在建",
        "modality": "under_construction",
    }
    return fact(number, "project_count", value, "count", **{**given, **more})


def bands(total, *parts):
    return [count("t", total), *(count(f"p{i}", v, f"{SUBJECT}·{b}") for i, (v, b) in enumerate(parts))]


def test_bands_within_the_total_are_fine():
    assert not check(*bands(31, (7, "50亿元以上"), (18, "10-50亿元")))  # the published figures


def test_bands_above_the_total_are_impossible():
    (finding,) = check(*bands(31, (17, "50亿元以上"), (18, "10-50亿元")))
    figures = dict(finding.figures)
    assert finding.kind == "impossible"
    assert (figures["parts"].value, figures["whole"].value) == (Decimal(35), Decimal(31))


def test_overlapping_bands_are_not_added():
    assert not check(*bands(31, (17, "50亿元以上"), (18, "10亿元以上")))
    assert check(*bands(31, (32, "50亿元以上")))


def test_county_target_above_its_province_of_the_same_year_is_impossible():
    one = target(
        "c",
        None,
        120 * 10**9,
        "CNY",
        "2024",
        measure="产值",
        place=ANNING,
        subject="安宁市新能源电池产业产值",
    )
    all_ = target("p", None, 100 * 10**9, "CNY", "2024", measure="产值", subject="云南省新能源电池产业规模")
    (finding,) = check(one, all_)
    assert finding.kind == "impossible"
    assert dict(finding.figures)["ratio"].value == Decimal(120)
    assert not check(replace(one, value=Decimal(90 * 10**9)), all_)


def test_open_wholes_are_not_broken():
    one = target(
        "c",
        None,
        120 * 10**9,
        "CNY",
        "2024",
        measure="产值",
        place=ANNING,
        subject="安宁市新能源电池产业产值",
    )
    all_ = target(
        "p",
        None,
        100 * 10**9,
        "CNY",
        "2024",
        measure="产值",
        subject="云南省新能源电池产业",
        qualifier="more_than",
    )
    assert [f.kind for f in check(one, all_)] == ["implies"]


def anning():
    return fact("a", "output_value", 163_800_000_000, "CNY", subject="安宁市已开工建设新能源电池项目达产后产值", place=ANNING,
                modality="forecast", qualifier="more_than")  # fmt: skip


def test_undated_forecast_of_anning_cannot_be_compared_with_the_target_of_yunnan():
    whole = target(
        "p", None, 100 * 10**9, "CNY", "2024", measure="output_value", subject="云南省新能源电池产业产值"
    )
    (finding,) = check(anning(), whole)
    assert finding.kind == "not_comparable"
    assert dict(finding.figures)["ratio"].value == Decimal("163.8")
    assert all(word in finding.sentence.zh for word in ("时间不同", "状态不同", "口径不同"))


@pytest.mark.parametrize(
    "change", [{"time": "2025"}, {"modality": "forecast"}, {"subject": "安宁市磷化工产业产值"}]
)
def test_each_difference_alone_makes_it_not_comparable(change):
    one = target(
        "c",
        None,
        120 * 10**9,
        "CNY",
        "2024",
        measure="产值",
        place=ANNING,
        subject="安宁市新能源电池产业产值",
    )
    all_ = target("p", None, 100 * 10**9, "CNY", "2024", measure="产值", subject="云南省新能源电池产业产值")
    assert [f.kind for f in check(replace(one, **change), all_)] == ["not_comparable"]


def test_prefectures_together_above_their_province():
    all_ = count("w", 10)
    parts = [
        count(str(i), 6, f"{city}{SUBJECT}", place=f"云南省{city}")
        for i, city in enumerate(("曲靖市", "玉溪市"))
    ]
    (finding,) = check(all_, *parts)
    assert finding.kind == "impossible"
    assert dict(finding.figures)["parts"].value == Decimal(12)
    # one inside the other is counted once
    inner = count("9", 6, f"安宁市{SUBJECT}", place=ANNING)
    outer = count("8", 6, f"昆明市{SUBJECT}", place="云南省昆明市")
    assert not check(all_, inner, outer)


def test_one_firm_s_figure_is_no_whole():
    firm = {"place": YUNNAN, "measure": "总投资额", "time": "2024"}
    one = fact("p", "investment", 30, "CNY", subject="某某材料有限公司", **firm)
    short = fact("q", "investment", 30, "CNY", subject="某材", **firm)
    part = fact("c", "investment", 40, "CNY", subject="另一电芯有限公司", **{**firm, "place": ANNING})
    assert not check(one, part)
    assert check(short, part)
    assert not run(replace(world(short, part), firms=frozenset({"某材"})), ["part_above_whole"])


def test_one_project_of_the_register_is_no_whole():
    same = {"measure": "总投资额", "time": "2024"}
    one = fact("p", "investment", 30, "CNY", subject="青山隔膜项目", place=YUNNAN, **same)
    part = fact("c", "investment", 40, "CNY", subject="白水电芯项目", place=ANNING, **same)
    assert check(one, part)
    registered = project(1, "青山隔膜项目")
    assert not run(replace(world(one, part), projects=(registered,)), ["part_above_whole"])


def test_undated_statements_of_two_documents_are_not_of_one_date():
    one = fact("c", "output_value", 120, "CNY", place=ANNING, subject="安宁市新能源电池产业产值")
    all_ = fact("p", "output_value", 100, "CNY", place=YUNNAN, subject="云南省新能源电池产业产值")
    assert [f.kind for f in check(one, all_)] == ["impossible"]  # both of one document
    w = world(one, all_)
    apart = replace(w, claim_basis=lambda c: replace(w.claim_basis(c), document=f"{c}.txt"))
    assert [f.kind for f in run(apart, ["part_above_whole"])] == ["not_comparable"]


def test_a_place_that_no_tree_knows_is_inside_nothing():
    assert not check(
        replace(anning(), place="云南省安定市"), target("p", None, 1, "CNY", "2024", measure="output_value")
    )
