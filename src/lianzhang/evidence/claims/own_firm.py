"""Numbers of the firm that a text, or a paragraph, is about: shares, books, the prices it sets, measures that say of no other thing."""

from __future__ import annotations

import re

from lianzhang.evidence.claims.firms import opened_by_firm, spoken_of
from lianzhang.evidence.claims.markets import of_a_market
from lianzhang.evidence.claims.reading import Spot
from lianzhang.evidence.frames.matcher import Match
from lianzhang.evidence.mentions import NumberMention
from lianzhang.evidence.relations.projects import project_name
from lianzhang.evidence.scene import Scene
from lianzhang.evidence.subjects.counted import BY_KIND
from lianzhang.evidence.subjects.facets import bare
from lianzhang.evidence.subjects.kinds import all_of_a_kind, kind_behind, people
from lianzhang.evidence.subjects.phrases import left_noun
from lianzhang.evidence.words import words

__all__ = ["of_the_firm"]

_FIRMS_OWN = frozenset(
    {
        "finance",
        "output_value",
        "growth",
        "sales",
        "production",
        "capacity",
        "market_share",
        "investment",
        "export",
        "stock",
    }
)


def of_the_firm(scene: Scene, spot: Spot, number: NumberMention, found: Match, subject: str) -> bool:
    """Whether a number is that of the firm which the text, or the paragraph, is about: what firms have, no market's or project's.

    In a paragraph that a firm opens only a bare measure is the firm's (销量……, 净利润……).
    """
    told = _told_of_shares(scene, spot, number)
    if told or _set_by_it(scene, spot, number, found) or _sold_at(scene, spot, number, found):
        return bool(spoken_of(scene, spot))
    if subject in _OWN_SHARE and number.unit in ("%", "day", "count") and number.noun not in BY_KIND:
        return bool(spoken_of(scene, spot))
    if (found.frame.kind == "market_share" and people(subject)) or all_of_a_kind(subject):
        return False
    if kind_behind(scene, number.end, spot.clause.end):
        return False
    if number.unit == "点" or _INDEX.search(scene.flat, spot.left, number.start):
        return False
    if _QUOTED_INDEX.match(scene.flat, spot.sentence.start, number.start):
        return False
    of_shares = number.unit in ("CNY/share", "shares")
    if (found.frame.kind not in _FIRMS_OWN and not of_shares) or scene.grounds(
        spot.clause.start, number.start
    ):
        return False
    opening = project_name(scene, spot.sentence, spot.clause.start)
    if (opening and not _ONE_OFF.search(opening)) or of_a_market(scene, spot, number):
        return False
    if found.frame.kind in _COUNTRYS and _of_the_country(scene, spot):
        return False
    if found.frame.kind in _COUNTRYS and _counted_by_others(scene, spot, number, subject):
        return False
    if scene.firm_led:
        return not _OF_OTHERS.search(subject) and not _of_a_trade(scene, spot, number, found)
    own = words().compared.sub("", left_noun(scene, spot.left, number.start))
    if (of_shares or _ONLY_FIRMS.fullmatch(own)) and scene.main_firm:
        return True
    elided = _ELIDED.match(scene.flat, spot.clause.start) is not None
    alone = elided or not own or bare(own) or _BARE_MEASURE.fullmatch(own) is not None
    return alone and opened_by_firm(scene, spot) is not None


_COUNTRYS = frozenset(
    {"growth", "sales", "production", "investment", "finance", "output_value", "export", "price"}
)
_STATISTICS = re.compile(
    "(?:国家统计局|央行|中国人民银行|人民银行|海关总署|住建部|财政部|工信部|国家能源局)[^，。；]{0,24}(?:数据|报告|统计|公布|发布|披露|显示)"
)


def _of_the_country(scene: Scene, spot: Spot) -> bool:
    """Whether the paragraph tells what those who count for the country have counted (国家统计局数据显示，……。其中，住宅投资……), and no firm since."""
    for sentence in reversed(scene.sentences[max(0, spot.index - _FEW) : spot.index + 1]):
        if sentence.paragraph != spot.sentence.paragraph:
            return False
        end = min(sentence.end, spot.clause.end)
        counted = _STATISTICS.search(scene.flat, sentence.start, end)
        if scene.names(counted.end() if counted else sentence.start, end, "organisation"):
            return False
        if counted:
            return not words().firm.match(scene.flat[spot.clause.start : spot.clause.end])
    return False


