"""What comes back: deliveries through their lifetimes, collection and second life into the recycling processes, by year and element.

    delivered ─► in use ─► end of life ─┬─► not collected
                                         └─► collected ─┬─► second life ─► end of life ─► collected again …
                                                        └─► dismantled ─► leached ─► recovered

Each step is a process of the catalogue taken with its whole recipe; what leaves in the year is treated in the year. Which lifetime,
collection rate and second-life process belong to a product stands in ``chain/data/returns.csv``; every one of them can be given instead.
Arrays are (years, …): trailing dimensions are categories, or the draws of a :class:`~lianzhang.chain.Draws`.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from importlib.resources import files

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lianzhang.balance.lifetimes import Lifetime, lifetime_of, weibull
from lianzhang.balance.stocks import Stocks, Timing, from_inflow
from lianzhang.chain import ELEMENTS, Catalogue, Draws, segment_tree
from lianzhang.core import FormulaBasis, InputError, Problem, Quantity, Text, nearest

__all__ = ["Returns", "collection_rate", "mass_balance", "returns_of", "second_life_share"]

Floats = NDArray[np.float64]
_UNPROCESSED = ("black_mass", "end_of_life")


@dataclass(frozen=True, eq=False)
class Returns:
    """Returns of one product. ``stock`` and ``second`` (None: no second life) are stocks in the product's unit; ``discarded``,
    ``uncollected`` and ``collected`` (years, …) t of end-of-life product, second life included; ``activity`` (years, …) of every
    process in units of its main output; ``outputs`` commodity → (years, …) of all that leaves the last steps.
    """

    catalogue: Catalogue
    product: str
    years: Floats
    stock: Stocks
    second: Stocks | None
    discarded: Floats = field(repr=False)
    uncollected: Floats = field(repr=False)
    collected: Floats = field(repr=False)
    activity: Mapping[str, Floats] = field(repr=False)
    outputs: Mapping[str, Floats] = field(repr=False)
    rows: tuple[tuple[str, Quantity], ...] = field(repr=False)

    @property
    def recovered(self) -> dict[str, Floats]:
        """Commodity → (years, …) of what is sold again: wastes, and black mass that nothing leaches, are left out."""
        tree = segment_tree(self.catalogue)
        left_out = (*_UNPROCESSED, "byproducts")
        return {c: x for c, x in self.outputs.items() if tree.of_commodity(c).id not in left_out}

    def elements(self, of: str = "recovered") -> Floats:
        """(years, …, 12) t of each element (``lianzhang.chain.ELEMENTS``) ``delivered``, ``discarded``, ``collected`` or ``recovered``."""
        content = self.catalogue.commodities.content
        if of == "recovered":
            parts = [x[..., None] * content[self.catalogue.commodity(c)] for c, x in self.recovered.items()]
            return np.asarray(sum(parts, np.zeros((*self.discarded.shape, content.shape[1]))))
        per_t = content[self.catalogue.processes.output[self.catalogue.process(self._use)]]
        amounts = {"discarded": self.discarded, "collected": self.collected}
        if of == "delivered":
            return np.asarray(self.stock.inflow[..., None] * content[self.catalogue.commodity(self.product)])
        if of not in amounts:
            known = ("delivered", "discarded", "collected", "recovered")
            message = Text(f"没有 {of}", f"there is no {of}")
            raise InputError([Problem("returns", message, nearest=nearest(of, known))])
        return np.asarray(amounts[of][..., None] * per_t)

    @property
    def _use(self) -> str:
        return next(iter(self.activity))

    def quantity(self, commodity: str, year: int) -> Quantity:
        """What of a recovered commodity comes back in a year, in its own unit, over the rows that it rests on."""
        if commodity not in self.outputs:
            message = Text(f"{commodity} 不在回收产物中", f"{commodity} is not recovered")
            raise InputError([Problem("returns", message, nearest=nearest(commodity, self.outputs))])
        at = int(np.argmin(np.abs(self.years - year)))
        x = np.ravel(self.outputs[commodity][at])
        value = Decimal(f"{np.median(x):.9g}") if x.size else None
        ends = [Decimal(f"{v:.9g}") for v in np.quantile(x, (0.05, 0.95))] if x.size > 1 else [None, None]
        expression = Text(
            "Σ 历年交付 × 当年退役份额 × 回收率 × 各工序产出率",
            "Σ deliveries × share retiring in the year × collection × yields",
        )
        return Quantity(
            value, self.catalogue.unit(commodity), FormulaBasis(expression, self.rows), ends[0], ends[1]
        )


@lru_cache(maxsize=1)
def _known() -> dict[str, dict[str, str]]:
    text = files("lianzhang.chain").joinpath("data/returns.csv").read_text(encoding="utf-8")
    return {r["product"]: dict(r) for r in csv.DictReader(text.splitlines())}


def _rules(product: str) -> dict[str, str]:
    rules = _known().get(product)
    if rules is None:
        message = Text(f"{product} 没有退役规则", f"nothing is known of how {product} comes back")
        raise InputError([Problem("returns.csv", message, nearest=nearest(product, _known()))])
    return rules


def collection_rate(
    catalogue: Catalogue, product: str, years: ArrayLike
) -> tuple[Floats, tuple[tuple[str, Quantity], ...]]:
    """Share of end-of-life product that reaches formal recyclers, (years,), and the rows behind it.

    Statistics of a year and scenarios of later ones are joined by straight lines; before and after them the nearest stands.
    """
    segment, points, rows = _rules(product)["collection_segment"], {}, []
    for i, r in enumerate(catalogue.tables["lifetimes"].records):
        if r["segment"] != segment or "collection_rate" not in r["parameter"]:
            continue
        year = int(r["condition"].rstrip("+")[-4:])
        points[year] = float(r["value"])
        rows.append((f"collection {year}", catalogue.figure("lifetimes", i)))
    if not points:
        message = Text(f"{segment} 没有回收率", f"no collection rate of {segment}")
        raise InputError([Problem("lifetimes", message)])
    known = sorted(points)
    return np.interp(np.asarray(years, dtype=np.float64), known, [points[y] for y in known]), tuple(rows)


def second_life_share(catalogue: Catalogue, product: str) -> Quantity | None:
    """Share of what is collected that goes to second life; None for products without such a use in the catalogue."""
    if not _rules(product)["second_life"]:
        return None
    return catalogue.lifetime("ev_lfp", "lfp", "cascade_share_of_collected")


def returns_of(
    catalogue: Catalogue,
    product: str,
    years: ArrayLike,
    deliveries: ArrayLike,
    *,
    life: Lifetime | None = None,
    collection: ArrayLike | None = None,
    second_life: float | None = None,
    timing: Timing = "end",
    draws: Draws | None = None,
) -> Returns:
    """Returns of a product delivered over consecutive years.

    ``deliveries`` (years, …) in the product's unit; ``life``, ``collection`` (a share, or one a year) and ``second_life`` (a share of
    what is collected, 0 for none) replace the catalogue's. With ``draws`` recipes and the catalogue's lifetime are those of each draw,
    the last dimension. Raises :class:`~lianzhang.core.InputError` for shares outside 0 to 1 and products that nothing is known of.
    """
    rules, at = _rules(product), np.asarray(years, dtype=np.float64)
    rows: list[tuple[str, Quantity]] = []
    if life is None:
        life = _lifetime(catalogue, rules["life_segment"], rules["life_chemistry"], draws, rows)
    rate, part = _shares(catalogue, product, at, (collection, second_life), rows)
    into = np.asarray(deliveries, dtype=np.float64)
    if draws is not None and into.ndim == 1:
        into = into[:, None]
    stock = from_inflow(at, into, life, timing=timing)
    run = _Run(catalogue, draws, rows)
    gone = stock.outflow + stock.excess
    discarded = run.through(rules["use"], product, gone)
    rate = rate if rate.ndim == 0 else rate.reshape(rate.shape + (1,) * (discarded.ndim - rate.ndim))
    second: Stocks | None = None
    if part:
        second, again = _second_life(run, rules, (at, timing), (discarded, rate, part))
        discarded = discarded + again
    collected = discarded * rate
    run.treat(rules["use"], collected, part and run.activity[rules["second_life"]])
    outputs = {c: x for c, x in run.outputs.items() if c not in run.taken}
    return Returns(
        catalogue,
        product,
        at,
        stock,
        second,
        discarded,
        discarded - collected,
        collected,
        run.activity,
        outputs,
        tuple(rows),
    )


def _shares(
    of: Catalogue,
    product: str,
    years: Floats,
    given: tuple[ArrayLike | None, float | None],
    rows: list[tuple[str, Quantity]],
) -> tuple[Floats, float]:
    """Collection rate and second-life share, those given or the catalogue's, whose rows are noted."""
    if given[0] is None:
        rate, why = collection_rate(of, product, years)
        rows += why
    else:
        rate = np.asarray(given[0], dtype=np.float64)
    part = float(given[1] or 0)
    share = second_life_share(of, product) if given[1] is None else None
    if share is not None:
        rows.append(("second life", share))
        part = float(share.value or 0)
    if not np.all((rate >= 0) & (rate <= 1)) or not 0 <= part <= 1:
        message = Text("份额须在 0 与 1 之间", "shares must lie between 0 and 1")
        raise InputError([Problem("returns", message)])
    if rate.ndim and rate.shape != years.shape:
        message = Text("回收率须为一个数或每年一个", "one share, or one a year")
        raise InputError([Problem("returns", message, field="collection")])
    return rate, part if _rules(product)["second_life"] else 0.0


