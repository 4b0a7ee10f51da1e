"""The generated model once more, in linopy and in Pyomo, each up to a solver that holds it."""

from __future__ import annotations

from typing import Any

import numpy as np
from _plan_data import FIRST, LEAD, LIFE, Data, alive, discount, standing

DIMENSIONS = ("region", "process", "year")


def linopy_data(d: Data) -> dict[str, Any]:
    """Labelled arrays, as a linopy user holds them."""
    import pandas as pd
    import xarray as xr

    r, c, p, t = d.shape
    axes = {
        "region": np.arange(r), "process": np.arange(p), "commodity": np.arange(c), "year": np.arange(t),
        "vintage": np.arange(t - LEAD), "route": np.arange(len(d.routes)), "raw": np.arange(d.raw), "final": d.final,
    }  # fmt: skip

    def array(values: Any, *dims: str) -> Any:
        return xr.DataArray(values, dims=dims, coords={k: axes[k] for k in dims})

    df = discount(d)
    return {
        "axes": {k: pd.Index(v, name=k) for k, v in axes.items()},
        "recipe": array(d.recipe, "process", "commodity"), "variable": array(d.variable[:, :, None] * df, *DIMENSIONS),
        "capex": array(
            d.capex[:, :, None] * df[: t - LEAD] + d.fixed[:, :, None] * (alive(d) @ df), "region", "process", "vintage"
        ),
        "freight": array(d.freight[:, None] * df, "route", "year"), "price": array(d.price * df, "region", "raw", "year"),
        "penalty": array(5000.0 * df, "year"), "demand": array(d.demand, "region", "final", "year"),
        "alive": array(alive(d).astype(float), "vintage", "year"), "standing": array(standing(d), *DIMENSIONS),
        "land": array(d.land, "process"), "quota": array(d.quota, "region"),
        "routes": d.routes, "shape": d.shape,
    }  # fmt: skip


def linopy_highs(d: dict[str, Any], sparse: bool) -> Any:
    """The model in linopy, handed to HiGHS through its direct interface without names."""
    import warnings

    import linopy
    import pandas as pd

    warnings.simplefilter("ignore")
    if sparse:
        linopy.options["semantics"] = "v1"
    m = linopy.Model(sparse=sparse)
    ax = d["axes"]
    act = m.add_variables(lower=0, coords=[ax[k] for k in DIMENSIONS], name="act")
    build = m.add_variables(lower=0, coords=[ax[k] for k in ("region", "process", "vintage")], name="build")
    flow = m.add_variables(lower=0, coords=[ax["route"], ax["year"]], name="flow")
    buy = m.add_variables(lower=0, coords=[ax["region"], ax["raw"], ax["year"]], name="buy")
    unmet = m.add_variables(lower=0, upper=d["demand"], name="unmet")
    start, stop, good = d["routes"].T
    count = d["shape"][1]
    out = pd.Series(start * count + good, index=ax["route"], name="place")
    into = pd.Series(stop * count + good, index=ax["route"], name="place")
    places = pd.Index(np.arange(d["shape"][0] * count), name="place")
    grid = pd.MultiIndex.from_product([ax["region"], ax["commodity"]], names=["region", "commodity"])

    def filled(expression: Any) -> Any:
        return expression.fillna(0) if sparse else expression

    def split(expression: Any) -> Any:
        """(place, year) → (region, commodity, year)."""
        return filled(expression.reindex(place=places).assign_coords(place=grid).unstack("place"))

    made = (act * d["recipe"]).sum("process")
    net = split(flow.groupby(into).sum()) - split(flow.groupby(out).sum())
    left = made + net
    for more in (buy.rename(raw="commodity"), unmet.rename(final="commodity")):
        left = left + filled((1 * more).reindex(commodity=ax["commodity"]))
    wanted = d["demand"].rename(final="commodity").reindex(commodity=ax["commodity"], fill_value=0.0)
    m.add_constraints(left >= wanted, name="balance")
    m.add_constraints(act - (build * d["alive"]).sum("vintage") <= d["standing"], name="capacity")
    m.add_constraints((build * d["land"]).sum("process") <= d["quota"], name="land")
    m.add_objective(
        (act * d["variable"]).sum() + (build * d["capex"]).sum() + (flow * d["freight"]).sum() + (buy * d["price"]).sum()
        + (unmet * d["penalty"]).sum()
    )  # fmt: skip
    from linopy.io import to_highspy

    return to_highspy(m, set_names=False)


