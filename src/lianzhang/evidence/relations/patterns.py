"""Statements without a number: supply links, zoning, policies, institutions, named projects, milestones …

Patterns are data (``data/frames_relations.toml``, explained at its head) and run over one sentence each; names found by the
lexical layer decide which parts of a list are organisations, parks or places.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import lru_cache
from typing import Any

from ahocorasick_rs import AhoCorasick

from lianzhang.evidence.claims.reading import Draft, Reading
from lianzhang.evidence.clauses import Sentence
from lianzhang.evidence.relations.clauses_who import head_of
from lianzhang.evidence.relations.objects import objects_of
from lianzhang.evidence.relations.subjects import (
    Hit,
    Who,
    load_relations,
    proposal_name,
    split_list,
    subjects_of,
    tidy,
)
from lianzhang.evidence.relations.who import first_word
from lianzhang.evidence.scene import Scene
from lianzhang.evidence.subjects.places import place_of
from lianzhang.evidence.subjects.times import time_of
from lianzhang.evidence.together import Approach, holds, needs

__all__ = ["relation_claims"]


def relation_claims(reading: Reading) -> list[Draft]:
    """A draft for every statement without a number that a pattern finds outside repeated copies."""
    scene, out = reading.scene, []
    relations = load_relations()
    wanted, searches = _needs(), _searches()
    for index, which in _candidates(scene):
        sentence = scene.sentences[index]
        if reading.repeated(sentence.start, sentence.end):
            continue
        said = scene.flat[sentence.start : sentence.end]
        for i in which:
            relation = relations[i]
            if not holds(said, wanted[i]):
                continue
            if reading.zones[index] not in relation.options.get("zones", ("body",)):
                continue
            for found in searches[i].finditer(scene.flat, sentence.start, sentence.end):
                if relation.unless and relation.unless.search(found[0]):
                    continue
                if _DENIED.search(scene.flat, max(sentence.start, found.start() - 3), found.start()):
                    continue
                if scene.masked[found.start()] == "\u3000" and "t" not in relation.pattern.groupindex:
                    continue
                clause = _clause_index(sentence, found.start())
                hit = Hit(relation, index, sentence, clause, sentence.start, found)
                out += _drafts(reading, hit)
    return _fullest(out) + _reply_dates(reading)


_DENIED = re.compile("(?:未|没有|尚未|并未|从未|不再|无需)\\Z")


def _fullest(drafts: list[Draft]) -> list[Draft]:
    """Without the drafts that another of the same kind and subject tells over the same words with an object."""
    told: dict[tuple[Any, Any, int], list[Draft]] = {}
    for d in drafts:
        if d.fields["object"] is not None:
            told.setdefault((d.fields["kind"], d.fields["subject"], d.sentence), []).append(d)
    return [
        d
        for d in drafts
        if d.fields["object"] is not None
        or not any(
            o.start < d.end and d.start < o.end
            for o in told.get((d.fields["kind"], d.fields["subject"], d.sentence), ())
        )
    ]


_REPLY = re.compile(r"第\d+号(?:提案|建议|议案)的(?:答复|复函|回复)")
_ISSUED = re.compile(r"(?:生成|发布|公开|发文|成文)日期：\s*(\d{4})-(\d{1,2})-(\d{1,2})")
_SIGNED = re.compile(r"^\s*((?:20|19)\d{2})年(\d{1,2})月(\d{1,2})日\s*$", re.MULTILINE)


def _reply_dates(reading: Reading) -> list[Draft]:
    """When the reply to a proposal was signed and published: the date line at its end, the date in its header."""
    scene, out = reading.scene, []
    subject = proposal_name(scene)
    reply = _REPLY.search(scene.flat)
    if not reply or not subject:
        return []
    line = scene.flat.rfind("\n", 0, reply.start()) + 1
    office = re.search(r"([\u4e00-\u9fff]{2,20}?)关于", scene.flat[line : reply.start()])
    for stage, pattern in (("reply_published", _ISSUED), ("reply_signed", _SIGNED)):
        found = list(pattern.finditer(scene.flat))
        m = found[-1] if found else None
        index = next((i for i, s in enumerate(scene.sentences) if m and s.start <= m.start(1) < s.end), None)
        if m is None or index is None:
            continue
        fields: dict[str, Any] = {
            "kind": "proposal_step", "subject": subject, "object": office[1] if office else None, "modality": "actual",
            "place": scene.home[0] if scene.home else None, "stage": stage, "time": f"{m[1]}-{int(m[2]):02}-{int(m[3]):02}",
            "rule": "relation.proposal_date", "confidence": 0.8,
        }  # fmt: skip
        out.append(
            Draft(
                m.start(1) if stage == "reply_signed" else m.start(),
                m.end(3) + (stage == "reply_signed"),
                index,
                fields,
            )
        )
    return out


@lru_cache(maxsize=1)
def _words() -> tuple[AhoCorasick, list[tuple[int, ...]]]:
    """A matcher of all words that call for a pattern, and for each word the patterns it calls."""
    calls: dict[str, list[int]] = {}
    for at, relation in enumerate(load_relations()):
        for word in relation.words:
            calls.setdefault(word, []).append(at)
    return AhoCorasick(list(calls)), [tuple(c) for c in calls.values()]


@lru_cache(maxsize=1)
def _needs() -> tuple[tuple[tuple[str, ...], ...], ...]:
    """What a sentence must hold for each pattern: quicker to see than that the pattern fails at every character."""
    return tuple(needs(r.pattern) for r in load_relations())


@lru_cache(maxsize=1)
def _searches() -> tuple[Approach, ...]:
    """How each pattern is searched."""
    return tuple(Approach(r.pattern) for r in load_relations())


def _candidates(scene: Scene) -> list[tuple[int, list[int]]]:
    """Which patterns to try on which sentence, in order: one pass over the text."""
    matcher, calls = _words()
    starts = [s.start for s in scene.sentences]
    found: dict[int, set[int]] = {}
    for word, start, end in matcher.find_matches_as_indexes(scene.flat, overlapping=True):
        at = bisect_right(starts, start) - 1
        if at >= 0 and end <= scene.sentences[at].end:
            found.setdefault(at, set()).update(calls[word])
    return [(at, sorted(found[at])) for at in sorted(found)]


def _clause_index(sentence: Sentence, at: int) -> int:
    i = bisect_left(sentence.clauses, at + 1, key=lambda c: c.start) - 1
    return max(0, i)


# ---- drafts


def _items(scene: Scene, hit: Hit) -> tuple[str, ...]:
    group = hit.relation.options.get("items") or ("i" if "i" in hit.found.re.groupindex else None)
    if group is None or group not in hit.found.re.groupindex:
        return ()
    span = hit.span(group)
    if span is None:
        return ()
    parts = [tidy(scene.flat[a:b]) for a, b in split_list(scene, span)]
    return tuple(p for p in parts if p)


def _gap_places(scene: Scene, hit: Hit) -> list[Who]:
    """The places whose gaps are to be closed, where the list names places alone."""
    span = hit.span("o")
    if hit.relation.kind != "zoning" or span is None or "补齐" not in hit.relation.words:
        return []
    out: list[str] = []
    for a, b in split_list(scene, span):
        found = scene.places(a, b)
        if not found or found[0].start != a or found[-1].end != b:
            return []
        out += [path for f in found for path in f.paths]
    paths = tuple(dict.fromkeys(out))
    return [Who("、".join(scene.short(p) for p in paths), None, ";".join(paths))] if paths else []


def _issuer(scene: Scene, hit: Hit) -> str | None:
    clause = hit.sentence.clauses[hit.clause]
    after = _ISSUED_BY.match(scene.flat, hit.found.end(), hit.sentence.end)
    if after:
        return after[1]
    found = scene.names(clause.start, hit.found.start(), "government")
    if found and _EXPLAINED.search(scene.flat, found[-1].end, hit.found.start()):
        return None
    return found[-1].name if found else None


_ISSUED_BY = re.compile(
    r"[^。；由]{0,8}由([\u4e00-\u9fff]{4,20}?)(?:正式|联合|共同)?(?:印发|出台|发布|制定|颁布)"
)
_EXPLAINED = re.compile(r"解读|宣讲|学习|贯彻|落实|介绍|转发")
"""Who explains a document has not issued it."""


def _drafts(reading: Reading, hit: Hit) -> list[Draft]:
    scene, relation = reading.scene, hit.relation
    whos = subjects_of(reading, hit)
    if not whos:
        return []
    objects = objects_of(reading, hit)
    if not objects or _own_motto(scene, hit):
        return []
    items = _items(scene, hit)
    gaps = _gap_places(scene, hit)
    if gaps:  # 补齐甲、乙产业短板: whose gap it is, not what is lacking
        whos, objects, items = gaps, ["产业短板补齐"], ()
    modality = _not_yet(reading, hit, _modality(reading, hit))
    item = None
    if relation.options.get("item"):
        item = _item(scene, hit)
    elif relation.kind == "production" and not items and hit.span("i"):
        item = tidy(hit.found["i"])
    time = _time(scene, hit)
    held = hit.found["h"] if "h" in hit.found.re.groupindex else None
    made = "、".join(items) or item if relation.kind == "production" else None
    out = []
    end = hit.found.end()
    start = hit.found.start()
    while start < end and scene.flat[start] in "，、；。： ":
        start += 1
    if hit.relation.words[0] == "举办" and objects == [None]:
        whos, objects, start = _held_by(scene, hit, whos, start)
    inside = first_word(scene, hit)
    if inside and [who.name for who in whos] == [inside[0].name]:
        start = inside[0].start  # whose supplier it is, said before, is another statement
    for who in whos:
        if not who.name:
            continue
        place = _stands(scene, hit) or who.place or _place(scene, hit)
        name = who.name + "".join(hit.found[g] or "" for g in ("v", "a") if g in hit.found.re.groupindex)
        name += relation.options.get("suffix", "")
        if modality == "target" and relation.kind == "milestone":
            name = _STRIVING.sub("", name)
        for other in objects:
            if other and other == who.name:
                continue
            fields: dict[str, Any] = {
                "kind": "institution" if scene.firm_led and name.endswith(_FUNDS) else relation.kind, "subject": name, "object": other or who.honour or made or held, "item": item, "items": items, "place": place,
                "issuer": _issuer(scene, hit) if relation.options.get("issuer") else None, "modality": modality,
                "stage": relation.options.get("stage") or (_stage(hit)), "time": time[0], "time_inferred": time[1], "rule": "relation." + relation.kind,
                "confidence": 0.7,
            }  # fmt: skip
            out.append(Draft(start, end, hit.index, fields))
    return out


def _held_by(scene: Scene, hit: Hit, whos: list[Who], start: int) -> tuple[list[Who], list[str | None], int]:
    """A meeting that a firm or body named right before the verb holds (某协会近日召开某座谈会): the other end of what that does."""
    clause = hit.sentence.clauses[hit.clause]
    a, b = head_of(scene, clause, hit.found.start())
    named = scene.names(a, b, "organisation", "institution") if b > a else []
    if len(whos) != 1 or not named or (named[-1].start, named[-1].end) != (a, b):
        return whos, [None], start
    return [Who(named[-1].name, named[-1])], [whos[0].name], a


_FUNDS = ("基金", "基金合伙企业")
"""What firms found is no support from an office."""


def _modality(reading: Reading, hit: Hit) -> str:
    """What the pattern says, unless its clause says otherwise."""
    usual: str = hit.relation.modality
    if hit.relation.fixed:
        return usual
    own, stop = hit.span("o"), hit.found.end()
    if own and own[0] > hit.found.start() + 1 and hit.relation.kind == "milestone":
        stop = own[0]  # 列入国家计划: what a list is called is no plan
    decided, cue = reading.modality.of(hit.sentence, hit.clause, hit.found.start() + 1, stop, numeric=False)
    return decided if cue is not None or decided == "proposed" else usual


def _stands(scene: Scene, hit: Hit) -> str | None:
    """Where works are built, where the words found open with it (在某县建设……项目): not the home of their builder."""
    if hit.relation.kind != "project" or hit.found[0][0] not in "在于":
        return None
    within = scene.settings(hit.found.start(), hit.found.end())
    return ";".join(within[0].paths) if within else None


def _place(scene: Scene, hit: Hit) -> str | None:
    """The place of a title, the place told within the words found, else that of the clause."""
    titled = _title_place(scene, hit) if hit.relation.subject == "title" else None
    if titled:
        return titled
    own = hit.relation.kind in ("project", "milestone", "institution")
    within = scene.settings(hit.found.start(), hit.found.end()) if own else []
    told = ";".join(within[0].paths) if within else None
    return told or place_of(scene, hit.index, hit.clause, hit.found.start())


_FOR_FIRMS = re.compile("上市|证券|公司|股票|股份")
_RULE = re.compile(
    r"(?:办法|条例|规程|准则|细则|规定|规范|规则|指引|准则|法|通知|通知书|实施意见)(?:（[^（）]*）)?》"
)
_OF_FIRMS = re.compile("激励计划|持股计划|招股说明书|募集说明书|招股意向书")
_BOUND_BY = re.compile("(?:违反|依据|依照)(?:《[^《》]+》、?)*\\Z")
_OF_MARKETS = re.compile(
    "上市|证券|公司|股票|股份|收购|重大资产|会计|信息披露|交易所|挂牌|回购|募集|债券|审计|评估|准则|指引|指南|规则|规程|章程|通知书|决定书|民法典|合同法"
)
"""What announcements cite as a matter of course."""
_UNDER = re.compile("违反|根据|按照|依据|依照|符合|参照|(?P<see>查阅|详见|参见|登录)")
_CITED = re.compile(r"(?:等|第[\d.一二三四五六七八九十、]+条)?[^，。；]{0,8}(?:规定|要求)")


def _own_motto(scene: Scene, hit: Hit) -> bool:
    """Whether a strategy in quotation marks is a firm's own, or a rule for firms is only cited: no policy."""
    if hit.relation.kind != "policy":
        return False
    if hit.found[0][0] == "《":
        if _OF_FIRMS.search(hit.found[0]):
            return True
        if _FOR_FIRMS.search(hit.found[0]) and _CITED.match(scene.flat, hit.found.end()):
            return True
        before = scene.flat[hit.sentence.start : hit.found.start()]
        if _RULE.search(hit.found[0]) and _BOUND_BY.search(before):
            return True
        under = _UNDER.search(before) if _RULE.search(hit.found[0]) else None
        return bool(under and (under["see"] or _OF_MARKETS.search(hit.found[0])))
    if hit.found[0][0] not in "“‘":
        return False
    clause = hit.sentence.clauses[hit.clause]
    return scene.firm_led or "公司" in scene.flat[clause.start : hit.found.start()]


