"""Clauses of standing: who is another's supplier, customer, holder, member or bank (甲是乙的供应商; 乙的供应商为甲).

The nouns are data (``data/events.csv``). Either the noun ends what is said of one end (甲是……), or it opens what names the other (……为甲).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from lianzhang.evidence.claims.reading import Reading
from lianzhang.evidence.relations.clauses_beside import supplier_beside
from lianzhang.evidence.relations.clauses_hits import Found, Hit, Reader
from lianzhang.evidence.relations.clauses_who import doer, firm_named, head_of, own_firm
from lianzhang.evidence.relations.subjects import split_list
from lianzhang.evidence.scene import Scene
from lianzhang.evidence.subjects.firms import firms_of
from lianzhang.evidence.words import JOIN

__all__ = ["BEFORE_NAME", "ENDS", "ROLES", "copula", "listed", "of_whom", "stands", "told_behind", "whose"]

_IS = re.compile(
    r"(?:成为|作为|属于|隶属于|担任|跻身|进入|打入|切入|纳入|列入|是|为|系|属)(?!了|一家|[\d一二两三四五六七八九十]+家)"
)
ENDS = re.compile(
    r"(?:之一|名单|名录|体系|链|行列|队伍|库|认证)?(?:体系|企业|商|之[中列内]|中(?=[，。；]|\Z))?(?=[，。；、！：（\n \u3000]|并|且|\Z)"
)
_THEN = re.compile(
    r"(?:及(?:其)?[^，。；为是]{2,10})?(?:（[^）]{1,12}）)?(?:则|主要|分别|仍|均|已|，){0,6}(?:变更为|包括|包含|涵盖|覆盖|为|是|系|有|：)(?P<o>[^。；]{2,120}?)(?=等|[，。；]|\Z)"
)
_FIRMS = ("organisation", "institution", "government")
_BID = re.compile(r"(?P<o>[^，。；]{3,70}?)的?(?:第[一二三四五1-5]|候选|社会资本方|顺位|成交|预){0,6}\Z")
_CHOSEN = re.compile(r"(?:被|获|已|正式|评标委员会){1,6}(?:确定|确认|选定|推荐|公示)?\Z|(?:确定|确认|公示)\Z")


def _winner(reading: Reading, hit: Hit) -> Iterator[Found]:
    """甲被确定为某项目中标人."""
    scene = reading.scene
    told = told_behind(reading, hit)
    if told is not None:
        yield from told
        return
    is_ = copula(scene, hit)
    bid = _BID.match(scene.flat, is_[1], hit.start) if is_ else None
    if is_ is None or bid is None or not ENDS.match(scene.flat, hit.end, hit.clause.end):
        return
    chosen = _CHOSEN.search(scene.flat, hit.clause.start, is_[0])
    who = doer(reading, hit.index, hit.sentence, hit.at, chosen.start() if chosen else is_[0])
    if who:
        won = _AS_PARTNER.sub("", scene.text[slice(*bid.span("o"))].rpartition("）的")[2])
        yield who[0], won.strip(" “”"), who[1], hit.end


_AS_PARTNER = re.compile(r"\A联合体(?:牵头(?:人|方|单位)|成员(?:单位)?)?(?:为|是)")
"""作为联合体牵头人为某项目的中标人: what the firm is among those who bid together is no part of the work."""


_WON = re.compile(
    r"(?:了)?(?:“(?P<q>[^”]{4,80})”|(?P<g>“[^”]{2,12}”[轮号船矿地块]+)|(?P<o>[^，。；、“”]{4,70}(?:项目|采购|标段|集采|工程|订单|[一二三四五六七八九十\d]包)))"
)


def _win(reading: Reading, hit: Hit) -> Iterator[Found]:
    """甲中标某项目."""
    scene = reading.scene
    m = _WON.match(scene.flat, hit.end, hit.clause.end)
    if m is None or _COUNTED.match(scene.flat, hit.end):
        return
    chosen = _CHOSEN.search(scene.flat, hit.clause.start, hit.start)
    who = doer(reading, hit.index, hit.sentence, hit.at, chosen.start() if chosen else hit.start)
    if who:
        yield who[0], scene.text[slice(*m.span(m.lastgroup or "o"))], who[1], m.end()


_COUNTED = re.compile(
    r"[^，。；]{0,10}?(?:[\d.]+[万亿千]|[一二两三四五六七八九十\d]+[个项](?!目))|的|后|金额|价|公告|结果|通知|公司|单位"
)
_OURS = re.compile(
    r"(?:本|该|标的|目标|上市)?(?:公司|企业|集团)(?!的?(?:控股|全资|参股|下属|旗下)?[子孙]公司)|其(?![中他])|发行人"
)
_ISSUE = re.compile(
    r"(?:本|该|此|上述)?(?:期|次|单|笔|项)?[^，。；的]{0,10}(?:债券?|融资券|票据|发行|项目|交易|上市|重组|基金|计划)(?:的)?\Z"
)


def told_behind(reading: Reading, hit: Hit) -> list[tuple[str, str, int, int]] | None:
    """Who is told behind the noun (乙的供应商为甲、丙), to whom, and the span; None where nobody is told there."""
    then = _THEN.match(reading.scene.flat, hit.end, hit.clause.end)
    if then is None:
        return None
    holders = whose(reading, hit, hit.start)
    names = listed(reading.scene, *then.span("o"))
    if {h for h, _ in holders} & set(names):
        return []
    return [(name, whom, min(at, hit.start), then.end("o")) for name in names for whom, at in holders]


def stands(reading: Reading, hit: Hit) -> Iterator[tuple[str, str, int, int]]:
    """Who stands in the relation, to whom, and the span: 甲 and 乙 of 甲是乙的供应商, of 乙的供应商为甲."""
    scene = reading.scene
    told = told_behind(reading, hit)
    if told is not None:
        yield from told
        return
    ends = ENDS.match(scene.flat, hit.end, hit.clause.end)
    is_ = copula(scene, hit)
    if ends is None or is_ is None:
        return
    who = _named_after(scene, hit) if scene.flat.startswith("作为", is_[0]) else None
    who = who or doer(reading, hit.index, hit.sentence, hit.at, is_[0])
    who = who or next(iter(whose(reading, hit, is_[0])), None)
    if who and not _ANY_FIRMS.search(who[0]):
        chain = scene.flat.startswith("供应", hit.start) and scene.flat.startswith(_INTO, is_[0])
        joined = listed(scene, is_[1], hit.start, firms=True) if chain else []
        for whom in joined or of_whom(scene, is_[1], hit.start):
            yield who[0], whom, min(who[1], is_[0]), ends.end()


_ANY_FIRMS = re.compile("更多|培育|推动|各类|企业\\Z")
_INTO = ("进入", "打入", "切入", "纳入", "跻身")


def copula(scene: Scene, hit: Hit, is_: re.Pattern[str] = _IS) -> tuple[int, int] | None:
    """The first word before the noun that says what somebody is, outside names."""
    for m in is_.finditer(scene.flat, hit.clause.start, hit.start):
        around = scene.names(max(0, m.start() - 12), m.end() + 12, "organisation")
        if any(n.start <= m.start() < n.end for n in around):
            continue
        return None if scene.flat[m.start() - 1 : m.start()] in ("不", "非", "认", "视", "因") else m.span()
    return None


def _named_after(scene: Scene, hit: Hit) -> tuple[str, int] | None:
    """The firm that opens the clause behind (作为乙的供应商，甲……)."""
    if hit.at + 1 >= len(hit.sentence.clauses):
        return None
    after = hit.sentence.clauses[hit.at + 1]
    named = scene.names(after.start, after.end, "organisation")
    return (named[0].name, hit.start) if named and named[0].start - after.start <= 2 else None


BEFORE_NAME = 14
"""So much may stand before the name of a holder or customer: what it is (韩国电池生产商某某)."""
_CUT = re.compile(
    r"的|最|主要|第[一二三四五]大?|前[三五十]大|实际|单一|间接|直接|核心|旗下|控股|全资|唯一|独家|指定|重要|长期|一级|合格"
)


def of_whom(scene: Scene, start: int, end: int) -> list[str]:
    """The firms, joined, that the words between copula and noun begin with."""
    named = scene.names(start, end, "organisation")
    if named and named[0].start - start <= BEFORE_NAME and "的" not in scene.flat[start : named[0].start]:
        out = [named[0]]
        for one, other in pairwise(named):
            if not JOIN.match(scene.text[one.end : other.start]):
                break
            out.append(other)
        return [n.name for n in out]
    if _OURS.match(scene.flat, start, end):
        own = own_firm(scene, start)
        return [own] if own else []
    cut = _CUT.search(scene.flat, start, end)
    name = firm_named(scene, start, cut.start() if cut else end)
    return [name] if name else []


def listed(scene: Scene, start: int, end: int, *, firms: bool = False) -> list[str]:
    """The firms of a list, as far as it names firms; ``firms`` where the words behind it say that all are."""
    out: list[str] = []
    for a, b in split_list(scene, (start, end)):
        named = scene.names(a, b, *_FIRMS)
        name = named[0].name if named and named[0].start - a <= BEFORE_NAME else firm_named(scene, a, b)
        if name is None and (out or firms) and _PLAIN_NAME.fullmatch(scene.flat, a, b):
            name = scene.text[a:b]  # what is coordinated with a firm is one
        if name is None or (_GENERIC.search(name) and not name.startswith("某")):
            break
        out.append(name)
    return out


_GENERIC = re.compile("(?:客户|企业|厂商|车企|主机厂|龙头|品牌|市场|国家|投资者|消费者|用户|居民|受益人)\\Z")
_PLAIN_NAME = re.compile(
    r"(?!.*(?:企业|公司|厂商|客户|领域|行业|市场|地区|国家|一线|头部|知名|主机厂|车厂|的))[\u4e00-\u9fffA-Za-z]{2,8}"
)


def whose(reading: Reading, hit: Hit, stop: int) -> list[tuple[str, int]]:
    """Whose the noun before ``stop`` is (甲的……, 甲生产的……, 其……); where nothing stands before it, the doer of the clauses before."""
    scene = reading.scene
    a, _ = head_of(scene, hit.clause, stop)
    named = scene.names(a, stop, "organisation")
    if named and named[0].start - a <= 2:
        return [(named[0].name, a)]
    if _OURS.match(scene.flat, a, stop):
        own = own_firm(scene, a)
        return [(own, a)] if own else []
    trait = _TRAIT.search(scene.flat, a, stop)
    b = trait.start() if trait else stop
    if b > a:
        name = firm_named(scene, a, b)
        return [(name, a)] if name else []
    found = doer(reading, hit.index, hit.sentence, hit.at, a) or _told_before(scene, hit)
    return [found] if found else []


_TRAIT = re.compile(
    r"(?:的|主要|核心|重要|下游|上游|直接|间接|最终|终端|海外|国内|前[三五十]大|第[一二三]大|最大|联席|主|现有|合作|产品|\s){0,6}\Z"
)


def _told_before(scene: Scene, hit: Hit) -> tuple[str, int] | None:
    """The firm of the sentence before in the paragraph: customers are somebody's."""
    before = scene.sentences[hit.index - 1] if hit.index else None
    if before is None or before.paragraph != hit.sentence.paragraph:
        return None
    told = firms_of(scene, hit.index - 1, len(before.clauses) - 1, before.end, far=False)
    return (told[0].name, hit.start) if told else None


