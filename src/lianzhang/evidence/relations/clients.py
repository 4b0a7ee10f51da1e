"""Whose work a bid wins: the firm at the head of the work's name (甲中标乙集团2031年变压器采购), or who sends the notice (收到乙集团的中标通知书).

A bid that is won tells two things: that the work was won, and who buys of whom.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from lianzhang.evidence.claims.reading import Draft, Reading
from lianzhang.evidence.mentions import NameMention
from lianzhang.evidence.relations.clauses_who import doer
from lianzhang.evidence.scene import Scene
from lianzhang.evidence.subjects.firms import FIRM_TYPES
from lianzhang.evidence.subjects.places import place_of
from lianzhang.evidence.subjects.times import time_of
from lianzhang.evidence.together import Together

__all__ = ["with_clients"]

_WON = frozenset(["relation.clause.win", "relation.clause.winner"])
_WORK = re.compile("(?!项目|工程|（)[^，。；]{3,}")
"""What a client's name is followed by; right before 项目 stands the name of the work itself."""
_AGENT = re.compile("招标|采购中心|公共资源|交易中心|咨询|代理|工程管理")
_GOT = re.compile(
    r"(?:收到|接到)(?:了)?(?:(?:招标|采购|发包|业主|建设)(?:人|单位|方)?|客户)?(?=[\u4e00-\u9fffA-Z])"
)
_NOTICE = re.compile(
    r"(?:（[^（）]{1,40}）)?(?:及[^，。；]{2,30}|、[^，。；]{2,30})?(?:联合|共同)?(?:发出|发来|出具|下发|发送|签发|发布|送达|提供)?的?(?:关于)?[^，。；《]{0,60}?《?[^，。；《》]{0,40}?(?:中标|成交|中选|定点)(?:通知书?|公示|确认函|结果|函|公告|意向书)"
)
_SPOTS = Together([_GOT])


def with_clients(reading: Reading, drafts: list[Draft]) -> list[Draft]:
    """``drafts``, with one of kind ``supply_link`` for each client that a notice of a bid names, else for those that they do."""
    said = {
        (d.fields["subject"], d.fields.get("object")) for d in drafts if d.fields["kind"] == "supply_link"
    }
    out = list(drafts)
    for draft in list(_of_notices(reading)) or _of_works(reading.scene, drafts):
        ends = draft.fields["subject"], draft.fields["object"]
        if ends not in said:
            said.add(ends)
            out.append(draft)
    return out


def _of_works(scene: Scene, drafts: list[Draft]) -> Iterator[Draft]:
    for d in drafts:
        work = d.fields.get("object")
        at = scene.text.find(work, d.start, d.end) if work and d.fields["rule"] in _WON else -1
        client = _first(scene, at, at + len(work)) if work and at >= 0 else None
        if client and client.name not in d.fields["subject"] and _WORK.match(scene.flat, client.end, d.end):
            yield Draft(
                d.start,
                d.end,
                d.sentence,
                {**d.fields, "kind": "supply_link", "object": client.name, "rule": "relation.client"},
            )


def _first(scene: Scene, start: int, end: int) -> NameMention | None:
    """The firm whose name begins at ``start``, unless it only runs the bid."""
    start += scene.flat.startswith("“", start)
    found = scene.names(start, end, *FIRM_TYPES)
    if not found or found[0].start != start:
        return None
    full = _FULL.match(scene.flat, found[0].end, end)
    name = replace(found[0], end=full.end(), name=found[0].name + full["n"]) if full else found[0]
    return None if _AGENT.search(name.name) else name


_FULL = re.compile(r"(?:（[\d.，,%+\- ]+）)?(?P<n>[\u4e00-\u9fff]{2,14}?有限(?:责任)?公司)")
"""What goes on behind a name that some list has: its branch in full, the day's price of its share in between."""


def _of_notices(reading: Reading) -> Iterator[Draft]:
    """甲收到乙发来的《中标通知书》."""
    scene = reading.scene
    if "中标" not in scene.flat:
        return
    for index, sentence, at, clause in reading.clauses_at(_SPOTS.spots(scene.flat).get(0, []), "body"):
        m = _GOT.search(scene.flat, clause.start, clause.end)
        client = _first(scene, m.end(), clause.end) if m else None
        notice = _NOTICE.match(scene.flat, client.end, clause.end) if client else None
        who = doer(reading, index, sentence, at, m.start()) if m and notice else None
        if m is None or client is None or notice is None or who is None or client.name in who[0]:
            continue
        time = time_of(scene, index, at, m.start(), clause.start)
        dated = time is not None and time.role == "when"
        yield Draft(
            min(who[1], m.start()),
            notice.end(),
            index,
            {
                "kind": "supply_link", "subject": who[0], "object": client.name, "place": place_of(scene, index, at, m.start()),
                "modality": "signed", "time": time.time if dated and time else None,
                "time_inferred": bool(dated and time and time.inferred), "rule": "relation.client", "confidence": 0.6,
            },
        )  # fmt: skip
