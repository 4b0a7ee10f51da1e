"""Names found by their form: organisations, institutions, industries, documents, persons in office."""

from __future__ import annotations

import re
from functools import lru_cache

from lianzhang.core.places import place_tree
from lianzhang.evidence.mentions import NameMention, PlaceMention
from lianzhang.evidence.names.roots import INVESTORS, trade_names
from lianzhang.evidence.names.some import named_behind, some_of_a_kind
from lianzhang.evidence.noun_phrases import after_statement, all_words, no_words
from lianzhang.evidence.together import Together, at_spots

__all__ = [
    "SURNAMES",
    "documents",
    "industries",
    "institutions",
    "is_firm_like",
    "minerals",
    "organisations",
    "persons",
]

_HAN = "一-鿿"
_DOCUMENT = re.compile(r"《[^《》\n]{2,120}(?:《[^《》\n]{1,60}》[^《》\n]{0,60})?》")
_LEGAL = re.compile(
    r"(?:股份有限公司|有限责任公司|控股集团有限公司|集团有限公司|有限公司|(?:集团|总|分)公司|控股集团|集团|公司|商会|协会|学会|联合会|研究院|研究所|设计院|科学院|合伙企业(?:[（(]有限合伙[）)])?|大学|学院|银行|基金会|交易所|联盟)"
)
_NOT_NAME = re.compile(
    r"(?:[两三四五六七八九十几多数各每该本此这那其全\d]|一[家批个所些]|上市|头部|龙头|骨干|知名|相关|重点|大型|中小|民营|国有|外资|央企|母|子|孙|分|总|平台|电网|供电|运营|合资|控股|参股|[两沪深]市|基金|投资|科技|物流|担保|高等|职业|成员|所属|下属|旗下|产业|企业|世界|项目|一流|[创基精][新础选]层|产业集|工业集|大产业|[年季中财]报|报告)\Z"
)
_STOP = re.compile(
    r"(?:[，。；：、,;:！!？?\s“”‘’\"'（）()《》<>\[\]【】|丨—…·•/①-⑳]|\d|"
    r"以及|对手|包括|其中|预告|例如|比如|通过|依托|拜访|引进|引入|联合(?!资信|信用|赤道)|支持|携手|前往|赴|位于|来自|成为|作为|随着|推动|推进|组织|促进|加快|对接|考察|吸引|与|和|及|由|在|对|向|为|是|将|被|把|从|到|给|即|的|了|等|于|使|让|跟|同(?![仁济方兴创惠创成花])|宣布|晋升|入股|加码|转型|表示|公告|披露|发布|显示(?!(?:技术|科技|器件|光电|材料){1,6}(?:\Z|股份|集团))出?|透露|任命|担任|聘请|获得|取得|收购|控股子|牵头|参与|共建|培育|扶持|签约|落户|入驻|建设|成立|组建|目前|近日|日前|此外|当前|今年|去年|其|该|(?<!资)本(?![田溪钢])次?|股东|控制人|实控人|行动人|交易对方|客户|供应商|中标|受让|设立|出资|专供|独供|主供|直供|销往|拿下|入主|购得|法定代表人|全资|旗下|下属|所属|附属公司|注销|划转|决定|减持|增持|解除|签订|签署|出售|购买|接到|收到|下发|起诉|受理|批准|核准|约谈|处罚|问询|控股方|收购方|转让方|受让方|认购方|投资方|竞得|认购|回购|增资|所持|持有(?!限)|[联合]营公司|集聚|拥有|现有|壮大|邀请|鼓励|围绕|聚焦|依靠|委托|授权|交由|领导|管理(?!\Z|咨询|服务|合伙)|隶属|致函|致电|关于|根据|(?<![数根证占依])据|按照|任|及其|或|并|但|且|也|还|已|正(?=在|式|积|加|全|推|大[力规]|着|处|抓|与|由|以|面|从|按|向)|拟|又|再(?!生)|能够|可以|应当|需|要|有|让)"
)
_STOP_RUN = re.compile(rf"(?:{_STOP.pattern})")
_SUFFIXED = "新能源科技|新能源材料|新能源|新材料|锂电材料|电池材料|高新材料|高科|锂电|锂能|锂业|钴业|镍业|钨业|钛业|矿业|冶金|稀土|磷化|氟化工|磷化工|化工|化学|科技|技术|材料|能源|电池|动力|电源|电子|电气|电器|智能|环保|循环|资源循环|股份|集团|纳米|铜箔|铝业|铜业|隔膜|石墨|碳素|储能|光伏|绿能|汽车|客车|精工|智造|制造|实业|控股"
_STRONG_ENDS = (
    "锂业|矿业|钴业|镍业|钨业|锂能|锂电|新材|铜箔|铜业|铝业|股份|高科|电气|汽车|时代|智能|动力|集团|科技"
)
_FIRM_ENDS = "新能源科技|新能源材料|新能源|新材料|新材|锂电|锂能|锂业|钴业|镍业|钨业|钛业|矿业|高科|科技|资源循环|股份|集团|化工|环保|纳米|铜箔|铝业|铜业|实业|电源|控股|绿能|精工|智造|光电|电子"
_FIRM_END = re.compile(rf"(?:{_FIRM_ENDS}|锂科|炭素|碳素|科)\Z")
_SHORT = re.compile(
    rf"(?:(?<![{_HAN}])|(?<=[年月日度])(?![度月日年初末底内来前第上下间])|(?<=其中)|(?<=包括)|(?<=引进)|(?<=依托))(?P<n>[{_HAN}]{{2,3}}(?:{_FIRM_ENDS}))(?=的[{_HAN}A-Za-z]|、|(?:将|已|拟|计划|投资|年产|总投资|成功|自主|率先|建成|生产|年处理|年选|建设|研发|产值|营收|实现|主营|专注)|(?:一|二|三|四)期)"
)
_SHORT_ENOUGH = re.compile(
    rf"(?:(?<![{_HAN}])|(?<=[与和由向对及购])|(?<=[年月日度])(?![度月日年初末底内来前第上下间]))(?P<n>(?![个家项]|公司|注销)[{_HAN}]{{2}}(?:{_STRONG_ENDS})(?:电子|零部件|技术|材料|能源)?)(?!料|公司|有限)"
    r"(?=(?P<then>合作|签|表示|公告|披露|发布|目前|与|和|及|向|在|去年|今年|近日|一季度|上半年|的?(?:全资|控股)|宣布|旗下|位于|拥有|现有|董事|负责|[，、。；（(]|$)?)"
)
_ODD_ENDS = "资本|人寿|保险|药业|乳业|酒业|传媒|地产|置业|纸业|轮胎|投资"
_ODD_ENOUGH = re.compile(
    rf"(?:(?<![{_HAN}])|(?<=[与和由向对及购])|(?<=[年月日度])(?![度月日年初末底内来前第上下间])|(?<=旗下的)|(?<=旗下)|(?<=股东))(?P<n>[{_HAN}]{{2}}(?:{_ODD_ENDS}))"
    r"(?!公司|集团|有限|股份|[者额人方款学业]|(?<=投资)(?!的?(?:控股|全资|旗下)|拟|将|[是、，（]|为(?!主)|成为|所?持有?|增持|减持|位列|转让|表示))"
)
"""A stem that is no word before a trade that many other things are called by: 泽岚资本 is a firm, 耐心资本 is none."""
_LIST_END = re.compile(
    rf"等[{_HAN}\d]{{0,14}}?(?:企业|公司|厂商|巨头|车企)|等[{_HAN}\d]{{0,6}}?股(?![份权东票价])"
    "|均|都(?!市)|纷纷|双双|相继|先后|陆续|分别|获评|入选|荣获|获批|上榜|入围|中标|披露|公告|宣布|签署|签约|布局"
)
_LIST_EDGE = re.compile(
    r"[，。；：,;:！!？?\s“”（）()《》—]|引进|包括|如|为|是|由|向|有|了|成为|其中|依托|围绕|聚集|集聚|吸引|推动|支持|培育|扶持|壮大|落户|入驻|以"
)
_AND = re.compile(r"[、和与及]")
_GENERIC_ITEM = re.compile(
    r"(?:企业|公司|产业|项目|材料|正极|负极|隔膜|电解液|电池|行业|领域|环节|园区|平台|人才|资源|县|市|省|区|州)\Z|[的了将为]|^(?:上游|中游|下游|一批|多家|相关|龙头|其他|国内|国外)"
)


