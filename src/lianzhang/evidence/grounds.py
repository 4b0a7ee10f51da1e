"""Grounds that are no place of the tree: the whole country, the world; and datelines, whose places are no ground at all."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from lianzhang.evidence.mentions import Mentions, PlaceMention
from lianzhang.evidence.together import Together, at_spots, holds, needs

__all__ = [
    "COUNTRY",
    "LANDS",
    "MORE_LANDS",
    "WORLD",
    "brands",
    "datelines",
    "fields",
    "in_example",
    "meetings",
    "nationwide",
    "partners",
    "provinces",
    "visitors",
]

COUNTRY, WORLD = "全国", "全球"

_PROVINCES = r"(?<!\d)3[14]个?(?:省(?:（[区自][^（）]{1,8}）|、自治区、直辖市|区市)|省份|省级行政区)(?:[和及]新疆(?:生产建设)?兵团)?"
"""All provinces in a formula of their number: the country."""
_COUNTRY = re.compile(
    rf"(?<![占居列于比为超是批])(?:我国|[一二三]线(?:及以下)?城市|{_PROVINCES}|\d+个大中城市|全国(?!性|人大|政协|劳|文明|重点|先进|统一|知名|闻名|唯一|同行|一流|前[列茅沿])|"
    r"(?:(?<![\u4e00-\u9fff、])|(?<=[年月日度末底来前时期]))(?<!届）)(?:中国(?![和与、]|驻|[\u4e00-\u9fff（）—-]{0,16}?(?:大会|博览会|交易会|洽谈会|展览会|论坛|峰会|锦标赛|对接活动)|[\u4e00-\u9fff]{0,8}”|[\u4e00-\u9fff]{1,7}(?:(?<!互)(?<!联)网(?=[-\s，。）讯记]|\Z)|新闻网|日报|商报|时报))|国内(?!外|[和及与、]国外|首|最|领先|知名|一流|多家|(?:主营|营业|业务){0,6}(?:收入|营收))))"
    r"(?![^，。；：]{0,8}(?:第[一二三四五六七八九十\d]|排名|排[在第]|前[一二三四五六七八九十\d]|领先|首[位个家条座批]|最[大高早长]))"
)
_WORLD = re.compile(
    r"(?:(?<![\u4e00-\u9fff、])|(?<=[年月日度末底来前时期])|(?<=预计))(?:全球|全世界|世界)(?![\u4e00-\u9fff]{0,10}(?:大会|博览会|锦标赛|论坛|峰会)|首|最|领先|知名|一流|级|化|第|前|各|贸易组织|银行)"
    r"(?![^，。；：]{0,8}(?:第[一二三四五六七八九十\d]|排名|前[一二三四五六七八九十\d]|领先|首[位个家条座批]|最[大高早长]))"
)

LANDS = (
    "美国|加拿大|墨西哥(?!湾)|巴西|智利|阿根廷|玻利维亚|秘鲁|英国|法国|德国|匈牙利|波兰|西班牙|葡萄牙|意大利|塞尔维亚|捷克|瑞典|挪威|芬兰|荷兰|比利时|奥地利|土耳其|俄罗斯|"
    "日本|韩国|印度尼西亚|印尼|印度(?!洋)|泰国|越南|马来西亚|新加坡|菲律宾|老挝|缅甸|柬埔寨|蒙古国|哈萨克斯坦|乌兹别克斯坦|沙特阿拉伯|沙特|阿联酋|阿曼|以色列|伊朗|伊拉克|"
    "澳大利亚|新西兰|埃及|摩洛哥|南非|津巴布韦|刚果（金）|尼日利亚|埃塞俄比亚|肯尼亚|马里(?!兰)|加纳|赞比亚|纳米比亚|欧洲|欧盟|非洲|东南亚|中东|南美|"
    "拉美|拉丁美洲|北美|亚洲|亚太|南亚|东欧|西欧|北欧|大洋洲|东盟|独联体"
)
MORE_LANDS = "爱尔兰|瑞士|丹麦|希腊|乌克兰|卡塔尔|科威特|委内瑞拉|哥伦比亚|巴基斯坦|孟加拉国|斯里兰卡"
"""Countries that news name as somebody who acts, not as settings."""
_OWN_TIME = r"\d{1,2}月|\d{4}年|[今去]年|[上下]半年|第?[一二三四]季度"
_ABROAD = re.compile(
    rf"(?P<m>(?:(?<![\u4e00-\u9fff、（])|(?<=\n\d、)|(?<=\n\d\d、))(?:{MORE_LANDS})(?={_OWN_TIME}))|(?P<c>(?:{LANDS})(?=(?:地区)?(?:生产)?(?:基地|工厂|项目|市场|当地|境内|国内))|(?:(?<![\u4e00-\u9fff、（])|(?<=[在赴于陆年月日度末底期周天晚])|(?<=\n\d、)|(?<=\n\d\d、))(?:{LANDS}))"
    r"(?![和与、及]|驻|总统|总理|政府|公司|企业(?!家)|(?!(?:合资|投资)?(?:成立|设立|新设|组建|注册|投资|建))[\u4e00-\u9fff]{0,4}(?:公司|集团|大学|机构|媒体|巨头))"
)
"""Countries as settings: at the head of a clause, or where something stands or is done (在, 赴, 于, 登陆), or behind a time."""

_NATIONAL = re.compile(
    r"(?<![省市县区])(?:国家统计局|国家发改委|(?<![\u4e00-\u9fff])发改委|国家发展(?:和)?改革委|铁道部|住建部|住房和城乡建设部|农业部|环保部|环境保护部|科技部|教育部|民政部|卫生部|国土部|国土资源部|自然资源部|海关总署|国家能源局|中国汽车工业协会|中汽协|乘联会|乘联分会|工业和信息化部|工信部|中国人民银行|央行|商务部|财政部|农业农村部|交通运输部|国家邮政局"
    r"|国家铁路局|国铁集团|国家铁路集团|动力电池产业创新联盟|动力电池联盟|中国[\u4e00-\u9fff]{2,10}?(?:协会|联合会)|民航局|水利部|文化和旅游部|生态环境部|国家外汇管理局|人力资源和?社会保障部|国资委)"
    r"(?=[^，。；]{0,20}(?:数据|统计|监测|消息|公布|发布|公告|通报|显示|获悉|指出|表示|介绍|：))"
)
"""Who counts for the whole country: what it announces is of the country until another place is named."""

_DATELINE = re.compile(
    r"^[^\S\n]*(?:[（(【][^（）()【】\n]{2,24}[）)】])?[^\S\n]*"
    r"(?:(?:新华社|中新社|本报|本网|人民网|新华网|中新网|央视网|央广网|[\u4e00-\u9fff]{2,8}(?:日报|晚报|时报|商报|都市报|报|网|社|通讯社))[^，。；\n]{0,12}?"
    r"(?:(?:\d{1,2}月)?\d{1,2}日)?(?:电|讯|消息|专电|报道)|[\u4e00-\u9fff]{2,6}(?:\d{4}年)?\d{1,2}月\d{1,2}日(?:电|讯|消息|专电)|[\u4e00-\u9fff《》]{2,10}（[^（）\n]{2,24}）(?:讯|电|报道)"
    r"|[^，。；\n]{0,16}记者[^，。；\n]{2,16}?(?:(?<=[ \u3000])[\u4e00-\u9fff]{2,6}报道|发自[\u4e00-\u9fff]{2,6}))",
    re.MULTILINE,
)


_SENDER = re.compile(
    r"记者[ \u3000:：]?(?![从在了获])[\u4e00-\u9fff]{2,4}(?:[ \u3000、][\u4e00-\u9fff]{2,4}){0,2}[ \u3000]?"
    r"(?:发自[\u4e00-\u9fff]{2,6}|[\u4e00-\u9fff]{2,6}?(?:\d{1,2}日)?报道)"
)
_OPENING = 400


def datelines(flat: str) -> list[tuple[int, int]]:
    """Where a report says who sent it, from where and when: in front of a line (某社北京1月17日电), or behind a title that the first line begins with."""
    lines = [0, *(m.end() for m in _LINE_END.finditer(flat))]
    found = [m.span() for m in at_spots(_DATELINE, flat, lines)]
    if flat.find("记者", 0, _OPENING) < 0:
        return found
    return found + [m.span() for m in _SENDER.finditer(flat, 0, _OPENING)]


_MEETING = re.compile(
    r"[在于赴][\u4e00-\u9fff]{2,12}?(?:正式|共同|成功|隆重|顺利|联合){0,6}"
    r"(?:签订|签署|会见|会谈|(?:举行|召开|举办)的[^，。；]{0,30}?(?:会|论坛|仪式)[”》]?[上中期])"
)


_OF_MEETINGS = needs(_MEETING)
_ASSEMBLED = "(?:对接会|推介会|洽谈会|交易会|博览会|展览会|招商会|发布会|座谈会|现场会|推进会|恳谈会|大会|年会|展会|论坛|峰会|赛事|大赛|[节会展])"
_LAST_OF_ASSEMBLED = "[节会展坛赛事]"
_HELD_EVENT = re.compile(
    r"(?:承办|协办|主办|举办|筹办|参加|出席|亮相|参展|召开|举行)了?[\s“《]*(?:20\d\d年?|第[一二三四五六七八九十百\d]+[届次]|首届|[\s“《]){0,6}"
    rf"(?P<e>(?:(?![在于赴的])[\u4e00-\u9fff（）·—]){{4,36}}?{_ASSEMBLED})(?=[，。；”》\s上期并]|\Z)"
)
_AWAY = re.compile(
    rf"(?<={_LAST_OF_ASSEMBLED})[”》]?(?:于|\d{{1,2}}月\d{{1,2}}日|\d{{1,2}}日|今[天日]|昨[天日]|近日|日前){{0,6}}在(?P<x>[\u4e00-\u9fff]{{2,12}}?)(?:正式|成功|隆重|顺利){{0,6}}(?:举行|召开|举办|开幕|启幕)"
    rf"|在(?P<y>[\u4e00-\u9fff]{{2,12}}?)(?:正式|成功|隆重|顺利){{0,6}}(?:举行|召开|举办)(?!的)[^，。；]{{0,24}}?{_ASSEMBLED}(?=[，。；”》]|\Z)"
)


@lru_cache(maxsize=1)
def _held(flat: str) -> tuple[tuple[int, int], ...]:
    """Where people met, and what was held, whatever places are known; a text is asked for twice."""
    met = [m.span() for m in _MEETING.finditer(flat)] if holds(flat, _OF_MEETINGS) else []
    return (*met, *(m.span("e") for m in _HELD_EVENT.finditer(flat)))


def meetings(flat: str, places: Sequence[PlaceMention] = ()) -> list[tuple[int, int]]:
    """Where people met to sign or to speak (在某地签订合同, 在某地举行的大会上): the figures told there are of elsewhere.

    So with the place in the name of what is held or attended (乙县承办甲省推介会: of 乙县), and with the town where the meeting of
    another of ``places`` is held (甲省推介会在丙市举行: of 甲省).
    """
    met = [*_held(flat)]
    for m in _AWAY.finditer(flat) if places else ():
        town = m.span("x" if m["x"] else "y")
        floor = max(flat.rfind(mark, 0, m.start()) for mark in "，。；：\n")
        i = bisect_left(places, floor, key=lambda p: p.start)
        whose = [path for p in places[i : i + 4] if p.start < m.start() for path in p.paths]
        where = [path for p in places[i : i + 8] if town[0] <= p.start < town[1] for path in p.paths]
        if whose and not any(path.startswith(own) for own in whose for path in where):
            met.append(town)
    return met


_ALL_FIELDS = re.compile(
    r"[两三四五六七八九十\d](?:大主?力?(?:油气?|气|煤)[田区]|个(?:调研|检查|工作|督导)?(?:小组|组|分队)(?![成织合建]))"
)


def fields(flat: str) -> list[tuple[int, int]]:
    """Where fields of oil, gas and coal, or groups that go out, are listed by the names of places (甲、乙、丙三大油田; 分甲、乙两个小组)."""
    out = []
    for m in _ALL_FIELDS.finditer(flat):
        start = max(flat.rfind(c, 0, m.start()) for c in "，。；：\n") + 1
        if "个" in m[0]:
            start = flat.find("分", start, m.start())
        if start >= 0:
            out.append((start, m.start()))
    return out


_COME = re.compile(
    r"等(?:[国省市]?[内外]?[地市省国]区?)?的?(?:客商|游客|旅客|买家|采购商|投资者|代表团|考察团)"
)
_FOLK = re.compile(r"(?P<l>[\u4e00-\u9fff]{2,5}(?:、[\u4e00-\u9fff]{2,5}){1,8})" + _COME.pattern)


_SHOWN = re.compile("图为[^。\\n]*")


def visitors(flat: str) -> list[tuple[int, int]]:
    """The places whose people come from there (甲、乙等地客商): what they do is done elsewhere; and what a picture shows (图为……)."""
    shown = [m.span() for m in _SHOWN.finditer(flat)] if "图为" in flat else []
    return [m.span("l") for m in _FOLK.finditer(flat)] + shown if _COME.search(flat) else shown


_WITH_WHOM = re.compile("[自从对向与同](?:中国)?\\Z")
_TRADED = re.compile(
    r"(?:地区|方面)?(?:新增|累计|共|直接)?(?:进口|出口|进出口|购[进买入]|采购|调[入出]|输[入出]|贸易)(?!企业|加工区)"
)
_FROM_WHERE = re.compile("(?:进口|出口[到至往]|销往|运往|发往|输往|调往|购自|[来产]自)(?:的)?\\Z")


def partners(flat: str, places: Sequence[PlaceMention]) -> list[tuple[int, int]]:
    """The places with which another trades (甲口岸自乙地进口原料, 进口乙地原料): figures of the trade are of that other."""
    folk = visitors(flat)
    if "口" not in flat and "往" not in flat and "购" not in flat and "调" not in flat:
        return folk
    return folk + [
        (p.start, p.end)
        for p in places
        if (_WITH_WHOM.search(flat, max(0, p.start - 3), p.start) and _TRADED.match(flat, p.end))
        or _FROM_WHERE.search(flat, max(0, p.start - 4), p.start)
    ]


_NAMED = re.compile(
    "[\u4e00-\u9fffA-Za-z]{2,16}(?:、[\u4e00-\u9fffA-Za-z]{2,10})+等(?![地市县省区州国])(?=[^，。；、\n]{0,12}(?:品牌|企业|公司|集团|厂商|厂家|商家|客户|车企|药企|银行))"
)
"""Names listed as examples of firms or brands."""


def brands(flat: str, places: Sequence[PlaceMention]) -> list[tuple[int, int]]:
    """The bare names of two characters in a list of firms or brands of which another is no place (甲、乙等品牌): none of them is one."""
    out = []
    for m in at_spots(_NAMED, flat, _list_starts(flat)):
        inside = [p for p in places if m.start() <= p.start and p.end < m.end()]
        if inside and len(inside) <= m[0].count("、"):
            out += [(p.start, p.end) for p in inside if p.end - p.start == 2 and flat[p.end] in "、等"]
    return out


_RUN = re.compile("[\u4e00-\u9fffA-Za-z、]+")


def _list_starts(flat: str) -> list[int]:
    """Where such a list may begin: in a run of letters and 、 that holds 、 and 等. Few do, and tried everywhere the pattern is slow."""
    out: list[int] = []
    for run in _RUN.finditer(flat):
        start, end = run.span()
        if flat.find("、", start, end) >= 0:
            out += range(start, max(start, flat.rfind("等", start, end)))
    return out


_LINE_END = re.compile("\n")


def provinces(flat: str) -> list[tuple[int, int]]:
    """Where all provinces are told in a formula of their number: what it names is no place of its own."""
    return [m.span() for m in _EVERY.finditer(flat)] if "3" in flat and "省" in flat else []


_EVERY = re.compile(_PROVINCES)


def nationwide(flat: str, mentions: Mentions) -> list[PlaceMention]:
    """Mentions of the whole country or the world as the setting of a statement; not as the field of a ranking, not inside a name."""
    found = []
    for which, m in _GROUNDS.finditer(flat):
        pattern = _GROUNDS.patterns[which]
        if pattern is not _NATIONAL and (
            _covered(mentions, m) or _AGAINST.search(flat, max(0, m.start() - 20), m.start())
        ):
            continue
        if pattern is _ABROAD:
            land = "m" if m["m"] else "c"
            found.append(PlaceMention(m.start(land), m.end(land), (m[land],), ()))
        else:
            found.append(PlaceMention(m.start(), m.end(), (WORLD if pattern is _WORLD else COUNTRY,), ()))
    abroad = _one_land(flat, mentions, found)
    return [replace(p, paths=(abroad,)) if abroad and p.paths[0] == COUNTRY else p for p in found]


_OWN = re.compile("我国|中国(?!驻)|国内|人民币")
_OFTEN = 2


def _one_land(flat: str, mentions: Mentions, found: Sequence[PlaceMention]) -> str:
    """The one country that a text is of which names no place of ours: 全国 is all of that; empty where there is none."""
    if mentions.places or _OWN.search(flat):
        return ""
    if any(p.paths[0] == COUNTRY and not flat.startswith("全国", p.start) for p in found):
        return ""
    lands = {p.paths[0] for p in found} - {COUNTRY, WORLD}
    land = lands.pop() if len(lands) == 1 else ""
    return land if land and flat.count(land) >= _OFTEN else ""


_GROUNDS = Together([_ABROAD, _NATIONAL, _COUNTRY, _WORLD], whole_figures=True)
_AGAINST = re.compile(r"(?:比|高于|低于|快于|优于|较|占|超过|好于)[^，。；]*\Z")
"""What a figure is compared with is not its setting."""
_CLOSED = frozenset({"organisation", "document", "project", "government", "institution", "park"})


def _covered(mentions: Mentions, m: re.Match[str]) -> bool:
    """Whether a match lies in a name."""
    i = bisect_left(mentions.names, m.end(), key=lambda n: n.start)
    return any(n.end > m.start() and n.type in _CLOSED for n in mentions.names[max(0, i - 3) : i])


_EXAMPLE = re.compile(
    r"(?:例如|比如|譬如|(?<![\u4e00-\u9fff])(?:就)?如(?![果何此期同下上实有若意数火愿东皋图]))[^。；\n]*\Z"
)


def in_example(flat: str, start: int, at: int) -> bool:
    """Whether what stands at ``at`` is part of an example that a sentence gives from ``start`` on: what is told elsewhere is not of it."""
    return "如" in flat[start:at] and _EXAMPLE.search(flat, start, at) is not None
