"""Recipes and routes: which process makes what, and what a demand takes all the way back to the ore.

A demand is exploded backwards through one process per commodity (its route). Requirements are gross: what is bought, with
yields, and without credit for scrap or by-products. With A[c, o] the quantity of ``c`` per unit of ``o`` in the route of
``o``, the requirement x of a demand d solves (I − A) x = d. The ends take every recipe at its least, or its most, consumption
at once; they bound the answer and are wider than any likely range, since the rows' ranges do not move together.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from lianzhang.chain.catalogue_model import Catalogue
from lianzhang.core import FormulaBasis, InputError, Problem, Problems, Quantity, Text

__all__ = ["Explosion", "default_routes", "explode"]

Floats = NDArray[np.float64]
_ZERO = Decimal(0)


def default_routes(catalogue: Catalogue) -> dict[str, str]:
    """The default process of each commodity that the chain makes (``data/routes.csv``)."""
    return {r["commodity"]: r["process"] for r in catalogue.tables["routes"].records}


@dataclass(frozen=True, eq=False)
class Explosion:
    """The requirement of a demand.

    ``amount``, ``low``, ``high`` (commodities,) in each commodity's own unit, the demand itself included; ``routes`` the process
    of each commodity. :meth:`quantity` gives any of them with its derivation.
    """

    catalogue: Catalogue
    routes: Mapping[str, str]
    demand: Mapping[str, Quantity]
    amount: Floats
    low: Floats
    high: Floats
    _traced: dict[str, Quantity] = field(default_factory=dict, repr=False)

    def runs(self) -> dict[str, float]:
        """Activity of each process that runs, in units of its main output."""
        at = self.catalogue.commodities.index
        return {p: float(self.amount[at[c]]) for c, p in self.routes.items() if self.amount[at[c]] > 0}

    @cached_property
    def needed(self) -> tuple[str, ...]:
        """The commodities needed, in the order of the catalogue."""
        return tuple(c for c, x in zip(self.catalogue.commodities.ids, self.amount) if x > 0)

    def quantity(self, commodity: str) -> Quantity:
        """The requirement of a commodity in its own unit: direct demand and, process by process, activity × use per unit."""
        if commodity not in self._traced:
            self._traced[commodity] = self._trace(commodity)
        return self._traced[commodity]

    def _trace(self, commodity: str) -> Quantity:
        catalogue, at = self.catalogue, self.catalogue.commodity(commodity)
        inputs: list[tuple[str, Quantity]] = []
        value = low = high = _ZERO
        direct = self.demand.get(commodity)
        if direct is not None:
            inputs.append((say_name(catalogue, commodity), direct))
            value, low, high = _ends(direct)
        for process in catalogue.users(commodity):
            output = catalogue.commodities.ids[catalogue.processes.output[catalogue.process(process)]]
            if self.routes.get(output) != process or not self.amount[catalogue.commodity(output)]:
                continue
            made, use = self.quantity(output), catalogue.flow(process, commodity)
            if use is None:  # users() lists only processes with such a flow
                continue
            inputs += [
                (say_name(catalogue, output), made),
                (f"{say_name(catalogue, process)} · {commodity}", use),
            ]
            u, most, least = (-x for x in _ends(use))
            v, v_low, v_high = _ends(made)
            value, low, high = value + v * u, low + v_low * max(least, _ZERO), high + v_high * most
        expression = Text(
            "直接需求 + Σ 产品需求 × 单位消耗", "direct demand + Σ requirement of product × use per unit"
        )
        if len(inputs) == 1 and direct is not None:
            return direct
        return Quantity(
            value, catalogue.commodities.unit[at], FormulaBasis(expression, tuple(inputs)), low, high
        )


def explode(
    catalogue: Catalogue, demand: Mapping[str, Quantity], routes: Mapping[str, str] | None = None
) -> Explosion:
    """Requirements of a demand, backwards through the routes.

    ``demand`` maps a commodity to a quantity in its own unit; ``routes`` overrides defaults, commodity → process. Raises
    :class:`~lianzhang.core.InputError` for unknown ids, a lost or negative demand, a route that does not make its commodity, or
    routes that go in a circle.
    """
    import scipy.sparse as sp
    from scipy.sparse.linalg import splu

    chosen = default_routes(catalogue) | dict(routes or {})
    _check(catalogue, demand, chosen)
    n = len(catalogue.commodities)
    process = np.array([catalogue.process(p) for p in chosen.values()], dtype=np.int64)
    output = np.array([catalogue.commodity(c) for c in chosen], dtype=np.int64)
    solved: list[Floats] = []
    # Inputs are negative: `high` is the least consumption, `low` the most.
    for which, end in (("quantity", 0), ("high", 1), ("low", 2)):
        flows = (-catalogue.flows.matrix(which)).maximum(0).tocsc()[:, process]
        use = sp.csc_array((n, n))
        use = use + flows @ sp.csc_array(
            (np.ones(len(output)), (np.arange(len(output)), output)), shape=(len(output), n)
        )
        right = np.zeros(n)
        for name, q in demand.items():
            right[catalogue.commodity(name)] = float(_ends(q)[end])
        solved.append(splu((sp.identity(n, format="csc") - use).tocsc()).solve(right))
    # Pivoting leaves dust on what the demand does not reach.
    reached = _reached(catalogue, demand, chosen)
    clean = [np.where(reached, x, 0.0) for x in solved]
    return Explosion(catalogue, chosen, dict(demand), clean[0], clean[1], clean[2])


def say_name(catalogue: Catalogue, identifier: str) -> str:
    """The name of a commodity or process in the language of the user."""
    return str(catalogue.name(identifier))


def _ends(q: Quantity) -> tuple[Decimal, Decimal, Decimal]:
    value = q.value if q.value is not None else _ZERO
    return value, q.low if q.low is not None else value, q.high if q.high is not None else value


def _check(catalogue: Catalogue, demand: Mapping[str, Quantity], routes: Mapping[str, str]) -> None:
    problems = Problems()
    for name, q in demand.items():
        own = catalogue.unit(name)
        if q.unit != own:
            problems.add("demand", Text(f"单位应为 {own}", f"unit must be {own}"), field=name)
        if q.value is None or q.value < 0:
            problems.add("demand", Text("需求量缺失或为负", "demand is missing or negative"), field=name)
    for commodity, process in routes.items():
        if process not in catalogue.makers(commodity):
            makers = "、".join(catalogue.makers(commodity))
            problems.add(
                "routes",
                Text(
                    f"{process} 不生产 {commodity}（可选：{makers}）",
                    f"{process} does not make {commodity} (can: {makers})",
                ),
            )
    problems.raise_if_any()
    circle = _circle(catalogue, routes)
    if circle:
        raise InputError(
            [
                Problem(
                    "routes",
                    Text(f"路线成环：{' → '.join(circle)}", f"routes go in a circle: {' → '.join(circle)}"),
                )
            ]
        )


def _inputs(catalogue: Catalogue, routes: Mapping[str, str]) -> dict[str, list[str]]:
    """Commodity → what its route takes in."""
    ids, flows = catalogue.commodities.ids, catalogue.flows
    of_process: dict[int, list[str]] = {}
    for p, c, q in zip(flows.process, flows.commodity, flows.quantity):
        if q < 0:
            of_process.setdefault(int(p), []).append(ids[c])
    return {c: of_process.get(catalogue.process(p), []) for c, p in routes.items()}


def _reached(
    catalogue: Catalogue, demand: Mapping[str, Quantity], routes: Mapping[str, str]
) -> NDArray[np.bool_]:
    needs, found = _inputs(catalogue, routes), set(demand)
    waiting = list(demand)
    while waiting:
        for below in needs.get(waiting.pop(), ()):
            if below not in found:
                found.add(below)
                waiting.append(below)
    return np.array([c in found for c in catalogue.commodities.ids])


def _circle(catalogue: Catalogue, routes: Mapping[str, str]) -> tuple[str, ...]:
    """Commodities that need themselves through the routes, if any."""
    needs = _inputs(catalogue, routes)
    done: set[str] = set()

    def walk(at: str, path: tuple[str, ...]) -> tuple[str, ...]:
        if at in path:
            return (*path[path.index(at) :], at)
        if at in done:
            return ()
        for below in needs.get(at, ()):
            found = walk(below, (*path, at))
            if found:
                return found
        done.add(at)
        return ()

    for commodity in needs:
        found = walk(commodity, ())
        if found:
            return found
    return ()
