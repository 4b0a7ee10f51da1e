"""Results of the desk as plain JSON: every figure with its value, range, unit and the id of its basis, every basis told once.

The shape follows the records themselves: a frozen record is an object of its fields, a figure is
``{"value", "unit", "low", "high", "basis"}``, running words are told in the reader's language.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass
from decimal import Decimal
from typing import Any

from lianzhang.core import Basis, Quantity, Text, collect, say
from lianzhang.core.basis import AssumptionBasis, ClaimBasis, FormulaBasis, RowBasis, SolveBasis
from lianzhang.ledger.project import ProjectRecord
from lianzhang.outputs.lowering import basis_kind

__all__ = ["records_json"]

_BASES = (ClaimBasis, RowBasis, AssumptionBasis, FormulaBasis, SolveBasis)


def records_json(**named: Any) -> dict[str, Any]:
    """The named results as data for ``json.dumps``, and under ``bases`` every basis that their figures lead to, by id."""
    seen: list[Quantity] = []
    out = {name: _plain(value, seen) for name, value in named.items()}
    bases = {i: {"kind": basis_kind(b), **b.content()} for i, b in collect(seen).items()}
    return {**out, "bases": bases}


def _number(value: Decimal | None) -> str | None:
    return None if value is None else format(value, "f")


def _plain(value: Any, seen: list[Quantity]) -> Any:
    if isinstance(value, Quantity):
        seen.append(value)
        return {
            "value": _number(value.value), "unit": value.unit, "low": _number(value.low), "high": _number(value.high),
            "basis": value.basis.id,
        }  # fmt: skip
    if isinstance(value, _BASES):
        basis: Basis = value
        seen.append(Quantity(None, "", basis))
        return basis.id
    if isinstance(value, Text):
        return say(value)
    if isinstance(value, ProjectRecord):
        return {
            "id": value.id,
            "name": value.name,
            "place": value.place,
            "owner": value.owner,
            "stage": value.stage,
        }
    if is_dataclass(value) and not isinstance(value, type):
        return {f.name: _plain(getattr(value, f.name), seen) for f in fields(value)}
    if isinstance(value, Mapping):
        return {str(k): _plain(v, seen) for k, v in value.items()}
    if isinstance(value, Sequence | set | frozenset) and not isinstance(value, str):
        return [_plain(v, seen) for v in (sorted(value) if isinstance(value, set | frozenset) else value)]
    return _number(value) if isinstance(value, Decimal) else value
