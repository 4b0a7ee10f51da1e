"""Firms that no list has, known from how a text brings them in: a share under a mark of the exchange (G某某, ST某某), the headline of a
note (某某：毛利率回升), brands held against a firm (某某则下降), and names behind which the words of firms stand again and again."""

from __future__ import annotations

import re

from lianzhang.evidence.claims.placed import of_nouns, unlisted
from lianzhang.evidence.mentions import Mentions
from lianzhang.evidence.names.forms import SURNAMES

__all__ = ["introduced_firms"]

_MARKED = re.compile(
    r"(?<![A-Za-z*\d])(?P<n>(?:S?\*?ST|SST|XD|XR|DR|G|S)(?P<stem>[\u4e00-\u9fff]{2,3}))(?=[^\u4e00-\u9fff]|[拟将已的在与和公股发于今昨控实晚早午周]|独立|董事|监事|收到|全资|净利|实现|预[亏盈增减])"
)
"""A share whose name says how it stands: reformed, under special treatment, without dividend."""
_SIGN = re.compile("[TDRGS][\u4e00-\u9fff]{2}")
_BOOKS = re.compile(
    "净利|每股|股价|股份|营收|主营|年报|季报|评级|市盈率|公司|公告|债务|担保|股改|复牌|停牌|重组|分红|募集"
)
_HEADLINE = re.compile(
    r"\s*(?:原标题[：:])?(?:[【\[][^【】\[\]\n]{2,8}[】\]])?(?P<n>[\u4e00-\u9fff]{3,6}(?:[A-Z]|-[A-Z])?)[：:](?=[^\n]{4,40}\n)"
)
_NO_HEADLINE = re.compile(
    r"代码|简称|编号|来源|图片|作者|编辑|时间|日期|标题|摘要|关键词|主题|责编|出处|名称|索引|文号|问题|[问答]\Z|快讯|解读|观察|聚焦|记者|独家|数据|公告|券商|机构|证监|国资|统计|部委|委员|研究|分析|专家|评论|报告|日报|早报|晚报|周报|月报|行情|期货|行业|板块|市场|"
    r"图解|深度|热点|焦点|关注|重磅|突发|提示|速递|动态|回顾|展望|点评|调查|专访|对话|访谈|专题|通知|意见|省|市|县|区|[部局委院会厅署]\Z|银行\Z|证券\Z|新闻|要闻|综述|简讯|盘点|经济|财经|政策|产业|概念"
)
_OWN_BOOKS = re.compile(r"(?<!有限)(?<!任)(?<!子)公司|报告期|净利|每股|股价|目标价|评级|主营|募集")
_LEAST = 3


def introduced_firms(text: str, mentions: Mentions) -> dict[str, str]:
    """Names so found in ``text``, each of type organisation."""
    found: dict[str, str] = {}
    if _SIGN.search(text):
        for m in _MARKED.finditer(text):
            if (m["n"].lstrip("S*").startswith("T") or unlisted(m["stem"])) and _BOOKS.search(
                text, m.end(), m.end() + 400
            ):
                found[m["n"]] = "organisation"
    headed = _HEADLINE.match(text)
    if headed and not _NO_HEADLINE.search(headed["n"]) and of_nouns(headed["n"]):
        known = [n for n in mentions.names if n.type == "organisation" and n.start < headed.end()]
        if not known and not _is_person(headed["n"], text) and len(_OWN_BOOKS.findall(text[:2000])) >= _LEAST:
            found[headed["n"]] = "organisation"
    if "：" in text:
        found |= {
            m["n"]: "organisation"
            for m in _ITEM.finditer(text[:_REACH])
            if not (_NO_HEADLINE.search(m["n"]) or _NO_NAME.search(m["n"]) or _speaks(m, text))
            and unlisted(m["n"])
        }
    found |= {m["n"]: "organisation" for m in _PARTS.finditer(text[:_REACH]) if _is_name(m["n"])}
    if any(word in text for word in _HOLDERS):
        found |= {
            m["n"]: "organisation"
            for m in _HOLDER.finditer(text[:_REACH])
            if not _NO_NAME.search(m["n"][:-2]) and of_nouns(m["n"])
        }
    found |= {m["n"]: "organisation" for m in _LATIN.finditer(text[:_REACH])}
    if any(word in text for word in _MET_BY):
        found |= {m["n"]: "organisation" for m in _MET.finditer(text[:_REACH]) if _is_met(m["n"])}
    if "发行" in text:
        found |= {m["n"]: "organisation" for m in _ISSUES.finditer(text[:_REACH]) if _is_met(m["n"])}
    if "旗下" in text:
        found |= {m["n"]: "organisation" for m in _BELOW.finditer(text[:_REACH]) if _is_met(m["n"])}
    if "基金" in text:
        found |= {m["n"]: "organisation" for m in _FUND.finditer(text[:_REACH])}
    if any(word in text for word in _HOUSES):
        found |= {m["n"]: "organisation" for m in _HOUSE.finditer(text[:_REACH])}
    return {**found, **_again(text, mentions), **_rivals(text, mentions)}


