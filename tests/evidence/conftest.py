"""Documents made of plain sentences."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

from lianzhang.text.document import Document, Source, TextMap, Zone

Make = Callable[..., Document]
TOOLS = Path(__file__).parents[2] / "tools"


def tool_of(name: str, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """A program of ``tools`` as a module, for the time of one test."""
    monkeypatch.syspath_prepend(str(TOOLS))
    spec = importlib.util.spec_from_file_location(name, TOOLS / f"{name}.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, spec.name, module)
    spec.loader.exec_module(module)
    return module


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