def _stage(hit: Hit) -> str | None:
    """The stage a pattern of projects has printed; where its ``o`` is the project itself, it has none."""
    plain = hit.relation.kind == "project" and hit.relation.options.get("object_from") != "o"
    return hit.found["o"] if plain and hit.span("o") else None


_STRIVEN = re.compile(r"(?:争取|力争|推荐|申报|申请(?!书|获|已|顺利|成功)|积极推动)[^，。；已]{0,24}$")
_STRIVING = re.compile(r"(?:积极|尽快)?(?:争取|力争|推荐|申报|申请|推动)(?:将|把)?")
_PLAN_TITLE = re.compile(
    r"(?:行动计划|工作方案|实施方案|实施意见|发展规划|行动方案)(?:（[^）\n]{2,24}）)*(?:要点|摘要)?(?:（[^）\n]{2,24}）)*\s*$"
)


def _not_yet(reading: Reading, hit: Hit, modality: str) -> str:
    """What is striven for is a target; what the text of a plan says of bodies to set up is planned, unless done."""
    scene, kind = reading.scene, hit.relation.kind
    if modality != "actual" or kind not in ("milestone", "institution"):
        return modality
    clause = hit.sentence.clauses[hit.clause]
    text = scene.flat[clause.start : hit.found.end()]
    if kind == "milestone":
        verb = max((text.rfind(w) for w in hit.relation.words), default=-1)
        return "target" if verb > 0 and _STRIVEN.search(text[:verb]) else modality
    done = re.search("已|了|成立于|揭牌", text)
    title = next((line for line in scene.flat.split("\n", 8)[:8] if line.strip()), "")
    return "planned" if not done and _PLAN_TITLE.search(title) else modality


