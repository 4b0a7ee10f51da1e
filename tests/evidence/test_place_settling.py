"""The place of a number: what the rules answer, unless another place scores clearly better. Own sentences."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from lianzhang.evidence import read_claims
from lianzhang.evidence.places.ranking import weights
from lianzhang.evidence.places.tellings import lies

from .conftest import Make, tool_of

ROWS = [
    json.loads(line)
    for line in (Path(__file__).parent / "data" / "places.jsonl").read_text(encoding="utf-8").splitlines()
]
"""Learnt from as well (``tools/train_places.py --sentences``): they say that nothing is lost, not what unseen texts will find."""


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


def test_own_sentences(document: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    tool = tool_of("train_places", monkeypatch)
    wrong, read = [], 0
    for row in ROWS:
        claims = [c for c in read_claims(document(row["text"])) if c.value is not None]
        for number in row["numbers"]:
            wanted = [None if p == "null" else p for p in number["place"].split("|")]
            found = [
                c.place for c in claims if c.value == number["value"] and c.unit in number["unit"].split("|")
            ]
            read += bool(found)
            if found and not tool.same_place(wanted, found[0]):
                wrong.append((row["id"], number["value"], found[0]))
    assert read >= 80
    assert len(wrong) <= 2, wrong


def test_what_the_clause_says_is_never_doubted(document: Make) -> None:
    text = "欧洲电池产量下降2%。\n北川锂业在云南省安宁市投资5亿元建设基地。"
    assert {c.place for c in read_claims(document(text)) if c.value == 500000000} == {"云南省昆明市安宁市"}


def test_a_text_of_one_town_that_names_no_firm_tells_of_it(document: Make) -> None:
    text = "上半年，高安市政府采购工作平稳推进。全市完成采购活动48次，实现政府采购额7260万元，其中货物类采购额3110万元。"
    found = [c for c in read_claims(document(text)) if c.unit == "CNY"]
    assert [c.place for c in found] == ["江西省宜春市高安市"] * 2


def test_what_is_of_the_country_is_somewhere(document: Make) -> None:
    text = "全国医药流通市场加快整合。百强企业主营业务收入9300亿元，同比增长12%；网上采购占比8%。"
    assert {c.place for c in read_claims(document(text)) if c.value is not None} == {"全国"}


def test_how_places_lie_to_one_another() -> None:
    assert lies("江西省", "江西省宜春市") == "above"
    assert lies("江西省宜春市", "江西省") == "below"
    assert lies("江西省宜春市", "江西省南昌市") == "beside"
    assert lies("", "江西省") == "none" and lies("江西省", "") == "of none"
    assert lies("江西省;湖南省", "湖南省") == "holds"


def test_the_weights_are_told_and_of_use() -> None:
    table = weights()
    assert len(table) > 100
    assert all(abs(w) < 20 for w in table.values())
    assert table["way.rules"] > 0 > table["only.none"]


def test_learning_finds_the_place_that_is_right(monkeypatch: pytest.MonkeyPatch) -> None:
    tool = tool_of("training", monkeypatch)
    cases = [tool.Case([["near", "short"], ["far", "short"], ["far", "long"]], [1.0, 0.0, 0.0])] * 8
    cases = [tool.Case(c.features, c.good, text=str(at)) for at, c in enumerate(cases)]
    found = tool.learn(cases, 1.0)
    assert found["near"] > 0 > found["far"]
    assert found == tool.learn(cases, 1.0)


def test_learning_goes_on_from_earlier_weights(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    tool = tool_of("training", monkeypatch)
    cases = [tool.Case([["near"], ["far"]], [1.0, 0.0], text=str(at)) for at in range(8)]
    prior = {"near": -2.0, "never met": 1.5}
    close, free = tool.learn(cases, 50.0, prior), tool.learn(cases, 0.5, prior)
    assert -2.0 < close["near"] < -1.0 < free["near"]
    assert close["never met"] == free["never met"] == 1.5
    path, header = tmp_path / "w.csv", "# Origin: learnt by tools/x.py from 9 papers with hand-made keys\n"
    tool.write_weights(path, header, sorted(prior.items()), "a test")
    assert tool.read_weights(path) == prior
    assert tool.told_prior(path) == "# Prior: weights learnt from 9 papers\n"
    assert tool.read_weights(None) == {}
    assert tool.told_prior(None) == ""


def test_what_is_left_out_together(monkeypatch: pytest.MonkeyPatch) -> None:
    tool = tool_of("training", monkeypatch)
    assert tool.lots(["a", "b", "a"]) == [[0, 2], [1]]
    alone = tool.lots(["a"] * 12)
    assert alone[0] == [0, 10]
    assert sorted(i for lot in alone for i in lot) == list(range(12))


def test_what_the_rules_have_wrong_counts_more(monkeypatch: pytest.MonkeyPatch) -> None:
    tool, wrong = tool_of("training", monkeypatch), tool_of("train_places", monkeypatch).WRONG
    rare = [tool.Case([["rules"], ["other"]], [0.0, 1.0], wrong, f"w{at}") for at in range(4)]
    often = [tool.Case([["rules"], ["other"]], [1.0, 0.0], 1.0, f"r{at}") for at in range(8)]
    found = tool.learn([*rare, *often], 1.0)
    assert found["other"] > found["rules"]


def test_the_first_answer_counts_more_than_what_is_accepted_beside_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    tool = tool_of("train_places", monkeypatch)
    assert tool.goodness(["江西省宜春市", "", "湖南省"], ["江西省宜春市", None]) == [1.0, tool.OTHER, 0.0]
    assert tool.goodness(["", "湖南省"], ["江西省宜春市", None]) == [1.0, 0.0]


def test_places_match_by_their_last_names(monkeypatch: pytest.MonkeyPatch) -> None:
    tool = tool_of("train_places", monkeypatch)
    assert tool.same_place(["江西省宜春市", None], "宜春市")
    assert not tool.same_place(["江西省宜春市"], "江西省南昌市")
    assert tool.same_place([None], None)
