"""What an office does with its registers as a whole, each in one transaction: take sheets over, part what was merged, look ahead."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence

from sqlalchemy import insert, select

from lianzhang.core import InputError, PlaceTree, Problem, Text, place_tree
from lianzhang.ledger import acts, database, matters, records, registers
from lianzhang.ledger import schema as s
from lianzhang.ledger.arrivals import Arrival, in_order
from lianzhang.ledger.declare import register_named
from lianzhang.ledger.imports import Imported, Progress
from lianzhang.ledger.preview import Preview, preview
from lianzhang.ledger.records import MERGED, Act
from lianzhang.ledger.store import Ledger

__all__ = ["belongs_to", "bring_in", "counts", "hand_on", "look_ahead", "unmerge"]


def bring_in(
    ledger: Ledger, arrivals: Sequence[Arrival], who: str, *, tree: PlaceTree | None = None, within: str | None = None,
    confirm: Collection[str] = (), strict: Collection[str] = (), again: bool = False, others: Iterable[Problem] = (),
    progress: Progress | None = None,
) -> tuple[tuple[Arrival, Imported], ...]:  # fmt: skip
    """Sheets into their registers, all or none, as :func:`lianzhang.ledger.registers.import_arrivals`."""
    with database.writing(ledger._engine) as c:
        return registers.import_arrivals(
            c, arrivals, who, ledger._clock(), tree=tree or place_tree(), within=within, confirm=confirm, strict=strict,
            again=again, others=others, progress=progress,
        )  # fmt: skip


def look_ahead(
    ledger: Ledger, arrivals: Sequence[Arrival], *, tree: PlaceTree | None = None, within: str | None = None,
    confirm: Collection[str] = (), progress: Progress | None = None,
) -> tuple[tuple[Arrival, Preview], ...]:  # fmt: skip
    """What :func:`bring_in` would do, or every problem, sheet by sheet, each after those before it; writes nothing."""
    with database.trying(ledger._engine) as c:
        return tuple(
            (a, preview(c, register_named(a.register), a.file, ledger._clock(), tree=tree or place_tree(), within=within,
                        name=a.label, sheet=a.sheet, confirm=confirm, progress=progress))
            for a in in_order(arrivals)
        )  # fmt: skip


def belongs_to(ledger: Ledger, name: str) -> None:
    """Note whose ledger this is; raises :class:`InputError` when it is another's.

    Two cases in one database would each take the other's documents for gone.
    """
    owner = s.ledger_owner
    with database.reading(ledger._engine) as c:
        known = c.execute(select(owner.c.name)).scalar()
    if known is None:
        with database.writing(ledger._engine) as c:
            known = c.execute(select(owner.c.name)).scalar()  # another may have been quicker
            if known is None:
                c.execute(insert(owner).values(id=1, name=name))
                return
    if known != name:
        what = Text(
            f"这个数据库是案例“{known}”的，不是“{name}”的；每个案例用自己的数据库（案例改名请把 name 改回，或备份后恢复到新库）",
            f"this database belongs to the case {known!r}, not to {name!r}: each case needs one of its own",
        )
        raise InputError([Problem("case.toml", what, field="database")])


def hand_on(
    ledger: Ledger, matter: int, origin: str, body: str, opened: str, said: Callable[[int], str], *, due: str | None = None, who: str = ""
) -> matters.Matter:  # fmt: skip
    """Hand a matter to another body: a new one, and the old answered with ``said(id of the new)``; both or neither.

    Raises :class:`InputError` when it is not there, or was answered or handed on by now.
    """
    with database.writing(ledger._engine) as c:
        return matters.hand_on(
            c, matter, origin, body, opened, due=due, said=said, who=who, now=ledger._clock()
        )


def counts(ledger: Ledger) -> dict[str, int]:
    """Records that stand, by register."""
    from lianzhang.ledger.declare import declared_registers

    with database.reading(ledger._engine) as c:
        return {name: records.count_records(c, name) for name in declared_registers()}


def unmerge(ledger: Ledger, register: str, record: int, who: str) -> int:
    """Part a record from the one that it was merged into. Returns how many lines of history were taken back.

    Raises :class:`InputError` when it stands by itself, or a field was changed again since the merging.
    """
    known = register_named(register)
    with database.writing(ledger._engine) as c:
        lines = [h for h in records.fetch_history(c, known.name, record) if h["field"] == MERGED]
        if not lines or lines[-1]["new"] is None:
            what = Text("没有并入别的记录", "is not merged into another")
            raise InputError([Problem(known.name, what, where=f"id {record}")])
        return acts.undo(Act(c, "undo", None, who, ledger._clock()), lines[-1]["act"])