def pyomo_data(d: Data) -> dict[str, Any]:
    """Plain dictionaries and lists, as a Pyomo user holds them."""
    _, c, p, t = d.shape
    recipe = {k: {m: float(d.recipe[k, m]) for m in np.flatnonzero(d.recipe[k]).tolist()} for k in range(p)}
    users: dict[int, list[int]] = {m: [k for k in range(p) if m in recipe[k]] for m in range(c)}
    into: dict[tuple[int, int], list[int]] = {}
    out: dict[tuple[int, int], list[int]] = {}
    for i, (a, b, k) in enumerate(d.routes.tolist()):
        out.setdefault((a, k), []).append(i)
        into.setdefault((b, k), []).append(i)
    df = discount(d)
    return {
        "shape": d.shape, "raw": d.raw, "recipe": recipe, "users": users, "into": into, "out": out,
        "final": {int(k): i for i, k in enumerate(d.final)}, "variable": (d.variable[:, :, None] * df).tolist(),
        "capex": (d.capex[:, :, None] * df[: t - LEAD] + d.fixed[:, :, None] * (alive(d) @ df)).tolist(),
        "freight": (d.freight[:, None] * df).tolist(), "price": (d.price * df).tolist(), "penalty": (5000 * df).tolist(),
        "demand": d.demand.tolist(), "standing": standing(d).tolist(), "land": d.land.tolist(), "quota": d.quota.tolist(),
        "first": FIRST,
    }  # fmt: skip


def pyomo_highs(d: dict[str, Any]) -> Any:
    """The model in Pyomo, through its own matrix compiler (its fastest way) into HiGHS."""
    import highspy
    import pyomo.environ as pyo
    from pyomo.repn.plugins.standard_form import LinearStandardFormCompiler

    r, c, p, t = d["shape"]
    m = pyo.ConcreteModel()
    regions, processes, years, goods = range(r), range(p), range(t), range(c)
    routes, raw, final = range(len(d["freight"])), range(d["raw"]), list(d["final"])
    m.act = pyo.Var(regions, processes, years, bounds=(0, None))
    m.build = pyo.Var(regions, processes, range(t - LEAD), bounds=(0, None))
    m.flow = pyo.Var(routes, years, bounds=(0, None))
    m.buy = pyo.Var(regions, raw, years, bounds=(0, None))
    m.unmet = pyo.Var(regions, final, years, bounds=lambda _, i, k, y: (0, d["demand"][i][d["final"][k]][y]))

    def balance(m: Any, i: int, k: int, y: int) -> Any:
        terms = [d["recipe"][j][k] * m.act[i, j, y] for j in d["users"][k]]
        terms += [m.flow[f, y] for f in d["into"].get((i, k), ())]
        terms += [-m.flow[f, y] for f in d["out"].get((i, k), ())]
        if k < d["raw"]:
            terms.append(m.buy[i, k, y])
        if k in d["final"]:
            terms.append(m.unmet[i, k, y])
        if not terms:
            return pyo.Constraint.Skip
        return pyo.quicksum(terms) >= (d["demand"][i][d["final"][k]][y] if k in d["final"] else 0.0)

    def capacity(m: Any, i: int, j: int, y: int) -> Any:
        built = pyo.quicksum(m.build[i, j, v] for v in range(max(0, y - LEAD - LIFE + 1), y - LEAD + 1))
        return m.act[i, j, y] - built <= d["standing"][i][j][y]

    m.balance = pyo.Constraint(regions, goods, years, rule=balance)
    m.capacity = pyo.Constraint(regions, processes, years, rule=capacity)
    m.land = pyo.Constraint(
        regions, range(t - LEAD),
        rule=lambda m, i, y: pyo.quicksum(d["land"][j] * m.build[i, j, y] for j in processes) <= d["quota"][i],
    )  # fmt: skip
    cost = lambda name, of: pyo.quicksum(of(*k) * v for k, v in getattr(m, name).items())  # noqa: E731
    m.cost = pyo.Objective(
        expr=cost("act", lambda i, j, y: d["variable"][i][j][y]) + cost("build", lambda i, j, v: d["capex"][i][j][v])
        + cost("flow", lambda f, y: d["freight"][f][y]) + cost("buy", lambda i, k, y: d["price"][i][k][y])
        + cost("unmet", lambda *key: d["penalty"][key[2]])
    )  # fmt: skip
    form = LinearStandardFormCompiler().write(m, mixed_form=True, set_sense=None)
    a = form.A.tocsc()
    inf = np.inf
    sense = np.array([x.bound_type for x in form.rows])
    low = np.where(sense <= 0, form.rhs, -inf)
    high = np.where(sense >= 0, form.rhs, inf)
    bounds = np.array(
        [[inf * s if b is None else b for b, s in zip(v.bounds, (-1, 1))] for v in form.columns]
    )
    h = highspy.Highs()
    h.setOptionValue("output_flag", False)
    lp = highspy.HighsLp()
    lp.num_col_, lp.num_row_ = a.shape[1], a.shape[0]
    lp.col_cost_ = np.asarray(form.c.todense()).ravel()
    lp.col_lower_, lp.col_upper_ = bounds[:, 0], bounds[:, 1]
    lp.row_lower_, lp.row_upper_ = low, high
    lp.a_matrix_.start_, lp.a_matrix_.index_, lp.a_matrix_.value_ = a.indptr, a.indices, a.data
    h.passModel(lp)
    return h
