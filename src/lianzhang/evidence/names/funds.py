"""Funds that a text names: the house that runs one and how it invests, in words of their own (某某 + 稳健成长), as no lexicon can list them."""

from __future__ import annotations

import re

from lianzhang.evidence.mentions import NameMention

__all__ = ["fund_names", "is_fund"]

_HOUSES = (
    "上投摩根|摩根士丹利华鑫|大摩华鑫|交银施罗德|光大保德信|友邦华泰|华泰柏瑞|华宝兴业|国投瑞银|国海富兰克林|富兰克林国海|工银瑞信|申万巴黎"
    "|申万菱信|汇丰晋信|信达澳银|信达澳亚|农银汇理|民生加银|泰达荷银|泰达宏利|浦银安盛|景顺长城|中海|中欧|中邮|中银|中融|中庚|中信保诚"
    "|前海开源|圆信永丰|西部利得|金元比联|金元顺安|易方达|汇添富|海富通|国联安|新世纪|东方红|华夏|嘉实|博时|南方|广发|富国|华安|招商|鹏华"
    "|银华|工银|建信|交银|农银|国泰|大成|长盛|长城|长信|华宝|诺安|融通|宝盈|泰信|天治|天弘|万家|兴业|兴全|信诚|东方|东吴|华商|华富|金鹰"
    "|巨田|益民|银河|诺德|国富|睿远|永赢|财通|平安|安信"
)
"""Houses that run funds; many are words of the language too, so a name needs how it invests behind them."""
_STYLE = (
    "稳健|稳定|稳增|积极|优质|优势|优化|优选|精选|成长|增长|增强|增利|增益|价值|回报|收益|平衡|均衡|动力|动态|配置|趋势|主题|策略|量化|核心|领先"
    "|蓝筹|红利|小盘|中小盘|大盘|创新|行业|企业|龙头|先锋|先进|新兴|品质|景气|轮动|分级|进取|优先|盛世|社会责任|责任|内需|消费|资源|医药"
    "|货币|现金|债券|强债|信用|纯债|双债|可转债|转债|全债|添利|天天|指数|沪深300|中证[0-9A-Z]{2,5}|(?:上证|深证|中信|中小板)[0-9]{0,3}|ETF|LOF"
    "|双动力|灵活|混合|股票|生活|投资|中国|资本|安心|产业"
)
_ENDS = (
    "优势|优化|优选|精选|成长|增长|增强|增利|增益|价值|回报|收益|平衡|均衡|动力|配置|趋势|主题|策略|核心|领先|蓝筹|红利|小盘|大盘|创新|行业|企业"
    "|先锋|轮动|进取|优先|社会责任|货币|现金宝|债券|强债|纯债|添利|指数|沪深300|中证[0-9A-Z]{2,5}|ETF|LOF|混合|股票"
)
_OTHER = "银行|证券|人寿|财险|产险|电网|保险|信托|集团|科技|股份|资产|基金|公司|汽车|地产|航空|资本|期货|控股"
"""What other firms of such a house are."""
_FUND = re.compile(
    rf"(?<![中国海省市])(?:{_HOUSES})(?:(?!{_OTHER})[\u4e00-\u9fff]{{2}}(?=(?:{_STYLE}){{2}}))?(?:{_STYLE}){{0,6}}(?:{_ENDS})"
    rf"(?:[壹贰叁]号|[一二三]号|[ABC](?![A-Za-z]))?(?:(?:证券投资)?基金(?!经理|基金|公司|管理))?(?!(?:{_STYLE})(?!率)|{_OTHER.replace('|基金', '')}|管理|业务|者|化|类|[了为达约超近仅率额])"
)
_WORD = "基金"
_FEWEST = 3
"""A text that tells of funds says the word as often as this."""


def fund_names(text: str) -> list[NameMention]:
    """The funds that a text on funds names by house and style."""
    if text.count(_WORD) < _FEWEST:
        return []
    return [NameMention(m.start(), m.end(), "organisation", m[0]) for m in _FUND.finditer(text)]


def is_fund(name: str) -> bool:
    """Whether ``name`` is that of a fund by house and style."""
    return _FUND.fullmatch(name) is not None
