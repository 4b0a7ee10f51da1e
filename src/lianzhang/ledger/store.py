"""The ledger: one database, opened by path or URL. Every method that writes is one transaction."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from lianzhang.core import ClaimBasis, PlaceTree, Problem, place_tree
from lianzhang.evidence.claim import Claim
from lianzhang.ledger import (
    acts,
    bulk,
    changes,
    database,
    decisions,
    documents,
    editing,
    imports,
    matters,
    records,
    register,
    registers,
)
from lianzhang.ledger.arrivals import Arrival
from lianzhang.ledger.bulk import Bulk
from lianzhang.ledger.changes import Change
from lianzhang.ledger.declare import register_named
from lianzhang.ledger.imports import Imported
from lianzhang.ledger.matters import Matter
from lianzhang.ledger.months import Months
from lianzhang.ledger.preview import Preview, preview
from lianzhang.ledger.project import ProjectRecord
from lianzhang.ledger.records import Act, Record
from lianzhang.reconcile import Cluster, Doubt, Entity, Fact, Reconciled
from lianzhang.text.document import Document

if TYPE_CHECKING:
    import polars as pl
    from sqlalchemy import Connection, Engine

    from lianzhang.ledger.duplicates import Duplicate

__all__ = ["Ledger"]


def _utc_now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


class Ledger:
    """Documents, claims, facts, entities and registers of one case. Use :meth:`open`, and as a context manager."""

    def __init__(self, engine: Engine, clock: Callable[[], str] = _utc_now) -> None:
        self._engine = engine
        self._clock = clock

    @classmethod
    def open(cls, url_or_path: str | Path, *, clock: Callable[[], str] = _utc_now) -> Ledger:
        """Open or make a ledger: a path is SQLite, ``postgresql://…`` a server. Old ledgers are brought up to date.

        ``clock`` gives the time that the history prints. Raises :class:`InputError` when it cannot be opened.
        """
        engine = database.connect_engine(url_or_path)
        try:
            database.migrate(
                engine,
                engine.url.render_as_string(hide_password=True) if engine.url.host else str(url_or_path),
            )
        except BaseException:
            engine.dispose()
            raise
        return cls(engine, clock)

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # documents and claims

    def known(self, path: str, sha256: str, reader: str | None = None) -> bool:
        """Whether the ledger holds exactly this content of ``path``, read by ``reader``: then it need not be read again."""
        with database.reading(self._engine) as c:
            return documents.known(c, path, sha256, reader)

    def store_document(self, document: Document, claims: Sequence[Claim], reader: str | None = None) -> bool:
        """Store a document with its claims and the version of its reader, in one transaction; True when anything changed.

        Changed content supersedes the old, whose claims stay in the history.
        """
        with database.writing(self._engine) as c:
            return documents.put_document(c, document, claims, self._clock(), reader)

    def mark_absent(self, present: Iterable[str]) -> tuple[str, ...]:
        """Mark documents whose path is not in ``present`` as absent; their claims no longer count. Returns their paths."""
        with database.writing(self._engine) as c:
            return documents.retire_absent(c, present, self._clock())

    def documents(self) -> tuple[Document, ...]:
        """Current documents, by path."""
        with database.reading(self._engine) as c:
            return documents.fetch_documents(c)

    def document(self, path: str) -> Document | None:
        """One current document."""
        with database.reading(self._engine) as c:
            return next(iter(documents.fetch_documents(c, path)), None)

    def claims(self, document: str | None = None) -> tuple[Claim, ...]:
        """Claims that count, equal to what was stored, by document."""
        with database.reading(self._engine) as c:
            return documents.fetch_claims(c, document)

    def claim_basis(self, claim_id: str) -> ClaimBasis:
        """The sentence behind a claim, repaired and raw, each with its mark. Raises KeyError when it was never stored."""
        with database.reading(self._engine) as c:
            basis = documents.basis_of_claim(c, claim_id)
        if basis is None:
            raise KeyError(claim_id)
        return basis

    # facts and entities

    def store_facts(self, reconciled: Reconciled) -> bool:
        """Store entities, facts, clusters and doubts in place of what was there; True when anything changed."""
        with database.writing(self._engine) as c:
            return documents.put_reconciled(c, reconciled)

    def facts(self) -> tuple[Fact, ...]:
        """Facts, in the order of the reconciliation."""
        with database.reading(self._engine) as c:
            return documents.fetch_facts(c)

    def entities(self) -> tuple[Entity, ...]:
        """Entities, by type and name."""
        with database.reading(self._engine) as c:
            return documents.fetch_entities(c)

    def clusters(self) -> tuple[Cluster, ...]:
        """Clusters of copies."""
        with database.reading(self._engine) as c:
            return documents.fetch_clusters(c)

    def doubts(self) -> tuple[Doubt, ...]:
        """Joins that were not made because names do not tell."""
        with database.reading(self._engine) as c:
            return documents.fetch_doubts(c)

    def frames(self) -> dict[str, pl.DataFrame]:
        """Polars frames of documents, claims, facts, entities, projects, changes and matters."""
        from lianzhang.ledger.frames import frames

        with database.reading(self._engine) as c:
            return frames(c)

    def frame(self, register: str) -> pl.DataFrame:
        """A Polars frame of one register."""
        from lianzhang.ledger.frames import register_frame

        with database.reading(self._engine) as c:
            return register_frame(c, register_named(register).name)

    # the project register

    def projects(self) -> tuple[ProjectRecord, ...]:
        """The project register, with a basis for every field."""
        with database.reading(self._engine) as c:
            return register.fetch_projects(c)

    def history(self, name: str | None = None, record: int | None = None) -> tuple[dict[str, Any], ...]:
        """Who changed what, when, from what to what, on which basis; of one register or one record of it."""
        with database.reading(self._engine) as c:
            return records.fetch_history(c, name, record)

    def import_projects(
        self,
        file: str | Path,
        who: str,
        *,
        tree: PlaceTree | None = None,
        within: str | None = None,
        name: str | None = None,
    ) -> Imported:
        """A CSV of projects into the register: all rows or none. Raises :class:`InputError` with every fault."""
        return self.import_sheet("projects", file, who, tree=tree, within=within, name=name)

    def import_monthly(self, file: str | Path, who: str, *, name: str | None = None) -> Imported:
        """A sheet of monthly progress into the register: all rows or none. Raises :class:`InputError` with every fault."""
        return self.import_sheet("project_progress", file, who, name=name)

    def import_problems(self, file: str | Path, who: str, *, name: str | None = None) -> Imported:
        """A sheet of problems into the register: all rows or none. Raises :class:`InputError` with every fault."""
        return self.import_sheet("project_problems", file, who, name=name)

    def import_registers(
        self, files: Mapping[str, tuple[Path, str]], who: str, *, arrivals: Sequence[Arrival] = (),
        others: Iterable[Problem] = (),
    ) -> tuple[tuple[Arrival, Imported], ...]:  # fmt: skip
        """Sheets of a case (``projects``, ``progress``, ``problems`` → file and its name in messages) and ``arrivals``: all or none.

        Raises :class:`InputError` with every fault of every sheet and with ``others``, found elsewhere; then nothing is written.
        """
        tables = registers.tables_of(files)
        with database.writing(self._engine) as c:
            # an office that corrects its own sheet may take a stage back
            return registers.import_arrivals(
                c, (*tables, *arrivals), who, self._clock(), tree=place_tree(), confirm=("stage",),
                strict=[t.label for t in tables], others=others,
            )  # fmt: skip

    # every declared register

    def records(
        self, register: str, ids: Collection[int] | None = None, *, basis: bool = False
    ) -> tuple[Record, ...]:
        """Records of a register that stand, by id; with ``basis`` the source of every field."""
        with database.reading(self._engine) as c:
            return records.fetch_records(c, register_named(register), ids, basis=basis)

    def import_sheet(
        self, register: str, file: str | Path, who: str, *, tree: PlaceTree | None = None, within: str | None = None,
        name: str | None = None, sheet: str | None = None, confirm: Collection[str] = (),
    ) -> Imported:  # fmt: skip
        """A workbook or CSV into a register: all rows or none; the same sheet again changes nothing.

        ``sheet``: the sheet of a workbook (default: the visible one that fits best); ``confirm=("stage",)`` lets stages jump.
        Raises :class:`InputError` with the fault of every cell.
        """
        known = register_named(register)
        with database.writing(self._engine) as c:
            return imports.import_sheet(
                c, known, file, who, self._clock(), tree=tree or place_tree(), within=within, name=name, sheet=sheet,
                confirm=confirm,
            )  # fmt: skip

    def preview(
        self, register: str, file: str | Path, *, tree: PlaceTree | None = None, within: str | None = None,
        name: str | None = None, sheet: str | None = None, confirm: Collection[str] = (),
    ) -> Preview:  # fmt: skip
        """What :meth:`import_sheet` would do, or every problem; writes nothing."""
        with database.trying(self._engine) as c:
            return preview(
                c, register_named(register), file, self._clock(), tree=tree or place_tree(), within=within, name=name,
                sheet=sheet, confirm=confirm,
            )  # fmt: skip

    def export(self, register: str, file: str | Path, ids: Collection[int] | None = None) -> int:
        """Write a register to a workbook that imports again unchanged. Returns the number of rows."""
        from lianzhang.ledger.export import export_records

        known = register_named(register)
        return export_records(known, self.records(register, ids), Path(file))

    def add(
        self, register: str, values: Mapping[str, Any], who: str, *, note: str = "", role: str | None = None
    ) -> int:
        """Enter one record by hand (values as in :class:`Record`, or text as in a cell). Returns its id."""
        with database.writing(self._engine) as c:
            return editing.add(
                self._act(c, "add", register, who, note), register_named(register), values, role
            )

    def edit(
        self, register: str, record: int, values: Mapping[str, Any], who: str, *, version: int | None = None, note: str = "",
        role: str | None = None,
    ) -> int:  # fmt: skip
        """Change fields of a record (text as in a cell; None empties a field). Returns how many changed.

        ``version``: the one that was seen; raises :class:`Conflict` when somebody changed the record since, and writes nothing.
        """
        with database.writing(self._engine) as c:
            act = self._act(c, "edit", register, who, note)
            return editing.change(act, register_named(register), record, values, version, role)

    def remove(self, register: str, record: int, who: str, *, version: int | None = None) -> None:
        """Take a record out; it stays in the history and can be had back by undoing."""
        with database.writing(self._engine) as c:
            acts.remove(self._act(c, "remove", register, who), register_named(register), record, version)

    def merge(self, register: str, keep: int, drop: int, who: str) -> int:
        """Merge a record into another, with what leads to it. Returns the act, which :meth:`undo` takes back."""
        with database.writing(self._engine) as c:
            act = self._act(c, "merge", register, who)
            acts.merge(act, register_named(register), keep, drop)
            assert act.id is not None
            return act.id

    def duplicates(self, register: str) -> tuple[Duplicate, ...]:
        """Pairs of records that may be one, with the reasons, likeliest first. Nothing is merged by itself."""
        from lianzhang.ledger.duplicates import find_duplicates

        return find_duplicates(register_named(register), self.records(register))

    def acts(self, register: str | None = None) -> tuple[dict[str, Any], ...]:
        """What was done, latest first: id, kind, register, who, at, note, undoes, undone."""
        with database.reading(self._engine) as c:
            return records.fetch_acts(c, register)

    def undo(self, act: int, who: str) -> int:
        """Take an act back as a whole. Raises :class:`InputError` when something was changed again since."""
        with database.writing(self._engine) as c:
            return acts.undo(self._act(c, "undo", None, who), act)

    def _act(self, connection: Connection, kind: str, register: str | None, who: str, note: str = "") -> Act:
        return Act(connection, kind, register, who, self._clock(), note)

    # proposed changes

    def propose(self, claims: Iterable[Claim], facts: Sequence[Fact] = ()) -> tuple[str, ...]:
        """Propose what documents say about named projects. Returns ids of changes that are new or open again."""
        with database.writing(self._engine) as c:
            return changes.propose(c, claims, facts, self._clock())

    def changes(self, state: str | None = "proposed", register: str | None = None) -> tuple[Change, ...]:
        """Changes in a state (None: all) to one register (None: all)."""
        with database.reading(self._engine) as c:
            return changes.fetch_changes(c, state, register)

    def correct(self, change: str, text: str, who: str | None = None) -> Change:
        """Put another value in the place of a proposed one; with ``who`` it is accepted at once, else afterwards."""
        with database.writing(self._engine) as c:
            done = decisions.correct(c, change, text)
            if who is not None:
                decisions.accept(c, [change], who, self._clock())
            return done

    def accept(self, ids: Collection[str], who: str) -> int:
        """Accept changes. Returns how many fields changed; raises :class:`InputError`, and then nothing is written."""
        with database.writing(self._engine) as c:
            return decisions.accept(c, ids, who, self._clock())

    def reject(self, ids: Collection[str], who: str) -> int:
        """Reject changes. Returns how many."""
        with database.writing(self._engine) as c:
            return decisions.reject(c, ids, who, self._clock())

    def accept_all(self, who: str, only: Collection[str] | None = None) -> Bulk:
        """Accept open changes (of ``only``) that take nothing away; what the office entered and better sources stay."""
        with database.writing(self._engine) as c:
            return bulk.accept_all(c, who, self._clock(), only)

    # matters and months

    def assign(
        self, origin: str, title: str, body: str, opened: str, *, office: str | None = None, due: str | None = None, who: str = ""
    ) -> Matter:  # fmt: skip
        """Assign a matter that comes from a finding or a problem (``origin``) to a body."""
        with database.writing(self._engine) as c:
            return matters.assign(
                c, origin, title, body, opened, office=office, due=due, who=who, now=self._clock()
            )

    def answer(self, matter: int, text: str, answered: str, who: str) -> Matter:
        """Note the answer to a matter."""
        with database.writing(self._engine) as c:
            return matters.answer(c, matter, text, answered, who, self._clock())

    def open_matters(self, as_of: str) -> tuple[Matter, ...]:
        """Matters not answered by a date, most urgent first."""
        with database.reading(self._engine) as c:
            return matters.open_matters(c, as_of)

    @property
    def months(self) -> Months:
        """Closed months, and the trace of those opened again."""
        return Months(self._engine, self._clock)

    def backup(self, file: str | Path) -> int:
        """Write the whole ledger to one file. Returns the number of rows."""
        from lianzhang.ledger.backup import backup

        return backup(self._engine, Path(file))

    def restore(self, file: str | Path) -> int:
        """Fill this ledger, which must be empty, from a backup, also one of the other database. Returns the number of rows."""
        from lianzhang.ledger.backup import restore

        return restore(self._engine, Path(file))

    def digest(self) -> str:
        """One digest over all content: equal digests mean that nothing whatever changed."""
        with database.reading(self._engine) as c:
            return documents.content_digest(c)
