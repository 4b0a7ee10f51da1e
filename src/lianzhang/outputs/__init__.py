"""Outputs: papers with citations, written from one model of sections, tables, cards and charts.

Fill rows (:class:`ChainRow`, :class:`ProjectRow` …), make sections with the builders, put them in a :class:`ReportModel`,
and write it: ``write_report(model, folder)`` for the HTML report with ``report.json``, ``one_screen(model)`` for a terminal,
``write_word(model, path)`` and ``write_excel(model, path)`` for offices; ``write_bulletin`` writes the month's bulletin and its annex.
Every figure is a :class:`lianzhang.core.Quantity` and leads to its basis; ``stray(model)`` lists digits that do not.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lianzhang.outputs.bulletin import annex_model, bulletin_model, write_bulletin
    from lianzhang.outputs.excel import write_excel
    from lianzhang.outputs.from_desk import dispatch_rows, matter_rows, names_in
    from lianzhang.outputs.html import render_report, write_report
    from lianzhang.outputs.lowering import plain, stray
    from lianzhang.outputs.model import (
        Badge,
        Bullets,
        Card,
        Chart,
        Cite,
        Column,
        Event,
        Lines,
        Name,
        Paragraph,
        Quote,
        ReportModel,
        Section,
        Series,
        Table,
        Tile,
        Tiles,
        Track,
        When,
        Words,
    )
    from lianzhang.outputs.numbers import show, unit_name
    from lianzhang.outputs.on_screen import sections_screen
    from lianzhang.outputs.plain_records import records_json
    from lianzhang.outputs.rows import (
        AlternativeRow,
        ChainRow,
        CoordinationRow,
        DocumentRow,
        FactRow,
        FrontierRow,
        MatterRow,
        PlanRow,
        PriceRow,
        ProjectRow,
    )
    from lianzhang.outputs.sections_answers import (
        alternatives_section,
        coordination_section,
        frontier_section,
    )
    from lianzhang.outputs.sections_desk import (
        findings_section,
        matters_section,
        notes_section,
        projects_section,
        summary_section,
    )
    from lianzhang.outputs.sections_evidence import (
        claim_basis,
        claim_quantity,
        count_of,
        document_rows,
        documents_section,
        fact_rows,
        facts_section,
    )
    from lianzhang.outputs.sections_guidance import factors_section, gaps_section, judged_section
    from lianzhang.outputs.sections_leads import leads_section, parks_section
    from lianzhang.outputs.sections_levels import (
        duties_section,
        levels_section,
        part_section,
        side_by_side_section,
    )
    from lianzhang.outputs.sections_month import changes_section, month_sections
    from lianzhang.outputs.sections_pipeline import coming_section, pipeline_changes_section, pipeline_section
    from lianzhang.outputs.sections_plan import (
        chain_section,
        plan_section,
        prices_section,
        sum_of,
    )
    from lianzhang.outputs.terminal import one_screen
    from lianzhang.outputs.word import write_word

_WHERE = {
    "bulletin": "annex_model bulletin_model write_bulletin",
    "excel": "write_excel",
    "sections_guidance": "factors_section gaps_section judged_section",
    "on_screen": "sections_screen",
    "plain_records": "records_json",
    "sections_leads": "leads_section parks_section",
    "sections_levels": "duties_section levels_section part_section side_by_side_section",
    "sections_month": "changes_section month_sections",
    "sections_pipeline": "coming_section pipeline_changes_section pipeline_section",
    "word": "write_word",
    "from_desk": "dispatch_rows matter_rows names_in",
    "html": "render_report write_report",
    "model": "Badge Bullets Card Chart Cite Column Event Lines Name Paragraph Quote ReportModel Section Series Table Tile "
    "Tiles Track When Words",
    "numbers": "show unit_name",
    "lowering": "plain stray",
    "rows": "AlternativeRow ChainRow CoordinationRow FrontierRow DocumentRow FactRow MatterRow PlanRow PriceRow ProjectRow",
    "sections_answers": "alternatives_section coordination_section frontier_section",
    "sections_desk": "findings_section matters_section notes_section projects_section summary_section",
    "sections_evidence": "claim_basis claim_quantity count_of document_rows documents_section fact_rows facts_section",
    "sections_plan": "chain_section plan_section prices_section sum_of",
    "terminal": "one_screen",
}
_HOME = {name: module for module, names in _WHERE.items() for name in names.split()}

__all__ = [
    "AlternativeRow",
    "Badge",
    "Bullets",
    "Card",
    "ChainRow",
    "Chart",
    "Cite",
    "Column",
    "CoordinationRow",
    "DocumentRow",
    "Event",
    "FactRow",
    "FrontierRow",
    "Lines",
    "MatterRow",
    "Name",
    "Paragraph",
    "PlanRow",
    "PriceRow",
    "ProjectRow",
    "Quote",
    "ReportModel",
    "Section",
    "Series",
    "Table",
    "Tile",
    "Tiles",
    "Track",
    "When",
    "Words",
    "alternatives_section",
    "annex_model",
    "bulletin_model",
    "chain_section",
    "changes_section",
    "claim_basis",
    "claim_quantity",
    "coming_section",
    "coordination_section",
    "count_of",
    "dispatch_rows",
    "document_rows",
    "documents_section",
    "duties_section",
    "fact_rows",
    "factors_section",
    "facts_section",
    "findings_section",
    "frontier_section",
    "gaps_section",
    "judged_section",
    "leads_section",
    "levels_section",
    "matter_rows",
    "matters_section",
    "month_sections",
    "names_in",
    "notes_section",
    "one_screen",
    "parks_section",
    "part_section",
    "pipeline_changes_section",
    "pipeline_section",
    "plain",
    "plan_section",
    "prices_section",
    "projects_section",
    "records_json",
    "render_report",
    "sections_screen",
    "show",
    "side_by_side_section",
    "stray",
    "sum_of",
    "summary_section",
    "unit_name",
    "write_bulletin",
    "write_excel",
    "write_report",
    "write_word",
]


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
