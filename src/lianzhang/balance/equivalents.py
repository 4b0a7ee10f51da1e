"""GWh-equivalents: how many GWh of cells a quantity of anything in the chain answers to.

Upstream of the cell, the factor is the gross requirement per GWh of cells through the default routes (t of cathode, million m² of
separator, t of foil …); downstream, the cells that a unit needs. The chemistry decides the factor and is always stated.
"""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache

from lianzhang.balance.figures import divide, in_unit, multiply
from lianzhang.chain import Catalogue, Explosion, catalogue, explode
from lianzhang.core import AssumptionBasis, InputError, Problem, Quantity, Text, nearest

__all__ = ["cell_of", "chemistries", "chemistry_of", "gwh_equivalent", "gwh_factor"]

_ONE = AssumptionBasis(Text("按 1 个单位计", "taken per unit"))


def chemistries(of: Catalogue) -> dict[str, str]:
    """Chemistry → cell commodity: ``lfp`` → ``cell_lfp``; LFP first, because it is the default route."""
    cells = [c for c, s in zip(of.commodities.ids, of.commodities.segment) if s == "battery_cell"]
    return {c.removeprefix("cell_"): c for c in cells}


def cell_of(of: Catalogue, chemistry: str) -> str:
    """The cell of a chemistry. Raises :class:`InputError` with the nearest when there is none."""
    known = chemistries(of)
    if chemistry not in known:
        message = Text(f"没有电池体系 {chemistry}", f"there is no chemistry {chemistry}")
        raise InputError([Problem("chemistry", message, nearest=nearest(chemistry, known))])
    return known[chemistry]


@lru_cache(maxsize=512)
def _one(of: Catalogue, commodity: str) -> Explosion:
    return explode(of, {commodity: Quantity(Decimal(1), of.unit(commodity), _ONE)})


@lru_cache(maxsize=1024)
def chemistry_of(commodity: str, of: Catalogue | None = None) -> str | None:
    """The chemistry by which a commodity is counted: LFP where its cells need it (or it needs them), else the first that does.

    None for what is neither needed by a cell nor needs one (end-of-life packs, by-products).
    """
    of = of or catalogue()
    at = of.commodity(commodity)
    cells = chemistries(of)
    for chemistry, cell in cells.items():
        if _one(of, cell).amount[at] > 0:
            return chemistry
    needed = _one(of, commodity).amount
    return next((ch for ch, cell in cells.items() if needed[of.commodity(cell)] > 0), None)


def gwh_factor(commodity: str, chemistry: str | None = None, of: Catalogue | None = None) -> Quantity | None:
    """Units of a commodity per GWh of cells (t/GWh …), with its range; None where it has no place in the cell chain.

    ``chemistry`` None takes :func:`chemistry_of`. Raises :class:`InputError` when the cells of a named chemistry do not need it.
    """
    of = of or catalogue()
    own = of.unit(commodity)
    chosen = chemistry or chemistry_of(commodity, of)
    if chosen is None:
        return None
    cell = cell_of(of, chosen)
    unit_ = f"{own}/GWh"
    found = _one(of, cell)
    if found.amount[of.commodity(commodity)] > 0:
        q = found.quantity(commodity)
        return Quantity(q.value, unit_, q.basis, q.low, q.high)
    down = _one(of, commodity)
    if down.amount[of.commodity(cell)] > 0:
        q = down.quantity(cell)
        per = Quantity(q.value, f"GWh/{own}", q.basis, q.low, q.high)
        one = Quantity(Decimal(1), "1", _ONE)
        return divide(
            unit_,
            Text("1 ÷ 每单位所需电芯", "1 ÷ cells needed per unit"),
            ("1", one),
            (str(of.name(cell)), per),
        )
    message = Text(f"{chosen} 体系的电芯不消耗 {commodity}", f"cells of {chosen} do not need {commodity}")
    raise InputError([Problem("chemistry", message, field=commodity, nearest=chemistry_of(commodity, of))])


def gwh_equivalent(
    commodity: str,
    amount: Quantity | Decimal | int,
    chemistry: str | None = None,
    of: Catalogue | None = None,
) -> Quantity | None:
    """GWh of cells that an amount answers to; None where the commodity has no place in the cell chain.

    ``amount`` is a quantity in any unit of its dimension, or a plain number in the commodity's own unit (t, million m², GWh).
    """
    of = of or catalogue()
    factor = gwh_factor(commodity, chemistry, of)
    if factor is None:
        return None
    own = of.unit(commodity)
    if not isinstance(amount, Quantity):
        amount = Quantity(Decimal(amount), own, AssumptionBasis(Text("给定数量", "amount given")))
    held = in_unit(amount, own, commodity)
    chosen = chemistry or chemistry_of(commodity, of)
    name = str(of.name(commodity))
    if commodity == cell_of(of, chosen or "lfp"):
        one = Quantity(Decimal(1), "1", _ONE)
        return multiply("GWh", Text("电芯本身", "cells themselves"), ((name, held), ("1", one)))
    expression = Text(f"数量 ÷ 每 GWh 毛耗量（{chosen}）", f"amount ÷ gross use per GWh ({chosen})")
    return divide("GWh", expression, (name, held), (f"{name} / GWh", factor))
