"""The desk of a case: pipeline, targets, gaps, factors, leads, levels and comparisons, each with what it rests on.

``Desk(case)`` sees the whole; ``Desk(case, scope)`` a place and all within it, grouped at a level, or a department's own things.
Results are frozen data; :mod:`lianzhang.case.desk_sections` makes papers of them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from lianzhang.audit import Quota
from lianzhang.audit.world import packaged_weights
from lianzhang.balance import Plant
from lianzhang.case.desk_inputs import answers_of, own_rules, running
from lianzhang.case.desk_results import Factors, Gaps, Leads, Levels, Part, Pipeline
from lianzhang.case.factors import quotas_of
from lianzhang.case.world import day_of
from lianzhang.core import Quantity, Text, period
from lianzhang.desk import leads as lead_room
from lianzhang.desk.factors import (
    factor_needs,
    grades_of,
    park_factors,
    parse_review,
    requests_of,
    review_levels,
    shortages,
)
from lianzhang.desk.gaps import (
    ChainGap,
    FirmNote,
    find_gaps,
    firms_from_facts,
    firms_from_leads,
    firms_from_projects,
    firms_from_registers,
    follow_up,
)
from lianzhang.desk.leads import Lead
from lianzhang.desk.levels import (
    EVERYTHING,
    Duties,
    Scope,
    duties,
    parse_duties,
    place_of,
    roll_levels,
    ways,
)
from lianzhang.desk.matters import Matter
from lianzhang.desk.pipeline import (
    Band,
    Coming,
    Counted,
    bands,
    by_year,
    changes_between,
    coming,
    conversion,
    count_once,
    parse_bands,
    parse_weights,
    roll_up,
)
from lianzhang.desk.side_by_side import (
    Indicator,
    compare,
    full_names,
    points_of_desk,
    points_of_register,
    points_of_world,
)
from lianzhang.desk.targets import (
    Judged,
    TargetLine,
    actuals_of_register,
    judge,
    lines_of_register,
    lines_of_world,
)

if TYPE_CHECKING:
    from lianzhang.audit import World
    from lianzhang.case.case import Case
    from lianzhang.ledger import ProjectRecord
    from lianzhang.ledger.records import Record
    from lianzhang.plan import Plan

__all__ = ["Desk"]

MOST_YEARS = 10


class Desk:
    """The desk over one case and one scope. Nothing is written; parts are reckoned when first asked for."""

    def __init__(self, case: Case, scope: Scope = EVERYTHING, *, as_of: str | None = None) -> None:
        self.case, self.scope = case, scope
        self.as_of = as_of or day_of(case) or _today()

    # what it works on

    @cached_property
    def world(self) -> World:
        """What the audit looks at."""
        return self.case.world(self.as_of)

    @cached_property
    def duties(self) -> Duties:
        """Who owes what: packaged, with the case's own over it."""
        packaged = duties()
        return own_rules(self.case.folder, "owes", lambda t, f: parse_duties(t, f, packaged), packaged)

    @cached_property
    def weights(self) -> Mapping[str, Quantity]:
        """Stage weights: the case's own, else the audit's."""
        return own_rules(self.case.folder, "weights", parse_weights, packaged_weights())

    @cached_property
    def bands(self) -> tuple[Band, ...]:
        """Size bands: the case's own, else the packaged."""
        return own_rules(self.case.folder, "bands", parse_bands, bands())

    @cached_property
    def laid(self) -> Mapping[int, str]:
        """Project id → the park that the register lays it to."""
        return {r.id: r.labels["park"] for r in self.records("projects") if "park" in r.labels}

    def records(self, register: str) -> tuple[Record, ...]:
        """A register with the basis of every field."""
        return self.case.ledger.records(register, basis=True)

    @cached_property
    def every(self) -> tuple[ProjectRecord, ...]:
        """All projects of the case."""
        return self.case.ledger.projects()

    @cached_property
    def projects(self) -> tuple[ProjectRecord, ...]:
        """The projects within the scope."""
        return tuple(p for p in self.every if self.scope.sees(p.place, self.laid.get(p.id)))

    def _own(self, projects: Sequence[ProjectRecord]) -> list[ProjectRecord]:
        wanted = self.scope.department
        return [p for p in projects if wanted is None or self._answers(p, wanted.id)]

    def _answers(self, project: ProjectRecord, department: str) -> bool:
        found = self.duties.department_of(project.responsible_body)
        return found is not None and found.id == department

    @cached_property
    def counted(self) -> Counted:
        """The projects within the scope, counted once: families are found over all, then bounded."""
        phase_of = {
            r.id: int(v) for r in self.records("projects") if (v := r.values.get("phase_of")) is not None
        }
        found = count_once(self.every, phase_of)
        inside = {p.id for p in self._own(self.projects)}
        return Counted(
            tuple(u for u in found.units if u.project.id in inside),
            tuple(d for d in found.left_out if inside & set(d.projects)), tuple(d for d in found.doubts if inside & set(d.projects)),
        )  # fmt: skip

    @cached_property
    def coming(self) -> tuple[Coming, ...]:
        """What the pipeline within the scope may bring, by county."""
        return coming(self.counted, self.weights)

    @cached_property
    def _running(self) -> tuple[tuple[Plant, ...], dict[str, str], tuple[Text, ...]]:
        found, owners, notes = running(
            self.case.planning, self.every, self.records("capacity_lines"), self.scope.level
        )
        return tuple(p for p in found if self.scope.sees(p.place)), owners, notes

    @cached_property
    def matters(self) -> tuple[Matter, ...]:
        """Every matter of the case."""
        return tuple(_matter(r) for r in self.case.ledger.records("matters"))

    @cached_property
    def lead_rows(self) -> tuple[Lead, ...]:
        """The leads within the scope."""
        every = lead_room.leads_of(self.records("leads"), self.records("enterprises"))
        return tuple(
            x for x in every if self.scope.sees(x.place) or (x.place is None and self.scope.place is None)
        )

    @cached_property
    def quotas(self) -> tuple[Quota, ...]:
        """What has been granted, by the planning tables."""
        return quotas_of(self.case.planning)

    # the procedures

    def pipeline(self, since: str | None = None) -> Pipeline:
        """The pipeline as it stands, with what it may bring; ``since`` an ISO day to compare with."""
        at = [c.year for c in self.coming if c.year]
        first = period(self.as_of).year
        years = list(range(first, min(max(at, default=first), first + MOST_YEARS) + 1))
        return Pipeline(
            self.as_of, self.counted,
            roll_up(self.counted, ("stage", "band", "place", "segment"), level=self.scope.level, sizes=self.bands),
            conversion([u.project for u in self.counted.units if u.counts], self.as_of), self.coming,
            (*by_year(self.coming, years, "all"), *by_year(self.coming, years)), self.weights,
            since, changes_between(self.counted, since) if since else (),
        )  # fmt: skip

    def targets(self) -> tuple[Judged, ...]:
        """Every target of documents and of the register against actual figures, growth and what runs or comes."""
        goals, points = lines_of_world(self.world)
        goals = (*goals, *_new_goals(goals, lines_of_register(self.records("targets"))))
        actuals = (*actuals_of_register(self.records("series")), *points)
        seen = tuple(g for g in goals if self.scope.place is None or self.scope.sees(g.place))
        standing = running(self.case.planning, (), self.records("capacity_lines"), "county")[0]
        every = coming(count_once(self.every), self.weights)
        return judge(seen, actuals, every, period(self.as_of).year, standing)

    def notes(self) -> tuple[FirmNote, ...]:
        """All that is known of firms that could come."""
        world = self.world
        return (
            *firms_from_registers(
                self.records("enterprises"), self.records("capacity_lines"), self.records("supply_links")
            ),
            *firms_from_projects(self.every),
            *firms_from_leads(lead_room.leads_of(self.records("leads"))),
            *firms_from_facts(world.facts, world.claim_basis, world.firms),
        )

    def gaps(self, plan: Plan | None = None) -> Gaps:
        """Gaps of every place of the scope with the plan's answer, candidates, and what is being done."""
        plants, owners, notes = self._running
        answers = answers_of(plan, self.scope.level) if plan is not None else ()
        some = coming(self.counted, self.weights, level=self.scope.level)
        found = find_gaps(plants, some, answers, self.notes(), owners)
        follow, done = follow_up(found, self.matters, self.lead_rows, self.as_of)
        done = tuple(m for m in done if self.scope.sees(m.origin.split(":")[1]))
        return Gaps(found, follow, done, notes, plan.status_text if plan is not None else None)

    def factors(self) -> Factors:
        """Needs of the scope's projects against the quotas of all places; a department sees its own factors."""
        levels = own_rules(self.case.folder, "review", parse_review, review_levels())
        every = factor_needs(self.every, None, levels)
        inside = {p.id for p in self.projects}
        mine = self._factors_of()
        needs = tuple(n for n in every if n.project.id in inside)
        short = tuple(
            s
            for s in shortages(every, self.quotas)
            if self.scope.sees(s.place) and (mine is None or s.factor in mine)
        )
        parks = self.records("parks")
        seen = [r for r in parks if self.scope.sees(r.values.get("place"), str(r.values.get("name")))]
        asked = requests_of(self.records("factors"), every, self.as_of)
        names = {n.project.name for n in needs}
        blank = tuple(
            f for f in _FACTORS if f not in {q.factor for q in self.quotas} and (mine is None or f in mine)
        )
        return Factors(
            needs, short, grades_of(seen, self.every, self.laid), tuple(f for f in park_factors(seen, every, self.laid) if mine is None or f.factor in mine),
            tuple(a for a in asked if a.project in names and (mine is None or a.factor in mine)), blank,
        )  # fmt: skip

    def _factors_of(self) -> frozenset[str] | None:
        wanted = self.scope.department
        if wanted is None:
            return None
        return frozenset(
            what
            for (about, what), d in self.duties.owed.items()
            if about == "factor" and d.department.id == wanted.id
        )

    def leads(self, gaps: Sequence[ChainGap] | None = None) -> Leads:
        """Leads of the scope; ``gaps`` those that call for firms (reckoned, when None)."""
        wanted = self.scope.department
        rows = tuple(x for x in self.lead_rows if wanted is None or self._body_is(x.responsible, wanted.id))
        found = self.gaps().gaps if gaps is None else gaps
        called = [g.segment for g in found if g.kind in ("建链", "补链", "强链")]
        held, uncalled = lead_room.for_gaps(rows, called)
        duty = self.duties.of("desk", "lead")
        old = lead_room.stale(rows, self.as_of, duty.days) if duty else ()
        return Leads(
            rows,
            lead_room.funnel(rows),
            lead_room.by_year(rows),
            lead_room.by_agent(rows),
            held,
            uncalled,
            old,
        )

    def _body_is(self, body: str | None, department: str) -> bool:
        found = self.duties.department_of(body)
        return found is not None and found.id == department

    def side_by_side(
        self, places: Sequence[str] = (), *, measure: str | None = None, year: int | None = None
    ) -> tuple[Indicator, ...]:
        """Places on the same indicators: those named, else all of the scope's level."""
        level = self.scope.level
        plants = running(self.case.planning, self.every, self.records("capacity_lines"), level)[0]
        points = (
            *points_of_register(self.records("series")), *points_of_world(self.world),
            *points_of_desk(count_once(self.every), plants, self.as_of, level),
        )  # fmt: skip
        seen = [p for p in points if self.scope.place is None or self.scope.sees(p.place)]
        return compare(seen, full_names(places), level=level, measure=measure, year=year)

    def levels(self) -> Levels:
        """Figures of every level once, the ways of matters, and the part of the scope's department."""
        waiting = [m for m in self.matters if not m.answered]
        nodes = roll_levels(self.counted, [m.place for m in waiting], self.laid)
        mine = ways(self.matters, self.duties)
        wanted = self.scope.department
        if wanted is None:
            return Levels(nodes, mine, duties=self.duties)
        found = self.case.audit(self.as_of)
        rules = {
            what
            for (about, what), d in self.duties.owed.items()
            if about == "rule" and d.department.id == wanted.id
        }
        factors = self.factors()
        part = Part(
            str(wanted.name), tuple(f for f in found if f.rule in rules), factors.short, factors.requests,
            tuple(m for m in waiting if self._body_is(m.body, wanted.id)), tuple(self._own(self.projects)),
        )  # fmt: skip
        return Levels(nodes, tuple(w for w in mine if any(s.department == wanted.id for s in w.steps)), part)


_FACTORS = ("用地", "电力", "能耗", "用水", "用工", "资金")


def _matter(record: Record) -> Matter:
    v = record.values
    return Matter(
        v["origin"], v["title"], v["body"], v.get("office"), v["opened"], v.get("due"), v.get("answered"), v.get("answer"),
        v.get("status") or "open", record.id, place=place_of(v["origin"], v["body"]),
    )  # fmt: skip


def _new_goals(known: Sequence[TargetLine], more: Sequence[TargetLine]) -> list[TargetLine]:
    """Targets of the register that no document states already. A register words the scope its own way, so the same place, measure,
    product, year and value are one target; aims without a number are told apart by their words.
    """

    def key(g: TargetLine) -> tuple[object, ...]:
        aim = g.what.zh + g.qualitative if g.goal is None else g.goal.value
        return g.place, g.measure, g.commodity or "", g.year, aim

    seen = {key(g) for g in known}
    return [g for g in more if key(g) not in seen]


def _today() -> str:
    from datetime import date

    return date.today().isoformat()  # noqa: DTZ011 - the office's own calendar day is meant
