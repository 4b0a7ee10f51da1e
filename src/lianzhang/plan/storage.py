"""Product stocks: goods kept from one period to the next.

The stock stands at the end of a period, in goods (not a year). Flows are yearly amounts, so that putting ``s`` into stock over a
period of ``w`` years takes ``s/w`` a year from its balance, and what the period before left gives ``s·(1 − loss)^w / w`` a year.
"""

from __future__ import annotations

import numpy as np

from lianzhang.chain.tables_case import PlanningCase
from lianzhang.plan.expand import Expanded, expand
from lianzhang.plan.model import Ints, Model

__all__ = ["add", "places_of"]


def places_of(case: PlanningCase, here: Ints) -> Expanded | None:
    """The rows of the table ``storage``, one a place and commodity."""
    table = case.table("storage")
    return expand(case, table, here, spread=True, same=("commodity",)) if table is not None else None


def add(m: Model, e: Expanded | None) -> None:
    """Stock columns, their part in two balances each, and what must be left at the end."""
    table = m.case.table("storage")
    if e is None or table is None:
        return
    assert m.balance_of is not None
    t, span = m.year_count, np.array(m.case.settings.weights)
    n, row = len(e.row), e.row
    commodity = table["commodity"][row]
    limit = np.where(np.isnan(table["limit"]), np.inf, table["limit"])[row]
    cost = np.nan_to_num(table["cost"])[row][:, None] * m.factors.flow
    start = m.builder.columns(
        "stock", cost.ravel(), upper=np.repeat(limit, t), region=np.repeat(e.region, t), commodity=np.repeat(commodity, t),
        year=np.tile(np.arange(t), n), row=np.repeat(row, t),
    )  # fmt: skip
    column = start + np.arange(n * t).reshape(n, t)
    balance = m.balance_of[e.region, commodity][:, None] + np.arange(t)
    kept = (1 - np.nan_to_num(table["loss"])[row][:, None]) ** span / span
    m.builder.add(balance.ravel(), column.ravel(), -np.tile(1 / span, n))
    m.builder.add(balance[:, 1:].ravel(), column[:, :-1].ravel(), kept[:, 1:].ravel())
    given = np.nan_to_num(table["initial"])[row] * kept[:, 0]
    np.subtract.at(m.balance_lower, balance[:, 0] - m.balance_start, given)
    np.subtract.at(m.balance_upper, balance[:, 0] - m.balance_start, given)
    left = np.flatnonzero(np.nan_to_num(table["closing"])[row] > 0)
    if len(left):
        rows = m.builder.rows(
            "closing_stock", table["closing"][row[left]], np.full(len(left), np.inf), region=e.region[left],
            commodity=commodity[left], year=np.full(len(left), t - 1), row=row[left],
        )  # fmt: skip
        m.builder.add(rows + np.arange(len(left)), column[left, -1], 1.0)
