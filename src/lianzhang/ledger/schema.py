"""The tables. Those of the registers come from their declarations (:mod:`declare`); nothing here is SQLite's alone.

Decimals are stored as their exact text, dates as ISO text, lists as JSON. History is only ever added to.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    CheckConstraint,
    Column,
    Double,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Numeric,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
)
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeEngine

from lianzhang.ledger.declare import EXACT, Field, Register, registers
from lianzhang.ledger.project import STAGES

__all__ = ["HEAD", "field_columns", "metadata", "register_tables"]

HEAD = "0004"
"""The migration that makes these tables; a test asserts that it does."""

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class ExactDecimal(TypeDecorator[Decimal]):
    """A decimal kept to the digit, as text: databases would round it or pad it."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        """Text of the decimal."""
        return None if value is None else str(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> Decimal | None:  # noqa: ARG002
        """The decimal of the text."""
        return None if value is None else Decimal(value)


def _plain(value: Decimal) -> str:
    """A decimal without exponent: two ways of writing one number are stored as one."""
    return format(value.to_integral_value() if value == value.to_integral_value() else value, "f")


class ExactNumber(TypeDecorator[Decimal]):
    """A decimal of a register, exact: NUMERIC where the database has it, text in SQLite, which would make it a float."""

    impl = Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """NUMERIC on PostgreSQL."""
        return dialect.type_descriptor(Numeric() if dialect.name == "postgresql" else Text())

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> Any:
        """The decimal, or its text."""
        if value is None:
            return None
        return Decimal(_plain(value)) if dialect.name == "postgresql" else _plain(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> Decimal | None:  # noqa: ARG002
        """The decimal."""
        return None if value is None else Decimal(value)


_ESCAPES = (("\ue000", "\ue000\ue001"), ("\x00", "\ue000\ue002"))


class AnyText(TypeDecorator[str]):
    """Text that may hold NUL characters, which PostgreSQL cannot store: there they are escaped, without loss."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """Escaped where needed."""
        if value is None or dialect.name != "postgresql":
            return value
        for plain, escaped in _ESCAPES:
            value = value.replace(plain, escaped)
        return value

    def process_result_value(self, value: Any, dialect: Dialect) -> str | None:
        """As it was."""
        if value is None or dialect.name != "postgresql" or "\ue000" not in value:
            return None if value is None else str(value)
        return str(value).replace("\ue000\ue002", "\x00").replace("\ue000\ue001", "\ue000")


def _text(name: str, *, null: bool = False) -> Column[str]:
    return Column(name, AnyText, nullable=null)


def _pk(name: str) -> Column[str]:
    return Column(name, AnyText, primary_key=True)


def _flag(name: str) -> Column[bool]:
    return Column(name, Boolean, nullable=False)


def _json(name: str, *, null: bool = False) -> Column[Any]:
    return Column(name, JSON(none_as_null=True), nullable=null)


_TYPES: dict[str, Any] = {
    "texts": JSON(none_as_null=True),
    "count": Integer,
    "year": Integer,
    "flag": Boolean,
    "link": Integer,
}


def _check(field: Field, table: str) -> list[CheckConstraint]:
    """What the database itself refuses in a column."""
    at = f'"{field.column}"'
    rule: str | None = None
    if field.type in EXACT and not field.signed:
        rule = f"CAST({at} AS NUMERIC) >= 0"
    elif field.type == "count":
        rule = f"{at} >= 0"
    elif field.type == "stage":
        rule = f"{at} IN ({', '.join(repr(stage) for stage in STAGES)})"
    elif field.type == "date":
        rule = f"length({at}) IN (4, 7, 10)"
    elif field.type == "month":
        rule = f"length({at}) = 7"
    elif field.type == "year":
        rule = f"{at} BETWEEN 1900 AND 2200"
    return [] if rule is None else [CheckConstraint(rule, name=f"ck_{table}_{field.column}")]


def field_columns(field: Field, table: str) -> list[Column[Any]]:
    """The columns of a field: its value, and its unit where it has one of its own."""
    kind = ExactNumber if field.type in EXACT else _TYPES.get(field.type, AnyText)
    link = [ForeignKey(f"{field.to}.id")] if field.type == "link" else []
    own: Column[Any] = Column(field.column, kind, *link, *_check(field, table), nullable=not field.required)
    return [own, *(_text(c, null=True) for c in field.columns[1:])]


def _register_table(register: Register) -> Table:
    """The table of a register: identity, version, what became of the record, and a typed column a field."""
    name = register.name
    return Table(
        name, metadata,
        Column("id", Integer, primary_key=True, autoincrement=False), Column("key", AnyText, nullable=False, unique=True),
        Column("version", Integer, nullable=False), Column("merged_into", ForeignKey(f"{name}.id")), _flag("gone"),
        _text("created_at"), *(c for f in register.fields for c in field_columns(f, name)),
    )  # fmt: skip


register_tables: dict[str, Table] = {r.name: _register_table(r) for r in registers().values()}
"""The table of every declared register, by its name."""

documents = Table(
    "documents", metadata,
    Column("id", Integer, primary_key=True), _text("path"), Column("version", Integer, nullable=False),
    Column("state", String(16), nullable=False, index=True),  # current, superseded, absent
    Column("sha256", String(64), nullable=False), Column("digest", String(64), nullable=False), _text("encoding"),
    _text("grade"), _text("grade_reason"), _text("title", null=True), _text("outlet", null=True),
    _text("issuer", null=True), _text("number", null=True), _text("published", null=True), _flag("published_inferred"),
    _text("published_basis"), _text("raw"), _text("text"), _json("map"), _json("zones"), _json("damage"), _json("repeats"),
    _json("hypothesis"), _json("fingerprint"), _text("read_at"), _text("changed_at"),
    Column("reader", String(16)),  # the version of the reader; None: nobody noted it
    UniqueConstraint("path", "version"),
)  # fmt: skip

claims = Table(
    "claims", metadata,
    Column("key", Integer, primary_key=True), Column("claim_id", String(16), nullable=False, index=True),
    Column("document_id", ForeignKey("documents.id"), nullable=False), Column("seq", Integer, nullable=False),
    _flag("active"), _text("added_at"), _text("retired_at", null=True), Column("digest", String(64), nullable=False),
    _text("document"), _text("kind"), _text("subject", null=True), _text("object", null=True), _text("item", null=True),
    _json("items"), _text("measure", null=True), _text("scope", null=True), _text("stage", null=True),
    _text("issuer", null=True), _text("place", null=True), Column("value_kind", String(8), nullable=False),
    Column("value", ExactDecimal), Column("value_low", ExactDecimal), Column("value_high", ExactDecimal),
    _text("unit", null=True), _text("qualifier"), _text("time", null=True), _flag("time_inferred"), _text("modality"),
    _flag("lost"), _text("quote"), Column("start", Integer, nullable=False), Column("end", Integer, nullable=False),
    _json("also"), _text("anchor", null=True), _text("grade"), Column("confidence", Double, nullable=False), _text("rule"),
    _flag("has_size_band"), Column("size_low", ExactDecimal), Column("size_high", ExactDecimal),
    _text("sentence", null=True), Column("mark_start", Integer), Column("mark_end", Integer),
    Column("raw_start", Integer), Column("raw_end", Integer),
    Index(None, "document_id", "active"),
)  # fmt: skip

entities = Table(
    "entities", metadata,
    Column("id", String(16), primary_key=True), Column("digest", String(64), nullable=False), _text("type"), _text("name"),
    _json("aliases"), _text("place", null=True), _text("parent", null=True),
)  # fmt: skip

facts = Table(
    "facts", metadata,
    Column("id", String(20), primary_key=True), Column("digest", String(64), nullable=False),
    Column("position", Integer, nullable=False), _text("kind"),
    _text("subject", null=True), _text("object", null=True), _text("item", null=True), _json("items"),
    _text("measure", null=True), _text("scope", null=True), _text("stage", null=True), _text("place", null=True),
    _text("time", null=True), _flag("time_inferred"), _text("modality"), Column("value_kind", String(8), nullable=False),
    Column("value", ExactDecimal), Column("value_low", ExactDecimal), Column("value_high", ExactDecimal),
    _text("unit", null=True), _text("qualifier"), _flag("lost"), _text("grade"),
    Column("sources", Integer, nullable=False), _json("claims"), _json("conflicts"),
)  # fmt: skip

clusters = Table(
    "clusters", metadata,
    _pk("id"), Column("digest", String(64), nullable=False), _json("documents"), _json("reasons"),
)  # fmt: skip

doubts = Table(
    "doubts", metadata,
    Column("id", String(64), primary_key=True), Column("digest", String(64), nullable=False), _text("name"),
    _json("candidates"), _text("why"),
)  # fmt: skip

register_basis = Table(
    "register_basis", metadata,
    _pk("register"), Column("record", Integer, primary_key=True, autoincrement=False), _pk("field"), _json("basis"),
)  # fmt: skip

source_rows = Table("source_rows", metadata, Column("id", String(20), primary_key=True), _json("content"))

acts = Table(
    "acts", metadata,
    Column("id", Integer, primary_key=True), Column("kind", String(16), nullable=False), _text("register", null=True),
    _text("who"), _text("at"), _text("note"), Column("undoes", ForeignKey("acts.id")),
)  # fmt: skip

declared_shape = Table(
    "declared_shape",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("digest", String(64), nullable=False),
)

ledger_owner = Table(
    "ledger_owner", metadata,
    Column("id", Integer, primary_key=True, autoincrement=False), _text("name"),
)  # fmt: skip

OF_THIS_DATABASE = (declared_shape, ledger_owner)
"""Tables that speak of the database they stand in: no content, not in a backup."""

history = Table(
    "history", metadata,
    Column("id", Integer, primary_key=True), _text("register"), Column("record", Integer, nullable=False), _text("field"),
    _text("old", null=True), _text("new", null=True), _text("who"), _text("at"), _json("basis"),
    Column("act", ForeignKey("acts.id"), index=True), Index(None, "register", "record"),
)  # fmt: skip

changes = Table(
    "changes", metadata,
    Column("id", String(16), primary_key=True), _text("project"), _text("project_key"), _text("field"),
    _text("old", null=True), _text("new"), _text("qualifier"), Column("claim_id", String(16), nullable=False),
    _text("document"), _text("grade"), _text("published", null=True), _text("sentence"),
    Column("state", String(16), nullable=False, index=True),  # proposed, accepted, rejected
    _text("proposed_at"), _text("decided_at", null=True), _text("decided_by", null=True),
    Column("reopened", Integer, nullable=False), Column("register", AnyText, nullable=False, server_default="projects"),
    _text("corrected", null=True), _json("identity", null=True),
)  # fmt: skip

projects, project_progress, project_problems, matters = (
    register_tables[name] for name in ("projects", "project_progress", "project_problems", "matters")
)

months = Table(
    "months", metadata,
    Column("month", String(7), primary_key=True), _json("frozen"), _text("closed_at"), _text("closed_by"),
)  # fmt: skip

reopened_months = Table(
    "reopened_months", metadata,
    Column("month", String(7), primary_key=True), Column("number", Integer, primary_key=True, autoincrement=False),
    _json("frozen"), _text("closed_at"), _text("closed_by"), _text("reopened_at"), _text("reopened_by"), _text("why"),
)  # fmt: skip
