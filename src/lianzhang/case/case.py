"""A case folder, and everything that can be asked of it: the Python API."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from lianzhang.case.files import documents_of, is_bare, register_files, table_faults
from lianzhang.case.own_data import own_data
from lianzhang.case.reading import How, Progress, ReadSummary, read_documents
from lianzhang.case.registers import sheets_of_case
from lianzhang.case.scheduler import scheduler_of
from lianzhang.case.settings import CaseSettings, read_case_settings
from lianzhang.case.workers import Setup
from lianzhang.core import InputError, Problem, Problems, Text, nearest, say
from lianzhang.core.data_files import OwnData

if TYPE_CHECKING:
    import polars as pl

    from lianzhang.audit import Finding, World
    from lianzhang.chain.tables import PlanningCase
    from lianzhang.desk.dispatch import Dispatch, RuleSet
    from lianzhang.desk.matters import Matter
    from lianzhang.ledger import Ledger
    from lianzhang.plan import Plan

__all__ = ["Case"]

OFFICE = "office"
"""Who changes are recorded for when nobody is named."""


class Case:
    """One case: its folder, its ledger, and the work of the rooms on it.

    Opening reads ``case.toml`` only; the ledger is opened when first needed. Use as a context manager, or :meth:`close`.
    """

    def __init__(
        self, folder: Path, *, settings: CaseSettings | None = None, database: str | Path | None = None
    ) -> None:
        self.folder = folder
        self.settings = settings or read_case_settings(folder)
        self._database = database
        self._ledger: Ledger | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the ledger."""
        if self._ledger is not None:
            self._ledger.close()
            self._ledger = None

    def __repr__(self) -> str:
        state = "open" if self._ledger else "not opened yet"
        return f"<Case {self.settings.name!r} in {self.folder}, ledger {state}>"

    @property
    def ledger(self) -> Ledger:
        """The case's database: ``ledger.db`` in the folder unless ``case.toml`` names another."""
        if self._ledger is None:
            name = self.settings.database
            from lianzhang.ledger import Ledger

            try:
                self._ledger = Ledger.open(self._database or (name if "://" in name else self.folder / name))
            except ImportError as error:
                what = Text(
                    f"PostgreSQL 需要安装 {error.name}：pip install 'lianzhang[postgres]'",
                    f"PostgreSQL needs the package {error.name}: pip install 'lianzhang[postgres]'",
                )
                raise InputError([Problem("case.toml", what, field="database")]) from error
            if self._database is None and "://" in name:
                self._must_own(self._ledger)
        return self._ledger

    def _must_own(self, ledger: Ledger) -> None:
        """A server's database may be reached from several cases: it is one case's alone."""
        from lianzhang.ledger.office import belongs_to

        try:
            belongs_to(ledger, self.settings.name)
        except InputError:
            self.close()
            raise

    # reading

    def read(
        self,
        *,
        accept_all: bool = False,
        who: str = OFFICE,
        progress: Progress | None = None,
        scheduler: str | None = None,
    ) -> ReadSummary:
        """Read documents and tables into the ledger. Unchanged documents are not read again.

        ``scheduler`` is the address of a Dask scheduler whose cluster reads; None: what ``LIANZHANG_SCHEDULER`` or the case's
        setting names, else this machine, on all cores; ``""`` this machine whatever they name.

        Raises :class:`~lianzhang.core.InputError` with every fault of settings, tables and files that shows before documents
        are read, and then nothing is stored. A document that fails while it is read is listed in the summary; the others
        are stored, each in a transaction of its own, so that a kill loses none and the next reading goes on.
        """
        from lianzhang.case.entities import checked_decisions

        address = scheduler_of(scheduler, self.settings.scheduler)
        problems, files = Problems(), []
        own: OwnData = ()
        try:
            own = own_data(self.folder)
        except InputError as error:
            problems.extend(error.problems)
        decided = checked_decisions(self.folder, problems)
        sound = table_faults(self.folder, problems)
        if sound:
            try:
                _ = self.planning
            except InputError as error:
                problems.extend(error.problems)
        registers = register_files(self.folder, problems) if sound else {}
        arrivals = sheets_of_case(self.folder, problems)
        try:
            ledger = self.ledger
        except InputError as error:
            problems.extend(error.problems)
        # Registers alone are a case; but that all documents went away is told, not taken for so.
        given = bool(registers or arrivals)
        alone = self._ledger is not None and not ledger.documents() and (given or bool(ledger.acts()))
        for name in self.settings.folders:
            if not (alone and is_bare(self.folder / name)):
                files += documents_of(self.folder / name, name, problems)
        if self._ledger is None:
            raise InputError(problems)
        # raises them all, or stores the sheets
        sheets = ledger.import_registers(registers, who, arrivals=arrivals, others=problems)
        model = self.settings.model
        how = How(Setup(own=own, unread=model is not None), None, address, model, self.folder, decided)
        summary = read_documents(ledger, files, progress=progress, how=how)
        return replace(summary, sheets=sheets, bulk=ledger.accept_all(who) if accept_all else None)

    def must_have_been_read(self) -> None:
        """Raises :class:`~lianzhang.core.InputError` when nothing was read into the ledger yet: silence would mislead."""
        if not self.ledger.documents() and not self.ledger.projects():
            what = Text(
                "还没有读入任何内容；请先运行 lianzhang read",
                "nothing has been read yet; run lianzhang read first",
            )
            raise InputError([Problem(str(self.folder), what)])

    # what is known: one Polars frame each

    @cached_property
    def planning(self) -> PlanningCase | None:
        """The planning tables, or None for a case without years."""
        if not self.settings.has_plan:
            return None
        from lianzhang.case.planning import read_planning

        return read_planning(self.folder)

    def frames(self) -> dict[str, pl.DataFrame]:
        """All frames by name, as the properties below."""
        return self.ledger.frames()

    @property
    def documents(self) -> pl.DataFrame:
        """Documents now in the case, without their texts."""
        return self.frames()["documents"]

    @property
    def claims(self) -> pl.DataFrame:
        """Claims that count. Exact decimals stand as text in ``value_text``; records: ``case.ledger.claims()``."""
        return self.frames()["claims"]

    @property
    def facts(self) -> pl.DataFrame:
        """Facts with their sources counted."""
        return self.frames()["facts"]

    @property
    def entities(self) -> pl.DataFrame:
        """Firms, bodies, parks and their names."""
        return self.frames()["entities"]

    @property
    def projects(self) -> pl.DataFrame:
        """The project register; records with a basis for every field: ``case.ledger.projects()``."""
        return self.frames()["projects"]

    @property
    def changes(self) -> pl.DataFrame:
        """Changes that evidence proposes to the register, and what became of them."""
        return self.frames()["changes"]

    @property
    def matters(self) -> pl.DataFrame:
        """Matters assigned, with their answers."""
        return self.frames()["matters"]

    # work

    def balance(self) -> pl.DataFrame:
        """Capacities by segment, place and year: own unit, tonnes, GWh-equivalent, with low and high where known."""
        import polars as pl

        from lianzhang.case.chain_view import chain_rows

        rows = chain_rows(self.planning, self.world())
        return pl.DataFrame(
            [
                {
                    "segment": r.segment, "place": r.place, "year": r.year, "stage": r.stage,
                    "capacity": _float(r.capacity.value), "unit": r.capacity.unit,
                    "tonnes": _float(r.tonnes.value) if r.tonnes else None,
                    "gwh": _float(r.gwh.value) if r.gwh else None,
                    "gwh_low": _float(r.gwh.low) if r.gwh else None,
                    "gwh_high": _float(r.gwh.high) if r.gwh else None,
                }
                for r in rows
            ],
            schema_overrides={"tonnes": pl.Float64, "gwh": pl.Float64, "gwh_low": pl.Float64, "gwh_high": pl.Float64},
        )  # fmt: skip

    def plan(self) -> Plan:
        """Solve the planning tables. Raises :class:`~lianzhang.core.InputError` when the case has none."""
        from lianzhang.plan import solve

        if self.planning is None:
            what = Text("没有规划年份，无法求解", "there are no years to plan for")
            raise InputError([Problem("case.toml", what, field="years")])
        return solve(self.planning)

    def world(self, as_of: str | None = None) -> World:
        """What the audit looks at."""
        from lianzhang.case.world import world_of

        return world_of(self, as_of)

    def audit(self, as_of: str | None = None) -> list[Finding]:
        """Findings, gravest class first."""
        from lianzhang import audit

        return audit.run(self.world(as_of))

    def rules(self, name: str | None = None) -> RuleSet:
        """A rule set by name: one of the case's own ``rules/*.toml``, or one that is shipped.

        Raises :class:`~lianzhang.core.InputError` with the nearest name.
        """
        from lianzhang.desk.dispatch import load_rules, rule_set, rule_sets

        wanted = (self.settings.rules or "yinchuan") if name is None else name
        own = {p.stem: p for p in sorted((self.folder / "rules").glob("*.toml"))}
        if wanted in own:
            if not own[wanted].resolve().is_relative_to(self.folder.resolve()):
                what = Text("链接指向案例文件夹之外", "a link that leads out of the case")
                raise InputError([Problem(f"rules/{wanted}.toml", what)])
            return load_rules(own[wanted], f"rules/{wanted}.toml")
        try:
            return rule_set(wanted)
        except InputError as error:
            shipped = [n for r in rule_sets().values() for n in (r.name.en.casefold(), r.name.zh)]
            what = Text(
                f"没有名为“{wanted}”的规则；可用：{'、'.join([*own, *shipped])}",
                f"no rule set {wanted!r}; there are: {', '.join([*own, *shipped])}",
            )
            near = nearest(wanted, [*own, *shipped])
            place = ("case.toml", "desk.rules") if name is None else ("--rules", None)
            raise InputError([Problem(place[0], what, field=place[1], nearest=near)]) from error

    def dispatch(self, month: str | None = None, rules: str | None = None) -> Dispatch:
        """The dispatch of a month (that of ``case.toml`` by default): lights, reasons, owners, and the matters it asks about.

        A closed month is as it was frozen. More of a month, and closing it: :mod:`lianzhang.case.month`.
        """
        from lianzhang.case.month import month_view

        return month_view(self, month, rules).dispatch

    def assign(
        self,
        finding: Finding | str,
        body: str,
        *,
        due: str,
        office: str | None = None,
        opened: str | None = None,
    ) -> Matter:
        """Make a finding (or its id) a matter that ``body`` answers for by ``due``; dispatches ask about it from then on.

        Dates are ISO; ``opened`` is today when None, or the end of the case's month where it is due before today. The same finding to the same body on the same day is the same matter.
        Raises :class:`~lianzhang.core.InputError` with every fault; then nothing is stored.
        """
        from lianzhang.case.handing import finding_named, matter_of
        from lianzhang.desk.matters import matter_from_finding, with_findings

        found = finding_named(finding, self.audit()) if isinstance(finding, str) else finding
        draft = matter_from_finding(found, body, office, due, opened or self._opened_for(due))
        stored = self.ledger.assign(
            draft.origin, self.say_title(found), draft.body, draft.opened, office=draft.office, due=draft.due
        )
        return with_findings([matter_of(stored)], [found])[0]

    def _opened_for(self, due: str) -> str | None:
        """The end of the case's month, for a due date that lies after it but is past today; None for today."""
        from lianzhang.core import PeriodError, period

        if self.settings.month is None:
            return None
        try:
            last = period(due).last
        except PeriodError:
            return None  # told with the draft
        end = period(self.settings.month).last
        return end.isoformat() if end <= last and last.isoformat() < _today() else None

    def answer(self, matter: int, text: str, *, date: str | None = None, who: str = OFFICE) -> Matter:
        """Note the answer to a matter on a date (today when None): dispatches of later months no longer ask.

        Raises :class:`~lianzhang.core.InputError` when there is no such matter, the date is none, or nothing is said.
        """
        from lianzhang.case.handing import checked_answer, matter_of

        checked_answer(self.matters, matter, text, date)
        return matter_of(self.ledger.answer(matter, text.strip(), date or _today(), who))

    def report(self, out: str | Path, *, progress: Progress | None = None) -> Path:
        """Read the case and write its report into a folder; returns the path of the page. As ``lianzhang report``.

        Raises :class:`~lianzhang.core.InputError`. Documents that cannot be read are left out: :meth:`read` names them.
        """
        from lianzhang.case.report import report_of_case

        return report_of_case(self, Path(out), progress=progress)[0]

    # words

    @staticmethod
    def say_title(finding: Finding) -> str:
        """The finding's title with its figures filled in."""
        return _filled(finding.title, finding)

    @staticmethod
    def say_finding(finding: Finding) -> str:
        """One finding in words: class, sentence, arithmetic."""
        from lianzhang.case.words import CLASS_NAMES

        return (
            f"[{say(CLASS_NAMES[finding.kind])}] {_filled(finding.sentence, finding)}\n"
            f"    {_filled(finding.arithmetic, finding)}  ({finding.id})"
        )

    @staticmethod
    def say_dispatch(result: Dispatch) -> str:
        """A dispatch in words."""
        from lianzhang.case.month_words import dispatch_text

        return dispatch_text(result)


def _today() -> str:
    from datetime import date

    return date.today().isoformat()  # noqa: DTZ011 — the office's own calendar day is meant


def _filled(template: Text, finding: Finding) -> str:
    from lianzhang.case.words import filled

    return filled(template, finding.figures)


def _float(value: Decimal | None) -> float | None:
    return None if value is None else float(value)
