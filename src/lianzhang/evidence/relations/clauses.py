"""Clauses read by classes of verbs: who signs with whom, supplies, owns, founds, publishes, decides; what works reach; what is drawn up.

The verbs are data (``data/events.csv``). A clause whose subject is named cleanly and whose verb is of a class gives one claim for each
other end; what the patterns of :mod:`lianzhang.evidence.relations.patterns` have told is not told again.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import Any

from lianzhang.evidence.claims.reading import Draft, Reading
from lianzhang.evidence.relations.clauses_acts import ACTS
from lianzhang.evidence.relations.clauses_builds import BUILDS
from lianzhang.evidence.relations.clauses_control import CONTROL
from lianzhang.evidence.relations.clauses_deals import DEALS
from lianzhang.evidence.relations.clauses_funds import FUNDS
from lianzhang.evidence.relations.clauses_goods import GOODS
from lianzhang.evidence.relations.clauses_hits import Hit, Reader, events
from lianzhang.evidence.relations.clauses_holdings import HOLDINGS
from lianzhang.evidence.relations.clauses_insolvency import INSOLVENCY
from lianzhang.evidence.relations.clauses_measures import MEASURES
from lianzhang.evidence.relations.clauses_moves import MOVES
from lianzhang.evidence.relations.clauses_offices import OFFICES
from lianzhang.evidence.relations.clauses_owners import OWNERS
from lianzhang.evidence.relations.clauses_people import PEOPLE
from lianzhang.evidence.relations.clauses_prices import PRICES, kind_of_price
from lianzhang.evidence.relations.clauses_roles import ROLES
from lianzhang.evidence.relations.clauses_shares import SHARES
from lianzhang.evidence.relations.clauses_sites import SITES
from lianzhang.evidence.relations.clauses_stages import STAGES
from lianzhang.evidence.relations.clauses_steps import STEPS
from lianzhang.evidence.relations.clauses_things import THINGS
from lianzhang.evidence.relations.clauses_who import FIRM_END
from lianzhang.evidence.relations.clauses_zones import ZONES
from lianzhang.evidence.scene import Scene, remembered
from lianzhang.evidence.subjects.places import place_of
from lianzhang.evidence.subjects.times import time_of

__all__ = ["with_clauses"]


def with_clauses(reading: Reading, told: list[Draft]) -> list[Draft]:
    """``told`` (the relations read before) and drafts for the events of clauses that it does not speak of."""
    scene, out = reading.scene, []
    matcher, classes = events()
    by_place = {s: (e, classes[w]) for w, s, e in matcher.find_matches_as_indexes(scene.flat)}
    spots = sorted(by_place)
    of_sentence: dict[int, list[tuple[int, int]]] = {}
    for d in told:
        if not _bare(d):
            of_sentence.setdefault(d.sentence, []).append((d.start, d.end))
    at_spot = 0
    for index, sentence, at, clause in reading.clauses_at(spots, "body", "title"):
        said = scene.flat[clause.start : clause.end]
        if _IF.match(said) or _HEADING.search(said):
            continue
        taken = of_sentence.setdefault(index, [])
        at_spot = bisect_left(spots, clause.start, at_spot)
        reached = 0
        while at_spot < len(spots) and spots[at_spot] < clause.end:
            start = spots[at_spot]
            at_spot += 1
            end, meant = by_place[start]
            if scene.masked[start] == "\u3000" or any(a < end and start < b for a, b in taken):
                continue
            if reached and meant[0].name == "reach" and "、" not in scene.flat[reached:start]:
                continue
            told_so = [e for e in meant if not e.beside or any(word in said for word in e.beside)]
            drafts = _first(reading, [Hit(e, index, sentence, at, clause, start, end) for e in told_so])
            drafts = [d for d in drafts if not _again(d, taken)]
            if any(d.fields["rule"] == "relation.clause.reach" for d in drafts):
                reached = end
            out += drafts
            taken += [(d.start, d.end) for d in drafts]
    return _settled(reading, told, out)


def _bare(draft: Draft) -> bool:
    """Whether a draft says so little that a clause read whole may take its place: a title alone, a goal without a measure."""
    return draft.fields["rule"] in ("relation.policy", "relation.target") and not draft.fields.get("object")


def _again(draft: Draft, taken: list[tuple[int, int]]) -> bool:
    """Whether most of what a draft covers has been told."""
    return any(min(b, draft.end) - max(a, draft.start) > 0.6 * (draft.end - draft.start) for a, b in taken)


def _settled(reading: Reading, told: list[Draft], own: list[Draft]) -> list[Draft]:
    """``told`` without what ``own`` says in full, and ``own`` without what ``told`` says; of works that reach a thing twice (headline,
    body) the telling of the longer sentence."""
    scene = reading.scene
    said: dict[tuple[int, str], list[tuple[str | None, str]]] = {}
    for d in told:
        if d.fields.get("object"):
            said.setdefault((d.sentence, d.fields["kind"]), []).append(
                (d.fields["subject"], d.fields["object"])
            )
    own = [d for d in own if not any(_same(d, a, b) for a, b in said.get((d.sentence, d.fields["kind"]), ()))]
    best: dict[tuple[str, ...], tuple[bool, int]] = {}
    for i, d in enumerate(own):
        sentence = scene.sentences[d.sentence]
        best[_work(d)] = max(best.get(_work(d), (False, -len(own))), (len(sentence.clauses) > 2, -i))
    own = [
        d for i, d in enumerate(own) if -best[_work(d)][1] == i or d.fields["rule"] != "relation.clause.reach"
    ]
    titled = _by_sentence([d for d in told if d.fields["rule"] == "relation.policy" and _bare(d)])
    own = [
        d
        for d in own
        if d.fields["rule"] != "relation.clause.tell"
        or not _OFFICE.search(d.fields["subject"])
        or not _over(d, titled)
    ]
    own = _once(reading, own)
    again = _by_sentence(own)
    return [*(d for d in told if not (_bare(d) and _over(d, again))), *own]


_DEALT = frozenset(
    "relation.clause." + name for name in ("agree", "trade", "acquire", "part", "win", "joint")
)


def _once(reading: Reading, own: list[Draft]) -> list[Draft]:
    """``own`` without what a headline says of a deal that the text tells in full: the same end under its shorter name, or none."""
    told = [d for d in own if d.fields["rule"] in _DEALT]
    heads = [d for d in told if _heads(reading, d)]
    said = {
        id(d)
        for d in heads
        if any(
            o.sentence > d.sentence
            and o.fields["kind"] == d.fields["kind"]
            and (d.fields["subject"] in o.fields["subject"] or o.fields["subject"] in d.fields["subject"])
            and _told_by(d.fields["object"] or "", o.fields["object"] or "")
            for o in told
        )
    }
    return [d for d in own if id(d) not in said]


def _heads(reading: Reading, draft: Draft) -> bool:
    """Whether a draft is from a headline: the title, a first line without a full stop, what stands in marks before an item."""
    flat, sentence = reading.scene.flat, reading.scene.sentences[draft.sentence]
    if reading.zones[draft.sentence] == "title" or flat.startswith("【", sentence.start):
        return True
    return draft.sentence == 0 and "。" not in flat[sentence.end - 1 : sentence.end + 1]


def _told_by(short: str, full: str) -> bool:
    """Whether an object is another under a shorter name, or only the paper that is signed."""
    if short.endswith(("协议", "合同")) and not short.startswith("《"):
        return not full.endswith(("协议", "合同", "》"))
    if short.endswith(("项目", "工程", "采购")):
        return short in full
    return short in full or (len(short) >= 4 and short[:4] in full) or full.endswith(short[-4:])


def _same(draft: Draft, subject: str | None, other: str | None) -> bool:
    """Whether a draft tells of the two ends told already, under a fuller or shorter name."""
    mine, theirs = draft.fields["object"] or "", (other or "").replace("人民政府", "政府")
    mine = mine.replace("人民政府", "政府")
    if draft.fields["subject"] != subject or not mine or not theirs:
        return False
    return mine in theirs or theirs in mine or mine[:4] == theirs[:4]


def _by_sentence(drafts: list[Draft]) -> dict[int, list[Draft]]:
    out: dict[int, list[Draft]] = {}
    for d in drafts:
        out.setdefault(d.sentence, []).append(d)
    return out


def _over(draft: Draft, others: dict[int, list[Draft]]) -> bool:
    return any(o.start < draft.end and draft.start < o.end for o in others.get(draft.sentence, ()))


_OFFICE = re.compile("[局部委厅署]\\Z|政府|央行|国务院|人民银行|[银证保]监会")


def _work(draft: Draft) -> tuple[str, ...]:
    """What two tellings of the same stage of the same work have in common: the head of its name, the phase, the stage."""
    name = draft.fields["subject"]
    return name[:2], name[-2:] if name.endswith("期") else "", draft.fields["object"] or ""


def _first(reading: Reading, hits: list[Hit]) -> list[Draft]:
    """The drafts of the first class of a verb that can be read."""
    scene = reading.scene
    for hit in hits:
        read = _READERS.get(hit.event.name)
        if read is None:
            continue  # of a class that only tells the open reader the kind of its verbs
        denied = _NEVER if hit.event.name == "plan" else _NOT_SO
        no = denied.search(scene.flat, max(hit.clause.start, hit.start - 6), hit.start)
        if no and not _named(scene)[no.start()]:  # 马自达: what a name has in it denies nothing
            continue
        if hit.event.name not in _STATES and _in_name(scene, hit):
            continue
        drafts = [
            _draft(reading, hit, *found) for found in read(reading, hit) if found[0] and found[0] != found[1]
        ]
        if drafts:
            return drafts
    return []


_STATES = ("counts", "ranks")
"""What a thing is: a plan named in it (国家规划的基地) makes it no plan."""
_HOLDERS = ("股东", "控制人", "实控人")
"""Who holds a firm's shares is told as its shares are."""
_ISSUES = ("债", "债券", "票据", "证券", "券", "基金", "计划")
"""Whose banks a loan or fund has is told of its money; of a firm they are who serves it."""
_STAKES = ("subscribe", "part")
_ON_THE_MARKET = ("增持", "减持", "加仓", "清仓")
"""Shares bought and sold bit by bit: what somebody holds changes, and no firm changes hands."""
_BIDS = ("win", "winner")
"""Bids: the work that is won is no partner, the firm that asked for bids is."""
_IN_FORCE = ("penalty", "links")
"""What is so whatever the names beside it say (建设局)."""
_READERS: dict[str, Reader] = {
    **DEALS, **ROLES, **SHARES, **THINGS, **ACTS, **STEPS, **STAGES, **GOODS, **ZONES,
    **FUNDS, **PEOPLE, **BUILDS, **HOLDINGS, **OFFICES, **MEASURES, **MOVES, **CONTROL, **SITES, **INSOLVENCY, **PRICES, **OWNERS,
}  # fmt: skip


