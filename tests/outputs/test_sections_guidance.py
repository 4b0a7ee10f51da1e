"""Targets, gaps and factors on paper: every figure leads to its basis, and both writers take the sections."""

from dataclasses import replace
from decimal import Decimal

import month_sample as sample

from lianzhang.audit import Quota
from lianzhang.core import AssumptionBasis, Quantity, Text
from lianzhang.desk.factors import factor_needs, shortages
from lianzhang.desk.gaps import find_gaps, firms_from_projects, plants_of
from lianzhang.desk.pipeline import coming, count_once
from lianzhang.desk.targets import ActualPoint, TargetLine, judge
from lianzhang.outputs import ReportModel, names_in
from lianzhang.outputs.excel import write_excel
from lianzhang.outputs.lowering import stray, text_of
from lianzhang.outputs.model import Bullets, Table, figures_of
from lianzhang.outputs.sections_guidance import factors_section, gaps_section, judged_section
from lianzhang.outputs.word import write_word

BASIS = AssumptionBasis(Text("给定", "given"))


def model():
    projects = [
        replace(p, stage="投产" if i % 3 == 0 else p.stage) for i, p in enumerate(sample.projects(24))
    ]
    found = coming(count_once(projects))
    goals = [
        TargetLine(
            "湖南省郴州市",
            "output_value",
            Text("锂电产值", "output"),
            2027,
            Quantity(Decimal(10) ** 11, "CNY", BASIS),
        ),
        TargetLine(
            "湖南省郴州市", "output_value", Text("锂电产值", "output"), 2030, None, qualitative="国内领先"
        ),
    ]
    points = [
        ActualPoint(goals[0].key, y, str(y), Quantity(Decimal(v) * 10**8, "CNY", BASIS))
        for y, v in ((2024, 200), (2025, 300))
    ]
    needs = factor_needs(projects)
    quotas = [Quota("湖南省郴州市临武县", "能耗", 2027, Quantity(Decimal(100), "tce", BASIS))]
    owners = {p.name: p.owner for p in projects}
    gaps = find_gaps(plants_of(projects), found, (), firms_from_projects(projects), owners)
    sections = (
        judged_section(judge(goals, points, found, 2026)),
        gaps_section(gaps),
        factors_section(needs, shortages(needs, quotas)),
    )
    return ReportModel("链情", "2026-10-31", sections, names=names_in((), projects))


def test_sections_lead_to_their_bases_and_are_written(tmp_path):
    made = model()
    assert stray(made) == []
    assert len(figures_of(made)) > 100
    assert write_word(made, tmp_path / "a.docx").stat().st_size > 10_000
    assert write_excel(made, tmp_path / "a.xlsx").stat().st_size > 10_000


def test_projects_without_a_capacity_are_named_in_one_line() -> None:
    projects = [
        replace(p, stage="签约", capacity=None if i < 3 else p.capacity)
        for i, p in enumerate(sample.projects(6))
    ]
    needs = factor_needs(projects)
    section = factors_section(needs, ())
    table = section.blocks[1]
    assert isinstance(table, Table)
    shown = {text_of(row[0]) for row in table.rows}
    unknown = {n.project.name for n in needs if not n.needs}
    assert {p.name for p in projects[:3]} <= unknown
    assert shown == {p.name for p in projects} - unknown
    (told,) = [b for b in section.blocks if isinstance(b, Bullets)]
    said = [text_of(x) for x in told.items]
    (line,) = [x for x in said if x.startswith("产能未填，")]
    assert "、".join(p.name for p in projects[:3]) in line
