"""Whose a bare measure is: 某产业产值……，集聚度居全国第三 — of the thing that the sentence spoke of before, under the measure's own name."""

from __future__ import annotations

import re
from functools import lru_cache

from lianzhang.evidence.claims.reading import Last, Spot
from lianzhang.evidence.claims.topics import content
from lianzhang.evidence.frames.matcher import Match
from lianzhang.evidence.grounds import COUNTRY
from lianzhang.evidence.mentions import NumberMention
from lianzhang.evidence.noun_phrases import is_facet, is_noun, tokens_of
from lianzhang.evidence.scene import Scene, remembered
from lianzhang.evidence.segments import classes, segment
from lianzhang.evidence.subjects.facets import bare
from lianzhang.evidence.subjects.phrases import left_noun
from lianzhang.evidence.words import words

__all__ = ["lone_head", "only_measures", "opening_noun", "owned_measure", "owner_of"]

_KINDS = frozenset(
    {"market_rank", "market_share", "growth", "price", "output_value", "sales", "export", "import", "production", "capacity",
     "stock", "finance", "reserve", "technology_parameter", "investment", "milestone"}
)  # fmt: skip
_IN_A_ROW = re.compile("连续|蝉联")
"""For how long a measure has stood so; any other step is of itself (预期寿命达到80岁)."""
_BESIDE = frozenset(
    [
        *("营业", "主营", "业务", "总", "年", "年产", "生产", "地区", "累计", "新增", "合同", "订单", "市场", "平均", "同比", "增长"),
        *("全年", "固定资产", "产", "销", "单", "箱", "度", "集聚", "产业", "热度", "投资", "产销", "交易", "消费", "贡献", "单产", "总价值", "设计", "预计", "计划"),
    ]
)  # fmt: skip
"""Words of which a measure may be made."""
_MEASURE = re.compile(
    r"(?:同比|环比|单月|当月|地区|成交|收盘|开盘|结算|营业|主营|业务|生产|年|总|累计|新增|合同|订单|市场|装机|最高|最低|的|平均|净|国内|探明|资源|全年|上半年|对[^，。；]{2,16}){0,5}"
    r"(?:生产总值|增加值|[产销需用发货]{1,2}(?:电|货|求)?量|业务量|数量|总量|产值|[进出]{1,2}口(?:额|量|总额|总值)?|收入|营收|利润(?:总额)?|毛利率?|净利|投资(?:额)?|增速|增幅|(?:报|均|售|现|出厂|到货|坑口|平仓|离岸|到岸)?价格?|"
    r"装机(?:容量)?|容量|产能|规模|总额|金额|余额|成本|(?:资源|矿石|储)量|品位|能力|寿命|负债率|份额|占比|比重|占有率|市占率|贡献率|渗透率|面积|里程|成交额|销售额|零售额|吞吐量|周转量)\Z"
)
"""A measure at the end of a phrase."""
_OF_MEASURE = re.compile(r"(?:增速|增幅|涨幅|降幅|跌幅|比重|占比|份额|占有率|速度|增长率|同比|环比)\Z")
"""What is said of a measure: of the measure spoken of before, not beside it."""
_COURSE = re.compile("(?:年均|年|平均|[三四五六七八十]年|期间){0,6}(?:复合)?(?:年均)?(?:增长率|增速|增幅)")
_TOWARDS = re.compile(r"(?:对|为)[^，。；]{2,16}(?:贡献率|贡献度|拉动率)")
"""对全市工业增长贡献率: of what the sentence spoke of, not of what it adds to."""
_GIVES = re.compile("(?:贡献|创造|提供|吸纳|承担|完成|解决)")
"""民营企业……，贡献了60%的税收: of who gives."""
_OF_NOW = re.compile("^(?:[本上当]周|最新)(?=..)")
_AT_HOME = re.compile("国内")


_AT_PRICES = re.compile("按?(?:可比|不变|现行?|当年)(?:口径|价格?)(?:计算)?")
"""At which prices growth is reckoned."""


