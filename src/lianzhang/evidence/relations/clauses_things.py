"""Clauses of things: products unveiled, tried and made in series, plants back at work, what a place, a park or a project counts as."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lianzhang.evidence.claims.reading import Reading
from lianzhang.evidence.relations.clauses_hits import Found, Hit, Reader
from lianzhang.evidence.relations.clauses_who import begun, doer, firm_named, head_of
from lianzhang.evidence.relations.clauses_works import WHOLE_WORK, work_of
from lianzhang.evidence.scene import Scene

__all__ = ["THINGS", "opened_with", "product_in"]

_PRODUCT = re.compile(
    r"(?:电池|电芯|材料|正极|负极|电解液|电解质|隔膜|薄膜|膜|铜箔|铝箔|芯片|晶圆|面板|玻璃|车型|轿车|客车|卡车|轻卡|重卡|货车|跑车|SUV|MPV|皮卡|汽车|新车|电动车|产品|新品|系统|装置|设备|装备"
    r"|机器人|机床|平台|模型|药物|新药|疫苗|飞机|客机|直升机|无人机|列车|动车组|机车|船|轮|舰|卫星|火箭|发动机|电机|电驱|手机|终端|组件|逆变器|变压器|电缆|钢|钢板|合金|纤维|树脂|硅片|样机|样品|油轮|氢能车|(?:运输|专用|工程|作业|自卸|搅拌|牵引|越野|乘用|商用|概念|混动|矿)车|(?:挖掘|起重|盾构|采煤|掘进|压缩|收割|拖拉|光刻|打印|内燃|热成型压)机|风机|燃机|电池包|储能柜|模组|模块|叶片|催化剂|大模型|操作系统|注射液|胶囊|片剂|颗粒|口服液|滴眼液|制剂|凝胶|乳膏|单抗|创新药|原料药|试剂盒|(?:口崩|缓释|分散|肠溶|含|钠|酯|胺|素)片|传感器|减速器|轴承|域控制器|激光雷达)(?:[A-Z][A-Za-z0-9\-]{0,9}|“[^”]{1,12}”号?)?\Z"
    r"|(?<=[\u4e00-\u9fff])(?:[A-Z][A-Za-z0-9\-]{1,16}(?: [A-Z][A-Za-z0-9]{1,10}){0,2}|\d{2,4}[A-Z]{2,4}|“[^”]{1,12}”号?)\Z"
)
_ANY = re.compile(
    r"(?:该|此|这|其|多|各|几|新|相关|部分|主要|全部|所有|一些|首|AI|智能|重磅){0,6}(?:[款个批种项类台]|系列)?(?:产品|新品|新车|车型|设备|材料|电池|系统|技术|汽车|电动车)\Z"
)
"""What names no product of its own."""
_NO_PRODUCT = re.compile(
    r"一批|多款|多个|各类|等|企业|进行|推进|推动|加快|支持|如果|若|[，；：《》]|\A(?:该|此|这|他|我|每|各|所有|全部|更多|越来越)|是否|随着|已经|以及|\A[\d一二三四五六七八九十]+[款个种台辆]|[\d一二两三四五六七八九十百][余多]?[款项种]|届时|[携带]|生产|搭载|[尚并暂]无|没有"
)
_OWN = re.compile(
    r"(?:其|本|该)?(?:公司|集团|企业)?(?:的)?(?:(?:我国|中国|国内|全国|全球|世界|亚洲)(?=自|首|第|研|建|最|新一))?(?:自主|自研|研发|研制|设计|建造|制造|生产|首创|独家|新一代|首[艘款台套架列颗枚批个]|第[一二三四五六][艘台架列]|最大|最先进){0,6}的?(?=[\u4e00-\u9fffA-Z\d])"
)
_STOPS = frozenset("，。；、！： \n\u3000）并和及且后阶")
_OVER = re.compile(
    r"[\u4e00-\u9fffA-Za-z0-9]{0,14}(?:展|展会|大会|论坛|车展|博览会|进博会|市场)(?=[，。；、]|\Z)"
)


def product_in(scene: Scene, start: int, end: int) -> tuple[str, int] | None:
    """The product that ``[start, end)`` names, without the firm that made it and what it is like."""
    by = _LEAVE.search(scene.flat, start, end)
    end = by.start() if by else end
    at = max(start, scene.text.rfind("的", start, end) + 1)
    firms = scene.names(at, end, "organisation")
    own = _OWN.match(scene.flat, at, end)
    at = own.end() if own and end - own.end() >= 3 else at
    end += scene.text[end : end + 1] == "”" and "“" in scene.text[at:end]
    name = scene.text[at:end].strip(" \u3000")
    if not 3 <= len(name) <= 28 or _ANY.match(name) or _NO_PRODUCT.search(name):
        return None
    if firms and firms[-1].end >= end - 1:
        return None
    return (name, at) if _PRODUCT.search(name) else None


_SHOWN = ("亮相", "首次亮相", "面世", "问世", "首秀", "首发", "下水", "上车")
"""What firms do not do themselves."""
_ON_SALE = ("开售", "开启预售", "发售", "上市销售", "正式上市")
_MODEL = re.compile("[A-Za-z]{2}|[A-Z]\\d|”|手机|电视|[汽轿客卡]车")
_LEAVE = re.compile(r"(?:已|首个|率先)?(?:获得?|经|由|通过)[\u4e00-\u9fffA-Z]{2,14}\Z")
"""Whose leave it has (获国家药监局批准上市)."""


def _launch(reading: Reading, hit: Hit) -> Iterator[Found]:
    """某电池亮相; 某车型下线; 某材料量产."""
    scene = reading.scene
    over = _OVER.match(scene.flat, hit.end, hit.clause.end)
    follows = scene.flat[hit.end : hit.end + 1]
    if follows and follows not in _STOPS and not over:
        return
    a, b = head_of(scene, hit.clause, hit.start)
    verb = scene.flat[hit.start : over.end() if over else hit.end]
    end = over.end() if over else hit.end
    named = product_in(scene, a, b) if b > a else opened_with(scene, hit)
    if named:
        yield named[0], verb, min(named[1], hit.start), end
        return
    sold = scene.text[a:b] if scene.flat.startswith(_ON_SALE, hit.start) else ""
    if 4 <= len(sold) <= 24 and _MODEL.search(sold) and not _ANY.match(sold):
        yield sold, verb, a, end
        return
    work = work_of(reading, hit.index, hit.sentence, hit.at, hit.start) if b > a else None
    if work:
        yield work[0], verb, work[1], end
        return
    firm = firm_named(scene, a, b) if b > a else None
    if (
        firm
        and not over
        and not scene.flat.startswith(_SHOWN, hit.start)
        and scene.text[a:b].startswith(firm[:2])
        and b - a <= len(firm) + 4
        and (scene.names(a, b, "organisation") or not _PRODUCT.search(firm))
    ):
        yield firm, verb, a, end


def opened_with(scene: Scene, hit: Hit) -> tuple[str, int] | None:
    """The product with which the clause before deals (某电池通过认证，将于明年量产)."""
    for clause in reversed(hit.sentence.clauses[max(0, hit.at - 2) : hit.at]):
        a = begun(scene, clause.start, clause.end)
        verb = _VERB.search(scene.flat, a, clause.end)
        b = head_of(scene, clause, verb.start())[1] if verb else clause.end
        found = product_in(scene, a, b) if b - a >= 3 else None
        if found:
            return found[0], hit.start
    return None


_VERB = re.compile(
    "通过|完成|实现|获得|正式|将|已|采用|具有|具备|亮相|发布|下线|进入|是|为|于|在|能量密度|最高|续航"
)
_REVIVED = re.compile(r"(?:了)?(?P<o>[\u4e00-\u9fffA-Za-z]{2,12})?(?=[，。；、！：\n]|\Z)")


def _revive(reading: Reading, hit: Hit) -> Iterator[Found]:
    """甲恢复生产短丝; 某矿复产."""
    scene = reading.scene
    m = _REVIVED.match(scene.flat, hit.end, hit.clause.end)
    again = scene.flat.startswith(("恢复", "重启"), hit.start)
    if m is None or (m["o"] and not again) or "不是" in scene.flat[hit.clause.start : hit.start]:
        return
    a, b = head_of(scene, hit.clause, hit.start)
    clean = _DECIDES.search(scene.flat, a, b)
    b = clean.start() if clean else b
    who = (firm_named(scene, a, b), a) if b > a else doer(reading, hit.index, hit.sentence, hit.at, hit.start)
    if who and who[0] and _OFFICE.search(who[0]):
        return  # it closes others
    if who and who[0]:
        yield who[0], scene.flat[hit.start : hit.end], who[1], m.end()
        return
    text = scene.text[a:b]
    if WHOLE_WORK.fullmatch(text) or _MINE.search(text):
        yield text, scene.flat[hit.start : hit.end], a, m.end()


_OFFICE = re.compile("(?:政府|[局委厅部])\\Z")
_DECIDES = re.compile(r"(?:已)?(?:决定|宣布|开工|开始|准备|同意|获准|获批|逐步|陆续|全面){1,6}\Z")
_MINE = re.compile(r"\A[\u4e00-\u9fff]{2,14}(?:矿|矿山|油田|气田|盐湖|冶炼厂|工厂|钢厂|电厂|厂)\Z")
_IS = re.compile(
    r"(?:也|还|同时|均|都){0,6}(?:(?<![只就或而但于可凡总正若更才硬])是|为|系|属于?|成为|作为|被(?:[\u4e00-\u9fff]{2,14}?)?(?:列为|确定为|定为|认定为|规划为)|列为|跻身)(?P<o>[^，。；]{2,40}\Z)"
)
_COUNTS = re.compile(
    r"(?:基地|项目|工程|园区|工业园|产业园|开发区|示范区|试验区|试点|枢纽|集聚区|高地|走廊|通道|电源点|集群|重点县|重点市|产区|口岸|专业[镇村]|[名强]镇|强县|试点(?:城市|地区|省份|县|市)?)”?(?:之一)?\Z"
)
_RANKED = re.compile(
    r"国家|国际|全[国省市州]|[省市县]级|我国|中国|[省市]|“十[一二三四五]五”|重点|重大|示范|首批|之一"
)


def _counts(reading: Reading, hit: Hit) -> Iterator[Found]:
    """某省是国家规划的大型基地之一; 某园区属省级工业园区; 某项目是省重大项目."""
    scene = reading.scene
    follows = scene.flat[hit.end : hit.end + 1]
    if follows and follows not in "，。；！\n 、":
        return
    m = _IS.search(scene.flat, hit.clause.start, hit.end)
    if m is None or not _COUNTS.search(m["o"]) or not _RANKED.search(m["o"]) or _ITS.search(m["o"]):
        return
    a, b = head_of(scene, hit.clause, m.start())
    found = _counted(reading, hit, a, b) if b > a else _counted_before(reading, hit)
    if found and (hit.event.kind == "zoning") == _lies(scene, found[0]):
        yield found[0], scene.text[slice(*m.span("o"))], min(found[1], m.start()), hit.end


def _lies(scene: Scene, name: str) -> bool:
    """Whether a name is one of a place or a park."""
    return bool(scene.tree.named(name)) or _PARK.search(name) is not None


_PARK = re.compile(r"(?:工业园|产业园|物流园|科技园|园区|开发区|经开区|高新区|示范区|[新港]区|工业区|小镇)\Z")
_ITS = re.compile(r"公司|我们|自己|其[中他它]?|什么|哪|建设的|投资的")


def _counted(reading: Reading, hit: Hit, a: int, b: int) -> tuple[str, int] | None:
    """The place, park, work or firm that ``[a, b)`` names."""
    scene = reading.scene
    of = scene.text.rfind("的", a, b)
    a = of + 1 if of >= 0 and b - of > 3 else a
    several = _PLACES.search(scene.flat, a, b)
    b = several.start() if several else b
    places = scene.places(a, b)
    if several and places and places[-1].end == b:
        last = places[-1].start  # the others are told by those who share out
        return scene.text[last:b], last
    if places and places[-1].end >= b - 1 and places[0].start - a <= 1:
        return scene.text[places[-1].start : b], places[-1].start
    parks = scene.names(a, b, "park")
    if parks and parks[-1].end == b:
        return scene.text[parks[-1].start : b], parks[-1].start
    text = scene.text[a:b]
    if (WHOLE_WORK.fullmatch(text) or _PARK.search(text)) and not _NO_PRODUCT.search(text) and len(text) >= 4:
        return text, a
    work = work_of(reading, hit.index, hit.sentence, hit.at, b)
    if work:
        return work
    firm = firm_named(scene, a, b)
    return (firm, a) if firm else None


_PLACES = re.compile("等(?:[\\d一二两三四五六七八九十]+[个座])?(?:城市|省份|省市|地区|县市|县区|市|地)\\Z")


def _counted_before(reading: Reading, hit: Hit) -> tuple[str, int] | None:
    """What the clause before, in which the sentence opens, is about."""
    scene = reading.scene
    for clause in reversed(hit.sentence.clauses[max(0, hit.at - 3) : hit.at]):
        a = begun(scene, clause.start, clause.end)
        verb = _IS_OR_HAS.search(scene.flat, a, clause.end)
        if verb is None:
            continue
        found = _counted(reading, hit, a, verb.start())
        if found:
            return found[0], hit.start
    return None


_IS_OR_HAS = re.compile(
    r"(?<=[\u4e00-\u9fff]{2})(?:是|为|系|属|位于|地处|坐落|占地|总|年|拥有|被|规划|地处|素有|装机|设计|全长|投资|目前)"
)

THINGS: dict[str, Reader] = {"launch": _launch, "revive": _revive, "counts": _counts, "ranks": _counts}
