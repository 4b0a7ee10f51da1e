"""The registers of a case as an office asks for them: by the names it uses, sheets in and out, and what there is to say about them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lianzhang.core import InputError, Problem, Problems, Text, nearest

if TYPE_CHECKING:
    from lianzhang.case.case import Case
    from lianzhang.ledger import Change, Field, Imported, Preview, Register
    from lianzhang.ledger.arrivals import Arrival
    from lianzhang.ledger.imports import Progress

__all__ = [
    "arrivals_of", "backup_case", "choose_changes", "export_sheet", "field_values", "import_sheets", "preview_sheets",
    "record_named", "register_of", "restore_case", "sheets_of_case", "template",
]  # fmt: skip

FOLDER = "registers"
"""The folder of a case whose sheets are read into the registers that their headings name."""
_SHEETS = (".csv", ".tsv", ".xlsx", ".xlsm", ".xls")


def register_of(word: str) -> Register:
    """A register by the name that an office or the code has for it. Raises :class:`~lianzhang.core.InputError`."""
    from lianzhang.ledger import declared_registers

    known = declared_registers()
    wanted = word.strip().removesuffix("台账").casefold() or word
    names = {n: r for r in known.values() for n in (r.name, r.zh.casefold(), r.en.casefold())}
    if wanted in names:
        return names[wanted]
    what = Text(
        f"没有台账“{word}”；用 lianzhang register list 查看",
        f"no register {word!r}; see lianzhang register list",
    )
    near = nearest(word, [n for r in known.values() for n in (r.zh, r.name)])
    # two characters are too short for a ratio: one that is there is near enough for a hint
    near = near or next((r.zh for r in known.values() if set(word) & set(r.zh)), None)
    raise InputError([Problem("register", what, nearest=near)])


def record_named(case: Case, register: Register, word: str) -> int:
    """A record by its number, its name or another name of it. Raises :class:`~lianzhang.core.InputError` with the nearest."""
    from lianzhang.ledger.values import label_of, normal

    if word.isascii() and word.isdigit():
        return int(word)
    names: dict[str, list[int]] = {}
    shown = []
    for r in case.ledger.records(register.name):
        label = label_of(register, r.values, r.labels)
        shown.append(label)
        for name in {normal(n, register.identity) for n in (label, *(r.values.get("aliases") or ()))}:
            names.setdefault(name, []).append(r.id)
    found = names.get(normal(word, register.identity), [])
    if len(found) == 1:
        return found[0]
    what = Text(f"“{register.zh}”台账中没有“{word}”", f"no {word!r} in {register.name}")
    if found:
        numbers = "、".join(map(str, found))
        what = Text(f"有几条“{word}”，请用编号：{numbers}", f"several are called {word!r}: {numbers}")
    raise InputError([Problem(register.name, what, nearest=None if found else nearest(word, shown))])


def field_values(register: Register, given: Iterable[str]) -> dict[str, str | None]:
    """``字段=值`` as values by field; the field by any of its headings, an empty value empties it.

    Raises :class:`~lianzhang.core.InputError` with every fault.
    """
    problems, values = Problems(), {}
    words = {h.casefold(): f for f in register.fields for h in (f.zh, f.name, *f.headings)}
    for text in given:
        name, equals, value = text.partition("=")
        field = words.get(name.strip().casefold())
        if not equals:
            problems.add(register.name, Text("应写作 字段=值", "must be FIELD=VALUE"), field=text)
        elif field is None:
            what = Text(f"“{register.zh}”没有这个字段", f"{register.name} has no such field")
            problems.add(register.name, what, field=name, nearest=nearest(name, list(words)))
        else:
            values[field.name] = value.strip() or None
    problems.raise_if_any()
    return values


# sheets


def arrivals_of(
    files: Sequence[Path], register: str | None = None, sheet: str | None = None
) -> tuple[tuple[Arrival, ...], tuple[str, ...]]:
    """The sheets of files with their registers (told by their headings unless ``register`` names one), and sheets that fit none.

    Raises :class:`~lianzhang.core.InputError` with every fault.
    """
    from lianzhang.ledger.arrivals import Arrival, recognise

    problems = Problems()
    found: list[Arrival] = []
    strange: list[str] = []
    wanted = register_of(register) if register is not None else None
    for file in files:
        if not file.is_file():
            problems.add(str(file), Text("没有这个文件", "no such file"))
        elif wanted is not None:
            found.append(Arrival(wanted.name, file, file.name, sheet))
        else:
            known, unknown = recognise(file, file.name, problems)
            found += [a for a in known if sheet is None or a.sheet in (sheet, None)]
            strange += [f"{file.name}[{name}]" for name in unknown]
    problems.raise_if_any()
    return tuple(found), tuple(strange)


def import_sheets(
    case: Case,
    arrivals: Sequence[Arrival],
    who: str,
    *,
    confirm: Collection[str] = (),
    progress: Progress | None = None,
) -> tuple[tuple[Arrival, Imported], ...]:
    """Sheets into the registers of a case, all or none. Raises :class:`~lianzhang.core.InputError` with every fault."""
    from lianzhang.ledger.office import bring_in

    return bring_in(case.ledger, arrivals, who, confirm=confirm, again=True, progress=progress)


def preview_sheets(
    case: Case,
    arrivals: Sequence[Arrival],
    *,
    confirm: Collection[str] = (),
    progress: Progress | None = None,
) -> tuple[tuple[Arrival, Preview], ...]:
    """What :func:`import_sheets` would do; writes nothing."""
    from lianzhang.ledger.office import look_ahead

    return look_ahead(case.ledger, arrivals, confirm=confirm, progress=progress)


def sheets_of_case(folder: Path, problems: Problems) -> tuple[Arrival, ...]:
    """The sheets in ``registers/`` of a case with their registers; faults go to ``problems``."""
    from lianzhang.ledger.arrivals import recognise

    place, inside = folder / FOLDER, folder.resolve()
    if not place.exists():
        return ()
    if not place.is_dir() or not place.resolve().is_relative_to(inside):
        problems.add(FOLDER, Text("应为案例里的文件夹", "must be a folder in the case"))
        return ()
    found: list[Arrival] = []
    for path in sorted(place.iterdir()):
        shown = f"{FOLDER}/{path.name}"
        if path.suffix.casefold() not in _SHEETS or path.name.startswith((".", "~$")):
            continue
        if not path.resolve().is_relative_to(inside):
            problems.add(shown, Text("链接指向案例文件夹之外", "a link that leads out of the case"))
        elif not path.is_file():
            problems.add(shown, Text("应为文件", "must be a file"))
        else:
            found += recognise(path, shown, problems)[0]
    return tuple(found)


def _new_file(case: Case | None, file: Path, suffix: str) -> Path:
    from lianzhang.case.files import check_output

    if file.suffix.casefold() != suffix:
        what = Text(f"文件名应以 {suffix} 结尾", f"must end in {suffix}")
        raise InputError([Problem(str(file), what, nearest=str(file.with_suffix(suffix)))])
    check_output(file, [case.folder] if case is not None else [])
    return file


def export_sheet(case: Case, register: Register, file: Path) -> int:
    """Write a register to a workbook that imports again unchanged; returns the rows. A file is written whole or not at all."""
    part = _new_file(case, file, ".xlsx").with_name(f".{file.name}.part")
    try:
        count = case.ledger.export(register.name, part)
        part.replace(file)
    finally:
        part.unlink(missing_ok=True)
    return count


def template(register: Register, file: Path) -> None:
    """Write an empty workbook with the headings of a register, and a sheet that says what goes where."""
    from lianzhang.ledger.export import export_records

    part = _new_file(None, file, ".xlsx").with_name(f".{file.name}.part")
    try:
        export_records(register, (), part, guide=True)
        part.replace(file)
    finally:
        part.unlink(missing_ok=True)


def backup_case(case: Case, file: Path) -> int:
    """Write the whole ledger of a case to one file; returns the rows."""
    from lianzhang.case.files import check_output

    check_output(file, [case.folder])
    return case.ledger.backup(file)


def restore_case(case: Case, file: Path) -> int:
    """Fill the empty ledger of a case from a backup; returns the rows."""
    if not file.is_file():
        raise InputError([Problem(str(file), Text("没有这个文件", "no such file"))])
    return case.ledger.restore(file)


# proposed changes


def choose_changes(
    changes: Iterable[Change], *, register: str | None = None, document: str | None = None, record: str | None = None,
    grade: str | None = None,
) -> tuple[Change, ...]:  # fmt: skip
    """Changes of a register, from documents whose path holds a text, to records whose name does, of a grade."""
    name = register_of(register).name if register is not None else None
    if grade is not None:
        from lianzhang.text import GRADES

        if grade not in GRADES:
            what = Text(
                f"没有来源等级 {grade}；有 {'、'.join(GRADES)}", f"no grade {grade!r}: {', '.join(GRADES)}"
            )
            raise InputError([Problem("review", what, nearest=nearest(grade, GRADES))])
    return tuple(
        c for c in changes
        if name in (None, c.register) and (document is None or document in c.document)
        and (record is None or record in c.project) and grade in (None, c.grade)
    )  # fmt: skip


def shown_value(field: Field, value: Any, values: Mapping[str, Any], label: str | None = None) -> str:
    """A field's value as an office writes it: money in 亿元 or 万元, quantities with their unit, links by name."""
    from lianzhang.ledger.values import plain

    if value is None:
        return ""
    if field.type == "link":
        return label or f"#{value}"
    if field.type == "money":
        large = abs(value) >= 10**8
        return f"{plain(value / (10**8 if large else 10**4))}{'亿元' if large else '万元'}"
    text = plain(value) or ""
    unit = values.get(f"{field.name}_unit") or (
        "%" if field.type == "percent" else "" if field.type == "count" else field.unit
    )
    return f"{text}{unit or ''}"