def _customer(reading: Reading, hit: Hit) -> Iterator[Found]:
    """乙是甲的客户: 甲 supplies 乙."""
    for who, whom, start, end in stands(reading, hit):
        yield whom, who, start, end


def _member(reading: Reading, hit: Hit) -> Iterator[Found]:
    """甲是乙的子公司, of several together under one name."""
    scene = reading.scene
    if scene.flat.startswith("上市", hit.start) and not _HELD.search(scene.flat, hit.clause.start, hit.start):
        return
    ends = ENDS.match(scene.flat, hit.end, hit.clause.end)
    is_ = copula(scene, hit)
    if ends is None or is_ is None:
        return
    who = doer(reading, hit.index, hit.sentence, hit.at, is_[0])
    a, b = head_of(scene, hit.clause, is_[0])
    name = _short_known(scene, a, b) if who is None else None
    who = (name, a) if name else who
    if who is None and b <= a:
        before = firms_of(scene, hit.index, hit.at, hit.clause.start, far=False)
        who = (before[0].name, hit.start) if before else None
    parents = of_whom(scene, is_[1], hit.start)
    if who and parents:
        yield who[0], "、".join(parents), who[1], ends.end()


_HELD = re.compile("控股|旗下|下属|所属|直属|参股")


def _short_known(scene: Scene, a: int, b: int) -> str | None:
    text = scene.text[a:b]
    return text if 3 <= len(text) <= 8 and scene.text.count(text) >= 2 and "的" not in text else None


