"""One number told of each member of a list (甲、乙、丙均签订10万千瓦): a claim for every member."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from lianzhang.evidence.claims.firms import anaphora
from lianzhang.evidence.claims.lists import Shared
from lianzhang.evidence.claims.members import Member, members
from lianzhang.evidence.clauses import Clause
from lianzhang.evidence.mentions import NumberMention
from lianzhang.evidence.scene import Scene
from lianzhang.evidence.words import words

__all__ = ["as_shared", "each_of"]

_EACH = re.compile(
    "(?<!平)(?<!人)(?<!户)(?<!日)(?<!月)(?<!年)均(?![价线值衡匀质热龄分摊])|(?<!首)都(?![市是会江匀])|各自|(?<=[\u4e00-\u9fff])各(?=(?:自|将|拟|已)?(?:出资|投资|认缴|认购|持有|持股|参股|占股|占有|拥有|投入|增资|中标|获得))"
)

_SIGNS = ("均", "都", "各", "分别")

_ALIKE = re.compile(
    "分别(?=(?:计划|拟|将|已)?(?:出资|投资|持有|持股|认购|投入|增资|参股|中标|获得|接收|订购|采购|交付|新增|建设|拥有))"
)
"""With one number alone behind it, it is that of every member."""


def each_of(
    scene: Scene,
    clause: Clause,
    numbers: Sequence[NumberMention],
    number: NumberMention,
    shared: Sequence[Shared] = (),
) -> list[Member]:
    """The members of whom ``number``, the first of its clause and behind 均, is told; empty where there is no such list.

    A clause that opens with 均 goes on about ``shared``, the members told of right before.
    """
    if numbers[0] is not number or not any(
        scene.flat.find(word, clause.start, number.start) >= 0 for word in _SIGNS
    ):
        return []
    told = list(_EACH.finditer(scene.flat, clause.start, number.start))
    told = told or (
        list(_ALIKE.finditer(scene.flat, clause.start, number.start)) if len(numbers) == 1 else []
    )
    if not told:
        return []
    stop = told[-1].start()
    if stop == clause.start and shared:
        return [Member(s.subject, "", s.item, s.firms[0] if s.firms else None, s.place) for s in shared]
    listed = scene.flat[clause.start : stop]
    count = listed.count("、") + 1
    for size in (count + 1, count):
        found = members(scene, clause.start, stop, size) if size > 1 else []
        if found and all(m.firm or not m.measure for m in found):
            return [_spelt_out(scene, clause.start, m) for m in found]
    return []


def _spelt_out(scene: Scene, start: int, member: Member) -> Member:
    """公司 beside another firm (公司与某某分别出资……): the firm it means."""
    if member.firm or not words().firm.fullmatch(member.name):
        return member
    meant = anaphora(scene, start, start + len(member.name))
    return replace(member, name=meant[0].name, firm=meant[0]) if meant else member


def as_shared(found: Sequence[Member]) -> list[Shared]:
    """The list that was told of, for numbers shared out among it after (金额分别为……)."""
    return [
        Shared(subject=m.name, firms=(m.firm,) if m.firm else (), place=m.place, item=m.item) for m in found
    ]
