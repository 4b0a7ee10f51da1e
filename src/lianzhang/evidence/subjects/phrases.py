"""Noun phrases: what stands before a number, what it counts, and the subject made of place, industry and phrase.

Organisations are subjects under the name printed (:mod:`lianzhang.evidence.subjects.firms`); otherwise the subject is a phrase: the
place's own name, the industry, and the noun phrase around the number.
"""

from __future__ import annotations

import re
from functools import lru_cache

from lianzhang.core import short_name
from lianzhang.evidence.grounds import COUNTRY, WORLD
from lianzhang.evidence.lexicon.tables import read_pairs
from lianzhang.evidence.mentions import NameMention, PlaceMention, TimeMention
from lianzhang.evidence.noun_phrases import (
    Token,
    head_after,
    is_facet,
    is_noun,
    loose,
    noun_phrase,
    tokens_of,
    without_verb,
)
from lianzhang.evidence.scene import Scene, longest_first, remembered
from lianzhang.evidence.subjects.counted import of_kind
from lianzhang.evidence.words import LEADING, words

__all__ = ["left_noun", "neat", "phrase", "right_noun"]

_ONLY_DAY = re.compile(r"[.…·\d日号月年]+|\d+[\u4e00-\u9fff]")  # cut off from its month: no subject
_DAY_BEGINS = frozenset("0123456789０１２３４５６７８９.…·日号月年")
_FRAYED = " \u3000\t\n、，,（(）)\"'—-·：:±~～"
_ASIDE = re.compile(r"（[^（）]*?[\d%％][^（）]*）|\([^()]*?[\d%％][^()]*\)")
"""A figure in brackets: no part of a name."""


_LONGEST_TAIL = 8
_NO_PHRASE = frozenset(["于", "用于", "人民币", "折合人民币"])


def _pared(parts: list[str]) -> str:
    """A phrase of whole parts without what is no part of a name at its ends: (我市)已谋划(项目)."""
    lists = words()
    before = 0
    while len(parts) != before:
        before = len(parts)
        while parts and not parts[0].strip(_FRAYED):
            parts = parts[1:]
        while parts and not parts[-1].strip(_FRAYED):
            parts = parts[:-1]
        text = "".join(parts)
        if text in _NO_PHRASE or (text[:1] in _DAY_BEGINS and _ONLY_DAY.fullmatch(text)):
            return ""
        m = None
        if lists.lead_begins is None or text[:1] in lists.lead_begins:
            m = lists.lead.match(text)
        if m and m.end() < len(text):
            parts = _from(parts, m.end())
            text = "".join(parts)
        m = None
        if lists.tail_ends is None or text[-1:] in lists.tail_ends:
            m = lists.tail.search(text, max(0, len(text) - _LONGEST_TAIL))
        if m:
            parts = _until(parts, m.start())
    text = _whole("".join(parts))
    return text if len(text) > 1 else ""


def _from(parts: list[str], cut: int) -> list[str]:
    """The words from ``cut`` characters on, all of them where the cut would fall inside a word."""
    at = 0
    for i, word in enumerate(parts):
        if at == cut:
            return parts[i:]
        at += len(word)
    return parts


def _until(parts: list[str], cut: int) -> list[str]:
    """The words before ``cut`` characters, all of them where the cut would fall inside a word."""
    at = 0
    for i, word in enumerate(parts):
        if at == cut:
            return parts[:i]
        at += len(word)
    return parts


_PAIRS = (("（", "）"), ("(", ")"), ("“", "”"), ("‘", "’"), ("「", "」"), ("『", "』"), ("《", "》"))


_BRACKET = re.compile("[" + re.escape("".join(a + b for a, b in _PAIRS)) + "]")


def _whole(text: str) -> str:
    """The text without half brackets and half quotation marks, and what stood behind an open bracket."""
    if not _BRACKET.search(text):
        return text.strip(_FRAYED)
    text = _ASIDE.sub("", text)
    for opening, closing in _PAIRS:
        if text.count(opening) == text.count(closing):
            continue
        if opening in "“‘「『《":
            more = text.count(closing) - text.count(opening)
            text = opening + text if more == 1 else text.replace(opening, "").replace(closing, "")
        elif text.count(opening) > text.count(closing):
            text = text[: text.rindex(opening)]
        else:
            text = text[text.index(closing) + 1 :]
    return text.strip(_FRAYED)


