"""The packaged case, new cases, and the demo."""

from __future__ import annotations

import hashlib
import json
from importlib.resources import as_file, files
from pathlib import Path
from typing import TYPE_CHECKING

from lianzhang.case.case import Case
from lianzhang.case.files import check_output, make_folder, write_whole
from lianzhang.case.reading import Progress
from lianzhang.case.report import write_case_report
from lianzhang.core import InputError, Problem, Text, period, place_tree

if TYPE_CHECKING:
    from rich.console import RenderableType

__all__ = ["PACKAGED", "copy_packaged", "new_case", "run_demo"]

PACKAGED = "four-provinces"
COPIED = ".packaged.json"

START = """# 案例设置 / settings of the case
name = "{name}"

# 规划用 / for the plan
# years = [2026, 2027, 2028]
# discount_rate = 0.06
# price_year = 2025

[reading]
folders = ["documents"]

[desk]
# month = "2026-10"
rules = "yinchuan"
"""


def new_case(folder: Path) -> None:
    """Make an empty case. Raises :class:`~lianzhang.core.InputError` when something stands there already."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise InputError([Problem(str(folder), Text("已存在且不为空", "exists and is not empty"))])
    check_output(folder, folder=True)
    for name in ("documents", "tables", "rules"):
        make_folder(folder / name)
    name = "".join(c for c in folder.resolve().name if c.isprintable() and c not in '"\\')
    write_whole(folder / "case.toml", START.format(name=name))


def copy_packaged(folder: Path) -> None:
    """Put the packaged case into a folder; its files there are brought up to date, the ledger and files of the user's stay.

    A packaged file that the user changed is kept beside the new one under a hidden name, ``.NAME.bak``. One that is no longer
    packaged goes, if it is as it was copied.
    """
    make_folder(folder)
    with as_file(files("lianzhang.case").joinpath("packaged", PACKAGED)) as source:
        packaged = {
            p.relative_to(source).as_posix(): p.read_bytes() for p in source.rglob("*") if p.is_file()
        }
    for name, digest in _copied_before(folder).items():
        old = folder / name
        if name not in packaged and old.is_file() and _sha256(old.read_bytes()) == digest:
            old.unlink()
    for name, content in sorted(packaged.items()):
        target = folder / name
        if target.is_file():
            if target.read_bytes() == content:
                continue
            target.replace(target.with_name(f".{target.name}.bak"))
        make_folder(target.parent)
        target.write_bytes(content)
    digests = {name: _sha256(content) for name, content in sorted(packaged.items())}
    write_whole(folder / COPIED, json.dumps(digests, ensure_ascii=False, indent=1) + "\n")


def _copied_before(folder: Path) -> dict[str, str]:
    """Packaged files that an earlier call copied, with their digests; names that lead out of the folder are passed over."""
    try:
        found = json.loads((folder / COPIED).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    inside = folder.resolve()
    return (
        {k: v for k, v in found.items() if (folder / k).resolve().is_relative_to(inside)}
        if isinstance(found, dict)
        else {}
    )


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def run_demo(out: Path, *, progress: Progress | None = None) -> tuple[Path, RenderableType]:
    """The whole job on the packaged case: read, accept, audit, plan, dispatch, report. Returns path and screen.

    The gravest finding that follows is handed to the industry office of its place, due in the middle of the next
    month, so that the next dispatch asks about it.
    """
    folder = out / PACKAGED
    check_output(out, folder=True)
    if out.exists():
        check_output(out / "report", folder=True)
    copy_packaged(folder)
    with Case(folder) as case:
        problems = case.read(accept_all=True, who="demo", progress=progress).problems
        if problems:
            raise InputError(problems)  # the packaged documents are all readable: say what went wrong
        month = case.settings.month or "2024-06"
        end = period(month).last
        findings = case.audit()
        finding = next((f for f in findings if f.kind == "implies" and f.place), None)
        if finding is not None and finding.place:
            due = end.replace(year=end.year + end.month // 12, month=end.month % 12 + 1, day=15)
            case.assign(finding, _office_of(finding.place), due=due.isoformat(), opened=end.isoformat())
        plan = case.plan()
        return write_case_report(
            case, out / "report", title=case.settings.name, plan=plan, dispatch=case.dispatch(month)
        )


def _office_of(place: str) -> str:
    """The industry office of a place: 厅 for a province, 局 below it."""
    known = place_tree().resolve(place.split(";")[0])
    if known is None:
        return f"{place}工业和信息化局"
    return f"{known.name}工业和信息化{'厅' if known.level == 'province' else '局'}"
