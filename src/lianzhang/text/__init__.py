"""Text: bytes of a document to repaired text with a map to the raw file, zones, tables, damage, source, grade, fingerprint.

``find_documents`` lists what can be read, ``read_file`` and ``read_bytes`` read it. This room knows nothing of batteries.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from lianzhang.text.document import (
    GRADES,
    Damage,
    Document,
    Grade,
    Repeat,
    Source,
    TableBlock,
    TableCell,
    TextMap,
    Zone,
    ZoneKind,
    anchor_at,
)
from lianzhang.text.files import MAX_BYTES, SUPPORTED, find_documents
from lianzhang.text.names import damage_names

if TYPE_CHECKING:
    from lianzhang.text.minhash import fingerprint, similarity
    from lianzhang.text.pipeline import STEPS, read_bytes, read_file, repair
    from lianzhang.text.zones import body_spans, is_noise

__all__ = [
    "GRADES",
    "MAX_BYTES",
    "STEPS",
    "SUPPORTED",
    "Damage",
    "Document",
    "Grade",
    "Repeat",
    "Source",
    "TableBlock",
    "TableCell",
    "TextMap",
    "Zone",
    "ZoneKind",
    "anchor_at",
    "body_spans",
    "damage_names",
    "find_documents",
    "fingerprint",
    "is_noise",
    "read_bytes",
    "read_file",
    "repair",
    "similarity",
]

_LAZY = {
    "STEPS": "pipeline",
    "read_bytes": "pipeline",
    "read_file": "pipeline",
    "repair": "pipeline",
    "fingerprint": "minhash",
    "similarity": "minhash",
    "body_spans": "zones",
    "is_noise": "zones",
}


def __getattr__(name: str) -> Any:
    if name not in _LAZY:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f"lianzhang.text.{_LAZY[name]}"), name)
    globals()[name] = value
    return value
