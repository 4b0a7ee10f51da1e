"""Case: wires the rooms together. The Python API, the packaged case, and what the command line calls."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lianzhang.case.case import Case
    from lianzhang.case.demo import copy_packaged, new_case, run_demo
    from lianzhang.case.planning import ask_folder, plan_folder
    from lianzhang.case.reading import ReadSummary, claims_of_paths, read_text
    from lianzhang.case.report import report_of
    from lianzhang.case.sweeping import sweep_folder
    from lianzhang.case.words import findings_json

__all__ = [
    "Case",
    "ReadSummary",
    "ask_folder",
    "claims_of_paths",
    "copy_packaged",
    "findings_json",
    "new_case",
    "plan_folder",
    "read_text",
    "report_of",
    "run_demo",
    "sweep_folder",
]

_HOME = {
    "case": ("Case",),
    "demo": ("copy_packaged", "new_case", "run_demo"),
    "planning": ("ask_folder", "plan_folder"),
    "reading": ("ReadSummary", "claims_of_paths", "read_text"),
    "report": ("report_of",),
    "sweeping": ("sweep_folder",),
    "words": ("findings_json",),
}


def __getattr__(name: str) -> Any:
    for module, names in _HOME.items():
        if name in names:
            return getattr(import_module(f"lianzhang.case.{module}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