def _matches(pattern: re.Pattern[str], text: str) -> list[re.Match[str]]:
    """What ``pattern.finditer(text)`` gives, for one of the forms."""
    return at_spots(pattern, text, _spots(text).get(_FORMS.patterns.index(pattern), []))


def documents(text: str) -> list[NameMention]:
    """Titles in 《》."""
    return [NameMention(m.start(), m.end(), "document", m[0]) for m in _matches(_DOCUMENT, text)]


def _left_edge(text: str, end: int, limit: int = 26) -> int:
    """Where a name that ends before ``end`` begins: after the last sign or word that cannot be in a name."""
    floor = max(0, end - limit)
    start = floor
    for m in _STOP_RUN.finditer(text, floor, end):
        if text[m.end() - 1 : m.end() + 1] not in _ONE_WORD and text[m.end() - 2 : m.end()] != "日本":
            start = m.end()
    return start


_ONE_WORD = frozenset(["有色", "有机", "有研", "对外", "在线"])
"""Words of names that begin as a word between names does (中国有色金属工业协会)."""


def organisations(text: str, places: list[PlaceMention], known: list[NameMention]) -> list[NameMention]:
    """Organisations by legal form, by place and known trade name, by suffix, and by coordination before 等企业."""
    found = _legal(text, places)
    found += _branches(text, places, known)
    spots = _spots(text)
    strong, ends = (spots.get(_FORMS.patterns.index(e), []) for e in (_STRONG_END, _ANY_END))
    shorts = [
        m
        for m in at_spots(_SHORT_ENOUGH, text, [e - 2 for e in strong if e > 1])
        if (m["then"] is not None or (no_words(m["n"][:2]) and text[m.start() - 1] not in "年月日度"))
        and not _STOP.search(m["n"])
    ]
    odd = spots.get(_FORMS.patterns.index(_ODD_END), [])
    shorts += [m for m in at_spots(_ODD_ENOUGH, text, [e - 2 for e in odd if e > 1]) if no_words(m["n"][:2])]
    heads = sorted({e - size for e in ends for size in (2, 3) if e >= size})  # where the name would begin
    for m in (*at_spots(_SHORT, text, heads), *shorts):
        if not _GENERIC.search(m["n"]) and not after_statement(m["n"]):
            found.append(NameMention(m.start("n"), m.end("n"), "organisation", m["n"]))
    found += _coded(text, known)
    found += _listed(text, places, known, found)
    return found


