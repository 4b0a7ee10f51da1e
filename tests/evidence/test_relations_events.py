"""Events without a number: a noun phrase that names something, and what happened to it. Sentences are made up, values read by hand."""

from __future__ import annotations

import pytest

from lianzhang.evidence import Claim, read_claims

from .conftest import Make


def events(claims: list[Claim]) -> list[tuple[str, str | None, str | None, str, str | None]]:
    return [(c.kind, c.subject, c.object, c.modality, c.time) for c in claims if c.rule == "relation.event"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2024年3月，宜昌至荆门高速公路正式通车。", [("milestone", "宜昌至荆门高速公路", "通车", "actual", "2024-03")]),
        ("磷矿专用码头顺利启用。", [("milestone", "磷矿专用码头", "启用", "actual", None)]),
        ("宜昌西河大桥即将通车。", [("milestone", "宜昌西河大桥", "通车", "planned", None)]),
        ("荆门沿江铁路全线铺轨。", [("milestone", "荆门沿江铁路", "铺轨", "under_construction", None)]),
    ],
)  # fmt: skip
def test_what_happened_to_a_named_thing(
    document: Make, text: str, expected: list[tuple[str, str, str, str, str | None]]
) -> None:
    assert events(read_claims(document(text))) == expected


def test_each_member_of_a_list_is_told_by_itself(document: Make) -> None:
    text = "宜昌东岭隧道、荆门西河大桥相继贯通。"
    told = events(read_claims(document(text)))
    assert [(kind, subject) for kind, subject, *_ in told] == [
        ("milestone", "宜昌东岭隧道"),
        ("milestone", "荆门西河大桥"),
    ]


def test_quotes_reach_from_the_name_to_the_word(document: Make) -> None:
    text = "据了解，2024年3月，宜昌至荆门高速公路正式通车，沿线矿石运输更快。"
    (found,) = [c for c in read_claims(document(text)) if c.rule == "relation.event"]
    assert found.quote == text[found.start : found.end] == "宜昌至荆门高速公路正式通车"


@pytest.mark.parametrize(
    "text",
    [
        "一批重点项目开工。",  # nothing is named
        "他在大会上宣布开通。",
        "宜昌至荆门高速公路通车后，运输更快。",  # what comes after it is told, not it
        "推动宜昌至荆门高速公路开工。",
        "如果宜昌至荆门高速公路通车，运输更快。",
        "甲乙双方共同出资成立新公司。",
        "园区通过验收条件。",
    ],
)
def test_what_names_nothing_or_did_not_happen(document: Make, text: str) -> None:
    assert events(read_claims(document(text))) == []


def test_what_a_project_reached_is_told_as_its_stage_alone(document: Make) -> None:
    claims = read_claims(document("宜昌抽水蓄能电站即将并网发电。"))
    assert [(c.kind, c.subject, c.modality, c.rule) for c in claims] == [
        ("project", "宜昌抽水蓄能电站", "planned", "relation.project_stage")
    ]


def test_an_event_of_a_repeated_copy_is_told_once(document: Make) -> None:
    text = "宜昌至荆门高速公路正式通车。\n磷矿专用码头顺利启用。\n宜昌至荆门高速公路正式通车。"
    subjects = [subject for _, subject, *_ in events(read_claims(document(text)))]
    assert sorted(subjects, key=str) == sorted(["宜昌至荆门高速公路", "磷矿专用码头"])


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("云杉锂业集团成功上市。", True),
        ("内地磁材企业集团上市遇冷。", False),
        ("股权的高度集中或将为其集团上市带来阻碍。", False),
    ],
)
def test_who_is_listed_is_a_firm_by_its_name(document: Make, text: str, told: bool) -> None:
    found = [c.subject for c in read_claims(document(text)) if c.object and c.object.endswith("上市")]
    assert found == (["云杉锂业集团"] if told else [])
