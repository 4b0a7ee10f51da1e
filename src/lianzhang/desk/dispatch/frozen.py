"""A month as plain data, and back: what is closed can be read again to the last sentence behind a figure.

``freeze`` gives JSON values alone (texts, lists, mappings, None, true, false), every basis once and by id, and a digest over all of it;
``thaw`` gives back what was frozen, equal to it, or says that the data were changed since.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from decimal import Decimal
from typing import Any

from lianzhang.core import (
    AssumptionBasis,
    Basis,
    ClaimBasis,
    FormulaBasis,
    InputError,
    Problem,
    Quantity,
    RowBasis,
    SolveBasis,
    Text,
)
from lianzhang.desk.dispatch.corrected import FIGURES, Correction, corrections
from lianzhang.desk.dispatch.remarks import Change, Reason
from lianzhang.desk.dispatch.rules import Condition, RuleSet
from lianzhang.desk.dispatch.run import Dispatch, Entry, OpenProblem, dispatch
from lianzhang.desk.dispatch.schedule import Due
from lianzhang.desk.matters import Asked, Asking, Matter
from lianzhang.ledger.project import Progress, ProjectNode, ProjectProblem, ProjectRecord

__all__ = ["SCHEMA", "ClosedMonth", "freeze", "late", "thaw"]

SCHEMA = 1

_KINDS: Mapping[str, type] = {
    kind.__name__: kind
    for kind in (
        Dispatch, RuleSet, Condition, Entry, Reason, Change, OpenProblem, Due, Asked, Asking, Matter, Progress, ProjectProblem,
        ProjectNode, ProjectRecord, Correction,
    )
}  # fmt: skip
_BASES: Mapping[str, type] = {
    kind.__name__: kind for kind in (ClaimBasis, RowBasis, AssumptionBasis, FormulaBasis, SolveBasis)
}


@dataclass(frozen=True)
class ClosedMonth:
    """What was frozen: the dispatch and the projects as they stood, the corrections shown then, how many proposed changes were
    not decided, and the digest over the data.
    """

    dispatch: Dispatch
    projects: tuple[ProjectRecord, ...]
    digest: str
    corrections: tuple[Correction, ...] = ()
    undecided: int = 0


def freeze(
    dispatch: Dispatch,
    projects: Iterable[ProjectRecord] = (),
    corrections: Iterable[Correction] = (),
    undecided: int = 0,
) -> dict[str, Any]:
    """The month as JSON values. ``projects`` as they stand now, so that the annex can be written again; ``corrections`` that it
    shows; ``undecided``: proposed changes that nobody has decided on.
    """
    bases: dict[str, Any] = {}
    data: dict[str, Any] = {
        "schema": SCHEMA,
        "month": dispatch.month,
        "dispatch": _plain(dispatch, bases),
        "projects": [_plain(p, bases) for p in projects],
        "corrections": [_plain(c, bases) for c in corrections],
        "undecided": undecided,
        "bases": bases,
    }
    return {**data, "digest": _digest(data)}


def thaw(data: Mapping[str, Any], where: str = "months") -> ClosedMonth:
    """What was frozen. Raises :class:`~lianzhang.core.InputError` for data that are none, newer than this program, or changed."""
    digest = _checked(data, where)
    reader = _Reader(data["bases"])
    return ClosedMonth(
        reader.value(data["dispatch"]),
        tuple(reader.value(p) for p in data["projects"]),
        digest,
        tuple(reader.value(c) for c in data.get("corrections", ())),
        data.get("undecided", 0),
    )


def late(
    data: Mapping[str, Any], projects: Sequence[ProjectRecord], where: str = "months"
) -> tuple[tuple[Correction, ...], tuple[Correction, ...]]:
    """What is known now of a closed month and differs from it as frozen, and the corrections that it showed itself.

    As :func:`thaw`, :func:`dispatch` and :func:`corrections`, but only what differs is thawed, which is several times quicker.
    """
    _checked(data, where)
    reader, frozen = _Reader(data["bases"]), data["dispatch"]
    now = dispatch(projects, frozen["month"], reader.value(frozen["rules"]))
    told = _differing(frozen, now)
    same = {e["project"] for e in frozen["entries"]} - {e["project"] for e in told["entries"]}
    others = replace(now, entries=tuple(e for e in now.entries if e.project not in same))
    shown = tuple(reader.value(c) for c in data.get("corrections", ()))
    return corrections(reader.value(told), others), shown


def _checked(data: Mapping[str, Any], where: str) -> str:
    """The digest over the data, which must be what it was when they were frozen."""
    if not isinstance(data, Mapping) or "schema" not in data or "dispatch" not in data:
        raise _fault(where, Text("不是关账数据", "not the data of a closed month"))
    if data["schema"] != SCHEMA:
        what = Text(
            f"关账数据格式 {data['schema']} 不是本程序的 {SCHEMA}",
            f"format {data['schema']}, this program reads {SCHEMA}",
        )
        raise _fault(where, what)
    digest = _digest({k: v for k, v in data.items() if k != "digest"})
    if digest != data.get("digest"):
        raise _fault(
            where,
            Text("关账数据在关账后被改动，校验不符", "the data were changed after the month was closed"),
        )
    return digest


def _differing(frozen: Mapping[str, Any], now: Dispatch) -> dict[str, Any]:
    """A frozen dispatch, still plain: the entries that differ from those of now, without reasons, dates due, changes and totals."""
    left_out: dict[str, Any] = {name: [] for name in ("reasons", "missing", "dues", "changes")}
    known = {e.project: _compared_now(e) for e in now.entries}
    entries = []
    for entry in frozen["entries"]:
        figures = [pair for pair in entry["figures"]["items"] if pair[0] in FIGURES]
        texts = tuple(p["problem"]["text"] for p in entry["problems"])
        values = {n: Decimal(q["value"]) for n, q in figures if q["value"] is not None}
        if known.get(entry["project"]) != (entry["light"], values, texts):
            entries.append({**entry, **left_out, "figures": {"_": "map", "items": figures}})
    return {**frozen, "entries": entries, "totals": []}


def _compared_now(entry: Entry) -> tuple[str, dict[str, Decimal], tuple[str, ...]]:
    found = {n: q.value for n, q in entry.figures.items() if n in FIGURES}
    values = {n: v for n, v in found.items() if v is not None}
    return entry.light, values, tuple(p.problem.text for p in entry.problems)


def _fault(where: str, what: Text) -> InputError:
    return InputError([Problem(where, what)])


def _digest(data: Mapping[str, Any]) -> str:
    canonical = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode("utf-8", "surrogatepass")).hexdigest()


def _plain(value: Any, bases: dict[str, Any]) -> Any:
    if value is None or isinstance(value, bool | str | int):
        return value
    if isinstance(value, Text):
        return {"_": "Text", "zh": value.zh, "en": value.en}
    if isinstance(value, Decimal):
        return {"_": "Decimal", "value": str(value)}
    if isinstance(value, Quantity):
        numbers = {
            n: None if v is None else str(v)
            for n, v in (("value", value.value), ("low", value.low), ("high", value.high))
        }
        return {"_": "Quantity", "unit": value.unit, "basis": _basis(value.basis, bases), **numbers}
    if isinstance(value, tuple | list):
        return [_plain(v, bases) for v in value]
    if isinstance(value, Mapping):
        return {"_": "map", "items": [[k, _plain(v, bases)] for k, v in value.items()]}
    if type(value).__name__ in _BASES:
        return {"_": "basis", "id": _basis(value, bases)}
    if is_dataclass(value) and type(value).__name__ in _KINDS:
        return {
            "_": type(value).__name__,
            **{f.name: _plain(getattr(value, f.name), bases) for f in fields(value)},
        }
    raise TypeError(f"cannot freeze {type(value).__name__}")


def _basis(basis: Basis, bases: dict[str, Any]) -> str:
    if basis.id not in bases:
        bases[basis.id] = None  # a basis never leads to itself
        told = {f.name: _plain(getattr(basis, f.name), bases) for f in fields(basis)}
        bases[basis.id] = {"_": type(basis).__name__, **told}
    return basis.id


class _Reader:
    """Turns plain values back, each basis once."""

    def __init__(self, bases: Mapping[str, Any]) -> None:
        self._plain = bases
        self._made: dict[str, Any] = {}

    def basis(self, key: str) -> Any:
        if key not in self._made:
            told = self._plain[key]
            kind = _BASES[told["_"]]
            self._made[key] = kind(**{k: self.value(v) for k, v in told.items() if k != "_"})
        return self._made[key]

    def value(self, value: Any) -> Any:
        if isinstance(value, list):
            return tuple(self.value(v) for v in value)
        if not isinstance(value, Mapping):
            return value
        kind = value["_"]
        if kind == "Text":
            return Text(value["zh"], value["en"])
        if kind == "Decimal":
            return Decimal(value["value"])
        if kind == "Quantity":
            numbers = [None if value[n] is None else Decimal(value[n]) for n in ("value", "low", "high")]
            return Quantity(numbers[0], value["unit"], self.basis(value["basis"]), numbers[1], numbers[2])
        if kind == "map":
            return {k: self.value(v) for k, v in value["items"]}
        if kind == "basis":
            return self.basis(value["id"])
        return _KINDS[kind](**{k: self.value(v) for k, v in value.items() if k != "_"})
