"""Sections on what was read: documents and their damage, facts and their conflicts; and the figures these need."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import PurePosixPath

from lianzhang.audit.reading import measure_name
from lianzhang.core import ClaimBasis, FormulaBasis, Quantity, Text, say
from lianzhang.evidence.claim import KINDS, Claim
from lianzhang.outputs.labels import KIND_LABELS, MODALITY_LABELS
from lianzhang.outputs.model import (
    Badge,
    BadgeKind,
    Cell,
    Cite,
    Column,
    Inline,
    Lines,
    Name,
    Paragraph,
    Section,
    Table,
    When,
    Words,
)
from lianzhang.outputs.rows import DocumentRow, FactRow
from lianzhang.reconcile.facts import Fact
from lianzhang.text import damage_names
from lianzhang.text.document import GRADES, Damage, Document

__all__ = [
    "claim_basis",
    "claim_quantity",
    "count_of",
    "document_rows",
    "documents_section",
    "fact_rows",
    "facts_section",
]

INPUTS_SHOWN = 200
"""How many claims a count lists one by one beneath it; larger counts list them by kind only."""
_MARGIN = 40


def count_of(
    expression: Text | str, inputs: Sequence[tuple[str, Quantity]] = (), n: int | None = None
) -> Quantity:
    """A count as a figure: its basis says what was counted and lists the things."""
    return Quantity(
        Decimal(len(inputs) if n is None else n),
        "count",
        FormulaBasis(expression, tuple(inputs[:INPUTS_SHOWN])),
    )


def claim_basis(claim: Claim, document: Document | None) -> ClaimBasis:
    """The basis of a claim: its sentence repaired and raw. Without context or document, the quote stands for both."""
    context = claim.context
    if context is None or document is None:
        whole = (0, len(claim.quote))
        return ClaimBasis(
            claim.id,
            claim.document,
            claim.grade,
            claim.quote,
            whole,
            claim.quote,
            whole,
            claim.start,
            claim.rule,
        )
    raw = document.raw[context.raw_start : context.raw_end]
    mark = (max(0, claim.start - context.raw_start), min(len(raw), claim.end - context.raw_start))
    return ClaimBasis(
        claim.id,
        claim.document,
        claim.grade,
        context.sentence,
        context.mark,
        raw,
        mark,
        context.raw_start,
        claim.rule,
    )


def claim_quantity(claim: Claim, document: Document | None) -> Quantity:
    """A claim's value as a figure; ranges keep their ends, lost stays None."""
    basis = claim_basis(claim, document)
    unit = claim.unit or ""
    if isinstance(claim.value, tuple):
        return Quantity(None, unit, basis, *claim.value)
    above = (
        "less_than" if claim.value is not None and claim.value < 0 else "more_than"
    )  # down by more than 6 %
    if claim.value is not None and claim.qualifier == above:
        return Quantity(None, unit, basis, claim.value, None)
    if claim.value is not None and claim.qualifier in ("more_than", "less_than"):
        return Quantity(None, unit, basis, None, claim.value)
    return Quantity(claim.value, unit, basis)


def _damage_quantity(document: Document, damage: Damage) -> Quantity:
    """How often a kind of damage was found; the basis shows the first place, raw and repaired."""
    start, end = max(0, damage.start), min(len(document.raw), max(damage.end, damage.start))
    left, right = max(0, start - _MARGIN), min(len(document.raw), min(end, start + 200) + _MARGIN)
    first = bisect_left(document.map.ends, left + 1) if len(document.map) else 0
    last = bisect_right(document.map.starts, right - 1) if len(document.map) else 0
    repaired = document.text[first:last]
    inner = (bisect_left(document.map.ends, start + 1), bisect_right(document.map.starts, end - 1))
    mark = (max(0, min(inner[0] - first, len(repaired))), max(0, min(inner[1] - first, len(repaired))))
    place = ClaimBasis(
        f"{damage.kind}@{damage.start}",
        document.path,
        document.grade,
        repaired,
        (mark[0], max(mark)),
        document.raw[left:right],
        (start - left, min(end, right) - left),
        left,
        note=damage.detail,
    )
    first_place = Text("第一处", "first place")
    basis = FormulaBasis(
        Text(f"清点 {document.path} 中的这种损坏", f"count of this damage in {document.path}"),
        ((str(first_place), Quantity(Decimal(1), "count", place)),),
    )
    return Quantity(Decimal(damage.count), "count", basis)