def owned_measure(
    scene: Scene, spot: Spot, number: NumberMention, found: Match, last: Last | None, place: str | None, subject: str,
    inherited: bool,
) -> str:  # fmt: skip
    """``subject``, a measure that does not say of what, behind its owner; empty where it has one or the sentence names none.

    What was taken over from the number before (``inherited``) is so where a measure of another name is printed.
    """
    if inherited:
        subject = left_noun(scene, spot.left, number.start)
        if (
            not is_facet(subject)
            or _OF_MEASURE.search(subject)
            or (found.frame.kind == "growth" and _AT_PRICES.fullmatch(subject))
            or (last and last.subject and last.subject.endswith(subject))
        ):
            return ""
    if found.frame.kind not in _KINDS or spot.part or not subject or number.unit == "persons":
        return ""
    if found.frame.kind == "milestone" and not _IN_A_ROW.search(scene.flat, spot.left, number.start):
        return ""
    begin = content(scene, max(spot.clause.start, spot.left), number.start)
    towards = _TOWARDS.match(scene.flat, begin, number.start) is not None
    grounded = not towards and _grounded(scene, begin, number)
    goods = ""
    if not inherited and found.frame.kind in _OF_GOODS and (grounded or not scene.firm_led):
        goods = _goods_before(scene, spot.index) if not _before(scene, spot) else ""
    if grounded and not goods and not _counted(spot, last):
        return ""
    head = "、".join(scene.short(p) for p in place.split(";")) if place else ""
    core = words().compared.sub("", subject.removeprefix(head).removeprefix("国内"))
    counted = _counted(spot, last)
    if counted and is_facet(core) and core not in counted:
        return counted + core  # 重点企业累计完成工业增加值
    if not core and found.frame.kind == "price":
        quoted = _PRICE.search(scene.flat, begin, number.start)
        core = quoted[0] if quoted else core
    gives = _GIVES.fullmatch(core.removeprefix(scene.theme or "")) is not None
    if not (towards or gives or only_measures(core)):
        return ""
    if (head and not inherited and _OF_A_LAND.fullmatch(core)) or (
        found.frame.kind == "growth" and core.startswith("固定资产")
    ):
        return ""  # a measure of its own
    before = "" if inherited else _before(scene, spot)
    told = _of_last(last, core) or _counted(spot, last)
    if goods and not told:
        return head + goods + core if grounded else goods + core
    owner = (before or told) if towards else (told or before)
    if not owner or owner in core:
        return ""
    return (
        owner
        if gives
        or (_COURSE.fullmatch(core) and is_facet(owner))
        or (words().hollow.fullmatch(core) and not is_facet(core))
        else owner.removesuffix(_OF_NOW.sub("", core)) + _OF_NOW.sub("", core)
    )


def _grounded(scene: Scene, begin: int, number: NumberMention) -> bool:
    """Whether the clause names a place of its own before what it is compared with; 国内 alone is none."""
    compared = words().compared.search(scene.flat[begin : number.start])
    end = begin + compared.start() if compared else number.start
    return any(
        not (number.unit == "rank" and p.end == number.start)  # 居全球第一: among whom it holds
        and (p.paths[:1] != (COUNTRY,) or not _AT_HOME.match(scene.flat, p.start))
        for p in scene.grounds(begin, end)
    )


def _of_last(last: Last | None, core: str) -> str:
    """The owner of the measure that the number before was about; that measure itself where ``core`` says how fast it grew."""
    if last is None or not last.subject or last.firms or not is_facet(last.subject):
        return ""
    return last.subject if _COURSE.fullmatch(core) else owner_of(last.subject)


def _counted(spot: Spot, last: Last | None) -> str:
    """What was counted right before in the clause (260家重点企业增加值212亿元)."""
    if (
        last is None
        or not last.told
        or last.firms
        or last.frame is None
        or last.frame.kind != "enterprise_count"
    ):
        return ""
    told = last.told[-1]
    return told.subject if (told.sentence, told.clause) == (spot.index, spot.at) else ""


