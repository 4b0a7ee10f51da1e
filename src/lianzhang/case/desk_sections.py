"""The desk's results as sections of a paper, and as files an office hands on."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from lianzhang.case.desk_results import Factors, Gaps, Leads, Levels, Pipeline
from lianzhang.case.desk_view import Desk
from lianzhang.core import Text, say
from lianzhang.desk.side_by_side import Indicator
from lianzhang.desk.targets import Judged
from lianzhang.outputs import (
    Name,
    ReportModel,
    Section,
    Words,
    coming_section,
    duties_section,
    factors_section,
    gaps_section,
    judged_section,
    leads_section,
    levels_section,
    names_in,
    notes_section,
    parks_section,
    part_section,
    pipeline_changes_section,
    pipeline_section,
    side_by_side_section,
    write_excel,
    write_word,
)

if TYPE_CHECKING:
    from lianzhang.plan import Plan

__all__ = [
    "desk_sections",
    "factors_sections",
    "gaps_sections",
    "leads_sections",
    "levels_sections",
    "names_of_desk",
    "pipeline_sections",
    "side_by_side_sections",
    "targets_sections",
    "write_papers",
]


def pipeline_sections(desk: Desk, found: Pipeline) -> tuple[Section, ...]:
    """The pipeline, what it may bring, and what changed."""
    made = [
        pipeline_section(found.counted, found.conversions, desk.scope.level, desk.bands),
        coming_section(found.coming, found.years, found.weights),
    ]
    if found.since:
        made.append(pipeline_changes_section(found.changes, found.since, None))
    return tuple(made)


def targets_sections(_desk: Desk, found: Sequence[Judged]) -> tuple[Section, ...]:
    """Targets."""
    return (judged_section(found),)


def gaps_sections(desk: Desk, found: Gaps) -> tuple[Section, ...]:
    """Gaps with the plan's answer, candidates and what is being done."""
    duty = desk.duties.of("desk", "gap")
    more = [Words(Text("{note}", "{note}"), (("note", Name(say(n))),)) for n in found.notes]
    if found.status is not None:
        more.insert(0, Words(Text("规划求解：{status}", "the plan: {status}"), (("status", found.status),)))
    for m in found.done:
        closed = Text(
            "缺口已补上，可办结：{title}（{body}）", "the gap is filled, to be closed: {title} ({body})"
        )
        more.append(Words(closed, (("title", Name(m.title)), ("body", Name(m.body)))))
    return (gaps_section(found.gaps, found.follow, str(duty.department.name) if duty else None, more),)


def factors_sections(desk: Desk, found: Factors) -> tuple[Section, ...]:
    """Factors, parks and requests."""
    owes = {
        what: str(d.department.name) for (about, what), d in desk.duties.owed.items() if about == "factor"
    }
    made = [factors_section(found.needs, found.short, owes, found.blank)]
    if found.grades or found.parks or found.requests:
        made.append(parks_section(found.grades, found.parks, found.requests))
    return tuple(made)


def leads_sections(_desk: Desk, found: Leads) -> tuple[Section, ...]:
    """Leads."""
    return (
        leads_section(found.stages, found.years, found.agents, found.for_gaps, found.uncalled, found.stale),
    )


def levels_sections(_desk: Desk, found: Levels) -> tuple[Section, ...]:
    """Levels, and the part of a department; without one, who owes what."""
    made = [levels_section(found.nodes, found.ways)]
    if (part := found.part) is not None:
        made.append(
            part_section(
                part.department, part.findings, part.short, part.requests, part.matters, part.projects
            )
        )
    if found.duties is not None:
        made.append(duties_section(found.duties))
    return tuple(made)


def side_by_side_sections(_desk: Desk, found: Sequence[Indicator]) -> tuple[Section, ...]:
    """Places side by side."""
    return (side_by_side_section(found),)


def desk_sections(desk: Desk, plan: Plan | None) -> tuple[Section, ...]:
    """What the report page shows of the desk: all of it, parts without anything in them left out."""
    made: list[Section] = []
    targets = desk.targets()
    if targets:
        made += targets_sections(desk, targets)
    gaps = desk.gaps(plan)
    if gaps.gaps:
        made += gaps_sections(desk, gaps)
    if desk.projects:
        made += pipeline_sections(desk, desk.pipeline())
        made += factors_sections(desk, desk.factors())
    leads = desk.leads(gaps.gaps)
    if leads.leads:
        made += leads_sections(desk, leads)
    if desk.projects:
        made += levels_sections(desk, desk.levels())
    compared = desk.side_by_side()
    if compared:
        made += side_by_side_sections(desk, compared)
    return tuple(made)


def names_of_desk(desk: Desk) -> tuple[str, ...]:
    """Names with digits that may stand in running words."""
    found = {
        str(r.values.get(f) or "")
        for register, f in (
            ("leads", "firm"),
            ("leads", "subject"),
            ("parks", "name"),
            ("enterprises", "name"),
        )
        for r in desk.records(register)
    }
    found |= {m.title for m in desk.matters} | {m.body for m in desk.matters}
    found |= {say(b.name) for b in desk.bands}
    known = {n for n in found if any(c.isdigit() for c in n)}
    return tuple(sorted(known | set(names_in(desk.world.facts, desk.every))))


def write_papers(desk: Desk, title: Text, sections: Sequence[Section], folder: Path) -> tuple[Path, Path]:
    """A Word paper and an Excel workbook of the same sections. Raises OSError where the folder cannot be written."""
    where = desk.scope.name
    head = Text(f"{where}{title.zh}", f"{title.en}, {where}") if where else title
    notes = notes_section(sections)
    told = (*sections, notes) if notes.blocks else tuple(sections)  # no heading over nothing
    model = ReportModel(head, desk.as_of, told, names=names_of_desk(desk))
    stem = say(head).replace("/", "-")
    folder.mkdir(parents=True, exist_ok=True)
    return write_word(model, folder / f"{stem}.docx"), write_excel(model, folder / f"{stem}.xlsx")