_CODE = re.compile(r"[（(](?:行情 ?)?(?:[03468]\d{5}|[92]0\d{4})(?:\.[A-Z]{2})?[）)，,;；]")
_BEFORE_CODE = re.compile(
    rf"(?:.*(?:公司|企业|厂商|龙头|巨头|[板股]|概念|品牌|[^{_HAN}A-Z]))?(?P<n>[{_HAN}]{{3,5}})\Z"
)


def _coded(text: str, known: list[NameMention]) -> list[NameMention]:
    """挂牌公司临江线缆（830001）: what stands before the code of a share is a firm, known or not."""
    found = []
    for m in _CODE.finditer(text):
        end = m.start()
        if any(n.end == end for n in known):
            continue
        name = _BEFORE_CODE.match(text, _left_edge(text, end, 16), end)
        if name and not _GENERIC.match(name["n"]):
            found.append(NameMention(name.start("n"), end, "organisation", name["n"]))
    return found


_GENERIC = re.compile(
    r"^(?:[拟已将各最某]|非(?![凡同])|豪华|手机|网上|[X×○〇]{2}|大卡|具身|港股|大型|中型|小型|涉|地方|当地|外资|两家|多个|涉锂|稀有|露天|地下|乘用|商用|卡车|载货|二手|平行|国产|进口|自动|人形|轨道|强劲|核心|内生|新动|原动|驱动|黄金|新时|大时|小时|同时|跨时|划时|优先|普通|全部|限售|持有|上述|前述|标的|目标|本次|增持|减持|回购|发行|每|万|亿|总|流通|新型|先进|绿色|清洁|可再生|传统|关键|核心|高端|高新|前沿|创新|现代|动力|储能|固态|半固态|锂离子|钠离子|新能源|锂电|三元|正极|负极|电池|磷酸|碳酸|六氟|石墨|精细|煤化|氟|盐|磷|氯碱|有色|战略|数字|智能|电子|信息|人工|生物|电力|电动|整车|燃料|氢|太阳|风|光伏|退役|废旧|废弃|铅蓄|铅酸|综合|矿产|机械|装备|汽车|科学|推进|发展|利用|加快|推动|省级|国家|全国|全省|本地|相关|重点|主要|其他|产业|企业|聚焦|形成|打造|依托|围绕|资源|实现|开展|强化|包括|基础|特色|优势|支柱|主导|配套|自主|共性|专利|掌握|突破|引进|采用|生产|积极|紧盯|前瞻|大力|持续|不断|深入|着力|支持|鼓励|扶持|培育|发展|做强|做大|壮大|瞄准|布局|谋划|招引|补齐|延伸|拓展|提升|促进|同时|其中|以及|近年|目前|今年|我省|我市|我县|我国|中国|世界|全球|国内|国际|一批|多家|各类|废|再生|高纯|纳米|碳纳米|超细|特种|通用|专用|日用|农业|林业|医药|食品|纺织|建筑|金融|教育|文化|旅游|交通|物流|军工|航空|航天|海洋|大数据|云计算|区块链|互联网|量子|低空|氟硅|有机|无机|煤|石油|天然气|油气|多元|循环|节能|低碳|零碳|双碳|园区|县域|乡村|城市|农村|社会|民营|国有|外资|公共|首个|首家|两大|三大|四大|五大|六大|十大|成功|顺利|正式|全面|率先|共同|分别|相继|陆续)"
)