@remembered
def _named(scene: Scene) -> bytes:
    """A byte for every character: whether it stands in the name of a firm, a paper or a park."""
    marks = bytearray(len(scene.flat) + 1)
    for n in scene.names(0, len(scene.flat), *_NAMES):
        marks[n.start : n.end] = b"\1" * (n.end - n.start)
    return bytes(marks)


_NAMES = ("organisation", "document", "park")


def _in_name(scene: Scene, hit: Hit) -> bool:
    if _named(scene).find(1, hit.start, hit.end) < 0:
        return False
    around = scene.names(max(0, hit.start - 24), hit.end + 16, *_NAMES)
    return any(
        n.start < hit.end and hit.start < n.end and (n.start, n.end) != (hit.start, hit.end) for n in around
    )


_NOT_SO = re.compile(
    r"(?:不|未|没有|无|拒绝|禁止|如|若|是否|能否|可否|推动|促进|鼓励|支持|要求|引导|便于|有利于|用于|加快|推进|待|自)[^，。；]{0,3}\Z"
)
_HEADING = re.compile(r"(?<!发布)(?<!发布了)(?<!披露)(?<!刊登)(?<!公告)(?<!《)关于.{2,90}的[^的]{0,8}公告\Z")
"""The title of an announcement: its text tells what it says."""
_IF = re.compile("如果|若(?!干)|假如|一旦|倘若|只要|除非|即使")
_NEVER = re.compile(r"(?:不|未|没有|无|拒绝|如|若)[^，。；]{0,2}\Z")
_AND = re.compile("、|以及|及|和")
_PLANNED = re.compile(r"拟|计划|将(?![军士])|预计|力争|有望|争取|不日|即将|筹划")
_BEGUN = ("开工", "动工", "奠基", "铺轨", "联调联试")