def _before(scene: Scene, spot: Spot) -> str:
    """The thing with which an earlier clause of the sentence opens."""
    alone = lone_head(scene, spot)
    if alone:
        return owner_of(alone)
    for clause in reversed(spot.sentence.clauses[: spot.at]):
        owner = owner_of(opening_noun(scene, clause.start, clause.end))
        if owner:
            return owner
    return ""


_OF_GOODS = frozenset({"price", "sales", "production", "export", "import", "growth", "market_share", "stock"})
_MARKET = re.compile(
    r"(?:国内|全国|我国|中国|全球|国际|国产|今年|去年|近期|目前|当前|本[周月]|上[周月]|\s){0,6}(?P<n>(?!房地产|汽车|资本|股票|证券|[ABH]股|劳动|国[内际])(?:[油煤钢铜铝锌铅镍锡金银糖棉锂钴硅]|[\u4e00-\u9fff]{2,8}?))(?:现货|期货)?(?:市场|行业|行情|价格|价)(?!总?值|格)"
)
"""A sentence that opens with the market of some goods."""
_PRICE = re.compile("[均售报现]?价格?")
_GRADE = re.compile(r"(?:国产|进口|电池级|工业级|动力型|储能型|普通|高端|单晶|多晶|高纯){0,6}\Z")


@remembered
def _goods_before(scene: Scene, index: int) -> str:
    """The goods of which one of the three sentences before speaks, in the paragraph, where it speaks of no firm and of no other goods
    (某某市场走强。价格从……)."""
    paragraph = scene.sentences[index].paragraph
    if scene.names(scene.sentences[index].start, scene.sentences[index].end, "organisation"):
        return ""
    for back in range(index - 1, max(-1, index - 4), -1):
        other = scene.sentences[back]
        if other.paragraph != paragraph or scene.names(other.start, other.end, "organisation"):
            return ""
        opened = _MARKET.match(scene.flat, content(scene, other.start, other.end), other.end)
        if opened and (len(opened["n"]) == 1 or is_noun(opened["n"])):
            return opened["n"]
        named = {n.name: n for n in scene.names(other.start, other.end, "product", "mineral")}
        if len(named) == 1:
            goods = next(iter(named.values()))
            lead = _GRADE.search(scene.flat, max(other.start, goods.start - 8), goods.start)
            return scene.text[lead.start() if lead else goods.start : goods.end]
        if named:
            return ""
    return ""


@remembered
def lone_head(scene: Scene, spot: Spot) -> str:
    """The noun that stands alone before the first comma or colon of the sentence (尿素，本周涨幅……): the figures behind are of it."""
    first = spot.sentence.clauses[0]
    text = scene.text[first.start : first.end].strip("，,：: \u3000")
    alone = spot.at > 0 and 2 <= len(text) <= 8 and text.isalpha() and text[-1] not in "上中下后时前间内外"
    if not alone or not is_noun(text) or not left_noun(scene, first.start, first.end).endswith(text):
        return ""
    places = scene.grounds(first.start, first.end)
    return "" if _ASIDE.fullmatch(text) or (places and places[0].start == first.start) else text


_ASIDE = re.compile(
    "[^，。；]{0,4}(?:方面|来看|来说|而言|角度|数据|层面)|总体|整体|同期|据[\u4e00-\u9fff]{1,3}|[^，。；]{0,6}研报(?!告)[指称]?|其中|此外|另外|目前|当前|预计|同时"
)
"""What stands alone before a comma and is spoken of by no figure."""
_LONGEST = 24
_HOW = frozenset(
    ["更", "最", "很", "较", "大", "明显", "显著", "再", "恢复", "偏", "平稳", "强劲", "旺盛", "充足", "突出"]
)
"""What is said of a thing in a word that opens a predicate."""
_CITES = re.compile(
    "研报(?!告)|指(?=[，：])|显示|表示|介绍|透露|公告|公布|发布|指出|通知|获悉|表明|认为|告诉|称(?!为|号)|说(?!明)"
)
"""Who tells is not who is told of."""


