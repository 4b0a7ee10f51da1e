"""What every reader of an office format gives: the text it took out, where each part stood, and the tables in it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module

from lianzhang.core import InputError, Problem, Text

__all__ = [
    "CONVERTED",
    "MAX_CHARACTERS",
    "OFFICE",
    "Extract",
    "Grid",
    "GridCell",
    "Writer",
    "extract",
    "office_kind",
    "refuse",
]

MAX_CHARACTERS = 20_000_000
"""The longest text that is taken out of one file."""

OFFICE = (".pdf", ".docx", ".xlsx")
CONVERTED = (".doc", ".wps", ".rtf", ".odt", ".ofd", ".xls", ".et", ".ods")
"""Formats that LibreOffice converts where it is installed; .xls and .ods are read without it as well."""


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell of a table at ``[start, end)`` of the text; ``row`` and ``column`` from 0; ``head``: marked as a heading."""

    row: int
    column: int
    start: int
    end: int
    rows: int = 1
    columns: int = 1
    head: bool = False


Grid = list[GridCell]


@dataclass(slots=True)
class Extract:
    """``raw``: the text; ``anchors``: (offset, name of the place); ``grids``: the tables; ``notes``: for the damage list."""

    raw: str
    anchors: tuple[tuple[int, str], ...] = ()
    grids: tuple[Grid, ...] = ()
    title: str | None = None
    notes: list[tuple[str, int, int, str]] = field(default_factory=list)


def refuse(path: str, zh: str, en: str) -> InputError:
    """The error that says why a file is not read."""
    return InputError([Problem(path, Text(zh, en))])


class Writer:
    """Builds the text of an extract piece by piece, keeping offsets; too much text is an :class:`InputError`."""

    __slots__ = ("anchors", "at", "parts", "path")

    def __init__(self, path: str) -> None:
        self.path = path
        self.parts: list[str] = []
        self.at = 0
        self.anchors: list[tuple[int, str]] = []

    def put(self, text: str) -> tuple[int, int]:
        """Append; gives the span."""
        start = self.at
        self.at += len(text)
        if self.at > MAX_CHARACTERS:
            raise refuse(
                self.path,
                f"文字超过 {MAX_CHARACTERS} 字，未读取",
                f"holds more than {MAX_CHARACTERS} characters",
            )
        self.parts.append(text)
        return start, self.at

    def anchor(self, name: str) -> None:
        """What follows stands at ``name``."""
        if self.anchors and self.anchors[-1][0] == self.at:
            self.anchors.pop()
        self.anchors.append((self.at, name))

    def text(self) -> str:
        return "".join(self.parts)


_READERS = {
    ".pdf": "intake_pdf:read_pdf",
    ".docx": "intake_docx:read_docx",
    ".xlsx": "intake_xlsx:read_xlsx",
}


@cache
def _reader(suffix: str) -> Callable[[bytes, str], Extract]:
    module, name = _READERS[suffix].split(":")
    found: Callable[[bytes, str], Extract] = getattr(import_module(f"lianzhang.text.{module}"), name)
    return found


def office_kind(data: bytes, path: str) -> str | None:
    """The office format of a file by its first bytes, else by its name; None for text and pages.

    Names lie: a .doc may be a web page, a .docx or plain text inside.
    """
    dot = path.rfind(".")
    suffix = path[dot:].lower() if dot >= 0 else ""
    if data[:1024].lstrip()[:5] == b"%PDF-":
        return ".pdf"
    known = suffix in OFFICE or suffix in CONVERTED
    if data[:4] == b"PK\x03\x04" and known:
        if b"word/document.xml" in data:
            return ".docx"
        if b"xl/workbook.xml" in data:
            return ".xlsx"
        return suffix
    if suffix in CONVERTED and data[:8] != b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        head = data[:2000].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
        if head.startswith((b"<html", b"<!doctype html", b"<head", b"<body", b"<table")):
            return None
    return suffix if known else None


def extract(data: bytes, path: str, kind: str) -> Extract:
    """Take the text out of an office file. Raises :class:`InputError` with one clear message when that cannot be done."""
    if kind in _READERS:
        return _reader(kind)(data, path)
    from lianzhang.text.intake_convert import convert, converter, read_sheets

    if kind in (".xls", ".ods") and converter() is None:
        return read_sheets(data, path)
    data, kind = convert(data, path, kind)
    return _reader(kind)(data, path)
