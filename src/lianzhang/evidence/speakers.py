"""Reported speech: who is said to have said a thing (某协会数据显示, 某负责人表示, 据某局统计), by the words of its sentence.

A cue before a statement governs what follows it in the sentence; one that closes the sentence governs all of it; one in
front of an opening quotation mark governs the quotation, however many sentences it has. Cues that name nobody (据悉) say nothing.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

__all__ = ["Cue", "cues", "speaker"]

_LONGEST = 600
"""Characters of a sentence that are looked at, and of a paragraph before an open quotation."""

_HINT = re.compile(
    "告诉|表示|[称说]|透露|介绍|指出|认为|坦言|强调|预[计测期]|测算|显示|表明|统计|公布|宣布|披露|通报|报道"
)
_NAME = r"(?P<n>[^，,。；;：:！？!?、“”\s]{2,40}?)"
_SAYS = (
    r"(?:表示|透露|介绍|指出|认为|坦言|强调|宣布|披露|告诉记者|"
    r"(?<![号被简自名堪下俗统])称(?![为号之作]|职)|(?<![小传])说(?![明法服])|预计|预测|预期|测算)"
)
_SOURCE = r"(?:数据|统计|报告|公告|通报|年报|快报|调查|监测|资料|简报|公报|白皮书)"
_SHOWS = r"(?:显示(?![屏器面技产材模行])|表明|指出)"
_BEGIN = r"(?:(?<=[，,。；;：:！？!?“”\s])|\A)"

_BY_SOURCE = re.compile(
    rf"{_BEGIN}(?:据|根据|按照?|来自)?{_NAME}(?:近日|日前)?(?:最新)?(?:发布|公布|统计|披露|提供)?的?(?:最新)?(?:相关)?(?:统计)?{_SOURCE}{_SHOWS}"
)
_ACCORDING = re.compile(
    rf"{_BEGIN}(?:据|根据|按照?){_NAME}(?:的)?(?:初步|不完全|最新)?"
    rf"(?:统计|介绍|透露|预测|预计|测算|估计|公布|发布|通报|披露|报道|估算|{_SHOWS})(?:数据)?(?=[，,：:])"
)
_SPOKE = re.compile(
    rf"{_BEGIN}{_NAME}(?:还|也|则|均|曾|日前|近日|进一步|此前|向记者|在会上|(?:发布)?公告|年报){{0,6}}{_SAYS}"
)
_AFTER = re.compile(
    rf"[，,”]{_NAME}(?:向记者|对记者|在会上)?(?:如是)?(?:表示|透露|介绍|指出|认为|坦言|[称说])[道]?[。！!]?\Z"
)

_LEAD = re.compile(
    r"^(?:(?:近日|日前|当[天日]|同时|此外|另外|其中|目前|对此|会上|会议上|另|而|但|且|据|根据|按照)(?=.{2})"
    r"|\d{1,4}年(?:\d{1,2}月)?(?:\d{1,2}日)?|\d{1,2}月(?:\d{1,2}日)?|\d{1,2}日|[，,])+"
)
_ROLE = (
    r"(?:负责人|人士|知情人|发言人|董事长|董秘|董事|总裁|总经理|经理|首席[一-鿿]{1,6}|院士|专家|教授|研究员|分析师|代表|委员|"
    r"(?:副)?(?:局|处|市|县|区|州|会|理事|秘书|院|所|部|厅)长|主任|书记|主席)"
)
_WHO = re.compile(
    rf"(?:公司|集团|股份|企业|协会|学会|联盟|商会|研究院|研究所|研究会|实验室|中心|机构|工厂|银行|证券|基金|咨询|智库|部|厅|局|委|委员会|"
    rf"政府|办|办公室|海关|园区|开发区|方面|官方|电池网|高工|Research|Insights?|[A-Z]{{2,8}}|{_ROLE}(?:[一-鿿]{{2,3}})?)\Z"
)
_NOBODY = re.compile(
    r"^(?:有关|相关|上述|这|那|此|其|他|她|它|我们?|大家|记者|最新|公开|初步|不完全)?"
    r"(?:方面|记者|数据|统计|官方|部|局|委|办|资料|消息|媒体|规划)?\Z"
)
_COMPANY = re.compile(r"^(?:该|本|我)?公司(?:方面|负责人|公告)?\Z")
_FIRM = re.compile(r"(?:公司|集团|股份|科技|能源|材料|锂业|时代|电池)\Z")


class Cue(NamedTuple):
    """Words that say who speaks, in offsets of the sentence; ``after``: they close it and govern what is before."""

    start: int
    end: int
    who: str
    after: bool


def _named(printed: str, *, loose: bool) -> str | None:
    """The speaker without the words around his name; None where it is no speaker. ``loose``: the cue itself says that it is one."""
    who = _LEAD.sub("", printed).strip("的 ")
    if len(who) < 2 or _NOBODY.search(who) or re.search(r"\d{2}", who):
        return None
    if _WHO.search(who) or who in _firms() or (who.startswith("《") and who.endswith("》")):
        return who
    return who if loose and len(who) <= 16 and not re.search(r"[是有为将达了]", who) else None


@lru_cache(maxsize=1)
def _firms() -> frozenset[str]:
    from lianzhang.evidence.lexicon.tables import firms, listed_firms

    return frozenset(n for f in firms() for n in (f.name, f.legal, *f.aliases) if n) | listed_firms().keys()


@lru_cache(maxsize=4096)
def cues(sentence: str) -> tuple[Cue, ...]:
    """The cues of a sentence, in order of position."""
    text = sentence[:_LONGEST]
    if not _HINT.search(text):
        return ()
    found: list[Cue] = []
    for pattern, loose in ((_BY_SOURCE, True), (_ACCORDING, True), (_SPOKE, False)):
        for m in pattern.finditer(text):
            who = _named(m["n"], loose=loose or "公告" in m[0])  # only firms announce
            if who and not any(c.start < m.end() and m.start() < c.end for c in found):
                found.append(Cue(m.start(), m.end(), who, after=False))
    last = _AFTER.search(text) if len(sentence) <= _LONGEST else None
    who = _named(last["n"], loose=False) if last else None
    if (
        last
        and who
        and not any(c.start < last.end() and last.start("n") < c.end for c in found if c.end < last.end("n"))
    ):
        found = [c for c in found if c.end <= last.start("n")]
        found.append(Cue(last.start("n"), last.end(), who, after=True))
    return tuple(sorted(found))


def _of_quotation(before: str) -> str | None:
    """Who opened the quotation that is still open at the end of ``before`` (a paragraph up to the statement)."""
    opened = before.rfind("“")
    if opened < 0 or "”" in before[opened:]:
        return None
    head = before[:opened].rstrip("：:，, ")
    start = max(head.rfind(mark) for mark in "。！？\n”") + 1
    said = [c for c in cues(head[start:]) if not c.after]
    return said[-1].who if said and said[-1].end >= len(head) - start - 6 else None


def speaker(
    text: str, sentence: tuple[int, int], start: int, end: int, subject: str | None = None
) -> str | None:
    """Who is said to have said ``text[start:end]``, a statement in ``text[sentence]``; None: the document speaks itself.

    公司 and 该公司 are the ``subject`` where that is a firm; else the words stay as printed.
    """
    first, last = sentence
    here = cues(text[first:last])
    who = next((c.who for c in reversed(here) if not c.after and first + c.end <= end), None)
    if who is None:
        who = next((c.who for c in here if c.after and first + c.start >= end), None)
    if who is None:
        line = text.rfind("\n", 0, start) + 1
        who = _of_quotation(text[max(line, start - _LONGEST) : start])
    if who and subject and _COMPANY.search(who) and (_FIRM.search(subject) or subject in _firms()):
        return subject
    return who
