"""Products and materials at the head of an item: of a numbered list (3、碳酸锂……；毛利率26%), of a list of prices (锂辉石指数（…）报5900元/吨)."""

from __future__ import annotations

import re

from lianzhang.evidence.claims.reading import Spot
from lianzhang.evidence.claims.topics import content
from lianzhang.evidence.frames.matcher import Match
from lianzhang.evidence.mentions import NameMention, NumberMention
from lianzhang.evidence.noun_phrases import is_facet
from lianzhang.evidence.scene import Scene, remembered
from lianzhang.evidence.subjects.phrases import left_noun
from lianzhang.evidence.words import words

__all__ = ["headed", "quoted"]

_QUOTED = re.compile(
    r"(?P<n>[\u4e00-\u9fffA-Za-z][\u4e00-\u9fffA-Za-z0-9·\-]{1,19}?)(?:[ \u3000]*（[^（）]*）)*[ \u3000]*"
    r"(?:主流|成交|市场)?(?:(?:报价|均价|价格)(?:区间|范围)?)?[ \u3000]*(?:(?P<sure>收报|报收|报|暂报)|为|涨至|跌至|维持在|持稳于)(?:每吨)?[ \u3000]*(?=[-−]?\d)"
)
_CHANGED = re.compile(
    r"[ \u3000]*(?:较?[昨前上]一?(?:日|周|月|交易日)|环比|同比|日|周|月)?(?:均价|价格)?(?:上涨|下跌|上调|下调|上升|下降|回落|涨|跌|降|升)(?:了|约)?[ \u3000]*"
)
_PRICED = re.compile(r"指数|均价|报价|价格|价$")
_FIRM_SHARE = re.compile(r"公司|集团|股份|今日|昨日|收盘|股价|板块|盘中|午后|早盘")


def quoted(scene: Scene, spot: Spot, number: NumberMention, found: Match, last: str | None) -> str:
    """What a clause quotes a price of, with brackets between the name and 报 left out; empty where the clause is made otherwise.

    ``last`` is what the number before in the sentence is of: its change (上涨90元/吨) is of the same.
    """
    if last and number.unit != "%" and _CHANGED.fullmatch(scene.flat, spot.clause.start, number.core[0]):
        return last
    if found.frame.kind != "price" or number.unit == "CNY" or number.unit.endswith("/share"):
        return ""
    start = content(scene, spot.clause.start, number.start)
    m = _QUOTED.match(scene.flat, start, number.end)
    if not m or number.core[0] - m.end() not in (0, 1) or _FIRM_SHARE.search(m["n"]):
        return ""
    if not m["sure"] and not _PRICED.search(scene.flat[start : m.end()]):
        return ""
    if _NO_GOODS.fullmatch(m["n"]):
        return last or ""
    change = _BY.search(m["n"])
    return _OF_NOW.sub("", m["n"][: change.start()] if change else m["n"])


_OF_NOW = re.compile("^(?:(?:[本上当]月)?[上下]半[月年]|[本上当][周月日]|[年月]初的?)(?=..)")
_NO_GOODS = re.compile("(?:成交|开盘|收盘|主流|市场|平均|综合|最新|最[高低]|目前|当前|[本上]周|整体){1,6}")
"""成交均价为……: at what price, not of what."""


_BY = re.compile(r"(?:收|大|再|累计?)?(?:上涨|下跌|[涨跌])了?约?\d|(?:基本|大致|暂时)?(?:持平|企稳|不变)\Z")
"""By how much it changed, or that it did not, before what is quoted (某某价格涨200元报……, 某某价格持平报……)."""
_NUMBERED = re.compile(r"\s*[（(]?[一二三四五六七八九十\d]{1,2}[）)、.．，：][ \u3000]*")
_IF = re.compile(r"(?:如果|若|假设|其中|而|但是?|因此|所以|目前|近期)?")
_ITS_GRADE = re.compile(
    r"(?:国产|进口|电池级|工业级|动力型|储能型|普通|高端|单晶|多晶|高纯|[A-Z0-9.]{1,8}){0,6}"
)
_OTHER = re.compile(
    r"(?:生产)?(?:冶炼|压延|[矿采]选|矿采选|加工|制品|制造|开采|回收|[^，。；]{0,6}业|企业|公司|产业|行业|项目|生产线|龙头|概念|板块|基地|厂商|工厂|领域|技术)"
)
_OF_PRODUCTS = frozenset(
    {"finance", "growth", "sales", "production", "price", "market_share", "stock", "output_value"}
)


def headed(
    scene: Scene, spot: Spot, number: NumberMention, found: Match, firms: list[NameMention], inherited: bool
) -> str:
    """The product that a numbered item is about, where no firm stands in the item and the number has no noun of its own."""
    if found.frame.kind not in _OF_PRODUCTS or (inherited and not firms):
        return ""
    own = left_noun(scene, spot.left, number.start)
    told = bool(own) and not words().hollow.fullmatch(own) and (len(own) > 4 or not is_facet(own))
    if _OTHER.search(own) or (told and not firms):
        return ""
    begin = _item_start(scene, spot.index)
    if begin < 0 or any(begin <= f.start for f in firms if f.start < f.end):
        return ""
    head = ""
    for sentence in scene.sentences[spot.index - 60 if spot.index > 60 else 0 : spot.index + 1]:
        if sentence.start < begin - 6:
            continue
        for clause in sentence.clauses:
            if clause.start <= spot.clause.start:
                head = _product_at(scene, max(clause.start, begin), clause.end) or head
            if not head and clause.start >= begin:
                return ""
    return head


@remembered
def _item_start(scene: Scene, index: int) -> int:
    """Where the numbered paragraph of sentence ``index`` begins to speak of a product; -1 where it is none."""
    at = index
    while at and scene.sentences[at - 1].paragraph == scene.sentences[index].paragraph:
        at -= 1
    sentence = scene.sentences[at]
    m = _NUMBERED.match(scene.flat, sentence.start)
    if not m:
        return -1
    return m.end() if _product_at(scene, m.end(), min(m.end() + 24, len(scene.flat))) else -1


def _product_at(scene: Scene, start: int, end: int) -> str:
    """The product with which ``text[start:end]`` opens, its grade before it; empty where it opens otherwise."""
    lead = _IF.match(scene.flat, start, end)
    start = content(scene, lead.end() if lead else start, end)
    grade = _ITS_GRADE.match(scene.flat, start, end)
    first = grade.end() if grade else start
    for n in scene.names(start, end, "product", "mineral", "segment"):
        if n.start > first:
            return ""
        if not _OTHER.match(scene.flat, n.end):
            return scene.text[start : n.end]
    return ""