class _Run:
    """Processes run one after the other: activity of each, and what each puts out."""

    def __init__(self, catalogue: Catalogue, draws: Draws | None, rows: list[tuple[str, Quantity]]) -> None:
        self.catalogue, self.draws, self.rows = catalogue, draws, rows
        self.activity: dict[str, Floats] = {}
        self.outputs: dict[str, Floats] = {}
        self.taken: set[str] = set()

    def flow(self, process: str, commodity: str) -> Floats:
        found = self.catalogue.flow(process, commodity)
        if found is None or found.value is None:
            message = Text(f"{process} 不涉及 {commodity}", f"{process} does not touch {commodity}")
            raise InputError([Problem("returns", message)])
        self.rows.append((f"{process} · {commodity}", found))
        drawn = self.draws is not None
        return self.draws.flow(process, commodity) if self.draws and drawn else np.asarray(float(found.value))

    def main(self, process: str) -> str:
        of = self.catalogue
        return of.commodities.ids[int(of.processes.output[of.process(process)])]

    def through(self, process: str, feed: str, amount: Floats) -> Floats:
        """Run a process on an amount of its feed; its activity, which is added to what it ran before."""
        made = amount / -self.flow(process, feed)
        before = self.activity.get(process)
        self.activity[process] = made if before is None else before + made
        return made

    def treat(self, use: str, collected: Floats, to_second: Floats | float) -> None:
        """Everything after use: collection where it is a process of its own, dismantling, leaching."""
        of, feed, amount = self.catalogue, self.main(use), collected
        tree, first = segment_tree(self.catalogue), True
        # Goods that came back go on to the next step; what a step recovers is sold.
        while first or tree.of_commodity(feed).id in _UNPROCESSED:
            ways = [p for p in of.users(feed) if not p.startswith(("cascade", "use_"))]
            if not ways:
                break
            first = False
            process = ways[0]
            made = self.through(process, feed, amount)
            self.taken.add(feed)
            self._put_out(process, made)
            feed, amount = self.main(process), made
            if isinstance(to_second, np.ndarray) and feed.startswith("col_"):
                amount = made - to_second * -self.flow(_taker(of, feed), feed)
                to_second = 0.0
        self.taken.discard(feed)

    def _put_out(self, process: str, made: Floats) -> None:
        of = self.catalogue
        at = of.process(process)
        for i in np.flatnonzero((of.flows.process == at) & (of.flows.quantity > 0)):
            per = of.flows.quantity[i : i + 1] if self.draws is None else self.draws.flows[:, i]
            commodity = of.commodities.ids[of.flows.commodity[i]]
            self.outputs[commodity] = self.outputs.get(commodity, np.zeros_like(made)) + made * per


