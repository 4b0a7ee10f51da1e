"""What ``case.toml`` says for reading and for the desk; the plan reads its own part."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lianzhang.case.language_model import ModelSettings
from lianzhang.core import PeriodError, Problems, Text, nearest, period

__all__ = ["CaseSettings", "read_case_settings", "read_toml"]

FILE = "case.toml"
MAX_BYTES = 1024 * 1024
_READING = ("folders", "scheduler", "model")
_DESK = ("month", "rules")


@dataclass(frozen=True)
class CaseSettings:
    """``folders`` are relative to the case; ``month`` and ``rules`` are the desk's defaults; ``database`` a URL or path.

    ``scheduler`` is the address of a Dask scheduler whose cluster reads, None to read here.
    """

    name: str
    folders: tuple[str, ...] = ("documents",)
    month: str | None = None
    rules: str | None = None
    database: str = "ledger.db"
    has_plan: bool = False
    scheduler: str | None = None
    model: ModelSettings | None = None


def read_toml(folder: Path) -> dict[str, Any]:
    """``case.toml`` of a folder as data. Raises :class:`~lianzhang.core.InputError` when there is none that can be read."""
    problems = Problems()
    path = folder / FILE
    try:
        if path.stat().st_size > MAX_BYTES:
            problems.add(FILE, Text(f"大于 {MAX_BYTES} 字节", f"is larger than {MAX_BYTES} bytes"))
        problems.raise_if_any()
        raw = path.read_bytes()
        return tomllib.loads(raw.decode("utf-8-sig").replace("\r\n", "\n"))
    except OSError as error:
        _say_missing(folder, error, problems)
    except UnicodeDecodeError as error:
        what = Text(
            f"不是 UTF-8 编码（第 {error.start + 1} 字节）；请另存为 UTF-8",
            f"is not encoded in UTF-8 (byte {error.start + 1}); save it as UTF-8",
        )
        problems.add(FILE, what, where=f"line {raw[: error.start].count(10) + 1}")
    except tomllib.TOMLDecodeError as error:
        from lianzhang.chain.tables_settings import toml_fault

        problems.add(FILE, toml_fault(error))
    except RecursionError:
        problems.add(FILE, Text("嵌套过深", "is nested too deeply"))
    problems.raise_if_any()
    raise AssertionError


def _say_missing(folder: Path, error: OSError, problems: Problems) -> None:
    path = folder / FILE
    if not folder.exists():
        beside = folder.parent
        near = nearest(folder.name, [p.name for p in beside.iterdir()]) if beside.is_dir() else None
        problems.add(str(folder), Text("没有这个文件夹", "no such folder"), nearest=near)
    elif not folder.is_dir():
        problems.add(str(folder), Text("不是文件夹；请指明案例文件夹", "is not a folder; name a case folder"))
    elif isinstance(error, FileNotFoundError):
        near = nearest(FILE, [p.name for p in folder.iterdir() if p.is_file()])
        what = Text(
            "缺少 case.toml，这不是一个案例文件夹（新建用 lianzhang new）",
            "is missing: this folder is not a case (lianzhang new makes one)",
        )
        problems.add(str(path), what, nearest=near)
    elif path.is_dir():
        problems.add(str(path), Text("应为文件，却是文件夹", "must be a file, and is a folder"))
    else:
        problems.add(str(path), Text(f"无法读取：{error.strerror}", f"cannot be read: {error.strerror}"))


def read_case_settings(folder: Path) -> CaseSettings:
    """Read ``case.toml`` of a case folder. Raises :class:`~lianzhang.core.InputError` with every fault at once."""
    data = read_toml(folder)
    problems = Problems()
    reading = _part(data, "reading", _READING, problems)
    desk = _part(data, "desk", _DESK, problems)
    settings = CaseSettings(
        name=_text(data, "name", "name", problems) or folder.resolve().name,
        folders=_folders(folder, reading.get("folders", data.get("document_folders")), problems),
        month=_month(desk.get("month"), problems),
        rules=_text(desk, "rules", "desk.rules", problems),
        database=_database(folder, _text(data, "database", "database", problems), problems),
        has_plan="years" in data,
        scheduler=_scheduler(reading, problems),
        model=_model(reading.get("model"), problems),
    )
    problems.raise_if_any()
    return settings


def _folders(folder: Path, value: Any, problems: Problems) -> tuple[str, ...]:
    if value is None:
        return ("documents",)
    names = [value] if isinstance(value, str) else value
    field = "reading.folders"
    if not isinstance(names, list) or not names or not all(isinstance(f, str) and f.strip() for f in names):
        what = Text("应为文件夹名列表", "must be a list of folder names")
        problems.add(FILE, what, field=field, nearest='["documents"]')
        return ()
    for name in names:
        if not _inside(folder, name):
            what = Text(f"“{name}”在案例文件夹之外", f"{name!r} is outside the case")
            problems.add(FILE, what, field=field)
    return tuple(dict.fromkeys(Path(n).as_posix() for n in names))


def _inside(folder: Path, name: str) -> bool:
    try:
        return (folder / name).resolve().is_relative_to(folder.resolve())
    except (OSError, ValueError, RuntimeError):  # a NUL, a loop of links
        return False


def _model(value: Any, problems: Problems) -> ModelSettings | None:
    """The language model that may propose; None, the default: there is none."""
    if value is None:
        return None
    known = ("url", "name", "timeout", "concurrency", "most")
    found = _part({"reading.model": value}, "reading.model", known, problems)
    url = _text(found, "url", "reading.model.url", problems)
    name = _text(found, "name", "reading.model.name", problems)
    if url is None or not re.fullmatch(r"https?://[\w.\-\[\]:]+(/[\w./\-]*)?", url):
        what = Text(
            "应为接口地址，如 http://127.0.0.1:8000/v1", "must be an address such as http://127.0.0.1:8000/v1"
        )
        problems.add(FILE, what, field="reading.model.url")
    if name is None:
        problems.add(
            FILE, Text("缺少模型名称", "the name of the model is missing"), field="reading.model.name"
        )
    bounds: dict[str, Any] = {}
    for key, least, most in (("timeout", 1, 300), ("concurrency", 1, 32), ("most", 1, 1_000_000)):
        given = found.get(key)
        if given is None:
            continue
        if isinstance(given, bool) or not isinstance(given, int) or not least <= given <= most:
            what = Text(f"应为 {least} 到 {most} 的整数", f"must be a whole number from {least} to {most}")
            problems.add(FILE, what, field=f"reading.model.{key}")
        else:
            bounds[key] = given
    return ModelSettings(url, name, **bounds) if url and name else None


def _scheduler(reading: Mapping[str, Any], problems: Problems) -> str | None:
    from lianzhang.case.scheduler import scheduler_fault

    address = _text(reading, "scheduler", "reading.scheduler", problems)
    fault = scheduler_fault(address) if address else None
    if fault is not None:
        problems.add(FILE, fault, field="reading.scheduler")
    return address


def _month(value: Any, problems: Problems) -> str | None:
    if value is None:
        return None
    try:
        ok = isinstance(value, str) and len(value) == 7 and bool(period(value))
    except PeriodError:
        ok = False
    if not ok:
        what = Text(f"“{value}”不是月份，应如 2024-06", f"{value!r} is not a month like 2024-06")
        problems.add(FILE, what, field="desk.month")
    return str(value)


def _database(folder: Path, value: str | None, problems: Problems) -> str:
    if value is None:
        return "ledger.db"
    scheme = value.partition("://")[0].partition("+")[0] if "://" in value else None
    if scheme not in (None, "postgresql"):
        what = Text(
            f"不支持数据库“{scheme}”；可用：案例内的文件名，或 postgresql://…",
            f"no database {scheme!r}: give the name of a file in the case, or postgresql://…",
        )
        problems.add(FILE, what, field="database", nearest=nearest(str(scheme), ["postgresql"]))
    elif scheme is None and not _inside(folder, value):
        what = Text(f"“{value}”在案例文件夹之外", f"{value!r} is outside the case")
        problems.add(FILE, what, field="database", nearest="ledger.db")
    elif scheme is None and (folder / value).is_dir():
        what = Text(f"“{value}”是文件夹", f"{value!r} is a folder")
        problems.add(FILE, what, field="database", nearest="ledger.db")
    return value


def _text(data: Mapping[str, Any], key: str, field: str, problems: Problems) -> str | None:
    value = data.get(key)
    if value is None or (isinstance(value, str) and value.strip()):
        return value
    problems.add(FILE, Text(f"应为文字，却是 {value!r}", f"must be text, and is {value!r}"), field=field)
    return None


def _part(data: Mapping[str, Any], key: str, known: tuple[str, ...], problems: Problems) -> Mapping[str, Any]:
    value = data.get(key, {})
    if not isinstance(value, Mapping):
        what = Text(f"应写成 [{key}] 一节", f"must be a section [{key}]")
        problems.add(FILE, what, field=key)
        return {}
    for name in value:
        if name not in known:
            what = Text(f"没有名为“{name}”的设置", f"unknown setting {name!r}")
            problems.add(FILE, what, field=f"{key}.{name}", nearest=nearest(name, known))
    return value
