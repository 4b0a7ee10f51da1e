"""Links and time lines in words, and as JSON."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from lianzhang.core import Text, say
from lianzhang.evidence import Claim
from lianzhang.outputs import claim_quantity, show
from lianzhang.outputs.labels import KIND_LABELS, MODALITY_LABELS
from lianzhang.reconcile import Entry, Fact, Link, TimeLine, clean_name
from lianzhang.reconcile.linking import reason_words

__all__ = ["chosen_links", "link_json", "link_line", "timeline_json", "timeline_lines"]


def chosen_links(links: Sequence[Link], name: str | None, *, doubtful: bool, every: bool) -> list[Link]:
    """Links by what is asked: names that hold ``name``; ``doubtful`` ones; without ``every`` none that speak for themselves."""
    wanted = clean_name(name) if name else ""
    return [
        n
        for n in links
        if (
            not wanted
            or wanted in n.name
            or wanted in (n.entity or "")
            or any(wanted in c for c in n.candidates)
        )
        and (n.candidates or not doubtful)
        and (every or (n.type != "product" and n.why != "itself"))
    ]


def link_line(link: Link) -> str:
    """One link in words: name, entity or candidates, why, how sure, where."""
    why, sure = reason_words(link.why), f"{link.sure:.2f}"
    where = Text(
        f"{len(link.documents)} 份文件，{link.claims} 条论断",
        f"{len(link.documents)} documents, {link.claims} claims",
    )
    candidates = "、".join(link.candidates)
    if link.entity is None:
        head = Text(f"{link.name} → 未定：{candidates}", f"{link.name} → open: {candidates}")
    else:
        maybe = f"（或与 {candidates} 有关）" if candidates else ""
        head = Text(
            f"{link.name} → {link.entity}{maybe}",
            f"{link.name} → {link.entity}" + (f" (or {candidates})" if candidates else ""),
        )
    return say(
        Text(
            f"{head.zh}｜{why.zh}｜把握 {sure}｜{where.zh}",
            f"{head.en} | {why.en} | sure {sure} | {where.en}",
        )
    )


def link_json(link: Link) -> dict[str, Any]:
    """A link as JSON."""
    return {
        "name": link.name, "entity": link.entity, "type": link.type, "why": link.why, "sure": float(link.sure),
        "candidates": list(link.candidates), "documents": list(link.documents), "claims": link.claims, "example": link.example,
    }  # fmt: skip


def _claim(fact: Fact, claims: Mapping[str, Claim]) -> Claim | None:
    return next((claims[c] for c in fact.claims if c in claims), None)


def _value(fact: Fact, claims: Mapping[str, Claim]) -> str:
    claim = _claim(fact, claims)
    if claim is None or (fact.value is None and not fact.lost):
        return ""
    return show(claim_quantity(claim, None))


def _entry(entry: Entry, claims: Mapping[str, Claim]) -> str:
    fact, claim = entry.fact, _claim(entry.fact, claims)
    time = entry.time or say(Text("时间未注明", "no time"))
    if entry.time and not entry.dated:
        time += say(Text("（发布日）", " (published)"))
    kind, state = (
        say(t.get(k, Text(k, k))) for t, k in ((KIND_LABELS, fact.kind), (MODALITY_LABELS, fact.modality))
    )
    about = [
        fact.subject if entry.role != "subject" else None,
        fact.item or "、".join(fact.items),
        fact.measure,
        fact.stage,
    ]
    words = " ".join(x for x in (kind, state, *about, _value(fact, claims)) if x)
    if fact.conflicts:
        words += say(Text(f"【另有 {len(fact.conflicts)} 种说法】", f" [{len(fact.conflicts)} rival values]"))
    if entry.backward:
        words += say(Text("【晚于更进一步的说法】", " [later than a further state]"))
    quote = f"{claim.document}「{' '.join(claim.quote.split())[:60]}」" if claim else ""
    return say(
        Text(
            f"{time}｜{words}｜{fact.sources} 个来源：{quote}",
            f"{time} | {words} | {fact.sources} sources: {quote}",
        )
    )


def timeline_lines(line: TimeLine, claims: Mapping[str, Claim]) -> Iterator[str]:
    """A time line in words: the names, the steps of its works, then every entry with its sentence."""
    names = "、".join(n for n in line.names if n != clean_name(line.entity.name))
    yield say(
        Text(
            f"{line.entity.name}" + (f"（又名 {names}）" if names else ""),
            line.entity.name + (f" (also {names})" if names else ""),
        )
    )
    for step in line.steps:
        state = MODALITY_LABELS.get(step.state, Text(step.state, step.state))
        when = step.time or "–"
        yield say(Text(f"  → {when} {step.thing}：{state.zh}", f"  → {when} {step.thing}: {state.en}"))
    for entry in line.entries:
        yield _entry(entry, claims)
    yield say(Text(f"{len(line.entries)} 条", f"{len(line.entries)} entries"))


def timeline_json(line: TimeLine, claims: Mapping[str, Claim]) -> dict[str, Any]:
    """A time line as JSON: every entry with the claims that it rests on."""
    return {
        "schema": 1, "name": line.entity.name, "type": line.entity.type, "names": list(line.names),
        "steps": [{"time": s.time, "thing": s.thing, "state": s.state, "fact": s.fact.id} for s in line.steps],
        "entries": [
            {
                "time": e.time, "dated": e.dated, "role": e.role, "backward": e.backward, "fact": e.fact.id, "kind": e.fact.kind,
                "subject": e.fact.subject, "object": e.fact.object, "item": e.fact.item, "measure": e.fact.measure,
                "modality": e.fact.modality, "sources": e.fact.sources, "conflicts": list(e.fact.conflicts),
                "claims": [claims[c].to_json() for c in e.fact.claims if c in claims],
            }
            for e in line.entries
        ],
    }  # fmt: skip
