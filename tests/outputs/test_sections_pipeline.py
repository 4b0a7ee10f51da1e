"""The pipeline on paper: every figure leads to its basis, and the matrix shows what the roll-up holds."""

import month_sample as sample

from lianzhang.audit.world import packaged_weights
from lianzhang.desk.pipeline import by_year, changes_between, coming, conversion, count_once, roll_up
from lianzhang.outputs import ReportModel, Table, names_in
from lianzhang.outputs.lowering import stray, text_of
from lianzhang.outputs.sections_pipeline import coming_section, pipeline_changes_section, pipeline_section


def test_sections_of_the_pipeline():
    projects = sample.projects()
    counted = count_once(projects)
    found = coming(counted)
    sections = (
        pipeline_section(counted, conversion(projects, "2026-10-31")),
        coming_section(found, by_year(found, (2026, 2027)), packaged_weights()),
        pipeline_changes_section(changes_between(counted, "2026-01-31"), "2026-01-31", None),
    )
    model = ReportModel("项目库", "2026-10-31", sections, names=names_in((), projects))
    assert stray(model) == []
    matrix = next(b for b in sections[0].blocks if isinstance(b, Table))
    (whole,) = roll_up(counted, ())
    assert text_of(matrix.rows[-1][-1]) == f"{whole.projects.value}个；520亿元"
    assert whole.total.value == sum(p.total_investment for p in projects)
