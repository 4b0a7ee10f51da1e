"""The planning tables of a folder, read and solved."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from lianzhang.case.files import table_faults
from lianzhang.case.settings import read_toml
from lianzhang.core import Problems

if TYPE_CHECKING:
    from lianzhang.chain.tables import PlanningCase
    from lianzhang.plan import Plan

__all__ = ["plan_folder", "read_planning"]


def read_planning(folder: Path) -> PlanningCase:
    """The planning tables of a folder. Raises :class:`~lianzhang.core.InputError` with every fault.

    Faults of ``case.toml`` are told first and alone: without years, those of the tables would only be echoes.
    """
    from lianzhang.chain.tables import read_case_tables
    from lianzhang.chain.tables_settings import read_settings

    read_toml(folder)
    problems = Problems()
    read_settings(folder, problems)
    problems.raise_if_any()
    if not table_faults(folder, problems):
        problems.raise_if_any()
    return read_case_tables(folder)


def plan_folder(folder: Path) -> Plan:
    """Solve the planning tables of a folder that has ``case.toml`` and ``tables/``; no ledger is needed."""
    from lianzhang.plan import solve

    return solve(read_planning(Path(folder)))