def document_rows(documents: Sequence[Document], claims: Sequence[Claim]) -> tuple[DocumentRow, ...]:
    """One row a document, with counts that open the claims counted."""
    by_document: dict[str, list[Claim]] = {d.path: [] for d in documents}
    for claim in claims:
        by_document.setdefault(claim.document, []).append(claim)
    rows = []
    for document in documents:
        own = by_document[document.path]
        kinds = Counter(c.kind for c in own)
        counts: list[tuple[str, Quantity]] = []
        for kind in sorted(kinds, key=lambda k: (-kinds[k], k)):
            listed = [
                (f"{c.subject or c.object or c.item or ''}：{c.quote[:40]}", claim_quantity(c, document))
                for c in own
                if c.kind == kind
            ]
            name = KIND_LABELS.get(kind, Text(kind, kind))
            expression = Text(
                f"清点 {document.path} 中的“{name.zh}”论断，每句只计首次出现",
                f"claims of kind {name.en} in {document.path}, each at its first copy",
            )
            counts.append((kind, count_of(expression, listed, kinds[kind])))
        total_text = Text(f"{document.path} 中各类论断相加", f"claims of all kinds in {document.path}")
        total_inputs = [(str(KIND_LABELS.get(k, Text(k, k))), q) for k, q in counts]
        published = document.source.published
        rows.append(
            DocumentRow(
                document.path,
                document.grade,
                document.grade_reason,
                _damage_of(document),
                tuple(counts),
                count_of(total_text, total_inputs, len(own)),
                document.source.title,
                document.source.issuer or document.source.outlet,
                When(published) if published else None,
                document.source.published_inferred,
            )
        )
    return tuple(rows)


def _damage_of(document: Document) -> tuple[tuple[Text | str, Quantity, bool], ...]:
    """Damage by kind and state, the places of one kind counted together."""
    kinds: dict[tuple[str, bool], list[Damage]] = {}
    for d in document.damage:
        kinds.setdefault((d.kind, d.undone), []).append(d)
    out: list[tuple[Text | str, Quantity, bool]] = []
    for (kind, undone), some in kinds.items():
        each = [_damage_quantity(document, d) for d in some]
        if len(some) == 1:
            out.append((_damage_label(kind), each[0], undone))
            continue
        text = Text(f"{document.path} 中这种损坏各处相加", f"places of this damage in {document.path}")
        inputs = tuple((say(Text(f"第{i}处", f"place {i}")), q) for i, q in enumerate(each[:INPUTS_SHOWN], 1))
        out.append(
            (
                _damage_label(kind),
                Quantity(Decimal(sum(d.count for d in some)), "count", FormulaBasis(text, inputs)),
                undone,
            )
        )
    return tuple(out)


def _damage_label(kind: str) -> Text:
    return damage_names.get(kind, Text(kind, kind))


def _grade(grade: str) -> Badge:
    known: dict[str, BadgeKind] = {"official": "official", "news": "news", "repost": "repost", "spun": "spun"}
    return Badge(known.get(grade, "grey"), None if grade in known else grade)


