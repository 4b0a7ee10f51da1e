"""Evidence: from repaired text to claims, one reading of one span each.

``read_claims`` reads one document, ``claims_of`` several, ``write_jsonl`` writes them in the contract's form. Lexicons, cue words
and frames are data files beside the code. This room knows no database.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lianzhang.evidence.claim import KINDS, MODALITIES, QUALIFIERS, SCHEMA, Claim, Context, Value

if TYPE_CHECKING:
    from lianzhang.evidence.claims.reader import claims_of, read_claims, write_jsonl

__all__ = [
    "KINDS",
    "MODALITIES",
    "QUALIFIERS",
    "SCHEMA",
    "Claim",
    "Context",
    "Value",
    "claims_of",
    "read_claims",
    "write_jsonl",
]

_LAZY = ("claims_of", "read_claims", "write_jsonl")


def __getattr__(name: str) -> Any:
    # the reader compiles its data on first use; importing the shapes must stay cheap
    if name in _LAZY:
        from lianzhang.evidence.claims import reader as claims

        return getattr(claims, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
