"""Which entity a printed name was linked to, by which alias and context, and how sure that is. Doubt stays doubt.

Reasons and their weights are data (``data/link_reasons.csv``). Products are linked to their id in the lexicon, which is that of a
commodity where the chain has one.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from importlib.resources import files

from lianzhang.core import PlaceTree, Text
from lianzhang.evidence.claim import Claim
from lianzhang.evidence.claims.thing import thing_of
from lianzhang.evidence.lexicon.tables import product_ids
from lianzhang.reconcile.entities import Names, full_office
from lianzhang.reconcile.names import clean_name

__all__ = ["Link", "links_of", "reason_words"]

_NEAR = "same document prints the full name"


@dataclass(frozen=True, slots=True)
class Link:
    """A printed ``name`` and the ``entity`` it stands for; None: in doubt between the ``candidates``, which are not merged.

    ``type`` as in entities, or ``product`` (then the entity is its id). ``why``: reasons, joined by ``; ``; ``sure``: 0 to 1, that of
    the weakest reason. ``documents`` print it, ``claims`` counts the claims that do, ``example`` is the id of one of them.
    """

    name: str
    entity: str | None
    type: str
    why: str
    sure: Decimal
    candidates: tuple[str, ...]
    documents: tuple[str, ...]
    claims: int
    example: str


@lru_cache(maxsize=1)
def _reasons() -> dict[str, tuple[Decimal, Text]]:
    text = files("lianzhang.reconcile").joinpath("data/link_reasons.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(line for line in text.splitlines() if not line.startswith("#"))
    return {r["reason"]: (Decimal(r["sure"]), Text(r["zh"], r["en"])) for r in rows}


def _row(reason: str) -> tuple[Decimal, Text]:
    known = _reasons()
    at = reason if reason in known else reason.partition(":")[0]
    return known.get(
        at, next((v for k, v in known.items() if reason.startswith(k)), (Decimal(0), Text(reason, reason)))
    )


def reason_words(why: str) -> Text:
    """Reasons in the reader's words; what stands behind a colon (a document, a person) is kept."""
    told = []
    for reason in why.split("; "):
        words, detail = _row(reason)[1], reason.partition(": ")[2]
        keep = detail if reason.startswith(("renamed", "office")) and detail else ""
        told.append(
            Text(words.zh + (f"（{keep}）" if keep else ""), words.en + (f" ({keep})" if keep else ""))
        )
    return Text("；".join(t.zh for t in told), "; ".join(t.en for t in told))


def sure_of(why: str) -> Decimal:
    """How sure the weakest of the reasons is."""
    return min((_row(reason)[0] for reason in why.split("; ")), default=Decimal(0))


def _product(item: str) -> tuple[str, str] | None:
    """(id, reason) of a product's name."""
    ids = product_ids()
    if item in ids:
        return ids[item], "term"
    return next(
        ((ids[item[at:]], "head of the name") for at in range(1, len(item) - 1) if item[at:] in ids), None
    )


def links_of(claims: Sequence[Claim], names: Names, tree: PlaceTree) -> tuple[Link, ...]:
    """One link for every printed name of an entity, name in doubt and product, ordered by type and name."""
    why = {a: (e.name, reason) for e in names.entities if e.type != "place" for a, reason in e.aliases}
    types = {e.name: e.type for e in names.entities if e.type != "place"}
    doubts = {d.name: d for d in names.doubts}
    found: dict[tuple[str, str | None, str, str, tuple[str, ...]], list[Claim]] = defaultdict(list)
    for claim in sorted(claims, key=lambda c: (c.document, c.start, c.end, c.id)):
        printed = [n for n in (claim.subject, claim.object, claim.issuer) if n]
        for name in dict.fromkeys(
            full_office(thing_of(clean_name(n))[0], claim.place, tree) for n in printed
        ):
            near = names.nearby.get((claim.document, name))
            doubt = doubts.get(name)
            if near:
                found[name, near, types.get(near, "organisation"), _NEAR, ()].append(claim)
            elif doubt and name not in why:
                is_two = doubt.why == "several full names fit"
                own = None if is_two else name
                found[name, own, types.get(name, "organisation"), doubt.why, doubt.candidates].append(claim)
            elif name in why:
                entity, reason = why[name]
                found[name, entity, types.get(entity, "organisation"), reason, ()].append(claim)
            elif name in types:
                found[name, name, types[name], "itself", ()].append(claim)
        for item in dict.fromkeys(i for i in (claim.item, *claim.items) if i):
            product = _product(clean_name(item))
            if product:
                found[clean_name(item), product[0], "product", product[1], ()].append(claim)
    links = [
        Link(
            name, entity, kind, reason, sure_of(reason), candidates,
            tuple(dict.fromkeys(c.document for c in said)), len(said), said[0].id,
        )
        for (name, entity, kind, reason, candidates), said in found.items()
    ]  # fmt: skip
    return tuple(sorted(links, key=lambda n: (n.type, n.name, n.entity or "", n.why)))