_ITEM = re.compile(
    r"(?:\A|[\n①-⑳◆●■▪·]|(?<=[。；\s])\d{1,2}[、.．])[ \u3000]*(?P<n>[\u4e00-\u9fff]{3,5})(?:[AB]|-U?W|-U)?：(?=(?:本|该)?(?:公司|全资|控股|孙公司|子公司|股东|实控人|实际控制人|董事|第?[一二三四]季度|[上下]半年|前三季度|\d{4}年|\d{1,2}月|拟|预计|预[增亏盈减]|签[订署]|中标|终止|筹划|收到|与|获|已|累计|停牌|复牌|向|因))"
)
"""Who opens an item of a digest and does or has what firms do or have (①某某：子公司签署……)."""


_HOUSES = ("证券", "信托", "资管", "财险", "人寿")
_HOUSE = re.compile(
    r"(?:(?<![\u4e00-\u9fff])|(?<=(?:证券|信托|资管|财险|人寿)[和与及]))(?:其中|而|由)?(?P<n>(?!上市|头部|大型|中小|多家|部分|有价|债[券权]|股权|国内|外资|中资|相关|家族|资产|金融|银行|海外|境外|分级|全球|中国|各[家大]|[一二三两四五]家|其[中他余])[\u4e00-\u9fff]{2}(?:证券|信托|资管|财险|人寿))"
    r"(?=(?:也|则|还|均|各|有)?\d|(?:出资|认购|持股|持有|减持|增持|中标|拟)|[、和](?![^，。；]{0,10}(?:业务|产品|市场))[\u4e00-\u9fff]{2}(?:证券|信托|资管|财险|人寿))"
)
"""A house of finance under two characters before its trade, where it stands before what it does or has, or beside another (海宁证券2人)."""


def _speaks(item: re.Match[str], text: str) -> bool:
    """Whether a name before a colon may be a person's who is quoted (王某某：公司将……), with no mark of an item before it."""
    name = item["n"]
    marked = item[0].lstrip()[0] in _MARKS or item[0].lstrip()[0].isdigit()
    return _is_person(name, text) or (not marked and len(name) == _PERSON and name[0] in SURNAMES)


_MARKS = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳◆●■▪·"
_PERSON = 3


def _is_person(name: str, text: str) -> bool:
    """Whether the text gives ``name`` an office or a term of office."""
    office = "总裁|董事长|CEO|主席|教授|分析师|经理|(?:卸任|离任|上任|到任)的"
    return re.search(f"(?:{office}){name}|{name}(?:先生|女士|[^，。；]{{0,4}}的?任期)", text) is not None


