"""Searching many patterns together finds what each finds alone."""

from __future__ import annotations

import random
import re

import pytest

from lianzhang.evidence import modality, project_state
from lianzhang.evidence.frames.matcher import load_frames
from lianzhang.evidence.names import forms as names_forms
from lianzhang.evidence.names import parks as names_parks
from lianzhang.evidence.numbers import grammar as numbers_grammar
from lianzhang.evidence.numbers import special as numbers_special
from lianzhang.evidence.relations.subjects import load_relations
from lianzhang.evidence.times import grammar as times_grammar
from lianzhang.evidence.together import Approach, Firsts, Together, begins, ends, heads, holds, needs


def _packaged() -> list[re.Pattern[str]]:
    frames = {id(f): f for found in load_frames().values() for f in found}.values()
    out = [p for f in frames for p in (f.before, f.after, f.need) if p]
    out += [r.pattern for r in load_relations()] + [r.words for r in modality._rules()]
    for module in (names_forms, names_parks, numbers_special, project_state):
        out += [p for p in vars(module).values() if isinstance(p, re.Pattern)]
    return out


def _texts() -> list[str]:
    """The examples of frames and relations in a row, and the same cut and shuffled so that words meet that never stand together."""
    frames = {id(f): f for found in load_frames().values() for f in found}.values()
    said = [f.example for f in frames] + [r.options.get("example", "") for r in load_relations()]
    whole = "。\n".join(said)
    draw = random.Random(7)
    pieces = [whole[i : i + draw.randint(1, 4)] for i in range(0, len(whole), 3)]
    draw.shuffle(pieces)
    return [whole, "".join(pieces), "", "，"]


@pytest.mark.parametrize("text", _texts(), ids=["examples", "shuffled", "empty", "mark"])
def test_together_finds_what_each_pattern_finds(text: str) -> None:
    patterns = _packaged()
    alone = [(i, m.span(), m.groups()) for i, p in enumerate(patterns) for m in p.finditer(text)]
    found = [(i, m.span(), m.groups()) for i, m in Together(patterns).finditer(text)]
    assert [f for f in found if f[1][0] < f[1][1]] == [a for a in alone if a[1][0] < a[1][1]]
    if len(text) > 1:
        assert len(alone) > 500


def test_together_in_a_part_of_the_text() -> None:
    text = _texts()[0]
    patterns = _packaged()
    start, end = len(text) // 3, len(text) // 2
    alone = [(i, m.span()) for i, p in enumerate(patterns) for m in p.finditer(text, start, end) if m[0]]
    assert [(i, m.span()) for i, m in Together(patterns).finditer(text, start, end) if m[0]] == alone
    assert alone