_COUNTED = re.compile(
    "(?:据|根据)?(?P<who>[^，。；]{2,20}?)(?:近日|日前|最新|发布|公布|披露|的){0,6}(?:统计|研究|调查|调研|预测|监测)(?:报告|数据|结果|分析){0,6}(?:显示|表明|预计|指出|称|，)"
)
_OF_ITSELF = re.compile("公司|年报|季报|财报|公告|招股|集团|自身")


def _counted_by_others(scene: Scene, spot: Spot, number: NumberMention, subject: str) -> bool:
    """Whether the sentence cites those who count a market (据某机构统计，平板电脑出货量……) and names no firm: a thing so counted is of the market."""
    if not subject or bare(subject) or scene.flat.find("公司", spot.clause.start, number.start) >= 0:
        return False
    cited = _COUNTED.match(scene.flat, spot.sentence.start, number.start)
    if cited is None or _OF_ITSELF.search(cited["who"]):
        return False
    return not scene.names(cited.end(), number.start, "organisation")


_FEW = 6
_ONE_OFF = re.compile("一次性|非经常性|特殊项目|表外")
"""扣除一次性项目: items of the books, no works."""
_PART_OF = re.compile("占(?:到|据|了)?(?:其|(?:我国|全国|全球|世界|国内|中国)[^，。；]{2,16})\\Z")
_ABROAD = re.compile("依赖进口|依靠进口|[靠需]进口|来自进口|国产化|自给")
"""某芯片90%以上依赖进口: of the trade in it."""
_ITS = re.compile("公司|集团|本|产品|业务|自[产有主]|[产销]|出货|装机|交付")


def _of_a_trade(scene: Scene, spot: Spot, number: NumberMention, found: Match) -> bool:
    """Whether a thing's share of a country's whole is told, no firm's (盐湖提锂仅占我国碳酸锂产量的30%)."""
    if found.frame.kind != "market_share":
        return False
    if _ABROAD.search(scene.flat, number.end, spot.clause.end):
        thing = left_noun(scene, spot.left, number.start)
        return len(thing) > 2 and not _ITS.search(thing)
    m = _PART_OF.search(scene.flat, spot.left, number.start)
    own = left_noun(scene, spot.left, m.start()) if m else ""
    return len(own) > 2 and not _ITS.search(own) and not words().hollow.fullmatch(own)


_INDEX = re.compile("指数|[恒沪深道纳]指|标普|日经|大盘|国债|汇率")
"""What is quoted without being a firm's."""
_OWN_SHARE = frozenset(["股票", "公司股票", "该股", "股价", "股票价格", "股票交易价格"])
"""What moves on exchanges under the firm's name."""
_QUOTED_INDEX = re.compile(
    "(?:现时|今日|截至收盘|截至[^，。；]{2,10})?，?(?=[^，。；\\d]{0,12}(?:指数|综指|成指|[恒沪深道纳]指|标普|日经))"
)
"""A sentence that an index opens quotes the market."""
_SHARES = re.compile(
    r"(?:目标价|股价|收盘价|[ABH]股(?:最新价|现报)|现价(?!格)|(?:发行|增发|配股|转股|行权|认购|回购|增持|减持|授予)(?:股份|股票)?的?(?:最[高低]|底|平均|成交)?(?:均)?价格?|(?:最[高低]|平均)成交价|回购(?:股份|股票)?的?(?:资金|金额)总?额?|每?10股?(?:[送转]\d*股?)*派(?:发|送)?(?:现金)?(?:红利)?)"
    r"(?:格|区间|上限|下限|总额)?(?:人民币|[^，。；\d]{0,8})\Z"
)
"""Prices and sums of dealings in the firm's own shares."""
_WON = re.compile(
    r"(?:以上|上述|前述)[^，。；\d]{0,10}(?:中标|合同|订单|签约)(?:的)?(?:总?金额|总额|价款?)(?:总计|合计|共计|累计|总共)[^，。；\d]{0,6}\Z"
    r"|(?:^|(?<=[，。；（]))(?:预?中标|投标)(?:总?(?:金额|价格?|报价|额))[^，。；\d]{0,6}\Z"
)
"""What a firm's contracts come to together."""
_SHARES_OF = re.compile(
    r"(?:占|相当于)(?:公司|集团|上市公司)[^，。；]{0,24}(?:营业|营收|收入|净利|净资产|总资产|股本)[^，。；]{0,12}\Z"
)
"""What is held against the firm's books (占公司最近一年营业收入的……)."""
_DEALS = re.compile("合同|协议|项目|担保")


