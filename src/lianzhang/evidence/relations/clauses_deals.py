"""Clauses of deals: who signs with whom, supplies, founds and builds what with whom."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from lianzhang.evidence.claims.reading import Reading
from lianzhang.evidence.grounds import LANDS, MORE_LANDS
from lianzhang.evidence.relations.clauses_hits import VAGUE, Found, Hit, Reader, doer_of, names_of, object_of
from lianzhang.evidence.relations.clauses_roles import listed, whose
from lianzhang.evidence.relations.clauses_who import bare_name, doer, doers, head_of
from lianzhang.evidence.relations.clauses_works import is_work, work_of
from lianzhang.evidence.scene import Scene
from lianzhang.evidence.words import JOIN

__all__ = ["DEALS"]


def _sides(reading: Reading, hit: Hit) -> tuple[list[tuple[str, int]], list[str]]:
    """Who does it together: those named first (甲 of 甲与乙、丙签订; 甲 of 甲和乙签订), and their partners."""
    scene = reading.scene
    at, begins = _unbroken(scene, hit)
    joined = doers(reading, hit.index, hit.sentence, at, hit.start)
    with_ = _PARTNER.search(scene.flat, begins, hit.start)
    if len(joined) > 1:
        last = joined[-1][1] + len(joined[-1][0])
        if not _JOINED.search(scene.flat, last, min(last + 8, hit.start)):
            return joined[:1], [name for name, _ in joined[1:]]
    if with_ is None:
        return _with_before(reading, hit) or (joined, [])
    if not joined:
        a, b = head_of(scene, hit.sentence.clauses[at], hit.start)
        place = scene.places(a, b)
        joined = [(scene.text[a:b], a)] if place and place[0].start == a and place[-1].end == b else []
        bare = None if joined else bare_name(scene, a, b)
        known = bare and (
            scene.names(*with_.span("o"), "organisation", "institution", "government", "park")
            or _PERSON.search(with_["o"])
        )
        joined = [(bare, a)] if bare and known else joined
    if joined:
        name, at = joined[-1]
        begins = max(begins, min(at + (len(name) if scene.text.startswith(name, at) else 2), hit.start))
    joint = _JOINED.search(scene.flat, begins, hit.start)
    a, b = joint.end() if joint else with_.start("o"), hit.start
    while tail := _BETWEEN.search(scene.flat, a, b):
        b = tail.start()
    first = {name for name, _ in joined}
    return joined, [p for p in names_of(scene, a, b) if p not in first]


_PERSON = re.compile("先生|女士|自然人")


def _with_before(reading: Reading, hit: Hit) -> tuple[list[tuple[str, int]], list[str]] | None:
    """甲与乙，就……签署: the two that the clause before names."""
    scene = reading.scene
    a, b = head_of(scene, hit.clause, hit.start)
    if hit.at == 0 or b > a:
        return None
    before = hit.sentence.clauses[hit.at - 1]
    with_ = _PARTNER.search(scene.flat, before.start, before.end)
    who = doer(reading, hit.index, hit.sentence, hit.at - 1, with_.start()) if with_ else None
    return ([who], names_of(scene, *with_.span("o"))) if who and with_ else None


def _unbroken(scene: Scene, hit: Hit) -> tuple[int, int]:
    """The clause with which the words before the verb begin: an earlier one where a mark in brackets has cut them."""
    at = hit.at
    while at and scene.flat.count("）", hit.sentence.clauses[at].start, hit.start) > scene.flat.count(
        "（", hit.sentence.clauses[at].start, hit.start
    ):
        at -= 1
    return at, hit.sentence.clauses[at].start


def _agree(reading: Reading, hit: Hit) -> Iterator[Found]:
    """甲（拟）与乙、丙签署协议: one claim for each partner; without a partner, the paper itself."""
    paper = object_of(hit, reading.scene)
    if paper is None or _SOME.match(paper[0]) or not _CONCLUDED.search(paper[0]):
        return
    firsts, partners = _sides(reading, hit)
    if not firsts:
        return
    name, start = firsts[0]
    for partner in partners:
        yield name, partner, start, paper[1]
    if (
        not partners
        and start < hit.start
        and not _PARTNER.search(reading.scene.flat, hit.clause.start, hit.start)
    ):
        yield name, paper[0], start, paper[1]


_CONCLUDED = re.compile(
    "协议|合同|备忘录|意向|框架|订单|长单|合约|条约|谅解|保函|仪式|合作|承诺|契约|协定|声明|宣言|章程|纪要|意见|决议|书》"
)
_SOME = re.compile(r"[\d一二两三四五六七八九十多数]+[份宗项个单笔]")
_TRADE = re.compile("供货|供应|采购|长单|长协|购销|销售|承购|包销|订货|供销|买卖合同")
_NO_TRADE = re.compile("委托|股权|股份|资产|房|土地|证券|基金|战略|代理")
_RAW = re.compile("(?:长单|原料|原材料|矿石?|精矿|设备)[^，。；]{0,10}采购|采购[^，。；]{0,8}(?:长单|长协)")
_BUYERS = re.compile("客户|办公室|局\\Z|厅\\Z|委员会|政府|电网|铁路|地铁|轨道|汽车|中心\\Z|总公司")


def _trade(reading: Reading, hit: Hit) -> Iterator[Found]:
    """甲与乙签订供货合同: 甲 supplies 乙; where the contract is on raw goods to be bought, 乙 supplies 甲."""
    scene = reading.scene
    if scene.flat.startswith("的", hit.end):
        hit = replace(hit, end=hit.end + 1)
    paper = object_of(hit, scene)
    said = scene.flat[hit.end : paper[1]] if paper else ""
    if paper is None or "《" in said or not _TRADE.search(said) or _NO_TRADE.search(said):
        return
    firsts, partners = _sides(reading, hit)
    for name, start in firsts[:1]:
        for partner in partners:
            buys = _RAW.search(said) and not _BUYERS.search(partner)
            yield (partner, name, start, paper[1]) if buys else (name, partner, start, paper[1])


_NEW = re.compile(
    r"(?:了|一家|一个|新的?|注册资本[^，。；]{2,24}的|名为|名称为|全资|控股){0,3}[“”]?(?P<t>[^，。；“”、的]{0,34}?(?:有限公司|有限责任公司|合伙企业(?:（有限合伙）)?|公司|企业|基金|研究院|中心|实验室|联盟|平台|项目|基地|工厂))”?"
    r"(?=[，。；、（]|\Z|以|用|负责|主要|并|来|从事|，)"
)
_WHOLE_NAME = re.compile(
    r"(?=.{7})(?!(?:合资|控股|全资|项目|新).{0,4}公司\Z).*(?:公司|合伙企业(?:（有限合伙）)?)\Z"
)
_OWN_NEW = re.compile("(?!.*(?:项目|分|子|合资|控股|全资|新)公司)[\u4e00-\u9fff]{3,24}(?:公司|研究院|实验室)")
"""What a firm founds by itself."""
_ALONE = re.compile("出资|投资|全资|注册|新设|发起")
_SEVERAL = re.compile("合资|共同|联合|携手|共建|合作")


def _joint(reading: Reading, hit: Hit) -> Iterator[Found]:
    """甲与乙合资成立丙公司: 甲 and the new firm, else 甲 and its partner."""
    scene = reading.scene
    new = _NEW.match(scene.flat, hit.end, hit.clause.end)
    if new is None and hit.event.kind == "institution":
        yield from _founders(reading, hit)
    if new is None or (hit.event.ends and not hit.event.ends.search(new["t"], max(0, len(new["t"]) - 6))):
        return
    firsts, partners = _sides(reading, hit)
    if not firsts:
        return
    name, start = firsts[0]
    firm = hit.event.kind == "institution" and _WHOLE_NAME.fullmatch(new["t"])
    how = scene.flat[hit.clause.start : hit.end]
    plain = not partners and not _SEVERAL.search(how) and _OWN_NEW.fullmatch(new["t"])
    if (firm and (partners or _ALONE.search(how))) or (plain and start < hit.start):
        yield name, scene.text[slice(*new.span("t"))], start, new.end("t")
    elif hit.event.kind == "institution" or _SEVERAL.search(how):
        for partner in partners:
            yield name, partner, start, new.end("t")


_FOUNDERS = re.compile(r"(?:系|是)?由(?P<o>[^，。；由]{4,70})\Z")


def _founders(reading: Reading, hit: Hit) -> Iterator[Found]:
    """丙由甲和乙共同出资设立: the firm and each of its founders."""
    scene = reading.scene
    by = _FOUNDERS.search(scene.flat, hit.clause.start, hit.start)
    if by is None or scene.flat[hit.end : hit.end + 1] not in ("", *"，。；\n、（"):
        return
    a, b = by.span("o")
    while tail := _BETWEEN.search(scene.flat, a, b):
        b = tail.start()
    who = doer(reading, hit.index, hit.sentence, hit.at, by.start())
    founders = names_of(scene, a, b)
    if who and founders:
        yield who[0], "、".join(founders), who[1], hit.end


_CUSTOMERS = re.compile(
    r"(?:了|给|至|到|于)?(?P<o>[^，。；]{2,60}?)(?P<e>等[^，。；]{0,10}?(?:企业|大厂|厂商|客户|公司|车企|厂家|龙头|品牌|集团|主机厂))?(?=等|[，。；]|的|\Z)"
)
_HANDED_OVER = re.compile(
    r"(?:了|给)?(?P<o>[^，。；的]{2,40}?)(?P<e>(?:首|第[一二三四五六七八九十百\d]+|[\d一二两三四五六七八九十]+)[架艘台套批列辆])"
)
_PARTS_SOLD = re.compile("股权|股份|资产|业务|部门|子公司|工厂|矿权|土地|房产|权益")
"""Who sells a part of itself supplies nobody."""
_PLAINLY = ("供应", "供货", "供给", "配套", "交付")


def _ship(reading: Reading, hit: Hit) -> Iterator[Found]:
    """甲的产品专供乙; 甲的产品批量供应乙、丙等大厂."""
    scene = reading.scene
    handed = scene.flat.startswith("交付", hit.start)
    m = _HANDED_OVER.match(scene.flat, hit.end, hit.clause.end) if handed else None
    m = m or _CUSTOMERS.match(scene.flat, hit.end, hit.clause.end)
    if m is None:
        return
    if _PARTS_SOLD.search(scene.flat, hit.clause.start, hit.start):
        return
    customers = listed(scene, *m.span("o"), firms=bool(m["e"]))
    known = scene.names(*m.span("o"), "organisation", "institution")
    sure = (known and known[0].name in customers) or (m["e"] and len(customers) > 1)
    if scene.flat.startswith(_PLAINLY, hit.start) and not sure:
        return
    makers = whose(reading, hit, hit.start) or _product_before(reading, hit)
    for name in customers:
        for who, start in makers:
            yield who, name, start, m.end("o")


def _product_before(reading: Reading, hit: Hit) -> list[tuple[str, int]]:
    """Whose product stands before the verb without its maker: of the firm of the clauses before, else of the text."""
    scene = reading.scene
    a, b = head_of(scene, hit.clause, hit.start)
    who = doer(reading, hit.index, hit.sentence, hit.at, a) if b > a else None
    if who is None and scene.firm_led and scene.main_firm:
        who = scene.main_firm, hit.start
    return [who] if who else []


_FOR = re.compile(r"(?<![认成作因称视])(?:主要|长期|目前|同时|还|也|并){0,6}为(?P<o>[^，。；为]{2,90})\Z")
_NOT_MADE = re.compile(
    "经营|线|能力|需|所|活动|企业|商|提供|的|和|技术|基地|厂|了?[^，。；]{0,24}(?:担保|借款|贷款|授信|资金|融资|支持|保障|机会|便利)"
)


def _make_for(reading: Reading, hit: Hit) -> Iterator[Found]:
    """甲为乙生产丙."""
    scene = reading.scene
    m = _FOR.search(scene.flat, hit.clause.start, hit.start)
    if m is None or _NOT_MADE.match(scene.flat, hit.end):
        return
    named = scene.names(*m.span("o"), "organisation")
    end = _goods(scene, hit)
    who = doer(reading, hit.index, hit.sentence, hit.at, m.start())
    if not (who and end and named and named[0].start == m.start("o")):
        return
    yield who[0], named[0].name, who[1], end
    for before, name in pairwise(named):  # 为甲、乙和丙生产丁
        if not JOIN.fullmatch(scene.flat, before.end, name.start):
            return
        yield who[0], name.name, who[1], end


_PARTNER = re.compile(
    r"(?<![参赠共协合])(?:与|和|跟|同|携手|联合)(?P<o>(?:[^，。；（]|（[^（）]{0,40}）){2,70}?)(?:（[^（）]{0,60}）)?\Z"
)
_BETWEEN = re.compile(
    r"(?:正式|官宣|共同|成功|分别|已|也|均|都|拟|将|在[^，。；]{2,20}|就[^，。；]{2,40}|于[^，。；]{2,12}|早|就|早在[^，。；]{2,20}|已经|等[^，。；]{0,8}|的?\d+家子公司|经(?![济营开贸])[^，。；]{2,12}|合资|合作|联合|携手|出资|(?:共同|联合|合资|合作)投资|发起|一起|现金|按[^，。；]{2,16}比例|各自?|计划|预计|同意|决定|以[^，。；]{2,20}方式)\Z"
)
_JOINED = re.compile(r"(?<![参赠共协合])(?:与|和|跟|同|携手|联合)")
_GOODS_MADE = re.compile(
    r"(?:各类|各种|研发|生产|制造|加工|设计|开发|销售|的|和|及|与|、){0,6}(?P<o>[^，。；]{2,80}?)"
    r"(?:的(?:研发|研究|设计|开发|生产|制造|加工|销售)[^，。；]{0,16}|(?:研发|生产|加工|制造)(?:[、和及与](?:研发|生产|加工|制造|销售|设计|服务))+|等[^，。；]{0,16}|业务)?(?=[，。；]|\Z)"
)
_NO_GOODS = re.compile(
    "上市公司|企业|业绩|\\A(?:产品|业务)|将|分为|转向|[\\d]%|未|没有|不涉及|收入|占比|变化|发生|范围|影响|稳定"
)
_PLANT = re.compile(r"(?:工厂|基地|厂|生产线|产线|车间|项目|园区|分公司)\Z")


def _make(reading: Reading, hit: Hit) -> Iterator[Found]:
    """甲主要生产丙; 某工厂专门生产丙."""
    scene = reading.scene
    trade = scene.flat.startswith("从事", hit.start)
    if trade and _NO_TRADE_OF.search(scene.flat, hit.clause.start, hit.start):
        return
    goods = _GOODS_MADE.match(scene.flat, hit.end, hit.clause.end)
    a, b = head_of(scene, hit.clause, hit.start)
    plant = scene.text[a:b] if 4 <= b - a <= 24 and _PLANT.search(scene.flat, a, b) else None
    who = (plant, a) if plant and "的" not in plant else None
    if who is None:
        own = whose(reading, hit, hit.start)
        who = own[0] if own else doer_of(reading, hit)
    if trade and (goods is None or "的" in goods["o"] or who is None or who[1] >= hit.start):
        return
    if goods and who and not _NO_GOODS.search(goods["o"]) and not _WORK_ITSELF.fullmatch(goods["o"]):
        yield who[0], scene.text[slice(*goods.span("o"))], who[1], goods.end()


_WORK_ITSELF = re.compile(
    "(?:(?:研发|研究|生产|制造|加工|设计|开发|销售|经营|贸易|服务)[、和及与]?)+(?:工作|活动|业务)?"
)


_NO_TRADE_OF = re.compile(
    "(?:所|未|不|要|只|可|在|旗下|人员|人士|女性|[一两二三四五六七八九十多\\d]+[家名人位])\\Z"
)
"""Who goes into a trade, or did not, makes nothing that is told of it."""
_TO = re.compile(
    r"(?:向|从|自(?!来水|动|主|行|然|身)|对(?!于))(?P<o>[^，。；向从]{2,30}?)(?:大量|批量|独家|持续|长期|稳定|陆续|预计|继续|直接|集中){0,6}\Z"
)


def _sell(reading: Reading, hit: Hit) -> Iterator[Found]:
    """甲向乙供应丙."""
    scene = reading.scene
    to = _TO.search(scene.flat, hit.clause.start, hit.start)
    who = doer_of(reading, hit)
    if to is None or who is None or not _goods(scene, hit):
        return
    for partner in names_of(scene, *to.span("o")):
        yield who[0], partner, who[1], _goods(scene, hit)


def _goods(scene: Scene, hit: Hit) -> int:
    """Where what is bought or sold ends; 0 where nothing is named."""
    m = _GOODS.match(scene.flat, hit.end, hit.clause.end)
    return m.end() if m and len(m[0]) >= 2 and not _NOT_GOODS.search(m[0]) else 0


_GOODS = re.compile(
    r"(?!费用|收入|金额|额|数?量|情况|成本|人员|业绩|网络|模式|均价|价格|毛利|团队|政策|渠道)[^，。；]{2,70}"
)
_NOT_GOODS = re.compile(
    r"其|资产|股权|股份|股票|份额|公司|房产|土地|资金|担保|服务\Z|借款|贷款|支持|渠道|机会|信息|便利|帮助|保障|财务资助|授信|资料|文件|收入|收益"
)
_REGION = re.compile(
    rf"(?P<r>(?:{LANDS}|{MORE_LANDS}|中国)(?:政府|企业|厂商|买家|客户)?)(?:每年|每月|将|共|累计|同意|承诺|又){{0,6}}"
)


def _region(scene: Scene, hit: Hit) -> tuple[str, int] | None:
    """A country, or its firms, with which the clause opens."""
    a, b = head_of(scene, hit.clause, hit.start)
    m = _REGION.fullmatch(scene.text, a, b)
    return (m["r"], a) if m else None


_BOUGHT = re.compile(
    r"(?:了)?(?P<o>中国[^，。；的]{2,12}|[^，。；的]{2,12}(?:产|制造)的[^，。；]{2,12})(?=[，。；]|\Z)"
)


def _buy(reading: Reading, hit: Hit) -> Iterator[Found]:
    """甲向乙采购丙: the seller supplies the buyer."""
    scene = reading.scene
    who = doer_of(reading, hit)
    to = _TO.search(scene.flat, hit.clause.start, hit.start)
    if who is None and to:
        who = _region(scene, hit)
    if who is None:
        return
    end = _goods(scene, hit)
    if to and end:
        for partner in names_of(scene, *to.span("o")):
            yield partner, who[0], who[1], end
        return
    bought = _BOUGHT.match(scene.flat, hit.end, hit.clause.end) if not to else None
    if bought:
        yield bought["o"], who[0], who[1], bought.end()


def _short_known(scene: Scene, a: int, b: int) -> str | None:
    text = scene.text[a:b]
    return text if 3 <= len(text) <= 8 and scene.text.count(text) >= 2 and not VAGUE.search(text) else None


def _founded(reading: Reading, hit: Hit) -> Iterator[Found]:
    """甲成立于某年."""
    who = doer_of(reading, hit)
    if who is None:
        a, b = head_of(reading.scene, hit.clause, hit.start)
        name = _short_known(reading.scene, a, b)
        who = (name, a) if name else work_of(reading, hit.index, hit.sentence, hit.at, hit.start)
    if who and reading.scene.all_times(hit.end, min(hit.clause.end, hit.end + 4) + 8):
        times = reading.scene.all_times(hit.end, hit.clause.end)
        yield (
            who[0],
            reading.scene.flat[hit.start : hit.end],
            who[1],
            times[0].end if times else hit.end,
        )


_BY = re.compile(
    r"(?:分别)?由(?P<o>[^，。；由]{2,80}?)(?:在[^，。；]{2,12}?|共同|联合|独资|全资|负责|牵头|出资|主导|与其|合资|分别){0,3}\Z"
)
_MADE = re.compile(
    r"的(?P<s>[\u4e00-\u9fffA-Za-z0-9（）·]{3,24}?(?:公司|集团|工厂|基地|电站|项目|工程|产业园|生产线|港|铁路|大桥|研究院|实验室|中心))(?=[，。；、]|是|于|将|已|在|有|投|预|\Z|日|[今去明前]年|\d)"
)


def _by(reading: Reading, hit: Hit) -> Iterator[Found]:
    """由甲兴建的乙; 乙由甲独资建设: each builder by itself."""
    scene = reading.scene
    m = _BY.search(scene.flat, hit.clause.start, hit.start)
    if m is None:
        return
    builders = names_of(scene, *m.span("o"))
    made = _MADE.match(scene.flat, hit.end, hit.clause.end)
    if made and not _SOME_WORKS.match(made["s"]):
        several = _AND_OTHERS.match(made["s"])
        name, start, end = several[1] if several else made["s"], m.start(), made.end()
    elif scene.flat[hit.end : hit.end + 1] in ("，", "。", "；", "", "\n", "、") or hit.end == hit.clause.end:
        found = work_of(reading, hit.index, hit.sentence, hit.at, m.start()) or _said_before(
            scene, hit, m.start()
        )
        counted = _COUNTED.search(scene.flat, hit.sentence.start, m.start())
        if found:
            name, start, end = found[0], min(found[1], m.start()), hit.end
        elif counted and len(builders) > 1:
            name, start, end = counted[1], m.start(), hit.end
        else:
            return
    else:
        return
    for builder in builders:
        yield (builder, name, start, end) if len(builders) > 1 else (name, builder, start, end)


def _said_before(scene: Scene, hit: Hit, stop: int) -> tuple[str, int] | None:
    """The work that the clause before names and says no more of (某某产业园项目，由甲投资)."""
    if hit.at == 0 or stop > hit.clause.start:
        return None
    before = hit.sentence.clauses[hit.at - 1]
    name = _NUMBERED.sub("", scene.text[before.start : before.end].strip(" “”\u3000"))
    return (name, before.end - len(name)) if is_work(name) else None


_NUMBERED = re.compile(
    r"\A(?:\d{1,2}[.、．]|[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十\d]{1,2}）)"
)
_SOME_WORKS = re.compile("(?:[\\d一二两三四五六七八九十百多余]+[个座条项]|一批)")
_AND_OTHERS = re.compile("(.{4,}?)(?:和|及|、).+等.{0,8}\\Z")
_COUNTED = re.compile(r"([\d一二三四五六七八九十]+[个座条项][^，。；\d]{1,16}?(?:项目|工程|电站|工厂|基地))")


DEALS: dict[str, Reader] = {
    "trade": _trade,
    "agree": _agree,
    "joint": _joint,
    "venture": _joint,
    "ship": _ship,
    "make_for": _make_for,
    "make": _make,
    "sell": _sell,
    "buy": _buy,
    "founded": _founded,
    "by": _by,
}