_ONLY_TRADE = re.compile(
    r"(?:这家|那家|某家?|一家|两家|多家|几家|每家|首家)[\u4e00-\u9fff]{0,6}|(?:产业背景|产业)?(?:期货|证券|保险|信托|基金|投资|融资|担保|租赁|科技|物流|贸易|咨询|电力|燃气|水务|广告|传媒|地产|房地产|汽车|软件|网络|互联网|游戏|旅游|航空|矿业|化工|建筑|能源|电池|材料)"
)
"""期货公司, 这家韩国公司: what kind of firm, no firm's name."""


def is_firm_like(name: str) -> bool:
    """Whether a name that ends as firms' names do is no common noun of that ending (清洁能源, 动力电池)."""
    return not _GENERIC.match(name) and not _STOP.search(name)


_PARK_WORD = re.compile(
    r"(?:高新区|经开区|开发区|工业园区?|产业园区?|工业集中区|园区)(?!投资|建设|开发|运营|管理|发展)"
)


_PART_OF = re.compile(
    r"(?:(?:(?:控股|参股|全资|下属|旗下|[一二三]级){0,6}[子孙母])?公司)+(?=[\u4e00-\u9fff]{3})"
)
"""控股子公司某某有限公司, 公司子公司某某有限公司: what it is of another firm, before its name."""


