"""Clauses of deals: who signs with whom, supplies, owns, founds, builds, buys shares of, takes in as a holder."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lianzhang.evidence.claims_reading import Reading
from lianzhang.evidence.relations_clauses_hits import VAGUE, Found, Hit, Reader, doer_of, names_of, object_of
from lianzhang.evidence.relations_clauses_who import doers, firm_named, head_of, own_firm
from lianzhang.evidence.relations_clauses_works import work_of
from lianzhang.evidence.scene import Scene

__all__ = ["DEALS"]


def _agree(reading: Reading, hit: Hit) -> Iterator[Found]:
    """甲（拟）与乙、丙签署协议: one claim for each partner; without a partner, the paper itself."""
    scene = reading.scene
    paper = object_of(hit, scene)
    if paper is None:
        return
    joined = doers(reading, hit.index, hit.sentence, hit.at, hit.start)
    if len(joined) > 1:  # 甲和乙签订
        for name, _ in joined[1:]:
            yield joined[0][0], name, joined[0][1], paper[1]
        return
    who = joined[0] if joined else None
    with_ = _PARTNER.search(scene.flat, hit.clause.start, hit.start)
    partners: list[str] = []
    if with_:
        begin = hit.clause.start if who is None else max(hit.clause.start, min(who[1] + 2, hit.start))
        joint = _JOINED.search(scene.flat, begin, hit.start)
        a = joint.end() if joint else with_.start("o")
        b = hit.start
        while tail := _BETWEEN.search(scene.flat, a, b):
            b = tail.start()
        partners = [p for p in names_of(scene, a, b) if who is None or p != who[0]]
    if who is None:
        return
    start = min(who[1], with_.start()) if with_ else who[1]
    for partner in partners:
        yield who[0], partner, start, paper[1]
    if not partners and not with_:
        yield who[0], paper[0], start, paper[1]


_PARTNER = re.compile(r"(?<![参赠])(?:与|和|同|携手)(?P<o>[^，。；]{2,70}?)(?:（[^（）]{0,40}）)?\Z")
_BETWEEN = re.compile(
    r"(?:正式|共同|成功|分别|已|拟|将|在[^，。；]{2,20}|就[^，。；]{2,40}|于[^，。；]{2,12}|早|就|早在[^，。；]{2,20}|已经|等[^，。；]{0,8}|的?\d+家子公司|经[^，。；]{2,12})\Z"
)
_JOINED = re.compile(r"(?<![参赠])(?:与|和|同|携手)")
_TO = re.compile(
    r"(?:向|从|自|对)(?P<o>[^，。；向从]{2,30}?)(?:大量|批量|独家|持续|长期|稳定|陆续|预计|继续|直接|集中)*\Z"
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


_GOODS = re.compile(r"[^，。；]{2,70}")
_NOT_GOODS = re.compile(
    r"其|资产|股权|股份|股票|份额|公司|房产|土地|资金|担保|服务\Z|借款|贷款|支持|信息|便利|帮助|保障|财务资助|授信|资料|文件|收入|收益"
)
_BOUGHT = re.compile(
    r"(?:了)?(?P<o>中国[^，。；的]{2,12}|[^，。；的]{2,12}(?:产|制造)的[^，。；]{2,12})(?=[，。；]|\Z)"
)


def _buy(reading: Reading, hit: Hit) -> Iterator[Found]:
    """甲向乙采购丙: the seller supplies the buyer."""
    scene = reading.scene
    who = doer_of(reading, hit)
    to = _TO.search(scene.flat, hit.clause.start, hit.start)
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


_CHILD = re.compile(
    r"(?:为|是|系|属)(?P<o>[^，。；]{2,60}?)(?:的|旗下|下属|之)?(?:间接|直接)?(?:全资|控股|参股|联营|合营|下属|核心|重要|[\d.]+%)*\Z"
)


def _child(reading: Reading, hit: Hit) -> Iterator[Found]:
    """甲为乙的全资子公司."""
    scene = reading.scene
    m = _CHILD.search(scene.flat, hit.clause.start, hit.start)
    if m is None or scene.flat[hit.end : hit.end + 1] not in (
        "",
        "，",
        "。",
        "；",
        "\n",
        "、",
        "！",
        "（",
        " ",
    ):
        return
    end = hit.end
    a, b = head_of(scene, hit.clause, m.start())
    name = firm_named(scene, a, b) or _short_known(scene, a, b)
    if not name:
        return
    a = max(a, scene.text.rfind(name, a, m.start()))
    o_start, o_end = m.span("o")
    text = scene.text[o_start:o_end]
    if scene.flat.startswith(("公司", "本公司"), o_start) and len(text) <= 3 and own_firm(scene, o_start):
        yield name, own_firm(scene, o_start), a, end
        return
    inside = scene.names(o_start, o_end, "organisation")
    if inside:
        cut = text.find("（") if "（" in text else text.find("(")
        whole = text[: cut if cut > 0 else None]
        plain = re.sub(r"^.{0,6}?上市公司", "", whole)
        yield name, plain if len(plain) <= 24 else inside[-1].name, a, end
    else:
        for partner in names_of(scene, o_start, o_end):
            yield name, partner, a, end


def _short_known(scene: Scene, a: int, b: int) -> str | None:
    text = scene.text[a:b]
    return text if 3 <= len(text) <= 8 and scene.text.count(text) >= 2 and not VAGUE.search(text) else None


def _founded(reading: Reading, hit: Hit) -> Iterator[Found]:
    """甲成立于某年."""
    who = doer_of(reading, hit)
    if who is None:
        a, b = head_of(reading.scene, hit.clause, hit.start)
        name = _short_known(reading.scene, a, b)
        who = (name, a) if name else None
    if who and reading.scene.all_times(hit.end, min(hit.clause.end, hit.end + 4) + 8):
        times = reading.scene.all_times(hit.end, hit.clause.end)
        yield (
            who[0],
            reading.scene.flat[hit.start : hit.end],
            who[1],
            times[0].end if times else hit.end,
        )


_BY = re.compile(
    r"(?:分别)?由(?P<o>[^，。；由]{2,40}?)(?:在[^，。；]{2,12}?|共同|联合|独资|全资|负责|牵头|出资|主导|与其|合资|分别)*\Z"
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
    if made:
        name, start, end = made["s"], m.start(), made.end()
    elif scene.flat[hit.end : hit.end + 1] in ("，", "。", "；", "", "\n", "、") or hit.end == hit.clause.end:
        found = work_of(reading, hit.index, hit.sentence, hit.at, m.start())
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


_COUNTED = re.compile(r"([\d一二三四五六七八九十]+[个座条项][^，。；\d]{1,16}?(?:项目|工程|电站|工厂|基地))")


def _acquire(reading: Reading, hit: Hit) -> Iterator[Found]:
    """甲收购乙51%股权."""
    scene = reading.scene
    thing = object_of(hit, scene)
    if thing is None:
        return
    text = _SHARE.sub("", thing[0].split("持有的")[-1]).strip("的 ")
    text = re.sub(r"（[^（）]{0,40}）\Z|\([^()]{0,40}\)\Z", "", text)
    if 3 <= len(text) <= 34 and not VAGUE.search(text):
        for name, start in doers(reading, hit.index, hit.sentence, hit.at, hit.start):
            yield name, text, start, thing[1]


_SHARE = re.compile(r"(?:合计|剩余|所持|部分|全部|控股|少数)?(?:[\d.]+%)?的?(?:股权|股份|份额)\Z")


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


DEALS: dict[str, Reader] = {
    "agree": _agree,
    "sell": _sell,
    "buy": _buy,
    "child": _child,
    "founded": _founded,
    "by": _by,
    "acquire": _acquire,
    "invite": _invite,
}
