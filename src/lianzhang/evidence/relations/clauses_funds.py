"""Clauses of rounds of finance: who leads, follows or keeps on investing (由甲领投，乙、丙跟投), and in which firm."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lianzhang.evidence.claims.reading import Reading
from lianzhang.evidence.relations.clauses_hits import VAGUE, Found, Hit, Reader
from lianzhang.evidence.relations.clauses_who import doer, head_of, own_firm
from lianzhang.evidence.scene import Scene

__all__ = ["FUNDS", "investors"]

_BEHIND = re.compile(r"(?:主要|分别|还){0,6}(?:为|是|包括|有|：|系)(?P<o>[^，。；]{2,160}?)(?=[，。；]|\Z)")
_LEAD_IN = re.compile(
    r"\A[^，。；]{0,24}?(?:(?<![自经])由|获得?(?:了)?|包括|(?:老|原|新|原有|现有|既有|早期|[A-Z天使Pre\-+]{1,8}轮)(?:股东|投资方|投资人|投资机构)|引入(?:了)?|得到(?:了)?)(?=.{2})"
)
_ROUND = re.compile(
    r"\A(?:(?:本|此|该|这|上|首|新一|[A-Za-z天使Pre\-+\d]{1,8}))(?:轮|次|笔)(?:融资|投资)?(?:中)?"
)
_WHAT_HE_IS = re.compile(
    r"\A.{0,20}?(?:创始人|联合创始人|董事长|总裁|CEO|总经理|(?<!有)股东|投资人|投资机构|巨头|龙头|公司(?=[\u4e00-\u9fff]{4,}(?:公司|集团|资本))|旗下|企业家)(?:兼(?:副?总经理|总裁|副总裁|CEO|首席执行官|董秘|董事长|首席[\u4e00-\u9fff]{2,4}官|[\u4e00-\u9fff]{2}))?(?=[\u4e00-\u9fffA-Z]{2})"
)
_ETC = re.compile(
    r"等(?=[\d一二三四五六七八九十百多数]|\Z|[^，。；]{0,16}?(?:机构|股东|资本|基金|企业|公司|投资方|投资人|投资者|单位|院校|巨头)).*\Z"
)
_HOW = re.compile(
    r"(?:共同|联合|独家|继续|持续|参与|分别|同时|再次|再度|跟进|超额|进行|战略|以及|一起|作为|担任|本轮|本次|追加|的|所|[均也都及、，]){1,6}\Z"
)
_NAME = re.compile(r"(?:[\u4e00-\u9fffA-Za-z0-9&·.（）() \-]){2,24}")
_NO_NAME = re.compile(
    r"融资|轮|本次|领投|跟投|资金|金额|估值|机构\Z|\A股东\Z|投资方|我们|其中|行业|政策|市场|人民币|美元|亿|万|表示|用于|宣布|目前|完成|此前|[是为将获了]"
)
_BY_MONEY = re.compile("股东|资本|创投|基金|投资|轮|融资")


def investors(scene: Scene, start: int, end: int) -> list[str]:
    """The investors of a list; a part that names nobody ends it."""
    text = scene.text[start:end]
    cut = _ROUND.match(text)
    start += cut.end() if cut else 0
    cut = _LEAD_IN.match(scene.text[start:end])
    start += cut.end() if cut else 0
    tail = _HOW.search(scene.text, start, end)
    end = tail.start() if tail else end
    etc = _ETC.search(scene.text[start:end])
    end = start + etc.start() if etc else end
    out: list[str] = []
    for part in _parts(scene.text[start:end]):
        is_ = _WHAT_HE_IS.match(part)
        said = _AROUND.sub("", part[is_.end() :] if is_ else part).strip()
        if not _NAME.fullmatch(said) or _NO_NAME.search(said) or VAGUE.search(said):
            break
        out.append(said)
    return out


_AROUND = re.compile(r"[（(][^（）()]{0,24}[）)]\Z|先生\Z|女士\Z|等\Z")


def _parts(text: str) -> list[str]:
    """The members of a list; 和 joins only the last two, and never cuts a name in halves (国科嘉和)."""
    parts = [p.strip(' “”"') for p in re.split("[、；]|(?<=[\u4e00-\u9fff])[&＆](?=[\u4e00-\u9fff])", text)]
    last = re.split("以及|(?<=[^，]{2})[和与及](?=[^，]{2})", parts.pop()) if parts else []
    return [p for p in (*parts, *(x.strip(' “”"') for x in last)) if p]


_FINANCED = re.compile(
    r"(?:完成|获得?(?!悉)|宣布|官宣|斩获|达成|拿到|迎来|启动|进行|开启|实现|披露|公布)[^。；]{0,60}?(?:融资|轮投资|战略投资|领投)"
)
_REPORTS = re.compile("记者|日报|证券报|时报|新闻|通讯社|晚报|网\\Z")
_KNOWN_AS = re.compile(
    r"\A.{2,20}?(?:企业|公司|品牌|厂商|独角兽|平台|服务商|供应商|制造商|提供商|开发商|运营商)(?=.{2,10}\Z)"
)
_PLAIN = re.compile(
    r"(?![这此该那])(?!.*(?:企业|公司|市场|行业|机构|轮|资本|获|有|被|该|本|已|其))[\u4e00-\u9fffA-Za-z0-9 ]{2,12}"
)
"""Who closes a round is a firm, known or not."""


def _financed(reading: Reading, hit: Hit) -> str | None:
    """The firm that closes the round of which the clause tells: named in the sentence or one of the two before it."""
    scene = reading.scene
    if scene.flat.startswith("的", hit.end):
        got = re.search("获|由|完成", scene.flat[hit.clause.start : hit.start])
        who = doer(reading, hit.index, hit.sentence, hit.at, hit.clause.start + got.start()) if got else None
        if who:
            return who[0]
    for index in range(hit.index, max(-1, hit.index - 3), -1):
        sentence = scene.sentences[index]
        for at, clause in enumerate(
            sentence.clauses[: hit.at + 1] if index == hit.index else sentence.clauses
        ):
            m = _FINANCED.search(scene.flat, clause.start, min(sentence.end, clause.end + 60))
            if m is None or m.start() >= clause.end or (index == hit.index and m.start() >= hit.start):
                continue
            who = doer(reading, index, sentence, at, m.start())
            if who and not _REPORTS.search(who[0]):
                return who[0]
            a, b = head_of(scene, clause, m.start())
            named = _KNOWN_AS.sub("", scene.text[a:b])
            if _PLAIN.fullmatch(named):
                return named
    own = own_firm(scene, hit.clause.start) or scene.main_firm
    return own if own and not _REPORTS.search(own) else None


_PLAIN_ROLES = ("出资方", "投资方", "投资人", "投资机构")
_ROUNDS = re.compile("融资|轮|战略投资")


def _near(reading: Reading, hit: Hit) -> tuple[int, int]:
    """The sentence of a verb with the one before it."""
    return reading.scene.sentences[max(0, hit.index - 1)].start, hit.sentence.end


def _fund(reading: Reading, hit: Hit) -> Iterator[Found]:
    """本轮融资由甲和乙共同领投; 丙、丁跟投; 投资方包括甲、乙: each investor and the firm financed."""
    scene = reading.scene
    behind = _BEHIND.match(scene.flat, hit.end, hit.sentence.end)
    if scene.flat.endswith(("方", "人", "机构", "者"), hit.start, hit.end):
        if behind is None:
            return
        begin, stop = behind.span("o")
        end = stop
    else:
        begin, stop = hit.clause.start, hit.start
        end = hit.end
    if scene.flat.startswith(
        "加", hit.start + (2 if hit.end - hit.start > 2 else 0)
    ) and not _BY_MONEY.search(scene.flat, begin, stop):
        return
    if (
        behind
        and scene.flat.startswith(_PLAIN_ROLES, hit.start)
        and not _ROUNDS.search(scene.flat, *_near(reading, hit))
    ):
        return  # who pays for something else
    found = investors(scene, begin, stop)
    whom = _financed(reading, hit) if found else None
    for name in found:
        if whom and name not in whom:
            yield name, whom, begin, end


FUNDS: dict[str, Reader] = {"fund": _fund, "funded": _fund}
