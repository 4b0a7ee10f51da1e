"""Clauses of acts: what firms publish and decide, what works reach, where firms settle, what offices draw up."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lianzhang.evidence.claims.reading import Reading
from lianzhang.evidence.relations.clauses_hits import Found, Hit, Reader, doer_of, object_of
from lianzhang.evidence.relations.clauses_who import doer, firm_named, head_of, own_firm
from lianzhang.evidence.relations.clauses_works import is_work, part_of, works_of
from lianzhang.evidence.relations.subjects import split_list
from lianzhang.evidence.scene import Scene

__all__ = ["ACTS"]


def _tell(reading: Reading, hit: Hit) -> Iterator[Found]:
    """甲发布年报; 甲收到某局的批复."""
    thing, who = object_of(hit, reading.scene), doer_of(reading, hit)
    got = thing is not None and reading.scene.flat.startswith(_GETS, hit.start)
    if thing and got and (not _PAPERS_GOT.search(thing[0]) or _COUNTED.match(thing[0])):
        return
    if _SEE.search(reading.scene.flat, hit.clause.start, hit.start):
        return
    if _MANY.search(reading.scene.flat, hit.clause.start, hit.start):
        return
    if thing and "《" in thing[0] and "》" not in thing[0]:
        thing = thing[0].rpartition("《")[2], thing[1]
    if thing and who and not _TALK.search(thing[0]) and not _PLAIN_PAPERS.match(thing[0]):
        yield who[0], thing[0].strip("《》"), who[1], thing[1]


_MANY = re.compile("多家|在内的|上述公司|[\\d一二三四五六七八九十]+家")
_GETS = ("收到", "取得", "获得", "接到", "接获")
_COUNTED = re.compile(r"[\d一二两三四五六七八九十多]+[份个项]")
_SEE = re.compile("未按|未及时|未能|未履行|违反|查阅|详见|参见|登录|根据|按照")
_PAPERS_GOT = re.compile("(?:批复|证明|确认书|证书|批件|通知书|许可证|文件|函)》?\\Z")
_PLAIN_PAPERS = re.compile(
    r"(?:公告|预案|方案|报告书|草案|报告|新品|公告书|战略|(?:上|下|第[一二三四]|[一二三四])?(?:年|半年|季)(?:度)?(?:的)?(?:报|报告|财报)|财报|中报|定期报告|业绩快报|[^《》]{0,16}产销(?:数据)?(?:快报|公告)|[^《》]{0,12}投资者关系[^《》]{2,20})\Z"
)
"""Papers that come out as a matter of course and are given neither year nor title."""
_TALK = re.compile(r"称|显示|[，；]|\A(?:客户|某)|\A(?:发布|披露)")


def _decide(reading: Reading, hit: Hit) -> Iterator[Found]:
    """甲董事会审议通过议案."""
    if _ASKS.search(reading.scene.flat, hit.clause.start, hit.start):
        return
    thing = object_of(hit, reading.scene)
    if thing is None and (passed := _passed(reading, hit)):
        yield passed
        return
    who = doer_of(reading, hit) if thing else None
    if thing and (who is None or _MEETING.search(who[0], len(who[0]) - 4)):
        who = _of_meeting(reading, hit)
    if thing and who and not _NO_ONE.match(who[0]):
        yield who[0], thing[0].strip("《》"), who[1], thing[1]


_BY_BODY = re.compile(
    r"已?(?:经|获得?)(?P<f>[^，。；]{0,24}?)(?P<b>(?:第[一二三四五六七八九十\d]+届)?(?:董事会|监事会|股东大会|股东会)(?:第[一二三四五六七八九十\d]+次(?:临时)?(?:会议)?|会议)?|\d{4}年[^，。；]{2,10}股东大会)\Z"
)


def _passed(reading: Reading, hit: Hit) -> Found | None:
    """某事已经甲公司董事会审议通过: the firm, and which of its bodies passed it."""
    scene = reading.scene
    if not scene.flat.startswith("审议通过", hit.start) or scene.flat[hit.end : hit.end + 1] not in "，。；":
        return None
    by = _BY_BODY.search(scene.flat, hit.clause.start, hit.start)
    if by is None:
        return None
    named = scene.names(by.start("f") - 1, by.end("f"), "organisation")
    own = own_firm(scene, by.start("f")) if not by["f"] or _OUR.match(by["f"]) else None
    firm = named[-1].name.removeprefix("获") if named else own or scene.main_firm
    return (firm, by["b"] + "审议通过", by.start(), hit.end) if firm else None


_ASKS = re.compile("提请|审议[\u4e00-\u9fff]{2,8}关于")
_MEETING = re.compile("会议|董事会|监事会|股东大会|股东会|会上")
_OUR = re.compile("(?:本)?公司(?![\u4e00-\u9fff]{0,6}子公司)")


def _of_meeting(reading: Reading, hit: Hit) -> tuple[str, int] | None:
    """Whose meeting decides (公司召开第三届董事会第九次会议，会议审议通过了……)."""
    scene = reading.scene
    if not _MEETING.search(scene.flat, hit.clause.start, hit.start):
        return None
    for clause in (hit.clause, hit.sentence.clauses[max(0, hit.at - 1)]):
        a, _ = head_of(scene, clause, min(clause.end, hit.start))
        named = scene.names(a, min(clause.end, hit.start), "organisation")
        if named and named[0].start - a <= 2:
            return named[0].name, min(a, hit.start)
        own = own_firm(scene, a) if _OUR.match(scene.flat, a) else None
        if own:
            return own, min(a, hit.start)
    return None


_NO_ONE = re.compile("本次|此次|该|上述|本议案|会议")


def _operate(reading: Reading, hit: Hit) -> Iterator[Found]:
    """甲停产."""
    scene = reading.scene
    follows = scene.flat[hit.end : hit.end + 1]
    if _NEVER.search(scene.flat, hit.clause.start, hit.start):
        return
    a, b = head_of(scene, hit.clause, hit.start)
    shares = _SHARES.search(scene.flat, a, b)
    if shares and shares.start() > a:
        firm = firm_named(scene, a, shares.start())
        who = (firm, a) if firm else None
    else:
        by = scene.flat.rfind("被", a, hit.start)  # 甲被某所终止上市
        who = doer(reading, hit.index, hit.sentence, hit.at, by) if by > a + 1 else doer_of(reading, hit)
    if who and (not follows or follows in "，。；：\n、！"):
        yield who[0], _FROM_DAY.sub("", scene.flat[hit.start : hit.end]), who[1], hit.end


_FROM_DAY = re.compile(r"\A(?:开市)?[起时](?=[停复])")
_NEVER = re.compile("未发生|没有|未出现|不存在|避免|防止")
_SHARES = re.compile(r"(?:[AHB]股|可转债)?(?:股票|股份|债券|证券|转债)(?:及[^，。；]{2,8})?(?:交易)?\Z")
"""What is halted is a firm's shares, told of the firm."""


