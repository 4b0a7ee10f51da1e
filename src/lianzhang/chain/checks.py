"""The published totals that the composed chain is held against (``data/checks.csv``).

Only ``independent`` rows test anything like truth; ``calibrated`` rows were used to choose a coefficient, ``recalled target`` rows
compare with a figure from memory. The margin says how far inside its range a value lies: 0 at an end, 1 in the middle.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

import numpy as np

from lianzhang.chain.catalogue_model import ELEMENTS, Catalogue
from lianzhang.chain.catalogue_tables import catalogue
from lianzhang.chain.recipes import Explosion, explode
from lianzhang.core import AssumptionBasis, InputError, Problem, Quantity, RowBasis, Text, say

__all__ = ["CheckResult", "check_lines", "run_checks", "summary"]

LI2CO3_PER_LIOH = 0.8805
"""t Li2CO3 with the lithium of 1 t LiOH·H2O: 73.89 / (2 × 41.96)."""
_KWH_PER_GJ = 1 / 0.0036


@dataclass(frozen=True, slots=True)
class CheckResult:
    """One published total: its range, the chain's ``value``, and whether it lies within. ``published`` is what the makers of the
    reference tables got; ``margin`` is negative outside the range.
    """

    id: str
    chemistry: str
    quantity: str
    kind: str
    unit: str
    target: float
    low: float
    high: float
    value: float
    published: float
    basis: RowBasis

    @property
    def passed(self) -> bool:
        """Within the published range, both ends counted."""
        return self.low <= self.value <= self.high

    @property
    def margin(self) -> float:
        """Distance to the nearer end as a share of half the range."""
        half = (self.high - self.low) / 2
        return min(self.value - self.low, self.high - self.value) / half


def run_checks(catalogue: Catalogue) -> tuple[CheckResult, ...]:
    """Every published total against the chain composed of the default routes."""
    table = catalogue.tables["checks"]
    rows = []
    for i, r in enumerate(table.records):
        numbers = {c: table.floats[c][i] for c in ("target", "low", "high", "published")}
        kind, *arguments = r["metric"].split(":")
        metric = METRICS.get(kind)
        if metric is None:
            raise InputError(
                [
                    Problem(
                        table.file, Text(f"指标未知：{kind}", f"unknown metric: {kind}"), where=f"row {i + 2}"
                    )
                ]
            )
        value = metric(catalogue, *arguments)
        head = (r["id"], r["chemistry"], r["quantity"], r["kind"], r["unit"])
        rows.append(
            CheckResult(
                *head,
                numbers["target"],
                numbers["low"],
                numbers["high"],
                value,
                numbers["published"],
                catalogue.row("checks", i, "target"),
            )
        )
    return tuple(rows)


def summary(rows: tuple[CheckResult, ...]) -> dict[str, tuple[int, int]]:
    """Kind → (passed, all); independent rows stand apart from calibrated ones."""
    kinds = sorted({r.kind for r in rows})
    return {k: (sum(r.passed for r in rows if r.kind == k), sum(r.kind == k for r in rows)) for k in kinds}


KINDS = {
    "independent": Text("独立（由其他系数推出）", "independent (follow from other coefficients)"),
    "calibrated": Text(
        "校准（选系数时已看过该来源）", "calibrated (a coefficient was chosen with the source in view)"
    ),
    "recalled target": Text("凭记忆的目标值", "recalled targets (the target itself is from memory)"),
}


def check_lines(of: Catalogue | None = None) -> list[str]:
    """The published totals as text, independent ones apart from calibrated ones, the narrowest margins first in each group.

    The margin is the distance to the nearer end as a share of half the range: 100 % in the middle, negative outside.
    """
    rows = run_checks(of or catalogue())
    kinds = [*KINDS, *sorted({r.kind for r in rows} - set(KINDS))]
    lines = []
    for kind in kinds:
        own = sorted((r for r in rows if r.kind == kind), key=lambda r: r.margin)
        if not own:
            continue
        passed = sum(r.passed for r in own)
        within = Text(f"{passed}/{len(own)} 在范围内", f"{passed} of {len(own)} within range")
        lines.append(f"{say(KINDS.get(kind, kind))}: {within}")
        for r in own:
            mark = "✓" if r.passed else "✗"
            margin = Text(f"余量 {r.margin:4.0%}", f"margin {r.margin:4.0%}")
            span = f"[{r.low:g}, {r.high:g}]"
            lines.append(f"  {mark} {r.id:22s} {r.value:10.4g} {r.unit:18s} {span:22s} {margin}")
    total, good = len(rows), sum(r.passed for r in rows)
    independent = [r for r in rows if r.kind == "independent"]
    lines.append(
        say(
            Text(
                f"共 {total} 项，{good} 项在范围内；只有 {len(independent)} 项独立，且电芯配料表编制时已知公布区间：检验的是一致性，不是真实性",
                f"{total} checks, {good} within range; only {len(independent)} are independent, and the cell recipes were drawn up with "
                "the published ranges at hand: consistency is tested, not truth",
            )
        )
    )
    return lines


def _explosion(catalogue: Catalogue, process: str) -> Explosion:
    output = catalogue.commodities.ids[catalogue.processes.output[catalogue.process(process)]]
    one = Quantity(Decimal(1), catalogue.unit(output), AssumptionBasis(Text("一个单位", "one unit")))
    return explode(catalogue, {output: one}, {output: process})


def _flow(catalogue: Catalogue, process: str, commodity: str) -> float:
    flow = catalogue.flow(process, commodity)
    return 0.0 if flow is None or flow.value is None else float(flow.value)


def _economic(catalogue: Catalogue, process: str, parameter: str) -> float:
    found = catalogue.economics(process, parameter)
    return 0.0 if found is None or found.value is None else float(found.value)


def _chain(catalogue: Catalogue, process: str, commodity: str) -> float:
    return float(_explosion(catalogue, process).amount[catalogue.commodity(commodity)])


def _lce(catalogue: Catalogue, process: str) -> float:
    amount = _explosion(catalogue, process).amount
    return float(amount[catalogue.commodity("lc")] + LI2CO3_PER_LIOH * amount[catalogue.commodity("lioh")])


def _element(catalogue: Catalogue, commodity: str, element: str) -> float:
    return (
        float(catalogue.commodities.content[catalogue.commodity(commodity), ELEMENTS.index(element)]) / 1000
    )


def _mass(catalogue: Catalogue, commodity: str) -> float:
    return float(catalogue.commodities.mass[catalogue.commodity(commodity)])


def _share(catalogue: Catalogue, cell: str, component: str) -> float:
    table = catalogue.tables["cell_bom"]
    rows = [i for i, r in enumerate(table.records) if (r["cell"], r["component"]) == (cell, component)]
    return table.floats["mass_t_per_gwh"][rows[0]] / _mass(catalogue, cell)


def _mix(catalogue: Catalogue, what: str) -> float:
    """National ratio: LFP at its share of installations in 2024, the rest taken as NCM622."""
    found = catalogue.lifetime("ev_installations", "lfp", "chemistry_share", "2024")
    share = float(found.value) if found and found.value is not None else np.nan
    names = {
        "cathode": ("lfp", "ncm622"),
        "anode": ("anode_ag",) * 2,
        "separator": ("separator_coated",) * 2,
        "electrolyte": ("electrolyte",) * 2,
    }
    first, second = names[what]
    return -share * _flow(catalogue, "cell_lfp", first) - (1 - share) * _flow(
        catalogue, "cell_ncm622", second
    )


def _gate_energy(catalogue: Catalogue, process: str) -> float:
    heat = sum(_economic(catalogue, process, f"{fuel}_gj_per_unit") for fuel in ("steam", "gas", "diesel"))
    return (_economic(catalogue, process, "electricity_kwh_per_unit") + heat * _KWH_PER_GJ) / 1e6


def _co2(catalogue: Catalogue, process: str) -> float:
    """kg CO2e per unit: scope 1 and 2 of every step, and the embodied factors of what is bought from outside."""
    found = _explosion(catalogue, process)
    steps = sum(x * _economic(catalogue, p, "co2e_kg_per_unit") for p, x in found.runs().items())
    bought = np.array([c not in found.routes for c in catalogue.commodities.ids])
    return float(steps + 1000 * np.nansum(found.amount[bought] * catalogue.commodities.embodied[bought]))


METRICS: dict[str, Callable[..., float]] = {
    "in": lambda c, p, m: -_flow(c, p, m),
    "out": _flow,
    "chain": _chain,
    "chain_path": _chain,
    "lce": _lce,
    "el": _element,
    "whkg": lambda c, m: 1e6 / _mass(c, m),
    "mass": _mass,
    "share": _share,
    "mix": _mix,
    "gate_energy": _gate_energy,
    "tce": lambda c, p: _economic(c, p, "energy_tce_per_unit") * 1000,
    "co2": lambda c, p: _co2(c, p) / 1e6,
    "co2t": lambda c, p: _co2(c, p) / 1000,
}