_BY = re.compile(r"由(?P<o>[^，。；]{4,40}?)(?:担任|作为|为)[^，。；]{0,10}\Z")


_ACTS_FOR = re.compile(r"(?:担任|作为|出任|是|为)(?P<o>[^，。；]{2,24})\Z")
_SERVES = re.compile(
    r"(?:共同|联合|将|分别|均){0,6}担任(?:(?:本次|此次|该|公司|其)[^，。；]{0,12}?)?(?:的?(?:独家|联席|主要|独立|上市|[^，。；]{2,8}和)){0,4}\Z"
)


_BANK = re.compile("[\u4e00-\u9fff]{2,8}(?:资本|证券|银行|事务所|国际|投行)")


def _serving(reading: Reading, hit: Hit) -> list[Found]:
    """甲、乙担任（本次发行的）承销商: each bank and the firm whose deal the sentence tells before, else the one the text is about."""
    scene = reading.scene
    acts = _SERVES.search(scene.flat, hit.clause.start, hit.start)
    if acts is None:
        return []
    a, b = head_of(scene, hit.clause, acts.start())
    banks = listed(scene, a, b)
    if not banks and _BANK.fullmatch(scene.flat, a, b):
        banks = [scene.text[a:b]]
    named = scene.names(hit.sentence.start, hit.clause.start, "organisation")
    told = (*([scene.main_firm] if scene.firm_led else []), *(n.name for n in named), scene.main_firm)
    firm = next((n for n in told if n and n not in banks), None)
    return [(bank, firm, a, hit.end) for bank in banks] if firm else []


