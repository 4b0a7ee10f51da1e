"""A case folder, and everything that can be asked of it: the Python API."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from lianzhang import audit as audit_room
from lianzhang.audit import Finding, World
from lianzhang.case.reading import Progress, ReadSummary, read_documents, read_tables
from lianzhang.case.settings import CaseSettings, read_case_settings
from lianzhang.chain.tables import PlanningCase, read_case_tables
from lianzhang.core import InputError, Problem, Problems, Text, nearest, period, place_tree, say
from lianzhang.desk.dispatch import Dispatch, RuleSet, dispatch, load_rules, rule_set, rule_sets
from lianzhang.desk.matters import Matter, matter_from_finding
from lianzhang.ledger import Ledger, ProjectRecord
from lianzhang.text import find_documents

if TYPE_CHECKING:
    import polars as pl

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
            self._ledger = Ledger.open(self._database or (name if "://" in name else self.folder / name))
        return self._ledger

    # reading

    def read(
        self, *, accept_all: bool = False, who: str = OFFICE, progress: Progress | None = None
    ) -> ReadSummary:
        """Read documents and tables into the ledger. Unchanged documents are not read again.

        Raises :class:`~lianzhang.core.InputError` with every fault that shows before reading, and then nothing is stored; a
        document that fails while it is read is listed in the summary and the others are stored.
        """
        problems, files = Problems(), []
        for name in self.settings.folders:
            folder = self.folder / name
            try:
                files += [(f, f"{name}/{p}") for f, p in find_documents(folder)]
            except InputError as error:
                problems.extend(error.problems)
        try:
            _ = self.planning  # the tables are checked before anything is written
        except InputError as error:
            problems.extend(error.problems)
        problems.raise_if_any()
        read_tables(self.ledger, self.folder, who)
        summary = read_documents(self.ledger, files, progress=progress)
        if accept_all:
            self.ledger.accept_all(who)
        return summary

    # what is known

    @cached_property
    def planning(self) -> PlanningCase | None:
        """The planning tables, or None for a case without years."""
        return read_case_tables(self.folder) if self.settings.has_plan else None

    def projects(self) -> tuple[ProjectRecord, ...]:
        """The project register."""
        return self.ledger.projects()

    def frames(self) -> dict[str, pl.DataFrame]:
        """Documents, claims, facts, entities, projects, changes and matters as Polars frames."""
        return self.ledger.frames()

    def __getattr__(self, name: str) -> Any:
        if name in ("documents", "claims", "facts", "entities", "changes", "matters"):
            return self.frames()[name]
        raise AttributeError(f"'Case' object has no attribute {name!r}")

    # work

    def balance(self) -> pl.DataFrame:
        """Capacities by segment, place and year: own unit, tonnes, GWh-equivalent, with low and high where known."""
        import polars as pl

        from lianzhang.case.chain_view import chain_rows

        rows = chain_rows(self.planning, self.projects(), self.ledger.facts(), self.ledger.claim_basis)
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
        from lianzhang.case.factors import needs_of, quotas_of

        facts, claims = self.ledger.facts(), {c.id: c for c in self.ledger.claims()}
        bands = {
            f.id: band for f in facts if (c := claims.get(f.claims[0])) is not None and (band := c.size_band) is not None
        }  # fmt: skip
        projects = self.projects()
        return World(
            facts=facts,
            claim_basis=self.ledger.claim_basis,
            projects=projects,
            needs=needs_of(projects),
            quotas=quotas_of(self.planning),
            places=place_tree(),
            size_bands=bands,
            as_of=as_of or self._as_of(),
        )

    def _as_of(self) -> str | None:
        if self.settings.month:
            return period(self.settings.month).last.isoformat()
        dates = [d.source.published for d in self.ledger.documents() if d.source.published]
        return max(dates) if dates else None

    def audit(self, as_of: str | None = None) -> list[Finding]:
        """Findings, gravest class first."""
        return audit_room.run(self.world(as_of))

    def rules(self, name: str | None = None) -> RuleSet:
        """A rule set by name: one of the case's own ``rules/*.toml``, or one that is shipped."""
        wanted = name or self.settings.rules or "yinchuan"
        own = {p.stem: p for p in sorted((self.folder / "rules").glob("*.toml"))}
        if wanted in own:
            return load_rules(own[wanted], f"rules/{wanted}.toml")
        try:
            return rule_set(wanted)
        except (KeyError, InputError) as error:
            what = Text(f"没有规则“{wanted}”", f"there is no rule set {wanted!r}")
            near = nearest(wanted, [*own, *rule_sets()])
            raise InputError([Problem("case.toml", what, field="rules", nearest=near)]) from error

    def dispatch(self, month: str | None = None, rules: str | None = None) -> Dispatch:
        """The dispatch of a month (that of ``case.toml`` by default): lights, reasons, owners, and the matters it asks about."""
        chosen = month or self.settings.month
        if chosen is None:
            what = Text("请指明月份，如 --month 2024-06", "name a month, such as --month 2024-06")
            raise InputError([Problem("case.toml", what, field="desk.month")])
        return dispatch(self.projects(), chosen, self.rules(rules), self._matters(chosen))

    def _matters(self, month: str) -> list[Matter]:
        """Matters that the month may look at: open at its end, or answered within it."""
        try:
            at = period(month)
        except ValueError:
            return []  # the dispatch says what is wrong with the month
        before = at.first.replace(day=1).toordinal() - 1
        from datetime import date

        known = {
            m.id: m
            for day in (date.fromordinal(before).isoformat(), at.last.isoformat())
            for m in self.ledger.open_matters(day)
        }
        fields = ("origin", "title", "body", "office", "opened", "due", "answered", "answer", "status", "id")
        return [Matter(**{f: getattr(m, f) for f in fields}) for m in known.values()]

    def assign(
        self, finding: Finding, body: str, *, due: str, office: str | None = None, opened: str | None = None
    ) -> Matter:
        """Make a finding a matter that ``body`` answers for by ``due``; the dispatch of that month asks about it."""
        draft = matter_from_finding(finding, body, office, due, opened)
        stored = self.ledger.assign(
            draft.origin,
            self.say_title(finding),
            draft.body,
            draft.opened,
            office=draft.office,
            due=draft.due,
        )
        fields = ("origin", "title", "body", "office", "opened", "due", "answered", "answer", "status", "id")
        return Matter(**{f: getattr(stored, f) for f in fields})

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
        from lianzhang.case.words import dispatch_text

        return dispatch_text(result)


def _filled(template: Text, finding: Finding) -> str:
    from lianzhang.case.words import filled

    return filled(template, finding.figures)


def _float(value: Decimal | None) -> float | None:
    return None if value is None else float(value)


def findings_json(findings: Sequence[Finding]) -> list[dict[str, Any]]:
    """Findings as plain data, figures with value, unit and basis."""
    from lianzhang.core import collect

    return [
        {
            "id": f.id, "rule": f.rule, "class": f.kind, "title": f.title._asdict(), "sentence": f.sentence._asdict(),
            "arithmetic": f.arithmetic._asdict(), "place": f.place, "time": f.time, "facts": list(f.facts),
            "figures": [
                {"name": n, "value": q.plain_value(), "unit": q.unit, "basis": q.basis.id} for n, q in f.figures
            ],
            "bases": {k: b.content() for k, b in collect(q for _, q in f.figures).items()},
        }
        for f in findings
    ]  # fmt: skip
