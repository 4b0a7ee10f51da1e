"""Rows in bulk are bound as rows one by one are, on both databases."""

from __future__ import annotations

from decimal import Decimal

from sqlalchemy import insert, select

from lianzhang.ledger import Ledger, database
from lianzhang.ledger import schema as s
from lianzhang.ledger.many import insert_many


def test_rows_in_bulk_are_stored_as_rows_one_by_one(url: str) -> None:
    basis = [{"source": "一", "column": "总投资", "b": [1, None]}, {"claim": "c1"}]
    lines = [
        {"register": "projects", "record": 1, "field": "name", "basis": basis[0]},
        {"register": "projects", "record": 1, "field": "stage", "basis": basis[1]},
    ]
    base = {"version": 1, "gone": False, "created_at": "2024-01-01"}
    made = [
        {**base, "id": 1, "key": "甲", "name": "甲%s:x?", "total_investment": Decimal("12.50")},
        {**base, "id": 2, "key": "乙", "name": "乙", "total_investment": None},
    ]
    tables = ((s.register_tables["projects"], made), (s.register_basis, lines))
    with Ledger.open(url) as ledger:

        def stored(*, bulk: bool) -> list[list[tuple[object, ...]]]:
            with database.trying(ledger._engine) as c:
                for table, rows in tables:
                    insert_many(c, table, rows) if bulk else c.execute(insert(table), rows)
                return [[tuple(r) for r in c.execute(select(t).order_by(*t.primary_key))] for t, _ in tables]

        one_by_one = stored(bulk=False)
        assert [len(rows) for rows in one_by_one] == [2, 2]
        assert stored(bulk=True) == one_by_one
        with database.trying(ledger._engine) as c:
            insert_many(c, s.register_basis, [])
            assert not c.execute(select(s.register_basis)).all()