def _taker(of: Catalogue, feed: str) -> str:
    return next(p for p in of.users(feed) if p.startswith("cascade"))


def _second_life(
    run: _Run, rules: Mapping[str, str], time: tuple[Floats, Timing], flows: tuple[Floats, Floats, float]
) -> tuple[Stocks, Floats]:
    """Stock in second life, and the t that leave it a year. Only what comes from first use goes there: nothing is used three times."""
    of, cascade = run.catalogue, rules["second_life"]
    discarded, rate, part = flows
    (collected,) = (p for p in of.users(run.main(rules["use"])) if p.startswith("collect"))
    col = discarded * rate / -run.flow(collected, run.main(rules["use"]))
    packs = run.through(cascade, run.main(collected), col * part)
    life = _lifetime(of, "second_life", "lfp", run.draws, run.rows)
    second = from_inflow(time[0], packs, life, timing=time[1])
    user = next(p for p in of.users(run.main(cascade)) if p.startswith("use_"))
    return second, run.through(user, run.main(cascade), second.outflow + second.excess)


def _lifetime(
    of: Catalogue, segment: str, chemistry: str, draws: Draws | None, rows: list[tuple[str, Quantity]]
) -> Lifetime:
    names = ("weibull_scale_years", "weibull_shape")
    rows += [(f"{segment} {n}", q) for n in names if (q := of.lifetime(segment, chemistry, n)) is not None]
    if draws is not None:
        scale, shape = (draws.lifetime(segment, chemistry, n) for n in names)
        if scale is not None and shape is not None:
            return weibull(shape, scale)
    return lifetime_of(of, segment, chemistry)