@pytest.mark.parametrize("text", _texts(), ids=["examples", "shuffled", "empty", "mark"])
def test_approach_finds_what_the_pattern_finds(text: str) -> None:
    patterns = [p for p in _packaged() if not p.match("")]
    for start, end in ((0, len(text)), (len(text) // 3, len(text) // 2)):
        alone = [
            (i, m.span(), m.groups()) for i, p in enumerate(patterns) for m in p.finditer(text, start, end)
        ]
        found = [
            (i, m.span(), m.groups())
            for i, p in enumerate(patterns)
            for m in Approach(p).finditer(text, start, end)
        ]
        assert found == alone


def test_approach_tries_what_stands_before_a_string_alone() -> None:
    tried: list[str] = []

    class Watched:
        pattern, flags = r"[^，。]{2,9}?(?:某|落户)[^。]{2}", 0

        def match(self, text: str, at: int, end: int) -> re.Match[str] | None:
            tried.append(text[at])
            return re.compile(self.pattern).match(text, at, end)

    found = Approach(Watched()).finditer("甲乙丙，丁戊落户己庚，辛壬癸", 0, 14)  # type: ignore[arg-type]
    assert [m[0] for m in found] == ["丁戊落户己庚"]
    assert tried == ["丁"]


def _figures() -> str:
    """Figures with what stands around them in dates, amounts and years, drawn by chance; runs of digits of every length."""
    draw = random.Random(11)
    signs = re.findall(
        r"\S+",
        "年 月 日 第 . - / 至 到 ~ E Q1 万 亿元 吨 家 个大中城市 占 十大 之一 同期 季度 个月 % RMB Top （ ） ， 2023 20 19 1月 余 半",
    )
    return "".join(
        str(draw.randrange(10 ** draw.randint(1, 7))) if draw.random() < 0.45 else draw.choice(signs)
        for _ in range(6000)
    )


@pytest.mark.parametrize(
    "patterns",
    [
        [times_grammar._MASTER],
        [numbers_grammar._candidate()],
        [numbers_special._OF, numbers_special._TOP],
    ],
    ids=["times", "numbers", "ranks"],
)
def test_whole_figures_lose_no_match(patterns: list[re.Pattern[str]]) -> None:
    text = _figures()
    alone = [(i, m.span()) for i, p in enumerate(patterns) for m in p.finditer(text)]
    assert [(i, m.span()) for i, m in Together(patterns, whole_figures=True).finditer(text)] == alone
    assert len(alone) > 5


def test_no_time_is_lost_by_what_must_follow_its_numeral() -> None:
    figured = times_grammar._FIGURED
    anyhow = re.compile(
        times_grammar._MASTER.pattern.replace(figured, r"[\d零〇○一二三四五六七八九十两半几数]")
    )
    told = "十四五时期；“十二五”期间；一季报、半年报；二〇一九年；2019.5；2018/19榨季；3、4月；1H23；23Q2；26E；2011一季度；2012 四季度；三个月；两天；二三十小时；2011至2013年；"
    text = _figures() + told + told.translate(str.maketrans("0123456789", "一二三四五六七八九十"))
    alone = [m.span() for m in anyhow.finditer(text)]
    assert [m.span() for m in times_grammar._MASTER.finditer(text)] == alone
    assert len(alone) > 100


def test_a_pattern_matches_from_its_first_place_on_or_not_at_all() -> None:
    whole = _texts()[0]
    pieces = [whole[at : at + 28] for at in range(0, len(whole), 97)]
    patterns = [p if at % 5 else None for at, p in enumerate(_packaged())]
    begin, met = Firsts(patterns), 0
    for piece in [*pieces, ""]:
        first = begin.find(piece)
        for at, pattern in enumerate(patterns):
            alone = pattern.search(piece) if pattern else None
            found = pattern.search(piece, first[at]) if pattern and at in first else None
            assert (found and found.span()) == (alone and alone.span()), (pattern, piece)
            met += alone is not None and bool(alone[0])
    assert met > 200


def test_every_group_needs_one_of_its_words() -> None:
    assert holds("电站已投产", (("投产", "建成"), ("电站",)))
    assert not holds("电站已投产", (("投产", "建成"), ("工厂",)))
    assert holds("", ())


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("投产|投运|建成", {"投产", "投运", "建成"}),
        ("(?:已|将)?建成", {"已建", "将建", "建成"}),
        ("(?<!未)(?:正式)*投产(?=后)", {"正式", "投产"}),
        ("[甲乙]丙?丁", {"甲丙", "甲丁", "乙丙", "乙丁"}),
        ("拟(?!定)", {"拟"}),
        ("(?:年|年产)量", {"年量", "年产"}),
        (".{0,4}投产", None),
        ("[^，]甲", None),
        ("甲?", None),
        (r"\w+吨", None),
        (r"\d吨", {f"{c}吨" for c in "0123456789０１２３４５６７８９"}),
        ("(?i)mw", None),
    ],
)
def test_heads(pattern: str, expected: set[str] | None) -> None:
    assert heads(re.compile(pattern)) == (None if expected is None else frozenset(expected))


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("向.{2,8}(?:供货|交付)", (("向",), ("供货", "交付"))),
        ("(?:已经|将于)+投产(?:后)?", (("已经", "将于"), ("投产",))),
        ("(?P<s>[^，]{2,6}?)安全(?=等级)", (("安全",),)),
        ("甲|[乙丙]", ()),
        ("(?i)mw", ()),
    ],
)
def test_needs(pattern: str, expected: tuple[tuple[str, ...], ...]) -> None:
    assert needs(re.compile(pattern)) == expected


def test_every_match_holds_what_its_pattern_needs() -> None:
    text = _texts()[0]
    seen = 0
    for pattern in _packaged():
        for m in pattern.finditer(text):
            for group in needs(pattern):
                seen += 1
                assert any(word in m[0] for word in group), (pattern.pattern, m[0])
    assert seen > 500


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("(?:正在|拟)(?:建设)?\\Z", "在拟设"),
        ("[甲乙]\\d?$", "甲乙0123456789０１２３４５６７８９"),
        ("(?<=一)期(?!末)", "期"),
        ("投产.*", None),
        ("(?:投产)?", None),
        ("建[^成]", None),
    ],
)
def test_ends(pattern: str, expected: str | None) -> None:
    assert ends(re.compile(pattern)) == (None if expected is None else frozenset(expected))


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("(?:甲|乙丙)丁?", "甲乙"),
        ("^(?:[子丑]|寅+)卯", "子丑寅"),
        ("辰?巳", "辰巳"),
        ("午?", None),
        (".未", None),
    ],
)
def test_begins(pattern: str, expected: str | None) -> None:
    assert begins(re.compile(pattern)) == (None if expected is None else frozenset(expected))


def test_every_match_ends_with_one_of_the_ends_of_its_pattern() -> None:
    text = _texts()[0]
    seen = 0
    for pattern in _packaged():
        last = ends(pattern)
        for m in pattern.finditer(text) if last is not None else ():
            seen += 1
            assert m[0][-1] in last, (pattern.pattern, m[0])
    assert seen > 500
