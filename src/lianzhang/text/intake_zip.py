"""Members of a zip container (docx, xlsx), bounded before they are unpacked, and their XML without entities."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any, cast
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException  # type: ignore[import-untyped]
from defusedxml import ElementTree as Defused

from lianzhang.core import InputError
from lianzhang.text.intake import refuse

__all__ = ["MAX_MEMBER", "MAX_MEMBERS", "Package", "local"]

MAX_MEMBERS = 20_000
MAX_MEMBER = 128 * 1024 * 1024
"""The largest part that is unpacked, in bytes."""
_MAX_RATIO = 400
"""XML packs 10 to 60 times; a bomb packs a thousand times."""
_MAX_DEPTH = 200
_SMALL = 4 * 1024 * 1024


def local(tag: str) -> str:
    """A tag without its namespace."""
    return tag.rsplit("}", 1)[-1]


class Package:
    """A zip file whose parts are read one by one. Every fault of the container is an :class:`InputError`."""

    def __init__(self, data: bytes, path: str, kind: str) -> None:
        self.path, self.kind = path, kind
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            members = self._zip.infolist()
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, EOFError, IndexError) as error:
            if data[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
                raise refuse(
                    path, f"不是 {kind} 文件，或已加密；请去掉密码另存", f"is no {kind} file, or is encrypted"
                ) from error
            raise self._broken() from error
        if len(members) > MAX_MEMBERS:
            raise refuse(path, f"压缩包内文件超过 {MAX_MEMBERS} 个，未读取", f"more than {MAX_MEMBERS} parts")
        self._sizes = {m.filename: m for m in members}

    def _broken(self) -> InputError:
        return refuse(self.path, f"{self.kind} 文件已损坏，无法打开", f"is no sound {self.kind} file")

    def __contains__(self, name: str) -> bool:
        return name in self._sizes

    def names(self) -> list[str]:
        return list(self._sizes)

    def _check(self, name: str) -> zipfile.ZipInfo:
        member = self._sizes.get(name)
        if member is None:
            raise self._broken()
        size, packed = member.file_size, max(1, member.compress_size)
        if size > MAX_MEMBER or (size > _SMALL and size > _MAX_RATIO * packed):
            raise refuse(
                self.path,
                f"压缩包内 {name} 展开后达 {size} 字节，疑为压缩炸弹，未读取",
                f"{name} unpacks to {size} bytes, perhaps a zip bomb; it was not read",
            )
        if member.flag_bits & 1:
            raise refuse(self.path, "文件已加密；请去掉密码另存", "is encrypted; save it without a password")
        return member

    def read(self, name: str) -> bytes:
        """The bytes of a part, never more than it declares."""
        member = self._check(name)
        try:
            with self._zip.open(member) as part:
                data = part.read(member.file_size + 1)
        except (zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError, ValueError) as error:
            raise self._broken() from error
        if len(data) > member.file_size:
            raise self._broken()
        return data

    def events(self, name: str) -> Iterator[tuple[str, Element]]:
        """``start`` and ``end`` events of a part's XML. No document type, no entities, bounded depth."""
        depth = 0
        try:
            rows = Defused.iterparse(io.BytesIO(self.read(name)), events=("start", "end"), forbid_dtd=True)
            for event, element in cast("Iterator[tuple[str, Any]]", rows):
                depth += 1 if event == "start" else -1
                if depth > _MAX_DEPTH:
                    raise refuse(self.path, f"{name} 嵌套过深，未读取", f"{name} is nested too deeply")
                yield event, element
        except DefusedXmlException as error:
            raise refuse(
                self.path,
                f"{name} 含实体或文档类型声明，未读取",
                f"{name} declares entities; it was not read",
            ) from error
        except InputError:  # a ValueError itself
            raise
        except (ParseError, ValueError, LookupError) as error:
            raise self._broken() from error

    def tree(self, name: str) -> Element:
        """A part's XML as a tree."""
        root: Element | None = None
        for _, element in self.events(name):
            if root is None:
                root = element
        if root is None:
            raise self._broken()
        return root
