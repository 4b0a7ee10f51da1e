"""What there is to say about the registers of a case: lists, records, sheets that came in, duplicates, proposed changes."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from lianzhang.case.registers import shown_value
from lianzhang.core import ClaimBasis, RowBasis, Text, say
from lianzhang.outputs.labels import BADGE_LABELS

if TYPE_CHECKING:
    from lianzhang.ledger import Change, Duplicate, Imported, Preview, Record, Register
    from lianzhang.ledger.arrivals import Arrival
    from lianzhang.ledger.bulk import Bulk

__all__ = [
    "act_lines", "bulk_lines", "change_lines", "duplicate_lines", "history_lines", "import_lines", "preview_lines", "record_lines",
    "record_list", "register_list",
]  # fmt: skip

MOST = 40
"""Lines of one kind that are printed; how many more there are is said."""


def _more(found: Sequence[Any], most: int = MOST) -> Iterator[str]:
    if len(found) > most:
        yield say(Text(f"  …… 另有 {len(found) - most} 条", f"  … and {len(found) - most} more"))


def register_list(counts: Mapping[str, int]) -> Iterator[str]:
    """Every register with its name in code and its number of records."""
    from lianzhang.ledger import declared_registers

    for name, register in declared_registers().items():
        count = counts.get(name, 0)
        yield say(Text(f"{register.zh}（{name}）：{count} 条", f"{register.en} ({name}): {count}"))


def record_list(register: Register, records: Sequence[Record], most: int | None = None) -> Iterator[str]:
    """One line a record: number, name, and its first fields that say something."""
    from lianzhang.ledger.values import label_of

    shown = records if most is None else records[:most]
    for r in shown:
        parts = [
            f"{f.zh} {shown_value(f, r.values.get(f.name), r.values, r.labels.get(f.name))}"
            for f in register.fields
            if f.name not in (register.label, *register.key) and r.values.get(f.name) is not None
        ]
        yield f"{r.id}  {label_of(register, r.values, r.labels)}" + (
            f"  {'；'.join(parts[:5])}" if parts else ""
        )
    yield from _more(records, len(shown))
    yield from _totals(register, records)


def _totals(register: Register, records: Sequence[Record]) -> Iterator[str]:
    """Sums of money and heads, with how many records do not say: to compare with the sheets."""
    parts = []
    for field in register.fields:
        said = [v for r in records if (v := r.values.get(field.name)) is not None]
        if field.type in ("money", "count") and said:
            lacking = len(records) - len(said)
            without = say(Text(f"（{lacking} 条未填）", f" ({lacking} do not say)")) if lacking else ""
            parts.append(f"{field.zh} {shown_value(field, sum(said), {})}{without}")
    yield say(Text(f"共 {len(records)} 条", f"{len(records)} records")) + "".join(f"；{p}" for p in parts)


def record_lines(register: Register, record: Record) -> Iterator[str]:
    """A record with all its fields, each with where it comes from."""
    from lianzhang.ledger.values import label_of

    name = label_of(register, record.values, record.labels)
    yield say(
        Text(
            f"{register.zh} {record.id}：{name}（第 {record.version} 版）",
            f"{register.en} {record.id}: {name} (version {record.version})",
        )
    )
    for field in register.fields:
        value = record.values.get(field.name)
        if value is not None:
            text = shown_value(field, value, record.values, record.labels.get(field.name))
            yield f"  {field.zh}：{text}{_from(record.basis.get(field.name))}"
    if record.merged:
        numbers = "、".join(map(str, record.merged))
        yield say(Text(f"  已并入：{numbers}", f"  merged into it: {numbers}"))


def _from(basis: Any) -> str:
    if isinstance(basis, RowBasis):
        return say(
            Text(
                f"  ←{basis.file} 第 {basis.row} 行“{basis.column}”",
                f"  ← {basis.file} row {basis.row} {basis.column!r}",
            )
        )
    if isinstance(basis, ClaimBasis):
        return f"  ← {basis.document}：“{basis.sentence}”"
    return f"  ← {say(basis.text)}" if hasattr(basis, "text") else ""


def _columns(arrival: Arrival, columns: Iterable[tuple[str, str, str | None]]) -> str:
    from lianzhang.ledger import register_named

    register = register_named(arrival.register)
    read = [f"{h}→{register.field(f).zh}" for h, f, _ in columns if h != register.field(f).zh]
    return "、".join(read)


def _beside(ignored: Iterable[tuple[str, str | None]], passed: Sequence[tuple[str, Text]], entered: Sequence[tuple[str, str]]) -> Iterator[str]:  # fmt: skip
    """What was not used, what was passed over, and what was entered elsewhere."""
    from lianzhang.ledger import register_named

    unused = [h + (say(Text(f"（是否“{near}”？）", f" ({near!r}?)")) if near else "") for h, near in ignored]
    if unused:
        yield say(Text(f"  未用的列：{'、'.join(unused)}", f"  columns not used: {', '.join(unused)}"))
    by_reason: dict[Text, list[str]] = defaultdict(list)
    for where, why in passed:
        by_reason[why].append(where)
    for why, places in by_reason.items():
        first = "、".join(places[:6]) + ("……" if len(places) > 6 else "")
        yield say(Text(f"  {why.zh}（{first}）", f"  {why.en} ({first})"))
    by_register: dict[str, list[str]] = defaultdict(list)
    for register, name in entered:
        by_register[register].append(name)
    for register, names in by_register.items():
        first = "、".join(names[:8]) + ("……" if len(names) > 8 else "")
        zh = register_named(register).zh
        yield say(
            Text(f"  另登记{zh} {len(names)} 个：{first}", f"  entered in {register}: {len(names)}: {first}")
        )


def import_lines(arrival: Arrival, done: Imported) -> Iterator[str]:
    """What a sheet did, and how to take it back."""
    from lianzhang.ledger import register_named

    zh = register_named(arrival.register).zh
    sheet = f"[{arrival.sheet}]" if arrival.sheet else ""
    act = say(Text(f"；操作 {done.act}", f"; act {done.act}")) if done.act is not None else ""
    yield say(
        Text(
            f"{arrival.label}{sheet} → {zh}：{done.rows} 行，新增 {done.created} 条，写入 {done.changed} 格"
            f"{f'，其中改写已有的 {done.replaced} 格' if done.replaced else ''}{act}",
            f"{arrival.label}{sheet} → {arrival.register}: {done.rows} rows, {done.created} new, {done.changed} fields written"
            f"{f', {done.replaced} of them over other values' if done.replaced else ''}{act}",
        )
    )
    yield from _beside(done.ignored, done.passed, done.entered)


def preview_lines(arrival: Arrival, seen: Preview) -> Iterator[str]:
    """What a sheet would do: how its headings are understood, what it would make and change, or every problem's count."""
    from lianzhang.ledger import register_named

    register = register_named(arrival.register)
    sheet = f"[{seen.sheet}]" if seen.sheet else ""
    state = Text("不能导入", "would be refused") if seen.problems else Text("尚未写入", "nothing written yet")
    made, changed = seen.made, seen.changed
    yield say(
        Text(
            f"预览 {arrival.label}{sheet} → {register.zh}（{state.zh}）：{seen.rows} 行，将新增 {made} 条，更改 {changed} 处",
            f"preview {arrival.label}{sheet} → {register.name} ({state.en}): {seen.rows} rows, {made} new, {changed} fields to change",
        )
    )
    if renamed := _columns(arrival, seen.columns):
        yield say(Text(f"  表头：{renamed}", f"  headings: {renamed}"))
    yield from _beside(seen.ignored, seen.passed, seen.entered)
    if seen.created:
        first = "、".join(seen.created[:8]) + ("……" if made > 8 else "")
        yield say(Text(f"  新增：{first}", f"  new: {first}"))
    old = [x for x in seen.lines if not x.made]
    units = {(x.label, x.field): (x.old, x.new) for x in old}
    shown = [x for x in old if not _is_unit(register, x.field)]
    for x in shown[:MOST]:
        was, now = units.get((x.label, f"{x.field}_unit"), (None, None))
        yield f"  {x.label} · {_zh(register, x.field)}：{_said(register, x.field, x.old, was)} → {_said(register, x.field, x.new, now)}"
    yield from _more(shown)