@remembered
def opening_noun(scene: Scene, start: int, stop: int) -> str:
    """The noun phrase with which ``[start, stop)`` opens; empty where it opens with a verb, an adverb or a preposition."""
    begin = content(scene, start, stop)
    if _CITES.search(scene.flat, begin, stop):
        return ""
    names = scene.names(begin, stop, "organisation", "institution", "government")
    if names and names[0].start == begin:
        return ""  # firms are found in a way of their own
    out = ""
    for word, kind in tokens_of(scene.text[begin : min(stop, begin + _LONGEST)]):
        if (kind not in ("noun", "mixed") and word != "的") or word in _HOW:
            break
        out += word
    return left_noun(scene, begin, begin + len(out)) if begin + len(out) < stop else ""


@lru_cache(maxsize=4096)
def only_measures(text: str) -> bool:
    """Whether every word of a phrase is one of a measure (订单总量, 固定资产投资)."""
    if not text:
        return False
    if bare(text):
        return words().hollow.fullmatch(text) is None or is_facet(text)
    if _QUOTED.fullmatch(text):
        return False
    parts = segment(text)
    return (
        bool(parts)
        and is_facet(parts[-1])
        and all(p in _BESIDE or p == "的" or (is_facet(p) and _only(p)) for p in parts)
    )


def _only(word: str) -> bool:
    """Whether a word that ends as measures do holds no thing (服装出口 does)."""
    return len(word) < _TELLING or bare(word) or _MEASURE.match(word) is not None


_TELLING = 4


_OF_A_LAND = re.compile(
    "(?:地区|国内)?生产总值|GDP|经济总量|进出口总[额值]|一般公共预算收入|地方财政收入|财政收入"
)
"""What the land has that a text speaks of, whatever was told before."""
_QUALITY = re.compile("水平|质量|功率|影响力|竞争力|吸引力|活力|动能|作用|地位|势头|均值|优势|格局|结构")


def _without_quality(owner: str) -> str:
    """An owner without what was said of it before, behind its name (体育产业发展水平, 服务业支撑作用更加: the trade alone)."""
    parts = list(tokens_of(owner)) if _QUALITY.search(owner, 2) else []
    at = len(parts)
    while at > 1 and (parts[at - 1][1] in ("adverb", "manner") or _QUALITY.fullmatch(parts[at - 1][0])):
        at -= 1
    if not parts or not any(_QUALITY.fullmatch(w) for w, _ in parts[at:]):
        return owner
    while at > 1 and (parts[at - 1][1] in ("verb", "mixed") or parts[at - 1][0] in _OF_QUALITY):
        at -= 1
    kept = "".join(w for w, _ in parts[:at])
    return kept if len(kept) > 1 else owner


_OF_QUALITY = frozenset(["发展", "国际", "综合", "市场", "核心", "整体"])
_QUOTED = re.compile(
    "(?:[油煤钢粮铜铝锌铅镍锡金银房电气矿糖棉锂钴硅]|猪肉|菜|药|奶)价|(?!.{0,4}(?:价格|综合|景气|信心|活力|发展|消费|生产)指数)[\u4e00-\u9fffA-Za-z]{2,8}\\d{0,4}指数"
)
"""What is quoted under a name of its own (油价, 恒生指数), no measure of something else."""


@lru_cache(maxsize=4096)
def owner_of(text: str) -> str:
    """A phrase without the measure at its end; empty where nothing else is left."""
    if not text or only_measures(text):
        return ""
    owner = text
    while m := _MEASURE.search(owner):
        owner = owner[: m.start()].rstrip("的、")
    owner = _without_quality(owner)
    if owner and tokens_of(owner)[0][1] == "verb":
        return ""
    if len(owner) < 2 or classes().get(owner) in ("verb", "mixed"):
        return ""
    return "" if bare(owner) or owner in _BESIDE else owner