_NOTE = re.compile(
    r"（(?:不?含|(?:不?包[括含]|已?扣除|剔除|未经|经审计|税[前后]|下同|以下|合并|其中|折合)(?![^（）]*公司))[^（）\d]{0,16}(?:）|\Z)"
)
"""A bracket that says how the figure beside it is to be taken (不含税, 含培育企业): no part of a phrase."""


def _tokens(scene: Scene, start: int, end: int, floor: int) -> list[Token]:
    """The words of ``text[start:end]`` with their classes: names whole, times and notes in brackets from ``floor`` on marked, without a
    place in front."""
    held: list[NameMention | TimeMention | PlaceMention] = [*scene.named_or_dated(start, end)]
    places = scene.grounds(start, end)
    if places and LEADING.match(scene.text[start : places[0].start]):
        held.append(places[0])
        held.sort(key=longest_first)
    if "（" in scene.flat[floor:end]:
        held += [TimeMention(*m.span(), None, False) for m in _NOTE.finditer(scene.flat, floor, end)]
        held.sort(key=longest_first)
    out: list[Token] = []
    at = start
    for m in held:
        if m.start < at:
            continue
        if m.start > at:
            out += tokens_of(scene.text[at : m.start])
        out.append((scene.text[m.start : m.end], "noun") if isinstance(m, NameMention) else ("", "time"))
        at = m.end
    return [*out, *tokens_of(scene.text[at:end])]


@remembered
def right_noun(scene: Scene, start: int, right: int) -> str:
    """The noun phrase a number counts, printed from ``start`` on (7个新能源电池项目)."""
    text = scene.text[start : min(right, start + 36)].removeprefix("的")
    called = _QUOTED.match(text)
    if called and called.end() < len(text):
        behind = right_noun(scene, start + called.end(), right)  # 12家“专精特新”企业
        return called[0] + behind if len(behind) > 1 else ""
    when = _WHEN.search(text, 2)
    text = text[: when.start()] if when and (when[0][0] != "2" or is_noun(text[: when.start()])) else text
    m = words().right_end.search(text)
    if m and text[max(0, m.start() - 1) : m.start() + 1] in _SPLIT:
        text = text[: m.start() - 1]  # 215只重仓股平均上涨……
    while m and m[0] == "、" and m.start():
        after = words().right_end.search(text, m.end())
        if not _listed(text[m.end() : after.start() if after else len(text)]):
            break
        m = after
    head = head_after((text[: m.start()] if m else text).strip()).rstrip("和及与并、的")
    within = scene.flat.startswith("有", start + len(head)) and head.endswith("中") and len(head) > 2
    head = head.removesuffix("中" if within else "在建") or head  # 8座电站中有5座……
    return of_kind(head, scene.flat[start - 1 : start])


_SPLIT = frozenset(["平均", "没有"])
"""Words that a word for the end of what is counted would cut in two."""
_QUOTED = re.compile("[“「][^“”「」，。；]{2,14}[”」]")
_WHEN = re.compile(
    r"20\d\d年(?![度版款型])|报告期内?|[年月周日]内(?!需)|近期|期间|(?:今年|去年)?前(?:\d{1,2}|[一二三四五六七八九十]{1,3})个?(?:月|季度)"
)
"""What is counted ends where it is told when (17家重点企业前4月累计……)."""
_LONGEST_MEMBER = 10


def _listed(text: str) -> bool:
    """Whether ``text`` goes on with a list of what is counted (215个小麦、油菜、花生新品种): nouns alone."""
    return 0 < len(text) <= _LONGEST_MEMBER and all(kind == "noun" for _, kind in tokens_of(text))


_DATELINE = re.compile(r"[^，。；]{2,36}(?:日|讯)电?(?:（[^（）]{2,30}）)?[ \u3000](?=\S)")


_REACH = 40
"""How many characters before a number its noun phrase may begin."""
_MARGIN = 6
_JOINED = frozenset("和与及、")