def _legal(text: str, places: list[PlaceMention]) -> list[NameMention]:
    found = []
    last = 0
    for m in _matches(_LEGAL, text):
        start = max(_left_edge(text, m.start()), last)
        before = text[start - 1 : start]
        if start < m.start() and text[start] in "年月日" and (before.isdigit() or before == " "):
            start += 1
        start += text[start] in "底末初" and text[start - 1 : start] in ("年", "月")  # 2012年底某某集团
        for park in _PARK_WORD.finditer(text, start, m.start()):
            start = park.end()  # 临江高新区某某公司: the park is no part of the name
        start = _bracketed(text, start, places, last)
        if m[0].endswith("有限公司"):
            start = _with_place(text, start, places, last)
        inside = [p for p in places if start <= p.start < m.start()]
        bracketed = inside and re.search("[（(]", text[start : inside[0].end])
        if inside and inside[0].start - start <= 4 and m[0] != "集团" and not bracketed:
            start = inside[0].start
        part = _PART_OF.match(text, start, m.start())
        start = part.end() if part else start
        start += text[start] == "应" and m.start() - start > 2 and _ASKED.match(text, m.end()) is not None
        stem = text[start : m.start()]
        if m[0] == "分公司" and stem.endswith("部"):
            continue  # 大部分公司
        full = m[0].endswith("有限公司") or m[0] == "有限责任公司" or m[0].startswith("合伙企业")
        national = stem.startswith(("中国", "全国")) and len(stem) > (3 if full else 4)
        if len(stem) < 2 or (_GENERIC.match(stem) and not national) or _ONLY_TRADE.fullmatch(stem):
            continue
        if not full and ("最" in stem or (stem[0] in "家个只" and text[start - 1 : start] in _COUNTS)):
            continue  # 省内最赚钱储能公司, 近20家地铁公司
        if not (full and len(stem) > 3):
            cut = after_statement(stem)
            start, stem = start + cut, stem[cut:]
            if len(stem) < 2 or _NOT_NAME.search(stem) or (cut and _GENERIC.match(stem)):
                continue
        some = some_of_a_kind(stem, full or m[0])
        start, stem = start + some, stem[some:]
        bare = m[0] in ("公司", "集团")
        if m[0] == "公司" and named_behind(text, m.end()):
            continue  # 芯片初创公司Arkwell, 厨具公司卡罗特: what it is, before its name
        if m[0] == "公司" and not inside and all_words(stem) and not place_tree().named(stem):
            continue  # 核准公司发行: whose it is, no name
        if (
            not stem
            or (bare and _SAID_OF.search(stem))
            or (len(stem) > 12 and not inside and (bare or m[0] in _SCHOOLS))
        ):
            continue
        paths = inside[0].paths if inside and inside[0].start == start else ()
        found.append(NameMention(start, m.end(), "organisation", text[start : m.end()], None, paths))
        last = m.end()
    return found


_ASKED = re.compile("(?:之|的)?(?:邀|要求|申请|请求)")
"""应某某集团邀请: at whose wish."""
_COUNTS = frozenset("0123456789余多几数两")
_SCHOOLS = ("大学", "学院", "银行")
_SAID_OF = re.compile(
    r"(?:回购|采购|购买|买入|卖出|出售|控制|增持|减持|转让|认购|保障|保证|约定|规定|要求|上调|下调|上修|下修|给予|维持|支撑|满足|提升|提高|增强|增厚|巩固|完善|优化|带动|助力|帮助|有利|有助|看好|推荐|覆盖|预计|预期|预测|认为|影响|扩大|丰富|符合|导致|造成|因为|由于|如果|若|当|因|随|自|而|则|所以|同时|期内|年内|期间|当期|本期|日前|此时|时|后|前|内|中|相应|有关|对应|同类|可比|目标|标的|对手|交易|上述|部分|不少|众多|大多|某些|整个|整体|现|新|老|大|小|好|对于|关于|至于|代表|以|我们|他们|你们|客户|同行|供货|受托|委托|第三方|季度|年度|半年|全年|期末|期初|年末|年初|年底|月末|交易日|工作日|所持|持有|之日)\Z"
)  # what stands before 公司 without being its name (保障公司原料供应)
_WEAK_STOP = re.compile(rf"[{_HAN}]?[正任同据再被从让需有将及兴]\Z")


def _with_place(text: str, start: int, places: list[PlaceMention], last: int) -> int:
    """四川中正新材料有限公司: between a place and the words of a legal name a weak stop word is part of the name."""
    for p in places:
        if last <= p.start and p.end < start <= p.end + 2 and _WEAK_STOP.fullmatch(text[p.end : start]):
            return p.start
    return start


_BRACKET = re.compile(rf"[{_HAN}]{{2,10}}[（(][{_HAN}]{{2,6}}[）)]\Z")


def _bracketed(text: str, start: int, places: list[PlaceMention], last: int) -> int:
    """北辰（四川）新能源有限公司: the bracket holds a place and belongs to the name."""
    if start < 4 or text[start - 1] not in "）)":
        return start
    m = _BRACKET.search(text, max(last, start - 20), start)
    if m is None:
        return start
    opening = max(text.rfind("（", 0, start), text.rfind("(", 0, start))
    inner = text[opening + 1 : start - 1]
    if inner not in _LANDS and not any(p.start == opening + 1 and p.end == start - 1 for p in places):
        return start
    return max(_left_edge(text, opening, opening - m.start()), last)


_LANDS = frozenset(["中国", "亚洲", "亚太", "国际"])
"""宝山（中国）汽车销售有限公司: no place of the map, and in the name all the same."""


