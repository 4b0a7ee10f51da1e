"""Many proposed changes at once, without a person looking at each: only those that take nothing away are accepted.

A field that is empty, or whose source is worse, gets its new value. What the office itself has entered (a sheet, an edit by
hand) stays, whatever a news report says, and so does a value whose source is as good or better: these stay open, with the
reason. So a second run, or the next reading, never turns a value back.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select

from lianzhang.core import Text
from lianzhang.ledger import schema as s
from lianzhang.ledger.changes import Known, better, known_records
from lianzhang.ledger.decisions import accept, makes
from lianzhang.ledger.declare import register_named

__all__ = ["Bulk", "accept_all"]

_OWN = "official"
"""An official document may correct what the office entered; nothing worse may without a person."""

OWN_VALUE = Text("台账已有本单位填报的数", "the office's own value stands")
BETTER_SOURCE = Text("现有数的来源同样好或更好", "the present value's source is as good or better")
RIVAL = Text("另有更好或同样好的说法", "another change says otherwise, from a source as good or better")
NO_RECORD = Text("所属记录尚未登记", "its record is not entered yet")


@dataclass(frozen=True, slots=True)
class Bulk:
    """What was done: fields changed, changes accepted, and those left open: (id, why)."""

    changed: int
    accepted: int
    left: tuple[tuple[str, Text], ...] = ()


Source = tuple[str, str | None] | None
"""Where a value comes from: grade and date of a claim's document, or None for the office's own."""
Present = Mapping[tuple[str, int, str], Source]


def _present(connection: Connection, rows: Iterable[Mapping[Any, Any]]) -> Present:
    """Sources of the present values of all fields of the registers that ``rows`` speak to."""
    b, c, d = s.register_basis.c, s.claims.c, s.documents.c
    registers = {r["register"] for r in rows}
    query = select(b.register, b.record, b.field, b.basis).where(b.register.in_(registers))
    packed = {(r, i, f): basis for r, i, f, basis in connection.execute(query)}
    wanted = {basis["claim"] for basis in packed.values() if "claim" in basis}
    sources: dict[str, tuple[str, str | None]] = {}
    ids = sorted(wanted)
    for at in range(0, len(ids), 500):
        claimed = (
            select(c.claim_id, c.grade, d.published).join(s.documents, d.id == c.document_id)
            .where(c.claim_id.in_(ids[at : at + 500])).order_by(c.key)
        )  # fmt: skip
        sources.update({i: (grade, date) for i, grade, date in connection.execute(claimed)})
    return {
        slot: sources.get(basis["claim"], ("spun", None)) if "claim" in basis else None
        for slot, basis in packed.items()
    }


def _held(row: Mapping[Any, Any], known: Known, present: Present) -> Text | None:
    """Why a change must not be accepted without a look; None when it takes nothing away."""
    own = known.keys.get(row["project_key"])
    of = register_named(row["register"]).field(row["field"])
    if own is None or of.type == "texts" or known.records[own].values.get(of.name) is None:
        return None
    slot = (row["register"], own, of.name)
    source = present.get(slot)
    if source is None:  # a sheet, an edit by hand, or a source that nobody noted
        return None if row["grade"] == _OWN else OWN_VALUE
    return None if better(row["grade"], row["published"], *source) else BETTER_SOURCE


def accept_all(connection: Connection, who: str, now: str, only: Collection[str] | None = None) -> Bulk:
    """Accept open changes (those of ``only``) that take nothing away; of rivals the best source's. The rest stays open."""
    c = s.changes.c
    rows = [dict(r) for r in connection.execute(select(s.changes).where(c.state == "proposed")).mappings()]
    if only is not None:
        wanted = set(only)
        rows = [r for r in rows if r["id"] in wanted]
    known = {n: known_records(connection, register_named(n)) for n in {r["register"] for r in rows}}
    present = _present(connection, rows)
    made = {(r["register"], r["project_key"]) for r in rows if makes(r)}
    left: dict[str, Text] = {}
    best: dict[tuple[str, ...], dict[str, Any]] = {}
    for row in sorted(rows, key=lambda r: str(r["id"])):
        slot: tuple[str, ...] = (row["register"], row["project_key"], row["field"])
        if slot[:2] not in made and slot[1] not in known[slot[0]].keys:
            left[row["id"]] = NO_RECORD
            continue
        why = _held(row, known[row["register"]], present)
        if why is not None:
            left[row["id"]] = why
            continue
        if register_named(row["register"]).field(row["field"]).type == "texts":
            slot = (*slot, row["id"])
        old = best.get(slot)
        wins = old is None or better(row["grade"], row["published"], old["grade"], old["published"])
        if wins:
            best[slot] = row
        loser = old if wins else row
        if loser is not None:
            left[loser["id"]] = RIVAL
    ids = [r["id"] for r in best.values()]
    changed = accept(connection, ids, who, now) if ids else 0
    return Bulk(changed, len(ids), tuple(sorted(left.items())))