@remembered
def left_noun(scene: Scene, left: int, end: int) -> str:
    """The noun phrase printed before a number, stripped of verbs, times and a place in front."""
    whole, left = left, max(left, end - _REACH)
    blank = scene.flat.find(" ", left, end) >= 0 or scene.flat.find("\u3000", left, end) >= 0
    dateline = _DATELINE.match(scene.flat, left, end) if blank else None
    kind = _OF_THAT_KIND.search(scene.flat, left, end) if scene.flat.find("为", left, end) >= 0 else None
    left = kind.end() if kind else left
    label = scene.flat.rfind("】", left, end)  # 【快讯】 heads an item
    left = max(left, label + 1)
    if scene.flat[end - 1 : end] in _JOINED and scene.names(left, end) == []:
        before = tokens_of(scene.text[max(left, end - _MARGIN) : end])
        if not before or before[-1][0] in _JOINED:  # 触及 joins nothing
            return ""  # 甲、乙和3条丙: what stands before is another thing
    if dateline:
        return _pared(noun_phrase(_tokens(scene, dateline.end(), end, dateline.end())))
    early = left if label >= 0 or kind else max(whole, left - _MARGIN)
    tokens = _tokens(scene, early, end, left)
    cut = left - early
    while tokens and cut > 0:
        cut -= len(tokens[0][0]) or cut  # no phrase begins inside a word
        tokens = tokens[1:]
    noun = _pared(noun_phrase(tokens))
    return _termed(scene, left, end, _IN_FULL.sub("", noun) if noun[-1:] in _FULL_DIGITS else noun)


_OF_THAT_KIND = re.compile("以[^，。；：为]{2,24}为(?:典型)?(?:代表|首|主|核心|龙头|重点|主体)的(?=..)")
"""以甲和乙为代表的面板厂商: examples of those told of behind them."""
_FULL_DIGITS = "壹贰叁肆伍陆柒捌玖拾佰仟万亿零元角分整"
_IN_FULL = re.compile(f"(?:人民币)?[{_FULL_DIGITS}]{{4,}}\\Z")
"""A sum in full characters, before the same in digits."""
_TERM = re.compile(r"\d{1,2}(?:年|个月|天|日)\Z")


def _termed(scene: Scene, left: int, end: int, noun: str) -> str:
    """What runs for a term, with it (10年期国债收益率): a length of time opens no other phrase."""
    if noun[:1] != "期" or len(noun) < 4 or noun[1] in "货权限内间末初":
        return noun
    at = scene.text.find(noun, left, end)
    m = _TERM.search(scene.flat, max(0, at - 6), at) if at > 0 else None
    return m[0] + noun if m else noun


_THEMED = re.compile(r"产业|电池|材料|锂|钠|隔膜|电解|矿|预案|人才|园区|资金|债|新能源|光伏|氢")
"""A phrase that says itself of which industry it is."""
_FORMS = {COUNTRY: ("我国", "全国", "中国", "国内"), WORLD: ("全球", "全世界", "世界")}


@lru_cache(maxsize=1)
def _regions() -> dict[frozenset[str], str]:
    return {frozenset(paths.split(";")): name for name, paths in reversed(list(read_pairs("regions.csv")))}


def _region(place: str) -> list[str]:
    """The name of a region of several places (京津冀); empty where it has none."""
    name = _regions().get(frozenset(place.split(";"))) if ";" in place else None
    return [name] if name else []


def phrase(scene: Scene, place: str | None, core: str) -> str:
    """A descriptive subject: the place's own name, the industry unless the phrase has one, the phrase.

    No place stands in front of what has a name of its own, and none in front of a measure of works, whose owner is not named here.
    """
    head, core = "", _POINTS.sub("", without_verb(core))
    if place and not _named(scene, core):
        own = _region(place) or [scene.short(p) for p in place.split(";")]
        own = [] if len(own) > 2 and len(core) > 3 else own  # a list of places counted together is no name
        head = "、".join(own)
        for name in own:
            for form in _FORMS.get(name) or (name, short_name(name)):
                if core.startswith(form) and not _WIDER.match(core, len(form)):
                    core = core[len(form) :].lstrip("、和")
        if core[:1] == "港" and core[:2] not in ("港口", "港区"):
            head = "、".join(short_name(name) for name in own)  # a port has a name of its own
        if core[:1] == head[-1:] and core[:1] in ("省", "市", "县", "区", "州"):
            core = core[1:]  # 省级, 市属: the place says it
    theme = scene.theme
    if theme and len(core) <= 4 and not _THEMED.search(core):
        return head + theme + core
    return head + _whole(core)


