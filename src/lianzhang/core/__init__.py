"""Core: quantities and where they come from, units, periods of time, places, and how errors are said.

This room imports no other room.
"""

from lianzhang.core.basis import (
    AssumptionBasis,
    Basis,
    ClaimBasis,
    FormulaBasis,
    Quantity,
    RowBasis,
    SolveBasis,
    collect,
)
from lianzhang.core.periods import Period, PeriodError, period
from lianzhang.core.places import Place, PlaceTree, place_tree, short_name
from lianzhang.core.problems import InputError, Problem, Problems, nearest
from lianzhang.core.say import Text, language, say
from lianzhang.core.units import Unit, UnitError, convert, unit

__all__ = [
    "AssumptionBasis",
    "Basis",
    "ClaimBasis",
    "FormulaBasis",
    "InputError",
    "Period",
    "PeriodError",
    "Place",
    "PlaceTree",
    "Problem",
    "Problems",
    "Quantity",
    "RowBasis",
    "SolveBasis",
    "Text",
    "Unit",
    "UnitError",
    "collect",
    "convert",
    "language",
    "nearest",
    "period",
    "place_tree",
    "say",
    "short_name",
    "unit",
]