def _plainly(reading: Reading, hit: Hit) -> Iterator[Found]:
    """甲进入某市场; 甲递交招股书."""
    thing, who = object_of(hit, reading.scene), doer_of(reading, hit)
    if (
        reading.scene.flat.startswith("切入", hit.start)
        and "从而" in reading.scene.flat[hit.clause.start : hit.start]
    ):
        return  # what comes of something is no step
    if thing and who and (len(thing[0]) >= 4 or hit.event.name == "file" or thing[0].endswith("交所")):
        yield who[0], thing[0], who[1], thing[1]


def _reach(reading: Reading, hit: Hit) -> Iterator[Found]:
    """某工程计划年底完工."""
    scene = reading.scene
    stop = hit.end + 2 * scene.flat.startswith("阶段", hit.end)
    follows = scene.flat[stop : stop + 1]
    due = scene.flat.endswith(_DUE, hit.start, hit.end)
    built = list(_built(scene, hit)) if scene.flat.startswith(_BUILDS, hit.start) else []
    if built:
        yield from built
        return
    if (follows and follows not in (_ARE if due else _STOPS)) or (
        scene.flat[hit.start - 1] == "的" and not due
    ):
        return
    times = scene.times(hit.end, hit.clause.end) if due else []
    end = times[0].end if times else hit.end
    reached = part_of(scene, hit.clause, hit.start) + scene.flat[hit.start : hit.end]
    for found in works_of(reading, hit.index, hit.sentence, hit.at, hit.start):
        yield found[0], reached, found[1], end