def _banker(reading: Reading, hit: Hit) -> Iterator[Found]:
    """主承销商为甲, 由甲担任保荐机构: 甲 serves the issue of the firm the text is about."""
    scene = reading.scene
    serving = _serving(reading, hit)
    if serving:
        yield from serving
        return
    then = _THEN.match(scene.flat, hit.end, hit.clause.end)
    by = None if then else _BY.search(scene.flat, hit.clause.start, hit.start)
    acts = None if then or by else _ACTS_FOR.search(scene.flat, hit.clause.start, hit.start)
    if acts:
        who = doer(reading, hit.index, hit.sentence, hit.at, acts.start())
        whom = of_whom(scene, *acts.span("o"))
        if who and whom:
            yield whom[0], who[0], who[1], hit.end
        return
    span = then.span("o") if then else by.span("o") if by else None
    if span is None:
        return
    a, _ = head_of(scene, hit.clause, hit.start)
    names = listed(scene, *span)
    issue = _ISSUE.match(scene.flat, a, hit.start)
    own = [] if issue else [n for n, _ in whose(reading, hit, hit.start)]
    issuer = next((n for n in (*own, scene.main_firm) if n and n not in names), None)
    issuer = issuer or (issue[0].rstrip("的") if issue else None)
    for name in names if issuer else []:
        yield issuer or "", name, min(span[0], hit.start), span[1]


def _belong(reading: Reading, hit: Hit) -> Iterator[Found]:
    """甲隶属于乙."""
    scene = reading.scene
    named = scene.names(hit.end, hit.clause.end, *_FIRMS)
    who = doer(reading, hit.index, hit.sentence, hit.at, hit.start)
    if who and named and named[0].start - hit.end <= 1:
        yield who[0], named[0].name, who[1], named[0].end


def _supplier(reading: Reading, hit: Hit) -> Iterator[Found]:
    """甲是乙的供应商, 乙的供应商为甲, 乙的供应商甲……: 甲 supplies 乙."""
    found = list(stands(reading, hit))
    yield from found or supplier_beside(reading.scene, hit)


ROLES: dict[str, Reader] = {
    "supplier": _supplier,
    "customer": _customer,
    "member": _member,
    "banker": _banker,
    "win": _win,
    "winner": _winner,
    "belong": _belong,
}
