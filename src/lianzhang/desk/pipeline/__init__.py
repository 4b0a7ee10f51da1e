"""Pipeline (项目库): stage × size band × place × segment, nothing counted twice; what it may bring by year; two dates compared.

``count_once(projects, phase_of)`` first; then ``roll_up``, ``conversion``, ``changes_between``, ``coming`` and ``by_year`` on what it gives.
"""

from lianzhang.desk.pipeline.coming import Coming, YearTotal, by_year, coming
from lianzhang.desk.pipeline.counted import Band, Counted, Doubt, Unit, bands, count_once
from lianzhang.desk.pipeline.own_data import parse_bands, parse_weights
from lianzhang.desk.pipeline.roll_up import (
    DIMENSIONS,
    Conversion,
    Dimension,
    PipelineCell,
    Transition,
    changes_between,
    conversion,
    roll_up,
    stage_on,
)

__all__ = [
    "DIMENSIONS",
    "Band",
    "Coming",
    "Conversion",
    "Counted",
    "Dimension",
    "Doubt",
    "PipelineCell",
    "Transition",
    "Unit",
    "YearTotal",
    "bands",
    "by_year",
    "changes_between",
    "coming",
    "conversion",
    "count_once",
    "parse_bands",
    "parse_weights",
    "roll_up",
    "stage_on",
]
