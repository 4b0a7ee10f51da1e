"""Targets by year against actual figures, the pipeline and physics; 还不能判断 (``unknown``) where nothing comparable is known.

``lines_of_world`` takes them from documents, ``lines_of_register`` and ``actuals_of_register`` from the registers; ``judge`` compares.
"""

from lianzhang.desk.targets.judged import Judged, Verdict, judge
from lianzhang.desk.targets.lines import (
    ActualPoint,
    TargetLine,
    actuals_of_register,
    lines_of_register,
    lines_of_world,
)

__all__ = [
    "ActualPoint",
    "Judged",
    "TargetLine",
    "Verdict",
    "actuals_of_register",
    "judge",
    "lines_of_register",
    "lines_of_world",
]