def _draft(reading: Reading, hit: Hit, subject: str, other: str | None, start: int, end: int) -> Draft:
    scene, event = reading.scene, hit.event
    decided, cue = reading.modality.of(hit.sentence, hit.at, hit.start + 1, hit.end, numeric=False)
    modality = event.modality if cue is None and decided == "actual" else decided
    if modality in ("actual", "signed") and _PLANNED.search(scene.masked, hit.clause.start, hit.start):
        modality = "planned"
    if event.name in _STATES or event.name in _IN_FORCE:
        modality = event.modality
    if event.name == "reach" and modality == "actual" and scene.flat.startswith(_BEGUN, hit.start):
        modality = "under_construction"
    time = time_of(scene, hit.index, hit.at, max(hit.start, end), hit.clause.start)
    dated = time is not None and time.role == "when"
    kind = "supply_link" if event.name in _BIDS and other and FIRM_END.search(other) else event.kind
    kind = "finance" if event.name == "owner" and scene.flat.endswith(_HOLDERS, hit.start, hit.end) else kind
    kind = "finance" if event.name == "banker" and subject.endswith(_ISSUES) else kind
    kind = (
        "finance"
        if event.name in _STAKES and scene.flat.endswith(_ON_THE_MARKET, hit.start, hit.end)
        else kind
    )
    kind = kind_of_price(subject, other) if event.name == "reprice" else kind
    fields: dict[str, Any] = {
        "kind": kind, "subject": subject, "object": other, "place": place_of(scene, hit.index, hit.at, hit.start),
        "modality": modality, "time": time.time if dated and time else None, "time_inferred": bool(dated and time and time.inferred),
        "rule": f"relation.clause.{event.name}", "confidence": 0.6,
    }  # fmt: skip
    if kind == "production" and other:
        fields["items"] = tuple(filter(None, _AND.split(other)))
    return Draft(min(start, hit.start), end, hit.index, fields)