_FUND = re.compile(
    r"(?<![\u4e00-\u9fff])(?:[和与及])?(?P<n>[\u4e00-\u9fff]{4,14}?(?:混合|股票|债券|指数|配置|定开|ETF|LOF)(?:发起式)?[A-C]?)(?=[（(]\d{6}[）)])"
)
"""A fund before its code: what it earns is its own, as with a share."""
_LATIN = re.compile(
    r"(?:(?:(?<=[\u4e00-\u9fff]{2})|(?<=IT|AI))公司|龙头|巨头|制造商|开发商|运营商|供应商|生产商|零售商|厂商|车企|药企|投资机构|品牌|初创公司|初创企业|科技公司|软件公司|制药公司|人工智能公司|投资公司)"
    r"(?P<n>(?=[A-Z&.]*[a-z])[A-Z][A-Za-z&.]{2,20}(?: [A-Z][A-Za-z&.]{1,20}){0,3})"
    r"(?=[，。；、]|宣布|成为|计划|将|拟|表示|称|的|发布|公布|推出|完成|获|达成|与|和|首席|在|已|为|正|作为|准备)"
)
"""A foreign firm by its Latin name, behind what it is."""
_PARTS = re.compile(
    r"(?:下属|旗下|参股|控股|全资|[子孙])(?:企业|公司)(?P<n>(?![与和及为以向将拟被由在于对按])[\u4e00-\u9fff]{3,8}?)"
    r"(?=[，、（）“”\d]|的|与|和|及|拟|将|近日|日前|已|为|在|于|因|以|自|通过|收到|取得|获|签|面临|停产|复产|中标|完成|实现|持有|净利|总资产|从事|主[营要]|专业|专注|目前|现有|拥有|投资|建设|新增|竞得|即|\Z)"
)


_BELOW = re.compile(
    r"(?<=旗下)(?P<n>(?![与和及为以向将拟被由在于对按的])[\u4e00-\u9fff]{3,6}?)(?=宣布|公告|表示|发布|披露|收到|中标|签[订署]|完成|实现|拟|竞得|获得?(?:[^，。；]{0,4}轮)?融资|以[^，。；]{0,12}(?:竞得|拿下|收购|入股))"
)
"""某集团旗下某某宣布: who is under a firm and does what firms do."""
_ISSUES = re.compile(
    r"(?<![\u4e00-\u9fffA-Za-z])(?P<n>[\u4e00-\u9fff]{3,8}?)(?:拟|将|已|成功|完成|获准|获批|注册){1,6}(?:公开|非公开|定向|首次|境外|[^，。；]{0,6}注册)?发行(?=[^，。；]{0,18}(?:债|票据|中票|融资券|ABS|SCP|MTN|REIT))"
)
"""Who issues bonds: 某某集团拟公开发行公司债券."""
_MET_BY = ("是一家", "是国内", "成立于", "创立于", "创办于", "创建于", "总部位于")
_MET = re.compile(
    r"(?<![\u4e00-\u9fffA-Za-z])(?P<n>[\u4e00-\u9fff]{3,8}?|[A-Z][A-Za-z]{1,14}(?: [A-Z][A-Za-z]{1,14}){0,2})(?:（[^（）]{2,24}）)?"
    r"(?=[是为系](?:国内|全球|中国|我国|美国|日本)?(?:领先的)?一家[^，。；]{2,40}?(?:公司|企业|平台|厂商|机构|集团)|(?:成立|创立|创办|创建|始建)于(?:\d{4}年|[^，。；]{0,4}\d{4})|总部位于)"
)
"""Who is brought in as firms are: 某某是一家……企业, 某某成立于2005年."""
_NOT_MET = re.compile(
    r"^[这那其该本]|大学|学院|学校|医院|协会|学会|研究|政府|国家|[市县区省村镇州]\Z|项目|基地|园|[他她它我你]|[而但]|品牌|工程|电站|组织|银行\Z"
)


def _is_met(name: str) -> bool:
    return not (
        _NO_NAME.search(name.removeprefix("中国")) or _NO_PART.search(name) or _NOT_MET.search(name)
    ) and (name.isascii() or (of_nouns(name) and unlisted(name)))


_HOLDERS = ("股东", "控制人", "实控人", "行动人", "交易对方")
_HOLDER = re.compile(
    r"(?:控股股东|实际控制人|实控人|[一二三]大股东|一致行动人|交易对方|(?<![控参])股东)(?P<n>(?![与和及为以向将拟被由在于对按所])[\u4e00-\u9fff]{2,8}?"
    r"(?:控股|投资|资本|实业|集团|能源|科技|产业|基金|资产|创投|国资|股份|发展))(?=所?持|拟|将|计划|累计|与|和|及|、|，|于|通过|因|[需须]|已|的|（|质押|减持|增持|转让|签)"
)
"""Who holds a firm's shares, under the name that follows the word for it."""