def _built(scene: Scene, hit: Hit) -> Iterator[Found]:
    """预计2030年建成某某高铁; 将动工建设甲电站、乙水库等工程: what is built stands behind the verb."""
    m = _WHAT.match(scene.text, hit.end, hit.clause.end)
    if m and _MANY_OF.match(scene.text, m.end()):
        return  # so many of a kind
    while m and is_work(m["o"]) and "的" not in m["o"]:
        yield m["o"], scene.flat[hit.start : hit.end], hit.start, m.end()
        m = _WHAT_MORE.match(scene.text, m.end(), hit.clause.end)


_MANY_OF = re.compile(r"\d+[个座条]")
_BUILDS = ("建成", "开通", "启用", "投运", "开工建设", "动工建设", "新开工", "启动建设", "开工", "动工")
_NEXT = r"(?P<o>(?!的|将|后|以|前|无法|不)[\u4e00-\u9fffA-Za-z0-9.·“”—\-]{4,30}?)(?=[，。；、]|\Z|等|[一二两三四五六七八九十\d]+[个大条座]|(?<!.铁|.车)和|及)"
_WHAT = re.compile("(?:(?<=动工)建设)?了?" + _NEXT)
_WHAT_MORE = re.compile("(?:、|和|及|以及|与)" + _NEXT)
_DUE = ("时间", "日期")
_ARE = frozenset("为是：在预约定")
_STOPS = frozenset("，。；、！： \n\u3000）并和及")


def _site(reading: Reading, hit: Hit) -> Iterator[Found]:
    """甲落户某园区; 落户某园区的甲."""
    scene = reading.scene
    thing = _SITE_OF.match(scene.flat, hit.end, hit.clause.end)
    if thing is None:
        return
    if thing["s"] and scene.names(*thing.span("s"), "organisation"):
        yield scene.text[slice(*thing.span("s"))], thing["o"], hit.start, thing.end()
        return
    if hit.event.name == "sited":
        for name, at in works_of(reading, hit.index, hit.sentence, hit.at, hit.start):
            yield name, thing["o"], at, thing.end("o")
        return
    a, b = head_of(scene, hit.clause, hit.start)
    who = firm_named(scene, a, b)
    if who:
        yield who, thing["o"], a, thing.end("o")


_SITE_OF = re.compile(
    r"(?:于|在|了)?(?P<o>[\u4e00-\u9fff]{2,20}?(?:开发区|经开区|高新区|产业园|工业园区?|园区|新区|保税区|自贸区|科技园|工业区))(?:的(?P<s>[\u4e00-\u9fffA-Za-z（）()]{4,24}?(?:公司|集团)))?"
)


def _role(reading: Reading, hit: Hit) -> Iterator[Found]:
    """形成甲、乙等石化基地: the role of each place."""
    scene = reading.scene
    m = _ROLES.match(scene.flat, hit.end, hit.clause.end)
    if m is None:
        return
    places = [scene.places(a, b) for a, b in split_list(scene, m.span("p"))]
    if not places or not all(len(p) == 1 for p in places):
        return
    for (place,) in places:
        yield scene.text[place.start : place.end], m["o"], hit.start, m.end()


_ROLES = re.compile(
    r"(?:了|起|成)?(?P<p>[\u4e00-\u9fff]{2,6}?(?:[、和与及][\u4e00-\u9fff]{2,6}?){1,12})等(?:[一二三四五六七八九十\d]+[大个])?(?P<o>(?!等)[\u4e00-\u9fff]{3,14}(?:基地|集群|示范区|集聚区))(?=[，。；]|\Z)"
)