def _branches(text: str, places: list[PlaceMention], known: list[NameMention]) -> list[NameMention]:
    """云南裕能: a place and the trade name of a known firm is a firm of its own there."""
    roots = trade_names()
    found = []
    starts = {n.start for n in known}
    for p in places:
        if len(p.paths) != 1 or p.start in starts:
            continue
        for size in (5, 4, 3, 2):
            root = text[p.end : p.end + size]
            if len(root) == size and root in roots and _BOUNDARY.match(text, p.end + size):
                found.append(
                    NameMention(
                        p.start, p.end + size, "organisation", text[p.start : p.end + size], None, p.paths
                    )
                )
                break
        else:
            m = _PLACED.match(text, p.end) or INVESTORS.match(text, p.end)
            if m and not _GENERIC.match(text[p.end :]) and not _STOP.search(m["n"]):
                found.append(
                    NameMention(
                        p.start, m.end("n"), "organisation", text[p.start : m.end("n")], None, p.paths
                    )
                )
    return found


_BOUNDARY = re.compile(
    r"[，。；：、,;:）)”」\s]|\Z|的|将|已|拟|项目|公司|等|和|与|及|在|[一二三四]期|年产|总?投资|计划|建设|建成|生产|基地|工厂|电池|锂电|新材|新能|科技|集团|股份|循环|产能|产值"
)
_PLACED = re.compile(
    rf"(?P<n>[{_HAN}]{{2,3}}(?:{_SUFFIXED}))(?=的|、|[，。；）)]|(?:将|已|拟|计划|投资|年产|总投资|建成|建设|项目|公司|等)|[一二三四]期)"
)


_ADVERB = re.compile("(?:[将已拟也均都]|纷纷|双双|相继|先后|陆续|分别)?\\Z")
_JOINS = frozenset("、和与及（")
_WHEN = re.compile("(?:[一二三四]季度|[上下]半年|\\d{1,2}月|\\d{4}年)[末底初]?(?=..)")
"""一季度末甲、乙等四家公司: when, before the first of a list."""


def _listed(
    text: str, places: list[PlaceMention], known: list[NameMention], formed: list[NameMention]
) -> list[NameMention]:
    """甲、乙和丙等龙头企业: unknown members count when at least one other member is a known or formed firm."""
    found = []
    spans = [(n.start, n.end) for n in known + formed]
    place_spans = {(p.start, p.end) for p in places}
    for m in _matches(_LIST_END, text):
        start = max(0, m.start() - 120)
        for edge in _LIST_EDGE.finditer(text, start, m.start()):
            start = edge.end()
        adverb = _ADVERB.search(text, start, m.start())
        end = adverb.start() if adverb else m.start()
        told = text[m.start()] != "等"
        if not _AND.search(text, start, end) or (told and re.search(r"\d", text[start:end])):
            continue
        items = _AND.split(text[start:end])
        firms = sum(
            3 <= len(i) <= 8 and _FIRM_END.search(i) is not None and not _GENERIC.match(i) for i in items
        )
        near = [(s, e) for s, e in spans if s >= start - 4 and e <= end]
        if firms * 2 < len(items) and not near:
            continue
        if told and any(e < end and text[e] not in _JOINS for _, e in near):
            continue  # 甲科技产能、产量均……: what is told is of one firm
        for item in re.finditer(r"[^、和与及等]+", text[start:end]):
            when = _WHEN.match(item[0])
            s, e = start + item.start() + (when.end() if when else 0), start + item.end()
            name = text[s:e]
            if (
                any(a < e and s < b for a, b in spans)
                or (s, e) in place_spans
                or len(name) > 8
                or len(name) < 2
            ):
                continue
            if _GENERIC.match(name) or _STOP.search(name):
                continue
            if _GENERIC_ITEM.search(name) and not _FIRM_END.search(name) and not no_words(name[:2]):
                continue
            found.append(NameMention(s, e, "organisation", name))
    return found


_INSTITUTION = re.compile(
    r"(?:制造业创新中心|技术创新中心|产业创新中心|工程技术研究中心|工程研究中心|检验检测中心|检测中心|技术研究中心|研发中心|研究中心|创新中心|企业技术中心|重点实验室|实验室|博士后科研工作站|博士后工作站|院士工作站|产业研究院|技术研究院|创新研究院|中试基地|中试平台|孵化基地|孵化器|产业联盟|领导小组|工作专班|指挥部|促进中心|交易中心|服务中心|数据中心)"
)


