"""What ``case.toml`` says for reading and for the desk; the plan reads its own part."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lianzhang.core import PeriodError, Problems, Text, period

__all__ = ["CaseSettings", "read_case_settings"]


@dataclass(frozen=True)
class CaseSettings:
    """``folders`` are relative to the case; ``month`` and ``rules`` are the desk's defaults; ``database`` a URL or path."""

    name: str
    folders: tuple[str, ...] = ("documents",)
    month: str | None = None
    rules: str | None = None
    database: str = "ledger.db"
    has_plan: bool = False


def read_case_settings(folder: Path) -> CaseSettings:
    """Read ``case.toml`` of a case folder. Raises :class:`~lianzhang.core.InputError` with every fault at once."""
    problems = Problems()
    file = "case.toml"
    try:
        data = tomllib.loads((folder / file).read_text(encoding="utf-8-sig"))
    except OSError:
        what = Text("缺少 case.toml，这不是一个案例文件夹", "is missing: this folder is not a case")
        problems.add(str(folder / file), what)
        problems.raise_if_any()
        raise
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        problems.add(file, Text(f"格式有误：{error}", f"is not well-formed: {error}"))
        problems.raise_if_any()
        raise
    reading = _part(data, "reading", problems)
    desk = _part(data, "desk", problems)
    folders = reading.get("folders", data.get("document_folders", ["documents"]))
    folders = [folders] if isinstance(folders, str) else folders
    if not isinstance(folders, list) or not all(isinstance(f, str) for f in folders):
        problems.add(
            file, Text("应为文件夹名列表", "must be a list of folder names"), field="reading.folders"
        )
        folders = []
    for name in folders:
        if not (folder / name).resolve().is_relative_to(folder.resolve()):
            problems.add(
                file,
                Text(f"“{name}”在案例文件夹之外", f"{name!r} is outside the case"),
                field="reading.folders",
            )
    month = desk.get("month")
    if month is not None:
        try:
            ok = isinstance(month, str) and len(month) == 7 and bool(period(month))
        except PeriodError:
            ok = False
        if not ok:
            problems.add(
                file,
                Text(f"“{month}”不是月份，应如 2024-06", f"{month!r} is not a month like 2024-06"),
                field="desk.month",
            )
    problems.raise_if_any()
    return CaseSettings(
        name=str(data.get("name", folder.name)),
        folders=tuple(folders),
        month=month,
        rules=desk.get("rules"),
        database=str(data.get("database", "ledger.db")),
        has_plan="years" in data,
    )


def _part(data: Mapping[str, Any], key: str, problems: Problems) -> Mapping[str, Any]:
    value = data.get(key, {})
    if not isinstance(value, Mapping):
        problems.add("case.toml", Text(f"应写成 [{key}] 一节", f"must be a section [{key}]"), field=key)
        return {}
    return value
