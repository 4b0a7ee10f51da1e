"""Names of a case: the office's decisions (``names.csv``), what every printed name was linked to, and time lines.

``names.csv`` lies beside ``case.toml``: name, other, decision (same or different), by, date, note. The next reading uses it, together
with the names that the register of enterprises holds as aliases; the file outranks the register.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from lianzhang.core import InputError, Problem, Problems, Text, nearest, say
from lianzhang.core.data_files import laid_over
from lianzhang.reconcile import Decision, Reconciled, TimeLine, clean_name, reconcile, time_line

if TYPE_CHECKING:
    from lianzhang.case.case import Case
    from lianzhang.ledger import Ledger
    from lianzhang.reconcile import Entity

__all__ = ["FILE", "checked_decisions", "decide", "decisions_of", "entity_named", "links_of_case", "published_of", "register_decisions", "timeline_of"]  # fmt: skip

FILE = "names.csv"
COLUMNS = ("name", "other", "decision", "by", "date", "note")
WORDS = {"same": True, "同一": True, "是": True, "different": False, "不同": False, "否": False}
MAX_BYTES = 1024 * 1024


def decisions_of(folder: Path) -> tuple[Decision, ...]:
    """The decisions of a case's ``names.csv``; none where there is no such file.

    Raises :class:`~lianzhang.core.InputError` with every fault: columns, empty names, unknown decisions, contradictions.
    """
    path, problems = folder / FILE, Problems()
    if not path.exists() and not path.is_symlink():
        return ()
    text = _text(folder, path, problems)
    found: list[Decision] = []
    rows = list(csv.reader(io.StringIO(text or "")))
    header = [c.strip() for c in rows[0]] if rows else []
    for column in (c for c in header if c not in COLUMNS):
        what = Text(f"不认识的列“{column}”", f"unknown column {column!r}")
        problems.add(FILE, what, where="1", field=column, nearest=nearest(column, COLUMNS))
    for column in (c for c in COLUMNS[:3] if text is not None and c not in header):
        problems.add(FILE, Text("缺少这一列", "column is missing"), where="1", field=column)
    if not len(problems):
        for line, cells in enumerate(rows[1:], 2):
            if any(c.strip() for c in cells):
                row = dict(zip(header, (c.strip() for c in cells), strict=False))
                _row(row, line, found, problems)
    _contradictions(found, problems)
    problems.raise_if_any()
    return tuple(found)


def checked_decisions(folder: Path, problems: Problems) -> tuple[Decision, ...]:
    """As :func:`decisions_of`; faults are added to ``problems``."""
    try:
        return decisions_of(folder)
    except InputError as error:
        problems.extend(error.problems)
        return ()


def _text(folder: Path, path: Path, problems: Problems) -> str | None:
    if not path.resolve().is_relative_to(folder.resolve()) or not path.is_file():
        problems.add(FILE, Text("应为案例里的普通文件", "must be an ordinary file in the case"))
        return None
    try:
        if path.stat().st_size > MAX_BYTES:
            problems.add(FILE, Text(f"大于 {MAX_BYTES} 字节", f"is larger than {MAX_BYTES} bytes"))
            return None
        data = path.read_bytes()
    except OSError as error:
        problems.add(FILE, Text(f"无法读取：{error.strerror}", f"cannot be read: {error.strerror}"))
        return None
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    problems.add(FILE, Text("不是 UTF-8 编码；请另存为 UTF-8", "is not encoded in UTF-8; save it so"))
    return None


def _row(row: dict[str, str], line: int, found: list[Decision], problems: Problems) -> None:
    before = len(problems)
    for field in ("name", "other"):
        if not row.get(field):
            problems.add(FILE, Text("名称为空", "is empty"), where=str(line), field=field)
    said = row.get("decision", "")
    if said not in WORDS:
        what = Text(f"应为 same 或 different，不是“{said}”", f"must be same or different, not {said!r}")
        problems.add(FILE, what, where=str(line), field="decision", nearest=nearest(said, WORDS) or "same")
    if len(problems) == before and clean_name(row["name"]) == clean_name(row["other"]):
        problems.add(FILE, Text("两个名称相同", "the two names are the same"), where=str(line), field="other")
    if len(problems) == before:
        more = (row.get(c, "") for c in COLUMNS[3:])
        found.append(Decision(row["name"], row["other"], WORDS[said], *more))


def _contradictions(found: Sequence[Decision], problems: Problems) -> None:
    pairs: dict[frozenset[str], Decision] = {}
    others: dict[str, Decision] = {}
    for d in found:
        pair = frozenset((clean_name(d.name), clean_name(d.other)))
        if pair in pairs and pairs[pair].same != d.same:
            what = Text(
                f"“{d.name}”与“{d.other}”既写同一又写不同",
                f"{d.name!r} and {d.other!r} are both same and different",
            )
            problems.add(FILE, what, field="decision")
        pairs.setdefault(pair, d)
        first = others.setdefault(clean_name(d.name), d) if d.same else d
        if d.same and clean_name(first.other) != clean_name(d.other):
            what = Text(f"“{d.name}”已定为“{first.other}”", f"{d.name!r} is {first.other!r} already")
            problems.add(FILE, what, field="other")


def register_decisions(ledger: Ledger, own: Sequence[Decision] = ()) -> tuple[Decision, ...]:
    """The office's own decisions, then the aliases of the register of enterprises that they leave open.

    An alias that two enterprises bear decides nothing.
    """
    bearers: dict[str, set[str]] = {}
    for record in ledger.records("enterprises"):
        for alias in record.values.get("aliases") or ():
            bearers.setdefault(str(alias), set()).add(str(record.values["name"]))
    decided = {clean_name(d.name) for d in own if d.same}
    two = {frozenset((clean_name(d.name), clean_name(d.other))) for d in own if not d.same}
    found = list(own)
    for alias, names in sorted(bearers.items()):
        name = min(names)
        pair = frozenset((clean_name(alias), clean_name(name)))
        if len(names) == 1 and len(pair) == 2 and clean_name(alias) not in decided and pair not in two:
            found.append(
                Decision(alias, name, same=True, note=say(Text("企业台账", "register of enterprises")))
            )
    return tuple(found)


def _known(case: Case) -> set[str]:
    ledger = case.ledger
    names = {n for e in ledger.entities() if e.type != "place" for n in (e.name, *(a for a, _ in e.aliases))}
    names |= {clean_name(n) for c in ledger.claims() for n in (c.subject, c.object, c.issuer) if n}
    return names | {clean_name(str(r.values["name"])) for r in ledger.records("enterprises")}


def decide(case: Case, name: str, other: str, *, same: bool, by: str, note: str = "") -> Decision:
    """Note that two names are one, or are not, in ``names.csv``; a decision of before on this pair is replaced.

    Raises :class:`~lianzhang.core.InputError` with every fault (a name that nobody printed, with the nearest; a name that is
    another's already); then nothing is written.
    """
    from lianzhang.case.files import write_whole

    decided, problems = decisions_of(case.folder), Problems()
    known = _known(case)
    for field, printed in (("name", name), ("other", other)):
        if clean_name(printed) not in known:
            what = Text(f"没有读到名称“{printed}”", f"no name {printed!r} was read")
            problems.add("lianzhang entity", what, field=field, nearest=nearest(clean_name(printed), known))
    today = date.today().isoformat()  # noqa: DTZ011 — the office's own calendar day
    fresh = Decision(_line(name), _line(other), same, _line(by), today, _line(note))
    if clean_name(name) == clean_name(other):
        problems.add("lianzhang entity", Text("两个名称相同", "the two names are the same"), field="other")
    pair = {clean_name(name), clean_name(other)}
    kept = [d for d in decided if {clean_name(d.name), clean_name(d.other)} != pair]
    if not len(problems):
        _contradictions([*kept, fresh], problems)
    problems.raise_if_any()
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for d in (*kept, fresh):
        writer.writerow([d.name, d.other, "same" if d.same else "different", d.by, d.date, d.note])
    write_whole(case.folder / FILE, "\ufeff" + out.getvalue())
    return fresh


def _line(text: str) -> str:
    """One line that a spreadsheet takes for text."""
    return re.sub(r"[\x00-\x1f\x7f]+", " ", text).strip().lstrip("=+-@")


def links_of_case(case: Case) -> Reconciled:
    """What every printed name of the ledger's claims is linked to, with the decisions as they stand now."""
    from lianzhang.case.own_data import own_data

    ledger = case.ledger
    decisions = register_decisions(ledger, decisions_of(case.folder))
    with laid_over(own_data(case.folder)):
        return reconcile(ledger.claims(), ledger.documents(), decisions=decisions)


def published_of(ledger: Ledger) -> dict[str, str]:
    """The day of publication by claim id, where the document tells it."""
    days = {d.path: d.source.published for d in ledger.documents() if d.source.published}
    return {c.id: day for c in ledger.claims() if (day := days.get(c.document))}


def entity_named(case: Case, name: str) -> Entity:
    """The one entity of a name, alias or part of a name. Raises :class:`~lianzhang.core.InputError` with the nearest, or with all that fit."""
    wanted = clean_name(name)
    known = [e for e in case.ledger.entities() if e.type != "place" or clean_name(e.name) == wanted]
    exact = [e for e in known if wanted in (clean_name(e.name), *(a for a, _ in e.aliases))]
    fits = exact or [e for e in known if len(wanted) > 1 and wanted in clean_name(e.name)]
    if len(fits) == 1:
        return fits[0]
    if fits:
        names = "、".join(sorted(e.name for e in fits)[:8])
        what = Text(
            f"“{name}”对得上 {len(fits)} 个名称：{names}", f"{name!r} fits {len(fits)} names: {names}"
        )
        raise InputError([Problem("lianzhang", what, field="NAME")])
    every = [n for e in known for n in (e.name, *(a for a, _ in e.aliases))]
    what = Text(f"没有读到“{name}”", f"nothing was read of {name!r}")
    raise InputError([Problem("lianzhang", what, field="NAME", nearest=nearest(wanted, every))])


def timeline_of(case: Case, name: str) -> TimeLine:
    """The time line of an entity by name: what all documents say of it, in order. Raises :class:`~lianzhang.core.InputError`."""
    case.must_have_been_read()
    return time_line(entity_named(case, name), case.ledger.facts(), published_of(case.ledger))
