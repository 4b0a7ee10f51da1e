"""What a number is of, apart from what it measures: 轮胎·产量, 示例股份·调整后每股收益, 某某市·进出口总额.

A subject is the thing itself; what is measured of it stands behind ``·``, so that everything told of the thing meets under its name
and no measure is lost. Names of statistics, whose measure is part of the name (全社会用电量, 全国财政收入), stay whole.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import accumulate

from lianzhang.evidence.claims.measures import only_measures
from lianzhang.evidence.noun_phrases import tokens_of
from lianzhang.evidence.segments import segment
from lianzhang.evidence.subjects.facets import bare

__all__ = ["FACET", "names_nothing", "thing_and_measure", "thing_of"]

FACET = "·"
"""Stands between a thing and what is measured of it."""
_HOW = (
    "(?:的|总|净|(?:非|净)?利息(?=净?收入|净?支出)|[日年月]均|平均|均|单日|当日|累计|合计|整体|全年|[上下]半年|[年月日](?!均)|季度?|计划|预计|实际|现有|新增|新签|在手|设计|规划"
    "|合同|订单|零售|网上(?=零售)|销售|批发|交付|出货|成交|(?<!大宗)交易|进出口|进口|出口|(?<!服务)(?<!货物)(?<!加工)贸易|对外|经?调整后|每股|国内外|[国海境]内|[海境]外|全球|营业|主营|业务"
    "|经营|税[前后]|综合|最[高低大小终新]|股票|新?开工|竣工|施工|种植|播种|并网|[开收]盘|采购|回购|解禁|持仓|持股|供货|新接|手持|登记|可比|含税|主流|能耗|表观|运营|研发|(?:管理|财务)(?=费用)|产能(?=利用))*"
)
"""How something is measured."""
_WHAT = (
    "(?:(?:产销?|销售?|出货|交付|发货|需求|消费|使用|保有|装机|订单|成交|吞吐|周转|业务|客流|游客|接待)量|用户数|产值|增加值|(?:销售|交易|成交|零售|[进出]{1,2}口|投资|融资|贸易)额"
    "|收入|营收|净利润?|利润|纯利|溢利|募资|EBITDA?|毛利率?|(?:净利|利润|收益|利用|合格|市占|占有|渗透|负债)率|总[额量值]|总?价值|金额|客?单价|[均报售]价|价格|[进出]{1,2}口|(?<!服务)(?<!货物)贸易[顺逆]差|[顺逆]差|销售|份额|占比|比重"
    "|(?:固定资产|计划|总)投资|规模|面积|仓位|余额|每股收益|每股盈利|增速|[增涨跌降]幅|成本|费用|支出|开支|装机(?:容量)?|容量|产能|数量|订单|市值|净流[入出]额?|成交|业绩|负债)"
    "(?:总[额量值]|数量|金额|规模|增速|[增降]幅|占比)?"
)
"""What is measured."""
_MEASURE = re.compile(_HOW + _WHAT + r"\Z")
_LONGEST = 40
"""No subject is longer, and none is searched for a measure beyond."""
_COUNT = re.compile(r"\d[个家只天]?\Z|\A每(?:平方米|[吨桶克股人户台辆套亩]|[公千]?[斤克])\Z")
"""A count without what it counts, a unit for which a price is (每平方米均价)."""
_GENERAL = re.compile(
    "(?:全国|我国|中国|国内|全球|世界|全?社会|该?行业|企业|公司|集团|股票|核心|现金|资金|人均|居民|市场|项目|产品|商品|工业|农业|服务|城镇|新增|外汇|财政|税收|资本|信贷|贷款|存款|平均|结算|基准){1,6}"
)
"""Words of which the name of a statistic is made: they are no thing by themselves."""
_STATISTIC = re.compile(
    "生产总值|消费品零售|公共预算|财政[收支]|可支配|纯收入|社会融资|开发投资|民间投资|直接投资|使用外资|居民消费价格|出厂价格|货币|两融|存款|贷款"
)
"""What offices publish under a name of its own, measure and all."""


@lru_cache(maxsize=4096)
def thing_and_measure(subject: str) -> str:
    """``subject`` with ``·`` between the thing and what is measured of it; as it is where it does not name a thing before a measure."""
    if FACET in subject or len(subject) > _LONGEST or _STATISTIC.search(subject):
        return subject
    m = _MEASURE.search(subject)
    at = _boundary(subject, m.start()) if m else 0
    thing = subject[:at].rstrip("的、和及 ")
    if (
        len(thing) < _SHORTEST
        or _COUNT.search(thing)
        or _GENERAL.fullmatch(thing)
        or bare(thing)
        or only_measures(thing)
    ):
        return subject
    return thing + FACET + subject[at:].strip().removeprefix("的")


@lru_cache(maxsize=4096)
def names_nothing(text: str) -> bool:
    """Whether a phrase has no word for a thing: only what is done, how and when (一路, 预留, 8个交易日)."""
    return bool(text) and (_TERM.fullmatch(text) is not None or _only_done(text))


def _only_done(text: str) -> bool:
    return all(kind in _NO_THING for _, kind in tokens_of(text))


_TERM = re.compile(
    r"近?\d{1,3}个?(?:交易日|工作日|自然日|季度|周|天)|[上前]述(?:年份|年度|期间|时期)|修正|总|之日起"
)
"""How long, and words for no thing of their own."""
_NO_THING = frozenset({"verb", "adverb", "manner", "preposition", "conjunction", "entry", "saying", "reach"})


def thing_of(subject: str) -> tuple[str, str]:
    """The thing that a subject as told names, and what is measured of it with its ``·``; that is empty for a name (埃隆·示例)."""
    thing, dot, measure = subject.rpartition(FACET)
    return (thing, dot + measure) if thing and _MEASURE.search(measure) else (subject, "")


def _boundary(subject: str, at: int) -> int:
    """Where the thing before ``at`` ends: at the end of a word that is no deed (药材种植面积: 药材); 0 for nowhere."""
    end = thing = 0
    for word, kind in tokens_of(subject[:at]) if at in accumulate(map(len, segment(subject))) else ():
        at_word = end + len(word)
        if kind not in ("verb", "adverb", "manner"):
            thing = at_word
        end = at_word
    return thing


_SHORTEST = 2
