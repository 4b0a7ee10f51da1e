"""The tables. Columns of the registers come from the declarations in :mod:`fields`; nothing here is SQLite's alone.

Decimals are stored as their exact text, dates as ISO text, lists as JSON. History is only ever added to.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Double,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
)
from sqlalchemy.engine import Dialect

from lianzhang.ledger.fields import MONTHLY_FIELDS, PROBLEM_FIELDS, PROJECT_FIELDS, Field

__all__ = ["HEAD", "metadata"]

HEAD = "0001"
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


def _text(name: str, *, null: bool = False) -> Column[str]:
    return Column(name, Text, nullable=null)


def _flag(name: str) -> Column[bool]:
    return Column(name, Boolean, nullable=False)


def _json(name: str) -> Column[Any]:
    return Column(name, JSON, nullable=False)


def _stored(fields: tuple[Field, ...]) -> list[Column[Any]]:
    """The columns of a register: one a field, and the unit beside a quantity. A project's name is not stored twice."""
    columns: list[Column[Any]] = []
    for field in fields:
        if not field.stored or field.name == "name":
            continue
        exact = field.type in ("money", "quantity")
        columns.append(Column(field.name, ExactDecimal if exact else Text, nullable=not field.required))
        if field.type == "quantity":
            columns.append(_text(f"{field.name}_unit", null=True))
    return columns


documents = Table(
    "documents", metadata,
    Column("id", Integer, primary_key=True), _text("path"), Column("version", Integer, nullable=False),
    Column("state", String(16), nullable=False, index=True),  # current, superseded, absent
    Column("sha256", String(64), nullable=False), Column("digest", String(64), nullable=False), _text("encoding"),
    _text("grade"), _text("grade_reason"), _text("title", null=True), _text("outlet", null=True),
    _text("issuer", null=True), _text("number", null=True), _text("published", null=True), _flag("published_inferred"),
    _text("published_basis"), _text("raw"), _text("text"), _json("map"), _json("zones"), _json("damage"), _json("repeats"),
    _json("hypothesis"), _json("fingerprint"), _text("read_at"), _text("changed_at"),
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
    Column("id", Text, primary_key=True), Column("digest", String(64), nullable=False), _json("documents"), _json("reasons"),
)  # fmt: skip

doubts = Table(
    "doubts", metadata,
    Column("id", String(64), primary_key=True), Column("digest", String(64), nullable=False), _text("name"),
    _json("candidates"), _text("why"),
)  # fmt: skip

projects = Table(
    "projects", metadata,
    Column("id", Integer, primary_key=True), _text("name"), Column("name_key", Text, nullable=False, unique=True),
    *_stored(PROJECT_FIELDS), _text("created_at"),
)  # fmt: skip

project_dates = Table(
    "project_dates", metadata,
    Column("project_id", ForeignKey("projects.id"), primary_key=True),
    Column("what", String(8), primary_key=True),  # due, stages
    Column("stage", String(8), primary_key=True), _text("date"),
)  # fmt: skip

project_progress = Table(
    "project_progress", metadata,
    Column("id", Integer, primary_key=True), Column("project_id", ForeignKey("projects.id"), nullable=False),
    *_stored(MONTHLY_FIELDS), _json("basis"), UniqueConstraint("project_id", "month"),
)  # fmt: skip

project_problems = Table(
    "project_problems", metadata,
    Column("id", Integer, primary_key=True), Column("project_id", ForeignKey("projects.id"), nullable=False),
    *_stored(PROBLEM_FIELDS), _json("basis"), UniqueConstraint("project_id", "found", "text"),
)  # fmt: skip

project_basis = Table(
    "project_basis", metadata,
    Column("project_id", ForeignKey("projects.id"), primary_key=True), Column("field", Text, primary_key=True),
    _json("basis"),
)  # fmt: skip

history = Table(
    "history", metadata,
    Column("id", Integer, primary_key=True), _text("register"), Column("record", Integer, nullable=False), _text("field"),
    _text("old", null=True), _text("new", null=True), _text("who"), _text("at"), _json("basis"),
    Index(None, "register", "record"),
)  # fmt: skip

changes = Table(
    "changes", metadata,
    Column("id", String(16), primary_key=True), _text("project"), _text("project_key"), _text("field"),
    _text("old", null=True), _text("new"), _text("qualifier"), Column("claim_id", String(16), nullable=False),
    _text("document"), _text("grade"), _text("published", null=True), _text("sentence"),
    Column("state", String(16), nullable=False, index=True),  # proposed, accepted, rejected
    _text("proposed_at"), _text("decided_at", null=True), _text("decided_by", null=True),
    Column("reopened", Integer, nullable=False),
)  # fmt: skip

matters = Table(
    "matters", metadata,
    Column("id", Integer, primary_key=True), _text("origin"), _text("title"), _text("body"), _text("office", null=True),
    _text("opened"), _text("due", null=True), _text("answered", null=True), _text("answer", null=True),
    Column("status", String(16), nullable=False), UniqueConstraint("origin", "body", "opened"),
)  # fmt: skip

months = Table(
    "months", metadata,
    Column("month", String(7), primary_key=True), _json("frozen"), _text("closed_at"), _text("closed_by"),
)  # fmt: skip
