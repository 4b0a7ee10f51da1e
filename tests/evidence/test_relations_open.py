"""Clauses read by any verb. Sentences are made up, values read by hand; most firms and all works do not exist."""

from __future__ import annotations

import numpy as np
import pytest

from lianzhang.evidence import read_claims
from lianzhang.evidence.claims.reader import reading_of
from lianzhang.evidence.relations.open_claims import THRESHOLD, _least
from lianzhang.evidence.relations.open_clauses import candidates
from lianzhang.evidence.relations.open_gate import Gate, features, weights
from lianzhang.evidence.relations.open_kinds import settled
from lianzhang.evidence.relations.open_words import tokens_of, verbs

from .conftest import Make, tool_of

MAY: list[tuple[str, tuple[str, str, str]]] = [
    ("东岭矿业集团在全国中小企业股份转让系统终止挂牌。", ("东岭矿业集团", "终止", "终止挂牌")),
    ("雷岭集团将于10月关闭其位于临江的变速箱厂。", ("雷岭集团", "关闭", "其位于临江的变速箱厂")),
    ("2024年8月，南湖电气有限公司召开供应商大会。", ("南湖电气有限公司", "召开", "供应商大会")),
    ("云南省海州核电站二号机组正式退役。", ("云南省海州核电站二号机组", "退役", "退役")),
    ("东岭矿业集团昨日携手北岭科技有限公司开办矿冶培训班。", ("东岭矿业集团", "开办", "北岭科技有限公司")),
    ("南湖电气有限公司表示，拟收购北岭化工有限公司。", ("南湖电气有限公司", "收购", "北岭化工有限公司")),
    ("临江新厂由东岭矿业有限公司承建。", ("东岭矿业有限公司", "承建", "临江新厂")),
    ("国家能源局印发《储能电站安全规程》。", ("储能电站安全规程", "印发", "国家能源局")),
    ("东岭矿业集团不断壮大选矿队伍。", ("东岭矿业集团", "壮大", "选矿队伍")),
    ("东岭矿业集团无偿受让北岭化工有限公司股权。", ("东岭矿业集团", "受让", "北岭化工有限公司")),
    ("青石电池材料生产项目正式落地。", ("青石电池材料生产项目", "落地", "落地")),
    ("位于临江的东岭至西河高速铁路举行了开工仪式。", ("东岭至西河高速铁路", "举行", "开工仪式")),
    ("东岭矿业集团接到北岭化工有限公司关于解除质押的通知。", ("东岭矿业集团", "接到", "北岭化工有限公司")),
    ("东岭矿业集团决定注销北岭化工有限公司。", ("东岭矿业集团", "注销", "北岭化工有限公司")),
    ("南湖市将鼓励企业使用退役电池。", ("企业使用退役电池", "鼓励", "南湖市")),
    ("东岭水库项目已经批复。该项目由西河重工集团有限公司承担。", ("西河重工集团有限公司", "承担", "东岭水库项目")),
    ("东岭矿业集团举行“绿色矿山三年行动”系列主题发布会。", ("东岭矿业集团", "举行", "“绿色矿山三年行动”系列主题发布会")),
    ("南湖电气有限公司发布2031年第二季度行车安全报告称，事故减少。", ("南湖电气有限公司", "发布", "2031年第二季度行车安全报告")),
    ("挪威将与东岭矿业集团签署备忘录。", ("挪威", "签署", "东岭矿业集团")),
    ("东岭矿业集团发布公告。\n北岭铁矿停产，东岭矿业集团将重开选厂。\n记者获悉，近日完成了设备安装。", ("东岭矿业集团", "完成", "设备安装")),
]  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), MAY, ids=[t[:12] for t, _ in MAY])
def test_what_a_clause_may_tell(document: Make, text: str, wanted: tuple[str, str, str]) -> None:
    found = [
        (c.subject.name, c.verb.text, c.object)
        for group in candidates(reading_of(document(text)))
        for c in group
    ]
    assert wanted in found


NOTHING = [
    ("为妥善处置旧厂设备，东岭矿业集团召开职工大会。", "处置"),
    ("东岭矿业集团为消除隐患，检修了旧装置。", "消除"),
    ("东岭矿业集团依托百年招牌。", "依托"),
    ("东岭矿业集团作了交流发言。", "作"),
    ("双方签署备忘录。", "签署"),
    ("东岭矿业集团晚间披露进展公告。", "披露"),
    ("重组使东岭矿业集团实现大幅扩张。", "实现"),
    ("结合东岭矿业集团实际，成立了专班。", "成立"),
    ("云杉电池成为投资者的关注。", "成为"),
    ("东岭矿业集团作为建设单位出席。", "建设"),
    ("云杉科技股份有限公司产销快报。", "产销"),
    ("双方将在退役电池回收领域同南湖电气有限公司合作。", "退役"),
    ("南湖电气有限公司的融资建设模式受到关注。", "建设"),
    ("南湖电气有限公司的储能示范项目最大。", "示范"),
    ("南湖电气有限公司明确提出。", "提出"),
    ("南湖电气有限公司对此予以支持。", "支持"),
]


