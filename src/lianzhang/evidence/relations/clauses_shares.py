"""Clauses of holdings: who buys, sells and takes shares of whom, whom a firm takes in as a holder."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lianzhang.evidence.claims.reading import Reading
from lianzhang.evidence.noun_phrases import all_words
from lianzhang.evidence.relations.clauses_hits import VAGUE, Found, Hit, Reader, doer_of, names_of
from lianzhang.evidence.relations.clauses_who import (
    FIRM_END,
    bare_name,
    doer,
    doers,
    firm_named,
    head_of,
    own_firm,
)
from lianzhang.evidence.scene import Scene

__all__ = ["SHARES"]

_STAKE = (
    r"(?:控股权|股权(?!类|激励|结构|投资)|股份(?!有限|公司|制)|份额|权益(?!变动)|股本|普通股|出资额|产权)"
)
_OF = re.compile(
    r"(?:了|由)?(?P<of>[^，。；]{0,30}?(?:直接|间接|合计|共同){0,6}(?:所)?(?:持有|拥有|持)的?|其|所持有?的?)?(?:其)?(?:标的公司|目标公司|控股子公司|全资子公司|参股公司|子公司|孙公司|公司)?(?P<o>[^，。；%“”]{2,40}?)”?"
    r"(?:（[^（）]{0,40}）|\([^()]{0,40}\))?的?(?:合计|剩余|所持|部分或|部分|全部|少数|所有|不超过|不低于|约|近|逾|超过?|共计|其余){0,6}(?:[\d.]+[亿万]?[%股])?的?(?:控股|少数|普通)?"
    + _STAKE
)
_THINGS = re.compile(
    r"(?:了)?(?P<o>[^，。；]{2,34}?(?:资产|矿权|采矿权|探矿权|业务|公司|集团|工厂|部门|铜矿|锂矿|金矿|铁矿|铅锌矿|矿业|锂业|矿山|盐湖))(?=[，。；（]|\Z|的?全部)"
)
_NOT_YET = re.compile("完成|方|后|价|事|的|协议|资金|标的|计划|款|贷款|意向|过程|前|中")
_NO_STAKE = re.compile(
    r"\A企业|产品|驱动|整合|双轮|子公司\Z|\A(?:[子孙母]?公司|集团|资产|标的|目标|控股|优质|相关|海外|境外|非|部分|多家|一家|[一二两三四五六七八九十\d]+[家个])|情况|事项|比例|预案|方案|计划|激励|回购|质押|发行|流通|自身|社会公众|公司\Z(?<!.{2}公司)|方式|通过|进行|股权|拟|股东|H股|A股|大宗|集中竞价|股数|数量|占|金额|价格|均价|投资[和及]|..对.."
)


def _target(scene: Scene, start: int, end: int) -> tuple[str, int] | None:
    """Of whom the shares in ``[start, end)`` are (or what firm or mine it is), and where that ends."""
    if _NOT_YET.match(scene.flat, start, end):
        return None
    stake = _OF.match(scene.flat, start, end)
    m = stake or _THINGS.match(scene.flat, start, end)
    if m is None:
        return None
    a, b = m.span("o")
    firms = scene.names(a, b, "organisation")
    text = scene.text[a:b].rsplit("的", 1)[-1] if stake else scene.text[a:b]
    text = _DILUTED.sub("", text.strip(' “”"'))
    if firms and (firms[-1].end == b or len(text) > 16) and not _ANY.search(firms[-1].name):
        whole = (
            len(firms) > 1 and firms[-2].end == firms[-1].start and firms[-1].end == b
        )  # 甲集团浙江新能源有限公司
        return (text if whole and text.startswith(firms[-2].name) else firms[-1].name), m.end()
    if (
        text in ("公司", "上市公司")
        and stake
        and scene.flat[start - 2 : start] in ("收购", "受让", "认购", "购买")
    ):
        own = own_firm(scene, a)
        return (own, m.end()) if own else None
    if len(text) < 3 or _NO_STAKE.search(text) or VAGUE.search(text):
        return None
    return text, m.end()


_DILUTED = re.compile("(?:摊薄|增资|扩股|交割|重组)(?:之?后|完成后)\\Z")
_ANY = re.compile(r"\A(?:本|该|其|子|母|孙|控股|标的|目标|上市)(?:公司|集团)\Z")


def _firm_behind(scene: Scene, hit: Hit) -> tuple[str, int] | None:
    """The firm named right behind the verb, with nothing of it said (入股某某，……)."""
    begin = hit.end + scene.flat.startswith("了", hit.end)
    named = scene.names(begin, hit.clause.end, "organisation")
    if not named or named[0].start - begin > 1:
        plainly = (
            _PLAINLY.match(scene.flat, begin, hit.clause.end) if _BUYS.match(scene.flat, hit.start) else None
        )
        if plainly and (plainly["l"] or not (all_words(plainly["n"]) or _NO_TARGET.search(plainly["n"]))):
            name = plainly["l"] or plainly["n"]
            if plainly["l"] or _plain(scene, *plainly.span("n")):
                return name, plainly.end()
        m = _SHORT.match(scene.flat, begin, hit.clause.end)
        if m and (len(m["o"]) == 2 or not _HOLDS.match(scene.flat, hit.start)):
            buys = _HOLDS.match(scene.flat, hit.start) or _BUYS.match(scene.flat, hit.start)
            often = scene.text.count(m["o"]) > (1 if len(m["o"]) > 2 else 2) or FIRM_END.search(m["o"])
            m = m if buys and often else None
        sure = m and (len(m["o"]) == 2 or _plain(scene, *m.span("o")))
        return (m["o"], m.end()) if m and sure else None
    if scene.flat[named[0].end : named[0].end + 1] not in _STOP:
        return None
    return named[0].name, named[0].end


_SHORT = re.compile(
    r"(?:[^，。；]{2,8}?(?:龙头|巨头|老大|名企|独角兽|企业|公司|新势力|厂商|生产商|制造商))?(?P<o>[\u4e00-\u9fffA-Za-z]{2,8})(?=[，。；]|\Z)"
)
_PLAINLY = re.compile(
    r"(?:[\u4e00-\u9fff]{2,16}?(?:商|公司|企业|机构|巨头|龙头|平台|品牌|工厂|集团))?(?:(?P<l>[A-Z][A-Za-z&.\-]+(?: [A-Z][A-Za-z&.\-]+){0,3})|(?P<n>[\u4e00-\u9fff]{5,10}))(?=[，。；（]|\Z|的(?:全部|所有|剩余|多数|部分|[\d.]+%)|(?:全部|所有|[\d.]+%)(?:股|已发行))"
)
_NO_TARGET = re.compile("[后前会案中时]\\Z|重组|整合|召开|原料|材料|电池|粮|废")
_HOLDS = re.compile("参股|入股|入主|战略入股|战略投资")
_BUYS = re.compile("收购|并购|全资收购|买入|接盘|减持|清仓减持")


def _plain(scene: Scene, a: int, b: int) -> str | None:
    """A name that no list has, where a firm must stand."""
    text = scene.text[a:b]
    return text if _NAME.fullmatch(text) and not (VAGUE.search(text) or _NO_STAKE.search(text)) else None


_NAME = re.compile(
    r"(?!.*(?:行业|产业|项目|市场|领域|业务|产品|企业|客户|投资者|经济|建设|技术|政策|支持))[\u4e00-\u9fffA-Za-z]{3,12}"
)
_ASSETS = re.compile("资产|业务|股权|股份|存货|设备|矿权")
_INTO = ("增资", "入股", "战略投资")
_ENDED = re.compile("终止|取消|放弃|停止|原拟|原计划|不再")
_STOP = frozenset(["", *"，。；、！（ \n\u3000并后"])
_FOR = re.compile(
    r"(?P<p>对(?!外)|向)(?:其|公司|上市公司)?(?:全资|控股|参股)?(?:子公司|孙公司)?(?P<o>[^，。；对向]{2,40}?)(?:（[^（）]{0,40}）)?的?(?:进行|实施|开展|发起|完成|战略|全资|部分|要约|股权|全面|跨境|合计|单独|同比例|现金|共|了|已){0,6}\Z"
)


def _acquire(reading: Reading, hit: Hit) -> Iterator[Found]:
    """甲收购乙51%股权; 甲完成对乙的收购; 甲入股乙."""
    scene = reading.scene
    if _ENDED.search(scene.flat, hit.clause.start, hit.start) or _NAMED_SO.match(scene.flat, hit.start):
        return
    if taken := list(_taken(reading, hit)):
        yield from taken
        return
    for_ = _FOR.search(scene.flat, hit.clause.start, hit.start)
    if for_ and (for_["p"] == "对" or scene.flat.startswith(_INTO, hit.start)):
        name = firm_named(scene, *for_.span("o")) or _plain(scene, *for_.span("o"))
        for who in doers(reading, hit.index, hit.sentence, hit.at, for_.start()) if name else []:
            yield who[0], name, who[1], hit.end
        return
    if scene.flat.startswith("的", hit.end) and "完成" in scene.flat[hit.clause.start : hit.start]:
        return
    land = _LAND.match(scene.flat, hit.end, hit.clause.end)
    thing = (land["o"] or land["h"], land.end()) if land else _target(scene, hit.end, hit.clause.end)
    if land is None and scene.flat.startswith(("取得", "获得"), hit.start):
        thing = thing if thing and re.search(_STAKE, scene.flat[hit.end : thing[1]]) else None
    elif thing is None:
        thing = _firm_behind(scene, hit)
    if thing is None and for_ and _ASSETS.search(scene.flat, hit.end, hit.clause.end):
        seller = firm_named(scene, *for_.span("o"))
        thing = (seller, hit.end) if seller else None
    if thing and _no_deed(scene, hit):
        return
    whos = (doers(reading, hit.index, hit.sentence, hit.at, hit.start) or _bare(scene, hit)) if thing else []
    while thing:
        for name, start in whos:
            yield name, thing[0], start, thing[1]
        more = _AND_OF.match(scene.flat, thing[1], hit.clause.end)
        thing = _target(scene, more.end(), hit.clause.end) if more else None


def _no_deed(scene: Scene, hit: Hit) -> bool:
    """Whether a purchase is what a sentence is about and not what it tells (收购某公司，保住了……)."""
    first = hit.at == 0 and hit.start == hit.sentence.start
    return first and scene.flat.startswith("收购", hit.start) and scene.flat[hit.end : hit.end + 1] != "了"


_NAMED_SO = re.compile("并购(?:公会|基金|准则|标的|贷款|顾问|市场|式)")

_LAND = re.compile(
    r"(?:了)?(?:这|该|此|上述|一)?(?:[块宗幅]|[\d一二两三四五六七八九十]+[块宗幅])?(?:(?P<o>(?:“[^”\n]{2,30}”|[^，。；\d的“]{0,16}?)(?:地块|土地使用权|宗地|土地))|(?P<h>(?:位于[^，。；\d]{2,20}的)?[^，。；\d的]{2,20}?(?:大厦|广场|中心|大楼|写字楼|办公楼|酒店|商场))[的约近]*(?:[\d.]+[余多万]*(?:个楼面|个楼层|层|套|平方米)的?(?:[^，。；\d的]{0,6}(?:楼|房产|物业|商铺|单元))?)?)(?:的?国有[^，。；]{0,8}使用权)?(?=[，。；（]|\Z)"
)


def _bare(scene: Scene, hit: Hit) -> list[tuple[str, int]]:
    """Who buys, by a short name that no list has; one of two signs where the text goes on to name it."""
    a, b = head_of(scene, hit.clause, hit.start)
    a = max(a, scene.flat.rfind("的", a, b) + 1)
    text = scene.text[a:b]
    often = scene.text.count(text) > (2 if b - a == 2 else 1)
    if VAGUE.search(text) or _HOW.search(text) or not (FIRM_END.search(text) or often):
        return []
    name = bare_name(scene, a, b) or (text if b - a == 2 and not scene.places(a, b) else None)
    return [(name, a)] if name else []


_HOW = re.compile("步|续|[期前后]|[产款权股]\\Z|金额|计划|目的")


_TAKEN = re.compile(
    r"(?:获得|获|被|遭|得到|引来|迎来)(?P<o>[^，。；获被]{2,24}?)(?:全资|战略|成功|整体|全面|溢价|等(?:机构|企业|公司)?|正式|拟|现金|要约|的){0,6}\Z"
)


def _taken(reading: Reading, hit: Hit) -> Iterator[Found]:
    """乙获甲入股, 乙被甲收购: 甲 takes a part of 乙."""
    scene = reading.scene
    if scene.flat[hit.end : hit.end + 1] not in ("", *"，。；、！\n"):
        return
    m = _TAKEN.search(scene.flat, hit.clause.start, hit.start)
    if m is None or not (scene.names(*m.span(), "organisation") or FIRM_END.search(m["o"])):
        return
    a, b = head_of(scene, hit.clause, m.start())
    land = _LAND.match(scene.flat, a, b)
    whom = (land["o"] or land["h"], a) if land else doer(reading, hit.index, hit.sentence, hit.at, m.start())
    for name in names_of(scene, *m.span("o")) if whom else []:
        if whom:
            yield _POST_OF.sub("", name), whom[0], whom[1], hit.end


_POST_OF = re.compile("\\A.{2,}(?:董事长|总经理|总裁|创始人|主席|老板)(?=[\u4e00-\u9fff]{2,4}\\Z)")


def _goal(reading: Reading, hit: Hit) -> Iterator[Found]:
    """本次收购标的甲; 标的公司为甲: the firm the text is about and the one it buys."""
    scene = reading.scene
    begin = hit.end + scene.flat.startswith(("为", "是", "系"), hit.end)
    named = scene.names(begin, hit.clause.end, "organisation")
    bare = scene.flat.startswith(("标的公司", "目标公司"), hit.start) and begin == hit.end
    if not named or named[0].start != begin or bare:
        return
    own = own_firm(scene, hit.clause.start) or scene.main_firm
    if own and own not in named[0].name:
        yield own, named[0].name, hit.start, named[0].end


_AND_OF = re.compile("以及|及|和|、|与|并收购|并购买")
_WHAT = re.compile(r"(?:拟|已|将|计划){0,6}(?:将|把)(?=[^，。；]{3,60}\Z)")


def _part(reading: Reading, hit: Hit) -> Iterator[Found]:
    """甲转让（所持有的）乙65%股权（给丙）; 甲将乙65%股权转让给丙."""
    scene = reading.scene
    what = _WHAT.search(scene.flat, hit.clause.start, hit.start)
    if what:
        thing = _target(scene, what.end(), hit.start)
        stop, end = what.start(), hit.end
    else:
        thing = _target(scene, hit.end, hit.clause.end)
        stop, end = hit.start, thing[1] if thing else hit.end
    if thing is None or scene.flat.startswith(_PAPERS, end):
        return
    who = doer(reading, hit.index, hit.sentence, hit.at, stop)
    if who:
        yield who[0], thing[0], who[1], end


_PAPERS = ("协议", "价款", "款", "价格", "事项", "手续", "交易", "的议案")


def _invite(reading: Reading, hit: Hit) -> Iterator[Found]:
    """甲引入乙、丙作为战略投资者."""
    scene = reading.scene
    who = doer_of(reading, hit)
    m = _AS.match(scene.flat, hit.end, hit.clause.end)
    if who is None or m is None:
        return
    for partner in names_of(scene, *m.span("o")):
        yield who[0], partner, who[1], m.end()


_AS = re.compile(
    r"(?:了)?(?P<o>[^，。；]{2,50}?)(?:作为|为|成为|担任|等)[^，。；]{0,8}?(?:投资者|战投|股东|投资方)"
)


SHARES: dict[str, Reader] = {
    "acquire": _acquire,
    "subscribe": _acquire,
    "goal": _goal,
    "part": _part,
    "invite": _invite,
}
