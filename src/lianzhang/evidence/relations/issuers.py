"""Who issues a paper: the offices right before the verb and the title (甲部、乙局印发《…》) are the other end of its claim."""

from __future__ import annotations

import re
from dataclasses import replace

from lianzhang.evidence.claims.reading import Draft
from lianzhang.evidence.scene import Scene

__all__ = ["with_issuers"]

_ISSUES = re.compile(
    r"(?P<o>[\u4e00-\u9fff、（）]{2,40}?)(?:等[\d一二两三四五六七八九十多]+(?:个?部门|部委|部|家单位))?"
    r"(?:近日|日前|今日|昨日|今天|昨天|(?:[今去前]年|\d{4}年)?(?:\d{1,2}月)?(?:\d{1,2}日|[初底中上下]旬?|份)|[今去前]年|\d{4}年|\d{1,2}月|联合|共同|正式|已经|已|于|就|将|在[^，。；在]{2,24}?上)*"
    r"(?:对外|公开)?(?:印发|发布|出台|公布|下发|颁布|制定|修订|起草|发出|推出){0,2}(?:了|的)?\Z"
)
_OFFICE = re.compile("(?:[部委局厅署办院会行]|政府|办公厅|办公室|总局|法院|检察院|交易所|协会)\\Z")
_VERB = re.compile("(?:印发|发布|出台|公布|下发|颁布|制定|修订|起草|发出|推出)(?:了|的)?\\Z|就\\Z")
_ISSUE = re.compile("印发|发布|出台|公布|下发|颁布")


def with_issuers(scene: Scene, drafts: list[Draft]) -> list[Draft]:
    """``drafts``, in which a titled paper that has no other end has for it who issues it, where its clause names that office first."""
    return [_titled(_with_issuer(scene, d)) if d.fields["rule"] in _RULES else d for d in drafts]


_TITLED = re.compile("(?P<o>[\u4e00-\u9fff（）、]{2,30}?)(?:关于|印发)")
_REGION = re.compile("(?:[省市县区州旗]|自治区|开发区|高新区|新区)\\Z")


def _titled(draft: Draft) -> Draft:
    """``draft``, whose issuer is the one its title opens with (某市关于……的意见) where no other is told."""
    m = None if draft.fields.get("object") else _TITLED.match(draft.fields["subject"] or "")
    if m is None or not (_OFFICE.search(m["o"]) or _REGION.search(m["o"])):
        return draft
    return replace(draft, fields={**draft.fields, "object": m["o"]})


def _place(scene: Scene, start: int, end: int) -> bool:
    """Whether ``[start, end)`` is a place and no more (上海出台《…》)."""
    return any((p.start, p.end) == (start, end) for p in scene.places(start, end))


_RULES = ("relation.policy", "relation.clause.plan")
_LISTS = re.compile("(?:名单|目录|清单)\\Z")


def _with_issuer(scene: Scene, draft: Draft) -> Draft:
    listed = _LISTS.search(draft.fields["subject"] or "")
    if draft.fields.get("object"):
        return draft
    plain = draft.fields["rule"] == "relation.clause.plan"
    if not (listed or plain or scene.flat.startswith("《", draft.start)):
        return draft
    clause = next(c for c in scene.sentences[draft.sentence].clauses if c.end > draft.start)
    if (listed or plain) and _ISSUE.match(scene.flat, draft.start):
        return _issued(scene, draft, clause.start, draft.start)
    stop = _before_titles(scene.flat, clause.start, draft.start)
    if clause.start >= stop or not _VERB.search(scene.flat, clause.start, stop):
        return draft
    return _issued(scene, draft, clause.start, stop)


def _issued(scene: Scene, draft: Draft, start: int, stop: int) -> Draft:
    """``draft`` with the offices that ``[start, stop)`` names, which is all that its clause says before the paper or the verb."""
    begin = start + len(_MARK.match(scene.flat, start, stop)[0])  # type: ignore[index]
    m = _ISSUES.match(scene.flat, begin, stop)
    if m is None or not (_OFFICE.search(m["o"]) or _place(scene, *m.span("o"))):
        return draft
    return replace(draft, start=begin, fields={**draft.fields, "object": m["o"]})


_MARK = re.compile(
    r"[^\u4e00-\u9fff]*(?:(?:近日|日前|今日|昨日|自?\d{4}年|\d{1,2}月\d{1,2}日|\d{1,2}日|据悉|其中|[也又还]?是|也|并)，?)*"
)
_TITLE = re.compile("《[^《》]*》(?:、|和|及|与|以及)?")


def _before_titles(flat: str, start: int, end: int) -> int:
    """Where the titles of a list begin that stand right before ``end``; ``end`` where none do."""
    at = flat.rfind("《", start, end)
    while at >= 0 and _TITLE.fullmatch(flat, at, end):
        end, at = at, flat.rfind("《", start, at)
    return end
