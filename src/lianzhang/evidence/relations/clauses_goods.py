"""Clauses of goods: products that go on sale, are tried, licensed and sent abroad."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from lianzhang.evidence.claims.reading import Reading
from lianzhang.evidence.grounds import LANDS
from lianzhang.evidence.relations.clauses_hits import Found, Hit, Reader
from lianzhang.evidence.relations.clauses_things import opened_with, product_in
from lianzhang.evidence.relations.clauses_who import doers, firm_named, head_of
from lianzhang.evidence.scene import Scene, remembered

__all__ = ["GOODS"]

_KIND_OF = r"(?:正式|批量|规模化?|大规模|小批量|首批|全球|全国|国内|海外|用户|客户|新车|大批量|小规模|试|预|线下|线上|全面|同步){0,6}"
_STEP = re.compile(
    rf"(?:了)?(?P<p>[^，。；的]{{2,20}}?)??(?:车型|产品|电池)?(?:的)?(?P<o>{_KIND_OF}"
    r"(?:量产|交付|交车|预售|预订|预定|盲订|大定|小订|销售|试驾|试产|试生产|批产|生产|发售|售卖|推送|内测|公测|路试|适航取证|试飞|装车|装机|商用|商业化|送样|供货|上市|售价|价格|预售价|官方指导价|出厂检验|碰撞测试|测试|验证|中试|小试|工业性试验|挂网|上牌|投放|推广应用|示范应用)(?:活动|通道|工作|权益)?)"
    r"(?=[，。；、！： \n]|并|和|阶段|\Z)"
)
_LICENCE = re.compile(
    r"(?:了|由)?(?P<o>[^，。；、]{0,30}?(?:资质|适航证|合格证|许可证?|注册证|准入|认证|证书|批文|检定|鉴定|首台套|公告目录|审定|型式试验|安全测试|碰撞测试|检测|车型公告|牌照|批件|批准文号|型号核准|登记证|入网证|标识证))"
    r"(?=[，。；、！\n]|并|和|后|\Z)"
)
_LICENSED = ("获得", "取得", "拿到", "通过", "获颁", "获", "斩获", "领取")
_REACHES = ("实现", "进入", "完成")
_SERIES = ("量产", "试产", "试生产", "商业化", "商用", "中试", "小试", "首飞", "试飞", "送样", "生产")
_GENERAL = re.compile(
    "项目|公司|企业|部门|能力|市场|方式|手段|方案|预案|我|他|其|该|各|多|等|相关|这|客户|目前"
)


def _goods(reading: Reading, hit: Hit) -> Iterator[Found]:
    """某车型开启交付; 甲将启动某车型的量产; 某客机获得型号合格证; 11月将开始交付 (of the product spoken of)."""
    scene = reading.scene
    licence = scene.flat.startswith(_LICENSED, hit.start)
    m = (_LICENCE if licence else _STEP).match(scene.flat, hit.end, hit.clause.end)
    if m is None or (scene.flat.startswith(_REACHES, hit.start) and m["o"].endswith(_SERIES)):
        return  # read as what a launch says
    step = scene.flat[hit.start : hit.end] if not licence else ""
    said = (step + scene.text[slice(*m.span("o"))]).strip()
    if not licence and m["p"]:
        named = product_in(scene, *m.span("p"))
        if named:
            yield named[0], said, hit.start, m.end()
        return
    a, b = head_of(scene, hit.clause, hit.start)
    if b > a:
        who = product_in(scene, a, b) or _modelled(scene, a, b)
        if who is None and licence:
            firm = firm_named(scene, a, b)
            who = (firm, a) if firm and len(m["o"]) >= 4 else None
    else:
        who = opened_with(scene, hit)
        model = None if who or licence else _model(scene)
        who = who or ((model, hit.start) if model else None)
    if who and not _GENERAL.search(who[0][:2]):
        yield who[0], said, min(who[1], hit.start), m.end()


_NAMED_SO = re.compile("[\u4e00-\u9fff]{2}[A-Z][A-Za-z0-9]{1,9}")


@remembered
def _models(scene: Scene) -> Counter[str]:
    """The models (two signs of Han, Latin letters) that the text names, and how often."""
    return Counter(m[0] for m in _NAMED_SO.finditer(scene.flat) if scene.masked[m.start()] != "\u3000")


def _model(scene: Scene) -> str | None:
    """The model that the text is about: named three times at least, and by far most often."""
    most = _models(scene).most_common(2)
    if not most or most[0][1] < 3 or (len(most) > 1 and most[1][1] * 2 > most[0][1]):
        return None
    return most[0][0]


def _modelled(scene: Scene, a: int, b: int) -> tuple[str, int] | None:
    """A model at the end of ``[a, b)`` that the text names again."""
    for m in _NAMED_SO.finditer(scene.flat, a, b):
        if m.end() == b and _models(scene)[m[0]] >= 2:
            return m[0], m.start()
    return None


_WHERE_TO = re.compile(
    r"(?:，)?(?:目的地|终点)?(?:为|是|发往|运往|驶往|前往|销往|到|至|往|给)?(?P<o>[\u4e00-\u9fff]{2,10}?)(?:市场|客户|用户|的)?(?=[，。；、！\n]|\Z)"
)
_TOWARD = re.compile(
    r"(?:发往|运往|驶往|前往|销往|目的地[为是]|出口到|出口至)(?P<o>[\u4e00-\u9fff]{2,10}?)(?=[，。；、！\n]|\Z)"
)


def _sent(reading: Reading, hit: Hit) -> Iterator[Found]:
    """某运输车装车发运，目的地为某国; 某客车出口某国."""
    scene = reading.scene
    m = _WHERE_TO.match(scene.flat, hit.end, hit.clause.end) if hit.end < hit.clause.end else None
    m = m or _TOWARD.search(scene.flat, hit.end, min(hit.sentence.end, hit.end + 24))
    if m is None:
        return
    known = any(p.start == m.start("o") for p in scene.places(*m.span("o")))
    if not known and not _ABROAD.match(m["o"]):
        return
    a, b = head_of(scene, hit.clause, hit.start)
    also = _FIRST.search(scene.flat, a, b)
    named = product_in(scene, a, also.start() if also else b) or opened_with(scene, hit)
    if named:
        yield named[0], scene.text[slice(*m.span("o"))], min(named[1], hit.start), m.end()


_ABROAD = re.compile(LANDS)
_FIRST = re.compile("完成|通过|经|从|由|在|顺利|正式|成功|首次|批量")
_NEW = re.compile(
    r"(?:了)?(?:(?:全新|新款|新一代|首款|首个|旗下|其|自主研发的|自研的|最新|新){0,6})(?P<o>[^，。；]{3,40}?)(?=[，。；！\n]|并|，|\Z)"
)
_GENERIC = re.compile(
    "[一二两三四五六七八九十\\d多]+[款个种项]|系列产品|新品\\Z|公告|报告|方案|计划|消息|数据|声明|指数|政策|规划|通知|战略\\Z|名单"
)


def _unveil(reading: Reading, hit: Hit) -> Iterator[Found]:
    """甲发布“某某”智能引擎: the firm, and the product by its name."""
    scene = reading.scene
    m = _NEW.match(scene.flat, hit.end, hit.clause.end)
    if m is None or _GENERIC.search(m["o"]):
        return
    named = product_in(scene, *m.span("o"))
    if named is None or not _OWN_NAME.search(named[0]):
        return
    for name, at in doers(reading, hit.index, hit.sentence, hit.at, hit.start)[:2]:
        yield name, named[0], at, m.end("o")


_OWN_NAME = re.compile("“[^”]+”|[A-Z]")


GOODS: dict[str, Reader] = {"goods": _goods, "sent": _sent, "unveil": _unveil}