def documents_section(rows: Sequence[DocumentRow]) -> Section:
    """Documents and damage: one line a document, worst grade last."""
    order: dict[str, int] = {g: i for i, g in enumerate(GRADES)}
    table_rows: list[tuple[Cell, ...]] = []
    for row in sorted(rows, key=lambda r: (order.get(r.grade, len(order)), r.path)):
        about = [Name(row.title)] if row.title else []
        damage = [
            Words(
                Text("{kind} {n} 处，{state}", "{kind}: {n}, {state}"),
                (
                    ("kind", kind if isinstance(kind, Text) else Text(kind, kind)),
                    ("n", count),
                    ("state", _state(undone)),
                ),
            )
            for kind, count, undone in row.damage
        ]
        kinds = [
            Words("{kind} {n}", (("kind", KIND_LABELS.get(k, Text(k, k))), ("n", q))) for k, q in row.claims
        ]
        table_rows.append(
            (
                Lines((Name(row.path), *about, *([Name(row.issuer)] if row.issuer else []))),
                Lines((row.published, Words(Text("（推定）", "(inferred)"))))
                if row.published and row.published_inferred
                else row.published,
                Lines((_grade(row.grade), Name(row.grade_reason))),
                Lines(tuple(damage)) if damage else Words(Text("未见损坏", "no damage found")),
                row.total,
                Lines(tuple(kinds), inline=True) if kinds else None,
            )
        )
    columns = (
        Column(Text("文件", "Document"), width=20),
        Column(Text("日期", "Date"), "date", width=12),
        Column(Text("来源等级与理由", "Grade and reason"), width=17),
        Column(Text("损坏与修复", "Damage and repair"), width=21),
        Column(Text("论断", "Claims"), "figure", width=7),
        Column(Text("按类别", "By kind")),
    )
    caption = Words(Text("读入的文件", "Documents read"))
    lead = Words(
        Text(
            "官方文件优于媒体报道，媒体报道优于转载，洗稿或损坏的文本最低；同一内容的多份拷贝只计一次。",
            "Official text outranks a named outlet, that outranks a repost; spun or damaged text comes last. Copies count once.",
        )
    )
    return Section(
        "documents",
        Text("文件与损坏", "Documents and damage"),
        (Table(caption, columns, tuple(table_rows)),),
        lead,
    )


def _state(undone: bool) -> Text:
    return Text("已修复", "repaired") if undone else Text("未能修复", "not repaired")


def _measure_words(measure: str | None) -> str | None:
    """A measure of the contract (output_value) in the reader's words; what a document calls its measure stays."""
    if measure is None:
        return None
    named = measure_name(measure)
    if named.zh == measure:  # not a measure of the audit
        named = _SHARES.get(measure) or KIND_LABELS.get(measure, named)
    return say(named)


_SHARES = {"share": Text("占比", "share"), "rank": Text("位次", "rank")}


def fact_rows(
    facts: Sequence[Fact], claims: Mapping[str, Claim], documents: Mapping[str, Document]
) -> tuple[FactRow, ...]:
    """One row a fact; ``claims`` by id and ``documents`` by path give every figure its sentence."""
    by_id = {f.id: f for f in facts}
    alike = Counter(PurePosixPath(path).name for path in documents)

    def label(path: str) -> str:
        name = PurePosixPath(path).name
        return name if alike[name] == 1 else path

    def cites(fact: Fact) -> tuple[Cite, ...]:
        seen: dict[str, Cite] = {}
        for key in fact.claims:
            claim = claims.get(key)
            if claim is not None and claim.document not in seen:
                basis = claim_basis(claim, documents.get(claim.document))
                seen[claim.document] = Cite(basis, label(claim.document))
        return tuple(seen.values())

    def value(fact: Fact) -> Quantity | None:
        if fact.value is None and not fact.lost:
            return None
        claim = next((claims[c] for c in fact.claims if c in claims), None)
        if claim is None:
            return None
        return claim_quantity(claim, documents.get(claim.document))

    rows = []
    for fact in facts:
        own = cites(fact)
        expression = Text("互相独立的来源数（同文拷贝只计一次）", "independent sources (copies count once)")
        listed = [(str(c.label), Quantity(Decimal(1), "count", c.basis)) for c in own]
        rivals = [value(by_id[c]) for c in fact.conflicts if c in by_id]
        what = "、".join(
            x for x in (fact.object, fact.item or "、".join(fact.items), _measure_words(fact.measure)) if x
        )
        rows.append(
            FactRow(
                fact.kind,
                fact.subject,
                value(fact),
                count_of(expression, listed, fact.sources),
                own,
                fact.modality,
                what or None,
                fact.place,
                fact.time,
                fact.time_inferred,
                fact.grade,
                tuple(q for q in rivals if q is not None),
                fact.qualifier,
            )
        )
    return tuple(rows)