def _told_of_shares(scene: Scene, spot: Spot, number: NumberMention) -> bool:
    if _SHARES.search(scene.flat, spot.left, number.start) or _WON.search(
        scene.flat, spot.left, number.start
    ):
        return True
    held = _SHARES_OF.search(scene.flat, spot.left, number.start)
    return held is not None and not _DEALS.search(scene.flat, spot.clause.start, held.start())


_SETS = re.compile("上调|下调|调高|调低|提价|降价")
_PUBLIC = ("government", "institution")


def _set_by_it(scene: Scene, spot: Spot, number: NumberMention, found: Match) -> bool:
    """Whether the price, or its change, is one that the firm of the paragraph sets (某某发布涨价函，……价格上调500元/吨): prices rise, firms raise them."""
    if found.frame.kind != "price" or not _SETS.search(scene.flat, spot.clause.start, number.start):
        return False
    return opened_by_firm(scene, spot) is not None and not scene.names(
        spot.sentence.start, number.start, *_PUBLIC
    )


_SOLD_AT = re.compile(
    "(?:平均|综合|实现)(?:的?销售)?(?:售价|价格|均价|单价|[\u4e00-\u9fff]价)[^，。；]{0,6}\\Z|销售(?:均价|单价)[^，。；]{0,6}\\Z"
)
_SOLD = re.compile("销量|销售量|出货量|销售")


def _sold_at(scene: Scene, spot: Spot, number: NumberMention, found: Match) -> bool:
    """Whether the price is that at which a firm's text tells it to have sold what the clause before counts."""
    if found.frame.kind != "price" or not spot.at or not _SOLD_AT.search(scene.flat, spot.left, number.start):
        return False
    before = spot.sentence.clauses[spot.at - 1]
    sold = _SOLD.search(scene.flat, before.start, before.end)
    return sold is not None and not scene.grounds(spot.sentence.start, number.start)


_ONLY_FIRMS = re.compile(
    r"(?:公司|集团|最新|基本|非|GAAP|经调整|期间|年度|中期|摊薄|稀释|加权|平均|净|扣非|归母|总|归属于?|上市公司|母公司|普通股|股东|所有者|的|对应|动态|静态|预计|预期|年|月|末|单季度?){0,6}"
    r"(?:每股(?:收益|亏损|盈利|净资产|派息|股利)|净利润|净利|净亏损|溢利|毛利率|EBITDA|营业费用|市盈率|市净率|市值|股价|收盘价|净资产收益率|股本|资产负债率|总资产|净资产|负债总额|有息负债|(?:债务|贷款|担保|本金)?逾期(?:债务|贷款|担保|本金)?(?:金额|总额|余额)?|对外担保(?:余额|总额)|营业总收入|主营业务收入|EPS|PE)"
)
"""What only firms have, shares or books: of the firm that the text is about, where its sentence names none."""
_OF_OTHERS = re.compile(
    r"项目|资本金|(?:地区|国内)生产总值|GDP|财政(?:总|预算)?收入|预算收入|入库税收|全[县市区省州][\u4e00-\u9fff]|居民人均|社会消费品|社会固定资产投资|规[模上]以?上?工业|其余(?!境|海外|地区|国家|市场)|工程|[一二三四]期|行业|[\u4e00-\u9fff]{2}企业|市场规模|(?<!国[内外际])(?<!海外|境外|中国|全球|线[上下]|零售)市场\Z|产业|价格|均价|基地|装置|商品房"
)
"""What a firm's text tells of, though it is not the firm's own."""
_ELIDED = re.compile(
    r"(?:[（(]?\d{1,2}[)）、.])?(?:拟|将|已|并|与|共|累计|出资|投资|建设|持有|收购|募集|实现|完成|获得|签订|签署|公告|宣布|预计|计划|形成|拥有|达到|占|同比|公司)"
)
"""A clause without a subject of its own."""
_BARE_MEASURE = re.compile(
    r"(?:累计|海外|出口|国内|汽车|产品|全年|综合|单季度|整体|主要){0,6}(?:销量|产量|出货量|交付量|销售额|销售|零售|批发|订单|毛利|毛利率|利润总额|收入|营收|股价|股份|市值)"
)
