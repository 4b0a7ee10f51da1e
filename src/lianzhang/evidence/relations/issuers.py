"""Who issues a paper or sets a measure down: the offices right before the verb and the title (甲部、乙局印发《…》) are the other end of its claim."""

from __future__ import annotations

import re
from dataclasses import replace

from lianzhang.evidence.claims.reading import Draft
from lianzhang.evidence.scene import Scene

__all__ = ["with_issuers"]

_ISSUES = re.compile(
    r"(?P<o>[\u4e00-\u9fff、（）]{2,40}?)(?:等[\d一二两三四五六七八九十多]+(?:个?部门|部委|部|家单位))?"
    r"(?:[更又还也](?:是)?|首次|第[一二三四]次|再次|最近|近日|日前|今日|昨日|今天|昨天|(?:[今去前]年|\d{4}年)?(?:\d{1,2}月)?(?:\d{1,2}日|[初底中上下]旬?|份)|[今去前]年|\d{4}年|\d{1,2}月|联合|共同|正式|已经|已|于|就|将|在[^，。；在]{2,24}?上){0,6}"
    r"(?:对外|公开)?(?:印发|发布|出台|公布|下发|颁布|制定|修订|起草|发出|推出|实施|征求){0,2}(?:了|的)?\Z"
)
_OFFICE = re.compile(
    "(?:[部委局厅署办院会行]|政府|办公厅|办公室|总局|法院|检察院|交易所|[北上深]交所|协会)\\Z"
)
_VERB = re.compile("(?:印发|发布|出台|公布|下发|颁布|制定|修订|起草|发出|推出|征求|实施)(?:了|的)?\\Z|就\\Z")
_ISSUE = re.compile("印发|发布|出台|公布|下发|颁布")


def with_issuers(scene: Scene, drafts: list[Draft]) -> list[Draft]:
    """``drafts``, in which a titled paper that has no other end has for it who issues it, where its clause names that office first, and a measure or
    plan who sets it down."""
    return [_with_doer(scene, _issued_by(scene, d)) if d.fields["rule"] in _SET_DOWN else d for d in drafts]


def _issued_by(scene: Scene, draft: Draft) -> Draft:
    return _titled(_with_issuer(scene, draft)) if draft.fields["rule"] in _RULES else draft


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
_SET_DOWN = (
    "relation.policy",
    *("relation.clause." + name for name in ("plan", "measure", "force")),
)
_BACK = 3
"""So many sentences before may name who sets down what a sentence without a doer tells."""
_ACTS = (
    r"：|(?:近日|日前|今日|昨日|今天|昨天|(?:今年|去年|\d{4}年)?\d{1,2}月(?:\d{1,2}日)?|\d{1,2}日|联合|共同|正式|已经|已|就|将|要|在[^，。；在]{2,24}?){0,6}"
    r"(?:(?:组织|研究|深入|积极|全面){0,6}(?:印发|发布|出台|公布|下发|颁布|制定|修订|起草|编制|推出|启动|开展|实施|推进|落实)|召开|举行|部署|要求|提出|明确|表示|指出|介绍|：)"
)
_LEADS = re.compile(
    rf"(?P<o>(?:[\u4e00-\u9fff]{{2,16}}、)?(?:(?!由|经|据|根据|按照|会议|方案|意见|措施)[\u4e00-\u9fff]){{2,16}}?(?:[部委局厅署]|政府|办公厅|总局|国务院|央行|[银证保]监会|人民银行|委员会)(?:等[\d一二两三四五六七八九十多]+(?:个?部门|部委|部|家单位))?)(?={_ACTS})"
)
_OPENS = re.compile(
    r"(?:\d{1,2}[、.．]|[①-⑳]|【|●|■|▍|—|\s|（\d{1,2}）|\d{1,2}）){0,6}(?:[^，。；：]{0,8}(?:日前|近日|日|电|讯)，?)?"
)
_TWO_MINDS = re.compile("公司|企业|集团|协会|银行|股份|股东")


def _with_doer(scene: Scene, draft: Draft) -> Draft:
    """``draft`` of a measure or plan without another end: the office that opens its sentence, or one before it in the paragraph
    (某部：将制定甲方案，修订乙目录); in a government's report its region."""
    if draft.fields.get("object") or draft.fields["kind"] not in ("policy", "project"):
        return draft
    if scene.report is not None:
        if draft.fields["rule"] == "relation.policy":
            return draft
        return replace(draft, fields={**draft.fields, "object": scene.short(scene.report.place)})
    paragraph = scene.sentences[draft.sentence].paragraph
    for back in range(draft.sentence, max(-1, draft.sentence - _BACK - 1), -1):
        sentence = scene.sentences[back]
        if sentence.paragraph != paragraph:
            break
        at = _OPENS.match(scene.flat, sentence.start, sentence.end)
        begin = at.end() if at else sentence.start
        m = _LEADS.match(scene.flat, begin, sentence.end)
        if m and m.end() <= draft.start and not _TWO_MINDS.search(m["o"]):
            if draft.fields["rule"] == "relation.policy" and back != draft.sentence:
                break  # a paper that is cited is not of who speaks
            return replace(draft, fields={**draft.fields, "object": m["o"]})
    return draft


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
    if _PASSES.fullmatch(scene.flat, clause.start, stop):
        met = _MEETS.search(scene.flat, scene.sentences[draft.sentence].start, clause.start)
        return replace(draft, fields={**draft.fields, "object": met["o"]}) if met else draft
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


_PASSES = re.compile("(?:会议|大会|全会)?(?:审议|表决|讨论)(?:并)?(?:原则)?(?:通过|批准)了?")
_MEETS = re.compile("(?:召开|举行)了?(?P<o>[^，。；、]{2,24}?(?:会议|大会|全会))，\\Z")
"""甲召开乙会议，审议通过《……》: what the meeting passes is the meeting's."""
_MARK = re.compile(
    r"[^\u4e00-\u9fff]*(?:(?:近日|日前|今日|昨日|自?\d{4}年|\d{1,2}月\d{1,2}日|\d{1,2}日|据悉|其中|[也又还]?是对?|也|并|对|根据|按照|依据|落实|贯彻)，?)*"
)
_TITLE = re.compile("《[^《》]*》(?:、|和|及|与|以及)?")


def _before_titles(flat: str, start: int, end: int) -> int:
    """Where the titles of a list begin that stand right before ``end``; ``end`` where none do."""
    at = flat.rfind("《", start, end)
    while at >= 0 and _TITLE.fullmatch(flat, at, end):
        end, at = at, flat.rfind("《", start, at)
    return end
