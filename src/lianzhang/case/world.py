"""What the audit looks at: facts, projects and planning tables of a case, as of a day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lianzhang.audit import World
from lianzhang.case.factors import needs_of, quotas_of, standing_of
from lianzhang.core import period, place_tree

if TYPE_CHECKING:
    from lianzhang.case.case import Case

__all__ = ["day_of", "world_of"]


def world_of(case: Case, as_of: str | None) -> World:
    """The world of a case on an ISO date; that of :func:`day_of` when None."""
    ledger = case.ledger
    facts, claims = ledger.facts(), {c.id: c for c in ledger.claims()}
    bands = {
        f.id: band for f in facts if (c := claims.get(f.claims[0])) is not None and (band := c.size_band) is not None
    }  # fmt: skip
    projects = ledger.projects()
    firms = {
        n for e in ledger.entities() if e.type == "organisation" for n in (e.name, *(a for a, _ in e.aliases))
    }
    return World(
        facts=facts,
        claim_basis=ledger.claim_basis,
        projects=projects,
        needs=needs_of(projects),
        quotas=quotas_of(case.planning),
        places=place_tree(),
        size_bands=bands,
        as_of=as_of or day_of(case),
        firms=frozenset(firms),
        standing=standing_of(case.planning),
    )


def day_of(case: Case) -> str | None:
    """The last day of the month of ``case.toml``, else the day of the newest document; None where there is neither."""
    if case.settings.month:
        return period(case.settings.month).last.isoformat()
    dates = [d.source.published for d in case.ledger.documents() if d.source.published]
    return max(dates) if dates else None
