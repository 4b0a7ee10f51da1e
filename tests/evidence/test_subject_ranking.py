"""Where the rules' answer shows a fault, the best of the other candidates is the subject. Own sentences."""

from __future__ import annotations

import pytest

from lianzhang.evidence import read_claims
from lianzhang.evidence.subjects.ranking import weights

from .conftest import Make, tool_of


@pytest.mark.parametrize(
    ("text", "value", "subject"),
    [
        # a bare verb, a bare facet: the line that opens the sentence
        ("云岭至沙坪城际铁路东起云岭站，西至沙坪站，全线设8个车站，设计速度160公里/小时。", 8, "云岭至沙坪城际铁路"),
        ("云岭至沙坪城际铁路东起云岭站，西至沙坪站，全线设8个车站，设计速度160公里/小时。", 160, "云岭至沙坪城际铁路"),
        # what is compared leaves no noun: the measure spoken of before
        ("一季度，全县规上工业增加值30亿元，同比增长8.5%，比全市和全省分别快1.2、2.3个百分点。", 1.2, "工业·增加值"),
        ("一季度，全县规上工业增加值30亿元，同比增长8.5%，比全市和全省分别快1.2、2.3个百分点。", 2.3, "工业·增加值"),
        # a measure without its owner: what the clause before opens with
        ("天鹅湖抽水蓄能电站总装机容量120万千瓦，设计年发电量20亿千瓦时。", 2000000000, "天鹅湖抽水蓄能电站"),
        # a change is of the phrase told right before, whatever firm opens the paragraph
        ("红岭煤业原煤产量120万吨，同比增长3%。白杨煤业原煤产量80万吨，同比下降2%。", -2, "白杨煤业原煤·产量"),
        # 居 within a word compares nothing
        ("云城邻居节吸引居民3万人。", 30000, "邻居节"),
        ("今年前三季度，岭南家居行业出口额50亿元，同比增长7%。", 5000000000, "家居行业"),
        # a phrase without a fault gives way where another scores clearly better, a measure of firms to the firm
        ("3月9日，白鹭汽车宣布完成5亿元B轮融资。此轮融资由创始人李某领投，投后估值30亿元。", 3000000000, "白鹭汽车"),
        # the country stands before no phrase of a sentence that does not name it
        ("我国能源转型加快。会议提出，要发布氢能、储能标准160项。", 160, "氢能、储能标准"),
        # but not where the clause prints it as what it speaks of, and never to a word for any such thing
        ("远山硅业发布年报。当然，由于新线投产较慢，硅料价格短期难降。预计明年，国内硅料设计产能将有80万吨。", 800000, "硅料·设计产能"),
        ("目前全国投运的储能项目累计装机20GW，压缩空气储能累计装机1.5GW，占比7.5%。", 1500, "压缩空气储能"),
        # a firm, a measure and a named thing that the rules found stay
        ("北川锂业与东湖化工签订供货合同，约定五年内供应碳酸锂3万吨。", 30000, "北川锂业"),
        ("海东油田原油产量连续6年保持在800万吨以上。", 8000000, "海东油田原油·产量"),
    ],
)  # fmt: skip
def test_subject(document: Make, text: str, value: float, subject: str) -> None:
    found = [c.subject for c in read_claims(document(text)) if not isinstance(c.value, tuple | None) and float(c.value) == pytest.approx(value)]  # fmt: skip
    assert found
    assert subject in (found[0] or "")


@pytest.mark.parametrize(
    ("text", "value", "wrong"),
    [
        # a time before 公司 makes no name of it; who reports, who studies and who is cited are no subjects
        ("截至9月30日，报告期末公司总资产8130万元，比年初减少1.2%。", 81300000, "报告期末"),
        ("记者从岭南能源工作推进会上获悉，今年将新建光伏项目，装机容量2万千瓦。", 20, "记者"),
        ("东湖设计研究院首席专家李某告诉记者：“隧道建成后，年货运量可达600万吨。”", 6000000, "研究院"),
    ],
)
def test_no_subject(document: Make, text: str, value: float, wrong: str) -> None:
    found = [c.subject for c in read_claims(document(text)) if not isinstance(c.value, tuple | None) and float(c.value) == pytest.approx(value)]  # fmt: skip
    assert found
    assert wrong not in (found[0] or "")


def test_the_weights_are_told_and_of_use() -> None:
    table = weights()
    assert len(table) > 100
    assert all(abs(w) < 20 for w in table.values())
    assert table["bad"] < table["fine"]


def test_learning_finds_the_feature_that_is_right(monkeypatch: pytest.MonkeyPatch) -> None:
    tool = tool_of("training", monkeypatch)
    cases = [
        tool.Case([["near", "short"], ["far", "short"], ["far", "long"]], [1.0, 0.0, 0.0]) for _ in range(8)
    ]
    found = tool.learn(cases, 2.5)
    assert found["near"] > found.get("short", 0.0) > found.get("long", 0.0)
    assert found["near"] > 0 > found["far"]
    assert found == tool.learn(cases, 2.5)


def test_organisations_match_without_their_legal_form_and_phrases_by_half(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    tool = tool_of("training", monkeypatch)
    assert tool.alike(["北川锂业股份有限公司"], True, "北川锂业")
    assert not tool.alike(["北川锂业"], True, "北川锂业贵州板块")
    assert tool.alike(["全市工业增加值"], False, "工业增加值")
    assert not tool.alike(["全市工业增加值"], False, "进口额")
