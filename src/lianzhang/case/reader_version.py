"""Which reader read a document: a digest of the code and data that turn bytes into claims."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable

__all__ = ["reader_version"]

_ROOMS = ("core", "text", "evidence")
"""The rooms that a reading goes through."""


def _parts(folder: Traversable, path: str) -> Iterator[tuple[str, bytes]]:
    for item in sorted(folder.iterdir(), key=lambda i: i.name):
        name = f"{path}/{item.name}"
        if item.is_dir():
            if item.name != "__pycache__":
                yield from _parts(item, name)
        elif not item.name.endswith(".pyc"):
            yield name, item.read_bytes()


@lru_cache(maxsize=1)
def reader_version() -> str:
    """A digest over every module and data file of the rooms that read. Another one: documents are read again."""
    digest = hashlib.sha256()
    for room in _ROOMS:
        for name, data in _parts(files(f"lianzhang.{room}"), room):
            digest.update(f"{name} {len(data)}\n".encode())
            digest.update(data)
    return digest.hexdigest()[:16]
