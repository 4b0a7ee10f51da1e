"""Values, names, keys and sources of records: the forms in which the registers store, compare and print them."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, insert, select

from lianzhang.core import AssumptionBasis, Basis, RowBasis, Text
from lianzhang.ledger import schema as s
from lianzhang.ledger.declare import EXACT, Field, Register
from lianzhang.ledger.documents import basis_of_claim
from lianzhang.reconcile import clean_name, project_key

__all__ = [
    "CHUNK", "Packed", "column_of", "field_of", "from_plain", "key_of", "label_of", "name_index", "normal", "pack_basis", "plain", "resolve", "shown_names",
    "store_rows", "unpack_basis", "values_of",
]  # fmt: skip

Packed = dict[str, Any]
CHUNK = 500
"""Values that one statement takes."""


def pack_basis(basis: RowBasis | str) -> Packed:
    """A basis as JSON: a row whole, a claim by its id."""
    return {"claim": basis} if isinstance(basis, str) else {"row": basis.content()}


def store_rows(connection: Connection, packed: Iterable[Packed]) -> dict[int, Packed]:
    """Rows of sheets are stored once: object id of a packed basis → what refers to its row and names its column."""
    refers: dict[int, Packed] = {}
    wanted: dict[str, Any] = {}
    by_cells: dict[int, str] = {}
    for basis in packed:
        if "row" not in basis:
            refers[id(basis)] = basis
            continue
        row = basis["row"]
        own = by_cells.get(id(row["cells"]))
        if own is None:
            content = {k: v for k, v in row.items() if k != "column"}
            text = json.dumps(content, ensure_ascii=True, sort_keys=True)
            own = by_cells[id(row["cells"])] = hashlib.sha256(text.encode()).hexdigest()[:20]
            wanted[own] = content
        refers[id(basis)] = {"source": own, "column": row["column"]}
    ids = list(wanted)
    known: set[str] = set()
    for at in range(0, len(ids), CHUNK):
        query = select(s.source_rows.c.id).where(s.source_rows.c.id.in_(ids[at : at + CHUNK]))
        known |= set(connection.execute(query).scalars())
    fresh = [{"id": i, "content": c} for i, c in wanted.items() if i not in known]
    if fresh:
        connection.execute(insert(s.source_rows), fresh)
    return refers


def unpack_basis(connection: Connection, packed: Mapping[str, Any], cache: dict[str, Any]) -> Basis:
    """The basis as it was given."""
    if "assumption" in packed:
        return AssumptionBasis(packed["assumption"])
    if "row" in packed or "source" in packed:
        row = packed.get("row")
        if row is None:
            own = packed["source"]
            if own not in cache:
                query = select(s.source_rows.c.content).where(s.source_rows.c.id == own)
                cache[own] = connection.execute(query).scalar_one()
            row = {**cache[own], "column": packed["column"]}
        cells = tuple((a, b) for a, b in row["cells"])
        return RowBasis(row["file"], row["row"], row["column"], cells, row["source"])
    claim = packed.get("claim", "")
    if claim not in cache:
        found = basis_of_claim(connection, claim)
        missing = Text(f"论断 {claim} 不在台账中", f"claim {claim} is not in the ledger")
        cache[claim] = found if found is not None else AssumptionBasis(missing)
    basis: Basis = cache[claim]
    return basis


# values, keys and names


def plain(value: object) -> str | None:
    """A value as the history prints it: decimals without exponent or idle zeros, lists with 、 between."""
    if value is None:
        return None
    if isinstance(value, Decimal):
        whole = value == value.to_integral_value()
        return format(value.to_integral_value() if whole else value.normalize(), "f")
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, (list, tuple)):
        return "、".join(str(v) for v in value)
    return str(value)


def from_plain(of: Field, text: str | None, *, unit: bool = False) -> Any:
    """A value from the form that the history prints."""
    if text is None or unit:
        return text
    if of.type in EXACT:
        return Decimal(text)
    if of.type in ("count", "year", "link"):
        return int(text)
    if of.type == "flag":
        return text == "是"
    if of.type == "texts":
        return [part for part in text.split("、") if part]
    return text


def normal(name: str, identity: str = "plain") -> str:
    """The form under which two spellings of one name meet."""
    if identity == "project":
        return project_key(name)
    return clean_name(name).casefold().replace("|", "/")


def key_of(register: Register, values: Mapping[str, Any]) -> str:
    """The key of a record: its key fields in one form."""
    parts = []
    for name in register.key:
        value = values.get(name)
        if value is None:
            parts.append("")
        elif isinstance(value, int):
            parts.append(str(value))
        else:
            parts.append(normal(plain(value) or "", register.identity if name == register.label else "plain"))
    return "|".join(parts)


def label_of(register: Register, values: Mapping[str, Any], labels: Mapping[str, str]) -> str:
    """What a record is called."""
    if register.label and values.get(register.label) is not None:
        return str(values[register.label])
    parts = [labels.get(k) or plain(values.get(k)) for k in register.key]
    return " · ".join(p for p in parts if p)


def column_of(register: Register, name: str) -> str:
    """Column of a field name, or of ``NAME_unit``."""
    if name in register.by_name:
        return register.by_name[name].column
    return name


def field_of(register: Register, name: str) -> Field:
    """The field that a name (also ``NAME_unit``) belongs to."""
    if name in register.by_name:
        return register.by_name[name]
    return register.field(name.removesuffix("_unit"))


def _names(register: Register) -> list[str]:
    """Names of all values of a record."""
    return [
        n for f in register.fields for n in ((f.name, f"{f.name}_unit") if len(f.columns) > 1 else (f.name,))
    ]


def values_of(register: Register, row: Mapping[Any, Any]) -> dict[str, Any]:
    """All values of a row by field name."""
    return {n: row[column_of(register, n)] for n in _names(register)}


def shown_names(connection: Connection, register: Register) -> list[tuple[int, str]]:
    """Numbers and names of the records that stand or were merged."""
    table = s.register_tables[register.name]
    label = table.c[register.field(register.label or register.key[0]).column]
    query = select(table.c.id, label).where(table.c.gone.is_(False)).order_by(table.c.id)
    return [(i, str(name)) for i, name in connection.execute(query)]


def resolve(parents: Mapping[int, int | None], own: int) -> int:
    """Where a record ends after merges."""
    seen = set()
    while (after := parents.get(own)) is not None and own not in seen:
        seen.add(own)
        own = after
    return own


def name_index(connection: Connection, register: Register) -> dict[str, tuple[int, ...]]:
    """Names and aliases, in one form → records that bear them (merged ones lead to what they were merged into)."""
    table = s.register_tables[register.name]
    label = register.label or register.key[0]
    has_aliases = "aliases" in register.by_name
    columns = [table.c.id, table.c.merged_into, table.c[column_of(register, label)]]
    columns += [table.c.aliases] if has_aliases else []
    rows = connection.execute(select(*columns).where(table.c.gone.is_(False)).order_by(table.c.id)).all()
    parents = {r[0]: r[1] for r in rows}
    found: dict[str, dict[int, None]] = defaultdict(dict)
    for row in rows:
        for name in (row[2], *((row[3] or ()) if has_aliases else ())):
            if name is not None:
                found[normal(str(name), register.identity)][resolve(parents, row[0])] = None
    return {name: tuple(ids) for name, ids in found.items()}
