"""Relations shared out over lists: what is told of one place, work or title of a list, or of one firm as its other end, is told of each.

The readers of patterns and clauses split the lists that their own words call for; whichever of them told a claim, the rest of the
list that its end stands in is found here (甲市、乙市和丙市入选试点, 与甲公司、乙公司签订合同).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from lianzhang.evidence.claims.reading import Draft, Reading
from lianzhang.evidence.relations.ends import whole_name
from lianzhang.evidence.relations.open_lists import List, lists_of
from lianzhang.evidence.relations.open_words import tokens_of
from lianzhang.evidence.scene import Scene

__all__ = ["shared_out"]

_Ends = tuple[str, str | None, str | None]
_SUBJECTS = frozenset(["place", "work", "title", "park", "kin", "odd"])
_OTHERS = frozenset(["org", "gov", "body"])
"""Of whom a list may be for either end; firms are often listed as doers of whom only one does what is told."""
_WHOLE = frozenset(["policy", "zoning"])
"""Kinds whose other ends are told by phrases that hold lists."""


def shared_out(reading: Reading, told: list[Draft], before: Sequence[Draft] = ()) -> list[Draft]:
    """``told``, with a draft for each member of the lists in which their ends stand, unless one of ``before`` tells it."""
    scene, out = reading.scene, list[Draft]()
    said: dict[int, list[_Ends]] = {}
    for d in (*before, *told):
        said.setdefault(d.sentence, []).append(
            (d.fields["kind"], d.fields["subject"], d.fields.get("object"))
        )
    for draft in told:
        more, whole = _more(scene, draft)
        known = said[draft.sentence]
        fresh = []
        for d in more:
            ends = (d.fields["kind"], d.fields["subject"], d.fields.get("object"))
            if not any(_same(ends, k) for k in known):
                fresh.append(d)
                known.append(ends)
        out += fresh if whole and fresh else [draft, *fresh]
    return out


def _same(one: _Ends, other: _Ends) -> bool:
    """Whether two tell the same, one of them perhaps by a shorter name; the other end of one may be the doer of the other."""
    (kind, subject, end), (its, whose, at) = one, other
    crossed = subject == at and end == whose
    return kind == its and (crossed or (_alike(subject, whose) and _alike(end, at)))


def _alike(a: str | None, b: str | None) -> bool:
    if not a or not b or "、" in a + b:
        return a == b
    return a in b or b in a


def _more(scene: Scene, draft: Draft) -> tuple[list[Draft], bool]:
    """A draft for every other member of a list, and whether the draft has the whole list for its subject."""
    fields = draft.fields
    subject, other = fields["subject"] or "", fields.get("object")
    for clause in scene.sentences[draft.sentence].clauses:
        if not (clause.start < draft.end and draft.start < clause.end) or not _LISTS.search(
            scene.flat, clause.start, clause.end
        ):
            continue
        joined = "、" not in scene.flat[clause.start : clause.end]
        for listed in lists_of(tokens_of(scene, clause.start, clause.end)):
            if (
                listed.type in ("org", "body")
                and subject in listed.names
                and _EACH.match(scene.flat, listed.end)
            ):
                return list(_each(scene, draft, listed, "subject", subject)), False
            if listed.type in ("org", "body") and _is_list(subject, listed):
                return list(_each(scene, draft, listed, "subject", subject)), True
            if joined:
                continue  # two that 和 joins are told of each only where they are doers
            inside = listed.start < draft.end and draft.start < listed.end
            if not inside and listed.end > draft.start:
                continue
            if (
                listed.type in _SUBJECTS
                and subject in listed.names
                and (fields["kind"] != "policy" or listed.type == "title")
            ):
                return list(_each(scene, draft, listed, "subject", subject)), False
            if listed.type in _SUBJECTS and fields["kind"] not in _WHOLE and _is_list(subject, listed):
                return list(_each(scene, draft, listed, "subject", subject)), True
            if (
                listed.type in _OTHERS
                and other in listed.names
                and subject not in listed.names
                and fields["kind"] not in _WHOLE
            ):
                return list(_each(scene, draft, listed, "object", other or "")), False
    return [], False


def _is_list(name: str, listed: List) -> bool:
    """Whether a name is the whole list, read as one."""
    return "、" in name and name.endswith(listed.names[-1]) and all(n in name for n in listed.names[1:])


def _each(scene: Scene, draft: Draft, listed: List, end: str, known: str) -> Iterator[Draft]:
    """``draft`` told of each member of a list but the one it is told of."""
    for name in listed.names:
        if name == known or name in _NOBODY or (listed.type != "title" and whole_name(name) != name):
            continue
        fields = {**draft.fields, end: name}
        if end == "subject" and listed.type == "place":
            at = scene.text.find(name, listed.start, listed.end)
            found = scene.places(at, at + len(name)) if at >= 0 else []
            fields["place"] = ";".join(found[-1].paths) if found else fields.get("place")
        yield Draft(min(draft.start, listed.start), max(draft.end, listed.end), draft.sentence, fields)


_LISTS = re.compile("[、和及]")
_EACH = re.compile(
    r"等?[^，。；、]{0,24}?(?:(?:[\d一二三四五六七八九十多]+|数|几|多)家[^，。；、]{0,8}?|等[^，。；、]{0,8}?)(?:企业|公司|机构|厂商|车企|银行|券商|单位|巨头|集团|平台|品牌|股(?![份权东票价]))"
    r"|(?:等[^，。；、]{0,12}?)?(?:均|都|分别|相继|先后|陆续|纷纷|双双)|等(?:一(?:大)?批|多个|一系列)"
    r"|[两二三四五六七八]?[大家只](?:公司|巨头|企业|证券|基金|券商|银行)|将(?!其|[军士])|也(?!是)|正在|拟|担任|近日|日前|(?<=公司)(?:正在|重新)"
)
"""Behind a list of firms: what is told is told of each (甲、乙等五家企业, 甲和乙均……)."""
_NOBODY = frozenset(["公司", "集团", "本公司", "项目", "子公司"])