@pytest.mark.parametrize(("text", "verb"), NOTHING, ids=[v for _, v in NOTHING])
def test_aims_means_speeches_and_pronouns_are_no_candidates(document: Make, text: str, verb: str) -> None:
    reading = reading_of(document(text))
    assert not [c for group in candidates(reading) for c in group if c.verb.text == verb]
    assert verb in text


NEVER = [
    "如果南湖电气有限公司收购北岭化工有限公司，市场会变。",
    "南湖电气有限公司没有收购北岭化工有限公司。",
    "详情请查阅南湖电气有限公司披露的《收购报告书》。",
    "北岭铁路通车后，两地往来增多。",
]


@pytest.mark.parametrize("text", NEVER)
def test_what_is_denied_or_only_thought_of_is_not_told(document: Make, text: str) -> None:
    assert not [c for c in read_claims(document(text)) if c.rule == "relation.open"]


TOLD = [
    ("2024年8月，东岭矿业集团在临江召开新闻发布会。", ("milestone", "东岭矿业集团")),
]


@pytest.mark.parametrize(("text", "wanted"), TOLD)
def test_told(document: Make, text: str, wanted: tuple[str, str]) -> None:
    claims = [c for c in read_claims(document(text)) if c.rule == "relation.open"]
    assert [(c.kind, c.subject) for c in claims] == [wanted]


def test_a_clause_that_can_tell_nothing_is_not_cut_into_words(document: Make) -> None:
    reading = reading_of(document("2024年8月东岭矿业集团召开新闻发布会，云杉科技的树很高。"))
    gate = Gate(reading, THRESHOLD)
    assert [gate.hopeful(0, reading.scene.sentences[0], at) for at in (0, 1)] == [True, False]


def test_what_is_told_already_is_not_told_again(document: Make) -> None:
    text = "东岭钢铁股份有限公司与西河煤业有限公司签订矿区环境治理备忘录。"
    assert [c.rule for c in read_claims(document(text))] == ["relation.clause.agree"]


def test_words_of_a_clause(document: Make) -> None:
    text = "南湖电气有限公司3月2日发布《储能白皮书》。"
    scene = reading_of(document(text)).scene
    words = [(t.text, t.type) for t in tokens_of(scene, 0, len(text) - 1)]
    assert ("南湖电气有限公司", "organisation") in words
    assert ("发布", "verb") in words
    assert ("《储能白皮书》", "title") in words
    assert {"收购", "复牌", "退役"} <= verbs()
    assert "已经" not in verbs()


@pytest.mark.parametrize(
    "text",
    ["东岭矿业集团成为唯一的投资方。", "东岭矿业集团执行副主席出席。"],
)
def test_a_deed_before_a_suffix_or_an_office_is_a_name(document: Make, text: str) -> None:
    scene = reading_of(document(text)).scene
    tokens = tokens_of(scene, 0, len(text))
    assert [t.type for t in tokens if t.text in ("投资", "执行")] == ["nominal"]


def test_nouns_are_no_verbs_whatever_a_word_list_says() -> None:
    assert {"到访", "裁员", "命名"} <= verbs()
    assert verbs().isdisjoint({"设备", "会计", "作用"})


def test_goods_told_often_are_no_firm(document: Make) -> None:
    text = "成品油供应偏紧，成品油库存下降，成品油已登陆多地市场。"
    assert [c.subject for c in read_claims(document(text)) if c.value is None] == []


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        (("policy", "org", "东岭矿业", "推出", "选矿服务"), "milestone"),
        (("policy", "gov", "南湖市", "推出", "选矿服务"), "policy"),
        (("finance", "org", "东岭矿业", "收购", "北岭化工"), "milestone"),
        (("institution", "company", "东岭矿业", "建立", "合作关系"), "milestone"),
        (("institution", "company", "东岭矿业", "成立", "北岭化工"), "institution"),
        (("milestone", "org", "东岭矿业", "是", "国内主要的铜箔供应商"), "production"),
        (("milestone", "noun", "铜箔价格", "维持", "平稳"), "price"),
        (("milestone", "noun", "铜箔价格", "引发", "关注"), "milestone"),
    ],
)
def test_ends_that_settle_the_kind(said: tuple[str, str, str, str, str], kind: str) -> None:
    assert settled(*said) == kind