def _fact_cells(row: FactRow) -> tuple[Cell, ...]:
    who = [Name(row.subject)] if row.subject else []
    time: Cell = When(row.time) if row.time else None
    if row.time and row.time_inferred:
        time = Lines((When(row.time), Words(Text("（推断）", "(inferred)"))))
    figure: Cell = row.value
    if row.conflicts:
        own: tuple[Inline, ...] = () if row.value is None else (row.value,)
        said = Words(Text("另有说法：", "also said: "))
        figure = Lines((*own, Badge("conflict"), said, *row.conflicts))
    return (
        Lines((*who, *([Name(row.what)] if row.what else []))),
        Name(row.place.replace(";", "、")) if row.place else None,
        time,
        Words(MODALITY_LABELS.get(row.modality, Text(row.modality, row.modality))),
        figure,
        row.sources,
        Lines((_grade(row.grade), *row.cites)),
    )


def facts_section(rows: Sequence[FactRow], *, limit: int = 400) -> Section:
    """Facts by kind, the order of the claim contract; conflicts and lost values first within a kind.

    Beyond ``limit`` rows only facts with a figure are printed, and the note says how many are not.
    """
    columns = (
        Column(Text("主体与内容", "Subject"), width=25),
        Column(Text("地点", "Place"), width=13),
        Column(Text("时间", "Time"), "date", width=13),
        Column(Text("状态", "State"), width=7),
        Column(Text("数值", "Value"), "figure", width=14),
        Column(Text("来源数", "Sources"), "figure", width=7),
        Column(Text("出处", "From")),
    )
    chosen = list(rows) if len(rows) <= limit else [r for r in rows if r.value is not None][:limit]
    order = {k: i for i, k in enumerate(KINDS)}
    blocks: list[Paragraph | Table] = []
    if len(chosen) < len(rows):
        left = count_of(Text("未列出的事实", "facts not listed"), n=len(rows) - len(chosen))
        note = Text("另有 {n} 条事实未在此列出。", "{n} further facts are not listed here.")
        blocks.append(Paragraph(Words(note, (("n", left),)), "note"))

    def weight(row: FactRow) -> tuple[bool, bool, str, str]:
        return (not row.conflicts, row.value is None, row.place or "", row.subject or "")

    kinds = sorted({r.kind for r in chosen}, key=lambda k: (order.get(k, len(order)), k))
    for kind in kinds:
        own = sorted((r for r in chosen if r.kind == kind), key=weight)
        caption = Words(
            Text("{kind} · {n} 条", "{kind} · {n}"),
            (
                ("kind", KIND_LABELS.get(kind, Text(kind, kind))),
                ("n", count_of(Text("本表行数", "rows of this table"), n=len(own))),
            ),
        )
        blocks.append(Table(caption, columns, tuple(_fact_cells(r) for r in own), fold=True))
    lead = Words(
        Text(
            "说同一件事的论断并为一条事实；数值不一的并列保留，不取平均；原文缺失的数值不作零处理。",
            "Claims that state the same thing are one fact. Rival values stand side by side, never averaged; lost is not zero.",
        )
    )
    return Section("facts", Text("事实", "Facts"), tuple(blocks), lead)