def _title_place(scene: Scene, hit: Hit) -> str | None:
    """The place with which the title of a document opens: the scheme of a province is not of the town of the meeting."""
    begin = hit.found.start("t")
    if begin < 0:
        return None
    head = re.match(r"[\u4e00-\u9fff]{2,12}?[省市县区州]", scene.flat[begin : begin + 12])
    found = scene.tree.named(head[0]) if head else ()
    return scene.tree.path(found[0].key) if len(found) == 1 else None


def _item(scene: Scene, hit: Hit) -> str | None:
    types = ("product", "mineral", "segment")
    own = scene.names(hit.found.start(), hit.found.end(), *types)
    if own:
        return own[-1].name
    for back in range(hit.clause, -1, -1):
        clause = hit.sentence.clauses[back]
        if clause.segment != hit.sentence.clauses[hit.clause].segment:
            break
        found = scene.names(clause.start, min(clause.end, hit.found.start()), *types)
        if found:
            return found[-1].name
    return None


_VALID = re.compile(r"(\d{4})\s*年?\s*[-—－~～至到]+\s*(\d{4})")


def _time(scene: Scene, hit: Hit) -> tuple[str | None, bool]:
    """The validity printed in a title, else a time of the clause."""
    if hit.relation.options.get("validity"):
        m = _VALID.search(hit.found[0])
        if m:
            return f"{m[1]}/{m[2]}", False
    clause = hit.sentence.clauses[hit.clause]
    if scene.masked[hit.found.start()] != "《":
        inside = [t for t in scene.times(hit.found.start(), hit.found.end()) if t.role == "when"]
        if inside:
            return inside[-1].time, inside[-1].inferred
    found = time_of(scene, hit.index, hit.clause, hit.found.start(), clause.start)
    return (found.time, found.inferred) if found and found.role == "when" else (None, False)
