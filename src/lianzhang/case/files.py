"""Files of a case: which tables may be read, and writing whole files or none."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from lianzhang.core import InputError, Problem, Problems, Text

__all__ = ["REGISTERS", "check_new_file", "check_out_folder", "check_output", "documents_of", "is_bare", "make_folder", "register_files", "table_faults", "write_whole"]  # fmt: skip

REGISTERS = ("projects", "progress", "problems")
"""Tables of the office's registers, in the order they come in."""

_SHEETS = (".csv", ".tsv", ".xlsx", ".xls")


def documents_of(folder: Path, shown: str, problems: Problems) -> list[tuple[Path, str]]:
    """The documents below ``folder``, called ``shown/…``; faults go to ``problems`` under the same names."""
    from lianzhang.text import find_documents

    try:
        found = [(f, f"{shown}/{p}" if shown else p) for f, p in find_documents(folder)]
    except InputError as error:
        whole = folder.as_posix()
        for p in error.problems:
            name = (shown or whole) if p.file == whole else f"{shown}/{p.file}" if shown else p.file
            problems.extend([replace(p, file=name)])
        return []
    for file, name in found:
        if file.exists() and not file.is_file():  # a pipe or a device would be read for ever
            problems.add(name, Text("不是普通文件", "is no ordinary file"))
        if name.encode("utf-8", "replace").decode() != name:
            what = Text("文件名不是 UTF-8 编码，请改名", "its name is not encoded in UTF-8; rename it")
            problems.add(name.encode("utf-8", "backslashreplace").decode(), what)
    return found


def is_bare(folder: Path) -> bool:
    """Whether there is no such folder, or nothing in it that could be a document."""
    if not folder.exists() and not folder.is_symlink():
        return True
    return folder.is_dir() and not any(
        p for p in folder.rglob("*") if not p.name.startswith(".") and not p.is_dir()
    )


def table_faults(folder: Path, problems: Problems) -> bool:
    """Faults of files in ``tables/`` that show before any is read: links that leave the case, folders, no permission.

    True when there are none.
    """
    before = len(problems)
    tables = folder / "tables"
    inside = folder.resolve()
    if not tables.exists():
        return True
    if not tables.is_dir() or not tables.resolve().is_relative_to(inside):
        what = Text("应为案例里的文件夹", "must be a folder in the case")
        problems.add("tables", what)
        return False
    for path in sorted(tables.iterdir()):
        shown = f"tables/{path.name}"
        if path.suffix.casefold() not in _SHEETS or path.name.startswith((".", "~$")):
            continue
        if not path.resolve().is_relative_to(inside):
            problems.add(shown, Text("链接指向案例文件夹之外", "a link that leads out of the case"))
        elif not path.is_file():
            problems.add(shown, Text("应为文件", "must be a file"))
        elif not os.access(path, os.R_OK):
            problems.add(shown, Text("没有读取权限", "may not be read: no permission"))
    return len(problems) == before


def register_files(folder: Path, problems: Problems) -> dict[str, tuple[Path, str]]:
    """The sheets of the registers in ``tables/``: name → (file, how it is called). Two files of one name are a fault."""
    found: dict[str, tuple[Path, str]] = {}
    tables = folder / "tables"
    if not tables.is_dir():
        return found
    for path in sorted(tables.iterdir()):
        name = path.stem.casefold()
        if name not in REGISTERS or path.suffix.casefold() not in _SHEETS or path.name.startswith("."):
            continue
        shown = f"tables/{path.name}"
        if name in found:
            what = Text(f"与 {found[name][1]} 是同一张表", f"is the same table as {found[name][1]}")
            problems.add(shown, what)
        found.setdefault(name, (path, shown))
    return found


def _cannot_write(path: Path, error: OSError) -> InputError:
    reason = error.strerror or str(error)
    return InputError([Problem(str(path), Text(f"写不进去：{reason}", f"cannot be written: {reason}"))])


def check_new_file(path: Path) -> None:
    """See, before long work, that a file can be written there. Raises :class:`~lianzhang.core.InputError`."""
    if path.is_dir():
        what = Text("是文件夹，应给出文件名", "is a folder; name a file")
        raise InputError([Problem(str(path), what, nearest=str(path / "out.json"))])
    check_out_folder(path.parent)


_KEPT = ("tables", "scenarios", "rules", "registers")
"""Folders of a case that hold what is read; nothing is written there."""


