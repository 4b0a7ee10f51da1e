"""Documents made of plain sentences."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from lianzhang.text.document import Document, Source, TextMap, Zone

Make = Callable[..., Document]


@pytest.fixture
def document() -> Make:
    """A clean document of one body: ``document(text, published="2024-05-20")``."""

    def make(text: str, published: str | None = "2024-05-20", kind: str = "body") -> Document:
        zone = Zone(0, len(text), kind)  # type: ignore[arg-type]
        return Document(
            "own.txt",
            "",
            "utf-8",
            text,
            text,
            TextMap.identity(len(text)),
            (zone,),
            (),
            (),
            Source(published=published),
            "news",
            "own",
        )

    return make