def _is_unit(register: Register, field: str) -> bool:
    return field not in register.by_name and field.removesuffix("_unit") in register.by_name


def _said(register: Register, field: str, text: str | None, unit: str | None = None) -> str:
    """A value of the history as an office writes it."""
    from lianzhang.ledger.values import from_plain

    if text is None:
        return say(Text("（空）", "(empty)"))
    of = register.by_name.get(field)
    if of is None or of.type in ("link", "texts", "flag"):
        return text
    return shown_value(of, from_plain(of, text), {f"{field}_unit": unit})


def _zh(register: Register, field: str) -> str:
    if field in register.by_name:
        return register.by_name[field].zh
    bare = field.removesuffix("_unit")
    return f"{register.by_name[bare].zh}（单位）" if bare in register.by_name else field


_KINDS = {
    "import": Text("导入", "import"), "add": Text("新增", "add"), "edit": Text("更改", "edit"), "remove": Text("移除", "remove"),
    "merge": Text("合并", "merge"), "undo": Text("撤销", "undo"), "accept": Text("采纳", "accept"),
    "assign": Text("交办", "assign"), "answer": Text("答复", "answer"), "hand": Text("转办", "hand"), "reject": Text("驳回", "reject"),
    "correct": Text("改正", "correct"), "unmerge": Text("拆分", "unmerge"),
}  # fmt: skip


