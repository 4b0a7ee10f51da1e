"""Old and foreign formats by LibreOffice, where it is installed, in a folder of its own and with a time limit.

``.xls`` and ``.ods`` need no converter: fastexcel reads their stored values.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path
from typing import Any

from lianzhang.text.intake import Extract, Grid, GridCell, Writer, refuse

__all__ = ["TIME_LIMIT", "convert", "converter", "read_sheets"]

TIME_LIMIT = 50.0
"""Seconds for one conversion."""
_TARGETS = {".doc": "docx", ".wps": "docx", ".rtf": "docx", ".odt": "docx", ".ofd": "pdf", ".xls": "xlsx", ".et": "xlsx", ".ods": "xlsx"}  # fmt: skip


def converter() -> str | None:
    """The LibreOffice program, if there is one."""
    return shutil.which("soffice") or shutil.which("libreoffice")


def _missing(path: str, suffix: str) -> Exception:
    return refuse(
        path,
        f"{suffix} 文件要由 LibreOffice 转换，此机没有装；请安装，或另存为 docx、xlsx、pdf 再放入",
        f"{suffix} files need LibreOffice, which is not installed; install it, or save as docx, xlsx or pdf",
    )


def convert(data: bytes, path: str, suffix: str) -> tuple[bytes, str]:
    """The file in a format that is read, and its suffix. Raises :class:`InputError` where that fails."""
    program = converter()
    if program is None:
        raise _missing(path, suffix)
    target = _TARGETS[suffix]
    with tempfile.TemporaryDirectory(prefix="lianzhang-") as folder:
        source = Path(folder, f"document{suffix}")
        source.write_bytes(data)
        out = Path(folder, "out")
        command = [program, f"-env:UserInstallation={Path(folder, 'profile').as_uri()}", "--headless", "--norestore",
                   "--nolockcheck", "--nodefault", "--convert-to", target, "--outdir", str(out), str(source)]  # fmt: skip
        _run(command, path, folder)
        made = out / f"document.{target}"
        if not made.is_file() or not made.stat().st_size:
            raise refuse(
                path,
                f"LibreOffice 未能转换此 {suffix} 文件",
                f"LibreOffice could not convert this {suffix} file",
            )
        return made.read_bytes(), f".{target}"


def _run(command: list[str], path: str, folder: str) -> None:
    # A session of its own: LibreOffice starts children, and all of them must end with it.
    kept = {k: v for k, v in os.environ.items() if k in ("PATH", "LANG", "LC_ALL", "SYSTEMROOT")}
    process = subprocess.Popen(  # noqa: S603 — a fixed program, no shell
        command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=folder,
        env={**kept, "HOME": folder}, start_new_session=True,
    )  # fmt: skip
    try:
        process.wait(TIME_LIMIT)
    except subprocess.TimeoutExpired as error:
        raise refuse(
            path, f"LibreOffice 转换超过 {TIME_LIMIT:g} 秒，未读取", f"LibreOffice took over {TIME_LIMIT:g} s"
        ) from error
    finally:
        if process.poll() is None:
            if hasattr(os, "killpg"):
                os.killpg(process.pid, signal.SIGKILL)
            else:
                process.kill()
            process.wait()


def read_sheets(data: bytes, path: str) -> Extract:
    """The text of an .xls or .ods, by stored values (formats such as percent are not kept by this way)."""
    import fastexcel

    from lianzhang.text.intake_xlsx import column_name

    try:
        book = fastexcel.read_excel(data)
        names = list(book.sheet_names)
    except Exception as error:  # the reader raises its own many errors, and panics of its native part
        raise refuse(
            path, "不是可读的表格文件，或已损坏、加密", "is no sound workbook, or is encrypted"
        ) from error
    out = Writer(path)
    grids: list[Grid] = []
    notes: list[tuple[str, int, int, str]] = []
    for name in names:
        try:
            sheet: Any = book.load_sheet(name, header_row=None, skip_rows=0, dtypes="string")
            rows: list[tuple[Any, ...]] = sheet.to_polars().rows()
        except Exception:  # noqa: BLE001 — a chart sheet, or one the reader cannot load: the others stay readable
            notes.append(("broken_page", 0, 1, name))
            continue
        hidden = str(getattr(sheet, "visible", "visible")) != "visible"
        out.anchor(name)
        start, end = out.put(f"工作表：{name}{'（隐藏）' if hidden else ''}")
        out.put("\n")
        if hidden:
            notes.append(("hidden_sheet", start, end, name))
        grid: Grid = []
        for r, row in enumerate(rows[:200_000]):
            if not any(row):
                if grid:
                    grids.append(grid)
                    grid = []
                    out.put("\n")
                continue
            for c, value in enumerate(row[:512]):
                out.put("\t" if c else "")
                text = " ".join(str(value or "").split())
                if text:
                    out.anchor(f"{name}!{column_name(c)}{r + 1}")
                    grid.append(GridCell(r, c, *out.put(text)))
            out.put("\n")
        if grid:
            grids.append(grid)
        out.put("\n")
    return Extract(out.text(), tuple(out.anchors), tuple(grids), notes=notes)
