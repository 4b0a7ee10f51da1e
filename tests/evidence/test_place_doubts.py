"""Places told before a number: kept in a region's own report, doubted where a firm or another matter follows."""

from __future__ import annotations

import pytest

from lianzhang.evidence import read_claims
from lianzhang.evidence.places.doubts import weights

from .conftest import Make, tool_of


@pytest.mark.parametrize(
    ("text", "value", "place"),
    [
        (
            "记者近日从贵州省铜仁市获悉，全市新型功能材料产业今年前三季度发展较快。规模以上企业达到48家，完成投资62亿元。",
            62e8,
            "贵州省铜仁市",
        ),
        (
            "青海省海西州今年推进盐湖资源综合利用。上半年，碳酸锂产量增长12%，新增就业3400人。",
            3400,
            "青海省海西蒙古族藏族自治州",
        ),
        (
            "青禾股份董事长日前在湖南省长沙市表示，行业回暖。青禾股份上半年净利润2.3亿元。\n北川锂业上半年净利润1.1亿元，股价上涨3%。",
            1.1e8,
            None,
        ),
    ],
)
def test_kept_and_doubted(document: Make, text: str, value: float, place: str | None) -> None:
    found = [c.place for c in read_claims(document(text)) if c.value is not None and float(c.value) == value]  # type: ignore[arg-type]
    assert found == [place]


def test_what_the_clause_says_is_never_doubted(document: Make) -> None:
    text = "欧洲电池产量下降2%。\n北川锂业在云南省安宁市投资5亿元建设基地。"
    assert {c.place for c in read_claims(document(text)) if c.value == 500000000} == {"云南省昆明市安宁市"}


def test_the_weights_are_told_and_of_use() -> None:
    table = weights()
    assert len(table) > 100
    assert table["in.sentence"] > table["in.far"]


def test_learning_keeps_what_was_right_and_doubts_what_was_not(monkeypatch: pytest.MonkeyPatch) -> None:
    tool = tool_of("train_places", monkeypatch)
    near, far = tool.Case(("near",), True, False), tool.Case(("far",), False, True)
    found = tool.learn([near, far] * 6)
    assert found["near"] > 0 > found["far"]
    assert found == tool.learn([near, far] * 6)
    assert tool.learn([tool.Case(("near",), True, True)] * 6)["near"] > 0, "right both ways: rather told"


def test_places_match_by_their_last_names(monkeypatch: pytest.MonkeyPatch) -> None:
    tool = tool_of("train_places", monkeypatch)
    assert tool.same_place(["江西省宜春市", None], "宜春市")
    assert not tool.same_place(["江西省宜春市"], "江西省南昌市")
    assert tool.same_place([None], None)


def test_a_text_of_one_town_that_names_no_firm_tells_of_it(document: Make) -> None:
    text = "上半年，高安市政府采购工作平稳推进。全市完成采购活动48次，实现政府采购额7260万元，其中货物类采购额3110万元。"
    found = [c for c in read_claims(document(text)) if c.unit == "CNY"]
    assert [c.place for c in found] == ["江西省宜春市高安市"] * 2
