"""The plan as a planner reads it: status in words, tables, prices of scarcity, and every figure's basis."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from lianzhang.core import Quantity, RowBasis, SolveBasis, Text
from lianzhang.plan import labels
from lianzhang.plan.explain import Conflict
from lianzhang.plan.model import Model

if TYPE_CHECKING:
    import polars as pl

__all__ = ["STATUS", "Plan"]

STATUS: Mapping[str, Text] = {
    "optimal": Text("已求得最优方案", "an optimal plan was found"),
    "feasible": Text(
        "到时间或次数上限时的可行方案，未证明最优", "a plan that fits, stopped before it was proved optimal"
    ),
    "infeasible": Text("这些条件不能同时满足，没有可行方案", "the conditions cannot all hold: no plan fits"),
    "unbounded": Text("费用可无限下降，模型缺少约束", "the cost can fall without end: a limit is missing"),
    "no_plan": Text("到时间或次数上限仍未找到方案", "stopped at a limit before any plan was found"),
    "error": Text("求解器出错", "the solver failed"),
}
TABLES = (
    "build",
    "project",
    "activity",
    "capacity",
    "flow",
    "trade",
    "unmet",
    "draw",
    "deliver",
    "shortfall",
    "reuse",
    "stock",
    "plants",
    "waste",
    "use",
    "origin",
    "prices",
)


@dataclass(frozen=True, repr=False)
class Plan:
    """The result of :func:`lianzhang.plan.solve`.

    ``tables`` name → Polars frame with keys, ``quantity`` (or ``price``) and ``unit``; see ``docs/planning-tables.md``.
    ``objective`` and ``bound`` in CNY, discounted, None without a plan. ``residual`` is the largest violation of a row
    after the solve, relative to the size of its terms. ``run`` is the hash of the inputs.
    """

    status: str
    detail: str
    objective: float | None
    bound: float | None
    run: str
    tables: Mapping[str, pl.DataFrame]
    conflicts: tuple[Conflict, ...] = ()
    notes: tuple[Text, ...] = ()
    residual: float | None = None
    model: Model | None = field(default=None, repr=False, compare=False)
    columns: Mapping[str, npt.NDArray[np.int64]] = field(default_factory=dict, repr=False, compare=False)
    prices_by_row: npt.NDArray[np.float64] | None = field(default=None, repr=False, compare=False)
    values: npt.NDArray[np.float64] | None = field(default=None, repr=False, compare=False)
    reduced: npt.NDArray[np.float64] | None = field(default=None, repr=False, compare=False)

    def __repr__(self) -> str:
        """Status, cost and the size of the tables."""
        cost = "no plan" if self.objective is None else f"{self.objective:.6g} CNY"
        sizes = ", ".join(
            f"{n} {self.tables[n].height}"
            for n in ("build", "activity", "flow", "prices")
            if n in self.tables
        )
        return f"<Plan {self.status}: {cost}; {sizes}; run {self.run}>"

    @property
    def status_text(self) -> Text:
        """The status in words."""
        return STATUS[self.status]

    @property
    def build(self) -> pl.DataFrame:
        """What is built: region, process, year, quantity, unit."""
        return self.tables["build"]

    @property
    def activity(self) -> pl.DataFrame:
        """What is made: region, process, year, quantity, unit."""
        return self.tables["activity"]

    @property
    def flow(self) -> pl.DataFrame:
        """What moves: from, to, commodity, year, quantity, unit."""
        return self.tables["flow"]

    @property
    def trade(self) -> pl.DataFrame:
        """What is bought and sold: region, commodity, year, side, step, quantity, unit."""
        return self.tables["trade"]

    @property
    def unmet(self) -> pl.DataFrame:
        """Demand not met: region, commodity, year, quantity, unit."""
        return self.tables["unmet"]

    @property
    def capacity(self) -> pl.DataFrame:
        """What stands: region, process, year, quantity, unit."""
        return self.tables["capacity"]

    @property
    def prices(self) -> pl.DataFrame:
        """The bottlenecks: what one more unit of the scarce thing saves (of a requirement: one unit less)."""
        return self.tables["prices"]

    def quantity(self, table: str, index: int) -> Quantity:
        """The figure of one row of a table, or the price of one row of ``prices``, with its basis.

        Raises KeyError for ``origin``, which has several figures a row, and for an unknown table; IndexError for a row that is not
        there.
        """
        row = self.tables[table].row(index, named=True)
        if table not in self.columns:
            keys = " · ".join(str(v) for k, v in row.items() if k not in ("quantity", "unit"))
            summed = SolveBasis(self.run, f"{table}: {keys}", (), self._rows(table, index))
            return Quantity(Decimal(repr(float(row["quantity"]))), row["unit"], summed)
        column = int(self.columns[table][index])
        if table == "prices":
            return self._price(row, column, self._rows(table, index))
        m = self.model
        assert m is not None and m.program is not None
        name = labels.column_label(m, column).en
        touched = m.program.index[m.program.starts[column] : m.program.starts[column + 1]]
        binding: list[tuple[str, Decimal, str]] = []
        if self.prices_by_row is not None:
            priced = [int(r) for r in touched if self.prices_by_row[r] != 0]
            for r in sorted(
                priced, key=lambda r: -abs(self.prices_by_row[r]) if self.prices_by_row is not None else 0
            )[:20]:
                block, k = labels.find_block(m.program.rows, r)
                price = Decimal(repr(float(self.prices_by_row[r])))
                binding.append((labels.row_label(m, r).en, price, f"CNY/{labels.row_unit(m, block, k)}"))
        basis = SolveBasis(self.run, name, tuple(binding), self._rows(table, index))
        return Quantity(Decimal(repr(float(row["quantity"]))), row["unit"], basis)

    def _rows(self, table: str, index: int) -> tuple[RowBasis, ...]:
        from lianzhang.plan.lineage_tables import sources_of

        assert self.model is not None
        return self.model.lineage.bases(sources_of(self, table, index)[0])

    def _price(self, row: Mapping[str, Any], at: int, rows: tuple[RowBasis, ...]) -> Quantity:
        m = self.model
        assert m is not None and m.program is not None
        count = len(m.program.row_lower)
        label = labels.row_label(m, at) if at < count else labels.column_label(m, at - count)
        return Quantity(
            Decimal(repr(float(row["price"]))), row["unit"], SolveBasis(self.run, label.en, (), rows)
        )

    def to_json(self) -> dict[str, Any]:
        """The plan as plain data: ``status, objective, bound`` and one list a table, each row with its keys and unit."""
        out: dict[str, Any] = {
            "schema": 1,
            "status": self.status,
            "status_text": {"zh": self.status_text.zh, "en": self.status_text.en},
            "objective": self.objective,
            "bound": self.bound,
            "money": "CNY",
            "run": self.run,
            "residual": self.residual,
        }
        if self.model is not None and self.model.program is not None:
            from lianzhang.plan.after import ranges

            out["ranges"] = ranges(self.model.program)
        from lianzhang.plan.lineage import Sources
        from lianzhang.plan.lineage_tables import with_sources

        sources = Sources()
        out |= with_sources(self, TABLES, sources)
        out["conflicts"] = [
            {
                "role": c.role, "zh": c.what.zh, "en": c.what.en, "amount": c.amount, "unit": c.unit,
                "rows": [{"file": r.file, "row": r.row} for r in c.rows],
                "source": sources.index(tuple((r.file, r.row, r.column) for r in c.rows)),
            }
            for c in self.conflicts
        ]  # fmt: skip
        out["sources"] = sources.listed
        out["notes"] = [{"zh": n.zh, "en": n.en} for n in self.notes]
        return out