def test_the_weights_are_told_and_of_use(document: Make) -> None:
    gate, kinds = weights()
    assert len(gate) > 300
    assert kinds["policy"]["o.title"] > 0 > kinds["stock"].get("o.title", -1)
    group = next(iter(candidates(reading_of(document("南湖电气有限公司召开供应商大会。")))))
    known = set(gate)
    assert known & set(features(reading_of(document("南湖电气有限公司召开供应商大会。")), group[0]))


def test_learning_tells_what_was_right_from_what_was_not(monkeypatch: pytest.MonkeyPatch) -> None:
    tool = tool_of("train_events", monkeypatch)
    rows = [["good", "both"], ["bad", "both"]] * 40
    target = np.array([[1.0], [0.0]] * 40)
    found = tool.learn(rows, target, list(range(80)), 1.0)[0]
    assert found["good"] > 0 > found["bad"]
    assert found == tool.learn(rows, target, list(range(80)), 1.0)[0]
    assert tool.learn([["once"]] * 4, target[:4], [0, 0, 0, 0], 1.0) == [{}], "met in one text alone"


def test_learning_stays_near_earlier_weights(monkeypatch: pytest.MonkeyPatch) -> None:
    tool = tool_of("train_events", monkeypatch)
    rows = [["good", "both"], ["bad", "both"]] * 40
    target, prior = np.array([[1.0], [0.0]] * 40), {"good": -1.0, "never met": 0.5}
    close = tool.learn(rows, target, list(range(80)), 500.0, prior=prior)[0]
    free = tool.learn(rows, target, list(range(80)), 1.0, prior=prior)[0]
    assert -1.0 < close["good"] < 0 < free["good"]
    assert close["never met"] == free["never met"] == 0.5
    gate, kinds = tool.split({"own": 0.2, "kind:policy:v=印发": 1.0})
    assert gate == {"own": 0.2}
    assert kinds["policy"] == {"v=印发": 1.0}


def test_names_and_stretches_match(monkeypatch: pytest.MonkeyPatch) -> None:
    tool = tool_of("train_events", monkeypatch)
    assert tool.same_name(["南湖科技股份有限公司"], "南湖科技", {"南湖科技股份有限公司"})
    assert not tool.same_name(["南湖科技"], "南湖科技园", {"南湖科技"})
    assert tool.same_name(["北岭核电站二号机组"], "核电站二号机组", set())
    fact = {"offset": 10, "length": 20}
    assert tool.touches(fact, 12, 18)
    assert not tool.touches(fact, 29, 120)


@pytest.mark.parametrize(
    ("text", "verbs"),
    [
        ("东岭矿业集团拥有桥梁工程施工总承包特级资质。", {"拥有"}),
        ("东岭矿业集团提起民事诉讼。", {"提起"}),
        ("东岭矿业集团推出新型电机并关闭老厂。", {"推出", "关闭"}),
    ],
)
def test_a_verb_within_an_object_is_no_predicate(document: Make, text: str, verbs: set[str]) -> None:
    found = {c.verb.text for group in candidates(reading_of(document(text))) for c in group}
    assert found == verbs


def test_what_a_thing_is_of_names_it(document: Make) -> None:
    found = {
        c.object
        for group in candidates(reading_of(document("东岭矿业集团公布了下一届监事会成员的候选名单。")))
        for c in group
    }
    assert "下一届监事会成员的候选名单" in found


def test_whose_office_is_told_is_of_a_person() -> None:
    assert settled("milestone", "noun", "王立新", "为", "南湖电气总经理") == "talent"
    assert settled("milestone", "noun", "王立新", "为", "南湖电气股东") == "stock"


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        (("milestone", "org", "南湖电气", "预计", "上半年亏损"), "finance"),
        (("milestone", "org", "海纳资产", "减持", "南湖电气"), "finance"),
        (("policy", "org", "南湖电气", "实施", "减产计划"), "milestone"),
        (("policy", "org", "临江市政府", "出台", "鼓励政策"), "policy"),
    ],
)
def test_what_firms_do_with_shares_and_plans(said: tuple[str, str, str, str, str], kind: str) -> None:
    assert settled(*said) == kind


@pytest.mark.parametrize(
    ("text", "verb", "least"),
    [
        ("云杉科技股份有限公司实施产业并购。", "实施", {0.5, 0.6}),
        ("云杉科技股份有限公司收购白峡化工有限公司。", "收购", {0.5}),
    ],
)
def test_measures_of_no_office_must_be_likelier(
    document: Make, text: str, verb: str, least: set[float]
) -> None:
    group = [c for g in candidates(reading_of(document(text))) for c in g if c.verb.text == verb]
    assert {_least(c) for c in group} == least
