"""Papers and bodies that a text only mentions: a paper cited for what something keeps to, a plan of nobody, an institution that is part of a name.

The patterns for papers, plans, funds and layouts were made for the papers of one region, where all that is named is the region's own. News
cites papers (符合《某条例》, 在《某报告》中) without telling anything of them, and speaks of plans that are nobody's.
"""

from __future__ import annotations

import re

from lianzhang.evidence.claims.reading import Draft
from lianzhang.evidence.scene import Scene

__all__ = ["not_regional", "only_cited"]


def not_regional(scene: Scene) -> bool:
    """Whether a text is news of a firm or of the country, or a government's report: no paper of one region on one matter."""
    return scene.home == ("全国",) or scene.firm_led or scene.report is not None


def only_cited(scene: Scene, draft: Draft) -> bool:
    """Whether ``draft`` tells of a paper, plan, fund or layout that its sentence only mentions."""
    rule, subject = draft.fields["rule"], draft.fields["subject"] or ""
    other = draft.fields.get("object") or ""
    if rule == "relation.policy":
        return not other and _cited(scene, draft, subject)
    if rule not in _REGIONAL or not not_regional(scene):
        return False
    if rule == "relation.zoning":
        return other.startswith("核心：") or (not other and subject.endswith("布局"))
    if rule == "relation.institution":
        return _SEATED.search(scene.flat, draft.start, draft.end) is not None
    if rule == "relation.factor_support":
        return True
    return not other and not _ISSUED.match(scene.flat, draft.start + len(subject), draft.end)


_REGIONAL = frozenset(
    ["relation.zoning", "relation.institution", "relation.factor_support", "relation.clause.plan"]
)
_SEATED = re.compile("总部位于[^，。；的]{2,12}的")
"""总部位于某国的某公司: where a firm sits, before its name."""
_ISSUED = re.compile("(?:已|正式|今日|近日|日前|昨日){0,6}(?:发布|出台|印发|公布|实施)")
"""某意见发布: the plan itself comes out."""
_KEEPS_TO = re.compile("(?:[符不]合|违反|遵守|遵循|[收接]到[^，。；]{0,40}|包括)[^，。；《》]{0,6}《?\\Z")
"""What something keeps to, and what somebody receives."""
_WITHIN = re.compile("[》”]?(?:中(?=[，、])|发布会|论坛|对话|座谈会|研讨会|思想)")
"""In the paper, and what is named after it."""


def _cited(scene: Scene, draft: Draft, subject: str) -> bool:
    """Whether a titled paper is only what something keeps to, is in, is named after; or a report of no office."""
    return (
        (subject.endswith("报告") and not_regional(scene))
        or _WITHIN.match(scene.flat, draft.end) is not None
        or _KEEPS_TO.search(scene.flat, max(0, draft.start - 50), draft.start) is not None
    )
