"""Hand-made documents and claims. Sentences are our own."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from lianzhang.evidence.claim import Claim, Context
from lianzhang.ledger import Ledger
from lianzhang.text.document import Damage, Document, Repeat, Source, TextMap, Zone

sys.path.insert(0, str(Path(__file__).parent))
from private_postgres import postgres  # noqa: F401


def make_document(
    path: str = "a.txt", raw: str = "\ufeff青山公司,,投资12.5亿元。\r\n第二句。", **fields: Any
) -> Document:
    text = raw.replace("\ufeff", "").replace(",,", ",")
    starts: list[int] = []
    for i, char in enumerate(raw):
        if char == "\ufeff" or (char == "," and raw[i + 1 : i + 2] == ","):
            continue
        starts.append(i)
    given: dict[str, Any] = {
        "path": path, "sha256": hashlib.sha256(raw.encode()).hexdigest(), "encoding": "utf-8", "raw": raw, "text": text,
        "map": TextMap(starts, [s + 1 for s in starts]), "zones": (Zone(0, len(text), "body"),),
        "damage": (Damage("doubled_punctuation", 5, 7, 1, True, ",,"),), "repeats": (Repeat(3, 4, 0, 1),),
        "source": Source("标题", "某报", None, None, "2024-05-01", True, "网址中的日期"), "grade": "news",
        "grade_reason": "署名媒体", "fingerprint": (1, 2**32 - 1, 3), "hypothesis": ((0, 2, "青山"),),
    }  # fmt: skip
    return Document(**(given | fields))


def make_claim(document: str = "a.txt", start: int = 7, **fields: Any) -> Claim:
    given: dict[str, Any] = {
        "kind": "investment", "subject": "青山公司年产5万吨磷酸铁锂项目", "quote": "投资12.5亿元", "start": start, "end": start + 8,
        "modality": "planned", "grade": "news", "rule": "frame.investment", "value": Decimal("1250000000.0"), "unit": "CNY",
        "measure": "总投资", "place": "湖南省郴州市临武县", "context": Context("青山公司,投资12.5亿元。", (5, 13), 1, 16),
    }  # fmt: skip
    return Claim(document=document, **(given | fields))


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A new, empty place for a ledger, on either database."""
    if request.param == "sqlite":
        return str(tmp_path / "ledger.db")
    return str(request.getfixturevalue("postgres")())


@pytest.fixture
def ledger(url: str) -> Iterator[Ledger]:
    ticks = iter(range(10**6))
    with Ledger.open(url, clock=lambda: f"2025-01-01T00:00:{next(ticks):06d}") as opened:
        yield opened


@pytest.fixture
def sheet(tmp_path: Path) -> Callable[..., Path]:
    def write(text: str, encoding: str = "utf-8-sig", name: str = "项目.csv") -> Path:
        path = tmp_path / name
        path.write_bytes(text.encode(encoding))
        return path

    return write


@pytest.fixture
def document() -> Callable[..., Document]:
    return make_document


@pytest.fixture
def claim() -> Callable[..., Claim]:
    return make_claim
