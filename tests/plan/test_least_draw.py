"""What is dug is what is used: worked by hand."""

from __future__ import annotations

import pytest

from lianzhang import plan

ORE = {
    "regions": "region,parent\nA,\nB,",
    "commodities": "commodity,unit\nx,t\nore,t",
    "recipes": "process,commodity,quantity\nmake,ore,-2",
    "costs": "region,process,year,variable\nA,make,*,5",
    "demand": "region,commodity,year,quantity\nA,x,2025,3",
    "reserves": "region,commodity,quantity\nA,ore,1000000\nB,ore,1000000",
}
"""3 t of x need 6 t of ore."""


def drawn(result: plan.Plan) -> float:
    return float(sum(r["quantity"] for r in result.tables["draw"].to_dicts()))


def test_no_more_is_dug_than_is_used(case):
    here = plan.solve(case(**ORE))
    assert here.objective == pytest.approx(15)
    assert drawn(here) == pytest.approx(6)
    assert here.tables["waste"].height == 0


def test_nor_dug_elsewhere_and_left_here(case):
    free = plan.solve(case(routes="from,to,commodity,cost\n*,*,ore,0", **ORE))
    assert free.objective == pytest.approx(15)
    assert drawn(free) == pytest.approx(6)
    assert free.tables["waste"].height == 0


def test_a_heap_is_taken_back(case):
    """The arithmetic itself, on a heap made by hand: 500 t dug in B too much, moved to A for nothing, and left there."""
    from lianzhang.plan.least_draw import least_draw
    from lianzhang.plan.model import build_model
    from lianzhang.plan.read_solution import residual
    from lianzhang.plan.solver import solve_program

    p = build_model(case(routes="from,to,commodity,cost\nB,A,ore,0", **ORE)).program
    assert p is not None
    values = solve_program(p).values
    assert values is not None
    heap = least_draw(p, values).copy()
    draw, flow = p.column_block("draw"), p.column_block("flow")
    assert draw is not None and flow is not None
    in_b = draw.start + next(i for i, r in enumerate(draw.keys["region"]) if r == 1)
    used = heap.copy()
    heap[in_b] += 500
    heap[flow.start] += 500
    less = least_draw(p, heap)
    assert less[draw.slice].sum() == pytest.approx(used[draw.slice].sum()) == pytest.approx(6)
    assert residual(p, less) < 1e-9
    assert p.cost @ less == pytest.approx(p.cost @ values)