def mass_balance(
    catalogue: Catalogue, activity: Mapping[str, ArrayLike], rtol: float = 1.1e-3
) -> dict[str, Floats]:
    """Tonnes of each element lost in each process, process → (…, 12): in − out for whole activities (…).

    Raises :class:`~lianzhang.core.InputError` naming every process and element that puts out more than it takes in, beyond ``rtol`` of
    what it takes in (the tolerance of the packaged recipes, whose printed digits are few), and every negative activity.
    """
    of, problems, lost = catalogue, [], {}
    content = of.commodities.content[of.flows.commodity]
    for process, amount in activity.items():
        x = np.asarray(amount, dtype=np.float64)[..., None]
        own = of.flows.process == of.process(process)
        q = of.flows.quantity[own][:, None] * content[own]
        into, out = -np.minimum(q, 0).sum(axis=0), np.maximum(q, 0).sum(axis=0)
        if np.any(x < 0):
            problems.append(Problem("activity", Text("产量为负", "negative activity"), where=process))
        for e in np.flatnonzero(out > into * (1 + rtol) + 1e-15):
            message = Text(
                f"投入 {into[e]:.6g} t，产出 {out[e]:.6g} t",
                f"takes in {into[e]:.6g} t and puts out {out[e]:.6g} t",
            )
            problems.append(Problem("activity", message, where=process, field=ELEMENTS[e]))
        lost[process] = x * (into - out)
    if problems:
        raise InputError(problems)
    return lost
