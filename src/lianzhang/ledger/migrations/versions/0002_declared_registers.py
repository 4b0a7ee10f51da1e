"""Registers are declared: projects, their months and problems, and matters move to declared tables; acts that can be undone"""

from __future__ import annotations

import re
from collections import defaultdict
from decimal import Decimal
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_MOVED = ("project_basis", "project_dates", "project_progress", "project_problems", "projects", "matters")
_DATED = ("洽谈", "签约", "开工", "在建", "投产", "达产")


def _exact() -> Any:
    return sa.Numeric() if op.get_bind().dialect.name == "postgresql" else sa.Text()


def _checks(table: str, columns: dict[str, str]) -> list[sa.CheckConstraint]:
    """The rules of columns, as the declarations of this version ask for them."""
    made = []
    for name, kind in columns.items():
        at: Any = sa.column(name)
        rules: dict[str, Any] = {
            "exact": sa.cast(at, sa.Numeric) >= 0, "date": sa.func.length(at).in_((4, 7, 10)),
            "month": sa.func.length(at) == 7, "stage": at.in_(("谋划", *_DATED, "终止")),
        }  # fmt: skip
        if kind.rstrip("!") in rules:
            made.append(sa.CheckConstraint(rules[kind.rstrip("!")], name=f"ck_{table}_{name}"))
    return made


