"""From a planning case to a linear program: sites, decisions and the rows that bind them.

A *site* is a (region, process) pair that may run. Columns: activity (site, year), build (site, year), flow (route, year),
trade (offer, year), draw from a reserve, deliver to a demand of a parent region, unmet, shortfall of a soft target,
plants (whole, for a minimum size). Yearly amounts; a build is the whole of a period.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from lianzhang.chain.tables_case import PlanningCase
from lianzhang.core import Text
from lianzhang.plan.conventions import Factors, alive_shares, existing_shares, factors
from lianzhang.plan.expand import Costs, places, resolve_costs
from lianzhang.plan.program import Builder, Program
from lianzhang.plan.sites import existing_of, net_recipes, optional_of, retired_of, sites_of
from lianzhang.plan.standing import add_standing, kinds_of_life, runs_of

if TYPE_CHECKING:
    import scipy.sparse as sp

    from lianzhang.plan.lineage import Lineage
    from lianzhang.plan.returns import Delivered

__all__ = ["Model", "build_model"]

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]


@dataclass
class Projects:
    """Optional projects: whole or not at all. ``row`` of the table ``capacity``, ``site``, ``year`` of the decision, ``size`` in goods,
    ``shares`` (projects × years) that stands, and from ``start`` on their columns."""

    row: Ints
    site: Ints
    year: Ints
    size: Floats
    shares: Floats
    start: int = 0


@dataclass
class Model:
    """The case while its program is built, and afterwards what is needed to read a solution.

    ``site_region``, ``site_process``: the sites. ``existing`` (sites × years) capacity that stands without a build.
    ``build_of`` (sites × years) column of the build, −1 where there is none. ``recipe_*``: parallel arrays over the
    non-zero entries of all recipes, sorted by process, with ``recipe_starts`` per process. ``returned``: what comes back or serves
    again, as sums of columns, each with its row of the table ``returns``.
    """

    case: PlanningCase
    builder: Builder
    here: Ints
    factors: Factors
    costs: Costs
    alive: Floats
    site_region: Ints
    site_process: Ints
    capped: npt.NDArray[np.bool_]
    existing: Floats
    recipe_process: Ints
    recipe_commodity: Ints
    recipe_quantity: Floats
    recipe_starts: Ints
    projects: Projects
    activity_start: int = 0
    build_of: Ints | None = None
    balance_of: Ints | None = None
    balance_lower: Floats = field(default_factory=lambda: np.empty(0))
    balance_upper: Floats = field(default_factory=lambda: np.empty(0))
    balance_start: int = 0
    notes: list[Text] = field(default_factory=list)
    returned: list[tuple[int, Delivered]] = field(default_factory=list)
    program: Program | None = None

    @property
    def year_count(self) -> int:
        """Number of periods."""
        return len(self.case.years)

    @cached_property
    def entries(self) -> tuple[Ints, Ints]:
        """Every entry of the recipe of every site: (entry, site)."""
        return runs_of(self.recipe_starts, self.site_process)

    @cached_property
    def lineage(self) -> Lineage:
        """The table rows behind the columns and rows of the program."""
        from lianzhang.plan.lineage import Lineage

        return Lineage(self)

    @cached_property
    def by_rows(self) -> sp.csr_array:
        """The matrix of the program in compressed rows."""
        import scipy.sparse as sp

        p = self.program
        assert p is not None
        return sp.csc_array((p.value, p.index, p.starts), shape=(len(p.row_lower), len(p.cost))).tocsr()

    @cached_property
    def lives(self) -> tuple[Ints, Ints]:
        """Processes whose builds stand alike: (one process of each kind, kind of every process)."""
        return kinds_of_life(self.alive)


def _projects(case: PlanningCase, region: Ints, process: Ints) -> Projects:
    """The optional rows of the table ``capacity``; decided a lead time before their vintage, or in the first year."""
    none = np.empty(0, dtype=np.int64)
    table = case.table("capacity")
    row = np.flatnonzero(optional_of(table)) if table is not None else none
    if table is None or not len(row):
        return Projects(none, none, none, np.empty(0), np.empty((0, len(case.years))))
    place = region * len(case.processes) + process
    order = np.argsort(place)
    p, years = table["process"][row], np.array(case.years)
    site = order[np.searchsorted(place[order], table["region"][row] * len(case.processes) + p)]
    vintage = np.where(table["vintage"][row] >= 0, table["vintage"][row], years[0])
    decided = np.searchsorted(years, vintage - case.lead_time[p], side="right") - 1
    size = table["quantity"][row] * np.where(np.isnan(table["weight"][row]), 1.0, table["weight"][row])
    year = np.clip(decided, 0, len(years) - 1).astype(np.int64)
    some = size > 0
    shares = existing_shares(case, vintage, p, retired_of(table)[row])
    return Projects(row[some], site[some], year[some], size[some], shares[some])


def _add_projects(m: Model) -> None:
    """One whole column a project, counted in plants of its size; capex as of any build, and the fixed cost of the years it stands."""
    j = m.projects
    r, p = m.site_region[j.site], m.site_process[j.site]
    capex = m.costs.capex[r, p, j.year]
    running = (np.nan_to_num(m.costs.fixed[r, p]) * m.factors.flow * j.shares).sum(axis=1)
    cost = np.nan_to_num(capex) * m.factors.capex[p, j.year] + running
    j.start = m.builder.columns(
        "project", cost, upper=j.size, whole=True, site=j.site, region=r, process=p, year=j.year, row=j.row
    )  # fmt: skip
    if len(j.row):
        m.builder.scale.append((j.start + np.arange(len(j.row)), j.size))
    free = sorted({m.case.processes[k] for k in p[np.isnan(capex)].tolist()})
    if free:
        names = ", ".join(free)
        m.notes.append(
            Text(
                f"可选项目没有投资成本，按零计：{names}",
                f"optional projects without a capex cost nothing to build: {names}",
            )
        )


def _add_activity(m: Model) -> None:
    s, t = len(m.site_region), m.year_count
    variable = m.costs.variable[m.site_region, m.site_process]
    variable[np.isnan(variable)] = 0.0
    cost = (variable * m.factors.flow).ravel()
    m.activity_start = m.builder.columns(
        "activity", cost, site=lambda: np.repeat(np.arange(s), t), region=lambda: np.repeat(m.site_region, t),
        process=lambda: np.repeat(m.site_process, t), year=lambda: np.tile(np.arange(t), s),
    )  # fmt: skip


def _build_costs(m: Model) -> Floats:
    """Sites × years: capex, and the fixed cost of the years in which the build stands. What stands already goes to the offset."""
    fixed = m.costs.fixed[m.site_region, m.site_process]
    fixed[np.isnan(fixed)] = 0.0
    fixed *= m.factors.flow
    m.builder.offset += float(np.einsum("sy,sy->", fixed, m.existing))
    paid = np.ascontiguousarray(fixed.T)
    cost = m.costs.capex[m.site_region, m.site_process]
    cost *= m.factors.capex[m.site_process]
    one, kind = m.lives
    for of_kind, process in enumerate(one):
        alike = np.flatnonzero(kind[m.site_process] == of_kind) if len(one) > 1 else slice(None)
        # Not as a matrix product: its threads cost more than they save on so little.
        cost[alike] += np.einsum("ys,vy->vs", paid[:, alike], m.alive[process]).T
    return cost


def _add_builds(m: Model, buildable: npt.NDArray[np.bool_]) -> None:
    case, b, t = m.case, m.builder, m.year_count
    useful: Bools = np.logical_or.reduce(m.alive > 0, axis=2)
    at = np.flatnonzero(buildable[m.site_region, m.site_process] & useful[m.site_process])
    cost = _build_costs(m).ravel()[at]
    unit = case.unit_size[m.site_process[at // t]] if case.unit_size.any() else np.zeros(1)
    start = b.columns(
        "build", cost, whole=unit > 0, site=lambda: at // t, region=lambda: m.site_region[at // t],
        process=lambda: m.site_process[at // t], year=lambda: at % t,
    )  # fmt: skip
    m.build_of = np.full((len(m.site_region), t), -1, dtype=np.int64)
    m.build_of.ravel()[at] = start + np.arange(len(at))
    lumpy = np.flatnonzero(unit > 0)
    if len(lumpy):
        b.scale.append((start + lumpy, unit[lumpy]))
    if case.minimum_size.any():
        _add_plants(m, start, at)


def _add_plants(m: Model, start: int, at: Ints) -> None:
    """n plants of at least the minimum: min·n ≤ build ≤ 2·min·n. Any build of min or more is n such plants for some n, so that this
    needs no bound from outside. ``start``: first build; ``at``: site × years + year of every build."""
    b = m.builder
    small = np.flatnonzero(m.case.minimum_size[m.site_process[at // m.year_count]] > 0)
    if not len(small):
        return
    site, year = np.divmod(at[small], m.year_count)
    region, process = m.site_region[site], m.site_process[site]
    least = m.case.minimum_size[process]
    keys = {"region": region, "process": process, "year": year}
    n = b.columns("plants", np.zeros(len(small)), whole=True, site=site, **keys)
    zero, inf = np.zeros(len(small)), np.full(len(small), np.inf)
    low = b.rows("minimum_size", zero, inf, **keys)
    high = b.rows("maximum_of_plants", -inf, zero, **keys)
    k = np.arange(len(small))
    for head, coefficient in ((low, -least), (high, -2 * least)):
        b.add(head + k, start + small, 1.0)
        b.add(head + k, n + k, coefficient)


def _add_capacity(m: Model) -> None:
    t = m.year_count
    at = np.flatnonzero(m.capped)
    upper = m.existing[at].ravel()
    start = m.builder.rows(
        "capacity", np.full(len(upper), -np.inf), upper, site=lambda: np.repeat(at, t), region=lambda: np.repeat(m.site_region[at], t),
        process=lambda: np.repeat(m.site_process[at], t), year=lambda: np.tile(np.arange(t), len(at)),
    )  # fmt: skip
    row, column, value = m.builder.reserve(len(upper))
    years = np.arange(t, dtype=np.int32)
    row[:] = np.arange(start, start + len(upper), dtype=np.int32)
    np.add((m.activity_start + at * t).astype(np.int32)[:, None], years, out=column.reshape(len(at), t))
    value[:] = 1.0
    rows = np.full(len(m.site_region), -1, dtype=np.int64)
    rows[at] = start + np.arange(len(at)) * t
    add_standing(m, rows)


def _add_recipes(m: Model) -> None:
    """Coefficients of activity in the balances: every site with every entry of its recipe, every year."""
    assert m.balance_of is not None
    entry, site = m.entries
    years = np.arange(m.year_count, dtype=np.int32)
    shape = (len(site), m.year_count)
    row, column, value = m.builder.reserve(shape[0] * shape[1])
    first = m.balance_of[m.site_region[site], m.recipe_commodity[entry]]
    np.add(first.astype(np.int32)[:, None], years, out=row.reshape(shape))
    np.add(
        (m.activity_start + site * m.year_count).astype(np.int32)[:, None], years, out=column.reshape(shape)
    )
    value.reshape(shape)[:] = m.recipe_quantity[entry][:, None]


def _add_balances(m: Model, touched: npt.NDArray[np.bool_]) -> None:
    region, commodity = np.nonzero(touched)
    t = m.year_count
    size = len(region) * t
    exact = np.repeat(m.case.exact[commodity], t)
    m.balance_lower, m.balance_upper = np.zeros(size), np.where(exact, 0.0, np.inf)
    m.balance_start = start = m.builder.rows(
        "balance", m.balance_lower, m.balance_upper, region=lambda: np.repeat(region, t),
        commodity=lambda: np.repeat(commodity, t), year=lambda: np.tile(np.arange(t), len(region)),
    )  # fmt: skip
    m.balance_of = np.full(touched.shape, -1, dtype=np.int64)
    m.balance_of[region, commodity] = start + np.arange(len(region)) * t


def _room(case: PlanningCase, starts: Ints, process: Ints) -> int:
    """How many coefficients the program has, about: recipes, capacity by vintage, routes."""
    t, routes = len(case.years), case.table("routes")
    entries = int(np.diff(starts)[process].sum())
    return 4096 + t * (entries + len(process) * (t // 2 + 4) + 2 * (len(routes) if routes is not None else 0))


def build_model(case: PlanningCase) -> Model:
    """The linear program of a case. Raises :class:`~lianzhang.core.InputError` when rows of a table contradict each other."""
    from lianzhang.plan import goods, grades, rows

    here = places(case)
    costs = resolve_costs(case, here)
    existing = existing_of(case)
    region, process, capped, buildable = sites_of(case, costs)
    recipes = net_recipes(case)
    m = Model(
        case, Builder(room=_room(case, recipes[3], process)), here, factors(case), costs, alive_shares(case), region, process, capped,
        existing[region, process], *recipes, _projects(case, region, process),
    )  # fmt: skip
    _add_activity(m)
    _add_builds(m, buildable)
    _add_projects(m)
    plans = goods.prepare(m)
    _add_balances(m, plans.touched)
    _add_recipes(m)
    goods.add(m, plans)
    _add_capacity(m)
    grades.add(m)
    rows.add_all(m)
    m.program = m.builder.program()
    return m
