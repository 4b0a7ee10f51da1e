"""Ledger: one database for documents, claims, entities, facts and the registers of the office, with history.

:class:`Ledger` is the door. Evidence proposes changes, a person accepts them; sheets come in whole or not at all.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lianzhang.ledger.project import STAGES, Progress, ProjectNode, ProjectProblem, ProjectRecord

if TYPE_CHECKING:
    from lianzhang.evidence.claim import Claim
    from lianzhang.ledger.changes import Change
    from lianzhang.ledger.declare import Field, Register, declared_registers, register_named
    from lianzhang.ledger.duplicates import Duplicate
    from lianzhang.ledger.imports import Imported
    from lianzhang.ledger.matters import Matter
    from lianzhang.ledger.months import Closing, Months
    from lianzhang.ledger.preview import Preview, PreviewLine
    from lianzhang.ledger.records import Conflict, Record
    from lianzhang.ledger.store import Ledger
    from lianzhang.reconcile import Fact

__all__ = [
    "STAGES",
    "Change",
    "Closing",
    "Conflict",
    "Duplicate",
    "Field",
    "Imported",
    "Ledger",
    "Matter",
    "Months",
    "Preview",
    "PreviewLine",
    "Progress",
    "ProjectNode",
    "ProjectProblem",
    "ProjectRecord",
    "Record",
    "Register",
    "declared_registers",
    "import_monthly",
    "import_problems",
    "import_projects",
    "propose_from_claims",
    "register_named",
]

_LAZY = {
    "Ledger": "store", "Change": "changes", "Conflict": "records", "Duplicate": "duplicates", "Field": "declare",
    "Imported": "imports", "Matter": "matters", "Closing": "months", "Months": "months", "Preview": "preview", "PreviewLine": "preview", "Record": "records",
    "Register": "declare", "register_named": "declare", "declared_registers": "declare",
}  # fmt: skip


def __getattr__(name: str) -> Any:
    """The database layer is loaded when first asked for: it is heavy."""
    if name in _LAZY:
        from importlib import import_module

        return getattr(import_module(f"lianzhang.ledger.{_LAZY[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def propose_from_claims(
    ledger: Ledger, claims: Iterable[Claim], facts: Sequence[Fact] = ()
) -> tuple[str, ...]:
    """Propose what documents say about named projects; ids of changes that are new or open again."""
    return ledger.propose(claims, facts)


def import_projects(ledger: Ledger, file: str | Path, who: str, **options: Any) -> Imported:
    """A CSV of projects into the register: all rows or none. Raises ``InputError`` with every fault."""
    return ledger.import_projects(file, who, **options)


def import_monthly(ledger: Ledger, file: str | Path, who: str, **options: Any) -> Imported:
    """A CSV of monthly progress into the register, as :func:`import_projects`."""
    return ledger.import_monthly(file, who, **options)


def import_problems(ledger: Ledger, file: str | Path, who: str, **options: Any) -> Imported:
    """A CSV of problems into the register, as :func:`import_projects`."""
    return ledger.import_problems(file, who, **options)