def _plan(reading: Reading, hit: Hit) -> Iterator[Found]:
    """编制某规划; 某新规实施."""
    scene = reading.scene
    thing = object_of(hit, scene)
    if thing and not thing[0].startswith("《") and len(thing[0]) >= 6 and not _LOOSE.search(thing[0]):
        who = doer_of(reading, hit)
        yield _GOOD.sub("", thing[0]), who[0] if who else None, hit.start, thing[1]
        return
    if thing and thing[0].startswith("《"):
        by = _BY_WHOM.search(scene.flat, hit.clause.start, hit.start)
        if by and scene.flat.startswith("的", hit.end):
            yield thing[0].strip("《》"), by[1], by.start(), thing[1]
        return
    if not thing:
        yield from _force(reading, hit)


def _force(reading: Reading, hit: Hit) -> Iterator[Found]:
    """某新规实施; 某制度7月开始实施."""
    scene = reading.scene
    if hit.event.ends is None:
        return
    if scene.flat[hit.end : hit.end + 1] not in ("", "，", "。", "；", "\n", "完", "！", " ", "："):
        return
    a, b = head_of(scene, hit.clause, hit.start)
    text = _NUMBERING.sub("", scene.text[a:b])
    if (
        4 <= len(text) <= 30
        and hit.event.ends.search(text, max(0, len(text) - 6))
        and not _LOOSE.search(text)
    ):
        yield text.strip("《》"), None, a, hit.end


_GOOD = re.compile(r"\A(?:好|实施)(?=.{4})")
"""编制好某规划, 编制实施某规划: what is drawn up."""
_BY_WHOM = re.compile(
    r"由([\u4e00-\u9fff]{2,20}?)(?:牵头|会同[^，。；]{2,20}|联合|负责|组织|主持|正在|共同){0,3}\Z"
)
_NUMBERING = re.compile(r"\A(?:\d{1,2}[、.．）]|[①-⑳])(?:《)?")
_LOOSE = re.compile(
    r"的|相关|有关|各项|多项|一系列|[，；]|组织开展|征求意见|^(?:推进|加强|统一|具体|同意|发布|修订|制定|制订|出台|计划)|^[一二两三四五六七八九十]+[个项条]|\d[项个份]|^(?:交存|下阶段|下一步|政策层面|抓好|做好|落实)|^(?:了|该|本|此|其|这|那|上述|新|若干)"
)


def _rate(reading: Reading, hit: Hit) -> Iterator[Found]:
    """某证券维持甲“买入”评级."""
    scene = reading.scene
    m = _RATED.match(scene.flat, hit.end, hit.clause.end)
    if m is None:
        return
    firms = scene.names(hit.end, m.end(), "organisation")
    a, b = head_of(scene, hit.clause, hit.start)
    who = firm_named(scene, a, b) or _broker(scene, hit)
    if firms and who:
        yield who, firms[0].name, hit.start, m.end()


_RATED = re.compile(r"(?:了)?(?:对)?[^，。；]{2,16}?(?:的)?(?:评级|“[^”]{2,4}”)(?:的)?(?:投资)?(?:评级)?")
_BROKER = re.compile(r"[\u4e00-\u9fff]{2,6}(?:证券|国际|研究所)")


def _broker(scene: Scene, hit: Hit) -> str | None:
    """The broker named last before the verb."""
    found = list(_BROKER.finditer(scene.flat, max(0, hit.start - 300), hit.start))
    return found[-1][0] if found else None


ACTS: dict[str, Reader] = {
    "tell": _tell,
    "decide": _decide,
    "operate": _operate,
    "enter": _plainly,
    "file": _plainly,
    "reach": _reach,
    "site": _site,
    "sited": _site,
    "role": _role,
    "plan": _plan,
    "force": _force,
    "rate": _rate,
}
