"""The section of time lines: one folding table an entity, each entry a fact with its sources."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from lianzhang.core import Text
from lianzhang.evidence.claim import Claim
from lianzhang.outputs.labels import KIND_LABELS, MODALITY_LABELS
from lianzhang.outputs.model import Badge, Cell, Column, Inline, Lines, Name, Section, Table, When, Words
from lianzhang.outputs.rows import FactRow
from lianzhang.outputs.sections_evidence import count_of, fact_rows
from lianzhang.reconcile import Entry, TimeLine
from lianzhang.text.document import Document

__all__ = ["timelines_section"]

_COLUMNS = (
    Column(Text("时间", "Time"), "date", width=14),
    Column(Text("状态", "State"), width=9),
    Column(Text("内容", "What"), width=30),
    Column(Text("数值", "Value"), "figure", width=16),
    Column(Text("来源数", "Sources"), "figure", width=7),
    Column(Text("出处", "From")),
)


def _cells(entry: Entry, row: FactRow) -> tuple[Cell, ...]:
    time: Cell = When(entry.time) if entry.time else None
    if entry.time and not entry.dated:
        time = Lines((When(entry.time), Words(Text("（发布日）", "(published)"))))
    elif entry.time and row.time_inferred:
        time = Lines((When(entry.time), Words(Text("（推断）", "(inferred)"))))
    state: list[Inline] = [Words(MODALITY_LABELS.get(row.modality, Text(row.modality, row.modality)))]
    if entry.backward:
        state.append(Words(Text("（晚于更进一步的说法）", "(later than a further state)")))
    what: list[Inline] = [Words(KIND_LABELS.get(row.kind, Text(row.kind, row.kind)))]
    what += [Name(n) for n in (row.subject if entry.role != "subject" else None, row.what) if n]
    figure: Cell = row.value
    if row.conflicts:
        own: tuple[Inline, ...] = () if row.value is None else (row.value,)
        said = Words(Text("另有说法：", "also said: "))
        figure = Lines((*own, Badge("conflict"), said, *row.conflicts))
    return (time, Lines(tuple(state)), Lines(tuple(what)), figure, row.sources, Lines(row.cites))


def timelines_section(
    lines: Sequence[TimeLine], claims: Mapping[str, Claim], documents: Mapping[str, Document]
) -> Section:
    """Time lines as tables; ``claims`` by id and ``documents`` by path give every entry its sentence."""
    blocks = []
    for line in lines:
        facts = [e.fact for e in line.entries]
        rows = {f.id: r for f, r in zip(facts, fact_rows(facts, claims, documents), strict=True)}
        entries = tuple(_cells(e, rows[e.fact.id]) for e in line.entries)
        number = count_of(Text("本表行数", "rows of this table"), n=len(entries))
        caption = Words(
            Text("{name} · {n} 条", "{name} · {n}"), (("name", Name(line.entity.name)), ("n", number))
        )
        blocks.append(Table(caption, _COLUMNS, entries, fold=True))
    lead = Words(
        Text(
            "同一企业、项目、园区在各份文件里的说法，按时间排列；没有写明时间的排在发布日，并注明。说法不一的并列。",
            "What all documents say of one firm, project or park, in order of time; what has no time stands at its publication, and says so. Rival values stand side by side.",
        )
    )
    return Section("timelines", Text("沿革", "Time lines"), tuple(blocks), lead)
