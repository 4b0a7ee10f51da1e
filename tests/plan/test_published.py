"""Optima that came from elsewhere: each test names the origin, the tolerance and what it proves."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import scipy.sparse as sp
from scipy.optimize import Bounds, LinearConstraint, milp

from lianzhang import plan

DATA = Path(__file__).parent / "data"

DANTZIG = {
    "commodities": "commodity,unit\ncases,count",
    "regions": "region,parent\nSeattle,\nSan Diego,\nNew York,\nChicago,\nTopeka,",
    "processes": "process,output\ncannery,cases",
    "capacity": "region,process,vintage,quantity\nSeattle,cannery,,350\nSan Diego,cannery,,600",
    "demand": """region,commodity,year,quantity
        New York,cases,*,325
        Chicago,cases,*,300
        Topeka,cases,*,275""",
    "routes": """from,to,commodity,cost
        Seattle,New York,cases,0.225
        Seattle,Chicago,cases,0.153
        Seattle,Topeka,cases,0.162
        San Diego,New York,cases,0.225
        San Diego,Chicago,cases,0.162
        San Diego,Topeka,cases,0.126""",
}


def test_dantzig_transport(case):
    """Dantzig (1963), the model library's first example: 153.675; tests routes, capacity and duals.

    Duals by hand: supply 950 exceeds demand 900 by the 50 spare at San Diego, so San Diego's capacity is worth nothing and its
    goods cost nothing there. Prices: New York .225, Topeka .126 (from San Diego); Seattle ships New York 50 at .225 or all of it
    from San Diego at .225 (a tie), Chicago .153 from Seattle: Seattle's goods and its capacity are worth nothing either.
    """
    p = plan.solve(case(**DANTZIG))
    assert p.status == "optimal"
    assert p.objective == pytest.approx(153.675, abs=1e-9)
    price = {r["region"]: r["price"] for r in p.prices.to_dicts() if r["kind"] == "balance"}
    assert price["New York"] == pytest.approx(0.225)
    assert price["Chicago"] == pytest.approx(0.153)
    assert price["Topeka"] == pytest.approx(0.126)
    shipped = {}
    for r in p.flow.to_dicts():
        shipped[r["to"]] = shipped.get(r["to"], 0) + r["quantity"]
    assert shipped == pytest.approx({"New York": 325, "Chicago": 300, "Topeka": 275})


OPTIMA = [(7500, 932615.750), (12500, 977799.400), (17500, 1010641.450), (25000, 1034976.975)]


def warehouses(opening: float) -> tuple[list[tuple[float, float]], list[tuple[float, list[float]]]]:
    """Size and cost of opening a site; demand of a customer and the cost of serving all of it from each site."""
    words = " ".join((DATA / "cap71.txt").read_text().splitlines()[1:]).split()
    numbers = iter([float(w) for w in words])
    sites, customers = int(next(numbers)), int(next(numbers))
    site = [
        (size, opening if cost else 0.0)
        for size, cost in ((next(numbers), next(numbers)) for _ in range(sites))
    ]
    return site, [(next(numbers), [next(numbers) for _ in range(sites)]) for _ in range(customers)]


# The four instances share sites, customers and routes and differ in the cost of opening (7500, 12500, 17500, 25000).
# Optima as listed in OR-Library's file capopt (J. E. Beasley, people.brunel.ac.uk/~mastjjb/jeb/orlib/capinfo.html; the instances are set VII
# of his paper in EJOR 33 (1988) 314-325). CFLP solvers repeat the four values in their own tests (cap71 932615.750, cap72 977799.400,
# cap73 1010641.450, cap74 1034976.975); the test below finds them by a formulation that shares nothing with ours.
@pytest.mark.parametrize(("opening", "optimum"), OPTIMA)
def test_warehouse_location_cap71_to_cap74(case, opening, optimum):
    """OR-Library cap71–cap74 (±0.01); tests whole plants, fixed cost of opening, routes, and the integer bound."""
    site, served = warehouses(opening)
    sites, customers = len(site), len(served)
    regions = [f"s{i}" for i in range(sites)] + [f"c{j}" for j in range(customers)]
    p = plan.solve(
        case(
            commodities="commodity,unit\ngoods,t",
            regions="region,parent\n" + "\n".join(f"{r}," for r in regions),
            processes=f"process,output,unit_size\nwarehouse,goods,{site[0][0]!r}",
            costs="region,process,year,capex\n"
            + "\n".join(f"s{i},warehouse,*,{cost / size!r}" for i, (size, cost) in enumerate(site)),
            limits="region,process,year,what,maximum\n"
            + "\n".join(f"s{i},warehouse,*,build,{size!r}" for i, (size, _) in enumerate(site)),
            demand="region,commodity,year,quantity\n"
            + "\n".join(f"c{j},goods,*,{q!r}" for j, (q, _) in enumerate(served)),
            routes="from,to,commodity,cost,limit\n"
            + "\n".join(
                f"s{i},c{j},goods,{c / q!r},{q!r}"
                for j, (q, cost) in enumerate(served)
                for i, c in enumerate(cost)
            ),
        )
    )
    assert p.status == "optimal"
    assert p.objective == pytest.approx(optimum, abs=0.01)
    assert p.bound == pytest.approx(optimum, abs=0.1)
    assert p.residual < 1e-9


@pytest.mark.parametrize(("opening", "optimum"), OPTIMA)
def test_the_listed_optima_are_those_of_a_plain_formulation(opening, optimum):
    """Shares x_ij of customers, y_i open or not, x_ij ≤ y_i, written down as matrices without this program: proven within 1e-9."""
    site, served = warehouses(opening)
    n, m = len(site), len(served)
    cost = np.concatenate([[c for _, c in site], np.array([row for _, row in served]).ravel()])
    each = sp.hstack(
        [sp.csr_array((m, n)), sp.kron(sp.eye_array(m), np.ones((1, n)))]
    )  # a customer is served whole
    size = sp.hstack(
        [-sp.diags_array([s for s, _ in site]), sp.kron([[q for q, _ in served]], sp.eye_array(n))]
    )
    link = sp.hstack([-sp.kron(np.ones((m, 1)), sp.eye_array(n)), sp.eye_array(m * n)])
    found = milp(
        cost, integrality=np.r_[np.ones(n), np.zeros(m * n)], bounds=Bounds(0, 1), options={"mip_rel_gap": 1e-9},
        constraints=[LinearConstraint(each, 1, 1), LinearConstraint(size, ub=0), LinearConstraint(link, ub=0)],
    )  # fmt: skip
    assert found.status == 0 and found.fun == pytest.approx(optimum, abs=0.01)
    assert found.mip_dual_bound == pytest.approx(optimum, abs=0.01)


SIMPLE = {
    "processes": "process,output,lifetime\nmake,x,2",
    "costs": "region,process,year,capex,fixed,variable\n*,make,*,400,,5",
    "demand": "region,commodity,year,quantity\nA,x,*,25",
}
SIMPLE_TOML = "years = {first = 2020, last = 2030}\ndiscount_rate = 0.05\nconvention = 'osemosys'\n"


def test_osemosys_most_simple(case):
    """The most simple OSeMOSYS system: 45736.2436; tests vintages, timing within the year and sinking-fund salvage."""
    p = plan.solve(case(SIMPLE_TOML, **SIMPLE))
    assert p.objective == pytest.approx(45736.2436, abs=5e-5)


def test_salvage_by_straight_line_differs(case):
    """The same with straight-line salvage, by hand: builds in 2020, 22 … 30; the last has one of its two years left, so that
    400·25·½/1.05^11 comes back; 10000·Σ1.05^−(0,2…10) + 125·Σ1.05^−(k+½) − 5000/1.05^11."""
    p = plan.solve(case(SIMPLE_TOML + "salvage = 'straight_line'\n", **SIMPLE))
    capex = 10000 * sum(1.05**-k for k in range(0, 11, 2))
    running = 125 * sum(1.05 ** -(k + 0.5) for k in range(11))
    assert p.objective == pytest.approx(capex + running - 5000 * 1.05**-11, abs=1e-6)
    assert p.objective != pytest.approx(45736.2436, abs=1)


def test_westeros_baseline(case):
    """MESSAGEix Westeros baseline: 159025.828 (±0.01); tests ten-year periods, history, partial life, growth of activity,
    the end-of-horizon factor. Capacity factors are folded into the units: wind's capacity is counted as
    output, so that its costs a unit are divided by .36; the grid is counted in what it delivers."""
    base = 40 * 12 * 1000 / 8760
    generation = base / 0.9 * 0.5
    coal, wind = 0.6 * generation, 0.4 * generation
    rise = 1.1**10
    case_ = case(
        "years = [700, 710, 720]\nweights = [10, 10, 10]\ndiscount_rate = 0.05\nconvention = 'messageix'\n",
        commodities="commodity,unit\nelectricity,t\nfinal,t\nlight,t",
        processes="process,output,lifetime\ncoal_ppl,electricity,20\nwind_ppl,electricity,20\ngrid,final,30\nbulb,light,1",
        recipes=f"process,commodity,quantity\ngrid,electricity,{-1 / 0.9!r}\nbulb,final,-1",
        capacity=f"""region,process,vintage,quantity
            A,coal_ppl,690,{coal!r}
            A,wind_ppl,690,{wind!r}
            A,grid,690,{generation!r}""",
        costs=f"""region,process,year,capex,fixed,variable
            *,coal_ppl,*,500,30,30
            *,wind_ppl,*,{1500 / 0.36!r},{10 / 0.36!r},0
            *,grid,*,800,16,0
            *,bulb,*,5,0,0""",
        demand="region,commodity,year,quantity\nA,light,700,55\nA,light,710,82\nA,light,720,104",
        growth=f"""region,process,year,ratio,seed
            A,coal_ppl,700,0,{rise * coal!r}
            A,wind_ppl,700,0,{rise * wind!r}
            A,coal_ppl,710,{rise!r},
            A,coal_ppl,720,{rise!r},
            A,wind_ppl,710,{rise!r},
            A,wind_ppl,720,{rise!r},""",
    )
    p = plan.solve(case_)
    assert p.status == "optimal"
    assert p.objective == pytest.approx(159025.828, abs=0.01)


def test_temoa_survival_curve(case):
    """Temoa's case survival_curve: 31.9423 (its tests/legacy_test_values.py, relative tolerance 1e-5); tests capacity averaged over five-year
    periods along a survival curve, vintages from before the first year, and capex spread over what survives."""
    curve = np.interp(range(36), [0, 5, 10, 15, 20, 25, 35], [1, 0.97, 0.88, 0.62, 0.27, 0.08, 0])
    shares = ";".join(repr(float(v)) for v in curve)
    later = [2030, 2035, 2040, 2045, 2050]
    rows = [f"*,current,{y},,1,1" for y in later] + [f"*,future,{y},1,1,1" for y in later]
    p = plan.solve(
        case(
            "years = [2025, 2030, 2035, 2040, 2045, 2050]\nweights = [5, 5, 5, 5, 5, 5]\ndiscount_rate = 0.05\nconvention = 'temoa'\n",
            processes="process,output,lifetime,survival\n"
            + "\n".join(f"{p},x,35,{shares}" for p in ("ancient", "old", "current", "future")),
            capacity="region,process,vintage,quantity\nA,ancient,1994,3\nA,old,2010,0.7",
            costs="region,process,year,capex,fixed,variable\n*,ancient,*,,1,1\n*,old,*,,1,1\n*,current,2025,1,1,1\n"
            + "\n".join(rows),
            demand="region,commodity,year,quantity\nA,x,*,1",
        )
    )
    assert p.status == "optimal"
    assert p.objective == pytest.approx(31.9423, rel=1e-5)


def test_temoa_annualised_demand(case):
    """Temoa's case annualised_demand: 1.9524 (the same file), which is 1 + 1/1.05: two ways of at most half each, capex 1 over a life and loan
    of one year (an annuity of 1.05 at year end), running cost 1 at year end; what they take is imported for nothing."""
    p = plan.solve(
        case(
            "years = [2000]\ndiscount_rate = 0.05\nconvention = 'temoa'\n",
            commodities="commodity,unit\nphysical,t\ndemand,t",
            processes="process,output,lifetime\nannual,demand,1\nnon_annual,demand,1",
            recipes="process,commodity,quantity\nannual,physical,-1\nnon_annual,physical,-1",
            costs="region,process,year,capex,variable\n*,annual,*,1,1\n*,non_annual,*,1,1",
            limits="region,process,year,what,maximum\nA,annual,*,activity,0.5\nA,non_annual,*,activity,0.5",
            market="region,commodity,year,side,price\nA,physical,*,buy,0",
            demand="region,commodity,year,quantity\nA,demand,*,1",
        )
    )
    assert p.objective == pytest.approx(1.9524, rel=1e-5)
    assert p.objective == pytest.approx(1 + 1 / 1.05, rel=1e-9)
