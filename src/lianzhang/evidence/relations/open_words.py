"""The words of a clause for the open reader: names, times, titles and quotations whole, and which of the rest are verbs."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from lianzhang.core.data_files import data_text
from lianzhang.evidence.scene import Scene
from lianzhang.evidence.segments import classes, segment

__all__ = ["QUOTED", "TITLE", "Token", "tokens_of", "verbs"]


class Token(NamedTuple):
    """A word ``[start, end)`` of a clause and what it is: verb, the class of a statement word, the type of a name, time, number, title, quoted or word."""

    text: str
    start: int
    end: int
    type: str


@lru_cache(maxsize=1)
def verbs() -> frozenset[str]:
    """All words that may be a predicate."""
    listed = " ".join(row for row in data_text("verbs.txt").splitlines() if not row.startswith("#"))
    stated = {w for w, c in classes().items() if c in _DOING}
    return (
        frozenset({*listed.split(), *stated} - {w for w, c in classes().items() if c in _NEVER} - _NOUNS)
        | _MORE
    )


_DOING = ("verb", "mixed", "saying", "reach", "entry")
_NEVER = ("adverb", "preposition", "conjunction", "particle", "whole", "manner")
_NOUNS = frozenset(["新高", "新低"])
"""What is reached (创历史新高) and does nothing."""
_MORE = frozenset([
    "合作", "联合", "上市", "研发", "核发", "布局", "配套", "供货", "发文", "招商", "联手", "携手", "领投", "跟投", "投建",
    "量产",
])  # fmt: skip
"""Words that are a noun or a manner as often as a predicate."""
_BRACKET = re.compile("（[^（）\n]{1,60}）")
_BE = frozenset(["是", "为", "系", "任", "创"])
TITLE = re.compile("《[^《》\n]{2,80}》")
QUOTED = re.compile("“[^“”\n]{2,24}”")
_PLAIN_NAMES = frozenset({"product", "mineral", "segment", "industry", "person_role"})


def tokens_of(scene: Scene, start: int, end: int) -> tuple[Token, ...]:
    """The words of ``[start, end)``; names, times, titles and what stands in quotation marks are one word each."""
    flat = scene.flat
    whole: list[tuple[int, int, str]] = []
    if flat.find("《", start, end) >= 0:
        whole += [(*m.span(), "title") for m in TITLE.finditer(flat, start, end)]
    if flat.find("（", start, end) >= 0:
        whole += [(*m.span(), "bracket") for m in _BRACKET.finditer(flat, start, end)]
    whole += [(n.start, n.end, n.type) for n in scene.names(start, end) if n.type not in _PLAIN_NAMES]
    whole += [(t.start, t.end, "time") for t in scene.all_times(start, end)]
    whole += [(n.start, n.end, "number") for n in scene.numbers(start, end)]
    if flat.find("“", start, end) >= 0:
        whole += [(*m.span(), "quoted") for m in QUOTED.finditer(flat, start, end)]
    whole += [(p.start, p.end, "place") for p in scene.places(start, end)]
    whole.sort(key=lambda w: (w[0], -w[1]))
    out: list[Token] = []
    at = start
    for a, b, kind in [*whole, (end, end, "")]:
        if a < at:
            continue
        if a > at:
            out += _words(flat, at, a)
        if b > a:
            out.append(Token(flat[a:b], a, b, kind))
        at = max(at, b)
    return _nominal(out)


_DEEDS = frozenset([
    "生产", "发展", "建设", "处理", "加工", "制造", "研发", "服务", "融资", "投资", "运营", "管理", "销售", "消费", "开发",
    "贸易", "运输", "流通", "合作", "创新", "改造", "配套", "扶贫", "检测", "检验", "养殖", "种植", "供应", "应用", "示范",
    "教育", "培训", "治理", "保护", "开采", "勘探", "冶炼", "发电", "存储", "储存", "回收", "利用", "采购", "交易", "振兴",
    "建造", "施工", "设计", "监测", "控制", "安全", "传输", "通信", "计算", "并网", "扩建", "技改", "招商", "供水", "供电",
    "供热", "集散", "结算", "租赁", "担保", "保障", "监督", "使用", "更新", "转型",
])  # fmt: skip
"""Deeds that are as often the first half of a name (生产项目, 发展规划, 处理工程)."""
_NAMED = re.compile(
    "项目|工程|规划|计划(?!于|在|到|将|年|今|明|投)|模式|体系|枢纽|中心|基地|战略|机制|平台|能力|标准|网络|格局|协议|合同|系统|资金|基金|设备|设施|技术|业务|市场|企业|园区|示范|方案|政策|办法|条例|意见|成本|费用|情况|水平|行业|产业|领域|环节|过程|集团|公司|学院|大学|研究|实验室|站|厂|线|区|路|板块|服务商|商|产品|装备|材料|装置|总承包|委员会|办公室|指数|价格|通道|走廊"
)


_PLAIN = ("word", "whole", "entry")
_SUFFIXES = frozenset("方圈税人者机权率额费品量价期户员商区城馆厅站线型式性法仪店厂园业力证")
_VICE = "副总"
_OFFICE = re.compile("副?(?:主席|总裁|经理|主任|部长|行长|院长|会长|秘书长|社长|董事|总监|官)")
"""What makes a deed a name: a suffix (投资方, 生活圈), or an office (执行副主席)."""


def _suffixed(tokens: list[Token], n: int) -> bool:
    """Whether the word ``tokens[n]`` behind a deed is a suffix by itself, no first character of a name that no list has, or an office."""
    text = tokens[n].text
    behind = tokens[n + 1].text if n + 1 < len(tokens) else ""
    if len(text) > 1 or text in _VICE:
        return _OFFICE.match(text + behind) is not None
    return text in _SUFFIXES and (len(behind) != 1 or not behind.isalnum())


_HANDED_OVER = ("系统", "协议", "合同")
"""全国中小企业股份转让系统, 股权转让协议: a market and a paper."""
_BUILDING = frozenset(["建设", "扩建", "建造"])


def _placed(tokens: list[Token], i: int) -> bool:
    """Whether right before the word a preposition governs a place (在某市建设……): what is done there follows."""
    n = i - 1
    while n > 0 and tokens[n].type in ("place", "park"):
        n -= 1
    return n < i - 1 and tokens[n].type == "preposition"


def _nominal(tokens: list[Token]) -> tuple[Token, ...]:
    """The words, of which a deed right before the noun that it names (or another such deed) is no predicate."""
    for i in range(len(tokens) - 2, -1, -1):
        token, after = tokens[i], tokens[i + 1]
        if token.type != "verb" or after.start != token.end:
            continue
        if after.type == "word" and len(token.text) > 1 and _suffixed(tokens, i + 1):
            tokens[i] = token._replace(type="nominal")
            continue
        if token.text == "转让" and after.text in _HANDED_OVER:
            tokens[i] = token._replace(type="nominal")
            continue
        if token.text not in _DEEDS:
            continue
        if token.text in _BUILDING and i and _placed(tokens, i):
            continue
        if after.type == "nominal" or (after.type in _PLAIN and _NAMED.match(after.text)):
            tokens[i] = token._replace(type="nominal")
    return tuple(tokens)


@lru_cache(maxsize=1)
def _kinds() -> dict[str, str]:
    """What every word is that is more than a word."""
    return {**classes(), **dict.fromkeys(verbs() | _BE, "verb")}


def _records(words: list[str]) -> list[str]:
    """The words, of which 创新 before 高 or 低 is cut as it is meant there (创 + 新高)."""
    out: list[str] = []
    for word in words:
        if word in ("高", "低") and out and out[-1] == "创新":
            out[-1:] = ["创", "新" + word]
        else:
            out.append(word)
    return out


def _words(flat: str, start: int, end: int) -> list[Token]:
    kind_of, doing = _kinds().get, verbs()
    out: list[Token] = []
    begin, single = start, ""
    words = segment(flat[start:end])
    for word in _records(words) if "创新" in words else words:
        stop = begin + len(word)
        alone = len(word) == 1
        if alone and single and single + word in doing:
            out[-1] = Token(single + word, begin - 1, stop, "verb")
            alone = False
        else:
            out.append(Token(word, begin, stop, kind_of(word, "word")))
        single = word if alone else ""
        begin = stop
    return out