_COUNTED = re.compile(
    r"(?:(?:国内|全国|全省|省内|全球|全市)?(?:首[家个]|第[一二三四五]个?)|[一二三四五六七八九十]+[家个]|[家个])"
)
_PARTY = re.compile(
    r"(?:民革|民盟|民建|民进|农工党|致公党|九三学社|台盟|工商联)(?:[一-鿿]{2,6}?(?:省|市|州|县|区))?(?:委员会|委会|委|中央)"
)


def institutions(text: str, places: list[PlaceMention]) -> list[NameMention]:
    """Centres, laboratories, work forces, committees of the parties."""
    found = [NameMention(m.start(), m.end(), "organisation", m[0]) for m in _matches(_PARTY, text)]
    for m in _matches(_INSTITUTION, text):
        start = _left_edge(text, m.start(), 24)
        # 国家光伏和储能产品质量检验中心: 和 inside a name that begins with 国家 or a place
        head = re.search(r"(?:国家|省级|国家级)[一-鿿]{2,16}和\Z", text[max(0, start - 20) : start])
        if head:
            start = max(0, start - 20) + head.start()
        inside = [p for p in places if start <= p.start < m.start()]
        if inside:
            start = inside[0].start
        stem = text[start : m.start()]
        if "项目" in stem or "企业" in stem:
            continue
        if len(stem) < 2 and m[0] not in ("工作专班", "领导小组", "指挥部"):
            continue
        cut = _COUNTED.match(stem)
        if cut:
            start += cut.end()
        found.append(
            NameMention(
                start, m.end(), "institution", text[start : m.end()], None, inside[0].paths if inside else ()
            )
        )
    return found


_BASE = "新能源电池|新能源动力电池|新能源汽车|新能源电动汽车|锂电新能源|锂电池|锂离子电池|钠离子电池|固态电池|半固态电池|动力电池|储能电池|燃料电池|氢能|储能|锂电|电池|磷化工|氟化工|盐化工|煤化工|石墨|新材料|先进储能材料|储能材料|电子信息|有色金属|光伏|电动汽车|智能网联汽车|磷系|氟系|锂盐|新型储能|绿色能源|新能源|稀土|锰系|铝加工|硅基"
_PARTS = "|".join(
    sorted(
        f"{_BASE}|关键材料|配套材料|电池材料|正极材料|负极材料|材料|整车|配套|零部件|装备|制造|回收利用|回收|循环利用|先进".split(
            "|"
        ),
        key=len,
        reverse=True,
    )
)
"""The longest first, each taken for good: 新能源电池 can be read as one word or two, and a row of them in no end of ways."""
_INDUSTRY = re.compile(
    rf"(?:{_BASE})(?:[及与和、]?(?:{_PARTS}))*+(?:全产业链|产业链|产业集群|产业谷|产业带|产业园区|产业体系|产业|行业)"
)


def industries(text: str) -> list[NameMention]:
    """Industries by their words: 新能源电池及材料产业, 锂电新能源产业链."""
    found = []
    for m in _matches(_INDUSTRY, text):
        end = m.end()
        for tail in ("集群", "谷", "带", "园区", "体系"):
            if m[0].endswith("产业" + tail):
                end -= len(tail)
        found.append(NameMention(m.start(), end, "industry", text[m.start() : end]))
    return found


SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方俞任袁柳酆鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄和穆萧尹姚邵湛汪祁毛禹狄米贝明臧计伏成戴谈宋茅庞熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯昝管卢莫经房裘缪干解应宗丁宣贲邓郁单杭洪包诸左石崔吉钮龚程嵇邢滑裴陆荣翁荀羊於惠甄曲家封芮羿储靳汲邴糜松井段富巫乌焦巴弓牧隗山谷车侯宓蓬全郗班仰秋仲伊宫宁仇栾暴甘钭厉戎祖武符刘景詹束龙叶幸司韶郜黎蓟薄印宿白怀蒲邰从鄂索咸籍赖卓蔺屠蒙池乔阴胥能苍双闻莘党翟谭贡劳逄姬申扶堵冉宰郦雍郤璩桑桂濮牛寿通边扈燕冀郏浦尚农温别庄晏柴瞿阎充慕连茹习宦艾鱼容向古易慎戈廖庾终暨居衡步都耿满弘匡国文寇广禄阙东欧殳沃利蔚越夔隆师巩厍聂晁勾敖融冷訾辛阚那简饶空曾毋沙乜养鞠须丰巢关蒯相查后荆红游竺权逯盖益桓公仉督楼仝肖付闫岳帅缑亢况有琴商牟佘佴伯赏墨哈谯笪年爱阳佟楚覃涂苑鹿邝冼亓苟雒矫檀邸丛郄"
_ROLE = re.compile(
    rf"(?=[党市省县区州常副厅局主会院校所董总首教秘链人政负书])(?P<role>(?:(?:党组|党委|市委|省委|县委|区委|州委)(?:副)?书记|常务副[省市县区州]长|副[省市县区州厅局]长|[省市县区州厅局]长|副?主任(?:委员)?|副?主席|副?会长|副?院长|副?校长|副?所长|董事长|副?总经理|总裁|首席[一-鿿]{{2,4}}官|总工程师|院士|教授|副?秘书长|链长|人大代表|政协委员|负责人|书记))(?P<name>[{SURNAMES}](?:某某|[一-鿿]{{1,2}}))(?=(?P<next>.?))"
)


_TITLES = ("组长", "顾问", "主任", "总", "副", "第一", "链长", "双组长", "指挥", "会长", "主席", "常务")


def persons(text: str) -> list[NameMention]:
    """Persons named with their office: 市长张某."""
    found = []
    for m in _matches(_ROLE, text):
        name = m["name"]
        end = m.end("name")
        if (
            len(name) == 3
            and name[2]
            in "在说到对率和与为等指表介强出会主赴向一的及任带代作提认参听前来宣致谈解受就讲、并于将还也则是"
        ):
            name, end = name[:2], end - 1
        if name[0] == "任" and text.startswith(_TITLES, m.start("name") + 1):
            continue  # 由市长任组长
        if name[1] in "的和与在说对为等指表了、要会议长任副员组府委" or any(c in "，。、；" for c in name):
            continue
        found.append(NameMention(m.start(), end, "person_role", text[m.start() : end]))
    return found


_ELEMENTS = "锂磷铝锰镍钴铜铁铅锌金银钨锡锑钒钛铬钼铋铌钽铍铷铯锆锗镓铟镁钾钠硅铀"
_MINERAL_LIST = re.compile(
    rf"(?:(?:[{_ELEMENTS}]|萤石|石墨|硫铁矿|稀土|重晶石|铝土矿|煤|钾盐|硅石)矿?[、和及与]){{1,24}}(?:[{_ELEMENTS}]|萤石|石墨|硫铁矿|稀土|重晶石|铝土矿|煤|钾盐|硅石)矿?(?=等?(?:\d+种|[一二三四五六七八九十]+种|重点|重要|关键|优势|战略性|主要){{0,4}}(?:矿产|矿|资源|\d+种))"
)


def minerals(text: str) -> list[NameMention]:
    """Members of a list that ends in 矿产 or 资源: 锂、磷、锰等8种矿产."""
    found = []
    for m in _matches(_MINERAL_LIST, text):
        for item in re.finditer(r"[^、和及与]+", m[0]):
            name = item[0]
            canonical = name if len(name) > 1 and name != "煤" else f"{name}矿"
            found.append(
                NameMention(m.start() + item.start(), m.start() + item.end(), "mineral", name, canonical)
            )
    return found


_STRONG_END = re.compile(_STRONG_ENDS)
_ANY_END = re.compile(_FIRM_ENDS)
_ODD_END = re.compile(_ODD_ENDS)
_OF_BODIES = (_LEGAL, _LIST_END, _PARTY, _INSTITUTION, _STRONG_END, _ANY_END, _ODD_END)
_FORMS = Together([_DOCUMENT, *_OF_BODIES, _INDUSTRY, _ROLE, _MINERAL_LIST])


@lru_cache(maxsize=1)
def _spots(text: str) -> dict[int, list[int]]:
    """Where each of the forms may begin: one pass for all of them."""
    return _FORMS.spots(text)