def _is_name(name: str) -> bool:
    return not (_NO_NAME.search(name) or _NO_PART.search(name)) and of_nouns(name) and unlisted(name)


_NO_PART = re.compile(
    "股权|股份|作价|资产|增资|借款|担保|层面|名下|账面|亏损|盈利|贷款|业绩|数量|注册|出资|应收|存货|营业"
)
"""What a subsidiary has or is worth, behind 子公司."""


_FIRMS_WORD = re.compile(
    r"(?:的|将|拟|已|也|则|又|仍|正|曾|还)?(?:总经理|总裁|董事长|董事会|董秘|执行董事|首席执行官|创始人|管理层|净利|营收|股价|市值|股东|旗下|停牌|复牌|年报|财报|全资|控股|子公司|宣布|公告|收购|入股|增持)"
)
_SPEAKS_OF = re.compile("总经理|总裁|董事[长会]|净利|营收|股价|市值|股东|财报|年报|停牌|复牌|旗下")
_EDGE = re.compile(r"[^\u4e00-\u9fffA-Za-z]|^|[和与及是由从对向在被把让给为了]")
_NAME = re.compile(r"[\u4e00-\u9fff]{2,5}\Z")
_NO_NAME = re.compile(
    r"公司|企业|集团\Z|该|其|本|此|我|他|她|某|各|多|全|家\Z|[省市县区州国]\Z|股东|董事|经理|原|前|现任|时任|大\Z|控制|上述|[一二三两]|目前|已经|正式|计划|投资者|机构|部门|政府|中国|美国|日本|行业|市场|平台|品牌|子\Z|母\Z|[男女]|^年|半\Z"
)
_OF_A_TRADE = re.compile("散热|概念|芯片|材料|电池|设备|产业|技术|产品|板块|龙头|个股|基金")
_OFTEN = 3


def _again(text: str, mentions: Mentions) -> dict[str, str]:
    """Names that are no words, printed three times and more, twice with a firm's words behind them, once with such as firms alone have."""
    counts: dict[str, list[str]] = {}
    body = text[:_REACH]
    named = [n for n in mentions.names if n.start < _REACH]
    for m in _FIRMS_WORD.finditer(body):
        start = max(0, m.start() - 6)
        edges = [e.end() for e in _EDGE.finditer(body, start, m.start()) if e.end() <= m.start()]
        at = edges[-1] if edges else start
        name = _NAME.match(body, at, m.start())
        if name and not any(n.start <= at < n.end for n in named) and not _NO_NAME.search(name[0]):
            counts.setdefault(name[0], []).append(m[0])
    places = {text[p.start : p.end] for p in mentions.places}
    return {
        name: "organisation"
        for name, behind in counts.items()
        if len(behind) > 1
        and any(_SPEAKS_OF.search(b) for b in behind)
        and name not in places
        and unlisted(name)
        and not _OF_A_TRADE.search(name)
        and text.count(name) >= _OFTEN
    }


_REACH = 6000
_BRANDS = "苹果|小米|三星|大众|荣耀|现代|理想|联想|美的|平安|问界|仰望|深蓝"
"""Brands that are words besides: firms where they are held against one."""
_BRAND = re.compile(_BRANDS)
_HELD_AGAINST = re.compile(
    rf"(?<![\u4e00-\u9fffA-Za-z])(?P<n>{_BRANDS})(?=(?:则|也|还|仍|又|的)?(?:[\u4e00-\u9fff]{{0,6}}(?:出货|销量|份额|市占|手机|电视|笔记本|财报|营收)|(?:同比|环比)?(?:下[降滑跌]|增长|上升|减少|增加|暴[涨跌]|大[涨跌])|以\s?\d|占\s?\d|排名|位[居列]|在[^，。；]{{2,16}}(?:市场|份额)|股价|公司))"
)


def _rivals(text: str, mentions: Mentions) -> dict[str, str]:
    """Brands at the head of a clause with a firm's figures behind them, in a text that names another firm."""
    if not _BRAND.search(text) or not any(n.type == "organisation" for n in mentions.names):
        return {}
    return {m["n"]: "organisation" for m in _HELD_AGAINST.finditer(text)}