def _make(table: str, columns: dict[str, str]) -> None:
    """A declared table: ``!`` marks columns that must not be empty."""
    typed: list[Any] = []
    for name, kind in columns.items():
        bare = kind.rstrip("!")
        made = _exact() if bare == "exact" else sa.Integer() if bare == "link" else sa.Text()
        typed.append(sa.Column(name, made, nullable=not kind.endswith("!")))
        if bare == "link":
            typed.append(sa.ForeignKeyConstraint([name], ["projects.id"], name=f"fk_{table}_{name}"))
    op.create_table(
        table,
        sa.Column("id", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("merged_into", sa.Integer()),
        sa.Column("gone", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.Text(), nullable=False),
        *typed,
        *_checks(table, columns),
        sa.PrimaryKeyConstraint("id", name=f"pk_{table}"),
        sa.ForeignKeyConstraint(["merged_into"], [f"{table}.id"], name=f"fk_{table}_merged_into"),
        sa.UniqueConstraint("key", name=f"uq_{table}_key"),
    )


_PROJECT = {
    "name": "text!", "place": "text", "owner": "text", "segment": "text", "stage": "stage", "total_investment": "exact",
    "completed_investment": "exact", "capacity": "exact", "capacity_unit": "text", "product": "text",
    "responsible_body": "text", "responsible_office": "text",
    **{f"{what}_{stage}": "date" for stage in _DATED for what in ("due", "stages")},
}  # fmt: skip
_PROGRESS = {
    "project": "link!",
    "month": "month!",
    "plan_year": "exact",
    "plan_to_date": "exact",
    "done_to_date": "exact",
}
_PROBLEM = {
    "project": "link!",
    "found": "date!",
    "text": "text!",
    "due": "date",
    "responsible": "text",
    "solved": "date",
}
# dates of matters could be any period before: no rule here, or an old ledger could not come in
_MATTER = {
    "origin": "text!", "title": "text!", "body": "text!", "office": "text", "opened": "text!", "due": "text",
    "answered": "text", "answer": "text", "status": "text",
}  # fmt: skip


def _clean(text: str) -> str:
    """A part of a key, as this version made it."""
    import unicodedata

    return re.sub(r"[\s\u3000“”\"'‘’「」『』《》〈〉]+", "", unicodedata.normalize("NFKC", text)).casefold()


def _rows(bind: Any, table: str) -> list[dict[str, Any]]:
    found = bind.execute(sa.text(f"SELECT * FROM {table} ORDER BY 1")).mappings()  # noqa: S608 - our own names
    return [dict(r) for r in found]


def _number(value: Any) -> Any:
    if value is None:
        return None
    number = Decimal(str(value))
    text = format(number.to_integral_value() if number == number.to_integral_value() else number, "f")
    return Decimal(text) if op.get_bind().dialect.name == "postgresql" else text


def _fill(table: str, columns: dict[str, str], rows: list[dict[str, Any]]) -> None:
    seen: set[str] = set()
    for row in rows:  # two lines that differ in quotation marks alone stay two
        row["key"] = f"{row['key']}#{row['id']}" if row["key"] in seen else row["key"]
        seen.add(row["key"])
    names = ["id", "key", "version", "merged_into", "gone", "created_at", *columns]
    exact = {n for n, kind in columns.items() if kind == "exact"}
    given = [
        {n: _number(r.get(n)) if n in exact else r.get(n) for n in names} | {"version": 1, "gone": False}
        for r in rows
    ]
    if given:
        target = sa.table(table, *(sa.column(n) for n in names))
        op.get_bind().execute(sa.insert(target), given)


def _framework() -> None:
    op.create_table(
        "acts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("register", sa.Text()),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("undoes", sa.Integer()),
        sa.PrimaryKeyConstraint("id", name="pk_acts"),
        sa.ForeignKeyConstraint(["undoes"], ["acts.id"], name="fk_acts_undoes"),
    )
    op.create_table(
        "register_basis",
        sa.Column("register", sa.Text(), nullable=False),
        sa.Column("record", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("field", sa.Text(), nullable=False),
        sa.Column("basis", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("register", "record", "field", name="pk_register_basis"),
    )
    op.create_table(
        "source_rows",
        sa.Column("id", sa.String(20), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_source_rows"),
    )
    op.create_table(
        "declared_shape",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_declared_shape"),
    )
    with op.batch_alter_table("history") as batch:
        batch.add_column(sa.Column("act", sa.Integer()))
        batch.create_foreign_key("fk_history_act", "acts", ["act"], ["id"])
        batch.create_index("ix_history_act", ["act"])
    with op.batch_alter_table("changes") as batch:
        batch.add_column(sa.Column("register", sa.Text(), nullable=False, server_default="projects"))
        batch.add_column(sa.Column("corrected", sa.Text()))
        batch.add_column(sa.Column("identity", sa.JSON()))


def _bases(old: dict[str, list[dict[str, Any]]]) -> list[dict[str, Any]]:
    """Bases a field: those of projects as they were, those of months and problems for each field that has a value."""
    made = [
        {"register": "projects", "record": b["project_id"], "field": b["field"], "basis": b["basis"]}
        for b in old["project_basis"]
    ]
    for table, columns in (("project_progress", _PROGRESS), ("project_problems", _PROBLEM)):
        made += [
            {"register": table, "record": r["id"], "field": name, "basis": r["basis"]}
            for r in old[table] for name in columns if r.get("project_id" if name == "project" else name) is not None
        ]  # fmt: skip
    return made


def _history(bind: Any, old: dict[str, list[dict[str, Any]]]) -> None:
    """Lines of months and problems named their project and said which line in brackets: they name the record itself."""
    at: dict[tuple[str, int, str], int] = {}
    for row in old["project_progress"]:
        at["project_progress", row["project_id"], row["month"]] = row["id"]
    for row in old["project_problems"]:
        at["project_problems", row["project_id"], f"{row['found']} {row['text']}"] = row["id"]
    history = sa.table("history", *(sa.column(c) for c in ("id", "register", "record", "field")))
    for line in bind.execute(sa.select(history)).mappings().all():
        found = re.fullmatch(r"(\w+) \((.*)\)", line["field"], re.DOTALL)
        record = at.get((line["register"], line["record"], found[2])) if found else None
        if found and record is not None:
            bind.execute(
                sa.update(history).where(history.c.id == line["id"]).values(record=record, field=found[1])
            )


def upgrade() -> None:
    """Forward."""
    bind = op.get_bind()
    old = {table: _rows(bind, table) for table in _MOVED}
    basis = sa.table(
        "project_basis", sa.column("project_id"), sa.column("field"), sa.column("basis", sa.JSON())
    )
    old["project_basis"] = [dict(r) for r in bind.execute(sa.select(basis)).mappings()]
    for name in ("project_progress", "project_problems"):
        typed = sa.table(name, sa.column("id"), sa.column("basis", sa.JSON()))
        bases = {r[0]: r[1] for r in bind.execute(sa.select(typed.c.id, typed.c.basis))}
        for row in old[name]:
            row["basis"] = bases[row["id"]]
    dates: dict[int, dict[str, str]] = defaultdict(dict)
    for row in old["project_dates"]:
        dates[row["project_id"]][f"{row['what']}_{row['stage']}"] = row["date"]
    created = {r["id"]: r["created_at"] for r in old["projects"]}
    for table in _MOVED:
        op.drop_table(table)
    for table, columns in (
        ("projects", _PROJECT), ("project_progress", _PROGRESS), ("project_problems", _PROBLEM), ("matters", _MATTER),
    ):  # fmt: skip
        _make(table, columns)
    _framework()
    _fill("projects", _PROJECT, [{**r, **dates[r["id"]], "key": r["name_key"]} for r in old["projects"]])
    for table, columns, rest in (
        ("project_progress", _PROGRESS, ("month",)),
        ("project_problems", _PROBLEM, ("found", "text")),
    ):
        rows = [
            {**r, "project": r["project_id"], "created_at": created[r["project_id"]],
             "key": "|".join([str(r["project_id"]), *(_clean(r[k]) for k in rest)])}
            for r in old[table]
        ]  # fmt: skip
        _fill(table, columns, rows)
    matters = [
        {**r, "created_at": r["opened"], "key": "|".join(_clean(r[k]) for k in ("origin", "body", "opened"))}
        for r in old["matters"]
    ]
    _fill("matters", _MATTER, matters)
    target = sa.table(
        "register_basis",
        sa.column("register"),
        sa.column("record"),
        sa.column("field"),
        sa.column("basis", sa.JSON()),
    )
    made = _bases(old)
    if made:
        bind.execute(sa.insert(target), made)
    _history(bind, old)