_MOVED_BY = re.compile(r"(?<=[价格率数])[微大小幅]*[涨跌升降]\d.*\Z")
"""碳酸锂价格跌100元报……: by how much it moved is no part of what did."""
_ON_DAY = re.compile("(?<=[\u4e00-\u9fff]{2})\\d{1,2}日\\Z")
"""央行12日开展……: a day without its month is no part of who acts."""
_HOW_DONE = re.compile("(?<=..)(?:已经|更是|可能|大幅|曾经|必须|仍然|依然|进一步){1,6}\\Z")
"""How something is done, told behind who does it (某某已经下跌……)."""
_TWICE = re.compile("([\u4e00-\u9fff]{2,4})\\1")


def neat(subject: str) -> str:
    """A descriptive subject as one would write it: no word of it twice in a row, no 的 at its end or between a thing and what of it is
    measured (甲醇的开工率: 甲醇开工率)."""
    subject = _TWICE.sub(r"\1", _HOW_DONE.sub("", _ON_DAY.sub("", _MOVED_BY.sub("", subject)))).rstrip("的之")
    if "的" not in subject:
        return subject
    parts = tokens_of(subject)
    at = max((i for i, (word, _) in enumerate(parts) if word == "的"), default=0)
    behind = "".join(word for word, _ in parts[at + 1 :])
    plain = at > 0 and all(kind == "noun" for _, kind in parts[:at])
    return "".join(w for w, _ in parts[:at]) + behind if plain and is_facet(behind) else subject


_POINTS = re.compile("^(?:当[年月季日]|[本上][年月周]|同期|目前|现有|我[省市县区州])的?(?=..)")
"""What points to a time or to the speaker's own land (当月的钢铁产量, 我市出口): no part of a subject."""
_WIDER = re.compile("平原|盆地|半岛|高原|经济区|都市圈|城市群|三角洲")
_WORKS = re.compile(
    r"(?:大桥|铁路|高铁|城际|公路|高速|水电站|电站|电厂|油田|气田|煤矿|铁矿|金矿|铜矿|机场|隧道|水库|医院|大学|学院|科技|股份|集团|公司|银行|证券|品牌|号)(?:[一二三四]期)?"
)
_ONE_OF_A_KIND = frozenset(["油田", "气田", "大桥", "高铁"])
_SORTS = frozenset(
    ["海上", "陆上", "主力", "大型", "中小", "跨海", "跨江", "公路", "铁路", "页岩", "深海", "骨干"]
)
"""What is said of such works besides a name."""
_OF_WORKS = re.compile(
    r"(?:路线|线路|全线|主桥|主跨|单机)?(?:全长|总长|全程|里程|时速|设计时速|设计速度|装机规模|装机容量|总装机|单机容量|库容|总库容|蓄水位|工期|总工期)"
)


@remembered
def _firms_printed(scene: Scene) -> frozenset[str]:
    return frozenset(scene.text[n.start : n.end] for n in scene.mentions.names if n.type == "organisation")


_OFFICE = re.compile("(?:自治区|国家|[省市县区州])[\u4e00-\u9fff]{2,12}(?:厅|局|委员会|[工国发][信资改]委)")


def _named(scene: Scene, core: str) -> bool:
    """Whether a phrase names what it speaks of: a firm, works with a name of their own, another place."""
    if not core:
        return False
    if _OF_WORKS.fullmatch(core):
        return True
    if _OFFICE.fullmatch(core) or any(name in core for name in _firms_printed(scene)):
        return True
    if not _WORKS.search(core):
        return False
    parts = [w for w, _ in tokens_of(core)]
    for at, word in enumerate(parts):
        if at and word in _ONE_OF_A_KIND and len(parts[at - 1]) > 1 and parts[at - 1] not in _SORTS:
            return True
        if at and _WORKS.fullmatch(word) and any(loose(w) for w in parts[max(0, at - 3) : at]):
            return True
    return False