def check_output(path: Path, inputs: Iterable[Path] = (), *, folder: bool = False) -> None:
    """See, before long work, that an output can be written and costs no input: a file, or with ``folder`` a folder.

    ``inputs`` are the files and folders that the command reads. Refused are an output that is one of them, that would be
    read with a folder of documents the next time, or that lies among what a case is read from; and one for which more
    than one folder would have to be made. Raises :class:`~lianzhang.core.InputError`.
    """
    if folder:
        check_out_folder(path)
        _check_page(path / "index.html")
    else:
        check_new_file(path)
    target = path.resolve()
    for given in inputs:
        what = _costs(target, given, folder=folder)
        if what is not None:
            raise InputError([Problem(str(path), what)])
    parent = path.absolute().parent
    if not parent.exists() and not parent.parent.exists():
        what = Text(
            f"没有文件夹 {parent.parent}，请先建立", f"there is no folder {parent.parent}; make it first"
        )
        raise InputError([Problem(str(path), what)])


def _costs(target: Path, given: Path, *, folder: bool) -> Text | None:
    """Why a resolved output would cost the input ``given``; None when it does not."""
    root = given.resolve()
    same = target == root or (target.is_file() and root.is_file() and target.samefile(root))
    if same and not (folder and (root / "case.toml").is_file()):
        return Text(
            "就是输入本身，会被覆盖；请写到别处", "is the input itself, which would be lost; write elsewhere"
        )
    if not given.is_dir():
        if folder and root.name in REPORT_FILES and root.parent == target:
            return Text(
                f"会覆盖输入 {given}；请写到别处", f"would overwrite the input {given}; write elsewhere"
            )
        return None
    if (root / "case.toml").is_file():
        return _costs_case(target, root)
    if target.is_relative_to(root) and (folder or _is_read(target)):
        return Text(
            f"在文档文件夹 {given} 之内：会覆盖文档，或下次被当作文档读入；请写到别处",
            f"lies in the documents, {given}: it would overwrite one or be read the next time; write elsewhere",
        )
    return None


def _check_page(path: Path) -> None:
    """A page that stands where the report will be written must be a report: the user named the folder, not this file."""
    if path.is_file():
        with path.open("rb") as stream:
            ours = _OUR_PAGE in stream.read(16 * 1024)
        if not ours:
            what = Text(
                "已存在，且不是本程序的报告；请换一个文件夹",
                "exists and is no report of ours; name another folder",
            )
            raise InputError([Problem(str(path), what)])


_OUR_PAGE = b"default-src &#39;none&#39;; script-src &#39;sha256-"
"""What the policy of every report begins with."""
REPORT_FILES = ("index.html", "report.json", "plan.json")
"""What a report's folder holds."""


def _is_read(target: Path) -> bool:
    from lianzhang.text.files import SUPPORTED

    return target.suffix.casefold() in SUPPORTED or target.exists()


def _costs_case(target: Path, root: Path) -> Text | None:
    from lianzhang.case.settings import CaseSettings, read_case_settings

    try:
        settings = read_case_settings(root)
    except InputError:  # told when the case is opened
        settings = CaseSettings(root.name)
    if "://" not in settings.database and target.parent == (root / settings.database).resolve().parent:
        own = (root / settings.database).name
    else:
        own = "ledger.db"
    names = {"case.toml", *(own + end for end in ("", "-wal", "-shm", "-journal"))}
    if target.parent == root and target.name in names:
        what = f"{target.name} 是案例自己的文件，会被覆盖；请写到别处"
        return Text(what, f"{target.name} is the case's own file, which would be lost; write elsewhere")
    for name in dict.fromkeys((*settings.folders, *_KEPT)):
        place = (root / name).resolve()
        if place != root and target.is_relative_to(place):
            return Text(
                f"在案例的 {name} 之内，那里的文件是要读的；请写到别处",
                f"lies in {name} of the case, whose files are read; write elsewhere",
            )
    return None


def check_out_folder(folder: Path) -> None:
    """See, before long work, that a folder can be written or made. Raises :class:`~lianzhang.core.InputError`."""
    standing = folder
    while not (standing.exists() or standing.is_symlink()) and standing != standing.parent:
        standing = standing.parent
    if not standing.is_dir():
        what = Text("不是文件夹", "is not a folder")
        raise InputError([Problem(str(standing), what)])
    if not os.access(standing, os.W_OK | os.X_OK):
        what = Text("没有写入权限", "may not be written: no permission")
        raise InputError([Problem(str(standing), what)])


def make_folder(folder: Path) -> None:
    """Make a folder, with those above it. Raises :class:`~lianzhang.core.InputError` where it cannot be."""
    check_out_folder(folder)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _cannot_write(folder, error) from error


def write_whole(path: Path, text: str) -> None:
    """Write a whole file or none: a reader sees the old one or the new one. Raises ``InputError`` where it cannot be."""
    check_new_file(path)
    make_folder(path.parent)
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        try:
            with temporary.open("w", encoding="utf-8", newline="\n") as stream:
                stream.write(text)
                stream.flush()
                os.fsync(stream.fileno())
            temporary.replace(path)
        finally:
            temporary.unlink(missing_ok=True)
    except OSError as error:
        raise _cannot_write(path, error) from error
