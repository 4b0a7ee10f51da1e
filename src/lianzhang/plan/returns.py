"""What was delivered comes back: to be recycled, or first to serve a second life.

What comes back in a year is linear in the deliveries of earlier years. A share of it may be put to a second use (a retired vehicle
pack in a storage station); that is a decision of the plan. It leaves the balance of what came back, serves another commodity, and
comes back once more after its second life, then for recycling alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from lianzhang.chain.tables_case import Table
from lianzhang.plan.lifetimes import return_shares
from lianzhang.plan.model import Floats, Ints, Model

__all__ = ["Delivered", "add"]

CONSTANT = -1
"""In place of a column: the amount is a figure of the tables."""


@dataclass(frozen=True)
class Delivered:
    """Deliveries as a sum: ``amount`` × ``column`` (or alone, where that is :data:`CONSTANT`) of ``commodity`` in ``region`` and ``year``."""

    commodity: Ints
    region: Ints
    year: Ints
    column: Ints
    amount: Floats

    @classmethod
    def joined(cls, parts: Sequence[Delivered]) -> Delivered:
        """All of several sums."""
        names = ("commodity", "region", "year", "column", "amount")
        return cls(*(np.concatenate([getattr(p, n) for p in parts]) for n in names))

    def later(self, at: Ints, shares: Floats, commodity: int) -> Delivered:
        """What comes back of the terms ``at`` as ``commodity``: one term for every year with a share (delivery × return years)."""
        position, year = np.nonzero(shares[self.year[at]])
        of = at[position]
        what = np.full(len(of), commodity)
        return Delivered(
            what, self.region[of], year, self.column[of], self.amount[of] * shares[self.year[of], year]
        )


def _number(table: Table, column: str, i: int, default: float = 0.0) -> float:
    if column not in table.columns or np.isnan(table[column][i]):
        return default
    return float(table[column][i])


def _first_shares(m: Model, table: Table, i: int) -> Floats:
    factor = float(table["quantity"][i] * table["collection"][i])
    return factor * return_shares(
        m.case.settings, table["distribution"][i], float(table["mean"][i]), _number(table, "spread", i)
    )


def _second_shares(m: Model, table: Table, i: int) -> Floats:
    kind = str(table["reuse_distribution"][i])
    return return_shares(
        m.case.settings, kind, _number(table, "reuse_mean", i), _number(table, "reuse_spread", i)
    )


def _reused(table: Table) -> list[int]:
    if "reuse" not in table.columns:
        return []
    return np.flatnonzero((table["reuse"] >= 0) & (np.nan_to_num(table["reuse_share"]) > 0)).tolist()


def add(m: Model, delivered: Delivered) -> None:
    """Returns of every row of the table into the balances, with the second lives."""
    table = m.case.table("returns")
    if table is None:
        return
    m.builder.repeats = True
    reused, shares = _reused(table), {i: _first_shares(m, table, i) for i in range(len(table))}
    second = {i: _reuse_columns(m, table, i, shares[i], delivered) for i in reused}
    # What serves as a second use was not newly delivered: it must not come back as if it had been.
    known = Delivered.joined([delivered, *(_not_new(s, delivered) for s in second.values())])
    for i in range(len(table)):
        at = np.flatnonzero(known.commodity == table["delivered"][i])
        back = known.later(at, shares[i], int(table["returned"][i]))
        _into_balance(m, i, back)
        if i in second and len(second[i].region):
            _second_life(m, table, i, second[i], back)


def _reuse_columns(m: Model, table: Table, i: int, shares: Floats, delivered: Delivered) -> Delivered:
    """A column for every place and year where something comes back: what it serves, in units of the second use."""
    back = delivered.later(
        np.flatnonzero(delivered.commodity == table["delivered"][i]), shares, int(table["returned"][i])
    )
    t = m.year_count
    region, year = np.divmod(np.unique(back.region * t + back.year), t)
    use = np.full(len(region), int(table["reuse"][i]))
    cost = _number(table, "reuse_cost", i) * m.factors.flow[year]
    start = m.builder.columns(
        "reuse", cost, region=region, commodity=use, year=year, row=np.full(len(region), i)
    )
    return Delivered(use, region, year, start + np.arange(len(region)), np.ones(len(region)))


def _not_new(served: Delivered, delivered: Delivered) -> Delivered:
    """The second use taken off the deliveries of its commodity, where that is delivered in the same place and year."""
    key = np.stack([delivered.commodity, delivered.region, delivered.year])
    mine = np.stack([served.commodity, served.region, served.year])
    size = key.max(axis=1, initial=0).max() + mine.max(initial=0) + 1
    at = np.isin((mine[0] * size + mine[1]) * size + mine[2], (key[0] * size + key[1]) * size + key[2])
    return Delivered(
        served.commodity[at], served.region[at], served.year[at], served.column[at], -served.amount[at]
    )


def _into_balance(m: Model, i: int, back: Delivered) -> None:
    assert m.balance_of is not None
    rows = m.balance_of[back.region, back.commodity] + back.year
    fixed = back.column == CONSTANT
    np.subtract.at(m.balance_lower, rows[fixed] - m.balance_start, back.amount[fixed])
    np.subtract.at(m.balance_upper, rows[fixed] - m.balance_start, back.amount[fixed])
    m.builder.add(rows[~fixed], back.column[~fixed], back.amount[~fixed])
    m.returned.append((i, back))


def _second_life(m: Model, table: Table, i: int, served: Delivered, back: Delivered) -> None:
    """``served / quantity ≤ share · what came back``; both balances; and the end of the second life."""
    each, share = 1.0 / _number(table, "reuse_quantity", i, 1.0), _number(table, "reuse_share", i)
    returned = np.full(len(served.region), int(table["returned"][i]))
    _into_balance(m, i, served)
    _into_balance(m, i, Delivered(returned, served.region, served.year, served.column, -each * served.amount))
    _into_balance(
        m, i, served.later(np.arange(len(returned)), _second_shares(m, table, i) * each, int(returned[0]))
    )
    upper = np.zeros(len(returned))
    start = m.builder.rows(
        "reuse", np.full(len(upper), -np.inf), upper, region=served.region, commodity=returned, year=served.year,
        row=np.full(len(upper), i),
    )  # fmt: skip
    m.builder.add(start + np.arange(len(upper)), served.column, each)
    row_of = np.full((len(m.case.regions), m.year_count), -1, dtype=np.int64)
    row_of[served.region, served.year] = np.arange(len(upper))
    at, fixed = row_of[back.region, back.year], back.column == CONSTANT
    np.add.at(upper, at[fixed], share * back.amount[fixed])
    m.builder.add(start + at[~fixed], back.column[~fixed], -share * back.amount[~fixed])
