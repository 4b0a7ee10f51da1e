"""UTOPIA, the reference case of OSeMOSYS, in full, written in planning tables and solved as any other case.

Six parts of the year, a reserve margin and a pumped-storage dam need nothing of their own: a plant is a process whose co-products are what it
can run in each part of the year, and what it may be counted for in the reserve; running in a part of the year is another process that takes them
(docs/planning-tables.md, "Parts of the year"). One thing is wider than in OSeMOSYS: the dam is balanced over a year, not season by season. The
dam starts full, at 999 PJ, and no plan below pumps or empties it, so that the seasons bind nowhere (asserted).

Goldens. Full case: the optimum, the sums of builds and activities and the emissions stated in tests/test_gnu_mathprog.py of
OSeMOSYS/OSeMOSYS_GNU_MathProg (commit 95202686, 2024). The variants: the same repository's src/osemosys.txt, unchanged, run with GLPSOL 5.0
(``glpsol -m osemosys.txt -d DATA -o OUT``) on its tests/utopia.txt with the parameters named in each test changed; objective and marginals as printed
in OUT (ten and six digits). The full case run that way gives 29446.86269 as published.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from lianzhang import plan
from lianzhang.chain.tables import PlanningCase

U: dict[str, Any] = tomllib.loads((Path(__file__).parent / "data" / "utopia.toml").read_text())
YEARS: list[int] = U["years"]
WHOLE_YEAR = {"year": 1.0}
TOML = "years = {first = 1990, last = 2010}\nconvention = 'osemosys'\ndiscount_rate = 0.05\n"
Read = Callable[..., PlanningCase]


def yearly(figure: float | list[float]) -> list[float]:
    """One figure a year."""
    return figure if isinstance(figure, list) else [float(figure)] * len(YEARS)


def build_tables(slices: dict[str, float], margin: float = 0.0, dam: bool = True) -> dict[str, str]:
    """The planning tables of UTOPIA, with these parts of the year and their lengths; without a reserve margin where it is 0."""
    t: dict[str, list[str]] = {
        "commodities": ["commodity,unit,balance"], "regions": ["region,parent", "A,"], "processes": ["process,output,lifetime"],
        "recipes": ["process,commodity,quantity"], "capacity": ["region,process,vintage,retired,quantity"],
        "costs": ["region,process,year,capex,fixed,variable"], "limits": ["region,process,year,what,minimum,maximum"],
        "demand": ["region,commodity,year,quantity"], "use": ["process,factor,per,quantity"],
    }  # fmt: skip
    for name, tech in U["technologies"].items():
        if tech["capex"] or tech.get("fixed"):
            _plant(t, name, tech, slices, margin)
        for part in slices:
            _run(t, name, tech, part, margin, dam)
    _demand(t, slices)
    used = {row.split(",")[1] for table in ("processes", "recipes", "demand") for row in t[table][1:]}
    t["commodities"] += [f"{c},t,{'eq' if c == 'DAM' else 'ge'}" for c in sorted(used)]
    if dam:
        t["storage"] = ["region,commodity,initial,limit", f"A,DAM,{U['dam']},{U['dam']}"]
    return {name: "\n".join(rows) for name, rows in t.items()}


def _plant(
    t: dict[str, list[str]], name: str, tech: dict[str, Any], slices: dict[str, float], margin: float
) -> None:
    """What stands: a process whose co-products are room to run in every part of the year, and reserve."""
    t["processes"].append(f"{name},{name} standing,{tech['life']}")
    full = tech.get("activity_per_capacity", 1)
    for part, length in slices.items():
        room = full * tech.get("capacity_factor", 1) * length
        t["recipes"].append(f"{name},{name} room {part},{room!r}")
        if margin and "ELC" in tech["out"]:
            t["recipes"].append(f"{name},reserve {part},{full * length!r}")
    for y, capex, fixed in zip(YEARS, yearly(tech["capex"]), yearly(tech.get("fixed", 0))):
        t["costs"].append(f"A,{name},{y},{capex!r},{fixed!r},")
    for y, quantity in zip(YEARS, yearly(tech.get("standing", 0))):
        t["capacity"] += [f"A,{name},{y},{y + 1},{quantity!r}"] if quantity else []
    for y, least, most in zip(
        YEARS, yearly(tech.get("capacity_min", 0)), yearly(tech.get("capacity_max", np.inf))
    ):
        upper = repr(most) if np.isfinite(most) else ""
        t["limits"] += [f"A,{name},{y},capacity,{least!r},{upper}"] if least or upper else []


def _run(
    t: dict[str, list[str]], name: str, tech: dict[str, Any], part: str, margin: float, dam: bool
) -> None:
    """Running in one part of the year, an own process per unit of its first product."""

    def at(fuel: str) -> str:
        return fuel if fuel == "TX" else f"{fuel} {part}"

    run, (main, made) = f"{name} {part}", next(iter(tech["out"].items()))
    flows = {at(f): q for f, q in tech["out"].items()}
    flows.update({at(f): -q for f, q in tech.get("in", {}).items()})
    capped = bool(tech["capex"] or tech.get("fixed"))
    if capped:
        flows[f"{name} room {part}"] = -1
    if main == "ELC" and margin:
        flows[f"reserve {part}"] = -margin
    if "pump" in tech and dam:
        flows["DAM"] = -1
        pump = {"DAM": 1.0, f"{name} room {part}": -1.0, **{at(f): -q for f, q in tech["pump"].items()}}
        t["processes"].append(f"{name} pump {part},DAM,")
        t["recipes"] += [f"{name} pump {part},{c},{q!r}" for c, q in pump.items()]
        t["costs"].append(f"A,{name} pump {part},*,,,{tech['variable']!r}")
    t["processes"].append(f"{run},{at(main)},")
    t["recipes"] += [f"{run},{c},{q / made!r}" for c, q in flows.items()]
    t["costs"].append(f"A,{run},*,,,{tech['variable'] / made!r}")
    t["use"] += [f"{run},{e},activity,{tech[e] / made!r}" for e in ("co2", "nox") if e in tech]


def _demand(t: dict[str, list[str]], slices: dict[str, float]) -> None:
    for fuel, figures in U["demand"].items():
        for y, quantity in zip(YEARS, figures):
            if fuel not in U["profile"]:
                t["demand"].append(f"A,{fuel},{y},{quantity!r}")
                continue
            shares = U["profile"][fuel] if slices is not WHOLE_YEAR else {"year": 1.0}
            t["demand"] += [
                f"A,{fuel} {part},{y},{quantity * share!r}" for part, share in shares.items() if share
            ]


def solve_in_full(case: Read, toml: str = TOML, **more: str) -> plan.Plan:
    """The plan of the whole of UTOPIA, with tables besides. What is taken from the dam is there in every season: nothing is pumped."""
    p = plan.solve(case(toml, **build_tables(U["slices"], U["reserve_margin"]), **more))
    assert p.status == "optimal"
    assert not [r for r in p.activity.to_dicts() if " pump " in r["process"] and r["quantity"] > 1e-9]
    assert min(r["quantity"] for r in p.tables["stock"].to_dicts()) > 500
    return p


def sums(p: plan.Plan, table: str) -> dict[str, float]:
    """Sum over years, and of activity over the parts of the year, by technology, where there is any."""
    out: dict[str, float] = {}
    for r in p.tables[table].to_dicts():
        name, *part = r["process"].split()
        if part or table != "activity":
            out[name] = out.get(name, 0.0) + r["quantity"]
    return {name: q for name, q in out.items() if abs(q) > 1e-6}


def test_utopia_in_full(case: Read) -> None:
    """29446.86269, with what is built, run and emitted as published; tests capacity that comes and goes by the year, co-products of a capacity,
    floors and caps of capacity, a stock with a start, three kinds of lifetime, and salvage of what outlives the horizon."""
    p = solve_in_full(case)
    assert p.objective == pytest.approx(29446.86269, abs=5e-6)
    built = {
        "E01": 2.279801,
        "E31": 0.11,
        "RHE": 46.867723,
        "RHO": 46.135248,
        "RL1": 34.30399,
        "SRE": 0.1,
        "TXD": 17.79,
    }
    assert sums(p, "build") == pytest.approx(built, abs=2e-6)
    running = {
        "E01": 301.572359341649, "E31": 30.98719154944, "E51": 56.29176, "IMPDSL1": 1061.89312756574, "IMPHCO1": 942.413622942653,
        "RHE": 204.751310891089, "RHO": 623.698689108911, "RL1": 184.1, "TXD": 170.895, "RIV": 96.8349735920001,
    }  # fmt: skip
    assert sums(p, "activity") == pytest.approx(running, abs=2e-6)
    emitted = {
        f: sum(r["quantity"] for r in p.tables["use"].to_dicts() if r["factor"] == f) for f in ("co2", "nox")
    }
    assert emitted == pytest.approx({"co2": 163.516797, "nox": 170.895}, abs=1e-6)
    assert p.residual is not None and p.residual < 1e-9
    assert [n.en.rsplit(" and ", 1)[1] for n in p.notes] == ["122 more"]


def test_price_of_transport_in_every_year(case: Read) -> None:
    """Marginals of EBb4 (the yearly balance of TX) that GLPSOL prints for the full case: 1990 to 2001."""
    listed = [
        156.298,
        148.855,
        141.767,
        135.016,
        128.586,
        122.463,
        116.632,
        111.078,
        105.788,
        100.751,
        95.9532,
        91.384,
    ]
    p = solve_in_full(case)
    price = {r["year"]: r["price"] for r in p.prices.to_dicts() if r.get("commodity") == "TX"}
    assert [price[1990 + k] for k in range(12)] == pytest.approx(listed, rel=6e-6)


def test_straight_line_salvage(case: Read) -> None:
    """DepreciationMethod 2."""
    p = solve_in_full(case, TOML + "salvage = 'straight_line'\n")
    assert p.objective == pytest.approx(30278.35708, abs=1e-5)


def test_another_rate(case: Read) -> None:
    """DiscountRate and DiscountRateStorage 0.1."""
    p = solve_in_full(case, TOML.replace("0.05", "0.1"))
    assert p.objective == pytest.approx(22451.3586, abs=5e-5)


def test_carbon_cap_and_its_price(case: Read) -> None:
    """AnnualEmissionLimit of CO2 6.5 from 2000 on; the marginals of E8 with their sign turned."""
    cap = "region,factor,year,limit\n" + "\n".join(f"A,co2,{y},6.5" for y in range(2000, 2011))
    p = solve_in_full(case, quotas=cap)
    assert p.objective == pytest.approx(29919.08777, abs=2e-5)
    marginal = {
        2002: 1.75433, 2003: 9.66706, 2004: 21.1191, 2006: 5.20674, 2007: 10.7016, 2008: 70.6344, 2009: 67.2708, 2010: 97.7957,
    }  # fmt: skip
    price = {r["year"]: r["price"] for r in p.prices.to_dicts() if r["kind"] == "quota"}
    assert {y: q for y, q in price.items() if abs(q) > 1e-7} == pytest.approx(marginal, rel=1e-5)


def test_carbon_price(case: Read) -> None:
    """EmissionsPenalty of CO2 50 in every year."""
    p = solve_in_full(case, quotas="region,factor,year,price\nA,co2,*,50")
    assert p.objective == pytest.approx(33200.16338, abs=1e-5)


@pytest.mark.parametrize(("unit", "optimum"), [(None, 26469.98348), (0.5, 26535.91763)])
def test_one_part_of_the_year(case: Read, unit: float | None, optimum: float) -> None:
    """One time slice, no reserve margin, no storage (E51 runs on nothing); then with CapacityOfOneTechnologyUnit of E01 at 0.5, whole plants."""
    t = build_tables(WHOLE_YEAR, dam=False)
    if unit:
        head, *rows = t["processes"].splitlines()
        t["processes"] = "\n".join(
            [f"{head},unit_size", *(f"{r},{unit if r.startswith('E01,') else ''}" for r in rows)]
        )
    p = plan.solve(case(TOML, **t))
    assert p.status == "optimal"
    assert p.objective == pytest.approx(optimum, abs=1e-5 if unit is None else 0.05)
