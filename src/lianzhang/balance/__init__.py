"""Balance: needs, supplies, gaps, output value and stocks, each figure with its range and its derivation.

``gwh_equivalent`` and ``gwh_factor`` set anything in the chain against GWh of cells; ``needs`` explodes a demand backwards;
``supplies``, ``gaps`` and ``plant_inputs`` set plants against it; ``output_value`` prices them; ``from_inflow`` and ``from_stock``
are the dynamic stocks, ``returns_of`` what recycling gets from them; ``footprint`` is cradle to gate with its tree, ``*_over`` the same
over draws; the indicators are plain formulas. Every result can be had as a :class:`~lianzhang.core.Quantity` that leads down to the rows.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lianzhang.balance.cradle_to_gate import Contribution, Footprint, footprint
    from lianzhang.balance.equivalents import chemistries, chemistry_of, gwh_equivalent, gwh_factor
    from lianzhang.balance.figures import add, divide, estimated_share, in_unit, multiply, subtract
    from lianzhang.balance.indicators import (
        completeness,
        cosine_similarity,
        eol_recycling_rate,
        hhi,
        import_dependence,
        krugman_index,
        local_content,
        location_quotient,
        output_per,
        recycled_content,
        utilisation,
    )
    from lianzhang.balance.lifetimes import (
        Lifetime,
        fixed,
        folded_normal,
        lifetime_of,
        lognormal,
        normal,
        weibull,
    )
    from lianzhang.balance.literature_co2e import FootprintCheck, footprint_checks
    from lianzhang.balance.needs_table import Needs, measured, needs
    from lianzhang.balance.nested_stocks import nested
    from lianzhang.balance.over_draws import NeedsDraws, footprint_over, needs_over, output_value_over, spread
    from lianzhang.balance.prices import price_ex_vat
    from lianzhang.balance.recycling import (
        Returns,
        collection_rate,
        mass_balance,
        returns_of,
        second_life_share,
    )
    from lianzhang.balance.stocks import (
        Stocks,
        check_balance,
        cohorts,
        from_inflow,
        from_stock,
        returns,
        split,
    )
    from lianzhang.balance.supply import Gap, Plant, Supplies, gaps, plant_inputs, supplies
    from lianzhang.balance.value import OutputValue, output_value

__all__ = [
    "Contribution",
    "Footprint",
    "FootprintCheck",
    "Gap",
    "Lifetime",
    "Needs",
    "NeedsDraws",
    "OutputValue",
    "Plant",
    "Returns",
    "Stocks",
    "Supplies",
    "add",
    "check_balance",
    "chemistries",
    "chemistry_of",
    "cohorts",
    "collection_rate",
    "completeness",
    "cosine_similarity",
    "divide",
    "eol_recycling_rate",
    "estimated_share",
    "fixed",
    "folded_normal",
    "footprint",
    "footprint_checks",
    "footprint_over",
    "from_inflow",
    "from_stock",
    "gaps",
    "gwh_equivalent",
    "gwh_factor",
    "hhi",
    "import_dependence",
    "in_unit",
    "krugman_index",
    "lifetime_of",
    "local_content",
    "location_quotient",
    "lognormal",
    "mass_balance",
    "measured",
    "multiply",
    "needs",
    "needs_over",
    "nested",
    "normal",
    "output_per",
    "output_value",
    "output_value_over",
    "plant_inputs",
    "price_ex_vat",
    "recycled_content",
    "returns",
    "returns_of",
    "second_life_share",
    "split",
    "spread",
    "subtract",
    "supplies",
    "utilisation",
    "weibull",
]

_HOME = {
    "equivalents": ("chemistries", "chemistry_of", "gwh_equivalent", "gwh_factor"),
    "figures": ("add", "divide", "estimated_share", "in_unit", "multiply", "subtract"),
    "cradle_to_gate": ("Contribution", "Footprint", "footprint"),
    "literature_co2e": ("FootprintCheck", "footprint_checks"),
    "indicators": (
        "completeness",
        "cosine_similarity",
        "eol_recycling_rate",
        "hhi",
        "import_dependence",
        "krugman_index",
        "local_content",
        "location_quotient",
        "output_per",
        "recycled_content",
        "utilisation",
    ),
    "lifetimes": ("Lifetime", "fixed", "folded_normal", "lifetime_of", "lognormal", "normal", "weibull"),
    "needs_table": ("Needs", "measured", "needs"),
    "nested_stocks": ("nested",),
    "over_draws": ("NeedsDraws", "footprint_over", "needs_over", "output_value_over", "spread"),
    "prices": ("price_ex_vat",),
    "recycling": ("Returns", "collection_rate", "mass_balance", "returns_of", "second_life_share"),
    "stocks": ("Stocks", "check_balance", "cohorts", "from_inflow", "from_stock", "returns", "split"),
    "supply": ("Gap", "Plant", "Supplies", "gaps", "plant_inputs", "supplies"),
    "value": ("OutputValue", "output_value"),
}


def __getattr__(name: str) -> Any:
    for module, names in _HOME.items():
        if name in names:
            return getattr(import_module(f"lianzhang.balance.{module}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
