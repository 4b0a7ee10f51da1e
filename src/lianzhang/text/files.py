"""Which files are documents: what a user named, checked before anything is read."""

from __future__ import annotations

import os
from pathlib import Path

from lianzhang.core import Problems, Text, nearest
from lianzhang.text.intake import CONVERTED, OFFICE

__all__ = ["MAX_BYTES", "MAX_FILES", "SUPPORTED", "find_documents"]

MAX_BYTES = 20 * 1024 * 1024
"""The largest file that is read, in bytes."""
MAX_FILES = 200_000
SUPPORTED = (".txt", ".html", ".htm", *OFFICE)
"""Formats read without any other program; those of ``CONVERTED`` need LibreOffice (see the intake module)."""


def _check(file: Path, path: str, root: Path, problems: Problems) -> bool:
    """Note what is wrong with one file; True when nothing is."""
    suffix = file.suffix.lower()
    listed = " ".join(SUPPORTED)
    if not file.resolve().is_relative_to(root):
        problems.add(path, Text("链接指向文件夹之外", "a link that leads out of the folder"))
        return False
    if suffix not in SUPPORTED and suffix not in CONVERTED:
        shown = suffix or "（无扩展名）"
        zh = f"未知文件类型 {shown}；可读取：{listed}"
        problems.add(
            path,
            Text(zh, f"unknown file type {suffix or '(none)'}; read are: {listed}"),
            nearest=nearest(suffix, SUPPORTED),
        )
        return False
    try:
        size = file.stat().st_size
    except OSError:
        return (
            True  # told when it is read: one file that cannot be must not hide what is wrong with the others
        )
    if size > MAX_BYTES:
        problems.add(
            path,
            Text(
                f"文件过大：{size} 字节，上限 {MAX_BYTES}",
                f"file too large: {size} bytes, at most {MAX_BYTES}",
            ),
        )
        return False
    return True


def find_documents(path: Path) -> list[tuple[Path, str]]:
    """The documents of a file or folder (recursive, sorted): (file, POSIX path relative to ``path``; its name for a file).

    Hidden files and folders are passed over. Raises :class:`InputError` with all problems at once: a missing path, an empty
    folder, unknown or not yet supported types, files above ``MAX_BYTES``, links that leave the folder.
    """
    problems = Problems()
    path = Path(path)
    found: list[tuple[Path, str]] = []
    if not path.exists():
        parent = path.parent
        near = nearest(path.name, [p.name for p in parent.iterdir()]) if parent.is_dir() else None
        problems.add(path.as_posix(), Text("没有这个文件或文件夹", "no such file or folder"), nearest=near)
    elif path.is_file():
        if _check(path, path.name, path.resolve().parent, problems):
            found.append((path, path.name))
    else:
        root = path.resolve()
        seen = 0
        for folder, names, files in os.walk(path):
            linked = [n for n in names if not n.startswith(".") and Path(folder, n).is_symlink()]
            for name in linked:
                inner = Path(folder, name)
                if not inner.resolve().is_relative_to(root):
                    problems.add(
                        inner.relative_to(path).as_posix(),
                        Text("链接指向文件夹之外", "a link that leads out of the folder"),
                    )
            names[:] = sorted(n for n in names if not n.startswith("."))
            for name in sorted(files):
                if name.startswith((".", "~$")):  # hidden, or the lock file of an open document
                    continue
                seen += 1
                file = Path(folder, name)
                relative = file.relative_to(path).as_posix()
                if _check(file, relative, root, problems):
                    found.append((file, relative))
            if seen > MAX_FILES:
                problems.add(
                    path.as_posix(), Text(f"文件超过 {MAX_FILES} 个", f"more than {MAX_FILES} files")
                )
                break
        if not seen and not len(problems):
            problems.add(
                path.as_posix(),
                Text(
                    f"文件夹中没有文档（{' '.join(SUPPORTED)}）",
                    f"no documents in this folder ({' '.join(SUPPORTED)})",
                ),
            )
    problems.raise_if_any()
    return sorted(found, key=lambda f: f[1])
