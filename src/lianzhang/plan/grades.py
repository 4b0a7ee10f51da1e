"""Chemical-safety grades of parks (化工园区安全风险等级): what may be built where, and from when.

Grades run from A (highest risk) to D (lowest). A process with a ``safety_grade`` is built only where the grade of the year is that or
better; a region without a grade of its own has that of the nearest region above, and a place that no grade reaches takes no such
plant. Every build that a grade forbids has a row of its own, so that the prices say what the permission is worth and the reason why
nothing fits can name it. What stands already, or is committed, is not touched.
"""

from __future__ import annotations

import numpy as np

from lianzhang.chain.tables_case import PlanningCase
from lianzhang.core import Text
from lianzhang.plan.model import Ints, Model

__all__ = ["add", "grades_of", "grades_said", "needed_grades"]

LETTERS = ("", "A", "B", "C", "D")
"""Letter of each rank; rank 0: no grade."""


def _ranks(letters: object) -> Ints:
    rank = {letter: k for k, letter in enumerate(LETTERS)}
    return np.array([rank[str(x)] for x in np.asarray(letters).tolist()], dtype=np.int64)


def needed_grades(case: PlanningCase) -> Ints:
    """Per process: rank of the least grade that it needs; 0 where it needs none."""
    table = case.table("processes")
    if table is None or "safety_grade" not in table.columns:
        return np.zeros(len(case.processes), dtype=np.int64)
    return _ranks(table["safety_grade"])


def grades_of(case: PlanningCase) -> Ints:
    """Regions × years: rank of the grade that holds; 0 where none does. A grade of a region holds for what is below it."""
    years = np.array(case.years)
    own = np.zeros((len(case.regions), len(years)), dtype=np.int64)
    table = case.table("regions")
    if table is not None and "safety_grade" in table.columns:
        own += _ranks(table["safety_grade"])[:, None]
    later = case.table("grades")
    if later is not None:
        for i in np.argsort(later["year"], kind="stable").tolist():
            own[int(later["region"][i]), years >= later["year"][i]] = _ranks(
                later["safety_grade"][i : i + 1]
            )[0]
    out = own.copy()
    for region in range(len(out)):
        above = int(case.parent[region])
        while above >= 0:
            out[region] = np.where(out[region] == 0, own[above], out[region])
            above = int(case.parent[above])
    return out


def add(m: Model) -> None:
    """``build ≤ 0`` and ``project ≤ 0``, a row each, wherever the grade of the year does not allow them."""
    assert m.build_of is not None
    need = needed_grades(m.case)
    if not need.any():
        return
    has = grades_of(m.case)
    barred = need[m.site_process][:, None] > has[m.site_region]
    site, year = np.nonzero(barred & (m.build_of >= 0))
    j = m.projects
    refused = np.flatnonzero(barred[j.site, j.year])
    site, year = np.concatenate([site, j.site[refused]]), np.concatenate([year, j.year[refused]])
    column = np.concatenate([m.build_of[site[: len(site) - len(refused)], year[: len(year) - len(refused)]],
                             j.start + refused]).astype(np.int64)  # fmt: skip
    region, process = m.site_region[site], m.site_process[site]
    letters = np.array(
        [f"{LETTERS[n]}/{LETTERS[h]}" for n, h in zip(need[process], has[region, year])], dtype=object
    )
    start = m.builder.rows(
        "grade", np.full(len(site), -np.inf), np.zeros(len(site)), region=region, process=process, year=year, what=letters
    )  # fmt: skip
    m.builder.add(start + np.arange(len(site)), column, 1.0)


def grades_said(what: str) -> Text:
    """``C/A`` (needed/holding) in words."""
    needed, _, holds = what.partition("/")
    return Text(
        f"须{needed}级，现{holds + '级' if holds else '无等级'}",
        f"needs grade {needed}, has {'grade ' + holds if holds else 'none'}",
    )