_DIGEST = re.compile(r" [0-9a-f]{16}$")
"""The content of a table that was brought in, in the note of its act: for the program, not for readers."""


def _clock(at: str) -> str:
    """A moment as the office's clock shows it; as it stands where it cannot be read."""
    try:
        return datetime.fromisoformat(at).astimezone().strftime("%Y-%m-%d %H:%M")
    except ValueError:
        return at


def act_lines(acts: Sequence[Mapping[str, Any]], most: int = MOST) -> Iterator[str]:
    """What was done, latest first, each with the number by which it can be undone."""
    from lianzhang.ledger import declared_registers

    known = declared_registers()
    for a in acts[:most]:
        kind = say(_KINDS.get(a["kind"], Text(a["kind"], a["kind"])))
        undone = (
            say(Text(f"（已由操作 {a['undone']} 撤销）", f" (undone by act {a['undone']})"))
            if a["undone"]
            else ""
        )
        what = (
            say(Text(f"操作 {a['undoes']}", f"act {a['undoes']}"))
            if a["undoes"]
            else _DIGEST.sub("", a["note"] or "")
        )
        held = known.get(a["register"])
        register = say(Text(held.zh, held.en)) if held else a["register"] or ""
        yield f"{a['id']}  {_clock(a['at'])}  {a['who'] or '—'}  {kind}  {register}  {what}{undone}".rstrip()
    yield from _more(acts, most)


def history_lines(register: Register, lines: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """What became of a record, oldest first."""
    for h in lines:
        field = say(Text("（记录）", "(record)")) if h["field"].startswith("(") else _zh(register, h["field"])
        old, new = (_said(register, h["field"], h[side]) for side in ("old", "new"))
        yield f"{_clock(h['at'])}  {h['who'] or '—'}  {field}：{old} → {new}  [{h['act']}]"


def duplicate_lines(found: Sequence[Duplicate], most: int = MOST) -> Iterator[str]:
    """Pairs that may be one, with reasons and doubts."""
    for d in found[:most]:
        why = "；".join(say(r) for r in d.reasons)
        yield f"{d.keep} + {d.drop}  {d.names[0]} ／ {d.names[1]}  ({d.score:.2f})"
        yield say(Text(f"    理由：{why}", f"    why: {why}"))
        if d.doubts:
            doubts = "；".join(say(r) for r in d.doubts)
            yield say(Text(f"    存疑：{doubts}", f"    doubts: {doubts}"))
    yield from _more(found, most)


def change_lines(changes: Sequence[Change], most: int = MOST) -> Iterator[str]:
    """Proposed changes, each with the old value beside the new one and its sentence."""
    from lianzhang.ledger import register_named

    for c in changes[:most]:
        register = register_named(c.register)
        new = f"{c.new} ⇒ {c.corrected}" if c.corrected else c.new
        again = say(Text(f"；第 {c.reopened} 次重提", f"; reopened {c.reopened}×")) if c.reopened else ""
        yield f"{c.id}  {say(Text(register.zh, register.en))} {c.project} · {_zh(register, c.field)}：{c.old or '（空）'} → {new}"
        grade = say(BADGE_LABELS.get(c.grade, Text(c.grade, c.grade)))
        yield f"    [{grade} {c.published or ''}{again}] {c.document}：“{c.sentence}”"
    yield from _more(changes, most)


def bulk_lines(done: Bulk, changes: Mapping[str, Change] | None = None) -> Iterator[str]:
    """What was accepted at once, and what was left open and why; single ones where ``changes`` are given."""
    yield say(
        Text(
            f"已采纳 {done.accepted} 条，更改 {done.changed} 处；留待审核 {len(done.left)} 条",
            f"{done.accepted} accepted, {done.changed} fields changed; {len(done.left)} left open",
        )
    )
    why: dict[Text, list[str]] = defaultdict(list)
    for identity, reason in done.left:
        why[reason].append(identity)
    for reason, ids in why.items():
        yield say(Text(f"  {reason.zh}：{len(ids)} 条", f"  {reason.en}: {len(ids)}"))
        shown = [changes[i] for i in ids if changes and i in changes]
        yield from (f"    {line}" for c in shown[:10] for line in change_lines([c]))
        yield from _more(shown, 10)
